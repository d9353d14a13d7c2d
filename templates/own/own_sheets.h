/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Private to the supplier's own workbook: what its sheets share.
 *
 * Sheets are written by page.h and table.h: what other sheets point to is marked by name where it is put
 * ("in.tax", "rise.2.annual", "lines.total:horizon"). Numbers come from the estimate and the split; each
 * formula carries the library's own value, and recalculating it must give the same yen. Sheets still written
 * by rows and columns take part in the second pass only (hoshi_own_old_begin) and point to the others by
 * hoshi_own_ref.
 *
 * Doubles: wherever the library works in millionths a formula rounds to 6 places, so that a value that is a
 * tie in decimals is one in the cells too. Largest remainders are done in integers below 2^53.
 */
#ifndef HOSHI_OWN_SHEETS_H
#define HOSHI_OWN_SHEETS_H

#include "sheet_back.h"
#include "page.h"
#include "prose.h"
#include "prose_own.def"
#include "worksheet.h"

/** In the order of the workbook: the front, which is read and printed, then what stands behind. */
enum own_sheet {
    OWN_SUMMARY,
    OWN_COST,
    OWN_UPLIFT,
    OWN_YEARS,
    OWN_RANGE,
    OWN_PLAN,
    OWN_TODO,
    OWN_RECORD,
    OWN_INPUTS,
    OWN_GAP,
    OWN_MEASURES,
    OWN_DETAIL,
    OWN_SPLIT,
    OWN_RULES,
    OWN_BREAKDOWN,
    OWN_OFFERS,
    OWN_TALK,
    OWN_CHECKS,
    OWN_SPREAD,
    OWN_PRICES,
    OWN_BASIS,
    OWN_SIMULATION,
    OWN_LINES,
    OWN_CALC,
    OWN_SHEETS
};

enum { OWN_WIDTHS = 40 };

struct own_book {
    struct hoshi_book book;
    enum hoshi_lang lang;
    const struct hoshi_own_view *v; /* what is shown; the next five are in it */
    const struct hoshi_split *split;
    const struct hoshi_estimate *e;
    const struct hoshi_assumptions *a;
    const struct hoshi_case *c;
    const struct hoshi_tables *t;
    const struct hoshi_worksheet_options *options;
    struct hoshi_faults *faults;
    struct hoshi_arena arena;
    struct hoshi_layout layout;
    struct hoshi_sheet sheet[OWN_SHEETS];
    double width[OWN_SHEETS][OWN_WIDTHS];
    enum own_sheet range_at; /* which of its two sheets own_range.c is writing */
};

/** A reference as a value, so that several fit into one call. */
struct own_ref {
    char text[HOSHI_REF];
};

/** Head of a table column. */
struct own_head {
    const char *ja, *en;
    double width;
};

/* ---- own_workbook.c: layout and small tools ---- */

/* Both texts are checked as formats where the result is one. */
#if defined(__GNUC__)
#define OWN_FORMATS __attribute__((format_arg(2), format_arg(3)))
#else
#define OWN_FORMATS
#endif

const char *hoshi_own_say(const struct own_book *b, const char *ja, const char *en) OWN_FORMATS;
/** A reference as it stands in braces (page.h): "lines.total:horizon". */
struct own_ref hoshi_own_ref(const struct own_book *b, const char *name, ...) HOSHI_PRINTF(2, 3);
/** The row of a line on the lines sheet: "lines.3", "uncertain.0", "swap.1". */
struct own_ref hoshi_own_line_row(const struct own_book *b, size_t line);
/** The row of a price on the sheet of prices: "prices.3", "efforts.0". */
struct own_ref hoshi_own_price_row(const struct own_book *b, size_t price);
/** "$B$5". */
struct own_ref hoshi_own_at(uint32_t row, size_t column);
/** "'sheet'!$B$5". */
struct own_ref hoshi_own_on(const struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column);
/** "$B$5:$B$9". */
struct own_ref hoshi_own_span(uint32_t row, size_t column, uint32_t last_row, size_t last_column);
struct own_ref hoshi_own_span_on(const struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column,
                                 uint32_t last_row, size_t last_column);

/** Set and remember widths. */
void hoshi_own_widths(struct own_book *b, enum own_sheet sheet, const struct own_head *head, size_t n);
/** Write the heads of a table. */
void hoshi_own_heads(struct own_book *b, enum own_sheet sheet, uint32_t row, const struct own_head *head,
                     size_t n);
/** Text over the columns first … last of one row, with the height it needs. */
void hoshi_own_wide(struct own_book *b, enum own_sheet sheet, uint32_t row, size_t first, size_t last,
                    enum hoshi_style style, const char *text);
/** Title in row 0 and what the sheet is for in row 1; returns the next free row. */
uint32_t hoshi_own_title(struct own_book *b, enum own_sheet sheet, size_t last, const char *title,
                         const char *note);
/** Height of a row by a text in one column. */
void hoshi_own_fit(struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column, const char *text);

/** Display name of a party. */
const char *hoshi_own_party(const struct own_book *b, size_t party);
/** Name of a buyer, or its id. */
const char *hoshi_own_buyer(const struct hoshi_case_buyer *buyer);
/** The name of what a line buys: price row or effort row. */
const char *hoshi_own_line_name(const struct own_book *b, const struct hoshi_line *line);
/** "2027年4月〜2028年3月" and the fiscal year or years of plan year 1 … */
const char *hoshi_own_year_text(struct own_book *b, int year);
/** A formatted text that lives as long as the book; "" when out of memory. */
const char *hoshi_own_text(struct own_book *b, const char *format, ...) HOSHI_PRINTF(2, 3);
/** Formula (without "=") of what is granted in a year, from 0: it follows what the cells take off in all. */
const char *hoshi_own_funding(struct own_book *b, size_t y);
/** A parameter's first value, or `otherwise`. */
int64_t hoshi_own_parameter(const struct own_book *b, const char *id, int64_t otherwise);

/** Names of the sheets behind that this workbook has, in their order. */
const char *hoshi_own_sheets_behind(struct own_book *b);
/** Before what is still written by rows and columns: false in the first pass, when it writes nothing. */
bool hoshi_own_old_begin(struct own_book *b, struct hoshi_page *p, enum own_sheet sheet);

/* ---- the sheets ---- */

void hoshi_own_write_summary(struct own_book *b);
void hoshi_own_cost_sheet(struct hoshi_page *p, void *book);
void hoshi_own_gap_sheet(struct hoshi_page *p, void *book);
void hoshi_own_inputs_sheet(struct hoshi_page *p, void *book);
void hoshi_own_measures_sheet(struct hoshi_page *p, void *book);
void hoshi_own_lines_sheet(struct hoshi_page *p, void *book);
void hoshi_own_breakdown_sheet(struct hoshi_page *p, void *book);
void hoshi_own_years_sheet(struct hoshi_page *p, void *book);
/** Rows of the cash view, of them those on the page in front. */
enum { HOSHI_OWN_CASH_ROWS = 60, HOSHI_OWN_CASH_PRINTED = 29 };
/** The cash view on the sheet of years, from `row` on, `columns` wide. */
void hoshi_own_write_cash(struct own_book *b, uint32_t row, size_t columns);
void hoshi_own_write_range(struct own_book *b);
void hoshi_own_write_spread(struct own_book *b);
void hoshi_own_todo_sheet(struct hoshi_page *p, void *book);
void hoshi_own_plan_sheet(struct hoshi_page *p, void *book);
void hoshi_own_write_simulation(struct own_book *b);
void hoshi_own_split_sheet(struct hoshi_page *p, void *book);
void hoshi_own_write_rules(struct own_book *b);
void hoshi_own_uplift_sheet(struct hoshi_page *p, void *book);
void hoshi_own_write_offers(struct own_book *b);
void hoshi_own_write_checks(struct own_book *b);
void hoshi_own_talk_sheet(struct hoshi_page *p, void *book);
/** On the page of the talk. */
void hoshi_own_write_questions(struct hoshi_page *p, struct own_book *b);
void hoshi_own_prices_sheet(struct hoshi_page *p, void *book);
void hoshi_own_basis_sheet(struct hoshi_page *p, void *book);
void hoshi_own_record_sheet(struct hoshi_page *p, void *book);
void hoshi_own_detail_sheet(struct hoshi_page *p, void *book);
void hoshi_own_calc_sheet(struct hoshi_page *p, void *book);

#endif
