/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer_shown.h"

static void offer_prices(struct hoshi_offer_shown *x)
{
    for (int w = 0; w < HOSHI_OFFER_WAYS; w++) {
        int64_t price = x->offer.way[w].price_annual_yen;
        x->price_ppm[w] = HOSHI_NONE;
        if (x->purchases_yen <= 0 ||
            !hoshi_money_muldiv(price, HOSHI_MICRO, x->purchases_yen, &x->price_ppm[w]))
            x->price_ppm[w] = HOSHI_NONE;
        if (!hoshi_money_muldiv(price, 1, 12, &x->price_month_yen[w]))
            x->price_month_yen[w] = 0;
    }
}

void hoshi_offer_shown_init(struct hoshi_offer_shown *out, const struct hoshi_offer_terms *terms,
                            int64_t months, const struct hoshi_uplift *uplift, int64_t purchases_yen)
{
    *out = (struct hoshi_offer_shown){.purchases_yen = purchases_yen};
    hoshi_offer_init(&out->offer, terms, months);
    offer_prices(out);
    hoshi_tooling_init(&out->tooling, terms, HOSHI_NONE);
    out->pieces = uplift->items < HOSHI_TOOLING_ITEMS ? uplift->items : HOSHI_TOOLING_ITEMS;
    out->unpriced_yen = out->tooling.total_yen;
    for (size_t i = 0; i < out->pieces; i++) {
        const struct hoshi_item_price *item = &uplift->item[i];
        out->piece[i] = hoshi_tooling_piece(&out->tooling, terms->annual_yen, item->carried_yen,
                                            item->item->units_per_year, HOSHI_TOOLING_STEP_MICRO);
        out->unpriced_yen -= out->piece[i].total_yen;
    }
}
