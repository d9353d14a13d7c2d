/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The talk log for people and machines: a list, CSV, JSON, and the words for its values. */
#ifndef HOSHI_LOG_TEXT_H
#define HOSHI_LOG_TEXT_H

#include "message.h"
#include "talk_log.h"

/** "申入れ" / "request" … */
const char *hoshi_say_log_kind(enum hoshi_lang lang, enum hoshi_log_kind kind);
/** The kind of an entry as it is printed: what the buyer asks for is a 要請, beside the supplier's own 申入れ. */
const char *hoshi_say_log_act(enum hoshi_lang lang, const struct hoshi_log_entry *entry);
const char *hoshi_say_log_side(enum hoshi_lang lang, enum hoshi_log_side side);
/** "" when not stated. */
const char *hoshi_say_log_medium(enum hoshi_lang lang, enum hoshi_log_medium medium);
const char *hoshi_say_log_offers(enum hoshi_lang lang, enum hoshi_log_offers offers);
const char *hoshi_say_log_applies_by(enum hoshi_lang lang, enum hoshi_log_applies_by applies_by);
const char *hoshi_say_log_means(enum hoshi_lang lang, enum hoshi_log_means means);
const char *hoshi_say_log_decided(enum hoshi_lang lang, enum hoshi_log_decided decided);
/** "買い手 購買部 課長 氏名; …" of an entry, on one line. */
void hoshi_log_print_persons(struct hoshi_buffer *out, enum hoshi_lang lang,
                             const struct hoshi_log_entry *entry);

/** "P-100 1250.00 → 1280.00 × 500; …" of an entry, on one line; "?" for what is not stated. */
void hoshi_log_print_items(struct hoshi_buffer *out, const struct hoshi_log_entry *entry);

/** What a reader may see of the entries of a log, beside the log itself, in its order. */
struct hoshi_log_redacted {
    const struct hoshi_log_entry *entry; /* with the words of others blacked out */
    const bool *changed;                 /* something was */
};

/**
 * What is shown of a log.
 * @param redacted NULL: every entry as it is. Otherwise list and CSV show the redacted ones, and JSON, where the text has
 * to be the one that was hashed, blacks an entry out that was changed
 * @param party only this buyer's entries in words. Those about others, and notes of no party (which may name
 * somebody else), are blacked out (JSON, CSV: their place in the chain and their content hash, so that the
 * chain can still be proved) or left out (list). NULL = all
 */
void hoshi_log_print_list(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log *log,
                          const char *party, const struct hoshi_log_redacted *redacted);
/** CSV for a spreadsheet (UTF-8 with BOM, CRLF); the last row gives the head value. */
void hoshi_log_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log *log,
                         const char *party, const struct hoshi_log_redacted *redacted);
/** JSON: "hoshiwari_log_export": 1; keys never translated. Everything needed to recompute the chain. */
void hoshi_log_print_json(struct hoshi_buffer *out, const struct hoshi_log *log, const char *party,
                          const struct hoshi_log_redacted *redacted);

#endif
