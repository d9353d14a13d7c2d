/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_read.h"
#include "cell_name.h"
#include "file.h"
#include "money.h"
#include "buffer.h"
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Rows as "row:field|field" lines; faults as "!NAME row cell". */
static void show(const char *bytes, size_t n, struct hoshi_buffer *out, enum hoshi_csv_encoding *encoding)
{
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    hoshi_buffer_init(out, 1 << 24);
    char *copy = malloc(n ? n : 1); /* exact size, so that a sanitizer sees one byte too far */
    memcpy(copy, bytes, n);
    if (hoshi_csv_open(copy, n, &csv, faults) == HOSHI_OK) {
        while (hoshi_csv_next(csv, &row, faults)) {
            hoshi_buffer_printf(out, "%ld:", row.row);
            for (size_t i = 0; i < row.n; i++)
                hoshi_buffer_printf(out, "%s%s", i ? "|" : "", row.field[i]);
            hoshi_buffer_puts(out, "\n");
        }
        assert_int_equal(hoshi_csv_status(csv), hoshi_faults_status(faults));
        if (encoding)
            *encoding = hoshi_csv_encoding(csv);
        hoshi_csv_close(csv);
    }
    for (size_t i = 0; i < faults->n; i++)
        hoshi_buffer_printf(out, "!%s %ld %s\n", hoshi_status_name(faults->item[i].status),
                            faults->item[i].row, faults->item[i].path);
    free(copy);
    free(faults);
}

/* As show, through a file read piece by piece. */
static void show_file(const char *bytes, size_t n, struct hoshi_buffer *out,
                      enum hoshi_csv_encoding *encoding)
{
    static const char path[] = "test_csv_read.csv";
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    int64_t done = 0;
    hoshi_buffer_init(out, 1 << 26);
    assert_int_equal(hoshi_file_write(path, bytes, n, faults), HOSHI_OK);
    if (hoshi_csv_open_file(path, 1 << 28, HOSHI_CSV_ROWS, &csv, faults) == HOSHI_OK) {
        while (hoshi_csv_next(csv, &row, faults)) {
            hoshi_buffer_printf(out, "%ld:", row.row);
            for (size_t i = 0; i < row.n; i++)
                hoshi_buffer_printf(out, "%s%s", i ? "|" : "", row.field[i]);
            hoshi_buffer_puts(out, "\n");
            assert_true(hoshi_csv_done_ppm(csv) >= done && hoshi_csv_done_ppm(csv) <= HOSHI_MICRO);
            if (hoshi_csv_encoding(csv) == HOSHI_CSV_UTF8)
                done = hoshi_csv_done_ppm(csv);
        }
        assert_int_equal(hoshi_csv_status(csv), hoshi_faults_status(faults));
        if (encoding)
            *encoding = hoshi_csv_encoding(csv);
        hoshi_csv_close(csv);
    }
    for (size_t i = 0; i < faults->n; i++)
        hoshi_buffer_printf(out, "!%s %ld %s\n", hoshi_status_name(faults->item[i].status),
                            faults->item[i].row, faults->item[i].path);
    remove(path);
    free(faults);
}

static const struct {
    const char *name, *in, *out;
} cases[] = {
    {"nothing", "", ""},
    {"only line breaks", "\r\n\n\r", ""},
    {"comma", "id,answer\n1-1-1-1,○\n", "1:id|answer\n2:1-1-1-1|○\n"},
    {"no line break at the end", "a,b\nc,d", "1:a|b\n2:c|d\n"},
    {"carriage return alone", "a,b\rc,d\r", "1:a|b\n2:c|d\n"},
    {"both", "a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n"},
    {"byte-order mark", "\xEF\xBB\xBFid,x\n", "1:id|x\n"},
    {"tab", "a\tb,c\td\n1\t2\t3\n", "1:a|b,c|d\n2:1|2|3\n"},
    {"semicolon", "a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n"},
    {"separator in quotes does not count", "\"a,b,c\";d\n", "1:a,b,c|d\n"},
    {"separator from the first line that has one", "自己評価表\n\nid\tanswer\n",
     "1:自己評価表\n3:id|answer\n"},
    {"sep line", "sep=;\r\na;b,c,d\r\n", "2:a|b,c,d\n"},
    {"sep line alone", "sep=,", ""},
    {"quotes", "\"a\"\"b\",\"\",\"c\"\n", "1:a\"b||c\n"},
    {"line break in quotes counts no row", "\"a\r\nb\",c\nd,e\n", "1:a\nb|c\n2:d|e\n"},
    {"quote inside a plain field", "a\"b,c\n", "1:a\"b|c\n"},
    {"spaces behind a closing quote", "\"a\"  ,b\n", "1:a|b\n"},
    {"empty fields", ",,\na,,\n", "2:a||\n"},
    {"text behind a closing quote", "a,b\n\"x\"y,z\nc,d\n", "1:a|b\n3:c|d\n!E_CSV_SYNTAX 2 A2\n"},
    {"quote never closed", "a,b\nc,\"d\ne,f\n", "1:a|b\n!E_CSV_SYNTAX 2 B2\n"},
    {"quote at the very end", "a,\"", "!E_CSV_SYNTAX 1 B1\n"},
    {"two faults", "\"a\"b\nc\n\"d\"e\n", "2:c\n!E_CSV_SYNTAX 1 A1\n!E_CSV_SYNTAX 3 A3\n"},
};

static void rows_are_split(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hoshi_buffer out;
        show(cases[i].in, strlen(cases[i].in), &out, NULL);
        if (strcmp(hoshi_buffer_text(&out), cases[i].out) != 0)
            fail_msg("%s: got\n%swanted\n%s", cases[i].name, hoshi_buffer_text(&out), cases[i].out);
        hoshi_buffer_release(&out);
        show_file(cases[i].in, strlen(cases[i].in), &out, NULL);
        if (strcmp(hoshi_buffer_text(&out), cases[i].out) != 0)
            fail_msg("%s as a file: got\n%s", cases[i].name, hoshi_buffer_text(&out));
        hoshi_buffer_release(&out);
    }
}

static const struct {
    const char *name, *in;
    size_t n;
    const char *out;
    enum hoshi_csv_encoding encoding;
} encodings[] = {
    {"CP932", "\x89\xF1\x93\x9A,\x81\x9B\n", 8, "1:回答|○\n", HOSHI_CSV_CP932},
    {"CP932 half-width kana", "\xCA\xB2,\x81\x7C\n", 6, "1:ﾊｲ|－\n", HOSHI_CSV_CP932},
    {"CP932 second byte is a backslash", "\x95\x5C,\x83\x5C\n", 6, "1:表|ソ\n", HOSHI_CSV_CP932},
    {"UTF-16LE", "\xFF\xFE\x68\x00\x09\x00\xCB\x25\x0A\x00", 10, "1:h|○\n", HOSHI_CSV_UTF16},
    {"UTF-16BE", "\xFE\xFF\x00\x68\x00\x09\x25\xCB\x00\x0A", 10, "1:h|○\n", HOSHI_CSV_UTF16},
    {"UTF-16 cut in two", "\xFF\xFE\x68\x00\x09", 5, "!E_TEXT_ENCODING 1 1:5\n", HOSHI_CSV_UTF8},
    {"UTF-16 half a pair", "\xFF\xFE\x00\xD8\x68\x00", 6, "!E_TEXT_ENCODING 1 1:3\n", HOSHI_CSV_UTF8},
    {"NUL", "a\0b", 3, "!E_TEXT_ENCODING 1 1:2\n", HOSHI_CSV_UTF8},
    {"NUL in CP932", "\x89\xF1\0,", 4, "!E_TEXT_ENCODING 1 1:3\n", HOSHI_CSV_UTF8},
    {"neither", "\x81\xFF\xFF", 3, "!E_TEXT_ENCODING 1 1:1\n", HOSHI_CSV_UTF8},
    {"neither, further down", "a,b\nc\n\nab\x81\xFF\xFF", 12, "!E_TEXT_ENCODING 4 4:3\n", HOSHI_CSV_UTF8},
    {"overlong UTF-8", "\xC0\xAF\xF9", 3, "!E_TEXT_ENCODING 1 1:3\n", HOSHI_CSV_UTF8},
};

static void encoding_is_detected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        struct hoshi_buffer out;
        enum hoshi_csv_encoding encoding = HOSHI_CSV_UTF8;
        show(encodings[i].in, encodings[i].n, &out, &encoding);
        if (strcmp(hoshi_buffer_text(&out), encodings[i].out) != 0 || encoding != encodings[i].encoding)
            fail_msg("%s: got %s", encodings[i].name, hoshi_buffer_text(&out));
        hoshi_buffer_release(&out);
        encoding = HOSHI_CSV_UTF8;
        show_file(encodings[i].in, encodings[i].n, &out, &encoding);
        if (strcmp(hoshi_buffer_text(&out), encodings[i].out) != 0 || encoding != encodings[i].encoding)
            fail_msg("%s as a file: got %s", encodings[i].name, hoshi_buffer_text(&out));
        hoshi_buffer_release(&out);
    }
}

static void check_limit(const struct hoshi_buffer *in, const char *end)
{
    struct hoshi_buffer out;
    show(in->text, in->length, &out, NULL);
    const char *text = hoshi_buffer_text(&out);
    size_t n = strlen(text), m = strlen(end);
    if (n < m || strcmp(text + n - m, end) != 0)
        fail_msg("wanted %s at the end of …%s", end, n > 200 ? text + n - 200 : text);
    hoshi_buffer_release(&out);
}

#define KANJI "\xE6\x98\x9F\xE6\x98\x9F\xE6\x98\x9F\xE6\x98\x9F\xE6\x98\x9F" /* 星星星星星 */
#define SJIS "\x90\xAF\x90\xAF\x90\xAF\x90\xAF\x90\xAF\x90\xAF\x90\xAF\x90\xAF\x90\xAF"
#define ASCII                                                                                                \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aa"

/* Text that is sure but for a few bytes: their rows alone are told, with what they hold. */
static const struct {
    const char *name, *in;
    size_t n;
    const char *out, *got;
    enum hoshi_csv_encoding encoding;
} slips[] = {
#define SLIP(name, in, out, got, encoding)                                                                   \
    {                                                                                                        \
        name, in, sizeof(in) - 1, out, got, encoding                                                         \
    }
    SLIP("a byte in UTF-8", "a,b\n" KANJI ",x\xFFy\nc,d\n", "1:a|b\n3:c|d\n!E_TEXT_CHARACTER 2 B2\n",
         "x\xEF\xBF\xBDy", HOSHI_CSV_UTF8),
    SLIP("NUL in UTF-8", "a,b\n\0," KANJI "\nc,d\n", "1:a|b\n3:c|d\n!E_TEXT_CHARACTER 2 A2\n", "\xEF\xBF\xBD",
         HOSHI_CSV_UTF8),
    SLIP("a character cut before a comma", KANJI KANJI "\n\xE6\x98,x\n",
         "1:星星星星星星星星星星\n!E_TEXT_CHARACTER 2 A2\n", "\xEF\xBF\xBD\xEF\xBF\xBD", HOSHI_CSV_UTF8),
    SLIP("a character cut at the end", KANJI KANJI "\nx,\xE6\x98",
         "1:星星星星星星星星星星\n!E_TEXT_CHARACTER 2 B2\n", "\xEF\xBF\xBD\xEF\xBF\xBD", HOSHI_CSV_UTF8),
    SLIP("in quotes, over two lines", "\"" KANJI "\n\xFF\",x\nc\n", "2:c\n!E_TEXT_CHARACTER 1 A1\n",
         "星星星星星 \xEF\xBF\xBD", HOSHI_CSV_UTF8),
    SLIP("two rows",
         "\xFF,\xFF\n" KANJI KANJI KANJI KANJI "\n"
         "a\xFF\n",
         "2:星星星星星星星星星星星星星星星星星星星星\n!E_TEXT_CHARACTER 1 A1\n"
         "!E_TEXT_CHARACTER 3 A3\n",
         "\xEF\xBF\xBD", HOSHI_CSV_UTF8),
    /* 縺ゅ: bytes that are characters of CP932 as well, so that the whole is */
    SLIP("UTF-8 that CP932 would take", "ああああ\n\xB1\n", "1:ああああ\n!E_TEXT_CHARACTER 2 A2\n",
         "\xEF\xBF\xBD", HOSHI_CSV_UTF8),
    SLIP("a byte in CP932", SJIS "\nx\xFF,y\nb\n", "1:星星星星星星星星星\n3:b\n!E_TEXT_CHARACTER 2 A2\n",
         "x\xEF\xBF\xBD", HOSHI_CSV_CP932),
    SLIP("half a character before a comma in CP932", SJIS "\nx,\x90,y\nb\n",
         "1:星星星星星星星星星\n3:b\n!E_TEXT_CHARACTER 2 B2\n", "\xEF\xBF\xBD", HOSHI_CSV_CP932),
    SLIP("NUL in CP932", SJIS "\nx\0,y\nb\n", "1:星星星星星星星星星\n3:b\n!E_TEXT_CHARACTER 2 A2\n",
         "x\xEF\xBF\xBD", HOSHI_CSV_CP932),
    SLIP("half a character at the end of CP932", SJIS "\nx\x90",
         "1:星星星星星星星星星\n!E_TEXT_CHARACTER 2 A2\n", "x\xEF\xBF\xBD", HOSHI_CSV_CP932),
    SLIP("a byte in ASCII", ASCII "\nb,\xFF\nc\n", "1:" ASCII "\n3:c\n!E_TEXT_CHARACTER 2 B2\n",
         "\xEF\xBF\xBD", HOSHI_CSV_UTF8),
    SLIP("NUL in ASCII", "a,\0b\n" ASCII "\n", "2:" ASCII "\n!E_TEXT_CHARACTER 1 B1\n",
         "\xEF\xBF\xBD"
         "b",
         HOSHI_CSV_UTF8),
    SLIP("half a pair in UTF-16",
         "\xFF\xFE"
         "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0\n\0\x00\xD8,\0x\0\n\0"
         "b\0",
         "1:abcdefghijklmnop\n3:b\n!E_TEXT_CHARACTER 2 A2\n", "\xEF\xBF\xBD", HOSHI_CSV_UTF16),
};

static void harmful_characters_are_told_with_their_cell(void **state)
{
    (void)state;
    static const char *const text[] = {"\x1B[2J", "\x7F", "\xC2\x9B", "\xE2\x80\xAE", "\xEF\xBF\xBF"};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct hoshi_faults *faults = calloc(1, sizeof *faults);
        struct hoshi_csv *csv = NULL;
        struct hoshi_csv_row row;
        char in[100];
        snprintf(in, sizeof in, "a,b\nc,x%s\ne,f\n\x1A", text[i]);
        assert_int_equal(hoshi_csv_open(in, strlen(in), &csv, faults), HOSHI_OK);
        assert_true(hoshi_csv_next(csv, &row, faults));
        assert_true(hoshi_csv_next(csv, &row, faults)); /* the row between is told, and not given */
        assert_string_equal(row.field[0], "e");
        assert_false(hoshi_csv_next(csv, &row, faults)); /* the mark of DOS is no row */
        assert_int_equal(faults->n, 1);
        assert_int_equal(faults->item[0].status, HOSHI_E_TEXT_CHARACTER);
        assert_string_equal(faults->item[0].path, "B2");
        hoshi_csv_close(csv);
        free(faults);
    }
}

static void rows_with_slips_are_told_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++)
        for (int file = 0; file < 2; file++) {
            struct hoshi_buffer out;
            enum hoshi_csv_encoding encoding = HOSHI_CSV_UTF16;
            (file ? show_file : show)(slips[i].in, slips[i].n, &out, &encoding);
            if (strcmp(hoshi_buffer_text(&out), slips[i].out) != 0 || encoding != slips[i].encoding)
                fail_msg("%s%s: got\n%s%d", slips[i].name, file ? " as a file" : "", hoshi_buffer_text(&out),
                         encoding);
            hoshi_buffer_release(&out);
            struct hoshi_faults *faults = calloc(1, sizeof *faults);
            struct hoshi_csv *csv = NULL;
            struct hoshi_csv_row row;
            assert_int_equal(hoshi_csv_open(slips[i].in, slips[i].n, &csv, faults), HOSHI_OK);
            while (hoshi_csv_next(csv, &row, faults))
                ;
            assert_false(hoshi_csv_stopped(csv));
            assert_string_equal(faults->item[0].got, slips[i].got);
            hoshi_csv_close(csv);
            free(faults);
        }
}

static void a_field_has_a_limit_in_characters(void **state)
{
    (void)state;
    struct hoshi_buffer in;
    hoshi_buffer_init(&in, 1 << 24);
    for (int i = 0; i < HOSHI_CSV_FIELD; i++)
        hoshi_buffer_puts(&in, "星");
    hoshi_buffer_puts(&in, ",b\n");
    check_limit(&in, "星|b\n");
    in.length -= 3;
    hoshi_buffer_puts(&in, "\",b\nc,\"d\"\n");
    check_limit(&in, "2:c|d\n!E_TEXT_LENGTH 1 A1\n");
    hoshi_buffer_release(&in);
}

static void fields_have_a_limit(void **state)
{
    (void)state;
    struct hoshi_buffer in;
    hoshi_buffer_init(&in, 1 << 24);
    for (int i = 0; i < HOSHI_CSV_FIELDS - 1; i++)
        hoshi_buffer_puts(&in, "7,");
    check_limit(&in, "7|\n");
    hoshi_buffer_puts(&in, ",\nx\n");
    check_limit(&in, "2:x\n!E_TOO_MANY 1 IW1\n");
    hoshi_buffer_release(&in);
}

static void rows_have_a_limit(void **state)
{
    (void)state;
    struct hoshi_buffer in;
    hoshi_buffer_init(&in, 1 << 24);
    for (int i = 0; i < HOSHI_CSV_ROWS; i++)
        hoshi_buffer_puts(&in, "7\n\n");
    check_limit(&in, "399999:7\n");
    hoshi_buffer_puts(&in, "8\n");
    check_limit(&in, "399999:7\n!E_TOO_MANY 400001 A400001\n");
    hoshi_buffer_release(&in);
}

static void too_large_a_text_is_refused(void **state)
{
    (void)state;
    struct hoshi_csv *csv = NULL;
    assert_int_equal(hoshi_csv_open("", (size_t)HOSHI_CSV_BYTES + 1, &csv, NULL), HOSHI_E_FILE_TOO_LARGE);
    assert_null(csv);
}

/* Rows of all kinds, some longer than a piece, so that cuts fall everywhere: in characters, between CR and
 * LF, in quotes. */
static void random_rows(struct hoshi_buffer *in, bool cp932, uint32_t seed)
{
    static const char *const utf8[] = {"a",  "星", ",",   "\r\n", "\n", ",\"x\"\"\r\n,y\",",
                                       "\"", "b",  ",\"", "7"};
    static const char *const sjis[] = {"a",  "\x90\xAF", ",",   "\r\n", "\n", ",\"x\"\"\r\n,\x95\x5C\",",
                                       "\"", "\xC3\xB1", ",\"", "7"};
    while (in->length < 3u << 20) {
        seed = seed * 1664525u + 1013904223u;
        unsigned pick = (seed >> 20) % 400;
        if (pick == 399)
            for (int i = 0; i < 30000; i++)
                hoshi_buffer_puts(in, cp932 ? "\x90\xAF" : "星");
        else
            hoshi_buffer_puts(in, (cp932 ? sjis : utf8)[pick == 8 ? 8 : pick % 8]);
    }
}

/* Rows of a file and of the same bytes in memory, which the caller releases; both take it for `wanted`. */
static void rows_both_ways(const struct hoshi_buffer *in, enum hoshi_csv_encoding wanted,
                           struct hoshi_buffer *whole)
{
    struct hoshi_buffer pieces;
    enum hoshi_csv_encoding a = HOSHI_CSV_UTF16, b = HOSHI_CSV_UTF16;
    show(in->text, in->length, whole, &a);
    show_file(in->text, in->length, &pieces, &b);
    assert_int_equal(a, wanted);
    assert_int_equal(b, wanted);
    assert_int_equal(pieces.length, whole->length);
    assert_memory_equal(pieces.text, whole->text, whole->length);
    hoshi_buffer_release(&pieces);
}

static void a_file_gives_the_rows_of_its_bytes(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 4; seed++) {
        struct hoshi_buffer in, whole;
        hoshi_buffer_init(&in, 1 << 24);
        random_rows(&in, seed % 2, seed);
        rows_both_ways(&in, seed % 2 ? HOSHI_CSV_CP932 : HOSHI_CSV_UTF8, &whole);
        assert_true(whole.length > 1 << 20);
        hoshi_buffer_release(&in);
        hoshi_buffer_release(&whole);
    }
}

/* Wherever pieces of a file end, bytes that are no characters give what they give in memory. */
static void a_file_with_slips_gives_the_rows_of_its_bytes(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 4; seed++) {
        struct hoshi_buffer in, whole;
        hoshi_buffer_init(&in, 1 << 24);
        random_rows(&in, seed % 2, seed);
        uint32_t next = seed;
        for (int i = 0; i < 40; i++) {
            next = next * 1664525u + 1013904223u;
            char *at = &in.text[(next >> 4) % in.length];
            if (*at != '"') /* else what follows cannot be told apart */
                *at = i % 2 ? '\xFF' : '\0';
        }
        in.text[256 * 1024 - 1] = '\xFF'; /* at the end of a piece, and at the head of the next */
        in.text[512 * 1024] = '\xFF';
        rows_both_ways(&in, seed % 2 ? HOSHI_CSV_CP932 : HOSHI_CSV_UTF8, &whole);
        assert_non_null(strstr(hoshi_buffer_text(&whole), "!E_TEXT_CHARACTER"));
        assert_true(whole.length > 1 << 18);
        hoshi_buffer_release(&in);
        hoshi_buffer_release(&whole);
    }
}

/* The same in UTF-16, where a character is cut by a piece wherever it is of odd length. */
static void utf16_with_slips_gives_the_rows_of_its_bytes(void **state)
{
    (void)state;
    struct hoshi_buffer text, in, whole, pieces;
    enum hoshi_csv_encoding a = HOSHI_CSV_UTF8, b = HOSHI_CSV_UTF8;
    hoshi_buffer_init(&text, 1 << 24);
    hoshi_buffer_init(&in, 1 << 24);
    random_rows(&text, false, 4);
    hoshi_buffer_add(&in, "\xFF\xFE", 2);
    uint32_t seed = 7;
    for (const char *p = hoshi_buffer_text(&text); *p;) {
        uint32_t c = hoshi_text_next(&p);
        seed = seed * 1664525u + 1013904223u;
        bool star = c == 0x661F; /* nothing that hangs on quotes */
        if (star && seed >> 16 < 2)
            c = seed >> 8 & 1 ? 0 : 0xD83D; /* NUL, or half a pair */
        char unit[4] = {(char)(c & 0xFF), (char)(c >> 8), 0, 0};
        hoshi_buffer_add(&in, unit, 2);
        if (star && seed >> 16 > 0xF000) /* 😀, of four bytes, in every place a piece may end */
            hoshi_buffer_add(&in, "\x3D\xD8\x00\xDE", 4);
    }
    show(in.text, in.length, &whole, &a);
    show_file(in.text, in.length, &pieces, &b);
    assert_int_equal(a, HOSHI_CSV_UTF16);
    assert_int_equal(b, a);
    assert_non_null(strstr(hoshi_buffer_text(&whole), "!E_TEXT_CHARACTER"));
    assert_true(whole.length > 1 << 18);
    assert_string_equal(hoshi_buffer_text(&pieces), hoshi_buffer_text(&whole));
    hoshi_buffer_release(&text);
    hoshi_buffer_release(&in);
    hoshi_buffer_release(&whole);
    hoshi_buffer_release(&pieces);
}

static void a_file_that_cannot_be_one_is_refused(void **state)
{
    (void)state;
    struct hoshi_csv *csv = NULL;
    assert_int_equal(hoshi_csv_open_file("not there.csv", 100, 10, &csv, NULL), HOSHI_E_FILE_OPEN);
    assert_int_equal(hoshi_csv_open_file(".", 1 << 20, 10, &csv, NULL), HOSHI_E_FILE_KIND);
    assert_int_equal(hoshi_file_write("test_csv_read.csv", "a,b\n1,2\n", 8, NULL), HOSHI_OK);
    assert_int_equal(hoshi_csv_open_file("test_csv_read.csv", 7, 10, &csv, NULL), HOSHI_E_FILE_TOO_LARGE);
    assert_null(csv);
    struct hoshi_csv_row row;
    assert_int_equal(hoshi_csv_open_file("test_csv_read.csv", 8, 1, &csv, NULL), HOSHI_OK);
    assert_true(hoshi_csv_next(csv, &row, NULL));
    assert_false(hoshi_csv_next(csv, &row, NULL));
    assert_int_equal(hoshi_csv_status(csv), HOSHI_E_TOO_MANY);
    hoshi_csv_close(csv);
    remove("test_csv_read.csv");
}

static void cells_are_named(void **state)
{
    static const struct {
        long row;
        size_t column;
        const char *name;
    } names[] = {
        {1, 1, "A1"},    {14, 3, "C14"},   {2, 26, "Z2"}, {2, 27, "AA2"}, {1048576, 16384, "XFD1048576"},
        {9, 702, "ZZ9"}, {9, 703, "AAA9"}, {0, 1, ""},    {1, 0, ""}};
    char out[24];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(hoshi_cell_name(names[i].row, names[i].column, out), names[i].name);
}

/* No byte sequence crashes or hangs the reader; seeds are fixed, so a failure can be repeated. */
static void mutations_are_survived(void **state)
{
    static const char base[] = "id,\"自己\"\"評価\"\r\n1-1-1-1,\"○\n△\",\x81\x9B;\t\n";
    uint32_t seed = 20261122;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char bytes[sizeof base];
        memcpy(bytes, base, sizeof base);
        size_t n = sizeof base - 1;
        for (int k = 0; k < 4; k++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[(seed >> 8) % n] = "\",\n\r;\t\x81\x9B\xE2\0a"[(seed >> 24) % 11];
        }
        struct hoshi_csv *csv = NULL;
        struct hoshi_csv_row row;
        n -= (seed >> 16) % n;
        char *copy = malloc(n);
        memcpy(copy, bytes, n);
        if (hoshi_csv_open(copy, n, &csv, NULL) == HOSHI_OK)
            while (hoshi_csv_next(csv, &row, NULL))
                for (size_t i = 0; i < row.n; i++)
                    assert_true(hoshi_text_is_utf8(row.field[i], strlen(row.field[i])));
        hoshi_csv_close(csv);
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_split),
        cmocka_unit_test(encoding_is_detected),
        cmocka_unit_test(harmful_characters_are_told_with_their_cell),
        cmocka_unit_test(rows_with_slips_are_told_alone),
        cmocka_unit_test(a_field_has_a_limit_in_characters),
        cmocka_unit_test(fields_have_a_limit),
        cmocka_unit_test(rows_have_a_limit),
        cmocka_unit_test(too_large_a_text_is_refused),
        cmocka_unit_test(a_file_gives_the_rows_of_its_bytes),
        cmocka_unit_test(a_file_with_slips_gives_the_rows_of_its_bytes),
        cmocka_unit_test(utf16_with_slips_gives_the_rows_of_its_bytes),
        cmocka_unit_test(a_file_that_cannot_be_one_is_refused),
        cmocka_unit_test(cells_are_named),
        cmocka_unit_test(mutations_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
