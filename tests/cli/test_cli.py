#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands from outside: help, wrong use, bad input, exit codes, and what must hold in every result.

    test_cli.py PROGRAM
"""
import json
import os
import random
import re
import resource
import shlex
import shutil
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, ROOT, Program, Suite, changed, criteria, make_buyer, make_case
from workbook import Workbook

program = Program(sys.argv[1])
KANA = re.compile(r"[\u3040-\u30ff]")
EXAMPLES = os.path.join(ROOT, "data", "examples")


def text(done):
    return done.stderr.decode("utf-8")


def verbs():
    """{verb: [(long option, short option, name of its value)]} as the option tables of app/ state them."""
    row = re.compile(r'\{\s*"(--[a-z-]+)", (NULL|"-\w"), (NULL|"[^"]*")')
    with open(os.path.join(ROOT, "app", "command.h"), encoding="utf-8") as header:
        macros = re.findall(r"#define (OPTION_\w+) (.*)", re.sub(r"\s*\\\n\s*", " ", header.read()))
        shared = {name: row.search(body).groups() for name, body in macros if row.search(body)}
    with open(os.path.join(ROOT, "app", "main.c"), encoding="utf-8") as source:
        rows = re.findall(r"&verb_(\w+)", source.read())
    found = {}
    for name in ["verb_%s.c" % verb for verb in rows]:
        with open(os.path.join(ROOT, "app", name), encoding="utf-8") as source:
            table = re.search(r"struct option_row (?:\w+_)?options\[\] = \{(.*?)\};", source.read(), re.S)
        options = row.findall(table[1]) if table else []
        options += [shared[m] for m in re.findall(r"\bOPTION_\w+", table[1]) if m in shared] if table else []
        found[name[5:-2].replace("_", "-")] = [tuple(None if x == "NULL" else x.strip('"') for x in r) for r in options]
    return found


# ---- help and use ----

def help_lists_every_option(t):
    for verb, options in verbs().items():
        t.check(options, verb + " has an option table")
        for language in (JAPANESE, ENGLISH):
            done = program.run(verb, "--help", env=language)
            shown = done.stdout.decode()
            missing = [o for row in options for o in row if o and not re.search(r"(?<![\w-])" + re.escape(o), shown)]
            t.check(done.returncode == 0 and not missing and not done.stderr and "hoshiwari " + verb in shown,
                    "%s --help, %s, lists every option" % (verb, language["LANG"]), missing, shown)
            t.equal(bool(KANA.search(shown)), language is JAPANESE, "%s --help in %s" % (verb, language["LANG"]), shown)


def help_lists_every_verb(t):
    for words in (["--help"], ["-h"], ["help"]):
        for language in (JAPANESE, ENGLISH):
            done = program.run(*words, env=language)
            missing = [v for v in verbs() if not re.search(r"^  %s " % v, done.stdout.decode(), re.M)]
            t.check(done.returncode == 0 and not missing, "%s in %s lists every verb" % (words[0], language["LANG"]),
                    missing)
    done = program.run()
    t.check(done.returncode == 2 and done.stdout, "without a verb: help and exit 2")
    done = program.run("--version")
    t.check(done.returncode == 0 and re.match(rb"hoshiwari \d+\.\d+\.\d+\n((catalog|measures|prices|effort|parameters|rules) +\S+\n){6}$", done.stdout),
            "--version tells the program's and each table's", done.stdout)


def wrong_use(t):
    out = program.place("never.xlsx")
    for words, code in [
            (["frob"], 801), (["estimat"], 801), ([""], 801), (["--lang"], 801),
            (["estimate"], 804), (["estimate", "a", "--frob"], 802), (["estimate", "a", "-x"], 802),
            (["estimate", "a", "--jso"], 802), (["estimate", "a", "--json=1"], 802), (["estimate", "a", "b"], 805),
            (["estimate", "a", "--lang"], 804), (["estimate", "a", "--lang", "fr"], 803),
            (["estimate", "a", "--lang="], 803), (["estimate", "a", "--lang", "JA"], 803),
            (["worksheet", "a"], 804), (["worksheet", "-o", out], 804), (["worksheet", "a", "-o"], 804),
            (["worksheet", "a", "-o", out, "--step", "3"], 803), (["worksheet", "a", "-o", out, "--step", "-1"], 803),
            (["worksheet", "a", "-o", out, "--disclose", "all"], 803),
            (["dossier", "a", "-o", out], 804), (["dossier", "a", "--buyer", "A"], 804), (["dossier", "--buyer", "A", "-o", out], 804),
            (["dossier", "a", "--buyer", "A", "-o", out, "--capacity", "judge"], 803),
            (["dossier", "a", "--buyer", "A", "-o", out, "--capacity", "lawyer"], 761),
            (["dossier", "a", "--buyer", "A", "-o", out, "--notify", "maybe"], 803),
            (["dossier", "a", "--buyer", "A", "-o", out, "--pending", ""], 803),
            (["dossier", "a", "--buyer", "A", "-o", out, "--disclose", "all"], 803),
            (["new", "extra"], 805), (["new", "--level", "5"], 803), (["new", "--level", "2"], 803),
            (["new", "--level", "3.5"], 803), (["new", "--employees", "0"], 803), (["new", "--employees", "-4"], 803),
            (["new", "--employees", "many"], 803), (["new", "--employees", "99999999999999999999"], 803),
            (["catalog", "--level", "9"], 803), (["catalog", "a", "b"], 805), (["prices", "a", "b"], 805),
            (["portfolio"], 804), (["portfolio", "a", "b"], 805), (["portfolio", "a", "--shard", "3/2"], 803),
            (["log"], 804), (["log", "a"], 804), (["log", "a", "frob"], 803), (["log", "a", "list", "b"], 805),
            (["log", "a", "backup"], 804), (["log", "a", "list", "--party"], 804)]:
        done = program.run(*words, env=ENGLISH)
        said = text(done)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said and not done.stdout and not KANA.search(said),
                "wrong use: %s gives %d" % (" ".join(words) or "(empty word)", code), done.returncode, said, done.stdout)
        done = program.run(*words, env=JAPANESE)
        t.check(done.returncode == 2 and "[HW-%d]" % code in text(done) and KANA.search(text(done)),
                "wrong use in Japanese: " + " ".join(words), text(done))
    t.check(not os.path.exists(out), "wrong use writes nothing")
    for option in ("--lang=en", "--lang=ja"):
        done = program.run("prices", option)
        t.equal(done.returncode, 0, "prices " + option)


def language_of_talk(t):
    for env, japanese in [({}, False), ({"LANG": "C"}, False), ({"LANG": "fr_FR.UTF-8"}, False),
                          ({"LANG": "ja_JP.UTF-8"}, True), ({"LANG": "ja"}, True),
                          ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, True),
                          ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, False), ({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, True)]:
        done = program.run("frob", env=env)
        t.equal(bool(KANA.search(text(done))), japanese, "talk with %r" % env, text(done))


# ---- bad input ----

def nested(depth):
    return '{"hoshiwari_case": 1, "title": ' + "[" * depth + "]" * depth + "}"


def bad_cases(t):
    base = make_case(4, "met")
    quote = {"price": "edr_license", "low_yen": 9, "likely_yen": 8, "high_yen": 7}
    two = changed(base, "buyers", [make_buyer("A", 4), make_buyer("A", 3)])
    rows = [
        ("not JSON", "{", 201, ""), ("empty file", "", 201, ""), ("text after the end", json.dumps(base) + "x", 201, ""),
        ("a list", "[]", 207, ""), ("trailing comma", '{"hoshiwari_case": 1,}', 201, ""),
        ("a comment", '{"hoshiwari_case": 1 /* no */}', 201, ""), ("nested deeply", nested(500), 202, ""), ("nested without end", nested(100000), None, ""),
        ("not UTF-8", b'{"title": "\xff\xfe"}', 203, ""), ("a zero byte", b'{"title": "a\x00b"}', 203, ""),
        ("a NUL escape", '{"title": "a\\u0000b"}', 203, ""), ("a lone surrogate", '{"title": "\\ud800"}', None, ""),
        ("duplicate key", '{"hoshiwari_case": 1, "a": 1, "a": 2}', 205, "a"),
        ("unknown key", changed(base, "suplier", {}), 204, "suplier"),
        ("unknown key inside", changed(base, "buyers.0.capitl_yen", 1), 204, "buyers[0].capitl_yen"),
        ("no gap", changed(base, "gap", None), 206, "gap"),
        ("no level", changed(base, "target_level", None), 206, "target_level"),
        ("no size", changed(base, "supplier.size", None), 206, "supplier.size"),
        ("another version", changed(base, "hoshiwari_case", 2), None, "hoshiwari_case"),
        ("star 5", changed(base, "target_level", 5), 303, "target_level"),
        ("star 2", changed(base, "target_level", 2), 304, "target_level"),
        ("star 1", changed(base, "target_level", 1), 304, "target_level"),
        ("star 0", changed(base, "target_level", 0), 208, "target_level"),
        ("star 6", changed(base, "target_level", 6), 208, "target_level"),
        ("star as text", changed(base, "target_level", "4"), 207, "target_level"),
        ("a buyer asks for star 5", changed(base, "buyers.0.requested_level", 5), 303, "buyers[0].requested_level"),
        ("negative users", changed(base, "supplier.size.users", -3), 208, "supplier.size.users"),
        ("half a user", changed(base, "supplier.size.users", 3.5), 209, "supplier.size.users"),
        ("huge endpoints", changed(base, "supplier.size.endpoints", 10 ** 30), None, "supplier.size.endpoints"),
        ("infinite users", json.dumps(base).replace('"users": 42', '"users": 1e999'), None, "supplier.size.users"),
        ("users as text", changed(base, "supplier.size.users", "42"), 207, "supplier.size.users"),
        ("huge sales", changed(base, "supplier.annual_sales_yen", 10 ** 18), 208, "supplier.annual_sales_yen"),
        ("negative purchases", changed(base, "buyers.0.annual_purchases_yen", -1), 208, "buyers[0].annual_purchases_yen"),
        ("no size at all", changed(changed(base, "supplier.size", {}), "supplier.employees_regular", None), 313,
         "supplier.size"),
        ("more old PCs than PCs", changed(base, "supplier.size.unsupported_endpoints", 49), 312,
         "supplier.size.unsupported_endpoints"),
        ("draft criterion", changed(base, "gap.answers.4-1-4-3", "met"), 302, "4-1-4-3"),
        ("unknown criterion", changed(base, "gap.answers.9-9-9-9", "met"), 301, "9-9-9-9"),
        ("unknown answer", changed(base, "gap.answers.1-1-1-1", "yes"), 213, "1-1-1-1"),
        ("remaining over 1", changed(base, "gap.answers.1-1-1-1", {"status": "partial", "remaining": 1.5}), 208,
         "1-1-1-1"),
        ("remaining of met", changed(base, "gap.answers.1-1-1-1", {"status": "met", "remaining": 0.5}), 310, "1-1-1-1"),
        ("another catalogue", changed(base, "gap.catalog", "2025-12-26"), 314, "gap.catalog"),
        ("gap twice", changed(base, "gap.file", "x.csv"), 312, "gap"),
        ("no such gap file", changed(base, "gap", {"file": "nosuch.csv"}), 102, "nosuch.csv"),
        ("unknown fact", changed(base, "supplier.facts", {"remote_wrk": True}), 317, "remote_wrk"),
        ("fact as text", changed(base, "supplier.facts", {"remote_work": "yes"}), 207, "remote_work"),
        ("unknown measure used", changed(base, "plan", {"use": [{"measure": "epq"}]}), 305, "plan.use[0].measure"),
        ("unknown measure avoided", changed(base, "plan", {"avoid": ["x"]}), 305, "plan.avoid[0]"),
        ("used and avoided", changed(base, "plan", {"use": [{"measure": "epp"}], "avoid": ["epp"]}), 312, "plan.use[0]"),
        ("star avoided", changed(base, "plan", {"avoid": ["star:4"]}), 312, "plan.avoid[0]"),
        ("own an unknown criterion", changed(base, "plan", {"own": ["8-1-1-1"]}), 301, "plan.own[0]"),
        ("unknown price quoted", changed(base, "plan", {"quotes": [dict(quote, price="x")]}), 306, "plan.quotes[0].price"),
        ("quotation upside down", changed(base, "plan", {"quotes": [quote]}), 311, "plan.quotes[0]"),
        ("a price in words", changed(base, "buyers.0.items.0.unit_price_yen", "ten"), 212, "buyers[0].items[0].unit_price_yen"),
        ("three decimals", changed(base, "buyers.0.items.0.unit_price_yen", "1.234"), 212, "buyers[0].items[0].unit_price_yen"),
        ("comma decimal", changed(base, "buyers.0.items.0.unit_price_yen", "1,5"), 212, "buyers[0].items[0].unit_price_yen"),
        ("30 February", changed(base, "as_of", "2026-02-30"), 211, "as_of"),
        ("month 13", changed(base, "start", "2027-13"), 211, "start"),
        ("0 years", changed(base, "horizon_years", 0), 208, "horizon_years"),
        ("11 years", changed(base, "horizon_years", 11), 208, "horizon_years"),
        ("two buyers of one id", two, 307, "buyers[1].id"),
        ("buyer named supplier", changed(base, "buyers.0.id", "supplier"), 214, "buyers[0].id"),
        ("buyer with a space", changed(base, "buyers.0.id", "A B"), 214, "buyers[0].id"),
        ("101 buyers", changed(base, "buyers", [make_buyer("b%d" % i, 3, 1) for i in range(101)]), 215, "buyers"),
        ("name too long", changed(base, "supplier.name", "あ" * 201), 210, "supplier.name"),
        ("shares over one", changed(base, "buyers.0.annual_purchases_yen", 820000001), 308, "annual_purchases_yen"),
        ("whole missing", changed(base, "supplier.annual_sales_yen", None), 309, "supplier.annual_sales_yen"),
        ("part missing", changed(base, "buyers.0.annual_purchases_yen", None), 318, "buyers[0].annual_purchases_yen"),
        ("custom key without reason", changed(changed(base, "sharing", {"key": "custom"}), "buyers.0.custom_share", "0.5"),
         315, "sharing.key_reason"),
        ("unknown key of division", changed(base, "sharing", {"key": "luck"}), 213, "sharing.key"),
        ("factors upside down", changed(base, "range", {"market_factor": ["1.2", "1.0", "1.1"]}), 311, "range.market_factor"),
        ("two factors", changed(base, "range", {"market_factor": ["1", "2"]}), 207, "range.market_factor"),
    ]
    for name, case, code, where in rows:
        path = program.write(case)
        done = program.run("estimate", path, "--json", env=ENGLISH)
        wanted = "[HW-%d]" % code if code else "[HW-"
        exit_code = 3 if code == 102 else 1
        # A fault further in may already stand in a file of answers: any exit class the registry states, never 0 or a signal.
        t.check(done.returncode in (exit_code, 1) and wanted in text(done) and where in text(done) and not done.stdout,
                "bad case: %s" % name, "exit %d, wanted %s at %s" % (done.returncode, wanted, where), text(done))
        if name not in ("not UTF-8",):
            t.check("\n  -> " in text(done), "bad case says what to do: %s" % name, text(done))


def all_faults_at_once(t):
    case = make_case(4, "met")
    for path, value in [("supplier.size.users", -1), ("gap.answers.4-1-4-3", "met"), ("gap.answers.9-9-9-9", "met"),
                        ("buyers.0.capitl_yen", 5), ("target_level", 5), ("as_of", "yesterday"),
                        ("plan", {"avoid": ["nosuch"]})]:
        case = changed(case, path, value)
    path = program.write(case)
    for language in (ENGLISH, JAPANESE):
        said = text(program.run("estimate", path, env=language))
        missing = [c for c in (208, 302, 301, 204, 303, 211, 305) if "[HW-%d]" % c not in said]
        t.check(not missing, "all faults of a file at once, " + language["LANG"], missing, said)
        t.equal(bool(KANA.search(said)), language is JAPANESE, "faults in " + language["LANG"], said)
        t.check(said.count(path) >= 7, "every fault names the file, " + language["LANG"], said)
    many = make_case(4, {"%d-9-9-9" % i: "met" for i in range(300)})
    said = text(program.run("estimate", program.write(many), env=ENGLISH))
    t.check(said.count("[HW-301]") == 100 and "200" in said, "faults beyond a hundred are counted", said[-300:])
    doubled = json.dumps(case)[:-1] + ', "title": "a", "title": "b"}'
    said = text(program.run("estimate", program.write(doubled), env=ENGLISH))
    t.check("[HW-205]" in said and "[HW-208]" in said, "a repeated key does not hide the other faults", said)


def environment_faults(t):
    good = program.write(make_case(3, "met"), "good.json")
    missing = program.place("nosuch.json")
    for words, exit_code, code in [
            (["estimate", missing], 3, 102), (["worksheet", missing, "-o", program.place("x.xlsx")], 3, 102),
            (["estimate", program.folder.name], 1, 106), (["catalog", "--audit", missing], 3, 102),
            (["catalog", "--case", program.folder.name], 1, 106),
            (["worksheet", good, "-o", program.place("no/such/x.xlsx")], 3, 104),
            (["worksheet", good, "-o", program.folder.name], 3, 104),
            (["new", "--level", "3", "--employees", "5", "-o", program.place("no/such/x.json")], 3, 104),
            (["new", "--level", "3", "--employees", "5", "-o", program.folder.name], 3, None),
            (["catalog", "--audit", good, "-o", program.place("no/such/x.csv")], 3, 104),
            (["estimate", good, "--data", program.place("nosuch")], 3, None),
            (["worksheet", good, "-o", program.place("x.xlsx"), "--view", "for:Z"], 1, 316),
            (["worksheet", good, "-o", program.place("x.xlsx"), "--view", "A"], 2, 803),
            (["catalog", "9-9-9-9"], 1, 301), (["catalog", "4-1-4-3"], 1, 302)]:
        done = program.run(*words, env=ENGLISH)
        t.check(done.returncode == exit_code and ("[HW-%d]" % code if code else "[HW-") in text(done),
                "environment: " + " ".join(words).replace(program.folder.name, "DIR"),
                "exit %d, wanted %d and %s" % (done.returncode, exit_code, code), text(done))
    t.check(not os.path.exists(program.place("x.xlsx")), "no workbook after a failure")
    for words in (["estimate", good], ["estimate", good, "--json"], ["prices"], ["catalog"], ["prices", "--help"],
                  ["--help"], ["--version"], ["new", "--schema"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.path, *words], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE,
                                  env=program.environment(ENGLISH))
        t.check(done.returncode == 3, "a full disk is told: " + words[0] + " " + " ".join(words[1:])[-8:],
                done.returncode, text(done))
    big = program.place("big.json")
    with open(big, "wb") as out:
        out.truncate(64 << 20)
    done = program.run("estimate", big, env=ENGLISH)
    t.check(done.returncode == 1 and "[HW-105]" in text(done), "a file too large", text(done))
    os.remove(big)
    done = program.run("estimate", "/dev/null", env=ENGLISH)
    t.check(done.returncode == 1, "a device is no case", done.returncode, text(done))


def failures_leave_nothing(t):
    """A workbook that fails leaves the older file byte for byte and no other name in the folder."""
    folder = program.place("keep")
    os.mkdir(folder)
    old = os.path.join(folder, "old.xlsx")
    with open(old, "wb") as out:
        out.write(b"the older file")
    good, bad = program.write(make_case(3, "met"), "good.json"), program.write("{", "bad.json")
    trials = [("a bad case", ["worksheet", bad, "-o", old], None),
              ("an unknown buyer", ["worksheet", good, "-o", old, "--view", "for:Z"], None),
              ("a full disk", ["worksheet", good, "-o", old], 2000),
              ("a full disk, for a buyer", ["worksheet", good, "-o", old, "--view", "for:A"], 2000),
              ("a full disk, new", ["new", "--level", "4", "--employees", "9", "-o", old, "--force"], 2000),
              ("a full disk, audit", ["catalog", "--audit", good, "-o", old], 2000),
              ("no --force", ["new", "--level", "4", "--employees", "9", "-o", old], None)]
    for name, words, limit in trials:
        def small(limit=limit):
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        done = program.run(*words, preexec_fn=small, restore_signals=not limit, env=ENGLISH)
        with open(old, "rb") as back:
            kept = back.read() == b"the older file"
        t.check(done.returncode in (1, 3) and kept and os.listdir(folder) == ["old.xlsx"],
                "the older file is kept: " + name, done.returncode, text(done), os.listdir(folder), kept)


# ---- results ----

RESULT_KEYS = {
    "": "hoshiwari_result case_id tables gap plan lines totals range sharing prices",
    "tables": "catalog prices",
    "gap": "level criteria met partial unmet not_applicable unanswered",
    "plan": "optimal measures next_best",
    "plan.measures[]": "id closes probability horizon_yen",
    "lines[]": "id measure price class need quantity unit probability by_year_yen annual_yen low_yen likely_yen high_yen "
               "mean_yen source source_date confidence share_of_variance",
    "totals": "by_year_yen horizon_yen annual_yen direct_yen indirect_yen funding_yen level3_yen level4_yen buyer_yen own_yen "
              "all_unanswered_unmet_yen",
    "range": "engine error_estimate mean_yen sd_yen p10_yen p50_yen p80_yen p90_yen probability_of_point contingency_p80_yen "
             "inputs",
    "range.inputs[]": "id swing_yen share_of_variance",
    "sharing": "basis horizon_yen annual_yen probability_suffices parties",
    "sharing.parties[]": "id annual_yen asked_annual_yen horizon_yen direct_yen indirect_yen floor_yen ceiling_yen "
                         "floor_annual_yen ceiling_annual_yen",
    "prices[]": "buyer item uplift_yen new_price_yen percent",
    "checks": "ok attention possible_problem missing_facts not_applicable",
}


def places(result, path):
    found = [result]
    for step in path.split(".") if path else []:
        found = [x for f in found for x in (f[step[:-2]] if step.endswith("[]") else [f[step]])]
    return found


def faults_of(r):
    """What must hold in every result: the names of what does not."""
    faults = []

    def hold(name, left, right):
        if left != right:
            faults.append("%s: %s != %s" % (name, left, right))
    for path, keys in RESULT_KEYS.items():
        for place in places(r, path):
            missing = set(keys.split()) - set(place)
            if missing:
                faults.append("%s lacks %s" % (path or "result", sorted(missing)))
                break
    if faults:
        return faults
    total, sharing, parties = r["totals"], r["sharing"], r["sharing"]["parties"]
    certain = [x for x in r["lines"] if x["probability"] == 1]
    hold("direct + indirect", total["direct_yen"] + total["indirect_yen"], total["horizon_yen"])
    hold("by cause", total["level3_yen"] + total["level4_yen"] + total["buyer_yen"] + total["own_yen"], total["horizon_yen"])
    hold("by year", sum(total["by_year_yen"]), total["horizon_yen"])
    hold("lines", sum(x["likely_yen"] for x in certain), total["horizon_yen"])
    hold("annual of lines", sum(x["annual_yen"] for x in certain), total["annual_yen"])
    for line in r["lines"]:
        hold("years of " + line["id"], sum(line["by_year_yen"]), line["likely_yen"])
        if not abs(line["low_yen"]) <= abs(line["likely_yen"]) <= abs(line["high_yen"]):  # a credit counts downwards
            faults.append("order of " + line["id"])
        if line["class"] not in ("direct", "indirect") or not line["source"] or not line["source_date"]:
            faults.append("class or source of " + line["id"])
    for need, key in (("level:3", "level3_yen"), ("level:4", "level4_yen"), ("own", "own_yen")):
        hold(need, sum(x["likely_yen"] for x in certain if x["need"] == need), total[key])
    hold("buyers' demands", sum(x["likely_yen"] for x in certain if x["need"].startswith("buyer:")), total["buyer_yen"])
    hold("ids of lines", len({x["id"] + x["need"] for x in r["lines"]}), len(r["lines"]))
    hold("parties", sum(p["horizon_yen"] for p in parties), sharing["horizon_yen"] - total["funding_yen"])
    hold("mean of the range", r["range"]["mean_yen"], r["bridge"]["range_mean_yen"])
    hold("asked, annual", sum(p["asked_annual_yen"] for p in parties), sum(p["annual_yen"] for p in parties))
    hold("parties, annual", sum(p["annual_yen"] for p in parties),
         sharing["annual_yen"] - sharing.get("funding_annual_yen", 0))
    for p in parties:
        hold("classes of " + p["id"], p["direct_yen"] + p["indirect_yen"], p["horizon_yen"])
        if min(p["horizon_yen"], p["annual_yen"]) < 0:
            faults.append("negative part of " + p["id"])
    if sharing["basis"] == "mean":
        hold("amount split", sharing["horizon_yen"], sum(x["mean_yen"] for x in certain))
    else:
        hold("amount split", sharing["horizon_yen"], total["horizon_yen"])
    gap = r["gap"]
    hold("answers", sum(gap[k] for k in ("met", "partial", "unmet", "not_applicable", "unanswered")), gap["criteria"])
    hold("criteria", gap["criteria"], len(criteria(gap["level"])))
    ladder = [r["range"][k] for k in sorted((k for k in r["range"] if re.match(r"p\d+_yen$", k)), key=lambda k: int(k[1:-4]))]
    hold("percentiles ascend", ladder, sorted(ladder))
    if not 0 <= r["range"]["probability_of_point"] <= 1 or not 0 <= sharing["probability_suffices"] <= 1:
        faults.append("a probability out of range")
    if r["plan"]["optimal"] is not True:
        faults.append("plan not optimal")
    if r["plan"]["next_best"] and r["plan"]["next_best"]["horizon_yen"] < 0:
        faults.append("next best")
    return faults


def all_yen_are_whole(value):
    if isinstance(value, dict):
        return all(all_yen_are_whole(v) and not (k.endswith("_yen") and isinstance(v, float)) for k, v in value.items())
    return all(all_yen_are_whole(v) for v in value) if isinstance(value, list) else True


def sound(t, name, case):
    result = program.estimate(case)
    t.check(not faults_of(result) and all_yen_are_whole(result), "sums of " + name, *faults_of(result)[:8])
    return result


def examples(t):
    names = sorted(os.listdir(EXAMPLES)) if os.path.isdir(EXAMPLES) else []
    names = [n for n in names if os.path.exists(os.path.join(EXAMPLES, n, "case.json"))]
    if not names:
        t.skip("examples", "none yet")
    for name in names:
        path = os.path.join(EXAMPLES, name, "case.json")
        first = program.run("estimate", path, "--json", env=ENGLISH)
        if not t.equal(first.returncode, 0, "example " + name, text(first)):
            continue
        t.check(not faults_of(json.loads(first.stdout)), "sums of example " + name, *faults_of(json.loads(first.stdout)))
        again = program.run("estimate", path, "--json", env=JAPANESE, cwd="/")
        t.check(first.stdout == again.stdout and again.returncode == 0, "same bytes twice: " + name)
        for lang in ("ja", "en"):
            done = program.run("estimate", path, "--lang", lang)
            shown = done.stdout.decode()
            t.check(done.returncode == 0 and len(shown) > 1000 and "(null)" not in shown, "report of %s, %s" % (name, lang))
            done = program.run("catalog", "--audit", path, "--lang", lang)
            t.check(done.returncode == 0 and len(done.stdout.splitlines()) > 80 and b"(null)" not in done.stdout,
                    "audit of %s, %s" % (name, lang), text(done))


def nothing_open(t):
    for level in (3, 4):
        r = sound(t, "all met, star %d" % level, make_case(level, "met"))
        t.equal([m["id"] for m in r["plan"]["measures"]], ["star:%d" % level], "all met: the star alone, %d" % level)
        # Star 4 is a ledger of two plans: what star 3 costs, and what star 4 adds and makes unnecessary.
        stars = {x["measure"] for x in r["lines"]}
        t.equal(stars, {"star:3", "star:%d" % level}, "all met: its lines alone, %d" % level)
        left = [sum(x["mean_yen"] for x in r["lines"] if x["measure"] == s) for s in stars]
        t.equal(sorted(left)[:len(stars) - 1], [0] * (len(stars) - 1), "all met: star 3 comes to nothing beside star 4, %d" % level)
        t.check(r["totals"]["horizon_yen"] > 0, "all met: the star costs, %d" % level)
        held = sound(t, "all met, star held", make_case(level, "met", plan={"have": ["star:%d" % level]}))
        t.equal(held["totals"]["horizon_yen"], 0, "all met and star held: nothing, %d" % level)
        u = sound(t, "all unanswered, star %d" % level, make_case(level, "unanswered"))
        t.equal(u["totals"]["horizon_yen"], r["totals"]["horizon_yen"], "unanswered adds nothing, %d" % level)
        uncertain = [m for m in u["plan"]["measures"] if 0 < m["probability"] < 1]
        t.check(uncertain and u["totals"]["all_unanswered_unmet_yen"] > u["totals"]["horizon_yen"],
                "unanswered lists what may be needed, %d" % level, u["totals"])
        w = program.estimate(make_case(level, "withheld"))
        t.equal(w["totals"], u["totals"], "withheld costs as unanswered, %d" % level)
        e = program.estimate(make_case(level, {}))
        t.equal(e["totals"], u["totals"], "a missing answer is unanswered, %d" % level)
        x = sound(t, "all unmet, star %d" % level, make_case(level, "unmet"))
        t.equal(u["totals"]["all_unanswered_unmet_yen"], x["sharing"]["horizon_yen"],
                "all unanswered taken as unmet costs what all unmet costs, %d" % level)
        t.equal(u["totals"]["all_unanswered_unmet_point_yen"], x["totals"]["horizon_yen"], "the same by likely values, %d" % level)
        t.equal(x["totals"]["all_unanswered_unmet_yen"], x["sharing"]["horizon_yen"], "nothing unanswered, %d" % level)
        t.check(u["totals"]["all_unanswered_unmet_yen"] >= u["range"]["p50_yen"], "all unmet is not below even chances, %d" % level)
        closed = {c for m in x["plan"]["measures"] for c in m["closes"]}
        t.equal(sorted(set(criteria(level)) - closed), [], "every open criterion is closed, %d" % level)
    r = program.estimate(make_case(3, {k: "unmet" if k not in criteria(3) else "met" for k in criteria(4)}))
    t.check(r["gap"]["above_level"] > 0 and len(r["plan"]["measures"]) == 1, "answers above the level are kept and ignored")


def numbers_of_buyers(t):
    none = sound(t, "no buyer", make_case(4, "unmet", buyers=[]))
    t.equal([p["id"] for p in none["sharing"]["parties"] if p["horizon_yen"]], ["supplier"], "no buyer: the supplier bears all")
    one = sound(t, "one buyer", make_case(4, "unmet"))
    t.check(one["sharing"]["parties"][0]["id"] == "A" and one["sharing"]["parties"][0]["horizon_yen"] > 0, "one buyer bears")
    many = [make_buyer("b%02d" % i, 3 + i % 2, 1000003 * (i + 1)) for i in range(30)]
    r = sound(t, "thirty buyers", make_case(4, "unmet", buyers=many))
    parts = [p for p in r["sharing"]["parties"] if p["id"].startswith("b")]
    t.equal([p["id"] for p in parts], [b["id"] for b in many], "thirty buyers in the order of the case")
    for odd in (0, 1):
        mine = [p["horizon_yen"] for p in parts[odd::2]]
        t.equal(mine, sorted(mine), "who buys more bears no less, %d" % odd)
    t.equal(r["totals"]["horizon_yen"], one["totals"]["horizon_yen"], "the cost does not depend on the number of buyers")
    t.equal(len(r["prices"]), 30, "a price for each item")
    stranger = make_buyer("A", None)
    del stranger["requested_level"]
    r = sound(t, "a buyer that asks nothing", make_case(4, "unmet", buyers=[stranger]))
    t.check("A" not in [p["id"] for p in r["sharing"]["parties"]], "a buyer that asks nothing is no party")


def levels_side_by_side(t):
    """Who asks for star 3 pays the same whether or not another buyer asks for star 4, but for the star itself, which all askers share."""
    generator = random.Random(7)
    for trial in range(6):
        answers = {k: generator.choice(["met", "unmet", "unmet"]) for k in criteria(4)}
        three = make_buyer("B", 3)
        alone = sound(t, "star 3 alone, %d" % trial, make_case(3, answers, buyers=[three]))
        both = sound(t, "stars 3 and 4, %d" % trial, make_case(4, answers, buyers=[make_buyer("A", 4, 240000000), three]))
        t.equal(both["totals"]["level3_yen"], alone["totals"]["level3_yen"], "level3_yen does not depend on star 4, %d" % trial)
        amount = [{p["id"]: p for p in r["sharing"]["parties"]}["B"]["horizon_yen"] for r in (alone, both)]
        star = sum(x["mean_yen"] for x in both["lines"] if x["star"] and x["need"] == "level:3")
        a, b = 240000000, three["annual_purchases_yen"]
        units = [20 * x // (a + b) for x in (a, b)]  # twentieths by largest remainder: a grid of five points
        if sum(units) < 20:
            units[0 if 20 * a % (a + b) >= 20 * b % (a + b) else 1] += 1
        amount[0] -= star * units[0] // 20
        t.check(abs(amount[1] - amount[0]) <= len(both["lines"]), "the star 3 buyer pays the same but for the star and rounding, %d"
                % trial, amount)
        four = program.estimate(make_case(4, answers, buyers=[make_buyer("A", 4, 240000000)]))
        t.check(both["totals"]["horizon_yen"] >= four["totals"]["horizon_yen"], "the ledger of two plans, %d" % trial)


def more_never_costs_less(t):
    """Through the program; hundreds of pairs are for the unit test test_pairs."""
    generator = random.Random(int(os.environ.get("SEED", "20261122")))
    for trial in range(int(os.environ.get("TRIALS", "6"))):
        answers = {k: generator.choice(["met", "met", "unmet", "partial", "not_applicable", "unanswered"]) for k in criteria(4)}
        case = make_case(4, answers)
        for k in answers:
            if answers[k] == "partial":
                answers[k] = {"status": "partial", "remaining": round(generator.random(), 2)}
        for driver in case["supplier"]["size"]:
            if not driver.startswith("unsupported"):
                case["supplier"]["size"][driver] = generator.randint(2, 300)
        size = case["supplier"]["size"]
        size["unsupported_endpoints"] = generator.randint(0, size["endpoints"])
        size["unsupported_servers"] = generator.randint(0, size["servers"])
        case["gap"]["answers"] = answers
        case["buyers"] = [make_buyer(b, generator.choice([3, 4]), generator.randint(1, 250000000)) for b in "AB"]
        case["sharing"] = {"basis": generator.choice(["mean", "point"])}
        case["horizon_years"] = generator.randint(1, 6)
        case["funding"] = [{"name": "s", "kind": "subsidy", "yen": generator.randint(1, 3000000), "lines": "direct",
                            "status": "granted"}]
        base = sound(t, "random case %d" % trial, case)
        lone = changed(case, "buyers", [make_buyer("A", 4)])
        cost = program.estimate(lone)["totals"]["horizon_yen"]
        worse = changed(lone, "gap.answers", {k: "unmet" if generator.random() < 0.15 else a for k, a in answers.items()})
        more = program.estimate(worse)["totals"]["horizon_yen"]
        t.check(more >= cost, "more gaps never cost less, %d" % trial, cost, more)
        three = program.estimate(changed(changed(lone, "target_level", 3), "buyers.0.requested_level", 3))
        t.check(cost >= three["totals"]["horizon_yen"], "star 4 never costs less than star 3, %d" % trial, cost,
                three["totals"]["horizon_yen"])
        driver = generator.choice(["endpoints", "servers", "users", "sites", "partners", "network_devices"])
        larger = program.estimate(changed(lone, "supplier.size." + driver, size[driver] + generator.randint(1, 40)))
        t.check(larger["totals"]["horizon_yen"] >= cost, "more %s are never cheaper, %d" % (driver, trial), cost,
                larger["totals"]["horizon_yen"], size)
        dearer = program.estimate(changed(lone, "supplier.labour_yen_per_day",
                                          {"general": 40000, "it": 50000, "manager": 70000, "executive": 110000}))
        t.check(dearer["totals"]["horizon_yen"] >= cost, "dearer labour is never cheaper, %d" % trial)
        names = {p["id"] for p in base["sharing"]["parties"]}
        t.check({"A", "B"} <= names, "both buyers are parties, %d" % trial, names)


def quantities(t):
    """What is bought is what is there: 12 old PCs of 48 price 12, and no fraction of an appliance."""
    case = make_case(4, "unmet", plan={"use": [{"measure": "eol_replace", "reason": "t"}]})
    case = changed(case, "supplier.size.unsupported_endpoints", 12)
    for label, remaining in (("unmet", "unmet"), ("partly", {"status": "partial", "remaining": 1})):
        answers = {k: remaining for k in criteria(4)}
        lines = [x for x in program.estimate(changed(case, "gap.answers", answers))["lines"] if x["price"] == "pc_replace"]
        t.equal(sum(float(x["quantity"]) for x in lines), 12, "12 old PCs of 48 price 12, " + label, lines)
    with open(os.path.join(ROOT, "data", "tables", "measures.json"), encoding="utf-8") as file:
        measures = {m["id"]: m for m in json.load(file)["rows"]}
    for name in ("utm_purchase", "backup_nas", "segmentation", "eol_replace"):
        whole = {x["price"] for x in measures[name]["lines"] if x.get("price") and x.get("indivisible")}
        other = {x["price"] for x in measures[name]["lines"] if x.get("price") and not x.get("indivisible")}
        got = []
        for answer in ("unmet", {"status": "partial", "remaining": 0.3}):
            r = sound(t, "%s, %s" % (name, answer if answer == "unmet" else "partly"),
                      changed(make_case(4, {k: answer for k in criteria(4)}, plan={"use": [{"measure": name, "reason": "t"}]}),
                              "supplier.size.fixed_endpoints", 3))
            got.append({x["price"]: x["likely_yen"] for x in r["lines"] if x["measure"] == name and x["price"] in whole - other})
        t.check(got[0] == got[1], "no fraction of an appliance: " + name, got)
        if whole - other:
            t.check(got[0] and min(got[0].values()) > 0, "the appliance is priced: " + name, got)


def measures_that_exclude_each_other(t):
    """Two measures of plan.use that exclude each other are named, not only that there is no plan."""
    case = make_case(3, "unmet", plan={"use": [{"measure": x, "reason": "as wished"} for x in ("eol_isolate", "eol_replace")]})
    done = program.run("estimate", program.write(case, "both.json"), env=ENGLISH)
    t.check(done.returncode == 1 and "HW-402" in text(done) and "eol_isolate, eol_replace" in text(done), "the pair is named", text(done))


def question_backwards(t):
    """--per-piece: units times yen, what is short of the amount; items as the case states them."""
    path = os.path.join(EXAMPLES, "kanto-seimitsu", "case.json")
    with open(path, encoding="utf-8") as file:
        case = json.load(file)
    for rise in ("3", "0.25", "0"):
        done = program.run("estimate", path, "--json", "--per-piece", rise, env=ENGLISH)
        if not t.equal(done.returncode, 0, "per piece " + rise, text(done)):
            continue
        r = json.loads(done.stdout)
        wanted = []
        for b in case["buyers"]:
            annual = next(p["asked_annual_yen"] for p in r["sharing"]["parties"] if p["id"] == b["id"])
            carried = sum(int(float(rise) * 100 * i["units_per_year"]) // 100 for i in b.get("items", []))
            if b.get("items"):
                wanted.append({"buyer": b["id"], "rise_yen": "%.2f" % float(rise), "carried_annual_yen": carried,
                               "short_annual_yen": annual - carried})
        t.equal(r["per_piece"], wanted, "what %s yen a piece carry" % rise)
    done = program.run("estimate", path, "--json", env=ENGLISH)
    t.check("per_piece" not in json.loads(done.stdout), "not answered when not asked")
    for bad in ("-1", "1.234", "x", "1000001"):
        done = program.run("estimate", path, "--per-piece", bad, env=ENGLISH)
        t.check(done.returncode == 2 and "HW-803" in text(done), "per piece " + bad, text(done))
    for step, decimals in (("1", 0), ("0.1", 1)):
        case["price"] = {"step": step}
        done = program.run("estimate", program.write(case, "step.json"), "--json", env=ENGLISH)
        ups = [x["uplift_yen"] for x in json.loads(done.stdout)["prices"]]
        t.check(ups and all(round(float(u), decimals) == float(u) for u in ups), "the case's own step " + step, ups)


def starting_files(t):
    for level in (3, 4):
        for lang in ("ja", "en"):
            path = program.place("new-%d-%s.json" % (level, lang))
            done = program.run("new", "-o", path, "--level", str(level), "--employees", "45", "--lang", lang, "--name", '株)"x"\\')
            t.equal(done.returncode, 0, "new, star %d, %s" % (level, lang), text(done))
            done = program.run("estimate", path, "--json", env=ENGLISH)
            if t.equal(done.returncode, 0, "estimate reads what new wrote, %d, %s" % (level, lang), text(done)):
                r = json.loads(done.stdout)
                t.check(not faults_of(r) and r["gap"]["unanswered"] == len(criteria(level)),
                        "the starting file has every criterion, %d" % level, *faults_of(r))
            first = open(path, "rb").read()
            done = program.run("new", "-o", path, "--level", "3", "--employees", "9", env=ENGLISH)
            t.check(done.returncode == 3 and "[HW-107]" in text(done) and open(path, "rb").read() == first,
                    "new does not overwrite", text(done))
            done = program.run("new", "-o", path, "--level", "3", "--employees", "9", "--force")
            t.check(done.returncode == 0 and open(path, "rb").read() != first, "new --force does", text(done))
    with open(program.place("new-4-ja.json"), encoding="utf-8") as file:
        case = json.load(file)
    s = case["supplier"]
    t.equal((s["employees_regular"], s["annual_sales_yen"], s["capital_yen"], case.get("title")), (9, None, None, None), "new invents no sums")
    t.check(not any(s["size"].values()) and not any(s["facts"].values()) and not case["buyers"][0]["annual_purchases_yen"],
            "and neither machines nor facts nor purchases", s)
    t.check(all(a == "unanswered" for a in case["gap"]["answers"].values()), "and writes no remarks")
    for typed, people in (("２８", 28), ("28名", 28), ("1,200", 1200)):
        done = program.run("new", "--level", "★３", "--employees", typed)
        t.equal(json.loads(done.stdout or "{}").get("supplier", {}).get("employees_regular"), people, "people as typed: " + typed, text(done))
    done = program.run("new", "--level", "3", env=ENGLISH)
    t.check(done.returncode == 0 and json.loads(done.stdout)["supplier"]["employees_regular"] is None, "people that were not stated stay unknown", text(done))
    for employees in ("1", "100000"):
        done = program.run("new", "--level", "4", "--employees", employees, "-o", program.place("size.json"), "--force")
        done = program.run("estimate", program.place("size.json"), env=ENGLISH)
        t.equal(done.returncode, 0, "a firm of " + employees, text(done))
    for name, wanted in (("acme.json", "acme"), ("ACME 2027_a.json", "ACME-2027_a"), ("--.json", "new-case"),
                         ("_x.json", "x"), ("a" * 90 + ".json", "a" * 55)):
        done = program.run("new", "--level", "3", "--employees", "5", "-o", program.place(name))
        with open(program.place(name), encoding="utf-8") as file:
            t.equal(json.load(file)["case_id"], wanted, "a case is called after its file: " + name, text(done))
        t.equal(program.run("estimate", program.place(name)).returncode, 0, "and can be read: " + name)
    ids = []
    for name in ("あおば精機.json", "あおば精工.json", "甲-b--c .txt", "乙-b--c .txt"):
        program.run("new", "--level", "3", "--employees", "5", "-o", program.place(name))
        with open(program.place(name), encoding="utf-8") as file:
            ids.append(json.load(file)["case_id"])
        t.equal(program.run("estimate", program.place(name)).returncode, 0, "and can be read: " + name)
    t.check(len(set(ids)) == 4 and all(re.fullmatch("(case|b-c-txt)-[0-9a-f]{8}", x) for x in ids), "names that differ in Japanese give ids that differ", ids)
    t.equal(json.loads(program.run("new", "--level", "3", "--employees", "5").stdout)["case_id"], "new-case", "without a file it has no name of its own")
    done = program.run("new", "--schema")
    t.check(done.returncode == 0 and json.loads(done.stdout), "the schema is JSON")


def quotations_of_measures(t):
    """A monthly fee, a lease, a package take the place of the lines of their measures."""
    base = make_case(supplier={"size": {"users": 30}}, buyers=[], target_level=4, gap={"answers": {k: "unmet" for k in criteria(4)}})
    def estimate(case):
        done = program.run("estimate", program.write(case, "m.json"), "--json", env=ENGLISH)
        return json.loads(done.stdout) if t.equal(done.returncode, 0, "estimate", text(done)) else {}
    plain = estimate(base)
    top = [m["id"] for m in sorted(plain["plan"]["measures"], key=lambda m: -m["horizon_yen"]) if not m["id"].startswith("star") and m["id"] != "hands"]
    first, second = top[0], top[1]

    def quoted(*quotes, **more):
        return estimate(dict(base, plan=dict({"use": [{"measure": first, "reason": "見積"}], "quotes": list(quotes)}, **more)))
    r = quoted({"measure": first, "initial_yen": 120000, "monthly_yen": 15000, "from": "商社", "date": "2026-10-30", "document": "Q-1"})
    lines = [l for l in r["lines"] if l["measure"] == first]
    t.equal(sorted((l["id"].split("/")[1], l["by_year_yen"]) for l in lines),
            [("quote_initial", [120000, 0, 0]), ("quote_monthly", [180000, 180000, 180000])], "the fees stand in place of the lines")
    t.check(all(l["source"] == "商社" and l["low_yen"] == l["high_yen"] == l["mean_yen"] for l in lines), "with their source, and without a range", lines)
    t.equal(faults_of(r), [], "sums hold with a quoted measure")
    r = quoted({"measures": [first, second], "yearly_yen": 100000, "from": "商社", "date": "2026-10-30"}, use=[{"measure": first, "reason": "x"}, {"measure": second, "reason": "x"}])
    mine = {m["id"]: m["horizon_yen"] for m in r["plan"]["measures"]}
    t.equal((mine.get(first), mine.get(second, 0)), (300000, 0), "a package is paid once", mine)
    t.equal(faults_of(r), [], "sums hold with a package")
    done = program.run("worksheet", program.write(dict(base, plan={"quotes": [{"measure": first, "monthly_yen": 5000}]}), "q.json"), "-o", program.place("quoted.xlsx"))
    t.equal(done.returncode, 0, "and a workbook is written", text(done))
    for quote, code in (({"measure": first}, 206), ({"measure": first, "price": "edr_license", "monthly_yen": 1}, 312), ({"monthly_yen": 1}, 206),
                        ({"measure": first, "monthly_yen": 1, "likely_yen": 2}, 312), ({"measure": "nobody", "monthly_yen": 1}, 305),
                        ({"price": "edr_license", "likely_yen": 2}, 206)):
        done = program.run("estimate", program.write(dict(base, plan={"quotes": [quote]}), "bad.json"), env=ENGLISH)
        t.check(done.returncode == 1 and "[HW-%d]" % code in text(done), "refused: %s" % quote, text(done))
    twice = [{"measure": first, "monthly_yen": 1}, {"measures": [second, first], "yearly_yen": 1}]
    done = program.run("estimate", program.write(dict(base, plan={"quotes": twice}), "bad.json"), env=ENGLISH)
    t.check("[HW-307]" in text(done), "a measure quoted twice", text(done))


def same_three_everywhere(t, case, ids):
    """The three to get first are one list: of quote-request, and on every sheet that names them, in that order."""
    names = {m["id"]: m["name"]["en"] for m in json.loads(program.run("catalog", "--json", "--lang", "en").stdout)["measures"]}
    own = program.place("three.xlsx")
    t.equal(program.run("worksheet", case, "--all", "--lang", "en", "-o", own).returncode, 0, "the own workbook")
    found = {}
    for sheet in Workbook(own).sheets:
        below = None
        for _, cell in sorted(sheet.cells.items()):
            if "Quotations to get first" in cell.text:
                below = found[sheet.name] = []
            elif below is not None and re.sub(r"^\d+\. ", "", cell.text) in names.values() and len(below) < len(ids):
                below.append(re.sub(r"^\d+\. ", "", cell.text))
    t.equal((len(found), set(map(tuple, found.values()))), (3, {tuple(names[i] for i in ids)}), "the same three on every sheet")


def one_row_for_what_is_quoted_as_one(t):
    """Lines of one thing paid for at the same times are one row with their sum; what there is none of is not asked for."""
    case = program.write(make_case(supplier={"name": "架空食品", "size": {"users": 30, "unsupported_servers": 2}, "capacity": {"it_days_per_year": 3}}, buyers=[], target_level=4,
                                   gap={"answers": {k: "unmet" for k in criteria(4)}}), "alike.json")
    lines = [x for x in json.loads(program.run("estimate", case, "--json").stdout)["lines"] if x["price"] and x["class"] == "direct" and x["probability"] == 1 and "@" not in x["id"]]
    several = {x["measure"] for x in lines if sum(y["measure"] == x["measure"] and y["price"] == x["price"] for y in lines) > 1} - {"hands", "star:3", "star:4"}
    t.check(several, "a measure with the same price on several lines", [x["id"] for x in lines])
    for measure in sorted(several):
        out = program.place("alike.docx")
        program.run("quote-request", case, "--measure", measure, "-o", out, "--force")
        with zipfile.ZipFile(out) as z:
            rows = re.findall(r"<w:tr[ >].*?</w:tr>", z.read("word/document.xml").decode(), re.S)
        rows = [tuple(re.sub("<[^>]+>", "", c) for c in re.findall(r"<w:tc>.*?</w:tc>", r, re.S)) for r in rows]
        alike = [(r[0], r[2]) for r in rows if len(r) == 3]
        t.check(len(alike) > 1 and len(alike) == len(set(alike)), "no two rows are the same thing at the same times: " + measure, rows)
        t.check(all(not r[1].startswith("0 ") for r in rows if len(r) == 3), "nothing asked for of which there is none", rows)
        asked = sum(float(r[1].split()[0]) for r in rows if len(r) == 3 and re.match(r"[\d.]+ ", r[1]))
        whole = sum(float(x["quantity"]) for x in lines if x["measure"] == measure)
        t.check(abs(asked - whole) < 0.02 * max(1, len(alike)), "and the quantities are the sum of the lines: " + measure, asked, whole)


def requests_for_quotation(t):
    case = program.write(make_case(supplier={"name": "架空食品", "size": {"users": 30}}, buyers=[], target_level=3, gap={"answers": {k: "unmet" for k in criteria(3)}}), "ask.json")
    done = program.run("quote-request", case, "--lang", "en")
    listed = re.findall(r"^ *\d+\. (\S+) .*?([\d,]+) yen", done.stdout.decode(), re.M)
    yen = [int(y.replace(",", "")) for _, y in listed]
    t.check(done.returncode == 0 and len(listed) > 3 and yen == sorted(yen, reverse=True), "what moves most first", done.stdout)
    same_three_everywhere(t, case, [m for m, _ in listed[:3]])
    folder = program.place("asks")
    os.makedirs(folder)
    done = program.run("quote-request", case, "-o", folder)
    names = sorted(os.listdir(folder))
    t.equal((done.returncode, names), (0, ["%d_%s.docx" % (i + 1, m) for i, (m, _) in enumerate(listed[:3])]), "the three to send first", text(done))
    with zipfile.ZipFile(os.path.join(folder, names[0])) as z:
        body = re.sub("<[^>]+>", " ", z.read("word/document.xml").decode())
    t.check("見積のお願い" in body and "架空食品" in body and "月額または年額" in body, "who asks, what, and what to state", body)
    t.check("円" not in body.replace("円滑", ""), "no price of ours tells the vendor what we expect", body)
    quoted = json.loads(open(case, encoding="utf-8").read())
    quoted["plan"] = {"quotes": [{"measure": listed[0][0], "monthly_yen": 1000, "from": "Vendor"}]}
    done = program.run("quote-request", program.write(quoted, "ask2.json"), "--lang", "en")
    t.check(listed[0][0] + " " not in done.stdout.decode(), "what is quoted is not asked for again", done.stdout)
    for words, code in ((["--measure", "nobody"], 1), (["--template", program.place("none.docx")], 3)):
        t.equal(program.run("quote-request", case, "-o", program.place("x.docx"), *words).returncode, code, "refused: %s" % words)
    t.equal(program.run("quote-request", "--print-template", "-o", program.place("t.docx")).returncode, 0, "the template itself")


def what_was_written_is_told(t):
    """Every verb whose result is a file says at the end which it wrote, in the language asked for, and nothing where it wrote none."""
    case = os.path.join(ROOT, "data", "examples", "mizuho-shika", "4_case.json")
    talks = os.path.join(ROOT, "data", "examples", "mizuho-shika", "8_talks.json")
    db = program.place("told.db")
    program.run("log", case, "add", talks, "--db", db)
    verbs = (["worksheet", case], ["worksheet", case, "--view", "for:A"], ["letter", case, "--buyer", "A"], ["questionnaire", "--level", "3"], ["new", "--level", "3"],
             ["quote-request", case], ["dossier", case, "--buyer", "A", "--db", db], ["dossier", case, "--buyer", "A", "--db", db, "--set", "work"],
             ["log", case, "export", "--db", db],
             ["portfolio", os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv"), "--as-of", "2026-11-22"])
    for i, words in enumerate(verbs):
        end = {"letter": ".docx", "quote-request": ".docx", "new": ".json", "log": ".json"}.get(words[0], ".xlsx")
        for lang, told in (("ja", "%s を書き出しました。\n"), ("en", "wrote %s.\n")):
            out = program.place("told-%d%s%s" % (i, lang, end))
            done = program.run(*words, "-o", out, "--lang", lang)
            t.equal((done.returncode, done.stderr.decode()), (0, told % out), " ".join(words[:1] + words[2:]) + " says what it wrote", text(done))
            t.check(os.path.exists(out), "and it is there")
    done = program.run("worksheet", case, "-o", os.path.join(program.place("nowhere"), "x.xlsx"))
    t.check(done.returncode == 3 and b"wrote" not in done.stderr and "書き出しました".encode() not in done.stderr, "what was not written is not told", text(done))
    done = program.run("worksheet", case, "-o", program.place("help.xlsx"), "--help")
    t.check(done.returncode == 0 and not done.stderr, "nor with --help", text(done))


def gap_files(t):
    """The same answers as CSV beside the case give the same numbers."""
    answers = {k: "unmet" if i % 3 else "met" for i, k in enumerate(criteria(4))}
    inline = program.estimate(make_case(4, answers))
    with open(program.place("answers.csv"), "w", encoding="utf-8", newline="") as out:
        out.write("id,answer\r\n" + "".join("%s,%s\r\n" % (k, "○" if a == "met" else "×") for k, a in answers.items()))
    done = program.run("estimate", program.write(changed(make_case(4), "gap", {"file": "answers.csv"})), "--json", cwd="/",
                       env=ENGLISH)
    if t.equal(done.returncode, 0, "a gap file beside the case", text(done)):
        r = json.loads(done.stdout)
        t.check(r["gap"] == inline["gap"] and r["totals"] == inline["totals"], "a gap file gives the same numbers")


def simulated_ranges(t):
    """Engines agree on the range of free lines; wrong lines are refused."""
    lines = {"hoshiwari_lines": 1, "distribution": "triangular",
             "lines": [{"id": "l%d" % i, "low": 50 + i, "likely": 100 + 7 * i, "high": 190 + 13 * i, "quantity": 1 + i % 3,
                        "factor": "market" if i % 2 else None} for i in range(40)],
             "factors": {"market": [0.95, 1.0, 1.1]}}
    for line in lines["lines"]:
        if line["factor"] is None:
            del line["factor"]
    path = program.write(lines, "lines.json")
    results = {}
    for engine in ("cos", "grid", "mc"):
        done = program.run("simulate", path, "--engine", engine, "--json", env=ENGLISH)
        if not t.equal(done.returncode, 0, "simulate --engine " + engine, text(done)):
            return
        r = results[engine] = json.loads(done.stdout)
        keys = {"engine", "error_estimate", "mean", "sd", "p05", "p10", "p20", "p50", "p80", "p90", "p95", "point",
                "probability_of_point", "lines"}
        t.check(keys <= set(r) and {"id", "share_of_variance", "swing"} <= set(r["lines"][0]), "keys of " + engine, list(r))
        t.equal(program.run("simulate", path, "--engine", engine, "--json").stdout, done.stdout, "same bytes twice: " + engine)
    point = sum(x["likely"] * x["quantity"] for x in lines["lines"])
    for engine, r in results.items():
        t.check(abs(r["point"] - point) < 1e-6 * point, "the point is the sum, " + engine, r["point"], point)
        near = 1e-4 if engine == "grid" else 3e-3
        for key in ("mean", "p10", "p50", "p80", "p90"):
            t.check(abs(r[key] / results["cos"][key] - 1) < near, "%s of %s is that of cos" % (key, engine), r[key],
                    results["cos"][key])
    one, two = (program.run("simulate", path, "--engine", "mc", "--threads", n, "--seed", "7", "--json").stdout for n in "12")
    t.equal(one, two, "threads do not change the result")
    for name, bad, code in [("not lines", "[]", None), ("no lines", changed(lines, "lines", []), None),
                            ("upside down", changed(lines, "lines.0.low", 500), None), ("a word", changed(lines, "lines.0.low", "x"), None),
                            ("unknown key", changed(lines, "lines.0.lwo", 5), 204), ("unknown factor", changed(lines, "lines.0.factor", "z"), None),
                            ("probability 2", changed(lines, "lines.0.probability", 2), 208), ("not JSON", "{", 201)]:
        done = program.run("simulate", program.write(bad, "bad.json"), env=ENGLISH)
        t.check(done.returncode == 1 and ("[HW-%d]" % code if code else "[HW-") in text(done), "bad lines: " + name,
                done.returncode, text(done))
    for words in (["--engine", "dice"], ["--draws", "0"], ["--draws", "1e9"], ["--seed", "-1"], ["--threads", "0"]):
        done = program.run("simulate", path, *words, env=ENGLISH)
        t.check(done.returncode == 2 and "[HW-803]" in text(done), "simulate " + " ".join(words), done.returncode, text(done))
    t.equal(program.run("simulate", program.place("nosuch.json")).returncode, 3, "simulate of no file")


def divisions(t):
    """Rules of division on the four shapes of a game; wrong games are refused."""
    if "share" not in verbs():
        return
    players = ["A", "B", "C"]
    cost = {"A": 100, "B": 140, "C": 160, "AB": 180, "AC": 200, "BC": 220, "ABC": 250}
    game = {"hoshiwari_game": 1, "unit": "yen", "players": players,
            "costs": [{"members": list(k), "cost": v} for k, v in cost.items()]}
    shared = {"hoshiwari_game": 1, "unit": "yen", "players": [{"id": "A", "weight": 2}, {"id": "B"}, {"id": "C"}],
              "lines": [{"id": "net", "cost": 300, "needed_by": ["A", "B"]}, {"id": "all", "cost": 100, "needed_by": players}]}
    airport = {"hoshiwari_game": 1, "airport": [{"id": "A", "stand_alone": 10, "count": 3}, {"id": "B", "stand_alone": 30}]}
    claims = {"hoshiwari_game": 1, "estate": 200, "claims": [{"id": "A", "claim": 100}, {"id": "B", "claim": 200},
                                                            {"id": "C", "claim": 300}]}
    known = [("lines", shared, "shapley", [183, 183, 34]), ("airport", airport, "shapley", [2.5, 22.5]),
             ("claims", claims, "talmud", [50, 75, 75]), ("claims", claims, "cea", [200 / 3] * 3),
             ("claims", claims, "cel", [0, 50, 150])]
    for name, case, whole in (("costs", game, 250), ("lines", shared, 400), ("airport", airport, 30), ("claims", claims, 200)):
        path = program.write(case, "game.json")
        done = program.run("share", path, "--rule", "all", "--json", env=ENGLISH)
        if not t.equal(done.returncode, 0, "share of " + name, text(done)):
            continue
        r = json.loads(done.stdout)
        t.check(r["hoshiwari_division"] == 1 and len(r["rules"]) >= 3, "rules of " + name, r)
        for rule in r["rules"]:
            if not rule["applicable"]:
                continue
            parts = [x.get("group_amount", x["amount"]) for x in rule["shares"]]
            t.check(abs(sum(parts) - whole) < 1e-6, "%s of %s adds up" % (rule["rule"], name), rule)
            t.check(case.get("unit") != "yen" or all(isinstance(x, int) for x in parts), "%s of %s in whole yen" % (rule["rule"], name))
        t.equal(program.run("share", path, "--rule", "all", "--json", env=JAPANESE).stdout, done.stdout, "same bytes twice: " + name)
    for name, case, rule, wanted in known:
        done = program.run("share", program.write(case, "game.json"), "--rule", rule, "--json", env=ENGLISH)
        if t.equal(done.returncode, 0, "share --rule %s of %s" % (rule, name), text(done)):
            got = [x["amount"] for x in json.loads(done.stdout)["rules"][0]["shares"]]
            t.check(len(got) == len(wanted) and all(abs(a - b) <= (1 if case.get("unit") else 1e-6) for a, b in zip(got, wanted)),
                    "%s of %s is known" % (rule, name), got, wanted)
    for name, bad in [("a missing coalition", changed(game, "costs.3", None)), ("not JSON", "{"), ("a stranger", changed(
            shared, "lines.0.needed_by", ["A", "Z"])), ("a negative claim", changed(claims, "claims.0.claim", -1)),
            ("no shape", {"hoshiwari_game": 1, "players": players}), ("unknown key", changed(claims, "estat", 3))]:
        done = program.run("share", program.write(bad, "bad.json"), env=ENGLISH)
        t.check(done.returncode == 1 and "[HW-" in text(done) and not done.stdout, "bad game: " + name, done.returncode, text(done))
    done = program.run("share", program.write(game, "game.json"), "--rule", "luck", env=ENGLISH)
    t.check(done.returncode == 2 and "[HW-803]" in text(done), "share --rule luck", done.returncode, text(done))


def tables_can_be_shown(t):
    for lang in ("ja", "en"):
        for words in (["catalog"], ["catalog", "--level", "3"], ["catalog", "--measures"], ["catalog", "--facts"], ["prices"],
                      ["prices", "edr"], ["prices", "--csv"], ["prices", "--check"]):
            done = program.run(*words, "--lang", lang)
            t.check(done.returncode == 0 and done.stdout.decode() and not done.stderr and b"(null)" not in done.stdout,
                    "%s in %s" % (" ".join(words), lang), text(done))
    for identifier in criteria(4):
        done = program.run("catalog", identifier, "--lang", "en")
        if done.returncode or identifier.encode() not in done.stdout:
            t.check(False, "catalog " + identifier, text(done))
    t.check(True, "every criterion can be shown")
    path = program.write(make_case(4, "unmet"))
    done = program.run("catalog", "4-1-3-2", "--case", path)
    t.check(done.returncode == 0 and b"4-1-3-2" in done.stdout, "catalog of one criterion with a case", text(done))
    names = json.loads(program.run("catalog", "--json").stdout)
    t.equal([c["id"] for c in names["criteria"]], sorted(criteria(4), key=lambda k: [int(x) for x in k.split("-")]),
            "catalog --json has every criterion")
    found = json.loads(program.run("estimate", path, "--json").stdout)
    known = {row["id"] for part in ("measures", "prices", "effort") for row in names[part]}
    t.check(all({line["measure"], line["price"]} <= known for line in found["lines"]), "catalog --json names every line of a result")
    t.check(all(row[key][lang] for part, key in (("criteria", "summary"), ("facts", "question"), ("measures", "name"), ("prices", "name"),
                                                 ("effort", "name")) for row in names[part] for lang in ("ja", "en")),
            "catalog --json has both languages")
    prices = names["prices"]
    t.check(all(p["unit_name"]["ja"] and p["unit_name"]["en"] and p["source"] and p["source_ja"] for p in prices),
            "catalog --json names the unit and the source of every price in both languages")
    t.check({p["unit_name"]["ja"] for p in prices if p["unit"] == "public_ip"} == {"IP"}, "no unit goes by its key")
    half = json.loads(program.run("catalog", "--json", "--level", "3").stdout)
    t.check({c["level"] for c in half["criteria"]} == {3}, "catalog --json --level 3")
    out = program.place("audit.csv")
    done = program.run("catalog", "--audit", path, "-o", out)
    rows = open(out, "rb").read() if os.path.exists(out) else b""
    missing = [k for k in criteria(4) if k.encode() not in rows]
    t.check(done.returncode == 0 and not missing and not done.stdout, "the audit has every criterion", missing, text(done))
    with_tables = program.run("estimate", path, "--json", "--data", os.path.join(ROOT, "data", "tables"))
    t.check(with_tables.returncode == 0 and with_tables.stdout == program.run("estimate", path, "--json").stdout,
            "the embedded tables are those of data/tables", text(with_tables))


def the_page(t):
    """Where the program was built with the page it writes it, else it says how to get it."""
    out = program.place("hoshiwari.html")
    done = program.run("page", "-o", out, env=ENGLISH)
    if done.returncode:
        t.check(done.returncode == 3 and "[HW-102]" in text(done) and "./run page --carry" in text(done) and not os.path.exists(out), "no page in this program", text(done))
        return
    with open(out, "rb") as file:
        page = file.read()
    t.check(page.startswith(b"<!DOCTYPE html>") and b"Content-Security-Policy" in page, "the page")


def questions_come_by_the_yen(t):
    ids = criteria(3)
    answers = dict.fromkeys(ids, "unanswered")
    answers[ids[0]], answers[ids[1]], answers[ids[2]] = "partial", "met", "withheld"
    found = json.loads(program.run("estimate", program.write(changed(make_case(3, "unmet"), "gap.answers", answers)), "--json").stdout)
    asked = found["questions"]
    t.equal(sorted(q["criterion"] for q in asked), sorted(set(ids) - {ids[1], ids[2]}), "what is answered or withheld is not asked")
    yen = [q["horizon_yen"] for q in asked]
    t.check(yen == sorted(yen, reverse=True) and yen[0] > 0, "the dearest first", yen)
    same = [q["ask"] for q in asked if q["horizon_yen"] == yen[[q["criterion"] for q in asked].index(ids[0])]]
    t.equal(same[0], "remaining", "of the same yen a partial without its share first: half of it stands in the figures as if it were known")
    t.equal([q["criterion"] for q in asked if q["ask"] == "remaining"], [ids[0]], "the share of a partial answer is asked")
    t.equal(len(found["cautions"]), len(found["cautions_ja"]), "cautions in both languages")


def same_bytes_twice(t):
    case = make_case(4, "unmet", buyers=[make_buyer("A", 4), make_buyer("B", 3)])
    path = program.write(case)
    first = program.run("estimate", path, "--json", env=ENGLISH)
    for name, env, cwd in (("again", ENGLISH, None), ("in Japanese", JAPANESE, None), ("elsewhere", ENGLISH, "/"),
                           ("in another time zone", dict(ENGLISH, TZ="Pacific/Kiritimati"), None)):
        t.check(program.run("estimate", path, "--json", env=env, cwd=cwd).stdout == first.stdout, "same result " + name)
    shuffled = changed(case, "gap.answers", dict(reversed(list(case["gap"]["answers"].items()))))
    t.check(program.run("estimate", program.write(shuffled), "--json").stdout == first.stdout,
            "the order of answers does not matter")


def workbooks_twice(t):
    path = program.write(make_case(4, "unmet", buyers=[make_buyer("A", 4), make_buyer("B", 3)]))
    for view in ("own", "for:A", "for:B"):
        for lang in ("ja", "en"):
            made = []
            for i in range(2):
                out = program.place("w%d.xlsx" % i)
                done = program.run("worksheet", path, "-o", out, "--view", view, "--lang", lang,
                                   env=dict(ENGLISH, TZ=("UTC", "Asia/Tokyo")[i]))
                made.append(open(out, "rb").read() if done.returncode == 0 else None)
            if t.check(made[0], "worksheet %s %s" % (view, lang), text(done)):
                t.check(made[0][:2] == b"PK" and made[0] == made[1], "worksheet %s %s, same bytes twice" % (view, lang))
                t.check(not done.stdout, "worksheet %s %s is silent" % (view, lang), done.stdout)


def questionnaires(t):
    """Wrong use; the same bytes twice; nothing of the own side in a survey; answers come back through the gap reader."""
    example = os.path.join(EXAMPLES, "kanto-seimitsu", "case.json")
    out = program.place("q.xlsx")
    for words, code, exits in ((["-o", out], "HW-804", 2), (["--level", "3"], "HW-804", 2),
                               (["-o", out, "--level", "5"], "HW-303", 2), (["-o", out, "--level", "2"], "HW-304", 2),
                               (["-o", out, "--level", "03"], "HW-803", 2),
                               (["-o", out, "--level", "3", "--edition", "buyer"], "HW-803", 2),
                               (["-o", out, "--level", "3", "--buyer", "A"], "HW-803", 2),
                               (["-o", out, "--edition", "survey", "--case", example, "--buyer", "Z"], "HW-316", 2),
                               (["-o", out, "--case", program.place("none.json")], "HW-102", 3),
                               (["-o", program.place("no/where.xlsx"), "--level", "3"], "HW-104", 3)):
        done = program.run("questionnaire", *words, env=ENGLISH)
        t.check(done.returncode == exits and code in text(done) and not os.path.exists(out),
                "questionnaire %s: %s" % (" ".join(words), code), done.returncode, text(done))
    with open(example, encoding="utf-8") as file:
        case = json.load(file)
    for lang in ("ja", "en"):
        for edition in ("own", "survey"):
            label = "questionnaire %s %s" % (edition, lang)
            done = program.run("questionnaire", "-o", out, "--case", example, "--edition", edition, "--lang", lang)
            t.equal(done.returncode, 0, label + " is written", text(done))
            with open(out, "rb") as file:
                first = file.read()
            program.run("questionnaire", "-o", out, "--case", example, "--edition", edition, "--lang", lang)
            with open(out, "rb") as file:
                t.check(file.read() == first, label + ": same bytes twice")
            back = dict(case, gap={"file": "q.xlsx"})
            with open(program.place("back.json"), "w", encoding="utf-8") as file:
                json.dump(back, file)
            results = [json.loads(program.run("estimate", path, "--json").stdout) for path in
                       (example, program.place("back.json"))]
            t.equal(results[1]["gap"], results[0]["gap"], label + ": its answers are read back")
            t.equal(results[1]["totals"], results[0]["totals"], label + ": its shares are read back")
            os.remove(out)


def documented_commands_work(t):
    """Commands of README.md (fenced sh blocks) that begin with ./run, hoshiwari or the built program."""
    readme = os.path.join(ROOT, "README.md")
    if not os.path.exists(readme):
        t.skip("README commands", "no README.md yet")
        return
    with open(readme, encoding="utf-8") as file:
        blocks = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```", file.read(), re.S | re.M)
    folder = program.place("readme")
    shutil.copytree(os.path.join(ROOT, "data"), os.path.join(folder, "data"))
    ran = 0
    for line in "\n".join(blocks).replace("\\\n", " ").splitlines():
        line = re.sub(r"^\$ ", "", line.strip())
        words = shlex.split(line, comments=True)
        if not words or words[0] not in ("./run", "hoshiwari", "build/app/hoshiwari", "./build/app/hoshiwari"):
            continue
        if words[1:2] and words[1] in ("test", "long", "bench", "format"):
            continue
        shell = re.sub(r"^\S+", shlex.quote(program.path), line)
        done = program_shell(shell, folder)
        ran += 1
        t.check(done.returncode in (0, 4), "README: " + line, done.returncode, done.stderr.decode())
    t.check(ran > 0, "README has commands")
    the_report_shown_is_the_program_s_own(t, readme)


def the_report_shown_is_the_program_s_own(t, readme):
    with open(readme, encoding="utf-8") as file:
        page = file.read()
    for lang in ("ja", "en"):
        done = program.run("estimate", os.path.join(ROOT, "data/examples/kanto-seimitsu/case.json"), "--lang", lang)
        report = done.stdout.decode().split("\n")
        at = page.find("```text\n" + report[0])
        t.check(at >= 0, "README shows the report in " + lang)
        shown = page[at + 8:page.find("\n```", at + 8)].split("\n") if at >= 0 else []
        real = {line.rstrip() for line in report}
        stale = [line for line in shown if line.rstrip() not in real and line.strip() != "…"]
        t.check(not stale, "README's report in %s is the program's own" % lang, *stale[:3])


def program_shell(line, folder):
    return subprocess.run(["bash", "-c", line], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=program.environment(ENGLISH), timeout=300)


suite = Suite()
def checks(t):
    """What test_check.py leaves: wrong use and the tables read with them."""
    path = program.write(make_case(3, {}))
    for words, code, exits in ((["check"], "HW-804", 2), (["check", path, "--view", "both"], "HW-803", 2),
                               (["check", program.place("no.json")], "HW-102", 3), (["rules", "a", "b"], "HW-805", 2)):
        done = program.run(*words, env=ENGLISH)
        t.check(done.returncode == exits and code in text(done), "%s: %s" % (" ".join(words), code), text(done))


def imports(t):
    """What test_import.py leaves: wrong use, the report in both languages, and without -o nothing written."""
    sheet = program.write("No.,自己評価\n1-2-1-1,○\n1-2-1-2,△\n", "answers.csv")
    for words, code, exits in (([], "HW-804", 2), ([sheet, "--level", "5"], "HW-803", 2),
                               ([sheet, "-o", program.place("no/where.json")], "HW-104", 3)):
        done = program.run("import", *words, env=ENGLISH)
        t.check(done.returncode == exits and code in text(done), "import %s: %s" % (" ".join(words), code), text(done))
    for lang, word in (("ja", "次に尋ねること"), ("en", "ask next")):
        done = program.run("import", sheet, "--lang", lang)
        t.check(done.returncode == 0 and word in done.stdout.decode(), "the report in " + lang, text(done))
        t.check(lang == "en" or not re.search(r"[a-z]{4,} [a-z]{4,}", done.stdout.decode().split("\n", 1)[1]),
                "the Japanese report holds no English", done.stdout.decode())


def options_as_people_type_them(t):
    """Full-width digits, a star before a level, days of the era: by what the table of options says the value is, for all verbs."""
    case = os.path.join(ROOT, "data", "examples", "kanto-seimitsu", "case.json")
    lines = os.path.join(ROOT, "data", "examples", "portfolio", "suppliers.csv")
    for words, typed in ((["estimate", case, "--per-piece", "3"], "３"), (["new", "--employees", "45", "--level", "4"], "★４"),
                         (["new", "--level", "4", "--employees", "45"], "４５"), (["catalog", "--level", "3"], "☆３"),
                         (["portfolio", lines, "--no-range", "--as-of", "2026-11-22"], "令和8年11月22日"),
                         (["portfolio", lines, "--no-range", "--as-of", "2026-11-22", "--start", "2027-04"], "令和9年4月"),
                         (["portfolio", lines, "--no-range", "--as-of", "2026-11-22", "--years", "3"], "３"),
                         (["import", os.path.join(ROOT, "data", "examples", "itoguchi-sekkei", "answers.csv"), "--level", "3"], "★３")):
        plain, people = (program.run(*words[:-1], last, env=ENGLISH) for last in (words[-1], typed))
        t.equal((people.returncode, people.stdout), (plain.returncode, plain.stdout), "%s %s" % (" ".join(words[:1] + words[-2:-1]), typed), text(people))
        t.equal(plain.returncode, 0, "as it is typed on a keyboard: " + words[-2], text(plain))
    for words in (["estimate", case, "--per-piece", "三"], ["portfolio", lines, "--as-of", "令和8年2月30日"], ["new", "--level", "★５"]):
        t.check("HW-803" in text(program.run(*words, env=ENGLISH)), "still refused: " + words[-1])


suite.run([help_lists_every_option, help_lists_every_verb, options_as_people_type_them, wrong_use, language_of_talk, bad_cases,
           all_faults_at_once, environment_faults, failures_leave_nothing, examples, nothing_open, numbers_of_buyers,
           levels_side_by_side, more_never_costs_less, quantities, measures_that_exclude_each_other, question_backwards, starting_files, quotations_of_measures, requests_for_quotation, one_row_for_what_is_quoted_as_one, what_was_written_is_told, gap_files, simulated_ranges, divisions, tables_can_be_shown,
           the_page, questions_come_by_the_yen, same_bytes_twice, workbooks_twice, questionnaires, imports, checks, documented_commands_work])
suite.finish()
