/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a formula of a cell gives: the small part of Excel's language that this program's workbooks are written in.
 *
 * Numbers, texts, cells and ranges (also of other sheets), defined names of single cells, + - * / ^ % &, comparisons, and
 * the functions ABS AND COUNTIF DATE IF IFERROR INT ISNUMBER MAX MIN MOD MONTH N NOT OR ROUND ROUNDDOWN ROUNDUP SUM TEXT
 * YEAR. Anything else gives HOSHI_FORMULA_UNKNOWN: it is never guessed. A cell that a formula looks at counts with
 * the value stored in it, so each formula is judged by itself. No locale; binary floating point, as Excel.
 */
#ifndef HOSHI_FORMULA_VALUE_H
#define HOSHI_FORMULA_VALUE_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HOSHI_FORMULA_NESTING = 64,
    HOSHI_FORMULA_ARGUMENTS = 32,
    HOSHI_FORMULA_TEXTS = 1024 * 1024 /* bytes of all texts of one */
};

enum hoshi_formula_kind {
    HOSHI_FORMULA_EMPTY,
    HOSHI_FORMULA_NUMBER, /* dates too, as days since 1899-12-30 */
    HOSHI_FORMULA_STRING,
    HOSHI_FORMULA_TRUTH, /* number 1 or 0 */
    HOSHI_FORMULA_ERROR, /* #DIV/0!, #VALUE! … */
    HOSHI_FORMULA_RANGE, /* within a formula only */
    HOSHI_FORMULA_UNKNOWN,
    HOSHI_FORMULA_STARVED /* no memory */
};

/** A rectangle of cells, 1-based, both ends included; sheet NULL: the formula's own. */
struct hoshi_formula_area {
    const char *sheet;
    uint32_t row, last_row, column, last_column;
};

struct hoshi_formula_value {
    enum hoshi_formula_kind kind;
    double number;
    const char *text; /* of a STRING; in the arena */
    struct hoshi_formula_area area;
    bool of_cell; /* it was looked up: SUM, MAX … pass over a text or nothing */
};

/** How a formula looks at the workbook it stands in. */
struct hoshi_formula_cells {
    void *user;
    /** The value stored in a cell (EMPTY, NUMBER, STRING, TRUTH, ERROR, UNKNOWN). */
    struct hoshi_formula_value (*cell)(void *user, const char *sheet, uint32_t row, uint32_t column);
    /** Cut an area to the cells that hold something. False: too much was looked at, the formula stays UNKNOWN. */
    bool (*bound)(void *user, struct hoshi_formula_area *area);
    /** The cell of a defined name. False: none. */
    bool (*named)(void *user, const char *name, struct hoshi_formula_area *area);
};

/**
 * The value of a formula (without "="), never RANGE.
 * @param rows, columns how far it stands from where its text was written (shared formulas): cells without $ move along
 * @param arena where texts of the value are kept
 */
struct hoshi_formula_value hoshi_formula_value(const char *formula, int64_t rows, int64_t columns,
                                               const struct hoshi_formula_cells *cells,
                                               struct hoshi_arena *arena) HOSHI_MUST_USE;

/** A number as files and formulas write it ("1000000", "2.5E-3") at *p, which is moved behind it. False: none. */
bool hoshi_formula_number(const char **p, double *out);

/** Two values are one: numbers to 12 digits, an empty cell is "" and 0. UNKNOWN is like nothing. */
bool hoshi_formula_same(const struct hoshi_formula_value *a, const struct hoshi_formula_value *b);

#endif
