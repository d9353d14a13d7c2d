/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals of a portfolio: sums without rounding, merging in any order, the range beside draws with shared
 * factors. */
#include "estimate.h"
#include "portfolio_total.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- exact sums ---- */

static double any_double(uint64_t *seed)
{
    double m = (double)(int64_t)support_random(seed) / 9.3e18;
    return ldexp(m, (int)support_between(seed, -60, 210));
}

static void test_sum_any_order(void **state)
{
    (void)state;
    uint64_t seed = 1;
    enum { N = 500 };
    double x[N];
    struct hoshi_exact_sum first = {{0}};
    for (int i = 0; i < N; i++)
        x[i] = i % 2 ? any_double(&seed) : (double)support_between(&seed, -1000000, 1000000) / 1024;
    for (int round = 0; round < 20; round++) {
        struct hoshi_exact_sum a = {{0}}, b = {{0}};
        int cut = (int)support_between(&seed, 0, N);
        for (int i = 0; i < N; i++)
            assert_true(hoshi_exact_sum_add(i < cut ? &a : &b, x[i]));
        hoshi_exact_sum_merge(&a, &b);
        if (!round)
            first = a;
        assert_memory_equal(&a, &first, sizeof a);
        for (int i = N - 1; i > 0; i--) {
            int k = (int)support_between(&seed, 0, i);
            double swap = x[i];
            x[i] = x[k];
            x[k] = swap;
        }
    }
}

static void test_sum_value(void **state)
{
    (void)state;
    struct hoshi_exact_sum s = {{0}};
    assert_true(hoshi_exact_sum_add(&s, 1e60));
    assert_true(hoshi_exact_sum_add(&s, 1));
    assert_true(hoshi_exact_sum_add(&s, -1e60));
    assert_true(hoshi_exact_sum_value(&s) == 1);
    assert_true(hoshi_exact_sum_add(&s, -1.25));
    assert_true(hoshi_exact_sum_value(&s) == -0.25);
    assert_true(hoshi_exact_sum_add(&s, ldexp(1, -64)));
    assert_true(hoshi_exact_sum_value(&s) == -0.25 + ldexp(1, -64));
    assert_true(hoshi_exact_sum_add(&s, ldexp(1.5, -64))); /* half a unit of the last word is cut off */
    assert_true(hoshi_exact_sum_value(&s) == -0.25 + ldexp(2, -64));
    assert_false(hoshi_exact_sum_add(&s, INFINITY));
    assert_false(hoshi_exact_sum_add(&s, NAN));
    assert_false(hoshi_exact_sum_add(&s, 1e300));
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        struct hoshi_exact_sum t = {{0}};
        double a = ldexp((double)support_between(&seed, -1000000000, 1000000000),
                         (int)support_between(&seed, -40, 60));
        assert_true(hoshi_exact_sum_add(&t, a));
        assert_true(hoshi_exact_sum_value(&t) == a);
    }
}

/* ---- portfolios ---- */

static struct hoshi_supplier_kernel *open_kernel(void)
{
    struct hoshi_supplier_settings s;
    struct hoshi_supplier_kernel *k = NULL;
    hoshi_supplier_settings_init(&s, support_today);
    assert_int_equal(hoshi_supplier_kernel_open(support_tables(), &s, &k, NULL), HOSHI_OK);
    return k;
}

static struct hoshi_supplier_row random_row(uint64_t *seed)
{
    struct hoshi_supplier_row r;
    hoshi_supplier_row_init(&r);
    r.head.level = support_chance(seed, 2) ? 3 : 4;
    r.head.annual_sales_yen = support_between(seed, 10000000, 5000000000);
    r.head.annual_purchases_yen = support_between(seed, 0, r.head.annual_sales_yen);
    r.size[HOSHI_USERS] = support_between(seed, 1, 120);
    r.gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    for (size_t i = 0; i < support_tables()->catalog.criteria; i++) {
        r.answer[i] = (uint8_t)(support_chance(seed, 2) ? HOSHI_MET : HOSHI_UNMET);
        if (support_chance(seed, 20))
            r.answer[i] = HOSHI_PARTIAL;
        if (support_chance(seed, 20))
            r.answer[i] = HOSHI_UNANSWERED;
    }
    return r;
}

static void test_merge_any_order(void **state)
{
    (void)state;
    enum { N = 24, SHARDS = 3 };
    uint64_t seed = 5;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_supplier_result *r = calloc(N, sizeof *r);
    struct hoshi_supplier_detail *d = calloc(N, sizeof *d);
    struct hoshi_portfolio_total *whole = calloc(1, sizeof *whole), *part = calloc(SHARDS, sizeof *part),
                                 *merged = calloc(1, sizeof *merged);
    for (int i = 0; i < N; i++) {
        struct hoshi_supplier_row row = random_row(&seed);
        if (i == 7)
            row.head.level = 5;
        enum hoshi_status s = hoshi_supplier_kernel_row(k, &row, &r[i], &d[i], NULL);
        assert_int_equal(s, i == 7 ? HOSHI_E_LEVEL_UNDEFINED : HOSHI_OK);
        assert_int_equal(hoshi_portfolio_total_add(whole, &r[i], &d[i]), HOSHI_OK);
    }
    hoshi_portfolio_total_settle(whole);
    for (int round = 0; round < 6; round++) {
        memset(part, 0, SHARDS * sizeof *part);
        memset(merged, 0, sizeof *merged);
        for (int i = N - 1; i >= 0; i--)
            assert_int_equal(
                hoshi_portfolio_total_add(&part[support_between(&seed, 0, SHARDS - 1)], &r[i], &d[i]),
                HOSHI_OK);
        for (int i = 0; i < SHARDS; i++)
            assert_int_equal(hoshi_portfolio_total_merge(merged, &part[(i + round) % SHARDS]), HOSHI_OK);
        assert_memory_equal(merged, whole, sizeof *whole);
    }
    assert_int_equal(whole->left_out, 1);
    struct hoshi_portfolio_amounts all, one;
    int64_t sum = 0;
    assert_true(hoshi_portfolio_total_amounts(whole, 0, &all));
    assert_int_equal(all.suppliers, N - 1);
    for (int i = 0; i < N; i++)
        sum += r[i].horizon_yen;
    assert_int_equal(all.horizon_yen, sum);
    for (int v = 0; v < HOSHI_VIEWS; v++) {
        int64_t years = 0;
        for (int y = 1; y <= HOSHI_YEARS_MAX; y++) {
            sum = 0;
            for (int i = 0; i < N; i++)
                sum += r[i].expected_by_year_yen[v][y - 1];
            assert_int_equal(hoshi_portfolio_expected(&all, (enum hoshi_supplier_view)v, y), sum);
            years += sum;
        }
        assert_true(years > 0);
        assert_int_equal(hoshi_portfolio_expected(&all, (enum hoshi_supplier_view)v, 0), years);
    }
    assert_true(hoshi_portfolio_total_amounts(whole, 3, &one));
    sum = one.horizon_yen;
    assert_true(hoshi_portfolio_total_amounts(whole, 4, &one));
    assert_int_equal(sum + one.horizon_yen, all.horizon_yen);
    whole->version++;
    assert_int_equal(hoshi_portfolio_total_merge(merged, whole), HOSHI_E_FORMAT_VERSION);
    free(r);
    free(d);
    free(whole);
    free(part);
    free(merged);
    hoshi_supplier_kernel_close(k);
}

/* ---- beside draws ---- */

enum { SUPPLIERS = 5, DRAWS = 40000, ROWS = 600 };

/* A supplier as lists: rows that are one variable, and lines in groups with variables of their own. */
struct drawn_line {
    struct hoshi_triple unit;
    double weight, probability, low, high;
    bool effort;
    int common, input, group; /* input, group: -1 none */
};

struct drawn {
    struct drawn_line line[ROWS];
    int n, inputs, groups;
    struct hoshi_triple unit[ROWS];
    const char *id[ROWS];
    double size_yen
        [HOSHI_DRIVERS]; /* mean of what rests on the default of a size, times how far it may be off */
    struct hoshi_assumptions a;
    /* What nobody answered: a group comes in when any of its criteria is open; those of a category are open at one rate. */
    struct hoshi_need need;
    const size_t *closes[ROWS];
    size_t closes_n[ROWS];
};

static double uniform(uint64_t *seed)
{
    return ((double)(support_random(seed) >> 11) + 0.5) / 9007199254740992.0;
}

static double triangle(uint64_t *seed, double a, double c, double b)
{
    double u = uniform(seed), f = b > a ? (c - a) / (b - a) : 0;
    return u < f ? a + sqrt(u * (b - a) * (c - a)) : b - sqrt((1 - u) * (b - a) * (b - c));
}

/* Beta by rejection: Cheng, "Generating beta variates with nonintegral shape parameters", CACM 21:317, 1978, BB. */
static double pert(uint64_t *seed, double low, double likely, double high)
{
    if (high <= low)
        return likely;
    double first = 1 + 4 * (likely - low) / (high - low), a = first < 3 ? first : 6 - first, b = 6 - a;
    double beta = sqrt(4 / (2 * a * b - 6)), gamma = a + 1 / beta, v, w, r, s, z;
    do {
        double u = uniform(seed), t = uniform(seed);
        v = beta * log(u / (1 - u));
        w = a * exp(v);
        z = u * u * t;
        r = gamma * v - log(4);
        s = a + r - w;
    } while (s < log(z) && r + 6 * log(6 / (b + w)) < log(z));
    return low + (high - low) * (first < 3 ? w / (b + w) : b / (b + w));
}

static double factor(uint64_t *seed, const struct hoshi_assumptions *a, enum hoshi_factor f)
{
    const int64_t *v = a->factor_ppm[f];
    return triangle(seed, (double)v[0] / 1e6, (double)v[1] / 1e6, (double)v[2] / 1e6);
}

static double unit_draw(uint64_t *seed, const struct hoshi_triple *t)
{
    return pert(seed, (double)t->low_micro / 1e6, (double)t->likely_micro / 1e6, (double)t->high_micro / 1e6);
}

static void list_lines(struct drawn *d, const struct hoshi_estimate *e, const size_t *common, size_t commons,
                       int period)
{
    memset(d, 0, sizeof *d);
    d->a = e->a;
    d->need = e->need;
    for (size_t i = 0; i < e->measures; i++) {
        const struct hoshi_planned *p = &e->measure[i];
        const struct hoshi_measure *m = &support_tables()->measure[p->measure];
        int64_t stated =
            hoshi_need_of_measure(&e->need, support_tables(), p->measure, HOSHI_PARTIALS_NOTHING);
        bool open = p->probability >= 1 && hoshi_need_of_measure(&e->need, support_tables(), p->measure,
                                                                 HOSHI_PARTIALS_WHOLE) > stated;
        int group = p->probability < 1 || open ? d->groups++ : -1;
        if (group >= 0 && p->probability < 1) {
            /* borrowed of the estimate, which the caller keeps open */
            d->closes[group] = p->closes;
            d->closes_n[group] = p->closes_n;
        }
        for (size_t k = 0; k < m->lines; k++) {
            struct hoshi_line line;
            struct drawn_line x = {
                .probability = p->probability, .low = 1, .high = 1, .common = -1, .input = -1, .group = -1};
            assert_int_equal(hoshi_line_init(&line, &e->a, m, k, NULL), HOSHI_OK);
            int times = 0;
            for (int y = 1; y <= e->a.horizon; y++)
                times += hoshi_line_due(&line, y) && (!period || period == y);
            bool random = open && !line.row->indivisible;
            x.unit = line.unit;
            x.effort = line.effort != NULL;
            x.weight =
                (double)line.quantity_micro / 1e6 * times *
                (random
                     ? 1
                     : (double)(hoshi_line_need(&line, p->need_ppm) - hoshi_line_need(&line, p->before_ppm)) /
                           1e6);
            if (random) {
                x.low = (double)stated / 1e6;
            }
            if (random || p->probability < 1)
                x.group = group;
            for (size_t c = 0; x.group < 0 && line.price && c < commons; c++)
                if (line.row->price == common[c])
                    x.common = (int)c;
            const char *id = line.price ? line.price->id : line.effort->id;
            for (int j = 0; x.group < 0 && x.common < 0 && j < d->inputs; j++)
                if (strcmp(d->id[j], id) == 0 && memcmp(&d->unit[j], &line.unit, sizeof line.unit) == 0)
                    x.input = j;
            if (x.group < 0 && x.common < 0 && x.input < 0) {
                d->id[d->inputs] = id;
                d->unit[d->inputs] = line.unit;
                x.input = d->inputs++;
            }
            d->line[d->n++] = x;
            struct hoshi_default_part part[2 * HOSHI_DRIVERS];
            size_t parts = hoshi_line_defaults(&line, &e->a, part);
            for (size_t j = 0; j < parts; j++)
                d->size_yen[part[j].driver] +=
                    part[j].share * x.weight * x.probability * (x.low + x.high) / 2 *
                    (double)line.unit_mean_micro / 1e6 *
                    (double)support_tables()->driver_default[part[j].driver].spread_micro / 1e6;
        }
    }
}

/* Beta(a, b) of whole a and b: the a-th smallest of a + b − 1 even draws. */
static double whole_beta(uint64_t *seed, size_t a, size_t b)
{
    double x[HOSHI_CRITERIA_MAX];
    for (size_t i = 0; i < a + b - 1; i++) {
        double u = uniform(seed);
        size_t k = i;
        for (; k > 0 && x[k - 1] > u; k--)
            x[k] = x[k - 1];
        x[k] = u;
    }
    return x[a - 1];
}

/* Which unknown criteria are open. */
static void draw_open(const struct drawn *d, uint64_t *seed, bool *open)
{
    const struct hoshi_catalog *catalog = &support_tables()->catalog;
    double rate[HOSHI_CATEGORIES + 1];
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        rate[k] = whole_beta(seed, d->need.open[k] + 1, d->need.answered[k] - d->need.open[k] + 1);
    for (size_t i = 0; i < catalog->criteria; i++)
        open[i] =
            d->need.state[i] == HOSHI_UNKNOWN_STATE && uniform(seed) < rate[catalog->criterion[i].category];
}

static bool comes_in(const struct drawn *d, int group, const bool *open)
{
    bool any = !d->closes_n[group];
    for (size_t i = 0; i < d->closes_n[group]; i++)
        any = any || open[d->closes[group][i]];
    return any;
}

/* Same row twice in one uncertain measure is so rare here that lines are drawn apart. */
static double draw_supplier(const struct drawn *d, uint64_t *seed, const double *common, double market,
                            double labour)
{
    double input[ROWS], need[ROWS], sum = 0, pace = factor(seed, &d->a, HOSHI_FACTOR_PACE);
    bool open[HOSHI_CRITERIA_MAX], occurs[ROWS];
    draw_open(d, seed, open);
    for (int i = 0; i < d->inputs; i++)
        input[i] = unit_draw(seed, &d->unit[i]);
    for (int i = 0; i < d->groups; i++) {
        occurs[i] = comes_in(d, i, open);
        need[i] = uniform(seed);
    }
    for (int i = 0; i < d->n; i++) {
        const struct drawn_line *x = &d->line[i];
        double price = x->common >= 0  ? common[x->common]
                       : x->input >= 0 ? input[x->input]
                                       : unit_draw(seed, &x->unit);
        double n = x->group < 0 ? 1 : !occurs[x->group] ? 0 : x->low + need[x->group] * (x->high - x->low);
        sum += x->weight * n * price * (x->effort ? labour * pace : market);
    }
    for (int i = 1; i < HOSHI_DRIVERS; i++)
        sum += market * d->size_yen[i] * (d->size_yen[i] > 0 ? triangle(seed, -1, 0, 1) : 0);
    return sum;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void beside_draws(struct hoshi_supplier_kernel *k, const struct hoshi_portfolio_total *t,
                         const struct drawn *d, int period)
{
    double *total = malloc(DRAWS * sizeof *total), mean = 0, square = 0;
    uint64_t seed = 99;
    const size_t *price;
    size_t commons = hoshi_supplier_kernel_commons(k, &price);
    for (int i = 0; i < DRAWS; i++) {
        const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(k);
        double market = factor(&seed, a, HOSHI_FACTOR_MARKET), labour = factor(&seed, a, HOSHI_FACTOR_LABOUR);
        double common[16];
        for (size_t c = 0; c < commons; c++) {
            struct hoshi_triple x = hoshi_supplier_kernel_common_unit(k, c);
            common[c] = unit_draw(&seed, &x);
        }
        total[i] = 0;
        for (int s = 0; s < SUPPLIERS; s++)
            total[i] += draw_supplier(&d[s], &seed, common, market, labour);
        mean += total[i] / DRAWS;
    }
    for (int i = 0; i < DRAWS; i++)
        square += (total[i] - mean) * (total[i] - mean) / DRAWS;
    qsort(total, DRAWS, sizeof *total, by_value);
    double sd = sqrt(square), error = sd / sqrt(DRAWS);
    struct hoshi_portfolio_range r;
    assert_int_equal(hoshi_portfolio_total_range(t, k, 0, HOSHI_VIEW_WHOLE, period, &r, NULL), HOSHI_OK);
    assert_true(fabs(r.mean_yen - mean) < 4.5 * error);
    assert_true(fabs(r.sd_yen - sd) < 0.02 * sd);
    /* standard error of a percentile: sqrt(p(1-p))/density, for a bell 1.25 and 1.43 times that of the mean
     */
    assert_true(fabs(r.p50_yen - total[DRAWS / 2]) < 5 * 1.25 * error);
    assert_true(fabs(r.p80_yen - total[DRAWS * 4 / 5]) < 5 * 1.43 * error);
    assert_true(fabs(r.p10_yen - total[DRAWS / 10]) < 6 * 1.7 * error);
    assert_true(r.independent_p80_yen < r.p80_yen);
    assert_true(fabs(r.own_sd_yen * r.own_sd_yen + r.common_sd_yen * r.common_sd_yen - r.sd_yen * r.sd_yen) <
                1e-9 * r.sd_yen * r.sd_yen);
    assert_true(fabs(r.market_share + r.labour_share + r.fees_share + r.rates_share - 1) < 1e-9);
    if (!period)
        assert_true(r.p80_yen < r.sum_p80_yen);
    else
        assert_true(isnan(r.sum_p80_yen));
    free(total);
}

static struct hoshi_case *as_case(const struct hoshi_supplier_row *r)
{
    struct hoshi_case *c = support_casef(
        "{\"hoshiwari_case\":1,\"as_of\":\"2026-11-22\",\"supplier\":{\"annual_sales_yen\":%lld,\"size\":{\"users\":%lld}},\"target_level\":%d,\"gap\":{\"answers\":{}},\"buyers\":[{\"id\":\"B\",\"annual_purchases_yen\":%lld,\"requested_level\":%d}]}",
        (long long)r->head.annual_sales_yen, (long long)r->size[HOSHI_USERS], r->head.level,
        (long long)r->head.annual_purchases_yen, r->head.level);
    for (size_t i = 0; i < c->answers.n; i++)
        c->answers.answer[i].status = (enum hoshi_answer_status)r->answer[i];
    return c;
}

static void test_range_beside_draws(void **state)
{
    (void)state;
    uint64_t seed = 11;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *detail = calloc(1, sizeof *detail);
    struct drawn *d = calloc(2 * SUPPLIERS, sizeof *d);
    struct hoshi_estimate *e[SUPPLIERS];
    struct hoshi_case *c[SUPPLIERS];
    const size_t *price;
    size_t commons = hoshi_supplier_kernel_commons(k, &price);
    /* The mean rate is known: half, as the kernel's own prior has it. */
    for (int i = 0; i < HOSHI_GROUPS * (HOSHI_CATEGORIES + 1); i++) {
        t->learnt.suppliers[i / (HOSHI_CATEGORIES + 1)][i % (HOSHI_CATEGORIES + 1)] = 1000000;
        t->learnt.open_ppm[i / (HOSHI_CATEGORIES + 1)][i % (HOSHI_CATEGORIES + 1)] =
            INT64_C(500000) * 1000000;
    }
    for (int s = 0; s < SUPPLIERS; s++) {
        struct hoshi_supplier_row row = random_row(&seed);
        struct hoshi_supplier_result r;
        /* One that answered nothing: there the common rates weigh most. */
        for (size_t i = 0; s == 0 && i < support_tables()->catalog.criteria; i++)
            row.answer[i] = HOSHI_UNANSWERED;
        assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, detail, NULL), HOSHI_OK);
        assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_OK);
        c[s] = as_case(&row);
        assert_int_equal(hoshi_estimate_open(support_tables(), c[s], support_today, &e[s], NULL), HOSHI_OK);
        list_lines(&d[s], e[s], price, commons, 0);
        list_lines(&d[SUPPLIERS + s], e[s], price, commons, 2);
    }
    beside_draws(k, t, d, 0);
    beside_draws(k, t, d + SUPPLIERS, 2);
    for (int s = 0; s < SUPPLIERS; s++) {
        hoshi_estimate_close(e[s]);
        hoshi_case_close(c[s]);
    }
    free(d);
    free(detail);
    free(t);
    hoshi_supplier_kernel_close(k);
}

/* From year 2 on, compounded, own work by wages and the rest by prices; in no other figure. */
static void test_growth(void **state)
{
    (void)state;
    uint64_t seed = 5;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *detail = calloc(1, sizeof *detail);
    struct hoshi_supplier_row row = random_row(&seed);
    struct hoshi_supplier_result r;
    struct hoshi_portfolio_growth g;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, detail, NULL), HOSHI_OK);
    assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_OK);
    hoshi_portfolio_total_growth(t, k, HOSHI_VIEW_WHOLE, &g);
    int64_t sum = 0;
    for (int y = 1; y <= r.horizon; y++) {
        double wages = pow(1 + (double)g.wages_ppm / 1e6, y - 1),
               prices = pow(1 + (double)g.prices_ppm / 1e6, y - 1);
        double yen = detail->own[0][y][1] * (wages - 1) + detail->market_yen[0][y] * (prices - 1);
        assert_true(fabs((double)g.by_year_yen[y - 1] - yen) <= 1);
        sum += g.by_year_yen[y - 1];
    }
    assert_true(g.wages_ppm > 0 && g.prices_ppm > 0 && sum > 0);
    assert_int_equal(g.by_year_yen[0], 0);
    assert_int_equal(g.horizon_yen, sum);
    free(detail);
    free(t);
    hoshi_supplier_kernel_close(k);
}

/* Of a few suppliers of any kind: nothing shared can never look dearer than what is shared. */
static void test_independent_is_below(void **state)
{
    (void)state;
    uint64_t seed = 33;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *detail = calloc(1, sizeof *detail);
    struct hoshi_supplier_result r;
    struct hoshi_portfolio_range range;
    for (int i = 0; i < 6; i++) {
        memset(t, 0, sizeof *t);
        for (int n = 1; n <= 4; n++) {
            struct hoshi_supplier_row row = random_row(&seed);
            assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, detail, NULL), HOSHI_OK);
            assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_OK);
            for (int v = 0; v < HOSHI_VIEWS; v++)
                for (int y = 0; y <= 1; y++) {
                    assert_int_equal(
                        hoshi_portfolio_total_range(t, k, 0, (enum hoshi_supplier_view)v, y, &range, NULL),
                        HOSHI_OK);
                    assert_true(range.independent_p80_yen <= range.p80_yen + 1e-6);
                    assert_true(range.independent_p80_yen >= range.mean_yen ||
                                range.p80_yen < range.mean_yen);
                }
        }
    }
    free(detail);
    free(t);
    hoshi_supplier_kernel_close(k);
}

/* M (ten million less u units of a fee that is common to all), by draws: a buyer relieved of a fee. */
static void test_relieved_of_a_common_fee(void **state)
{
    (void)state;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *d = calloc(1, sizeof *d);
    double *total = malloc(DRAWS * sizeof *total);
    const size_t *price;
    assert_true(hoshi_supplier_kernel_commons(k, &price) > 1);
    struct hoshi_triple x = hoshi_supplier_kernel_common_unit(k, 0),
                        y = hoshi_supplier_kernel_common_unit(k, 1);
    uint64_t seed = 4;
    struct hoshi_supplier_row row = random_row(&seed);
    struct hoshi_supplier_result r;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, NULL, NULL), HOSHI_OK);
    double units = 5e6 / ((double)x.likely_micro / 1e6), more = 8e6 / ((double)y.likely_micro / 1e6);
    d->own[HOSHI_VIEW_BUYER][0][0] = 5e6;
    d->common_units[HOSHI_VIEW_BUYER][0][0] = -units / 2;
    d->common_units[HOSHI_VIEW_BUYER][0][1] = more / 2;
    for (int i = 0; i < 2; i++)
        assert_int_equal(hoshi_portfolio_total_add(t, &r, d), HOSHI_OK);
    for (int i = 0; i < DRAWS; i++)
        total[i] = factor(&seed, hoshi_supplier_kernel_assumptions(k), HOSHI_FACTOR_MARKET) *
                   (1e7 - units * unit_draw(&seed, &x) + more * unit_draw(&seed, &y));
    qsort(total, DRAWS, sizeof *total, by_value);
    struct hoshi_portfolio_range range;
    assert_int_equal(hoshi_portfolio_total_range(t, k, 0, HOSHI_VIEW_BUYER, 0, &range, NULL), HOSHI_OK);
    assert_true(range.sd_yen > 5e5);
    const double got[] = {range.p10_yen, range.p50_yen, range.p80_yen, range.p90_yen},
                 at[] = {0.1, 0.5, 0.8, 0.9};
    for (size_t i = 0; i < SUPPORT_COUNT(at); i++)
        assert_true(fabs(got[i] - total[(size_t)(at[i] * DRAWS)]) < 0.03 * range.sd_yen);
    free(total);
    free(d);
    free(t);
    hoshi_supplier_kernel_close(k);
}

/* Distribution function of a factor, a triangle of low, likely, high (ppm). */
static double factor_below(const int64_t ppm[3], double x)
{
    double a = (double)ppm[0] / 1e6, c = (double)ppm[1] / 1e6, b = (double)ppm[2] / 1e6;
    return x <= a   ? 0
           : x >= b ? 1
           : x < c  ? (x - a) * (x - a) / (b - a) / (c - a)
                    : 1 - (b - x) * (b - x) / (b - a) / (b - c);
}

/* Thousands of suppliers leave nothing but M A + L B: no steps of the hats show. Beside the exact function, by
 * averaging over L in small steps. */
static void test_nothing_but_factors(void **state)
{
    (void)state;
    enum { STEPS = 20000 };
    uint64_t seed = 8;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *d = calloc(1, sizeof *d);
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(k);
    const int64_t *market = a->factor_ppm[HOSHI_FACTOR_MARKET], *labour = a->factor_ppm[HOSHI_FACTOR_LABOUR];
    struct hoshi_supplier_row row = random_row(&seed);
    struct hoshi_supplier_result r;
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, NULL, NULL), HOSHI_OK);
    for (int parts = 0; parts <= 10; parts++) {
        double bought = 1e8 * parts, work = 1e9 - bought;
        memset(t, 0, sizeof *t);
        d->own[HOSHI_VIEW_WHOLE][1][0] = bought;
        d->own[HOSHI_VIEW_WHOLE][1][1] = work;
        assert_int_equal(hoshi_portfolio_total_add(t, &r, d), HOSHI_OK);
        struct hoshi_portfolio_range range;
        assert_int_equal(hoshi_portfolio_total_range(t, k, 0, HOSHI_VIEW_WHOLE, 1, &range, NULL), HOSHI_OK);
        const double at[] = {range.p10_yen, range.p50_yen, range.p80_yen, range.p90_yen},
                     level[] = {0.1, 0.5, 0.8, 0.9};
        for (size_t i = 0; i < SUPPORT_COUNT(at); i++) {
            double p = 0, low = (double)labour[0] / 1e6, step = (double)(labour[2] - labour[0]) / 1e6 / STEPS;
            for (int j = 0; j < STEPS && bought > 0; j++) {
                double from = low + j * step;
                p += (factor_below(labour, from + step) - factor_below(labour, from)) *
                     factor_below(market, (at[i] - (from + step / 2) * work) / bought);
            }
            assert_true(fabs((bought > 0 ? p : factor_below(labour, at[i] / work)) - level[i]) < 4e-4);
        }
    }
    free(d);
    free(t);
    hoshi_supplier_kernel_close(k);
}

/* With many like suppliers the own part averages out and the common one stays. */
static void test_common_part_stays(void **state)
{
    (void)state;
    uint64_t seed = 21;
    struct hoshi_supplier_kernel *k = open_kernel();
    struct hoshi_portfolio_total *t = calloc(1, sizeof *t);
    struct hoshi_supplier_detail *detail = calloc(1, sizeof *detail);
    struct hoshi_supplier_row row = random_row(&seed);
    struct hoshi_supplier_result r;
    struct hoshi_portfolio_range one, many;
    for (int i = 0; i < HOSHI_GROUPS * (HOSHI_CATEGORIES + 1); i++) /* the rates are known */
        t->learnt.suppliers[i / (HOSHI_CATEGORIES + 1)][i % (HOSHI_CATEGORIES + 1)] = INT64_C(1000000000000);
    assert_int_equal(hoshi_supplier_kernel_row(k, &row, &r, detail, NULL), HOSHI_OK);
    assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_OK);
    assert_int_equal(hoshi_portfolio_total_range(t, k, 0, HOSHI_VIEW_WHOLE, 0, &one, NULL), HOSHI_OK);
    /* One by itself is as its record says, and nothing is there to be independent of. */
    assert_true(fabs(one.p80_yen - r.spread[0].p80_yen) <= 0.5);
    assert_true(fabs(one.p50_yen - r.spread[0].p50_yen) <= 0.5);
    assert_true(one.sum_p80_yen == one.p80_yen && fabs(one.independent_p80_yen - one.p80_yen) < 1e-6);
    for (int i = 1; i < 400; i++)
        assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_OK);
    assert_int_equal(hoshi_portfolio_total_range(t, k, 0, HOSHI_VIEW_WHOLE, 0, &many, NULL), HOSHI_OK);
    assert_true(fabs(many.mean_yen - 400 * one.mean_yen) < 1e-9 * many.mean_yen);
    assert_true(fabs(many.own_sd_yen - 20 * one.own_sd_yen) < 1e-9 * many.own_sd_yen);
    assert_true(fabs(many.common_sd_yen - 400 * one.common_sd_yen) < 1e-9 * many.common_sd_yen);
    assert_true(fabs(many.sum_p80_yen - 400 * (double)llround(r.spread[0].p80_yen)) < 1);
    assert_true(many.independent_p80_yen < many.p80_yen && many.p80_yen < many.sum_p80_yen);
    assert_int_equal(hoshi_portfolio_total_range(t, k, 5, HOSHI_VIEW_WHOLE, 0, &many, NULL), HOSHI_E_RANGE);
    r.horizon++;
    assert_int_equal(hoshi_portfolio_total_add(t, &r, detail), HOSHI_E_CONTRADICTION);
    free(detail);
    free(t);
    hoshi_supplier_kernel_close(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sum_any_order),
        cmocka_unit_test(test_sum_value),
        cmocka_unit_test(test_merge_any_order),
        cmocka_unit_test(test_range_beside_draws),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_independent_is_below),
        cmocka_unit_test(test_relieved_of_a_common_fee),
        cmocka_unit_test(test_nothing_but_factors),
        cmocka_unit_test(test_common_part_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
