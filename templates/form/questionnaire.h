/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The questionnaire workbook: a sheet a supplier fills in without help, read back by its marks
 * (questionnaire_layout.h).
 *
 * Two editions. The own one stays with the supplier and asks for everything a case can use. The survey one
 * may be sent by a buyer: it has no cell for sales, costs, rates, prices, quotations or other buyers, and
 * nothing of them is written, filled from a case or not.
 */
#ifndef HOSHI_QUESTIONNAIRE_H
#define HOSHI_QUESTIONNAIRE_H

#include "message.h"

enum hoshi_edition { HOSHI_EDITION_OWN, HOSHI_EDITION_SURVEY };

struct hoshi_questionnaire_options {
    enum hoshi_lang lang;
    enum hoshi_edition edition;
    int level;                  /* 3 or 4: its criteria are asked */
    const struct hoshi_case *c; /* fills the cells; NULL leaves them empty */
    size_t buyer; /* survey: index of the buyer that sends it (name and department on the cover);
                               SIZE_MAX = left to be written */
    /* survey of a supplier of a list (c NULL): its code, which a reader joins it by, its name, and what stands on the
     * cover; NULL or {0} = left to be written */
    const char *code, *firm, *sender, *department, *contact;
    struct hoshi_date due;
    struct hoshi_date made; /* date of the document */
    const size_t *first;    /* criteria to begin with, those that matter most in yen first; may be NULL */
    size_t firsts;
};

/** "own", "survey". */
const char *hoshi_edition_key(enum hoshi_edition edition);

/**
 * Write the questionnaire. Same arguments, same bytes.
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_WORKBOOK_WRITE, HOSHI_E_MEMORY; on failure no file is left
 * and an older one stays
 */
enum hoshi_status hoshi_questionnaire_write(const struct hoshi_tables *tables,
                                            const struct hoshi_questionnaire_options *options,
                                            const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
