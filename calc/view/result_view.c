/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result_view.h"

/* Of what stands in the total, what no customer is asked for: own choices, on the basis that is divided. */
static void result_own_choice(struct hoshi_result *r)
{
    for (size_t i = 0; i < r->split->shares; i++) {
        const struct hoshi_share *x = &r->split->share[i];
        bool own = x->entry->cause == HOSHI_CAUSE_OWN;
        r->own_choice_yen += own ? x->gross_yen : 0;
        r->own_choice_annual_yen += own ? x->annual_yen : 0;
    }
}

enum hoshi_status hoshi_result_init(struct hoshi_result *r, struct hoshi_faults *faults)
{
    const struct hoshi_estimate *e = r->split->e;
    r->bridge = hoshi_estimate_range_bridge(e, r->range);
    r->own_choice_yen = r->own_choice_annual_yen = 0;
    result_own_choice(r);
    for (size_t i = 0; i < r->uplifts; i++)
        r->answered[i] =
            r->rise_micro != HOSHI_NONE && r->uplift[i].items &&
            !hoshi_uplift_reverse(&r->uplift[i], SIZE_MAX, r->rise_micro, &r->backwards[i], NULL);
    if (hoshi_answer_review_init(&r->review, e->a.tables, &e->a.c->answers, e->need.level, NULL, e))
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return HOSHI_OK;
}

void hoshi_result_release(struct hoshi_result *r)
{
    hoshi_answer_review_release(&r->review);
}
