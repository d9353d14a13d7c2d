/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own_view_parts.h"

#include <stdlib.h>

static enum hoshi_status own_memory(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static enum hoshi_status own_buyer(struct hoshi_own_view *v, size_t p, struct hoshi_faults *faults)
{
    const struct hoshi_split *s = v->split;
    const struct hoshi_case *c = s->e->a.c;
    struct hoshi_own_buyer *b = &v->buyer[p];
    struct hoshi_offer_terms terms;
    *b = (struct hoshi_own_buyer){.buyer = &c->buyer[s->party[p].buyer],
                                  .backwards = {.share_ppm = HOSHI_NONE}};
    b->purchases_yen = s->key == HOSHI_KEY_SALES ? s->key_amount[p] : b->buyer->annual_purchases_yen;
    enum hoshi_status status =
        hoshi_uplift_init(&b->uplift, s, &s->party[p], v->price_step_micro, &v->arena, faults);
    if (status)
        return status;
    hoshi_bargain_init(&b->talk, &b->buyer->negotiation, b->uplift.annual_yen);
    hoshi_offer_terms_init(&terms, s, &s->party[p]);
    hoshi_offer_shown_init(&b->offer, &terms, c->price.surcharge_months, &b->uplift, b->purchases_yen);
    return b->uplift.items
               ? hoshi_uplift_reverse(&b->uplift, SIZE_MAX, HOSHI_OWN_RISE_MICRO, &b->backwards, faults)
               : HOSHI_OK;
}

static enum hoshi_status own_buyers(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    enum hoshi_status status = HOSHI_OK;
    while (v->buyers < v->split->parties && v->split->party[v->buyers].kind == HOSHI_PARTY_BUYER)
        v->buyers++;
    v->buyer = hoshi_arena_array(&v->arena, v->buyers + 1, sizeof *v->buyer);
    if (!v->buyer)
        return own_memory(faults);
    for (size_t p = 0; !status && p < v->buyers; p++)
        status = own_buyer(v, p, faults);
    return status;
}

static enum hoshi_status own_inference(struct hoshi_own_view *v, struct hoshi_faults *faults)
{
    v->inference = hoshi_arena_array(&v->arena, HOSHI_INFER_ROWS, sizeof *v->inference);
    if (!v->inference)
        return own_memory(faults);
    v->inferences = hoshi_split_infer(v->split, v->inference, HOSHI_INFER_ROWS);
    return HOSHI_OK;
}

static enum hoshi_status own_range(struct hoshi_own_view *v, size_t trials, struct hoshi_faults *faults)
{
    const struct hoshi_totals *t = &v->split->e->totals;
    if (!v->range)
        return HOSHI_OK;
    int64_t other = v->split->basis == HOSHI_BASIS_MEAN ? t->horizon_yen : t->mean_horizon_yen;
    v->other_suffices = hoshi_estimate_range_probability(&v->range->result, (double)other);
    if (!trials || v->range->result.sd <= 0)
        return HOSHI_OK;
    enum hoshi_status status = hoshi_trials_init(&v->trials, v->split, v->range, trials, faults);
    v->has_trials = !status;
    return status;
}

static enum hoshi_status own_fill(struct hoshi_own_view *v, size_t trials, struct hoshi_faults *faults)
{
    const struct hoshi_case_supplier *x = &v->split->e->a.c->supplier;
    v->margin_ppm = hoshi_supplier_margin_ppm(x);
    v->overhead_ppm = hoshi_supplier_overhead_ppm(x);
    hoshi_own_view_rulings(v);
    enum hoshi_status status = hoshi_own_view_lines(v, faults);
    if (!status)
        status = own_buyers(v, faults);
    if (!status)
        status = hoshi_own_view_sums(v, faults);
    if (!status)
        status = hoshi_cash_init(&v->cash, v->split, HOSHI_CASH_FALL_PPM, faults);
    if (!status)
        status = own_inference(v, faults);
    if (!status)
        status = hoshi_own_view_rules(v, faults);
    return status ? status : own_range(v, trials, faults);
}

enum hoshi_status hoshi_own_view_open(const struct hoshi_split *split,
                                      const struct hoshi_estimate_range *range, int64_t price_step_micro,
                                      size_t trials, struct hoshi_own_view **out, struct hoshi_faults *faults)
{
    struct hoshi_own_view *v = calloc(1, sizeof *v);
    if (!v)
        return own_memory(faults);
    v->split = split;
    v->range = range;
    v->price_step_micro = price_step_micro;
    enum hoshi_status status = own_fill(v, trials, faults);
    if (status) {
        hoshi_own_view_close(v);
        return status;
    }
    *out = v;
    return HOSHI_OK;
}

void hoshi_own_view_close(struct hoshi_own_view *view)
{
    if (!view)
        return;
    if (view->has_trials)
        hoshi_trials_release(&view->trials);
    hoshi_arena_release(&view->arena);
    free(view);
}
