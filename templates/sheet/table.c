/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"
#include "page_names.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- columns ---- */

static int column_times(const struct hoshi_column *c, int times)
{
    return c->repeated ? times : 1;
}

static uint16_t column_cells(const struct hoshi_column *c)
{
    return c->over > 1 ? c->over : 1;
}

static uint16_t columns_cells(const struct hoshi_column *column, size_t n, int times)
{
    size_t cells = 0;
    for (size_t i = 0; i < n; i++)
        cells += (size_t)column_times(&column[i], times) * column_cells(&column[i]);
    return (uint16_t)cells;
}

uint16_t hoshi_list_columns(const struct hoshi_list *list)
{
    return columns_cells(list->column, list->columns, list->times);
}

static void columns_widths(struct hoshi_page *p, const struct hoshi_column *column, size_t n, int times)
{
    double width[HOSHI_PAGE_COLUMNS];
    size_t cells = 0;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < column_times(&column[i], times) * column_cells(&column[i]); k++)
            if (cells < HOSHI_PAGE_COLUMNS)
                width[cells++] = column[i].width;
    hoshi_page_widths(p, width, cells);
}

/* The keys of the columns as the layout keeps them, made in the first pass. */
static bool columns_keys(struct hoshi_page *p, struct hoshi_table_place *g, const struct hoshi_column *column,
                         size_t n, int times)
{
    size_t cell = 0;
    struct hoshi_table_key *key = hoshi_arena_array(&p->layout->names, n + 1, sizeof *key);
    if (!key) {
        hoshi_layout_fail(p->layout, "memory", "");
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_column *c = &column[i];
        key[i] = (struct hoshi_table_key){c->key, strlen(c->key), c->repeated ? times : 0, (uint16_t)cell,
                                          column_cells(c)};
        cell += (size_t)column_times(c, times) * column_cells(c);
    }
    g->column = key;
    g->columns = n;
    return true;
}

static struct hoshi_table_place *columns_use(struct hoshi_page *p, const char *name,
                                             const struct hoshi_column *column, size_t n, int times)
{
    struct hoshi_table_place *g = hoshi_names_use(p, name);
    if (!p->columns)
        columns_widths(p, column, n, times);
    return g && (!p->layout->recording || columns_keys(p, g, column, n, times)) ? g : NULL;
}

void hoshi_page_columns(struct hoshi_page *p, const char *name, const struct hoshi_column *column, size_t n,
                        int times)
{
    columns_use(p, name, column, n, times);
}

/* ---- heads ---- */

static void list_mark(struct hoshi_page *p, const struct hoshi_list *list, const char *what)
{
    hoshi_page_mark(p, "%s.%s", list->name, what);
}

/* {n} and {name} of a head. */
static const char *head_text(struct hoshi_page *p, const struct hoshi_list *list,
                             const struct hoshi_column *c)
{
    const char *text = hoshi_words_say(p->lang, c->head), *brace = strchr(text, '{');
    if (!c->repeated || !brace)
        return text;
    const char *end = strchr(brace, '}');
    if (!end)
        return text;
    if (list->name_of && strncmp(brace, "{name}", 6) == 0)
        return hoshi_page_print(p, "%.*s%s%s", (int)(brace - text), text, list->name_of(p, list->user, p->n),
                                end + 1);
    return hoshi_page_print(p, "%.*s%d%s", (int)(brace - text), text, p->n, end + 1);
}

void hoshi_list_begin(struct hoshi_page *p, struct hoshi_list *list)
{
    struct hoshi_table_place *g = columns_use(p, list->name, list->column, list->columns, list->times);
    list->table = g ? (size_t)(g - p->layout->table) + 1 : 0;
    list->rows = 0;
    memset(list->added, 0, sizeof list->added);
    memset(list->added_micro, 0, sizeof list->added_micro);
}

void hoshi_list_widths(struct hoshi_page *p, const struct hoshi_list *list)
{
    columns_widths(p, list->column, list->columns, list->times);
}

void hoshi_list_heads(struct hoshi_page *p, struct hoshi_list *list)
{
    list_mark(p, list, "head");
    p->table = list->table;
    for (size_t i = 0; i < list->columns; i++) {
        const struct hoshi_column *c = &list->column[i];
        for (int k = 1; k <= column_times(c, list->times); k++) {
            p->n = c->repeated ? k : 0;
            hoshi_page_wide(p, column_cells(c), HOSHI_STYLE_HEAD, head_text(p, list, c));
        }
    }
    p->n = 0;
    hoshi_page_next(p);
    if (list->table && p->layout->recording)
        p->layout->table[list->table - 1].first = p->row;
}

/* ---- rows ---- */

static struct hoshi_value value_of(struct hoshi_page *p, const struct hoshi_list *list,
                                   const struct hoshi_column *c, const void *row)
{
    struct hoshi_value v = {.kind = c->kind, .style = c->style, .formula = c->formula};
    size_t index = c->repeated ? (size_t)(p->n - 1) : 0;
    const char *at = (const char *)row + c->at;
    if (c->formula_at)
        memcpy(&v.formula, (const char *)row + c->formula_at, sizeof v.formula);
    if (c->get)
        c->get(p, list->user, row, &v);
    else if (c->kind == HOSHI_VALUE_TEXT)
        memcpy(&v.text, at + index * sizeof v.text, sizeof v.text);
    else if (c->kind == HOSHI_VALUE_INT || c->kind == HOSHI_VALUE_MICRO)
        memcpy(&v.n, at + index * sizeof v.n, sizeof v.n);
    else if (c->kind == HOSHI_VALUE_REAL)
        memcpy(&v.real, at + index * sizeof v.real, sizeof v.real);
    else if (c->kind == HOSHI_VALUE_DATE)
        memcpy(&v.date, at + index * sizeof v.date, sizeof v.date);
    else if (c->kind == HOSHI_VALUE_ANY)
        memcpy(&v, at + index * sizeof v, sizeof v);
    v.style = v.style ? v.style : c->style;
    v.formula = c->live && !list->live ? NULL : v.formula;
    return v;
}

static double value_real(const struct hoshi_value *v)
{
    if (v->kind == HOSHI_VALUE_INT || v->kind == HOSHI_VALUE_MICRO)
        return v->n == HOSHI_NONE ? 0 : v->kind == HOSHI_VALUE_INT ? (double)v->n : hoshi_micro_value(v->n);
    return v->real;
}

static void cell_put(struct hoshi_page *p, const struct hoshi_value *v, uint16_t cells)
{
    hoshi_page_over(p, cells);
    if (v->kind == HOSHI_VALUE_SKIP)
        hoshi_page_to_column(p, (uint16_t)(p->column + cells));
    else if (v->formula && v->kind == HOSHI_VALUE_TEXT)
        hoshi_page_formula_text(p, v->style, v->text ? v->text : "", "%s", v->formula);
    else if (v->formula)
        hoshi_page_formula(p, v->style, value_real(v), "%s", v->formula);
    else if (v->kind == HOSHI_VALUE_INT)
        hoshi_page_int(p, v->style, v->n);
    else if (v->kind == HOSHI_VALUE_MICRO)
        hoshi_page_micro(p, v->style, v->n);
    else if (v->kind == HOSHI_VALUE_DATE)
        hoshi_page_date(p, v->style, v->date);
    else
        hoshi_page_text(p, v->style, v->kind == HOSHI_VALUE_TEXT ? v->text : "");
}

void hoshi_list_count(struct hoshi_page *p, struct hoshi_list *list)
{
    p->table = list->table;
    p->times = list->times;
    struct hoshi_table_place *g = list->table ? &p->layout->table[list->table - 1] : NULL;
    if (g && p->layout->recording && !list->rows)
        g->first = p->row;
    if (g && p->layout->recording)
        g->rows = (uint32_t)list->rows + 1;
    if (g && p->row != g->first + list->rows)
        hoshi_layout_fail(p->layout, "rows of a list apart", g->name);
    list->rows++;
}

bool hoshi_list_known(struct hoshi_page *p, struct hoshi_list *list, size_t rows)
{
    struct hoshi_table_place *g = list->table ? &p->layout->table[list->table - 1] : NULL;
    if (!g || !rows || !p->layout->recording)
        return false;
    p->table = list->table;
    p->times = list->times;
    g->first = p->row;
    g->rows = (uint32_t)rows;
    list->rows = rows;
    hoshi_page_skip(p, (uint32_t)rows);
    return true;
}

void hoshi_list_cells(struct hoshi_page *p, struct hoshi_list *list, const void *row)
{
    hoshi_list_count(p, list);
    for (size_t i = 0; i < list->columns; i++) {
        const struct hoshi_column *c = &list->column[i];
        for (int k = 1; k <= column_times(c, list->times); k++) {
            p->n = c->repeated ? k : 0;
            struct hoshi_value v = value_of(p, list, c, row);
            bool counts = (v.kind == HOSHI_VALUE_INT || v.kind == HOSHI_VALUE_MICRO) && v.n != HOSHI_NONE;
            if (counts && p->column < HOSHI_PAGE_COLUMNS)
                (v.kind == HOSHI_VALUE_INT ? list->added : list->added_micro)[p->column] += v.n;
            cell_put(p, &v, column_cells(c));
        }
    }
    p->n = 0;
}

void hoshi_list_row(struct hoshi_page *p, struct hoshi_list *list, const void *row)
{
    hoshi_list_cells(p, list, row);
    hoshi_page_next(p);
}

void hoshi_list_rows(struct hoshi_page *p, struct hoshi_list *list, const void *row, size_t rows, size_t size)
{
    for (size_t i = 0; i < rows && !p->layout->fault; i++)
        hoshi_list_row(p, list, (const char *)row + i * size);
}

/* ---- totals ---- */

static enum hoshi_style total_style(enum hoshi_style style)
{
    switch (style) {
    case HOSHI_STYLE_YEN2:
    case HOSHI_STYLE_YEN2_INPUT:
        return HOSHI_STYLE_YEN2_TOTAL;
    case HOSHI_STYLE_PERCENT:
    case HOSHI_STYLE_PERCENT_INPUT:
        return HOSHI_STYLE_PERCENT_TOTAL;
    default:
        return HOSHI_STYLE_YEN_TOTAL;
    }
}

static uint32_t total_rows(const struct hoshi_page *p, const struct hoshi_list *list)
{
    return list->table ? p->layout->table[list->table - 1].rows : 0;
}

static void total_cell(struct hoshi_page *p, const struct hoshi_list *list, const struct hoshi_column *c)
{
    enum hoshi_style style = total_style(c->style);
    const char *form = list->sum && strcmp(list->sum, "SUBTOTAL") == 0 ? "SUBTOTAL(109," : "SUM(";
    size_t at = p->column < HOSHI_PAGE_COLUMNS ? p->column : HOSHI_PAGE_COLUMNS - 1;
    double value = (double)list->added[at] + hoshi_micro_value(list->added_micro[at]);
    char key[HOSHI_PAGE_NAME], number[12] = "";
    if (c->repeated)
        snprintf(number, sizeof number, "%d", p->n);
    snprintf(key, sizeof key, "%.60s%s", c->key, number);
    if (list->total_of)
        value = list->total_of(p, list->user, key);
    if (total_rows(p, list))
        hoshi_page_formula(p, style, value, "%s{#%s})", form, key);
    else
        hoshi_page_int(p, style, 0);
}

/* The columns from `from` on, `column` the cell of the first. */
static void table_totals(struct hoshi_page *p, const struct hoshi_list *list, size_t from)
{
    for (size_t i = from; i < list->columns; i++) {
        const struct hoshi_column *c = &list->column[i];
        for (int k = 1; k <= column_times(c, list->times); k++) {
            p->n = c->repeated ? k : 0;
            if (c->total == HOSHI_TOTAL_SUM)
                total_cell(p, list, c);
            else if (c->total == HOSHI_TOTAL_BLANK)
                hoshi_page_wide(p, column_cells(c), HOSHI_STYLE_TOTAL, "");
            else
                hoshi_page_to_column(p, (uint16_t)(p->column + column_cells(c)));
        }
    }
    p->n = 0;
    hoshi_page_next(p);
}

void hoshi_list_total(struct hoshi_page *p, struct hoshi_list *list, const char *label)
{
    size_t first = 0;
    while (first < list->columns && list->column[first].total != HOSHI_TOTAL_SUM)
        first++;
    list_mark(p, list, "total");
    p->table = list->table;
    if (first)
        hoshi_page_wide(p, columns_cells(list->column, first, list->times), HOSHI_STYLE_TOTAL, label);
    table_totals(p, list, first);
}

void hoshi_list_total_at(struct hoshi_page *p, struct hoshi_list *list, const char *key, const char *label)
{
    list_mark(p, list, "total");
    p->table = list->table;
    hoshi_page_to(p, key);
    hoshi_page_text(p, HOSHI_STYLE_TOTAL, label);
    hoshi_page_to_column(p, 0);
    table_totals(p, list, 0);
}

void hoshi_list_filter(struct hoshi_page *p, const struct hoshi_list *list)
{
    const struct hoshi_table_place *g = list->table ? &p->layout->table[list->table - 1] : NULL;
    if (g && g->first)
        hoshi_sheet_filter(&p->s, g->first - 1, 0, g->first + (g->rows ? g->rows - 1 : 0),
                           (uint16_t)(hoshi_list_columns(list) - 1));
}

/* ---- CSV ---- */

static void csv_text(struct hoshi_buffer *out, const char *text)
{
    char safe[1024];
    if (!*text || !strchr("=+-@\t\r", *text)) {
        hoshi_buffer_csv(out, text);
        return;
    }
    snprintf(safe, sizeof safe, "'%s", text);
    out->failed = out->failed || strlen(text) + 2 > sizeof safe;
    hoshi_buffer_csv(out, safe);
}

static void csv_value(struct hoshi_buffer *out, const struct hoshi_value *v)
{
    char text[HOSHI_DECIMAL_TEXT], date[HOSHI_DATE_TEXT], real[HOSHI_REAL_TEXT];
    if (v->kind == HOSHI_VALUE_TEXT)
        csv_text(out, v->text ? v->text : "");
    else if (v->kind == HOSHI_VALUE_INT && v->n != HOSHI_NONE)
        hoshi_buffer_printf(out, "%" PRId64, v->n);
    else if (v->kind == HOSHI_VALUE_MICRO && v->n != HOSHI_NONE)
        hoshi_buffer_puts(out, hoshi_decimal_print(v->n, 0, text));
    else if (v->kind == HOSHI_VALUE_DATE && v->date.year)
        hoshi_buffer_puts(out, hoshi_date_print(v->date, date));
    else if (v->kind == HOSHI_VALUE_REAL)
        hoshi_buffer_puts(out, hoshi_real_print(v->real, real));
}

void hoshi_list_csv_line(struct hoshi_list_csv *csv, struct hoshi_buffer *out, enum hoshi_lang lang,
                         const struct hoshi_list *list, const void *row)
{
    struct hoshi_page *p = &csv->page;
    csv->layout.recording = true;
    *p = (struct hoshi_page){.layout = &csv->layout, .lang = lang, .times = list->times};
    for (size_t i = 0; i < list->columns; i++) {
        const struct hoshi_column *c = &list->column[i];
        for (int k = 1; k <= column_times(c, list->times); k++) {
            p->n = c->repeated ? k : 0;
            if (i || k > 1)
                hoshi_buffer_puts(out, ",");
            if (!row) {
                hoshi_buffer_csv(out, head_text(p, list, c));
            } else {
                struct hoshi_value v = value_of(p, list, c, row);
                csv_value(out, &v);
            }
        }
    }
    hoshi_buffer_puts(out, "\r\n");
    hoshi_arena_release(&csv->layout.texts);
}

void hoshi_list_csv_end(struct hoshi_list_csv *csv, struct hoshi_buffer *out)
{
    out->failed = out->failed || csv->layout.fault;
    hoshi_layout_release(&csv->layout);
}

void hoshi_list_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_list *list,
                    const void *row, size_t rows, size_t size)
{
    struct hoshi_list_csv csv = {0};
    hoshi_list_csv_line(&csv, out, lang, list, NULL);
    for (size_t i = 0; i < rows; i++)
        hoshi_list_csv_line(&csv, out, lang, list, (const char *)row + i * size);
    hoshi_list_csv_end(&csv, out);
}
