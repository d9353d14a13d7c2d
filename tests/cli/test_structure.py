#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every workbook of the examples obeys every structural rule that Excel enforces, and a second reader opens it.

    test_structure.py PROGRAM

The rules stand in tests/structure.py. For each of them a sound workbook is broken on purpose here, and must be caught by that
rule. The second reader is exceljs (tests/reader), in the folder `reader` of the build; ./run test puts it there.
"""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [HERE, os.path.join(HERE, "golden")]
import golden
import structure
from suite import Program, Suite
from workbook import Workbook

program = Program(sys.argv[1])
books, unmade = golden.make_books(program.path, program.place("books"))


def faults_of(path):
    return structure.faults(structure.read(path))


def all_books(t):
    t.check(not unmade and len(books) > 50, "the workbooks of the examples are made", *unmade[:5])
    with concurrent.futures.ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for path, found in zip(books, pool.map(faults_of, books)):
            t.check(not found, "no rule of structure is broken: " + os.path.basename(path), *found[:8])


# ---- the rules catch what they are for: (rule, workbook, part, what stands there, what is put there)

OWN, BUDGET, ASK = "case-minimal--own.ja", "portfolio--suppliers.ja", "case-minimal--questionnaire-own.ja"
SHEET = r"xl/worksheets/sheet\d+\.xml"
LONG = "x" * 256
BREAKS = [
    ("well_formed", OWN, "docProps/app.xml", "</Properties>", "</Property>"),
    ("well_formed", OWN, "xl/sharedStrings.xml", "<si><t>", "<si><t>\x0b"),
    ("well_formed", OWN, "xl/workbook.xml", r"\?>", "?><!DOCTYPE x>"),
    ("content_types", OWN, r"\[Content_Types\].xml", r'<Override PartName="/xl/styles.xml"[^>]*/>', ""),
    ("content_types", OWN, r"\[Content_Types\].xml", 'PartName="/xl/styles.xml"', 'PartName="/xl/stiles.xml"'),
    ("content_types", OWN, r"\[Content_Types\].xml", r'(<Default [^>]*/>)', r"\1\1"),
    ("content_types", OWN, r"\[Content_Types\].xml", r'(<Override [^>]*/>)', r"\1\1"),
    ("content_types", OWN, r"\[Content_Types\].xml", "spreadsheetml.styles", "spreadsheetml.style"),
    ("relationships", OWN, "xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"'),
    ("relationships", OWN, "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet99.xml"),
    ("relationships", OWN, "xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet2.xml"', 'Target="http://x/" TargetMode="External"'),
    ("references_to_parts", OWN, "xl/workbook.xml", 'r:id="rId3"', 'r:id="rId999"'),
    ("references_to_parts", OWN, "xl/worksheets/sheet1.xml", '<drawing r:id="rId1"', '<drawing r:id="rId7"'),
    ("book_order", OWN, "xl/workbook.xml", r"(<bookViews>.*?</bookViews>)(<sheets>.*?</sheets>)", r"\2\1"),
    ("sheet_names", OWN, "xl/workbook.xml", '<sheet name="[^"]*"', '<sheet name="a/b"'),
    ("sheet_names", OWN, "xl/workbook.xml", '<sheet name="[^"]*"', '<sheet name="%s"' % ("x" * 32)),
    ("sheet_names", OWN, "xl/workbook.xml", '<sheet name="[^"]*"', '<sheet name="History"'),
    ("sheet_names", OWN, "xl/workbook.xml", '<sheet name="[^"]*"', '<sheet name="\'a"'),
    ("sheet_names", OWN, "xl/workbook.xml", '<sheet name="([^"]*)"(.*?)<sheet name="[^"]*"', r'<sheet name="\1"\2<sheet name="\1"'),
    ("sheet_names", OWN, "xl/workbook.xml", 'sheetId="2"', 'sheetId="1"'),
    ("a_sheet_is_seen", OWN, "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="99" '),
    ("a_sheet_is_seen", OWN, "xl/workbook.xml", '(<sheet name="[^"]*")', r'\1 state="hidden"'),
    ("a_sheet_is_seen", OWN, "xl/worksheets/sheet2.xml", "<sheetView ", '<sheetView tabSelected="1" '),
    ("defined_names", OWN, "xl/workbook.xml", '<definedName name="annual_total">', '<definedName name="A1">'),
    ("defined_names", OWN, "xl/workbook.xml", '<definedName name="annual_total">', '<definedName name="R1C1">'),
    ("defined_names", OWN, "xl/workbook.xml", '<definedName name="annual_total">', '<definedName name="two words">'),
    ("defined_names", OWN, "xl/workbook.xml", '<definedName name="annual_total">', '<definedName name="Horizon_total">'),
    ("defined_names", OWN, "xl/workbook.xml", '(<definedName name="annual_total">)[^<]*', r"\1'nowhere'!$A$1"),
    ("defined_names", OWN, "xl/workbook.xml", '(<definedName name="annual_total">)[^<]*', r"\1#REF!"),
    ("defined_names", OWN, "xl/workbook.xml", r'(<definedName name="annual_total">[^<]*\$)[0-9]+<', r"\g<1>1048577<"),
    ("defined_names", OWN, "xl/workbook.xml", '(<definedName name="annual_total">)[^<]*', r"\1"),
    ("built_in_names", OWN, "xl/workbook.xml", r'(_xlnm.Print_Titles" localSheetId=")(\d+)"', r'\g<1>0"'),
    ("built_in_names", OWN, "xl/workbook.xml", r"(_xlnm.Print_Titles[^<]*!)\$\d+:\$\d+", r"\1$A$1:$B$2"),
    ("built_in_names", BUDGET, "xl/workbook.xml", r'(_FilterDatabase"[^>]*) hidden="1"', r"\1"),
    ("built_in_names", BUDGET, "xl/workbook.xml", r'(_FilterDatabase"[^<]*\$)\d+<', r"\g<1>999<"),
    ("built_in_names", BUDGET, "xl/workbook.xml", r'<definedName name="_xlnm._FilterDatabase".*?</definedName>', ""),
    ("properties", OWN, "docProps/app.xml", r'<vt:vector size="\d+" baseType="lpstr">', '<vt:vector size="3" baseType="lpstr">'),
    ("properties", OWN, "docProps/core.xml", r"(<dcterms:created[^>]*>)[^<]*", r"\1yesterday"),
    ("style_parts", OWN, "xl/styles.xml", r"(<fonts count=\")\d+", r"\g<1>99"),
    ("style_parts", OWN, "xl/styles.xml", r'(<cellXfs count="\d+"><xf numFmtId="0" fontId=")0', r"\g<1>99"),
    ("style_parts", OWN, "xl/styles.xml", r'(<cellXfs count="\d+"><xf numFmtId=")0', r"\g<1>999"),
    ("style_parts", OWN, "xl/styles.xml", r"(<fonts.*?</fonts>)(<fills.*?</fills>)", r"\2\1"),
    ("style_parts", OWN, "xl/styles.xml", 'patternType="gray125"', 'patternType="solid"'),
    ("style_parts", BUDGET, "xl/styles.xml", "<dxf>(<font>.*?</font>)(<fill>.*?</fill>)</dxf>", r"<dxf>\2\1</dxf>"),
    ("style_values", OWN, "xl/styles.xml", 'formatCode="#,##0"', 'formatCode="%s"' % LONG),
    ("style_values", OWN, "xl/styles.xml", 'formatCode="#,##0"', 'formatCode="#,##0&quot;yen"'),
    ("style_values", OWN, "xl/styles.xml", 'numFmtId="165" formatCode', 'numFmtId="164" formatCode'),
    ("style_values", OWN, "xl/styles.xml", '<name val="Yu Gothic"', '<name val="%s"' % ("x" * 32)),
    ("style_values", OWN, "xl/styles.xml", '<sz val="16"', '<sz val="410"'),
    ("style_values", OWN, "xl/styles.xml", 'rgb="FFD9E2EC"', 'rgb="D9E2EC"'),
    ("style_values", OWN, "xl/styles.xml", 'style="dashed"', 'style="dash"'),
    ("style_values", OWN, "xl/styles.xml", 'horizontal="right"', 'horizontal="rechts"'),
    ("style_values", OWN, "xl/styles.xml", 'indent="1"', 'indent="999"'),
    ("shared_strings", OWN, "xl/sharedStrings.xml", r'uniqueCount="\d+"', 'uniqueCount="7"'),
    ("shared_strings", OWN, "xl/sharedStrings.xml", r' count="\d+"', ' count="7"'),
    ("shared_strings", OWN, "xl/sharedStrings.xml", "<si><t>", "<si><t>" + "x" * 32768),
    ("shared_strings", OWN, "xl/sharedStrings.xml", "<si><t>", "<si><t> "),
    ("shared_strings", OWN, "xl/sharedStrings.xml", "<si><t>", "<si><t>_x0041_"),
    ("sheet_order", OWN, SHEET, "(<sheetViews>.*?</sheetViews>)(<sheetFormatPr[^>]*/>)", r"\2\1"),
    ("sheet_order", OWN, SHEET, "(<dimension[^>]*/>)", r"\1\1"),
    ("sheet_order", OWN, SHEET, "<pageMargins", "<marginOfPage/><pageMargins"),
    ("rows", OWN, SHEET, '(<row r=")2"', r'\g<1>1"'),
    ("rows", OWN, SHEET, ' ht="[0-9.]+"', ' ht="409.6"'),
    ("rows", OWN, SHEET, '<row r="1"', '<row r="1" outlineLevel="8"'),
    ("cells", OWN, SHEET, '<c r="B([0-9]+)"', r'<c r="A\1"'),
    ("cells", OWN, SHEET, '<c r="A1"', '<c r="A2"'),
    ("cells", OWN, SHEET, '<c r="A1" s="[0-9]+"', '<c r="A1" s="999"'),
    ("cells", OWN, SHEET, 't="s"><v>[0-9]+', 't="s"><v>99999'),
    ("cells", OWN, SHEET, '(<c r="[A-Z0-9]+" s="[0-9]+"><v>)[0-9.]+', r"\1nan"),
    ("cells", OWN, SHEET, '(<c r="[A-Z0-9]+" s="[0-9]+"><v>)[0-9.]+', r"\g<1>1,5"),
    ("cells", OWN, SHEET, '(<c r="[A-Z0-9]+" s="[0-9]+")><v>[0-9.]+', r'\1 t="e"><v>#OOPS'),
    ("cells", OWN, SHEET, '(<c r="[A-Z0-9]+" s="[0-9]+")><v>[0-9.]+', r'\1 t="b"><v>2'),
    ("cells", OWN, SHEET, '(<c r="[A-Z0-9]+" s="[0-9]+")><v>[0-9.]+', r'\1 t="str"><v>text'),
    ("dimension", OWN, SHEET, '<dimension ref="[^"]*"', '<dimension ref="A1"'),
    ("dimension", OWN, SHEET, '<dimension ref="[^"]*"', '<dimension ref="A0:B2"'),
    ("formulas", OWN, SHEET, "<f>", "<f>="),
    ("formulas", OWN, SHEET, "<f>", "<f>(" ),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>1)+(1</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>IF(1;2;3)</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>'nowhere'!A1</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>[1]Sheet!A1</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>#REF!+1</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>A1048577</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>XFE1</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", '<f>"%s"</f>' % LONG),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", '<f>"open</f>'),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>1" + "+1" * 4100 + "</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>" + "(" * 65 + "1" + ")" * 65 + "</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>SUM(1" + ",1" * 255 + ")</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>IFNA(1,2)</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>SUMME(A1:A2)</f>"),
    ("formulas", OWN, SHEET, "<f>[^<]*</f>", "<f>no_such_name+1</f>"),
    ("formulas", OWN, SHEET, "(</f>)<v>[^<]*</v>", r"\1"),
    ("merges", OWN, SHEET, '<mergeCells count="([0-9]+)">(<mergeCell [^>]*/>)', r'<mergeCells count="\1">\2\2'),
    ("merges", OWN, SHEET, '<mergeCell ref="A', '<mergeCell ref="A2:B3"/><mergeCell ref="B3:C4"/><mergeCell ref="A'),
    ("merges", OWN, SHEET, '<mergeCell ref="[^"]*"', '<mergeCell ref="B7"'),
    ("merges", OWN, SHEET, '<mergeCell ref="[^"]*"', '<mergeCell ref="D7:B7"'),
    ("nothing_under_merges", OWN, "xl/worksheets/sheet18.xml", '<mergeCells count="[0-9]+">', '<mergeCells><mergeCell ref="A9:C11"/>'),
    ("columns", OWN, SHEET, '<col min="2" max="2"', '<col min="1" max="2"'),
    ("columns", OWN, SHEET, '<col min="1" max="1" width="[0-9.]+"', '<col min="1" max="1" width="256"'),
    ("columns", OWN, SHEET, '<col min="2" max="2"', '<col min="2" max="16385"'),
    ("columns", OWN, SHEET, '<col min="2" max="2"', '<col outlineLevel="8" min="2" max="2"'),
    ("checks_on_input", ASK, SHEET, '<dataValidations count="[0-9]+">', '<dataValidations count="999">'),
    ("checks_on_input", ASK, SHEET, '<formula1>"[^<]*"</formula1>', '<formula1>"%s"</formula1>' % LONG),
    ("checks_on_input", ASK, SHEET, '(<dataValidations count=")[0-9]+">(<dataValidation .*?</dataValidation>)', r'\g<1>9">\2\2'),
    ("checks_on_input", ASK, SHEET, 'sqref="[^"]*"', 'sqref="A0"'),
    ("checks_on_input", ASK, SHEET, '<dataValidation type="list"', '<dataValidation type="liste"'),
    ("checks_on_input", ASK, SHEET, "<formula1>.*?</formula1>", ""),
    ("checks_on_input", ASK, SHEET, '<dataValidation (type="[a-z]+")[^>]*(sqref="[^"]*")', r'<dataValidation \1 errorTitle="%s" \2' % ("x" * 33)),
    ("checks_on_input", ASK, SHEET, '<dataValidation (type="[a-z]+")[^>]*(sqref="[^"]*")', r'<dataValidation \1 prompt="%s" \2' % LONG),
    ("looks_by_rule", BUDGET, SHEET, 'dxfId="[0-9]+"', 'dxfId="99"'),
    ("looks_by_rule", BUDGET, SHEET, 'priority="[0-9]+"', 'priority="0"'),
    ("looks_by_rule", BUDGET, SHEET, '<cfRule type="expression"', '<cfRule type="expresion"'),
    ("looks_by_rule", BUDGET, SHEET, '(<cfRule [^>]*>)<formula>[^<]*</formula>', r"\1"),
    ("looks_by_rule", BUDGET, SHEET, '(<cfRule [^>]*><formula>)[^<]*', r"\1SUM("),
    ("looks_by_rule", BUDGET, SHEET, 'conditionalFormatting sqref="[^"]*"', 'conditionalFormatting sqref=""'),
    ("links_of_cells", OWN, SHEET, "<pageMargins", "<hyperlinks><hyperlink ref=\"A1\" location=\"'nowhere'!A1\"/></hyperlinks><pageMargins"),
    ("links_of_cells", OWN, SHEET, "<pageMargins", '<hyperlinks><hyperlink ref="A1"/></hyperlinks><pageMargins'),
    ("links_of_cells", OWN, SHEET, "<pageMargins", '<hyperlinks><hyperlink ref="A1" location="annual_total" tooltip="%s"/></hyperlinks><pageMargins' % LONG),
    ("links_of_cells", OWN, SHEET, "<pageMargins", '<hyperlinks><hyperlink ref="A1:A2" location="annual_total"/>'
                                                   '<hyperlink ref="A2" location="annual_total"/></hyperlinks><pageMargins'),
    ("protection", OWN, SHEET, '<sheetProtection sheet="1"', '<sheetProtection sheet="yes"'),
    ("protection", OWN, SHEET, '<sheetProtection sheet="1"', '<sheetProtection password="secret" sheet="1"'),
    ("printing", OWN, SHEET, "<pageSetup ", '<pageSetup scale="5" '),
    ("printing", OWN, SHEET, 'orientation="[a-z]+"', 'orientation="upright"'),
    ("printing", OWN, SHEET, '<pageMargins left="[0-9.]+"', "<pageMargins"),
    ("printing", OWN, SHEET, "<oddFooter>", "<oddFooter>" + LONG),
    ("printing", OWN, SHEET, r"<oddFooter>", '<oddFooter>&amp;"Arial'),
    ("printing", OWN, SHEET, "</headerFooter>", '</headerFooter><rowBreaks count="77" manualBreakCount="1"><brk id="3" max="16383" man="1"/></rowBreaks>'),
    ("printing", OWN, SHEET, "</headerFooter>", '</headerFooter><rowBreaks count="1" manualBreakCount="1"><brk id="1048577" max="16383" man="1"/></rowBreaks>'),
    ("views", OWN, SHEET, 'workbookViewId="0"', 'workbookViewId="1"'),
    ("views", OWN, SHEET, "<sheetView ", '<sheetView zoomScale="500" '),
    ("views", OWN, SHEET, 'activePane="[a-zA-Z]+"', 'activePane="left"'),
    ("views", OWN, SHEET, 'topLeftCell="[A-Z]+[0-9]+"', 'topLeftCell="A1"'),
    ("views", OWN, SHEET, '<selection pane="[a-zA-Z]+"', '<selection pane="bottomleft"'),
    ("filters", BUDGET, SHEET, r'<autoFilter ref="([A-Z]+)([0-9]+):', r'<autoFilter ref="A0:'),
    ("filters", BUDGET, SHEET, r'<autoFilter ref="([^"]*)"/>', r'<autoFilter ref="\1"><filterColumn colId="99"/></autoFilter>'),
    ("filters", BUDGET, SHEET, r'(<autoFilter ref="[^"]*"/>)<mergeCells[^>]*>', r'\1<mergeCells><mergeCell ref="A8:B9"/>'),
    ("drawings", OWN, r"xl/drawings/drawing\d+\.xml", "(<xdr:from><xdr:col>)[0-9]+", r"\g<1>99"),
    ("drawings", OWN, r"xl/drawings/drawing\d+\.xml", "(<xdr:to><xdr:col>)[0-9]+", r"\g<1>16384"),
    ("drawings", OWN, "xl/drawings/drawing1.xml", r'<xdr:cNvPr id="3"', '<xdr:cNvPr id="2"'),
    ("drawings", OWN, r"xl/drawings/drawing\d+\.xml", "<xdr:clientData/>", ""),
    ("charts", OWN, r"xl/charts/chart\d+\.xml", "<c:f>'[^']*'", "<c:f>'nowhere'"),
    ("charts", OWN, r"xl/charts/chart\d+\.xml", '<c:pt idx="0"', '<c:pt idx="9999"'),
    ("charts", OWN, r"xl/charts/chart\d+\.xml", '(<c:numCache>.*?<c:pt idx="[0-9]+"><c:v>)[^<]*', r"\1nan"),
    ("charts", OWN, r"xl/charts/chart\d+\.xml", r'<c:crossAx val="\d+"', '<c:crossAx val="7"'),
    ("charts", OWN, r"xl/charts/chart\d+\.xml", r'(<c:order val="0"/>.*?)<c:order val="1"/>', r'\1<c:order val="0"/>'),
]


def broken(entries, part, pattern, put):
    """The entries with the first such place of the first such part changed; None when there is none."""
    for i, (name, data, how) in enumerate(entries):
        if re.fullmatch(part, name):
            text, n = re.subn(pattern, put, data.decode(), count=1, flags=re.S)
            if n:
                return entries[:i] + [(name, text.encode(), how)] + entries[i + 1:]
    return None


def every_rule_catches(t):
    sound = {name: structure.read(os.path.join(program.place("books"), name + ".xlsx")) for name in (OWN, BUDGET, ASK)}
    small = {name: [(n, first_rows(d) if re.fullmatch(SHEET, n) else d, how) for n, d, how in entries] for name, entries in sound.items()}
    for name, entries in small.items():
        t.equal(structure.faults(entries), [], "sound before it is broken: " + name)
    caught = set()
    for rule, name, part, pattern, put in BREAKS:
        entries = broken(small[name], part, pattern, put)
        label = "%s catches %s" % (rule, put[:60])
        if t.check(entries, "there is something to break: " + label, name, part, pattern):
            found = structure.faults(entries)
            if t.check(rule in {r for r, _ in found}, label, *found[:5]):
                caught.add(rule)
    entries = small[OWN]
    for label, wrong in (("a double", entries + [(entries[0][0].upper(), b"", zipfile.ZIP_STORED)]), ("a way of packing", [(entries[0][0], entries[0][1], 12)] + entries[1:]),
                         ("a name", entries + [("xl\\x.xml", b"<x/>", 0)]), ("no styles", [e for e in entries if e[0] != "xl/styles.xml"])):
        if t.check("zip_entries" in {r for r, _ in structure.faults(wrong)}, "zip_entries catches " + label):
            caught.add("zip_entries")
    t.equal(sorted(r.__name__ for r in structure.RULES if r.__name__ not in caught), [], "every rule has caught something")


def first_rows(data):
    """A sheet that keeps its first twenty rows, so that looking at it a hundred times takes no time."""
    return re.sub(rb'(<sheetData>.*?)<row r="2[0-9]".*(</sheetData>)', rb"\1\2", data, flags=re.S)


# ---- a second reader

def reader_folder():
    return os.path.join(os.path.dirname(os.path.dirname(program.path)), "reader")


def second_reader_opens(t):
    if not shutil.which("node") or not os.path.isdir(os.path.join(reader_folder(), "node_modules", "exceljs")):
        t.skip("a second reader opens every workbook", "exceljs is not there; ./run test fetches it where the registry can be had")
        return
    script = os.path.join(HERE, "reader", "open_workbooks.js")
    twice = program.place("twice.xlsx")  # what it must refuse
    entries = structure.read(os.path.join(program.place("books"), ASK + ".xlsx"))
    structure.write(twice, broken(entries, SHEET, "(<mergeCell [^>]*/>)", r"\1\1"))
    environment = dict(os.environ, NODE_PATH=os.path.join(reader_folder(), "node_modules"))
    done = subprocess.run(["node", script, *books, twice], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, timeout=900)
    told = {x["file"]: x for x in map(json.loads, done.stdout.decode().splitlines())}
    t.check(done.returncode == 0 and "fault" in told.get(twice, {}), "the second reader refuses two merges that meet", done.stderr.decode(), told.get(twice))
    for path in books:
        found = told.get(path, {"fault": done.stderr.decode() or "nothing"})
        t.equal(found.get("sheets", found.get("fault")), as_we_read(path), "the second reader reads the same: " + os.path.basename(path))


def as_we_read(path):
    """[[sheet, cells that hold something, formulas, merges]] as tests/workbook.py reads it."""
    wanted = []
    for s in Workbook(path).sheets:
        filled = [c for c in s.cells.values() if c.formula is not None or c.kind == "s" or c.text != ""]
        wanted.append([s.name, len(filled), sum(c.formula is not None for c in filled), len(s.merges)])
    return wanted


suite = Suite()
suite.run([all_books, every_rule_catches, second_reader_opens])
suite.finish()
