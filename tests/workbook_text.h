/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What libxlsxwriter wrote, for unit tests of sheets: cells with formula and value, heights, as they stand in
 * the XML. Only for files our library made: it reads no other form of the format. A test fails on what is not
 * there.
 */
#ifndef HOSHI_TEST_WORKBOOK_TEXT_H
#define HOSHI_TEST_WORKBOOK_TEXT_H

#include <stddef.h>

enum { WORKBOOK_TEXT_SHEETS = 8 };

struct workbook_text {
    char *workbook, *strings, *chart;  /* xl/workbook.xml; shared strings, first chart or NULL */
    char *sheet[WORKBOOK_TEXT_SHEETS]; /* in order; owned */
    size_t sheets;
    char answer[8192];
};

struct workbook_text *workbook_text_read(const char *path);
void workbook_text_release(struct workbook_text *t);
/** Of sheet 1 …, cell "B5": "=SUM(A1:A3)|6", "=A1|text", a number "6", a text; "" when it holds nothing.
 * Valid to the next call. */
const char *workbook_text_cell(struct workbook_text *t, int sheet, const char *cell);
/** Height of row 1 … as written, "" when it has none. */
const char *workbook_text_height(struct workbook_text *t, int sheet, int row);

#endif
