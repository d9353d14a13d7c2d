/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A mixture of Edgeworth series: percentiles of a sum whose large common parts are averaged over node by node
 * while the rest enters by its cumulants.
 *
 * A branch is F(z) = Φ(z) − φ(z)[γ1 He2/6 + γ2 He3/24 + γ1² He5/72] (Cramér, Mathematical Methods of Statistics,
 * 1946, §17.7). No state; the same bits on every processor.
 */
#ifndef HOSHI_MIXTURE_H
#define HOSHI_MIXTURE_H

#include <stddef.h>

/** Places of the joint cumulants of two sums, (order of the first, order of the second). */
enum hoshi_joint { K10, K01, K20, K11, K02, K30, K21, K12, K03, K40, K31, K22, K13, K04, HOSHI_JOINT };

/** One branch; sd 0: a point. */
struct hoshi_branch {
    double weight, mean, sd, g1, g2, g11; /* γ1/6, γ2/24, γ1²/72 */
};

struct hoshi_mixture {
    struct hoshi_branch *branch;
    size_t n;
};

/** A branch of weight 0 with these cumulants. @param k mean, variance, third, fourth; variance <= 0: a point */
struct hoshi_branch hoshi_branch_of_cumulants(const double k[4]);

/** First sum + q × second sum. @param k their joint cumulants, HOSHI_JOINT of them */
struct hoshi_branch hoshi_branch_of(double q, const double *k);

/** The four cumulants of first sum + q × second sum. */
void hoshi_joint_at(double q, const double *k, double out[4]);

double hoshi_mixture_cdf(const struct hoshi_mixture *m, double x, double *density);

/** Newton kept between ends that enclose the root. @param start a guess; sd of the whole */
double hoshi_mixture_quantile(const struct hoshi_mixture *m, double p, double start, double sd);

/** Standard normal distribution function and its density. Hart's approximation in West's form, about 1e-15.
 * @see West, "Better approximations to cumulative normal functions", Wilmott, May 2005 */
double hoshi_mixture_normal(double z, double *density);

#endif
