/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_written.h"
#include "buffer.h"
#include "sort.h"
#include "written_read.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { WRITTEN_CELL = 32000, WRITTEN_LINE = 64 }; /* letters of a cell; of one note and the row before it */

void hoshi_written_sheet(struct hoshi_book *book, const char *name)
{
    struct hoshi_written_list *list = book->written;
    if (list && list->sheets < HOSHI_WRITTEN_SHEETS)
        list->sheet[list->sheets++] = name;
}

static size_t written_sheet_index(const struct hoshi_written_list *list, const char *name)
{
    for (size_t i = list->sheets; i-- > 0;)
        if (list->sheet[i] == name)
            return i;
    return SIZE_MAX;
}

void hoshi_written_note(struct hoshi_sheet *s, uint32_t row, uint16_t column, char kind, const char *text)
{
    struct hoshi_written_list *list = s->book->written;
    size_t sheet = written_sheet_index(list, s->name);
    if (sheet == SIZE_MAX)
        return;
    struct hoshi_written_note *x = hoshi_array_add(&list->cell);
    if (x)
        *x = (struct hoshi_written_note){(uint32_t)sheet,        row,    text ? hoshi_written_sum(text) : 0,
                                         (uint32_t)list->cell.n, column, kind};
    else
        s->book->failed = true;
}

/* By sheet, row and column; of two notes of one cell the later one first. */
static int written_by_cell(const void *a, const void *b)
{
    const struct hoshi_written_note *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (y->order > x->order) - (y->order < x->order);
}

static void written_note_text(struct hoshi_buffer *o, const struct hoshi_written_note *x)
{
    static const char digits[] = HOSHI_WRITTEN_DIGITS;
    hoshi_buffer_add(o, &x->kind, 1);
    for (int shift = 12; shift >= 0 && (x->kind == '#' || x->kind == '!'); shift -= 6)
        hoshi_buffer_add(o, &digits[x->sum >> shift & 63], 1);
}

struct written_writer {
    struct hoshi_sheet *s;
    uint32_t row; /* of the hidden sheet */
    struct hoshi_buffer text;
};

static void written_flush(struct written_writer *w, const char *sheet)
{
    hoshi_put_text(w->s, w->row, 0, HOSHI_STYLE_PLAIN, HOSHI_WRITTEN_MARK);
    hoshi_put_text(w->s, w->row, 1, HOSHI_STYLE_PLAIN, sheet);
    hoshi_put_text(w->s, w->row++, 2, HOSHI_STYLE_PLAIN, hoshi_buffer_text(&w->text));
    w->s->book->failed = w->s->book->failed || w->text.failed;
    hoshi_buffer_release(&w->text);
    hoshi_buffer_init(&w->text, 1 << 20);
}

/* The notes of one sheet, from the first on; those of a cell that was written again, and of none, are left out. */
static void written_sheet_text(struct written_writer *w, const char *sheet,
                               const struct hoshi_written_note *x, size_t n)
{
    uint32_t row = UINT32_MAX, next = 0;
    for (size_t i = 0; i < n; i++) {
        if (x[i].kind == '.' || (i && x[i - 1].row == x[i].row && x[i - 1].column == x[i].column))
            continue;
        if (x[i].row != row && w->text.length > WRITTEN_CELL - WRITTEN_LINE - 4 * HOSHI_SHEET_COLUMNS / 8)
            written_flush(w, sheet);
        if (x[i].row != row) {
            hoshi_buffer_printf(&w->text, ";%" PRIu32 ":", (row = x[i].row) + 1);
            next = 0;
        }
        for (; next < x[i].column; next++)
            hoshi_buffer_add(&w->text, ".", 1);
        written_note_text(&w->text, &x[i]);
        next++;
    }
    written_flush(w, sheet);
}

uint32_t hoshi_written_write(struct hoshi_sheet *s, uint32_t row)
{
    struct hoshi_written_list *list = s->book->written;
    struct written_writer w = {.s = s, .row = row};
    const struct hoshi_written_note *x = list->cell.item;
    s->book->written = NULL;
    hoshi_sort(list->cell.item, list->cell.n, sizeof *x, written_by_cell);
    hoshi_buffer_init(&w.text, 1 << 20);
    size_t first = 0;
    for (size_t i = 0; i < list->sheets; i++) {
        size_t end = first;
        while (end < list->cell.n && x[end].sheet == i)
            end++;
        if (list->sheet[i] != s->name)
            written_sheet_text(&w, list->sheet[i], x + first, end - first);
        first = end;
    }
    hoshi_buffer_release(&w.text);
    return w.row;
}

void hoshi_written_write_alone(struct hoshi_book *book)
{
    struct hoshi_sheet s = hoshi_sheet_add(book, "hoshiwari", false);
    hoshi_put_text(&s, 0, 0, HOSHI_STYLE_PLAIN,
                   hoshi_say(book->lang, "書かれたままの欄かどうかを確かめる値です（内容は含みません）。",
                             "Values by which cells are known to be as they were written (no contents)."));
    hoshi_written_write(&s, 1);
    worksheet_hide(s.sheet);
    hoshi_sheet_protect(&s);
}

void hoshi_written_release(struct hoshi_written_list *list)
{
    hoshi_array_release(&list->cell);
}
