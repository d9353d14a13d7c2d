/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: how figures are written. 1,234.5 is Japanese (and English) and 1.234,5 European; 1.234 may be either,
 * so a column is told by all its cells together, and asked about where they cannot tell.
 */
#ifndef HOSHI_SUPPLIER_NUMBERS_H
#define HOSHI_SUPPLIER_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

/** How a figure is written, as far as it tells. */
enum number_form {
    NUMBER_PLAIN,    /* tells nothing: no separators, or none that part groups of three */
    NUMBER_OPEN,     /* 1.234: one thousand, or one and a bit */
    NUMBER_GROUPED,  /* 1,234  1,234,567: Japanese */
    NUMBER_POINTED,  /* 12.5  1,234.5: Japanese, and a point is for decimals */
    NUMBER_EUROPEAN, /* 1.234.567  1.234,5 */
    NUMBER_FORMS
};

/** How the cells of a column write their figures. {0}: none seen. */
struct numbers_seen {
    long row[NUMBER_FORMS];      /* by form: the first row it is in; 0 none */
    char cell[NUMBER_FORMS][24]; /* and what stands there */
};

/** How the figures of a cell are written, with whatever words stand beside them. */
enum number_form hoshi_number_form(const char *cell);

/** Note a cell of a column. */
void hoshi_numbers_see(struct numbers_seen *seen, const char *cell, long row);

/**
 * A cell with its European figures as the readers of figures take them ("1.234,50 JPY" → "1234.50 JPY"); figures that are
 * surely Japanese stay (a correction may hold some). A cell too long for `out` stays.
 * @return out, or cell
 */
const char *hoshi_number_from_european(const char *cell, char *out, size_t size);

/** SAP writes what is negative with the sign behind ("1.234-"): the sign before. @return out, or cell where it has none */
const char *hoshi_number_sign_first(const char *cell, char *out, size_t size);

/**
 * True where the bytes of a text may hold a figure that is European or may be either: a point before three digits. Most
 * lists hold none, and then their columns need not be read before. Full-width points and UTF-16 count as may.
 */
bool hoshi_numbers_may_tell(const char *path);

/** What the user says of it: "1.234,56", "european", 欧州式 → true in *european; "1,234.56", "japanese", 日本式 → false.
 * @return false: neither */
bool hoshi_number_said(const char *word, bool *european);

#endif
