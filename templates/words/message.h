/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Words for people, in two languages. The language is an argument of every call, never a state of the
 * process.
 *
 * Sentences of status codes and cautions are in message.def (a test counts them); the words of a sheet stand
 * beside the cell that shows them, as a pair given to hoshi_say, so a missing translation does not compile.
 */
#ifndef HOSHI_MESSAGE_H
#define HOSHI_MESSAGE_H

#include "estimate.h"
#include "vocabulary.h"

enum hoshi_lang { HOSHI_JA, HOSHI_EN };

/** One of the two texts; both are checked when the result is a printf form. */
const char *hoshi_say(enum hoshi_lang lang, const char *ja, const char *en) HOSHI_FORMAT_ARG(2)
    HOSHI_FORMAT_ARG(3);
/** The text of a table row in the language. */
const char *hoshi_words_say(enum hoshi_lang lang, struct hoshi_words words);

/** What is wrong, one line ("項目名が正しくありません"), and what to do. Never empty. */
const char *hoshi_status_sentence(enum hoshi_lang lang, enum hoshi_status status);
const char *hoshi_status_remedy(enum hoshi_lang lang, enum hoshi_status status);

/** "[HW-204] case.json: buyers[0].capitl_yen: … (capitl_yen) …" and the remedy, ended by a newline each. */
void hoshi_fault_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_fault *fault);
/** Where it is: "case.json: 3行目: buyers[0].name"; nothing when none of the three is known. */
void hoshi_fault_place_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_fault *fault);
/** All faults, the same remedy once, and how many were dropped. */
void hoshi_faults_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_faults *faults);

/** A caution of an estimate as one sentence. */
void hoshi_caution_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_caution *caution);

/** Words for the values of enums, as sheets and reports show them. */
const char *hoshi_say_answer(enum hoshi_lang lang, enum hoshi_answer_status status);
const char *hoshi_say_class(enum hoshi_lang lang, enum hoshi_class c);
const char *hoshi_say_nature(enum hoshi_lang lang, enum hoshi_nature n);
const char *hoshi_say_role(enum hoshi_lang lang, enum hoshi_role r);
const char *hoshi_say_driver(enum hoshi_lang lang, enum hoshi_driver d);
const char *hoshi_say_unit(enum hoshi_lang lang, const char *unit);
const char *hoshi_say_key(enum hoshi_lang lang, enum hoshi_key k);
const char *hoshi_say_rule(enum hoshi_lang lang, enum hoshi_rule r);
const char *hoshi_say_confidence(enum hoshi_lang lang, enum hoshi_confidence c);
const char *hoshi_say_basis(enum hoshi_lang lang, enum hoshi_basis b);
/** A word of the case in words: transaction types, means of payment, routes, capacities; the word itself when
 * it is none of these. */
const char *hoshi_say_case_word(enum hoshi_lang lang, const char *word);
/** Date of a source as its row gives it; "日付なし" for "undated". */
const char *hoshi_say_source_date(enum hoshi_lang lang, const struct hoshi_provenance *from);
const char *hoshi_say_funding_status(enum hoshi_lang lang, enum hoshi_funding_status s);
/** "毎年", "一括", "3年ごと" … of a line's recurrence (0, 1, k) and months (12 for a monthly price). */
void hoshi_say_recurrence(struct hoshi_buffer *out, enum hoshi_lang lang, int every, int months);
/** Cause of an entry as the ledger shows it: "★3", "★4の追加分", "A社の追加要求", "自社負担". buyer may be
 * NULL. */
void hoshi_say_cause(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_entry *entry,
                     const struct hoshi_case *c);
/** "2027年4月" / "April 2027"; with a day "2026年11月22日" / "22 November 2026". */
void hoshi_say_date(struct hoshi_buffer *out, enum hoshi_lang lang, struct hoshi_date date);

#endif
