#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of suppliers in the forms departments have them: units, codes, totals, words, sheets; nothing misread in silence.

    test_list_forms.py PROGRAM
"""
import json
import os
import re
import sys
import zipfile
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-11-22")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


# ---- a workbook, part by part ----

def letters(i):
    return (letters(i // 26 - 1) if i >= 26 else "") + chr(65 + i % 26)


def cell(row, i, value, style=0):
    ref = "%s%d" % (letters(i), row)
    if isinstance(value, tuple):
        value, style = value
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "A", "?")):
        return '<c r="%s" t="e"><v>%s</v></c>' % (ref, value)
    if isinstance(value, str):
        return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, escape(value))
    return '<c r="%s" s="%d"><v>%s</v></c>' % (ref, style, value)


def sheet(rows, merges=(), hidden_rows=(), hidden_columns=()):
    columns = "".join('<col min="%d" max="%d" hidden="1"/>' % (c, c) for c in hidden_columns)
    body = "".join('<row r="%d"%s>%s</row>' % (r, ' hidden="1"' if r in hidden_rows else "", "".join(cell(r, i, v) for i, v in enumerate(row)))
                   for r, row in enumerate(rows, 1))
    merged = "".join('<mergeCell ref="%s"/>' % m for m in merges)
    return '<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (
        MAIN, "<cols>%s</cols>" % columns if columns else "", body, "<mergeCells>%s</mergeCells>" % merged if merged else "")


def workbook(name, sheets, formats=()):
    """sheets: [(name, xml)]; formats: codes of cell formats 1, 2 …"""
    path = program.place(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", '<Relationships xmlns="%s"><Relationship Id="a" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PACKAGE, DOC))
        z.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (
            MAIN, DOC, "".join('<sheet name="%s" sheetId="%d" r:id="r%d"/>' % (n, i, i) for i, (n, _) in enumerate(sheets, 1))))
        relations = "".join('<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/s%d.xml"/>' % (i, DOC, i) for i in range(1, len(sheets) + 1))
        if formats:
            relations += '<Relationship Id="st" Type="%s/styles" Target="styles.xml"/>' % DOC
            z.writestr("xl/styles.xml", '<styleSheet xmlns="%s"><numFmts>%s</numFmts><cellXfs><xf numFmtId="0"/>%s</cellXfs></styleSheet>' % (
                MAIN, "".join('<numFmt numFmtId="%d" formatCode="%s"/>' % (200 + i, escape(f, {'"': "&quot;"})) for i, f in enumerate(formats)),
                "".join('<xf numFmtId="%d"/>' % (200 + i) for i in range(len(formats)))))
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, relations))
        for i, (_, xml) in enumerate(sheets, 1):
            z.writestr("xl/worksheets/s%d.xml" % i, xml)
    return path


# ---- running ----

def run(*words, env=ENGLISH):
    return program.run("portfolio", *words, *DAY, "--no-range", env=env)


def said(done):
    return done.stderr.decode(errors="replace")


def result(*words):
    done = run(*words, "--json")
    if done.returncode != 0:
        raise RuntimeError("exit %d: %s" % (done.returncode, said(done)))
    return json.loads(done.stdout)


def text(content, name="list.csv", *words):
    return result(program.write(content, name), *words)


def purchases(r):
    return r["totals"]["annual_purchases_yen"]


def shares(r):
    return [s["share_ppm"] for s in r["suppliers"]]


def codes(r):
    return {x["row"]: sorted({f["code"] for f in x["fault"]}) for x in r["rows"]["left_out_rows"]}


def columns(r):
    return {c["heading"]: c["member"] for c in r["rows"]["columns"]}


# ---- units ----

HEAD = "会社名,★,従業員数,%s\n甲工業,3,30,%s\n"


def units_in_headings(t):
    forms = {"年間購入額": 1, "年間購入額（円）": 1, "年間購入額(千円)": 1000, "年間購入額（千円・税抜）": 1000, "年間購入額【百万円】": 1000000, "年間購入額［百万円］": 1000000,
             "年間購入額〔万円〕": 10000, "年間購入額＜千円＞": 1000, "年間購入額｛億円｝": 100000000, "年間購入額（百万）": 1000000, "年間購入額 千円": 1000,
             "年間購入額_百万円": 1000000, "年間購入額：千円": 1000, "年間購入額千円": 1000, "年間購入額（税抜）（千円）": 1000, "年間購入額（単位：千円）": 1000,
             "年間購入額（単位:百万円、税込）": 1000000, "年間購入額（Ｋ円）": 1000, "年間購入額（KJPY）": 1000, "年間購入額（千円、税抜き）": 1000, "2025年度 仕入高（千円）": 1000,
             "annual spend (JPY thousands)": 1000, "annual spend (million yen)": 1000000, "annual spend ('000 JPY)": 1000, "annual spend (JPY)": 1, "spend_thousand_yen": 1000,
             "年間購入額（千円未満は切捨てず円）": None, "年間購入額（ドル）": None, "年間購入額（千ドル）": None, "年間購入額（USD）": None, "年間購入額（M）": None,
             "年間購入額（千円・百万円）": None, "年間購入額（百円）": None, "年間購入額（千）": 1000, "年間購入額（兆円）": None, "annual spend (EUR)": None, "annual spend (k$)": None}
    for heading, unit in forms.items():
        path = program.write(HEAD % (heading, "7"), "unit.csv")
        if unit is None:
            done = run(path)
            t.check(done.returncode == 1 and "[HW-665]" in said(done) and not done.stdout, "asked, not guessed: " + heading, done.returncode, said(done))
            t.equal(purchases(result(path, "--unit", heading + "=千円")), 7000, "and answered by --unit: " + heading)
        else:
            t.equal(purchases(result(path)), 7 * unit, heading)
    for heading in ("従業員数（百人）", "従業員数（千人）", "従業員数（千円）"):
        done = run(program.write("会社名,★,PC台数,%s\n甲工業,3,30,5\n" % heading, "count.csv"), "--json")
        t.check(done.returncode == 1 and "[HW-665]" in said(done) or '"employees_regular"' not in done.stdout.decode(), "no hundred persons for one: " + heading, said(done))
    for heading in ("従業員数（人）", "従業員数（名）", "従業員数（単位：人）", "従業員数(2025年3月末)", "従業員数（正社員のみ）"):
        t.equal(text("会社名,★,%s\n甲工業,3,30\n" % heading)["rows"]["suppliers"], 1, heading)


def units_above_headings(t):
    body = "取引先コード,会社名,★,従業員数,年間購入額,売上高\nA,甲工業,3,30,50,400\n"
    for title, unit in (("（単位：千円）", 1000), ("単位：百万円", 1000000), ("(unit: JPY thousands)", 1000), ("※金額は千円", 1000), ("（千円）", 1000), ("単位 千円、人", 1000),
                        ("In thousands of yen", 1000), ("売上高1億円以上の取引先一覧", 1), ("1000万円以上の取引先", 1), ("2026年度", 1)):
        t.equal(purchases(text("取引先一覧,,,,,%s\n%s" % (title, body))), 50 * unit, title)
    for title in ("（単位：千円、百万円）", "単位：千ドル", "単位：ポイント円"):
        done = run(program.write("取引先一覧,,,,,%s\n%s" % (title, body), "title.csv"))
        t.check(done.returncode == 1 and "[HW-665]" in said(done), "asked: " + title, said(done))
    both = "取引先一覧,（単位：千円）\n会社名,★,従業員数,年間購入額（%s）\n甲工業,3,30,50\n"
    t.equal(purchases(text(both % "千円")), 50000, "heading and title agree")
    path = program.write(both % "百万円", "both.csv")
    done = run(path)
    t.check(done.returncode == 1 and "[HW-665]" in said(done), "heading and title disagree", said(done))
    t.equal(purchases(result(path, "--unit", "年間購入額（百万円）=百万円")), 50000000, "the user settles it")
    t.equal(text("単位：千円\n会社名,★,従業員数,年間購入額,売上高\n甲工業,3,30,120万円,4000\n")["totals"]["annual_purchases_yen"], 1200000, "what the cell says goes before the title")


# ---- codes, numbers as shown ----

def other_currencies_are_no_yen(t):
    r = text("会社名,★,従業員数,購入額,通貨\n甲,3,5,100,JPY\n乙,3,5,200,USD\n丙,3,5,300,円\n丁,3,5,400,\n")
    t.equal((purchases(r), codes(r)), (800, {3: ["HW-665"]}), "dollars are not taken for yen")


def codes_are_read_as_shown(t):
    rows = [["取引先コード", "会社名", "★", "従業員数", "年間購入額（千円）"], [(1234, 1), "甲工業", 3, 30, 5], ["0001234", "甲工業 北工場", 3, 30, 6], [(5678901, 2), "乙精機", 3, 9, 7],
            ["００９９８８７", "丙電機", 3, 8, 8], [99887, "丙電機", 3, 8, 9], [(77, 3), "丁設計", 3, 4, 1]]
    r = result(workbook("codes.xlsx", [("一覧", sheet(rows))], ["0000000", "000-0000", '"K"000']))
    t.equal([s["id"] for s in r["suppliers"]], ["0001234", "567-8901", "００９９８８７", "K077"], "as the cells show them")
    t.equal(codes(r), {3: ["HW-307"], 6: ["HW-307"]}, "and one code comes once, text or number")
    t.equal(codes(text("id,name,level,users\n46973,a,3,1\n0046973,b,3,1\n007,c,3,1\n07,d,3,1\n")), {3: ["HW-307"]}, "also where a CSV lost the zeros")


def formats_that_scale(t):
    head = ["会社名", "★", "従業員数", "年間購入額（千円）"]
    book = lambda name, heading, value, fmt: workbook(name, [("s", sheet([head[:3] + [heading], ["甲工業", 3, 30, (value, 1)]]))], [fmt])
    t.equal(purchases(result(book("a.xlsx", "年間購入額（千円）", 12000000, "#,##0,"))), 12000000, "shown in thousands under thousands")
    t.equal(purchases(result(book("b.xlsx", "年間購入額（百万円）", 12000000, "#,##0,,"))), 12000000, "in millions under millions")
    t.equal(purchases(result(book("c.xlsx", "年間購入額", 12, '#,##0"百万円"'))), 12000000, "the format names the unit")
    t.equal(purchases(result(book("d.xlsx", "年間購入額（千円）", 12000, '#,##0"円"'))), 12000, "the format names yen under thousands")
    t.equal(purchases(result(book("e.xlsx", "年間購入額（円）", 12000, '"¥"#,##0;[Red]-"¥"#,##0'))), 12000, "a sign of the yen says nothing")
    t.equal(codes(result_left(book("f.xlsx", "年間購入額", 12000, '[$$-409]#,##0.00'))), {2: ["HW-209"]}, "dollars are no yen")
    t.equal(codes(result_left(book("g.xlsx", "年間購入額", 12000000, "#,##0,"))), {2: ["HW-665"]}, "shown divided where no unit is said: asked")
    r = result(workbook("h.xlsx", [("s", sheet([head[:3], ["甲工業", 3, (30, 1)]]))], ['0"名"']))
    t.equal(r["rows"]["suppliers"], 1, "a number with its counter")


def result_left(*words):
    """As result, of a list of which nobody is left."""
    done = run(*words, "--json")
    return json.loads(done.stdout)


# ---- what is no supplier, and what is one ----

def totals_and_notes_are_none(t):
    labels = ["合計", "小計", "東日本 小計", "総合計", "平均", "平均値", "A課合計", "Grand Total", "Subtotal", "average", "合計（12社）", "※休止中の先は除く", "注）税抜", "（注）概算", "以上", "件数"]
    for label in labels:
        r = text("取引先コード,会社名,★,従業員数,年間購入額\nA,甲工業,3,30,10\n,%s,,30,10\nB,乙設計,3,5,4\n" % label)
        t.check(r["rows"]["suppliers"] == 2 and codes(r).get(3, [""])[0] in ("HW-641", "HW-666") and purchases(r) == 14, "no supplier: " + label, codes(r))
        t.equal(r["rows"]["notes"], 1, "counted as a note: " + label)
    r = text("会社名,★,従業員数,年間購入額\n甲設計,3,30,10\n乙時計,3,5,4\n東日本計,,35,14\n丙会計,4,5,1\n")
    t.equal([s["name"] for s in r["suppliers"]], ["甲設計", "乙時計", "丙会計"], "設計 and 時計 are firms, 東日本計 is none")
    r = text("No.,会社名,★,従業員数\n1,甲工業,3,30\nNo.,会社名,★,従業員数\n2,乙工業,3,5\n合計,,,35\n")
    t.equal((r["rows"]["suppliers"], codes(r)), (2, {3: ["HW-666"], 5: ["HW-641"]}), "headings on every page; a total that stands beside")


def errors_are_one_kind(t):
    for error in ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "＃N/A", "#####"):
        r = text("会社名,★,従業員数,年間購入額,期限,1-1-1-1\n甲工業,3,30,%s,2027-03-31,○\n乙工業,3,%s,10,2027-03-31,○\n丙工業,3,30,10,2027-03-31,%s\n丁工業,3,30,10,%s,○\n" % ((error,) * 4))
        t.equal(codes(r), {2: ["HW-664"], 3: ["HW-664"], 4: ["HW-664"]}, "one kind of fault where a figure hangs on it: " + error)
        t.equal(r["rows"]["cells_unknown"], 1, "not known where none does: " + error)
    r = result(workbook("error.xlsx", [("s", sheet([["会社名", "★", "従業員数", "1-1-1-1"], ["甲工業", 3, 30, "#N/A"], ["乙工業", 3, "#DIV/0!", "○"], ["丙", 3, 3, "○"]]))]))
    t.equal(codes(r), {2: ["HW-664"], 3: ["HW-664"]}, "in a workbook too")


def first_row_is_a_supplier(t):
    r = text("会社名,求める★,従業員数,年間購入額（円）\n,3,20,12000000\n乙社,4,45,30000000\n")
    t.equal((r["rows"]["suppliers"], codes(r)), (1, {2: ["HW-206"]}), "a first row without a name is told, not lost")
    r = text("会社名,★,従業員数,年間購入額\n,,,（千円）\n乙社,4,45,30\n")
    t.equal(purchases(r), 30000, "a second row of headings is one")
    r = text("会社名,規模,,取引,\n,従業員数,PC,★,購入額（千円）\n甲工業,30,9,3,5\n")
    t.equal((r["rows"]["suppliers"], purchases(r)), (1, 5000), "headings in two rows, the name in the upper one")


def same_counts_same_amounts(t):
    names = ("1 met", "1 partial", "1 unmet")
    implied = text("id,level,users,%s\na,3,30,3,2,1\n" % ",".join(names))
    stated = text("id,level,users,%s,1 unanswered,2 unanswered\na,3,30,3,2,1,2,4\n" % ",".join(names))
    for key in ("horizon_yen", "whole_yen", "expected"):
        t.equal(implied["suppliers"][0].get(key), stated["suppliers"][0].get(key), "the unanswered stated or implied: " + key)
    t.check(implied["suppliers"][0]["horizon_yen"] > 0, "and it is a figure")


# ---- words ----

def headings_of_systems(t):
    lists = {
        "vendor master of SAP": ("Supplier,Name 1,Net Order Value (JPY),Star,FTE\n0000100234,Kohwa KK,12000,3,30\n", {"Supplier": "id", "Name 1": "name", "Net Order Value (JPY)": "annual_purchases_yen"}),
        "SAP fields": ("LIFNR,NAME1,level,users\n100234,Kohwa,3,5\n", {"LIFNR": "id", "NAME1": "name"}),
        "Oracle": ("VENDOR_ID,Vendor Name,Invoice Amount,level,employees\n1,A,10,3,4\n", {"VENDOR_ID": "id", "Vendor Name": "name", "Invoice Amount": "annual_purchases_yen"}),
        "Ariba": ("ERP Vendor ID,ANID,Supplier Name,Total Spend,star,headcount\nV1,AN01,A,10,3,4\n", {"ERP Vendor ID": "id", "Supplier Name": "name", "ANID": None, "Total Spend": "annual_purchases_yen"}),
        "bookkeeping": ("取引先コード,取引先名,取引先略称,純仕入高,★,従業員数\n001,甲工業,甲,10,3,4\n", {"取引先名": "name", "取引先略称": None, "純仕入高": "annual_purchases_yen"}),
        "purchasing": ("仕入先CD,仕入先名１,仕入先名２,当期仕入高(円),要求★,社員数\n001,甲工業,北工場,10,3,4\n", {"仕入先CD": "id", "仕入先名１": "name", "仕入先名２": None, "当期仕入高(円)": "annual_purchases_yen"}),
        "work order": ("外注先コード,外注先名称,年間外注費（千円）,レベル,従業者数\n1,甲工業,10,3,4\n", {"外注先コード": "id", "外注先名称": "name", "年間外注費（千円）": "annual_purchases_yen"}),
        "a form": ("タイムスタンプ,Q1. 貴社名をご記入ください,Q2. 従業員数（人）をご記入ください【必須】,★,1-1-1-1 方針を定めていますか,1-1-1-1 備考\n2026/11/01,甲工業,30,3,○,なし\n",
                   {"Q1. 貴社名をご記入ください": "name", "Q2. 従業員数（人）をご記入ください【必須】": "employees_regular", "1-1-1-1 方針を定めていますか": "1-1-1-1", "1-1-1-1 備考": None}),
        "payments beside purchases": ("仕入先ｺｰﾄﾞ,仕入先名,当期仕入高,当期支払高,★区分,社員数\n000001,甲工業,\"1,000\",900,★3,5\n,＊＊　合計　＊＊,\"1,000\",900,,\n",
                                      {"当期仕入高": "annual_purchases_yen", "当期支払高": None, "★区分": "level"}),
        "a report of SAP": ("Supplier\tName 1\tInvoice Amount\tRequired level\tHeadcount\tDue date\n0000100001\tACME KK\t1,000\t★3\t5\t31.03.2028\n*\t\t1,000\t\t\t\n",
                            {"Supplier": "id", "Invoice Amount": "annual_purchases_yen", "Due date": "deadline"}),
        "questions": ("1. 貴社名（正式名称）をご記入ください。,2. 従業員数は何名ですか？,3. 業務で使うパソコンの台数は何台ですか？,4. 求められている★はどれですか？,【1-2-1-1】方針を定めていますか。\n甲工業,30名,約12台,★3（三つ星）,はい（実施している）\n",
                      {"3. 業務で使うパソコンの台数は何台ですか？": "size.endpoints", "4. 求められている★はどれですか？": "level", "【1-2-1-1】方針を定めていますか。": "1-2-1-1"}),
        "corporate number beside": ("法人番号,取引先コード,会社名,★,従業員数\n1234567890123,A,甲,3,5\n", {"法人番号": "corporate_number", "取引先コード": "id"}),
        "corporate number alone": ("法人番号,会社名,★,従業員数\n1234567890123,甲,3,5\n", {"法人番号": "corporate_number"})}
    for name, (content, wanted) in lists.items():
        r = text(content)
        t.equal({k: columns(r).get(k) for k in wanted}, wanted, name)
        t.equal(r["rows"]["suppliers"], 1, name + ": the supplier is there", codes(r))


def levels_and_stars(t):
    for word, level in (("★★★", 3), ("三つ星", 3), ("★4", 4), ("レベル４", 4), ("Lv.3", 3), ("４", 4), ("★★★★", 4), ("★3（必須）", 3), ("星3つ", 3), ("SCS★4", 4)):
        t.equal([s["level"] for s in text("会社名,★,従業員数\n甲,%s,5\n" % word)["suppliers"]], [level], word)
    for word, taken in (("取得済み（★3）", True), ("★3取得済", True), ("★★★", True), ("未取得", False), ("申請中", False), ("なし", False), ("★2", False), ("取得予定", False), ("SECURITY ACTION 二つ星", None)):
        r = result_left(program.write("会社名,★,従業員数,取得済みの★\n甲,3,5,%s\n" % word, "holds.csv"))
        if taken is None:
            t.check(r["rows"]["left_out"] == 1, "told: " + word)
        else:
            t.equal(r["suppliers_with"]["star_taken"], int(taken), "held: " + word, codes(r))


def deadlines(t):
    good = ["2028/3/31", "20280331", "46843", "2028/03", "R10.3.31", "令和10年3月末", "2027年度末", "FY2028", "FY27", "27年度", "2028.3", "2027年度上期", "2027上期", "2028年3月末まで", "R9年度",
            "31-Mar-2028", "Mar 2028", "2028年3月期", "2027年度第3四半期", "FY27 Q1", "2028年3月迄"]
    odd = ["来年度", "早急に", "2028/13/1", "2027年4Q", "H40", "春頃"]
    r = text("会社名,★,従業員数,期限\n" + "".join("甲%d,3,5,%s\n" % (i, d) for i, d in enumerate(good)))
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"]), (len(good), 0), "deadlines as people write them")
    r = text("会社名,★,従業員数,期限\n" + "".join("甲%d,3,5,%s\n" % (i, d) for i, d in enumerate(odd)))
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"]), (len(odd), len(odd)), "others count as not known, and are told")


def sizes_about_right(t):
    known = {"約30名": 30, "30人程度": 30, "30～50名": 40, "30-50": 40, "30〜50人": 40, "30名以上": 30, "５０名": 50, "20名(パート含む)": 20, "1,200": 1200, "およそ30人": 30, "30人以上50人未満": 40, "about 30": 30, "30+": 30}
    for word, n in known.items():
        a, b = text('会社名,★,従業員数\n甲,3,"%s"\n' % word), text("会社名,★,従業員数\n甲,3,%d\n" % n)
        t.equal(a["suppliers"][0]["horizon_yen"], b["suppliers"][0]["horizon_yen"], "%s is %d" % (word, n))
        t.equal(a["rows"]["cells_about"], int(word not in ("５０名", "1,200")), "marked: " + word)
    t.equal(purchases(text("会社名,★,従業員数,購入額\n甲,3,5,約1.2億円\n乙,3,5,1～2億円\n丙,3,5,12.3M\n")), 120000000 + 150000000 + 12300000, "amounts too")
    for word in ("数十名", "30～", "50～30", "多数"):
        t.check(result_left(program.write("会社名,★,従業員数\n甲,3,%s\n" % word, "s.csv"))["rows"]["left_out"] == 1 or word == "30～", "no figure: " + word)
    t.equal(text("会社名,★,従業員数,PC台数\n甲,3,多数,12\n")["rows"]["cells_unknown"], 1, "a head-count nobody needs leaves nobody out")


def transactions(t):
    r = text("会社名,★,従業員数,取引の種類\n甲,3,5,外注加工\n乙,3,5,製造委託・修理委託\n丙,3,5,原材料\n丁,3,5,いろいろ\n戊,3,5,運送／倉庫\n")
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"], r["rows"]["cells_about"]), (5, 1, 2), "words for kinds of transaction leave nobody out")


# ---- forms ----

def long_form(t):
    wide = text("会社名,★,従業員数,1-2-1-1,1-2-1-2,4-1-3-2\n甲,3,30,○,×,△ 40%\n乙,3,9,×,×,○\n")
    rows = [("甲", 30, "1-2-1-1", "○"), ("乙", 9, "1-2-1-1", "×"), ("甲", 30, "1-2-1-2", "×"), ("乙", 9, "1-2-1-2", "×"), ("甲", 30, "4-1-3-2", "△ 40%"), ("乙", 9, "4-1-3-2", "○")]
    long_ = text("会社名,★,従業員数,評価基準No.,自己評価\n" + "".join("%s,3,%d,%s,%s\n" % r for r in rows))
    t.equal([s["horizon_yen"] for s in long_["suppliers"]], [s["horizon_yen"] for s in wide["suppliers"]], "a row per criterion means what a column per criterion does")
    r = text("会社名,★,従業員数,criterion,answer\n甲,3,30,1-2-1-1,○\n甲,3,30,1-2-1-1,×\n乙,3,5,1-2-1-1,○\n丙,3,5,9-9-9-9,○\n")
    t.equal((r["rows"]["suppliers"], codes(r)), (1, {2: ["HW-667"], 5: ["HW-301"]}), "two answers to one criterion, and none such")


def rates_by_category(t):
    for word in ("50%", "0.5", "50"):
        r = text("会社名,★,従業員数,%s\n甲,3,30,%s\n" % (",".join("%d 対応率" % k for k in range(1, 8)), ",".join([word] * 7)))
        met, unmet = r["criteria"]["met"], r["criteria"]["unmet"]
        t.check(abs(met - unmet) <= 7 and met + unmet > 60, "half of each category is met: " + word, r["criteria"])
    r = text("会社名,★,従業員数,4 達成率（%）\n甲,3,30,100\n乙,3,30,0\n丙,3,30,120\n")
    t.equal(codes(r), {4: ["HW-208"]}, "more than all is none")


def several_plants(t):
    content = "取引先コード,会社名,工場,★,従業員数,年間購入額（千円）\nA,甲,本社,4,47,100\nA,甲,第二,4,47,300\nB,乙,本社,3,6,10\n"
    r = text(content)
    t.equal((purchases(r), codes(r)), (110000, {3: ["HW-676"]}), "rows of one id: told")
    r = text(content, "list.csv", "--sum-duplicates")
    t.equal((purchases(r), r["rows"]["suppliers"], r["rows"]["left_out"]), (410000, 2, 0), "and added when asked to")
    r = text(content.replace("A,甲,第二,4,47", "A,甲,第二,3,47"), "list.csv", "--sum-duplicates")
    t.equal(codes(r), {2: ["HW-667"]}, "two stars of one supplier: asked")
    r = text("取引先コード,会社名,★,従業員数,年間購入額\nA,甲,4,47,5\nA,甲,,,7\nA,甲,4,,\n", "list.csv", "--sum-duplicates")
    t.equal((purchases(r), r["rows"]["suppliers"]), (12, 1), "blank cells contradict nobody")


def two_years(t):
    r = text("会社名,★,従業員数,2024年度購入額,2025年度購入額,2026年度購入額（見込）\n甲,3,5,10,20,30\n")
    t.equal(purchases(r), 20, "the last year that was")
    t.equal([c.get("unread") for c in r["rows"]["columns"]], [None, None, None, "older", None, "older"], "the others are told")
    t.equal(purchases(text("会社名,★,従業員数,前期購入額,当期購入額\n甲,3,5,10,20\n")), 20, "前期, 当期")
    done = run(program.write("会社名,★,従業員数,購入額,仕入高\n甲,3,5,10,20\n", "two.csv"))
    t.check(done.returncode == 1 and "[HW-307]" in said(done), "two columns of one meaning are asked", said(done))


def the_user_settles(t):
    path = program.write("御社番号,御社の呼び名,★,社員,仕入れ（千円）\nA,甲,3,5,7\n", "map.csv")
    r = result(path, "--map", "御社番号=取引先コード", "--map", "御社の呼び名=会社名", "--map", "E=年間購入額", "--map", "社員=従業員数")
    t.equal((r["suppliers"][0]["id"], r["suppliers"][0]["name"], purchases(r)), ("A", "甲", 7000), "--map")
    path = program.write("会社名,★,従業員数,購入額,仕入高\n甲,3,5,10,20\n", "two.csv")
    t.equal(purchases(result(path, "--ignore", "購入額")), 20, "--ignore")
    t.equal(purchases(result(path, "--ignore", "仕入高", "--unit", "千円")), 10000, "--unit of every column")
    for words in (["--map", "無い=会社名"], ["--map", "購入額=無い列"], ["--map", "購入額"], ["--ignore", "無い"], ["--unit", "購入額=ドル"], ["--unit", "ドル"]):
        done = run(path, "--ignore", "仕入高", *words)
        t.check(done.returncode == 1 and "[HW-669]" in said(done) and not done.stdout, "refused: %r" % words, done.returncode, said(done))


def corrections_come_back(t):
    path = program.write("取引先コード,会社名,★,従業員数,購入額（千円）,期限\nA,甲,3,30,5,春頃\nB,乙,3,たくさん,6,2027-03-31\nC,丙,3,約9,7,2027-03-31\n", "odd.csv")
    out = program.place("odd-result.csv")
    done = run(path, "-o", out)
    listed = program.place("odd-result.corrections.csv")
    with open(listed, encoding="utf-8-sig", newline="") as f:
        lines = f.read().split("\r\n")
    t.equal([x.split(",")[0] for x in lines[1:-1]], ["F2", "D3", "D4"], "each cell that was not read as it stands", lines)
    filled = "\r\n".join([lines[0], lines[1] + "2028-03-31", lines[2] + "40", lines[3] + "9", ""])
    with open(listed, "w", encoding="utf-8", newline="") as f:
        f.write(filled)
    r = result(path, "--corrections", listed)
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"], r["rows"]["cells_about"]), (3, 0, 0), "read back, nothing is odd", r["rows"])
    run(path, "-o", out)
    t.check(open(listed, encoding="utf-8", newline="").read() == filled and os.path.exists(program.place("odd-result.corrections-2.csv")), "a filled list is not overwritten")
    changed = program.write(open(path, encoding="utf-8").read().replace("春頃", "夏頃"), "odd2.csv")
    done = run(changed, "--corrections", listed)
    t.check(done.returncode == 1 and "[HW-668]" in said(done) and not done.stdout, "a list that changed: refused", said(done))


def rows_left_out_are_listed_to_correct(t):
    path = program.write("取引先コード,会社名,★,従業員数,年間購入額（円）,売上高（円）\nA,甲,3,-4,5,100\nB,乙,3,,6,100\nC,丙,5,9,7,100\nD,丁,3,9,900,100\n", "left.csv")
    listed = program.place("left-result.corrections.csv")

    def lines(*options):
        run(path, "-o", program.place("left-result.csv"), *options)
        with open(listed, encoding="utf-8-sig", newline="") as f:
            return f.read().split("\r\n")
    rows = lines()
    t.equal([x.split(",")[0] for x in rows[1:-1]], ["D2", "D3", "C4", "E5"], "what a row is refused for is listed, whatever found it", rows)
    t.equal(rows[1].split(",")[5], "'-4", "as it stands in the list")
    again = program.place("left-again.csv")
    with open(again, "w", encoding="utf-8", newline="") as f:
        f.write("\r\n".join([rows[0], rows[1] + "三つ", ""]))
    os.remove(listed)
    rows = lines("--corrections", again)
    t.equal(rows[1].split(",")[5], "'-4", "a correction that is none either: the list still says what it said")
    with open(again, "w", encoding="utf-8", newline="") as f:
        f.write("\r\n".join([rows[0], rows[1] + "3", ""]))
    t.equal(result(path, "--corrections", again)["rows"]["suppliers"], 1, "so that a second one fits")


# ---- sheets ----

def sheets_rows_columns_told(t):
    head = ["取引先コード", "会社名", "★", "従業員数", "年間購入額（千円）"]
    rows = [head, ["A", "甲", 3, 5, 1], ["B", "乙", 3, 5, 2], ["C", "丙", 3, 5, 4]]
    path = workbook("sheets.xlsx", [("表紙", sheet([["調査結果"]])), ("2025", sheet(rows, hidden_rows=(3,), hidden_columns=(5,))), ("2026", sheet(rows[:2])), ("メモ", sheet([["会社名"]]))])
    r = result(path)
    t.equal((r["rows"]["sheet"], r["rows"]["other_sheets"], r["rows"]["hidden_rows"], purchases(r)), ("2025", ["2026"], 1, 7000), "further sheets and hidden rows are told")
    t.equal([c["heading"] for c in r["rows"]["columns"] if c.get("hidden")], ["年間購入額（千円）"], "hidden columns too")
    t.equal(purchases(result(path, "--sheet", "2026")), 1000, "--sheet")
    words = run(path).stdout.decode()
    t.check("2026" in words and "--sheet" in words and "年間購入額（千円） = 千円" in words, "told to people", words[:900])


def merged_cells(t):
    rows = [["会社名", "★", "従業員数", "年間購入額（千円）", "必ず支援"], ["甲", 4, 20, 12, "はい"], ["乙", None, 45, None, None], ["丙", 3, 5, None, None]]
    r = result(workbook("merged.xlsx", [("s", sheet(rows, merges=("B2:B3", "D2:D3", "E2:E3")))]))
    t.equal([s["level"] for s in r["suppliers"]], [4, 4, 3], "a merged star is the star of each")
    t.equal((purchases(r), r["rows"]["cells_merged"]), (24000, 1), "a merged amount too, and is told")
    rows = [["取引先", None, "規模", None, "★"], ["コード", "会社名", "従業員数", "PC", None], ["A", "甲", 5, 6, 3]]
    r = result(workbook("merged2.xlsx", [("s", sheet(rows, merges=("A1:B1", "C1:D1", "E1:E2")))]))
    t.equal([(s["id"], s["name"], s["level"]) for s in r["suppliers"]], [("A", "甲", 3)], "merged headings")


def separators_and_bytes(t):
    t.equal(text("取引先一覧\t2026年度\n会社名,★,従業員数\n甲,3,5\n")["rows"]["suppliers"], 1, "a tab in the title")
    t.equal(text("会社名;一覧,2026\n会社名\t★\t従業員数\n甲\t3\t5\n乙\t3\t\"1,200\"\n")["rows"]["suppliers"], 2, "commas in the title and in figures")
    t.equal(text('会社名,★,従業員数\n甲,="3",="20"\n乙,"=""3""","=""1,200"""\n')["rows"]["suppliers"], 2, '="20"')
    path = program.place("kana.csv")
    with open(path, "wb") as f:
        f.write("supplier,level,employees\n".encode() + "ﾃｲ".encode("cp932") + b",3,5\n")
    r = result(path)
    t.equal((r["suppliers"][0]["name"], r["rows"]["encoding"]), ("ﾃｲ", "CP932"), "half-width kana alone")
    t.equal(text("supplier,level,employees\nSociété,3,5\n")["suppliers"][0]["name"], "Société", "and UTF-8 stays UTF-8")


def own_words_come_back(t):
    """Words that the program's own papers write into such cells are read."""
    with open(os.path.join(ROOT, "templates", "words", "message.c"), encoding="utf-8") as f:
        source = f.read()
    with open(os.path.join(ROOT, "templates", "words", "vocabulary.def"), encoding="utf-8") as f:
        vocabulary = dict(re.findall(r'HOSHI_WORD(?:_BOTH)?\((\w+), "([^"]*)"', f.read()))
    kinds = re.findall(r'\{"(manufacturing|repair|specified_transport|info_\w+|service_\w+|construction|goods_sale)", \{WORD_IN\((\w+)\)', source)
    t.check(len(kinds) > 8, "kinds of transaction are found in the words", kinds)
    lines = "".join("甲%d,3,5,%s\n" % (i, vocabulary[word]) for i, (_, word) in enumerate(kinds))
    t.equal(text("会社名,★,従業員数,取引の種類\n" + lines)["rows"]["cells_unknown"], 0, "kinds of transaction", lines)
    r = text("会社名,求める★,従業員数,重要な情報,停止の影響,社内システムへの接続,代わりがない,必ず支援,取得済みの★\n甲,★3,5,はい,いいえ,不明,はい,はい,★3\n")
    t.equal((r["rows"]["suppliers"], r["rows"]["cells_unknown"]), (1, 0), "stars and answers")


def template_as_workbook(t):
    for language in ("ja", "en"):
        path = program.place("template-%s.xlsx" % language)
        done = program.run("portfolio", "--template", path, "--lang", language, *DAY, env=ENGLISH)
        t.equal(done.returncode, 0, "a template is written: " + language, said(done))
        r = result_left(path)
        t.check(len(r["rows"]["columns"]) > 60 and all(c["member"] for c in r["rows"]["columns"]) and r["rows"]["other_sheets"] == [],
                "every column of it is read back, and its remarks are no list: " + language, [c for c in r["rows"]["columns"] if not c["member"]])
        with zipfile.ZipFile(path) as z:
            lists = re.findall(r"<dataValidation [^>]*type=\"list\"", z.read("xl/worksheets/sheet1.xml").decode())
        t.check(len(lists) > 10, "with drop-downs: " + language, len(lists))
    with open(path, "rb") as f:
        before = f.read()
    done = program.run("portfolio", "--template", path, *DAY, env=ENGLISH)
    t.check(done.returncode == 3 and "[HW-107]" in said(done) and open(path, "rb").read() == before, "a list that is there is not overwritten", done.returncode, said(done))
    done = program.run("portfolio", "--template", path, "--force", *DAY, env=ENGLISH)
    t.equal(done.returncode, 0, "unless asked to", said(done))


def part_against_purchases(t):
    r = text("会社名,★,従業員数,年間購入額（円）,年間売上高（円）\n甲,4,30,116000,400000000\n乙,3,5,90000000,400000000\n丙,3,5,,\n")
    s = r["suppliers"]
    t.equal([x["annual_purchases_yen"] for x in s], [116000, 90000000, None], "what is bought stands beside the part")
    t.check(s[2]["part_of_purchases_ppm"] is None and s[1]["part_of_purchases_ppm"] < 50000 and s[0]["part_of_purchases_ppm"] is not None, "and their proportion", s[0]["part_of_purchases_ppm"])


def case_made_by_import(t):
    answers = program.write("評価基準No.,自己評価\n1-2-1-1,○\n1-2-1-2,×\n", "answers.csv")
    case = program.place("imported.json")
    done = program.run("import", answers, "--level", "3", "-o", case, env=ENGLISH)
    t.equal(done.returncode, 0, "a survey is imported", said(done))
    with open(case, encoding="utf-8") as f:
        made = json.load(f)
    made["supplier"] = dict(made.get("supplier", {}), size={"users": 5})
    made.pop("buyers", None)
    with open(case, "w", encoding="utf-8") as f:
        json.dump(made, f)
    r = result(case)
    t.equal((r["rows"]["suppliers"], r["suppliers_with"]["share_assumed"]), (1, 1), "and is a supplier, of whom this buyer's share is not known", codes(r))


suite = Suite()
suite.run([units_in_headings, units_above_headings, other_currencies_are_no_yen, codes_are_read_as_shown, formats_that_scale, totals_and_notes_are_none, errors_are_one_kind, first_row_is_a_supplier, same_counts_same_amounts,
           headings_of_systems, levels_and_stars, deadlines, sizes_about_right, transactions, long_form, rates_by_category, several_plants, two_years, the_user_settles, corrections_come_back, rows_left_out_are_listed_to_correct,
           sheets_rows_columns_told, merged_cells, separators_and_bytes, own_words_come_back, template_as_workbook, part_against_purchases, case_made_by_import])
suite.finish()
