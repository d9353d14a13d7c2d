/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The figures of one supplier as the lists of the budget workbook show them: made as a row is written, never kept. */
#ifndef HOSHI_SUPPLIER_FIGURES_H
#define HOSHI_SUPPLIER_FIGURES_H

#include "budget_view.h"

struct hoshi_supplier_figures {
    int64_t rank;                        /* of the choice, from 1 */
    int64_t chosen;                      /* year of the start; 0 none */
    int64_t weight_micro, removed_micro; /* risk-years */
    int64_t cost_yen[HOSHI_YEARS_MAX];   /* by years after the start */
    int64_t allocated_yen[HOSHI_YEARS_MAX], allocated_sum_yen;
    int64_t ours_yen, open_yen,
        annual_yen;      /* the buyer's part, of it what hangs on missing answers, its annual charge */
    int64_t share_micro; /* hoshi_budget_share */
    int64_t direct_yen, indirect_yen, whole_yen, others_yen, itself_yen;
    int64_t p50_yen, p80_yen;                             /* of the buyer's part */
    int64_t whole_mean_yen, whole_p50_yen, whole_p80_yen; /* of all parties */
    int64_t criteria, met, partial, unmet, unanswered, inapplicable, measures;
    enum hoshi_scope_verdict scope;
    struct hoshi_fact_set missing; /* facts that could settle the scope */
    bool large;                    /* share above the mark of the view */
    bool below_minimum;            /* left out for costing too little */
};

/** @param index of the record in the view's source */
void hoshi_supplier_figures_init(struct hoshi_supplier_figures *f, const struct hoshi_budget_view *view,
                                 size_t index, const struct hoshi_supplier_result *record);

#endif
