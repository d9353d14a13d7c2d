#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Range of 100 triangular lines: the program beside NumPy, in one run. Usage: bench_range.py PATH-TO-bench_range"""
import shutil
import statistics
import subprocess
import sys
import time

import numpy

LINES = 100


def numpy_range(draws, runs):
    """Median microseconds of the best NumPy form (one triangular call per line) with quantiles, and P80."""
    base = [1e5 * (1 + i % 17) for i in range(LINES)]
    took = []
    for run in range(runs):
        generator = numpy.random.default_rng(run)
        start = time.perf_counter()
        total = numpy.zeros(draws)
        for b in base:
            total += generator.triangular(b * 0.8, b, b * 1.4, draws)
        quantiles = numpy.quantile(total, [0.1, 0.5, 0.8, 0.9])
        took.append((time.perf_counter() - start) * 1e6)
    return statistics.median(took), quantiles[2]


R_SCRIPT = '''
draws <- 100000; base <- 1e5 * (1 + (0:99) %% 17); took <- c()
for (run in 1:5) {
  set.seed(run); start <- proc.time()[["elapsed"]]; total <- numeric(draws)
  for (b in base) {
    a <- b * 0.8; h <- b * 1.4; f <- (b - a) / (h - a); u <- runif(draws)
    total <- total + ifelse(u < f, a + sqrt(u * (h - a) * (b - a)), h - sqrt((1 - u) * (h - a) * (h - b)))
  }
  q <- quantile(total, c(.1, .5, .8, .9)); took <- c(took, (proc.time()[["elapsed"]] - start) * 1e6)
}
cat(median(took), q[[3]])
'''


def r_range():
    """The same in R (runif and the inverse), or None where Rscript is not installed (Debian: r-base-core)."""
    if not shutil.which("Rscript"):
        return None
    done = subprocess.run(["Rscript", "-e", R_SCRIPT], check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def main():
    own = {}
    for line in subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout.splitlines():
        name, micros, p80 = line.split()
        own[name] = (float(micros), float(p80))
    small, p80_small = numpy_range(100_000, 7)
    large, p80_large = numpy_range(1_000_000, 3)
    print(f"{'':14}{'microseconds':>14}{'P80':>16}{'NumPy/own':>12}")
    print(f"{'numpy 100k':14}{small:14.1f}{p80_small:16.1f}")
    print(f"{'numpy 1m':14}{large:14.1f}{p80_large:16.1f}")
    r = r_range()
    print(f"{'R 100k':14}{r[0]:14.1f}{r[1]:16.1f}" if r else "R: Rscript is not installed")
    for name, (micros, p80) in own.items():
        peer = large if name.startswith("mc1m") else small
        print(f"{name:14}{micros:14.1f}{p80:16.1f}{peer / micros:12.1f}")


if __name__ == "__main__":
    main()
