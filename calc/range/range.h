/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The range of a total: T = constant + sum_m B_m N_m sum_r q_mr X_r F_g(r).
 *
 * A group (measure) m occurs (B_m) with its probability, is needed to an extent N_m that is fixed or uniform,
 * and consists of terms: weight q times an input X (a price or effort row) times a factor F common to all
 * terms that name it (market, labour), or none. Factors, groups and inputs are independent. An input is one
 * variable in all certain groups of fixed need together (its weights add); in each group that is uncertain or
 * of random need it is an own copy, one for each factor it is used with there.
 *
 * Engines, all of the same model:
 * - COS inverts the characteristic function (Fang and Oosterlee, SIAM J. Sci. Comput. 31:826, 2008) with
 * Gauss quadrature over the factors;
 * - GRID convolves probability masses on a lattice that keep each input's first three moments, atoms apart;
 * - MC draws with the counter-based generator Philox4x32-10: same seed, same numbers, whatever the processor
 * and the number of threads.
 *
 * AUTO takes COS when nothing in T is an atom (the probability that no varying group occurs is at most 1e-9)
 * and the series has died away within HOSHI_RANGE_COS_TERMS terms with an estimated error of at most 2e-7 of
 * the total's size; GRID otherwise; and MC with HOSHI_RANGE_DRAWS_SURE draws where neither keeps the promise
 * (a lognormal over some orders of magnitude): no percentile is given whose error_estimate exceeds
 * HOSHI_RANGE_PROMISE of the sd, nor five times that of the distance from P10 to P90, but for percentiles
 * beside a gap between two clusters, where AUTO gives the surest answer up to HOSHI_RANGE_LAST with its error. What
 * nobody can promise is HOSHI_E_PRECISION, and so is COS or GRID by name where it cannot. MC by name is a sample of the size
 * asked for and tells its standard error.
 *
 * Needs gsl_set_error_handler_off() once in the program. No state, no output; safe to call from several
 * threads. Amounts are plain numbers in any one unit.
 */
#ifndef HOSHI_RANGE_H
#define HOSHI_RANGE_H

#include "distribution.h"
#include "status.h"

#include <stdint.h>

enum {
    HOSHI_RANGE_INPUTS_MAX = 10000,
    HOSHI_RANGE_TERMS_MAX = 100000,
    HOSHI_RANGE_GROUPS_MAX = 10000,
    HOSHI_RANGE_FACTORS_MAX = 4,
    HOSHI_RANGE_CURVE = 101,
    HOSHI_RANGE_COS_TERMS = 8192,
    HOSHI_RANGE_THREADS_MAX = 64,
    HOSHI_RANGE_NO_FACTOR = -1,
};

#define HOSHI_RANGE_DRAWS_MAX UINT64_C(100000000)
/** Draws where AUTO ends up with MC. */
#define HOSHI_RANGE_DRAWS_SURE UINT64_C(8000000)
/** Largest error_estimate of a percentile, as part of the sd. */
#define HOSHI_RANGE_PROMISE 1e-3
/** The same for the last answer of AUTO. */
#define HOSHI_RANGE_LAST 5e-3
#define HOSHI_RANGE_DRAWS_DEFAULT UINT64_C(100000)
/** Largest weight, and largest high value of a factor. */
#define HOSHI_RANGE_WEIGHT_MAX 1e12
#define HOSHI_RANGE_FACTOR_MAX 1000.0

/** A price or effort row. Values in ±HOSHI_DISTRIBUTION_MAX, low <= likely <= high. */
struct hoshi_range_input {
    const char *id; /* borrowed, only for faults; may be NULL */
    enum hoshi_distribution_kind kind;
    double low, likely, high;
};

/** One triangle: 0 <= low <= likely <= high <= HOSHI_RANGE_FACTOR_MAX. All three equal: a fixed multiplier.
 */
struct hoshi_range_triple {
    double low, likely, high;
};

/** A common factor: one triangle or the product of two independent ones (labour and own pace). */
struct hoshi_range_factor {
    const char *id; /* borrowed; may be NULL */
    size_t n;       /* 1 or 2 */
    struct hoshi_range_triple part[2];
};

enum hoshi_range_need {
    HOSHI_NEED_FIXED = 0, /* N = need_high; need_low is not read */
    HOSHI_NEED_UNIFORM,   /* N uniform on need_low .. need_high; the point estimate takes need_high */
};

/** A measure: `n` terms from `first` on. */
struct hoshi_range_group {
    const char *id;     /* borrowed; may be NULL */
    double probability; /* 0 .. 1; 1 = certain */
    enum hoshi_range_need need;
    double need_low, need_high; /* 0 <= need_low <= need_high <= 1 */
    size_t first, n;            /* into the model's terms; n may be 0 */
};

/** weight × input × factor. */
struct hoshi_range_term {
    size_t input;  /* index */
    double weight; /* 0 .. HOSHI_RANGE_WEIGHT_MAX */
    int factor;    /* index, or HOSHI_RANGE_NO_FACTOR */
};

/** Everything borrowed from the caller for the time of a call. Terms named by no group do not count. */
struct hoshi_range_model {
    double constant; /* within ±HOSHI_DISTRIBUTION_MAX */
    const struct hoshi_range_input *inputs;
    size_t n_inputs; /* 1 .. HOSHI_RANGE_INPUTS_MAX */
    const struct hoshi_range_factor *factors;
    size_t n_factors; /* 0 .. HOSHI_RANGE_FACTORS_MAX */
    const struct hoshi_range_group *groups;
    size_t n_groups; /* 1 .. HOSHI_RANGE_GROUPS_MAX */
    const struct hoshi_range_term *terms;
    size_t n_terms; /* 0 .. HOSHI_RANGE_TERMS_MAX */
};

enum hoshi_range_engine {
    HOSHI_RANGE_AUTO = 0,
    HOSHI_RANGE_COS, /* as asked, even when its own test fails, so long as the promise is kept */
    HOSHI_RANGE_GRID,
    HOSHI_RANGE_MC,
};

/** {0} is the default: AUTO, HOSHI_RANGE_DRAWS_DEFAULT draws, seed 0, one thread. Only MC reads the last
 * three. */
struct hoshi_range_options {
    enum hoshi_range_engine engine;
    uint64_t draws; /* 1 .. HOSHI_RANGE_DRAWS_MAX; 0 = default. Memory: 16 bytes per draw */
    uint64_t seed;
    unsigned threads; /* 0 and 1: the calling thread alone; most HOSHI_RANGE_THREADS_MAX */
};

/** The percentiles given, in this order. */
enum hoshi_range_level {
    HOSHI_P5 = 0,
    HOSHI_P10,
    HOSHI_P20,
    HOSHI_P25,
    HOSHI_P30,
    HOSHI_P40,
    HOSHI_P50,
    HOSHI_P60,
    HOSHI_P70,
    HOSHI_P75,
    HOSHI_P80,
    HOSHI_P90,
    HOSHI_P95,
    HOSHI_RANGE_LEVELS,
};

/** Made by hoshi_range_run, emptied by hoshi_range_release; {0} is empty. */
struct hoshi_range {
    enum hoshi_range_engine engine; /* the one used: COS, GRID or MC */
    /* Estimated largest absolute error of P10 … P90 in the unit of T. MC: the largest standard error of
     * these. A level that falls into a gap of the distribution: range_plan.h. */
    double error_estimate;
    double mean, sd;                       /* exact; of the sample where MC was asked for by name */
    double percentile[HOSHI_RANGE_LEVELS]; /* smallest value whose probability reaches the level */
    double point; /* inputs likely, factors 1, need_high, groups below probability 1 left out */
    double probability_of_point; /* P(T <= point) */
    double standard_error;       /* MC: of the mean; else 0 */
    /* S-curve: equal steps from P0.1 to P99.9; all the same value when nothing varies. */
    double curve_value[HOSHI_RANGE_CURVE], curve_probability[HOSHI_RANGE_CURVE];
    /*
     * Per input, factor, group, in the order of the model; owned. A share is Cov(contribution, T) / Var T,
     * where an input's contribution is its part in the Hoeffding decomposition of T and what several
     * variables make together is contributed by them in equal parts (Owen, SIAM/ASA J. Uncertain. Quantif.
     * 2:245, 2014). Shares are never negative; those of inputs, factors and groups (occurrence and need)
     * together add to 1, or all are 0 when nothing varies. They come from the model, not from draws, whatever
     * the engine.
     */
    size_t n_inputs, n_factors, n_groups;
    double *input_share, *factor_share, *group_share;
    /* P90 - P10 of the input times its weights, others likely, factors 1; an uncertain group counted as
     * occurring. */
    double *input_swing;
};

/** The levels as probabilities, in the order of enum hoshi_range_level: 0.05 … 0.95. Static. */
const double *hoshi_range_levels(void);

/** "cos", "grid", "mc", "auto"; "?" for another number. */
const char *hoshi_range_engine_name(enum hoshi_range_engine engine);

/**
 * Find an engine by its word.
 * @return HOSHI_OK or HOSHI_E_CHOICE (also for NULL); *engine untouched on failure
 */
enum hoshi_status hoshi_range_engine_parse(const char *name, enum hoshi_range_engine *engine) HOSHI_MUST_USE;

/**
 * Check a model and options without computing. hoshi_range_run does it itself.
 *
 * Each fault names its place ("inputs[3].low", "groups[0].probability") and what was found.
 * @return HOSHI_OK or the first fault: HOSHI_E_NUMBER (NaN, infinite), HOSHI_E_RANGE (out of range; a count
 * of 0; an index to nothing; terms of a group beyond the list), HOSHI_E_ORDER (low <= likely <= high),
 * HOSHI_E_SPREAD (a lognormal90 too wide, the input named by its id), HOSHI_E_TOO_MANY, HOSHI_E_CHOICE (an
 * enum's number is none of its values)
 */
enum hoshi_status hoshi_range_check(const struct hoshi_range_model *model,
                                    const struct hoshi_range_options *options,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Compute the range.
 *
 * @param options NULL = {0}
 * @param range   [out] release it with hoshi_range_release; untouched on failure
 * @param faults  may be NULL
 * @return as hoshi_range_check; HOSHI_E_MEMORY; HOSHI_E_OVERFLOW when an amount passes 1e100;
 * HOSHI_E_PRECISION
 */
enum hoshi_status hoshi_range_run(const struct hoshi_range_model *model,
                                  const struct hoshi_range_options *options, struct hoshi_range *range,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Free what a range owns and make it {0}. {0} and NULL are allowed. */
void hoshi_range_release(struct hoshi_range *range);

#endif
