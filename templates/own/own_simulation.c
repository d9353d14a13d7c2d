/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some hundred trials in the cells. Left, printed: results, what may be changed, what is drawn. Right: one
 * row per trial, and behind it the uniform numbers. Every formula repeats calc/trials.c step by step. */
#include "own_sheets.h"
#include "text.h"

#include <math.h>
#include <stdio.h>

enum {
    S_NO,
    S_NAME,
    S_KIND,
    S_WEIGHT,
    S_LOW,
    S_LIKELY,
    S_HIGH,
    S_MEAN,
    S_SD,
    S_LAW, /* three columns, only when the law is not a plain triangle */
    S_GAP = S_LAW + 3,
    S_TRIAL,
    S_FIRST
};

/* The same columns in the tables of factors and of measures. */
enum {
    S_SQUARE = S_SD,
    G_AT = S_WEIGHT,
    G_MEAN = S_LOW,
    G_MEAN2 = S_LIKELY,
    G_MARKET = S_HIGH,
    G_EFFORT = S_MEAN
};

/* Rows that do not move; the offsets of the generator stand above the uniform numbers. */
enum {
    ROW_VARIABLE = 1,
    ROW_OFFSET = 2,
    ROW_HEAD = 4,
    ROW_TRIAL = 5,
    ROW_RESULT = 5,
    ROW_SEED = 15,
    ROW_ENTITY = 16
};
enum { RESULT_MEAN = ROW_RESULT + HOSHI_TRIAL_QUANTILES, RESULT_ENOUGH, RESULT_BASIS, RESULT_COUNT };
enum { MARKET, EFFORT };

struct sim {
    struct own_book *b;
    const struct hoshi_trials *t;
    size_t wide;                             /* terms with a column */
    uint32_t factor, common, term, group;    /* first rows of the tables */
    uint32_t rest, print;                    /* rest: three rows; print: last row of the printed part */
    uint32_t other, other_group, group_term; /* tables below it */
    size_t sum, random;                      /* columns: total of a trial, first uniform number */
};

static struct hoshi_sheet *own_simulation_sheet(struct sim *s)
{
    return &s->b->sheet[OWN_SIMULATION];
}

static const char *simulation_say(const struct sim *s, const char *ja, const char *en) OWN_FORMATS;

static const char *simulation_say(const struct sim *s, const char *ja, const char *en)
{
    return s->b->lang == HOSHI_EN ? en : ja;
}

static void layout(struct sim *s)
{
    const struct hoshi_trials *t = s->t;
    s->wide = t->column[MARKET] + t->column[EFFORT];
    s->factor = 22;
    s->common = s->factor + HOSHI_FACTORS;
    s->term = s->common + 2 + 2;
    s->group = s->term + (uint32_t)s->wide + (t->group_columns ? 3 : 0);
    s->rest = s->group + (uint32_t)t->group_columns + 2;
    s->print = s->rest + 3;
    s->other = s->print + 5;
    s->other_group = s->other + (uint32_t)(t->certain - s->wide) + 3;
    s->group_term = s->other_group + (uint32_t)(t->groups - t->group_columns) + 3;
    s->sum = S_FIRST + t->columns;
    s->random = s->sum + 3;
}

static uint32_t term_row(const struct sim *s, size_t i)
{
    if (i < s->wide)
        return s->term + (uint32_t)i;
    return i < s->t->certain ? s->other + (uint32_t)(i - s->wide)
                             : s->group_term + (uint32_t)(i - s->t->certain);
}

static uint32_t group_row(const struct sim *s, size_t k)
{
    return k < s->t->group_columns ? s->group + (uint32_t)k
                                   : s->other_group + (uint32_t)(k - s->t->group_columns);
}

static void simulation_heading(struct sim *s, uint32_t row, const char *text)
{
    hoshi_put_text(own_simulation_sheet(s), row, S_NO, HOSHI_STYLE_HEADING, text);
}

static void heads(struct sim *s, uint32_t row, const char *const text[S_LAW])
{
    for (uint16_t i = 0; i < S_LAW; i++)
        hoshi_put_text(own_simulation_sheet(s), row, i, HOSHI_STYLE_HEAD, text[i]);
}

/* ---- results ---- */

static struct own_ref simulation_totals(const struct sim *s)
{
    return hoshi_own_span(ROW_TRIAL, s->sum, ROW_TRIAL + (uint32_t)s->t->trials - 1, s->sum);
}

/* Difference, its share and what to make of it, behind the two values of a row. Three standard errors:
 * several figures are looked at at once. */
static void simulation_compare(struct sim *s, uint32_t row, enum hoshi_style style, double here, double there,
                               double error)
{
    struct own_ref a = hoshi_own_at(row, S_KIND), p = hoshi_own_at(row, S_WEIGHT),
                   d = hoshi_own_at(row, S_LOW);
    struct own_ref e = hoshi_own_at(row, S_HIGH);
    const char *usual = simulation_say(s, "試行回数から見て普通のずれ", "usual for so few trials");
    const char *more =
        simulation_say(s, "偶然のずれを超える（入力を変えた影響）", "more than chance (inputs changed)");
    hoshi_put_formula(own_simulation_sheet(s), row, S_LOW, style, here - there, "=%s-%s", a.text, p.text);
    hoshi_put_formula(own_simulation_sheet(s), row, S_LIKELY, HOSHI_STYLE_PERCENT,
                      there != 0 ? (here - there) / there : 0, "=IF(%s=0,0,%s/%s)", p.text, d.text, p.text);
    hoshi_put_merged(own_simulation_sheet(s), row, S_MEAN, row, S_SD, HOSHI_STYLE_TEXT, "");
    hoshi_put_formula_text(own_simulation_sheet(s), row, S_MEAN, HOSHI_STYLE_TEXT,
                           fabs(here - there) <= 3 * error ? usual : more, "=IF(ABS(%s)<=3*%s,\"%s\",\"%s\")",
                           d.text, e.text, usual, more);
}

static void simulation_label(struct sim *s, uint32_t row, const char *text)
{
    hoshi_put_merged(own_simulation_sheet(s), row, S_NO, row, S_NAME, HOSHI_STYLE_LABEL, text);
}

static double simulation_whole(double x)
{
    return (double)llround(x);
}

static void simulation_quantiles(struct sim *s)
{
    static const enum hoshi_range_level level[] = {HOSHI_P10, HOSHI_P50, HOSHI_P80, HOSHI_P90};
    const struct hoshi_range *r = &s->b->v->range->result;
    const char *name[] = {
        simulation_say(s, "P10（10回に1回はこれ以下）", "P10 (one in ten costs no more)"),
        simulation_say(s, "P50（半々）", "P50 (half and half)"),
        simulation_say(s, "P80（5回に4回はこれ以下。予算の目安）", "P80 (four in five; for the own budget)"),
        simulation_say(s, "P90（10回に9回はこれ以下）", "P90 (nine in ten)")};
    for (uint32_t i = 0; i < HOSHI_TRIAL_QUANTILES; i++) {
        uint32_t row = ROW_RESULT + i;
        double there = simulation_whole(r->percentile[level[i]]), error = simulation_whole(s->t->error[i]);
        simulation_label(s, row, name[i]);
        char at[HOSHI_REAL_TEXT];
        hoshi_put_formula(own_simulation_sheet(s), row, S_KIND, HOSHI_STYLE_YEN_TOTAL, s->t->percentile[i],
                          "=PERCENTILE(%s,%s)", simulation_totals(s).text,
                          hoshi_real_print(hoshi_trials_level(i), at));
        hoshi_put_int(own_simulation_sheet(s), row, S_WEIGHT, HOSHI_STYLE_YEN, (int64_t)there);
        hoshi_put_int(own_simulation_sheet(s), row, S_HIGH, HOSHI_STYLE_YEN, (int64_t)error);
        simulation_compare(s, row, HOSHI_STYLE_YEN, s->t->percentile[i], there, error);
    }
}

static double simulation_rounded(double x)
{
    return hoshi_micro_value(llround(x * 1e6));
}

static void other_results(struct sim *s)
{
    const struct hoshi_trials *t = s->t;
    const struct hoshi_range *r = &s->b->v->range->result;
    double there = simulation_whole(r->mean), error = simulation_whole(t->error_mean),
           share = (double)t->enough / (double)t->trials;
    simulation_label(s, RESULT_MEAN, simulation_say(s, WORD(average)));
    hoshi_put_formula(own_simulation_sheet(s), RESULT_MEAN, S_KIND, HOSHI_STYLE_YEN_TOTAL, t->sample_mean,
                      "=AVERAGE(%s)", simulation_totals(s).text);
    hoshi_put_int(own_simulation_sheet(s), RESULT_MEAN, S_WEIGHT, HOSHI_STYLE_YEN, (int64_t)there);
    hoshi_put_int(own_simulation_sheet(s), RESULT_MEAN, S_HIGH, HOSHI_STYLE_YEN, (int64_t)error);
    simulation_compare(s, RESULT_MEAN, HOSHI_STYLE_YEN, t->sample_mean, there, error);
    simulation_label(
        s, RESULT_ENOUGH,
        simulation_say(s, "分担する額で足りた割合", "Trials in which the amount divided suffices"));
    hoshi_put_formula(own_simulation_sheet(s), RESULT_ENOUGH, S_KIND, HOSHI_STYLE_PERCENT_TOTAL, share,
                      "=COUNTIF(%s,\"<=\"&%s)/COUNT(%s)", simulation_totals(s).text,
                      hoshi_own_at(RESULT_BASIS, S_KIND).text, simulation_totals(s).text);
    hoshi_put_micro(own_simulation_sheet(s), RESULT_ENOUGH, S_WEIGHT, HOSHI_STYLE_PERCENT,
                    llround(t->suffices * 1e6));
    hoshi_put_micro(own_simulation_sheet(s), RESULT_ENOUGH, S_HIGH, HOSHI_STYLE_PERCENT,
                    llround(t->error_enough * 1e6));
    simulation_compare(s, RESULT_ENOUGH, HOSHI_STYLE_PERCENT, share, simulation_rounded(t->suffices),
                       simulation_rounded(t->error_enough));
    simulation_label(
        s, RESULT_BASIS,
        simulation_say(s, "分担する額（控除前の期間計）", "Amount divided (horizon, before funding)"));
    hoshi_put_formula(own_simulation_sheet(s), RESULT_BASIS, S_KIND, HOSHI_STYLE_YEN, (double)t->basis_yen,
                      "=%s", hoshi_own_ref(s->b, "calc.total:gross").text);
    simulation_label(s, RESULT_COUNT,
                     simulation_say(s, "計算できた試行の数", "Trials that could be computed"));
    hoshi_put_formula(own_simulation_sheet(s), RESULT_COUNT, S_KIND, HOSHI_STYLE_COUNT, (double)t->trials,
                      "=COUNT(%s)", simulation_totals(s).text);
}

static void results(struct sim *s)
{
    const char *const head[S_LAW] = {
        "",
        "",
        simulation_say(s, "この表の試行", "These trials"),
        simulation_say(s, "本体の計算（作成時）", "The program (when written)"),
        simulation_say(s, "差", "Difference"),
        simulation_say(s, WORD(difference_percent)),
        simulation_say(s, "偶然のずれの目安（標準誤差）", "Chance error (standard error)"),
        "",
        ""};
    simulation_heading(s, ROW_HEAD - 1, simulation_say(s, "1. 結果（円）", "1. Results (yen)"));
    heads(s, ROW_HEAD, head);
    hoshi_put_merged(own_simulation_sheet(s), ROW_HEAD, S_NO, ROW_HEAD, S_NAME, HOSHI_STYLE_HEAD,
                     simulation_say(s, "見るもの", "Figure"));
    hoshi_put_merged(own_simulation_sheet(s), ROW_HEAD, S_MEAN, ROW_HEAD, S_SD, HOSHI_STYLE_HEAD,
                     simulation_say(s, WORD(how_to_read)));
    simulation_quantiles(s);
    other_results(s);
}

/* ---- what may be changed ---- */

static void simulation_inputs(struct sim *s)
{
    char asked[200];
    snprintf(asked, sizeof asked,
             simulation_say(s, "0〜99,999,999の整数。変えると乱数が入れ替わる（指定は%lld）",
                            "0 to 99,999,999; another seed, other draws (asked for: %lld)"),
             (long long)s->t->asked);
    lxw_data_validation whole_number = {.validate = LXW_VALIDATION_TYPE_INTEGER,
                                        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                        .minimum_number = 0,
                                        .maximum_number = (double)HOSHI_HDR_MAX};
    simulation_heading(s, ROW_SEED - 1, simulation_say(s, "2. 変えてみるところ", "2. What to change"));
    simulation_label(s, ROW_SEED, simulation_say(s, "種（seed）", "Seed"));
    hoshi_put_int(own_simulation_sheet(s), ROW_SEED, S_KIND, HOSHI_STYLE_COUNT_INPUT, s->t->seed);
    hoshi_put_merged(own_simulation_sheet(s), ROW_SEED, S_WEIGHT, ROW_SEED, S_SD, HOSHI_STYLE_TEXT, asked);
    simulation_label(s, ROW_ENTITY, simulation_say(s, "主体番号（entity）", "Entity"));
    hoshi_put_int(own_simulation_sheet(s), ROW_ENTITY, S_KIND, HOSHI_STYLE_COUNT_INPUT, s->t->entity);
    hoshi_put_merged(own_simulation_sheet(s), ROW_ENTITY, S_WEIGHT, ROW_ENTITY, S_SD, HOSHI_STYLE_TEXT,
                     simulation_say(s, "会社ごとに変える番号。同じ種でも別の乱数になる",
                                    "A number per firm: other draws from the same seed"));
    for (uint32_t row = ROW_SEED; row <= ROW_ENTITY; row++)
        worksheet_data_validation_cell(own_simulation_sheet(s)->sheet, row, S_KIND, &whole_number);
    hoshi_own_wide(s->b, OWN_SIMULATION, ROW_ENTITY + 1, S_NO, S_SD, HOSHI_STYLE_NOTE,
                   simulation_say(s, PROSE(low_likely_and_high_of_prices)));
}

static void factor_row(struct sim *s, uint32_t f)
{
    static const char *const id[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    const struct hoshi_parameter *p = hoshi_tables_parameter(s->b->t, id[f]);
    const struct hoshi_range_triple *x = &s->t->factor[f];
    const double value[] = {x->low, x->likely, x->high};
    uint32_t row = s->factor + f;
    struct own_ref l = hoshi_own_at(row, S_LOW), k = hoshi_own_at(row, S_LIKELY),
                   h = hoshi_own_at(row, S_HIGH);
    const char *name = p ? hoshi_words_say(s->b->lang, p->name) : id[f];
    simulation_label(s, row, name);
    hoshi_sheet_fit(own_simulation_sheet(s), row, name,
                    s->b->width[OWN_SIMULATION][S_NO] + s->b->width[OWN_SIMULATION][S_NAME]);
    hoshi_put_text(own_simulation_sheet(s), row, S_KIND, HOSHI_STYLE_CENTER,
                   f == HOSHI_FACTOR_MARKET ? simulation_say(s, WORD_IN(bought_in))
                                            : simulation_say(s, WORD_IN(own_effort)));
    hoshi_put_int(own_simulation_sheet(s), row, S_WEIGHT, HOSHI_STYLE_COUNT,
                  (int64_t)s->t->draws - HOSHI_FACTORS + (int64_t)f);
    for (uint16_t i = 0; i < 3; i++)
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(S_LOW + i), HOSHI_STYLE_DECIMAL, value[i],
                          "=%s/%s",
                          hoshi_own_ref(s->b, "in.common.%u:%s", f,
                                        i == 0   ? "value"
                                        : i == 1 ? "second"
                                                 : "third")
                              .text,
                          hoshi_own_ref(s->b, "in.common.%u:fourth", f).text);
    hoshi_put_formula(own_simulation_sheet(s), row, S_MEAN, HOSHI_STYLE_DECIMAL, s->t->factor_mean[f],
                      "=(%s+%s+%s)/3", l.text, k.text, h.text);
    struct own_ref m = hoshi_own_at(row, S_MEAN);
    hoshi_put_formula(own_simulation_sheet(s), row, S_SQUARE, HOSHI_STYLE_DECIMAL, s->t->factor_mean2[f],
                      "=%s*%s+((%s-%s)*(%s-%s)-(%s-%s)*(%s-%s))/18", m.text, m.text, h.text, l.text, h.text,
                      l.text, h.text, k.text, k.text, l.text);
}

static void simulation_factors(struct sim *s)
{
    const char *const head[S_LAW] = {"",
                                     "",
                                     simulation_say(s, "掛かる先", "Applies to"),
                                     simulation_say(s, WORD(variable)),
                                     simulation_say(s, WORD(low)),
                                     simulation_say(s, WORD(likely)),
                                     simulation_say(s, WORD(high)),
                                     simulation_say(s, WORD(average)),
                                     simulation_say(s, WORD(average_square))};
    simulation_heading(s, s->factor - 2, simulation_say(s, "3. 共通の係数", "3. Common factors"));
    heads(s, s->factor - 1, head);
    hoshi_put_merged(own_simulation_sheet(s), s->factor - 1, S_NO, s->factor - 1, S_NAME, HOSHI_STYLE_HEAD,
                     simulation_say(s, WORD(factor)));
    for (uint32_t f = 0; f < HOSHI_FACTORS; f++)
        factor_row(s, f);
    simulation_label(s, s->common, simulation_say(s, WORD(labour_x_pace)));
    for (uint16_t c = S_KIND; c <= S_HIGH; c++)
        hoshi_put_blank(own_simulation_sheet(s), s->common, c, HOSHI_STYLE_TEXT);
    const double value[] = {s->t->common_mean[EFFORT], s->t->common_mean2[EFFORT]};
    for (uint16_t i = 0; i < 2; i++)
        hoshi_put_formula(own_simulation_sheet(s), s->common, (uint16_t)(S_MEAN + i), HOSHI_STYLE_DECIMAL,
                          value[i], "=%s*%s",
                          hoshi_own_at(s->factor + HOSHI_FACTOR_LABOUR, (size_t)S_MEAN + i).text,
                          hoshi_own_at(s->factor + HOSHI_FACTOR_PACE, (size_t)S_MEAN + i).text);
}

/* Mean (0) or mean square (1) of the factor on bought-in rows or on own work. */
static struct own_ref common(const struct sim *s, int kind, size_t square)
{
    return hoshi_own_at(kind == MARKET ? s->factor + HOSHI_FACTOR_MARKET : s->common, S_MEAN + square);
}

/* ---- rows ---- */

static void weight(struct sim *s, const struct hoshi_trial_term *x, uint32_t row)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 7900);
    for (size_t i = 0; i < x->entries; i++) {
        struct own_ref line = hoshi_own_line_row(s->b, x->entry[i]);
        hoshi_buffer_printf(&f, "+%s*(%s-%s)*%d", hoshi_own_ref(s->b, "%s:quantity", line.text).text,
                            hoshi_own_ref(s->b, "%s:need", line.text).text,
                            hoshi_own_ref(s->b, "%s:before", line.text).text,
                            s->b->v->line[x->entry[i]].times);
    }
    s->b->book.failed |= f.failed;
    double full = x->group == SIZE_MAX ? 1 : s->t->group[x->group].full;
    if (full > 1)
        hoshi_put_formula(own_simulation_sheet(s), row, S_WEIGHT, HOSHI_STYLE_DECIMAL, x->weight,
                          "=(%s)*%.9g", hoshi_buffer_text(&f) + (f.length > 0), full);
    else
        hoshi_put_formula(own_simulation_sheet(s), row, S_WEIGHT, HOSHI_STYLE_DECIMAL, x->weight, "=%s",
                          hoshi_buffer_text(&f) + (f.length > 0));
    hoshi_buffer_release(&f);
}

/* Mean and sd per unit, and what the inverse takes where that is not low, likely, high themselves. */
static void law(struct sim *s, const struct hoshi_trial_term *x, uint32_t row)
{
    struct own_ref w = hoshi_own_at(row, S_WEIGHT), l = hoshi_own_at(row, S_LOW),
                   k = hoshi_own_at(row, S_LIKELY), h = hoshi_own_at(row, S_HIGH);
    struct own_ref a = hoshi_own_at(row, S_LAW), c = hoshi_own_at(row, S_LAW + 1),
                   m = hoshi_own_at(row, S_MEAN);
    uint16_t first = S_LAW;
    if (x->law == HOSHI_TRIAL_TRIANGLE) {
        hoshi_put_formula(own_simulation_sheet(s), row, S_MEAN, HOSHI_STYLE_YEN, x->mean,
                          "=%s*((%s+%s+%s)/3)", w.text, l.text, k.text, h.text);
        hoshi_put_formula(own_simulation_sheet(s), row, S_SD, HOSHI_STYLE_YEN, x->sd,
                          "=%s*SQRT(((%s-%s)*(%s-%s)-(%s-%s)*(%s-%s))/18)", w.text, h.text, l.text, h.text,
                          l.text, h.text, k.text, k.text, l.text);
        return;
    }
    if (x->law == HOSHI_TRIAL_LOGNORMAL) {
        hoshi_put_formula(own_simulation_sheet(s), row, S_MEAN, HOSHI_STYLE_YEN, x->mean,
                          "=%s*EXP(%s+%s*%s/2)", w.text, a.text, c.text, c.text);
        hoshi_put_formula(own_simulation_sheet(s), row, S_SD, HOSHI_STYLE_YEN, x->sd,
                          "=%s*SQRT(EXP(%s*%s)-1)", m.text, c.text, c.text);
        hoshi_put_formula(own_simulation_sheet(s), row, first, HOSHI_STYLE_DECIMAL, x->law_at[0],
                          "=(LN(%s)+LN(%s))/2", l.text, h.text);
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(first + 1), HOSHI_STYLE_DECIMAL,
                          x->law_at[1], "=(LN(%s)-LN(%s))/3.2897072539029444", h.text, l.text);
        return;
    }
    char mean[HOSHI_REF * 4], place[HOSHI_REF * 8], width[HOSHI_REF * 40];
    snprintf(mean, sizeof mean, "((%s+4*%s+%s)/6)", l.text, k.text, h.text);
    snprintf(place, sizeof place, "IF(%s>%s,(%s-%s)/(%s-%s),0.5)", h.text, l.text, k.text, l.text, h.text,
             l.text);
    snprintf(width, sizeof width, "SQRT(18*((%s-%s)*(%s-%s)/7)/(1-%s+%s*%s))", mean, l.text, h.text, mean,
             place, place, place);
    hoshi_put_formula(own_simulation_sheet(s), row, S_MEAN, HOSHI_STYLE_YEN, x->mean, "=%s*%s", w.text, mean);
    hoshi_put_formula(own_simulation_sheet(s), row, S_SD, HOSHI_STYLE_YEN, x->sd,
                      "=%s*SQRT((%s-%s)*(%s-%s)/7)", w.text, mean, l.text, h.text, mean);
    hoshi_put_formula(own_simulation_sheet(s), row, first, HOSHI_STYLE_DECIMAL, x->law_at[0],
                      "=%s-%s*(1+%s)/3", mean, width, place);
    hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(first + 1), HOSHI_STYLE_DECIMAL, x->law_at[1],
                      "=%s+%s*%s", a.text, place, width);
    hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(first + 2), HOSHI_STYLE_DECIMAL, x->law_at[2],
                      "=%s+%s", a.text, width);
}

static void term(struct sim *s, size_t i)
{
    const struct hoshi_trial_term *x = &s->t->term[i];
    struct own_ref price = hoshi_own_price_row(s->b, s->b->v->line[x->entry[0]].price);
    struct own_ref l = hoshi_own_ref(s->b, "%s:low", price.text),
                   k = hoshi_own_ref(s->b, "%s:likely", price.text);
    struct own_ref h = hoshi_own_ref(s->b, "%s:high", price.text);
    uint32_t row = term_row(s, i);
    const char *name = hoshi_own_line_name(s->b, x->line);
    if (x->group != SIZE_MAX)
        name = hoshi_own_text(s->b, "%s: %s", hoshi_words_say(s->b->lang, x->line->measure->name), name);
    if (i < s->wide)
        hoshi_put_int(own_simulation_sheet(s), row, S_NO, HOSHI_STYLE_COUNT, (int64_t)i + 1);
    else
        hoshi_put_blank(own_simulation_sheet(s), row, S_NO, HOSHI_STYLE_COUNT);
    hoshi_put_text(own_simulation_sheet(s), row, S_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_own_fit(s->b, OWN_SIMULATION, row, S_NAME, name);
    hoshi_put_text(own_simulation_sheet(s), row, S_KIND, HOSHI_STYLE_CENTER,
                   x->line->effort ? simulation_say(s, WORD_IN(own_effort))
                                   : simulation_say(s, WORD_IN(bought_in)));
    weight(s, x, row);
    hoshi_put_formula(own_simulation_sheet(s), row, S_LOW, HOSHI_STYLE_YEN, x->low, "=MIN(%s,%s)", l.text,
                      k.text);
    hoshi_put_formula(own_simulation_sheet(s), row, S_LIKELY, HOSHI_STYLE_YEN, x->likely, "=%s", k.text);
    hoshi_put_formula(own_simulation_sheet(s), row, S_HIGH, HOSHI_STYLE_YEN, x->high, "=MAX(%s,%s)", k.text,
                      h.text);
    law(s, x, row);
}

static void term_heads(struct sim *s, uint32_t row)
{
    const char *const head[S_LAW] = {
        simulation_say(s, WORD(var)),
        simulation_say(s, "単価・工数の行", "Price or effort row"),
        simulation_say(s, WORD(kind)),
        simulation_say(s, "数量×必要度×回数", "Quantity x need x times"),
        simulation_say(s, "低（円）", "Low (yen)"),
        simulation_say(s, "中（円）", "Likely (yen)"),
        simulation_say(s, "高（円）", "High (yen)"),
        simulation_say(s, "期間計の平均（係数前）", "Mean amount (before factors)"),
        simulation_say(s, "期間計の標準偏差（係数前）", "Sd of the amount (before factors)")};
    heads(s, row, head);
    worksheet_set_row(own_simulation_sheet(s)->sheet, row, 52, NULL);
    bool lognormal = hoshi_case_spread(s->b->c) == HOSHI_SPREAD_LOGNORMAL90;
    if (hoshi_case_spread(s->b->c) == HOSHI_SPREAD_TRIANGULAR)
        return;
    const char *text[] = {lognormal ? simulation_say(s, "対数の平均", "Mean of the log")
                                    : simulation_say(s, "当てはめた三角 低", "Fitted triangle, low"),
                          lognormal ? simulation_say(s, "対数の標準偏差", "Sd of the log")
                                    : simulation_say(s, "同 中", "mode"),
                          lognormal ? "" : simulation_say(s, WORD_IN(same_high))};
    for (uint16_t i = 0; i < 3; i++)
        hoshi_put_text(own_simulation_sheet(s), row, (uint16_t)(S_LAW + i), HOSHI_STYLE_HEAD, text[i]);
}

/* ---- measures of uncertain need ---- */

static void group_heads(struct sim *s, uint32_t row)
{
    const char *const head[S_LAW] = {
        simulation_say(s, WORD(var)),
        simulation_say(s, WORD(measure)),
        simulation_say(s, WORD(kind)),
        simulation_say(s, "必要になる確率／要る割合の下限", "Probability, or least extent"),
        simulation_say(s, "倍率の平均", "Mean extent"),
        simulation_say(s, WORD(average_square_extent)),
        simulation_say(s, "全部要るときの外部購入（円）", "Bought in at full extent"),
        simulation_say(s, "全部要るときの社内作業（円）", "Own work at full extent"),
        simulation_say(s, "その他に入る標準偏差（円）", "Sd that goes to the rest")};
    heads(s, row, head);
    worksheet_set_row(own_simulation_sheet(s)->sheet, row, 52, NULL);
}

/* "SUM(rows of a column)", "0" when there are none. */
static struct own_ref over(const char *function, uint32_t first, size_t n, size_t column)
{
    struct own_ref r;
    snprintf(r.text, sizeof r.text, "0");
    if (n)
        snprintf(r.text, sizeof r.text, "%.10s(%.80s)", function,
                 hoshi_own_span(first, column, first + (uint32_t)n - 1, column).text);
    return r;
}

static void simulation_group(struct sim *s, size_t k)
{
    const struct hoshi_trial_group *g = &s->t->group[k];
    uint32_t row = group_row(s, k), first = s->group_term + (uint32_t)(g->first - s->t->certain),
             effort = first + (uint32_t)g->market;
    const char *name = hoshi_words_say(s->b->lang, g->measure->name);
    struct own_ref at = hoshi_own_at(row, G_AT), e = hoshi_own_at(row, G_MEAN),
                   e2 = hoshi_own_at(row, G_MEAN2);
    struct own_ref m = hoshi_own_at(row, G_MARKET), w = hoshi_own_at(row, G_EFFORT);
    if (k < s->t->group_columns)
        hoshi_put_int(own_simulation_sheet(s), row, S_NO, HOSHI_STYLE_COUNT, (int64_t)(s->wide + k) + 1);
    else
        hoshi_put_blank(own_simulation_sheet(s), row, S_NO, HOSHI_STYLE_COUNT);
    hoshi_put_text(own_simulation_sheet(s), row, S_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_own_fit(s->b, OWN_SIMULATION, row, S_NAME, name);
    hoshi_put_text(own_simulation_sheet(s), row, S_KIND, HOSHI_STYLE_CENTER,
                   g->occurs ? simulation_say(s, "要否", "needed or not")
                             : simulation_say(s, "要る割合", "how far"));
    hoshi_put_micro(own_simulation_sheet(s), row, G_AT, HOSHI_STYLE_PERCENT_INPUT, llround(g->at * 1e6));
    hoshi_put_formula(own_simulation_sheet(s), row, G_MEAN, HOSHI_STYLE_DECIMAL, g->mean,
                      g->occurs ? "=%s" : "=(1+%s)/2", at.text);
    if (g->occurs)
        hoshi_put_formula(own_simulation_sheet(s), row, G_MEAN2, HOSHI_STYLE_DECIMAL, g->mean2, "=%s",
                          at.text);
    else
        hoshi_put_formula(own_simulation_sheet(s), row, G_MEAN2, HOSHI_STYLE_DECIMAL, g->mean2,
                          "=(1+%s+%s*%s)/3", at.text, at.text, at.text);
    hoshi_put_formula(own_simulation_sheet(s), row, G_MARKET, HOSHI_STYLE_YEN, g->amount[MARKET], "=%s",
                      over("SUM", first, g->market, S_MEAN).text);
    hoshi_put_formula(own_simulation_sheet(s), row, G_EFFORT, HOSHI_STYLE_YEN, g->amount[EFFORT], "=%s",
                      over("SUM", effort, g->n - g->market, S_MEAN).text);
    char extent[HOSHI_REF * 20] = "";
    if (k >= s->t->group_columns)
        snprintf(extent, sizeof extent, "+(%s-%s*%s)*(%s*%s*%s+2*%s*%s*%s*%s+%s*%s*%s)", e2.text, e.text,
                 e.text, m.text, m.text, common(s, MARKET, 1).text, m.text, w.text, common(s, MARKET, 0).text,
                 common(s, EFFORT, 0).text, w.text, w.text, common(s, EFFORT, 1).text);
    hoshi_put_formula(own_simulation_sheet(s), row, S_SD, HOSHI_STYLE_YEN, g->sd, "=SQRT(%s*(%s*%s+%s*%s)%s)",
                      e2.text, common(s, MARKET, 1).text, over("SUMSQ", first, g->market, S_SD).text,
                      common(s, EFFORT, 1).text, over("SUMSQ", effort, g->n - g->market, S_SD).text, extent);
}

/* ---- the rest ---- */

/* Mean amount of what has no column: certain rows, and measures at their mean extent. */
static const char *rest_mean(struct sim *s, int kind)
{
    const struct hoshi_trials *t = s->t;
    size_t n = t->groups - t->group_columns;
    uint32_t first = s->other + (uint32_t)(kind == EFFORT ? t->other[MARKET] : 0),
             last = s->other_group + (uint32_t)n - 1;
    const char *certain = hoshi_own_text(s->b, "%s", over("SUM", first, t->other[kind], S_MEAN).text);
    if (!n)
        return certain;
    size_t amount = kind == MARKET ? G_MARKET : G_EFFORT;
    return hoshi_own_text(s->b, "%s+SUMPRODUCT(%s,%s)", certain,
                          hoshi_own_span(s->other_group, G_MEAN, last, G_MEAN).text,
                          hoshi_own_span(s->other_group, amount, last, amount).text);
}

static void simulation_rest(struct sim *s)
{
    const struct hoshi_trials *t = s->t;
    const char *text[] = {
        simulation_say(s, "列を持たない行の平均：外部購入（係数前）",
                       "Mean of what has no column: bought in (before the factor)"),
        simulation_say(s, "列を持たない行の平均：社内作業（係数前）",
                       "Mean of what has no column: own work (before the factor)"),
        simulation_say(s, "ひとまとめの「その他」の標準偏差", "Standard deviation of the rest, as one term")};
    for (uint32_t i = 0; i < 3; i++)
        hoshi_put_merged(own_simulation_sheet(s), s->rest + i, S_NO, s->rest + i, S_HIGH, HOSHI_STYLE_LABEL,
                         text[i]);
    simulation_heading(s, s->rest - 1,
                       simulation_say(s, "5. その他（一つの項にまとめたもの）", "5. The rest, as one term"));
    for (int kind = MARKET; kind <= EFFORT; kind++)
        hoshi_put_formula(own_simulation_sheet(s), s->rest + (uint32_t)kind, S_MEAN, HOSHI_STYLE_YEN,
                          t->rest[kind], "=%s", rest_mean(s, kind));
    hoshi_put_formula(own_simulation_sheet(s), s->rest + 2, S_MEAN, HOSHI_STYLE_YEN, t->rest_sd,
                      "=SQRT(%s*(%s+%.0f^2)+%s*%s+%s+%s)", common(s, MARKET, 1).text,
                      over("SUMSQ", s->other, t->other[MARKET], S_SD).text, t->size_sd,
                      common(s, EFFORT, 1).text,
                      over("SUMSQ", s->other + (uint32_t)t->other[MARKET], t->other[EFFORT], S_SD).text,
                      over("SUMSQ", s->group, t->group_columns, S_SD).text,
                      over("SUMSQ", s->other_group, t->groups - t->group_columns, S_SD).text);
    const char *how = simulation_say(s, PROSE(trial_market_factor_x_bought));
    if (hoshi_case_spread(s->b->c) == HOSHI_SPREAD_PERT)
        how = hoshi_own_text(s->b, "%s%s", how, simulation_say(s, PROSE(rows_of_pert_shape_are_replaced)));
    hoshi_own_wide(s->b, OWN_SIMULATION, s->rest + 3, S_NO, S_SD, HOSHI_STYLE_NOTE, how);
}

static void tables(struct sim *s)
{
    const struct hoshi_trials *t = s->t;
    simulation_heading(
        s, s->term - 2,
        simulation_say(s, "4. 列を持つ項目（幅の大きいもの）", "4. What has a column (the widest)"));
    term_heads(s, s->term - 1);
    for (size_t i = 0; i < t->terms; i++)
        term(s, i);
    if (t->group_columns)
        group_heads(s, s->group - 1);
    for (size_t k = 0; k < t->groups; k++)
        simulation_group(s, k);
    simulation_heading(
        s, s->other - 2,
        simulation_say(s, "6. その他の内訳（印刷しない）", "6. What the rest consists of (not printed)"));
    term_heads(s, s->other - 1);
    if (t->groups > t->group_columns)
        group_heads(s, s->other_group - 1);
    if (t->terms > t->certain)
        term_heads(s, s->group_term - 1);
}

/* ---- the trials ---- */

static void uniform_heads(struct sim *s, const char *const *name)
{
    static const int64_t factor[2][3] = {{1800451, 2000371, 1796777}, {2399993, 2100869, 1918303}};
    struct own_ref seed = hoshi_own_at(ROW_SEED, S_KIND), entity = hoshi_own_at(ROW_ENTITY, S_KIND);
    const char *text[] = {simulation_say(s, WORD(variable)), simulation_say(s, "定数1", "Offset 1"),
                          simulation_say(s, "定数2", "Offset 2")};
    for (uint32_t i = 0; i < 3; i++)
        hoshi_put_text(own_simulation_sheet(s), ROW_VARIABLE + i, (uint16_t)(s->random - 1),
                       HOSHI_STYLE_LABEL, text[i]);
    for (size_t d = 0; d < s->t->draws; d++) {
        uint16_t c = (uint16_t)(s->random + d);
        hoshi_put_int(own_simulation_sheet(s), ROW_VARIABLE, c, HOSHI_STYLE_COUNT, (int64_t)d + 1);
        for (uint32_t i = 0; i < 2; i++)
            hoshi_put_formula(own_simulation_sheet(s), ROW_OFFSET + i, c, HOSHI_STYLE_COUNT,
                              (double)s->t->offset[d][i], "=%s*%lld+%s*%lld+%s*%lld",
                              hoshi_own_at(ROW_VARIABLE, c).text, (long long)factor[i][0], entity.text,
                              (long long)factor[i][1], seed.text, (long long)factor[i][2]);
        hoshi_put_text(own_simulation_sheet(s), ROW_HEAD, c, HOSHI_STYLE_HEAD, name[d]);
    }
}

/* Names of the random numbers in order. */
static void simulation_names(struct sim *s, const char *name[HOSHI_TRIAL_DRAWS])
{
    size_t n = 0;
    for (size_t i = 0; i < s->wide; i++)
        name[n++] = hoshi_own_text(s->b, "%zu. %s", i + 1, hoshi_own_line_name(s->b, s->t->term[i].line));
    for (size_t k = 0; k < s->t->group_columns; k++)
        name[n++] = hoshi_own_text(s->b, "%zu. %s", s->wide + k + 1,
                                   hoshi_words_say(s->b->lang, s->t->group[k].measure->name));
    name[n++] = simulation_say(s, WORD(market_factor));
    name[n++] = simulation_say(s, WORD(labour_factor));
    name[n++] = simulation_say(s, WORD(pace_factor));
    name[n] = simulation_say(s, "その他のばらつき", "Spread of the rest");
}

static void trial_heads(struct sim *s)
{
    const char *name[HOSHI_TRIAL_DRAWS];
    size_t n = s->wide + s->t->group_columns;
    simulation_names(s, name);
    uniform_heads(s, name);
    hoshi_put_text(own_simulation_sheet(s), ROW_HEAD - 1, S_TRIAL, HOSHI_STYLE_HEADING,
                   simulation_say(s, "試行ごとの額（期間計、円）と倍率・係数",
                                  "Amounts (yen over the horizon), extents and factors by trial"));
    hoshi_put_text(own_simulation_sheet(s), ROW_HEAD, S_TRIAL, HOSHI_STYLE_HEAD,
                   simulation_say(s, "試行", "Trial"));
    for (size_t c = 0; c < s->t->columns; c++)
        hoshi_put_text(own_simulation_sheet(s), ROW_HEAD, (uint16_t)(S_FIRST + c), HOSHI_STYLE_HEAD,
                       c < n        ? name[c]
                       : c == n     ? name[n]
                       : c == n + 1 ? simulation_say(s, WORD(labour_x_pace))
                                    : name[n + HOSHI_FACTORS]);
    hoshi_put_text(own_simulation_sheet(s), ROW_HEAD, (uint16_t)s->sum, HOSHI_STYLE_HEAD,
                   simulation_say(s, WORD(total)));
    double most = 3;
    for (size_t d = 0; d < s->t->draws; d++)
        most = fmax(most, ceil((double)hoshi_text_width(name[d]) * 1.15 / 18));
    worksheet_set_row(own_simulation_sheet(s)->sheet, ROW_HEAD, fmin(most, 5) * 16 + 5, NULL);
}

static void simulation_uniform(struct sim *s, size_t i, size_t d)
{
    uint32_t row = ROW_TRIAL + (uint32_t)i;
    uint16_t c = (uint16_t)(s->random + d);
    struct own_ref n = hoshi_own_at(row, S_TRIAL), a = hoshi_own_at(ROW_OFFSET, c),
                   b = hoshi_own_at(ROW_OFFSET + 1, c);
    hoshi_put_formula(
        own_simulation_sheet(s), row, c, HOSHI_STYLE_DECIMAL, s->t->uniform[i * s->t->draws + d],
        "=(MOD((MOD(MOD(999999999999989,MOD(%s*2499997+%s,7450589)*4658+7450581)*383,99991)*7440893+MOD(MOD(999999999999989,MOD(%s*2246527+%s,7450987)*7580+7560584)*17669,7440893))*1343,4294967296)+0.5)/4294967296",
        n.text, a.text, n.text, b.text);
}

/* The triangle's inverse at a uniform cell. */
static const char *simulation_inverse(struct sim *s, struct own_ref u, struct own_ref l, struct own_ref k,
                                      struct own_ref h)
{
    return hoshi_own_text(s->b,
                          "IF(%s*(%s-%s)<%s-%s,%s+SQRT(%s*(%s-%s)*(%s-%s)),%s-SQRT((1-%s)*(%s-%s)*(%s-%s)))",
                          u.text, h.text, l.text, k.text, l.text, l.text, u.text, h.text, l.text, k.text,
                          l.text, h.text, u.text, h.text, l.text, h.text, k.text);
}

static void simulation_amount(struct sim *s, size_t i, size_t c)
{
    uint32_t row = ROW_TRIAL + (uint32_t)i, at = term_row(s, c);
    bool lognormal = s->t->term[c].law == HOSHI_TRIAL_LOGNORMAL;
    size_t from = s->t->term[c].law == HOSHI_TRIAL_TRIANGLE ? S_LOW : S_LAW;
    struct own_ref u = hoshi_own_at(row, s->random + c), w = hoshi_own_at(at, S_WEIGHT);
    struct own_ref p = hoshi_own_at(at, from), q = hoshi_own_at(at, from + 1), r = hoshi_own_at(at, from + 2);
    double value = s->t->value[i * s->t->columns + c];
    if (lognormal)
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(S_FIRST + c), HOSHI_STYLE_YEN, value,
                          "=%s*EXP(%s+%s*NORMSINV(%s))", w.text, p.text, q.text, u.text);
    else
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(S_FIRST + c), HOSHI_STYLE_YEN, value,
                          "=%s*%s", w.text, simulation_inverse(s, u, p, q, r));
}

static void extent(struct sim *s, size_t i, size_t k)
{
    uint32_t row = ROW_TRIAL + (uint32_t)i;
    size_t c = s->wide + k;
    struct own_ref u = hoshi_own_at(row, s->random + c), at = hoshi_own_at(group_row(s, k), G_AT);
    double value = s->t->value[i * s->t->columns + c];
    if (s->t->group[k].occurs)
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(S_FIRST + c), HOSHI_STYLE_DECIMAL, value,
                          "=IF(%s<%s,1,0)", u.text, at.text);
    else
        hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(S_FIRST + c), HOSHI_STYLE_DECIMAL, value,
                          "=%s+%s*(1-%s)", at.text, u.text, at.text);
}

static const char *simulation_factor(struct sim *s, uint32_t row, uint32_t f)
{
    struct own_ref u = hoshi_own_at(row, s->random + s->wide + s->t->group_columns + f);
    uint32_t at = s->factor + f;
    return simulation_inverse(s, u, hoshi_own_at(at, S_LOW), hoshi_own_at(at, S_LIKELY),
                              hoshi_own_at(at, S_HIGH));
}

static void common_cells(struct sim *s, size_t i)
{
    uint32_t row = ROW_TRIAL + (uint32_t)i;
    size_t n = s->wide + s->t->group_columns;
    const double *v = s->t->value + i * s->t->columns + n;
    uint16_t c = (uint16_t)(S_FIRST + n);
    struct own_ref u = hoshi_own_at(row, s->random + n + HOSHI_FACTORS);
    hoshi_put_formula(own_simulation_sheet(s), row, c, HOSHI_STYLE_DECIMAL, v[0], "=%s",
                      simulation_factor(s, row, HOSHI_FACTOR_MARKET));
    hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(c + 1), HOSHI_STYLE_DECIMAL, v[1], "=%s*%s",
                      simulation_factor(s, row, HOSHI_FACTOR_LABOUR),
                      simulation_factor(s, row, HOSHI_FACTOR_PACE));
    hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)(c + 2), HOSHI_STYLE_YEN, v[2],
                      "=%s*SQRT(6)*IF(%s<0.5,SQRT(2*%s)-1,1-SQRT(2*(1-%s)))",
                      hoshi_own_at(s->rest + 2, S_MEAN).text, u.text, u.text, u.text);
}

/* "SUM(the columns of a trial)", or "0". */
static struct own_ref simulation_across(uint32_t row, size_t first, size_t n)
{
    struct own_ref r;
    snprintf(r.text, sizeof r.text, "0");
    if (n)
        snprintf(r.text, sizeof r.text, "SUM(%.80s)", hoshi_own_span(row, first, row, first + n - 1).text);
    return r;
}

static void simulation_total(struct sim *s, size_t i)
{
    uint32_t row = ROW_TRIAL + (uint32_t)i;
    const size_t *n = s->t->column;
    size_t c = S_FIRST + s->wide + s->t->group_columns;
    struct own_ref m = hoshi_own_at(row, c), e = hoshi_own_at(row, c + 1);
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    for (size_t k = 0; k < s->t->group_columns; k++) {
        uint32_t at = group_row(s, k);
        hoshi_buffer_printf(&f, "+%s*(%s*%s+%s*%s)", hoshi_own_at(row, S_FIRST + s->wide + k).text, m.text,
                            hoshi_own_at(at, G_MARKET).text, e.text, hoshi_own_at(at, G_EFFORT).text);
    }
    hoshi_put_formula(own_simulation_sheet(s), row, (uint16_t)s->sum, HOSHI_STYLE_YEN_TOTAL,
                      (double)s->t->total[i], "=IFERROR(ROUND(%s*(%s+%s)+%s*(%s+%s)%s+%s,0),\"\")", m.text,
                      simulation_across(row, S_FIRST, n[MARKET]).text, hoshi_own_at(s->rest, S_MEAN).text,
                      e.text, simulation_across(row, S_FIRST + n[MARKET], n[EFFORT]).text,
                      hoshi_own_at(s->rest + 1, S_MEAN).text, hoshi_buffer_text(&f),
                      hoshi_own_at(row, c + 2).text);
    hoshi_buffer_release(&f);
}

static void simulation_trials(struct sim *s)
{
    trial_heads(s);
    for (size_t i = 0; i < s->t->trials; i++) {
        hoshi_put_int(own_simulation_sheet(s), ROW_TRIAL + (uint32_t)i, S_TRIAL, HOSHI_STYLE_COUNT,
                      (int64_t)i + 1);
        for (size_t d = 0; d < s->t->draws; d++)
            simulation_uniform(s, i, d);
        for (size_t c = 0; c < s->wide; c++)
            simulation_amount(s, i, c);
        for (size_t k = 0; k < s->t->group_columns; k++)
            extent(s, i, k);
        common_cells(s, i);
        simulation_total(s, i);
    }
}

/* ---- the sheet ---- */

static void simulation_widths(struct sim *s)
{
    static const double left[S_LAW] = {6, 38, 15, 15, 14, 14, 15, 16, 16};
    struct own_head head[S_FIRST] = {{0}};
    bool plain = hoshi_case_spread(s->b->c) == HOSHI_SPREAD_TRIANGULAR;
    for (size_t i = 0; i < S_FIRST; i++)
        head[i] = (struct own_head){"", "",
                                    i < S_LAW    ? left[i]
                                    : i < S_GAP  ? (plain ? 1 : 13)
                                    : i == S_GAP ? 3
                                                 : 7};
    hoshi_own_widths(s->b, OWN_SIMULATION, head, S_FIRST);
    worksheet_set_column(own_simulation_sheet(s)->sheet, S_FIRST, (lxw_col_t)s->sum, 18, NULL);
    worksheet_set_column(own_simulation_sheet(s)->sheet, (lxw_col_t)s->sum + 1, (lxw_col_t)s->sum + 1, 3,
                         NULL);
    worksheet_set_column(own_simulation_sheet(s)->sheet, (lxw_col_t)s->random - 1, (lxw_col_t)s->random - 1,
                         11, NULL);
    worksheet_set_column(own_simulation_sheet(s)->sheet, (lxw_col_t)s->random,
                         (lxw_col_t)(s->random + s->t->draws) - 1, 21, NULL);
}

static const char *simulation_note(struct sim *s)
{
    return hoshi_own_text(s->b, simulation_say(s, PROSE(trials_are_made_in_the_cells)), s->t->trials,
                          s->t->trials);
}

void hoshi_own_write_simulation(struct own_book *b)
{
    struct sim s = {.b = b, .t = &b->v->trials};
    layout(&s);
    simulation_widths(&s);
    hoshi_own_title(b, OWN_SIMULATION, S_SD, simulation_say(&s, WORD(live_trials_title)),
                    simulation_note(&s));
    results(&s);
    simulation_inputs(&s);
    simulation_factors(&s);
    tables(&s);
    simulation_rest(&s);
    simulation_trials(&s);
    worksheet_freeze_panes(own_simulation_sheet(&s)->sheet, ROW_TRIAL, 0);
    hoshi_sheet_print_area(own_simulation_sheet(&s), s.print, S_SD);
    hoshi_define(own_simulation_sheet(&s), "trial_seed", ROW_SEED, S_KIND);
}
