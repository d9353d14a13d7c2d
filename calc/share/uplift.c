/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uplift.h"

#include "cash.h"

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

/* Hundredths of hours: a whole number, as the split and the cells of a sheet need. */
static bool item_weight(const struct hoshi_uplift *u, const struct hoshi_case_item *item, int64_t sales,
                        int64_t *weight)
{
    *weight = sales;
    if (!u->by_hours)
        return true;
    *weight = 0;
    return item->hours_per_unit_micro == HOSHI_NONE ||
           (hoshi_money_muldiv(item->hours_per_unit_micro, item->units_per_year, HOSHI_MICRO / 100, weight) &&
            *weight <= HOSHI_YEN_MAX);
}

static void choose_weights(struct hoshi_uplift *u, const struct hoshi_case *c,
                           const struct hoshi_case_buyer *b)
{
    bool asked = c->price.items_by && strcmp(c->price.items_by, "hours") == 0, stated = false;
    for (size_t i = 0; i < b->items; i++)
        stated = stated || b->item[i].hours_per_unit_micro > 0;
    u->by_hours = asked && stated;
    u->hours_missing = asked && !stated;
    int64_t hours = b->activity.direct_hours_per_year;
    u->base_weight = u->by_hours ? (hours > 0 ? hours * 100 : 0)
                                 : (b->annual_purchases_yen > 0 ? b->annual_purchases_yen : 0);
}

static enum hoshi_status weigh(struct hoshi_uplift *u, const struct hoshi_case_buyer *b, int64_t *weight,
                               struct hoshi_faults *faults)
{
    for (size_t i = 0; i < b->items; i++) {
        int64_t sales;
        if (!item_sales(&b->item[i], &sales) ||
            !hoshi_money_add(u->items_sales_yen, sales, &u->items_sales_yen) ||
            !item_weight(u, &b->item[i], sales, &weight[i]) ||
            !hoshi_money_add(u->items_weight, weight[i], &u->items_weight))
            return overflow(faults, b->item[i].code);
        u->item[i].weight = weight[i];
    }
    return HOSHI_OK;
}

static enum hoshi_status uplift_items(struct hoshi_uplift *u, const struct hoshi_case_buyer *b,
                                      struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    int64_t *weight = hoshi_arena_array(arena, 2 * b->items, sizeof *weight);
    u->item = hoshi_arena_array(arena, b->items, sizeof *u->item);
    if (!weight || !u->item)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    int64_t *part = weight + b->items;
    u->items = b->items;
    for (size_t i = 0; i < b->items; i++)
        u->item[i] =
            (struct hoshi_item_price){.item = &b->item[i], .new_price_micro = b->item[i].unit_price_micro};
    enum hoshi_status s = weigh(u, b, weight, faults);
    int64_t base = u->base_weight > u->items_weight ? u->base_weight : u->items_weight;
    if (s || !base)
        return s;
    hoshi_money_muldiv(u->annual_yen, u->items_weight, base, &u->items_carry_yen);
    s = hoshi_money_split(u->items_carry_yen, weight, u->items, part);
    int64_t effect = 0;
    for (size_t i = 0; !s && i < u->items; i++) {
        u->item[i].carried_yen = part[i];
        s = price_item(&u->item[i], u->step_micro, faults);
        effect += u->item[i].effect_yen;
    }
    u->rounding_yen = effect - u->items_carry_yen;
    return s;
}

/* ---- forms that rest on the firm's own accounts ---- */

int64_t hoshi_supplier_margin_ppm(const struct hoshi_case_supplier *supplier)
{
    int64_t sales = supplier->annual_sales_yen, cost = supplier->annual_cost_yen, ppm;
    return sales > 0 && cost > 0 && hoshi_money_muldiv(sales - cost, HOSHI_MICRO, sales, &ppm) ? ppm
                                                                                               : HOSHI_NONE;
}

int64_t hoshi_supplier_overhead_ppm(const struct hoshi_case_supplier *supplier)
{
    int64_t made = supplier->annual_manufacturing_cost_yen, over = supplier->annual_overhead_yen, ppm;
    return made > 0 && over >= 0 && hoshi_money_muldiv(over, HOSHI_MICRO, made, &ppm) ? ppm : HOSHI_NONE;
}

static enum hoshi_status points(struct hoshi_uplift *u, const struct hoshi_case_supplier *x,
                                const struct hoshi_case_buyer *b, struct hoshi_faults *faults)
{
    enum { HUNDREDTH = 100 }; /* of a point, in ppm */
    int64_t made = x->annual_manufacturing_cost_yen;
    u->cost_base_yen = b->annual_cost_base_yen;
    u->cost_base_estimated =
        u->cost_base_yen == HOSHI_NONE && made > 0 && x->annual_sales_yen > 0 && b->annual_purchases_yen > 0;
    if (u->cost_base_estimated &&
        !hoshi_money_muldiv(made, b->annual_purchases_yen, x->annual_sales_yen, &u->cost_base_yen))
        return overflow(faults, b->id);
    u->overhead_before_ppm = hoshi_supplier_overhead_ppm(x);
    if (u->cost_base_yen <= 0)
        return HOSHI_OK;
    if (!hoshi_money_muldiv(u->annual_yen, HOSHI_MICRO / HUNDREDTH, u->cost_base_yen, &u->points_ppm))
        return overflow(faults, b->id);
    u->points_ppm *= HUNDREDTH;
    return HOSHI_OK;
}

static enum hoshi_status keeping(struct hoshi_uplift *u, const struct hoshi_case_supplier *x,
                                 struct hoshi_faults *faults)
{
    int64_t sales = x->annual_sales_yen, cost = x->annual_cost_yen;
    if (sales <= 0 || cost <= 0)
        return HOSHI_OK;
    u->margin_ppm = hoshi_supplier_margin_ppm(x);
    if (!hoshi_money_muldiv(u->annual_yen, sales, cost, &u->keeping_yen))
        return overflow(faults, "supplier.annual_cost_yen");
    return HOSHI_OK;
}

/* What the prices bring as they are written, beside the amount they are to carry. */
static enum hoshi_status written(struct hoshi_uplift *u, int64_t purchases, struct hoshi_faults *faults)
{
    int64_t rest = 0, apart = u->rounding_yen < 0 ? -u->rounding_yen : u->rounding_yen, ppm = 0;
    u->by_items_yen = u->by_percent_yen = HOSHI_NONE;
    if (u->percent_ppm != HOSHI_NONE &&
        !hoshi_money_muldiv(purchases, u->percent_ppm, HOSHI_MICRO, &u->by_percent_yen))
        return overflow(faults, "annual_purchases_yen");
    if (u->items_carry_yen > 0 && hoshi_money_muldiv(apart, HOSHI_MICRO, u->items_carry_yen, &ppm))
        u->step_coarse = ppm > HOSHI_PRICE_STEP_WARN_PPM;
    if (!u->items || !u->items_weight)
        return HOSHI_OK;
    if (u->annual_yen > u->items_carry_yen && purchases > u->items_sales_yen &&
        u->percent_ppm != HOSHI_NONE &&
        !hoshi_money_muldiv(purchases - u->items_sales_yen, u->percent_ppm, HOSHI_MICRO, &rest))
        return overflow(faults, "annual_purchases_yen");
    u->by_items_yen = u->items_carry_yen + u->rounding_yen + rest;
    return HOSHI_OK;
}

enum hoshi_status hoshi_uplift_init(struct hoshi_uplift *u, const struct hoshi_split *split,
                                    const struct hoshi_party *party, int64_t step_micro,
                                    struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    const struct hoshi_assumptions *a = &split->e->a;
    const struct hoshi_case_buyer *b = &a->c->buyer[party->buyer];
    *u = (struct hoshi_uplift){
        .buyer = party->buyer, .annual_yen = party->asked_annual_yen, .step_micro = step_micro};
    u->percent_ppm = u->per_hour_micro = u->coverage_ppm = HOSHI_NONE;
    u->points_ppm = u->overhead_before_ppm = u->margin_ppm = u->keeping_yen = HOSHI_NONE;
    hoshi_money_muldiv(u->annual_yen, 1, 12, &u->per_month_yen);
    hoshi_money_muldiv(u->annual_yen, HOSHI_MICRO - HOSHI_CASH_FALL_PPM, HOSHI_MICRO, &u->fallen_yen);
    u->fallen_yen = u->annual_yen - u->fallen_yen;
    int64_t purchases = b->annual_purchases_yen, hours = b->activity.direct_hours_per_year;
    if (purchases > 0 && !hoshi_money_muldiv(u->annual_yen, HOSHI_MICRO, purchases, &u->percent_ppm))
        return overflow(faults, b->id);
    if (hours > 0) {
        hoshi_money_muldiv(u->annual_yen, 100, hours, &u->per_hour_micro);
        u->per_hour_micro *= HOSHI_MICRO / 100;
    }
    choose_weights(u, a->c, b);
    enum hoshi_status s = points(u, &a->c->supplier, b, faults);
    if (!s)
        s = keeping(u, &a->c->supplier, faults);
    if (!s && b->items)
        s = uplift_items(u, b, arena, faults);
    if (!s)
        s = written(u, purchases, faults);
    if (s)
        return s;
    if (u->base_weight > 0 && b->items) {
        if (!hoshi_money_muldiv(u->items_weight, HOSHI_MICRO, u->base_weight, &u->coverage_ppm) ||
            u->coverage_ppm > HOSHI_COVERAGE_MOST_PPM)
            u->coverage_ppm = HOSHI_COVERAGE_MOST_PPM;
        u->covers_more = u->coverage_ppm > HOSHI_ITEMS_OVER_PPM;
        u->covers_little = u->coverage_ppm < a->item_coverage_warn_ppm;
    }
    u->large = u->percent_ppm != HOSHI_NONE && u->percent_ppm > a->uplift_warn_ppm;
    /* Rounded down, as is usual on invoices: floor(x) = round half up(x - 1/2) would need x exact, so divide
     * directly. */
    __extension__ __int128 tax = (__int128)u->annual_yen * a->tax_ppm;
    u->tax_yen = u->annual_yen > 0 ? (int64_t)(tax / HOSHI_MICRO) : 0;
    return HOSHI_OK;
}

int64_t hoshi_uplift_step(const struct hoshi_case *c)
{
    int64_t micro;
    if (c->price.step && hoshi_decimal_parse(c->price.step, 2, &micro))
        return micro;
    return HOSHI_MICRO / 100;
}

enum hoshi_status hoshi_uplift_reverse(const struct hoshi_uplift *u, size_t item, int64_t rise_micro,
                                       struct hoshi_reverse *out, struct hoshi_faults *faults)
{
    struct hoshi_reverse x = {.share_ppm = HOSHI_NONE};
    for (size_t i = 0; i < u->items; i++) {
        int64_t yen;
        if (item != SIZE_MAX && item != i)
            continue;
        if (!hoshi_money_muldiv(rise_micro, u->item[i].item->units_per_year, HOSHI_MICRO, &yen) ||
            !hoshi_money_add(x.carried_yen, yen, &x.carried_yen))
            return overflow(faults, u->item[i].item->code);
    }
    x.short_yen = u->annual_yen - x.carried_yen;
    if (u->annual_yen > 0 && !hoshi_money_muldiv(x.carried_yen, HOSHI_MICRO, u->annual_yen, &x.share_ppm))
        return overflow(faults, "rise");
    *out = x;
    return HOSHI_OK;
}
