/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The formulas of a workbook against the values stored with them. Excel computes anew when it opens a file, so what a
 * reader of stored values takes for the figure and what a person sees are one only where each formula gives its value.
 */
#ifndef HOSHI_XLSX_FORMULA_H
#define HOSHI_XLSX_FORMULA_H

#include "xlsx_read.h"

enum {
    HOSHI_FORMULA_LENGTH = 32768,   /* bytes of one that is computed */
    HOSHI_FORMULA_SHARES = 65536,   /* shared formulas of a sheet */
    HOSHI_FORMULA_LOOKS = 20000000, /* cells that the formulas of a workbook may look at together */
    HOSHI_FORMULA_SHOWN = 80
};

/** A formula that does not give what is stored with it. */
struct hoshi_formula_doubt {
    size_t sheet;
    uint32_t row, column;
    char stored[HOSHI_FORMULA_SHOWN]; /* as a person reads it; "" nothing */
    char gives
        [HOSHI_FORMULA_SHOWN]; /* "": it is none that this program writes or can compute (formula_value.h) */
};

typedef void hoshi_formula_doubtful(void *user, const struct hoshi_formula_doubt *doubt);

/**
 * Compute each formula of each sheet, hidden ones too, from the values stored in the cells it looks at. Shared formulas
 * are followed. Of an OpenDocument no formula is read.
 * @param formulas [out] how many there are
 * @param doubtful called for each that does not give its value, by sheet and in the order of the file
 * @return as hoshi_xlsx_grid of every sheet
 */
enum hoshi_status hoshi_xlsx_recalculate(struct hoshi_xlsx *book, size_t *formulas,
                                         hoshi_formula_doubtful *doubtful, void *user,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
