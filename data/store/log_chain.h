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

/** What the first entry of a case is chained to. */
const char *hoshi_chain_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT]);
/** Hash of an entry's content. */
const char *hoshi_chain_content(const struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS],
                                char out[HOSHI_SHA256_TEXT]);
/** Hash of an entry: its content linked to the entry before. */
const char *hoshi_chain_link(const char *prev, const char *content, char out[HOSHI_SHA256_TEXT]);

#endif
