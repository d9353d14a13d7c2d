/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The sheets of the workbook for one buyer, one file each; private to buyer_*.c.
 *
 * Everything comes from struct hoshi_buyer_view. Cells that other sheets use carry workbook-wide names
 * (annual_yen, key_share …), so a sheet does not need to know where another one put them.
 */
#ifndef HOSHI_BUYER_SHEETS_H
#define HOSHI_BUYER_SHEETS_H

#include "prose.h"
#include "prose_buyer.def"
#include "sheet_style.h"
#include "worksheet_buyer.h"

enum hoshi_buyer_sheet {
    HOSHI_BUYER_SUMMARY,
    HOSHI_BUYER_CATEGORY,
    HOSHI_BUYER_QUOTATION,
    HOSHI_BUYER_YEARS,
    HOSHI_BUYER_SHARING,
    HOSHI_BUYER_PRICE,
    HOSHI_BUYER_OFFERS,
    HOSHI_BUYER_MEASURES,
    HOSHI_BUYER_CRITERIA,
    HOSHI_BUYER_BASIS,
    HOSHI_BUYER_RECORD,
    HOSHI_BUYER_SHEETS
};

enum {
    HOSHI_BUYER_COLUMNS = 18,
    HOSHI_BUYER_GROUP_ROW = 8, /* first category on its sheet */
    HOSHI_BUYER_YEAR_ROW = 6,  /* first year */
    HOSHI_BUYER_ITEM_ROW = 29, /* first item on the price sheet */
    HOSHI_BUYER_UNITS = 3,     /* columns there */
    HOSHI_BUYER_CARRIED = 5
};

/** The workbook and what its sheets share. */
struct hoshi_buyer_book {
    struct hoshi_book book;
    const struct hoshi_buyer_view *v;
    const struct hoshi_worksheet_buyer_options *o;
    struct hoshi_arena arena; /* texts of cells */
    struct hoshi_sheet price; /* once written: other sheets point to its items */
};

/** A sheet with the row that is written next. */
struct hoshi_buyer_page {
    struct hoshi_buyer_book *b;
    struct hoshi_sheet s;
    double width[HOSHI_BUYER_COLUMNS];
    size_t columns;
    uint16_t labels; /* columns that a label spans */
    uint32_t row;
    uint32_t first_year; /* row of year 1, where the years stand on the page */
};

#if defined(__GNUC__)
#define HOSHI_BUYER_FORMAT __attribute__((format_arg(2), format_arg(3)))
#else
#define HOSHI_BUYER_FORMAT
#endif

/** hoshi_say in the book's language; may be a printf format when both texts take the same arguments. */
const char *hoshi_buyer_say(const struct hoshi_buyer_book *b, const char *ja,
                            const char *en) HOSHI_BUYER_FORMAT;
/** A formatted text that lives as long as the book; "" when out of memory (the book then fails). */
const char *hoshi_buyer_print(struct hoshi_buyer_book *b, const char *format, ...) HOSHI_PRINTF(2, 3);
const char *hoshi_buyer_date(struct hoshi_buyer_book *b, struct hoshi_date date);
/** "1,234円" / "1,234 yen". */
const char *hoshi_buyer_yen(struct hoshi_buyer_book *b, int64_t yen);
/** "0.92%", half up. */
const char *hoshi_buyer_percent(struct hoshi_buyer_book *b, int64_t ppm);
/** What TEXT(ROUND(rate,4),"0.00%") gives in a formula, or the text that stands for a rate not known. */
const char *hoshi_buyer_rate_text(struct hoshi_buyer_book *b);
const char *hoshi_buyer_sheet_name(const struct hoshi_buyer_book *b, enum hoshi_buyer_sheet sheet);
/** The line that every page carries. */
const char *hoshi_buyer_secret(const struct hoshi_buyer_book *b);
/** What the supplier asks the buyer to confirm before criteria are shown. */
const char *hoshi_buyer_confirmation(const struct hoshi_buyer_book *b);
/** "（未公表の料金の推計を含む）" where the part holds such fees, else "". */
const char *hoshi_buyer_with_fees(struct hoshi_buyer_book *b);
/** "、推計を含む" unless quotations back the whole part. */
const char *hoshi_buyer_with_estimates(enum hoshi_lang lang, const struct hoshi_buyer_view *v);
/** Behind the length of the plan: where it comes from. */
const char *hoshi_buyer_period_from(const struct hoshi_buyer_book *b);
/** "未公表の料金の推計". */
const char *hoshi_buyer_draft_scheme(const struct hoshi_buyer_book *b);
const char *hoshi_buyer_group_name(const struct hoshi_buyer_book *b, const struct hoshi_view_group *group);
/** The first value of a parameter in millionths; 0 when there is none. */
int64_t hoshi_buyer_parameter(const struct hoshi_buyer_book *b, const char *id);

/**
 * What the rule of a pool is stated for, in a list in the order of hoshi_buyer_pool_order; NULL where the pool has no line of the level asked for, or rules of its classes govern all of them.
 */
const char *hoshi_buyer_pool_label(const struct hoshi_buyer_book *b, enum hoshi_pool pool);
/** The order in which papers state the rules: what a row leaves out stands below it. */
extern const enum hoshi_pool hoshi_buyer_pool_order[HOSHI_POOLS];
/** What a paper says of each rule; `whole` of one among those who asked whose lines are all this buyer's, `kept` behind
 * it where the supplier keeps a part first. */
struct hoshi_buyer_rule_words {
    struct hoshi_words rule[HOSHI_RULE_OVERHEADS + 1], whole, kept;
};
/** The rule that governs the lines of a pool in the words of a paper, with its key where that is not the general one.
 * Kept as hoshi_buyer_print keeps it. */
const char *hoshi_buyer_rule_text(struct hoshi_buyer_book *b, enum hoshi_pool pool,
                                  const struct hoshi_buyer_rule_words *words);
/** True when the amounts are shown by category and nature. */
bool hoshi_buyer_shows_groups(const struct hoshi_buyer_book *b);
/**
 * True when floor and ceiling may be shown as figures. Beside the buyer's part they would give away how many
 * others ask when ★3 is not divided by key, or that others demand the same beyond the level; and where the whole is
 * not shown, the part of a buyer of ★3 divided by its ceiling would be the share, and with it the whole.
 */
bool hoshi_buyer_shows_bounds(const struct hoshi_buyer_book *b);
/** Part of the yearly amount in ppm, half up; 0 when there is no amount. */
int64_t hoshi_buyer_share_ppm(const struct hoshi_buyer_book *b, int64_t part);
/** True when the share of the key may be shown: with the buyer's own number it gives the whole. */
bool hoshi_buyer_shows_share(const struct hoshi_buyer_book *b);
/** True when quotations back the part that the parameter quote_target names. */
bool hoshi_buyer_is_quoted(const struct hoshi_buyer_book *b);

/** A new sheet: title, confidentiality line (further pages have it in their foot); the next row is 3. `width` in characters. */
struct hoshi_buyer_page hoshi_buyer_page(struct hoshi_buyer_book *b, enum hoshi_buyer_sheet sheet,
                                         bool landscape, const char *title, const double *width,
                                         size_t columns);
void hoshi_buyer_heading(struct hoshi_buyer_page *g, const char *text);
/** A text over the whole width. */
void hoshi_buyer_line(struct hoshi_buyer_page *g, enum hoshi_style style, const char *text);
/** The same as a formula. */
void hoshi_buyer_line_formula(struct hoshi_buyer_page *g, enum hoshi_style style, const char *value,
                              const char *formula);
/** Label and text over the rest of the row; without text an input. */
void hoshi_buyer_pair(struct hoshi_buyer_page *g, const char *label, const char *text);
/** Label, then a value cell of the given style merged over the rest; the caller fills the cell it returns the
 * column of. */
uint16_t hoshi_buyer_field(struct hoshi_buyer_page *g, const char *label, enum hoshi_style style);
/** One text per column, as high as the longest needs; styles[i] for column i. */
void hoshi_buyer_row(struct hoshi_buyer_page *g, const enum hoshi_style *styles, const char *const *texts);
/** A row of HOSHI_STYLE_HEAD. */
void hoshi_buyer_head(struct hoshi_buyer_page *g, const char *const *texts);
/** Merge blank cells of the current row. */
void hoshi_buyer_merge(struct hoshi_buyer_page *g, uint16_t first, uint16_t last, enum hoshi_style style);
/** Height of the current row: whichever of two texts needs more lines in its width. */
void hoshi_buyer_fit(struct hoshi_buyer_page *g, const char *a, double wa, const char *t, double wt);
/** Height of the current row in lines of text. */
void hoshi_buyer_lines(struct hoshi_buyer_page *g, int lines);

void hoshi_buyer_write_summary(struct hoshi_buyer_book *b);
void hoshi_buyer_write_category(struct hoshi_buyer_book *b);
void hoshi_buyer_write_quotation(struct hoshi_buyer_book *b);
void hoshi_buyer_write_years(struct hoshi_buyer_book *b);
/** The same table below what the page has already, in its first eight columns. */
void hoshi_buyer_years_below(struct hoshi_buyer_page *g);
void hoshi_buyer_write_sharing(struct hoshi_buyer_book *b);
void hoshi_buyer_write_price(struct hoshi_buyer_book *b);
void hoshi_buyer_write_offers(struct hoshi_buyer_book *b);
void hoshi_buyer_write_measures(struct hoshi_buyer_book *b);
void hoshi_buyer_write_criteria(struct hoshi_buyer_book *b);
void hoshi_buyer_write_basis(struct hoshi_buyer_book *b);
void hoshi_buyer_write_record(struct hoshi_buyer_book *b);

#endif
