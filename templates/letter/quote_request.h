/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A request for quotation (見積依頼書) for one measure, as a Word document filled from a template with content
 * controls (word_fill.h). It goes to a vendor: nothing of buyers, sales, table prices or answers stands in it.
 */
#ifndef HOSHI_QUOTE_REQUEST_H
#define HOSHI_QUOTE_REQUEST_H

#include "letter.h"
#include "quotable.h"

struct hoshi_quote_request_options {
    enum hoshi_lang lang;
    enum hoshi_letter_dates dates;
    struct hoshi_date made;
    /** A template of the user's own; NULL: the program's. `template_name` stands in faults. */
    const char *template_bytes, *template_name;
    size_t template_n;
};

/** The program's own template. */
const char *hoshi_quote_request_template(enum hoshi_lang lang, size_t *n);

/**
 * The request for what a measure of the plan buys in.
 * @param measure index in e->a.tables
 * @param out     [out] owned by the caller (free)
 * @param missing [out] fields the template has no place for; may be NULL
 * @return HOSHI_OK; HOSHI_E_QUOTE_NOTHING (the plan buys nothing of that measure in); HOSHI_E_WORD,
 *         HOSHI_E_WORD_MACRO, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_quote_request_make(const struct hoshi_estimate *e, size_t measure,
                                           const struct hoshi_quote_request_options *options, char **out,
                                           size_t *n, struct hoshi_word_missing *missing,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
