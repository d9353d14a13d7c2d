/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The look of every workbook, and the only place that talks to libxlsxwriter about cells.
 *
 * A cell is an input (blue on pale yellow, unlocked), a formula with its computed value, or text. Formulas
 * always carry the value computed by the library above, so that a viewer that does not recalculate shows the
 * truth. User text goes through hoshi_put_text, which writes strings as strings: nothing a user typed becomes
 * a formula or a link. Rows and columns are 0-based. Private to templates/; libxlsxwriter's handles do not
 * leave this folder.
 */
#ifndef HOSHI_SHEET_STYLE_H
#define HOSHI_SHEET_STYLE_H

#include "file.h"
#include "message.h"

#include <xlsxwriter.h>

enum hoshi_style {
    HOSHI_STYLE_TITLE,
    HOSHI_STYLE_HEADING,
    HOSHI_STYLE_HEAD,   /* head of a table column: fill, wrap, centred, border */
    HOSHI_STYLE_TEXT,   /* border, top, wrap */
    HOSHI_STYLE_CELL,   /* border, one line: for lists of many rows */
    HOSHI_STYLE_FITTED, /* the same, set smaller where it does not fit */
    HOSHI_STYLE_PLAIN,  /* no border, wrap */
    HOSHI_STYLE_NOTE,   /* small, grey, wrap */
    HOSHI_STYLE_WARN,   /* bold on pale orange */
    HOSHI_STYLE_LABEL,  /* row label: bold, border, pale fill */
    HOSHI_STYLE_CENTER,
    HOSHI_STYLE_YEN,     /* #,##0 */
    HOSHI_STYLE_YEN2,    /* #,##0.00 */
    HOSHI_STYLE_DECIMAL, /* up to 4 places */
    HOSHI_STYLE_COUNT,
    HOSHI_STYLE_PERCENT, /* 0.00% */
    HOSHI_STYLE_TENTH,   /* 0.0%: where a sentence or another output tells the same share */
    HOSHI_STYLE_DATE,
    HOSHI_STYLE_TOTAL, /* text of a total row */
    HOSHI_STYLE_YEN_TOTAL,
    HOSHI_STYLE_YEN2_TOTAL,
    HOSHI_STYLE_PERCENT_TOTAL,
    HOSHI_STYLE_BIG,       /* one of the three figures of a summary */
    HOSHI_STYLE_BIG_TENTH, /* with one place */
    HOSHI_STYLE_TEXT_INPUT,
    HOSHI_STYLE_YEN_INPUT,
    HOSHI_STYLE_YEN2_INPUT,
    HOSHI_STYLE_DECIMAL_INPUT,
    HOSHI_STYLE_COUNT_INPUT,
    HOSHI_STYLE_PERCENT_INPUT,
    HOSHI_STYLE_DATE_INPUT,
    HOSHI_STYLE_VERBATIM_INPUT, /* text kept as typed: "1-2" and "1/4" become no date */
    HOSHI_STYLE_CHOICE_INPUT,   /* the same, centred: a word of a list */
    HOSHI_STYLE_NUMBER_INPUT,   /* as many places as were typed */
    HOSHI_STYLE_BLANK_LINE,     /* a line to write on by hand */
    HOSHI_STYLES
};

/** Texts of this style wrap, so that they make a row higher. */
bool hoshi_style_wraps(enum hoshi_style style);

/** A workbook being written. */
struct hoshi_book {
    lxw_workbook *workbook;
    enum hoshi_lang lang;
    lxw_format *format[HOSHI_STYLES];
    const char *footer;       /* left part of every page's foot; borrowed */
    bool memory;              /* it was for lack of memory */
    bool failed;              /* a cell could not be written: hoshi_book_close reports it */
    struct hoshi_output file; /* until it is complete */
    lxw_format *warn;         /* of hoshi_warn_when; NULL before its first use */
    size_t sheets;
    struct hoshi_back_list *back;       /* sheet_back.h: inputs are noted there; NULL: nowhere */
    struct hoshi_written_list *written; /* sheet_written.h: all cells are; NULL: nowhere */
};

/** A sheet; with `sheet` NULL nothing is written by any function (the first pass of page.h). */
struct hoshi_sheet {
    struct hoshi_book *book;
    lxw_worksheet *sheet;
    const char *name; /* static or borrowed for the life of the book */
};

/**
 * Begin the workbook that will be `path` (hoshi_output_open).
 * @param made  the document's date: with the same inputs the same bytes
 */
enum hoshi_status hoshi_book_open(struct hoshi_book *book, const char *path, enum hoshi_lang lang,
                                  const char *title, const char *author, struct hoshi_date made,
                                  const char *footer, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Finish and put it at `path`; on failure (also an earlier one) the old file stays and nothing beside it. */
enum hoshi_status hoshi_book_close(struct hoshi_book *book, const char *path,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Give up: nothing is left on the disk. */
void hoshi_book_abandon(struct hoshi_book *book);

/** A new sheet. `name` must be a literal of at most 31 characters without []:*?/\ . Landscape or portrait A4,
 * fitted to one page wide. */
struct hoshi_sheet hoshi_sheet_add(struct hoshi_book *book, const char *name, bool landscape);
/** As hoshi_sheet_add, for many rows: a row is written out when a later one begins, so memory does not grow
 * with them. The sheet must be written from the top row down; what comes back to an earlier row makes
 * hoshi_book_close fail. */
struct hoshi_sheet hoshi_sheet_add_flat(struct hoshi_book *book, const char *name, bool landscape);
/** Widths of the columns 0 … n-1 in characters. */
void hoshi_sheet_widths(struct hoshi_sheet *s, const double *width, size_t n);
/** Freeze above `row` and left of `column`, and repeat rows first … row-1 on each printed page. */
void hoshi_sheet_freeze(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t first);
/** Repeat rows first … last on each printed page. */
void hoshi_sheet_repeat(struct hoshi_sheet *s, uint32_t first, uint32_t last);
/** A list of many columns: `pages` wide when printed, columns 0 … repeat − 1 on each. */
void hoshi_sheet_wide(struct hoshi_sheet *s, uint16_t pages, uint16_t repeat);
/** Arrows to filter the rows below `row`, which holds the heads. */
void hoshi_sheet_filter(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                        uint16_t last_column);
/** The same width for the columns first … last. */
void hoshi_sheet_columns(struct hoshi_sheet *s, uint16_t first, uint16_t last, double width);
/** Not seen and not printed, but there for who asks the program to show hidden sheets. Not the first sheet. */
void hoshi_sheet_hide(struct hoshi_sheet *s);
/** Printed so many pages wide and high, 0 as many as needed. */
void hoshi_sheet_pages(struct hoshi_sheet *s, uint16_t wide, uint16_t high);
/** Print rows 0 … last_row of columns 0 … last_column only. */
void hoshi_sheet_print_area(struct hoshi_sheet *s, uint32_t last_row, uint16_t last_column);
enum { HOSHI_SHEET_BREAKS = 64 };
/** Rows that begin a printed page, ascending, ended by 0. */
void hoshi_sheet_breaks(struct hoshi_sheet *s, const uint32_t *row);
/** Lock all but the inputs (no password: it guards against slips, not against people). */
void hoshi_sheet_protect(struct hoshi_sheet *s);
/** Lines of text wrapped in a column of `column` characters, at least 1. */
int hoshi_sheet_lines(const char *text, double column);
/** Points of a row of that many lines in the workbook's font, at most 400. */
double hoshi_sheet_lines_points(enum hoshi_lang lang, int lines);
/** Height of a row of that many lines. */
void hoshi_sheet_height(struct hoshi_sheet *s, uint32_t row, int lines);
/** Height of a row in points. */
void hoshi_sheet_points(struct hoshi_sheet *s, uint32_t row, double points);
/** Row height for text of `width` columns of display width wrapped in a column of `column` characters. */
void hoshi_sheet_fit(struct hoshi_sheet *s, uint32_t row, const char *text, double column);

void hoshi_put_text(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                    const char *text);
void hoshi_put_blank(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style);
void hoshi_put_int(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                   int64_t value);
/** Millionths as a number (exactly the double nearest to the decimal). */
void hoshi_put_micro(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                     int64_t micro);
void hoshi_put_date(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                    struct hoshi_date date);
/** A formula in English function names with its computed value; printf form. */
void hoshi_put_formula(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                       double value, const char *formula, ...) HOSHI_PRINTF(6, 7);
void hoshi_put_formula_text(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                            const char *value, const char *formula, ...) HOSHI_PRINTF(6, 7);
/** The same with the formula as it stands, "=" included. */
void hoshi_put_formula_as(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                          double value, const char *formula);
void hoshi_put_formula_text_as(struct hoshi_sheet *s, uint32_t row, uint16_t column, enum hoshi_style style,
                               const char *value, const char *formula);
/**
 * Text as an operand of a formula: quoted, quotes doubled, cut into pieces of at most 255 characters joined
 * by
 * &. For the program's own words; what a user typed is pointed to by a reference instead.
 * @return false when it does not fit into out
 */
bool hoshi_formula_quote(char *out, size_t size, const char *text);
/** Text over merged cells; one cell alone is just written. Cells that share one with an earlier merge of the
 * sheet are refused: nothing is written and hoshi_book_close fails, for Excel would open such a workbook only
 * to repair it. */
void hoshi_put_merged(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                      uint16_t last_column, enum hoshi_style style, const char *text);
/** A drop-down of n choices on an input cell. Excel holds at most 255 characters of them, joined by commas: a list that is
 * longer, or has a comma in a choice, gives a cell without a drop-down, never one that offers something else. */
void hoshi_put_choices(struct hoshi_sheet *s, uint32_t row, uint16_t column, const char *const *choices,
                       size_t n);

/** The same drop-down for all cells from (row, column) to (last_row, last_column); "" is allowed as well. */
void hoshi_put_choices_range(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                             uint16_t last_column, const char *const *choices, size_t n);

/** These cells look like HOSHI_STYLE_WARN while the formula, written for the first of them, is true. */
void hoshi_warn_when(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                     uint16_t last_column, const char *formula, ...) HOSHI_PRINTF(6, 7);

/** Only whole numbers from least to most may be typed into these cells. */
void hoshi_put_whole_rule(struct hoshi_sheet *s, uint32_t row, uint16_t column, uint32_t last_row,
                          uint16_t last_column, int32_t least, int32_t most);

/** The double of millionths: one correctly rounded division. */
double hoshi_micro_value(int64_t micro);

enum { HOSHI_REF = 96 };
/** "$B$5", "B5" into out. */
const char *hoshi_ref(char out[HOSHI_REF], uint32_t row, uint16_t column, bool absolute);
/** "'シート'!$B$5" into out. */
const char *hoshi_ref_on(char out[HOSHI_REF], const struct hoshi_sheet *s, uint32_t row, uint16_t column);
/** "'シート'!$B$5:$B$9" into out. */
const char *hoshi_range_on(char out[HOSHI_REF], const struct hoshi_sheet *s, uint32_t row, uint16_t column,
                           uint32_t last_row, uint16_t last_column);
/** Define a workbook-wide name (ASCII letters, digits, _, beginning with a letter, literal) for a cell. */
void hoshi_define(struct hoshi_sheet *s, const char *name, uint32_t row, uint16_t column);

#endif
