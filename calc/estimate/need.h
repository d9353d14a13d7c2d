/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is open at a level, and how much of it (SPEC §5.1). */
#ifndef HOSHI_NEED_H
#define HOSHI_NEED_H

#include "plan.h"

enum hoshi_criterion_state {
    HOSHI_OUTSIDE,              /* of a higher level */
    HOSHI_CLOSED,               /* met, taken as met, or a partial with nothing left */
    HOSHI_INAPPLICABLE,         /* answered so */
    HOSHI_INAPPLICABLE_BY_FACT, /* a company fact says that its condition does not hold */
    HOSHI_OPEN,
    HOSHI_UNKNOWN_STATE /* unanswered or withheld */
};

struct hoshi_need {
    int level;
    enum hoshi_criterion_state state[HOSHI_CRITERIA_MAX];
    int64_t need_ppm[HOSHI_CRITERIA_MAX]; /* of open ones: what is left to do; ½ for an unstated partial */
    enum hoshi_answer_status
        counted[HOSHI_CRITERIA_MAX];   /* of every criterion, above the level too: what all papers
                                                            count and print as its answer */
    bool unstated[HOSHI_CRITERIA_MAX]; /* partial without a share: uniform on 0 … 1, amounts take its mean */
    double open_probability
        [HOSHI_CRITERIA_MAX]; /* of unknown ones, each by itself: (open + 1)/(answered + 2) over the
                                                    category */
    size_t open[HOSHI_CATEGORIES + 1], answered[HOSHI_CATEGORIES + 1]; /* what that is counted from */
    struct hoshi_open_prior prior;             /* 1 and 1 (Laplace's rule), or the case's */
    bool taken[HOSHI_CRITERIA_MAX];            /* as met, see below; nobody answered it */
    bool doubtful[HOSHI_CRITERIA_MAX];         /* not applicable though the catalogue states no condition */
    bool contradicts_fact[HOSHI_CRITERIA_MAX]; /* answered unmet or partial, but a fact makes it not
                                                    applicable */
    size_t criteria, by_status[HOSHI_ANSWERS]; /* at the level; not_applicable includes those by fact */
    size_t by_category[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS];
    size_t above; /* answers above the level: kept and ignored */
};

/*
 * A star is granted when its criteria were judged met (SPEC §2, §5.2). So where plan.taken_level says that
 * the supplier holds one, a criterion up to that level that is unanswered or withheld is closed and counts as
 * met; an answer that is given stands. It says nothing of the criteria above: among the answered, from which
 * the probability of those is taken, the taken ones are not.
 */

/**
 * How an answer counts, here and wherever answers are counted: "met" and "not applicable" stand as given; anything else
 * does not apply where a company fact denies its condition; what nobody answered is met up to a star that is held.
 */
enum hoshi_answer_status hoshi_need_counts_as(enum hoshi_answer_status answered, bool denied, bool taken);

/** Read the answers at a level (3 or 4). Cannot fail. */
void hoshi_need_init(struct hoshi_need *need, const struct hoshi_tables *tables, const struct hoshi_case *c,
                     int level);

/** How a partial without a share counts in a measure's need. */
enum hoshi_partials {
    HOSHI_PARTIALS_NOTHING, /* as if nothing were left to do */
    HOSHI_PARTIALS_HALF,    /* its mean: what every amount takes */
    HOSHI_PARTIALS_WHOLE    /* as if everything were left to do */
};

/**
 * Need of a measure: the largest need among the open criteria it could close, raised to that of the measures
 * that require it; 0 when nothing it closes is open. A star measure: 1.
 */
int64_t hoshi_need_of_measure(const struct hoshi_need *need, const struct hoshi_tables *tables,
                              size_t measure, enum hoshi_partials partials);

/** The unknown criteria that would bring the measure in, or raise its need to 1: those it closes, or a measure
 * closes that requires it directly. Marks them in `set` (of all criteria). */
void hoshi_need_unknown_of(const struct hoshi_need *need, const struct hoshi_tables *tables, size_t measure,
                           bool *set);

/*
 * The rule of succession means one unknown rate of open criteria for each category, of which the answers tell:
 * its law is Beta(open + 1, answered − open + 1). Unknown criteria of a category are drawn from that one rate,
 * so n of them are all closed with probability Π (answered − open + 1 + i)/(answered + 2 + i), i = 0 … n − 1,
 * and not with the n-th power of the single one. With a prior of its own in the case, its two numbers stand for 1 and 1.
 */

/** Probability that none of so many unknown criteria of each category is open. */
double hoshi_need_none_open(const struct hoshi_need *need, const int count[HOSHI_CATEGORIES + 1]);

/** Probability that at least one of the unknown criteria marked in `set` is open. */
double hoshi_need_any_open(const struct hoshi_need *need, const struct hoshi_catalog *catalog,
                           const bool *set);

/** Take every unknown criterion as open with need 1, but those marked in `closed` (NULL: none) as closed. */
void hoshi_need_assume_unmet(struct hoshi_need *need, const struct hoshi_catalog *catalog,
                             const bool *closed);

#endif
