#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists as hosts and ERP systems print them: text of fixed width, bars and rules, European figures, groups above the headings, forms, two languages. Each is
read with the sum that an independent count gives, or asked about with an answer that then works.

    test_list_text.py PROGRAM
"""
import json
import os
import re
import shlex
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite

program = Program(sys.argv[1])

ROWS = [("000123", "株式会社ﾏﾙﾊﾁ", 3, 1234567, 45), ("000124", "(有)ｻﾄｳ金型", 4, 890000, 12), ("000125", "東海熱処理 工業", 3, 12345678, 1130)]
WIDTHS = (6, 24, 4, 14, 8)
HEADS = ("仕入先", "仕入先名", "★", "年間購入額", "従業員数")
COLUMNS = ("supplier ID", "supplier", "level", "annual purchases", "employees")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def cells(texts, gap):
    """Of AS/400: texts to the left, figures to the right."""
    return gap.join(t + " " * (w - width(t)) if i < 2 else " " * (w - width(t)) + t for i, (t, w) in enumerate(zip(texts, WIDTHS)))


def host(rows, ruler=False, heads=True, gap=" ", title=("  仕入先一覧表        2026/11/01   PAGE   1", "")):
    lines = list(title)
    lines += [cells(HEADS, gap)] if heads else []
    lines += [gap.join("-" * w for w in WIDTHS)] if ruler else []
    return lines + [cells((a, b, str(c), f"{d:,}", f"{e:,}"), gap) for a, b, c, d, e in rows]


def place(lines, encoding="utf-8", name="list.txt", end="\r\n"):
    path = program.place(name)
    with open(path, "wb") as f:
        f.write((end.join(lines) + end).encode(encoding))
    return path


def run(path, *words):
    return program.run("portfolio", path, *words, "--as-of", "2026-11-30", "--no-range", "--json", env=ENGLISH)


def read(t, what, path, *words):
    done = run(path, *words)
    t.check(done.returncode == 0, "is read: " + what, done.stderr.decode()[-600:])
    return json.loads(done.stdout) if done.returncode == 0 else {"suppliers": [], "rows": {"left_out_rows": [], "columns": []}, "totals": {}}


def figures(r):
    return [(s["id"], s["name"], s["level"], s["annual_purchases_yen"]) for s in r["suppliers"]]


def codes(r):
    return {x["row"]: [f["code"] for f in x["fault"]] for x in r["rows"]["left_out_rows"]}


def asked(t, what, path, code, *words):
    """Refused with the code; what it says, where and what to do."""
    done = run(path, *words)
    said = (done.stdout + done.stderr).decode()
    t.check(done.returncode == 1 and f"[{code}]" in said and not done.stdout, "is asked: " + what, said[-600:])
    return said


WANTED = [(a, b, c, d) for a, b, c, d, _ in ROWS]


def hosts(t):
    for encoding in ("cp932", "utf-8"):
        for ruler in (False, True):
            what = f"{encoding}, {'with' if ruler else 'without'} a rule"
            r = read(t, what, place(host(ROWS, ruler), encoding))
            t.equal(figures(r), WANTED, what)
            t.equal(r["totals"].get("annual_purchases_yen"), sum(x[3] for x in ROWS), "the sum, " + what)
    pages = host(ROWS) + [""] + host([("000126", "四日市", 3, 5000, 9)], title=("  仕入先一覧表        2026/11/01   PAGE   2", ""))
    pages += ["  合計      4 件                        14,475,245", "                *** END OF REPORT ***", "....+....1....+....2....+....3....+....4"]
    r = read(t, "pages", place(pages, "cp932"))
    t.equal(r["totals"].get("annual_purchases_yen"), sum(x[3] for x in ROWS) + 5000, "titles, headings and totals of further pages are no suppliers")
    t.equal(set(sum(codes(r).values(), [])), {"HW-666"}, "but told as notes")
    unit = host(ROWS, title=("  仕入先一覧表   （単位：千円）", ""))
    t.equal(read(t, "unit in a title", place(unit, "cp932"))["totals"].get("annual_purchases_yen"), 1000 * sum(x[3] for x in ROWS), "a unit in the title of a text counts")
    english = ["VENDOR LIST", "Vendor No  Vendor Name           Star  Employees       Annual spend", "     1001  Acme Parts Co           3         45          1,234,567",
               "     1002  Beta                    4        120            980,000", "     1003  Gamma Two               3          9              7,000"]
    t.equal(figures(read(t, "English", place(english))), [("1001", "Acme Parts Co", 3, 1234567), ("1002", "Beta", 4, 980000), ("1003", "Gamma Two", 3, 7000)], "English headings of several words")


def over_the_border(t):
    """A line whose text reaches from one column into the next is told and left out, not cut."""
    long = host(ROWS, True)
    long.append("000127 " + "あ" * 14 + "  3         50,000       20")
    r = read(t, "a name too long", place(long, "cp932"))
    t.equal((figures(r), codes(r)), (WANTED, {8: ["HW-678"]}), "a name that reaches into the next column leaves its row out, told")


def positions_are_asked(t):
    for gap, ranges in ((" ", "1-6 8-31 33-36 38-51 53-60"), ("", "1-6 7-30 31-34 35-48 49-56")):
        path = place(host(ROWS, heads=False, gap=gap, title=()), "cp932")
        said = asked(t, "no headings", path, "HW-678")
        t.check("000123" in said and "--map '1-6=" in said, "shows a line and how to answer", said)
        words = [w for place_, column in zip(ranges.split(), COLUMNS) for w in ("--map", f"{place_}={column}")]
        r = read(t, "by positions", path, *words)
        t.equal(figures(r), WANTED, "positions of Shift-JIS bytes, " + ("apart" if gap else "touching"))
    half = run(place(host(ROWS, heads=False, gap="", title=()), "cp932"), "--map", "1-6=supplier ID", "--map", "7-9=supplier", "--map", "31-34=level", "--map", "49-56=employees")
    t.check(b'"HW-678"' in half.stdout, "a character cut in two is a fault of its row", half.stdout[-300:])
    plain = place(["A1,山田製作所,3,45,\"1,234,567\"", "A2,佐藤鋼材,4,12,\"980,000\""], name="plain.csv")
    said = asked(t, "a CSV without headings", plain, "HW-640")
    t.check("--map 'A=" in said, "says that letters will do", said)
    r = read(t, "by letters", plain, *[w for letter, column in zip("ABCDE", ("supplier ID", "supplier", "level", "employees", "annual purchases")) for w in ("--map", f"{letter}={column}")])
    t.equal(figures(r), [("A1", "山田製作所", 3, 1234567), ("A2", "佐藤鋼材", 4, 980000)], "columns by letter, the first row is a supplier")


def alv(amounts, people=("45", "1.250", "12")):
    names = ["Yamada Seisakusho KK", 'Sato "Press" GmbH', "5\" Pipe, Tanaka"]
    lines = ["Lieferantenliste                                             30.11.2026", "", "-" * 96,
             "|Vendor    |Name 1                  |Star level|Headcount|Net order value  |Crcy|Due date  |", "|----------|------------------------|----------|---------|-----------------|----|----------|"]
    for i, amount in enumerate(amounts):
        lines.append(f"|{100234 + i:010}|{names[i % 3]:24}|{3 + i % 2:>10}|{people[i % 3]:>9}|{amount:>17}|JPY |31.12.2026|")
    total = "99,999,999" if "," in amounts[0] and "." not in amounts[0] else "99.999.999,00"
    return lines + ["-" * 96, f"|*         |                        |          |         |{total:>17}|JPY |          |", "-" * 96]


def sap(t):
    for amounts, wanted in ((("1.234.567,00", "980.000,00", "1.234,00"), (1234567, 980000, 1234)), (("1.234.567", "980.000", "1.234"), (1234567, 980000, 1234)),
                            (("1,234,567", "980,000", "1,234"), (1234567, 980000, 1234))):
        people = ("45", "1.250", "12") if "." in amounts[0] else ("45", "1,250", "12")
        r = read(t, "ALV " + amounts[0], place(alv(amounts, people)))
        t.equal([x[3] for x in figures(r)], list(wanted), amounts[0])
        t.equal(r["totals"].get("annual_purchases_yen"), sum(wanted), "the sum row is none: " + amounts[0])
        told = [c["heading"] for c in r["rows"]["columns"] if c.get("numbers")]
        t.equal(told, ["Headcount", "Net order value"] if "." in amounts[0] else [], "columns read as European are told")
        t.equal(figures(r)[1][1], 'Sato "Press" GmbH', "quotes are characters")
    minus = place(alv(("1.234.567,00", "980.000,00", "34.567,00-")))
    t.equal(codes(read(t, "minus", minus)), {8: ["HW-208"], 10: ["HW-641"]}, "a sign behind the figure makes it negative, which is no purchase")
    lines = ["|Vendor|Purch.Doc.|Net order value|Crcy|Level|Employees|", "|------|----------|---------------|----|-----|---------|", "|100234|4500000001|      1.234.567|JPY |    3|       45|",
             "|100234|4500000001|        34.567-|JPY |    3|       45|", "|100235|4500000002|        980.000|JPY |    4|       12|"]
    t.equal([s["annual_purchases_yen"] for s in read(t, "ME2L", place(lines), "--sum-duplicates")["suppliers"]], [1200000, 980000], "returns are taken off where orders are added")
    semicolon = ["LIFNR;NAME1;NETWR;WAERS;Employees", "0000100234;Yamada;1.234.567;JPY;45", "0000100235;Sato;980;JPY;12"]
    t.equal([s["annual_purchases_yen"] for s in read(t, "LFA1", place(semicolon), "--level", "3")["suppliers"]], [1234567, 980], "names of fields as tables have them")


def conflicts_are_asked(t):
    head = "code;name;level;employees;annual purchases"
    for what, amounts, european, japanese in (("both ways", ("1.234.567,00", "980,000", "1,980,000"), {1234567}, {980000, 1980000}), ("only one to go by", ("1.234", "980"), {1234, 980}, {980}),
                                              ("a point against commas", ("1.234", "1,980"), {1234}, {1980})):
        path = place([head] + [f"A{i};S{i};3;45;{a}" for i, a in enumerate(amounts)], name="list.csv")
        said = asked(t, what, path, "HW-677")
        t.check("annual purchases" in said and "E2 " + amounts[0] in said, "names column and cell", said)
        answers = re.findall(r"--numbers '(annual purchases=[^']*)'", said)
        t.equal(answers, ["annual purchases=1.234,56", "annual purchases=1,234.56"], "prints both answers")
        for answer, wanted in zip(answers, (european, japanese)):
            r = read(t, answer, path, "--numbers", answer)
            t.equal({s["annual_purchases_yen"] for s in r["suppliers"]}, wanted, f"{what}: the answer {answer} works, what goes not with it is left out")
            t.equal(len(r["suppliers"]) + len(codes(r)), len(amounts), "and told")
        t.equal({s["annual_purchases_yen"] for s in read(t, "all", path, "--numbers", "european")["suppliers"]}, european, "without a heading it is said of all")
    path = place([head, "A1;Y;3;45;1.234,5"], name="list.csv")
    t.check(b"[HW-669]" in run(path, "--numbers", "prices=1.234,56").stderr, "a column that is not there")
    t.check(b"[HW-669]" in run(path, "--numbers", "roman").stderr, "a word that is none")
    people = place(["code;name;level;employees", "A1;Y;3;1.250", "A2;Z;3;1,250"], name="list.csv")
    asked(t, "people both ways", people, "HW-677")


def far_below(t):
    """What tells how figures are written may stand anywhere, and in any encoding."""
    rows = [f"A{i};サプライヤー株式会社{i};3;45;{i + 100}" for i in range(2500)] + ["B1;S;3;45;1.234", "B2;S;3;45;1.234.567"]
    for encoding in ("utf-8", "cp932"):
        r = read(t, "far below, " + encoding, place(["コード;会社名;★;従業員数;年間購入額"] + rows, encoding, "list.csv"))
        t.equal([c.get("numbers") for c in r["rows"]["columns"] if c["member"] == "annual_purchases_yen"], ["1.234,56"], "told by the last rows of a long list, " + encoding)
    wide = place(["コード;会社名;★;従業員数;年間購入額", "A1;S;3;45;１．２３４．５６７"], name="list.csv")
    t.equal([s["annual_purchases_yen"] for s in read(t, "full width", wide)["suppliers"]], [1234567], "full-width figures too")


def decimals_stay(t):
    """Japanese decimals in large units are no European thousands."""
    for amounts, wanted in ((("1.234", "0.5"), (1234000, 500000)), (("1.234", "12.5"), (1234000, 12500000)), (("1,234.567", "1.234"), (1234567000, 1234000))):
        path = place(["取引先コード,会社名,★,従業員数,年間購入額（百万円）"] + [f'A{i},S{i},3,45,"{a}"' for i, a in enumerate(amounts)], name="list.csv")
        t.equal(tuple(s["annual_purchases_yen"] for s in read(t, str(amounts), path)["suppliers"]), wanted, str(amounts))


def groups_above(t):
    forms = {"one row of names below two of groups": ["取引先情報,,,要請,当社との取引,", "基本,,規模,★,金額,", "コード,名称,従業員数,レベル,年間購入額（千円）,PC台数", "A1,山田,45,3,1234,30"],
             "groups that are headings themselves": ["取引先,,,セキュリティ,,年間購入額（千円）,", "基本情報,,規模,要請,,実績,実績", "コード,会社名,従業員数,求める★,期限,2024年度,2025年度", 'A1,山田,45,3,2027/3/31,"1,000","1,234"'],
             "years below what they are of": ["取引先,,,セキュリティ,,購入額（千円）,", "基本情報,,規模,要請,,実績,", "コード,会社名,従業員数,求める★,期限,2024年度,2025年度", 'A1,山田,45,3,2027/3/31,"1,000","1,234"']}
    for what, lines in forms.items():
        r = read(t, what, place(lines, name="list.csv"))
        t.equal([(s["id"], s["level"], s["annual_purchases_yen"]) for s in r["suppliers"]], [("A1", 3, 1234000)], what)


def two_languages(t):
    r = read(t, "two languages", place(["取引先コード,取引先名,求める★,従業員数,年間購入額", "Supplier code,Supplier name,Level,Employees,Annual purchases (JPY)", 'A1,山田,3,45,"1,234,567"'], name="list.csv"))
    t.equal((figures(r), codes(r)), ([("A1", "山田", 3, 1234567)], {2: ["HW-666"]}), "the headings in a second language are a note")


def forms_with_choices(t):
    lines = ["タイムスタンプ,貴社名をご記入ください（正式名称）,当社から求められている★はどれですか（あてはまるものをすべて選択してください）,従業員数（常時使用する従業員）を教えてください。,貴社の年間売上高（円）をご記入ください", '2026/11/01 10:00:00,山田,★3;★4;,45,"120,000,000"', "2026/11/02 10:00:00,佐藤,★3;,12,",
             '2026/11/03 10:00:00,鈴木,"★3, ★4",12,', "2026/11/04 10:00:00,田中,★3;わからない,12,"]
    r = read(t, "choices", place(lines, name="list.csv"))
    t.equal(([(s["name"], s["level"]) for s in r["suppliers"]], codes(r)), ([("山田", 4), ("佐藤", 3), ("鈴木", 4)], {5: ["HW-213"]}), "of several stars the highest, told; what is none is left out")
    t.equal(r["rows"]["cells_about"], 2, "each is told as taken so")
    english = ["Timestamp,Name of your company,Which star have you been asked for? (select all that apply),How many employees does your company have?,How many PCs do you use?", '2026/11/01 10:00:00,Yamada,"★3, ★4",45,30']
    t.equal([(s["name"], s["level"]) for s in read(t, "English", place(english, name="list.csv"))["suppliers"]], [("Yamada", 4)], "questions in English")
    ariba = ['\ufeff"Supplier ID","Supplier Name","Address","Spend (JPY)","Number of Employees","Target SCS level"', '"S1","Nippon ""Casting""\r\nCo., Ltd.","1-1\r\nChuo","15,000,000","64","Level 3"']
    t.equal(figures(read(t, "ariba", place(ariba, name="list.csv"))), [("S1", 'Nippon "Casting" Co., Ltd.', 3, 15000000)], "a mark of UTF-8, line breaks and quotes within quotes")
    tab = ['取引先コード\t取引先名\t★\t従業員数\t年間購入額', 'A1\t"山田, 製作所"\t3\t45\t1,234,567']
    t.equal(figures(read(t, "UTF-16", place(tab, "utf-16"))), [("A1", "山田, 製作所", 3, 1234567)], "Unicode text of a spreadsheet")


suite = Suite()
suite.run([hosts, over_the_border, positions_are_asked, sap, conflicts_are_asked, far_below, decimals_stay, groups_above, two_languages, forms_with_choices])
suite.finish()
