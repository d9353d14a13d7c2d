/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A range model made ready for the engines: weights merged, constants taken out, groups sorted by what they
 * depend on. Private to calc/range*.c.
 *
 * Class 0 is "no factor" (a factor that is 1), class k the factor k-1. A part is a sum of independent terms
 * of one class. Certain terms that hang on one class form that class's part. A certain input that hangs on
 * two classes (a cross row) or a group whose terms hang on two varying classes links its factors: they can
 * only be averaged together.
 */
#ifndef HOSHI_RANGE_PLAN_H
#define HOSHI_RANGE_PLAN_H

#include "range.h"

/** See hoshi_plan_level_error. */
#define HOSHI_LEVEL_MEANT 2e-4

enum { PLAN_CLASSES = HOSHI_RANGE_FACTORS_MAX + 1, HOSHI_FACTOR_NODES = 258, PLAN_INNER = 8 };

/** weight × X, X not constant. */
struct hoshi_plan_row {
    const struct hoshi_distribution *x;
    size_t input;
    double weight;
};

/** Sum of rows and a constant, before its factor. */
struct hoshi_plan_part {
    double fixed;
    struct hoshi_plan_row *row;
    size_t n;
    double mean, variance; /* of fixed + rows */
    double low, high;      /* support; an unbounded side cut off at a tail of 1e-11 */
    double jump;  /* the largest distance of one row from its mean; lognormal: up to its 99.99 % point */
    double heavy; /* lognormal: the largest distance of one row's 1 - 1e-11 point from its mean */
};

struct hoshi_plan_group {
    double probability, need_low, need_high;
    bool random_need;
    size_t index; /* in the model */
    int home;     /* its class when it hangs on one, -1 when it links factors */
    struct hoshi_plan_part part[PLAN_CLASSES];
};

/** A certain input that hangs on several classes. */
struct hoshi_plan_cross {
    const struct hoshi_distribution *x;
    size_t input;
    double weight[PLAN_CLASSES];
};

struct hoshi_plan_factor {
    struct hoshi_distribution part[2];
    size_t n;
    double mean, variance, low, high;
    bool linked; /* by a group or cross row */
};

struct hoshi_range_plan {
    const struct hoshi_range_model *model;
    struct hoshi_distribution *x; /* one per input */
    size_t n_factors;
    struct hoshi_plan_factor factor[PLAN_CLASSES]; /* [0] is the constant 1 */
    struct hoshi_plan_part certain[PLAN_CLASSES];
    struct hoshi_plan_group *group; /* uncertain or of random need; without terms that matter left out */
    size_t n_groups;
    struct hoshi_plan_cross *cross;
    size_t n_cross;
    struct hoshi_plan_row *rows; /* storage of all rows */
    double constant;
    double mean, sd;  /* of T */
    double low, high; /* where T lies but for a probability of about 1e-12 */
    double floor;     /* T - constant is never less */
    double middle;    /* at least what T passes seldom (about 1e-3); high where nothing has a far tail */
    double quiet;     /* probability that nothing that varies occurs: the atom of T */
    double point;
    int vectors; /* hoshi_range_vectors(); a test may lower it */
};

/** What an engine finds. Level and curve order as in struct hoshi_range. */
struct hoshi_plan_result {
    double percentile[HOSHI_RANGE_LEVELS];
    double probability_of_point, error;
    double curve_value[HOSHI_RANGE_CURVE], curve_probability[HOSHI_RANGE_CURVE];
    double mean, sd, standard_error; /* MC only */
    bool resolved;                   /* COS: its test is passed */
};

/** @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_OVERFLOW; *plan must be released in every case */
enum hoshi_status hoshi_plan_init(struct hoshi_range_plan *plan, const struct hoshi_range_model *model);
void hoshi_plan_release(struct hoshi_range_plan *plan);

/**
 * Nodes for averages over a factor: Gauss-Legendre between the corners of its density.
 * @param phase       resolves exp(iux) for |u| (high - low)/2 <= phase
 * @param few         reduce to the Gauss rule of the measure: worth its time where nodes are dear
 * @param value,weight [out] allocated, to be freed by the caller also on failure (may be NULL then)
 */
enum hoshi_status hoshi_plan_factor_nodes(const struct hoshi_plan_factor *f, double phase, bool few,
                                          double **value, double **weight, size_t *count);

/**
 * Error of a percentile `at` when its level is right but for `off`: half the way between its neighbours.
 * Where the distribution has a gap at the level, between clusters, either end of the gap and all of the thin
 * tails beside it are the percentile of a level that differs by less than anybody means (HOSHI_LEVEL_MEANT):
 * no error.
 * @param under,over quantiles of level - off and level + off
 */
double hoshi_plan_level_error(double under, double at, double over, double off);

/** A way to the distribution of T, one constant object in the file of each. */
struct hoshi_plan_engine {
    const char *name; /* as in options */
    /**
     * @param options only MC reads them
     * @param result  [out] zeroed by the caller
     * @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_OVERFLOW
     */
    enum hoshi_status (*run)(const struct hoshi_range_plan *plan, const struct hoshi_range_options *options,
                             struct hoshi_plan_result *result);
};

extern const struct hoshi_plan_engine hoshi_range_cos_engine, hoshi_range_grid_engine, hoshi_range_mc_engine;

/** Mean and sd of the plan, and the shares of inputs, factors and groups in the variance. HOSHI_E_OVERFLOW
 * beyond 1e100. */
enum hoshi_status hoshi_range_shares(struct hoshi_range_plan *plan, struct hoshi_range *r);
/** r->input_swing. */
void hoshi_range_swings(const struct hoshi_range_plan *plan, struct hoshi_range *r);

/** The widest vectors to use: 0 as compiled, 1 AVX2, 2 AVX-512. All give the same bits. */
int hoshi_range_vectors(void);

#endif
