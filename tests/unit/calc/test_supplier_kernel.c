/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One supplier of a portfolio beside estimate, split and range of the same case. */
#include "estimate_range.h"
#include "case_buyer.h"
#include "supplier_kernel.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_supplier_kernel *open_kernel(bool exact, int completions)
{
    struct hoshi_supplier_settings s;
    struct hoshi_supplier_kernel *k = NULL;
    hoshi_supplier_settings_init(&s, support_today);
    s.exact = exact;
    s.completions = completions;
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
    struct hoshi_case *c = support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"name\":\"x\",\"annual_sales_yen\":%lld,\"size\":{\"users\":1}},\"target_level\":%d,\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"B\",\"annual_purchases_yen\":%lld,\"requested_level\":%d}]}",
        (long long)r->head.annual_sales_yen, r->head.level, (long long)r->head.annual_purchases_yen,
        r->head.level);
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

/* What a budget puts aside: what the parties bear where all is known, else the mean of the range. */
static void expected_holds(const struct hoshi_supplier_result *r)
{
    int64_t sum[HOSHI_VIEWS] = {0};
    for (int y = 0; y < HOSHI_YEARS_MAX; y++) {
        int64_t whole = 0;
        for (int k = 0; k < HOSHI_SUPPLIER_PARTIES; k++)
            whole += r->part[k].by_year_yen[y];
        for (int v = 0; v < HOSHI_VIEWS; v++)
            sum[v] += r->expected_by_year_yen[v][y];
        if (r->flags & (HOSHI_SUPPLIER_UNANSWERED | HOSHI_SUPPLIER_UNSTATED))
            continue;
        assert_int_equal(r->expected_by_year_yen[HOSHI_VIEW_BUYER][y],
                         r->part[HOSHI_SUPPLIER_BUYER].by_year_yen[y]);
        assert_int_equal(r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y], whole);
    }
    double own = 0, common = 0; /* the years move together, at most */
    for (int y = 0; y < HOSHI_YEARS_MAX; y++) {
        own += r->own_sd_by_year_yen[y];
        common += r->common_sd_by_year_yen[y];
    }
    assert_true(own * own * (1 + 1e-9) + 1 >= r->spread[HOSHI_VIEW_BUYER].own_variance);
    assert_true(common * common * (1 + 1e-9) + 1 >= r->spread[HOSHI_VIEW_BUYER].common_variance);
    for (int v = 0; v < HOSHI_VIEWS; v++)
        assert_true(fabs((double)sum[v] - r->spread[v].mean_yen) < 1e-6 * r->spread[v].mean_yen + 40);
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
    expected_holds(r);
    hoshi_estimate_range_release(&range);
    hoshi_split_close(s);
    hoshi_estimate_close(e);
}

static void test_rows_as_cases(void **state)
{
    (void)state;
    uint64_t seed = 20261122;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
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

/* The fast path and the chain of estimate and split: every integer of the record, and what would be bought.
 */
static void test_fast_as_exact(void **state)
{
    (void)state;
    uint64_t seed = 4;
    struct hoshi_supplier_kernel *fast = open_kernel(false, 16), *exact = open_kernel(true, 16);
    struct hoshi_supplier_result *r = calloc(2, sizeof *r);
    struct hoshi_supplier_detail *d = calloc(2, sizeof *d);
    for (int i = 0; i < 60; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        row.holds_level = support_chance(&seed, 4) ? 3 + i % 2 : 0;
        if (i % 20 == 0)
            row.gap = HOSHI_SUPPLIER_GAP_NONE;
        if (i % 15 == 0)
            row.head.annual_sales_yen = HOSHI_NONE;
        assert_int_equal(hoshi_supplier_kernel_row(fast, &row, &r[0], &d[0], NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_row(exact, &row, &r[1], &d[1], NULL), HOSHI_OK);
        for (int v = 0; v < HOSHI_VIEWS; v++) {
            const struct hoshi_supplier_spread *x = &r[0].spread[v], *y = &r[1].spread[v];
            /* Half a yen a line: the chain divides rounded yen. */
            assert_true(fabs(x->mean_yen - y->mean_yen) <= 1e-6 * fabs(y->mean_yen) + 8);
            assert_true(fabs(x->market_yen - y->market_yen) <= 1e-6 * fabs(y->market_yen) + 8);
            /* The fast path takes shares as they are, the chain as rounded yen of lines. */
            assert_true(fabs(sqrt(x->own_variance) - sqrt(y->own_variance)) <=
                        1e-5 * sqrt(y->own_variance) + 2);
        }
        assert_true(fabs(r[0].spread[0].p80_yen - r[1].spread[0].p80_yen) <
                    HOSHI_SUPPLIER_TOLERANCE * r[1].spread[0].mean_yen + 1);
        for (int v = 0; v < HOSHI_VIEWS; v++)
            for (int y = 0; y < HOSHI_YEARS_MAX; y++)
                assert_true(llabs(r[0].expected_by_year_yen[v][y] - r[1].expected_by_year_yen[v][y]) <=
                            2 + r[1].expected_by_year_yen[v][y] / 100000);
        memcpy(r[0].spread, r[1].spread, sizeof r[0].spread);
        memcpy(r[0].expected_by_year_yen, r[1].expected_by_year_yen, sizeof r[0].expected_by_year_yen);
        for (int y = 0; y < HOSHI_YEARS_MAX; y++)
            assert_true(fabs(r[0].own_sd_by_year_yen[y] - r[1].own_sd_by_year_yen[y]) <=
                            1e-5 * r[1].own_sd_by_year_yen[y] + 2 &&
                        fabs(r[0].common_sd_by_year_yen[y] - r[1].common_sd_by_year_yen[y]) <=
                            1e-5 * r[1].common_sd_by_year_yen[y] + 2);
        memcpy(r[0].own_sd_by_year_yen, r[1].own_sd_by_year_yen, sizeof r[0].own_sd_by_year_yen);
        memcpy(r[0].common_sd_by_year_yen, r[1].common_sd_by_year_yen, sizeof r[0].common_sd_by_year_yen);
        assert_memory_equal(&r[0], &r[1], sizeof r[0]);
        assert_int_equal(d[0].purchases, d[1].purchases);
        for (size_t k = 0; k < d[0].purchases; k++) {
            /* The chain lists ★3's lines first, the fast path each measure once. */
            const struct hoshi_supplier_purchase *x = &d[0].purchase[k];
            size_t same = 0;
            for (size_t j = 0; j < d[1].purchases; j++)
                same += x->measure == d[1].purchase[j].measure && x->price == d[1].purchase[j].price &&
                        x->quantity_micro == d[1].purchase[j].quantity_micro &&
                        x->times == d[1].purchase[j].times && x->first_year == d[1].purchase[j].first_year &&
                        x->horizon_yen == d[1].purchase[j].horizon_yen;
            assert_int_equal(same, 1);
        }
    }
    free(r);
    free(d);
    hoshi_supplier_kernel_close(fast);
    hoshi_supplier_kernel_close(exact);
}

/* A case with ★3 as its first stage: what ★4 makes unnecessary is not bought, and no line stands twice. */
static void test_cancelled_is_not_bought(void **state)
{
    (void)state;
    uint64_t seed = 9;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result *r = calloc(1, sizeof *r);
    struct hoshi_supplier_detail *d = calloc(1, sizeof *d);
    int64_t confirmed = 0;
    for (int i = 0; i < 40; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        struct hoshi_case *c = as_case(&row);
        assert_int_equal(hoshi_supplier_kernel_case(k, c, "B", row.head.row, r, d, NULL), HOSHI_OK);
        int64_t yen = 0;
        for (size_t a = 0; a < d->purchases; a++) {
            const struct hoshi_supplier_purchase *p = &d->purchase[a];
            assert_true(p->quantity_micro > 0);
            yen += p->horizon_yen;
            bool confirm = p->price == support_price("scs3_expert_confirm");
            assert_false(confirm && row.head.level == 4);
            confirmed += confirm;
            for (size_t b = 0; b < a; b++)
                assert_false(d->purchase[b].measure == p->measure && d->purchase[b].price == p->price &&
                             d->purchase[b].times == p->times);
        }
        assert_true(yen <= r->direct_yen + r->upgrade_yen);
        hoshi_case_close(c);
    }
    assert_true(confirmed > 0);
    free(r);
    free(d);
    hoshi_supplier_kernel_close(k);
}

/* Whoever does not answer is dearer than whoever has everything, and no dearer than whoever has nothing:
 * each year, on both views. */
static void test_silence_is_not_cheap(void **state)
{
    (void)state;
    static const enum hoshi_answer_status all[] = {HOSHI_MET, HOSHI_UNANSWERED, HOSHI_UNMET};
    uint64_t seed = 77;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result *r = calloc(4, sizeof *r);
    for (int i = 0; i < 30; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        row.head.annual_purchases_yen = row.head.annual_sales_yen / 3;
        for (size_t a = 0; a < SUPPORT_COUNT(all); a++) {
            memset(row.answer, (int)all[a], support_tables()->catalog.criteria);
            memset(row.remaining_ppm, -1, sizeof row.remaining_ppm); /* -1: none */
            assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[a], NULL, NULL), HOSHI_OK);
            expected_holds(&r[a]);
        }
        row.gap = HOSHI_SUPPLIER_GAP_NONE;
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[3], NULL, NULL), HOSHI_OK);
        assert_memory_equal(r[1].expected_by_year_yen, r[3].expected_by_year_yen,
                            sizeof r[1].expected_by_year_yen);
        assert_int_equal(r[0].part[HOSHI_SUPPLIER_BUYER].horizon_yen,
                         r[1].part[HOSHI_SUPPLIER_BUYER].horizon_yen); /* the point is the star alone */
        for (int v = 0; v < HOSHI_VIEWS; v++) {
            int64_t met = 0, open = 0, unmet = 0;
            for (int y = 0; y < r->horizon; y++) {
                met += r[0].expected_by_year_yen[v][y];
                open += r[1].expected_by_year_yen[v][y];
                unmet += r[2].expected_by_year_yen[v][y];
            }
            assert_true(met + (unmet - met) / 5 < open && open < unmet);
        }
    }
    free(r);
    hoshi_supplier_kernel_close(k);
}

/* ---- a star that is held ---- */

/* The row with everything stated that its star says; nothing more is said by the star itself. */
static struct hoshi_supplier_row spelled_out(const struct hoshi_supplier_row *row)
{
    struct hoshi_supplier_row r = *row;
    const struct hoshi_catalog *c = &support_tables()->catalog;
    for (size_t i = 0; i < c->criteria; i++) {
        enum hoshi_answer_status s =
            row->gap == HOSHI_SUPPLIER_GAP_NONE ? HOSHI_UNANSWERED : (enum hoshi_answer_status)row->answer[i];
        size_t fact = c->criterion[i].fact;
        bool silent = (s == HOSHI_UNANSWERED || s == HOSHI_WITHHELD) &&
                      !(fact != SIZE_MAX && row->fact[fact] == HOSHI_NO); /* by fact: not applicable */
        r.answer[i] = (uint8_t)(silent && c->criterion[i].level <= row->holds_level ? HOSHI_MET : s);
    }
    r.gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    r.holds_level = 0;
    return r;
}

/* Beside a case that states the same: the star in plan.have, the criteria of it as met. What only the star
 * says does not make the criteria above it look better. */
static void test_held_star(void **state)
{
    (void)state;
    uint64_t seed = 41;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result *r = calloc(3, sizeof *r);
    size_t above = 0, below = 0, taken = 0;
    for (int i = 0; i < 60; i++) {
        struct hoshi_supplier_row row = random_row(&seed), bare;
        row.holds_level = 3 + i % 2;
        for (size_t a = 0; a < support_tables()->catalog.criteria; a++)
            if (support_chance(&seed, 3)) {
                row.answer[a] = support_chance(&seed, 4) ? HOSHI_WITHHELD : HOSHI_UNANSWERED;
                row.remaining_ppm[a] = -1;
            }
        row.gap = i % 5 ? HOSHI_SUPPLIER_GAP_ANSWERS : HOSHI_SUPPLIER_GAP_NONE;
        bare = row;
        bare.holds_level = 0;
        struct hoshi_supplier_row stated = spelled_out(&row);
        struct hoshi_case *c = as_case(&stated);
        size_t star = support_tables()->star[row.head.level];
        bool enough = row.holds_level >= row.head.level;
        c->plan.have = &star;
        c->plan.haves = enough;
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[0], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_row(k, &bare, &r[1], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_case(k, c, "B", 1, &r[2], NULL, NULL), HOSHI_OK);
        assert_memory_equal(r[0].criteria, r[2].criteria, sizeof r[0].criteria);
        assert_memory_equal(r[0].by_year_yen, r[2].by_year_yen, sizeof r[0].by_year_yen);
        assert_true(r[0].horizon_yen <= r[1].horizon_yen);
        assert_true(r[0].spread[HOSHI_VIEW_WHOLE].mean_yen <= r[1].spread[HOSHI_VIEW_WHOLE].mean_yen + 1);
        assert_false(r[1].flags & HOSHI_SUPPLIER_STAR_TAKEN);
        taken += (r[0].flags & HOSHI_SUPPLIER_STAR_TAKEN) != 0;
        if (enough) {
            above++;
            same_figures(&r[0], c, 0);
            assert_false(r[0].flags & (HOSHI_SUPPLIER_UNANSWERED | HOSHI_SUPPLIER_GAP_UNKNOWN));
            if (row.gap == HOSHI_SUPPLIER_GAP_NONE)
                assert_true(r[0].horizon_yen == 0 && r[0].spread[HOSHI_VIEW_WHOLE].p80_yen < 1);
        } else {
            below++;
            assert_int_equal(r[0].all_unanswered_unmet_yen, r[2].all_unanswered_unmet_yen);
            assert_true(r[0].spread[HOSHI_VIEW_WHOLE].mean_yen >= r[2].spread[HOSHI_VIEW_WHOLE].mean_yen - 1);
            if (row.gap ==
                HOSHI_SUPPLIER_GAP_NONE) /* every other criterion of ★4 may be open: ½, not 1 of n */
                assert_true(r[0].spread[HOSHI_VIEW_WHOLE].mean_yen >
                            1.3 * r[2].spread[HOSHI_VIEW_WHOLE].mean_yen);
        }
        hoshi_case_close(c);
    }
    assert_true(above > 20 && below > 8 && taken > 50);
    free(r);
    hoshi_supplier_kernel_close(k);
}

/* Counts do not say which criteria are silent: those of them that fall to the star are taken. */
static void test_held_star_of_counts(void **state)
{
    (void)state;
    const struct hoshi_catalog *c = &support_tables()->catalog;
    uint64_t seed = 5;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result *r = calloc(1, sizeof *r);
    int32_t of[5] = {0}, silent = 0;
    for (size_t i = 0; i < c->criteria; i++)
        of[c->criterion[i].level]++;
    struct hoshi_supplier_row row = random_row(&seed);
    memset(row.fact, 0, sizeof row.fact);
    row.gap = HOSHI_SUPPLIER_GAP_COUNTS;
    row.head.level = row.holds_level = 3;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, r, NULL, NULL), HOSHI_OK);
    assert_int_equal(r->horizon_yen, 0);
    assert_int_equal(r->criteria[HOSHI_MET], of[3]);
    assert_true(r->flags & HOSHI_SUPPLIER_STAR_TAKEN);
    assert_false(r->flags & HOSHI_SUPPLIER_UNANSWERED);
    row.head.level = 4;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, r, NULL, NULL), HOSHI_OK);
    assert_int_equal(r->criteria[HOSHI_MET], of[3]);
    assert_int_equal(r->criteria[HOSHI_UNANSWERED], of[4]);
    row.count[4][HOSHI_UNMET] = 5; /* some of them fall on criteria of ★3, whatever the star says */
    for (size_t i = 0; i < c->criteria; i++)
        silent += c->criterion[i].level == 4;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, r, NULL, NULL), HOSHI_OK);
    assert_int_equal(r->criteria[HOSHI_UNMET], 5);
    assert_int_equal(r->criteria[HOSHI_MET] + r->criteria[HOSHI_UNANSWERED], of[3] + of[4] - 5);
    assert_true(r->criteria[HOSHI_MET] < of[3] && r->criteria[HOSHI_UNANSWERED] < silent);
    free(r);
    hoshi_supplier_kernel_close(k);
}

/* ---- sizes that look like a slip ---- */

static void test_sizes_unlike(void **state)
{
    (void)state;
    static const struct {
        int64_t employees, pcs, users;
        bool unlike;
    } cases[] = {{20, 5000, 3, true},
                 {20, 5000, HOSHI_NONE, true},
                 {HOSHI_NONE, 5000, 3, true},
                 {HOSHI_NONE, 5000, HOSHI_NONE, false},
                 {20, HOSHI_NONE, 600, true},
                 {20, 22, 61, true},
                 {20, 22, 60, false},
                 {19, 22, 59, false}, /* below the floor */
                 {2, 99, 1, false},
                 {9, 100, 10, true},
                 {10, 100, 10, false},
                 {40, 100, 9, true},
                 {1, 3, 9, false},
                 {300, 320, 310, false}};
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result *r = calloc(2, sizeof *r);
    uint64_t seed = 8;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        for (int d = 0; d < HOSHI_DRIVERS; d++)
            row.size[d] = HOSHI_NONE;
        row.head.employees_regular = cases[i].employees;
        row.size[HOSHI_ENDPOINTS] = cases[i].pcs;
        row.size[HOSHI_USERS] = cases[i].users;
        struct hoshi_case *c = as_case(&row);
        c->supplier.employees_regular = row.head.employees_regular;
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[0], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_case(k, c, "B", 1, &r[1], NULL, NULL), HOSHI_OK);
        for (int a = 0; a < 2; a++)
            assert_int_equal((r[a].flags & HOSHI_SUPPLIER_SIZES_UNLIKE) != 0, cases[i].unlike);
        hoshi_case_close(c);
    }
    free(r);
    hoshi_supplier_kernel_close(k);
}

/* ---- counts ---- */

/* The answers of a row as counts of its level. */
static struct hoshi_supplier_row as_counts(const struct hoshi_supplier_row *row)
{
    struct hoshi_supplier_row r = *row;
    const struct hoshi_catalog *c = &support_tables()->catalog;
    r.gap = HOSHI_SUPPLIER_GAP_COUNTS;
    memset(r.answer, 0, sizeof r.answer);
    for (size_t i = 0; i < c->criteria; i++)
        if (c->criterion[i].level <= r.head.level)
            r.count[c->criterion[i].category][row->answer[i]]++;
    return r;
}

static void sums_hold(const struct hoshi_supplier_result *r)
{
    int64_t year = 0, category = 0, cause = 0, part = 0;
    for (int y = 0; y < r->horizon; y++)
        year += r->by_year_yen[y];
    for (int k = 0; k <= HOSHI_CATEGORIES; k++)
        category += r->by_category_yen[k];
    for (int k = 0; k < HOSHI_CAUSES; k++)
        cause += r->by_cause_yen[k];
    for (int p = 0; p < HOSHI_SUPPLIER_PARTIES; p++) {
        int64_t own = 0;
        for (int y = 0; y < r->horizon; y++)
            own += r->part[p].by_year_yen[y];
        assert_int_equal(own, r->part[p].horizon_yen);
        assert_int_equal(r->part[p].direct_yen + r->part[p].indirect_yen, r->part[p].horizon_yen);
        part += r->part[p].horizon_yen;
    }
    assert_int_equal(year, r->horizon_yen);
    assert_int_equal(category, r->horizon_yen);
    assert_int_equal(cause, r->horizon_yen);
    assert_int_equal(r->direct_yen + r->indirect_yen, r->horizon_yen);
    assert_int_equal(r->once_yen + r->recurring_yen, r->horizon_yen);
    assert_int_equal(part, r->mean_horizon_yen);
}

/* Counts that leave no choice are as good as answers. */
static void test_counts_without_choice(void **state)
{
    (void)state;
    uint64_t seed = 6;
    struct hoshi_supplier_kernel *k = open_kernel(false, 7);
    struct hoshi_supplier_result *r = calloc(2, sizeof *r);
    for (int i = 0; i < 14; i++) {
        static const enum hoshi_answer_status all[] = {HOSHI_MET, HOSHI_UNMET, HOSHI_PARTIAL,
                                                       HOSHI_UNANSWERED};
        struct hoshi_supplier_row row = random_row(&seed);
        memset(row.fact, 0, sizeof row.fact);
        for (size_t c = 0; c < support_tables()->catalog.criteria; c++) {
            row.answer[c] = (uint8_t)all[(i + support_tables()->catalog.criterion[c].category) % 4];
            row.remaining_ppm[c] = -1;
        }
        struct hoshi_supplier_row counts = as_counts(&row);
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[0], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_row(k, &counts, &r[1], NULL, NULL), HOSHI_OK);
        assert_true(r[1].flags & HOSHI_SUPPLIER_COUNTS_USED);
        assert_false(r[0].flags & HOSHI_SUPPLIER_COUNTS_USED);
        assert_int_equal(r[1].completions, 7);
        assert_int_equal(r[0].horizon_yen, r[1].horizon_yen);
        assert_memory_equal(r[0].by_year_yen, r[1].by_year_yen, sizeof r[0].by_year_yen);
        assert_memory_equal(r[0].by_category_yen, r[1].by_category_yen, sizeof r[0].by_category_yen);
        assert_memory_equal(r[0].part, r[1].part, sizeof r[0].part);
        assert_int_equal(r[0].all_unanswered_unmet_yen, r[1].all_unanswered_unmet_yen);
        assert_memory_equal(r[0].criteria, r[1].criteria, sizeof r[0].criteria);
        assert_true(r[1].completion_error_yen < 1);
        assert_true(fabs(r[0].spread[0].mean_yen - r[1].spread[0].mean_yen) < 1);
        assert_true(fabs(r[0].spread[0].own_variance / r[1].spread[0].own_variance - 1) < 1e-6);
    }
    free(r);
    hoshi_supplier_kernel_close(k);
}

/* One unmet criterion in a category: with as many completions as criteria each is the unmet one once. */
static void test_counts_exact_mean(void **state)
{
    (void)state;
    uint64_t seed = 9;
    const struct hoshi_catalog *c = &support_tables()->catalog;
    struct hoshi_supplier_result r, one;
    for (int category = 1; category <= HOSHI_CATEGORIES; category++) {
        struct hoshi_supplier_row row = random_row(&seed);
        memset(row.fact, 0, sizeof row.fact);
        for (size_t i = 0; i < c->criteria; i++) {
            row.answer[i] = HOSHI_MET;
            row.remaining_ppm[i] = -1;
        }
        int64_t sum = 0, annual = 0, buyer = 0;
        int n = 0;
        struct hoshi_supplier_kernel *plain = open_kernel(false, 16);
        for (size_t i = 0; i < c->criteria; i++) {
            if (c->criterion[i].category != category || c->criterion[i].level > row.head.level)
                continue;
            row.answer[i] = HOSHI_UNMET;
            assert_int_equal(hoshi_supplier_kernel_row(plain, &row, &one, NULL, NULL), HOSHI_OK);
            sum += one.horizon_yen;
            annual += one.annual_yen;
            buyer += one.part[HOSHI_SUPPLIER_BUYER].horizon_yen;
            n++;
            row.answer[i] = HOSHI_MET;
        }
        hoshi_supplier_kernel_close(plain);
        struct hoshi_supplier_kernel *k = open_kernel(false, n);
        struct hoshi_supplier_row counts = as_counts(&row);
        counts.count[category][HOSHI_MET]--;
        counts.count[category][HOSHI_UNMET] = 1;
        assert_int_equal(hoshi_supplier_kernel_row(k, &counts, &r, NULL, NULL), HOSHI_OK);
        assert_int_equal(r.horizon_yen, (2 * sum + n) / (2 * n));
        assert_int_equal(r.annual_yen, (2 * annual + n) / (2 * n));
        assert_true(llabs(r.part[HOSHI_SUPPLIER_BUYER].horizon_yen - buyer / n) <= 2);
        hoshi_supplier_kernel_close(k);
    }
}

static void deal(uint64_t *seed, struct hoshi_supplier_row *row)
{
    const struct hoshi_catalog *c = &support_tables()->catalog;
    for (int category = 1; category <= HOSHI_CATEGORIES; category++) {
        size_t place[HOSHI_CRITERIA_MAX], n = 0;
        for (size_t i = 0; i < c->criteria; i++)
            if (c->criterion[i].category == category && c->criterion[i].level <= row->head.level)
                place[n++] = i;
        for (size_t i = n; i > 1; i--) {
            size_t j = (size_t)support_between(seed, 0, (int64_t)i - 1);
            uint8_t swap = row->answer[place[i - 1]];
            row->answer[place[i - 1]] = row->answer[place[j]];
            row->answer[place[j]] = swap;
        }
    }
}

/* Beside many random ways of dealing the same counts out: mean within its stated error, spread at least that
 * of what is known in full. */
static void test_counts_beside_dealing(void **state)
{
    (void)state;
    enum { DEALS = 150 };
    uint64_t seed = 12;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
    struct hoshi_supplier_result r, one;
    for (int i = 0; i < 8; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        memset(row.fact, 0, sizeof row.fact);
        for (size_t c = 0; c < support_tables()->catalog.criteria; c++) {
            if (row.answer[c] == HOSHI_NOT_APPLICABLE) /* not dealt out evenly: conditions go first */
                row.answer[c] = HOSHI_MET;
            row.remaining_ppm[c] = -1;
        }
        struct hoshi_supplier_row counts = as_counts(&row);
        snprintf(counts.head.id, sizeof counts.head.id, "S-%d", i);
        assert_int_equal(hoshi_supplier_kernel_row(k, &counts, &r, NULL, NULL), HOSHI_OK);
        sums_hold(&r);
        double mean = 0, square = 0, within = 0;
        for (int j = 0; j < DEALS; j++) {
            deal(&seed, &row);
            assert_int_equal(hoshi_supplier_kernel_row(k, &row, &one, NULL, NULL), HOSHI_OK);
            mean += one.spread[0].mean_yen / DEALS;
            square += one.spread[0].mean_yen * one.spread[0].mean_yen / DEALS;
            within += (one.spread[0].own_variance + one.spread[0].common_variance) / DEALS;
        }
        double between = square - mean * mean, error = sqrt(between / DEALS);
        double got = r.spread[0].own_variance + r.spread[0].common_variance;
        assert_true(r.completion_error_yen > 0);
        assert_true(fabs(r.spread[0].mean_yen - mean) < 4 * (r.completion_error_yen + error));
        assert_true(fabs(got / (within + between) - 1) < 0.35);
        assert_true(got > 0.8 * within);
        assert_true(r.spread[0].p50_yen < r.spread[0].p80_yen);
    }
    hoshi_supplier_kernel_close(k);
}

/* Nothing of one supplier stays behind for the next. */
/* Of whom the same is known costs the same; one answer more in a count makes a difference. */
static void test_same_counts_cost_the_same(void **state)
{
    (void)state;
    uint64_t seed = 12;
    struct hoshi_supplier_kernel *k = open_kernel(false, HOSHI_COMPLETIONS_DEFAULT);
    struct hoshi_supplier_result *r = calloc(3, sizeof *r);
    size_t other = 0;
    for (int i = 0; i < 30; i++) {
        struct hoshi_supplier_row row = random_row(&seed), twin, near;
        row = as_counts(&row);
        twin = row;
        snprintf(twin.head.id, sizeof twin.head.id, "T%d", i);
        snprintf(twin.head.name, sizeof twin.head.name, "another");
        twin.head.row += 7;
        near = row;
        for (int c = 1; c <= HOSHI_CATEGORIES; c++)
            if (near.count[c][HOSHI_UNMET]) {
                near.count[c][HOSHI_UNMET]--;
                near.count[c][HOSHI_MET]++;
                break;
            }
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r[0], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_row(k, &twin, &r[1], NULL, NULL), HOSHI_OK);
        assert_int_equal(hoshi_supplier_kernel_row(k, &near, &r[2], NULL, NULL), HOSHI_OK);
        r[1].head = r[0].head;
        assert_memory_equal(&r[0], &r[1], sizeof r[0]);
        other += r[2].horizon_yen != r[0].horizon_yen;
    }
    assert_true(other > 20);
    free(r);
    hoshi_supplier_kernel_close(k);
}

static void test_order_does_not_matter(void **state)
{
    (void)state;
    enum { N = 12 };
    uint64_t seed = 31;
    struct hoshi_supplier_row *row = calloc(N, sizeof *row);
    struct hoshi_supplier_result *r = calloc(N + 1, sizeof *r);
    struct hoshi_supplier_detail *d = calloc(N + 1, sizeof *d);
    struct hoshi_supplier_kernel *k = open_kernel(false, 5);
    for (int i = 0; i < N; i++) {
        row[i] = random_row(&seed);
        if (i % 3 == 0)
            row[i] = as_counts(&row[i]);
        if (i == 4)
            row[i].head.level = 9;
        enum hoshi_status s = hoshi_supplier_kernel_row(k, &row[i], &r[i], &d[i], NULL);
        assert_int_equal(s, i == 4 ? HOSHI_E_LEVEL_UNDEFINED : HOSHI_OK);
    }
    hoshi_supplier_kernel_close(k);
    k = open_kernel(false, 5);
    for (int i = N - 1; i >= 0; i--) {
        memset(&r[N], 0x55, sizeof r[N]);
        memset(&d[N], 0x55, sizeof d[N]);
        (void)!hoshi_supplier_kernel_row(k, &row[i], &r[N], &d[N], NULL);
        assert_memory_equal(&r[N], &r[i], sizeof r[i]);
        assert_memory_equal(&d[N], &d[i], sizeof d[i]);
    }
    hoshi_supplier_kernel_close(k);
    free(row);
    free(r);
    free(d);
}

static void test_failed_row_is_empty(void **state)
{
    (void)state;
    struct hoshi_supplier_kernel *k = open_kernel(false, 16);
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

/* ---- whose portfolio it is ---- */

static void test_buyer_of_a_case(void **state)
{
    (void)state;
    static const struct {
        const char *wanted;
        enum hoshi_status status;
        size_t at;
        enum hoshi_buyer_match match;
    } rows[] = {{"A", HOSHI_OK, 0, HOSHI_BUYER_BY_ID},
                {"a", HOSHI_OK, 1, HOSHI_BUYER_BY_ID}, /* exactly so, before the folded one */
                {"ｂ－１", HOSHI_OK, 2, HOSHI_BUYER_BY_ID},
                {"㈱ 甲重機", HOSHI_OK, 0, HOSHI_BUYER_BY_NAME},
                {"乙 電装", HOSHI_OK, 1, HOSHI_BUYER_BY_NAME},
                {"丙(有)", HOSHI_E_BUYER_SEVERAL, 9, HOSHI_BUYER_OF_ROW},
                {"丁", HOSHI_E_BUYER_UNKNOWN, 9, HOSHI_BUYER_OF_ROW}, /* no party */
                {"株式会社", HOSHI_E_BUYER_UNKNOWN, 9, HOSHI_BUYER_OF_ROW},
                {"", HOSHI_E_BUYER_UNKNOWN, 9, HOSHI_BUYER_OF_ROW},
                {NULL, HOSHI_E_BUYER_SEVERAL, 9, HOSHI_BUYER_OF_ROW}};
    struct hoshi_case *c = support_casef(
        "{\"hoshiwari_case\":1,\"supplier\":{\"name\":\"x\",\"annual_sales_yen\":9000,\"size\":{\"users\":1}},\"target_level\":3,\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"A\",\"name\":\"甲重機株式会社\",\"annual_purchases_yen\":1,\"requested_level\":3},{\"id\":\"a\",\"name\":\"乙電装\",\"annual_purchases_yen\":1,\"requested_level\":3},{\"id\":\"B-1\",\"name\":\"丙\",\"annual_purchases_yen\":1,\"requested_level\":3},{\"id\":\"C\",\"name\":\"有限会社丙\",\"annual_purchases_yen\":1,\"requested_level\":3},{\"id\":\"D\",\"name\":\"丁\"}]}");
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        size_t at = 9;
        enum hoshi_buyer_match match = HOSHI_BUYER_OF_ROW;
        struct hoshi_faults faults = {0};
        assert_int_equal(hoshi_case_buyer_find(c, rows[i].wanted, &at, &match, &faults), rows[i].status);
        assert_int_equal(at, rows[i].at);
        assert_int_equal(match, rows[i].match);
        if (rows[i].status)
            assert_string_equal(faults.item[0].allowed, "A 甲重機株式会社, a 乙電装, B-1 丙, C 有限会社丙");
    }
    struct hoshi_buyer_named x, y;
    hoshi_buyer_named_init(&x, &c->buyer[2]);
    hoshi_buyer_named_init(&y, &c->buyer[3]);
    assert_true(x.key && x.key == y.key);
    assert_string_equal(y.id, "C");
    assert_string_equal(y.name, "有限会社丙");
    hoshi_buyer_named_init(&y, &(struct hoshi_case_buyer){.id = "E"});
    assert_int_equal(y.key, 0);
    hoshi_case_close(c);
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
        cmocka_unit_test(test_fast_as_exact),
        cmocka_unit_test(test_cancelled_is_not_bought),
        cmocka_unit_test(test_silence_is_not_cheap),
        cmocka_unit_test(test_held_star),
        cmocka_unit_test(test_held_star_of_counts),
        cmocka_unit_test(test_sizes_unlike),
        cmocka_unit_test(test_counts_without_choice),
        cmocka_unit_test(test_counts_exact_mean),
        cmocka_unit_test(test_counts_beside_dealing),
        cmocka_unit_test(test_same_counts_cost_the_same),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_failed_row_is_empty),
        cmocka_unit_test(test_buyer_of_a_case),
        cmocka_unit_test(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
