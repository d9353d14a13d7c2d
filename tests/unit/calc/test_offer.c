/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to pay one amount: annuities against powers of the C library and worked figures; equal worth on random
 * mixes, discounted month by month here. */
#include "offer.h"
#include "support.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static void annuities(void **state)
{
    (void)state;
    for (int m = 1; m <= 120; m++)
        assert_true(hoshi_offer_annuity(0, m) == (double)m);
    /* 12 payments at 12.6825 % a year are 12 at 1 % a month: 11.2551 (the usual table). */
    assert_true(fabs(hoshi_offer_annuity(126825, 12) - 11.2550775) < 1e-4);
    static const int64_t rate[] = {1, 100, 20000, 50000, 333333, 1000000};
    for (size_t i = 0; i < SUPPORT_COUNT(rate); i++)
        for (int m = 1; m <= 120; m += 7) {
            double sum = 0, got = hoshi_offer_annuity(rate[i], m);
            for (int k = 1; k <= m; k++)
                sum += pow(1 + (double)rate[i] / 1e6, -k / 12.0);
            if (fabs(got / sum - 1) > 1e-12)
                fail_msg("%" PRId64 " %d: %.17g %.17g", rate[i], m, got, sum);
        }
}

static void ways_of_a_simple_amount(void **state)
{
    (void)state;
    /* Nothing discounted, three years: every figure by hand. */
    struct hoshi_offer_terms t = {1200000, 480000, 600000, 0, 3};
    struct hoshi_offer o;
    hoshi_offer_init(&o, &t, HOSHI_NONE);
    assert_int_equal(o.value_yen, 3600000);
    assert_int_equal(o.way[HOSHI_OFFER_PRICE].price_annual_yen, 1200000);
    assert_int_equal(o.way[HOSHI_OFFER_LUMP].mix.lump_yen, 1440000);
    assert_int_equal(o.way[HOSHI_OFFER_LUMP].price_annual_yen, 720000);
    assert_int_equal(o.way[HOSHI_OFFER_SURCHARGE].mix.months, 24);
    assert_int_equal(o.way[HOSHI_OFFER_SURCHARGE].surcharge_month_yen, 60000);
    assert_int_equal(o.way[HOSHI_OFFER_SURCHARGE].price_annual_yen, 720000);
    assert_int_equal(o.way[HOSHI_OFFER_KIND].kind_annual_yen, 600000);
    assert_int_equal(o.way[HOSHI_OFFER_KIND].price_annual_yen, 600000);
    assert_int_equal(o.way[HOSHI_OFFER_KIND].paid_yen, 1800000);
    assert_int_equal(o.way[HOSHI_OFFER_MIX].mix.lump_yen, 720000);
    assert_int_equal(o.way[HOSHI_OFFER_MIX].price_annual_yen, 720000);
    for (int i = 0; i < HOSHI_OFFER_WAYS; i++) {
        assert_int_equal(o.way[i].worth_yen, 3600000);
        assert_int_equal(o.way[i].difference_yen, 0);
        assert_false(o.way[i].too_much);
    }
    /* A horizon shorter than the surcharge; a stated length. */
    t.years = 1;
    hoshi_offer_init(&o, &t, HOSHI_NONE);
    assert_int_equal(o.way[HOSHI_OFFER_SURCHARGE].mix.months, 12);
    t.years = 10;
    hoshi_offer_init(&o, &t, 18);
    assert_int_equal(o.way[HOSHI_OFFER_SURCHARGE].mix.months, 18);
    assert_true(hoshi_offer_pay(&t, (struct hoshi_offer_mix){12000006, 0, 12, 0}).too_much);
    assert_int_equal(hoshi_offer_pay(&t, (struct hoshi_offer_mix){12000000, 0, 12, 0}).price_annual_yen, 0);
}

/* Earlier money is worth more: a lump sum is smaller than what it replaces, a shorter surcharge costs less in
 * all. */
static void discounting_goes_the_right_way(void **state)
{
    (void)state;
    struct hoshi_offer_terms t = {1200000, 480000, 0, 20000, 3};
    struct hoshi_offer o;
    hoshi_offer_init(&o, &t, 12);
    assert_true(o.way[HOSHI_OFFER_LUMP].mix.lump_yen < 1440000);
    /* 480,000/12 × Σ 1.02^(−k/12), k = 1 … 36, in 40 decimal digits elsewhere: 1,396,907.7 */
    assert_int_equal(o.way[HOSHI_OFFER_LUMP].mix.lump_yen, 1396908);
    int64_t one = o.way[HOSHI_OFFER_SURCHARGE].paid_yen;
    hoshi_offer_init(&o, &t, 24);
    assert_true(one < o.way[HOSHI_OFFER_SURCHARGE].paid_yen);
    assert_true(o.way[HOSHI_OFFER_SURCHARGE].paid_yen < o.way[HOSHI_OFFER_PRICE].paid_yen);
}

static double discounted(const struct hoshi_offer_terms *t, const struct hoshi_offer_way_paid *x)
{
    double sum = (double)x->mix.lump_yen;
    for (int k = 1; k <= 12 * t->years; k++) {
        double v = pow(1 + (double)t->rate_ppm / 1e6, -k / 12.0);
        sum += v * ((double)x->price_annual_yen + (double)x->kind_annual_yen) / 12;
        sum += k <= x->mix.months ? v * (double)x->surcharge_month_yen : 0;
    }
    return sum;
}

static void every_mix_is_worth_the_same(void **state)
{
    (void)state;
    uint64_t seed = 981;
    for (int i = 0; i < 4000; i++) {
        struct hoshi_offer_terms t = {.annual_yen = support_between(&seed, 0, 90000000)};
        t.once_annual_yen = support_between(&seed, 0, t.annual_yen);
        t.kind_annual_yen = support_between(&seed, 0, t.annual_yen);
        t.rate_ppm = support_chance(&seed, 5) ? 0 : support_between(&seed, 0, 300000);
        t.years = (int)support_between(&seed, 1, 10);
        struct hoshi_offer_way_paid p = hoshi_offer_pay(&t, (struct hoshi_offer_mix){0, 0, 1, 0});
        double value = discounted(&t, &p);
        struct hoshi_offer_mix mix = {
            support_between(&seed, 0, (int64_t)value), support_between(&seed, 0, HOSHI_MICRO),
            (int)support_between(&seed, -3, 140), support_between(&seed, 0, HOSHI_MICRO)};
        struct hoshi_offer_way_paid x = hoshi_offer_pay(&t, mix);
        assert_int_equal(p.price_annual_yen, t.annual_yen);
        assert_in_range(x.mix.months, 1, 12 * t.years);
        double off = discounted(&t, &x) - value;
        if (fabs(off) > 0.5 * t.years + 1e-3)
            fail_msg("case %d: off by %.3f yen over %d years", i, off, t.years);
        assert_true(llabs((long long)(x.worth_yen - llround(discounted(&t, &x)))) <= 1);
        assert_int_equal(x.too_much, x.price_annual_yen < 0);
    }
}

/* 400,000 a year over three years: by hand; then random ones add up, run out in time and stay within half a
 * step. */
static void tooling_is_recovered_to_the_yen(void **state)
{
    (void)state;
    struct hoshi_offer_terms t = {1000000, 400001, 0, 20000, 3};
    struct hoshi_tooling x;
    hoshi_tooling_init(&x, &t, HOSHI_NONE);
    assert_int_equal(x.total_yen, 1200003);
    assert_int_equal(x.months, 36);
    assert_int_equal(x.recovered_yen[0], 400001);
    assert_int_equal(x.balance_yen[1], 400001);
    assert_int_equal(x.balance_yen[2], 0);
    hoshi_tooling_init(&x, &t, 18);
    assert_int_equal(x.recovered_yen[0], 800002);
    assert_int_equal(x.recovered_yen[1], 400001);
    assert_int_equal(x.recovered_yen[2], 0);
    struct hoshi_tooling_piece p = hoshi_tooling_piece(&x, 1000000, 250000, 120001, 10000);
    assert_int_equal(p.total_yen, 300001);    /* 300,000.75 */
    assert_int_equal(p.quantity, 180002);     /* 180,001.5 */
    assert_int_equal(p.piece_micro, 1670000); /* 1.66665… */
    assert_int_equal(hoshi_tooling_piece(&x, 1000000, 250000, 0, 10000).piece_micro, 0);
    assert_int_equal(hoshi_tooling_piece(&x, 0, 0, 100, 10000).total_yen, 0);
    uint64_t seed = 31;
    for (int i = 0; i < 5000; i++) {
        int64_t sum = 0, left;
        t.annual_yen = support_between(&seed, 0, 90000000);
        t.once_annual_yen = support_between(&seed, 0, t.annual_yen);
        t.years = (int)support_between(&seed, 1, 10);
        hoshi_tooling_init(&x, &t, support_between(&seed, -2, 130));
        left = x.total_yen;
        for (int y = 0; y < t.years; y++) {
            sum += x.recovered_yen[y];
            left -= x.recovered_yen[y];
            assert_true(x.recovered_yen[y] >= 0 && x.balance_yen[y] == left);
            assert_true(12 * (y + 1) < x.months || !left);
        }
        assert_int_equal(sum, x.total_yen);
    }
}

/* A case of one buyer: the parts are found in its own column. */
static void terms_come_from_the_buyers_own_lines(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"annual_sales_yen\":500000000,\"size\":{\"users\":30}},\"target_level\":3,\"gap\":{\"answers\":{}},\"discount_rate\":\"0.03\",\"buyers\":[{\"id\":\"A\",\"requested_level\":3,\"annual_purchases_yen\":200000000},{\"id\":\"B\",\"requested_level\":3,\"annual_purchases_yen\":100000000}]}");
    struct hoshi_estimate *e = NULL;
    struct hoshi_split *s = NULL;
    support_answer_all(c, 3, HOSHI_UNMET);
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(e, &s, NULL), HOSHI_OK);
    for (size_t p = 0; p < 2; p++) {
        struct hoshi_offer_terms t;
        int64_t once = 0, bought = 0;
        hoshi_offer_terms_init(&t, s, &s->party[p]);
        for (size_t i = 0; i < s->shares; i++) {
            const struct hoshi_line *x = &s->share[i].entry->line;
            once += x->every == 1 ? 0 : s->share[i].annual[p];
            bought += x->price && x->row->cost_class == HOSHI_DIRECT ? s->share[i].annual[p] : 0;
        }
        assert_int_equal(t.annual_yen, s->party[p].asked_annual_yen);
        assert_int_equal(t.once_annual_yen, once);
        assert_true(once > 0 && once < t.annual_yen);
        assert_true(t.kind_annual_yen > 0 &&
                    t.kind_annual_yen < bought); /* the star itself is not provided */
        assert_int_equal(t.rate_ppm, 30000);
        assert_int_equal(t.years, 3);
    }
    hoshi_split_close(s);
    hoshi_estimate_close(e);
    hoshi_case_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(annuities),
        cmocka_unit_test(ways_of_a_simple_amount),
        cmocka_unit_test(discounting_goes_the_right_way),
        cmocka_unit_test(every_mix_is_worth_the_same),
        cmocka_unit_test(tooling_is_recovered_to_the_yen),
        cmocka_unit_test(terms_come_from_the_buyers_own_lines),
    };
    return cmocka_run_group_tests_name("offer", tests, NULL, NULL);
}
