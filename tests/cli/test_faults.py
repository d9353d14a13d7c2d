#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken environments and hostile input, from outside: nothing half written, nothing overwritten that a person filled,
nothing raw on the terminal. Usage: test_faults.py PROGRAM"""
import csv
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import xml.dom.minidom
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite, changed, make_case  # noqa: E402

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


def filled_files_and_devices_stay(t):
    folder = program.place("audited")
    shutil.copytree(os.path.join(ROOT, "data", "examples", "hibari-butsuryu"), folder)
    answers = os.path.join(folder, "answers.xlsx")
    before = content(answers)
    done = run("catalog", "--audit", os.path.join(folder, "case.json"), "-o", answers)
    t.check(done.returncode in (2, 3) and (b"HW-108" in done.stderr or b"HW-8" in done.stderr), "an audit does not go over the answers it audits",
            done.stderr.decode())
    t.check(content(answers) == before, "they stay")
    pipe = program.place("pipe")
    os.mkfifo(pipe)
    for words in (("portfolio", "--template", pipe), ("new", "--level", "3", "--employees", "9", "--force", "-o", pipe)):
        done = run(*words)
        t.check(done.returncode == 2 and stat.S_ISFIFO(os.stat(pipe).st_mode), "%s leaves a FIFO" % words[0], done.stderr.decode())


# ---- text ----

ESCAPE = b"\x1b]0;PWNED\x07\x1b[2J"


def options_of_another_encoding_are_refused(t):
    lists = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    for value in (b"\x82\xa0\x82\xb3", b"A\x1bB", "A\u202eB".encode(), b"A\xef\xbf\xbf"):
        for option in ("--buyer", "--department"):
            done = run("portfolio", lists, "--as-of", "2026-11-22", option.encode(), value)
            t.equal(done.returncode, 2, "%s %r is wrong usage" % (option, value), done.stderr.decode())
            t.check(option in done.stderr.decode() and ESCAPE[:1] not in done.stderr, "told by its name, plain")
        path = program.place("n.json")
        done = run("new", "--level", "3", "--employees", "20", "--name".encode(), value, "-o", path)
        t.check(done.returncode == 2 and not os.path.exists(path), "new writes no file with it")


def harmful_text_is_told_with_its_place(t):
    for text in (ESCAPE.decode(), "A\u009b2J", "A\u202eB", "x\uffff", "x\ufffe", "\x7f"):
        for path in ("supplier.name", "as_of", "buyers.0.name"):
            done = run("estimate", program.write(changed(make_case(), path, text)))
            said = done.stderr.decode()
            t.equal(done.returncode, 1, "%r as %s is refused" % (text, path), said)
            t.check("HW-663" in said and path.split(".")[0] in said, "with its place", said)
            t.check(not any(c in said for c in "\x1b\x07\u009b\u202e\uffff\x7f"), "and never shown as it is", repr(said))
        case = make_case()
        case["gap"]["answers"][text] = "met"
        done = run("estimate", program.write(case))
        t.check(done.returncode == 1 and b"\x1b" not in done.stderr, "a key likewise")


def file_names_are_bytes(t):
    folder = program.place("cases")
    os.makedirs(folder)
    for number, name in enumerate((b"a.json", b"\x93\xd6\x90\xdc.json", b"x\x1b[2J.json")):
        with open(os.path.join(folder.encode(), name), "wb") as out:
            out.write(json.dumps(make_case(case_id="c%d" % number)).encode())
    words = ("portfolio", folder, "--as-of", "2026-11-22")
    done = run(*words, "--json")
    t.equal(done.returncode, 0, "a folder with names of another encoding is read", done.stderr.decode(errors="replace"))
    t.equal(len(json.loads(done.stdout.decode())["suppliers"]), 3, "and its JSON is UTF-8")
    book = program.place("names.xlsx")
    done = run(*words, "--budget", "100万", "-o", book)
    t.check(done.returncode == 0 and b"\x1b" not in done.stdout + done.stderr, "its report and workbook are plain", done.stderr)


def stores_already_holding_it_are_shown_plain(t):
    store = program.place("s.db")
    case = program.write(make_case(case_id="kept", supplier={**make_case()["supplier"], "name": "甲"}))
    for words in ("一", "二"):
        run("log", case, "add", "--kind", "note", "--date", "2026-11-20", "--words", words, "--db", store)
    base = sqlite3.connect(store)
    for (name,) in base.execute("select name from sqlite_schema where type='trigger'").fetchall():
        base.execute('drop trigger "%s"' % name)
    base.execute("update log_entry set recorded_at=?", (ESCAPE.decode(),))
    base.execute("update case_version set kept_at=?", (ESCAPE.decode(),))
    base.commit()
    base.close()
    for words in (("list",), ("verify",), ("export",), ("versions",), ("runs",), ("runs", "--json")):
        done = run("log", "kept", *words, "--db", store)
        t.check(b"\x1b" not in done.stdout + done.stderr, "log %s shows nothing raw" % " ".join(words), done.stdout)


def cells_keep_what_looks_like_an_escape(t):
    case = changed(make_case(), "supplier.name", "部品_x0041_B")
    path = program.place("escape.xlsx")
    done = run("worksheet", program.write(case), "-o", path)
    t.equal(done.returncode, 0, "a name like an escape is written", done.stderr.decode())
    with zipfile.ZipFile(path) as book:
        text = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
    t.check("部品_x005F_x0041_B" in text and "部品_x0041_B" not in text.replace(book_properties(path), ""), "escaped itself")


# What may stand in a name as it is, and must do nothing wherever it is written; the others are refused by name.
NAMES = ["甲\n乙\t丙", '=HYPERLINK("http://x.invalid","y")', "＝1+1", "../../甲/C:\\乙", "甲_x0041_乙", "甲😀\u200b👩‍👧𠮷", "甲\"'<&>;--[乙]*?", "  @甲  ", "甲%s%n{0}${x}", "..", "が" + "\u0301" * 40]
REFUSED = ["長" * 300, "甲\u200f乙", "甲\u0085乙", "A\u202eB", "x\ufffe", "甲\r\nb: c"]
RAW = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def texts_of(folder):
    """(name, text) of every file of a folder and of every XML part in it."""
    for at, _, names in os.walk(folder):
        for name in names:
            data = content(os.path.join(at, name))
            if data[:2] != b"PK":
                yield name, data.decode("utf-8-sig")
                continue
            with zipfile.ZipFile(os.path.join(at, name)) as book:
                for part in book.namelist():
                    if part.endswith((".xml", ".rels")):
                        xml.dom.minidom.parseString(book.read(part))
                        yield name + "!" + part, book.read(part).decode()


def hostile_names_through_every_document(t):
    """Names of the firm, of two buyers and of an item, driven through every verb: nothing raw, nothing run, files where they were asked for."""
    for number, name in enumerate(NAMES + REFUSED):
        case = changed(changed(make_case(3), "supplier.name", name), "buyers.0.name", name)
        case["buyers"][0]["items"][0]["name"] = name
        path, out, store = program.write(case, "named.json"), program.place("named%d" % number), program.place("named%d.db" % number)
        os.makedirs(out)
        for words in (("estimate",), ("estimate", "--json"), ("check",), ("worksheet", "-o", out + "/o.xlsx"), ("worksheet", "--view", "for:A", "-o", out + "/f.xlsx"),
                      ("letter", "--buyer", "A", "-o", out + "/l.docx"), ("letter", "--buyer", "A", "--kind", "mail", "-o", out + "/m.txt"), ("quote-request", "-o", out + "/q"),
                      ("dossier", "--buyer", "A", "-o", out + "/d.docx"), ("dossier", "--buyer", "A", "--set", "work", "-o", out + "/w.xlsx"),
                      ("log", "add", "--kind", "request", "--date", "2026-11-20", "--party", "A", "--words", name.replace("\r", " "), "--db", store),
                      ("log", "list", "--db", store), ("log", "export", "-o", out + "/e.csv", "--db", store)):
            verb, more = (words[:1], words[1:])
            done = run(*verb, path, *more)
            said = (done.stdout + done.stderr).decode()
            fits = done.returncode == 0 if name in NAMES else done.returncode in (1, 2, 3)
            t.check(fits and not RAW.search(said), "%s with a company called %r" % (" ".join(words[:2]), name[:20]), done.returncode, said[:300])
        for where, text in texts_of(out):
            t.check(not RAW.search(text) and "<f>HYPERLINK(\"http" not in text, "%s of %r is plain" % (where, name[:20]), where)
            if where.endswith(".csv"):
                cells = [c for row in csv.reader(text.splitlines(True)) for c in row]
                t.check(not [c for c in cells if c.lstrip()[:1] in tuple("=+@＝＋＠")], "no cell of %s is a formula" % where, cells)
        t.equal(os.path.exists(program.place("甲")), False, "nothing is written elsewhere")


def book_properties(path):
    with zipfile.ZipFile(path) as book:
        return book.read("docProps/core.xml").decode()


# ---- what stands where a file should ----

def doors(f):
    """Every command that reads a file somebody sent, with f in its place."""
    lists = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    store, made = program.place("doors.db"), program.place("made")
    portfolio = ("portfolio", lists, "--as-of", "2026-11-22", "--no-range")
    return [("estimate", f), ("check", f), ("share", f), ("simulate", f), ("import", f, "-o", made + ".json"), ("portfolio", f, "--as-of", "2026-11-22"),
            ("compare", f, KANTO), ("letter", KANTO, "--buyer", "A", "--template", f, "-o", made + ".docx"),
            ("dossier", KANTO, "--buyer", "B", "--template", f, "-o", made + ".docx"),
            ("log", KANTO, "join", f, "--db", store), ("log", KANTO, "list", "--db", f), ("log", "verify", "--file", f),
            ("log", KANTO, "add", f, "--db", store), ("questionnaire", "--list", f, "--level", "3", "-o", made),
            ("prices", "--check", "--data", f)] + [
                portfolio + (option, f) for option in ("--register", "--decisions", "--corrections", "--against")]


def what_is_no_file_is_told_at_once(t):
    """FIFOs without a writer, folders named as files, loops, devices without end, a hundred megabytes of nothing, bombs."""
    place = program.place
    os.mkfifo(place("fifo.xlsx"))
    os.symlink("loop.json", place("loop.json"))
    os.symlink("/dev/zero", place("zero.json"))
    with open(place("sparse.csv"), "wb") as out:
        out.truncate(100 << 20)
    with open(place("empty.xlsx"), "wb"):
        pass
    with zipfile.ZipFile(place("bomb.xlsx"), "w", zipfile.ZIP_DEFLATED) as book:
        for name in ("xl/workbook.xml", "word/document.xml", "content.xml", "[Content_Types].xml"):
            book.writestr(name, b"<a>" + b" " * (20 << 20))
    for name in ("fifo.xlsx", "loop.json", "zero.json", "sparse.csv", "empty.xlsx", "bomb.xlsx"):
        for words in doors(place(name)):
            try:
                done = program.run(*words, env=ENGLISH)
            except subprocess.TimeoutExpired:
                t.check(False, "%s %s waits" % (words[0], name), words)
                continue
            empty_store = name == "empty.xlsx" and "list" in words  # SQLite has an empty file for an empty store
            t.check(done.returncode in (1, 2, 3) or empty_store, "%s %s: exit %d" % (" ".join(words[:2])[:30], name, done.returncode),
                    words, done.stderr.decode()[:300])
            t.check(b"[HW-" in done.stderr or empty_store, "and told", words, done.stderr.decode()[:300])
    os.remove(place("sparse.csv"))


def malformed_json_stops_at_every_door(t):
    """What a lenient parser cuts, drops or takes: refused with line and character wherever JSON is read."""
    text = json.dumps(make_case())
    broken = {"escape": text.replace('"supplier"', '"\\u12G4"', 1), "lone": text.replace("made", "\\ud800", 1), "behind": text + "x",
              "zero": text.replace(": 1,", ": 01,", 1), "control": text[:-1] + "\x01}", "comment": text + "/* */",
              "comma": text[:-1] + ",}", "nan": text.replace(": 1,", ": NaN,", 1), "nul": text + "\0", "deep": '{"a":' + "[" * 99999}
    for name, bad in broken.items():
        path = program.write(bad, "broken.json")
        for words in (("estimate", path), ("share", path), ("simulate", path), ("check", path), ("import", path), ("log", path, "list"),
                      ("log", "verify", "--file", path), ("log", program.write(make_case(), "sound.json"), "add", path, "--db", program.place("j.db")),
                      ("import", os.path.join(ROOT, "data", "examples", "hibari-butsuryu", "answers.xlsx"), "-o", path)):
            done = run(*words)
            said = done.stderr.decode()
            t.equal(done.returncode, 1, "%s of JSON with %s" % (" ".join(words[:1]), name), said[:300])
            t.check("HW-201" in said and ", character " in said if name not in ("nul", "deep") else "HW-20" in said, "told where", said[:300])
            t.check(content(path) == bad.encode(), "and left alone")


# ---- streams ----

def closed_streams_write_into_no_file(t):
    lists = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    whole, part = program.place("whole.hsr"), program.place("part.hsr")
    words = ("portfolio", lists, "--as-of", "2026-11-22", "-o")
    run(*words, whole)
    for closed in ((1,), (2,), (0, 1, 2)):
        child = os.fork()
        if not child:
            quiet = os.open(os.devnull, os.O_RDWR)
            for number in (1, 2):
                os.dup2(quiet, number)
            for number in closed:
                os.close(number)
            os.execve(program.path, [program.path, *words, part], program.environment(ENGLISH))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        t.equal(code, 3 if 1 in closed else 0, "closed %r: exit" % (closed,))
        with open(program.path, "rb") as file:
            sanitized = b"__asan_init" in file.read()  # it fills what lies between the members of a record
        same = os.path.exists(part) and (len(content(part)) == len(content(whole)) if sanitized else content(part) == content(whole))
        t.check(not os.path.exists(part) or same, "nothing is written into the result")
        if os.path.exists(part):
            os.remove(part)


suite = Suite()
suite.run([temporary_folder_is_not_needed, full_disk_keeps_the_older_workbook, filled_files_and_devices_stay, options_of_another_encoding_are_refused,
           harmful_text_is_told_with_its_place, file_names_are_bytes, stores_already_holding_it_are_shown_plain,
           cells_keep_what_looks_like_an_escape, hostile_names_through_every_document, what_is_no_file_is_told_at_once, malformed_json_stops_at_every_door, closed_streams_write_into_no_file])
suite.finish()
