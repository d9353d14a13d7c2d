/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet_style.h"
#include "sheet_back.h"
#include "sheet_written.h"
#include "spool.h"
#include "text.h"
#include "text_plain.h"
#include "xlsx_proof.h"

#include <errno.h>
#include <math.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <locale.h>
#include <unistd.h>

struct look {
    const char *number;
    double size;
    bool bold, border, wrap, input, center, right, shrink;
    lxw_color_t fill, color;
};

#define BORDER_COLOR 0xA6A6A6
#define HEAD_FILL 0xD9E2EC
#define LABEL_FILL 0xF2F5F8
#define INPUT_FILL 0xFFF9DB
#define INPUT_COLOR 0x1F3FBF
#define TOTAL_FILL 0xE8EDF2
#define WARN_FILL 0xFCE8D2

/* Fills are light enough to print grey; inputs also differ by a dotted frame. */
static const struct look looks[HOSHI_STYLES] = {
    [HOSHI_STYLE_TITLE] = {.size = 16, .bold = true},
    [HOSHI_STYLE_HEADING] = {.size = 12, .bold = true},
    [HOSHI_STYLE_HEAD] = {.bold = true, .border = true, .wrap = true, .center = true, .fill = HEAD_FILL},
    [HOSHI_STYLE_TEXT] = {.border = true, .wrap = true},
    [HOSHI_STYLE_CELL] = {.border = true},
    [HOSHI_STYLE_FITTED] = {.border = true, .shrink = true},
    [HOSHI_STYLE_PLAIN] = {.wrap = true},
    [HOSHI_STYLE_NOTE] = {.wrap = true, .color = 0x505050},
    [HOSHI_STYLE_WARN] = {.bold = true, .border = true, .wrap = true, .fill = WARN_FILL},
    [HOSHI_STYLE_LABEL] = {.bold = true, .border = true, .wrap = true, .fill = LABEL_FILL},
    [HOSHI_STYLE_CENTER] = {.border = true, .wrap = true, .center = true},
    [HOSHI_STYLE_YEN] = {.number = "#,##0", .border = true, .right = true},
    [HOSHI_STYLE_YEN2] = {.number = "#,##0.00", .border = true, .right = true},
    [HOSHI_STYLE_DECIMAL] = {.number = "#,##0.####", .border = true, .right = true},
    [HOSHI_STYLE_COUNT] = {.number = "#,##0", .border = true, .right = true},
    [HOSHI_STYLE_PERCENT] = {.number = "0.00%", .border = true, .right = true},
    [HOSHI_STYLE_TENTH] = {.number = "0.0%", .border = true, .right = true},
    [HOSHI_STYLE_DATE] = {.number = "yyyy-mm-dd", .border = true, .center = true},
    [HOSHI_STYLE_TOTAL] = {.bold = true, .border = true, .wrap = true, .fill = TOTAL_FILL},
    [HOSHI_STYLE_YEN_TOTAL] =
        {.number = "#,##0", .bold = true, .border = true, .right = true, .fill = TOTAL_FILL},
    [HOSHI_STYLE_YEN2_TOTAL] =
        {.number = "#,##0.00", .bold = true, .border = true, .right = true, .fill = TOTAL_FILL},
    [HOSHI_STYLE_PERCENT_TOTAL] =
        {.number = "0.00%", .bold = true, .border = true, .right = true, .fill = TOTAL_FILL},
    [HOSHI_STYLE_BIG] = {.number = "#,##0", .size = 18, .bold = true, .border = true, .center = true},
    [HOSHI_STYLE_BIG_TENTH] = {.number = "#,##0.0", .size = 18, .bold = true, .border = true, .center = true},
    [HOSHI_STYLE_TEXT_INPUT] = {.wrap = true, .input = true},
    [HOSHI_STYLE_YEN_INPUT] = {.number = "#,##0", .input = true, .right = true},
    [HOSHI_STYLE_YEN2_INPUT] = {.number = "#,##0.00", .input = true, .right = true},
    [HOSHI_STYLE_DECIMAL_INPUT] = {.number = "#,##0.####", .input = true, .right = true},
    [HOSHI_STYLE_COUNT_INPUT] = {.number = "#,##0", .input = true, .right = true},
    [HOSHI_STYLE_PERCENT_INPUT] = {.number = "0.00%", .input = true, .right = true},
    [HOSHI_STYLE_DATE_INPUT] = {.number = "yyyy-mm-dd", .input = true, .center = true},
    [HOSHI_STYLE_VERBATIM_INPUT] = {.number = "@", .wrap = true, .input = true},
    [HOSHI_STYLE_CHOICE_INPUT] = {.number = "@", .wrap = true, .input = true, .center = true},
    [HOSHI_STYLE_NUMBER_INPUT] = {.number = "General", .input = true, .right = true},
    [HOSHI_STYLE_BLANK_LINE] = {.border = true},
};

bool hoshi_style_wraps(enum hoshi_style style)
{
    return looks[style].wrap;
}

static bool alike(const struct look *a, const struct look *b)
{
    const char *x = a->number ? a->number : "", *y = b->number ? b->number : "";
    return strcmp(x, y) == 0 && fabs(a->size - b->size) < 0.01 && a->bold == b->bold &&
           a->border == b->border && a->wrap == b->wrap && a->input == b->input && a->center == b->center &&
           a->right == b->right && a->shrink == b->shrink && a->fill == b->fill && a->color == b->color;
}

/* Looks that are alike share a format: the library looks up a second one by its whole content for each cell.
 */
static void add_format(struct hoshi_book *book, size_t i)
{
    const struct look *k = &looks[i];
    for (size_t j = 0; j < i; j++)
        if (alike(&looks[j], k)) {
            book->format[i] = book->format[j];
            return;
        }
    lxw_format *f = book->format[i] = workbook_add_format(book->workbook);
    format_set_font_name(f, book->lang == HOSHI_JA ? "Yu Gothic" : "Calibri");
    format_set_font_size(f, k->size > 0 ? k->size : 10.5);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (k->bold)
        format_set_bold(f);
    if (k->wrap)
        format_set_text_wrap(f);
    if (k->center)
        format_set_align(f, LXW_ALIGN_CENTER);
    if (k->right)
        format_set_align(f, LXW_ALIGN_RIGHT);
    if (k->shrink)
        format_set_shrink(f);
    /* A little air, so that a text does not touch the number in the cell before it. */
    if ((k->border || k->input) && !k->center && !k->right)
        format_set_indent(f, 1);
    if (k->number)
        format_set_num_format(f, k->number);
    if (k->fill || k->input)
        format_set_bg_color(f, k->input ? INPUT_FILL : k->fill);
    if (k->color || k->input)
        format_set_font_color(f, k->input ? INPUT_COLOR : k->color);
    if (k->border || k->input) {
        format_set_border(f, k->input ? LXW_BORDER_DASHED : LXW_BORDER_THIN);
        format_set_border_color(f, BORDER_COLOR);
    }
    if (k->input)
        format_set_unlocked(f);
}

enum hoshi_status hoshi_book_open(struct hoshi_book *book, const char *path, enum hoshi_lang lang,
                                  const char *title, const char *author, struct hoshi_date made,
                                  const char *footer, struct hoshi_faults *faults)
{
    memset(book, 0, sizeof *book);
    hoshi_spool_error = 0;
    book->lang = lang;
    book->footer = footer;
    enum hoshi_status status = hoshi_output_open(&book->file, path, faults);
    if (status)
        return status;
    char folder[4096];
    hoshi_file_beside(path, ".", folder, sizeof folder); /* opened a moment ago: it fits */
    lxw_workbook_options options = {.tmpdir = folder};
    book->workbook = workbook_new_opt(book->file.part, &options);
    if (!book->workbook) {
        hoshi_output_close(&book->file);
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    for (size_t i = 0; i < HOSHI_STYLES; i++)
        add_format(book, i);
    /* The library's members lack const; it copies the texts. */
    char t[256], a[256];
    hoshi_text_clean(title ? title : "", title ? strlen(title) : 0, t, sizeof t);
    hoshi_text_clean(author ? author : "", author ? strlen(author) : 0, a, sizeof a);
    lxw_doc_properties p = {.title = t, .author = a, .created = (time_t)hoshi_date_days(made) * 86400};
    workbook_set_properties(book->workbook, &p);
    return HOSHI_OK;
}

/* libxlsxwriter prints every number by printf when it closes a workbook: under a decimal comma Excel could
 * not read the file. */
static lxw_error close_in_c_locale(lxw_workbook *workbook)
{
    locale_t c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0), before = c ? uselocale(c) : (locale_t)0;
    lxw_error error = workbook_close(workbook);
    if (c) {
        uselocale(before);
        freelocale(c);
    }
    return error;
}

/* What went wrong, in the words of the library or of the system. */
static enum hoshi_status book_fault(bool memory, lxw_error error, const char *path,
                                    struct hoshi_faults *faults)
{
    if (memory || hoshi_spool_error == ENOMEM || error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    const char *what = hoshi_spool_error ? strerror(hoshi_spool_error) : error ? lxw_strerror(error) : "";
    return hoshi_fault_add(faults, HOSHI_E_WORKBOOK_WRITE, path, what, NULL);
}

enum hoshi_status hoshi_book_close(struct hoshi_book *book, const char *path, struct hoshi_faults *faults)
{
    lxw_error error = close_in_c_locale(book->workbook);
    book->workbook = NULL;
    enum hoshi_status status = HOSHI_OK;
    if (book->failed || error != LXW_NO_ERROR || hoshi_spool_error)
        status = book_fault(book->memory, error, path, faults);
    if (!status)
        status = hoshi_xlsx_prove(book->file.part, path, faults);
    if (!status)
        status = hoshi_output_place(&book->file, path, faults);
    hoshi_output_close(&book->file);
    return status;
}

void hoshi_book_abandon(struct hoshi_book *book)
{
    if (!book->workbook)
        return;
    workbook_close(book->workbook);
    book->workbook = NULL;
    hoshi_output_close(&book->file);
}

static void sheet_style_note(struct hoshi_book *book, lxw_error error)
{
    if (error != LXW_NO_ERROR)
        book->failed = true;
}

enum { FOOT_LONG = 60 };

struct hoshi_sheet hoshi_sheet_add(struct hoshi_book *book, const char *name, bool landscape)
{
    struct hoshi_sheet s = {book, workbook_add_worksheet(book->workbook, name), name};
    if (!s.sheet) {
        book->failed = true;
        /* The library would follow a NULL sheet: write on into one that is thrown away with the book. */
        s.sheet = workbook_add_worksheet(book->workbook, NULL);
        return s;
    }
    book->sheets++;
    hoshi_written_sheet(book, name);
    worksheet_set_paper(s.sheet, 9);
    if (landscape)
        worksheet_set_landscape(s.sheet);
    worksheet_fit_to_pages(s.sheet, 1, 0);
    worksheet_set_margins(s.sheet, 0.25, 0.25, 0.35, 0.5);
    worksheet_gridlines(s.sheet, LXW_HIDE_ALL_GRIDLINES);
    char footer[255];
    char left[160];
    hoshi_text_clean(book->footer ? book->footer : "", book->footer ? strlen(book->footer) : 0, left,
                     sizeof left);
    for (char *p = left; *p; p++)
        *p = *p == '&' ? '+' : *p;
    int points = hoshi_text_width(left) > FOOT_LONG ? 8 : 11; /* a long left part runs into the middle */
    snprintf(footer, sizeof footer, "&L&%d%s&C&%d&A&R&%d&P / &N", points, left, points, points);
    lxw_header_footer_options at = {.margin = 0.2};
    sheet_style_note(book, worksheet_set_footer_opt(s.sheet, footer, &at));
    return s;
}

/* The library asks this option of the workbook for each sheet as it is added. */
struct hoshi_sheet hoshi_sheet_add_flat(struct hoshi_book *book, const char *name, bool landscape)
{
    book->workbook->options.constant_memory = LXW_TRUE;
    struct hoshi_sheet s = hoshi_sheet_add(book, name, landscape);
    book->workbook->options.constant_memory = LXW_FALSE;
    return s;
}

void hoshi_sheet_widths(struct hoshi_sheet *s, const double *width, size_t n)
{
    if (!s->sheet)
        return;
    for (size_t i = 0; i < n; i++)
        sheet_style_note(s->book, worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i, width[i], NULL));
}

void hoshi_sheet_freeze(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t first)
{
    if (!s->sheet)
        return;
    worksheet_freeze_panes(s->sheet, row, column);
    if (row > first)
        sheet_style_note(s->book, worksheet_repeat_rows(s->sheet, first, row - 1));
}

void hoshi_sheet_repeat(struct hoshi_sheet *s, uint32_t first, uint32_t last)
{
    if (s->sheet)
        sheet_style_note(s->book, worksheet_repeat_rows(s->sheet, first, last));
}

void hoshi_sheet_wide(struct hoshi_sheet *s, uint16_t pages, uint16_t repeat)
{
    if (!s->sheet)
        return;
    worksheet_fit_to_pages(s->sheet, pages, 0);
    if (repeat)
        sheet_style_note(s->book, worksheet_repeat_columns(s->sheet, 0, (lxw_col_t)(repeat - 1)));
}

void hoshi_sheet_filter(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                        uint16_t last_column)
{
    if (!s->sheet)
        return;
    sheet_style_note(s->book, worksheet_autofilter(s->sheet, row, column, last_row, last_column));
}

void hoshi_sheet_columns(struct hoshi_sheet *s, uint16_t first, uint16_t last, double width)
{
    if (s->sheet)
        sheet_style_note(s->book, worksheet_set_column(s->sheet, first, last, width, NULL));
}

void hoshi_sheet_hide(struct hoshi_sheet *s)
{
    if (s->sheet)
        worksheet_hide(s->sheet);
}

void hoshi_sheet_pages(struct hoshi_sheet *s, uint16_t wide, uint16_t high)
{
    if (s->sheet)
        worksheet_fit_to_pages(s->sheet, wide, high);
}

void hoshi_sheet_print_area(struct hoshi_sheet *s, uint32_t last_row, uint16_t last_column)
{
    /* An office program prints a hidden sheet that has a print area. */
    if (s->sheet && !s->sheet->hidden)
        sheet_style_note(s->book, worksheet_print_area(s->sheet, 0, 0, last_row, last_column));
}

void hoshi_sheet_breaks(struct hoshi_sheet *s, const uint32_t *row)
{
    lxw_row_t breaks[HOSHI_SHEET_BREAKS + 1] = {0};
    size_t n = 0;
    for (; n < HOSHI_SHEET_BREAKS && row[n]; n++)
        breaks[n] = row[n];
    if (s->sheet && n)
        sheet_style_note(s->book, worksheet_set_h_pagebreaks(s->sheet, breaks));
}

void hoshi_sheet_protect(struct hoshi_sheet *s)
{
    if (!s->sheet)
        return;
    lxw_protection options = {.format_cells = 1, .format_columns = 1, .format_rows = 1};
    worksheet_protect(s->sheet, NULL, &options);
}

/* Widths in digits of the workbook's font (7 pixels). A full-width letter at 10.5 points takes 14 pixels, the widest
 * of the fonts that stand in for one another a little more; a narrow one differs from font to font. */
static const double LINE_WIDE = 2.06, LINE_NARROW = 1.03;

/* From one line of a cell to the next: Yu Gothic stands wider apart than any other of the fonts. */
static const double LINE_POINTS_JA = 17, LINE_POINTS_EN = 15.5;

static double line_width(const char *line)
{
    double all = (double)hoshi_text_width(line), wide = all - (double)hoshi_text_length(line);
    wide = wide > 0 ? wide : 0;
    return wide * LINE_WIDE + (all - 2 * wide) * LINE_NARROW;
}

int hoshi_sheet_lines(const char *text, double column)
{
    int lines = 0;
    const char *p = text;
    /* The indent of bordered text. */
    column = column > 6 ? column - 1.2 : column;
    while (*p) {
        size_t n = strcspn(p, "\n");
        char line[2048];
        size_t k = n < sizeof line - 1 ? n : sizeof line - 1;
        memcpy(line, p, k);
        line[k] = 0;
        double width = line_width(line);
        int need = 1;
        while (need * column < width + (need - 1)) /* a line may end early: no comma begins one */
            need++;
        lines += need;
        p += n + (p[n] == '\n');
    }
    return lines < 1 ? 1 : lines;
}

double hoshi_sheet_lines_points(enum hoshi_lang lang, int lines)
{
    double points = lines * (lang == HOSHI_JA ? LINE_POINTS_JA : LINE_POINTS_EN) + (lines > 1 ? 3 : 1);
    return points > 400 ? 400 : points;
}

void hoshi_sheet_height(struct hoshi_sheet *s, uint32_t row, int lines)
{
    hoshi_sheet_points(s, row, hoshi_sheet_lines_points(s->book->lang, lines));
}

void hoshi_sheet_points(struct hoshi_sheet *s, uint32_t row, double points)
{
    if (s->sheet)
        sheet_style_note(s->book, worksheet_set_row(s->sheet, row, points, NULL));
}

void hoshi_sheet_fit(struct hoshi_sheet *s, uint32_t row, const char *text, double column)
{
    hoshi_sheet_height(s, row, hoshi_sheet_lines(text, column));
}

/* "_x0041_" is an escape to whoever opens a sheet: the underscore in front of one is escaped itself. */
static bool is_escape(const char *p)
{
    return p[0] == '_' && p[1] == 'x' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4 && p[6] == '_';
}

/* The last gate before a sheet: plain, and without what is read as an escape. `memory` is to be freed. */
static const char *cell_text(struct hoshi_book *book, const char *text, char **memory)
{
    size_t n = strlen(text), used = 0;
    *memory = NULL;
    if (hoshi_text_is_plain(text, n) && !strstr(text, "_x"))
        return text;
    char *clean = malloc(3 * n + 1), *out = *memory = malloc(6 * n + 8);
    if (!clean || !out) {
        free(clean);
        book->memory = book->failed = true;
        return "";
    }
    hoshi_text_clean(text, n, clean, 3 * n + 1);
    for (const char *p = clean; *p; p++) {
        if (is_escape(p)) {
            memcpy(out + used, "_x005F", 6);
            used += 6;
        }
        out[used++] = *p;
    }
    out[used] = 0;
    free(clean);
    return out;
}

/* Inputs of a book whose cells come back are noted with what was written into them; of a book that is to tell what
 * was typed over it, every cell. */
static void style_note(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                       const char *written, bool number)
{
    bool input = style >= HOSHI_STYLE_TEXT_INPUT && style <= HOSHI_STYLE_NUMBER_INPUT;
    if (s->book->back && input)
        hoshi_back_note(s, row, column, written, number);
    if (!s->book->written)
        return;
    if (!number && !hoshi_text_is_plain(written, strlen(written)))
        hoshi_written_note(s, row, column, '?', NULL); /* it is cleaned first */
    else
        hoshi_written_note(s, row, column, input ? '!' : *written ? '#' : '.', written);
}

static void style_note_formula(struct hoshi_sheet *s, uint32_t row, uint16_t column)
{
    if (s->book->written)
        hoshi_written_note(s, row, column, '=', NULL);
}

void hoshi_put_text(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                    const char *text)
{
    if (!s->sheet)
        return;
    char *memory = NULL;
    if (text && *text)
        style_note(s, row, column, style, text, false);
    if (text && *text)
        sheet_style_note(s->book,
                         worksheet_write_string(s->sheet, row, column, cell_text(s->book, text, &memory),
                                                s->book->format[style]));
    else
        hoshi_put_blank(s, row, column, style);
    free(memory);
}

void hoshi_put_blank(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style)
{
    if (!s->sheet)
        return;
    style_note(s, row, column, style, "", false);
    sheet_style_note(s->book, worksheet_write_blank(s->sheet, row, column, s->book->format[style]));
}

void hoshi_put_int(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                   int64_t value)
{
    if (!s->sheet)
        return;
    char written[32];
    snprintf(written, sizeof written, "%" PRId64, value);
    style_note(s, row, column, style, written, true);
    sheet_style_note(s->book,
                     worksheet_write_number(s->sheet, row, column, (double)value, s->book->format[style]));
}

double hoshi_micro_value(int64_t micro)
{
    return (double)micro / 1e6;
}

void hoshi_put_micro(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                     int64_t micro)
{
    if (!s->sheet)
        return;
    char written[HOSHI_DECIMAL_TEXT];
    style_note(s, row, column, style, hoshi_decimal_print(micro, 0, written), true);
    sheet_style_note(s->book, worksheet_write_number(s->sheet, row, column, hoshi_micro_value(micro),
                                                     s->book->format[style]));
}

void hoshi_put_date(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                    struct hoshi_date date)
{
    if (!s->sheet)
        return;
    if (!date.year) {
        hoshi_put_blank(s, row, column, style);
        return;
    }
    char written[HOSHI_DATE_TEXT];
    date.day = date.day ? date.day : 1;
    style_note(s, row, column, style, hoshi_date_print(date, written), false);
    lxw_datetime d = {.year = date.year, .month = date.month, .day = date.day};
    sheet_style_note(s->book, worksheet_write_datetime(s->sheet, row, column, &d, s->book->format[style]));
}

enum { FORMULA_MAX = 8000 };

HOSHI_PRINTF(3, 0)
static bool style_formula(struct hoshi_sheet *s, char text[FORMULA_MAX], const char *format, va_list args)
{
    int n = vsnprintf(text, FORMULA_MAX, format, args);
    if (n > 0 && n < FORMULA_MAX)
        return true;
    s->book->failed = true;
    return false;
}

void hoshi_put_formula(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                       double value, const char *format, ...)
{
    if (!s->sheet)
        return;
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, format);
    style_note_formula(s, row, column);
    if (style_formula(s, text, format, args))
        sheet_style_note(
            s->book, worksheet_write_formula_num(s->sheet, row, column, text, s->book->format[style], value));
    va_end(args);
}

void hoshi_put_formula_text(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                            const char *value, const char *format, ...)
{
    if (!s->sheet)
        return;
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, format);
    char *memory = NULL;
    style_note_formula(s, row, column);
    if (style_formula(s, text, format, args))
        sheet_style_note(s->book,
                         worksheet_write_formula_str(s->sheet, row, column, text, s->book->format[style],
                                                     cell_text(s->book, value, &memory)));
    free(memory);
    va_end(args);
}

void hoshi_put_formula_as(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                          double value, const char *text)
{
    if (!s->sheet)
        return;
    style_note_formula(s, row, column);
    sheet_style_note(s->book,
                     worksheet_write_formula_num(s->sheet, row, column, text, s->book->format[style], value));
}

void hoshi_put_formula_text_as(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                               const char *value, const char *text)
{
    if (!s->sheet)
        return;
    style_note_formula(s, row, column);
    sheet_style_note(s->book,
                     worksheet_write_formula_str(s->sheet, row, column, text, s->book->format[style], value));
}

bool hoshi_formula_quote(char *out, size_t size, const char *text)
{
    enum { PIECE = 250 };
    size_t n = 0, units = 0;
    for (const char *p = text; n + 6 < size; p++) {
        unsigned char c = (unsigned char)*p;
        bool starts = (c & 0xC0) != 0x80; /* a character, not its rest */
        if (p == text)
            out[n++] = '"';
        if (!c) {
            out[n++] = '"';
            out[n] = 0;
            return true;
        }
        if (starts && units >= PIECE) {
            memcpy(out + n, "\"&\"", 3);
            n += 3;
            units = 0;
        }
        units += starts ? (c >= 0xF0 || c == '"' ? 2 : 1) : 0; /* UTF-16, and a quote is written twice */
        if (c == '"')
            out[n++] = '"';
        out[n++] = (char)c;
    }
    return false;
}

/* Excel takes a workbook with two merges that share a cell for damaged, and repairs it. */
static bool merge_is_free(const lxw_worksheet *sheet, uint32_t row, uint16_t column, uint32_t last_row,
                          uint16_t last_column)
{
    const lxw_merged_range *m;
    STAILQ_FOREACH(m, sheet->merged_ranges, list_pointers)
    if (row <= m->last_row && last_row >= m->first_row && column <= m->last_col &&
        last_column >= m->first_col)
        return false;
    return true;
}

void hoshi_put_merged(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                      uint16_t last_column, enum hoshi_style style, const char *text)
{
    if (!s->sheet)
        return;
    if (last_row < row || last_column < column ||
        !merge_is_free(s->sheet, row, column, last_row, last_column)) {
        s->book->failed = true;
        return;
    }
    if (row == last_row && column == last_column) {
        hoshi_put_text(s, row, column, style, text);
        return;
    }
    style_note(s, row, column, style, text ? text : "", false);
    char *memory = NULL;
    sheet_style_note(s->book, worksheet_merge_range(s->sheet, row, column, last_row, last_column,
                                                    cell_text(s->book, text ? text : "", &memory),
                                                    s->book->format[style]));
    free(memory);
}

enum { CHOICES_MAX = 31, CHOICE_BYTES = 256, CHOICES_JOINED = 255 };

void hoshi_put_choices_range(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                             uint16_t last_column, const char *const *choices, size_t n)
{
    if (!s->sheet)
        return;
    char text[CHOICES_MAX][CHOICE_BYTES], *list[CHOICES_MAX + 1];
    size_t joined = 0;
    bool fits = n <= CHOICES_MAX;
    for (size_t i = 0; fits && i < n; i++) {
        hoshi_text_clean(choices[i], strlen(choices[i]), text[i], sizeof text[i]);
        list[i] = text[i];
        joined += hoshi_text_length(text[i]) + (i > 0);
        fits = strlen(choices[i]) < CHOICE_BYTES && !strchr(text[i], ',') && joined <= CHOICES_JOINED;
    }
    if (!fits)
        return;
    list[n] = NULL;
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    sheet_style_note(s->book,
                     worksheet_data_validation_range(s->sheet, row, column, last_row, last_column, &v));
}

void hoshi_put_choices(struct hoshi_sheet *s, uint32_t row, uint16_t column, const char *const *choices,
                       size_t n)
{
    hoshi_put_choices_range(s, row, column, row, column, choices, n);
}

void hoshi_warn_when(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                     uint16_t last_column, const char *format, ...)
{
    if (!s->sheet)
        return;
    char text[FORMULA_MAX];
    va_list args;
    va_start(args, format);
    if (style_formula(s, text, format, args)) {
        if (!s->book->warn && (s->book->warn = workbook_add_format(s->book->workbook))) {
            format_set_bold(s->book->warn);
            format_set_bg_color(s->book->warn, WARN_FILL);
        }
        lxw_conditional_format rule = {
            .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text, .format = s->book->warn};
        sheet_style_note(
            s->book, worksheet_conditional_format_range(s->sheet, row, column, last_row, last_column, &rule));
    }
    va_end(args);
}

void hoshi_put_whole_rule(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                          uint16_t last_column, int32_t least, int32_t most)
{
    if (!s->sheet)
        return;
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_INTEGER,
                             .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                             .minimum_number = least,
                             .maximum_number = most};
    sheet_style_note(s->book,
                     worksheet_data_validation_range(s->sheet, row, column, last_row, last_column, &v));
}

/* By hand: a book has a hundred thousand of them. */
const char *hoshi_ref(char out[HOSHI_REF], uint32_t row, uint16_t column, bool absolute)
{
    char letter[4], digit[12];
    size_t letters = 0, digits = 0, n = 0;
    for (uint32_t c = column + 1u; c; c = (c - 1) / 26)
        letter[letters++] = (char)('A' + (c - 1) % 26);
    for (uint32_t r = row + 1; r; r /= 10)
        digit[digits++] = (char)('0' + r % 10);
    if (absolute)
        out[n++] = '$';
    while (letters)
        out[n++] = letter[--letters];
    if (absolute)
        out[n++] = '$';
    while (digits)
        out[n++] = digit[--digits];
    out[n] = 0;
    return out;
}

const char *hoshi_ref_on(char out[HOSHI_REF], const struct hoshi_sheet *s, uint32_t row, uint16_t column)
{
    char cell[HOSHI_REF];
    snprintf(out, HOSHI_REF, "'%.60s'!%.30s", s->name, hoshi_ref(cell, row, column, true));
    return out;
}

const char *hoshi_range_on(char out[HOSHI_REF], const struct hoshi_sheet *s, uint32_t row, uint16_t column,
                           uint32_t last_row, uint16_t last_column)
{
    char a[HOSHI_REF], b[HOSHI_REF];
    snprintf(out, HOSHI_REF, "'%.50s'!%.20s:%.20s", s->name, hoshi_ref(a, row, column, true),
             hoshi_ref(b, last_row, last_column, true));
    return out;
}

void hoshi_define(struct hoshi_sheet *s, const char *name, uint32_t row, uint16_t column)
{
    if (!s->sheet)
        return;
    char cell[HOSHI_REF], text[HOSHI_REF + 1];
    snprintf(text, sizeof text, "=%s", hoshi_ref_on(cell, s, row, column));
    sheet_style_note(s->book, workbook_define_name(s->book->workbook, name, text));
}
