/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The budget choice beside every choice there is, and what must hold of large ones: no budget passed, musts
 * and deadlines kept, the bound above, more money never less. */
#include "budget_choice.h"
#include "budget_problem.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 7, MANY = 3000 };

static struct hoshi_faults faults;

static struct hoshi_budget_choice *chosen(const struct hoshi_budget_item *item, size_t n,
                                          const struct hoshi_budget_rules *r)
{
    struct hoshi_budget_choice *c = NULL;
    memset(&faults, 0, sizeof faults);
    if (hoshi_budget_choose(item, n, r, &c, &faults) != HOSHI_OK)
        fail_msg("refused: %s %s", faults.item[0].path, hoshi_status_name(faults.item[0].status));
    return c;
}

static int64_t cost_of(const struct hoshi_budget_item *item, int start, int y)
{
    return start && y >= start - 1 ? item->by_year_yen[y - start + 1] : 0;
}

/* What starts lack in sum; with carry-over what a year leaves goes on, and so does what is added. */
static int64_t over_of(const struct hoshi_budget_item *item, size_t n, const struct hoshi_budget_rules *r,
                       const uint8_t *start)
{
    int64_t over = 0, sum = 0, all = 0;
    for (int y = 0; y < r->years; y++) {
        int64_t used = 0;
        for (size_t i = 0; i < n; i++)
            used += cost_of(&item[i], start[i], y);
        sum = (r->carry_over ? sum : 0) + used;
        all = (r->carry_over ? all : 0) + r->budget_yen[y];
        int64_t now = sum > all ? sum - all : 0;
        over = !r->carry_over ? over + now : now > over ? now : over;
    }
    return over;
}

static bool obeys(const struct hoshi_budget_item *item, int start)
{
    if (item->fixed_start)
        return start == item->fixed_start;
    return !(item->must && !start) && !(item->must_not && start) && (!start || start <= item->latest_start);
}

struct brute {
    int64_t value;      /* -1: no choice keeps the budgets */
    int64_t musts_over; /* least excess of the musts alone */
};

/* Every choice there is. */
static struct brute brute(const struct hoshi_budget_item *item, size_t n, const struct hoshi_budget_rules *r)
{
    struct brute b = {-1, INT64_MAX};
    uint8_t start[SMALL] = {0};
    for (;;) {
        bool good = true, musts_only = true;
        int64_t value = 0;
        for (size_t i = 0; i < n; i++) {
            good = good && obeys(&item[i], start[i]);
            musts_only = musts_only && (item[i].must || !start[i]);
            value +=
                start[i] ? item[i].weight_micro * (r->late_counts_full ? 1 : r->years - start[i] + 1) : 0;
        }
        if (good) {
            int64_t over = over_of(item, n, r, start);
            if (!over && value > b.value)
                b.value = value;
            if (musts_only && over < b.musts_over)
                b.musts_over = over;
        }
        size_t i = 0;
        while (i < n && ++start[i] > r->years)
            start[i++] = 0;
        if (i == n)
            return b;
    }
}

/* The most that a choice removes which lacks no more than `over`. */
static int64_t brute_when_lacking(const struct hoshi_budget_item *item, size_t n,
                                  const struct hoshi_budget_rules *r, int64_t over)
{
    int64_t best = -1;
    uint8_t start[SMALL] = {0};
    for (;;) {
        bool good = true;
        int64_t value = 0;
        for (size_t i = 0; i < n; i++) {
            good = good && obeys(&item[i], start[i]);
            value += hoshi_budget_value(r, item[i].weight_micro, start[i]);
        }
        if (good && value > best && over_of(item, n, r, start) <= over)
            best = value;
        size_t i = 0;
        while (i < n && ++start[i] > r->years)
            start[i++] = 0;
        if (i == n)
            return best;
    }
}

static void random_items(uint64_t *state, struct hoshi_budget_item *item, size_t n, int years, bool flags)
{
    int64_t down = n <= SMALL && support_chance(state, 2) ? 100000 : 1, unit = down > 1 ? 1 : 1234567;
    for (size_t i = 0; i < n; i++) {
        int64_t once = support_between(state, 0, 3000000), yearly = support_between(state, 0, 900000);
        if (support_chance(state, 12))
            once = yearly = 0;
        /* Also amounts and weights so small that one more or less decides. */
        once /= down;
        yearly /= down;
        item[i] = (struct hoshi_budget_item){.weight_micro = support_between(state, 0, 400) * unit,
                                             .latest_start = (int)support_between(state, 1, years + 2)};
        for (int y = 0; y < years; y++)
            item[i].by_year_yen[y] = yearly + (y ? support_between(state, 0, 50000) / down : once);
        item[i].must = flags && support_chance(state, 5);
        item[i].must_not = flags && !item[i].must && support_chance(state, 6);
    }
}

static void random_rules(uint64_t *state, const struct hoshi_budget_item *item, size_t n,
                         struct hoshi_budget_rules *r)
{
    int64_t all = 1;
    for (size_t i = 0; i < n; i++)
        all += item[i].by_year_yen[0];
    hoshi_budget_rules_init(r, r->years, 0);
    for (int y = 0; y < r->years; y++)
        r->budget_yen[y] = support_between(state, 0, all);
    r->carry_over = support_chance(state, 3);
    r->late_counts_full = support_chance(state, 4);
}

/* What must hold of any choice, recounted from its starts. */
static void hold(const struct hoshi_budget_item *item, size_t n, const struct hoshi_budget_choice *c)
{
    const struct hoshi_budget_rules *r = &c->rules;
    int64_t value = 0, over = over_of(item, n, r, c->start), spent = 0, year_sum = 0;
    size_t funded = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(obeys(&item[i], c->start[i]));
        value += hoshi_budget_value(r, item[i].weight_micro, c->start[i]);
        funded += c->start[i] > 0;
        for (int y = 0; y < r->years; y++)
            spent += cost_of(&item[i], c->start[i], y);
    }
    for (int y = 0; y < r->years; y++)
        year_sum += c->spent_yen[y];
    assert_int_equal(value, c->value_micro);
    assert_int_equal(funded, c->funded);
    assert_int_equal(spent, year_sum);
    assert_true(c->bound_micro >= c->value_micro && c->bound_micro <= c->all_micro);
    assert_true(c->gap_ppm >= 0 && (c->gap_ppm == 0) == (c->bound_micro == c->value_micro));
    if (c->state == HOSHI_BUDGET_WITHIN) {
        assert_int_equal(over, 0);
        for (int y = 0; y < r->years; y++)
            assert_int_equal(c->left_yen[y], c->available_yen[y] - c->spent_yen[y]);
    } else {
        int64_t lacks = 0;
        for (int y = 0; y < r->years; y++)
            lacks += c->short_yen[y];
        assert_true(over > 0);
        assert_int_equal(lacks, over);
        for (size_t i = 0; i < n; i++)
            assert_true(c->start[i] || !item[i].must);
    }
}

static void every_choice_there_is(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    size_t musts_over = 0, within = 0, others = 0;
    for (int round = 0; round < support_rounds(700); round++) {
        struct hoshi_budget_item item[SMALL];
        struct hoshi_budget_rules r = {.years = (int)support_between(&seed, 1, 3)};
        size_t n = (size_t)support_between(&seed, 0, r.years < 3 ? SMALL : SMALL - 1);
        random_items(&seed, item, n, r.years, true);
        random_rules(&seed, item, n, &r);
        struct hoshi_budget_choice *c = chosen(item, n, &r);
        struct brute b = brute(item, n, &r);
        hold(item, n, c);
        if (b.value < 0) {
            musts_over++;
            assert_int_equal(c->state, HOSHI_BUDGET_MUSTS_OVER);
            assert_int_equal(over_of(item, n, &r, c->start), b.musts_over);
            assert_true(c->short_least_yen <= b.musts_over);
            int64_t most = brute_when_lacking(item, n, &r, b.musts_over);
            assert_true(c->optimal); /* wherever the lack falls */
            assert_int_equal(c->value_micro, most);
            assert_int_equal(c->bound_micro, most);
            others += c->funded > c->musts;
            assert_true(!c->short_proven || c->short_least_yen > 0);
        } else {
            within++;
            assert_int_equal(c->state, HOSHI_BUDGET_WITHIN);
            assert_true(c->optimal);
            assert_int_equal(c->value_micro, b.value);
            assert_int_equal(c->bound_micro, b.value);
        }
        hoshi_budget_choice_close(c);
    }
    assert_true(support_watched() || (musts_over > 60 && within > 300));
    assert_true(support_watched() || others > 10);
}

/* Talks, their cost, quotas and fixed starts, as whoever counts on fingers would. */
static bool within_limits(const struct hoshi_budget_item *item, size_t n, const struct hoshi_budget_rules *r,
                          const uint8_t *start)
{
    struct hoshi_budget_item with[SMALL];
    int64_t talks[HOSHI_YEARS_MAX] = {0}, used[HOSHI_BUDGET_QUOTAS_MAX] = {0};
    for (size_t i = 0; i < n; i++) {
        with[i] = item[i];
        with[i].by_year_yen[0] += r->talk_yen;
        if (!start[i])
            continue;
        talks[start[i] - 1]++;
        for (size_t q = 0; q < r->quotas; q++)
            for (int y = 0; (item[i].quotas >> q & 1) && y <= (r->quota[q].money ? r->years - start[i] : 0);
                 y++)
                used[q] += r->quota[q].money ? with[i].by_year_yen[y] : 1;
    }
    for (int y = 0; y < r->years; y++)
        if (r->talks_limited && talks[y] > r->talks[y])
            return false;
    for (size_t q = 0; q < r->quotas; q++)
        if (used[q] > r->quota[q].most)
            return false;
    return over_of(with, n, r, start) == 0;
}

static int64_t brute_within_limits(const struct hoshi_budget_item *item, size_t n,
                                   const struct hoshi_budget_rules *r, bool *musts_fit)
{
    int64_t best = -1;
    uint8_t start[SMALL] = {0};
    *musts_fit = false;
    for (;;) {
        bool good = true, musts_only = true;
        int64_t value = 0;
        for (size_t i = 0; i < n; i++) {
            good = good && obeys(&item[i], start[i]);
            musts_only = musts_only && (item[i].must || item[i].fixed_start || !start[i]);
            value += hoshi_budget_value(r, item[i].weight_micro, start[i]);
        }
        if (good && within_limits(item, n, r, start)) {
            best = value > best ? value : best;
            *musts_fit = *musts_fit || musts_only;
        }
        size_t i = 0;
        while (i < n && ++start[i] > r->years)
            start[i++] = 0;
        if (i == n)
            return best;
    }
}

static void random_limits(uint64_t *seed, struct hoshi_budget_item *item, size_t n,
                          struct hoshi_budget_rules *r)
{
    r->talks_limited = !support_chance(seed, 3);
    for (int y = 0; y < r->years; y++)
        r->talks[y] = support_between(seed, 0, 3);
    r->talk_yen = support_chance(seed, 2) ? support_between(seed, 0, 300000) : 0;
    r->quotas = (size_t)support_between(seed, 0, 3);
    for (size_t q = 0; q < r->quotas; q++) {
        r->quota[q].money = support_chance(seed, 2);
        r->quota[q].most =
            r->quota[q].money ? support_between(seed, 0, 4000000) : support_between(seed, 0, 3);
    }
    for (size_t i = 0; i < n; i++) {
        item[i].quotas = (uint16_t)support_between(seed, 0, 7);
        if (!item[i].must_not && support_chance(seed, 8))
            item[i].fixed_start = (int)support_between(seed, 1, r->years);
    }
}

static void limits_of_a_department(void **state)
{
    (void)state;
    uint64_t seed = 1704;
    size_t within = 0, over = 0, bound = 0;
    for (int round = 0; round < support_rounds(900); round++) {
        struct hoshi_budget_item item[SMALL];
        struct hoshi_budget_rules r = {.years = (int)support_between(&seed, 1, 3)}, open;
        size_t n = (size_t)support_between(&seed, 1, r.years < 3 ? SMALL : SMALL - 1);
        random_items(&seed, item, n, r.years, true);
        random_rules(&seed, item, n, &r);
        random_limits(&seed, item, n, &r);
        bool musts_fit;
        int64_t best = brute_within_limits(item, n, &r, &musts_fit);
        struct hoshi_budget_choice *c = chosen(item, n, &r), *free_ = NULL;
        for (size_t i = 0; i < n; i++)
            assert_true(obeys(&item[i], c->start[i]));
        if (musts_fit) {
            within++;
            assert_int_equal(c->state, HOSHI_BUDGET_WITHIN);
            assert_true(within_limits(item, n, &r, c->start) && c->optimal && !c->talks_over);
            assert_int_equal(c->value_micro, best);
            assert_int_equal(c->bound_micro, best);
            open = r;
            open.talks_limited = false;
            open.quotas = 0;
            free_ = chosen(item, n, &open);
            assert_true(free_->value_micro >= best);
            bound += free_->value_micro > best;
            hoshi_budget_choice_close(free_);
        } else {
            over++;
            assert_true(c->bound_micro >= c->value_micro);
        }
        hoshi_budget_choice_close(c);
    }
    assert_true(support_watched() || (within > 300 && over > 100 && bound > 100));
}

/* The bound without the search that would close it. */
static void bound_is_above_the_optimum(void **state)
{
    (void)state;
    uint64_t seed = 3;
    size_t open = 0;
    for (int round = 0; round < support_rounds(300); round++) {
        struct hoshi_budget_item item[SMALL];
        struct hoshi_budget_rules r = {.years = (int)support_between(&seed, 1, 3)};
        size_t n = (size_t)support_between(&seed, 1, SMALL - 1);
        random_items(&seed, item, n, r.years, false);
        random_rules(&seed, item, n, &r);
        r.search_limit = 1;
        struct hoshi_budget_choice *c = chosen(item, n, &r);
        struct brute b = brute(item, n, &r);
        hold(item, n, c);
        assert_true(c->value_micro <= b.value && b.value <= c->bound_micro);
        assert_true(!c->optimal || c->value_micro == b.value);
        open += !c->optimal;
        hoshi_budget_choice_close(c);
    }
    assert_true(support_watched() || open > 20);
}

/* The tree alone, from an empty plan and without the search that would come first. */
static void tree_comes_to_the_optimum(void **state)
{
    (void)state;
    uint64_t seed = 31;
    size_t lowered = 0;
    for (int round = 0; round < support_rounds(150); round++) {
        struct hoshi_budget_item item[SMALL];
        struct hoshi_budget_rules r = {.years = (int)support_between(&seed, 1, 3)};
        size_t n = (size_t)support_between(&seed, 1, SMALL - 1);
        int64_t cost[SMALL * 3], weight[SMALL];
        double rough[SMALL * 3];
        uint8_t earliest[SMALL], latest[SMALL], start[SMALL] = {0};
        bool must[SMALL] = {false};
        uint16_t allowed[SMALL];
        struct budget_problem p = {.n = n,
                                   .years = r.years,
                                   .rows = r.years,
                                   .cost = cost,
                                   .rough = rough,
                                   .weight = weight,
                                   .earliest = earliest,
                                   .latest = latest,
                                   .must = must,
                                   .must_not = must,
                                   .yen_unit = 1e6,
                                   .value_unit = 1e8,
                                   .most = {HOSHI_YEN_MAX, HOSHI_YEN_MAX, HOSHI_YEN_MAX}};
        random_items(&seed, item, n, r.years, false);
        random_rules(&seed, item, n, &r);
        r.carry_over = r.late_counts_full = false;
        for (size_t i = 0; i < n; i++) {
            earliest[i] = 1;
            latest[i] = (uint8_t)(item[i].latest_start < r.years ? item[i].latest_start : r.years);
            weight[i] = item[i].weight_micro;
            for (int y = 0; y < r.years; y++) {
                cost[i * (size_t)r.years + (size_t)y] = item[i].by_year_yen[y];
                rough[i * (size_t)r.years + (size_t)y] = (double)item[i].by_year_yen[y] / p.yen_unit;
            }
        }
        for (int t = 1; t <= r.years; t++)
            p.factor[t] = r.years - t + 1;
        struct budget_limits l = {.allowed = allowed};
        memcpy(l.budget, r.budget_yen, sizeof r.budget_yen);
        assert_true(budget_allow(&p, &l, true));
        struct budget_dual dual;
        struct budget_search *search = NULL;
        struct budget_plan plan = {.start = start};
        assert_int_equal(budget_dual_solve(&p, &l, 1e6, NULL, &dual), HOSHI_OK);
        assert_int_equal(budget_search_open(&p, &search), HOSHI_OK);
        int64_t root = budget_bound_proven(&p, &l, dual.best.price), bound = root;
        assert_int_equal(budget_tree_search(&p, search, &l, &dual, 2000000, &plan, &bound), HOSHI_OK);
        struct brute b = brute(item, n, &r);
        assert_true(root >= b.value);
        assert_int_equal(plan.value, b.value);
        assert_int_equal(bound, b.value);
        lowered += bound < root;
        budget_search_close(search);
    }
    assert_true(support_watched() || lowered > 60);
}

static void large_ones_hold(void **state)
{
    (void)state;
    static struct hoshi_budget_item item[MANY];
    uint64_t seed = 11;
    for (int round = 0; round < 6; round++) {
        struct hoshi_budget_rules r = {.years = round < 3 ? 3 : 1 + round};
        size_t n = round % 2 ? MANY : 400;
        random_items(&seed, item, n, r.years, true);
        random_rules(&seed, item, n, &r);
        r.extras = true;
        for (int y = 0; y < r.years; y++) /* enough for the musts, not for everybody */
            r.budget_yen[y] = (int64_t)n * 800000 + r.budget_yen[y] / 3;
        struct hoshi_budget_choice *c = chosen(item, n, &r);
        hold(item, n, c);
        assert_int_equal(c->state, HOSHI_BUDGET_WITHIN);
        assert_true(c->gap_ppm <= (n == MANY ? 100 : 500));
        hoshi_budget_choice_close(c);
    }
}

static void curve_never_falls(void **state)
{
    (void)state;
    static struct hoshi_budget_item item[MANY];
    uint64_t seed = 5;
    for (int round = 0; round < 12; round++) {
        struct hoshi_budget_rules r = {.years = 3};
        size_t n = (size_t)support_between(&seed, 1, round < 10 ? 30 : MANY);
        random_items(&seed, item, n, r.years, round % 2);
        random_rules(&seed, item, n, &r);
        r.extras = true;
        struct hoshi_budget_choice *c = chosen(item, n, &r);
        hold(item, n, c);
        const struct hoshi_budget_point *at = &c->curve[HOSHI_BUDGET_FULL];
        assert_int_equal(at->value_micro, c->value_micro);
        assert_int_equal(at->bound_micro, c->bound_micro);
        assert_int_equal(at->musts_over, c->state == HOSHI_BUDGET_MUSTS_OVER);
        for (int k = 0; k < HOSHI_BUDGET_POINTS; k++) {
            const struct hoshi_budget_point *p = &c->curve[k];
            assert_true(p->value_micro <= p->bound_micro);
            assert_true(p->musts_over || r.carry_over || p->spent_yen <= p->budget_yen);
            if (!k || c->curve[k - 1].musts_over)
                continue;
            assert_false(p->musts_over);
            assert_true(p->value_micro >= p[-1].value_micro && p->budget_yen >= p[-1].budget_yen);
        }
        for (int y = 0; y <= r.years; y++)
            assert_true(c->step[y].gain_micro >= 0 || c->state == HOSHI_BUDGET_MUSTS_OVER);
        hoshi_budget_choice_close(c);
    }
}

static void more_money_never_removes_less(void **state)
{
    (void)state;
    uint64_t seed = 77;
    for (int round = 0; round < support_rounds(60); round++) {
        struct hoshi_budget_item item[12];
        struct hoshi_budget_rules r = {.years = 3};
        random_items(&seed, item, 12, r.years, false);
        random_rules(&seed, item, 12, &r);
        struct hoshi_budget_choice *less = chosen(item, 12, &r);
        r.budget_yen[support_between(&seed, 0, 2)] += support_between(&seed, 1, 2000000);
        struct hoshi_budget_choice *more = chosen(item, 12, &r);
        assert_true(less->optimal && more->optimal);
        assert_true(more->value_micro >= less->value_micro);
        hoshi_budget_choice_close(less);
        hoshi_budget_choice_close(more);
    }
}

/* One must of 700 in year 1 and 200 later, a budget of 500: short by 200 whenever it starts but in the last
 * year. */
static void musts_over_say_where(void **state)
{
    (void)state;
    struct hoshi_budget_item item[2] = {
        {.by_year_yen = {700, 200, 200}, .weight_micro = 5, .latest_start = 2, .must = true},
        {.by_year_yen = {10, 10, 10}, .weight_micro = 500, .latest_start = 3}};
    struct hoshi_budget_rules r;
    hoshi_budget_rules_init(&r, 3, 500);
    r.extras = true;
    struct hoshi_budget_choice *c = chosen(item, 2, &r);
    assert_int_equal(c->state, HOSHI_BUDGET_MUSTS_OVER);
    assert_int_equal(c->short_yen[c->start[0] - 1], 200);
    assert_int_equal(c->start[0], 1); /* earlier removes more */
    assert_int_equal(c->start[1], 2); /* what the must leaves in its second year goes to the other */
    assert_int_equal(c->left_yen[1], 500 - 210);
    assert_true(c->short_proven);
    assert_int_equal(c->short_least_yen, 200);
    assert_true(c->curve[13].musts_over);
    assert_false(c->curve[14].musts_over); /* 140 % of 500 */
    hoshi_budget_choice_close(c);
    r.carry_over = true; /* 500 of year 1 wait for year 2 */
    c = chosen(item, 2, &r);
    assert_int_equal(c->state, HOSHI_BUDGET_WITHIN);
    assert_int_equal(c->start[0], 2);
    assert_int_equal(c->available_yen[1], 500 + 490);
    hoshi_budget_choice_close(c);
}

static void deadline_and_waiting(void **state)
{
    (void)state;
    /* Together too dear in year 1; whoever may wait waits. */
    struct hoshi_budget_item item[2] = {{.by_year_yen = {100, 10}, .weight_micro = 30, .latest_start = 2},
                                        {.by_year_yen = {100, 10}, .weight_micro = 20, .latest_start = 1}};
    struct hoshi_budget_rules r = {.years = 2, .budget_yen = {110, 110}};
    struct hoshi_budget_choice *c = chosen(item, 2, &r);
    assert_int_equal(c->start[0], 2);
    assert_int_equal(c->start[1], 1);
    assert_int_equal(c->value_micro, 30 + 2 * 20);
    hoshi_budget_choice_close(c);
    item[1].latest_start = 2;
    c = chosen(item, 2, &r);
    assert_int_equal(c->start[0], 1);
    assert_int_equal(c->value_micro, 2 * 30 + 20);
    hoshi_budget_choice_close(c);
}

static void order_and_next(void **state)
{
    (void)state;
    struct hoshi_budget_item item[5] = {
        {.by_year_yen = {100}, .weight_micro = 100, .latest_start = 1},
        {.by_year_yen = {100}, .weight_micro = 900, .latest_start = 1},
        {.by_year_yen = {100}, .weight_micro = 1, .latest_start = 1, .must = true},
        {.by_year_yen = {0}, .weight_micro = 2, .latest_start = 1},
        {.by_year_yen = {100}, .weight_micro = 999, .latest_start = 1}};
    item[4].must_not = true;
    struct hoshi_budget_rules r = {.years = 1, .budget_yen = {250}, .extras = true};
    struct hoshi_budget_choice *c = chosen(item, 5, &r);
    const uint32_t order[] = {2, 3, 1, 0, 4};
    assert_memory_equal(c->order, order, sizeof order);
    for (size_t k = 0; k < 5; k++)
        assert_int_equal(c->rank[c->order[k]], k);
    assert_int_equal(c->next, 0);
    assert_int_equal(c->next_start, 1);
    assert_int_equal(c->next_lacks_yen, 50);
    assert_int_equal(c->step[0].gain_micro, 100);
    assert_int_equal(c->step[0].supplier, 0);
    assert_int_equal(c->all_micro, 100 + 900 + 1 + 2);
    hoshi_budget_choice_close(c);
}

static void alike_suppliers(void **state)
{
    (void)state;
    static struct hoshi_budget_item item[MANY];
    for (size_t i = 0; i < MANY; i++)
        item[i] =
            (struct hoshi_budget_item){.by_year_yen = {1000, 100, 100}, .weight_micro = 7, .latest_start = 3};
    struct hoshi_budget_rules r;
    hoshi_budget_rules_init(&r, 3, 100000);
    struct hoshi_budget_choice *c = chosen(item, MANY, &r);
    hold(item, MANY, c);
    /* 100 in year 1; their 100 a year leave room for 90 in year 2, then 81. */
    assert_int_equal(c->value_micro, 7 * (100 * 3 + 90 * 2 + 81));
    assert_int_equal(c->start[0], 1); /* ties to the first in order */
    hoshi_budget_choice_close(c);
}

static void nothing_and_plenty(void **state)
{
    (void)state;
    struct hoshi_budget_rules r;
    hoshi_budget_rules_init(&r, 3, 1000);
    r.extras = true;
    struct hoshi_budget_choice *c = chosen(NULL, 0, &r);
    assert_true(c->optimal && c->value_micro == 0 && c->funded == 0 && c->next == SIZE_MAX);
    hoshi_budget_choice_close(c);
    struct hoshi_budget_item item[2] = {{.by_year_yen = {5, 5, 5}, .weight_micro = 4, .latest_start = 9},
                                        {.by_year_yen = {6, 5, 5}, .weight_micro = 4, .latest_start = 9}};
    c = chosen(item, 2, &r);
    assert_true(c->optimal && c->value_micro == 24 && c->value_micro == c->all_micro);
    assert_int_equal(c->next, SIZE_MAX);
    for (int y = 0; y <= 3; y++)
        assert_int_equal(c->step[y].gain_micro, 0);
    hoshi_budget_choice_close(c);
    hoshi_budget_rules_init(&r, 3, 0);
    c = chosen(item, 2, &r);
    assert_true(c->optimal && c->value_micro == 0);
    hoshi_budget_choice_close(c);
}

/* Suppliers that cost this buyer nothing, or next to nothing beside its budget. */
static void costs_next_to_nothing(void **state)
{
    (void)state;
    enum { N = 3000, YEARS = 3 };
    struct hoshi_budget_item *item = calloc(N, sizeof *item);
    uint64_t seed = 5;
    for (int yen = 0; yen < 3; yen++)
        for (int musts = 0; musts < 2; musts++) {
            for (size_t i = 0; i < N; i++) {
                item[i] = (struct hoshi_budget_item){.weight_micro = support_between(&seed, 0, 9000000),
                                                     .latest_start = YEARS,
                                                     .must = musts && i % 7 == 0};
                for (int y = 0; y < YEARS; y++)
                    item[i].by_year_yen[y] = item[i].must ? 0 : support_between(&seed, 0, yen);
            }
            struct hoshi_budget_rules r;
            struct hoshi_budget_choice *c = NULL;
            hoshi_budget_rules_init(&r, YEARS, HOSHI_YEN_MAX / 2);
            r.extras = true;
            assert_int_equal(hoshi_budget_choose(item, N, &r, &c, NULL), HOSHI_OK);
            assert_true(c->optimal && c->value_micro == c->all_micro);
            hoshi_budget_choice_close(c);
        }
    free(item);
}

static void same_twice(void **state)
{
    (void)state;
    static struct hoshi_budget_item item[MANY];
    uint64_t seed = 9;
    random_items(&seed, item, MANY, 4, true);
    struct hoshi_budget_rules r = {.years = 4};
    random_rules(&seed, item, MANY, &r);
    struct hoshi_budget_choice *a = chosen(item, MANY, &r), *b = chosen(item, MANY, &r);
    assert_memory_equal(a->start, b->start, MANY);
    assert_memory_equal(a->order, b->order, MANY * sizeof *a->order);
    assert_int_equal(a->bound_micro, b->bound_micro);
    hoshi_budget_choice_close(a);
    hoshi_budget_choice_close(b);
}

static void weights(void **state)
{
    (void)state;
    assert_int_equal(hoshi_budget_weight(240000000, 2), INT64_C(720000000));
    assert_int_equal(hoshi_budget_weight(240000000, 0), INT64_C(240000000));
    assert_int_equal(hoshi_budget_weight(HOSHI_NONE, 3), 1);
    struct hoshi_budget_rules r = {.years = 3};
    assert_int_equal(hoshi_budget_value(&r, 10, 1), 30);
    assert_int_equal(hoshi_budget_value(&r, 10, 3), 10);
    assert_int_equal(hoshi_budget_value(&r, 10, 0), 0);
    assert_int_equal(hoshi_budget_value(&r, 10, 4), 0);
    r.late_counts_full = true;
    assert_int_equal(hoshi_budget_value(&r, 10, 3), 10);
    assert_int_equal(hoshi_budget_value(&r, 10, 1), 10);
}

static void refused(const struct hoshi_budget_item *item, size_t n, const struct hoshi_budget_rules *r,
                    enum hoshi_status status, const char *path)
{
    struct hoshi_budget_choice *c = NULL;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_budget_choose(item, n, r, &c, &faults), status);
    assert_null(c);
    assert_string_equal(faults.item[0].path, path);
}

static void wrong_input(void **state)
{
    (void)state;
    struct hoshi_budget_item good = {.by_year_yen = {1, 1}, .weight_micro = 1, .latest_start = 1}, bad = good;
    struct hoshi_budget_rules r = {.years = 2, .budget_yen = {5, 5}}, s = r;
    s.years = 0;
    refused(&good, 1, &s, HOSHI_E_RANGE, "years");
    s.years = HOSHI_YEARS_MAX + 1;
    refused(&good, 1, &s, HOSHI_E_RANGE, "years");
    s = r;
    s.budget_yen[1] = -1;
    refused(&good, 1, &s, HOSHI_E_RANGE, "budget_yen[1]");
    s.budget_yen[1] = HOSHI_YEN_MAX + 1;
    refused(&good, 1, &s, HOSHI_E_RANGE, "budget_yen[1]");
    s = r;
    s.search_limit = -1;
    refused(&good, 1, &s, HOSHI_E_RANGE, "search_limit");
    bad.by_year_yen[1] = -1;
    refused(&bad, 1, &r, HOSHI_E_RANGE, "suppliers[0].by_year_yen[1]");
    bad = good;
    bad.weight_micro = -1;
    refused(&bad, 1, &r, HOSHI_E_RANGE, "suppliers[0].weight_micro");
    bad = good;
    bad.latest_start = 0;
    refused(&bad, 1, &r, HOSHI_E_RANGE, "suppliers[0].latest_start");
    bad = good;
    bad.must = bad.must_not = true;
    refused(&bad, 1, &r, HOSHI_E_CONTRADICTION, "suppliers[0]");
    refused(&good, HOSHI_BUDGET_SUPPLIERS_MAX + (size_t)1, &r, HOSHI_E_TOO_MANY, "suppliers");
    struct hoshi_budget_item two[2] = {good, good};
    two[0].by_year_yen[0] = two[1].by_year_yen[0] = HOSHI_YEN_MAX;
    refused(two, 2, &r, HOSHI_E_OVERFLOW, "suppliers[0]");
    two[0] = two[1] = good;
    two[0].weight_micro = two[1].weight_micro = INT64_C(1500000000000000000);
    refused(two, 2, &r, HOSHI_E_OVERFLOW, "suppliers[1]");
}

/* The dearest amounts there may be. */
static void greatest_amounts(void **state)
{
    (void)state;
    struct hoshi_budget_item item[2] = {
        {.by_year_yen = {HOSHI_YEN_MAX - 5}, .weight_micro = INT64_C(1900000000000000000), .latest_start = 1},
        {.by_year_yen = {5}, .weight_micro = INT64_C(1900000000000000000), .latest_start = 1}};
    struct hoshi_budget_rules r = {.years = 1, .budget_yen = {HOSHI_YEN_MAX}, .extras = true};
    struct hoshi_budget_choice *c = chosen(item, 2, &r);
    hold(item, 2, c);
    assert_int_equal(c->funded, 2);
    assert_true(c->optimal);
    hoshi_budget_choice_close(c);
    r.budget_yen[0]--;
    c = chosen(item, 2, &r);
    hold(item, 2, c);
    assert_int_equal(c->funded, 1);
    hoshi_budget_choice_close(c);
}

static void memory_runs_out(void **state)
{
    (void)state;
    struct hoshi_budget_item item[5];
    uint64_t seed = 21;
    random_items(&seed, item, 5, 2, true);
    item[0].must = true;
    item[0].must_not = false;
    struct hoshi_budget_rules r = {.years = 2, .budget_yen = {3000000, 3000000}, .extras = true};
    bool failed = true;
    long n = 0;
    for (; failed && n < 500; n++) {
        struct hoshi_budget_choice *c = NULL;
        support_fail_allocation(n, true);
        enum hoshi_status s = hoshi_budget_choose(item, 5, &r, &c, NULL);
        failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_true(failed ? s == HOSHI_E_MEMORY && !c : s == HOSHI_OK);
        hoshi_budget_choice_close(c);
    }
    assert_true(!failed && n > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_choice_there_is),
        cmocka_unit_test(limits_of_a_department),
        cmocka_unit_test(bound_is_above_the_optimum),
        cmocka_unit_test(tree_comes_to_the_optimum),
        cmocka_unit_test(large_ones_hold),
        cmocka_unit_test(curve_never_falls),
        cmocka_unit_test(more_money_never_removes_less),
        cmocka_unit_test(musts_over_say_where),
        cmocka_unit_test(deadline_and_waiting),
        cmocka_unit_test(order_and_next),
        cmocka_unit_test(alike_suppliers),
        cmocka_unit_test(nothing_and_plenty),
        cmocka_unit_test(costs_next_to_nothing),
        cmocka_unit_test(same_twice),
        cmocka_unit_test(weights),
        cmocka_unit_test(wrong_input),
        cmocka_unit_test(greatest_amounts),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
