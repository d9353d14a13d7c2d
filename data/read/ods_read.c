/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenDocument spreadsheet has its sheets in one part, content.xml, one behind the other; cells and rows that are
 * alike stand once with a number of repeats. One walk serves both readings: the first notes names, styles, merged
 * ranges and what is hidden of all sheets, the later ones give the rows of one.
 *
 * Cost: O(bytes of content.xml) for every reading; empty repeats cost nothing, those that hold something are counted
 * against HOSHI_GRID_CELLS. */
#include "buffer.h"
#include "cell_name.h"
#include "decimal.h"
#include "fold.h"
#include "money.h"
#include "ods_part.h"
#include "text.h"
#include "xlsx_text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum ods_element {
    ODS_OTHER,
    ODS_SPREADSHEET,
    ODS_SHEET,
    ODS_GROUP, /* around rows or columns */
    ODS_COLUMN,
    ODS_ROW,
    ODS_CELL,
    ODS_COVERED, /* a cell under a merged range */
    ODS_P,
    ODS_RUN, /* around text within a paragraph */
    ODS_SPACES,
    ODS_TAB,
    ODS_BREAK
};

static const struct {
    const char *space, *local;
    enum ods_element element;
} ods_elements[] = {
    {ODS_TABLE, "table-cell", ODS_CELL},
    {ODS_TEXT, "p", ODS_P},
    {ODS_TABLE, "table-row", ODS_ROW},
    {ODS_TABLE, "covered-table-cell", ODS_COVERED},
    {ODS_TEXT, "span", ODS_RUN},
    {ODS_TEXT, "a", ODS_RUN},
    {ODS_TEXT, "ruby", ODS_RUN}, /* its reading, ruby-text, is none of the text */
    {ODS_TEXT, "ruby-base", ODS_RUN},
    {ODS_TEXT, "s", ODS_SPACES},
    {ODS_TEXT, "tab", ODS_TAB},
    {ODS_TEXT, "line-break", ODS_BREAK},
    {ODS_TABLE, "table-column", ODS_COLUMN},
    {ODS_TABLE, "table-rows", ODS_GROUP},
    {ODS_TABLE, "table-columns", ODS_GROUP},
    {ODS_TABLE, "table-row-group", ODS_GROUP},
    {ODS_TABLE, "table-column-group", ODS_GROUP},
    {ODS_TABLE, "table-header-rows", ODS_GROUP},
    {ODS_TABLE, "table-header-columns", ODS_GROUP},
    {ODS_TABLE, "table", ODS_SHEET},
    {ODS_OFFICE, "spreadsheet", ODS_SPREADSHEET},
};

/* Columns up to `last` whose cells have this style unless they name one. */
struct ods_columns {
    const struct hoshi_ods_style *style;
    uint32_t last;
};

struct ods_cell {
    unsigned long repeat;
    const struct hoshi_ods_style *style;
    enum hoshi_cell_kind kind;
    bool covered, formula, valued, paragraph; /* valued: an attribute holds the value, text only shows it */
    char currency[8];
};

struct ods_reader {
    struct hoshi_xlsx *book;
    const char *name;     /* of the sheet that is given */
    size_t wanted, sheet; /* SIZE_MAX: all are looked at, none is given; sheets begun so far */
    hoshi_xlsx_row *row_done;
    void *user;
    struct hoshi_ods_styles *styles; /* of the first reading; else NULL */
    struct hoshi_xlsx_sheet *list;   /* likewise: room for HOSHI_XLSX_SHEETS */
    size_t merge_capacity;
    bool spreadsheet, in_sheet, in_row, in_cell, collecting;
    int skip, base, nest; /* depth of what is not looked into, of the cell, of its paragraph; 0: none */
    uint32_t row, column; /* before the row, the cell being read */
    unsigned long row_repeat;
    bool row_hidden;
    size_t repeated; /* cells given again so far */
    const struct hoshi_ods_style *row_style;
    struct ods_columns *columns;
    size_t column_runs, column_capacity, column_at;
    struct ods_cell now;
    struct hoshi_buffer value, shown, text; /* of the cell: the value, its text; of the row, NUL between */
    struct hoshi_cell *cell;
    struct ods_offset {
        size_t text, shown;
    } * offset;
    size_t n, capacity;
};

static enum ods_element ods_element_of(const char *name)
{
    const char *local = strrchr(name, ' ');
    size_t space = local ? (size_t)(++local - name) : 0;
    for (size_t i = 0; local && i < sizeof ods_elements / sizeof *ods_elements; i++)
        if (strcmp(local, ods_elements[i].local) == 0 && strlen(ods_elements[i].space) == space &&
            strncmp(name, ods_elements[i].space, space) == 0)
            return ods_elements[i].element;
    return ODS_OTHER;
}

/* A number of repeats or of cells spanned: at least 1, at most `max`. */
static unsigned long ods_number(const char **attribute, const char *name, unsigned long max)
{
    unsigned long n = 1;
    const char *text = hoshi_xml_attribute(attribute, name);
    if (text && strspn(text, "0123456789") == strlen(text) && !hoshi_xml_digits(text, max, &n))
        n = *text ? max : 1;
    return n ? n : 1;
}

static bool ods_is_given(const struct ods_reader *r)
{
    return r->sheet == r->wanted + 1;
}

static struct hoshi_xlsx_survey *ods_survey(const struct ods_reader *r)
{
    return r->styles ? &r->book->ods->survey[r->book->ods->surveys - 1] : NULL;
}

static const char *ods_where(const struct ods_reader *r, char out[HOSHI_CELL_PLACE])
{
    return hoshi_cell_place(r->name, r->row + 1, r->column + 1, out);
}

/* ---- a sheet begins ---- */

static void ods_add_sheet(struct hoshi_xml *x, struct ods_reader *r, const char **attribute)
{
    struct hoshi_ods *ods = r->book->ods;
    const char *name = hoshi_xml_attribute(attribute, ODS_TABLE "name");
    if (r->sheet == 1) /* the styles stand before the first */
        hoshi_ods_settle_styles(ods);
    if (r->sheet > HOSHI_XLSX_SHEETS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, x->part, HOSHI_XLSX_SHEETS);
        return;
    }
    char *kept = hoshi_arena_text(&r->book->arena, name ? name : "");
    if (!kept || (ods->surveys == ods->survey_capacity &&
                  !hoshi_grid_grow((void **)&ods->survey, &ods->survey_capacity, sizeof *ods->survey))) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    hoshi_text_compose_all(kept);
    memset(&ods->survey[ods->surveys++], 0, sizeof *ods->survey);
    r->merge_capacity = 0;
    const struct hoshi_ods_style *style =
        hoshi_ods_style(ods, hoshi_xml_attribute(attribute, ODS_TABLE "style-name"), false);
    r->list[r->sheet - 1] =
        (struct hoshi_xlsx_sheet){.name = kept,
                                  .part = x->part,
                                  .state = style && style->hidden ? HOSHI_SHEET_HIDDEN : HOSHI_SHEET_VISIBLE};
    r->name = kept;
}

static void ods_start_sheet(struct hoshi_xml *x, struct ods_reader *r, const char **attribute)
{
    r->sheet++;
    r->row = 0;
    r->column_runs = 0;
    if (r->styles)
        ods_add_sheet(x, r, attribute);
    r->in_sheet = !x->status && (r->styles || ods_is_given(r));
    if (!r->in_sheet)
        r->skip = x->depth;
}

static bool ods_is_hidden(const char **attribute)
{
    const char *visibility = hoshi_xml_attribute(attribute, ODS_TABLE "visibility");
    return visibility && (strcmp(visibility, "collapse") == 0 || strcmp(visibility, "filter") == 0);
}

static void ods_start_column(struct hoshi_xml *x, struct ods_reader *r, const char **attribute)
{
    unsigned long n = ods_number(attribute, ODS_TABLE "number-columns-repeated", HOSHI_SHEET_COLUMNS);
    uint32_t before = r->column_runs ? r->columns[r->column_runs - 1].last : 0;
    struct hoshi_xlsx_survey *survey = ods_survey(r);
    if (before >= HOSHI_SHEET_COLUMNS)
        return;
    if (r->column_runs == r->column_capacity &&
        !hoshi_grid_grow((void **)&r->columns, &r->column_capacity, sizeof *r->columns)) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    r->columns[r->column_runs++] = (struct ods_columns){
        hoshi_ods_style(r->book->ods, hoshi_xml_attribute(attribute, ODS_TABLE "default-cell-style-name"),
                        true),
        before + (uint32_t)n};
    for (size_t i = before; survey && ods_is_hidden(attribute) && i < before + n && i < HOSHI_XLSX_SURVEYED;
         i++)
        survey->hidden_column[i] = true;
}

static void ods_start_row(struct ods_reader *r, const char **attribute)
{
    r->row_repeat = ods_number(attribute, ODS_TABLE "number-rows-repeated", ULONG_MAX / 2);
    r->row_hidden = ods_is_hidden(attribute);
    r->row_style = hoshi_ods_style(r->book->ods,
                                   hoshi_xml_attribute(attribute, ODS_TABLE "default-cell-style-name"), true);
    r->in_row = true;
    r->column = 0;
    r->column_at = 0;
    r->n = 0;
    hoshi_xlsx_text_clear(&r->text);
}

/* ---- a cell begins ---- */

static const struct {
    const char *type, *attribute;
    enum hoshi_cell_kind kind;
} ods_types[] = {
    {"float", ODS_OFFICE "value", HOSHI_CELL_IS_NUMBER},
    {"string", ODS_OFFICE "string-value", HOSHI_CELL_IS_TEXT},
    {"percentage", ODS_OFFICE "value", HOSHI_CELL_IS_NUMBER},
    {"currency", ODS_OFFICE "value", HOSHI_CELL_IS_NUMBER},
    {"date", ODS_OFFICE "date-value", HOSHI_CELL_IS_DATE},
    {"time", ODS_OFFICE "time-value", HOSHI_CELL_IS_DATE},
    {"boolean", ODS_OFFICE "boolean-value", HOSHI_CELL_IS_BOOL},
};

/* "PT09H30M00S" as "09:30:00", in place of a buffer; anything else stays. */
static void ods_time(struct hoshi_buffer *b)
{
    int h, m, s, used = 0;
    char out[24];
    if (sscanf(hoshi_buffer_text(b), "PT%2dH%2dM%2d%n", &h, &m, &s, &used) < 3 || !used)
        return;
    snprintf(out, sizeof out, "%02d:%02d:%02d", h, m, s);
    hoshi_xlsx_text_clear(b);
    hoshi_buffer_puts(b, out);
}

/* A date with a time keeps its seconds, without parts of them; midnight says nothing. */
static void ods_date(struct hoshi_buffer *b)
{
    if (!b->length)
        return;
    size_t n = strcspn(b->text, ".,Z");
    if (n == 19 && strcmp(b->text + 10, "T00:00:00") == 0)
        n = 10;
    b->text[n] = 0;
    b->length = n;
}

static void ods_take_value(struct hoshi_xml *x, struct ods_reader *r, const char **attribute)
{
    const char *type = hoshi_xml_attribute(attribute, ODS_OFFICE "value-type");
    const char *extended = hoshi_xml_attribute(attribute, ODS_CALCEXT "value-type");
    const char *currency = hoshi_xml_attribute(attribute, ODS_OFFICE "currency");
    char path[HOSHI_CELL_PLACE];
    r->now.kind = HOSHI_CELL_IS_TEXT;
    if (extended && strcmp(extended, "error") == 0) {
        r->now.kind = HOSHI_CELL_IS_ERROR;
        return;
    }
    for (size_t i = 0; type && i < sizeof ods_types / sizeof *ods_types; i++) {
        const char *value = hoshi_xml_attribute(attribute, ods_types[i].attribute);
        if (strcmp(type, ods_types[i].type) != 0)
            continue;
        r->now.kind = ods_types[i].kind;
        r->now.valued = value != NULL;
        if (value)
            hoshi_xlsx_text_add(x, &r->value, ods_where(r, path), value, strlen(value));
        if (currency && strcmp(type, "currency") == 0)
            hoshi_text_copy(r->now.currency, sizeof r->now.currency, currency);
        if (value && strcmp(type, "time") == 0)
            ods_time(&r->value);
        else if (value && strcmp(type, "date") == 0)
            ods_date(&r->value);
    }
    r->now.paragraph = r->now.kind == HOSHI_CELL_IS_TEXT && r->now.valued;
}

/* The style of the cell: its own, its row's, its column's. */
static const struct hoshi_ods_style *ods_cell_style(struct ods_reader *r, const char **attribute)
{
    const char *own = hoshi_xml_attribute(attribute, ODS_TABLE "style-name");
    if (own)
        return hoshi_ods_style(r->book->ods, own, true);
    if (r->row_style)
        return r->row_style;
    while (r->column_at < r->column_runs && r->columns[r->column_at].last <= r->column)
        r->column_at++;
    return r->column_at < r->column_runs ? r->columns[r->column_at].style : NULL;
}

static void ods_add_merge(struct hoshi_xml *x, struct ods_reader *r, const char **attribute)
{
    struct hoshi_xlsx_survey *survey = ods_survey(r);
    unsigned long columns = ods_number(attribute, ODS_TABLE "number-columns-spanned", HOSHI_SHEET_COLUMNS);
    unsigned long rows = ods_number(attribute, ODS_TABLE "number-rows-spanned", HOSHI_SHEET_ROWS);
    if (!survey || columns * rows < 2 || r->column >= HOSHI_SHEET_COLUMNS || r->row >= HOSHI_SHEET_ROWS)
        return;
    if (survey->merges == HOSHI_XLSX_MERGES) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_XLSX_MERGES);
        return;
    }
    if (survey->merges == r->merge_capacity &&
        !hoshi_grid_grow((void **)&survey->merge, &r->merge_capacity, sizeof *survey->merge)) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    unsigned long last_row = r->row + rows, last_column = r->column + columns;
    last_row = last_row < HOSHI_SHEET_ROWS ? last_row : HOSHI_SHEET_ROWS;
    last_column = last_column < HOSHI_SHEET_COLUMNS ? last_column : HOSHI_SHEET_COLUMNS;
    survey->merge[survey->merges++] = (struct hoshi_merge){
        r->row + 1, (uint32_t)last_row, (uint16_t)(r->column + 1), (uint16_t)last_column, (uint32_t)last_row};
}

static void ods_start_cell(struct hoshi_xml *x, struct ods_reader *r, const char **attribute, bool covered)
{
    r->now = (struct ods_cell){
        .repeat = ods_number(attribute, ODS_TABLE "number-columns-repeated", HOSHI_SHEET_COLUMNS + 1),
        .covered = covered,
        .formula = hoshi_xml_attribute(attribute, ODS_TABLE "formula") != NULL};
    r->in_cell = true;
    r->base = x->depth;
    hoshi_xlsx_text_clear(&r->value);
    hoshi_xlsx_text_clear(&r->shown);
    if (covered)
        return;
    r->now.style = ods_cell_style(r, attribute);
    ods_add_merge(x, r, attribute);
    ods_take_value(x, r, attribute);
}

/* ---- the text of a cell ---- */

static void ods_add_text(struct hoshi_xml *x, struct ods_reader *r, const char *text, size_t n)
{
    char path[HOSHI_CELL_PLACE];
    hoshi_xlsx_text_add(x, &r->shown, ods_where(r, path), text, n);
}

static void ods_start_text(struct hoshi_xml *x, struct ods_reader *r, enum ods_element element,
                           const char **attribute)
{
    if (element == ODS_P && x->depth == r->base + 1) {
        if (r->now.paragraph)
            ods_add_text(x, r, "\n", 1);
        r->now.paragraph = r->collecting = true;
    } else if (element == ODS_SPACES && r->collecting) {
        unsigned long n = ods_number(attribute, ODS_TEXT "c", HOSHI_CELL_TEXT + 1);
        for (unsigned long i = 0; i < n && !x->status; i++)
            ods_add_text(x, r, " ", 1);
    } else if ((element == ODS_TAB || element == ODS_BREAK) && r->collecting)
        ods_add_text(x, r, element == ODS_TAB ? "\t" : "\n", 1);
    else if (element != ODS_RUN || !r->collecting)
        r->skip = x->depth; /* a note, a drawing, a reading */
}

static void ods_text(struct hoshi_xml *x, const char *text, size_t n)
{
    struct ods_reader *r = x->user;
    if (r->styles)
        hoshi_ods_style_text(r->styles, text, n);
    if (!r->collecting || r->skip || r->now.covered)
        return;
    for (size_t from = 0; from < n;) { /* breaks of the file's lines are spaces, several are one */
        size_t k = from;
        while (k < n && !strchr(" \t\r\n", text[k]))
            k++;
        ods_add_text(x, r, text + from, k - from);
        if (k < n && !(r->shown.length && r->shown.text[r->shown.length - 1] == ' '))
            ods_add_text(x, r, " ", 1);
        from = k + (k < n);
    }
}

/* ---- a cell ends ---- */

/* Errors that old writers keep beside the value 0. */
static bool ods_shows_error(const char *text)
{
    static const char *const errors[] = {"Err:",    "#N/A",   "#DIV/0!", "#REF!",
                                         "#VALUE!", "#NAME?", "#NUM!",   "#NULL!"};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strncmp(text, errors[i], strlen(errors[i])) == 0)
            return true;
    return false;
}

/* The cell as often as it is repeated. */
static void ods_put(struct hoshi_xml *x, struct ods_reader *r, enum hoshi_cell_kind kind,
                    const struct hoshi_buffer *value, const char *shown, bool scaled)
{
    struct ods_offset at = {r->text.length, SIZE_MAX};
    if (r->column + r->now.repeat > HOSHI_SHEET_COLUMNS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_COLUMNS);
        return;
    }
    hoshi_buffer_add(&r->text, value->length ? value->text : "", value->length);
    hoshi_buffer_add(&r->text, "", 1);
    if (shown) {
        at.shown = r->text.length;
        hoshi_buffer_add(&r->text, shown, strlen(shown) + 1);
    }
    for (unsigned long i = 0; i < r->now.repeat && !x->status; i++) {
        size_t capacity = r->capacity;
        if (r->text.failed ||
            (r->n == r->capacity && (!hoshi_grid_grow((void **)&r->offset, &capacity, sizeof *r->offset) ||
                                     !hoshi_grid_grow((void **)&r->cell, &r->capacity, sizeof *r->cell)))) {
            hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
            return;
        }
        unsigned flags = (r->now.formula ? HOSHI_CELL_FORMULA : 0u) | (scaled ? HOSHI_CELL_SCALED : 0u);
        r->offset[r->n] = at;
        r->cell[r->n++] =
            (struct hoshi_cell){NULL, 0, (uint16_t)(r->column + i + 1), (uint8_t)kind, (uint8_t)flags, NULL};
    }
}

static void ods_put_number(struct hoshi_xml *x, struct ods_reader *r)
{
    char path[HOSHI_CELL_PLACE], shown[HOSHI_FORMAT_SHOWN];
    const struct hoshi_number_format *format = r->now.style ? r->now.style->number : NULL;
    if (!hoshi_number_is(hoshi_buffer_text(&r->value))) {
        hoshi_xml_fail_at(x, HOSHI_E_NUMBER, ods_where(r, path), hoshi_buffer_text(&r->value), NULL);
        return;
    }
    bool more = format && hoshi_format_show(format, r->value.text, shown);
    bool foreign = !more && r->now.currency[0] && strcmp(r->now.currency, "JPY") != 0;
    if (foreign) /* an amount of dollars is none of yen, whatever it looks like */
        snprintf(shown, sizeof shown, "%.100s %s", r->value.text, r->now.currency);
    ods_put(x, r, HOSHI_CELL_IS_NUMBER, &r->value, more || foreign ? shown : NULL, more && format->thousands);
}

static void ods_end_value(struct hoshi_xml *x, struct ods_reader *r)
{
    char path[HOSHI_CELL_PLACE];
    if (!hoshi_xlsx_text_plain(x, &r->shown, ods_where(r, path)) ||
        !hoshi_xlsx_text_plain(x, &r->value, path))
        return;
    if (r->now.kind == HOSHI_CELL_IS_NUMBER && r->shown.length && ods_shows_error(r->shown.text))
        r->now.kind = HOSHI_CELL_IS_ERROR;
    bool attribute = r->now.valued && r->now.kind != HOSHI_CELL_IS_ERROR && r->value.length;
    const struct hoshi_buffer *value = attribute ? &r->value : &r->shown;
    if (!value->length) {
        if (r->now.formula && !r->now.valued && !r->now.paragraph)
            ods_put(x, r, HOSHI_CELL_IS_MISSING, value, NULL, false);
    } else if (attribute && r->now.kind == HOSHI_CELL_IS_NUMBER)
        ods_put_number(x, r);
    else if (attribute && r->now.kind == HOSHI_CELL_IS_BOOL) {
        bool yes = hoshi_xml_truth(r->value.text);
        hoshi_xlsx_text_clear(&r->value);
        hoshi_buffer_puts(&r->value, yes ? "TRUE" : "FALSE");
        ods_put(x, r, HOSHI_CELL_IS_BOOL, &r->value, NULL, false);
    } else
        ods_put(x, r, attribute || r->now.kind == HOSHI_CELL_IS_ERROR ? r->now.kind : HOSHI_CELL_IS_TEXT,
                value, NULL, false);
}

static void ods_end_cell(struct hoshi_xml *x, struct ods_reader *r)
{
    r->in_cell = r->collecting = false;
    if (!r->now.covered)
        ods_end_value(x, r);
    r->column +=
        (uint32_t)(r->now.repeat < HOSHI_SHEET_COLUMNS - r->column ? r->now.repeat
                                                                   : HOSHI_SHEET_COLUMNS - r->column);
}

/* ---- a row ends ---- */

static void ods_give(struct hoshi_xml *x, struct ods_reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        r->cell[i].text = r->text.text + r->offset[i].text;
        r->cell[i].shown = r->offset[i].shown == SIZE_MAX ? NULL : r->text.text + r->offset[i].shown;
    }
    for (unsigned long k = 0; k < r->row_repeat; k++) {
        for (size_t i = 0; i < r->n; i++)
            r->cell[i].row = r->row + (uint32_t)k + 1;
        if (!r->row_done(r->user, r->cell, r->n)) {
            hoshi_xml_stop(x);
            return;
        }
    }
}

static void ods_end_row(struct hoshi_xml *x, struct ods_reader *r)
{
    struct hoshi_xlsx_survey *survey = ods_survey(r);
    unsigned long left = HOSHI_SHEET_ROWS - r->row;
    r->in_row = false;
    if (r->n && r->row_repeat > left)
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_ROWS);
    else if (r->n) {
        r->repeated += r->n * (r->row_repeat - 1);
        if (r->repeated > HOSHI_GRID_CELLS)
            hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_GRID_CELLS);
        else if (survey)
            survey->hidden_rows += r->row_hidden ? (int64_t)r->row_repeat : 0;
        else
            ods_give(x, r);
    }
    r->row += (uint32_t)(r->row_repeat < left ? r->row_repeat : left);
}

/* ---- the walk ---- */

static void ods_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct ods_reader *r = x->user;
    if (r->skip)
        return;
    enum ods_element element = ods_element_of(name);
    if (r->in_cell)
        ods_start_text(x, r, element, attribute);
    else if (x->depth <= 2 || (!r->spreadsheet && element != ODS_SPREADSHEET)) {
        if (r->styles)
            hoshi_ods_style_start(x, r->styles, name, attribute);
    } else if (x->depth == 3 && element == ODS_SPREADSHEET)
        r->spreadsheet = true;
    else if (x->depth == 4 && element == ODS_SHEET)
        ods_start_sheet(x, r, attribute);
    else if (r->in_sheet && !r->in_row && element == ODS_COLUMN)
        ods_start_column(x, r, attribute);
    else if (r->in_sheet && !r->in_row && element == ODS_ROW)
        ods_start_row(r, attribute);
    else if (r->in_row && (element == ODS_CELL || element == ODS_COVERED))
        ods_start_cell(x, r, attribute, element == ODS_COVERED);
    else if (!r->in_sheet || r->in_row || element != ODS_GROUP)
        r->skip = x->depth;
}

static void ods_end(struct hoshi_xml *x, const char *name)
{
    struct ods_reader *r = x->user;
    if (r->skip) {
        r->skip = r->skip == x->depth ? 0 : r->skip;
        return;
    }
    enum ods_element element = ods_element_of(name);
    if (r->in_cell && x->depth == r->base)
        ods_end_cell(x, r);
    else if (r->in_cell)
        r->collecting = r->collecting && x->depth != r->base + 1;
    else if (r->in_row && element == ODS_ROW)
        ods_end_row(x, r);
    else if (x->depth == 4 && element == ODS_SHEET) {
        r->in_sheet = false;
        if (!r->styles && ods_is_given(r))
            hoshi_xml_stop(x);
    } else if (!r->spreadsheet && r->styles)
        hoshi_ods_style_end(x, r->styles, name);
}

static enum hoshi_status ods_walk(struct ods_reader *r, struct hoshi_faults *faults)
{
    static const struct hoshi_xml_handlers on = {
        .start = ods_start, .end = ods_end, .text = ods_text, .whole_names = true};
    hoshi_buffer_init(&r->value, HOSHI_XLSX_RAW);
    hoshi_buffer_init(&r->shown, HOSHI_XLSX_RAW);
    hoshi_buffer_init(&r->text, HOSHI_XLSX_PART + HOSHI_SHEET_COLUMNS);
    enum hoshi_status status = hoshi_xml_part(r->book, "content.xml", &on, r, faults);
    hoshi_buffer_release(&r->value);
    hoshi_buffer_release(&r->shown);
    hoshi_buffer_release(&r->text);
    free(r->cell);
    free(r->offset);
    free(r->columns);
    return status;
}

enum hoshi_status hoshi_ods_stream(struct hoshi_xlsx *book, size_t i, hoshi_xlsx_row *row, void *user,
                                   struct hoshi_faults *faults)
{
    struct ods_reader r = {
        .book = book, .wanted = i, .name = book->sheet[i].name, .row_done = row, .user = user};
    return ods_walk(&r, faults);
}

/* ---- opening ---- */

#define ODS_MANIFEST_PART "META-INF/manifest.xml"

bool hoshi_ods_is(const struct hoshi_xlsx *book)
{
    /* A manifest that repacking lost is missed by nothing but what is encrypted. */
    return !hoshi_xml_has_part(book, "_rels/.rels") &&
           (hoshi_xml_has_part(book, "content.xml") ||
            (hoshi_xml_has_part(book, ODS_MANIFEST_PART) && hoshi_xml_has_part(book, "encrypted-package")));
}

static void manifest_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    (void)attribute;
    if (strcmp(name, ODS_MANIFEST "encryption-data") == 0)
        hoshi_xml_fail(x, HOSHI_E_ENCRYPTED, NULL, NULL);
}

enum hoshi_status hoshi_ods_open(struct hoshi_xlsx *book, struct hoshi_faults *faults)
{
    static const struct hoshi_xml_handlers manifest = {.start = manifest_start, .whole_names = true};
    enum hoshi_status status = hoshi_xml_has_part(book, ODS_MANIFEST_PART)
                                   ? hoshi_xml_part(book, ODS_MANIFEST_PART, &manifest, NULL, faults)
                                   : HOSHI_OK;
    if (status)
        return status;
    book->ods = calloc(1, sizeof *book->ods);
    struct hoshi_ods_styles styles = {.ods = book->ods, .file = 1};
    struct ods_reader r = {.book = book,
                           .wanted = SIZE_MAX,
                           .styles = &styles,
                           .list = hoshi_arena_array(&book->arena, HOSHI_XLSX_SHEETS, sizeof *r.list)};
    if (!book->ods || !r.list)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    status = hoshi_ods_common_styles(book, faults);
    if (!status)
        status = ods_walk(&r, faults);
    if (!status && !r.spreadsheet)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx, .ods");
    book->sheet = r.list;
    book->sheets = status ? 0 : r.sheet;
    for (size_t i = 0; !status && i < book->ods->surveys; i++)
        hoshi_grid_sort_merges(book->ods->survey[i].merge, book->ods->survey[i].merges);
    return status;
}

void hoshi_ods_release(struct hoshi_ods *ods)
{
    if (!ods)
        return;
    for (size_t i = 0; i < ods->surveys; i++)
        hoshi_xlsx_survey_release(&ods->survey[i]);
    free(ods->survey);
    free(ods->style);
    free(ods->data);
    free(ods);
}
