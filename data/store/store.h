/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The store: one SQLite file per user that keeps cases with every version, the talk log (talk_log.h) and the
 * files it names.
 *
 * Nothing kept is ever changed or removed: triggers refuse UPDATE and DELETE on every table, contents are
 * named by their SHA-256. A change is acknowledged (the call returns HOSHI_OK) only when it is on the disk:
 * write-ahead log, synchronous=FULL. Where the folder cannot do WAL (network shares) the rollback journal is
 * used, with the same promise and one writer or several readers at a time. What is acknowledged stands in the file
 * itself, not only in the log beside it, and a store that is closed is one file in rollback mode: a plain copy of it is
 * whole. A file that says WAL and has none beside it was copied while it was in use, or its log was lost:
 * hoshi_store_is_without_wal.
 *
 * A store is somebody else's until its form is proved: tables, indices and triggers are compared with those this program
 * makes before anything else of it is read; views are never run. Cases and runs that are kept are chained as the talk
 * log is (log_chain.h), and every entry of the log carries the head of that chain.
 *
 * Where folder or file cannot be written, the store is opened for reading (a log beside it is joined in a private copy);
 * what would write then gets HOSHI_E_STORE_WRITE.
 *
 * The file cannot be written by a plain SQLite shell: the triggers call functions only this program has. That
 * is a safeguard against accidents. Whoever replaces the file can still rewrite everything; what shows a
 * rewritten tail is a head value handed to the other side before (hoshi_log_verify).
 *
 * Names in the store (case ids, names of attachments) never become paths of files.
 */
#ifndef HOSHI_STORE_H
#define HOSHI_STORE_H

#include "case.h"
#include "sha256.h"

enum {
    HOSHI_STORE_VERSION = 4,              /* user_version this program writes; newer files are refused */
    HOSHI_STORE_CHAINED = 3,              /* the version since which kept cases and runs are chained */
    HOSHI_STORE_APPLICATION = 0x484F5348, /* "HOSH" */
    HOSHI_CONTENT_MAX = 32 * 1024 * 1024, /* bytes of one kept file */
    HOSHI_STORE_BUSY_MS = 5000            /* how long to wait for another writer */
};

struct hoshi_store;

/** How to open; {0} opens an existing file. */
struct hoshi_store_options {
    bool create;           /* make the file (0600) when there is none; its folder must exist */
    bool reading;          /* nothing will be written: the file stays in the mode and of the version it is */
    int busy_ms;           /* 0 = HOSHI_STORE_BUSY_MS */
    int64_t max_pages;     /* most pages of 4,096 bytes the file may take; 0 = no limit */
    const char *temporary; /* folder for a private copy where nothing can be written; NULL = /tmp */
    const char *vfs;       /* SQLite's file layer; NULL = the usual one */
};

/**
 * The default place of the store: "$XDG_DATA_HOME/hoshiwari/hoshiwari.db", else under home/.local/share.
 * @param xdg  value of XDG_DATA_HOME, or NULL; a relative one is passed over, as its specification asks
 * @param home value of HOME, or NULL
 * @return HOSHI_OK; HOSHI_E_STORE_FOLDER when neither gives an absolute path, or it does not fit
 */
enum hoshi_status hoshi_store_default_path(const char *xdg, const char *home, char *out, size_t size,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Make the folder of `path` and those above it, 0700 where new. HOSHI_OK or HOSHI_E_STORE_FOLDER. */
enum hoshi_status hoshi_store_make_folder(const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Open the store and bring it to this program's version: each step in a transaction of its own, after a copy
 * beside it ("FILE.before-v2"). To read, an older store is brought up in memory and stays as it is.
 *
 * @param options NULL = {0}
 * @param store   [out] owned by the caller until hoshi_store_close; untouched on failure
 * @return HOSHI_OK; HOSHI_E_STORE_OPEN (no such file, or no permission); HOSHI_E_STORE_FOREIGN (no SQLite
 * file, or another program's); HOSHI_E_STORE_SCHEMA (a table, index or trigger is missing, changed or added: each
 * recorded by name); HOSHI_E_STORE_NEWER; HOSHI_E_STORE_CORRUPT; HOSHI_E_STORE_BUSY;
 * HOSHI_E_STORE_FULL; HOSHI_E_STORE_WRITE; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_store_open(const char *path, const struct hoshi_store_options *options,
                                   struct hoshi_store **store, struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_store_close(struct hoshi_store *store);

/** The path as given. Borrowed. */
const char *hoshi_store_path(const struct hoshi_store *store);
/** False when the rollback journal is in use because WAL could not be entered. */
bool hoshi_store_is_wal(const struct hoshi_store *store);
/** True when the file, as it was opened, lacked the log it says it has: perhaps a copy taken while it was in use, in
 * which the last entries are missing. */
bool hoshi_store_is_without_wal(const struct hoshi_store *store);

/**
 * Copy the whole store into a file of its own while others may go on writing (SQLite's online backup). The
 * copy stands beside its target until complete.
 * @param path replaced when it exists; must not be the store itself (the caller sees to both)
 * @return HOSHI_OK, HOSHI_E_FILE_WRITE, HOSHI_E_STORE_* as above
 */
enum hoshi_status hoshi_store_backup(struct hoshi_store *store, const char *path,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Check the file as a database: that tables and triggers are those this program made, then SQLite's integrity check and
 * foreign keys.
 * @return HOSHI_OK; HOSHI_E_STORE_CORRUPT (each finding recorded, at most 20); HOSHI_E_STORE_SCHEMA (a table,
 * index or trigger is missing, changed or added: each recorded by name)
 */
enum hoshi_status hoshi_store_check(struct hoshi_store *store, struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- contents ---- */

/**
 * A kept file by its hash.
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes  [out] NUL-ended, owned by the caller (free); untouched on failure
 * @return HOSHI_OK; HOSHI_E_CONTENT_UNKNOWN; HOSHI_E_CONTENT_CHANGED when the kept bytes no longer have this
 * hash; HOSHI_E_MEMORY; HOSHI_E_STORE_*
 */
enum hoshi_status hoshi_store_content(struct hoshi_store *store, const char *sha256, char **bytes, size_t *n,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- cases ---- */

/** One kept version of a case. Texts belong to the arena of the listing. */
struct hoshi_case_version {
    int64_t version;            /* 1 … */
    const char *kept_at;        /* "2026-11-25T09:30:00Z" */
    const char *sha256, *title; /* of the case file; its title or NULL */
    const char *gap_file;       /* as the case names it; NULL when the answers stand in the case */
    const char *gap_sha256;     /* NULL as well then */
    int64_t bytes;              /* of the case file */
};

/**
 * Keep the case file as it is now, with the gap file it names. A version equal to the last one kept is not
 * kept again.
 * @param c       as read from `path`; it needs a case_id
 * @param version [out] the version kept now or before
 * @return HOSHI_OK; HOSHI_E_CASE_ID_MISSING; HOSHI_E_CONTENT_CHANGED when the file is no longer the one `c`
 * was read from; HOSHI_E_FILE_*; HOSHI_E_STORE_*
 */
enum hoshi_status hoshi_store_keep_case(struct hoshi_store *store, const struct hoshi_case *c,
                                        const char *path, int64_t *version,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * The kept versions of a case, oldest first.
 * @param list [out] n rows in the arena; n 0 when nothing is kept
 */
enum hoshi_status hoshi_store_versions(struct hoshi_store *store, const char *case_id,
                                       struct hoshi_arena *arena, struct hoshi_case_version **list, size_t *n,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Whose record a case_id is: the suppliers that its kept versions name, compared as names of companies
 * (hoshi_text_company_key). A case that names another, or none where they name one, is not of this record. A case that
 * names nobody where no version does is refused as well: two such firms could call their files alike and share one
 * record. A named one fits where no version names anybody. To be asked before anything of the case is read or written.
 * @param name  supplier of the case at hand; NULL or "" = not stated
 * @param known [out] may be NULL: a kept version names this supplier
 * @return HOSHI_OK; HOSHI_E_STORE_SUPPLIER (got: the name at hand, allowed: the newest kept); HOSHI_E_STORE_UNNAMED;
 *         HOSHI_E_MEMORY; HOSHI_E_STORE_*
 */
enum hoshi_status hoshi_store_supplier(struct hoshi_store *store, const char *case_id, const char *name,
                                       bool *known, struct hoshi_faults *faults) HOSHI_MUST_USE;

/** A quotation as a kept version of the case states it. Texts belong to the arena of the listing. */
struct hoshi_kept_quotation {
    int64_t version;
    const char *price;    /* id of the price row; NULL: a quotation of measures */
    const char *measures; /* ids of what is quoted as a whole, ", " between them; NULL: a price */
    int64_t low_yen, likely_yen,
        high_yen; /* of a price, per unit and period, without tax; HOSHI_NONE not stated */
    int64_t initial_yen, monthly_yen, yearly_yen; /* of measures, without tax; HOSHI_NONE not stated */
    const char *from, *date, *document;           /* NULL = not stated; date as text */
};

/** The quotations of all kept versions of a case, by version and place in the case. */
enum hoshi_status hoshi_store_quotations(struct hoshi_store *store, const char *case_id,
                                         struct hoshi_arena *arena, struct hoshi_kept_quotation **list,
                                         size_t *n, struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- time stamps ---- */

/** A reply of a time-stamping authority and the request it answers; request NULL: not given. */
struct hoshi_stamp_files {
    const void *reply, *request;
    size_t reply_n, request_n;
};

/** A kept one. Texts belong to the arena of the listing. */
struct hoshi_kept_stamp {
    int64_t n;                   /* 1 … */
    int64_t seq;                 /* of the entry whose hash `head` is; 0: none */
    const char *kept_at, *head;  /* what was stamped, as whoever kept it read it: the reply itself says it */
    const char *reply, *request; /* SHA-256 of what is kept; request may be NULL */
};

/** Keep a reply for a head value of the case's log. One that is kept already is not kept again.
 * @return HOSHI_OK, HOSHI_E_STORE_*, HOSHI_E_MEMORY */
enum hoshi_status hoshi_store_keep_stamp(struct hoshi_store *store, const char *case_id, const char *head,
                                         const struct hoshi_stamp_files *files,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The kept replies of a case in the order of keeping. */
enum hoshi_status hoshi_store_stamps(struct hoshi_store *store, const char *case_id,
                                     struct hoshi_arena *arena, struct hoshi_kept_stamp **list, size_t *n,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- runs ---- */

/** A table and the version of it that a run used. */
struct hoshi_run_table {
    const char *name, *version;
};

/** One key figure of a run, under the key `estimate --json` has for it ("totals.horizon_yen"). */
struct hoshi_run_figure {
    const char *key;
    int64_t yen;
};

/** A run: what was computed from which version of a case, with which tables. */
struct hoshi_run {
    int64_t run;        /* number in the store, 1 …; 0 before it is kept */
    const char *ran_at; /* UTC; NULL before it is kept */
    const char *case_id;
    int64_t version;            /* of the case, as hoshi_store_keep_case gave it */
    const char *verb, *program; /* "estimate"; version of the program */
    struct hoshi_run_table *table;
    size_t tables;
    struct hoshi_run_figure *figure;
    size_t figures;
};

/**
 * Keep a run.
 * @param run gets its number
 * @return HOSHI_OK, HOSHI_E_STORE_*
 */
enum hoshi_status hoshi_store_keep_run(struct hoshi_store *store, struct hoshi_run *run,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

/** The runs of a case, oldest first, with their tables and figures (each by name). */
enum hoshi_status hoshi_store_runs(struct hoshi_store *store, const char *case_id, struct hoshi_arena *arena,
                                   struct hoshi_run **list, size_t *n,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
