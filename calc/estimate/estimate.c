/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate_stages.h"

#include <stdlib.h>
#include <string.h>

const char *hoshi_cause_key(enum hoshi_cause cause)
{
    static const char *const key[] = {"level:3", "level:4", "buyer", "own"};
    return key[cause];
}

bool hoshi_buyer_is_party(const struct hoshi_case_buyer *b)
{
    return b->requested_level != HOSHI_NONE || b->include == HOSHI_YES;
}

int hoshi_buyer_level(const struct hoshi_case *c, const struct hoshi_case_buyer *b)
{
    if (b->requested_level == HOSHI_NONE)
        return 0;
    return (int)(b->requested_level < c->target_level ? b->requested_level : c->target_level);
}

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
    memcpy(e->it_days_micro, e->days_micro[HOSHI_ROLE_IT], sizeof e->it_days_micro);
    e->all_unanswered_unmet_yen = e->totals.horizon_yen;
    return HOSHI_OK;
}

static enum hoshi_status hang_on(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    for (size_t i = 0; i < e->measures; i++) {
        const struct hoshi_planned *p = &e->measure[i];
        int64_t stated = hoshi_need_of_measure(&e->need, b->t, p->measure, true), yen;
        if (p->probability < 1 || stated >= p->need_ppm ||
            !hoshi_need_of_measure(&e->need, b->t, p->measure, false))
            continue;
        enum hoshi_status s = hoshi_measure_cost(&e->a, &b->t->measure[p->measure], stated, &yen, b->faults);
        if (s)
            return s;
        e->unstated_yen += p->horizon_yen - yen;
    }
    size_t star = b->t->star[b->c->target_level];
    for (size_t i = 0; i < b->c->plan.haves; i++)
        if (b->c->plan.have[i] == star)
            return HOSHI_OK;
    return hoshi_measure_cost(&e->a, &b->t->measure[star], HOSHI_MICRO, &e->all_met_yen, b->faults);
}

/* ---- cautions ---- */

static void caution(struct builder *b, enum hoshi_caution_kind kind, const char *subject, int64_t number,
                    int64_t yen)
{
    b->e->caution[b->e->cautions++] = (struct hoshi_caution){kind, subject ? subject : "", number, yen};
}

static void criteria_cautions(struct builder *b)
{
    const struct hoshi_need *need = &b->e->need;
    const struct hoshi_catalog *c = &b->t->catalog;
    int64_t unstated = 0;
    for (size_t i = 0; i < c->criteria; i++) {
        if (need->doubtful[i])
            caution(b, HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION, c->criterion[i].id, HOSHI_NONE,
                    HOSHI_NONE);
        if (need->contradicts_fact[i])
            caution(b, HOSHI_CAUTION_CONTRADICTS_FACT, c->criterion[i].id, HOSHI_NONE, HOSHI_NONE);
        unstated += need->unstated[i] && need->state[i] == HOSHI_OPEN;
    }
    if (unstated)
        caution(b, HOSHI_CAUTION_PARTIAL_UNSTATED, NULL, unstated, b->e->unstated_yen);
    size_t unknown = need->by_status[HOSHI_UNANSWERED] + need->by_status[HOSHI_WITHHELD];
    if (unknown)
        caution(b, HOSHI_CAUTION_UNANSWERED, NULL, (int64_t)unknown, b->e->all_unanswered_unmet_yen);
    if (need->above)
        caution(b, HOSHI_CAUTION_ABOVE_LEVEL, NULL, (int64_t)need->above, HOSHI_NONE);
}

static void price_cautions(struct builder *b)
{
    struct hoshi_estimate *e = b->e;
    int64_t fees = 0, renewal = 0, tax = 0;
    bool *seen = hoshi_arena_array(&e->arena, b->t->prices, sizeof *seen);
    for (size_t i = 0; seen && i < e->certain; i++) {
        const struct hoshi_entry *x = &e->entry[i];
        const struct hoshi_price *p = x->line.price;
        if (!p)
            continue;
        fees += p->common_unknown && !x->line.quote ? x->point.horizon_yen : 0;
        bool unsupported =
            x->line.row->drivers & (1u << HOSHI_UNSUPPORTED_ENDPOINTS | 1u << HOSHI_UNSUPPORTED_SERVERS);
        const struct hoshi_case_renewal *r = &b->c->supplier.renewal;
        bool stated = r->overdue_endpoints != HOSHI_NONE || r->overdue_servers != HOSHI_NONE ||
                      r->early_years_endpoints_micro != HOSHI_NONE ||
                      r->early_years_servers_micro != HOSHI_NONE;
        renewal += x->line.row->upgrade && unsupported && !stated && x->cause != HOSHI_CAUSE_OWN
                       ? x->point.horizon_yen
                       : 0;
        size_t index = x->line.row->price;
        tax += p->tax == HOSHI_TAX_UNKNOWN && !x->line.quote && !seen[index];
        seen[index] = true;
    }
    if (fees)
        caution(b, HOSHI_CAUTION_FEES_UNPUBLISHED, NULL, HOSHI_NONE, fees);
    if (renewal)
        caution(b, HOSHI_CAUTION_RENEWAL_UNKNOWN, NULL, HOSHI_NONE, renewal);
    if (tax)
        caution(b, HOSHI_CAUTION_TAX_UNKNOWN, NULL, tax, HOSHI_NONE);
}

static void case_cautions(struct builder *b)
{
    const struct hoshi_case *c = b->c;
    int64_t sum = 0, sales = c->supplier.annual_sales_yen;
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *x = &c->buyer[i];
        if (x->requested_level != HOSHI_NONE && x->requested_level > c->target_level)
            caution(b, HOSHI_CAUTION_REQUEST_ABOVE_TARGET, x->id, x->requested_level, HOSHI_NONE);
        sum += x->annual_purchases_yen == HOSHI_NONE ? 0 : x->annual_purchases_yen;
    }
    if (sales != HOSHI_NONE && sales > 0 && c->sharing.key == HOSHI_KEY_SALES && sum / 98 >= sales / 100)
        caution(b, HOSHI_CAUTION_SHARES_NEAR_ONE, NULL, HOSHI_NONE, HOSHI_NONE);
    int64_t most = 0;
    for (int y = 0; y < b->e->a.horizon; y++)
        most = b->e->it_days_micro[y] > most ? b->e->it_days_micro[y] : most;
    if (c->supplier.it_days_per_year != HOSHI_NONE && most > c->supplier.it_days_per_year * HOSHI_MICRO)
        caution(b, HOSHI_CAUTION_CAPACITY, NULL, most, c->supplier.it_days_per_year);
    for (size_t i = 0; i < c->plan.uses; i++) {
        bool serves = false;
        for (size_t k = 0; k < b->e->measures; k++)
            serves |= b->e->measure[k].measure == c->plan.use[i].measure && b->e->measure[k].closes_n;
        if (!serves)
            caution(b, HOSHI_CAUTION_MEASURE_IDLE, b->t->measure[c->plan.use[i].measure].id, HOSHI_NONE,
                    HOSHI_NONE);
    }
}

static void quote_cautions(struct builder *b)
{
    const struct hoshi_case_plan *p = &b->c->plan;
    for (size_t i = 0; i < p->quotes; i++) {
        bool used = false;
        for (size_t k = 0; k < b->e->entries; k++)
            used |= b->e->entry[k].line.quote == &p->quote[i];
        if (!used)
            caution(b, HOSHI_CAUTION_QUOTE_UNUSED, b->t->price[p->quote[i].price].id, HOSHI_NONE, HOSHI_NONE);
    }
}

static enum hoshi_status cautions(struct builder *b)
{
    size_t most = 2 * b->t->catalog.criteria + b->c->buyers + b->c->plan.uses + b->c->plan.quotes + 16;
    b->e->caution = hoshi_arena_array(&b->e->arena, most, sizeof *b->e->caution);
    if (!b->e->caution)
        return hoshi_builder_memory(b);
    criteria_cautions(b);
    price_cautions(b);
    case_cautions(b);
    quote_cautions(b);
    return HOSHI_OK;
}

static enum hoshi_status build(struct builder *b, struct hoshi_date today)
{
    struct hoshi_estimate *e = b->e;
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
        s = hoshi_extension_build(b);
    if (!s)
        s = hang_on(b);
    if (!s)
        s = cautions(b);
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
        *b = (struct builder){.e = e, .t = tables, .c = c, .faults = faults};
        s = build(b, today);
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

void hoshi_estimate_close(struct hoshi_estimate *e)
{
    if (!e)
        return;
    hoshi_arena_release(&e->arena);
    free(e);
}
