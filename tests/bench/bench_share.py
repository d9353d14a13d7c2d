#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of division for 1,000,000 parties: the program beside NumPy, in one run. Usage: bench_share.py PATH-TO-bench_share

NumPy does the bare division; the program also finds the most dissatisfied coalition and whole yen that add up.
"""
import subprocess
import sys
import time

import numpy

PARTIES, LINES = 1_000_000, 1000


def airport(c):
    order = numpy.argsort(c, kind="stable")
    s = c[order]
    steps = numpy.diff(s, prepend=0.0) / numpy.arange(len(s), 0, -1)
    out = numpy.empty_like(c)
    out[order] = numpy.cumsum(steps)
    return out


def equal_awards(c, estate):
    """Constrained equal awards by sorting: the level at which the sum of min(claim, level) is the estate."""
    s = numpy.sort(c)
    below = numpy.concatenate(([0.0], numpy.cumsum(s)[:-1]))
    full = below + s * numpy.arange(len(s), 0, -1)
    k = int(numpy.searchsorted(full, estate))
    return numpy.minimum(c, (estate - below[k]) / (len(s) - k))


def talmud(c, estate):
    half = c / 2
    return equal_awards(half, estate) if estate <= half.sum() else c - equal_awards(half, c.sum() - estate)


def lines(cost):
    needed = numpy.empty(2 * PARTIES, dtype=numpy.int64)
    needed[0::2] = numpy.arange(PARTIES)
    needed[1::2] = (numpy.arange(PARTIES) + PARTIES // 2) % PARTIES
    return numpy.bincount(needed, weights=numpy.repeat(cost / (2 * PARTIES // LINES), 2 * PARTIES // LINES),
                          minlength=PARTIES)


def timed(job):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        x = job()
        best = min(best, time.perf_counter() - start)
    return best, x[PARTIES // 3]


def main():
    c = ((numpy.arange(PARTIES, dtype=numpy.int64) * 7919 + 13) % 999983 + 1).astype(float)
    estate = float(int(c.sum() / 3))
    peers = {"airport_shapley": lambda: airport(c), "claims_talmud": lambda: talmud(c, estate),
             "claims_cea": lambda: equal_awards(c, estate),
             "claims_cel": lambda: c - equal_awards(c, c.sum() - estate),
             "lines_shapley": lambda: lines(c[:LINES] * 1000)}
    own = {}
    for line in subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout.splitlines():
        name, seconds, value = line.split()
        own[name] = float(seconds), float(value)
    print(f"{'':22}{'own s':>10}{'NumPy s':>10}{'NumPy/own':>11}  same answer")
    code = 0
    for name, (seconds, value) in own.items():
        if name not in peers:
            print(f"{name:22}{seconds:10.3f}")
            continue
        peer, x = timed(peers[name])
        same = abs(x - value) <= 1e-6 * max(1.0, abs(x))
        code = code if same else 1
        print(f"{name:22}{seconds:10.3f}{peer:10.3f}{peer / seconds:11.2f}  {'yes' if same else 'NO: %r %r' % (value, x)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
