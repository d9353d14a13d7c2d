/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Everything the block of ways to pay of one buyer shows, filled once: offers, tooling, and what hangs on them. */
#ifndef HOSHI_OFFER_SHOWN_H
#define HOSHI_OFFER_SHOWN_H

#include "offer.h"
#include "uplift.h"

enum {
    HOSHI_TOOLING_ITEMS = 20,        /* items that get a charge a piece */
    HOSHI_TOOLING_STEP_MICRO = 10000 /* 0.01 yen: a charge a piece is often below the step of prices */
};

struct hoshi_offer_shown {
    struct hoshi_offer offer;
    int64_t purchases_yen; /* HOSHI_NONE: not stated */
    /* What stays in the price, by way: of the purchases (HOSHI_NONE: not stated, or beyond int64), and a month, half up. */
    int64_t price_ppm[HOSHI_OFFER_WAYS], price_month_yen[HOSHI_OFFER_WAYS];
    struct hoshi_tooling tooling; /* over the whole horizon */
    struct hoshi_tooling_piece piece[HOSHI_TOOLING_ITEMS];
    size_t pieces;        /* the first items of the buyer */
    int64_t unpriced_yen; /* of the tooling's total: what the other goods carry */
};

/**
 * @param uplift of the same buyer
 * @param months of the surcharge, as hoshi_offer_init
 */
void hoshi_offer_shown_init(struct hoshi_offer_shown *out, const struct hoshi_offer_terms *terms,
                            int64_t months, const struct hoshi_uplift *uplift, int64_t purchases_yen);

#endif
