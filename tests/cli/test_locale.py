#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb and every format gives the same bytes under a decimal comma.

    test_locale.py PROGRAM MODULE LOCPATH

MODULE (tests/force_locale.c, preloaded) puts the locale fr_FR.UTF-8 of the folder LOCPATH in force before the program
begins. What is written and printed with it is compared byte for byte with what the program gives without; what it reads
(cases, lists, questionnaires, games) is read under the comma as well, or the results would differ.
"""
import concurrent.futures
import json
import locale
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [HERE, os.path.join(HERE, "golden")]
import golden
from suite import ROOT, Program, Suite

program = Program(sys.argv[1])
COMMA_ENVIRONMENT = {"LOCPATH": os.path.abspath(sys.argv[3]), "LC_ALL": "fr_FR.UTF-8", "FORCE_LOCALE": "fr_FR.UTF-8",
                     "LD_PRELOAD": os.path.abspath(sys.argv[2])}
# An address sanitizer must be loaded first; with a module preloaded it is told not to mind.
COMMA_ENVIRONMENT["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
GAME = {"hoshiwari_game": 1, "players": [{"id": "A", "weight": 2.5}, {"id": "B"}], "lines": [{"id": "net", "cost": 300.25, "needed_by": ["A", "B"]},
                                                                                          {"id": "own", "cost": 0.5, "needed_by": ["A"]}]}
LINES = {"hoshiwari_lines": 1, "distribution": "triangular", "lines": [{"id": "a", "low": 1.25, "likely": 2.5, "high": 4.75, "quantity": 1.5,
         "probability": 0.75, "factor": "market"}], "factors": {"market": [0.95, 1.0, 1.1]}}


def comma_is_in_force(t):
    os.environ["LOCPATH"] = COMMA_ENVIRONMENT["LOCPATH"]
    locale.setlocale(locale.LC_ALL, "fr_FR.UTF-8")
    t.equal(locale.localeconv()["decimal_point"], ",", "the locale has a decimal comma")
    locale.setlocale(locale.LC_ALL, "C")
    plain = program.run("--version", env={"LD_PRELOAD": COMMA_ENVIRONMENT["LD_PRELOAD"], "FORCE_LOCALE": "no_SUCH", "LOCPATH": "/nowhere",
                                          "ASAN_OPTIONS": COMMA_ENVIRONMENT["ASAN_OPTIONS"]})
    t.check(plain.returncode < 0, "the module is loaded: it stops the program where the locale is not there", plain.returncode)


def rows():
    """(label, words with {out} for a file, {out}'s ending or None) of every verb and format."""
    kanto, hibari = (os.path.join(ROOT, "data", "examples", n, "case.json") for n in ("kanto-seimitsu", "hibari-butsuryu"))
    answers = os.path.join(ROOT, "data", "examples", "hibari-butsuryu", "answers.xlsx")
    sheet = os.path.join(ROOT, "data", "examples", "itoguchi-sekkei", "answers.csv")
    suppliers = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    game, lines = program.write(GAME, "game.json"), program.write(LINES, "lines.json")
    day = ["--as-of", golden.AS_OF, "--start", golden.START]
    yield "new", ["new", "-o", "{out}", "--level", "4", "--employees", "45"], ".json"
    yield "new --schema", ["new", "--schema"], None
    for lang in ("ja", "en"):
        tail = ["--lang", lang]
        for name, words in (("estimate", ["estimate", kanto, "--per-piece", "0.35"]), ("estimate --json", ["estimate", hibari, "--json"]),
                            ("estimate grid", ["estimate", kanto, "--engine", "grid", "--json"]), ("estimate mc", ["estimate", kanto, "--engine", "mc", "--draws", "2000", "--json"]),
                            ("catalog", ["catalog", "--measures"]), ("catalog facts", ["catalog", "--facts"]), ("catalog one", ["catalog", "4-1-3-2", "--case", kanto]),
                            ("catalog --audit", ["catalog", "--audit", kanto]), ("prices", ["prices"]), ("prices --csv", ["prices", "--csv"]), ("prices --check", ["prices", "--check"]),
                            ("share", ["share", game]), ("share --json", ["share", game, "--json"]), ("simulate", ["simulate", lines]), ("simulate --json", ["simulate", lines, "--json"]),
                            ("check", ["check", kanto, "--all"]), ("check --json", ["check", hibari, "--all", "--json"]), ("rules", ["rules"]), ("rules --csv", ["rules", "--csv"]),
                            ("rules --json", ["rules", "--json"]), ("import", ["import", answers]), ("import --json", ["import", answers, "--json"]),
                            ("portfolio", ["portfolio", suppliers, *day]), ("portfolio --json", ["portfolio", suppliers, *day, "--json", "--no-range", "--budget-years", "20000000/9000000.0/1"])):
            yield name + " " + lang, words + tail, None
        yield "compare " + lang, ["compare", kanto, hibari] + tail, None
        for name, words, ending in (("worksheet", ["worksheet", kanto, "--trials", "20"], ".xlsx"), ("worksheet for", ["worksheet", kanto, "--view", "for:A", "--disclose", "criteria"], ".xlsx"),
                                    ("dossier", ["dossier", kanto, "--buyer", "A", "--with-margin"], ".xlsx"), ("questionnaire", ["questionnaire", "--case", hibari], ".xlsx"),
                                    ("questionnaire survey", ["questionnaire", "--case", hibari, "--edition", "survey"], ".xlsx"), ("import -o", ["import", sheet, "--level", "3"], ".json"),
                                    ("letter", ["letter", kanto, "--buyer", "A"], ".docx"), ("letter reply", ["letter", kanto, "--buyer", "A", "--kind", "reply"], ".docx"),
                                    ("portfolio -o xlsx", ["portfolio", suppliers, *day, "--no-range"], ".xlsx"), ("portfolio -o csv", ["portfolio", suppliers, *day, "--no-range"], ".csv"),
                                    ("portfolio -o hsr", ["portfolio", suppliers, *day, "--no-range"], ".hsr"),
                                    ("portfolio --generate", ["portfolio", "--generate", "30", "--seed", "7"], ".csv")):
            yield name + " " + lang, words + ["-o", "{out}"] + tail, ending
        yield "portfolio --template " + lang, ["portfolio", "--template", "{out}", "--level", "4"] + tail, ".csv"


def given(words, ending, number, comma):
    """(exit code, what was printed, the file written) of one run."""
    folder = program.place("%d-%s" % (number, "comma" if comma else "plain"))
    os.makedirs(folder)
    out = os.path.join(folder, "out" + (ending or ""))
    done = program.run(*[w.replace("{out}", out) for w in words], env=dict({"LANG": "en_US.UTF-8"}, **(COMMA_ENVIRONMENT if comma else {})), cwd=folder)
    said = re.sub(rb"[0-9.,]+ (s|seconds)\b", b"", done.stdout.replace(folder.encode(), b"") + b"\0" + done.stderr.replace(folder.encode(), b""))
    written = b""
    if ending and os.path.exists(out):
        with open(out, "rb") as file:
            written = file.read()
    return done.returncode, said, written


def same_bytes(t):
    jobs = list(rows())
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        plain = list(pool.map(lambda i: given(jobs[i][1], jobs[i][2], i, False), range(len(jobs))))
        comma = list(pool.map(lambda i: given(jobs[i][1], jobs[i][2], i, True), range(len(jobs))))
    for (label, _, ending), a, b in zip(jobs, plain, comma):
        t.check(a[0] == 0 and (len(a[2]) > 30 if ending else len(a[1]) > 30), "there is something to compare: " + label, a[0], a[1][-400:])
        t.check(a == b, "same bytes under a decimal comma: " + label, *("%r / %r" % (x[:200], y[:200]) for x, y in zip(a[1:], b[1:]) if x != y), (a[0], b[0]))


def verbs_are_all_there(t):
    verbs = {w.decode() for w in re.findall(rb"^  ([a-z]+)  ", program.run("--help", env={"LANG": "en_US.UTF-8"}).stdout, re.M)}
    t.equal(sorted(verbs - {label.split()[0] for label, _, _ in rows()} - {"log", "page"}), [], "every verb is compared but page, which copies a file; log below")


def the_log_too(t):
    """Entries with prices, written and told under the comma: the chain is verified by the plain program, the list is the same."""
    where = program.place("log")
    shutil.copytree(os.path.join(ROOT, "data", "examples", "kanto-seimitsu"), where)
    told = []
    for name, environment in (("plain", {}), ("comma", COMMA_ENVIRONMENT)):
        db = os.path.join(where, name + ".db")
        done = program.run("log", "case.json", "add", "talks.json", "--db", db, cwd=where, env=environment)
        t.equal(done.returncode, 0, "entries are added, " + name, done.stderr.decode(errors="replace"))
        t.equal(program.run("log", "case.json", "verify", "--db", db, cwd=where).returncode, 0, "and verified, " + name)
        for words in (["list"], ["list", "--json"], ["export", "--format", "csv"], ["export", "--format", "json"], ["quotations"]):
            done = program.run("log", "case.json", *words, "--db", db, cwd=where, env=environment)
            text = re.sub(rb"20\d\d-\d\d-\d\d[T ][0-9:.]+Z?|[0-9a-f]{12,64}", b"", done.stdout)  # when it was recorded
            told.append((name, words, done.returncode, text))
    half = len(told) // 2
    for a, b in zip(told[:half], told[half:]):
        t.equal(b[1:], a[1:], "the log under a decimal comma: " + " ".join(a[1]))


suite = Suite()
suite.run([comma_is_in_force, verbs_are_all_there, same_bytes, the_log_too])
suite.finish()
