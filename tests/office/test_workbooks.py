#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks of every example, own and for each buyer, in both languages: recalculated by LibreOffice, written twice, and
searched for what a buyer must not see.

    test_workbooks.py PROGRAM
"""
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import recalculate
from suite import ENGLISH, ROOT, WHOLE, Program, Suite
from workbook import other_figures

program = Program(sys.argv[1])
EXAMPLES = os.path.join(ROOT, "data", "examples")
ERRORS = re.compile(rb"###|#NAME\?|#VALUE!|#REF!|#DIV/0!|#NUM!|#N/A|#NULL!|Err:\d")
LANGUAGES = ("ja", "en")


def cases():
    if not os.path.isdir(EXAMPLES):
        return []
    return [n for n in sorted(os.listdir(EXAMPLES)) if os.path.exists(os.path.join(EXAMPLES, n, "case.json"))]


def load(name):
    with open(os.path.join(EXAMPLES, name, "case.json"), encoding="utf-8") as file:
        return json.load(file)


def parties(case):
    return [b["id"] for b in case.get("buyers", []) if b.get("requested_level") or b.get("include")]


def write(name, view, lang, suffix="", disclose=None):
    """Path of the workbook, or None with the reason."""
    path = program.place("%s-%s-%s%s.xlsx" % (name, view.replace(":", "-"), lang, suffix))
    words = ["worksheet", os.path.join(EXAMPLES, name, "case.json"), "-o", path, "--view", view, "--lang", lang]
    done = program.run(*words, *(["--disclose", disclose] if disclose else []), env=ENGLISH)
    return (path if done.returncode == 0 else None), done.stderr.decode()


def parts(path):
    """{name of a part: its bytes} of a workbook; names count as content as well."""
    with zipfile.ZipFile(path) as book:
        return {n: book.read(n) for n in book.namelist()}


def visible(data):
    """Numbers and texts of a part, entities resolved, tags kept: names hide in attributes too."""
    text = data.decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def numbers(text):
    """Numbers that stand alone in a text, as digits without separators."""
    return {m.replace(",", "") for m in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])", text)}


# Words that stand on the sheets of the own side only: bargaining, margin, answers prepared.
WORDS_OF_THE_OWN_SIDE = ("交渉計画", "交渉の数字", "想定問答", "Talk plan", "Talk figures", "Questions to expect", "ナッシュ", "Nash", "譲歩のはしご",
                         "Ladder of concessions", "最低線", "last resort", "利益率を保つ", "keeps the margin", "利益率（いま）")


def half_up(n, d):
    """n / d rounded half up, both whole and not negative."""
    return (2 * n + d) // (2 * d)


def figures_of_the_talk(case, result, buyer):
    """What the talk plan and form 4 show about this buyer: target, last resorts, solutions, ladder, reference price, cost base,
    margin. Only those of five digits or more, so that none of them stands in a buyer's file by chance."""
    b = next(x for x in case["buyers"] if x["id"] == buyer)
    s, talk = case["supplier"], b.get("negotiation", {})
    annual = next(p["asked_annual_yen"] for p in result["sharing"]["parties"] if p["id"] == buyer)
    found = set()

    def value(key):
        if key + "_yen" in talk:
            return talk[key + "_yen"]
        return half_up(annual * round(float(talk[key]) * 10**6), 10**6) if key in talk else None
    target, own, other = value("own_target"), value("own_reservation"), value("other_reservation_estimated")
    if None not in (own, other):
        other = min(other, annual)
        power = round(float(talk.get("power", "0.5")) * 10**6)
        found |= {other - own, own + half_up(other - own, 2), own + half_up((other - own) * power, 10**6)} if other > own else set()
    if None not in (target, own):
        found |= {target - half_up((target - own) * k, 15) for k in (8, 12, 14)}
    found |= {x for x in (target, own, other) if x is not None}
    sales, cost, made = s.get("annual_sales_yen"), s.get("annual_cost_yen"), s.get("annual_manufacturing_cost_yen")
    if sales and cost:
        found.add(half_up(annual * sales, cost))
    if sales and made:
        found.add(half_up(made * b["annual_purchases_yen"], sales))
    if b.get("annual_cost_base_yen"):
        found.add(b["annual_cost_base_yen"])
    fallen = annual - half_up(annual * 4, 5)  # stands on the price sheet of everybody: what a fifth less volume costs
    return {str(x) for x in found if x >= 10000 and x not in (annual, fallen)}


def secrets_of(case, result, buyer):
    """(texts, numbers) that belong to other buyers or to the supplier alone."""
    texts, amounts, mine = set(), set(), set()

    def amount(into, *values):
        for v in values:
            v = str(v)
            if re.fullmatch(r"-?\d+(\.\d+)?", v) and float(v) >= 10000 and len(set(v.strip("-").rstrip("0"))) > 1:
                into.add(v.lstrip("-"))

    def own(value, into):
        if isinstance(value, dict):
            for v in value.values():
                own(v, into)
        elif isinstance(value, list):
            for v in value:
                own(v, into)
        elif not isinstance(value, bool):
            amount(into, value)
    for b in case["buyers"]:
        if b["id"] == buyer:
            own({k: v for k, v in b.items() if k not in ("negotiation", "annual_cost_base_yen")}, mine)
            continue
        texts.update(x for x in (b.get("name"), b.get("department")) if x)
        texts.update(i[k] for i in b.get("items", []) for k in ("code", "name") if len(i.get(k, "")) >= 3)
        own(b, amounts)
    supplier = case["supplier"]
    for key in ("annual_sales_yen", "annual_cost_yen", "annual_manufacturing_cost_yen", "annual_overhead_yen"):
        amount(amounts if not (key == "annual_sales_yen" and supplier.get("disclose_sales")) else mine, supplier.get(key, ""))
    texts.update(WORDS_OF_THE_OWN_SIDE)
    amounts |= figures_of_the_talk(case, result, buyer)
    own(supplier.get("activity", {}), amounts)
    for party in result["sharing"]["parties"]:
        keep = mine if party["id"] == buyer else amounts
        amount(keep, *(v for k, v in party.items() if k.endswith("_yen")))
    amount(amounts, result["totals"]["own_yen"], result["totals"]["level4_yen"])
    for x in result["prices"]:
        amount(mine if x["buyer"] == buyer else amounts, x["new_price_yen"])
    for quote in case.get("plan", {}).get("quotes", []):
        texts.update(x for x in (quote.get("from"), quote.get("document")) if x)
    texts.update(x["reason"] for x in case.get("plan", {}).get("use", []) if x.get("reason"))
    answers = case.get("gap", {}).get("answers", {})
    for a in answers.values():
        if isinstance(a, dict):
            texts.update(a[k] for k in ("note", "evidence") if len(a.get(k, "")) >= 6)
    return texts, amounts - mine


def result_of(name):
    done = program.run("estimate", os.path.join(EXAMPLES, name, "case.json"), "--json", env=ENGLISH)
    return json.loads(done.stdout)


def written_twice(t):
    for name in cases():
        for view in ["own"] + ["for:" + p for p in parties(load(name))]:
            for lang in LANGUAGES:
                label = "%s %s %s" % (name, view, lang)
                path, said = write(name, view, lang)
                if not t.check(path, "written: " + label, said):
                    continue
                again, _ = write(name, view, lang, "-again")
                with open(path, "rb") as a, open(again, "rb") as b:
                    t.check(a.read() == b.read(), "same bytes on rewriting: " + label)
                os.remove(again)
                found = parts(path)
                bad = [n for n, data in found.items() if n != "xl/styles.xml" and ERRORS.search(data)]
                t.check(not bad, "no error value inside: " + label, bad)
                names = " ".join(found)
                t.check("vbaProject" not in names and "externalLink" not in names, "no macro, no external link: " + label, names)
                books.append((label, path))


def a_buyer_sees_only_its_own(t):
    for name in cases():
        case, result = load(name), result_of(name)
        own, _ = write(name, "own", "ja")
        own = "\n".join(visible(d) for d in parts(own).values())
        for buyer in parties(case):
            texts, amounts = secrets_of(case, result, buyer)
            t.check(not (texts or amounts) or [x for x in texts if x in own] or amounts & numbers(own),
                    "the search finds secrets where they are, in the own file: %s for %s" % (name, buyer))
            for lang in LANGUAGES:
                for disclose in (None, "total", "criteria"):
                    path, said = write(name, "for:" + buyer, lang, "-" + (disclose or "plain"), disclose)
                    label = "%s for %s, %s, %s" % (name, buyer, lang, disclose or "default")
                    if not t.check(path, "written: " + label, said):
                        continue
                    found = {n: visible(d) for n, d in parts(path).items()}
                    everything = "\n".join(list(found) + list(found.values()))
                    shown_notes = disclose == "criteria"
                    leaks = sorted(x for x in texts if x in everything and not (shown_notes and is_answer(case, x)))
                    t.check(not leaks, "no other buyer's words, nothing the supplier keeps: " + label,
                            *("%r in %s" % (x, [n for n in found if x in found[n]]) for x in leaks[:6]))
                    leaks = sorted(amounts & numbers(everything))
                    t.check(not leaks, "no other buyer's number, none the supplier keeps: " + label,
                            *("%s in %s" % (x, [n for n in found if x in numbers(found[n])]) for x in leaks[:6]))


def is_answer(case, text):
    answers = case.get("gap", {}).get("answers", {}).values()
    return any(isinstance(a, dict) and text in (a.get("note"), a.get("evidence")) for a in answers)


def secrets_leave_no_trace(t):
    """A buyer's file stays the same to the byte when what it must not show changes."""
    for name in cases():
        case = load(name)
        if isinstance(case.get("gap"), dict) and "file" in case["gap"]:
            shutil.copy(os.path.join(EXAMPLES, name, case["gap"]["file"]), program.place(case["gap"]["file"]))
        for buyer in parties(case):
            other = json.loads(json.dumps(case))
            other["supplier"]["annual_cost_yen"] = other["supplier"].get("annual_cost_yen", 1000000) - 12345
            other["supplier"]["annual_manufacturing_cost_yen"] = 555444333
            other["supplier"]["annual_overhead_yen"] = 66655544
            for b in other["buyers"]:
                b["negotiation"] = dict(b.get("negotiation", {}), own_target="0.95", own_reservation="0.15",
                                        other_reservation_estimated="0.35", power="0.65")
                b["annual_cost_base_yen"] = 77766655
                if b["id"] == buyer:  # hours are no key here, so they stay at home
                    for item in b.get("items", []):
                        item["hours_per_unit"] = "0.777"
                if b["id"] != buyer:
                    b["name"], b["department"] = "別会社" + b["id"], "別の部"
                    b["capital_yen"], b["employees_regular"] = 98765432, 4321
                    b["items"] = [{"code": "Q-%d" % i, "name": "別の品", "unit_price_yen": "77.00", "units_per_year": 999}
                                  for i in range(4)]
            made = []
            for c in (case, other):
                path, out = program.write(c, "trace.json"), program.place("trace.xlsx")
                done = program.run("worksheet", path, "-o", out, "--view", "for:" + buyer, env=ENGLISH)
                made.append(parts(out) if done.returncode == 0 else done.stderr.decode())
            differing = [n for n in made[0] if made[0][n] != made[1].get(n)] if isinstance(made[1], dict) else made
            t.check(isinstance(made[0], dict) and made[0] == made[1],
                    "what others are called, sell and want leaves no trace: %s for %s" % (name, buyer), differing)


RULES = ("equal", "supplier", "proportional", "shapley", "nucleolus", "per_capita_nucleolus", "tau", "gately", "scrb", "ensc", "cec",
         "cea", "cel", "talmud", "random_arrival", "askers:hours", "key:value_added", "overheads")
OVERHEADS = {"method": "step_down", "departments": [
    {"id": "it", "name": "情報", "enters": "0.7", "to": {"ga": "0.2", "m1": "0.5", "m2": "0.3"}},
    {"id": "ga", "enters": "0.3", "to": {"m1": "0.45", "m2": "0.55"}}],
    "centres": [{"id": "m1", "serves": {"A": "0.6", "B": "0.1", "others": "0.3"}}, {"id": "m2", "serves": {"B": "0.4", "others": "0.6"}}]}


def every_rule_of_sharing(t):
    """Each rule in the own file (to be recalculated) and in a buyer's, where nothing of the others may show."""
    if "kanto-seimitsu" not in cases():
        t.skip("every rule of sharing", "no example")
        return
    case = load("kanto-seimitsu")
    for i, rule in enumerate(RULES):
        case["sharing"] = {"key": "sales", "supplier_part": "0.1" if i % 3 == 0 else "0", "overheads": OVERHEADS,
                           "rules": {"level:3": rule, "level:4": rule, "upgrade": "key" if i % 2 else rule}}
        lang = LANGUAGES[i % 2]
        path = program.write(case, "rule.json")
        for view in ("own", "for:A"):
            label = "rule %s, %s %s" % (rule, view, lang)
            out = program.place("rule-%d-%s.xlsx" % (i, view[-1]))
            done = program.run("worksheet", path, "-o", out, "--view", view, "--lang", lang, "--trials", "0", env=ENGLISH)
            if not t.equal(done.returncode, 0, "written: " + label, done.stderr.decode()):
                continue
            books.append((label, out))
            everything = "\n".join(visible(d) for d in parts(out).values())
            names = [b["name"] for b in case["buyers"] if b["id"] != "A"]
            t.equal([n for n in names if n in everything], names if view == "own" else [], "who is named: " + label)
            t.equal(any(w in everything for w in ("分け方の比較", "side by side")), view == "own", "rules side by side: " + label)


def user_text_is_no_formula(t):
    """Names that look like formulas stay text, own and for a buyer."""
    trap = '=HYPERLINK("http://x","y")'
    for name in cases()[:1]:
        case = load(name)
        case["supplier"]["name"] = trap
        case["title"] = "@SUM(1)"
        if isinstance(case.get("gap"), dict) and "file" in case["gap"]:
            shutil.copy(os.path.join(EXAMPLES, name, case["gap"]["file"]), program.place(case["gap"]["file"]))
        for b in case["buyers"]:
            b["name"] = "+" + trap[1:] + b["id"]
        path, out = program.write(case, "trap.json"), program.place("trap.xlsx")
        for view in ["own"] + ["for:" + p for p in parties(case)][:1]:
            done = program.run("worksheet", path, "-o", out, "--view", view, env=ENGLISH)
            if t.equal(done.returncode, 0, "formula-like names, " + view, done.stderr.decode()):
                formulas = [f for d in parts(out).values() for f in re.findall(r"<f[^>]*>([^<]*)</f>", d.decode("utf-8", "replace"))]
                t.check(not [f for f in formulas if "HYPERLINK(\"http" in visible(f.encode()) and "x" in f],
                        "a name never becomes a formula, " + view)


def one_figure_in_two_languages(t):
    """So what one language's workbook recalculates to holds for the other's."""
    path = dict(books)
    pairs = [(label, path[label], path[label[:-2] + "en"]) for label in path if label.endswith("ja") and label[:-2] + "en" in path]
    t.check(len(pairs) > 8, "both languages of the examples", len(pairs))
    for label, japanese, english in pairs:
        held, other = other_figures(japanese, english)
        t.check(held > 100 and not other, "the same numbers and formulas in both languages: " + label[:-3], *other[:8])


ENGLISH_TOO = "kanto-seimitsu"  # recalculated in English as well: words in formulas, names of sheets


def recalculated(t):
    """The Japanese workbooks of the examples are also rendered, to find numbers in too narrow cells."""
    tool = os.path.join(ROOT, "tests", "recalculate.py")
    if not books:
        t.skip("recalculation", "no workbook")
        return
    if not shutil.which("soffice") or not os.path.exists(tool):
        t.check(False, "LibreOffice and tests/recalculate.py are there (./run test --quick does without)")
        return
    rendered = [(label, path) for label, path in books if label.endswith("ja") and not label.startswith("rule")]
    rest = [b for b in books if b not in rendered and (WHOLE or b[0].endswith("ja") or b[0].startswith((ENGLISH_TOO, "rule")))]
    for mine, more in ((rendered, ["--pdf"] if shutil.which("pdftotext") else []), (rest, [])):
        done = subprocess.run([sys.executable, tool, *(path for _, path in mine), *more], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1500)
        for label, path in mine:
            said = re.search(re.escape(path) + r": (\d+) sheets, (\d+) cells, (\d+) faults\n((?:  .*\n?)*)", done.stdout)
            good = said and int(said[1]) and int(said[2]) and said[3] == "0"
            t.check(good, "recalculation gives the written values: " + label, said[4] if said else done.stdout[-1500:])
        t.check(done.returncode in (0, 1), "recalculate.py ran", done.stdout[-1500:])


CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)


def constants(text):
    """{cell: its number} of the cells of a sheet that hold a number and no formula."""
    found = {}
    for place, attributes, inside in CELL.findall(text):
        if "t=" not in attributes and inside and "<f" not in inside:
            found[place] = inside
    return found


def with_numbers_of(path, other, out):
    """A copy of a workbook with every typed-in number that the other one has; how many were changed."""
    mine, theirs, changed = parts(path), parts(other), 0
    with zipfile.ZipFile(out, "w") as book:
        for name, data in mine.items():
            if re.match(r"xl/worksheets/sheet\d+\.xml", name):
                here, there = data.decode(), constants(theirs[name].decode())

                def put(cell):
                    nonlocal changed
                    wanted = there.get(cell[1])
                    if wanted is None or "<f" in (cell[3] or "") or "t=" in cell[2] or cell[3] == wanted:
                        return cell[0]
                    changed += 1
                    return '<c r="%s"%s>%s</c>' % (cell[1], cell[2], wanted)
                data = CELL.sub(put, here).encode()
            book.writestr(name, data)
    return changed


def changed_inputs_follow(t):
    """What was typed into the cells of prices, offers and talk plan, recalculated, is what the program says of such a case."""
    if not shutil.which("soffice") or "kanto-seimitsu" not in cases():
        t.skip("changed inputs", "no LibreOffice or no example")
        return
    case = load("kanto-seimitsu")
    case["price"] = {"items_by": "hours", "step": "0.01", "surcharge_months": 24}
    other = json.loads(json.dumps(case))
    other.update(discount_rate="0.065", price={"items_by": "hours", "step": "0.1", "surcharge_months": 17})
    other["supplier"].update(annual_manufacturing_cost_yen=601234567, annual_overhead_yen=144000001, annual_cost_yen=790000003)
    other["buyers"][0]["negotiation"].update(own_target="0.87", own_reservation="0.42", other_reservation_estimated="0.66", power="0.3")
    other["buyers"][1]["negotiation"].update(own_target="0.97", own_reservation="0.61", other_reservation_estimated="0.5", power="0.8")
    for i, item in enumerate(other["buyers"][0]["items"]):
        item.update(unit_price_yen="%d.75" % (700 + 400 * i), units_per_year=33333 * (i + 1), hours_per_unit="0.0%d" % (i + 3))
    work = program.place("typed")
    os.makedirs(work)
    for view in ("own", "for:A"):
        files = []
        for name, c in (("before", case), ("wanted", other)):
            path, out = program.write(c, "typed.json"), os.path.join(work, name + view[-1] + ".xlsx")
            done = program.run("worksheet", path, "-o", out, "--view", view, "--trials", "0", *([] if view == "own" else ["--with", "offers"]),
                               env=ENGLISH)
            if not t.equal(done.returncode, 0, "a case written to type over: " + view, done.stderr.decode()):
                return
            files.append(out)
        typed = os.path.join(work, "typed" + view[-1] + ".xlsx")
        changed = with_numbers_of(files[0], files[1], typed)
        t.check(changed > 12, "numbers were typed over: " + view, changed)
        again = recalculate.run_office("soffice", work, recalculate.ALWAYS, recalculate.CSV_FILTER, [typed])
        stored = recalculate.run_office("soffice", work, recalculate.NEVER, recalculate.CSV_FILTER, [files[1]])
        for sheet in ("価格", "支払案") + (("交渉の数字",) if view == "own" else ()):
            a = recalculate.read(os.path.join(stored, "wanted%s-%s.csv" % (view[-1], sheet)))
            b = recalculate.read(os.path.join(again, "typed%s-%s.csv" % (view[-1], sheet)))
            faults, cells = recalculate.compare_sheet(sheet, a, b)
            t.check(cells > 100 and not faults, "typed-in numbers give what the program gives: %s of %s" % (sheet, view), *faults[:8])


books = []
suite = Suite()
if not cases():
    suite.skip("workbooks", "no examples yet")
suite.run([written_twice, a_buyer_sees_only_its_own, secrets_leave_no_trace, every_rule_of_sharing, user_text_is_no_formula, one_figure_in_two_languages, changed_inputs_follow, recalculated])
suite.finish()
