/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: what reading, adding and verifying the talk log share. */
#ifndef HOSHI_LOG_FIELDS_H
#define HOSHI_LOG_FIELDS_H

#include "json_read.h"
#include "log_chain.h"
#include "talk_log.h"

struct sqlite3_stmt;

/** What a kind of entry needs and may have; the table at the head of talk_log.h. */
struct hoshi_log_rule {
    const char *key;
    enum hoshi_log_side side; /* unless stated */
    bool words, party, items, amount, words_or_file, words_or_day, words_or_goods;
    unsigned answers; /* kinds it can answer, as bits 1 << kind; 0: any, and none is looked for */
    unsigned prefers; /* of them those looked at first when it is left out; 0: no difference */
    bool other_side;  /* the entry answered is not its own side's */
    bool own_side;    /* it is */
};
extern const struct hoshi_log_rule hoshi_log_rule[HOSHI_LOG_KINDS];

/** The columns of log_entry in the order of enum hoshi_chain_field, then prev and hash. */
#define HOSHI_LOG_COLUMNS                                                                                    \
    "case_id, seq, recorded_at, kind, side, date, time, party, answers, corrects, body, salt, prev, hash"

/** Read an entry's JSON: of a draft, or (`kept`) the body of an entry. Faults go to at->faults. */
void hoshi_log_read_entry(const struct hoshi_json *at, bool kept, struct hoshi_arena *arena,
                          struct hoshi_log_entry *entry);

/** A row of HOSHI_LOG_COLUMNS as an entry. False when it cannot be one (changed), or out of memory (*full).
 */
bool hoshi_log_read_row(struct sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_faults *scratch,
                        struct hoshi_log_entry *entry, bool *full);

/** A head value as people copy it: upper case, blanks and hyphens between the digits. False when it is none. */
bool hoshi_log_read_head(const char *text, char out[HOSHI_SHA256_TEXT]);

/** The keys that have no column, as JSON text (free); NULL when out of memory. */
char *hoshi_log_body(const struct hoshi_log_entry *entry);

#endif
