/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter_fields.h"
#include "money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- words and figures ---- */

#if defined(__GNUC__)
#pragma GCC diagnostic ignored                                                                               \
    "-Wformat-nonliteral" /* both wordings take the same values; a test reads them */
#endif

const char *hoshi_letter_say(struct hoshi_letter *l, const char *ja, const char *en, ...)
{
    va_list values;
    char piece[4096];
    va_start(values, en);
    int n = vsnprintf(piece, sizeof piece, l->o->lang == HOSHI_JA ? ja : en, values);
    va_end(values);
    const char *out = n >= 0 && (size_t)n < sizeof piece ? hoshi_arena_text(l->arena, piece) : NULL;
    l->no_memory = l->no_memory || !out;
    return out ? out : "";
}

static const char *letter_yen(struct hoshi_letter *l, int64_t yen)
{
    char text[HOSHI_DECIMAL_TEXT];
    return hoshi_letter_say(l, WORD(n_yen), hoshi_yen_print(yen, text));
}

/* Unit prices: two places only where there are any. */
static const char *letter_price(struct hoshi_letter *l, int64_t micro)
{
    char whole[HOSHI_DECIMAL_TEXT];
    int64_t cents = micro % (int64_t)HOSHI_MICRO / 10000;
    hoshi_yen_print(micro / HOSHI_MICRO, whole);
    return cents ? hoshi_letter_say(l, "%s.%02" PRId64, "%s.%02" PRId64, whole, cents)
                 : hoshi_letter_say(l, "%s", "%s", whole);
}

/* Two places, half away from zero, as on the sheets. */
static const char *letter_percent(struct hoshi_letter *l, int64_t ppm)
{
    int64_t n = (ppm < 0 ? -ppm : ppm) + 50;
    return hoshi_letter_say(l, "%s%" PRId64 ".%02" PRId64 "%%", "%s%" PRId64 ".%02" PRId64 "%%",
                            ppm < 0 ? "-" : "", n / 10000, n / 100 % 100);
}

/* Eras by their first day; 令和 begins on 2019-05-01. */
static const char *letter_era(struct hoshi_letter *l, struct hoshi_date date)
{
    bool reiwa = date.year > 2019 || (date.year == 2019 && date.month >= 5);
    int year = date.year - (reiwa ? 2018 : 1988);
    const char *era = reiwa ? "令和" : "平成";
    const char *first = year == 1 ? "元" : hoshi_letter_say(l, "%d", "%d", year);
    return date.day ? hoshi_letter_say(l, "%s%s年%d月%d日", "%s %s, %d/%d", era, first, date.month, date.day)
                    : hoshi_letter_say(l, "%s%s年%d月", "%s %s, %d", era, first, date.month);
}

static const char *letter_date(struct hoshi_letter *l, struct hoshi_date date)
{
    struct hoshi_buffer text;
    if (!date.year)
        return NULL;
    if (l->o->lang == HOSHI_JA && l->o->dates == HOSHI_DATES_ERA && date.year >= 1989)
        return letter_era(l, date);
    hoshi_buffer_init(&text, 100);
    hoshi_say_date(&text, l->o->lang, date);
    const char *out = hoshi_letter_say(l, "%s", "%s", hoshi_buffer_text(&text));
    hoshi_buffer_release(&text);
    return out;
}

/* Another amount than the computed one was stated: what is known of the computed one is not known of it. */
static bool letter_stated(const struct hoshi_letter *l)
{
    return l->o->amount_yen > 0;
}

/* ---- who ---- */

static const char *field_date(struct hoshi_letter *l)
{
    return letter_date(l, l->v ? l->v->as_of : l->c->as_of);
}

/* 御中 stands behind the department where there is one: it is the office that is addressed. */
static const char *field_addressee(struct hoshi_letter *l)
{
    const struct hoshi_case_buyer *b = l->v ? l->v->buyer : l->o->to;
    if (!b)
        return hoshi_letter_say(l, "お取引先各位", "To our customers");
    if (!b->name)
        return NULL;
    if (b->department)
        return hoshi_letter_say(l, "%s\n%s　御中", "%s\n%s", b->name, b->department);
    return hoshi_letter_say(l, "%s　御中", "%s", b->name);
}

static const char *field_buyer_name(struct hoshi_letter *l)
{
    return l->v ? l->v->buyer->name : NULL;
}

static const char *field_supplier_addressee(struct hoshi_letter *l)
{
    return l->c->supplier.name ? hoshi_letter_say(l, "%s　御中", "%s", l->c->supplier.name) : NULL;
}

static const char *field_supplier_name(struct hoshi_letter *l)
{
    return l->c->supplier.name;
}

static const char *field_supplier_address(struct hoshi_letter *l)
{
    return l->c->supplier.address;
}

static const char *field_supplier_representative(struct hoshi_letter *l)
{
    return l->c->supplier.representative;
}

static const char *field_supplier_contact(struct hoshi_letter *l)
{
    return l->c->supplier.contact;
}

/* ---- what is asked ---- */

static const char *field_level(struct hoshi_letter *l)
{
    return l->v ? hoshi_letter_say(l, "%d", "%d", l->v->level) : NULL;
}

static const char *field_firm_level(struct hoshi_letter *l)
{
    return hoshi_letter_say(l, "%d", "%d", (int)l->c->target_level);
}

static const char *field_subject(struct hoshi_letter *l)
{
    return l->v ? hoshi_letter_say(l, "サイバーセキュリティ対策費用に係る価格協議のお願い（★%d）",
                                   "Request for a talk on prices: cost of cybersecurity measures (★%d)",
                                   l->v->level)
                : NULL;
}

/* "On … you asked us" only of a buyer that asked; the day and the paper only where they are stated. */
static const char *field_opening(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    const char *document = l->v->buyer->request.document;
    const char *made_on = letter_date(l, l->v->buyer->request.made_on);
    const char *paper = document ? hoshi_letter_say(l, "「%s」", " (%s)", document) : "";
    if (!l->v->asked)
        return hoshi_letter_say(
            l, "　さて、当社では、お取引の安全のため★%dの水準の対策を進めており、その費用が生じます。",
            "For the safety of our trade we are taking the measures of the level ★%d, which have to be paid for.",
            l->v->level);
    if (made_on)
        return hoshi_letter_say(
            l, "　さて、%s付%sによりご要請いただきました★%dに対応するため、対策の費用が生じます。",
            "On %s you asked us%s for ★%d. To meet it, measures have to be paid for.", made_on,
            document ? paper : (l->o->lang == HOSHI_JA ? "のご連絡" : ""), l->v->level);
    return hoshi_letter_say(l, "　さて、%sご要請の★%dに対応するため、対策の費用が生じます。",
                            "To meet the level you asked for%s, ★%d, measures have to be paid for.",
                            document ? hoshi_letter_say(l, "「%s」による", " (%s)", document) : "",
                            l->v->level);
}

/* Without a quotation behind it the amount is an estimate, and is called one; an amount that was agreed is none,
 * nor is one the parties put into a memorandum. */
static const char *field_amount(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    bool rough = (l->v->ask_step_yen || l->v->quoted_annual_yen == 0) && !letter_stated(l) &&
                 l->o->kind != HOSHI_LETTER_MEMO;
    return hoshi_letter_say(l, "年額 %s（月額に直すと %s%s）", "%s a year (%s a month%s)",
                            letter_yen(l, l->v->asked_annual_yen), letter_yen(l, l->v->uplift.per_month_yen),
                            rough ? hoshi_letter_say(l, "、概算", "; an estimate") : "");
}

/* Item by item only where the items carry the whole amount or the rest can follow the percentage. */
static bool letter_by_item(const struct hoshi_letter *l)
{
    const struct hoshi_uplift *u = l->v ? &l->v->uplift : NULL;
    return u && u->items && !u->covers_little && u->coverage_ppm != HOSHI_NONE;
}

/* As a rule that unit prices are multiplied by: to the places that are computed with. */
static const char *letter_rate(struct hoshi_letter *l, int64_t ppm)
{
    return hoshi_letter_say(l, "%" PRId64 ".%04" PRId64 "%%", "%" PRId64 ".%04" PRId64 "%%", ppm / 10000,
                            ppm % 10000);
}

static const char *field_rate(struct hoshi_letter *l)
{
    bool used = l->v && l->o->kind == HOSHI_LETTER_MEMO && !letter_by_item(l);
    return used && l->v->uplift.percent_ppm != HOSHI_NONE ? letter_rate(l, l->v->uplift.percent_ppm) : NULL;
}

static const char *field_percent(struct hoshi_letter *l)
{
    return l->v && l->v->uplift.percent_ppm != HOSHI_NONE ? letter_percent(l, l->v->uplift.percent_ppm)
                                                          : NULL;
}

static const char *field_start(struct hoshi_letter *l)
{
    return l->v ? letter_date(l, l->v->start) : NULL;
}

static const char *field_applies_by(struct hoshi_letter *l)
{
    return !l->v               ? NULL
           : l->v->by_delivery ? hoshi_letter_say(l, "（納入日を基準）", "(by date of delivery)")
                               : hoshi_letter_say(l, "（発注日を基準）", "(by date of order)");
}

static const char *field_applies_by_memo(struct hoshi_letter *l)
{
    return !l->v               ? NULL
           : l->v->by_delivery ? hoshi_letter_say(l, "以降に納入する分", "for deliveries from then on")
                               : hoshi_letter_say(l, "以降に発注する分", "for orders from then on");
}

static const char *field_items_rest(struct hoshi_letter *l)
{
    if (!letter_by_item(l) || l->v->uplift.coverage_ppm >= HOSHI_MICRO)
        return NULL;
    if (l->v->uplift.percent_ppm == HOSHI_NONE)
        return hoshi_letter_say(l, "上記以外の品目につきましては、別途ご相談申し上げます。",
                                "About the other items we would like to talk apart.");
    return hoshi_letter_say(l, "上記以外の品目は、現行単価に%sを一律に加算します。",
                            "The prices of all other items rise by %s alike.",
                            letter_rate(l, l->v->uplift.percent_ppm));
}

static const char *field_items_none(struct hoshi_letter *l)
{
    if (!l->v || letter_by_item(l))
        return NULL;
    if (l->v->uplift.percent_ppm == HOSHI_NONE)
        return hoshi_letter_say(l, "対象とする品目と方法は、別途ご相談申し上げます。",
                                "Which items carry it, and how, we would like to talk about.");
    return hoshi_letter_say(l, "お取引の全品目（現行単価に%sを一律に加算）",
                            "All items you buy: each price rises by %s",
                            letter_rate(l, l->v->uplift.percent_ppm));
}

/* The step of unit prices in yen: 1, 0.1 or 0.01. */
static const char *letter_step(struct hoshi_letter *l)
{
    char text[HOSHI_DECIMAL_TEXT];
    return hoshi_letter_say(l, "%s", "%s", hoshi_decimal_print(l->v->uplift.step_micro, 0, text));
}

/* Two figures for one thing stand in one paper only with what sets them apart, and with which of them binds: the
 * prices as they are written, by a year's quantities, beside the amount. */
static const char *field_price_effect(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    const struct hoshi_uplift *u = &l->v->uplift;
    bool items = letter_by_item(l), memo = l->o->kind == HOSHI_LETTER_MEMO;
    int64_t brings = items ? u->by_items_yen : u->by_percent_yen, apart = brings - u->annual_yen;
    if (brings == HOSHI_NONE || !apart)
        return NULL;
    const char *cause =
        !items ? hoshi_letter_say(l, "率を小数第4位まで", "the percentage to four places")
               : hoshi_letter_say(l, "単価を%s円の単位に", "unit prices to steps of %s yen", letter_step(l));
    const char *by = items ? hoshi_letter_say(l, "品目の単価", "item prices")
                           : hoshi_letter_say(l, "加算の率", "percentage");
    const char *sum = letter_yen(l, brings), *more = letter_yen(l, apart < 0 ? -apart : apart);
    const char *side =
        apart < 0 ? hoshi_letter_say(l, "少ない", "below") : hoshi_letter_say(l, "多い", "above");
    if (memo)
        return hoshi_letter_say(
            l,
            "本条の%sと現在の年間数量によると年額 %sとなり、前条の額より%s%s。この差は%s丸めたことによるもので、実際に支払う額は本条の%sによる。",
            "At the %s of this article and the present quantities it is %s a year, %s %s that of article 1. The difference comes from rounding %s; what is paid goes by the %s of this article.",
            by, sum, more, side, cause, by);
    return hoshi_letter_say(
        l,
        "上の%sに現在の年間数量を掛けると年額 %sで、1の金額より%s%s計算です。%s丸めたことによる差で、実際の額は定めた%sによります。",
        "At the %s above and the present quantities it is %s a year, %s %s the amount in 1. The difference comes from rounding %s; what is paid goes by the %s that are set.",
        by, sum, more, side, cause, by);
}

/* ---- on what it rests ---- */

/* What the amount stands for: a request only of a buyer that asked, own time only where some is in it. */
static const char *field_included(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    const char *time = l->v->annual_by_nature_yen[HOSHI_NATURE_LABOUR] > 0
                           ? hoshi_letter_say(l, "（そのための社内の作業時間を含みます）",
                                              ", our own working time for it included")
                           : "";
    const char *cost =
        l->v->asked
            ? hoshi_letter_say(l, "ご要請への対応に要する費用", "the cost of meeting your request")
            : hoshi_letter_say(l, "この水準の対策に要する費用のうち貴社とのお取引に見合う分",
                               "the part of the cost of these measures that corresponds to your business");
    return hoshi_letter_say(
        l,
        "上記は、%s%sです。賃上げ、原材料費、エネルギー費による改定は含んでおらず、必要な場合は別にご相談申し上げます。",
        "The amount is %s%s. Rises for wages, materials and energy are not in it; where they are needed we ask apart.",
        cost, time);
}

/* Whose wish the level of a memorandum is. */
static const char *field_whose_level(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    return l->v->asked ? hoshi_letter_say(l, "甲が乙に求める", "that A asks of B")
                       : hoshi_letter_say(l, "乙が取引の安全のために進める",
                                          "that B is reaching for the safety of the trade");
}

static const char *field_fees(struct hoshi_letter *l)
{
    if (!l->v || l->v->fees_annual_yen <= 0 || letter_stated(l))
        return NULL;
    return hoshi_letter_say(
        l, "上記のうち年額%sは、まだ公表されていない制度の料金の見込みです。公表され次第、改めます。",
        "Of it, %s a year are fees of the scheme that are not published yet: expectations, to be replaced.",
        letter_yen(l, l->v->fees_annual_yen));
}

static const char *field_grounds(struct hoshi_letter *l)
{
    if (!l->v)
        return NULL;
    int64_t ppm = 0;
    if (l->v->annual_yen > 0 && l->v->quoted_annual_yen > 0 &&
        !hoshi_money_muldiv(l->v->quoted_annual_yen, HOSHI_MICRO, l->v->annual_yen, &ppm))
        ppm = 0;
    const char *quoted =
        letter_stated(l) && ppm > 0 ? hoshi_letter_say(l, "、見積書", ", quotations")
        : ppm > 0                   ? hoshi_letter_say(l, "、見積書（金額の%sを裏付け）",
                                                       ", quotations (behind %s of the amount)", letter_percent(l, ppm))
                                    : "";
    return hoshi_letter_say(
        l,
        "サプライチェーン強化に向けたセキュリティ対策評価制度の要求事項・評価基準（%s版）、公表されている価格と労務費の統計%s",
        "Requirements and criteria of the SCS evaluation scheme (version %s), published prices and wage statistics%s",
        l->v->catalog_version, quoted);
}

static const char *field_enclosed(struct hoshi_letter *l)
{
    return l->v ? hoshi_letter_say(l, "貴社向け費用資料", "Cost paper for your company") : NULL;
}

/* ---- the table ---- */

static const struct letter_field_row {
    const char *key;
    const char *(*text)(struct hoshi_letter *l); /* NULL: not known */
} letter_field_rows[] = {
    {"date", field_date},
    {"addressee", field_addressee},
    {"buyer_name", field_buyer_name},
    {"supplier_addressee", field_supplier_addressee},
    {"supplier_name", field_supplier_name},
    {"supplier_address", field_supplier_address},
    {"supplier_representative", field_supplier_representative},
    {"supplier_contact", field_supplier_contact},
    {"level", field_level},
    {"firm_level", field_firm_level},
    {"subject", field_subject},
    {"opening", field_opening},
    {"amount", field_amount},
    {"percent", field_percent},
    {"rate", field_rate},
    {"price_effect", field_price_effect},
    {"start", field_start},
    {"applies_by", field_applies_by},
    {"applies_by_memo", field_applies_by_memo},
    {"items_rest", field_items_rest},
    {"items_none", field_items_none},
    {"included", field_included},
    {"whose_level", field_whose_level},
    {"fees", field_fees},
    {"grounds", field_grounds},
    {"enclosed", field_enclosed},
};
enum { LETTER_ROWS = sizeof letter_field_rows / sizeof letter_field_rows[0] };
_Static_assert((size_t)LETTER_ROWS <= (size_t)LETTER_FIELDS_MAX, "fields fit");

size_t hoshi_letter_fields(struct hoshi_letter *l, struct hoshi_word_field out[LETTER_FIELDS_MAX])
{
    for (size_t i = 0; i < LETTER_ROWS; i++)
        out[i] = (struct hoshi_word_field){letter_field_rows[i].key, letter_field_rows[i].text(l)};
    return LETTER_ROWS;
}

const char *hoshi_letter_field(struct hoshi_letter *l, const char *key)
{
    for (size_t i = 0; i < LETTER_ROWS; i++)
        if (strcmp(letter_field_rows[i].key, key) == 0)
            return letter_field_rows[i].text(l);
    assert(false && "a field of the table");
    return NULL;
}

const struct hoshi_word_field *hoshi_letter_items(struct hoshi_letter *l, size_t *rows)
{
    *rows = 0;
    if (!letter_by_item(l))
        return NULL;
    const struct hoshi_uplift *u = &l->v->uplift;
    struct hoshi_word_field *field = hoshi_arena_array(l->arena, u->items * LETTER_COLUMNS, sizeof *field);
    if (!field) {
        l->no_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < u->items; i++) {
        const struct hoshi_item_price *p = &u->item[i];
        struct hoshi_word_field *f = &field[i * LETTER_COLUMNS];
        const char *name = p->item->name ? p->item->name : "";
        f[0] = (struct hoshi_word_field){
            "item", hoshi_letter_say(l, "%s%s%s", "%s%s%s", p->item->code, *name ? " " : "", name)};
        f[1] = (struct hoshi_word_field){"price_now", letter_price(l, p->item->unit_price_micro)};
        f[2] = (struct hoshi_word_field){"price_new", letter_price(l, p->new_price_micro)};
        f[3] = (struct hoshi_word_field){"rise", letter_percent(l, p->percent_ppm)};
    }
    *rows = u->items;
    return field;
}
