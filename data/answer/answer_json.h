/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Gap answers in JSON. */
#ifndef HOSHI_ANSWER_JSON_H
#define HOSHI_ANSWER_JSON_H

#include "answers.h"
#include "json_read.h"

/**
 * Read answers from an object { "catalog": "2026-03-27", "answers": { id: "met" | { status, remaining, note,
 * evidence } } }.
 *
 * Both members are optional; other keys of the object are the caller's business. Ids and keys are taken as
 * they stand (no folding).
 *
 * @param at      the object (of a case file: its "gap"); faults go to at->faults, which may be NULL
 * @param answers [out] filled on HOSHI_OK; untouched on failure
 * @return HOSHI_OK; HOSHI_E_CRITERION_UNKNOWN; HOSHI_E_CRITERION_DRAFT (an id of the 2025-12 draft only);
 *         HOSHI_E_CATALOG_VERSION; HOSHI_E_REMAINING (a share with another status than partial, or outside 0
 *         … 1); HOSHI_E_KEY_UNKNOWN, HOSHI_E_KEY_MISSING, HOSHI_E_TYPE, HOSHI_E_CHOICE, HOSHI_E_TEXT_LENGTH …;
 *         HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_answers_json(const struct hoshi_json *at, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers) HOSHI_MUST_USE;

/** A file of such an object, n bytes with text[n] = NUL, as hoshi_answers_import; `faults` must be there. */
enum hoshi_status hoshi_answers_json_text(const char *text, size_t n, const char *path,
                                          const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                          struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
