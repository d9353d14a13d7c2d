/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole text is brought to UTF-8 first (nothing is copied when it already is), then split row by row.
 * What stands for no character becomes a byte that UTF-8 never has, so that it goes with its row. The fields
 * of a row lie one after the other, each ended by NUL, in one buffer that is used again for the next row: no
 * allocation per row, O(bytes) in all.
 *
 * Of a file only a window is in memory: before a row is split, the window is made to hold it whole, so that
 * the splitting knows nothing of pieces. */
#include "csv_read.h"
#include "decode.h"
#include "file.h"
#include "cell_name.h"
#include "money.h"
#include "buffer.h"
#include "fold.h"
#include "text.h"
#include "text_plain.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    HEAD_LINES = 30,
    RAW_FIELD = 4 * HOSHI_CSV_FIELD, /* characters of a field before marks are composed with their letters */
    SHOWN = 96,                      /* bytes of a field that cannot be read */
    /* Characters beside which a byte that is none is a slip: those that only the encoding has; ASCII. */
    ENOUGH_WIDE = 8,
    ENOUGH_UTF8 = 4, /* of UTF-8 alone: other text hardly ever looks like it */
    ENOUGH_PLAIN = 100,
    HOPELESS = 1 << 16, /* bytes that are none: no slip any more */
    PIECE = 256 * 1024,
    WINDOW = HOSHI_CSV_BYTES /* no row that keeps to the limits is longer */
};

/* Stands in the text for each byte that is no character; never part of UTF-8. */
#define BAD '\xFF'

/* What was found on the way to UTF-8. */
struct census {
    int64_t plain, wide, bad; /* characters of ASCII, others; bytes that stand for none */
    int64_t bytes, first_bad; /* taken so far; where the first of the last kind is */
    int64_t pairs, touching;  /* characters of two bytes; those of them beside a letter of ASCII */
    int64_t signs;            /* pairs that are £ ¥ © ®: as kana ﾂ and a mark, which no word has */
    int last;                 /* of the character before: 1 a letter of ASCII, 2 one of two bytes, 0 else */
};

/* From bytes to UTF-8. */
struct decoder {
    enum hoshi_csv_encoding encoding;
    enum hoshi_charset charset; /* of all but UTF-8 */
    size_t unit;                /* bytes passed over where there is no character */
    struct census census;
};

/* A file behind a window. */
struct stream {
    FILE *file;
    struct decoder decoder;
    bool ended;
    int64_t size, taken; /* bytes */
    size_t raws;         /* bytes read and not yet converted: a character cut in two */
    char raw[PIECE];
    struct hoshi_buffer window;
};

struct hoshi_csv {
    char *converted;       /* owned; NULL when the text is the caller's */
    struct stream *stream; /* owned; NULL: all of it is in memory */
    const char *begins, *at, *end;
    char separator; /* NUL: none, a line is one field */
    bool literal;   /* quotes are characters like others */
    enum hoshi_csv_encoding encoding;
    enum hoshi_status status;
    long row, line; /* of what stands at `at` */
    size_t rows, max_rows;
    bool over;
    struct hoshi_buffer text;
    size_t begin[HOSHI_CSV_FIELDS];
    const char *field[HOSHI_CSV_FIELDS];
};

/* ---- encoding ---- */

static void decoder_open(struct decoder *d, enum hoshi_csv_encoding encoding, enum hoshi_charset charset)
{
    *d = (struct decoder){
        .encoding = encoding, .charset = charset, .unit = encoding == HOSHI_CSV_UTF16 ? 2 : 1};
}

/* Count `n` bytes at `at` as no character. */
static void count_bad(struct decoder *d, int64_t at, size_t n)
{
    if (!d->census.bad)
        d->census.first_bad = d->census.bytes + at;
    d->census.bad += (int64_t)n;
}

static void add_bad(struct hoshi_buffer *out)
{
    static const char bad = BAD;
    if (out)
        hoshi_buffer_add(out, &bad, 1);
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

static void count_pair(struct census *c, const char *at, size_t bytes)
{
    char first = at[0];
    bool letter = bytes == 1 && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'));
    bool pair = bytes == 2;
    c->pairs += pair;
    c->signs += pair && first == (char)0xC2 && strchr("\xA3\xA5\xA9\xAE", at[1]) && at[1];
    c->touching += (pair && c->last == 1) || (letter && c->last == 2);
    c->last = letter ? 1 : pair ? 2 : 0;
}

/* A few characters of two bytes, none beside a letter, are half-width kana of CP932 more likely than letters with
 * accents. Of four pairs of kana hardly one set in a hundred passes for UTF-8. */
static bool may_be_kana(const struct census *utf8)
{
    return !utf8->bad && utf8->pairs && !utf8->signs && utf8->pairs < ENOUGH_UTF8 &&
           utf8->pairs == utf8->wide && !utf8->touching;
}

static bool is_all_kana(const struct census *utf8, const struct census *cp932)
{
    return !cp932->bad && cp932->wide == 2 * utf8->pairs;
}

/* UTF-8 as it is, but for what is none. Gives how many bytes were taken. */
static size_t decode_utf8(struct decoder *d, const char *in, size_t n, bool ended, struct hoshi_buffer *out)
{
    size_t end = ended ? n : n - cut_off(in, n), from = 0, i = 0;
    while (i < end) {
        size_t k = hoshi_text_sequence(in + i, end - i);
        d->census.plain += k == 1;
        d->census.wide += k > 1;
        count_pair(&d->census, in + i, k);
        i += k;
        if (k)
            continue;
        if (out)
            hoshi_buffer_add(out, in + from, i - from);
        add_bad(out);
        count_bad(d, (int64_t)i, 1);
        from = ++i;
    }
    if (out)
        hoshi_buffer_add(out, in + from, end - from);
    return end;
}

static void count_characters(struct decoder *d, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        d->census.plain += (unsigned char)text[i] < 0x80;
        d->census.wide += (text[i] & 0xC0) == 0xC0;
    }
}

/* Bytes before the next NUL, which would pass for a character. */
static size_t before_nul(const struct decoder *d, const char *in, size_t n)
{
    if (d->unit == 1) {
        const char *nul = memchr(in, 0, n);
        return nul ? (size_t)(nul - in) : n;
    }
    for (size_t i = 0; i + 1 < n; i += 2)
        if (!in[i] && !in[i + 1])
            return i;
    return n;
}

/* Bytes without NUL, of CP932 or UTF-16. With `ended` nothing that could end their last character follows. */
static size_t convert(struct decoder *d, const char *bytes, size_t n, size_t before, bool ended,
                      struct hoshi_buffer *out)
{
    char text[4096];
    const char *in = bytes;
    size_t left = n;
    while (left) {
        char *to = text;
        size_t room = sizeof text;
        enum hoshi_decoded end = hoshi_decode(d->charset, &in, &left, &to, &room);
        count_characters(d, text, sizeof text - room);
        if (out)
            hoshi_buffer_add(out, text, sizeof text - room);
        if (end == HOSHI_DECODED_ALL || (end == HOSHI_DECODED_CUT && !ended))
            break;
        if (end == HOSHI_DECODED_ROOM)
            continue;
        size_t skip = left < d->unit ? left : d->unit;
        count_bad(d, (int64_t)(before + n - left), skip);
        add_bad(out);
        in += skip;
        left -= skip;
    }
    return n - left;
}

static size_t decode_other(struct decoder *d, const char *bytes, size_t n, bool ended,
                           struct hoshi_buffer *out)
{
    size_t taken = 0;
    for (;;) {
        size_t length = before_nul(d, bytes + taken, n - taken);
        bool nul = length < n - taken;
        taken += convert(d, bytes + taken, length, taken, ended || nul, out);
        if (!nul)
            return taken;
        count_bad(d, (int64_t)taken, 1);
        add_bad(out);
        taken += d->unit;
    }
}

/* Add n bytes as UTF-8 to `out` (NULL: only look at them). Gives how many were taken: a character that is cut
 * off at their end is left, unless they are the last. */
static size_t decode(struct decoder *d, const char *bytes, size_t n, bool ended, struct hoshi_buffer *out)
{
    size_t taken = (d->encoding == HOSHI_CSV_UTF8 ? decode_utf8 : decode_other)(d, bytes, n, ended, out);
    d->census.bytes += (int64_t)taken;
    return taken;
}

/* Far more characters that only this encoding has than bytes that it has not. */
static bool is_sure(const struct census *c)
{
    return c->wide >= ENOUGH_WIDE * c->bad;
}

/* UTF-8 or CP932, from what each finds; false when it is neither. Of a text of ASCII but for a few bytes
 * either will do: the rows with those bytes are told, the others are the same in both. */
static bool csv_choose(const struct census *utf8, const struct census *cp932,
                       enum hoshi_csv_encoding *encoding)
{
    *encoding = HOSHI_CSV_UTF8;
    if (utf8->wide >= ENOUGH_UTF8 * utf8->bad)
        return true;
    bool fewer = cp932->bad < utf8->bad;
    if (fewer)
        *encoding = HOSHI_CSV_CP932;
    const struct census *c = fewer ? cp932 : utf8;
    return is_sure(c) || c->plain >= ENOUGH_PLAIN * c->bad;
}

static bool has_mark(const char *bytes, size_t n, enum hoshi_charset *charset)
{
    bool little = n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0;
    *charset = little ? HOSHI_CHARSET_UTF16LE : HOSHI_CHARSET_UTF16BE;
    return little || (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0);
}

/* Where a byte stands: line of the file, byte of the line, both from 1. */
struct place {
    long line;
    int64_t byte;
};

static void count_lines(struct place *p, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        p->byte++;
        if (bytes[i] == '\n') {
            p->line++;
            p->byte = 1;
        }
    }
}

static enum hoshi_status csv_refuse(struct hoshi_faults *faults, struct place p, unsigned char byte)
{
    char path[48], got[8];
    snprintf(path, sizeof path, "%ld:%" PRId64, p.line, p.byte);
    snprintf(got, sizeof got, "0x%02X", byte);
    return hoshi_fault_add_row(faults, HOSHI_E_TEXT_ENCODING, p.line, path, got, "UTF-8, CP932, UTF-16");
}

static enum hoshi_status decode_all(struct hoshi_csv *csv, struct decoder *d, const char *bytes, size_t n)
{
    struct hoshi_buffer out;
    csv->encoding = d->encoding;
    hoshi_buffer_init(&out, 3 * HOSHI_CSV_BYTES + 1); /* one byte of half-width kana becomes three */
    hoshi_buffer_add(&out, "", 0);
    d->census = (struct census){0};
    decode(d, bytes, n, true, &out);
    if (out.failed) {
        hoshi_buffer_release(&out);
        return HOSHI_E_MEMORY;
    }
    csv->converted = out.text;
    csv->begins = csv->at = hoshi_buffer_text(&out);
    csv->end = csv->at + out.length;
    return HOSHI_OK;
}

/* The text of n bytes in memory. */
static enum hoshi_status decode_memory(struct hoshi_csv *csv, const char *bytes, size_t n,
                                       struct hoshi_faults *faults)
{
    struct decoder utf8, other = {0};
    enum hoshi_charset charset = HOSHI_CHARSET_CP932;
    enum hoshi_csv_encoding encoding = HOSHI_CSV_UTF16;
    bool marked = has_mark(bytes, n, &charset);
    size_t mark = marked ? 2 : 0;
    csv->begins = csv->at = bytes;
    csv->end = bytes + n;
    decoder_open(&utf8, HOSHI_CSV_UTF8, HOSHI_CHARSET_CP932);
    decode(&utf8, bytes, n, true, NULL);
    if (may_be_kana(&utf8.census)) {
        decoder_open(&other, HOSHI_CSV_CP932, HOSHI_CHARSET_CP932);
        decode(&other, bytes, n, true, NULL);
        if (is_all_kana(&utf8.census, &other.census)) {
            enum hoshi_status kana = decode_all(csv, &other, bytes, n);
            return kana ? hoshi_fault_add(faults, kana, NULL, NULL, NULL) : HOSHI_OK;
        }
    }
    if (!utf8.census.bad)
        return HOSHI_OK;
    if (!marked)
        charset = HOSHI_CHARSET_CP932;
    decoder_open(&other, marked ? HOSHI_CSV_UTF16 : HOSHI_CSV_CP932, charset);
    decode(&other, bytes + mark, n - mark, true, NULL);
    bool good = marked ? other.census.plain + other.census.wide >= ENOUGH_WIDE * other.census.bad
                       : csv_choose(&utf8.census, &other.census, &encoding);
    enum hoshi_status status;
    if (good) {
        status = decode_all(csv, encoding == HOSHI_CSV_UTF8 ? &utf8 : &other, bytes + mark, n - mark);
        if (status)
            hoshi_fault_add(faults, status, NULL, NULL, NULL);
    } else {
        struct place p = {1, 1};
        const struct decoder *d = encoding == HOSHI_CSV_UTF8 ? &utf8 : &other;
        size_t at = mark + (size_t)d->census.first_bad;
        count_lines(&p, bytes, at);
        status = csv_refuse(faults, p, (unsigned char)bytes[at]);
    }
    return status;
}

/* ---- separator ---- */

enum { SEPARATORS = 4 };
static const char separator_choices[] = ",\t;|";

/* Count the separators outside quotes of the line at p; gives the start of the next line. */
static const char *count_line(const char *p, const char *end, size_t count[SEPARATORS])
{
    bool quoted = false;
    memset(count, 0, SEPARATORS * sizeof count[0]);
    for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
        quoted ^= *p == '"';
        if (!quoted) {
            count[0] += *p == ',';
            count[1] += *p == '\t';
            count[2] += *p == ';';
            count[3] += *p == '|';
        }
    }
    return p < end ? p + 1 : p;
}

/* How many of the first lines have the same number of separators k, not 0: the number that most of them have. A title
 * has its own, the rows below one and the same. */
static size_t lines_alike(const char *p, const char *end, size_t k, size_t *number)
{
    size_t seen[HEAD_LINES], n = 0, best = 0;
    for (int i = 0; i < HEAD_LINES && p < end; i++) {
        size_t count[SEPARATORS];
        p = count_line(p, end, count);
        if (count[k])
            seen[n++] = count[k];
    }
    for (size_t i = 0; i < n; i++) {
        size_t alike = 0;
        for (size_t j = 0; j < n; j++)
            alike += seen[j] == seen[i];
        if (alike > best || (alike == best && seen[i] > *number)) {
            best = alike;
            *number = seen[i];
        }
    }
    return best;
}

/* Lines framed by bars, as SAP prints its lists: "|0000100234|Yamada|". Commas within are those of figures and names, and
 * quotes are characters. */
static bool is_framed(const char *p, const char *end)
{
    size_t framed = 0, other = 0;
    for (int i = 0; i < HEAD_LINES && p < end; i++) {
        const char *from = p;
        while (p < end && *p != '\n' && *p != '\r')
            p++;
        const char *last = p;
        while (last > from && last[-1] == ' ')
            last--;
        bool frame = last - from > 2 && *from == '|' && last[-1] == '|';
        framed += frame;
        other += !frame && last > from && *from != '-';
        while (p < end && (*p == '\n' || *p == '\r'))
            p++;
    }
    return framed > 1 && framed > other;
}

static void find_separator(struct hoshi_csv *csv)
{
    const char *p = csv->at;
    csv->separator = ',';
    if (is_framed(p, csv->end)) {
        csv->separator = '|';
        csv->literal = true;
        return;
    }
    if (csv->end - p >= 5 && memcmp(p, "sep=", 4) == 0 && p[4] && strchr(separator_choices, p[4]) &&
        (csv->end - p == 5 || p[5] == '\r' || p[5] == '\n')) {
        csv->separator = p[4];
        size_t skipped[SEPARATORS];
        csv->at = count_line(p, csv->end, skipped);
        if (csv->at < csv->end && csv->at[-1] == '\r' && *csv->at == '\n')
            csv->at++;
        csv->row = csv->line = 2;
        return;
    }
    size_t best = 0, most = 0, wide = 0;
    for (size_t k = 0; k < SEPARATORS; k++) {
        size_t columns = 0, lines = lines_alike(p, csv->end, k, &columns);
        if (lines > most || (lines == most && columns > wide && separator_choices[k] != '|')) {
            most = lines;
            wide = columns;
            best = k;
        }
    }
    csv->separator = separator_choices[best];
}

static void csv_start(struct hoshi_csv *csv, size_t max_rows)
{
    csv->row = csv->line = 1;
    csv->max_rows = max_rows;
    hoshi_buffer_init(&csv->text, (size_t)HOSHI_CSV_FIELDS * (RAW_FIELD * 4 + 1));
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
    enum hoshi_status status = decode_memory(c, n ? bytes : "", n, faults);
    if (status) {
        hoshi_csv_close(c);
        return status;
    }
    if (c->end - c->at >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    csv_start(c, HOSHI_CSV_ROWS);
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
    hoshi_buffer_release(&s->window);
    free(s);
}

/* Bytes of s->raw as UTF-8 behind the window, if it is kept; a character cut off at their end stays. */
static enum hoshi_status take_piece(struct stream *s, bool keep)
{
    size_t taken = decode(&s->decoder, s->raw, s->raws, s->ended, keep ? &s->window : NULL);
    memmove(s->raw, s->raw + taken, s->raws - taken);
    s->raws -= taken;
    return s->window.failed ? HOSHI_E_MEMORY : HOSHI_OK;
}

static enum hoshi_status pull(struct stream *s, bool keep)
{
    size_t n = fread(s->raw + s->raws, 1, sizeof s->raw - s->raws, s->file);
    s->ended = feof(s->file) != 0;
    s->raws += n;
    s->taken += (int64_t)n;
    return ferror(s->file) ? HOSHI_E_FILE_READ : take_piece(s, keep);
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
        quoted = begins && *p == '"' && !csv->literal;
        begins = *p == csv->separator;
    }
    return false;
}

/* Make the window hold at least the next row. Pulls twice what is there each time: a long row stays linear.
 */
static enum hoshi_status csv_fill(struct hoshi_csv *csv)
{
    struct stream *s = csv->stream;
    while (!s->ended && !row_is_whole(csv)) {
        size_t rest = (size_t)(csv->end - csv->at), wanted = rest < PIECE ? PIECE : 2 * rest;
        enum hoshi_status status = HOSHI_OK;
        if (rest)
            memmove(s->window.text, csv->at, rest);
        s->window.length = rest;
        while (!status && !s->ended && s->window.length < wanted)
            status = pull(s, true);
        csv->begins = csv->at = s->window.text ? s->window.text : "";
        csv->end = csv->at + s->window.length;
        if (status)
            return s->window.failed && wanted > WINDOW / 2 ? HOSHI_E_CSV_SYNTAX : status;
    }
    return HOSHI_OK;
}

/* To the first byte behind a mark of `mark` bytes. */
static enum hoshi_status stream_rewind(struct stream *s, long mark)
{
    s->raws = 0;
    s->taken = mark;
    s->ended = false;
    s->window.length = 0;
    s->decoder.census = (struct census){0};
    return fseeko(s->file, mark, SEEK_SET) == 0 ? HOSHI_OK : HOSHI_E_FILE_READ;
}

/* So many bytes that are no text, more than there is text: it is none in this encoding, and the rest need not be read
 * (a large file of zeros). */
static bool is_hopeless(const struct census *c)
{
    return c->bad > HOPELESS && c->plain + c->wide < c->bad;
}

/* Read all of it in the encoding set; what was found is in its census. */
static enum hoshi_status survey(struct stream *s, long mark)
{
    enum hoshi_status status = stream_rewind(s, mark);
    while (!status && !s->ended && !is_hopeless(&s->decoder.census))
        status = pull(s, false);
    return status;
}

/* Record that it is no text, with the place of the byte at `offset`. */
static enum hoshi_status refuse_stream(struct stream *s, int64_t offset, struct hoshi_faults *faults)
{
    struct place p = {1, 1};
    int byte = EOF;
    if (fseeko(s->file, 0, SEEK_SET) == 0)
        for (int64_t left = offset; left > 0;) {
            size_t n = fread(s->raw, 1, left < PIECE ? (size_t)left : PIECE, s->file);
            if (!n)
                break;
            count_lines(&p, s->raw, n);
            left -= (int64_t)n;
        }
    byte = fgetc(s->file);
    return csv_refuse(faults, p, byte == EOF ? 0 : (unsigned char)byte);
}

/* Tell the encoding and set the decoder to it; *mark: bytes at the head that are none of the text. */
static enum hoshi_status stream_encoding(struct stream *s, long *mark, struct hoshi_faults *faults)
{
    char head[2] = {0};
    enum hoshi_charset charset = HOSHI_CHARSET_CP932;
    enum hoshi_csv_encoding encoding = HOSHI_CSV_UTF16;
    decoder_open(&s->decoder, HOSHI_CSV_UTF8, HOSHI_CHARSET_CP932);
    enum hoshi_status status = survey(s, 0);
    const struct census utf8 = s->decoder.census;
    if (!status && may_be_kana(&utf8)) {
        decoder_open(&s->decoder, HOSHI_CSV_CP932, HOSHI_CHARSET_CP932);
        status = survey(s, 0);
        if (!status && is_all_kana(&utf8, &s->decoder.census))
            return HOSHI_OK;
        decoder_open(&s->decoder, HOSHI_CSV_UTF8, HOSHI_CHARSET_CP932);
    }
    if (status || !utf8.bad)
        return status ? hoshi_fault_add(faults, status, NULL, NULL, NULL) : HOSHI_OK;
    bool marked = fseeko(s->file, 0, SEEK_SET) == 0 && has_mark(head, fread(head, 1, 2, s->file), &charset);
    *mark = marked ? 2 : 0;
    if (!marked)
        charset = HOSHI_CHARSET_CP932;
    decoder_open(&s->decoder, marked ? HOSHI_CSV_UTF16 : HOSHI_CSV_CP932, charset);
    status = survey(s, *mark);
    if (status)
        return hoshi_fault_add(faults, status, NULL, NULL, NULL);
    const struct census *other = &s->decoder.census;
    bool good =
        marked ? other->plain + other->wide >= ENOUGH_WIDE * other->bad : csv_choose(&utf8, other, &encoding);
    if (!good)
        return refuse_stream(s, encoding == HOSHI_CSV_UTF8 ? utf8.first_bad : *mark + other->first_bad,
                             faults);
    if (encoding == HOSHI_CSV_UTF8)
        decoder_open(&s->decoder, HOSHI_CSV_UTF8, HOSHI_CHARSET_CP932);
    return HOSHI_OK;
}

static enum hoshi_status stream_open(const char *path, int64_t max_bytes, struct stream *s,
                                     struct hoshi_faults *faults)
{
    struct stat st;
    s->file = hoshi_file_stream(path);
    if (!s->file && errno == EINVAL)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, NULL);
    if (!s->file || fstat(fileno(s->file), &st) != 0)
        return hoshi_fault_add(faults, HOSHI_E_FILE_OPEN, NULL, strerror(errno), NULL);
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
    long mark = 0;
    status = stream_encoding(s, &mark, faults);
    if (status) {
        hoshi_csv_close(c);
        return status;
    }
    c->encoding = s->decoder.encoding;
    status = stream_rewind(s, mark);
    while (!status && !s->ended && s->window.length < PIECE)
        status = pull(s, true);
    if (status) {
        hoshi_csv_close(c);
        return hoshi_fault_add(faults, status, NULL, NULL, NULL);
    }
    c->begins = c->at = hoshi_buffer_text(&s->window);
    c->end = c->at + s->window.length;
    if (c->end - c->at >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    csv_start(c, max_rows);
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

void hoshi_csv_take_lines(struct hoshi_csv *csv)
{
    csv->separator = 0;
    csv->literal = true;
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
    size_t n, length;     /* fields finished; characters of the current one */
    bool bad, unreadable; /* unreadable: the current field holds a byte that is no character */
    long row, line;
};

static void csv_fault(struct hoshi_csv *csv, struct reading *r, enum hoshi_status status, const char *got,
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

static void csv_add(struct hoshi_csv *csv, struct reading *r, const char *from, const char *to)
{
    for (const char *p = from; p < to; p++) {
        r->length += ((unsigned char)*p & 0xC0) != 0x80;
        r->unreadable |= *p == BAD;
    }
    if (r->length > RAW_FIELD)
        csv_fault(csv, r, HOSHI_E_TEXT_LENGTH, NULL, HOSHI_CSV_FIELD);
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
            csv_add(csv, r, from, csv->at);
            if (csv->end - csv->at < 2 || csv->at[1] != '"') {
                csv->at++;
                return true;
            }
            from = csv->at + 1;
            csv->at += 2;
        } else if (*csv->at == '\n' || *csv->at == '\r') {
            csv_add(csv, r, from, csv->at);
            line_break(csv);
            csv_add(csv, r, newline, newline + 1);
            from = csv->at;
        } else
            csv->at++;
    }
    csv_fault(csv, r, HOSHI_E_CSV_SYNTAX, "\"", 0);
    csv->over = true;
    return false;
}

static const char *plain_end(const struct hoshi_csv *csv)
{
    const char *p = csv->at;
    while (p < csv->end && (*p != csv->separator || !*p) && *p != '\n' && *p != '\r')
        p++;
    return p;
}

static void csv_read_field(struct hoshi_csv *csv, struct reading *r)
{
    if (csv->at < csv->end && *csv->at == '"' && !csv->literal) {
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
            csv_fault(csv, r, HOSHI_E_CSV_SYNTAX, near, 0);
        }
        csv->at = end;
        return;
    }
    const char *end = plain_end(csv);
    csv_add(csv, r, csv->at, end);
    csv->at = end;
}

/* A field with bytes that are no characters, each of them shown as U+FFFD. */
static void fault_unreadable(struct hoshi_csv *csv, struct reading *r, const char *field, size_t n)
{
    char shown[SHOWN + 1];
    hoshi_text_clean(field, n, shown, sizeof shown);
    csv_fault(csv, r, HOSHI_E_TEXT_CHARACTER, shown, 0);
}

/* What was read of a field, composed; it may be too long only as it stood in the file. */
static void compose_field(struct hoshi_csv *csv, struct reading *r)
{
    if (r->bad || csv->text.failed)
        return;
    size_t begin = csv->begin[r->n];
    if (csv->text.length == begin)
        return;
    csv->text.length = begin + hoshi_text_compose(csv->text.text + begin, csv->text.length - begin);
    csv->text.text[csv->text.length] = 0;
    if (r->length > HOSHI_CSV_FIELD && hoshi_text_length(csv->text.text + begin) > HOSHI_CSV_FIELD)
        csv_fault(csv, r, HOSHI_E_TEXT_LENGTH, NULL, HOSHI_CSV_FIELD);
}

/* ="0012": how a CSV keeps a spreadsheet from taking a code for a number. */
static void csv_unwrap(struct hoshi_csv *csv, struct reading *r)
{
    if (r->bad || csv->text.failed || r->n >= HOSHI_CSV_FIELDS)
        return;
    size_t begin = csv->begin[r->n], n = csv->text.length - begin, used = 0;
    char *field = csv->text.text ? csv->text.text + begin : NULL;
    if (n < 3 || field[0] != '=' || field[1] != '"' || field[n - 1] != '"')
        return;
    for (size_t i = 2; i < n - 1; i++) {
        if (field[i] == '"' && field[i + 1] != '"') /* a formula of several texts */
            return;
        i += field[i] == '"';
    }
    for (size_t i = 2; i < n - 1; i++) {
        i += field[i] == '"';
        field[used++] = field[i];
    }
    field[used] = 0;
    csv->text.length = begin + used;
}

/* The door of text that comes in a CSV. The mark DOS put behind the last line is none of it. */
static void csv_check_field(struct hoshi_csv *csv, struct reading *r)
{
    if (r->bad || csv->text.failed || r->n >= HOSHI_CSV_FIELDS)
        return;
    size_t begin = csv->begin[r->n], n = csv->text.length - begin;
    const char *field = n ? csv->text.text + begin : "";
    if (csv->at == csv->end && n == 1 && field[0] == 0x1A)
        csv->text.text[csv->text.length = begin] = 0;
    else if (r->unreadable || !hoshi_text_is_plain(field, n))
        fault_unreadable(csv, r, field, n);
}

static void csv_read_row(struct hoshi_csv *csv, struct reading *r)
{
    csv->text.length = 0;
    for (;;) {
        if (r->n == HOSHI_CSV_FIELDS)
            csv_fault(csv, r, HOSHI_E_TOO_MANY, NULL, HOSHI_CSV_FIELDS);
        else
            csv->begin[r->n] = csv->text.length;
        r->length = 0;
        r->unreadable = false;
        csv_read_field(csv, r);
        csv_check_field(csv, r);
        compose_field(csv, r);
        csv_unwrap(csv, r);
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

static bool csv_blank(const struct hoshi_csv *csv, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (csv->text.text[csv->begin[i]])
            return false;
    return true;
}

/* False when there is no further row. */
static bool more(struct hoshi_csv *csv, struct hoshi_faults *faults)
{
    enum hoshi_status status = !csv->over && csv->stream ? csv_fill(csv) : HOSHI_OK;
    if (status) {
        struct reading r = {.faults = faults, .row = csv->row, .line = csv->line};
        csv_fault(csv, &r, status, NULL, 0);
        csv->over = true;
    }
    return !csv->over && csv->at < csv->end;
}

bool hoshi_csv_next(struct hoshi_csv *csv, struct hoshi_csv_row *row, struct hoshi_faults *faults)
{
    while (more(csv, faults)) {
        struct reading r = {.faults = faults, .row = csv->row++, .line = csv->line};
        csv_read_row(csv, &r);
        if (csv->text.failed) {
            csv->over = true;
            csv_fault(csv, &r, HOSHI_E_MEMORY, NULL, 0);
        }
        if (r.bad || csv_blank(csv, r.n))
            continue;
        if (csv->rows++ == csv->max_rows) {
            csv->over = true;
            r.n = 0;
            csv_fault(csv, &r, HOSHI_E_TOO_MANY, NULL, (long)csv->max_rows);
            break;
        }
        for (size_t i = 0; i < r.n; i++)
            csv->field[i] = csv->text.text + csv->begin[i];
        *row = (struct hoshi_csv_row){r.n, csv->field, r.row, r.line};
        return true;
    }
    return false;
}
