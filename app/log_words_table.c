/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words the log itself prints, in both languages, as words it takes; and what else people call the same. */
#include "command.h"
#include "log_text.h"
#include "log_words.h"

static const struct hoshi_log_word others[] = {{"kind", "request", "申し入れ"},
                                               {"kind", "request", "申入"},
                                               {"kind", "request", "要請"},
                                               {"kind", "request", "依頼"},
                                               {"kind", "reply", "返答"},
                                               {"kind", "reply", "返信"},
                                               {"kind", "refusal", "断り"},
                                               {"kind", "refusal", "拒否"},
                                               {"kind", "refusal", "拒絶"},
                                               {"kind", "postponement", "先送り"},
                                               {"kind", "meeting", "面談"},
                                               {"kind", "meeting", "協議"},
                                               {"kind", "meeting", "打合せ"},
                                               {"kind", "meeting", "会議"},
                                               {"kind", "price_change", "価格変更"},
                                               {"kind", "price_change", "価格改定"},
                                               {"kind", "payment", "支払い"},
                                               {"kind", "note", "メモ"},
                                               {"kind", "withdrawal", "取り消し"},
                                               {"kind", "withdrawal", "取消し"},
                                               {"kind", "withdrawal", "取下げ"},
                                               {"kind", "withdrawal", "取り下げ"},
                                               {"kind", "withdrawal", "撤回"},
                                               {"by", "buyer", "買い手"},
                                               {"by", "buyer", "発注者"},
                                               {"by", "buyer", "先方"},
                                               {"by", "buyer", "相手"},
                                               {"by", "supplier", "受注者"},
                                               {"by", "supplier", "自社"},
                                               {"by", "supplier", "当方"},
                                               {"medium", "in_person", "訪問"},
                                               {"medium", "in_person", "面談"},
                                               {"medium", "online", "ウェブ会議"},
                                               {"medium", "online", "web会議"},
                                               {"medium", "mail", "書面"},
                                               {"medium", "mail", "郵便"},
                                               {"medium", "mail", "書留"},
                                               {"medium", "mail", "内容証明"},
                                               {"medium", "mail", "内容証明郵便"},
                                               {"medium", "email", "eメール"},
                                               {"medium", "email", "電子メール"},
                                               {"medium", "fax", "ファックス"},
                                               {"medium", "fax", "fax"},
                                               {"decided", "agreed", "合意"},
                                               {"decided", "agreed", "双方"},
                                               {"decided", "buyer", "一方的"},
                                               {"decided", "buyer", "発注者"},
                                               {"decided", "buyer", "取引先"},
                                               {"decided", "supplier", "受注者"},
                                               {"decided", "supplier", "当社"},
                                               {"kind", "objection", "異議申入れ"},
                                               {"kind", "objection", "抗議"},
                                               {"kind", "counter_proposal", "逆提案"},
                                               {"kind", "counter_proposal", "代案"},
                                               {"kind", "order", "注文"},
                                               {"kind", "delivery", "納入"},
                                               {"kind", "delivery", "納品"},
                                               {"kind", "delivery", "受領"},
                                               {"kind", "delivery", "検収"},
                                               {"means", "bank_transfer", "銀行振込"},
                                               {"means", "bank_transfer", "振り込み"},
                                               {"means", "note", "約束手形"},
                                               {"means", "electronic_record", "でんさい"},
                                               {"applies_by", "placed_orders", "発注済み"},
                                               {"applies_by", "placed_orders", "既発注分"},
                                               {"applies_by", "order", "発注分から"},
                                               {"applies_by", "delivery", "納入分から"},
                                               {"offers", "money", "金銭"},
                                               {"offers", "product", "製品"}};

static void words_table_put_word(struct hoshi_log_word *out, size_t *n, const char *key, const char *word,
                                 const char *means)
{
    if (word[0] && means[0] && *n < LOG_WORDS_MAX)
        out[(*n)++] = (struct hoshi_log_word){key, means, word};
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
        words_table_put_word(out, &n, others[i].key, others[i].word, others[i].means);
    return n;
}
