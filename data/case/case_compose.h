/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A case file made from what was imported: an older case kept but for its gap, or a new one with what is
 * known.
 */
#ifndef HOSHI_CASE_COMPOSE_H
#define HOSHI_CASE_COMPOSE_H

#include "case.h"
#include "form_read.h"

struct hoshi_case_parts {
    const char *old;               /* text of the case that is there already; NULL = none */
    const char *file;              /* its name, for faults */
    const struct hoshi_form *form; /* NULL, or not found: no company facts */
    const struct hoshi_answers *answers;
    const char *catalog; /* version of the answers */
    int level;           /* target of a new case; an older case keeps its own unless `force_level` */
    bool force_level;
};

/**
 * Write the case as JSON.
 *
 * Of an older case every member stays as it is, but "gap", which is replaced whole, and what the
 * questionnaire has a value for (an empty cell of it changes nothing). Buyers are found by id, items by code,
 * quotations by price; new ones come last. Values are read as the case schema types them: whole numbers and
 * yen, decimals as text, yes and no, dates (2026-10-01, 2026/10/1, 令和8年10月1日, R8.10.1), full-width
 * digits and thousands separators accepted, anything else a fault at its cell.
 *
 * @param catalog names the criteria of the answers
 * @param out     [out] appended to
 * @return HOSHI_OK; HOSHI_E_FORM_VALUE (all of them recorded); HOSHI_E_JSON_SYNTAX, HOSHI_E_TYPE of the older
 *         case; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_case_compose(const struct hoshi_case_parts *parts,
                                     const struct hoshi_catalog *catalog, struct hoshi_buffer *out,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
