#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of suppliers as departments keep them: figures as typed, bytes that are no text, ids and files that come twice.

    test_supplier_list.py PROGRAM
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, Program, Suite

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-11-22")


def run(*words, env=ENGLISH, **more):
    return program.run("portfolio", *words, *DAY, "--no-range", env=env, **more)


def said(done):
    return done.stderr.decode(errors="replace")


def result(*words, code=0):
    done = run(*words, "--json")
    if done.returncode != code:
        raise RuntimeError("exit %d: %s" % (done.returncode, said(done)))
    return json.loads(done.stdout)


def faults(r):
    """{row: [(code, where, found, allowed)]} of what was left out."""
    return {x["row"]: [(f["code"], f.get("where"), f.get("found"), f.get("allowed")) for f in x["fault"]] for x in r["rows"]["left_out_rows"]}


# ---- figures ----

def figures_are_read_as_typed(t):
    path = program.write("id,level,users,購入額,売上高（百万円）\na,3,20名,3千万円,\"45,000,000\"\nb,3,\"1,000人\",1億2千万円,45兆円\nc,3,3台,\"4,000万\",1E3\n"
                         "d,3,20,\"30,000,000\",45000000\ne,3,1000,120000000,45000000\nf,3,3,40000000,1000\n", "figures.csv")
    r = result(path)
    t.equal(faults(r), {}, "what people write is read")
    s = [{k: v for k, v in x.items() if k not in ("row", "id", "name", "rank", "start_year")} for x in r["suppliers"]]
    t.equal(s[:3], s[3:], "and means what it says")


def figures_that_are_none(t):
    path = program.write("id,level,users,購入額（千円）\na,3,\"0,2\",\"1,2,3\"\nb,3,\"12,34\",\"1,2345\"\nc,3,\"１２，３４\",10 20\nd,3,5,3千\ne,3,999999999999999,9999999999999999\n"
                         "f,3,500円,約3千円\ng,3,5,3千円\n", "none.csv")
    r = result(path)
    f = faults(r)
    t.equal({k: [x[0] for x in v] for k, v in f.items()},
            {2: ["HW-209"] * 2, 3: ["HW-209"] * 2, 4: ["HW-209"] * 2, 5: ["HW-660"], 6: ["HW-208"] * 2, 7: ["HW-209"]}, "each is told for what it is")
    t.equal(sorted(x[2:] for x in f[6]), [("999999999999999", "0 … 10000000"), ("9999999999999999", "0 … 999999999999999")], "a figure out of range with the range")
    t.equal(r["rows"]["suppliers"], 1, "the others go on")


# ---- bytes that are no text ----

def a_slip_goes_with_its_row(t):
    head, good = "取引先コード,会社名,求める★,利用者数\n", ["A-%d,精工%d,3,5\n" % (i, i) for i in range(12)]
    wanted = result(program.write(head + "".join(good[:5] + good[6:]), "sound.csv"))
    for name, encoding, slip in (("UTF-8", "utf-8", b"\xff"), ("UTF-8 with half a character", "utf-8", b"\xe7\xb2"), ("UTF-8 with NUL", "utf-8", b"\0"),
                                 ("CP932", "cp932", b"\xff"), ("CP932 with half a character", "cp932", b"\x90"), ("CP932 with NUL", "cp932", b"\0")):
        rows = [x.encode(encoding) for x in good]
        rows[5] = "A-5,精".encode(encoding) + slip + ",3,5\n".encode(encoding)
        path = program.write(head.encode(encoding) + b"".join(rows), "slip.csv")
        r = result(path)
        t.equal(faults(r), {7: [("HW-663", "B7", "精" + "\ufffd" * (2 if slip == b"\xe7\xb2" else 1), "")]}, "the row is told, " + name)
        t.equal((r["totals"], len(r["suppliers"]), r["rows"]["encoding"]), (wanted["totals"], 11, encoding.upper()), "and the others go on, " + name)
        parts = [program.place("slip-%d.hsr" % i) for i in (1, 2, 3)]
        for i, part in enumerate(parts, 1):
            run(path, "--shard", "%d/3" % i, "-o", part)
        merged = json.loads(run("--merge", *parts, "--json").stdout)
        t.equal((merged["totals"], merged["rows"]["left_out_rows"]), (r["totals"], r["rows"]["left_out_rows"]), "in parts too, " + name)
    text = run(path, "--lang", "ja", env=JAPANESE).stdout.decode()
    t.check("[HW-663] B7: " in text and "精\ufffd" in text, "the report tells it", text[-900:])
    path = program.write(b"id,name,level,users\n" + b"".join(b"s%d,caf%s,3,5\n" % (i, b"\xe9" if i == 7 else b"e") for i in range(40)), "latin.csv")
    t.equal(list(faults(result(path))), [9], "a list of ASCII but for a letter")


def what_is_no_text_is_refused_with_its_place(t):
    for name, content, place in (("neither", b"id,level,users\n\x81\xff\xff,3,1\n", "line 2: 2:1: "), ("a binary file", bytes(range(256)) * 40, "line 1: 1:1: "),
                                 ("UTF-16 without a mark", "id,level,users\na,3,5\n".encode("utf-16-le"), "line 1: 1:2: ")):
        done = run(program.write(content, "none.csv"))
        t.check(done.returncode == 1 and "[HW-203]" in said(done) and place in said(done), "refused: " + name, said(done))
    done = run(program.write("会社名,求める★,利用".encode() + b"\xff" + "者数\n甲乙丙丁戊,3,5\n".encode(), "head.csv"))
    t.check(done.returncode == 1 and "[HW-663]" in said(done) and "line 1: C1: " in said(done), "headings have to be read", said(done))


# ---- twice ----

def ids_that_come_twice(t):
    path = program.write("id,name,level,users\nAB-1,甲,3,5\nＡＢ－１,乙,3,5\nab-1,丙,3,5\nAB1,丁,3,5\n,戊,3,5\n", "twice.csv")
    f = faults(result(path))
    t.equal(f, {3: [("HW-307", "A3 id", "ＡＢ－１", "2")], 4: [("HW-307", "A4 id", "ab-1", "2")], 6: [("HW-206", "A6 id", "", "")]}, "ids of one kind are one")
    path = program.write("取引先,求める★,利用者数\nAB社,3,5\nＡＢ社,3,5\nab社,4,5\n", "names.csv")
    for env, words in ((JAPANESE, "先に 2 行にあります"), (ENGLISH, "first in row 2")):
        text = run(path, "--lang", env["LANG"][:2], env=env).stdout.decode()
        t.check(text.count(words) == 2 and "ＡＢ社" in text and "ab社" in text, "names that are one are told, " + env["LANG"], text[-800:])
    done = run(program.write("id,level,users,利用者数,1 met,分類1 適合\nx,3,1,1,1,1\n", "columns.csv"))
    t.check("C1 users, D1 利用者数" in said(done) and "E1 1 met, F1 分類1 適合" in said(done), "columns of one meaning are named", said(done))


def case_file(path, case_id, employees=20, **more):
    case = {"hoshiwari_case": 1, "case_id": case_id, "supplier": {"size": {"users": employees}, "annual_sales_yen": 90000000}, "target_level": 3, "gap": {"answers": {}},
            "buyers": [{"id": "A", "name": "A", "requested_level": 3, "annual_purchases_yen": 30000000}], **more}
    with open(path, "w", encoding="utf-8") as out:
        json.dump(case, out)


def folder(name, cases):
    path = program.place(name)
    os.makedirs(path)
    for file, case_id in cases:
        case_file(os.path.join(path, file), case_id)
    return path


def case_files_that_come_twice(t):
    path = folder("twice", (("a.json", "K"), ("b.json", "k"), ("c.json", "L")))
    listing = program.write("twice/c.json\ntwice/b.json\ntwice/a.json\ntwice/c.json\n", "twice.txt")
    for source, wanted in ((path, {2: [("HW-307", "case_id", "k", path + "/a.json")]}),
                           (listing, {3: [("HW-307", "case_id", "K", path + "/b.json")], 4: [("HW-307", "", path + "/c.json", "1")]})):
        t.equal(faults(result(source)), wanted, "the second is told with the first")
        text = run(source, "--lang", "en").stdout.decode()
        t.check(", first in " + list(wanted.values())[0][0][3] in text, "in the report too", text[-600:])
        parts = [program.place("twice-%d.hsr" % i) for i in (1, 2, 3)]
        for i, part in enumerate(parts, 1):
            run(source, "--shard", "%d/3" % i, "-o", part)
        merged, whole = json.loads(run("--merge", *parts, "--json").stdout), result(source)
        t.equal((merged["rows"]["left_out_rows"], merged["totals"], merged["suppliers"]), (whole["rows"]["left_out_rows"], whole["totals"], whole["suppliers"]),
                "whichever shard they fall to")


def parts_of_changed_case_files_are_refused(t):
    path = folder("cases", (("a.json", "a"), ("b.json", "b"), ("c.json", "c")))
    gap = os.path.join(path, "a.csv")
    with open(gap, "w", encoding="utf-8") as out:
        out.write("criterion,answer\n1-1-1-1,met\n")
    case_file(os.path.join(path, "a.json"), "a", gap={"file": "a.csv"})
    listing = program.write("cases/a.json\ncases/b.json\ncases/c.json\n", "cases.txt")

    def parts(source, change):
        done = [program.place("part-%d.hsr" % i) for i in (1, 2, 3)]
        for i, part in enumerate(done, 1):
            run(source, "--shard", "%d/3" % i, "-o", part)
            if i == 2:
                change()
        return run("--merge", *done, "--json")

    def change_gap():
        with open(gap, "a", encoding="utf-8") as out:
            out.write("1-1-1-2,met\n")

    for source in (path, listing):
        t.equal(parts(source, lambda: None).returncode, 0, "parts of what stayed the same are put together")
        for name, change in (("a case file", lambda: case_file(os.path.join(path, "b.json"), "b", 30 + len(source))), ("a gap file", change_gap)):
            done = parts(source, change)
            t.check(done.returncode == 1 and "[HW-644]" in said(done), "%s that changed in between is seen" % name, done.returncode, said(done))


# ---- the command line ----

def budgets_are_read_as_in_a_list(t):
    path = program.write("id,level,users\na,3,5\n", "use.csv")
    for text in ("40000000", "40,000,000", "４０，０００，０００", "40 000 000", "40_000_000", "4000万", "４０００万円", "4千万円", "¥40,000,000", "0.4億"):
        t.equal(result(path, "--budget", text, "--totals")["budget"]["budget_yen"], [40000000] * 3, "--budget " + text)
    for text in ("20000000,3000,0", "20000000/3000/0", "20,000,000/3,000/0", "20,000,000;3,000;0", "2000万／3千円／0", "２０，０００，０００；３，０００；０", "2千万, 3000円, 0円"):
        t.equal(result(path, "--budget-years", text, "--totals")["budget"]["budget_yen"], [20000000, 3000, 0], "--budget-years " + text)
    t.equal(result(path, "--budget-years", "7", "--years", "1", "--totals")["budget"]["budget_yen"], [7], "one year, one budget")


def budgets_that_are_none(t):
    path = program.write("id,level,users\na,3,5\n", "use.csv")
    for words, code in ((["--budget", "40,00"], 803), (["--budget", "9999999999999999"], 803), (["--budget", b"\xff"], 803), (["--budget", "-5"], 803),
                        (["--budget-years", "20,000,000,30,000,000,0"], 662), (["--budget-years", "1,２００,3"], 662), (["--budget-years", "500,300,200"], 662),
                        (["--budget-years", "1/2/"], 803), (["--budget-years", "1,2/3,4/5,6"], 803), (["--budget-years", "1,2"], 661),
                        (["--budget-years", "1,2,3,4"], 661), (["--budget-years", "1"], 661), (["--budget-years", "1,2,3", "--years", "4"], 661)):
        done = run(path, *words)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said(done) and not done.stdout, "refused: %r" % words, done.returncode, said(done))
    done = run(program.place("none.hsr"), "--budget-years", "1,2")
    t.check(done.returncode == 2 and "[HW-661]" in said(done), "before anything is read", said(done))
    done = run(path, "--budget-years", "1,2", env=JAPANESE)
    t.check("今の値: 2" in said(done) and "使える値: 3" in said(done), "how many years the plan has is told", said(done))


suite = Suite()
suite.run([figures_are_read_as_typed, figures_that_are_none, a_slip_goes_with_its_row, what_is_no_text_is_refused_with_its_place, ids_that_come_twice, case_files_that_come_twice, parts_of_changed_case_files_are_refused,
           budgets_are_read_as_in_a_list, budgets_that_are_none])
suite.finish()
