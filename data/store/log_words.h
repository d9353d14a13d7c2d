/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Entries as people write them, brought to the words of the log (talk_log.h) before they are read: the words its own
 * lists and sheets print (申入れ, メール), names of companies for ids, dates and times with 年月日, 令和 or full-width
 * figures, amounts with 円 and commas, "3番" for a number of an entry. What is not known stays as it is written, for the
 * reader of entries to refuse with its place.
 */
#ifndef HOSHI_LOG_WORDS_H
#define HOSHI_LOG_WORDS_H

#include "case.h"

/** A word that means a value under a key of an entry ("kind", "request", "申入れ"). */
struct hoshi_log_word {
    const char *key, *means, *word;
    const char *
        by; /* of a kind: who does what is called so, where `by` is left out; NULL as the kind, "?" has to be said */
};

struct hoshi_log_words {
    const struct hoshi_case *c; /* its buyers are the parties */
    const struct hoshi_log_word *word;
    size_t words;
    const char *const *outside; /* attachments outside the folder that the user named */
    size_t outsides;
    bool typed; /* the entry was typed on the command line: its attachments are all the user's own naming */
};

/**
 * @param text an entry or a file of entries as JSON
 * @param out  [out] the same in the words of the log, owned by the caller (free); NULL when the text is no sound JSON:
 * whoever reads it then says what is wrong
 * @return HOSHI_OK; HOSHI_E_ATTACHMENT_OUTSIDE (an attachment by an absolute path, or above the folder of its file,
 * that is not among `outside`: each recorded); HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_log_words_settle(const char *text, size_t n, const struct hoshi_log_words *words,
                                         char **out, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
