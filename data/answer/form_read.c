/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form_read.h"
#include "array.h"
#include "cell_name.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    const char *catalog;
    struct hoshi_form form;
    struct hoshi_array cell;  /* of the form: where they are collected */
    enum hoshi_status status; /* of the first fault */
};

static void form_fault(struct reader *r, enum hoshi_status status, long row, const char *form_where,
                       const char *got, const char *allowed)
{
    if (!r->status)
        r->status = status;
    if (allowed)
        hoshi_fault_add_row(r->faults, status, row, form_where, got, "%s", allowed);
    else
        hoshi_fault_add_row(r->faults, status, row, form_where, got, NULL);
}

static const char *form_keep(struct reader *r, const char *text)
{
    const char *copy = hoshi_arena_text(r->arena, text);
    if (!copy)
        form_fault(r, HOSHI_E_MEMORY, 0, NULL, NULL, NULL);
    return copy ? copy : "";
}

/* What stands behind a prefix; NULL without it. */
static const char *form_behind(const struct hoshi_cell *cell, const char *prefix)
{
    size_t n = strlen(prefix);
    return cell && cell->kind == HOSHI_CELL_IS_TEXT && strncmp(cell->text, prefix, n) == 0 ? cell->text + n
                                                                                           : NULL;
}

static bool is_blank(const char *text)
{
    while (*text) {
        uint32_t c = hoshi_text_next(&text);
        if (c > ' ' && c != 0x3000 && c != 0xA0)
            return false;
    }
    return true;
}

static const char *where(struct reader *r, const char *sheet, const struct hoshi_cell *cell)
{
    char name[24], text[160];
    snprintf(text, sizeof text, "%.120s!%s", sheet, hoshi_cell_name((long)cell->row, cell->column, name));
    return form_keep(r, text);
}

static void form_add(struct reader *r, struct hoshi_form_cell cell)
{
    if (r->form.cells == HOSHI_FORM_CELLS) {
        form_fault(r, HOSHI_E_TOO_MANY, 0, cell.where, NULL, "20000");
        return;
    }
    struct hoshi_form_cell *last = hoshi_array_add(&r->cell);
    if (!last) {
        form_fault(r, HOSHI_E_MEMORY, 0, NULL, NULL, NULL);
        return;
    }
    *last = cell;
    r->form.cell = r->cell.item;
    r->form.cells = r->cell.n;
}

/* A table: where its mark stands and which sheet it is on. */
struct table {
    const struct hoshi_grid *grid;
    const char *sheet, *name;
    uint32_t row;
    uint16_t column;
};

static void form_gap_row(struct reader *r, const struct table *t, const struct hoshi_cell *cell,
                         const char *row)
{
    /* Anything but the same digits: full-width or other dashes are the business of the answers' reader. */
    if (cell->kind == HOSHI_CELL_IS_TEXT && strcmp(cell->text, row) != 0 && cell->text[0] >= '0' &&
        cell->text[0] <= '9')
        form_fault(r, HOSHI_E_FORM_ROW, (long)cell->row, where(r, t->sheet, cell), cell->text, row);
}

static void form_read_row(struct reader *r, const struct table *t, uint32_t row, const char *key)
{
    const struct hoshi_cell *head;
    size_t n = hoshi_grid_row(t->grid, t->row, &head);
    const char *kept = form_keep(r, key);
    for (size_t i = 0; i < n; i++) {
        const char *column = form_behind(&head[i], HOSHI_FORM_MARK_COLUMN);
        const struct hoshi_cell *cell = column ? hoshi_grid_at(t->grid, row, head[i].column) : NULL;
        if (!cell)
            continue;
        const char *place = where(r, t->sheet, cell);
        if (cell->kind == HOSHI_CELL_IS_MISSING)
            form_fault(r, HOSHI_E_FORMULA_VALUE, (long)row, place, NULL, NULL);
        else if (strcmp(t->name, HOSHI_FORM_GAP) == 0 && strcmp(column, HOSHI_FORM_ID) == 0)
            form_gap_row(r, t, cell, kept);
        else if (!is_blank(cell->text))
            form_add(r, (struct hoshi_form_cell){form_keep(r, t->name), kept, form_keep(r, column),
                                                 form_keep(r, cell->text), (enum hoshi_cell_kind)cell->kind,
                                                 place});
    }
}

static void read_table(struct reader *r, const struct table *t)
{
    for (size_t i = 0; i < t->grid->cells; i++) {
        const struct hoshi_cell *cell = &t->grid->cell[i];
        if (cell->column != t->column || cell->row <= t->row)
            continue;
        if (form_behind(cell, HOSHI_FORM_MARK_TABLE))
            return;
        const char *key = form_behind(cell, HOSHI_FORM_MARK_ROW);
        if (key)
            form_read_row(r, t, cell->row, key);
    }
}

/* ---- a table whose row marks are gone ---- */

static bool form_has_column(const struct table *t, const char *column)
{
    const struct hoshi_cell *head;
    size_t n = hoshi_grid_row(t->grid, t->row, &head);
    for (size_t i = 0; i < n; i++) {
        const char *name = form_behind(&head[i], HOSHI_FORM_MARK_COLUMN);
        if (name && strcmp(name, column) == 0)
            return true;
    }
    return false;
}

/* Which table has these columns; NULL: one of answers, which are read by their ids. */
static const char *form_lost_name(const struct table *t)
{
    return form_has_column(t, HOSHI_FORM_ANSWER)  ? NULL
           : form_has_column(t, "monthly_yen")    ? HOSHI_FORM_MEASURES
           : form_has_column(t, "likely_yen")     ? HOSHI_FORM_QUOTES
           : form_has_column(t, "risk_profile")   ? HOSHI_FORM_TRANSACTIONS
           : form_has_column(t, "lines")          ? HOSHI_FORM_FUNDING
           : form_has_column(t, "1")              ? HOSHI_FORM_BUYER_FIELDS
           : form_has_column(t, HOSHI_FORM_BUYER) ? HOSHI_FORM_ITEMS
           : form_has_column(t, "id")             ? HOSHI_FORM_BUYERS
                                                  : HOSHI_FORM_FIELDS;
}

/* The key of the row that begins with these words, by the labels of the meta sheet; NULL when there is none. */
static const char *form_label_key(const struct reader *r, const char *table, const char *words)
{
    size_t prefix = strlen(HOSHI_FORM_META_LABEL), n = strlen(table);
    for (size_t i = 0; i < r->form.cells; i++) {
        const struct hoshi_form_cell *x = &r->form.cell[i];
        if (strcmp(x->table, HOSHI_FORM_META) == 0 && strncmp(x->row, HOSHI_FORM_META_LABEL, prefix) == 0 &&
            strncmp(x->row + prefix, table, n) == 0 && x->row[prefix + n] == ':' &&
            strcmp(x->text, words) == 0)
            return x->row + prefix + n + 1;
    }
    return NULL;
}

static const char *form_lost_key(struct reader *r, const struct table *t, uint32_t row, char number[16])
{
    const struct hoshi_cell *cell;
    size_t n = hoshi_grid_row(t->grid, row, &cell);
    if (strcmp(t->name, HOSHI_FORM_BUYERS) == 0 || strcmp(t->name, HOSHI_FORM_ITEMS) == 0 ||
        strcmp(t->name, HOSHI_FORM_TRANSACTIONS) == 0 || strcmp(t->name, HOSHI_FORM_FUNDING) == 0) {
        snprintf(number, 16, "%u", (unsigned)(row - t->row - 1)); /* below the headings */
        return number;
    }
    for (size_t i = 0; i < n; i++) {
        const char *key =
            cell[i].kind == HOSHI_CELL_IS_TEXT ? form_label_key(r, t->name, cell[i].text) : NULL;
        if (key)
            return key;
    }
    return NULL;
}

/* The heading above the row of columns that comes after; the end of the sheet when there is none. */
static uint32_t form_lost_end(const struct table *t)
{
    for (size_t i = 0; i < t->grid->cells; i++)
        if (t->grid->cell[i].row > t->row && form_behind(&t->grid->cell[i], HOSHI_FORM_MARK_COLUMN))
            return t->grid->cell[i].row - 1;
    return UINT32_MAX;
}

/* Rows below the headings, whose own row stands right under the marks. */
static void form_read_lost(struct reader *r, const struct table *t)
{
    uint32_t end = form_lost_end(t), last = 0;
    size_t read = 0;
    char number[16];
    for (size_t i = 0; i < t->grid->cells; i++) {
        uint32_t row = t->grid->cell[i].row;
        if (row <= t->row + 1 || row >= end || row == last)
            continue;
        last = row;
        const char *key = form_lost_key(r, t, row, number);
        if (key) {
            form_read_row(r, t, row, key);
            read++;
        }
    }
    if (!read)
        form_fault(r, HOSHI_E_FORM_MARKS, 0, t->sheet, NULL, NULL);
}

/* Columns of a table without the mark of the table itself: the column of marks is gone. */
static void form_find_lost(struct reader *r, const struct hoshi_grid *grid, const char *sheet)
{
    uint32_t row = 0;
    bool whole = false;
    for (size_t i = 0; i <= grid->cells; i++) {
        const struct hoshi_cell *cell = i < grid->cells ? &grid->cell[i] : NULL;
        if (row && !whole && (!cell || cell->row != row)) {
            struct table t = {grid, sheet, NULL, row, 0};
            t.name = form_lost_name(&t);
            if (t.name)
                form_read_lost(r, &t);
        }
        if (!cell || cell->row != row)
            row = 0;
        if (form_behind(cell, HOSHI_FORM_MARK_TABLE)) {
            row = cell->row;
            whole = true;
        } else if (form_behind(cell, HOSHI_FORM_MARK_COLUMN) && row != cell->row) {
            row = cell->row;
            whole = false;
        }
    }
}

static void form_read_sheet(struct reader *r, struct hoshi_xlsx *book, size_t i)
{
    const struct hoshi_grid *grid = NULL;
    enum hoshi_status status = hoshi_xlsx_grid(book, i, &grid, r->faults);
    if (status && !r->status)
        r->status = status;
    for (size_t k = 0; !status && k < grid->cells; k++) {
        const char *name = form_behind(&grid->cell[k], HOSHI_FORM_MARK_TABLE);
        struct table t = {grid, hoshi_xlsx_sheet_name(book, i), name, grid->cell[k].row,
                          grid->cell[k].column};
        if (name)
            read_table(r, &t);
    }
    if (!status)
        form_find_lost(r, grid, hoshi_xlsx_sheet_name(book, i));
}

/* ---- what the hidden sheet says ---- */

static const char *form_meta(const struct hoshi_form *f, const char *key)
{
    for (size_t i = 0; i < f->cells; i++)
        if (strcmp(f->cell[i].table, HOSHI_FORM_META) == 0 && strcmp(f->cell[i].row, key) == 0)
            return f->cell[i].text;
    return "";
}

static void take_meta(struct reader *r)
{
    struct hoshi_form *f = &r->form;
    const char *format = form_meta(f, HOSHI_FORM_META_FORMAT);
    f->found = *format != 0 || f->cells;
    if (!*format)
        f->catalog = f->edition = f->language = f->as_of = f->start = f->case_id = f->title = f->yes = f->no =
            "";
    if (!*format)
        return;
    f->catalog = form_meta(f, HOSHI_FORM_META_CATALOG);
    f->edition = form_meta(f, HOSHI_FORM_META_EDITION);
    f->language = form_meta(f, HOSHI_FORM_META_LANGUAGE);
    f->as_of = form_meta(f, HOSHI_FORM_META_AS_OF);
    f->start = form_meta(f, HOSHI_FORM_META_START);
    f->case_id = form_meta(f, HOSHI_FORM_META_CASE_ID);
    f->title = form_meta(f, HOSHI_FORM_META_TITLE);
    f->level = form_meta(f, HOSHI_FORM_META_LEVEL)[0] == '4' ? 4 : 3;
    f->yes = form_meta(f, HOSHI_FORM_META_WORD "yes");
    f->no = form_meta(f, HOSHI_FORM_META_WORD "no");
    if (strcmp(format, "1") != 0)
        form_fault(r, HOSHI_E_FORM_FORMAT, 0, HOSHI_FORM_META_FORMAT, format, "1");
    if (strncmp(f->catalog, r->catalog, 10) != 0)
        form_fault(r, HOSHI_E_FORM_FORMAT, 0, HOSHI_FORM_META_CATALOG, f->catalog, r->catalog);
    size_t n = 0;
    for (size_t i = 0; i < f->cells; i++)
        if (strcmp(f->cell[i].table, HOSHI_FORM_META) != 0)
            f->cell[n++] = f->cell[i];
    f->cells = n;
}

/* Marks of a table on a visible sheet: somebody took the hidden one away. */
static bool form_has_marks(struct reader *r, struct hoshi_xlsx *book, size_t i)
{
    const struct hoshi_grid *grid = NULL;
    enum hoshi_status status = hoshi_xlsx_grid(book, i, &grid, r->faults);
    if (status && !r->status)
        r->status = status;
    for (size_t k = 0; !status && k < grid->cells; k++)
        if (form_behind(&grid->cell[k], HOSHI_FORM_MARK_TABLE))
            return true;
    return false;
}

/* The hidden sheet decides; without it, marks on the others. */
static bool is_form(struct reader *r, struct hoshi_xlsx *book)
{
    bool found = false;
    for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !r->status; i++)
        if (hoshi_xlsx_sheet_state(book, i) != HOSHI_SHEET_VISIBLE)
            form_read_sheet(r, book, i);
    if (*form_meta(&r->form, HOSHI_FORM_META_FORMAT))
        return true;
    for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !r->status && !found; i++)
        found = hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE && form_has_marks(r, book, i);
    return found;
}

enum hoshi_status hoshi_form_read(struct hoshi_xlsx *book, const char *catalog, struct hoshi_arena *arena,
                                  struct hoshi_form *form, struct hoshi_faults *faults)
{
    struct reader r = {.arena = arena,
                       .cell = HOSHI_ARRAY_IN(arena, struct hoshi_form_cell),
                       .faults = faults,
                       .catalog = catalog};
    if (is_form(&r, book)) {
        for (size_t i = 0; i < hoshi_xlsx_sheets(book) && r.status != HOSHI_E_MEMORY; i++)
            if (hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE)
                form_read_sheet(&r, book, i);
        take_meta(&r);
    }
    if (!r.status)
        *form = r.form;
    return r.status;
}
