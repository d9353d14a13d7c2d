/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"
#include "typed.h"

#include <string.h>

static void numbers_are_read_as_typed(void **state)
{
    static const struct {
        const char *text;
        int64_t micro;
    } good[] = {{"1250", 1250000000}, {"1,250", 1250000000}, {"１，２５０", 1250000000},
                {" 48 台", 48000000}, {"¥100", 100000000},   {"3.5", 3500000},
                {"-2", -2000000},     {"2 TB", 2000000},     {"4.5E1", 45000000}};
    static const char *const bad[] = {"", "約50", "50台くらい", "1.2.3", "百", "5千円", "1/2", "--2", "台"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++) {
        int64_t micro = -7;
        if (!hoshi_typed_number(good[i].text, &micro) || micro != good[i].micro)
            fail_msg("%s: %lld", good[i].text, (long long)micro);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        int64_t micro = -7;
        if (hoshi_typed_number(bad[i], &micro) || micro != -7)
            fail_msg("%s is no number", bad[i]);
    }
}

static void yen_are_read_with_their_unit(void **state)
{
    static const struct {
        const char *text;
        int64_t unit, yen;
    } good[] = {{"1,200", 1000, 1200000},     {"1200", 1, 1200},         {"1,200千円", 1, 1200000},
                {"12万円", 1000, 120000}, /* the cell's own unit goes first */
                {"5百万円", 1, 5000000},      {"1.5億円", 1, 150000000}, {"2億", 1, 200000000},
                {"３，０００円", 1000, 3000}, {"0.5", 1000, 500},        {"¥7,000", 1, 7000},
                {"\\7,000", 1, 7000},         {"¥3億", 1, 300000000},    {"0", 1000000, 0}};
    static const struct {
        const char *text;
        int64_t unit;
    } bad[] = {{"0.5", 1},
               {"", 1},
               {"千円", 1},
               {"不明", 1000},
               {"1,000ドル", 1},
               {"1.2345", 1000},
               {"9999999999", 100000000}};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++) {
        int64_t yen = -7;
        if (!hoshi_typed_yen(good[i].text, good[i].unit, &yen) || yen != good[i].yen)
            fail_msg("%s: %lld", good[i].text, (long long)yen);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        int64_t yen = -7;
        if (hoshi_typed_yen(bad[i].text, bad[i].unit, &yen) || yen != -7)
            fail_msg("%s is no amount", bad[i].text);
    }
}

static void days_are_read_in_every_form(void **state)
{
    static const struct {
        const char *text, *day, *deadline; /* NULL: not read */
    } rows[] = {{"2026-10-01", "2026-10-01", "2026-10-01"},
                {"2026/10/1", "2026-10-01", "2026-10-01"},
                {"２０２６年１０月１日", "2026-10-01", "2026-10-01"},
                {"令和8年10月1日", "2026-10-01", "2026-10-01"},
                {"R8.10.1", "2026-10-01", "2026-10-01"},
                {"平成31年4月30日", "2019-04-30", "2019-04-30"},
                {"令和元年5月1日", "2019-05-01", "2019-05-01"},
                {"2026-10-01T00:00:00", "2026-10-01", "2026-10-01"},
                {"2027年3月", NULL, "2027-03-31"},
                {"2028-02", NULL, "2028-02-29"},
                {"2027年3月末", NULL, "2027-03-31"},
                {"令和9年9月末", NULL, "2027-09-30"},
                {"2027年度", NULL, "2028-03-31"},
                {"2027年度末", NULL, "2028-03-31"},
                {"令和9年度中", NULL, "2028-03-31"},
                {"10/1/2026", NULL, NULL},
                {"2026-02-30", NULL, NULL},
                {"2027", NULL, NULL},
                {"来年", NULL, NULL},
                {"", NULL, NULL}};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_date day = {1, 1, 1}, by = {1, 1, 1};
        char text[HOSHI_DATE_TEXT];
        bool is_day = hoshi_typed_date(rows[i].text, &day), is_by = hoshi_typed_deadline(rows[i].text, &by);
        if (is_day != (rows[i].day != NULL) || is_by != (rows[i].deadline != NULL))
            fail_msg("%s: %d %d", rows[i].text, is_day, is_by);
        if (is_day)
            assert_string_equal(hoshi_date_print(day, text), rows[i].day);
        else
            assert_int_equal(day.year, 1);
        if (is_by)
            assert_string_equal(hoshi_date_print(by, text), rows[i].deadline);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_typed),
        cmocka_unit_test(yen_are_read_with_their_unit),
        cmocka_unit_test(days_are_read_in_every_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
