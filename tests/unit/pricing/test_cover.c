/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan without the solver beside the solver, and beside brute force on small tables made up here. */
#include "cover.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- small tables ---- */

enum { MEASURES = 12, CRITERIA = 9 };

struct small {
    unsigned closes[MEASURES], excludes[MEASURES], requires[MEASURES], open;
    enum hoshi_choice choice[MEASURES];
    int64_t cost[MEASURES];
    char id[MEASURES][8];
    size_t list[3][MEASURES][MEASURES + CRITERIA];
    struct hoshi_measure measure[MEASURES];
    struct hoshi_criterion criterion[CRITERIA];
    struct hoshi_tables tables;
    bool is_open[CRITERIA];
};

static const size_t *listed(size_t *list, unsigned mask, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < 32; i++)
        if (mask & 1u << i)
            list[(*n)++] = i;
    return list;
}

static void make_small(struct small *x, uint64_t *seed)
{
    memset(x, 0, sizeof *x);
    int64_t dear = support_chance(seed, 2) ? 3 : 1000; /* small costs make ties */
    for (size_t m = 0; m < MEASURES; m++) {
        for (size_t c = 0; c < CRITERIA; c++)
            x->closes[m] |= support_chance(seed, 3) ? 1u << c : 0;
        if (support_chance(seed, 5))
            x->excludes[m] |= 1u << support_between(seed, 0, MEASURES - 1);
        if (support_chance(seed, 5))
        x->requires[m] |= 1u << support_between(seed, 0, MEASURES - 1);
        x->excludes[m] &= ~(1u << m);
        x->requires[m] &= ~(1u << m);
        x->cost[m] = support_between(seed, 0, dear);
        x->choice[m] = support_chance(seed, 10)   ? HOSHI_CHOICE_FORBIDDEN
                       : support_chance(seed, 14) ? HOSHI_CHOICE_HAVE
                       : support_chance(seed, 18) ? HOSHI_CHOICE_FORCED
                                                  : HOSHI_CHOICE_FREE;
        /* Ids whose order is not the order of the table. */
        snprintf(x->id[m], sizeof x->id[m], "m%02zu", (m * 7 + 3) % MEASURES);
        x->measure[m] = (struct hoshi_measure){.id = x->id[m], .index = m, .level = 3, .by_default = true};
        x->measure[m].closes = listed(x->list[0][m], x->closes[m], &x->measure[m].closes_n);
        x->measure[m].excludes = listed(x->list[1][m], x->excludes[m], &x->measure[m].excludes_n);
        x->measure[m].requires_ = listed(x->list[2][m], x->requires[m], &x -> measure[m].requires_n);
    }
    for (size_t c = 0; c < CRITERIA; c++) {
        x->criterion[c] = (struct hoshi_criterion){.id = "4-1-1-1", .index = c, .level = 3, .category = 4};
        x->is_open[c] = !support_chance(seed, 4);
        x->open |= x->is_open[c] ? 1u << c : 0;
    }
    x->tables.catalog.criterion = x->criterion;
    x->tables.catalog.criteria = CRITERIA;
    x->tables.measure = x->measure;
    x->tables.measures = MEASURES;
}

static bool holds(const struct small *x, unsigned chosen, unsigned have)
{
    unsigned closed = 0;
    for (size_t m = 0; m < MEASURES; m++) {
        if (!((chosen | have) >> m & 1))
            continue;
        closed |= x->closes[m];
        if (chosen >> m & 1 && (x->requires[m] & ~(chosen | have) || x->excludes[m] & chosen))
            return false;
    }
    return (x->open & ~closed) == 0;
}

static bool lower_ids(const struct small *x, unsigned a, unsigned b)
{
    const char *least = NULL;
    bool of_a = false;
    for (size_t m = 0; m < MEASURES; m++)
        if ((a ^ b) >> m & 1 && (!least || strcmp(x->id[m], least) < 0)) {
            least = x->id[m];
            of_a = a >> m & 1;
        }
    return of_a;
}

/* Cost, then number, then ids. False: there is no plan. */
static bool brute(const struct small *x, unsigned *best)
{
    unsigned have = 0, forced = 0, forbidden = 0;
    int64_t least = 0;
    bool found = false;
    for (size_t m = 0; m < MEASURES; m++) {
        have |= x->choice[m] == HOSHI_CHOICE_HAVE ? 1u << m : 0;
        forced |= x->choice[m] == HOSHI_CHOICE_FORCED ? 1u << m : 0;
        forbidden |= x->choice[m] == HOSHI_CHOICE_FORBIDDEN ? 1u << m : 0;
    }
    for (unsigned s = 0; s < 1u << MEASURES; s++) {
        if (s & (have | forbidden) || forced & ~s || !holds(x, s, have))
            continue;
        int64_t cost = 0;
        for (size_t m = 0; m < MEASURES; m++)
            cost += s >> m & 1 ? x->cost[m] * 100 + 1 : 0;
        if (!found || cost < least || (cost == least && lower_ids(x, s, *best))) {
            least = cost;
            *best = s;
        }
        found = true;
    }
    return found;
}

static void test_brute_force(void **state)
{
    (void)state;
    uint64_t seed = 42;
    struct small *x = malloc(sizeof *x);
    size_t plans = 0, handed_over = 0;
    for (int i = 0; i < 3000; i++) {
        make_small(x, &seed);
        struct hoshi_cover *cover = NULL;
        struct hoshi_plan plan;
        struct hoshi_plan_problem p = {
            .tables = &x->tables, .open = x->is_open, .choice = x->choice, .cost_yen = x->cost};
        unsigned best = 0, got = 0;
        bool exists = brute(x, &best);
        assert_int_equal(hoshi_cover_open(&x->tables, &cover), HOSHI_OK);
        enum hoshi_status s = hoshi_cover_solve(cover, &p, &plan, NULL);
        assert_int_equal(s == HOSHI_OK, exists);
        if (!exists)
            assert_true(s == HOSHI_E_CRITERION_OPEN || s == HOSHI_E_PLAN_INFEASIBLE);
        for (size_t m = 0; exists && m < MEASURES; m++)
            got |= plan.chosen[m] ? 1u << m : 0;
        assert_int_equal(got, best);
        plans += exists;
        handed_over += exists && hoshi_cover_counts(cover).handed_over;
        hoshi_cover_close(cover);
    }
    assert_true(plans > 1000);
    assert_int_equal(handed_over, 0);
    free(x);
}

/* ---- the real tables ---- */

struct large {
    bool open[HOSHI_CRITERIA_MAX];
    enum hoshi_choice choice[HOSHI_MEASURES_MAX];
    int64_t cost[HOSHI_MEASURES_MAX], days[HOSHI_MEASURES_MAX];
};

static struct hoshi_plan_problem make_large(struct large *x, uint64_t *seed)
{
    const struct hoshi_tables *t = support_tables();
    int level = support_chance(seed, 2) ? 3 : 4;
    int64_t often = support_between(seed, 1, 12), most = support_chance(seed, 4) ? 5 : 3000000;
    memset(x, 0, sizeof *x);
    for (size_t c = 0; c < t->catalog.criteria; c++)
        x->open[c] = t->catalog.criterion[c].level <= level && support_between(seed, 1, 12) <= often;
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *y = &t->measure[m];
        x->choice[m] = y->star          ? (y->star == level ? HOSHI_CHOICE_FORCED : HOSHI_CHOICE_FORBIDDEN)
                       : !y->by_default ? HOSHI_CHOICE_FORBIDDEN
                       : support_chance(seed, 60) ? HOSHI_CHOICE_HAVE
                                                  : HOSHI_CHOICE_FREE;
        x->cost[m] = support_chance(seed, 3) ? support_between(seed, 0, most)
                                             : (int64_t)y->closes_n * support_between(seed, 1, most / 5);
        x->days[m] = support_between(seed, 0, 5) * HOSHI_MICRO;
    }
    return (struct hoshi_plan_problem){
        .tables = t, .open = x->open, .choice = x->choice, .cost_yen = x->cost, .years = 1};
}

/* Days bought in are rounded to the yen, a yen a year: where all of a plan costs a few yen, the solver cannot tell
 * plans of the same cost from those that cost a yen more, and its choice among them is not that by ids. */
static bool settles_ties(const struct hoshi_plan_problem *p, int64_t cost_yen)
{
    return !p->it_days_micro || cost_yen > 1000;
}

static void same_plan(struct hoshi_cover *cover, const struct hoshi_plan_problem *p)
{
    struct hoshi_plan plan, oracle;
    enum hoshi_status want = hoshi_plan_solve(p, &oracle, NULL, NULL);
    assert_int_equal(hoshi_cover_solve(cover, p, &plan, NULL), want);
    if (want)
        return;
    assert_int_equal(plan.cost_yen, oracle.cost_yen);
    if (settles_ties(p, plan.cost_yen))
        assert_memory_equal(plan.chosen, oracle.chosen, sizeof plan.chosen);
    assert_true(plan.optimal && plan.exists);
    assert_int_equal(plan.within_capacity, oracle.within_capacity);
}

static void test_beside_solver(void **state)
{
    (void)state;
    uint64_t seed = 7;
    struct large *x = malloc(sizeof *x);
    struct hoshi_cover *cover = NULL;
    assert_int_equal(hoshi_cover_open(support_tables(), &cover), HOSHI_OK);
    const char *trials = getenv("TRIALS");
    for (int i = 0; i < (trials ? atoi(trials) : 400); i++) {
        struct hoshi_plan_problem p = make_large(x, &seed);
        same_plan(cover, &p);
    }
    struct hoshi_cover_counts n = hoshi_cover_counts(cover);
    assert_true(n.handed_over * 20 <= n.solved);
    hoshi_cover_close(cover);
    free(x);
}

/* Days bought in: the solver's business, and its answer; where an outside day is the cheaper one always. */
static void test_handed_over(void **state)
{
    (void)state;
    uint64_t seed = 8;
    struct large *x = malloc(sizeof *x);
    struct hoshi_cover *cover = NULL;
    assert_int_equal(hoshi_cover_open(support_tables(), &cover), HOSHI_OK);
    for (int i = 0; i < 40; i++) {
        struct hoshi_plan_problem p = make_large(x, &seed);
        p.it_days_micro = x->days;
        p.capacity_days_micro = support_between(&seed, 0, 150) * HOSHI_MICRO;
        p.inside_micro = 31000 * HOSHI_MICRO;
        p.outside_micro = (i % 4 ? 50000 : 20000) * HOSHI_MICRO;
        same_plan(cover, &p);
    }
    uint64_t handed_over = hoshi_cover_counts(cover).handed_over;
    assert_true(handed_over >= 15 && handed_over < 40);
    hoshi_cover_close(cover);
    free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brute_force),
        cmocka_unit_test(test_beside_solver),
        cmocka_unit_test(test_handed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
