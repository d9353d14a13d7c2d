/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean and variance of T and their shares.
 *
 * T is linear in each of its independent variables (B and N of a group, X, F), so its Hoeffding decomposition
 * is finite and explicit: the parts are {X}, {F}, {X,F} for the certain groups, and each of {}, {F}, {X},
 * {X,F} combined with {}, {B}, {N}, {B,N} within a group. Their variances add to Var T.
 */
#include "range_plan.h"

#include <math.h>

/* Variance parts by variable, an interaction's in equal parts; the sums are divided by Var T at the end. */
struct shares {
    double *input, *factor, *group;
    double slope[PLAN_CLASSES]; /* mean derivative of T by each factor */
    double mean, variance;
};

/* A row's {X} and {X,F} parts, for itself and with k further variables (occurrence, need) that take `other`.
 */
static void share_row(struct shares *s, const struct hoshi_range_plan *plan, size_t input,
                      const double *weight, double variance, double scale, double *other, double k)
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
        if (!(both > 0)) /* NaN too: a constant has no place in the list of factors */
            continue;
        s->variance += both;
        s->input[input] += both / (2 + k);
        s->factor[c - 1] += both / (2 + k);
        if (k > 0)
            *other += both * k / (2 + k);
    }
}

static void share_certain(struct shares *s, const struct hoshi_range_plan *plan)
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

static void share_group_rows(struct shares *s, const struct hoshi_range_plan *plan,
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

static void share_group(struct shares *s, const struct hoshi_range_plan *plan,
                        const struct hoshi_plan_group *g)
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
            if (!(scale > 0))
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

static double *range_shares_largest(struct hoshi_range *r, double *sum)
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
    double *best = range_shares_largest(r, &sum);
    for (int pass = 0; scale > 0 && sum != 1 && pass < 20; pass++) {
        *best += 1 - sum;
        range_shares_largest(r, &sum);
    }
}

enum hoshi_status hoshi_range_shares(struct hoshi_range_plan *plan, struct hoshi_range *r)
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

void hoshi_range_swings(const struct hoshi_range_plan *plan, struct hoshi_range *r)
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
