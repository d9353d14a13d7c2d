#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The talk log from outside: a recomputed chain, kills, tampering, several writers, a full disk, older and newer stores.

    test_log.py PROGRAM WRITER [WRITES]

WRITES (400; 10000 when run by hand) is how many log writes the kill test makes.
"""
import datetime
import hashlib
import json
import os
import re
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, JAPANESE, ROOT, Program, Suite, make_buyer, make_case

program = Program(sys.argv[1])
WRITER = os.path.abspath(sys.argv[2])
WRITES = int(sys.argv[3]) if len(sys.argv) > 3 else 400
SEED = int(os.environ.get("SEED", "20261122"))
CASE = program.write(make_case(3, "met", buyers=[make_buyer("A", 3), make_buyer("B", 3, 1000)]), "log.json")
FIXTURES = os.path.join(ROOT, "tests", "fixtures")


def log(db, *words, case=CASE, env=ENGLISH, **more):
    return program.run("log", case, *words, "--db", db, env=env, **more)


def said(done):
    return done.stderr.decode()


def entry(kind, date, party="A", **more):
    return dict({"kind": kind, "date": date, "party": party, "words": "言葉"}, **more)


def add(db, *entries, **more):
    path = program.write({"hoshiwari_log": 1, "entries": list(entries)}, "entries.json")
    return log(db, "add", path, "--json", **more)


def export(db, *words, **more):
    return json.loads(log(db, "export", "--format", "json", *words, **more).stdout)


def store(name, *entries):
    db = program.place(name)
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(db + suffix):
            os.unlink(db + suffix)
    if entries:
        done = add(db, *entries)
        if done.returncode:
            raise RuntimeError(said(done))
    return db


def history(name):
    """A store with a small history of two buyers and an attachment."""
    with open(program.place("minutes.txt"), "w", encoding="utf-8") as out:
        out.write("議事録\n" * 2000)
    return store(name, entry("request", "2026-09-01", medium="email", reply_by="2026-09-20", items=[
        {"code": "P-1", "before_yen": "1250.00", "after_yen": "1273.30"}]),
        entry("postponement", "2026-09-18", postponed_to="2026-10-10"),
        entry("request", "2026-09-05", "B", words="乙への申入れ"), {"kind": "note", "date": "2026-09-06", "words": "乙の件を相談"},
        entry("meeting", "2026-10-10", time="14:00", medium="in_person", persons=[
            {"side": "buyer", "department": "購買部", "role": "課長"}, {"side": "supplier", "name": "星野"}]),
        entry("minutes", "2026-10-10", attachments=["minutes.txt"]),
        entry("refusal", "2026-10-20", medium="phone", reason="予算がない"))


# ---- the chain ----

def net(*fields):
    return b"".join(b"%d:%s," % (len(f), f) for f in (str(x).encode() for x in fields))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def recompute(t, exported, name):
    """The chain by the published recipe, from the export alone."""
    before = sha(net("hoshiwari-log-1", exported["case_id"]))
    for n, e in enumerate(exported["log"], 1):
        t.check(e["seq"] == n and e["prev"] == before, "%s: entry %d follows the one before" % (name, n), e)
        if not e.get("blacked_out"):
            content = sha(net("hoshiwari-entry-1", exported["case_id"], e["seq"], e["recorded_at"], e["kind"], e["by"], e["date"],
                              e["time"], e["party"], e["answers"], e["corrects"], e["body"], e["salt"]))
            t.equal(e["content"], content, "%s: content of entry %d" % (name, n))
            t.equal(json.loads(e["body"]), e["entry"], "%s: entry %d is its body" % (name, n))
        before = sha(net("hoshiwari-link-1", e["prev"], e["content"]))
        t.equal(e["hash"], before, "%s: hash of entry %d" % (name, n))
    t.equal(exported["head"], before, name + ": head")


def two_firms_of_one_case_id(t):
    """Case files called alike in two folders: the store knows whose record it keeps, and the other firm reads and writes nothing."""
    def firm(file, name, case_id="mycase"):
        case = make_case(3, "met", buyers=[make_buyer("A", 3)], case_id=case_id)
        case["supplier"] = dict(case["supplier"], name=name)
        return program.write(case, file)
    first, other, unnamed = firm("first.json", "甲工業株式会社"), firm("other.json", "乙精機"), firm("unnamed.json", None)
    db, note = program.place("firms.db"), ("add", "--kind", "note", "--date", "2026-09-01", "--words", "甲の秘密")
    t.equal(log(db, *note, case=first).returncode, 0, "the first firm's entry")
    head = export(db, case=first)["head"]
    for case in (other, unnamed):
        for words in (note, ("list",), ("export",), ("verify",), ("versions",), ("runs",), ("keep",), ("join", db)):
            done = log(db, *words, case=case)
            t.check(done.returncode == 1 and "[HW-734]" in said(done) and "--db" in said(done) and not done.stdout,
                    "another firm is refused: log %s" % words[0], said(done), done.stdout)
        for words in (["check", case], ["estimate", case], ["dossier", case, "--buyer", "A", "-o", program.place("x.docx")]):
            done = program.run(*words, "--db", db, env=ENGLISH)
            t.check(done.returncode in (1, 2) and not done.stdout, "another firm is refused: " + words[0], said(done))
    t.check("[HW-734]" in said(program.run("check", other, "--db", db, env=ENGLISH)), "check says why")
    nobody = program.place("nobody.db")
    for words in (note, ("keep",)):
        done = log(nobody, *words, case=unnamed)
        t.check(done.returncode == 1 and "supplier.name" in said(done) and not done.stdout, "a firm without a name shares no record: log " + words[0], said(done))
    t.equal(program.run("check", unnamed, "--db", nobody, env=ENGLISH).returncode, 1, "nor through check")
    t.equal([log(nobody, *w, case=firm("named.json", "名のある会社")).returncode for w in (note, ("list",))], [0, 0], "with its name it records")
    own = program.place("firms-own.db")
    t.equal(log(own, *note, case=other).returncode, 0, "with a store of its own it goes on")
    t.check("[HW-734]" in said(log(own, "join", db, case=other)), "and does not join the first firm's")
    t.equal(log(db, *note, case=firm("free.json", "乙精機", "another")).returncode, 0, "or with an id of its own")
    t.equal(export(db, case=first)["head"], head, "the first firm's record is untouched")
    t.equal(log(db, "list", case=firm("short.json", "㈱甲工業")).returncode, 0, "the legal form does not make another firm")
    t.equal(log(db, "list", case="mycase").returncode, 0, "a case_id alone names nobody")
    new = firm("new.json", "甲ホールディングス")
    t.check("--renamed" in said(log(db, "list", case=new)), "a firm that has a new name is told how to go on")
    t.equal([log(db, *w, case=new).returncode for w in (("keep", "--renamed"), ("list",), note)], [0, 0, 0], "and goes on")
    t.equal(log(db, "list", case=first).returncode, 0, "the old name still is its own")


def the_chain_can_be_recomputed(t):
    db = history("chain.db")
    whole = export(db)
    t.equal([e["kind"] for e in whole["log"]], ["request", "postponement", "request", "note", "meeting", "minutes", "refusal"],
            "entries in the order recorded")
    t.equal([e["answers"] for e in whole["log"]], [0] * 7, "what was left out is not written down")
    recompute(t, whole, "whole export")
    part = export(db, "--party", "A")
    recompute(t, part, "export for one buyer")
    text = json.dumps(part, ensure_ascii=False)
    t.check("乙" not in text and "買い手B" not in text and '"B"' not in text, "nothing of the other buyer is in it")
    t.equal(part["head"], whole["head"], "both have the same head")


def verify_tells_the_head(t):
    db = history("head.db")
    done = log(db, "verify", "--json")
    proof = json.loads(done.stdout)
    t.check(done.returncode == 0 and proof["sound"] and proof["entries"] == 7 and (proof["contents"], proof["versions"]) == (2, 1), "verify: with the version that names the supplier", proof)
    first = export(db)["log"][2]["hash"]
    proof = json.loads(log(db, "verify", "--json", "--head", first.upper()).stdout)
    t.equal(proof["given_head_at"], 3, "a head handed out earlier is found")
    done = log(db, "verify", "--head", "0" * 64)
    t.check(done.returncode == 1 and "[HW-747]" in said(done), "a strange head is not", said(done))
    for lang, word in (("ja", "ヘッド"), ("en", "head")):
        t.check(word in log(db, "verify", "--lang", lang).stdout.decode(), "verify in " + lang)
    t.equal(program.run("log", "made", "verify", "--db", db).returncode, 0, "a case_id serves to read")


# ---- forms ----

def list_and_csv(t):
    import csv
    import io
    db = store("forms.db", entry("note", "2026-09-01", words='=HYPERLINK("x")\n"二行", 目'), entry("request", "2026-09-02", "B"))
    for lang, heads in (("ja", ("番号", "ハッシュ値", "最後の値（ヘッド）")), ("en", ("seq", "hash", "head value"))):
        done = log(db, "export", "--lang", lang)
        rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8-sig"))))
        t.equal({len(r) for r in rows}, {36}, "CSV in %s: every row has every column" % lang)
        t.check(rows[0][0] == heads[0] and rows[0][-1] == heads[1] and rows[-1][4] == heads[2], "CSV headings in " + lang, rows[0])
        t.equal(rows[1][11], "'=HYPERLINK(\"x\")\n\"二行\", 目", "CSV in %s: a formula is text" % lang)
        t.equal(rows[-1][-1], export(db)["head"], "CSV in %s: head value" % lang)
    done = log(db, "export", "--party", "A", "--lang", "en")
    t.check("blacked out" in done.stdout.decode() and "買い手B" not in done.stdout.decode(), "CSV for one buyer")
    shown = log(db, "list", "--party", "A", "--lang", "en").stdout.decode()
    t.check("買い手B" not in shown and "買い手A" in shown, "list for one buyer", shown)
    t.equal(log(db, "list", "--party", "Z").returncode, 1, "a buyer nobody knows")
    out = program.place("out.csv")
    t.check(log(db, "export", "-o", out).returncode == 0 and os.path.getsize(out) > 100, "export into a file")
    before = open(CASE, "rb").read()
    t.check(log(db, "export", "-o", CASE).returncode == 2 and log(db, "export", "-o", db).returncode == 2, "not over case or store")
    t.equal(open(CASE, "rb").read(), before, "the case is untouched")


def options_and_standard_input(t):
    db = store("options.db")
    with open(program.place("a b.txt"), "w") as out:
        out.write("evidence")
    done = log(db, "add", "--kind", "request", "--date", "2026-09-01", "--party", "A", "--words", "x", "--person", "buyer:購買部:課長:山田",
               "--person", "supplier:::星野", "--item", "P-1:10.00:10.50", "--item", "P-2:1:2", "--attach", program.place("a b.txt"),
               "--attach", CASE, "--time", "09:05", "--medium", "fax", "--amount", "1200", "--reply-by", "2026-09-20", "--place", "本社")
    t.check(done.returncode == 0, "an entry from options", said(done))
    body = export(db)["log"][0]["entry"]
    t.equal(body["persons"], [{"side": "buyer", "name": "山田", "department": "購買部", "role": "課長"}, {"side": "supplier", "name": "星野"}],
            "persons from options")
    t.equal(body["items"], [{"code": "P-1", "before_yen": "10.00", "after_yen": "10.50"}, {"code": "P-2", "before_yen": "1.00", "after_yen": "2.00"}],
            "items from options")
    t.equal([a["name"] for a in body["attachments"]], ["a b.txt", "log.json"], "names of attachments hold no folder")
    out = program.place("back.txt")
    done = log(db, "attachment", body["attachments"][0]["sha256"], "-o", out)
    t.check(done.returncode == 0 and open(out).read() == "evidence", "an attachment comes back", said(done))
    t.equal(log(db, "attachment", "0" * 64).returncode, 1, "an attachment nobody named")
    done = subprocess.run([program.path, "log", CASE, "add", "-", "--db", db], input=json.dumps(entry("note", "2026-09-03")).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment(ENGLISH))
    t.check(done.returncode == 0 and len(export(db)["log"]) == 2, "an entry from standard input", said(done))
    for words, code in [(["add"], 804), (["add", CASE, "--kind", "note"], 805), (["export", "--format", "xml"], 803)]:
        done = log(db, *words)
        t.check(done.returncode == 2 and "[HW-%d]" % code in said(done), "wrong use: " + " ".join(words), said(done))
    many = [w for _ in range(201) for w in ("--person", "buyer:::x")]
    t.equal(log(db, "add", "--kind", "note", *many).returncode, 2, "too many options")


def words_of_the_sheets_are_taken(t):
    """What the log prints it takes, in options and files: kinds, sides, means, companies, days, hours, amounts."""
    db = store("words.db")
    case = make_case(3, "met", buyers=[make_buyer("A", 3), make_buyer("B", 3, 1000)])
    case["buyers"][0]["name"], case["buyers"][1]["name"] = "株式会社みなと製作所", "ひばり物産有限会社"
    path = program.write(case, "words.json")
    done = log(db, "add", "--kind", "申入れ", "--date", "令和8年9月1日", "--party", "㈱みなと製作所", "--by", "当社", "--medium", "メール",
               "--time", "午後２時３０分", "--amount", "1,200万円", "--reply-by", "２０２６／９／２０", "--words", "x", "--item", "P-1:1,250円:１３００", case=path)
    t.check(done.returncode == 0, "an entry in the words of the sheets", said(done))
    done = log(db, "add", "--kind", "断りの回答", "--date", "2026年9月18日", "--party", "みなと製作所", "--answers", "1番", "--words", "x", case=path)
    t.check(done.returncode == 0, "an answer by 番", said(done))
    entries = {"hoshiwari_log": 1, "entries": [{"kind": "面談・協議", "date": "R8.9.20", "time": "14時", "party": "A 株式会社みなと製作所", "words": "x",
                                                "persons": [{"side": "取引先", "role": "課長"}]},
                                               {"kind": "メモ", "date": "2026/9/21", "party": "（有）ひばり物産", "words": "x"}]}
    done = log(db, "add", program.write(entries, "words-log.json"), case=path)
    t.check(done.returncode == 0, "a file in the words of the sheets", said(done))
    more = {"hoshiwari_log": 1, "entries": [
        {"kind": "納品", "date": "令和8年9月22日", "party": "A", "number": "N-1", "words": "x"},
        {"kind": "支払い", "date": "令和8年9月25日", "party": "A", "means": "約束手形", "received_on": "令和8年7月1日", "cash_on": "2026年9月28日", "deducted_yen": "１万円",
         "interest_yen": "1,200円", "amount_yen": "100万円", "words": "x"},
        {"kind": "注文", "date": "2026/9/23", "party": "A", "deliver_by": "令和8年10月1日", "number": "N-2", "words": "x"},
        {"kind": "価格決定", "date": "2026/9/24", "party": "A", "decided": "一方的", "applies_by": "発注済み", "items": [{"code": "P-1", "before_yen": "100円", "after_yen": "98円"}]},
        {"kind": "代案", "date": "2026/9/26", "party": "A", "offers": "金額", "words": "x"}]}
    done = log(db, "add", program.write(more, "words-more.json"), case=path)
    if t.check(done.returncode == 0, "orders, deliveries, payments, changes, counter-proposals in their words", said(done)):
        body = {e["kind"]: e["entry"] for e in json.loads(log(db, "export", "--format", "json", case=path).stdout)["log"][4:]}
        t.equal((sorted(body), body["payment"]["means"], body["payment"]["received_on"], body["payment"]["cash_on"], body["payment"]["deducted_yen"],
                 body["payment"]["interest_yen"], body["order"]["deliver_by"], body["price_change"]["applies_by"], body["counter_proposal"]["offers"]),
                (["counter_proposal", "delivery", "order", "payment", "price_change"], "note", "2026-07-01", "2026-09-28", 10000, 1200, "2026-10-01",
                 "placed_orders", "money"), "are recorded in those of the log")
    got = json.loads(log(db, "export", "--format", "json", case=path).stdout)["log"][:4]
    t.equal([(e["kind"], e["by"], e["date"], e["time"], e["party"], e["answers"]) for e in got],
            [("request", "supplier", "2026-09-01", "14:30", "A", 0), ("refusal", "buyer", "2026-09-18", "", "A", 1),
             ("meeting", "both", "2026-09-20", "14:00", "A", 0), ("note", "supplier", "2026-09-21", "", "B", 0)], "is recorded in those of the log")
    body = got[0]["entry"]
    t.equal((body["medium"], body["amount_yen"], body["reply_by"], body["items"][0]["before_yen"], body["items"][0]["after_yen"]),
            ("email", 12000000, "2026-09-20", "1250.00", "1300.00"), "amounts and days too")
    for words, code in ((["--kind", "もうしいれ"], 213), (["--kind", "メモ", "--date", "9月1日"], 211), (["--kind", "メモ", "--party", "みなと"], 735),
                        (["--kind", "メモ", "--time", "25時"], 737)):
        done = log(db, "add", "--words", "x", *words, *([] if "--date" in words else ["--date", "2026-09-01"]), case=path)
        t.check(done.returncode == 1 and "[HW-%d]" % code in said(done), "what is not known is not guessed: " + " ".join(words), said(done))


def two_machines_join(t):
    """A store that went two ways comes together: both chains kept, nothing twice, numbers brought along; a broken one is refused."""
    here = history("join-here.db")
    there = program.place("join-there.db")
    log(here, "backup", there, "--force")
    with open(program.place("letter.txt"), "w") as out:
        out.write("letter")
    add(here, entry("note", "2026-10-21", words="only here"))
    add(there, entry("request", "2026-10-22", words="only there", attachments=["letter.txt"]))
    add(there, entry("refusal", "2026-10-25", words="no", answers=8))
    add(there, entry("note", "2026-10-21", words="only here"))
    head = export(there)["head"]
    done = log(here, "join", there)
    t.equal(done.returncode, 0, "joined", said(done))
    whole = export(here)
    recompute(t, whole, "after the join")
    t.equal([(e["kind"], e["entry"].get("words")) for e in whole["log"]][7:][:1] + [(e["kind"], e["entry"].get("words")) for e in whole["log"]][9:],
            [("note", "only here"), ("request", "only there"), ("refusal", "no")], "what was not here is added in its order, once")
    t.check(head in whole["log"][8]["entry"]["words"] and whole["log"][10]["answers"] == 10, "the note names the other head; answers name entries here", whole["log"][8:])
    folder = program.place("join-papers")
    log(here, "attachment", "--all", "-o", folder)
    joined = next(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith("joined.json"))
    proof = json.loads(program.run("log", "verify", "--file", joined, "--head", head, "--json").stdout)
    t.check(proof["sound"] and proof["entries"] == 10, "the other chain is proved from what is kept of it", proof)
    t.check(any(n.endswith("letter.txt") for n in os.listdir(folder)), "papers come along")
    t.check(log(here, "verify").returncode == 0, "the store is sound")
    before = export(here)["head"]
    done = log(here, "join", there)
    t.check(done.returncode == 0 and export(here)["head"] == before, "a second join adds nothing", said(done))
    broken = sqlite3.connect(there)
    broken.execute("DROP TRIGGER IF EXISTS log_entry_update")
    for name in [r[0] for r in broken.execute("SELECT name FROM sqlite_master WHERE type='trigger'")]:
        broken.execute('DROP TRIGGER "%s"' % name)
    broken.execute("UPDATE log_entry SET date = '2026-10-23' WHERE seq = 8")
    broken.commit()
    broken.close()
    done = log(here, "join", there)
    t.check(done.returncode != 0 and export(here)["head"] == before, "a store that was changed is not joined", said(done))
    done = log(here, "join", program.place("no.db"))
    t.check(done.returncode == 3, "nor one that is not there", said(done))


def attachments_outside_are_asked_for(t):
    db = store("outside.db")
    os.makedirs(program.place("in/ev"), exist_ok=True)
    for name in ("in/ev/a.txt", "secret.txt"):
        with open(program.place(name), "w") as out:
            out.write(name)
    for there in (program.place("secret.txt"), "../secret.txt", "ev/../../secret.txt"):
        path = program.write({"hoshiwari_log": 1, "entries": [entry("note", "2026-09-01", attachments=["ev/a.txt", there])]}, "in/list.json")
        done = log(db, "add", path)
        t.check(done.returncode == 1 and "[HW-748]" in said(done) and "--outside" in said(done), there + ": not followed by itself", said(done))
        done = log(db, "add", path, "--outside", there)
        t.check(done.returncode == 0, there + ": taken when named", said(done))
    folder = program.place("all")
    done = log(db, "attachment", "--all", "-o", folder)
    t.equal((done.returncode, sorted(os.listdir(folder))), (0, sorted("%03d-%d_%s" % (n, k, f) for n in (1, 2, 3) for k, f in ((1, "a.txt"), (2, "secret.txt")))),
            "all attachments come out")
    t.equal(open(os.path.join(folder, "002-2_secret.txt")).read(), "secret.txt", "as they went in")
    done = log(db, "attachment", "--all", "-o", folder)
    t.check(done.returncode == 3 and "[HW-107]" in said(done), "and overwrite nothing", said(done))


def others_are_not_in_an_export(t):
    case = make_case(3, "met", buyers=[make_buyer("A", 3), make_buyer("B", 3, 1000)])
    case["buyers"][0]["name"], case["buyers"][1]["name"] = "株式会社みなと製作所", "ひばり物産有限会社"
    path, db = program.write(case, "exported.json"), store("exported.db")
    done = log(db, "add", program.write({"hoshiwari_log": 1, "entries": [
        entry("note", "2026-09-01", words="通常の話"), entry("note", "2026-09-02", words="ヒバリ物産㈲では倍の単価だった"),
        entry("note", "2026-09-03", "B", words="乙の秘密")]}, "exported-log.json"), case=path)
    t.equal(done.returncode, 0, "recorded", said(done))
    for form in ("json", "csv", None):
        done = log(db, "export", "--format", form, "--party", "A", case=path) if form else log(db, "list", "--party", "A", case=path)
        text = done.stdout.decode()
        t.check("ヒバリ" not in text and "秘密" not in text and "通常の話" in text, "%s: nothing names the other customer" % (form or "list"), text)
        t.check(form == "json" or "■■■では倍の単価だった" in text, "%s: the words around it stay" % (form or "list"), text)
        t.check("blacked out in 1 places" in said(done), "%s: and it is told" % (form or "list"), said(done))
        if form == "json":
            out = program.write(done.stdout, "exported-out.json")
            proof = json.loads(program.run("log", "verify", "--file", out, "--json").stdout)
            t.check(proof["sound"] and proof["blacked_out"] == 2, "it is still proved", proof)
    os.unlink(path)
    done = log(db, "export", "--party", "A", "--format", "json", case="made")
    t.check("ヒバリ" not in done.stdout.decode() and "Without a case file" in said(done), "by the names of the log alone, which is said", said(done))


def bad_input_writes_nothing(t):
    """Held against a store that is there and against none: the store is not made for a fault."""
    bad = [
        ("an impossible date", [entry("note", "2026-02-30")], 211), ("a day to come", [entry("note", "2199-01-01")], 736),
        ("an unknown party", [entry("note", "2026-09-01", "Z")], 735),
        ("an answer before its request", [entry("request", "2026-09-10"), entry("reply", "2026-09-02", answers=1)], 738),
        ("an answer to nothing", [entry("reply", "2026-09-02", answers=77)], 739),
        ("a vanished attachment", [entry("note", "2026-09-01"), entry("note", "2026-09-02", attachments=["gone.pdf"])], 742),
        ("a folder as attachment", [entry("note", "2026-09-02", attachments=["."])], 742),
        ("another file than stated", [entry("note", "2026-09-02", attachments=[{"file": "log.json", "sha256": "0" * 64}])], 743),
        ("a correction of nothing", [entry("note", "2026-09-02", corrects=5)], 739)]
    for name, entries, code in bad:
        none = store("none.db")
        for env in (ENGLISH, JAPANESE):
            done = add(none, *entries, env=env)
            t.check(done.returncode == 1 and "[HW-%d]" % code in said(done) and not done.stdout, name, done.returncode, said(done))
        db = store("some.db", entry("note", "2026-09-01"))
        head = export(db)["head"]
        t.check(add(db, *entries).returncode == 1 and export(db)["head"] == head, name + ": nothing is written")
    for value in ("../../etc/passwd", "/tmp/x", "a/b", "a.b", "a b", "x\u0000y", "名前", "-x", "", "a" * 65, 7, ["a"]):
        case = program.write(make_case(3, "met", case_id=value), "odd.json")
        fresh = store("odd.db")
        before = sorted(os.listdir(program.folder.name))
        for words in (["add", "--kind", "note", "--date", "2026-09-01", "--words", "x"], ["keep"], ["list"], ["verify"]):
            done = log(fresh, *words, case=case)
            t.check(done.returncode == 1 and "[HW-" in said(done), "case_id %r: %s is refused" % (value, words[0]), said(done))
        t.equal(sorted(os.listdir(program.folder.name)), before, "case_id %r: nothing is written" % (value,))
    for name in ("../../etc", "no/such/case", "..", "x" * 70):
        t.check(log(store("odd.db"), "list", case=name).returncode in (1, 3), "CASE %r is refused" % name)
    case = make_case(3, "met")
    del case["case_id"]
    done = log(store("odd.db"), "keep", case=program.write(case, "odd.json"))
    t.check(done.returncode == 1 and "[HW-729]" in said(done), "a case without case_id", said(done))


# ---- the store ----

def places_and_rights(t):
    home = program.place("home")
    env = dict(ENGLISH, HOME=home, XDG_DATA_HOME="")
    done = program.run("log", CASE, "keep", env=env)
    made = os.path.join(home, ".local", "share", "hoshiwari", "hoshiwari.db")
    t.check(done.returncode == 0 and os.path.exists(made), "the default place under HOME", said(done))
    t.equal([oct(os.stat(p).st_mode & 0o777) for p in (made, os.path.dirname(made))], ["0o600", "0o700"], "nobody else can read it")
    env["XDG_DATA_HOME"] = program.place("xdg")
    t.check(program.run("log", CASE, "keep", env=env).returncode == 0 and
            os.path.exists(os.path.join(program.place("xdg"), "hoshiwari", "hoshiwari.db")), "XDG_DATA_HOME")
    t.equal(program.run("log", CASE, "verify", "--db", "default", env=env).returncode, 0, "the word default")
    done = program.run("log", CASE, "list", env=dict(ENGLISH, HOME="", XDG_DATA_HOME=""))
    t.check(done.returncode == 3 and "[HW-727]" in said(done), "no place at all", said(done))
    done = log(program.place("nowhere/x.db"), "keep")
    t.check(done.returncode == 3 and "[HW-720]" in said(done), "a folder that is not there", said(done))
    done = log(program.place("absent.db"), "list")
    t.check(done.returncode == 3 and "[HW-720]" in said(done) and not os.path.exists(program.place("absent.db")), "no store yet", said(done))
    db = store("other.db", entry("note", "2026-09-01"))
    done = log(db, "list", case="another-case")
    t.check(done.returncode == 1 and "[HW-730]" in said(done), "a case nothing is kept of", said(done))


def versions_come_back(t):
    db = store("versions.db")
    first = open(CASE, "rb").read()
    t.equal([json.loads(log(db, "keep", "--json").stdout)["version"] for _ in range(2)], [1, 1], "the same version is kept once")
    with open(CASE, "wb") as out:
        out.write(first + b"\n")
    t.equal(json.loads(log(db, "keep", "--json").stdout)["version"], 2, "a changed case is a new version")
    with open(CASE, "wb") as out:
        out.write(first)
    shown = json.loads(log(db, "versions", "--json").stdout)["versions"]
    t.equal([v["sha256"] for v in shown], [sha(first), sha(first + b"\n")], "versions by their hash")
    out = program.place("v.json")
    t.check(log(db, "version", "1", "-o", out).returncode == 0 and open(out, "rb").read() == first, "a version comes back")
    for wrong in ("0", "3", "1x", "-1", "01"):
        t.equal(log(db, "version", "--", wrong).returncode if wrong.startswith("-") else log(db, "version", wrong).returncode,
                2 if wrong.startswith("-") else 1, "version " + wrong)


def backups(t):
    db, copy = history("b.db"), program.place("copy.db")
    done = log(db, "backup", copy)
    t.check(done.returncode == 0 and export(copy) == export(db) and log(copy, "verify").returncode == 0, "a backup is whole", said(done))
    t.equal(oct(os.stat(copy).st_mode & 0o777), "0o600", "and private")
    done = log(db, "backup", copy)
    t.check(done.returncode == 3 and "[HW-107]" in said(done), "an older backup is not overwritten", said(done))
    t.equal(log(db, "backup", copy, "--force").returncode, 0, "unless asked")
    t.equal(log(db, "backup", db, "--force").returncode, 2, "never the store itself")
    t.check(log(db, "backup", program.place("no/copy.db")).returncode == 3 and
            not [f for f in os.listdir(program.folder.name) if ".part-" in f], "no folder, nothing left behind")


def old_and_new_stores(t):
    for name in sorted(f for f in os.listdir(FIXTURES) if re.fullmatch(r"store_v\d+\.db", f)):
        db = program.place(name)
        shutil.copy(os.path.join(FIXTURES, name), db)
        os.chmod(db, 0o600)
        done = log(db, "verify", case="fixture")
        t.check(done.returncode == 0, "a store of an older version opens: " + name, said(done))
        t.equal([e["kind"] for e in export_of(db, "fixture")["log"]], ["request", "reply"], name + " holds what it held")
        shown = json.loads(log(db, "quotations", "--json", case="fixture").stdout)["quotations"]
        t.equal(shown, [{"version": 1, "price": "edr_license", "from": "invented vendor", "date": "2026-10-30", "document": "Q-17",
                         "low_yen": 800, "likely_yen": 850, "high_yen": 900}], name + ": quotations of a version kept before there were any")
        copies = [f for f in os.listdir(program.folder.name) if f.startswith(name + ".before-v")]
        with open(os.path.join(FIXTURES, name), "rb") as old, open(db, "rb") as now:
            t.check(not copies and old.read() == now.read(), name + ": reading leaves it as it is", copies)
        with open(CASE, encoding="utf-8") as file:
            mine = program.write(dict(json.load(file), case_id="fixture"), "fixture.json")
        done = log(db, "add", "--kind", "note", "--date", "2026-11-01", "--words", "x", case=mine)
        t.check(done.returncode == 0 and log(db, "verify", case="fixture").returncode == 0, name + ": the first entry brings it up", said(done))
        copies = [f for f in os.listdir(program.folder.name) if f.startswith(name + ".before-v")]
        t.check(len(copies) == 1 and open(program.place(copies[0]), "rb").read(16) == b"SQLite format 3\0", name + ": a copy was made before", copies)
        t.equal(user_version(program.place(copies[0])) < user_version(db), True, name + ": of the version before")
    db = store("newer.db", entry("note", "2026-09-01"))
    raw(db, "PRAGMA user_version = 999")
    before = open(db, "rb").read()
    for words in (["add", "--kind", "note", "--date", "2026-09-01", "--words", "x"], ["list"], ["verify"], ["keep"]):
        done = log(db, *words)
        t.check(done.returncode == 1 and "[HW-722]" in said(done), "a newer store is refused: " + words[0], said(done))
    t.equal(open(db, "rb").read(), before, "and left alone")
    foreign = program.place("foreign.db")
    raw(foreign, "CREATE TABLE t (a)")
    done = log(foreign, "keep")
    t.check(done.returncode == 1 and "[HW-721]" in said(done), "another program's database is refused", said(done))
    done = log(CASE, "keep")
    t.check(done.returncode == 1 and "[HW-721]" in said(done), "a text file is refused", said(done))


def user_version(db):
    connection = sqlite3.connect(db)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


def runs_are_kept_when_asked(t):
    case = make_case(3, "unmet", plan={"quotes": [{"price": "edr_license", "low_yen": 800, "likely_yen": 850, "high_yen": 900},
                                                    {"measure": "log_store_box", "monthly_yen": 5800, "from": "Lease", "document": "L-1"}]})
    path, db, out = program.write(case, "run.json"), store("runs.db"), program.place("run.xlsx")
    plain = program.run("estimate", path, "--json").stdout
    t.check(not os.path.exists(db), "without --db nothing is kept")
    kept = program.run("estimate", path, "--json", "--db", db)
    t.equal(kept.stdout, plain, "an empty store changes no result", said(kept))
    t.equal(program.run("worksheet", path, "-o", out, "--db", db).returncode, 0, "worksheet --db")
    result, runs = json.loads(plain), json.loads(log(db, "runs", "--json", case=path).stdout)["runs"]
    t.equal([(r["run"], r["version"], r["verb"]) for r in runs], [(1, 1, "estimate"), (2, 1, "worksheet")], "both runs are kept")
    t.equal(runs[0]["tables"], {k: v for k, v in result["tables"].items() if k in runs[0]["tables"]}, "with the versions of their tables")
    t.check({"catalog", "prices", "measures", "effort", "parameters"} <= set(runs[0]["tables"]), "of all tables", runs[0]["tables"])
    t.equal([runs[0]["figures"][k] for k in ("totals.horizon_yen", "range.mean_yen", "sharing.parties.A.annual_yen")],
            [result["totals"]["horizon_yen"], result["range"]["mean_yen"], result["sharing"]["parties"][0]["annual_yen"]], "and key figures")
    said_runs, said_versions = (log(db, what, case=path).stdout.decode() for what in ("runs", "versions"))
    at = datetime.datetime.strptime(runs[0]["ran_at"][:19], "%Y-%m-%dT%H:%M:%S") + datetime.timedelta(hours=9)
    for words in (said_runs, said_versions):
        t.check("日本時間" in words and at.strftime("%Y-%m-%d %H:") in words and "Z" not in re.sub(r"[0-9a-f]{64}.*", "", words),
                "lists print Japan time and say so", words)
    quotations = json.loads(log(db, "quotations", "--json", case=path).stdout)["quotations"]
    t.equal(quotations, [{"version": 1, "price": "edr_license", "low_yen": 800, "likely_yen": 850, "high_yen": 900},
                         {"version": 1, "measures": "log_store_box", "from": "Lease", "document": "L-1", "monthly_yen": 5800}], "and quotations")
    said_quotations = log(db, "quotations", case=path).stdout.decode()
    t.check("edr_license 低い場合800円 見積額850円 高い場合900円" in said_quotations and "log_store_box 毎月の料金5,800円" in said_quotations,
            "a fee is told as what it is", said_quotations)
    for words in (["estimate", path], ["worksheet", path, "-o", out]):
        done = program.run(*words, "--db", CASE, env=ENGLISH)
        t.check(done.returncode == 1 and "[HW-721]" in said(done), words[0] + " with a wrong store", said(done))
    t.equal(program.run("worksheet", path, "-o", db, "--db", db).returncode, 2, "a workbook never over the store")
    t.equal(log(db, "verify", case=path).returncode, 0, "the store is sound")


def the_head_is_on_the_record_page(t):
    import zipfile

    def texts(*words):
        out = program.place("page.xlsx")
        done = program.run("worksheet", CASE, "-o", out, *words)
        if done.returncode:
            raise RuntimeError(said(done))
        with zipfile.ZipFile(out) as book:
            return book.read("xl/sharedStrings.xml").decode()
    db = store("page.db", entry("request", "2026-09-01"), entry("request", "2026-09-01", "B"), entry("note", "2026-09-03"))
    head = export(db)["head"]
    parts = [head[i:i + 16] for i in range(0, 64, 16)]
    for lang, counted in (("ja", "記録3件"), ("en", "the 3 entries")):
        own, buyer = texts("--lang", lang, "--db", db), texts("--lang", lang, "--db", db, "--view", "for:A")
        t.check(all(p in own for p in parts) and counted in own, "own record page in %s: head and number" % lang)
        t.check(all(p in buyer for p in parts) and "3件" not in buyer and "3 entries" not in buyer, "a buyer's in %s: the head alone" % lang)
    t.check(parts[0] not in texts() and "verify --head" not in texts(), "without --db there is none")
    t.check("verify --head" not in texts("--db", store("empty.db")), "nor of an empty log")


def export_of(db, case):
    return json.loads(log(db, "export", "--format", "json", case=case).stdout)


# ---- tampering ----

def raw(db, *statements, ours=False):
    """SQL through a plain connection, as anybody with the file could; `ours`: with the functions the triggers call."""
    connection = sqlite3.connect(db)
    try:
        if ours:
            connection.create_function("hoshi_sha256", 1, lambda b: sha(b if isinstance(b, bytes) else str(b).encode()))
            connection.create_function("hoshi_log_genesis", 1, lambda c: sha(net("hoshiwari-log-1", c)))
            connection.create_function("hoshi_log_hash", 13, log_hash)
        connection.execute("PRAGMA trusted_schema = 1")
        for s in statements:
            connection.execute(*s) if isinstance(s, tuple) else connection.execute(s)
        connection.commit()
    finally:
        connection.close()


def log_hash(*field):
    return sha(net("hoshiwari-link-1", field[12], sha(net("hoshiwari-entry-1", *field[:12]))))


FORGED = "INSERT OR REPLACE INTO log_entry SELECT case_id, {seq}, recorded_at, kind, side, date, time, party, 0, 0, '{{}}', salt, {prev}, {hash} FROM " \
         "log_entry WHERE seq = 7"
HASHED = "hoshi_log_hash(case_id, {seq}, recorded_at, kind, side, date, time, party, 0, 0, '{{}}', salt, {prev})"


def triggers_refuse(t):
    db = history("triggers.db")

    def forged(seq, prev, hashed=HASHED):
        return FORGED.format(seq=seq, prev=prev, hash=hashed.format(seq=seq, prev=prev))
    refused = {
        "a change": "UPDATE log_entry SET date = '2026-01-01' WHERE seq = 2", "a removal": "DELETE FROM log_entry WHERE seq = 7",
        "a replaced entry": forged(7, "prev"), "a gap": forged(9, "hash"), "a second first": forged(1, "hoshi_log_genesis(case_id)"),
        "a wrong link": forged(8, "prev"), "a wrong hash": forged(8, "hash", "prev"), "a negative number": forged(-1, "hash"),
        "changed evidence": "UPDATE content SET bytes = x'00'", "removed evidence": "DELETE FROM content",
        "replaced evidence": "INSERT OR REPLACE INTO content SELECT sha256, x'00' FROM content"}
    for name, s in refused.items():
        for ours in (False, True):
            try:
                raw(db, s, ours=ours)
                t.check(False, "triggers refuse " + name)
            except sqlite3.Error as fault:
                t.check("locked" not in str(fault) and (not ours or "kept rows" in str(fault) or "log_entry:" in str(fault) or
                                                        "content:" in str(fault) or "CHECK" in str(fault)), "triggers refuse " + name, fault)
    t.equal(log(db, "verify").returncode, 0, "and the log is as it was")
    raw(db, forged(8, "hash"), ours=True)  # the functions of this test are those of the program
    t.equal(log(db, "verify").returncode, 0, "a rightly chained entry is accepted")


def every_field_is_covered(t):
    db = history("fields.db")
    connection = sqlite3.connect(db)
    columns = [r[1] for r in connection.execute("PRAGMA table_info(log_entry)")]
    connection.close()
    t.check(len(columns) == 14, "the columns of an entry are known", columns)
    drop = ["DROP TRIGGER log_entry_no_update", "DROP TRIGGER log_entry_no_delete", "DROP TRIGGER log_entry_chained"]
    sql = {}
    connection = sqlite3.connect(db)
    for name, text in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"):
        sql["DROP TRIGGER " + name] = text
    connection.close()
    back = [sql[d] for d in drop]  # put back, so that only the field itself can give it away
    changes = {"case_id": "'other'", "seq": "seq + 100", "answers": "answers + 1", "corrects": "corrects - 1"}
    for seq in (1, 3, 7):
        for column in columns:
            copy = program.place("field.db")
            shutil.copy(db, copy)
            value = changes.get(column, "CASE WHEN %s LIKE '1%%' THEN '2' ELSE '1' END || substr(%s, 2)" % (column, column))
            raw(copy, *drop, ("UPDATE log_entry SET %s = %s WHERE seq = ?" % (column, value), (seq,)), *back)
            done = log(copy, "verify")
            t.check(done.returncode == 1 and re_code(said(done)) & {745, 746, 758} or (column == "case_id" and seq == 7 and done.returncode in (0, 1)),
                    "a changed %s of entry %d is found" % (column, seq), said(done))
    for seq in (1, 3):
        copy = program.place("field.db")
        shutil.copy(db, copy)
        raw(copy, *drop, ("DELETE FROM log_entry WHERE seq = ?", (seq,)), *back)
        done = log(copy, "verify")
        t.check(done.returncode == 1 and "[HW-758]" in said(done) and "No. %d:" % seq in said(done), "entry %d is missed" % seq, said(done))
    copy = program.place("field.db")
    shutil.copy(db, copy)
    add(copy, entry("note", "2026-10-21"))
    head = export(copy)["head"]
    raw(copy, *drop, "DELETE FROM log_entry WHERE seq = 8", *back)
    t.equal(log(copy, "verify").returncode, 0, "a cut tail is a sound log")
    done = log(copy, "verify", "--head", head)
    t.check(done.returncode == 1 and "[HW-747]" in said(done), "but not with the head that was handed out", said(done))
    shutil.copy(db, copy)
    raw(copy, *drop, "UPDATE log_entry SET body = '{}' WHERE seq = 2", "UPDATE log_entry SET body = '{}' WHERE seq = 4", *back)
    first = said(log(copy, "verify")).splitlines()[0]
    t.check("[HW-745]" in first and "No. 2" in first, "the first bad entry is named first", first)
    shutil.copy(db, copy)
    raw(copy, drop[0])
    done = log(copy, "verify")
    t.check(done.returncode == 1 and "[HW-728]" in said(done) and "log_entry_no_update" in said(done), "a missing trigger is named", said(done))


def re_code(text):
    import re
    return {int(x) for x in re.findall(r"\[HW-(\d+)\]", text)}


def evidence_is_covered(t):
    db = history("evidence.db")
    for s, code in (("UPDATE content SET bytes = CAST(substr(bytes, 2) AS BLOB)", 733), ("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM case_version)", 732)):
        copy = program.place("e.db")
        shutil.copy(db, copy)
        connection = sqlite3.connect(copy)
        texts = [r[0] for r in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'content'")]
        connection.close()
        raw(copy, "DROP TRIGGER content_no_update", "DROP TRIGGER content_no_delete", "DROP TRIGGER content_named", s, *texts)
        done = log(copy, "verify")
        t.check(done.returncode == 1 and code in re_code(said(done)) and "No. 6" in said(done), s, said(done))
        hashed = export(db)["log"][5]["entry"]["attachments"][0]["sha256"]
        t.equal(log(copy, "attachment", hashed).returncode, 1, "what was changed is not given out")


def flipped_bytes(t):
    """Any byte of the file: either verify finds it, or nothing that was recorded is different."""
    db = history("flip.db")
    wanted, data = export(db), open(db, "rb").read()
    chance, found, harmless = random.Random(SEED), 0, 0
    copy = program.place("f.db")
    flips = 150
    for _ in range(flips):
        at, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        for suffix in ("-wal", "-shm"):
            if os.path.exists(copy + suffix):
                os.unlink(copy + suffix)
        with open(copy, "wb") as out:
            out.write(data[:at] + bytes([data[at] ^ bit]) + data[at + 1:])
        done = log(copy, "verify")
        if done.returncode:
            found += 1
            t.check(done.returncode in (1, 3) and "[HW-" in said(done) and "[HW-901]" not in said(done), "byte %d, bit %d: a clear fault" % (at, bit),
                    done.returncode, said(done))
            continue
        harmless += 1
        again = log(copy, "export", "--format", "json")
        t.check(again.returncode == 0 and json.loads(again.stdout) == wanted, "byte %d, bit %d: nothing recorded is different" % (at, bit), said(again))
    t.check(found >= flips // 10, "flips are found at all (%d found, %d in unused places)" % (found, harmless))


def turned_bytes_of_every_table(t):
    """Bytes of every table's own pages, entries, versions, runs and links alike: refused, or all that is told is the same."""
    db = history("turn.db")
    t.equal(program.run("estimate", CASE, "--db", db, env=ENGLISH).returncode, 0, "a run is kept")
    add(db, entry("note", "2026-10-21"))
    connection = sqlite3.connect(db)
    pages = [(n, p) for n, p in connection.execute("SELECT name, pageno FROM dbstat") if n in ("log_entry", "kept_link", "case_version", "run",
                                                                                             "run_figure", "run_table")]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    data, copy, chance = open(db, "rb").read(), program.place("turned.db"), random.Random(SEED)

    def told():
        return [log(copy, *words).stdout for words in (("export", "--format", "json"), ("versions",), ("runs", "--json"), ("quotations",))]
    shutil.copy(db, copy)
    whole, refused = told(), 0
    for name, page in pages:
        used = [i for i in range((page - 1) * size, page * size) if data[i]]
        for at in chance.sample(used, min(len(used), 16)):
            for suffix in ("-wal", "-shm"):
                if os.path.exists(copy + suffix):
                    os.unlink(copy + suffix)
            with open(copy, "wb") as out:
                out.write(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:])
            done = log(copy, "verify")
            refused += done.returncode != 0
            if done.returncode:
                t.check(done.returncode in (1, 3) and "[HW-" in said(done) and "[HW-901]" not in said(done), "%s, byte %d: a clear fault" % (name, at), said(done))
            else:
                t.check(told() == whole, "%s, byte %d: nothing that is told is different" % (name, at))
    t.check(len({n for n, _ in pages}) == 6 and refused >= 40, "every table was tried, and most is refused", refused)


def what_is_kept_is_covered(t):
    """Versions and runs: one digit of one of them, and nothing is told from the store any more."""
    db = history("kept.db")
    t.equal(program.run("estimate", CASE, "--db", db, env=ENGLISH).returncode, 0, "a run is kept")
    add(db, entry("note", "2026-10-21"))
    proof = json.loads(log(db, "verify", "--json").stdout)
    t.check(proof["versions"] == 1 and proof["runs"] == 1 and len(proof["kept_head"]) == 64, "verify counts both", proof)
    t.equal(export(db)["log"][-1]["entry"].get("kept"), proof["kept_head"], "the newest entry stands for them")
    found = json.loads(log(db, "verify", "--json", "--head", proof["kept_head"]).stdout)
    t.check(found["given_kept_head_at"] == 2 and found["given_head_at"] == 0, "their head value is found again", found)
    for s in ("UPDATE run_figure SET yen = yen + 1 WHERE key = 'totals.horizon_yen'", "UPDATE case_version SET kept_at = '2020-01-01T00:00:00Z'",
              "UPDATE run_table SET version = '2020-01-01' WHERE name = 'rules'"):
        copy = program.place("k.db")
        shutil.copy(db, copy)
        connection = sqlite3.connect(copy, isolation_level=None)
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute("DROP TRIGGER " + name)
        connection.execute(s)
        for _, sql in guards:
            connection.execute(sql)
        connection.close()
        before = open(copy, "rb").read()
        for words in (["log", CASE, "verify"], ["log", CASE, "list"], ["log", CASE, "export"], ["log", CASE, "runs"], ["log", CASE, "keep"],
                      ["log", CASE, "versions"], ["log", CASE, "add", "--kind", "note", "--date", "2026-10-22", "--words", "x"],
                      ["estimate", CASE], ["check", CASE], ["worksheet", CASE, "-o", program.place("k.xlsx")]):
            done = program.run(*words, "--db", copy, env=ENGLISH)
            t.check(done.returncode == 1 and "[HW-745]" in said(done) and not done.stdout and not os.path.exists(program.place("k.xlsx")),
                    "%s: %s refuses" % (s, " ".join(words[::2][:2])), said(done))
        t.equal(log(copy, "backup", program.place("kb.db"), "--force").returncode, 0, "a broken store can still be copied")
        t.check(before[100:] == open(copy, "rb").read()[100:], "and nothing was written to it")


def exports_prove_themselves(t):
    """By the program alone, at the other side's: any byte of the file changes the proof, or nothing that it says."""
    db = history("export.db")
    add(db, entry("request", "2026-09-01", corrects=1))
    for words in ([], ["--party", "A"]):
        path = program.place("export.json")
        t.equal(log(db, "export", "--format", "json", "-o", path, *words).returncode, 0, "exported")
        data = open(path, "rb").read()
        wanted = json.loads(data)
        done = program.run("log", "verify", "--file", path, "--json", "--head", wanted["log"][1]["hash"], env=ENGLISH)
        proof = json.loads(done.stdout)
        t.check(done.returncode == 0 and proof["sound"] and proof["entries"] == 8 and proof["given_head_at"] == 2 and
                proof["blacked_out"] == sum(1 for e in wanted["log"] if e.get("blacked_out")), "an export is proved", proof, said(done))
        t.equal(program.run("log", "verify", "--file", path, "--head", "0" * 64, env=ENGLISH).returncode, 1, "a strange head is not in it")
        for lang, word in (("ja", "--head で比べなければ分かりません"), ("en", "shows only against a value handed out earlier")):
            t.check(word in program.run("log", "verify", "--file", path, "--lang", lang).stdout.decode(), "what it cannot know is said: " + lang)
        chance = random.Random(SEED)
        for _ in range(120):
            at = chance.randrange(len(data))
            flipped = data[:at] + bytes([data[at] ^ 1 << chance.randrange(7)]) + data[at + 1:]
            with open(path, "wb") as out:
                out.write(flipped)
            done = program.run("log", "verify", "--file", path, env=ENGLISH)
            if done.returncode == 0:
                t.check(json.loads(flipped) == wanted, "byte %d: what is proved says the same" % at, flipped[max(0, at - 40):at + 40])
            else:
                t.check(done.returncode == 1 and not done.stdout, "byte %d: refused" % at, said(done)) if done.returncode != 1 else None
        for name, change in (("a count", lambda x: x.update(entries=9)), ("a correction", lambda x: x["log"][0].update(corrected_by=0)),
                             ("an object beside its text", lambda x: x["log"][0]["entry"].update(words="別の言葉")),
                             ("an entry cut off", lambda x: (x["log"].pop(), x.update(entries=7))), ("a head", lambda x: x.update(head="0" * 64)),
                             ("another case", lambda x: x.update(case_id="other")), ("a key", lambda x: x["log"][0].update(note="x")),
                             ("a hash", lambda x: x["log"][2].update(content="0" * 64)), ("an order", lambda x: x["log"].reverse())):
            changed = json.loads(data)
            change(changed)
            done = program.run("log", "verify", "--file", program.write(changed, "changed.json"), env=ENGLISH)
            t.check(done.returncode == 1 and "[HW-" in said(done), name + " changed: refused", said(done))


def what_is_missing_is_named_once(t):
    """By the numbers that lists and sheets print, each fault once: nobody is to count brackets."""
    path = program.place("named.json")
    log(history("named.db"), "export", "--format", "json", "-o", path)
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    for name, change, want in (
            ("one", lambda x: x.pop(3), ["[HW-758] %s: No. 4:"]), ("several", lambda x: x.__delitem__(slice(3, 6)), ["[HW-758] %s: No. 4-6:"]),
            ("the first", lambda x: x.pop(0), ["[HW-758] %s: No. 1:"]), ("the end", lambda x: x.__delitem__(slice(5, None)), ["[HW-758] %s: No. 6-7:"]),
            ("one twice", lambda x: x.insert(3, x[2]), ["[HW-759] %s: No. 3:"]),
            ("two changed about", lambda x: x.insert(2, x.pop(3)), ["[HW-759] %s: No. 4:", "[HW-759] %s: No. 3:", "[HW-746] %s: No. 5:"]),
            ("words", lambda x: x[1]["entry"].update(words="x"), ["[HW-745] %s: No. 2:"])):
        changed = json.loads(json.dumps(whole))
        change(changed["log"])
        out = program.write(changed, "named-changed.json")
        done = program.run("log", "verify", "--file", out, "--lang", "en", env=ENGLISH)
        lines = [line.split(": ")[0] + ": " + line.split(": ")[1] + ":" for line in said(done).splitlines() if line.startswith("[HW-")]
        t.equal((done.returncode, lines), (1, [w % out for w in want]), name)


def foreign_forms_are_refused(t):
    """Before anything in them is run or read: a view without end would never come back."""
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "
    for s in ("DROP TABLE run_figure; CREATE VIEW run_figure AS " + endless + "i AS run, 'k' AS key, i AS yen FROM n",
              "DROP TABLE log_entry; CREATE VIEW log_entry AS " + endless + "'made' AS case_id, i AS seq FROM n",
              "CREATE TRIGGER more BEFORE INSERT ON log_entry BEGIN " + endless + "count(*) FROM n; END",
              "CREATE TABLE more (a CHECK (a > 1))", "CREATE INDEX more ON log_entry (words)".replace("words", "body"),
              "CREATE VIRTUAL TABLE more USING fts5 (a)"):
        db = history("foreign.db")
        connection = sqlite3.connect(db, isolation_level=None)
        connection.executescript("PRAGMA foreign_keys = OFF;" + s)
        connection.close()
        for words in (["list"], ["verify"], ["export"], ["runs"], ["backup", program.place("no.db")], ["keep"]):
            began = time.time()
            done = log(db, *words)
            t.check(done.returncode == 1 and "[HW-728]" in said(done) and not done.stdout and time.time() - began < 30, s[:40] + ": " + words[0], said(done))
    t.check(not os.path.exists(program.place("no.db")), "and no copy of one is made")


def from_a_folder_that_cannot_be_written(t):
    folder = program.place("locked")
    os.mkdir(folder)
    place = "/tmp/hoshiwari-locked-%d" % os.getpid()  # where another user may go
    os.mkdir(place, 0o755)
    try:
        binary, case, db = (os.path.join(place, n) for n in ("hoshiwari", "log.json", "s.db"))
        shutil.copy(program.path, binary)
        shutil.copy(CASE, case)
        clean, older = history("clean.db"), os.path.join(FIXTURES, "store_v1.db")
        used = history("used.db")
        wanted = export(clean)["head"]
        other = sqlite3.connect(used, isolation_level=None)
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")  # a reader is in the way: the next entry stays in the log beside the file
        other.execute("SELECT count(*) FROM log_entry").fetchone()
        writer = subprocess.run([WRITER, used, CASE, "1"], stdout=subprocess.PIPE)
        t.equal(writer.returncode, 0, "an entry beside a reader")
        newest = writer.stdout.split()[1].decode()
        for name, source, suffixes, head in (("closed", clean, [""], wanted), ("in use", used, ["", "-wal"], newest), ("older", older, [""], None)):
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(db + suffix):
                    os.unlink(db + suffix)
            for suffix in suffixes:
                shutil.copy(source + suffix, db + suffix)
                os.chmod(db + suffix, 0o444)
            os.chmod(case, 0o444)
            os.chmod(place, 0o555)
            before = {f: open(os.path.join(place, f), "rb").read() for f in os.listdir(place)}

            def run(*words):
                return subprocess.run([binary, "log", *words, "--db", db], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env=program.environment(ENGLISH), cwd="/", preexec_fn=(lambda: os.setuid(65534)) if os.getuid() == 0 else None)
            subject = case if head else "fixture"
            done = run(subject, "export", "--format", "json")
            t.check(done.returncode == 0 and (not head or json.loads(done.stdout)["head"] == head), name + ": read where nothing can be written", said(done))
            t.equal(run(subject, "verify").returncode, 0, name + ": proved")
            done = run(case, "add", "--kind", "note", "--date", "2026-09-02", "--words", "x")
            t.check(done.returncode == 3 and "[HW-725]" in said(done), name + ": writing is refused, and says why", said(done))
            t.equal({f: open(os.path.join(place, f), "rb").read() for f in os.listdir(place)}, before, name + ": nothing in the folder changed")
            os.chmod(place, 0o755)
        other.close()
    finally:
        os.chmod(place, 0o755)
        shutil.rmtree(place)


def a_plain_copy_is_whole(t):
    """Of a store that another process has open in WAL mode: what was acknowledged is in the file itself."""
    db = history("plain.db")
    t.equal([f for f in os.listdir(program.folder.name) if f.startswith("plain.db")], ["plain.db"], "a closed store is one file")
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("SELECT count(*) FROM log_entry").fetchone()
    t.equal(add(db, entry("note", "2026-10-21")).returncode, 0, "recorded beside another process")
    copy = program.place("copy-of-it.db")
    shutil.copy(db, copy)
    t.equal(json.loads(log(copy, "export", "--format", "json").stdout)["head"], export(db)["head"], "the copy has the entry")
    t.check(json.loads(log(copy, "verify", "--json").stdout)["without_wal"], "and it is told that its log file is missing")
    t.check("-wal" in log(copy, "verify", "--lang", "ja").stdout.decode(), "in words too")
    other.close()
    t.check(not json.loads(log(history("plain.db"), "verify", "--json").stdout)["without_wal"], "of a store that was closed it is not")


def what_is_no_file_is_no_store(t):
    """A pipe, a folder or a device in place of the store: refused at once, and left as it is."""
    pipe, folder = program.place("pipe.db"), program.place("folder.db")
    os.mkfifo(pipe)
    os.mkdir(folder)
    for db in (pipe, folder, "/dev/null"):
        for words in (["list"], ["verify"], ["add", "--kind", "note", "--date", "2026-11-21", "--words", "x"]):
            done = subprocess.run([sys.argv[1], "log", CASE, *words, "--db", db], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment(ENGLISH), timeout=60)
            t.check(done.returncode == 1 and b"[HW-721]" in done.stderr, "%s %s" % (words[0], os.path.basename(db)), done.stderr)
    t.equal(os.listdir(folder), [], "nothing is left in it")


def a_clock_that_jumps_is_told(t):
    db = history("clock.db")
    early = FORGED.format(seq=8, prev="hash", hash=HASHED.format(seq=8, prev="hash")).replace("recorded_at, kind", "'2026-01-01T00:00:00Z', kind")
    raw(db, early, ours=True)
    proof = json.loads(log(db, "verify", "--json").stdout)
    t.check(proof["sound"] and proof["clock_back_at"] == 8, "an entry recorded before the one before it", proof)
    t.check("8番は、一つ前の記録より早い時刻" in log(db, "verify", "--lang", "ja").stdout.decode(), "is named")


def a_doubled_import_is_told(t):
    db, entries = store("twice.db"), [entry("request", "2026-09-01"), entry("note", "2026-09-02", words="別の話")]
    done = add(db, *entries)
    t.check("very same" not in said(done), "the first time nothing is said", said(done))
    t.equal(log(db, "keep").returncode, 0, "a version between them changes the bodies' anchor, not what they say")
    done = add(db, *entries, entry("note", "2026-09-03", words="新しい話"))
    t.check(done.returncode == 0 and "entry 3 says the very same as entry 1" in said(done) and "2 entries were there already" in said(done),
            "a file taken in twice is told", said(done))
    t.check("entry 5" not in said(done), "what is new in it is not", said(done))


def days_are_those_of_japan(t):
    """The day a person in Japan has on the wall, on a machine set to any zone."""
    import datetime
    today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date()
    after = (today + datetime.timedelta(days=1)).isoformat()
    for zone in ("UTC", "Asia/Tokyo", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"):
        env = dict(ENGLISH, TZ=zone)
        t.equal(add(store("zone.db"), entry("note", today.isoformat()), env=env).returncode, 0, "today in " + zone)
        done = add(store("zone.db"), entry("note", after), env=env)
        t.check(done.returncode == 1 and "[HW-736]" in said(done), "tomorrow in " + zone, said(done))


def an_entry_is_recorded_whatever_its_report_does(t):
    if not os.path.exists("/dev/full"):
        return
    db = store("full.db")
    for words in (["add", "--kind", "note", "--date", "2026-09-01", "--words", "x"], ["keep"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([program.path, "log", CASE, *words, "--db", db], stdout=full, stderr=subprocess.PIPE, env=program.environment(ENGLISH))
        t.check(done.returncode == 0 and "It is recorded" in said(done) and "[HW-" not in said(done), words[0] + ": recorded, and said so", said(done))
    t.equal(len(export(db)["log"]), 1, "it is there once")


# ---- crashes, other writers, no space ----

def acknowledged(lines):
    """{seq: hash} of the whole lines a writer printed before it was killed."""
    rows = {}
    for line in lines.decode().split("\n")[:-1]:
        seq, hashed = line.split()
        rows[int(seq)] = hashed
    return rows


def killed_at_random(t):
    """kill -9 at random moments: nothing acknowledged is lost, the chain holds, writing goes on."""
    db, chance, kept, kills = store("killed.db"), random.Random(SEED), {}, 0
    end = time.time() + 120  # on a loaded machine fewer writes have to do
    while len(kept) < WRITES and (time.time() < end or kills < 12):
        writer = subprocess.Popen([WRITER, db, CASE, str(WRITES)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        began, lines = time.time(), b""
        if len(kept) < WRITES - 100 or kills < 3:
            if kills % 4:  # while it writes; else perhaps while it opens
                lines = writer.stdout.readline()
            time.sleep(chance.uniform(0.01, 0.06))
            writer.send_signal(signal.SIGKILL)
            kills += 1
        rest, errors = writer.communicate(timeout=300)
        lines += rest
        if writer.returncode not in (0, -signal.SIGKILL):
            t.check(False, "the writer ends by itself", writer.returncode, errors.decode())
            return
        new = acknowledged(lines)
        t.check(not set(new) & set(kept), "no number is given twice") if set(new) & set(kept) else None
        kept.update(new)
        if time.time() - began > 300:
            break
        if kills % 10 == 1 and kept:  # killed before the first entry there is nothing to prove
            t.equal(log(db, "verify").returncode, 0, "sound after kill %d" % kills)
    shown = {e["seq"]: e["hash"] for e in export(db)["log"]}
    lost = [n for n, h in kept.items() if shown.get(n) != h]
    t.check(not lost, "of %d acknowledged entries none is lost in %d kills" % (len(kept), kills), lost[:5])
    t.check(len(shown) - len(kept) <= kills, "what is more than acknowledged was under way when killed", len(shown), len(kept), kills)
    done = log(db, "verify", "--json")
    t.check(done.returncode == 0 and json.loads(done.stdout)["entries"] == len(shown), "verify after %d kills" % kills, said(done))


def two_writers_at_once(t):
    db, each = store("two.db"), 60
    writers = [subprocess.Popen([WRITER, db, CASE, str(each)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    rows = {}
    for w in writers:
        lines, errors = w.communicate(timeout=120)
        t.check(w.returncode == 0, "a writer beside others ends well", errors.decode())
        rows.update(acknowledged(lines))
    t.equal(sorted(rows), list(range(1, 3 * each + 1)), "every entry has a number of its own")
    t.equal({e["seq"]: e["hash"] for e in export(db)["log"]}, rows, "and is there")
    t.equal(log(db, "verify").returncode, 0, "in a sound chain")


def locked_by_another(t):
    db = store("locked.db", entry("note", "2026-09-01"))
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = add(db, entry("note", "2026-09-02"))
    t.check(done.returncode == 3 and "[HW-726]" in said(done), "a store held by another writer: a clear error", said(done))
    t.equal(log(db, "list").returncode, 0, "reading goes on beside a writer")
    other.execute("ROLLBACK")
    other.close()
    t.equal(add(db, entry("note", "2026-09-02")).returncode, 0, "and writing when it is done")


def no_space(t):
    """A limit on the size of files stands for a full disk: it works everywhere and needs no mount."""
    db = store("space.db", entry("note", "2026-09-01"))
    head, size = export(db)["head"], os.path.getsize(db)
    big = program.place("big.bin")
    with open(big, "wb") as out:
        out.write(os.urandom(600000))
    for limit in (size + 4096, size + 100000, size + 400000):
        done = log(db, "add", "--kind", "note", "--date", "2026-09-02", "--words", "x", "--attach", big, restore_signals=False,
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        t.check(done.returncode == 3 and re_code(said(done)) & {724, 725}, "no space: a clear error", done.returncode, said(done))
        t.equal((export(db)["head"], log(db, "verify").returncode), (head, 0), "no space: the log is as it was")
    t.equal(log(db, "add", "--kind", "note", "--date", "2026-09-02", "--words", "x", "--attach", big).returncode, 0, "with space it goes on")


suite = Suite()
suite.run([two_firms_of_one_case_id, the_chain_can_be_recomputed, verify_tells_the_head, list_and_csv, options_and_standard_input, words_of_the_sheets_are_taken, two_machines_join,
           attachments_outside_are_asked_for, others_are_not_in_an_export, bad_input_writes_nothing,
           places_and_rights, versions_come_back, backups, old_and_new_stores, runs_are_kept_when_asked, the_head_is_on_the_record_page,
           triggers_refuse, every_field_is_covered, evidence_is_covered, what_is_kept_is_covered, exports_prove_themselves, what_is_missing_is_named_once,
           foreign_forms_are_refused, from_a_folder_that_cannot_be_written, a_plain_copy_is_whole, what_is_no_file_is_no_store, a_clock_that_jumps_is_told, a_doubled_import_is_told,
           days_are_those_of_japan, an_entry_is_recorded_whatever_its_report_does,
           flipped_bytes, turned_bytes_of_every_table, killed_at_random, two_writers_at_once, locked_by_another, no_space])
suite.finish()
