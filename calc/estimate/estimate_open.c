/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case to its estimate: assumptions, need, the chain of plans, the ledger, sums, cautions. */
#include "estimate_stages.h"

#include <stdlib.h>
#include <string.h>

static bool sum_entry(struct hoshi_totals *t, const struct hoshi_entry *x, int years)
{
    bool ok = true;
    enum hoshi_class k = x->line.row->cost_class;
    for (int y = 0; y < years; y++)
        ok = ok && hoshi_money_add(t->by_year_yen[y], x->point.by_year_yen[y], &t->by_year_yen[y]);
    ok = ok && hoshi_money_add(t->horizon_yen, x->point.horizon_yen, &t->horizon_yen);
    ok = ok && hoshi_money_add(t->annual_yen, x->point.annual_yen, &t->annual_yen);
    ok = ok && hoshi_money_add(t->by_class_yen[k], x->point.horizon_yen, &t->by_class_yen[k]);
    ok = ok && hoshi_money_add(t->annual_by_class_yen[k], x->point.annual_yen, &t->annual_by_class_yen[k]);
    ok = ok && hoshi_money_add(t->by_cause_yen[x->cause], x->point.horizon_yen, &t->by_cause_yen[x->cause]);
    ok = ok && hoshi_money_add(t->mean_horizon_yen, x->mean.horizon_yen, &t->mean_horizon_yen);
    ok = ok && hoshi_money_add(t->mean_annual_yen, x->mean.annual_yen, &t->mean_annual_yen);
    t->cash_yen += x->line.effort ? 0 : x->point.horizon_yen;
    t->quoted_yen += x->line.quote ? x->point.horizon_yen : 0;
    return ok;
}

/* What is quoted does not move with the level of market prices: the spread of that factor goes down with the
 * share of what is bought in that no quotation backs, unless the case states it. */
static void narrow_market(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    int64_t *v = e->a.factor_ppm[HOSHI_FACTOR_MARKET], quoted = e->totals.quoted_yen,
            cash = e->totals.cash_yen;
    if (e->a.factor_stated[HOSHI_FACTOR_MARKET] || quoted <= 0 || cash <= 0)
        return;
    int64_t open = quoted < cash ? cash - quoted : 0;
    hoshi_money_muldiv(v[0] - HOSHI_MICRO, open, cash, &v[0]);
    hoshi_money_muldiv(v[1] - HOSHI_MICRO, open, cash, &v[1]);
    v[0] += HOSHI_MICRO;
    v[1] += HOSHI_MICRO;
    v[2] = 3 * HOSHI_MICRO - v[0] - v[1];
}

static enum hoshi_status sum_up(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    for (size_t i = 0; i < e->certain; i++) {
        const struct hoshi_entry *x = &e->entry[i];
        if (!sum_entry(&e->totals, x, e->a.horizon))
            return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, x->id, NULL, NULL);
        if (!x->line.effort)
            continue;
        for (int year = 1; year <= e->a.horizon; year++)
            if (hoshi_line_due(&x->line, year))
                e->days_micro[x->line.effort->role][year - 1] += x->days_micro;
    }
    narrow_market(b);
    return HOSHI_OK;
}

/* What partials without a share add to the chosen measures, as they count and in full. */
static enum hoshi_status hang_on(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    for (size_t i = 0; i < e->measures; i++) {
        const struct hoshi_planned *p = &e->measure[i];
        int64_t yen[HOSHI_PARTIALS_WHOLE + 1] = {0};
        if (p->probability < 1 || !hoshi_need_of_measure(&e->need, b->t, p->measure, HOSHI_PARTIALS_WHOLE))
            continue;
        for (int k = HOSHI_PARTIALS_NOTHING; k <= HOSHI_PARTIALS_WHOLE; k++) {
            int64_t need = hoshi_need_of_measure(&e->need, b->t, p->measure, (enum hoshi_partials)k);
            enum hoshi_status s = hoshi_measure_cost(&e->a, &b->t->measure[p->measure], need,
                                                     HOSHI_BASIS_MEAN, &yen[k], b->faults);
            if (s)
                return s;
        }
        e->unstated_yen += yen[HOSHI_PARTIALS_HALF] - yen[HOSHI_PARTIALS_NOTHING];
        e->unstated_all_yen += yen[HOSHI_PARTIALS_WHOLE] - yen[HOSHI_PARTIALS_NOTHING];
    }
    size_t star = b->t->star[b->c->target_level];
    for (size_t i = 0; i < b->c->plan.haves; i++)
        if (b->c->plan.have[i] == star)
            return HOSHI_OK;
    return hoshi_measure_cost(&e->a, &b->t->measure[star], HOSHI_MICRO, HOSHI_BASIS_POINT, &e->all_met_yen,
                              b->faults);
}

static enum hoshi_status estimate_build(struct builder *b, struct hoshi_date today)
{
    struct hoshi_estimate *e = b->e;
    bool no_way[HOSHI_CRITERIA_MAX] = {false};
    enum hoshi_status s = hoshi_assumptions_init(&e->a, b->t, b->c, today, b->faults);
    if (s)
        return s;
    hoshi_need_init(&e->need, b->t, b->c, (int)b->c->target_level);
    s = hoshi_stages_build(b);
    if (!s)
        s = hoshi_ledger_build(b);
    if (!s)
        s = sum_up(b);
    if (!s)
        s = hoshi_extension_build(b, no_way);
    if (!s)
        s = hang_on(b);
    if (!s)
        s = hoshi_cautions_build(b, no_way);
    return s;
}

enum hoshi_status hoshi_estimate_open(const struct hoshi_tables *tables, const struct hoshi_case *c,
                                      struct hoshi_date today, struct hoshi_estimate **out,
                                      struct hoshi_faults *faults)
{
    struct builder *b = calloc(1, sizeof *b);
    struct hoshi_estimate *e = calloc(1, sizeof *e);
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (b && e) {
        *b = (struct builder){.e = e, .t = c->tables ? c->tables : tables, .c = c, .faults = faults};
        s = estimate_build(b, today);
    } else {
        hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    if (!s) {
        *out = e;
        e = NULL;
    }
    hoshi_estimate_close(e);
    if (b)
        free(b->stage);
    free(b);
    return s;
}
