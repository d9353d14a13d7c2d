/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Texts of cells: escapes such as _x000D_, and how long they may be. */
#ifndef HOSHI_XLSX_TEXT_H
#define HOSHI_XLSX_TEXT_H

#include "buffer.h"
#include "xlsx_part.h"

/** Raw text of a cell: room for as many escapes as characters allowed. */
enum { HOSHI_XLSX_RAW = HOSHI_CELL_TEXT * 7 };

void hoshi_xlsx_text_clear(struct hoshi_buffer *b);
/** Add raw text; what is too long even for escapes stops the reading at once, with a fault. */
void hoshi_xlsx_text_add(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path, const char *text,
                         size_t n);
/** Compose, make plain and check the length. False after a fault. */
bool hoshi_xlsx_text_plain(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path);
/** The same after escapes are taken. */
bool hoshi_xlsx_text_finish(struct hoshi_xml *x, struct hoshi_buffer *b, const char *path);

#endif
