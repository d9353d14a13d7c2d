/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Pages: one cursor for the sheets of every book, and cells that are pointed to by name.
 *
 * A writer puts one cell after the other and ends each row; it never adds up rows. What other cells point to
 * gets a name where it is put (an anchor), and formulas point to names in braces. A book is laid out twice by
 * the same writers: first into null sheets, which only record anchors, then for real, so that a formula may
 * point forward and to another sheet. Writers must therefore do the same both times and keep no count of
 * their own between the two.
 *
 *     static void costs_sheet(struct hoshi_page *p, void *book)
 *     {
 *         static const double width[] = {30, 14, 40};
 *         hoshi_page_widths(p, width, 3);
 *         hoshi_page_title(p, hoshi_page_say(p, "費用", "Costs"), hoshi_page_say(p, "税抜", "Without tax"));
 *         hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "数量", "Quantity"));
 *         hoshi_page_mark(p, "costs.quantity");
 *         hoshi_page_int(p, HOSHI_STYLE_COUNT_INPUT, 12);
 *         hoshi_page_next(p);
 *         hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "額", "Amount"));
 *         hoshi_page_formula(p, HOSHI_STYLE_YEN, 1200, "{costs.quantity}*{rates.unit}");
 *         hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_page_say(p, "単価は次のシート", "Price: next sheet"));
 *         hoshi_page_next(p);
 *     }
 *
 *     static const struct hoshi_page_sheet sheets[] = {
 *         {{"費用", "Costs"}, HOSHI_PAGE_LANDSCAPE, NULL, costs_sheet},
 *         {{"単価", "Rates"}, 0, NULL, rates_sheet},
 *     };
 *     status = hoshi_pages_write(&book, &layout, sheets, 2, &own, faults);
 *
 * **Rows.** Texts in a style that wraps make their row as high as the tallest of them needs in its columns; a
 * row whose texts need one line keeps the height of the sheet, unless the page is `roomy`.
 *
 * **Names in formulas.** The text of a formula is a printf form; afterwards what stands in braces is replaced
 * (not inside a literal "…"):
 *
 *     {key}            the cell of this row in the column of that key (table.h, or hoshi_page_columns)
 *     {a.b}            an anchor: names of anchors have a dot, keys have none
 *     {a.b:key}        row of the anchor, column of that key in the table in use where it was marked
 *     {table.7:key}    row 7 of a table, counted from 0 (table.h marks first, last, total, head)
 *     {table#key}      all rows of a table in that column; {#key} of the table in use
 *     {key*}           all places of a repeated column, in this row; {table.total:key*} in that one
 *     {x..y}           from one of these to another, on one sheet
 *     {^key}           the cell above; {^} above this one
 *     {n}, {n+1}, {n-1} the number (from 1) in a repeated column
 *     {times}          how often repeated columns stand there
 *     {.name}          an anchor of the page's scope (hoshi_page_scope)
 *
 * References are "$B$5", on another sheet "'sheet'!$B$5"; on a page that is `relative` "B5" on the same
 * sheet. In front of a name $ makes it absolute, ~ relative, & gives the sheet although it is the same.
 *
 * **Errors** stick to the layout: a name that nobody marked, a name marked twice, a writer that put it
 * elsewhere the second time, a text too long for a formula. Nothing is written then (HOSHI_E_WORKBOOK_LAYOUT
 * with the name), so a test over every book finds them all.
 *
 * Rows and columns are 0-based. Texts given are borrowed until the call returns unless said otherwise.
 */
#ifndef HOSHI_PAGE_H
#define HOSHI_PAGE_H

#include "sheet_style.h"

enum { HOSHI_PAGE_COLUMNS = 160, HOSHI_PAGE_BREAKS = 64, HOSHI_PAGE_NAME = 96 };

struct hoshi_column;
struct hoshi_anchor;
struct hoshi_table_place;

/** Where things stand in a book. Private but for what the functions say. */
struct hoshi_layout {
    struct hoshi_arena names, texts;
    struct hoshi_anchor *anchor;
    size_t anchors, anchor_room;
    struct hoshi_table_place *table;
    size_t tables, table_room;
    struct hoshi_sheet *handle; /* all sheets of the book by number; names from the first pass on */
    size_t handles;
    bool recording;         /* the first pass */
    bool show_back;         /* set by the caller: sheets behind stand there like the others */
    struct hoshi_page *now; /* being written, NULL between sheets */
    const char *fault;      /* what is wrong, NULL nothing; the first one stays */
    char fault_name[HOSHI_PAGE_NAME];
};

/** A cell, or a range of cells of one sheet. */
struct hoshi_area {
    bool found;
    size_t sheet;
    uint32_t row, last_row;
    uint16_t column, last_column;
    bool range; /* written "B5:B9", also for one cell */
};

/** A sheet being written, with the cell that is written next. */
struct hoshi_page {
    struct hoshi_sheet s; /* s.sheet is NULL in the first pass: nothing is written */
    struct hoshi_layout *layout;
    enum hoshi_lang lang;
    size_t sheet; /* number in the book */
    uint32_t row;
    uint16_t column;
    uint16_t columns; /* of the page; lines run over all of them */
    double width[HOSHI_PAGE_COLUMNS];
    bool roomy; /* set the height of rows of one line as well: 20 points */
    bool landscape;
    bool relative; /* references on this sheet without $ */
    int times;     /* how often repeated columns of the list being written stand there */
    int n;         /* of the repeated column being written, from 1; 0 outside */
    /* Private. */
    size_t table; /* in use + 1 */
    uint16_t over;
    int lines;
    double points; /* height since the last break */
    bool one_page; /* fitted to one page high: needs no breaks */
    char scope[HOSHI_PAGE_NAME];
    uint32_t breaks[HOSHI_PAGE_BREAKS + 1];
    size_t break_count;
};

/* ---- a book ---- */

enum hoshi_page_option {
    HOSHI_PAGE_LANDSCAPE = 1,
    HOSHI_PAGE_FLAT = 2,      /* hoshi_sheet_add_flat: many rows, written from the top down */
    HOSHI_PAGE_OPEN = 4,      /* not protected */
    HOSHI_PAGE_ROOMY = 8,     /* page.roomy */
    HOSHI_PAGE_RELATIVE = 16, /* page.relative */
    HOSHI_PAGE_BACK = 32      /* hidden from view and print unless layout.show_back */
};

/** A sheet of a book: a row of its table of sheets. */
struct hoshi_page_sheet {
    struct hoshi_words name;          /* at most 31 characters, without []:*?/\ */
    unsigned options;                 /* hoshi_page_option, or-ed */
    bool (*wanted)(const void *book); /* NULL: always */
    void (*write)(struct hoshi_page *page, void *book);
};

void hoshi_layout_release(struct hoshi_layout *layout);

/**
 * Write the sheets into an open book, twice as above; the book is neither closed nor abandoned.
 *
 * @param layout  all zero but for show_back; holds the anchors afterwards; the caller releases it
 * @param user    handed to wanted and write
 * @return HOSHI_E_WORKBOOK_LAYOUT when a name is wrong, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_pages_write(struct hoshi_book *book, struct hoshi_layout *layout,
                                    const struct hoshi_page_sheet *sheet, size_t n, void *user,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The layout's first fault as a status, recorded in `faults`. */
enum hoshi_status hoshi_layout_status(const struct hoshi_layout *layout,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Record a fault unless there is one; `what` is a literal in English. */
void hoshi_layout_fail(struct hoshi_layout *layout, const char *what, const char *name);

/* ---- words ---- */

const char *hoshi_page_say(const struct hoshi_page *p, const char *ja, const char *en) HOSHI_FORMAT_ARG(2)
    HOSHI_FORMAT_ARG(3);
/** A formatted text of any length that lives to the end of the pass; "" when out of memory (the book fails).
 */
const char *hoshi_page_print(struct hoshi_page *p, const char *format, ...) HOSHI_PRINTF(2, 3);
/** Text of a buffer, kept; the buffer is released. */
const char *hoshi_page_keep(struct hoshi_page *p, struct hoshi_buffer *buffer);

/* ---- cells: each is put at the cursor, which moves behind it ---- */

void hoshi_page_text(struct hoshi_page *p, enum hoshi_style style, const char *text);
void hoshi_page_blank(struct hoshi_page *p, enum hoshi_style style);
/** HOSHI_NONE leaves the cell empty. */
void hoshi_page_int(struct hoshi_page *p, enum hoshi_style style, int64_t value);
/** Millionths; HOSHI_NONE leaves the cell empty. */
void hoshi_page_micro(struct hoshi_page *p, enum hoshi_style style, int64_t micro);
void hoshi_page_date(struct hoshi_page *p, enum hoshi_style style, struct hoshi_date date);
/** Without "="; with the value that the library computed. */
void hoshi_page_formula(struct hoshi_page *p, enum hoshi_style style, double value, const char *formula, ...)
    HOSHI_PRINTF(4, 5);
void hoshi_page_formula_text(struct hoshi_page *p, enum hoshi_style style, const char *value,
                             const char *formula, ...) HOSHI_PRINTF(4, 5);
/** The next cell is merged over n columns; 0: up to the last column of the page. */
void hoshi_page_over(struct hoshi_page *p, uint16_t n);
/** hoshi_page_over and hoshi_page_text. */
void hoshi_page_wide(struct hoshi_page *p, uint16_t n, enum hoshi_style style, const char *text);
/** Text over rows and columns; its own height counts for nothing, and the cursor moves right. */
void hoshi_page_block(struct hoshi_page *p, uint32_t rows, uint16_t columns, enum hoshi_style style,
                      const char *text);
/** n empty cells of a style, each for itself. */
void hoshi_page_blanks(struct hoshi_page *p, enum hoshi_style style, uint16_t n);
/** Move to a column of this row, by key or by number. */
void hoshi_page_to(struct hoshi_page *p, const char *key);
void hoshi_page_to_column(struct hoshi_page *p, uint16_t column);

/* What the next cell takes; call before it is put. */
void hoshi_page_choices(struct hoshi_page *p, const char *const *choices, size_t n);
void hoshi_page_whole(struct hoshi_page *p, int32_t least, int32_t most);

/* ---- rows ---- */

/** End the row: its height is set, the cursor moves to the first column of the next. */
void hoshi_page_next(struct hoshi_page *p);
/** Leave n rows empty. */
void hoshi_page_skip(struct hoshi_page *p, uint32_t n);
/** Leave one row empty that is lower than one that is written into. */
void hoshi_page_gap(struct hoshi_page *p);
/** The row has at least so many lines; a text that stands over `columns` characters needs its lines. */
void hoshi_page_tall(struct hoshi_page *p, int lines);
void hoshi_page_need(struct hoshi_page *p, const char *text, double columns);
/** Title in row 0, what the sheet is for in row 1 over all columns; the next row is 3. `note` may be NULL. */
void hoshi_page_title(struct hoshi_page *p, const char *title, const char *note);
/** One row with a heading. */
void hoshi_page_heading(struct hoshi_page *p, const char *text);
/** One row with a text in its first cell, running on over empty ones. */
void hoshi_page_heading_as(struct hoshi_page *p, enum hoshi_style style, const char *text);
/** One row with a text over all columns of the page. */
void hoshi_page_line(struct hoshi_page *p, enum hoshi_style style, const char *text);
/** The same as a formula that gives a text. */
void hoshi_page_line_formula(struct hoshi_page *p, enum hoshi_style style, const char *value,
                             const char *formula, ...) HOSHI_PRINTF(4, 5);

/* ---- the page ---- */

/** Widths in characters of columns 0 … n − 1; n becomes the width of the page. */
void hoshi_page_widths(struct hoshi_page *p, const double *width, size_t n);
/** Further columns that lines do not run over, all of one width. */
void hoshi_page_more_widths(struct hoshi_page *p, uint16_t first, uint16_t last, double width);
/** Freeze above the current row and left of `columns`; the last `heads` rows above it are repeated in print.
 */
void hoshi_page_freeze(struct hoshi_page *p, uint16_t columns, uint32_t heads);
/** Repeat the last `heads` rows above the current one on each printed page, without freezing. */
void hoshi_page_repeat(struct hoshi_page *p, uint32_t heads);
/** Start a printed page with the current row. */
void hoshi_page_break(struct hoshi_page *p);
/** Pages that the rows since the last break fill, as hoshi_page_room reckons them. */
double hoshi_page_filled(const struct hoshi_page *p);
/** A page begins at a row that is written already. */
void hoshi_page_break_at(struct hoshi_page *p, uint32_t row);
/** Start a printed page with the current row unless so many rows without texts still fit on this one. The
 * height of a page is an estimate from A4, margins and the width of the columns. */
void hoshi_page_room(struct hoshi_page *p, uint32_t rows);
/** Print pages wide and high, 0 as many as needed. */
void hoshi_page_fit(struct hoshi_page *p, uint16_t wide, uint16_t high);
/** Print columns 0 … last only, and rows above the current one. */
void hoshi_page_print_to(struct hoshi_page *p, uint16_t last);

/* ---- names ---- */

/** Name the cell at the cursor. printf form: "line.%zu". */
void hoshi_page_mark(struct hoshi_page *p, const char *name, ...) HOSHI_PRINTF(2, 3);
/** What {.name} and marks of ".name" stand under from here on: "rise.3" makes ".annual" "rise.3.annual". */
void hoshi_page_scope(struct hoshi_page *p, const char *scope, ...) HOSHI_PRINTF(2, 3);
/** A workbook-wide name (letters, digits, _; borrowed until the book is closed) for a cell named as in
 * braces. */
void hoshi_page_define(struct hoshi_page *p, const char *name, const char *cell);
/** Keys and widths of the page's columns without heads: {key} is then the cell of this row. `name` may be
 * used as in {name#key} only after rows were marked by table.h. Repeated columns stand there `times` times.
 */
void hoshi_page_columns(struct hoshi_page *p, const char *name, const struct hoshi_column *column, size_t n,
                        int times);

/** A formula's text with what stands in braces replaced, kept as by hoshi_page_print. */
const char *hoshi_page_refs(struct hoshi_page *p, const char *text, ...) HOSHI_PRINTF(2, 3);
/** Cells of a name as it stands in braces; in the first pass what is marked later is not found. */
struct hoshi_area hoshi_page_find(struct hoshi_page *p, const char *name, ...) HOSHI_PRINTF(2, 3);
/** The cells of `area` look like HOSHI_STYLE_WARN while the formula, written for the first of them, is true.
 */
void hoshi_page_warn(struct hoshi_page *p, const char *area, const char *formula, ...) HOSHI_PRINTF(3, 4);

#endif
