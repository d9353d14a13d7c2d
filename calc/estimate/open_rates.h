/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How what hangs on the unanswered hangs together (need.h): unknown criteria of a category are open at one unknown rate,
 * and two measures may wait for the same criterion. So they come together more often than independent ones would, and
 * a total of them spreads wider. Their amounts' covariance is exact; in a range it is carried by one further variable
 * (hoshi_open_spread), evenly up and down.
 */
#ifndef HOSHI_OPEN_RATES_H
#define HOSHI_OPEN_RATES_H

#include "need.h"

enum { HOSHI_HANGS_WORDS = (HOSHI_CRITERIA_MAX + 63) / 64 };

/** Of one need: none[k][n] = probability that n unknown criteria of category k are all closed. */
struct hoshi_open_rates {
    const struct hoshi_catalog *catalog;
    double none[HOSHI_CATEGORIES + 1][HOSHI_CRITERIA_MAX + 1];
    double closed[HOSHI_CATEGORIES + 1]; /* answers that are closed, the prior's among them */
    double weight[HOSHI_CATEGORIES + 1]; /* answers the prior stands for */
};

/** The unknown criteria that bring something in. */
struct hoshi_hangs {
    uint64_t bit[HOSHI_HANGS_WORDS];
    int count[HOSHI_CATEGORIES + 1];
    double none; /* probability that it does not come in */
};

/** @param catalog borrowed */
void hoshi_open_rates_init(struct hoshi_open_rates *rates, const struct hoshi_need *need,
                           const struct hoshi_catalog *catalog);

/** @param criteria,n indices of unknown criteria */
void hoshi_hangs_init(struct hoshi_hangs *hangs, const struct hoshi_open_rates *rates, const size_t *criteria,
                      size_t n);

/** How fast the probability that it comes in grows with the prior's mean rate of a category. */
double hoshi_hangs_slope(const struct hoshi_open_rates *rates, const struct hoshi_hangs *hangs, int category);

/** Covariance of "a comes in" and "b comes in", 0 … ¼. */
double hoshi_hangs_covariance(const struct hoshi_open_rates *rates, const struct hoshi_hangs *a,
                              const struct hoshi_hangs *b);

/**
 * Covariances of two sums (bought in, own work), all pairs of different measures, as three independent variables of
 * mean 0 and variance 1: one in both sums with weights `both`, one in each with `alone`.
 */
struct hoshi_open_spread {
    double both[2], alone[2];
};

/** @param square of the first sum and of the second, @param cross between them; yen² >= 0. What cross exceeds
 * the root of their product by cannot be written so and is left out. */
struct hoshi_open_spread hoshi_open_spread_of(const double square[2], double cross);

#endif
