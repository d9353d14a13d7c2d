/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Money and ratios in integers.
 *
 * Yen are int64. Ratios, prices with decimals, quantities and person-days are int64 millionths ("micro"; of a
 * ratio that is parts per million, "ppm"). Every step that loses digits rounds half up, away from zero for
 * negative amounts, as ROUND does in a spreadsheet. Overflow is found before it happens.
 */
#ifndef HOSHI_MONEY_H
#define HOSHI_MONEY_H

#include "status.h"

#include <stdint.h>

#define HOSHI_MICRO INT64_C(1000000)
/** Largest amount of yen anywhere: the exact range of a spreadsheet cell. */
#define HOSHI_YEN_MAX INT64_C(999999999999999)
/** "not stated" in every optional integer field. */
#define HOSHI_NONE INT64_MIN

/** a + b; false when the result leaves ±HOSHI_YEN_MAX. *sum untouched then. */
bool hoshi_money_add(int64_t a, int64_t b, int64_t *sum);

/** a * b / c rounded half up (away from zero); c > 0. False on overflow of int64; *result untouched then. */
bool hoshi_money_muldiv(int64_t a, int64_t b, int64_t c, int64_t *result);

/**
 * quantity × need × price in whole yen, rounded half up once.
 * @param quantity_micro,need_ppm,price_micro each in millionths, each >= 0
 * @return false when the result passes HOSHI_YEN_MAX; *yen untouched then
 */
bool hoshi_money_line(int64_t quantity_micro, int64_t need_ppm, int64_t price_micro, int64_t *yen);

/**
 * Split total among n parties in proportion to weights (Hamilton's method).
 *
 * Each share is rounded down, the left-over yen go one each to the largest remainders, ties to the lower
 * index. A negative total is split as its absolute value and negated. Shares add up to total exactly; a
 * weight of 0 gets 0. When all weights are 0 everybody's weight counts as 1.
 *
 * @param total  |total| <= HOSHI_YEN_MAX
 * @param weight n weights in any common unit, each 0 .. HOSHI_YEN_MAX, their sum within int64
 * @param n      1 .. (no upper limit; the call takes O(n log n))
 * @param share  [out] n amounts; untouched on failure
 * @return HOSHI_OK; HOSHI_E_RANGE for a negative weight or n = 0; HOSHI_E_OVERFLOW; HOSHI_E_MEMORY
 * @see Balinski and Young, Fair Representation, 2nd ed., ch. 3
 */
enum hoshi_status hoshi_money_split(int64_t total, const int64_t *weight, size_t n,
                                    int64_t *share) HOSHI_MUST_USE;

enum { HOSHI_DECIMAL_TEXT = 32 };

/**
 * Read decimal text ("-12.5", ASCII digits, no exponent, no separator) as millionths.
 * @param places most digits behind the point, 0 .. 6
 * @return false when malformed, too many places, or beyond ±9.2e12; *micro untouched then
 */
bool hoshi_decimal_parse(const char *text, int places, int64_t *micro);

/** Write millionths as decimal text with at least `min` and at most 6 places, no trailing zeros beyond min.
 */
const char *hoshi_decimal_print(int64_t micro, int min, char out[HOSHI_DECIMAL_TEXT]);

/** Write yen with a comma between thousands ("-1,234"). Language-neutral. */
const char *hoshi_yen_print(int64_t yen, char out[HOSHI_DECIMAL_TEXT]);

/** To three significant digits, up (a negative one away from zero): what is printed behind 約 where a figure is one of a
 * range and not an amount asked. A budget that is to suffice is never rounded down. */
int64_t hoshi_yen_about(int64_t yen);

#endif
