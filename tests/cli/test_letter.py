#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters as Word documents: what they say, what they must not say, own templates, refusals.

    test_letter.py PROGRAM
"""
import filecmp
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import ENGLISH, ROOT, Program, Suite, changed, make_buyer, make_case

program = Program(sys.argv[1])
KINDS = ["request", "reply", "memo", "notice"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order in which Word's schema wants the children of these elements.
ORDER = {"sdtPr": ["rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr"],
         "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"],
         "rPr": ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "lang"], "tcPr": ["tcW", "gridSpan", "tcBorders", "shd", "vAlign"],
         "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "shd", "tblLayout", "tblCellMar"], "trPr": ["cantSplit", "tblHeader"],
         "sectPr": ["headerReference", "footerReference", "pgSz", "pgMar"]}


def addressed(kind):
    """A notice is for those that asked for nothing, and A did ask."""
    return (["--buyer", "A"] if kind != "notice" else []) + ["--kind", kind]


def case_file(case, name="case.json"):
    path = program.place(name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(case, file, ensure_ascii=False)
    return path


def letter(case, *options, env=ENGLISH):
    """(exit code, document or text, what was said)."""
    out = program.place("out.docx")
    if os.path.exists(out):
        os.remove(out)
    done = program.run("letter", case_file(case), "-o", out, *options, env=env)
    there = open(out, "rb").read() if os.path.exists(out) else None
    return done.returncode, there, done.stderr.decode()


def body(document):
    return zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()


def paragraphs(document):
    """The text of each paragraph, and of each table row with | between its cells."""
    root = ElementTree.fromstring(body(document))
    def text(node):
        return "".join(x.text or "" if x.tag == W + "t" else "\n" if x.tag == W + "br" else "" for x in node.iter())
    rows = ["|".join(text(c) for c in row.iter(W + "tc")) for row in root.iter(W + "tr")]
    inside = {p for tc in root.iter(W + "tc") for p in tc.iter(W + "p")}
    return [text(p) for p in root.iter(W + "p") if p not in inside] + rows


def two_buyers():
    case = make_case(4, buyers=[make_buyer("A", 4), make_buyer("B", 3, 90000000)])
    case["buyers"][0]["items"][0]["units_per_year"] = 112000  # all that is bought
    return case


def says_what_the_case_says(t):
    case = changed(changed(two_buyers(), "buyers.0.department", "購買部"), "supplier.representative", "代表取締役 星 花子")
    case = changed(changed(case, "buyers.0.request", {"made_on": "2026-09-01", "document": "購発26-1"}), "supplier.address", "浜松市")
    code, made, said = letter(case, "--buyer", "A")
    t.equal((code, said), (0, "wrote %s.\n" % program.place("out.docx")), "a request is written")
    lines = paragraphs(made)
    text = "\n".join(lines)
    estimate = json.loads(program.run("estimate", case_file(case), "--json").stdout)
    mine = next(p for p in estimate["sharing"]["parties"] if p["id"] == "A")
    price = next(p for p in estimate["prices"] if p["buyer"] == "A")
    t.check("年額 {:,}円".format(mine["asked_annual_yen"]) in text, "the amount is that of estimate", mine["annual_yen"], text)
    t.check("買い手A" in lines and "購買部　御中" in lines, "御中 stands behind the department", lines[:6])
    t.check("2026年9月1日付「購発26-1」によりご要請いただきました★4" in text, "the request is named by day and paper", text)
    row = next((x for x in lines if x.startswith("A-100")), "")
    t.check(row.split("|")[:2] == ["A-100 品目", "1,250"] and row.split("|")[2].replace(",", "") ==
            price["new_price_yen"].removesuffix(".00"), "items carry price now and new price", row, price)
    t.check("敬具" in lines and "記" in lines and "以上" in lines, "it has the form of a Japanese business letter")
    t.check("買い手B" not in text and "B-100" not in text and "90,000,000" not in text, "no other buyer stands in it")
    for word in ("違法", "違反", "応じなければ", "しなければならない"):
        t.check(word not in text, "no verdict: " + word)


def sentences_follow_the_case(t):
    plain = two_buyers()
    text = "\n".join(paragraphs(letter(plain, "--buyer", "A")[1]))
    t.check("ご要請の★4に対応するため" in text and "付" not in text.split("ご要請の★4")[0][-12:], "no day is made up", text)
    t.check("概算" in text, "without a quotation the amount is called an estimate")
    t.check("見積書（金額" not in text, "no quotation is claimed")
    t.check("上記以外の品目" not in text, "no other items where all are listed")
    rest = changed(plain, "buyers.0.items.0.units_per_year", 100000)
    t.check("上記以外の品目は、現行単価に" in "\n".join(paragraphs(letter(rest, "--buyer", "A")[1])), "the other items where some are not")
    none = changed(plain, "buyers.0.items", None)
    text = "\n".join(paragraphs(letter(none, "--buyer", "A")[1]))
    t.check("お取引の全品目" in text and "希望単価" not in text, "without items the percentage is for all", text)
    asked = changed(changed(plain, "buyers.0.requested_level", None), "buyers.0.include", True)
    text = "\n".join(paragraphs(letter(asked, "--buyer", "A")[1]))
    t.check("ご要請" not in text.split("3　含むもの")[0], "who asked for nothing is not told that it did", text)
    t.check("　㊞" in "".join(paragraphs(letter(plain, "--buyer", "A")[1])), "a place for the seal")
    blank = paragraphs(letter(plain, "--buyer", "A")[1])
    t.check("（役職・氏名）　㊞" in blank, "what is not known is a blank to fill", blank[:8])
    t.check(not any(re.search(r"(^|\|)0円|nan|null", x) for x in blank), "and never a zero")
    era = "\n".join(paragraphs(letter(plain, "--buyer", "A", "--dates", "era")[1]))
    t.check("令和8年11月22日" in era and "令和9年4月" in era and "2026年" not in era, "dates by era", era)


def yen_in(pattern, text):
    found = re.search(pattern, text)
    return int(found.group(1).replace(",", "")) if found else None


def priced(rows, quantity):
    """What the new prices of a letter bring in a year, by the quantities of the case."""
    return round(sum((float(new.replace(",", "")) - float(now.replace(",", ""))) * quantity[i]
                     for i, (_, now, new, _) in enumerate(x.split("|") for x in rows if x.count("|") == 3 and "％" not in x and "%" in x)))


def amount_and_prices_agree_or_say_by_how_much(t):
    """A yearly amount beside unit prices: what the prices bring is the amount, or the difference and which binds is told."""
    for step in ("1", "0.1", "0.01"):
        case = changed(two_buyers(), "price", {"step": step})
        case["buyers"][0]["items"] = [{"code": "X", "unit_price_yen": "212", "units_per_year": 620000},
                                      {"code": "Y", "unit_price_yen": "225.5", "units_per_year": 46000}]
        for kind in ("request", "memo"):
            for more in ([], ["--amount", "240万円"]):
                lines = paragraphs(letter(case, "--buyer", "A", "--kind", kind, *more)[1])
                text = "\n".join(lines)
                amount = yen_in(r"年額 ([0-9,]+)円（", text)
                brings, apart = yen_in(r"年間数量.*?年額 ([0-9,]+)円", text), yen_in(r"額より([0-9,]+)円", text) or 0
                real = priced(lines, (620000, 46000))
                about = "%s, step %s %s: " % (kind, step, more)
                t.equal(brings if brings is not None else amount, real, about + "what the prices bring is told")
                t.equal(abs(real - amount), apart, about + "and by how much it is apart")
                t.check(not apart or "単価による。" in text or "単価によります。" in text, about + "and which of the two binds", text)
                t.equal("概算" in text, kind == "request" and not more, about + "a contract calls nothing an estimate")
                t.equal("240万円" in more and amount, bool(more) and 2400000, about + "the amount is the one that was given")
                t.check(not more or "見積書（金額" not in text and "制度の料金の見込み" not in text, about + "nothing of another amount is told of it", text)
    none = changed(two_buyers(), "buyers.0.items", None)
    text = "\n".join(paragraphs(letter(none, "--buyer", "A", "--kind", "memo")[1]))
    rate = re.search(r"単価に、([0-9]+\.[0-9]{4})%", text)
    amount, brings = yen_in(r"年額 ([0-9,]+)円（", text), yen_in(r"年間数量.*?年額 ([0-9,]+)円", text)
    bought = none["buyers"][0]["annual_purchases_yen"]
    t.equal(rate and int(bought * round(float(rate.group(1)) * 10000) / 1000000 + 0.5), brings or amount, "a percentage that binds is told to its places", )
    for text, kind in (("abc", "memo"), ("0", "memo"), ("-5", "memo"), ("2400000", "notice")):
        code, made, said = letter(two_buyers(), *addressed(kind), "--amount", text)
        t.check(code == 2 and not made and ("--amount" in said or "--kind" in said), "--amount %s for a %s is refused" % (text, kind), said)


def others_are_not_seen(t):
    """Changing another buyer's secrets changes nothing but what the division itself changes."""
    one = changed(two_buyers(), "buyers.1.name", "別会社ゆうひ")
    two = changed(two_buyers(), "buyers.1.name", "Another 名前")
    for kind in KINDS:
        option = addressed(kind)
        t.check(letter(one, *option)[1] == letter(two, *option)[1], kind + ": the name of another buyer leaves no trace")


def every_kind_is_a_sound_document(t):
    for kind in KINDS:
        for lang in ("ja", "en"):
            made = letter(two_buyers(), *addressed(kind), "--lang", lang)[1]
            again = letter(two_buyers(), *addressed(kind), "--lang", lang)[1]
            name = "%s %s: " % (kind, lang)
            t.check(made and made == again, name + "the same bytes again")
            archive = zipfile.ZipFile(io.BytesIO(made))
            t.equal(archive.testzip(), None, name + "a sound archive")
            for part in archive.namelist():
                ElementTree.fromstring(archive.read(part))
            types = archive.read("[Content_Types].xml").decode()
            t.check(all('PartName="/%s"' % p in types for p in archive.namelist() if p.startswith("word/") and "_rels" not in p),
                    name + "every part has its content type")
            root = ElementTree.fromstring(body(made))
            for tag, order in ORDER.items():
                for node in root.iter(W + tag):
                    got = [order.index(x.tag[len(W):]) if x.tag[len(W):] in order else 99 for x in node]
                    if 99 in got or got != sorted(got):
                        t.check(False, "%s%s: children in Word's order" % (name, tag), [x.tag for x in node])
            ids = [x.get(W + "val") for x in root.iter(W + "id")]
            t.equal(len(ids), len(set(ids)), name + "ids of controls are unique")
            t.check(all(tc[-1].tag in (W + "p", W + "sdt") for tc in root.iter(W + "tc")), name + "cells end with a paragraph")
            tags = [x.get(W + "val") for x in root.iter(W + "tag")]
            t.check(not any(re.match("(if|unless):", x) for x in tags), name + "no condition is left", tags)
            if lang == "en":
                text = "".join(x for x in paragraphs(made)).replace("試験精密", "").replace("買い手A", "").replace("品目", "")
                t.check(not re.search("[\u3040-\u30ff\u4e00-\u9fff]", text), name + "no Japanese in it", text)


def mail(t):
    code, made, said = letter(two_buyers(), "--buyer", "A", "--kind", "mail")
    text = (made or b"").decode()
    t.check(code == 0 and text.startswith("件名：") and "買い手A" in text and "年額" in text, "the text of a mail", text, said)
    t.check("買い手B" not in text, "of that buyer alone")


def templates(t):
    with tempfile.TemporaryDirectory() as folder:
        kept = os.path.join(ROOT, "data", "letters")
        subprocess.run([sys.executable, os.path.join(kept, "make_letters.py"), folder], check=True)
        names = sorted(x for x in os.listdir(kept) if x.endswith(".docx"))
        t.equal(names, sorted(os.listdir(folder)), "make_letters.py makes the templates that are kept")
        for name in names:
            t.check(filecmp.cmp(os.path.join(folder, name), os.path.join(kept, name), False), name + " is what it makes")
    for kind in KINDS:
        out = program.place("template.docx")
        done = program.run("letter", "--print-template", "--kind", kind, "-o", out, env=ENGLISH)
        with open(os.path.join(kept, kind + "_ja.docx"), "rb") as file:
            t.check(done.returncode == 0 and open(out, "rb").read() == file.read(), kind + ": its template is written out", done.stderr)
        os.remove(out)
    mine = program.place("mine.docx")
    with zipfile.ZipFile(os.path.join(kept, "request_ja.docx")) as old, zipfile.ZipFile(mine, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part == "word/document.xml":
                text = re.sub(r"<w:p>(?:(?!</w:p>).)*拝啓.*?</w:p>", "<w:p><w:r><w:t>自社の書き出し</w:t></w:r></w:p>", text)
                text = re.sub(r'<w:sdt><w:sdtPr><w:alias w:val="grounds"/>.*?</w:sdt>', "<w:p/>", text)
            new.writestr(part, text)
    code, made, said = letter(two_buyers(), "--buyer", "A", "--template", mine)
    t.check(code == 0 and "自社の書き出し" in paragraphs(made), "a template of one's own is used", said)
    t.check("grounds" in said and "amount" not in said, "what it has no place for is told", said)


def refusals(t):
    case = two_buyers()
    rows = [(["--buyer", "X"], 2, "HW-"), ([], 2, "HW-804"), (["--buyer", "A", "--kind", "poem"], 2, "HW-803"),
            (["--buyer", "A", "--kind", "notice"], 2, "HW-803"), (["--buyer", "A", "--dates", "moon"], 2, "HW-803"), (["--buyer", "A", "--lang", "fr"], 2, "HW-803"),
            (["--buyer", "A", "--template", program.place("none.docx")], 3, "HW-"),
            (["--buyer", "A", "--template", case_file(case, "a.docx")], 1, "HW-770"),
            (["--buyer", "A", "--kind", "mail", "--template", case_file(case, "a.docx")], 2, "HW-803")]
    for options, wanted, word in rows:
        code, made, said = letter(case, *options)
        t.check((code == wanted or word == "HW-") and code and word in said and made is None, "refused: %s" % options, code, said)
    nothing = changed(case, "buyers.0.requested_level", None)
    code, made, said = letter(nothing, "--buyer", "A")
    t.check(code == 1 and "HW-772" in said and made is None, "no letter that asks for nothing", said)
    code, made, said = letter(nothing, "--buyer", "A", "--kind", "notice")
    t.check(code == 0 and "買い手A　御中" in paragraphs(made), "a notice can go there", said)
    t.check("★" not in "".join(paragraphs(made)), "and names no level to who asked for none", paragraphs(made))
    code, made, said = letter(case, "--kind", "notice")
    t.check(code == 0 and "お取引先各位" in paragraphs(made), "or to everybody", said)
    done = program.run("letter", case_file(case), "--buyer", "A", "-o", case_file(case), env=ENGLISH)
    t.check(done.returncode == 2, "the case is not overwritten", done.stderr)


suite = Suite()
suite.run([says_what_the_case_says, sentences_follow_the_case, amount_and_prices_agree_or_say_by_how_much, others_are_not_seen, every_kind_is_a_sound_document, mail, templates,
           refusals])
suite.finish()
