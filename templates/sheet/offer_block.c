/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer_block.h"

#include "prose.h"
#include "prose_sheet.def"

#include <stdarg.h>
#include <stdio.h>

const double hoshi_offer_widths[HOSHI_OFFER_COLUMNS] = {46, 19, 19, 21, 19, 21};

enum {
    ALL = 145,          /* characters over the whole width */
    EXCEL_EPOCH = 25569 /* days from 1899-12-30 to 1970-01-01 */
};

/* Rows of the ways, from the head of their table. */
enum {
    W_HEAD,
    W_LUMP,
    W_PART,
    W_MONTHS,
    W_KIND_PART,
    W_FACTOR,
    W_SURCHARGE,
    W_END,
    W_KIND,
    W_PRICE,
    W_PERCENT,
    W_MONTH,
    W_PAID,
    W_WORTH, /* one row for each part */
    W_SUM = W_WORTH + HOSHI_OFFER_PARTS,
    W_DIFFERENCE,
    W_SAYS,
    W_ROWS
};

/* Rows of the base, from the first. */
enum { B_ANNUAL, B_ONCE, B_KIND, B_RATE, B_YEARS, B_START, B_FACTOR, B_VALUE, B_ROWS };

struct place {
    const struct hoshi_offer_block *b;
    uint32_t base, ways;
};

#if defined(__GNUC__)
#define BLOCK_FORMATS __attribute__((format_arg(2), format_arg(3)))
#else
#define BLOCK_FORMATS
#endif

BLOCK_FORMATS static const char *offer_say(const struct hoshi_offer_block *b, const char *ja, const char *en)
{
    return hoshi_say(b->s->book->lang, ja, en);
}

HOSHI_PRINTF(2, 3) static const char *text(const struct hoshi_offer_block *b, const char *format, ...)
{
    char out[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(out, sizeof out, format, args);
    va_end(args);
    const char *kept = hoshi_arena_text(b->arena, out);
    if (!kept)
        b->s->book->failed = true;
    return kept ? kept : "";
}

static const char *at(const struct hoshi_offer_block *b, uint32_t row, size_t column)
{
    char ref[HOSHI_REF];
    return text(b, "%s", hoshi_ref(ref, row, (uint16_t)column, true));
}

static void wide(const struct hoshi_offer_block *b, uint32_t row, enum hoshi_style style, const char *words)
{
    hoshi_put_merged(b->s, row, 0, row, HOSHI_OFFER_COLUMNS - 1, style, words);
    hoshi_sheet_fit(b->s, row, words, ALL);
}

static uint32_t offer_heading(const struct hoshi_offer_block *b, uint32_t row, const char *words)
{
    hoshi_put_text(b->s, row, 0, HOSHI_STYLE_HEADING, words);
    return row + 1;
}

/* ---- what is to be paid ---- */

static void base_label(const struct hoshi_offer_block *b, uint32_t row, const char *label, const char *note)
{
    hoshi_put_text(b->s, row, 0, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(b->s, row, 2, row, HOSHI_OFFER_COLUMNS - 1, HOSHI_STYLE_TEXT, note);
    hoshi_sheet_fit(b->s, row, label, hoshi_offer_widths[0]);
}

static void base_part(const struct place *p, uint32_t row, int64_t yen, const char *formula)
{
    const struct hoshi_offer_block *b = p->b;
    if (formula)
        hoshi_put_formula(b->s, p->base + row, 1, HOSHI_STYLE_YEN, (double)yen, "=MAX(0,MIN(%s,%s))",
                          at(b, p->base + B_ANNUAL, 1), formula);
    else
        hoshi_put_int(b->s, p->base + row, 1, HOSHI_STYLE_YEN_INPUT, yen);
}

static void base_amounts(const struct place *p)
{
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_offer_terms *t = &b->shown->offer.terms;
    base_label(b, p->base + B_ANNUAL, offer_say(b, WORD(yen_a_year_no_tax)),
               offer_say(b, "価格だけで払う場合の1年分", "What the price alone would carry in a year"));
    hoshi_put_formula(b->s, p->base + B_ANNUAL, 1, HOSHI_STYLE_YEN_TOTAL, (double)t->annual_yen, "=MAX(0,%s)",
                      b->annual);
    base_label(
        b, p->base + B_ONCE,
        offer_say(b, "うち一括・数年ごとの分（年額に直した額）", "Of it one-off, as a yearly charge"),
        offer_say(b, "一時金・期限付き加算の対象にできる分", "What a lump sum or a surcharge can take"));
    base_part(p, B_ONCE, t->once_annual_yen, b->once);
    base_label(b, p->base + B_KIND,
               offer_say(b, "うち製品・サービスの購入分（年額）", "Of it bought-in products and services"),
               offer_say(b, PROSE(what_could_be_provided_in_kind)));
    base_part(p, B_KIND, t->kind_annual_yen, b->kind);
}

static const char *annuity(const struct place *p, const char *months)
{
    const char *rate = at(p->b, p->base + B_RATE, 1);
    return text(p->b, "IF(%s=0,%s,(1-(1+%s)^(-%s/12))/((1+%s)^(1/12)-1))", rate, months, rate, months, rate);
}

static void base_value(const struct place *p)
{
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_offer_terms *t = &b->shown->offer.terms;
    struct hoshi_date start = b->start;
    start.day = 1;
    base_label(b, p->base + B_RATE, offer_say(b, "割引率（年）", "Discount rate a year"),
               offer_say(b, "双方で確かめて入れる。0％なら単純な合計になる",
                         "To be agreed; at 0 % plain sums are compared"));
    hoshi_put_micro(b->s, p->base + B_RATE, 1, HOSHI_STYLE_PERCENT_INPUT, t->rate_ppm);
    base_label(b, p->base + B_YEARS, offer_say(b, WORD(year_count)),
               offer_say(b, "計画の期間", "The period planned"));
    hoshi_put_int(b->s, p->base + B_YEARS, 1, HOSHI_STYLE_COUNT, t->years);
    base_label(b, p->base + B_START, offer_say(b, "開始日", "First day"),
               offer_say(b, "一時金の支払日もこの日", "A lump sum is paid on it"));
    hoshi_put_date(b->s, p->base + B_START, 1, HOSHI_STYLE_DATE_INPUT, start);
    base_label(b, p->base + B_FACTOR, offer_say(b, "年金現価係数（月末払い）", "Annuity factor, month-end"),
               offer_say(b, "毎月末に1円ずつ受け取るときの、開始日での価値（円）",
                         "Worth on the first day of one yen at each month's end"));
    const char *years = at(b, p->base + B_YEARS, 1);
    hoshi_put_formula(b->s, p->base + B_FACTOR, 1, HOSHI_STYLE_DECIMAL, b->shown->offer.factor, "=%s",
                      annuity(p, text(b, "(12*%s)", years)));
    base_label(
        b, p->base + B_VALUE,
        offer_say(b, "現在価値（円）：どの払い方でも同じ", "Present value (yen): the same for every way"),
        offer_say(b, "年額÷12×係数", "amount a year / 12 x factor"));
    hoshi_put_formula(b->s, p->base + B_VALUE, 1, HOSHI_STYLE_YEN_TOTAL,
                      (double)t->annual_yen * b->shown->offer.factor / 12, "=%s*%s/12",
                      at(b, p->base + B_ANNUAL, 1), at(b, p->base + B_FACTOR, 1));
}

/* ---- the ways ---- */

static bool has_lump(int way)
{
    return way == HOSHI_OFFER_LUMP || way == HOSHI_OFFER_MIX;
}

static bool has_surcharge(int way)
{
    return way == HOSHI_OFFER_SURCHARGE || way == HOSHI_OFFER_MIX;
}

static bool has_kind(int way)
{
    return way == HOSHI_OFFER_KIND || way == HOSHI_OFFER_MIX;
}

static const char *way_cell(const struct place *p, uint32_t row, int way)
{
    return at(p->b, p->ways + row, (size_t)way + 1);
}

static void none(const struct place *p, uint32_t row, int way)
{
    hoshi_put_text(p->b->s, p->ways + row, (uint16_t)(way + 1), HOSHI_STYLE_CENTER, "-");
}

static void offer_put(const struct place *p, uint32_t row, int way, enum hoshi_style style, double value,
                      const char *formula)
{
    hoshi_put_formula(p->b->s, p->ways + row, (uint16_t)(way + 1), style, value, "=%s", formula);
}

static void way_labels(const struct place *p)
{
    const struct hoshi_offer_block *b = p->b;
    const char *const label[W_ROWS] = {
        [W_HEAD] = offer_say(b, WORD(way_to_pay)),
        [W_LUMP] = offer_say(b, "一時金（開始日・円）", "Lump sum on the first day (yen)"),
        [W_PART] =
            offer_say(b, "一括分のうち期限付き加算にする割合", "Part of the one-off taken by a surcharge"),
        [W_MONTHS] = offer_say(b, "加算の月数", "Months of the surcharge"),
        [W_KIND_PART] =
            offer_say(b, "購入分のうち現物で提供する割合", "Part of the bought-in provided in kind"),
        [W_FACTOR] = offer_say(b, "加算の月数の係数", "Annuity factor of these months"),
        [W_SURCHARGE] = offer_say(b, "期限付き加算（円／月）", "Surcharge (yen a month)"),
        [W_END] = offer_say(b, "加算の最終日", "Last day of the surcharge"),
        [W_KIND] = offer_say(b, "現物で提供する分（円／年）", "Provided in kind (yen a year)"),
        [W_PRICE] = offer_say(b, "価格に載せる額（円／年）", "Carried by the price (yen a year)"),
        [W_PERCENT] = offer_say(b, "同・年間購入額に対する率", "The same in percent of purchases"),
        [W_MONTH] = offer_say(b, "同・月額（円）", "The same a month (yen)"),
        [W_PAID] =
            offer_say(b, "期間中に支払う計（円・現物を除く）", "Paid over the years (yen, goods not in it)"),
        [W_WORTH] = offer_say(b, "現在価値：一時金", "Worth: lump sum"),
        [W_WORTH + 1] = offer_say(b, "現在価値：期限付き加算", "Worth: surcharge"),
        [W_WORTH + 2] = offer_say(b, "現在価値：現物", "Worth: in kind"),
        [W_WORTH + 3] = offer_say(b, "現在価値：価格", "Worth: price"),
        [W_SUM] = offer_say(b, "現在価値の計（円）", "Worth in all (yen)"),
        [W_DIFFERENCE] = offer_say(b, "価格のみとの差（円）", "Difference from the price alone (yen)"),
        [W_SAYS] = offer_say(b, WORD(check)),
    };
    const char *const head[HOSHI_OFFER_WAYS] = {offer_say(b, "1. 価格のみ", "1. Price only"),
                                                offer_say(b, "2. 一時金＋価格", "2. Lump sum + price"),
                                                offer_say(b, "3. 期限付き加算＋価格", "3. Surcharge + price"),
                                                offer_say(b, "4. 現物提供＋価格", "4. In kind + price"),
                                                offer_say(b, "5. 組合せ（自由）", "5. Any mix")};
    for (uint32_t r = 0; r < W_ROWS; r++) {
        hoshi_put_text(b->s, p->ways + r, 0, r == W_HEAD ? HOSHI_STYLE_HEAD : HOSHI_STYLE_LABEL, label[r]);
        hoshi_sheet_fit(b->s, p->ways + r, label[r], hoshi_offer_widths[0] - 2);
    }
    for (int w = 0; w < HOSHI_OFFER_WAYS; w++)
        hoshi_put_text(b->s, p->ways + W_HEAD, (uint16_t)(w + 1), HOSHI_STYLE_HEAD, head[w]);
    hoshi_sheet_fit(b->s, p->ways + W_HEAD, head[HOSHI_OFFER_MIX], hoshi_offer_widths[5]);
}

static void way_inputs(const struct place *p, int w)
{
    const struct hoshi_offer_mix *m = &p->b->shown->offer.way[w].mix;
    struct hoshi_sheet *s = p->b->s;
    uint16_t c = (uint16_t)(w + 1);
    if (has_lump(w))
        hoshi_put_int(s, p->ways + W_LUMP, c, HOSHI_STYLE_YEN_INPUT, m->lump_yen);
    else
        none(p, W_LUMP, w);
    if (has_surcharge(w)) {
        hoshi_put_micro(s, p->ways + W_PART, c, HOSHI_STYLE_PERCENT_INPUT, m->surcharge_ppm);
        hoshi_put_int(s, p->ways + W_MONTHS, c, HOSHI_STYLE_COUNT_INPUT, m->months);
    } else {
        none(p, W_PART, w);
        none(p, W_MONTHS, w);
    }
    if (has_kind(w))
        hoshi_put_micro(s, p->ways + W_KIND_PART, c, HOSHI_STYLE_PERCENT_INPUT, m->kind_ppm);
    else
        none(p, W_KIND_PART, w);
}

static void way_surcharge(const struct place *p, int w)
{
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_offer_way_paid *x = &b->shown->offer.way[w];
    if (!has_surcharge(w)) {
        none(p, W_FACTOR, w);
        none(p, W_SURCHARGE, w);
        none(p, W_END, w);
        return;
    }
    const char *months = text(b, "MAX(1,MIN(12*%s,INT(N(%s))))", at(b, p->base + B_YEARS, 1),
                              way_cell(p, W_MONTHS, w)),
               *start = at(b, p->base + B_START, 1);
    offer_put(p, W_FACTOR, w, HOSHI_STYLE_DECIMAL, x->factor, annuity(p, months));
    offer_put(p, W_SURCHARGE, w, HOSHI_STYLE_YEN, (double)x->surcharge_month_yen,
              text(b, "ROUND(ROUND(ROUND(%s*%s,6),0)*%s/12/%s,0)", at(b, p->base + B_ONCE, 1),
                   way_cell(p, W_PART, w), at(b, p->base + B_FACTOR, 1), way_cell(p, W_FACTOR, w)));
    struct hoshi_date after = hoshi_month_add(b->start, x->mix.months);
    after.day = 1;
    offer_put(p, W_END, w, HOSHI_STYLE_DATE, (double)(hoshi_date_days(after) + EXCEL_EPOCH - 1),
              text(b, "DATE(YEAR(%s),MONTH(%s)+%s,1)-1", start, start, months));
}

static const char *part_worth(const struct place *p, uint32_t part, int w)
{
    const char *factor = at(p->b, p->base + B_FACTOR, 1);
    switch (part) {
    case HOSHI_WORTH_LUMP:
        return text(p->b, "N(%s)", way_cell(p, W_LUMP, w));
    case HOSHI_WORTH_SURCHARGE:
        return text(p->b, "N(%s)*N(%s)", way_cell(p, W_SURCHARGE, w), way_cell(p, W_FACTOR, w));
    case HOSHI_WORTH_KIND:
        return text(p->b, "N(%s)*%s/12", way_cell(p, W_KIND, w), factor);
    default:
        return text(p->b, "%s*%s/12", way_cell(p, W_PRICE, w), factor);
    }
}

static void way_price(const struct place *p, int w)
{
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_offer_way_paid *x = &b->shown->offer.way[w];
    const char *price = way_cell(p, W_PRICE, w);
    if (has_kind(w))
        offer_put(
            p, W_KIND, w, HOSHI_STYLE_YEN, (double)x->kind_annual_yen,
            text(b, "ROUND(ROUND(%s*%s,6),0)", at(b, p->base + B_KIND, 1), way_cell(p, W_KIND_PART, w)));
    else
        none(p, W_KIND, w);
    offer_put(p, W_PRICE, w, HOSHI_STYLE_YEN_TOTAL, (double)x->price_annual_yen,
              text(b, "ROUND((%s-%s-%s-%s)*12/%s,0)", at(b, p->base + B_VALUE, 1),
                   way_cell(p, W_WORTH + HOSHI_WORTH_LUMP, w), way_cell(p, W_WORTH + HOSHI_WORTH_KIND, w),
                   way_cell(p, W_WORTH + HOSHI_WORTH_SURCHARGE, w), at(b, p->base + B_FACTOR, 1)));
    const char *rate =
        text(b, "IF(N(%s)>0,ROUND(%s*1000000/%s,0)/1000000,\"-\")", b->purchases, price, b->purchases);
    if (b->shown->price_ppm[w] != HOSHI_NONE)
        offer_put(p, W_PERCENT, w, HOSHI_STYLE_PERCENT, hoshi_micro_value(b->shown->price_ppm[w]), rate);
    else
        hoshi_put_formula_text(b->s, p->ways + W_PERCENT, (uint16_t)(w + 1), HOSHI_STYLE_PERCENT, "-", "=%s",
                               rate);
    offer_put(p, W_MONTH, w, HOSHI_STYLE_YEN, (double)b->shown->price_month_yen[w],
              text(b, "ROUND(%s/12,0)", price));
}

static void way_worth(const struct place *p, int w)
{
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_offer_way_paid *x = &b->shown->offer.way[w];
    const char *price = way_cell(p, W_PRICE, w), *years = at(b, p->base + B_YEARS, 1);
    const char *months =
        has_surcharge(w) ? text(b, "MAX(1,MIN(12*%s,INT(N(%s))))", years, way_cell(p, W_MONTHS, w)) : "0";
    offer_put(p, W_PAID, w, HOSHI_STYLE_YEN, (double)x->paid_yen,
              text(b, "N(%s)+N(%s)*%s+%s*%s", way_cell(p, W_LUMP, w), way_cell(p, W_SURCHARGE, w), months,
                   price, years));
    for (uint32_t k = 0; k < HOSHI_OFFER_PARTS; k++)
        offer_put(p, W_WORTH + k, w, HOSHI_STYLE_YEN, x->worth[k], part_worth(p, k, w));
    const char *sum = text(b, "SUM(%s:%s)", way_cell(p, W_WORTH, w), way_cell(p, W_SUM - 1, w));
    offer_put(p, W_SUM, w, HOSHI_STYLE_YEN_TOTAL, (double)x->worth_yen, text(b, "ROUND(%s,0)", sum));
    offer_put(p, W_DIFFERENCE, w, HOSHI_STYLE_YEN_TOTAL, (double)x->difference_yen,
              text(b, "ROUND(%s-%s,0)", sum, at(b, p->base + B_VALUE, 1)));
    const char *same = offer_say(b, "同じ価値", "same worth"),
               *more = offer_say(b, "多すぎます：減らす", "too much: reduce");
    hoshi_put_formula_text(b->s, p->ways + W_SAYS, (uint16_t)(w + 1), HOSHI_STYLE_CENTER,
                           x->too_much ? more : same, "=IF(%s<0,\"%s\",IF(ABS(%s)<=%s,\"%s\",\"%s\"))", price,
                           more, way_cell(p, W_DIFFERENCE, w), years, same, more);
}

static uint32_t way_notes(const struct hoshi_offer_block *b, uint32_t row)
{
    const char *const note[] = {
        offer_say(b, PROSE(convention_price_and_surcharge_are)),
        offer_say(b, PROSE(lump_sum_put_down_in_writing)),
        offer_say(b, PROSE(kind_make_sure_the_receiving_side)),
        offer_say(b, PROSE(only_the_way_agreed_upon)),
    };
    for (size_t i = 0; i < sizeof note / sizeof *note; i++)
        wide(b, row++, HOSHI_STYLE_NOTE, note[i]);
    return row;
}

static uint32_t offer_ways(struct place *p, uint32_t row)
{
    const struct hoshi_offer_block *b = p->b;
    row = offer_heading(b, row,
                        offer_say(b, "1. 払い方（現在価値は同じ）", "1. Ways to pay, all worth the same"));
    p->base = row;
    p->ways = row + B_ROWS + 1;
    base_amounts(p);
    base_value(p);
    way_labels(p);
    for (int w = 0; w < HOSHI_OFFER_WAYS; w++) {
        way_inputs(p, w);
        way_surcharge(p, w);
        way_price(p, w);
        way_worth(p, w);
    }
    return way_notes(b, p->ways + W_ROWS);
}

/* ---- the one-off part as tooling ---- */

struct tooling {
    const struct place *p;
    const struct hoshi_tooling *t;
    uint32_t total, months, years; /* rows; years: head of the table by year */
};

static void tooling_total(const struct tooling *x)
{
    const struct place *p = x->p;
    const struct hoshi_offer_block *b = p->b;
    base_label(b, x->total,
               offer_say(b, "総額（円）：期間中に回収する一括分", "Total (yen): one-off part of the years"),
               offer_say(b, "一括分の年額×年数", "one-off part a year x years"));
    hoshi_put_formula(b->s, x->total, 1, HOSHI_STYLE_YEN_TOTAL, (double)x->t->total_yen, "=%s*%s",
                      at(b, p->base + B_ONCE, 1), at(b, p->base + B_YEARS, 1));
    base_label(b, x->months, offer_say(b, "償却する月数", "Months until it is recovered"),
               offer_say(b, "型費と同じく、償却が終わった分は単価から外す",
                         "As with tooling, the charge ends when it is recovered"));
    hoshi_put_int(b->s, x->months, 1, HOSHI_STYLE_COUNT_INPUT, x->t->months);
    struct hoshi_date after = hoshi_month_add(b->start, x->t->months);
    after.day = 1;
    const char *start = at(b, p->base + B_START, 1);
    base_label(b, x->months + 1, offer_say(b, "終了日", "Last day"), "");
    hoshi_put_formula(b->s, x->months + 1, 1, HOSHI_STYLE_DATE,
                      (double)(hoshi_date_days(after) + EXCEL_EPOCH - 1), "=DATE(YEAR(%s),MONTH(%s)+%s,1)-1",
                      start, start, at(b, x->months, 1));
}

static uint32_t tooling_head(const struct hoshi_offer_block *b, uint32_t row)
{
    const char *const head[HOSHI_OFFER_COLUMNS] = {
        offer_say(b, WORD(item_sold)),
        offer_say(b, "受け持つ総額（円）", "Total it carries (yen)"),
        offer_say(b, WORD(quantity_recovered)),
        offer_say(b, "加算額（円／個）", "Charge a piece (yen)"),
        offer_say(b, "実績数量の累計（入力）", "Pieces so far (enter)"),
        offer_say(b, "残高（円）", "Balance (yen)")};
    for (uint16_t c = 0; c < HOSHI_OFFER_COLUMNS; c++)
        hoshi_put_text(b->s, row, c, HOSHI_STYLE_HEAD, head[c]);
    hoshi_sheet_fit(b->s, row, head[4], hoshi_offer_widths[4]);
    return row + 1;
}

static void tooling_item(const struct tooling *x, size_t i, uint32_t row)
{
    const struct place *p = x->p;
    const struct hoshi_offer_block *b = p->b;
    const struct hoshi_item_price *item = &b->uplift->item[i];
    char carried[HOSHI_REF], units[HOSHI_REF];
    hoshi_ref_on(carried, b->items_on, b->item_row + (uint32_t)i, b->carried_column);
    hoshi_ref_on(units, b->items_on, b->item_row + (uint32_t)i, b->units_column);
    const struct hoshi_tooling_piece *v = &b->shown->piece[i];
    const char *label = text(b, "%s%s%s", item->item->code, item->item->name ? " " : "",
                             item->item->name ? item->item->name : "");
    const char *annual = at(b, p->base + B_ANNUAL, 1), *total = at(b, row, 1), *quantity = at(b, row, 2),
               *made = at(b, row, 4);
    hoshi_put_text(b->s, row, 0, HOSHI_STYLE_TEXT, label);
    hoshi_sheet_fit(b->s, row, label, hoshi_offer_widths[0]);
    hoshi_put_formula(b->s, row, 1, HOSHI_STYLE_YEN, (double)v->total_yen, "=IF(%s>0,ROUND(%s*%s/%s,0),0)",
                      annual, at(b, x->total, 1), carried, annual);
    hoshi_put_formula(b->s, row, 2, HOSHI_STYLE_COUNT, (double)v->quantity, "=ROUND(%s*%s/12,0)", units,
                      at(b, x->months, 1));
    hoshi_put_formula(b->s, row, 3, HOSHI_STYLE_YEN2, hoshi_micro_value(v->piece_micro),
                      "=IF(%s=0,0,ROUND(%s*100/%s,0)/100)", quantity, total, quantity);
    hoshi_put_blank(b->s, row, 4, HOSHI_STYLE_COUNT_INPUT);
    hoshi_put_formula(b->s, row, 5, HOSHI_STYLE_YEN, (double)v->total_yen,
                      "=MAX(0,%s-ROUND(ROUND(%s*N(%s),6),0))", total, at(b, row, 3), made);
}

static uint32_t tooling_items(const struct tooling *x, uint32_t row)
{
    const struct hoshi_offer_block *b = x->p->b;
    if (!b->shown->pieces) {
        wide(b, row, HOSHI_STYLE_NOTE, offer_say(b, PROSE(no_items_were_given_charge)));
        return row + 1;
    }
    row = tooling_head(b, row);
    uint32_t first = row;
    for (size_t i = 0; i < b->shown->pieces; i++, row++)
        tooling_item(x, i, row);
    hoshi_put_text(b->s, row, 0, HOSHI_STYLE_TEXT,
                   offer_say(b, "上の表にない品目の分（率か月額で）", "Items not above (percent or month)"));
    hoshi_put_formula(b->s, row, 1, HOSHI_STYLE_YEN, (double)b->shown->unpriced_yen, "=%s-SUM(%s:%s)",
                      at(b, x->total, 1), at(b, first, 1), at(b, row - 1, 1));
    for (uint16_t c = 2; c < HOSHI_OFFER_COLUMNS; c++)
        hoshi_put_text(b->s, row, c, HOSHI_STYLE_CENTER, "-");
    return row + 1;
}

static const char *year_label(const struct hoshi_offer_block *b, int y)
{
    struct hoshi_date from = hoshi_month_add(b->start, 12 * y), to = hoshi_month_add(from, 11);
    return text(b, offer_say(b, "%d年目（%d/%02d〜%d/%02d）", "Year %d (%d/%02d - %d/%02d)"), y + 1,
                from.year, from.month, to.year, to.month);
}

static uint32_t tooling_years(const struct tooling *x, uint32_t row)
{
    const struct hoshi_offer_block *b = x->p->b;
    const char *const head[HOSHI_OFFER_COLUMNS] = {
        offer_say(b, WORD(year)),
        offer_say(b, "計画の回収額（円）", "Planned recovery (yen)"),
        offer_say(b, "計画の期末残高（円）", "Planned balance (yen)"),
        offer_say(b, "実績数量÷計画（入力）", "Actual / planned volume (enter)"),
        offer_say(b, "実績の回収額（円）", "Actual recovery (yen)"),
        offer_say(b, "実績の期末残高（円）", "Actual balance (yen)")};
    for (uint16_t c = 0; c < HOSHI_OFFER_COLUMNS; c++)
        hoshi_put_text(b->s, row, c, HOSHI_STYLE_HEAD, head[c]);
    hoshi_sheet_fit(b->s, row, head[3], hoshi_offer_widths[3]);
    uint32_t first = row + 1;
    const char *total = at(b, x->total, 1), *months = at(b, x->months, 1);
    for (int y = 0; y < x->t->years; y++) {
        uint32_t r = first + (uint32_t)y;
        hoshi_put_text(b->s, r, 0, HOSHI_STYLE_LABEL, year_label(b, y));
        hoshi_put_formula(b->s, r, 1, HOSHI_STYLE_YEN, (double)x->t->recovered_yen[y],
                          "=ROUND(%s*MIN(%d,%s)/%s,0)-ROUND(%s*MIN(%d,%s)/%s,0)", total, 12 * (y + 1), months,
                          months, total, 12 * y, months, months);
        hoshi_put_formula(b->s, r, 2, HOSHI_STYLE_YEN, (double)x->t->balance_yen[y], "=%s-SUM(%s:%s)", total,
                          at(b, first, 1), at(b, r, 1));
        hoshi_put_blank(b->s, r, 3, HOSHI_STYLE_PERCENT_INPUT);
        hoshi_put_formula_text(b->s, r, 4, HOSHI_STYLE_YEN, "", "=IF(ISNUMBER(%s),ROUND(%s*%s,0),\"\")",
                               at(b, r, 3), at(b, r, 1), at(b, r, 3));
        hoshi_put_formula_text(b->s, r, 5, HOSHI_STYLE_YEN, "", "=IF(ISNUMBER(%s),%s-SUM(%s:%s),\"\")",
                               at(b, r, 3), total, at(b, first, 4), at(b, r, 4));
    }
    return first + (uint32_t)x->t->years;
}

static uint32_t tooling(const struct place *p, uint32_t row)
{
    const struct hoshi_offer_block *b = p->b;
    struct tooling x = {.p = p, .t = &b->shown->tooling};
    row = offer_heading(b, row,
                        offer_say(b, "2. 一括分を型費償却の形で（利息なし）",
                                  "2. The one-off part in the form of tooling (no interest)"));
    x.total = row;
    x.months = row + 1;
    tooling_total(&x);
    row = tooling_items(&x, row + 4);
    row = tooling_years(&x, row + 1);
    wide(b, row, HOSHI_STYLE_NOTE, offer_say(b, PROSE(way_to_show_the_one_off)));
    return row + 1;
}

/* ---- yearly review ---- */

static uint32_t offer_review(const struct place *p, uint32_t row)
{
    const struct hoshi_offer_block *b = p->b;
    const char *const head[HOSHI_OFFER_COLUMNS] = {
        offer_say(b, WORD(year)),
        offer_say(b, "計画の年額（円）", "Planned amount (yen)"),
        offer_say(b, "実際に受け取った額（入力）", "Actually received (enter)"),
        offer_say(b, "実際の費用の分担分（入力）", "Part of the actual cost (enter)"),
        offer_say(b, "差引（受取−費用・円）", "Received less cost (yen)"),
        offer_say(b, "翌年への繰越し（累計・円）", "Carried forward (yen)")};
    row = offer_heading(b, row,
                        offer_say(b, "3. 年1回の見直し（実績の数量と費用）",
                                  "3. Yearly review with actual quantities and costs"));
    for (uint16_t c = 0; c < HOSHI_OFFER_COLUMNS; c++)
        hoshi_put_text(b->s, row, c, HOSHI_STYLE_HEAD, head[c]);
    hoshi_sheet_fit(b->s, row, head[3], hoshi_offer_widths[3]);
    uint32_t first = ++row;
    for (int y = 0; y < b->shown->offer.terms.years; y++, row++) {
        const char *got = at(b, row, 2), *cost = at(b, row, 3);
        hoshi_put_text(b->s, row, 0, HOSHI_STYLE_LABEL, year_label(b, y));
        hoshi_put_formula(b->s, row, 1, HOSHI_STYLE_YEN, (double)b->shown->offer.terms.annual_yen, "=%s",
                          at(b, p->base + B_ANNUAL, 1));
        hoshi_put_blank(b->s, row, 2, HOSHI_STYLE_YEN_INPUT);
        hoshi_put_blank(b->s, row, 3, HOSHI_STYLE_YEN_INPUT);
        hoshi_put_formula_text(b->s, row, 4, HOSHI_STYLE_YEN, "",
                               "=IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s-%s,\"\")", got, cost, got, cost);
        hoshi_put_formula_text(b->s, row, 5, HOSHI_STYLE_YEN, "", "=IF(ISNUMBER(%s),SUM(%s:%s),\"\")",
                               at(b, row, 4), at(b, first, 4), at(b, row, 4));
    }
    wide(b, row, HOSHI_STYLE_NOTE, offer_say(b, PROSE(received_actual_quantities_x_rise_or)));
    return row + 1;
}

uint32_t hoshi_offer_block_write(const struct hoshi_offer_block *b, uint32_t row)
{
    struct place p = {.b = b};
    row = offer_ways(&p, row);
    row = tooling(&p, row + 1);
    return offer_review(&p, row + 1);
}
