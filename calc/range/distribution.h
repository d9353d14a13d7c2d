/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One uncertain amount: the distributions an estimate may use.
 *
 * | kind        | what low, likely and high mean                                                    |
 * |-------------|-----------------------------------------------------------------------------------|
 * | triangular  | ends and mode of a triangle                                                       |
 * | pert        | ends and mode of a beta distribution with lambda = 4 (mean (low+4 likely+high)/6) |
 * | lognormal90 | low and high are the 5 % and 95 % points; likely is not used for the shape        |
 * | uniform     | ends; likely is not used for the shape                                            |
 * | constant    | the likely value                                                                  |
 *
 * A lognormal has no value at or below zero, so lognormal90 with low <= 0 becomes the triangle on the same
 * three numbers. Every kind with low = high becomes a constant. Both are seen in struct
 * hoshi_distribution.kind. The program must have called gsl_set_error_handler_off() once. Nothing here keeps
 * state.
 */
#ifndef HOSHI_DISTRIBUTION_H
#define HOSHI_DISTRIBUTION_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>

enum hoshi_distribution_kind {
    HOSHI_TRIANGULAR = 0,
    HOSHI_PERT,
    HOSHI_LOGNORMAL90,
    HOSHI_UNIFORM,
    HOSHI_CONSTANT,
};

/** Largest absolute value of low, likely and high. */
#define HOSHI_DISTRIBUTION_MAX 1e15
/** Largest high/low of a lognormal90: beyond, its moments are all tail and no engine is sure of them. */
#define HOSHI_LOGNORMAL_RATIO_MAX 1e6

/** Made by hoshi_distribution_init; read only. */
struct hoshi_distribution {
    enum hoshi_distribution_kind kind; /* what is used, after the replacements above */
    double low, likely, high;
    double alpha, beta; /* pert: exponents of the beta distribution, 1 .. 5, sum 6 */
    double mu, sigma;   /* lognormal90: mean and sd of the logarithm */
};

/** Mean, variance, third and fourth cumulant (units: the amount's, squared, cubed, to the fourth). */
struct hoshi_cumulants {
    double mean, variance, third, fourth;
};

/** The word used in files: "triangular", "pert", "lognormal90", "uniform", "constant"; "?" for another
 * number. */
const char *hoshi_distribution_name(enum hoshi_distribution_kind kind);

/**
 * Find a kind by its word.
 *
 * @param kind [out] untouched on failure
 * @return HOSHI_OK or HOSHI_E_CHOICE (also for NULL)
 */
enum hoshi_status hoshi_distribution_kind_parse(const char *name,
                                                enum hoshi_distribution_kind *kind) HOSHI_MUST_USE;

/**
 * Check three numbers and make a distribution of them.
 *
 * @param low,likely,high finite, within ±HOSHI_DISTRIBUTION_MAX, low <= likely <= high (for every kind)
 * @param d [out] untouched on failure
 * @return HOSHI_OK, HOSHI_E_NUMBER (not finite), HOSHI_E_RANGE (too large), HOSHI_E_ORDER, HOSHI_E_CHOICE
 * (kind), HOSHI_E_SPREAD (a lognormal90 wider than HOSHI_LOGNORMAL_RATIO_MAX)
 */
enum hoshi_status hoshi_distribution_init(struct hoshi_distribution *d, enum hoshi_distribution_kind kind,
                                          double low, double likely, double high) HOSHI_MUST_USE;

/**
 * The first four cumulants, in closed form.
 * @see Kotz and van Dorp, Beyond Beta (2004), ch. 1 (triangle); Johnson, Kotz, Balakrishnan, Continuous
 * Univariate Distributions, ch. 14 (lognormal) and 25 (beta)
 */
struct hoshi_cumulants hoshi_distribution_cumulants(const struct hoshi_distribution *d);

/**
 * Where the values lie.
 *
 * @param tail 0 .. 0.01: probability left out on the unbounded side of a lognormal; 0 gives infinity there.
 * The other kinds give their ends whatever the tail.
 */
void hoshi_distribution_support(const struct hoshi_distribution *d, double tail, double *low, double *high);

/** Probability of a value <= x. NaN gives NaN. */
double hoshi_distribution_cdf(const struct hoshi_distribution *d, double x);

/** Smallest value whose probability reaches p; p below 0 or above 1 counts as 0 or 1; NaN gives NaN. */
double hoshi_distribution_quantile(const struct hoshi_distribution *d, double p);

/**
 * Characteristic function E exp(itX).
 *
 * Triangle: with V of density 2(1-v) on 0 .. 1 and h(s) = E exp(isV) = 2(1 + is - exp(is))/s^2, a triangle is
 * its mode minus L V with probability L/(L+R), plus R V otherwise, so phi(t) = exp(it mode)(c conj h(tL) +
 * (1-c) h(tR)). No digits are lost when the mode is at an end. Uniform: closed form. Beta and lognormal:
 * Gauss-Jacobi and Gauss-Hermite rules, enough nodes for |t| sd <= 100 (beta) and for |t| sd <= 5 (lognormal
 * with sigma <= 1); beyond, the result is cut off at modulus 1 and must not be relied on.
 *
 * @param re,im [out] untouched on failure
 * @return HOSHI_OK, HOSHI_E_NUMBER (t not finite), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_distribution_cf(const struct hoshi_distribution *d, double t, double *re,
                                        double *im) HOSHI_MUST_USE;

/**
 * The n-point Gauss-Legendre rule on a .. b, nodes ascending, by Newton's method to full precision (GSL's own
 * table stops at 1e-10 where it has to compute).
 * @param n    1 .. (O(n^2))
 * @param x,w  [out] n nodes, n weights of sum b - a
 */
void hoshi_gauss_legendre(size_t n, double a, double b, double *x, double *w);

/**
 * A rule with E g(X) = sum weight[i] g(value[i]), exact for polynomials of degree 2n-1 in the value (pert, by
 * Gauss-Jacobi; uniform, by Gauss-Legendre), in the logarithm (lognormal, by Gauss-Hermite), or for a
 * triangle of degree n-2 (Gauss-Legendre on either side of the mode; n is rounded up to even).
 *
 * @param n 2 .. 512 nodes
 * @param value,weight [out] room for n + 1; untouched on failure
 * @param count [out] nodes written: n, n + 1 for a triangle with odd n, 1 for a constant
 * @return HOSHI_OK, HOSHI_E_RANGE (n), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_distribution_nodes(const struct hoshi_distribution *d, size_t n, double *value,
                                           double *weight, size_t *count) HOSHI_MUST_USE;

#endif
