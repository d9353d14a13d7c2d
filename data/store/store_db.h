/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to data/: the database behind the store, for the units that keep something in it. */
#ifndef HOSHI_STORE_DB_H
#define HOSHI_STORE_DB_H

#include "store.h"

struct sqlite3;
struct sqlite3_stmt;

enum { HOSHI_STORE_STATEMENTS = 32 };

struct hoshi_store {
    struct sqlite3 *db;
    char *path;
    bool wal;
    bool entered; /* this connection brought it into WAL mode, and takes it out again */
    bool
        reading; /* nothing can be written: a folder or file without the right to, perhaps a copy in memory */
    bool without_wal; /* the file says it has a log beside it, and there is none */
    /* Statements that rest until the same SQL is asked for again: compiling an INSERT with its triggers takes
     * longer than running it. */
    struct sqlite3_stmt *resting[HOSHI_STORE_STATEMENTS];
};

/** One step of the database's form: SQL that brings version n - 1 to n. Steps are never edited, only added.
 */
extern const char *const hoshi_store_migration[HOSHI_STORE_VERSION];

/** Register what the triggers call: hoshi_sha256, hoshi_log_genesis, hoshi_log_hash. SQLite's result code. */
int hoshi_store_functions(struct sqlite3 *db);

/** Whether all of the file can be read; errno tells why not. A disk that does not give a page back is no damaged store,
 * though SQLite calls it malformed. To be asked when the store is given up: it ends the locks of this process on it. */
bool hoshi_store_is_readable(const char *path);

/** Record SQLite's result code `rc` (not SQLITE_OK) as a fault of the store's file. */
enum hoshi_status hoshi_store_fault(const struct hoshi_store *store, int rc, struct hoshi_faults *faults);

/** Run SQL without parameters and results. */
enum hoshi_status hoshi_store_run(struct hoshi_store *store, const char *sql,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Start a write transaction: no other writer until hoshi_store_end. */
enum hoshi_status hoshi_store_begin(struct hoshi_store *store, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Commit when status is HOSHI_OK, else roll back. The status, or that of the commit. */
enum hoshi_status hoshi_store_end(struct hoshi_store *store, enum hoshi_status status,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Prepare one statement and bind: 't' const char * (NULL binds NULL), 'i' int64_t, 'b' const void * and
 * size_t.
 * @param statement [out] to be given back with hoshi_store_finish; NULL on failure
 */
enum hoshi_status hoshi_store_prepare(struct hoshi_store *store, struct sqlite3_stmt **statement,
                                      struct hoshi_faults *faults, const char *sql, const char *kinds,
                                      ...) HOSHI_MUST_USE;
/** Finalise the statements that rest, before the database is closed. */
void hoshi_store_clear(struct hoshi_store *store);
/** Give a statement back; NULL does nothing. */
void hoshi_store_finish(struct hoshi_store *store, struct sqlite3_stmt *statement);
/** Step to the next row: *row false at the end. */
enum hoshi_status hoshi_store_step(struct hoshi_store *store, struct sqlite3_stmt *statement, bool *row,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Prepare, step to the end, give back. */
enum hoshi_status hoshi_store_exec(struct hoshi_store *store, struct hoshi_faults *faults, const char *sql,
                                   const char *kinds, ...) HOSHI_MUST_USE;

/** Text of a column into the arena (NULL stays NULL); false when out of memory. */
bool hoshi_store_text(struct sqlite3_stmt *statement, int column, struct hoshi_arena *arena,
                      const char **out);

/** Keep n bytes under their hash, in the transaction of the caller. */
enum hoshi_status hoshi_store_put(struct hoshi_store *store, const char *sha256, const void *bytes, size_t n,
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- the chain of what is kept (log_chain.h has its recipe) ---- */

/** What a link of that chain is about; its key is part of what is hashed. */
enum hoshi_kept_kind { HOSHI_KEPT_VERSION, HOSHI_KEPT_RUN, HOSHI_KEPT_KINDS };
const char *hoshi_kept_key(enum hoshi_kept_kind kind);

/** Hash of a version or run as it stands in the store; *there false when it does not. */
enum hoshi_status hoshi_kept_content(struct hoshi_store *store, const char *case_id,
                                     enum hoshi_kept_kind kind, int64_t number, bool *there,
                                     char out[HOSHI_SHA256_TEXT], struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Chain a version or run that was just inserted, in the transaction of the caller. */
enum hoshi_status hoshi_kept_link(struct hoshi_store *store, const char *case_id, enum hoshi_kept_kind kind,
                                  int64_t number, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Chain everything that was kept before there was this chain: part of the step to HOSHI_STORE_CHAINED. */
enum hoshi_status hoshi_kept_link_all(struct hoshi_store *store, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** The newest hash of a case's chain; "" when nothing is kept. */
enum hoshi_status hoshi_kept_head(struct hoshi_store *store, const char *case_id, char out[HOSHI_SHA256_TEXT],
                                  struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Now in UTC, "2026-11-25T09:30:00Z". */
const char *hoshi_store_now(char out[32]);

#endif
