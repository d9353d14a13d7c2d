#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed: the own workbook on ten pages at most, a buyer's on five, whichever font takes the place of the one asked for,
in letters of seven points at least; no page of any workbook is empty or holds three rows, and nothing is cut in its cell.

    test_pages.py PROGRAM

Cut: a PDF holds a text whole where the page shows a part of it, so each word's place in the PDF is looked up on the picture of the
page. Where the first or the last letter, or the lower half of all of them, left no ink, the cell has cut it.

Size: the PDF sets each text in the size in which it is printed, that of its cell times the scale of the page.
"""
import html
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
import zlib

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TESTS, os.path.join(TESTS, "golden")]
import golden
from suite import ENGLISH, ROOT, WHOLE, Program, Suite

program = Program(sys.argv[1])
CASE = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
FONTS = ("Noto Sans CJK JP", "DejaVu Sans")
PAIR = '''<node oor:name="_%d" oor:op="replace"><prop oor:name="ReplaceFont"><value>%s</value></prop>
<prop oor:name="SubstituteFont"><value>%s</value></prop><prop oor:name="Always"><value>true</value></prop>
<prop oor:name="OnScreenOnly"><value>false</value></prop></node>'''
PROFILE = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Font/Substitution"><prop oor:name="Replacement" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Font/Substitution/FontPairs">%s</item></oor:items>'''


def fonts_of(path):
    with zipfile.ZipFile(path) as book:
        return sorted(set(re.findall(r'<name val="([^"]+)"', book.read("xl/styles.xml").decode())))


def rendered(files, font, work):
    """{file: its pages as lists of lines} with every font of the workbooks replaced by one."""
    profile = os.path.join(work, "profile")
    os.makedirs(os.path.join(profile, "user"))
    names = sorted({n for f in files for n in fonts_of(f)})
    with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as out:
        out.write(PROFILE % "".join(PAIR % (i, n, font) for i, n in enumerate(names)))
    def pdf(f):
        return os.path.join(work, os.path.basename(f)[:-5] + ".pdf")

    left = files
    for _ in range(2):  # LibreOffice has died once between two of many workbooks: what it left is tried once more
        left = [f for f in left if not os.path.exists(pdf(f))]
        if left:
            subprocess.run(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore", "--convert-to", "pdf",
                            "--outdir", work] + left, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
    pages = {}
    for f in files:
        text = subprocess.run(["pdftotext", "-layout", pdf(f), "-"], stdout=subprocess.PIPE, text=True).stdout
        pages[f] = [[line for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]
    return pages


DPI, INK = 150, 60  # of the pictures; contrast that is ink
BOX = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>')
PICTURE = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s")


def words(pdf):
    """For each page its words: ((left, top, right, bottom) in points, text)."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], stdout=subprocess.PIPE).stdout.decode("utf-8", "replace")
    return [[(tuple(float(v) for v in m[:4]), html.unescape(m[4])) for m in BOX.findall(page)] for page in text.split("<page ")[1:]]


def pictures(pdf):
    """For each page (width, height, grey bytes)."""
    data = subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", pdf], stdout=subprocess.PIPE).stdout
    at, pages = 0, []
    while at < len(data):
        m = PICTURE.match(data, at)
        w, h, at = int(m[1]), int(m[2]), m.end()
        pages.append((w, h, memoryview(data)[at:at + w * h]))
        at += w * h
    return pages


def ink(picture, left, top, right, bottom):
    w, h, grey = picture
    x0, x1 = max(0, int(left * DPI / 72)), min(w, int(right * DPI / 72) + 1)
    y0, y1 = max(0, int(top * DPI / 72)), min(h, int(bottom * DPI / 72) + 1)
    if x1 <= x0 or y1 <= y0:
        return False
    rows = [bytes(grey[y * w + x0:y * w + x1]) for y in range(y0, y1)]
    return max(map(max, rows)) - min(map(min, rows)) >= INK


def is_cut(picture, box, text):
    left, top, right, bottom = box
    wide = [2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text]
    unit, high = (right - left) / max(1, sum(wide)), bottom - top
    letters = [(left + unit * sum(wide[:i]), unit * wide[i]) for i, c in enumerate(text)
               if unicodedata.category(c)[0] in "LN" and c not in "ー一二三"]
    if not letters:
        return False
    return (any(not ink(picture, x + unit * .2, top + high * .2, x + w - unit * .2, bottom - high * .2) for x, w in (letters[0], letters[-1]))
            or not any(ink(picture, x, top + high * .55, x + w, bottom - high * .25) for x, w in letters))


def cut_words(pdf):
    return ["page %d: %s" % (i + 1, text) for i, (page, picture) in enumerate(zip(words(pdf), pictures(pdf)))
            for box, text in page if is_cut(picture, box, text)]


OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj(.*?)endobj", re.S)
LEAST_POINTS = 7


def sizes(pdf):
    """For each page the points of its smallest and of its usual letters."""
    with open(pdf, "rb") as file:
        objects = {int(n): body for n, body in OBJECT.findall(file.read())}
    pages = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b(?!s)", body):
            content = objects[int(re.search(rb"/Contents (\d+) 0 R", body)[1])]
            drawn = zlib.decompress(re.search(rb"stream\r?\n(.*?)endstream", content, re.S)[1])
            points = sorted(float(v) for v in re.findall(rb"/F\d+ ([\d.]+) Tf", drawn))
            pages.append((points[0], points[len(points) // 2]) if points else (0, 0))
    return pages


def covered(picture):
    """The part of a page's height down to the last ink above the foot."""
    w, h, grey = picture
    for y in range(int(h * .93), 0, -1):
        row = bytes(grey[y * w:(y + 1) * w])
        if max(row) - min(row) >= INK:
            return y / h
    return 0


def flattened(path, to):
    """The same workbook with rows of half their height: what a cut looks like."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb' ht="[0-9.]+"', b' ht="7"', part)
            new.writestr(name, part)


def shrunk(path, to):
    """The same workbook with letters half as large."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'<sz val="10.5"/>', b'<sz val="5"/>') if name == "xl/styles.xml" else part)


def pdf_of(path, work):
    return os.path.join(work, os.path.basename(path)[:-5] + ".pdf")


def letters_that_can_be_read(t):
    """All examples, both views and languages, each in one of the fonts (./run long: in both); and no page of them that holds next
    to nothing."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        t.skip("letters", "no LibreOffice or no pdftotext")
        return
    books, wrong = golden.make_books(program.path, program.place("books"))
    t.check(not wrong, "all workbooks of the examples are made", *wrong)
    front = [b for b in books if re.search(r"--(own|for-\w+)\.", os.path.basename(b))]
    shrunk(front[0], program.place("shrunk.xlsx"))
    for i, font in enumerate(FONTS):
        work = program.place("letters%d" % i)
        os.makedirs(work)
        mine = front if WHOLE else front[i::len(FONTS)]
        for path, pages in rendered(mine + [program.place("shrunk.xlsx")], font, work).items():
            name = "%s in %s" % (os.path.basename(path), font)
            small = ["page %d: %.1f points, %s" % (n + 1, least, pages[n][:1]) for n, (least, _) in enumerate(sizes(pdf_of(path, work)))
                     if least < LEAST_POINTS]
            if name.startswith("shrunk"):
                t.check(small, "letters that are too small are found")
                continue
            t.check(pages and not small, "no letter under %d points: %s" % (LEAST_POINTS, name), *small)
            t.check(len(pages) <= (10 if "--own" in name else 5), "few pages: " + name, len(pages))
            t.check(all(len(page) > 6 for page in pages), "no page with a few rows: " + name, *[p[:3] for p in pages if len(p) <= 6])


OTHERS = re.compile(r"(kanto-seimitsu--(questionnaire-\w+|dossier-A|filing-A)|portfolio--\w+)\.")


def continues(pages, n):
    """Does a page go on with the sheet of the one before? The foot of a page names its sheet."""
    foot = [re.sub(r"\d+ / \d+|\s+", " ", (page or [""])[-1]).strip() for page in pages[:n + 1]]
    return n > 0 and foot[n] == foot[n - 1]


def pages_that_are_worth_their_paper(t):
    """What is not the front of a negotiation: lists to fill in, budgets, both sets of a dossier. A chapter may be short; a page
    that goes on with one holds more than a few rows."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        t.skip("pages of other workbooks", "no LibreOffice or no pdftotext")
        return
    books = [b for b in golden.make_books(program.path, program.place("others"))[0] if OTHERS.match(os.path.basename(b))]
    t.check(len(books) >= 11, "workbooks of all kinds", *books)
    work = program.place("paper")
    os.makedirs(work)
    for path, pages in rendered(books, FONTS[0], work).items():
        part = [covered(p) for p in pictures(pdf_of(path, work))]
        empty = ["page %d of %d: %.0f %% of its height, %s" % (n + 1, len(pages), part[n] * 100, page[:3])
                 for n, page in enumerate(pages) if part[n] < (.12 if continues(pages, n) else .04)]
        t.check(pages and not empty, "no page that holds next to nothing: " + os.path.basename(path), *empty)


def few_full_pages(t):
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        t.skip("printed pages", "no LibreOffice or no pdftotext")
        return
    files = {}
    for lang in ("ja", "en"):
        for view, most in (("own", 10), ("for:A", 5), (None, 30)):
            path = program.place("pages-%s-%s.xlsx" % ((view or "form").replace(":", "-"), lang))
            command = ["worksheet", CASE, "--view", view] if view else ["questionnaire", "--level", "4", "--case", CASE]
            done = program.run(*command, "-o", path, "--lang", lang, env=ENGLISH)
            if t.equal(done.returncode, 0, "a workbook to print: %s %s" % (view, lang), done.stderr.decode()):
                files[path] = ("%s, %s" % (view or "questionnaire", lang), most)
    for i, font in enumerate(FONTS):
        work = program.place("printed%d" % i)
        os.makedirs(work)
        mine = [f for f, (view, _) in files.items() if WHOLE or (i == 0) == view.endswith("ja") or view.endswith("A, ja")]
        for path, pages in rendered(mine, font, work).items():
            view, most = files[path]
            t.check(0 < len(pages) <= most, "at most %d pages of %s in %s" % (most, view, font), len(pages))
            # Head and foot of a page are among its lines.
            least = 2 if view.startswith("questionnaire") else 6  # the last rows of a list to fill in
            t.check(all(len(page) > least for page in pages), "no page with a few rows: %s in %s" % (view, font),
                    *[page[:3] for page in pages if len(page) <= least])
            t.check(not any("###" in line for page in pages for line in page), "no number is cut: %s in %s" % (view, font))
            cut = cut_words(os.path.join(work, os.path.basename(path)[:-5] + ".pdf"))
            t.check(not cut, "nothing is cut in its cell: %s in %s" % (view, font), *cut[:5])
    low = program.place("low.xlsx")
    flattened(next(p for p, (view, _) in files.items() if view == "for:A, ja"), low)
    work = program.place("printed-low")
    os.makedirs(work)
    rendered([low], FONTS[0], work)
    t.check(cut_words(os.path.join(work, "low.pdf")), "a text cut in its cell is found")


suite = Suite()
suite.run([few_full_pages, letters_that_can_be_read, pages_that_are_worth_their_paper])
suite.finish()
