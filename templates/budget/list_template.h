/* SPDX-License-Identifier: GPL-3.0-or-later */
/** An empty list of suppliers as a workbook: a row of headings with drop-downs below, and a sheet that says how each
 * column is written. The list reader reads it back.
 */
#ifndef HOSHI_LIST_TEMPLATE_H
#define HOSHI_LIST_TEMPLATE_H

#include "message.h"
#include "supplier_write.h"

/**
 * Write it. Same arguments, same bytes.
 * @param gap enum hoshi_supplier_gap_columns
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_MEMORY; on failure an older file stays
 */
enum hoshi_status hoshi_list_template_write(const struct hoshi_catalog *catalog, enum hoshi_lang lang,
                                            int gap, struct hoshi_date made, const char *path,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
