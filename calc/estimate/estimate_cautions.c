/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of an estimate must know beside its figures. */
#include "estimate_stages.h"

static void caution(struct builder *b, enum hoshi_caution_kind kind, const char *subject, int64_t number,
                    int64_t yen)
{
    b->e->caution[b->e->cautions++] =
        (struct hoshi_caution){kind, subject ? subject : "", number, yen, 0, 0, NULL, HOSHI_UNANSWERED};
}

static void contradiction(struct builder *b, size_t criterion)
{
    caution(b, HOSHI_CAUTION_CONTRADICTS_FACT, b->t->catalog.criterion[criterion].id, HOSHI_NONE, HOSHI_NONE);
    b->e->caution[b->e->cautions - 1].answer = b->c->answers.answer[criterion].status;
}

static void criteria_cautions(struct builder *b, const bool *no_way)
{
    const struct hoshi_need *need = &b->e->need;
    const struct hoshi_catalog *c = &b->t->catalog;
    int64_t unstated = 0;
    for (size_t i = 0; i < c->criteria; i++) {
        if (need->doubtful[i])
            caution(b, HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION, c->criterion[i].id, HOSHI_NONE,
                    HOSHI_NONE);
        if (need->contradicts_fact[i])
            contradiction(b, i);
        if (no_way[i])
            caution(b, HOSHI_CAUTION_NO_WAY, c->criterion[i].id, HOSHI_NONE, HOSHI_NONE);
        unstated += need->unstated[i] && need->state[i] == HOSHI_OPEN;
    }
    if (unstated) {
        caution(b, HOSHI_CAUTION_PARTIAL_UNSTATED, NULL, unstated, b->e->unstated_yen);
        b->e->caution[b->e->cautions - 1].all_yen = b->e->unstated_all_yen;
    }
    size_t unknown = need->by_status[HOSHI_UNANSWERED] + need->by_status[HOSHI_WITHHELD];
    if (unknown) {
        caution(b, HOSHI_CAUTION_UNANSWERED, NULL, (int64_t)unknown, b->e->all_unanswered_unmet_yen);
        b->e->caution[b->e->cautions - 1].withheld = (int64_t)need->by_status[HOSHI_WITHHELD];
    }
    if (need->above)
        caution(b, HOSHI_CAUTION_ABOVE_LEVEL, NULL, (int64_t)need->above, HOSHI_NONE);
}

static void caution_price_cautions(struct builder *b)
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

/* PCs of a machine tool are not replaced like others: where the plan replaces and nobody has said how many of them
 * cannot be updated, that is asked. */
static void replaced_devices(struct builder *b)
{
    int64_t yen = 0;
    for (size_t i = 0; i < b->e->certain && !b->e->a.size_stated[HOSHI_FIXED_ENDPOINTS]; i++) {
        const struct hoshi_entry *x = &b->e->entry[i];
        if (x->line.row->upgrade && x->line.row->drivers == 1u << HOSHI_UNSUPPORTED_ENDPOINTS)
            yen += x->point.horizon_yen;
    }
    if (yen > 0)
        caution(b, HOSHI_CAUTION_CANNOT_BE_UPDATED, NULL, HOSHI_NONE, yen);
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
        if (hoshi_buyer_level(c, x) && x->annual_purchases_yen == 0)
            caution(b, HOSHI_CAUTION_NO_PURCHASES, x->id, HOSHI_NONE, HOSHI_NONE);
    }
    if (sales != HOSHI_NONE && sales > 0 && c->sharing.key == HOSHI_KEY_SALES && sum / 98 >= sales / 100)
        caution(b, HOSHI_CAUTION_SHARES_NEAR_ONE, NULL, HOSHI_NONE, HOSHI_NONE);
    int64_t bought = 0, most = 0;
    for (size_t i = 0; i < b->e->certain; i++)
        if (b->e->entry[i].line.measure->hands && !b->e->entry[i].line.effort)
            bought += b->e->entry[i].mean.horizon_yen;
    for (int y = 0; y < b->e->a.horizon; y++)
        most = b->e->it_days_micro[y] > most ? b->e->it_days_micro[y] : most;
    if (bought)
        caution(b, HOSHI_CAUTION_CAPACITY, NULL, most, bought);
    if (c->supplier.size[HOSHI_SITES] == 0)
        caution(b, HOSHI_CAUTION_NO_SITES, NULL, HOSHI_NONE, HOSHI_NONE);
    for (size_t i = 0; i < c->plan.uses; i++) {
        bool serves = false;
        for (size_t k = 0; k < b->e->measures; k++)
            serves |= b->e->measure[k].measure == c->plan.use[i].measure && b->e->measure[k].closes_n;
        if (!serves)
            caution(b, HOSHI_CAUTION_MEASURE_IDLE, b->t->measure[c->plan.use[i].measure].id, HOSHI_NONE,
                    HOSHI_NONE);
    }
}

/* The first measure that buys at this price; SIZE_MAX when none does. */
static size_t buying(const struct hoshi_tables *t, size_t price)
{
    for (size_t m = 0; m < t->measures; m++)
        for (size_t k = 0; k < t->measure[m].lines; k++)
            if (t->measure[m].line[k].price == price)
                return m;
    return SIZE_MAX;
}

/* It stood for election and closes something open: then only its cost kept it out. */
static bool stood(const struct builder *b, size_t m)
{
    const struct hoshi_measure *x = &b->t->measure[m];
    bool open = false, avoided = false;
    for (size_t i = 0; i < x->closes_n; i++)
        open = open || b->e->need.state[x->closes[i]] == HOSHI_OPEN;
    for (size_t i = 0; i < b->c->plan.avoids; i++)
        avoided = avoided || b->c->plan.avoid[i] == m;
    return open && !avoided && x->by_default && hoshi_measure_available(&b->e->a, x);
}

static void quote_unused(struct builder *b, size_t price)
{
    const struct hoshi_price *p = &b->t->price[price];
    size_t m = buying(b->t, price);
    bool labour = false;
    for (int r = 0; r < HOSHI_ROLES; r++)
        labour = labour || b->t->labour[r] == price;
    enum hoshi_caution_kind kind = labour          ? HOSHI_CAUTION_QUOTE_LABOUR
                                   : m == SIZE_MAX ? HOSHI_CAUTION_QUOTE_UNUSED
                                   : stood(b, m)   ? HOSHI_CAUTION_QUOTE_DEARER
                                                   : HOSHI_CAUTION_QUOTE_NOT_CHOSEN;
    bool of_measure = kind == HOSHI_CAUTION_QUOTE_DEARER || kind == HOSHI_CAUTION_QUOTE_NOT_CHOSEN;
    const struct hoshi_words *name = of_measure ? &b->t->measure[m].name : &p->name;
    for (size_t i = 0; i < b->e->cautions; i++)
        if (b->e->caution[i].kind == kind && b->e->caution[i].name == name)
            return; /* said already of another fee of it */
    caution(b, kind, of_measure ? b->t->measure[m].id : p->id, HOSHI_NONE, HOSHI_NONE);
    b->e->caution[b->e->cautions - 1].name = name;
}

static void quote_cautions(struct builder *b)
{
    const struct hoshi_case_plan *p = &b->c->plan;
    for (size_t i = 0; i < p->quotes; i++) {
        bool used = false;
        for (size_t k = 0; k < b->e->entries; k++)
            used |= b->e->entry[k].line.quote == &p->quote[i];
        if (!used)
            quote_unused(b, p->quote[i].price);
    }
}

/* What the firm bears alone, each by its own reason; a measure to use that closes nothing has its own sentence. */
static void own_parts(struct builder *b)
{
    static const enum hoshi_caution_kind kind[HOSHI_OWN_ORIGINS] = {
        [HOSHI_OWN_DUE] = HOSHI_CAUTION_OWN_DUE,
        [HOSHI_OWN_CHOICE] = HOSHI_CAUTION_OWN_CHOICE,
        [HOSHI_OWN_AFFAIR] = HOSHI_CAUTION_OWN_AFFAIR};
    int64_t *yen = b->e->totals.own_by_origin_yen;
    bool mean = b->c->sharing.basis == HOSHI_BASIS_MEAN;
    for (size_t i = 0; i < b->e->certain; i++)
        yen[b->e->entry[i].own] += mean ? b->e->entry[i].mean.horizon_yen : b->e->entry[i].point.horizon_yen;
    yen[HOSHI_OWN_NOT] = 0;
    for (int k = HOSHI_OWN_DUE; k < HOSHI_OWN_ORIGINS; k++)
        if (k != HOSHI_OWN_IDLE && yen[k] > 0)
            caution(b, kind[k], NULL, HOSHI_NONE, yen[k]);
}

/* Items that come to more than what the buyer is said to buy: one of the two is wrong, and every part goes by it. */
static void items_exceed(struct builder *b)
{
    for (size_t i = 0; i < b->c->buyers; i++) {
        const struct hoshi_case_buyer *x = &b->c->buyer[i];
        int64_t sum = 0, yen;
        for (size_t k = 0; k < x->items; k++)
            if (!hoshi_money_muldiv(x->item[k].unit_price_micro, x->item[k].units_per_year, HOSHI_MICRO,
                                    &yen) ||
                !hoshi_money_add(sum, yen, &sum))
                return; /* beyond every limit: told where prices are made */
        if (x->annual_purchases_yen <= 0 ||
            !hoshi_money_muldiv(x->annual_purchases_yen, HOSHI_ITEMS_OVER_PPM, HOSHI_MICRO, &yen) ||
            sum <= yen)
            continue;
        caution(b, HOSHI_CAUTION_ITEMS_EXCEED, x->id, HOSHI_NONE, x->annual_purchases_yen);
        b->e->caution[b->e->cautions - 1].all_yen = sum;
    }
}

enum hoshi_status hoshi_cautions_build(struct builder *b, const bool *no_way)
{
    size_t most = 3 * b->t->catalog.criteria + 3 * b->c->buyers + b->c->plan.uses + b->c->plan.quotes + 16;
    b->e->caution = hoshi_arena_array(&b->e->arena, most, sizeof *b->e->caution);
    if (!b->e->caution)
        return hoshi_builder_memory(b);
    criteria_cautions(b, no_way);
    caution_price_cautions(b);
    replaced_devices(b);
    case_cautions(b);
    quote_cautions(b);
    own_parts(b);
    items_exceed(b);
    return HOSHI_OK;
}
