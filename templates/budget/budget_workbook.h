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

struct hoshi_budget_csv;

/**
 * The list of suppliers as CSV: the columns of its sheet, and those of the answers alone and of all parties
 * behind them; UTF-8 with a mark, a row per supplier in the order of the source.
 * @param view borrowed until hoshi_budget_csv_close
 * @param out  [out] owned until hoshi_budget_csv_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_budget_csv_open(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                        struct hoshi_budget_csv **out,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_budget_csv_head(struct hoshi_budget_csv *csv, struct hoshi_buffer *out);
/** False: the record cannot be read. */
bool hoshi_budget_csv_supplier(struct hoshi_budget_csv *csv, size_t index, struct hoshi_buffer *out);
/** Release; `out` fails when a line could not be made. Both may be NULL. */
void hoshi_budget_csv_close(struct hoshi_budget_csv *csv, struct hoshi_buffer *out);

#endif
