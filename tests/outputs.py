# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb and every kind of output, as the tests of memory and of broken files run them."""
import os
import zipfile

from suite import ENGLISH, ROOT

EXAMPLES = os.path.join(ROOT, "data", "examples")
KANTO = os.path.join(EXAMPLES, "kanto-seimitsu", "case.json")
HIBARI = os.path.join(EXAMPLES, "hibari-butsuryu")
MIZUHO = os.path.join(EXAMPLES, "mizuho-shika")
LIST = os.path.join(EXAMPLES, "portfolio", "suppliers.csv")
AS_OF = ("--as-of", "2026-11-22")
GAME = '{"hoshiwari_game":1,"players":["A","B","C"],"costs":[%s]}' % ",".join(
    '{"members":[%s],"cost":%d}' % (",".join('"%s"' % m for m in group), 100 + 37 * len(group))
    for group in ("A", "B", "C", "AB", "AC", "BC", "ABC"))
LINES = ('{"hoshiwari_lines":1,"distribution":"triangular","factors":{"market":[0.95,1.0,1.1]},"lines":['
         '{"id":"a","low":1,"likely":2,"high":4,"factor":"market"},{"id":"b","low":3,"likely":5,"high":9,"probability":0.5}]}')


MAIL = ("From: a@b.example\r\nTo: c@d.example\r\nDate: Wed, 22 Jul 2026 23:50:00 +0900\r\nSubject: =?UTF-8?B?5b6h?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nno\r\n'
        '--x\r\nContent-Type: text/csv; name="a.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCg==\r\n--x--\r\n')
ODS = ('<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
       '<office:body><office:spreadsheet><table:table table:name="a">%s</table:table></office:spreadsheet></office:body></office:document-content>')
REGISTER = "登録番号,事業者名,段階,登録日,有効期間満了日\nS3-1,あけぼの精工株式会社,★3,2026-04-01,2029-03-31\n"
CASE_ID = "kanto-seimitsu"


def prepare(program):
    """What the commands read: made once."""
    if hasattr(program, "made"):
        return program.made
    made = {name: program.place(name) for name in
            ("game.json", "lines.json", "form.xlsx", "own.xlsx", "for.xlsx", "run.hsr", "few.csv", "book.xlsx", "letter.docx",
             "talks.db", "talks.json", "mail.eml", "register.csv", "filing.docx", "surveys", "again.csv", "few.ods")}
    program.write(GAME, "game.json")
    program.write(LINES, "lines.json")
    with open(LIST, encoding="utf-8") as text:
        head = text.read().splitlines()[:6]
    program.write("\n".join(head) + "\n", "few.csv")
    program.write(MAIL, "mail.eml")
    program.write(REGISTER, "register.csv")
    with zipfile.ZipFile(made["few.ods"], "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        book.writestr("content.xml", ODS % "".join("<table:table-row>%s</table:table-row>" % "".join(
            "<table:table-cell><text:p>%s</text:p></table:table-cell>" % cell for cell in line) for line in
            (("取引先コード", "会社名", "★", "利用者数"), ("1", "甲", "3", "20"))))
    store = ("--db", made["talks.db"])
    for words in (("questionnaire", "--level", "3", "--case", KANTO, "-o", made["form.xlsx"]),
                  ("worksheet", KANTO, "-o", made["own.xlsx"]),
                  ("worksheet", KANTO, "--view", "for:A", "-o", made["for.xlsx"]),
                  ("portfolio", made["few.csv"], *AS_OF, "-o", made["run.hsr"]),
                  ("portfolio", made["few.csv"], *AS_OF, "--budget", "40000000", "-o", made["book.xlsx"]),
                  ("questionnaire", "--list", made["few.csv"], "--edition", "survey", "-o", made["surveys"]),
                  ("log", KANTO, "add", os.path.join(EXAMPLES, "kanto-seimitsu", "talks.json"), *store),
                  ("log", KANTO, "add", "--kind", "note", "--date", "2026-11-21", "--words", "x", "--attach", made["game.json"], *store),
                  ("log", KANTO, "export", "--format", "json", "-o", made["talks.json"], *store),
                  ("dossier", KANTO, "--buyer", "B", "-o", made["filing.docx"]),
                  ("letter", "--print-template", "-o", made["letter.docx"])):
        done = program.run(*words, env=ENGLISH)
        if done.returncode:
            raise RuntimeError("%s: %s" % (words[0], done.stderr.decode()))
    program.made = made
    return made


def commands(m):
    """Every verb and every output: the words, and the file it writes ("" = standard output)."""
    few = ("portfolio", m["few.csv"], *AS_OF)
    hibari = os.path.join(HIBARI, "case.json")
    return [
        (("--help",), ""), (("--version",), ""), (("--describe",), ""), (("estimate", "--help"), ""),
        (("new", "--level", "4", "--employees", "45", "--force"), "new.json"), (("new", "--schema"), ""),
        (("estimate", KANTO), ""), (("estimate", KANTO, "--json"), ""),
        (("estimate", hibari, "--lang", "en"), ""),
        (("estimate", KANTO, "--engine", "mc", "--draws", "2000"), ""),
        (("worksheet", KANTO), "own.xlsx"), (("worksheet", KANTO, "--view", "for:B", "--lang", "en"), "for.xlsx"),
        (("catalog",), ""), (("catalog", "--json"), ""), (("catalog", "--measures"), ""),
        (("catalog", "--audit", KANTO, "--force"), "audit.csv"), (("catalog", "3-1-1-4", "--case", KANTO), ""),
        (("prices",), ""), (("prices", "--csv"), ""), (("prices", "--check", "--data", os.path.join(ROOT, "data", "tables")), ""),
        (("rules",), ""), (("rules", "--csv"), ""), (("rules", "--json"), ""),
        (("share", m["game.json"]), ""), (("share", m["game.json"], "--json"), ""),
        (("simulate", m["lines.json"]), ""), (("simulate", m["lines.json"], "--engine", "grid", "--json"), ""),
        (("check", KANTO), ""), (("check", KANTO, "--json"), ""),
        (("questionnaire", "--level", "4"), "form.xlsx"),
        (("questionnaire", "--level", "3", "--case", KANTO, "--edition", "survey", "--buyer", "A"), "survey.xlsx"),
        (("import", m["form.xlsx"]), "imported.json"), (("import", m["own.xlsx"], "--json"), ""),
        (("import", os.path.join(HIBARI, "answers.xlsx"), "--json"), ""),
        (few, ""), (few + ("--json",), ""), (few, "rows.csv"), (few, "run.hsr"),
        (few + ("--budget", "40000000", "--buyer", "甲"), "budget.xlsx"),
        (("portfolio", "--merge", m["run.hsr"], *AS_OF), "rows.csv"),
        (few + ("--against", m["run.hsr"]), ""),
        (("portfolio", "--generate", "20", "--force"), "made.csv"), (("portfolio", "--template", "FILE", "--force"), "list.xlsx"),
        (("compare", KANTO, hibari), ""), (("compare", m["for.xlsx"], KANTO, "--buyer", "A"), ""),
        (("compare", m["run.hsr"], m["run.hsr"], "--json"), ""),
        (("letter", KANTO, "--buyer", "A"), "letter.docx"), (("letter", "--print-template"), "own.docx"),
        (("quote-request", KANTO), "quote.docx"),
        (("dossier", KANTO, "--buyer", "B"), "dossier.xlsx"), (("dossier", KANTO, "--buyer", "B"), "dossier.docx"),
        (("dossier", KANTO, "--buyer", "B", "--set", "work"), "work.xlsx"),
        (("estimate", KANTO, "--per-piece", "3"), ""), (("rules", "支払"), ""), (("prices", "監視"), ""),
        *((("letter", KANTO, "--buyer", buyer, "--kind", kind), "letter.docx")
          for kind, buyer in (("reply", "A"), ("memo", "A"), ("notice", "C"))),
        (("letter", KANTO, "--buyer", "A", "--kind", "mail"), "mail.txt"),
        (("letter", KANTO, "--buyer", "A", "--template", m["letter.docx"], "--lang", "en"), "own.docx"),
        (("quote-request", KANTO), ""), (("check", KANTO, "--view", "buyer", "--buyer", "A"), ""),
        (("import", os.path.join(EXAMPLES, "itoguchi-sekkei", "answers.csv")), "from_csv.json"),
        (("import", m["filing.docx"], "--json"), ""), (("import", m["for.xlsx"]), ""),
        (("import", os.path.join(MIZUHO, "1_questionnaire.xlsx"), "--lang", "en"), ""),
        (("portfolio", m["few.ods"], *AS_OF, "--json"), ""),
        (few + ("--register", m["register.csv"], "--decisions", m["book.xlsx"], "--budget", "40000000"), "with.xlsx"),
        (few + ("--ask-again", "FILE"), "again.csv"),
        (("compare", KANTO, hibari, "--json"), ""), (("compare", m["run.hsr"], m["run.hsr"]), ""),
        *((("log", CASE_ID, *words, "--db", m["talks.db"]), name) for words, name in (
            (("list",), ""), (("list", "--json", "--party", "B"), ""), (("verify",), ""), (("versions",), ""), (("quotations",), ""), (("runs",), ""),
            (("export",), "log.csv"), (("export", "--format", "json", "--party", "B"), "log.json"), (("version", "1"), "version.json"))),
        (("log", "verify", "--file", m["talks.json"]), ""),
    ]


def folders(m):
    """What writes a folder: the words, and its name."""
    return [
        (("questionnaire", "--list", m["few.csv"], "--edition", "survey"), "surveys"), (("quote-request", KANTO), "requests"),
        (("log", KANTO, "mail", m["mail.eml"]), "draft"), (("log", CASE_ID, "attachment", "--all", "--db", m["talks.db"]), "attached"),
    ]


def whole_files(folder):
    """{name: bytes} of a folder and of what is below it."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as data:
                found[os.path.relpath(os.path.join(at, name), folder)] = data.read()
    return found


def line_of(words, target):
    if "FILE" in words:
        return [target if w == "FILE" else w for w in words]
    return [*words, "-o", target] if target else [*words]
