/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The ways to pay, the one-off part as tooling and the yearly review of one customer, as cells: the same
 * block in the own workbook and in a buyer's. Private to templates/.
 *
 * Inputs (rate, lump sum, months, parts) are cells of the block; everything else follows them by the formulas
 * that calc/offer.h states. Six columns: a label and the five ways.
 */
#ifndef HOSHI_OFFER_BLOCK_H
#define HOSHI_OFFER_BLOCK_H

#include "offer_shown.h"
#include "sheet_style.h"

enum { HOSHI_OFFER_COLUMNS = HOSHI_OFFER_WAYS + 1 };

extern const double hoshi_offer_widths[HOSHI_OFFER_COLUMNS];

struct hoshi_offer_block {
    struct hoshi_sheet *s;
    struct hoshi_arena *arena; /* texts; when it runs out the book fails */
    const struct hoshi_offer_shown *shown;
    const struct hoshi_uplift *uplift; /* of the same buyer */
    struct hoshi_date start;
    /* Where the figures come from, as formulas without "=". once and kind may be NULL: inputs with the value.
     */
    const char *annual, *once, *kind, *purchases;
    /* The table of items on the price sheet. */
    const struct hoshi_sheet *items_on;
    uint32_t item_row;
    uint16_t carried_column, units_column;
};

/** Write from `row` on; returns the row behind it. */
uint32_t hoshi_offer_block_write(const struct hoshi_offer_block *b, uint32_t row);

#endif
