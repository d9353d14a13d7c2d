/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "written_read.h"
#include "array.h"
#include "buffer.h"
#include "cell_name.h"
#include "decimal.h"
#include "file.h"
#include "file_kind.h"
#include "money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRITTEN_MARK_COLUMN = 1, WRITTEN_SHEET_COLUMN, WRITTEN_TEXT_COLUMN, WRITTEN_TEXT = 64 << 20 };

struct written_cell {
    uint32_t row, sum;
    uint16_t column;
    char kind;
};

struct written_reader {
    struct hoshi_xlsx *book;
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    const char **read; /* places that others read, sorted */
    size_t reads;
    bool inputs;
    struct hoshi_written written;
    struct hoshi_array change;
    unsigned char *known; /* a bit for each sum of the sheet at hand */
    enum hoshi_status status;
};

uint32_t hoshi_written_sum(const char *text)
{
    uint32_t h = 2166136261u;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p > ' ')
            h = (h ^ *p) * 16777619u;
    return (h ^ h >> 18) & (HOSHI_WRITTEN_SUMS - 1);
}

static uint32_t written_sum_of(const struct hoshi_cell *cell)
{
    char text[HOSHI_DECIMAL_TEXT];
    int64_t micro;
    if (cell->kind == HOSHI_CELL_IS_NUMBER && hoshi_number_parse(cell->text, &micro))
        return hoshi_written_sum(hoshi_decimal_print(micro, 0, text));
    return hoshi_written_sum(cell->text);
}

static bool written_is_formula(const struct hoshi_cell *cell)
{
    return cell->kind == HOSHI_CELL_IS_MISSING || cell->flags & HOSHI_CELL_FORMULA;
}

static bool written_holds(const struct hoshi_cell *cell)
{
    return cell && (cell->kind == HOSHI_CELL_IS_MISSING || cell->text[strspn(cell->text, " \t\r\n")]);
}

static void written_fail(struct written_reader *r, enum hoshi_status status)
{
    if (!r->status)
        r->status = status == HOSHI_E_MEMORY ? hoshi_fault_add(r->faults, status, NULL, NULL, NULL) : status;
}

/* ---- the list ---- */

static bool written_digits(const char **p, uint32_t *sum)
{
    *sum = 0;
    for (int i = 0; i < 3; i++) {
        const char *digit = **p ? strchr(HOSHI_WRITTEN_DIGITS, **p) : NULL;
        if (!digit)
            return false;
        *sum = *sum * 64 + (uint32_t)(digit - HOSHI_WRITTEN_DIGITS);
        ++*p;
    }
    return true;
}

/* What one sheet was written with; false when the text is none of ours. */
static bool written_parse(struct written_reader *r, const char *text, struct hoshi_array *cell)
{
    uint32_t row = 0, column = 0;
    for (const char *p = text; *p;) {
        char kind = *p++;
        if (kind == ';') {
            char *end;
            unsigned long n = strtoul(p, &end, 10);
            if (n <= row || n > HOSHI_SHEET_ROWS || *end != ':')
                return false;
            row = (uint32_t)n;
            column = 0;
            p = end + 1;
            continue;
        }
        if (!row || ++column > HOSHI_SHEET_COLUMNS || !strchr(".=#!?", kind))
            return false;
        struct written_cell x = {row, 0, (uint16_t)column, kind};
        if ((kind == '#' || kind == '!') && !written_digits(&p, &x.sum))
            return false;
        if (kind == '.')
            continue;
        struct written_cell *added = hoshi_array_add(cell);
        if (!added) {
            written_fail(r, HOSHI_E_MEMORY);
            return false;
        }
        *added = x;
    }
    return true;
}

/* ---- one sheet ---- */

static void written_change(struct written_reader *r, enum hoshi_written_kind kind, const char *sheet,
                           const char *cell, const char *now)
{
    if (r->change.n == HOSHI_WRITTEN_KEPT) {
        r->written.more++;
        return;
    }
    struct hoshi_written_change *x = hoshi_array_add(&r->change);
    const char *kept[] = {hoshi_arena_text(r->arena, sheet), hoshi_arena_text(r->arena, cell),
                          hoshi_arena_text(r->arena, now)};
    if (!x || !kept[0] || !kept[1] || !kept[2])
        written_fail(r, HOSHI_E_MEMORY);
    else
        *x = (struct hoshi_written_change){kind, kept[0], kept[1], kept[2]};
}

static int written_by_place(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool written_index(struct written_reader *r, const struct hoshi_form *form)
{
    size_t n = form ? form->cells : 0;
    r->read = calloc(n + 1, sizeof *r->read);
    for (size_t i = 0; r->read && i < n; i++)
        r->read[r->reads++] = form->cell[i].where;
    if (r->read)
        qsort(r->read, r->reads, sizeof *r->read, written_by_place);
    return r->read != NULL;
}

static bool written_is_read(const struct written_reader *r, const char *sheet, const char *cell)
{
    char where[HOSHI_CELL_PLACE];
    const char *key = where;
    snprintf(where, sizeof where, "%.120s!%s", sheet, cell);
    return bsearch(&key, r->read, r->reads, sizeof *r->read, written_by_place) != NULL;
}

static void written_told(struct written_reader *r, enum hoshi_written_kind kind, const char *sheet,
                         uint32_t row, uint16_t column, const char *now)
{
    char cell[24];
    hoshi_cell_name((long)row, column, cell);
    if (!written_is_read(r, sheet, cell))
        written_change(r, kind, sheet, cell, now);
}

static bool written_known(const struct written_reader *r, uint32_t sum)
{
    return r->known[sum / 8] >> sum % 8 & 1;
}

/* A cell where something was written; `now` NULL: nothing stands there. */
static void written_one(struct written_reader *r, const char *sheet, const struct written_cell *was,
                        const struct hoshi_cell *now)
{
    bool holds = written_holds(now);
    if (was->kind == '=' && holds && !written_is_formula(now))
        written_told(r, HOSHI_WRITTEN_OVER_FORMULA, sheet, was->row, was->column, now->text);
    else if (was->kind == '!' && r->inputs && holds && written_sum_of(now) != was->sum)
        written_told(r, HOSHI_WRITTEN_INPUT, sheet, was->row, was->column, now->text);
    else if (was->kind == '#' && !holds)
        written_told(r, HOSHI_WRITTEN_CLEARED, sheet, was->row, was->column, "");
    else if (was->kind == '#' && (written_is_formula(now) || written_sum_of(now) != was->sum))
        written_told(r, HOSHI_WRITTEN_CHANGED, sheet, was->row, was->column, now->text);
}

static int written_order(const struct written_cell *a, const struct hoshi_cell *b)
{
    return a->row != b->row ? (a->row > b->row) - (a->row < b->row)
                            : (a->column > b->column) - (a->column < b->column);
}

static void written_in_place(struct written_reader *r, const char *sheet, const struct hoshi_array *was,
                             const struct hoshi_grid *grid)
{
    const struct written_cell *w = was->item;
    size_t i = 0, k = 0;
    while (i < was->n || k < grid->cells) {
        int order = i == was->n ? 1 : k == grid->cells ? -1 : written_order(&w[i], &grid->cell[k]);
        if (order > 0) {
            const struct hoshi_cell *x = &grid->cell[k++];
            if (written_holds(x))
                written_told(r, HOSHI_WRITTEN_ADDED, sheet, x->row, x->column, x->text);
            continue;
        }
        written_one(r, sheet, &w[i++], order ? NULL : &grid->cell[k]);
        k += !order;
    }
}

/* Rows were moved: what stood nowhere on the sheet was typed. */
static void written_new_to_it(struct written_reader *r, const char *sheet, const struct hoshi_grid *grid)
{
    written_change(r, HOSHI_WRITTEN_MOVED, sheet, "", "");
    for (size_t k = 0; k < grid->cells; k++) {
        const struct hoshi_cell *x = &grid->cell[k];
        if (written_holds(x) && !written_is_formula(x) && !written_known(r, written_sum_of(x)))
            written_told(r, HOSHI_WRITTEN_ADDED, sheet, x->row, x->column, x->text);
    }
}

/* Texts of the sheet that stand where another one was written. */
static size_t written_shifted(const struct written_reader *r, const struct hoshi_array *was,
                              const struct hoshi_grid *grid)
{
    size_t n = 0;
    for (size_t i = 0; i < was->n; i++) {
        const struct written_cell *w = hoshi_array_at(was, i);
        const struct hoshi_cell *x = w->kind == '#' ? hoshi_grid_at(grid, w->row, w->column) : NULL;
        n += x && x->kind == HOSHI_CELL_IS_TEXT && !written_is_formula(x) && written_sum_of(x) != w->sum &&
             written_known(r, written_sum_of(x));
    }
    return n;
}

static void written_sheet(struct written_reader *r, const char *sheet, const char *text)
{
    const struct hoshi_grid *grid = NULL;
    struct hoshi_array was = HOSHI_ARRAY(struct written_cell);
    for (size_t i = 0; i < hoshi_xlsx_sheets(r->book) && !grid && !r->status; i++)
        if (strcmp(hoshi_xlsx_sheet_name(r->book, i), sheet) == 0)
            written_fail(r, hoshi_xlsx_grid(r->book, i, &grid, r->faults));
    if (!r->status && !grid)
        written_change(r, HOSHI_WRITTEN_SHEET_GONE, sheet, "", "");
    else if (!r->status && written_parse(r, text, &was)) {
        memset(r->known, 0, HOSHI_WRITTEN_SUMS / 8);
        for (size_t i = 0; i < was.n; i++) {
            const struct written_cell *w = hoshi_array_at(&was, i);
            if (w->kind != '=')
                r->known[w->sum / 8] |= (unsigned char)(1 << w->sum % 8);
        }
        if (written_shifted(r, &was, grid) >= HOSHI_WRITTEN_SHIFTED)
            written_new_to_it(r, sheet, grid);
        else
            written_in_place(r, sheet, &was, grid);
    }
    hoshi_array_release(&was);
}

/* ---- the book ---- */

static const char *written_text(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(grid, row, column);
    return cell && cell->kind == HOSHI_CELL_IS_TEXT ? cell->text : "";
}

/* All rows of the list; texts of one sheet stand below each other. */
static void written_list(struct written_reader *r, const struct hoshi_grid *list)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, WRITTEN_TEXT);
    for (size_t k = 0; k < list->cells && !r->status; k++) {
        uint32_t row = list->cell[k].row;
        if (list->cell[k].column != WRITTEN_MARK_COLUMN ||
            strcmp(written_text(list, row, WRITTEN_MARK_COLUMN), HOSHI_WRITTEN_MARK) != 0)
            continue;
        const char *sheet = written_text(list, row, WRITTEN_SHEET_COLUMN);
        hoshi_buffer_puts(&text, written_text(list, row, WRITTEN_TEXT_COLUMN));
        bool goes_on = strcmp(written_text(list, row + 1, WRITTEN_MARK_COLUMN), HOSHI_WRITTEN_MARK) == 0 &&
                       strcmp(written_text(list, row + 1, WRITTEN_SHEET_COLUMN), sheet) == 0;
        if (goes_on)
            continue;
        if (text.failed)
            written_fail(r, HOSHI_E_MEMORY);
        else
            written_sheet(r, sheet, hoshi_buffer_text(&text));
        hoshi_buffer_release(&text);
        hoshi_buffer_init(&text, WRITTEN_TEXT);
    }
    hoshi_buffer_release(&text);
}

static bool written_is_listed(const struct hoshi_grid *list, const char *sheet)
{
    for (size_t k = 0; k < list->cells; k++)
        if (list->cell[k].column == WRITTEN_MARK_COLUMN &&
            strcmp(written_text(list, list->cell[k].row, WRITTEN_MARK_COLUMN), HOSHI_WRITTEN_MARK) == 0 &&
            strcmp(written_text(list, list->cell[k].row, WRITTEN_SHEET_COLUMN), sheet) == 0)
            return true;
    return false;
}

static bool written_has_list(const struct hoshi_grid *grid)
{
    for (size_t k = 0; k < grid->cells; k++)
        if (grid->cell[k].column == WRITTEN_MARK_COLUMN &&
            strcmp(grid->cell[k].text, HOSHI_WRITTEN_MARK) == 0)
            return true;
    return false;
}

/* Sheets that somebody added. */
static void written_others(struct written_reader *r, const struct hoshi_grid *list, size_t list_sheet)
{
    for (size_t i = 0; i < hoshi_xlsx_sheets(r->book) && !r->status; i++) {
        const struct hoshi_grid *grid = NULL;
        const char *name = hoshi_xlsx_sheet_name(r->book, i);
        if (i == list_sheet || written_is_listed(list, name))
            continue;
        written_fail(r, hoshi_xlsx_grid(r->book, i, &grid, r->faults));
        if (grid && grid->cells)
            written_change(r, HOSHI_WRITTEN_SHEET_NEW, name, "", "");
    }
}

enum hoshi_status hoshi_written_read(struct hoshi_xlsx *book, struct hoshi_arena *arena, bool inputs,
                                     const struct hoshi_form *form, struct hoshi_written *out,
                                     struct hoshi_faults *faults)
{
    struct written_reader r = {.book = book,
                               .arena = arena,
                               .faults = faults,
                               .inputs = inputs,
                               .change = HOSHI_ARRAY_IN(arena, struct hoshi_written_change),
                               .known = calloc(1, HOSHI_WRITTEN_SUMS / 8)};
    if (!written_index(&r, form) || !r.known)
        written_fail(&r, HOSHI_E_MEMORY);
    for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !r.written.found && !r.status; i++) {
        const struct hoshi_grid *grid = NULL;
        if (hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE)
            continue;
        written_fail(&r, hoshi_xlsx_grid(book, i, &grid, faults));
        if (r.status || !written_has_list(grid))
            continue;
        r.written.found = true;
        written_list(&r, grid);
        written_others(&r, grid, i);
    }
    free(r.known);
    free(r.read);
    r.written.change = r.change.item;
    r.written.n = r.change.n;
    if (!r.status)
        *out = r.written;
    return r.status;
}

enum hoshi_status hoshi_written_read_file(const char *path, struct hoshi_arena *arena,
                                          struct hoshi_written *out, struct hoshi_faults *faults)
{
    struct hoshi_xlsx *book = NULL;
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    *out = (struct hoshi_written){0};
    if (!status && hoshi_xlsx_kind(text, n) == HOSHI_FILE_ZIP)
        status = hoshi_xlsx_open(text, n, &book, faults);
    if (!status && book)
        status = hoshi_written_read(book, arena, true, NULL, out, faults);
    hoshi_xlsx_close(book);
    free(text);
    return status;
}
