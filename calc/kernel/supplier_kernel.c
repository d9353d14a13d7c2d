/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_kernel.h"

#include "estimate_range.h"
#include "supplier_parts.h"
#include "text.h"
#include "text_key.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hoshi_supplier_settings_init(struct hoshi_supplier_settings *settings, struct hoshi_date as_of)
{
    memset(settings, 0, sizeof *settings);
    settings->as_of = as_of;
    settings->basis = HOSHI_BASIS_MEAN;
    settings->distribution = HOSHI_SPREAD_TRIANGULAR;
    for (size_t f = 0; f < HOSHI_FACTORS; f++)
        for (size_t i = 0; i < 3; i++)
            settings->factor_ppm[f][i] = HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_CURRENCIES; i++)
        settings->exchange_micro[i] = HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_ROLES; i++)
        settings->labour_yen_per_day[i] = HOSHI_NONE;
    settings->unknown_share_ppm = HOSHI_MICRO;
    settings->completions = HOSHI_COMPLETIONS_DEFAULT;
}

/* ---- opening ---- */

static enum hoshi_status setting(struct hoshi_faults *faults, const char *name, int64_t got, int64_t low,
                                 int64_t high)
{
    char text[32];
    if (got >= low && got <= high)
        return HOSHI_OK;
    snprintf(text, sizeof text, "%" PRId64, got);
    return hoshi_fault_add(faults, HOSHI_E_RANGE, name, text, "%" PRId64 " … %" PRId64, low, high);
}

static enum hoshi_status check_factors(const struct hoshi_supplier_settings *s, struct hoshi_faults *faults)
{
    static const char *const name[] = {"market_factor", "labour_factor", "pace_factor"};
    for (size_t f = 0; f < HOSHI_FACTORS; f++) {
        const int64_t *v = s->factor_ppm[f];
        if (v[0] == HOSHI_NONE)
            continue;
        if (v[0] < 0 || v[0] > v[1] || v[1] > v[2] || v[2] > 1000 * HOSHI_MICRO)
            return hoshi_fault_add(faults, HOSHI_E_ORDER, name[f], NULL,
                                   "0 <= low <= likely <= high <= 1000");
    }
    return HOSHI_OK;
}

static enum hoshi_status check_settings(const struct hoshi_supplier_settings *s, struct hoshi_faults *faults)
{
    enum hoshi_status status = setting(faults, "as_of", s->as_of.year, HOSHI_YEAR_MIN, HOSHI_YEAR_MAX);
    if (!status)
        status = setting(faults, "horizon_years", s->horizon, 0, HOSHI_YEARS_MAX);
    if (!status)
        status = setting(faults, "unknown_share", s->unknown_share_ppm, 0, HOSHI_MICRO);
    if (!status)
        status = setting(faults, "completions", s->completions, 1, HOSHI_COMPLETIONS_MAX);
    for (size_t r = 0; !status && r < HOSHI_ROLES; r++)
        if (s->labour_yen_per_day[r] != HOSHI_NONE)
            status = setting(faults, "labour_yen_per_day", s->labour_yen_per_day[r], 0, 10000000);
    for (size_t i = 0; !status && i < HOSHI_CURRENCIES; i++)
        if (s->exchange_micro[i] != HOSHI_NONE)
            status = setting(faults, "exchange", s->exchange_micro[i], 1, 10000 * HOSHI_MICRO);
    return status ? status : check_factors(s, faults);
}

/* The reader knows every default of a case, so the frame is read, not filled in by hand. */
static enum hoshi_status open_frame(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    static const char text[] =
        "{\"hoshiwari_case\":1,\"case_id\":\"portfolio\",\"supplier\":{\"name\":\"supplier\","
        "\"annual_sales_yen\":1,\"size\":{\"users\":1}},\"target_level\":4,\"gap\":{\"answers\":{}},"
        "\"buyers\":[{\"id\":\"buyer\",\"annual_purchases_yen\":1,\"requested_level\":4}]}";
    struct hoshi_faults own = {0};
    enum hoshi_status status =
        hoshi_case_parse(text, sizeof text - 1, "portfolio", k->tables, &k->frame, &own);
    if (status)
        return hoshi_fault_add(faults, status, NULL, NULL, NULL);
    struct hoshi_case *c = k->frame;
    const struct hoshi_supplier_settings *s = &k->settings;
    c->as_of = s->as_of;
    c->start = s->start;
    c->horizon_years = s->horizon ? s->horizon : HOSHI_NONE;
    c->sharing.basis = s->basis;
    c->supplier.fact = k->fact;
    c->plan.have = k->have;
    c->range.stated = true;
    c->range.distribution = s->distribution;
    memcpy(c->range.market_micro, s->factor_ppm[HOSHI_FACTOR_MARKET], sizeof c->range.market_micro);
    memcpy(c->range.labour_micro, s->factor_ppm[HOSHI_FACTOR_LABOUR], sizeof c->range.labour_micro);
    memcpy(c->range.pace_micro, s->factor_ppm[HOSHI_FACTOR_PACE], sizeof c->range.pace_micro);
    memcpy(c->exchange_micro, s->exchange_micro, sizeof c->exchange_micro);
    memcpy(c->supplier.labour_yen_per_day, s->labour_yen_per_day, sizeof s->labour_yen_per_day);
    return hoshi_assumptions_init(&k->a, k->tables, c, s->as_of, faults);
}

static enum hoshi_status find_commons(struct hoshi_supplier_kernel *k, struct hoshi_faults *faults)
{
    for (size_t p = 0; p < k->tables->prices; p++) {
        if (!k->tables->price[p].common_unknown)
            continue;
        if (k->commons == HOSHI_COMMONS_MAX)
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "prices.json", k->tables->price[p].id,
                                   "common_unknown: <= %d", HOSHI_COMMONS_MAX);
        k->common[k->commons++] = p;
    }
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_kernel_open(const struct hoshi_tables *tables,
                                             const struct hoshi_supplier_settings *settings,
                                             struct hoshi_supplier_kernel **out, struct hoshi_faults *faults)
{
    enum hoshi_status status = check_settings(settings, faults);
    if (status)
        return status;
    struct hoshi_supplier_kernel *k = calloc(1, sizeof *k);
    if (!k)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    k->tables = tables;
    k->settings = *settings;
    status = open_frame(k, faults);
    if (!status)
        status = find_commons(k, faults);
    if (!status)
        status = hoshi_supplier_model_open(k, faults);
    if (!status)
        status = hoshi_supplier_fast_open(k, faults);
    if (status) {
        hoshi_supplier_kernel_close(k);
        return status;
    }
    *out = k;
    return HOSHI_OK;
}

void hoshi_supplier_kernel_close(struct hoshi_supplier_kernel *kernel)
{
    if (!kernel)
        return;
    hoshi_case_close(kernel->frame);
    hoshi_supplier_model_close(kernel);
    hoshi_supplier_fast_close(kernel);
    free(kernel);
}

const struct hoshi_assumptions *hoshi_supplier_kernel_assumptions(const struct hoshi_supplier_kernel *kernel)
{
    return &kernel->a;
}

size_t hoshi_supplier_kernel_commons(const struct hoshi_supplier_kernel *kernel, const size_t **price)
{
    *price = kernel->common;
    return kernel->commons;
}

/* ---- a record from an estimate ---- */

/* The category where a measure closes most open criteria; 0 when none. */
static int category_of(const struct hoshi_estimate *e, size_t m)
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
                best = category_of(e, k);
    return best;
}

static void add_entry(struct hoshi_supplier_result *r, const struct hoshi_estimate *e,
                      const struct hoshi_entry *x)
{
    int64_t yen = x->point.horizon_yen;
    r->by_category_yen[category_of(e, x->line.measure->index)] += yen;
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
        add_entry(r, e, &e->entry[i]);
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
            x->line.row->upgrade == line->row->upgrade)
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

static enum hoshi_status add_measure(struct hoshi_supplier_kernel *k, const struct hoshi_split *s,
                                     size_t party, const struct hoshi_planned *p)
{
    const struct hoshi_estimate *e = s->e;
    const struct hoshi_measure *m = &k->tables->measure[p->measure];
    int64_t stated = hoshi_need_of_measure(&e->need, k->tables, p->measure, true);
    bool open = p->probability >= 1 && hoshi_need_of_measure(&e->need, k->tables, p->measure, false) > stated;
    struct hoshi_line line[HOSHI_LINES_MAX];
    struct range_line list[HOSHI_LINES_MAX];
    for (size_t i = 0; i < m->lines; i++) {
        enum hoshi_status status = hoshi_line_init(&line[i], &e->a, m, i, NULL);
        if (status)
            return status;
        double full =
            (double)line[i].quantity_micro / 1e6 * (double)hoshi_line_need(&line[i], p->need_ppm) / 1e6;
        double *certain = &k->buyer_weight[line_place(k, &line[i])];
        list[i] = (struct range_line){
            &line[i], p->probability >= 1
                          ? *certain
                          : full * default_part(s, party, &line[i], uncertain_level(e, p->measure))};
        *certain = 0;
    }
    return hoshi_supplier_model_measure(k, e->a.c, list, m->lines, p->probability,
                                        open ? stated : p->need_ppm, p->need_ppm);
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
        enum hoshi_status status = hoshi_supplier_model_dropped(k, s->e->a.c, &x);
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
    buyer_weights(k, s, party);
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; !status && i < s->e->measures; i++)
        status = add_measure(k, s, party, &s->e->measure[i]);
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

void hoshi_supplier_detail_buy(struct hoshi_supplier_detail *d, const struct hoshi_supplier_purchase *x)
{
    for (size_t i = 0; i < d->purchases; i++) {
        struct hoshi_supplier_purchase *p = &d->purchase[i];
        if (p->measure == x->measure && p->price == x->price && p->times == x->times &&
            p->first_year == x->first_year) {
            p->quantity_micro += x->quantity_micro;
            p->horizon_yen += x->horizon_yen;
            return;
        }
    }
    if (d->purchases < HOSHI_SUPPLIER_PURCHASES_MAX)
        d->purchase[d->purchases++] = *x;
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

static void take_purchases(struct hoshi_supplier_detail *d, const struct hoshi_estimate *e)
{
    for (size_t i = 0; i < e->certain; i++) {
        const struct hoshi_entry *x = &e->entry[i];
        int64_t quantity;
        if (!x->line.price || !added_quantity(x, &quantity))
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

static enum hoshi_status run(struct hoshi_supplier_kernel *k, const struct hoshi_case *c, size_t buyer,
                             struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                             struct hoshi_faults *faults)
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
            take_purchases(d, e);
        status = take_range(k, r, d, s, buyer, faults);
    }
    hoshi_split_close(s);
    hoshi_estimate_close(e);
    return status;
}

/* ---- rows ---- */

static void compare_level(struct hoshi_supplier_result *r, int64_t stated)
{
    int by = hoshi_supplier_level_by(&r->head.questions);
    if (by && stated && by != stated)
        r->flags |= HOSHI_SUPPLIER_LEVEL_UNLIKE;
}

static bool many_per(int64_t count, int64_t per, int64_t of)
{
    return of != HOSHI_NONE && count / per >= of && count > per * of;
}

static void compare_sizes(struct hoshi_supplier_result *r, const int64_t size[HOSHI_DRIVERS],
                          int64_t employees)
{
    int64_t pcs = size[HOSHI_ENDPOINTS], users = size[HOSHI_USERS];
    bool unlike = pcs != HOSHI_NONE && pcs >= HOSHI_SUPPLIER_UNLIKE_PCS &&
                  (many_per(pcs, HOSHI_SUPPLIER_PCS_PER_PERSON, users) ||
                   many_per(pcs, HOSHI_SUPPLIER_PCS_PER_PERSON, employees));
    unlike |= users != HOSHI_NONE && users >= HOSHI_SUPPLIER_UNLIKE_USERS &&
              many_per(users, HOSHI_SUPPLIER_USERS_PER_EMPLOYEE, employees);
    if (unlike)
        r->flags |= HOSHI_SUPPLIER_SIZES_UNLIKE;
}

static void set_share(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                      struct hoshi_supplier_result *r)
{
    struct hoshi_case *c = k->frame;
    bool known = row->head.annual_purchases_yen != HOSHI_NONE && row->head.annual_sales_yen != HOSHI_NONE &&
                 row->head.annual_sales_yen > 0;
    c->buyer[0].annual_purchases_yen = known ? row->head.annual_purchases_yen : k->settings.unknown_share_ppm;
    c->supplier.annual_sales_yen = known ? row->head.annual_sales_yen : HOSHI_MICRO;
    if (!known)
        r->flags |= HOSHI_SUPPLIER_SHARE_ASSUMED;
}

static void set_answers(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row)
{
    struct hoshi_answer *answer = k->frame->answers.answer;
    bool known = row->gap == HOSHI_SUPPLIER_GAP_ANSWERS;
    for (size_t i = 0; i < k->tables->catalog.criteria; i++) {
        answer[i].status = known ? (enum hoshi_answer_status)row->answer[i] : HOSHI_UNANSWERED;
        answer[i].remaining_ppm = known && row->remaining_ppm[i] >= 0 ? row->remaining_ppm[i] : HOSHI_NONE;
    }
}

static void set_case(struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row, int level)
{
    struct hoshi_case *c = k->frame;
    struct hoshi_case_supplier *s = &c->supplier;
    c->target_level = level;
    c->buyer[0].requested_level = level;
    s->employees_regular = row->head.employees_regular;
    memcpy(s->size, row->size, sizeof s->size);
    s->size[HOSHI_COMPANY] = HOSHI_NONE;
    s->facts = 0;
    for (size_t i = 0; i < k->tables->catalog.facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++)
        if (row->fact[i] != HOSHI_UNKNOWN)
            s->fact[s->facts++] = (struct hoshi_case_fact){i, row->fact[i] == HOSHI_YES};
    c->plan.taken_level = row->holds_level;
    c->plan.haves = row->holds_level >= level;
    k->have[0] = k->tables->star[level];
}

static enum hoshi_status fail(struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                              enum hoshi_status status)
{
    struct hoshi_supplier_head head = r->head;
    memset(r, 0, sizeof *r);
    r->head = head;
    r->weight_micro = HOSHI_NONE;
    r->status = (int32_t)status;
    if (d)
        memset(d, 0, sizeof *d);
    return status;
}

static void begin(struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                  const struct hoshi_supplier_head *head)
{
    memset(r, 0, sizeof *r);
    r->head = *head;
    r->weight_micro = head->weight_micro;
    r->completions = 1;
    if (d)
        memset(d, 0, sizeof *d);
}

enum hoshi_status hoshi_supplier_kernel_row(struct hoshi_supplier_kernel *kernel,
                                            const struct hoshi_supplier_row *row,
                                            struct hoshi_supplier_result *result,
                                            struct hoshi_supplier_detail *detail, struct hoshi_faults *faults)
{
    begin(result, detail, &row->head);
    enum hoshi_status status = hoshi_supplier_row_check(row, &kernel->tables->catalog, faults);
    if (status)
        return fail(result, detail, status);
    int level = hoshi_supplier_level(&row->head);
    result->flags |= row->head.level ? 0u : (uint32_t)HOSHI_SUPPLIER_LEVEL_DERIVED;
    if (row->gap == HOSHI_SUPPLIER_GAP_NONE && row->holds_level < level)
        result->flags |= HOSHI_SUPPLIER_GAP_UNKNOWN;
    compare_sizes(result, row->size, row->head.employees_regular);
    result->head.level = level;
    compare_level(result, row->head.level);
    set_share(kernel, row, result);
    set_answers(kernel, row);
    set_case(kernel, row, level);
    if (kernel->settings.exact && row->gap != HOSHI_SUPPLIER_GAP_COUNTS)
        status = run(kernel, kernel->frame, 0, result, detail, faults);
    else
        status = hoshi_supplier_fast_row(kernel, row, result, detail, faults);
    return status ? fail(result, detail, status) : HOSHI_OK;
}

/* ---- cases ---- */

static void take_head(struct hoshi_supplier_head *h, const struct hoshi_case *c, int64_t row)
{
    memset(h, 0, sizeof *h);
    h->row = row;
    hoshi_text_copy(h->id, sizeof h->id, c->case_id);
    hoshi_text_copy(h->name, sizeof h->name, c->supplier.name);
    h->level = (int)c->target_level;
    h->annual_purchases_yen = HOSHI_NONE;
    h->annual_sales_yen = c->supplier.annual_sales_yen;
    h->capital_yen = c->supplier.capital_yen;
    h->employees_regular = c->supplier.employees_regular;
    h->weight_micro = HOSHI_NONE;
}

static void take_buyer(struct hoshi_supplier_head *h, const struct hoshi_case_buyer *b)
{
    h->questions = b->level_questions;
    h->annual_purchases_yen = b->annual_purchases_yen;
    if (b->transactions)
        hoshi_text_copy(h->transaction, sizeof h->transaction, b->transaction[0].type);
    h->deadline = b->request.deadline;
    h->conduct = (struct hoshi_supplier_conduct){
        .requested_on = b->request.made_on,
        .necessity_explained = b->request.necessity_explained,
        .method_explained = b->request.method_explained,
        .talks_held = b->negotiation.meeting_count == HOSHI_NONE ? HOSHI_UNKNOWN
                      : b->negotiation.meeting_count             ? HOSHI_YES
                                                                 : HOSHI_NO,
        .refusal_reason_written = b->negotiation.refusal_reason_written,
        .price_requested_on = b->negotiation.requested_on};
}

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t key_of(const char *name)
{
    char key[4 * HOSHI_NAME_MAX + 8];
    uint64_t hash = UINT64_C(14695981039346656037);
    if (!hoshi_text_company_key(name, key, sizeof key) || !*key)
        return 0;
    for (const char *p = key; *p; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash ? hash : 1;
}

void hoshi_buyer_named_init(struct hoshi_buyer_named *to, const struct hoshi_case_buyer *buyer)
{
    const char *name = buyer->name ? buyer->name : "";
    memset(to, 0, sizeof *to);
    hoshi_text_copy(to->id, sizeof to->id, buyer->id);
    hoshi_text_copy(to->name, sizeof to->name, name);
    to->key = key_of(name);
}

/* "A 甲社, B 乙社, … (+3)" of the buyers that are a party, or of those that are none. */
static void list_buyers(const struct hoshi_case *c, bool parties, char *out, size_t size)
{
    size_t used = 0, more = 0;
    out[0] = 0;
    for (size_t i = 0; i < c->buyers; i++) {
        const char *id = c->buyer[i].id, *name = c->buyer[i].name ? c->buyer[i].name : "";
        if (hoshi_buyer_is_party(&c->buyer[i]) != parties)
            continue;
        if (strcmp(id, name) == 0 || used + strlen(id) + strlen(name) + 21 >= size)
            name = "";
        if (!more && used + strlen(id) + 20 < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s%s%s", used ? ", " : "", id,
                                     *name ? " " : "", name);
        else
            more++;
    }
    if (more)
        snprintf(out + used, size - used, "%s… (+%zu)", used ? ", " : "", more);
}

static bool same_id(const char *a, const char *b)
{
    char x[4 * HOSHI_ID_MAX + 8], y[4 * HOSHI_ID_MAX + 8];
    return hoshi_text_key(a, x, sizeof x) && hoshi_text_key(b, y, sizeof y) && strcmp(x, y) == 0;
}

static bool same_name(const char *a, const char *b)
{
    uint64_t key = key_of(a);
    return key && key == key_of(b);
}

static bool any(const char *a, const char *b)
{
    (void)a;
    (void)b;
    return true;
}

static bool exactly(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* How many parties match by their id or name; *at the last of them. */
static size_t find_buyers(const struct hoshi_case *c, const char *wanted, bool by_name,
                          bool (*same)(const char *a, const char *b), size_t *at)
{
    size_t found = 0;
    for (size_t i = 0; i < c->buyers; i++) {
        const char *word = by_name ? c->buyer[i].name : c->buyer[i].id;
        if (hoshi_buyer_is_party(&c->buyer[i]) && word && same(word, wanted)) {
            *at = i;
            found++;
        }
    }
    return found;
}

enum hoshi_status hoshi_supplier_kernel_buyer(const struct hoshi_case *c, const char *buyer, size_t *at,
                                              enum hoshi_buyer_match *match, struct hoshi_faults *faults)
{
    char list[sizeof((struct hoshi_fault *)0)->allowed], others[sizeof((struct hoshi_fault *)0)->got];
    size_t which = 0;
    enum hoshi_buyer_match how = buyer ? HOSHI_BUYER_BY_ID : HOSHI_BUYER_ALONE;
    size_t found = find_buyers(c, buyer, false, buyer ? exactly : any, &which);
    if (buyer && !found)
        found = find_buyers(c, buyer, false, same_id, &which);
    if (buyer && !found) {
        how = HOSHI_BUYER_BY_NAME;
        found = find_buyers(c, buyer, true, same_name, &which);
    }
    if (found == 1) {
        *at = which;
        *match = how;
        return HOSHI_OK;
    }
    list_buyers(c, true, list, sizeof list);
    list_buyers(c, false, others, sizeof others);
    if (!*list)
        return hoshi_fault_add(faults, HOSHI_E_BUYER_NONE, "buyers", others, "requested_level, include");
    return hoshi_fault_add(faults, buyer && !found ? HOSHI_E_BUYER_UNKNOWN : HOSHI_E_BUYER_SEVERAL, "buyers",
                           buyer, "%s", list);
}

enum hoshi_status hoshi_supplier_kernel_case(struct hoshi_supplier_kernel *kernel, const struct hoshi_case *c,
                                             const char *buyer, int64_t row,
                                             struct hoshi_supplier_result *result,
                                             struct hoshi_supplier_detail *detail,
                                             struct hoshi_faults *faults)
{
    struct hoshi_supplier_head head;
    take_head(&head, c, row);
    begin(result, detail, &head);
    size_t at = 0;
    enum hoshi_buyer_match match;
    enum hoshi_status status = hoshi_supplier_kernel_buyer(c, buyer, &at, &match, faults);
    if (status)
        return fail(result, detail, status);
    take_buyer(&result->head, &c->buyer[at]);
    compare_level(result, c->buyer[at].requested_level);
    compare_sizes(result, c->supplier.size, c->supplier.employees_regular);
    /* A copy that shares everything but the period, and the range when the case says nothing about it. */
    struct hoshi_case own = *c;
    const struct hoshi_assumptions *a = &kernel->a;
    own.horizon_years = a->horizon;
    own.start = a->start;
    if ((c->horizon_years != HOSHI_NONE && c->horizon_years != a->horizon) ||
        (c->start.year && hoshi_date_compare(c->start, a->start) != 0))
        result->flags |= HOSHI_SUPPLIER_PERIOD_REPLACED;
    if (!c->range.stated)
        own.range = kernel->frame->range;
    status = run(kernel, &own, at, result, detail, faults);
    return status ? fail(result, detail, status) : HOSHI_OK;
}
