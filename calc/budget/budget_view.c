/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_view.h"
#include "sort.h"
#include "text_key.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What the passes over the records share. */
struct pass {
    struct hoshi_budget_view *v;
    struct hoshi_faults *faults;
    struct hoshi_budget_item *item;
    struct hoshi_supplier_result record;
    /* Spread of the buyer's part: of everybody, and of the funded at what of theirs the choice holds. */
    double own[HOSHI_BUDGET_WHO], common[HOSHI_BUDGET_WHO], mean[HOSHI_BUDGET_WHO];
    double way; /* Σ of the funded means × how many deviations P80 lies above a mean of their years */
    double own_by_year[HOSHI_YEARS_MAX], common_by_year[HOSHI_YEARS_MAX]; /* of the funded, by plan year */
    /* By level: of those that answered nothing, who have a star alone; what the star of the others costs. */
    struct hoshi_budget_learnt star[2];
    int64_t stars_yen[2];
    bool fits;
};

int hoshi_budget_latest_start(struct hoshi_date start, struct hoshi_date deadline, int years)
{
    if (!deadline.year)
        return years;
    int months = (deadline.year - start.year) * 12 + deadline.month - start.month;
    int year = months < 0 ? 1 : months / 12 + 1;
    return year < years ? year : years;
}

int hoshi_budget_yes(const struct hoshi_supplier_head *head)
{
    const struct hoshi_case_questions *q = &head->questions;
    int yes = (q->important_data == HOSHI_YES) + (q->outage == HOSHI_YES) + (q->access == HOSHI_YES);
    return !yes && head->level == 4 ? 1 : yes;
}

static int64_t not_below_zero(int64_t yen)
{
    return yen > 0 ? yen : 0;
}

int64_t hoshi_budget_cost(const struct hoshi_supplier_result *record, int years_after)
{
    return not_below_zero(record->expected_by_year_yen[HOSHI_VIEW_BUYER][years_after]);
}

int64_t hoshi_budget_cost_answered(const struct hoshi_supplier_result *record, int years_after)
{
    return not_below_zero(record->part[HOSHI_SUPPLIER_BUYER].by_year_yen[years_after]);
}

/* yen × part ÷ whole; nothing of nothing. */
static int64_t in_proportion(int64_t yen, int64_t part, int64_t whole)
{
    int64_t out = 0;
    return whole > 0 && hoshi_money_muldiv(yen, part, whole, &out) ? out : 0;
}

int64_t hoshi_budget_direct(const struct hoshi_budget_view *view, const struct hoshi_supplier_result *record,
                            int start)
{
    const struct hoshi_supplier_part *b = &record->part[HOSHI_SUPPLIER_BUYER];
    const struct hoshi_budget_learnt *learnt = &view->learnt[record->head.level - 3];
    int64_t sum = 0, answered = 0;
    for (int y = 0; start && y <= view->years - start; y++) {
        sum += hoshi_budget_cost(record, y);
        answered += hoshi_budget_cost_answered(record, y);
    }
    learnt = learnt->yen ? learnt : &view->learnt[2];
    if (sum <= answered || !learnt->yen)
        return in_proportion(sum, b->direct_yen, b->horizon_yen);
    return in_proportion(answered, b->direct_yen, b->horizon_yen) +
           in_proportion(sum - answered, learnt->direct_yen, learnt->yen);
}

int64_t hoshi_budget_share(const struct hoshi_supplier_result *record, int years)
{
    struct hoshi_budget_bearers bearers;
    int64_t share = 0;
    if (record->head.annual_purchases_yen == HOSHI_NONE || record->head.annual_purchases_yen <= 0)
        return HOSHI_NONE;
    hoshi_budget_bearers(record, years, &bearers);
    if (!hoshi_money_muldiv(bearers.annual_yen, HOSHI_MICRO, record->head.annual_purchases_yen, &share))
        return HOSHI_YEN_MAX;
    return share;
}

void hoshi_budget_bearers(const struct hoshi_supplier_result *record, int years,
                          struct hoshi_budget_bearers *out)
{
    const struct hoshi_supplier_part *part = record->part;
    *out = (struct hoshi_budget_bearers){0};
    for (int y = 0; y < years; y++) {
        int64_t buyer = hoshi_budget_cost(record, y),
                whole = record->expected_by_year_yen[HOSHI_VIEW_WHOLE][y];
        out->buyer_yen += buyer;
        out->whole_yen += whole > buyer ? whole : buyer;
        out->answered_yen += hoshi_budget_cost_answered(record, y);
    }
    int64_t rest = out->whole_yen - out->buyer_yen,
            others = not_below_zero(part[HOSHI_SUPPLIER_OTHERS].horizon_yen),
            itself = not_below_zero(part[HOSHI_SUPPLIER_ITSELF].horizon_yen);
    out->others_yen = others + itself ? in_proportion(rest, others, others + itself) : rest;
    out->supplier_yen = rest - out->others_yen;
    out->annual_yen = out->answered_yen > 0 ? in_proportion(part[HOSHI_SUPPLIER_BUYER].annual_yen,
                                                            out->buyer_yen, out->answered_yen)
                                            : out->buyer_yen / years;
}

int64_t hoshi_budget_hangs(const struct hoshi_supplier_result *record, int years)
{
    struct hoshi_budget_bearers bearers;
    hoshi_budget_bearers(record, years, &bearers);
    return in_proportion(not_below_zero(record->all_unanswered_unmet_yen - record->horizon_yen),
                         bearers.buyer_yen, bearers.whole_yen);
}

int64_t hoshi_budget_weight_of(const struct hoshi_supplier_result *record)
{
    return record->weight_micro != HOSHI_NONE
               ? record->weight_micro
               : hoshi_budget_weight(record->head.annual_purchases_yen, hoshi_budget_yes(&record->head));
}

enum hoshi_scope_verdict hoshi_budget_scope(const struct hoshi_budget_view *view,
                                            const struct hoshi_supplier_head *head,
                                            struct hoshi_fact_set *missing)
{
    const struct hoshi_portfolio_view *o = view->options.run;
    *missing = (struct hoshi_fact_set){{0}};
    if (!o->assumptions)
        return HOSHI_SCOPE_UNKNOWN;
    const struct hoshi_scope_parties parties = {
        .buyer_capital_yen = o->buyer_capital_yen > 0 ? o->buyer_capital_yen : HOSHI_NONE,
        .buyer_employees = o->buyer_employees > 0 ? o->buyer_employees : HOSHI_NONE,
        .supplier_capital_yen = head->capital_yen,
        .supplier_employees = head->employees_regular,
        .transaction = head->transaction};
    return hoshi_scope_of_parties(&o->assumptions->tables->rules, &parties, o->as_of, missing);
}

/* ---- first pass: what the choice needs ---- */

static enum hoshi_status budget_read_record(struct pass *p, size_t i)
{
    const struct hoshi_budget_source *s = &p->v->source;
    char path[60];
    snprintf(path, sizeof path, "suppliers[%zu]", i);
    if (!s->read(s->user, i, &p->record))
        return hoshi_fault_add(p->faults, HOSHI_E_BUDGET_RECORD, path, NULL, NULL);
    const struct hoshi_supplier_result *r = &p->record;
    if (r->status != HOSHI_OK || r->horizon != p->v->years || r->head.level < 3 || r->head.level > 4) {
        char got[60];
        snprintf(got, sizeof got, "status %d, horizon %d", (int)r->status, (int)r->horizon);
        return hoshi_fault_add(p->faults, HOSHI_E_BUDGET_RECORD, path, got, "horizon %d", p->v->years);
    }
    return HOSHI_OK;
}

static enum hoshi_status budget_too_much(struct pass *p)
{
    return p->fits
               ? HOSHI_OK
               : hoshi_fault_add(p->faults, HOSHI_E_OVERFLOW, "suppliers", NULL, "<= 999,999,999,999,999");
}

enum hoshi_budget_star hoshi_budget_star_of(const struct hoshi_supplier_result *record, struct hoshi_date day)
{
    const struct hoshi_supplier_star *s = &record->head.star;
    const struct hoshi_date *until = &s->valid_until;
    bool over = until->year && hoshi_date_compare(*until, day) < 0;
    int months = (until->year - day.year) * 12 + until->month - day.month;
    if (s->held && over)
        return HOSHI_BUDGET_STAR_OVER;
    if (s->held && s->held < record->head.level)
        return HOSHI_BUDGET_STAR_BELOW;
    if (s->held)
        return until->year && months < HOSHI_BUDGET_RENEW_MONTHS ? HOSHI_BUDGET_STAR_RENEW
                                                                 : HOSHI_BUDGET_STAR_HELD;
    if (s->applied_on.year)
        return HOSHI_BUDGET_STAR_APPLIED;
    return record->head.conduct.requested_on.year ? HOSHI_BUDGET_STAR_ASKED : HOSHI_BUDGET_STAR_NONE;
}

static int three(enum hoshi_truth t)
{
    return t == HOSHI_YES ? 1 : t == HOSHI_NO ? 0 : 2;
}

static void count_facts(struct hoshi_budget_view *v, const struct hoshi_supplier_result *r)
{
    const struct hoshi_supplier_head *h = &r->head;
    const struct hoshi_supplier_conduct *c = &h->conduct;
    v->yes[0][three(h->questions.important_data)]++;
    v->yes[1][three(h->questions.outage)]++;
    v->yes[2][three(h->questions.access)]++;
    v->by_yes[hoshi_budget_yes(h)]++;
    v->conduct[0][c->requested_on.year ? 1 : 2]++;
    v->conduct[1][three(c->necessity_explained)]++;
    v->conduct[2][three(c->method_explained)]++;
    v->conduct[3][three(c->talks_held)]++;
    v->conduct[4][three(c->refusal_reason_written)]++;
    const struct hoshi_supplier_star *star = &h->star;
    v->star[hoshi_budget_star_of(r, v->options.run->as_of)]++;
    v->has_register |= star->applied_on.year || star->obtained_on.year || star->valid_until.year ||
                       star->number[0] || star->paid_yen > 0;
    struct hoshi_fact_set missing;
    v->scope[hoshi_budget_scope(v, h, &missing)]++;
    v->weight_given += r->weight_micro != HOSHI_NONE;
    int64_t share = hoshi_budget_share(r, v->years);
    v->marked += share != HOSHI_NONE && share > v->options.mark_ppm;
    v->weight_unknown += r->weight_micro == HOSHI_NONE && h->annual_purchases_yen == HOSHI_NONE;
}

/* Direct and all of those that answered, and of the star alone, which is all that is known of the others. */
static bool learn(struct pass *p, const struct hoshi_supplier_result *r)
{
    struct hoshi_budget_learnt *x = &p->v->learnt[r->head.level - 3], *star = &p->star[r->head.level - 3];
    int64_t *of_stars = &p->stars_yen[r->head.level - 3];
    if (r->flags & HOSHI_SUPPLIER_GAP_UNKNOWN)
        return hoshi_money_add(star->direct_yen, r->direct_yen, &star->direct_yen) &&
               hoshi_money_add(star->yen, r->horizon_yen, &star->yen);
    return hoshi_money_add(x->direct_yen, r->direct_yen, &x->direct_yen) &&
           hoshi_money_add(x->yen, r->horizon_yen, &x->yen) &&
           hoshi_money_add(*of_stars, r->by_category_yen[0], of_stars);
}

/* The star of those that answered is taken off in the proportion of the others' stars. */
static bool take_off_stars(struct pass *p)
{
    struct hoshi_budget_learnt *both = &p->v->learnt[2];
    for (int k = 0; k < 2; k++) {
        struct hoshi_budget_learnt *x = &p->v->learnt[k];
        int64_t stars = p->stars_yen[k], direct = in_proportion(stars, p->star[k].direct_yen, p->star[k].yen);
        if (p->star[k].yen && stars < x->yen && direct <= x->direct_yen &&
            x->direct_yen - direct <= x->yen - stars) {
            x->direct_yen -= direct;
            x->yen -= stars;
        }
        if (!hoshi_money_add(both->direct_yen, x->direct_yen, &both->direct_yen) ||
            !hoshi_money_add(both->yen, x->yen, &both->yen))
            return false;
    }
    return true;
}

/* Most yen first, then in the order of the list. */
static int by_what_hangs(const void *a, const void *b)
{
    const struct hoshi_budget_ask *x = a, *y = b;
    if (x->yen != y->yen)
        return x->yen > y->yen ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static void gather_ask(struct pass *p, size_t i, const struct hoshi_supplier_result *r)
{
    struct hoshi_budget_view *v = p->v;
    v->asked_before += r->head.last_asked_on.year || r->flags & HOSHI_SUPPLIER_RETURNED;
    if (!r->criteria[HOSHI_UNANSWERED] || r->head.must_not)
        return;
    v->ask[v->asks] = (struct hoshi_budget_ask){hoshi_budget_hangs(r, v->years), i};
    p->fits = p->fits && hoshi_money_add(v->ask_yen, v->ask[v->asks].yen, &v->ask_yen) &&
              hoshi_money_add(v->ask_purchases_yen, not_below_zero(r->head.annual_purchases_yen),
                              &v->ask_purchases_yen);
    v->asks++;
}

static bool in_group(const struct hoshi_budget_group *g, const struct hoshi_supplier_head *h)
{
    char theirs[HOSHI_SUPPLIER_WORD_BYTES * 4], mine[HOSHI_SUPPLIER_WORD_BYTES * 4];
    if (g->level)
        return h->level == g->level;
    return h->category[0] && hoshi_text_key(h->category, theirs, sizeof theirs) &&
           hoshi_text_key(g->category, mine, sizeof mine) && strcmp(theirs, mine) == 0;
}

/* Quotas it counts in; and an amount too small to talk about. */
static void set_limits(struct pass *p, const struct hoshi_supplier_head *h, struct hoshi_budget_item *item)
{
    const struct hoshi_budget_options *o = &p->v->options;
    int64_t sum = 0;
    for (size_t q = 0; q < o->rules.quotas; q++)
        item->quotas |= (uint16_t)(in_group(&o->group[q], h) << q);
    for (int y = 0; y < p->v->years; y++)
        p->fits = p->fits && hoshi_money_add(sum, item->by_year_yen[y], &sum);
    bool small = sum > 0 && sum < o->minimum_yen && !item->must && !item->must_not && !item->fixed_start;
    item->must_not |= small;
    /* One that starts late is spent on for fewer years: no later than what is left still makes the least amount. */
    for (int y = p->v->years - 1; y > 0 && !item->must && !item->fixed_start; y--) {
        int start =
            p->v->years - y + 1; /* of which year y, counted from its start, is the first beyond the plan */
        sum -= item->by_year_yen[y];
        if (sum < o->minimum_yen && item->latest_start >= start)
            item->latest_start = start - 1;
    }
    p->v->below_minimum += small;
}

static enum hoshi_status first_pass(struct pass *p)
{
    struct hoshi_budget_view *v = p->v;
    for (size_t i = 0; i < v->source.suppliers; i++) {
        enum hoshi_status s = budget_read_record(p, i);
        if (s)
            return s;
        const struct hoshi_supplier_result *r = &p->record;
        struct hoshi_budget_item *item = &p->item[i];
        for (int y = 0; y < v->years; y++)
            item->by_year_yen[y] = hoshi_budget_cost(r, y);
        item->weight_micro = hoshi_budget_weight_of(r);
        item->latest_start = hoshi_budget_latest_start(v->options.run->start, r->head.deadline, v->years);
        item->must = r->head.must;
        item->fixed_start = r->head.start_fixed;
        item->must_not = r->head.must_not;
        set_limits(p, &r->head, item);
        const struct hoshi_date *d = &r->head.deadline, *from = &v->options.run->start;
        v->late += d->year && (d->year < from->year || (d->year == from->year && d->month < from->month));
        count_facts(v, r);
        gather_ask(p, i, r);
        p->fits = p->fits && learn(p, r);
    }
    if (v->asks)
        hoshi_sort(v->ask, v->asks, sizeof *v->ask, by_what_hangs);
    p->fits = p->fits && take_off_stars(p);
    return budget_too_much(p);
}

/* Without a wish of the user the budget is what everybody from year 1 costs: then nothing is scarce. */
static bool budget_for_all(struct pass *p)
{
    struct hoshi_budget_rules *r = &p->v->options.rules;
    memset(r->budget_yen, 0, sizeof r->budget_yen);
    for (size_t i = 0; i < p->v->source.suppliers; i++)
        for (int y = 0; y < p->v->years; y++)
            if (!hoshi_money_add(r->budget_yen[y], p->item[i].by_year_yen[y], &r->budget_yen[y]))
                return false;
    int64_t talks = r->talk_yen * (int64_t)p->v->source.suppliers; /* both are limited */
    return hoshi_money_add(r->budget_yen[0], talks, &r->budget_yen[0]);
}

/* ---- second pass: sums ---- */

static void budget_add(struct pass *p, int64_t *sum, int64_t yen)
{
    p->fits = p->fits && hoshi_money_add(*sum, yen, sum);
}

/* The buyer's part from a start on, cut at the horizon. */
static void add_buyer(struct pass *p, struct hoshi_budget_sums *s, int start)
{
    int64_t sum = 0;
    for (int y = start - 1; y < p->v->years; y++) {
        int after = y - start + 1;
        int64_t yen = hoshi_budget_cost(&p->record, after),
                open = yen - hoshi_budget_cost_answered(&p->record, after),
                whole = p->record.expected_by_year_yen[HOSHI_VIEW_WHOLE][after];
        whole = whole > yen ? whole : yen;
        budget_add(p, &s->buyer_by_year_yen[y], yen);
        budget_add(p, &s->open_by_year_yen[y], open);
        budget_add(p, &s->open_yen, open);
        budget_add(p, &s->whole_by_year_yen[y], whole);
        budget_add(p, &s->whole_yen, whole);
        budget_add(p, &sum, yen);
    }
    int64_t direct = hoshi_budget_direct(p->v, &p->record, start);
    budget_add(p, &s->buyer_yen, sum);
    budget_add(p, &s->buyer_direct_yen, direct);
    budget_add(p, &s->buyer_indirect_yen, sum - direct);
}

static void budget_add_record(struct pass *p, struct hoshi_budget_sums *s, size_t i, int start)
{
    const struct hoshi_supplier_result *r = &p->record;
    struct hoshi_budget_bearers bearers;
    s->suppliers++;
    add_buyer(p, s, start);
    hoshi_budget_bearers(r, p->v->years, &bearers);
    s->without_cost += bearers.buyer_yen == 0;
    budget_add(p, &s->buyer_annual_yen, bearers.annual_yen);
    budget_add(p, &s->purchases_yen, not_below_zero(r->head.annual_purchases_yen));
    budget_add(p, &s->others_yen, bearers.others_yen);
    budget_add(p, &s->supplier_yen, bearers.supplier_yen);
    budget_add(p, &s->funding_yen, r->funding_yen);
    budget_add(p, &s->once_yen, r->once_yen);
    budget_add(p, &s->recurring_yen, r->recurring_yen);
    budget_add(p, &s->upgrade_yen, r->upgrade_yen);
    for (int c = 0; c <= HOSHI_CATEGORIES; c++)
        budget_add(p, &s->category_yen[c], r->by_category_yen[c]);
    for (int a = 0; a < HOSHI_ANSWERS; a++)
        s->criteria[a] += r->criteria[a];
    for (size_t b = 0; b < sizeof s->flagged / sizeof *s->flagged; b++)
        s->flagged[b] += r->flags >> b & 1;
    s->value_micro += hoshi_budget_value(&p->v->options.rules, p->item[i].weight_micro, start);
}

/* The years that a start leaves within the horizon move together at most: their spread is the sum of the
 * years', and never more than that of all. Exact for the first year alone and for the horizon. */
static double spread_of(const double *by_year, int years, double horizon)
{
    double sum = 0;
    for (int y = 0; y < years; y++)
        sum += by_year[y];
    return fmin(sum, horizon);
}

/* How many standard deviations P80 lies above the mean: for everybody over the horizon, for the first year by
 * itself, between them for the years in between. */
static double deviations(const struct hoshi_budget_view *v, int held)
{
    double way[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
        const struct hoshi_portfolio_range *r = &v->options.run->range[HOSHI_VIEW_BUYER][k];
        double sd = sqrt(r->own_sd_yen * r->own_sd_yen + r->common_sd_yen * r->common_sd_yen);
        way[k] = v->options.run->ranged && sd > 0 ? fmax((r->p80_yen - r->mean_yen) / sd, 0) : k ? way[0] : 0;
    }
    return held == v->years ? way[0] : held == 1 ? way[1] : (way[0] + way[1]) / 2;
}

static void add_spread(struct pass *p, enum hoshi_budget_who who, int start)
{
    const struct hoshi_supplier_result *r = &p->record;
    const struct hoshi_supplier_spread *s = &r->spread[HOSHI_VIEW_BUYER];
    int years = p->v->years, held = years + 1 - start;
    double all = 0, part = 0;
    for (int y = 0; y < years; y++) {
        double yen = (double)hoshi_budget_cost(r, y);
        all += yen;
        part += y < held ? yen : 0;
    }
    double own = sqrt(fmax(s->own_variance, 0)), common = sqrt(fmax(s->common_variance, 0));
    if (held < years) {
        own = spread_of(r->own_sd_by_year_yen, held, own);
        common = spread_of(r->common_sd_by_year_yen, held, common);
    }
    p->own[who] += own * own;
    p->common[who] += common;
    double mean = all > 0 ? s->mean_yen * part / all : 0;
    p->mean[who] += mean;
    p->way += who == HOSHI_BUDGET_FUNDED ? mean * deviations(p->v, held) : 0;
    for (int y = 0; who == HOSHI_BUDGET_FUNDED && y < held; y++) {
        p->own_by_year[start - 1 + y] += r->own_sd_by_year_yen[y] * r->own_sd_by_year_yen[y];
        p->common_by_year[start - 1 + y] += r->common_sd_by_year_yen[y];
    }
}

static void add_who(struct pass *p, enum hoshi_budget_who who, size_t i, int start)
{
    struct hoshi_budget_view *v = p->v;
    const struct hoshi_supplier_head *h = &p->record.head;
    if (who == HOSHI_BUDGET_ALL)
        v->weight_micro += p->item[i].weight_micro;
    budget_add_record(p, &v->sums[who], i, start);
    budget_add_record(p, &v->level[who][h->level - 3], i, start);
    budget_add_record(p, &v->size[who][hoshi_joint_size(h->employees_regular)], i, start);
    add_spread(p, who, start);
}

static void add_alternatives(struct pass *p, size_t i)
{
    struct hoshi_budget_view *v = p->v;
    const struct hoshi_budget_item *item = &p->item[i];
    int64_t first = 0, later = 0;
    for (int y = 0; y < v->years; y++) {
        budget_add(p, &first, item->by_year_yen[y]);
        budget_add(p, &later, y + 1 < v->years ? item->by_year_yen[y] : 0);
    }
    const struct hoshi_budget_rules *r = &v->options.rules;
    if (item->must || item->fixed_start) {
        budget_add(p, &v->musts_yen, first);
        v->musts_micro += hoshi_budget_value(r, item->weight_micro, 1);
    }
    if (item->must_not)
        return;
    budget_add(p, &v->everybody_yen, first);
    budget_add(p, &v->later_yen, later);
    v->everybody_micro += hoshi_budget_value(r, item->weight_micro, 1);
    v->later_micro += hoshi_budget_value(r, item->weight_micro, 2);
}

static enum hoshi_status second_pass(struct pass *p)
{
    struct hoshi_budget_view *v = p->v;
    for (size_t i = 0; i < v->source.suppliers; i++) {
        enum hoshi_status s = budget_read_record(p, i);
        if (s)
            return s;
        int start = v->choice->start[i];
        add_who(p, HOSHI_BUDGET_ALL, i, 1);
        if (start)
            add_who(p, HOSHI_BUDGET_FUNDED, i, start);
        add_alternatives(p, i);
        v->after += p->record.head.deadline.year && !start && !p->record.head.must_not &&
                    hoshi_budget_latest_start(v->options.run->start, p->record.head.deadline, v->years + 1) <=
                        v->years;
    }
    return budget_too_much(p);
}

/* ---- what follows from the sums ---- */

/* By the spread of what is allocated in each year; where no year has any, by the amounts. */
static enum hoshi_status divide_reserve(struct pass *p)
{
    struct hoshi_budget_view *v = p->v;
    const int64_t *amount = v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen;
    int64_t weight[HOSHI_YEARS_MAX] = {0}, sum = 0;
    for (int y = 0; y < v->years; y++) {
        double sd = sqrt(p->own_by_year[y] + p->common_by_year[y] * p->common_by_year[y]);
        weight[y] = amount[y] > 0 ? llround(fmin(sd, (double)HOSHI_YEN_MAX)) : 0;
        sum += weight[y];
    }
    enum hoshi_status s =
        hoshi_money_split(v->reserve_yen, sum ? weight : amount, (size_t)v->years, v->reserve_by_year_yen);
    return s ? hoshi_fault_add(p->faults, s, "range", NULL, NULL) : HOSHI_OK;
}

/* P80 of the funded less what is allocated to them. Their spread is known: what is common grows with the
 * amounts, what is own with their squares. How many deviations P80 lies above the mean is that of everybody.
 */
static enum hoshi_status set_reserve(struct pass *p)
{
    struct hoshi_budget_view *v = p->v;
    const struct hoshi_portfolio_range *all = &v->options.run->range[HOSHI_VIEW_BUYER][0];
    int64_t allocated = v->sums[HOSHI_BUDGET_FUNDED].buyer_yen;
    v->reserve_yen = HOSHI_NONE;
    if (!v->options.run->ranged)
        return HOSHI_OK;
    double sd[HOSHI_BUDGET_WHO],
        mean = p->mean[HOSHI_BUDGET_FUNDED],
        known = sqrt(all->own_sd_yen * all->own_sd_yen + all->common_sd_yen * all->common_sd_yen);
    for (int w = 0; w < HOSHI_BUDGET_WHO; w++)
        sd[w] = sqrt(p->own[w] + p->common[w] * p->common[w]);
    double above = 0;
    if (mean > 0 && sd[HOSHI_BUDGET_ALL] > 0)
        above = known * sd[HOSHI_BUDGET_FUNDED] / sd[HOSHI_BUDGET_ALL] * p->way / mean;
    double reserve = allocated ? fmax(mean + above - (double)allocated, 0) : 0;
    if (reserve > (double)HOSHI_YEN_MAX)
        return hoshi_fault_add(p->faults, HOSHI_E_OVERFLOW, "range", NULL, "<= 999,999,999,999,999");
    v->reserve_yen = llround(reserve);
    return divide_reserve(p);
}

static enum hoshi_status budget_fill(struct pass *p)
{
    struct hoshi_budget_view *v = p->v;
    const struct hoshi_budget_options *o = &v->options;
    enum hoshi_status s = first_pass(p);
    if (s)
        return s;
    if (!o->budget_stated && !budget_for_all(p))
        return hoshi_fault_add(p->faults, HOSHI_E_OVERFLOW, "budget_yen", NULL, "<= 999,999,999,999,999");
    if ((s = hoshi_budget_choose(p->item, v->source.suppliers, &o->rules, &v->choice, p->faults)) ||
        (s = second_pass(p)) || (s = set_reserve(p)))
        return s;
    return o->run->tally ? hoshi_joint_purchase_open(o->run->tally, o->run->assumptions, &v->joint, p->faults)
                         : HOSHI_OK;
}

enum hoshi_status hoshi_budget_view_open(const struct hoshi_budget_source *source,
                                         const struct hoshi_budget_options *options,
                                         struct hoshi_budget_view **out, struct hoshi_faults *faults)
{
    if (source->suppliers > HOSHI_BUDGET_SUPPLIERS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "suppliers", NULL, "0 .. %d",
                               HOSHI_BUDGET_SUPPLIERS_MAX);
    if (options->rules.years < 1 || options->rules.years > HOSHI_YEARS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_RANGE, "years", NULL, "1 .. %d", HOSHI_YEARS_MAX);
    struct hoshi_budget_view *v = calloc(1, sizeof *v);
    struct pass *p = calloc(1, sizeof *p);
    if (v && p)
        p->item = calloc(source->suppliers ? source->suppliers : 1, sizeof *p->item);
    if (v)
        v->ask = calloc(source->suppliers ? source->suppliers : 1, sizeof *v->ask);
    enum hoshi_status s;
    if (!v || !p || !p->item || !v->ask) {
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    } else {
        v->source = *source;
        v->options = *options;
        v->years = options->rules.years;
        v->options.mark_ppm = options->mark_ppm > 0 ? options->mark_ppm : HOSHI_BUDGET_MARK_PPM;
        p->v = v;
        p->fits = true;
        p->faults = faults;
        s = budget_fill(p);
    }
    if (p)
        free(p->item);
    free(p);
    if (s) {
        hoshi_budget_view_close(v);
        return s;
    }
    *out = v;
    return HOSHI_OK;
}

void hoshi_budget_view_close(struct hoshi_budget_view *view)
{
    if (!view)
        return;
    hoshi_budget_choice_close(view->choice);
    hoshi_joint_purchase_close(view->joint);
    free(view->ask);
    free(view);
}
