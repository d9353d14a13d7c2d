/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole text is brought to UTF-8 first (nothing is copied when it already is), then split row by row. The
 * fields of a row lie one after the other, each ended by NUL, in one buffer that is used again for the next
 * row: no allocation per row, O(bytes) in all. */
#include "csv_read.h"
#include "text.h"

#include <iconv.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_LINES = 30 };

struct hoshi_csv {
    char *converted; /* owned; NULL when the text is the caller's */
    const char *at, *end;
    char separator;
    enum hoshi_csv_encoding encoding;
    enum hoshi_status status;
    long row, line; /* of what stands at `at` */
    size_t rows;
    bool over;
    struct hoshi_buffer text;
    size_t begin[HOSHI_CSV_FIELDS];
    const char *field[HOSHI_CSV_FIELDS];
};

const char *hoshi_cell_name(long row, size_t column, char out[24])
{
    char letters[8];
    size_t n = 0;
    out[0] = 0;
    if (row < 1 || column < 1 || column > 1000000)
        return out;
    for (size_t c = column; c; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    size_t used = 0;
    while (n)
        out[used++] = letters[--n];
    snprintf(out + used, 24 - used, "%ld", row);
    return out;
}

/* ---- encoding ---- */

/* bytes in `from` as UTF-8 into *out (owned, NUL-ended). False on a byte sequence that does not exist there.
 */
static enum hoshi_status convert(const char *from, const char *bytes, size_t n, char **out, size_t *out_n)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        return HOSHI_E_TEXT_ENCODING;
    size_t room = n * 3; /* the widest: one byte of half-width kana becomes three */
    char *text = malloc(room + 1), *in = (char *)(uintptr_t)bytes, *to = text;
    size_t in_left = n, left = room;
    bool ok = text && iconv(cd, &in, &in_left, &to, &left) != (size_t)-1 && in_left == 0;
    iconv_close(cd);
    if (!ok) {
        enum hoshi_status status = text ? HOSHI_E_TEXT_ENCODING : HOSHI_E_MEMORY;
        free(text);
        return status;
    }
    *out_n = (size_t)(to - text);
    text[*out_n] = 0;
    char *fitted = realloc(text, *out_n + 1);
    *out = fitted ? fitted : text;
    return HOSHI_OK;
}

static enum hoshi_status decode(struct hoshi_csv *csv, const char *bytes, size_t n)
{
    size_t length = 0;
    enum hoshi_status status = HOSHI_OK;
    csv->at = bytes;
    csv->end = bytes + n;
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        csv->encoding = HOSHI_CSV_UTF16;
        status = convert((unsigned char)bytes[0] == 0xFF ? "UTF-16LE" : "UTF-16BE", bytes + 2, n - 2,
                         &csv->converted, &length);
    } else if (!hoshi_text_is_utf8(bytes, n)) {
        csv->encoding = HOSHI_CSV_CP932;
        status = convert("CP932", bytes, n, &csv->converted, &length);
    }
    if (csv->converted) {
        csv->at = csv->converted;
        csv->end = csv->converted + length;
        if (!hoshi_text_is_utf8(csv->converted, length))
            status = HOSHI_E_TEXT_ENCODING;
    }
    if (csv->end - csv->at >= 3 && memcmp(csv->at, "\xEF\xBB\xBF", 3) == 0)
        csv->at += 3;
    return status;
}

/* ---- separator ---- */

/* Count the separators outside quotes of the line at p; gives the start of the next line. */
static const char *count_line(const char *p, const char *end, size_t count[3])
{
    bool quoted = false;
    memset(count, 0, 3 * sizeof count[0]);
    for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
        quoted ^= *p == '"';
        if (!quoted) {
            count[0] += *p == ',';
            count[1] += *p == '\t';
            count[2] += *p == ';';
        }
    }
    return p < end ? p + 1 : p;
}

static void find_separator(struct hoshi_csv *csv)
{
    static const char choices[] = ",\t;";
    const char *p = csv->at;
    csv->separator = ',';
    if (csv->end - p >= 5 && memcmp(p, "sep=", 4) == 0 && p[4] && strchr(choices, p[4]) &&
        (csv->end - p == 5 || p[5] == '\r' || p[5] == '\n')) {
        csv->separator = p[4];
        size_t skipped[3];
        csv->at = count_line(p, csv->end, skipped);
        if (csv->at < csv->end && csv->at[-1] == '\r' && *csv->at == '\n')
            csv->at++;
        csv->row = csv->line = 2;
        return;
    }
    for (int i = 0; i < HEAD_LINES && p < csv->end; i++) {
        size_t count[3], best = 0;
        p = count_line(p, csv->end, count);
        for (size_t k = 1; k < 3; k++)
            if (count[k] > count[best])
                best = k;
        if (count[best]) {
            csv->separator = choices[best];
            return;
        }
    }
}

enum hoshi_status hoshi_csv_open(const char *bytes, size_t n, struct hoshi_csv **csv,
                                 struct hoshi_faults *faults)
{
    if (n > HOSHI_CSV_BYTES)
        return hoshi_fault_add(faults, HOSHI_E_FILE_TOO_LARGE, NULL, NULL, "%d bytes", HOSHI_CSV_BYTES);
    struct hoshi_csv *c = calloc(1, sizeof *c);
    if (!c)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = decode(c, n ? bytes : "", n);
    if (status) {
        hoshi_csv_close(c);
        return hoshi_fault_add(faults, status, NULL, NULL, "UTF-8, CP932");
    }
    c->row = c->line = 1;
    hoshi_buffer_init(&c->text, (size_t)HOSHI_CSV_FIELDS * (HOSHI_CSV_FIELD * 4 + 1));
    find_separator(c);
    *csv = c;
    return HOSHI_OK;
}

void hoshi_csv_close(struct hoshi_csv *csv)
{
    if (!csv)
        return;
    free(csv->converted);
    hoshi_buffer_release(&csv->text);
    free(csv);
}

enum hoshi_csv_encoding hoshi_csv_encoding(const struct hoshi_csv *csv)
{
    return csv->encoding;
}

char hoshi_csv_separator(const struct hoshi_csv *csv)
{
    return csv->separator;
}

enum hoshi_status hoshi_csv_status(const struct hoshi_csv *csv)
{
    return csv->status;
}

/* ---- rows ---- */

/* What is known of the row being read. */
struct reading {
    struct hoshi_faults *faults;
    size_t n, length; /* fields finished; characters of the current one */
    bool bad;
    long row, line;
};

static void fault(struct hoshi_csv *csv, struct reading *r, enum hoshi_status status, const char *got,
                  long allowed)
{
    char cell[24];
    if (r->bad)
        return;
    r->bad = true;
    if (!csv->status)
        csv->status = status;
    hoshi_cell_name(r->row, r->n + 1, cell);
    if (allowed)
        hoshi_fault_add_row(r->faults, status, r->row, cell, got, "%ld", allowed);
    else
        hoshi_fault_add_row(r->faults, status, r->row, cell, got, NULL);
}

/* Move behind the line break at `at` ("\r\n" is one). */
static void line_break(struct hoshi_csv *csv)
{
    if (csv->at[0] == '\r' && csv->end - csv->at > 1 && csv->at[1] == '\n')
        csv->at++;
    csv->at++;
    csv->line++;
}

static void add(struct hoshi_csv *csv, struct reading *r, const char *from, const char *to)
{
    for (const char *p = from; p < to; p++)
        r->length += ((unsigned char)*p & 0xC0) != 0x80;
    if (r->length > HOSHI_CSV_FIELD)
        fault(csv, r, HOSHI_E_TEXT_LENGTH, NULL, HOSHI_CSV_FIELD);
    else if (!r->bad)
        hoshi_buffer_add(&csv->text, from, (size_t)(to - from));
}

/* The part between quotes; `at` stands behind the opening quote. False when the text ends inside. */
static bool read_quoted(struct hoshi_csv *csv, struct reading *r)
{
    static const char newline[] = "\n";
    const char *from = csv->at;
    while (csv->at < csv->end) {
        if (*csv->at == '"') {
            add(csv, r, from, csv->at);
            if (csv->end - csv->at < 2 || csv->at[1] != '"') {
                csv->at++;
                return true;
            }
            from = csv->at + 1;
            csv->at += 2;
        } else if (*csv->at == '\n' || *csv->at == '\r') {
            add(csv, r, from, csv->at);
            line_break(csv);
            add(csv, r, newline, newline + 1);
            from = csv->at;
        } else
            csv->at++;
    }
    fault(csv, r, HOSHI_E_CSV_SYNTAX, "\"", 0);
    csv->over = true;
    return false;
}

static const char *plain_end(const struct hoshi_csv *csv)
{
    const char *p = csv->at;
    while (p < csv->end && *p != csv->separator && *p != '\n' && *p != '\r')
        p++;
    return p;
}

static void read_field(struct hoshi_csv *csv, struct reading *r)
{
    if (csv->at < csv->end && *csv->at == '"') {
        csv->at++;
        if (!read_quoted(csv, r))
            return;
        const char *end = plain_end(csv), *p = csv->at;
        while (p < end && *p == ' ')
            p++;
        if (p < end) {
            char near[40] = "";
            size_t n = (size_t)(end - p);
            for (n = n > 36 ? 36 : n; n && p + n < csv->end && ((unsigned char)p[n] & 0xC0) == 0x80;)
                n--;
            memcpy(near, p, n);
            fault(csv, r, HOSHI_E_CSV_SYNTAX, near, 0);
        }
        csv->at = end;
        return;
    }
    const char *end = plain_end(csv);
    add(csv, r, csv->at, end);
    csv->at = end;
}

static void read_row(struct hoshi_csv *csv, struct reading *r)
{
    csv->text.length = 0;
    for (;;) {
        if (r->n == HOSHI_CSV_FIELDS)
            fault(csv, r, HOSHI_E_TOO_MANY, NULL, HOSHI_CSV_FIELDS);
        else
            csv->begin[r->n] = csv->text.length;
        r->length = 0;
        read_field(csv, r);
        hoshi_buffer_add(&csv->text, "", 1);
        if (r->n < HOSHI_CSV_FIELDS)
            r->n++;
        if (csv->at == csv->end)
            return;
        if (*csv->at != csv->separator) {
            line_break(csv);
            return;
        }
        csv->at++;
    }
}

static bool blank(const struct hoshi_csv *csv, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (csv->text.text[csv->begin[i]])
            return false;
    return true;
}

bool hoshi_csv_next(struct hoshi_csv *csv, struct hoshi_csv_row *row, struct hoshi_faults *faults)
{
    while (!csv->over && csv->at < csv->end) {
        struct reading r = {.faults = faults, .row = csv->row++, .line = csv->line};
        read_row(csv, &r);
        if (csv->text.failed) {
            csv->over = true;
            fault(csv, &r, HOSHI_E_MEMORY, NULL, 0);
        }
        if (r.bad || blank(csv, r.n))
            continue;
        if (csv->rows++ == HOSHI_CSV_ROWS) {
            csv->over = true;
            r.n = 0;
            fault(csv, &r, HOSHI_E_TOO_MANY, NULL, HOSHI_CSV_ROWS);
            break;
        }
        for (size_t i = 0; i < r.n; i++)
            csv->field[i] = csv->text.text + csv->begin[i];
        *row = (struct hoshi_csv_row){r.n, csv->field, r.row, r.line};
        return true;
    }
    return false;
}
