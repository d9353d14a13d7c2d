/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The trials of the live simulation: the range's model with few enough random numbers for the cells of a
 * sheet.
 *
 * The widest certain price and effort rows, the widest measures of uncertain need, the market factor and
 * labour × pace are drawn; all other rows are held at their means and one symmetric triangle stands for their
 * joint spread, so that mean and standard deviation of the total stay those of the whole model. Uniform
 * numbers come from a published counter-based formula that a single cell can hold, so a spreadsheet draws the
 * same numbers:
 *
 *     total = round(M (sum of market amounts + rest) + E (sum of effort amounts + rest)
 *                   + sum over drawn measures of their extent × (M market + E effort) + spread of the rest)
 *
 * @see D. W. Hubbard, "A Multi-Dimensional, Counter-Based Pseudo Random Number Generator as a Standard for
 * Monte Carlo Simulations", Winter Simulation Conference 2019 (HDR); version 2.0 of the formula as published
 * with the SIPmath standard.
 */
#ifndef HOSHI_TRIALS_H
#define HOSHI_TRIALS_H

#include "estimate_range.h"

enum {
    HOSHI_TRIAL_INPUTS = 10, /* most rows with a column of their own */
    HOSHI_TRIAL_GROUPS = 3,  /* most measures with a column of their own */
    HOSHI_TRIAL_DRAWS = HOSHI_TRIAL_INPUTS + HOSHI_TRIAL_GROUPS + HOSHI_FACTORS + 1,
    HOSHI_TRIAL_QUANTILES = 4, /* P10, P50, P80, P90 */
};

#define HOSHI_HDR_SEED_DEFAULT INT64_C(20261122)
/** Largest counter, variable, entity and seed of the formula. */
#define HOSHI_HDR_MAX INT64_C(99999999)

/** Which number: all 0 … HOSHI_HDR_MAX. The fourth seed of the formula is 0 here. */
struct hoshi_hdr {
    int64_t counter, variable, entity, seed, seed4;
};

/** A number in 0 … 1, both excluded; every step is an integer below 2^53. */
double hoshi_hdr_uniform(const struct hoshi_hdr *at);
/** True when a spreadsheet whose MOD rounds the quotient to 15 digits first could fail on this number. */
bool hoshi_hdr_hazard(const struct hoshi_hdr *at);
/** The parts of the formula that do not depend on the counter. */
void hoshi_hdr_offsets(const struct hoshi_hdr *at, int64_t offset[2]);

/** The law of one row in the cells. */
enum hoshi_trial_law {
    HOSHI_TRIAL_TRIANGLE,  /* low, mode, high */
    HOSHI_TRIAL_FITTED,    /* pert: a triangle of the same mean, sd and relative place of the mode */
    HOSHI_TRIAL_LOGNORMAL, /* mean and sd of the logarithm */
};

/** A price or effort row over the horizon: amount = weight × yen per unit, without factors. */
struct hoshi_trial_term {
    const struct hoshi_line *line; /* one of the lines that use it */
    const size_t *entry;           /* the entries that make the weight; indices into the estimate's */
    size_t entries;
    size_t group; /* SIZE_MAX: certain */
    enum hoshi_trial_law law;
    double weight;            /* quantity × need × times due; of a group of uncertain extent at need 1 */
    double low, likely, high; /* yen per unit */
    double mean, sd;          /* of the amount */
    double law_at[3];         /* what the inverse takes: low, mode, high; or mu, sigma, unused */
};

/** A measure of uncertain need. */
struct hoshi_trial_group {
    const struct hoshi_measure *measure;
    bool occurs;        /* true: needed or not, with probability `at`; false: extent uniform on at … 1 */
    double at;          /* rounded to 6 places */
    double full;        /* need 1 ÷ the need its entries count with; 1 where it is needed or not */
    double mean, mean2; /* of the extent and of its square */
    double amount[2];   /* at full extent, means: market, effort */
    size_t first, n;    /* its terms; those of the market first */
    size_t market;      /* of them */
    double sd;          /* what it adds to the rest */
};

struct hoshi_trials {
    /* Terms: with a column (market, then effort), other certain ones (market, then effort), then by group. */
    struct hoshi_trial_term *term;
    size_t terms, certain;
    size_t column[2];                /* terms with a column: market, effort */
    size_t other[2];                 /* certain terms without */
    struct hoshi_trial_group *group; /* those with a column first */
    size_t groups, group_columns;
    struct hoshi_range_triple factor[HOSHI_FACTORS]; /* market, labour, pace */
    double factor_mean[HOSHI_FACTORS], factor_mean2[HOSHI_FACTORS];
    double common_mean[2], common_mean2[2]; /* market; labour × pace */
    double rest[2];                         /* mean amounts of what has no column */
    double size_sd; /* of the sizes taken as defaults and of what the unanswered have in common, before the
                        factor; in rest_sd */
    double rates_square[2], rates_cross; /* as in struct hoshi_estimate_range */
    double rest_sd;                      /* its joint sd, factors included */
    double mean, sd;                     /* of the total in this model, exactly */

    int64_t entity, seed, asked; /* asked: the case's seed, or the default */
    size_t draws;                /* uniform numbers per trial: terms, groups, market, labour, pace, rest */
    size_t trials;
    double *uniform;                      /* trials × draws */
    int64_t offset[HOSHI_TRIAL_DRAWS][2]; /* hoshi_hdr_offsets of each */
    double *value;  /* trials × columns: amounts, extents, market, labour × pace, rest */
    size_t columns; /* columns of `value` */
    int64_t *total; /* trials */
    double percentile[HOSHI_TRIAL_QUANTILES], sample_mean;
    double error[HOSHI_TRIAL_QUANTILES]; /* standard error of the percentiles, from the range's curve */
    int64_t basis_yen;                   /* what is divided */
    size_t enough;                       /* trials that do not pass it */
    double suffices;                     /* the range's probability of that */
    double error_mean, error_enough;     /* standard errors of sample mean and share */
    struct hoshi_arena arena;
};

/**
 * Choose the columns, the seed (the first from the case's on whose numbers are free of hoshi_hdr_hazard) and
 * run.
 * @param trials 1 … any that memory holds
 * @return HOSHI_OK or HOSHI_E_MEMORY; *t is to be released after HOSHI_OK only
 */
enum hoshi_status hoshi_trials_init(struct hoshi_trials *t, const struct hoshi_split *split,
                                    const struct hoshi_estimate_range *range, size_t trials,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_trials_release(struct hoshi_trials *t);

/** The quantiles given: 0.1, 0.5, 0.8, 0.9. */
double hoshi_trials_level(size_t i);

#endif
