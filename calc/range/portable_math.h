/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * exp, log and the normal quantile from + - * / and sqrt alone: the same bits on every IEEE processor, which
 * the C library does not promise (it picks variants by processor). Compile with -ffp-contract=off.
 */
#ifndef HOSHI_PORTABLE_MATH_H
#define HOSHI_PORTABLE_MATH_H

/** exp(x) within 1 ulp or so for |x| <= 700; outside it is cut off there. */
double hoshi_portable_exp(double x);

/** Natural logarithm, within 1 ulp or so, of a normal number > 0. */
double hoshi_portable_log(double x);

/**
 * Quantile of the standard normal distribution, relative error about 1e-16, for 1e-300 < p < 1.
 * @see Wichura, "Algorithm AS 241", Applied Statistics 37:477, 1988
 */
double hoshi_portable_normal_quantile(double p);

#endif
