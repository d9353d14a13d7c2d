#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every document of the examples says, kept as text beside this file and compared on every test run.

    golden.py PROGRAM              compare; exit 1 and the differences when a document is no longer what is kept
    golden.py PROGRAM --renew      write what is kept anew (./run golden), and say what a person will read differently; and the
                                   papers of data/examples/mizuho-shika (test_example_round.py)
    golden.py PROGRAM --books DIR  only make the workbooks, in DIR

For each example × view × language the workbook, for each example × language the questionnaires, the dossiers, the report,
its JSON and the check, and for two lists of suppliers the budget workbook, CSV, report and JSON. A workbook is dumped as

    sheet!A1 | style | text or value | formula

with the sheet's columns, heights, print set-up, checks on input and charts above its cells. "A1+C2" are merged cells,
"A1..C1" cells of one style with nothing in them. In a sheet of more than MASS cells, FEW formulas or more below each other
that read the same from where they stand are folded after the first two: one line says how many rows and a hash of their
values. Hashes of the log and of the tables are masked, for the log's differ from run to run; every date comes from the case.

What to do with a difference: READ it, every line. The script tells first what a person reads differently (text, value and
style without the address, so that a row put in shows as one row and not as a sheet), then how many lines merely moved.
  - A line you did not mean to change is a fault of your change: mend that.
  - All as meant: --renew, look at `git diff --stat tests/golden`, commit it together with the change that causes it.
"""
import argparse
import collections
import concurrent.futures
import datetime
import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
from workbook import MAIN, Workbook, address, column_name

ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLES = os.path.join(ROOT, "data", "examples")
LANGUAGES = ("ja", "en")
AS_OF, START = "2026-11-22", "2027-04"
MASS, FEW = 5000, 8
SHOWN = 60
ROW_NUMBER = re.compile(r"(?<=[A-Z$])([0-9]+)")
RECORDED = [(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=h)).strftime("%Y-%m-%d") for h in (9, 12)]
CHAIN = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,64}(?![0-9a-f])")


# ---- a workbook as text
# Rows of sums over the cells of other sheets (written_read.h), which are told themselves.
SUMS = "hw:was:"


def one_line(text):
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def value_words(cell):
    if cell.kind == "" and cell.text:
        number = float(cell.text)
        return "%.12g" % number if abs(number) < 1e15 else cell.text
    return one_line(cell.text) if cell.kind != "b" else {"1": "TRUE", "0": "FALSE"}.get(cell.text, cell.text)


def like(a, b):
    """Are two formulas, split at the row numbers of their references, the first copied one row down from the second? "$A$5" may stay."""
    return len(a) == len(b) and a[::2] == b[::2] and all(x == y or int(x) - int(y) == 1 for x, y in zip(a[1::2], b[1::2]))


def runs(numbers):
    """[(first, last)] of the numbers that follow each other."""
    found = []
    for n in numbers:
        if found and found[-1][1] == n - 1:
            found[-1][1] = n
        else:
            found.append([n, n])
    return found


def span(first, last, name=str):
    return name(first) if first == last else name(first) + "-" + name(last)


def attributes(element, *leave):
    return " ".join("%s=%s" % (k, v) for k, v in sorted(element.attrib.items()) if k not in leave)


def sheet_head(book, sheet, index):
    """Lines on the sheet as a whole."""
    label = sheet.name + "!"
    yield "== %s%s ==" % (sheet.name, "" if sheet.state == "visible" else " (%s)" % sheet.state)
    for c in sheet.columns:
        hidden = " hidden" if c.get("hidden") == "1" else ""
        level = " level " + c["outlineLevel"] if c.get("outlineLevel") else ""
        yield label + "column %s | width %.4g%s%s" % (span(int(c["min"]), int(c["max"]), column_name), float(c.get("width", 0)), hidden, level)
    heights = collections.defaultdict(list)
    for number, row in sorted(sheet.rows.items()):
        words = [row["ht"]] if row.get("customHeight") == "1" else []
        words += ["hidden"] if row.get("hidden") == "1" else []
        words += ["level " + row["outlineLevel"]] if row.get("outlineLevel") else []
        if words:
            heights[" ".join(words)].append(number)
    if heights:
        yield label + "heights | " + "; ".join("%s: %s" % (h, " ".join(span(*r) for r in runs(n))) for h, n in
                                               sorted(heights.items(), key=lambda item: item[1][0]))
    for pane in sheet.root.iter(MAIN + "pane"):
        yield label + "frozen | to " + (pane.get("topLeftCell") or "")
    for name, local, text, hidden in book.names:
        if local == str(index):
            yield label + "%s | %s%s" % (name.replace("_xlnm.", ""), text, " hidden" if hidden else "")
    for name in ("sheetProtection", "autoFilter", "pageMargins", "pageSetup", "printOptions", "tabColor"):
        for element in sheet.root.iter(MAIN + name):
            yield label + "%s | %s" % (name, attributes(element, "password"))
    for name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter"):
        for element in sheet.root.iter(MAIN + name):
            yield label + "%s | %s" % (name, one_line(element.text or ""))
    for name in ("rowBreaks", "colBreaks"):
        for element in sheet.root.iter(MAIN + name):
            yield label + "%s | %s" % (name, " ".join(b.get("id") for b in element))
    for rule in sheet.root.iterfind(MAIN + "conditionalFormatting"):
        for r in rule:
            dxf = r.get("dxfId")
            yield label + "looks %s | %s | %s | %s" % (rule.get("sqref"), attributes(r, "dxfId", "priority"), book.dxfs[int(dxf)] if dxf else "",
                                                       " ; ".join(f.text or "" for f in r.iter(MAIN + "formula")))
    for v in sheet.root.iter(MAIN + "dataValidation"):
        yield label + "checks %s | %s | %s" % (v.get("sqref"), one_line(attributes(v, "sqref")), " ; ".join(f.text or "" for f in v))
    for link in sheet.root.iter(MAIN + "hyperlink"):
        target = sheet.related[link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")][1] if len(link.attrib) and \
            link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") else link.get("location") or ""
        yield label + "link %s | %s" % (link.get("ref"), target)
    for where, title, series, axes in book.charts(sheet):
        yield label + "chart %s | %s | axes %s" % (where, one_line(title), one_line(" / ".join(axes)))
        for kind, name, categories, values in series:
            yield label + "chart %s | %s | %s | over %s | %s" % (where, kind, one_line(name), categories, values)


def cell_lines(book, sheet):
    corner = {(m[0], m[1]): m for m in sheet.merges}
    covered = {(r, c) for m in sheet.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)} - set(corner)
    folds = folds_of(sheet) if len(sheet.cells) > MASS else {}
    hidden = {(row, first[1]) for first, last in folds.items() for row in range(first[0], last + 1)}
    rows = collections.defaultdict(list)
    sums = {row for (row, column), cell in sheet.cells.items() if column == 1 and cell.text == SUMS}
    for (row, column), cell in sheet.cells.items():
        if (row, column) not in hidden and row not in sums:
            rows[row].append((column, cell))
    for row in {first[0] for first in folds}:
        rows[row] += []
    for row in sorted(rows):
        yield from row_lines(book, sheet, row, sorted(rows[row], key=lambda item: item[0]), corner, covered)
        for (first, column), last in sorted((f, last) for f, last in folds.items() if f[0] == row):
            values = [value_words(sheet.cells[r, column]) for r in range(first, last + 1)]
            seen = values[0] if len(set(values)) == 1 else hashlib.sha256("\n".join(values).encode()).hexdigest()[:12]
            yield "%s!%s-%s | %d rows like the one above | %s" % (sheet.name, address(first, column), address(last, column), len(values), seen)
    for m in sheet.merges:
        if (m[0], m[1]) not in sheet.cells or sum(1 for o in sheet.merges if o[:2] == m[:2]) > 1:
            yield "%s!merged | %s:%s" % (sheet.name, address(m[0], m[1]), address(m[2], m[3]))


def folds_of(sheet):
    """{(first row, column): last row} of the formulas that need not be told one by one."""
    columns, folds = collections.defaultdict(list), {}
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None or cell.kind == "":
            columns[column].append(row)
    for column, rows in columns.items():
        started, before = None, None
        for row in sorted(rows) + [None]:
            cell = sheet.cells.get((row, column))
            now = cell and (row, cell.style, cell.kind, ROW_NUMBER.split(cell.formula) if cell.formula is not None else [])
            if now and before and now[0] == before[0] + 1 and now[1:3] == before[1:3] and like(now[3], before[3]):
                before = now
                continue
            if before and before[0] - started + 1 >= FEW:
                folds[started + 2, column] = before[0]
            started, before = row, now
    return folds


def row_lines(book, sheet, row, cells, corner, covered):
    blank = None  # [first, last, style] of cells with nothing in them
    for column, cell in cells + [(None, None)]:
        empty = cell is not None and not cell.text and cell.formula is None and (row, column) not in corner
        if empty and (row, column) in covered:
            continue
        if empty and blank and blank[1] == column - 1 and blank[2] == cell.style:
            blank[1] = column
            continue
        if blank:
            last = "" if blank[0] == blank[1] else ".." + address(row, blank[1])
            yield "%s!%s%s | %s |" % (sheet.name, address(row, blank[0]), last, book.style_words(blank[2]))
        blank = [column, column, cell.style] if empty else None
        if cell is not None and not empty:
            m = corner.get((row, column))
            where = address(row, column) + ("+" + address(m[2], m[3]) if m else "")
            formula = "" if cell.formula is None else " | =" + one_line(cell.formula)
            yield "%s!%s | %s | %s%s" % (sheet.name, where, book.style_words(cell.style), value_words(cell), formula)


def dump(path):
    """The lines of a workbook."""
    book = Workbook(path)
    core = book.parts.get("docProps/core.xml", b"").decode()
    for tag, text in re.findall(r"<((?:dc|cp|dcterms):\w+)[^>]*>([^<]*)</", core):
        yield "%s | %s" % (tag, text)
    for name, local, text, hidden in book.names:
        if local is None:
            yield "name %s | %s%s" % (name, text, " hidden" if hidden else "")
    for index, sheet in enumerate(book.sheets):
        yield from sheet_head(book, sheet, index)
        yield from cell_lines(book, sheet)


# ---- what is made

class Maker:
    """Runs the program where nothing of this machine or of today gets into its documents."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.environment = {"PATH": os.environ.get("PATH", ""), "LANG": "en_US.UTF-8", "TZ": "UTC", "HOME": folder, "XDG_DATA_HOME": folder}
        for name, value in os.environ.items():
            if name.startswith(("ASAN_", "UBSAN_", "LSAN_")):
                self.environment[name] = value

    def run(self, words, cwd):
        done = subprocess.run([self.program, *words], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=self.environment, timeout=600)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def example(self, name):
        """Folder with the case of an example; the minimal one gets a day and a start, which it leaves to today."""
        to = os.path.join(self.folder, "examples", name)
        if os.path.isdir(os.path.join(EXAMPLES, name)):
            shutil.copytree(os.path.join(EXAMPLES, name), to)
            return to
        os.makedirs(to)
        with open(os.path.join(EXAMPLES, name + ".json"), encoding="utf-8") as file:
            case = json.load(file)
        case.setdefault("as_of", AS_OF)
        case.setdefault("start", START)
        with open(os.path.join(to, "case.json"), "w", encoding="utf-8") as file:
            json.dump(case, file, ensure_ascii=False)
        return to


def examples():
    return ["case-minimal"] + sorted(n for n in os.listdir(EXAMPLES) if os.path.exists(os.path.join(EXAMPLES, n, "case.json")))


def jobs_of_case(maker, name):
    """(name of the file kept, words, folder to run in, makes a workbook) for all documents of an example."""
    where = maker.example(name)
    with open(os.path.join(where, "case.json"), encoding="utf-8") as file:
        case = json.load(file)
    buyers = [b["id"] for b in case.get("buyers", [])]
    store = []
    if os.path.exists(os.path.join(where, "talks.json")):
        store = ["--db", os.path.join(where, "talks.db")]
        code, _, said = maker.run(["log", "case.json", "add", "talks.json", *store], where)
        if code:
            raise RuntimeError("the log of %s could not be filled: %s" % (name, said))
    for lang in LANGUAGES:
        def job(kept, *words, book=True):
            return "%s/%s.%s.txt" % (name, kept, lang), [*words, "--lang", lang], where, book
        yield job("own", "worksheet", "case.json", *store)
        for b in buyers:
            yield job("for-" + b, "worksheet", "case.json", "--view", "for:" + b)
            yield job("dossier-" + b, "dossier", "case.json", "--buyer", b, "--set", "work", *store)
            yield job("filing-" + b, "dossier", "case.json", "--buyer", b, *store)
        if name == "kanto-seimitsu":
            yield job("for-A-total", "worksheet", "case.json", "--view", "for:A", "--disclose", "total")
            yield job("for-A-criteria", "worksheet", "case.json", "--view", "for:A", "--disclose", "criteria")
            yield job("dossier-A-margin", "dossier", "case.json", "--buyer", "A", "--set", "work", "--with-margin", "--disclose", "criteria", *store)
        for edition in ("own", "survey"):
            yield job("questionnaire-" + edition, "questionnaire", "--case", "case.json", "--edition", edition)
        yield job("estimate", "estimate", "case.json", *store, book=False)
        if lang == "ja":  # the same in both languages
            yield job("estimate-json", "estimate", "case.json", "--json", book=False)
        if buyers:
            yield job("check", "check", "case.json", "--all", *store, book=False)
            yield job("check-json", "check", "case.json", "--all", "--json", *store, book=False)
            yield job("check-buyer", "check", "case.json", "--view", "buyer", "--buyer", buyers[0], book=False)
        yield job("audit", "catalog", "--audit", "case.json", book=False)


def jobs_of_portfolio(maker):
    where = os.path.join(maker.folder, "examples", "portfolio")
    shutil.copytree(os.path.join(EXAMPLES, "portfolio"), where)
    code, _, said = maker.run(["portfolio", "--generate", "12", "--seed", "1", "-o", "generated.csv"], where)
    if code:
        raise RuntimeError("no list could be made: " + said)
    lists = (("suppliers", LANGUAGES, ["--budget-years", "20000000/15000000/9000000", "--carry-over"]), ("generated", LANGUAGES[:1], []))
    for stem, languages, budget in lists:
        for lang in languages:
            words = ["portfolio", stem + ".csv", "--as-of", AS_OF, "--start", START, "--buyer", "みなもと電機", *budget, "--lang", lang]
            yield "portfolio/%s.%s.txt" % (stem, lang), words + ["--department", "調達部"], where, True
            yield "portfolio/%s-rows.%s.txt" % (stem, lang), words + ["--json"], where, "csv"


def masked(text, days=()):
    """Without what differs from run to run of a store made for it: hashes, and the days on which it was filled."""
    for day in days:
        text = text.replace(day, "(recorded)")
    return CHAIN.sub("(hash)", text)


def place(job, books):
    """Path of the document that a job leaves in the folder `books`."""
    return os.path.join(books, job[0].replace("/", "--")[:-4] + (".csv" if job[3] == "csv" else ".xlsx"))


def make(maker, job, books):
    """{name: text} of one run: its document and, where it says something beside it, what it said."""
    kept, words, where, book = job
    if not book:
        code, out, err = maker.run(words, where)
        return {kept: masked("exit %d\n%s%s" % (code, out, "--- standard error\n" + err if err else ""))}
    path = place(job, books)
    code, out, err = maker.run([*words, "-o", path], where)
    said = (out + ("--- standard error\n" + err if err else "")).replace(path, "(file)")
    made = {}
    if code or said.strip():
        stem, lang = kept[:-4].rsplit(".", 1)
        made[stem + "-said." + lang + ".txt"] = masked("exit %d\n%s" % (code, said))
    if code == 0 and book == "csv":
        with open(path, encoding="utf-8-sig", newline="") as file:
            made[kept] = file.read().replace("\r\n", "\n")
    elif code == 0:
        text = "\n".join(dump(path)) + "\n"
        made[kept] = masked(text, RECORDED if "/filing-" in kept else ()) if "--db" in words else text
    return made


def all_jobs(maker):
    return [job for name in examples() for job in jobs_of_case(maker, name)] + list(jobs_of_portfolio(maker))


def make_all(program):
    """{name of the file kept: its text}"""
    with tempfile.TemporaryDirectory(prefix="hoshiwari-golden-") as folder:
        maker, books = Maker(program, folder), os.path.join(folder, "books")
        os.makedirs(books)
        jobs = all_jobs(maker)
        with concurrent.futures.ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            return {name: text for made in pool.map(make, [maker] * len(jobs), jobs, [books] * len(jobs)) for name, text in made.items()}


def make_books(program, books):
    """Make all workbooks in the folder `books` and nothing else; their paths, and what went wrong."""
    os.makedirs(books, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hoshiwari-golden-") as folder:
        maker = Maker(program, folder)
        jobs = [job for job in all_jobs(maker) if job[3] is True]
        with concurrent.futures.ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            done = list(pool.map(lambda job: maker.run([*job[1], "-o", place(job, books)], job[2]), jobs))
    return [place(j, books) for j, d in zip(jobs, done) if d[0] == 0], ["%s: %s" % (j[0], d[2]) for j, d in zip(jobs, done) if d[0]]


# ---- kept and made

def kept_files():
    found = {}
    for folder, _, names in os.walk(HERE):
        for n in names:
            if n.endswith(".txt"):
                path = os.path.join(folder, n)
                with open(path, encoding="utf-8", newline="") as file:
                    found[os.path.relpath(path, HERE).replace(os.sep, "/")] = file.read()
    return found


def read_alone(line):
    """What a person reads of a dumped line: without the address and the formula."""
    m = re.match(r"(.*?![A-Z]+[0-9]+)(\+[A-Z]+[0-9]+|\.\.[A-Z]+[0-9]+)?( \| .*)$", line)
    if not m:
        return line
    return m[1].split("!")[0] + m[3].rsplit(" | =", 1)[0]


def tell(differing, kept, made):
    """What a person reads differently, and how much merely moved; at most SHOWN lines a file."""
    seen = set()
    for name in differing:
        old, new = kept.get(name), made.get(name)
        if old is None or new is None:
            print("%s: %s" % (name, "new" if old is None else "no longer made"))
            continue
        old, new = old.split("\n"), new.split("\n")
        a, b = [read_alone(x) for x in old], [read_alone(x) for x in new]
        less, more = collections.Counter(a) - collections.Counter(b), collections.Counter(b) - collections.Counter(a)
        moved = sum((collections.Counter(new) - collections.Counter(old)).values()) - sum(more.values())
        lines = [x for x in difflib.unified_diff(a, b, n=0, lineterm="") if x[:1] in "+-" and not x.startswith(("---", "+++"))] \
            if less or more else []
        fresh = [x for x in lines if x not in seen]
        seen.update(lines)
        print("%s: %d lines read differently (%d not shown above), %d lines moved or with another formula" %
              (name, len(lines), len(fresh), max(moved, 0)))
        for x in fresh[:SHOWN]:
            print("    " + x[:300])
        if len(fresh) > SHOWN:
            print("    … and %d more" % (len(fresh) - SHOWN))
        if not lines:
            for x in [x for x in difflib.unified_diff(old, new, n=0, lineterm="") if x[:1] in "+-"][2:8]:
                print("    " + x[:300])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--renew", action="store_true", help="write what is kept anew")
    parser.add_argument("--books", help="only make the workbooks, in this folder")
    options = parser.parse_args()
    if options.books:
        paths, wrong = make_books(options.program, os.path.abspath(options.books))
        print("\n".join(wrong + ["%d workbooks" % len(paths)]))
        return 1 if wrong else 0
    made = make_all(options.program)
    kept = kept_files()
    differing = sorted(n for n in kept.keys() | made.keys() if kept.get(n) != made.get(n))
    tell(differing, kept, made)
    if options.renew:
        for name in differing:
            path = os.path.join(HERE, *name.split("/"))
            if name not in made:
                os.remove(path)
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(made[name])
        print("%d of %d files written anew: read the difference before you commit it" % (len(differing), len(made)))
        example = os.path.join(os.path.dirname(HERE), "cli", "test_example_round.py")
        return subprocess.run([sys.executable, "-B", example, os.path.abspath(options.program), "--renew"]).returncode
    if differing:
        print("as meant? then: python3 tests/golden/golden.py PROGRAM --renew, and commit it with the change")
    print("%d passed, %d failed" % (len(made.keys() | kept.keys()) - len(differing), len(differing)))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
