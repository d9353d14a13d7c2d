/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Lagrangian falls apart into one choice per supplier, and is convex and piecewise linear in the prices
 * of at most ten years: few cutting planes describe it near its least value. Each plane is the slope at a
 * point between the best prices so far and the minimum of the planes, which keeps the iteration from jumping
 * about. */
#include "budget_problem.h"
#include "linear.h"

#include <math.h>
#include <string.h>

enum { PLANES_MAX = 400 };
static const double close_enough = 1e-9;

bool budget_allow(const struct budget_problem *p, struct budget_limits *l, bool fitting)
{
    bool all = true;
    for (size_t i = 0; i < p->n; i++) {
        uint16_t mask = p->must[i] ? 0 : 1;
        for (int t = p->earliest[i]; t <= p->latest[i] && !p->must_not[i]; t++) {
            bool fits = true;
            for (int y = t - 1; y < p->rows && fitting && fits; y++)
                fits = budget_use(p, i, t, y) <= l->budget[y] + (y < p->years ? l->pool : 0);
            if (fits)
                mask |= (uint16_t)(1u << t);
        }
        all = all && mask;
        l->allowed[i] = mask;
    }
    return all;
}

double budget_reduced(const struct budget_problem *p, const double price[BUDGET_ROWS], size_t i, int start)
{
    if (!start)
        return 0;
    const double *c = p->rough + i * (size_t)p->years;
    double worth = (double)budget_value(p, i, start) / p->value_unit;
    for (int y = start - 1; y < p->years; y++)
        worth -= price[y] * c[y - start + 1];
    for (int r = p->years; r < p->rows; r++)
        worth -= price[r] * (double)budget_use(p, i, start, r) / budget_unit(p, r);
    return worth;
}

/* A budget far beyond what can be spent would drown the costs in the rounding of the solver. */
static int64_t scarce(const struct budget_problem *p, const struct budget_limits *l, int y)
{
    return l->budget[y] < p->most[y] ? l->budget[y] : p->most[y];
}

/* The Lagrangian and its slope. */
static double evaluate(const struct budget_problem *p, const struct budget_limits *l, const double *price,
                       double *slope)
{
    double sum = 0;
    int dearest = 0;
    for (int y = 0; y < p->rows; y++) {
        slope[y] = (double)scarce(p, l, y) / budget_unit(p, y);
        sum += price[y] * slope[y];
        dearest = y < p->years && price[y] > price[dearest] ? y : dearest;
    }
    sum += price[dearest] * (double)l->pool / p->yen_unit; /* it goes where a yen is worth most */
    slope[dearest] += (double)l->pool / p->yen_unit;
    for (size_t i = 0; i < p->n; i++) {
        int best = -1;
        double worth = -INFINITY;
        for (int t = 0; t <= p->years; t++)
            if (l->allowed[i] >> t & 1) {
                double w = budget_reduced(p, price, i, t);
                if (w > worth)
                    best = t, worth = w;
            }
        if (best <= 0)
            continue;
        sum += worth;
        for (int y = best - 1; y < p->years; y++)
            slope[y] -= p->rough[i * (size_t)p->years + (size_t)(y - best + 1)];
        for (int r = p->years; r < p->rows; r++)
            slope[r] -= (double)budget_use(p, i, best, r) / budget_unit(p, r);
    }
    return sum;
}

struct descent {
    const struct budget_problem *p;
    const struct budget_limits *l;
    struct hoshi_linear *lp;
    struct budget_dual *out;
    double dual[PLANES_MAX + 2 * BUDGET_ROWS + 8];
    double low; /* least value of the planes */
    size_t planes;
    double box;
    double at[BUDGET_ROWS]; /* where it is */
};

/* Other good prices bound parts of the problem better than the best do. */
static void bound_keep(struct budget_dual *out, const struct budget_prices *x)
{
    size_t k = out->kept_n < BUDGET_PRICES_KEPT ? out->kept_n++ : BUDGET_PRICES_KEPT;
    if (k == BUDGET_PRICES_KEPT && x->bound >= out->kept[k - 1].bound)
        return;
    if (k == BUDGET_PRICES_KEPT)
        k--;
    for (; k > 0 && out->kept[k - 1].bound > x->bound; k--)
        out->kept[k] = out->kept[k - 1];
    out->kept[k] = *x;
}

static void bound_look(struct descent *d, const double *price, struct hoshi_linear_row *plane)
{
    struct budget_prices x;
    double slope[BUDGET_ROWS];
    memcpy(x.price, price, sizeof x.price);
    x.bound = evaluate(d->p, d->l, price, slope);
    if (x.bound < d->out->best.bound) {
        if (isfinite(d->out->best.bound))
            bound_keep(d->out, &d->out->best);
        d->out->best = x;
    } else {
        bound_keep(d->out, &x);
    }
    memset(plane, 0, sizeof *plane);
    plane->bound = -x.bound;
    for (int y = 0; y < d->p->rows; y++) {
        plane->coefficient[y] = slope[y];
        plane->bound += slope[y] * price[y];
    }
    plane->coefficient[d->p->rows] = -1;
}

/* The highest price of a row: what a yen over weighs, in talks as many yen as one of them. */
static double box_of(const struct descent *d, int r)
{
    const struct budget_problem *p = d->p;
    return budget_is_money(p, r) || !p->talk_weight
               ? d->box
               : d->box * (double)p->talk_weight * budget_unit(p, r) / p->yen_unit;
}

static enum hoshi_status bound_solve(struct descent *d, const struct hoshi_linear_row *row, size_t n)
{
    double x[BUDGET_ROWS + 1];
    enum hoshi_status s = hoshi_linear_solve(d->lp, row, n, x, d->dual);
    if (s)
        return s;
    d->planes += n;
    for (int y = 0; y < d->p->rows; y++)
        d->at[y] = fmin(fmax(x[y], 0), box_of(d, y));
    d->low = x[d->p->rows];
    return HOSHI_OK;
}

static enum hoshi_status bound_begin(struct descent *d, const struct budget_prices *from)
{
    struct hoshi_linear_row row[2 * BUDGET_ROWS + 1] = {0};
    int years = d->p->rows;
    for (int y = 0; y < years; y++) {
        row[2 * y].coefficient[y] = -1;
        row[2 * y + 1].coefficient[y] = 1;
        row[2 * y + 1].bound = box_of(d, y);
    }
    double price[BUDGET_ROWS] = {0};
    for (int y = 0; y < years; y++)
        price[y] = fmin(from->price[y], box_of(d, y));
    bound_look(d, price, &row[2 * years]);
    return bound_solve(d, row, (size_t)(2 * years) + 1);
}

static enum hoshi_status bound_descend(struct descent *d)
{
    double was = -INFINITY;
    while (d->planes < PLANES_MAX) {
        double gap = d->out->best.bound - d->low;
        if (gap <= close_enough * fmax(fabs(d->out->best.bound), 1e-6))
            break;
        double share = d->low > was ? 0.5 : 1, price[BUDGET_ROWS] = {0};
        for (int y = 0; y < d->p->rows; y++)
            price[y] = d->out->best.price[y] + share * (d->at[y] - d->out->best.price[y]);
        was = d->low;
        struct hoshi_linear_row plane;
        bound_look(d, price, &plane);
        enum hoshi_status s = bound_solve(d, &plane, 1);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

enum hoshi_status budget_dual_solve(const struct budget_problem *p, const struct budget_limits *l, double box,
                                    const struct budget_prices *from, struct budget_dual *out)
{
    struct descent d = {.p = p, .l = l, .out = out, .box = box};
    struct budget_prices first = from ? *from : (struct budget_prices){0}; /* may lie in out */
    memset(out, 0, sizeof *out);
    out->best.bound = INFINITY;
    enum hoshi_status s = hoshi_linear_open(p->rows + 1, &d.lp);
    if (s)
        return s;
    s = bound_begin(&d, &first);
    if (!s)
        s = bound_descend(&d);
    hoshi_linear_close(d.lp);
    return s;
}

/* Prices become whole numbers of 1/2^shift value per yen; everything after that is exact. */
int64_t budget_bound_proven(const struct budget_problem *p, const struct budget_limits *l,
                            const double price[BUDGET_ROWS])
{
    double top = 0;
    for (int y = 0; y < p->rows; y++)
        top = fmax(top, price[y] * p->value_unit / budget_unit(p, y));
    int shift = 40;
    while (shift > 0 && ldexp(top, shift) > 1e15)
        shift--;
    budget_wide m[BUDGET_ROWS], sum = 0, dearest = 0;
    for (int y = 0; y < p->rows; y++) {
        m[y] = (budget_wide)fmin(ldexp(price[y] * p->value_unit / budget_unit(p, y), shift), 1e20);
        sum += m[y] * scarce(p, l, y);
        dearest = y < p->years && m[y] > dearest ? m[y] : dearest;
    }
    sum += dearest * l->pool;
    for (size_t i = 0; i < p->n; i++) {
        bool any = false;
        budget_wide best = 0;
        for (int t = 0; t <= p->years; t++) {
            if (!(l->allowed[i] >> t & 1))
                continue;
            budget_wide w = (budget_wide)budget_value(p, i, t) << shift;
            for (int y = t ? t - 1 : p->years; y < p->years; y++)
                w -= m[y] * budget_cost(p, i, t, y);
            for (int r = p->years; r < p->rows; r++)
                w -= m[r] * budget_use(p, i, t, r);
            if (!any || w > best)
                best = w;
            any = true;
        }
        sum += best;
    }
    budget_wide whole = sum >> shift;
    return whole > INT64_MAX ? INT64_MAX : whole < -INT64_MAX ? -INT64_MAX : (int64_t)whole;
}
