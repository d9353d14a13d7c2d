/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The range of an estimate: its horizon total as a random amount (SPEC §5.5).
 *
 * Every price or effort row in use is one random input; what hangs on unstated partials has a uniform need;
 * what hangs on the unanswered occurs with its probability; bought-in rows share the market factor, effort
 * rows the labour × pace factor. Amounts are yen over the horizon, not rounded line by line.
 */
#ifndef HOSHI_ESTIMATE_RANGE_H
#define HOSHI_ESTIMATE_RANGE_H

#include "range.h"
#include "split.h"

enum hoshi_driver_kind { HOSHI_DRIVEN_BY_INPUT, HOSHI_DRIVEN_BY_FACTOR, HOSHI_DRIVEN_BY_GROUP };

/** What makes the total uncertain, one row: a price or effort row, a common factor, or an uncertain measure.
 */
struct hoshi_range_row {
    enum hoshi_driver_kind kind;
    const char *id; /* price or effort id, "factor:market", "factor:labour", "measure:ID" */
    struct hoshi_words name;
    double swing_yen;         /* P10 → P90 of the input or factor, others likely; 0 for a group */
    double share_of_variance; /* rows add to 1, or all 0 */
};

struct hoshi_estimate_range {
    struct hoshi_range result;   /* of the horizon total in yen */
    struct hoshi_range_row *row; /* largest share first */
    size_t rows;
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

/** Probability that the total does not pass `yen`, from the curve. */
double hoshi_estimate_range_probability(const struct hoshi_range *result, double yen);

#endif
