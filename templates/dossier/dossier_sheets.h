/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the sheets of the dossier share; private to dossier*.c. Rows and words come from buyer_page.c: a
 * dossier is a hoshi_buyer_book with more behind it.
 */
#ifndef HOSHI_DOSSIER_SHEETS_H
#define HOSHI_DOSSIER_SHEETS_H

#include "array.h"
#include "buyer_sheets.h"
#include "dossier.h"
#include "prose.h"
#include "prose_dossier.def"

enum hoshi_dossier_sheet {
    HOSHI_DOSSIER_COVER,
    HOSHI_DOSSIER_SCOPE,
    HOSHI_DOSSIER_REQUEST,
    HOSHI_DOSSIER_COST,
    HOSHI_DOSSIER_LINES,
    HOSHI_DOSSIER_DIVISION,
    HOSHI_DOSSIER_PRICES,
    HOSHI_DOSSIER_TIMELINE,
    HOSHI_DOSSIER_MINUTES,
    HOSHI_DOSSIER_FINDINGS,
    HOSHI_DOSSIER_MARGIN,
    HOSHI_DOSSIER_ASKS,
    HOSHI_DOSSIER_ENCLOSURES,
    HOSHI_DOSSIER_FORM,
    HOSHI_DOSSIER_SHEETS
};

/** Where the lines stand on their sheet (0-based): other sheets add them up. */
enum {
    HOSHI_DOSSIER_LINE_ROW = 3,
    HOSHI_DOSSIER_LINE_CATEGORY = 2,
    HOSHI_DOSSIER_LINE_EVIDENCE = 5,
    HOSHI_DOSSIER_LINE_ANNUAL,
    HOSHI_DOSSIER_LINE_HORIZON
};

struct hoshi_dossier_book {
    struct hoshi_buyer_book b; /* first: a page's book is this one */
    const struct hoshi_dossier *d;
    const char *version;
    int64_t case_version;
    bool used[HOSHI_DOSSIER_SHEETS]; /* sheets this dossier has */
    struct hoshi_sheet sheet[HOSHI_DOSSIER_SHEETS];
    uint32_t rows[HOSHI_DOSSIER_SHEETS]; /* once written: rows in use … */
    size_t columns[HOSHI_DOSSIER_SHEETS];
    size_t gaps[HOSHI_DOSSIER_SHEETS]; /* … and cells left to fill in */
    enum hoshi_dossier_sheet now;      /* the sheet being written */
};

/** The dossier a page belongs to. */
static inline struct hoshi_dossier_book *hoshi_dossier_book(const struct hoshi_buyer_page *g)
{
    return (struct hoshi_dossier_book *)g->b;
}

const char *hoshi_dossier_sheet_name(const struct hoshi_dossier_book *k, enum hoshi_dossier_sheet sheet);
/** A formatted text of any length that lives as long as the book. */
const char *hoshi_dossier_print(struct hoshi_dossier_book *k, const char *format, ...) HOSHI_PRINTF(2, 3);
/** Text of a buffer, kept; the buffer is released. */
const char *hoshi_dossier_keep(struct hoshi_dossier_book *k, struct hoshi_buffer *buffer);
/** "2026-11-22" or NULL. */
const char *hoshi_dossier_day(struct hoshi_dossier_book *k, struct hoshi_date date);
/** The day of money; one after the date of the paper is said to be an expected maturity. NULL = not stated. */
const char *hoshi_dossier_cash_day(struct hoshi_dossier_book *k, struct hoshi_date date);
/** "はい" / "いいえ" or NULL when not known. */
const char *hoshi_dossier_truth(const struct hoshi_dossier_book *k, enum hoshi_truth truth);
/** "1,234円" or NULL for HOSHI_NONE. */
const char *hoshi_dossier_yen(struct hoshi_dossier_book *k, int64_t yen);
/** "3,200人" or NULL for HOSHI_NONE. */
const char *hoshi_dossier_people(struct hoshi_dossier_book *k, int64_t n);
/** "記録 No.3", or "ケース" for 0. */
const char *hoshi_dossier_origin(struct hoshi_dossier_book *k, int64_t seq);
/** "（記入：…）": what a gap says; the cover counts cells that begin like this. */
const char *hoshi_dossier_gap(struct hoshi_dossier_book *k, const char *hint);

/** Begin a sheet that was added before; the next row is 3. */
struct hoshi_buyer_page hoshi_dossier_page(struct hoshi_dossier_book *k, enum hoshi_dossier_sheet sheet,
                                           const char *title, const double *width, size_t columns);
/** Note its size for the cover, protect it. */
void hoshi_dossier_done(struct hoshi_buyer_page *g);
/** A row of texts; a text too high for one row goes on in the next. styles[i] and texts[i] for column i. */
void hoshi_dossier_row(struct hoshi_buyer_page *g, const enum hoshi_style *styles, const char *const *texts);
/** Label, value, origin; without a value an input cell with the hint. The sheet has three columns. */
void hoshi_dossier_fact(struct hoshi_buyer_page *g, const char *label, const char *value, const char *hint,
                        const char *origin);
/** The heads of such rows. */
void hoshi_dossier_fact_head(struct hoshi_buyer_page *g);
/** Words, reason, amounts and dates of an entry, line by line. */
const char *hoshi_dossier_words(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e);
/** Names of its attachments, or "". */
const char *hoshi_dossier_files(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e);
/** A hash in four groups of 16. */
const char *hoshi_dossier_hash(struct hoshi_dossier_book *k, const char *sha256);
/** Facts a finding rests on, one a line, each with where it is from. */
const char *hoshi_dossier_facts(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f);
/** Facts that are missing, one a line, each with whom to ask. */
const char *hoshi_dossier_missing(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f);
/** Words for a type of transaction, NULL for none. */
const char *hoshi_dossier_type(const struct hoshi_dossier_book *k, const char *type);
/** That the fees of the star are not published, where the part holds such fees; else "". */
const char *hoshi_dossier_fees(enum hoshi_lang lang, const struct hoshi_buyer_view *v);
/** Words for a category of struct hoshi_view_group. */
const char *hoshi_dossier_category(const struct hoshi_dossier_book *k, int category);

/** What is asked of the other side, following its acts. */
struct hoshi_dossier_ask {
    const char *what, *fact;
    enum hoshi_dossier_sheet place;              /* of the work set, where the fact stands */
    int64_t seq;                                 /* the entry it rests on; 0 = none of its own */
    const struct hoshi_dossier_finding *finding; /* that gave reason to ask; NULL = none */
};
/** All of them, in order. @param list of struct hoshi_dossier_ask, appended to */
void hoshi_dossier_asks(struct hoshi_dossier_book *k, struct hoshi_array *list);
/** Whether an amount is asked for though a fact of the finding is open: it stands among the points as well. */
bool hoshi_dossier_is_asked_open(const struct hoshi_dossier_finding *f);
/**
 * Orders, deliveries and payments that belong together: the same number, or recorded as being on one another.
 * @return for each event the index of the first one of its group, SIZE_MAX for an event of another kind; NULL: no memory
 */
const size_t *hoshi_dossier_orders(struct hoshi_dossier_book *k);
/** What the record tells of the order that stands for the buyer's transaction; texts with their entry, NULL = not told. */
struct hoshi_dossier_order {
    int64_t seq;         /* of the order */
    const char *ordered; /* "2026年8月18日（No.5）", likewise the others */
    const char *deliver_by, *received_paid, *amount;
};
/** @return false when the case states the day, has several transactions, or no order is on record */
bool hoshi_dossier_order_on_record(struct hoshi_dossier_book *k, const struct hoshi_case_transaction *x,
                                   struct hoshi_dossier_order *out);
/** "No.6、No.8": deliveries and payments that nothing recorded joins with an order; "" = none. */
const char *hoshi_dossier_unjoined(struct hoshi_dossier_book *k);
/** Words for what the rules say of the scope of a transaction. */
const char *hoshi_dossier_verdict(const struct hoshi_dossier_book *k, enum hoshi_scope_verdict verdict);
/** What the forms ask, as far as the record answers it; "" or NULL = it does not. */
const char *hoshi_dossier_form_days(struct hoshi_dossier_book *k);
const char *hoshi_dossier_form_ways(struct hoshi_dossier_book *k);
const char *hoshi_dossier_form_people(struct hoshi_dossier_book *k, enum hoshi_log_side side);
const char *hoshi_dossier_form_what(struct hoshi_dossier_book *k);
const char *hoshi_dossier_form_types(struct hoshi_dossier_book *k);
const char *hoshi_dossier_form_payment(struct hoshi_dossier_book *k);
/** Articles that points about the other side are about, one a line, each once. */
const char *hoshi_dossier_form_articles(struct hoshi_dossier_book *k);
/** Article and paper of a rule; its facts with where they are from (dossier_points.c). */
const char *hoshi_dossier_rule_basis(struct hoshi_dossier_book *k, const struct hoshi_rule_row *r);
/** "No meeting on record …", or NULL when there is one or nothing was asked; "The latest request …", or NULL. */
const char *hoshi_dossier_not_met(struct hoshi_dossier_book *k);
const char *hoshi_dossier_answered(struct hoshi_dossier_book *k);
/** That all requests of the supplier were taken back, when, and by which entry; NULL when that is not so. */
const char *hoshi_dossier_withdrawn(struct hoshi_dossier_book *k);
/** As hoshi_dossier_row with fewer texts than columns: the last one spans the rest. */
void hoshi_dossier_row_spanning(struct hoshi_buyer_page *g, const enum hoshi_style *styles,
                                const char *const *texts, size_t cells);

void hoshi_dossier_write_cover(struct hoshi_dossier_book *k);
void hoshi_dossier_write_scope(struct hoshi_dossier_book *k);
void hoshi_dossier_write_request(struct hoshi_dossier_book *k);
void hoshi_dossier_write_cost(struct hoshi_dossier_book *k);
void hoshi_dossier_write_lines(struct hoshi_dossier_book *k);
void hoshi_dossier_write_division(struct hoshi_dossier_book *k);
void hoshi_dossier_write_prices(struct hoshi_dossier_book *k);
void hoshi_dossier_write_timeline(struct hoshi_dossier_book *k);
void hoshi_dossier_write_minutes(struct hoshi_dossier_book *k);
void hoshi_dossier_write_findings(struct hoshi_dossier_book *k);
void hoshi_dossier_write_margin(struct hoshi_dossier_book *k);
void hoshi_dossier_write_asks(struct hoshi_dossier_book *k);
void hoshi_dossier_write_enclosures(struct hoshi_dossier_book *k);
void hoshi_dossier_write_form(struct hoshi_dossier_book *k);

#endif
