/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Blacking out what would name somebody else in a text that a person wrote.
 *
 * The words are those of the case and of the log: names of other buyers, the same without their legal form
 * (株式会社 …), their ids and item codes of four characters or more, persons named in entries about them. A
 * word that is part of the name of one of the two sides, or an item code of their own, is left alone. What a
 * person paraphrased cannot be found; whoever hands the document on still reads it first.
 */
#ifndef HOSHI_REDACT_H
#define HOSHI_REDACT_H

#include "talk_log.h"

#define HOSHI_REDACTED "\xE2\x96\xA0\xE2\x96\xA0\xE2\x96\xA0" /* ■■■ */

struct hoshi_redactor {
    const char **term; /* longest first */
    size_t n, capacity;
    uint32_t *first, *next; /* terms by their first bytes: index + 1, 0 ends */
    int64_t replaced;       /* places blacked out so far */
    bool failed;            /* out of memory */
    struct hoshi_arena arena;
};

/**
 * Collect the words that would name others than one buyer.
 * @param c     the case
 * @param buyer index of the buyer the document is about
 * @param log   its log, or NULL
 * @param r     [out] to be released by the caller, also on failure
 * @return HOSHI_OK or HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_redactor_init(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                                      const struct hoshi_log *log,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_redactor_release(struct hoshi_redactor *r);

/**
 * The text with every such word replaced by HOSHI_REDACTED. A word of letters and digits counts only where it
 * stands alone ("P-10" is not found in "P-100").
 * @return a copy in `arena`; NULL for NULL, and when out of memory (`failed` is set then)
 */
const char *hoshi_redact(struct hoshi_redactor *r, const char *text, struct hoshi_arena *arena);

#endif
