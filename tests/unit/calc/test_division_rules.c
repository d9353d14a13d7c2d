/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule is held against published examples, against another way of computing it (all orders, all
 * coalitions, the closed form of one form of game against the general engine of another) and against the
 * axioms that define it. */
#include "division_rule.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 64, LINES = 40 };

static const char *const ids[MANY] = {
    "p0",  "p1",  "p2",  "p3",  "p4",  "p5",  "p6",  "p7",  "p8",  "p9",  "p10", "p11", "p12",
    "p13", "p14", "p15", "p16", "p17", "p18", "p19", "p20", "p21", "p22", "p23", "p24", "p25",
    "p26", "p27", "p28", "p29", "p30", "p31", "p32", "p33", "p34", "p35", "p36", "p37", "p38",
    "p39", "p40", "p41", "p42", "p43", "p44", "p45", "p46", "p47", "p48", "p49", "p50", "p51",
    "p52", "p53", "p54", "p55", "p56", "p57", "p58", "p59", "p60", "p61", "p62", "p63"};

/* ---- random games ---- */

static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t)(next(state) % n);
}

struct box {
    struct hoshi_game game;
    double a[MANY * MANY], weight[MANY];
    int64_t count[MANY];
    size_t first[LINES + 1];
    uint32_t needed_by[LINES * MANY];
};

static struct hoshi_game *general(struct box *b, size_t n, const double *worth, bool gains)
{
    b->game = (struct hoshi_game){
        .form = HOSHI_GAME_GENERAL, .gains = gains, .players = n, .id = ids, .worth = worth};
    return &b->game;
}

static struct hoshi_game *airport(struct box *b, size_t n, const double *cost)
{
    memcpy(b->a, cost, n * sizeof *cost);
    b->game = (struct hoshi_game){.form = HOSHI_GAME_AIRPORT, .players = n, .id = ids, .stand_alone = b->a};
    return &b->game;
}

static struct hoshi_game *claims(struct box *b, size_t n, const double *claim, double estate)
{
    memcpy(b->a, claim, n * sizeof *claim);
    b->game = (struct hoshi_game){
        .form = HOSHI_GAME_CLAIMS, .gains = true, .players = n, .id = ids, .estate = estate, .claim = b->a};
    return &b->game;
}

static struct hoshi_game *random_airport(struct box *b, uint64_t *seed, size_t n, bool counted)
{
    double c[MANY];
    for (size_t i = 0; i < n; i++) {
        c[i] = (double)below(seed, 30);
        b->count[i] = 1 + (int64_t)below(seed, 3);
    }
    airport(b, n, c)->count = counted ? b->count : NULL;
    return &b->game;
}

static struct hoshi_game *random_claims(struct box *b, uint64_t *seed, size_t n)
{
    double c[MANY], sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += c[i] = (double)below(seed, 40);
    return claims(b, n, c, (double)below(seed, (size_t)sum + 1));
}

static struct hoshi_game *random_lines(struct box *b, uint64_t *seed, size_t n, size_t lines)
{
    size_t k = 0;
    for (size_t l = 0; l < lines; l++) {
        size_t before = k;
        b->first[l] = k;
        b->a[l] = (double)below(seed, 50);
        for (size_t i = 0; i < n; i++)
            if (below(seed, n / 2 + 1) == 0)
                b->needed_by[k++] = (uint32_t)i;
        if (k == before)
            b->needed_by[k++] = (uint32_t)below(seed, n);
    }
    b->first[lines] = k;
    b->game = (struct hoshi_game){.form = HOSHI_GAME_LINES,
                                  .players = n,
                                  .id = ids,
                                  .lines = lines,
                                  .cost = b->a,
                                  .first = b->first,
                                  .needed_by = b->needed_by};
    return &b->game;
}

/* Any amounts at all: no structure, empty cores, not monotone. */
static void random_worth(uint64_t *seed, size_t n, double *worth)
{
    worth[0] = 0;
    for (size_t s = 1; s < (size_t)1 << n; s++)
        worth[s] = (double)below(seed, 20) + (double)__builtin_popcountl(s) * 6;
}

/* ---- asking ---- */

static struct hoshi_divisions *divide(const struct hoshi_game *g, const char *id)
{
    struct hoshi_divisions *d = NULL;
    const struct hoshi_division_rule *rule = id ? hoshi_division_rule_find(id) : NULL;
    assert_true(!id || rule);
    assert_int_equal(hoshi_divisions_open(g, rule, &d, NULL), HOSHI_OK);
    return d;
}

static struct hoshi_division answer(const struct hoshi_game *g, const char *id, double *x)
{
    struct hoshi_divisions *d = divide(g, id);
    struct hoshi_division a = d->division[0];
    if (!a.reason)
        memcpy(x, a.amount, g->players * sizeof *x);
    hoshi_divisions_close(d);
    return a;
}

#define NEAR(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static void expect(const struct hoshi_game *g, const char *id, const double *want, double tolerance)
{
    double x[MANY];
    assert_int_equal(answer(g, id, x).reason, HOSHI_DIVIDED);
    for (size_t i = 0; i < g->players; i++)
        NEAR(x[i], want[i], tolerance);
}

static double excess(const double *cost, const double *x, size_t n, size_t s)
{
    double sum = -cost[s];
    for (size_t i = 0; i < n; i++)
        sum += s >> i & 1 ? x[i] : 0;
    return sum;
}

/* ---- published examples ---- */

static void published_tenants(void **state)
{
    (void)state;
    static const double cost[] = {0, 300, 270, 410, 280, 410, 410, 550};
    static const double shapley[] = {191.666667, 176.666667, 181.666667};
    static const double nucleolus[] = {183.333333, 183.333333, 183.333333};
    struct box b;
    expect(general(&b, 3, cost, false), "shapley", shapley, 1e-5);
    expect(&b.game, "nucleolus", nucleolus, 1e-5);
    /* The savings game: 160, 170, 140, 300 for 12, 13, 23, 123. */
    static const double saving[] = {0, 0, 0, 160, 0, 170, 140, 300};
    double x[3], y[3];
    answer(&b.game, "shapley", x);
    answer(general(&b, 3, saving, true), "shapley", y);
    for (size_t i = 0; i < 3; i++)
        NEAR(x[i], cost[(size_t)1 << i] - y[i], 1e-9);
}

static void published_runway(void **state)
{
    (void)state;
    static const double cost[] = {8, 11, 13, 18}, shapley[] = {2, 3, 4, 9},
                        cec[] = {13. / 3, 13. / 3, 13. / 3, 5};
    static const double nucleolus[] = {3.25, 3.25, 3.25, 8.25};
    struct box b;
    expect(airport(&b, 4, cost), "shapley", shapley, 1e-9);
    expect(&b.game, "nucleolus", nucleolus, 1e-9);
    expect(&b.game, "cec", cec, 1e-9);
}

static void published_inheritance(void **state)
{
    (void)state;
    static const double claim[] = {120, 60, 40, 30}, want[] = {80.83333, 20.83333, 10.83333, 7.5};
    double worth[16];
    struct box b;
    for (size_t s = 0; s < 16; s++) {
        worth[s] = 0;
        for (size_t i = 0; i < 4; i++)
            worth[s] = fmax(worth[s], s >> i & 1 ? claim[i] : 0);
    }
    expect(general(&b, 4, worth, true), "shapley", want, 1e-4);
    expect(airport(&b, 4, claim), "shapley", want, 1e-4);
}

static void published_investors(void **state)
{
    (void)state;
    static const double worth[] = {0, 46125, 17437.5, 69187.5, 5812.5, 53812.5, 30750, 90000};
    static const double shapley[] = {51750, 25875, 12375}, nucleolus[] = {52687.5, 24468.75, 12843.75};
    struct box b;
    expect(general(&b, 3, worth, true), "shapley", shapley, 1e-3);
    expect(&b.game, "nucleolus", nucleolus, 1e-3);
}

static void published_talmud(void **state)
{
    (void)state;
    static const double claim[] = {100, 200, 300};
    static const double row[][4] = {{100, 33.333333, 33.333333, 33.333333},
                                    {150, 50, 50, 50},
                                    {200, 50, 75, 75},
                                    {250, 50, 100, 100},
                                    {300, 50, 100, 150},
                                    {350, 50, 100, 200},
                                    {400, 50, 125, 225},
                                    {450, 50, 150, 250},
                                    {500, 66.666667, 166.666667, 266.666667},
                                    {550, 83.333333, 183.333333, 283.333333},
                                    {600, 100, 200, 300}};
    struct box b;
    for (size_t k = 0; k < sizeof row / sizeof row[0]; k++) {
        expect(claims(&b, 3, claim, row[k][0]), "talmud", row[k] + 1, 1e-5);
        expect(&b.game, "nucleolus", row[k] + 1, 1e-5);
    }
    static const double garment[] = {0.5, 1}, want[] = {0.25, 0.75};
    expect(claims(&b, 2, garment, 1), "talmud", want, 1e-12);
}

/* Tennessee Valley Authority, 1938: Straffin and Heaney, Int. J. Game Theory 10 (1981) 35-43. */
static void published_valley(void **state)
{
    (void)state;
    static const double cost[] = {0, 163520, 140826, 301607, 250096, 378821, 367370, 412584};
    static const double shapley[] = {117829, 100756.5, 193998.5}, nucleolus[] = {116234, 93540, 202810};
    static const double separable[] = {117476, 99157, 195951};
    struct box b;
    expect(general(&b, 3, cost, false), "shapley", shapley, 1);
    expect(&b.game, "nucleolus", nucleolus, 1);
    expect(&b.game, "scrb", separable, 1);
    expect(&b.game, "gately", separable, 1);
}

static void three_suppliers(void **state)
{
    (void)state;
    static const double need[] = {3e6, 3e6, 8e6}, all[] = {1e6, 1e6, 6e6}, talmud[] = {1.5e6, 1.5e6, 5e6};
    static const double proportional[] = {1714285.714286, 1714285.714286, 4571428.571429};
    struct box b;
    expect(airport(&b, 3, need), "shapley", all, 1e-6);
    expect(&b.game, "nucleolus", all, 1e-6);
    expect(&b.game, "scrb", all, 1e-6);
    expect(&b.game, "proportional", proportional, 1e-5);
    expect(claims(&b, 3, need, 8e6), "talmud", talmud, 1e-6);
}

static void weights_on_a_line_make_the_heaviest_pay_most(void **state)
{
    (void)state;
    static const double weight[] = {1, 2, 3}, want[] = {1, 2, 3};
    struct box b;
    uint64_t seed = 7;
    random_lines(&b, &seed, 3, 1);
    b.a[0] = 6;
    for (uint32_t i = 0; i < 3; i++)
        b.needed_by[i] = i;
    b.first[1] = 3;
    b.game.weight = weight;
    expect(&b.game, "proportional", want, 1e-12);
    static const double equal[] = {2, 2, 2};
    expect(&b.game, "shapley", equal, 1e-12);
}

static void weighted_lines_are_split_line_by_line_and_in_core(void **state)
{
    (void)state;
    uint64_t seed = 11;
    struct box b;
    for (int t = 0; t < 60; t++) {
        double x[MANY], want[MANY] = {0};
        size_t n = 2 + below(&seed, 8), lines = 1 + below(&seed, 10);
        random_lines(&b, &seed, n, lines);
        for (size_t i = 0; i < n; i++)
            b.weight[i] = 1 + (double)below(&seed, 9);
        b.game.weight = b.weight;
        for (size_t l = 0; l < lines; l++) {
            double sum = 0;
            for (size_t k = b.first[l]; k < b.first[l + 1]; k++)
                sum += b.weight[b.needed_by[k]];
            for (size_t k = b.first[l]; k < b.first[l + 1]; k++)
                want[b.needed_by[k]] += b.a[l] * b.weight[b.needed_by[k]] / sum;
        }
        struct hoshi_division a = answer(&b.game, "proportional", x);
        assert_true(a.in_core);
        for (size_t i = 0; i < n; i++)
            NEAR(x[i], want[i], 1e-9);
    }
}

/* ---- one form against another ---- */

/* The general game of the same coalitions; the caller frees the costs. */
static double *as_general(struct box *to, const struct hoshi_game *g)
{
    double *cost;
    size_t n;
    assert_int_equal(hoshi_game_expand(g, &cost, &n), HOSHI_OK);
    general(to, n, cost, false);
    return cost;
}

static void compare_with_general(const struct hoshi_game *g, const char *id, double tolerance)
{
    static struct box other;
    double x[MANY], y[MANY];
    double *cost = as_general(&other, g);
    struct hoshi_division a = answer(g, id, x), e = answer(&other.game, id, y);
    assert_int_equal(a.reason, e.reason);
    for (size_t i = 0, k = 0; i < g->players && !a.reason; i++)
        for (int64_t c = 0; c < hoshi_game_count(g, i); c++, k++)
            NEAR(x[i], (g->gains ? -1 : 1) * y[k], tolerance);
    if (!a.reason) {
        assert_int_equal(a.in_core, e.in_core);
        NEAR(a.worst.excess, e.worst.excess, 1e-6);
    }
    free(cost);
}

static void lines_agree_with_general(void **state)
{
    (void)state;
    static const char *const rule[] = {"equal", "shapley", "nucleolus",    "per_capita_nucleolus",
                                       "tau",   "gately",  "proportional", "scrb",
                                       "ensc"};
    uint64_t seed = 1;
    struct box b;
    for (int t = 0; t < 60; t++) {
        random_lines(&b, &seed, 1 + below(&seed, 7), 1 + below(&seed, 9));
        for (size_t k = 0; k < sizeof rule / sizeof rule[0]; k++)
            compare_with_general(&b.game, rule[k], 1e-6);
    }
}

static void airports_agree_with_general(void **state)
{
    (void)state;
    static const char *const rule[] = {"equal", "shapley", "nucleolus",    "per_capita_nucleolus",
                                       "tau",   "gately",  "proportional", "scrb",
                                       "ensc"};
    uint64_t seed = 2;
    struct box b;
    for (int t = 0; t < 150; t++) {
        random_airport(&b, &seed, 1 + below(&seed, 4), t % 2 == 0);
        for (size_t k = 0; k < sizeof rule / sizeof rule[0]; k++)
            compare_with_general(&b.game, rule[k], 1e-6);
    }
}

static void nucleolus_of_many_airport_members_agrees_with_the_programs(void **state)
{
    (void)state;
    uint64_t seed = 3;
    struct box b;
    for (size_t n = 8; n <= 16; n += 4) {
        random_airport(&b, &seed, n, false);
        compare_with_general(&b.game, "nucleolus", 1e-7);
    }
    random_lines(&b, &seed, 12, 20);
    double x[MANY];
    assert_true(answer(&b.game, "nucleolus", x).in_core);
}

/* Littlechild's recursion as published, over members one by one. */
static void published_recursion(const double *c, size_t n, double *x)
{
    size_t from = 0;
    double r = 0, paid = 0;
    while (from < n) {
        double best = (r + c[n - 1] - paid) / (double)(n - from);
        size_t to = n;
        for (size_t i = n - 1; i > from; i--) {
            double q = (r + c[i - 1] - paid) / (double)(i - from + 1);
            if (q < best - 1e-12) {
                best = q;
                to = i;
            }
        }
        for (size_t j = from; j < to; j++)
            x[j] = best;
        r = best;
        from = to;
        paid = c[to - 1];
    }
}

static void nucleolus_of_long_airports_agrees_with_the_recursion(void **state)
{
    (void)state;
    uint64_t seed = 4;
    static double c[MANY * 3], want[MANY * 3];
    struct box b;
    for (int t = 0; t < 400; t++) {
        double x[MANY];
        size_t n = 1 + below(&seed, MANY), members = 0, k = 0;
        random_airport(&b, &seed, n, true);
        for (int level = 0; level < 30; level++) /* parties in order of need */
            for (size_t i = 0; i < n; i++)
                for (int64_t m = 0; (int)b.a[i] == level && m < b.count[i]; m++)
                    c[members++] = b.a[i];
        published_recursion(c, members, want);
        assert_int_equal(answer(&b.game, "nucleolus", x).reason, HOSHI_DIVIDED);
        for (int level = 0; level < 30; level++)
            for (size_t i = 0; i < n; i++)
                for (int64_t m = 0; (int)b.a[i] == level && m < b.count[i]; m++)
                    NEAR(x[i], want[k++], 1e-9);
    }
}

/* Equal payment by hand: raise everybody until a level is paid up. */
static void equal_contributions_agree_with_slopes(void **state)
{
    (void)state;
    uint64_t seed = 5;
    struct box b;
    for (int t = 0; t < 200; t++) {
        double c[MANY], x[MANY], paid = 0;
        size_t n = 1 + below(&seed, 20), from = 0;
        for (size_t i = 0; i < n; i++)
            c[i] = (i ? c[i - 1] : 0) + (double)below(&seed, 5);
        assert_true(answer(airport(&b, n, c), "cec", x).in_core);
        while (from < n) {
            double least = INFINITY;
            size_t to = from;
            for (size_t i = from + 1; i <= n; i++)
                if ((c[i - 1] - paid) / (double)(i - from) <= least) {
                    least = (c[i - 1] - paid) / (double)(i - from);
                    to = i;
                }
            for (; from < to; from++)
                NEAR(x[from], least, 1e-9);
            paid = c[to - 1];
        }
    }
}

static void talmud_is_the_nucleolus_of_the_bankruptcy_game(void **state)
{
    (void)state;
    uint64_t seed = 6;
    struct box b, other;
    for (int t = 0; t < 120; t++) {
        double x[MANY], y[MANY];
        random_claims(&b, &seed, 1 + below(&seed, 6));
        double *cost = as_general(&other, &b.game);
        answer(&b.game, "talmud", x);
        answer(&other.game, "nucleolus", y);
        for (size_t i = 0; i < b.game.players; i++)
            NEAR(x[i], -y[i], 1e-7);
        free(cost);
    }
}

static void arrive(const double *claim, size_t n, size_t here, double left, double *x, double orders)
{
    size_t ahead = n - (size_t)__builtin_popcountl(here);
    for (size_t i = 0; i < n; i++) {
        double got = fmin(claim[i], left);
        if (here >> i & 1)
            continue;
        x[i] += got * orders / (double)ahead;
        arrive(claim, n, here | (size_t)1 << i, left - got, x, orders / (double)ahead);
    }
}

static void random_arrival_is_the_average_over_orders(void **state)
{
    (void)state;
    uint64_t seed = 8;
    struct box b, other;
    for (int t = 0; t < 60; t++) {
        double x[MANY], want[MANY] = {0}, y[MANY];
        random_claims(&b, &seed, 1 + below(&seed, 6));
        arrive(b.a, b.game.players, 0, b.game.estate, want, 1);
        answer(&b.game, "random_arrival", x);
        double *cost = as_general(&other, &b.game);
        answer(&other.game, "shapley", y);
        for (size_t i = 0; i < b.game.players; i++) {
            NEAR(x[i], want[i], 1e-9);
            NEAR(x[i], -y[i], 1e-9);
        }
        free(cost);
    }
}

static void claims_rules_are_dual_and_bounded(void **state)
{
    (void)state;
    static const char *const pair[][2] = {{"cea", "cel"},
                                          {"talmud", "talmud"},
                                          {"random_arrival", "random_arrival"},
                                          {"proportional", "proportional"}};
    uint64_t seed = 9;
    struct box b, other;
    for (int t = 0; t < 200; t++) {
        size_t n = 1 + below(&seed, 8);
        double sum = 0;
        random_claims(&b, &seed, n);
        for (size_t i = 0; i < n; i++)
            sum += b.a[i];
        claims(&other, n, b.a, sum - b.game.estate);
        for (size_t k = 0; k < 4; k++) {
            double x[MANY], y[MANY], all = 0;
            struct hoshi_division a = answer(&b.game, pair[k][0], x), e = answer(&other.game, pair[k][1], y);
            if (a.reason || e.reason)
                continue; /* nothing claimed */
            for (size_t i = 0; i < n; i++) {
                NEAR(x[i], b.a[i] - y[i], 1e-9);
                assert_true(x[i] >= -1e-9 && x[i] <= b.a[i] + 1e-9);
                all += x[i];
            }
            assert_true(a.in_core);
            NEAR(all, b.game.estate, 1e-9);
        }
    }
}

static void equal_awards_are_equal_below_the_claim(void **state)
{
    (void)state;
    static const double claim[] = {10, 40, 25, 60}, cea[] = {10, 30, 25, 30},
                        cel[] = {0, 23.333333, 8.333333, 43.333333};
    struct box b;
    expect(claims(&b, 4, claim, 95), "cea", cea, 1e-9);
    expect(claims(&b, 4, claim, 75), "cel", cel, 1e-6);
}

/* ---- nucleolus: no division does better ---- */

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x > y ? -1 : x < y;
}

/* Excesses of all proper coalitions, largest first. */
static void sorted_excess(const double *cost, const double *x, size_t n, bool per_capita, double *e)
{
    size_t all = ((size_t)1 << n) - 1;
    for (size_t s = 1; s < all; s++)
        e[s - 1] = excess(cost, x, n, s) / (per_capita ? (double)__builtin_popcountl(s) : 1);
    qsort(e, all - 1, sizeof *e, descending);
}

static bool is_better(const double *a, const double *b, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (fabs(a[k] - b[k]) > 1e-7)
            return a[k] < b[k];
    return false;
}

static void try_to_better(const double *cost, const double *x, size_t n, bool per_capita, bool single,
                          uint64_t *seed)
{
    double e[64], f[64], y[MANY];
    sorted_excess(cost, x, n, per_capita, e);
    for (int t = 0; t < 300; t++) {
        double size = pow(10, -(double)below(seed, 4)), sum = 0;
        bool allowed = true;
        for (size_t i = 0; i < n; i++) {
            double step = below(seed, 2) ? (double)below(seed, 5) - 2 : 0;
            y[i] = x[i] + (i + 1 < n ? step * size : 0);
            sum += y[i] - x[i];
        }
        y[n - 1] -= sum;
        for (size_t i = 0; i < n; i++)
            allowed = allowed && (!single || y[i] <= cost[(size_t)1 << i] + 1e-9);
        if (!allowed)
            continue;
        sorted_excess(cost, y, n, per_capita, f);
        assert_false(is_better(f, e, ((size_t)1 << n) - 2));
    }
}

static void nothing_beats_the_nucleolus(void **state)
{
    (void)state;
    uint64_t seed = 10;
    for (int t = 0; t < 120; t++) {
        double cost[64], x[MANY], singles = 0, all = 0;
        bool imputation, per_capita = t % 2;
        size_t n = 2 + below(&seed, 4);
        random_worth(&seed, n, cost);
        assert_int_equal(hoshi_nucleolus(cost, n, per_capita, x, &imputation), HOSHI_OK);
        for (size_t i = 0; i < n; i++) {
            singles += cost[(size_t)1 << i];
            all += x[i];
        }
        NEAR(all, cost[((size_t)1 << n) - 1], 1e-9);
        assert_int_equal(imputation, singles >= cost[((size_t)1 << n) - 1] - 1e-9);
        for (size_t i = 0; i < n && imputation; i++)
            assert_true(x[i] <= cost[(size_t)1 << i] + 1e-8);
        try_to_better(cost, x, n, per_capita, imputation, &seed);
    }
}

static void nucleolus_answers_degenerate_games(void **state)
{
    (void)state;
    double x[MANY], cost[1 << 5] = {0};
    bool imputation;
    assert_int_equal(hoshi_nucleolus(cost, 4, false, x, &imputation), HOSHI_OK);
    for (size_t i = 0; i < 4; i++)
        NEAR(x[i], 0, 0);
    cost[1] = 7.25;
    assert_int_equal(hoshi_nucleolus(cost, 1, false, x, &imputation), HOSHI_OK);
    NEAR(x[0], 7.25, 0);
    for (size_t s = 1; s < 32; s++) /* additive, in tenths that doubles do not hold */
        cost[s] = cost[s & (s - 1)] + 0.1 * (double)(__builtin_ctzl(s) + 1);
    for (int p = 0; p < 2; p++) {
        assert_int_equal(hoshi_nucleolus(cost, 5, p, x, &imputation), HOSHI_OK);
        for (size_t i = 0; i < 5; i++)
            NEAR(x[i], 0.1 * (double)(i + 1), 1e-12);
    }
    for (size_t s = 1; s < 32; s++)
        cost[s] = 9e14; /* one thing all need, near the largest amount */
    assert_int_equal(hoshi_nucleolus(cost, 5, false, x, &imputation), HOSHI_OK);
    for (size_t i = 0; i < 5; i++)
        NEAR(x[i], 1.8e14, 1);
}

static void sixteen_players_without_structure_are_solved(void **state)
{
    (void)state;
    enum { N = 16 };
    uint64_t seed = 21;
    double *cost = malloc(sizeof *cost << N), x[MANY], all = 0;
    bool imputation;
    assert_non_null(cost);
    random_worth(&seed, N, cost);
    for (size_t s = 1; s < (size_t)1 << N; s++) /* concave in size, with noise: a rich structure of ties */
        cost[s] = floor(100 * sqrt((double)__builtin_popcountl(s)) + cost[s] / 30);
    assert_int_equal(hoshi_nucleolus(cost, N, false, x, &imputation), HOSHI_OK);
    for (size_t i = 0; i < N; i++)
        all += x[i];
    NEAR(all, cost[((size_t)1 << N) - 1], 1e-9);
    free(cost);
}

/* ---- axioms ---- */

static void every_answer_adds_up(void **state)
{
    (void)state;
    uint64_t seed = 12;
    double worth[64];
    struct box b;
    for (int t = 0; t < 200; t++) {
        size_t n = 1 + below(&seed, 6);
        switch (t % 4) {
        case 0:
            random_worth(&seed, n, worth);
            general(&b, n, worth, t % 8 == 0);
            break;
        case 1:
            random_lines(&b, &seed, n, 1 + below(&seed, 8));
            break;
        case 2:
            random_airport(&b, &seed, n, true);
            break;
        default:
            random_claims(&b, &seed, n);
        }
        struct hoshi_divisions *d = divide(&b.game, NULL);
        for (size_t k = 0; k < d->divisions; k++) {
            const struct hoshi_division *a = &d->division[k];
            double sum = 0;
            for (size_t i = 0; i < n && !a->reason; i++) {
                sum += a->amount[i] * (double)hoshi_game_count(&b.game, i);
                assert_true(d->least[i] <= a->amount[i] && a->amount[i] <= d->most[i]);
            }
            if (!a->reason)
                NEAR(sum, d->total, 1e-8);
        }
        hoshi_divisions_close(d);
    }
}

/* Players 0 and 1 alike, the last a dummy that only adds its own cost. */
static void alike_pay_alike_and_a_dummy_pays_its_own(void **state)
{
    (void)state;
    static const char *const rule[] = {"shapley", "nucleolus", "per_capita_nucleolus",
                                       "tau",     "gately",    "scrb"};
    uint64_t seed = 13;
    struct box b;
    for (int t = 0; t < 80; t++) {
        double worth[32], x[MANY], own = (double)below(&seed, 9);
        size_t swap[] = {0, 2, 1, 3};
        random_lines(&b, &seed, 4, 6); /* concave, so that every rule applies */
        double *c;
        size_t n;
        assert_int_equal(hoshi_game_expand(&b.game, &c, &n), HOSHI_OK);
        for (size_t s = 0; s < 32; s++) {
            size_t low = s & 15, other = (low & 12) | swap[low & 3];
            worth[s] = (c[low] + c[other]) / 2 + (s & 16 ? own : 0);
        }
        free(c);
        for (size_t k = 0; k < sizeof rule / sizeof rule[0]; k++) {
            if (answer(general(&b, 5, worth, false), rule[k], x).reason)
                continue;
            NEAR(x[0], x[1], 1e-7);
            if (strcmp(rule[k], "per_capita_nucleolus") != 0)
                NEAR(x[4], own, 1e-7);
        }
    }
}

static void shapley_and_ensc_add(void **state)
{
    (void)state;
    static const char *const rule[] = {"shapley", "ensc", "equal"};
    uint64_t seed = 14;
    struct box b;
    for (int t = 0; t < 40; t++) {
        double u[32], v[32], w[32], x[MANY], y[MANY], z[MANY];
        random_worth(&seed, 5, u);
        random_worth(&seed, 5, v);
        for (size_t s = 0; s < 32; s++)
            w[s] = u[s] + v[s];
        for (size_t k = 0; k < 3; k++) {
            answer(general(&b, 5, u, false), rule[k], x);
            answer(general(&b, 5, v, false), rule[k], y);
            answer(general(&b, 5, w, false), rule[k], z);
            for (size_t i = 0; i < 5; i++)
                NEAR(x[i] + y[i], z[i], 1e-9);
        }
    }
}

static void gains_mirror_costs(void **state)
{
    (void)state;
    uint64_t seed = 15;
    struct box b;
    for (int t = 0; t < 40; t++) {
        double cost[16], gain[16];
        random_worth(&seed, 4, cost);
        for (size_t s = 0; s < 16; s++)
            gain[s] = -cost[s];
        struct hoshi_divisions *c = divide(general(&b, 4, cost, false), NULL);
        struct box other;
        struct hoshi_divisions *v = divide(general(&other, 4, gain, true), NULL);
        for (size_t k = 0; k < c->divisions; k++) {
            const struct hoshi_division *x = &c->division[k], *y = &v->division[k];
            assert_int_equal(x->reason, y->reason);
            for (size_t i = 0; i < 4 && !x->reason; i++)
                NEAR(x->amount[i], -y->amount[i], 1e-9);
            if (!x->reason)
                NEAR(x->worst.excess, y->worst.excess, 1e-9);
        }
        hoshi_divisions_close(c);
        hoshi_divisions_close(v);
    }
}

static void nucleolus_is_in_the_core_when_there_is_one(void **state)
{
    (void)state;
    uint64_t seed = 16;
    struct box b;
    size_t in = 0, out = 0;
    for (int t = 0; t < 300; t++) {
        double worth[32], x[MANY];
        random_worth(&seed, 4, worth);
        worth[15] = worth[15] / 2 + 18;
        struct hoshi_divisions *d = divide(general(&b, 4, worth, false), NULL);
        bool any = false, nucleolus = false;
        for (size_t k = 0; k < d->divisions; k++)
            any = any || (!d->division[k].reason && d->division[k].in_core);
        hoshi_divisions_close(d);
        struct hoshi_division a = answer(&b.game, "nucleolus", x);
        nucleolus = a.in_core;
        assert_true(nucleolus || !any);
        assert_int_equal(a.note == HOSHI_NOTE_NONE, nucleolus);
        in += nucleolus;
        out += !nucleolus;
    }
    assert_true(in > 20 && out > 20);
}

static void concave_games_keep_shapley_in_the_core(void **state)
{
    (void)state;
    uint64_t seed = 17;
    struct box b;
    double x[MANY];
    for (int t = 0; t < 100; t++) {
        assert_true(
            answer(random_lines(&b, &seed, 2 + below(&seed, 8), 1 + below(&seed, 12)), "shapley", x).in_core);
        assert_true(answer(random_airport(&b, &seed, 2 + below(&seed, 8), true), "shapley", x).in_core);
    }
}

static void gately_makes_propensities_equal(void **state)
{
    (void)state;
    static const double cost[] = {0, 300, 270, 410, 280, 410, 410, 550};
    double x[MANY], first = 0;
    struct box b;
    assert_int_equal(answer(general(&b, 3, cost, false), "gately", x).reason, HOSHI_DIVIDED);
    for (size_t i = 0; i < 3; i++) {
        double others = cost[7 ^ 1u << i] - (550 - x[i]), own = cost[(size_t)1 << i] - x[i];
        first = i ? first : others / own;
        NEAR(others / own, first, 1e-9);
    }
}

/* Two sellers, one buyer: the tau value of gains, by hand. m = (0, 0, 1)… the buyer can have all. */
static void tau_lies_between_least_and_most(void **state)
{
    (void)state;
    /* Tijs 1981: v(12)=v(13)=v(123)=1: utopia (1,0,0), minimal right (1,0,0). */
    static const double glove[] = {0, 0, 0, 1, 0, 1, 0, 1}, want[] = {1, 0, 0};
    /* v(12)=40, v(13)=50, v(23)=20, v(123)=100: utopia (80,50,60), minimal rights (0,0,0): 100/190 of utopia.
     */
    static const double three[] = {0, 0, 0, 40, 0, 50, 20, 100};
    static const double part[] = {8000. / 190, 5000. / 190, 6000. / 190};
    struct box b;
    expect(general(&b, 3, glove, true), "tau", want, 1e-12);
    expect(general(&b, 3, three, true), "tau", part, 1e-9);
}

/* ---- the most dissatisfied coalition ---- */

static void check_worst(const struct hoshi_game *g, const struct hoshi_division *a, const double *cost,
                        size_t n)
{
    double x[MANY], most = -INFINITY, sign = g->gains ? -1 : 1;
    size_t k = 0, named = 0;
    for (size_t i = 0; i < g->players; i++)
        for (int64_t c = 0; c < hoshi_game_count(g, i); c++) {
            named |= c < a->worst.taken[i] ? (size_t)1 << k : 0;
            x[k++] = sign * a->amount[i];
        }
    for (size_t s = 1; s + 1 < (size_t)1 << n; s++)
        most = fmax(most, excess(cost, x, n, s));
    assert_true(a->worst.exists);
    NEAR(a->worst.excess, most, 1e-6);
    NEAR(a->worst.excess, excess(cost, x, n, named), 1e-6);
    assert_int_equal(a->in_core, most <= 1e-6);
}

static void check_every_worst(const struct hoshi_game *g)
{
    double *cost;
    size_t n;
    assert_int_equal(hoshi_game_expand(g, &cost, &n), HOSHI_OK);
    struct hoshi_divisions *d = divide(g, NULL);
    for (size_t k = 0; k < d->divisions; k++)
        if (!d->division[k].reason && n > 1)
            check_worst(g, &d->division[k], cost, n);
    hoshi_divisions_close(d);
    free(cost);
}

static void worst_coalitions_agree_with_enumeration(void **state)
{
    (void)state;
    uint64_t seed = 18;
    struct box b;
    for (int t = 0; t < 150; t++) {
        size_t n = 1 + below(&seed, 4);
        check_every_worst(random_airport(&b, &seed, n, t % 2));
        random_airport(&b, &seed, n, t % 2);
        for (size_t i = 0; i < n; i++)
            b.weight[i] = (double)below(&seed, 5) + (i == 0);
        b.game.weight = b.weight;
        check_every_worst(&b.game);
        random_claims(&b, &seed, 1 + below(&seed, 7));
        b.game.weight = b.weight;
        check_every_worst(random_claims(&b, &seed, 1 + below(&seed, 7)));
        check_every_worst(random_lines(&b, &seed, 2 + below(&seed, 6), 1 + below(&seed, 9)));
    }
}

/* 17 … 18 players: found by flows, enumerated here. */
static void flows_find_the_worst_coalition(void **state)
{
    (void)state;
    static const char *const rule[] = {"equal", "proportional", "shapley", "scrb", "ensc"};
    uint64_t seed = 19;
    static double cost[1 << 18];
    struct box b;
    for (int t = 0; t < 4; t++) {
        size_t n = 17 + (size_t)t % 2, all = ((size_t)1 << n) - 1;
        random_lines(&b, &seed, n, 8 + (size_t)t * 6);
        for (size_t s = 0; s <= all; s++)
            cost[s] = 0;
        for (size_t l = 0; l < b.game.lines; l++) {
            size_t set = 0;
            for (size_t k = b.first[l]; k < b.first[l + 1]; k++)
                set |= (size_t)1 << b.needed_by[k];
            for (size_t s = 0; s <= all; s++)
                cost[s] += s & set ? b.a[l] : 0;
        }
        for (size_t k = 0; k < 5; k++) {
            struct hoshi_divisions *d = divide(&b.game, rule[k]);
            assert_true(d->division[0].worst.exhaustive);
            check_worst(&b.game, &d->division[0], cost, n);
            hoshi_divisions_close(d);
        }
    }
}

static void long_lists_of_lines_say_when_the_search_was_not_exhaustive(void **state)
{
    (void)state;
    enum { N = 2000 };
    double *cost = calloc(N, sizeof *cost), sum = 0;
    size_t *first = calloc(N + 1, sizeof *first);
    uint32_t *needed_by = calloc(2 * N, sizeof *needed_by);
    const char **id = calloc(N, sizeof *id);
    assert_true(cost && first && needed_by && id);
    for (uint32_t i = 0; i < N; i++) { /* a ring of neighbours */
        cost[i] = 1 + i % 7;
        sum += cost[i];
        first[i + 1] = 2 * (i + 1);
        needed_by[2 * i] = i;
        needed_by[2 * i + 1] = (i + 1) % N;
        id[i] = "x";
    }
    struct hoshi_game g = {.form = HOSHI_GAME_LINES,
                           .players = N,
                           .id = id,
                           .lines = N,
                           .cost = cost,
                           .first = first,
                           .needed_by = needed_by};
    struct hoshi_divisions *d = divide(&g, "shapley");
    assert_true(d->division[0].in_core);
    assert_false(d->division[0].worst.exhaustive);
    NEAR(d->division[0].worst.excess, -0.5, 1.0);
    hoshi_divisions_close(d);
    d = divide(&g, "equal");
    assert_false(d->division[0].in_core);
    assert_true(d->division[0].worst.exhaustive);
    NEAR(d->total, sum, 1e-6);
    hoshi_divisions_close(d);
    free(cost);
    free(first);
    free(needed_by);
    free(id);
}

static void one_member_has_no_coalition(void **state)
{
    (void)state;
    static const double c[] = {5};
    struct box b;
    struct hoshi_divisions *d = divide(airport(&b, 1, c), NULL);
    for (size_t k = 0; k < d->divisions; k++)
        if (!d->division[k].reason) {
            assert_false(d->division[k].worst.exists);
            assert_true(d->division[k].in_core);
        }
    hoshi_divisions_close(d);
    static const int64_t two[] = {2};
    b.game.count = two;
    d = divide(&b.game, "shapley");
    assert_true(d->division[0].worst.exists);
    assert_int_equal(d->division[0].worst.taken[0], 1);
    NEAR(d->division[0].worst.excess, -2.5, 1e-12);
    hoshi_divisions_close(d);
}

/* ---- whole yen ---- */

static void yen_add_up_and_stay_within_one_of_the_amount(void **state)
{
    (void)state;
    uint64_t seed = 20;
    struct box b;
    double worth[64];
    for (int t = 0; t < 300; t++) {
        size_t n = 1 + below(&seed, 6);
        if (t % 3 == 0) {
            random_worth(&seed, n, worth);
            for (size_t s = 1; s < (size_t)1 << n; s++)
                worth[s] = worth[s] * 1e9 - (t % 2 ? 30e9 : 0);
            general(&b, n, worth, true);
        } else if (t % 3 == 1) {
            random_airport(&b, &seed, n, true);
        } else {
            random_claims(&b, &seed, n);
        }
        b.game.yen = true;
        struct hoshi_divisions *d = divide(&b.game, NULL);
        for (size_t k = 0; k < d->divisions; k++) {
            const struct hoshi_division *a = &d->division[k];
            int64_t sum = 0;
            for (size_t i = 0; i < n && !a->reason; i++) {
                sum += a->whole_yen[i];
                NEAR((double)a->whole_yen[i], a->amount[i] * (double)hoshi_game_count(&b.game, i), 1.001);
            }
            if (!a->reason)
                assert_int_equal(sum, llround(d->total));
        }
        hoshi_divisions_close(d);
    }
}

static void ties_of_remainders_go_to_the_party_listed_first(void **state)
{
    (void)state;
    static const double cost[] = {0, 300, 270, 410, 280, 410, 410, 550}, c[] = {100, 100, 100};
    struct box b;
    general(&b, 3, cost, false)->yen = true;
    struct hoshi_divisions *d = divide(&b.game, "nucleolus"); /* 183 1/3 each */
    assert_int_equal(d->division[0].whole_yen[0], 184);
    assert_int_equal(d->division[0].whole_yen[1], 183);
    assert_int_equal(d->division[0].whole_yen[2], 183);
    hoshi_divisions_close(d);
    airport(&b, 3, c)->yen = true;
    d = divide(&b.game, "shapley");
    assert_int_equal(d->division[0].whole_yen[0], 34);
    assert_int_equal(d->division[0].whole_yen[2], 33);
    hoshi_divisions_close(d);
    /* Negative totals mirror positive ones. */
    static const double x[] = {-33.5, -33.5, -33};
    int64_t whole[3];
    assert_int_equal(hoshi_division_round(&b.game, x, -100, whole), HOSHI_OK);
    assert_int_equal(whole[0], -34);
    assert_int_equal(whole[1], -33);
    assert_int_equal(whole[2], -33);
    /* Noise below one is no remainder, and never a lost yen. */
    static const double noisy[] = {32.9999999999, 33.0000000001, 34.0000000000};
    assert_int_equal(hoshi_division_round(&b.game, noisy, 100, whole), HOSHI_OK);
    assert_int_equal(whole[0], 33);
    assert_int_equal(whole[1], 33);
    assert_int_equal(whole[2], 34);
    static const double off[] = {40, 40, 40}; /* not efficient: still adds up */
    assert_int_equal(hoshi_division_round(&b.game, off, 100, whole), HOSHI_OK);
    assert_int_equal(whole[0] + whole[1] + whole[2], 100);
}

static void millions_of_members_need_no_expansion(void **state)
{
    (void)state;
    static const double c[] = {100, 1000, 1000000};
    static const int64_t count[] = {3000000, 5000000, 7};
    struct box b;
    airport(&b, 3, c)->count = count;
    b.game.yen = true;
    struct hoshi_divisions *d = divide(&b.game, NULL);
    size_t applied = 0;
    for (size_t k = 0; k < d->divisions; k++) {
        const struct hoshi_division *a = &d->division[k];
        if (a->reason)
            continue;
        applied++;
        assert_int_equal(a->whole_yen[0] + a->whole_yen[1] + a->whole_yen[2], 1000000);
    }
    assert_int_equal(applied, 7);
    hoshi_divisions_close(d);
}

/* ---- what does not apply, and what is worth a note ---- */

static void rules_say_why_they_do_not_apply(void **state)
{
    (void)state;
    static const double alone[] = {0, 0, 0, 5}, mixed[] = {0, -2, 3, 4}, dear[] = {0, 1, 1, 5};
    static const double claim[] = {1, 2, 3}, zero[] = {0, 0};
    double x[MANY], many[MANY] = {0};
    struct box b;
    uint64_t seed = 22;
    assert_int_equal(answer(general(&b, 2, alone, false), "proportional", x).reason, HOSHI_NO_STAND_ALONE);
    b.game.weight = zero;
    assert_int_equal(answer(&b.game, "proportional", x).reason, HOSHI_NO_WEIGHT);
    assert_int_equal(answer(general(&b, 2, mixed, true), "proportional", x).reason, HOSHI_NO_COMMON_SIGN);
    assert_int_equal(answer(general(&b, 2, dear, false), "tau", x).reason, HOSHI_NO_QUASI_BALANCE);
    assert_int_equal(answer(&b.game, "gately", x).reason, HOSHI_NO_SAVING);
    assert_int_equal(answer(&b.game, "scrb", x).note, HOSHI_NOTE_CLAMPED);
    assert_int_equal(answer(&b.game, "nucleolus", x).note, HOSHI_NOTE_PRENUCLEOLUS);
    static const double square[] = {0, 1, 1, 1,
                                    1, 1, 1, 3}; /* pairs cost 1, all 3: no core, yet imputations */
    assert_int_equal(answer(general(&b, 3, square, false), "nucleolus", x).note, HOSHI_NOTE_EMPTY_CORE);
    static const double none[] = {0, 1, 2, 3.5}; /* adds more than alone for both */
    assert_int_equal(answer(general(&b, 2, none, false), "scrb", x).note, HOSHI_NOTE_CLAMPED);
    static const double flat[] = {0, 1, 1, 2, 1, 2, 2, 2.5}; /* r = (.5, …) */
    assert_int_equal(answer(general(&b, 3, flat, false), "scrb", x).note, HOSHI_NOTE_NONE);
    /* a = m = 1 for all, yet together 4: only pairs save. */
    static const double level[] = {0, 1, 1, 3, 1, 3, 3, 4};
    assert_int_equal(answer(general(&b, 3, level, false), "scrb", x).note, HOSHI_NOTE_NO_REMAINDER);
    NEAR(x[0], 4. / 3, 1e-12);
    assert_int_equal(answer(claims(&b, 3, claim, 4), "shapley", x).reason, HOSHI_NO_RULE_FOR_FORM);
    assert_int_equal(answer(&b.game, "cec", x).reason, HOSHI_NO_RULE_FOR_FORM);
    assert_int_equal(answer(claims(&b, 21, many, 0), "random_arrival", x).reason, HOSHI_NO_TOO_MANY);
    assert_int_equal(answer(airport(&b, 17, many), "tau", x).reason, HOSHI_NO_TOO_MANY);
    assert_int_equal(answer(&b.game, "nucleolus", x).reason, HOSHI_DIVIDED);
    assert_int_equal(answer(random_lines(&b, &seed, 17, 3), "nucleolus", x).reason, HOSHI_NO_TOO_MANY);
    b.game.weight = many;
    b.a[0] = 1;
    assert_int_equal(answer(&b.game, "proportional", x).reason, HOSHI_NO_LINE_WEIGHT);
}

/* Which rule answers which form (g general, l lines, a airport, c claims; small letters: up to 16 or 20
 * members). */
static void the_table_is_that_of_the_manual(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        int limit[4]; /* −1 any */
    } want[] = {{"equal", {-1, -1, -1, -1}},
                {"proportional", {-1, -1, -1, -1}},
                {"shapley", {16, -1, -1, 0}},
                {"nucleolus", {16, 16, -1, -1}},
                {"per_capita_nucleolus", {16, 16, 16, 0}},
                {"tau", {16, 16, 16, 0}},
                {"gately", {16, 16, 16, 0}},
                {"scrb", {16, -1, -1, 0}},
                {"ensc", {16, -1, -1, 0}},
                {"cec", {0, 0, -1, 0}},
                {"cea", {0, 0, 0, -1}},
                {"cel", {0, 0, 0, -1}},
                {"talmud", {0, 0, 0, -1}},
                {"random_arrival", {0, 0, 0, 20}}};
    size_t n;
    const struct hoshi_division_rule *rule = hoshi_division_rules(&n);
    assert_int_equal(n, sizeof want / sizeof want[0]);
    for (size_t k = 0; k < n; k++) {
        assert_string_equal(rule[k].id, want[k].id);
        assert_ptr_equal(hoshi_division_rule_find(want[k].id), &rule[k]);
        assert_true(*rule[k].name.ja && *rule[k].name.en && *rule[k].explanation.ja &&
                    *rule[k].explanation.en);
        assert_true(*rule[k].source);
        for (size_t f = 0; f < 4; f++)
            assert_true(rule[k].limit[f] == (want[k].limit[f] < 0 ? SIZE_MAX : (size_t)want[k].limit[f]));
    }
    assert_null(hoshi_division_rule_find("fair"));
    for (int r = 1; r < HOSHI_DIVISION_REASONS; r++) {
        struct hoshi_words w = hoshi_division_reason_words((enum hoshi_division_reason)r);
        assert_true(*hoshi_division_reason_code((enum hoshi_division_reason)r) && *w.ja && *w.en);
    }
    for (int r = 1; r < HOSHI_DIVISION_NOTES; r++) {
        struct hoshi_words w = hoshi_division_note_words((enum hoshi_division_note)r);
        assert_true(*hoshi_division_note_code((enum hoshi_division_note)r) && *w.ja && *w.en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_tenants),
        cmocka_unit_test(published_runway),
        cmocka_unit_test(published_inheritance),
        cmocka_unit_test(published_investors),
        cmocka_unit_test(published_talmud),
        cmocka_unit_test(published_valley),
        cmocka_unit_test(three_suppliers),
        cmocka_unit_test(weights_on_a_line_make_the_heaviest_pay_most),
        cmocka_unit_test(weighted_lines_are_split_line_by_line_and_in_core),
        cmocka_unit_test(lines_agree_with_general),
        cmocka_unit_test(airports_agree_with_general),
        cmocka_unit_test(nucleolus_of_many_airport_members_agrees_with_the_programs),
        cmocka_unit_test(nucleolus_of_long_airports_agrees_with_the_recursion),
        cmocka_unit_test(equal_contributions_agree_with_slopes),
        cmocka_unit_test(talmud_is_the_nucleolus_of_the_bankruptcy_game),
        cmocka_unit_test(random_arrival_is_the_average_over_orders),
        cmocka_unit_test(claims_rules_are_dual_and_bounded),
        cmocka_unit_test(equal_awards_are_equal_below_the_claim),
        cmocka_unit_test(nothing_beats_the_nucleolus),
        cmocka_unit_test(nucleolus_answers_degenerate_games),
        cmocka_unit_test(sixteen_players_without_structure_are_solved),
        cmocka_unit_test(every_answer_adds_up),
        cmocka_unit_test(alike_pay_alike_and_a_dummy_pays_its_own),
        cmocka_unit_test(shapley_and_ensc_add),
        cmocka_unit_test(gains_mirror_costs),
        cmocka_unit_test(nucleolus_is_in_the_core_when_there_is_one),
        cmocka_unit_test(concave_games_keep_shapley_in_the_core),
        cmocka_unit_test(gately_makes_propensities_equal),
        cmocka_unit_test(tau_lies_between_least_and_most),
        cmocka_unit_test(worst_coalitions_agree_with_enumeration),
        cmocka_unit_test(flows_find_the_worst_coalition),
        cmocka_unit_test(long_lists_of_lines_say_when_the_search_was_not_exhaustive),
        cmocka_unit_test(one_member_has_no_coalition),
        cmocka_unit_test(yen_add_up_and_stay_within_one_of_the_amount),
        cmocka_unit_test(ties_of_remainders_go_to_the_party_listed_first),
        cmocka_unit_test(millions_of_members_need_no_expansion),
        cmocka_unit_test(rules_say_why_they_do_not_apply),
        cmocka_unit_test(the_table_is_that_of_the_manual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
