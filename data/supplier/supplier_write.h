/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Lists of suppliers as CSV: an empty one to fill in, and rows that supplier_read.h reads back unchanged. */
#ifndef HOSHI_SUPPLIER_WRITE_H
#define HOSHI_SUPPLIER_WRITE_H

#include "supplier_row.h"

enum hoshi_supplier_language { HOSHI_SUPPLIER_JA, HOSHI_SUPPLIER_EN };

/** Which columns of the gap a list has; the sum of them. */
enum hoshi_supplier_gap_columns {
    HOSHI_SUPPLIER_COUNT_COLUMNS = 1,  /* met, partial, unmet, not applicable of each category */
    HOSHI_SUPPLIER_LEVEL3_COLUMNS = 2, /* a column per criterion of ★3 */
    HOSHI_SUPPLIER_LEVEL4_COLUMNS = 4  /* and those ★4 adds */
};

/**
 * Append the headings, with a byte-order mark first so that spreadsheets take the file as UTF-8.
 * @param gap sum of enum hoshi_supplier_gap_columns
 */
void hoshi_supplier_print_head(struct hoshi_buffer *out, const struct hoshi_catalog *catalog,
                               enum hoshi_supplier_language language, int gap);

/**
 * Append a row under these headings. What is not known is left blank; company facts, unanswered and withheld
 * counts, and answers without a column are not written.
 */
void hoshi_supplier_print_row(struct hoshi_buffer *out, const struct hoshi_catalog *catalog,
                              enum hoshi_supplier_language language, int gap,
                              const struct hoshi_supplier_row *row);

/** What goes into a column. */
enum hoshi_supplier_input {
    HOSHI_SUPPLIER_INPUT_TEXT,
    HOSHI_SUPPLIER_INPUT_LEVEL,
    HOSHI_SUPPLIER_INPUT_YEN,
    HOSHI_SUPPLIER_INPUT_COUNT,
    HOSHI_SUPPLIER_INPUT_TRUTH, /* yes, no, not known */
    HOSHI_SUPPLIER_INPUT_FLAG,  /* yes or nothing */
    HOSHI_SUPPLIER_INPUT_DATE,
    HOSHI_SUPPLIER_INPUT_NUMBER,
    HOSHI_SUPPLIER_INPUT_TRANSACTION,
    HOSHI_SUPPLIER_INPUT_ANSWER
};

/** A column of an empty list. */
struct hoshi_supplier_heading {
    char words[256]; /* as supplier_read.h reads them back */
    char member[48]; /* "size.users", "level", "count[4]", a criterion's id */
    enum hoshi_supplier_input input;
};

/** The columns of hoshi_supplier_print_head, in order, into list[0 … HOSHI_SUPPLIER_COLUMNS_MAX); how many. */
size_t hoshi_supplier_headings(const struct hoshi_catalog *catalog, enum hoshi_supplier_language language,
                               int gap, struct hoshi_supplier_heading *list);

/** Append one field of a CSV, in quotes where it needs them. */
void hoshi_csv_print_field(struct hoshi_buffer *out, const char *text);

#endif
