#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier from outside: what stands in it, what must not, hashes, gaps, enclosures, errors.

    test_dossier.py PROGRAM [--office]

With --office the workbooks are only written and recalculated by LibreOffice.
"""
import copy
import csv
import datetime
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite, make_buyer, make_case

program = Program(sys.argv[1])
OFFICE = "--office" in sys.argv
KANTO = os.path.join(ROOT, "data", "examples", "kanto-seimitsu")
KANA = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
LANGUAGES = ("ja", "en")
SHEETS = {"ja": ["表紙", "適用範囲", "要請", "ギャップと費用", "費用明細", "分担", "価格の経過", "経過表", "議事", "確認事項", "求めること", "添付一覧",
                 "申告様式の項目"],
          "en": ["Cover", "Scope", "Request", "Gap and cost", "Cost lines", "Division", "Prices", "Timeline", "Minutes", "Points to confirm", "Asked for",
                 "Enclosures", "Report form"]}
GAP = {"ja": "（記入：", "en": "(fill in:"}


# ---- reading a workbook ----

def plain(text):
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def parts(path):
    with zipfile.ZipFile(path) as book:
        return {n: book.read(n).decode("utf-8", "replace") for n in book.namelist()}


def book(path):
    """{sheet: {cell: text or number as text}} of a workbook, sheets in order."""
    found = parts(path)
    shared = [plain("".join(re.findall(r"<t[^>]*>(.*?)</t>", s, re.S)))
              for s in re.findall(r"<si>(.*?)</si>", found.get("xl/sharedStrings.xml", ""), re.S)]
    names = [plain(n) for n in re.findall(r'<sheet name="([^"]*)"', found["xl/workbook.xml"])]
    sheets = {}
    for i, name in enumerate(names):
        cells = {}
        for place, attributes, inside in re.findall(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', found["xl/worksheets/sheet%d.xml" % (i + 1)], re.S):
            value = re.search(r"<v>(.*?)</v>", inside or "", re.S)
            if value:
                cells[place] = shared[int(value[1])] if 't="s"' in attributes else plain(value[1])
        sheets[name] = cells
    return sheets


def texts(path):
    """Everything a reader or a search could find: cells, names, attributes, names of parts."""
    found = parts(path)
    return "\n".join(list(found) + [plain(x) for n, x in found.items() if n != "xl/theme/theme1.xml"])


def numbers(text):
    return {m.replace(",", "") for m in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])", text)}


def all_cells(path):
    return "\n".join(x for cells in book(path).values() for x in cells.values())


# ---- making one ----

def example():
    with open(os.path.join(KANTO, "case.json"), encoding="utf-8") as file:
        return json.load(file)


made = [0]


def dossier(case, buyer, *words, lang="ja", db=None, out=None, kind="work"):
    """(finished process, path of the document)."""
    made[0] += 1
    path = program.write(case, "case-%d.json" % made[0]) if not isinstance(case, str) else case
    out = out or program.place("dossier-%d.xlsx" % made[0])
    return program.run("dossier", path, "--buyer", buyer, "-o", out, "--lang", lang, "--set", kind, *(["--db", db] if db else []),
                       *words, env=ENGLISH), out


def log(case, db, entries):
    path = program.write(case, "log-case.json")
    file = program.write({"hoshiwari_log": 1, "entries": entries}, "log-entries.json")
    done = program.run("log", path, "add", file, "--db", db, env=ENGLISH)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return json.loads(program.run("log", path, "export", "--format", "json", "--db", db, env=ENGLISH).stdout)


def example_log(name):
    with open(os.path.join(KANTO, "talks.json"), encoding="utf-8") as file:
        entries = json.load(file)["entries"]
    db = program.place(name)
    return db, log(example(), db, entries)


def small_case(**more):
    """One buyer that asks for the third star, all words ASCII."""
    case = make_case(3, **more)
    case["supplier"]["name"] = "Test Precision"
    for b in case["buyers"]:
        b["name"] = "Buyer " + b["id"]
        b["items"][0]["name"] = "part"
    return case


# ---- what it holds ----

def written_in_both_languages(t):
    db, _ = example_log("both.db")
    for lang in LANGUAGES:
        for buyer in "ABC":
            for store in (None, db):
                for words in ([], ["--with-margin"], ["--disclose", "total"], ["--disclose", "criteria"]):
                    label = "%s, %s, %s, %s" % (buyer, lang, "log" if store else "no log", " ".join(words) or "plain")
                    done, path = dossier(example(), buyer, *words, lang=lang, db=store)
                    if not t.equal(done.returncode, 0, "written: " + label, done.stderr.decode()):
                        continue
                    wanted = list(SHEETS[lang])
                    if "--with-margin" in words:
                        wanted.insert(10, {"ja": "影響額", "en": "Effect on margin"}[lang])
                    if "total" in words:
                        del wanted[4]
                    t.equal(list(book(path)), wanted, "sheets: " + label)
                    t.check(not done.stdout, "silent: " + label)
                    bad = [n for n, x in parts(path).items() if n != "xl/styles.xml" and re.search(r"###|#NAME\?|#VALUE!|#REF!|#DIV/0!|#N/A", x)]
                    t.check(not bad, "no error value: " + label, bad)
    first, one = dossier(example(), "A", db=db)
    again, two = dossier(example(), "A", db=db)
    with open(one, "rb") as a, open(two, "rb") as b:
        t.check(a.read() == b.read(), "the same bytes twice, with a log")
    t.check(oct(os.stat(one).st_mode & 0o777) == "0o600", "readable by its owner alone")


def sources():
    found = set()
    for name in ("prices", "effort", "catalog"):
        with open(os.path.join(ROOT, "data", "tables", name + ".json"), encoding="utf-8") as file:
            found |= {plain(x) for x in re.findall(r'"source": "((?:[^"\\\\]|\\\\.)*)"', file.read())}
    return {x for x in found if KANA.search(x)}


# Names that English texts keep: the act, the help desk.
NAMES = ("取適法", "取引かけこみ寺")


SOURCES = sources()


def no_half_translated_sheet(t):
    for words in ([], ["--with-margin"], ["--disclose", "criteria"], ["--capacity", "agent", "--prepared-by", "P"]):
        done, path = dossier(small_case(), "A", *words, lang="en")
        t.equal(done.returncode, 0, "English with ASCII words", done.stderr.decode())
        everything, found = texts(path), book(path)

        def bare(x):
            for kept in [*SOURCES, *NAMES]:  # titles of Japanese sources stay as they are
                x = x.replace(kept, "")
            return x
        everything = bare(everything)
        left = [(s, c, x) for s, cells in found.items() for c, x in cells.items() if KANA.search(bare(x))]
        t.check(not left, "no Japanese left in English, " + " ".join(words), *left[:5])
        t.check(not KANA.search(everything), "nor in heads and names, " + " ".join(words))


VERDICTS = (re.compile(r"違反|違法|義務|(?<!取)適法|不法|違約|受け入れなければ|応じなければならない|しなければならない|罰|悪質|不当"),
            re.compile(r"\b(illegal\w*|unlawful\w*|lawful|violat\w*|breach\w*|infring\w*|obligat\w*|obliged|must accept|has to accept|have to accept|"
                       r"guilty|offen[cs]e|penalt\w*|complian\w*|unfair)\b", re.I))


def tone(t):
    """No verdict anywhere in the words of the program, in any edition."""
    db, _ = example_log("tone.db")
    for lang in LANGUAGES:
        for buyer in "ABC":
            for capacity in ("self", "agent", "lawyer", "gyoseishoshi", "other"):
                done, path = dossier(example(), buyer, "--with-margin", "--capacity", capacity, "--prepared-by", "P", lang=lang,
                                     db=db if capacity != "agent" else None)
                t.equal(done.returncode, 0, "written", done.stderr.decode())
                everything = texts(path)
                found = [m[0] for v in VERDICTS for m in v.finditer(everything)]
                t.check(not found, "no verdict: %s %s %s" % (buyer, lang, capacity), found[:8])
    t.check(VERDICTS[0].search("これは違反です") and VERDICTS[1].search("this is a breach") and not VERDICTS[0].search("取適法の申告"),
            "the search would find one")
    for lang, words in (("ja", ("事実の整理", "法的評価は所管機関・弁護士の判断", "行政書士法", "弁護士法")),
                        ("en", ("ordering of facts", "Legal assessment is for the authority or a lawyer", "Gyoseishoshi Act", "Attorneys Act"))):
        _, path = dossier(example(), "A", lang=lang)
        cover = "\n".join(book(path)[SHEETS[lang][0]].values())
        t.check(all(w in cover for w in words), "the cover says what it is, " + lang, [w for w in words if w not in cover])


# ---- what it must not hold ----

def secrets(case, result, buyer):
    names, amounts, mine = set(), set(), set()

    def amount(into, value):
        value = str(value)
        if re.fullmatch(r"\d+(\.\d+)?", value) and float(value) >= 10000 and len(set(value.strip("-").rstrip("0"))) > 1:
            into.add(value)

    def walk(value, into):
        for v in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(v, into)
        if not isinstance(value, (dict, list, bool)) and value is not None:
            amount(into, value)
    for b in case["buyers"]:
        if b["id"] == buyer:
            walk({k: v for k, v in b.items() if k != "negotiation"}, mine)
            continue
        names.update(x for x in (b.get("name"), b.get("department")) if x)
        names.update(i[k] for i in b.get("items", []) for k in ("code", "name") if len(i.get(k, "")) >= 3)
        walk(b, amounts)
    for key in ("annual_sales_yen", "annual_cost_yen", "annual_manufacturing_cost_yen", "annual_overhead_yen"):
        amount(amounts, case["supplier"].get(key, ""))
    for p in result["sharing"]["parties"]:
        for k, v in p.items():
            if k.endswith("_yen"):
                amount(mine if p["id"] == buyer else amounts, v)
    for k in ("horizon_yen", "own_yen", "direct_yen", "indirect_yen"):
        amount(amounts, result["totals"][k])
    for k in ("annual_yen", "horizon_yen"):
        amount(amounts, result["sharing"][k])
        amount(amounts, result["totals"][k])
    for name in ("A", "B", "C"):
        names.discard(name)
    return names, amounts - mine


def others_are_not_in_it(t):
    case = example()
    result = json.loads(program.run("estimate", os.path.join(KANTO, "case.json"), "--json").stdout)
    own = program.place("own.xlsx")
    program.run("worksheet", os.path.join(KANTO, "case.json"), "-o", own)
    own = texts(own)
    db, _ = example_log("secrets.db")
    for buyer in "ABC":
        names, amounts = secrets(case, result, buyer)
        t.check([n for n in names if n in own] and amounts & numbers(own), "the search finds secrets where they are, for " + buyer)
        for lang in LANGUAGES:
            for kind, suffix, words in (("work", "xlsx", []), ("work", "xlsx", ["--disclose", "total"]), ("work", "xlsx", ["--disclose", "criteria"]),
                                        ("filing", "xlsx", []), ("filing", "docx", []), ("filing", "docx", ["--disclose", "total"])):
                done, path = dossier(case, buyer, *words, lang=lang, db=db, kind=kind, out=program.place("secret.%s" % suffix))
                everything = texts(path)
                label = "%s %s %s %s %s" % (buyer, lang, kind, suffix, " ".join(words))
                t.check(not [n for n in names if n in everything], "no other buyer's word: " + label, [n for n in names if n in everything])
                shown = numbers(everything)
                t.check(not amounts & shown, "no other buyer's number, no total of the supplier: " + label, sorted(amounts & shown))
    names, amounts = secrets(case, result, "A")
    accounts = {str(case["supplier"][k]) for k in ("annual_sales_yen", "annual_cost_yen")}
    _, path = dossier(case, "A", "--with-margin", db=db)
    t.check(accounts <= numbers(texts(path)) and not (amounts - accounts) & numbers(texts(path)),
            "--with-margin shows sales and cost, and nothing else", (amounts - accounts) & numbers(texts(path)))
    case["supplier"]["disclose_sales"] = True
    _, path = dossier(case, "A")
    t.check(str(case["supplier"]["annual_sales_yen"]) in numbers(texts(path)), "the whole of the key when the supplier shows it")
    case["buyers"][0]["negotiation"].update(own_target="0.91")
    again = dossier(case, "A")[1]
    t.check(parts(path) == parts(again) and not [w for w in ("最低線", "Nash", "ナッシュ") if w in texts(path)], "nothing of the talk plan")


def others_leave_no_trace(t):
    """The file is the same to the byte when what it must not show changes."""
    case = example()
    for buyer in "ABC":
        other = copy.deepcopy(case)
        other["supplier"].update(annual_cost_yen=700000001, annual_manufacturing_cost_yen=555444333, annual_overhead_yen=66655544)
        for b in other["buyers"]:
            b["negotiation"] = dict(b.get("negotiation", {}), own_target="0.95", own_reservation="0.15")
            if b["id"] != buyer:
                b["name"], b["department"] = "別会社" + b["id"], "別の部"
                b["capital_yen"], b["employees_regular"] = 98765432, 4321
                b["items"] = [{"code": "Q-%d" % i, "name": "別の品", "unit_price_yen": "77.00", "units_per_year": 999} for i in range(4)]
        one, two = dossier(case, buyer)[1], dossier(other, buyer)[1]
        a, b = parts(one), parts(two)
        t.check(a == b, "what others are called, sell and want leaves no trace: " + buyer, [n for n in a if a[n] != b.get(n)])


def words_about_others_are_blacked_out(t):
    case = example()
    db = program.place("black.db")
    entries = [
        {"kind": "request", "date": "2026-09-01", "party": "B", "words": "Bへの内密の言葉", "amount_yen": 765432,
         "persons": [{"side": "buyer", "name": "田中一郎", "department": "内密部"}]},
        {"kind": "note", "date": "2026-09-02", "words": "どこにも属さない内輪のメモ"},
        {"kind": "request", "date": "2026-09-03", "party": "A", "medium": "email", "amount_yen": 111222,
         "words": "つきしろ電装株式会社と同じ改定を。つきしろ電装の田中一郎氏にも相談。TS-31 は別件", "reason": "ほむら油機も同様",
         "place": "つきしろ電装の会議室", "items": [{"code": "TS-31", "before_yen": "1.00"}],
         "persons": [{"side": "supplier", "role": "部長"}, {"side": "buyer", "department": "つきしろ電装 資材部", "role": "ほむら油機 担当", "name": "田中一郎"}]}]
    export = log(case, db, entries)
    _, path = dossier(case, "A", "--ask", "つきしろ電装と同じ扱い", "--pending", "ほむら油機の件は係属なし", db=db)
    everything = texts(path)
    for word in ("つきしろ", "ほむら", "田中", "TS-31", "内密", "内輪", "765432", "765,432"):
        t.check(word not in everything, "blacked out: " + word)
    t.check("■■■と同じ改定を。■■■の■■■氏にも相談。■■■ は別件" in everything, "the words around it stay", re.findall(r"[^\n<>]*■■■[^\n<>]*", everything)[:5])
    t.check("111,222円" in everything and "部長" in everything, "its own entry is shown")
    timeline = book(path)["経過表"]
    column = "\n".join(timeline.values())
    for e in export["log"]:
        t.check(e["hash"] in column.replace("\n", ""), "hash of entry %d" % e["seq"])
        t.equal(e["content"] in column, e["party"] != "A", "content hash of entry %d stands where it is blacked out" % e["seq"])
    t.check(export["head"] in all_cells(path).replace("\n", ""), "the head value")
    cover = "\n".join(book(path)["表紙"].values())
    t.check("全3件のうち、この相手方に関するもの1件" in cover and "■■■ に置き換え" in cover, "the cover says what is blacked out")
    plain_case = example()
    plain_case["buyers"][0]["request"]["text"] = "つきしろ電装株式会社と同じ水準"
    plain_case["buyers"][0]["items"][0]["name"] = "つきしろ電装向けと共通の部品"
    _, path = dossier(plain_case, "A")
    t.check("つきしろ" not in texts(path) and "■■■向けと共通の部品" in texts(path), "also in the words of the case, names of items among them")
    t.check("■■■ に置き換え" in "\n".join(book(path)["表紙"].values()), "and the cover says so without a log as well")


def short_forms_of_names_are_blacked_out(t):
    """大和田さん for 大和田化粧品㈱, whatever the trade is called; a word that only contains it, and an own person, are left."""
    for person, words, kept, gone in (
            (None, "大和田さんと山辺さん、ミドリ染工さまは了承済み。青葉様も。大和田も", (), ("大和田", "山辺", "ミドリ", "青葉")),
            (None, "山辺様式で、中山辺さんが青葉社会保険に出す。山辺も", ("山辺様式", "中山辺さん", "青葉社会保険", "山辺も"), ()),
            ("大和田", "大和田さんと話した。大和田化粧品は別", ("大和田さんと話した",), ("大和田化粧品",))):
        case, db = make_case(3), program.place("short-%d.db" % made[0])
        first = case["buyers"][0]
        case["buyers"] = [first] + [{**copy.deepcopy(first), "id": "O%d" % i, "name": name, "items": []}
                                    for i, name in enumerate(("大和田化粧品㈱", "(株)山辺書房", "ミドリ染工所", "青葉染工所"))]
        for b in case["buyers"][1:]:
            b.pop("department", None)
        log(case, db, [{"kind": "reply", "date": "2026-07-01", "party": first["id"], "by": "buyer", "words": words,
                        **({"persons": [{"side": "buyer", "name": person}]} if person else {})}])
        done, path = dossier(case, first["id"], lang="ja", db=db, kind="filing")
        listed = program.run("log", program.write(case), "list", "--party", first["id"], "--db", db, env=ENGLISH)
        export = program.run("log", program.write(case), "export", "--party", first["id"], "--db", db, env=ENGLISH)
        for text, where in ((all_cells(path), "filing"), (listed.stdout.decode(), "list"), (export.stdout.decode(), "export")):
            for w in kept:
                t.check(w in text, "left: %s, %s" % (w, where), text[:2000])
            for w in gone:
                t.check(w not in text, "blacked out: %s, %s" % (w, where), [x for x in text.split("\n") if w in x][:3])
        said = listed.stderr.decode()
        t.check("readings of names" in said, "what may remain is said", said)
        if "山辺も" in words:
            t.check("「山辺」" in said, "a word to look at is listed", said)


# ---- facts ----

def what_is_not_done_is_said(t):
    case = small_case()
    _, path = dossier(case, "A", lang="en")
    cover = "\n".join(book(path)["Cover"].values())
    t.check("Not done yet: a request for talks in writing" in cover and "has not yet asked for price talks" in cover, "no request: said", cover[:1500])
    case["buyers"][0]["negotiation"] = {"requested_on": "2026-10-01", "request_in_writing": False, "amount_stated_by_supplier": True}
    _, path = dossier(case, "A", lang="en")
    cover = "\n".join(book(path)["Cover"].values())
    t.check("Not done yet: a request for talks in writing" in cover and "1 October 2026: the supplier asked" in cover, "an oral request: said")
    t.check("nothing has answered the request of 1 October 2026" in cover and "52 days have passed" in cover, "days without an answer, from the case", cover[:1500])
    case["buyers"][0]["negotiation"].update(request_in_writing=True, responded_on="2026-10-21")
    _, path = dossier(case, "A", lang="en")
    cover = "\n".join(book(path)["Cover"].values())
    t.check("Not done yet" not in cover and "(the request of 1 October 2026: 20 days before)" in cover, "a written request: nothing of the kind", cover[:1500])
    db, _ = example_log("todo.db")
    _, path = dossier(example(), "B", lang="en", db=db)
    cover = "\n".join(book(path)["Cover"].values())
    t.check("5 October 2026: the supplier asked for price talks (in writing: yes; amount stated: yes)" in cover, "from the log", cover[:1500])
    t.check("nothing has answered the request of" in cover and "48 days have passed (put off: 1)" in cover, "silence and postponement from the log", cover[:1500])
    asks = "\n".join(book(path)["Asked for"].values())
    t.check("as recorded: 360,000 yen" in asks, "the amount of the request is quoted")


def amounts_are_those_of_the_estimate(t):
    result = json.loads(program.run("estimate", os.path.join(KANTO, "case.json"), "--json").stdout)
    for p in result["sharing"]["parties"]:
        if p["id"] not in "ABC":
            continue
        _, path = dossier(example(), p["id"])
        lines, cost = book(path)["費用明細"], book(path)["ギャップと費用"]
        rows = [r for r in range(4, 400) if "H%d" % r in lines and lines.get("F%d" % r, "").startswith("E-")]
        t.equal(sum(int(lines["G%d" % r]) for r in rows), p["annual_yen"], "lines add up to the annual part of " + p["id"])
        t.equal(sum(int(lines["H%d" % r]) for r in rows), p["horizon_yen"], "and to the whole period of " + p["id"])
        t.check({str(p["annual_yen"]), str(p["horizon_yen"])} <= set(cost.values()), "the same totals by category")
        evidence = {cost[c]: cost["J" + c[1:]] for c in cost if c[0] == "A" and cost[c].startswith("E-")}
        t.equal(set(evidence), {lines["F%d" % r] for r in rows}, "every piece of evidence used is listed, and no other")
        t.equal(sum(int(x) for x in evidence.values()), p["annual_yen"], "evidence adds up as well")
    text = all_cells(dossier(example(), "A")[1])
    t.check("見積書 Q-17" in text and "ひなた情報機器株式会社" in text and "2026年10月30日" in text, "quotation with number, issuer and date")


def prices_over_24_months(t):
    case = example()
    db = program.place("prices.db")
    log(case, db, [
        {"kind": "price_change", "date": "2025-03-20", "party": "A", "decided": "agreed", "effective_on": "2025-04-01",
         "items": [{"code": "P-100", "before_yen": "1200.00", "after_yen": "1230.00"}]},
        {"kind": "price_change", "date": "2026-01-10", "party": "A", "decided": "agreed", "effective_on": "2026-02-01",
         "items": [{"code": "P-100", "before_yen": "1230.00", "after_yen": "1250.00"}, {"code": "P-120", "before_yen": "470.00", "after_yen": "475.00"}]},
        {"kind": "price_change", "date": "2026-01-11", "party": "B", "decided": "agreed", "items": [{"code": "TS-31", "before_yen": "200.00", "after_yen": "212.50"}]}])
    _, path = dossier(case, "A", db=db)
    cells = book(path)["価格の経過"]
    row = {cells[c]: int(c[1:]) for c in cells if c[0] == "A" and re.fullmatch(r"\d{4}-\d\d", cells[c])}
    t.equal((min(row), max(row), len(row)), ("2024-11", "2026-11", 25), "24 months and this one")

    def price(month, column):
        return cells.get("%s%d" % (column, row[month]))
    for month, column, wanted in [
            ("2024-11", "B", "?"), ("2025-02", "B", "?"), ("2025-03", "B", "1200"), ("2025-04", "B", "1230"), ("2025-12", "B", "1230"),
            ("2026-01", "B", "1230"), ("2026-02", "B", "1250"), ("2026-10", "B", "1250"), ("2026-11", "B", "1250"),
            ("2026-01", "C", "470"), ("2026-02", "C", "475"), ("2026-03", "C", "?"), ("2026-11", "C", "480"), ("2025-12", "C", "?"),
            ("2026-10", "D", "?"), ("2026-11", "D", "3860")]:
        t.equal(price(month, column), wanted, "price of %s in %s" % (column, month))
    t.check("改定の記録がない" in "\n".join(cells.values()), "a price that differs without a change on record is pointed at")
    t.check("TS-31" not in "\n".join(cells.values()), "no item of another buyer")
    gaps = [cells[c] for c in cells if c[0] == "F" and cells[c].isdigit()]
    t.equal(gaps[:3], ["4", "22", "24"], "months not known, counted")


def a_change_on_record_explains_the_price(t):
    """The case still holds the price before the change: that is said, not that no change is on record."""
    case, db = plain_dispute("before.db", items=[{"code": "PA", "name": "part", "unit_price_yen": "420.00", "units_per_year": 1000},
                                                 {"code": "PC", "name": "part", "unit_price_yen": "1200.00", "units_per_year": 1000}])
    cells = book(dossier(case, "A", db=db)[1])["価格の経過"]
    notes = {cells["A" + c[1:]].split("\n")[0]: x for c, x in cells.items() if c[0] == "G" and "A" + c[1:] in cells}
    t.check("記録 No.5に改定があるが、ケースの単価は改定前のまま" in notes["PA"], "the price before", notes)
    t.check("改定の記録がない" in notes["PC"], "another price is still pointed at", notes)


def gaps_are_counted(t):
    db, _ = example_log("gaps.db")
    for lang in LANGUAGES:
        for buyer in "AC":
            _, path = dossier(example(), buyer, "--with-margin", lang=lang, db=db)
            sheets = book(path)
            cover = sheets[SHEETS[lang][0]]
            for name in sheets:
                if name == SHEETS[lang][0]:
                    continue
                rows = [c for c in cover if c[0] == "A" and cover[c] == name]
                here = len([x for x in sheets[name].values() if x.startswith(GAP[lang])])
                t.check(rows and cover["C" + rows[0][1:]] == str(here), "gaps counted: %s %s %s" % (name, lang, buyer), rows and cover["C" + rows[0][1:]], here)


def enclosures_have_their_hashes(t):
    case = example()
    db = program.place("files.db")
    for name, bytes_ in (("letter.pdf", b"%PDF letter"), ("見積書 Q-17.pdf", b"%PDF quotation"), ("つきしろ電装.pdf", b"%PDF other")):
        with open(program.place(name), "wb") as out:
            out.write(bytes_)
    log(case, db, [{"kind": "request", "date": "2026-10-01", "party": "A", "medium": "email", "words": "申入れ",
                    "attachments": [{"file": "letter.pdf"}]},
                   {"kind": "meeting", "date": "2026-10-10", "party": "A", "words": "面談"}])
    _, path = dossier(case, "A", "--attach", program.place("見積書 Q-17.pdf"), "--attach", program.place("つきしろ電装.pdf"), db=db)
    sheet = book(path)["添付一覧"]
    joined = "\n".join(sheet.values())
    for bytes_ in (b"%PDF letter", b"%PDF quotation", b"%PDF other"):
        t.check(hashlib.sha256(bytes_).hexdigest() in joined.replace("\n", ""), "hash of " + bytes_.decode())
    t.check("letter.pdf" in joined and "つきしろ" not in texts(path) and "■■■.pdf" in joined, "names, the others' blacked out")
    t.check("要請の文書" in joined and "調達部発 2026-114号" in joined, "the paper of the request is marked missing")
    t.check(joined.count("未添付") >= 4 and "議事録" in joined, "minutes are marked missing", joined)
    t.check("見積書\n見積書 Q-17" not in joined, "a quotation that is enclosed is not missing", joined)
    t.check(program.folder.name not in texts(path), "no path in the file")
    log(case, db, [{"kind": "minutes", "date": "2026-10-11", "party": "A", "words": "議事録", "attachments": [{"file": "letter.pdf"}]}])
    _, path = dossier(case, "A", db=db)
    sheet = book(path)["添付一覧"]
    missing = "\n".join(x for c, x in sheet.items())
    t.check("議事録を作り" not in missing, "minutes with a file are not missing")
    t.check("議事録" in "\n".join(book(path)["議事"].values()), "minutes stand by their meeting")


def who_prepared_it(t):
    for capacity, ja, en in (("self", "申告者本人", "the reporter itself"), ("agent", "代理人", "an agent"), ("lawyer", "弁護士による", "by a lawyer"),
                             ("gyoseishoshi", "行政書士による", "by a gyoseishoshi"), ("other", "支援者", "supporter")):
        for lang, word in (("ja", ja), ("en", en)):
            _, path = dossier(example(), "A", "--capacity", capacity, "--prepared-by", "作成 太郎" if lang == "ja" else "Pat", lang=lang)
            cover = "\n".join(book(path)[SHEETS[lang][0]].values())
            t.check(word.lower() in cover.lower() and ("作成 太郎" in cover or "Pat" in cover), "%s, %s" % (capacity, lang), cover[:900])
    _, path = dossier(small_case(), "A", "--notify", "yes", "--name-told", "no", "--pending", "none so far", "--ask", "a fixed contact", lang="en")
    form = book(path)["Report form"]
    said = {form[c]: form.get("B" + c[1:]) for c in form if c[0] == "A"}
    t.equal((said["Notice of the outcome wished"], said["The other side may be told the name"], said["Pending elsewhere"]), ("yes", "no", "none so far"),
            "wishes on the form")
    t.check("a fixed contact" in book(path)["Asked for"].values(), "what else is asked for")
    _, path = dossier(small_case(), "A", lang="en")
    form = book(path)["Report form"]
    said = {form[c]: form.get("B" + c[1:], "") for c in form if c[0] == "A"}
    t.check(all(said[k].startswith(GAP["en"]) for k in ("Notice of the outcome wished", "The other side may be told the name", "Pending elsewhere", "How")),
            "left open: a gap that says what to fill in", said)


def acts_carry_the_dossier(t):
    """The cover lists what happened, asks follow from it, and the order of recording changes nothing of it."""
    case = small_case()
    case["supplier"]["capital_yen"] = 10000000
    case["buyers"][0].update(capital_yen=500000000, is_corporation=True,
                             transactions=[{"type": "manufacturing", "ordered_on": "2026-04-10"}])
    entries = [
        {"kind": "request", "date": "2026-09-01", "party": "A", "medium": "mail", "amount_yen": 360000, "words": "協議のお願い"},
        {"kind": "refusal", "date": "2026-09-20", "party": "A", "medium": "phone", "words": "値上げの話はしない",
         "persons": [{"side": "buyer", "role": "課長", "name": "山田 一"}]},
        {"kind": "price_change", "date": "2026-10-01", "party": "A", "by": "buyer", "decided": "buyer", "items": [
            {"code": "P-1", "before_yen": "100", "after_yen": "98"}, {"code": "P-2", "before_yen": "200", "after_yen": "196"}]},
        {"kind": "objection", "date": "2026-10-05", "party": "A", "medium": "email", "words": "同意しない",
         "persons": [{"side": "buyer", "role": "課長", "name": "山田 一郎"}]},
        {"kind": "payment", "date": "2026-10-20", "party": "A", "amount_yen": 1000000, "received_on": "2026-07-01",
         "due_on": "2026-08-29", "means": "note", "cash_on": "2026-11-10"},
        {"kind": "request", "date": "2026-10-21", "party": "A", "medium": "mail", "words": "再度のお願い"}]
    seen = []
    for turn, order in enumerate((range(6), reversed(range(6)), (3, 0, 5, 2, 4, 1))):
        db = program.place("acts%d.db" % turn)
        log(case, db, [entries[i] for i in order])
        done, path = dossier(case, "A", db=db)
        t.equal(done.returncode, 0, "written", done.stderr.decode())
        cells = book(path)["表紙"]
        cover = [cells[c] for c in sorted((c for c in cells if c[0] == "B"), key=lambda c: int(c[1:]))]
        asks = re.sub(r"No\.\d+", "No.", "\n".join(book(path)["求めること"].values()))
        seen.append((re.sub(r"No\.\d+|[0-9a-f]{32}", "", "\n".join(cover)), asks))
    t.check("値上げの話はしない" in seen[0][0] and "同意しない" in seen[0][0], "the cover lists what happened", seen[0][0])
    for words in ("単価の引下げを取りやめ", "差額を支払うこと", "年14.6%の利息", "手形などによらず満額の現金", "協議の日程を定め"):
        t.check(words in seen[0][1], "asked for: " + words, seen[0][1])
    t.check("360,000円" in seen[0][1], "the amount of the first request, which the reminder left out")
    for other in seen[1:]:
        t.equal(other, seen[0], "cover and asks in another order of recording")
    text = "\n".join(book(path)["表紙"].values())
    t.check("面談・協議は行われていません（相手方の断りの回答 1件）" in text, "a refusal is no talks", text[-900:])
    form = "\n".join(book(path)["申告様式の項目"].values())
    t.check("山田 一\n" in form and "山田 一郎" in form, "a name within another is another name", form)
    t.check("断りの回答1件" in form, "the form calls a refusal one")


DISPUTE = [
    {"kind": "request", "date": "2026-08-20", "party": "A", "by": "buyer", "medium": "mail", "words": "★3を取ること"},
    {"kind": "request", "date": "2026-09-01", "party": "A", "medium": "mail", "amount_yen": 360000, "words": "協議のお願い"},
    {"kind": "refusal", "date": "2026-09-20", "party": "A", "medium": "phone", "words": "値上げの話はしない"},
    {"kind": "price_change", "date": "2026-10-01", "party": "A", "by": "buyer", "decided": "buyer", "effective_on": "2026-10-10", "items": [
        {"code": "P-1", "before_yen": "100", "after_yen": "98"}, {"code": "P-2", "before_yen": "200", "after_yen": "196"}]},
    {"kind": "objection", "date": "2026-10-05", "party": "A", "medium": "email", "words": "同意しない"},
    {"kind": "order", "date": "2026-06-10", "party": "A", "number": "N-7", "deliver_by": "2026-07-01", "amount_yen": 1000000, "words": "発注"},
    {"kind": "payment", "date": "2026-10-20", "party": "A", "number": "N-7", "amount_yen": 1000000, "received_on": "2026-07-01",
     "due_on": "2026-08-29", "means": "note", "cash_on": "2026-11-10", "words": "手形で受領"},
    {"kind": "price_change", "date": "2025-04-01", "party": "A", "decided": "agreed", "items": [
        {"code": "P-1", "before_yen": "95", "after_yen": "100"}]}]
FILING = {"ja": ["表紙", "経過表", "申入れとその後", "適用範囲と取引関係", "注文・受領・支払", "価格の変更の表", "費用と根拠", "確認事項", "証拠説明書",
                 "独占禁止法の様式の項目", "取適法の様式の項目", "ハッシュ値", "hoshiwari"],
          "en": ["Cover", "Timeline", "Requests and after", "Scope and trade", "Orders and payments", "Changes of prices", "Cost and sources",
                 "Points to confirm", "List of evidence", "Items of the AMA form", "Items of the 取適法 form", "Hashes", "hoshiwari"]}


def dispute(name, order=None):
    case = small_case()
    case["supplier"]["capital_yen"] = 10000000
    case["buyers"][0].update(capital_yen=500000000, is_corporation=True, transactions=[{"type": "manufacturing", "ordered_on": "2026-06-10"}])
    db = program.place(name)
    entries = [dict(e) for e in DISPUTE]
    for i, e in enumerate(entries):
        with open(program.place("paper%d.txt" % i), "w", encoding="utf-8") as file:
            file.write("paper %d" % i)
        e["attachments"] = ["paper%d.txt" % i]
    log(case, db, [entries[i] for i in order or range(len(entries))])
    return case, db


def word(path):
    """Paragraphs of a Word document."""
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    return [plain("".join(re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", re.sub(r"<w:br/>", "<w:t>\n</w:t>", p), re.S)))
            for p in re.findall(r"<w:p>.*?</w:p>", text, re.S)]


def filing_holds_the_acts(t):
    """The set for filing: what happened, asks after it, each table, and nothing of the work set."""
    case, db = dispute("filing.db")
    for lang in LANGUAGES:
        done, path = dossier(case, "A", lang=lang, db=db, kind="filing")
        if not t.equal(done.returncode, 0, "written", done.stderr.decode()):
            return
        t.equal(list(book(path)), FILING[lang], "its sheets " + lang)
        done, out = dossier(case, "A", lang=lang, db=db, kind="filing", out=program.place("filing-%s.docx" % lang))
        t.equal(done.returncode, 0, "as Word", done.stderr.decode())
        said = word(out)
        cells = [c for name, sheet in book(path).items() if name != "hoshiwari" for c in sheet.values() if not re.fullmatch(r"-?\d+(\.\d+)?", c)]
        t.check(not [c for c in cells if c not in said], "Word says what the workbook says", [c for c in cells if c not in said][:5])
    ja, en = book(dossier(case, "A", db=db, kind="filing")[1]), "\n".join(word(program.place("filing-en.docx")))
    cover, timeline, prices = ("\n".join(ja[n].values()) for n in ("表紙", "経過表", "価格の変更の表"))
    # Words that a person typed stay as they are; everything else is English.
    t.check(not KANA.search(re.sub("取適法|甲[\\d-]+|★|下請法", "", "".join(x for x in en.split("\n") if not any((e.get("words") or "-") in x for e in DISPUTE)))),
            "no Japanese in the English one", KANA.findall(en)[:9])
    for words in ("値上げの話はしない", "同意しない", "1. 単価の引下げを取りやめ", "差額を支払うこと", "年14.6%の利息", "手形などによらず満額の現金"):
        t.check(words in cover, "cover: " + words, cover)
    t.check(cover.index("単価の引下げを取りやめ") < cover.index("協議すること"), "asks follow the acts first")
    t.check("次にすること" not in cover and "記入が残る" not in cover, "no to-dos")
    t.check("2025-04-01" in timeline and "合意" in timeline, "what was agreed stands beside what was not", timeline)
    t.check("P-1　100.00 → 98.00（-2.00%）" in prices and "P-1　95.00 → 100.00（+5.26%）" in prices, "prices with their change", prices)
    rounds = "\n".join(ja["申入れとその後"].values())
    t.check("断りの回答（No.3、19日後）" in rounds and "価格の変更（No.4、30日後）" in rounds, "what followed a request", rounds)
    order = [ja["注文・受領・支払"].get("%s4" % c) for c in "ABCDEFGH"]
    t.equal(order, ["N-7", "2026-06-10", "2026-07-01", "2026-07-01", "2026-08-29", "2026-11-10", "1,000,000円", "手形\n2026-10-20 交付"],
            "an order with what became of it: a note is paid when it turned into cash")
    check = json.loads(program.run("check", program.write(case, "filing-check.json"), "--db", db, "--json", env=ENGLISH).stdout)
    own = [f["rule"] for b in check["buyers"] for f in b["findings"] if f["party"] == "supplier"]
    points = "\n".join(ja["確認事項"].values())
    names = {r["id"]: r["name"]["ja"] for r in json.loads(program.run("rules", "--json").stdout)["rules"]}
    t.check(own and not [r for r in own if names[r] in points], "nothing of one's own conduct", [names[r] for r in own if names[r] in points])
    t.check("一律の引下げ" in points and "甲" in points, "points with exhibits", points)
    sums = ja["費用と根拠"]
    total = next(k for k, v in sums.items() if v == "合計")
    rows = [int(k[1:]) for k in sums if k[0] == "C" and int(k[1:]) < int(total[1:]) and re.fullmatch(r"\d+", sums[k])]
    t.check(rows and int(sums["C" + total[1:]]) == sum(int(sums["C%d" % r]) for r in rows), "cost adds up", sums)


def plain_dispute(name, **more):
    """A request, a meeting without minutes 42 days later, a cut, less paid than ordered and late: (case, store)."""
    case, db = small_case(), program.place(name)
    case["as_of"] = "2026-12-01"
    case["supplier"]["capital_yen"] = 20000000
    case["buyers"][0].update(is_corporation=True, capital_yen=450000000, employees_regular=1300, transactions=[{"type": "manufacturing"}], **more)
    log(case, db, [
        dict(kind="request", date="2026-08-03", party="A", by="supplier", medium="mail", words="talks please", amount_yen=480000),
        dict(kind="order", date="2026-08-18", party="A", medium="mail", number="PO-0818", amount_yen=2520000, deliver_by="2026-08-28", words="order"),
        dict(kind="delivery", date="2026-08-28", party="A", number="DN-77", answers=2, words="delivered"),
        dict(kind="meeting", date="2026-09-14", party="A", by="both", medium="in_person", words="not about cost",
             persons=[dict(side="buyer", department="Purchasing", role="manager", name="Hasegawa")]),
        dict(kind="price_change", date="2026-09-25", party="A", by="buyer", decided="buyer", medium="mail", effective_on="2026-10-01",
             items=[dict(code="PA", before_yen="420.00", after_yen="407.40"), dict(code="PC", before_yen="1150.00", after_yen="1115.50")]),
        dict(kind="objection", date="2026-10-15", party="A", by="supplier", medium="email", words="no", persons=[dict(side="buyer", name="Hasegawa")]),
        dict(kind="payment", date="2026-11-16", party="A", answers=3, amount_yen=2444400, received_on="2026-08-28", due_on="2026-10-20",
             means="bank_transfer", deducted_yen=75600, deducted_for="settlement")])
    return case, db


def what_is_asked_for_is_a_point(t):
    """What was taken off and the days of silence stand among the points, with the fact that is open; a person stands once."""
    case, db = plain_dispute("plain.db")
    done, path = dossier(case, "A", db=db, kind="filing")
    if not t.equal(done.returncode, 0, "written", done.stderr.decode()):
        return
    sheets = {name: "\n".join(cells.values()) for name, cells in book(path).items()}
    t.check("差し引いた額（記録の名目：settlement）を、当社の責めによるものでなければ返すこと：75,600円" in sheets["表紙"], "asked for", sheets["表紙"])
    points, act = sheets["確認事項"], sheets["取適法の様式の項目"]
    for words in ("確かめる事実が残る点", "差し引かれた額：75,600円（記録 No.7）", "未確認の事実：受注者の責めによるか", "返答のない日数：42（記録 No.1）"):
        t.check(words in points, "a point: " + words, points)
    t.check("決めた代金からの控除（2026年11月16日、No.7）　未確認の事実：受注者の責めによるか" in act, "an act reported, with what is open", act)
    for form in (act, sheets["独占禁止法の様式の項目"]):
        t.check("Purchasing manager Hasegawa" in form and "\nHasegawa" not in form, "the same person once", form)
    case["buyers"][0]["deduction"] = {"supplier_fault": True}
    points = "\n".join(book(dossier(case, "A", db=db, kind="filing")[1])["確認事項"].values())
    t.check("受注者の責めによるか" not in points, "with the fact known it is no point", points)


def what_names_no_fault_is_not_asked_about(t):
    """A deduction called after a price or a fee was made for no fault: nobody is asked. After goods or days, a person says it; so does the case."""
    for name, open_ in (("単価改定の差額", False), ("協力金", False), ("振込手数料", False), ("new price", False), ("不良品の値引", True),
                        ("納期遅れの負担金", True), ("調整", True)):
        case, db = small_case(), program.place("fault-%s.db" % name)
        case["supplier"]["capital_yen"] = 20000000
        case["buyers"][0].update(is_corporation=True, capital_yen=450000000, employees_regular=1300,
                                 transactions=[{"type": "manufacturing", "ordered_on": "2026-05-01"}])
        log(case, db, [dict(kind="payment", date="2026-09-30", party="A", amount_yen=900000, received_on="2026-08-28", due_on="2026-09-30",
                            means="bank_transfer", deducted_yen=5000, deducted_for=name)])
        def looked(case):
            done = program.run("check", program.write(case, "fault.json"), "--json", "--db", db, env=ENGLISH)
            return next(f for f in json.loads(done.stdout)["buyers"][0]["findings"] if f["rule"] == "PRICE-09")
        found = looked(case)
        t.equal((found["result"] == "missing_facts", "deduction.supplier_fault" in json.dumps(found.get("missing", []))), (open_, open_), name)
        case["buyers"][0]["deduction"] = {"supplier_fault": True}
        t.equal(looked(case)["result"], "ok", "the case goes before the name: " + name)


def a_cut_that_was_withdrawn(t):
    """Nothing is left to withdraw; what was paid in between is still asked for, unless the cut never applied. Prices go back on that day."""
    item = dict(code="PA", before_yen="420.00", after_yen="400.00")
    for back, applied in (("2026-11-02", True), ("2026-09-30", False), (None, True)):
        case, db = small_case(), program.place("back-%s.db" % back)
        case["as_of"] = "2026-12-01"
        case["buyers"][0]["items"] = [{"code": "PA", "name": "part", "unit_price_yen": "420.00" if back else "400.00", "units_per_year": 1000}]
        log(case, db, [dict(kind="request", date="2026-08-03", party="A", by="supplier", medium="mail", words="talks please"),
                       dict(kind="price_change", date="2026-09-25", party="A", by="buyer", decided="buyer", medium="mail", effective_on="2026-10-01", items=[item])] +
            ([dict(kind="withdrawal", date=back, party="A", by="buyer", answers=2, medium="mail", words="the cut is withdrawn")] if back else []))
        sheets = {n: "\n".join(c.values()) for n, c in book(dossier(case, "A", db=db, kind="filing")[1]).items()}
        t.equal(("引下げを取りやめ" in sheets["表紙"], "差額を支払うこと" in sheets["表紙"]), (not back, applied), "asked: withdrawn %s" % back)
        t.equal("取下げ（No.3）" in sheets["価格の変更の表"], bool(back), "the table of prices says so: %s" % back)
        months = book(dossier(case, "A", db=db)[1])["価格の経過"]
        row = {months["A" + p[1:]]: months.get("B" + p[1:]) for p in list(months) if p.startswith("A") and re.match(r"20\d\d-\d\d", months[p])}
        t.equal([float(row[m]) for m in ("2026-09", "2026-10", "2026-11")], [420, 400 if applied else 420, 420 if back else 400], "by month: %s" % back)


def an_agreement_on_one_item_leaves_the_other(t):
    """A cut of two items, agreed on for one: the other is still asked for, talks go on, and what followed stands beside the point."""
    def item(code, before, after):
        return dict(code=code, before_yen=before, after_yen=after)
    for both in (False, True):
        case, db = small_case(), program.place("part-%s.db" % both)
        case["as_of"] = "2026-12-01"
        agreed = [item("PA", "400.00", "410.00")] + ([item("PB", "900.00", "950.00")] if both else [])
        log(case, db, [dict(kind="price_change", date="2026-09-20", party="A", decided="agreed", items=agreed),
                       dict(kind="meeting", date="2026-09-10", party="A", by="both", words="met"),
                       dict(kind="request", date="2026-03-02", party="A", by="supplier", medium="mail", words="talks please"),
                       dict(kind="refusal", date="2026-03-19", party="A", medium="phone", words="no"),
                       dict(kind="price_change", date="2026-04-10", party="A", by="buyer", decided="buyer", medium="fax",
                            items=[item("PA", "420.00", "400.00"), item("PB", "1000.00", "900.00")])])
        sheets = book(dossier(case, "A", db=db, kind="filing")[1])
        cover = sheets["表紙"]
        rows = {x: cover["A" + place[1:]] for place, x in cover.items() if place.startswith("B") and "A" + place[1:] in cover}
        cut = [fact for x, fact in rows.items() if "引下げを取りやめ" in x]
        t.equal(cut, [] if both else ["No.5　2026年4月10日\nPB 1000.00 → 900.00"], "what is left of the cut, both agreed: %s" % both)
        t.check(any("差額を支払う" in x and "PA 420.00" in fact for x, fact in rows.items()), "back payment is for all of it", rows)
        t.equal(any("協議を続け" in x for x in rows), not both, "talks go on, both agreed: %s" % both)
        points = list(sheets["確認事項"].values())
        after = "この行為の後の双方の協議・合意：2026年9月10日 面談・協議（No.2）、2026年9月20日 合意による価格の変更（No.1）"
        for act in ("2026年4月10日 価格の変更（No.5）", "2026年3月19日 断りの回答（No.4）"):
            beside = [points[i + 1] for i, x in enumerate(points) if x.startswith(act)]
            t.check(beside and all(after in x for x in beside), "what followed stands beside: " + act, beside)


def days_stand_beside_their_number(t):
    """check and the paper alike: what a number of days is counted from, and only where it is known."""
    case, db = plain_dispute("beside.db")
    said = program.run("check", program.write(case, "days.json"), "--db", db, "--lang", "ja", env=ENGLISH).stdout.decode()
    for rule in ("REC-10",):
        words = said.split(rule + " ", 1)[1].split("根拠:")[0]
        t.check("受領した日 2026年8月28日" in words and "支払期日 2026年10月20日" in words, rule + " has both days", words)
    del case["buyers"][0]["transactions"]
    case["buyers"][0]["transactions"] = [{"type": "manufacturing", "ordered_on": "2026-05-01"}]
    case["buyers"][0]["payment"] = {"days_after_receipt": 75}
    said = program.run("check", program.write(case, "days.json"), "--lang", "ja", env=ENGLISH).stdout.decode()
    words = said.split("REC-04 ", 1)[1].split("根拠:")[0]
    t.check("75" in words and "受領した日" not in words, "no day where none is known", words)


def the_order_on_record_stands_in_the_scope(t):
    """Day, due day, receipt, amount and means of payment come from the record; blanks only where nothing is."""
    case, db = plain_dispute("scope.db")
    work, filing = (book(dossier(case, "A", db=db, kind=kind)[1]) for kind in ("work", "filing"))
    scope = list(work["適用範囲"].values())
    for words in ("2026年8月18日（No.2）", "2026年8月28日（No.2）", "2026年8月28日（No.3）\n2026年11月16日（No.7）", "2,520,000円（No.2）"):
        t.check(words in scope, "scope: " + words, scope)
    t.check("製造委託\n2026年8月18日（No.2）\n—" in filing["適用範囲と取引関係"].values(), "with its exhibit", filing["適用範囲と取引関係"])
    act = list(filing["取適法の様式の項目"].values())
    t.check("製造委託 2026年8月18日（No.2）" in act and "振込、支払期日 2026年10月20日（No.7）" in act, "the form", act)
    done = program.run("check", program.write(case, "scope-check.json"), "--db", db, "--lang", "ja", env=ENGLISH).stdout.decode()
    t.check("発注日 2026年8月18日（協議の記録 2番）" in done and "これからの発注とみる" not in done.split("Buyer B")[0], "check has the order's day", done[:1500])
    log(case, db, [dict(kind="order", date="2025-11-01", party="A", number="OLD", words="order")])
    scope = list(book(dossier(case, "A", db=db)[1])["適用範囲"].values())
    t.check("2026年8月18日（No.2）" in scope, "an order under the former law does not take its place", scope)
    case["buyers"][0]["transactions"] *= 2
    scope = "\n".join(book(dossier(case, "A", db=db)[1])["適用範囲"].values())
    t.check("（記入：発注日）" in scope, "nothing tells to which of two transactions it belongs", scope)


def what_belongs_together_is_one_row(t):
    """Order, delivery note and payment joined by what they are on; what nothing joins says so, and the work set how to."""
    case, db = plain_dispute("rows.db")
    case["buyers"][0]["orders"] = [{"number": "No.7", "terms_in_writing": False}]
    cells = book(dossier(case, "A", db=db, kind="filing")[1])["注文・受領・支払"]
    t.equal([cells.get("%s4" % c) for c in "ABCDEFGHI"], ["PO-0818\nDN-77", "2026-08-18", "2026-08-28", "2026-08-28", "2026-10-20", "2026-11-16",
                                                         "2,520,000円\n差引き 75,600円", "振込", "いいえ"], "one row")
    t.check("A5" not in cells and "別の行" not in "\n".join(cells.values()), "and no other", cells)
    t.check("どの注文のものか" not in all_cells(dossier(case, "A", db=db)[1]), "nothing to join")
    log(case, db, [dict(kind="delivery", date="2026-09-28", party="A", number="DN-78", words="delivered")])
    cells = book(dossier(case, "A", db=db, kind="filing")[1])["注文・受領・支払"]
    t.check(cells["A5"] == "DN-78" and cells["A6"].startswith("No.8は、どの注文のものかが記録にない"), "what nothing joins says so", cells)
    t.check("--corrects" in all_cells(dossier(case, "A", db=db)[1]), "the work set says how to join it")
    log(case, db, [dict(kind="delivery", date="2026-09-28", party="A", number="PO-0818", words="delivered", corrects=8)])
    cells = book(dossier(case, "A", db=db, kind="filing")[1])["注文・受領・支払"]
    t.check("A5" not in cells, "which does join it", cells)


def what_speaks_for_the_other_side_is_there(t):
    """Answers with reasons, a counter-proposal and a meeting stand beside the point; its words are quoted; nothing is asked
    for twice; an objection is on what its words say, not on what came last."""
    case, db = small_case(), program.place("fair.db")
    case["buyers"][0].update(is_corporation=True, capital_yen=350000000, employees_regular=900,
                             transactions=[{"type": "manufacturing", "ordered_on": "2026-05-01"}])
    case["supplier"]["capital_yen"] = 12000000
    item = {"code": "Z-1", "before_yen": "500.00", "after_yen": "495.00"}
    log(case, db, [
        dict(kind="request", date="2026-03-02", party="A", by="supplier", medium="mail", words="talks please", reply_by="2026-03-20"),
        dict(kind="reply", date="2026-03-18", party="A", medium="email", words="not the price", reason="our budget is fixed"),
        dict(kind="counter_proposal", date="2026-03-19", party="A", medium="email", offers="product", words="ten licences"),
        dict(kind="meeting", date="2026-03-25", party="A", by="both", medium="in_person", words="explained"),
        dict(kind="price_change", date="2026-05-25", party="A", by="buyer", decided="buyer", applies_by="placed_orders", words="495 from May", items=[item]),
        dict(kind="payment", date="2026-07-31", party="A", amount_yen=3960000, received_on="2026-05-20", due_on="2026-06-30", means="electronic_record",
             cash_on="2026-07-31", deducted_yen=40000, deducted_for="price"),
        dict(kind="objection", date="2026-08-05", party="A", by="supplier", medium="email", words="pay for the moulds")])
    done, path = dossier(case, "A", db=db, kind="filing")
    if not t.equal(done.returncode, 0, "written", done.stderr.decode()):
        return
    sheets = {name: "\n".join(cells.values()) for name, cells in book(path).items()}
    points = sheets["確認事項"]
    t.check("申入れから決定までの相手方の回答・双方の協議：回答（No.2、理由「our budget is fixed」）、対案（No.3）、面談・協議（No.4）" in points, "exchange", points)
    form = sheets["独占禁止法の様式の項目"]
    t.check("「our budget is fixed」（No.2）" in form and "：「not the price」" in form, "the other side's words are quoted", form)
    t.check("理由：「our budget is fixed」" in sheets["表紙"], "its reason is on the cover", sheets["表紙"])
    t.check("一度だけ求めるもの" in sheets["表紙"], "the same money is asked for once", sheets["表紙"])
    t.check("3,960,000円 × 年14.6% × 13日" in sheets["表紙"] and "20,592円" in sheets["表紙"], "what interest was worked out from", sheets["表紙"])
    timeline = sheets["経過表"]
    t.check("対象: No.6" not in timeline and "対象: No.1（日付の順による）" in timeline, "what is only by the dates says so; an objection is on its words", timeline)
    log(case, db, [dict(kind="withdrawal", date="2026-08-06", party="A", corrects=n, words="wrong") for n in (2, 3, 4)])
    points = "\n".join(book(dossier(case, "A", db=db, kind="filing")[1])["確認事項"].values())
    t.check("双方の協議：記録はありません" in points, "none on record", points)


def filing_is_the_same_in_any_order(t):
    seen = []
    chance = random.Random(15)
    for turn, order in enumerate((range(8), reversed(range(8)), (3, 0, 5, 2, 7, 4, 1, 6), *(chance.sample(range(8), 8) for _ in range(6)))):
        folder = program.place("order%d" % turn)
        case, db = dispute("order%d.db" % turn, list(order))
        done, path = dossier(case, "A", "--exhibits", folder, db=db, kind="filing")
        t.equal(done.returncode, 0, "written", done.stderr.decode())
        cells = {n: sorted(re.sub(r"No\.\d+", "No.", c) for c in s.values() if not re.fullmatch(r"\d+", c))
                 for n, s in book(path).items() if n not in ("ハッシュ値", "hoshiwari")}
        rows = json.load(open(os.path.join(folder, "exhibits.json"), encoding="utf-8"))["exhibits"]
        seen.append((cells, [(r["number"], r["name"]) for r in rows]))
    for other in seen[1:]:
        t.check(other == seen[0], "the same paper and the same exhibits in another order of recording",
                [(n, [c for c in other[0][n] if c not in seen[0][0][n]][:3]) for n in seen[0][0] if other[0][n] != seen[0][0][n]])


def corrections_and_withdrawals_in_any_order(t):
    """Entries of many kinds, one corrected, one taken back as an entry, three withdrawn: the same filing however recorded."""
    made = [dict(kind="request", date="2026-05-01", by="buyer", words="star"), dict(kind="request", date="2026-05-11", medium="mail", words="one"),
            dict(kind="request", date="2026-06-08", words="two"), dict(kind="refusal", date="2026-06-19", medium="phone", words="no"),
            dict(kind="price_change", date="2026-08-03", by="buyer", decided="buyer", items=[{"code": "X", "before_yen": "100", "after_yen": "97"}]),
            dict(kind="objection", date="2026-08-10", words="against"), dict(kind="meeting", date="2026-09-01", words="met"),
            dict(kind="note", date="2026-09-02", words="mistaken"),
            dict(kind="withdrawal", date="2026-09-10", words="back one", of=("answers", 1)),
            dict(kind="withdrawal", date="2026-09-11", words="back two", of=("answers", 2)),
            dict(kind="withdrawal", date="2026-09-12", words="back three", of=("answers", 5)),
            dict(kind="meeting", date="2026-09-03", words="met indeed", of=("corrects", 6)),
            dict(kind="withdrawal", date="2026-09-13", words="never was", of=("corrects", 7))]
    chance, seen = random.Random(30), []
    for turn in range(5):
        order = sorted(range(len(made)), key=lambda i: (chance.random() if turn else i))
        order = [i for i in order if "of" not in made[i]] + [i for i in order if "of" in made[i]]
        at = {i: n + 1 for n, i in enumerate(order)}
        case, db = small_case(), program.place("mixed%d.db" % turn)
        log(case, db, [{**{k: v for k, v in made[i].items() if k != "of"}, "party": "A",
                        **({made[i]["of"][0]: at[made[i]["of"][1]]} if "of" in made[i] else {})} for i in order])
        cells = book(dossier(case, "A", db=db, kind="filing")[1])
        seen.append({n: sorted(re.sub(r"No\.\d+", "No.", c) for c in s.values() if not re.fullmatch(r"\d+", c))
                     for n, s in cells.items() if n not in ("ハッシュ値", "hoshiwari")})
    for other in seen[1:]:
        t.check(other == seen[0], "the same filing in another order, corrected and withdrawn entries too",
                [(n, [c for c in other[n] if c not in seen[0][n]][:3]) for n in seen[0] if other[n] != seen[0][n]])


def filled_cells_come_back(t):
    """What a person fills in has a place in the case: read by import, printed again, never lost without a word."""
    case, db = dispute("blanks.db")
    case["title"] = "t"
    done, path = dossier(case, "A", db=db, kind="filing", out=program.place("blanks.xlsx"))
    cells = book(path)["hoshiwari"]
    at = {cells["A" + k[1:]][7:]: (cells["B" + k[1:]], v) for k, v in cells.items() if k[0] == "C" and k != "C1"}
    papers = [r for r in at if r.endswith("].made_by")]
    want = {"buyers[A].address": "東京都千代田区1-1", "buyers[A].representative": "代表取締役 甲野", "buyers[A].size_known_by": "有価証券報告書",
            "buyers[A].dispute.together_with": "なし", "buyers[A].dispute.pending": "なし", "buyers[A].dispute.reported_before": "いいえ",
            "buyers[A].dispute.notice_wished": "はい", "buyers[A].orders[N-7].terms_in_writing": "いいえ", papers[0]: "乙山",
            papers[0].replace("made_by", "made_on"): "令和8年8月20日"}
    t.check(set(want) <= set(at), "each has its place", sorted(set(want) - set(at)))
    if not set(want) <= set(at):
        return
    typed, out = program.place("blanks-typed.xlsx"), program.place("blanks.json")
    numbers_ = {n: i + 1 for i, n in enumerate(book(path))}
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(typed, "w") as b:
        for part in a.namelist():
            text = a.read(part).decode("utf-8", "replace") if part.endswith(".xml") else a.read(part)
            for field, value in want.items():
                if part == "xl/worksheets/sheet%d.xml" % numbers_[at[field][0]]:
                    text, n = re.subn(r'<c r="%s"[^>/]*(?:/>|>.*?</c>)' % at[field][1],
                                      '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (at[field][1], value), text)
                    t.equal(n, 1, "the cell of " + field)
            b.writestr(part, text)
    program.write(case, "blanks.json")
    done = program.run("import", typed, "-o", out, env=ENGLISH)
    if not t.equal(done.returncode, 0, "import reads it", done.stdout.decode() + done.stderr.decode()):
        return
    buyer = json.load(open(out, encoding="utf-8"))["buyers"][0]
    t.equal((buyer["address"], buyer["representative"], buyer["size_known_by"], buyer["dispute"], buyer["orders"], buyer["exhibits"]),
            (want["buyers[A].address"], "代表取締役 甲野", "有価証券報告書",
             {"together_with": "なし", "pending": "なし", "reported_before": False, "notice_wished": True},
             [{"number": "N-7", "terms_in_writing": False}],
             [{"sha256": papers[0].split("[")[2].split("]")[0], "made_by": "乙山", "made_on": "2026-08-20"}]), "and puts it into the case")
    _, again = dossier(json.load(open(out, encoding="utf-8")), "A", db=db, kind="filing")
    said = all_cells(again)
    t.check(all(x in said for x in ("東京都千代田区1-1", "代表取締役 甲野", "乙山", "2026年8月20日")), "the next paper has it")
    done, _ = dossier(case, "A", db=db, kind="filing", out=typed)
    t.check(done.returncode == 3 and "HW-108" in done.stderr.decode(), "a filled file is not overwritten without a word", done.stderr.decode())
    saved = program.place("saved.docx")
    dossier(case, "A", db=db, kind="filing", out=saved)
    inside = [(n, zipfile.ZipFile(saved).read(n)) for n in zipfile.ZipFile(saved).namelist()]
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as z:
        for n, data in inside:
            z.writestr(n, data)
    done, _ = dossier(case, "A", db=db, kind="filing", out=saved)
    t.check(done.returncode == 3 and "HW-108" in done.stderr.decode(), "nor is a Word document", done.stderr.decode())


def type_into_word(path, out, values, how):
    """The blanks of `values` (path: text) filled in: into their control, in its place, behind its hint; as LibreOffice saves it
    (no tags, no marks of a placeholder), with a row put before."""
    with zipfile.ZipFile(path) as a, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as b:
        tags = {}
        for tag, field in re.findall(r'name="(hw:\d+)"><vt:lpwstr>[^<]*\t([^<\t]*)</vt', a.read("docProps/custom.xml").decode()):
            tags.setdefault(field, []).append(tag)
        for part in a.namelist():
            text = a.read(part)
            if part == "word/document.xml":
                text = text.decode()
                for field, value in values.items():
                    field, _, nth = field.partition("#")
                    control = re.search(r'<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="%s"/><w:showingPlcHdr/></w:sdtPr>'
                                        r'<w:sdtContent>(.*?)</w:sdtContent></w:sdt>' % tags[field][int(nth or 0)], text)
                    run = "<w:r><w:t>%s</w:t></w:r>" % value
                    new = (run if how in ("cell", "office") else control.group(0).replace("<w:showingPlcHdr/>", "").replace(
                        control.group(1), (control.group(1) if how == "behind" else "") + run))
                    text = text.replace(control.group(0), new)
                if how == "office":
                    text = re.sub(r'<w:tag w:val="hw:\d+"/><w:showingPlcHdr/>', "", text)
                    text = text.replace("</w:tr>", "</w:tr><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>")
                text = text.encode()
            b.writestr(part, text)


def a_refusal_without_a_price_is_no_decision(t):
    """Only a meeting was refused: nothing is said to have been decided, and what was refused stands once a rule."""
    case, db = small_case(), program.place("refused.db")
    case["buyers"][0].setdefault("negotiation", {})["decision_date"] = "2026-09-05"
    log(case, db, [
        {"kind": "request", "date": "2026-09-01", "party": "A", "medium": "mail", "words": "asked"},
        {"kind": "refusal", "date": "2026-09-05", "party": "A", "by": "buyer", "medium": "phone", "words": "no meeting"}])
    for kind in ("filing", "work"):
        _, path = dossier(case, "A", lang="ja", db=db, kind=kind)
        cells = all_cells(path).split("\n")
        t.check(not [x for x in cells if x.startswith(("価格が決められたか：はい", "決定の日"))],
                "a meeting refused is not called a price that was decided, " + kind)
    done = program.run("check", program.write(case), "--db", db, "--json", env=ENGLISH)
    found = [f for b in json.loads(done.stdout)["buyers"] for f in b["findings"]]
    for rule in ("PRICE-02", "PRICE-03", "PRICE-35", "PRICE-40"):
        t.equal([f["result"] for f in found if f["rule"] == rule],
                ["attention" if rule in ("PRICE-35", "PRICE-40") else "not_applicable"], "a refusal, " + rule)


def what_is_taken_back_stays_with_both_days(t):
    """A request and an objection that were withdrawn: listed, not open, and said where a point rests on them."""
    case, db = small_case(), program.place("back.db")
    log(case, db, [
        {"kind": "request", "date": "2026-06-01", "party": "A", "medium": "mail", "words": "asked", "amount_yen": 480000},
        {"kind": "price_change", "date": "2026-08-10", "party": "A", "by": "buyer", "decided": "buyer", "words": "cut",
         "items": [{"code": "X", "before_yen": "100", "after_yen": "97"}]},
        {"kind": "objection", "date": "2026-08-20", "party": "A", "medium": "mail", "words": "objected"},
        {"kind": "取下げ", "date": "2026-09-10", "answers": 1, "words": "taken back"},
        {"kind": "withdrawal", "date": "2026-09-20", "answers": 3, "words": "objection taken back"}])
    for kind in ("filing", "work"):
        _, path = dossier(case, "A", lang="ja", db=db, kind=kind)
        cells = all_cells(path)
        for words in ("異議", "取下げ", "objection taken back", "2026年9月20日", "2026年8月20日", "2026年9月10日（No.4）"):
            t.check(words in cells, "what was taken back stays, with both days, %s: %s" % (kind, words))
        t.check("No.1は、その後、2026年9月10日に取り下げられています（No.4）。" in cells, "the point that rests on it says so, " + kind)
        t.check("未回答の申入れはありません" in cells, "no request is open, " + kind)
        t.check("の申入れから後の回答はなく" not in cells, "and none is waited for, " + kind)
        t.check("480,000円を" not in cells, "nothing is asked for by it, " + kind)
    for add, code in (({"answers": 2}, "by: buyer"), ({"answers": 1, "by": "buyer"}, "by: supplier"), ({"answers": 2, "corrects": 2}, "corrects"), ({}, "corrects, answers")):
        done = program.run("log", program.write(case), "add", program.write(
            {"hoshiwari_log": 1, "entries": [dict(kind="withdrawal", date="2026-10-01", words="x", party="A", **add)]}, "w.json"), "--db", db,
            env=ENGLISH)
        t.check(done.returncode and code in done.stderr.decode(), "refused: %s" % add, done.stderr.decode())


def days_are_counted_from_the_request_they_name(t):
    """A reminder, a postponement between: days run from the first request of the round, and the postponement is not hidden."""
    case, db = small_case(), program.place("days.db")
    case["as_of"] = "2026-10-31"
    case["supplier"].update(capital_yen=10000000, employees_regular=26)
    case["buyers"][0].update(capital_yen=480000000, employees_regular=1150,
                             transactions=[{"type": "manufacturing", "ordered_on": "2026-06-01"}])
    log(case, db, [
        {"kind": "request", "date": "2026-06-03", "party": "A", "medium": "mail", "words": "asked"},
        {"kind": "postponement", "date": "2026-06-25", "party": "A", "words": "later"},
        {"kind": "request", "date": "2026-09-03", "party": "A", "medium": "mail", "words": "reminded"},
        {"kind": "refusal", "date": "2026-09-18", "party": "A", "medium": "phone", "words": "no"}])
    cells = all_cells(dossier(case, "A", lang="ja", db=db, kind="filing")[1])
    t.check("2026年9月18日、相手方の断りの回答がありました（2026年6月3日の申入れから107日）" in cells, "days from the request that is named", cells[:3000])
    t.check("直近の申入れ" not in cells, "and none is called the latest that is not")
    t.check("延期の連絡はあった（No.2、2026年6月25日）" in cells, "a postponement is said beside the days")


def what_was_asked_is_said(t):
    """The amount of the request beside another one of the estimate: both are named; averages alone are called so."""
    case, db = small_case(), program.place("asked.db")
    log(case, db, [{"kind": "request", "date": "2026-06-01", "party": "A", "medium": "書面", "words": "asked", "amount_yen": 480000},
                   {"kind": "要請", "date": "2026-05-01", "party": "A", "medium": "手渡し", "words": "star"}])
    open_case = copy.deepcopy(case)
    open_case["gap"] = {"answers": {}}
    for kind in ("filing", "work"):
        for answered, made in ((True, case), (False, open_case)):
            _, path = dossier(made, "A", lang="ja", db=db, kind=kind)
            cells = all_cells(path)
            if kind == "filing":
                t.check("申入れで示した額は480,000円" in cells and "とは異なります" in cells, "the form says both amounts, " + kind)
                t.equal("確かめる前の概算です" in cells, not answered, "averages are called so, filing, %s" % answered)
            else:
                t.check("申入れで示した額（480,000円）と、今の積算" in cells, "and the work set cautions")
                t.equal("一つも回答がない" in cells, not answered, "averages are called so, work, %s" % answered)
            t.check("書面" in cells and "手渡し" in cells and "郵送" not in cells and "要請\n取引先" in cells.replace("相手方", "取引先"),
                    "a paper is not called mail, a level is asked for by the buyer, " + kind)
    mine = copy.deepcopy(case)
    refused = program.run("log", program.write(mine), "add", "--kind", "依頼", "--date", "2026-05-01", "--party", "A", "--words", "x", "--db", db,
                          env=ENGLISH)
    t.check(refused.returncode and "要請" in refused.stderr.decode(), "a word that either side may use is asked about", refused.stderr.decode())


def what_prices_brought_is_not_asked_again(t):
    """A rise since the request comes off what is asked for; an agreement closes the matter until something is asked anew."""
    case = small_case()
    asked = next(p["asked_annual_yen"] for p in program.estimate(case)["sharing"]["parties"] if p["id"] == "A")
    talks, rest = "を価格に反映することについて、協議すること", "年額 %s円（税抜" % format(asked - 240000, ",")
    request = {"kind": "request", "date": "2026-07-01", "party": "A", "medium": "mail", "words": "asked"}

    def rise(code, decided, day="2026-09-10", after="1270"):
        return {"kind": "price_change", "date": day, "party": "A", "by": "both", "decided": decided, "words": "rise",
                "items": [{"code": code, "before_yen": "1250", "after_yen": after}]}
    again = {"kind": "request", "date": "2026-10-01", "party": "A", "medium": "mail", "words": "asked anew"}
    rows = (("none", [request], True, None), ("cut", [request, rise("A-100", "buyer", after="1230")], True, None), ("set", [request, rise("A-100", "buyer")], True, rest), ("agreed", [request, rise("A-100", "agreed")], False, None),
            ("anew", [request, rise("A-100", "agreed"), again], True, None), ("before", [rise("A-100", "agreed", "2026-06-01"), request], True, None),
            ("unknown", [request, rise("Z", "buyer")], True, "年間の数量の記載がない品目の単価の引上げが1件"),
            ("objected", [request, rise("A-100", "agreed"), {"kind": "objection", "date": "2026-10-02", "party": "A", "words": "not so"}], True, rest))
    for name, entries, open_, said in rows:
        db = program.place("raised-%s.db" % name)
        log(case, db, entries)
        cells = {kind: all_cells(dossier(case, "A", lang="ja", db=db, kind=kind)[1]) for kind in ("filing", "work")}
        t.equal(talks in cells["filing"], open_, "talks on the amount are asked for: " + name)
        t.equal("単価を合意し、その後の申入れ・異議は記録にない" in cells["work"], not open_, "the work set says what closed it: " + name)
        t.equal("申入れの後に引き上げられた単価の分" in cells["filing"], said == rest, "what was raised is said: " + name)
        if open_ and said != rest:
            t.check("年額 %s円（税抜" % format(asked, ",") in cells["filing"], "the whole is asked for: " + name)
        if said:
            t.check(said in cells["filing"], said + ": " + name)
        if any(e["kind"] == "price_change" for e in entries):
            t.check("価格の変更（合意を含む）1件" in cells["filing"], "the form counts the change: " + name)


def filing_of_a_dispute_says_only_what_is_true(t):
    """Acts of the other side are its own, payments among them; a maturity to come is none of money; a note by phone is no memo."""
    case, db = small_case(), program.place("true.db")
    day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)
    log(case, db, [
        {"kind": "request", "date": "2026-07-01", "party": "A", "by": "buyer", "words": "star wanted"},
        {"kind": "delivery", "date": "2026-08-01", "party": "A", "words": "d"},
        {"kind": "request", "date": "2026-09-01", "party": "A", "medium": "mail", "words": "asked"},
        {"kind": "refusal", "date": "2026-09-05", "party": "A", "by": "buyer", "medium": "mail", "words": "no meeting"},
        {"kind": "price_change", "date": "2026-09-10", "party": "A", "by": "both", "decided": "buyer", "words": "cut",
         "items": [{"code": "X", "before_yen": "100", "after_yen": "97"}]},
        {"kind": "objection", "date": "2026-10-02", "party": "A", "words": "objected"},
        {"kind": "payment", "date": "2026-11-20", "party": "A", "amount_yen": 1000000, "received_on": "2026-08-01", "means": "note",
         "cash_on": "2027-02-26"},
        {"kind": "note", "date": "2026-11-21", "party": "A", "words": "called them", "medium": "phone"},
        {"kind": "note", "date": "2026-11-21", "party": "A", "words": "to ourselves"}])
    for form in ("csv", "json"):
        done = program.run("log", program.write(case), "export", "--party", "A", "--format", form, "--db", db, env=ENGLISH)
        t.check("2 notes of your own" in done.stderr.decode(), "an export tells of own notes in it, " + form, done.stderr.decode())
    done = program.run("log", program.write(case), "list", "--party", "A", "--db", db, env=ENGLISH)
    t.check("notes of your own" not in done.stderr.decode(), "a list for oneself does not")
    for kind in ("filing", "work"):
        _, path = dossier(case, "A", lang="ja", db=db, kind=kind)
        cells = all_cells(path)
        t.check("双方\n" not in cells and "双方：価格の変更" not in cells, "no act of both, " + kind, [x for x in cells.split("\n") if "双方" in x][:5])
        t.check("満期（予定）" in cells and "現金になった日: 2027" not in cells, "a maturity to come is one, " + kind)
        t.check("要請" in cells and "2026年7月1日\n取引先：申入れ" not in cells, "what the buyer asks for is a 要請, " + kind)
    _, path = dossier(case, "A", lang="ja", db=db, kind="filing")
    found = book(path)
    rounds, course = ("\n".join(next(c for n, c in found.items() if w in n).values()) for w in ("申入れとその後", "経過表"))
    t.check("2026年11月20日 支払（No.7、49日後）" in rounds and "返答・協議の記録はありません" in rounds and "行為の記録はありません" not in rounds,
            "a payment is an act, and no answer", rounds)
    t.check("called them" in course and "to ourselves" not in course and "メモ1件" in course and "誰にも送っていない" not in course, "a note by phone is no memo", course)
    t.check(day.strftime("%Y-%m-%d") in course and "日本時間" in course, "the day of recording is Japan's", course[-300:])


def partial_rise():
    """A meeting with minutes, a refusal with its reason, an objection taken back, a price raised in part, a note."""
    case, db = small_case(), program.place("part%d.db" % made[0])
    case["supplier"].update(capital_yen=10000000, employees_regular=26)
    case["buyers"][0].update(capital_yen=480000000, employees_regular=1150,
                             transactions=[{"type": "manufacturing", "ordered_on": "2026-06-01"}])
    with open(program.place("paper.txt"), "w", encoding="utf-8") as file:
        file.write("paper")
    log(case, db, [
        {"kind": "request", "date": "2026-06-03", "party": "A", "by": "buyer", "medium": "mail", "words": "star"},
        {"kind": "request", "date": "2026-07-01", "party": "A", "medium": "mail", "words": "asked"},
        {"kind": "request", "date": "2026-08-01", "party": "A", "medium": "mail", "words": "reminded"},
        {"kind": "meeting", "date": "2026-08-08", "party": "A", "words": "met"},
        {"kind": "minutes", "date": "2026-08-09", "party": "A", "words": "minutes", "answers": 4, "attachments": ["paper.txt"]},
        {"kind": "refusal", "date": "2026-08-22", "party": "A", "medium": "email", "words": "no", "reason": "no budget", "answers": 3},
        {"kind": "objection", "date": "2026-08-26", "party": "A", "medium": "mail", "words": "objected", "answers": 6},
        {"kind": "withdrawal", "date": "2026-08-30", "words": "taken back", "answers": 7},
        {"kind": "price_change", "date": "2026-09-05", "party": "A", "by": "buyer", "decided": "buyer", "words": "part", "answers": 3,
         "items": [{"code": "X", "before_yen": "100", "after_yen": "101"}, {"code": "Y", "before_yen": "200", "after_yen": "200"}]},
        {"kind": "payment", "date": "2026-09-20", "party": "A", "amount_yen": 1000000, "received_on": "2026-07-20", "due_on": "2026-08-31",
         "means": "bank_transfer", "deducted_yen": 660, "deducted_for": "振込手数料"},
        {"kind": "payment", "date": "2026-09-30", "party": "A", "amount_yen": 2400000, "received_on": "2026-08-20", "due_on": "2026-09-30",
         "means": "note", "cash_on": "2027-03-31"}])
    return case, db


def what_speaks_for_the_buyer_stands_with_the_decision(t):
    """A reason on record is not called missing, an explanation nobody asked for is not called refused, a price raised is told."""
    case, db = partial_rise()
    done = program.run("check", program.write(case), "--db", db, "--json", env=ENGLISH)
    found = [f for b in json.loads(done.stdout)["buyers"] for f in b["findings"]]
    for rule, result in (("PRICE-02", "ok"), ("PRICE-40", "ok"), ("PRICE-03", "attention")):
        t.equal([f["result"] for f in found if f["rule"] == rule], [result], "meeting and reason on record, " + rule)
    cells = all_cells(dossier(case, "A", lang="ja", db=db, kind="filing")[1])
    t.check("いいえ（記録 No.9）" not in cells and "協議に応じないまま" not in cells, "nothing is denied that stands on record")
    for words in ("断りの回答（No.6、理由「no budget」）", "面談・協議（No.4）", "同じ決定で上がった単価（円）：X 100.00 → 101.00"):
        t.check(words in cells, "what speaks for the buyer: " + words)


def what_is_on_record_is_found_where_it_is_looked_for(t):
    """Minutes beside their meeting, a decision under the request it is on, every means of payment, the days that lateness is
    counted from; nothing is asked for that the record answers or gives no reason for."""
    case, db = partial_rise()
    found = {n: "\n".join(c.values()) for n, c in book(dossier(case, "A", lang="ja", db=db, kind="filing")[1]).items()}
    cover, act, ama = found["表紙"], found["取適法の様式の項目"], found["独占禁止法の様式の項目"]
    t.check("met\n甲1（議事録、No.5）" in cover, "minutes are an exhibit of their meeting", cover)
    rounds = found["申入れとその後"]
    row = rounds[rounds.index("reminded"):rounds.index("objected")]
    for words in ("断りの回答（No.6、21日後）", "価格の変更（No.9、35日後）"):
        t.check(words in row, "a request keeps what followed it over an objection taken back: " + words, rounds)
    t.check("振込、支払期日 2026年8月31日（No.10）\n手形、支払期日 2026年9月30日（No.11）" in act, "every means of payment", act)
    t.check("差し引いた額（記録の名目：振込手数料）を" in cover and "差し引いた額の理由を示し" not in cover, "a reason on record is not asked for", cover)
    t.check("協議で求める資料" not in cover, "papers nobody asked for are not spoken of", cover)
    t.check("\nメール\n" in ama or "対面" in ama or "\n電子メール\n" in ama or "メール" in ama, "where it was done", ama)
    points = found["確認事項"]
    late = points[points.index("支払の遅れ\n", points.index("（No.11）\n支払の遅れ") - 1):]
    t.check("給付を受領した日：2026年8月20日（記録 No.11）" in late and "支払期日：2026年9月30日（記録 No.11）" in late, "the days of a note", late[:800])
    asked = copy.deepcopy(case)
    asked["buyers"][0]["negotiation"] = {"internal_papers_demanded": True}
    t.check("協議で求める資料" in all_cells(dossier(asked, "A", lang="ja", db=db, kind="filing")[1]), "and papers asked for are")
    cost = found["費用と根拠"]
    listed = set(re.findall(r"^根拠(\d+)$", cost, re.M))
    t.check(set(re.findall(r"根拠(\d+)", cost)) <= listed, "every number cited has its row", cost)


def the_work_set_tells_what_speaks_against_oneself(t):
    """An objection taken back and a price raised in part are own weaknesses; an order form that is kept is not missing."""
    case, db = partial_rise()
    for kept, told in ((True, False), (False, True)):
        log(case, db, [{"kind": "order", "date": "2026-09-0%d" % (6 + kept), "party": "A", "number": "PO-%d" % kept, "words": "o",
                        **({"attachments": ["paper.txt"]} if kept else {})}])
        found = {n: "\n".join(c.values()) for n, c in book(dossier(case, "A", lang="ja", db=db, kind="work")[1]).items()}
        missing = found["添付一覧"].split("2. まだない資料")[1]
        t.equal("発注書など" in missing, told, "an order form that is missing, %s" % told, missing)
    points = found["確認事項"].split("4. 当社の側で整える点")[1]
    for words in ("2026年8月30日に取り下げている（No.8）", "一部の単価を上げている：X 100.00 → 101.00"):
        t.check(words in points, "against oneself: " + words, points[:1500])


def who_decided_a_price_did_it(t):
    """A change decided by one side is that side's act, in every place that names or counts it."""
    case, db = small_case(), program.place("decided.db")
    log(case, db, [{"kind": "request", "date": "2026-05-01", "party": "A", "words": "w"}])
    for decided, side in (("buyer", "buyer"), ("supplier", "supplier"), ("agreed", "both")):
        log(case, db, [{"kind": "price_change", "date": "2026-07-15", "party": "A", "decided": decided, "words": "w",
                        "items": [{"code": "X", "before_yen": "100", "after_yen": "97"}]}])
        shown = json.loads(program.run("log", program.write(case), "export", "--format", "json", "--db", db, env=ENGLISH).stdout)["log"]
        t.equal(shown[-1]["by"], side, "decided: " + decided)
    for word, side in (("発注者", "buyer"), ("取引先", "buyer"), ("受注者", "supplier"), ("双方", "both")):
        shown = log(case, program.place("words-%s.db" % word), [{"kind": "price_change", "date": "2026-07-15", "party": "A", "decided": word,
                                                                 "items": [{"code": "X", "before_yen": "100", "after_yen": "97"}]}])["log"]
        t.equal(shown[-1]["by"], side, "as the lists print it: " + word)
    done = program.run("log", program.write(case), "verify", "--db", db, env=ENGLISH)
    t.equal(done.returncode, 0, "and the chain holds", done.stdout, done.stderr)
    _, path = dossier(case, "A", lang="en", db=db, kind="filing")
    t.check("Price changes, agreed ones included: 3;" in all_cells(path), "all changes are counted in the form", [x for x in all_cells(path).split("\n") if "Of the other side" in x])


def filled_blanks_of_the_word_document_come_back(t):
    """By their controls, and by the heads of table and row where a program has thrown the controls away."""
    case, db = dispute("word-blanks.db")
    want = {"buyers[A].address": "東京都千代田区1-1", "buyers[A].representative": "代表取締役 甲野", "buyers[A].dispute.reported_before": "いいえ",
            "buyers[A].orders[N-7].terms_in_writing": "いいえ"}
    for lang in ("ja", "en"):
        done, path = dossier(case, "A", lang=lang, db=db, kind="filing", out=program.place("word-blanks-%s.docx" % lang))
        program.write(case, "word-blanks.json")
        before, out = open(program.place("word-blanks.json"), "rb").read(), program.place("word-blanks.json")
        done = program.run("import", path, "-o", out, "--lang", "en", env=ENGLISH)
        t.check(done.returncode == 0 and b"is as it was" in done.stdout, "blanks left blank change nothing", done.stdout.decode() + done.stderr.decode())
        for how in ("control", "cell", "behind", "office"):
            typed = program.place("word-typed.docx")
            type_into_word(path, typed, want, how)
            with open(out, "wb") as file:
                file.write(before)
            done = program.run("import", typed, "-o", out, "--lang", "en", env=ENGLISH)
            if not t.equal(done.returncode, 0, "read as typed: " + how, done.stdout.decode() + done.stderr.decode()):
                continue
            buyer = json.load(open(out, encoding="utf-8"))["buyers"][0]
            t.equal((buyer.get("address"), buyer.get("representative"), buyer.get("dispute"), buyer.get("orders")),
                    ("東京都千代田区1-1", "代表取締役 甲野", {"reported_before": False}, [{"number": "N-7", "terms_in_writing": False}]), how)
            t.check("(4," in done.stdout.decode() or " 4 " in done.stdout.decode(), "the report counts them", done.stdout.decode())
            done, _ = dossier(case, "A", db=db, kind="filing", out=typed)
            t.check(done.returncode == 3 and "HW-108" in done.stderr.decode(), "not overwritten", done.stderr.decode())
    type_into_word(path, typed, {"buyers[A].address": "Tokyo", "buyers[A].address#1": "Osaka"}, "control")
    done = program.run("import", typed, "-o", out, env=ENGLISH)
    t.check(done.returncode == 1 and "HW-312" in done.stderr.decode() and "Osaka" in done.stderr.decode(), "one field, two answers", done.stderr.decode())
    other = dict(case, case_id="another")
    program.write(other, "word-other.json")
    type_into_word(path, typed, want, "control")
    done = program.run("import", typed, "-o", program.place("word-other.json"), env=ENGLISH)
    t.check(done.returncode == 1 and "HW-312" in done.stderr.decode(), "the paper of another case", done.stderr.decode())
    program.run("letter", program.write(case, "word-letter.json"), "--buyer", "A", "-o", program.place("letter.docx"))
    done = program.run("import", program.place("letter.docx"), "-o", out, env=ENGLISH)
    t.check(done.returncode == 1 and "HW-109" in done.stderr.decode(), "a letter has no blanks that come back", done.stderr.decode())


def other_acts_are_told_as_they_were(t):
    """Another dispute: one rate over many items and orders placed, a note, something taken off, moulds kept; talks held, then put off."""
    case = small_case()
    case["supplier"]["capital_yen"] = 5000000
    case["buyers"][0].update(capital_yen=900000000, is_corporation=True, transactions=[{"type": "manufacturing", "ordered_on": "2026-05-12"}],
                             contribution={"moulds_kept": True, "mould_storage_paid": False}, evidence=[{"fact": "contribution.moulds_kept", "entry": 1}])
    db = program.place("other.db")
    with open(program.place("moulds.txt"), "w") as file:
        file.write("moulds")
    entries = [
        {"kind": "要請", "by": "取引先", "date": "2026/3/10", "party": "A", "medium": "電話", "words": "金型14型を無償で預かること", "attachments": ["moulds.txt"]},
        {"kind": "申入れ", "date": "2026-04-20", "party": "A", "medium": "メール", "words": "協議のお願い"},
        {"kind": "回答", "date": "2026-05-08", "party": "A", "medium": "メール", "words": "来期に検討する", "reason": "予算の期が異なる"},
        {"kind": "面談", "date": "2026-06-15", "party": "A", "words": "結論は出ず"},
        {"kind": "支払い", "date": "2026-07-31", "party": "A", "number": "N-1", "amount_yen": 2400000, "received_on": "2026-06-01", "due_on": "2026-07-31",
         "means": "約束手形", "cash_on": "2026-11-20", "deducted_yen": 880, "deducted_for": "手数料", "words": "手形で受領"},
        {"kind": "価格改定", "by": "取引先", "date": "2026-08-01", "party": "A", "decided": "一方的", "medium": "書面", "applies_by": "発注済み", "words": "一律3%",
         "items": [{"code": "H-%02d" % i, "before_yen": str(100 * i), "after_yen": "%d" % (97 * i)} for i in range(1, 13)]},
        {"kind": "先送り", "date": "2026-09-01", "party": "A", "medium": "メール", "words": "担当の交代", "postponed_to": "2026-10-15"},
        {"kind": "メモ", "date": "2026-09-03", "party": "A", "words": "こちらの見積が弱い"},
        {"kind": "メモ", "date": "2026-09-04", "party": "A", "by": "当社", "medium": "メール", "words": "日程を尋ねた"}]
    log(case, db, entries)
    done, path = dossier(case, "A", db=db, kind="filing")
    if not t.equal(done.returncode, 0, "written", done.stderr.decode()):
        return
    sheets = book(path)
    cover, everything = "\n".join(sheets["表紙"].values()), "\n".join(c for s in sheets.values() for c in s.values())
    for words in ("延期された協議の日程", "No.7で延期先とされた2026年10月15日の後、協議の記録はありません", "No.6（2026年8月1日 価格の変更）について、書面・メールで示された理由の記録はありません",
                  "差し引いた額（記録の名目：手数料）を返すこと", "型・治具の保管の費用", "ほか9品目（全12品目）", "手形などによらず"):
        t.check(words in cover, "said: " + words, cover)
    for words in ("書面による理由の記録は、まだありません", "直近の回答・面談 2026年5月8日", "協議は行われていません", "こちらの見積が弱い"):
        t.check(words not in everything, "not said: " + words)
    t.check("申告者のメモ1件" in everything and "日程を尋ねた" in everything and "伝えた記録のないメモ" in everything, "a memo that went to nobody leaves its number and hash")
    points = list(sheets["確認事項"].values())
    at = next((i for i, c in enumerate(points) if c.startswith("型・治具の無償の保管")), None)
    t.check(at is not None and points[at + 3] == "No.1\n甲1", "a fact of the case cites the entry it names", points[at:at + 4] if at is not None else points)
    t.check("こちらの見積が弱い" in all_cells(dossier(case, "A", db=db)[1]), "the work set has the memo")


def sets_and_files_agree(t):
    case = small_case()
    for words, out in ((["--set", "work"], "x.docx"), (["--set", "all"], "x.xlsx"), (["--template", program.place("t.docx")], "x.xlsx")):
        done = program.run("dossier", program.write(case, "sets.json"), "--buyer", "A", "-o", program.place(out), *words, env=ENGLISH)
        t.check(done.returncode == 2 and not os.path.exists(program.place(out)), "refused: " + " ".join(words), done.stderr.decode())
    mine = program.place("mine.docx")
    with zipfile.ZipFile(os.path.join(ROOT, "data", "letters", "filing_ja.docx")) as a, zipfile.ZipFile(mine, "w") as b:
        for n in a.namelist():
            b.writestr(n, a.read(n).decode().replace("<w:body>", "<w:body><w:p><w:r><w:t>自社の頭書</w:t></w:r></w:p>"))
    done, out = dossier(case, "A", "--template", mine, kind="filing", out=program.place("own-head.docx"))
    t.check(done.returncode == 0 and word(out)[0] == "自社の頭書", "a template of one's own", done.stderr.decode())


def what_does_not_stand_is_no_event(t):
    case = small_case()
    case["supplier"]["reported_or_requested"] = True
    db = program.place("stands.db")
    log(case, db, [
        {"kind": "request", "date": "2026-09-01", "party": "A", "words": "お願い", "persons": [{"side": "buyer", "name": "誤った名"}]},
        {"kind": "request", "date": "2026-09-01", "party": "A", "words": "お願いします", "corrects": 1,
         "persons": [{"side": "buyer", "name": "正しい名"}]},
        {"kind": "refusal", "date": "2026-09-09", "party": "A", "words": "取り違えた記録"},
        {"kind": "withdrawal", "date": "2026-09-10", "corrects": 3, "words": "取り違え"}])
    _, path = dossier(case, "A", db=db)
    cells = book(path)
    form, cover = "\n".join(cells["申告様式の項目"].values()), "\n".join(cells["表紙"].values())
    t.check("正しい名" in form and "誤った名" not in form, "who: by the entry that stands", form)
    t.check("取り違えた記録" not in cover and "取消" not in form, "a withdrawn entry and its withdrawal are no events", cover)
    t.check("取り違えた記録" in "\n".join(cells["経過表"].values()), "both stand in the timeline all the same")
    before = [v for k, v in sorted(cells["申告様式の項目"].items()) if "日付と窓口" in v]
    t.check(before, "reported before: nothing else answers it", form)
    case["buyers"][0]["dispute"] = {"considered": True, "reported_before": True, "reported_before_to": "2026-08-01 取引かけこみ寺"}
    _, path = dossier(case, "A", db=db)
    t.check("はい：2026-08-01 取引かけこみ寺" in "\n".join(book(path)["申告様式の項目"].values()), "its own field does")


def long_words_are_all_there(t):
    case = small_case()
    db = program.place("long.db")
    words = " ".join("word%04d" % i for i in range(1100))[:9990]
    log(case, db, [{"kind": "request", "date": "2026-10-01", "party": "A", "by": "buyer", "words": words},
                   {"kind": "note", "date": "2026-10-02", "party": "A", "words": "line one\nline two\n=HYPERLINK(\"http://x\",\"y\")"}])
    done, path = dossier(case, "A", lang="en", db=db)
    t.equal(done.returncode, 0, "written", done.stderr.decode())
    timeline = book(path)["Timeline"]
    text = "".join(timeline[c] for c in sorted((c for c in timeline if c[0] == "E"), key=lambda c: int(c[1:])))
    t.check(words in text, "ten thousand characters, none lost", len(text))
    heights = [float(h) for h in re.findall(r'<row [^>]*ht="([\d.]+)"', "\n".join(x for n, x in parts(path).items() if "worksheets/sheet" in n))]
    t.check(max(heights) <= 400, "no row higher than a page can show", max(heights))
    formulas = [f for x in parts(path).values() for f in re.findall(r"<f[^>]*>([^<]*)</f>", x)]
    t.check(not [f for f in formulas if "HYPERLINK" in f], "user text is never a formula")


def rules_by_section(cells):
    """{number of the section: rule ids in order} of the sheet of points."""
    found, section = {}, None
    for row in range(1, max(int(re.sub(r"\D", "", c)) for c in cells) + 1):
        head = re.match(r"(\d)\. ", cells.get("A%d" % row, ""))
        section = head[1] if head else section
        rule = re.match(r"([A-Z]+-\d+[A-Z]?)\n", cells.get("B%d" % row, ""))
        if rule:
            found.setdefault(section, []).append(rule[1])
    return found


def hard_case():
    """A buyer with much to confirm, told by case and log."""
    case = example()
    b = case["buyers"][0]
    b["request"].update(necessity_explained=False, new_controls_after_order=True, cert_as_trade_condition=True)
    b["contribution"] = {"requested": True, "agreed_in_advance": False, "yen": 900000, "supplier_direct_benefit_yen": 100000}
    b["deduction"] = {"yen": 55000, "supplier_fault": False}
    b["payment"] = {"method": "note", "days_after_receipt": 75}
    b["transactions"] += [{"type": "manufacturing", "ordered_on": "2025-11-30"}, {"type": "service_own_use", "ordered_on": "2026-05-01"},
                          {"type": "service_other"}]
    entries = [
        {"kind": "request", "date": "2026-03-02", "party": "A", "medium": "email", "words": "申入れ", "amount_yen": 4000000},
        {"kind": "postponement", "date": "2026-04-02", "party": "A", "medium": "phone", "words": "待ってほしい"},
        {"kind": "postponement", "date": "2026-05-02", "party": "A", "medium": "phone", "words": "まだ"},
        {"kind": "postponement", "date": "2026-06-02", "party": "A", "medium": "phone", "words": "もう少し"},
        {"kind": "refusal", "date": "2026-09-02", "party": "A", "medium": "phone", "words": "据え置く"},
        {"kind": "price_change", "date": "2026-09-05", "party": "A", "medium": "phone", "decided": "buyer",
         "items": [{"code": "P-100", "before_yen": "1250.00", "after_yen": "1250.00"}]}]
    return case, entries


def findings_are_those_of_the_check(t):
    case, entries = hard_case()
    db = program.place("hard.db")
    log(case, db, entries)
    plain_db, _ = example_log("findings.db")
    for name, c, buyer, store in (("hard", case, "A", db), ("A", example(), "A", plain_db), ("B", example(), "B", plain_db), ("C", example(), "C", None)):
        path = program.write(c, "findings.json")
        # The check knows no preparer when nobody is named; a dossier is by the reporter itself.
        c = copy.deepcopy(c)
        c["prepared_by"] = {"capacity": "self"}
        path = program.write(c, "findings.json")
        done = program.run("check", path, "--json", "--all", "--buyer", buyer, *(["--db", store] if store else []), env=ENGLISH)
        check = json.loads(done.stdout)["buyers"][0]
        with open(os.path.join(ROOT, "data", "tables", "rules.json"), encoding="utf-8") as file:
            defining = {r["id"] for r in json.load(file)["rows"] if "defines" in r}
        for lang in LANGUAGES:
            _, out = dossier(path, buyer, lang=lang, db=store)
            cells = book(out)[SHEETS[lang][9]]
            shown = rules_by_section(cells)

            def wanted(results, own):
                return [f["rule"] for f in check["findings"] if f["result"] in results and (f["party"] == "supplier") == own and f["rule"] not in defining]
            label = "%s, %s" % (name, lang)
            t.equal(shown.get("1", []), wanted(("possible_problem",), False), "possible problems: " + label)
            t.equal(shown.get("2", []), wanted(("attention",), False), "attentions: " + label)
            t.equal(shown.get("4", []), wanted(("possible_problem", "attention"), True), "own side: " + label)
            text = "\n".join(cells.values())
            missing = {m["fact"] if isinstance(m, dict) else m for f in check["findings"] if f["result"] == "missing_facts" for m in f["missing"]}
            rows = [c_ for c_ in cells if c_[0] == "D" and cells[c_].startswith(GAP[lang])]
            t.equal(len(rows), len(missing), "each missing fact once: " + label, sorted(missing))
            scope = book(out)[SHEETS[lang][1]]
            words = {"covered": ("対象とみられる", "looks covered"), "not_covered": ("対象とはみられない", "does not look covered"),
                     "unknown": ("分からない", "not known"), "old_law": ("改正前の法律", "the former act"), "other_law": ("当たらない種類", "a type outside")}
            verdicts = [scope[c_] for c_ in sorted(scope, key=lambda x: int(re.sub(r"\D", "", x))) if c_[0] == "B"
                        for v in words.values() if v[LANGUAGES.index(lang)] in scope[c_]]
            t.check(len(verdicts) == len(check["scope"]) and all(words[s["verdict"]][LANGUAGES.index(lang)] in v for s, v in zip(check["scope"], verdicts)),
                    "scope of each transaction: " + label, [s["verdict"] for s in check["scope"]], verdicts)
            if name == "hard":
                t.check(len(shown["1"]) >= 3, "the hard case has something to confirm", shown)
                t.check({s["verdict"] for s in check["scope"]} >= {"covered", "old_law"}, "several scopes", [s["verdict"] for s in check["scope"]])
                papers = [cells["E" + c_[1:]] for c_ in cells if c_[0] == "B" and re.match("[A-Z]+-", cells[c_])]
                t.check(any(re.search(r"No\.5|no\. 5", p) for p in papers), "findings name the entry they rest on: " + lang, papers[:6])
                bad = [m[0] for v in VERDICTS for m in v.finditer(text)]
                t.check(not bad, "no verdict among the points: " + lang, bad)
                form = "\n".join(book(out)[SHEETS[lang][-1]].values())
                t.check(("第5条" if lang == "ja" else "art. 5") in form, "the form names where to look: " + lang)
                t.check("30" in [x for x in cells.values() if ("設定（法律" in x or "not law" in x)][-1], "settings are shown as settings: " + lang)


# ---- faults ----

def refused(t, name, done, code, out, wanted=1):
    said = done.stderr.decode()
    t.check(done.returncode == wanted and "[HW-%d]" % code in said and not done.stdout, name, done.returncode, said)
    folder = os.listdir(program.folder.name)
    t.check(not os.path.exists(out) and not [f for f in folder if ".part" in f], name + ": nothing written", [f for f in folder if ".part" in f])


def bad_input(t):
    case = small_case()
    for buyer in ("Z", "", "A B", "../A"):
        done, out = dossier(case, buyer)
        refused(t, "unknown buyer %r" % buyer, done, 316, out)
    quiet = small_case()
    quiet["buyers"] = [make_buyer("A", 3), {"id": "Q", "name": "Quiet"}]
    done, out = dossier(quiet, "Q")
    refused(t, "a buyer that is no party", done, 760, out)
    done, out = dossier("no-such-case", "A")
    refused(t, "the id of a case", done, 762, out)
    done, out = dossier(program.place("gone.json"), "A")
    refused(t, "no case", done, 102, out, 3)
    done, out = dossier(dict(small_case(), case_id="../etc/passwd"), "A")
    refused(t, "a case id that is a path", done, 209, out) if "[HW-209]" in done.stderr.decode() else \
        t.check(done.returncode == 1 and not os.path.exists(out) and "case_id" in done.stderr.decode(), "a case id that is a path", done.stderr.decode())
    for word, code in (("judge", 803),):
        done, out = dossier(case, "A", "--capacity", word)
        refused(t, "capacity " + word, done, code, out, 2)
    done, out = dossier(case, "A", "--capacity", "agent")
    refused(t, "an agent without a name", done, 761, out, 2)
    done, out = dossier(case, "A", "--prepared-by", "x" * 501)
    refused(t, "a name too long", done, 803, out, 2)
    done, out = dossier(case, "A", "--ask", "a\x07b")
    refused(t, "a control character", done, 803, out, 2)
    open(program.place("empty.pdf"), "wb").close()
    for name in ("nothing.pdf", "empty.pdf", "."):
        done, out = dossier(case, "A", "--attach", program.place(name))
        refused(t, "an enclosure that is %s" % name, done, 763, out)
    done, out = dossier(case, "A", *[w for i in range(101) for w in ("--attach", "x%d" % i)])
    t.check(done.returncode == 2 and not os.path.exists(out), "too many enclosures", done.stderr.decode())
    path = program.write(case, "same.json")
    before = open(path, "rb").read()
    done, _ = dossier(path, "A", out=path)
    t.check(done.returncode == 2 and open(path, "rb").read() == before, "the case is not overwritten", done.stderr.decode())
    file = program.place("evidence.txt")
    with open(file, "w") as out:
        out.write("evidence")
    done, _ = dossier(case, "A", "--attach", file, out=file)
    t.check(done.returncode == 2 and open(file).read() == "evidence", "nor is an enclosure", done.stderr.decode())
    old = program.place("old.xlsx")
    with open(old, "wb") as out:
        out.write(b"old")
    for words in (["Z"], ["A", "--attach", program.place("nothing.pdf")]):
        dossier(case, *words, out=old)
        t.check(open(old, "rb").read() == b"old", "an older file stays: " + words[-1])
    done, out = dossier(case, "A", out=program.place("no/such/x.xlsx"))
    t.check(done.returncode == 3 and "[HW-104]" in done.stderr.decode(), "no such folder", done.stderr.decode())
    del case["case_id"]
    done, out = dossier(case, "A", db=program.place("noid.db"))
    refused(t, "a log needs a case id", done, 729, out)
    done, out = dossier(case, "A")
    t.equal(done.returncode, 0, "without a log it does not", done.stderr.decode())


def kept_runs(db):
    with sqlite3.connect("file:%s?mode=ro" % db, uri=True) as store:
        return store.execute("SELECT count(*) FROM run").fetchone()[0]


def a_broken_record_is_refused(t):
    case = small_case()
    with open(program.place("kept.txt"), "w") as out:
        out.write("kept evidence")
    entries = [{"kind": "request", "date": "2026-10-01", "party": "A", "words": "please", "attachments": [{"file": "kept.txt"}]},
               {"kind": "reply", "date": "2026-10-05", "party": "A", "words": "later"}]
    clean = program.place("clean.db")
    log(case, clean, entries)
    done, out = dossier(case, "A", db=clean)
    t.equal(done.returncode, 0, "sound", done.stderr.decode())

    def changed(name, *statements):
        path = program.place(name)
        shutil.copy(clean, path)
        with sqlite3.connect(path) as db:
            db.isolation_level = None
            kept = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for trigger, _ in kept:
                db.execute("DROP TRIGGER " + trigger)
            for statement in statements:
                db.execute(statement)
            for _, sql in kept:
                db.execute(sql)
        db.close()
        return path
    tables = [r[0] for r in sqlite3.connect(clean).execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    content = next(x for x in tables if "content" in x)
    digest = hashlib.sha256(b"kept evidence").hexdigest()
    columns = [r[1] for r in sqlite3.connect(clean).execute("PRAGMA table_info(%s)" % content)]
    key = next(c for c in columns if "sha" in c or "hash" in c)
    for name, statement, codes in (
            ("changed words", "UPDATE log_entry SET body = replace(body, 'please', 'demand') WHERE seq = 1", (745,)),
            ("a missing entry", "DELETE FROM log_entry WHERE seq = 1", (758,)),
            ("an attachment that vanished", "PRAGMA foreign_keys = OFF; DELETE FROM %s WHERE %s = '%s'" % (content, key, digest), (732, 723))):
        db = changed(name.replace(" ", "-") + ".db", *statement.split("; "))
        done, out = dossier(case, "A", db=db)
        said = done.stderr.decode()
        t.check(done.returncode == 1 and any("[HW-%d]" % c in said for c in codes) and not os.path.exists(out), name + ": refused, nothing written", said)
        t.equal(kept_runs(db), 1, name + ": no run is kept of it beside the earlier one")
    done, out = dossier(case, "A", "--attach", program.place("nothing.pdf"), db=clean)
    refused(t, "an enclosure that vanished, with a log", done, 763, out)
    t.equal(kept_runs(clean), 1, "the store holds the one run that went through")


def exhibits_are_numbered_copies(t):
    """By the date of the event, whatever the order of recording; the very bytes; a list with the hashes; nothing overwritten."""
    case, db, folder = small_case(), program.place("exhibits.db"), program.place("exhibits")
    papers = {"late.txt": b"late", "one.txt": b"one", "two.txt": b"two", "extra.pdf": b"%PDF-1.4 extra"}
    for name, data in papers.items():
        with open(program.place(name), "wb") as out:
            out.write(data)
    log(case, db, [dict(kind="request", date="2026-09-20", party="A", words="x", attachments=["late.txt"]),
                   dict(kind="request", date="2026-09-01", party="A", words="x", attachments=["one.txt", "two.txt"]),
                   dict(kind="request", date="2026-09-01", party="A", words="recorded twice", attachments=["one.txt", "two.txt"]),
                   dict(kind="withdrawal", date="2026-09-21", words="recorded twice", corrects=3)])
    done, _ = dossier(case, "A", "--attach", program.place("extra.pdf"), "--exhibits", folder, db=db)
    if not t.equal(done.returncode, 0, "exhibits are written", done.stderr.decode()):
        return
    wanted = {"甲1-1_one.txt": b"one", "甲1-2_two.txt": b"two", "甲2_late.txt": b"late", "甲3_extra.pdf": papers["extra.pdf"]}
    # what carries a number and the bundle are test_exhibits.py's
    t.equal(sorted(n for n in os.listdir(folder) if n not in ("番号付き", "号証一括.pdf")), sorted([*wanted, "証拠説明書.csv", "exhibits.json"]), "copies and the lists")
    for name, data in wanted.items():
        t.equal(open(os.path.join(folder, name), "rb").read(), data, name + " is the very bytes")
    rows = json.load(open(os.path.join(folder, "exhibits.json"), encoding="utf-8"))["exhibits"]
    t.equal([(r["file"], r["sha256"]) for r in rows], [(n, hashlib.sha256(b).hexdigest()) for n, b in wanted.items()], "the list has their hashes")
    text = open(os.path.join(folder, "証拠説明書.csv"), encoding="utf-8-sig").read()
    t.check(all(hashlib.sha256(b).hexdigest() in text for b in wanted.values()) and "号証" in text and text.count("\n") == 5, "so has the table", text)
    t.check("中身は調べていません" in done.stderr.decode() or "nothing looked into" in done.stderr.decode(), "that nothing looked into them is said", done.stderr.decode())
    done, out = dossier(case, "A", "--exhibits", folder, db=db)
    t.check(done.returncode == 3 and "[HW-107]" in done.stderr.decode() and not os.path.exists(out), "a folder that holds something is left alone", done.stderr.decode())


def the_table_says_what_the_paper_says(t):
    """One reading of a paper for the list of evidence and the table beside the copies; a mail has its subject, day and sender."""
    case, db, folder = small_case(), program.place("table.db"), program.place("table")
    for name in ("00_mail.eml", "memo.txt"):
        with open(program.place(name), "w") as out:
            out.write(name)
    log(case, db, [dict(kind="request", date="2026-09-01", party="A", words="x", attachments=["memo.txt"]),
                   dict(kind="objection", date="2026-10-15", party="A", by="supplier", medium="email", words="件名：単価への異議\n本文",
                        persons=[dict(side="buyer", name="Hasegawa"), dict(side="supplier", name="水島 健一")], attachments=["00_mail.eml"])])
    done, out = dossier(case, "A", "--exhibits", folder, db=db, kind="filing", out=program.place("table.docx"))
    if not t.equal(done.returncode, 0, "written", done.stderr.decode()):
        return
    with open(os.path.join(folder, "証拠説明書.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    t.equal([r[1:6] for r in rows], [["memo", "写し", "", "", "2026年9月1日 当事者（当社）の申入れ（経過表 No.1）"],
                                     ["単価への異議", "写し", "2026-10-15", "水島 健一", "2026年10月15日 当事者（当社）の異議（経過表 No.2）"]], "the table")
    said = word(out)
    t.check(all(x in said for r in rows for x in (r[1], r[2], r[4], r[5]) if x) and "2026年10月15日" in said, "the document has the same", said)
    t.check("00_mail" not in said, "no name of a file in place of a title", said)


def one_count_in_all_papers(t):
    """What a fact of the firm denies is not applicable, in every paper that counts or prints answers."""
    with open(os.path.join(ROOT, "data", "tables", "catalog.json"), encoding="utf-8") as file:
        catalog = [c for r in json.load(file)["rows"] for c in r["criteria"]]
    denied = "uses_external_services_for_confidential_info"
    cycle = ["unmet", "met", "unanswered", {"status": "partial", "remaining": 0.5}, "not_applicable"]
    case = small_case()
    case["target_level"] = case["buyers"][0]["requested_level"] = 4
    case["supplier"].setdefault("facts", {})[denied] = False
    case["gap"]["answers"] = {c["id"]: cycle[i % len(cycle)] for i, c in enumerate(catalog)}
    said = {c["id"]: case["gap"]["answers"][c["id"]] for c in catalog}
    counted = {}
    for c in catalog:
        word_ = said[c["id"]] if isinstance(said[c["id"]], str) else "partial"
        if word_ not in ("met", "not_applicable"):
            word_ = "not_applicable" if c.get("applies_if") == denied else word_
        counted[c["id"]] = word_
    keys = ("met", "partial", "unmet", "not_applicable", "unanswered")
    want = [len(catalog)] + [sum(w == k for w in counted.values()) for k in keys]
    t.check(all(want), "the case holds every kind of answer", str(want))
    path = program.write(case, "count.json")
    gap = json.loads(program.run("estimate", path, "--json").stdout)["gap"]
    t.equal([gap[k] for k in ("criteria",) + keys], want, "estimate")
    _, out = dossier(path, "A", lang="en")
    cells = book(out)["Gap and cost"]
    row = next(re.sub(r"\D", "", place) for place, x in cells.items() if x == "Total")
    t.equal([int(float(cells[column + row])) for column in "CDEFGH"], want, "the dossier's total")
    shown = {"Met": "met", "Partly met": "partial", "Unmet": "unmet", "Not applicable": "not_applicable", "Unanswered": "unanswered"}
    own, given = program.place("count-own.xlsx"), program.place("count-for.xlsx")
    program.run("worksheet", path, "-o", own, "--all", "--lang", "en")
    program.run("worksheet", path, "-o", given, "--view", "for:A", "--disclose", "criteria", "--lang", "en")
    for file in (own, given):
        answers = {}
        for cells in book(file).values():
            for place, x in cells.items():
                found = re.fullmatch(r"A(\d+)", place), re.match(r"(\d-\d+-\d+-\d+)(?: |$)", x)
                if all(found) and cells.get("D" + found[0][1], "").lower() in {k.lower() for k in shown}:
                    answers[found[1][1]] = {k.lower(): v for k, v in shown.items()}[cells["D" + found[0][1]].lower()]
        t.equal(answers, counted, os.path.basename(file) + " by criterion")


def no_log_entries_yet(t):
    case = small_case()
    db = program.place("fresh.db")
    done, path = dossier(case, "A", lang="en", db=db)
    t.equal(done.returncode, 0, "a store without entries", done.stderr.decode())
    t.check("Nothing is recorded yet" in "\n".join(book(path)["Timeline"].values()), "and it says so")
    _, path = dossier(case, "A", lang="en")
    t.check("Made without a log" in "\n".join(book(path)["Cover"].values()), "without --db it says so on the cover")


def recalculated(t):
    """Every edition by LibreOffice: what it computes is what was written."""
    import recalculate  # noqa: F401  (beside this file)
    db, _ = example_log("office.db")
    files = []
    for lang in LANGUAGES:
        for buyer, words, store in (("A", ["--with-margin"], db), ("B", [], db), ("C", [], None), ("A", ["--disclose", "criteria"], None),
                                    ("B", ["--disclose", "total"], db)):
            done, path = dossier(example(), buyer, *words, lang=lang, db=store)
            t.equal(done.returncode, 0, "written", done.stderr.decode())
            files.append(path)
        small = small_case()
        del small["supplier"]["annual_cost_yen"]
        done, path = dossier(small, "A", "--with-margin", lang=lang)
        t.equal(done.returncode, 0, "one buyer, accounts left open", done.stderr.decode())
        files.append(path)
    done = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "recalculate.py"), "--pdf", *files], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=800)
    for path in files:
        said = re.search(re.escape(path) + r": (\d+) sheets, (\d+) cells, (\d+) faults\n((?:  .*\n?)*)", done.stdout)
        t.check(said and int(said[2]) and said[3] == "0", "recalculation gives the written values: " + os.path.basename(path),
                said[4] if said else done.stdout[-1500:])


suite = Suite()
if OFFICE and not shutil.which("soffice"):
    suite.check(False, "LibreOffice is there (./run test --quick does without)")
elif OFFICE:
    suite.run([recalculated])
else:
    suite.run([written_in_both_languages, no_half_translated_sheet, tone, others_are_not_in_it, others_leave_no_trace,
               words_about_others_are_blacked_out, short_forms_of_names_are_blacked_out, what_is_not_done_is_said, amounts_are_those_of_the_estimate, prices_over_24_months, a_change_on_record_explains_the_price,
               gaps_are_counted, enclosures_have_their_hashes, who_prepared_it, acts_carry_the_dossier, what_does_not_stand_is_no_event, filing_holds_the_acts, what_is_asked_for_is_a_point, what_names_no_fault_is_not_asked_about, a_cut_that_was_withdrawn, an_agreement_on_one_item_leaves_the_other, days_stand_beside_their_number, what_belongs_together_is_one_row, the_order_on_record_stands_in_the_scope, what_speaks_for_the_other_side_is_there, filing_is_the_same_in_any_order, corrections_and_withdrawals_in_any_order,
               filled_cells_come_back, who_decided_a_price_did_it, a_refusal_without_a_price_is_no_decision, what_is_taken_back_stays_with_both_days, what_was_asked_is_said, what_prices_brought_is_not_asked_again,
               what_speaks_for_the_buyer_stands_with_the_decision, what_is_on_record_is_found_where_it_is_looked_for, the_work_set_tells_what_speaks_against_oneself, days_are_counted_from_the_request_they_name, filing_of_a_dispute_says_only_what_is_true, filled_blanks_of_the_word_document_come_back, other_acts_are_told_as_they_were, sets_and_files_agree,
               long_words_are_all_there, findings_are_those_of_the_check, bad_input,
               a_broken_record_is_refused, exhibits_are_numbered_copies, the_table_says_what_the_paper_says, one_count_in_all_papers, no_log_entries_yet])
suite.finish()
