/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: what a number format shows of a number that the number does not say by itself.
 */
#ifndef HOSHI_XLSX_FORMAT_H
#define HOSHI_XLSX_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    HOSHI_FORMAT_SIDE = 32,    /* bytes before and behind the digits */
    HOSHI_FORMAT_PATTERN = 48, /* places and what stands between them */
    HOSHI_FORMAT_SHOWN = 160
};

/** A format that shows more than the digits: zeros before them (0000000), something between them (000-0000), words
 * (0"名", #,##0"千円", [$$-409]#,##0), a scale (#,##0,) or per cent. */
struct hoshi_number_format {
    char prefix[HOSHI_FORMAT_SIDE], suffix[HOSHI_FORMAT_SIDE], pattern[HOSHI_FORMAT_PATTERN];
    int zeros, places;    /* digits that are always shown; all places before the point */
    int thousands;        /* how often the number is divided by 1000 before it is shown */
    bool percent, parted; /* parted: something stands between the places */
};

/** True for a format that shows a date or a time. */
bool hoshi_format_is_date(const char *code);

/** Read a format's code; false when it shows a number as it is, or in a way that is not understood (fractions,
 * exponents, conditions). Of several sections the first counts. */
bool hoshi_format_read(const char *code, struct hoshi_number_format *format);

/** The number (as stored: "46973", "1.2E7") as it is shown, but never rounded and without separators of thousands:
 * "0046973", "12000千円". False when it cannot be: negative, too large. */
bool hoshi_format_show(const struct hoshi_number_format *format, const char *number,
                       char out[HOSHI_FORMAT_SHOWN]);

#endif
