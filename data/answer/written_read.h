/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a workbook of this program was written with, cell by cell, so that whoever reads it back finds what somebody
 * typed where nothing is read: over a formula, over a text, into an empty cell, on a sheet of their own.
 *
 * A hidden sheet holds, for each sheet of the book, rows of: A the mark HOSHI_WRITTEN_MARK, B the name of the sheet, C a
 * text that goes on in the next such row when it is long. The text is, for each row of the sheet with cells:
 *
 *     ; ROW :        the row, from 1, in decimals
 *     .              the next column is empty
 *     =              it held a formula (its value may change)
 *     # SUM          it held a text or a number of this sum
 *     ! SUM          the same of an input cell
 *     ?              it held what has no sum here
 *
 * SUM is hoshi_written_sum in three digits of HOSHI_WRITTEN_DIGITS, the highest first. A sum says that two cells
 * differ, not what stood there.
 */
#ifndef HOSHI_WRITTEN_READ_H
#define HOSHI_WRITTEN_READ_H

#include "form_read.h"

#define HOSHI_WRITTEN_MARK "hw:was:"
#define HOSHI_WRITTEN_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"

enum {
    HOSHI_WRITTEN_SUMS = 1 << 18,
    HOSHI_WRITTEN_KEPT = 2000, /* changes that are kept; more are counted */
    HOSHI_WRITTEN_SHIFTED = 4  /* texts of the sheet that stand where another stood: its rows were moved */
};

enum hoshi_written_kind {
    HOSHI_WRITTEN_OVER_FORMULA, /* a value stands where a formula was */
    HOSHI_WRITTEN_CHANGED,      /* something else stands where a text or number was */
    HOSHI_WRITTEN_ADDED,        /* something stands where nothing was */
    HOSHI_WRITTEN_CLEARED,      /* nothing stands where a text or number was */
    HOSHI_WRITTEN_INPUT,        /* typed into an input cell that is not read */
    HOSHI_WRITTEN_MOVED, /* rows of the sheet were moved: only what is new to it is listed; cell and now "" */
    HOSHI_WRITTEN_SHEET_NEW, /* a sheet that the program did not write, with something on it; cell and now "" */
    HOSHI_WRITTEN_SHEET_GONE, /* a sheet that is not there under its name; cell and now "" */
    HOSHI_WRITTEN_KINDS
};

struct hoshi_written_change {
    enum hoshi_written_kind kind;
    const char *sheet, *cell; /* "価格", "C12" */
    const char *now;          /* what stands there; "" = nothing, or a formula without a value */
};

struct hoshi_written {
    bool found; /* false: the workbook has no such list (an older one, or none of ours) */
    struct hoshi_written_change *change; /* by sheet in the order of the list, then by row and column */
    size_t n, more;
};

/** The sum of a cell: of its text without blanks and line ends, of a number its decimal digits
 * (hoshi_decimal_print), of a date its ISO text. Below HOSHI_WRITTEN_SUMS. */
uint32_t hoshi_written_sum(const char *text);

/**
 * Compare every sheet with the list.
 * @param inputs what is typed into input cells counts as well, unless `form` has read it; false: others read them
 * @param form   cells that are read from the workbook; NULL or without cells: none
 * @param out    [out] texts in the arena; untouched on failure
 * @return HOSHI_OK; as hoshi_xlsx_grid; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_written_read(struct hoshi_xlsx *book, struct hoshi_arena *arena, bool inputs,
                                     const struct hoshi_form *form, struct hoshi_written *out,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The same of a file, input cells too; of one that is no workbook nothing is found. Errors of hoshi_file_read,
 * hoshi_xlsx_open as well. */
enum hoshi_status hoshi_written_read_file(const char *path, struct hoshi_arena *arena,
                                          struct hoshi_written *out,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
