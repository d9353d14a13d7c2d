/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The record of another machine joined to this one: both chains kept, one chronology. */
#ifndef HOSHI_LOG_JOIN_H
#define HOSHI_LOG_JOIN_H

#include "command.h"
#include "talk_log.h"

/** What a join found in the other store. */
struct log_join {
    struct hoshi_store *from; /* the other store; papers come out of it while drafts are added */
    struct hoshi_log *own, *other;
    size_t there; /* entries of the other that are here already, by hash or word for word */
    size_t added;
};

/**
 * Make drafts of what the other store has about the case and this one has not: first a note that carries the other
 * record's whole export (which `log verify --file` proves by itself) and names its head value, then its entries in
 * their order, with the numbers they answer and correct brought to those here. Their papers come out of the other store.
 *
 * The other store is proved first. Nothing of its chain is changed; the entries get their place in this chain when
 * they are added, and the day they were first recorded stands in the export.
 *
 * @param today of the note
 * @param join   [out] to be released by log_join_close, also on failure
 * @param drafts [out] as of hoshi_log_drafts_parse; n 0 when nothing is missing here
 * @return HOSHI_OK; HOSHI_E_STORE_*, HOSHI_E_CHAIN_* of the other; HOSHI_E_MEMORY
 */
enum hoshi_status log_join_drafts(struct request *r, struct hoshi_store *store, const struct hoshi_case *c,
                                  const char *path, enum hoshi_lang lang, struct hoshi_date today,
                                  struct log_join *join, struct hoshi_log_drafts *drafts);
void log_join_close(struct log_join *join);

#endif
