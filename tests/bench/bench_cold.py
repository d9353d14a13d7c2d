#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cold start: estimate and worksheet of one star 4 case beside a Python interpreter that imports its Excel library and
writes one empty sheet. Usage: bench_cold.py PATH-TO-hoshiwari [CASE]

On record (2026-11-30, release build, loaded machine, median of 15, processor): peer 166 ms, estimate 113 ms (0.68 x), worksheet 418 ms
(2.52 x), both 3.20 x; by the clock 3.17 x. To reach is 1.00 x.

Where the time of a worksheet goes (perf; 5.9 MB of XML in 52 parts): the case itself a quarter (the range engine's quadrature is a fifth
of that), deflate at the library's fixed level 6 77 ms (25 ms at level 1, for a third more bytes), reading the file back before it takes its
name about 60 ms (40 of them the parser), the 300 trials in the cells 80 ms of all this (--trials 0), the rest cells and formulas printed one
by one by libxlsxwriter. Formulas that are copies of the row above are 4.1 MB of the 5.9: the library writes each in full, for it has
no shared formulas (<f t="shared" si="…">) and no level of compression to choose. Both would be changes of the library: a level in
lxw_workbook_options handed on to zipOpenNewFileInZip4_64, and a shared formula in worksheet_write_formula; about 110 ms by these figures.
"""
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASE = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
PEER = "import sys, xlsxwriter; b = xlsxwriter.Workbook(sys.argv[1]); b.add_worksheet(); b.close()"


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1e3


def once(command):
    """(milliseconds by the clock, milliseconds of processor): on a busy machine the second says more."""
    before, began = spent(), time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    took = (time.perf_counter() - began) * 1e3
    if done.returncode:
        sys.exit("exit %d: %s\n%s" % (done.returncode, " ".join(command), done.stderr))
    return took, spent() - before


def main():
    program, case = os.path.abspath(sys.argv[1]), (sys.argv[2:] or [CASE])[0]
    if importlib.util.find_spec("xlsxwriter") is None:
        print("missing: the Python module xlsxwriter (Debian package python3-xlsxwriter); no comparison", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        jobs = {
            "python + xlsxwriter, one empty sheet": [sys.executable, "-c", PEER, os.path.join(folder, "peer.xlsx")],
            "estimate": [program, "estimate", case, "--json"],
            "worksheet, own": [program, "worksheet", case, "-o", os.path.join(folder, "own.xlsx")],
        }
        took = {name: [] for name in jobs}
        for _ in range(RUNS):  # in turn, so that all meet the same noise
            for name, command in jobs.items():
                took[name].append(once(command))
    median = {name: [statistics.median(column) for column in zip(*values)] for name, values in took.items()}
    peer, *own = median
    median["estimate + worksheet"] = [sum(column) for column in zip(*[median[name] for name in own])]
    print("%-38s %20s %22s" % ("median of %d" % RUNS, "by the clock", "processor"))
    for name, times in median.items():
        print("%-38s" % name, " ".join("%9.1f ms %7.2f x" % (ms, ms / of) for ms, of in zip(times, median[peer])))
    print("to reach: estimate + worksheet <= 1.00 x")
    return 0


sys.exit(main())
