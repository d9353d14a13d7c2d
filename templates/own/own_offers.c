/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to pay of equal worth, a block for each customer. */
#include "offer_block.h"
#include "own_sheets.h"

static struct hoshi_sheet *own_offers_sheet(struct own_book *b)
{
    return &b->sheet[OWN_OFFERS];
}

/* Sum of the customer's column over the lines that a condition names. */
static const char *parts_where(struct own_book *b, size_t p, const char *condition)
{
    struct own_ref part = hoshi_own_ref(b, "calc#annual%zu", p + 1);
    return b->v->certain ? hoshi_own_text(b, "SUMPRODUCT(%s*%s)", part.text, condition) : "0";
}

static const char *once(struct own_book *b, size_t p)
{
    return parts_where(b, p, hoshi_own_text(b, "(%s=0)", hoshi_own_ref(b, "calc#yearly").text));
}

/* Bought in, direct, and not of the star. */
static const char *offers_kind(struct own_book *b, size_t p)
{
    return parts_where(b, p,
                       hoshi_own_text(b, "(%s=1)*(%s=\"%s\")*(LEFT(%s,5)<>\"star:\")",
                                      hoshi_own_ref(b, "calc#cash").text, hoshi_own_ref(b, "calc#class").text,
                                      hoshi_class_key(HOSHI_DIRECT), hoshi_own_ref(b, "calc#measure").text));
}

static uint32_t offers_block(struct own_book *b, size_t p, uint32_t row)
{
    struct hoshi_area carried = {0}, units = {0};
    if (b->v->buyer[p].uplift.items) {
        carried = hoshi_page_find(b->layout.now, "rise.%zu.items.0:carried", p);
        units = hoshi_page_find(b->layout.now, "rise.%zu.items.0:units", p);
    }
    struct own_ref annual = hoshi_own_ref(b, "rise.%zu.annual", p),
                   bought = hoshi_own_ref(b, "rise.%zu.purchases", p);
    hoshi_put_merged(own_offers_sheet(b), row, 0, row, HOSHI_OFFER_COLUMNS - 1, HOSHI_STYLE_HEAD,
                     hoshi_own_text(b, "%zu. %s", p + 1, hoshi_own_party(b, p)));
    struct hoshi_offer_block x = {.s = own_offers_sheet(b),
                                  .arena = &b->arena,
                                  .shown = &b->v->buyer[p].offer,
                                  .uplift = &b->v->buyer[p].uplift,
                                  .start = b->a->start,
                                  .annual = annual.text,
                                  .once = once(b, p),
                                  .kind = offers_kind(b, p),
                                  .purchases = bought.text,
                                  .items_on = &b->sheet[OWN_UPLIFT],
                                  .item_row = carried.row,
                                  .carried_column = carried.column,
                                  .units_column = units.column};
    return hoshi_offer_block_write(&x, row + 1);
}

void hoshi_own_write_offers(struct own_book *b)
{
    enum { BREAKS = 101 };
    lxw_row_t breaks[BREAKS] = {0};
    size_t n = 0;
    for (size_t i = 0; i < HOSHI_OFFER_COLUMNS; i++)
        b->width[OWN_OFFERS][i] = hoshi_offer_widths[i];
    hoshi_sheet_widths(own_offers_sheet(b), hoshi_offer_widths, HOSHI_OFFER_COLUMNS);
    uint32_t row = hoshi_own_title(
        b, OWN_OFFERS, HOSHI_OFFER_COLUMNS - 1,
        hoshi_own_say(b, "支払案（社内用：全取引先）", "Ways to pay (own view: all customers)"),
        hoshi_own_say(b, PROSE(same_amount_is_worth_the_same)));
    for (size_t p = 0; p < b->v->buyers; p++) {
        row = offers_block(b, p, row) + 2;
        if (p + 1 < b->v->buyers && n + 1 < BREAKS)
            breaks[n++] = row;
    }
    if (!b->v->buyers)
        hoshi_put_text(own_offers_sheet(b), row++, 0, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, WORD(no_customer_has_asked)));
    if (n)
        worksheet_set_h_pagebreaks(own_offers_sheet(b)->sheet, breaks);
    hoshi_sheet_print_area(own_offers_sheet(b), row, HOSHI_OFFER_COLUMNS - 1);
    worksheet_freeze_panes(own_offers_sheet(b)->sheet, 2, 1);
}
