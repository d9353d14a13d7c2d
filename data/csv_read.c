/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole text is brought to UTF-8 first (nothing is copied when it already is), then split row by row. The
 * fields of a row lie one after the other, each ended by NUL, in one buffer that is used again for the next
 * row: no allocation per row, O(bytes) in all.
 *
 * Of a file only a window is in memory: before a row is split, the window is made to hold it whole, so that
 * the splitting knows nothing of pieces. */
#include "csv_read.h"
#include "money.h"
#include "text.h"

#include <errno.h>
#include <iconv.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    HEAD_LINES = 30,
    PIECE = 256 * 1024,
    WINDOW = HOSHI_CSV_BYTES /* no row that keeps to the limits is longer */
};

/* A file behind a window. */
struct stream {
    FILE *file;
    iconv_t cd;
    bool converts, ended;
    int64_t size, taken; /* bytes */
    size_t raws;         /* bytes read and not yet converted: a character cut in two */
    char raw[PIECE];
    struct hoshi_buffer window;
};

struct hoshi_csv {
    char *converted;       /* owned; NULL when the text is the caller's */
    struct stream *stream; /* owned; NULL: all of it is in memory */
    const char *begins, *at, *end;
    char separator;
    enum hoshi_csv_encoding encoding;
    enum hoshi_status status;
    long row, line; /* of what stands at `at` */
    size_t rows, max_rows;
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
    csv->begins = csv->at = bytes;
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
        csv->begins = csv->at = csv->converted;
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

static void start(struct hoshi_csv *csv, size_t max_rows)
{
    csv->row = csv->line = 1;
    csv->max_rows = max_rows;
    hoshi_buffer_init(&csv->text, (size_t)HOSHI_CSV_FIELDS * (HOSHI_CSV_FIELD * 4 + 1));
    find_separator(csv);
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
    start(c, HOSHI_CSV_ROWS);
    *csv = c;
    return HOSHI_OK;
}

/* ---- a file piece by piece ---- */

static void stream_close(struct stream *s)
{
    if (!s)
        return;
    if (s->file)
        fclose(s->file);
    if (s->converts)
        iconv_close(s->cd);
    hoshi_buffer_release(&s->window);
    free(s);
}

/* Bytes of s->raw as UTF-8 behind the window; a character cut off at their end stays. */
static enum hoshi_status take_piece(struct stream *s)
{
    if (!s->converts) {
        hoshi_buffer_add(&s->window, s->raw, s->raws);
        s->raws = 0;
        return s->window.failed ? HOSHI_E_MEMORY : HOSHI_OK;
    }
    char out[4096], *in = s->raw;
    size_t left = s->raws;
    while (left) {
        char *to = out;
        size_t room = sizeof out;
        bool whole = iconv(s->cd, &in, &left, &to, &room) != (size_t)-1;
        int reason = errno;
        hoshi_buffer_add(&s->window, out, sizeof out - room);
        if (whole || (reason == EINVAL && !s->ended))
            break;
        if (reason != E2BIG)
            return HOSHI_E_TEXT_ENCODING;
    }
    memmove(s->raw, in, left);
    s->raws = left;
    return s->window.failed ? HOSHI_E_MEMORY : HOSHI_OK;
}

static enum hoshi_status pull(struct stream *s)
{
    size_t n = fread(s->raw + s->raws, 1, sizeof s->raw - s->raws, s->file);
    s->ended = feof(s->file) != 0;
    s->raws += n;
    s->taken += (int64_t)n;
    return ferror(s->file) ? HOSHI_E_FILE_READ : take_piece(s);
}

/* True when the row at `at` lies whole in the window, its line break and what follows that included. Quotes
 * are told as read_field tells them. */
static bool row_is_whole(const struct hoshi_csv *csv)
{
    const char *p = csv->at;
    bool begins = true, quoted = false;
    for (; p < csv->end; p++) {
        if (quoted) {
            if (*p == '"' && csv->end - p > 1 && p[1] == '"')
                p++;
            else
                quoted = *p != '"';
            continue;
        }
        if (*p == '\n' || *p == '\r')
            return csv->end - p > 1;
        quoted = begins && *p == '"';
        begins = *p == csv->separator;
    }
    return false;
}

/* Make the window hold at least the next row. Pulls twice what is there each time: a long row stays linear.
 */
static enum hoshi_status fill(struct hoshi_csv *csv)
{
    struct stream *s = csv->stream;
    while (!s->ended && !row_is_whole(csv)) {
        size_t rest = (size_t)(csv->end - csv->at), wanted = rest < PIECE ? PIECE : 2 * rest;
        enum hoshi_status status = HOSHI_OK;
        if (rest)
            memmove(s->window.text, csv->at, rest);
        s->window.length = rest;
        while (!status && !s->ended && s->window.length < wanted)
            status = pull(s);
        csv->begins = csv->at = s->window.text ? s->window.text : "";
        csv->end = csv->at + s->window.length;
        if (status)
            return s->window.failed && wanted > WINDOW / 2 ? HOSHI_E_CSV_SYNTAX : status;
    }
    return HOSHI_OK;
}

static enum hoshi_status stream_rewind(struct stream *s)
{
    s->raws = 0;
    s->taken = 0;
    s->ended = false;
    s->window.length = 0;
    if (s->converts)
        iconv(s->cd, NULL, NULL, NULL, NULL);
    return fseeko(s->file, 0, SEEK_SET) == 0 ? HOSHI_OK : HOSHI_E_FILE_READ;
}

/* Bytes at the end that begin a character of UTF-8 and do not end it. */
static size_t cut_off(const char *text, size_t n)
{
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)text[n - back];
        if ((c & 0xC0) == 0x80)
            continue;
        size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

/* Read all of it: HOSHI_E_TEXT_ENCODING when it is not text in the encoding set. */
static enum hoshi_status is_text(struct stream *s)
{
    enum hoshi_status status = stream_rewind(s);
    while (!status && !s->ended) {
        status = pull(s);
        size_t n = s->window.length, cut = status || s->ended ? 0 : cut_off(s->window.text, n);
        if (!status && n && !hoshi_text_is_utf8(s->window.text, n - cut))
            status = HOSHI_E_TEXT_ENCODING;
        if (!status && cut)
            memmove(s->window.text, s->window.text + n - cut, cut);
        s->window.length = cut;
    }
    return status;
}

static enum hoshi_status stream_encoding(struct stream *s, enum hoshi_csv_encoding *encoding)
{
    enum hoshi_status status = is_text(s);
    const char *from = "CP932";
    *encoding = HOSHI_CSV_UTF8;
    if (status != HOSHI_E_TEXT_ENCODING)
        return status;
    unsigned char mark[2] = {0, 0};
    if (stream_rewind(s) || fread(mark, 1, 2, s->file) != 2)
        return HOSHI_E_TEXT_ENCODING;
    *encoding = HOSHI_CSV_CP932;
    if ((mark[0] == 0xFF && mark[1] == 0xFE) || (mark[0] == 0xFE && mark[1] == 0xFF)) {
        from = mark[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
        *encoding = HOSHI_CSV_UTF16;
    }
    s->cd = iconv_open("UTF-8", from);
    if (s->cd == (iconv_t)-1)
        return HOSHI_E_TEXT_ENCODING;
    s->converts = true;
    return is_text(s);
}

static enum hoshi_status stream_open(const char *path, int64_t max_bytes, struct stream *s,
                                     struct hoshi_faults *faults)
{
    struct stat st;
    s->file = fopen(path, "rb");
    if (!s->file || fstat(fileno(s->file), &st) != 0)
        return hoshi_fault_add(faults, HOSHI_E_FILE_OPEN, NULL, strerror(errno), NULL);
    if (!S_ISREG(st.st_mode))
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, NULL);
    if (st.st_size > max_bytes)
        return hoshi_fault_add(faults, HOSHI_E_FILE_TOO_LARGE, NULL, NULL, "%lld bytes",
                               (long long)max_bytes);
    s->size = st.st_size;
    hoshi_buffer_init(&s->window, WINDOW);
    return HOSHI_OK;
}

enum hoshi_status hoshi_csv_open_file(const char *path, int64_t max_bytes, size_t max_rows,
                                      struct hoshi_csv **csv, struct hoshi_faults *faults)
{
    struct hoshi_csv *c = calloc(1, sizeof *c);
    struct stream *s = calloc(1, sizeof *s);
    if (!c || !s) {
        free(c);
        free(s);
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    c->stream = s;
    c->at = c->end = "";
    c->separator = ',';
    enum hoshi_status status = stream_open(path, max_bytes, s, faults);
    if (status) {
        hoshi_csv_close(c);
        return status;
    }
    status = stream_encoding(s, &c->encoding);
    if (!status)
        status = stream_rewind(s);
    while (!status && !s->ended && s->window.length < PIECE)
        status = pull(s);
    if (status) {
        hoshi_csv_close(c);
        return hoshi_fault_add(faults, status, NULL, NULL,
                               status == HOSHI_E_TEXT_ENCODING ? "UTF-8, CP932" : NULL);
    }
    c->begins = c->at = hoshi_buffer_text(&s->window);
    c->end = c->at + s->window.length;
    if (c->end - c->at >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    start(c, max_rows);
    *csv = c;
    return HOSHI_OK;
}

int64_t hoshi_csv_done_ppm(const struct hoshi_csv *csv)
{
    const struct stream *s = csv->stream;
    int64_t window = csv->end - csv->begins, used = csv->at - csv->begins, done;
    if (!s)
        return window && hoshi_money_muldiv(used, HOSHI_MICRO, window, &done) ? done : HOSHI_MICRO;
    /* What of the window is still to come is counted in bytes of UTF-8: near enough. */
    int64_t ahead = csv->end - csv->at, taken = s->taken > ahead ? s->taken - ahead : 0;
    return s->size && hoshi_money_muldiv(taken, HOSHI_MICRO, s->size, &done) ? done : HOSHI_MICRO;
}

void hoshi_csv_close(struct hoshi_csv *csv)
{
    if (!csv)
        return;
    free(csv->converted);
    stream_close(csv->stream);
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

bool hoshi_csv_stopped(const struct hoshi_csv *csv)
{
    return csv->over;
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

/* False when there is no further row. */
static bool more(struct hoshi_csv *csv, struct hoshi_faults *faults)
{
    enum hoshi_status status = !csv->over && csv->stream ? fill(csv) : HOSHI_OK;
    if (status) {
        struct reading r = {.faults = faults, .row = csv->row, .line = csv->line};
        fault(csv, &r, status, NULL, 0);
        csv->over = true;
    }
    return !csv->over && csv->at < csv->end;
}

bool hoshi_csv_next(struct hoshi_csv *csv, struct hoshi_csv_row *row, struct hoshi_faults *faults)
{
    while (more(csv, faults)) {
        struct reading r = {.faults = faults, .row = csv->row++, .line = csv->line};
        read_row(csv, &r);
        if (csv->text.failed) {
            csv->over = true;
            fault(csv, &r, HOSHI_E_MEMORY, NULL, 0);
        }
        if (r.bad || blank(csv, r.n))
            continue;
        if (csv->rows++ == csv->max_rows) {
            csv->over = true;
            r.n = 0;
            fault(csv, &r, HOSHI_E_TOO_MANY, NULL, (long)csv->max_rows);
            break;
        }
        for (size_t i = 0; i < r.n; i++)
            csv->field[i] = csv->text.text + csv->begin[i];
        *row = (struct hoshi_csv_row){r.n, csv->field, r.row, r.line};
        return true;
    }
    return false;
}
