/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures rest on: quotations to get, unpublished fees, every assumption and every row used with its
 * source. */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

/* A row of any of the lists: name, three figures, and what they rest on. */
struct basis_cells {
    const char *name, *basis, *source;
    struct hoshi_value low, likely, high, confidence, date;
};

#define AT(member) offsetof(struct basis_cells, member)
/* The lists are alike but for what their three figures are called. */
#define BASIS_COLUMNS(first, second, third)                                                                  \
    {"name", {WORD(item)}, 44, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},                          \
        {"low", {first}, 13, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_ANY, .at = AT(low)},                           \
        {"likely", {second}, 13, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_ANY, .at = AT(likely)},                    \
        {"high", {third}, 13, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_ANY, .at = AT(high)},                         \
        {"basis", {WORD(kind_of_basis)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(basis)},         \
        {"confidence", {WORD(confidence)}, 11, HOSHI_STYLE_CENTER, HOSHI_VALUE_ANY, .at = AT(confidence)},   \
        {"date", {WORD(date)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_ANY, .at = AT(date)},                     \
    {                                                                                                        \
        "source", {"出所・理由", "Source and reason"}, 66, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT,               \
            .at = AT(source)                                                                                 \
    }
static const struct hoshi_column basis_amounts[] = {BASIS_COLUMNS(WORD(low_horizon_yen), WORD(likely),
                                                                  WORD(high))},
                                 basis_values[] = {BASIS_COLUMNS(WORD(low), WORD(value), WORD(high))},
                                 basis_rows[] = {BASIS_COLUMNS(WORD(low), WORD(likely), WORD(high))};
enum { BASIS_COLUMNS_N = sizeof basis_rows / sizeof *basis_rows };

/* Heading and heads of one of the lists. */
static struct hoshi_list basis_list(struct hoshi_page *p, const char *name, const struct hoshi_column *column,
                                    const char *heading)
{
    struct hoshi_list list = {.name = name, .column = column, .columns = BASIS_COLUMNS_N};
    hoshi_page_heading(p, heading);
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    return list;
}

static struct hoshi_value basis_yen(int64_t yen)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_INT, .style = HOSHI_STYLE_YEN, .n = yen};
}

static struct hoshi_value basis_micro(int64_t micro)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_MICRO, .n = micro};
}

static struct hoshi_value own_basis_text(enum hoshi_style style, const char *text)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_TEXT, .style = style, .text = text};
}

static void basis_provenance(struct hoshi_page *p, struct basis_cells *x, const struct hoshi_provenance *from,
                             const char *reason)
{
    const char *source = hoshi_page_say(p, from->source_ja, from->source);
    x->basis = hoshi_say_basis(p->lang, from->basis);
    x->confidence = own_basis_text(HOSHI_STYLE_CENTER, hoshi_say_confidence(p->lang, from->confidence));
    x->date = own_basis_text(HOSHI_STYLE_CENTER, hoshi_say_source_date(p->lang, from));
    x->source = *reason ? hoshi_page_print(p, "%s\n%s", source, reason) : source;
}

static struct basis_cells basis_figures(const char *name, struct hoshi_triple t)
{
    return (struct basis_cells){.name = name,
                                .low = basis_micro(t.low_micro),
                                .likely = basis_micro(t.likely_micro),
                                .high = basis_micro(t.high_micro)};
}

/* ---- quotations and fees ---- */

static void basis_spread_row(struct hoshi_page *p, struct hoshi_list *list, const struct hoshi_own_price *x,
                             const char *reason)
{
    struct basis_cells cells = {.name = hoshi_words_say(p->lang, x->line->price->name),
                                .low = basis_yen(x->low_yen),
                                .likely = basis_yen(x->likely_yen),
                                .high = basis_yen(x->high_yen)};
    basis_provenance(p, &cells, &x->line->price->from, reason);
    hoshi_list_row(p, list, &cells);
}

static void basis_quotations(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list =
        basis_list(p, "toquote", basis_amounts,
                   hoshi_page_say(p, "1. 先に取る見積（動く額の大きい順に3件まで）",
                                  "1. Quotations to get first (the three that move most)"));
    for (size_t i = 0; i < b->v->quote_first; i++) {
        const struct hoshi_quotable *q = &b->v->quotable[i];
        struct basis_cells cells = {.name = hoshi_words_say(p->lang, b->t->measure[q->measure].name),
                                    .low = basis_yen(q->low_yen),
                                    .likely = basis_yen(q->likely_yen),
                                    .high = basis_yen(q->high_yen)};
        basis_provenance(p, &cells, &q->widest->line.price->from, "");
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_page_skip(p, 1);
}

static void basis_fees(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list =
        basis_list(p, "fees", basis_amounts, hoshi_page_say(p, PROSE(unpublished_fees_of_the_scheme)));
    for (size_t i = 0; i < b->v->prices; i++) {
        const struct hoshi_own_price *x = &b->v->price[i];
        if (x->line->price && x->line->price->common_unknown && x->high_yen)
            basis_spread_row(p, &list, x, hoshi_words_say(p->lang, x->line->price->note));
    }
    hoshi_page_skip(p, 1);
}

/* ---- assumptions ---- */

/* A value that the case states, or a default with its source. */
static struct basis_cells basis_assumption(struct hoshi_page *p, const char *name, bool stated,
                                           const struct hoshi_provenance *from, const char *reason)
{
    struct basis_cells x = {.name = name,
                            .source = reason,
                            .confidence = own_basis_text(HOSHI_STYLE_TEXT, ""),
                            .date = own_basis_text(HOSHI_STYLE_TEXT, "")};
    if (!stated && from)
        basis_provenance(p, &x, from, reason);
    x.basis = stated ? hoshi_page_say(p, WORD(stated)) : hoshi_page_say(p, WORD_IN(default_value));
    return x;
}

static void basis_value_row(struct hoshi_page *p, struct hoshi_list *list, struct basis_cells x,
                            int64_t micro)
{
    x.likely = basis_micro(micro);
    hoshi_list_row(p, list, &x);
}

static struct basis_cells basis_parameter(struct hoshi_page *p, const struct own_book *b, const char *id,
                                          bool stated)
{
    const struct hoshi_parameter *x = hoshi_tables_parameter(b->t, id);
    return basis_assumption(p, x ? hoshi_words_say(p->lang, x->name) : id, stated, x ? &x->from : NULL,
                            !stated && x ? hoshi_words_say(p->lang, x->reason) : "");
}

static void basis_rates(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b)
{
    static const char *const factor[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    const struct hoshi_assumptions *a = b->a;
    const struct {
        const char *id;
        bool stated;
        int64_t micro;
    } one[] = {{"horizon_years", a->horizon_stated, a->horizon * HOSHI_MICRO},
               {"discount_rate", a->discount_stated, a->discount_ppm},
               {"exchange_USDJPY", a->exchange_stated[HOSHI_USD], a->exchange_micro[HOSHI_USD]},
               {"exchange_GBPJPY", a->exchange_stated[HOSHI_GBP], a->exchange_micro[HOSHI_GBP]},
               {"size_factor", false, a->size_factor_ppm}};
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        basis_value_row(p, list, basis_parameter(p, b, one[i].id, one[i].stated), one[i].micro);
    for (int f = 0; f < HOSHI_FACTORS; f++) {
        struct basis_cells x = basis_parameter(p, b, factor[f], a->factor_stated[f]);
        x.low = basis_micro(a->factor_ppm[f][0]);
        x.high = basis_micro(a->factor_ppm[f][2]);
        basis_value_row(p, list, x, a->factor_ppm[f][1]);
    }
    for (int r = 0; r < HOSHI_ROLES; r++) {
        const struct hoshi_price *x = &b->t->price[b->t->labour[r]];
        basis_value_row(
            p, list,
            basis_assumption(p, hoshi_words_say(p->lang, x->name), a->labour_stated[r], &x->from, ""),
            a->labour_yen[r] * HOSHI_MICRO);
    }
}

/* How parts become prices: what the case chose, or what is taken when it says nothing. */
static void basis_price_choices(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b)
{
    const struct hoshi_case_price *x = &b->c->price;
    bool hours = x->items_by && strcmp(x->items_by, "hours") == 0,
         delivery = x->applies_by && strcmp(x->applies_by, "delivery") == 0;
    const struct {
        const char *name, *reason;
        bool stated;
        int64_t micro; /* HOSHI_NONE: a word */
    } choice[] = {
        {hoshi_page_say(p, WORD(step_of_unit_prices_yen)),
         hoshi_page_say(p, "四捨五入。切上げは求めすぎに見えるため用いない",
                        "Half up; rounding up would look like over-asking"),
         x->step != NULL, b->v->price_step_micro},
        {hoshi_page_say(p, "品目への割り振り", "Divided among items by"),
         hours ? hoshi_page_say(p, WORD(hours)) : hoshi_page_say(p, "売上", "sales"), x->items_by != NULL,
         HOSHI_NONE},
        {hoshi_page_say(p, "改定単価の適用", "New prices apply by"),
         delivery ? hoshi_page_say(p, "納入日から", "date of delivery")
                  : hoshi_page_say(p, "発注日から", "date of order"),
         x->applies_by != NULL, HOSHI_NONE},
        {hoshi_page_say(p, "期限付き加算の月数", "Months of a surcharge"),
         hoshi_page_say(p, "計画の期間が短ければその月数まで", "At most the months of the plan"),
         x->surcharge_months != HOSHI_NONE,
         (x->surcharge_months != HOSHI_NONE ? x->surcharge_months : HOSHI_OFFER_MONTHS) * HOSHI_MICRO},
    };
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++)
        basis_value_row(p, list,
                        basis_assumption(p, choice[i].name, choice[i].stated, NULL, choice[i].reason),
                        choice[i].micro);
}

static void own_basis_assumptions(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_buffer f;
    struct hoshi_list list =
        basis_list(p, "assumed", basis_values,
                   hoshi_page_say(p, "3. 前提（申告値と既定値）", "3. Assumptions (stated and default)"));
    hoshi_buffer_init(&f, 200);
    hoshi_say_date(&f, p->lang, b->a->start);
    basis_value_row(p, &list,
                    basis_assumption(p, hoshi_page_say(p, "計画の開始月", "First month of the plan"),
                                     b->a->start_stated, NULL, hoshi_page_keep(p, &f)),
                    HOSHI_NONE);
    basis_price_choices(p, &list, b);
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *x = &b->t->driver_default[d];
        basis_value_row(p, &list,
                        basis_assumption(p, hoshi_say_driver(p->lang, (enum hoshi_driver)d),
                                         b->a->size_stated[d], &x->from,
                                         b->a->size_stated[d] ? "" : hoshi_words_say(p->lang, x->reason)),
                        b->a->size[d] * HOSHI_MICRO);
    }
    basis_rates(p, &list, b);
    hoshi_page_skip(p, 1);
}

/* ---- rows used ---- */

static struct hoshi_triple original(const struct hoshi_own_price *p)
{
    const struct hoshi_line *x = p->line;
    if (x->effort)
        return x->effort->days;
    if (x->quote)
        return (struct hoshi_triple){x->quote->low_micro, x->quote->likely_micro, x->quote->high_micro};
    return x->price->breaks ? x->price->break_[p->tier].price : x->price->price;
}

static void basis_used_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                           const struct hoshi_own_price *price)
{
    const struct hoshi_line *x = price->line;
    char date[HOSHI_DATE_TEXT];
    struct basis_cells cells = basis_figures(hoshi_own_line_name(b, x), original(price));
    if (x->quote) {
        cells.basis = hoshi_page_say(p, WORD(quotation));
        cells.confidence = own_basis_text(HOSHI_STYLE_CENTER, "");
        cells.date = own_basis_text(HOSHI_STYLE_CENTER,
                                    hoshi_page_print(p, "%s", hoshi_date_print(x->quote->date, date)));
        cells.source = hoshi_page_print(p, "%s %s", x->quote->from ? x->quote->from : "",
                                        x->quote->document ? x->quote->document : "");
    } else
        basis_provenance(p, &cells, x->effort ? &x->effort->from : &x->price->from,
                         x->price ? hoshi_words_say(p->lang, x->price->note) : "");
    hoshi_list_row(p, list, &cells);
}

static void basis_counts(struct hoshi_page *p, const struct own_book *b)
{
    static const enum hoshi_basis order[] = {HOSHI_BASIS_SOURCED, HOSHI_BASIS_DERIVED, HOSHI_BASIS_CONVERTED,
                                             HOSHI_BASIS_ESTIMATE};
    enum { KINDS = sizeof order / sizeof *order };
    hoshi_page_heading(p, hoshi_page_say(p, "5. 使った行の数（根拠の種類別）", "5. Rows used, by basis"));
    for (size_t k = 0; k <= KINDS; k++) {
        int64_t n = 0;
        for (size_t i = 0; i < b->v->prices; i++) {
            const struct hoshi_line *x = b->v->price[i].line;
            const struct hoshi_provenance *from = x->effort ? &x->effort->from : &x->price->from;
            n += k < KINDS ? !x->quote && from->basis == order[k] : x->quote != NULL;
        }
        hoshi_page_text(p, HOSHI_STYLE_LABEL,
                        k < KINDS ? hoshi_say_basis(p->lang, order[k]) : hoshi_page_say(p, WORD(quotation)));
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)n, "COUNTIF({used#basis},{name})");
        hoshi_page_next(p);
    }
    hoshi_page_skip(p, 1);
}

static void basis_used(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list =
        basis_list(p, "used", basis_rows, hoshi_page_say(p, PROSE(price_and_effort_rows_used)));
    for (size_t i = 0; i < b->v->prices; i++)
        basis_used_row(p, &list, b, &b->v->price[i]);
    hoshi_page_skip(p, 1);
    if (b->v->prices)
        basis_counts(p, b);
}

/* ---- for scale, versions ---- */

static void basis_benchmarks(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const code[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
    struct hoshi_list list = basis_list(
        p, "scale", basis_rows,
        hoshi_page_say(p, "6. 規模感の参考（どの合計にも入らない）", "6. For scale (in no total)"));
    for (size_t i = 0; i < b->t->prices; i++) {
        const struct hoshi_price *x = &b->t->price[i];
        if (!x->benchmark_only)
            continue;
        struct basis_cells cells =
            basis_figures(hoshi_page_print(p, hoshi_page_say(p, "%s（%s）", "%s (%s)"),
                                           hoshi_words_say(p->lang, x->name), code[x->currency]),
                          x->price);
        basis_provenance(p, &cells, &x->from, hoshi_words_say(p->lang, x->note));
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_page_skip(p, 1);
}

/* All of them; the page in front has the dearest. */
static void basis_cautions(struct hoshi_page *p, const struct own_book *b)
{
    hoshi_page_heading(p, hoshi_page_say(p, "7. 注意（作成時点）", "7. Cautions (at the time of writing)"));
    for (size_t i = 0; i < b->e->cautions; i++) {
        struct hoshi_buffer f;
        hoshi_buffer_init(&f, 2000);
        hoshi_caution_print(&f, p->lang, &b->e->caution[i]);
        hoshi_page_line(p, HOSHI_STYLE_TEXT, hoshi_page_keep(p, &f));
    }
    if (!b->e->cautions)
        hoshi_page_heading_as(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(nothing_special)));
    hoshi_page_skip(p, 1);
}

static void own_basis_versions(struct hoshi_page *p, const struct own_book *b)
{
    const struct {
        const char *name, *version;
    } row[] = {{hoshi_page_say(p, "評価基準の一覧", "Catalogue"), b->t->catalog.version},
               {hoshi_page_say(p, WORD(measure_table)), b->t->measures_version},
               {hoshi_page_say(p, WORD(prices_table)), b->t->prices_version},
               {hoshi_page_say(p, "工数表", "Effort"), b->t->effort_version},
               {hoshi_page_say(p, "設定表", "Parameters"), b->t->parameters_version},
               {hoshi_page_say(p, WORD(program)), b->options->version ? b->options->version : ""}};
    hoshi_page_heading(p, hoshi_page_say(p, "8. 表とプログラムの版", "8. Versions of tables and program"));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        hoshi_page_text(p, HOSHI_STYLE_LABEL, row[i].name);
        hoshi_page_wide(p, 2, HOSHI_STYLE_CENTER, row[i].version);
        hoshi_page_next(p);
    }
}

void hoshi_own_basis_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list widths = {.name = "widths", .column = basis_rows, .columns = BASIS_COLUMNS_N};
    p->roomy = true;
    hoshi_list_widths(p, &widths);
    hoshi_page_title(p, hoshi_page_say(p, WORD(basis_of_estimate)),
                     hoshi_page_say(p, PROSE(values_at_the_time_of_writing)));
    basis_quotations(p, b);
    basis_fees(p, b);
    own_basis_assumptions(p, b);
    basis_used(p, b);
    basis_benchmarks(p, b);
    basis_cautions(p, b);
    own_basis_versions(p, b);
}
