#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that fail: every verb and every kind of output, with the n-th call on files failing or done by half
(fault/broken.c). Whatever call: exit 3 and a code, the older file in its place, or the very answer of a run in which nothing
fails; nothing beside the file. Where something is recorded: recorded whole or not at all, and told as it is.
Usage: test_broken.py PROGRAM BROKEN.so [--whole | --each N]
(--whole: calls all along each command; else N (2) of each, others each time SEED changes)."""
import errno
import os
import random
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from outputs import commands, line_of, prepare  # noqa: E402
from suite import ENGLISH, Program, Suite, make_case  # noqa: E402

program = Program(sys.argv[1])
BROKEN = os.path.abspath(sys.argv[2])
WHOLE = "--whole" in sys.argv
EACH = int(sys.argv[sys.argv.index("--each") + 1]) if "--each" in sys.argv else 2
MANY = 40  # of one call of one command, --whole: those at its beginning and its end, and some between
rng = random.Random(int(os.environ.get("SEED", "1")))

HALF = 0
ERRORS = {"write": (errno.ENOSPC, errno.EIO, errno.EINTR, HALF), "read": (errno.EIO, errno.EINTR, HALF),
          "sync": (errno.EIO, errno.ENOSPC, errno.EINTR), "rename": (errno.EIO, errno.ENOSPC, errno.EINTR),
          "open": (errno.EMFILE, errno.ENOSPC, errno.EINTR, errno.EIO), "close": (errno.EIO, errno.ENOSPC, errno.EINTR),
          "truncate": (errno.EIO, errno.ENOSPC, errno.EINTR)}
# What the caller goes on after: a call that was interrupted, or did a part of what it was asked.
GOES_ON = (errno.EINTR, HALF)


def broken(words, **settings):
    env = {"LD_PRELOAD": BROKEN, **{"BROKEN_" + k: str(v) for k, v in settings.items()}}
    return program.run(*words, env={**ENGLISH, **env})


def calls(words):
    """Call → how many of it the command makes."""
    path = program.place("count")
    broken(words, COUNT=path)
    with open(path, encoding="ascii") as text:
        return {name: int(n) for name, n in (line.split() for line in text) if int(n)}


def chosen(counts):
    every = [(call, n, error, on) for call, count in counts.items() for error in ERRORS[call] for on in ("", "1")
             for n in ({*range(1, min(count, 8) + 1), *range(max(1, count - 8), count + 1),
                        *(rng.randrange(1, count + 1) for _ in range(MANY // 4))} if WHOLE else [rng.randrange(1, count + 1)])
             if not (on and error in GOES_ON)]
    return every if WHOLE else rng.sample(every, min(EACH, len(every)))


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as data:
        return data.read()


def every_output(t):
    made, tried = prepare(program), 0
    for words, name in commands(made):
        folder = program.place("out")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        target = os.path.join(folder, name) if name else ""
        line = line_of(words, target)
        done = program.run(*line, env=ENGLISH)
        if not t.equal(done.returncode, 0, "%s is done when nothing fails" % " ".join(words[:2]), done.stderr.decode()):
            continue
        if name.endswith("json"):  # what it says of a case that stands there already
            done = program.run(*line, env=ENGLISH)
        whole = read(target) if target else None
        older = whole if name.endswith(("xlsx", "docx", "json")) else b"older\n"  # a case is read before it is replaced
        wrong = []
        for number, (call, n, error, on) in enumerate(chosen(calls(line))):
            if target:
                with open(target, "wb") as out:
                    out.write(older)
            got = broken(line, CALL=call, AT=n, ERROR=error, ON=on, NOTMP="1" if number % 2 else "")
            tried += 1
            now = read(target) if target else None
            kept = not target or now == older
            ok = got.returncode == 0 and got.stdout == done.stdout and (not target or now == whole)
            ok = ok or (got.returncode == 3 and b"HW-" in got.stderr and (kept or now == whole))
            # A page of a store that was not to be had once, and now is: to SQLite, and so to us, the store is malformed.
            ok = ok or (call == "read" and not on and kept and got.returncode == 1 and b"HW-72" in got.stderr)
            beside = os.listdir(folder)
            if not ok or (target and beside != [name]):
                wrong.append((call, n, error, on, number % 2, got.returncode, "kept" if kept else "new" if now == whole else "OTHER",
                              beside, got.stderr.decode(errors="replace")[:150]))
                for left in beside:
                    os.remove(os.path.join(folder, left))
        t.check(not wrong, "%s %s: calls on files fail" % (" ".join(words[:3]), name), *wrong[:8])
    print("calls failed: %d" % tried)


def the_first_look_at_a_list_is_no_guess(t):
    """A list that cannot be opened while the answers are learnt from it: told, not passed with other figures."""
    made = prepare(program)
    words = ("portfolio", made["few.csv"], "--as-of", "2026-11-22", "--json")
    done, count = program.run(*words, env=ENGLISH), calls(words)
    for call in ("open", "read"):
        for n in range(1, count[call] + 1):
            got = broken(words, CALL=call, AT=n, ERROR=errno.EIO)
            t.check(got.returncode == 3 or (got.returncode == 0 and got.stdout == done.stdout), "%s %d of a list" % (call, n),
                    got.returncode, got.stderr)


ENTRY = ("--kind", "note", "--date", "2026-11-20", "--words", "x")


def entries(store):
    done = program.run("log", "made", "list", "--json", "--db", store, env=ENGLISH)
    return done.returncode, done.stdout.count(b'"seq"')


def clean(store):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(store + end):
            os.remove(store + end)


def what_is_recorded(t):
    """An entry, a version, a backup: whole or not at all, and the exit code says which."""
    case, store, fresh = program.write(make_case(), "kept.json"), program.place("a.db"), program.place("fresh.db")
    program.run("log", case, "add", *ENTRY, "--db", fresh, env=ENGLISH)
    add = ("log", case, "add", "--kind", "note", "--date", "2026-11-21", "--words", "y", "--db", store)
    tried = 0
    for words, grows in ((add, 1), (("log", case, "keep", "--db", store), 0), (("log", "made", "verify", "--db", store), 0),
                         (("log", "made", "export", "--format", "json", "--db", store), 0), (("estimate", case, "--db", store), 0),
                         (("log", "made", "backup", program.place("b.db"), "--force", "--db", store), 0)):
        clean(store)
        shutil.copy(fresh, store)
        counts, wrong = calls(words), []
        for call, n, error, on in chosen(counts) + ([] if WHOLE else chosen(counts)):
            clean(store)
            shutil.copy(fresh, store)
            done = broken(words, CALL=call, AT=n, ERROR=error, ON=on)
            sound, now = entries(store)
            tried += 1
            kept = now - 1
            # A page that was not to be had once, and now is: to SQLite, and so to us, the store is malformed.
            once = call == "read" and not on and done.returncode == 1 and b"HW-72" in done.stderr and kept == 0
            ok = sound == 0 and (once or (done.returncode == 3 and b"HW-" in done.stderr and kept == 0) or
                                 (done.returncode == 0 and kept == grows))
            if done.returncode == 3 and kept == grows and grows:  # committed, and the report of it failed: a second try says so
                again = program.run(*words, env=ENGLISH)
                ok = again.returncode == 0 and entries(store)[1] - 1 == grows
            if not ok:
                wrong.append((call, n, error, on, done.returncode, sound, kept, done.stderr.decode(errors="replace")[:200]))
            left = [f for f in os.listdir(program.folder.name) if ".part-" in f]
            if left:
                wrong.append((call, n, error, on, done.returncode, left, done.stderr.decode(errors="replace")[:200]))
                os.remove(program.place(left[0]))
        t.check(not wrong, "%s: calls on files fail" % " ".join(words[:3]), *wrong[:8])
    print("calls failed: %d" % tried)


suite = Suite()
with open(program.path, "rb") as file:
    SANITIZED = b"__asan_init" in file.read()
if SANITIZED:
    suite.skip("files that fail", "the sanitizer comes before what is preloaded")
else:
    suite.run([every_output, the_first_look_at_a_list_is_no_guess, what_is_recorded])
suite.finish()
