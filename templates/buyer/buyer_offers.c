/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 支払案: ways to pay of equal worth, tooling form, yearly review; live from annual_yen and the inputs. */
#include "buyer_sheets.h"
#include "offer_block.h"

void hoshi_buyer_write_offers(struct hoshi_buyer_book *b)
{
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_OFFERS, false, hoshi_buyer_say(b, WORD(offers)), hoshi_offer_widths,
                         HOSHI_OFFER_COLUMNS);
    hoshi_buyer_line(&g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(same_amount_as_price_lump_sum)));
    struct hoshi_offer_block x = {.s = &g.s,
                                  .arena = &b->arena,
                                  .shown = &v->offer,
                                  .uplift = &v->uplift,
                                  .start = v->start,
                                  .annual = "annual_yen",
                                  .purchases = "purchases_yen",
                                  .items_on = &b->price,
                                  .item_row = HOSHI_BUYER_ITEM_ROW,
                                  .carried_column = HOSHI_BUYER_CARRIED,
                                  .units_column = HOSHI_BUYER_UNITS};
    uint32_t row = hoshi_offer_block_write(&x, g.row + 1);
    hoshi_sheet_print_area(&g.s, row, HOSHI_OFFER_COLUMNS - 1);
    hoshi_sheet_protect(&g.s);
}
