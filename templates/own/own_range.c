/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The range for a reader without statistics: one page with a sentence, two pictures, and what an amount is worth; behind
 * it percentiles, the reserve by line, what drives it, factors and method. All numbers come from the library; nothing
 * here follows the cells, which the sheets say. */
#include "chart.h"
#include "own_sheets.h"
#include "text.h"

#include <math.h>
#include <string.h>

enum { R_NAME, R_B, R_C, R_D, R_TEXT, R_GAP, R_CURVE, R_PROBABILITY, R_MARK, R_COLUMNS };

enum { TORNADO = 12, DRIVERS = 30, RESERVE_LINES = 8, LABEL = 36, CHART_ROWS = 21 };
/* The points of the curve stand beside the list of drivers, which begins below its heads. */
enum { POINTS = 4 };

static const double widths[] = {46, 16, 16, 16, 62, 3, 14, 10, 30};

/* Where the rows go that are being written: the page in front or the sheet behind. */
static struct hoshi_sheet *own_range_sheet(struct own_book *b)
{
    return &b->sheet[b->range_at];
}

static const struct hoshi_range *range_result(const struct own_book *b)
{
    return &b->v->range->result;
}

static uint32_t range_heading(struct own_book *b, uint32_t row, const char *text)
{
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_HEADING, text);
    return row + 1;
}

static void range_head_row(struct own_book *b, uint32_t row, const char *const text[R_TEXT + 1])
{
    for (uint16_t i = 0; i <= R_TEXT; i++)
        hoshi_put_text(own_range_sheet(b), row, i, HOSHI_STYLE_HEAD, text[i]);
    worksheet_set_row(own_range_sheet(b)->sheet, row, b->lang == HOSHI_EN ? 52 : 36, NULL);
}

/* A paragraph over the printed columns. */
static uint32_t range_paragraph(struct own_book *b, uint32_t row, enum hoshi_style style, const char *text)
{
    hoshi_own_wide(b, b->range_at, row, R_NAME, R_TEXT, style, text);
    return row + 1;
}

static void fit(struct own_book *b, uint32_t row, const char *name, const char *text, double columns)
{
    bool by_name = (double)hoshi_text_width(name) / widths[R_NAME] > (double)hoshi_text_width(text) / columns;
    hoshi_sheet_fit(own_range_sheet(b), row, by_name ? name : text, by_name ? widths[R_NAME] : columns);
}

/* ---- the sentence ---- */

static uint32_t range_sentence(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate_range *r = b->v->range;
    char p80[HOSHI_DECIMAL_TEXT], basis[HOSHI_DECIMAL_TEXT], reserve[HOSHI_DECIMAL_TEXT];
    int64_t about = hoshi_yen_about(llround(r->result.percentile[HOSHI_P80]));
    hoshi_yen_print(about, p80);
    hoshi_yen_print(r->basis_yen, basis);
    hoshi_yen_print(hoshi_yen_about(about - r->basis_yen), reserve); /* of the two figures that stand there */
    const char *text;
    if (r->contingency_yen > 0)
        text = hoshi_own_text(b, hoshi_own_say(b, PROSE(with_a_probability_of_80)), b->a->horizon, p80, basis,
                              reserve);
    else
        text =
            hoshi_own_text(b, hoshi_own_say(b, PROSE(with_a_probability_of_80_2)), b->a->horizon, p80, basis);
    return range_paragraph(b, row, HOSHI_STYLE_WARN, text) + 1;
}

/* ---- percentiles and the chance that an amount suffices ---- */

static void range_value_row(struct own_book *b, uint32_t row, const char *name, double yen, const char *text)
{
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_put_int(own_range_sheet(b), row, R_B, HOSHI_STYLE_YEN, llround(yen));
    hoshi_put_merged(own_range_sheet(b), row, R_C, row, R_TEXT, HOSHI_STYLE_TEXT, text);
    fit(b, row, name, text, widths[R_C] + widths[R_D] + widths[R_TEXT]);
}

static uint32_t own_range_percentiles(struct own_book *b, uint32_t row)
{
    static const struct {
        enum hoshi_range_level level;
        const char *name, *ja, *en;
    } shown[] = {
        {HOSHI_P10, "P10", PROSE(if_all_goes_well_one_time)},
        {HOSHI_P25, "P25", "4回に1回は、これ以下で済む。", "One time in four it costs no more than this."},
        {HOSHI_P50, "P50", "ちょうど真ん中。これを超えるか超えないかは半々。",
         "The middle: it is as likely to cost more as to cost less."},
        {HOSHI_P75, "P75", "4回に3回は、これ以下で済む。", "Three times in four it costs no more than this."},
        {HOSHI_P80, "P80", PROSE(four_times_in_five_it_costs)},
        {HOSHI_P90, "P90", "10回に9回は、これ以下で済む。", "Nine times in ten it costs no more than this."},
        {HOSHI_P95, "P95", PROSE(if_much_goes_wrong_nineteen_times)},
    };
    row = range_heading(
        b, row,
        hoshi_own_say(b, "2. 期間計はどのくらいの幅を持つか（円）", "2. How far the total may move (yen)"));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        range_value_row(b, row++, shown[i].name, range_result(b)->percentile[shown[i].level],
                        hoshi_own_say(b, shown[i].ja, shown[i].en));
    range_value_row(b, row++,
                    b->e->entries > b->e->certain ? hoshi_own_say(b, "期待値（未回答の見込みを含む）",
                                                                  "Mean (with what the unanswered may cost)")
                                                  : hoshi_own_say(b, WORD(mean)),
                    range_result(b)->mean, hoshi_own_say(b, PROSE(what_it_would_cost_on_average)));
    range_value_row(b, row++, hoshi_own_say(b, WORD(standard_deviation)), range_result(b)->sd,
                    hoshi_own_say(b, PROSE(size_of_the_spread_a_departure)));
    return row + 1;
}

static void chance_row(struct own_book *b, uint32_t row, const char *name, int64_t yen, double probability,
                       const char *text)
{
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_put_int(own_range_sheet(b), row, R_B, HOSHI_STYLE_YEN, yen);
    hoshi_put_micro(own_range_sheet(b), row, R_C, HOSHI_STYLE_PERCENT, llround(probability * 1e6));
    hoshi_put_merged(own_range_sheet(b), row, R_D, row, R_TEXT, HOSHI_STYLE_TEXT, text);
    fit(b, row, name, text, widths[R_D] + widths[R_TEXT]);
}

static uint32_t enough(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate_range *r = b->v->range;
    int64_t point = b->e->totals.horizon_yen, mean = b->e->totals.mean_horizon_yen;
    bool by_mean = b->split->basis == HOSHI_BASIS_MEAN;
    int64_t other = by_mean ? point : mean;
    const char *text[] = {hoshi_own_say(b, PROSE(sum_of_means_in_the_long)),
                          mean > point ? hoshi_own_say(b, PROSE(sum_of_the_likely_values_there))
                                       : hoshi_own_say(b, PROSE(sum_of_the_likely_values))};
    row = range_heading(b, row, hoshi_own_say(b, PROSE(chance_that_an_amount)));
    const char *const head[] = {hoshi_own_say(b, WORD(amount)), hoshi_own_say(b, WORD(yen)),
                                hoshi_own_say(b, "足りる確率", "Suffices with"),
                                hoshi_own_say(b, WORD(how_to_read)), ""};
    range_head_row(b, row, head);
    hoshi_put_merged(own_range_sheet(b), row, R_D, row, R_TEXT, HOSHI_STYLE_HEAD, head[R_D]);
    row++;
    const char *divided = by_mean ? hoshi_own_say(b, "分担する額（期待値）", "Amount that is divided (means)")
                                  : hoshi_own_say(b, "分担する額（最もありそうな値の合計）",
                                                  "Amount that is divided (likely values)");
    chance_row(b, row++, divided, r->basis_yen, r->probability_suffices, text[!by_mean]);
    chance_row(b, row++,
               by_mean ? hoshi_own_say(b, WORD(sum_of_likely))
                       : hoshi_own_say(b, "期待値の合計", "Sum of means"),
               other, b->v->other_suffices, text[by_mean]);
    chance_row(b, row++, hoshi_own_say(b, WORD(budget_p80)), llround(r->result.percentile[HOSHI_P80]), 0.8,
               hoshi_own_say(b, PROSE(what_to_have_in_the_own)));
    return row + 1;
}

/* ---- the reserve ---- */

static void reserve_row(struct own_book *b, uint32_t row, const char *name, int64_t yen, const char *text)
{
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_int(own_range_sheet(b), row, R_B, HOSHI_STYLE_YEN, yen);
    hoshi_put_merged(own_range_sheet(b), row, R_C, row, R_TEXT, HOSHI_STYLE_TEXT, text);
    fit(b, row, name, text, widths[R_C] + widths[R_D] + widths[R_TEXT]);
}

/* The largest first; `taken` marks those already shown. */
static size_t range_largest(const struct own_book *b, const bool *taken)
{
    const int64_t *part = b->v->range->entry_contingency_yen;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < b->v->certain; i++)
        if (!taken[i] && part[i] > 0 && (best == SIZE_MAX || part[i] > part[best]))
            best = i;
    return best;
}

static uint32_t range_reserve(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate_range *r = b->v->range;
    row = range_heading(b, row,
                        hoshi_own_say(b, "3. 予備費（自社の予算に置く。価格には入れない）",
                                      "3. The reserve (for the own budget, no part of a price)"));
    bool *taken = hoshi_arena_array(&b->arena, b->v->certain + 1, sizeof *taken);
    if (!taken || !r->contingency_yen) {
        b->book.failed |= !taken;
        return range_paragraph(b, row, HOSHI_STYLE_PLAIN,
                               hoshi_own_say(b, "予備費はない。", "There is no reserve.")) +
               1;
    }
    int64_t rest = r->contingency_yen;
    uint32_t first = row;
    size_t others = 0;
    for (size_t n = 0, i; n < RESERVE_LINES && (i = range_largest(b, taken)) != SIZE_MAX; n++) {
        const struct hoshi_line *x = &b->v->line[i].entry->line;
        taken[i] = true;
        rest -= r->entry_contingency_yen[i];
        reserve_row(b, row++, hoshi_own_line_name(b, x), r->entry_contingency_yen[i],
                    hoshi_own_text(b,
                                   hoshi_own_say(b, "%s（明細の計算シートのNo %zu）",
                                                 "%s (No %zu on the sheet Line calculation)"),
                                   hoshi_words_say(b->lang, x->measure->name), i + 1));
    }
    for (size_t i = 0; i < b->v->certain; i++)
        others += !taken[i] && r->entry_contingency_yen[i];
    reserve_row(b, row++, hoshi_own_say(b, "その他の明細", "Other lines"), rest,
                hoshi_own_text(b, hoshi_own_say(b, "%zu行", "%zu lines"), others));
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_TOTAL,
                   hoshi_own_say(b, "予備費の合計", "Reserve in all"));
    hoshi_put_formula(own_range_sheet(b), row, R_B, HOSHI_STYLE_YEN_TOTAL, (double)r->contingency_yen,
                      "=SUM(%s)", hoshi_own_span(first, R_B, row - 1, R_B).text);
    hoshi_put_merged(own_range_sheet(b), row, R_C, row, R_TEXT, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "ばらつきの大きい行ほど多く置く。合計は1円まで一致する。",
                                   "More where the spread is larger; adds up to the yen."));
    return row + 2;
}

/* ---- what makes it uncertain ---- */

static const char *range_kind(const struct own_book *b, const struct hoshi_range_row *x)
{
    switch (x->kind) {
    case HOSHI_DRIVEN_BY_FACTOR:
        return hoshi_own_say(b, "共通の係数", "common factor");
    case HOSHI_DRIVEN_BY_GROUP:
    case HOSHI_DRIVEN_BY_RATES:
        return hoshi_own_say(b, "要否・要る割合", "whether or how far needed");
    case HOSHI_DRIVEN_BY_SIZE:
        return hoshi_own_say(b, "記入のない数量", "size not stated");
    case HOSHI_DRIVEN_BY_INPUT:
        break;
    }
    for (size_t i = 0; i < b->v->prices; i++) {
        const struct hoshi_line *l = b->v->price[i].line;
        if (l->effort && strcmp(l->effort->id, x->id) == 0)
            return hoshi_own_say(b, WORD_IN(own_effort));
        if (l->price && strcmp(l->price->id, x->id) == 0 && l->quote)
            return hoshi_own_say(b, WORD(by_quotation));
    }
    return hoshi_own_say(b, WORD_IN(unit_price));
}

/* A name short enough for the picture: viewers drop labels that do not fit on one line. */
static const char *shortened(struct own_book *b, const char *name)
{
    char text[LABEL * 4 + 1];
    const char *p = name, *end = name;
    size_t width = 0;
    while (*p && width + 2 <= LABEL && p - name < LABEL * 4 - 4) {
        end = p;
        hoshi_text_next(&p);
        hoshi_text_copy(text, (size_t)(p - name) + 1, name);
        width = hoshi_text_width(text);
    }
    return *p ? hoshi_own_text(b, "%.*s…", (int)(end - name), name) : name;
}

static void driver_row(struct own_book *b, uint32_t row, const struct hoshi_range_row *x)
{
    const char *name = hoshi_words_say(b->lang, x->name), *text = "";
    if (x->kind == HOSHI_DRIVEN_BY_FACTOR && strcmp(x->id, "factor:labour") == 0)
        text = hoshi_own_say(b, PROSE(moves_all_own_work_together_record));
    else if (x->kind == HOSHI_DRIVEN_BY_FACTOR)
        text = hoshi_own_say(b, PROSE(moves_all_bought_in_rows_together));
    if (x->kind == HOSHI_DRIVEN_BY_GROUP || x->kind == HOSHI_DRIVEN_BY_RATES)
        text = hoshi_own_say(b, "回答を埋める、残りの割合を書くと小さくなる。",
                             "Answering, or stating what is left, makes it smaller.");
    if (x->kind == HOSHI_DRIVEN_BY_SIZE)
        text = hoshi_own_say(b, "既定値で計算した。数えて書くと小さくなる。",
                             "A default was used. Counting and stating it makes it smaller.");
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(own_range_sheet(b), row, R_B, HOSHI_STYLE_CENTER, range_kind(b, x));
    if (x->kind == HOSHI_DRIVEN_BY_INPUT || x->kind == HOSHI_DRIVEN_BY_SIZE)
        hoshi_put_int(own_range_sheet(b), row, R_C, HOSHI_STYLE_YEN, llround(x->swing_yen));
    else
        hoshi_put_blank(own_range_sheet(b), row, R_C, HOSHI_STYLE_YEN);
    hoshi_put_micro(own_range_sheet(b), row, R_D, HOSHI_STYLE_PERCENT, llround(x->share_of_variance * 1e6));
    hoshi_put_text(own_range_sheet(b), row, R_TEXT, HOSHI_STYLE_TEXT, text);
    fit(b, row, name, text, widths[R_TEXT]);
}

/* The rows that are not shown one by one, so that the shares still add up. */
static uint32_t other_drivers(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate_range *r = b->v->range;
    double share = 0;
    for (size_t i = DRIVERS; i < r->rows; i++)
        share += r->row[i].share_of_variance;
    if (r->rows <= DRIVERS)
        return row;
    hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_TEXT,
                   hoshi_own_text(b, hoshi_own_say(b, "その他 %zu行", "%zu other rows"), r->rows - DRIVERS));
    hoshi_put_text(own_range_sheet(b), row, R_B, HOSHI_STYLE_CENTER, "");
    hoshi_put_blank(own_range_sheet(b), row, R_C, HOSHI_STYLE_YEN);
    hoshi_put_micro(own_range_sheet(b), row, R_D, HOSHI_STYLE_PERCENT, llround(share * 1e6));
    hoshi_put_text(own_range_sheet(b), row, R_TEXT, HOSHI_STYLE_TEXT,
                   hoshi_own_say(b, "一つずつの影響は小さい。", "Small one by one."));
    return row + 1;
}

static uint32_t drivers(struct own_book *b, uint32_t row, uint32_t *first)
{
    const struct hoshi_estimate_range *r = b->v->range;
    row = range_heading(b, row,
                        hoshi_own_say(b, "1. 何が幅を生んでいるか（影響の大きい順）",
                                      "1. What makes the spread (largest first)"));
    const char *const head[] = {
        hoshi_own_say(b, WORD(item)), hoshi_own_say(b, WORD(kind)),
        hoshi_own_say(b, "その行だけで動く額（P10〜P90、円）", "What it moves alone (P10-P90, yen)"),
        hoshi_own_say(b, WORD(share_of_the_spread)), hoshi_own_say(b, WORD(how_to_read))};
    range_head_row(b, row++, head);
    *first = row;
    for (size_t i = 0; i < r->rows && i < TORNADO; i++)
        hoshi_put_text(own_range_sheet(b), row + (uint32_t)i, R_MARK, HOSHI_STYLE_TEXT,
                       shortened(b, hoshi_words_say(b->lang, r->row[i].name)));
    for (size_t i = 0; i < r->rows && i < DRIVERS; i++)
        driver_row(b, row++, &r->row[i]);
    row = other_drivers(b, row);
    hoshi_put_merged(own_range_sheet(b), row, R_NAME, row, R_C, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "合計（全部で100%）", "Total (100% in all)"));
    hoshi_put_formula(own_range_sheet(b), row, R_D, HOSHI_STYLE_PERCENT_TOTAL, r->result.sd > 0 ? 1 : 0,
                      "=ROUND(SUM(%s),4)", hoshi_own_span(*first, R_D, row - 1, R_D).text);
    hoshi_put_text(own_range_sheet(b), row, R_TEXT, HOSHI_STYLE_TOTAL, "");
    return row + 2;
}

/* ---- quotations, factors, method ---- */

static uint32_t range_quotations(struct own_book *b, uint32_t row)
{
    row = range_heading(b, row, hoshi_own_say(b, PROSE(three_quotations_to_get)));
    for (size_t i = 0; i < b->v->quote_first; i++) {
        const struct hoshi_quotable *q = &b->v->quotable[i];
        const struct hoshi_price *p = q->widest->line.price;
        const char *name = hoshi_words_say(b->lang, b->t->measure[q->measure].name);
        const char *text = hoshi_own_text(b, hoshi_own_say(b, PROSE(moves_the_total_by_this_much)),
                                          hoshi_say_basis(b->lang, p->from.basis),
                                          hoshi_say_confidence(b->lang, p->from.confidence));
        reserve_row(b, row++, hoshi_own_text(b, "%zu. %s", i + 1, name), q->high_yen - q->low_yen, text);
    }
    if (!b->v->quote_first)
        row = range_paragraph(b, row, HOSHI_STYLE_PLAIN, hoshi_own_say(b, WORD(no_quotation_left)));
    return row + 1;
}

static uint32_t range_factors(struct own_book *b, uint32_t row)
{
    static const char *const id[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    row = range_heading(b, row, hoshi_own_say(b, PROSE(common_factors_assumptions_one_value)));
    const char *const head[] = {hoshi_own_say(b, WORD(factor)), hoshi_own_say(b, WORD(low)),
                                hoshi_own_say(b, WORD(likely)), hoshi_own_say(b, WORD(high)),
                                hoshi_own_say(b, WORD(source))};
    range_head_row(b, row++, head);
    for (size_t f = 0; f < HOSHI_FACTORS; f++, row++) {
        const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, id[f]);
        const char *name = p ? hoshi_words_say(b->lang, p->name) : id[f];
        const char *text = b->a->factor_stated[f] || !p
                               ? hoshi_own_say(b, WORD(stated))
                               : hoshi_own_text(b, hoshi_own_say(b, "既定値：%s", "Default: %s"),
                                                hoshi_own_say(b, p->from.source_ja, p->from.source));
        hoshi_put_text(own_range_sheet(b), row, R_NAME, HOSHI_STYLE_TEXT, name);
        for (uint16_t i = 0; i < 3; i++)
            hoshi_put_micro(own_range_sheet(b), row, (uint16_t)(R_B + i), HOSHI_STYLE_DECIMAL,
                            b->a->factor_ppm[f][i]);
        hoshi_put_text(own_range_sheet(b), row, R_TEXT, HOSHI_STYLE_TEXT, text);
        fit(b, row, name, text, widths[R_TEXT]);
    }
    return row + 1;
}

static uint32_t method(struct own_book *b, uint32_t row)
{
    const struct hoshi_range *r = range_result(b);
    const char *engine =
        r->engine == HOSHI_RANGE_MC
            ? hoshi_own_say(b, "乱数による計算（Philox4x32-10）", "random draws (Philox4x32-10)")
        : r->engine == HOSHI_RANGE_GRID
            ? hoshi_own_say(b, "格子の上のたたみ込み", "convolution on a grid")
            : hoshi_own_say(b, "特性関数の反転（COS法）", "inversion of the characteristic function (COS)");
    char error[HOSHI_DECIMAL_TEXT];
    hoshi_yen_print(llround(ceil(r->error_estimate)), error);
    const char *text = hoshi_own_text(b, hoshi_own_say(b, PROSE(method_the_numerical_error_is_at)), engine,
                                      hoshi_range_engine_name(r->engine), error);
    return range_paragraph(b, row, HOSHI_STYLE_NOTE, text);
}

/* ---- pictures ---- */

/* Points of the curve in columns that are not printed. */
static void curve_points(struct own_book *b, uint32_t row)
{
    const struct hoshi_range *r = range_result(b);
    hoshi_put_text(own_range_sheet(b), row, R_CURVE, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, WORD(whole_period_yen)));
    hoshi_put_text(own_range_sheet(b), row, R_PROBABILITY, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "確率", "Probability"));
    for (uint32_t i = 0; i < HOSHI_RANGE_CURVE; i++) {
        hoshi_put_int(own_range_sheet(b), row + 1 + i, R_CURVE, HOSHI_STYLE_YEN, llround(r->curve_value[i]));
        hoshi_put_micro(own_range_sheet(b), row + 1 + i, R_PROBABILITY, HOSHI_STYLE_PERCENT,
                        llround(r->curve_probability[i] * 1e6));
    }
    const struct hoshi_estimate_range *e = b->v->range;
    const int64_t yen[] = {e->basis_yen, llround(r->percentile[HOSHI_P80])};
    const double probability[] = {e->probability_suffices, 0.8};
    const char *name[] = {hoshi_own_say(b, WORD(amount_divided)), hoshi_own_say(b, WORD(budget_p80))};
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t at = row + HOSHI_RANGE_CURVE + 2 + i;
        hoshi_put_int(own_range_sheet(b), at, R_CURVE, HOSHI_STYLE_YEN, yen[i]);
        hoshi_put_micro(own_range_sheet(b), at, R_PROBABILITY, HOSHI_STYLE_PERCENT,
                        llround(probability[i] * 1e6));
        hoshi_put_text(own_range_sheet(b), at, R_MARK, HOSHI_STYLE_TEXT, name[i]);
    }
}

static void range_series(struct own_book *b, lxw_chart *c, uint32_t first, uint32_t last, const char *name,
                         bool mark)
{
    static lxw_chart_line line = {.color = 0x1F4E79, .width = 2.25}, none = {.none = LXW_TRUE};
    static lxw_chart_fill fill[2] = {{.color = 0x1F4E79}, {.color = 0xC55A11}};
    lxw_chart_series *s = chart_add_series(c, NULL, NULL);
    chart_series_set_categories(s, b->sheet[OWN_SPREAD].name, first, R_CURVE, last, R_CURVE);
    chart_series_set_values(s, b->sheet[OWN_SPREAD].name, first, R_PROBABILITY, last, R_PROBABILITY);
    chart_series_set_name(s, name);
    chart_series_set_line(s, mark ? &none : &line);
    chart_series_set_marker_type(s, !mark       ? LXW_CHART_MARKER_NONE
                                    : first % 2 ? LXW_CHART_MARKER_DIAMOND
                                                : LXW_CHART_MARKER_SQUARE);
    if (mark) {
        chart_series_set_marker_size(s, 10);
        chart_series_set_marker_fill(s, &fill[first % 2]);
    }
}

static void range_curve_chart(struct own_book *b, uint32_t row, uint32_t points)
{
    static lxw_chart_font font = {.size = 12};
    lxw_chart *c = workbook_add_chart(b->book.workbook, LXW_CHART_SCATTER_STRAIGHT);
    uint32_t mark = points + HOSHI_RANGE_CURVE + 2;
    range_series(b, c, points + 1, points + HOSHI_RANGE_CURVE,
                 hoshi_own_say(b, "その額以内に収まる確率", "Chance to stay within"), false);
    range_series(b, c, mark, mark, hoshi_own_say(b, WORD(amount_divided)), true);
    range_series(b, c, mark + 1, mark + 1, hoshi_own_say(b, WORD(budget_p80)), true);
    chart_title_set_name(c, hoshi_own_say(b, "期間計がその額以内に収まる確率",
                                          "Chance that the total stays within an amount"));
    chart_title_set_name_font(c, &font);
    chart_axis_set_num_format(c->x_axis, "#,##0.0,,");
    chart_axis_set_name(c->x_axis,
                        hoshi_own_say(b, "期間計（百万円）", "Total over the horizon (million yen)"));
    chart_axis_set_num_format(c->y_axis, "0%");
    chart_axis_set_min(c->x_axis, floor(range_result(b)->curve_value[0] / 1e6) * 1e6);
    chart_axis_set_min(c->y_axis, 0);
    chart_axis_set_max(c->y_axis, 1);
    chart_axis_set_major_unit(c->y_axis, 0.2);
    chart_legend_set_position(c, LXW_CHART_LEGEND_BOTTOM);
    hoshi_chart_texts(c);
    lxw_chart_options options = {.x_scale = 1.1, .y_scale = 1.38, .x_offset = 4, .y_offset = 4};
    worksheet_insert_chart_opt(own_range_sheet(b)->sheet, row, R_NAME, c, &options);
}

/* Of a bar chart the library's x axis is the one of the values. */
static void tornado_chart(struct own_book *b, uint32_t row, uint32_t first)
{
    static lxw_chart_fill fill = {.color = 0x1F4E79};
    static lxw_chart_font font = {.size = 12}, small = {.size = HOSHI_CHART_TEXT};
    size_t n = b->v->range->rows < TORNADO ? b->v->range->rows : TORNADO;
    uint32_t last = first + (uint32_t)n - 1;
    lxw_chart *c = workbook_add_chart(b->book.workbook, LXW_CHART_BAR);
    lxw_chart_series *s = chart_add_series(c, NULL, NULL);
    chart_series_set_categories(s, b->sheet[OWN_SPREAD].name, first, R_MARK, last, R_MARK);
    chart_series_set_values(s, b->sheet[OWN_SPREAD].name, first, R_D, last, R_D);
    chart_series_set_name(s, hoshi_own_say(b, WORD(share_of_the_spread)));
    chart_series_set_fill(s, &fill);
    chart_series_set_labels(s);
    chart_series_set_labels_num_format(s, "0.0%");
    chart_series_set_labels_font(s, &small);
    chart_title_set_name(c, hoshi_own_say(b, "何が幅を生んでいるか（割合、上位）",
                                          "What makes the spread (share, the largest)"));
    chart_title_set_name_font(c, &font);
    chart_axis_set_interval_unit(c->y_axis, 1);
    chart_axis_set_reverse(c->y_axis);
    chart_axis_set_num_format(c->x_axis, "0%");
    chart_axis_set_major_unit(c->x_axis, 0.2);
    chart_legend_set_position(c, LXW_CHART_LEGEND_NONE);
    hoshi_chart_texts(c);
    lxw_chart_options options = {.x_scale = 1.1, .y_scale = 1.38, .x_offset = 4, .y_offset = 4};
    worksheet_insert_chart_opt(own_range_sheet(b)->sheet, row, R_D, c, &options);
}

static void range_widths(struct own_book *b)
{
    struct own_head head[R_COLUMNS];
    for (size_t i = 0; i < R_COLUMNS; i++)
        head[i] = (struct own_head){"", "", widths[i]};
    hoshi_own_widths(b, b->range_at, head, R_COLUMNS);
}

static const char *range_note(const struct own_book *b)
{
    return b->v->has_trials ? hoshi_own_say(b, PROSE(own_use_results_at_the_time))
                            : hoshi_own_say(b, PROSE(own_use_results_at_the_time_2));
}

void hoshi_own_write_range(struct own_book *b)
{
    b->range_at = OWN_RANGE;
    range_widths(b);
    uint32_t row = hoshi_own_title(b, OWN_RANGE, R_TEXT,
                                   hoshi_own_say(b, "幅（金額はどこまで動きうるか）", "Range of the cost"),
                                   range_note(b));
    bool varies = range_result(b)->sd > 0;
    row = range_sentence(b, row);
    if (varies) {
        range_curve_chart(b, row, POINTS);
        tornado_chart(b, row, POINTS + 1);
        row += CHART_ROWS;
    }
    row = enough(b, row);
    row = range_quotations(b, row);
    hoshi_sheet_print_area(own_range_sheet(b), row, R_TEXT);
    hoshi_sheet_pages(own_range_sheet(b), 1, 1);
    worksheet_freeze_panes(own_range_sheet(b)->sheet, 1, 0);
}

void hoshi_own_write_spread(struct own_book *b)
{
    uint32_t first;
    b->range_at = OWN_SPREAD;
    range_widths(b);
    uint32_t row =
        hoshi_own_title(b, OWN_SPREAD, R_TEXT, hoshi_own_say(b, WORD(range_in_detail)), range_note(b));
    row = drivers(b, row, &first);
    row = own_range_percentiles(b, row);
    row = range_reserve(b, row);
    row = range_factors(b, row);
    row = method(b, row);
    if (range_result(b)->sd > 0)
        curve_points(b, POINTS);
    hoshi_sheet_print_area(own_range_sheet(b), row, R_TEXT);
    worksheet_freeze_panes(own_range_sheet(b)->sheet, 1, 0);
}
