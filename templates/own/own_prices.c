/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every price and effort row in use: low, likely, high as inputs, and what they are in yen per unit. */
#include "own_sheets.h"
#include "text.h"

static const struct own_head heads[PRICE_COLUMNS] = {
    {"名称", "Name", 44},
    {"単位", "Unit", 14},
    {"単価の出所", "Priced by", 15},
    {"低", "Low", 12},
    {"中", "Likely", 12},
    {"高", "High", 12},
    {"換算（円）", "Rate (yen)", 10},
    {"月数", "Months", 7},
    {"円 低", "Yen low", 12},
    {"円 中", "Yen likely", 12},
    {"円 高", "Yen high", 12},
    {"円 期待値（係数込み）", "Yen mean (with factors)", 13},
    {"出所・確度", "Source, confidence", 40},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_PRICES];
}

static struct hoshi_triple original(const struct own_price *p)
{
    const struct hoshi_line *x = p->line;
    if (x->effort)
        return x->effort->days;
    if (x->quote)
        return (struct hoshi_triple){x->quote->low_micro, x->quote->likely_micro, x->quote->high_micro};
    return x->price->breaks ? x->price->break_[p->tier].price : x->price->price;
}

static const char *unit(const struct own_book *b, const struct hoshi_line *x)
{
    return x->effort ? hoshi_say_driver(b->lang, x->effort->driver) : hoshi_say_unit(b->lang, x->price->unit);
}

static const char *priced_by(const struct own_book *b, const struct hoshi_line *x)
{
    static const char *const code[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
    if (x->effort)
        return hoshi_say_role(b->lang, x->effort->role);
    if (x->quote)
        return hoshi_own_say(b, "見積書", "quotation");
    return code[x->price->currency];
}

static void rate(struct own_book *b, const struct hoshi_line *x, uint32_t row)
{
    if (x->effort) {
        hoshi_put_formula(sheet(b), row, PRICE_RATE, HOSHI_STYLE_DECIMAL, (double)x->rate_yen, "=%s",
                          hoshi_own_on(b, OWN_INPUTS, b->in_labour + x->effort->role, IN_VALUE).text);
    } else if (x->quote || x->price->currency == HOSHI_JPY) {
        hoshi_put_int(sheet(b), row, PRICE_RATE, HOSHI_STYLE_DECIMAL, 1);
    } else {
        hoshi_put_formula(
            sheet(b), row, PRICE_RATE, HOSHI_STYLE_DECIMAL,
            hoshi_micro_value(b->a->exchange_micro[x->price->currency]), "=%s",
            hoshi_own_on(b, OWN_INPUTS, b->in_exchange + x->price->currency - 1, IN_VALUE).text);
    }
    hoshi_put_int(sheet(b), row, PRICE_MONTHS, HOSHI_STYLE_COUNT, x->months);
}

/* The mean of the row's distribution, as hoshi_assumptions_mean. */
static void mean_formula(struct own_book *b, struct hoshi_buffer *f, uint32_t row)
{
    struct own_ref l = hoshi_own_at(row, PRICE_YEN_LOW), m = hoshi_own_at(row, PRICE_YEN_LIKELY),
                   h = hoshi_own_at(row, PRICE_YEN_HIGH);
    enum hoshi_spread spread = b->c->range.stated ? b->c->range.distribution : HOSHI_SPREAD_TRIANGULAR;
    if (spread == HOSHI_SPREAD_PERT) {
        hoshi_buffer_printf(f, "ROUND((%s+4*%s+%s)/6,6)", l.text, m.text, h.text);
        return;
    }
    if (spread == HOSHI_SPREAD_LOGNORMAL90)
        hoshi_buffer_printf(
            f,
            "IF(AND(%s>0,%s<>%s),ROUND(EXP((LN(%s*1000000)+LN(%s*1000000))/2+((LN(%s*1000000)-LN(%s*1000000))/3.2897072539029444)^2/2),0)/1000000,",
            l.text, l.text, h.text, l.text, h.text, h.text, l.text);
    hoshi_buffer_printf(f, "ROUND((%s+%s+%s)/3,6)%s", l.text, m.text, h.text,
                        spread == HOSHI_SPREAD_LOGNORMAL90 ? ")" : "");
}

static void amounts(struct own_book *b, const struct own_price *p)
{
    const struct hoshi_line *x = p->line;
    struct hoshi_triple o = original(p);
    const int64_t in[] = {o.low_micro, o.likely_micro, o.high_micro};
    const int64_t out[] = {x->unit.low_micro, x->unit.likely_micro, x->unit.high_micro};
    for (uint16_t i = 0; i < 3; i++) {
        hoshi_put_micro(sheet(b), p->row, (uint16_t)(PRICE_LOW + i), HOSHI_STYLE_DECIMAL_INPUT, in[i]);
        hoshi_put_formula(sheet(b), p->row, (uint16_t)(PRICE_YEN_LOW + i), HOSHI_STYLE_YEN2,
                          hoshi_micro_value(out[i]), "=ROUND(%s*%s,6)*%s",
                          hoshi_own_at(p->row, PRICE_LOW + i).text, hoshi_own_at(p->row, PRICE_RATE).text,
                          hoshi_own_at(p->row, PRICE_MONTHS).text);
    }
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    mean_formula(b, &f, p->row);
    uint32_t factor = x->effort ? b->in_mean_effort : b->in_mean_market;
    hoshi_put_formula(sheet(b), p->row, PRICE_YEN_MEAN, HOSHI_STYLE_YEN2,
                      hoshi_micro_value(x->unit_mean_micro), "=ROUND(%s*%s,6)", hoshi_buffer_text(&f),
                      hoshi_own_on(b, OWN_INPUTS, factor, IN_FOURTH).text);
    hoshi_buffer_release(&f);
}

static const char *source(struct own_book *b, const struct hoshi_line *x)
{
    char date[HOSHI_DATE_TEXT];
    if (x->quote)
        return hoshi_own_text(b, "%s %s %s", x->quote->from ? x->quote->from : "",
                              x->quote->document ? x->quote->document : "",
                              hoshi_date_print(x->quote->date, date));
    const struct hoshi_provenance *from = x->effort ? &x->effort->from : &x->price->from;
    return hoshi_own_text(
        b, "%s・%s・%s%s", hoshi_say_basis(b->lang, from->basis),
        hoshi_say_confidence(b->lang, from->confidence), hoshi_say_source_date(b->lang, from),
        x->price && x->price->common_unknown ? hoshi_own_say(b, "・制度案段階の情報", ", fee not published")
                                             : "");
}

static void price_row(struct own_book *b, const struct own_price *p)
{
    const struct hoshi_line *x = p->line;
    const char *name = hoshi_own_line_name(b, x), *from = source(b, x);
    if (x->price && x->price->breaks && !x->quote)
        name = hoshi_own_text(b, hoshi_own_say(b, "%s（%lld以上の単価）", "%s (from %lld)"), name,
                              (long long)x->price->break_[p->tier].from);
    hoshi_put_text(sheet(b), p->row, PRICE_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(sheet(b), p->row, PRICE_UNIT, HOSHI_STYLE_CENTER, unit(b, x));
    hoshi_put_text(sheet(b), p->row, PRICE_ORIGIN, HOSHI_STYLE_CENTER, priced_by(b, x));
    rate(b, x, p->row);
    amounts(b, p);
    hoshi_put_text(sheet(b), p->row, PRICE_SOURCE, HOSHI_STYLE_TEXT, from);
    const char *text[] = {name, from, unit(b, x), priced_by(b, x)};
    const size_t column[] = {PRICE_NAME, PRICE_SOURCE, PRICE_UNIT, PRICE_ORIGIN};
    size_t best = 0;
    for (size_t i = 1; i < 4; i++)
        if ((double)hoshi_text_width(text[i]) / heads[column[i]].width >
            (double)hoshi_text_width(text[best]) / heads[column[best]].width)
            best = i;
    hoshi_own_fit(b, OWN_PRICES, p->row, column[best], text[best]);
}

void hoshi_own_write_prices(struct own_book *b)
{
    uint32_t effort = b->price_first;
    hoshi_own_widths(b, OWN_PRICES, heads, PRICE_COLUMNS);
    hoshi_own_title(b, OWN_PRICES, PRICE_COLUMNS - 1,
                    hoshi_own_say(b, "単価・工数（使っている行だけ）", "Prices and effort in use"),
                    hoshi_own_say(b, PROSE(without_tax_low_likely_high_per)));
    hoshi_put_text(sheet(b), b->price_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "1. 外から買うもの", "1. Bought in"));
    hoshi_own_heads(b, OWN_PRICES, b->price_first - 1, heads, PRICE_COLUMNS);
    for (size_t i = 0; i < b->prices; i++) {
        price_row(b, &b->price[i]);
        effort += !b->price[i].line->effort;
    }
    hoshi_put_text(sheet(b), effort + 1, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "2. 社内の工数（低・中・高は人日、換算は1人日の円）",
                                 "2. Own effort (low, likely, high in person-days)"));
    hoshi_own_heads(b, OWN_PRICES, effort + 2, heads, PRICE_COLUMNS);
    hoshi_sheet_freeze(sheet(b), b->price_first, 1, b->price_first - 1);
}
