/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A case file made from what was imported: an older case with what the file states put into it, or a new one
 * with what is known. Nothing of an older case is dropped because the file does not hold it.
 */
#ifndef HOSHI_CASE_COMPOSE_H
#define HOSHI_CASE_COMPOSE_H

#include "array.h"
#include "case.h"
#include "form_read.h"

struct hoshi_case_parts {
    const char *old;               /* text of the case that is there already; NULL = none */
    const char *file;              /* its name, for faults */
    const char *id;                /* case_id of a new case whose form names none (case_id.h); NULL = none */
    const struct hoshi_form *form; /* NULL, or not found: no company facts */
    const struct hoshi_answers *answers;
    /** Answers of the file that `old` names under "gap", if it names one that could be read; else NULL. */
    const struct hoshi_answers *beside;
    const char *catalog; /* version of the answers */
    int level;           /* target of a new case; an older case keeps its own unless `force_level` */
    bool force_level;
};

/** Something of the older case that is another now. Texts are JSON without quotes: "28", "partial 0.5". */
struct hoshi_case_change {
    const char
        *path; /* "supplier.size.users", "buyers[A].items[P-1].unit_price_yen", "gap.answers.1-2-1-1" */
    const char *before; /* NULL: it was not there */
    const char *after;
};

/** What composing made of an older case; {0} at first, to be released. Without an older case only `gap`. */
struct hoshi_composed {
    struct hoshi_arena arena;
    struct hoshi_array change; /* of struct hoshi_case_change, in the order they were made */
    size_t kept;               /* answers of the older case that the file has nothing for */
    struct hoshi_buffer gap;   /* {"catalog": …, "answers": …} as it stands in the case now */
    bool *denied; /* by fact of the catalogue: the case says no to it, so its criteria do not apply */
};

void hoshi_composed_init(struct hoshi_composed *composed);
void hoshi_composed_release(struct hoshi_composed *composed);

/**
 * Write the case as JSON.
 *
 * Of an older case every member stays as it is, but what the file has a value for: an empty cell changes
 * nothing, an answer the file leaves blank stays, with its note and evidence, and so does the share that
 * remains of a partial when the file says partial without one. An older gap that names a file of its own is
 * merged with `beside`, and stands in the case from then on. Buyers are found by id, items by code,
 * quotations by price; new ones come last. What was replaced is told. Values are read as the case schema types them: whole numbers and
 * yen, decimals as text, yes and no, dates (2026-10-01, 2026/10/1, 令和8年10月1日, R8.10.1), full-width
 * digits and thousands separators accepted, anything else a fault at its cell.
 *
 * @param catalog names the criteria of the answers
 * @param out     [out] appended to
 * @param composed [out] what was changed
 * @return HOSHI_OK; HOSHI_E_FORM_VALUE (all of them recorded); HOSHI_E_JSON_SYNTAX, HOSHI_E_TYPE of the older
 *         case; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_case_compose(const struct hoshi_case_parts *parts,
                                     const struct hoshi_catalog *catalog, struct hoshi_buffer *out,
                                     struct hoshi_composed *composed,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
