/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random pairs of cases of which the second asks for no less: more open, more of a quantity, a higher level, fewer
 * days of its own. It is never cheaper, on the basis by which it is planned and divided. */
#include "support.h"
#include "estimate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 120 }; /* of each kind */

static struct hoshi_case *random_case(uint64_t *seed)
{
    int level = support_chance(seed, 2) ? 3 : 4;
    int64_t users = support_between(seed, 1, 8) * support_between(seed, 1, 40);
    struct hoshi_case *c = support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"size\":{\"users\":%d}},\"target_level\":%d,"
        "\"gap\":{\"answers\":{}},\"sharing\":{\"basis\":\"%s\"}}",
        (int)users, level, support_chance(seed, 3) ? "point" : "mean");
    for (size_t i = 0; i < c->answers.n; i++)
        c->answers.answer[i] =
            support_chance(seed, 2) ? (struct hoshi_answer){HOSHI_MET, HOSHI_NONE, NULL, NULL}
            : support_chance(seed, 3)
                ? (struct hoshi_answer){HOSHI_PARTIAL, support_between(seed, 1, HOSHI_MICRO), NULL, NULL}
                : (struct hoshi_answer){HOSHI_UNMET, HOSHI_NONE, NULL, NULL};
    /* Sizes stated, so that one can grow alone. */
    for (int d = HOSHI_USERS; d < HOSHI_DRIVERS; d++)
        c->supplier.size[d] = d == HOSHI_USERS ? users : support_between(seed, 1, 1 + users / 2);
    c->supplier.it_days_per_year = support_chance(seed, 2) ? support_between(seed, 0, 150) : HOSHI_NONE;
    return c;
}

static int64_t divided(const struct hoshi_case *c)
{
    struct hoshi_faults faults = {0};
    struct hoshi_estimate *e = NULL;
    enum hoshi_status s = hoshi_estimate_open(support_tables(), c, support_today, &e, &faults);
    if (s)
        fail_msg("%s at %s", hoshi_status_name(s), faults.item[0].path);
    int64_t yen = c->sharing.basis == HOSHI_BASIS_MEAN ? e->totals.mean_horizon_yen : e->totals.horizon_yen;
    assert_true(e->plan.optimal);
    hoshi_estimate_close(e);
    return yen;
}

static void not_cheaper(struct hoshi_case *c, int64_t before, const char *what, int round)
{
    int64_t after = divided(c);
    if (after < before)
        fail_msg("%s, round %d: %" PRId64 " after %" PRId64, what, round, after, before);
    hoshi_case_close(c);
}

static void more_open_never_costs_less(void **state)
{
    (void)state;
    uint64_t seed = 20261130;
    for (int i = 0; i < support_pairs(PAIRS); i++) {
        struct hoshi_case *c = random_case(&seed);
        int64_t before = divided(c);
        for (int k = 0; k < 5; k++) {
            struct hoshi_answer *a = &c->answers.answer[support_between(&seed, 0, (int64_t)c->answers.n - 1)];
            int64_t left = a->status == HOSHI_MET     ? 0
                           : a->status == HOSHI_UNMET ? HOSHI_MICRO
                                                      : a->remaining_ppm;
            *a = (struct hoshi_answer){HOSHI_PARTIAL, support_between(&seed, left, HOSHI_MICRO), NULL, NULL};
        }
        not_cheaper(c, before, "more open", i);
    }
}

static void more_of_a_quantity_never_costs_less(void **state)
{
    (void)state;
    uint64_t seed = 20261201;
    for (int i = 0; i < support_pairs(PAIRS); i++) {
        struct hoshi_case *c = random_case(&seed);
        int64_t before = divided(c);
        int d = (int)support_between(&seed, HOSHI_USERS, HOSHI_DRIVERS - 1);
        c->supplier.size[d] += support_between(&seed, 1, 60);
        not_cheaper(c, before, hoshi_driver_key((enum hoshi_driver)d), i);
    }
}

static void higher_level_never_costs_less(void **state)
{
    (void)state;
    uint64_t seed = 20261202;
    for (int i = 0; i < support_pairs(PAIRS); i++) {
        struct hoshi_case *c = random_case(&seed);
        c->target_level = 3;
        int64_t before = divided(c);
        c->target_level = 4;
        not_cheaper(c, before, "level 4", i);
    }
}

static void fewer_own_days_never_cost_less(void **state)
{
    (void)state;
    uint64_t seed = 20261203;
    for (int i = 0; i < support_pairs(PAIRS); i++) {
        struct hoshi_case *c = random_case(&seed);
        int64_t days = support_between(&seed, 1, 150);
        c->supplier.it_days_per_year = days;
        int64_t before = divided(c);
        c->supplier.it_days_per_year = support_between(&seed, 0, days - 1);
        not_cheaper(c, before, "fewer days", i);
    }
}

/* What means the same is one figure: the total that is divided, the plan's own cost, the way it stands among those set
 * side by side, and the sums of its entries, whatever is bought in. And the three ways stand in order. */
static void one_figure_for_one_thing(void **state)
{
    (void)state;
    uint64_t seed = 20261204;
    size_t bought = 0;
    for (int i = 0; i < support_pairs(PAIRS); i++) {
        struct hoshi_case *c = random_case(&seed);
        struct hoshi_estimate *e = NULL;
        assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
        bool mean = c->sharing.basis == HOSHI_BASIS_MEAN,
             limited = c->supplier.it_days_per_year != HOSHI_NONE;
        int64_t total = mean ? e->totals.mean_horizon_yen : e->totals.horizon_yen, sum = 0, level[2] = {0};
        for (size_t k = 0; k < e->certain; k++) {
            const struct hoshi_amounts *x = mean ? &e->entry[k].mean : &e->entry[k].point;
            int64_t price = mean ? e->entry[k].line.unit_mean_micro : e->entry[k].line.unit.likely_micro,
                    yen = 0;
            sum += x->horizon_yen;
            level[e->entry[k].cause == HOSHI_CAUSE_LEVEL4] += x->horizon_yen;
            /* And each can be multiplied out. */
            if (e->entry[k].line.measure->hands) {
                bought++;
                assert_true(hoshi_money_line(e->entry[k].line.quantity_micro, HOSHI_MICRO, price, &yen));
                assert_int_equal(e->entry[k].need_ppm ? yen : -yen, x->horizon_yen);
            }
        }
        assert_int_equal(sum, total);
        assert_int_equal(e->plan.cost_yen, total);
        if (e->ledger)
            assert_int_equal(e->plan3.cost_yen, level[0]);
        assert_true(e->in_house.exists && e->outsourced.exists && e->within.exists == limited);
        assert_int_equal(limited ? e->within.horizon_yen : e->in_house.horizon_yen, total);
        assert_true(e->in_house.horizon_yen <= total && total <= e->outsourced.horizon_yen);
        if (limited && c->supplier.it_days_per_year == 0)
            assert_int_equal(e->outsourced.horizon_yen, total);
        assert_int_equal(e->all_unanswered_unmet_yen, e->totals.mean_horizon_yen);
        assert_int_equal(e->all_unanswered_point_yen, e->totals.horizon_yen);
        hoshi_estimate_close(e);
        hoshi_case_close(c);
    }
    assert_true(bought > (size_t)support_pairs(PAIRS) / 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_open_never_costs_less), cmocka_unit_test(more_of_a_quantity_never_costs_less),
        cmocka_unit_test(higher_level_never_costs_less), cmocka_unit_test(fewer_own_days_never_cost_less),
        cmocka_unit_test(one_figure_for_one_thing)};
    return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}
