/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Blacking out what would name somebody else in a text that a person wrote.
 *
 * The words are those of the case and of the log about other buyers: their names, with or without the legal form
 * (株式会社 …), and the part of a name that is not a word of its trade (あさなぎ of あさなぎ重機), the beginning of a name
 * with さん, 様, 殿, 氏 or 社 behind it; an id with 社 or
 * "buyer" beside it, or of four characters and more; departments; codes and names of items; document numbers; persons
 * named in entries about them; amounts and unit prices, however they are written (2億4千万円). They are found over
 * spaces, line breaks, width, kana and letters with marks of their own (redact_fold.h), and the legal form beside a name
 * goes with it. A word that is part of the name of one of the two sides, or an item or amount of their own, is left
 * alone.
 *
 * What is too short or too common to be blacked out everywhere (調達部; the place in 東京工業; a name that is part of an
 * own one) is counted where it stands (hoshi_redact_look): a person has to look at it. The reading of a name, and what a person paraphrased, cannot
 * be found; whoever hands the document on still reads it first.
 */
#ifndef HOSHI_REDACT_H
#define HOSHI_REDACT_H

#include "redact_terms.h"

#define HOSHI_REDACTED "\xE2\x96\xA0\xE2\x96\xA0\xE2\x96\xA0" /* ■■■ */

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

/**
 * A copy of an entry, every text in it redacted; what proves it (body, salt, prev) is not in the copy.
 * @return false when out of memory
 */
bool hoshi_redact_entry(struct hoshi_redactor *r, const struct hoshi_log_entry *from,
                        struct hoshi_arena *arena, struct hoshi_log_entry *to) HOSHI_MUST_USE;

#endif
