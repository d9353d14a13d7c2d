#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in parts, as macOS writes it (NFD: が as か and a mark), is read like any other: for every reader, whatever is done
with a file comes out the same whether its text is composed or not; half-width kana are read like full-width ones.

    test_decomposed.py PROGRAM
"""
import json
import os
import re
import sys
import unicodedata
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import JAPANESE, ROOT, Program, Suite, changed, criteria, make_case

program = Program(sys.argv[1])
EXAMPLES = os.path.join(ROOT, "data", "examples")
CASES = ["kanto-seimitsu", "itoguchi-sekkei", "hibari-butsuryu"]
FORMS = ["NFC", "NFD"]
# What a moment or chance makes of an entry of the log.
MOMENTS = re.compile(rb'\b[0-9a-f]{16,64}\b|"recorded_at": ?"[^"]*"')


def example(*names):
    with open(os.path.join(EXAMPLES, *names), "rb") as file:
        return file.read()


def in_form(form, content):
    """Bytes of a text, or of a workbook with the text of all its parts, in a form."""
    if content[:2] != b"PK":
        return unicodedata.normalize(form, content.decode()).encode()
    source, target = program.place("source.xlsx"), program.place("target.xlsx")
    with open(source, "wb") as file:
        file.write(content)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            new.writestr(part, unicodedata.normalize(form, old.read(part).decode()).encode())
    with open(target, "rb") as file:
        return file.read()


def folder(form, files):
    """A folder with these files, their text (but not their names) in a form."""
    path = program.place(form)
    os.makedirs(path, exist_ok=True)
    for name in os.listdir(path):
        os.remove(os.path.join(path, name))
    for name, content in files.items():
        with open(os.path.join(path, name), "wb") as file:
            file.write(in_form(form, content))
    return path


def outcome(path, commands, options=lambda word: word):
    """What commands print and write in a folder; each a list of words."""
    seen = []
    for words in commands:
        done = program.run(*[options(w) for w in words], cwd=path, env=JAPANESE)
        seen += [done.returncode, MOMENTS.sub(b"", done.stdout), done.stderr]
    for name in ("out.json", "out.csv"):
        there = os.path.join(path, name)
        if os.path.exists(there):
            with open(there, "rb") as file:
                seen.append(file.read())
    return seen


def same(t, name, files, *commands, done=(0,)):
    """The commands over the files, composed and in parts. What they print first of them must be no failure."""
    seen = [outcome(folder(form, files), commands) for form in FORMS]
    texts = [c for c in files.values() if c[:2] != b"PK"]
    t.check(not texts or any(unicodedata.normalize("NFD", c.decode()) != c.decode() for c in texts), name + ": has text that can be in parts")
    t.check(seen[0][0] in done, name + ": is read", *seen[0][:3])
    first = next((i for i, pair in enumerate(zip(*seen)) if pair[0] != pair[1]), None)
    return t.check(seen[0] == seen[1], name + ": composed and in parts come out the same",
                   *([] if first is None else [b"composed: %r" % (seen[0][first],), b"in parts: %r" % (seen[1][first],)]))


def case_files(t):
    for name in CASES:
        files = {f: example(name, f) for f in os.listdir(os.path.join(EXAMPLES, name)) if f.endswith((".json", ".xlsx"))}
        if name == "itoguchi-sekkei":
            files["answers.csv"] = example(name, "answers.csv").decode("cp932").encode()
        same(t, "case " + name, files, ["estimate", "case.json", "--json"], ["estimate", "case.json"], ["check", "case.json", "--json"],
             ["catalog", "--audit", "case.json", "-o", "out.csv"], done=(0, 4))
    # Escaped, the text of a case is ASCII until it is read.
    case = json.loads(example("kanto-seimitsu", "case.json"))
    seen = []
    for form in FORMS:
        text = json.dumps(json.loads(in_form(form, json.dumps(case, ensure_ascii=False).encode())), ensure_ascii=True)
        path = folder(form, {})
        with open(os.path.join(path, "case.json"), "w", encoding="ascii") as file:
            file.write(text)
        seen.append(outcome(path, [["estimate", "case.json", "--json"], ["estimate", "case.json"]]))
    t.equal(seen[0][0], 0, "a case of escapes is read", *seen[0])
    t.check(seen[0] == seen[1], "a case of escapes comes out the same")


def gap(rows, head="評価基準No.,自己評価,備考"):
    return "\ufeff%s\n%s" % (head, "".join(",".join(row) + "\n" for row in rows))


def answers(t):
    ids = criteria(4)
    words = ["できている", "一部できている", "できていない", "該当なし", "はい", "ﾃﾞｷﾃｲﾅｲ", "いいえ", "一部ﾀﾞｹ"][:7]
    rows = [(k, words[i % len(words)], "議事録ガあります") for i, k in enumerate(ids)]
    answer = {"hoshiwari_answers": 1, "catalog": "2026-03-27",
              "answers": {k: {"status": "met", "note": "が、ぎ、ぱ", "evidence": "バックアップ記録"} for k in ids}}
    take = ["import", None, "-o", "out.json", "--json", "--level", "4"]
    for name, content in {"a.csv": gap(rows).encode(), "b.csv": example("itoguchi-sekkei", "answers.csv").decode("cp932").encode(),
                          "c.xlsx": example("hibari-butsuryu", "answers.xlsx"),
                          "d.json": json.dumps(answer, ensure_ascii=False).encode()}.items():
        same(t, "answers " + name, {name: content}, [name if w is None else w for w in take], done=(0, 1, 4))
    # What is read: marks in parts give the very answers, and half-width kana too.
    for spelling in ("NFC", "NFD"):
        path = folder(spelling, {"a.csv": gap([(k, "できている", "") for k in ids]).encode()})
        done = program.run("import", "a.csv", "-o", "out.json", "--level", "4", cwd=path)
        with open(os.path.join(path, "out.json"), encoding="utf-8") as file:
            got = json.load(file)["gap"]["answers"]
        t.check(done.returncode == 0 and {a if isinstance(a, str) else a["status"] for a in got.values()} == {"met"},
                "できている is met in " + spelling, done.stderr)
    narrow = {"ﾊｲ": "met", "ﾃﾞｷﾃｲﾙ": "met", "ｲｲｴ": "unmet", "ﾃﾞｷﾃｲﾅｲ": "unmet", "一部ﾃﾞｷﾃｲﾙ": "partial"}
    for word, status in narrow.items():
        path = folder("NFC", {"a.csv": gap([(k, word, "") for k in ids]).encode()})
        done = program.run("import", "a.csv", "-o", "out.json", "--level", "4", cwd=path)
        with open(os.path.join(path, "out.json"), encoding="utf-8") as file:
            got = json.load(file)["gap"]["answers"]
        t.equal({a if isinstance(a, str) else a["status"] for a in got.values()}, {status}, "half-width %s is read" % word, done.stderr)


def supplier_lists(t):
    words = ["portfolio", None, "--json", "--as-of", "2026-11-22"]
    content = example("portfolio", "suppliers.csv")
    same(t, "list of suppliers", {"s.csv": content}, [w or "s.csv" for w in words], ["portfolio", "s.csv", "-o", "out.csv", "--as-of", "2026-11-22"])
    narrow = content
    for wide, half in {"コード": "ｺｰﾄﾞ", "パソコン": "ﾊﾟｿｺﾝ", "サーバ": "ｻｰﾊﾞ", "システム": "ｼｽﾃﾑ", "ガバナンス": "ｶﾞﾊﾞﾅﾝｽ", "リスク": "ﾘｽｸ",
                       "インシデント": "ｲﾝｼﾃﾞﾝﾄ", "株式会社うぐいす設計": "㈱うぐいすﾃﾞｻﾞｲﾝ"}.items():
        t.check(wide.encode() in narrow, "the list has " + wide)
        narrow = narrow.replace(wide.encode(), half.encode())
    same(t, "list in half-width kana", {"s.csv": narrow}, [w or "s.csv" for w in words])
    read = []
    for text in (content, narrow):
        done = program.run("portfolio", "s.csv", "--json", "--as-of", "2026-11-22", cwd=folder("NFC", {"s.csv": text}))
        read.append(json.loads(done.stdout))
    t.equal([c["member"] for c in read[1]["rows"]["columns"]], [c["member"] for c in read[0]["rows"]["columns"]], "headings in half-width kana")
    t.equal(read[1]["totals"], read[0]["totals"], "figures under headings in half-width kana")
    t.check("㈱うぐいすﾃﾞｻﾞｲﾝ" in [s["name"] for s in read[1]["suppliers"]], "a name is shown as it was written")


def talks(t):
    files = {"case.json": example("kanto-seimitsu", "case.json"), "talks.json": example("kanto-seimitsu", "talks.json")}
    same(t, "talks", files, ["log", "case.json", "add", "talks.json", "--db", "x.db"], ["log", "case.json", "list", "--json", "--db", "x.db"],
         ["log", "case.json", "list", "--db", "x.db"], ["log", "case.json", "verify", "--db", "x.db"],
         ["check", "case.json", "--db", "x.db", "--json"])


def questionnaires(t):
    case = os.path.join(EXAMPLES, "kanto-seimitsu", "case.json")
    for edition in ("own", "survey"):
        path = program.place(edition + ".xlsx")
        made = program.run("questionnaire", "-o", path, "--case", case, "--edition", edition, env=JAPANESE)
        t.equal(made.returncode, 0, edition + " is made", made.stderr)
        with open(path, "rb") as file:
            content = file.read()
        same(t, "questionnaire " + edition, {"q.xlsx": content}, ["import", "q.xlsx", "-o", "out.json", "--json"], done=(0, 4))
        same(t, "questionnaire %s onto a case" % edition, {"q.xlsx": content, "out.json": example("kanto-seimitsu", "case.json")},
             ["import", "q.xlsx", "-o", "out.json", "--json"], ["estimate", "out.json"], done=(0, 4))


def options(t):
    case = example("kanto-seimitsu", "case.json")
    seen = []
    for form in FORMS:
        path = folder("NFC", {"case.json": case})
        seen.append(outcome(path, [
            ["log", "case.json", "add", "--kind", "meeting", "--date", "2026-10-01", "--party", "A", "--words", "ご負担の割合について",
             "--place", "本社ビル", "--person", "buyer:購買グループ:部長:木戸", "--db", "x.db"],
            ["log", "case.json", "list", "--json", "--db", "x.db"],
            ["new", "--level", "4", "--employees", "9", "--name", "ホシベアリング株式会社", "out.json"],
            ["portfolio", "case.json", "--buyer", "ミズガキ", "--json", "--as-of", "2026-11-22"]], lambda w: unicodedata.normalize(form, w)))
    t.equal(seen[0][0], 0, "options are taken", *seen[0][:3])
    t.check(seen[0] == seen[1], "options in parts are taken as composed ones", *[x for pair in zip(*seen) if pair[0] != pair[1] for x in pair])


def names_of_files(t):
    """A file named in another one is found however its folder spells it."""
    ids = criteria(4)
    for there in FORMS:
        for named in FORMS:
            path = folder("NFC", {})
            home = os.path.join(path, unicodedata.normalize(there, "がぎ"))
            os.makedirs(home, exist_ok=True)
            with open(os.path.join(home, unicodedata.normalize(there, "ギャップ.csv")), "w", encoding="utf-8") as file:
                file.write(gap([(k, "はい", "") for k in ids]))
            case = changed(make_case(4), "gap", {"file": unicodedata.normalize(named, "がぎ/ギャップ.csv")})
            with open(os.path.join(path, "case.json"), "w", encoding="utf-8") as file:
                json.dump(case, file, ensure_ascii=False)
            done = program.run("estimate", "case.json", "--json", cwd=path)
            t.check(done.returncode == 0 and b"met" in done.stdout, "%s on the disk, %s in the case" % (there, named), done.stderr)
            for name in os.listdir(home):
                os.remove(os.path.join(home, name))
            os.rmdir(home)
    path = folder("NFC", {})
    with open(os.path.join(path, "case.json"), "w", encoding="utf-8") as file:
        json.dump(changed(make_case(4), "gap", {"file": "ギャップ.csv"}), file)
    t.check(program.run("estimate", "case.json", cwd=path).returncode not in (0, 4), "a file that is not there is missed")


suite = Suite()
suite.run([case_files, answers, supplier_lists, talks, questionnaires, options, names_of_files])
suite.finish()
