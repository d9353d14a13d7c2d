/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Lists as arrays of columns: one array says heads, widths, looks, where each value is, formulas and sums,
 * and gives the sheet and the CSV of the list. page.h has the cursor and the names in formulas.
 *
 *     struct part { const char *name; int64_t pieces; int64_t price_micro; int64_t yen[HOSHI_YEARS_MAX]; };
 *     #define AT(member) offsetof(struct part, member)
 *     static const struct hoshi_column columns[] = {
 *         {"name", {"品目", "Part"}, 24, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
 *         {"pieces", {"個数", "Pieces"}, 9, HOSHI_STYLE_COUNT_INPUT, HOSHI_VALUE_INT, .at = AT(pieces)},
 *         {"price", {"単価", "Price"}, 11, HOSHI_STYLE_YEN2_INPUT, HOSHI_VALUE_MICRO, .at = AT(price_micro)},
 *         {"yen", {"{n}年目", "Year {n}"}, 12, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(yen), .repeated =
 * true, .formula = "ROUND({pieces}*{price},0)*{n}", .total = HOSHI_TOTAL_SUM},
 *     };
 *
 *     static void parts_sheet(struct hoshi_page *p, void *book)
 *     {
 *         const struct book *b = book;
 *         struct hoshi_list list = {.name = "parts", .column = columns, .columns = 4, .times = 3};
 *         hoshi_list_begin(p, &list);
 *         hoshi_page_title(p, hoshi_page_say(p, "部品", "Parts"), NULL);
 *         hoshi_list_heads(p, &list);
 *         for (size_t i = 0; i < b->parts; i++)
 *             hoshi_list_row(p, &list, &b->part[i]);
 *         hoshi_list_total(p, &list, hoshi_page_say(p, "計", "Total"));
 *     }
 *
 * Where the row of the data does not hold what the cells show (words, formulas of their own), a struct of the
 * sheet's own is filled for each row: own_lines.c.
 *
 * Other cells then point to {parts.total:yen2}, {parts#yen1}, {parts.0:price}, {parts.total:yen*}.
 * In words of heads {n} is the number of a repeated column (a year, a party) and {name} its name
 * (hoshi_list.name_of).
 */
#ifndef HOSHI_TABLE_H
#define HOSHI_TABLE_H

#include "page.h"

#include <stddef.h>

enum hoshi_value_kind {
    HOSHI_VALUE_NONE,  /* an empty cell in the column's style */
    HOSHI_VALUE_TEXT,  /* const char *, NULL as "" */
    HOSHI_VALUE_INT,   /* int64_t; HOSHI_NONE is an empty cell */
    HOSHI_VALUE_MICRO, /* int64_t in millionths; HOSHI_NONE is an empty cell */
    HOSHI_VALUE_REAL,  /* double; as a cell only with a formula */
    HOSHI_VALUE_DATE,  /* struct hoshi_date; {0} is an empty cell */
    HOSHI_VALUE_ANY,   /* struct hoshi_value: kind, look and formula of this cell are its own */
    HOSHI_VALUE_SKIP   /* nothing at all is put */
};

/** What one cell gets. A getter finds it filled as the column says and changes what it wants; as a
 * HOSHI_VALUE_ANY of a row style 0 means the column's. */
struct hoshi_value {
    enum hoshi_value_kind kind;
    enum hoshi_style style;
    const char *text; /* borrowed to the end of the pass */
    int64_t n;
    double real;
    struct hoshi_date date;
    const char *formula; /* without "="; NULL: the value itself. Its value is text, n, micro or real */
};

enum hoshi_total_kind {
    HOSHI_TOTAL_NONE,  /* nothing in the row of totals; before the first sum: under its label */
    HOSHI_TOTAL_BLANK, /* an empty framed cell */
    HOSHI_TOTAL_SUM
};

struct hoshi_column {
    const char *key; /* letters; unique in its table also with the number of a repeated one behind it */
    struct hoshi_words head;
    double width; /* characters; a column over several cells: of each */
    enum hoshi_style style;
    enum hoshi_value_kind kind;
    size_t at;           /* offsetof in the row, by kind; repeated: the first of an array */
    const char *formula; /* without "="; {times}: how often repeated columns stand there */
    size_t formula_at; /* offsetof of a const char * with the formula of this row, NULL none; 0: not there */
    enum hoshi_total_kind total;
    bool repeated; /* stands there `times` times: years, parties; page.n is which */
    bool live;     /* the formula only in lists that are live, else the value */
    uint16_t over; /* cells it is merged over; 0 means 1 */
    /** Where the value is not in the row: finds it. */
    void (*get)(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v);
};

/** A list being written: what it is made of above, its state below. */
struct hoshi_list {
    const char *name; /* anchors name.head, name.first, name.last, name.total; may begin with '.' (scope) */
    const struct hoshi_column *column;
    size_t columns;
    int times;                                                             /* of repeated columns */
    const void *user;                                                      /* handed to the getters */
    const char *(*name_of)(struct hoshi_page *p, const void *user, int n); /* NULL: none */
    bool live;
    const char *sum; /* "SUM" when NULL; "SUBTOTAL" counts rows shown only */
    /** Value of a total that is written before its rows; NULL: what the rows added up to. */
    double (*total_of)(struct hoshi_page *p, const void *user, const char *key);
    /* Private. */
    size_t table, rows;
    int64_t added[HOSHI_PAGE_COLUMNS], added_micro[HOSHI_PAGE_COLUMNS]; /* by column on the sheet */
};

/** Take the list into use: its keys are the page's from here on, and its widths where the page has none. */
void hoshi_list_begin(struct hoshi_page *p, struct hoshi_list *list);
/** Its widths become the page's. */
void hoshi_list_widths(struct hoshi_page *p, const struct hoshi_list *list);
/** The row of heads, as high as they need; the rows of the list follow it. */
void hoshi_list_heads(struct hoshi_page *p, struct hoshi_list *list);
void hoshi_list_row(struct hoshi_page *p, struct hoshi_list *list, const void *row);
/** The cells of one row without ending it. */
void hoshi_list_cells(struct hoshi_page *p, struct hoshi_list *list, const void *row);
/** In the first pass a long list needs no row written: the cursor moves behind `rows` rows of one line each,
 * which the list then has. False in the second pass, in which they are written; with 0 rows too. */
bool hoshi_list_known(struct hoshi_page *p, struct hoshi_list *list, size_t rows);
/** The row at the cursor is one of the list though its cells are put by hand, by key. */
void hoshi_list_count(struct hoshi_page *p, struct hoshi_list *list);
/** The row of totals, below the rows or above the heads: label up to the first sum. */
void hoshi_list_total(struct hoshi_page *p, struct hoshi_list *list, const char *label);
/** The same with the label in one column only. */
void hoshi_list_total_at(struct hoshi_page *p, struct hoshi_list *list, const char *key, const char *label);
/** Arrows to filter its rows; call behind them. */
void hoshi_list_filter(struct hoshi_page *p, const struct hoshi_list *list);
/** Columns on the sheet, repeated and merged cells counted. */
uint16_t hoshi_list_columns(const struct hoshi_list *list);

/** Rows of an array one after the other, `size` bytes each. */
void hoshi_list_rows(struct hoshi_page *p, struct hoshi_list *list, const void *row, size_t rows,
                     size_t size);

/** A CSV being written line by line, so that memory does not grow with the list. Private; {0} at first. */
struct hoshi_list_csv {
    struct hoshi_layout layout;
    struct hoshi_page page;
};

/** A line of the list as CSV, `row` NULL: its heads. Amounts in millionths are decimals, empty cells nothing; a
 * text that a spreadsheet would take for a formula stands behind an apostrophe. Getters get a page that writes
 * nothing. */
void hoshi_list_csv_line(struct hoshi_list_csv *csv, struct hoshi_buffer *out, enum hoshi_lang lang,
                         const struct hoshi_list *list, const void *row);
/** Release; `out` fails when a line was wrong. */
void hoshi_list_csv_end(struct hoshi_list_csv *csv, struct hoshi_buffer *out);

/** The same list as CSV with a line of heads: hoshi_list_csv_line for all of an array. */
void hoshi_list_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_list *list,
                    const void *row, size_t rows, size_t size);

#endif
