/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one line costs: quantity, need, price, years. Rows are made up here; a few come from the embedded
 * tables. */
#include "support.h"
#include "lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One measure with one line over one price and one effort row, and a case that states nothing. */
struct bench {
    struct hoshi_price price;
    struct hoshi_effort effort;
    struct hoshi_measure_line row;
    struct hoshi_measure measure;
    struct hoshi_tables tables;
    struct hoshi_case c;
    struct hoshi_assumptions a;
};

static struct hoshi_triple same(int64_t micro)
{
    return (struct hoshi_triple){micro, micro, micro};
}

static void start(struct bench *b, int64_t users, int64_t yen_micro)
{
    memset(b, 0, sizeof *b);
    b->price =
        (struct hoshi_price){.id = "p", .unit = "user", .period = HOSHI_YEAR, .price = same(yen_micro)};
    b->effort = (struct hoshi_effort){.id = "e", .driver = HOSHI_USERS, .role = HOSHI_ROLE_IT};
    b->row = (struct hoshi_measure_line){.id = "m/p",
                                         .price = 0,
                                         .effort = SIZE_MAX,
                                         .drivers = 1u << HOSHI_USERS,
                                         .factor_micro = HOSHI_MICRO,
                                         .every = 1,
                                         .from_year = 1};
    b->tables.price = &b->price;
    b->tables.prices = 1;
    b->tables.effort = &b->effort;
    b->tables.efforts = 1;
    b->tables.measure = &b->measure;
    b->tables.measures = 1;
    b->measure = (struct hoshi_measure){.id = "m", .line = &b->row, .lines = 1};
    b->a = (struct hoshi_assumptions){
        .tables = &b->tables, .c = &b->c, .horizon = 3, .size_factor_ppm = HOSHI_MICRO};
    b->a.size[HOSHI_USERS] = users;
    b->a.exchange_micro[HOSHI_JPY] = HOSHI_MICRO;
    for (int f = 0; f < HOSHI_FACTORS; f++)
        b->a.factor_ppm[f][0] = b->a.factor_ppm[f][1] = b->a.factor_ppm[f][2] = HOSHI_MICRO;
}

static struct hoshi_line line_of(struct bench *b)
{
    struct hoshi_line line;
    assert_int_equal(hoshi_line_init(&line, &b->a, &b->measure, 0, NULL), HOSHI_OK);
    return line;
}

static struct hoshi_amounts amounts_of(struct bench *b, int64_t need_ppm)
{
    struct hoshi_line line = line_of(b);
    struct hoshi_amounts x;
    assert_int_equal(hoshi_line_amounts(&line, &b->a, need_ppm, line.unit.likely_micro, &x, NULL), HOSHI_OK);
    return x;
}

/* ---- years ---- */

static void yen_fall_due_in_the_years_of_the_recurrence(void **state)
{
    (void)state;
    static const struct {
        int every, from_year, life, horizon;
        const char *years;
        int64_t annual; /* of a line of 1,000,003 yen */
    } rows[] = {
        {0, 1, 0, 3, "x..", 333334},
        {0, 1, 3, 3, "x..", 333334},
        {0, 1, 2, 5, "x.x.x", 500002},
        {0, 2, 0, 3, ".x.", 333334},
        {0, 1, 4, 10, "x...x...x.", 250001},
        {0, 3, 4, 10, "..x...x...", 250001},
        {0, 1, 5, 3, "x..", 200001},
        {0, 4, 5, 3, "...", 0},
        {1, 1, 0, 4, "xxxx", 1000003},
        {1, 3, 0, 4, "..xx", 1000003},
        {2, 1, 0, 5, "x.x.x", 500002},
        {3, 2, 0, 10, ".x..x..x..", 333334},
        {3, 1, 0, 1, "x", 333334},
        {7, 2, 0, 10, ".x......x.", 142858},
        {5, 6, 0, 5, ".....", 0},
        {1, 1, 0, 1, "x", 1000003},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct bench b;
        start(&b, 1, INT64_C(1000003) * HOSHI_MICRO);
        b.price.period = rows[i].every ? HOSHI_YEAR : HOSHI_ONCE;
        b.row.every = rows[i].every;
        b.row.from_year = rows[i].from_year;
        b.row.life_years = rows[i].life;
        b.a.horizon = rows[i].horizon;
        struct hoshi_amounts x = amounts_of(&b, HOSHI_MICRO);
        struct hoshi_line line = line_of(&b);
        int64_t sum = 0;
        for (int y = 0; y < rows[i].horizon; y++) {
            bool due = rows[i].years[y] == 'x';
            if (x.by_year_yen[y] != (due ? 1000003 : 0) || hoshi_line_due(&line, y + 1) != due)
                fail_msg("row %zu year %d: %" PRId64, i, y + 1, x.by_year_yen[y]);
            sum += x.by_year_yen[y];
        }
        for (int y = rows[i].horizon; y < HOSHI_YEARS_MAX; y++)
            assert_int_equal(x.by_year_yen[y], 0);
        if (x.horizon_yen != sum || x.annual_yen != rows[i].annual || x.due_yen != 1000003)
            fail_msg("row %zu: horizon %" PRId64 " annual %" PRId64, i, x.horizon_yen, x.annual_yen);
    }
}

static void monthly_prices_count_twelve_times(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 37, 433 * HOSHI_MICRO + 370000);
    b.price.period = HOSHI_MONTH;
    struct hoshi_line line = line_of(&b);
    assert_int_equal(line.months, 12);
    assert_int_equal(line.unit.likely_micro, INT64_C(5200440000));
    struct hoshi_amounts x = amounts_of(&b, HOSHI_MICRO);
    assert_int_equal(x.due_yen, 192416); /* 37 × 5200.44 = 192,416.28 */
    assert_int_equal(x.annual_yen, 192416);
    assert_int_equal(x.horizon_yen, 577248);
}

static void annual_charge_is_rounded_half_up(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 1, 101 * HOSHI_MICRO);
    b.price.period = HOSHI_ONCE;
    b.row.every = 0;
    b.row.life_years = 2;
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).annual_yen, 51); /* 50.5 */
    b.row.life_years = 6;
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).annual_yen, 17); /* 16.83 */
}

/* (build fixed + days × rate) ÷ life + run fixed + days × rate, in thousandths of the published example's
 * unit. */
static void published_annual_cost_is_reproduced(void **state)
{
    (void)state;
    static const struct {
        int64_t price, days;
        int every;
        int64_t annual;
    } rows[] = {{25430, 0, 0, 12715}, {0, 2, 0, 500000}, {10500, 0, 1, 10500}, {0, 1, 1, 500000}};
    int64_t annual = 0;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct bench b;
        start(&b, 1, rows[i].price * HOSHI_MICRO);
        b.row.every = rows[i].every;
        b.row.life_years = 2;
        b.effort.days = same(rows[i].days * HOSHI_MICRO);
        b.a.labour_yen[HOSHI_ROLE_IT] = 500000;
        if (rows[i].days) {
            b.row.price = SIZE_MAX;
            b.row.effort = 0;
        }
        struct hoshi_amounts x = amounts_of(&b, HOSHI_MICRO);
        assert_int_equal(x.annual_yen, rows[i].annual);
        annual += x.annual_yen;
    }
    assert_int_equal(annual, 1023215);
}

/* ---- quantity and need ---- */

static void need_scales_a_line_unless_it_is_indivisible(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 7, 12345 * HOSHI_MICRO);
    assert_int_equal(amounts_of(&b, 400000).due_yen, 34566);
    assert_int_equal(amounts_of(&b, 1).due_yen, 0);
    assert_int_equal(amounts_of(&b, 0).due_yen, 0);
    b.row.indivisible = true;
    assert_int_equal(amounts_of(&b, 400000).due_yen, 86415);
    assert_int_equal(amounts_of(&b, 1).due_yen, 86415);
    assert_int_equal(amounts_of(&b, 0).due_yen, 0);
    struct hoshi_line line = line_of(&b);
    assert_int_equal(hoshi_line_need(&line, 250000), HOSHI_MICRO);
    assert_int_equal(hoshi_line_need(&line, 0), 0);
    b.row.indivisible = false;
    line = line_of(&b);
    assert_int_equal(hoshi_line_need(&line, 250000), 250000);
}

static void quantity_is_drivers_times_factor(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 43, 100 * HOSHI_MICRO);
    b.row.drivers = 1u << HOSHI_USERS | 1u << HOSHI_SERVERS | 1u << HOSHI_JOINERS;
    b.a.size[HOSHI_SERVERS] = 5;
    b.a.size[HOSHI_JOINERS] = 3;
    b.a.size[HOSHI_SITES] = 1000;
    b.row.factor_micro = 130000;
    struct hoshi_line line = line_of(&b);
    assert_int_equal(line.base_micro, 51 * HOSHI_MICRO);
    assert_int_equal(line.quantity_micro, 6630000);
    b.row.whole = true;
    line = line_of(&b);
    assert_int_equal(line.quantity_micro, 7 * HOSHI_MICRO);
    b.a.size[HOSHI_USERS] = 42;
    b.row.factor_micro = 200000;
    line = line_of(&b);
    assert_int_equal(line.quantity_micro, 10 * HOSHI_MICRO); /* what is whole already stays */
    b.row.sized = true;
    b.a.size_factor_ppm = 1310000;
    line = line_of(&b);
    assert_int_equal(line.quantity_micro, 14 * HOSHI_MICRO); /* 13.1 */
    b.row.whole = false;
    line = line_of(&b);
    assert_int_equal(line.quantity_micro, 13100000);
}

static void size_factor_runs_straight_between_its_points(void **state)
{
    (void)state;
    static const struct {
        int users;
        int64_t ppm;
    } rows[] = {{1, 150000},   {2, 200000},   {3, 233333},    {5, 300000},    {7, 380000},
                {10, 500000},  {15, 600000},  {20, 700000},   {30, 800000},   {45, 950000},
                {50, 1000000}, {51, 1002000}, {175, 1250000}, {300, 1500000}, {5000, 1500000}};
    const struct hoshi_parameter *p = hoshi_tables_parameter(support_tables(), "size_factor");
    static const int64_t known[] = {1000000, 150000,   2000000, 200000,   5000000, 300000,    10000000,
                                    500000,  20000000, 700000,  50000000, 1000000, 300000000, 1500000};
    assert_int_equal(p->values, 14);
    assert_memory_equal(p->value_micro, known, sizeof known);
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_case *c = support_casef(
            "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":%d}},\"target_level\":3,\"gap\":{\"answers\":{}}}",
            rows[i].users);
        struct hoshi_assumptions a;
        assert_int_equal(hoshi_assumptions_init(&a, support_tables(), c, support_today, NULL), HOSHI_OK);
        if (a.size_factor_ppm != rows[i].ppm)
            fail_msg("%d users: %" PRId64, rows[i].users, a.size_factor_ppm);
        hoshi_case_close(c);
    }
}

/* ---- quantity breaks ---- */

static struct hoshi_price_break step(int64_t from, int64_t low, int64_t likely, int64_t high)
{
    return (struct hoshi_price_break){from, {low * HOSHI_MICRO, likely * HOSHI_MICRO, high * HOSHI_MICRO}};
}

static void more_of_a_quantity_never_costs_less(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 1, 0);
    const struct hoshi_price_break steps[] = {step(1, 7000, 7740, 8130), step(11, 6270, 6600, 6930),
                                              step(26, 5530, 5820, 6110), step(50, 5140, 5410, 5680),
                                              step(100, 3990, 4200, 4410)};
    b.price.breaks = SUPPORT_COUNT(steps);
    memcpy(b.price.break_, steps, sizeof steps);
    int64_t before = 0;
    for (int64_t n = 1; n <= 120; n++) {
        b.a.size[HOSHI_USERS] = n;
        struct hoshi_line line = line_of(&b);
        int64_t due = amounts_of(&b, HOSHI_MICRO).due_yen, least = INT64_MAX, bought = 0;
        /* The least over any quantity of n or more, at the price that holds for that quantity. */
        for (int64_t q = n; q <= 240; q++) {
            size_t k = SUPPORT_COUNT(steps) - 1;
            while (steps[k].from > q)
                k--;
            int64_t yen = q * steps[k].price.likely_micro / HOSHI_MICRO;
            if (yen < least) {
                least = yen;
                bought = q;
            }
        }
        if (due != least || due < before || line.quantity_micro != bought * HOSHI_MICRO ||
            line.bought_more_micro != (bought > n ? n * HOSHI_MICRO : 0))
            fail_msg("%" PRId64 ": %" PRId64 " for %" PRId64 ", bought %" PRId64, n, due, least,
                     line.quantity_micro);
        before = due;
    }
    b.a.size[HOSHI_USERS] = 0;
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 0);
}

static void random_breaks_are_never_cheaper_for_more(void **state)
{
    (void)state;
    uint64_t seed = 1113;
    for (int i = 0; i < 300; i++) {
        struct bench b;
        start(&b, 1, 0);
        b.row.factor_micro = support_between(&seed, 1, 3 * HOSHI_MICRO);
        b.price.breaks = (size_t)support_between(&seed, 1, HOSHI_BREAKS_MAX);
        int64_t from = 1, price = support_between(&seed, 100, 900000);
        for (size_t k = 0; k < b.price.breaks; k++) {
            b.price.break_[k] = step(from, price / 2, price, price * 2);
            from += support_between(&seed, 1, 40);
            price = support_between(&seed, price / 3, price);
        }
        int64_t before = 0;
        for (int64_t n = 0; n <= 120; n++) {
            b.a.size[HOSHI_USERS] = n;
            int64_t due = amounts_of(&b, HOSHI_MICRO).due_yen;
            if (due < before)
                fail_msg("case %d, %" PRId64 ": %" PRId64 " after %" PRId64, i, n, due, before);
            before = due;
        }
    }
}

static void embedded_breaks_are_never_cheaper_for_more(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":31}},\"target_level\":4,\"gap\":{\"answers\":{}}}");
    const struct hoshi_tables *t = support_tables();
    struct hoshi_assumptions a;
    size_t lines = 0;
    assert_int_equal(hoshi_assumptions_init(&a, t, c, support_today, NULL), HOSHI_OK);
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].lines; i++) {
            const struct hoshi_measure_line *row = &t->measure[m].line[i];
            if (row->price == SIZE_MAX || !t->price[row->price].breaks)
                continue;
            int64_t before = 0;
            lines++;
            for (int64_t n = 1; n <= 120; n++) {
                for (int d = 1; d < HOSHI_DRIVERS; d++)
                    a.size[d] = n;
                struct hoshi_line line;
                struct hoshi_amounts x;
                assert_int_equal(hoshi_line_init(&line, &a, &t->measure[m], i, NULL), HOSHI_OK);
                assert_int_equal(hoshi_line_amounts(&line, &a, HOSHI_MICRO, line.unit.likely_micro, &x, NULL),
                                 HOSHI_OK);
                if (x.due_yen < before)
                    fail_msg("%s at %" PRId64 ": %" PRId64 " after %" PRId64, row->id, n, x.due_yen, before);
                before = x.due_yen;
            }
        }
    assert_true(lines > 0);
    hoshi_case_close(c);
}

/* ---- prices ---- */

static void quotation_takes_the_place_of_the_table(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 48, 0);
    b.price.period = HOSHI_MONTH;
    b.price.currency = HOSHI_USD;
    b.price.price = (struct hoshi_triple){3 * HOSHI_MICRO, 6 * HOSHI_MICRO, 15 * HOSHI_MICRO};
    b.a.exchange_micro[HOSHI_USD] = 155 * HOSHI_MICRO;
    struct hoshi_line line = line_of(&b);
    assert_null(line.quote);
    assert_int_equal(line.unit.low_micro, 5580 * HOSHI_MICRO);
    assert_int_equal(line.unit.likely_micro, 11160 * HOSHI_MICRO);
    assert_int_equal(line.unit.high_micro, 27900 * HOSHI_MICRO);
    /* A quotation is in yen, per unit and period of the row, and leaves no range when its three figures
     * agree. */
    struct hoshi_case_quote quote[] = {{.price = 7, .low_micro = 1, .likely_micro = 1, .high_micro = 1},
                                       {.price = 0,
                                        .low_micro = 800 * HOSHI_MICRO,
                                        .likely_micro = 800 * HOSHI_MICRO,
                                        .high_micro = 800 * HOSHI_MICRO}};
    b.c.plan.quote = quote;
    b.c.plan.quotes = 2;
    line = line_of(&b);
    assert_ptr_equal(line.quote, &quote[1]);
    assert_int_equal(line.unit.low_micro, 9600 * HOSHI_MICRO);
    assert_int_equal(line.unit.likely_micro, 9600 * HOSHI_MICRO);
    assert_int_equal(line.unit.high_micro, 9600 * HOSHI_MICRO);
    assert_int_equal(line.unit_mean_micro, 9600 * HOSHI_MICRO);
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 460800);
}

/* A fee that somebody quoted for this firm is that fee; days of an expert, and what nobody is named for, go by size. */
static void a_job_quoted_for_the_firm_is_not_scaled(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *from;
        int64_t due_yen;
    } rows[] = {{"company", "A", 160000}, {"company", NULL, 80000}, {"day", "A", 80000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench b;
        start(&b, 1, 300000 * HOSHI_MICRO);
        b.price.unit = rows[i].unit;
        b.row.sized = true;
        b.a.size_factor_ppm = HOSHI_MICRO / 2;
        assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 150000);
        struct hoshi_case_quote quote = {.low_micro = 160000 * HOSHI_MICRO,
                                         .likely_micro = 160000 * HOSHI_MICRO,
                                         .high_micro = 160000 * HOSHI_MICRO,
                                         .from = rows[i].from};
        b.c.plan.quote = &quote;
        b.c.plan.quotes = 1;
        assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, rows[i].due_yen);
    }
}

static void foreign_prices_follow_the_rate(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 1, 0);
    b.price.currency = HOSHI_GBP;
    b.price.price = same(399990000);
    b.a.exchange_micro[HOSHI_USD] = 1;
    b.a.exchange_micro[HOSHI_GBP] = INT64_C(205123400);
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 82047); /* 399.99 × 205.1234 = 82,047.3 */
    b.a.exchange_micro[HOSHI_GBP] *= 2;
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 164095);
}

static void rates_of_the_case_go_before_the_table(void **state)
{
    (void)state;
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":42},\"labour_yen_per_day\":{\"it\":27183}},\"target_level\":3,\"gap\":{\"answers\":{}},\"exchange\":{\"USDJPY\":\"141.4213\"}}");
    struct hoshi_assumptions a;
    const struct hoshi_tables *t = support_tables();
    assert_int_equal(hoshi_assumptions_init(&a, t, c, support_today, NULL), HOSHI_OK);
    assert_int_equal(a.exchange_micro[HOSHI_USD], 141421300);
    assert_true(a.exchange_stated[HOSHI_USD]);
    assert_int_equal(a.exchange_micro[HOSHI_GBP],
                     hoshi_tables_parameter(t, "exchange_GBPJPY")->value_micro[1]);
    assert_false(a.exchange_stated[HOSHI_GBP]);
    assert_int_equal(a.labour_yen[HOSHI_ROLE_IT], 27183);
    double table = (double)t->price[support_price("labour_it")].price.likely_micro,
           manager = (double)t->price[support_price("labour_manager")].price.likely_micro;
    assert_true(fabs((double)a.labour_yen[HOSHI_ROLE_MANAGER] - manager * 27183 / table) <= 0.5);
    assert_int_equal(a.horizon, 3);
    assert_int_equal(hoshi_date_compare(a.start, (struct hoshi_date){2027, 4, 0}), 0);
    hoshi_case_close(c);
}

/* 700 yen a month with tax is 636.3636 without, kept to 0.01 yen at least. */
static void prices_quoted_with_tax_enter_without(void **state)
{
    (void)state;
    const struct hoshi_price *p = &support_tables()->price[support_price("mdm")];
    assert_int_equal(p->tax, HOSHI_TAX_INCL);
    assert_in_range(p->price.likely_micro, 636360000, 636363636);
    struct hoshi_case *c = support_case(
        "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":42,\"mobile_devices\":11}},\"target_level\":4,\"gap\":{\"answers\":{}}}");
    struct hoshi_assumptions a;
    const struct hoshi_measure *m = &support_tables()->measure[support_measure("mdm")];
    assert_int_equal(hoshi_assumptions_init(&a, support_tables(), c, support_today, NULL), HOSHI_OK);
    for (size_t i = 0; i < m->lines; i++) {
        struct hoshi_line line;
        struct hoshi_amounts x;
        assert_int_equal(hoshi_line_init(&line, &a, m, i, NULL), HOSHI_OK);
        assert_int_equal(hoshi_line_amounts(&line, &a, HOSHI_MICRO, line.unit.likely_micro, &x, NULL),
                         HOSHI_OK);
        if (line.price)
            assert_int_equal(x.due_yen, 84000); /* 11 × 12 × 636.36 = 83,999.5 */
    }
    hoshi_case_close(c);
}

static void effort_is_days_times_the_rate_of_the_role(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 42, 0);
    b.row.price = SIZE_MAX;
    b.row.effort = 0;
    b.effort.role = HOSHI_ROLE_MANAGER;
    b.effort.days = (struct hoshi_triple){10000, 62500, 250000};
    b.a.labour_yen[HOSHI_ROLE_IT] = 1;
    b.a.labour_yen[HOSHI_ROLE_MANAGER] = 42317;
    struct hoshi_line line = line_of(&b);
    assert_int_equal(line.rate_yen, 42317);
    assert_int_equal(line.unit.likely_micro, INT64_C(2644812500));
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 111082); /* 111,082.125 */
    assert_int_equal(hoshi_line_days(&line, HOSHI_MICRO), 2625000);
    assert_int_equal(hoshi_line_days(&line, 400000), 1050000);
    b.row.indivisible = true;
    line = line_of(&b);
    assert_int_equal(hoshi_line_days(&line, 400000), 2625000);
    b.row.price = 0;
    b.row.effort = SIZE_MAX;
    line = line_of(&b);
    assert_int_equal(hoshi_line_days(&line, HOSHI_MICRO), 0);
}

/* ---- means ---- */

static void mean_follows_the_distribution(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 1, 0);
    const struct hoshi_triple t = {3000001, 7000000, 20000003}, zero = {0, 7000000, 20000003};
    assert_int_equal(hoshi_assumptions_mean(&b.a, t), 8500001); /* pert by default: 8,500,000.67 */
    b.c.range.stated = true;
    b.c.range.distribution = HOSHI_SPREAD_PERT;
    assert_int_equal(hoshi_assumptions_mean(&b.a, t), 8500001);
    b.c.range.distribution = HOSHI_SPREAD_TRIANGULAR;
    assert_int_equal(hoshi_assumptions_mean(&b.a, t), 10000001); /* 10,000,001.33 */
    b.c.range.distribution = HOSHI_SPREAD_LOGNORMAL90;
    double mu = (log(3000001) + log(20000003)) / 2,
           s = (log(20000003) - log(3000001)) / (2 * 1.6448536269514722);
    assert_true(llabs(hoshi_assumptions_mean(&b.a, t) - llround(exp(mu + s * s / 2))) <= 1);
    assert_int_equal(hoshi_assumptions_mean(&b.a, zero), 9000001); /* no logarithm of nothing: triangular */
    for (int k = 0; k < 3; k++) {
        b.c.range.distribution = (enum hoshi_spread)k;
        assert_int_equal(hoshi_assumptions_mean(&b.a, same(7654321)), 7654321);
    }
}

/* Whatever the factors are, the mean of a line is that of its row. */
static void factors_do_not_move_the_mean(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 10, 0);
    b.price.price = (struct hoshi_triple){80 * HOSHI_MICRO, 100 * HOSHI_MICRO, 150 * HOSHI_MICRO};
    for (int f = 0; f < HOSHI_FACTORS; f++) {
        const int64_t wide[] = {700000, 1000000, 1600000};
        memcpy(b.a.factor_ppm[f], wide, sizeof wide);
    }
    struct hoshi_line line = line_of(&b);
    assert_int_equal(line.unit.likely_micro, 100 * HOSHI_MICRO);
    assert_int_equal(line.unit_mean_micro, 105 * HOSHI_MICRO); /* (80 + 4 × 100 + 150)/6 */
    assert_int_equal(amounts_of(&b, HOSHI_MICRO).due_yen, 1000);
    b.row.price = SIZE_MAX;
    b.row.effort = 0;
    b.effort.days = same(HOSHI_MICRO);
    b.a.labour_yen[HOSHI_ROLE_IT] = 30000;
    line = line_of(&b);
    assert_int_equal(line.unit_mean_micro, 30000 * HOSHI_MICRO);
}

static void centred_factors_have_mean_one(void **state)
{
    (void)state;
    int64_t given[][3] = {{700000, 1000000, 1600000},
                          {1000000, 1030000, 1150000},
                          {900000, 1000000, 1000000},
                          {1, 1, 2},
                          {0, 0, 7},
                          {1000000, 1000000, 1000000},
                          {3333333, 3333333, 3333334},
                          {5, 700000, 999999999}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        int64_t *v = given[i], was[3] = {v[0], v[1], v[2]}, sum = v[0] + v[1] + v[2];
        hoshi_assumptions_centre(v);
        assert_int_equal(v[0] + v[1] + v[2], 3 * HOSHI_MICRO);
        assert_true(v[0] <= v[1] && v[1] <= v[2]);
        for (int k = 0; k < 3; k++)
            assert_true(fabs((double)v[k] - 3e6 * (double)was[k] / (double)sum) <= 1.5);
    }
    int64_t none[3] = {0, 0, 0};
    hoshi_assumptions_centre(none);
    assert_int_equal(none[2], 0);
}

/* A size that is stated is no default; a default rests on what it is counted from where that is one too. */
static void defaults_of_a_line_are_what_it_rests_on(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 10, 0);
    struct hoshi_default_part part[2 * HOSHI_DRIVERS];
    b.row.drivers = 1u << HOSHI_ENDPOINTS | 1u << HOSHI_SERVERS;
    b.a.size[HOSHI_ENDPOINTS] = 30;
    b.a.size[HOSHI_SERVERS] = 10;
    b.tables.driver_default[HOSHI_ENDPOINTS].per = HOSHI_USERS;
    b.tables.driver_default[HOSHI_SERVERS].per = HOSHI_COMPANY;
    b.a.size_stated[HOSHI_ENDPOINTS] = b.a.size_stated[HOSHI_SERVERS] = true;
    struct hoshi_line line = line_of(&b);
    assert_int_equal(hoshi_line_defaults(&line, &b.a, part), 0);
    b.a.size_stated[HOSHI_ENDPOINTS] = false;
    b.a.size_stated[HOSHI_USERS] = true;
    assert_int_equal(hoshi_line_defaults(&line, &b.a, part), 1);
    assert_int_equal(part[0].driver, HOSHI_ENDPOINTS);
    assert_true(fabs(part[0].share - 0.75) < 1e-12);
    b.a.size_stated[HOSHI_USERS] = b.a.size_stated[HOSHI_SERVERS] = false;
    assert_int_equal(hoshi_line_defaults(&line, &b.a, part), 3);
    assert_int_equal(part[1].driver, HOSHI_USERS);
    assert_true(fabs(part[1].share - 0.75) < 1e-12);
    assert_int_equal(part[2].driver, HOSHI_SERVERS);
    assert_true(fabs(part[2].share - 0.25) < 1e-12);
}

/* ---- whole measures, limits ---- */

static void measure_costs_the_sum_of_its_rounded_lines(void **state)
{
    (void)state;
    struct bench b;
    start(&b, 1, 1500000);
    struct hoshi_measure_line rows[] = {b.row, b.row, b.row};
    rows[2].every = 0;
    b.measure.line = rows;
    b.measure.lines = 3;
    int64_t yen = 0;
    assert_int_equal(hoshi_measure_cost(&b.a, &b.measure, HOSHI_MICRO, HOSHI_BASIS_POINT, &yen, NULL),
                     HOSHI_OK);
    assert_int_equal(yen, 14); /* (2 + 2) × 3 years + 2 once, each rounded from 1.5 */
}

static void measures_are_offered_within_their_bounds(void **state)
{
    (void)state;
    static const struct {
        int64_t min, max, n;
        bool offered;
    } rows[] = {{50, HOSHI_NONE, 49, true},    {50, HOSHI_NONE, 50, true}, {HOSHI_NONE, 300, 300, true},
                {HOSHI_NONE, 300, 301, false}, {50, 300, 49, true},        {50, 300, 175, true},
                {50, 300, 301, false}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct bench b;
        start(&b, rows[i].n, 1);
        b.measure.bound_driver = HOSHI_USERS;
        b.measure.bound_min = rows[i].min;
        b.measure.bound_max = rows[i].max;
        assert_true(hoshi_measure_available(&b.a, &b.measure));
        b.measure.bounded = true;
        assert_int_equal(hoshi_measure_available(&b.a, &b.measure), rows[i].offered);
    }
}

/* What is sold from 50 on is bought 50 times by a firm of 49, and not at all where there is none. */
static void fewer_than_the_least_quantity_buy_it(void **state)
{
    (void)state;
    static const struct {
        int64_t n, bought, needed;
    } rows[] = {{0, 0, 0}, {1, 50, 1}, {49, 50, 49}, {50, 50, 0}, {51, 51, 0}};
    struct bench b;
    start(&b, 1, 1000);
    b.measure.bounded = true;
    b.measure.bound_driver = HOSHI_USERS;
    b.measure.bound_min = 50;
    b.measure.bound_max = HOSHI_NONE;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        b.a.size[HOSHI_USERS] = rows[i].n;
        struct hoshi_line line = line_of(&b);
        assert_int_equal(line.quantity_micro, rows[i].bought * HOSHI_MICRO);
        assert_int_equal(line.bought_more_micro, rows[i].needed * HOSHI_MICRO);
        assert_int_equal(line.base_micro, rows[i].n * HOSHI_MICRO);
    }
    b.measure.bound_driver = HOSHI_ENDPOINTS;
    b.a.size[HOSHI_USERS] = 3;
    b.a.size[HOSHI_ENDPOINTS] = 7;
    assert_int_equal(line_of(&b).quantity_micro, 3 * HOSHI_MICRO);
}

static void amounts_beyond_the_limit_name_their_line(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    struct bench b;
    struct hoshi_line line;
    struct hoshi_amounts x = {.due_yen = 99}, kept = x;
    /* The price by itself. */
    start(&b, 1, INT64_C(1000000000001) * HOSHI_MICRO);
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_line_init(&line, &b.a, &b.measure, 0, &faults), HOSHI_E_OVERFLOW);
    assert_string_equal(faults.item[0].path, "m/p");
    /* The product. */
    start(&b, 1001, INT64_C(1000000000000) * HOSHI_MICRO);
    line = line_of(&b);
    assert_int_equal(hoshi_line_amounts(&line, &b.a, HOSHI_MICRO, line.unit.likely_micro, &x, NULL),
                     HOSHI_E_OVERFLOW);
    /* The years together. */
    b.a.size[HOSHI_USERS] = 400;
    line = line_of(&b);
    assert_int_equal(hoshi_line_amounts(&line, &b.a, HOSHI_MICRO, line.unit.likely_micro, &x, NULL),
                     HOSHI_E_OVERFLOW);
    assert_memory_equal(&x, &kept, sizeof x);
    /* The lines together. */
    struct hoshi_measure_line rows[] = {b.row, b.row};
    b.a.size[HOSHI_USERS] = 200;
    b.measure.line = rows;
    b.measure.lines = 2;
    int64_t yen = 7;
    memset(&faults, 0, sizeof faults);
    assert_int_equal(hoshi_measure_cost(&b.a, &b.measure, HOSHI_MICRO, HOSHI_BASIS_POINT, &yen, &faults),
                     HOSHI_E_OVERFLOW);
    assert_string_equal(faults.item[0].path, "m/p");
    assert_int_equal(yen, 7);
    b.a.size[HOSHI_USERS] = 160;
    assert_int_equal(hoshi_measure_cost(&b.a, &b.measure, HOSHI_MICRO, HOSHI_BASIS_POINT, &yen, NULL),
                     HOSHI_OK);
    assert_int_equal(yen, INT64_C(960000000000000));
}

/* Random lines beside the definition written out. */
static void random_lines_equal_their_definition(void **state)
{
    (void)state;
    uint64_t seed = 90001;
    for (int i = 0; i < 3000; i++) {
        struct bench b;
        start(&b, support_between(&seed, 0, 900), support_between(&seed, 0, 400000) * 10007);
        b.row.every = support_chance(&seed, 2) ? 0 : (int)support_between(&seed, 1, 6);
        b.row.from_year = (int)support_between(&seed, 1, 4);
        b.row.life_years = (int)support_between(&seed, 0, 6);
        b.row.factor_micro = support_between(&seed, 1, 2 * HOSHI_MICRO);
        b.a.horizon = (int)support_between(&seed, 1, HOSHI_YEARS_MAX);
        int64_t need = support_between(&seed, 0, HOSHI_MICRO);
        struct hoshi_amounts x = amounts_of(&b, need);
        __extension__ __int128 unit = (__int128)HOSHI_MICRO * HOSHI_MICRO * HOSHI_MICRO;
        __extension__ __int128 q = (__int128)b.a.size[HOSHI_USERS] * b.row.factor_micro;
        __extension__ __int128 product = q * need * b.price.price.likely_micro;
        int64_t due = (int64_t)((2 * product + unit) / (2 * unit)), sum = 0;
        int life = b.row.life_years ? b.row.life_years : b.a.horizon, each = b.row.every ? b.row.every : life;
        for (int y = b.row.from_year; y <= b.a.horizon; y += each) {
            assert_int_equal(x.by_year_yen[y - 1], due);
            sum += due;
        }
        assert_int_equal(x.horizon_yen, sum);
        assert_int_equal(x.annual_yen, sum ? (2 * due + each) / (2 * each) : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yen_fall_due_in_the_years_of_the_recurrence),
        cmocka_unit_test(monthly_prices_count_twelve_times),
        cmocka_unit_test(annual_charge_is_rounded_half_up),
        cmocka_unit_test(published_annual_cost_is_reproduced),
        cmocka_unit_test(need_scales_a_line_unless_it_is_indivisible),
        cmocka_unit_test(quantity_is_drivers_times_factor),
        cmocka_unit_test(size_factor_runs_straight_between_its_points),
        cmocka_unit_test(more_of_a_quantity_never_costs_less),
        cmocka_unit_test(random_breaks_are_never_cheaper_for_more),
        cmocka_unit_test(embedded_breaks_are_never_cheaper_for_more),
        cmocka_unit_test(quotation_takes_the_place_of_the_table),
        cmocka_unit_test(a_job_quoted_for_the_firm_is_not_scaled),
        cmocka_unit_test(foreign_prices_follow_the_rate),
        cmocka_unit_test(rates_of_the_case_go_before_the_table),
        cmocka_unit_test(prices_quoted_with_tax_enter_without),
        cmocka_unit_test(effort_is_days_times_the_rate_of_the_role),
        cmocka_unit_test(mean_follows_the_distribution),
        cmocka_unit_test(factors_do_not_move_the_mean),
        cmocka_unit_test(centred_factors_have_mean_one),
        cmocka_unit_test(defaults_of_a_line_are_what_it_rests_on),
        cmocka_unit_test(measure_costs_the_sum_of_its_rounded_lines),
        cmocka_unit_test(measures_are_offered_within_their_bounds),
        cmocka_unit_test(fewer_than_the_least_quantity_buy_it),
        cmocka_unit_test(amounts_beyond_the_limit_name_their_line),
        cmocka_unit_test(random_lines_equal_their_definition),
    };
    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
