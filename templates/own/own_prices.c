/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every price and effort row in use: low, likely, high as inputs, and what they are in yen per unit. */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

struct price_cells {
    const char *name, *unit, *origin, *rate, *mean, *source, *from, *document;
    struct hoshi_date date;
    int64_t low_micro, likely_micro, high_micro, rate_micro, months;
    struct hoshi_triple yen;
    int64_t mean_micro;
};

static struct hoshi_triple price_original(const struct hoshi_own_price *p)
{
    const struct hoshi_line *x = p->line;
    if (x->effort)
        return x->effort->days;
    if (x->quote)
        return (struct hoshi_triple){x->quote->low_micro, x->quote->likely_micro, x->quote->high_micro};
    return x->price->breaks ? x->price->break_[p->tier].price : x->price->price;
}

static const char *price_origin(const struct hoshi_page *p, const struct hoshi_line *x)
{
    static const char *const code[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
    if (x->effort)
        return hoshi_say_role(p->lang, x->effort->role);
    return x->quote ? hoshi_page_say(p, WORD(quotation)) : code[x->price->currency];
}

/* Yen per day of work, or per unit of the currency. */
static void price_rate(struct hoshi_page *p, const struct own_book *b, const struct hoshi_line *x,
                       struct price_cells *cells)
{
    cells->rate_micro = HOSHI_MICRO;
    if (x->effort) {
        cells->rate_micro = x->rate_yen * HOSHI_MICRO;
        cells->rate = hoshi_page_print(p, "%s", hoshi_own_ref(b, "in.labour.%d", (int)x->effort->role).text);
    } else if (!x->quote && x->price->currency != HOSHI_JPY) {
        cells->rate_micro = b->a->exchange_micro[x->price->currency];
        cells->rate =
            hoshi_page_print(p, "%s", hoshi_own_ref(b, "in.exchange.%d", (int)x->price->currency).text);
    }
}

/* The mean of the row's distribution, as hoshi_assumptions_mean. */
static const char *price_mean(const struct own_book *b)
{
    switch (hoshi_case_spread(b->c)) {
    case HOSHI_SPREAD_PERT:
        return "ROUND(({low}+4*{likely}+{high})/6,6)";
    case HOSHI_SPREAD_LOGNORMAL90:
        return "IF(AND({low}>0,{low}<>{high}),ROUND(EXP((LN({low}*1000000)+LN({high}*1000000))/2+((LN({high}*1000000)-LN({low}*1000000))/3.2897072539029444)^2/2),0)/1000000,ROUND(({low}+{likely}+{high})/3,6))";
    default:
        return "ROUND(({low}+{likely}+{high})/3,6)";
    }
}

static const char *price_source(struct hoshi_page *p, const struct hoshi_line *x)
{
    if (x->quote)
        return hoshi_page_say(p, WORD(quotation));
    const struct hoshi_provenance *from = x->effort ? &x->effort->from : &x->price->from;
    const char *date = hoshi_say_source_date(p->lang, from);
    return hoshi_page_print(p, "%s・%s%s%s%s", hoshi_say_basis(p->lang, from->basis),
                            hoshi_say_confidence(p->lang, from->confidence), *date ? "・" : "", date,
                            x->price && x->price->common_unknown
                                ? hoshi_page_say(p, "・料金は未公表", ", fee not published")
                                : "");
}

static const char *price_name(struct hoshi_page *p, const struct own_book *b,
                              const struct hoshi_own_price *price)
{
    const struct hoshi_line *x = price->line;
    const char *name = hoshi_own_line_name(b, x);
    if (!x->price || !x->price->breaks || x->quote)
        return name;
    return hoshi_page_print(p, hoshi_page_say(p, "%s（%lld以上の単価）", "%s (from %lld)"), name,
                            (long long)x->price->break_[price->tier].from);
}

/* A price in yen that is typed comes back, as a quotation when somebody is named who made it; person-days, foreign
 * lists and the fees of a measure that was quoted as a whole are stated elsewhere. */
static void price_comes_back(struct hoshi_page *p, const struct hoshi_line *x)
{
    static const char *const key[] = {"low_yen", "likely_yen", "high_yen", "from", "date", "document"};
    bool back = x->price && (x->quote || x->price->currency == HOSHI_JPY) && !strchr(x->price->id, ':');
    for (size_t i = 0; i < (x->effort ? 3 : sizeof key / sizeof *key); i++)
        if (back)
            hoshi_back_path(&p->s, "plan.quotes[%s].%s", x->price->id, key[i]);
        else
            hoshi_back_path(&p->s, "%s", "");
}

static void price_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                      const struct hoshi_own_price *price)
{
    const struct hoshi_line *x = price->line;
    struct hoshi_triple o = price_original(price);
    struct price_cells cells = {.name = price_name(p, b, price),
                                .unit = x->effort ? hoshi_say_driver(p->lang, x->effort->driver)
                                                  : hoshi_say_unit(p->lang, x->price->unit),
                                .origin = price_origin(p, x),
                                .low_micro = o.low_micro,
                                .likely_micro = o.likely_micro,
                                .high_micro = o.high_micro,
                                .months = x->months,
                                .yen = x->unit,
                                .mean_micro = x->unit_mean_micro,
                                .mean = price_mean(b),
                                .source = price_source(p, x)};
    if (x->quote) {
        cells.from = x->quote->from;
        cells.document = x->quote->document;
        cells.date = x->quote->date;
    }
    price_rate(p, b, x, &cells);
    price_comes_back(p, x);
    hoshi_list_row(p, list, &cells);
}

#define AT(member) offsetof(struct price_cells, member)
static const struct hoshi_column price_columns[] = {
    {"name", {"名称", "Name"}, 44, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"unit", {WORD(unit)}, 14, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(unit)},
    {"origin", {"単価の出所", "Priced by"}, 15, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(origin)},
    {"inlow", {WORD(low)}, 12, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(low_micro)},
    {"inlikely", {WORD(likely)}, 12, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(likely_micro)},
    {"inhigh", {WORD(high)}, 12, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(high_micro)},
    {"rate",
     {"換算（円）", "Rate (yen)"},
     10,
     HOSHI_STYLE_DECIMAL,
     HOSHI_VALUE_MICRO,
     .at = AT(rate_micro),
     .formula_at = AT(rate)},
    {"months", {"月数", "Months"}, 7, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(months)},
    {"low",
     {"円 低", "Yen low"},
     12,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(yen.low_micro),
     .formula = "ROUND({inlow}*{rate},6)*{months}"},
    {"likely",
     {"円 中", "Yen likely"},
     12,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(yen.likely_micro),
     .formula = "ROUND({inlikely}*{rate},6)*{months}"},
    {"high",
     {"円 高", "Yen high"},
     12,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(yen.high_micro),
     .formula = "ROUND({inhigh}*{rate},6)*{months}"},
    {"mean",
     {"円 期待値（係数込み）", "Yen mean (with factors)"},
     13,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(mean_micro),
     .formula_at = AT(mean)},
    {"source",
     {"出所・確度", "Source, confidence"},
     26,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(source)},
    {"from", {WORD(quoted_by)}, 20, HOSHI_STYLE_TEXT_INPUT, HOSHI_VALUE_TEXT, .at = AT(from)},
    {"date", {WORD(quoted_on)}, 12, HOSHI_STYLE_DATE_INPUT, HOSHI_VALUE_DATE, .at = AT(date)},
    {"document", {WORD(quotation_no)}, 14, HOSHI_STYLE_VERBATIM_INPUT, HOSHI_VALUE_TEXT, .at = AT(document)},
};

enum { QUOTED_COLUMNS = 3 };

static void price_list(struct hoshi_page *p, const struct own_book *b, struct hoshi_list *list, bool effort)
{
    hoshi_list_begin(p, list);
    hoshi_list_heads(p, list);
    if (!effort)
        hoshi_page_freeze(p, 1, 1);
    for (size_t i = 0; i < b->v->prices; i++)
        if (effort == (b->v->price[i].line->effort != NULL))
            price_row(p, list, b, &b->v->price[i]);
}

void hoshi_own_prices_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list prices = {.name = "prices",
                                .column = price_columns,
                                .columns = sizeof price_columns / sizeof *price_columns},
                      efforts = prices;
    efforts.name = "efforts";
    efforts.columns -= QUOTED_COLUMNS; /* nobody quotes the firm's own work */
    p->roomy = true;
    hoshi_list_widths(p, &prices);
    hoshi_page_title(p, hoshi_page_say(p, "単価・工数（使っている行だけ）", "Prices and effort in use"),
                     hoshi_page_say(p, PROSE(without_tax_low_likely_high_per)));
    hoshi_page_heading(p, hoshi_page_say(p, "1. 外から買うもの", "1. Bought in"));
    price_list(p, b, &prices, false);
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "2. 社内の工数（低・中・高は人日、換算は1人日の円）",
                                         "2. Own effort (low, likely, high in person-days)"));
    price_list(p, b, &efforts, true);
}
