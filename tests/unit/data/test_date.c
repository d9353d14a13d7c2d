/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, months and Japanese fiscal years. */
#include "support.h"
#include "date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void only_iso_dates_that_exist_are_read(void **state)
{
    (void)state;
    static const char *const good[] = {"1950-01-01", "2199-12-31", "2000-02-29", "2024-02-29", "2026-11-22"};
    static const char *const bad[] = {
        "2026-02-29",  "2100-02-29",  "1900-02-28", "1949-12-31",      "2200-01-01", "2026-13-01",
        "2026-00-10",  "2026-04-31",  "2026-04-00", "2026-4-1",        "2026/04/01", "26-04-01",
        "2026-04-01 ", " 2026-04-01", "2026-04-0x", "20260401",        "",           "２０２６-04-01",
        "2026-04-1",   "+026-04-01",  "2026--4-01", "2026-11-22T00:00"};
    struct hoshi_date d = {7, 7, 7};
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++)
        assert_true(hoshi_date_parse(good[i], &d));
    assert_true(d.year == 2026 && d.month == 11 && d.day == 22);
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++)
        if (hoshi_date_parse(bad[i], &d))
            fail_msg("%s was read", bad[i]);
    assert_true(d.year == 2026 && d.month == 11 && d.day == 22);
}

static void only_iso_months_are_read(void **state)
{
    (void)state;
    static const char *const bad[] = {"2027-00",    "2027-13", "1949-12", "2200-01", "2027-4",
                                      "2027-04-01", "2027/04", "",        "2027-0a"};
    struct hoshi_date m = {0};
    assert_true(hoshi_month_parse("2027-04", &m));
    assert_true(m.year == 2027 && m.month == 4 && m.day == 0);
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++)
        if (hoshi_month_parse(bad[i], &m))
            fail_msg("%s was read", bad[i]);
    assert_true(m.year == 2027 && m.month == 4 && m.day == 0);
}

/* Every day from 1950 to 2199 beside the C library's calendar. */
static void every_day_agrees_with_the_calendar(void **state)
{
    (void)state;
    struct tm first = {.tm_year = HOSHI_YEAR_MIN - 1900, .tm_mon = 0, .tm_mday = 1};
    time_t t = timegm(&first);
    struct hoshi_date before = {0}, d;
    long count = 0;
    for (;; t += 86400, count++) {
        struct tm tm;
        char text[32], again[HOSHI_DATE_TEXT];
        gmtime_r(&t, &tm);
        if (tm.tm_year + 1900 > HOSHI_YEAR_MAX)
            break;
        snprintf(text, sizeof text, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
        if (!hoshi_date_parse(text, &d) || strcmp(hoshi_date_print(d, again), text) != 0 ||
            hoshi_date_days(d) != (long)(t / 86400))
            fail_msg("%s: %ld", text, hoshi_date_days(d));
        if (count && (hoshi_date_compare(before, d) >= 0 || hoshi_date_compare(d, before) <= 0 ||
                      hoshi_date_compare(d, d) != 0))
            fail_msg("order at %s", text);
        int april = tm.tm_mon < 3 ? tm.tm_year + 1900 : tm.tm_year + 1901;
        struct hoshi_date next = hoshi_month_next_april(d);
        if (next.year != april || next.month != 4 || next.day != 0 || hoshi_fiscal_year(d) != april - 1)
            fail_msg("April after %s", text);
        before = d;
    }
    assert_int_equal(count, 91311);
}

static void months_count_over_years_both_ways(void **state)
{
    (void)state;
    static const struct {
        struct hoshi_date from;
        int n;
        struct hoshi_date to;
    } rows[] = {{{2027, 4, 0}, 0, {2027, 4, 0}},   {{2027, 4, 0}, 8, {2027, 12, 0}},
                {{2027, 4, 0}, 9, {2028, 1, 0}},   {{2027, 4, 0}, -4, {2026, 12, 0}},
                {{2027, 12, 0}, 1, {2028, 1, 0}},  {{2028, 1, 0}, -1, {2027, 12, 0}},
                {{2027, 4, 0}, 119, {2037, 3, 0}}, {{2027, 4, 31}, 1, {2027, 5, 0}},
                {{2027, 1, 0}, -13, {2025, 12, 0}}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_date m = hoshi_month_add(rows[i].from, rows[i].n);
        if (hoshi_date_compare(m, rows[i].to) != 0)
            fail_msg("row %zu: %d-%d-%d", i, m.year, m.month, m.day);
    }
    for (int n = -600; n <= 600; n++) {
        struct hoshi_date there = hoshi_month_add((struct hoshi_date){2061, 7, 0}, n),
                          back = hoshi_month_add(there, -n);
        assert_int_equal(hoshi_date_compare(back, (struct hoshi_date){2061, 7, 0}), 0);
        assert_int_equal((there.year - 2061) * 12 + there.month - 7, n);
    }
}

static void months_and_nothing_print_as_such(void **state)
{
    (void)state;
    char text[HOSHI_DATE_TEXT];
    assert_string_equal(hoshi_date_print((struct hoshi_date){2027, 4, 0}, text), "2027-04");
    assert_string_equal(hoshi_date_print((struct hoshi_date){0, 0, 0}, text), "");
    assert_int_equal(hoshi_date_days((struct hoshi_date){1970, 1, 0}), 0);
    assert_int_equal(hoshi_date_days((struct hoshi_date){1970, 2, 0}), 31);
    assert_true(hoshi_date_compare((struct hoshi_date){2027, 4, 0}, (struct hoshi_date){2027, 4, 1}) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_iso_dates_that_exist_are_read),
        cmocka_unit_test(only_iso_months_are_read),
        cmocka_unit_test(every_day_agrees_with_the_calendar),
        cmocka_unit_test(months_count_over_years_both_ways),
        cmocka_unit_test(months_and_nothing_print_as_such),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
