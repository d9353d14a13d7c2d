/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"
#include "typed.h"

#include <stdlib.h>
#include <string.h>

static void numbers_are_read_as_typed(void **state)
{
    static const struct {
        const char *text;
        int64_t micro;
    } good[] = {{"1250", 1250000000},
                {"1,250", 1250000000},
                {"１，２５０", 1250000000},
                {"1 250", 1250000000},
                {"1\u00a0250.5", 1250500000},
                {"1,234,567.25", 1234567250000},
                {" 48 台", 48000000},
                {"20名", 20000000},
                {"¥100", 100000000},
                {"￥1,100", 1100000000},
                {"3.5", 3500000},
                {"-2", -2000000},
                {"−1,000", -1000000000},
                {"2 TB", 2000000},
                {"4.5E1", 45000000},
                {"1.0E-2", 10000},
                {"1E+2", 100000000},
                {"0.30000000000000004", 300000},
                {"0.0000005", 1},
                {"-0.0000005", -1},
                {"0.0000004", 0},
                {"0.99999999999999999", 1000000},
                {"0", 0},
                {"000", 0},
                {"9199999999999", INT64_C(9199999999999000000)}};
    static const char *const bad[] = {
        "",        "約50",   "50台くらい", "1.2.3",    "百",        "5千円",      "1/2",      "--2",     "台",
        "0,2",     "0,250",  "1,2,3",      "12,34",    "1,2345",    "１２，３４", "1234,567", "1,",      ",1",
        "20,人",   "1,,000", "1.234,56",   "1,000,00", "1,000 000", "10 20",      "1 2",      "1.2,345", "1e",
        "1,000E2", "+",      ".",          "1、000",   "01,234",    "1,23 4",     "1, 2, 3"};
    static const char *const far[] = {"9300000000000", "-9,300,000,000,000", "1E20", "999999999999999999999"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++) {
        int64_t micro = -7;
        if (hoshi_typed_number(good[i].text, &micro) || micro != good[i].micro)
            fail_msg("%s: %lld", good[i].text, (long long)micro);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        int64_t micro = -7, count = -7, yen = -7;
        if (hoshi_typed_number(bad[i], &micro) != HOSHI_E_NUMBER || micro != -7)
            fail_msg("%s is no number", bad[i]);
        if (strstr("5千円", bad[i]) && *bad[i])
            continue;
        if (hoshi_typed_count(bad[i], &count) != HOSHI_E_NUMBER || count != -7)
            fail_msg("%s is no count", bad[i]);
        if (hoshi_typed_yen(bad[i], 1000000, &yen) != HOSHI_E_NUMBER || yen != -7)
            fail_msg("%s is no amount", bad[i]);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(far); i++) {
        int64_t micro = -7;
        if (hoshi_typed_number(far[i], &micro) != HOSHI_E_RANGE || micro != -7)
            fail_msg("%s is out of range", far[i]);
    }
}

/* Grouping by an independent rule: a text of digits and commas is read exactly when printing its number with
 * commas gives it back. */
static void groups_are_read_exactly_when_they_are_right(void **state)
{
    (void)state;
    uint64_t seed = 20261126;
    size_t read = 0;
    for (int round = 0; round < 200000; round++) {
        char text[16], digits[16], back[24];
        size_t n = (size_t)support_between(&seed, 1, 11), used = 0, m = 0;
        bool comma = false;
        for (size_t i = 0; i < n; i++) {
            text[i] = support_chance(&seed, 4) ? ',' : (char)support_between(&seed, '0', '9');
            comma |= text[i] == ',';
            if (text[i] != ',')
                digits[used++] = text[i];
        }
        text[n] = digits[used] = 0;
        if (!comma || !used)
            continue;
        for (size_t i = 0; i < used; i++) {
            if (i && (used - i) % 3 == 0)
                back[m++] = ',';
            back[m++] = digits[i];
        }
        back[m] = 0;
        bool right = digits[0] != '0' && strcmp(back, text) == 0;
        int64_t count = -7;
        enum hoshi_status status = hoshi_typed_count(text, &count);
        if ((status == HOSHI_OK) != right || count != (right ? strtoll(digits, NULL, 10) : -7))
            fail_msg("%s: %lld", text, (long long)count);
        read += right;
    }
    assert_true(read > 1000);
}

static void counts_are_read_with_their_unit(void **state)
{
    static const struct {
        const char *text;
        int64_t count;
    } good[] = {{"20名", 20},      {"1,000人", 1000},  {"3台", 3},        {"２０ 名", 20},
                {"5千人", 5000},   {"1.2万人", 12000}, {"1万2千", 12000}, {"1万2345人", 12345},
                {"3万500", 30500}, {"2 箇所", 2},      {"48 PCs", 48},    {"0", 0},
                {"-3人", -3},      {"3百", 300},       {"12.0", 12},      {"1.5E3", 1500}};
    static const char *const bad[] = {"500円", "3日",    "2.5",  "1.23456万", "3万5",
                                      "人",    "20人台", "千人", "20GB",      "10〜20",
                                      "10-20", "5M",     "千",   "2千3千",    "1万2億"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++) {
        int64_t count = -7;
        if (hoshi_typed_count(good[i].text, &count) || count != good[i].count)
            fail_msg("%s: %lld", good[i].text, (long long)count);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        int64_t count = -7;
        if (hoshi_typed_count(bad[i], &count) != HOSHI_E_NUMBER || count != -7)
            fail_msg("%s is no count", bad[i]);
    }
    int64_t count = -7;
    assert_int_equal(hoshi_typed_count("99999999999999999999人", &count), HOSHI_E_RANGE);
    assert_int_equal(count, -7);
}

static void yen_are_read_with_their_unit(void **state)
{
    static const struct {
        const char *text;
        int64_t unit, yen;
    } good[] = {{"1,200", 1000, 1200000},
                {"1200", 1, 1200},
                {"1,200千円", 1, 1200000},
                {"12万円", 1000, 120000}, /* the cell's own unit goes first */
                {"5百万円", 1, 5000000},
                {"1.5億円", 1, 150000000},
                {"1.23456789億円", 1, 123456789},
                {"2億", 1, 200000000},
                {"３，０００円", 1000, 3000},
                {"0.5", 1000, 500},
                {"¥7,000", 1, 7000},
                {"￥7,000", 1, 7000},
                {"\\7,000", 1, 7000},
                {"¥3億", 1, 300000000},
                {"¥3億", 1000, 300000000},
                {"0", 1000000, 0},
                {"3千万円", 1, 30000000},
                {"3千万円", 1000000, 30000000},
                {"4,000万", 1, 40000000},
                {"1億2千万円", 1, 120000000},
                {"1億2,000万円", 1, 120000000},
                {"1億2千5百万円", 1, 125000000},
                {"３千５百万円", 1, 35000000},
                {"1兆2億3万1004円", 1, INT64_C(1000200031004)},
                {"45兆円", 1, INT64_C(45000000000000)},
                {"45,000,000", 1000000, INT64_C(45000000000000)},
                {"999999999999999", 1, INT64_C(999999999999999)},
                {"1.2 million yen", 1, 1200000},
                {"12 thousand", 1, 12000},
                {"3 Billion JPY", 1, INT64_C(3000000000)},
                {"123.45600000000002", 1000000, 123456000}, /* as a spreadsheet's sum */
                {"4.5E13", 1, INT64_C(45000000000000)},
                {"0.00001", 1000000, 10},
                {"-5千円", 1, -5000}};
    static const struct {
        const char *text;
        int64_t unit;
    } bad[] = {{"0.5", 1},        {"", 1},          {"千円", 1},       {"円", 1},        {"不明", 1000},
               {"1,000ドル", 1},  {"1.2345", 1000}, {"10M", 1},        {"5k", 1},        {"3万5", 1},
               {"1億12000万", 1}, {"1億2億", 1},    {"1.5億2千万", 1}, {"2千12百万", 1}, {"1千円2", 1},
               {"-1億2千万", 1},  {"約3千万", 1},   {"3万円台", 1},    {"1,2千円", 1}};
    static const struct {
        const char *text;
        int64_t unit;
    } far[] = {
        {"9999999999999999999", 1}, {"99999999999億", 1}, {"9,999,999,999,999,999", 1000000}, {"1E30", 1}};
    static const char *const unsure[] = {"3千", "5百万", "4,000万", "1億2千万", "12 million"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(good); i++) {
        int64_t yen = -7;
        if (hoshi_typed_yen(good[i].text, good[i].unit, &yen) || yen != good[i].yen)
            fail_msg("%s: %lld", good[i].text, (long long)yen);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        int64_t yen = -7;
        if (hoshi_typed_yen(bad[i].text, bad[i].unit, &yen) != HOSHI_E_NUMBER || yen != -7)
            fail_msg("%s is no amount", bad[i].text);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(far); i++) {
        int64_t yen = -7;
        if (hoshi_typed_yen(far[i].text, far[i].unit, &yen) != HOSHI_E_RANGE || yen != -7)
            fail_msg("%s is out of range", far[i].text);
    }
    for (size_t i = 0; i < SUPPORT_COUNT(unsure); i++) {
        int64_t yen = -7;
        if (hoshi_typed_yen(unsure[i], 1000, &yen) != HOSHI_E_AMOUNT_UNIT || yen != -7)
            fail_msg("%s may be read in two ways", unsure[i]);
        assert_int_equal(hoshi_typed_yen(unsure[i], 1, &yen), HOSHI_OK);
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
                {"2026/10/1 0:00", "2026-10-01", "2026-10-01"},
                {"2026年 10月 1日", "2026-10-01", "2026-10-01"},
                {"2026/10/1 5", NULL, NULL},
                {"2026 10 1", NULL, NULL},
                {"2026,10,1", NULL, NULL},
                {"2026-1,0-01", NULL, NULL},
                {"2026-1 0-01", NULL, NULL},
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

static void a_day_is_read_before_a_time(void **state)
{
    static const struct {
        const char *text, *day;
    } rows[] = {{"令和8年12月3日 10時", "2026-12-03"},
                {"令和8年12月3日10時30分", "2026-12-03"},
                {"2026/12/3（木）10:00〜11:30", "2026-12-03"},
                {"2026-12-31", "2026-12-31"},
                {"2026/12/3 午後", "2026-12-03"},
                {"12月3日 10時", NULL},
                {"2026/12/312", NULL},
                {"来週 10時", NULL},
                {"", NULL}};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_date day = {0};
        char text[HOSHI_DATE_TEXT];
        bool is_day = hoshi_typed_day_first(rows[i].text, &day);
        if (is_day != (rows[i].day != NULL))
            fail_msg("%s: %d", rows[i].text, is_day);
        if (is_day)
            assert_string_equal(hoshi_date_print(day, text), rows[i].day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_typed),
        cmocka_unit_test(groups_are_read_exactly_when_they_are_right),
        cmocka_unit_test(counts_are_read_with_their_unit),
        cmocka_unit_test(yen_are_read_with_their_unit),
        cmocka_unit_test(days_are_read_in_every_form),
        cmocka_unit_test(a_day_is_read_before_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
