#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Portfolios from outside: lists in every form, faulty rows, threads, parts put together, killed runs, the choice.

    test_portfolio.py PROGRAM
"""
import csv
import difflib
import io
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, ROOT, Program, Suite, criteria, make_case

program = Program(sys.argv[1])
with open(program.path, "rb") as file_:
    SANITIZED = b"__asan_init" in file_.read()  # a run takes ten times as long: fewer parts do there
DAY = ("--as-of", "2026-11-22")
DRIVERS = ["users", "endpoints", "servers", "sites", "public_ips", "web_apps", "mailboxes", "admins", "mobile_devices", "partners",
           "data_tb", "unsupported_endpoints", "unsupported_servers", "remote_users", "cloud_services", "network_devices", "joiners"]
HEAD = ["id", "name", "level", "annual_purchases_yen", "annual_sales_yen", "employees_regular"] + DRIVERS


def table(rows, head):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def made(n, seed=1, answers=True):
    """(head, rows) of n suppliers, some without answers, each answer at random."""
    rng = random.Random(seed)
    ids = criteria(4)
    head = HEAD + (ids if answers else [])
    rows = []
    for i in range(n):
        sales = rng.randint(50, 3000) * 1000000
        size = [rng.randint(1, 60) for _ in DRIVERS]
        size[11], size[12] = min(size[11], size[1]), min(size[12], size[2])
        row = ["S-%04d" % i, "架空%d社" % i, rng.choice([3, 4]), rng.randint(0, sales), sales, rng.randint(1, 300)] + size
        rows.append(row + ([rng.choice(["○", "○", "△ 40%", "×", ""]) if i % 5 else "" for _ in ids] if answers else []))
    return head, rows


def listed(n, seed=1, name="list.csv"):
    head, rows = made(n, seed)
    return program.write(table(rows, head), name)


def run(*words, env=ENGLISH, **more):
    return program.run("portfolio", *words, env=env, **more)


def result(*words, code=0):
    done = run(*words, *DAY, "--json")
    if done.returncode != code:
        raise RuntimeError("exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace")))
    return json.loads(done.stdout)


def said(done):
    return done.stderr.decode(errors="replace")


# ---- lists ----

def faulty_rows_are_left_out_and_told(t):
    good = "a,精工,4,30,5\nb,電機,3,12,5\nc,運輸,3,9,5\n"
    path = program.write("取引先コード,会社名,求める★,パソコン台数,従業員数\n" + good +
                         "d,設計,5,9,5\na,精工,4,1,1\ne,工業,3,x,多い\n,無名,3,1,1\n合計,合計,,22,\n", "bad.csv")
    clean = program.write("取引先コード,会社名,求める★,パソコン台数,従業員数\n" + good, "good.csv")
    r, c = result(path), result(clean)
    t.equal((r["rows"]["items"], r["rows"]["suppliers"], r["rows"]["left_out"]), (8, 3, 5), "left-out rows are counted")
    left = {x["row"]: x for x in r["rows"]["left_out_rows"]}
    t.equal(sorted(left), [5, 6, 7, 8, 9], "each is told with its row")
    t.equal([f["where"] for f in left[7]["fault"]], ["D7 パソコン台数", "E7 従業員数"], "all faults of a row, by column")
    t.equal([f["found"] for f in left[7]["fault"]], ["x", "多い"], "with what was found")
    t.equal({x["row"]: x["fault"][0]["code"] for x in left.values()},
            {5: "HW-303", 6: "HW-307", 7: "HW-209", 8: "HW-206", 9: "HW-641"}, "each with its reason")
    t.equal(sum(x["suppliers"] for x in r["rows"]["reasons"]), 5, "reasons count every one")
    t.equal((r["totals"], r["suppliers"]), (c["totals"], c["suppliers"]), "the others go on as if alone")
    for env in (JAPANESE, ENGLISH):
        done = run(path, *DAY, "--lang", env["LANG"][:2], env=env)
        text = done.stdout.decode()
        t.check(done.returncode == 0 and "[HW-303]" in text and "D7 パソコン台数" in text and "E7 従業員数" in text, "the report tells them, " + env["LANG"], text[:1500])
        t.check(not done.stderr, "nothing on standard error", said(done))


def every_fault_of_a_row_is_told(t):
    """A row with 17 faults and one with more than are kept;
    what is shown, and how many are not."""
    ids = criteria(3)
    rows = [["a", "良社", 3] + ["5"] * 17 + ["○"] * len(ids), ["b", "悪社", 3] + ["x"] * 17 + ["○"] * len(ids), ["c", "最悪社", 5] + ["x"] * 17 + ["済?"] * len(ids)]
    path = program.write(table(rows, ["id", "name", "level"] + DRIVERS + ids), "faults.csv")
    left = result(path)["rows"]["left_out_rows"]
    t.equal([(x["row"], x["faults"], len(x["fault"])) for x in left], [(3, 17, 17), (4, 99, 32)], "all are counted, 32 of a row kept")
    t.equal([f["where"].split()[1] for f in left[0]["fault"]], DRIVERS, "each with its column")
    parts = []
    for i in (1, 2):
        parts.append(program.place("faults%d.hsr" % i))
        run(path, *DAY, "--shard", "%d/2" % i, "-o", parts[-1])
    t.equal(result("--merge", *parts)["rows"]["left_out_rows"], left, "the same from parts")
    for lang, more, sheet, rest in (("ja", "ほか 83件", "除いた行", "ほか 67 件"), ("en", "and 83 more", "Rows left out", "and 67 more")):
        out = program.place("faults-%s.xlsx" % lang)
        text = run(path, *DAY, "--lang", lang, "-o", out).stdout.decode()
        t.check(more in text and text.count("[HW-209] ") == 1 + 16 + 15, "the report shows 16 of each and how many more, " + lang, text[:3000])
        with zipfile.ZipFile(out) as z:
            names = re.findall(r'<sheet name="([^"]+)"', z.read("xl/workbook.xml").decode())
            strings = ["".join(re.findall(r"<t[^>]*>([^<]*)</t>", x)) for x in re.findall(r"<si>.*?</si>", z.read("xl/sharedStrings.xml").decode(), re.S)]
            xml = z.read("xl/worksheets/sheet%d.xml" % (names.index(sheet) + 1)).decode()
        lines = [[strings[int(v)] if s else v for s, v in re.findall(r'<c r="[A-Z]+\d+"[^>]*?( t="s")?><v>([^<]*)</v>', x)] for x in re.findall(r"<row .*?</row>", xml, re.S)]
        lines = [x for x in lines if x and x[0] in ("3", "4")]
        t.equal([(x[0], x[1], x[-1]) for x in lines], [("3", "b", "17")] * 17 + [("4", "c", "99")] * 33, "a line per fault with row and supplier, " + lang)
        t.check(rest in lines[-1] and lines[0][3] == "D3 users" and lines[16][3] == "T3 joiners", "where each is, and how many more, " + lang, lines[-1])


def sheet_xml(rows):
    cells = []
    for n, row in enumerate(rows, 1):
        cells.append('<row r="%d">' % n)
        for k, value in enumerate(row):
            name = "%s%d" % (("" if k < 26 else chr(64 + k // 26)) + chr(65 + k % 26), n)
            if isinstance(value, int):
                cells.append('<c r="%s"><v>%d</v></c>' % (name, value))
            elif value != "":
                cells.append('<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (name, value))
        cells.append("</row>")
    return '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % "".join(cells)


def book(sheets, name="list.xlsx"):
    main, doc = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    path = program.place(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", '<Relationships xmlns="%s"><Relationship Id="w" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (rels, doc))
        z.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (main, doc, "".join(
            '<sheet name="%s" sheetId="%d" r:id="s%d"/>' % (s, i, i) for i, s in enumerate(sheets, 1))))
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%s">%s</Relationships>' % (rels, "".join(
            '<Relationship Id="s%d" Type="%s/worksheet" Target="s%d.xml"/>' % (i, doc, i) for i in range(1, len(sheets) + 1))))
        for i, rows in enumerate(sheets.values(), 1):
            z.writestr("xl/s%d.xml" % i, sheet_xml(rows))
    return path


def every_form_gives_the_same(t):
    head, rows = made(8, 7)
    text = table(rows, head)
    forms = {
        "UTF-8": program.write(text, "utf8.csv"),
        "UTF-8 with a mark": program.write(b"\xef\xbb\xbf" + text.encode(), "bom.csv"),
        "CP932": program.write(text.encode("cp932"), "cp932.csv"),
        "UTF-16": program.write(text.encode("utf-16"), "utf16.csv"),
        "tabs": program.write(text.replace(",", "\t"), "tab.tsv"),
        "xlsx": book({"表紙": [["取引先の一覧"], ["2026年"]], "一覧": [head] + rows}),
    }
    wanted = result(forms["UTF-8"])
    for name, path in forms.items():
        r = result(path)
        t.equal((r["totals"], r.get("range"), r["suppliers"]), (wanted["totals"], wanted.get("range"), wanted["suppliers"]), name + " gives what UTF-8 gives")
    t.equal(result(forms["CP932"])["rows"]["encoding"], "CP932", "the encoding is told")
    t.equal(result(forms["xlsx"])["rows"]["sheet"], "一覧", "the sheet is found")
    t.equal(result(forms["xlsx"], "--sheet", "一覧")["totals"], wanted["totals"], "or named")
    t.equal(run(forms["xlsx"], "--sheet", "表紙").returncode, 1, "a sheet without headings is refused")
    t.equal(run(forms["xlsx"], "--sheet", "無い").returncode, 1, "so is one that is not there")
    turned = program.write(table([list(reversed(r)) for r in rows], list(reversed(head))), "turned.csv")
    t.equal(result(turned)["totals"], wanted["totals"], "the order of columns does not matter")
    titled = program.write("仕入先一覧\n\n" + text.replace("\r\n", ",電話\r\n", 1).replace("annual_purchases_yen", "購入額（円）", 1), "titled.csv")
    r = result(titled)
    t.equal(r["totals"], wanted["totals"], "titles above and unknown columns do not matter")
    near = result(program.write("会社名,求める★,従業員数,年間購入學（千円）\n甲,3,9,5\n", "near.csv"))["rows"]["columns"][-1]
    t.equal((near["member"], near.get("near")), (None, "年間購入額"), "a heading that is nearly known is pointed out")
    t.check([c["heading"] for c in r["rows"]["columns"] if c["member"] is None] == ["電話"], "a column not read is told", r["rows"]["columns"][-2:])


def headings_in_two_rows(t):
    plain = program.write("会社名,求める★,パソコン台数,1 未対応,1 対応済み,4 未対応,4 対応済み\n甲,4,30,3,10,20,30\n乙,3,9,1,5,9,22\n", "one-row.csv")
    rows = [["取引先の一覧"], ["会社名", "求める★", "パソコン台数", "分類1", "", "分類4", ""], ["", "", "", "未対応", "対応済み", "未対応", "対応済み"],
            ["甲", 4, 30, 3, 10, 20, 30], ["乙", 3, 9, 1, 5, 9, 22]]
    wanted = result(plain)
    t.equal(wanted["rows"]["suppliers"], 2, "the plain list is read", wanted["rows"])
    for name, path in (("a workbook", book({"一覧": rows}, "two.xlsx")), ("a CSV", program.write(table(rows[1:], rows[0]), "two.csv"))):
        r = result(path)
        t.equal((r["totals"], r["rows"]["left_out"]), (wanted["totals"], 0), "headings in two rows of " + name)
    above = [["", "", "規模", "ガバナンスの整備", "", "攻撃等の防御", ""], ["会社名", "求める★", "パソコン台数", "未対応", "対応済み", "未対応", "対応済み"]] + rows[3:]
    t.equal(result(book({"一覧": above}, "above.xlsx"))["totals"], wanted["totals"], "categories above the headings")


def units_and_words(t):
    a = program.write("会社名,重要な情報,停止の影響,社内システムへの接続,年間購入額（千円）,売上高（百万円）,従業員数,期限\n甲,○,いいえ,×,\"12,000\",1.5億円,４５人,令和9年度\n乙,いいえ,×,no,0,150,45,2028/3/31\n", "words.csv")
    b = program.write("name,level,annual_purchases_yen,annual_sales_yen,employees_regular,deadline\n甲,4,12000000,150000000,45,2028-03-31\n乙,3,0,150000000,45,2028-03-31\n", "plain.csv")
    x, y = result(a), result(b)
    t.equal(x["totals"], y["totals"], "units, full-width digits, eras and words are read")
    t.equal(x["suppliers_with"]["level_derived"], 2, "levels follow from the questions")
    t.equal([s["level"] for s in x["suppliers"]], [4, 3], "any yes is 4, all no is 3")
    unknown = program.write("会社名,重要な情報,停止の影響,社内システムへの接続,従業員数\n甲,いいえ,,いいえ,9\n", "unknown.csv")
    t.equal(result(unknown, code=1)["rows"]["left_out_rows"][0]["fault"][0]["code"], "HW-451", "an unanswered question is no no")
    t.equal(result(unknown, "--level", "3")["suppliers"][0]["level"], 3, "--level stands in")


def lists_that_are_none(t):
    for name, content, code in [("empty", "", 640), ("no headings", "a,b\n1,2\n", 640), ("headings alone", "id,level,users\n", 646),
                                ("no usable row", "id,level,users\nx,5,1\n", 646), ("two columns of one meaning", "id,level,users,利用者数\nx,3,1,1\n", 307),
                                ("a quote never closed", "id,level,users\nx,3,\"1\ny,3,1\n", 606), ("neither UTF-8 nor CP932", b"id,level,users\n\x81\xff\xff,3,1\n", 203)]:
        out = program.place("never.csv")
        done = run(program.write(content, "none.csv"), *DAY, "-o", out)
        t.check(done.returncode == 1 and "[HW-%d]" % code in said(done) and not os.path.exists(out), name + " ends with 1", done.returncode, said(done))
    done = run(program.place("not-there.csv"), *DAY)
    t.check(done.returncode == 3 and "[HW-102]" in said(done), "a list that is not there ends with 3", said(done))


def empty_lists_from_the_program(t):
    for lang in ("ja", "en"):
        for more in ((), ("--level", "3"), ("--level", "4")):
            path = program.place("template.csv")
            done = run("--force", "--template", path, "--lang", lang, *more)
            with open(path, encoding="utf-8-sig") as file:
                head = next(csv.reader(file))
            t.check(done.returncode == 0 and len(head) > 60, "a template is written", said(done))
            t.equal(len([h for h in head if h in criteria(4)]), {"3": 81, "4": 153}.get(more[1] if more else "", 0), "with criteria of the level asked for")
            done = run(path, *DAY)
            t.check("[HW-646]" in said(done) and done.returncode == 1, "and every heading of it is read", said(done))
            r = json.loads(run(path, *DAY, "--json").stdout)
            t.equal([c["heading"] for c in r["rows"]["columns"] if c["member"] is None], [], "none is passed over")


# ---- agreement with one case ----

def as_case(head, row, key):
    cells = dict(zip(head, row))
    answers = {}
    for k in criteria(4):
        word = cells.get(k, "")
        if word == "△ 40%":
            answers[k] = {"status": "partial", "remaining": 0.4}
        elif word:
            answers[k] = {"○": "met", "×": "unmet", "△": "partial"}[word]
    case = make_case(int(cells["level"]), answers, case_id=key, as_of="2026-11-22", start=None)
    del case["start"]
    case["supplier"] = {"name": cells["name"], "annual_sales_yen": cells["annual_sales_yen"], "employees_regular": cells["employees_regular"],
                        "size": {d: cells[d] for d in DRIVERS}}
    case["buyers"] = [{"id": "A", "name": "買い手", "annual_purchases_yen": cells["annual_purchases_yen"], "requested_level": int(cells["level"])}]
    case["gap"]["answers"] = {k: v for k, v in answers.items()}
    return case


def rows_and_cases_agree_with_estimate(t):
    head, rows = made(8, 21)
    folder = program.place("cases")
    os.makedirs(folder, exist_ok=True)
    for i, row in enumerate(rows):
        with open(os.path.join(folder, "c%d.json" % i), "w", encoding="utf-8") as out:
            json.dump(as_case(head, row, "c%d" % i), out, ensure_ascii=False)
    with open(os.path.join(folder, "answers.json"), "w", encoding="utf-8") as out:
        out.write('{ "answers": {} }')
    alone = "--own-answers-only"
    by_row, by_case = result(program.write(table(rows, head), "agree.csv"), alone), result(folder, alone)
    t.equal({**by_case["totals"], "expected": 0}, {**by_row["totals"], "expected": 0}, "case files give what rows give")
    for k in ("whole_yen", "buyer_yen"):  # what is unanswered is read from shares of rounded lines, or as it is
        t.check(abs(by_case["totals"]["expected"][k] - by_row["totals"]["expected"][k]) <= 3 * len(rows), "and expect the same but for rounding, " + k, by_case["totals"]["expected"], by_row["totals"]["expected"])
    for i, s in enumerate(by_row["suppliers"]):
        e = program.estimate(as_case(head, rows[i], "c%d" % i))
        for key in ("by_year_yen", "horizon_yen", "annual_yen", "direct_yen", "indirect_yen", "level3_yen", "level4_yen", "all_unanswered_unmet_yen"):
            t.equal(s[key], e["totals"][key], "supplier %d: %s is that of estimate" % (i, key))
        parties = {p["id"]: p for p in e["sharing"]["parties"]}
        for mine, its in (("buyer", "A"), ("others", "others"), ("supplier", "supplier")):
            part = next(p for p in s["parties"] if p["id"] == mine)
            t.equal((part["horizon_yen"], part["annual_yen"]), (parties[its]["horizon_yen"], parties[its]["annual_yen"]) if its in parties else (0, 0),
                    "supplier %d: the part of %s is that of estimate" % (i, mine))
        for mine, its in (("mean_yen", "mean_yen"), ("p50_yen", "p50_yen"), ("p80_yen", "p80_yen")):
            t.check(abs(s["whole"][mine] - e["range"][its]) <= 0.002 * e["range"]["mean_yen"] + 1, "supplier %d: %s is near that of estimate" % (i, mine),
                    s["whole"][mine], e["range"][its])
        t.equal(sum(p["horizon_yen"] for p in s["parties"]), e["sharing"]["horizon_yen"], "supplier %d: parts add up" % i)
    listing = program.write("# cases\n" + "".join("cases/c%d.json\n" % i for i in range(8)), "cases.txt")
    t.equal(result(listing, alone)["totals"], by_case["totals"], "a list of case files gives the same")
    with open(os.path.join(folder, "c8.json"), "w", encoding="utf-8") as out:
        out.write('{ "hoshiwari_case": 1, "target_level": 7 }')
    r = result(folder, alone)
    t.equal((r["rows"]["suppliers"], r["rows"]["left_out"]), (8, 1), "a faulty case is left out, the others go on")
    t.check(r["rows"]["left_out_rows"][0]["faults"] > 1 and r["totals"] == by_case["totals"], "with all its faults", r["rows"]["left_out_rows"])


def whose_budget_it_is(t):
    """Case files of several buyers: which ids there are, in each and in all; one without any is another matter."""
    head, rows = made(4, 77)
    folder = program.place("buyers")
    os.makedirs(folder, exist_ok=True)
    asks = lambda *ids: [{"id": i, "name": i, "annual_purchases_yen": 1000000, "requested_level": 3} for i in ids]
    many = ["B%02d" % i for i in range(60)]
    for i, buyers in enumerate((asks("X", "Y"), asks("Z", "X"), [], asks("Y") + [{"id": "Q", "name": "Q"}], asks(*many[:50]))):
        case = as_case(head, rows[i % 4], "b%d" % i)
        case["buyers"] = buyers
        with open(os.path.join(folder, "b%d.json" % i), "w", encoding="utf-8") as out:
            json.dump(case, out, ensure_ascii=False)
    r = result(folder)
    faults = {x["id"]: (x["fault"][0]["code"], x["fault"][0]["allowed"]) for x in r["rows"]["left_out_rows"]}
    t.equal((faults["b0"], faults["b1"]), (("HW-655", "X, Y"), ("HW-655", "Z, X")), "the ids of a case are told with it")
    t.check("b2" not in faults, "a case without a buyer is computed with the share that is assumed")
    t.check(faults["b4"][1].startswith("B00, B01") and re.search(r"… \(\+\d+\)$", faults["b4"][1]) and len(faults["b4"][1]) < 200, "however many there are", faults["b4"])
    t.equal((r["rows"]["suppliers"], [x["id"] for x in r["rows"]["buyers"]], r["rows"]["more_buyers"]), (2, ["X", "Y", "Z"] + many[:16], False), "those found over all files")
    for lang, count, words, then in (("ja", "どれが当社か分からないケース 3件", "ケースにある買い手（id と名前）:\n    X\n    Y\n    Z\n    B00\n", "--buyer で付けて"),
                                     ("en", "3 cases that do not tell which buyer you are", "buyers the cases name (id and name):\n    X\n    Y\n    Z\n    B00\n", "--buyer NAME")):
        text = run(folder, *DAY, "--lang", lang).stdout.decode()
        t.check(count in text and words in text and then in text and text.index(words) < text.index("[HW-655]"), "at the top of the report, " + lang, text[:1200])
    r = result(folder, "--buyer", "Y")
    t.equal(([s["id"] for s in r["suppliers"]], [{k: x[k] for k in ("code", "suppliers")} for x in r["rows"]["reasons"]]), (["b0", "b2", "b3"], [{"code": "HW-316", "suppliers": 2}]), "a buyer that is named is found")
    t.equal([x["fault"][0]["found"] for x in r["rows"]["left_out_rows"] if x["id"] == "b1"], ["Y"], "and told where it is not")
    for i in range(5, 9):  # more than are kept, over the parts
        case = as_case(head, rows[i % 4], "b%d" % i)
        case["buyers"] = asks(*many[(i * 9) % 44:][:16])
        with open(os.path.join(folder, "b%d.json" % i), "w", encoding="utf-8") as out:
            json.dump(case, out, ensure_ascii=False)
    whole, parts = program.place("bw.hsr"), []
    r = result(folder, "-o", whole)
    t.check(len(r["rows"]["buyers"]) == 40 and r["rows"]["more_buyers"], "so many ids are kept and no more", r["rows"]["buyers"])
    for n in (2, 3, 5):
        parts = [program.place("b%d-%d.hsr" % (i, n)) for i in range(1, n + 1)]
        for i, part in enumerate(parts):
            run(folder, *DAY, "--shard", "%d/%d" % (i + 1, n), "-o", part)
        merged = program.place("bm.hsr")
        t.equal(result("--merge", *parts, "-o", merged), r, "the same from %d parts" % n)
        with open(whole, "rb") as a, open(merged, "rb") as b:
            t.check(a.read() == b.read(), "byte for byte, %d parts" % n)
    done = run("--merge", *parts, *DAY, "--buyer", "Y", "-o", program.place("never.csv"))
    t.check("[HW-650]" in said(done) and "--buyer" in said(done), "of case files the buyer counts", said(done))


def ids_are_the_suppliers_own(t):
    """One company under several ids and spellings, and one id of several companies."""
    head, rows = made(6, 78)
    folder = program.place("ids")
    os.makedirs(folder, exist_ok=True)
    ask = lambda key, name: {"id": key, "name": name, "annual_purchases_yen": 1000000, "requested_level": 3}
    ours = ["あさなぎ重機株式会社", "(株)あさなぎ重機", "㈱ あさなぎ　重機"]

    def place(name, row, buyers):
        case = as_case(head, row, name)
        case["buyers"] = buyers
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as out:
            json.dump(case, out, ensure_ascii=False)

    for i, buyers in enumerate(([ask("A", ours[0]), ask("B", "つきしろ電装")], [ask("S", ours[1])], [ask("A", "しののめ輸送機器"), ask("P", ours[2])],
                                [ask("A", "しののめ輸送機器㈱")], [ask("A", "くれはる薬品"), ask("Q", "Ｑ社")], [ask("a", ours[0])])):
        place("i%d" % i, rows[i], buyers)
    files = lambda r: [(x["id"], x["name"], x["files"]) for x in r["rows"]["this_buyer"]["names"]]
    how = lambda r: [r["rows"]["this_buyer"][k] for k in ("by_name", "by_id", "alone", "names_differ", "other_files")]
    for spelt in ours + ["あさなぎ重機"]:
        r = result(folder, "--buyer", spelt)
        t.equal([x["id"] for x in r["suppliers"]], ["i0", "i1", "i2", "i5"], "a name finds the company under any id, " + spelt)
        t.equal((files(r), how(r)), ([("A", ours[0], 4)], [4, 0, 0, False, 0]), "and it is one")
        t.equal([x["fault"][0]["allowed"] for x in r["rows"]["left_out_rows"]], ["A しののめ輸送機器㈱", "A くれはる薬品, Q Ｑ社"], "who else is named is told with both")
    text = run(folder, *DAY, "--buyer", ours[0], "--lang", "ja").stdout.decode()
    t.check("--buyer に合う買い手のないケース 2件" in text and "    A くれはる薬品\n" in text and "注意" not in text, "in the report too", text[:1500])
    r = result(folder, "--buyer", "A")
    t.equal([x["id"] for x in r["suppliers"]], ["i0", "i2", "i3", "i4", "i5"], "an id is taken as it is")
    t.equal((files(r), how(r)), ([("A", ours[0], 2), ("A", "しののめ輸送機器", 2), ("A", "くれはる薬品", 1)], [0, 5, 0, True, 0]), "but that it is several companies is told")
    for lang, report, sheet in (("ja", ["    あさなぎ重機株式会社 2件\n    しののめ輸送機器 2件\n    くれはる薬品 1件\n", "注意", "--buyer に当社の名前"],
                                 ["あさなぎ重機株式会社 2件、しののめ輸送機器 2件、くれはる薬品 1件", "注意：名前の違う買い手"]),
                                ("en", ["    あさなぎ重機株式会社: 2\n", "CAUTION", "--buyer NAME"],
                                 ["あさなぎ重機株式会社: 2, しののめ輸送機器: 2", "CAUTION: buyers of different names"])):
        text = run(folder, *DAY, "--buyer", "A", "--lang", lang).stdout.decode()
        t.check(all(w in text for w in report), "in the report, " + lang, text[:1500])
        paper = program.place("ids-%s.xlsx" % lang)
        run(folder, *DAY, "--buyer", "A", "--lang", lang, "-o", paper)
        with zipfile.ZipFile(paper) as z:
            words = "".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xml"))
        t.check(all(w in words for w in sheet), "and in the workbook, " + lang)
    for i in range(6, 70):  # more names than are kept
        place("i%02d" % i, rows[i % 6], [ask("A", "会社%d" % (i % 47))])
    whole = program.place("iw.hsr")
    r = result(folder, "--buyer", "A", "-o", whole)
    t.check(len(files(r)) == 40 and sum(x[2] for x in files(r)) + how(r)[4] == 69 and how(r)[4] > 5, "so many names and no more", how(r))
    for n in (2,) if SANITIZED else (2, 3, 7):
        parts = [program.place("i%d-%d.hsr" % (i, n)) for i in range(1, n + 1)]
        for i, part in enumerate(parts):
            run(folder, *DAY, "--buyer", "A", "--shard", "%d/%d" % (i + 1, n), "-o", part)
        merged = program.place("im.hsr")
        t.equal(result("--merge", *parts, "--buyer", "A", "-o", merged), r, "the same from %d parts" % n)
        with open(whole, "rb") as a, open(merged, "rb") as b:
            t.check(a.read() == b.read(), "byte for byte, %d parts" % n)


def faults_of_a_case_name_their_file(t):
    head, rows = made(3, 79)
    folder = program.place("places")
    os.makedirs(folder, exist_ok=True)
    for i, gap in enumerate(({"file": "nothere.csv"}, {"file": "bad.csv"}, None)):
        case = as_case(head, rows[i], "p%d" % i)
        case["gap"] = gap or case["gap"]
        text = json.dumps(case, ensure_ascii=False, indent=1)
        text = text if gap else text.replace('"supplier":', '"supplier"', 1)
        with open(os.path.join(folder, "p%d.json" % i), "w", encoding="utf-8") as out:
            out.write(text)
    with open(os.path.join(folder, "bad.csv"), "w", encoding="utf-8") as out:
        out.write("番号,回答\n4-1-3-2,○\n4-1-3-3,おそらく\n")
    r = json.loads(run(folder, *DAY, "--json").stdout)
    found = [[(os.path.basename(f["file"]), f["line"]) for f in x["fault"]] for x in r["rows"]["left_out_rows"]]
    broken = next(i for i, line in enumerate(text.split("\n"), 1) if '"supplier"' in line)
    t.equal(found[0], [("nothere.csv", 0)], "the file that is missing")
    t.equal(set(found[1]), {("bad.csv", 3)}, "the line of the gap file that is wrong")
    t.equal(found[2], [("p2.json", broken)], "the line that is no JSON")
    text = run(folder, *DAY, "--lang", "ja").stdout.decode()
    t.check("/nothere.csv: ファイルを開けません" in text and "      [HW-201] %d行目: JSON" % broken in text, "in the report", text[:1500])


def totals_are_sums(t):
    r = result(listed(15, 33, "sums.csv"))
    s, a = r["suppliers"], r["totals"]
    for key in ("horizon_yen", "annual_yen", "direct_yen", "indirect_yen", "level3_yen", "level4_yen"):
        t.equal(a[key], sum(x[key] for x in s), key + " is the sum")
        t.equal(a[key], sum(r["by_level"][k][key] for k in "34"), key + " is the sum of the levels")
    t.equal(a["by_year_yen"], [sum(x) for x in zip(*(x["by_year_yen"] for x in s))], "each year is the sum")
    t.equal(sum(a["by_year_yen"]), a["horizon_yen"], "years add up")
    t.equal(a["direct_yen"] + a["indirect_yen"], a["horizon_yen"], "classes add up")
    t.equal(sum(a["by_category_yen"].values()), a["horizon_yen"], "categories add up")
    for i, party in enumerate(a["parties"]):
        t.equal(party["horizon_yen"], sum(x["parties"][i]["horizon_yen"] for x in s), "parties are sums: " + party["id"])
    g = r["range"]["whole"]["horizon"]
    t.check(abs(g["sd_yen"] ** 2 - g["own_sd_yen"] ** 2 - g["common_sd_yen"] ** 2) < 1e-5 * g["sd_yen"] ** 2, "own and common make the spread", g)
    t.check(g["independent_p80_yen"] < g["p80_yen"] < g["sum_of_p80_yen"], "P80 lies between the sure and the summed", g)
    t.check(g["p10_yen"] < g["p50_yen"] < g["p80_yen"] < g["p90_yen"], "percentiles ascend", g)


# ---- threads, parts, files ----

def any_number_of_threads_gives_the_same_bytes(t):
    path = listed(30, 5, "threads.csv")
    files, texts = [], []
    for n in ("1", "2", "5"):
        out = program.place("t%s.hsr" % n)
        done = run(path, *DAY, "--threads", n, "-o", out, "--json", "--budget", "30000000")
        t.equal(done.returncode, 0, "threads " + n, said(done))
        texts.append(done.stdout)
        with open(out, "rb") as file:
            files.append(file.read())
    t.check(texts[0] == texts[1] == texts[2], "the same JSON with 1, 2 and 5 threads")
    t.check(files[0] == files[1] == files[2] and len(files[0]) > 10000, "the same result file with 1, 2 and 5 threads")
    t.check(run(path, *DAY).stdout == run(path, *DAY).stdout, "the same report twice")


def parts_put_together_are_the_whole(t):
    head, rows = made(21, 11)
    rows[4][2], rows[9][6], rows[20][0] = 5, "x", rows[3][0]
    for i in (0, 7, 13, 16):  # several of one reason, in one part and in several
        rows[i][2] = 5
    path = program.write(table(rows, head), "whole.csv")
    whole = program.place("whole.hsr")
    t.equal(run(path, *DAY, "-o", whole).returncode, 0, "a whole run keeps its result file")
    for n in (1, 3) if SANITIZED else (1, 3, 13):
        parts = []
        for i in range(1, n + 1):
            parts.append(program.place("part-%d-of-%d.hsr" % (i, n)))
            done = run(path, *DAY, "--shard", "%d/%d" % (i, n), "-o", parts[-1], "--threads", str(1 + i % 3))
            t.equal(done.returncode, 0, "part %d/%d" % (i, n), said(done))
        random.Random(n).shuffle(parts)
        merged = program.place("merged.hsr")
        done = run("--merge", *parts, *DAY, "-o", merged, "--json", "--budget", "30000000")
        t.equal(done.returncode, 0, "%d parts are put together" % n, said(done))
        one = json.loads(run(path, *DAY, "--json", "--budget", "30000000").stdout)
        t.equal(json.loads(done.stdout), one, "%d parts give the result of the whole" % n)
        with open(whole, "rb") as a, open(merged, "rb") as b:
            t.check(a.read() == b.read(), "%d parts give the file of the whole, byte for byte" % n)
    small = program.write(table(rows[:3], head), "three.csv")
    for i in (1, 2):
        run(small, *DAY, "--shard", "%d/2" % i, "-o", program.place("s%d.hsr" % i))
    a, b = program.place("a.csv"), program.place("b.csv")
    run(small, *DAY, "-o", a)
    t.equal(run("--merge", program.place("s1.hsr"), program.place("s2.hsr"), *DAY, "-o", b).returncode, 0, "three suppliers in two parts")
    with open(a, "rb") as x, open(b, "rb") as y:
        t.check(x.read() == y.read(), "the list of suppliers is the same")


def parts_that_do_not_belong_together(t):
    path, other = listed(9, 2, "p.csv"), listed(9, 3, "q.csv")

    def part(name, source, *more):
        out = program.place(name)
        done = run(source, *more, "-o", out)
        t.equal(done.returncode, 0, "part " + name, said(done))
        return out
    one, two = part("1.hsr", path, *DAY, "--shard", "1/2"), part("2.hsr", path, *DAY, "--shard", "2/2")
    again = part("1b.hsr", path, *DAY, "--shard", "1/2")
    foreign = part("f.hsr", other, *DAY, "--shard", "2/2")
    later = part("l.hsr", path, "--as-of", "2026-11-23", "--shard", "2/2")
    longer = part("y.hsr", path, *DAY, "--years", "5", "--shard", "2/2")
    third = part("3.hsr", path, *DAY, "--shard", "2/3")
    tables = program.place("tables")
    os.makedirs(tables, exist_ok=True)
    with open(os.path.join(ROOT, "data", "tables", "prices.json"), encoding="utf-8") as file:
        prices = file.read()
    with open(os.path.join(tables, "prices.json"), "w", encoding="utf-8") as file:
        file.write(prices.replace('"likely": 800', '"likely": 801', 1) if '"likely": 800' in prices else prices.replace('"version": "', '"version": "x', 1))
    cheaper = part("d.hsr", path, *DAY, "--data", tables, "--shard", "2/2")
    with open(two, "rb") as file:
        whole = file.read()
    cut = program.write(whole[:-1000], "cut.hsr")
    changed = bytearray(whole)
    changed[len(changed) // 2] ^= 1
    changed = program.write(bytes(changed), "changed.hsr")
    for name, files, code in [("one missing", [one], 645), ("one twice", [one, again, two], 651), ("another list", [one, foreign], 644),
                              ("another day", [one, later], 644), ("another horizon", [one, longer], 644), ("another division", [one, third], 652),
                              ("other tables", [one, cheaper], 644), ("cut off", [one, cut], 643), ("changed", [one, changed], 643),
                              ("no result file", [one, path], 642), ("not there", [one, program.place("gone.hsr")], 102)]:
        out = program.place("never.csv")
        done = run("--merge", *files, *DAY, "-o", out)
        t.check(done.returncode == (3 if code == 102 else 1) and "[HW-%d]" % code in said(done) and not os.path.exists(out) and not done.stdout,
                "not put together: " + name, done.returncode, said(done))
    t.equal(run("--merge", one, two, *DAY).returncode, 0, "those that belong together are")
    stated = part("stated.hsr", path, *DAY, "--years", "3", "--start", "2027-04", "--unknown-share", "1.0", "--shard", "2/2")
    t.equal(run("--merge", one, stated, *DAY, "--years", "3").returncode, 0, "a default that is stated is the default")
    t.equal(run("--merge", one, two, *DAY, "--buyer", "買い手").returncode, 0, "in a list the buyer is but a name")

    def told(files, *words):
        """(code, file, what, found, allowed) of each fault."""
        done = run("--merge", *files, *words, "-o", program.place("never.csv"))
        lines = re.findall(r"\[HW-(\d+)\] (?:(\S+\.hsr): )?(?:([^:(]+): )?.*?(?: \(found: (.*?)\))?(?:; allowed: (.*))?\n", said(done))
        return [(int(x[0]), os.path.basename(x[1]), x[2], x[3], x[4].replace(os.path.dirname(path) + "/", "")) for x in lines]
    t.equal(told([later, one], *DAY), [(644, "1.hsr", "--as-of", "2026-11-22", "2026-11-23 (l.hsr)")], "which setting, both values, which files")
    both = part("both.hsr", path, "--as-of", "2026-11-23", "--years", "5", "--level", "3", "--shard", "3/3")
    three = [part("%dc.hsr" % i, path, *DAY, "--shard", "%d/3" % i) for i in (1, 2)]
    wanted = [(644, "both.hsr", "--as-of", "2026-11-23", "2026-11-22 (1c.hsr)"), (644, "both.hsr", "--years", "5", "3 (1c.hsr)"),
              (644, "both.hsr", "--level", "3", "- (1c.hsr)")]
    t.equal(told(three + [both], *DAY), wanted, "every setting that differs, and the stray is told, not the most")
    t.equal(told([both] + three, *DAY), [(c, f, n, g, a.replace("1c", "2c")) for c, f, n, g, a in wanted], "wherever it stands")
    t.equal(told([one, two], "--as-of", "2026-12-01", "--years", "4"), [(650, "1.hsr", "--as-of", "2026-12-01", "2026-11-22"), (650, "1.hsr", "--years", "4", "3")],
            "what this run has otherwise than the parts")
    t.equal([x[:4] for x in told([one, cheaper], *DAY)][0][:3], (644, "d.hsr", "tables.prices"), "which tables")
    lists = told([one, foreign], *DAY)[0]
    t.check(lists[:3] == (644, "f.hsr", "list") and lists[3].startswith("q.csv, 9, SHA-256 ") and lists[4].startswith("p.csv, 9, SHA-256 "), "another list by its name", lists)
    t.equal(told([one, third], *DAY), [(652, "3.hsr", "", "2/3", "1/2 (1.hsr)")], "another division")
    t.equal(told([third], *DAY)[0][:3], (645, "", "1/3, 3/3"), "which parts are missing")
    t.equal(told([one, two, again], *DAY), [(651, "1b.hsr", "", "1/2", "1.hsr")], "which is there twice")
    with open(two, "rb") as file:
        old = bytearray(file.read())
    old[12] = 1
    t.equal(told([one, program.write(bytes(old), "old.hsr")], *DAY), [(653, "old.hsr", "", "1 != 4", "")], "the format of another version")
    whole = program.place("w.hsr")
    first = run(path, *DAY, "-o", whole, "--json", "--totals")
    t.equal(json.loads(run(whole, *DAY, "--json", "--totals").stdout), json.loads(first.stdout),
            "a result file stands for its list")


def files_beside(path):
    folder = os.path.dirname(path)
    return sorted(f for f in os.listdir(folder) if f.startswith(os.path.basename(path)))


def a_killed_run_leaves_no_half_file(t):
    """Killed at many moments, while it computes as while it writes."""
    head, rows = made(1500, 8)
    path = program.write(table(rows, head), "long.csv")
    finished = {}
    for kind in ("hsr", "csv", "xlsx"):
        out = program.place("finished." + kind)
        began = time.monotonic()
        run(path, *DAY, "-o", out)
        whole = time.monotonic() - began  # in the end that of the slowest
        finished[kind[-3:]] = os.path.getsize(out)
    for name, kind in (("k.hsr", signal.SIGKILL), ("t.hsr", signal.SIGTERM), ("i.csv", signal.SIGINT), ("t2.csv", signal.SIGTERM), ("k.csv", signal.SIGKILL),
                       ("k.xlsx", signal.SIGKILL), ("i.xlsx", signal.SIGINT)):
        out = program.place(name)
        for part in (0.05, 0.25, 0.6, 0.7, 0.8, 0.9, 0.95) if ".x" in name else (0.05, 0.25, 0.6):
            with open(out, "w", encoding="utf-8") as old:
                old.write("old")
            child = subprocess.Popen([program.path, "portfolio", path, *DAY, "-o", out], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE, env=program.environment(ENGLISH))
            time.sleep(part * whole)
            child.send_signal(kind)
            told = child.communicate(timeout=60)[1].decode()
            t.equal(files_beside(out), [name], "nothing stands beside %s" % name)
            with open(out, "rb") as left:
                content = left.read()
            if content != b"old":  # it was finished: all of it, or it would have been killed in its midst
                t.check(len(content) == finished[name[-3:]], "%s is whole" % name, len(content), finished)
                t.skip("killed run " + name, "finished before it was killed")
                continue
            t.check(child.returncode != 0, "the older %s is untouched" % name)
            if kind != signal.SIGKILL and child.returncode > 0:
                t.check(child.returncode == 3 and "[HW-648]" in told, "an interrupted run says so", child.returncode, told)


def outputs_are_their_owners_alone(t):
    path = listed(3, 9, "modes.csv")
    for name, words in (("m.csv", (path, "-o")), ("m.hsr", (path, "-o")), ("m.xlsx", (path, "-o")), ("m2.hsr", (path, "--shard", "1/2", "-o")),
                        ("template.csv", ("--template",)), ("invented.csv", ("--generate", "3", "-o"))):
        out = program.place(name)
        with open(out, "w", encoding="utf-8"):
            pass
        os.chmod(out, 0o644)
        for _ in range(2):
            done = run(*words, out, *DAY, "--force")
            t.equal((done.returncode, oct(os.stat(out).st_mode & 0o777)), (0, "0o600"), "nobody else can read %s" % name, said(done))
            os.remove(out)


def strict_refuses(t):
    path = program.write("id,level,users\na,3,5\nb,5,5\n", "strict.csv")
    for name in ("s.csv", "s.hsr"):
        out = program.place(name)
        done = run(path, *DAY, "--strict", "-o", out)
        t.check(done.returncode == 1 and "[HW-647]" in said(done) and done.stdout and not os.path.exists(out), "--strict writes no " + name, said(done))
        t.equal(run(path, *DAY, "-o", out).returncode, 0, "without it %s is written" % name)
    t.equal(run(program.write("id,level,users\na,3,5\n", "sound.csv"), *DAY, "--strict").returncode, 0, "--strict lets a sound list pass")


def files_that_cannot_be_written(t):
    path = program.write("id,level,users\na,3,5\n", "sound.csv")
    for name in ("no/such/x.csv", "no/such/x.hsr", "no/such/x.xlsx"):
        done = run(path, *DAY, "-o", program.place(name))
        t.check(done.returncode == 3 and "[HW-" in said(done), "cannot be written: " + name, done.returncode, said(done))
    done = run(path, *DAY, "-o", path)
    t.check(done.returncode == 2 and "[HW-803]" in said(done), "the list is not written over", said(done))
    with open(path, encoding="utf-8") as file:
        t.equal(file.read(), "id,level,users\na,3,5\n", "and stays as it is")


def wrong_use(t):
    path = program.write("id,level,users\na,3,5\n", "use.csv")
    for words, code in [([], 804), ([path, path], 805), ([path, "-o", "x.pdf"], 803), ([path, "--budget", "many"], 803), ([path, "--budget", "-1"], 803),
                        ([path, "--budget", "1", "--budget-years", "1,2"], 805), ([path, "--budget-years", "1,,2"], 803), ([path, "--budget-years", ""], 803),
                        ([path, "--shard", "1/2"], 804), ([path, "--shard", "3/2", "-o", "x.hsr"], 803), ([path, "--shard", "0/2", "-o", "x.hsr"], 803),
                        ([path, "--shard", "1", "-o", "x.hsr"], 803), ([path, "--threads", "0"], 803), ([path, "--level", "5"], 803),
                        ([path, "--years", "11"], 803), ([path, "--as-of", "yesterday"], 803), ([path, "--start", "2027"], 803),
                        ([path, "--unknown-share", "2"], 803), (["--merge"], 804), ([path, "--lang", "fr"], 803)]:
        done = run(*words)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said(done) and not done.stdout, "wrong use: " + " ".join(words), done.returncode, said(done))


# ---- the choice ----

def money_is_kept_to(t):
    head, rows = made(20, 17)
    head = head + ["must", "must_not", "deadline"]
    rows = [r + ["", "", ""] for r in rows]
    rows[3][-3], rows[7][-2], rows[5][-1] = "yes", "yes", "2027-12-31"
    path = program.write(table(rows, head), "choice.csv")
    for words, budget in ((("--budget", "9000000"), [9000000] * 3), (("--budget-years", "20000000,5000000,5000000"), [20000000, 5000000, 5000000])):
        r = result(path, *words)
        b, s = r["budget"], r["suppliers"]
        t.equal(b["budget_yen"], budget, "the budget is that given")
        t.check(b["stated"] and b["state"] == "within" and all(x <= y for x, y in zip(b["spent_yen"], budget)), "no year is overspent", b)
        spent = [0, 0, 0]
        for x in s:
            buyer = x["expected"]["buyer_by_year_yen"]
            for y in range(x["start_year"], 4) if x["start_year"] else ():
                spent[y - 1] += max(0, buyer[y - x["start_year"]])
        t.equal(b["spent_yen"], spent, "what is spent is expected of those funded")
        for view in ("whole", "buyer"):
            for y, g in enumerate(r["range"][view]["by_year"]):
                expected = sum(x["expected"][view + "_by_year_yen"][y] for x in s)
                t.check(abs(expected - g["mean_yen"]) <= 40, "what is expected adds up to the mean of the range", view, y, expected, g["mean_yen"])
        t.check(s[3]["start_year"] > 0 and s[7]["start_year"] == 0, "musts and must-nots are kept to", s[3]["start_year"], s[7]["start_year"])
        t.check(s[5]["start_year"] in (0, 1), "a deadline is kept to", s[5]["start_year"])
        t.check(b["removed_micro"] <= b["bound_micro"] <= b["all_micro"], "the bound bounds", b)
        t.equal(sorted(x["rank"] for x in s), list(range(1, 21)), "everybody has a place in the order")
        t.equal(b["funded"], sum(x["start_year"] > 0 for x in s), "the funded are counted")
    t.check(result(path, "--budget", "0")["budget"]["state"] == "musts_over", "too little for the musts is told")
    r = result(path)
    t.check(not r["budget"]["stated"] and r["budget"]["funded"] == 19, "without a budget everybody but the must-nots is in", r["budget"])


def silence_is_not_cheap(t):
    """Three alike; one has answered and is ready, one has answered and lacks much, one has said nothing."""
    ids = criteria(3)
    row = lambda key, answers: [key, key, 3, 30000000, 90000000, 30, 25] + answers
    ready, lacking = ["○"] * len(ids), ["×"] * len(ids)
    path = program.write(table([row("silent", [""] * len(ids)), row("lacking", lacking), row("ready", ready)],
                               ["id", "name", "level", "annual_purchases_yen", "annual_sales_yen", "employees_regular", "users"] + ids), "silent.csv")
    r = result(path)
    silent, lack, done = r["suppliers"]
    t.equal(silent["parties"][0]["by_year_yen"], done["parties"][0]["by_year_yen"], "by its answers alone who says nothing costs the star")
    cost = lambda x: sum(x["expected"]["buyer_by_year_yen"])
    t.check(cost(done) < cost(silent) < cost(lack), "but is expected to cost what lies between", cost(done), cost(silent), cost(lack))
    t.equal([x["expected"]["buyer_by_year_yen"] for x in (done, lack)], [x["parties"][0]["by_year_yen"] for x in (done, lack)], "who has answered is expected to cost what it asks")
    budget = max(done["parties"][0]["by_year_yen"])
    r = result(path, "--budget", str(budget))
    t.equal([x["start_year"] for x in r["suppliers"]], [0, 0, 1], "the money goes to whom it suffices for")
    r = result(path, "--budget", str(10 * max(lack["expected"]["buyer_by_year_yen"])))
    t.equal(sum(r["budget"]["open_yen"]), cost(silent) - sum(silent["parties"][0]["by_year_yen"]), "what hangs on missing answers is told")
    text = run(path, *DAY, "--lang", "en", "--budget", "90000000").stdout.decode()
    t.check("1 without any answers" in text and "effect of missing answers (in the amount above)" in text, "in the report too", text[-1500:])


def the_silent_are_judged_by_those_who_answered(t):
    """Ten that answered and two that did not: what the two are expected to cost follows the ten, and so does how sure that is."""
    ids = criteria(3)
    head = ["id", "name", "level", "annual_purchases_yen", "annual_sales_yen", "employees_regular", "users"] + ids
    row = lambda key, answers: [key, key, 3, 30000000, 90000000, 30, 25] + answers
    silent = [row("quiet%d" % i, [""] * len(ids)) for i in range(2)]

    def of(answer, n, *words):
        rows = silent + [row("said%d" % i, [answer] * len(ids)) for i in range(n)]
        return result(program.write(table(rows, head), "learn.csv"), *words)

    cost = lambda r: sum(r["suppliers"][0]["expected"]["buyer_by_year_yen"])
    ready, lacking, nobody, few = of("○", 10), of("×", 10), of("○", 0), of("○", 1)
    t.check(cost(ready) < cost(few) < cost(nobody) < cost(lacking), "the silent are like those who answered, the more the more of them", [cost(x) for x in (ready, few, nobody, lacking)])
    t.equal([x["suppliers"] for x in ready["learnt"]], [10] * 7, "how many taught it is told")
    t.check(all(abs(x["open_rate"] - 1 / 12) < 1e-6 for x in ready["learnt"]) and all(abs(x["open_rate"] - 11 / 12) < 1e-6 for x in lacking["learnt"]),
            "a share of each supplier, with one open and one closed besides", ready["learnt"])
    alone = [of(x, 10, "--own-answers-only") for x in "○×"]
    t.equal(cost(alone[0]), cost(alone[1]), "with their own answers only nothing is learnt")
    t.equal(alone[0]["range"]["whole"]["horizon"]["rates_share_of_common"], 0, "and the silent have nothing in common")
    shares = [x["range"]["whole"]["horizon"]["rates_share_of_common"] for x in (nobody, few)]
    t.check(shares[0] > 0.1 and 0 < ready["range"]["whole"]["horizon"]["rates_share_of_common"] < shares[0], "how the silent would answer is one unknown for all of them", shares)
    path = program.place("learn.csv")
    ja, en = (run(path, *DAY, "--lang", lang).stdout.decode() for lang in ("ja", "en"))
    t.check("回答した10社" in ja and "judged by 10 suppliers" in en, "and the report says by whom they are judged", en[-1200:])
    of("○", 0)
    t.check("半々とみます" in run(path, *DAY).stdout.decode() or "even chances" in run(path, *DAY).stdout.decode(), "or that nobody answered")
    of("○", 10)
    parts = [program.place("learn%d.hsr" % i) for i in (1, 2)]
    for i, part in enumerate(parts):
        run(path, *DAY, "--shard", "%d/2" % (i + 1), "-o", part)
    t.equal(result("--merge", *parts)["learnt"], result(path)["learnt"], "parts learn from the whole list")


def large_and_small_firms_answer_differently(t):
    """More small firms that are ready than a first look once took, then large ones that are not: each silent one is judged by its like."""
    ids = criteria(3)
    head = ["id", "name", "level", "annual_purchases_yen", "annual_sales_yen", "employees_regular", "users"] + ids
    row = lambda key, people, answers, level=3: [key, key, level, 30000000, 90000000, people, 25] + answers
    small = [row("s%d" % i, 10, ["○"] * len(ids)) for i in range(2050)]
    large = [row("l%d" % i, 200, ["×"] * len(ids)) for i in range(30)]
    quiet = [row("qs", 10, [""] * len(ids)), row("ql", 200, [""] * len(ids)), row("qm", 50, [""] * len(ids)), row("q", "", [""] * len(ids))]
    r = result(program.write(table(small + large + quiet, head), "bands.csv"))
    cost = {x["id"]: sum(x["expected"]["buyer_by_year_yen"]) for x in r["suppliers"][-4:]}
    t.check(cost["qs"] < cost["qm"] < cost["ql"], "of those alike in all but the employees the large is expected to cost most", cost)
    t.check(abs(cost["qm"] - cost["q"]) < 0.01 * cost["q"], "a group that nobody spoke for is judged by the whole list", cost)
    by = {x["employees"]: x for x in r["learnt_by_group"] if x["category"] == 1}
    t.equal({k: x["suppliers"] for k, x in by.items()}, {"1-20": 2050, "101-": 30}, "the whole list taught, each its group")
    t.check(by["1-20"]["open_rate"] < 0.01 and 0.8 < by["101-"]["open_rate"] < 1, "with rates of their own", by)
    t.check(by["1-20"]["open_rate_sd"] < by["101-"]["open_rate_sd"], "known the better the more answered", by)


def a_least_amount_holds_for_late_starts(t):
    """Who starts in the last year is spent on for one year: not if that is less than the least amount."""
    head, rows = made(12, 23)
    path = program.write(table(rows, head), "least.csv")
    free = result(path, "--budget", "6000000")
    years = {x["id"]: [max(0, y) for y in x["expected"]["buyer_by_year_yen"]] for x in free["suppliers"]}
    spent = lambda x: sum(years[x["id"]][:4 - x["start_year"]]) if x["start_year"] else None
    late = sorted(spent(x) for x in free["suppliers"] if x["start_year"] > 1)
    t.check(late, "somebody starts late", free["budget"])
    least = (late or [0])[0] + 1
    bound = result(path, "--budget", "6000000", "--minimum", str(least))
    t.check(all(spent(x) >= least for x in bound["suppliers"] if x["start_year"]), "nobody is spent on with less", least, [spent(x) for x in bound["suppliers"]])


def words_of_a_decision(t):
    path = program.write("id,level,users,決定\na,3,5,支援しない\nb,3,5,対象外\nc,3,5,\n", "decided.csv")
    r = result(path)
    t.equal([x["start_year"] > 0 for x in r["suppliers"]], [False, False, True], "支援しない is a decision")


def levels_unlike_the_questions(t):
    path = program.write("id,level,users,important_data,outage,access\na,3,5,yes,no,no\nb,4,5,no,no,no\nc,4,5,yes,,\nd,3,5,no,no,no\ne,,5,yes,,\nf,4,5,no,no,\n", "unlike.csv")
    r = result(path)
    t.equal(r["suppliers_with"]["level_unlike_questions"], 2, "★3 with a yes and ★4 with three noes are counted")
    t.equal([x["id"] for x in r["suppliers"] if x["flags"] & 1024], ["a", "b"], "and marked")
    t.equal([x["level"] for x in r["suppliers"]], [3, 4, 4, 3, 4, 4], "but computed as stated")
    t.check("level unlike the questions (computed as stated)" in run(path, *DAY, "--lang", "en").stdout.decode(), "the report tells")


def sizes_that_look_like_a_slip(t):
    path = program.write("id,level,employees,PCs,users\nslip,4,20,5000,3\nshift,3,20,22,61\nsound,4,20,25,22\ntiny,3,1,9,9\n", "slip.csv")
    r = result(path)
    t.equal(r["suppliers_with"]["sizes_unlike"], 2, "PCs and users that do not go with the firm are counted")
    t.equal([x["id"] for x in r["suppliers"] if x["flags"] & 2048], ["slip", "shift"], "and marked")
    t.check(r["suppliers"][0]["all_unanswered_unmet_yen"] > 8 * r["suppliers"][2]["all_unanswered_unmet_yen"], "but computed as stated")
    t.check("PCs, users, employees unlike (as stated)" in run(path, *DAY, "--lang", "en").stdout.decode(), "the report tells")


def a_star_that_is_held(t):
    path = program.write("id,level,employees,holds level,4-1-3-2\nnone,3,20,,\nhigher,3,20,★4,\nsame,3,20,3,\nopen,3,20,4,×\ntop,4,20,4,\nlower,4,20,3,\n", "held.csv")
    r = result(path)
    none, higher, same, opened, top, lower = r["suppliers"]
    expected = lambda x: sum(x["expected"]["whole_by_year_yen"])
    t.check(expected(none) > 0 and expected(higher) == expected(same) == expected(top) == 0, "a star that is held costs nothing, ★4 where ★3 is asked as well")
    t.check(0 < expected(opened) < expected(none), "an answer that is given stands beside it", expected(opened))
    t.check(expected(lower) > expected(none), "and leaves what ★4 adds unknown")
    t.equal([r["suppliers_with"][k] for k in ("star_taken", "gap_unknown")], [5, 2], "counted")
    t.check("held star: unanswered taken as met" in run(path, *DAY, "--lang", "en").stdout.decode(), "the report tells")


def cases_with_a_range_of_their_own(t):
    head, rows = made(2, 21)
    folder = program.place("ranges")
    os.makedirs(folder, exist_ok=True)
    cases = [as_case(head, row, "c%d" % i) for i, row in enumerate(rows)]
    cases[1]["range"] = {"distribution": "pert", "market_factor": ["0.9", "1.1", "1.6"]}
    for i, case in enumerate(cases):
        with open(os.path.join(folder, "c%d.json" % i), "w", encoding="utf-8") as out:
            json.dump(case, out, ensure_ascii=False)
    r = result(folder, "--own-answers-only")
    t.equal([x["flags"] & 512 for x in r["suppliers"]], [0, 512], "it is marked")
    for x, case in zip(r["suppliers"], cases):
        e = program.estimate(case)["range"]
        for key in ("mean_yen", "p50_yen", "p80_yen"):
            t.check(abs(x["whole"][key] - e[key]) <= 0.002 * e["mean_yen"] + 1, "a case keeps its range: " + key, x["whole"][key], e[key])


def lists_of_suppliers(t):
    path, out = listed(6, 4, "csv.csv"), program.place("out.csv")
    r = result(path, "--budget", "9000000", "-o", out)
    with open(out, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    t.equal(len(rows), 7, "a row for each supplier")
    t.equal([[int(x[0]), x[1], int(x[5])] for x in rows[1:]], [[s["row"], s["id"], s["horizon_yen"]] for s in r["suppliers"]], "with its figures")
    evil = program.write('id,name,level,users\n"=1+1","+cmd, ""x""",3,4\n', "evil.csv")
    run(evil, *DAY, "-o", out)
    with open(out, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    t.equal(rows[1][1:3], ["'=1+1", "'+cmd, \"x\""], "text is no formula")
    r = json.loads(run(path, *DAY, "--json", "--totals").stdout)
    t.check("suppliers" not in r and r["rows"]["suppliers"] == 6, "--totals leaves the suppliers out")


def peak_kb(*words):
    """Largest memory of a run, in kB."""
    child = subprocess.Popen([program.path, "portfolio", *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, env=program.environment(ENGLISH))
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss if child.returncode == 0 else None


def memory_stays_flat(t):
    if SANITIZED:
        t.skip("memory", "a sanitizer keeps what was freed")
        return
    peaks = []
    for n in (300, 4500):
        path = program.place("flat-%d.csv" % n)
        run("--force", "--generate", str(n), *DAY, "-o", path)
        peaks.append(peak_kb(path, *DAY, "--budget", "90000000", "-o", program.place("flat.csv")))
    t.check(all(peaks) and peaks[1] < peaks[0] + 12000, "fifteen times as many suppliers take no more memory", peaks)


def talk(t):
    path = listed(3, 9, "talk.csv")
    words, environment = [program.path, "portfolio", listed_long, *DAY, "--totals", "--json"], program.environment(ENGLISH)
    child, terminal = pty.fork()
    if child == 0:
        try:
            os.execve(program.path, words, environment)
        finally:
            os._exit(127)  # never a second run of these tests
    seen = b""
    try:
        while True:
            piece = os.read(terminal, 65536)
            if not piece:
                break
            seen += piece
    except OSError:
        pass
    os.waitpid(child, 0)
    t.check(b"suppliers  " in seen and b"\r" in seen, "progress is shown on a terminal", seen[:300])
    done = run(path, *DAY)
    t.check(not done.stderr, "and nowhere else", said(done))


REPORTED = """仕入先一覧（2026年度）
取引先コード,会社名,求める★,重要な情報,停止の影響,社内システムへの接続,年間購入額（千円）,売上高（百万円）,従業員数,パソコン台数,4 攻撃等の防御: 未対応,期限,電話
A-1,甲精工,4,,,,"120,000",820,45,48,20,2027年度,03
A-2,乙電機,,いいえ,いいえ,いいえ,"8,000",150,12,12,3,,03
A-3,丙運輸,,はい,いいえ,不明,"30,000",,280,200,,令和10年3月,03
A-4,丁設計,5,,,,"1,000",20,9,9,,,03
A-2,乙電機,3,,,,1,1,1,1,,,
A-6,戊工業,3,,,,多い,20,9,x,,,03
合計,,,,,,"159,000",,,,,,
"""


def the_report_reads_as_kept(t):
    """Words and order of the report; figures are masked, for they hang on the tables."""
    path = program.write(REPORTED, "reported.csv")
    for lang in ("ja", "en"):
        done = run(path, *DAY, "--budget", "3000000", "--buyer", "買い手", "--lang", lang)
        lines = [re.sub(r" {2,}", "  ", re.sub(r"-?\d[\d,.]*", "#", x)).rstrip() for x in done.stdout.decode().splitlines()]
        begin = next(i for i, x in enumerate(lines) if x.startswith(("取引先全体で買うもの", "What all suppliers"))) + 2
        del lines[begin:lines.index("", begin)]  # which measures are cheapest is for the tables to say
        kept = os.path.join(ROOT, "tests", "fixtures", "portfolio_%s.txt" % lang)
        if os.environ.get("KEEP"):
            with open(kept, "w", encoding="utf-8") as out:
                out.write("\n".join(lines) + "\n")
        with open(kept, encoding="utf-8") as file:
            wanted = file.read().splitlines()
        t.check(lines == wanted, "the report reads as kept, " + lang, *difflib.unified_diff(wanted, lines, lineterm="", n=0))
        names = ("仕入先", "電話", "取引先コード", "求める★", "年間購入額", "パソコン台数", "乙電機", "丁設計", "戊工業", "多い", "合計", "買い手", "千円", "百万円", "万円", "億円", "★",
                 "売上高", "重要な情報", "停止の影響", "社内システムへの接続")
        if lang == "en":
            rest = done.stdout.decode()
            for name in names:
                rest = rest.replace(name, "")
            t.check(not re.search("[\u3041-\u30ff\u4e00-\u9fff]", rest), "no Japanese of the program's own in English",
                    *[x for x in rest.splitlines() if re.search("[\u3041-\u30ff\u4e00-\u9fff]", x)])


def words_of_what_is_little_or_nothing(t):
    """Quantities below a whole, suppliers that cost this buyer nothing, and the share that is assumed."""
    path = program.write("id,name,level,annual_purchases_yen,annual_sales_yen,users,held level\nz1,零一社,3,0,100000000,9,3\n"
                         "z2,零二社,3,0,100000000,9,3\np,普通社,3,50000000,100000000,9,\nu,不明社,3,,,9,\n", "little.csv")
    r = result(path, "--budget", "9000000")
    wanted = sorted(x["quantity"] for x in r["bought"])
    t.check(any("." in q for q in wanted), "some quantity is no whole", wanted)
    t.equal(([s["parties"][0]["horizon_yen"] for s in r["suppliers"][:2]], r["budget"]["without_cost"]), ([0, 0], 2), "two cost this buyer nothing")
    for lang, free, most, half, remark in (("ja", "うち当社分が 0円の取引先 2社", "当社の割合を 100%＝考えられる最大と仮定", "当社の割合を 50%と仮定", "当社分 0円"),
                                           ("en", "of them 2 that cost this buyer nothing", "share assumed: 100%, the most it can be", "share assumed: 50%)", "costs us nothing")):
        out = program.place("little-%s.xlsx" % lang)
        text = run(path, *DAY, "--budget", "9000000", "--lang", lang, "-o", out).stdout.decode()
        lines = text[text.index({"ja": "取引先全体で買うもの", "en": "What all suppliers"}[lang]):].split("\n\n")[0].splitlines()[2:]
        shown = sorted(re.findall(r" ([\d.,]+) (?!\d)\S+ +[\d,]+$", x)[0] for x in lines)
        tenth = sorted("%g" % (int(float(q) * 10 + 0.5) / 10) for q in wanted)
        t.equal(shown, tenth, "the report rounds them to a tenth, never to whole units, " + lang)
        t.check(free in text and most in text, "what costs nothing and what is assumed, " + lang, text[-3000:])
        t.check(half in run(path, *DAY, "--unknown-share", "0.5", "--lang", lang).stdout.decode(), "a share that is stated is told, " + lang)
        with zipfile.ZipFile(out) as z:
            strings = z.read("xl/sharedStrings.xml").decode()
        t.check(remark in strings and most in strings.replace("Share", "share"), "and in the workbook, " + lang)
        help_ = run("--help", env={"ja": JAPANESE, "en": ENGLISH}[lang]).stdout.decode()
        t.check({"ja": "仮定する当社の割合（既定 1 = 100%、考えられる最大）", "en": "default 1: 100%, the most it can be"}[lang] in help_, "as in the help, " + lang, help_)


def columns_never_touch(t):
    """The largest amounts a report can show, beside one another."""
    most = "999999999999999"
    path = listed(4, 3, "wide.csv")
    for lang in ("ja", "en"):
        text = run(path, *DAY, "--budget-years", "/".join([most] * 3), "--lang", lang).stdout.decode()
        shown = [x for x in text.splitlines() if "999,999,999,999,999" in x]
        t.check(shown and shown[0].split()[-3:] == ["999,999,999,999,999"] * 3, "the budgets stand apart, " + lang, shown)
        for x in text.splitlines():
            for word in re.findall(r"[\d,]*\d,\d[\d,]*", x):
                t.check(re.fullmatch(r"\d{1,3}(,\d{3})+", word), "one amount in a word: " + word, x)


def deadlines_missed_for_want_of_money(t):
    """No money before the deadline: told in the report, in both languages; not where every deadline is kept."""
    head, rows = made(3, 8)
    rows = [r + [d] for r, d in zip(rows, ("2027-09-30", "2028-06-30", ""))]
    path = program.write(table(rows, head + ["deadline"]), "missed.csv")
    for lang, words in (("ja", "期限の年度までに予算がなく、配分から外れた取引先 %d社"), ("en", "left out because no budget is free by the year of their deadline: %d\n")):
        for budget, n in (("0/0/90000000000", 2), ("0/90000000000/90000000000", 1), ("90000000000", 0)):
            text = run(path, *DAY, "--budget-years" if "/" in budget else "--budget", budget, "--lang", lang).stdout.decode()
            t.equal([k for k in (1, 2, 3) if words % k in text], [n] if n else [], "deadlines missed, %s, %s" % (budget, lang), text[-1500:])
        # With money for everybody it is the limit of talks that leaves one out: nobody says that a budget is missing.
        text = run(path, *DAY, "--budget", "90000000000", "--talks", "0/0/9", "--lang", lang).stdout.decode()
        limit = {"ja": "期限の年度までの予算と、決めた限り（協議の件数・上限）の中に入らず、配分から外れた取引先 2社", "en": "no room by the year of their deadline within the budgets and limits set: 2\n"}[lang]
        t.check(limit in text and words.split("%")[0] not in text, "left out for want of talks, " + lang, text[-1500:])
    both = run(path, *DAY, "--budget", "1", "--budget-years", "1/1/1")
    t.check(both.returncode == 2 and b"--budget --budget-years" in both.stderr and b"HW-805" in both.stderr, "one way to give a budget", said(both))


def a_plan_that_begins_in_october(t):
    path = listed(3, 4, "october.csv")
    for lang, label, subject, old in (("ja", "2027年10月～", "（2027年10月～2030年9月）", "1年目（"), ("en", "From 2027-10", ", 2027-10 to 2030-09", "Year 1 (from")):
        out = program.place("october-%s.xlsx" % lang)
        done = run(path, *DAY, "--start", "2027-10", "--budget", "9000000", "--lang", lang, "-o", out)
        t.equal(done.returncode, 0, "a workbook from October, " + lang, said(done))
        with zipfile.ZipFile(out) as z:
            strings = z.read("xl/sharedStrings.xml").decode()
        t.check(">%s<" % label in strings and subject in strings, "short labels, and a subject with months, " + lang)
        t.check(old not in strings, "no long label is left, " + lang)


def sheet_rows(path, title):
    """Rows of a sheet as lists of the texts of their cells, without the empty ones."""
    with zipfile.ZipFile(path) as z:
        names = re.findall(r'<sheet name="([^"]+)"', z.read("xl/workbook.xml").decode())
        strings = [re.sub("<[^>]*>", "", x) for x in re.findall(r"<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode(), re.S)]
        data = z.read("xl/worksheets/sheet%d.xml" % (names.index(title) + 1)).decode()
    rows = []
    for row in re.findall(r"<row [^>]*>(.*?)</row>", data, re.S):
        cells = re.findall(r"<c ([^>]*[^/])>(?:<f>[^<]*</f>)?<v>([^<]*)</v></c>", row)
        rows.append([strings[int(v)] if 't="s"' in a else v for a, v in cells])
    return rows


def what_is_bought_reads_alike(t):
    """One supplier asked for two stars, and lists with counts: sheet, JSON and text name the same purchases."""
    head, rows = made(6, 5)
    folder = program.place("two-stars")
    os.makedirs(folder, exist_ok=True)
    for i, row in enumerate(rows):
        case = as_case(head, row, "s%d" % i)
        case["target_level"] = case["buyers"][0]["requested_level"] = 3 if i < 2 else 4
        case["gap"]["answers"] = {k: v for k, v in case["gap"]["answers"].items() if i >= 2 or k in criteria(3)}
        case["buyers"].append({"id": "B", "name": "乙", "annual_purchases_yen": 1000000, "requested_level": 3})
        with open(os.path.join(folder, "s%d.json" % i), "w", encoding="utf-8") as out:
            json.dump(case, out, ensure_ascii=False)
    counts = program.place("counts.csv")
    run("--force", "--generate", "60", "--seed", "3", *DAY, "-o", counts)
    with open(os.path.join(ROOT, "data", "tables", "prices.json"), encoding="utf-8") as file:
        name = {x["id"]: x["ja"] for x in json.load(file)["rows"]}
    for path, words in ((folder, ("--buyer", "A")), (counts, ())):
        out = program.place("bought.xlsx")
        r = result(path, *words, "-o", out)
        bought = {name[x["price"]]: x for x in r["bought"]}
        if words:
            t.equal((bought["★3 専門家による確認"]["suppliers"], bought["★4 技術検証"]["suppliers"], bought["SCS 登録料・事務手数料"]["suppliers"]), (2, 4, 6), "only who is left with a ★3 buys it")
            t.equal(bought["SCS 登録料・事務手数料"]["quantity"], "6", "one registration each")
        sheet, measures, total = {}, 0, None
        for x in sheet_rows(out, "対策・数量"):
            if len(x) > 6 and x[2].isdigit():
                one = sheet.setdefault(x[0], [0, 0, 0])
                for i, k in enumerate((2, 3, 5)):
                    one[i] += float(x[k])
            elif x and x[0] == "合計":
                total = int(x[1])
            elif len(x) == 3 and x[2].isdigit():
                measures += int(x[2])
        t.equal({k: v[2] for k, v in sheet.items()}, {k: float(x["horizon_yen"]) for k, x in bought.items()}, "sheet and JSON: yen")
        t.check(all(abs(v[1] - float(bought[k]["quantity"])) < 1e-5 for k, v in sheet.items()), "sheet and JSON: quantity", sheet, bought)
        t.check(all(v[0] >= bought[k]["suppliers"] > 0 for k, v in sheet.items()), "sheet and JSON: suppliers")
        t.equal((total, measures), (sum(x["horizon_yen"] for x in r["bought"]),) * 2, "by price row and by measure the same sum")
        text = run(path, *DAY, *words, "--lang", "ja").stdout.decode()
        lines = text[text.index("取引先全体で買うもの"):].split("\n\n")[0].splitlines()[2:]
        for i, line in enumerate(lines):
            if not any(line.strip().startswith(k) for k in bought):
                continue
            if not line.rstrip()[-1].isdigit():  # a long name has its figures in the next line
                line += lines[i + 1]
            x = bought[max((k for k in bought if line.strip().startswith(k)), key=len)]
            t.check(re.search(r"\s%d\s.*\s%s$" % (x["suppliers"], format(x["horizon_yen"], ",")), line), "text and JSON", line, x)


def one_mean_everywhere(t):
    """What is expected of everybody is one figure to the yen: list of suppliers, JSON, report, workbook; so is the share of risk removed."""
    path = program.place("mean.csv")
    run("--force", "--generate", "70", "--seed", "11", *DAY, "-o", path)
    keys = {"ja": ("全体・期待値（円）", "当社負担（期間計、円）", "当社負担 開始から%d年目", "全体・回答分の平均（円）", "当社分・回答分（円）"),
            "en": ("all, mean (yen)", "Our part (horizon, yen)", "Our part, year %d after the start", "all, answered, mean (yen)", "this buyer, answered (yen)")}
    words = {"ja": ("年度", "当社負担（期待値、未回答の見込みを含む）", "費用の全体", "前提", "期待値", "稟議", "効果："),
             "en": ("Years", "Our part (mean, with what is unanswered)", "Whole cost", "Assumptions", "Mean", "Approval", "Effect: ")}
    for lang in ("ja", "en"):
        out, listed_ = program.place("mean-%s.xlsx" % lang), program.place("mean-%s.csv" % lang)
        more = ("--budget", "300000000", "--lang", lang)
        r = result(path, *more, "-o", out)
        run(path, *DAY, *more, "-o", listed_)
        with open(listed_, encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        t.equal({len(x) for x in rows}, {len(head)}, "every row has as many fields as the head, " + lang)
        column = lambda k: sum(int(x[head.index(k)]) for x in rows)
        e = r["totals"]["expected"]
        whole, buyer, year, whole_answered, answered = keys[lang]
        t.equal((column(whole), column(buyer)), (e["whole_yen"], e["buyer_yen"]), "the list's columns add up to the totals, " + lang)
        t.equal([column(year % y) for y in (1, 2, 3)], e["buyer_by_year_yen"], "year by year, " + lang)
        t.equal((column(whole_answered), column(answered)), (r["totals"]["mean_horizon_yen"], r["totals"]["parties"][0]["horizon_yen"]), "of the answered too, " + lang)
        t.equal(column(answered) + sum(column(k) for k in {"ja": ("ほかの客先・回答分（円）", "取引先自身・回答分（円）"), "en": ("other customers, answered (yen)", "supplier itself, answered (yen)")}[lang]), column(whole_answered), "who bears the answered, " + lang)
        t.check(column(whole) != column(whole_answered) and column(buyer) != column(answered), "which is not the same", e)
        for key in ("whole", "buyer"):
            t.equal(sum(e[key + "_by_year_yen"]), e[key + "_yen"], "years add up, " + key)
            t.equal(e[key + "_yen"], sum(r["by_level"][k]["expected"][key + "_yen"] for k in "34"), "levels add up, " + key)
            t.check(abs(e[key + "_yen"] - r["range"][key]["horizon"]["mean_yen"]) < 3 * 70, "it is the mean of the range but for rounding, " + key, e, r["range"][key]["horizon"])
        text = run(path, *DAY, *more).stdout.decode()
        yen = lambda x: format(x, ",")
        lines = [re.split(r" {2,}", x.strip()) for x in text.splitlines()]
        by_year = [x for x in lines if x[0] in ("1年目", "2年目", "3年目", "year 1", "year 2", "year 3")]
        t.equal([[x[2], x[4]] for x in by_year], [[yen(a), yen(b)] for a, b in zip(e["whole_by_year_yen"], e["buyer_by_year_yen"])], "the report's years, " + lang)
        t.check([{"ja": "期待値", "en": "mean"}[lang], yen(e["whole_yen"]), yen(e["buyer_yen"])] in lines, "the report's range, " + lang, text)
        t.equal([x[-1] for x in lines if x[0] in ("★3", "★4")], [yen(r["by_level"][k]["expected"]["buyer_yen"]) for k in "34"], "the report's levels, " + lang)
        years, ours, cost, basis, mean, approval, effect = words[lang]
        rows = {x[0]: x[1:] for x in sheet_rows(out, years) if x}
        t.equal([int(x) for x in rows[ours]], e["buyer_by_year_yen"] + [e["buyer_yen"]], "the workbook's years, " + lang)
        t.equal([int(x) for x in rows[cost]], e["whole_by_year_yen"] + [e["whole_yen"]], "and of all parties, " + lang)
        t.equal([x[1] for x in sheet_rows(out, basis) if x and x[0] == mean], [yen(e["buyer_yen"])], "the workbook's assumptions, " + lang)
        b = r["budget"]
        tenth = (2000 * b["removed_micro"] + b["all_micro"]) // (2 * b["all_micro"])
        wanted = "%d.%d" % (tenth // 10, tenth % 10)
        t.check(" %s%%" % wanted in text, "the share removed to a tenth, half up, " + lang, text[-1500:])
        removed = " ".join(c for x in sheet_rows(out, approval) for c in x if effect in c)
        t.check(re.search(r"\D%s ?%%" % re.escape(wanted), removed), "in the paper to be approved as well, " + lang, removed)


def workbooks(t):
    head, rows = made(14, 6)
    rows[2][2] = 5
    path = program.write(table(rows, head), "book.csv")
    for lang in ("ja", "en"):
        first, again, merged = (program.place("%s-%s.xlsx" % (lang, x)) for x in ("first", "again", "merged"))
        words = ("--budget", "20000000", "--buyer", "買い手", "--lang", lang, *DAY)
        for out in (first, again):
            done = run(path, *words, "-o", out)
            t.equal(done.returncode, 0, "a workbook is written, " + lang, said(done))
        for i in (1, 2, 3):
            run(path, *DAY, "--buyer", "買い手", "--shard", "%d/3" % i, "-o", program.place("w%d.hsr" % i))
        done = run("--merge", *(program.place("w%d.hsr" % i) for i in (3, 1, 2)), *words, "-o", merged)
        t.equal(done.returncode, 0, "and one from parts, " + lang, said(done))
        contents = []
        for out in (first, again, merged):
            with open(out, "rb") as file:
                contents.append(file.read())
        t.check(contents[0] == contents[1], "the same bytes twice, " + lang)
        t.check(contents[0] == contents[2], "the same bytes from parts, " + lang)
        with zipfile.ZipFile(first) as z:
            t.check(z.testzip() is None and len([n for n in z.namelist() if n.startswith("xl/worksheets/sheet")]) > 8, "it is a workbook, " + lang, z.namelist())
    t.equal(files_beside(program.place("ja-first.xlsx")), ["ja-first.xlsx"], "nothing is left beside it")


def whether_the_act_covers_a_supplier(t):
    """A word in the list, by the rules: kind of transaction, capital and headcount of both."""
    own = ("--buyer-capital", "5億円", "--buyer-employees", "1,200")
    out = program.place("scope.xlsx")
    for cells, words, ja, en in (("manufacturing,30000000,40", own, "対象の見込み", "likely in scope"), ("manufacturing,400000000,900", own, "対象外の見込み", "likely out of scope"),
                                 ("construction,30000000,40", own, "ほかの法律で見る", "under other acts"), ("manufacturing,30000000,40", (), "不明（当社の規模）", "unknown (our size)"),
                                 ("manufacturing,,", own, "不明（取引先の規模）", "unknown (its size)"), (",30000000,40", own, "不明（取引の種類）", "unknown (transaction)"),
                                 ("manufacturing,,", (), "不明（双方の規模）", "unknown (size of both)"),
                                 ("manufacturing,400000000,40", ("--buyer-employees", "301"), "対象の見込み", "likely in scope")):
        path = program.write("id,level,users,transaction,capital_yen,employees_regular\na,3,5,%s\n" % cells, "scope.csv")
        for lang, word in (("ja", ja), ("en", en)):
            done = run(path, *DAY, "--budget", "9000000", "--lang", lang, *words, "-o", out)
            with zipfile.ZipFile(out) as z:
                strings = re.findall("<t[^>]*>([^<]*)</t>", z.read("xl/sharedStrings.xml").decode())
            t.check(done.returncode == 0 and word in strings, "%s %s: %s" % (cells, " ".join(words), word), said(done))
    for words in (("--buyer-capital", "much"), ("--buyer-employees", "0")):
        t.equal(run(path, *DAY, *words).returncode, 2, "wrong use: " + " ".join(words))


def invented_lists(t):
    def invented(name, n, seed, *more):
        out = program.place(name)
        done = run("--force", "--generate", str(n), "--seed", str(seed), *DAY, "-o", out, *more)
        t.equal(done.returncode, 0, "a list is invented", said(done))
        with open(out, "rb") as file:
            return out, file.read()
    path, one = invented("g1.csv", 60, 7)
    t.check(invented("g2.csv", 60, 7)[1] == one, "the same seed, the same bytes")
    t.check(invented("g3.csv", 60, 8)[1] != one, "another seed, other suppliers")
    t.check(one.startswith(invented("g4.csv", 25, 7)[1]), "a shorter list is the head of a longer one")
    r = result(path)
    t.equal((r["rows"]["suppliers"], r["rows"]["left_out"]), (60, 0), "every supplier is sound")
    t.check(0 < r["suppliers_with"]["counts_used"] < 60 and 0 < r["suppliers_with"]["gap_unknown"] < 60, "some by counts, some not known", r["suppliers_with"])
    t.equal([c["heading"] for c in r["rows"]["columns"] if c["member"] is None], [], "every column is read")
    english = invented("g5.csv", 60, 7, "--lang", "en")[0]
    t.equal(result(english)["totals"], r["totals"], "in English the same")
    parts = []
    for i in (1, 2, 3):
        parts.append(program.place("g-%d.hsr" % i))
        run(path, *DAY, "--shard", "%d/3" % i, "-o", parts[-1])
    done = run("--merge", *parts, *DAY, "--json")
    t.equal(json.loads(done.stdout), r, "counts and unknown gaps in parts give the whole", said(done))
    for words, code in ((["--generate", "5"], 804), (["--generate", "0", "-o", path], 803), (["--generate", "5", "-o", program.place("x.hsr")], 804),
                        (["--generate", "5", "--seed", "-1", "-o", path], 803)):
        done = run(*words)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said(done), "wrong use: " + " ".join(words[:2]), said(done))


def examples(t):
    path = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    r = result(path, "--budget", "15000000")
    t.equal((r["rows"]["suppliers"], r["rows"]["left_out"]), (12, 0), "the example is sound")
    t.equal([c["heading"] for c in r["rows"]["columns"] if c["member"] is None], ["担当"], "all columns but one are read")
    case = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
    r = result(case, "--buyer", "A")
    e = json.loads(program.run("estimate", case, "--json").stdout)
    t.equal(r["totals"]["horizon_yen"], e["totals"]["horizon_yen"], "a case file with several buyers gives its estimate")
    a = next(p for p in e["sharing"]["parties"] if p["id"] == "A")
    t.equal(r["totals"]["parties"][0]["horizon_yen"], a["horizon_yen"], "and the part of the buyer named")
    r = result(case, code=1)
    t.equal(r["rows"]["left_out_rows"][0]["fault"][0]["code"], "HW-655", "the buyer has to be named")


head_, rows_ = made(600, 55)
listed_long = program.write(table(rows_, head_), "progress.csv")
suite = Suite()
CASES = (totals_are_sums, any_number_of_threads_gives_the_same_bytes,
         parts_put_together_are_the_whole, money_is_kept_to, cases_with_a_range_of_their_own,
         the_report_reads_as_kept, columns_never_touch, a_plan_that_begins_in_october,
         words_of_what_is_little_or_nothing, what_is_bought_reads_alike, one_mean_everywhere, workbooks, examples,
         every_form_gives_the_same, faulty_rows_are_left_out_and_told, every_fault_of_a_row_is_told, headings_in_two_rows, units_and_words,
         lists_that_are_none, empty_lists_from_the_program, rows_and_cases_agree_with_estimate, whose_budget_it_is,
         ids_are_the_suppliers_own, faults_of_a_case_name_their_file, parts_that_do_not_belong_together,
         a_killed_run_leaves_no_half_file, outputs_are_their_owners_alone, strict_refuses,
         files_that_cannot_be_written, wrong_use, silence_is_not_cheap, the_silent_are_judged_by_those_who_answered, large_and_small_firms_answer_differently, a_least_amount_holds_for_late_starts, words_of_a_decision, levels_unlike_the_questions,
         sizes_that_look_like_a_slip, a_star_that_is_held, lists_of_suppliers, deadlines_missed_for_want_of_money,
         whether_the_act_covers_a_supplier, invented_lists, memory_stays_flat, talk)
suite.run(CASES)
suite.finish()
