/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets hold the same arithmetic in the same order; a change here is a change there. Terms and groups are
 * built as in estimate_range.c, but from entries, because a cell can only point to an entry's quantity, need
 * and price. */
#include "trials.h"
#include "sort.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARKET, EFFORT };

/* ---- the generator ---- */

static const int64_t hdr_factor[2][5] = {{2499997, 1800451, 2000371, 1796777, 2299603},
                                         {2246527, 2399993, 2100869, 1918303, 1624729}};

#define HDR_BIG INT64_C(999999999999989)
#define HDR_LAST INT64_C(7440893)
#define HDR_RANGE INT64_C(4294967296)

void hoshi_hdr_offsets(const struct hoshi_hdr *at, int64_t offset[2])
{
    for (size_t i = 0; i < 2; i++)
        offset[i] = at->variable * hdr_factor[i][1] + at->entity * hdr_factor[i][2] +
                    at->seed * hdr_factor[i][3] + at->seed4 * hdr_factor[i][4];
}

/* The remainder; *hazard when the quotient rounded to 15 digits could reach the next integer. The rounding is
 * at most 5e-15 of the quotient; twice that is asked for. */
static int64_t mod(int64_t a, int64_t b, bool *hazard)
{
    int64_t r = a % b;
    if ((double)(b - r) <= (double)a * 1e-14)
        *hazard = true;
    return r;
}

static int64_t hdr(const struct hoshi_hdr *at, bool *hazard)
{
    int64_t offset[2];
    hoshi_hdr_offsets(at, offset);
    int64_t x = mod(at->counter * hdr_factor[0][0] + offset[0], 7450589, hazard) * 4658 + 7450581;
    int64_t y = mod(at->counter * hdr_factor[1][0] + offset[1], 7450987, hazard) * 7580 + 7560584;
    x = mod(mod(HDR_BIG, x, hazard) * 383, 99991, hazard) * HDR_LAST;
    y = mod(mod(HDR_BIG, y, hazard) * 17669, HDR_LAST, hazard);
    return mod((x + y) * 1343, HDR_RANGE, hazard);
}

double hoshi_hdr_uniform(const struct hoshi_hdr *at)
{
    bool hazard = false;
    return ((double)hdr(at, &hazard) + 0.5) / (double)HDR_RANGE;
}

bool hoshi_hdr_hazard(const struct hoshi_hdr *at)
{
    bool hazard = false;
    hdr(at, &hazard);
    return hazard;
}

/* ---- laws ---- */

static enum hoshi_trial_law trials_law_of(const struct hoshi_case *c, double low)
{
    if (hoshi_case_spread(c) == HOSHI_SPREAD_TRIANGULAR)
        return HOSHI_TRIAL_TRIANGLE;
    if (hoshi_case_spread(c) == HOSHI_SPREAD_PERT)
        return HOSHI_TRIAL_FITTED;
    return low > 0 ? HOSHI_TRIAL_LOGNORMAL : HOSHI_TRIAL_TRIANGLE;
}

static double triangle_variance(double l, double k, double h)
{
    return ((h - l) * (h - l) - (h - k) * (k - l)) / 18;
}

/* Mean and variance per unit, and what the inverse takes. */
static void law_init(struct hoshi_trial_term *x)
{
    double l = x->low, k = x->likely, h = x->high, mean = (l + k + h) / 3,
           variance = triangle_variance(l, k, h);
    double at[3] = {l, k, h};
    if (x->law == HOSHI_TRIAL_FITTED) {
        double c = h > l ? (k - l) / (h - l) : 0.5;
        mean = (l + 4 * k + h) / 6;
        variance = (mean - l) * (h - mean) / 7;
        double width = sqrt(18 * variance / (1 - c + c * c));
        at[0] = mean - width * (1 + c) / 3;
        at[1] = at[0] + c * width;
        at[2] = at[0] + width;
    } else if (x->law == HOSHI_TRIAL_LOGNORMAL) {
        at[0] = (log(l) + log(h)) / 2;
        at[1] = (log(h) - log(l)) / 3.2897072539029444;
        at[2] = 0;
        mean = exp(at[0] + at[1] * at[1] / 2);
        variance = (exp(at[1] * at[1]) - 1) * mean * mean;
    }
    memcpy(x->law_at, at, sizeof at);
    x->mean = x->weight * mean;
    x->sd = x->weight * sqrt(variance);
}

static double inverse_triangle(double u, double l, double k, double h)
{
    return u * (h - l) < k - l ? l + sqrt(u * (h - l) * (k - l)) : h - sqrt((1 - u) * (h - l) * (h - k));
}

static double trials_inverse(const struct hoshi_trial_term *x, double u)
{
    const double *at = x->law_at;
    return x->law == HOSHI_TRIAL_LOGNORMAL ? exp(at[0] + at[1] * gsl_cdf_ugaussian_Pinv(u))
                                           : inverse_triangle(u, at[0], at[1], at[2]);
}

/* ---- terms and groups ---- */

struct builder {
    const struct hoshi_estimate *e;
    struct hoshi_trials *t;
    size_t *entry; /* room for the terms' lists */
    size_t entries;
};

static int trials_times_due(const struct hoshi_line *line, int horizon)
{
    int n = 0;
    for (int y = 1; y <= horizon; y++)
        n += hoshi_line_due(line, y);
    return n;
}

static bool same_row(const struct hoshi_line *a, const struct hoshi_line *b)
{
    return a->price == b->price && a->effort == b->effort && memcmp(&a->unit, &b->unit, sizeof a->unit) == 0;
}

static double micro(int64_t v)
{
    return (double)v / 1e6;
}

/* Add a term for the entries i with mark[i] == group + 1 (0: done or none) that share the row of the first of
 * them. */
static void trials_add_term(struct builder *b, size_t *mark, size_t first, size_t group)
{
    const struct hoshi_estimate *e = b->e;
    const struct hoshi_line *line = &e->entry[first].line;
    struct hoshi_trial_term *x = &b->t->term[b->t->terms++];
    *x = (struct hoshi_trial_term){.line = line,
                                   .entry = b->entry + b->entries,
                                   .group = group,
                                   .low = micro(line->unit.low_micro),
                                   .likely = micro(line->unit.likely_micro),
                                   .high = micro(line->unit.high_micro)};
    for (size_t i = first, own = mark[first]; i < e->entries; i++) {
        const struct hoshi_entry *y = &e->entry[i];
        if (mark[i] != own || !same_row(line, &y->line))
            continue;
        mark[i] = 0;
        b->entry[b->entries++] = i;
        x->entries++;
        x->weight += micro(y->line.quantity_micro) * (micro(y->need_ppm) - micro(y->before_ppm)) *
                     trials_times_due(&y->line, e->a.horizon);
    }
    x->weight *= group == SIZE_MAX ? 1 : b->t->group[group].full;
    x->law = trials_law_of(e->a.c, x->low);
    law_init(x);
}

/* How many there were. What the unanswered may add to a chosen measure stands behind the certain entries. */
static size_t mark_entries(const struct hoshi_estimate *e, const struct hoshi_planned *p, bool divisible_only,
                           size_t *mark, size_t value)
{
    size_t n = 0, end = p->probability < 1 ? e->entries : e->certain;
    for (size_t i = p->probability < 1 ? e->certain : 0; i < end; i++) {
        const struct hoshi_line *line = &e->entry[i].line;
        if (line->measure->index != p->measure || (divisible_only && line->row->indivisible))
            continue;
        mark[i] = value;
        n++;
    }
    return n;
}

static double trials_rounded(double x)
{
    return round(x * 1e6) / 1e6;
}

/* A measure of uncertain need becomes a group; its entries are marked with the group's number + 2. */
static void find_group(struct builder *b, const struct hoshi_planned *p, size_t *mark)
{
    const struct hoshi_estimate *e = b->e;
    const struct hoshi_tables *t = e->a.tables;
    bool occurs = p->probability < 1;
    int64_t stated = hoshi_need_of_measure(&e->need, t, p->measure, HOSHI_PARTIALS_NOTHING);
    bool open = !occurs && p->need_ppm > 0 &&
                hoshi_need_of_measure(&e->need, t, p->measure, HOSHI_PARTIALS_WHOLE) > stated;
    if (!occurs && !open)
        return;
    struct hoshi_trial_group *g = &b->t->group[b->t->groups];
    *g = (struct hoshi_trial_group){.measure = &t->measure[p->measure], .occurs = occurs};
    g->at = trials_rounded(occurs ? p->probability : micro(stated));
    g->full = occurs ? 1 : 1e6 / (double)p->need_ppm;
    g->mean = occurs ? g->at : (1 + g->at) / 2;
    g->mean2 = occurs ? g->at : (1 + g->at + g->at * g->at) / 3;
    if (mark_entries(e, p, open, mark, b->t->groups + 2))
        b->t->groups++;
}

/* Terms of the entries marked `value`: market first. */
static void add_terms(struct builder *b, size_t *mark, size_t value, size_t group)
{
    for (int effort = MARKET; effort <= EFFORT; effort++)
        for (size_t i = 0; i < b->e->entries; i++)
            if (mark[i] == value && (b->e->entry[i].line.effort != NULL) == (effort == EFFORT))
                trials_add_term(b, mark, i, group);
}

static void group_amounts(struct hoshi_trials *t, size_t k)
{
    struct hoshi_trial_group *g = &t->group[k];
    double square[2] = {0};
    for (size_t i = g->first; i < g->first + g->n; i++) {
        const struct hoshi_trial_term *x = &t->term[i];
        int kind = x->line->effort ? EFFORT : MARKET;
        g->market += kind == MARKET;
        g->amount[kind] += x->mean;
        square[kind] += x->sd * x->sd;
    }
    const double *m = t->common_mean, *m2 = t->common_mean2, *a = g->amount;
    double inner = g->mean2 * (m2[MARKET] * square[MARKET] + m2[EFFORT] * square[EFFORT]);
    double extent = (g->mean2 - g->mean * g->mean) *
                    (a[MARKET] * a[MARKET] * m2[MARKET] + 2 * a[MARKET] * a[EFFORT] * m[MARKET] * m[EFFORT] +
                     a[EFFORT] * a[EFFORT] * m2[EFFORT]);
    g->sd = sqrt(k < t->group_columns ? inner : inner + extent);
}

/* How much a group's occurrence or extent moves the total. */
static double group_width(const struct builder *b, const struct hoshi_trial_group *g)
{
    double sum = 0;
    for (size_t i = 0; i < b->e->entries; i++)
        if (b->e->entry[i].line.measure == g->measure && (i >= b->e->certain) == g->occurs)
            sum += g->full * (double)b->e->entry[i].point.horizon_yen;
    return sum * sqrt(g->mean2 - g->mean * g->mean);
}

/* The widest groups to the front, the others in order. */
static void trials_sort_groups(struct builder *b, size_t *mark)
{
    struct hoshi_trials *t = b->t;
    t->group_columns = t->groups < HOSHI_TRIAL_GROUPS ? t->groups : HOSHI_TRIAL_GROUPS;
    for (size_t k = 0; k < t->group_columns; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < t->groups; i++)
            if (group_width(b, &t->group[i]) > group_width(b, &t->group[best]))
                best = i;
        struct hoshi_trial_group g = t->group[best];
        memmove(&t->group[k + 1], &t->group[k], (best - k) * sizeof g);
        t->group[k] = g;
        for (size_t i = 0; i < b->e->entries; i++) {
            if (mark[i] == best + 2)
                mark[i] = k + 2;
            else if (mark[i] >= k + 2 && mark[i] < best + 2)
                mark[i]++;
        }
    }
}

/* Columns for the widest certain terms: they go to the front, market before effort, the rest behind likewise.
 */
static bool sort_terms(struct hoshi_trials *t)
{
    struct hoshi_trial_term *copy = hoshi_arena_array(&t->arena, t->certain + 1, sizeof *copy);
    bool *wide = hoshi_arena_array(&t->arena, t->certain + 1, sizeof *wide);
    if (!copy || !wide)
        return false;
    for (size_t k = 0; k < HOSHI_TRIAL_INPUTS && k < t->certain; k++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < t->certain; i++)
            if (!wide[i] && t->term[i].sd > 0 && (best == SIZE_MAX || t->term[i].sd > t->term[best].sd))
                best = i;
        if (best != SIZE_MAX)
            wide[best] = true;
    }
    memcpy(copy, t->term, t->certain * sizeof *copy);
    size_t n = 0;
    for (int pass = 0; pass < 4; pass++)
        for (size_t i = 0; i < t->certain; i++)
            if (wide[i] == (pass < 2) && (copy[i].line->effort != NULL) == (pass % 2 == EFFORT)) {
                t->term[n++] = copy[i];
                (pass < 2 ? t->column : t->other)[pass % 2]++;
            }
    return true;
}

static void trials_factors(struct hoshi_trials *t, const struct hoshi_assumptions *a)
{
    for (size_t f = 0; f < HOSHI_FACTORS; f++) {
        const int64_t *v = a->factor_ppm[f];
        double l = micro(v[0]), k = micro(v[1]), h = micro(v[2]);
        t->factor[f] = (struct hoshi_range_triple){l, k, h};
        t->factor_mean[f] = (l + k + h) / 3;
        t->factor_mean2[f] = t->factor_mean[f] * t->factor_mean[f] + triangle_variance(l, k, h);
    }
    t->common_mean[MARKET] = t->factor_mean[HOSHI_FACTOR_MARKET];
    t->common_mean2[MARKET] = t->factor_mean2[HOSHI_FACTOR_MARKET];
    t->common_mean[EFFORT] = t->factor_mean[HOSHI_FACTOR_LABOUR] * t->factor_mean[HOSHI_FACTOR_PACE];
    t->common_mean2[EFFORT] = t->factor_mean2[HOSHI_FACTOR_LABOUR] * t->factor_mean2[HOSHI_FACTOR_PACE];
}

/* What has no column: means by factor, one joint sd. Then the exact mean and sd of the total. */
static void trials_rest(struct hoshi_trials *t)
{
    double square[2] = {0}, all[2], drawn = 0, columns[2] = {0}, variance = 0;
    const double *m = t->common_mean, *m2 = t->common_mean2;
    size_t wide = t->column[MARKET] + t->column[EFFORT];
    for (size_t i = 0; i < t->certain; i++) {
        const struct hoshi_trial_term *x = &t->term[i];
        int kind = x->line->effort ? EFFORT : MARKET;
        if (i < wide) {
            columns[kind] += x->mean;
            variance += m2[kind] * x->sd * x->sd;
        } else {
            t->rest[kind] += x->mean;
            square[kind] += x->sd * x->sd;
        }
    }
    double group[2] = {0};
    for (size_t k = 0; k < t->groups; k++) {
        const struct hoshi_trial_group *g = &t->group[k];
        drawn += g->sd * g->sd;
        for (int kind = MARKET; kind <= EFFORT; kind++)
            *(k < t->group_columns ? &group[kind] : &t->rest[kind]) += g->mean * g->amount[kind];
        if (k < t->group_columns) {
            const double *a = g->amount;
            variance += (g->mean2 - g->mean * g->mean) *
                        (a[0] * a[0] * m2[0] + 2 * a[0] * a[1] * m[0] * m[1] + a[1] * a[1] * m2[1]);
        }
    }
    /* The sheet writes one figure, to be multiplied by the market factor. */
    double rates = m2[MARKET] * t->rates_square[MARKET] + m2[EFFORT] * t->rates_square[EFFORT] +
                   2 * m[MARKET] * m[EFFORT] * t->rates_cross;
    t->size_sd = round(sqrt(t->size_sd * t->size_sd + (rates > 0 ? rates / m2[MARKET] : 0)));
    square[MARKET] += t->size_sd * t->size_sd;
    t->rest_sd = sqrt(m2[MARKET] * square[MARKET] + m2[EFFORT] * square[EFFORT] + drawn);
    for (int kind = MARKET; kind <= EFFORT; kind++) {
        all[kind] = columns[kind] + t->rest[kind] + group[kind];
        variance += (m2[kind] - m[kind] * m[kind]) * all[kind] * all[kind];
    }
    t->mean = m[MARKET] * all[MARKET] + m[EFFORT] * all[EFFORT];
    t->sd = sqrt(variance + t->rest_sd * t->rest_sd);
}

static bool trials_build(struct builder *b)
{
    const struct hoshi_estimate *e = b->e;
    struct hoshi_trials *t = b->t;
    size_t *mark = hoshi_arena_array(&t->arena, e->entries + 1, sizeof *mark);
    b->entry = hoshi_arena_array(&t->arena, e->entries + 1, sizeof *b->entry);
    t->term = hoshi_arena_array(&t->arena, e->entries + 1, sizeof *t->term);
    t->group = hoshi_arena_array(&t->arena, e->measures + 1, sizeof *t->group);
    if (!mark || !b->entry || !t->term || !t->group)
        return false;
    for (size_t i = 0; i < e->certain; i++)
        mark[i] = 1;
    for (size_t i = 0; i < e->measures; i++)
        find_group(b, &e->measure[i], mark);
    trials_sort_groups(b, mark);
    add_terms(b, mark, 1, SIZE_MAX);
    t->certain = t->terms;
    for (size_t k = 0; k < t->groups; k++) {
        t->group[k].first = t->terms;
        add_terms(b, mark, k + 2, k);
        t->group[k].n = t->terms - t->group[k].first;
    }
    trials_factors(t, &e->a);
    if (!sort_terms(t))
        return false;
    for (size_t k = 0; k < t->groups; k++)
        group_amounts(t, k);
    trials_rest(t);
    return true;
}

/* ---- running ---- */

static bool seed_is_free(const struct hoshi_trials *t)
{
    for (size_t i = 0; i < t->trials; i++)
        for (size_t d = 0; d < t->draws; d++)
            if (hoshi_hdr_hazard(&(struct hoshi_hdr){(int64_t)i + 1, (int64_t)d + 1, t->entity, t->seed, 0}))
                return false;
    return true;
}

static void choose_seed(struct hoshi_trials *t, const struct hoshi_case *c)
{
    bool stated = c->range.stated && c->range.seed != HOSHI_NONE;
    t->entity = 1;
    t->asked = stated ? c->range.seed : HOSHI_HDR_SEED_DEFAULT;
    t->seed = t->asked % (HOSHI_HDR_MAX + 1);
    while (!seed_is_free(t))
        t->seed = (t->seed + 1) % (HOSHI_HDR_MAX + 1);
}

static int64_t run_trial(struct hoshi_trials *t, const double *u, double *v)
{
    size_t wide = t->column[MARKET] + t->column[EFFORT], n = wide + t->group_columns;
    double sum[2] = {0}, groups = 0;
    for (size_t i = 0; i < wide; i++) {
        v[i] = t->term[i].weight * trials_inverse(&t->term[i], u[i]);
        sum[i >= t->column[MARKET]] += v[i];
    }
    double factor[HOSHI_FACTORS];
    for (size_t f = 0; f < HOSHI_FACTORS; f++)
        factor[f] = inverse_triangle(u[n + f], t->factor[f].low, t->factor[f].likely, t->factor[f].high);
    double market = factor[HOSHI_FACTOR_MARKET],
           effort = factor[HOSHI_FACTOR_LABOUR] * factor[HOSHI_FACTOR_PACE];
    for (size_t k = 0; k < t->group_columns; k++) {
        const struct hoshi_trial_group *g = &t->group[k];
        double x = u[wide + k];
        v[wide + k] = g->occurs ? (x < g->at ? 1 : 0) : g->at + x * (1 - g->at);
        groups += v[wide + k] * (market * g->amount[MARKET] + effort * g->amount[EFFORT]);
    }
    v[n] = market;
    v[n + 1] = effort;
    v[n + 2] = t->rest_sd * sqrt(6) * inverse_triangle(u[n + HOSHI_FACTORS], -1, 0, 1);
    double total = market * (sum[MARKET] + t->rest[MARKET]) + effort * (sum[EFFORT] + t->rest[EFFORT]) +
                   groups + v[n + 2];
    return llround(total);
}

static int trials_by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

double hoshi_trials_level(size_t i)
{
    static const double level[HOSHI_TRIAL_QUANTILES] = {0.1, 0.5, 0.8, 0.9};
    return level[i];
}

/* As PERCENTILE in a sheet: linear between order statistics. */
static double percentile(const int64_t *sorted, size_t n, double level)
{
    double at = level * (double)(n - 1), below = floor(at);
    size_t i = (size_t)below;
    if (i + 1 >= n)
        return (double)sorted[n - 1];
    return (double)sorted[i] + (at - below) * (double)(sorted[i + 1] - sorted[i]);
}

/* The amount whose probability on the range's curve is p, by straight line. */
static double curve_quantile(const struct hoshi_range *r, double p)
{
    const double *x = r->curve_value, *q = r->curve_probability;
    size_t i = 0;
    p = fmin(fmax(p, q[0]), q[HOSHI_RANGE_CURVE - 1]);
    while (i + 2 < HOSHI_RANGE_CURVE && q[i + 1] < p)
        i++;
    double step = q[i + 1] - q[i];
    return step > 0 ? x[i] + (x[i + 1] - x[i]) * (p - q[i]) / step : x[i];
}

static bool summarise(struct hoshi_trials *t, const struct hoshi_range *r)
{
    int64_t *sorted = hoshi_arena_array(&t->arena, t->trials, sizeof *sorted);
    if (!sorted)
        return false;
    memcpy(sorted, t->total, t->trials * sizeof *sorted);
    hoshi_sort(sorted, t->trials, sizeof *sorted, trials_by_value);
    for (size_t i = 0; i < t->trials; i++) {
        t->sample_mean += (double)t->total[i];
        t->enough += t->total[i] <= t->basis_yen;
    }
    t->sample_mean /= (double)t->trials;
    for (size_t i = 0; i < HOSHI_TRIAL_QUANTILES; i++) {
        double p = hoshi_trials_level(i), step = sqrt(p * (1 - p) / (double)t->trials);
        t->percentile[i] = percentile(sorted, t->trials, p);
        t->error[i] = (curve_quantile(r, p + step) - curve_quantile(r, p - step)) / 2;
    }
    t->error_mean = r->sd / sqrt((double)t->trials);
    t->error_enough = sqrt(t->suffices * (1 - t->suffices) / (double)t->trials);
    return true;
}

static bool trials_run(struct hoshi_trials *t)
{
    t->draws = t->column[MARKET] + t->column[EFFORT] + t->group_columns + HOSHI_FACTORS + 1;
    t->columns = t->draws - 1;
    t->uniform = hoshi_arena_array(&t->arena, t->trials * t->draws, sizeof *t->uniform);
    t->value = hoshi_arena_array(&t->arena, t->trials * t->columns, sizeof *t->value);
    t->total = hoshi_arena_array(&t->arena, t->trials, sizeof *t->total);
    return t->uniform && t->value && t->total;
}

enum hoshi_status hoshi_trials_init(struct hoshi_trials *t, const struct hoshi_split *split,
                                    const struct hoshi_estimate_range *range, size_t trials,
                                    struct hoshi_faults *faults)
{
    memset(t, 0, sizeof *t);
    t->trials = trials;
    t->basis_yen = range->basis_yen;
    t->suffices = range->probability_suffices;
    t->size_sd = range->size_sd_yen;
    memcpy(t->rates_square, range->rates_square, sizeof t->rates_square);
    t->rates_cross = range->rates_cross;
    struct builder b = {.e = split->e, .t = t};
    bool ok = trials_build(&b) && trials_run(t);
    if (ok)
        choose_seed(t, split->e->a.c);
    for (size_t d = 0; ok && d < t->draws; d++)
        hoshi_hdr_offsets(&(struct hoshi_hdr){0, (int64_t)d + 1, t->entity, t->seed, 0}, t->offset[d]);
    for (size_t i = 0; ok && i < trials; i++) {
        double *u = t->uniform + i * t->draws;
        for (size_t d = 0; d < t->draws; d++)
            u[d] =
                hoshi_hdr_uniform(&(struct hoshi_hdr){(int64_t)i + 1, (int64_t)d + 1, t->entity, t->seed, 0});
        t->total[i] = run_trial(t, u, t->value + i * t->columns);
    }
    if (ok && summarise(t, &range->result))
        return HOSHI_OK;
    hoshi_trials_release(t);
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

void hoshi_trials_release(struct hoshi_trials *t)
{
    if (!t)
        return;
    hoshi_arena_release(&t->arena);
    memset(t, 0, sizeof *t);
}
