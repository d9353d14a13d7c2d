#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suppliers per second beside NumPy doing the ranges alone, in one run. Usage: bench_portfolio.py PATH-TO-bench_portfolio

NumPy gets the easier half: as many triangular rows as a supplier has, market, labour and pace factors, 10,000 draws,
P50 and P80. It plans, prices and splits nothing."""
import statistics
import subprocess
import sys
import time

import numpy

DRAWS = 10_000


def numpy_supplier(rows):
    """Median milliseconds of one supplier's range."""
    base = [1e5 * (1 + i % 17) for i in range(rows)]
    took = []
    for run in range(15):
        generator = numpy.random.default_rng(run)
        start = time.perf_counter()
        bought, work = numpy.zeros(DRAWS), numpy.zeros(DRAWS)
        for i, b in enumerate(base):
            part = generator.triangular(b * 0.8, b, b * 1.4, DRAWS)
            if i % 2:
                bought += part
            else:
                work += part
        total = (bought * generator.triangular(0.70, 0.95, 1.35, DRAWS)
                 + work * generator.triangular(0.60, 0.95, 1.45, DRAWS) * generator.triangular(0.65, 0.95, 1.40, DRAWS))
        numpy.quantile(total, [0.5, 0.8])
        took.append((time.perf_counter() - start) * 1e3)
    return statistics.median(took)


def main():
    done = subprocess.run([sys.argv[1], *sys.argv[2:]], check=True, capture_output=True, text=True)
    print(f"{'known by':12}{'suppliers':>10}{'threads':>8}{'seconds':>9}{'per second':>12}{'CPU ms each':>12}{'rows':>7}"
          f"{'peak MB':>9}{'NumPy ms':>10}{'NumPy/own':>11}")
    for line in done.stdout.splitlines():
        name, suppliers, threads, seconds, cpu, rows, peak = line.split()
        peer = numpy_supplier(round(float(rows)))
        print(f"{name:12}{suppliers:>10}{threads:>8}{float(seconds):9.2f}{int(suppliers) / float(seconds):12.0f}"
              f"{float(cpu):12.3f}{float(rows):7.0f}{int(peak) / 1024:9.1f}{peer:10.2f}{peer / float(cpu):11.1f}")


if __name__ == "__main__":
    main()
