#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of suppliers as OpenDocument spreadsheets: the same list says the same as CSV, .xlsx and .ods; what is broken or
hostile ends in words; repeats cost nothing.

    test_list_ods.py PROGRAM [--office]
"""
import json
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite

program = Program(sys.argv[1])
OFFICE = "--office" in sys.argv
DAY = ("--as-of", "2026-11-22")
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join('xmlns:%s="%s%s:1.0"' % (p, OASIS, u) for p, u in (
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"), ("manifest", "manifest")))
SPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MANIFEST = '<manifest:manifest %s><manifest:file-entry manifest:full-path="/"/></manifest:manifest>' % SPACES


# ---- an OpenDocument, part by part ----

def text(value, more=""):
    return '<table:table-cell office:value-type="string" calcext:value-type="string"%s><text:p>%s</text:p></table:table-cell>' % (more, escape(value))


def number(value, shown=None, style="", kind="float", more=""):
    return '<table:table-cell%s office:value-type="%s" office:value="%s"%s><text:p>%s</text:p></table:table-cell>' % (
        ' table:style-name="%s"' % style if style else "", kind, value, more, escape(shown or str(value)))


def date(value, shown):
    return '<table:table-cell office:value-type="date" office:date-value="%s"><text:p>%s</text:p></table:table-cell>' % (value, shown)


def error(shown, kind=' office:value-type="string" office:string-value="" calcext:value-type="error"'):
    return '<table:table-cell table:formula="of:=NA()"%s><text:p>%s</text:p></table:table-cell>' % (kind, shown)


def empty(n=1):
    return '<table:table-cell table:number-columns-repeated="%d"/>' % n


def row(*cells, more=""):
    return "<table:table-row%s>%s</table:table-row>" % (more, "".join(text(c) if not c.startswith("<") else c for c in cells))


def table(name, *rows, more=""):
    return '<table:table table:name="%s"%s>%s</table:table>' % (name, more, "".join(rows))


def content(*tables, styles=""):
    return ('<?xml version="1.0" encoding="UTF-8"?><office:document-content %s office:version="1.3"><office:automatic-styles>%s</office:automatic-styles>'
            '<office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>' % (SPACES, styles, "".join(tables)))


def packed(name, xml, manifest=MANIFEST, more=()):
    path = program.place(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", xml)
        z.writestr("META-INF/manifest.xml", manifest)
        for part, data in more:
            z.writestr(part, data)
    return path


# ---- asking ----

def run(path, *words, **more):
    return program.run("portfolio", path, *words, *DAY, "--no-range", env=ENGLISH, **more)


def result(path, *words):
    done = run(path, *words, "--json")
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return json.loads(done.stdout)


def said_of(r):
    """What a list says, whatever form it came in: everything but where it was read from."""
    r = dict(r, list="", rows=dict(r["rows"], source="", encoding="", sheet=""))
    for left in r["rows"]["left_out_rows"]:
        for f in left["fault"]:
            f["file"] = ""
    return r


HEAD = ["取引先コード", "会社名", "求める★", "PC台数", "年間購入額（千円）", "売上高（百万円）", "期限", "重要な情報", "分類4 対応済み", "分類4 未対応"]
SUPPLIERS = [["0046973", "株式会社テスト精密", "★4", "45", "12000", "820", "2027-03-31", "はい", "20", "40"],
             ["0046974", "（株）サンプル物流　東日本", "★3", "約30名", "1,200", "", "2027年9月", "いいえ", "", ""],
             ["0046975", "改行\nのある会社", "★3", "12", "#N/A", "90", "", "", "", ""],
             ["0046976", "Tab & <mark>", "3", "8", "0.5", "3.25", "2028-02-29", "", "10", "38"],
             ["合計", "", "", "65", "13200.5", "", "", "", "", ""]]


def as_csv(name):
    lines = [",".join('"%s"' % c.replace('"', '""') for c in r) for r in [HEAD] + SUPPLIERS]
    return program.write("\r\n".join(lines) + "\r\n", name)


def as_ods(name):
    def typed(column, value):
        if not value:
            return empty()
        if value.startswith("#"):
            return error(value)
        if column == 0 and value.isdigit():
            return number(int(value), value, "zeros")
        if column == 6 and value[-3:-2] == "-":
            return date(value, value.replace("-", "/"))
        if column > 2 and value.replace(".", "").isdigit():
            return number(value)
        return '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>' % escape(value).replace("\n", "</text:p><text:p>")
    styles = ('<number:number-style style:name="N7"><number:number number:decimal-places="0" number:min-integer-digits="7"/></number:number-style>'
              '<style:style style:name="zeros" style:family="table-cell" style:data-style-name="N7"/>')
    rows = [row(*HEAD)] + [row(*[typed(i, v) for i, v in enumerate(r)], empty(16374)) for r in SUPPLIERS]
    return packed(name, content(table("一覧", *rows, row(empty(16384), more=' table:number-rows-repeated="1048570"')), styles=styles))


def the_same_as_csv(t):
    a, b = said_of(result(as_csv("same.csv"))), said_of(result(as_ods("same.ods")))
    t.equal(b, a, "the same list as .ods")
    t.equal([result(make("kind" + end))["rows"]["source"] for make, end in ((as_csv, ".csv"), (as_ods, ".ods"))], ["csv", "ods"], "called what it is")
    t.equal([s["id"] for s in b["suppliers"]], ["0046973", "0046974", "0046976"], "codes as they are shown")


def the_same_bytes_through_an_office(t):
    """The same list as CSV, .xlsx and .ods, as an office program converts it: the same report, the same workbook."""
    if not OFFICE:
        return
    if not shutil.which("soffice"):
        t.skip("an office program", "no LibreOffice")
        return
    folder = program.place("office")
    os.makedirs(folder)
    shutil.copy(as_csv("list.csv"), os.path.join(folder, "list.csv"))
    for kind in ("ods", "xlsx"):
        subprocess.run(["soffice", "-env:UserInstallation=file://" + program.place("profile"), "--headless", "--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2", "--convert-to", kind,
                        "--outdir", folder, os.path.join(folder, "list.csv")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    said, books = [], []
    for kind in ("csv", "xlsx", "ods"):
        place = os.path.join(folder, kind)
        os.makedirs(place)
        shutil.copy(os.path.join(folder, "list." + kind), os.path.join(place, "list"))
        done = program.run("portfolio", "list", *DAY, "-o", "book.xlsx", "--budget", "9000000", "--json", cwd=place)
        said.append(json.dumps(said_of(json.loads(done.stdout)), ensure_ascii=False))
        with zipfile.ZipFile(os.path.join(place, "book.xlsx")) as z:
            books.append({n: z.read(n).replace("シート「list」".encode(), b"") for n in z.namelist()})
    t.check(said[0] == said[1] == said[2], "CSV, .xlsx and .ods give the same result")
    for i, kind in ((1, ".xlsx"), (2, ".ods")):
        t.equal(sorted(n for n in books[0] if books[0][n] != books[i].get(n)), [], "and the same workbook, part by part", kind)


# ---- what cells hold ----

def cells_as_they_are_shown(t):
    styles = ('<number:number-style style:name="K"><number:number number:min-integer-digits="1" number:grouping="true"/><number:text>千円</number:text></number:number-style>'
              '<number:number-style style:name="P0"><number:number number:min-integer-digits="5"/></number:number-style>'
              '<number:number-style style:name="P"><number:text>-</number:text><number:number number:min-integer-digits="5"/><style:map style:condition="value()&gt;=0" style:apply-style-name="P0"/></number:number-style>'
              '<number:number-style style:name="T"><number:number number:min-integer-digits="7"><number:embedded-text number:position="4">-</number:embedded-text></number:number></number:number-style>'
              '<number:percentage-style style:name="R"><number:number number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
              + "".join('<style:style style:name="c%s" style:family="table-cell" style:data-style-name="%s"/>' % (s, s) for s in "KPTR") +
              '<style:style style:name="child" style:family="table-cell" style:parent-style-name="cK"/>')
    columns = '<table:table-column table:default-cell-style-name="cP"/><table:table-column table:number-columns-repeated="3"/><table:table-column table:default-cell-style-name="child"/>'
    xml = content(table("t", columns, row("id", "name", "level", "PCs", "annual purchases", "4 met rate"),
                        row(number(42, "00042"), "a", "3", number(10), number(12000, "12,000千円"), number("0.5", "50%", "cR", "percentage")),
                        row(number(43, "000-0043", "cT"), "b", "4", number(10), number(7, "7千円"), number("0.25", "25%", "cR", "percentage"))), styles=styles)
    r = result(packed("shown.ods", xml))
    t.equal([(s["id"], s["annual_purchases_yen"]) for s in r["suppliers"]], [("00042", 12000000), ("000-0043", 7000)],
            "zeros before a code, a unit of the format, by the style of cell, parent and column")
    t.equal(r["suppliers_with"]["counts_used"], 2, "per cents are rates")


def texts_and_notes(t):
    note = '<office:annotation office:display="true"><text:p>千円のつもり 99</text:p></office:annotation>'
    ruby = '<text:p><text:ruby><text:ruby-base>東海</text:ruby-base><text:ruby-text>とうかい</text:ruby-text></text:ruby><text:span>精機</text:span><text:s text:c="2"/>本社</text:p>'
    xml = content(table("t", row("id", "name", "level", "PCs", "annual purchases"),
                        row("a", '<table:table-cell office:value-type="string">%s%s</table:table-cell>' % (note, ruby), "3",
                            '<table:table-cell office:value-type="float" office:value="12">%s<text:p>12</text:p></table:table-cell>' % note, number(5))))
    r = result(packed("notes.ods", xml))
    t.equal([(s["name"], s["annual_purchases_yen"]) for s in r["suppliers"]], [("東海精機  本社", 5)], "notes and readings are no text of the cell")


def errors_are_errors(t):
    old = ' office:value-type="float" office:value="0"'
    xml = content(table("t", row("id", "name", "level", "PCs", "annual purchases"), row("a", "a", "3", number(5), error("#DIV/0!")),
                        row("b", "b", "3", number(5), error("Err:502", old)), row("c", "c", "3", number(5), error("#REF!", old)),
                        row("d", "d", "3", number(5), '<table:table-cell table:formula="of:=1+1"/>')))
    done = run(packed("errors.ods", xml), "--json")
    r = json.loads(done.stdout) if done.stdout else json.loads("{}")
    t.equal(done.returncode, 1, "no row is left: every amount is an error, none is 0", done.stderr.decode(errors="replace")[-400:], r)
    for cell in ("E2", "E3", "E4", "E5"):
        t.check(cell.encode() in done.stderr or done.stdout and cell.encode() in done.stdout, "named by its cell", cell)


def merged_hidden_further(t):
    def span(value, n):
        return number(value, more=' table:number-columns-spanned="1" table:number-rows-spanned="%d"' % n)
    hidden = '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    head = row("id", "level", "name", "PCs", "annual purchases", "category")
    under = '<table:covered-table-cell office:value-type="float" office:value="77"><text:p>77</text:p></table:covered-table-cell>'
    xml = content(table("old", head, row("z", "3", "z", number(1), number(1), "x"), more=' table:style-name="off"'),
                  table("now", '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>', head,
                        row("a", "3", "a", number(5), span(8, 2), "casting"), row("b", "3", "b", number(5), under, "casting"),
                        row("c", "3", "c", number(5), number(5), "IT", more=' table:visibility="filter"')),
                  table("further", head, row("y", "3", "y", number(1), number(1), "x")), styles=hidden)
    r = result(packed("merged.ods", xml))
    t.equal((r["rows"]["sheet"], r["rows"]["other_sheets"]), ("now", ["further"]), "a hidden sheet is not taken, a further one is told")
    t.equal((r["rows"]["hidden_rows"], [c["heading"] for c in r["rows"]["columns"] if c.get("hidden")], r["rows"]["cells_merged"]), (1, ["name"], 1),
            "hidden rows, hidden columns and merged cells are told")
    t.equal([s["annual_purchases_yen"] for s in r["suppliers"]], [8, 8, 5], "a merged cell counts for all its rows, what lies under it does not")


def repeated_rows_are_rows(t):
    xml = content(table("t", row("id", "name", "level", "PCs"), row("a", "a", "3", number(5), more=' table:number-rows-repeated="3"'),
                        row(empty(5), number(0), more=' table:number-rows-repeated="400000"')))
    r = result(packed("rows.ods", xml))
    t.equal((r["rows"]["suppliers"], r["rows"]["left_out"]), (1, 2), "a row that stands three times comes three times")


# ---- what may not cost anything, or end the program ----

def repeats_cost_nothing(t):
    far = content(table("t", row("id", "name", "level", "PCs", empty(1000000000)), row(empty(16384), more=' table:number-rows-repeated="1048000"'),
                        row("a", "a", "3", number(5)), *[row(empty(16384), more=' table:number-rows-repeated="4000000000"')] * 50))
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    r = result(packed("far.ods", far))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime
    t.equal([s["row"] for s in r["suppliers"]], [1048002], "a row behind a million empty ones")
    t.check(used < 3, "in no time", used, time.time() - start)


def without_a_manifest(t):
    """Repacked by hand, the manifest lost: LibreOffice opens it, and so do we."""
    path = packed("lost.ods", content(table("t", row("id", "name", "level", "PCs"), row("a", "甲", "3", number(5)))))
    parts = {}
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist() if "manifest" not in n}
    with zipfile.ZipFile(path, "w") as z:
        for n, data in parts.items():
            z.writestr(n, data)
    t.equal([s["name"] for s in result(path)["suppliers"]], ["甲"], "a sheet without its manifest is read")
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("content.xml", content(table("t")).replace("office:spreadsheet", "office:text"))
    t.check(b"HW-106" in run(path).stderr, "a text document stays none")


def hostile(t):
    ok = row("id", "name", "level", "PCs")
    deep = "<table:table-row-group>" * 80 + "</table:table-row-group>" * 80
    for name, xml, manifest, code in (
            ("a million full rows", content(table("t", ok, row(*["x"] * 8, more=' table:number-rows-repeated="1048570"'))), MANIFEST, "HW-2"),
            ("more rows than a sheet", content(table("t", ok, row("a", "a", "3", "5", more=' table:number-rows-repeated="1048577"'))), MANIFEST, "HW-2"),
            ("more cells than a row", content(table("t", ok, row(text("x", ' table:number-columns-repeated="16385"')))), MANIFEST, "HW-2"),
            ("spaces without end", content(table("t", ok, row('<table:table-cell office:value-type="string"><text:p>a<text:s text:c="999999999"/></text:p></table:table-cell>'))), MANIFEST, "HW-2"),
            ("a number that is none", content(table("t", ok, row("a", "a", "3", number("NaN")))), MANIFEST, "HW-2"),
            ("nested too deep", content(table("t", ok, deep)), MANIFEST, "HW-605"),
            ("a document type", content(table("t", ok)).replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1), MANIFEST, "HW-605"),
            ("cut off", content(table("t", ok))[:-40], MANIFEST, "HW-605"),
            ("a text document", content(table("t", ok)).replace("office:spreadsheet", "office:text"), MANIFEST, "HW-106"),
            ("protected", "garbage", MANIFEST.replace('"/"/>', '"/"/><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'), "HW-604"),
            ("a bomb", content(table("t", ok, "<table:table-row/>" * 2000000)), MANIFEST, "HW-1"),
            ("no headings", content(table("t", row("a", "b"))), MANIFEST, "HW-640")):
        done = run(packed("hostile.ods", xml, manifest))
        t.equal(done.returncode, 1, "ends in words", name, done.stderr[-300:])
        t.check(code.encode() in done.stderr, "with its code", name, done.stderr[-300:])


def flat(t):
    path = program.write('<?xml version="1.0" encoding="UTF-8"?>\n<office:document %s office:mimetype="application/vnd.oasis.opendocument.spreadsheet"></office:document>' % SPACES, "list.fods")
    done = run(path)
    t.equal(done.returncode, 1, "a flat .fods is refused")
    t.check(b"HW-616" in done.stderr and b".fods" in done.stderr and b"save it as .ods or .xlsx" in done.stderr, "by name, with the remedy", done.stderr[-300:])


def answers_by_the_same_door(t):
    xml = content(table("回答", row("番号", "回答"), row("4-1-1-1", "○"), row("4-1-1-2", "未対応")))
    done = program.run("import", packed("answers.ods", xml), "-o", program.place("case.json"), "--level", "4", env=ENGLISH)
    t.equal(done.returncode, 0, "answers of a supplier are read as well", done.stderr[-300:])


def main():
    suite = Suite()
    suite.run([the_same_as_csv, the_same_bytes_through_an_office, cells_as_they_are_shown, texts_and_notes, errors_are_errors, merged_hidden_further, repeated_rows_are_rows,
               repeats_cost_nothing, without_a_manifest, hostile, flat, answers_by_the_same_door])
    suite.finish()


if __name__ == "__main__":
    main()
