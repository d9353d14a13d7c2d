#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The talk log beside Python's sqlite3 doing the same in the same run: chained entries, one durable transaction each,
with the same triggers and settings; then the proof of the whole log. Usage: bench_log.py PATH-TO-log_writer, or to the program beside whose folder tests/log_writer stands
"""
import hashlib
import json
import os
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ENTRIES, RUNS = 4000, 5
CASE = {"hoshiwari_case": 1, "case_id": "bench", "supplier": {"annual_sales_yen": 100000000, "size": {"users": 4}}, "target_level": 3,
        "gap": {"answers": {}}, "buyers": [{"id": "A", "name": "甲社"}]}
BODY = {"party_name": "甲社", "medium": "phone", "words": "担当者から電話。単価の件は社内で検討中とのこと。次回は月末。"}


def net(*fields):
    return b"".join(b"%d:%s," % (len(f), f) for f in (str(x).encode() for x in fields))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def log_hash(*f):
    return sha(net("hoshiwari-link-1", f[12], sha(net("hoshiwari-entry-1", *f[:12]))))


def genesis(case):
    return sha(net("hoshiwari-log-1", case))


def connect(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")
    db.create_function("hoshi_log_hash", 13, log_hash, deterministic=True)
    db.create_function("hoshi_log_genesis", 1, genesis, deterministic=True)
    return db


def peer_write(model, path):
    """The tables and triggers of the store itself, copied from one the program made."""
    source = sqlite3.connect(model)
    statements = [r[0] for r in source.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name = 'log_entry' ORDER BY rowid")]
    source.close()
    db = connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    for s in statements:
        db.execute(s)
    began = time.perf_counter()
    for _ in range(ENTRIES):
        db.execute("BEGIN IMMEDIATE")
        seq, prev = db.execute("SELECT seq + 1, hash FROM log_entry WHERE case_id = 'bench' ORDER BY seq DESC LIMIT 1").fetchone() or \
            (1, genesis("bench"))
        row = ("bench", seq, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "note", "supplier", "2026-11-01", "", "A", 0, 0,
               json.dumps(BODY, ensure_ascii=False), secrets.token_hex(16), prev)
        db.execute("INSERT INTO log_entry VALUES (" + "?, " * 13 + "?)", row + (log_hash(*row),))
        db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return took


def peer_verify(path):
    began = time.perf_counter()
    db = connect(path)
    before = genesis("bench")
    for n, row in enumerate(db.execute("SELECT * FROM log_entry WHERE case_id = 'bench' ORDER BY seq"), 1):
        if row[1] != n or row[12] != before or log_hash(*row[:13]) != row[13] or not json.loads(row[10]):
            sys.exit("the peer's log does not hold")
        before = row[13]
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        sys.exit("the peer's database does not hold")
    db.close()
    return time.perf_counter() - began


def once(*command):
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit("exit %d: %s\n%s" % (done.returncode, " ".join(command), done.stderr))
    return took


def main():
    writer = os.path.abspath(sys.argv[1])
    if os.path.basename(writer) != 'log_writer':
        writer = os.path.join(os.path.dirname(writer), '..', 'tests', 'log_writer')
    took = {"write, log_writer": [], "write, Python sqlite3": [], "verify, log_writer": [], "verify, Python sqlite3": []}
    with tempfile.TemporaryDirectory() as folder:
        case = os.path.join(folder, "case.json")
        with open(case, "w", encoding="utf-8") as out:
            json.dump(CASE, out, ensure_ascii=False)
        for run in range(RUNS):  # in turn, so that both meet the same noise
            mine, peer = os.path.join(folder, "mine%d.db" % run), os.path.join(folder, "peer%d.db" % run)
            took["write, log_writer"].append(once(writer, mine, case, str(ENTRIES)))
            took["write, Python sqlite3"].append(peer_write(mine, peer))
            took["verify, log_writer"].append(once(writer, "--verify", mine, "bench"))
            took["verify, Python sqlite3"].append(peer_verify(peer))
    for job in ("write", "verify"):
        peer = statistics.median(took[job + ", Python sqlite3"])
        for name in (job + ", log_writer", job + ", Python sqlite3"):
            value = statistics.median(took[name])
            print("%-24s %8.1f us an entry %8.2f x" % (name, value / ENTRIES * 1e6, value / peer))
    print("%d entries, each in a durable transaction of its own; log_writer's time includes its start" % ENTRIES)
    return 0


sys.exit(main())
