/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A portfolio's row: what is unknown, the level from the questions, every fault. */
#include "support.h"
#include "supplier_row.h"

#include <string.h>

static struct hoshi_supplier_row good(void)
{
    struct hoshi_supplier_row r;
    hoshi_supplier_row_init(&r);
    r.head.row = 7;
    r.head.level = 4;
    r.size[HOSHI_USERS] = 40;
    return r;
}

static enum hoshi_status check(const struct hoshi_supplier_row *r, struct hoshi_faults *faults)
{
    memset(faults, 0, sizeof *faults);
    return hoshi_supplier_row_check(r, &support_tables()->catalog, faults);
}

static void expect(const struct hoshi_supplier_row *r, enum hoshi_status status, const char *path)
{
    struct hoshi_faults faults;
    assert_int_equal(check(r, &faults), status);
    assert_int_equal(faults.n, 1);
    assert_int_equal(faults.item[0].status, status);
    assert_string_equal(faults.item[0].path, path);
    assert_int_equal(faults.item[0].row, 7);
}

static void test_everything_unknown(void **state)
{
    (void)state;
    struct hoshi_supplier_row r;
    memset(&r, 0x55, sizeof r);
    hoshi_supplier_row_init(&r);
    assert_int_equal(r.head.annual_purchases_yen, HOSHI_NONE);
    assert_int_equal(r.head.annual_sales_yen, HOSHI_NONE);
    assert_int_equal(r.head.weight_micro, HOSHI_NONE);
    assert_int_equal(r.size[HOSHI_JOINERS], HOSHI_NONE);
    assert_int_equal(r.remaining_ppm[HOSHI_CRITERIA_MAX - 1], -1);
    assert_int_equal(r.gap, HOSHI_SUPPLIER_GAP_NONE);
    assert_string_equal(r.head.id, "");
    struct hoshi_faults faults;
    assert_int_equal(check(&r, &faults), HOSHI_E_SUPPLIER_LEVEL);
    assert_int_equal(faults.n, 2); /* and no size */
    assert_int_equal(faults.item[1].status, HOSHI_E_SIZE_MISSING);
}

static void test_level_from_questions(void **state)
{
    (void)state;
    for (int i = 0; i < 27; i++) {
        enum hoshi_truth a = (enum hoshi_truth)(i % 3), b = (enum hoshi_truth)(i / 3 % 3),
                         c = (enum hoshi_truth)(i / 9);
        struct hoshi_supplier_head h = {.questions = {a, b, c}};
        bool yes = a == HOSHI_YES || b == HOSHI_YES || c == HOSHI_YES;
        bool no = a == HOSHI_NO && b == HOSHI_NO && c == HOSHI_NO;
        assert_int_equal(hoshi_supplier_level(&h), yes ? 4 : no ? 3 : 0);
        h.level = 3;
        assert_int_equal(hoshi_supplier_level(&h), 3);
    }
}

static void test_faults(void **state)
{
    (void)state;
    struct hoshi_faults faults;
    struct hoshi_supplier_row r = good();
    assert_int_equal(check(&r, &faults), HOSHI_OK);
    assert_int_equal(faults.n, 0);
    r.head.level = 5;
    expect(&r, HOSHI_E_LEVEL_UNDEFINED, "level");
    r = good();
    r.head.annual_purchases_yen = -1;
    expect(&r, HOSHI_E_RANGE, "annual_purchases_yen");
    r = good();
    r.head.annual_sales_yen = HOSHI_YEN_MAX + 1;
    expect(&r, HOSHI_E_RANGE, "annual_sales_yen");
    r = good();
    r.head.annual_purchases_yen = 11;
    r.head.annual_sales_yen = 10;
    expect(&r, HOSHI_E_SHARES_OVER_ONE, "annual_purchases_yen");
    r = good();
    r.head.must = r.head.must_not = true;
    expect(&r, HOSHI_E_CONTRADICTION, "must_not");
    r = good();
    r.head.weight_micro = -1;
    expect(&r, HOSHI_E_RANGE, "weight");
    r = good();
    r.size[HOSHI_SERVERS] = HOSHI_COUNT_MAX + 1;
    expect(&r, HOSHI_E_RANGE, "size.servers");
    r = good();
    r.size[HOSHI_ENDPOINTS] = 3;
    r.size[HOSHI_UNSUPPORTED_ENDPOINTS] = 4;
    expect(&r, HOSHI_E_CONTRADICTION, "size.unsupported_endpoints");
    r = good();
    r.size[HOSHI_USERS] = HOSHI_NONE;
    expect(&r, HOSHI_E_SIZE_MISSING, "size");
    r.head.employees_regular = 12;
    assert_int_equal(check(&r, &faults), HOSHI_OK);
}

static void test_answers_and_counts(void **state)
{
    (void)state;
    struct hoshi_faults faults;
    const struct hoshi_catalog *c = &support_tables()->catalog;
    struct hoshi_supplier_row r = good();
    r.gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    r.answer[2] = HOSHI_MET;
    r.remaining_ppm[2] = 400000;
    expect(&r, HOSHI_E_REMAINING, c->criterion[2].id);
    r.answer[2] = HOSHI_PARTIAL;
    assert_int_equal(check(&r, &faults), HOSHI_OK);
    r.remaining_ppm[2] = 1000001;
    expect(&r, HOSHI_E_REMAINING, c->criterion[2].id);
    r = good();
    r.gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    r.answer[5] = HOSHI_ANSWERS;
    expect(&r, HOSHI_E_RANGE, c->criterion[5].id);
    for (int level = 3; level <= 4; level++)
        for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
            uint16_t there = 0;
            for (size_t i = 0; i < c->criteria; i++)
                there = (uint16_t)(there + (c->criterion[i].category == k && c->criterion[i].level <= level));
            r = good();
            r.head.level = level;
            r.gap = HOSHI_SUPPLIER_GAP_COUNTS;
            r.count[k][HOSHI_MET] = 1;
            r.count[k][HOSHI_UNMET] = (uint16_t)(there - 1);
            assert_int_equal(check(&r, &faults), HOSHI_OK);
            r.count[k][HOSHI_UNMET] = there;
            char path[16] = "count[?]";
            path[6] = (char)('0' + k);
            expect(&r, HOSHI_E_SUPPLIER_COUNTS, path);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_unknown),
        cmocka_unit_test(test_level_from_questions),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_answers_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
