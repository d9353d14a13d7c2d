/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A buyer's annual part as a price: percent of its purchases, yen per item, yen per hour, points on the
 * overhead rate, yen per month (SPEC §5.8). They are ways to write one amount and are never used together.
 */
#ifndef HOSHI_UPLIFT_H
#define HOSHI_UPLIFT_H

#include "split.h"

/** The fall of volume that is looked at when nobody says otherwise. */
#define HOSHI_CASH_FALL_PPM INT64_C(200000)

/** A difference by rounding of unit prices above this part of what the items carry calls for a finer step. */
#define HOSHI_PRICE_STEP_WARN_PPM INT64_C(10000)

/** No share of the purchases is shown above this: a thousand times. */
#define HOSHI_COVERAGE_MOST_PPM (INT64_C(1000) * HOSHI_MICRO)

struct hoshi_item_price {
    const struct hoshi_case_item *item;
    int64_t weight;       /* what the items carry by: sales in yen, or hundredths of hours a year */
    int64_t carried_yen;  /* of the annual amount, by the weight */
    int64_t uplift_micro; /* yen per unit, rounded to the step, half up */
    int64_t new_price_micro;
    int64_t percent_ppm; /* uplift ÷ unit price */
    int64_t effect_yen;  /* uplift × units a year, half up */
};

struct hoshi_uplift {
    size_t buyer;
    int64_t annual_yen;     /* asked: on an estimate rounded (hoshi_split_asked) */
    int64_t percent_ppm;    /* of annual purchases; HOSHI_NONE when these are not stated */
    int64_t per_hour_micro; /* rounded half up to 0.01 yen; HOSHI_NONE when hours are not stated */
    int64_t per_month_yen;  /* half up */
    /* Points on the overhead rate (一般管理費率): annual ÷ manufacturing cost of what the buyer buys, half up
     * to 0.01 of a point. The base is a cost: own view only. */
    int64_t cost_base_yen;       /* HOSHI_NONE when neither it nor the firm's manufacturing cost is stated */
    bool cost_base_estimated;    /* from the firm's manufacturing cost by the buyer's part of the sales */
    int64_t points_ppm;          /* HOSHI_NONE without a base */
    int64_t overhead_before_ppm; /* annual overhead ÷ manufacturing cost; HOSHI_NONE when not stated */
    int64_t
        fallen_yen; /* missing in a year in which quantities fall by HOSHI_CASH_FALL_PPM, prices as planned */
    /* Reference price that keeps the margin, (cost now + part) ÷ (1 − margin before): the rise is part ×
     * sales ÷ cost. It gives the margin away: own view only. HOSHI_NONE when sales or cost is not stated. */
    int64_t margin_ppm, keeping_yen;
    bool by_hours;      /* items carry by hours, not by sales */
    bool hours_missing; /* by hours was asked for, but no item states hours: by sales */
    int64_t step_micro; /* of item prices */
    struct hoshi_item_price *item;
    size_t items;
    int64_t items_sales_yen;           /* Σ unit price × units, half up each */
    int64_t items_weight, base_weight; /* Σ weights; the buyer's whole in the same unit (0: not stated) */
    int64_t
        coverage_ppm; /* of the whole that the items are, above 1 when they come to more; HOSHI_NONE when it is not stated */
    int64_t
        items_carry_yen;  /* of the annual amount: what the listed items carry; the rest is on the others */
    int64_t rounding_yen; /* Σ effect − items_carry: what the rounding of unit prices adds in a year */
    /* What a year's quantities bring at the prices as they are written: items at their new prices and the rest of
     * the purchases at percent_ppm; or everything at percent_ppm. HOSHI_NONE without items, without purchases. */
    int64_t by_items_yen, by_percent_yen;
    bool step_coarse;   /* |rounding_yen| above HOSHI_PRICE_STEP_WARN_PPM of items_carry_yen */
    bool covers_more;   /* coverage above HOSHI_ITEMS_OVER_PPM: prices, quantities or purchases are wrong */
    bool covers_little; /* coverage below the setting: caution */
    bool large;         /* percent above the setting: discuss level, scope or support first */
    int64_t tax_yen;    /* consumption tax on the annual amount, rounded down */
};

/**
 * Prices for one buyer that is a party.
 *
 * The listed items carry the part of the amount that their sales are of the purchases, each in proportion to
 * its sales, so an item list that covers little never makes a large uplift. With price.items_by = hours it is
 * hours: hours per unit × units, of the buyer's direct hours; an item without hours carries nothing.
 * @param step_micro rounding step of unit prices: 1,000,000, 100,000 or 10,000
 * @param arena      gets the items
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_uplift_init(struct hoshi_uplift *u, const struct hoshi_split *split,
                                    const struct hoshi_party *party, int64_t step_micro,
                                    struct hoshi_arena *arena, struct hoshi_faults *faults) HOSHI_MUST_USE;

/** (sales − all costs) ÷ sales, half up; HOSHI_NONE when either is not stated or 0, or the ratio is beyond
 * int64. */
int64_t hoshi_supplier_margin_ppm(const struct hoshi_case_supplier *supplier);
/** Overhead ÷ manufacturing cost, half up; HOSHI_NONE as above (an overhead of 0 is one). */
int64_t hoshi_supplier_overhead_ppm(const struct hoshi_case_supplier *supplier);

/** The rounding step a case states, 0.01 yen when it states none. */
int64_t hoshi_uplift_step(const struct hoshi_case *c);

/** What a rise of unit prices would carry in a year. */
struct hoshi_reverse {
    int64_t carried_yen; /* Σ rise × units of the items, half up each */
    int64_t share_ppm;   /* of the annual amount, half up; HOSHI_NONE when there is no amount */
    int64_t short_yen;   /* annual amount − carried; below 0: more than the amount */
};

/**
 * The question the other way round: what do so many yen a piece carry?
 * @param item       index of an item, SIZE_MAX for all of them
 * @param rise_micro >= 0
 * @return HOSHI_OK or HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_uplift_reverse(const struct hoshi_uplift *u, size_t item, int64_t rise_micro,
                                       struct hoshi_reverse *out, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
