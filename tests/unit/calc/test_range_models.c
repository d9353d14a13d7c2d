/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random models of all kinds against a brute-force Monte Carlo that shares nothing with the engines: another
 * generator, other samplers, the model read straight from its definition in range.h. What an engine must
 * keep: each percentile is one within three times its own error_estimate, and that estimate is within the
 * promise (HOSHI_RANGE_PROMISE; HOSHI_RANGE_LAST where it lies beside a gap) whatever engine took over. Where something may
 * stay away a percentile may lie inside a gap between two clusters and be nobody's to promise: such a model may
 * be refused (HOSHI_E_PRECISION), one in twenty at most; one of certain rows never is.
 *
 * HOSHI_RANGE_MODELS=N tests N models with ten times the draws (the long tier). Each model has its own seed.
 */
#include "range.h"
#include "support.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 96, MODELS = 39, DRAWS = 20000, LONG_DRAWS = 200000 };

static const double SIGMAS = 5;

struct box {
    struct hoshi_range_input input[ROWS];
    struct hoshi_range_term term[2 * ROWS];
    struct hoshi_range_group group[ROWS];
    struct hoshi_range_factor factor[HOSHI_RANGE_FACTORS_MAX];
    struct hoshi_range_model model;
};

static gsl_rng *rng;
static size_t refused;

static double uniform(void)
{
    return gsl_rng_uniform(rng);
}

static bool chance(double p)
{
    return uniform() < p;
}

static size_t below(size_t n)
{
    return gsl_rng_uniform_int(rng, n);
}

/* ---- a random model ---- */

/* What the models of one kind look like; every kind turns up equally often. */
struct recipe {
    const char *name;
    size_t rows, factors;
    double certain, fixed_price, random_need, shared, heavy, negative;
};

static const struct recipe recipes[] = {
    {"many certain rows", 60, 1, 1, 0.1, 0, 0.1, 0, 0},
    {"few certain rows", 4, 1, 1, 0.1, 0, 0.2, 0, 0},
    {"one row", 1, 1, 1, 0, 0, 0, 0, 0},
    {"partials", 16, 1, 0.9, 0.2, 0.6, 0.2, 0, 0},
    {"the unanswered", 30, 1, 0.4, 0.2, 0.1, 0.2, 0, 0},
    {"nothing certain", 8, 0, 0, 0.3, 0.1, 0.1, 0, 0},
    {"fixed prices, uncertain", 10, 0, 0.2, 0.95, 0, 0, 0, 0},
    {"many fixed prices, uncertain", 40, 1, 0.1, 0.8, 0, 0, 0, 0},
    {"fixed prices under factors", 12, 1, 0.5, 1, 0.2, 0, 0, 0},
    {"two factors", 6, 2, 0.6, 0.3, 0.1, 0.1, 0, 0},
    {"wide quotations", 12, 1, 0.8, 0.1, 0.1, 0.1, 0.4, 0},
    {"one wide quotation", 1, 0, 1, 0, 0, 0, 1, 0},
    {"credits", 15, 1, 0.7, 0.1, 0.1, 0.1, 0.1, 0.3},
};

static void random_input(struct box *b, const struct recipe *r)
{
    static const enum hoshi_distribution_kind kinds[] = {HOSHI_TRIANGULAR, HOSHI_PERT, HOSHI_UNIFORM,
                                                         HOSHI_LOGNORMAL90};
    struct hoshi_range_input *x = &b->input[b->model.n_inputs++];
    double size = exp(4 * uniform()) * 1e4, down = uniform(), up = 2 * uniform();
    *x = (struct hoshi_range_input){"x", kinds[below(4)], size * (1 - 0.95 * down), size, size * (1 + up)};
    if (chance(0.1))
        x->likely = chance(0.5) ? x->low : x->high;
    if (chance(r->fixed_price))
        x->kind = HOSHI_CONSTANT;
    if (chance(r->heavy)) {
        x->kind = HOSHI_LOGNORMAL90;
        x->high = x->low * exp(log(30) + uniform() * log(r->rows > 1 ? 10 : 1000));
        x->likely = fmin(x->likely, x->high);
    }
    if (chance(r->negative)) {
        x->low = -size;
        x->likely = fmin(x->likely, x->high);
    }
}

static void random_group(struct box *b, const struct recipe *r)
{
    struct hoshi_range_model *m = &b->model;
    double high = chance(0.5) ? 1 : 0.2 + 0.8 * uniform();
    bool need = chance(r->random_need);
    b->group[m->n_groups++] = (struct hoshi_range_group){
        .id = "g",
        .probability = chance(r->certain) ? 1
                       : chance(0.1)      ? 0.5
                                          : uniform(),
        .need = need ? HOSHI_NEED_UNIFORM : HOSHI_NEED_FIXED,
        .need_low = need ? high * uniform() : 0,
        .need_high = high,
        .first = m->n_terms,
    };
}

static void random_term(struct box *b, const struct recipe *r)
{
    struct hoshi_range_model *m = &b->model;
    bool shared = m->n_inputs > 1 && chance(r->shared);
    if (!shared)
        random_input(b, r);
    b->term[m->n_terms++] = (struct hoshi_range_term){
        .input = shared ? below(m->n_inputs) : m->n_inputs - 1,
        .weight = 0.3 + 3 * uniform(),
        .factor = (int)below(m->n_factors + 1) - 1,
    };
    b->group[m->n_groups - 1].n++;
}

static void random_box(struct box *b, const struct recipe *r)
{
    struct hoshi_range_model *m = &b->model;
    memset(b, 0, sizeof *b);
    m->inputs = b->input;
    m->terms = b->term;
    m->groups = b->group;
    m->factors = b->factor;
    m->constant = chance(0.3) ? 1e5 * uniform() : 0;
    m->n_factors = below(r->factors + 1);
    for (size_t i = 0; i < m->n_factors; i++) {
        b->factor[i] = (struct hoshi_range_factor){
            "f", 1, {{0.7 + 0.3 * uniform(), 1, 1 + 0.6 * uniform()}, {0.9, 1, 1.1 + 0.5 * uniform()}}};
        b->factor[i].n += chance(0.3);
    }
    size_t rows = r->rows > 1 ? r->rows / 2 + below(r->rows) : 1;
    while (m->n_terms < rows) {
        if (!m->n_groups || chance(0.4))
            random_group(b, r);
        random_term(b, r);
    }
}

/* ---- the same, drawn ---- */

static double draw_triangle(double a, double c, double b)
{
    double u = uniform(), w = b - a;
    if (!(w > 0))
        return c;
    return u * w <= c - a ? a + sqrt(u * w * (c - a)) : b - sqrt((1 - u) * w * (b - c));
}

static double draw_input(const struct hoshi_range_input *x)
{
    double w = x->high - x->low;
    if (x->kind == HOSHI_CONSTANT || !(w > 0))
        return x->likely;
    if (x->kind == HOSHI_UNIFORM)
        return x->low + w * uniform();
    if (x->kind == HOSHI_PERT)
        return x->low +
               w * gsl_ran_beta(rng, 1 + 4 * (x->likely - x->low) / w, 1 + 4 * (x->high - x->likely) / w);
    if (x->kind == HOSHI_LOGNORMAL90 && x->low > 0)
        return sqrt(x->low * x->high) *
               exp(log(x->high / x->low) / (2 * 1.6448536269514722) * gsl_ran_ugaussian_ratio_method(rng));
    return draw_triangle(x->low, x->likely, x->high);
}

static double draw_total(const struct box *b)
{
    const struct hoshi_range_model *m = &b->model;
    double f[HOSHI_RANGE_FACTORS_MAX + 1] = {1}, one[ROWS], total = m->constant;
    for (size_t i = 0; i < m->n_factors; i++) {
        f[i + 1] = 1;
        for (size_t k = 0; k < b->factor[i].n; k++)
            f[i + 1] *= draw_triangle(b->factor[i].part[k].low, b->factor[i].part[k].likely,
                                      b->factor[i].part[k].high);
    }
    for (size_t i = 0; i < m->n_inputs; i++)
        one[i] = draw_input(&b->input[i]);
    for (size_t g = 0; g < m->n_groups; g++) {
        const struct hoshi_range_group *group = &b->group[g];
        bool random = group->need == HOSHI_NEED_UNIFORM && group->need_low < group->need_high;
        bool certain = group->probability >= 1 && !random;
        double need =
            random ? group->need_low + (group->need_high - group->need_low) * uniform() : group->need_high;
        if (!chance(group->probability) && group->probability < 1)
            continue;
        /* an own copy in each uncertain group, one for each factor it is used with */
        double copy[ROWS][HOSHI_RANGE_FACTORS_MAX + 1];
        bool drawn[ROWS][HOSHI_RANGE_FACTORS_MAX + 1] = {{false}};
        for (size_t i = group->first; i < group->first + group->n; i++) {
            const struct hoshi_range_term *t = &b->term[i];
            size_t c = (size_t)(t->factor + 1);
            if (!certain && !drawn[t->input][c]) {
                copy[t->input][c] = draw_input(&b->input[t->input]);
                drawn[t->input][c] = true;
            }
            total += need * t->weight * f[c] * (certain ? one[t->input] : copy[t->input][c]);
        }
    }
    return total;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Draws at most x. */
static size_t reached(const double *v, size_t n, double x)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (v[mid] <= x)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void check_level(const struct recipe *r, size_t model, const struct hoshi_range *x, int k,
                        const double *v, size_t n)
{
    double p = hoshi_range_levels()[k], noise = SIGMAS * sqrt(p * (1 - p) / (double)n) + 1 / (double)n;
    double room = 3 * x->error_estimate + 1e-9 * (fabs(x->mean) + x->sd);
    double above = (double)reached(v, n, x->percentile[k] + room) / (double)n;
    double under = (double)reached(v, n, x->percentile[k] - room) / (double)n;
    if (above < p - noise || under > p + noise)
        fail_msg(
            "model %zu (%s), engine %s: P%.0f %.6g ± %.3g, but %.6g and %.6g of the draws lie at most there",
            model, r->name, hoshi_range_engine_name(x->engine), p * 100, x->percentile[k], x->error_estimate,
            above, under);
}

/* Whether a gap may lie in the law: something of it may stay away. */
static bool may_stay_away(const struct box *b)
{
    for (size_t i = 0; i < b->model.n_groups; i++)
        if (b->group[i].probability < 1)
            return true;
    return false;
}

static void check_model(const struct recipe *r, size_t model, double *v, size_t n, size_t *engines)
{
    struct box b;
    struct hoshi_range x = {0};
    gsl_rng_set(rng, 14000 + model); /* each model by itself, to look at one alone */
    random_box(&b, r);
    enum hoshi_status status = hoshi_range_run(&b.model, NULL, &x, NULL);
    if (status == HOSHI_E_PRECISION && may_stay_away(&b)) {
        refused++;
        return;
    }
    if (status)
        fail_msg("model %zu (%s): %s", model, r->name, hoshi_status_name(status));
    engines[x.engine]++;
    if (!(x.error_estimate <= HOSHI_RANGE_LAST * x.sd))
        fail_msg("model %zu (%s), engine %s: error %.3g of sd %.3g", model, r->name,
                 hoshi_range_engine_name(x.engine), x.error_estimate, x.sd);
    for (size_t i = 0; i < n; i++)
        v[i] = draw_total(&b);
    qsort(v, n, sizeof *v, ascending);
    for (int k = 0; k < HOSHI_RANGE_LEVELS; k++)
        check_level(r, model, &x, k, v, n);
    double p = x.probability_of_point, at = (double)reached(v, n, x.point * (1 + 1e-12)) / (double)n;
    double noise = SIGMAS * sqrt(p * (1 - p) / (double)n) + 1 / (double)n;
    if (fabs(p - at) > noise + 1e-3)
        fail_msg("model %zu (%s), engine %s: the point suffices with %.6g, in the draws %.6g", model, r->name,
                 hoshi_range_engine_name(x.engine), p, at);
    hoshi_range_release(&x);
}

static void random_models_agree_with_draws(void **unused)
{
    const char *more = getenv("HOSHI_RANGE_MODELS");
    size_t models = more                ? strtoul(more, NULL, 10)
                    : support_watched() ? MODELS / 3
                                        : MODELS,
           n = more ? LONG_DRAWS : DRAWS, engines[4] = {0};
    double *v = malloc(n * sizeof *v);
    (void)unused;
    assert_non_null(v);
    for (size_t i = 0; i < models; i++)
        check_model(&recipes[i % (sizeof recipes / sizeof recipes[0])], i, v, n, engines);
    assert_true(engines[HOSHI_RANGE_COS] >= models / 8);
    assert_true(engines[HOSHI_RANGE_GRID] >= models / 20);
    assert_true(engines[HOSHI_RANGE_MC] > 0);
    assert_true(20 * refused <= models);
    free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_models_agree_with_draws)};
    gsl_set_error_handler_off();
    rng = gsl_rng_alloc(gsl_rng_taus2);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gsl_rng_free(rng);
    return failed;
}
