/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The range of one supplier in a portfolio, by cumulants: T = M(U + Σ c_k X_k) + L P W.
 *
 * The model is that of calc/estimate_range.h; where that inverts a characteristic function in milliseconds,
 * this adds joint cumulants of U (bought in) and W (effort before the pace P) up to order 4, which are exact,
 * averages over Gauss nodes of Q = L P, and between them takes the Edgeworth series
 * F(z) = Φ(z) − φ(z)[γ1 He2/6 + γ2 He3/24 + γ1² He5/72] of what is left, M among it (Cramér, Mathematical
 * Methods of Statistics, 1946, §17.7). What makes much of the variance by itself is not left to the series: a
 * dear uncertain measure, an open need, a dominant price row, a common fee are averaged over node by node as
 * long as the nodes are few. Mean and variance are exact; P50 and P80 are compared with the exact engine by a
 * test (HOSHI_SUPPLIER_TOLERANCE).
 *
 * Private to calc/supplier_*.c and calc/portfolio_*.c. No state but what the caller holds; the same bits on
 * every processor. Kept apart from estimate.h, so that it compiles with the range engines.
 */
#ifndef HOSHI_SUPPLIER_SPREAD_H
#define HOSHI_SUPPLIER_SPREAD_H

#include "distribution.h"

#include <stdint.h>

enum {
    SPREAD_VIEWS = 2,
    SPREAD_PERIODS = 11, /* the horizon, then the years */
    SPREAD_COMMONS = 16,
    SPREAD_MOMENTS = 14, /* (1,0) (0,1) (2,0) (1,1) (0,2) (3,0) … (0,4) */
    SPREAD_NODES = 64,
    SPREAD_APART = 6, /* variables of a supplier that may be averaged over node by node */
    SPREAD_VALUES = 6 /* nodes of one of them, at most */
};

/** A rule with E g(F) = Σ weight g(value). */
struct spread_rule {
    size_t n;
    double value[SPREAD_NODES], weight[SPREAD_NODES];
};

/** The factors of a run; read only after hoshi_spread_factors_init. */
struct spread_factors {
    struct spread_rule effort;         /* labour × pace */
    double market_mean, market_square; /* E M, E M² */
    double labour_mean, labour_square;
    double pace[5];                                      /* E P^0 … E P^4 */
    double pace_deviation[5][5], market_deviation[5][5]; /* E F^k (F − E F)^j */
};

/** @param ppm low, likely, high of market, labour, pace. HOSHI_OK, HOSHI_E_ORDER, HOSHI_E_MEMORY */
enum hoshi_status hoshi_spread_factors_init(struct spread_factors *f, const int64_t ppm[3][3]) HOSHI_MUST_USE;

/** Sums of one view and period. */
struct spread_sum {
    double moment[SPREAD_MOMENTS]; /* joint cumulants of (U, W) */
    double units[SPREAD_COMMONS];  /* c_k */
};

enum spread_kind { SPREAD_OCCURS, SPREAD_NEED, SPREAD_ROW };

/** A variable that may be averaged over node by node; over the horizon. */
struct spread_apart {
    enum spread_kind kind;
    double variance;                            /* of the whole, at factors 1 */
    double own[SPREAD_VIEWS][SPREAD_MOMENTS];   /* what it adds to the sums */
    double probability, low, high;              /* SPREAD_OCCURS; SPREAD_NEED */
    double given[SPREAD_VIEWS][SPREAD_MOMENTS]; /* when it occurs; at need 1 */
    struct hoshi_distribution x;                /* SPREAD_ROW */
    bool effort;
    double weight[SPREAD_VIEWS];
};

/** {0} is empty. Periods above `years` stay 0. */
struct spread {
    int years;
    struct spread_sum sum[SPREAD_VIEWS][SPREAD_PERIODS];
    struct spread_apart apart[SPREAD_APART]; /* the largest by variance, least first; in `sum` already */
    size_t aparts;
};

/** Weights of one independent variable by view and period. */
struct spread_weights {
    double w[SPREAD_VIEWS][SPREAD_PERIODS];
};

/** Add a certain variable: weight × X. @param cumulants of x */
void hoshi_spread_add(struct spread *s, bool effort, const struct hoshi_distribution *x,
                      const struct hoshi_cumulants *cumulants, const struct spread_weights *w);

/** Sums of the terms of one group: cumulants of its bought-in [0] and its effort [1] part. */
struct spread_group {
    struct hoshi_cumulants part[SPREAD_VIEWS][SPREAD_PERIODS][2];
};

void hoshi_spread_group_add(struct spread_group *g, int years, bool effort, const struct hoshi_cumulants *x,
                            const struct spread_weights *w);

/**
 * Add B N (Su, Sw): B occurs with `probability`, N uniform on low … high (low = high: fixed).
 */
void hoshi_spread_add_group(struct spread *s, const struct spread_group *g, double probability, double low,
                            double high);

/** Add a symmetric triangle of mean 0 and variance 1, weighted by u in the first sum and w in the second. */
void hoshi_spread_add_even(struct spread_sum *s, double u, double w);

/** Mean of n spreads as one (a mixture with equal parts): moments of the mixture. Nothing is kept apart. */
void hoshi_spread_mix(struct spread *out, const struct spread *part, size_t n);

/** Joint cumulants of (U, P W) from those of (U, W). */
void hoshi_spread_with_pace(const struct spread_factors *f, const double uw[SPREAD_MOMENTS],
                            double uv[SPREAD_MOMENTS]);

/** What a record wants of one view. */
struct spread_result {
    double mean, own_variance, common_variance, p50, p80, market, labour;
};

/** The law of a unit of a common row. */
struct spread_common {
    struct hoshi_distribution x;
    struct hoshi_cumulants cumulants;
};

/** Standard deviations of one year, own and common. */
void hoshi_spread_year(const struct spread *s, int view, int year, const struct spread_factors *f,
                       const struct spread_common *common, size_t commons, double *own_sd, double *common_sd);

void hoshi_spread_result(const struct spread *s, int view, const struct spread_factors *f,
                         const struct spread_common *common, size_t commons, struct spread_result *out);

#endif
