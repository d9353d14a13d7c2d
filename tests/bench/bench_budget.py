#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The budget workbook beside XlsxWriter for Python, which writes a list of as many columns with the same kinds of cells,
row by row (constant_memory), and nothing else; ours holds all its sheets. Time is of the processor, memory the
largest of each process. Usage: bench_budget.py PATH-TO-bench_budget
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

COLUMNS = 50
SIZES = ((3000, 5), (100000, 1))
PEER = r"""
import sys, time
import xlsxwriter
path, rows = sys.argv[1], int(sys.argv[2])
began = time.process_time()
book = xlsxwriter.Workbook(path, {"constant_memory": True})
sheet = book.add_worksheet("list")
text, yen, percent, date = (book.add_format({"border": 1, "num_format": f}) for f in ("General", "#,##0", "0.00%", "yyyy-mm-dd"))
live = rows <= 5000
for r in range(rows):
    for c in range(50):
        if c in (1, 2):
            sheet.write_string(r, c, "架空精密工業 %d" % r, text)
        elif c in (5, 6, 7, 15, 16, 44, 45, 46, 47) and r % 3 == 0:
            sheet.write_blank(r, c, None, text)
        elif c in (5, 6, 7, 12, 13, 15, 16, 44, 45, 46, 47):
            sheet.write_string(r, c, "いいえ", text)
        elif c == 49:
            sheet.write_string(r, c, "件数だけから試算、一部対応の残りが未記入", text)
        elif c in (14, 43, 48):
            sheet.write_number(r, c, 46000 + r % 900, date)
        elif c == 9:
            sheet.write_number(r, c, r % 1000 / 1000, percent)
        elif live and c in (19, 23, 24, 25, 26):
            sheet.write_formula(r, c, "=IF(OR(S%d=0,S%d>2),0,INDEX(U%d:W%d,1,3-S%d))" % ((r + 1,) * 5), yen, 1234567 + r)
        else:
            sheet.write_number(r, c, 1234567 + r * 31 + c, yen)
book.close()
print(time.process_time() - began)
"""


def run(command):
    """Output, and the largest memory of this process in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("failed: " + " ".join(command[:2]))
    return out, usage.ru_maxrss / 1024


def main():
    program = os.path.abspath(sys.argv[1])
    if subprocess.run([sys.executable, "-c", "import xlsxwriter"], stderr=subprocess.DEVNULL).returncode:
        print("missing: the Python module xlsxwriter (Debian package python3-xlsxwriter); no comparison", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        for rows, times in SIZES:
            ours, peers = [], []
            for _ in range(times):
                out, memory = run([program, str(rows), "ja", os.path.join(folder, "ours.xlsx"), "0", str(rows * 120000)])
                ours.append(json.loads(out))
                out, peer_memory = run([sys.executable, "-c", PEER, os.path.join(folder, "peer.xlsx"), str(rows)])
                peers.append(float(out))
            book, peer = statistics.median(o["workbook"] for o in ours), statistics.median(peers)
            print("%7d suppliers: workbook %7.2f s (choice and sums %5.2f s), %6.1f MB; XlsxWriter %d columns %7.2f s, %6.1f MB: %5.1f x" %
                  (rows, book, statistics.median(o["view"] for o in ours), memory, COLUMNS, peer, peer_memory, peer / book))
    print("to reach: >= 4 x, memory that does not grow with the rows of the workbook")
    return 0


sys.exit(main())
