/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integer money: sums, ratios, lines, splits, decimals. Every rounding is compared with 128-bit arithmetic.
 */
#include "support.h"
#include "money.h"
#include "text.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

/* ---- add, muldiv ---- */

static void sums_stop_at_the_exact_range_of_a_cell(void **state)
{
    (void)state;
    static const struct {
        int64_t a, b, sum;
        bool ok;
    } rows[] = {
        {417, -733, -316, true},
        {HOSHI_YEN_MAX - 1, 1, HOSHI_YEN_MAX, true},
        {HOSHI_YEN_MAX, 1, 0, false},
        {-HOSHI_YEN_MAX, -1, 0, false},
        {-HOSHI_YEN_MAX + 1, -1, -HOSHI_YEN_MAX, true},
        {HOSHI_YEN_MAX, -HOSHI_YEN_MAX, 0, true},
        {INT64_MAX, INT64_MAX, 0, false},
        {INT64_MIN, INT64_MIN, 0, false},
        {INT64_MIN, 1, 0, false},
        {INT64_MAX, INT64_MIN, -1, true},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        int64_t sum = 31337;
        assert_int_equal(hoshi_money_add(rows[i].a, rows[i].b, &sum), rows[i].ok);
        assert_int_equal(sum, rows[i].ok ? rows[i].sum : 31337);
    }
}

static void muldiv_rounds_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        int64_t a, b, c, result;
    } rows[] = {
        {1, 1, 2, 1},   {-1, 1, 2, -1}, {3, 1, 2, 2},    {-3, 1, 2, -2}, {1, 1, 3, 0},    {2, 1, 3, 1},
        {-2, 1, 3, -1}, {5, 7, 10, 4},  {-5, 7, 10, -4}, {0, -9, 7, 0},  {49, 1, 100, 0}, {50, 1, 100, 1},
        {7, 3, 1, 21},  {-5, -1, 2, 3}, {1, 1, 7, 0},    {4, 1, 7, 1},   {-4, 1, 7, -1},  {3, 1, 7, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        int64_t r = 0;
        assert_true(hoshi_money_muldiv(rows[i].a, rows[i].b, rows[i].c, &r));
        if (r != rows[i].result)
            fail_msg("%" PRId64 " * %" PRId64 " / %" PRId64 " = %" PRId64, rows[i].a, rows[i].b, rows[i].c,
                     r);
    }
    uint64_t seed = 55501;
    for (int i = 0; i < 200000; i++) {
        int shift = (int)support_between(&seed, 1, 40);
        int64_t a = (int64_t)support_random(&seed) >> shift,
                b = (int64_t)support_random(&seed) >> support_between(&seed, 1, 40);
        int64_t c = (int64_t)(support_random(&seed) >> support_between(&seed, 1, 62)) + 1, r = -77;
        /* |quotient| without its fraction, then one more when the rest is half of c or above. */
        wide product = (wide)a * b, size = product < 0 ? -product : product, q = size / c, rest = size % c;
        q += rest >= c - rest;
        wide expected = product < 0 ? -q : q;
        bool fits = expected <= INT64_MAX && expected > INT64_MIN;
        if (hoshi_money_muldiv(a, b, c, &r) != fits || r != (fits ? (int64_t)expected : -77))
            fail_msg("%" PRId64 " * %" PRId64 " / %" PRId64 " = %" PRId64, a, b, c, r);
    }
}

static void muldiv_refuses_what_int64_cannot_hold(void **state)
{
    (void)state;
    int64_t r = 12;
    assert_true(hoshi_money_muldiv(INT64_MAX, INT64_MAX, INT64_MAX, &r));
    assert_int_equal(r, INT64_MAX);
    r = 12;
    assert_false(hoshi_money_muldiv(INT64_MAX, 2, 1, &r));
    assert_false(hoshi_money_muldiv(INT64_MIN, INT64_MIN, 1, &r));
    assert_false(hoshi_money_muldiv(INT64_MIN, 1, 1, &r)); /* that value means "not stated" */
    assert_int_equal(r, 12);
}

/* ---- line ---- */

static void line_is_rounded_once(void **state)
{
    (void)state;
    static const struct {
        int64_t quantity, need, price, yen;
    } rows[] = {
        {48 * HOSHI_MICRO, HOSHI_MICRO, 800 * HOSHI_MICRO, 38400},
        {1 * HOSHI_MICRO, HOSHI_MICRO, 499999, 0},
        {1 * HOSHI_MICRO, HOSHI_MICRO, 500000, 1},
        {3 * HOSHI_MICRO, 500000, 333333, 0},  /* 0.4999995 */
        {3 * HOSHI_MICRO, 500000, 333334, 1},  /* 0.500001 */
        {7 * HOSHI_MICRO, 333333, 1500000, 3}, /* 3.4999965; rounding the unit price first would give 4 */
        {2500000, 400000, 10500000, 11},       /* 10.5 */
        {0, HOSHI_MICRO, 99 * HOSHI_MICRO, 0},
        {5 * HOSHI_MICRO, 0, 99 * HOSHI_MICRO, 0},
        {5 * HOSHI_MICRO, HOSHI_MICRO, 0, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        int64_t yen = -1;
        assert_true(hoshi_money_line(rows[i].quantity, rows[i].need, rows[i].price, &yen));
        if (yen != rows[i].yen)
            fail_msg("row %zu: %" PRId64, i, yen);
    }
    uint64_t seed = 24601;
    for (int i = 0; i < 100000; i++) {
        int64_t q = support_between(&seed, 0, 4000) * support_between(&seed, 1, HOSHI_MICRO),
                n = support_between(&seed, 0, HOSHI_MICRO);
        int64_t p = support_between(&seed, 0, 3000000) * support_between(&seed, 1, 9999), yen = -1;
        wide unit = (wide)HOSHI_MICRO * HOSHI_MICRO * HOSHI_MICRO, product = (wide)q * n * p;
        wide expected = product / unit + (product % unit * 2 >= unit);
        assert_true(hoshi_money_line(q, n, p, &yen));
        if (yen != (int64_t)expected)
            fail_msg("%" PRId64 " %" PRId64 " %" PRId64 ": %" PRId64, q, n, p, yen);
    }
}

static void line_ends_at_the_largest_amount(void **state)
{
    (void)state;
    int64_t yen = 5;
    assert_true(hoshi_money_line(1000 * HOSHI_MICRO, HOSHI_MICRO, INT64_C(999999999999999000), &yen));
    assert_int_equal(yen, HOSHI_YEN_MAX);
    yen = 5;
    assert_false(hoshi_money_line(1000 * HOSHI_MICRO, HOSHI_MICRO, INT64_C(999999999999999500), &yen));
    assert_false(hoshi_money_line(1000 * HOSHI_MICRO, HOSHI_MICRO, INT64_C(1000000000000000000), &yen));
    assert_false(hoshi_money_line(INT64_MAX, HOSHI_MICRO, INT64_MAX, &yen));
    assert_false(hoshi_money_line(INT64_MAX, INT64_MAX, INT64_MAX, &yen));
    assert_int_equal(yen, 5);
}

/* ---- split ---- */

/* The method as it is told to a person: round down, then hand out what is left, one by one, to the largest
 * remainder not served yet, the first listed on a tie. */
static void slow_split(int64_t total, const int64_t *weight, size_t n, int64_t *share)
{
    wide sum = 0, rest[1200];
    bool served[1200] = {false};
    int64_t size = total < 0 ? -total : total, left = size;
    for (size_t i = 0; i < n; i++)
        sum += weight[i];
    bool even = sum == 0;
    for (size_t i = 0; i < n; i++) {
        wide product = (wide)size * (even ? 1 : weight[i]), whole = even ? (wide)n : sum;
        share[i] = (int64_t)(product / whole);
        rest[i] = product % whole;
        left -= share[i];
    }
    for (; left > 0; left--) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (!served[i] && (best == SIZE_MAX || rest[i] > rest[best]))
                best = i;
        served[best] = true;
        share[best]++;
    }
    for (size_t i = 0; total < 0 && i < n; i++)
        share[i] = -share[i];
}

static void check_split(int64_t total, const int64_t *weight, size_t n, const int64_t *share)
{
    int64_t sum = 0, expected[1200];
    wide weights = 0;
    for (size_t i = 0; i < n; i++)
        weights += weight[i];
    for (size_t i = 0; i < n; i++) {
        sum += share[i];
        if (!weights)
            continue;
        wide off = (wide)share[i] * weights - (wide)total * weight[i];
        if (off <= -weights || off >= weights)
            fail_msg("share %zu of %" PRId64 " is a yen or more off", i, total);
        if (!weight[i] && share[i])
            fail_msg("weight 0 got %" PRId64, share[i]);
    }
    if (sum != total)
        fail_msg("%" PRId64 " split into %" PRId64, total, sum);
    slow_split(total, weight, n, expected);
    for (size_t i = 0; i < n; i++)
        if (share[i] != expected[i])
            fail_msg("share %zu: %" PRId64 " for %" PRId64, i, share[i], expected[i]);
}

static void shares_add_to_total_exactly(void **state)
{
    (void)state;
    uint64_t seed = 600613;
    for (int i = 0; i < 6000; i++) {
        int64_t weight[9], share[9];
        size_t n = (size_t)support_between(&seed, 1, 9);
        int64_t most = support_chance(&seed, 3) ? 5 : support_chance(&seed, 3) ? HOSHI_YEN_MAX : HOSHI_MICRO;
        for (size_t k = 0; k < n; k++)
            weight[k] = support_chance(&seed, 5) ? 0 : support_between(&seed, 0, most);
        int64_t reach = support_chance(&seed, 2) ? 97 : HOSHI_YEN_MAX,
                total = support_between(&seed, -reach, reach);
        assert_int_equal(hoshi_money_split(total, weight, n, share), HOSHI_OK);
        check_split(total, weight, n, share);
    }
}

/* Both sides of the size up to which no memory is needed, and far beyond. */
static void many_parties_are_split_the_same_way(void **state)
{
    (void)state;
    static int64_t weight[1200], share[1200];
    static const size_t sizes[] = {63, 64, 65, 66, 127, 1200};
    uint64_t seed = 8123;
    for (size_t i = 0; i < SUPPORT_COUNT(sizes); i++)
        for (int k = 0; k < 6; k++) {
            for (size_t p = 0; p < sizes[i]; p++)
                weight[p] = k == 5 ? 0 : support_between(&seed, 0, k % 2 ? 3 : 1000003);
            int64_t total = support_between(&seed, -999983, 999983);
            assert_int_equal(hoshi_money_split(total, weight, sizes[i], share), HOSHI_OK);
            check_split(total, weight, sizes[i], share);
        }
}

static void ties_go_to_the_party_listed_first(void **state)
{
    (void)state;
    static const struct {
        int64_t total, weight[4], share[4];
    } rows[] = {
        {10, {1, 1, 1, 1}, {3, 3, 2, 2}},
        {-10, {1, 1, 1, 1}, {-3, -3, -2, -2}},
        {10, {0, 0, 0, 0}, {3, 3, 2, 2}},
        {-7, {0, 0, 0, 0}, {-2, -2, -2, -1}},
        {5, {0, 2, 0, 2}, {0, 3, 0, 2}},
        {1, {7, 7, 7, 8}, {0, 0, 0, 1}},
        {0, {3, 1, 4, 1}, {0, 0, 0, 0}},
        {3, {0, 0, 0, 9}, {0, 0, 0, 3}},
        {2, {1, 3, 3, 3}, {0, 1, 1, 0}},
        {100, {333333, 333333, 333334, 0}, {33, 33, 34, 0}},
        {-100, {333334, 333333, 333333, 0}, {-34, -33, -33, 0}},
        {HOSHI_YEN_MAX, {1, 0, 0, 1}, {HOSHI_YEN_MAX / 2 + 1, 0, 0, HOSHI_YEN_MAX / 2}},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        int64_t share[4];
        assert_int_equal(hoshi_money_split(rows[i].total, rows[i].weight, 4, share), HOSHI_OK);
        for (size_t k = 0; k < 4; k++)
            if (share[k] != rows[i].share[k])
                fail_msg("row %zu share %zu: %" PRId64, i, k, share[k]);
    }
}

static void impossible_splits_are_refused_and_write_nothing(void **state)
{
    (void)state;
    const int64_t minus[] = {3, -1, 2}, huge[] = {INT64_MAX, 1, 0}, fine[] = {1, 2, 3};
    int64_t share[] = {41, 42, 43};
    assert_int_equal(hoshi_money_split(10, minus, 3, share), HOSHI_E_RANGE);
    assert_int_equal(hoshi_money_split(10, fine, 0, share), HOSHI_E_RANGE);
    assert_int_equal(hoshi_money_split(10, huge, 3, share), HOSHI_E_OVERFLOW);
    assert_int_not_equal(hoshi_money_split(HOSHI_YEN_MAX + 1, fine, 3, share), HOSHI_OK);
    assert_int_not_equal(hoshi_money_split(-HOSHI_YEN_MAX - 1, fine, 3, share), HOSHI_OK);
    assert_int_equal(share[0], 41);
    assert_int_equal(share[1], 42);
    assert_int_equal(share[2], 43);
    assert_int_equal(hoshi_money_split(HOSHI_YEN_MAX, huge, 1, share), HOSHI_OK);
    assert_int_equal(share[0], HOSHI_YEN_MAX);
}

/* ---- decimals ---- */

static void decimal_text_is_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int places;
        bool ok;
        int64_t micro;
    } rows[] = {
        {"0", 2, true, 0},
        {"-0", 2, true, 0},
        {"1250.00", 2, true, 1250000000},
        {"-12.5", 1, true, -12500000},
        {"0.000001", 6, true, 1},
        {"-0.000001", 6, true, -1},
        {"007", 0, true, 7000000},
        {"9200000000000", 6, true, INT64_C(9200000000000000000)},
        {"9223372036854.775807", 6, true, INT64_MAX},
        {"9223372036854.775808", 6, false, 0},
        {"9300000000000", 6, false, 0},
        {"99999999999999", 6, false, 0},
        {"1.234", 2, false, 0},
        {"1.0000001", 6, false, 0},
        {"1.", 6, false, 0},
        {".5", 6, false, 0},
        {"", 6, false, 0},
        {"-", 6, false, 0},
        {"+1", 6, false, 0},
        {"--1", 6, false, 0},
        {" 1", 6, false, 0},
        {"1 ", 6, false, 0},
        {"1,5", 6, false, 0},
        {"1e3", 6, false, 0},
        {"0x10", 6, false, 0},
        {"1.5.2", 6, false, 0},
        {"1.5", 0, false, 0},
        {"１", 6, false, 0},
        {"nan", 6, false, 0},
        {"inf", 6, false, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        int64_t micro = -424242;
        if (hoshi_decimal_parse(rows[i].text, rows[i].places, &micro) != rows[i].ok ||
            micro != (rows[i].ok ? rows[i].micro : -424242))
            fail_msg("\"%s\": %" PRId64, rows[i].text, micro);
    }
}

static void decimals_survive_printing_and_reading(void **state)
{
    (void)state;
    uint64_t seed = 314159;
    for (int i = 0; i < 50000; i++) {
        int64_t micro = (int64_t)support_random(&seed) >> support_between(&seed, 0, 60), back = 0;
        char text[HOSHI_DECIMAL_TEXT];
        if (micro == INT64_MIN)
            continue;
        int min = (int)support_between(&seed, 0, 6);
        hoshi_decimal_print(micro, min, text);
        const char *point = strchr(text, '.');
        size_t places = point ? strlen(point + 1) : 0;
        if (!hoshi_decimal_parse(text, 6, &back) || back != micro || places < (size_t)min ||
            (places > (size_t)min && text[strlen(text) - 1] == '0'))
            fail_msg("%" PRId64 " with %d places: %s", micro, min, text);
    }
    static const struct {
        int64_t micro;
        int min;
        const char *text;
    } rows[] = {{1230000, 2, "1.23"},
                {1000000, 2, "1.00"},
                {1000000, 0, "1"},
                {-500000, 0, "-0.5"},
                {1, 0, "0.000001"},
                {-1, 2, "-0.000001"},
                {0, 0, "0"},
                {0, 3, "0.000"},
                {INT64_MAX, 0, "9223372036854.775807"},
                {INT64_MIN, 0, "-9223372036854.775808"}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char text[HOSHI_DECIMAL_TEXT];
        assert_string_equal(hoshi_decimal_print(rows[i].micro, rows[i].min, text), rows[i].text);
    }
}

static void yen_have_a_comma_every_three_digits(void **state)
{
    (void)state;
    static const struct {
        int64_t yen;
        const char *text;
    } rows[] = {{0, "0"},
                {-7, "-7"},
                {999, "999"},
                {1000, "1,000"},
                {-1234, "-1,234"},
                {10203, "10,203"},
                {123456, "123,456"},
                {-987654321, "-987,654,321"},
                {HOSHI_YEN_MAX, "999,999,999,999,999"},
                {INT64_MIN, "-9,223,372,036,854,775,808"}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char text[HOSHI_DECIMAL_TEXT];
        assert_string_equal(hoshi_yen_print(rows[i].yen, text), rows[i].text);
    }
}

static void about_keeps_three_digits(void **state)
{
    (void)state;
    static const struct {
        int64_t yen, about;
    } rows[] = {{0, 0},
                {999, 999},
                {1000, 1000},
                {1004, 1010},
                {1005, 1010},
                {16400000, 16400000},
                {16425836, 16500000},
                {16450001, 16500000},
                {9995, 10000},
                {-1005, -1010},
                {-2302257, -2310000},
                {HOSHI_YEN_MAX, 1000000000000000},
                {INT64_MIN, -9220000000000000000}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++)
        assert_true(hoshi_yen_about(rows[i].yen) == rows[i].about);
}

static void decimal_comma_of_the_locale_changes_nothing(void **state)
{
    static const char *const names[] = {"fr_FR.UTF-8", "de_DE.UTF-8", "fr_FR.utf8",
                                        "de_DE.utf8",  "fr_FR",       "de_DE"};
    const char *before = setlocale(LC_ALL, NULL), *set = NULL;
    char old[200];
    hoshi_text_copy(old, sizeof old, before);
    for (size_t i = 0; !set && i < SUPPORT_COUNT(names); i++)
        set = setlocale(LC_ALL, names[i]);
    if (set && strcmp(localeconv()->decimal_point, ",") == 0) {
        decimal_text_is_read_strictly(state);
        decimals_survive_printing_and_reading(state);
        yen_have_a_comma_every_three_digits(state);
    }
    setlocale(LC_ALL, old);
    if (!set)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_stop_at_the_exact_range_of_a_cell),
        cmocka_unit_test(muldiv_rounds_half_away_from_zero),
        cmocka_unit_test(muldiv_refuses_what_int64_cannot_hold),
        cmocka_unit_test(line_is_rounded_once),
        cmocka_unit_test(line_ends_at_the_largest_amount),
        cmocka_unit_test(shares_add_to_total_exactly),
        cmocka_unit_test(many_parties_are_split_the_same_way),
        cmocka_unit_test(ties_go_to_the_party_listed_first),
        cmocka_unit_test(impossible_splits_are_refused_and_write_nothing),
        cmocka_unit_test(decimal_text_is_read_strictly),
        cmocka_unit_test(decimals_survive_printing_and_reading),
        cmocka_unit_test(yen_have_a_comma_every_three_digits),
        cmocka_unit_test(about_keeps_three_digits),
        cmocka_unit_test(decimal_comma_of_the_locale_changes_nothing),
    };
    return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
