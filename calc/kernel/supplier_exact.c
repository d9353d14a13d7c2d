/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slow path: a case through the estimate, the split and the model of its lines. The fast path is measured
 * by it. */
#include "estimate_range.h"
#include "supplier_parts.h"

#include <math.h>
#include <string.h>

/* The category where a measure closes most open criteria; 0 when none. */
static int exact_category_of(const struct hoshi_estimate *e, size_t m)
{
    const struct hoshi_tables *t = e->a.tables;
    const struct hoshi_measure *x = &t->measure[m];
    int count[HOSHI_CATEGORIES + 1] = {0}, best = 0;
    for (size_t i = 0; !x->star && i < x->closes_n; i++)
        count[t->catalog.criterion[x->closes[i]].category] += e->need.state[x->closes[i]] == HOSHI_OPEN;
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        if (count[k] > count[best])
            best = k;
    for (size_t k = 0; !best && !x->star && k < t->measures; k++)
        for (size_t i = 0; e->chosen[k] && i < t->measure[k].requires_n; i++)
            if (t->measure[k].requires_[i] == m && k != m)
                best = exact_category_of(e, k);
    return best;
}

static void exact_add_entry(struct hoshi_supplier_result *r, const struct hoshi_estimate *e,
                            const struct hoshi_entry *x)
{
    int64_t yen = x->point.horizon_yen;
    r->by_category_yen[exact_category_of(e, x->line.measure->index)] += yen;
    *(x->line.every ? &r->recurring_yen : &r->once_yen) += yen;
    r->upgrade_yen += x->line.row->upgrade ? yen : 0;
    if (x->line.price && x->line.price->common_unknown && !x->line.quote && yen)
        r->flags |= HOSHI_SUPPLIER_FEES_UNPUBLISHED;
}

static void take_estimate(struct hoshi_supplier_result *r, const struct hoshi_estimate *e)
{
    const struct hoshi_totals *t = &e->totals;
    r->horizon = e->a.horizon;
    for (int i = 0; i < HOSHI_ANSWERS; i++)
        r->criteria[i] = (int32_t)e->need.by_status[i];
    for (size_t m = 0; m < e->a.tables->measures; m++)
        r->measures += e->chosen[m];
    memcpy(r->by_year_yen, t->by_year_yen, sizeof r->by_year_yen);
    memcpy(r->by_cause_yen, t->by_cause_yen, sizeof r->by_cause_yen);
    r->horizon_yen = t->horizon_yen;
    r->annual_yen = t->annual_yen;
    r->direct_yen = t->by_class_yen[HOSHI_DIRECT];
    r->indirect_yen = t->by_class_yen[HOSHI_INDIRECT];
    r->mean_horizon_yen = t->mean_horizon_yen;
    r->mean_annual_yen = t->mean_annual_yen;
    r->all_unanswered_unmet_yen = e->all_unanswered_unmet_yen;
    for (size_t i = 0; i < e->certain; i++)
        exact_add_entry(r, e, &e->entry[i]);
    for (size_t i = 0; i < e->a.tables->catalog.criteria; i++) {
        if (e->need.state[i] == HOSHI_OPEN && e->need.unstated[i])
            r->flags |= HOSHI_SUPPLIER_UNSTATED;
        r->flags |= e->need.taken[i] ? (uint32_t)HOSHI_SUPPLIER_STAR_TAKEN : 0u;
    }
    if (r->criteria[HOSHI_UNANSWERED] + r->criteria[HOSHI_WITHHELD])
        r->flags |= HOSHI_SUPPLIER_UNANSWERED;
    if (!e->plan.within_capacity)
        r->flags |= HOSHI_SUPPLIER_OVER_CAPACITY;
}

static void add_party(struct hoshi_supplier_part *to, const struct hoshi_party *p)
{
    for (size_t y = 0; y < HOSHI_YEARS_MAX; y++)
        to->by_year_yen[y] += p->by_year_yen[y];
    to->horizon_yen += p->horizon_yen;
    to->annual_yen += p->annual_yen;
    to->direct_yen += p->by_class_yen[HOSHI_DIRECT];
    to->indirect_yen += p->by_class_yen[HOSHI_INDIRECT];
}

static void take_split(struct hoshi_supplier_result *r, const struct hoshi_split *s, size_t buyer)
{
    for (size_t i = 0; i < s->parties; i++) {
        const struct hoshi_party *p = &s->party[i];
        enum hoshi_supplier_party who = p->kind == HOSHI_PARTY_SUPPLIER ? HOSHI_SUPPLIER_ITSELF
                                        : p->buyer == buyer && p->kind == HOSHI_PARTY_BUYER
                                            ? HOSHI_SUPPLIER_BUYER
                                            : HOSHI_SUPPLIER_OTHERS;
        add_party(&r->part[who], p);
        if (who == HOSHI_SUPPLIER_BUYER)
            r->share_ppm = p->share_ppm;
    }
    r->funding_yen = s->funding_yen;
}

/* ---- its range ---- */

static size_t line_place(const struct hoshi_supplier_kernel *k, const struct hoshi_line *line)
{
    return k->first_line[line->measure->index] + (size_t)(line->row - line->measure->line);
}

/* How much of a line's quantity × need the buyer bears, net of funding, over all entries of the line. */
static void buyer_weights(struct hoshi_supplier_kernel *k, const struct hoshi_split *s, size_t party)
{
    memset(k->buyer_weight, 0, k->lines * sizeof *k->buyer_weight);
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_share *x = &s->share[i];
        const struct hoshi_weights *w = &s->weights[x->weights];
        double part = x->gross_yen ? (double)x->horizon[party] / (double)x->gross_yen
                                   : (double)w->weight[party] / (double)w->sum;
        double need = (double)(x->entry->need_ppm - x->entry->before_ppm) / 1e6;
        k->buyer_weight[line_place(k, &x->entry->line)] +=
            part * need * (double)x->entry->line.quantity_micro / 1e6;
    }
}

/* The buyer's part of a line that is not in the plan yet: as lines of its kind that are, else by the default
 * rules. */
static double default_part(const struct hoshi_split *s, size_t party, const struct hoshi_line *line,
                           int level)
{
    enum hoshi_cause cause = level == 4 ? HOSHI_CAUSE_LEVEL4 : HOSHI_CAUSE_LEVEL3;
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_entry *x = s->share[i].entry;
        const struct hoshi_weights *w = &s->weights[s->share[i].weights];
        if (x->cause == cause && x->line.row->cost_class == line->row->cost_class &&
            x->line.row->upgrade == line->row->upgrade && !x->line.measure->star == !line->measure->star)
            return (double)w->weight[party] / (double)w->sum;
    }
    const struct hoshi_party *p = &s->party[party];
    double kept = 1 - (double)s->supplier_part_ppm / 1e6, all = 0;
    if (cause == HOSHI_CAUSE_LEVEL3 || line->row->upgrade)
        return p->level >= level || level == 3 ? kept * (double)p->share_ppm / 1e6 : 0;
    for (size_t i = 0; i < s->parties; i++)
        all += s->party[i].level >= 4 ? (double)s->party[i].share_ppm : 0;
    if (p->level < 4)
        return 0;
    return all > 0 ? kept * (double)p->share_ppm / all : kept;
}

/* The level at which a measure of the unanswered matters. */
static int uncertain_level(const struct hoshi_estimate *e, size_t m)
{
    for (size_t i = e->certain; i < e->entries; i++)
        if (e->entry[i].line.measure->index == m)
            return e->entry[i].level;
    return e->need.level;
}

static enum hoshi_status exact_add_measure(struct hoshi_supplier_kernel *k, const struct hoshi_split *s,
                                           size_t party, const struct hoshi_planned *p)
{
    const struct hoshi_estimate *e = s->e;
    const struct hoshi_measure *m = &k->tables->measure[p->measure];
    int64_t stated = hoshi_need_of_measure(&e->need, k->tables, p->measure, HOSHI_PARTIALS_NOTHING);
    bool open = p->probability >= 1 &&
                hoshi_need_of_measure(&e->need, k->tables, p->measure, HOSHI_PARTIALS_WHOLE) > stated;
    struct hoshi_line line[HOSHI_LINES_MAX];
    struct range_line list[HOSHI_LINES_MAX];
    for (size_t i = 0; i < m->lines; i++) {
        enum hoshi_status status = hoshi_line_init(&line[i], &e->a, m, i, NULL);
        if (status)
            return status;
        double full =
            (double)line[i].quantity_micro / 1e6 *
            (double)(hoshi_line_need(&line[i], p->need_ppm) - hoshi_line_need(&line[i], p->before_ppm)) / 1e6;
        double *certain = &k->buyer_weight[line_place(k, &line[i])];
        list[i] = (struct range_line){
            &line[i], p->probability >= 1
                          ? *certain
                          : full * default_part(s, party, &line[i], uncertain_level(e, p->measure))};
        if (p->probability >= 1) /* what may come back is dropped for certain all the same (add_dropped) */
            *certain = 0;
    }
    struct range_need need = {p->probability, p->need_ppm, p->before_ppm, open ? stated : HOSHI_MICRO,
                              p->closes,      p->closes_n};
    return hoshi_supplier_model_measure(k, &e->a, list, m->lines, &need);
}

/* What the plan no longer holds but its ★3 stage did: nothing in all, yet not divided alike. */
static enum hoshi_status add_dropped(struct hoshi_supplier_kernel *k, const struct hoshi_split *s)
{
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_line *line = &s->share[i].entry->line;
        double *buyer = &k->buyer_weight[line_place(k, line)];
        if (fabs(*buyer) < 1e-9)
            continue;
        struct range_line x = {line, *buyer};
        enum hoshi_status status = hoshi_supplier_model_dropped(k, &s->e->a, &x);
        if (status)
            return status;
        *buyer = 0;
    }
    return HOSHI_OK;
}

static enum hoshi_status build_spread(struct hoshi_supplier_kernel *k, const struct hoshi_split *s,
                                      size_t buyer)
{
    size_t party = 0;
    while (s->party[party].buyer != buyer)
        party++;
    hoshi_supplier_model_begin(k, s->e->a.horizon, true);
    hoshi_supplier_model_rates(k, &s->e->need);
    buyer_weights(k, s, party);
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; !status && i < s->e->measures; i++)
        status = exact_add_measure(k, s, party, &s->e->measure[i]);
    if (!status)
        status = add_dropped(k, s);
    hoshi_supplier_model_end(k);
    return status;
}

static enum hoshi_status exact_percentiles(struct hoshi_supplier_result *r, const struct hoshi_split *s,
                                           struct hoshi_faults *faults)
{
    struct hoshi_estimate_range range;
    enum hoshi_status status = hoshi_estimate_range_init(&range, s, NULL, faults);
    if (status)
        return status;
    r->spread[HOSHI_VIEW_WHOLE].p50_yen = range.result.percentile[HOSHI_P50];
    r->spread[HOSHI_VIEW_WHOLE].p80_yen = range.result.percentile[HOSHI_P80];
    hoshi_estimate_range_release(&range);
    return HOSHI_OK;
}

static enum hoshi_status take_range(struct hoshi_supplier_kernel *k, struct hoshi_supplier_result *r,
                                    struct hoshi_supplier_detail *d, const struct hoshi_split *s,
                                    size_t buyer, struct hoshi_faults *faults)
{
    enum hoshi_status status = build_spread(k, s, buyer);
    if (status)
        return hoshi_fault_add(faults, status, NULL, NULL, NULL);
    struct spread_factors own;
    struct spread_common own_law[HOSHI_COMMONS_MAX];
    const struct spread_factors *f = &k->factors;
    const struct spread_common *law = k->common_law;
    const struct hoshi_case *c = s->e->a.c;
    if (c->range.distribution != k->frame->range.distribution) {
        hoshi_supplier_model_commons(k, c, own_law);
        law = own_law;
        r->flags |= HOSHI_SUPPLIER_RANGE_REPLACED;
    }
    if (memcmp(s->e->a.factor_ppm, k->a.factor_ppm, sizeof k->a.factor_ppm) != 0) {
        status = hoshi_spread_factors_init(&own, (const int64_t(*)[3])s->e->a.factor_ppm);
        if (status)
            return hoshi_fault_add(faults, status, "range", NULL, NULL);
        f = &own;
        r->flags |= HOSHI_SUPPLIER_RANGE_REPLACED;
    }
    hoshi_supplier_model_take(k, &k->spread, f, law, r, d);
    hoshi_supplier_model_expect(k, &k->spread, f, law, r);
    return k->settings.exact ? exact_percentiles(r, s, faults) : HOSHI_OK;
}

/* What is left of a line when a later stage makes it unnecessary: the stages' needs follow one another, so
 * differences of rounded quantities add up to nothing, where rounded differences might not. */
static bool added_quantity(const struct hoshi_entry *x, int64_t *micro)
{
    int64_t now, before;
    if (!hoshi_money_muldiv(x->line.quantity_micro, x->need_ppm, HOSHI_MICRO, &now) ||
        !hoshi_money_muldiv(x->line.quantity_micro, x->before_ppm, HOSHI_MICRO, &before))
        return false;
    *micro = now - before;
    return *micro != 0;
}

static void drop_cancelled(struct hoshi_supplier_detail *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->purchases; i++)
        if (d->purchase[i].quantity_micro || d->purchase[i].horizon_yen)
            d->purchase[kept++] = d->purchase[i];
    memset(&d->purchase[kept], 0, (d->purchases - kept) * sizeof *d->purchase);
    d->purchases = kept;
}

static void take_purchases(struct hoshi_supplier_detail *d, const struct hoshi_estimate *e,
                           size_t shared_prices)
{
    for (size_t i = 0; i < e->certain; i++) {
        const struct hoshi_entry *x = &e->entry[i];
        int64_t quantity;
        /* What one firm was quoted for a whole measure is bought with nobody. */
        if (!x->line.price || x->line.row->price >= shared_prices || !added_quantity(x, &quantity))
            continue;
        struct hoshi_supplier_purchase p = {.measure = (uint16_t)x->line.measure->index,
                                            .price = (uint16_t)x->line.row->price,
                                            .quantity_micro = quantity,
                                            .horizon_yen = x->point.horizon_yen};
        for (int y = e->a.horizon; y >= 1; y--)
            if (hoshi_line_due(&x->line, y)) {
                p.times++;
                p.first_year = y;
            }
        hoshi_supplier_detail_buy(d, &p);
    }
    drop_cancelled(d);
}

enum hoshi_status hoshi_supplier_exact_run(struct hoshi_supplier_kernel *k, const struct hoshi_case *c,
                                           size_t buyer, struct hoshi_supplier_result *r,
                                           struct hoshi_supplier_detail *d, struct hoshi_faults *faults)
{
    struct hoshi_estimate *e = NULL;
    struct hoshi_split *s = NULL;
    enum hoshi_status status = hoshi_estimate_open(k->tables, c, k->settings.as_of, &e, faults);
    if (!status)
        status = hoshi_split_open(e, &s, faults);
    if (!status) {
        take_estimate(r, e);
        take_split(r, s, buyer);
        if (d)
            take_purchases(d, e, k->tables->prices);
        status = take_range(k, r, d, s, buyer, faults);
    }
    hoshi_split_close(s);
    hoshi_estimate_close(e);
    return status;
}
