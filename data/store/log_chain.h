/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How entries of the talk log are chained, so that anyone can recompute it with other tools.
 *
 * A field is written as its length in bytes (decimal), ":", its bytes, "," (a netstring), so that no two
 * lists of fields give the same bytes. Every value is text; a number is its decimal digits, nothing is "".
 *
 *     genesis = SHA-256( "hoshiwari-log-1", case_id )
 *     content = SHA-256( "hoshiwari-entry-1", case_id, seq, recorded_at, kind, side, date, time, party,
 *                        answers, corrects, body, salt )
 *     hash    = SHA-256( "hoshiwari-link-1", prev, content )
 *
 * prev is the hash of the entry before, of the first one the genesis; hashes are 64 lower-case hexadecimal
 * digits. The content has a hash of its own so that an entry can be blacked out (only its content hash shown)
 * and the chain still be proved; the salt, 32 random hexadecimal digits, keeps a short entry from being
 * guessed from that hash.
 *
 * Cases and runs that are kept (store.h) have a chain of their own, one per case:
 *
 *     genesis = SHA-256( "hoshiwari-kept-1", case_id )
 *     version = SHA-256( "hoshiwari-version-1", case_id, version, kept_at, sha256, title, gap_file, gap_sha256 )
 *     run     = SHA-256( "hoshiwari-run-1", case_id, version, run, ran_at, verb, program,
 *                        number of tables, name and version of each by name,
 *                        number of figures, key and yen of each by key )
 *     hash    = SHA-256( "hoshiwari-kept-link-1", prev, "version" or "run", log, content )
 *
 * title, gap_file and gap_sha256 are two fields each: "" and "" when there is none, else "=" and the text. `log` is the head of the talk log at
 * that moment, and each entry of the log has in its body, under "kept", the head of this chain at that moment: a head
 * value of the log thus stands for all versions and runs kept before its entry.
 */
#ifndef HOSHI_LOG_CHAIN_H
#define HOSHI_LOG_CHAIN_H

#include "sha256.h"

/** Fields of an entry's content, in the order they are hashed. */
enum hoshi_chain_field {
    HOSHI_CHAIN_CASE,
    HOSHI_CHAIN_SEQ,
    HOSHI_CHAIN_RECORDED,
    HOSHI_CHAIN_KIND,
    HOSHI_CHAIN_SIDE,
    HOSHI_CHAIN_DATE,
    HOSHI_CHAIN_TIME,
    HOSHI_CHAIN_PARTY,
    HOSHI_CHAIN_ANSWERS,
    HOSHI_CHAIN_CORRECTS,
    HOSHI_CHAIN_BODY,
    HOSHI_CHAIN_SALT,
    HOSHI_CHAIN_FIELDS
};

struct hoshi_chain_text {
    const char *text; /* may be NULL when n is 0 */
    size_t n;
};

/** Begin a hash over the fields of a `what`, and add one of them; hoshi_sha256_end gives it. */
void hoshi_chain_begin(struct hoshi_sha256 *h, const char *what);
void hoshi_chain_put(struct hoshi_sha256 *h, const char *text, size_t n);

/** What the first kept version or run of a case is chained to, and the hash of one linked to the one before. */
const char *hoshi_chain_kept_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT]);
const char *hoshi_chain_kept_link(const char *prev, const char *kind, const char *log, const char *content,
                                  char out[HOSHI_SHA256_TEXT]);

/** What the first entry of a case is chained to. */
const char *hoshi_chain_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT]);
/** Hash of an entry's content. */
const char *hoshi_chain_content(const struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS],
                                char out[HOSHI_SHA256_TEXT]);
/** Hash of an entry: its content linked to the entry before. */
const char *hoshi_chain_link(const char *prev, const char *content, char out[HOSHI_SHA256_TEXT]);

#endif
