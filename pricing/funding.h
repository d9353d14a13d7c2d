/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Subsidies and other money from outside: only what is granted is taken off, pro rata, never below zero. */
#ifndef HOSHI_FUNDING_H
#define HOSHI_FUNDING_H

#include "lines.h"

/** True when the funding counts (granted or paid). */
bool hoshi_funding_counts(const struct hoshi_case_funding *f);

/** True when the funding may be taken off this line. */
bool hoshi_funding_covers(const struct hoshi_case_funding *f, const struct hoshi_line *line);

/**
 * Take yen off n amounts in proportion to what is left of them (largest remainder), at most their sum (0 when
 * that is negative). Negative amounts are brought nearer to 0 by the same fraction.
 *
 * @param left   n amounts, reduced by what is taken
 * @param covers n flags: which amounts may be reduced
 * @param taken  [in,out] n amounts already taken, increased by what is taken now (less for a negative amount)
 * @param n      number of amounts
 * @param used   [out] what was taken in all, <= yen
 */
enum hoshi_status hoshi_funding_take(int64_t yen, int64_t *left, const bool *covers, int64_t *taken, size_t n,
                                     int64_t *used) HOSHI_MUST_USE;

#endif
