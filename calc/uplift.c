/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uplift.h"

#include <string.h>

static enum hoshi_status overflow(struct hoshi_faults *faults, const char *what)
{
    return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, what, NULL, NULL);
}

static bool item_sales(const struct hoshi_case_item *item, int64_t *yen)
{
    return hoshi_money_muldiv(item->unit_price_micro, item->units_per_year, HOSHI_MICRO, yen) &&
           *yen <= HOSHI_YEN_MAX;
}

static enum hoshi_status price_item(struct hoshi_item_price *x, int64_t step, struct hoshi_faults *faults)
{
    int64_t units = x->item->units_per_year, steps = 0;
    if (!units || !x->item->unit_price_micro)
        return HOSHI_OK;
    __extension__ __int128 n = (__int128)x->carried_yen * HOSHI_MICRO;
    __extension__ __int128 d = (__int128)units * step;
    steps = (int64_t)((n + d / 2) / d);
    x->uplift_micro = steps * step;
    x->new_price_micro = x->item->unit_price_micro + x->uplift_micro;
    if (!hoshi_money_muldiv(x->uplift_micro, HOSHI_MICRO, x->item->unit_price_micro, &x->percent_ppm) ||
        !hoshi_money_muldiv(x->uplift_micro, units, HOSHI_MICRO, &x->effect_yen))
        return overflow(faults, x->item->code);
    return HOSHI_OK;
}

static enum hoshi_status items(struct hoshi_uplift *u, const struct hoshi_case_buyer *b,
                               struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    int64_t *sales = hoshi_arena_array(arena, 2 * b->items, sizeof *sales);
    u->item = hoshi_arena_array(arena, b->items, sizeof *u->item);
    if (!sales || !u->item)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    int64_t *part = sales + b->items;
    u->items = b->items;
    for (size_t i = 0; i < b->items; i++)
        u->item[i] =
            (struct hoshi_item_price){.item = &b->item[i], .new_price_micro = b->item[i].unit_price_micro};
    for (size_t i = 0; i < b->items; i++)
        if (!item_sales(&b->item[i], &sales[i]) ||
            !hoshi_money_add(u->items_sales_yen, sales[i], &u->items_sales_yen))
            return overflow(faults, b->item[i].code);
    int64_t base = b->annual_purchases_yen != HOSHI_NONE && b->annual_purchases_yen > u->items_sales_yen
                       ? b->annual_purchases_yen
                       : u->items_sales_yen;
    if (!base)
        return HOSHI_OK;
    hoshi_money_muldiv(u->annual_yen, u->items_sales_yen, base, &u->items_carry_yen);
    enum hoshi_status s = hoshi_money_split(u->items_carry_yen, sales, u->items, part);
    int64_t effect = 0;
    for (size_t i = 0; !s && i < u->items; i++) {
        u->item[i].carried_yen = part[i];
        s = price_item(&u->item[i], u->step_micro, faults);
        effect += u->item[i].effect_yen;
    }
    u->rounding_yen = effect - u->items_carry_yen;
    return s;
}

enum hoshi_status hoshi_uplift_init(struct hoshi_uplift *u, const struct hoshi_split *split,
                                    const struct hoshi_party *party, int64_t step_micro,
                                    struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    const struct hoshi_assumptions *a = &split->e->a;
    const struct hoshi_case_buyer *b = &a->c->buyer[party->buyer];
    *u = (struct hoshi_uplift){
        .buyer = party->buyer, .annual_yen = party->annual_yen, .step_micro = step_micro};
    u->percent_ppm = u->per_hour_micro = u->coverage_ppm = HOSHI_NONE;
    hoshi_money_muldiv(u->annual_yen, 1, 12, &u->per_month_yen);
    int64_t purchases = b->annual_purchases_yen, hours = b->activity.direct_hours_per_year;
    if (purchases > 0 && !hoshi_money_muldiv(u->annual_yen, HOSHI_MICRO, purchases, &u->percent_ppm))
        return overflow(faults, b->id);
    if (hours > 0) {
        hoshi_money_muldiv(u->annual_yen, 100, hours, &u->per_hour_micro);
        u->per_hour_micro *= HOSHI_MICRO / 100;
    }
    enum hoshi_status s = b->items ? items(u, b, arena, faults) : HOSHI_OK;
    if (s)
        return s;
    if (purchases > 0 && b->items) {
        u->coverage_ppm = HOSHI_MICRO;
        if (u->items_sales_yen < purchases)
            hoshi_money_muldiv(u->items_sales_yen, HOSHI_MICRO, purchases, &u->coverage_ppm);
        u->covers_little = u->coverage_ppm < a->item_coverage_warn_ppm;
    }
    u->large = u->percent_ppm != HOSHI_NONE && u->percent_ppm > a->uplift_warn_ppm;
    /* Rounded down, as is usual on invoices: floor(x) = round half up(x - 1/2) would need x exact, so divide
     * directly. */
    __extension__ __int128 tax = (__int128)u->annual_yen * a->tax_ppm;
    u->tax_yen = u->annual_yen > 0 ? (int64_t)(tax / HOSHI_MICRO) : 0;
    return HOSHI_OK;
}
