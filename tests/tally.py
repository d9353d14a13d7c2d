#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run meson test in one or more build folders, count the single cases, and end with 'N passed, N failed'.

Arguments: NAME:FOLDER:SETUP:WORDS:OTHER, one per run (SETUP, WORDS and OTHER may be empty; WORDS go to meson test, OTHER is
the program that suite.py runs where the sanitizers need not watch). NAME:failed stands for a build that failed. A cmocka program counts each of its cases, a script the 'N passed, N failed' line it ends
with; a program that died counts one failure for whatever it did not finish.
"""
import json
import os
import re
import subprocess
import sys
import time

SKIPPED = re.compile(r"^skipped: ", re.M)
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
CASE_OK = re.compile(r"^\[       OK \] ", re.M)
CASE_BAD = re.compile(r"^\[  (?:FAILED|ERROR)  ?\] (?!tests: |\d)(\S+)", re.M)


def count(test):
    """(passed, failed, skipped) of one record of meson's testlog.json."""
    if test["result"] == "SKIP":
        return 0, 0, 1
    text = test.get("stdout", "") + "\n" + test.get("stderr", "")
    broken = test["result"] not in ("OK", "EXPECTEDFAIL")
    lines = SUMMARY.findall(text)
    if lines:
        passed, failed = (int(n) for n in lines[-1])
    elif "[==========]" in text:
        passed, failed = len(CASE_OK.findall(text)), len(set(CASE_BAD.findall(text)))
    else:
        passed, failed = (0, 0) if broken else (1, 0)
    return passed, max(failed, 1) if broken else failed, len(SKIPPED.findall(text))


def say(text):
    print(text, flush=True)


def unbuilt(folder):
    """(tests that can run, tests whose program is missing): meson would refuse all for one of the latter."""
    done = subprocess.run(["meson", "introspect", "--tests", folder], stdout=subprocess.PIPE, text=True)
    tests = json.loads(done.stdout) if done.returncode == 0 else []
    missing = [t["name"] for t in tests if os.path.isabs(t["cmd"][0]) and not os.path.exists(t["cmd"][0])]
    return [t["name"] for t in tests if t["name"] not in missing], missing


def run(name, folder, setup, words, other):
    began = time.time()
    there, missing = unbuilt(folder)
    if missing:
        say("%-9s not built: %s" % (name, ", ".join(missing)))
        words = words + there
    command = ["meson", "test", "-C", folder, "--no-rebuild"] + (["--setup", setup] if setup else []) + words
    # Freed memory is watched in a small quarantine: a large one makes each of thousands of short runs three times as long.
    environment = dict(os.environ)
    environment.setdefault("ASAN_OPTIONS", "quarantine_size_mb=16")
    if other and os.access(other, os.X_OK):
        environment["HOSHI_OTHER"] = other
    log = os.path.join(folder, "meson-logs", "testlog" + ("-" + setup if setup else "") + ".json")
    if os.path.exists(log):
        os.remove(log)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env=environment)
    if not os.path.exists(log):
        say(done.stdout)
        say("%-9s meson test did not run" % name)
        return 0, 1, 0
    passed, failed, skipped = 0, len(missing), 0
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            test = json.loads(line)
            good, bad, left = count(test)
            passed += good
            failed += bad
            skipped += left
            for reason in re.findall(r"^skipped: .*$", test.get("stdout", ""), re.M):
                say("%-9s %s" % (name, reason))
            if bad:
                say("---- %s: %s (%s)" % (name, test["name"], test["result"]))
                say((test.get("stdout", "") + test.get("stderr", "")).rstrip()[-20000:])
    if done.returncode and not failed:
        say(done.stdout)
        failed = 1
    say("%-9s %d passed, %d failed, %d skipped, %.0f s" % (name, passed, failed, skipped, time.time() - began))
    return passed, failed, skipped


def main():
    passed = failed = skipped = 0
    for argument in sys.argv[1:]:
        name, folder, setup, words, other = (argument.split(":") + [""] * 4)[:5]
        if folder == "failed":
            say("%s failed" % name)
        good, bad, left = (0, 1, 0) if folder == "failed" else run(name, folder, setup, words.split(), other)
        passed += good
        failed += bad
        skipped += left
    if skipped:
        say("%d skipped" % skipped)
    say("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


sys.exit(main())
