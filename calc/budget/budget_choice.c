/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_choice.h"
#include "budget_problem.h"
#include "sort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)BUDGET_QUOTAS == (int)HOSHI_BUDGET_QUOTAS_MAX, "as many quotas as rows for them");

enum { SEARCH_DEFAULT = 2000000, SEARCH_POINT = 20000, HALVINGS = 24 };
#define VALUE_MAX INT64_C(4000000000000000000)

/** Everything of one call. */
struct work {
    const struct budget_problem *p;
    struct budget_search *search;
    struct budget_limits limits;
    struct budget_plan plan, musts, base;
    struct budget_dual dual;
    /* the musts alone, worth nothing: their schedule */
    struct budget_problem only;
    struct budget_search *only_search;
    struct budget_limits only_limits;
    struct budget_plan only_plan;
    struct budget_dual only_dual;
    size_t *only_of;
    bool carry_over;
};

/** An answer for one budget; the plan itself is in work.plan. */
struct answer {
    bool musts_over, short_proven, optimal;
    int64_t bound, short_least;
};

/* ---- checks ---- */

static enum hoshi_status choice_wrong(struct hoshi_faults *faults, const char *path, int64_t got,
                                      const char *allowed)
{
    char text[HOSHI_DECIMAL_TEXT];
    snprintf(text, sizeof text, "%lld", (long long)got);
    return hoshi_fault_add(faults, HOSHI_E_RANGE, path, text, "%s", allowed);
}

static enum hoshi_status check_rules(const struct hoshi_budget_rules *r, struct hoshi_faults *faults)
{
    enum hoshi_status s = HOSHI_OK;
    if (r->years < 1 || r->years > HOSHI_YEARS_MAX)
        return choice_wrong(faults, "years", r->years, "1 .. 10");
    for (int y = 0; y < r->years; y++) {
        char path[40];
        snprintf(path, sizeof path, "budget_yen[%d]", y);
        if (r->budget_yen[y] < 0 || r->budget_yen[y] > HOSHI_YEN_MAX)
            s = choice_wrong(faults, path, r->budget_yen[y], "0 .. 999999999999999");
    }
    for (int y = 0; y < r->years && r->talks_limited; y++) {
        char path[40];
        snprintf(path, sizeof path, "talks[%d]", y);
        if (r->talks[y] < 0 || r->talks[y] > HOSHI_BUDGET_SUPPLIERS_MAX)
            s = choice_wrong(faults, path, r->talks[y], "0 .. 1000000");
    }
    if (r->talk_yen < 0 || r->talk_yen > HOSHI_YEN_MAX / HOSHI_BUDGET_SUPPLIERS_MAX)
        s = choice_wrong(faults, "talk_yen", r->talk_yen, "0 .. 999999999");
    if (r->quotas > HOSHI_BUDGET_QUOTAS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "quotas", NULL, "%d", HOSHI_BUDGET_QUOTAS_MAX);
    if (r->search_limit < 0)
        s = choice_wrong(faults, "search_limit", r->search_limit, ">= 0");
    return s;
}

static enum hoshi_status check_item(const struct hoshi_budget_item *item, size_t i, int years,
                                    struct hoshi_faults *faults)
{
    char path[80];
    enum hoshi_status s = HOSHI_OK;
    for (int y = 0; y < years; y++)
        if (item->by_year_yen[y] < 0 || item->by_year_yen[y] > HOSHI_YEN_MAX) {
            snprintf(path, sizeof path, "suppliers[%zu].by_year_yen[%d]", i, y);
            s = choice_wrong(faults, path, item->by_year_yen[y], "0 .. 999999999999999");
        }
    if (item->weight_micro < 0) {
        snprintf(path, sizeof path, "suppliers[%zu].weight_micro", i);
        s = choice_wrong(faults, path, item->weight_micro, ">= 0");
    }
    if (item->latest_start < 1) {
        snprintf(path, sizeof path, "suppliers[%zu].latest_start", i);
        s = choice_wrong(faults, path, item->latest_start, ">= 1");
    }
    if (item->fixed_start < 0 || item->fixed_start > years) {
        char got[24], allowed[24];
        snprintf(path, sizeof path, "suppliers[%zu].fixed_start", i);
        snprintf(got, sizeof got, "%d", item->fixed_start);
        snprintf(allowed, sizeof allowed, "1 .. %d", years);
        s = hoshi_fault_add(faults, HOSHI_E_DECISION_START, path, got, "%s", allowed);
    }
    if ((item->must || item->fixed_start) && item->must_not) {
        snprintf(path, sizeof path, "suppliers[%zu]", i);
        s = hoshi_fault_add(faults, HOSHI_E_CONTRADICTION, path, "must, must_not", NULL);
    }
    return s;
}

static enum hoshi_status check_sums(const struct hoshi_budget_item *item, size_t n, int years,
                                    struct hoshi_faults *faults)
{
    int64_t cost = 0, value = 0;
    for (size_t i = 0; i < n; i++) {
        char path[40];
        snprintf(path, sizeof path, "suppliers[%zu]", i);
        for (int y = 0; y < years; y++)
            if (!hoshi_money_add(cost, item[i].by_year_yen[y], &cost))
                return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, path, NULL, NULL);
        int64_t w;
        if (__builtin_mul_overflow(item[i].weight_micro, (int64_t)years, &w) ||
            __builtin_add_overflow(value, w, &value) || value > VALUE_MAX)
            return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, path, NULL, NULL);
    }
    return HOSHI_OK;
}

static enum hoshi_status choice_check(const struct hoshi_budget_item *item, size_t n,
                                      const struct hoshi_budget_rules *r, struct hoshi_faults *faults)
{
    enum hoshi_status s = check_rules(r, faults);
    if (n > HOSHI_BUDGET_SUPPLIERS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, "suppliers", NULL, "0 .. %d",
                               HOSHI_BUDGET_SUPPLIERS_MAX);
    if (s && (r->years < 1 || r->years > HOSHI_YEARS_MAX))
        return s;
    for (size_t i = 0; i < n; i++) {
        enum hoshi_status one = check_item(&item[i], i, r->years, faults);
        s = s ? s : one;
    }
    return s ? s : check_sums(item, n, r->years, faults);
}

/* ---- the problem ---- */

static void problem_release(struct budget_problem *p)
{
    free(p->cost);
    free(p->rough);
    free(p->weight);
    free(p->earliest);
    free(p->latest);
    free(p->must);
    free(p->must_not);
    free(p->member);
}

static bool problem_alloc(struct budget_problem *p, size_t n, int years)
{
    size_t some = n ? n : 1;
    p->n = n;
    p->years = years;
    p->cost = calloc(some * (size_t)years, sizeof *p->cost);
    p->rough = calloc(some * (size_t)years, sizeof *p->rough);
    p->weight = calloc(some, sizeof *p->weight);
    p->earliest = calloc(some, 1);
    p->latest = calloc(some, 1);
    p->must = calloc(some, sizeof *p->must);
    p->must_not = calloc(some, sizeof *p->must_not);
    p->member = calloc(some, sizeof *p->member);
    p->rows = years;
    return p->member && p->cost && p->rough && p->weight && p->earliest && p->latest && p->must &&
           p->must_not;
}

/* Units near one: the solver's tolerances are absolute. */
static void set_units(struct budget_problem *p)
{
    double cost = 0, value = 0;
    for (size_t i = 0; i < p->n; i++) {
        int64_t dearest = 0;
        for (int y = 0; y < p->years; y++) {
            int64_t yen = budget_cost(p, i, 1, y);
            dearest = yen > dearest ? yen : dearest;
            p->most[y] += dearest;
        }
    }
    for (size_t i = 0; i < p->n; i++) {
        for (int r = p->years; r < p->rows; r++) {
            int64_t most = 0;
            for (int t = p->earliest[i]; t <= p->latest[i]; t++)
                most = budget_use(p, i, t, r) > most ? budget_use(p, i, t, r) : most;
            p->most[r] += most;
        }
        for (int y = 0; y < p->years; y++)
            cost += (double)budget_cost(p, i, 1, y);
        value += (double)budget_value(p, i, 1);
    }
    p->yen_unit = fmax(cost / p->years, 1);
    p->value_unit = fmax(value, 1);
    for (size_t k = 0; k < p->n * (size_t)p->years; k++)
        p->rough[k] = (double)p->cost[k] / p->yen_unit;
}

/* Rows beyond the money: talks, then quotas. */
static void problem_rows(struct budget_problem *p, const struct hoshi_budget_rules *r, bool quotas)
{
    p->rows = p->years;
    for (int y = 1; y <= p->years && r->talks_limited; y++)
        p->more[p->rows++ - p->years] = (struct budget_row){.year = y};
    for (size_t q = 0; q < r->quotas && quotas; q++)
        p->more[p->rows++ - p->years] = (struct budget_row){.quota = (int)q, .money = r->quota[q].money};
}

static bool problem_fill(struct budget_problem *p, const struct hoshi_budget_item *item, size_t n,
                         const struct hoshi_budget_rules *r)
{
    if (!problem_alloc(p, n, r->years))
        return false;
    for (size_t i = 0; i < n; i++) {
        int64_t before = 0;
        for (int y = 0; y < r->years; y++) {
            before = item[i].by_year_yen[y] + (y ? 0 : r->talk_yen) + (r->carry_over ? before : 0);
            p->cost[i * (size_t)r->years + (size_t)y] = before;
        }
        p->weight[i] = item[i].weight_micro;
        p->earliest[i] = (uint8_t)(item[i].fixed_start ? item[i].fixed_start : 1);
        p->latest[i] = (uint8_t)(item[i].fixed_start               ? item[i].fixed_start
                                 : item[i].latest_start < r->years ? item[i].latest_start
                                                                   : r->years);
        p->must[i] = item[i].must || item[i].fixed_start;
        p->must_not[i] = item[i].must_not;
        p->member[i] = item[i].quotas;
    }
    p->sums = r->carry_over;
    problem_rows(p, r, true);
    for (int t = 1; t <= r->years; t++)
        p->factor[t] = hoshi_budget_value(r, 1, t);
    set_units(p);
    return true;
}

/* The musts alone, worth nothing, a yen over weighing at most a yen. */
static bool problem_musts(const struct budget_problem *p, struct work *w)
{
    size_t n = 0;
    int64_t dearest = 0;
    for (size_t i = 0; i < p->n; i++)
        n += p->must[i];
    w->only_of = calloc(n ? n : 1, sizeof *w->only_of);
    if (!w->only_of || !problem_alloc(&w->only, n, p->years))
        return false;
    size_t k = 0, years = (size_t)p->years;
    for (size_t i = 0; i < p->n; i++)
        if (p->must[i]) {
            w->only_of[k] = i;
            memcpy(w->only.cost + k * years, p->cost + i * years, years * sizeof *p->cost);
            w->only.earliest[k] = p->earliest[i];
            w->only.latest[k] = p->latest[i];
            w->only.member[k] = p->member[i];
            for (size_t y = 0; y < years; y++)
                dearest = p->cost[i * years + y] > dearest ? p->cost[i * years + y] : dearest;
            w->only.must[k++] = true;
        }
    w->only.rows = p->rows;
    memcpy(w->only.more, p->more, sizeof p->more);
    w->only.sums = p->sums;
    w->only.talk_weight = dearest + 1;
    set_units(&w->only);
    w->only.value_unit = w->only.yen_unit;
    return true;
}

static bool plan_alloc(struct budget_plan *plan, size_t n)
{
    plan->start = calloc(n ? n : 1, 1);
    return plan->start != NULL;
}

static void work_close(struct work *w)
{
    budget_search_close(w->search);
    budget_search_close(w->only_search);
    problem_release(&w->only);
    free(w->limits.allowed);
    free(w->only_limits.allowed);
    free(w->plan.start);
    free(w->musts.start);
    free(w->base.start);
    free(w->only_plan.start);
    free(w->only_of);
}

static enum hoshi_status work_open(const struct budget_problem *p, struct work *w)
{
    size_t some = p->n ? p->n : 1;
    memset(w, 0, sizeof *w);
    w->p = p;
    w->limits.allowed = calloc(some, sizeof *w->limits.allowed);
    w->only_limits.allowed = calloc(some, sizeof *w->only_limits.allowed);
    if (!w->limits.allowed || !w->only_limits.allowed || !plan_alloc(&w->plan, p->n) ||
        !plan_alloc(&w->musts, p->n) || !plan_alloc(&w->base, p->n) || !problem_musts(p, w) ||
        !plan_alloc(&w->only_plan, w->only.n))
        return HOSHI_E_MEMORY;
    enum hoshi_status s = budget_search_open(p, &w->search);
    return s ? s : budget_search_open(&w->only, &w->only_search);
}

/* ---- one budget ---- */

/* What a schedule of the musts is over: the sum of the years; with sums up to each year money once added
 * stays, so that the deepest point is all that is lacking. */
static int64_t lacking(const struct work *w, const int64_t *budget, const struct budget_plan *plan)
{
    int64_t sum = 0, deepest = 0;
    for (int y = 0; y < w->only.years; y++) {
        int64_t over = plan->used[y] > budget[y] ? plan->used[y] - budget[y] : 0;
        sum += over;
        deepest = over > deepest ? over : deepest;
    }
    return w->carry_over ? deepest : sum;
}

/* A schedule of the musts for budgets with `more` on top, into work.only_plan when it is better there. */
static enum hoshi_status ease_musts(struct work *w, const int64_t *budget, int64_t more, bool *least)
{
    struct budget_dual *dual = &w->only_dual;
    for (int y = 0; y < w->only.rows; y++)
        w->only_limits.budget[y] = budget[y] + (y < w->only.years ? more : 0);
    budget_allow(&w->only, &w->only_limits, false);
    enum hoshi_status s = budget_dual_solve(&w->only, &w->only_limits, 1, NULL, dual);
    if (!s)
        *least = budget_search_musts(w->only_search, &w->only_limits, dual, &w->only_plan);
    return s;
}

/* No schedule lacks less than this: the prices weigh a yen over at most once, or with sums in proportion. */
static int64_t least_lacking(const struct work *w)
{
    int64_t least = -budget_bound_proven(&w->only, &w->only_limits, w->only_dual.best.price);
    double prices = 0;
    for (int y = 0; y < w->only.years; y++)
        prices += w->only_dual.best.price[y];
    if (w->carry_over && prices > 1)
        least = (int64_t)floor((double)least / prices * (1 - 1e-9));
    return least > 0 ? least : 0;
}

/* With sums the least that has to be added is looked for between what is proven and what is known. */
static enum hoshi_status halve(struct work *w, const int64_t *budget, int64_t low, int64_t *high)
{
    for (int k = 0; k < HALVINGS && low < *high; k++) {
        int64_t middle = low + (*high - low) / 2;
        bool least;
        enum hoshi_status s = ease_musts(w, budget, middle, &least);
        if (s)
            return s;
        int64_t lacks = lacking(w, budget, &w->only_plan);
        if (lacks < *high)
            *high = lacks;
        if (lacks > middle)
            low = middle + 1;
    }
    /* The last one tried need not be the best one. */
    bool least;
    return lacking(w, budget, &w->only_plan) > *high ? ease_musts(w, budget, *high, &least) : HOSHI_OK;
}

/* The musts' schedule that lacks least, into work.musts. */
static enum hoshi_status schedule_musts(struct work *w, const int64_t *budget, struct answer *a)
{
    bool least_known;
    budget_plan_clear(w->p, &w->musts);
    if (!w->only.n)
        return HOSHI_OK;
    budget_plan_clear(&w->only, &w->only_plan);
    enum hoshi_status s = ease_musts(w, budget, 0, &least_known);
    if (s)
        return s;
    int64_t over = lacking(w, budget, &w->only_plan), least = over ? least_lacking(w) : 0;
    if (over && w->carry_over && w->only.rows == w->only.years && (s = halve(w, budget, least, &over)))
        return s;
    a->musts_over = over > 0;
    a->short_least = over && least_known && !w->carry_over ? over : least < over ? least : over;
    if (w->only.rows > w->only.years) /* fewer talks may cost money: what is proven is of both together */
        a->short_least = 0;
    a->short_proven = a->short_least > 0;
    for (size_t k = 0; k < w->only.n; k++)
        budget_plan_set(w->p, &w->musts, w->only_of[k], w->only_plan.start[k]);
    return HOSHI_OK;
}

/* What the musts lack is added: money where one likes (sums: everywhere alike), talks and quotas where they need it. */
static bool add_what_lacks(struct work *w, const int64_t *budget)
{
    int64_t lacks = lacking(w, budget, &w->musts);
    bool fixed = false;
    w->limits.pool = w->carry_over ? 0 : lacks;
    for (int y = 0; y < w->p->years && w->carry_over; y++)
        w->limits.budget[y] += lacks;
    for (int r = w->p->years; r < w->p->rows; r++) {
        const struct budget_row *x = &w->p->more[r - w->p->years];
        if (w->musts.used[r] <= budget[r])
            continue;
        w->limits.budget[r] = w->musts.used[r];
        fixed |= x->year || x->money; /* what hangs on the start */
    }
    return fixed;
}

/* Where they lack talks, or a quota of money, the musts stand as they are scheduled. */
static void fix_musts(struct work *w)
{
    for (size_t i = 0; i < w->p->n; i++)
        if (w->p->must[i])
            w->limits.allowed[i] = (uint16_t)(1u << w->musts.start[i]);
}

/* The money as it is added by the plan: whoever comes next lacks what goes beyond. */
static void settle_pool(struct work *w)
{
    for (int y = 0; y < w->p->years && w->limits.pool; y++)
        if (w->plan.used[y] > w->limits.budget[y])
            w->limits.budget[y] = w->plan.used[y];
    w->limits.pool = 0;
}

/* Fills work.plan, at least as good as `known` (NULL = none) when that fits. */
static enum hoshi_status answer(struct work *w, const int64_t *budget, const struct budget_plan *known,
                                int64_t search, struct answer *a)
{
    const struct budget_problem *p = w->p;
    *a = (struct answer){0};
    enum hoshi_status s = schedule_musts(w, budget, a);
    if (s)
        return s;
    memcpy(w->limits.budget, budget, sizeof w->limits.budget);
    bool fixed = add_what_lacks(w, budget);
    budget_plan_copy(p, &w->plan, &w->musts);
    if (known && !budget_plan_over(p, &w->limits, known) && known->value > w->plan.value)
        budget_plan_copy(p, &w->plan, known);
    budget_allow(p, &w->limits, true);
    if (fixed)
        fix_musts(w);
    s = budget_dual_solve(p, &w->limits, 1e6, w->dual.best.bound > 0 ? &w->dual.best : NULL, &w->dual);
    if (s)
        return s;
    a->optimal = budget_search_improve(w->search, &w->limits, &w->dual, search, &w->plan);
    a->bound = budget_bound_proven(p, &w->limits, w->dual.best.price);
    if (!a->optimal && a->bound > w->plan.value)
        s = budget_tree_search(p, w->search, &w->limits, &w->dual, search, &w->plan, &a->bound);
    settle_pool(w);
    if (a->optimal || a->bound <= w->plan.value) {
        a->optimal = true;
        a->bound = w->plan.value;
    }
    return s;
}

/* ---- what the caller sees ---- */

static int64_t gap_ppm(int64_t value, int64_t bound)
{
    if (bound <= value)
        return 0;
    return (int64_t)(((budget_wide)(bound - value) * HOSHI_MICRO + bound - 1) / bound);
}

/* Spending by year proper: with carry-over the problem's own costs are sums. */
static void set_years(struct hoshi_budget_choice *c, const struct hoshi_budget_item *item)
{
    int64_t carried = 0;
    for (size_t i = 0; i < c->suppliers; i++)
        for (int y = c->start[i] ? c->start[i] - 1 : c->rules.years; y < c->rules.years; y++)
            c->spent_yen[y] += item[i].by_year_yen[y - c->start[i] + 1];
    for (size_t i = 0; i < c->suppliers; i++)
        if (c->start[i])
            c->talks[c->start[i] - 1]++;
    for (int y = 0; y < c->rules.years; y++) {
        c->available_yen[y] = c->rules.budget_yen[y] + carried;
        c->talks_yen[y] = c->talks[y] * c->rules.talk_yen;
        if (c->rules.talks_limited && c->talks[y] > c->rules.talks[y])
            c->talks_over += (size_t)(c->talks[y] - c->rules.talks[y]);
        int64_t left = c->available_yen[y] - c->spent_yen[y] - c->talks_yen[y];
        c->left_yen[y] = left > 0 ? left : 0;
        c->short_yen[y] = left < 0 ? -left : 0;
        carried = c->rules.carry_over ? c->left_yen[y] : 0;
    }
}

struct ranked {
    double merit;
    uint32_t i;
    int group; /* musts, others, must-nots */
};

static int by_merit(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->group != y->group)
        return x->group - y->group;
    if (x->merit < y->merit || x->merit > y->merit)
        return x->merit > y->merit ? -1 : 1;
    return x->i < y->i ? -1 : x->i > y->i;
}

/* Risk removed per yen at the prices of the years, at the better of the starts; where no year is scarce all
 * years count alike. What costs nothing comes first. */
static double merit(const struct budget_problem *p, const double *price, size_t i)
{
    double best = 0;
    for (int t = p->earliest[i]; t <= p->latest[i]; t++) {
        double cost = 0, value = (double)budget_value(p, i, t);
        for (int y = t - 1; y < p->years; y++)
            cost += price[y] * (double)budget_cost(p, i, t, y);
        best = fmax(best, cost > 0 ? value / cost : value > 0 ? INFINITY : 0);
    }
    return best;
}

static enum hoshi_status set_order(struct hoshi_budget_choice *c, const struct budget_problem *p)
{
    struct ranked *r = calloc(p->n ? p->n : 1, sizeof *r);
    if (!r)
        return HOSHI_E_MEMORY;
    double price[HOSHI_YEARS_MAX], sum = 0;
    for (int y = 0; y < p->years; y++)
        sum += c->price[y];
    for (int y = 0; y < p->years; y++)
        price[y] = sum > 0 ? c->price[y] + 1e-9 * sum : 1;
    for (size_t i = 0; i < p->n; i++)
        r[i] = (struct ranked){merit(p, price, i), (uint32_t)i, p->must[i] ? 0 : p->must_not[i] ? 2 : 1};
    hoshi_sort(r, p->n, sizeof *r, by_merit);
    for (size_t k = 0; k < p->n; k++) {
        c->order[k] = r[k].i;
        c->rank[r[k].i] = (uint32_t)k;
    }
    free(r);
    return HOSHI_OK;
}

/* Talks and quotas leave room for this start (0: for any), so that only money lacks. */
static bool money_helps(const struct work *w, size_t i, int start)
{
    const struct budget_problem *p = w->p;
    for (int t = start ? start : p->earliest[i]; t <= (start ? start : p->latest[i]); t++) {
        int r = p->years;
        while (r < p->rows && w->base.used[r] + budget_use(p, i, t, r) <= w->limits.budget[r])
            r++;
        if (r == p->rows)
            return true;
    }
    return false;
}

/* The first of the order that is left out and that money could add, and the start at which it lacks least. */
static void set_next(struct hoshi_budget_choice *c, const struct work *w)
{
    const struct budget_problem *p = w->p;
    c->next = SIZE_MAX;
    for (size_t k = 0; k < p->n && c->next == SIZE_MAX; k++)
        if (!c->start[c->order[k]] && !p->must_not[c->order[k]] && p->weight[c->order[k]] &&
            money_helps(w, c->order[k], 0))
            c->next = c->order[k];
    if (c->next == SIZE_MAX)
        return;
    for (int t = p->earliest[c->next]; t <= p->latest[c->next]; t++) {
        int64_t lacks = 0;
        if (!money_helps(w, c->next, t))
            continue;
        for (int y = 0; y < p->years; y++) {
            int64_t need = w->base.used[y] + budget_cost(p, c->next, t, y) - w->limits.budget[y];
            /* Sums: the deepest point is what is lacking. */
            if (c->rules.carry_over)
                lacks = need > lacks ? need : lacks;
            else
                lacks += need > 0 ? need : 0;
        }
        if (!c->next_start || lacks < c->next_lacks_yen) {
            c->next_start = t;
            c->next_lacks_yen = lacks;
        }
    }
}

static void choice_sums_of(const struct hoshi_budget_rules *r, const int64_t *each, int64_t *budget)
{
    int64_t before = 0;
    int rows = r->years;
    memset(budget, 0, BUDGET_ROWS * sizeof *budget);
    for (int y = 0; y < r->years; y++) {
        before = each[y] + (r->carry_over ? before : 0);
        budget[y] = before;
    }
    for (int y = 0; y < r->years && r->talks_limited; y++)
        budget[rows++] = r->talks[y];
    for (size_t q = 0; q < r->quotas; q++)
        budget[rows++] = r->quota[q].most;
}

static int64_t spent(const struct hoshi_budget_item *item, const struct work *w)
{
    int64_t sum = 0;
    for (size_t i = 0; i < w->p->n; i++)
        for (int y = 0, t = w->plan.start[i]; t && y <= w->p->years - t; y++)
            sum += item[i].by_year_yen[y];
    return sum;
}

static size_t funded(const struct work *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->p->n; i++)
        n += w->plan.start[i] > 0;
    return n;
}

static enum hoshi_status point(struct work *w, struct hoshi_budget_choice *c,
                               const struct hoshi_budget_item *item, int k, bool known, struct answer *a)
{
    int64_t each[HOSHI_YEARS_MAX] = {0}, budget[BUDGET_ROWS], total = 0;
    for (int y = 0; y < c->rules.years; y++) {
        each[y] = (int64_t)((budget_wide)c->rules.budget_yen[y] * k / HOSHI_BUDGET_FULL);
        total += each[y];
    }
    choice_sums_of(&c->rules, each, budget);
    int64_t limit = k == HOSHI_BUDGET_FULL ? c->rules.search_limit : 0;
    if (k != HOSHI_BUDGET_FULL && w->p->n <= 5000)
        limit = SEARCH_POINT;
    enum hoshi_status s = answer(w, budget, known ? &w->base : NULL, limit, a);
    if (s)
        return s;
    c->curve[k] = (struct hoshi_budget_point){.budget_yen = total,
                                              .spent_yen = spent(item, w),
                                              .value_micro = w->plan.value,
                                              .bound_micro = a->bound,
                                              .funded = funded(w),
                                              .musts_over = a->musts_over};
    budget_plan_copy(w->p, &w->base, &w->plan);
    return HOSHI_OK;
}

/* The least risky way up: each point knows the plan of the one below, which fits it as well. */
static enum hoshi_status choice_curve(struct work *w, struct hoshi_budget_choice *c,
                                      const struct hoshi_budget_item *item, int from, int to,
                                      struct answer *a)
{
    for (int k = from; k <= to; k++) {
        enum hoshi_status s = point(w, c, item, k, k > 0 && !c->curve[k - 1].musts_over, a);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

static void set_choice(struct hoshi_budget_choice *c, const struct work *w, const struct answer *a,
                       const struct hoshi_budget_item *item)
{
    const struct budget_problem *p = w->p;
    memcpy(c->start, w->plan.start, p->n);
    c->state = a->musts_over ? HOSHI_BUDGET_MUSTS_OVER : HOSHI_BUDGET_WITHIN;
    c->optimal = a->optimal;
    c->value_micro = w->plan.value;
    c->bound_micro = a->bound;
    c->gap_ppm = gap_ppm(c->value_micro, c->bound_micro);
    c->short_proven = a->short_proven;
    c->short_least_yen = a->short_least;
    c->funded = funded(w);
    for (size_t i = 0; i < p->n; i++) {
        c->musts += p->must[i];
        c->must_nots += p->must_not[i];
        c->all_micro += p->must_not[i] ? 0 : budget_value(p, i, 1);
    }
    for (size_t q = 0; q < c->rules.quotas; q++)
        c->quota_used[q] = w->plan.used[p->rows - (int)(c->rules.quotas - q)];
    for (int y = 0; y < p->years; y++)
        c->price[y] = w->dual.best.price[y] * p->value_unit / p->yen_unit;
    set_years(c, item);
}

/* ---- what more money buys ---- */

static enum hoshi_status choice_step(struct work *w, struct hoshi_budget_choice *c, int year)
{
    struct hoshi_budget_step *out = &c->step[year];
    int64_t each[HOSHI_YEARS_MAX] = {0}, budget[BUDGET_ROWS];
    struct answer a;
    double rate = 0;
    *out = (struct hoshi_budget_step){.supplier = SIZE_MAX};
    for (int y = 0; y < c->rules.years; y++) {
        bool more = year == c->rules.years || y == year;
        each[y] = c->rules.budget_yen[y] + (more ? HOSHI_BUDGET_STEP_YEN : 0);
        /* With sums a yen of a year is a yen of every later sum. */
        for (int z = y; more && z < (c->rules.carry_over ? c->rules.years : y + 1); z++)
            rate += c->price[z];
    }
    out->rate_micro = llround(rate * (double)HOSHI_BUDGET_STEP_YEN);
    choice_sums_of(&c->rules, each, budget);
    enum hoshi_status s = answer(w, budget, &w->base, w->p->n <= 5000 ? SEARCH_POINT : 0, &a);
    if (s)
        return s;
    /* Where the musts lack money in either case they may lack it elsewhere: no loss by more money. */
    out->gain_micro = w->plan.value > w->base.value ? w->plan.value - w->base.value : 0;
    if (!out->gain_micro)
        return HOSHI_OK;
    for (size_t k = 0; k < w->p->n && out->supplier == SIZE_MAX; k++) {
        size_t i = c->order[k];
        int now = w->plan.start[i], before = w->base.start[i];
        if (now && (!before || now < before)) {
            out->supplier = i;
            out->start = now;
        }
    }
    return HOSHI_OK;
}

static enum hoshi_status choice_steps(struct work *w, struct hoshi_budget_choice *c)
{
    memcpy(w->base.start, c->start, w->p->n);
    struct budget_plan again = {.start = w->plan.start};
    budget_plan_clear(w->p, &again);
    for (size_t i = 0; i < w->p->n; i++)
        budget_plan_set(w->p, &again, i, c->start[i]);
    memcpy(w->base.used, again.used, sizeof again.used);
    w->base.value = again.value;
    for (int y = 0; y <= c->rules.years; y++) {
        enum hoshi_status s = choice_step(w, c, y);
        if (s)
            return s;
    }
    return HOSHI_OK;
}

static struct hoshi_budget_choice *choice_new(size_t n, const struct hoshi_budget_rules *rules)
{
    struct hoshi_budget_choice *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    size_t some = n ? n : 1;
    c->suppliers = n;
    c->rules = *rules;
    if (!c->rules.search_limit)
        c->rules.search_limit = SEARCH_DEFAULT;
    c->has_extras = rules->extras;
    c->start = calloc(some, 1);
    c->order = calloc(some, sizeof *c->order);
    c->rank = calloc(some, sizeof *c->rank);
    if (!c->start || !c->order || !c->rank) {
        hoshi_budget_choice_close(c);
        return NULL;
    }
    return c;
}

static enum hoshi_status choice_run(struct work *w, struct hoshi_budget_choice *c,
                                    const struct hoshi_budget_item *item)
{
    struct answer a, other;
    enum hoshi_status s =
        choice_curve(w, c, item, c->has_extras ? 0 : HOSHI_BUDGET_FULL, HOSHI_BUDGET_FULL, &a);
    if (s)
        return s;
    set_choice(c, w, &a, item);
    if ((s = set_order(c, w->p)))
        return s;
    set_next(c, w);
    if (!c->has_extras)
        return HOSHI_OK;
    s = choice_curve(w, c, item, HOSHI_BUDGET_FULL + 1, HOSHI_BUDGET_POINTS - 1, &other);
    return s ? s : choice_steps(w, c);
}

static enum hoshi_status choice_choose(const struct budget_problem *p, struct hoshi_budget_choice *c,
                                       const struct hoshi_budget_item *item)
{
    struct work w;
    enum hoshi_status s = work_open(p, &w);
    w.carry_over = c->rules.carry_over;
    if (!s)
        s = choice_run(&w, c, item);
    work_close(&w);
    return s;
}

enum hoshi_status hoshi_budget_choose(const struct hoshi_budget_item *item, size_t n,
                                      const struct hoshi_budget_rules *rules,
                                      struct hoshi_budget_choice **out, struct hoshi_faults *faults)
{
    enum hoshi_status s = choice_check(item, n, rules, faults);
    if (s)
        return s;
    struct budget_problem p = {0};
    struct hoshi_budget_choice *c = choice_new(n, rules);
    s = c && problem_fill(&p, item, n, rules) ? choice_choose(&p, c, item) : HOSHI_E_MEMORY;
    problem_release(&p);
    if (s) {
        hoshi_budget_choice_close(c);
        return hoshi_fault_add(faults, s, NULL, NULL, NULL);
    }
    *out = c;
    return HOSHI_OK;
}

void hoshi_budget_choice_close(struct hoshi_budget_choice *choice)
{
    if (!choice)
        return;
    free(choice->start);
    free(choice->order);
    free(choice->rank);
    free(choice);
}

int64_t hoshi_budget_value(const struct hoshi_budget_rules *rules, int64_t weight_micro, int start)
{
    if (start < 1 || start > rules->years)
        return 0;
    return weight_micro * (rules->late_counts_full ? 1 : rules->years - start + 1);
}

int64_t hoshi_budget_weight(int64_t annual_purchases_yen, int yes)
{
    int64_t purchases = annual_purchases_yen > 0 ? annual_purchases_yen : 0;
    return purchases ? purchases * (1 + (yes > 0 ? yes : 0)) : 1;
}

void hoshi_budget_rules_init(struct hoshi_budget_rules *rules, int years, int64_t each_year_yen)
{
    memset(rules, 0, sizeof *rules);
    rules->years = years;
    for (int y = 0; y < years && y < HOSHI_YEARS_MAX; y++)
        rules->budget_yen[y] = each_year_yen;
}
