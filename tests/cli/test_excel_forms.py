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


def beside(parts_more, relations, tail=""):
    """Parts that hang on the sheet: their texts, its relations to them, and what the sheet says of them."""
    def change(parts):
        parts.update(parts_more)
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = HEAD + '<Relationships xmlns="%s/relationships">%s</Relationships>' % (
            PACKAGE, "".join('<Relationship Id="rId%d" Type="%s%s" Target="%s"/>' % (i, LINK, kind, target) for i, (kind, target) in enumerate(relations.items(), 1)))
        parts[SHEET] = parts[SHEET].replace("</worksheet>", tail + "</worksheet>")
    return change


def kind_of_book(kind):
    return within(TYPES, TYPE + "sheet.main+xml", kind)


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
    ("comments and their threads", beside({"xl/comments1.xml": '<comments xmlns="%s"><authors><author>甲</author></authors><commentList><comment ref="B2" authorId="0"><text><t>9</t></text></comment></commentList></comments>' % MAIN,
                                           "xl/threadedComments/threadedComment1.xml": '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
                                           "xl/persons/person.xml": "<personList/>"}, {"/comments": "../comments1.xml", "/threadedComment": "../threadedComments/threadedComment1.xml"})),
    ("a table", beside({"xl/tables/table1.xml": '<table xmlns="%s" id="1" name="T" displayName="T" ref="A1:H3" totalsRowShown="0"><tableColumns count="1"><tableColumn id="1" name="会社名"/></tableColumns></table>' % MAIN},
                       {"/table": "../tables/table1.xml"}, '<tableParts count="1"><tablePart r:id="rId1" xmlns:r="%s"/></tableParts>' % LINK)),
    ("slicers and a pivot", beside({"xl/slicers/slicer1.xml": "<slicers/>", "xl/pivotTables/pivotTable1.xml": "<pivotTableDefinition/>", "xl/pivotCache/pivotCacheDefinition1.xml": "<pivotCacheDefinition/>"},
                                   {"/slicer": "../slicers/slicer1.xml", "/pivotTable": "../pivotTables/pivotTable1.xml"},
                                   '<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList><x14:slicer r:id="rId1" xmlns:r="%s"/></x14:slicerList></ext></extLst>' % LINK)),
    ("links to other workbooks", lambda p: p.update({BOOK: p[BOOK].replace("</sheets>", '</sheets><externalReferences><externalReference r:id="rId8"/></externalReferences><definedNames><definedName name="x">[1]他!$A$1</definedName><definedName name="y">#REF!</definedName></definedNames>'),
                                                     RELS: p[RELS].replace("</Relationships>", '<Relationship Id="rId8" Type="%s/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>' % LINK),
                                                     "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                                                     SHEET: p[SHEET].replace("<v>12000000</v>", "<f>[1]他!$A$1*2</f><v>12000000</v>")})),
    ("links out of the sheet", beside({}, {"/hyperlink": 'http://example.invalid/" TargetMode="External'}, '<hyperlinks><hyperlink ref="B2" r:id="rId1" xmlns:r="%s" display="9"/></hyperlinks>' % LINK)),
    ("macros in it", lambda p: (kind_of_book("application/vnd.ms-excel.sheet.macroEnabled.main+xml")(p), p.update({"xl/vbaProject.bin": "\0\1"}))),
    ("a template", lambda p: kind_of_book(TYPE + "template.main+xml")(p)),
    ("a template with macros", lambda p: kind_of_book("application/vnd.ms-excel.template.macroEnabled.main+xml")(p)),
    ("an add-in", lambda p: kind_of_book("application/vnd.ms-excel.addin.macroEnabled.main+xml")(p)),
    ("the last row there can be", within(SHEET, "</sheetData>", '<row r="1048576" spans="1:3"><c r="A1048576" s="0"/></row></sheetData>')),
    ("the last column there can be", within(SHEET, "</row>", '<c r="XFD1" s="0"/></row>')),
    ("a size to the last cell", within(SHEET, "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
    ("rich strings in the cells with readings", every(SHEET, 't="s"><v>%d</v>' % WORDS.index("浅葱鋼業"), 't="inlineStr"><is><r><t>浅葱</t></r><r><rPr><sz val="9"/></rPr><t>鋼業</t></r><rPh sb="0" eb="4"><t>アサギコウギョウ</t></rPh><phoneticPr fontId="1"/></is>')),
    ("a reading beside one text", within(STRINGS, "<t>浅葱鋼業</t>", '<t>浅葱鋼業</t><rPh sb="0" eb="2"><t>アサギ</t></rPh>')),
    ("words of formulas", every(SHEET, 't="s"><v>%d</v>' % WORDS.index("浅葱鋼業"), 't="str"><f>"浅葱"&amp;"鋼業"</f><v>浅葱鋼業</v>')),
    ("shared and array formulas", lambda p: p.update({SHEET: p[SHEET].replace("<v>42</v>", '<f t="shared" ref="C2:C3" si="0">1+1</f><v>42</v>').replace("<v>120</v>", '<f t="shared" si="0"/><v>120</v>')
                                                      .replace("<v>30</v>", '<f t="array" ref="D2" ca="1">SUM(1)</f><v>30</v>')})),
    ("counts of words that are wrong", within(STRINGS, "<sst ", '<sst count="1" uniqueCount="99999" ')),
    ("an empty word and one of blanks", lambda p: p.update({STRINGS: p[STRINGS].replace("</sst>", '<si/><si><t xml:space="preserve">  </t></si></sst>'),
                                                           SHEET: p[SHEET].replace("</row>", '<c r="K1" t="s"><v>%d</v></c><c r="L1" t="s"><v>%d</v></c></row>' % (len(WORDS), len(WORDS) + 1), 1)})),
    ("CDATA", within(STRINGS, "<t>浅葱鋼業</t>", "<t><![CDATA[浅葱鋼業]]></t>")),
    ("references of characters", within(STRINGS, "<t>浅葱鋼業</t>", "<t>&#x6D45;&#33905;鋼業</t>")),
    ("an escape of Excel's", within(STRINGS, "<t>浅葱鋼業</t>", "<t>_x6D45_葱鋼業</t>")),
    ("a newer edition beside it", lambda p: p.update({SHEET: p[SHEET].replace("<worksheet ", '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
                                                      'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{0}" ')
                                                      .replace('<row r="1"', '<row r="1" spans="1:8" x14ac:dyDescent="0.4" customHeight="1" ht="20" collapsed="0"'),
                                                      BOOK: p[BOOK].replace("<sheets>", '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\a" '
                                                                            'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews><workbookView activeTab="0"/></bookViews><sheets>')})),
    ("protection, filters, drop-downs", within(SHEET, "</sheetData>", '</sheetData><sheetProtection sheet="1" password="83AF"/><autoFilter ref="A1:H3"/><conditionalFormatting sqref="B2"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
                                               '<dataValidations count="1"><dataValidation type="list" sqref="G2:G3"><formula1>"3,4"</formula1></dataValidation></dataValidations>')),
    ("views and widths", within(SHEET, "<sheetData>", '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols><col min="1" max="16384" width="9"/></cols><sheetData>')),
    ("links of cells to metadata", every(SHEET, ' s="0" t="s"', ' s="0" cm="1" vm="2" ph="1" t="s"')),
    ("names in single quotes", lambda p: p.update({n: p[n].replace('"', "'") for n in (SHEET, STRINGS)})),
    ("lines ended for Windows", lambda p: p.update({n: p[n].replace("><", ">\r\n<") for n in (SHEET, BOOK, RELS)})),
    ("custom parts, properties, a picture", lambda p: p.update({"customXml/item1.xml": "<x/>", "docProps/custom.xml": "<Properties/>", "docProps/thumbnail.wmf": "\1", "xl/printerSettings/printerSettings1.bin": "\0", "xl/calcChain.xml": "<calcChain/>",
                                                               "xl/theme/theme1.xml": "<a/>", "[trash]/0000.dat": "\0"})),
    ("an error in a column that is not read", within(SHEET, "</row>", '<c r="K1" t="e"><v>#N/A</v></c></row>')),
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


# Forms that Excel opens and we do not: refused by a code of their own with what to do, whatever the name of the file.
PAGE = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table><tr><td>取引先コード</td></tr></table></body></html>'
XML = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
OTHER = [
    ("a page", PAGE.encode(), "HW-617"), ("a page with a mark and blanks", b"\xef\xbb\xbf\r\n <!DOCTYPE html>\r\n" + PAGE.encode(), "HW-617"), ("a page in CP932", PAGE.encode("cp932"), "HW-617"),
    ("a bare table", b"<TABLE border=1><TR><TD>1</TABLE>", "HW-617"), ("a page in one file", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--", "HW-617"),
    ("XML of 2003", XML.encode(), "HW-617"), ("XML of 2003 in UTF-16", XML.encode("utf-16"), "HW-617"), ("SYLK", b"ID;PWXL;N;E\r\nE\r\n", "HW-617"),
    ("a binary workbook", None, "HW-617"), ("a workbook of Excel 4", b"\x09\x04\x06\0\0\0\x10\0" + b"\0" * 40, "HW-607"), ("an old workbook", COMPOUND + "Workbook".encode("utf-16-le") + b"\0" * 112, "HW-607"),
    ("a password", COMPOUND + "EncryptedPackage".encode("utf-16-le") + b"\0" * 96, "HW-604"), ("a PDF", b"%PDF-1.7\n1,2\n", "HW-106"), ("a picture", b"\x89PNG\r\n\x1a\n", "HW-106"),
    ("other XML", b'<?xml version="1.0"?><a>1,2</a>', "HW-106"),
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


def what_only_excel_opens_is_named_with_the_remedy(t):
    parts = plain()
    parts[BOOK.replace(".xml", ".bin")] = parts.pop(BOOK)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("workbook.xml", "workbook.bin")
    for name, data, code in OTHER:
        for end in ("xls", "xlsx", "csv", "xml"):
            path = program.write(data if data is not None else package(parts), "other." + end)
            for words in (("portfolio", path, "--as-of", "2026-11-22"), ("import", path), ("questionnaire", "--list", path, "--level", "3", "-o", program.place("none"))):
                done = program.run(*words, env=ENGLISH)
                said = done.stderr.decode(errors="replace")
                t.check(done.returncode == 1 and code in said and "->" in said and "HW-640" not in said, "%s: %s as .%s" % (words[0], name, end), done.returncode, said[:300])


# One date in the forms a workbook has for it: what is shown is the day.
DATES = [
    ("a serial number", '<c r="I2" s="1"><v>46477</v></c>', 0), ("a serial number of 1904", '<c r="I2" s="1"><v>45015</v></c>', 1), ("a serial number with an hour", '<c r="I2" s="1"><v>46477.75</v></c>', 0),
    ("an ISO date", '<c r="I2" s="1" t="d"><v>2027-03-31</v></c>', 0), ("an ISO date with an hour", '<c r="I2" s="1" t="d"><v>2027-03-31T18:00:00</v></c>', 0), ("an ISO date of a book of 1904", '<c r="I2" s="1" t="d"><v>2027-03-31</v></c>', 1),
    ("a word", '<c r="I2" t="inlineStr"><is><t>2027-03-31</t></is></c>', 0), ("an era", '<c r="I2" s="2"><v>46477</v></c>', 0),
]


def a_date_is_the_same_day_in_every_form(t):
    for name, there, of_1904 in DATES:
        parts = plain()
        parts[STYLES] = HEAD + ('<styleSheet xmlns="%s"><numFmts count="1"><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
                                '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/></cellXfs></styleSheet>' % MAIN)
        first, second, rest = parts[SHEET].split("</row>", 2)
        parts[SHEET] = first + '<c r="I1" t="inlineStr"><is><t>期限</t></is></c></row>' + second + there + "</row>" + rest
        if of_1904:
            parts[BOOK] = parts[BOOK].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
        code, text = result(package(parts))
        t.check(code == 0 and "2027-03-31" in text, name, text[:600])


suite = Suite()
suite.run([what_only_excel_opens_is_named_with_the_remedy, a_date_is_the_same_day_in_every_form, every_form_gives_what_the_plain_one_gives])
suite.finish()
