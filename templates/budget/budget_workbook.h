/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The budget workbook of a purchasing department: approval paper, summary, accounts, years, suppliers,
 * purchases, joint purchasing, choice, conduct, basis, left-out rows.
 *
 * It holds counts and amounts, never an answer to a criterion. Above HOSHI_BUDGET_LIVE_ROWS suppliers rows
 * are written out as they come and memory does not grow with their number; the start of a supplier is then a
 * figure, no input cell.
 */
#ifndef HOSHI_BUDGET_WORKBOOK_H
#define HOSHI_BUDGET_WORKBOOK_H

#include "budget_view.h"
#include "message.h"

enum { HOSHI_BUDGET_LIVE_ROWS = 5000 };

/**
 * Write it.
 * @param view its source is read once more
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_BUDGET_RECORD, HOSHI_E_MEMORY; on
 *         failure no file is left and an older one stays
 */
enum hoshi_status hoshi_budget_workbook_write(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                              const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
