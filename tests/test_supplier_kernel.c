/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One supplier of a portfolio beside estimate, split and range of the same case. */
#include "estimate_range.h"
#include "supplier_kernel.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_supplier_kernel *open_kernel(bool exact)
{
    struct hoshi_supplier_settings s;
    struct hoshi_supplier_kernel *k = NULL;
    hoshi_supplier_settings_init(&s, support_today);
    s.exact = exact;
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, NULL), HOSHI_OK);
    return k;
}

static void random_answer(uint64_t *seed, struct hoshi_supplier_row *r, size_t i)
{
    static const enum hoshi_answer_status often[] = {HOSHI_MET,   HOSHI_MET,           HOSHI_UNMET,
                                                     HOSHI_UNMET, HOSHI_PARTIAL,       HOSHI_UNMET,
                                                     HOSHI_MET,   HOSHI_NOT_APPLICABLE};
    r->answer[i] = (uint8_t)often[support_between(seed, 0, 7)];
    if (support_chance(seed, 15))
        r->answer[i] = HOSHI_UNANSWERED;
    r->remaining_ppm[i] = r->answer[i] == HOSHI_PARTIAL && support_chance(seed, 2)
                              ? (int32_t)support_between(seed, 0, 4) * 250000
                              : -1;
}

/* A supplier of any size with any answers. */
static struct hoshi_supplier_row random_row(uint64_t *seed)
{
    struct hoshi_supplier_row r;
    hoshi_supplier_row_init(&r);
    r.head.row = support_between(seed, 1, 1000000);
    r.head.level = support_chance(seed, 2) ? 3 : 4;
    r.head.annual_sales_yen = support_between(seed, 10000000, 5000000000);
    r.head.annual_purchases_yen = support_between(seed, 0, r.head.annual_sales_yen);
    r.size[HOSHI_USERS] = support_between(seed, 1, support_chance(seed, 3) ? 400 : 60);
    if (support_chance(seed, 2)) {
        r.size[HOSHI_ENDPOINTS] = support_between(seed, 1, 2 * r.size[HOSHI_USERS]);
        r.size[HOSHI_SERVERS] = support_between(seed, 0, 12);
        r.size[HOSHI_UNSUPPORTED_ENDPOINTS] = support_between(seed, 0, r.size[HOSHI_ENDPOINTS]);
        r.size[HOSHI_SITES] = support_between(seed, 1, 6);
    }
    for (size_t i = 0; i < support_tables()->catalog.facts; i++)
        r.fact[i] = (uint8_t)(support_chance(seed, 3) ? support_between(seed, 0, 2) : 0);
    r.gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    for (size_t i = 0; i < support_tables()->catalog.criteria; i++)
        random_answer(seed, &r, i);
    return r;
}

/* The same as a case. */
static struct hoshi_case *as_case(const struct hoshi_supplier_row *r)
{
    struct hoshi_case *c =
        support_casef("{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"name\":\"x\",\"annual_"
                      "sales_yen\":%lld,"
                      "\"size\":{\"users\":1}},\"target_level\":%d,\"gap\":{\"answers\":{}},"
                      "\"buyers\":[{\"id\":\"B\",\"annual_purchases_yen\":%lld,\"requested_level\":%d}]}",
                      (long long)r->head.annual_sales_yen, r->head.level,
                      (long long)r->head.annual_purchases_yen, r->head.level);
    memcpy(c->supplier.size, r->size, sizeof r->size);
    c->supplier.fact = hoshi_arena_array(&c->arena, HOSHI_SUPPLIER_FACTS_MAX, sizeof *c->supplier.fact);
    for (size_t i = 0; i < support_tables()->catalog.facts; i++)
        if (r->fact[i])
            c->supplier.fact[c->supplier.facts++] = (struct hoshi_case_fact){i, r->fact[i] == HOSHI_YES};
    for (size_t i = 0; i < c->answers.n; i++) {
        c->answers.answer[i].status = (enum hoshi_answer_status)r->answer[i];
        c->answers.answer[i].remaining_ppm = r->remaining_ppm[i] < 0 ? HOSHI_NONE : r->remaining_ppm[i];
    }
    return c;
}

static void same_part(const struct hoshi_supplier_part *p, const struct hoshi_party *q)
{
    assert_int_equal(p->horizon_yen, q->horizon_yen);
    assert_int_equal(p->annual_yen, q->annual_yen);
    assert_int_equal(p->direct_yen, q->by_class_yen[HOSHI_DIRECT]);
    assert_int_equal(p->indirect_yen, q->by_class_yen[HOSHI_INDIRECT]);
    assert_memory_equal(p->by_year_yen, q->by_year_yen, sizeof p->by_year_yen);
}

static void near_range(const struct hoshi_supplier_spread *x, const struct hoshi_range *r)
{
    double allowed = HOSHI_SUPPLIER_TOLERANCE * fabs(r->mean) + 1;
    assert_true(fabs(x->mean_yen - r->mean) < 1e-6 * fabs(r->mean) + 1);
    assert_true(fabs(x->p50_yen - r->percentile[HOSHI_P50]) < allowed);
    assert_true(fabs(x->p80_yen - r->percentile[HOSHI_P80]) < allowed);
    assert_true(fabs(sqrt(x->own_variance + x->common_variance) - r->sd) < allowed);
}

/* Everything a record says, beside the units that say it one case at a time. */
static void same_figures(const struct hoshi_supplier_result *r, struct hoshi_case *c, size_t buyer)
{
    struct hoshi_estimate *e = NULL;
    struct hoshi_split *s = NULL;
    struct hoshi_estimate_range range;
    assert_int_equal(hoshi_estimate_open(support_tables(), c, support_today, &e, NULL), HOSHI_OK);
    assert_int_equal(hoshi_split_open(e, &s, NULL), HOSHI_OK);
    assert_int_equal(hoshi_estimate_range_init(&range, s, NULL, NULL), HOSHI_OK);
    assert_memory_equal(r->by_year_yen, e->totals.by_year_yen, sizeof r->by_year_yen);
    assert_memory_equal(r->by_cause_yen, e->totals.by_cause_yen, sizeof r->by_cause_yen);
    assert_int_equal(r->horizon_yen, e->totals.horizon_yen);
    assert_int_equal(r->annual_yen, e->totals.annual_yen);
    assert_int_equal(r->direct_yen, e->totals.by_class_yen[HOSHI_DIRECT]);
    assert_int_equal(r->indirect_yen, e->totals.by_class_yen[HOSHI_INDIRECT]);
    assert_int_equal(r->mean_horizon_yen, e->totals.mean_horizon_yen);
    assert_int_equal(r->mean_annual_yen, e->totals.mean_annual_yen);
    assert_int_equal(r->all_unanswered_unmet_yen, e->all_unanswered_unmet_yen);
    int64_t sum = 0;
    for (int k = 0; k <= HOSHI_CATEGORIES; k++)
        sum += r->by_category_yen[k];
    assert_int_equal(sum, r->horizon_yen);
    assert_int_equal(r->once_yen + r->recurring_yen, r->horizon_yen);
    same_part(&r->part[HOSHI_SUPPLIER_BUYER], hoshi_split_party(s, buyer));
    same_part(&r->part[HOSHI_SUPPLIER_ITSELF], &s->party[s->parties - 1]);
    if (s->parties == 3)
        same_part(&r->part[HOSHI_SUPPLIER_OTHERS], &s->party[1]);
    near_range(&r->spread[HOSHI_VIEW_WHOLE], &range.result);
    hoshi_estimate_range_release(&range);
    hoshi_split_close(s);
    hoshi_estimate_close(e);
}

static void test_rows_as_cases(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    struct hoshi_supplier_kernel *k = open_kernel(false);
    struct hoshi_supplier_result *r = calloc(2, sizeof *r);
    for (int i = 0; i < 60; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        struct hoshi_case *c = as_case(&row);
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, r, NULL, NULL), HOSHI_OK);
        same_figures(r, c, 0);
        assert_int_equal(hoshi_supplier_kernel_case(k, c, "B", row.head.row, r + 1, NULL, NULL), HOSHI_OK);
        same_figures(r + 1, c, 0);
        hoshi_case_close(c);
    }
    free(r);
    hoshi_supplier_kernel_close(k);
}

static void test_failed_row_is_empty(void **state)
{
    (void)state;
    struct hoshi_supplier_kernel *k = open_kernel(false);
    struct hoshi_supplier_row row;
    struct hoshi_supplier_result r;
    struct hoshi_supplier_detail *d = calloc(1, sizeof *d);
    hoshi_supplier_row_init(&row);
    row.head.row = 12;
    strcpy(row.head.id, "S-12");
    memset(&r, 0x55, sizeof r);
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, d, NULL), HOSHI_E_SUPPLIER_LEVEL);
    assert_int_equal(r.status, HOSHI_E_SUPPLIER_LEVEL);
    assert_int_equal(r.head.row, 12);
    assert_string_equal(r.head.id, "S-12");
    assert_int_equal(r.horizon_yen, 0);
    assert_int_equal(d->purchases, 0);
    free(d);
    hoshi_supplier_kernel_close(k);
}

static void test_settings(void **state)
{
    (void)state;
    struct hoshi_supplier_settings s;
    struct hoshi_supplier_kernel *k = NULL;
    struct hoshi_faults faults = {0};
    hoshi_supplier_settings_init(&s, support_today);
    s.horizon = HOSHI_YEARS_MAX + 1;
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, &faults), HOSHI_E_RANGE);
    assert_string_equal(faults.item[0].path, "horizon_years");
    hoshi_supplier_settings_init(&s, support_today);
    s.factor_ppm[HOSHI_FACTOR_LABOUR][0] = 3;
    s.factor_ppm[HOSHI_FACTOR_LABOUR][1] = 2;
    s.factor_ppm[HOSHI_FACTOR_LABOUR][2] = 4;
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, NULL), HOSHI_E_ORDER);
    hoshi_supplier_settings_init(&s, (struct hoshi_date){0});
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, NULL), HOSHI_E_RANGE);
    assert_null(k);
    hoshi_supplier_settings_init(&s, support_today);
    s.horizon = 5;
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_kernel_assumptions(k)->horizon, 5);
    const size_t *price;
    assert_int_equal(hoshi_supplier_kernel_commons(k, &price), 4);
    assert_string_equal(support_tables()->price[price[0]].id, "scs3_expert_confirm");
    hoshi_supplier_kernel_close(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_as_cases),
        cmocka_unit_test(test_failed_row_is_empty),
        cmocka_unit_test(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
