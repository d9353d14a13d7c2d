/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What every cell of a book is written with, noted while it is written and listed on a hidden sheet (written_read.h
 * reads it), so that what somebody types over it is found. */
#ifndef HOSHI_SHEET_WRITTEN_H
#define HOSHI_SHEET_WRITTEN_H

#include "array.h"
#include "sheet_style.h"

enum { HOSHI_WRITTEN_SHEETS = 64 };

/** {0} but for `cell` = HOSHI_ARRAY(struct hoshi_written_note); a book that points to it before its sheets are added
 * notes its cells. */
struct hoshi_written_list {
    struct hoshi_array cell;
    const char *sheet[HOSHI_WRITTEN_SHEETS];
    size_t sheets;
};

/** What stands in a cell: a kind of written_read.h ('.' nothing), and its sum where it has one. */
struct hoshi_written_note {
    uint32_t sheet, row, sum, order;
    uint16_t column;
    char kind;
};

/** A sheet of the book; called when it is added. */
void hoshi_written_sheet(struct hoshi_book *book, const char *name);

/** Called by the functions that put cells. @param text what the sum is of; NULL: none */
void hoshi_written_note(struct hoshi_sheet *s, uint32_t row, uint16_t column, char kind, const char *text);

/** The list, from `row` of a hidden sheet on, which itself is left out. Notes end. @return the row below */
uint32_t hoshi_written_write(struct hoshi_sheet *s, uint32_t row);

/** The list on a hidden sheet of its own, last of the book. */
void hoshi_written_write_alone(struct hoshi_book *book);

void hoshi_written_release(struct hoshi_written_list *list);

#endif
