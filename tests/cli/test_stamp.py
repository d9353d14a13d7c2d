#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time stamps of the log by an authority made here: requests, replies, and each thing that can be wrong with one.

    test_stamp.py PROGRAM
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite, make_case

program = Program(sys.argv[1])
MODULE = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "hoshiwari_record.so")
CONFIG = """[req]
distinguished_name = dn
prompt = no
x509_extensions = ca
[dn]
CN = Test Root
[ca]
basicConstraints = critical, CA:true
[stamping]
extendedKeyUsage = critical, timeStamping
[other]
extendedKeyUsage = serverAuth
[tsa]
default_tsa = one
[one]
serial = %(folder)s/serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(*words):
    done = subprocess.run(["openssl", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise RuntimeError(" ".join(words) + "\n" + done.stderr.decode())
    return done.stdout


class Authority:
    """A root and a signer that may stamp."""

    def __init__(self, name):
        self.folder = program.place(name)
        os.makedirs(self.folder)
        self.config, self.root, self.signer = (os.path.join(self.folder, n) for n in ("c.cnf", "root.pem", "signer.pem"))
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(CONFIG % {"folder": self.folder})
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.root + ".key", "-out", self.root, "-days", "30", "-config", self.config)
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", self.signer + ".key", "-out", self.signer + ".csr", "-subj", "/CN=Test TSA", "-config", self.config)
        openssl("x509", "-req", "-in", self.signer + ".csr", "-CA", self.root, "-CAkey", self.root + ".key", "-CAcreateserial", "-out", self.signer, "-days", "30",
                "-extfile", self.config, "-extensions", "stamping")

    def reply(self, request, name):
        out = os.path.join(self.folder, name)
        openssl("ts", "-reply", "-queryfile", request, "-signer", self.signer, "-inkey", self.signer + ".key", "-out", out, "-config", self.config)
        return out


def stamp(case, *words, db=None):
    return program.run("log", *([case] if case else []), "stamp", *(["--db", db] if db else []), *words, env=ENGLISH)


def said(done):
    return done.stdout.decode() + done.stderr.decode()


def add(case, db, words):
    done = program.run("log", case, "add", "--kind", "note", "--date", "2026-09-01", "--words", words, "--db", db, "--json", env=ENGLISH)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return json.loads(done.stdout)["head"]


def a_stamp_from_request_to_reply(t):
    case, db, tsa = program.write(make_case(3), "case.json"), program.place("s.db"), Authority("tsa")
    head = add(case, db, "one")
    request = program.place("q.tsq")
    done = stamp(case, "--request", request, db=db)
    t.check(done.returncode == 0 and head in said(done), "the request is for the head", said(done))
    printed = openssl("ts", "-query", "-in", request, "-text").decode()
    dump = "".join(line.split(" - ")[1][:48] for line in printed.splitlines() if " - " in line)
    t.equal("".join(c for c in dump if c in "0123456789abcdef"), head, "so others read it as well", printed)
    t.check("Nonce: 0x" in printed and "Certificate required: yes" in printed, "with a nonce and the wish for a certificate", printed)
    t.equal(stamp(case, "--request", request, db=db).returncode, 3, "a request is not overwritten")
    reply = tsa.reply(request, "r.tsr")
    done = stamp(case, "--reply", reply, "--request", request, "--ca", tsa.root, db=db)
    t.check(done.returncode == 0 and "1番まで" in said(done) and "Test TSA" in said(done) and "確かめられません" not in said(done), "good", said(done))
    add(case, db, "two")
    done = stamp(case, "--reply", reply, "--ca", tsa.root, db=db)
    t.check(done.returncode == 0 and "1番までの記録（全2件）" in said(done) and "--request" in said(done), "still good when the log has grown; what was not checked is said", said(done))
    done = stamp(case, "--reply", reply, "--request", request, db=db)
    t.check(done.returncode == 0 and "--ca" in said(done), "without certificates the signer is said to be unchecked", said(done))
    checked = subprocess.run(["openssl", "ts", "-verify", "-digest", head, "-in", reply, "-CAfile", tsa.root], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    t.check(b"Verification: OK" in checked.stdout, "another program says the same", checked.stdout, checked.stderr)


def replies_are_kept_and_verified_with_the_log(t):
    """A good reply is kept once, with its request; verify reads it again, and says which entries it speaks of."""
    case, db, tsa, stranger = program.write(make_case(3), "kept.json"), program.place("k.db"), Authority("keeping"), Authority("unknown")
    head, request = add(case, db, "one"), program.place("k.tsq")
    stamp(case, "--request", request, db=db)
    reply = tsa.reply(request, "k.tsr")

    def verify(*words):
        return program.run("log", case, "verify", "--db", db, *words, env=ENGLISH)
    t.check("time stamp" not in said(verify("--lang", "en")), "none, nothing said of any")
    done = stamp(case, "--reply", reply, "--request", request, "--lang", "en", db=db)
    t.check(done.returncode == 0 and "kept with the log" in said(done), "kept", said(done))
    stamp(case, "--reply", reply, db=db)
    add(case, db, "two")
    done = verify("--lang", "en")
    t.check(done.returncode == 0 and said(done).count("time stamp: the log up to entry 1 was there before") == 1 and "Test TSA" in said(done) and "--ca" in said(done),
            "verify checks it, once", said(done))
    done = verify("--ca", tsa.root, "--lang", "en")
    t.check(done.returncode == 0 and "--ca" not in said(done), "with the authority's certificate nothing is left open", said(done))
    shown = json.loads(verify("--json", "--ca", tsa.root).stdout)
    t.equal([(x["entry"], x["head"], x["signer_checked"]) for x in shown["stamps"]], [(1, head, True)], "as JSON")
    done = verify("--ca", stranger.root)
    t.check(done.returncode == 1 and "[HW-757]" in said(done), "a signer who is not trusted", said(done))
    copy = program.place("copy.db")
    program.run("log", case, "backup", copy, "--db", db, env=ENGLISH)
    t.check("entry 1 was there" in said(program.run("log", case, "verify", "--db", copy, "--lang", "en", env=ENGLISH)), "a backup has it as well")
    connection = sqlite3.connect(copy)
    triggers = [r[0] for r in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
    for name in [r[0] for r in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]:
        connection.execute("DROP TRIGGER " + name)
    with open(reply, "rb") as file:
        whole = file.read()
    connection.execute("UPDATE content SET bytes = ? WHERE bytes = ?", (whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:], whole))
    for sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    done = program.run("log", case, "verify", "--db", copy, env=ENGLISH)
    t.check(done.returncode == 1 and "[HW-" in said(done), "a kept reply that was changed", said(done))
    os.chmod(db, 0o400)
    done = stamp(case, "--reply", reply, "--lang", "en", db=db)
    t.check(done.returncode == 0 and (os.geteuid() == 0 or "cannot be written" in said(done)), "a store that cannot be written", said(done))


def what_is_wrong_is_told_apart(t):
    case, db, tsa, stranger = program.write(make_case(3), "case2.json"), program.place("w.db"), Authority("known"), Authority("stranger")
    add(case, db, "one")
    other_case = program.write({**make_case(3), "case_id": "other"}, "other.json")
    add(other_case, db, "something else")
    request, twice, other = (program.place(n) for n in ("w.tsq", "w2.tsq", "o.tsq"))
    for c, path in ((case, request), (case, twice), (other_case, other)):
        t.equal(stamp(c, "--request", path, db=db).returncode, 0, "requested")
    t.check(open(request, "rb").read() != open(twice, "rb").read(), "two requests are two")
    reply, for_other, by_stranger = tsa.reply(request, "r.tsr"), tsa.reply(other, "o.tsr"), stranger.reply(request, "s.tsr")
    with open(reply, "rb") as inside:
        whole = inside.read()

    def broken(name, data):
        path = program.place(name)
        with open(path, "wb") as out:
            out.write(data)
        return path
    at = whole.rindex(b"Test TSA") if b"Test TSA" in whole else len(whole) // 2
    refused = broken("refused.tsr", bytes.fromhex("30053003020102"))
    for name, code, words in (
            ("a reply for another head", 754, ["--reply", for_other]), ("a reply to another request for the same head", 755, ["--reply", reply, "--request", twice]),
            ("a request for another head", 754, ["--reply", reply, "--request", other]), ("an unknown signer", 757, ["--reply", by_stranger, "--ca", tsa.root]),
            ("a signature that is changed", 756, ["--reply", broken("sig.tsr", whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])]),
            ("cut", 752, ["--reply", broken("cut.tsr", whole[:at])]), ("no reply", 752, ["--reply", broken("no.tsr", b"hello")]), ("more behind it", 752, ["--reply", broken("more.tsr", whole + b"x")]),
            ("empty", 752, ["--reply", broken("empty.tsr", b"")]), ("refused by the authority", 753, ["--reply", refused]),
            ("a request that is none", 752, ["--reply", reply, "--request", tsa.root]), ("certificates that are none", 752, ["--reply", reply, "--ca", request])):
        done = stamp(case, *words, db=db)
        t.check(done.returncode == 1 and "[HW-%d]" % code in said(done), name, done.returncode, said(done))
    for i in range(0, len(whole), max(1, len(whole) // 60)):
        done = stamp(case, "--reply", broken("flip.tsr", whole[:i] + bytes([whole[i] ^ 0x41]) + whole[i + 1:]), "--ca", tsa.root, db=db)
        t.check(done.returncode == 1 or "Test" in said(done), "byte %d changed: refused, or of no account" % i, said(done)[:300])
    t.equal(stamp(case, db=db).returncode, 2, "neither request nor reply")
    t.equal(stamp(case, "--reply", program.place("nothing.tsr"), db=db).returncode, 3, "no such file")


def an_export_is_stamped_as_well(t):
    case, db, tsa = program.write(make_case(3), "case3.json"), program.place("e.db"), Authority("export")
    add(case, db, "one")
    out, request = program.place("x.json"), program.place("x.tsq")
    program.run("log", case, "export", "--format", "json", "-o", out, "--db", db, env=ENGLISH)
    t.equal(stamp(None, "--file", out, "--request", request).returncode, 0, "requested")
    reply = tsa.reply(request, "x.tsr")
    done = stamp(None, "--file", out, "--reply", reply, "--request", request, "--ca", tsa.root)
    t.check(done.returncode == 0 and "1番まで" in said(done), "checked by whoever has the export", said(done))
    t.equal(stamp(case, "--reply", reply, "--ca", tsa.root, db=db).returncode, 0, "and by whoever has the log")


def without_the_module_it_says_so(t):
    alone, case, db = program.place("alone"), program.write(make_case(3), "case4.json"), program.place("a.db")
    os.makedirs(alone)
    shutil.copy(sys.argv[1], os.path.join(alone, "hoshiwari"))
    add(case, db, "one")
    done = Program(os.path.join(alone, "hoshiwari")).run("log", case, "stamp", "--request", program.place("n.tsq"), "--db", db, env=ENGLISH)
    t.check(done.returncode == 3 and "[HW-751]" in said(done) and "OpenSSL" in said(done) and not os.path.exists(program.place("n.tsq")), "told", said(done))


suite = Suite()
if not os.path.exists(MODULE) or b"hoshi_time_stamper" not in open(MODULE, "rb").read():
    suite.skip("time stamps", "the program is built without OpenSSL")
    suite.run([without_the_module_it_says_so])
elif not shutil.which("openssl"):
    suite.skip("time stamps", "there is no openssl to be the authority")
    suite.run([without_the_module_it_says_so])
else:
    suite.run([a_stamp_from_request_to_reply, replies_are_kept_and_verified_with_the_log, what_is_wrong_is_told_apart, an_export_is_stamped_as_well, without_the_module_it_says_so])
suite.finish()
