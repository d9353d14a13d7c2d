/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What `estimate` shows, as report or JSON, computed once: a split with the prices of each buyer and what hangs on them. */
#ifndef HOSHI_RESULT_VIEW_H
#define HOSHI_RESULT_VIEW_H

#include "answer_review.h"
#include "check.h"
#include "estimate_range.h"
#include "uplift.h"

struct hoshi_result {
    const struct hoshi_split *split;
    const struct hoshi_uplift *uplift; /* one per buyer party, in party order */
    size_t uplifts;
    const struct hoshi_estimate_range *range;
    const struct hoshi_check *check; /* NULL: not evaluated */
    int64_t rise_micro;              /* the question backwards, yen a piece; HOSHI_NONE: not asked */
    struct hoshi_reverse backwards[HOSHI_BUYERS_MAX]; /* its answer per buyer party */
    bool answered[HOSHI_BUYERS_MAX];                  /* false: no items, or an amount beyond a cell */
    struct hoshi_bridge bridge;
    struct hoshi_answer_review review; /* what to answer next */
    int64_t own_choice_yen,
        own_choice_annual_yen; /* own choices in it: over the horizon before funding, a year after it */
};

/**
 * Fill what follows from the members up to rise_micro, which the caller has set.
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY; to be released in every case
 */
enum hoshi_status hoshi_result_init(struct hoshi_result *r, struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_result_release(struct hoshi_result *r);

#endif
