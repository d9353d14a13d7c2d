/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A second look at imported answers: how many of each kind by category, which contradict each other, and what
 * to ask the supplier next. Nothing is changed and nothing is guessed: each finding is something to confirm.
 */
#ifndef HOSHI_ANSWER_REVIEW_H
#define HOSHI_ANSWER_REVIEW_H

#include "estimate.h"

enum hoshi_doubt_kind {
    HOSHI_DOUBT_HIGHER_WITHOUT_BASE, /* what only ★4 asks is met, the ★3 criterion it keeps up is not */
    HOSHI_DOUBT_UPKEEP_WITHOUT_BASE, /* a recurring duty is met, what it keeps up is not */
    HOSHI_DOUBT_INAPPLICABLE,        /* not applicable, though nothing in the catalogue can rule it out */
    HOSHI_DOUBT_CONTRADICTS_FACT, /* met, partly or unmet, while a company fact denies its condition: "met" is counted as
                                     answered, the others as not applicable */
    HOSHI_DOUBT_KINDS
};

struct hoshi_doubt {
    enum hoshi_doubt_kind kind;
    size_t criterion, other; /* other: the base that is unmet; SIZE_MAX where there is none */
};

struct hoshi_question {
    size_t criterion;
    bool share;          /* partly met: ask for the share left to do; else there is no answer */
    int64_t horizon_yen; /* of the measure of the plan that hangs on it; HOSHI_NONE without an estimate */
};

/** A company fact answered no with a quantity above zero that says the same, or yes with one stated as zero: criteria
 * go by the fact, amounts by the quantity, and only the firm knows which of the two is wrong. */
struct hoshi_fact_against_size {
    size_t fact; /* of the catalogue */
    bool value;  /* how it is answered */
    enum hoshi_driver driver;
    int64_t number; /* as stated */
};

enum { HOSHI_FACT_SIZES = 4 }; /* pairs of a fact and a quantity */

struct hoshi_answer_review {
    int level;
    size_t count[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS]; /* of the criteria of the level; [0]: all categories */
    const struct hoshi_answers *answers;               /* borrowed */
    struct hoshi_doubt *doubt;
    size_t doubts;
    struct hoshi_question
        *question; /* dearest first; of the same yen partials without a share first, then in catalogue order;
                     withheld answers are not asked */
    size_t questions;
    struct hoshi_fact_against_size against[HOSHI_FACT_SIZES];
    size_t againsts; /* until hoshi_answer_review_facts: none */
    struct hoshi_arena arena;
};

/**
 * Review answers at a level.
 *
 * A doubt is a criterion that is met while the very thing it keeps up, checks, records or announces
 * (hoshi_criterion.keeps_up) is not; of two that only stand in the same requirement nothing is said.
 *
 * @param denied by fact of the catalogue: the case says no to it, so what it conditions counts as not
 *               applicable, as in an estimate (hoshi_need_counts_as), and is not asked; NULL: what the
 *               case of `e` denies, else nothing
 * @param e of a case with these answers, or NULL
 * @param out [out] to be released; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_answer_review_init(struct hoshi_answer_review *out, const struct hoshi_tables *tables,
                                           const struct hoshi_answers *answers, int level, const bool *denied,
                                           const struct hoshi_estimate *e) HOSHI_MUST_USE;
/** Set the facts of the case beside its quantities, in the order of the table of pairs; what nobody stated is against
 * nothing. */
void hoshi_answer_review_facts(struct hoshi_answer_review *review, const struct hoshi_tables *tables,
                               const struct hoshi_case *c);
void hoshi_answer_review_release(struct hoshi_answer_review *review);

#endif
