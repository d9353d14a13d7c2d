/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The papers of a dossier, written out and numbered: copies, and a list of them as a table (証拠説明書). */
#ifndef HOSHI_EXHIBITS_H
#define HOSHI_EXHIBITS_H

#include "command.h"
#include "dossier_view.h"

/**
 * Write every paper of the dossier that is kept into the folder as 甲1_NAME, or 甲1-1_NAME where an entry has several, by
 * the date of the event; those of --attach follow. Beside them 証拠説明書.csv and exhibits.json with number, name, entry,
 * date, side, SHA-256 and bytes of each. The copies are the very bytes that were recorded.
 *
 * Where the program is built with qpdf and Cairo, 番号付き/ ("stamped/") has PDFs and pictures once more with the number
 * on each page, and 号証一括.pdf ("bundle.pdf") all of them with bookmarks; what cannot carry a number is told, stands in
 * the list as such, and has a sheet in the bundle.
 * @param store of the log; NULL without one
 * @param file  the files of --attach, in the order of the dossier's enclosures
 * @return HOSHI_OK or the first fault: HOSHI_E_CONTENT_*, HOSHI_E_FILE_*, HOSHI_E_MEMORY
 */
enum hoshi_status exhibits_write(struct request *r, enum hoshi_lang lang, const struct hoshi_dossier *d,
                                 struct hoshi_store *store, const char *const *file, const char *folder);

#endif
