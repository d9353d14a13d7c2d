/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_back.h"
#include "back_read.h"
#include "sheet_written.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hoshi_back_path(struct hoshi_sheet *s, const char *format, ...)
{
    struct hoshi_back_list *list = s->sheet ? s->book->back : NULL;
    char path[256];
    if (!list || list->nexts == HOSHI_BACK_NEXT)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(path, sizeof path, format, args);
    va_end(args);
    const char *kept = hoshi_arena_text(&list->arena, path);
    if (kept)
        list->next[list->nexts++] = kept;
    else
        s->book->failed = true;
}

/* Where a cell is written twice (a merged range and then its value), the later one holds. */
static struct hoshi_back_cell *back_cell_at(struct hoshi_back_list *list, const char *sheet, uint32_t row,
                                            uint16_t column)
{
    for (size_t i = list->cell.n; i-- > 0 && list->cell.n - i < 8;) {
        struct hoshi_back_cell *x = hoshi_array_at(&list->cell, i);
        if (x->row == row && x->column == column && x->sheet == sheet)
            return x;
    }
    return NULL;
}

void hoshi_back_note(struct hoshi_sheet *s, uint32_t row, uint16_t column, const char *written, bool number)
{
    struct hoshi_back_list *list = s->book->back;
    const char *path = list->taken < list->nexts ? list->next[list->taken++] : NULL;
    if (list->taken == list->nexts)
        list->taken = list->nexts = 0;
    struct hoshi_back_cell *cell = back_cell_at(list, s->name, row, column);
    if (cell)
        path = path ? path : cell->path;
    else
        cell = hoshi_array_add(&list->cell);
    const char *kept = hoshi_arena_text(&list->arena, written);
    if (cell && kept)
        *cell = (struct hoshi_back_cell){s->name, path ? path : "", kept, row, column, number};
    else
        s->book->failed = true;
}

void hoshi_back_write(struct hoshi_book *book, const char *case_id)
{
    struct hoshi_back_list *list = book->back;
    book->back = NULL;
    struct hoshi_sheet s = hoshi_sheet_add(book, "hoshiwari", false);
    hoshi_put_text(&s, 0, 0, HOSHI_STYLE_PLAIN, HOSHI_BACK_TABLE);
    hoshi_put_text(&s, 0, 1, HOSHI_STYLE_PLAIN, case_id);
    for (size_t i = 0; i < list->cell.n; i++) {
        const struct hoshi_back_cell *x = hoshi_array_at(&list->cell, i);
        char mark[300], cell[HOSHI_REF], live[200];
        uint32_t row = (uint32_t)i + 1;
        snprintf(mark, sizeof mark, HOSHI_FORM_MARK_ROW "%s", x->path);
        hoshi_ref(cell, x->row, x->column, false);
        hoshi_put_text(&s, row, 0, HOSHI_STYLE_PLAIN, mark);
        hoshi_put_text(&s, row, 1, HOSHI_STYLE_PLAIN, x->sheet);
        hoshi_put_text(&s, row, 2, HOSHI_STYLE_PLAIN, cell);
        hoshi_put_text(&s, row, 3, HOSHI_STYLE_PLAIN, x->written);
        if (!x->number)
            continue;
        int64_t micro = 0;
        snprintf(live, sizeof live, "='%s'!%s", x->sheet, cell);
        if (hoshi_decimal_parse(x->written, 6, &micro))
            hoshi_put_formula_as(&s, row, 4, HOSHI_STYLE_DECIMAL, hoshi_micro_value(micro),
                                 live); /* never the format of what it shows */
    }
    if (book->written)
        hoshi_written_write(&s, (uint32_t)list->cell.n + 1);
    worksheet_hide(s.sheet);
    hoshi_sheet_protect(&s);
}

void hoshi_back_release(struct hoshi_back_list *list)
{
    hoshi_array_release(&list->cell);
    hoshi_arena_release(&list->arena);
}
