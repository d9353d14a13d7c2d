#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a filled questionnaire (marks, company facts, answers) beside openpyxl loading the same file and walking its
cells, each in one warm process; the whole command, cold from the shell, stands beside them. One run, medians.
Usage: bench_import.py PATH-TO-bench_import
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import openpyxl

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASE = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")


def median(job, runs=9):
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def peer(path, read_only):
    def job():
        book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                for value in row:
                    str(value)
    return job


def main():
    bench = os.path.abspath(sys.argv[1])
    program = os.path.join(os.path.dirname(bench), "..", "app", "hoshiwari")
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'ms':22}{'own':>8}{'openpyxl':>10}{'ratio':>8}{'read-only':>11}{'ratio':>8}{'command':>10}")
        for edition in ("own", "survey"):
            path, out = os.path.join(folder, edition + ".xlsx"), os.path.join(folder, "case.json")
            subprocess.run([program, "questionnaire", "-o", path, "--level", "4", "--edition", edition, "--case", CASE], check=True)

            def job():
                if os.path.exists(out):
                    os.remove(out)
                subprocess.run([program, "import", path, "-o", out, "--json"], check=True, stdout=subprocess.DEVNULL)
            own = float(subprocess.run([bench, path], check=True, capture_output=True, text=True).stdout.split()[-1]) / 1e6
            command, normal, fast = median(job), median(peer(path, False)), median(peer(path, True))
            print(f"{edition + ' questionnaire':22}{own * 1e3:8.2f}{normal * 1e3:10.1f}{normal / own:8.1f}"
                  f"{fast * 1e3:11.1f}{fast / own:8.1f}{command * 1e3:10.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
