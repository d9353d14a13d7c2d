/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "back_read.h"
#include "array.h"
#include "cell_name.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BACK_CELLS = 20000, COLUMN_PATH = 1, COLUMN_SHEET, COLUMN_CELL, COLUMN_WRITTEN, COLUMN_LIVE };

struct back_reader {
    struct hoshi_xlsx *book;
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    struct hoshi_array typed, stood;
    enum hoshi_status status;
    bool own;
};

static void back_fault(struct back_reader *r, enum hoshi_status status, const char *where, const char *got)
{
    if (!r->status)
        r->status = status;
    hoshi_fault_add(r->faults, status, where, got, NULL);
}

static const char *back_keep(struct back_reader *r, const char *text)
{
    const char *kept = hoshi_arena_text(r->arena, text);
    if (!kept)
        back_fault(r, HOSHI_E_MEMORY, NULL, NULL);
    return kept ? kept : "";
}

static const char *back_text(const struct hoshi_grid *grid, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(grid, row, column);
    return cell && cell->kind != HOSHI_CELL_IS_MISSING ? cell->text : "";
}

/* "0.4" and "0.40" are one number; texts are what they are. */
static bool back_same(const char *a, const char *b)
{
    int64_t x, y;
    if (strcmp(a, b) == 0)
        return true;
    return *a && *b && !hoshi_typed_number(a, &x) && !hoshi_typed_number(b, &y) && x == y;
}

/* "AB12" into row and column, from 1; false when it is none. */
static bool back_place(const char *name, uint32_t *row, size_t *column)
{
    size_t c = 0;
    const char *p = name;
    for (; *p >= 'A' && *p <= 'Z' && c < 20000; p++)
        c = c * 26 + (size_t)(*p - 'A' + 1);
    unsigned long n = strtoul(p, NULL, 10);
    *row = (uint32_t)n;
    *column = c;
    return c && n && n < 1048577;
}

static const struct hoshi_grid *back_sheet(struct back_reader *r, const char *name)
{
    const struct hoshi_grid *grid = NULL;
    for (size_t i = 0; i < hoshi_xlsx_sheets(r->book); i++)
        if (strcmp(hoshi_xlsx_sheet_name(r->book, i), name) == 0) {
            enum hoshi_status s = hoshi_xlsx_grid(r->book, i, &grid, r->faults);
            if (s && !r->status)
                r->status = s;
            return grid;
        }
    return NULL;
}

static void back_add(struct back_reader *r, struct hoshi_array *to, struct hoshi_back_typed x)
{
    if (to->n == BACK_CELLS) {
        back_fault(r, HOSHI_E_TOO_MANY, x.where, NULL);
        return;
    }
    struct hoshi_back_typed *added = hoshi_array_add(to);
    if (!added)
        back_fault(r, HOSHI_E_MEMORY, NULL, NULL);
    else
        *added = (struct hoshi_back_typed){back_keep(r, x.path), back_keep(r, x.where),
                                           back_keep(r, x.before), back_keep(r, x.now)};
}

static void back_row(struct back_reader *r, const struct hoshi_grid *list, uint32_t row)
{
    const char *key = back_text(list, row, COLUMN_PATH), *sheet = back_text(list, row, COLUMN_SHEET),
               *cell = back_text(list, row, COLUMN_CELL), *before = back_text(list, row, COLUMN_WRITTEN),
               *live = back_text(list, row, COLUMN_LIVE);
    char where[200];
    uint32_t at = 0;
    size_t column = 0, prefix = strlen(HOSHI_FORM_MARK_ROW);
    if (strncmp(key, HOSHI_FORM_MARK_ROW, prefix) != 0 || !back_place(cell, &at, &column))
        return;
    r->own = r->own || strncmp(key + prefix, HOSHI_BACK_RECORD, strlen(HOSHI_BACK_RECORD)) == 0;
    const struct hoshi_grid *grid = back_sheet(r, sheet);
    if (!grid)
        return; /* a sheet that was taken away had nothing typed that could be kept */
    const char *now = back_text(grid, at, column);
    snprintf(where, sizeof where, "%.120s!%s", sheet, cell);
    struct hoshi_back_typed x = {key + prefix, where, before, now};
    if (back_same(before, now)) {
        if (*now && strncmp(x.path, HOSHI_BACK_PRICES, strlen(HOSHI_BACK_PRICES)) == 0)
            back_add(r, &r->stood, x);
        return;
    }
    /* A recalculated reference that is neither the old value nor the cell's says that the cell has moved. */
    if (*live && *before && !back_same(live, before) && !back_same(live, *now ? now : "0"))
        back_fault(r, HOSHI_E_FORM_ROW, where, now);
    else
        back_add(r, &r->typed, x);
}

enum hoshi_status hoshi_back_read(struct hoshi_xlsx *book, struct hoshi_arena *arena, struct hoshi_back *out,
                                  struct hoshi_faults *faults)
{
    struct back_reader r = {.book = book,
                            .arena = arena,
                            .faults = faults,
                            .typed = HOSHI_ARRAY_IN(arena, struct hoshi_back_typed),
                            .stood = HOSHI_ARRAY_IN(arena, struct hoshi_back_typed)};
    struct hoshi_back back = {.case_id = ""};
    for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !back.found && !r.status; i++) {
        const struct hoshi_grid *grid = NULL;
        if (hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE)
            continue;
        r.status = hoshi_xlsx_grid(book, i, &grid, faults);
        if (r.status || strcmp(back_text(grid, 1, COLUMN_PATH), HOSHI_BACK_TABLE) != 0)
            continue;
        back.found = true;
        back.case_id = back_keep(&r, back_text(grid, 1, COLUMN_SHEET));
        uint32_t last = 0;
        for (size_t k = 0; k < grid->cells && r.status != HOSHI_E_MEMORY; k++)
            if (grid->cell[k].row > 1 && grid->cell[k].row != last)
                back_row(&r, grid, last = grid->cell[k].row);
    }
    back.own = r.own;
    back.typed = r.typed.item;
    back.n = r.typed.n;
    back.stood = r.stood.item;
    back.stood_n = r.stood.n;
    if (!r.status)
        *out = back;
    return r.status;
}

/* ---- one field in several places ---- */

static int back_by_path(const void *a, const void *b)
{
    const struct hoshi_back_typed *const *x = a, *const *y = b;
    int order = strcmp((*x)->path, (*y)->path);
    return order ? order : (*x > *y) - (*x < *y);
}

enum hoshi_status hoshi_back_check(const struct hoshi_back *back, struct hoshi_faults *faults)
{
    const struct hoshi_back_typed **list = calloc(back->n + 1, sizeof *list);
    enum hoshi_status s = HOSHI_OK;
    size_t n = 0;
    if (!list)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < back->n; i++)
        if (*back->typed[i].path && *back->typed[i].now)
            list[n++] = &back->typed[i];
    qsort(list, n, sizeof *list, back_by_path);
    for (size_t i = 1; i < n; i++)
        if (strcmp(list[i - 1]->path, list[i]->path) == 0 && !back_same(list[i - 1]->now, list[i]->now))
            s = hoshi_fault_add(faults, HOSHI_E_CONTRADICTION, list[i]->where, list[i]->now, "%s: %s",
                                list[i - 1]->where, list[i - 1]->now);
    free(list);
    return s;
}

/* ---- as cells of a questionnaire ---- */

struct back_former {
    struct hoshi_arena *arena;
    struct hoshi_array cell;
    bool failed;
};

static const char *back_part(struct back_former *f, const char *text, size_t n)
{
    const char *kept = hoshi_arena_printf(f->arena, "%.*s", (int)n, text);
    f->failed = f->failed || !kept;
    return kept ? kept : "";
}

static void back_cell(struct back_former *f, const char *table, const char *row, const char *column,
                      const char *text, const char *where)
{
    struct hoshi_form_cell *cell = hoshi_array_add(&f->cell);
    if (!cell)
        f->failed = true;
    else
        *cell = (struct hoshi_form_cell){table, row, column, text, HOSHI_CELL_IS_TEXT, where};
}

/* What stands between "name[" and "]"; NULL when the path begins otherwise. `*rest` behind the bracket and dot. */
static const char *back_key(struct back_former *f, const char *path, const char *name, const char **rest)
{
    size_t n = strlen(name);
    const char *end = strncmp(path, name, n) == 0 && path[n] == '[' ? strchr(path + n, ']') : NULL;
    if (!end || end[1] != '.')
        return NULL;
    *rest = end + 2;
    return back_part(f, path + n + 1, (size_t)(end - path) - n - 1);
}

/* Lists below a buyer, and what tells their rows apart. */
static const struct {
    const char *table, *key;
} back_list[] = {{HOSHI_FORM_ITEMS, "code"}, {HOSHI_FORM_ORDERS, "number"}, {HOSHI_FORM_EXHIBITS, "sha256"}};

static void back_typed_cell(struct back_former *f, const struct hoshi_back_typed *x)
{
    const char *rest = NULL, *key = back_key(f, x->path, "plan.quotes", &rest), *inner = NULL;
    if (key) {
        back_cell(f, HOSHI_FORM_QUOTES, key, rest, x->now, x->where);
        return;
    }
    key = back_key(f, x->path, "buyers", &rest);
    if (!key) {
        back_cell(f, HOSHI_FORM_FIELDS, x->path, HOSHI_FORM_VALUE, x->now, x->where);
        return;
    }
    for (size_t i = 0; i < sizeof back_list / sizeof *back_list; i++) {
        const char *of = back_key(f, rest, back_list[i].table, &inner);
        if (!of)
            continue;
        const char *row = back_part(f, x->path, strlen(x->path) - strlen(inner));
        /* The key of a row that was blank is typed as well: it stands in a cell of its own. */
        bool typed_key = *of == '+';
        back_cell(f, back_list[i].table, row, HOSHI_FORM_BUYER, key, x->where);
        if (!typed_key)
            back_cell(f, back_list[i].table, row, back_list[i].key, of, x->where);
        back_cell(f, back_list[i].table, row, inner, x->now, x->where);
        return;
    }
    back_cell(f, HOSHI_FORM_BUYERS, key, "id", key, x->where);
    back_cell(f, HOSHI_FORM_BUYERS, key, rest, x->now, x->where);
}

/* Whether a cell of the same price was typed: paths that agree up to the bracket. */
static bool back_price_typed(const struct hoshi_back *back, const struct hoshi_back_typed *stood)
{
    const char *end = strchr(stood->path, ']');
    for (size_t i = 0; end && i < back->n; i++)
        if (*back->typed[i].now &&
            strncmp(back->typed[i].path, stood->path, (size_t)(end - stood->path) + 1) == 0)
            return true;
    return false;
}

enum hoshi_status hoshi_back_form(const struct hoshi_back *back, struct hoshi_arena *arena,
                                  struct hoshi_form *form)
{
    struct back_former f = {.arena = arena, .cell = HOSHI_ARRAY_IN(arena, struct hoshi_form_cell)};
    for (size_t i = 0; i < back->n && !f.failed; i++) {
        const struct hoshi_back_typed *x = &back->typed[i];
        if (*x->path && *x->now && strncmp(x->path, HOSHI_BACK_RECORD, strlen(HOSHI_BACK_RECORD)) != 0)
            back_typed_cell(&f, x);
    }
    for (size_t i = 0; i < back->stood_n && !f.failed; i++)
        if (back_price_typed(back, &back->stood[i]))
            back_typed_cell(&f, &back->stood[i]);
    *form = (struct hoshi_form){.catalog = "",
                                .edition = "",
                                .language = "",
                                .as_of = "",
                                .start = "",
                                .case_id = "",
                                .title = "",
                                .yes = "",
                                .no = "",
                                .cell = f.cell.item,
                                .cells = f.cell.n};
    return f.failed ? HOSHI_E_MEMORY : HOSHI_OK;
}
