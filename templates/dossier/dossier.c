/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dossier: its sheets in order. The cover stands first and is written last, because it counts what the
 * others left to fill in. */
#include "dossier_sheets.h"

static bool has_sheet(const struct hoshi_dossier *d, enum hoshi_dossier_sheet sheet)
{
    if (sheet == HOSHI_DOSSIER_MARGIN)
        return d->o.with_margin;
    if (sheet == HOSHI_DOSSIER_FINDINGS)
        return d->rules != NULL;
    if (sheet == HOSHI_DOSSIER_LINES)
        return d->o.disclosure != HOSHI_DISCLOSE_TOTAL;
    return true;
}

static bool is_landscape(enum hoshi_dossier_sheet sheet)
{
    return sheet == HOSHI_DOSSIER_COST || sheet == HOSHI_DOSSIER_LINES || sheet == HOSHI_DOSSIER_TIMELINE ||
           sheet == HOSHI_DOSSIER_FINDINGS || sheet == HOSHI_DOSSIER_SCOPE;
}

static void dossier_write_sheets(struct hoshi_dossier_book *k)
{
    static void (*const write[HOSHI_DOSSIER_SHEETS])(struct hoshi_dossier_book *) = {
        hoshi_dossier_write_cover,      hoshi_dossier_write_scope,    hoshi_dossier_write_request,
        hoshi_dossier_write_cost,       hoshi_dossier_write_lines,    hoshi_dossier_write_division,
        hoshi_dossier_write_prices,     hoshi_dossier_write_timeline, hoshi_dossier_write_minutes,
        hoshi_dossier_write_findings,   hoshi_dossier_write_margin,   hoshi_dossier_write_asks,
        hoshi_dossier_write_enclosures, hoshi_dossier_write_form};
    for (int i = 0; i < HOSHI_DOSSIER_SHEETS; i++) {
        enum hoshi_dossier_sheet sheet = (enum hoshi_dossier_sheet)i;
        k->used[i] = has_sheet(k->d, sheet);
        if (k->used[i])
            k->sheet[i] =
                hoshi_sheet_add(&k->b.book, hoshi_dossier_sheet_name(k, sheet), is_landscape(sheet));
    }
    for (int i = 1; i < HOSHI_DOSSIER_SHEETS; i++)
        if (k->used[i])
            write[i](k);
    write[HOSHI_DOSSIER_COVER](k);
}

enum hoshi_status hoshi_dossier_write(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                      const char *version, int64_t case_version, const char *path,
                                      struct hoshi_faults *faults)
{
    const struct hoshi_worksheet_buyer_options options = {.lang = lang, .version = version};
    struct hoshi_dossier_book k = {
        .b = {.v = d->view, .o = &options}, .d = d, .version = version, .case_version = case_version};
    /* The properties travel with the file: nothing of the case stands there. */
    enum hoshi_status s =
        hoshi_book_open(&k.b.book, path, lang, hoshi_say(lang, WORD(dossier_title)), "", d->view->as_of,
                        hoshi_say(lang, "取扱注意", "Confidential"), faults);
    if (s)
        return s;
    dossier_write_sheets(&k);
    s = hoshi_book_close(&k.b.book, path, faults);
    hoshi_arena_release(&k.b.arena);
    return s;
}
