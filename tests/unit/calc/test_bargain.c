/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zone of agreement, Nash solutions against a search for the largest product, axioms, ladder, and what is
 * left to say when values are missing. */
#include "bargain.h"
#include "money.h"
#include "support.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

__extension__ typedef __int128 wide;

static struct hoshi_case_negotiation blank(void)
{
    struct hoshi_case_negotiation g;
    memset(&g, 0, sizeof g);
    g.own_target_ppm = g.own_reservation_ppm = g.other_reservation_estimated_ppm = g.power_ppm = HOSHI_NONE;
    g.own_target_yen = g.own_reservation_yen = g.other_reservation_estimated_yen = HOSHI_NONE;
    return g;
}

static struct hoshi_bargain shares(int64_t amount, int64_t target, int64_t own, int64_t other, int64_t power)
{
    struct hoshi_case_negotiation g = blank();
    struct hoshi_bargain x;
    g.own_target_ppm = target;
    g.own_reservation_ppm = own;
    g.other_reservation_estimated_ppm = other;
    g.power_ppm = power;
    hoshi_bargain_init(&x, &g, amount);
    return x;
}

/* 1,000,000 yen, from 50 % up to 70 %, weight 0.4: worked by hand. */
static void worked_example(void **state)
{
    (void)state;
    struct hoshi_bargain x = shares(1000000, 900000, 500000, 700000, 400000);
    assert_int_equal(x.zone, HOSHI_ZONE_OPEN);
    assert_int_equal(x.target_yen, 900000);
    assert_int_equal(x.reservation_yen, 500000);
    assert_int_equal(x.other_yen, 700000);
    assert_int_equal(x.surplus_yen, 200000);
    assert_int_equal(x.nash_yen, 600000);
    assert_int_equal(x.weighted_yen, 580000);
    assert_int_equal(x.between_yen, 450000);
    assert_false(x.between_suits); /* below what the supplier accepts */
    assert_false(x.target_suits);
    static const int64_t rung[] = {900000, 686667, 580000, 526667, 500000};
    for (int i = 0; i < HOSHI_LADDER_RUNGS; i++)
        assert_int_equal(x.ladder_yen[i], rung[i]);
}

/* Two parties share 12 − 7 = 5 by 1/2 : 1/2 and by 4/5 : 1/5 (Kalai 1977: w of what there is above the
 * disagreement). */
static void yen_values_go_before_the_amount(void **state)
{
    (void)state;
    struct hoshi_case_negotiation g = blank();
    struct hoshi_bargain x;
    g.own_reservation_yen = 7;
    g.other_reservation_estimated_yen = 12;
    g.power_ppm = 800000;
    hoshi_bargain_init(&x, &g, 20);
    assert_int_equal(x.nash_yen, 10); /* 9.5, half up */
    assert_int_equal(x.weighted_yen, 11);
    assert_int_equal(x.target_yen, HOSHI_NONE);
    assert_int_equal(x.between_yen, HOSHI_NONE);
    assert_int_equal(x.ladder_yen[0], HOSHI_NONE);
    /* Nobody pays more than the amount. */
    hoshi_bargain_init(&x, &g, 9);
    assert_int_equal(x.other_yen, 9);
    assert_int_equal(x.surplus_yen, 2);
    /* The supplier would not even be content with all of it. */
    hoshi_bargain_init(&x, &g, 6);
    assert_int_equal(x.zone, HOSHI_ZONE_NONE);
    assert_int_equal(x.surplus_yen, -1);
}

static void edges_of_the_zone(void **state)
{
    (void)state;
    struct hoshi_bargain x = shares(1000000, 800000, 500000, 500000, HOSHI_NONE);
    assert_int_equal(x.zone, HOSHI_ZONE_POINT);
    assert_int_equal(x.surplus_yen, 0);
    assert_int_equal(x.nash_yen, 500000);
    assert_int_equal(x.weighted_yen, 500000);
    assert_false(x.power_stated);
    assert_int_equal(x.power_ppm, 500000);
    x = shares(1000000, 800000, 500001, 500000, 500000);
    assert_int_equal(x.zone, HOSHI_ZONE_NONE);
    assert_int_equal(x.surplus_yen, -1);
    assert_int_equal(x.nash_yen, HOSHI_NONE);
    assert_int_equal(x.weighted_yen, HOSHI_NONE);
    assert_int_equal(x.ladder_yen[4], 500001); /* the own way down does not depend on the other side */
    x = shares(1000000, 800000, 200000, 600000, 0);
    assert_int_equal(x.weighted_yen, 200000);
    x = shares(1000000, 800000, 200000, 600000, HOSHI_MICRO);
    assert_int_equal(x.weighted_yen, 600000);
    x = shares(1000000, 500000, 0, 600000, HOSHI_NONE);
    assert_true(x.target_suits);
    assert_true(x.between_suits);
    x = shares(0, 900000, 500000, 700000, 400000);
    assert_int_equal(x.zone, HOSHI_ZONE_POINT);
    assert_int_equal(x.nash_yen, 0);
    x = shares(-5, 900000, 500000, 700000, 400000);
    assert_int_equal(x.amount_yen, 0);
    x = shares(HOSHI_YEN_MAX, HOSHI_MICRO, 1, HOSHI_MICRO, 999999);
    assert_int_equal(x.zone, HOSHI_ZONE_OPEN);
    assert_true(x.weighted_yen < x.other_yen);
}

static void missing_values_leave_what_can_be_said(void **state)
{
    (void)state;
    struct hoshi_bargain x = shares(1000000, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE);
    assert_int_equal(x.zone, HOSHI_ZONE_UNKNOWN);
    assert_int_equal(x.surplus_yen, HOSHI_NONE);
    assert_int_equal(x.between_yen, HOSHI_NONE);
    assert_int_equal(x.ladder_yen[0], HOSHI_NONE);
    x = shares(1000000, 900000, HOSHI_NONE, 600000, HOSHI_NONE);
    assert_int_equal(x.zone, HOSHI_ZONE_UNKNOWN);
    assert_int_equal(x.nash_yen, HOSHI_NONE);
    assert_int_equal(x.between_yen, 450000);
    assert_false(x.between_suits);
    assert_int_equal(x.ladder_yen[0], HOSHI_NONE);
    x = shares(1000000, 900000, 300000, HOSHI_NONE, HOSHI_NONE);
    assert_int_equal(x.zone, HOSHI_ZONE_UNKNOWN);
    assert_int_equal(x.ladder_yen[1], 580000);
    /* A share and yen can cross although each is fine by itself. */
    struct hoshi_case_negotiation g = blank();
    g.own_target_ppm = 100000;
    g.own_reservation_yen = 200000;
    hoshi_bargain_init(&x, &g, 1000000);
    assert_true(x.crossed);
    assert_int_equal(x.ladder_yen[0], HOSHI_NONE);
}

/* The solution is where (x − r)^w (b − x)^(1−w) is largest: look at every yen. */
static void no_other_yen_has_a_larger_product(void **state)
{
    (void)state;
    uint64_t seed = 40917;
    for (int i = 0; i < 400; i++) {
        struct hoshi_case_negotiation g = blank();
        struct hoshi_bargain x;
        g.own_reservation_yen = support_between(&seed, 0, 200);
        g.other_reservation_estimated_yen = g.own_reservation_yen + support_between(&seed, 2, 200);
        g.power_ppm = support_between(&seed, 1, 9) * 100000;
        hoshi_bargain_init(&x, &g, 1000);
        double w = (double)g.power_ppm / 1e6, best = -1;
        int64_t at = -1;
        for (int64_t y = x.reservation_yen; y <= x.other_yen; y++) {
            double product = pow((double)(y - x.reservation_yen), w) * pow((double)(x.other_yen - y), 1 - w);
            if (product > best) {
                best = product;
                at = y;
            }
        }
        if (at - x.weighted_yen > 1 || x.weighted_yen - at > 1)
            fail_msg("r %" PRId64 " b %" PRId64 " w %.1f: %" PRId64 ", largest product at %" PRId64,
                     x.reservation_yen, x.other_yen, w, x.weighted_yen, at);
    }
}

/* Individual rationality, all of the surplus shared, symmetry, invariance under scale and shift, monotone in
 * power. */
static void axioms_hold(void **state)
{
    (void)state;
    uint64_t seed = 77100;
    for (int i = 0; i < 20000; i++) {
        struct hoshi_case_negotiation g = blank(), h;
        struct hoshi_bargain x, y;
        int64_t r = support_between(&seed, 0, 40000000), b = support_between(&seed, 0, 40000000);
        int64_t t = r + support_between(&seed, 0, 40000000), amount = INT64_C(100000000);
        g.own_target_yen = t;
        g.own_reservation_yen = r;
        g.other_reservation_estimated_yen = b;
        g.power_ppm = support_between(&seed, 0, HOSHI_MICRO);
        hoshi_bargain_init(&x, &g, amount);
        assert_int_equal(x.zone, b < r ? HOSHI_ZONE_NONE : b == r ? HOSHI_ZONE_POINT : HOSHI_ZONE_OPEN);
        for (int k = 1; k < HOSHI_LADDER_RUNGS; k++)
            assert_true(x.ladder_yen[k] <= x.ladder_yen[k - 1]);
        assert_int_equal(x.ladder_yen[0], t);
        assert_int_equal(x.ladder_yen[HOSHI_LADDER_RUNGS - 1], r);
        for (int k = 2; k < HOSHI_LADDER_RUNGS; k++) /* each step about half of the one before */
            assert_in_range(2 * (x.ladder_yen[k - 1] - x.ladder_yen[k]) -
                                (x.ladder_yen[k - 2] - x.ladder_yen[k - 1]) + 4,
                            0, 8);
        if (b < r)
            continue;
        assert_true(x.weighted_yen >= r && x.weighted_yen <= b && x.nash_yen >= r && x.nash_yen <= b);
        wide off = (wide)(x.weighted_yen - r) * HOSHI_MICRO - (wide)(b - r) * g.power_ppm;
        assert_true(2 * off <= HOSHI_MICRO && 2 * off >= -HOSHI_MICRO);
        /* The other side's view, weights exchanged, names the same yen but for the rounding. */
        h = g;
        h.own_reservation_yen = amount - b;
        h.other_reservation_estimated_yen = amount - r;
        h.own_target_yen = HOSHI_NONE;
        h.power_ppm = HOSHI_MICRO - g.power_ppm;
        hoshi_bargain_init(&y, &h, amount);
        assert_in_range(amount - y.weighted_yen - x.weighted_yen + 1, 0, 2);
        /* Shift and scale. */
        h = g;
        h.own_reservation_yen = 3 * r + 1000;
        h.other_reservation_estimated_yen = 3 * b + 1000;
        h.own_target_yen = HOSHI_NONE;
        hoshi_bargain_init(&y, &h, 5 * amount);
        assert_in_range(y.weighted_yen - (3 * x.weighted_yen + 1000) + 2, 0, 4);
        g.power_ppm = HOSHI_MICRO;
        hoshi_bargain_init(&y, &g, amount);
        assert_true(y.weighted_yen >= x.weighted_yen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example),
        cmocka_unit_test(yen_values_go_before_the_amount),
        cmocka_unit_test(edges_of_the_zone),
        cmocka_unit_test(missing_values_leave_what_can_be_said),
        cmocka_unit_test(no_other_yen_has_a_larger_product),
        cmocka_unit_test(axioms_hold),
    };
    return cmocka_run_group_tests_name("bargain", tests, NULL, NULL);
}
