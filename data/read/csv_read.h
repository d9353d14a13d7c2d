/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * CSV in the forms spreadsheets and lists write: RFC 4180 with comma, tab, semicolon or bar; UTF-8, UTF-16 with a mark, or
 * CP932.
 *
 * The reader works over bytes in memory and gives one row at a time, so memory is the text (twice when it has
 * to be converted) plus one row; of a file read by hoshi_csv_open_file it is one piece plus one row. A fault
 * in a row is recorded and reading goes on with the next row where that is possible.
 *
 *     struct hoshi_csv *csv;
 *     struct hoshi_csv_row row;
 *     if (hoshi_csv_open(bytes, n, &csv, faults)) …
 *     while (hoshi_csv_next(csv, &row, faults))
 *         use(row.field[0]);
 *     status = hoshi_csv_status(csv);
 *     hoshi_csv_close(csv);
 */
#ifndef HOSHI_CSV_READ_H
#define HOSHI_CSV_READ_H

#include "status.h"

#include <stdint.h>

enum {
    HOSHI_CSV_ROWS = 200000,            /* rows with something in them */
    HOSHI_CSV_FIELDS = 256,             /* fields of a row */
    HOSHI_CSV_FIELD = 32767,            /* characters of a field, as in a spreadsheet cell */
    HOSHI_CSV_BYTES = 64 * 1024 * 1024, /* size of the input */
};

/**
 * Told from the whole input. One that is valid UTF-8 is that, but for one to three characters of two bytes beside no
 * letter in it that are half-width kana in CP932, which is what they are then; else one with the mark of UTF-16 is that; else
 * it is the one of UTF-8 and CP932 that explains it: UTF-8 when four or more characters beyond ASCII stand
 * beside each byte that is none, else that with fewer such bytes, when the same holds for it or a hundred
 * characters of ASCII stand beside each. Then the bytes that are none are a slip, and go with the row they
 * stand in (HOSHI_E_TEXT_CHARACTER of hoshi_csv_next); otherwise the input is no text. NUL is no character in
 * any of them.
 */
enum hoshi_csv_encoding {
    HOSHI_CSV_UTF8,  /* with or without a byte-order mark */
    HOSHI_CSV_UTF16, /* told by its byte-order mark ("Unicode text" of a spreadsheet) */
    HOSHI_CSV_CP932
};

/** One row. The texts are UTF-8, composed (fold.h), borrowed from the reader until the next call. */
struct hoshi_csv_row {
    size_t n;                 /* fields, at least 1 */
    const char *const *field; /* n texts, never NULL */
    long row;  /* 1-based, as a spreadsheet shows it: blank rows count, a line break in quotes does not */
    long line; /* 1-based line of the file on which the row begins */
};

struct hoshi_csv;

/**
 * Start reading.
 *
 * The separator is the one of which most of the first 30 lines have the same number outside quotes (comma when none
 * has any): a title with a tab does not make a table of commas one of tabs. A first line "sep=;" names it and is
 * skipped. Where most of these lines begin and end with a bar, as SAP prints lists, it is the bar, fields before the
 * first and behind the last are blank, and quotes are characters like others.
 *
 * @param bytes borrowed until hoshi_csv_close; need not end with NUL
 * @param csv   [out] owned until hoshi_csv_close; untouched on failure
 * @return HOSHI_OK; HOSHI_E_TEXT_ENCODING (neither UTF-8, UTF-16 with a mark, nor CP932: row and path
 * "line:byte" are those of the first byte that is no character, which is told as "0x81");
 *         HOSHI_E_FILE_TOO_LARGE; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_csv_open(const char *bytes, size_t n, struct hoshi_csv **csv,
                                 struct hoshi_faults *faults) HOSHI_MUST_USE;
/**
 * Start reading a file piece by piece, for files whose rows are used one at a time: memory does not grow with
 * the file.
 *
 * As hoshi_csv_open, with the encoding told from the whole file, which is read once more for that.
 *
 * @param path      a regular file; borrowed for the call only
 * @param max_bytes largest file accepted, in place of HOSHI_CSV_BYTES
 * @param max_rows  in place of HOSHI_CSV_ROWS
 * @return as hoshi_csv_open; HOSHI_E_FILE_OPEN, HOSHI_E_FILE_READ, HOSHI_E_FILE_KIND. A file that cannot be
 *         read any further while rows are taken is HOSHI_E_FILE_READ of hoshi_csv_next
 */
enum hoshi_status hoshi_csv_open_file(const char *path, int64_t max_bytes, size_t max_rows,
                                      struct hoshi_csv **csv, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** How much of the input has been taken, in parts per million. */
int64_t hoshi_csv_done_ppm(const struct hoshi_csv *csv);
/** NULL does nothing. */
void hoshi_csv_close(struct hoshi_csv *csv);

enum hoshi_csv_encoding hoshi_csv_encoding(const struct hoshi_csv *csv);
/** Before the first row: from now on a line is one field and quotes are characters, whatever the separator was. */
void hoshi_csv_take_lines(struct hoshi_csv *csv);
/** ',', '\t', ';' or '|'; NUL after hoshi_csv_take_lines. */
char hoshi_csv_separator(const struct hoshi_csv *csv);

/**
 * The next row that is not blank; false at the end and when nothing more can be read.
 *
 * Faults, each with row and cell ("C14"): HOSHI_E_CSV_SYNTAX (text behind a closing quote; a quote never
 * closed), HOSHI_E_TEXT_LENGTH (a field over HOSHI_CSV_FIELD characters), HOSHI_E_TEXT_CHARACTER (bytes that
 * are no characters, each shown as U+FFFD), HOSHI_E_TOO_MANY (fields; rows), HOSHI_E_MEMORY. A row with a
 * fault is not given. After an unclosed quote, too many rows or lack of memory reading stops.
 */
bool hoshi_csv_next(struct hoshi_csv *csv, struct hoshi_csv_row *row, struct hoshi_faults *faults);

/** HOSHI_OK, or the first fault found by hoshi_csv_next so far. */
enum hoshi_status hoshi_csv_status(const struct hoshi_csv *csv);

/** True when a fault ended the reading before the end of the input. */
bool hoshi_csv_stopped(const struct hoshi_csv *csv);

#endif
