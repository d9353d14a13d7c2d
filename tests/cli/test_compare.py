#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare and what a buyer receives: two cases, two runs, a supplier's workbook beside the own estimate, and import of such
a workbook at every disclosure. What must agree is changed, and must be told.

    test_compare.py PROGRAM
"""
import copy
import csv
import hashlib
import io
import json
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, Program, Suite, changed, criteria, make_buyer, make_case

program = Program(sys.argv[1])
DAY = ("--as-of", "2026-11-22")


def case_file(case, name):
    return program.write(json.dumps(case, ensure_ascii=False), name)


def answered():
    ids = criteria(4)
    return {k: ("met" if i % 3 else {"status": "partial", "remaining": 0.5} if i % 2 else "unmet") for i, k in enumerate(ids)}


def the_case():
    case = make_case(4, answered())
    case["buyers"].append(make_buyer("B", 3, 60000000))
    return case


def out_of(*words, code=0, env=ENGLISH):
    done = program.run(*words, env=env)
    if done.returncode != code:
        raise RuntimeError("%r: exit %d: %s" % (words, done.returncode, done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def received(disclose, lang="ja"):
    path = program.place("for-%s-%s.xlsx" % (disclose, lang))
    if not os.path.exists(path):
        out_of("worksheet", case_file(the_case(), "own.json"), "--view", "for:A", "--disclose", disclose, "--lang", lang, "-o", path)
    return path


def stored(path, name):
    """The sheet part and cell that a defined name stands for."""
    with zipfile.ZipFile(path) as z:
        book = z.read("xl/workbook.xml").decode()
        sheets = re.findall(r'<sheet name="([^"]+)"', book)
        sheet, cell = re.search(r'<definedName name="%s">\'?([^\'!]+)\'?!([^<]+)<' % name, book).groups()
    return "xl/worksheets/sheet%d.xml" % (sheets.index(sheet) + 1), cell.replace("$", "")


def with_value(path, cells, name):
    """A copy in which stored values read otherwise: {(part, cell): value}."""
    out = program.place(name)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            for (where, cell), value in cells.items():
                if where == part:
                    text, n = re.subn(r'(<c r="%s"[^>]*>(?:<f>[^<]*</f>)?)<v>[^<]*</v>' % cell, r"\g<1><v>%s</v>" % value, data.decode())
                    assert n == 1, cell
                    data = text.encode()
            target.writestr(part, data)
    return out


def verdicts(text):
    return {c["check"]: c["verdict"] for c in json.loads(text)["checks"]}


def every_disclosure_is_read(t):
    own = json.loads(out_of("estimate", case_file(the_case(), "own.json"), "--json"))
    mine = [p for p in own["sharing"]["parties"] if p["id"] == "A"][0]
    for lang in ("ja", "en"):
        for disclose in ("total", "category", "criteria"):
            r = json.loads(out_of("import", received(disclose, lang), "--json"))
            what = "%s, %s" % (disclose, lang)
            t.equal((r["annual_yen"], r["proposed_annual_yen"]), (mine["asked_annual_yen"], mine["annual_yen"]), "what is asked, " + what)
            t.equal(r["purchases_yen"], 140000000, "purchases as they have them, " + what)
            t.equal(sum(x["yen"] for x in r["natures"]), mine["annual_yen"], "kinds of cost add up, " + what)
            t.equal(sum(x["yen"] for x in r["years"]), mine["horizon_yen"], "years add up, " + what)
            t.equal(bool(r["categories"]), disclose != "total", "categories only where they are disclosed, " + what)
            t.equal(bool(r["answers"]), disclose == "criteria", "answers only where they are disclosed, " + what)
            t.check("differs" not in verdicts(json.dumps(r)).values(), "everything agrees, " + what, r["checks"])
    out = program.place("taken.json")
    text = out_of("import", received("criteria"), "-o", out)
    with open(out, encoding="utf-8") as file:
        gap = json.load(file)["gap"]["answers"]
    t.equal((gap["1-1-1-1"] if isinstance(gap["1-1-1-1"], str) else gap["1-1-1-1"]["status"]), "unmet", "answers are taken in")
    t.check("met" in {x if isinstance(x, str) else x["status"] for x in gap.values()} and "受け取った協議資料" in text, "with what was received", text[:300])
    out_of("import", received("total"), "-o", program.place("none.json"))
    t.check(not os.path.exists(program.place("none.json")), "nothing is written where there are no answers")


def sums_that_do_not_agree(t):
    """Each figure that was changed is told by the check that rests on it."""
    path = received("category")
    part, cell = stored(path, "category_total_yen")
    quotation = stored(path, "sum_by_nature_yen")
    annual = stored(path, "annual_yen")
    mine = json.loads(out_of("estimate", case_file(the_case(), "own.json"), "--json"))["sharing"]["parties"]
    own_subtotal = next(p["annual_yen"] for p in mine if p["id"] == "A")
    column, row = re.match(r"([A-Z]+)(\d+)", cell).groups()
    for name, cells, check in (("category", {(part, "%s%d" % (column, int(row) - 1)): 1}, "categories"),
                               ("total", {(part, cell): 99}, "parts"),
                               ("nature", {quotation: 5}, "natures"),
                               ("annual", {annual: 12345678}, "annual"),
                               ("rounding", {stored(path, "estimate_rounding_yen"): 1200000,
                                             annual: 1200000 + own_subtotal}, "annual"),
                               ("years", {stored(path, "cost_in_period_yen"): 7}, "years"),
                               ("rate", {stored(path, "purchase_rate"): 0.5}, "rate"),
                               ("proposed", {stored(path, "proposed_annual_yen"): 10}, "unchanged")):
        bad = with_value(path, cells, "bad-%s.xlsx" % name)
        t.equal(verdicts(out_of("import", bad, "--json"))[check], "differs", "told: " + name)
        t.equal(program.run("import", bad, "--strict", env=ENGLISH).returncode, 1, "--strict refuses: " + name)
    text = out_of("import", with_value(path, {annual: 12345678}, "bad.xlsx"), "--lang", "ja", env=JAPANESE)
    t.check("合わない（書かれた額 12,345,678円" in text, "with both figures", text)


def rewritten(path, part, change, name):
    """A copy in which a part reads otherwise."""
    out = program.place(name)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            data = source.read(each)
            if each == part:
                text = change(data.decode())
                assert text != data.decode(), (part, name)
                data = text.encode()
            target.writestr(each, data)
    return out


def every_tampering_at_every_disclosure(t):
    """Values, formulas, hidden rows and columns, and the purchases behind the rate: each is told whatever is disclosed."""
    for disclose in ("total", "category", "criteria"):
        path = received(disclose)
        names = ["annual_yen", "cost_subtotal_yen", "sum_by_nature_yen", "cost_in_period_yen", "purchase_rate", "overhead_yen", "proposed_annual_yen", "purchases_yen"]
        names += [] if disclose == "total" else ["category_total_yen"]
        for name in names:
            part, cell = stored(path, name)
            bad = with_value(path, {(part, cell): 0.25 if name == "purchase_rate" else 777777}, "bad.xlsx")
            t.check("differs" in verdicts(out_of("import", bad, "--json")).values(), "a value stored otherwise: %s, %s" % (name, disclose))
            if name in ("purchases_yen", "proposed_annual_yen"):
                continue
            typed = rewritten(path, part, lambda x, cell=cell: re.sub(r'(<c r="%s"[^>]*>)<f>[^<]*</f>' % cell, r"\1", x), "typed.xlsx")
            t.equal(verdicts(out_of("import", typed, "--json"))["formulas"], "differs", "a figure typed over a formula: %s, %s" % (name, disclose))
            other = rewritten(path, part, lambda x, cell=cell: re.sub(r'(<c r="%s"[^>]*>)<f>([^<]*)</f><v>[^<]*</v>' % cell, r"\1<f>\2+1000000</f><v>5555555</v>", x), "other.xlsx")
            t.check("differs" in verdicts(out_of("import", other, "--json")).values(), "another formula, with its value: %s, %s" % (name, disclose))
        for name in ("annual_yen", "cost_in_period_yen"):
            part, cell = stored(path, name)
            row = int(re.sub(r"[A-Z]", "", cell)) - 1
            bad = rewritten(path, part, lambda x, row=row: re.sub(r'<row r="%d"' % row, r'<row r="%d" hidden="1"' % row, x), "hidden.xlsx")
            t.equal(verdicts(out_of("import", bad, "--json"))["hidden"], "differs", "a hidden row above %s, %s" % (name, disclose))
            bad = rewritten(path, part, lambda x: x.replace("<cols>", '<cols><col min="40" max="40" width="9" hidden="1"/>', 1), "column.xlsx")
            t.equal(verdicts(out_of("import", bad, "--json"))["hidden"], "differs", "a hidden column beside %s, %s" % (name, disclose))


def formulas_changed_under_their_old_values(t):
    """Excel computes anew on opening: a formula that no longer gives the value stored with it is told by its cell, in every sheet."""
    path = received("criteria")
    with zipfile.ZipFile(path) as z:
        book = z.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet name="([^"]*)"', book)
        parts = {"xl/worksheets/sheet%d.xml" % (i + 1): name for i, name in enumerate(names)}
        found = [(part, cell) for part in parts for cell in re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>', z.read(part).decode())]
    t.check(len(found) > 90 and {p for p, _ in found} >= set(list(parts)[:4]), "formulas on the sheets", len(found))
    for part, cell in found[::7]:
        bad = rewritten(path, part, lambda x, cell=cell: re.sub(r'(<c r="%s"[^>]*><f>)([^<]*)</f>' % cell, r"\1(\2)+1000000</f>", x), "under.xlsx")
        r = json.loads(out_of("import", bad, "--json"))
        t.equal((r["formulas"][0]["cell"].replace("'", ""), verdicts(json.dumps(r))["computed"]), ("%s!%s" % (parts[part], cell), "differs"), "told by sheet and cell: %s!%s" % (parts[part], cell))
    part, cell = stored(path, "annual_yen")
    for lang, words in (("en", 'stored "'), ("ja", "保存された値「")):
        bad = rewritten(path, part, lambda x: re.sub(r'(<c r="%s"[^>]*><f>)([^<]*)</f>' % cell, r"\1RANDBETWEEN(1,2)*\2</f>", x), "other.xlsx")
        text = out_of("import", bad, "--lang", lang)
        t.check(("not a formula that this program writes" if lang == "en" else "このプログラムが書く式ではない") in text and cell in text, "a formula of another kind is told, " + lang, text[-700:])
        bad = rewritten(path, part, lambda x: re.sub(r'(<c r="%s"[^>]*><f>)([^<]*)</f>' % cell, r"\1(\2)*2</f>", x), "double.xlsx")
        text = out_of("import", bad, "--lang", lang)
        asked = json.loads(out_of("import", path, "--json"))["annual_yen"]
        t.check(str(asked) in text and str(asked * 2) in text and words in text and "Excel" in text, "both values are said, " + lang, text[-700:])
    own, draft = case_file(the_case(), "own.json"), program.place("under.json")
    out_of("compare", bad, own, "--buyer", "A", "--log", draft)
    with open(draft, encoding="utf-8") as file:
        t.check(cell in json.load(file)["entries"][0]["words"], "and in the log")
    t.equal(json.loads(out_of("compare", path, own, "--buyer", "A", "--json"))["formulas"], [], "nothing is told of a file as it was sent")
    # Excel writes one formula for a column and points to it from the cells below.
    part, cell = stored(path, "category_total_yen")
    column, row = re.match(r"([A-Z]+)(\d+)", cell).groups()
    first, second = "%s%d" % (column, int(row) - 3), "%s%d" % (column, int(row) - 2)
    def shared(x):
        x = re.sub(r'(<c r="%s"[^>]*>)<f>' % first, r'\1<f t="shared" ref="%s:%s" si="0">' % (first, second), x)
        return re.sub(r'(<c r="%s"[^>]*>)<f>[^<]*</f>' % second, r'\1<f t="shared" si="0"/>', x)
    t.equal(json.loads(out_of("import", rewritten(path, part, shared, "shared.xlsx"), "--json"))["formulas"], [], "a shared formula is followed")
    wrong = rewritten(path, part, lambda x: re.sub(r'(<c r="%s"[^>]*>)<f t="shared" ref="[^"]*" si="0">' % first, r'\g<0>1+', shared(x)), "shared-wrong.xlsx")
    t.equal([f["cell"].split("!")[1] for f in json.loads(out_of("import", wrong, "--json"))["formulas"]], [first, second], "in all its cells")


def what_was_received_becomes_an_entry(t):
    own, path = case_file(the_case(), "own.json"), received("category")
    draft, store = program.place("entry.json"), program.place("talks.db")
    out_of("compare", path, own, "--buyer", "A", "--log", draft, "--received", "2026/11/20", "--json")
    with open(draft, encoding="utf-8") as file:
        entry = json.load(file)["entries"][0]
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    asked = json.loads(out_of("import", path, "--json"))["annual_yen"]
    t.equal((entry["kind"], entry["by"], entry["party"], entry["date"], entry["amount_yen"], entry["attachments"][0]["sha256"]), ("request", "supplier", "A", "2026-11-20", asked, digest), "day, side, amount and hash of the file")
    t.check("検算: 合う" in entry["words"] and "合わない" not in entry["words"], "the checks, all of which agree", entry["words"])
    out_of("log", own, "add", draft, "--db", store)
    t.check("協議資料を受け取った" in out_of("log", own, "list", "--db", store, "--lang", "ja"), "the log takes it with its attachment")
    out_of("log", own, "verify", "--db", store)
    bad = with_value(path, {stored(path, "annual_yen"): 12345678}, "bad.xlsx")
    out_of("compare", bad, own, "--buyer", "A", "--log", draft)
    with open(draft, encoding="utf-8") as file:
        words = json.load(file)["entries"][0]["words"]
    t.check("合わない: " in words and "12,345,678" in words, "and what does not agree", words)
    t.equal(program.run("compare", path, own, "--buyer", "A", "--log", draft, "--received", "someday", env=ENGLISH).returncode, 2, "a day that is none is refused")


def beside_the_own_estimate(t):
    own = the_case()
    fewer = changed(own, "supplier.size.endpoints", 30)
    path, other = case_file(own, "own.json"), case_file(fewer, "fewer.json")
    same = json.loads(out_of("compare", received("category"), path, "--buyer", "A", "--json"))["own"]
    t.equal((same["difference_yen"], {x["difference_yen"] for x in same["lines"]}), (0, {0}), "the same case leaves no difference")
    apart = json.loads(out_of("compare", received("category"), other, "--buyer", "A", "--json"))["own"]
    lines = [x for x in apart["lines"] if x["kind"] == "category"]
    t.check(apart["difference_yen"] > 0, "fewer PCs cost less", apart)
    t.equal(sum(x["difference_yen"] for x in lines), apart["difference_yen"], "the categories make up the difference")
    t.equal(sum(x["own_yen"] for x in lines), apart["annual_yen"], "and the own amount")
    t.equal(program.run("compare", received("total"), path, env=ENGLISH).returncode, 2, "which buyer we are must be told where a case has two")
    t.equal(program.run("compare", program.write("x", "no.xlsx"), path, "--buyer", "A", env=ENGLISH).returncode, 1, "a file that is no workbook is refused")


def two_cases(t):
    before, after = the_case(), changed(the_case(), "gap.answers", {k: "met" for k in criteria(4)})
    a, b = case_file(before, "a.json"), case_file(after, "b.json")
    r = json.loads(out_of("compare", a, b, "--json"))
    e = [json.loads(out_of("estimate", x, "--json")) for x in (a, b)]
    t.equal([x["annual_yen"] for x in r["parties"] if x["id"] == "A"], [e[1]["sharing"]["parties"][0]["annual_yen"] - e[0]["sharing"]["parties"][0]["annual_yen"]], "a party's difference")
    t.equal(sum(m["yen"] for m in r["measures"]), r["horizon_yen"][1] - r["horizon_yen"][0], "the measures make up the difference")
    t.check(all(m["yen"] <= 0 for m in r["measures"]) and any(m["yen"] < 0 for m in r["measures"]), "nothing costs more", r["measures"][:3])
    same = json.loads(out_of("compare", a, a, "--json"))
    t.equal({m["yen"] for m in same["measures"]}, {0}, "a case is like itself")
    t.check("none" in out_of("compare", a, a, "--lang", "en"), "and says so")


def listed(rows, name):
    out = io.StringIO()
    csv.writer(out).writerows([["id", "name", "level", "annual_purchases_yen", "annual_sales_yen", "employees_regular", "users"] + criteria(3)] + rows)
    return program.write(out.getvalue(), name)


def supplier(i, level=3, purchases=20000000, answer="×", employees=40):
    return ["S-%d" % i, "架空%d社" % i, level, purchases, 100000000, employees, 30] + [answer] * len(criteria(3))


def two_months(t):
    """New, gone, each cause, several causes: they add up to the difference, in both ways to compare."""
    before = [supplier(i) for i in range(1, 8)]
    after = [copy.deepcopy(x) for x in before]
    after[0][2] = 4                     # level
    after[1][7:27] = ["○"] * 20         # answers
    after[2][3] = 30000000              # share
    after[3][5] = 90                    # size: people without a PC are trained too
    after[4][7:27], after[4][3] = ["○"] * 20, 10000000
    del after[5]                        # gone
    after.append(supplier(9))           # new
    after[0][0] = "ｓ－１"              # the same code, written otherwise
    a, b = listed(before, "before.csv"), listed(after, "after.csv")
    runs = [program.place("before.hsr"), program.place("after.hsr")]
    for path, run in zip((a, b), runs):
        out_of("portfolio", path, *DAY, "--no-range", "-o", run)
    r = json.loads(out_of("portfolio", b, *DAY, "--no-range", "--against", runs[0], "--json"))
    x = r["against"]
    cause = {c["cause"]: c for c in x["causes"]}
    totals = [json.loads(out_of("portfolio", p, *DAY, "--no-range", "--json", "--totals"))["totals"]["expected"]["buyer_yen"] for p in (a, b)]
    t.equal([x["then_yen"], x["now_yen"]], totals, "both totals are those of the runs")
    t.equal(sum(c["yen"] for c in x["causes"]), totals[1] - totals[0], "the causes add up to the difference")
    t.equal(sum(c["suppliers"] for c in x["causes"]), 8, "everybody has a cause")
    t.equal({k: c["suppliers"] for k, c in cause.items() if c["suppliers"]},
            {"new": 1, "gone": 1, "level": 1, "answers": 1, "share": 1, "size": 1, "several": 1, "same": 1}, "each under its cause")
    t.equal(x["differs"], [], "nothing else differs")
    t.equal(json.loads(out_of("compare", *runs, "--json"))["against"], x, "compare tells the same of two result files")
    moved = {s["id"]: s for s in x["suppliers"]}
    t.equal((moved["ｓ－１"]["then_level"], moved["ｓ－１"]["now_level"]), (3, 4), "levels then and now")
    t.equal(sorted(moved["S-5"]["changed"]), ["answers", "share"], "all that changed of one")
    # A share nobody knows is assumed: it does not change while it is not known, and becoming known is not a change of it.
    known, unknown = supplier(1, answer=""), supplier(1, answer="", purchases="")
    now = [known, supplier(2), supplier(3)]
    for was, moved, what in ((unknown, "share_known", "a share that became known"), (known, "same", "a share that is what it was"), (supplier(1, answer="", purchases=9000000), "share", "a share that changed")):
        out_of("portfolio", listed([was, supplier(2), supplier(3)], "was.csv"), *DAY, "--no-range", "-o", program.place("was.hsr"))
        y = json.loads(out_of("portfolio", listed(now, "now.csv"), *DAY, "--no-range", "--against", program.place("was.hsr"), "--json"))["against"]
        t.equal({s["id"]: s["cause"] for s in y["suppliers"] if s["id"] == "S-1"}.get("S-1", "same"), moved, what)
        t.equal({c["cause"]: c["suppliers"] for c in y["causes"] if c["suppliers"]}, {moved: 1, "same": 2} if moved != "same" else {"same": 3}, what + ", and nobody else moved")
        back = json.loads(out_of("portfolio", listed([was, supplier(2), supplier(3)], "was.csv"), *DAY, "--no-range", "--unknown-share", "0.5", "--against", program.place("was.hsr"), "--json"))["against"]
        t.check(not {"share", "share_known"} & {c["cause"] for c in back["causes"] if c["suppliers"]}, "another assumption is a setting, not a share: " + what, back["causes"])
    # A star that was obtained is told as that, not as answers.
    text = "取引先コード,会社名,★,従業員数,利用者数,年間購入額（円）,取得済の★\nS-1,甲,3,40,30,20000000,%s\nS-2,乙,3,40,30,20000000,\n"
    out_of("portfolio", program.write(text % "", "star.csv"), *DAY, "--no-range", "-o", program.place("star.hsr"))
    y = json.loads(out_of("portfolio", program.write(text % "★3", "star.csv"), *DAY, "--no-range", "--against", program.place("star.hsr"), "--json"))["against"]
    t.equal({c["cause"]: c["suppliers"] for c in y["causes"] if c["suppliers"]}, {"star": 1, "same": 1}, "a star obtained is its cause")
    later = json.loads(out_of("portfolio", a, "--as-of", "2026-12-22", "--start", "2027-04", "--no-range", "--against", runs[0], "--json"))["against"]
    t.equal([d["name"] for d in later["differs"]], ["as-of"], "another day is told")
    for lang, sheet in (("ja", "前回との差"), ("en", "Last run")):
        out = program.place("against-%s.xlsx" % lang)
        out_of("portfolio", b, *DAY, "--no-range", "--against", runs[0], "--budget", "9000000", "--lang", lang, "-o", out)
        with zipfile.ZipFile(out) as z:
            t.check('name="%s"' % sheet in z.read("xl/workbook.xml").decode(), "the workbook has a sheet of it, " + lang)
    done = program.run("portfolio", b, *DAY, "--against", a, env=ENGLISH)
    t.check(done.returncode == 1 and b"HW-6" in done.stderr, "a file that is no result is refused", done.stderr)


suite = Suite()
suite.run([every_disclosure_is_read, sums_that_do_not_agree, every_tampering_at_every_disclosure, formulas_changed_under_their_old_values, what_was_received_becomes_an_entry, beside_the_own_estimate, two_cases, two_months])
suite.finish()
