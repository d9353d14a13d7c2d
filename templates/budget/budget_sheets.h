/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Private to the budget workbook: what its sheets share.
 *
 * Everything comes from struct hoshi_budget_view; a formula carries the view's own value. The rows other
 * sheets point to are fixed here. The list and the left-out rows may be flat (sheet_style.h): they are
 * written from the top row down.
 */
#ifndef HOSHI_BUDGET_SHEETS_H
#define HOSHI_BUDGET_SHEETS_H

#include "budget_workbook.h"
#include "prose.h"
#include "prose_budget.def"
#include "table.h"

enum budget_sheet {
    BUDGET_APPROVAL,
    BUDGET_SUMMARY,
    BUDGET_ACCOUNTS,
    BUDGET_YEARS,
    BUDGET_ALLOCATION,
    BUDGET_LIST,
    BUDGET_BOUGHT,
    BUDGET_JOINT,
    BUDGET_CONDUCT,
    BUDGET_BASIS,
    BUDGET_LEFT_OUT,
    BUDGET_SHEETS
};

/** Every sheet but the approval paper: title, two sentences, an empty row. */
enum { PAGE_TITLE, PAGE_TALKS, PAGE_OFFER, PAGE_FIRST = 4 };

/** Tables by year: label in column 0, year y (0-based) in column 1 + y, the sum behind the last. */
enum { BY_LABEL, BY_YEAR };

/** Rows of the allocation sheet. */
enum {
    ALLOC_HEAD = PAGE_FIRST + 1,
    ALLOC_BUDGET,
    ALLOC_CARRIED,
    ALLOC_AVAILABLE,
    ALLOC_SPENT,
    ALLOC_LEFT,
    ALLOC_SHORT,
    ALLOC_LEVEL3,
    ALLOC_LEVEL4,
    ALLOC_STARTS,
    ALLOC_AFTER,
    ALLOC_RESULT = ALLOC_AFTER + 2, /* heading, then the figures of the choice */
    ALLOC_FUNDED = ALLOC_RESULT + 1,
    ALLOC_REMOVED,
    ALLOC_ALL,
    ALLOC_SHARE,
    ALLOC_BOUND,
    ALLOC_GAP,
    ALLOC_NEXT,
    ALLOC_WAITING, /* musts without a start */
    ALLOC_LATE,    /* starts after the deadline */
    ALLOC_MISSED,  /* deadlines that pass without a start, but for the excluded */
    ALLOC_UNCHANGED,
    ALLOC_CURVE = ALLOC_UNCHANGED + 3 /* heading; head; points */
};
enum { ALLOC_POINTS = ALLOC_CURVE + 2 };

/** Columns of the curve. */
enum {
    CURVE_PART,
    CURVE_BUDGET,
    CURVE_SPENT,
    CURVE_FUNDED,
    CURVE_REMOVED,
    CURVE_SHARE,
    CURVE_BOUND,
    CURVE_COLUMNS
};

/** Rows of the years sheet. */
enum {
    YEARS_ALL_HEAD = PAGE_FIRST + 1,
    YEARS_ALL_BUYER,
    YEARS_ALL_OPEN,
    YEARS_ALL_REST,
    YEARS_ALL_WHOLE,
    YEARS_ALL_P50,
    YEARS_ALL_P80,
    YEARS_ALL_SUM,
    YEARS_ALL_INDEPENDENT,
    YEARS_FUNDED_HEAD = YEARS_ALL_INDEPENDENT + 4,
    YEARS_FUNDED_BUYER,
    YEARS_FUNDED_RESERVE,
    YEARS_FUNDED_WITH,
    YEARS_FISCAL = YEARS_FUNDED_WITH + 3
};

/** Accounts: single price revision is what the others leave. */
enum budget_account { ACCOUNT_PRICE, ACCOUNT_LUMP, ACCOUNT_KIND, ACCOUNT_SUPPORT, ACCOUNTS };

/** Rows of the accounts sheet. */
enum {
    ACCOUNT_INPUT_HEAD = PAGE_FIRST + 1,
    ACCOUNT_INPUT,
    ACCOUNT_TABLE_HEAD = ACCOUNT_INPUT + ACCOUNTS + 3,
    ACCOUNT_TABLE,
    ACCOUNT_TOTAL = ACCOUNT_TABLE + ACCOUNTS,
    ACCOUNT_TAX,
    ACCOUNT_GROSS
};
/** Columns of its inputs. */
enum { ACCOUNT_NAME, ACCOUNT_SHARE, ACCOUNT_RATE, ACCOUNT_CODE, ACCOUNT_OWNER, ACCOUNT_REMARK };

/** Rows of the list of suppliers. */
enum { LIST_SUM = PAGE_FIRST, LIST_HEAD, LIST_FIRST };

/** Columns of the list; those behind LIST_COST depend on the number of years. */
enum {
    LIST_RANK,
    LIST_NAME,
    LIST_ID,
    LIST_ROW,
    LIST_LEVEL,
    LIST_DATA,
    LIST_OUTAGE,
    LIST_ACCESS,
    LIST_PURCHASES,
    LIST_KEY,
    LIST_EMPLOYEES,
    LIST_CAPITAL,
    LIST_TRANSACTION,
    LIST_SCOPE,
    LIST_DEADLINE,
    LIST_WISH,
    LIST_SOLE,
    LIST_WEIGHT,
    LIST_START,
    LIST_REMOVED,
    LIST_COST
};
enum list_behind {
    BEHIND_SUM,  /* of the allocated years */
    BEHIND_OPEN, /* effect of missing answers on the years' cost */
    BEHIND_ANNUAL,
    BEHIND_DIRECT,
    BEHIND_INDIRECT,
    BEHIND_WHOLE,
    BEHIND_OTHERS,
    BEHIND_ITSELF,
    BEHIND_P50,
    BEHIND_P80,
    BEHIND_CRITERIA,
    BEHIND_MET,
    BEHIND_PARTIAL,
    BEHIND_UNMET,
    BEHIND_UNANSWERED,
    BEHIND_INAPPLICABLE,
    BEHIND_MEASURES,
    BEHIND_REQUESTED,
    BEHIND_NECESSITY,
    BEHIND_METHOD,
    BEHIND_TALKS,
    BEHIND_REASON,
    BEHIND_ASKED,
    BEHIND_REMARK,
    BEHIND_COLUMNS
};

struct budget_book {
    struct hoshi_book book;
    const struct hoshi_budget_view *v;
    enum hoshi_lang lang;
    struct hoshi_sheet sheet[BUDGET_SHEETS];
    struct hoshi_arena arena;
    bool live;   /* starts are input cells */
    bool failed; /* a record could not be read, or no memory */
    double label_width[BUDGET_SHEETS], year_width[BUDGET_SHEETS]; /* of columns 0 and 1 */
    uint32_t list_last; /* last row of suppliers; LIST_FIRST when there is none */
};

/** What a page begins with: title, that a budget is no reason to refuse talks, whose estimate it is; the next row is
 * PAGE_FIRST - 1. The page has its widths. */
void budget_page_begin(struct hoshi_page *p, const char *title);
/** The sheets of the book as the writers by page know them: also those still written cell by cell. */
struct budget_book *budget_of_page(struct hoshi_page *p, void *book);

/* ---- words and places ---- */

const char *budget_say(const struct budget_book *b, const char *ja, const char *en) HOSHI_FORMAT_ARG(2)
    HOSHI_FORMAT_ARG(3);
/** A text that lives as long as the book; "" when memory runs out (the book then fails). */
const char *budget_text(struct budget_book *b, const char *format, ...) HOSHI_PRINTF(2, 3);
/** "'配分'!$B$7" of a cell, and of a range. */
const char *budget_at(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t column);
const char *budget_range(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t column,
                         uint32_t last_row, uint16_t last_column);
/** The cells of all suppliers in a column of the list. */
const char *budget_list_column(struct budget_book *b, uint16_t column);
uint16_t budget_list_alloc(const struct budget_book *b, int year); /* column of plan year 0 … */
uint16_t budget_list_behind(const struct budget_book *b, enum list_behind c);
/** "2027年度" or "2027年10月～" of plan year 0 …, as a label; "2027年度開始" in a sentence; a month. */
const char *budget_year(struct budget_book *b, int year);
const char *budget_year_start(struct budget_book *b, int year);
const char *budget_month(struct budget_book *b, int months_after_start);
/** "1,234" */
const char *budget_yen(struct budget_book *b, int64_t yen);
const char *budget_size_name(struct budget_book *b, size_t group);
const char *budget_group_name(struct budget_book *b, size_t group);
/** How far the allocation rests on answers that are not there; "" when it does not. Begins with a space in
 * English. */
const char *budget_missing_answers(struct budget_book *b);
const char *budget_account_name(const struct budget_book *b, int account);
/** Handling of a supplier in the list. */
const char *budget_must_word(const struct budget_book *b);
const char *budget_excluded_word(const struct budget_book *b);

/* ---- texts that follow the starts and budgets ----
 * The name choice_unchanged is 1 while starts and budgets are those that were computed. */

/** Own words as an operand of a formula. */
const char *budget_quote(struct budget_book *b, const char *text);
/** The operand IF(choice_unchanged=1,same,changed) of two texts. */
const char *budget_if_unchanged(struct budget_book *b, const char *same, const char *changed);
/** What everything computed by the choice is worth after a change. */
const char *budget_changed(const struct budget_book *b);
/** A supplier's name by a reference to the list, "―" for SIZE_MAX; no user text enters a formula. */
const char *budget_name_operand(struct budget_book *b, size_t index);

/* ---- cells ---- */

/** Widths, title and the two sentences; `columns` wide. Rows above `head` and columns left of
 * `frozen` stay in sight; rows from `repeat` to `head` are printed on each page (footers carry the
 * sentences). */
void budget_page(struct budget_book *b, enum budget_sheet s, const double *width, uint16_t columns,
                 const char *title, uint32_t repeat, uint32_t head, uint16_t frozen);
/** A sentence over all columns first … last, row height set. */
void budget_wide(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t first, uint16_t last,
                 double width, enum hoshi_style style, const char *text);
/** A formula that gives a text, over columns first … last; the row is high enough for `text` and `other`. */
void budget_wide_formula(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t first,
                         uint16_t last, double width, enum hoshi_style style, const char *text,
                         const char *other, const char *formula);
/** Row height for heads in columns of these widths. */
void budget_fit_heads(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *const *text,
                      const double *width, size_t n);
void budget_heading(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *text);
/** Heads of a table by year. */
void budget_year_heads(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *label);
/** Label and, behind the years, their sum with its value. */
void budget_row_label(struct budget_book *b, enum budget_sheet s, uint32_t row, enum hoshi_style style,
                      const char *label);
void budget_row_sum(struct budget_book *b, enum budget_sheet s, uint32_t row, enum hoshi_style style,
                    int64_t sum);

/** A record of the view by its place in the list; false (and the book fails) when it cannot be read. */
bool budget_record(struct budget_book *b, size_t index, struct hoshi_supplier_result *out);

/* ---- sheets ---- */

void budget_write_approval(struct budget_book *b);
void budget_write_summary(struct budget_book *b);
void budget_write_accounts(struct budget_book *b);
void budget_write_years(struct budget_book *b);
void budget_write_allocation(struct budget_book *b);
void budget_write_list(struct budget_book *b);
void budget_bought_sheet(struct hoshi_page *p, void *book);
void budget_joint_sheet(struct hoshi_page *p, void *book);
void budget_conduct_sheet(struct hoshi_page *p, void *book);
void budget_basis_sheet(struct hoshi_page *p, void *book);
void budget_left_out_sheet(struct hoshi_page *p, void *book);

#endif
