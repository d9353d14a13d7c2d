/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words the log itself prints, in both languages, as words it takes; and what else people call the same. */
#include "command.h"
#include "log_text.h"
#include "log_words.h"

/* Whose act is called so. */
#define OF_BUYER "buyer"
#define OF_EITHER "?"

static const struct hoshi_log_word others[] = {{"kind", "request", "申し入れ", NULL},
                                               {"kind", "request", "申入", NULL},
                                               {"kind", "request", "要請", OF_BUYER},
                                               {"kind", "request", "demand", OF_BUYER},
                                               {"kind", "request", "依頼", OF_EITHER},
                                               {"kind", "reply", "返答", NULL},
                                               {"kind", "reply", "返信", NULL},
                                               {"kind", "refusal", "断り", NULL},
                                               {"kind", "refusal", "拒否", NULL},
                                               {"kind", "refusal", "拒絶", NULL},
                                               {"kind", "postponement", "先送り", NULL},
                                               {"kind", "meeting", "面談", NULL},
                                               {"kind", "meeting", "協議", NULL},
                                               {"kind", "meeting", "打合せ", NULL},
                                               {"kind", "meeting", "会議", NULL},
                                               {"kind", "price_change", "価格変更", NULL},
                                               {"kind", "price_change", "価格改定", NULL},
                                               {"kind", "price_change", "価格決定", NULL},
                                               {"kind", "price_change", "価格の決定", NULL},
                                               {"kind", "price_change", "単価改定", NULL},
                                               {"kind", "price_change", "値上げ", NULL},
                                               {"kind", "price_change", "値下げ", NULL},
                                               {"kind", "payment", "支払い", NULL},
                                               {"kind", "note", "メモ", NULL},
                                               {"kind", "withdrawal", "取り消し", NULL},
                                               {"kind", "withdrawal", "取消し", NULL},
                                               {"kind", "withdrawal", "取下げ", NULL},
                                               {"kind", "withdrawal", "取り下げ", NULL},
                                               {"kind", "withdrawal", "撤回", NULL},
                                               {"by", "buyer", "買い手", NULL},
                                               {"by", "buyer", "発注者", NULL},
                                               {"by", "buyer", "先方", NULL},
                                               {"by", "buyer", "相手", NULL},
                                               {"by", "supplier", "受注者", NULL},
                                               {"by", "supplier", "自社", NULL},
                                               {"by", "supplier", "当方", NULL},
                                               {"medium", "in_person", "訪問", NULL},
                                               {"medium", "in_person", "面談", NULL},
                                               {"medium", "online", "ウェブ会議", NULL},
                                               {"medium", "online", "web会議", NULL},
                                               {"medium", "handed", "手交", NULL},
                                               {"medium", "handed", "持参", NULL},
                                               {"medium", "handed", "直接手渡し", NULL},
                                               {"medium", "paper", "文書", NULL},
                                               {"medium", "mail", "郵便", NULL},
                                               {"medium", "mail", "書留", NULL},
                                               {"medium", "mail", "内容証明", NULL},
                                               {"medium", "mail", "内容証明郵便", NULL},
                                               {"medium", "email", "eメール", NULL},
                                               {"medium", "email", "電子メール", NULL},
                                               {"medium", "fax", "ファックス", NULL},
                                               {"medium", "fax", "fax", NULL},
                                               {"decided", "agreed", "合意", NULL},
                                               {"decided", "agreed", "双方", NULL},
                                               {"decided", "buyer", "一方的", NULL},
                                               {"decided", "buyer", "発注者", NULL},
                                               {"decided", "buyer", "取引先", NULL},
                                               {"decided", "supplier", "受注者", NULL},
                                               {"decided", "supplier", "当社", NULL},
                                               {"kind", "objection", "異議申入れ", NULL},
                                               {"kind", "objection", "抗議", NULL},
                                               {"kind", "counter_proposal", "逆提案", NULL},
                                               {"kind", "counter_proposal", "代案", NULL},
                                               {"kind", "order", "注文", NULL},
                                               {"kind", "delivery", "納入", NULL},
                                               {"kind", "delivery", "納品", NULL},
                                               {"kind", "delivery", "受領", NULL},
                                               {"kind", "delivery", "検収", NULL},
                                               {"means", "bank_transfer", "銀行振込", NULL},
                                               {"means", "bank_transfer", "振り込み", NULL},
                                               {"means", "note", "約束手形", NULL},
                                               {"means", "electronic_record", "でんさい", NULL},
                                               {"applies_by", "placed_orders", "発注済み", NULL},
                                               {"applies_by", "placed_orders", "既発注分", NULL},
                                               {"applies_by", "order", "発注分から", NULL},
                                               {"applies_by", "delivery", "納入分から", NULL},
                                               {"offers", "money", "金銭", NULL},
                                               {"offers", "money", "金額", NULL},
                                               {"offers", "money", "価格", NULL},
                                               {"offers", "money", "お金", NULL},
                                               {"offers", "product", "製品", NULL}};

static void words_table_put_word(struct hoshi_log_word *out, size_t *n, const char *key, const char *word,
                                 const char *means)
{
    if (word[0] && means[0] && *n < LOG_WORDS_MAX)
        out[(*n)++] = (struct hoshi_log_word){key, means, word, NULL};
}

size_t log_words(struct hoshi_log_word *out)
{
    size_t n = 0;
    for (int l = 0; l < 2; l++) {
        enum hoshi_lang lang = l ? HOSHI_EN : HOSHI_JA;
        for (int i = 0; i < HOSHI_LOG_KINDS; i++)
            words_table_put_word(out, &n, "kind", hoshi_say_log_kind(lang, (enum hoshi_log_kind)i),
                                 hoshi_log_kind_key((enum hoshi_log_kind)i));
        for (int i = 0; i < HOSHI_SIDES; i++)
            words_table_put_word(out, &n, "by", hoshi_say_log_side(lang, (enum hoshi_log_side)i),
                                 hoshi_log_side_key((enum hoshi_log_side)i));
        for (int i = 1; i < HOSHI_MEDIUMS; i++)
            words_table_put_word(out, &n, "medium", hoshi_say_log_medium(lang, (enum hoshi_log_medium)i),
                                 hoshi_log_medium_key((enum hoshi_log_medium)i));
        for (int i = 1; i < HOSHI_DECIDEDS; i++)
            words_table_put_word(out, &n, "decided", hoshi_say_log_decided(lang, (enum hoshi_log_decided)i),
                                 hoshi_log_decided_key((enum hoshi_log_decided)i));
        for (int i = 1; i < HOSHI_OFFERSES; i++)
            words_table_put_word(out, &n, "offers", hoshi_say_log_offers(lang, (enum hoshi_log_offers)i),
                                 hoshi_log_offers_key((enum hoshi_log_offers)i));
        for (int i = 1; i < HOSHI_APPLIES_BYS; i++)
            words_table_put_word(out, &n, "applies_by",
                                 hoshi_say_log_applies_by(lang, (enum hoshi_log_applies_by)i),
                                 hoshi_log_applies_by_key((enum hoshi_log_applies_by)i));
        for (int i = 1; i < HOSHI_MEANSES; i++)
            words_table_put_word(out, &n, "means", hoshi_say_log_means(lang, (enum hoshi_log_means)i),
                                 hoshi_log_means_key((enum hoshi_log_means)i));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (n < LOG_WORDS_MAX)
            out[n++] = others[i];
    return n;
}
