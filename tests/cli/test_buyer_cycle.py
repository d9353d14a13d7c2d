#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The buyer's cycle: surveys for a list, what comes back joined by code, whom to ask again, decisions read back.

    test_buyer_cycle.py PROGRAM
"""
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import criteria as criteria_of, ENGLISH, JAPANESE, Program, Suite
from workbook import Workbook, address, typed_into

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-12-10")
LIST = "取引先コード,会社名,求める★,年間購入額（円）,利用者数,従業員数,必ず支援,重み,最後に尋ねた日\n" \
       "0001,甲製作所,3,50000000,20,25,,,2026-11-01\n0002,乙工業,3,40000000,,,,,\n0003,丙精機,4,30000000,30,40,,7,\n0004,丁運輸,3,20000000,10,12,,,\n"


def run(*words, env=ENGLISH):
    return program.run("portfolio", *words, *DAY, "--no-range", env=env)


def said(done):
    return done.stderr.decode(errors="replace")


def result(*words, code=0):
    done = run(*words, "--json")
    if done.returncode != code:
        raise RuntimeError("exit %d: %s" % (done.returncode, said(done)))
    return json.loads(done.stdout)


def suppliers(r):
    return {s["id"]: s for s in r["suppliers"]}


def folder(name):
    path = program.place(name)
    os.makedirs(path, exist_ok=True)
    return path


def parts(path, change):
    """Rewrite parts of a workbook: change(name, bytes) gives the new bytes."""
    with zipfile.ZipFile(path) as z:
        items = [(n, z.read(n)) for n in z.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in items:
            z.writestr(name, change(name, data))


def saved_on(path, day):
    def change(name, data):
        if name != "docProps/core.xml":
            return data
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda m: m.group(1) + day.encode() + b"T00:00:00Z", data)
    parts(path, change)


def values(sheet):
    """{(row, column): what stands there}."""
    return {at: c.text for at, c in sheet.cells.items() if c.text}


def fill(path, out, word, users=None, day=None):
    typed = {}
    for sheet in Workbook(path).sheets:
        at = values(sheet)
        columns = [c for (_, c), text in at.items() if text in ("hw:col:answer", "hw:col:value")]
        for (row, column), mark in at.items():
            if column == 1 and columns and re.match(r"hw:row:\d", mark):
                typed.setdefault(sheet.name, {})[address(row, columns[-1])] = word
            if mark == "hw:row:supplier.size.users" and users:
                typed.setdefault(sheet.name, {})[address(row, columns[-1])] = users
    typed_into(path, out, typed)
    if day:
        saved_on(out, day)


def surveys(t, path):
    out = folder("surveys")
    done = program.run("questionnaire", "--list", path, "--edition", "survey", "--buyer", "あさなぎ", "--department", "調達部", "--due", "2026-12-25", "--force", "-o", out, env=ENGLISH)
    t.equal(done.returncode, 0, "surveys are written: " + said(done))
    return out


def surveys_for_a_list_that_must_be_settled(t):
    path = program.write("取引先コード,会社名,★,従業員数,年間購入額（千ドル）,★に準ずる区分\nA,甲,3,30,5,3\n", "settle.csv")
    out = folder("settled")
    base = ["questionnaire", "--list", path, "--edition", "survey", "--force", "-o", out]
    done = program.run(*base, env=ENGLISH)
    t.check(done.returncode == 1 and "--unit" in said(done), "the list is asked about as portfolio asks", said(done))
    done = program.run(*base, "--unit", "年間購入額（千ドル）=千円", "--ignore", "★に準ずる区分", env=ENGLISH)
    t.equal((done.returncode, os.listdir(out)), (0, ["A.xlsx"]), "and answered by the same options: " + said(done))
    rows = program.write("取引先コード,会社名,★,従業員数\nA,甲,3,30\na,乙,3,9\n,丙,3,9\n合計,,,48\n", "without.csv")
    done = program.run("questionnaire", "--list", rows, "--edition", "survey", "-o", folder("without"), env=ENGLISH)
    t.check(done.returncode == 0 and os.listdir(program.place("without")) == ["A.xlsx"] and said(done).count("no survey: row") == 2 and
            "row 3 a 乙: its id came before" in said(done) and "丙: it has no id" in said(done), "rows without a survey are named, with why", said(done))
    done = program.run(*base, "--ignore", "年間購入額（千ドル）", env=ENGLISH)
    t.equal(done.returncode, 0, "a column that a survey does not need is left out: " + said(done))


def codes_that_are_no_names_of_files(t):
    """No two codes have one file, none leaves the folder, none is a device."""
    codes = ["a/b", "a\\b", "a:b", "../x", "..", ".hidden", "-o", "CON", "nul.txt", "com1", "company", "=1", "x y", "長" * 20]
    path = program.write("取引先コード,会社名,★,従業員数\n" + "".join('"%s",甲%d,3,9\n' % (c, i) for i, c in enumerate(codes)), "codes.csv")
    out, before = program.place("coded"), set(os.listdir(program.folder.name))
    done = program.run("questionnaire", "--list", path, "--edition", "survey", "-o", out, env=ENGLISH)
    names = os.listdir(out)
    t.equal((done.returncode, len(names)), (0, len(codes)), "a survey for every code: " + said(done)[:300])
    t.check(not [n for n in names if re.match(r"(?i)(con|nul|com1)(\.|$)|\.", n)] and {"-o.xlsx", "company.xlsx", "x y.xlsx"} <= set(names), "names that every system takes", names)
    t.equal(set(os.listdir(program.folder.name)) - before, {"coded"}, "nothing outside the folder")


# ---- what comes back ----

def surveys_come_back_by_code(t):
    path = program.write(LIST, "list.csv")
    out = surveys(t, path)
    t.equal(sorted(os.listdir(out)), ["000%d.xlsx" % i for i in range(1, 5)], "one for each, also where the list knows no size")
    back = folder("back")
    fill(out + "/0001.xlsx", back + "/renamed.xlsx", "未対応", users=33, day="2026-12-02")
    fill(out + "/0002.xlsx", back + "/0002.xlsx", "対応済み", users=8, day="2026-12-02")
    fill(out + "/0004.xlsx", back + "/old.xlsx", "未対応", day="2026-12-01")
    fill(out + "/0004.xlsx", back + "/new.xlsx", "対応済み", day="2026-12-03")
    alone = "--own-answers-only"  # else what the others answered tells of the silent
    before, after = result(path, alone), result(path, alone, "--answers", back)
    t.equal(before["rows"]["suppliers"], 3, "without its size 0002 cannot be computed")
    t.equal((after["rows"]["suppliers"], after["rows"]["left_out"]), (4, 0), "with its answers it can; nobody is counted twice")
    files = {f["name"]: f for f in after["answers"]["file"]}
    t.equal({k: (f["state"], f["supplier"]) for k, f in files.items()},
            {"renamed.xlsx": ("joined", "0001"), "0002.xlsx": ("joined", "0002"), "old.xlsx": ("older", "0004"), "new.xlsx": ("joined", "0004")},
            "by the code within, and the newer one")
    t.equal(files["renamed.xlsx"]["differs"], 1, "users said otherwise are counted")
    s = suppliers(after)
    t.check(s["0001"]["flags"] >> 14 & 1 and s["0003"]["buyer"] == suppliers(before)["0003"]["buyer"], "who sent nothing stays as it was")
    direct = program.write("取引先コード,会社名,求める★,年間購入額（円）,利用者数,従業員数," + ",".join("%s" % c for c in criteria()) + "\n"
                           "0001,甲製作所,3,50000000,33,25," + ",".join(["×"] * len(criteria())) + "\n", "direct.csv")
    t.equal(suppliers(result(direct))["0001"]["expected"], s["0001"]["expected"], "joined answers cost what the same answers in the list cost")
    again = run(path, "--answers", back, "--json")
    t.equal(again.stdout, run(path, "--answers", back, "--json", "--threads", "1").stdout, "the same whatever the threads")


def criteria():
    done = program.run("catalog", "--json", "--level", "3", env=ENGLISH)
    if done.returncode == 0:
        found = json.loads(done.stdout)
        rows = found.get("criteria", found if isinstance(found, list) else [])
        return [c["id"] for c in rows if c.get("level", 3) == 3]
    raise RuntimeError(said(done))


def what_contradicts_or_is_nobodys_is_told(t):
    path = program.write(LIST, "list.csv")
    out, back = surveys(t, path), folder("odd")
    fill(out + "/0001.xlsx", back + "/a.xlsx", "未対応", day="2026-12-02")
    fill(out + "/0001.xlsx", back + "/b.xlsx", "対応済み", day="2026-12-02")
    fill(out + "/0003.xlsx", back + "/c.xlsx", "未対応", day="2026-12-02")
    fill(out + "/0003.xlsx", back + "/d.xlsx", "未対応", day="2026-12-04")
    for name, text in (("broken.xlsx", "no workbook"), ("9999.csv", "評価基準No.,回答\n1-1-1-1,○\n")):
        with open(os.path.join(back, name), "w", encoding="utf-8") as f:
            f.write(text)
    r = result(path, "--own-answers-only", "--answers", back)
    t.equal({f["name"]: f["state"] for f in r["answers"]["file"]},
            {"a.xlsx": "unlike", "b.xlsx": "unlike", "c.xlsx": "same", "d.xlsx": "joined", "broken.xlsx": "unreadable", "9999.csv": "unlisted"}, "each for what it is")
    t.equal(suppliers(r)["0001"]["buyer"], suppliers(result(path, "--own-answers-only"))["0001"]["buyer"], "neither of two that contradict is used")
    for env in (JAPANESE, ENGLISH):
        nothing = program.place("no answers came")
        os.makedirs(nothing, exist_ok=True)
        shown = run(path, "--answers", nothing, env=env).stdout.decode()
        t.check("読めるファイル（.xlsx、.json、.csv）がありません" in shown or "holds no file to read as an answer" in shown, "an empty folder says so", shown[-600:])
        text = run(path, "--answers", back, env=env).stdout.decode()
        t.check(all(n in text for n in ("broken.xlsx", "9999.csv", "HW-106")), "and in the report")
    done = run(program.place("none.csv"), "--answers", program.place("nowhere"))
    t.check(done.returncode == 3 and "[HW-102]" in said(done), "a folder that is not there", said(done))


def a_case_stands_for_its_row(t):
    path, back = program.write(LIST.replace(",30,40,,7,", ",,,はい,7,"), "with_case.csv"), folder("cases")
    source = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "data/examples/kanto-seimitsu/case.json")
    with open(source, encoding="utf-8") as f:
        case = f.read()
    with open(back + "/0003.json", "w", encoding="utf-8") as f:
        f.write(case)
    alone = suppliers(result(back, "--buyer", "A"))["kanto-seimitsu"]
    r = result(path, "--answers", back, "--buyer", "A", "--budget", "1")
    s = suppliers(r)
    t.equal((r["rows"]["suppliers"], sorted(s)), (3, ["0001", "0003", "0004"]), "list and case in one run, nobody twice")
    t.equal((s["0003"]["expected"], s["0003"]["name"]), (alone["expected"], "丙精機"), "the case's figures under the list's name")
    t.equal((s["0003"]["weight"], s["0003"]["start_year"]), ("7", r["budget"]["state"] == "musts_over" and s["0003"]["start_year"] or None), "weight and must of the list hold for the case")
    by_name = folder("byname")
    with open(by_name + "/x.json", "w", encoding="utf-8") as f:
        f.write(case)
    named = program.write(LIST.replace("丙精機", "関東みほし精密㈱"), "named.csv")
    t.equal([(f["state"], f["supplier"]) for f in result(named, "--answers", by_name, "--buyer", "A")["answers"]["file"]], [("joined", "0003")], "or by its name, when that comes once")
    twice = program.write(LIST.replace("丙精機", "関東みほし精密㈱").replace("丁運輸", "(株)関東みほし精密"), "twice.csv")
    t.equal([f["state"] for f in result(twice, "--answers", by_name, "--buyer", "A")["answers"]["file"]], ["unlisted"], "a name that comes twice tells nobody")


def whom_to_ask_again(t):
    path, out = program.write(LIST, "list.csv"), program.place("ask.csv")
    r = result(path, "--ask-again", out)
    with open(out, encoding="utf-8-sig") as f:
        rows = [line.rstrip("\r\n").split(",") for line in f]
    t.equal([x[0] for x in rows[1:]], [x["id"] for x in r["answers"]["ask_again"]["supplier"]], "the same in CSV and JSON")
    hangs = [int(x[8]) for x in rows[1:]]
    t.check(hangs == sorted(hangs, reverse=True) and sum(hangs) == r["answers"]["ask_again"]["hangs_yen"], "most yen first, and they add up", hangs)
    t.equal([x[4] for x in rows[1:] if x[0] == "0001"], ["2026-11-01"], "with the day they were last asked")
    done = program.run("questionnaire", "--list", out, "--edition", "survey", "-o", folder("second"), env=ENGLISH)
    t.check(done.returncode == 0 and len(os.listdir(program.place("second"))) == 3, "the list is the next round's", said(done))
    back = folder("withheld")
    fill(surveys(t, path) + "/0001.xlsx", back + "/0001.xlsx", "回答を控える", day="2026-12-02")
    ids = [x["id"] for x in result(path, "--answers", back)["answers"]["ask_again"]["supplier"]]
    t.check("0001" not in ids and "0003" in ids, "what is withheld is not chased", ids)


# ---- decisions ----

def decisions_come_back(t):
    path = program.write(LIST.replace("0002,乙工業,3,40000000,,", "0002,乙工業,3,40000000,9,9"), "decide.csv")
    for lang, sheet, head, yes, no in (("ja", "取引先一覧", ("開始年（1＝最初の年度、0＝配分外）", "決定"), "承認", "見送り"),
                                       ("en", "Suppliers", ("Start (1 = first year, 0 = none)", "Our decision"), "approved", "not now")):
        book = program.place("budget-%s.xlsx" % lang)
        first = run(path, "--budget", "100000000", "--lang", lang, "-o", book, "--json")
        start = {s["id"]: s["start_year"] for s in json.loads(first.stdout)["suppliers"]}
        t.equal(result(path, "--budget", "100000000", "--decisions", book)["suppliers"], json.loads(first.stdout)["suppliers"], "nothing typed, nothing decided: " + lang)
        at = values(next(x for x in Workbook(book).sheets if x.name == sheet))
        top = next(row for (row, _), text in at.items() if text == head[1])
        column = {text: c for (row, c), text in at.items() if row == top}
        row_of = {text: row for (row, c), text in at.items() if row > top and c == column.get("ID", column.get("Id"))}
        typed_into(book, program.place("decided.xlsx"), {sheet: {address(row_of["0001"], column[head[1]]): no, address(row_of["0002"], column[head[0]]): 3,
                                                                 address(row_of["0003"], column[head[1]]): yes}})
        os.replace(program.place("decided.xlsx"), book)
        r = result(path, "--budget", "1", "--decisions", book)
        now = {s["id"]: s["start_year"] for s in r["suppliers"]}
        t.equal(now["0001"] or 0, 0, "not now is not funded")
        t.equal(now["0002"], 3, "a start that was typed is held")
        t.equal(now["0003"], start["0003"], "what is approved is held at its start whatever the budget")
    mine = program.write("コード,承認済みの開始年,重み,支援しない\n1,2,,\n0004,,99,\n0003,,,はい\n7777,1,,\n", "mine.csv")
    done = run(path, "--budget", "100000000", "--decisions", mine, "--json")
    s = suppliers(json.loads(done.stdout))
    t.equal((s["0001"]["start_year"], s["0004"]["weight"], s["0003"]["start_year"] or 0), (2, "99", 0), "a list of one's own, codes with or without zeros")
    t.check("7777" in said(done), "a decision about nobody is told", said(done))
    done = run(path, "--decisions", program.write("コード,承認済みの開始年\n0001,9\n", "late.csv"))
    t.check(done.returncode == 1 and "[HW-674]" in said(done), "a start beyond the plan", said(done))
    done = run(path, "--decisions", path.replace("decide", "list"))
    t.check(done.returncode == 0, "a list without decisions decides nothing it does not say", said(done))


# ---- limits ----

def limits_of_a_department(t):
    rows = "".join("%02d,先%d,%d,%d,10,%s\n" % (i, i, 3 + i % 2, 10000000 * (i + 1), ("鋳造", "ＩＴ")[i % 3 == 0]) for i in range(12))
    path = program.write("コード,会社名,★,年間購入額（円）,利用者数,品目区分\n" + rows, "limits.csv")
    wide = ("--budget", "1000000000")

    def budget(*words):
        return result(path, *wide, *words)
    r = budget("--talks", "2/3/1", "--talk-cost", "5万円")
    starts = [s["start_year"] for s in r["suppliers"]]
    t.equal([starts.count(y) for y in (1, 2, 3)], [2, 3, 1], "no more starts in a year than talks, and as many as there are")
    t.equal(r["budget"]["limits"]["talks_yen"], [100000, 150000, 50000], "a talk costs")
    t.equal([b - s - c for b, s, c in zip(r["budget"]["budget_yen"], r["budget"]["spent_yen"], r["budget"]["limits"]["talks_yen"])], r["budget"]["left_yen"], "out of the budget of its year")
    r = budget("--quota", "★3=2社", "--quota", "区分:IT=1")
    it = [s for i, s in enumerate(r["suppliers"]) if i % 3 == 0 and s["start_year"]]
    t.equal((sum(1 for s in r["suppliers"] if s["level"] == 3 and s["start_year"]), len(it)), (2, 1), "quotas of a level and of a category, width and case apart")
    r = budget("--quota", "category:鋳造=5000000")
    t.equal(r["budget"]["limits"]["quotas"], [{"category": "鋳造", "unit": "suppliers", "most": 5000000, "used": 8}], "a bare number counts suppliers")
    r = budget("--quota", "level:4=300万円")
    q = r["budget"]["limits"]["quotas"][0]
    t.check(q["unit"] == "yen" and q["used"] <= q["most"] == 3000000, "money", q)
    everybody = budget()
    total = {s["id"]: sum(s["expected"]["buyer_by_year_yen"]) for s in everybody["suppliers"]}
    edge = sorted(total.values())[6]
    r = budget("--minimum", str(edge))
    t.equal({s["id"] for s in r["suppliers"] if not s["start_year"]}, {k for k, v in total.items() if v < edge}, "less than the least amount is left out")
    for words, code in ((("--talks", "x"), 803), (("--talks", "1/2"), 803), (("--quota", "★5=2"), 675), (("--quota", "鋳造"), 675), (("--talk-cost", "-1"), 803), (("--minimum", "abc"), 803)):
        done = run(path, *wide, *words)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said(done), "refused: %r" % (words,), done.returncode, said(done))
    for lang, word in (("ja", "1年目の協議 2件（上限 2件）"), ("en", "talks in year 1: 2 of 2")):
        t.check(word in run(path, *wide, "--talks", "2", "--quota", "★3=1", "--lang", lang).stdout.decode(), "and told: " + lang)


# ---- the register ----

def stars_that_ran_out_are_not_held(t):
    head = "コード,会社名,★,年間購入額（円）,利用者数,取得済みの★,★の有効期限,法人番号\n"
    path = program.write(head + "1,甲,3,10000000,10,3,2027-03-31,\n2,乙,3,10000000,10,3,2026-12-09,\n3,丙,3,10000000,10,,,\n", "held.csv")
    s = suppliers(result(path))
    cost = {k: sum(v["expected"]["buyer_by_year_yen"]) for k, v in s.items()}
    t.check(cost["1"] == 0 < cost["2"] == cost["3"], "a star that ran out yesterday is bought again", cost)
    t.equal([s[k]["flags"] >> 13 & 1 for k in "123"], [0, 1, 0], "and told")
    path = program.write("法人番号,会社名,★,利用者数\n7000012050002,国税庁,3,10\n7000012050003,誤り,3,10\nT7000012050002,同じ,3,10\n", "numbers.csv")
    r = result(path)
    t.equal([x["id"] for x in r["suppliers"]], ["7000012050002", "7000012050003"], "without codes the numbers are the ids, with or without a T")
    t.equal((r["rows"]["cells_unknown"], r["rows"]["left_out"]), (1, 1), "a check digit that does not hold is told")


def a_register_is_laid_over_the_list(t):
    head = "コード,会社名,★,年間購入額（円）,利用者数,法人番号,当社の支払実績（円）,要請した日\n"
    path = program.write(head + "1,甲製作所,3,10000000,10,7000012050002,120000,\n2,乙工業㈱,3,10000000,10,,,2026-09-01\n3,丙,4,10000000,10,,,\n", "stars.csv")
    register = program.write("登録番号,事業者名,法人番号,段階,登録日,有効期間満了日\nS3-1,甲,7000012050002,★3,2026-04-01,2027-03-31\nS3-9,甲,7000012050002,★3,2025-04-01,2026-03-31\n"
                             "S3-2,株式会社乙工業,,★3,2025-01-01,2026-01-31\nS3-3,丙,,★3,2026-06-01,2027-05-31\nS4-7,丁,,★4,2026-06-01,2029-05-31\n", "register.csv")
    book = program.place("stars.xlsx")
    done = run(path, "--register", register, "--budget", "1000000000", "-o", book, "--json")
    s = suppliers(json.loads(done.stdout))
    cost = {k: sum(v["expected"]["buyer_by_year_yen"]) for k, v in s.items()}
    t.check(cost["1"] == 0 and cost["2"] > 0, "a star in the register is not bought again, one that ran out is", cost)
    t.check("5 stars in the register, 3 suppliers" in said(done), "how many were joined is told", said(done))
    at = values(next(x for x in Workbook(book).sheets if x.name == "★の台帳"))
    row = {text: r for (r, c), text in at.items() if c == 1 and text in ("1", "2", "3")}
    t.equal([tuple(at[row[k], c] for c in (5, 6, 7)) for k in "123"], [("更新の時期", "3", "S3-1"), ("期限切れ", "3", "S3-2"), ("求める★に足りない", "3", "S3-3")], "states, levels and numbers")
    t.equal(at[row["1"], 13], "120000", "what was paid stands against what is allocated")
    odd = program.write("番号,名前,ランク\nx,乙工業,★3\n", "odd.csv")
    done = run(path, "--register", odd)
    t.check(done.returncode == 1 and "[HW-640]" in said(done), "a register that tells no stars", said(done))
    t.equal(run(path, "--register", odd, "--register-map", "ランク=取得済みの★", "--register-map", "名前=会社名").returncode, 0, "unless its columns are named")


def sites_that_cannot_be_read_are_a_fault(t):
    path = program.write("コード,会社名,★,利用者数,拠点数\n1,甲,3,10,三つくらい\n2,乙,3,10,2\n", "sites.csv")
    r = result(path)
    t.equal((r["rows"]["suppliers"], [x["row"] for x in r["rows"]["left_out_rows"]]), (1, [2]), "for money hangs on them")
    path = program.write("コード,会社名,★,利用者数,拠点\n1,甲,3,10,本社・川崎工場\n", "plants.csv")
    r = result(path)
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"]), (1, 0), "but names of plants are none, nor unknown")


def curve_has_no_dips(t):
    rows = "".join("%d,先%d,3,%d,10,%s\n" % (i, i, 10000000 * (i + 1), "はい" if i < 4 else "") for i in range(9))
    r = result(program.write("コード,会社名,★,年間購入額（円）,利用者数,必ず支援\n" + rows, "curve.csv"), "--budget", "5000000")
    removed = [p["removed_micro"] for p in r["budget"]["curve"]]
    t.check(removed == sorted(removed) and len(removed) < 21, "budgets that the musts alone pass are no points of it", removed)


# ---- two months by hand ----

MONTH1 = "取引先コード,会社名,求める★,PC台数,従業員数,年間購入額（千円）,年間売上高（百万円）\n" \
         "K1,Asahi,★3,40,45,12000,600\nK2,Beni,★4,120,150,98000,2400\nK3,Chiyo,★3,15,20,4500,180\nK4,Dai,★3,60,70,22000,900\nK5,Ebisu,★4,25,30,8000,350\nK6,Fuji,★3,8,9,900,60\n"


def ours(r):
    return {s["id"]: sum(s["expected"]["buyer_by_year_yen"]) for s in r["suppliers"]}


def the_silent_move_by_what_others_answered(t):
    """From month to month the day differs, and that moves nobody's amount: what others answered does."""
    path, back, kept = program.write(LIST, "list.csv"), folder("month-back"), program.place("before.hsr")
    program.run("portfolio", path, "--as-of", "2026-11-10", "--no-range", "-o", kept)
    fill(surveys(t, path) + "/0001.xlsx", back + "/0001.xlsx", "未対応", users=20)
    causes = {s["id"]: s["cause"] for s in result(path, "--answers", back, "--against", kept)["against"]["suppliers"]}
    t.equal(causes["0004"], "learnt", "a supplier that answered nothing moves by what the others answered, not by the day")
    settings = {s["id"]: s["cause"] for s in result(path, "--answers", back, "--against", kept, "--start", "2027-10")["against"]["suppliers"]}
    t.equal(settings["0004"], "tables", "a setting that differs is told as that")


def months_compared_by_hand(t):
    """A level and a share change, one leaves, one comes, answers arrive, decisions are entered: every cause against a sum of this test's own."""
    first, kept = program.write(MONTH1, "month1.csv"), program.place("month1.hsr")
    then = ours(result(first))
    program.run("portfolio", first, *DAY, "-o", kept)
    second = MONTH1.replace("K4,Dai,★3", "K4,Dai,★4").replace("98000", "120000").replace("K3,Chiyo,★3,15", "K3,Chiyo,★3,19").replace("K6,Fuji,★3,8,9,900,60", "K7,Gin,★3,30,33,7000,400")
    back = folder("month2")
    for code in ("K1", "K2"):
        with open(os.path.join(back, code + ".csv"), "w", encoding="utf-8") as f:
            f.write("番号,回答\n" + "".join("%s,%s\n" % (c, "○" if i % 3 else "×") for i, c in enumerate(criteria_of(3 if code == "K1" else 4))))
    decided = program.write("取引先コード,会社名,承認済みの開始年,支援しない\nK2,Beni,1,\nK3,Chiyo,,はい\nK1,Asahi,2,\n", "decided.csv")
    r = result(program.write(second, "month2.csv"), "--answers", back, "--decisions", decided, "--budget", "9000000", "--against", kept)
    now, a = ours(r), r["against"]
    moved = {k: now.get(k, 0) - then.get(k, 0) for k in set(then) | set(now)}
    t.equal((a["then_yen"], a["now_yen"]), (sum(then.values()), sum(now.values())), "both months add up")
    t.equal({x["id"]: x["yen"] for x in a["suppliers"]}, moved, "supplier by supplier")
    causes = {"K1": "answers", "K2": "several", "K3": "other", "K4": "level", "K5": "learnt", "K6": "gone", "K7": "new"}
    t.equal({x["id"]: x["cause"] for x in a["suppliers"]}, causes, "and why: PCs are another fact; of who is as silent as before only what others answered moved it")
    t.equal({c["cause"]: c["yen"] for c in a["causes"] if c["suppliers"]}, {c: moved[k] for k, c in causes.items()}, "cause by cause")
    t.equal({s["id"]: s["start_year"] for s in r["suppliers"] if s["id"] in ("K1", "K2", "K3")}, {"K1": 2, "K2": 1, "K3": 0}, "decisions hold")
    spent = [0, 0, 0]
    for s in r["suppliers"]:
        for year in range(s["start_year"] or 4, 4):
            spent[year - 1] += s["expected"]["buyer_by_year_yen"][year - s["start_year"]]
    t.equal(r["budget"]["spent_yen"], spent, "what is spent, year by year")


suite = Suite()
suite.run([surveys_for_a_list_that_must_be_settled, codes_that_are_no_names_of_files, surveys_come_back_by_code, what_contradicts_or_is_nobodys_is_told, a_case_stands_for_its_row, whom_to_ask_again, decisions_come_back, limits_of_a_department, stars_that_ran_out_are_not_held, a_register_is_laid_over_the_list, sites_that_cannot_be_read_are_a_fault, curve_has_no_dips, the_silent_move_by_what_others_answered, months_compared_by_hand])
suite.finish()
