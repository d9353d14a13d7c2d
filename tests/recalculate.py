#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prove that the formulas of workbooks give the values that were written with them.

    recalculate.py [--soffice PROGRAM] [--keep DIR] [--pdf] FILE.xlsx...

Each workbook is converted by LibreOffice to one CSV per sheet with everything recalculated, and compared with the values
that stand in the file itself: cell by cell (numbers to 1e-9 relative), and no cell may show an error.
With --pdf every sheet is also rendered and no cell may be too narrow for its number (###, needs pdftotext).
Exit 0: all agree; 1: something differs; 3: LibreOffice could not be run.
"""
import argparse
import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from workbook import Workbook, address

CSV_FILTER = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
NEVER, ALWAYS = 1, 0
BAD = re.compile(r'###|#NAME\?|#VALUE!|#REF!|#DIV/0!|#NUM!|#N/A|#NULL!|Err:\d+')
SHOWN_PER_FILE = 40
PROFILE = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>%d</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>%d</value></prop></item>
</oor:items>
'''


def run_office(program, work, mode, target, files):
    """Convert all files into a folder of their own, with a private profile that recalculates as `mode` says."""
    profile = os.path.join(work, 'profile%d' % mode)
    user = os.path.join(profile, 'user')
    if not os.path.isdir(user):
        os.makedirs(user)
        with open(os.path.join(user, 'registrymodifications.xcu'), 'w', encoding='utf-8') as out:
            out.write(PROFILE % (mode, mode))
    folder = os.path.join(work, '%s%d' % (target.split(':')[0], mode))
    command = [program, '-env:UserInstallation=file://' + profile, '--headless', '--norestore', '--convert-to', target,
               '--outdir', folder] + files
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900)
    if done.returncode or not os.path.isdir(folder):
        print(done.stdout, file=sys.stderr)
        sys.exit(3)
    return folder


def column_name(index):
    name = ''
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def same(a, b):
    if a == b:
        return True
    try:
        x, y = float(a.rstrip('%')), float(b.rstrip('%'))
    except ValueError:
        return False
    return abs(x - y) <= 1e-9 * max(1.0, abs(x), abs(y))


def read(path):
    with open(path, encoding='utf-8', newline='') as lines:
        return list(csv.reader(lines))


def compare_sheet(label, stored, again):
    """Faults of one sheet as lines of text, and how many cells were compared."""
    faults, cells = [], 0
    for r in range(max(len(stored), len(again))):
        left = stored[r] if r < len(stored) else []
        right = again[r] if r < len(again) else []
        for c in range(max(len(left), len(right))):
            a = left[c] if c < len(left) else ''
            b = right[c] if c < len(right) else ''
            cells += bool(a or b)
            where = '%s!%s%d' % (label, column_name(c), r + 1)
            if not same(a, b):
                faults.append('%s: written %r, recalculated %r' % (where, a, b))
            elif BAD.search(b):
                faults.append('%s: shows %r' % (where, b))
    return faults, cells


def serial(text):
    """The day of a date as LibreOffice writes it to CSV, counted as a sheet does; None where it is none."""
    for form in ('%Y-%m-%d', '%m/%d/%Y', '%m/%d/%y'):
        try:
            return (datetime.datetime.strptime(text, form) - datetime.datetime(1899, 12, 30)).days
        except ValueError:
            pass
    return None


def agrees(cell, shown):
    """A stored cell and what recalculation gave for it. Percentages come with their sign, dates as dates."""
    if cell.kind == 'b':
        return shown == ('TRUE' if cell.text == '1' else 'FALSE')
    if cell.kind or not cell.text:
        return cell.text.replace('\r\n', '\n') == shown
    number = float(cell.text)
    if same(repr(number), shown) or shown.endswith('%') and same(repr(number * 100), shown):
        return True
    return serial(shown) == number


def compare_stored(sheet, again):
    """Faults of one sheet of a workbook against its recalculated rows as lines of text, and how many cells were compared."""
    faults, cells = [], 0
    shown = {(r + 1, c + 1): text for r, row in enumerate(again) for c, text in enumerate(row) if text}
    for at in sorted(set(shown) | {k for k, cell in sheet.cells.items() if cell.text}):
        cell, text = sheet.cells.get(at), shown.get(at, '')
        cells += 1
        where = '%s!%s' % (sheet.name, address(*at))
        if cell is None or not agrees(cell, text):
            faults.append('%s: written %r, recalculated %r' % (where, cell.text if cell else '', text))
        elif BAD.search(text):
            faults.append('%s: shows %r' % (where, text))
    return faults, cells


def compare_file(path, again):
    """Faults over all sheets of one workbook, cells, sheets. The CSVs of the folder are named WORKBOOK-SHEET.csv."""
    prefix = os.path.splitext(os.path.basename(path))[0] + '-'
    sheets = Workbook(path).sheets
    if sorted(prefix + s.name + '.csv' for s in sheets) != sorted(n for n in os.listdir(again) if n.startswith(prefix)):
        return ['no sheets, or not the same ones'], 0, 0
    faults, cells = [], 0
    for sheet in sheets:
        more, n = compare_stored(sheet, read(os.path.join(again, prefix + sheet.name + '.csv')))
        faults += more
        cells += n
    return faults, cells, len(sheets)


def narrow_cells(path, folder):
    pdf = os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + '.pdf')
    text = subprocess.run(['pdftotext', '-layout', pdf, '-'], stdout=subprocess.PIPE, text=True, check=True).stdout
    return ['page %d shows ###' % (i + 1) for i, page in enumerate(text.split('\f')) if '###' in page]


def staged(work, files):
    """Numbered copies: two workbooks of one name in different folders must not overwrite each other's CSVs."""
    folder = os.path.join(work, 'in')
    os.makedirs(folder)
    copies = []
    for i, path in enumerate(files):
        copies.append(os.path.join(folder, 'book%d.xlsx' % i))
        shutil.copyfile(path, copies[-1])
    return copies


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--soffice', default='soffice')
    parser.add_argument('--keep', help='keep the CSVs here')
    parser.add_argument('--pdf', action='store_true', help='also render and look for ###')
    parser.add_argument('files', nargs='+')
    options = parser.parse_args()
    if not shutil.which(options.soffice):
        print('recalculate: %s is not installed' % options.soffice, file=sys.stderr)
        return 3
    work = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix='recalculate-')
    failed = 0
    try:
        copies = staged(work, options.files)
        again = run_office(options.soffice, work, ALWAYS, CSV_FILTER, copies)
        pages = run_office(options.soffice, work, NEVER, 'pdf:calc_pdf_Export', copies) if options.pdf else None
        for path, copy in zip(options.files, copies):
            faults, cells, sheets = compare_file(copy, again)
            if pages:
                faults += narrow_cells(copy, pages)
            failed += bool(faults)
            print('%s: %d sheets, %d cells, %d faults' % (path, sheets, cells, len(faults)))
            for fault in faults[:SHOWN_PER_FILE]:
                print('  ' + fault)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
