/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Input cells that come back: which field of the case each belongs to, noted while a book is written and listed on
 * a hidden sheet (back_read.h reads it). */
#ifndef HOSHI_SHEET_BACK_H
#define HOSHI_SHEET_BACK_H

#include "array.h"
#include "sheet_style.h"

enum { HOSHI_BACK_NEXT = 8 };

struct hoshi_back_cell {
    const char *sheet, *path, *written;
    uint32_t row;
    uint16_t column;
    bool number;
};

/** {0} but for `cell` = HOSHI_ARRAY(struct hoshi_back_cell); a book that points to it notes its inputs. */
struct hoshi_back_list {
    struct hoshi_arena arena;
    struct hoshi_array cell;
    const char *next[HOSHI_BACK_NEXT]; /* paths of the inputs that are written next */
    size_t nexts, taken;
};

/** The path of the next input that is written to the sheet (a copy is kept); several calls queue up. Inputs without
 * one are noted as cells that do not come back. Nothing without a list, or in the first pass of a page. */
void hoshi_back_path(struct hoshi_sheet *s, const char *format, ...) HOSHI_PRINTF(2, 3);

/** Called by the functions that put cells: what was written into an input. */
void hoshi_back_note(struct hoshi_sheet *s, uint32_t row, uint16_t column, const char *written, bool number);

/** The hidden sheet, last of the book. @param case_id may be NULL */
void hoshi_back_write(struct hoshi_book *book, const char *case_id);

void hoshi_back_release(struct hoshi_back_list *list);

#endif
