#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Budget workbooks of invented suppliers in both languages: recalculated, changed and recalculated, written twice, and
searched for what may not stand in them.

    test_portfolio_workbook.py BENCH_BUDGET
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import recalculate
from suite import CATALOG, ROOT, WHOLE, Suite
from workbook import other_figures

MAKER = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix="budget-")
SHEETS = {"ja": ["稟議", "概要", "科目", "年度", "配分", "一覧（印刷用）", "取引先一覧", "対策・数量", "共同購入", "進め方の確認", "前提", "除いた行"],
          "en": ["Approval", "Summary", "Accounts", "Years", "Allocation", "List for print", "Suppliers", "Purchases", "Joint purchasing", "Conduct",
                 "Assumptions", "Rows left out"]}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# suppliers, left-out rows, budget a year: nobody, one, few (each its own group), some, many, and flat
SIZES = [(0, 2, 1000000), (1, 0, 2000000), (12, 0, 3000000), (30, 3, 3600000), (3000, 40, 400000000), (30, 0, 0), (30, 0, 1)]
FLAT = (6000, 10, 700000000)


def make(size, lang, name=None):
    path = os.path.join(WORK, name or "b%d_%d_%s.xlsx" % (size[0], size[2], lang))
    done = subprocess.run([MAKER, str(size[0]), lang, path, str(size[1]), str(size[2])], stdout=subprocess.PIPE, check=True, timeout=120)
    return path, json.loads(done.stdout)


def texts(path):
    """Every part of the file as text."""
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist()}


def sheet_files(path):
    """Name of a sheet -> its part, in order."""
    parts = texts(path)
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    return {n: "xl/worksheets/sheet%d.xml" % (i + 1) for i, n in enumerate(names)}


def recalculated(t):
    if not shutil.which("soffice"):
        t.skip("budget workbooks", "no LibreOffice")
        return
    files = [make(size, lang)[0] for size in SIZES for lang in ("ja", "en") if lang == "ja" or size == SIZES[3] or WHOLE and size[0] < 3000]
    for size in SIZES[:4] + SIZES[5:]:
        held, other = other_figures(*(make(size, lang)[0] for lang in ("ja", "en")))
        t.check(held > 20 and not other, "the same numbers and formulas in both languages: %d suppliers" % size[0], *other[:8])
    files.append(make(FLAT, "en")[0])
    done = subprocess.run([sys.executable, recalculate.__file__, "--pdf"] + files[:-2] , stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    t.equal(done.returncode, 0, "budget workbooks recalculate to what was written, no cell too narrow", done.stdout[-3000:])
    done = subprocess.run([sys.executable, recalculate.__file__] + files[-2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    t.equal(done.returncode, 0, "a flat one and one with nothing to choose recalculate as well", done.stdout[-3000:])


def same_bytes_twice(t):
    for size in (SIZES[3], FLAT):
        first, second = make(size, "ja", "one.xlsx")[0], make(size, "ja", "two.xlsx")[0]
        with open(first, "rb") as a, open(second, "rb") as b:
            t.check(a.read() == b.read(), "the same bytes twice, %d suppliers" % size[0])
    leftovers = [f for f in os.listdir(WORK) if not f.endswith(".xlsx")]
    t.equal(leftovers, [], "nothing but workbooks is left")


def sheets_and_sentences(t):
    talks = {"ja": "予算配分は協議を断る理由にならない", "en": "Budget priority is no reason to refuse talks"}
    binds = {"ja": "取引先の提示額を制約しない", "en": ("do not bind what a supplier offers", "does not bind a supplier&apos;s offer", "does not bind a supplier's offer")}
    for lang in ("ja", "en"):
        path = make(SIZES[3], lang)[0]
        parts, places = texts(path), sheet_files(path)
        t.equal(list(places), SHEETS[lang], "the sheets of the budget workbook, " + lang)
        strings = re.findall(r"<si>.*?</si>", parts["xl/sharedStrings.xml"], re.S)
        for name, part in places.items():
            used = "".join(strings[int(i)] for i in re.findall(r't="s"><v>(\d+)</v>', parts[part]))
            t.check(talks[lang] in used, "%s says that talks may not be refused" % name)
            wanted = binds[lang] if isinstance(binds[lang], tuple) else (binds[lang],)
            t.check(any(w in used for w in wanted), "%s says that the estimate binds no offer" % name)
            t.check(talks[lang] in parts[part].split("<oddFooter>")[1], "the foot of %s says so too" % name)


def words_that_may_not_stand(t):
    ids = sorted(set(re.findall(r'"(\d-\d+-\d+-\d+)"', json.dumps(CATALOG))))
    t.check(len(ids) >= 153, "the criteria are known", len(ids))
    for lang in ("ja", "en"):
        for size in (SIZES[3], SIZES[0]):
            everything = "\n".join(texts(make(size, lang)[0]).values()).replace("取適法", "")  # the name of an act
            for word in ("違反", "違法", "適法", "問題なし", "査定額", "指値", "上限額", "illegal", "unlawful", "violation", "target price"):
                t.check(word not in everything, "%s does not stand in a budget workbook (%s)" % (word, lang))
            found = [i for i in ids if re.search(r"(?<![\d-])%s(?![\d-])" % re.escape(i), everything)]
            t.equal(found, [], "no criterion is named in a budget workbook")
            if lang == "en":
                strings = re.sub(r"取適法|架空\w*|読めない\w*|キヤノンMJ[^<(]*\(価格例\)", "", texts(make(size, lang)[0])["xl/sharedStrings.xml"])
                t.equal(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]+", strings), [], "no Japanese in the English workbook but names")


def the_checklist_rests_on_the_rules(t):
    """Every rule that an item of the checklist names is a row of the table, and stands below with its source."""
    with open(os.path.join(ROOT, "data", "tables", "rules.json"), encoding="utf-8") as file:
        table = {r["id"]: r for r in json.load(file)["rows"]}
    for lang in ("ja", "en"):
        strings = set(re.findall(r"<t[^>]*>([^<]*)</t>", texts(make(SIZES[3], lang)[0])["xl/sharedStrings.xml"]))
        items = {x for s in strings if re.fullmatch(r"([A-Z]+-\d+)(, [A-Z]+-\d+)*", s) for x in s.split(", ")}
        t.check(len(items) > 12 and items <= set(table), "items name rules of the table, " + lang, items - set(table))
        for x in items & set(table):
            t.check("%s  %s" % (x, table[x][lang]) in strings, "%s stands below, %s" % (x, lang))


def user_text_is_text(t):
    for size in (SIZES[3], FLAT):
        path = make(size, "ja")[0]
        parts = texts(path)
        t.check(any("=1+2架空商事" in p for p in parts.values()), "the odd name is there, %d suppliers" % size[0])
        formulas = "".join("".join(re.findall(r"<f>.*?</f>", p)) for n, p in parts.items() if "worksheets/" in n)
        t.check("1+2" not in formulas, "a name that begins with = is no formula")
        t.check('Target="http' not in "".join(parts.values()), "no link leads out of the workbook")


def words_in_formulas_are_short(t):
    """Excel reads literals of up to 255 characters and formulas of up to 8,192."""
    for size in (SIZES[3], SIZES[6], FLAT):
        for lang in ("ja", "en"):
            formulas = re.findall(r"<f>(.*?)</f>", "".join(p for n, p in texts(make(size, lang)[0]).items() if "worksheets/" in n), re.S)
            formulas = [f.replace("&quot;", '"').replace("&amp;", "&") for f in formulas]
            t.check(max(map(len, formulas)) <= 8192, "no formula is too long, %s" % lang)
            literals = [x for f in formulas for x in re.findall(r'"((?:[^"]|"")*)"', f)]
            t.check(max(map(len, literals)) <= 255 and any(len(x) > 60 for x in literals), "literals are short, %s" % lang)


def long_remarks_have_room(t):
    """A remark that takes more than a line makes its row higher, also where rows are written one by one."""
    for size in (SIZES[3], FLAT):
        path = make(size, "en")[0]
        part = texts(path)[sheet_files(path)["Suppliers"]]
        strings = [re.sub("<[^>]*>", "", x) for x in re.findall(r"<si>(.*?)</si>", texts(path)["xl/sharedStrings.xml"], re.S)]
        long = short = 0
        for attributes, cells in re.findall(r"<row ([^>]*)>(.*?)</row>", part, re.S)[-size[0]:]:
            kind, text = re.findall(r'<c [^>]*?(?:t="(\w+)")?>(?:<is><t[^>]*>|<v>)([^<]*)', cells)[-1]
            text = strings[int(text)] if kind == "s" else text
            height = float((re.findall(r'ht="([\d.]+)"', attributes) or ["15"])[0])
            if len(text) > 80:
                long += 1
                t.check(height >= 32, "two lines have room: " + text, height) if height < 32 else None
            elif len(text) < 60:
                short += 1
                t.check(height <= 20, "one line takes one: " + text, height) if height > 20 else None
        t.check(long and short, "remarks of both kinds, %d suppliers" % size[0], (long, short))


def shape(t):
    for size, live in ((SIZES[3], True), (FLAT, False)):
        path = make(size, "ja")[0]
        parts, places = texts(path), sheet_files(path)
        rows = parts[places["取引先一覧"]]
        t.check("<autoFilter" in rows and 'state="frozen"' in rows, "the list can be filtered and its heads stay in sight")
        t.equal("<dataValidation " in rows, live, "starts are input cells only in a live list")
        last = 6 + size[0]
        t.check('<row r="%d"' % last in rows and '<row r="%d"' % (last + 1) not in rows, "one row for each supplier")
        columns = re.findall(r'<c r="([A-Z]+)%d"' % last, rows)
        t.check(len(columns) >= 40, "the list has at least 40 columns", len(columns))
        names = re.findall(r'definedName name="([^"]+)"', parts["xl/workbook.xml"])
        for name in ("budget_year_1", "budget_year_3", "choice_unchanged", "share_lump_sum", "total_with_tax", "risk_removed"):
            t.check(name in names, "the name %s is defined" % name)
        t.equal(len([n for n in parts if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]), 3, "three charts")
        t.check('fitToHeight="1"' in parts[places["稟議"]] or 'fitToHeight' not in parts[places["稟議"]].split("<pageSetup")[1][:80],
                "the approval paper is one page")
        errors = re.findall(r"#(?:REF|NAME|VALUE|DIV)", "".join(parts.values()))
        t.equal(errors, [], "no error value is written")


# ---- what was typed over ----

def typed_over(path, out, changes):
    """A copy with other numbers in input cells: {sheet: {cell: number}}."""
    places = sheet_files(path)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name).decode("utf-8") if name.endswith(".xml") else source.read(name)
            for sheet, cells in changes.items():
                for cell, value in cells.items() if places[sheet] == name else ():
                    data, n = re.subn(r'(<c r="%s"[^>]*>)<v>[^<]*</v>' % cell, r"\g<1><v>%s</v>" % value, data)
                    assert n == 1, (sheet, cell)
            target.writestr(name, data)


def cells_of(folder, sheet, book="typed"):
    path = [f for f in os.listdir(folder) if f == "%s-%s.csv" % (book, sheet)][0]
    return recalculate.read(os.path.join(folder, path))


def number(text):
    return float(text.rstrip("%") or 0) / (100 if text.endswith("%") else 1)


def latest_start(deadline):
    """By months, as the computation has it: the plan begins in April 2027."""
    year, month = (int(x) for x in deadline.split("-")[:2])
    months = (year - 2027) * 12 + month - 4
    return 1 if months < 0 else months // 12 + 1


def choice_texts(t, folder, rows, starts, share):
    """What the sheets say of the choice after starts were typed over: nothing of the first choice as if it still held."""
    allocation, approval, summary = cells_of(folder, "Allocation"), cells_of(folder, "Approval"), cells_of(folder, "Summary")
    label = {r[0]: r for r in allocation if r and r[0]}
    waiting = late = missed = 0
    for i, start in starts.items():
        deadline, handling = rows[6 + i][14], rows[6 + i][15]
        waiting += handling == "must" and not start
        late += bool(deadline) and start > latest_start(deadline)
        missed += bool(deadline) and not start and latest_start(deadline) <= 3 and handling != "excluded"
    t.check(waiting and late and missed, "the typed starts break what they are to break", (waiting, late, missed))
    t.equal([number(label[k][1]) for k in ("Musts without a start", "Start after their deadline", "Deadline passes without a start")],
            [waiting, late, missed], "musts without a start and late starts are counted")
    t.equal(number(label["First choice unchanged (1, 0)"][1]), 0, "the change is seen")
    words = "\n".join(c for page in (allocation, approval, summary) for r in page for c in r)
    for claim in ("proven best", "Proven: no choice removes more", "close to the best", "No choice removes more than this"):
        t.check(claim not in words, "after a change nothing claims: " + claim)
    t.check(any("Starts or budgets were changed" in c for r in summary for c in r), "the summary says so")
    t.check(label["Next supplier"][2].startswith("Of the first choice"), "the next supplier is told to be that of the first choice", label["Next supplier"])
    t.check("of the first choice" in label[[k for k in label if k.startswith("What 1,000,000 yen more buys")][0]][0], "so are the steps")
    page = {r[0]: r for r in approval if r and r[0]}
    t.check("removes %.1f%% of" % (100 * share) in page["Effect and risk"][1], "the effect follows", page["Effect and risk"][1])
    t.check("Not started by the deadline we asked for: %d suppliers" % (late + missed) in page["Deadlines missed"][1], "so do deadlines", page["Deadlines missed"][1])
    t.check(any("we asked for: %d suppliers" % (late + missed) in c for r in summary for c in r), "on the summary too")
    t.check("Funded here: %d." % sum(s > 0 for s in starts.values()) in page["Suppliers covered"][1], "and the number funded")
    t.check("that of the first choice" in page["Reserve"][1] and "About 2,345,678" not in page["Reserve"][1], "the reserve is told to be that of the first choice")


def small_changes_are_seen(t):
    """One budget by a yen; two starts swapped; a reserve typed in, which changes no choice."""
    if not shutil.which("soffice"):
        t.skip("small changes", "no LibreOffice")
        return
    path, _ = make(SIZES[3], "en")
    starts = [int(x) for x in re.findall(r'<c r="S(?:[7-9]|[12]\d|3[0-6])"[^>]*><v>(\d)</v>', texts(path)[sheet_files(path)["Suppliers"]])]
    t.equal(len(starts), 30, "the starts are read")
    other = next(i for i in range(30) if starts[i] != starts[0])
    changes = {"yen": {"Allocation": {"B7": 3600001}}, "none": {}, "reserve": {"Years": {"B21": 1345678, "C21": 600000, "D21": 400000}},
               "swap": {"Suppliers": {"S7": starts[other], "S%d" % (7 + other): starts[0]}}}
    files = [os.path.join(WORK, name + ".xlsx") for name in changes]
    for name, file in zip(changes, files):
        typed_over(path, file, changes[name])
    folder = recalculate.run_office("soffice", os.path.join(WORK, "office"), recalculate.ALWAYS, recalculate.CSV_FILTER, files)
    for name, expected in (("yen", 0), ("none", 1), ("reserve", 1), ("swap", 0)):
        label = {r[0]: r for r in cells_of(folder, "Allocation", name) if r and r[0]}
        t.equal(number(label["First choice unchanged (1, 0)"][1]), expected, "choice_unchanged after: " + name)
        told = any("Starts or budgets were changed" in c for r in cells_of(folder, "Summary", name) for c in r)
        t.equal(told, not expected, "the summary tells it, " + name)
    page = {r[0]: r for r in cells_of(folder, "Approval", "reserve") if r and r[0]}
    t.check(page["Reserve"][1].startswith("About 2,345,678 yen"), "the reserve on the approval paper follows its cells", page["Reserve"][1])


def changed_inputs_follow(t):
    """Other starts, a share and a budget typed in: what follows from them is computed here again from the list."""
    if not shutil.which("soffice"):
        t.skip("changed inputs", "no LibreOffice")
        return
    path, _ = make(SIZES[3], "en")
    out = os.path.join(WORK, "typed.xlsx")
    starts = {i: (i * 7) % 4 for i in range(30)}
    part, turn = texts(path)[sheet_files(path)["Suppliers"]], 0
    for row, serial in re.findall(r'<c r="O([7-9]|[1-9]\d)"[^>]*><v>(\d+)</v>', part):  # just in time, a year late, never
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(serial))
        last = latest_start(str(day))
        starts[int(row) - 7] = 1 if day < datetime.date(2027, 4, 1) and turn % 2 else (0, min(last, 3), min(last + 1, 3))[turn % 3]
        turn += 1
    t.check(turn > 6, "there are deadlines", turn)
    changes = {"Suppliers": {"S%d" % (7 + i): s for i, s in starts.items()}, "Accounts": {"B8": "0.3", "B9": "0.125", "D18": 250000},
               "Allocation": {"B7": 1234567}}
    typed_over(path, out, changes)
    folder = recalculate.run_office("soffice", os.path.join(WORK, "office"), recalculate.ALWAYS, recalculate.CSV_FILTER, [out])
    rows = cells_of(folder, "Suppliers")
    year = [0, 0, 0]
    risk = 0.0
    for i, start in starts.items():
        row = rows[6 + i]
        costs = [number(x) for x in row[20:23]]
        for y in range(3):
            year[y] += costs[y + 1 - start] if start and y + 1 >= start else 0
        risk += number(row[17]) * (4 - start if start else 0)
    allocation, accounts, approval = cells_of(folder, "Allocation"), cells_of(folder, "Accounts"), cells_of(folder, "Approval")
    label = {r[0]: r for r in allocation if r and r[0]}
    t.equal([number(x) for x in label["Allocation"][1:5]], year + [sum(year)], "allocated follows the starts")
    t.check(abs(number(label["Risk removed (weight × years)"][1]) - risk) < 1e-6, "risk removed follows the starts")
    choice_texts(t, folder, rows, starts, risk / number(label["All but the excluded from year 1"][1]))
    t.equal(number(label["Short"][1]), max(0, year[0] - 1234567), "short follows the budget")
    t.equal([number(x) for x in label["Suppliers that start"][1:4]], [sum(s == y for s in starts.values()) for y in (1, 2, 3)], "starts are counted")
    table = {r[0]: r for r in accounts[13:] if r and r[0]}
    half_up = lambda x: int(x + 0.5)
    lump, kind = [half_up(x * 0.3) for x in year], [half_up(x * 0.125) for x in year]
    t.equal([number(x) for x in table["Lump sum, cooperation money"][1:4]], lump, "the lump sum follows its share")
    t.equal([number(x) for x in table["Price revision (materials, outside processing)"][1:4]],
            [year[y] - lump[y] - kind[y] for y in range(3)], "the price revision is what is left")
    support = [0, 0, 250000]
    total = [year[y] + support[y] for y in range(3)]
    t.equal([number(x) for x in table["Total without tax"][1:5]], total + [sum(total)], "accounts add up to the allocation and support")
    price = [year[y] - lump[y] - kind[y] for y in range(3)]
    taxes = [sum(half_up(p[y] * 0.1) for p in (lump, kind, price, support)) for y in range(3)]
    fiscal = {r[0]: r for r in approval if r and r[0]}
    t.equal([number(x) for x in fiscal["FY2029"][1:4]], [total[2], taxes[2], total[2] + taxes[2]], "the approval paper follows")
    t.equal(number(fiscal["Whole period"][3]), sum(total) + sum(taxes), "its total with tax too")


def bad_target(t):
    target = os.path.join(WORK, "no", "such", "folder.xlsx")
    done = subprocess.run([MAKER, "3", "ja", target], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    t.check(done.returncode == 1 and "E_FILE_WRITE" in done.stderr, "a folder that is not there is an error", done.stderr)
    kept = os.path.join(WORK, "kept.xlsx")
    make(SIZES[1], "ja", "kept.xlsx")
    with open(kept, "rb") as file:
        before = file.read()
    done = subprocess.run([MAKER, "-1", "ja", kept], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with open(kept, "rb") as file:
        t.check(done.returncode != 0 and file.read() == before, "a failure leaves the old workbook", done.stderr)


suite = Suite()
try:
    suite.run([sheets_and_sentences, words_that_may_not_stand, the_checklist_rests_on_the_rules, user_text_is_text, shape, words_in_formulas_are_short, long_remarks_have_room, same_bytes_twice, bad_target,
               changed_inputs_follow, small_changes_are_seen, recalculated])
finally:
    shutil.rmtree(WORK, ignore_errors=True)
suite.finish()
