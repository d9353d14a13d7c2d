/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_kernel.h"

#include <string.h>

size_t hoshi_supplier_group_size(int64_t employees)
{
    return employees == HOSHI_NONE ? 0 : employees <= 20 ? 1 : employees <= 100 ? 2 : 3;
}

size_t hoshi_supplier_group(int64_t level, int64_t employees)
{
    return (level >= 4) * (size_t)HOSHI_GROUP_SIZES + hoshi_supplier_group_size(employees);
}

void hoshi_supplier_settings_init(struct hoshi_supplier_settings *settings, struct hoshi_date as_of)
{
    memset(settings, 0, sizeof *settings);
    settings->as_of = as_of;
    settings->basis = HOSHI_BASIS_MEAN;
    settings->distribution = HOSHI_SPREAD_PERT;
    for (size_t f = 0; f < HOSHI_FACTORS; f++)
        for (size_t i = 0; i < 3; i++)
            settings->factor_ppm[f][i] = HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_CURRENCIES; i++)
        settings->exchange_micro[i] = HOSHI_NONE;
    for (size_t i = 0; i < HOSHI_ROLES; i++)
        settings->labour_yen_per_day[i] = HOSHI_NONE;
    settings->unknown_share_ppm = HOSHI_MICRO;
    for (size_t i = 0; i < HOSHI_GROUPS * (HOSHI_CATEGORIES + 1); i++) {
        struct hoshi_open_prior *p = &settings->open_prior[i / (HOSHI_CATEGORIES + 1)];
        p->open[i % (HOSHI_CATEGORIES + 1)] = p->closed[i % (HOSHI_CATEGORIES + 1)] = 1;
    }
    settings->completions = HOSHI_COMPLETIONS_DEFAULT;
}

void hoshi_supplier_detail_buy(struct hoshi_supplier_detail *d, const struct hoshi_supplier_purchase *x)
{
    for (size_t i = 0; i < d->purchases; i++) {
        struct hoshi_supplier_purchase *p = &d->purchase[i];
        if (p->measure == x->measure && p->price == x->price && p->times == x->times &&
            p->first_year == x->first_year) {
            p->quantity_micro += x->quantity_micro;
            p->horizon_yen += x->horizon_yen;
            return;
        }
    }
    if (d->purchases < HOSHI_SUPPLIER_PURCHASES_MAX)
        d->purchase[d->purchases++] = *x;
}
