/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One annual amount as percent, price per item, per hour, per month. The split is made up: only the amount
 * matters. */
#include "support.h"
#include "uplift.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

/* A split with one party over a case made up here. */
struct bench {
    struct hoshi_case c;
    struct hoshi_case_buyer buyer;
    struct hoshi_case_item item[6];
    struct hoshi_estimate e;
    struct hoshi_split split;
    struct hoshi_party party;
    struct hoshi_arena arena;
};

static struct bench *start(int64_t annual_yen, int64_t purchases)
{
    static struct bench b;
    hoshi_arena_release(&b.arena);
    memset(&b, 0, sizeof b);
    b.buyer = (struct hoshi_case_buyer){.id = "A", .annual_purchases_yen = purchases, .item = b.item};
    b.buyer.activity = (struct hoshi_case_activity){HOSHI_NONE, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE};
    b.c.buyer = &b.buyer;
    b.c.buyers = 1;
    b.e.a = (struct hoshi_assumptions){
        .c = &b.c, .tax_ppm = 100000, .item_coverage_warn_ppm = 800000, .uplift_warn_ppm = 30000};
    b.split.e = &b.e;
    b.split.party = &b.party;
    b.split.parties = 1;
    b.party = (struct hoshi_party){.id = "A", .annual_yen = annual_yen, .asked_annual_yen = annual_yen};
    return &b;
}

static void add_item(struct bench *b, const char *code, int64_t price_micro, int64_t units)
{
    b->item[b->buyer.items++] = (struct hoshi_case_item){code, NULL, NULL, price_micro, units, HOSHI_NONE};
}

static struct hoshi_uplift uplift(struct bench *b, int64_t step)
{
    struct hoshi_uplift u;
    assert_int_equal(hoshi_uplift_init(&u, &b->split, &b->party, step, &b->arena, NULL), HOSHI_OK);
    return u;
}

static void amount_is_written_in_every_form(void **state)
{
    (void)state;
    struct bench *b = start(147641, 240000000);
    b->buyer.activity.direct_hours_per_year = 12007;
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.annual_yen, 147641);
    assert_int_equal(u.percent_ppm, 615);         /* 0.000615171 */
    assert_int_equal(u.per_hour_micro, 12300000); /* 12.2962 yen, to 0.01 */
    assert_int_equal(u.per_month_yen, 12303);     /* 12,303.4 */
    assert_int_equal(u.items, 0);
    assert_int_equal(u.coverage_ppm, HOSHI_NONE);
    assert_false(u.large);
    assert_false(u.covers_little);
}

static void forms_without_their_base_are_not_stated(void **state)
{
    (void)state;
    static const int64_t none[] = {HOSHI_NONE, 0};
    for (size_t i = 0; i < 2; i++) {
        struct bench *b = start(500006, none[i]);
        b->buyer.activity.direct_hours_per_year = none[i];
        struct hoshi_uplift u = uplift(b, 10000);
        assert_int_equal(u.percent_ppm, HOSHI_NONE);
        assert_int_equal(u.per_hour_micro, HOSHI_NONE);
        assert_int_equal(u.per_month_yen, 41667); /* 41,667.17 */
        assert_false(u.large);
    }
}

static void item_prices_round_half_up_to_the_step(void **state)
{
    (void)state;
    static const struct {
        int64_t step, annual, uplift, effect;
    } rows[] = {
        {HOSHI_MICRO, 147641, HOSHI_MICRO, 120000}, /* 1.23034 yen a piece */
        {100000, 147641, 1200000, 144000},          {10000, 147641, 1230000, 147600},
        {10000, 147000, 1230000, 147600}, /* 1.225 */
        {10000, 146999, 1220000, 146400},           {HOSHI_MICRO, 59999, 0, 0},
        {HOSHI_MICRO, 60000, HOSHI_MICRO, 120000},  {100000, 0, 0, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct bench *b = start(rows[i].annual, 150000000);
        add_item(b, "P-100", 1250 * HOSHI_MICRO, 120000);
        struct hoshi_uplift u = uplift(b, rows[i].step);
        const struct hoshi_item_price *x = &u.item[0];
        if (x->uplift_micro != rows[i].uplift || x->effect_yen != rows[i].effect)
            fail_msg("row %zu: %" PRId64 " %" PRId64, i, x->uplift_micro, x->effect_yen);
        assert_ptr_equal(x->item, &b->item[0]);
        assert_int_equal(x->new_price_micro, 1250 * HOSHI_MICRO + rows[i].uplift);
        assert_int_equal(x->percent_ppm, rows[i].uplift / 1250);
        assert_int_equal(x->carried_yen, rows[i].annual);
        assert_int_equal(u.items_carry_yen, rows[i].annual);
        assert_int_equal(u.rounding_yen, rows[i].effect - rows[i].annual);
    }
}

static void items_carry_what_their_sales_are_of_the_purchases(void **state)
{
    (void)state;
    struct bench *b = start(1000003, 200000000);
    add_item(b, "P-1", 1234560000, 50000); /* 61,728,000 yen */
    add_item(b, "P-2", 99990000, 123457);  /* 12,344,465.43 yen */
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.items_sales_yen, 74072465);
    assert_int_equal(u.coverage_ppm, 370362);
    assert_int_equal(u.items_carry_yen, 370363); /* 1,000,003 × 0.370362 */
    assert_int_equal(u.item[0].carried_yen, 308641);
    assert_int_equal(u.item[1].carried_yen, 61722);
    assert_true(u.covers_little);
    b->e.a.item_coverage_warn_ppm = 370362;
    assert_false(uplift(b, 10000).covers_little);
    b->e.a.item_coverage_warn_ppm = 370363;
    assert_true(uplift(b, 10000).covers_little);
}

static void items_never_carry_more_than_the_amount(void **state)
{
    (void)state;
    struct bench *b = start(777777, 1000000);
    add_item(b, "P-1", 50 * HOSHI_MICRO, 400000); /* twenty times the purchases */
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.items_carry_yen, 777777);
    assert_int_equal(u.coverage_ppm, 20 * HOSHI_MICRO); /* the true share, and that it cannot be */
    assert_true(u.covers_more);
    assert_false(u.covers_little);
    /* Without purchases the items are all there is. */
    b->buyer.annual_purchases_yen = HOSHI_NONE;
    u = uplift(b, 10000);
    assert_int_equal(u.items_carry_yen, 777777);
    assert_int_equal(u.coverage_ppm, HOSHI_NONE);
}

static void item_without_sales_carries_nothing(void **state)
{
    (void)state;
    struct bench *b = start(100000, 10000000);
    add_item(b, "sold", 100 * HOSHI_MICRO, 100000);
    add_item(b, "none", 100 * HOSHI_MICRO, 0);
    add_item(b, "free", 0, 5000);
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.items, 3);
    assert_int_equal(u.item[0].carried_yen, 100000);
    for (size_t i = 1; i < 3; i++) {
        assert_ptr_equal(u.item[i].item, &b->item[i]);
        assert_int_equal(u.item[i].carried_yen, 0);
        assert_int_equal(u.item[i].uplift_micro, 0);
        assert_int_equal(u.item[i].effect_yen, 0);
        assert_int_equal(u.item[i].new_price_micro, b->item[i].unit_price_micro);
    }
}

/* Neither purchases nor sales of items: whoever reads the list must still find its items. */
static void items_are_listed_even_when_nothing_is_sold(void **state)
{
    (void)state;
    static const int64_t purchases[] = {HOSHI_NONE, 0, 5000000};
    for (size_t i = 0; i < SUPPORT_COUNT(purchases); i++) {
        struct bench *b = start(100000, purchases[i]);
        add_item(b, "new", 350500000, 0);
        add_item(b, "newer", 20000000, 0);
        struct hoshi_uplift u = uplift(b, 10000);
        assert_int_equal(u.items, 2);
        for (size_t k = 0; k < u.items; k++) {
            assert_ptr_equal(u.item[k].item, &b->item[k]);
            assert_int_equal(u.item[k].new_price_micro, b->item[k].unit_price_micro);
            assert_int_equal(u.item[k].uplift_micro, 0);
        }
    }
}

static void large_rises_and_tax_follow_their_settings(void **state)
{
    (void)state;
    struct bench *b = start(30000, 1000000);
    assert_false(uplift(b, 10000).large);
    b = start(30001, 1000000);
    assert_true(uplift(b, 10000).large);
    static const struct {
        int64_t annual, rate, tax;
    } rows[] = {
        {99999, 100000, 9999}, {9, 100000, 0}, {10, 100000, 1}, {147641, 80000, 11811}, {0, 100000, 0}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        b = start(rows[i].annual, 1000000000);
        b->e.a.tax_ppm = rows[i].rate;
        assert_int_equal(uplift(b, 10000).tax_yen, rows[i].tax);
    }
}

static void random_prices_are_within_half_a_step(void **state)
{
    (void)state;
    static const int64_t steps[] = {HOSHI_MICRO, 100000, 10000};
    uint64_t seed = 1202056;
    for (int i = 0; i < 3000; i++) {
        struct bench *b =
            start(support_between(&seed, 0, 90000000), support_between(&seed, 1, INT64_C(5000000000)));
        size_t n = (size_t)support_between(&seed, 1, 6);
        for (size_t k = 0; k < n; k++)
            add_item(b, "x", support_between(&seed, 1, 900000) * 10000, support_between(&seed, 0, 300000));
        int64_t step = steps[i % 3], sales = 0, carried = 0, effect = 0;
        struct hoshi_uplift u = uplift(b, step);
        for (size_t k = 0; k < n; k++) {
            const struct hoshi_item_price *x = &u.item[k];
            int64_t units = b->item[k].units_per_year;
            sales += (int64_t)(((wide)b->item[k].unit_price_micro * units + 500000) / HOSHI_MICRO);
            carried += x->carried_yen;
            effect += x->effect_yen;
            if (!u.items_sales_yen)
                continue;
            assert_int_equal(x->uplift_micro % step, 0);
            wide off = (wide)x->uplift_micro * units - (wide)x->carried_yen * HOSHI_MICRO;
            if (units && (2 * off > (wide)step * units || 2 * off <= -(wide)step * units))
                fail_msg("%" PRId64 " a piece for %" PRId64 " yen on %" PRId64, x->uplift_micro,
                         x->carried_yen, units);
        }
        assert_int_equal(u.items_sales_yen, sales);
        if (sales) {
            assert_int_equal(carried, u.items_carry_yen);
            assert_int_equal(u.rounding_yen, effect - carried);
            assert_true(u.items_carry_yen <= u.annual_yen);
        }
    }
}

static void sales_beyond_the_limit_name_the_item(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    struct hoshi_uplift u;
    struct bench *b = start(100000, 1000000);
    add_item(b, "small", HOSHI_MICRO, 1);
    add_item(b, "huge", INT64_C(1000000000) * HOSHI_MICRO, INT64_C(100000000000));
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_uplift_init(&u, &b->split, &b->party, 10000, &b->arena, &faults),
                     HOSHI_E_OVERFLOW);
    assert_string_equal(faults.item[0].path, "huge");
    b = start(100000, 1);
    add_item(b, "wide", INT64_C(1000000000) * HOSHI_MICRO, 900000);
    u = uplift(b, 10000);
    assert_int_equal(u.coverage_ppm, HOSHI_COVERAGE_MOST_PPM); /* however far the sales pass the purchases */
    assert_false(u.covers_little);
    assert_true(u.covers_more);
}

/* 2,000,003 yen on 400 million of manufacturing cost are 0.50 points; the firm's own ratio when the base is
 * not stated. */
static void points_rest_on_the_manufacturing_cost(void **state)
{
    (void)state;
    struct bench *b = start(2000003, 200000000);
    b->buyer.annual_cost_base_yen = 400000000;
    b->c.supplier.annual_sales_yen = 800000000;
    b->c.supplier.annual_cost_yen = 760000000;
    b->c.supplier.annual_manufacturing_cost_yen = 640000000;
    b->c.supplier.annual_overhead_yen = 120000000;
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.points_ppm, 5000);
    assert_false(u.cost_base_estimated);
    assert_int_equal(u.overhead_before_ppm, 187500);
    b->buyer.annual_cost_base_yen = HOSHI_NONE;
    u = uplift(b, 10000);
    assert_true(u.cost_base_estimated);
    assert_int_equal(u.cost_base_yen, 160000000);
    assert_int_equal(u.points_ppm, 12500); /* 1.2500019 points */
    b->c.supplier.annual_manufacturing_cost_yen = HOSHI_NONE;
    u = uplift(b, 10000);
    assert_int_equal(u.points_ppm, HOSHI_NONE);
    assert_int_equal(u.cost_base_yen, HOSHI_NONE);
    assert_int_equal(u.overhead_before_ppm, HOSHI_NONE);
}

/* Margin before 40/800 = 5 %: 2,000,003 ÷ 0.95. */
static void reference_price_keeps_the_margin(void **state)
{
    (void)state;
    struct bench *b = start(2000003, 200000000);
    b->c.supplier.annual_sales_yen = 800000000;
    b->c.supplier.annual_cost_yen = 760000000;
    struct hoshi_uplift u = uplift(b, 10000);
    assert_int_equal(u.margin_ppm, 50000);
    assert_int_equal(u.keeping_yen, 2105266); /* 2,105,266.3 */
    double sales = 200000000 + (double)u.keeping_yen, cost = 200000000 * 0.95 + 2000003;
    assert_true(sales - cost > 0.05 * sales - 1 && sales - cost < 0.05 * sales + 1);
    b->c.supplier.annual_cost_yen =
        880000000; /* a loss: the reference price is below the amount, and so it is said */
    u = uplift(b, 10000);
    assert_int_equal(u.margin_ppm, -100000);
    assert_int_equal(u.keeping_yen, 1818185);
    b->c.supplier.annual_cost_yen = HOSHI_NONE;
    u = uplift(b, 10000);
    assert_int_equal(u.margin_ppm, HOSHI_NONE);
    assert_int_equal(u.keeping_yen, HOSHI_NONE);
}

static void items_carry_by_hours_when_the_case_says_so(void **state)
{
    (void)state;
    struct bench *b = start(1000000, 200000000);
    b->buyer.activity.direct_hours_per_year = 10000;
    b->c.price.items_by = "hours";
    add_item(b, "quick", 1000 * HOSHI_MICRO, 100000);
    add_item(b, "slow", 1000 * HOSHI_MICRO, 1000);
    struct hoshi_uplift u = uplift(b, 10000);
    assert_true(u.hours_missing);
    assert_false(u.by_hours);
    b->item[0].hours_per_unit_micro = 20000;   /* 0.02 h × 100,000 = 2,000 h */
    b->item[1].hours_per_unit_micro = 6000000; /* 6 h × 1,000 = 6,000 h */
    u = uplift(b, 10000);
    assert_true(u.by_hours);
    assert_int_equal(u.items_weight, 800000);
    assert_int_equal(u.base_weight, 1000000);
    assert_int_equal(u.coverage_ppm, 800000);
    assert_int_equal(u.items_carry_yen, 800000);
    assert_int_equal(u.item[0].carried_yen, 200000);
    assert_int_equal(u.item[1].carried_yen, 600000);
    assert_int_equal(u.item[1].uplift_micro, 600 * HOSHI_MICRO);
    b->item[0].hours_per_unit_micro = HOSHI_NONE;
    u = uplift(b, 10000);
    assert_int_equal(u.item[0].carried_yen, 0);
    assert_int_equal(u.items_carry_yen, 600000);
    b->buyer.activity.direct_hours_per_year = HOSHI_NONE; /* the items are all there is */
    u = uplift(b, 10000);
    assert_int_equal(u.items_carry_yen, 1000000);
    assert_int_equal(u.coverage_ppm, HOSHI_NONE);
    b->item[1].hours_per_unit_micro = INT64_C(100000) * HOSHI_MICRO;
    b->item[1].units_per_year = INT64_C(100000000000);
    b->item[1].unit_price_micro = 1;
    assert_int_equal(hoshi_uplift_init(&u, &b->split, &b->party, 10000, &b->arena, NULL), HOSHI_E_OVERFLOW);
}

/* 3 yen on 120,000 and 40,000 pieces. */
static void rises_are_read_backwards(void **state)
{
    (void)state;
    struct bench *b = start(600000, 200000000);
    add_item(b, "P-1", 1000 * HOSHI_MICRO, 120000);
    add_item(b, "P-2", 500 * HOSHI_MICRO, 40000);
    struct hoshi_uplift u = uplift(b, 10000);
    struct hoshi_reverse r;
    assert_int_equal(hoshi_uplift_reverse(&u, 0, 3 * HOSHI_MICRO, &r, NULL), HOSHI_OK);
    assert_int_equal(r.carried_yen, 360000);
    assert_int_equal(r.share_ppm, 600000);
    assert_int_equal(r.short_yen, 240000);
    assert_int_equal(hoshi_uplift_reverse(&u, SIZE_MAX, 3 * HOSHI_MICRO, &r, NULL), HOSHI_OK);
    assert_int_equal(r.carried_yen, 480000);
    assert_int_equal(hoshi_uplift_reverse(&u, SIZE_MAX, 5 * HOSHI_MICRO, &r, NULL), HOSHI_OK);
    assert_int_equal(r.short_yen, -200000);
    for (size_t i = 0; i < u.items;
         i++) { /* what is asked carries what it is meant to, but for the rounding */
        assert_int_equal(hoshi_uplift_reverse(&u, i, u.item[i].uplift_micro, &r, NULL), HOSHI_OK);
        assert_int_equal(r.carried_yen, u.item[i].effect_yen);
    }
    b = start(0, 200000000);
    u = uplift(b, 10000);
    assert_int_equal(hoshi_uplift_reverse(&u, SIZE_MAX, HOSHI_MICRO, &r, NULL), HOSHI_OK);
    assert_int_equal(r.share_ppm, HOSHI_NONE);
    assert_int_equal(r.carried_yen, 0);
    b = start(9, 0);
    add_item(b, "big", 1, INT64_C(100000000000));
    u = uplift(b, 10000);
    assert_int_equal(hoshi_uplift_reverse(&u, SIZE_MAX, INT64_MAX / 2, &r, NULL), HOSHI_E_OVERFLOW);
}

static void fall_of_volume_and_step_of_the_case(void **state)
{
    (void)state;
    struct bench *b = start(147641, 240000000);
    assert_int_equal(uplift(b, 10000).fallen_yen, 29528); /* 147,641 − 118,112.8 */
    assert_int_equal(hoshi_uplift_step(&b->c), 10000);
    b->c.price.step = "0.1";
    assert_int_equal(hoshi_uplift_step(&b->c), 100000);
    b->c.price.step = "1";
    assert_int_equal(hoshi_uplift_step(&b->c), HOSHI_MICRO);
}

static int release(void **state)
{
    (void)state;
    start(0, 0);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amount_is_written_in_every_form),
        cmocka_unit_test(forms_without_their_base_are_not_stated),
        cmocka_unit_test(item_prices_round_half_up_to_the_step),
        cmocka_unit_test(items_carry_what_their_sales_are_of_the_purchases),
        cmocka_unit_test(items_never_carry_more_than_the_amount),
        cmocka_unit_test(item_without_sales_carries_nothing),
        cmocka_unit_test(items_are_listed_even_when_nothing_is_sold),
        cmocka_unit_test(large_rises_and_tax_follow_their_settings),
        cmocka_unit_test(random_prices_are_within_half_a_step),
        cmocka_unit_test(sales_beyond_the_limit_name_the_item),
        cmocka_unit_test(points_rest_on_the_manufacturing_cost),
        cmocka_unit_test(reference_price_keeps_the_margin),
        cmocka_unit_test(items_carry_by_hours_when_the_case_says_so),
        cmocka_unit_test(rises_are_read_backwards),
        cmocka_unit_test(fall_of_volume_and_step_of_the_case),
    };
    return cmocka_run_group_tests_name("uplift", tests, NULL, release);
}
