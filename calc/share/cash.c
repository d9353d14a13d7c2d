/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cash.h"

#include <string.h>

/* amount × part / whole of a running sum: the difference of two rounded sums. */
static bool slice(int64_t amount, int part, int whole, int64_t *yen)
{
    int64_t before, now;
    if (!hoshi_money_muldiv(amount, part, whole, &now) ||
        !hoshi_money_muldiv(amount, part - 1, whole, &before))
        return false;
    *yen = now - before;
    return true;
}

/* What is granted for a line, in the years it is taken off. */
static bool add_funding(struct hoshi_cash *cash, const struct hoshi_share *x)
{
    for (int y = 0; y < cash->years; y++)
        if (!hoshi_money_add(cash->year[y].funding_yen, x->funding_by_year[y], &cash->year[y].funding_yen))
            return false;
    return true;
}

static bool add_payments(struct hoshi_cash *cash, const struct hoshi_split *split,
                         const struct hoshi_entry *x)
{
    const struct hoshi_amounts *amount = split->basis == HOSHI_BASIS_MEAN ? &x->mean : &x->point;
    for (int y = 0; y < cash->years; y++) {
        struct hoshi_cash_year *year = &cash->year[y];
        int64_t *sum = x->line.effort       ? &year->own_yen
                       : x->line.every == 1 ? &year->yearly_yen
                                            : &year->once_yen;
        if (!hoshi_money_add(*sum, amount->by_year_yen[y], sum))
            return false;
    }
    return true;
}

static bool incomes(struct hoshi_cash *cash, const struct hoshi_split *split, int64_t fall_ppm)
{
    int64_t *planned = &cash->income_yen[HOSHI_CASH_PLANNED];
    for (size_t p = 0; p < split->parties; p++)
        if (split->party[p].kind == HOSHI_PARTY_BUYER &&
            !hoshi_money_add(*planned, split->party[p].asked_annual_yen, planned))
            return false;
    return hoshi_money_muldiv(*planned, HOSHI_MICRO - fall_ppm, HOSHI_MICRO,
                              &cash->income_yen[HOSHI_CASH_FALLEN]);
}

static bool flows(struct hoshi_cash *cash, int i)
{
    struct hoshi_cash_month *m = &cash->month[i];
    const struct hoshi_cash_year *year = &cash->year[i / 12];
    int part = i % 12 + 1;
    if (!slice(year->yearly_yen, part, 12, &m->bought_yen) || !slice(year->own_yen, part, 12, &m->own_yen))
        return false;
    for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
        if (!slice(cash->income_yen[v], part, 12, &m->income_yen[v]))
            return false;
    m->funding_yen = part == 12 ? year->funding_yen : 0;
    return part != 1 || hoshi_money_add(m->bought_yen, year->once_yen, &m->bought_yen);
}

static bool balances(struct hoshi_cash *cash, int i)
{
    struct hoshi_cash_month *m = &cash->month[i];
    for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
        for (int k = 0; k < HOSHI_CASH_BASES; k++) {
            int64_t *sum = &m->balance_yen[v][k];
            *sum = i ? m[-1].balance_yen[v][k] : 0;
            if (!hoshi_money_add(*sum, m->income_yen[v] + m->funding_yen - m->bought_yen, sum) ||
                !hoshi_money_add(*sum, k == HOSHI_CASH_WHOLE ? -m->own_yen : 0, sum))
                return false;
        }
    return true;
}

static struct hoshi_cash_course cash_course(const struct hoshi_cash *cash, int v, int k)
{
    struct hoshi_cash_course c = {.deepest = -1};
    for (int i = 0; i < cash->months; i++) {
        c.end_yen = cash->month[i].balance_yen[v][k];
        if (c.end_yen < cash->month[c.lowest].balance_yen[v][k])
            c.lowest = i;
        if (c.end_yen < c.deepest_yen) {
            c.deepest = i;
            c.deepest_yen = c.end_yen;
        }
        if (c.end_yen < 0)
            c.black = i + 1;
    }
    if (c.black >= cash->months)
        c.black = -1;
    return c;
}

static struct hoshi_cash_quarter quarter(const struct hoshi_cash_month *m)
{
    struct hoshi_cash_quarter q = {0};
    for (int i = 0; i < 3; i++) {
        q.bought_yen += m[i].bought_yen;
        q.own_yen += m[i].own_yen;
        q.received_yen += m[i].income_yen[HOSHI_CASH_PLANNED] + m[i].funding_yen;
    }
    memcpy(q.balance_yen, m[2].balance_yen, sizeof q.balance_yen);
    return q;
}

/* The three parts add up by themselves: what is spent is the amount divided, and the annual parts of all
 * parties are the annual amount. */
static bool remains(struct hoshi_cash *cash, const struct hoshi_split *split)
{
    int64_t n = cash->years, charged = 0;
    for (int i = 0; i < n; i++)
        if (!hoshi_money_add(charged, split->annual_yen, &charged))
            return false;
    for (size_t p = 0; p < split->parties; p++) {
        const struct hoshi_party *x = &split->party[p];
        if (x->kind == HOSHI_PARTY_OTHERS)
            cash->others_yen += n * x->asked_annual_yen;
        if (x->kind == HOSHI_PARTY_SUPPLIER)
            cash->supplier_yen += n * x->asked_annual_yen;
    }
    cash->beyond_yen = split->horizon_yen - charged;
    cash->unrecovered_yen = -cash->course[HOSHI_CASH_PLANNED][HOSHI_CASH_WHOLE].end_yen;
    return true;
}

static bool cash_fill(struct hoshi_cash *cash, const struct hoshi_split *split, int64_t fall_ppm)
{
    for (size_t i = 0; i < split->shares; i++)
        if (!add_payments(cash, split, split->share[i].entry) || !add_funding(cash, &split->share[i]))
            return false;
    if (!incomes(cash, split, fall_ppm))
        return false;
    for (int i = 0; i < cash->months; i++)
        if (!flows(cash, i) || !balances(cash, i))
            return false;
    for (int v = 0; v < HOSHI_CASH_VOLUMES; v++)
        for (int k = 0; k < HOSHI_CASH_BASES; k++)
            cash->course[v][k] = cash_course(cash, v, k);
    for (int i = 0; i < cash->months / 3; i++)
        cash->quarter[i] = quarter(&cash->month[3 * i]);
    return remains(cash, split);
}

enum hoshi_status hoshi_cash_init(struct hoshi_cash *cash, const struct hoshi_split *split, int64_t fall_ppm,
                                  struct hoshi_faults *faults)
{
    memset(cash, 0, sizeof *cash);
    cash->years = split->e->a.horizon;
    cash->months = 12 * cash->years;
    if (!cash_fill(cash, split, fall_ppm))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "cash", NULL, "<= 999,999,999,999,999");
    return HOSHI_OK;
}
