#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the Word templates of this folder: make_letters.py [FOLDER].

The templates are plain .docx files whose blanks are content controls (see data/document/word_fill.h for what a tag
means); a user opens one in Word, puts a letterhead on it and gives it back with `letter --template`. This script is
their readable source: a test compares what it makes with the files that are kept here.

A paragraph is a list of pieces: text, or F(tag, blank) for a field with what stands there while it is not known.
"""
import os
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONTS = {"ja": ("Times New Roman", "ＭＳ 明朝"), "en": ("Times New Roman", "ＭＳ 明朝")}
TEXT_WIDTH = 9070  # twentieths of a point between the margins of A4


class F:
    """A field inside a paragraph."""

    def __init__(self, tag, blank, bold=False):
        self.tag, self.blank, self.bold = tag, blank, bold


class Maker:
    def __init__(self, lang):
        self.lang, self.ids = lang, 1000

    def control(self, tag, content, blank=False):
        self.ids += 1
        return ('<w:sdt><w:sdtPr><w:alias w:val=%s/><w:tag w:val=%s/><w:id w:val="%d"/>%s</w:sdtPr><w:sdtContent>%s'
                '</w:sdtContent></w:sdt>' % (quoteattr(tag), quoteattr(tag), self.ids,
                                             "<w:showingPlcHdr/>" if blank else "", content))

    def run(self, text, bold=False, blank=False, size=None):
        look = "".join(['<w:rStyle w:val="PlaceholderText"/>' if blank else "", "<w:b/>" if bold else "",
                        '<w:sz w:val="%d"/>' % size if size else ""])
        parts = "<w:br/>".join('<w:t xml:space="preserve">%s</w:t>' % escape(x) for x in text.split("\n"))
        return "<w:r>%s%s</w:r>" % ("<w:rPr>%s</w:rPr>" % look if look else "", parts)

    def piece(self, x, bold=False, size=None):
        if isinstance(x, F):
            return self.control(x.tag, self.run(x.blank, bold or x.bold, True, size), True)
        return self.run(x, bold, size=size)

    def p(self, *pieces, align=None, bold=False, size=None, before=0, after=40, indent=0, keep=False):
        look = "%s<w:spacing w:before=\"%d\" w:after=\"%d\"/>%s%s" % (
            "<w:keepNext/>" if keep else "", before, after, '<w:ind w:left="%d"/>' % indent if indent else "",
            '<w:jc w:val="%s"/>' % align if align else "")
        return "<w:p><w:pPr>%s</w:pPr>%s</w:p>" % (look, "".join(self.piece(x, bold, size) for x in pieces))

    def block(self, tag, blank, **look):
        """A field of whole paragraphs: one for each line of its value."""
        return self.control(tag, self.p(blank, **look), True)

    def when(self, condition, *content):
        return self.control(condition, "".join(content))

    def cell(self, width, content, shade=False):
        return '<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>' % (
            width, '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if shade else "", content)

    def row(self, widths, cells, aligns, head=False):
        made = "".join(self.cell(w, self.p(*(c if isinstance(c, (list, tuple)) else [c]), align=a, after=20, before=20,
                                           bold=head), head)
                       for w, c, a in zip(widths, cells, aligns))
        return "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>%s</w:tr>" % ("<w:tblHeader/>" if head else "", made)

    def table(self, widths, rows):
        border = "".join('<w:%s w:val="single" w:sz="4" w:space="0" w:color="808080"/>' % side
                         for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        return ('<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>%s</w:tblBorders><w:tblLayout w:type="fixed"/>'
                '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
                '<w:tblGrid>%s</w:tblGrid>%s</w:tbl>' % (sum(widths), border,
                                                         "".join('<w:gridCol w:w="%d"/>' % w for w in widths), "".join(rows)))

    def pairs(self, rows):
        """Two columns: what, and the value. A row with a condition is there only when it holds."""
        widths, made = (2900, TEXT_WIDTH - 2900), []
        for condition, label, value in rows:
            row = self.row(widths, [label, value], (None, None))
            row = row.replace('<w:tcPr><w:tcW w:w="2900" w:type="dxa"/>',
                              '<w:tcPr><w:tcW w:w="2900" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>')
            made.append(self.when(condition, row) if condition else row)
        return self.table(widths, made)

    def items(self, heads):
        widths, aligns = (3970, 1800, 1800, 1500), (None, "right", "right", "right")
        row = self.row(widths, [[F("item", "（品目）")], [F("price_now", "")], [F("price_new", "")], [F("rise", "")]], aligns)
        return self.table(widths, [self.row(widths, heads, (None, "right", "right", "right"), True),
                                   self.control("items", row)])

    def page_number(self):
        """A paragraph of the foot: page of pages."""
        def number(name):
            return ('<w:fldSimple w:instr=" %s "><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>' % name)
        return ('<w:p><w:pPr><w:jc w:val="center"/></w:pPr>%s%s%s</w:p>'
                % (number("PAGE"), self.run(" / ", size=16), number("NUMPAGES")))

    def document(self, *content, side=1418):
        return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="%s"><w:body>%s<w:sectPr>'
                '<w:footerReference w:type="default" r:id="rId3" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
                '2006/relationships"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1077" w:right="%d" w:bottom="907" '
                'w:left="%d" w:header="680" w:footer="454" w:gutter="0"/></w:sectPr></w:body></w:document>'
                % (W, "".join(content), side, side))


# Of a paper of several chapters (word_fill.h: the tag "story").
CHAPTERS = "".join(
    '<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:basedOn w:val="Normal"/><w:next '
    'w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="%d"/></w:pPr><w:rPr><w:b/><w:sz w:val="%d"/></w:rPr></w:style>'
    % (n, n, n - 1, size) for n, size in ((1, 26), (2, 21)))


def styles(lang, more=""):
    latin, east = FONTS[lang]
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr>'
            '<w:rFonts w:ascii="%s" w:eastAsia="%s" w:hAnsi="%s" w:cs="Times New Roman"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
            '<w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
            '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
            '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>'
            '%s</w:styles>' % (W, latin, east, latin, more))


def parts(lang, title, body, foot):
    paper = foot is None  # of several chapters, with page numbers
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    package = "http://schemas.openxmlformats.org/package/2006/"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    m = Maker(lang)
    yield "[Content_Types].xml", head + (
        '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>' % (package, "".join(
            '<Override PartName="/word/%s.xml" ContentType="%s"/>' % (name, main % kind) for name, kind in
            (("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("footer1", "footer")))))
    yield "_rels/.rels", head + (
        '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="%srelationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
        % (package, office, package))
    yield "word/_rels/document.xml.rels", head + '<Relationships xmlns="%srelationships">%s</Relationships>' % (package, "".join(
        '<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>' % (i, office, kind, target) for i, kind, target in
        ((1, "styles", "styles"), (2, "settings", "settings"), (3, "footer", "footer1"))))
    yield "word/document.xml", m.document(*body(m), side=1134 if paper else 1418)
    yield "word/styles.xml", styles(lang, CHAPTERS if paper else "")
    yield "word/settings.xml", head + ('<w:settings xmlns:w="%s"><w:characterSpacingControl w:val="compressPunctuation"/>'
                                       '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.'
                                       'com/office/word" w:val="15"/></w:compat></w:settings>' % W)
    yield "word/footer1.xml", head + '<w:ftr xmlns:w="%s">%s</w:ftr>' % (
        W, m.page_number() if paper else m.p(foot, align="center", size=16, after=0))
    yield "docProps/core.xml", head + (
        '<cp:coreProperties xmlns:cp="%smetadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s'
        '</dc:title><dc:creator></dc:creator></cp:coreProperties>' % (package, escape(title)))


# ---- the letters ----

def head_ja(m, to, sender, seal="　㊞"):
    return [m.p(F("date", "　　年　　月　　日"), align="right"),
            m.block(to, "（宛先）　御中", after=0),
            m.when("if:%s_address" % sender, m.block("%s_address" % sender, "（所在地）", align="right", after=0)),
            m.block("%s_name" % sender, "（会社名）", align="right", after=0),
            m.p(F("%s_representative" % sender, "（役職・氏名）"), seal, align="right", after=0),
            m.when("if:%s_contact" % sender, m.p("担当：", F("%s_contact" % sender, "（連絡先）"), align="right"))]


def head_en(m, to, sender):
    return [m.p(F("date", "(date)"), align="right"), m.block(to, "(addressee)", after=0),
            m.block("%s_name" % sender, "(company)", align="right", after=0),
            m.when("if:%s_address" % sender, m.block("%s_address" % sender, "(address)", align="right", after=0)),
            m.p(F("%s_representative" % sender, "(title, name)"), align="right", after=0),
            m.when("if:%s_contact" % sender, m.p("Contact: ", F("%s_contact" % sender, "(contact)"), align="right"))]


def request_ja(m):
    return head_ja(m, "addressee", "supplier") + [
        m.p(F("subject", "サイバーセキュリティ対策費用に係る価格協議のお願い"), align="center", bold=True, size=26, before=60, after=120),
        m.p("拝啓　貴社ますますご清栄のこととお慶び申し上げます。平素は格別のお引き立てを賜り、厚く御礼申し上げます。"),
        m.block("opening", "　さて、（ご要請の内容）に対応するため、対策の費用が生じます。"),
        m.p("　つきましては、下記のとおり取引価格について協議の場をいただきたく、お願い申し上げます。下記は当社の希望であり、水準・範囲・"
            "進め方・ご支援の方法も含め、貴社のお考えを伺いながら、双方で確かめて定めたく存じます。"),
        m.p("敬具", align="right"),
        m.p("記", align="center", before=60),
        m.p("1　ご相談したい内容（税抜）", bold=True, keep=True),
        m.pairs([(None, "金額", [F("amount", "年額　　　　　　円")]),
                 ("if:percent", "現在のお取引額に対する割合", [F("percent", "　　％")]),
                 (None, "適用開始の希望", [F("start", "　　年　　月　　日"), " ", F("applies_by", "")]),
                 (None, "見直し", ["年1回、実際の数量と費用で見直し"])]),
        m.when("if:items", m.p("2　対象品目と単価（税抜）", bold=True, before=100, keep=True),
               m.items(["対象品目", "現行単価（円）", "希望単価（円）", "改定率"])),
        m.when("if:items_none", m.p("2　対象品目", bold=True, before=100, keep=True), m.block("items_none", "", indent=210)),
        m.when("if:items_rest", m.block("items_rest", "", indent=210, before=60)),
        m.when("if:price_effect", m.block("price_effect", "", indent=210, before=60)),
        m.p("3　含むもの・含まないもの", bold=True, before=100, keep=True),
        m.block("included", "（含むもの・含まないもの）", indent=210),
        m.when("if:fees", m.block("fees", "", indent=210)),
        m.p("4　根拠資料", bold=True, before=100, keep=True),
        m.block("grounds", "（根拠資料）", indent=210),
        m.p("5　お願い", bold=True, before=100, keep=True),
        m.pairs([(None, "協議の希望日時・方法", [F("meeting", "　　年　　月　　日　　時、（ご来社・ご訪問・オンライン）")]),
                 (None, "ご回答の希望日", [F("reply_by", "　　年　　月　　日")]),
                 (None, "添付", [F("enclosed", "（添付資料）")])]),
        m.p("本書の内容は、本件の協議以外の目的に利用されないようお願い申し上げます。", indent=210, before=80),
        m.p("以上", align="right")]


def request_en(m):
    return head_en(m, "addressee", "supplier") + [
        m.p(F("subject", "Request for a talk on prices: cost of cybersecurity measures"), align="center", bold=True, size=26,
            before=60, after=120),
        m.p("Thank you for your continued business."),
        m.block("opening", "To meet (your request), measures have to be paid for."),
        m.p("We would therefore like to talk with you about the price as set out below. It is our wish; we are glad to discuss "
            "level, scope, pace and support, to hear your view, and to check and settle it together."),
        m.p("1. What we would like to talk about (without tax)", bold=True, before=120, keep=True),
        m.pairs([(None, "Amount", [F("amount", "         yen a year")]),
                 ("if:percent", "In percent of your purchases", [F("percent", "    %")]),
                 (None, "From", [F("start", "(date)"), " ", F("applies_by", "")]),
                 (None, "Review", ["yearly, with actual quantities and cost"])]),
        m.when("if:items", m.p("2. Items and prices (without tax)", bold=True, before=100, keep=True),
               m.items(["Item", "Price now, yen", "Price wished, yen", "Rise"])),
        m.when("if:items_none", m.p("2. Items", bold=True, before=100, keep=True), m.block("items_none", "", indent=210)),
        m.when("if:items_rest", m.block("items_rest", "", indent=210, before=60)),
        m.when("if:price_effect", m.block("price_effect", "", indent=210, before=60)),
        m.p("3. What is in it and what is not", bold=True, before=100, keep=True),
        m.block("included", "(what is in it and what is not)", indent=210),
        m.when("if:fees", m.block("fees", "", indent=210)),
        m.p("4. Grounds", bold=True, before=100, keep=True),
        m.block("grounds", "(grounds)", indent=210),
        m.p("5. Our request", bold=True, before=100, keep=True),
        m.pairs([(None, "Date and means of the talk", [F("meeting", "(date, time; at your place, at ours, online)")]),
                 (None, "Answer wished by", [F("reply_by", "(date)")]),
                 (None, "Enclosed", [F("enclosed", "(enclosures)")])]),
        m.p("Please use this letter for these talks only.", indent=210, before=80)]


def reply_ja(m):
    box = "□"
    return head_ja(m, "supplier_addressee", "buyer", "　") + [
        m.p("価格協議のお申入れに対する回答書", align="center", bold=True, size=26, before=60, after=120),
        m.p("拝復　時下ますますご清栄のこととお慶び申し上げます。"),
        m.p("　貴社の", F("request_date", "　　年　　月　　日"), "付「", F("subject", "価格協議のお願い"), "」につきまして、下記のとおり回答いたします。"),
        m.p("敬具", align="right"), m.p("記", align="center"),
        m.p("1　お申入れの内容（税抜）", bold=True, keep=True),
        m.pairs([(None, "金額", [F("amount", "年額　　　　　　円")]), (None, "適用開始の希望", [F("start", "　　年　　月　　日")])]),
        m.p("2　回答（該当するものに印）", bold=True, before=100, keep=True),
        m.p(box + " お申入れのとおりといたします。　適用開始：", F("agreed_from", "　　年　　月　　日"), indent=210),
        m.p(box + " 次のとおり提案いたします。　年額：", F("offer", "　　　　　　円"), "　適用開始：", F("offer_from", "　　年　　月　　日"), indent=210),
        m.p(box + " 水準・範囲・時期・支援の方法について協議を続けたく存じます。", indent=210),
        m.p(box + " お申入れのとおりにはいたしかねます。", indent=210),
        m.p("3　理由と、その根拠（提案・協議の継続・いたしかねる場合）", bold=True, before=100, keep=True),
        m.block("reason", "\n\n", indent=210),
        m.p("4　次回の協議", bold=True, before=100, keep=True),
        m.pairs([(None, "日時・方法", [F("next_meeting", "　　年　　月　　日　　時、（ご来社・ご訪問・オンライン）")]),
                 (None, "担当", [F("buyer_contact", "（部署・氏名・連絡先）")])]),
        m.p("以上", align="right")]


def reply_en(m):
    box = "□"
    return head_en(m, "supplier_addressee", "buyer") + [
        m.p("Reply to your request for a talk on prices", align="center", bold=True, size=26, before=60, after=120),
        m.p("This answers your letter of ", F("request_date", "(date)"), ", \"", F("subject", "request for a talk on prices"), "\"."),
        m.p("1. What you asked for (without tax)", bold=True, keep=True),
        m.pairs([(None, "Amount", [F("amount", "         yen a year")]), (None, "From", [F("start", "(date)")])]),
        m.p("2. Our answer (mark one)", bold=True, before=100, keep=True),
        m.p(box + " As you asked. From: ", F("agreed_from", "(date)"), indent=210),
        m.p(box + " We propose: ", F("offer", "         yen a year"), ", from ", F("offer_from", "(date)"), indent=210),
        m.p(box + " We wish to go on talking about level, scope, time and support.", indent=210),
        m.p(box + " We cannot do so as asked.", indent=210),
        m.p("3. Reasons and grounds (for a proposal, further talks or a no)", bold=True, before=100, keep=True),
        m.block("reason", "\n\n", indent=210),
        m.p("4. Next talk", bold=True, before=100, keep=True),
        m.pairs([(None, "Date and means", [F("next_meeting", "(date, time, means)")]),
                 (None, "In charge", [F("buyer_contact", "(department, name, contact)")])])]


def memo_ja(m):
    return [m.p("覚　書（案）", align="center", bold=True, size=28, after=200),
            m.p(F("buyer_name", "（買い手）"), "（以下「甲」という。）と", F("supplier_name", "（供給者）"),
                "（以下「乙」という。）は、", F("whose_level", "甲が乙に求める"), "サイバーセキュリティ対策の水準（★", F("level", "　"),
                "）への対応に要する費用に関し、協議のうえ、次のとおり確認する。"),
            m.p("第1条（負担の額）", bold=True, before=120, keep=True),
            m.p("甲は、前文の費用の一部として、", F("amount", "年額　　　　　　円"), "（消費税及び地方消費税を含まない。）に相当する額を、次条の取引価格によって"
                "負担する。", indent=210),
            m.p("第2条（取引価格）", bold=True, before=120, keep=True),
            m.when("if:items", m.p("次の品目の単価を、", F("start", "　　年　　月　　日"), F("applies_by_memo", "以降に発注する分"), "から改定する。", indent=210, keep=True),
                   m.items(["対象品目", "現行単価（円）", "改定単価（円）", "改定率"])),
            m.when("unless:items", m.p("甲乙間の取引の各品目の単価に、", F("rate", "　　％"), "を", F("start", "　　年　　月　　日"),
                                       F("applies_by_memo", "以降に発注する分"), "から一律に加算する。", indent=210)),
            m.when("if:items_rest", m.block("items_rest", "", indent=210)),
            m.when("if:price_effect", m.block("price_effect", "", indent=210)),
            m.p("第3条（見直し）", bold=True, before=120, keep=True),
            m.p("甲及び乙は、毎年1回、実際の数量及び費用に基づいて前2条を見直す。制度の料金その他の前提が変わったときも、同様とする。", indent=210),
            m.p("第4条（重複の防止）", bold=True, before=120, keep=True),
            m.p("乙は、補助金その他の収入を含め、同一の費用を重ねて回収しない。", indent=210),
            m.p("第5条（ほかの事由による改定）", bold=True, before=120, keep=True),
            m.p("本覚書は、労務費、原材料費、エネルギー費その他の事由による価格の改定の協議を妨げない。", indent=210),
            m.p("第6条（秘密の保持）", bold=True, before=120, keep=True),
            m.p("甲及び乙は、本件に関して相手方から受けた資料を、本件の目的以外に用いず、第三者に開示しない。ただし、法令に基づく場合及び"
                "行政機関への申告、相談又は協力の場合を除く。", indent=210),
            m.p("第7条（協議）", bold=True, before=120, keep=True),
            m.p("本覚書に定めのない事項は、甲乙誠実に協議して定める。", indent=210),
            m.p("本覚書の成立を証するため、本書2通を作成し、甲乙記名押印のうえ、各1通を保有する。", before=160),
            m.p("　　年　　月　　日", before=120),
            m.p("甲　", F("buyer_name", "（買い手）"), before=120, after=0), m.p("　　（所在地・役職・氏名）　　　　　　　　　　　　　　㊞"),
            m.p("乙　", F("supplier_name", "（供給者）"), before=120, after=0),
            m.p("　　", F("supplier_address", "（所在地）"), after=0), m.p("　　", F("supplier_representative", "（役職・氏名）"), "　㊞")]


def memo_en(m):
    return [m.p("Memorandum (draft)", align="center", bold=True, size=28, after=200),
            m.p(F("buyer_name", "(buyer)"), " (A) and ", F("supplier_name", "(supplier)"),
                " (B) have talked about the cost of meeting the level of cybersecurity ", F("whose_level", "that A asks of B"), " (★", F("level", " "),
                ") and confirm the following."),
            m.p("1. Amount", bold=True, before=120, keep=True),
            m.p("A bears, as part of that cost, the equivalent of ", F("amount", "         yen a year"),
                " (without consumption tax) through the prices of article 2.", indent=210),
            m.p("2. Prices", bold=True, before=120, keep=True),
            m.when("if:items", m.p("The prices of these items change from ", F("start", "(date)"), " ", F("applies_by_memo", "for orders from then on"),
                                   ".", indent=210, keep=True), m.items(["Item", "Price now, yen", "New price, yen", "Rise"])),
            m.when("unless:items", m.p("The price of every item rises by ", F("rate", "    %"), " from ", F("start", "(date)"), " ",
                                       F("applies_by_memo", "for orders from then on"), ".", indent=210)),
            m.when("if:items_rest", m.block("items_rest", "", indent=210)),
            m.when("if:price_effect", m.block("price_effect", "", indent=210)),
            m.p("3. Review", bold=True, before=120, keep=True),
            m.p("A and B review articles 1 and 2 once a year with actual quantities and cost, and when fees of the scheme or other "
                "assumptions change.", indent=210),
            m.p("4. Nothing twice", bold=True, before=120, keep=True),
            m.p("B does not recover the same cost twice, subsidies and other income counted.", indent=210),
            m.p("5. Other causes", bold=True, before=120, keep=True),
            m.p("This memorandum does not stand in the way of talks on prices for wages, materials, energy or other causes.", indent=210),
            m.p("6. Confidentiality", bold=True, before=120, keep=True),
            m.p("Neither side uses what it received from the other for anything else or shows it to others, except as the law requires and "
                "when reporting to, asking or assisting an authority.", indent=210),
            m.p("7. Good faith", bold=True, before=120, keep=True),
            m.p("What is not settled here is settled by talks in good faith.", indent=210),
            m.p("Date: ", before=160), m.p("A: ", F("buyer_name", "(buyer)"), before=120), m.p("(address, title, name, seal)"),
            m.p("B: ", F("supplier_name", "(supplier)"), before=120, after=0), m.p(F("supplier_address", "(address)"), after=0),
            m.p(F("supplier_representative", "(title, name)"))]


def notice_ja(m):
    return head_ja(m, "addressee", "supplier") + [
        m.p("サイバーセキュリティ対策の取組みとご相談のお知らせ", align="center", bold=True, size=26, before=60, after=120),
        m.p("拝啓　貴社ますますご清栄のこととお慶び申し上げます。平素は格別のお引き立てを賜り、厚く御礼申し上げます。"),
        m.p("　当社では、お取引の安全のため、サプライチェーン強化に向けたセキュリティ対策評価制度の評価基準に沿った対策を進めております。"
            "対策は会社全体を守るものであり、その費用のうち貴社とのお取引に見合う分につきまして、"
            "取引価格への反映をご相談申し上げたく存じます。"),
        m.p("　あらためて資料をお持ちのうえご説明いたしますので、ご都合のよい日時をお知らせいただければ幸いです。金額、時期、方法は、貴社のお考えを"
            "伺いながら定めたく存じます。"),
        m.p("敬具", align="right"),
        m.pairs([(None, "ご説明の希望日時・方法", [F("meeting", "　　年　　月　　日　　時、（ご来社・ご訪問・オンライン）")]),
                 (None, "ご連絡の希望日", [F("reply_by", "　　年　　月　　日")]),
                 (None, "連絡先", [F("supplier_contact", "（担当・電話・メール）")])])]


def notice_en(m):
    return head_en(m, "addressee", "supplier") + [
        m.p("Notice of our cybersecurity measures and a talk we ask for", align="center", bold=True, size=26, before=60, after=120),
        m.p("Thank you for your continued business."),
        m.p("For the safety of our trade we are taking measures along the criteria of Japan's evaluation scheme for the security "
            "of supply chains (SCS). They protect the whole firm; we would like to talk with you about "
            "reflecting in prices the part of their cost that corresponds to your business."),
        m.p("We will come with papers and explain. Amount, time and way are to be settled with your view in hand."),
        m.pairs([(None, "Date and means", [F("meeting", "(date, time, means)")]), (None, "Word wished by", [F("reply_by", "(date)")]),
                 (None, "Contact", [F("supplier_contact", "(name, telephone, mail)")])])]


def quote_table(m, heads):
    widths, aligns = (5070, 2200, 1800), (None, "right", None)
    row = m.row(widths, [[F("item", "（品目）")], [F("quantity", "")], [F("times", "")]], aligns)
    return m.table(widths, [m.row(widths, heads, aligns, True), m.control("items", row)])


def quote_ja(m):
    return [m.p(F("date", "　　年　　月　　日"), align="right"),
            m.p(F("vendor", "（見積をお願いする会社・ご担当）"), "　御中", after=0),
            m.block("supplier_name", "（会社名）", align="right", after=0),
            m.when("if:supplier_address", m.block("supplier_address", "（所在地）", align="right", after=0)),
            m.p("担当：", F("supplier_contact", "（部署・氏名・電話・メール）"), align="right"),
            m.p("見積のお願い", align="center", bold=True, size=26, before=60, after=120),
            m.p("拝啓　貴社ますますご清栄のこととお慶び申し上げます。"),
            m.p("　当社では下記の対策の導入を検討しております。つきましては、お見積りくださいますようお願い申し上げます。"),
            m.p("敬具", align="right"),
            m.p("記", align="center", before=60),
            m.pairs([(None, "対策", [F("measure", "（対策）")]), (None, "開始の希望", [F("start", "　　年　　月")]),
                     (None, "お見積りの期日", [F("due", "　　年　　月　　日")])]),
            m.p("1　数量", bold=True, before=100, keep=True),
            quote_table(m, ["品目・作業（当社の想定）", "数量", "支払の回数"]),
            m.p("数量は当社の見込みです。同じ目的をほかの方法（月額のサービス、リース、一式）で満たす場合は、その内容でお見積りください。", indent=210, before=60),
            m.p("2　見積書に書いていただきたいこと", bold=True, before=100, keep=True),
            m.p("・初期費用、月額または年額（税抜）と、それぞれに含まれる作業・台数・人数", indent=210, after=0),
            m.p("・契約の期間、最低利用期間、更新時の価格、途中でやめる場合の費用", indent=210, after=0),
            m.p("・数量が増減したときの単価", indent=210, after=0),
            m.p("・当社の側で必要な作業と、その時間の目安", indent=210, after=0),
            m.p("・見積番号、見積日、有効期限、納期", indent=210),
            m.p("本書の内容は、お見積り以外の目的に利用されないようお願い申し上げます。", indent=210, before=80),
            m.p("以上", align="right")]


def quote_en(m):
    return [m.p(F("date", "(date)"), align="right"), m.p(F("vendor", "(vendor, contact)"), after=0),
            m.block("supplier_name", "(company)", align="right", after=0),
            m.when("if:supplier_address", m.block("supplier_address", "(address)", align="right", after=0)),
            m.p("Contact: ", F("supplier_contact", "(department, name, phone, mail)"), align="right"),
            m.p("Request for quotation", align="center", bold=True, size=26, before=60, after=120),
            m.p("We are considering the measure below and ask you for a quotation."),
            m.pairs([(None, "Measure", [F("measure", "(measure)")]), (None, "To start", [F("start", "(month)")]),
                     (None, "Quotation by", [F("due", "(date)")])]),
            m.p("1. Quantities", bold=True, before=100, keep=True),
            quote_table(m, ["Item or work (as we see it)", "Quantity", "Paid"]),
            m.p("Quantities are our estimate. Where you meet the same purpose another way (a service by the month, a lease, a lump sum), please "
                "quote that.", indent=210, before=60),
            m.p("2. What to state", bold=True, before=100, keep=True),
            m.p("- initial fee, monthly or yearly fee (without tax), and the work, machines and people each covers", indent=210, after=0),
            m.p("- term, minimum term, price on renewal, cost of leaving early", indent=210, after=0),
            m.p("- price when quantities change", indent=210, after=0),
            m.p("- work on our side, and about how long it takes", indent=210, after=0),
            m.p("- number and date of the quotation, valid until, delivery", indent=210),
            m.p("Please use this paper for your quotation only.", indent=210, before=80)]


def filing(title, blank):
    def body(m):
        return [m.p(F("date", blank), align="right"),
                m.p(F("title", title), align="center", bold=True, size=30, before=120, after=160),
                m.block("story", "")]
    return body


LETTERS = {
    "filing": (filing("取引の経過に関する資料", "　　年　　月　　日"), filing("Course of the trade: facts and papers", "(date)"),
               "取引の経過に関する資料", "Course of the trade", None, None),
    "quote": (quote_ja, quote_en, "見積依頼書", "Request for quotation", "", ""),
    "request": (request_ja, request_en, "協議申入書", "Request for a talk on prices", "本書は協議のための資料です。", "For talks; confidential."),
    "reply": (reply_ja, reply_en, "回答書", "Reply", "", ""),
    "memo": (memo_ja, memo_en, "覚書（案）", "Memorandum (draft)", "案：締結前に、双方で内容を確かめてください。", "Draft: to be checked by both sides."),
    "notice": (notice_ja, notice_en, "お知らせ", "Notice", "", ""),
}


def make(folder):
    for name, (ja, en, title_ja, title_en, foot_ja, foot_en) in LETTERS.items():
        for lang, body, title, foot in (("ja", ja, title_ja, foot_ja), ("en", en, title_en, foot_en)):
            with zipfile.ZipFile(os.path.join(folder, "%s_%s.docx" % (name, lang)), "w", zipfile.ZIP_STORED) as archive:
                for part, text in parts(lang, title, body, foot):
                    info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
                    info.create_system = 0
                    archive.writestr(info, text.encode("utf-8"))


if __name__ == "__main__":
    make(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
