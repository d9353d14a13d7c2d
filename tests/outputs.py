# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb and every kind of output, as the tests of memory and of broken files run them."""
import os

from suite import ENGLISH, ROOT

EXAMPLES = os.path.join(ROOT, "data", "examples")
KANTO = os.path.join(EXAMPLES, "kanto-seimitsu", "case.json")
HIBARI = os.path.join(EXAMPLES, "hibari-butsuryu")
LIST = os.path.join(EXAMPLES, "portfolio", "suppliers.csv")
AS_OF = ("--as-of", "2026-11-22")
GAME = '{"hoshiwari_game":1,"players":["A","B","C"],"costs":[%s]}' % ",".join(
    '{"members":[%s],"cost":%d}' % (",".join('"%s"' % m for m in group), 100 + 37 * len(group))
    for group in ("A", "B", "C", "AB", "AC", "BC", "ABC"))
LINES = ('{"hoshiwari_lines":1,"distribution":"triangular","factors":{"market":[0.95,1.0,1.1]},"lines":['
         '{"id":"a","low":1,"likely":2,"high":4,"factor":"market"},{"id":"b","low":3,"likely":5,"high":9,"probability":0.5}]}')


def prepare(program):
    """What the commands read: made once."""
    made = {name: program.place(name) for name in
            ("game.json", "lines.json", "form.xlsx", "own.xlsx", "for.xlsx", "run.hsr", "few.csv", "book.xlsx", "letter.docx")}
    program.write(GAME, "game.json")
    program.write(LINES, "lines.json")
    with open(LIST, encoding="utf-8") as text:
        head = text.read().splitlines()[:6]
    program.write("\n".join(head) + "\n", "few.csv")
    for words in (("questionnaire", "--level", "3", "--case", KANTO, "-o", made["form.xlsx"]),
                  ("worksheet", KANTO, "-o", made["own.xlsx"]),
                  ("worksheet", KANTO, "--view", "for:A", "-o", made["for.xlsx"]),
                  ("portfolio", made["few.csv"], *AS_OF, "-o", made["run.hsr"])):
        done = program.run(*words, env=ENGLISH)
        if done.returncode:
            raise RuntimeError("%s: %s" % (words[0], done.stderr.decode()))
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
    ]


def line_of(words, target):
    if "FILE" in words:
        return [target if w == "FILE" else w for w in words]
    return [*words, "-o", target] if target else [*words]
