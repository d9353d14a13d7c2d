#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail as the draft of an entry: encodings, days, attachments, hostile mails.

    test_mail.py PROGRAM
"""
import base64
import json
import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, Program, Suite, make_case

program = Program(sys.argv[1])
MODULE = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "hoshiwari_record.so")
made = [0]


def case_file():
    case = make_case(3)
    case["supplier"]["contact"] = "mio@muteki.example"
    case["buyers"] = case["buyers"][:1]
    return program.write(case, "case.json")


def draft(mail, *words, by=program, case=None):
    """(finished process, the entry or None, {name: bytes} of the folder)."""
    made[0] += 1
    path, folder = program.place("m%d.eml" % made[0]), program.place("draft%d" % made[0])
    with open(path, "wb") as out:
        out.write(mail)
    done = by.run("log", case or case_file(), "mail", path, "-o", folder, *words, env=ENGLISH)
    files = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        with open(os.path.join(folder, name), "rb") as inside:
            files[name] = inside.read()
    return done, json.loads(files["draft.json"])["entries"][0] if "draft.json" in files else None, files


def head(**more):
    lines = {"From": "tsuruta@shirasagi.example", "To": "mio@muteki.example", "Date": "Wed, 22 Jul 2026 23:50:00 +0900", "Subject": "x", **more}
    return "".join("%s: %s\r\n" % (k.replace("_", "-"), v) for k, v in lines.items() if v is not None).encode()


def plain_mail(text, charset="utf-8", coding="8bit", **more):
    return head(Content_Type="text/plain; charset=" + charset, Content_Transfer_Encoding=coding, MIME_Version="1.0", **more) + b"\r\n" + text


def encodings(t):
    """The same words whatever they are written in; the signs Windows adds as well."""
    words = "鶴田①様、㈱白鷺です。ｶﾀｶﾅ、～と－。"
    jis = "\x1b$B" + "".join(chr(b & 0x7F) for b in "鶴田".encode("euc_jp")) + "\x1b(B"  # written by hand: Python's codec has no ①
    row13 = "\x1b$B-!\x1b(B"  # ① of row 13
    for name, data, charset, coding, wanted in (
            ("UTF-8", words.encode(), "utf-8", "8bit", words), ("UTF-8, base64", base64.encodebytes(words.encode()), "UTF-8", "base64", words),
            ("Shift_JIS", words.encode("cp932"), "Shift_JIS", "8bit", words.replace("～", "～")), ("windows-31j", words.encode("cp932"), "Windows-31J", "8bit", words),
            ("quoted-printable", "=E9=B6=B4=E7=94=\r\n=B0 a=3Db".encode(), "utf-8", "quoted-printable", "鶴田 a=b"), ("ISO-2022-JP", (jis + "1" + row13).encode(), "ISO-2022-JP", "7bit", "鶴田1①"),
            ("EUC-JP", "鶴田".encode("euc_jp"), "EUC-JP", "8bit", "鶴田"), ("an unknown charset", words.encode("cp932"), "x-none", "8bit", words),
            ("no charset, CP932", words.encode("cp932"), "us-ascii", "8bit", words)):
        done, entry, _ = draft(plain_mail(data, charset, coding))
        t.check(entry and entry["words"] == "件名：x\n" + wanted, name, entry and entry["words"], done.stderr.decode())
    for name, subject in (("B", "=?UTF-8?B?" + base64.b64encode("御見積①".encode()).decode() + "?="), ("Q", "=?utf-8?Q?=E5=BE=A1=E8=A6=8B=E7=A9=8D=E2=91=A0?="),
                          ("cut within a character", "=?utf-8?Q?=E5=BE=A1=E8=A6?=\r\n =?utf-8?Q?=8B=E7=A9=8D=E2=91=A0?="),
                          ("ISO-2022-JP with a sign of Windows", "=?ISO-2022-JP?B?" + base64.b64encode(b"\x1b$B8f8+@Q-!\x1b(B").decode() + "?="),
                          ("Shift_JIS", "=?Shift_JIS?B?" + base64.b64encode("御見積①".encode("cp932")).decode() + "?=")):
        _, entry, _ = draft(plain_mail(b"y", Subject=subject))
        t.equal(entry["words"], "件名：御見積①\ny", "subject: " + name)


def day_sides_and_what_to_choose(t):
    """The day of the header's own zone; who did it from the address the case states; the kind is a person's to choose."""
    mail = plain_mail(b"no", From="=?utf-8?B?" + base64.b64encode("鶴田 実".encode()).decode() + "?= <tsuruta@shirasagi.example>")
    done, entry, files = draft(mail)
    said = done.stdout.decode()
    t.equal((entry["date"], entry["time"], entry["medium"], entry["by"], entry["party"]), ("2026-07-22", "23:50", "email", "buyer", "A"), "taken")
    t.equal(entry["persons"], [{"side": "buyer", "name": "鶴田 実"}, {"side": "supplier", "name": "mio@muteki.example"}], "persons")
    t.check("kind" not in entry and "kind" in said and "申入れ request" in said, "no kind is guessed; it is asked for", said)
    t.equal((files["00_mail.eml"], entry["attachments"]), (mail, ["00_mail.eml"]), "the mail itself, byte for byte")
    folder, db = program.place("draft%d" % made[0]), program.place("mail.db")
    done = program.run("log", case_file(), "add", os.path.join(folder, "draft.json"), "--db", db, env=ENGLISH)
    t.check(done.returncode == 1 and "kind" in done.stderr.decode() and not os.path.exists(db), "without a kind it is not recorded", done.stderr.decode())
    done, entry, _ = draft(mail, "--kind", "refusal")
    folder = program.place("draft%d" % made[0])
    done = program.run("log", case_file(), "add", os.path.join(folder, "draft.json"), "--db", db, env=ENGLISH)
    t.equal(done.returncode, 0, "with one it is", done.stderr.decode())
    kept = json.loads(program.run("log", case_file(), "export", "--format", "json", "--db", db, env=ENGLISH).stdout)["entries"]
    t.equal(kept, 1, "one entry")
    for zone, date in (("+0900", "2026-07-22"), ("-0800", "2026-07-22"), ("GMT", "2026-07-22")):
        _, entry, _ = draft(plain_mail(b"x", Date="Wed, 22 Jul 2026 23:50:00 " + zone))
        t.equal(entry["date"], date, "the sender's day, " + zone)
    _, entry, _ = draft(plain_mail(b"x", From="mio@muteki.example", To="tsuruta@shirasagi.example"))
    t.equal(entry["by"], "supplier", "sent by us")
    done, entry, _ = draft(plain_mail(b"x", From="a@other.example", To="b@other.example"))
    t.check("by" not in entry and "persons" not in entry and "by: buyer" in done.stdout.decode(), "nobody known: asked for", entry, done.stdout.decode())


def parts(t):
    inner = plain_mail(b"inner", Subject="forwarded")
    body = b"\r\n".join([
        b"--b", b"Content-Type: multipart/alternative; boundary=c", b"", b"--c", b"Content-Type: text/plain; charset=utf-8", b"", "本文です".encode(), b"--c",
        b"Content-Type: text/html; charset=utf-8", b"", b"<p>html</p>", b"--c--",
        b"--b", b'Content-Type: application/pdf; name="../../evil.pdf"', b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment", b"", base64.b64encode(b"%PDF-1.4 a"),
        b"--b", b"Content-Type: application/pdf; name*=utf-8''%E8%A6%8B%E7%A9%8D.pdf", b"Content-Disposition: attachment", b"", b"two",
        b"--b", b'Content-Type: application/octet-stream; name=".hidden"', b"Content-Disposition: attachment", b"", b"three",
        b"--b", b"Content-Type: application/octet-stream", b"", b"four", b"--b", b"Content-Type: message/rfc822", b"", inner, b"--b--", b""])
    done, entry, files = draft(head(Content_Type="multipart/mixed; boundary=b", MIME_Version="1.0") + b"\r\n" + body)
    t.equal(entry["words"], "件名：x\n本文です", "the plain text of the two")
    t.equal(entry["attachments"], ["00_mail.eml", "01__.._evil.pdf", "02_見積.pdf", "03_hidden", "04_part", "05_message.eml"], "attachments, safe names")
    t.equal(files.get("01__.._evil.pdf"), b"%PDF-1.4 a", "decoded")
    t.check(b"forwarded" in files.get("05_message.eml", b""), "a mail within the mail is whole")
    t.check(not os.path.exists(program.place("evil.pdf")), "nothing outside the folder")
    done, entry, _ = draft(head(Content_Type="text/html; charset=utf-8") + "\r\n<html><head><title>t</title></head><body><style>x{}</style><p>一行目&amp;</p><p>二行目<br>三</p></body></html>".encode())
    t.equal(entry["words"], "件名：x\n一行目&\n二行目\n三", "HTML alone: its words")
    t.check("HTML" in done.stdout.decode(), "and it is said", done.stdout.decode())
    many = b"".join(b"--b\r\nContent-Type: application/octet-stream; name=f%d\r\n\r\nx\r\n" % i for i in range(100)) + b"--b--\r\n"
    done, entry, files = draft(head(Content_Type="multipart/mixed; boundary=b") + b"\r\n" + many)
    t.equal((len(entry["attachments"]), len(files)), (20, 66), "as many as an entry holds")
    t.check("100件" in done.stdout.decode() and "36件" in done.stdout.decode(), "what was not taken is said", done.stdout.decode())
    done, entry, _ = draft(plain_mail("長".encode() * 30000))
    t.check(len(entry["words"]) == 10000 and "初めの部分だけ" in done.stdout.decode(), "a long text is cut, and said to be", len(entry["words"]))


def hostile(t):
    """Every one ends in words: read with what is missing named, or refused."""
    nested = head(Content_Type="multipart/mixed; boundary=b0")
    for i in range(1000):
        nested += b"\r\n--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n" % (i, i + 1)
    inside = b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(3000))
    deep = head(Content_Type="multipart/mixed; boundary=b0")
    for i in range(60):
        deep += b"\r\n--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n" % (i, i + 1)
    for name, mail in (("parts a thousandfold", nested), ("mails within mails", head() + inside), ("sixty deep", deep)):
        done, entry, files = draft(mail)
        t.check(done.returncode == 1 and "[HW-750]" in done.stderr.decode() and not files, name, done.returncode, done.stderr.decode())
    for name, data in (("no mail", b"\0\1\2" * 100), ("an empty file", b""), ("a text", b"hello\n\nworld\n")):
        done, entry, files = draft(data)
        t.check(done.returncode == 1 and "[HW-" in done.stderr.decode() and not files, name, done.returncode, done.stderr.decode())
    for date in (None, "Wed, 22 Jul 77777 10:00:00 +0900", "Wed, 32 Jul 2026 10:00:00 +0900", "yesterday", "Wed, 22 Jul 2026 99:00:00 +0900", "%s%n" * 50):
        done, entry, _ = draft(plain_mail(b"x", Date=date))
        t.check(done.returncode == 0 and "date" not in entry and "time" not in entry and "読み取れません" in done.stdout.decode(), "date %s" % date, entry, done.stdout.decode())
    done, entry, _ = draft(plain_mail("a\x1b[31mb\x07‮c".encode(), Subject="s\x1b]0;x\x07"))
    t.check(not any(c in done.stdout.decode() + entry["words"] for c in "\x1b\x07‮"), "nothing harmful is shown or kept", entry["words"])
    done, entry, _ = draft(plain_mail(b"x", From="\"a\" <" + "b" * 5000 + "@c>", Subject="s" * 20000))
    t.check(done.returncode == 0 and len(entry["words"]) <= 10000 and all(len(p["name"]) <= 200 for p in entry.get("persons", [])), "long headers", done.stderr.decode())
    done, entry, _ = draft(plain_mail(b"=", "utf-8", "quoted-printable", Subject="=?utf-8?Q?=?= =?utf-8?B??= =?x?Q?a?= =?" + "y" * 99 + "?Q?a?="))
    t.equal(done.returncode, 0, "broken encoded words", done.stderr.decode())


def without_the_module_it_says_so(t):
    alone = program.place("alone")
    os.makedirs(alone)
    shutil.copy(sys.argv[1], os.path.join(alone, "hoshiwari"))
    done, _, files = draft(plain_mail(b"x"), by=Program(os.path.join(alone, "hoshiwari")))
    t.check(done.returncode == 3 and "[HW-751]" in done.stderr.decode() and "GMime" in done.stderr.decode() and not files, "told", done.stderr.decode())
    done = program.run("log", case_file(), "mail", program.place("nothing.eml"), "-o", program.place("new"), env=ENGLISH)
    t.check(done.returncode == 3 and not os.path.exists(program.place("new")), "no such file", done.stderr.decode())


suite = Suite()
if os.path.exists(MODULE) and b"hoshi_mail_reader" in open(MODULE, "rb").read():
    suite.run([encodings, day_sides_and_what_to_choose, parts, hostile, without_the_module_it_says_so])
else:
    suite.skip("mails", "the program is built without GMime")
    suite.run([without_the_module_it_says_so])
suite.finish()
