/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The dossier workbook: facts about the talks with one buyer, put in order for an authority or a lawyer.
 *
 * It confirms and asks; it gives no legal assessment. Written from struct hoshi_dossier alone, so nothing of
 * another buyer can be in it. What the case and the log do not tell is an input cell that says what to fill
 * in; the cover counts those cells live.
 */
#ifndef HOSHI_DOSSIER_H
#define HOSHI_DOSSIER_H

#include "dossier_view.h"
#include "message.h"

/**
 * Write the workbook.
 * @param version of the program
 * @param case_version version of the case the store keeps; 0 = not kept
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_MEMORY; on failure no file is left
 * and an older one stays
 */
enum hoshi_status hoshi_dossier_write(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                      const char *version, int64_t case_version, const char *path,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;

/** "申告者本人" / "the reporter itself" … */
const char *hoshi_say_capacity(enum hoshi_lang lang, enum hoshi_capacity capacity);

#endif
