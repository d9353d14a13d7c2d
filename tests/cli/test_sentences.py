#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences that say something of the case: each with a case that makes it true and one that would make it false.

A row: the sentence (words of it in Japanese and English), the paper it stands in, the case in which it holds and has to be
printed, the case in which it would be false and must not be. Add a row with every sentence that claims something.
"""
import html
import os
import re
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from suite import Program, Suite, changed, criteria, make_buyer, make_case

program = Program(sys.argv[1])


def texts(path):
    """Every text a reader may meet in a workbook, results of formulas included."""
    out = []
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/") and name.endswith(".xml"):
                out += re.findall(r"<(?:t|v)(?: [^>]*)?>([^<]*)</(?:t|v)>", book.read(name).decode())
    return html.unescape("\n".join(out))


def word_texts(path):
    """The paragraphs of a Word document."""
    with zipfile.ZipFile(path) as book:
        part = book.read("word/document.xml").decode()
    return "\n".join(html.unescape(re.sub("<[^>]+>", "", x)) for x in re.findall(r"<w:p[ >].*?</w:p>", part, re.S))


def paper(case, kind, lang):
    path = program.write(case, "sentence.json")
    if kind == "report":
        done = program.run("estimate", path, "--lang", lang)
        text = done.stdout.decode()
    elif kind == "list":
        done = program.run("portfolio", path, "--buyer", "A", "--as-of", "2026-11-22", "--lang", lang)
        text = done.stdout.decode()
    elif kind.split(":")[0] in ("letter", "memo", "filing"):
        out = program.place("sentence.docx")
        verb, buyer = kind.split(":")
        words = ["dossier", path] if verb == "filing" else ["letter", path, "--kind", "memo" if verb == "memo" else "request"]
        done = program.run(*words, "--buyer", buyer, "-o", out, "--force", "--lang", lang)
        text = word_texts(out) if done.returncode == 0 else ""
    elif kind.startswith("dossier:"):
        out = program.place("sentence.xlsx")
        done = program.run("dossier", path, "--buyer", kind[8:], "--set", "work", "-o", out, "--force", "--lang", lang)
        text = texts(out) if done.returncode == 0 else ""
    else:
        out = program.place("sentence.xlsx")
        view = ["--view", kind] if kind.startswith("for:") else []
        done = program.run("worksheet", path, "-o", out, "--force", "--lang", lang, *view)
        text = texts(out) if done.returncode == 0 else ""
    if done.returncode:
        raise RuntimeError("exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace")[:600]))
    return text


def firm(level=3, answer="unmet", buyers=None, **changes):
    case = make_case(level, answer, buyers=buyers if buyers is not None else [make_buyer("A", level)])
    for path, value in changes.items():
        case = changed(case, path.replace("__", "."), value)
    return case


ALONE = firm(supplier__disclose_sales=True)
USED = firm(plan={"use": [{"measure": "epp", "reason": "already under contract"}]})
DUE = firm(4, supplier__renewal={"overdue_endpoints": 4, "overdue_servers": 1})
UNANSWERED = firm(answer={k: "unmet" for k in criteria(3)[:60]})
PARTIAL = firm(answer={k: "partial" for k in criteria(3)})
HALF = firm(answer={k: {"status": "partial", "remaining": 0.5} for k in criteria(3)})
ONE_LINE = firm(answer={k: "met" for k in criteria(3)})
TABLE4 = firm(4, buyers=[make_buyer("A", 3, 14000000), make_buyer("B", 4, 400000000)],
              sharing={"rules": {"level:4": {"A": "1"}}}, supplier__disclose_sales=True)
BY_KEY4 = changed(TABLE4, "sharing", {})
POINT = firm(sharing={"basis": "point"})
NO_PURCHASES = firm(buyers=[make_buyer("A", 3, 0), make_buyer("B", 3)])
NO_SITES = firm(supplier__size__sites=0)
EQUAL3 = firm(sharing={"rules": {"level:3": "equal"}})
EXACT = firm(sharing={"askers_grid": 0})
REPLACES = firm(4)
COUNTED = changed(REPLACES, "supplier.size.fixed_endpoints", 2)
NONE_OLD = changed(changed(REPLACES, "supplier.size.unsupported_endpoints", 0), "supplier.size.unsupported_servers", 0)
LONG = firm(4, supplier__capacity={"it_days_per_year": 400})
SHORT = firm(4, supplier__capacity={"it_days_per_year": 20})

TWO = firm(buyers=[make_buyer("A", 3), make_buyer("B", 3)])
STAR_BY_KEY = firm(sharing={"rules": {"star": "key"}})
STAR_EQUAL = firm(buyers=[make_buyer("A", 3), make_buyer("B", 3)], sharing={"rules": {"star": "equal"}})
BY_CLASS = firm(sharing={"rules": {"direct:3": "askers", "indirect:3": "key"}})
KEPT = firm(sharing={"supplier_part": "0.2"})

WISHED = firm(plan={"use": [{"measure": "edr_own"}]})
QUOTES = [{"measure": "epp", "initial_yen": 9000000, "monthly_yen": 900000, "from": "X", "date": "2026-11-12"}]
QUOTED = firm(plan={"quotes": QUOTES})
USED_QUOTED = firm(plan={"quotes": QUOTES, "use": [{"measure": "epp", "reason": "already under contract"}]})
QUOTED_MET = firm(answer={k: "met" for k in criteria(3)}, plan={"quotes": QUOTES})
QUOTED_LABOUR = firm(plan={"quotes": [{"price": "labour_it", "low_yen": 30000, "likely_yen": 30000, "high_yen": 30000, "from": "X", "date": "2026-11-12"}]})
NOTHING = firm(answer="met", plan={"have": ["star:3"]})
INCLUDED = firm(buyers=[{**{k: v for k, v in make_buyer("A", 3).items() if k != "requested_level"}, "include": True}])
OWN_AFFAIR = firm(plan={"own": criteria(3)})
ALL_QUOTED = firm(answer="met", plan={"quotes": [{"measure": "star:3", "yearly_yen": 200000, "from": "X", "date": "2026-11-12"}]})
BOUGHT = firm(sharing={"rules": {"indirect:3": "supplier", "star": "supplier", "upgrade": "supplier"}})
FIVE_YEARS = firm(4, horizon_years=5)
FOUR = firm(4)
SOLD = {"code": "P-1", "unit_price_yen": "100", "units_per_year": 100000}
LISTED_PART = firm(buyers=[{**make_buyer("A", 3, 40000000), "items": [SOLD]}])
LISTED_ALL = firm(buyers=[{**make_buyer("A", 3, 10000000), "items": [SOLD]}])
COARSE = changed(LISTED_ALL, "price", {"step": "1"})
LISTED_MORE = firm(buyers=[{**make_buyer("A", 3, 9900000), "items": [SOLD]}])
TO_THE_YEN = firm(supplier__disclose_sales=True, price={"month_step_yen": 1})
DENIED = firm(supplier__facts={"has_servers": False, "uses_external_media": False})
DENIED_PARTIAL = firm(answer={k: "partial" for k in criteria(3)}, supplier__facts={"has_servers": False, "uses_external_media": False})

# sentence (Japanese, English) | paper | true in | false in
ROWS = [
    ("items leave a rest", "2の書き方は記載した品目の分だけで", "Way 2 is of the listed items alone", "for:A", LISTED_PART, LISTED_ALL),
    ("items carry all of it", "五つの書き方は、端数を除き同じ金額を表します", "the five ways stand for the same amount", "for:A", LISTED_ALL, LISTED_PART),
    ("a coarse step of prices", "差が1％を超えるため、単価の端数の単位を細かくする", "we propose a finer step of unit prices", "for:A", COARSE, LISTED_ALL),
    ("own view: a coarse step of prices", "丸めの差が1％を超える", "Rounding changes more than 1 %", "own", COARSE, LISTED_ALL),
    ("items beyond the purchases", "売上の計が年間お取引額を超えています", "The items come to more than the purchases: please", "for:A", LISTED_MORE, LISTED_ALL),
    ("own view: items beyond the purchases", "品目の売上の計が購入額を超えている", "The items come to more than the purchases: check", "own", LISTED_MORE, LISTED_ALL),
    ("report: items beyond the purchases", "円が、年間購入額9,900,000円を超えています", "more than its purchases of 9,900,000 yen", "report", LISTED_MORE, LISTED_ALL),
    ("due anyway", "もともと更新時期が来ていた機器の入替え", "replace equipment that was due for renewal anyway", "report", DUE, WISHED),
    ("a choice without a reason", "理由を書かずに使うとした対策で加わる", "come from measures to use without a reason", "report", WISHED, DUE),
    ("an estimate is rounded", "＝ 年額（概算の端数を引く前）", "yearly amount (before the rounding", "for:A", ALONE, TO_THE_YEN),
    ("to the yen it multiplies out", "＝ 年額。費用の行", "= yearly amount; each line", "for:A", TO_THE_YEN, ALONE),
    ("what is asked is an estimate", "円（概算・税抜）を", "yen a year (an estimate, before tax)", "for:A", ALONE, TO_THE_YEN),
    ("rounded down a month", "月額を切りのよい額に切り捨て、切り捨てた分は当社が負担", "what is dropped we bear", "for:A", ALONE, TO_THE_YEN),
    ("the years hold what is dropped", "概算で切り捨てた端数（年数分）", "what the estimate drops in these years", "for:A", ALONE, TO_THE_YEN),
    ("own view: customers are asked on an estimate", "取引先の額は概算", "What customers are asked for is an estimate", "own", ALONE, TO_THE_YEN),
    ("own view: rounding is no measure's", "切り捨てた分は自社が持つ", "What is dropped stays with the firm", "own", ALONE, TO_THE_YEN),
    ("report: an estimate", "円（概算。計算上", "(an estimate; calculated", "report", ALONE, TO_THE_YEN),
    ("the star itself beside the key, which multiplies out", "★そのものの費用の貴社分 ＝ 年額", "your part of the star itself = yearly amount",
     "for:A", ALONE, changed(EQUAL3, "supplier.disclose_sales", True)),
    ("a part does not exceed its ceiling", "貴社分はこれを超えません", "Your part does not exceed it", "for:A", BY_KEY4, TABLE4),
    ("the yearly amount does not exceed it", "を超えません", "does not exceed the cost of reaching", "for:A", BY_KEY4, TABLE4),
    ("cheapest of all sets, without limits", "組合せのうち、期間の費用が最も少ない", "the one that costs least over the period. A measure",
     "for:A", ALONE, USED),
    ("cheapest within what the case says", "使わないもの、すでにあるものを前提に", "given what we use for a stated reason", "for:A", USED, ALONE),
    ("limits of the plan", "ただし次の指定の中で", "Within what the case says", "report", USED, ALONE),
    ("limits of the plan, a use without a reason", "ただし次の指定の中で", "Within what the case says", "report", WISHED, ALONE),
    ("a use without a reason comes on top", "理由を書かずに使うとした対策 1件", "used without a stated reason, 1,", "report", WISHED, USED),
    ("own choices are the firm's", "うち自社の選択・事情による分（分けず、自社が負担）", "own affair in it (not divided", "report", WISHED, USED),
    ("what the firm owes anyway is its own", "うち自社の選択・事情による分（分けず、自社が負担）", "own affair in it (not divided", "report", OWN_AFFAIR, USED),
    ("the silent are judged", "回答のない基準は、", "criteria nobody answered are", "list", UNANSWERED, ALONE),
    ("a floor before what the firm keeps", "取引先の額が下限を下回ることがある", "may lie below it by as much", "own", KEPT, ALONE),
    ("nothing is open", "選ぶ対策はありません", "no measures to choose", "report", NOTHING, ALONE),
    ("cheapest of some sets", "対策の組のうち、期間計の期待値", "Of all sets of measures", "report", ALONE, NOTHING),
    ("own people beside others", "ITの作業をすべて外部に頼む場合", "All IT days bought in", "report", ALONE, NOTHING),
    ("days beyond are bought in", "自社の日数を超えるITの作業は", "IT days beyond the firm's own", "report", SHORT, ALONE),
    ("an amount is asked for", "から取引価格に反映することの協議をお願い", "in the price from", "for:A", ALONE, NOTHING),
    ("no amount is asked for", "ご負担をご相談する額はありません", "no amount that we ask you", "for:A", NOTHING, ALONE),
    ("unpublished fees are in it", "★の料金には未公表の料金の推計を含み", "Fees of the star include", "for:A", ALONE, NOTHING),
    ("unpublished fees are in the sum", "「見積内訳」の計（未公表", "total of sheet Quotation (with", "for:A", ALONE, NOTHING),
    ("unpublished fees, quoted", "（料金は未公表、推計）", "(fees not published, estimated)", "for:A", ALONE, ALL_QUOTED),
    ("quotations are among the sources", "見積書、公表された価格表", "Quotations, published price lists", "for:A", USED_QUOTED, ALONE),
    ("the plan is as long as the star is valid", "★の有効期間を踏まえた仮定", "from the validity of the star", "for:A", FOUR, ALONE),
    ("the plan is longer", "★の有効期間を踏まえた仮定", "from the validity of the star", "for:A", FOUR, FIVE_YEARS),
    ("the letter speaks of a request", "上記は、ご要請への対応に要する費用", "the cost of meeting your request", "letter:A", ALONE, INCLUDED),
    ("own time is in the letter's amount", "社内の作業時間を含みます", "our own working time for it included", "letter:A", ALONE, BOUGHT),
    ("the memorandum speaks of a request", "甲が乙に求める", "that A asks of B", "memo:A", ALONE, INCLUDED),
    ("the filing asks for talks on an amount", "を価格に反映することについて、協議すること", "talks on reflecting", "filing:A", ALONE, NOTHING),
    ("the filing's amount holds estimates", "（税抜、推計を含む）", "(before tax, with estimates)", "filing:A", ALONE, ALL_QUOTED),
    ("the filing speaks of unpublished fees", "★の料金は公表されておらず", "Fees of the star are not published", "filing:A", ALONE, NOTHING),
    ("the whole total is divided", "合計（期待値。分ける対象）", "what is divided)", "report", USED, WISHED),
    ("own choices in the summary", "（理由を書かずに使うとした対策）で加わる分", "affair (measures used without a stated reason): not", "own", WISHED, DUE),
    ("equipment that was due in the summary", "（もともと更新時期が来ていた機器）で加わる分", "affair (equipment due for renewal anyway): not", "own", DUE, WISHED),
    ("a quoted measure is dearer", "は計画に入っていません。ほかのやり方の方が安く済む", "another way costs less, and the quotation", "report", QUOTED, USED_QUOTED),
    ("a quoted measure is not needed", "は計画に入っておらず、見積書の額", "not needed by the answers", "report", QUOTED_MET, QUOTED),
    ("labour is not quoted", "社内の人件費は会社情報", "Own labour belongs in", "report", QUOTED_LABOUR, QUOTED),
    ("partly met against a fact", "「一部対応」と答えていますが", "answered as 'partly met', but", "report", DENIED_PARTIAL, DENIED),
    ("unmet against a fact", "「未対応」と答えていますが", "', but a company fact", "report", DENIED, ALONE),
    ("the mean is what is divided", "期間計の期待値（分ける額）が最も小さい", "least mean cost over the horizon", "report", ALONE, POINT),
    ("likely values are what is divided", "最もありそうな値の期間計（分ける額）が最も小さい", "at most likely values, which is what is divided",
     "report", POINT, ALONE),
    ("mean of low, likely and high", "低・中・高から求めた期待値。予備費は含みません", "mean of low, likely and high of each item", "for:A", ALONE, POINT),
    ("something is unanswered", "未回答の基準の見込み（幅に入り", "what the unanswered may cost (in the range", "report", UNANSWERED, ALONE),
    ("unanswered are counted", "回答のない評価基準が", "Criteria unanswered and in no total", "report", UNANSWERED, ALONE),
    ("half of a partial is assumed", "半分残っているとみなしました", "counted as half remaining", "report", PARTIAL, HALF),
    ("there is a next-best plan", "次に安い組合せ  ", "Next best plan  ", "report", ALONE, ONE_LINE),
    ("a buyer buys nothing", "年間取引額が0です", "asked for a star but buys nothing", "report", NO_PURCHASES, ALONE),
    ("sites are 0", "拠点の数が0になっています", "The number of sites is 0", "report", NO_SITES, ALONE),
    ("★3 goes by two numbers", "二つの数字で確かめられる）で分けた", "your part of our whole business, which two figures prove", "own", ALONE, EQUAL3),
    ("what others ask changes nothing", "何を求めているかで貴社の分は変わらない", "what others ask does not change it", "own", STAR_BY_KEY, ALONE),
    ("the star is one asker's", "いまは1社なので全額になる", "as one has asked it is all of it", "own", ALONE, TWO),
    ("the star is between askers", "求める会社が増えれば貴社の分は減る", "with more of them your part is less", "own", TWO, ALONE),
    ("statement: the star is one asker's", "★の評価・登録・維持そのものの費用は、★を求めた取引先の分とする。いまは1社",
     "belongs to the customers that asked for a star: to the only one", "own", ALONE, TWO),
    ("statement: the star is between askers", "★の評価・登録・維持そのものの費用は、★を求めた取引先の間で配賦基準に応じて分ける",
     "is divided between the customers that asked for a star", "own", TWO, STAR_BY_KEY),
    ("statement: the star goes by table 2", "★の評価・登録・維持そのものの費用は、2の表の規則で分ける",
     "The star itself, its evaluation and upkeep, is divided by the rules of table 2", "own", STAR_EQUAL, TWO),
    ("statement: ★3 goes by table 2", "と設備更新は、2の表の規則で分ける", "system upgrades is divided by the rules of table 2", "own", EQUAL3, TWO),
    ("statement: what ★4 adds", "★4で加わる費用は、★4を求めた取引先の分とする", "What star 4 adds belongs to the customers", "own", BY_KEY4, ALONE),
] + [row for kind in ("for:A", "dossier:A") for row in (
    ("★3 without the rows below", "★3の費用（下の行の費用を除く）", "Cost of ★3 (but for the rows below)", kind, ALONE, BY_CLASS),
    ("direct cost of ★3 has a rule of its own", "★3の費用のうち直接費", "Direct cost of ★3", kind, BY_CLASS, ALONE),
    ("the whole of the star", "費用として、全額を", "the whole of it", kind, ALONE, TWO),
    ("the whole of the star, not by another rule", "費用として、全額を", "the whole of it", kind, ALONE, STAR_BY_KEY),
    ("a part of the star between askers", "配賦基準の値に応じて分けた", "by their numbers of the key", kind, TWO, ALONE),
    ("equal parts", "均等な分担で", "in equal parts", kind, STAR_EQUAL, TWO),
    ("the supplier's part goes first", "当社が先に負担する分は除いて", "first is taken off", kind, KEPT, ALONE))] + [
    ("rules of the split divide it", "負担案の規則（負担案シートの2の表）で分けた", "It was divided by the rules of the split", "own", EQUAL3, ALONE),
    ("a band of what the others buy", "ポイント刻みなので、ほかの客先の額は幅でしか分からない", "so that only a band of what the others buy follows",
     "own", firm(buyers=[make_buyer("A", 3), make_buyer("B", 3)]), EXACT),
    ("what the others buy can be computed", "刻みがないので、ほかの客先の額がそのまま計算できる", "Shares among those who asked are exact",
     "own", EXACT, ALONE),
    ("devices that cannot be updated are asked for", "更新できない機器が含まれるか", "that cannot be updated, such as PCs of machine tools",
     "report", REPLACES, COUNTED),
    ("nothing is replaced, nothing is asked", "更新できない機器が含まれるか", "that cannot be updated, such as PCs of machine tools",
     "report", REPLACES, NONE_OLD),
    ("own days are not enough", "自社で使える日数を超えます", "more than the firm has", "report", SHORT, LONG),
    ("within the firm's days is a way of its own", "自社の日数の範囲で行う場合", "Within the firm's days", "report", SHORT, ALONE),
    ("no group bears more than alone", "その組だけの場合の費用を超えない（ファイル作成時の額）\n", "No group of customers bears more than it would cost alone (as made)\n",
     "own", BY_KEY4, TABLE4),
    ("means stand above likely values", "の平均で数える）と、「中」の値の合計との差", "(means of low, likely and high) less the sum of the likely", "own",
     ALONE, POINT),
    ("likely values are divided: no difference", "最もありそうな値で数えるので、差はない", "counts the likely values as well: no difference", "own",
     POINT, ALONE),
]


def every_sentence_holds_where_it_stands(t):
    made = {}
    for name, ja, en, kind, true, false in ROWS:
        for lang, words in (("ja", ja), ("en", en)):
            got = []
            for case in (true, false):
                key = (id(case), kind, lang)
                if key not in made:
                    made[key] = paper(case, kind, lang)
                got.append(words in made[key])
            t.check(got[0], "%s: said where it holds (%s, %s)" % (name, kind, lang), words)
            t.check(not got[1], "%s: not said where it is false (%s, %s)" % (name, kind, lang), words)


def the_calculator_in_the_room_agrees(t):
    """★3's cost without the star × share + part of the star = the yearly amount, from figures of the file alone."""
    for purchases in (140000000, 33333333, 1):
        case = changed(ALONE, "buyers.0.annual_purchases_yen", purchases)
        result = program.estimate(case)
        text = paper(case, "for:A", "en")
        parties = {p["id"]: p for p in result["sharing"]["parties"]}
        lines = [x for x in result["lines"] if x["probability"] == 1]
        t.check("Your part of the star itself" in text, "the two figures stand there, %d" % purchases)
        found = re.findall(r"\n(\d{4,})\n", text)
        share = float(parties["A"]["share"])
        annual = parties["A"]["annual_yen"]
        fits = [(int(a), int(b)) for a in found for b in found if 0 <= int(a) * share + int(b) - annual <= len(lines)]
        t.check(fits, "cost × share + star = amount, from figures of the file (%d)" % purchases, annual, share, found[:40])


if __name__ == "__main__":
    suite = Suite()
    suite.run([every_sentence_holds_where_it_stands, the_calculator_in_the_room_agrees])
    suite.finish()
