/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The supplier's own workbook, read for what somebody typed into it. A hidden sheet of it lists every input cell:
 * where it stands, what was written into it, and the field of the case it belongs to ("" for a cell that does not
 * come back). What differs now was typed.
 */
#ifndef HOSHI_BACK_READ_H
#define HOSHI_BACK_READ_H

#include "form_read.h"

/**
 * The hidden sheet, from row 2 on: A "hw:row:" and the path of the field, B sheet, C cell, D what was written
 * (numbers as decimals, dates as ISO), E the cell itself as a formula where it holds a number. A1 holds the mark
 * HOSHI_BACK_TABLE, B1 the id of the case ("" when it has none).
 */
#define HOSHI_BACK_TABLE "hw:table:back"
/** A path that begins with this is a row of the record of a talk, no field of the case. */
#define HOSHI_BACK_RECORD "record."
/** And with this of a price: three values that come back together, who quoted it, when, under which number. */
#define HOSHI_BACK_PRICES "plan.quotes["

struct hoshi_back_typed {
    const char *
        path; /* "supplier.size.users", "buyers[A].items[P-1].unit_price_yen", "buyers[A].orders[+1].due_on" (a new
                * row, its number typed as well); "" = does not come back */
    const char *where, *before, *now;
};

struct hoshi_back {
    bool found;          /* false: no workbook or paper of ours */
    bool own;            /* the own workbook: it has a record of a talk to fill in */
    bool word;           /* the paper for filing as a Word document (back_word.h) */
    size_t blanks, lost; /* of it: blanks it was made with, and those whose control is gone */
    const char *case_id;
    struct hoshi_back_typed *typed;
    size_t n;
    struct hoshi_back_typed *stood; /* cells of prices (HOSHI_BACK_PRICES) in which nothing was typed */
    size_t stood_n;
};

/**
 * Read the hidden sheet and compare.
 * @param out [out] texts in the arena; untouched on failure
 * @return HOSHI_OK; HOSHI_E_FORM_ROW when rows or columns were moved so that cells cannot be told;
 *         HOSHI_E_TOO_MANY; as hoshi_xlsx_read; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_back_read(struct hoshi_xlsx *book, struct hoshi_arena *arena, struct hoshi_back *out,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * One field that stands in several places must say one thing.
 * @return HOSHI_OK; HOSHI_E_CONTRADICTION, each pair recorded; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_back_check(const struct hoshi_back *back, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * What was typed as the cells of a questionnaire (form_read.h), so that it comes into a case the same way.
 * Cells that do not come back and rows of the record are left out. Where one cell of a price was typed, the others
 * of its row come with it as they stand.
 * @param form [out] found = false, with cells
 */
enum hoshi_status hoshi_back_form(const struct hoshi_back *back, struct hoshi_arena *arena,
                                  struct hoshi_form *form) HOSHI_MUST_USE;

#endif
