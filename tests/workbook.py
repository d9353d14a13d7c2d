# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook (.xlsx) as a reviewer or a test needs it: its sheets with cells, styles in words, merges, columns, print set-up,
names and charts, read from the parts of the file with the standard library alone. Nothing is computed and nothing mended.

    book = Workbook(path)
    for sheet in book.sheets:
        for (row, column), cell in sorted(sheet.cells.items()):    # both from 1
            print(sheet.name, address(row, column), book.style_words(cell.style), cell.text, cell.formula)
"""
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
LAST_ROW, LAST_COLUMN = 1048576, 16384
PLACE = re.compile(r"^\$?([A-Z]{1,3})\$?([1-9][0-9]*)$")


def column_number(letters):
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n


def column_name(n):
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row, column):
    return column_name(column) + str(row)


def place(text):
    """(row, column) of "B7" or "$B$7"; None where it is no cell of a sheet."""
    m = PLACE.match(text)
    if not m:
        return None
    row, column = int(m[2]), column_number(m[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def box(text):
    """(first row, first column, last row, last column) of "B7" or "B7:D9"; None where it is neither."""
    first, _, last = text.partition(":")
    a, b = place(first), place(last or first)
    return a + b if a and b else None


def meet(a, b):
    """Do two boxes share a cell?"""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


class Cell:
    """style: index into cellXfs; kind: '' number, 's' text, 'str' text of a formula, 'b', 'e'; text: what is stored, ''
    where nothing is; formula: None where there is none."""
    __slots__ = ("style", "kind", "text", "formula")

    def __init__(self, style, kind, text, formula):
        self.style, self.kind, self.text, self.formula = style, kind, text, formula


class Sheet:
    """cells: {(row, column): Cell}; merges: boxes in the order of the file; columns, rows: attributes of <col>, <row> by
    number of the first column or row; root: the part as a tree; path: its name; related: {id: (type, target)}."""

    def __init__(self, name, state, path, root, related, strings):
        self.name, self.state, self.path, self.root, self.related = name, state, path, root, related
        self.cells, self.rows = {}, {}
        for row in root.iterfind(MAIN + "sheetData/" + MAIN + "row"):
            number = int(row.get("r"))
            self.rows[number] = dict(row.attrib)
            for c in row:
                value, formula = c.find(MAIN + "v"), c.find(MAIN + "f")
                kind = c.get("t") or ""
                text = (value.text or "") if value is not None else ""
                if kind == "s":
                    text = strings[int(text)]
                elif kind == "inlineStr":
                    text = "".join(t.text or "" for t in c.iter(MAIN + "t"))
                at = place(c.get("r"))
                self.cells[at] = Cell(int(c.get("s") or 0), kind, text, None if formula is None else formula.text or "")
        self.columns = [dict(c.attrib) for c in root.iterfind(MAIN + "cols/" + MAIN + "col")]
        self.merges = [box(m.get("ref")) for m in root.iterfind(MAIN + "mergeCells/" + MAIN + "mergeCell")]

    def part(self, name):
        """The element of this name directly below the sheet, or None."""
        return self.root.find(MAIN + name)


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as file:
            self.parts = {n: file.read(n) for n in file.namelist()}
        self._trees = {}
        self.strings = self._strings()
        tree = self.tree("xl/workbook.xml")
        links = self.related("xl/workbook.xml")
        self.sheets = []
        for s in tree.iterfind(MAIN + "sheets/" + MAIN + "sheet"):
            part = links[s.get(LINK)][1]
            self.sheets.append(Sheet(s.get("name"), s.get("state") or "visible", part, self.tree(part), self.related(part),
                                     self.strings))
        self.names = [(d.get("name"), d.get("localSheetId"), d.text or "", d.get("hidden") == "1")
                      for d in tree.iterfind(MAIN + "definedNames/" + MAIN + "definedName")]
        self._read_styles()

    def tree(self, part):
        if part not in self._trees:
            self._trees[part] = ET.fromstring(self.parts[part])
        return self._trees[part]

    def related(self, part):
        """{id: (last word of the type, target as name of a part)} of the relationships of a part."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", name + ".rels")
        found = {}
        if links in self.parts:
            for r in self.tree(links):
                target = r.get("Target")
                if r.get("TargetMode") != "External":
                    target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[r.get("Id")] = (r.get("Type").rsplit("/", 1)[-1], target)
        return found

    def _strings(self):
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return ["".join(t.text or "" for t in si.iter(MAIN + "t")) for si in self.tree("xl/sharedStrings.xml").iterfind(MAIN + "si")]

    def _read_styles(self):
        tree = self.tree("xl/styles.xml")
        formats = {f.get("numFmtId"): f.get("formatCode") for f in tree.iter(MAIN + "numFmt")}
        fonts = [_font_words(f) for f in tree.find(MAIN + "fonts")]
        fills = [_fill_words(f) for f in tree.find(MAIN + "fills")]
        borders = [_border_words(f) for f in tree.find(MAIN + "borders")]
        self.styles = []
        for xf in tree.find(MAIN + "cellXfs"):
            number = xf.get("numFmtId") or "0"
            words = [formats.get(number, "" if number == "0" else "format " + number), fonts[int(xf.get("fontId") or 0)],
                     fills[int(xf.get("fillId") or 0)], borders[int(xf.get("borderId") or 0)]]
            alignment, protection = xf.find(MAIN + "alignment"), xf.find(MAIN + "protection")
            if alignment is not None:
                words += _alignment_words(alignment)
            if protection is not None:
                words += ["input"] if protection.get("locked") == "0" else []
                words += ["formula hidden"] if protection.get("hidden") == "1" else []
            self.styles.append(", ".join(w for w in words if w))
        self.dxfs = [_dxf_words(d) for d in tree.iterfind(MAIN + "dxfs/" + MAIN + "dxf")]

    def style_words(self, index):
        """A style as a person would describe it; '' for the plain one."""
        return self.styles[index]

    def charts(self, sheet):
        """Charts of a sheet: (place, title, [(kind, name, categories, values)], titles of the axes)."""
        for _, (kind, drawing) in sorted(sheet.related.items()):
            if kind != "drawing":
                continue
            links = self.related(drawing)
            for anchor in self.tree(drawing):
                graphic = next(anchor.iter(CHART + "chart"), None)
                if graphic is not None:
                    yield _anchor_words(anchor), *_chart(self.tree(links[graphic.get(LINK)][1]))


def _color(element):
    if element is None:
        return ""
    rgb = element.get("rgb")
    return rgb[2:] if rgb else "" if element.get("theme") == "1" else "color " + (element.get("indexed") or element.get("theme") or "")


def _font_words(f):
    def value(name):
        element = f.find(MAIN + name)
        return element.get("val") if element is not None else None
    size = value("sz")
    words = [name for tag, name in (("b", "bold"), ("i", "italic"), ("u", "underlined"), ("strike", "struck")) if f.find(MAIN + tag) is not None]
    if size not in (None, "10.5", "11"):
        words.append(size + "pt")
    color = _color(f.find(MAIN + "color"))
    return " ".join(words + (["#" + color] if color else []))


def _fill_words(f):
    pattern = f.find(MAIN + "patternFill")
    kind = pattern.get("patternType") if pattern is not None else None
    if kind in (None, "none", "gray125"):
        return ""
    color = _color(pattern.find(MAIN + "fgColor")) or _color(pattern.find(MAIN + "bgColor"))
    return "fill " + color + ("" if kind == "solid" else " " + kind)


def _border_words(b):
    sides = {s.tag[len(MAIN):]: s.get("style") for s in b if s.get("style")}
    four = [sides.get(s) for s in ("left", "right", "top", "bottom")]
    if not sides:
        return ""
    if len(set(four)) == 1 and len(sides) == 4:
        return four[0] + " box"
    return "border " + " ".join("%s %s" % item for item in sorted(sides.items()))


def _alignment_words(a):
    words = [a.get("horizontal") or "", "" if a.get("vertical") in ("center", None) else a.get("vertical")]
    words.append("wrap" if a.get("wrapText") == "1" else "")
    words.append("shrink" if a.get("shrinkToFit") == "1" else "")
    words.append("indent " + a.get("indent") if a.get("indent") else "")
    words.append("turned " + a.get("textRotation") if a.get("textRotation") else "")
    return words


def _dxf_words(d):
    words = []
    for child in d:
        kind = child.tag[len(MAIN):]
        if kind == "font":
            words.append(_font_words(child))
        elif kind == "fill":
            words.append("fill " + (_color(next(child.iter(MAIN + "bgColor"), None)) or _color(next(child.iter(MAIN + "fgColor"), None))))
        elif kind == "numFmt":
            words.append(child.get("formatCode"))
        else:
            words.append(kind)
    return ", ".join(w for w in words if w)


def _anchor_words(anchor):
    corners = []
    for name in ("from", "to"):
        corner = anchor.find(ANCHOR + name)
        if corner is not None:
            corners.append(address(int(corner.find(ANCHOR + "row").text) + 1, int(corner.find(ANCHOR + "col").text) + 1))
    return ":".join(corners)


def _title(element):
    """Text of the title right below an element, or the cells it is taken from."""
    title = element.find(CHART + "title")
    if title is None:
        return ""
    return "".join(t.text or "" for t in title.iter(DRAW + "t")) or "".join("=" + f.text for f in title.iter(CHART + "f"))


def _chart(tree):
    chart = tree.find(CHART + "chart")
    plot = chart.find(CHART + "plotArea")
    series = []
    axes = [_title(axis) for axis in plot if axis.tag.endswith("Ax")]
    for kind in plot:
        for s in kind.iterfind(CHART + "ser"):
            name = s.find(CHART + "tx")
            reference = next(name.iter(CHART + "f"), None) if name is not None else None
            text = "" if name is None else "=" + reference.text if reference is not None else "".join(v.text or "" for v in name.iter(CHART + "v"))
            ranges = ["".join(f.text for f in part.iter(CHART + "f")) for part in
                      (s.find(CHART + "cat"), s.find(CHART + "xVal"), s.find(CHART + "val"), s.find(CHART + "yVal")) if part is not None]
            words = [kind.tag[len(CHART):]] + [e.get("val") for tag in ("barDir", "grouping") for e in kind.iterfind(CHART + tag)]
            series.append((" ".join(words), text, *(ranges[:1] if len(ranges) > 1 else [""]), ranges[-1] if ranges else ""))
    return _title(chart), series, axes


STRING = re.compile(r'"(?:[^"]|"")*"')


def figures(path):
    """{(number of its sheet, place): (formula, value)} of each cell that holds a number or computes one. In formulas texts stand
    as "" and sheets by number, so that the two languages of a workbook give the same."""
    book = Workbook(path)
    names = sorted(((s.name, i) for i, s in enumerate(book.sheets)), key=lambda n: -len(n[0]))
    found = {}
    for i, sheet in enumerate(book.sheets):
        for at, cell in sheet.cells.items():
            if cell.kind in ("s", "str", "inlineStr"):
                continue
            formula = STRING.sub('""', cell.formula or "")
            for name, k in names:
                formula = formula.replace("'%s'!" % name.replace("'", "''"), "#%d!" % k).replace(name + "!", "#%d!" % k)
            found[i, at] = (formula, cell.text)
    return found


def other_figures(path, other):
    """How many figures the first of two workbooks holds, and in words where the second holds another."""
    a, b = figures(path), figures(other)
    return len(a), ["sheet %d, %s: %s, %s" % (k[0] + 1, address(*k[1]), a.get(k), b.get(k)) for k in sorted(a.keys() | b.keys()) if a.get(k) != b.get(k)]


def _new_cell(sheet, ref, made):
    """The XML of a sheet with a cell where there was none."""
    row, column = place(ref)
    found = re.search(r'<row r="%d"[^>]*?(/>|>)' % row, sheet)
    if not found:
        below = next((m.start() for m in re.finditer(r'<row r="(\d+)"', sheet) if int(m[1]) > row), sheet.index("</sheetData>"))
        return "%s<row r=\"%d\">%s</row>%s" % (sheet[:below], row, made, sheet[below:])
    if found[1] == "/>":
        return "%s>%s</row>%s" % (sheet[:found.end() - 2], made, sheet[found.end():])
    end = sheet.index("</row>", found.end())
    at = next((m.start() for m in re.compile(r'<c r="([A-Z]+)\d+"').finditer(sheet, found.end(), end)
               if column_number(m[1]) > column), end)
    return sheet[:at] + made + sheet[at:]


def typed_into(path, out, cells):
    """The workbook with other values in these cells ({sheet: {"B7": value}}), as a person types them."""
    book = Workbook(path)
    where = {s.name: s.path for s in book.sheets}
    typed = {where[name]: values for name, values in cells.items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for part, data in book.parts.items():
            for ref, value in typed.get(part, {}).items():
                made = (' r="%s"><v>%s</v></c>' % (ref, value) if isinstance(value, (int, float)) else
                        ' r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (ref, escape(value)))
                text, n = re.subn(r'<c r="%s"((?: s="\d+")?)[^>/]*(?:/>|>.*?</c>)' % ref, lambda m: "<c" + m.group(1) + made, data.decode())
                data = (text if n else _new_cell(text, ref, "<c" + made)).encode()
            file.writestr(part, data)
    return out
