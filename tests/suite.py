# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of this folder share: counting checks, running the program, making cases."""
import collections
import copy
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JAPANESE = {"LANG": "ja_JP.UTF-8"}
ENGLISH = {"LANG": "en_US.UTF-8"}

with open(os.path.join(ROOT, "data", "tables", "catalog.json"), encoding="utf-8") as file:
    CATALOG = json.load(file)


# What the full tier looks at in part (one of two fonts, one of two languages), because the rest could hardly differ, ./run long
# looks at whole.
WHOLE = bool(os.environ.get("HOSHI_WHOLE"))


class Suite:
    """Counts named checks; says only what failed; finish() prints 'N passed, N failed' and exits."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, holds, name, *facts):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED: " + name)
            for fact in facts:
                print("    " + str(fact)[:1500].replace("\n", "\n    "))
        sys.stdout.flush()
        return bool(holds)

    def equal(self, got, wanted, name, *facts):
        return self.check(got == wanted, name, "got    %r" % (got,), "wanted %r" % (wanted,), *facts)

    def skip(self, name, reason):
        self.skipped += 1
        print("skipped: %s (%s)" % (name, reason))

    def run(self, cases):
        """Call each function with this suite; one that breaks is one failure, and the others still run."""
        only = os.environ.get("ONLY", "")  # a part of a name, to run some of them by hand
        for case in [c for c in cases if only in c.__name__]:
            began = time.time()
            try:
                case(self)
            except Exception as fault:  # a broken test must not hide the rest
                self.check(False, case.__name__ + " broke", type(fault).__name__, fault)
            if os.environ.get("TIMES"):
                print("%6.1f s %s" % (time.time() - began, case.__name__))

    def finish(self):
        print("%d passed, %d failed" % (self.passed, self.failed))
        sys.exit(1 if self.failed else 0)


class Program:
    """The built program, in an environment that holds nothing of the caller's language."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        if not os.access(self.path, os.X_OK):
            print("no program: " + self.path + "\n0 passed, 1 failed")
            sys.exit(1)
        self.folder = tempfile.TemporaryDirectory(prefix="hoshiwari-test-")
        self.other = os.path.abspath(os.environ.get("HOSHI_OTHER") or path)
        self.seen = collections.Counter()

    def watched(self, words):
        """Whether this run is one of those that the sanitizers watch: the first of each shape (verbs and options, without what
        they are given) and every tenth from there."""
        words = [str(w) for w in words]
        shape = tuple(w.split("=")[0] for w, before in zip(words, [""] + words)
                      if w.startswith("-") or w.isascii() and w.isalpha() and not before.startswith("-"))
        self.seen[shape] += 1
        return self.seen[shape] == 1 or self.seen[shape] % 10 == 0

    def environment(self, more=None, leaks=True):
        """What a run of the program gets. The look for leaks at its end is a third of a short run under the sanitizers."""
        mine = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE")}
        mine.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests", "lsan.supp"))
        if not leaks:
            mine["ASAN_OPTIONS"] = ":".join(filter(None, [mine.get("ASAN_OPTIONS", ""), "detect_leaks=0"]))
        mine.update(more or {})
        return mine

    def run(self, *words, env=None, cwd=None, **more):
        """One run. Where the same program of the other compiler is there (HOSHI_OTHER), the runs that are not watched are its:
        a third of the time under the sanitizers, and both compilers' programs are driven."""
        watched = self.watched(words)
        return subprocess.run([self.path if watched else self.other, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=self.environment(env, watched), cwd=cwd, timeout=600, **more)

    def place(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, case, name="case.json"):
        """The case (an object, or text as it is) as a file; its path."""
        path = self.place(name)
        with open(path, "wb") as out:
            if isinstance(case, bytes):
                out.write(case)
            else:
                out.write((case if isinstance(case, str) else json.dumps(case, ensure_ascii=False)).encode())
        return path

    def estimate(self, case):
        """The result of a case that must be sound."""
        done = self.run("estimate", self.write(case), "--json")
        if done.returncode:
            raise RuntimeError("exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace")))
        return json.loads(done.stdout)


def criteria(level):
    """Ids of the criteria of a level (star 4 contains star 3)."""
    return [c["id"] for row in CATALOG["rows"] for c in row["criteria"] if c["level"] <= level]


def make_case(level=4, answer="unmet", **changes):
    """A sound case of a firm of 45 with one buyer; every criterion answered alike, or by the given map."""
    answers = answer if isinstance(answer, dict) else {k: answer for k in criteria(level)}
    case = {
        "hoshiwari_case": 1,
        "case_id": "made",
        "as_of": "2026-11-22",
        "start": "2027-04",
        "supplier": {
            "name": "試験精密", "capital_yen": 30000000, "employees_regular": 45,
            "annual_sales_yen": 820000000, "annual_cost_yen": 760000000,
            "size": {"users": 42, "endpoints": 48, "servers": 5, "sites": 2, "public_ips": 2, "web_apps": 1,
                     "mailboxes": 42, "admins": 2, "mobile_devices": 12, "partners": 8, "data_tb": 3,
                     "unsupported_endpoints": 10, "unsupported_servers": 2, "remote_users": 6, "cloud_services": 5,
                     "network_devices": 9, "joiners": 3},
        },
        "target_level": level,
        "gap": {"catalog": "2026-03-27", "answers": answers},
        "buyers": [make_buyer("A", level)],
    }
    case.update(copy.deepcopy(changes))
    return case


def make_buyer(name, level, purchases=140000000):
    return {"id": name, "name": "買い手" + name, "annual_purchases_yen": purchases, "requested_level": level,
            "items": [{"code": name + "-100", "name": "品目", "unit_price_yen": "1250.00", "units_per_year": 12000}]}


def changed(case, path, value):
    """A copy of the case with the value at "supplier.size.users" or "buyers.0.id"; None removes the key."""
    new = copy.deepcopy(case)
    *steps, last = path.split(".")
    at = new
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
    last = int(last) if isinstance(at, list) else last
    if value is None:
        del at[last]
    else:
        at[last] = value
    return new
