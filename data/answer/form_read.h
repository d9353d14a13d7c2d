/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A filled questionnaire workbook, read by its marks (questionnaire_layout.h): what was written where, not
 * yet what it means. Company facts, buyers, items and quotations come this way; the answers themselves are
 * read by answers.h like those of any other sheet.
 */
#ifndef HOSHI_FORM_READ_H
#define HOSHI_FORM_READ_H

#include "questionnaire_layout.h"
#include "xlsx_read.h"

enum { HOSHI_FORM_CELLS = 20000 }; /* marked cells that hold something */

struct hoshi_form_cell {
    const char *table, *row, *column; /* without the mark's prefix */
    const char *text;                 /* not blank */
    enum hoshi_cell_kind kind;
    const char *where; /* "会社情報!D12" */
};

/** Texts live in the arena given to the reader; "" = not stated. */
struct hoshi_form {
    bool found; /* false: the file is no questionnaire of ours */
    const char *catalog, *edition, *language, *as_of, *start, *case_id, *title;
    int level;                    /* 0: the meta sheet is gone */
    const char *yes, *no;         /* words of its drop-downs */
    struct hoshi_form_cell *cell; /* in the order of sheets and rows, without the meta table */
    size_t cells;
};

/**
 * Read the marks of a workbook. Without its meta sheet it is still a questionnaire when its visible sheets have
 * marks; without its column of row marks it is read by the words of its rows (questionnaire_layout.h).
 *
 * @param book    open; its grids are kept (hoshi_xlsx_grid), so that the answers' reader need not read them
 * again
 * @param catalog version the caller reads answers with: another one is HOSHI_E_FORM_FORMAT
 * @param form    [out] found = false when the workbook has no marks; untouched on failure
 * @return HOSHI_OK; HOSHI_E_FORM_FORMAT; HOSHI_E_FORM_ROW when the visible id of a criterion is not that of
 * its row mark; HOSHI_E_FORM_MARKS when the row marks of a sheet are gone and nothing else tells its rows;
 * HOSHI_E_FORMULA_VALUE; HOSHI_E_TOO_MANY; as hoshi_xlsx_read; HOSHI_E_MEMORY. All faults of
 * the workbook are recorded
 */
enum hoshi_status hoshi_form_read(struct hoshi_xlsx *book, const char *catalog, struct hoshi_arena *arena,
                                  struct hoshi_form *form, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
