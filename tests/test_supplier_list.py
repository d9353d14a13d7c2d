#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of suppliers as departments keep them: figures as typed, bytes that are no text, ids and files that come twice.

    test_supplier_list.py PROGRAM
"""
import json
import sys

from suite import ENGLISH, JAPANESE, Program, Suite

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-11-22")


def run(*words, env=ENGLISH, **more):
    return program.run("portfolio", *words, *DAY, env=env, **more)


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
            {2: ["HW-209"] * 2, 3: ["HW-209"] * 2, 4: ["HW-209"] * 2, 5: ["HW-660"], 6: ["HW-208"] * 2, 7: ["HW-209"] * 2}, "each is told for what it is")
    t.equal([x[2:] for x in f[6]], [("999999999999999", "0 … 10000000"), ("9999999999999999", "0 … 999999999999999")], "a figure out of range with the range")
    t.equal(r["rows"]["suppliers"], 1, "the others go on")


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
suite.run([figures_are_read_as_typed, figures_that_are_none, budgets_are_read_as_in_a_list, budgets_that_are_none])
suite.finish()
