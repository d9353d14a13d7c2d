/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checking, mean and variance with their shares, and the choice of engine.
 *
 * T is linear in each of its independent variables (B and N of a group, X, F), so its Hoeffding decomposition
 * is finite and explicit: the parts are {X}, {F}, {X,F} for the certain groups, and each of {}, {F}, {X},
 * {X,F} combined with
 * {}, {B}, {N}, {B,N} within a group. Their variances add to Var T.
 */
#include "range.h"
#include "range_plan.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double levels[HOSHI_RANGE_LEVELS] = {0.05, 0.1, 0.2,  0.25, 0.3, 0.4, 0.5,
                                                  0.6,  0.7, 0.75, 0.8,  0.9, 0.95};

static const char *const engines[] = {"auto", "cos", "grid", "mc"};

const double *hoshi_range_levels(void)
{
    return levels;
}

const char *hoshi_range_engine_name(enum hoshi_range_engine engine)
{
    return (unsigned)engine < sizeof engines / sizeof engines[0] ? engines[engine] : "?";
}

enum hoshi_status hoshi_range_engine_parse(const char *name, enum hoshi_range_engine *engine)
{
    for (size_t i = 0; name && i < sizeof engines / sizeof engines[0]; i++)
        if (strcmp(name, engines[i]) == 0) {
            *engine = (enum hoshi_range_engine)i;
            return HOSHI_OK;
        }
    return HOSHI_E_CHOICE;
}

/* ---- checking ---- */

struct checker {
    struct hoshi_faults *faults;
    enum hoshi_status first;
};

static void fail(struct checker *c, enum hoshi_status status, const char *list, size_t i, const char *key,
                 double got, double low, double high)
{
    char path[120], text[HOSHI_REAL_TEXT], least[HOSHI_REAL_TEXT], most[HOSHI_REAL_TEXT];
    if (!c->first)
        c->first = status;
    if (list)
        snprintf(path, sizeof path, "%s[%zu].%s", list, i, key);
    else
        snprintf(path, sizeof path, "%s", key);
    hoshi_real_print(got, text);
    if (status == HOSHI_E_ORDER)
        hoshi_fault_add(c->faults, status, path, text, "low <= likely <= high");
    else
        hoshi_fault_add(c->faults, status, path, text, "%s .. %s", hoshi_real_print(low, least),
                        hoshi_real_print(high, most));
}

static bool check_number(struct checker *c, const char *list, size_t i, const char *key, double v, double low,
                         double high)
{
    if (isfinite(v) && v >= low && v <= high)
        return true;
    fail(c, isfinite(v) ? HOSHI_E_RANGE : HOSHI_E_NUMBER, list, i, key, v, low, high);
    return false;
}

static void check_triple(struct checker *c, const char *list, size_t i, const double v[3], double low,
                         double high)
{
    bool good = check_number(c, list, i, "low", v[0], low, high);
    good &= check_number(c, list, i, "likely", v[1], low, high);
    good &= check_number(c, list, i, "high", v[2], low, high);
    if (good && (v[0] > v[1] || v[1] > v[2]))
        fail(c, HOSHI_E_ORDER, list, i, v[0] > v[1] ? "low" : "likely", v[0] > v[1] ? v[0] : v[1], low, high);
}

static bool check_count(struct checker *c, const char *key, size_t n, size_t low, size_t high,
                        const void *list)
{
    if (n > high)
        fail(c, HOSHI_E_TOO_MANY, NULL, 0, key, (double)n, (double)low, (double)high);
    else if (n < low || (n && !list))
        fail(c, HOSHI_E_RANGE, NULL, 0, key, (double)n, (double)low, (double)high);
    else
        return true;
    return false;
}

static void check_factor(struct checker *c, const struct hoshi_range_factor *f, size_t i)
{
    if (!check_number(c, "factors", i, "n", (double)f->n, 1, 2))
        return;
    for (size_t k = 0; k < f->n; k++)
        check_triple(c, "factors", i, (double[3]){f->part[k].low, f->part[k].likely, f->part[k].high}, 0,
                     HOSHI_RANGE_FACTOR_MAX);
}

static void check_group(struct checker *c, const struct hoshi_range_model *m, size_t i)
{
    const struct hoshi_range_group *g = &m->groups[i];
    check_number(c, "groups", i, "probability", g->probability, 0, 1);
    if (g->need != HOSHI_NEED_FIXED && g->need != HOSHI_NEED_UNIFORM)
        fail(c, HOSHI_E_CHOICE, "groups", i, "need", (double)g->need, 0, HOSHI_NEED_UNIFORM);
    bool good = check_number(c, "groups", i, "need_high", g->need_high, 0, 1);
    if (g->need == HOSHI_NEED_UNIFORM && check_number(c, "groups", i, "need_low", g->need_low, 0, 1) &&
        good && g->need_low > g->need_high)
        fail(c, HOSHI_E_ORDER, "groups", i, "need_low", g->need_low, 0, 1);
    if (g->first > m->n_terms || g->n > m->n_terms - g->first)
        fail(c, HOSHI_E_RANGE, "groups", i, "n", (double)g->n, 0, (double)m->n_terms);
}

static void check_term(struct checker *c, const struct hoshi_range_model *m, size_t i)
{
    const struct hoshi_range_term *t = &m->terms[i];
    if (t->input >= m->n_inputs)
        fail(c, HOSHI_E_RANGE, "terms", i, "input", (double)t->input, 0, (double)m->n_inputs - 1);
    check_number(c, "terms", i, "weight", t->weight, 0, HOSHI_RANGE_WEIGHT_MAX);
    if (t->factor < HOSHI_RANGE_NO_FACTOR || t->factor >= (int)m->n_factors)
        fail(c, HOSHI_E_RANGE, "terms", i, "factor", t->factor, HOSHI_RANGE_NO_FACTOR,
             (double)m->n_factors - 1);
}

static void check_options(struct checker *c, const struct hoshi_range_options *o)
{
    if ((unsigned)o->engine > HOSHI_RANGE_MC)
        fail(c, HOSHI_E_CHOICE, NULL, 0, "engine", (double)o->engine, 0, HOSHI_RANGE_MC);
    if (o->draws > HOSHI_RANGE_DRAWS_MAX)
        fail(c, HOSHI_E_RANGE, NULL, 0, "draws", (double)o->draws, 1, (double)HOSHI_RANGE_DRAWS_MAX);
    if (o->threads > HOSHI_RANGE_THREADS_MAX)
        fail(c, HOSHI_E_RANGE, NULL, 0, "threads", o->threads, 1, HOSHI_RANGE_THREADS_MAX);
}

enum hoshi_status hoshi_range_check(const struct hoshi_range_model *m,
                                    const struct hoshi_range_options *options, struct hoshi_faults *faults)
{
    struct checker c = {faults, HOSHI_OK};
    bool counts = check_count(&c, "inputs", m->n_inputs, 1, HOSHI_RANGE_INPUTS_MAX, m->inputs);
    counts &= check_count(&c, "factors", m->n_factors, 0, HOSHI_RANGE_FACTORS_MAX, m->factors);
    counts &= check_count(&c, "groups", m->n_groups, 1, HOSHI_RANGE_GROUPS_MAX, m->groups);
    counts &= check_count(&c, "terms", m->n_terms, 0, HOSHI_RANGE_TERMS_MAX, m->terms);
    check_number(&c, NULL, 0, "constant", m->constant, -HOSHI_DISTRIBUTION_MAX, HOSHI_DISTRIBUTION_MAX);
    if (options)
        check_options(&c, options);
    if (!counts)
        return c.first;
    for (size_t i = 0; i < m->n_inputs; i++) {
        const struct hoshi_range_input *in = &m->inputs[i];
        if ((unsigned)in->kind > HOSHI_CONSTANT)
            fail(&c, HOSHI_E_CHOICE, "inputs", i, "distribution", (double)in->kind, 0, HOSHI_CONSTANT);
        check_triple(&c, "inputs", i, (double[3]){in->low, in->likely, in->high}, -HOSHI_DISTRIBUTION_MAX,
                     HOSHI_DISTRIBUTION_MAX);
    }
    for (size_t i = 0; i < m->n_factors; i++)
        check_factor(&c, &m->factors[i], i);
    for (size_t i = 0; i < m->n_groups; i++)
        check_group(&c, m, i);
    for (size_t i = 0; i < m->n_terms; i++)
        check_term(&c, m, i);
    return c.first;
}

/* ---- mean, variance, shares ---- */

/* Variance parts by variable, an interaction's in equal parts; the sums are divided by Var T at the end. */
struct shares {
    double *input, *factor, *group;
    double slope[PLAN_CLASSES]; /* mean derivative of T by each factor */
    double mean, variance;
};

/* A row's {X} and {X,F} parts, for itself and with k further variables (occurrence, need) that take `other`.
 */
static void share_row(struct shares *s, const struct hoshi_plan *plan, size_t input, const double *weight,
                      double variance, double scale, double *other, double k)
{
    double level = 0;
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        level += weight[c] * plan->factor[c].mean;
    double alone = level * level * variance * scale;
    s->variance += alone;
    s->input[input] += alone / (1 + k);
    if (k > 0)
        *other += alone * k / (1 + k);
    for (size_t c = 1; c < PLAN_CLASSES; c++) {
        double both = weight[c] * weight[c] * variance * plan->factor[c].variance * scale;
        if (both <= 0)
            continue;
        s->variance += both;
        s->input[input] += both / (2 + k);
        s->factor[c - 1] += both / (2 + k);
        if (k > 0)
            *other += both * k / (2 + k);
    }
}

static void share_certain(struct shares *s, const struct hoshi_plan *plan)
{
    s->mean = plan->constant;
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        const struct hoshi_plan_part *p = &plan->certain[c];
        s->slope[c] += p->mean;
        s->mean += p->mean * plan->factor[c].mean;
        for (size_t i = 0; i < p->n; i++) {
            double weight[PLAN_CLASSES] = {0};
            weight[c] = p->row[i].weight;
            share_row(s, plan, p->row[i].input, weight, hoshi_distribution_cumulants(p->row[i].x).variance, 1,
                      NULL, 0);
        }
    }
    for (size_t i = 0; i < plan->n_cross; i++) {
        const struct hoshi_plan_cross *x = &plan->cross[i];
        struct hoshi_cumulants k = hoshi_distribution_cumulants(x->x);
        for (size_t c = 0; c < PLAN_CLASSES; c++) {
            s->slope[c] += x->weight[c] * k.mean;
            s->mean += x->weight[c] * k.mean * plan->factor[c].mean;
        }
        share_row(s, plan, x->input, x->weight, k.variance, 1, NULL, 0);
    }
}

static void share_group_rows(struct shares *s, const struct hoshi_plan *plan,
                             const struct hoshi_plan_group *g, double scale, double *other, double k)
{
    for (size_t c = 0; c < PLAN_CLASSES; c++)
        for (size_t i = 0; i < g->part[c].n; i++) {
            const struct hoshi_plan_row *r = &g->part[c].row[i];
            double weight[PLAN_CLASSES] = {0};
            weight[c] = r->weight;
            share_row(s, plan, r->input, weight, hoshi_distribution_cumulants(r->x).variance, scale, other,
                      k);
        }
}

static void share_group(struct shares *s, const struct hoshi_plan *plan, const struct hoshi_plan_group *g)
{
    double p = g->probability, n = (g->need_low + g->need_high) / 2, spread = g->need_high - g->need_low;
    double occurs[2] = {p * p, p * (1 - p)}, need[2] = {n * n, spread * spread / 12}, mean = 0;
    double *other = &s->group[g->index];
    for (size_t c = 0; c < PLAN_CLASSES; c++) {
        mean += g->part[c].mean * plan->factor[c].mean;
        s->slope[c] += p * n * g->part[c].mean;
    }
    s->mean += p * n * mean;
    for (int b = 0; b < 2; b++)
        for (int v = 0; v < 2; v++) {
            double scale = occurs[b] * need[v], k = b + v;
            if (scale <= 0)
                continue;
            share_group_rows(s, plan, g, scale, other, k);
            if (!b && !v)
                continue; /* {} and {F} belong to all groups together: the slopes */
            *other += scale * mean * mean;
            s->variance += scale * mean * mean;
            for (size_t c = 1; c < PLAN_CLASSES; c++) {
                double both = scale * g->part[c].mean * g->part[c].mean * plan->factor[c].variance;
                s->variance += both;
                if (both > 0)
                    s->factor[c - 1] += both / (1 + k);
                *other += both * k / (1 + k);
            }
        }
}

static double *largest(struct hoshi_range *r, double *sum)
{
    double *best = NULL, *list[3] = {r->input_share, r->factor_share, r->group_share};
    size_t n[3] = {r->n_inputs, r->n_factors, r->n_groups};
    *sum = 0;
    for (int l = 0; l < 3; l++)
        for (size_t i = 0; i < n[l]; i++) {
            *sum += list[l][i];
            if (!best || list[l][i] > *best)
                best = &list[l][i];
        }
    return best;
}

/* Divide by the variance; the largest share takes the rounding, so that the sum in list order is 1. */
static void normalise(struct hoshi_range *r, double variance)
{
    double scale = variance > 0 ? 1 / variance : 0, sum;
    for (size_t i = 0; i < r->n_inputs; i++)
        r->input_share[i] *= scale;
    for (size_t i = 0; i < r->n_factors; i++)
        r->factor_share[i] *= scale;
    for (size_t i = 0; i < r->n_groups; i++)
        r->group_share[i] *= scale;
    double *best = largest(r, &sum);
    for (int pass = 0; scale > 0 && sum != 1 && pass < 20; pass++) {
        *best += 1 - sum;
        largest(r, &sum);
    }
}

static enum hoshi_status find_shares(struct hoshi_plan *plan, struct hoshi_range *r)
{
    struct shares s = {.input = r->input_share, .factor = r->factor_share, .group = r->group_share};
    share_certain(&s, plan);
    for (size_t i = 0; i < plan->n_groups; i++)
        share_group(&s, plan, &plan->group[i]);
    for (size_t c = 1; c < PLAN_CLASSES; c++) {
        double part = s.slope[c] * s.slope[c] * plan->factor[c].variance;
        s.variance += part;
        if (part > 0)
            s.factor[c - 1] += part;
    }
    if (!(fabs(s.mean) < 1e100) || !(s.variance < 1e200) || !(plan->high - plan->low < 1e100))
        return HOSHI_E_OVERFLOW;
    plan->mean = s.mean;
    plan->sd = sqrt(s.variance);
    normalise(r, s.variance);
    return HOSHI_OK;
}

static void find_swings(const struct hoshi_plan *plan, struct hoshi_range *r)
{
    const struct hoshi_range_model *m = plan->model;
    for (size_t i = 0; i < m->n_groups; i++) {
        const struct hoshi_range_group *g = &m->groups[i];
        for (size_t t = g->first; g->probability > 0 && t < g->first + g->n; t++)
            r->input_swing[m->terms[t].input] += g->need_high * m->terms[t].weight;
    }
    for (size_t i = 0; i < m->n_inputs; i++)
        if (r->input_swing[i] > 0)
            r->input_swing[i] *=
                hoshi_distribution_quantile(&plan->x[i], 0.9) - hoshi_distribution_quantile(&plan->x[i], 0.1);
}

/* ---- engines ---- */

static void point_mass(const struct hoshi_plan *plan, struct hoshi_plan_result *result)
{
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        result->percentile[i] = plan->mean;
    for (size_t i = 0; i < HOSHI_RANGE_CURVE; i++) {
        result->curve_value[i] = plan->mean;
        result->curve_probability[i] = 1;
    }
    /* the point is the same sum in another order: equal but for rounding, unless a certain need was reduced
     */
    result->probability_of_point = plan->point >= plan->mean - 1e-12 * fabs(plan->mean) ? 1 : 0;
    result->mean = plan->mean;
}

/* COS missed its own test: the grid goes instead where it is the surer of the two by their own estimates. */
static enum hoshi_status better_of(const struct hoshi_plan *plan, enum hoshi_range_engine *engine,
                                   struct hoshi_plan_result *result)
{
    struct hoshi_plan_result grid;
    memset(&grid, 0, sizeof grid);
    enum hoshi_status status = hoshi_range_grid(plan, &grid);
    if (!status && grid.error < result->error) {
        *engine = HOSHI_RANGE_GRID;
        *result = grid;
    }
    return status;
}

static enum hoshi_status run_engine(const struct hoshi_plan *plan, const struct hoshi_range_options *o,
                                    enum hoshi_range_engine *engine, struct hoshi_plan_result *result)
{
    if (plan->sd <= 1e-14 * fabs(plan->mean) || plan->sd <= 0) {
        *engine = o->engine ? o->engine : HOSHI_RANGE_COS;
        point_mass(plan, result);
        return HOSHI_OK;
    }
    *engine = o->engine;
    if (o->engine == HOSHI_RANGE_MC)
        return hoshi_range_mc(plan, o, result);
    if (o->engine == HOSHI_RANGE_COS || (o->engine == HOSHI_RANGE_AUTO && plan->quiet <= 1e-9)) {
        *engine = HOSHI_RANGE_COS;
        enum hoshi_status status = hoshi_range_cos(plan, result);
        if (status || o->engine == HOSHI_RANGE_COS || result->resolved)
            return status;
        return better_of(plan, engine, result);
    }
    *engine = HOSHI_RANGE_GRID;
    return hoshi_range_grid(plan, result);
}

static enum hoshi_status range_allocate(struct hoshi_range *r, const struct hoshi_range_model *m)
{
    r->n_inputs = m->n_inputs;
    r->n_factors = m->n_factors;
    r->n_groups = m->n_groups;
    r->input_share = calloc(2 * m->n_inputs + m->n_factors + m->n_groups, sizeof(double));
    if (!r->input_share)
        return HOSHI_E_MEMORY;
    r->input_swing = r->input_share + m->n_inputs;
    r->factor_share = r->input_swing + m->n_inputs;
    r->group_share = r->factor_share + m->n_factors;
    return HOSHI_OK;
}

static void take_result(struct hoshi_range *r, const struct hoshi_plan *plan,
                        const struct hoshi_plan_result *result)
{
    bool sample = r->engine == HOSHI_RANGE_MC;
    r->mean = sample ? result->mean : plan->mean;
    r->sd = sample ? result->sd : plan->sd;
    r->standard_error = result->standard_error;
    r->error_estimate = result->error;
    r->point = plan->point;
    r->probability_of_point = result->probability_of_point;
    memcpy(r->percentile, result->percentile, sizeof r->percentile);
    memcpy(r->curve_value, result->curve_value, sizeof r->curve_value);
    memcpy(r->curve_probability, result->curve_probability, sizeof r->curve_probability);
}

enum hoshi_status hoshi_range_run(const struct hoshi_range_model *model,
                                  const struct hoshi_range_options *options, struct hoshi_range *range,
                                  struct hoshi_faults *faults)
{
    struct hoshi_range_options o = options ? *options : (struct hoshi_range_options){0};
    struct hoshi_range r = {0};
    struct hoshi_plan plan = {0};
    struct hoshi_plan_result result = {0};
    enum hoshi_status status = hoshi_range_check(model, options, faults);
    if (status)
        return status;
    status = hoshi_plan_init(&plan, model);
    if (!status)
        status = range_allocate(&r, model);
    if (!status)
        status = find_shares(&plan, &r);
    if (!status) {
        find_swings(&plan, &r);
        status = run_engine(&plan, &o, &r.engine, &result);
    }
    if (!status) {
        take_result(&r, &plan, &result);
        *range = r;
    } else {
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
        hoshi_range_release(&r);
    }
    hoshi_plan_release(&plan);
    return status;
}

void hoshi_range_release(struct hoshi_range *range)
{
    if (!range)
        return;
    free(range->input_share);
    *range = (struct hoshi_range){0};
}
