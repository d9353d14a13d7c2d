#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory that runs out: every verb and every kind of output, with the n-th allocation refused, whoever asked for it
(fault/starve.c). Whatever n: exit 3 and the words for memory, nothing printed that is no part of the answer, no file half
written, the older one in its place (or the whole new one, when only its report failed); or the very answer of a run in
which nothing fails. Where something is recorded: recorded whole or not at all, and told as it is. Usage: test_memory.py PROGRAM STARVE.so [--whole | --each N]
(--whole: every n; else some of each command, others each time SEED changes)."""
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from outputs import CASE_ID, KANTO, commands, folders, line_of, prepare, whole_files  # noqa: E402
from suite import ENGLISH, Program, Suite, make_case  # noqa: E402

program = Program(sys.argv[1])
STARVE = os.path.abspath(sys.argv[2])
WHOLE = "--whole" in sys.argv
EACH = int(sys.argv[sys.argv.index("--each") + 1]) if "--each" in sys.argv else 3
ALONE_MAX = 2000  # runs of their own per command, --whole
ON_STEP = 23
rng = random.Random(int(os.environ.get("SEED", "1")))

def starved(words, **settings):
    """Run with the allocations of `settings` refused; what starve.c wrote down of each, and how many there are."""
    report = program.place("report")
    if os.path.exists(report):
        os.remove(report)
    env = {"LD_PRELOAD": STARVE, "STARVE_REPORT": report, **{"STARVE_" + k: str(v) for k, v in settings.items()}}
    program.run(*words, env={**ENGLISH, **env})
    rows, count = [], 0
    with open(report, encoding="ascii") as text:
        for line in text:
            part = line.split()
            if part[0] == "count":
                count = int(part[1])
            else:
                rows.append((int(part[0]), part[1], int(part[2]), part[3], part[4], part[5]))
    return rows, count


def right(row, silent):
    """Silent: a command that prints nothing when all goes well."""
    n, how, code, told, printed, placed = row
    if how == "exit" and code == 3:
        return told == "HW-101" and printed in "0<" and placed in "=-+"
    return how == "exit" and code == 0 and printed in ("=0" if silent else "=") and placed in "+-"


def ranges(count, loaded, how):
    """Which allocations: (from, step, to). The tables are loaded alike by every verb: whole in one of them. The program ends at
    the first that is refused, so those after it ("on") are asked about now and then."""
    if WHOLE:
        return [(loaded, 1 if how == "once" else ON_STEP, count)]
    step = max(1, (count - loaded) // EACH)
    return [(loaded + rng.randrange(step), step, count), (rng.randrange(1, loaded + 1), max(1, loaded), loaded), (max(1, count - 3), 1, count)]


def every_output(t):
    made = prepare(program)
    tried = 0
    loaded = starved(("prices", "--check"))[1] - 200
    for words, name in commands(made):
        folder = program.place("out")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        target = os.path.join(folder, name) if name else ""
        line = line_of(words, target)
        done = program.run(*line, env=ENGLISH)
        if not t.equal(done.returncode, 0, "%s is done when nothing fails" % " ".join(words[:2]), done.stderr.decode()):
            continue
        with open(program.place("printed"), "wb") as out:
            out.write(done.stdout)
        settings = {"WHOLE": program.place("printed")}
        if target:
            shutil.copy(target, program.place("made"))
            with open(program.place("made"), "rb") as whole, open(program.place("older"), "wb") as older:
                older.write(whole.read() if name.endswith(("xlsx", "docx")) else b"older\n")
            shutil.copy(program.place("older"), target)
            settings.update(TARGET=target, OLDER=program.place("older"), MADE=program.place("made"))
        count = starved(line, **settings)[1]
        if target:
            shutil.copy(program.place("older"), target)
        for how in ("once", "on"):
            for first, step, last in ranges(count, 1 if words[:2] == ("prices", "--check") or count < loaded else loaded, how):
                rows, _ = starved(line, HOW=how, FROM=first, STEP=step, TO=last, **settings)
                if target:
                    shutil.copy(program.place("older"), target)
                if settings.get("OLDER") and name.endswith(("xlsx", "docx")):  # the older one is of the same bytes
                    rows = [r[:5] + ("+" if r[2] == 0 and r[5] == "=" else r[5],) for r in rows]
                wrong = [r for r in rows if not right(r, not done.stdout)]
                tried += len(rows)
                t.check(rows and not wrong, "%s: %d allocations refused (%s)" % (" ".join(words[:3]) + " " + name, len(rows), how),
                        "\n".join(" ".join(map(str, r)) for r in wrong[:6]))
        if os.environ.get("TIMES"):
            print("%7d so far: %s %s" % (tried, " ".join(w for w in words[:5] if "/" not in w), name))
        t.check(not target or os.listdir(folder) == [name], "%s leaves nothing beside its file" % words[0], os.listdir(folder))
    print("allocations refused: %d" % tried)


# ---- what cannot be forked: folders and stores ----

ENTRY = ("--kind", "note", "--date", "2026-11-20", "--words", "x")


def alone(words, n, how, env):
    return program.run(*words, env={**ENGLISH, **env, "LD_PRELOAD": STARVE, "STARVE_ALONE": str(n), "STARVE_HOW": how})


def allocations(words):
    return starved(words)[1]


def some(count):
    """Which allocations are refused: every one, or some and the last few. A run for each: of very many, those that a stride meets."""
    if WHOLE:
        return range(1, count + 1, max(1, count // ALONE_MAX))
    return sorted({rng.randrange(1, count + 1) for _ in range(EACH)} | set(range(max(1, count - 4), count + 1)))


def every_folder(t):
    """A folder of files: what stands in it is whole, none is replaced by less, and exit 3 says that it is not all."""
    made, tried = prepare(program), 0
    for words, name in folders(made):
        folder = program.place("out-" + name)
        line = [*words, "-o", folder]
        shutil.rmtree(folder, ignore_errors=True)
        done = program.run(*line, env=ENGLISH)
        t.equal(done.returncode, 0, "%s is done when nothing fails" % name, done.stderr.decode())
        whole, wrong = whole_files(folder), []
        shutil.rmtree(folder)
        count = allocations(line)
        for n in some(count):
            for how in ("once", "on"):
                shutil.rmtree(folder, ignore_errors=True)
                got = alone(line, n, how, {})
                there = whole_files(folder)
                tried += 1
                ok = all(whole.get(k) == v for k, v in there.items())
                ok = ok and ((got.returncode == 3 and b"HW-101" in got.stderr) or (got.returncode == 0 and len(there) == len(whole)))
                if not ok:
                    wrong.append((n, how, got.returncode, sorted(there), got.stderr.decode(errors="replace")[:200]))
        t.check(not wrong, "a folder of %s: allocations refused" % name, *wrong[:5])
    print("allocations refused: %d" % tried)


def entries(store, case_id):
    done = program.run("log", case_id, "list", "--json", "--db", store, env=ENGLISH)
    return done.returncode, done.stdout.count(b'"seq"')


def put(fresh, store):
    """A store as it was, without what a broken off run left beside it."""
    for stale in (store, store + "-wal", store + "-shm"):
        if os.path.exists(stale):
            os.remove(stale)
    shutil.copy(fresh, store)


def one_is_recorded(t, case_id, fresh, words, grows, of_one_piece):
    """Allocations of a command refused: the entries grow by what it records or by nothing, and the exit code says which."""
    store, wrong, tried = program.place("a.db"), [], 0
    put(fresh, store)
    before, count = entries(store, case_id)[1], allocations(words)
    for n in some(count):
        for how in ("once", "on"):
            put(fresh, store)
            done = alone(words, n, how, {})
            said, (sound, now) = done.stderr.decode(), entries(store, case_id)
            tried += 1
            kept = now - before
            ok = sound == 0 and ((done.returncode == 3 and b"HW-101" in done.stderr and kept == 0) or
                                 (done.returncode == 0 and kept == grows))
            if of_one_piece and done.returncode == 3 and kept == grows and grows:  # between the commit and its report: a second try says so
                again = program.run(*words, env=ENGLISH)
                ok = again.returncode == 0 and entries(store, case_id)[1] - before == grows
            if not ok:
                wrong.append((n, how, done.returncode, sound, kept, said[:200]))
    t.check(not wrong, "%s: allocations refused" % " ".join(words[:3]), *wrong[:5])
    t.check(not [f for f in os.listdir(program.folder.name) if ".part-" in f], "nothing half written beside the store")
    return tried


def what_is_recorded(t):
    """An entry, a version, a backup: whole or not at all, and the exit code says which."""
    case, small, big, store = program.write(make_case(), "kept.json"), program.place("fresh.db"), prepare(program)["talks.db"], program.place("a.db")
    program.run("log", case, "add", *ENTRY, "--db", small, env=ENGLISH)
    place, talks, tried = program.place, os.path.join(os.path.dirname(KANTO), "talks.json"), 0
    for case_id, fresh, words, grows in (
            ("made", small, ("log", case, "add", "--kind", "note", "--date", "2026-11-21", "--words", "y"), 1), ("made", small, ("log", case, "keep"), 0),
            ("made", small, ("log", "made", "verify"), 0), ("made", small, ("log", "made", "export", "--format", "json"), 0),
            ("made", small, ("estimate", case), 0), ("made", small, ("log", "made", "backup", place("b.db"), "--force"), 0),
            ("made", small, ("log", case, "join", place("other.db")), 2), ("made", small, ("log", case, "add", place("second.json")), 1),
            (CASE_ID, big, ("dossier", KANTO, "--buyer", "B", "-o", place("d.docx"), "--force"), 0),
            (CASE_ID, big, ("dossier", KANTO, "--buyer", "B", "-o", place("d.xlsx"), "--force"), 0),
            (CASE_ID, big, ("worksheet", KANTO, "-o", place("w.xlsx"), "--force"), 0), (CASE_ID, big, ("check", KANTO), 0),
            (CASE_ID, big, ("log", CASE_ID, "stamp", "--request", place("h.tsq"), "--force"), 0)):
        program.write('{"hoshiwari_log":1,"entries":[{"kind":"note","date":"2026-11-21","words":"z","attachments":["fresh.db"]}]}', "second.json")
        if "join" in words and not os.path.exists(place("other.db")):
            program.run("log", case, "add", "--kind", "note", "--date", "2026-11-22", "--words", "other", "--db", place("other.db"), env=ENGLISH)
        tried += one_is_recorded(t, case_id, fresh, (*words, "--db", store), grows, "log" in words)
    print("allocations refused: %d" % tried)


suite = Suite()
with open(program.path, "rb") as file:
    SANITIZED = b"__asan_init" in file.read()
if SANITIZED:
    suite.skip("memory that runs out", "the sanitizer has the allocator of this build")
else:
    suite.run([every_output, every_folder, what_is_recorded])
suite.finish()
