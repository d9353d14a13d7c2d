#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken environments and hostile input, from outside: nothing half written, nothing overwritten that a person filled,
nothing raw on the terminal. Usage: test_faults.py PROGRAM"""
import os
import resource
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite, make_case  # noqa: E402

program = Program(sys.argv[1])
KANTO = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")


def run(*words, **more):
    more.setdefault("env", ENGLISH)
    return program.run(*words, **more)


def content(path):
    with open(path, "rb") as file:
        return file.read()


# ---- places to write to ----

def temporary_folder_is_not_needed(t):
    here, there = program.place("here.xlsx"), program.place("there.xlsx")
    first = run("worksheet", KANTO, "-o", here)
    second = run("worksheet", KANTO, "-o", there, env={**ENGLISH, "TMPDIR": program.place("no-such-folder")})
    t.equal((first.returncode, second.returncode), (0, 0), "a workbook needs no temporary folder", second.stderr.decode())
    t.check(content(here) == content(there), "and comes out the same without one")


def full_disk_keeps_the_older_workbook(t):
    path = program.place("kept.xlsx")
    case = program.write(make_case())

    def small(limit):
        def prepare():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return prepare

    run("worksheet", case, "-o", path)
    whole = content(path)
    sizes = [0, 1, 4096, len(whole) // 2, len(whole) - 100, len(whole) - 1]
    for limit in sizes:
        done = run("worksheet", case, "-o", path, preexec_fn=small(limit))
        t.equal(done.returncode, 3, "a file system that takes %d bytes fails the workbook" % limit, done.stderr.decode())
        t.check(content(path) == whole, "and the older one stays")
    t.equal(run("worksheet", case, "-o", path, preexec_fn=small(len(whole))).returncode, 0, "one that takes it all does not")


suite = Suite()
suite.run([temporary_folder_is_not_needed, full_disk_keeps_the_older_workbook])
suite.finish()
