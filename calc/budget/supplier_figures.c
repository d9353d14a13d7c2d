/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_figures.h"

#include <math.h>

static void figures_of_choice(struct hoshi_supplier_figures *f, const struct hoshi_budget_view *v,
                              size_t index, const struct hoshi_supplier_result *r)
{
    int start = v->choice->start[index];
    f->rank = (int64_t)v->choice->rank[index] + 1;
    f->chosen = start;
    f->weight_micro = hoshi_budget_weight_of(r);
    f->removed_micro = hoshi_budget_value(&v->options.rules, f->weight_micro, start);
    for (int y = 0; y < v->years; y++) {
        f->cost_yen[y] = hoshi_budget_cost(r, y);
        f->allocated_yen[y] = start && y + 1 >= start ? hoshi_budget_cost(r, y + 1 - start) : 0;
        f->allocated_sum_yen += f->allocated_yen[y];
    }
}

static void figures_of_cost(struct hoshi_supplier_figures *f, const struct hoshi_budget_view *v,
                            const struct hoshi_supplier_result *r)
{
    const struct hoshi_supplier_spread *spread = r->spread;
    struct hoshi_budget_bearers who;
    hoshi_budget_bearers(r, v->years, &who);
    f->ours_yen = who.buyer_yen;
    f->open_yen = who.buyer_yen - who.answered_yen;
    f->annual_yen = who.annual_yen;
    f->share_micro = hoshi_budget_share(r, v->years);
    f->direct_yen = hoshi_budget_direct(v, r, 1);
    f->indirect_yen = who.buyer_yen - f->direct_yen;
    f->whole_yen = who.whole_yen;
    f->others_yen = who.others_yen;
    f->itself_yen = who.supplier_yen;
    f->p50_yen = llround(spread[HOSHI_VIEW_BUYER].p50_yen);
    f->p80_yen = llround(spread[HOSHI_VIEW_BUYER].p80_yen);
    f->whole_p50_yen = llround(spread[HOSHI_VIEW_WHOLE].p50_yen);
    f->whole_p80_yen = llround(spread[HOSHI_VIEW_WHOLE].p80_yen);
    for (int y = 0; y < v->years; y++)
        f->whole_mean_yen += r->expected_by_year_yen[HOSHI_VIEW_WHOLE][y];
}

static void figures_of_gap(struct hoshi_supplier_figures *f, const struct hoshi_supplier_result *r)
{
    const int32_t *n = r->criteria;
    for (int k = 0; k < HOSHI_ANSWERS; k++)
        f->criteria += n[k];
    f->met = n[HOSHI_MET];
    f->partial = n[HOSHI_PARTIAL];
    f->unmet = n[HOSHI_UNMET];
    f->unanswered = (int64_t)n[HOSHI_UNANSWERED] + n[HOSHI_WITHHELD];
    f->inapplicable = n[HOSHI_NOT_APPLICABLE];
    f->measures = r->measures;
}

void hoshi_supplier_figures_init(struct hoshi_supplier_figures *f, const struct hoshi_budget_view *view,
                                 size_t index, const struct hoshi_supplier_result *record)
{
    *f = (struct hoshi_supplier_figures){0};
    figures_of_choice(f, view, index, record);
    figures_of_cost(f, view, record);
    figures_of_gap(f, record);
    f->scope = hoshi_budget_scope(view, &record->head, &f->missing);
    f->large = f->share_micro != HOSHI_NONE && f->share_micro > view->options.mark_ppm;
    f->below_minimum = f->ours_yen > 0 && f->ours_yen < view->options.minimum_yen && !f->chosen;
}
