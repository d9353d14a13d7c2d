/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The set for filing (SPEC §6.3): what goes to the authority, as a Word document and, chapter by chapter the same, as a
 * workbook. Acts with their dates and exhibits, what is asked for following them, scope, orders, prices, cost on one
 * page, points with article and exhibit, the list of evidence, the questions of both forms, hashes.
 *
 * Written from struct hoshi_dossier alone. Weaknesses of one's own, open points and to-dos are not in it: they stand in
 * the work set (dossier.h). What nothing recorded tells is a blank to fill; in the workbook it comes back by `import`
 * into the field of the case it belongs to.
 */
#ifndef HOSHI_FILING_H
#define HOSHI_FILING_H

#include "dossier.h"

/** Write the workbook. @return as hoshi_dossier_write */
enum hoshi_status hoshi_filing_write_book(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                          const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * The Word document as bytes.
 * @param template a template of the user's own with a control "story" (word_fill.h); NULL: the program's
 * @param name     of that template, for faults
 * @param out      [out] owned by the caller (free)
 * @return HOSHI_OK, HOSHI_E_WORD, HOSHI_E_WORD_MACRO, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_filing_make_word(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                         const char *template, size_t template_n, const char *name,
                                         char **out, size_t *n, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
