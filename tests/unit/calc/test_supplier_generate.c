/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented suppliers: the same from the same seed, usable, and like the published figures in the mean. */
#include "supplier_generate.h"
#include "support.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_supplier_row make(uint64_t seed, uint64_t index, int64_t counts, int64_t nothing)
{
    struct hoshi_supplier_row row;
    struct hoshi_generate_settings s = hoshi_generate_defaults(seed, support_today);
    s.counts_ppm = counts;
    s.nothing_ppm = nothing;
    memset(&row, 0x55, sizeof row);
    assert_int_equal(hoshi_supplier_generate(support_tables(), &s, index, &row, NULL), HOSHI_OK);
    return row;
}

static void test_same_seed(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 50; i++) {
        struct hoshi_supplier_row a = make(1, i, 300000, 150000), b = make(1, 49 - i, 300000, 150000),
                                  c = make(2, i, 300000, 150000);
        struct hoshi_supplier_row again = make(1, i, 300000, 150000);
        assert_memory_equal(&a, &again, sizeof a);
        assert_int_equal(a.head.row, (int64_t)i + 1);
        assert_memory_not_equal(&a, &b, sizeof a);
        assert_memory_not_equal(&a, &c, sizeof a);
    }
}

static void test_usable(void **state)
{
    (void)state;
    int gap[3] = {0};
    for (uint64_t i = 0; i < 3000; i++) {
        struct hoshi_supplier_row r = make(3, i, 300000, 150000);
        struct hoshi_faults faults = {0};
        assert_int_equal(hoshi_supplier_row_check(&r, &support_tables()->catalog, &faults), HOSHI_OK);
        assert_true(hoshi_text_is_utf8(r.head.name, strlen(r.head.name)));
        gap[r.gap]++;
    }
    assert_true(abs(gap[HOSHI_SUPPLIER_GAP_COUNTS] - 900) < 100);
    assert_true(abs(gap[HOSHI_SUPPLIER_GAP_NONE] - 450) < 80);
}

static double parameter(const char *id, size_t i)
{
    return (double)hoshi_tables_parameter(support_tables(), id)->value_micro[i] / 1e6;
}

/* The means the header promises, on 4,000 suppliers with answers. */
static void test_like_published(void **state)
{
    (void)state;
    enum { N = 4000 };
    const struct hoshi_catalog *c = &support_tables()->catalog;
    double met[2] = {0}, all[2] = {0}, below = 0, four = 0, small = 0;
    for (uint64_t i = 0; i < N; i++) {
        struct hoshi_supplier_row r = make(5, i, 0, 0);
        below += (double)r.head.employees_regular <= parameter("made_up_employees", 1) ? 1.0 / N : 0;
        small += (double)r.head.employees_regular > parameter("made_up_employees", 2) + 1 ? 1.0 / N : 0;
        four += hoshi_supplier_level(&r.head) == 4 ? 1.0 / N : 0;
        for (size_t k = 0; k < c->criteria; k++) {
            bool technical = c->criterion[k].category == 4 || c->criterion[k].category == 5;
            if (c->criterion[k].level != 3)
                continue;
            met[technical] += r.answer[k] == HOSHI_MET;
            all[technical]++;
        }
    }
    assert_true(fabs(met[0] / all[0] - (1 - parameter("sme_unplanned", 0))) < 0.02);
    assert_true(fabs(met[1] / all[1] - parameter("sme_antivirus", 0)) < 0.04);
    assert_true(fabs(below - 0.5) < 0.04);
    assert_true(fabs(small - 0.05) < 0.015);
    double none = 1;
    for (size_t i = 0; i < 3; i++)
        none *= 1 - parameter("made_up_questions", i);
    assert_true(fabs(four - (1 - none)) < 0.03);
}

/* What is bought of a supplier is worth a place on the list, within its sales, and stated in round figures.
 */
static void test_purchases(void **state)
{
    (void)state;
    enum { N = 4000 };
    int known = 0, below = 0, little = 0;
    for (uint64_t i = 0; i < N; i++) {
        struct hoshi_supplier_head h = make(6, i, 300000, 150000).head;
        assert_true(h.annual_purchases_yen >= 300000);
        assert_int_equal(h.annual_purchases_yen % 1000, 0);
        little += h.annual_purchases_yen < 1000000;
        if (h.annual_sales_yen == HOSHI_NONE)
            continue;
        assert_true(h.annual_purchases_yen <= h.annual_sales_yen);
        known++;
        below += h.annual_purchases_yen < h.annual_sales_yen / 10;
    }
    assert_true(abs(below * 2 - known) < known / 5);
    assert_true(little > N / 50 && little < N / 6);
}

static void test_parameter_missing(void **state)
{
    (void)state;
    struct hoshi_tables t = *support_tables();
    struct hoshi_supplier_row row;
    struct hoshi_faults faults = {0};
    struct hoshi_parameter list[64];
    assert_true(t.parameters <= 64);
    memcpy(list, t.parameter, t.parameters * sizeof *list);
    for (size_t i = 0; i < t.parameters; i++)
        if (strcmp(list[i].id, "sme_antivirus") == 0)
            list[i].values = 0;
    t.parameter = list;
    struct hoshi_generate_settings s = hoshi_generate_defaults(1, support_today);
    assert_int_equal(hoshi_supplier_generate(&t, &s, 0, &row, &faults), HOSHI_E_PARAMETER_MISSING);
    assert_string_equal(faults.item[0].path, "sme_antivirus");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed),         cmocka_unit_test(test_usable),
        cmocka_unit_test(test_like_published),    cmocka_unit_test(test_purchases),
        cmocka_unit_test(test_parameter_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
