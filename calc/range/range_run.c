/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver: check, plan, shares, and the engine that the options and the model call for. */
#include "range_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* By enum hoshi_range_engine; AUTO has none of its own. */
static const struct hoshi_plan_engine *const engines[] = {
    [HOSHI_RANGE_AUTO] = &(const struct hoshi_plan_engine){"auto", NULL},
    [HOSHI_RANGE_COS] = &hoshi_range_cos_engine,
    [HOSHI_RANGE_GRID] = &hoshi_range_grid_engine,
    [HOSHI_RANGE_MC] = &hoshi_range_mc_engine,
};

const char *hoshi_range_engine_name(enum hoshi_range_engine engine)
{
    return (unsigned)engine < sizeof engines / sizeof engines[0] ? engines[engine]->name : "?";
}

enum hoshi_status hoshi_range_engine_parse(const char *name, enum hoshi_range_engine *engine)
{
    for (size_t i = 0; name && i < sizeof engines / sizeof engines[0]; i++)
        if (strcmp(name, engines[i]->name) == 0) {
            *engine = (enum hoshi_range_engine)i;
            return HOSHI_OK;
        }
    return HOSHI_E_CHOICE;
}

static void point_mass(const struct hoshi_range_plan *plan, struct hoshi_plan_result *result)
{
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        result->percentile[i] = plan->mean;
    for (size_t i = 0; i < HOSHI_RANGE_CURVE; i++) {
        result->curve_value[i] = plan->mean;
        result->curve_probability[i] = 1;
    }
    /* the point is the same sum in another order: equal but for rounding, unless a certain need was reduced
     */
    result->probability_of_point = plan->point >= plan->mean - 1e-12 * fabs(plan->mean) ? 1 : 0;
    result->mean = plan->mean;
}

/* NaN and infinity are wrong answers: every comparison is written so that they fail it. */
static bool sound(const struct hoshi_plan_result *r)
{
    bool good = isfinite(r->error) && r->probability_of_point >= 0 && r->probability_of_point <= 1;
    for (size_t i = 0; i < HOSHI_RANGE_LEVELS; i++)
        good &= isfinite(r->percentile[i]) && (!i || r->percentile[i] >= r->percentile[i - 1]);
    for (size_t i = 0; i < HOSHI_RANGE_CURVE; i++)
        good &= isfinite(r->curve_value[i]) && isfinite(r->curve_probability[i]);
    return good;
}

/* Whether a result keeps the promise of range.h. A heavy tail makes the sd large: there the distance from P10
 * to P90 is the measure. */
static bool kept_within(const struct hoshi_range_plan *plan, const struct hoshi_plan_result *r,
                        double promise)
{
    double middle = r->percentile[HOSHI_P90] - r->percentile[HOSHI_P10];
    return sound(r) && r->error <= promise * plan->sd && (!(middle > 0) || r->error <= 5 * promise * middle);
}

static bool range_run_kept(const struct hoshi_range_plan *plan, const struct hoshi_plan_result *r)
{
    return kept_within(plan, r, HOSHI_RANGE_PROMISE);
}

/* One engine's answer; the error of one that is not sound is infinite. */
static enum hoshi_status try_engine(const struct hoshi_range_plan *plan, const struct hoshi_range_options *o,
                                    enum hoshi_range_engine engine, struct hoshi_plan_result *result)
{
    memset(result, 0, sizeof *result);
    enum hoshi_status status = engines[engine]->run(plan, o, result);
    if (status == HOSHI_E_OVERFLOW && engine == HOSHI_RANGE_GRID)
        status = HOSHI_OK; /* more cells than it can hold */
    else if (status || sound(result))
        return status;
    result->error = INFINITY;
    return status;
}

/*
 * AUTO: the series where nothing is an atom and it passes its own test; else the lattice; what neither is
 * sure of goes to enough draws. The surest by their own estimates is kept.
 */
static enum hoshi_status choose_engine(const struct hoshi_range_plan *plan,
                                       const struct hoshi_range_options *o, enum hoshi_range_engine *engine,
                                       struct hoshi_plan_result *result)
{
    struct hoshi_range_options many = *o;
    struct hoshi_plan_result next;
    enum hoshi_status status = HOSHI_OK;
    many.draws = many.draws > HOSHI_RANGE_DRAWS_SURE ? many.draws : HOSHI_RANGE_DRAWS_SURE;
    result->error = INFINITY;
    if (plan->quiet <= 1e-9) {
        *engine = HOSHI_RANGE_COS;
        status = try_engine(plan, o, HOSHI_RANGE_COS, result);
        if (status || (result->resolved && range_run_kept(plan, result)))
            return status;
    }
    /* a far tail under a factor takes the lattice longer than the draws */
    bool tail = plan->middle < plan->high && plan->n_factors;
    const enum hoshi_range_engine order[2] = {tail ? HOSHI_RANGE_MC : HOSHI_RANGE_GRID,
                                              tail ? HOSHI_RANGE_GRID : HOSHI_RANGE_MC};
    for (int i = 0; i < 2; i++) {
        status = try_engine(plan, &many, order[i], &next);
        if (status)
            return status;
        if (next.error < result->error) {
            *engine = order[i];
            *result = next;
        }
        if (range_run_kept(plan, result))
            return HOSHI_OK;
    }
    /* A percentile beside a gap between two clusters is known less well by every engine: the surest answer stands
     * with its own error rather than none. */
    return kept_within(plan, result, HOSHI_RANGE_LAST) ? HOSHI_OK : HOSHI_E_PRECISION;
}

static enum hoshi_status run_engine(const struct hoshi_range_plan *plan, const struct hoshi_range_options *o,
                                    enum hoshi_range_engine *engine, struct hoshi_plan_result *result)
{
    if (plan->sd <= 1e-14 * fabs(plan->mean) || plan->sd <= 0) {
        *engine = o->engine ? o->engine : HOSHI_RANGE_COS;
        point_mass(plan, result);
        return HOSHI_OK;
    }
    if (o->engine == HOSHI_RANGE_AUTO)
        return choose_engine(plan, o, engine, result);
    *engine = o->engine;
    enum hoshi_status status = try_engine(plan, o, o->engine, result);
    if (status || o->engine == HOSHI_RANGE_MC)
        return status;
    return range_run_kept(plan, result) ? HOSHI_OK : HOSHI_E_PRECISION;
}

static enum hoshi_status range_allocate(struct hoshi_range *r, const struct hoshi_range_model *m)
{
    r->n_inputs = m->n_inputs;
    r->n_factors = m->n_factors;
    r->n_groups = m->n_groups;
    r->input_share = calloc(2 * m->n_inputs + m->n_factors + m->n_groups, sizeof(double));
    if (!r->input_share)
        return HOSHI_E_MEMORY;
    r->input_swing = r->input_share + m->n_inputs;
    r->factor_share = r->input_swing + m->n_inputs;
    r->group_share = r->factor_share + m->n_factors;
    return HOSHI_OK;
}

static void take_result(struct hoshi_range *r, const struct hoshi_range_plan *plan,
                        enum hoshi_range_engine asked, const struct hoshi_plan_result *result)
{
    bool sample = asked == HOSHI_RANGE_MC;
    r->mean = sample ? result->mean : plan->mean;
    r->sd = sample ? result->sd : plan->sd;
    r->standard_error = result->standard_error;
    r->error_estimate = result->error;
    r->point = plan->point;
    r->probability_of_point = result->probability_of_point;
    memcpy(r->percentile, result->percentile, sizeof r->percentile);
    memcpy(r->curve_value, result->curve_value, sizeof r->curve_value);
    memcpy(r->curve_probability, result->curve_probability, sizeof r->curve_probability);
}

enum hoshi_status hoshi_range_run(const struct hoshi_range_model *model,
                                  const struct hoshi_range_options *options, struct hoshi_range *range,
                                  struct hoshi_faults *faults)
{
    struct hoshi_range_options o = options ? *options : (struct hoshi_range_options){0};
    struct hoshi_range r = {0};
    struct hoshi_range_plan plan = {0};
    struct hoshi_plan_result result = {0};
    enum hoshi_status status = hoshi_range_check(model, options, faults);
    if (status)
        return status;
    status = hoshi_plan_init(&plan, model);
    if (!status)
        status = range_allocate(&r, model);
    if (!status)
        status = hoshi_range_shares(&plan, &r);
    if (!status) {
        hoshi_range_swings(&plan, &r);
        status = run_engine(&plan, &o, &r.engine, &result);
    }
    if (!status) {
        take_result(&r, &plan, o.engine, &result);
        *range = r;
    } else {
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
        hoshi_range_release(&r);
    }
    hoshi_plan_release(&plan);
    return status;
}
