/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xlsx_formula.h"
#include "cell_name.h"
#include "formula_value.h"
#include "text.h"
#include "xlsx_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A shared formula: its text and where it was written. */
struct formula_share {
    unsigned long number;
    uint32_t row, column;
    const char *text;
};

struct formula_sheet {
    struct hoshi_xlsx *book;
    size_t sheet, formulas, looks;
    const struct hoshi_grid *grid; /* of the sheet */
    hoshi_formula_doubtful *doubtful;
    void *user;
    bool in_data, in_cell, in_formula, has_formula, known;
    uint32_t row, column;
    unsigned long number; /* of a shared formula; 0: none, else + 1 */
    struct hoshi_buffer text;
    struct formula_share *share;
    size_t shares, capacity;
    struct hoshi_arena arena; /* texts of shared formulas */
    bool too_long, starved;
};

/* ---- how formulas look at the workbook ---- */

static const struct hoshi_grid *formula_grid(const struct formula_sheet *s, const char *sheet)
{
    if (!sheet)
        return s->grid;
    for (size_t i = 0; i < hoshi_xlsx_sheets(s->book); i++)
        if (strcmp(hoshi_xlsx_sheet_name(s->book, i), sheet) == 0)
            return &s->book->grid[i]; /* all were read before */
    return NULL;
}

/* "2027-04-01T12:00:00" as a day of Excel. */
static struct hoshi_formula_value formula_day(const struct hoshi_xlsx *book, const char *text)
{
    struct hoshi_date date;
    char day[HOSHI_DATE_TEXT];
    hoshi_text_copy(day, 11, text);
    if (strlen(text) != 10 || !hoshi_date_parse(day, &date))
        return (struct hoshi_formula_value){.kind = HOSHI_FORMULA_UNKNOWN};
    return (struct hoshi_formula_value){.kind = HOSHI_FORMULA_NUMBER,
                                        .number = (double)hoshi_date_days(date) + 25569 -
                                                  (book->date1904 ? 1462 : 0)};
}

static struct hoshi_formula_value formula_stored(const struct hoshi_xlsx *book, const struct hoshi_cell *cell)
{
    struct hoshi_formula_value v = {.kind = HOSHI_FORMULA_EMPTY};
    if (!cell)
        return v;
    const char *p = cell->text + (cell->text[0] == '-');
    switch ((enum hoshi_cell_kind)cell->kind) {
    case HOSHI_CELL_IS_TEXT:
        return (struct hoshi_formula_value){.kind = HOSHI_FORMULA_STRING, .text = cell->text};
    case HOSHI_CELL_IS_NUMBER:
        v.kind = hoshi_formula_number(&p, &v.number) ? HOSHI_FORMULA_NUMBER : HOSHI_FORMULA_UNKNOWN;
        v.number = cell->text[0] == '-' ? -v.number : v.number;
        return v;
    case HOSHI_CELL_IS_BOOL:
        return (struct hoshi_formula_value){.kind = HOSHI_FORMULA_TRUTH, .number = cell->text[0] == 'T'};
    case HOSHI_CELL_IS_ERROR:
        v.kind = HOSHI_FORMULA_ERROR;
        return v;
    case HOSHI_CELL_IS_DATE:
        return formula_day(book, cell->text);
    case HOSHI_CELL_IS_MISSING:
        break;
    }
    v.kind = HOSHI_FORMULA_UNKNOWN;
    return v;
}

static struct hoshi_formula_value formula_look(void *user, const char *sheet, uint32_t row, uint32_t column)
{
    struct formula_sheet *s = user;
    const struct hoshi_grid *grid = formula_grid(s, sheet);
    if (!grid)
        return (struct hoshi_formula_value){.kind = HOSHI_FORMULA_UNKNOWN};
    return formula_stored(s->book, hoshi_grid_at(grid, row, column));
}

static bool formula_bound(void *user, struct hoshi_formula_area *area)
{
    struct formula_sheet *s = user;
    const struct hoshi_grid *grid = formula_grid(s, area->sheet);
    if (!grid)
        return false;
    area->last_row = area->last_row < grid->rows ? area->last_row : grid->rows;
    area->last_column = area->last_column < grid->columns ? area->last_column : grid->columns;
    if (area->last_row < area->row || area->last_column < area->column)
        return true; /* nothing stands there */
    uint64_t cells = (uint64_t)(area->last_row - area->row + 1) * (area->last_column - area->column + 1);
    if (cells > HOSHI_FORMULA_LOOKS - s->looks)
        return false;
    s->looks += (size_t)cells;
    return true;
}

static bool formula_named(void *user, const char *name, struct hoshi_formula_area *area)
{
    struct formula_sheet *s = user;
    size_t sheet;
    if (!hoshi_xlsx_named(s->book, name, &sheet, &area->row, &area->column))
        return false;
    area->sheet = hoshi_xlsx_sheet_name(s->book, sheet);
    return true;
}

/* ---- one formula ---- */

static void formula_say(const struct hoshi_formula_value *v, char out[HOSHI_FORMULA_SHOWN])
{
    char number[HOSHI_REAL_TEXT];
    hoshi_text_copy(out, HOSHI_FORMULA_SHOWN,
                    v->kind == HOSHI_FORMULA_STRING   ? v->text
                    : v->kind == HOSHI_FORMULA_TRUTH  ? (v->number > 0 ? "TRUE" : "FALSE")
                    : v->kind == HOSHI_FORMULA_NUMBER ? hoshi_real_print(v->number, number)
                    : v->kind == HOSHI_FORMULA_ERROR  ? "#ERROR"
                    : v->kind == HOSHI_FORMULA_EMPTY  ? "0"
                                                      : "");
}

static void formula_judge(struct formula_sheet *s, const char *text, int64_t rows, int64_t columns)
{
    static const struct hoshi_formula_value unknown = {.kind = HOSHI_FORMULA_UNKNOWN};
    const struct hoshi_formula_cells cells = {s, formula_look, formula_bound, formula_named};
    struct hoshi_arena arena = {0};
    struct hoshi_formula_value gives =
        text ? hoshi_formula_value(text, rows, columns, &cells, &arena) : unknown;
    const struct hoshi_cell *cell = hoshi_grid_at(s->grid, s->row, s->column);
    struct hoshi_formula_value stored = formula_stored(s->book, cell);
    s->formulas++;
    s->starved |= gives.kind == HOSHI_FORMULA_STARVED;
    if (!s->starved && !hoshi_formula_same(&gives, &stored)) {
        struct hoshi_formula_doubt doubt = {.sheet = s->sheet, .row = s->row, .column = s->column};
        hoshi_text_copy(doubt.stored, sizeof doubt.stored, cell ? cell->text : "");
        formula_say(&gives, doubt.gives);
        s->doubtful(s->user, &doubt);
    }
    hoshi_arena_release(&arena);
}

static const struct formula_share *formula_shared(const struct formula_sheet *s, unsigned long number)
{
    for (size_t i = s->shares; i-- > 0;)
        if (s->share[i].number == number)
            return &s->share[i];
    return NULL;
}

static void formula_share_this(struct hoshi_xml *x, struct formula_sheet *s)
{
    if (s->shares == HOSHI_FORMULA_SHARES || formula_shared(s, s->number))
        return;
    char *text = hoshi_arena_text(&s->arena, hoshi_buffer_text(&s->text));
    if (!text ||
        (s->shares == s->capacity && !hoshi_grid_grow((void **)&s->share, &s->capacity, sizeof *s->share))) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    s->share[s->shares++] = (struct formula_share){s->number, s->row, s->column, text};
}

static void formula_done(struct hoshi_xml *x, struct formula_sheet *s)
{
    const char *text = s->text.length && !s->too_long && s->known ? hoshi_buffer_text(&s->text) : NULL;
    const struct formula_share *share = s->number && !text ? formula_shared(s, s->number) : NULL;
    if (share)
        formula_judge(s, share->text, (int64_t)s->row - share->row, (int64_t)s->column - share->column);
    else
        formula_judge(s, text, 0, 0);
    if (s->number && text)
        formula_share_this(x, s);
    if (s->starved)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

/* ---- the part ---- */

static void formula_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct formula_sheet *s = x->user;
    unsigned long number;
    const char *end, *text = hoshi_xml_attribute(attribute, "r");
    if (x->depth == 2) {
        s->in_data = strcmp(name, "sheetData") == 0;
    } else if (x->depth == 3 && s->in_data && strcmp(name, "row") == 0) {
        s->row = text && hoshi_xml_digits(text, HOSHI_SHEET_ROWS, &number) && number ? (uint32_t)number
                                                                                     : s->row + 1;
        s->column = 0;
    } else if (x->depth == 4 && s->in_data && strcmp(name, "c") == 0) {
        s->in_cell = true;
        s->has_formula = false;
        s->column++;
        if (text && !hoshi_cell_reference(text, &s->row, &s->column, &end))
            s->in_cell = false; /* the reader of values tells it */
    } else if (x->depth == 5 && s->in_cell && strcmp(name, "f") == 0) {
        const char *type = hoshi_xml_attribute(attribute, "t"), *share = hoshi_xml_attribute(attribute, "si");
        s->in_formula = s->has_formula = true;
        s->known = !type || strcmp(type, "dataTable") != 0;
        s->number = type && strcmp(type, "shared") == 0 && share &&
                            hoshi_xml_digits(share, HOSHI_FORMULA_SHARES * 16ul, &number)
                        ? number + 1
                        : 0;
        hoshi_xlsx_text_clear(&s->text);
        s->too_long = false;
    }
}

static void formula_letters(struct hoshi_xml *x, const char *text, size_t n)
{
    struct formula_sheet *s = x->user;
    s->too_long |= s->in_formula && n > HOSHI_FORMULA_LENGTH - s->text.length;
    if (!s->in_formula || s->too_long)
        return;
    hoshi_buffer_add(&s->text, text, n);
    if (s->text.failed)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static void formula_end(struct hoshi_xml *x, const char *name)
{
    struct formula_sheet *s = x->user;
    (void)name;
    if (x->depth == 5)
        s->in_formula = false;
    else if (x->depth == 4 && s->in_cell) {
        if (s->has_formula)
            formula_done(x, s);
        s->in_cell = false;
    } else if (x->depth == 2)
        s->in_data = false;
}

enum hoshi_status hoshi_xlsx_recalculate(struct hoshi_xlsx *book, size_t *formulas,
                                         hoshi_formula_doubtful *doubtful, void *user,
                                         struct hoshi_faults *faults)
{
    static const struct hoshi_xml_handlers handlers = {
        .start = formula_start, .end = formula_end, .text = formula_letters};
    size_t looks = 0;
    *formulas = 0;
    if (book->ods)
        return HOSHI_OK;
    for (size_t i = 0; i < book->sheets; i++) {
        const struct hoshi_grid *grid;
        enum hoshi_status status = hoshi_xlsx_grid(book, i, &grid, faults);
        if (status)
            return status;
    }
    for (size_t i = 0; i < book->sheets; i++) {
        struct formula_sheet s = {.book = book,
                                  .sheet = i,
                                  .grid = &book->grid[i],
                                  .looks = looks,
                                  .doubtful = doubtful,
                                  .user = user};
        hoshi_buffer_init(&s.text, HOSHI_FORMULA_LENGTH + 1);
        enum hoshi_status status = hoshi_xml_part(book, book->sheet[i].part, &handlers, &s, faults);
        *formulas += s.formulas;
        looks = s.looks;
        hoshi_buffer_release(&s.text);
        hoshi_arena_release(&s.arena);
        free(s.share);
        if (status)
            return status;
    }
    return HOSHI_OK;
}
