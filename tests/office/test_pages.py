#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed: the own workbook on ten pages at most, a buyer's on five, whichever font takes the place of the one asked for;
no page is empty or holds three rows, and no number is cut.

    test_pages.py PROGRAM
"""
import os
import re
import shutil
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite

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
    subprocess.run(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore", "--convert-to", "pdf",
                    "--outdir", work] + files, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
    pages = {}
    for f in files:
        pdf = os.path.join(work, os.path.basename(f)[:-5] + ".pdf")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE, text=True).stdout
        pages[f] = [[line for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]
    return pages


def few_full_pages(t):
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        t.skip("printed pages", "no LibreOffice or no pdftotext")
        return
    files = {}
    for view, most in (("own", 10), ("for:A", 5)):
        path = program.place("pages-%s.xlsx" % view.replace(":", "-"))
        done = program.run("worksheet", CASE, "-o", path, "--view", view, env=ENGLISH)
        if t.equal(done.returncode, 0, "a workbook to print: " + view, done.stderr.decode()):
            files[path] = (view, most)
    for i, font in enumerate(FONTS):
        work = program.place("printed%d" % i)
        os.makedirs(work)
        for path, pages in rendered(list(files), font, work).items():
            view, most = files[path]
            t.check(0 < len(pages) <= most, "at most %d pages of %s in %s" % (most, view, font), len(pages))
            # Head and foot of a page are among its lines.
            t.check(all(len(page) > 6 for page in pages), "no page with a few rows: %s in %s" % (view, font),
                    *[page[:3] for page in pages if len(page) <= 6])
            t.check(not any("###" in line for page in pages for line in page), "no number is cut: %s in %s" % (view, font))


suite = Suite()
suite.run([few_full_pages])
suite.finish()
