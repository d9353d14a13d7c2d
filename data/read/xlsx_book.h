/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The parts of a workbook beside its sheets: relations, workbook, styles, shared strings. */
#ifndef HOSHI_XLSX_BOOK_H
#define HOSHI_XLSX_BOOK_H

#include "xlsx_part.h"

/** The part that is the workbook, by the relations of the package. HOSHI_E_FILE_KIND when there is none. */
enum hoshi_status hoshi_xlsx_find_workbook(struct hoshi_xlsx *book, const char **part,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Its sheets in the order of their tabs, and where styles and shared strings stand. */
enum hoshi_status hoshi_xlsx_read_workbook(struct hoshi_xlsx *book, const char *part,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Styles and shared strings, read once, before the first sheet. */
enum hoshi_status hoshi_xlsx_shared(struct hoshi_xlsx *book, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
