/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Private to the budget workbook: what its sheets share.
 *
 * Everything comes from struct hoshi_budget_view; a formula carries the view's own value. Sheets point to one
 * another by names (page.h). The list of suppliers and the rows left out may be flat (sheet_style.h).
 */
#ifndef HOSHI_BUDGET_SHEETS_H
#define HOSHI_BUDGET_SHEETS_H

#include "budget_workbook.h"
#include "prose.h"
#include "prose_budget.def"
#include "supplier_figures.h"
#include "table.h"

/** Every sheet but the approval paper: title, two sentences, an empty row. */
enum { PAGE_TITLE, PAGE_TALKS, PAGE_OFFER, PAGE_FIRST = 4 };

/** Accounts: single price revision is what the others leave. */
enum budget_account { ACCOUNT_PRICE, ACCOUNT_LUMP, ACCOUNT_KIND, ACCOUNT_SUPPORT, ACCOUNTS };

struct budget_book {
    struct hoshi_book book;
    const struct hoshi_budget_view *v;
    enum hoshi_lang lang;
    struct hoshi_arena arena;
    bool live;   /* starts are input cells */
    bool failed; /* a record could not be read, or no memory */
};

/** What a page begins with: title, that a budget is no reason to refuse talks, whose estimate it is; the next row is
 * PAGE_FIRST - 1. The page has its widths. Columns left of `frozen` stay in sight: the sentences begin behind
 * them where there are several, for on a page that repeats them a piece of a sentence would stand again. */
void budget_page_begin_at(struct hoshi_page *p, const char *title, uint16_t frozen);
void budget_page_begin(struct hoshi_page *p, const char *title);

/* ---- words and places ---- */

const char *budget_say(const struct budget_book *b, const char *ja, const char *en) HOSHI_FORMAT_ARG(2)
    HOSHI_FORMAT_ARG(3);
/** A text that lives as long as the book; "" when memory runs out (the book then fails). */
const char *budget_text(struct budget_book *b, const char *format, ...) HOSHI_PRINTF(2, 3);
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
/** The row at the cursor looks like a warning in its first `columns` cells while the choice is changed. */
void budget_warn_changed(struct hoshi_page *p, uint16_t columns);

/* ---- tables by year ---- */

/** A row of one: the cells of the years and their sum. */
struct budget_year_row {
    const char *mark;              /* anchor of the row; NULL none */
    const char *label;             /* shown in the first column */
    enum hoshi_style head, style;  /* of the label and of the cells */
    const int64_t *yen;            /* by year; the values of formulas too */
    const char *formula;           /* of every year, NULL: the amount itself */
    const char *const *formula_of; /* of each year, before `formula`; an entry NULL: the amount itself */
    bool summed;
};

/** The table's keys come into use ({year}, {year2}, {sum}, {year*}), and its heads are written and marked
 * NAME.head. */
void budget_year_heads(struct hoshi_page *p, struct budget_book *b, const char *name, const char *label);
void budget_year_row(struct hoshi_page *p, const struct budget_book *b, const struct budget_year_row *row);

/* ---- suppliers ---- */

/** A record of the view by its place in the list; false (and the book fails) when it cannot be read. */
bool budget_record(struct budget_book *b, size_t index, struct hoshi_supplier_result *out);

enum { BUDGET_REMARK = 400, BUDGET_FORMULA = 160 };

/** A row of the lists of suppliers, as their columns read it. Unused entries of arrays are 0. */
struct budget_supplier {
    struct hoshi_supplier_result r;
    const char *name, *transaction, *scope, *wish, *decision;
    const char *data, *outage, *access, *sole, *necessity, *method, *talks, *reason;
    struct hoshi_value start;
    struct hoshi_date deadline, requested, asked;
    int64_t row, level;
    struct hoshi_supplier_figures f;
    char remark[BUDGET_REMARK];
};

/** Fill from the view; `live`: the start is an input cell. False: the record cannot be read. */
bool budget_supplier_fill(const struct hoshi_budget_view *view, enum hoshi_lang lang, bool live, size_t index,
                          struct budget_supplier *out);

/** How much is known of its answers, in a word or two; "" when everything is. */
const char *budget_supplier_known(const struct budget_supplier *s, enum hoshi_lang lang);

/* ---- sheets ---- */

void budget_approval_sheet(struct hoshi_page *p, void *book);
void budget_summary_sheet(struct hoshi_page *p, void *book);
void budget_accounts_sheet(struct hoshi_page *p, void *book);
void budget_years_sheet(struct hoshi_page *p, void *book);
void budget_allocation_sheet(struct hoshi_page *p, void *book);
void budget_print_sheet(struct hoshi_page *p, void *book);
void budget_list_sheet(struct hoshi_page *p, void *book);
void budget_replies_sheet(struct hoshi_page *p, void *book);
void budget_stars_sheet(struct hoshi_page *p, void *book);
void budget_last_run_sheet(struct hoshi_page *p, void *book);
void budget_bought_sheet(struct hoshi_page *p, void *book);
void budget_joint_sheet(struct hoshi_page *p, void *book);
void budget_conduct_sheet(struct hoshi_page *p, void *book);
void budget_basis_sheet(struct hoshi_page *p, void *book);
void budget_left_out_sheet(struct hoshi_page *p, void *book);

#endif
