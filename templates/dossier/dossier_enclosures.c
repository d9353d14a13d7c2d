/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 添付一覧: what is enclosed, by SHA-256, and what is missing. */
#include "dossier_sheets.h"

#include <inttypes.h>

enum { E_NO, E_WHAT, E_NAME, E_FROM, E_STATE, E_HASH, COLUMNS };

static const char *enclosures_what(const struct hoshi_buyer_book *b, enum hoshi_enclosure_kind kind)
{
    static const struct hoshi_words words[HOSHI_ENCLOSURE_KINDS] = {
        {"記録の添付", "attachment of an entry"},
        {"指定したファイル", "file given"},
        {WORD_IN(paper_of_request)},
        {"当社の申入れの控えと、送った記録", "the supplier's own request, with proof of sending"},
        {"相手方の回答の文書", "answer of the other side"},
        {WORD_IN(minutes)},
        {WORD(quotation)},
        {"発注書など、発注時に示された条件の写し", "orders and terms stated at ordering"},
        {"双方の資本金・従業員数が分かる資料", "papers on capital and headcount of both sides"},
        {"決算書（影響額の元）", "accounts (for the effect on the margin)"},
        {"協議の記録の書出し（JSON）", "export of the log (JSON)"},
    };
    return hoshi_words_say(b->book.lang, words[kind]);
}

static const char *advice(const struct hoshi_buyer_book *b, enum hoshi_enclosure_kind kind)
{
    static const struct hoshi_words words[HOSHI_ENCLOSURE_KINDS] = {
        {"", ""},
        {"", ""},
        {"原本かメールを探し、写しを添える", "find the paper or mail, enclose a copy"},
        {PROSE(enclose_mail_or_proof_of_delivery)},
        {"受け取った文書・メールを添える", "enclose paper or mail received"},
        {"議事録を作り、相手方に確かめてから添える", "write them, have the other side confirm, enclose"},
        {"見積書の写しを添える", "enclose a copy"},
        {"対象の発注について写しを添える", "enclose copies for the orders concerned"},
        {"登記事項証明書・賃金台帳・有価証券報告書など", "register, wage ledger, securities report"},
        {"求められたときに添える", "enclose when asked"},
        {"log export --party ID --format json の出力", "output of log export --party ID --format json"},
    };
    return hoshi_words_say(b->book.lang, words[kind]);
}

static const char *from(struct hoshi_dossier_book *k, const struct hoshi_enclosure *x)
{
    if (x->evidence != SIZE_MAX)
        return hoshi_dossier_print(k, "E-%zu", x->evidence + 1);
    return x->seq ? hoshi_dossier_origin(k, x->seq) : "—";
}

static void enclosures_row(struct hoshi_buyer_page *g, size_t no, const struct hoshi_enclosure *x)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    bool here = *x->sha256 != 0;
    char bytes[HOSHI_DECIMAL_TEXT];
    const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_CENTER,
                                              HOSHI_STYLE_TEXT,
                                              HOSHI_STYLE_TEXT,
                                              HOSHI_STYLE_CENTER,
                                              here ? HOSHI_STYLE_CENTER : HOSHI_STYLE_WARN,
                                              here ? HOSHI_STYLE_CENTER : HOSHI_STYLE_TEXT_INPUT};
    const char *const texts[COLUMNS] = {
        hoshi_dossier_print(k, "%zu", no),
        enclosures_what(b, x->kind),
        x->name ? x->name : "—",
        from(k, x),
        here ? hoshi_dossier_print(k, hoshi_buyer_say(b, "あり\n%sバイト", "enclosed\n%s bytes"),
                                   hoshi_yen_print(x->bytes, bytes))
             : hoshi_buyer_say(b, "未添付", "missing"),
        here ? hoshi_dossier_hash(k, x->sha256) : hoshi_dossier_gap(k, advice(b, x->kind))};
    hoshi_dossier_row(g, styles, texts);
}

static void enclosures_list(struct hoshi_buyer_page *g, bool here, const char *title, const char *none)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    const char *const heads[COLUMNS] = {hoshi_buyer_say(b, "No.", "No."),
                                        hoshi_buyer_say(b, WORD(kind)),
                                        hoshi_buyer_say(b, "名前・番号", "Name, number"),
                                        hoshi_buyer_say(b, "元の記録・証拠", "Entry, evidence"),
                                        hoshi_buyer_say(b, WORD(state)),
                                        here ? hoshi_buyer_say(b, "SHA-256", "SHA-256")
                                             : hoshi_buyer_say(b, "すること", "To do")};
    size_t n = 0;
    hoshi_buyer_heading(g, title);
    for (size_t i = 0; i < d->enclosures; i++) {
        if ((*d->enclosure[i].sha256 != 0) != here)
            continue;
        if (!n)
            hoshi_buyer_head(g, heads);
        enclosures_row(g, ++n, &d->enclosure[i]);
    }
    if (!n)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT, none);
}

void hoshi_dossier_write_enclosures(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {6, 26, 28, 13, 12, 22};
    const struct hoshi_buyer_book *b = &k->b;
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_ENCLOSURES, hoshi_buyer_say(b, "添付一覧", "Enclosures"), width, COLUMNS);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(sha_256_shows_that_a_file)));
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(to_take_a_copy)));
    enclosures_list(&g, true, hoshi_buyer_say(b, "1. 添付する資料", "1. Enclosed"),
                    hoshi_buyer_say(b, PROSE(nothing_is_registered_yet_add_files)));
    enclosures_list(&g, false, hoshi_buyer_say(b, "2. まだない資料", "2. Still missing"),
                    hoshi_buyer_say(b, "足りない資料は見当たりません。", "Nothing seems to be missing."));
    hoshi_dossier_done(&g);
}
