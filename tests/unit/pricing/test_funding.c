/* meson: link_args=-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money from outside: what counts, which lines it may lessen, and that it lessens none below zero. */
#include "support.h"
#include "funding.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void only_money_that_is_granted_or_paid_counts(void **state)
{
    (void)state;
    static const bool expected[] = {
        [HOSHI_PLANNED] = false, [HOSHI_APPLIED] = false, [HOSHI_GRANTED] = true, [HOSHI_PAID] = true};
    for (int s = HOSHI_PLANNED; s <= HOSHI_PAID; s++) {
        struct hoshi_case_funding f = {.status = (enum hoshi_funding_status)s};
        assert_int_equal(hoshi_funding_counts(&f), expected[s]);
    }
}

static void funding_covers_the_lines_it_names(void **state)
{
    (void)state;
    size_t named[] = {31, 7};
    for (size_t k = 0; k < 2; k++)
        for (size_t m = 0; m < 40; m++) {
            struct hoshi_measure measure = {.index = m};
            struct hoshi_measure_line row = {.cost_class = k ? HOSHI_INDIRECT : HOSHI_DIRECT};
            struct hoshi_line line = {.measure = &measure, .row = &row};
            struct hoshi_case_funding f = {.measure = named, .measures = 2};
            f.lines = HOSHI_FUND_ALL;
            assert_true(hoshi_funding_covers(&f, &line));
            f.lines = HOSHI_FUND_DIRECT;
            assert_int_equal(hoshi_funding_covers(&f, &line), !k);
            f.lines = HOSHI_FUND_INDIRECT;
            assert_int_equal(hoshi_funding_covers(&f, &line), k);
            f.lines = HOSHI_FUND_MEASURES;
            assert_int_equal(hoshi_funding_covers(&f, &line), m == 7 || m == 31);
        }
}

static void funding_is_taken_pro_rata_by_largest_remainder(void **state)
{
    (void)state;
    int64_t left[] = {1000, 333, -250, 0, 500, 700}, taken[] = {5, 0, 0, 0, 0, 0}, used = -1;
    const bool covers[] = {true, true, true, true, false, true};
    assert_int_equal(hoshi_funding_take(101, left, covers, taken, 6, &used), HOSHI_OK);
    /* 101 of the net 1,783: 115 off the 2,033 above zero (56.57 : 18.84 : 39.60), 14 back to the 250 below */
    const int64_t left_then[] = {944, 314, -236, 0, 500, 660}, taken_then[] = {61, 19, -14, 0, 0, 40};
    assert_int_equal(used, 101);
    assert_memory_equal(left, left_then, sizeof left);
    assert_memory_equal(taken, taken_then, sizeof taken);
}

static void no_line_is_lessened_below_zero(void **state)
{
    (void)state;
    uint64_t seed = 31415926;
    for (int i = 0; i < 5000; i++) {
        int64_t left[12], before[12], taken[12], taken_before[12], room = 0, used = -1, sum = 0;
        bool covers[12];
        size_t n = (size_t)support_between(&seed, 0, 12);
        for (size_t k = 0; k < n; k++) {
            before[k] = left[k] = support_between(&seed, -3000, 9000);
            taken_before[k] = taken[k] = support_between(&seed, 0, 50);
            covers[k] = !support_chance(&seed, 3);
            room += covers[k] ? left[k] : 0;
        }
        int64_t yen =
            support_chance(&seed, 3) ? support_between(&seed, 0, 20) : support_between(&seed, 0, 60000);
        room = room > 0 ? room : 0;
        assert_int_equal(hoshi_funding_take(yen, left, covers, taken, n, &used), HOSHI_OK);
        assert_int_equal(used, yen < room ? yen : room);
        for (size_t k = 0; k < n; k++) {
            int64_t part = before[k] - left[k];
            sum += part;
            assert_int_equal(taken[k] - taken_before[k], part);
            bool past = before[k] > 0 ? part < 0 || left[k] < 0 : part > 0 || left[k] > 0;
            if (past || (part && !covers[k]))
                fail_msg("%" PRId64 " taken from %" PRId64, part, before[k]);
            /* Within two yen of the exact proportion: what is taken off and what is given back are rounded
             * apart. */
            if (room && covers[k] && (llabs(part * room - used * before[k]) >= 2 * room + llabs(before[k])))
                fail_msg("%" PRId64 " of %" PRId64 " taken from %" PRId64, part, used, before[k]);
        }
        assert_int_equal(sum, used);
    }
}

static void without_memory_nothing_is_taken(void **state)
{
    (void)state;
    int64_t left[] = {700, 300}, taken[] = {0, 0}, used = -4;
    const bool covers[] = {true, true};
    support_fail_allocation(0, true);
    enum hoshi_status status = hoshi_funding_take(500, left, covers, taken, 2, &used);
    bool refused = support_failed_allocation();
    support_fail_allocation(-1, false);
    assert_true(refused);
    assert_int_equal(status, HOSHI_E_MEMORY);
    assert_true(left[0] == 700 && left[1] == 300 && taken[0] == 0 && taken[1] == 0 && used == -4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_money_that_is_granted_or_paid_counts),
        cmocka_unit_test(funding_covers_the_lines_it_names),
        cmocka_unit_test(funding_is_taken_pro_rata_by_largest_remainder),
        cmocka_unit_test(no_line_is_lessened_below_zero),
        cmocka_unit_test(without_memory_nothing_is_taken),
    };
    return cmocka_run_group_tests_name("funding", tests, NULL, NULL);
}
