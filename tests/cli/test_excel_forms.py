#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Excel opens, we open: one list of suppliers as other programs write a workbook, each with a peculiarity that Excel takes
without a word. Every form gives what the plain one gives. A row of FORMS: a name and what it does to the parts."""
import io
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite

program = Program(sys.argv[1])
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROWS = [("取引先コード", "会社名", "従業員数", "PC台数", "年間購入額（円）", "年間売上高（円）", "目標レベル", "分類1 未対応"),
        ("0017", "浅葱鋼業", 42, 30, 12000000, 300000000, 3, 4), ("0018", "深縹製作所", 120, 90, 50000000, 900000000, 4, 2)]
WORDS = sorted({c for r in ROWS for c in r if isinstance(c, str)})
SHEET, BOOK, RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, TYPES = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"


def cell(row, column, value):
    where = "%s%d" % ("ABCDEFGH"[column], row)
    if isinstance(value, str):
        return '<c r="%s" s="0" t="s"><v>%d</v></c>' % (where, WORDS.index(value))
    return '<c r="%s" s="0"><v>%d</v></c>' % (where, value)


def plain():
    rows = "".join('<row r="%d">%s</row>' % (i, "".join(cell(i, k, v) for k, v in enumerate(r))) for i, r in enumerate(ROWS, 1))
    return {
        TYPES: HEAD + '<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/>'
                      '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="%sworksheet+xml"/></Types>' % (PACKAGE, TYPE, TYPE),
        "_rels/.rels": HEAD + '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PACKAGE, LINK),
        BOOK: HEAD + '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>' % (MAIN, LINK),
        RELS: HEAD + '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/>'
                     '<Relationship Id="rId2" Type="%s/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="%s/styles" Target="styles.xml"/></Relationships>'
                     % (PACKAGE, LINK, LINK, LINK),
        STYLES: HEAD + '<styleSheet xmlns="%s"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>' % MAIN,
        STRINGS: HEAD + '<sst xmlns="%s">%s</sst>' % (MAIN, "".join("<si><t>%s</t></si>" % w for w in WORDS)),
        SHEET: HEAD + '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, rows),
    }


def within(part, old, new, count=1):
    """The text of a part otherwise: that it stood there is checked."""
    def change(parts):
        assert old in parts[part], old
        parts[part] = parts[part].replace(old, new, count)
    return change


def every(part, pattern, new):
    def change(parts):
        parts[part], n = re.subn(pattern, new, parts[part])
        assert n, pattern
    return change


def without(*names):
    def change(parts):
        for name in names:
            del parts[name]
    return change


def renamed(how):
    def change(parts):
        for name in list(parts):
            if name != TYPES:
                parts[how(name)] = parts.pop(name)
    return change


def sheets(before, after, kind, folder, root):
    """Sheets of another kind before or after the list."""
    def change(parts):
        more = '<sheet name="他" sheetId="9" r:id="rId9"%s/>'
        parts[BOOK] = parts[BOOK].replace("<sheets>", "<sheets>" + (more % "" if before else "")).replace(
            "</sheets>", (more % ' state="veryHidden"' if after else "") + "</sheets>")
        parts[RELS] = parts[RELS].replace("</Relationships>", '<Relationship Id="rId9" Type="%s" Target="%s/other1.xml"/></Relationships>' % (kind, folder))
        parts["xl/%s/other1.xml" % folder] = HEAD + "<%s xmlns=\"%s\"/>" % (root, MAIN)
    return change


def encoded(name, encoding, bom=b""):
    def change(parts):
        for part in (SHEET, STRINGS, BOOK):
            parts[part] = bom + parts[part].replace('encoding="UTF-8"', 'encoding="%s"' % name).encode(encoding)
    return change


def prefixed(parts):
    for part in (SHEET, STRINGS):
        text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", parts[part][len(HEAD):])
        parts[part] = HEAD + text.replace("xmlns=", "xmlns:x=")


def strict(parts):
    for part in (SHEET, STRINGS, BOOK, STYLES, RELS, "_rels/.rels"):
        parts[part] = parts[part].replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def inline(parts):
    parts[SHEET] = re.sub(r't="s"><v>(\d+)</v>', lambda m: 't="inlineStr"><is><t>%s</t></is>' % WORDS[int(m[1])], parts[SHEET])
    del parts[STRINGS]


def phonetic(parts):
    parts[STRINGS] = parts[STRINGS].replace("<si><t>浅葱鋼業</t></si>", '<si><r><t>浅葱</t></r><r><rPr><b/></rPr><t>鋼業</t></r>'
                                            '<rPh sb="0" eb="2"><t>アサギ</t></rPh><phoneticPr fontId="1"/></si>')


CHART = LINK + "/chartsheet"
DIALOG = LINK + "/dialogsheet"
MACRO = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
FORMS = [
    ("a chart sheet first", sheets(True, False, CHART, "chartsheets", "chartsheet")),
    ("a dialog sheet first", sheets(True, False, DIALOG, "dialogsheets", "dialogsheet")),
    ("a macro sheet behind", sheets(False, True, MACRO, "macrosheets", "macrosheet")),
    ("a module sheet without a part", lambda p: p.update({BOOK: p[BOOK].replace("<sheets>", '<sheets><sheet name="Module1" sheetId="7" r:id=""/>')})),
    ("names with backslashes", renamed(lambda n: n.replace("/", "\\"))),
    ("names in capitals", renamed(lambda n: n.upper())),
    ("absolute targets", every(RELS, 'Target="', 'Target="/xl/')),
    ("targets with a dot", within(RELS, 'Target="worksheets', 'Target="./worksheets')),
    ("targets with a way up", within(RELS, 'Target="worksheets', 'Target="../xl/worksheets')),
    ("targets with backslashes", within(RELS, "worksheets/sheet1", "worksheets\\sheet1")),
    ("no styles", without(STYLES)),
    ("no relation of styles", lambda p: (p.pop(STYLES), p.update({RELS: re.sub(r"<Relationship Id=\"rId3\"[^>]*/>", "", p[RELS])}))),
    ("an empty style", every(SHEET, ' s="0"', ' s=""')),
    ("a style beyond the last", every(SHEET, ' s="0"', ' s="987"')),
    ("a row 0 before", within(SHEET, "<sheetData>", '<sheetData><row r="0" ht="12"/>')),
    ("rows without a number", every(SHEET, r'<row r="\d+"', "<row")),
    ("cells without a place", every(SHEET, r'<c r="[A-H]\d"', "<c")),
    ("small letters of columns", every(SHEET, r'r="([A-H])(\d)"', lambda m: 'r="%s%s"' % (m[1].lower(), m[2]))),
    ("a merged column", within(SHEET, "</worksheet>", '<mergeCells><mergeCell ref="K:K"/></mergeCells></worksheet>')),
    ("a merged column to its end", within(SHEET, "</worksheet>", '<mergeCells><mergeCell ref="K1:L1048576"/></mergeCells></worksheet>')),
    ("a merged row", within(SHEET, "</worksheet>", '<mergeCells><mergeCell ref="9:9"/></mergeCells></worksheet>')),
    ("a merge of one cell", within(SHEET, "</worksheet>", '<mergeCells count="5"><mergeCell ref="B2"/></mergeCells></worksheet>')),
    ("encoding utf8", encoded("utf8", "utf-8")),
    ("encoding UTF8 with its mark", encoded("UTF8", "utf-8", b"\xef\xbb\xbf")),
    ("encoding Utf-8", encoded("Utf-8", "utf-8")),
    ("encoding UTF-16", encoded("UTF-16", "utf-16-le", b"\xff\xfe")),
    ("a mark at the front", lambda p: p.update({SHEET: b"\xef\xbb\xbf" + p[SHEET].encode()})),
    ("no declaration", within(SHEET, HEAD, "")),
    ("prefixed names", prefixed), ("the strict edition", strict),
    ("strings in the cells", inline), ("readings and runs", phonetic),
    ("a wrong size", within(SHEET, "<sheetData>", '<dimension ref="A1"/><sheetData>')),
    ("an extension", within(SHEET, "</worksheet>", '<extLst><ext uri="{1}"><x14:c xmlns:x14="urn:x">9</x14:c></ext></extLst></worksheet>')),
    ("a comment and an instruction", within(SHEET, "<sheetData>", "<!-- <row r=\"1\"> --><?x y?><sheetData>")),
    ("numbers with blanks", every(SHEET, r"<v>(\d+)</v></c></row>", r"<v> \1 </v></c></row>")),
    ("numbers with a power", within(SHEET, "<v>12000000</v>", "<v>1.2E7</v>")),
    ("formulas with values", every(SHEET, r"<v>(\d\d+)</v>", r"<f>1*\1</f><v>\1</v>")),
    ("cells without a value", every(SHEET, "</row>", '<c s="0"/><c s="0"><v/></c></row>')),
    ("cells marked as numbers", every(SHEET, ' s="0"><v>', ' s="0" t="n"><v>')),
    ("no content types", without(TYPES)),
]


# What Excel does not take either (it offers to repair): refused with a code and what to do, never read otherwise.
BROKEN = [
    ("a sheet whose relation is missing", within(BOOK, "</sheets>", '<sheet name="Module1" sheetId="7" r:id="rId77"/></sheets>')),
    ("no relation of strings", lambda p: p.update({RELS: re.sub(r"<Relationship Id=\"rId2\"[^>]*/>", "", p[RELS])})),
    ("a style below the first", every(SHEET, ' s="0"', ' s="-1"')),
    ("places with dollars", every(SHEET, r'<c r="([A-H])(\d)"', r'<c r="$\1$\2"')),
    ("a cell of another row", every(SHEET, "</row>", '<c r="J1"><v>1</v></c></row>')),
    ("a word beyond the last", every(SHEET, 't="s"><v>5<', 't="s"><v>5000<')),
    ("a sheet cut off", lambda p: p.update({SHEET: p[SHEET][:-40]})),
    ("an entity", within(SHEET, HEAD, HEAD + '<!DOCTYPE w [<!ENTITY a "b">]>')),
    ("an unknown encoding", encoded("x-mac-japanese", "utf-8")),
]


def package(parts, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr("docProps/", "")
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def result(data):
    path = program.place("form.xlsx")
    with open(path, "wb") as out:
        out.write(data)
    done = program.run("portfolio", path, "--as-of", "2026-11-22", "--no-range", "-o", program.place("rows.csv"), "--force", env=ENGLISH)
    if done.returncode:
        return done.returncode, done.stderr.decode(errors="replace")
    with open(program.place("rows.csv"), encoding="utf-8-sig") as text:
        return 0, text.read()


def every_form_gives_what_the_plain_one_gives(t):
    wanted = result(package(plain()))
    t.check(wanted[0] == 0 and wanted[1].count("\n") >= 3 and "0017" in wanted[1], "the plain form is read", wanted)
    for name, change in FORMS:
        parts = plain()
        change(parts)
        got = result(package(parts))
        t.check(got == wanted, name, got[1][:600] if got[0] else [p for p in zip(got[1].split("\n"), wanted[1].split("\n")) if p[0] != p[1]][:2])
    for name, change in BROKEN:
        parts = plain()
        change(parts)
        code, said = result(package(parts))
        t.check(code == 1 and "HW-" in said and "->" in said, "refused with the remedy: " + name, code, said[:300])
    for name, data in (("not compressed", package(plain(), zipfile.ZIP_STORED)), ("something before it", b"MZ" * 40 + package(plain())),
                       ("compressed by bzip2", package(plain(), zipfile.ZIP_BZIP2))):
        got = result(data)
        t.check(got == wanted or (got[0] == 1 and "HW-" in got[1]), name, got[1][:300])


suite = Suite()
suite.run([every_form_gives_what_the_plain_one_gives])
suite.finish()
