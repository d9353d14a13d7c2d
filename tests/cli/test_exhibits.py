#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exhibits from outside: numbers on PDFs and pictures, the bundle, and what cannot carry a number.

    test_exhibits.py PROGRAM
"""
import base64
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, Program, Suite, make_case

program = Program(sys.argv[1])
MODULE = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "hoshiwari_record.so")

# 24 × 12 points, from red to white.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8"
    "U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAMABgDAREAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAIG/8QAGRAAAQUA"
    "AAAAAAAAAAAAAAAAAAMUFVFi/8QAFwEBAQEBAAAAAAAAAAAAAAAAAAQFBv/EABoRAQABBQAAAAAAAAAAAAAAAAABAhESExT/2gAMAwEAAhEDEQA/AKi8kmDoeki8jA6SLyMDpaxunRVa"
    "GDsqG6dC0Gyobp0LQbKn/9k=")


# ---- papers ----

def pdf(pages, extra=b"", trailer=b""):
    """A PDF of pages given as (attributes, drawing)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None]
    kids = []
    for attributes, drawing in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
                       % (attributes, len(objects) + 2))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for i, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, text)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, xref)


def drawing(text):
    return b"BT /F1 12 Tf 172 600 Td (%s) Tj ET" % text.encode()


def png(width, height):
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((40, 90, 200)) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def turned_jpeg(turn):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">H", turn) + b"\0\0\0\0\0\0"
    return JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + JPEG[2:]


def streams(data):
    """What the streams of a PDF hold, unpacked where they are packed."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            found.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            found.append(packed)
    return found


# ---- one dossier ----

made = [0]


def exhibits(papers, env=ENGLISH, lang="ja", by=program):
    """{name: bytes} of what --exhibits writes for an entry with these papers, rows of the list, what was said."""
    made[0] += 1
    case = program.write(make_case(3), "case-%d.json" % made[0])
    db, folder = program.place("log-%d.db" % made[0]), program.place("exhibits-%d" % made[0])
    for name, data in papers.items():
        with open(program.place(name), "wb") as out:
            out.write(data)
    file = program.write({"hoshiwari_log": 1, "entries": [dict(kind="request", date="2026-09-01", party="A", words="x", attachments=list(papers))]}, "entries.json")
    done = program.run("log", case, "add", file, "--db", db, env=ENGLISH)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    done = by.run("dossier", case, "--buyer", "A", "-o", program.place("d-%d.xlsx" % made[0]), "--db", db, "--exhibits", folder, "--lang", lang, env=env)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    files = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as inside:
                files[os.path.relpath(path, folder)] = inside.read()
    return files, json.loads(files["exhibits.json"])["exhibits"], done.stderr.decode()


def shown(data):
    """The words of a PDF, or None where nothing can read them."""
    if not shutil.which("pdftotext"):
        return None
    done = subprocess.run(["pdftotext", "-", "-"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.stdout.decode() + done.stderr.decode()


def number_on_every_page(t):
    """Upright at the upper right as the page is shown, whatever its box and turn; what was drawn is all there."""
    boxes = [(b"", 0, (0, 0, 595, 842)), (b"/Rotate 90", 1, (0, 0, 595, 842)), (b"/Rotate 180", 2, (0, 0, 595, 842)), (b"/Rotate -90", 3, (0, 0, 595, 842)),
             (b"/MediaBox [100 200 1290 1884]", 0, (100, 200, 1290, 1884)), (b"/CropBox [500 700 50 50]", 0, (50, 50, 500, 700))]
    paper = pdf([(a, drawing("page %d" % i) + b" 5 0 0 5 9 9 cm q") for i, (a, _, _) in enumerate(boxes)])
    files, rows, said = exhibits({"a.pdf": paper, "b.pdf": pdf([(b"", drawing("single"))])})
    t.equal([(r["number"], r["number_on_it"], r["stamped"]) for r in rows],
            [("甲1-1", "stamped", "番号付き/甲1-1_a.pdf"), ("甲1-2", "stamped", "番号付き/甲1-2_b.pdf")], "the list tells the numbered copies")
    t.equal(files["甲1-1_a.pdf"], paper, "the paper itself is unchanged")
    calls = [re.search(rb"Q\nq ([-\d. ]+) cm /HoshiExhibit0 Do Q", s) for s in streams(files["番号付き/甲1-1_a.pdf"])]
    calls = [[float(x) for x in c[1].split()] for c in calls if c]
    t.equal(len(calls), len(boxes), "a number on every page")
    for (attributes, turn, (x0, y0, x1, y1)), (a, b, c, d, e, f) in zip(boxes, calls):
        s = min(x1 - x0, y1 - y0) / 595
        corner = [(x1, y1), (x0, y1), (x0, y0), (x1, y0)][turn]
        side = [(s, 0), (0, s), (-s, 0), (0, -s)][turn]
        t.check(abs(a - side[0]) < 0.01 and abs(b - side[1]) < 0.01 and abs(a * d - b * c - s * s) < 0.01, "upright: %s" % attributes, a, b, c, d)
        t.check(abs(e - corner[0]) < 260 * s and abs(f - corner[1]) < 260 * s and x0 <= e <= x1 and y0 <= f <= y1, "in the corner: %s" % attributes, e, f)
    words = shown(files["番号付き/甲1-1_a.pdf"])
    if words is not None:
        t.check(all("page %d" % i in words for i in range(6)) and "rror" not in words, "what was drawn is there, and a reader has nothing to say", words)
    if words is not None and "日本語のフォントがない" not in said:
        t.check("甲第1号証の1 (1/6)" in words and "(6/6)" in words, "the number can be read", words)
        t.check("甲第1号証の2" in shown(files["号証一括.pdf"]) and "(1/1)" not in shown(files["号証一括.pdf"]), "a single page has no count")


def bundle_has_bookmarks(t):
    papers = {"a.pdf": pdf([(b"", drawing("one")), (b"", drawing("two"))]), "b.txt": b"text", "c.png": png(30, 20)}
    files, rows, _ = exhibits(papers)
    again, _, _ = exhibits(papers)
    bundle = files["号証一括.pdf"]
    t.equal(bundle.count(b"/Type /Page\n") + len(re.findall(rb"/Type /Page[ />]", bundle)), 4, "two pages, a sheet, a picture")
    titles = [bytes.fromhex(h.decode()).decode("utf-16") for h in re.findall(rb"/Title <(feff[0-9a-f]+)>", bundle)]
    titles += [s.decode("ascii") for s in re.findall(rb"/Title \(([ -~]*)\)", bundle)]
    t.equal(len(titles), 3, "a bookmark each", titles)
    t.check(any("a.pdf" in x and "1" in x for x in titles), "with number and name", titles)
    t.equal({k: hashlib.sha256(v).hexdigest() for k, v in files.items()}, {k: hashlib.sha256(v).hexdigest() for k, v in again.items()}, "the same bytes again")
    files, _, _ = exhibits(papers, lang="en")
    t.check("bundle.pdf" in files and "stamped/甲1-1_a.pdf" in files, "English names", sorted(files))


def what_cannot_carry_a_number_is_told(t):
    good = pdf([(b"", drawing("x"))])
    locked = pdf([(b"", drawing("x"))], trailer=b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32))
    hollow = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Size 2 /Root 1 0 R >>\nstartxref\n45\n%%EOF\n"
    circle = good.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    papers = {"good.pdf": (good, "stamped"), "locked.pdf": (locked, "encrypted"), "cut.pdf": (good[:-60], "damaged"), "hollow.pdf": (hollow, "damaged"),
              "circle.pdf": (circle, "damaged"), "text.txt": (b"text", "other_kind"), "word.pdf": (b"PK\3\4 no pdf", "other_kind"), "empty.jpg": (JPEG[:20], "damaged"),
              "cut.jpg": (JPEG[:-40], "damaged"), "cut.png": (png(9, 9)[:-20], "damaged"), "odd.png": (png(9, 9).replace(b"IDAT", b"IDAX"), "damaged"),
              "wide.png": (png(9, 9).replace(struct.pack(">II", 9, 9), struct.pack(">II", 60000, 60000), 1), "too_large"), "good.jpg": (JPEG, "stamped")}
    files, rows, said = exhibits({k: v[0] for k, v in papers.items()}, env=JAPANESE)
    for row in rows:
        data, wanted = papers[row["name"]]
        t.equal(row["number_on_it"], wanted, row["name"])
        t.equal(files[row["file"]], data, row["name"] + ": the very bytes")
        t.equal("stamped" in row, wanted == "stamped", row["name"] + ": a numbered copy only where there is a number")
        t.equal(row["file"] + ": 番号を付けていない" in said, wanted != "stamped", row["name"] + ": told", said)
    table = files["証拠説明書.csv"].decode("utf-8-sig")
    t.check("暗号化・制限のある PDF" in table and "壊れている" in table, "the table says why", table)
    t.equal(len(re.findall(rb"/Title ", files["号証一括.pdf"])), len(papers), "all of them have a place in the bundle")


def pictures_stand_upright(t):
    """A JPEG is in the page byte for byte; a picture that lies is turned as its camera says."""
    for turn in range(1, 9):
        files, rows, _ = exhibits({"p.jpg": turned_jpeg(turn)})
        made_page = files["番号付き/甲1_p.jpg.pdf"]
        box = [float(x) for x in re.search(rb"/MediaBox \[ ?([\d. ]+)\]", made_page)[1].split()]
        t.equal(box[2] > box[3], turn < 5, "the page lies as the picture does, %d" % turn)
        t.check(JPEG[-40:] in made_page, "the picture is not made anew, %d" % turn)
    files, rows, _ = exhibits({"p.png": png(40, 90)})
    t.equal(rows[0]["number_on_it"], "stamped", "a PNG as well")


def without_fonts_latin_letters(t):
    conf = program.place("fonts.conf")
    with open(conf, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    files, rows, said = exhibits({"a.pdf": pdf([(b"", drawing("x"))]), "b.txt": b"x"}, env={**ENGLISH, "FONTCONFIG_FILE": conf})
    t.check("「Ko 1-1」の形" in said and "日本語のフォントがない" in said, "told", said)
    t.equal(rows[0]["number_on_it"], "stamped", "a number all the same")
    titles = re.findall(rb"/Title \(([ -~]*)\)", files["号証一括.pdf"])
    t.check(any(x.startswith(b"Ko 1-1") for x in titles), "Ko in the bookmarks", titles)


def without_the_module_it_says_so(t):
    alone = program.place("alone")
    os.makedirs(alone)
    shutil.copy(sys.argv[1], os.path.join(alone, "hoshiwari"))
    files, rows, said = exhibits({"a.pdf": pdf([(b"", drawing("x"))])}, by=Program(os.path.join(alone, "hoshiwari")))
    t.equal(sorted(files), ["exhibits.json", "甲1_a.pdf", "証拠説明書.csv"], "the copies and the lists")
    t.equal(rows[0]["number_on_it"], "not_built", "the list says why there is no number")
    t.check("この版のプログラムには qpdf・Cairo がない" in said, "so does the program", said)


suite = Suite()
if os.path.exists(MODULE) and b"hoshi_stamper" in open(MODULE, "rb").read():
    suite.run([number_on_every_page, bundle_has_bookmarks, what_cannot_carry_a_number_is_told, pictures_stand_upright, without_fonts_latin_letters,
               without_the_module_it_says_so])
else:
    suite.skip("numbers on exhibits", "the program is built without qpdf or Cairo")
    suite.run([without_the_module_it_says_so])
suite.finish()
