/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying together: the cost of a quantity beside a search over all larger ones, a tally in any order, savings
 * worked by hand, and a division that adds up. */
#include "joint_purchase.h"
#include "support.h"

#include <string.h>

static struct hoshi_faults faults;
static struct hoshi_supplier_detail detail;

static const struct hoshi_assumptions *assumptions(void)
{
    static struct hoshi_assumptions a;
    static struct hoshi_case *c;
    if (!c) {
        c = support_case(
            "{\"hoshiwari_case\":1,\"supplier\":{\"size\":{\"users\":10}},\"target_level\":3,\"gap\":{\"answers\":{}},\"exchange\":{\"USDJPY\":\"150\"}}");
        assert_int_equal(hoshi_assumptions_init(&a, support_tables(), c, support_today, &faults), HOSHI_OK);
    }
    return &a;
}

static void buy(const char *price, int64_t quantity, int64_t times)
{
    struct hoshi_supplier_purchase *p = &detail.purchase[detail.purchases++];
    *p = (struct hoshi_supplier_purchase){.measure = 3,
                                          .price = (uint16_t)support_price(price),
                                          .quantity_micro = quantity * HOSHI_MICRO,
                                          .times = times,
                                          .first_year = 1,
                                          .horizon_yen = 1000};
}

static void add(struct hoshi_joint_tally *t, size_t group)
{
    assert_int_equal(hoshi_joint_add(t, assumptions(), group, &detail, &faults), HOSHI_OK);
    detail.purchases = 0;
}

static struct hoshi_joint_purchase *together(const struct hoshi_joint_tally *t)
{
    struct hoshi_joint_purchase *j = NULL;
    assert_int_equal(hoshi_joint_purchase_open(t, assumptions(), &j, &faults), HOSHI_OK);
    return j;
}

/* Likely yen of q units at the break that q itself falls in. */
static int64_t at_its_break(const struct hoshi_price *p, int64_t q)
{
    int64_t unit = p->price.likely_micro;
    for (size_t k = 0; k < p->breaks; k++)
        if (p->break_[k].from <= q)
            unit = p->break_[k].price.likely_micro;
    int64_t rate = p->currency == HOSHI_JPY ? 1 : 150, months = p->period == HOSHI_MONTH ? 12 : 1;
    return (q * unit * rate * months + HOSHI_MICRO / 2) / HOSHI_MICRO;
}

static void cost_is_the_least_of_any_larger_quantity(void **state)
{
    (void)state;
    const char *const rows[] = {"epp_license", "soc_shared", "vuln_platform_ip"};
    for (size_t r = 0; r < SUPPORT_COUNT(rows); r++) {
        size_t price = support_price(rows[r]);
        int64_t least = INT64_MAX, from = 0;
        for (int64_t q = 300; q >= 1; q--) {
            int64_t yen, bought, own = at_its_break(&support_tables()->price[price], q);
            if (own <= least) {
                least = own;
                from = q;
            }
            assert_true(hoshi_joint_cost(assumptions(), price, q * HOSHI_MICRO, &yen, &bought));
            if (q <= 200) { /* larger quantities may need a look beyond 300 */
                assert_int_equal(yen, least);
                assert_int_equal(bought, from * HOSHI_MICRO);
            }
        }
    }
    int64_t yen;
    assert_true(hoshi_joint_cost(assumptions(), support_price("epp_license"), 0, &yen, NULL));
    assert_int_equal(yen, 0);
    assert_false(hoshi_joint_cost(assumptions(), support_price("epp_license"), INT64_MAX, &yen, NULL));
}

/* Five firms of 20 machines pay 20 × 6,600 each, 100 machines 4,200 each. */
static void saving_by_hand(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    for (size_t i = 0; i < 5; i++) {
        buy("epp_license", 20, 3);
        buy("pc_replace", 2, 1); /* no quantity breaks: nothing to save */
        add(&t, i);
    }
    struct hoshi_joint_purchase *j = together(&t);
    assert_int_equal(j->rows, 2);
    assert_int_equal(j->groups, 5);
    assert_int_equal(j->alone_yen, 5 * 20 * 6600 * 3);
    assert_int_equal(j->together_yen, 100 * 4200 * 3);
    assert_int_equal(j->saving_yen, j->alone_yen - j->together_yen);
    assert_string_equal(support_tables()->price[j->bought[0].price].id, "epp_license");
    assert_int_equal(j->bought[0].alone_yen, j->alone_yen);
    assert_int_equal(j->bought[0].suppliers, 5);
    assert_int_equal(j->bought[0].quantity_micro, 100 * HOSHI_MICRO);
    assert_int_equal(j->bought[1].saving_yen, 0);
    assert_false(j->bought[1].breaks);
    assert_true(j->uniform_in_core);
    for (size_t k = 0; k < 5; k++) {
        assert_int_equal(j->group[k].uniform_yen, 20 * 4200 * 3);
        assert_int_equal(j->group[k].alone_yen, 20 * 6600 * 3);
        assert_int_equal(j->group[k].pooled_yen, 20 * 6600 * 3);
    }
    hoshi_joint_purchase_close(j);
}

/* Two lines of one row are one order; the same row due otherwise is another. */
static void lines_of_a_row_are_one_order(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    buy("epp_license", 8, 3);
    buy("epp_license", 8, 3);
    buy("epp_license", 8, 1);
    buy("epp_license", 0, 3);
    add(&t, 0);
    assert_int_equal(t.rows, 2);
    assert_int_equal(t.row[0].times, 1);
    assert_int_equal(t.row[0].alone_yen[0], 8 * 7740);
    assert_int_equal(t.row[1].suppliers[0], 1);
    assert_int_equal(t.row[1].alone_yen[0], 16 * 6600 * 3);
    assert_int_equal(t.measure_suppliers[3], 1);
    assert_int_equal(t.measure_yen[3], 4000);
}

/* A later stage takes back what an earlier one buys: the order gets smaller, and of nothing there is none. */
static void what_is_cancelled_is_not_bought(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    buy("epp_license", -20, 3);
    buy("epp_license", 20, 3);
    buy("pc_replace", -2, 1);
    buy("pc_replace", 2, 1);
    detail.purchase[0].horizon_yen = detail.purchase[2].horizon_yen = -1000;
    add(&t, 0);
    assert_int_equal(t.rows, 0);
    assert_int_equal(t.measure_yen[3], 0);
    buy("epp_license", 20, 3);
    buy("epp_license", -4, 3);
    buy("pc_replace", 3, 1);
    buy("pc_replace", -1, 1);
    detail.purchase[2].horizon_yen = 3001;
    add(&t, 1);
    assert_int_equal(t.rows, 2);
    struct hoshi_joint_purchase *j = together(&t);
    assert_int_equal(j->bought[0].suppliers, 1);
    assert_int_equal(j->bought[0].quantity_micro, 16 * HOSHI_MICRO);
    assert_int_equal(j->bought[0].alone_yen, 16 * 6600 * 3);
    assert_int_equal(j->bought[1].quantity_micro, 2 * HOSHI_MICRO);
    assert_int_equal(j->bought[1].alone_yen, 4001); /* no breaks: what the estimates say */
    assert_int_equal(j->bought[1].together_yen, 4001);
    assert_int_equal(j->alone_yen, j->together_yen);
    hoshi_joint_purchase_close(j);
}

static void random_firm(uint64_t *state)
{
    const char *const rows[] = {"epp_license", "soc_shared", "vuln_platform_ip", "pc_replace", "mdm"};
    for (size_t r = 0; r < SUPPORT_COUNT(rows); r++)
        if (support_chance(state, 2))
            buy(rows[r], support_between(state, 1, 60), r == 3 ? 1 : 3);
}

static void any_order_and_any_merge(void **state)
{
    (void)state;
    static struct hoshi_joint_tally whole, part[3], backwards;
    memset(&whole, 0, sizeof whole);
    memset(part, 0, sizeof part);
    memset(&backwards, 0, sizeof backwards);
    enum { FIRMS = 60 };
    for (size_t i = 0; i < FIRMS; i++) {
        uint64_t seed = 1000 + i;
        random_firm(&seed);
        size_t n = detail.purchases;
        add(&whole, i % HOSHI_JOINT_SIZES);
        detail.purchases = n;
        add(&part[i % 3], i % HOSHI_JOINT_SIZES);
        seed = 1000 + FIRMS - 1 - i;
        random_firm(&seed);
        add(&backwards, (FIRMS - 1 - i) % HOSHI_JOINT_SIZES);
    }
    assert_memory_equal(&whole, &backwards, sizeof whole);
    assert_int_equal(hoshi_joint_merge(&part[2], &part[0], &faults), HOSHI_OK);
    assert_int_equal(hoshi_joint_merge(&part[2], &part[1], &faults), HOSHI_OK);
    assert_memory_equal(&whole, &part[2], sizeof whole);
}

/* Whatever is bought: parts add up, nobody pays more by the rules in the core, all gain in sum. */
static void division_holds(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    uint64_t seed = 4;
    size_t in_core = 0;
    for (int round = 0; round < 12; round++) {
        memset(&t, 0, sizeof t);
        size_t firms = round < 8 ? 6 : 200;
        for (size_t i = 0; i < firms; i++) {
            random_firm(&seed);
            add(&t, firms > 16 ? (size_t)support_between(&seed, 0, 5) : i);
        }
        struct hoshi_joint_purchase *j = together(&t);
        int64_t uniform = 0, alone = 0, rows = 0;
        for (size_t k = 0; k < j->groups; k++) {
            uniform += j->group[k].uniform_yen;
            alone += j->group[k].alone_yen;
            assert_true(j->group[k].pooled_yen <= j->group[k].alone_yen);
        }
        for (size_t r = 0; r < j->rows; r++) {
            assert_true(j->bought[r].saving_yen >= 0);
            rows += j->bought[r].saving_yen;
        }
        assert_int_equal(rows, j->saving_yen);
        assert_int_equal(uniform, j->together_yen);
        assert_int_equal(alone, j->alone_yen);
        for (size_t d = 0; j->divisions && d < j->divisions->divisions; d++) {
            const struct hoshi_division *x = &j->divisions->division[d];
            int64_t sum = 0;
            if (x->reason != HOSHI_DIVIDED)
                continue;
            for (size_t k = 0; k < j->groups; k++) {
                sum += x->whole_yen[k];
                if (x->in_core)
                    assert_true(x->whole_yen[k] <= j->group[k].pooled_yen + 1);
            }
            assert_int_equal(sum, j->together_yen);
            in_core += x->in_core;
        }
        hoshi_joint_purchase_close(j);
    }
    assert_true(in_core > 20);
}

/* A price row whose larger quantity is no bargain: nobody has to order together. */
static void together_may_be_dearer(void **state)
{
    (void)state;
    static struct hoshi_price price[HOSHI_ROWS_MAX];
    struct hoshi_tables tables = *support_tables();
    struct hoshi_assumptions a = *assumptions();
    memcpy(price, tables.price, tables.prices * sizeof *price);
    struct hoshi_price *p = &price[support_price("epp_license")];
    p->breaks = 2;
    p->break_[1].from = 50;
    p->break_[1].price.likely_micro = p->break_[0].price.likely_micro * 2;
    tables.price = price;
    a.tables = &tables;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    for (size_t i = 0; i < 2; i++) {
        buy("epp_license", 40, 3);
        assert_int_equal(hoshi_joint_add(&t, &a, i, &detail, &faults), HOSHI_OK);
        detail.purchases = 0;
    }
    struct hoshi_joint_purchase *j = NULL;
    assert_int_equal(hoshi_joint_purchase_open(&t, &a, &j, &faults), HOSHI_OK);
    assert_int_equal(j->bought[0].together_yen, j->bought[0].alone_yen);
    assert_int_equal(j->bought[0].saving_yen, 0);
    assert_int_equal(j->groups, 0);
    hoshi_joint_purchase_close(j);
}

static void nothing_bought_and_one_buyer(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    struct hoshi_joint_purchase *j = together(&t);
    assert_int_equal(j->rows + j->groups, 0);
    assert_null(j->divisions);
    hoshi_joint_purchase_close(j);
    buy("epp_license", 5, 3);
    add(&t, 2);
    buy("epp_license", 7, 3);
    add(&t, 2);
    j = together(&t); /* one size: they save, but there is nothing to divide between sizes */
    assert_int_equal(j->groups, 1);
    assert_int_equal(j->saving_yen, (5 * 7740 + 7 * 7740 - 12 * 6600) * 3);
    assert_int_equal(j->group[0].uniform_yen, j->together_yen);
    assert_null(j->divisions);
    hoshi_joint_purchase_close(j);
}

static void sizes(void **state)
{
    (void)state;
    const int64_t employees[] = {0, 9, 10, 49, 50, 99, 100, 299, 300, 100000, HOSHI_NONE};
    const size_t group[] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5};
    for (size_t i = 0; i < SUPPORT_COUNT(employees); i++)
        assert_int_equal(hoshi_joint_size(employees[i]), group[i]);
    for (size_t g = 0; g < HOSHI_JOINT_SIZES; g++) {
        int64_t least, most;
        hoshi_joint_size_bounds(g, &least, &most);
        assert_true(g == 5 ? least == HOSHI_NONE : hoshi_joint_size(least) == g);
        assert_true(g >= 4 ? most == HOSHI_NONE
                           : hoshi_joint_size(most) == g && hoshi_joint_size(most + 1) == g + 1);
    }
}

static void too_much_and_too_many(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    buy("pc_replace", INT64_C(5000000000), 1);
    detail.purchase[0].horizon_yen = INT64_C(600000000000000);
    add(&t, 0);
    buy("pc_replace", INT64_C(5000000000), 1);
    detail.purchase[0].horizon_yen = INT64_C(600000000000000);
    assert_int_equal(hoshi_joint_add(&t, assumptions(), 0, &detail, &faults), HOSHI_E_OVERFLOW);
    detail.purchases = 0;
    memset(&t, 0, sizeof t);
    buy("epp_license", INT64_C(5000000000000), 3);
    assert_int_equal(hoshi_joint_add(&t, assumptions(), 0, &detail, &faults), HOSHI_E_OVERFLOW);
    detail.purchases = 0;
    memset(&t, 0, sizeof t);
    for (size_t k = 0; k < HOSHI_JOINT_ROWS_MAX; k++) {
        buy("mdm", 1, (int64_t)k + 1);
        add(&t, 0);
    }
    buy("mdm", 1, HOSHI_JOINT_ROWS_MAX + 1);
    assert_int_equal(hoshi_joint_add(&t, assumptions(), 0, &detail, &faults), HOSHI_E_TOO_MANY);
    detail.purchases = 0;
    static struct hoshi_joint_tally one;
    memset(&one, 0, sizeof one);
    add(&one, 0);
    assert_int_equal(hoshi_joint_merge(&one, &t, &faults), HOSHI_OK);
    buy("epp_license", 1, 1);
    memset(&one, 0, sizeof one);
    add(&one, 0);
    assert_int_equal(hoshi_joint_merge(&one, &t, &faults), HOSHI_E_TOO_MANY);
}

static void memory_runs_out(void **state)
{
    (void)state;
    static struct hoshi_joint_tally t;
    memset(&t, 0, sizeof t);
    uint64_t seed = 8;
    for (size_t i = 0; i < 4; i++) {
        random_firm(&seed);
        buy("epp_license", 7, 3);
        add(&t, i);
    }
    bool failed = true;
    long n = 0;
    for (; failed && n < 500; n++) {
        struct hoshi_joint_purchase *j = NULL;
        support_fail_allocation(n, true);
        enum hoshi_status s = hoshi_joint_purchase_open(&t, assumptions(), &j, NULL);
        failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_true(failed ? s == HOSHI_E_MEMORY && !j : s == HOSHI_OK);
        hoshi_joint_purchase_close(j);
    }
    assert_true(!failed && n > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cost_is_the_least_of_any_larger_quantity),
        cmocka_unit_test(saving_by_hand),
        cmocka_unit_test(lines_of_a_row_are_one_order),
        cmocka_unit_test(what_is_cancelled_is_not_bought),
        cmocka_unit_test(any_order_and_any_merge),
        cmocka_unit_test(division_holds),
        cmocka_unit_test(together_may_be_dearer),
        cmocka_unit_test(nothing_bought_and_one_buyer),
        cmocka_unit_test(sizes),
        cmocka_unit_test(too_much_and_too_many),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
