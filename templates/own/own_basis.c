/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures rest on: quotations to get, unpublished fees, every assumption and every row used with its
 * source. */
#include "own_sheets.h"

#include <string.h>

enum { B_NAME, B_LOW, B_LIKELY, B_HIGH, B_BASIS, B_CONFIDENCE, B_DATE, B_SOURCE, B_COLUMNS };

static const struct own_head heads[B_COLUMNS] = {
    {WORD(item), 44},          {WORD(low), 13},
    {WORD(likely), 13},        {WORD(high), 13},
    {WORD(kind_of_basis), 12}, {WORD(confidence), 11},
    {WORD(date), 12},          {"出所・理由", "Source and reason", 66},
};

static struct hoshi_sheet *own_basis_sheet(struct own_book *b)
{
    return &b->sheet[OWN_BASIS];
}

static uint32_t own_basis_heading(struct own_book *b, uint32_t row, const char *ja, const char *en)
{
    hoshi_put_text(own_basis_sheet(b), row, 0, HOSHI_STYLE_HEADING, hoshi_own_say(b, ja, en));
    return row + 1;
}

static void basis_head_row(struct own_book *b, uint32_t row, const char *second, const char *third,
                           const char *fourth)
{
    hoshi_own_heads(b, OWN_BASIS, row, heads, B_COLUMNS);
    const char *text[] = {second, third, fourth};
    for (uint16_t i = 0; i < 3; i++)
        if (text[i])
            hoshi_put_text(own_basis_sheet(b), row, (uint16_t)(B_LOW + i), HOSHI_STYLE_HEAD, text[i]);
}

static void provenance(struct own_book *b, uint32_t row, const struct hoshi_provenance *from,
                       const char *reason)
{
    hoshi_put_text(own_basis_sheet(b), row, B_BASIS, HOSHI_STYLE_CENTER,
                   hoshi_say_basis(b->lang, from->basis));
    hoshi_put_text(own_basis_sheet(b), row, B_CONFIDENCE, HOSHI_STYLE_CENTER,
                   hoshi_say_confidence(b->lang, from->confidence));
    hoshi_put_text(own_basis_sheet(b), row, B_DATE, HOSHI_STYLE_CENTER, hoshi_say_source_date(b->lang, from));
    const char *text = hoshi_own_say(b, from->source_ja, from->source);
    if (*reason)
        text = hoshi_own_text(b, "%s\n%s", text, reason);
    hoshi_put_text(own_basis_sheet(b), row, B_SOURCE, HOSHI_STYLE_TEXT, text);
    hoshi_own_fit(b, OWN_BASIS, row, B_SOURCE, text);
}

static void basis_triple(struct own_book *b, uint32_t row, struct hoshi_triple t)
{
    const int64_t v[] = {t.low_micro, t.likely_micro, t.high_micro};
    for (uint16_t i = 0; i < 3; i++)
        hoshi_put_micro(own_basis_sheet(b), row, (uint16_t)(B_LOW + i), HOSHI_STYLE_DECIMAL, v[i]);
}

/* ---- quotations ---- */

/* Spread of a bought-in row over the horizon (high less low), 0 when quoted or own work. */
static int64_t basis_spread(const struct own_book *b, size_t price, int64_t *low, int64_t *likely,
                            int64_t *high)
{
    *low = *likely = *high = 0;
    for (size_t i = 0; i < b->v->certain; i++) {
        const struct hoshi_entry *x = b->v->line[i].entry;
        if (b->v->line[i].price != price || x->line.quote || !x->line.price)
            continue;
        *low += x->low_yen;
        *likely += x->point.horizon_yen;
        *high += x->high_yen;
    }
    return *high - *low;
}

static uint32_t basis_quotations(struct own_book *b, uint32_t row)
{
    bool *taken = hoshi_arena_array(&b->arena, b->v->prices + 1, sizeof *taken);
    row = own_basis_heading(b, row, "1. 先に取る見積（幅の大きい順に3件）",
                            "1. Quotations to get first (the three widest)");
    basis_head_row(b, row++, hoshi_own_say(b, WORD(low_horizon_yen)), hoshi_own_say(b, WORD(likely)),
                   hoshi_own_say(b, WORD(high)));
    for (int n = 0; taken && n < 3; n++) {
        size_t best = SIZE_MAX;
        int64_t low, likely, high, most = 0;
        for (size_t i = 0; i < b->v->prices; i++) {
            const struct hoshi_price *p = b->v->price[i].line->price;
            int64_t wide = basis_spread(b, i, &low, &likely, &high);
            /* A fee that nobody has published cannot be quoted. */
            if (!taken[i] && p && !p->common_unknown && wide > most) {
                most = wide;
                best = i;
            }
        }
        if (best == SIZE_MAX)
            break;
        taken[best] = true;
        const struct hoshi_price *p = b->v->price[best].line->price;
        basis_spread(b, best, &low, &likely, &high);
        hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_TEXT, hoshi_words_say(b->lang, p->name));
        hoshi_put_int(own_basis_sheet(b), row, B_LOW, HOSHI_STYLE_YEN, low);
        hoshi_put_int(own_basis_sheet(b), row, B_LIKELY, HOSHI_STYLE_YEN, likely);
        hoshi_put_int(own_basis_sheet(b), row, B_HIGH, HOSHI_STYLE_YEN, high);
        provenance(b, row++, &p->from, "");
    }
    return row + 1;
}

static uint32_t fees(struct own_book *b, uint32_t row)
{
    row = own_basis_heading(b, row, PROSE(unpublished_fees_of_the_scheme));
    basis_head_row(b, row++, hoshi_own_say(b, WORD(low_horizon_yen)), hoshi_own_say(b, WORD(likely)),
                   hoshi_own_say(b, WORD(high)));
    for (size_t i = 0; i < b->v->prices; i++) {
        const struct hoshi_price *p = b->v->price[i].line->price;
        int64_t low, likely, high;
        basis_spread(b, i, &low, &likely, &high);
        if (!p || !p->common_unknown || !high)
            continue;
        hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_TEXT, hoshi_words_say(b->lang, p->name));
        hoshi_put_int(own_basis_sheet(b), row, B_LOW, HOSHI_STYLE_YEN, low);
        hoshi_put_int(own_basis_sheet(b), row, B_LIKELY, HOSHI_STYLE_YEN, likely);
        hoshi_put_int(own_basis_sheet(b), row, B_HIGH, HOSHI_STYLE_YEN, high);
        provenance(b, row++, &p->from, hoshi_words_say(b->lang, p->note));
    }
    return row + 1;
}

/* ---- assumptions ---- */

static const char *basis_origin(const struct own_book *b, bool stated)
{
    return stated ? hoshi_own_say(b, WORD(stated)) : hoshi_own_say(b, WORD_IN(default_value));
}

static void assumption(struct own_book *b, uint32_t row, const char *name, bool stated,
                       const struct hoshi_provenance *from, const char *reason)
{
    hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_TEXT, name);
    if (!stated && from)
        provenance(b, row, from, reason);
    else
        for (uint16_t c = B_CONFIDENCE; c <= B_SOURCE; c++)
            hoshi_put_text(own_basis_sheet(b), row, c, HOSHI_STYLE_TEXT, c == B_SOURCE ? reason : "");
    hoshi_put_text(own_basis_sheet(b), row, B_BASIS, HOSHI_STYLE_CENTER, basis_origin(b, stated));
}

static void one_value(struct own_book *b, uint32_t row, int64_t micro)
{
    hoshi_put_blank(own_basis_sheet(b), row, B_LOW, HOSHI_STYLE_DECIMAL);
    hoshi_put_micro(own_basis_sheet(b), row, B_LIKELY, HOSHI_STYLE_DECIMAL, micro);
    hoshi_put_blank(own_basis_sheet(b), row, B_HIGH, HOSHI_STYLE_DECIMAL);
}

static void parameter(struct own_book *b, uint32_t row, const char *id, bool stated, int64_t micro)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, id);
    assumption(b, row, p ? hoshi_words_say(b->lang, p->name) : id, stated, p ? &p->from : NULL,
               !stated && p ? hoshi_words_say(b->lang, p->reason) : "");
    one_value(b, row, micro);
}

static uint32_t rates(struct own_book *b, uint32_t row)
{
    static const char *const factor[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    parameter(b, row++, "horizon_years", b->a->horizon_stated, b->a->horizon * HOSHI_MICRO);
    parameter(b, row++, "discount_rate", b->a->discount_stated, b->a->discount_ppm);
    parameter(b, row++, "exchange_USDJPY", b->a->exchange_stated[HOSHI_USD], b->a->exchange_micro[HOSHI_USD]);
    parameter(b, row++, "exchange_GBPJPY", b->a->exchange_stated[HOSHI_GBP], b->a->exchange_micro[HOSHI_GBP]);
    parameter(b, row++, "size_factor", false, b->a->size_factor_ppm);
    for (int f = 0; f < HOSHI_FACTORS; f++, row++) {
        const int64_t *v = b->a->factor_ppm[f];
        parameter(b, row, factor[f], b->a->factor_stated[f], v[1]);
        basis_triple(b, row, (struct hoshi_triple){v[0], v[1], v[2]});
    }
    for (int r = 0; r < HOSHI_ROLES; r++, row++) {
        const struct hoshi_price *p = &b->t->price[b->t->labour[r]];
        assumption(b, row, hoshi_words_say(b->lang, p->name), b->a->labour_stated[r], &p->from, "");
        one_value(b, row, b->a->labour_yen[r] * HOSHI_MICRO);
    }
    return row;
}

/* How parts become prices: what the case chose, or what is taken when it says nothing. */
static uint32_t price_choices(struct own_book *b, uint32_t row)
{
    const struct hoshi_case_price *x = &b->c->price;
    bool hours = x->items_by && strcmp(x->items_by, "hours") == 0,
         delivery = x->applies_by && strcmp(x->applies_by, "delivery") == 0;
    const struct {
        const char *name, *reason;
        bool stated;
        int64_t micro; /* HOSHI_NONE: a word */
    } choice[] = {
        {hoshi_own_say(b, WORD(step_of_unit_prices_yen)),
         hoshi_own_say(b, "四捨五入。切上げは求めすぎに見えるため用いない",
                       "Half up; rounding up would look like over-asking"),
         x->step != NULL, b->v->price_step_micro},
        {hoshi_own_say(b, "品目への割り振り", "Divided among items by"),
         hours ? hoshi_own_say(b, WORD(hours)) : hoshi_own_say(b, "売上", "sales"), x->items_by != NULL,
         HOSHI_NONE},
        {hoshi_own_say(b, "改定単価の適用", "New prices apply by"),
         delivery ? hoshi_own_say(b, "納入日から", "date of delivery")
                  : hoshi_own_say(b, "発注日から", "date of order"),
         x->applies_by != NULL, HOSHI_NONE},
        {hoshi_own_say(b, "期限付き加算の月数", "Months of a surcharge"),
         hoshi_own_say(b, "計画の期間が短ければその月数まで", "At most the months of the plan"),
         x->surcharge_months != HOSHI_NONE,
         (x->surcharge_months != HOSHI_NONE ? x->surcharge_months : HOSHI_OFFER_MONTHS) * HOSHI_MICRO},
    };
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++, row++) {
        assumption(b, row, choice[i].name, choice[i].stated, NULL, choice[i].reason);
        if (choice[i].micro != HOSHI_NONE)
            one_value(b, row, choice[i].micro);
        for (uint16_t c = B_LOW; choice[i].micro == HOSHI_NONE && c <= B_HIGH; c++)
            hoshi_put_blank(own_basis_sheet(b), row, c, HOSHI_STYLE_DECIMAL);
    }
    return row;
}

static uint32_t own_basis_assumptions(struct own_book *b, uint32_t row)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 200);
    hoshi_say_date(&f, b->lang, b->a->start);
    row = own_basis_heading(b, row, "3. 前提（申告値と既定値）", "3. Assumptions (stated and default)");
    basis_head_row(b, row++, NULL, hoshi_own_say(b, WORD(value)), NULL);
    assumption(b, row, hoshi_own_say(b, "計画の開始月", "First month of the plan"), b->a->start_stated, NULL,
               hoshi_buffer_text(&f));
    for (uint16_t c = B_LOW; c <= B_HIGH; c++)
        hoshi_put_blank(own_basis_sheet(b), row, c, HOSHI_STYLE_DECIMAL);
    row++;
    hoshi_buffer_release(&f);
    row = price_choices(b, row);
    for (int d = 1; d < HOSHI_DRIVERS; d++, row++) {
        const struct hoshi_driver_default *x = &b->t->driver_default[d];
        assumption(b, row, hoshi_say_driver(b->lang, (enum hoshi_driver)d), b->a->size_stated[d], &x->from,
                   b->a->size_stated[d] ? "" : hoshi_words_say(b->lang, x->reason));
        one_value(b, row, b->a->size[d] * HOSHI_MICRO);
    }
    return rates(b, row) + 1;
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

static void used_row(struct own_book *b, const struct hoshi_own_price *p, uint32_t row)
{
    const struct hoshi_line *x = p->line;
    char date[HOSHI_DATE_TEXT];
    hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_TEXT, hoshi_own_line_name(b, x));
    basis_triple(b, row, original(p));
    if (x->quote) {
        hoshi_put_text(own_basis_sheet(b), row, B_BASIS, HOSHI_STYLE_CENTER,
                       hoshi_own_say(b, WORD(quotation)));
        hoshi_put_text(own_basis_sheet(b), row, B_CONFIDENCE, HOSHI_STYLE_CENTER, "");
        hoshi_put_text(own_basis_sheet(b), row, B_DATE, HOSHI_STYLE_CENTER,
                       hoshi_date_print(x->quote->date, date));
        hoshi_put_text(own_basis_sheet(b), row, B_SOURCE, HOSHI_STYLE_TEXT,
                       hoshi_own_text(b, "%s %s", x->quote->from ? x->quote->from : "",
                                      x->quote->document ? x->quote->document : ""));
        return;
    }
    provenance(b, row, x->effort ? &x->effort->from : &x->price->from,
               x->price ? hoshi_words_say(b->lang, x->price->note) : "");
}

static uint32_t basis_counts(struct own_book *b, uint32_t row, uint32_t first, uint32_t last)
{
    static const enum hoshi_basis order[] = {HOSHI_BASIS_SOURCED, HOSHI_BASIS_DERIVED, HOSHI_BASIS_CONVERTED,
                                             HOSHI_BASIS_ESTIMATE};
    row = own_basis_heading(b, row, "5. 使った行の数（根拠の種類別）", "5. Rows used, by basis");
    for (size_t k = 0; k <= sizeof order / sizeof *order; k++, row++) {
        const char *text = k < 4 ? hoshi_say_basis(b->lang, order[k]) : hoshi_own_say(b, WORD(quotation));
        int64_t n = 0;
        for (size_t i = 0; i < b->v->prices; i++) {
            const struct hoshi_line *x = b->v->price[i].line;
            const struct hoshi_provenance *from = x->effort ? &x->effort->from : &x->price->from;
            n += k < 4 ? !x->quote && from->basis == order[k] : x->quote != NULL;
        }
        hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_LABEL, text);
        hoshi_put_formula(own_basis_sheet(b), row, B_LOW, HOSHI_STYLE_COUNT, (double)n, "=COUNTIF(%s,%s)",
                          hoshi_own_span(first, B_BASIS, last, B_BASIS).text, hoshi_own_at(row, B_NAME).text);
    }
    return row + 1;
}

static uint32_t basis_used(struct own_book *b, uint32_t row)
{
    row = own_basis_heading(b, row, PROSE(price_and_effort_rows_used));
    basis_head_row(b, row++, NULL, NULL, NULL);
    uint32_t first = row;
    for (size_t i = 0; i < b->v->prices; i++)
        used_row(b, &b->v->price[i], row++);
    return b->v->prices ? basis_counts(b, row + 1, first, row - 1) : row + 1;
}

/* ---- for scale, versions ---- */

static uint32_t benchmarks(struct own_book *b, uint32_t row)
{
    static const char *const code[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
    row = own_basis_heading(b, row, "6. 規模感の参考（どの合計にも入らない）", "6. For scale (in no total)");
    basis_head_row(b, row++, NULL, NULL, NULL);
    for (size_t i = 0; i < b->t->prices; i++) {
        const struct hoshi_price *p = &b->t->price[i];
        if (!p->benchmark_only)
            continue;
        const char *name =
            hoshi_own_text(b, "%s（%s）", hoshi_words_say(b->lang, p->name), code[p->currency]);
        if (b->lang == HOSHI_EN)
            name = hoshi_own_text(b, "%s (%s)", hoshi_words_say(b->lang, p->name), code[p->currency]);
        hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_TEXT, name);
        basis_triple(b, row, p->price);
        provenance(b, row++, &p->from, hoshi_words_say(b->lang, p->note));
    }
    return row + 1;
}

/* All of them; the page in front has the dearest. */
static uint32_t basis_cautions(struct own_book *b, uint32_t row)
{
    row = own_basis_heading(b, row, "7. 注意（作成時点）", "7. Cautions (at the time of writing)");
    for (size_t i = 0; i < b->e->cautions; i++, row++) {
        struct hoshi_buffer f;
        hoshi_buffer_init(&f, 2000);
        hoshi_caution_print(&f, b->lang, &b->e->caution[i]);
        hoshi_own_wide(b, OWN_BASIS, row, B_NAME, B_SOURCE, HOSHI_STYLE_TEXT,
                       hoshi_own_text(b, "%s", hoshi_buffer_text(&f)));
        hoshi_buffer_release(&f);
    }
    if (!b->e->cautions)
        hoshi_put_text(own_basis_sheet(b), row++, B_NAME, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, WORD(nothing_special)));
    return row + 1;
}

static void own_basis_versions(struct own_book *b, uint32_t row)
{
    const char *name[] = {hoshi_own_say(b, "評価基準の一覧", "Catalogue"),
                          hoshi_own_say(b, WORD(measure_table)),
                          hoshi_own_say(b, WORD(prices_table)),
                          hoshi_own_say(b, "工数表", "Effort"),
                          hoshi_own_say(b, "設定表", "Parameters"),
                          hoshi_own_say(b, WORD(program))};
    const char *version[] = {b->t->catalog.version,    b->t->measures_version,
                             b->t->prices_version,     b->t->effort_version,
                             b->t->parameters_version, b->options->version ? b->options->version : ""};
    row = own_basis_heading(b, row, "8. 表とプログラムの版", "8. Versions of tables and program");
    for (size_t i = 0; i < sizeof name / sizeof *name; i++, row++) {
        hoshi_put_text(own_basis_sheet(b), row, B_NAME, HOSHI_STYLE_LABEL, name[i]);
        hoshi_put_merged(own_basis_sheet(b), row, B_LOW, row, B_LIKELY, HOSHI_STYLE_CENTER, version[i]);
    }
}

void hoshi_own_write_basis(struct own_book *b)
{
    hoshi_own_widths(b, OWN_BASIS, heads, B_COLUMNS);
    uint32_t row = hoshi_own_title(b, OWN_BASIS, B_SOURCE, hoshi_own_say(b, WORD(basis_of_estimate)),
                                   hoshi_own_say(b, PROSE(values_at_the_time_of_writing)));
    row = basis_quotations(b, row);
    row = fees(b, row);
    row = own_basis_assumptions(b, row);
    row = basis_used(b, row);
    row = benchmarks(b, row);
    row = basis_cautions(b, row);
    own_basis_versions(b, row);
}
