#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questionnaire workbook: its marks, what a survey leaves out, and filled in the way a supplier does it.

    test_questionnaire.py PROGRAM [--write]   (--write renews the golden texts)
"""
import html
import json
import os
import random
import re
import shutil
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import recalculate
from suite import CATALOG, ENGLISH, ROOT, Program, Suite

program = Program(sys.argv[1])
EXAMPLE = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
FIXTURES = os.path.join(ROOT, "tests", "fixtures")
EDITIONS, LANGUAGES, LEVELS = ("own", "survey"), ("ja", "en"), (3, 4)
WORDS = {"ja": ("対応済み", "一部対応", "未対応", "該当なし", "回答を控える"),
         "en": ("met", "partly met", "unmet", "not applicable", "withheld")}
STATUS = ("met", "partial", "unmet", "not_applicable", "withheld")
TRUTH = {"ja": ("はい", "いいえ"), "en": ("yes", "no")}
SHEET = {"ja": ("評価基準", "会社情報", "進み具合"), "en": ("Criteria", "Company", "Progress")}


def write(edition, lang, level, case=EXAMPLE, name=None):
    path = program.place(name or "%s-%s-%d.xlsx" % (edition, lang, level))
    words = ["questionnaire", "-o", path, "--edition", edition, "--lang", lang, "--level", str(level)]
    done = program.run(*words, *(["--case", case] if case else []), env=ENGLISH)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return path


def example():
    with open(EXAMPLE, encoding="utf-8") as file:
        return json.load(file)


# ---- a reader of its own, so that the program does not judge itself ----

def book(path):
    """{sheet name: (state, xml, {cell: (value, style, formula)})}"""
    with zipfile.ZipFile(path) as archive:
        part = {n: archive.read(n).decode("utf-8") for n in archive.namelist()}
    shared = [html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", x, re.S)))
              for x in re.findall(r"<si>(.*?)</si>", part.get("xl/sharedStrings.xml", ""), re.S)]
    found = {}
    for i, tag in enumerate(re.findall(r"<sheet [^>]*>", part["xl/workbook.xml"])):
        xml = part["xl/worksheets/sheet%d.xml" % (i + 1)]
        cells = {}
        for ref, attributes, body in re.findall(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', xml, re.S):
            v = re.search(r"<v>(.*?)</v>", body or "", re.S)
            text = html.unescape(v[1]) if v else ""
            style = re.search(r's="(\d+)"', attributes)
            if 't="s"' in attributes:
                text = shared[int(text)]
            formula = re.search(r"<f[^>]*>(.*?)</f>", body or "", re.S)
            cells[ref] = (text, int(style[1]) if style else 0, html.unescape(formula[1]) if formula else None)
        state = re.search(r'state="(\w+)"', tag)
        found[html.unescape(re.search(r'name="([^"]*)"', tag)[1])] = (state[1] if state else "visible", xml, cells)
    return found, part


def split(ref):
    return re.match(r"([A-Z]+)(\d+)", ref).groups()


def tables(cells):
    """{table: {row key: {column key: cell}}} by marks alone."""
    mark = {ref: v[0] for ref, v in cells.items() if v[0].startswith("hw:")}
    starts = sorted(((int(split(r)[1]), split(r)[0], v[9:]) for r, v in mark.items() if v.startswith("hw:table:")))
    found = {}
    for i, (row, column, name) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else 10**9
        heads = {v[7:]: split(r)[0] for r, v in mark.items() if int(split(r)[1]) == row and v.startswith("hw:col:")}
        rows = {}
        for ref, v in mark.items():
            c, n = split(ref)
            if c == column and row < int(n) < end and v.startswith("hw:row:"):
                assert v[7:] not in rows, v
                rows[v[7:]] = {k: h + n for k, h in heads.items()}
        found[name] = rows
    return found


def criteria_of(level):
    return [c for r in CATALOG["rows"] for c in r["criteria"] if c["level"] <= level]


# ---- what must hold of every file ----

def marks(t):
    case = example()
    for edition in EDITIONS:
        for lang in LANGUAGES:
            for level in LEVELS:
                label = "%s %s star %d" % (edition, lang, level)
                sheets, part = book(write(edition, lang, level))
                every = {}
                for _, _, cells in sheets.values():
                    for name, rows in tables(cells).items():
                        every.setdefault(name, {}).update(rows)
                wanted = ["fields", "gap", "meta"] + (["buyer_fields", "buyers", "funding", "items", "measures", "quotes", "transactions"] if edition == "own" else [])
                t.equal(sorted(every), sorted(wanted), "tables of " + label)
                t.equal(sorted(every["gap"]), sorted(c["id"] for c in criteria_of(level)), "every criterion once, " + label)
                first = list(every["gap"])[:20]
                t.check(first != [c["id"] for c in criteria_of(level)][:20], "the dearest questions first, " + label)
                cells = sheets[SHEET[lang][0]][2]
                t.check(all(cells[at["id"]][0] == key for key, at in every["gap"].items()), "visible id is the mark, " + label)
                meta = {k: sheets["hoshiwari"][2].get(at["value"], ("",))[0] for k, at in every["meta"].items()}
                t.equal((meta["hoshiwari_questionnaire"], meta["catalog"], meta["level"], meta["edition"], meta["language"]),
                        ("1", CATALOG["version"], str(level), edition, lang), "what the file says it is, " + label)
                t.equal([meta["word:" + s] for s in STATUS], list(WORDS[lang]), "its words, " + label)
                t.equal(sheets["hoshiwari"][0], "hidden", "the meta sheet is hidden, " + label)
                answers = {k: cells[at["answer"]][0] for k, at in every["gap"].items()}
                for key, word in answers.items():
                    a = case["gap"]["answers"].get(key, "unanswered")
                    status = a["status"] if isinstance(a, dict) else a
                    expected = "" if status == "unanswered" else WORDS[lang][STATUS.index(status)]
                    if word != expected:
                        t.equal(word, expected, "answer of %s, %s" % (key, label))
                company = sheets[SHEET[lang][1]][2]
                sizes = {k[14:]: company[at["value"]][0] for k, at in every["fields"].items() if k.startswith("supplier.size.")}
                t.equal({k: v for k, v in sizes.items() if v}, {k: str(v) for k, v in case["supplier"]["size"].items()}, "sizes filled in, " + label)
                locked(t, label, sheets, part, every)


def locked(t, label, sheets, part, every):
    """All sheets protected; exactly the cells with a column mark may be typed into; lists short enough for Excel."""
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", re.search(r"<cellXfs.*?</cellXfs>", part["xl/styles.xml"], re.S)[0], re.S)
    free = {i for i, x in enumerate(formats) if 'locked="0"' in x}
    t.check(free and all("<sheetProtection" in xml for _, xml, _ in sheets.values()), "every sheet is protected, " + label)
    bad = []
    for name, (_, xml, cells) in sheets.items():
        inputs = {ref for n, rows in tables(cells).items() if n != "meta" for at in rows.values()
                  for key, ref in at.items() if key != "id" or n != "gap"}
        unlocked = {ref for ref, v in cells.items() if v[1] in free}
        bad += sorted(inputs ^ unlocked)[:5]
        for rule in re.findall(r'<dataValidation type="list"[^>]*>.*?</dataValidation>', xml, re.S):
            listed = html.unescape(re.search(r"<formula1>(.*?)</formula1>", rule)[1])
            t.check(len(listed) <= 257, "list short enough: " + listed)
            t.check("error=" in rule and "errorTitle=" in rule, "a list says what is wrong, " + label)
    t.check(not bad, "inputs are the unlocked cells, " + label, bad)


def a_survey_holds_nothing_of_the_own_side(t):
    """Same bytes whatever the secrets are, and none of them in any part."""
    case = example()
    other = json.loads(json.dumps(case))
    other.update(title="another title naming Foo Motors", case_id="other-id")
    s = other["supplier"]
    s.update(annual_sales_yen=987654321, annual_cost_yen=912345678, annual_manufacturing_cost_yen=812345671,
             annual_overhead_yen=99999991, is_individual=True, activity={"direct_hours_per_year": 77777})
    s["renewal"] = {"overdue_endpoints": 1}
    s["capacity"] = {"it_days_per_year": 123}
    s["labour_yen_per_day"] = {"general": 12321, "it": 45654}
    other["plan"]["quotes"] = []
    other["buyers"] = [dict(b, name="Foo Motors %d" % i, annual_purchases_yen=1234567 + i, items=[]) for i, b in enumerate(other["buyers"])]
    changed = program.write(other, "secrets.json")
    secrets = [b["name"] for b in case["buyers"]] + [i["code"] for b in case["buyers"] for i in b.get("items", [])]
    secrets += [q[k] for q in case["plan"]["quotes"] for k in ("from", "document") if q.get(k)]
    secrets += [case["title"], case["case_id"]]
    secrets += [str(case["supplier"][k]) for k in ("annual_sales_yen", "annual_cost_yen", "annual_manufacturing_cost_yen")]
    secrets += ["annual_sales", "labour_yen", "unit_price", "hw:table:quotes", "hw:table:buyers"]
    own = "\n".join(book(write("own", "ja", 4))[1].values())
    t.check(all(html.escape(x, quote=False) in own for x in secrets), "the own edition holds them",
            [x for x in secrets if html.escape(x, quote=False) not in own])
    for lang in LANGUAGES:
        for level in LEVELS:
            label = "survey %s star %d" % (lang, level)
            a, b = write("survey", lang, level), write("survey", lang, level, changed, "changed.xlsx")
            with open(a, "rb") as x, open(b, "rb") as y:
                t.check(x.read() == y.read(), label + ": the secrets leave no trace")
            everything = "\n".join(list(book(a)[1]) + list(book(a)[1].values()))
            t.check(not [x for x in secrets if html.escape(x, quote=False) in everything], label + ": no secret inside",
                    [x for x in secrets if html.escape(x, quote=False) in everything])


# ---- golden ----

SUMS = "hw:was:"  # rows of sums over the cells of other sheets, which are told themselves


def shown(path):
    """What a person sees, cell by cell, and the rules of the cells."""
    lines = []
    for name, (state, xml, cells) in book(path)[0].items():
        lines.append("== %s%s" % (name, "" if state == "visible" else " (%s)" % state))
        lines += ["%s %s" % (ref, v[0].replace("\n", "\\n") + (" {formula}" if v[2] else "")) for ref, v in cells.items()
                  if (v[0] or v[2]) and cells.get("A" + split(ref)[1], ("",))[0] != SUMS]
        lines += ["rule %s" % html.unescape(x) for x in re.findall(r"<dataValidation ([^>]*)>", xml)]
    return "\n".join(lines) + "\n"


def golden(t):
    for edition, lang, level in (("survey", "ja", 3), ("own", "en", 3)):
        name = "questionnaire_%s_%s.txt" % (edition, lang)
        got = shown(write(edition, lang, level))
        path = os.path.join(FIXTURES, name)
        if "--write" in sys.argv:
            with open(path, "w", encoding="utf-8") as file:
                file.write(got)
        with open(path, encoding="utf-8") as file:
            wanted = file.read()
        differing = [(a, b) for a, b in zip(got.splitlines(), wanted.splitlines()) if a != b][:4]
        t.check(got == wanted, name + " (renew with --write and read the difference)", *differing)


# ---- filled in ----

def typed(path, out, entries):
    """A copy with texts typed into cells: {sheet name: {cell: text}}."""
    names = list(book(path)[0])
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info.filename)
            match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", info.filename)
            if match:
                xml = data.decode("utf-8")
                for ref, text in entries.get(names[int(match[1]) - 1], {}).items():
                    xml, n = re.subn(r'<c r="%s" s="(\d+)"/>' % ref,
                                     lambda m, v=text, r=ref: '<c r="%s" s="%s" t="inlineStr"><is><t>%s</t></is></c>' % (r, m[1], html.escape(v)), xml)
                    assert n == 1, ref
                data = xml.encode("utf-8")
            target.writestr(info.filename, data)


def expected_counts(level, answers, facts):
    rows = {k: [0] * 6 for k in range(1, 8)}
    for c in criteria_of(level):
        k = int(c["id"][0])
        if c.get("applies_if") and facts.get(c["applies_if"]) is False:
            rows[k][5] += 1
        elif c["id"] in answers:
            rows[k][STATUS.index(answers[c["id"]][0])] += 1
    return rows


def filled_in_by_hand(t):
    """Typed into an empty file, saved again by LibreOffice with everything recalculated: counters as counted here, answers as typed."""
    if not shutil.which("soffice"):
        t.skip("filled in", "no LibreOffice")
        return
    random.seed(6)
    work = program.place("filled")
    os.makedirs(work)
    for edition, lang, level in (("survey", "ja", 3), ("own", "en", 4)):
        label = "%s %s star %d" % (edition, lang, level)
        blank = write(edition, lang, level, None, "blank.xlsx")
        sheets = book(blank)[0]
        gap, fields = tables(sheets[SHEET[lang][0]][2])["gap"], tables(sheets[SHEET[lang][1]][2])["fields"]
        facts = {k[15:]: random.random() < 0.6 for k in fields if k.startswith("supplier.facts.")}
        answers = {k: (random.choice(STATUS), random.choice(("¼", "½", "¾", "0.4", ""))) for k in gap if random.random() < 0.8}
        entries = {SHEET[lang][0]: {}, SHEET[lang][1]: {}}
        for key, (status, share) in answers.items():
            entries[SHEET[lang][0]][gap[key]["answer"]] = WORDS[lang][STATUS.index(status)]
            if status == "partial" and share:
                entries[SHEET[lang][0]][gap[key]["remaining"]] = share
            entries[SHEET[lang][0]][gap[key]["note"]] = "1-2 <&> =1+1"
        for key, value in facts.items():
            entries[SHEET[lang][1]][fields["supplier.facts." + key]["value"]] = TRUTH[lang][0 if value else 1]
        name = "filled-%s" % lang
        file = os.path.join(work, name + ".xlsx")
        typed(blank, file, entries)
        folder = recalculate.run_office("soffice", work, recalculate.ALWAYS, recalculate.CSV_FILTER, [file])
        rows = recalculate.read(os.path.join(folder, "%s-%s.csv" % (name, SHEET[lang][2])))
        got = {int(r[1][0]): [int(x) for x in r[2:8]] for r in rows if re.match(r"\d\. ", r[1] if len(r) > 1 else "")}
        t.equal(got, expected_counts(level, answers, facts), "counters follow, " + label)
        again = recalculate.run_office("soffice", work, recalculate.ALWAYS, "xlsx", [file])
        shutil.copy(os.path.join(again, name + ".xlsx"), program.place("answers.xlsx"))
        case = {"hoshiwari_case": 1, "as_of": "2026-11-22", "target_level": level, "gap": {"file": "answers.xlsx"},
                "supplier": {"size": {"users": 20}}}
        stated = {k: s if s != "partial" or not share else
                  {"status": s, "remaining": {"¼": 0.25, "½": 0.5, "¾": 0.75}.get(share, 0.4)} for k, (s, share) in answers.items()}
        results = []
        for gap_of in ({"file": "answers.xlsx"}, {"answers": stated}):
            done = program.run("estimate", program.write(dict(case, gap=gap_of), "returned.json"), "--json", env=ENGLISH)
            results.append(json.loads(done.stdout) if done.returncode == 0 else done.stderr.decode())
        t.check(isinstance(results[0], dict), "what LibreOffice saved is read, " + label, results[0])
        if isinstance(results[0], dict):
            t.equal(results[0]["gap"], results[1]["gap"], "answers come back as typed, " + label)
            t.equal(results[0]["totals"], results[1]["totals"], "shares come back as typed, " + label)


def recalculated(t):
    if not shutil.which("soffice"):
        t.skip("recalculated", "no LibreOffice")
        return
    files = [write(e, g, n) for e in EDITIONS for g in LANGUAGES for n in LEVELS]
    files += [write(e, g, 4, None, "blank-%s-%s.xlsx" % (e, g)) for e in EDITIONS for g in LANGUAGES]
    work = program.place("again")
    os.makedirs(work)
    again = recalculate.run_office("soffice", work, recalculate.ALWAYS, recalculate.CSV_FILTER, files)
    for path in files:
        faults, cells, _ = recalculate.compare_file(path, again)
        t.check(cells > 500 and not faults, "recalculation gives the same: " + os.path.basename(path), *faults[:5])


suite = Suite()
suite.run([marks, a_survey_holds_nothing_of_the_own_side, golden, filled_in_by_hand, recalculated])
suite.finish()
