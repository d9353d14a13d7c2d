# SPDX-License-Identifier: GPL-3.0-or-later
"""Every structural rule that Excel enforces on a workbook of the kind we write: one that is broken makes Excel say that there
is a problem with some content, or repair the file, or lose what stood there. faults(parts) names each breach; nothing here
knows our sheets. Sources: ECMA-376 part 1 (SpreadsheetML, DrawingML), Excel's published limits, and what it was seen to refuse.

    for rule, text in faults(read(path)): ...

A rule is a function below RULES, which takes the Book and yields one sentence for each breach. test_structure.py breaks a
workbook on purpose for each of them.
"""
import functools
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

from workbook import CHART, LAST_COLUMN, LAST_ROW, LINK, MAIN, box, column_number, meet

PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TYPE_OF = {"worksheet": "spreadsheetml.worksheet+xml", "styles": "spreadsheetml.styles+xml", "sharedStrings": "spreadsheetml.sharedStrings+xml",
           "theme": "officedocument.theme+xml", "drawing": "officedocument.drawing+xml", "chart": "officedocument.drawingml.chart+xml",
           "officeDocument": "spreadsheetml.sheet.main+xml"}
SHEET_ORDER = ("sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
               "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
               "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
               "legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst").split()
BOOK_ORDER = ("fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
              "oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst").split()
STYLE_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
DXF_ORDER = "font numFmt fill alignment border protection extLst".split()
BORDERS = set("none thin medium dashed dotted thick double hair mediumDashed dashDot mediumDashDot dashDotDot mediumDashDotDot slantDashDot".split())
PATTERNS = set("none solid gray125 gray0625 mediumGray darkGray lightGray darkHorizontal darkVertical darkDown darkUp darkGrid darkTrellis "
               "lightHorizontal lightVertical lightDown lightUp lightGrid lightTrellis".split())
ACROSS = set("general left center right fill justify centerContinuous distributed".split())
UPRIGHT = set("top center bottom justify distributed".split())
ERRORS = set("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA".split())
CHECKS = set("none whole decimal list date time textLength custom".split())
OPERATORS = set("between notBetween equal notEqual lessThan lessThanOrEqual greaterThan greaterThanOrEqual".split())
LOOKS = {"expression": 1, "cellIs": 1, "containsText": 1, "notContainsText": 1, "beginsWith": 1, "endsWith": 1, "containsBlanks": 1,
         "notContainsBlanks": 1, "containsErrors": 1, "notContainsErrors": 1, "timePeriod": 1, "colorScale": 0, "dataBar": 0, "iconSet": 0, "top10": 0,
         "uniqueValues": 0, "duplicateValues": 0, "aboveAverage": 0}
# Functions of Excel 2007, of those a workbook of ours might use; a name in neither list is unknown.
OLD_FUNCTIONS = set("""ABS ACOS ADDRESS AND ASIN ATAN ATAN2 AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS BETADIST BETAINV BINOMDIST CEILING CELL CHAR
CHOOSE CLEAN CODE COLUMN COLUMNS COMBIN CONCATENATE COS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE DAY DAYS360 EDATE EOMONTH EVEN
EXACT EXP FACT FALSE FIND FINDB FIXED FLOOR FREQUENCY FV GETPIVOTDATA HLOOKUP HOUR HYPERLINK IF IFERROR INDEX INDIRECT INT IPMT IRR ISBLANK ISERR
ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISREF ISTEXT JIS ASC LARGE LEFT LEFTB LEN LENB LN LOG LOG10 LOGINV LOGNORMDIST LOOKUP LOWER
MATCH MAX MAXA MEDIAN MID MIDB MIN MINA MINUTE MMULT MOD MODE MONTH MROUND N NA NETWORKDAYS NORMDIST NORMINV NORMSDIST NORMSINV NOT NOW NPER NPV ODD
OFFSET OR PERCENTILE PERCENTRANK PI PMT POWER PPMT PRODUCT PROPER PV QUARTILE QUOTIENT RAND RANDBETWEEN RANK RATE REPLACE REPT RIGHT RIGHTB ROMAN
ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SECOND SIGN SIN SLN SMALL SQRT STDEV STDEVP SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ T TAN TEXT
TIME TODAY TRANSPOSE TREND TRIM TRUE TRUNC TYPE UPPER VALUE VAR VARP VLOOKUP WEEKDAY WEEKNUM WORKDAY XIRR XNPV YEAR YEARFRAC YEN
AGGREGATE NETWORKDAYS.INTL WORKDAY.INTL""".split())
NEW_FUNCTIONS = set("""BETA.DIST BETA.INV BINOM.DIST BINOM.INV CEILING.MATH CHISQ.DIST CHISQ.INV CONCAT CONFIDENCE.NORM COVARIANCE.P DAYS
ERF.PRECISE EXPON.DIST F.DIST FILTER FLOOR.MATH FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAUSS IFNA IFS ISFORMULA ISOWEEKNUM LAMBDA LET
LOGNORM.DIST LOGNORM.INV MAXIFS MINIFS MODE.SNGL MUNIT NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC
PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ RRI SEQUENCE SHEET SHEETS
SKEW.P SORT SORTBY STDEV.P STDEV.S SWITCH T.DIST T.INV TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT UNICHAR UNICODE UNIQUE VAR.P VAR.S VSTACK HSTACK
WEIBULL.DIST XLOOKUP XMATCH XOR""".split())
NUMBER = re.compile(r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$")
TOKEN = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!|\{[^}]*\}|[A-Za-z_\\\u0080-\uffff][\w.\\\u0080-\uffff]*!|"
                   r"\$?[A-Za-z]{1,3}\$?[0-9]+(?![\w(.])|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(])|\$?[0-9]+:\$?[0-9]+|"
                   r"[A-Za-z_\\\u0080-\uffff][\w.\\\u0080-\uffff]*|[0-9.]+(?:[eE][-+]?[0-9]+)?|#[A-Z0-9/]+[!?]?|.", re.S)


def units(text):
    """Length as Excel counts it: UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read(path):
    """[(name, bytes, compression)] of the parts of a file, in its order, doubles included."""
    with zipfile.ZipFile(path) as file:
        return [(i.filename, file.read(i), i.compress_type) for i in file.infolist()]


def write(path, parts):
    with zipfile.ZipFile(path, "w") as file:
        for name, data, how in parts:
            file.writestr(name, data, how)


class Book:
    """The parts by name, trees of those that are well-formed, relationships, sheets as (name, state, tree, links, part)."""

    def __init__(self, entries):
        self.entries = entries
        self.parts = {name: data for name, data, _ in entries}
        self.trees = {}
        for name, data in self.parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    self.trees[name] = ET.fromstring(data)
                except ET.ParseError:
                    pass
        self.book = self.trees.get("xl/workbook.xml", ET.Element("none"))
        self.styles = self.trees.get("xl/styles.xml", ET.Element("none"))
        self.strings = ["".join(t.text or "" for t in si.iter(MAIN + "t")) for si in self.trees.get("xl/sharedStrings.xml", ()) if si.tag == MAIN + "si"]
        links, self.sheets = self.links("xl/workbook.xml"), []
        for s in self.book.iterfind(MAIN + "sheets/" + MAIN + "sheet"):
            part = links.get(s.get(LINK), ("", "", ""))[1]
            self.sheets.append((s.get("name") or "", s.get("state"), self.trees.get(part, ET.Element("none")), self.links(part), part))
        self.read_formulas = {}
        self.names = {s[0].lower() for s in self.sheets}
        self.defined = {(d.get("name") or "").lower() for d in self.book.iterfind(MAIN + "definedNames/" + MAIN + "definedName")}

    def links(self, part):
        """{id: (type, target part, mode)}"""
        folder, name = posixpath.split(part)
        found = {}
        for r in self.trees.get(posixpath.join(folder, "_rels", name + ".rels"), ()):
            target = r.get("Target") or ""
            if r.get("TargetMode") != "External":
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[r.get("Id")] = ((r.get("Type") or "").rsplit("/", 1)[-1], target, r.get("TargetMode") or "")
        return found

    def xfs(self):
        element = self.styles.find(MAIN + "cellXfs")
        return 0 if element is None else len(element)


def each_sheet(rule):
    """A rule on one sheet (book, name, tree, links), asked of all."""
    @functools.wraps(rule)
    def over_all(b):
        for name, _, tree, links, _ in b.sheets:
            for text in rule(b, name, tree, links):
                yield name + ": " + text
    return over_all


def in_order(element, order):
    last = -1
    for child in element:
        tag = child.tag.split("}")[-1]
        if tag not in order:
            yield "%s in %s is unknown" % (tag, element.tag.split("}")[-1])
        elif order.index(tag) < last or (order.index(tag) == last and tag != "conditionalFormatting"):
            yield "%s stands too late in %s, or twice" % (tag, element.tag.split("}")[-1])
        else:
            last = order.index(tag)


def counted(element, name="count"):
    if element is not None and element.get(name) is not None and element.get(name) != str(len(element)):
        yield "%s says %s=%s and holds %d" % (element.tag.split("}")[-1], name, element.get(name), len(element))


def whole(text, low, high):
    return text is not None and re.fullmatch(r"-?[0-9]+", text) is not None and low <= int(text) <= high


def ranges(text):
    """Boxes of a list of references; None for one that is none."""
    return [box(r) for r in (text or "").split()]


def upright(b):
    return b is not None and b[0] <= b[2] and b[1] <= b[3]


# ---- the package

def zip_entries(b):
    names = [n for n, _, _ in b.entries]
    low = [n.lower() for n in names]
    yield from ("%s stands twice in the file" % n for n in sorted(set(n for n in names if low.count(n.lower()) > 1)))
    yield from ("%r is no name of a part" % n for n in names if n.startswith("/") or "\\" in n or n.endswith("/") or re.search(r"[^\x21-\x7e]", n))
    yield from ("%s is packed in a way Excel cannot read" % n for n, _, how in b.entries if how not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    yield from ("%s is missing" % n for n in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml") if n not in names)


def well_formed(b):
    for name, data in b.parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and name not in b.trees:
            yield "%s is not well-formed XML" % name
        if b"<!DOCTYPE" in data[:400]:
            yield "%s has a document type" % name
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            yield "%s is not UTF-8" % name
            continue
        if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text):
            yield "%s holds a character that XML forbids" % name


def content_types(b):
    tree = b.trees.get("[Content_Types].xml", ())
    defaults = [(d.get("Extension") or "").lower() for d in tree if d.tag == TYPES + "Default"]
    overrides = {}
    for o in tree:
        if o.tag == TYPES + "Override":
            if o.get("PartName") in overrides:
                yield "%s has two content types" % o.get("PartName")
            overrides[o.get("PartName")] = o.get("ContentType") or ""
    yield from ("extension %s has two content types" % e for e in sorted({e for e in defaults if defaults.count(e) > 1}))
    yield from ("content type of %s, which is not there" % n for n in overrides if n[1:] not in b.parts)
    for name in b.parts:
        if name != "[Content_Types].xml" and "/" + name not in overrides and name.rsplit(".", 1)[-1].lower() not in defaults:
            yield "%s has no content type" % name
    for part in ["", *b.parts]:
        for kind, target, mode in b.links(part).values():
            wanted = TYPE_OF.get(kind)
            if wanted and mode != "External" and wanted not in overrides.get("/" + target, ""):
                yield "%s is linked as %s and typed %r" % (target, kind, overrides.get("/" + target, ""))


def relationships(b):
    reached = set()
    for name, tree in b.trees.items():
        if not name.endswith(".rels"):
            continue
        ids = [r.get("Id") for r in tree]
        yield from ("%s has the id %s twice" % (name, i) for i in sorted({i for i in ids if ids.count(i) > 1}))
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
        if source and source not in b.parts:
            yield "%s belongs to no part" % name
        for kind, target, mode in b.links(source).values():
            if mode == "External":
                if units(target) > 2079:
                    yield "%s: an address longer than 2,079" % name
                if kind != "hyperlink":
                    yield "%s: %s outside the file" % (name, kind)
            elif target not in b.parts:
                yield "%s: %s is not there" % (name, target)
            reached.add(target)
    for part in b.parts:
        if part != "[Content_Types].xml" and not part.endswith(".rels") and part not in reached:
            yield "%s is linked from nowhere" % part


def references_to_parts(b):
    for part, tree in b.trees.items():
        if part.endswith(".rels"):
            continue
        links = b.links(part)
        for element in tree.iter():
            i = element.get(LINK)
            if i is not None:
                tag = element.tag.split("}")[-1]
                wanted = {"sheet": "worksheet", "drawing": "drawing", "chart": "chart", "hyperlink": "hyperlink"}.get(tag)
                if i not in links:
                    yield "%s: %s names the link %s, which is not there" % (part, tag, i)
                elif wanted and links[i][0] != wanted:
                    yield "%s: %s is linked to a %s" % (part, tag, links[i][0])


# ---- the workbook

def book_order(b):
    yield from in_order(b.book, BOOK_ORDER)


def sheet_names(b):
    ids, low = [], []
    for s in b.book.iterfind(MAIN + "sheets/" + MAIN + "sheet"):
        name = s.get("name") or ""
        if not 1 <= units(name) <= 31 or re.search(r"[\[\]:*?/\\\x00-\x1f]", name) or name[:1] == "'" or name[-1:] == "'":
            yield "%r is no name of a sheet" % name
        if name.lower() == "history":
            yield "the name History is taken by Excel"
        if name.lower() in low:
            yield "two sheets are called %s" % name
        if not whole(s.get("sheetId"), 1, 65534) or s.get("sheetId") in ids:
            yield "%s has the number %s, which is none or taken" % (name, s.get("sheetId"))
        if s.get("state") not in (None, "visible", "hidden", "veryHidden"):
            yield "%s is %s" % (name, s.get("state"))
        low.append(name.lower())
        ids.append(s.get("sheetId"))


def a_sheet_is_seen(b):
    seen = [i for i, s in enumerate(b.sheets) if s[1] in (None, "visible")]
    if not seen:
        yield "no sheet is visible"
    for view in b.book.iterfind(MAIN + "bookViews/" + MAIN + "workbookView"):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name) or 0) not in seen and (view.get(name) or name == "activeTab"):
                yield "%s is %s, no visible sheet" % (name, view.get(name) or 0)
    selected = [s[0] for s in b.sheets if any(v.get("tabSelected") == "1" for v in s[2].iter(MAIN + "sheetView"))]
    if len(selected) != 1:
        yield "%d sheets are selected: what is typed goes into each" % len(selected)


def defined_names(b):
    seen = set()
    for d in b.book.iterfind(MAIN + "definedNames/" + MAIN + "definedName"):
        name, local, text = d.get("name") or "", d.get("localSheetId"), d.text or ""
        if (name.lower(), local) in seen:
            yield "the name %s is defined twice" % name
        seen.add((name.lower(), local))
        if local is not None and not whole(local, 0, len(b.sheets) - 1):
            yield "the name %s belongs to sheet %s, which is not there" % (name, local)
        if not name.startswith("_xlnm."):
            like = re.fullmatch(r"([A-Za-z]{1,3})([0-9]+)", name)
            if units(name) > 255 or not re.fullmatch(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*", name) or name.lower() in ("true", "false"):
                yield "%r is no name" % name
            elif like and column_number(like[1].upper()) <= LAST_COLUMN and 1 <= int(like[2]) <= LAST_ROW:
                yield "the name %s is a cell" % name
            elif re.fullmatch(r"[rR][0-9]*([cC][0-9]*)?|[cC][0-9]*", name):
                yield "the name %s is a cell of the R1C1 kind" % name
        if not text or units(text) > 8192:
            yield "the name %s stands for nothing, or too much" % name
        if "#REF!" in text:
            yield "the name %s points to nothing" % name
        for sheet, reference in pointed_to(text):
            if sheet is not None and sheet.lower() not in b.names:
                yield "the name %s points to the sheet %r, which is not there" % (name, sheet)
            if reference is None:
                yield "the name %s points outside a sheet: %s" % (name, text)


def pointed_to(text):
    """(sheet or None, box or None) of each reference of a text such as 'a b'!$A$1:$B$2,'a b'!$1:$3; None: what is no cell."""
    for piece in re.findall(r"(?:'(?:[^']|'')*'|[^',!]+)![^,]+", text):
        sheet, _, reference = piece.rpartition("!")
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        yield sheet, area(reference)


def area(reference):
    """Box of B7, B7:D9, 3:5 or B:D."""
    plain = reference.replace("$", "")
    rows, columns = re.fullmatch(r"([0-9]+):([0-9]+)", plain), re.fullmatch(r"([A-Z]{1,3}):([A-Z]{1,3})", plain)
    if rows:
        found = (int(rows[1]), 1, int(rows[2]), LAST_COLUMN)
    elif columns:
        found = (1, column_number(columns[1]), LAST_ROW, column_number(columns[2]))
    else:
        found = box(plain)
    return found if found and 1 <= found[0] <= found[2] <= LAST_ROW and 1 <= found[1] <= found[3] <= LAST_COLUMN else None


def built_in_names(b):
    filters = {}
    for i, (name, _, tree, _, _) in enumerate(b.sheets):
        f = tree.find(MAIN + "autoFilter")
        if f is not None:
            filters[i] = box(f.get("ref") or "")
    for d in b.book.iterfind(MAIN + "definedNames/" + MAIN + "definedName"):
        name, local, text = d.get("name") or "", d.get("localSheetId"), d.text or ""
        if not name.startswith("_xlnm."):
            continue
        if name not in ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase", "_xlnm.Criteria", "_xlnm.Extract"):
            yield "%s is no name of Excel's" % name
        if not whole(local, 0, len(b.sheets) - 1):
            yield "%s belongs to no sheet" % name
            continue
        places = list(pointed_to(text))
        own = b.sheets[int(local)][0].lower()
        if not places or any(s is None or s.lower() != own for s, _ in places):
            yield "%s of %s points elsewhere: %s" % (name, own, text)
        if name == "_xlnm.Print_Titles" and not all(re.fullmatch(r"\$?[0-9]+:\$?[0-9]+|\$?[A-Z]+:\$?[A-Z]+", p.rpartition("!")[2]) for p in text.split(",")):
            yield "%s of %s is no whole row or column: %s" % (name, own, text)
        if name == "_xlnm._FilterDatabase":
            if d.get("hidden") != "1":
                yield "_FilterDatabase of %s is not hidden" % own
            if filters.pop(int(local), None) != (places[0][1] if places else None):
                yield "_FilterDatabase of %s is not what the sheet filters" % own
    yield from ("%s filters without its _FilterDatabase" % b.sheets[i][0] for i in filters)


def properties(b):
    app = b.trees.get("docProps/app.xml")
    vectors = [v for v in app.iter() if v.tag.endswith("}vector")] if app is not None else []
    yield from (text for v in vectors for text in counted(v, "size"))
    core = b.trees.get("docProps/core.xml", ())
    for e in core:
        if e.tag.endswith(("}created", "}modified")) and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", e.text or ""):
            yield "a date of the properties reads %r" % e.text


# ---- styles and texts

def style_parts(b):
    s = b.styles
    yield from in_order(s, STYLE_ORDER)
    for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
        yield from counted(s.find(MAIN + name))
    sizes = {name: len(s.find(MAIN + name)) if s.find(MAIN + name) is not None else 0 for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs")}
    yield from ("no %s" % name for name, n in sizes.items() if not n)
    if sizes["cellXfs"] > 65490 or sizes["fonts"] > 1024:
        yield "too many styles"
    formats = {f.get("numFmtId") for f in s.iter(MAIN + "numFmt")}
    for xf in list(s.iterfind(MAIN + "cellXfs/" + MAIN + "xf")) + list(s.iterfind(MAIN + "cellStyleXfs/" + MAIN + "xf")):
        for name, part in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")):
            if not whole(xf.get(name) or "0", 0, sizes[part] - 1):
                yield "a style names %s %s of %d" % (name, xf.get(name), sizes[part])
        number = xf.get("numFmtId") or "0"
        if not whole(number, 0, 163) and number not in formats:
            yield "a style names number format %s" % number
    for kind in ("fills", "fonts", "borders"):
        if kind == "fills" and [p.get("patternType") for p in s.iterfind(MAIN + "fills/" + MAIN + "fill/" + MAIN + "patternFill")][:2] != ["none", "gray125"]:
            yield "the first two fills are Excel's own"
    for d in s.iterfind(MAIN + "dxfs/" + MAIN + "dxf"):
        yield from in_order(d, DXF_ORDER)


def style_values(b):
    s, seen = b.styles, set()
    for f in s.iter(MAIN + "numFmt"):
        code = f.get("formatCode") or ""
        bare = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code)
        if not 1 <= units(code) <= 255 or '"' in bare or bare.count(";") > 3:
            yield "number format %r" % code[:60]
        if f.get("numFmtId") in seen or (f.get("numFmtId") or "") == "":
            yield "number format %s stands twice" % f.get("numFmtId")
        if f in list(s.iterfind(MAIN + "numFmts/" + MAIN + "numFmt")):
            seen.add(f.get("numFmtId"))
    for f in s.iter(MAIN + "font"):
        name, size = f.find(MAIN + "name"), f.find(MAIN + "sz")
        if name is not None and not 1 <= units(name.get("val") or "") <= 31:
            yield "font name %r" % name.get("val")
        if size is not None and not 1 <= float(size.get("val") or 0) <= 409:
            yield "font size %s" % size.get("val")
    for e in s.iter():
        tag = e.tag.split("}")[-1]
        if e.get("rgb") is not None and not re.fullmatch(r"[0-9A-Fa-f]{8}", e.get("rgb")):
            yield "color %r" % e.get("rgb")
        if tag in ("left", "right", "top", "bottom", "diagonal") and e.get("style") is not None and e.get("style") not in BORDERS:
            yield "border %r" % e.get("style")
        if tag == "patternFill" and e.get("patternType") is not None and e.get("patternType") not in PATTERNS:
            yield "pattern %r" % e.get("patternType")
        if tag == "alignment":
            if (e.get("horizontal") or "left") not in ACROSS or (e.get("vertical") or "top") not in UPRIGHT:
                yield "alignment %s %s" % (e.get("horizontal"), e.get("vertical"))
            if not whole(e.get("indent") or "0", 0, 250) or not (whole(e.get("textRotation") or "0", 0, 180) or e.get("textRotation") == "255"):
                yield "indent %s, turned by %s" % (e.get("indent"), e.get("textRotation"))
    names = [c.get("name") for c in s.iter(MAIN + "cellStyle")]
    yield from ("cell style %s stands twice" % n for n in sorted({n for n in names if names.count(n) > 1}))


def shared_strings(b):
    tree = b.trees.get("xl/sharedStrings.xml")
    used = sum(1 for _, _, sheet, _, _ in b.sheets for c in sheet.iter(MAIN + "c") if c.get("t") == "s")
    if tree is None:
        if used:
            yield "cells name shared texts and there are none"
        return
    yield from counted(tree, "uniqueCount")
    if tree.get("count") is not None and not whole(tree.get("count"), used, 2**31 - 1):  # a text written over counts as well
        yield "count says %s and %d cells use a shared text" % (tree.get("count"), used)
    for si in tree:
        text = "".join(t.text or "" for t in si.iter(MAIN + "t"))
        if units(text) > 32767:
            yield "a text of %d, 32,767 is the most: %s…" % (units(text), text[:20])
        for t in si.iter(MAIN + "t"):
            if (t.text or "").strip(" \t\r\n") != (t.text or "") and t.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                yield "blanks at an end would be dropped: %r" % text[:40]
        for code in re.findall(r"_x([0-9A-Fa-f]{4})_", text):
            if code.upper() not in ("005F", "000D") and not int(code, 16) < 32:
                yield "Excel would read %r as a character of that number" % ("_x%s_" % code)


# ---- a sheet

@each_sheet
def sheet_order(b, name, tree, links):
    yield from in_order(tree, SHEET_ORDER)


@each_sheet
def rows(b, name, tree, links):
    last = 0
    for r in tree.iterfind(MAIN + "sheetData/" + MAIN + "row"):
        if not whole(r.get("r"), 1, LAST_ROW) or int(r.get("r")) <= last:
            yield "row %s after %d" % (r.get("r"), last)
        last = int(r.get("r") or last)
        try:
            if not 0 <= float(r.get("ht") or 0) <= 409.5:
                yield "row %d is %s high" % (last, r.get("ht"))
        except ValueError:
            yield "row %d is %r high" % (last, r.get("ht"))
        if not whole(r.get("outlineLevel") or "0", 0, 7):
            yield "row %d has level %s" % (last, r.get("outlineLevel"))
        if not whole(r.get("s") or "0", 0, b.xfs() - 1):
            yield "row %d has style %s" % (last, r.get("s"))
        if r.get("spans") and not re.fullmatch(r"[0-9]+:[0-9]+", r.get("spans")):
            yield "row %d spans %r" % (last, r.get("spans"))


@each_sheet
def cells(b, name, tree, links):
    xfs, texts = b.xfs(), len(b.strings)
    for r in tree.iterfind(MAIN + "sheetData/" + MAIN + "row"):
        last = 0
        for c in r:
            ref, kind = c.get("r") or "", c.get("t") or "n"
            at = box(ref)
            if not at or ":" in ref or "$" in ref or str(at[0]) != r.get("r"):
                yield "cell %r in row %s" % (ref, r.get("r"))
                continue
            if at[1] <= last:
                yield "cell %s stands too late" % ref
            last = at[1]
            if not whole(c.get("s") or "0", 0, xfs - 1):
                yield "cell %s has style %s of %d" % (ref, c.get("s"), xfs)
            yield from cell_value(ref, kind, c, texts)


def cell_value(ref, kind, c, texts):
    v, f = c.find(MAIN + "v"), c.find(MAIN + "f")
    text = v.text or "" if v is not None else ""
    if kind not in ("b", "n", "e", "s", "str", "inlineStr", "d"):
        yield "cell %s is of the kind %r" % (ref, kind)
    if [e.tag for e in c] not in ([], [MAIN + "v"], [MAIN + "f"], [MAIN + "f", MAIN + "v"], [MAIN + "is"]):
        yield "cell %s holds %s" % (ref, [e.tag.split("}")[-1] for e in c])
    if kind == "s" and not whole(text, 0, texts - 1):
        yield "cell %s names text %s of %d" % (ref, text, texts)
    if kind == "n" and v is not None and (not NUMBER.match(text) or abs(float(text)) > 1.7976931348623157e308):
        yield "cell %s holds the number %r" % (ref, text)
    if kind == "b" and text not in ("0", "1"):
        yield "cell %s is neither true nor false: %r" % (ref, text)
    if kind == "e" and text not in ERRORS:
        yield "cell %s holds the error %r" % (ref, text)
    if kind == "str" and (f is None or units(text) > 32767):
        yield "cell %s holds a text without formula, or too long a one" % ref


@each_sheet
def dimension(b, name, tree, links):
    d = tree.find(MAIN + "dimension")
    if d is None:
        return
    all_of_it = box(d.get("ref") or "")
    if not upright(all_of_it):
        yield "dimension %r" % d.get("ref")
        return
    for c in tree.iter(MAIN + "c"):
        at = box(c.get("r") or "")
        if at and not meet(at, all_of_it):
            yield "%s lies outside the dimension %s" % (c.get("r"), d.get("ref"))
            return


@each_sheet
def formulas(b, name, tree, links):
    for c in tree.iter(MAIN + "c"):
        f = c.find(MAIN + "f")
        if f is not None:
            if f.get("t") not in (None, "normal"):
                continue
            for text in formula_faults(b, f.text or ""):
                yield "%s %s" % (c.get("r"), text)
            v = c.find(MAIN + "v")
            if v is None or (v.text is None and c.get("t") != "str"):
                yield "%s has a formula without the value it gave" % c.get("r")


def formula_faults(b, text):
    """What Excel would not take in a formula, wherever it stands."""
    if not text or units(text) > 8192:
        yield "formula of length %d" % units(text)
    # A column of formulas differs in its row numbers alone: one of them speaks for all.
    same = re.sub(r"(?<=[A-Za-z$])[0-9]{1,6}(?![0-9])", "1", text)
    if same not in b.read_formulas:
        b.read_formulas[same] = list(formula_text_faults(b, same))
    yield from b.read_formulas[same]


def formula_text_faults(b, text):
    if text.startswith("="):
        yield "formula begins with ="
    if re.sub(r'"(?:[^"]|"")*"', "", text).count('"'):
        yield "formula with an open quote"
        return
    stack, before, calls = [], "", []
    for token in TOKEN.findall(text):
        if token.isspace():
            continue
        first = token[0]
        if first == '"':
            if units(token[1:-1].replace('""', '"')) > 255:
                yield "formula with a text of more than 255"
        elif first == "{":
            if ";" in before:
                yield "formula with a semicolon"
        elif token.endswith("!") and first != "#":
            sheet = token[1:-2].replace("''", "'") if first == "'" else token[:-1]
            if "[" in sheet or sheet.lower() not in b.names:
                yield "formula names the sheet %r, which is not there" % sheet
        elif token == "(":
            called = before if re.fullmatch(r"[A-Za-z_\\][\w.\\]*", before or "") else ""
            stack.append([called, 1])
            if called:
                calls.append(called)
        elif token == ")":
            if not stack:
                yield "formula closes more than it opens"
                return
            stack.pop()
        elif token == "," and stack:
            stack[-1][1] += 1
            if stack[-1][1] > 255:
                yield "formula with more than 255 arguments"
        elif token == ";":
            yield "formula with a semicolon"
        elif token in ("[", "]"):
            yield "formula points into another file"
        elif token.startswith("#"):
            yield "formula holds %s" % token
        elif re.fullmatch(r"\$?[A-Za-z]{1,3}\$?[0-9]+", token):
            if not area(token.upper()):
                yield "formula points outside a sheet: %s" % token
        if len(stack) > 64:
            yield "formula with more than 64 levels"
            return
        before = token
    if stack:
        yield "formula opens more than it closes"
    yield from function_faults(calls)
    yield from name_faults(b, text)


def function_faults(calls):
    for called in calls:
        plain = re.sub(r"^_xlfn\.(_xlws\.)?", "", called)
        if plain in NEW_FUNCTIONS:
            if plain == called:
                yield "formula needs _xlfn.%s" % plain
        elif plain not in OLD_FUNCTIONS or plain != called:
            yield "formula calls %s, which Excel does not know" % called


def name_faults(b, text):
    bare = re.sub(r'"(?:[^"]|"")*"' + r"|'(?:[^']|'')*'!|\{[^}]*\}", " ", text)
    for word in re.findall(r"(?<![\w.$!])[A-Za-z_\\][\w.\\]*(?![\w.(!])", bare):
        if not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|TRUE|FALSE|[A-Z]{1,3}", word) and word.lower() not in b.defined and not re.fullmatch(r"[eE][0-9]*", word):
            yield "formula names %s, which is not defined" % word


@each_sheet
def merges(b, name, tree, links):
    found = []
    holder = tree.find(MAIN + "mergeCells")
    yield from counted(holder)
    for m in holder if holder is not None else ():
        now = box(m.get("ref") or "")
        if not upright(now) or now[:2] == now[2:]:
            yield "merge %r" % m.get("ref")
            continue
        found.append((now, m.get("ref")))
    found.sort()
    open_ones = []
    for now, ref in found:
        open_ones = [o for o in open_ones if o[0][2] >= now[0]]
        yield from ("merges %s and %s meet" % (o[1], ref) for o in open_ones if meet(o[0], now))
        open_ones.append((now, ref))


@each_sheet
def nothing_under_merges(b, name, tree, links):
    covered = {}
    for m in tree.iterfind(MAIN + "mergeCells/" + MAIN + "mergeCell"):
        now = box(m.get("ref") or "")
        if upright(now):
            covered.update({(r, c): m.get("ref") for r in range(now[0], now[2] + 1) for c in range(now[1], now[3] + 1) if (r, c) != now[:2]})
    for c in tree.iter(MAIN + "c"):
        at = box(c.get("r") or "")
        if at and at[:2] in covered and len(c):
            yield "%s holds something nobody can see below the merge %s" % (c.get("r"), covered[at[:2]])


@each_sheet
def columns(b, name, tree, links):
    last = 0
    for c in tree.iterfind(MAIN + "cols/" + MAIN + "col"):
        low, high = c.get("min"), c.get("max")
        if not whole(low, 1, LAST_COLUMN) or not whole(high, int(low), LAST_COLUMN) or int(low) <= last:
            yield "columns %s to %s after %d" % (low, high, last)
            continue
        last = int(high)
        if not 0 <= float(c.get("width") or 0) <= 255:
            yield "column %s is %s wide" % (low, c.get("width"))
        if not whole(c.get("outlineLevel") or "0", 0, 7) or not whole(c.get("style") or "0", 0, b.xfs() - 1):
            yield "column %s has level %s, style %s" % (low, c.get("outlineLevel"), c.get("style"))
    if tree.find(MAIN + "cols") is not None and not len(tree.find(MAIN + "cols")):
        yield "cols without a column"


@each_sheet
def checks_on_input(b, name, tree, links):
    holder, taken = tree.find(MAIN + "dataValidations"), []
    yield from counted(holder)
    if holder is not None and not 1 <= len(holder) <= 65534:
        yield "%d checks on input" % len(holder)
    for v in holder if holder is not None else ():
        where = v.get("sqref") or ""
        for now in ranges(where) or [None]:
            if not upright(now):
                yield "a check on input at %r" % where
                continue
            yield from ("two checks on input at %s" % where for other in taken if meet(other, now))
            taken.append(now)
        if (v.get("type") or "none") not in CHECKS or (v.get("operator") or "between") not in OPERATORS or \
                (v.get("errorStyle") or "stop") not in ("stop", "warning", "information"):
            yield "a check on input of the kind %s %s at %s" % (v.get("type"), v.get("operator"), where)
        one, two = (v.find(MAIN + n) for n in ("formula1", "formula2"))
        if (v.get("type") or "none") != "none" and (one is None or not one.text):
            yield "a check on input without a rule at %s" % where
        if (v.get("type") in ("whole", "decimal", "date", "time", "textLength")) and (v.get("operator") or "between") in ("between", "notBetween") and \
                (two is None or not two.text):
            yield "a check on input without its upper end at %s" % where
        for f in (one, two):
            text = f.text or "" if f is not None else ""
            if v.get("type") == "list" and text.startswith('"'):
                if not text.endswith('"') or units(text) - 2 > 255 or '"' in text[1:-1]:
                    yield "a list of choices of %d at %s" % (units(text) - 2, where)
            elif text and not NUMBER.match(text):
                yield from ("check on input at %s: %s" % (where, fault) for fault in formula_faults(b, text))
        for attribute, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
            if units(v.get(attribute) or "") > most:
                yield "%s of more than %d at %s" % (attribute, most, where)


@each_sheet
def looks_by_rule(b, name, tree, links):
    dxfs = b.styles.find(MAIN + "dxfs")
    priorities = []
    for holder in tree.iterfind(MAIN + "conditionalFormatting"):
        where = holder.get("sqref") or ""
        if not ranges(where) or not all(upright(r) for r in ranges(where)):
            yield "a look by rule at %r" % where
        if not len(holder):
            yield "a look without a rule at %s" % where
        for r in holder:
            texts = [f.text or "" for f in r.iterfind(MAIN + "formula")]
            if r.get("type") not in LOOKS or len(texts) < LOOKS.get(r.get("type"), 0) or len(texts) > 3:
                yield "a look of the kind %s with %d formulas at %s" % (r.get("type"), len(texts), where)
            if r.get("dxfId") is not None and not whole(r.get("dxfId"), 0, (0 if dxfs is None else len(dxfs)) - 1):
                yield "a look of style %s at %s" % (r.get("dxfId"), where)
            if not whole(r.get("priority"), 1, 2**31 - 1) or r.get("priority") in priorities:
                yield "a look of rank %s at %s" % (r.get("priority"), where)
            priorities.append(r.get("priority"))
            for text in texts:
                yield from ("look at %s: %s" % (where, fault) for fault in formula_faults(b, text))


@each_sheet
def links_of_cells(b, name, tree, links):
    seen, holder = [], tree.find(MAIN + "hyperlinks")
    if holder is not None and not 1 <= len(holder) <= 65530:
        yield "%d links" % len(holder)
    for h in holder if holder is not None else ():
        now, place = box(h.get("ref") or ""), h.get("location")
        if not upright(now):
            yield "a link at %r" % h.get("ref")
            continue
        yield from ("two links at %s" % h.get("ref") for o in seen if meet(o, now))
        seen.append(now)
        if h.get(LINK) is None and not place:
            yield "a link to nowhere at %s" % h.get("ref")
        if units(place or "") > 2084 or units(h.get("tooltip") or "") > 255:
            yield "too long a link at %s" % h.get("ref")
        if place and h.get(LINK) is None and place.lower() not in b.defined:
            there = list(pointed_to(place))
            if len(there) != 1 or there[0][0].lower() not in b.names or not there[0][1]:
                yield "a link to %s, which is not there, at %s" % (place, h.get("ref"))


@each_sheet
def protection(b, name, tree, links):
    for p in tree.iterfind(MAIN + "sheetProtection"):
        for key, value in p.attrib.items():
            if key == "password":
                good = re.fullmatch(r"[0-9A-Fa-f]{4}", value)
            elif key in ("algorithmName", "hashValue", "saltValue", "spinCount"):
                good = bool(value)
            else:
                good = value in ("0", "1", "true", "false")
            if not good:
                yield "protection with %s=%r" % (key, value)


@each_sheet
def printing(b, name, tree, links):
    for p in tree.iterfind(MAIN + "pageSetup"):
        for key, low, high in (("scale", 10, 400), ("fitToWidth", 0, 32767), ("fitToHeight", 0, 32767), ("paperSize", 0, 2**31 - 1), ("copies", 1, 32767)):
            if p.get(key) is not None and not whole(p.get(key), low, high):
                yield "page set-up with %s=%s" % (key, p.get(key))
        if p.get("orientation") not in (None, "default", "portrait", "landscape"):
            yield "page turned %s" % p.get("orientation")
    for m in tree.iterfind(MAIN + "pageMargins"):
        if sorted(m.attrib) != ["bottom", "footer", "header", "left", "right", "top"] or not all(0 <= float(v) < 49 for v in m.attrib.values()):
            yield "margins %s" % m.attrib
    for h in tree.iterfind(MAIN + "headerFooter"):
        for e in h:
            text = e.text or ""
            if units(text) > 255:
                yield "%s of %d, 255 is the most" % (e.tag.split("}")[-1], units(text))
            if re.sub(r'&"[^"]*"', "", text).count('&"'):
                yield "%s with an open font name" % e.tag.split("}")[-1]
    for kind, most in (("rowBreaks", LAST_ROW), ("colBreaks", LAST_COLUMN)):
        for holder in tree.iterfind(MAIN + kind):
            yield from counted(holder)
            if holder.get("manualBreakCount") != str(sum(1 for x in holder if x.get("man") == "1")):
                yield "%s counts its breaks wrong" % kind
            ids = [x.get("id") for x in holder]
            if len(ids) > 1023 or len(set(ids)) != len(ids) or not all(whole(i, 1, most) for i in ids) or ids != sorted(ids, key=lambda i: int(i or 0)):
                yield "%s at %s" % (kind, " ".join(map(str, ids))[:60])


@each_sheet
def views(b, name, tree, links):
    for v in tree.iter(MAIN + "sheetView"):
        if not whole(v.get("workbookViewId"), 0, len(list(b.book.iter(MAIN + "workbookView"))) - 1):
            yield "a view of window %s" % v.get("workbookViewId")
        if v.get("zoomScale") is not None and not whole(v.get("zoomScale"), 10, 400):
            yield "zoom %s" % v.get("zoomScale")
        panes = {"topLeft"}
        for p in v.iterfind(MAIN + "pane"):
            across, down = (int(float(p.get(k) or 0)) for k in ("xSplit", "ySplit"))
            corner = box(p.get("topLeftCell") or "")
            panes |= ({"topRight"} if across else set()) | ({"bottomLeft"} if down else set()) | ({"bottomRight"} if across and down else set())
            if p.get("activePane", "topLeft") not in panes or p.get("state") not in (None, "split", "frozen", "frozenSplit") or not (across or down):
                yield "a pane %s" % p.attrib
            if not corner or corner[0] <= (down if down else 0) or corner[1] <= (across if across else 0):
                yield "panes are frozen at %s/%s and begin at %s" % (down, across, p.get("topLeftCell"))
        for s in v.iterfind(MAIN + "selection"):
            if s.get("pane", "topLeft") not in panes or not all(upright(r) for r in ranges(s.get("sqref") or "A1")) or not box(s.get("activeCell") or "A1"):
                yield "a selection %s" % s.attrib


@each_sheet
def filters(b, name, tree, links):
    f = tree.find(MAIN + "autoFilter")
    if f is None:
        return
    now = box(f.get("ref") or "")
    if not upright(now):
        yield "filter of %r" % f.get("ref")
        return
    for column in f.iterfind(MAIN + "filterColumn"):
        if not whole(column.get("colId"), 0, now[3] - now[1]):
            yield "filter of column %s" % column.get("colId")
    for m in tree.iterfind(MAIN + "mergeCells/" + MAIN + "mergeCell"):
        other = box(m.get("ref") or "")
        if other and meet(other, now) and other[2] > now[0]:
            yield "merge %s among the rows that are filtered" % m.get("ref")


# ---- drawings and charts

def drawings(b):
    for part, tree in b.trees.items():
        if tree.tag != XDR + "wsDr":
            continue
        ids = [e.get("id") for e in tree.iter(XDR + "cNvPr")]
        if len(set(ids)) != len(ids) or not all(whole(i, 0, 2**31 - 1) for i in ids):
            yield "%s: two drawings have one number" % part
        for anchor in tree:
            corners = []
            for corner in (anchor.find(XDR + "from"), anchor.find(XDR + "to")):
                values = {e.tag[len(XDR):]: e.text for e in corner} if corner is not None else {}
                if not (whole(values.get("col"), 0, LAST_COLUMN - 1) and whole(values.get("row"), 0, LAST_ROW - 1) and
                        whole(values.get("colOff"), 0, 2**40) and whole(values.get("rowOff"), 0, 2**40)):
                    if corner is not None or anchor.tag == XDR + "twoCellAnchor":
                        yield "%s: a drawing at %s" % (part, values)
                else:
                    corners.append([int(values[k]) for k in ("row", "rowOff", "col", "colOff")])
            if len(corners) == 2 and (corners[0][:2] >= corners[1][:2] or corners[0][2:] >= corners[1][2:]):
                yield "%s: a drawing ends before it begins" % part
            if anchor.find(XDR + "clientData") is None:
                yield "%s: an anchor without its data" % part


def charts(b):
    for part, tree in b.trees.items():
        if tree.tag != CHART + "chartSpace":
            continue
        yield from ("%s: %s" % (part, text) for text in chart_faults(b, tree))


def chart_faults(b, tree):
    series = list(tree.iter(CHART + "ser"))
    if not 1 <= len(series) <= 255:
        yield "%d series" % len(series)
    for key in ("idx", "order"):
        values = [s.find(CHART + key).get("val") if s.find(CHART + key) is not None else None for s in series]
        if len(set(values)) != len(values) or None in values:
            yield "two series have one %s" % key
    for f in tree.iter(CHART + "f"):
        there = list(pointed_to(f.text or ""))
        if len(there) != 1 or there[0][0].lower() not in b.names or not there[0][1]:
            yield "it draws %s, which is not there" % f.text
    for cache in list(tree.iter(CHART + "numCache")) + list(tree.iter(CHART + "strCache")):
        count = cache.find(CHART + "ptCount")
        n = int(count.get("val")) if count is not None and whole(count.get("val"), 0, 32000 * 1000) else -1
        ids = [int(p.get("idx") or -1) for p in cache.iterfind(CHART + "pt")]
        if n < 0 or ids != sorted(set(ids)) or (ids and not 0 <= ids[0] <= ids[-1] < n):
            yield "points %s of %d" % (ids[:5], n)
        if cache.tag == CHART + "numCache" and not all(NUMBER.match(p.findtext(CHART + "v") or "") for p in cache.iterfind(CHART + "pt")):
            yield "a point that is no number"
    plot = tree.find(CHART + "chart/" + CHART + "plotArea")
    axes = {e.find(CHART + "axId").get("val"): (e.find(CHART + "crossAx").get("val") if e.find(CHART + "crossAx") is not None else None)
            for e in (plot if plot is not None else ()) if e.tag.endswith("Ax") and e.find(CHART + "axId") is not None}
    for kind in plot if plot is not None else ():
        if kind.tag.endswith("Chart"):
            yield from ("axis %s is not there" % a.get("val") for a in kind.iterfind(CHART + "axId") if a.get("val") not in axes)
    yield from ("axis %s crosses %s, which is not there" % item for item in axes.items() if item[1] not in axes)


RULES = (zip_entries, well_formed, content_types, relationships, references_to_parts, book_order, sheet_names, a_sheet_is_seen, defined_names,
         built_in_names, properties, style_parts, style_values, shared_strings, sheet_order, rows, cells, dimension, formulas, merges,
         nothing_under_merges, columns, checks_on_input, looks_by_rule, links_of_cells, protection, printing, views, filters, drawings, charts)


def faults(entries):
    """[(name of the rule, what breaks it)] of a workbook's entries (read)."""
    b = Book(entries)
    return [(rule.__name__, text) for rule in RULES for text in rule(b)]
