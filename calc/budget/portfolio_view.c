/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_view.h"

#include <math.h>

static void view_words(struct hoshi_portfolio_view *v)
{
    const struct hoshi_portfolio *p = v->portfolio;
    v->list = p->list;
    v->company = v->buyer;
    if (v->buyer && p->our_names == 1 && p->ours[0].name[0] && !p->our_other_files)
        v->company = p->ours[0].name; /* on the papers stands the company, not the word it was found by */
    v->as_of = v->assumptions->as_of;
    v->start = v->assumptions->start;
    v->tax_ppm = v->assumptions->tax_ppm;
    v->buyer_name = p->ours;
    v->buyer_names = p->our_names;
    v->buyer_other_files = p->our_other_files;
    v->buyer_names_differ = hoshi_portfolio_buyers_differ(p);
    v->tally = p->tally;
    v->tally_by_supplier = p->tally_by_supplier;
}

static bool view_amounts(struct hoshi_portfolio_view *v, const struct hoshi_portfolio_total *total)
{
    for (int level = 0; level < 3; level++) {
        if (!hoshi_portfolio_total_amounts(total, level ? level + 2 : 0, &v->amounts[level]))
            return false;
        for (int k = 0; k < HOSHI_VIEWS; k++)
            for (int y = 0; y <= v->assumptions->horizon; y++)
                v->expected_yen[level][k][y] =
                    hoshi_portfolio_expected(&v->amounts[level], (enum hoshi_supplier_view)k, y);
    }
    return true;
}

static enum hoshi_status view_ranges(struct hoshi_portfolio_view *v,
                                     const struct hoshi_supplier_kernel *kernel, int k,
                                     struct hoshi_faults *faults)
{
    const struct hoshi_portfolio_total *total = v->portfolio->total;
    enum hoshi_supplier_view view = (enum hoshi_supplier_view)k;
    enum hoshi_status status = HOSHI_OK;
    for (int y = 0; y <= v->assumptions->horizon && !status; y++)
        status = hoshi_portfolio_total_range(total, kernel, 0, view, y, &v->range[k][y], faults);
    for (int i = 0; i < 2 && !status; i++)
        if (v->amounts[i + 1].suppliers)
            status =
                hoshi_portfolio_total_range(total, kernel, i + 3, view, 0, &v->level_range[i][k], faults);
    return status;
}

static void view_taught(struct hoshi_portfolio_view *v)
{
    for (size_t g = 0; g <= HOSHI_GROUPS; g++)
        for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
            struct hoshi_learnt_rate r = hoshi_portfolio_learnt_rate(&v->portfolio->total->learnt, g, k);
            v->taught[g][k] = (struct hoshi_portfolio_taught){r.suppliers, r.mean,
                                                              sqrt(r.own + r.leans * r.leans * r.common)};
        }
}

enum hoshi_status hoshi_portfolio_view_init(struct hoshi_portfolio_view *v,
                                            const struct hoshi_supplier_kernel *kernel,
                                            struct hoshi_faults *faults)
{
    const struct hoshi_portfolio_total *total = v->portfolio->total;
    enum hoshi_status status = HOSHI_OK;
    view_words(v);
    view_taught(v);
    v->ranged = v->ranged && v->portfolio->suppliers;
    if (!v->portfolio->suppliers)
        return HOSHI_OK;
    if (!view_amounts(v, total))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "totals", NULL, NULL);
    for (int k = 0; k < HOSHI_VIEWS; k++)
        hoshi_portfolio_total_growth(total, kernel, (enum hoshi_supplier_view)k, &v->growth[k]);
    for (int k = 0; v->ranged && k < HOSHI_VIEWS && !status; k++)
        status = view_ranges(v, kernel, k, faults);
    return status;
}
