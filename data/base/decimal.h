/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Decimal numbers as files write them. No locale, no floating point. */
#ifndef HOSHI_DECIMAL_H
#define HOSHI_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/**
 * Read a decimal number with an optional exponent ("1.0000000000000001E-2") as millionths rounded half up
 * (away from zero). No locale, no floating point. False when it is none or beyond ±9.2e12; *micro untouched
 * then.
 */
bool hoshi_number_parse(const char *text, int64_t *micro);

/** True when text is such a number, whatever its size. */
bool hoshi_number_is(const char *text);

#endif
