/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A buyer's annual part as a price: percent of its purchases, yen per item, yen per hour, yen per month (SPEC
 * §5.8). They are ways to write one amount and are never used together.
 */
#ifndef HOSHI_UPLIFT_H
#define HOSHI_UPLIFT_H

#include "split.h"

struct hoshi_item_price {
    const struct hoshi_case_item *item;
    int64_t carried_yen;  /* of the annual amount, by the item's sales (or hours) */
    int64_t uplift_micro; /* yen per unit, rounded to the step, half up */
    int64_t new_price_micro;
    int64_t percent_ppm; /* uplift ÷ unit price */
    int64_t effect_yen;  /* uplift × units a year, half up */
};

struct hoshi_uplift {
    size_t buyer;
    int64_t annual_yen;
    int64_t percent_ppm;    /* of annual purchases; HOSHI_NONE when these are not stated */
    int64_t per_hour_micro; /* rounded half up to 0.01 yen; HOSHI_NONE when hours are not stated */
    int64_t per_month_yen;  /* half up */
    int64_t step_micro;     /* of item prices */
    struct hoshi_item_price *item;
    size_t items;
    int64_t items_sales_yen; /* Σ unit price × units, half up each */
    int64_t coverage_ppm; /* of the purchases that the items cover, at most 1; HOSHI_NONE without purchases */
    int64_t
        items_carry_yen;  /* of the annual amount: what the listed items carry; the rest is on the others */
    int64_t rounding_yen; /* Σ effect − items_carry: what the rounding of unit prices adds in a year */
    bool covers_little;   /* coverage below the setting: caution */
    bool large;           /* percent above the setting: discuss level, scope or support first */
    int64_t tax_yen;      /* consumption tax on the annual amount, rounded down */
};

/**
 * Prices for one buyer that is a party.
 *
 * The listed items carry the part of the amount that their sales are of the purchases, each in proportion to
 * its sales, so an item list that covers little never makes a large uplift.
 * @param step_micro rounding step of unit prices: 1,000,000, 100,000 or 10,000
 * @param arena      gets the items
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_uplift_init(struct hoshi_uplift *u, const struct hoshi_split *split,
                                    const struct hoshi_party *party, int64_t step_micro,
                                    struct hoshi_arena *arena, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
