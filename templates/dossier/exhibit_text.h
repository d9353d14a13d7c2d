/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the list of evidence says of a paper: one reading for the document and for the table beside the copies. */
#ifndef HOSHI_EXHIBIT_TEXT_H
#define HOSHI_EXHIBIT_TEXT_H

#include "dossier_view.h"
#include "message.h"

struct hoshi_exhibit_text {
    const char *title, *form;  /* never empty: of a paper that nothing is stated of, its name and "copy" */
    struct hoshi_date made_on; /* year 0: not known */
    const char *made_by;       /* NULL: not known */
    const char *shows;         /* NULL: not known */
};

/**
 * As the case states it; else as the entry tells. The mail of an entry made from it (log mail) has its subject as title,
 * its day, and its sender as author: as they stand in the entry, so with the words about others blacked out.
 * @return false when out of memory
 */
bool hoshi_exhibit_text(enum hoshi_lang lang, const struct hoshi_dossier *d,
                        const struct hoshi_dossier_exhibit *x, struct hoshi_arena *arena,
                        struct hoshi_exhibit_text *out);

#endif
