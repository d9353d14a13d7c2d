/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook a supplier hands to one buyer. */
#include "buyer_sheets.h"
#include "sheet_written.h"

static void workbook_write_sheets(struct hoshi_buyer_book *b)
{
    hoshi_buyer_write_summary(b);
    if (hoshi_buyer_shows_groups(b))
        hoshi_buyer_write_category(b);
    else
        hoshi_buyer_write_years(b);
    hoshi_buyer_write_price(b);
    hoshi_buyer_write_sharing(b);
    hoshi_buyer_write_record(b);
    /* What the supplier chose to show beside the five pages. */
    if (b->o->offers && hoshi_buyer_shows_groups(b))
        hoshi_buyer_write_offers(b);
    if (b->v->disclosure == HOSHI_DISCLOSE_CRITERIA) {
        hoshi_buyer_write_measures(b);
        hoshi_buyer_write_criteria(b);
    }
    /* Behind: how the amount is put together and what it rests on. */
    hoshi_buyer_write_quotation(b);
    hoshi_buyer_write_basis(b);
}

enum hoshi_status hoshi_worksheet_write_buyer(const struct hoshi_buyer_view *view,
                                              const struct hoshi_worksheet_buyer_options *options,
                                              const char *path, struct hoshi_faults *faults)
{
    struct hoshi_buyer_book b = {.v = view, .o = options};
    const char *footer =
        hoshi_say(options->lang, "秘密情報・第三者提供禁止", "Confidential, not for third parties");
    /* The properties travel with the file: nothing of the case stands there. */
    enum hoshi_status s = hoshi_book_open(&b.book, path, options->lang,
                                          hoshi_say(options->lang, "価格協議資料", "Papers for price talks"),
                                          "", view->as_of, footer, faults);
    if (s)
        return s;
    struct hoshi_written_list written = {.cell = HOSHI_ARRAY(struct hoshi_written_note)};
    b.book.written = &written;
    workbook_write_sheets(&b);
    hoshi_written_write_alone(&b.book);
    s = hoshi_book_close(&b.book, path, faults);
    hoshi_written_release(&written);
    hoshi_arena_release(&b.arena);
    return s;
}
