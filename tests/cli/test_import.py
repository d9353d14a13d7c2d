#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb import: what comes back from suppliers becomes a case file, and nothing is guessed or lost.

    test_import.py PROGRAM [--office]   (--office: only what LibreOffice saves again)
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import recalculate
from workbook import Workbook, address, place, typed_into
from suite import CATALOG, ENGLISH, ROOT, Program, Suite, criteria, make_case

program = Program(sys.argv[1])
EXAMPLES = [os.path.join(ROOT, "data", "examples", n, "case.json")
            for n in ("kanto-seimitsu", "itoguchi-sekkei", "hibari-butsuryu")]


def run(*words):
    return program.run(*words, env=ENGLISH)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def taken(path, *more, out="taken.json", fresh=True):
    """Import a file; (exit, case or None, report as JSON or None, what it said)."""
    target = program.place(out)
    if fresh and os.path.exists(target):
        os.remove(target)
    done = run("import", path, "-o", target, "--json", *more)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
    return done.returncode, read(target) if os.path.exists(target) else None, report, done.stderr.decode()


# ---- workbooks made by hand ----

def letter(i):
    return (letter(i // 26 - 1) if i >= 26 else "") + chr(65 + i % 26)


def cell(row, column, value):
    ref = "%s%d" % (letter(column), row)
    if isinstance(value, (int, float)):
        return '<c r="%s"><v>%r</v></c>' % (ref, value)
    return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, escape(value))


def workbook(name, sheets, hidden=()):
    """A workbook of {sheet: [[value or None]]} as a small writer of its own would make it."""
    path = program.place(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                   'officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                   'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>%s</sheets>'
                   "</workbook>" % "".join('<sheet name="%s" sheetId="%d" %sr:id="r%d"/>' %
                                           (escape(n), i + 1, 'state="veryHidden" ' if n in hidden else "", i + 1)
                                           for i, n in enumerate(sheets)))
        z.writestr("xl/_rels/workbook.xml.rels",
                   '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' %
                   "".join('<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                           'relationships/worksheet" Target="worksheets/s%d.xml"/>' % (i + 1, i + 1)
                           for i in range(len(sheets))))
        for i, rows in enumerate(sheets.values()):
            body = "".join('<row r="%d">%s</row>' % (r + 1, "".join(cell(r + 1, c, v) for c, v in enumerate(row)
                                                                    if v is not None)) for r, row in enumerate(rows))
            z.writestr("xl/worksheets/s%d.xml" % (i + 1),
                       '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
                       "</sheetData></worksheet>" % body)
    return path


def form(fields=(), gap=(), buyers=(), items=(), quotes=(), meta=(), marks=None, name="form.xlsx"):
    """A questionnaire with its tables moved about: other sheet names, inserted columns, rows in another order."""
    facts = [["お客様へ"], [None, "hw:table:fields", None, "hw:col:value"]]
    facts += [["ここは見出し", "hw:row:" + k, "挿入した列", v] for k, v in fields]
    answers = [["hw:table:gap", None, "hw:col:id", "hw:col:answer", "hw:col:note", "hw:col:remaining", "hw:col:evidence"],
               [None, None, "評価基準No.", "回答", "備考", "残り", "根拠"]]
    answers += [["hw:row:" + (marks or {}).get(g[0], g[0]), "挿入", *g] for g in gap]
    lists = []
    for table, rows in (("buyers", buyers), ("items", items), ("quotes", quotes)):
        keys = sorted({k for row in rows for k in row if k != "row"})
        lists.append(["hw:table:" + table, *["hw:col:" + k for k in keys]])
        lists += [["hw:row:" + str(row["row"]), *[row.get(k) for k in keys]] for row in rows]
    said = dict({"hoshiwari_questionnaire": "1", "catalog": CATALOG["version"], "level": "4", "edition": "own",
                 "language": "ja", "word:yes": "はい", "word:no": "いいえ"}, **dict(meta))
    return workbook(name, {"表紙２": [["記入済み"]], "くらべる": answers, "会社": facts, "取引": lists,
                           "印": [["hw:table:meta", "hw:col:value"]] + [["hw:row:" + k, v] for k, v in said.items()]},
                    hidden=("印",))


def official(answers, name="official.xlsx", head=None, levels=True, extra=()):
    """The official layout: ids in L, levels in G, H and K, answers in the columns of `head` from O on."""
    head = head or ["自己評価", "理由", "根拠および実施する事", "補足情報"]
    rows = [[None, "大分類No.", "大分類", "中分類No.", "中分類", "要求事項No.", "★3", "★4", "要求事項名", "要求事項", "★3/★4",
             "評価基準No.", "評価基準", "NIST CSFにおける機能", *head], []]
    for row in CATALOG["rows"]:
        for c in row["criteria"]:
            base = [None, row["id"][0], "x", row["id"][:3], "x", row["id"], "○" if c["level"] == 3 else None, "○", "x", "x",
                    "★%d" % c["level"], c["id"], "x", "統治(GV)"]
            rows.append(base + list(answers.get(c["id"], [])))
    return workbook(name, {"★3・★4要求事項・評価基準": rows + list(extra)})


# ---- round trip ----

def questionnaire_comes_back_as_it_went(t):
    for case in EXAMPLES:
        for edition in ("own", "survey"):
            for lang in ("ja", "en"):
                for level in ("3", "4"):
                    label = "%s %s %s %s" % (os.path.basename(os.path.dirname(case)), edition, lang, level)
                    words = ["--edition", edition, "--lang", lang, "--level", level]
                    first, again = program.place("first.xlsx"), program.place("again.xlsx")
                    run("questionnaire", "-o", first, *words, "--case", case)
                    code, made, report, said = taken(first)
                    t.equal(code, 0, "a questionnaire is taken in: " + label, said)
                    if code:
                        continue
                    t.equal(report["source"]["kind"], "questionnaire", "it is known as one: " + label)
                    run("questionnaire", "-o", again, *words, "--case", program.place("taken.json"))
                    with open(first, "rb") as a, open(again, "rb") as b:
                        t.check(a.read() == b.read(), "import and questionnaire give the same file: " + label)


# ---- every field of one value, at random ----

def one_values(node, path=""):
    """(path, schema) of the fields of one value; lists and maps are none."""
    for key, x in node["properties"].items():
        if x.get("type") == "object" and "properties" in x:
            yield from one_values(x, path + key + ".")
        elif x.get("type") != "array" and x.get("type") != "object" and "anyOf" not in x:
            yield path + key, x


def at_random(r, x):
    kind = x.get("type")
    if "enum" in x:
        return r.choice(x["enum"])
    if kind == "integer":
        low, high = x.get("minimum", 0), x["maximum"]
        return r.randint(low, min(high, low + r.choice((1, 9, 300, 40000000))))
    if kind == ["boolean", "null"]:
        return r.random() < 0.5
    if "x-maximum" in x:
        low, high = float(x["x-minimum"]), float(x["x-maximum"])
        value = "%.*f" % (r.choice((0, 2)), low + (min(high, low + 900) - low) * r.random())
        return value.rstrip("0").rstrip(".") if "." in value else value
    if x.get("format") == "date":
        return "20%02d-%02d-%02d" % (r.randint(20, 26), r.randint(1, 12), r.randint(1, 28))
    if x.get("pattern", "").startswith("^[0-9]{4}-[0-9]{2}"):
        return "2027-%02d" % r.randint(1, 12)
    if "pattern" in x:
        return "id-%d" % r.randint(1, 999)
    return "".join(r.choice("一二三漢字かなabcXYZ 0129、。・") for _ in range(r.randint(1, min(20, x["maxLength"])))).strip() or "x"


def put(into, path, value):
    *above, last = path.split(".")
    for key in above:
        into = into.setdefault(key, {})
    into[last] = value


def random_case(r, schema):
    case = {"hoshiwari_case": 1, "case_id": "random", "target_level": 4, "supplier": {"size": {"users": 20}}, "buyers": [],
            "gap": {"catalog": CATALOG["version"], "answers": {c: r.choice(("met", "unmet", "partial")) for c in criteria(4)}}}
    firm = [f for f in one_values(schema) if not f[0].startswith(("sharing.overheads", "hoshiwari_case", "case_id", "target_level"))]
    for path, x in firm:
        if r.random() < 0.7:
            put(case, path, at_random(r, x))
    of_buyers = list(one_values(schema["properties"]["buyers"]["items"]))
    for i in range(r.randint(1, 3)):
        buyer = {"id": "B%d" % i}
        for path, x in of_buyers:
            if path not in ("id", "request.designated_product") and r.random() < 0.6:
                put(buyer, path, at_random(r, x))
        kinds = schema["properties"]["buyers"]["items"]["properties"]["transactions"]["items"]["properties"]
        for kind in r.sample(kinds["type"]["enum"], r.randint(0, 3)):
            buyer.setdefault("transactions", []).append(
                dict({k: at_random(r, x) for k, x in kinds.items() if k != "type" and r.random() < 0.6}, type=kind))
        # A key that needs no figures of the whole business, which at random do not fit.
        case["buyers"].append(dict(buyer, custom_share="0.%d" % r.randint(1, 3)))
    case.setdefault("sharing", {}).update(key="custom", key_reason="按分の理由")
    for i in range(r.randint(0, 3)):
        case.setdefault("funding", []).append({"name": "補助金%d" % i, "yen": r.randint(1, 900000), "kind": r.choice(("subsidy", "buyer", "other")),
                                               "status": r.choice(("planned", "applied", "granted", "paid")), "years": r.randint(1, 3),
                                               "lines": r.choice(("all", "direct", "indirect"))})
    return case


def without(case, said):
    """The same without the fields that the program refuses beside others; None when it names none."""
    found = False
    for path in re.findall(r"case\.json: ([A-Za-z_][A-Za-z0-9_.\[\]]*)", said):
        keys = re.findall(r"[A-Za-z_0-9]+", path)
        at = case
        for key in keys[:-1]:
            at = (at[int(key)] if isinstance(at, list) and int(key) < len(at) else at.get(key, {}) if isinstance(at, dict) else {})
        if isinstance(at, dict) and at.pop(keys[-1], None) is not None:
            found = True
    return found


def differences(was, now, path=""):
    if isinstance(was, dict):
        # What an empty field means need not be stated.
        silent = {"sharing.key": "sales", "sharing.basis": "mean", "range.distribution": "pert"}
        for key in was:
            here = path + "." + key if path else key
            if key not in (now if isinstance(now, dict) else {}):
                if isinstance(was[key], dict):
                    yield from differences(was[key], {}, here)
                elif was[key] != [] and silent.get(here) != was[key]:
                    yield here
            else:
                yield from differences(was[key], now[key], here)
    elif isinstance(was, list):
        if not isinstance(now, list) or len(was) != len(now):
            yield path
        else:
            for i, (a, b) in enumerate(zip(was, now)):
                yield from differences(a, b, "%s[%d]" % (path, i))
    elif was != now and not (isinstance(was, str) and isinstance(now, str) and re.fullmatch(r"[0-9.]+", was) and re.fullmatch(r"[0-9.]+", now)
                             and float(was) == float(now)):
        yield "%s: %r, %r" % (path, was, now)


def whatever_a_case_holds_comes_back(t):
    with open(os.path.join(ROOT, "data", "case.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    r, taken_in = random.Random(20261130), 0
    for i in range(12):
        case, path = random_case(r, schema), program.place("case.json")
        lang = ("ja", "en")[i % 2]
        for _ in range(30):
            with open(path, "w", encoding="utf-8") as file:
                json.dump(case, file, ensure_ascii=False)
            book = program.place("random.xlsx")
            done = run("questionnaire", "-o", book, "--level", "4", "--lang", lang, "--case", path)
            if done.returncode == 0 or not without(case, done.stderr.decode()):
                break
        if not t.equal(done.returncode, 0, "a random case is asked about: %d" % i, done.stderr.decode()):
            continue
        code, made, report, said = taken(book)
        t.equal(code, 0, "and taken in again: %d %s" % (i, lang), said)
        if code == 0:
            lost = list(differences(case, made))
            taken_in += 1
            t.check(not lost, "a case comes back as it went: %d %s" % (i, lang), *lost[:8])
    t.check(taken_in >= 10, "most random cases are usable", taken_in)


def moved_rows_and_columns_are_found_by_their_marks(t):
    gap = [("4-1-3-2", "一部対応", None, "½", "証跡A"), ("1-2-1-1", "対応済み", "備考１"), ("4-1-1-1", "回答を控える"),
           ("6-1-1-1", "一部対応", None, 0.4), ("3-1-1-1", "該当なし"), ("7-1-1-1", "")]
    code, case, report, said = taken(form(
        fields=[("supplier.size.servers", "５台"), ("supplier.size.users", 42), ("supplier.employees_as_of", "令和8年10月1日"),
                ("supplier.annual_sales_yen", "820,000,000円"), ("supplier.capital_yen", "3千万円"), ("supplier.annual_cost_yen", "45兆円"),
                ("supplier.facts.remote_work", "はい"),
                ("supplier.facts.has_smart_devices", "いいえ"), ("supplier.labour_yen_per_day.it", 30000.0),
                ("supplier.is_individual", "いいえ"), ("letter.due", "来週")],
        gap=gap,
        buyers=[{"row": 2, "id": "Z", "name": "第二", "requested_level": 4, "annual_purchases_yen": 1000000,
                 "request.made_on": "R8.9.1", "level_questions.outage": "はい"},
                {"row": 1, "id": "A", "name": "=1+1", "requested_level": 3, "annual_purchases_yen": 2000000}],
        items=[{"row": 1, "buyer": "Z", "code": "P-1", "unit_price_yen": 12.5, "units_per_year": 100}],
        quotes=[{"row": "edr_license", "likely_yen": 800, "from": "商社", "date": "2026/10/30", "document": "Q-1"}]))
    t.equal(code, 0, "a form with everything moved is read", said)
    s = case["supplier"]
    t.equal(s["size"], {"servers": 5, "users": 42}, "numbers with units and full-width digits")
    t.equal(s["employees_as_of"], "2026-10-01", "a date of the Japanese calendar")
    t.equal((s["annual_sales_yen"], s["is_individual"]), (820000000, False), "yen with separators, yes and no")
    t.equal((s["capital_yen"], s["annual_cost_yen"]), (30000000, 45000000000000), "yen with the words people use")
    t.equal(s["facts"], {"remote_work": True, "has_smart_devices": False}, "company facts")
    t.equal(s["labour_yen_per_day"], {"it": 30000}, "labour rates")
    t.equal([b["id"] for b in case["buyers"]], ["Z", "A"], "buyers in the order of the rows")
    t.equal(case["buyers"][0]["request"]["made_on"], "2026-09-01", "R8.9.1")
    t.equal(case["buyers"][1]["name"], "=1+1", "text that looks like a formula stays text")
    t.equal(case["buyers"][0]["items"], [{"code": "P-1", "unit_price_yen": "12.5", "units_per_year": 100}], "items of their buyer")
    t.equal(case["plan"]["quotes"], [{"price": "edr_license", "likely_yen": 800, "from": "商社", "date": "2026-10-30",
                                      "document": "Q-1", "low_yen": 800, "high_yen": 800}], "one figure is a quotation")
    t.equal(case["gap"]["answers"], {
        "4-1-3-2": {"status": "partial", "remaining": 0.5, "evidence": "証跡A"}, "1-2-1-1": {"status": "met", "note": "備考１"},
        "4-1-1-1": "withheld", "6-1-1-1": {"status": "partial", "remaining": 0.4}, "3-1-1-1": "not_applicable"}, "answers")
    t.equal(run("estimate", program.place("taken.json")).returncode, 0, "the case made is one estimate reads")
    t.check({"kind": "inapplicable_without_condition", "criterion": "3-1-1-1", "base": None} in report["contradictions"],
            "not applicable without a condition is listed", report["contradictions"])
    t.check("4-1-1-1" not in [q["criterion"] for q in report["questions"]], "withheld answers are never chased")


def cells_that_cannot_be_read_are_named(t):
    bad = [("supplier.size.users", "many"), ("supplier.size.servers", 2.5), ("supplier.employees_as_of", "2026-13-01"),
           ("supplier.employees_as_of", "昨年"), ("supplier.is_individual", "たぶん"), ("supplier.annual_sales_yen", "約3億"),
           ("supplier.size.sites", "1,2"), ("supplier.capital_yen", "12,34")]
    code, case, _, said = taken(form(fields=bad))
    t.equal((code, case), (1, None), "nothing is written")
    for i in range(len(bad)):
        t.check("[HW-613]" in said and "会社!D%d" % (i + 3) in said, "fault at its cell: %s" % (bad[i],), said)
    code, case, _, said = taken(form(gap=[("1-2-1-1", "たぶん対応済み")], fields=bad[:2]))
    t.check(code == 1 and case is None and "[HW-602]" in said and "会社!D3" in said and "会社!D4" in said and "taken.json" not in said,
            "answers and facts that cannot be read are told in one run, of the file that was filled", said)
    code, case, _, said = taken(form(fields=[("supplier.size.users", 12), ("supplier.size.servers", "？"), ("supplier.is_individual", "分からない"),
                                             ("discount_rate", "2%")]))
    t.check(code == 0 and "servers" not in case["supplier"].get("size", {}) and "is_individual" not in case["supplier"] and
            case["discount_rate"] == "0.02", "what is not known is left open, a percentage is read", case or said)
    answer = [("1-2-1-1", "対応済み")]
    for label, more, want in (
            ("a newer format", {"meta": [("hoshiwari_questionnaire", "2")]}, "HW-611"),
            ("another catalogue", {"meta": [("catalog", "2027-04-01")]}, "HW-611"),
            ("a buyer without id", {"buyers": [{"row": 1, "name": "名無し"}]}, "HW-206"),
            ("an item of nobody", {"items": [{"row": 1, "buyer": "X", "code": "p"}]}, "HW-316"),
            ("a mark beside another id", {"marks": {"1-2-1-1": "1-2-1-2"}}, "HW-612")):
        code, case, _, said = taken(form(gap=answer, **more))
        t.check(code == 1 and case is None and want in said, label, said)


# ---- sheets of others ----

def official_sheet_in_three_styles(t):
    ids = criteria(4)
    marks = {"met": "〇", "partial": "△", "unmet": "✖", "not_applicable": "－"}
    plan = {k: list(marks)[i % 4] for i, k in enumerate(ids) if i % 5}
    styles = [
        (["自己評価", "理由", "根拠および実施する事", "補足情報"], lambda s: [marks[s], "理由文", "台帳", None]),
        (["評価結果", "備考"], lambda s: [{"met": "達成", "partial": "一部達成", "unmet": "未達成", "not_applicable": "該当なし"}[s], None]),
        (["回答(全て必須)", "調達先コメント"], lambda s: [{"met": "はい", "partial": "一部対応", "unmet": "いいえ", "not_applicable": "対象外"}[s], "コメント"]),
    ]
    for head, style in styles:
        code, case, report, said = taken(official({k: style(s) for k, s in plan.items()}, head=head))
        t.equal(code, 0, "the official sheet with " + head[0], said)
        got = {k: v if isinstance(v, str) else v["status"] for k, v in case["gap"]["answers"].items()}
        t.equal(got, plan, "its answers, and nothing from ○ under ★3 and ★4: " + head[0])
        t.equal(report["counts"][0]["unanswered"], len(ids) - len(plan), "blanks are unanswered: " + head[0])
        t.equal(case["target_level"], 4, "level from the answers: " + head[0])
        t.equal(sum(n["kind"] == "partial_without_share" for n in report["notes"]),
                sum(s == "partial" for s in plan.values()), "△ is listed for confirmation: " + head[0])
        t.check(report["missing"], "company facts are missing, and that is no fault: " + head[0])
    code, case, _, said = taken(official({}, head=["参照文献"]))
    t.check(code == 1 and case is None and "HW-601" in said, "circles of applicability alone are no answers", said)
    code, case, _, said = taken(official({"1-2-1-1": ["たぶん"], "1-2-1-2": ["○（来年）"]}))
    t.check(code == 1 and said.count("HW-602") == 2 and "O9" in said or "O" in said, "unknown words are named with cell", said)


def drafts_are_carried_over_as_far_as_they_mean_the_same(t):
    draft = CATALOG["draft"]
    rows = ["評価基準No.,評価結果"] + ["%s,達成" % k for k in criteria(4) if k not in draft["final_only"]]
    rows += ["%s,未達成" % k for k in draft["only"]]
    path = program.write("\n".join(rows), "draft.csv")
    code, case, report, said = taken(path)
    t.equal(code, 0, "a draft of December 2025 is taken in", said)
    t.check(report["source"]["draft"], "and known as one")
    got = set(case["gap"]["answers"])
    t.equal(got, set(criteria(4)) - set(draft["changed"]) - set(draft["final_only"]), "only ids that mean the same")
    t.equal(sorted(n["criterion"] for n in report["notes"] if n["kind"] == "draft_changed"), sorted(draft["changed"]),
            "the sixteen re-used ids are listed")
    t.equal(sum(n["kind"] == "draft_only" for n in report["notes"]), len(draft["only"]), "and the ids that are gone")
    t.equal(taken(path, "--strict")[0], 1, "--strict takes no draft")
    object_ = {"answers": {k: "met" for k in draft["only"] + draft["changed"] + ["1-2-1-1"]}}
    code, case, report, said = taken(program.write(object_, "draft.json"))
    t.equal((code, sorted(case["gap"]["answers"])), (0, ["1-2-1-1"]), "a draft as JSON too", said)
    case = make_case(gap={"file": "draft.csv"})
    t.check(b"HW-608" in run("estimate", program.write(case)).stderr, "estimate itself goes on refusing a draft")
    rows = ["評価基準No.,★3/★4,自己評価"] + ["1-%d-%d-%d,★%d,○" % (i // 50 + 1, i // 10 % 5 + 1, i % 10 + 1, 3 if i < 78 else 4)
                                          for i in range(152)]
    code, case, _, said = taken(program.write("\n".join(rows), "interim.csv"))
    t.check(code == 1 and case is None and "HW-610" in said, "the interim report of April 2025 is named as such", said)


def csv_is_read_in_both_encodings(t):
    text = "No.,自己評価,備考\n１－２－１－１,対応済み,①\n1‐2‐1‐2,△,\n1-2-1-3,×,髙橋\n"
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp932", "CP932")):
        code, case, report, said = taken(program.write(text.encode(encoding, errors="replace"), "a.csv"))
        t.equal(code, 0, "csv in " + name, said)
        t.equal(report["source"]["encoding"], name, "the encoding is reported: " + name)
        t.equal({k: v if isinstance(v, str) else v["status"] for k, v in case["gap"]["answers"].items()},
                {"1-2-1-1": "met", "1-2-1-2": "partial", "1-2-1-3": "unmet"}, "ids and words in " + name)
    code, case, _, said = taken(program.write("No.,自己評価\n1-2-1-1,○\n1-2-1-1,×\n", "twice.csv"))
    t.check(code == 1 and "HW-603" in said, "the same criterion with differing answers", said)


# ---- the case that is there already ----

def existing_case_keeps_what_the_file_does_not_hold(t):
    old = make_case(title="残す", range={"seed": 7}, sharing={"key": "sales"})
    old["gap"] = {"file": "gone.csv"}
    path = program.write(old, "kept.json")
    code, case, report, said = taken(program.write("No.,自己評価\n1-2-1-1,○\n", "one.csv"), out="kept.json", fresh=False)
    t.equal(code, 0, "import into a case", said)
    t.equal({k: v for k, v in case.items() if k != "gap"}, {k: v for k, v in old.items() if k != "gap"}, "all the rest stays")
    t.equal(case["gap"], {"catalog": CATALOG["version"], "answers": {"1-2-1-1": "met"}}, "the gap is new")
    t.check(report["kept_existing"], "and that is said")
    t.equal(report["unread_gap_file"], "gone.csv", "a gap file that cannot be read is told")
    t.equal([q["horizon_yen"] for q in report["questions"]],
            sorted((q["horizon_yen"] for q in report["questions"]), reverse=True), "dearest questions first")
    code, case, _, said = taken(form(fields=[("supplier.size.users", 50)], buyers=[{"row": 1, "id": "A", "capital_yen": 5}],
                                     gap=[("1-2-1-1", "未対応")]), out="kept.json", fresh=False)
    t.equal((code, case["supplier"]["size"]["users"], case["buyers"][0]["capital_yen"], case["buyers"][0]["name"]),
            (0, 50, 5, old["buyers"][0]["name"]), "a questionnaire sets what it states and leaves the rest", said)
    before = open(path, "rb").read()
    for label, file, more in (("strict", program.write("No.,自己評価\n1-2-1-1,△\n", "s.csv"), ["--strict"]),
                              ("an unknown word", program.write("No.,自己評価\n1-2-1-1,たぶん\n", "u.csv"), []),
                              ("a bad cell", form(fields=[("supplier.size.users", -3)], gap=[("1-2-1-1", "未対応")]), [])):
        code, _, _, said = taken(file, *more, out="kept.json", fresh=False)
        t.equal(code, 1, label + " is refused", said)
        t.check(open(path, "rb").read() == before, label + " leaves the old file as it was")
    t.equal(run("import", path, "-o", path).returncode, 2, "a file is not written over itself")
    code, _, _, said = taken(program.write("No.,自己評価\n1-2-1-1,○\n", "one.csv"), out=os.path.basename(
        program.write('{"other": 1}', "foreign.json")), fresh=False)
    t.check(code == 1 and "HW-206" in said, "what is no case is not written over", said)


def a_case_made_by_an_import_can_be_logged(t):
    """Questionnaire, import, log: no file is edited by hand between them."""
    sheet, case = program.place("blank.xlsx"), program.place("mycase.json")
    t.equal(run("questionnaire", "--level", "3", "-o", sheet).returncode, 0, "a blank questionnaire")
    done = run("import", form(fields=[("supplier.name", "試験精密"), ("supplier.size.users", 12)], buyers=[{"row": 1, "id": "A", "name": "乙"}], gap=[("1-2-1-1", "未対応")]), "-o", case)
    t.equal((done.returncode, read(case).get("case_id")), (0, "mycase"), "a case that is made has its id by the rule of new", done.stderr.decode())
    done = run("log", case, "add", "--kind", "request", "--date", "2026-10-01", "--party", "A", "--words", "x", "--db", program.place("made.db"))
    t.equal(done.returncode, 0, "and the log takes it", done.stderr.decode())
    done = run("import", sheet, "-o", program.place("乙.json"))
    t.check(done.returncode == 0 and re.fullmatch("case-[0-9a-f]{8}", read(program.place("乙.json")).get("case_id", "")), "as new calls it", done.stderr.decode())
    old = make_case(case_id="mine")
    program.write(old, "has.json")
    run("import", sheet, "-o", program.place("has.json"))
    t.equal(read(program.place("has.json")).get("case_id"), "mine", "an id that is there stays")


def answers_the_file_leaves_blank_stay(t):
    old = make_case(gap={"answers": {
        "1-2-1-1": "unmet", "1-2-1-2": {"status": "partial", "remaining": 0.25, "note": "途中", "evidence": "台帳"},
        "4-1-3-2": {"status": "unmet", "note": "認証なし"}}})
    program.write(old, "kept.json")
    sheet = "評価基準No.,自己評価,備考\n1-2-1-1,○,\n1-2-1-2,△,半分\n1-2-1-3,,あとで\n4-1-3-2,,\n"
    code, case, report, said = taken(program.write(sheet, "some.csv"), out="kept.json", fresh=False)
    t.equal(code, 0, "a sheet of three answers is taken into a case of three", said)
    t.equal(case["gap"]["answers"], {
        "1-2-1-1": "met", "1-2-1-2": {"status": "partial", "remaining": 0.25, "note": "半分", "evidence": "台帳"},
        "1-2-1-3": {"status": "unanswered", "note": "あとで"}, "4-1-3-2": {"status": "unmet", "note": "認証なし"}},
        "what is blank stays, with share, note and evidence")
    t.equal(report["kept_answers"], 1, "and what stays is counted", report)
    t.equal([(c["path"], c["before"], c["after"]) for c in report["changes"]],
            [("gap.answers.1-2-1-1", "unmet", "met"), ("gap.answers.1-2-1-2.note", "途中", "半分"),
             ("gap.answers.1-2-1-3.note", None, "あとで")], "what was replaced is told with both values")
    before = read(program.place("kept.json"))
    code, case, report, said = taken(program.write("評価基準No.,自己評価\n1-2-1-1,\n1-2-1-2,\n", "blank.csv"),
                                     out="kept.json", fresh=False)
    t.equal((code, case, report["changes"], report["kept_answers"]), (0, before, [], 3), "an empty sheet empties nothing", said)
    t.equal([c["met"] + c["partial"] + c["unmet"] for c in report["counts"]][0], 3, "the counts are those of the case")
    program.write("No.,自己評価\n1-2-1-1,×\n1-2-1-2,○\n", "own.csv")
    program.write(make_case(gap={"file": "own.csv"}), "kept.json")
    code, case, report, said = taken(program.write("No.,自己評価\n1-2-1-2,×\n", "one.csv"), out="kept.json", fresh=False)
    t.equal(case and case["gap"].get("answers"), {"1-2-1-1": "unmet", "1-2-1-2": "unmet"}, "answers of the case's own gap file stay", said)
    t.equal([(c["path"], c["before"]) for c in report["changes"]], [("gap.file", "own.csv"), ("gap.answers.1-2-1-2", "met")],
            "and what was replaced in them is told")


def facts_excuse_as_in_an_estimate(t):
    facts = {c["id"]: c["applies_if"] for r in CATALOG["rows"] for c in r["criteria"] if c.get("applies_if") and c["level"] == 3}
    some, fact = sorted(facts.items())[0]
    ids = sorted(k for k, f in facts.items() if f == fact)
    for size in ({}, {"users": 20}):
        fields = [("supplier.facts." + fact, "いいえ")] + [("supplier.size." + k, v) for k, v in size.items()]
        code, case, report, said = taken(form(fields=fields, gap=[("1-2-1-1", "未対応")], meta=[("level", "3")]))
        t.equal(report["counts"][0]["not_applicable"], len(ids), "what いいえ excused counts as not applicable", said, some)
        t.check(not set(ids) & {q["criterion"] for q in report["questions"]}, "and is not asked")
    gap = json.loads(run("estimate", program.place("taken.json"), "--json").stdout)["gap"]
    t.equal({k: report["counts"][0][k] for k in ("met", "partial", "unmet", "not_applicable", "unanswered")},
            {k: gap[k] for k in ("met", "partial", "unmet", "not_applicable", "unanswered")}, "the counts are those of estimate")


# ---- marks that were lost ----

def without_column_a(path, name):
    """The workbook as a person leaves it who deleted its hidden first column."""
    def back(match):
        column, row = match.group(2), match.group(3)
        number = 0
        for ch in column:
            number = number * 26 + ord(ch) - 64
        return match.group(1) + letter(number - 2) + row + match.group(4)
    out = program.place(name)
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as b:
        sheets = [n for n in a.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]
        hidden = max(sheets, key=lambda n: int(re.sub(r"\D", "", n)))
        for part in a.namelist():
            data = a.read(part)
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part) and part != hidden:
                text = data.decode()
                text = re.sub(r'<c r="A\d+"[^>]*?(/>|>.*?</c>)', "", text)
                text = re.sub(r'(<c r=")([A-Z]+)(\d+)(")', back, text)
                text = re.sub(r"<mergeCells.*?</mergeCells>", "", text)
                data = text.encode()
            b.writestr(part, data)
    return out


def a_questionnaire_without_its_hidden_column(t):
    for lang in ("ja", "en"):
        whole = program.place("whole.xlsx")
        run("questionnaire", "-o", whole, "--lang", lang, "--level", "4", "--case", EXAMPLES[0], "--force")
        _, want, _, _ = taken(whole, out="whole.json")
        lost = without_column_a(whole, "lost.xlsx")
        code, case, report, said = taken(lost)
        if code == 0:
            for key in ("supplier", "buyers", "gap", "plan"):
                t.equal(case.get(key), want.get(key), "%s is read without row marks, %s" % (key, lang))
        t.equal(code, 0, "a questionnaire that lost its first column is recognised: " + lang, said)
    facts = [[None, "hw:col:value"], ["項目", "記入欄"], ["利用者", 42]]
    book = workbook("old.xlsx", {"会社": facts, "評価": [["評価基準No.", "回答"], ["1-2-1-1", "未対応"]],
                                 "印": [["hw:table:meta", "hw:col:value"], ["hw:row:hoshiwari_questionnaire", "1"],
                                        ["hw:row:catalog", CATALOG["version"]], ["hw:row:level", "3"]]}, hidden=("印",))
    code, case, _, said = taken(book)
    t.check(code == 1 and case is None and "HW-615" in said and "会社" in said, "one that nothing tells is refused clearly", said)
    book = workbook("nometa.xlsx", {"会社": [["hw:table:fields", "hw:col:value"], ["hw:row:supplier.size.users", 42]],
                                    "評価": [["評価基準No.", "回答"], ["1-2-1-1", "未対応"]]})
    code, case, report, said = taken(book)
    t.equal((code, case and case["supplier"]["size"], report and report["source"]["kind"]), (0, {"users": 42}, "questionnaire"),
            "without its hidden sheet it is still read by its marks", said)


def nothing_filled_is_overwritten(t):
    def saved(path):
        """As a spreadsheet program saves it: the same parts, packed anew."""
        with zipfile.ZipFile(path) as z:
            parts = [(n, z.read(n)) for n in z.namelist()]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for part, data in parts:
                z.writestr(part, data)
    jobs = [("questionnaire", ["questionnaire", "--level", "3"], "f.xlsx"),
            ("worksheet", ["worksheet", EXAMPLES[1], "--trials", "0"], "f.xlsx"),
            ("letter", ["letter", EXAMPLES[0], "--buyer", "A"], "f.docx")]
    for label, words, name in jobs:
        path = program.place(name)
        if os.path.exists(path):
            os.remove(path)
        t.equal(run(*words, "-o", path).returncode, 0, label + " writes")
        t.equal(run(*words, "-o", path).returncode, 0, label + " replaces what it wrote itself")
        saved(path)
        with open(path, "rb") as file:
            before = file.read()
        done = run(*words, "-o", path)
        with open(path, "rb") as file:
            kept = file.read() == before
        t.check(done.returncode == 3 and b"HW-108" in done.stderr and kept, label + " refuses one that was saved", done.stderr)
        t.equal(run(*words, "-o", path, "--force").returncode, 0, label + " --force")
    path = program.write("id,name\n1,x\n", "list.csv")
    for label, words in (("--template", ["portfolio", "--template", path]), ("--generate", ["portfolio", "--generate", "5", "-o", path]),
                         ("--audit", ["catalog", "--audit", EXAMPLES[0], "-o", path])):
        done = run(*words)
        with open(path, encoding="utf-8") as file:
            kept = file.read() == "id,name\n1,x\n"
        t.check(done.returncode == 3 and b"HW-107" in done.stderr and kept, label + " leaves a list that is there", done.stderr)
    audit = program.place("audit.csv")
    t.equal([run("catalog", "--audit", EXAMPLES[0], "-o", audit).returncode for _ in range(2)], [0, 0], "the same audit twice is nothing new")


def the_right_verb_is_named(t):
    run("questionnaire", "-o", program.place("q.xlsx"), "--level", "3", "--force")
    case = program.write(make_case(), "a.json")
    for words, want in ((["estimate", program.place("q.xlsx")], b"hoshiwari import"), (["worksheet", program.place("q.xlsx"), "-o", program.place("o.xlsx")], b"hoshiwari import"),
                        (["import", case], b"hoshiwari estimate"), (["share", case], b"hoshiwari estimate"),
                        (["simulate", program.write({"hoshiwari_game": 1}, "g.json")], b"hoshiwari share"),
                        (["estimate", program.write("a,b\n1,2\n", "a.csv")], b"hoshiwari import")):
        done = run(*words)
        t.check(done.returncode == 1 and b"HW-109" in done.stderr and want in done.stderr, "the right verb for " + words[0], done.stderr)
    done = program.run("estimate", program.place("q.xlsx"), "--lang", "ja", env=ENGLISH)
    t.check("この命令で読む".encode() in done.stderr, "errors follow --lang", done.stderr)


# ---- the own workbook ----

def inputs_of(path):
    """{path of a field: (sheet, cell, written)} of the hidden sheet, and the cells that do not come back."""
    rows = {}
    for (row, column), cell in next(s for s in Workbook(path).sheets if s.name == "hoshiwari").cells.items():
        rows.setdefault(row, {})[column] = cell.text
    listed = [(r.get(1, "")[7:], r.get(2), r.get(3), r.get(4) or "") for k, r in rows.items() if k > 1]
    return {p: at for p, *at in listed if p}, [at for p, *at in listed if not p and at[2]]


def what_is_typed_into_the_own_workbook_comes_back(t):
    case = read(EXAMPLES[0])
    program.write(case, "own.json")
    path, typed = program.place("own.xlsx"), None
    t.equal(run("worksheet", program.place("own.json"), "-o", path, "--trials", "0", "--force").returncode, 0, "an own workbook")
    code, same, report, said = taken(path, out="own.json", fresh=False)
    t.equal((code, same, report and report["changes"], report and report["typed"]), (0, case, [], []), "nothing typed, nothing changes", said)
    at, silent = inputs_of(path)
    values = {"supplier.size.servers": 7, "sharing.supplier_part": 0.1, "buyers[A].items[P-100].units_per_year": 130000,
              "buyers[A].items[P-100].unit_price_yen": 1300.5, "supplier.labour_yen_per_day.it": 31000,
              "buyers[A].negotiation.own_target": 0.7, "plan.quotes[security_key].likely_yen": 6500,
              "record.party": "あさなぎ重機", "record.0": "2026/11/20", "record.6": "検討して返事をする"}
    cells = {}
    for field, value in values.items():
        cells.setdefault(at[field][0], {})[at[field][1]] = value
    cells.setdefault(silent[0][0], {})[silent[0][1]] = 77
    typed = typed_into(path, program.place("typed.xlsx"), cells)
    talk = program.place("talk.json")
    code, got, report, said = taken(typed, "--talks", talk, out="own.json", fresh=False)
    t.equal(code, 0, "a workbook that was typed into is taken in", said)
    if code:
        return
    item = next(i for i in got["buyers"][0]["items"] if i["code"] == "P-100")
    quote = next(q for q in got["plan"]["quotes"] if q.get("price") == "security_key")
    t.equal((got["supplier"]["size"]["servers"], float(got["sharing"]["supplier_part"]), item["units_per_year"], float(item["unit_price_yen"]),
             got["supplier"]["labour_yen_per_day"]["it"], float(got["buyers"][0]["negotiation"]["own_target"]), quote["likely_yen"]),
            (7, 0.1, 130000, 1300.5, 31000, 0.7, 6500), "prices, quantities, shares, items and targets come back")
    told = {c["path"] for c in report["changes"]}
    t.check(all(p in told for p in values if not p.startswith("record.")), "each change is told", told)
    t.check([x["cell"] for x in report["typed"] if x["path"] is None] == ["%s!%s" % tuple(silent[0][:2])],
            "a cell that does not come back is named", report["typed"])
    entry = read(talk)["entries"][0]
    t.check((entry["kind"], entry["date"], entry["party"]) == ("meeting", "2026-11-20", "A") and "検討して返事をする" in entry["words"],
            "the record of the talk becomes an entry", entry)
    day, timed = at["record.0"], program.place("timed.json")
    for typed_day, date in (("令和8年12月3日 10時", "2026-12-03"), ("2026/12/3（木）10:00〜11:00", "2026-12-03"), ("来週の火曜", None)):
        cells[day[0]][day[1]] = typed_day
        if os.path.exists(timed):
            os.remove(timed)
        code, _, _, said = taken(typed_into(path, program.place("timed.xlsx"), cells), "--talks", timed, out="own.json", fresh=False)
        if date:
            x = read(timed)["entries"][0] if code == 0 else {}
            t.check(x.get("date") == date and typed_day in x["words"], "a day with its time, which is kept: " + typed_day, x or said)
        else:
            t.check(code == 1 and "!" + day[1] in said, "no day: its cell is named", said)
    done = run("log", program.place("own.json"), "add", talk, "--db", program.place("talks.db"))
    t.equal(done.returncode, 0, "and the log takes it", done.stderr.decode())
    t.equal(run("estimate", program.place("own.json")).returncode, 0, "the case is one estimate reads")
    t.equal(taken(typed, out="none.json")[0], 2, "a workbook alone makes no case")
    other = dict(case, case_id="another")
    program.write(other, "other.json")
    code, _, _, said = taken(typed, out="other.json", fresh=False)
    t.check(code == 1 and "HW-312" in said, "nor does it go into another case", said)
    bad = typed_into(path, program.place("bad.xlsx"), {at["supplier.size.servers"][0]: {at["supplier.size.servers"][1]: "たくさん"}})
    code, _, _, said = taken(bad, out="own.json", fresh=False)
    t.check(code == 1 and "HW-613" in said and at["supplier.size.servers"][1] in said, "what fits no field is named with its cell", said)


def what_is_quoted_is_told_of_the_customer_at_hand(t):
    """The talk's sixth question: the share that the customer's own file tells, not the firm's."""
    case = read(EXAMPLES[0])
    own, file = program.place("quoted.xlsx"), program.place("quoted_for.xlsx")
    for quotes in (read(EXAMPLES[0])["plan"].get("quotes", []), [dict(q, document="Q-1", **{"from": "商社", "date": "2026-10-01"}) for q in read(EXAMPLES[0])["plan"].get("quotes", [])]):
        case["plan"]["quotes"] = quotes
        path = program.write(case, "quoted.json")
        run("worksheet", path, "-o", own, "--force", "--trials", "0")
        run("worksheet", path, "--view", "for:" + case["buyers"][0]["id"], "-o", file, "--force")
        sheet = next(s for s in Workbook(own).sheets if s.name == "交渉計画と想定問答")
        row = next(r for (r, c), x in sheet.cells.items() if x.text == "原価の明細を全部出してほしい")
        said = float(next(x.text for (r, c), x in sorted(sheet.cells.items(), reverse=True) if r == row and x.formula))
        book = Workbook(file)
        place_of = next(text for name, _, text, _ in book.names if name == "quoted_share")
        name, ref = place_of.lstrip("=").replace("'", "").split("!")
        told = float(next(s for s in book.sheets if s.name == name).cells[place(ref)].text)
        t.check(abs(said - told) < 1e-6, "what is quoted, as the customer's own file says it", said, told)
        row = next(r for (r, c), x in sheet.cells.items() if x.text == "御社のための対策でしょう")
        left = float(next(x.text for (r, c), x in sorted(sheet.cells.items(), reverse=True) if r == row and x.formula))
        parties = json.loads(run("estimate", path, "--json").stdout)["sharing"]["parties"]
        mine = next(x for x in parties if x["id"] == case["buyers"][0]["id"])["annual_yen"]
        rest = sum(x["annual_yen"] for x in parties) - mine
        t.check(rest <= left < rest + 12 * 1000 + 1, "what others and the firm bear, other askers too", left, rest)


def free_cell(sheet, past):
    """A cell of the sheet that holds nothing, below a row."""
    row = next(r for r in range(past, past + 200) if not any((r, c) in sheet.cells for c in range(1, 12)))
    return "B%d" % row


def some_cell(sheet, wanted, but=()):
    return next(address(*at) for at, x in sorted(sheet.cells.items()) if wanted(x) and address(*at) not in but)


def what_is_typed_where_nothing_is_read_is_told(t):
    """Whatever the sheet: over a formula, a text, a number, into an empty cell, on a sheet of one's own."""
    program.write(read(EXAMPLES[0]), "over.json")
    case, path = program.place("over.json"), program.place("over.xlsx")
    run("worksheet", case, "-o", path, "--force")
    sheets = [s for s in Workbook(path).sheets if s.name != "hoshiwari"]
    cells, wanted = {}, {}
    for sheet in sheets:
        inputs = {c for s, c, _ in inputs_of(path)[1] if s == sheet.name} | {c for s, c, _ in inputs_of(path)[0].values() if s == sheet.name}
        typed = [("added", free_cell(sheet, 3), "ここに書いた")]
        typed.append(("changed", some_cell(sheet, lambda x: x.formula is None and x.text and x.kind == "s", inputs), "書き換えた"))
        if any(x.formula for x in sheet.cells.values()):
            typed.append(("over_formula", some_cell(sheet, lambda x: x.formula, inputs), 123456))
        cells[sheet.name] = {ref: value for _, ref, value in typed}
        wanted.update({(sheet.name, ref): (kind, str(value)) for kind, ref, value in typed})
    code, got, report, said = taken(typed_into(path, program.place("over2.xlsx"), cells), out="over.json", fresh=False)
    told = {(x["sheet"], x["cell"]): (x["kind"], x["now"]) for x in report["not_read"]} if report else said
    t.equal(told, wanted, "everything typed where nothing is read is told, on all sheets")
    t.check(report and report["doubts"] >= len(wanted) and report["changes"] == [] and got == read(EXAMPLES[0]), "and counts as a doubt; nothing of it is in the case")
    words = program.run("import", program.place("over2.xlsx"), "-o", case, "--lang", "ja").stdout.decode()
    t.check("対策と費用" in words and "元は計算式" in words and "単価・工数" in words and "ここに書いた" in words, "in words, with where to enter it", words[-600:])
    for name, cells, kind in (("価格", {}, None), ("記録票", {}, None)):
        t.equal(taken(typed_into(path, program.place("over3.xlsx"), {name: cells}), out="over.json", fresh=False)[2]["not_read"], [], "nothing typed, nothing told")
    renamed = program.place("renamed.xlsx")
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED) as b:
        for part in a.namelist():
            b.writestr(part, a.read(part).decode().replace('name="記録票"', 'name="打合せ"') if part == "xl/workbook.xml" else a.read(part))
    _, _, report, said = taken(renamed, out="over.json", fresh=False)
    t.equal([(x["sheet"], x["kind"]) for x in report["not_read"]] if report else said, [("記録票", "sheet_gone"), ("打合せ", "sheet_added")], "a sheet renamed or added")


def questionnaires_and_received_files_tell_it_too(t):
    for edition in ("own", "survey"):
        for case in EXAMPLES[:2]:
            path = program.place("form2.xlsx")
            run("questionnaire", "-o", path, "--case", case, "--edition", edition, "--force")
            t.equal(taken(path)[2]["not_read"], [], "a %s as it was made tells nothing" % edition)
            sheets = {s.name: s for s in Workbook(path).sheets if s.name != "hoshiwari"}
            cells = {name: {free_cell(s, 5): "欄外の話"} for name, s in sheets.items()}
            _, _, report, said = taken(typed_into(path, program.place("form3.xlsx"), cells))
            t.equal({(x["sheet"], x["cell"], x["kind"]) for x in report["not_read"]} if report else said,
                    {(n, ref, "added") for n, x in cells.items() for ref in x}, "what was written beside the cells of a %s" % edition)
    path, typed = program.place("buyer.xlsx"), program.place("buyer2.xlsx")
    run("worksheet", EXAMPLES[0], "--view", "for:A", "-o", path, "--force")
    done = run("import", path)
    t.check(b"differ from what was written" not in done.stdout, "a buyer's file as it was sent", done.stdout)
    record = next(s for s in Workbook(path).sheets if s.name == "記録票")
    typed_into(path, typed, {"記録票": {free_cell(record, 3): "二割なら受ける"}, "価格": {"B4": 98}})
    said = json.loads(run("import", typed, "--json").stdout)
    t.equal({x["now"] for x in said["not_read"]}, {"二割なら受ける", "98"}, "what the other side wrote into it is told", said)


def rows_that_were_moved_are_no_typing(t):
    path, moved = program.place("rows.xlsx"), program.place("rows2.xlsx")
    run("questionnaire", "-o", path, "--level", "3", "--force")
    sheet = next(s for s in Workbook(path).sheets if s.name == "評価基準")
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(moved, "w", zipfile.ZIP_DEFLATED) as b:
        for part in a.namelist():
            data = a.read(part)
            if part == sheet.path: # a row goes in above row 12
                data = re.sub(r'(<row r="|<c r="[A-Z]+)(\d+)"', lambda m: '%s%d"' % (m[1], int(m[2]) + (int(m[2]) >= 12)), data.decode())
                data = data.replace('<row r="13"', '<row r="12"><c r="D12" t="inlineStr"><is><t>自分のメモ</t></is></c></row><row r="13"', 1).encode()
            b.writestr(part, data)
    _, _, report, said = taken(moved)
    t.equal([(x["kind"], x["now"]) for x in report["not_read"]] if report else said, [("rows_moved", ""), ("added", "自分のメモ")], "only what is new to the sheet")


def a_price_typed_is_an_assumption_until_somebody_quoted_it(t):
    """One cell of low, likely, high: the others stay, nothing is quoted without a name, a dearer price makes dearer."""
    case = read(EXAMPLES[0])
    path, typed = program.place("price.xlsx"), program.place("price_typed.xlsx")

    def round_of(**cells):
        program.write(case, "price.json")
        run("worksheet", program.place("price.json"), "-o", path, "--trials", "0", "--force")
        at, sheets = inputs_of(path)[0], {}
        for key, value in cells.items():
            sheet, cell, _ = at["plan.quotes[security_key].%s" % key]
            sheets.setdefault(sheet, {})[cell] = value
        code, got, _, said = taken(typed_into(path, typed, sheets), out="price.json", fresh=False)
        t.equal(code, 0, "a typed price is taken in", said)
        return at, next(q for q in got["plan"]["quotes"] if q.get("price") == "security_key"), estimated("price.json")

    def estimated(name):
        return json.loads(run("estimate", program.place(name), "--json").stdout)

    program.write(case, "before.json")
    before = estimated("before.json")
    at, quote, own = round_of(likely_yen=8000)
    low, high = (float(at["plan.quotes[security_key].%s" % k][2]) for k in ("low_yen", "high_yen"))
    t.equal(quote, {"price": "security_key", "low_yen": low, "likely_yen": 8000, "high_yen": high}, "the three values as they stand")
    t.equal(own["totals"]["quoted_yen"], before["totals"]["quoted_yen"], "no quotation comes of it")
    t.check(own["totals"]["horizon_yen"] > before["totals"]["horizon_yen"], "a dearer price makes dearer")
    program.write(dict(case, plan=dict(case["plan"], quotes=case["plan"].get("quotes", []) + [quote])), "stated.json")
    t.equal(estimated("stated.json")["totals"], own["totals"], "as the case states it")
    _, quote, quoted = round_of(low_yen=8000, likely_yen=8000, high_yen=8000, **{"from": "北の商店", "date": "2026-11-20", "document": "K-7"})
    t.equal((quote["from"], quote["date"], quote["document"]), ("北の商店", "2026-11-20", "K-7"), "who quoted it, when, its number")
    t.check(quoted["totals"]["quoted_yen"] > before["totals"]["quoted_yen"], "then it is quoted")


def measures_of_a_questionnaire(t):
    code, case, _, said = taken(form(fields=[("supplier.size.users", 20)], gap=[("1-2-1-1", "未対応")]))
    book = workbook("m.xlsx", {"会社": [["hw:table:fields", "hw:col:value"], ["hw:row:supplier.size.users", 20]],
                               "対策": [["hw:table:measures", "hw:col:state", "hw:col:monthly_yen", "hw:col:from"],
                                        ["hw:row:patch_msp", "もうある", None, None], ["hw:row:log_review_msp", None, "15,000円", "商社"],
                                        ["hw:row:otasuke_network", "使いたい", None, None]],
                               "評価": [["評価基準No.", "回答"], ["1-2-1-1", "未対応"]]})
    code, case, report, said = taken(book)
    t.equal(code, 0, "measures are taken in", said)
    t.equal(case and case.get("plan"), {"have": ["patch_msp"], "quotes": [{"measure": "log_review_msp", "monthly_yen": 15000, "from": "商社"}],
                                        "use": [{"measure": "otasuke_network"}]}, "what is there, what is quoted, what is wanted", said)
    t.equal(run("estimate", program.place("taken.json")).returncode, 0, "and estimated")


def strict_takes_what_leaves_no_doubt(t):
    rows = ["No.,自己評価,残り"] + ["%s,%s" % (k, "met,") for k in criteria(3)]
    code, case, report, said = taken(program.write("\n".join(rows), "clean.csv"), "--strict", "--level", "3")
    t.equal((code, report and report["doubts"]), (0, 0), "a complete sheet passes --strict", said, report)
    t.equal(case["target_level"], 3, "--level")
    t.equal(taken(program.write("\n".join(rows[:-1]), "clean.csv"), "--strict", "--level", "3")[0], 1, "one blank does not")


def contradictions_are_asked_about(t):
    """What a criterion checks, records or announces (keeps_up) is asked for; its neighbours are not."""
    pairs = [(c["id"], c["keeps_up"], c["level"]) for r in CATALOG["rows"] for c in r["criteria"] if c.get("keeps_up")]
    level = {c["id"]: c["level"] for r in CATALOG["rows"] for c in r["criteria"]}
    t.check(len(pairs) >= 20 and all(base in level and base.rsplit("-", 1)[0] == k.rsplit("-", 1)[0] for k, base, _ in pairs), "pairs of one requirement", pairs)
    object_ = {"answers": {}}
    for k, base, _ in pairs:
        object_["answers"].update({k: "met"})
    for k, base, _ in pairs:
        object_["answers"].update({base: "unmet"})
    want = sorted(("higher_without_base" if n > level[base] else "upkeep_without_base", k, base) for k, base, n in pairs
                  if object_["answers"][k] == "met")
    _, _, report, said = taken(program.write(object_, "c.json"))
    t.equal(sorted((d["kind"], d["criterion"], d["base"]) for d in report["contradictions"]), want, "each pair, with what it keeps up", said)
    # Rows of one requirement that have nothing to do with each other: a list of phones, the wiping of discs, a firewall.
    false = {"3-1-1-3": "unmet", "3-1-1-5": "met", "3-1-4-1": "unmet", "3-1-4-7": "met", "4-5-1-2": "unmet", "4-5-1-4": "met",
             "4-5-1-8": "met", "5-1-2-1": "unmet", "5-1-2-3": "met"}
    _, _, report, said = taken(program.write({"answers": false}, "n.json"))
    t.equal(report["contradictions"], [], "no doubt about rows that do not hang together", said)


def an_answer_against_a_company_fact_is_told(t):
    """Answer and fact with their cells and what was taken; and import counts as estimate does."""
    filled = os.path.join(ROOT, "data", "examples", "mizuho-shika", "1_questionnaire.xlsx")
    said = run("import", filled, "--lang", "ja").stdout.decode()
    t.check(re.search(r"3-1-1-2 は「一部対応」（評価基準!E\d+）、会社の事実「自社で管理するサーバ.*」は「いいえ」（会社情報!C\d+）。この評価基準は「該当なし」", said), "both cells and what was taken", said)
    ids = criteria(3)
    for answer, counted in (("met", "met"), ("unmet", "not_applicable"), ("partial", "not_applicable"), ("not_applicable", "not_applicable"),
                            ("unanswered", "not_applicable"), ("withheld", "not_applicable")):
        answers = dict({k: ("met", "unmet", "unanswered", "withheld")[i % 4] for i, k in enumerate(ids)}, **{"3-1-1-2": answer})
        out = program.write({"hoshiwari_case": 1, "case_id": "f", "target_level": 3, "gap": {"answers": {}},
                             "supplier": {"size": {"users": 14}, "facts": {"has_servers": False}}}, "fact.json")
        done = run("import", program.write({"answers": answers}, "a.json"), "-o", out, "--json")
        report = json.loads(done.stdout)
        gap = json.loads(run("estimate", out, "--json").stdout)["gap"]
        counts = dict(report["counts"][0])
        counts["unanswered"] += counts["withheld"]  # as an estimate has it in JSON
        t.equal({k: counts[k] for k in counts if k in gap}, {k: gap[k] for k in counts if k in gap}, "counted alike: " + answer)
        told = [d["criterion"] for d in report["contradictions"] if d["kind"] == "contradicts_fact"]
        t.equal("3-1-1-2" in told, answer in ("met", "unmet", "partial"), "told where the two disagree: " + answer, told)


def a_quantity_against_a_company_fact_is_told(t):
    """Every pair, both ways; what nobody stated contradicts nothing."""
    def told(facts, size):
        out = program.write({"hoshiwari_case": 1, "case_id": "f", "target_level": 3, "gap": {"answers": {}},
                             "supplier": {"size": dict({"users": 14}, **size), "facts": facts}}, "pair.json")
        answers = program.write({"answers": {"3-1-1-2": "unanswered"}}, "a.json")
        report = json.loads(run("import", answers, "-o", out, "--json").stdout)
        return [(x["fact"], x["answer"], x["quantity"], x["number"]) for x in report["facts_against_quantities"]], out, answers
    pairs = (("has_servers", "servers"), ("has_smart_devices", "mobile_devices"), ("remote_work", "remote_users"))
    for fact, size in pairs:
        t.equal(told({fact: False}, {size: 2})[0], [(fact, "no", size, 2)], "no, and two of them: " + size)
        t.equal(told({fact: True}, {size: 0})[0], [(fact, "yes", size, 0)], "yes, and none: " + size)
        for facts, sizes in (({fact: False}, {size: 0}), ({fact: True}, {size: 2}), ({fact: False}, {}), ({}, {size: 2})):
            t.equal(told(facts, sizes)[0], [], "nothing to tell", (facts, sizes))
    t.equal(told({"has_servers": False}, {"servers": 1, "unsupported_servers": 1})[0],
            [("has_servers", "no", "servers", 1), ("has_servers", "no", "unsupported_servers", 1)], "both numbers of servers")
    _, out, answers = told({"has_servers": False}, {"servers": 2})
    said = run("import", answers, "-o", out, "--lang", "ja").stdout.decode()
    t.check(re.search(r"会社の事実「自社で管理するサーバ.*」は「いいえ」（ケース）、.*サーバの台数は 2（ケース）。評価基準は「いいえ」のとおり該当なし.*数量には 2 を", said),
            "both, and what was taken", said)
    t.equal(run("import", answers, "-o", out, "--strict").returncode, 1, "strict stops at it")


def natural_answers_are_taken(t):
    """A level as the sheets write it, what is left in words; what is no level is refused with its cell."""
    for typed, level in (("★4", 4), ("★４", 4), ("4★", 4), ("４", 4), ("star 3", 3), ("★★", None), ("四つ", None), ("★", None)):
        code, case, _, said = taken(form(buyers=[{"row": 0, "id": "A", "name": "あ社", "requested_level": typed}]))
        if level:
            t.equal(case and case["buyers"][0]["requested_level"], level, "level: " + typed, said)
        else:
            t.check(code == 1 and typed in said and re.search(r"![A-Z]+\d+", said), "refused with its cell: " + typed, said)
    for typed, share in (("半分", 0.5), ("あと少し", None), ("もう少し", None), ("大部分", None), ("不明", None)):
        code, case, report, said = taken(form(gap=[("1-2-1-1", "一部対応", None, typed)]))
        answer = case and case["gap"]["answers"]["1-2-1-1"]
        t.equal((code, answer.get("remaining") if isinstance(answer, dict) else None), (0, share), "left: " + typed, said)
        t.equal([n["where"] for n in report["notes"] if n["kind"] == "share_in_words"] != [], share is None, "told with its cell: " + typed, report)
    code, _, _, said = taken(form(gap=[("1-2-1-1", "一部対応", None, "たこ")]))
    t.check(code == 1 and "たこ" in said, "other words are refused", said)


def faults_of_a_workbook_name_cells_and_words(t):
    """Who filled a workbook has never seen a key of the case."""
    path = form(fields=[("supplier.size.users", 20), ("supplier.size.endpoints", 9), ("supplier.size.unsupported_endpoints", 5),
                        ("supplier.renewal.overdue_endpoints", 7)])
    done = run("import", path, "-o", program.place("k.json"), "--lang", "ja")
    said = done.stderr.decode()
    t.check(done.returncode == 1 and len(re.findall(r"![A-Z]+\d+", said)) == 2 and "0 … 5" in said, "both cells", said)
    t.check("supplier." not in said and "サポート切れ" in said, "words, no keys", said)


def a_request_for_a_quotation_says_what_it_rests_on(t):
    """A number nobody stated is said to be assumed; days of an engineer name the measures they are for."""
    case = make_case(4, "unmet")
    case["supplier"]["size"].pop("unsupported_servers", None)
    case["supplier"]["capacity"] = {"it_days_per_year": 10}
    asked = {}
    for servers in (None, 1):
        if servers:
            case["supplier"]["size"].update(servers=3, unsupported_servers=servers)
        program.write(case, "asks.json")
        for measure in ("eol_replace_msp", "hands"):
            out = program.place("asks-%s-%s.docx" % (servers, measure))
            done = program.run("quote-request", program.place("asks.json"), "--measure", measure, "-o", out, "--lang", "ja", "--force")
            if done.returncode == 0:
                with zipfile.ZipFile(out) as file:
                    asked[servers, measure] = re.sub("<[^>]+>", "", file.read("word/document.xml").decode())
            else:
                asked[servers, measure] = done.stderr.decode()
    told = re.search("サポート切れサーバの更新[^。]*?台（推定。実数は当社で確認中）", asked[None, "eol_replace_msp"])
    t.check(told, "an assumed number is said to be one", asked[None, "eol_replace_msp"])
    t.check(not re.search("サポート切れサーバの更新[^。]*?台（推定", asked[1, "eol_replace_msp"]), "a stated one is not", asked[1, "eol_replace_msp"])
    t.check("次の対策の作業のうち、当社の人手を超える分：" in asked[1, "hands"], "days name their measures", asked[1, "hands"])


def what_is_not_yet_recovered_has_one_sign(t):
    """The table of the years of a buyer's file ends at the balance that the reconciliation below it states."""
    out = program.place("years.xlsx")
    assert program.run("worksheet", EXAMPLES[0], "--view", "for:A", "-o", out, "--lang", "ja", "--force").returncode == 0
    with zipfile.ZipFile(out) as book:
        cells = [re.findall(r"<f>=?([^<]*)</f><v>(-?\d+)</v>", book.read(n).decode()) for n in book.namelist() if "worksheets/sheet" in n]
    balance = [v for sheet in cells for f, v in sheet if f == "charged_in_period_yen-cost_in_period_yen"]
    sheet = next(c for c in cells if any(f == "charged_in_period_yen-cost_in_period_yen" for f, _ in c))
    t.check(len(balance) == 1 and [v for _, v in sheet].count(balance[0]) >= 2, "the last year's balance and the reconciliation agree", balance)


def what_to_ask_next_is_by_effect(t):
    """The list falls by the yen it names, and nothing without any is in it; what is left out is counted."""
    ids = criteria(3)
    answers = {k: ("unanswered", "partial", "unmet")[i % 3] for i, k in enumerate(ids)}
    out = program.write({"hoshiwari_case": 1, "case_id": "q", "target_level": 3, "gap": {"answers": {}}, "supplier": {"size": {"users": 14}}}, "ask.json")
    said = run("import", program.write({"answers": answers}, "a.json"), "-o", out, "--lang", "ja").stdout.decode()
    block = said[said.index("次に尋ねること"):].split("\n\n")[0]
    yen = [int(y.replace(",", "")) for y in re.findall(r"期間計 ([\d,]+)円", block)]
    listed = re.findall(r"^  (\d-\d+-\d+-\d+) ", block, re.M)
    t.check(len(yen) == len(listed) > 5 and yen == sorted(yen, reverse=True) and yen[-1] > 0, "by effect, and none without", block)
    report = json.loads(run("import", program.place("a.json"), "-o", out, "--json").stdout)
    none = sum(q["horizon_yen"] == 0 for q in report["questions"])
    t.equal("ほか %d件は、今の計画のどの対策の額にも関わりません" % none in block, none > 0, "those without effect are counted", block)
    bare = run("import", program.place("a.json"), "--lang", "ja").stdout.decode()
    t.check("次に尋ねること" not in bare or "番号順" in bare, "without an estimate nothing is called an order of effect", bare)


def files_that_are_something_else(t):
    for label, data, name, want in (
            ("an old .xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "a.xls", "HW-"),
            ("a PDF", b"%PDF-1.7\n", "a.pdf", "HW-106"), ("an empty file", b"", "a.csv", "HW-601"),
            ("a zip of nothing", b"PK\x05\x06" + b"\0" * 18, "a.xlsx", "HW-106")):
        code, case, _, said = taken(program.write(data, name))
        t.check(code == 1 and case is None and want in said, label, said)
    t.equal(run("import", program.place("no such.xlsx"), "-o", program.place("x.json")).returncode, 3, "a file that is not there")
    t.equal(run("import", program.place("a.csv"), "--level", "5").returncode, 2, "a level that is none")


def damaged_archives_do_no_harm(t):
    """Mutated and cut-off questionnaires: an exit code, never a signal; nothing written, nothing left behind."""
    path = program.place("whole.xlsx")
    run("questionnaire", "-o", path, "--level", "4", "--case", EXAMPLES[0])
    with open(path, "rb") as file:
        whole = file.read()
    rng = random.Random(int(os.environ.get("SEED", "20261125")))
    bad, left = [], set(os.listdir(program.folder.name)) | {"bad.xlsx", "taken.json"}
    for trial in range(int(os.environ.get("TRIALS", "150"))):
        data = bytearray(whole)
        if trial % 3 == 0:
            data = data[:rng.randrange(len(data))]
        for _ in range(rng.randrange(1, 12) if trial % 3 else 0):
            data[rng.randrange(len(data))] = rng.randrange(256)
        code, case, _, said = taken(program.write(bytes(data), "bad.xlsx"))
        if code not in (0, 1) or (code == 1 and (case is not None or "HW-" not in said)):
            bad.append((trial, code, said))
    t.check(not bad, "every damaged archive is read or refused with a code", *bad[:3])
    t.equal(set(os.listdir(program.folder.name)) - left, set(), "no file is left behind")


# ---- LibreOffice ----

def saved_again_by_libreoffice(t):
    if not shutil.which("soffice"):
        t.skip("saved again", "no LibreOffice")
        return
    files = []
    for edition in ("own", "survey"):
        files.append(program.place(edition + ".xlsx"))
        run("questionnaire", "-o", files[-1], "--edition", edition, "--level", "4", "--case", EXAMPLES[0])
    before = [taken(f)[1] for f in files]
    work = program.place("saved")
    os.makedirs(work)
    recalculate.run_office("soffice", work, recalculate.ALWAYS, "xlsx:Calc MS Excel 2007 XML", files)
    for path, case in zip(files, before):
        found = [os.path.join(d, os.path.basename(path)) for d, _, names in os.walk(work) if os.path.basename(path) in names]
        t.check(found, "LibreOffice saved " + os.path.basename(path))
        for again in found[:1]:
            code, got, report, said = taken(again)
            t.equal(code, 0, "what it saved is taken in", said)
            t.equal(got, case, "and gives the same case: " + os.path.basename(path))
            t.equal(report["not_read"], [], "and nothing was typed into it")


def a_price_typed_counts_in_the_case_as_on_the_sheet(t):
    """The workbook recalculated with one price changed, and the one made of the case it came back into."""
    if not shutil.which("soffice"):
        t.skip("recalculated", "no LibreOffice")
        return
    case = read(EXAMPLES[0])
    path, typed, next_ = program.place("sheet.xlsx"), program.place("sheet_typed.xlsx"), program.place("sheet_next.xlsx")
    program.write(case, "sheet.json")
    run("worksheet", program.place("sheet.json"), "-o", path, "--trials", "0", "--force")
    sheet, cell, _ = inputs_of(path)[0]["plan.quotes[security_key].likely_yen"]
    typed_into(path, typed, {sheet: {cell: 8000}})
    t.equal(taken(typed, out="sheet.json", fresh=False)[0], 0, "taken in")
    run("worksheet", program.place("sheet.json"), "-o", next_, "--trials", "0", "--force")
    work = program.place("recalculated")
    os.makedirs(work)
    recalculate.run_office("soffice", work, recalculate.ALWAYS, "xlsx:Calc MS Excel 2007 XML", [typed])
    again = next(os.path.join(d, "sheet_typed.xlsx") for d, _, names in os.walk(work) if "sheet_typed.xlsx" in names)
    def amounts(name):
        first, then = (next(s for s in Workbook(p).sheets if s.name == name).cells for p in (again, next_))
        return [(k, float(c.text), float(then[k].text)) for k, c in first.items()
                if k in then and c.kind in ("", "n") and then[k].kind in ("", "n") and c.text and then[k].text and abs(float(c.text)) > 1000]

    # The spread of market prices (by what is quoted) and the weights of the division are those of when it was made.
    for name, slack in (("対策と費用", 2e-3), ("負担案", 2e-3)):
        yen = amounts(name)
        far = [x for x in yen if abs(x[1] - x[2]) > 100 + slack * abs(x[1])]
        t.check(len(yen) > 10 and not far, "the same amounts: " + name, far[:5], len(yen))


def fields_are_told_in_words(t):
    """What changed and what is missing is told as the forms name it; keys are for machines (--json)."""
    folder = os.path.join(ROOT, "data", "examples", "mizuho-shika")
    filled = os.path.join(folder, "1_questionnaire.xlsx")
    keys = r"\w+\[[^\]]*\]|\b(?:plan|buyers|supplier|gap)\.\w+|\w+_yen\b|\bTrue|\btrue\b|\bfalse\b"
    for lang, said_so in (("ja", ("品目「ZR-01」 › 今の単価（円）: （なし） → 4,800", "がありますか。: （なし） → いいえ")), ("en", ("Items \"ZR-01\" › ", " → 4,800", ": (none) → no"))):
        for level in (3, 4):
            out = program.write({"hoshiwari_case": 1, "case_id": "w", "target_level": level, "gap": {"answers": {}}, "supplier": {"size": {"users": 9}}}, "words.json")
            done = program.run("import", filled, "-o", out, "--lang", lang)
            said = done.stdout.decode()
            t.equal((done.returncode, re.findall(keys, said)), (0, []), "no key of the file in the words of a person: " + lang, said)
            t.check(all(w in said for w in said_so), "fields and values by their names: " + lang, said)
    case = json.load(open(os.path.join(folder, "4_case.json"), encoding="utf-8"))
    case["plan"] = {"quotes": [{"measure": "otasuke_endpoint", "monthly_yen": 9800}], "avoid": ["mfa_builtin"]}
    case["buyers"][0]["transactions"] = [{"type": "info_program", "ordered_on": "2026-04-01"}]
    case["gap"]["answers"]["1-2-1-1"] = {"status": "partial", "remaining": 0.25}
    said = program.run("import", filled, "-o", program.write(case, "words.json"), "--lang", "ja").stdout.decode()
    for w in ("評価基準 1-2-1-1: 一部対応（残り 0.25） → 対応済み", "見積書「お助け隊サービス（端末監視型）」 › 月額（円）: 9,800 → 12,800"):
        t.check(w in said, "in words: " + w, said)
    t.equal(re.findall(keys, said), [], "and no key", said)
    bare = program.write({"hoshiwari_case": 1, "case_id": "m", "target_level": 3, "gap": {"answers": {}}, "supplier": {"size": {}},
                          "buyers": [{"id": "A", "requested_level": 3}, {"id": "B", "requested_level": 3}]}, "bare.json")
    csv = program.write("番号,回答\n1-2-1-1,○\n", "bare.csv")
    said = program.run("import", csv, "-o", bare, "--lang", "ja").stdout.decode()
    t.check("見積に足りないもの" in said and not re.findall(keys, said), "what is missing, too", said)


suite = Suite()
suite.run([saved_again_by_libreoffice, a_price_typed_counts_in_the_case_as_on_the_sheet] if "--office" in sys.argv else
          [what_is_quoted_is_told_of_the_customer_at_hand, questionnaire_comes_back_as_it_went, fields_are_told_in_words, whatever_a_case_holds_comes_back, moved_rows_and_columns_are_found_by_their_marks,
           cells_that_cannot_be_read_are_named, official_sheet_in_three_styles,
           drafts_are_carried_over_as_far_as_they_mean_the_same, csv_is_read_in_both_encodings,
           existing_case_keeps_what_the_file_does_not_hold, a_case_made_by_an_import_can_be_logged, answers_the_file_leaves_blank_stay, facts_excuse_as_in_an_estimate,
           what_is_typed_where_nothing_is_read_is_told, questionnaires_and_received_files_tell_it_too, rows_that_were_moved_are_no_typing,
           what_is_typed_into_the_own_workbook_comes_back, a_price_typed_is_an_assumption_until_somebody_quoted_it, measures_of_a_questionnaire,
           a_questionnaire_without_its_hidden_column, nothing_filled_is_overwritten, the_right_verb_is_named, strict_takes_what_leaves_no_doubt, contradictions_are_asked_about, an_answer_against_a_company_fact_is_told,
           a_quantity_against_a_company_fact_is_told, natural_answers_are_taken, what_is_not_yet_recovered_has_one_sign, a_request_for_a_quotation_says_what_it_rests_on,
           faults_of_a_workbook_name_cells_and_words, what_to_ask_next_is_by_effect,
           files_that_are_something_else, damaged_archives_do_no_harm])
suite.finish()
