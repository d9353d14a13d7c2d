/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook is a zip archive of XML parts: xlsx_part reads one, xlsx_book those that stand beside the
 * sheets; here are opening and the sheets themselves, by element handlers working with names of the
 * spreadsheet namespace only.
 *
 * Cost: O(bytes of the parts read). A sheet takes the memory of one row when streamed, of its non-empty cells
 * when read into a grid; texts of shared strings are kept once. */
#include "xlsx_read.h"
#include "buffer.h"
#include "cell_name.h"
#include "decimal.h"
#include "file_kind.h"
#include "money.h"
#include "ods_part.h"
#include "text.h"
#include "xlsx_book.h"
#include "xlsx_text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static enum hoshi_status open_archive(struct hoshi_xlsx *book, const void *bytes, size_t n,
                                      struct hoshi_faults *faults)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    if (source && !(book->zip = zip_open_from_source(source, ZIP_RDONLY, &error)))
        zip_source_free(source);
    enum hoshi_status status = HOSHI_OK;
    if (!book->zip) {
        status = zip_error_code_zip(&error) == ZIP_ER_MEMORY ? HOSHI_E_MEMORY : HOSHI_E_ARCHIVE;
        hoshi_fault_add(faults, status, NULL, zip_error_strerror(&error), NULL);
    } else if (zip_get_num_entries(book->zip, 0) > HOSHI_XLSX_ENTRIES)
        status = hoshi_fault_add(faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_XLSX_ENTRIES);
    zip_error_fini(&error);
    return status;
}

static enum hoshi_status xlsx_open_parts(struct hoshi_xlsx *b, struct hoshi_faults *faults)
{
    const char *part = NULL;
    if (hoshi_ods_is(b))
        return hoshi_ods_open(b, faults);
    enum hoshi_status status = hoshi_xlsx_find_workbook(b, &part, faults);
    return status ? status : hoshi_xlsx_read_workbook(b, part, faults);
}

static enum hoshi_status xlsx_open(const void *bytes, size_t n, bool long_sheets, struct hoshi_xlsx **book,
                                   struct hoshi_faults *faults)
{
    enum hoshi_status status = hoshi_xlsx_check_kind(bytes, n, faults);
    if (status)
        return status;
    struct hoshi_xlsx *b = calloc(1, sizeof *b);
    if (!b)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    b->bytes = n;
    b->long_sheets = long_sheets;
    status = open_archive(b, bytes, n, faults);
    b->factor =
        long_sheets && !status && hoshi_ods_is(b) ? HOSHI_XLSX_LONG : 1; /* its sheets are looked at here */
    if (!status)
        status = xlsx_open_parts(b, faults);
    b->factor = 1;
    if (status)
        hoshi_xlsx_close(b);
    else
        *book = b;
    return status;
}

enum hoshi_status hoshi_xlsx_open(const void *bytes, size_t n, struct hoshi_xlsx **book,
                                  struct hoshi_faults *faults)
{
    return xlsx_open(bytes, n, false, book, faults);
}

enum hoshi_status hoshi_xlsx_open_long(const void *bytes, size_t n, struct hoshi_xlsx **book,
                                       struct hoshi_faults *faults)
{
    return xlsx_open(bytes, n, true, book, faults);
}

bool hoshi_xlsx_is_ods(const struct hoshi_xlsx *book)
{
    return book->ods != NULL;
}

void hoshi_xlsx_close(struct hoshi_xlsx *book)
{
    if (!book)
        return;
    hoshi_ods_release(book->ods);
    for (size_t i = 0; book->grid && i < book->sheets; i++)
        hoshi_xlsx_forget(book, i);
    if (book->zip)
        zip_discard(book->zip);
    free(book->string);
    hoshi_arena_release(&book->arena);
    free(book);
}

size_t hoshi_xlsx_sheets(const struct hoshi_xlsx *book)
{
    return book->sheets;
}

const char *hoshi_xlsx_sheet_name(const struct hoshi_xlsx *book, size_t i)
{
    return book->sheet[i].name;
}

enum hoshi_sheet_state hoshi_xlsx_sheet_state(const struct hoshi_xlsx *book, size_t i)
{
    return book->sheet[i].state;
}

/* Year, month and day of a number of days since 1970-01-01. */
static void civil(long days, int *year, int *month, int *day)
{
    long z = days + 719468, era = z / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

/* A serial number as ISO text. False when it is no date of the calendar (negative, beyond 9999). The 1900
 * system counts a 29 February 1900 that never was (serial 60): it is written as such, and no reader of dates
 * takes it. */
static bool serial_text(int64_t micro, bool date1904, char out[24])
{
    int64_t second = (micro % HOSHI_MICRO * 86400 + HOSHI_MICRO / 2) / HOSHI_MICRO;
    long serial = (long)(micro / HOSHI_MICRO);
    if (second == 86400) {
        second = 0;
        serial++;
    }
    if (micro < 0 || serial > (date1904 ? 2957003 : 2958465))
        return false;
    int h = (int)(second / 3600), m = (int)(second / 60 % 60), s = (int)(second % 60), year, month, day;
    if (!serial && !date1904) {
        snprintf(out, 24, "%02d:%02d:%02d", h, m, s);
        return true;
    }
    civil(date1904 ? serial - 24107 : serial - (serial < 60 ? 25568 : 25569), &year, &month, &day);
    if (!date1904 && serial == 60)
        year = 1900, month = 2, day = 29;
    int used = snprintf(out, 24, "%04d-%02d-%02d", year, month, day);
    if (second && used > 0 && used < 24)
        snprintf(out + used, (size_t)(24 - used), "T%02d:%02d:%02d", h, m, s);
    return true;
}

struct sheet_reader {
    const char *name;
    hoshi_xlsx_row *row_done;
    void *user;
    bool in_data, in_row, in_cell, in_merges, in_inline, collecting;
    int phonetic;
    uint32_t row, column; /* of the cell being read, or the last one */
    char type;            /* s i(nlineStr) t(str) b e d n */
    unsigned long style;
    bool has_formula, has_value, has_inline;
    struct hoshi_buffer value, text; /* of the cell; of the row, NUL between */
    struct hoshi_cell *cell;
    struct text_offset {
        size_t text, shown; /* SIZE_MAX: shared; none */
    } * offset;
    size_t n, capacity;
    struct hoshi_merge *merge;
    size_t merges, merge_capacity;
};

static const char *xlsx_where(const struct sheet_reader *r, char out[HOSHI_CELL_PLACE])
{
    return hoshi_cell_place(r->name, r->row, r->column, out);
}

static void start_row(struct hoshi_xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = hoshi_xml_attribute(attribute, "r");
    unsigned long row = r->row + 1ul;
    if (text && *text && !hoshi_xml_digits(text, ULONG_MAX / 16, &row)) {
        hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
        return;
    }
    row = row ? row : r->row + 1ul; /* Excel takes row 0 for one without a number */
    if (row > HOSHI_SHEET_ROWS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_ROWS);
        return;
    }
    r->row = (uint32_t)row;
    r->column = 0;
    r->n = 0;
    r->in_row = true;
    hoshi_xlsx_text_clear(&r->text);
}

static char cell_type(const char *t)
{
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 't'}, {"b", 'b'},
                 {"e", 'e'}, {"d", 'd'},         {"n", 'n'}};
    if (!t)
        return 'n';
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    return 0;
}

static void start_cell(struct hoshi_xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = hoshi_xml_attribute(attribute, "r"), *end,
               *style = hoshi_xml_attribute(attribute, "s");
    uint32_t row = r->row, column = r->column + 1;
    char path[HOSHI_CELL_PLACE];
    if (text &&
        (!hoshi_cell_reference(text, &row, &column, &end) || *end || row != r->row || column <= r->column)) {
        hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
        return;
    }
    if (column > HOSHI_SHEET_COLUMNS) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_SHEET_COLUMNS);
        return;
    }
    r->column = column;
    r->type = cell_type(hoshi_xml_attribute(attribute, "t"));
    r->style = 0;
    if (!r->type || (style && *style && !hoshi_xml_digits(style, HOSHI_XLSX_FORMATS, &r->style))) {
        hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, xlsx_where(r, path),
                          r->type ? style : hoshi_xml_attribute(attribute, "t"), NULL);
        return;
    }
    r->in_cell = true;
    r->has_formula = r->has_value = r->has_inline = false;
    hoshi_xlsx_text_clear(&r->value);
}

/* "B2:C3", "B2"; whole columns "A:B" and whole rows "1:3". */
static bool merge_ends(const char *text, uint32_t *row, uint32_t *column, uint32_t *last_row,
                       uint32_t *last_column)
{
    const char *end, *colon = strchr(text, ':');
    char from[40], to[40];
    bool columns = colon && !strpbrk(text, "0123456789"),
         rows = colon && strspn(text, "0123456789:") == strlen(text);
    if (colon && (columns || rows) && strlen(text) < 20) {
        int n = (int)(colon - text);
        snprintf(from, sizeof from, columns ? "%.*s1" : "A%.*s", n, text);
        snprintf(to, sizeof to, columns ? "%s1048576" : "XFD%s", colon + 1);
    } else {
        hoshi_text_copy(from, sizeof from, text);
        from[strcspn(from, ":")] = 0;
        hoshi_text_copy(to, sizeof to, colon ? colon + 1 : from);
    }
    return hoshi_cell_reference(from, row, column, &end) && !*end &&
           hoshi_cell_reference(to, last_row, last_column, &end) && !*end && *last_row >= *row &&
           *last_column >= *column;
}

static void add_merge(struct hoshi_xml *x, struct sheet_reader *r, const char **attribute)
{
    const char *text = hoshi_xml_attribute(attribute, "ref");
    uint32_t row, column, last_row, last_column;
    if (!text || !merge_ends(text, &row, &column, &last_row, &last_column))
        goto damaged;
    if (r->merges == HOSHI_XLSX_MERGES) {
        hoshi_xml_fail_over(x, HOSHI_E_TOO_MANY, r->name, HOSHI_XLSX_MERGES);
        return;
    }
    if (r->merges == r->merge_capacity &&
        !hoshi_grid_grow((void **)&r->merge, &r->merge_capacity, sizeof *r->merge)) {
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        return;
    }
    r->merge[r->merges++] =
        (struct hoshi_merge){row, last_row, (uint16_t)column, (uint16_t)last_column, last_row};
    return;
damaged:
    hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, r->name, text, NULL);
}

static void sheet_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct sheet_reader *r = x->user;
    if (x->depth == 1 && strcmp(name, "worksheet") != 0)
        hoshi_xml_fail(x, HOSHI_E_ARCHIVE, name, "worksheet");
    else if (x->depth == 2) {
        r->in_data = strcmp(name, "sheetData") == 0;
        r->in_merges = strcmp(name, "mergeCells") == 0;
    } else if (x->depth == 3 && r->in_data && strcmp(name, "row") == 0)
        start_row(x, r, attribute);
    else if (x->depth == 3 && r->in_merges && strcmp(name, "mergeCell") == 0)
        add_merge(x, r, attribute);
    else if (x->depth == 4 && r->in_row && strcmp(name, "c") == 0)
        start_cell(x, r, attribute);
    else if (r->in_cell && x->depth == 5) {
        r->has_formula |= strcmp(name, "f") == 0;
        /* A text stands in <is> or in <v>, by the type of the cell; the other is not shown. */
        r->in_inline = r->type == 'i' && strcmp(name, "is") == 0;
        r->collecting = strcmp(name, "v") == 0 && !r->has_inline;
        if (r->in_inline)
            hoshi_xlsx_text_clear(&r->value);
        r->has_inline |= r->in_inline;
        r->has_value |= r->in_inline || r->collecting;
    } else if (r->in_inline && strcmp(name, "rPh") == 0)
        r->phonetic++;
    else if (r->in_inline && !r->phonetic && strcmp(name, "t") == 0)
        r->collecting = true;
}

static void sheet_text(struct hoshi_xml *x, const char *text, size_t n)
{
    struct sheet_reader *r = x->user;
    char path[HOSHI_CELL_PLACE];
    if (r->collecting)
        hoshi_xlsx_text_add(x, &r->value, xlsx_where(r, path), text, n);
}

/* Put the cell into the row; `text` NULL: take r->value. */
static struct hoshi_cell *xlsx_put_cell(struct hoshi_xml *x, struct sheet_reader *r,
                                        enum hoshi_cell_kind kind, const char *text)
{
    if (r->n == r->capacity) {
        size_t capacity = r->capacity;
        if (!hoshi_grid_grow((void **)&r->offset, &capacity, sizeof *r->offset) ||
            !hoshi_grid_grow((void **)&r->cell, &r->capacity, sizeof *r->cell)) {
            hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
            return NULL;
        }
    }
    unsigned flags = (r->has_formula ? HOSHI_CELL_FORMULA : 0u) | (text ? HOSHI_CELL_SHARED : 0u);
    r->cell[r->n] =
        (struct hoshi_cell){text, r->row, (uint16_t)r->column, (uint8_t)kind, (uint8_t)flags, NULL};
    r->offset[r->n++] = (struct text_offset){text ? SIZE_MAX : r->text.length, SIZE_MAX};
    if (!text) {
        hoshi_buffer_add(&r->text, hoshi_buffer_text(&r->value), r->value.length);
        hoshi_buffer_add(&r->text, "", 1);
        if (r->text.failed)
            hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
    }
    return &r->cell[r->n - 1];
}

/* The number in r->value as its format shows it, beside the cell that was put last. */
static void xlsx_put_shown(struct hoshi_xml *x, struct sheet_reader *r)
{
    const struct hoshi_number_format *format =
        r->style < x->book->formats && x->book->number_format ? x->book->number_format[r->style] : NULL;
    char shown[HOSHI_FORMAT_SHOWN];
    if (!format || !r->n || !hoshi_format_show(format, r->value.text, shown))
        return;
    r->offset[r->n - 1].shown = r->text.length;
    r->cell[r->n - 1].flags |= format->thousands ? HOSHI_CELL_SCALED : 0;
    hoshi_buffer_add(&r->text, shown, strlen(shown) + 1);
    if (r->text.failed)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
}

static void xlsx_trim(struct hoshi_buffer *b)
{
    size_t from = 0;
    while (b->length && strchr(" \t\r\n", b->text[b->length - 1]))
        b->text[--b->length] = 0;
    while (from < b->length && strchr(" \t\r\n", b->text[from]))
        from++;
    if (from) {
        memmove(b->text, b->text + from, b->length - from + 1);
        b->length -= from;
    }
}

static void set_value(struct hoshi_buffer *b, const char *text)
{
    hoshi_xlsx_text_clear(b);
    hoshi_buffer_puts(b, text);
}

static void finish_number(struct hoshi_xml *x, struct sheet_reader *r, const char *path)
{
    int64_t micro;
    char date[24];
    if (!hoshi_number_is(r->value.text)) {
        hoshi_xml_fail_at(x, HOSHI_E_NUMBER, path, r->value.text, NULL);
        return;
    }
    bool is_date = r->style < x->book->formats && x->book->date_format[r->style] &&
                   hoshi_number_parse(r->value.text, &micro) && serial_text(micro, x->book->date1904, date);
    if (is_date)
        set_value(&r->value, date);
    if (r->value.failed)
        hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
    if (xlsx_put_cell(x, r, is_date ? HOSHI_CELL_IS_DATE : HOSHI_CELL_IS_NUMBER, NULL) && !is_date &&
        r->row_done)
        xlsx_put_shown(x, r);
}

static void finish_shared(struct hoshi_xml *x, struct sheet_reader *r, const char *path)
{
    unsigned long i;
    if (!hoshi_xml_digits(r->value.text, HOSHI_XLSX_STRINGS, &i) || i >= x->book->strings)
        hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, path, r->value.text, NULL);
    else if (x->book->string[i][0])
        xlsx_put_cell(x, r, HOSHI_CELL_IS_TEXT, x->book->string[i]);
}

static void finish_bool(struct hoshi_xml *x, struct sheet_reader *r, const char *path)
{
    bool yes = hoshi_xml_truth(r->value.text);
    if (!yes && strcmp(r->value.text, "0") != 0 && strcmp(r->value.text, "false") != 0) {
        hoshi_xml_fail_at(x, HOSHI_E_ARCHIVE, path, r->value.text, NULL);
        return;
    }
    xlsx_put_cell(x, r, HOSHI_CELL_IS_BOOL, yes ? "TRUE" : "FALSE");
}

static void end_cell(struct hoshi_xml *x, struct sheet_reader *r)
{
    char path[HOSHI_CELL_PLACE];
    bool text = r->type == 'i' || r->type == 't';
    r->in_cell = false;
    xlsx_where(r, path);
    if (text && !hoshi_xlsx_text_finish(x, &r->value, path))
        return;
    if (!text)
        xlsx_trim(&r->value);
    if (!r->value.length) {
        /* A formula may well give "" (t="str"); without any value the file was written by something that
         * computes nothing, and the figure has to be missed rather than taken for blank. */
        if (r->has_formula && !(r->has_value && text))
            xlsx_put_cell(x, r, HOSHI_CELL_IS_MISSING, "");
        return;
    }
    if (r->type == 's')
        finish_shared(x, r, path);
    else if (r->type == 'n')
        finish_number(x, r, path);
    else if (r->type == 'b')
        finish_bool(x, r, path);
    else
        xlsx_put_cell(x, r,
                      r->type == 'e'   ? HOSHI_CELL_IS_ERROR
                      : r->type == 'd' ? HOSHI_CELL_IS_DATE
                                       : HOSHI_CELL_IS_TEXT,
                      NULL);
}

static void end_row(struct hoshi_xml *x, struct sheet_reader *r)
{
    r->in_row = false;
    for (size_t i = 0; i < r->n; i++) {
        if (r->offset[i].text != SIZE_MAX)
            r->cell[i].text = r->text.text + r->offset[i].text;
        if (r->offset[i].shown != SIZE_MAX)
            r->cell[i].shown = r->text.text + r->offset[i].shown;
    }
    if (r->n && r->row_done && !r->row_done(r->user, r->cell, r->n))
        hoshi_xml_stop(x);
}

static void sheet_end(struct hoshi_xml *x, const char *name)
{
    struct sheet_reader *r = x->user;
    if (r->in_inline && strcmp(name, "rPh") == 0)
        r->phonetic--;
    else if (x->depth >= 5 && strcmp(name, "t") == 0)
        r->collecting = false;
    if (x->depth == 5)
        r->collecting = r->in_inline = false;
    else if (x->depth == 4 && r->in_cell)
        end_cell(x, r);
    else if (x->depth == 3 && r->in_row)
        end_row(x, r);
    else if (x->depth == 2)
        r->in_data = r->in_merges = false;
}

static const struct hoshi_xml_handlers sheet_handlers = {
    .start = sheet_start, .end = sheet_end, .text = sheet_text};

static enum hoshi_status xlsx_read_sheet(struct hoshi_xlsx *book, size_t i, struct sheet_reader *r,
                                         struct hoshi_faults *faults)
{
    enum hoshi_status status = hoshi_xlsx_shared(book, faults);
    if (status)
        return status;
    r->name = book->sheet[i].name;
    hoshi_buffer_init(&r->value, HOSHI_XLSX_RAW);
    hoshi_buffer_init(&r->text, HOSHI_XLSX_PART + HOSHI_SHEET_COLUMNS);
    status = hoshi_xml_part(book, book->sheet[i].part, &sheet_handlers, r, faults);
    hoshi_buffer_release(&r->value);
    hoshi_buffer_release(&r->text);
    free(r->cell);
    free(r->offset);
    return status;
}

enum hoshi_status hoshi_xlsx_stream(struct hoshi_xlsx *book, size_t i, hoshi_xlsx_row *row, void *user,
                                    struct hoshi_faults *faults)
{
    struct sheet_reader r = {.row_done = row, .user = user};
    enum hoshi_status status =
        book->ods ? HOSHI_OK : hoshi_xlsx_shared(book, faults); /* kept in memory: never longer than usual */
    if (status)
        return status;
    book->factor = book->long_sheets ? HOSHI_XLSX_LONG : 1;
    status = book->ods ? hoshi_ods_stream(book, i, row, user, faults) : xlsx_read_sheet(book, i, &r, faults);
    book->factor = 1;
    free(r.merge);
    return status;
}

/* ---- what stands beside the cells ---- */

struct survey_reader {
    struct sheet_reader sheet; /* for merges */
    struct hoshi_xlsx_survey *out;
    bool in_columns, hidden, counted;
};

/* A range of hidden columns. */
static void survey_columns(struct survey_reader *r, const char **attribute)
{
    unsigned long from, to;
    if (!hoshi_xml_truth(hoshi_xml_attribute(attribute, "hidden")) ||
        !hoshi_xml_digits(hoshi_xml_attribute(attribute, "min"), HOSHI_SHEET_COLUMNS, &from) ||
        !hoshi_xml_digits(hoshi_xml_attribute(attribute, "max"), HOSHI_SHEET_COLUMNS, &to))
        return;
    for (unsigned long i = from; i >= 1 && i <= to && i <= HOSHI_XLSX_SURVEYED; i++)
        r->out->hidden_column[i - 1] = true;
}

static void survey_start(struct hoshi_xml *x, const char *name, const char **attribute)
{
    struct survey_reader *r = x->user;
    if (x->depth == 2) {
        r->sheet.in_data = strcmp(name, "sheetData") == 0;
        r->sheet.in_merges = strcmp(name, "mergeCells") == 0;
        r->in_columns = strcmp(name, "cols") == 0;
    } else if (x->depth == 3 && r->in_columns && strcmp(name, "col") == 0) {
        survey_columns(r, attribute);
    } else if (x->depth == 3 && r->sheet.in_merges && strcmp(name, "mergeCell") == 0) {
        add_merge(x, &r->sheet, attribute);
    } else if (x->depth == 3 && r->sheet.in_data && strcmp(name, "row") == 0) {
        r->hidden = hoshi_xml_truth(hoshi_xml_attribute(attribute, "hidden"));
        r->counted = false;
    } else if (x->depth == 5 && r->sheet.in_data && r->hidden &&
               !r->counted) { /* a cell that holds something */
        r->counted = true;
        r->out->hidden_rows++;
    }
}

static const struct hoshi_xml_handlers survey_handlers = {.start = survey_start};

/* The survey of an OpenDocument was made when it was opened. */
static enum hoshi_status xlsx_copy_survey(const struct hoshi_xlsx_survey *from, struct hoshi_xlsx_survey *out,
                                          struct hoshi_faults *faults)
{
    size_t n = from->merges * sizeof *from->merge;
    *out = *from;
    out->merge = n ? malloc(n) : NULL;
    if (n && !out->merge) {
        out->merges = 0;
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    if (n)
        memcpy(out->merge, from->merge, n);
    return HOSHI_OK;
}

enum hoshi_status hoshi_xlsx_look(struct hoshi_xlsx *book, size_t i, struct hoshi_xlsx_survey *out,
                                  struct hoshi_faults *faults)
{
    struct survey_reader r = {.sheet = {.name = book->sheet[i].name}, .out = out};
    memset(out, 0, sizeof *out);
    if (book->ods)
        return xlsx_copy_survey(&book->ods->survey[i], out, faults);
    book->factor = book->long_sheets ? HOSHI_XLSX_LONG : 1;
    enum hoshi_status status = hoshi_xml_part(book, book->sheet[i].part, &survey_handlers, &r, faults);
    book->factor = 1;
    if (status) {
        free(r.sheet.merge);
        return status;
    }
    out->merge = r.sheet.merge;
    out->merges = r.sheet.merges;
    hoshi_grid_sort_merges(out->merge, out->merges);
    return HOSHI_OK;
}

void hoshi_xlsx_survey_release(struct hoshi_xlsx_survey *survey)
{
    free(survey->merge);
    survey->merge = NULL;
    survey->merges = 0;
}

struct grid_reader {
    struct hoshi_grid grid;
    enum hoshi_status status;
};

static bool grid_row(void *user, const struct hoshi_cell *cell, size_t n)
{
    struct grid_reader *g = user;
    g->status = hoshi_grid_add(&g->grid, cell, n);
    return g->status == HOSHI_OK;
}

enum hoshi_status hoshi_xlsx_read(struct hoshi_xlsx *book, size_t i, struct hoshi_grid *grid,
                                  struct hoshi_faults *faults)
{
    struct grid_reader g = {0};
    struct sheet_reader r = {.row_done = grid_row, .user = &g};
    struct hoshi_xlsx_survey survey = {0};
    enum hoshi_status status =
        book->ods ? hoshi_ods_stream(book, i, grid_row, &g, faults) : xlsx_read_sheet(book, i, &r, faults);
    if (!status && book->ods)
        status = hoshi_xlsx_look(book, i, &survey, faults);
    g.grid.merge = book->ods ? survey.merge : r.merge;
    g.grid.merges = book->ods ? survey.merges : r.merges;
    if (!status && g.status) {
        status = g.status;
        if (status == HOSHI_E_TOO_MANY)
            hoshi_fault_add(faults, status, book->sheet[i].name, NULL, "%d", HOSHI_GRID_CELLS);
        else
            hoshi_fault_add(faults, status, book->sheet[i].name, NULL, NULL);
    }
    if (!status)
        status = hoshi_grid_order(&g.grid, book->sheet[i].name, faults);
    if (status)
        hoshi_grid_release(&g.grid);
    else
        *grid = g.grid;
    return status;
}

enum hoshi_status hoshi_xlsx_grid(struct hoshi_xlsx *book, size_t i, const struct hoshi_grid **grid,
                                  struct hoshi_faults *faults)
{
    if (!book->grid) {
        struct hoshi_grid *all = hoshi_arena_array(&book->arena, book->sheets, sizeof *all);
        book->kept = hoshi_arena_array(&book->arena, book->sheets, sizeof *book->kept);
        if (!all || !book->kept)
            return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        book->grid = all;
    }
    if (!book->kept[i]) {
        enum hoshi_status status = hoshi_xlsx_read(book, i, &book->grid[i], faults);
        if (status)
            return status;
        book->kept[i] = true;
    }
    *grid = &book->grid[i];
    return HOSHI_OK;
}

void hoshi_xlsx_forget(struct hoshi_xlsx *book, size_t i)
{
    if (!book->grid || !book->kept[i])
        return;
    hoshi_grid_release(&book->grid[i]);
    book->kept[i] = false;
}

/* "'A''B'!$D$18" taken apart; a range or several areas give the first cell. */
static bool xlsx_name_target(const struct hoshi_xlsx *book, const char *target, size_t *sheet, uint32_t *row,
                             uint32_t *column)
{
    char name[256], cell[32];
    size_t n = 0, m = 0;
    const char *p = target;
    bool quoted = *p == '\'';
    for (p += quoted; *p && n < sizeof name - 1; p++) {
        if (quoted && p[0] == '\'' && p[1] == '\'')
            p++;
        else if (*p == (quoted ? '\'' : '!'))
            break;
        name[n++] = *p;
    }
    name[n] = 0;
    p += quoted && *p == '\'';
    if (*p++ != '!')
        return false;
    for (; *p && *p != ':' && *p != ',' && m < sizeof cell - 1; p++)
        if (*p != '$')
            cell[m++] = *p;
    cell[m] = 0;
    const char *end;
    if (!hoshi_cell_reference(cell, row, column, &end) || *end)
        return false;
    for (*sheet = 0; *sheet < book->sheets; ++*sheet)
        if (strcmp(book->sheet[*sheet].name, name) == 0)
            return true;
    return false;
}

bool hoshi_xlsx_named(const struct hoshi_xlsx *book, const char *name, size_t *sheet, uint32_t *row,
                      uint32_t *column)
{
    for (size_t i = 0; i < book->names; i++)
        if (strcmp(book->name[i].name, name) == 0)
            return xlsx_name_target(book, book->name[i].target, sheet, row, column);
    return false;
}
