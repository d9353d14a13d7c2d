/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assumptions.h"

#include <math.h>
#include <string.h>

static int64_t assumption_parameter(const struct hoshi_tables *t, const char *id, size_t i)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(t, id);
    return p && i < p->values ? p->value_micro[i] : 0;
}

/* Rounded up, so that a default never makes a duty disappear; but half up for old machines, which a small
 * firm need not have. */
int64_t hoshi_assumptions_default(const struct hoshi_driver_default *d, int64_t base)
{
    if (d->driver == HOSHI_UNSUPPORTED_ENDPOINTS || d->driver == HOSHI_UNSUPPORTED_SERVERS)
        return (base * d->ratio_micro + HOSHI_MICRO / 2) / HOSHI_MICRO;
    int64_t n = (base * d->ratio_micro + HOSHI_MICRO - 1) / HOSHI_MICRO;
    return n < d->min ? d->min : n;
}

static int64_t default_users(const struct hoshi_assumptions *a)
{
    const struct hoshi_case_supplier *s = &a->c->supplier;
    if (s->employees_regular != HOSHI_NONE)
        return s->employees_regular ? s->employees_regular : 1;
    const struct hoshi_driver_default *d = &a->tables->driver_default[HOSHI_ENDPOINTS];
    int64_t endpoints = s->size[HOSHI_ENDPOINTS], users = endpoints;
    if (d->per == HOSHI_USERS && d->ratio_micro > 0)
        users = endpoints * HOSHI_MICRO / d->ratio_micro;
    return users > 1 ? users : 1;
}

/* Training and secrecy reach everybody, licences those with a PC: where the case counts more employees than users,
 * the difference works without one. */
static int64_t default_people(const struct hoshi_assumptions *a)
{
    int64_t employees = a->c->supplier.employees_regular;
    int64_t n = hoshi_assumptions_default(&a->tables->driver_default[HOSHI_PEOPLE], a->size[HOSHI_USERS]);
    return employees != HOSHI_NONE && employees > n ? employees : n;
}

static enum hoshi_status sizes(struct hoshi_assumptions *a, struct hoshi_faults *faults)
{
    const int64_t *stated = a->c->supplier.size;
    a->size[HOSHI_COMPANY] = 1;
    a->size_stated[HOSHI_COMPANY] = true;
    for (int d = 1; d < HOSHI_DRIVERS; d++) {
        a->size_stated[d] = stated[d] != HOSHI_NONE;
        a->size[d] = a->size_stated[d] ? stated[d] : 0;
    }
    if (!a->size_stated[HOSHI_USERS])
        a->size[HOSHI_USERS] = default_users(a);
    /* A default may rest on another one (mailboxes on users), so two passes settle all. */
    for (int pass = 0; pass < 2; pass++)
        for (int d = 1; d < HOSHI_DRIVERS; d++) {
            const struct hoshi_driver_default *row = &a->tables->driver_default[d];
            if (!a->size_stated[d] && d != HOSHI_USERS)
                a->size[d] =
                    d == HOSHI_PEOPLE ? default_people(a) : hoshi_assumptions_default(row, a->size[row->per]);
            if (a->size[d] > HOSHI_COUNT_MAX)
                return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "supplier.size",
                                       hoshi_driver_key((enum hoshi_driver)d), NULL);
        }
    return HOSHI_OK;
}

static int64_t interpolate(const struct hoshi_parameter *p, int64_t users)
{
    int64_t x = users * HOSHI_MICRO;
    size_t n = p ? p->values / 2 : 0;
    if (!n)
        return HOSHI_MICRO;
    for (size_t i = 0; i < n; i++) {
        int64_t x1 = p->value_micro[2 * i], y1 = p->value_micro[2 * i + 1];
        if (x > x1)
            continue;
        if (i == 0)
            return y1;
        int64_t x0 = p->value_micro[2 * i - 2], y0 = p->value_micro[2 * i - 1], step = 0;
        hoshi_money_muldiv(y1 - y0, x - x0, x1 - x0, &step);
        return y0 + step;
    }
    return p->value_micro[2 * n - 1];
}

void hoshi_assumptions_centre(int64_t factor_ppm[3])
{
    int64_t *v = factor_ppm, sum = v[0] + v[1] + v[2];
    if (sum <= 0 || sum == 3 * HOSHI_MICRO)
        return;
    hoshi_money_muldiv(v[0], 3 * HOSHI_MICRO, sum, &v[0]);
    hoshi_money_muldiv(v[1], 3 * HOSHI_MICRO, sum, &v[1]);
    v[2] = 3 * HOSHI_MICRO - v[0] - v[1];
    if (v[2] < v[1]) { /* by one, from rounding up twice */
        int64_t least = v[2];
        v[2] = v[1];
        v[1] = least;
    }
}

static void assumption_factors(struct hoshi_assumptions *a)
{
    static const char *const id[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    const struct hoshi_case_range *r = &a->c->range;
    const int64_t *stated[HOSHI_FACTORS] = {r->market_micro, r->labour_micro, r->pace_micro};
    for (int f = 0; f < HOSHI_FACTORS; f++) {
        a->factor_stated[f] = r->stated && stated[f][0] != HOSHI_NONE;
        for (size_t i = 0; i < 3; i++)
            a->factor_ppm[f][i] =
                a->factor_stated[f] ? stated[f][i] : assumption_parameter(a->tables, id[f], i);
        hoshi_assumptions_centre(a->factor_ppm[f]);
    }
}

/* A firm that pays its clerks a tenth below the table pays its managers so too: roles without a rate of their own
 * take the table's in the proportion of the stated ones together. */
static void assumption_labour(struct hoshi_assumptions *a)
{
    int64_t stated = 0, table = 0;
    for (int r = 0; r < HOSHI_ROLES; r++) {
        int64_t own = a->c->supplier.labour_yen_per_day[r];
        a->labour_yen[r] = a->tables->price[a->tables->labour[r]].price.likely_micro / HOSHI_MICRO;
        a->labour_stated[r] = own != HOSHI_NONE;
        if (a->labour_stated[r]) {
            stated += own;
            table += a->labour_yen[r];
            a->labour_yen[r] = own;
        }
    }
    a->labour_scaled = stated > 0 && table > 0 && stated != table;
    for (int r = 0; a->labour_scaled && r < HOSHI_ROLES; r++)
        if (!a->labour_stated[r])
            hoshi_money_muldiv(a->labour_yen[r], stated, table, &a->labour_yen[r]);
}

static void assumption_rates(struct hoshi_assumptions *a)
{
    static const char *const id[HOSHI_CURRENCIES] = {NULL, "exchange_USDJPY", "exchange_GBPJPY"};
    a->exchange_micro[HOSHI_JPY] = HOSHI_MICRO;
    a->exchange_stated[HOSHI_JPY] = true;
    for (int k = HOSHI_USD; k < HOSHI_CURRENCIES; k++) {
        const struct hoshi_parameter *p = hoshi_tables_parameter(a->tables, id[k]);
        a->exchange_stated[k] = a->c->exchange_micro[k] != HOSHI_NONE;
        a->exchange_micro[k] = a->exchange_stated[k]
                                   ? a->c->exchange_micro[k]
                                   : assumption_parameter(a->tables, id[k], p && p->values == 3);
    }
    assumption_labour(a);
}

enum hoshi_status hoshi_assumptions_init(struct hoshi_assumptions *a, const struct hoshi_tables *tables,
                                         const struct hoshi_case *c, struct hoshi_date today,
                                         struct hoshi_faults *faults)
{
    memset(a, 0, sizeof *a);
    a->tables = tables;
    a->c = c;
    a->as_of_stated = c->as_of.year != 0;
    a->as_of = a->as_of_stated ? c->as_of : today;
    a->start_stated = c->start.year != 0;
    a->start = a->start_stated ? c->start : hoshi_month_next_april(a->as_of);
    a->horizon_stated = c->horizon_years != HOSHI_NONE;
    a->horizon = (int)(a->horizon_stated ? c->horizon_years
                                         : assumption_parameter(tables, "horizon_years", 0) / HOSHI_MICRO);
    a->discount_stated = c->discount_rate_ppm != HOSHI_NONE;
    a->discount_ppm =
        a->discount_stated ? c->discount_rate_ppm : assumption_parameter(tables, "discount_rate", 0);
    a->tax_ppm = assumption_parameter(tables, "consumption_tax", 0);
    a->item_coverage_warn_ppm = assumption_parameter(tables, "item_coverage_warn", 0);
    a->uplift_warn_ppm = assumption_parameter(tables, "uplift_warn", 0);
    a->quote_target_ppm = assumption_parameter(tables, "quote_target", 0);
    a->ask_step_stated = c->price.month_step_yen != HOSHI_NONE;
    a->ask_step_yen = a->ask_step_stated ? c->price.month_step_yen
                                         : assumption_parameter(tables, "ask_step", 0) / HOSHI_MICRO;
    enum hoshi_status s = sizes(a, faults);
    if (s)
        return s;
    a->size_factor_ppm = interpolate(hoshi_tables_parameter(tables, "size_factor"), a->size[HOSHI_USERS]);
    assumption_factors(a);
    assumption_rates(a);
    return HOSHI_OK;
}

/* z of 95 %: low and high are the 5 % and 95 % points. */
#define Z95 1.6448536269514722

int64_t hoshi_assumptions_mean(const struct hoshi_assumptions *a, struct hoshi_triple t)
{
    int64_t mean = t.likely_micro;
    if (t.low_micro == t.high_micro)
        return mean;
    enum hoshi_spread spread = hoshi_case_spread(a->c);
    if (spread == HOSHI_SPREAD_LOGNORMAL90 && t.low_micro > 0) {
        double l = log((double)t.low_micro), h = log((double)t.high_micro), s = (h - l) / (2 * Z95);
        return llround(exp((l + h) / 2 + s * s / 2));
    }
    int64_t weight = spread == HOSHI_SPREAD_PERT ? 4 : 1;
    hoshi_money_muldiv(t.low_micro + weight * t.likely_micro + t.high_micro, 1, weight + 2, &mean);
    return mean;
}
