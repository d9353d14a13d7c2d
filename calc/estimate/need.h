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
    int64_t need_ppm[HOSHI_CRITERIA_MAX]; /* of open ones: what is left to do; 1 for an unstated partial */
    bool unstated[HOSHI_CRITERIA_MAX];    /* partial without a share */
    double open_probability[HOSHI_CRITERIA_MAX]; /* of unknown ones: (open + 1)/(answered + 2) over the
                                                    category */
    bool taken[HOSHI_CRITERIA_MAX];              /* as met, see below; nobody answered it */
    bool doubtful[HOSHI_CRITERIA_MAX];           /* not applicable though the catalogue states no condition */
    bool contradicts_fact[HOSHI_CRITERIA_MAX];   /* answered unmet or partial, but a fact makes it not
                                                    applicable */
    size_t criteria, by_status[HOSHI_ANSWERS];   /* at the level; not_applicable includes those by fact */
    size_t by_category[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS];
    size_t above; /* answers above the level: kept and ignored */
};

/*
 * A star is granted when its criteria were judged met (SPEC §2, §5.2). So where plan.taken_level says that
 * the supplier holds one, a criterion up to that level that is unanswered or withheld is closed and counts as
 * met; an answer that is given stands. It says nothing of the criteria above: among the answered, from which
 * the probability of those is taken, the taken ones are not.
 */

/** Read the answers at a level (3 or 4). Cannot fail. */
void hoshi_need_init(struct hoshi_need *need, const struct hoshi_tables *tables, const struct hoshi_case *c,
                     int level);

/**
 * Need of a measure: the largest need among the open criteria it could close, raised to that of the measures
 * that require it; 0 when nothing it closes is open. A star measure: 1.
 * @param without_unstated leave out partials without a share
 */
int64_t hoshi_need_of_measure(const struct hoshi_need *need, const struct hoshi_tables *tables,
                              size_t measure, bool without_unstated);

/** Probability that at least one of the unknown criteria the measure closes, and `closed` does not mark, is
 * open. */
double hoshi_need_probability(const struct hoshi_need *need, const struct hoshi_measure *measure,
                              const bool *closed);

#endif
