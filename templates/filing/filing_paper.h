/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Private to filing*.c: the paper as chapters of headings, texts and rows, before it is a document or a workbook.
 * All texts live in the arena of `words` or in the dossier.
 */
#ifndef HOSHI_FILING_PAPER_H
#define HOSHI_FILING_PAPER_H

#include "dossier_sheets.h"
#include "filing.h"
#include "prose_filing.def"
#include "word_fill.h"

struct hoshi_filing_cell {
    const char *text;
    const char *path; /* of a blank: the field of the case; "" or NULL = it does not come back */
    bool blank;
    int64_t yen; /* HOSHI_NONE: a text */
    size_t sums; /* > 0: yen is the sum of so many rows above, in the workbook a formula */
    bool label;
};

struct hoshi_filing_block {
    enum hoshi_word_block_kind kind;
    const char *text;
    struct hoshi_filing_cell *cell;
    size_t cells;
    size_t chapter;
};

struct hoshi_filing_chapter {
    struct hoshi_words name; /* of its sheet */
    const char *title;
    const double *width; /* of the columns, in characters; static */
    size_t columns;
};

struct hoshi_filing {
    struct hoshi_dossier_book words; /* language, arena, the dossier; no workbook in it */
    const struct hoshi_dossier *d;
    enum hoshi_lang lang;
    struct hoshi_array chapter, block; /* of the structs above */
};

/** Begin a chapter. */
void hoshi_filing_chapter(struct hoshi_filing *p, struct hoshi_words name, const double *width,
                          size_t columns);
void hoshi_filing_heading(struct hoshi_filing *p, const char *text);
void hoshi_filing_text(struct hoshi_filing *p, const char *text);
void hoshi_filing_note(struct hoshi_filing *p, const char *text);
/** Heads of the columns. */
void hoshi_filing_head(struct hoshi_filing *p, const char *const *texts);
/** A row; n may be less than the chapter's columns: the last cell spans the rest. */
void hoshi_filing_row(struct hoshi_filing *p, const struct hoshi_filing_cell *cell, size_t n);

/** A text, a label, a blank that says what to fill in and where that belongs in the case, an amount. */
struct hoshi_filing_cell hoshi_filing_cell(const char *text);
struct hoshi_filing_cell hoshi_filing_label(const char *text);
struct hoshi_filing_cell hoshi_filing_blank(struct hoshi_filing *p, const char *hint, const char *path);
struct hoshi_filing_cell hoshi_filing_yen(int64_t yen, size_t sums);
/** The text, or the blank where it is NULL or "". */
struct hoshi_filing_cell hoshi_filing_or(struct hoshi_filing *p, const char *text, const char *hint,
                                         const char *path);
/** "buyers[A].dispute.known_by" */
const char *hoshi_filing_path(struct hoshi_filing *p, const char *format, ...) HOSHI_PRINTF(2, 3);

/** Numbers of the exhibits of an entry ("甲3-1、甲3-2"), "—" when it has none. */
const char *hoshi_filing_exhibits(struct hoshi_filing *p, int64_t seq);
/** The entry of that number among those shown; NULL = none. */
const struct hoshi_log_entry *hoshi_filing_entry(const struct hoshi_filing *p, int64_t seq);

/** "2026-08-24": for narrow columns. */
const char *hoshi_filing_day(struct hoshi_filing *p, struct hoshi_date day);
/** The beginning of a text, at most so many signs. */
const char *hoshi_filing_short(struct hoshi_filing *p, const char *text, size_t most);
/** Act, facts and exhibits of a finding, as the points print them. */
const char *hoshi_filing_act(struct hoshi_filing *p, const struct hoshi_dossier_finding *f);
const char *hoshi_filing_facts(struct hoshi_filing *p, const struct hoshi_dossier_finding *f);
const char *hoshi_filing_bearing(struct hoshi_filing *p, const struct hoshi_dossier_finding *f);
/** "To be confirmed: …" of a finding that lacks facts; "" of another. */
const char *hoshi_filing_open(struct hoshi_filing *p, const struct hoshi_dossier_finding *f);
/** A memo of one's own that went to nobody and has no paper: for the work set alone. Number and hash stay. */
bool hoshi_filing_is_inward(const struct hoshi_log_entry *e);
/** Whether the set for filing speaks of the finding: an act of the other side by published rules, days without an answer,
 * or an amount that is asked for though a fact is open. */
bool hoshi_filing_is_point(const struct hoshi_dossier_finding *f);
/** The paper's title. */
const char *hoshi_filing_title(enum hoshi_lang lang);

/** The whole paper. */
void hoshi_filing_compose(struct hoshi_filing *p);

void hoshi_filing_cover(struct hoshi_filing *p);
void hoshi_filing_course(struct hoshi_filing *p);
void hoshi_filing_rounds(struct hoshi_filing *p);
void hoshi_filing_scope(struct hoshi_filing *p);
void hoshi_filing_orders(struct hoshi_filing *p);
void hoshi_filing_prices(struct hoshi_filing *p);
void hoshi_filing_cost(struct hoshi_filing *p);
void hoshi_filing_points(struct hoshi_filing *p);
void hoshi_filing_evidence(struct hoshi_filing *p);
void hoshi_filing_form_ama(struct hoshi_filing *p);
void hoshi_filing_form_act(struct hoshi_filing *p);
void hoshi_filing_hashes(struct hoshi_filing *p);

#endif
