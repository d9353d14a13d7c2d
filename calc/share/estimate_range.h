/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The range of an estimate: its horizon total as a random amount (SPEC §5.5).
 *
 * Every price or effort row in use is one random input; what hangs on unstated partials has a uniform need;
 * what hangs on the unanswered occurs with its probability, and together more often than independent things would,
 * for a category's unknown criteria are open at one rate: the covariance of all pairs is exact, carried by a variable
 * that moves them evenly up and down; bought-in rows share the market factor, effort
 * rows the labour × pace factor. A size that was not stated but taken as a default is a random input as well: it
 * moves what rests on it in proportion, to the first order, evenly up and down, so that the mean stays where it
 * is. Amounts are yen over the horizon, not rounded line by line.
 */
#ifndef HOSHI_ESTIMATE_RANGE_H
#define HOSHI_ESTIMATE_RANGE_H

#include "range.h"
#include "split.h"

enum hoshi_driver_kind {
    HOSHI_DRIVEN_BY_INPUT,
    HOSHI_DRIVEN_BY_FACTOR,
    HOSHI_DRIVEN_BY_GROUP,
    HOSHI_DRIVEN_BY_SIZE,
    HOSHI_DRIVEN_BY_RATES
};

/** What makes the total uncertain, one row: a price or effort row, a common factor, or an uncertain measure.
 */
struct hoshi_range_row {
    enum hoshi_driver_kind kind;
    const char *id; /* price or effort id, "factor:market", "factor:labour", "measure:ID", "size:DRIVER",
                       "rates": what the measures of the unanswered have in common (open_rates.h) */
    struct hoshi_words name;
    double swing_yen;         /* P10 → P90 of the input or factor, others likely; 0 for a group */
    double share_of_variance; /* rows add to 1, or all 0 */
};

struct hoshi_estimate_range {
    struct hoshi_range result;   /* of the horizon total in yen */
    struct hoshi_range_row *row; /* largest share first */
    size_t rows;
    /* Covariance of the measures of the unanswered among bought in [0] and own work [1], and between them; yen². */
    double rates_square[2], rates_cross;
    double size_sd_yen;          /* of the sizes taken as defaults together, before the market factor */
    double *entry_share;         /* one per entry of the estimate: its part of the inputs' shares */
    int64_t basis_yen;           /* what is divided, gross */
    double probability_suffices; /* of the basis; between the points of the curve by straight line */
    int64_t contingency_yen; /* max(0, P80 − basis), rounded half up: a reserve, never part of a price */
    int64_t *entry_contingency_yen; /* handed back to the certain entries by share, adds up exactly */
    struct hoshi_arena arena;
};

/**
 * Compute.
 * @param options NULL = the default engine
 * @return HOSHI_OK, HOSHI_E_MEMORY, or a status of hoshi_range_run
 */
enum hoshi_status hoshi_estimate_range_init(struct hoshi_estimate_range *r, const struct hoshi_split *split,
                                            const struct hoshi_range_options *options,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_estimate_range_release(struct hoshi_estimate_range *r);

/**
 * From the sum of the most likely values to the mean of the total: what two totals differ by. likely + skew =
 * mean; mean + unknown = all. Yen over the horizon, whole.
 */
struct hoshi_bridge {
    int64_t likely_yen; /* Σ of the lines' most likely values */
    int64_t skew_yen;   /* rows have more room upwards than downwards */
    int64_t mean_yen; /* Σ of the lines' means: what is divided, unless the basis is the most likely values */
    int64_t unknown_yen; /* what the unanswered may bring, each by its probability; 0 where all is answered */
    int64_t all_yen;     /* the mean of the range, rounded */
};

struct hoshi_bridge hoshi_estimate_range_bridge(const struct hoshi_estimate *e,
                                                const struct hoshi_estimate_range *r);

/** Probability that the total does not pass `yen`, from the curve. */
double hoshi_estimate_range_probability(const struct hoshi_range *result, double yen);

#endif
