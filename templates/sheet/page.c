/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "page_names.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FORMULA_MAX = 8000, ROW_POINTS = 15, TITLE_POINTS = 26, GAP_POINTS = 7 };

/* ---- words ---- */

const char *hoshi_page_say(const struct hoshi_page *p, const char *ja, const char *en)
{
    return hoshi_say(p->lang, ja, en);
}

HOSHI_PRINTF(2, 0)
static const char *print_kept(struct hoshi_page *p, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = n < 0 ? NULL : hoshi_arena_alloc(&p->layout->texts, (size_t)n + 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, again);
    else
        hoshi_layout_fail(p->layout, "memory", "");
    va_end(again);
    return text ? text : "";
}

const char *hoshi_page_print(struct hoshi_page *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = print_kept(p, format, args);
    va_end(args);
    return text;
}

const char *hoshi_page_keep(struct hoshi_page *p, struct hoshi_buffer *buffer)
{
    const char *text = buffer->failed ? NULL : hoshi_arena_text(&p->layout->texts, hoshi_buffer_text(buffer));
    hoshi_buffer_release(buffer);
    if (!text)
        hoshi_layout_fail(p->layout, "memory", "");
    return text ? text : "";
}

/* ---- cells ---- */

static double page_width(const struct hoshi_page *p, uint16_t first, uint16_t last)
{
    double sum = 0;
    for (uint16_t c = first; c <= last; c++)
        sum += c < HOSHI_PAGE_COLUMNS && p->width[c] > 0 ? p->width[c] : 9;
    return sum;
}

static uint16_t cell_last(const struct hoshi_page *p)
{
    return (uint16_t)(p->column + (p->over > 1 ? p->over - 1 : 0));
}

/* What the text put into the cell at the cursor needs. */
static void cell_grows(struct hoshi_page *p, enum hoshi_style style, const char *text)
{
    if (!p->layout->recording && text && *text && hoshi_style_wraps(style))
        hoshi_page_tall(p, hoshi_sheet_lines(text, page_width(p, p->column, cell_last(p))));
}

/* Merge first, so that a number or a formula may follow into the first cell. */
static void cell_merge(struct hoshi_page *p, enum hoshi_style style)
{
    if (p->over > 1)
        hoshi_put_merged(&p->s, p->row, p->column, p->row, cell_last(p), style, "");
}

static void cell_done(struct hoshi_page *p)
{
    p->column = (uint16_t)(cell_last(p) + 1);
    p->over = 0;
}

void hoshi_page_text(struct hoshi_page *p, enum hoshi_style style, const char *text)
{
    cell_grows(p, style, text);
    hoshi_put_merged(&p->s, p->row, p->column, p->row, cell_last(p), style, text);
    cell_done(p);
}

void hoshi_page_blank(struct hoshi_page *p, enum hoshi_style style)
{
    hoshi_page_text(p, style, "");
}

void hoshi_page_int(struct hoshi_page *p, enum hoshi_style style, int64_t value)
{
    cell_merge(p, style);
    if (value == HOSHI_NONE)
        hoshi_put_blank(&p->s, p->row, p->column, style);
    else
        hoshi_put_int(&p->s, p->row, p->column, style, value);
    cell_done(p);
}

void hoshi_page_micro(struct hoshi_page *p, enum hoshi_style style, int64_t micro)
{
    cell_merge(p, style);
    if (micro == HOSHI_NONE)
        hoshi_put_blank(&p->s, p->row, p->column, style);
    else
        hoshi_put_micro(&p->s, p->row, p->column, style, micro);
    cell_done(p);
}

void hoshi_page_date(struct hoshi_page *p, enum hoshi_style style, struct hoshi_date date)
{
    cell_merge(p, style);
    hoshi_put_date(&p->s, p->row, p->column, style, date);
    cell_done(p);
}

/* The text of a formula with "=" and its names replaced; false in the first pass and when it does not fit. */
HOSHI_PRINTF(3, 0)
static bool formula_text(struct hoshi_page *p, char out[FORMULA_MAX], const char *format, va_list args)
{
    char text[FORMULA_MAX];
    if (p->layout->recording)
        return false;
    int n = vsnprintf(text, sizeof text, format, args);
    if (n < 0 || n >= FORMULA_MAX)
        hoshi_layout_fail(p->layout, "formula too long", format);
    *out = '=';
    return n >= 0 && n < FORMULA_MAX && hoshi_names_expand(p, text, out + 1, FORMULA_MAX - 1);
}

void hoshi_page_formula(struct hoshi_page *p, enum hoshi_style style, double value, const char *formula, ...)
{
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, formula);
    cell_merge(p, style);
    if (formula_text(p, text, formula, args))
        hoshi_put_formula_as(&p->s, p->row, p->column, style, value, text);
    va_end(args);
    cell_done(p);
}

void hoshi_page_formula_text(struct hoshi_page *p, enum hoshi_style style, const char *value,
                             const char *formula, ...)
{
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, formula);
    cell_grows(p, style, value);
    cell_merge(p, style);
    if (formula_text(p, text, formula, args))
        hoshi_put_formula_text_as(&p->s, p->row, p->column, style, value, text);
    va_end(args);
    cell_done(p);
}

void hoshi_page_over(struct hoshi_page *p, uint16_t n)
{
    p->over = n ? n : (uint16_t)(p->columns > p->column ? p->columns - p->column : 1);
}

void hoshi_page_wide(struct hoshi_page *p, uint16_t n, enum hoshi_style style, const char *text)
{
    hoshi_page_over(p, n);
    hoshi_page_text(p, style, text);
}

void hoshi_page_block(struct hoshi_page *p, uint32_t rows, uint16_t columns, enum hoshi_style style,
                      const char *text)
{
    hoshi_page_over(p, columns);
    hoshi_put_merged(&p->s, p->row, p->column, p->row + rows - 1, cell_last(p), style, text);
    cell_done(p);
}

void hoshi_page_blanks(struct hoshi_page *p, enum hoshi_style style, uint16_t n)
{
    for (uint16_t i = 0; i < n; i++)
        hoshi_page_blank(p, style);
}

void hoshi_page_to(struct hoshi_page *p, const char *key)
{
    struct hoshi_area at = hoshi_names_area(p, key, strlen(key));
    if (at.found)
        p->column = at.column;
}

void hoshi_page_to_column(struct hoshi_page *p, uint16_t column)
{
    p->column = column;
}

void hoshi_page_choices(struct hoshi_page *p, const char *const *choices, size_t n)
{
    hoshi_put_choices(&p->s, p->row, p->column, choices, n);
}

void hoshi_page_whole(struct hoshi_page *p, int32_t least, int32_t most)
{
    hoshi_put_whole_rule(&p->s, p->row, p->column, p->row, p->column, least, most);
}

/* ---- rows ---- */

static void row_points(struct hoshi_page *p, double points)
{
    p->points += points;
}

void hoshi_page_next(struct hoshi_page *p)
{
    bool set = p->lines > 1 || (p->lines && p->roomy);
    if (set)
        hoshi_sheet_height(&p->s, p->row, p->lines);
    row_points(p, set ? hoshi_sheet_lines_points(p->lang, p->lines) : ROW_POINTS);
    p->row++;
    p->column = p->over = 0;
    p->lines = 0;
}

void hoshi_page_skip(struct hoshi_page *p, uint32_t n)
{
    p->row += n;
    p->column = 0;
    row_points(p, (double)n * ROW_POINTS);
}

void hoshi_page_gap(struct hoshi_page *p)
{
    hoshi_sheet_points(&p->s, p->row, GAP_POINTS);
    p->row++;
    p->column = 0;
    row_points(p, GAP_POINTS);
}

void hoshi_page_tall(struct hoshi_page *p, int lines)
{
    p->lines = lines > p->lines ? lines : p->lines;
}

void hoshi_page_need(struct hoshi_page *p, const char *text, double columns)
{
    hoshi_page_tall(p, hoshi_sheet_lines(text, columns));
}

void hoshi_page_title(struct hoshi_page *p, const char *title, const char *note)
{
    hoshi_put_text(&p->s, p->row, 0, HOSHI_STYLE_TITLE, title);
    hoshi_sheet_points(&p->s, p->row, TITLE_POINTS);
    row_points(p, TITLE_POINTS);
    p->row++;
    if (note)
        hoshi_page_line(p, HOSHI_STYLE_NOTE, note);
    hoshi_page_gap(p);
}

void hoshi_page_heading(struct hoshi_page *p, const char *text)
{
    hoshi_page_text(p, HOSHI_STYLE_HEADING, text);
    hoshi_page_next(p);
}

void hoshi_page_heading_as(struct hoshi_page *p, enum hoshi_style style, const char *text)
{
    hoshi_put_text(&p->s, p->row, 0, style, text);
    hoshi_page_next(p);
}

void hoshi_page_line(struct hoshi_page *p, enum hoshi_style style, const char *text)
{
    hoshi_page_wide(p, 0, style, text);
    hoshi_page_next(p);
}

void hoshi_page_line_formula(struct hoshi_page *p, enum hoshi_style style, const char *value,
                             const char *formula, ...)
{
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, formula);
    hoshi_page_over(p, 0);
    cell_grows(p, style, value);
    cell_merge(p, style);
    if (formula_text(p, text, formula, args))
        hoshi_put_formula_text_as(&p->s, p->row, p->column, style, value, text);
    va_end(args);
    hoshi_page_next(p);
}

/* ---- the page ---- */

void hoshi_page_widths(struct hoshi_page *p, const double *width, size_t n)
{
    n = n < HOSHI_PAGE_COLUMNS ? n : HOSHI_PAGE_COLUMNS;
    memcpy(p->width, width, n * sizeof *width);
    p->columns = (uint16_t)n;
    hoshi_sheet_widths(&p->s, width, n);
}

void hoshi_page_more_widths(struct hoshi_page *p, uint16_t first, uint16_t last, double width)
{
    for (uint16_t c = first; c <= last && c < HOSHI_PAGE_COLUMNS; c++)
        p->width[c] = width;
    hoshi_sheet_columns(&p->s, first, last, width);
}

void hoshi_page_freeze(struct hoshi_page *p, uint16_t columns, uint32_t heads)
{
    hoshi_sheet_freeze(&p->s, p->row, columns, p->row - heads);
}

void hoshi_page_repeat(struct hoshi_page *p, uint32_t heads)
{
    hoshi_sheet_repeat(&p->s, p->row - heads, p->row - 1);
}

void hoshi_page_break_at(struct hoshi_page *p, uint32_t row)
{
    if (p->break_count == HOSHI_SHEET_BREAKS)
        hoshi_layout_fail(p->layout, "too many page breaks", "");
    else
        p->breaks[p->break_count++] = row;
}

void hoshi_page_break(struct hoshi_page *p)
{
    hoshi_page_break_at(p, p->row);
    p->points = 0;
}

/* Points of rows on a printed page: A4 less the margins of hoshi_sheet_add, blown up as much as the width of the
 * columns (7 pixels a character and 5 around, 0.75 points each) is shrunk to fit. */
static double page_points(const struct hoshi_page *p)
{
    double wide = 595 - 36, high = 842 - 61, columns = 0;
    if (p->landscape) {
        wide = 842 - 36;
        high = 595 - 61;
    }
    for (uint16_t c = 0; c < p->columns; c++)
        columns += (p->width[c] * 7 + 5) * 0.75;
    return columns > wide ? high * columns / wide : high;
}

double hoshi_page_filled(const struct hoshi_page *p)
{
    return p->points / page_points(p);
}

void hoshi_page_room(struct hoshi_page *p, uint32_t rows)
{
    if (!p->one_page && p->points > 0 && p->points + rows * ROW_POINTS > page_points(p))
        hoshi_page_break(p);
}

void hoshi_page_fit(struct hoshi_page *p, uint16_t wide, uint16_t high)
{
    p->one_page = high == 1;
    hoshi_sheet_pages(&p->s, wide, high);
}

void hoshi_page_print_to(struct hoshi_page *p, uint16_t last)
{
    hoshi_sheet_print_area(&p->s, p->row ? p->row - 1 : 0, last);
}

/* ---- names ---- */

void hoshi_page_mark(struct hoshi_page *p, const char *name, ...)
{
    char text[HOSHI_PAGE_NAME];
    va_list args;
    va_start(args, name);
    int n = vsnprintf(text, sizeof text, name, args);
    va_end(args);
    if (n < 0 || n >= HOSHI_PAGE_NAME)
        hoshi_layout_fail(p->layout, "name too long", name);
    else
        hoshi_names_mark(p, text);
}

void hoshi_page_scope(struct hoshi_page *p, const char *scope, ...)
{
    va_list args;
    va_start(args, scope);
    int n = vsnprintf(p->scope, sizeof p->scope, scope, args);
    va_end(args);
    if (n < 0 || n >= HOSHI_PAGE_NAME)
        hoshi_layout_fail(p->layout, "name too long", scope);
}

void hoshi_page_define(struct hoshi_page *p, const char *name, const char *cell)
{
    struct hoshi_area at = hoshi_page_find(p, "%s", cell);
    if (at.found)
        hoshi_define(&p->layout->handle[at.sheet], name, at.row, at.column);
}

const char *hoshi_page_refs(struct hoshi_page *p, const char *text, ...)
{
    char out[FORMULA_MAX];
    va_list args;
    va_start(args, text);
    bool done = formula_text(p, out, text, args);
    va_end(args);
    return done ? hoshi_page_print(p, "%s", out + 1) : "";
}

struct hoshi_area hoshi_page_find(struct hoshi_page *p, const char *name, ...)
{
    char text[FORMULA_MAX];
    struct hoshi_area area = {0};
    va_list args;
    va_start(args, name);
    int n = vsnprintf(text, sizeof text, name, args);
    va_end(args);
    if (n > 0 && n < FORMULA_MAX)
        area = hoshi_names_area(p, text, (size_t)n);
    return area;
}

void hoshi_page_warn(struct hoshi_page *p, const char *area, const char *formula, ...)
{
    char text[FORMULA_MAX];
    struct hoshi_area at = hoshi_page_find(p, "%s", area);
    va_list args;
    va_start(args, formula);
    if (formula_text(p, text, formula, args) && at.found)
        hoshi_warn_when(&p->s, at.row, at.column, at.last_row, at.last_column, "%s", text);
    va_end(args);
}

/* ---- a book ---- */

static void sheet_write(struct hoshi_layout *layout, struct hoshi_sheet s, size_t i, enum hoshi_lang lang,
                        const struct hoshi_page_sheet *sheet, void *user)
{
    struct hoshi_page p = {.s = s,
                           .layout = layout,
                           .lang = lang,
                           .sheet = i,
                           .landscape = sheet->options & HOSHI_PAGE_LANDSCAPE,
                           .roomy = sheet->options & HOSHI_PAGE_ROOMY,
                           .relative = sheet->options & HOSHI_PAGE_RELATIVE};
    layout->now = &p;
    sheet->write(&p, user);
    layout->now = NULL;
    hoshi_sheet_breaks(&p.s, p.breaks);
    if (!(sheet->options & HOSHI_PAGE_OPEN))
        hoshi_sheet_protect(&p.s);
}

static bool sheet_wanted(const struct hoshi_page_sheet *sheet, const void *user)
{
    return !sheet->wanted || sheet->wanted(user);
}

static struct hoshi_sheet sheet_add(struct hoshi_book *book, const struct hoshi_page_sheet *sheet,
                                    const char *name)
{
    return (sheet->options & HOSHI_PAGE_FLAT ? hoshi_sheet_add_flat : hoshi_sheet_add)(
        book, name, sheet->options & HOSHI_PAGE_LANDSCAPE);
}

/* Names of all sheets, and the sheets themselves in the second pass. */
static bool layout_open(struct hoshi_layout *layout, const struct hoshi_book *book,
                        const struct hoshi_page_sheet *sheet, size_t n)
{
    layout->handle = hoshi_arena_array(&layout->names, n + 1, sizeof *layout->handle);
    layout->handles = layout->handle ? n : 0;
    for (size_t i = 0; i < layout->handles; i++)
        layout->handle[i] =
            (struct hoshi_sheet){(struct hoshi_book *)book, NULL, hoshi_words_say(book->lang, sheet[i].name)};
    return layout->handle != NULL;
}

enum hoshi_status hoshi_pages_write(struct hoshi_book *book, struct hoshi_layout *layout,
                                    const struct hoshi_page_sheet *sheet, size_t n, void *user,
                                    struct hoshi_faults *faults)
{
    if (!layout_open(layout, book, sheet, n))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    layout->recording = true;
    for (size_t i = 0; i < n && !layout->fault; i++)
        if (sheet_wanted(&sheet[i], user))
            sheet_write(layout, layout->handle[i], i, book->lang, &sheet[i], user);
    layout->recording = false;
    hoshi_arena_release(&layout->texts);
    for (size_t i = 0; i < n && !layout->fault; i++)
        if (sheet_wanted(&sheet[i], user)) {
            layout->handle[i] = sheet_add(book, &sheet[i], layout->handle[i].name);
            if (sheet[i].options & HOSHI_PAGE_BACK && !layout->show_back)
                hoshi_sheet_hide(&layout->handle[i]);
        }
    for (size_t i = 0; i < n && !layout->fault; i++)
        if (sheet_wanted(&sheet[i], user))
            sheet_write(layout, layout->handle[i], i, book->lang, &sheet[i], user);
    return hoshi_layout_status(layout, faults);
}

enum hoshi_status hoshi_layout_status(const struct hoshi_layout *layout, struct hoshi_faults *faults)
{
    if (!layout->fault)
        return HOSHI_OK;
    if (strcmp(layout->fault, "memory") == 0)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return hoshi_fault_add(faults, HOSHI_E_WORKBOOK_LAYOUT, NULL, layout->fault_name, "%s", layout->fault);
}

void hoshi_layout_fail(struct hoshi_layout *layout, const char *what, const char *name)
{
    if (layout->fault)
        return;
    layout->fault = what;
    hoshi_text_copy(layout->fault_name, sizeof layout->fault_name, name);
}

void hoshi_layout_release(struct hoshi_layout *layout)
{
    hoshi_arena_release(&layout->names);
    hoshi_arena_release(&layout->texts);
    *layout = (struct hoshi_layout){0};
}
