/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels of a range and the checks of its model. */
#include "range.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double levels[HOSHI_RANGE_LEVELS] = {0.05, 0.1, 0.2,  0.25, 0.3, 0.4, 0.5,
                                                  0.6,  0.7, 0.75, 0.8,  0.9, 0.95};

const double *hoshi_range_levels(void)
{
    return levels;
}

/* ---- checking ---- */

struct checker {
    struct hoshi_faults *faults;
    enum hoshi_status first;
};

static void range_fail(struct checker *c, enum hoshi_status status, const char *list, size_t i,
                       const char *key, double got, double low, double high)
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
    range_fail(c, isfinite(v) ? HOSHI_E_RANGE : HOSHI_E_NUMBER, list, i, key, v, low, high);
    return false;
}

static void check_triple(struct checker *c, const char *list, size_t i, const double v[3], double low,
                         double high)
{
    bool good = check_number(c, list, i, "low", v[0], low, high);
    good &= check_number(c, list, i, "likely", v[1], low, high);
    good &= check_number(c, list, i, "high", v[2], low, high);
    if (good && (v[0] > v[1] || v[1] > v[2]))
        range_fail(c, HOSHI_E_ORDER, list, i, v[0] > v[1] ? "low" : "likely", v[0] > v[1] ? v[0] : v[1], low,
                   high);
}

/* Of a kind without moments to speak of, the row is named. */
static void check_spread(struct checker *c, const struct hoshi_range_input *in, size_t i)
{
    struct hoshi_distribution d;
    char place[32], text[HOSHI_REAL_TEXT];
    if (hoshi_distribution_init(&d, in->kind, in->low, in->likely, in->high) != HOSHI_E_SPREAD)
        return;
    snprintf(place, sizeof place, "inputs[%zu]", i);
    c->first = c->first ? c->first : HOSHI_E_SPREAD;
    hoshi_fault_add(c->faults, HOSHI_E_SPREAD, in->id && *in->id ? in->id : place,
                    hoshi_real_print(in->high / in->low, text), "high / low <= %.0f",
                    HOSHI_LOGNORMAL_RATIO_MAX);
}

static bool check_count(struct checker *c, const char *key, size_t n, size_t low, size_t high,
                        const void *list)
{
    if (n > high)
        range_fail(c, HOSHI_E_TOO_MANY, NULL, 0, key, (double)n, (double)low, (double)high);
    else if (n < low || (n && !list))
        range_fail(c, HOSHI_E_RANGE, NULL, 0, key, (double)n, (double)low, (double)high);
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
        range_fail(c, HOSHI_E_CHOICE, "groups", i, "need", (double)g->need, 0, HOSHI_NEED_UNIFORM);
    bool good = check_number(c, "groups", i, "need_high", g->need_high, 0, 1);
    if (g->need == HOSHI_NEED_UNIFORM && check_number(c, "groups", i, "need_low", g->need_low, 0, 1) &&
        good && g->need_low > g->need_high)
        range_fail(c, HOSHI_E_ORDER, "groups", i, "need_low", g->need_low, 0, 1);
    if (g->first > m->n_terms || g->n > m->n_terms - g->first)
        range_fail(c, HOSHI_E_RANGE, "groups", i, "n", (double)g->n, 0, (double)m->n_terms);
}

static void check_term(struct checker *c, const struct hoshi_range_model *m, size_t i)
{
    const struct hoshi_range_term *t = &m->terms[i];
    if (t->input >= m->n_inputs)
        range_fail(c, HOSHI_E_RANGE, "terms", i, "input", (double)t->input, 0, (double)m->n_inputs - 1);
    check_number(c, "terms", i, "weight", t->weight, 0, HOSHI_RANGE_WEIGHT_MAX);
    if (t->factor < HOSHI_RANGE_NO_FACTOR || t->factor >= (int)m->n_factors)
        range_fail(c, HOSHI_E_RANGE, "terms", i, "factor", t->factor, HOSHI_RANGE_NO_FACTOR,
                   (double)m->n_factors - 1);
}

static void range_check_options(struct checker *c, const struct hoshi_range_options *o)
{
    if ((unsigned)o->engine > HOSHI_RANGE_MC)
        range_fail(c, HOSHI_E_CHOICE, NULL, 0, "engine", (double)o->engine, 0, HOSHI_RANGE_MC);
    if (o->draws > HOSHI_RANGE_DRAWS_MAX)
        range_fail(c, HOSHI_E_RANGE, NULL, 0, "draws", (double)o->draws, 1, (double)HOSHI_RANGE_DRAWS_MAX);
    if (o->threads > HOSHI_RANGE_THREADS_MAX)
        range_fail(c, HOSHI_E_RANGE, NULL, 0, "threads", o->threads, 1, HOSHI_RANGE_THREADS_MAX);
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
        range_check_options(&c, options);
    if (!counts)
        return c.first;
    for (size_t i = 0; i < m->n_inputs; i++) {
        const struct hoshi_range_input *in = &m->inputs[i];
        if ((unsigned)in->kind > HOSHI_CONSTANT)
            range_fail(&c, HOSHI_E_CHOICE, "inputs", i, "distribution", (double)in->kind, 0, HOSHI_CONSTANT);
        check_triple(&c, "inputs", i, (double[3]){in->low, in->likely, in->high}, -HOSHI_DISTRIBUTION_MAX,
                     HOSHI_DISTRIBUTION_MAX);
        check_spread(&c, in, i);
    }
    for (size_t i = 0; i < m->n_factors; i++)
        check_factor(&c, &m->factors[i], i);
    for (size_t i = 0; i < m->n_groups; i++)
        check_group(&c, m, i);
    for (size_t i = 0; i < m->n_terms; i++)
        check_term(&c, m, i);
    return c.first;
}

void hoshi_range_release(struct hoshi_range *range)
{
    if (!range)
        return;
    free(range->input_share);
    *range = (struct hoshi_range){0};
}
