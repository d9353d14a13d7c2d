/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of kept versions and runs: what is hashed of each, read back from its rows, so that the same code links it
 * and proves it. */
#include "log_chain.h"
#include "store_db.h"
#include "text.h"

#include <sqlite3.h>

const char *hoshi_kept_key(enum hoshi_kept_kind kind)
{
    static const char *const key[HOSHI_KEPT_KINDS] = {"version", "run"};
    return key[kind];
}

/* The columns of a row as fields; before those in `may` a field tells a missing one from an empty one. */
static void kept_columns(struct hoshi_sha256 *h, sqlite3_stmt *row, unsigned may)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        const char *at = (const char *)sqlite3_column_text(row, i);
        if (may >> i & 1u)
            hoshi_chain_put(h, "=", at ? 1 : 0);
        hoshi_chain_put(h, at, at ? (size_t)sqlite3_column_bytes(row, i) : 0);
    }
}

/* The rows of a run in one of its two lists, their number first. */
static enum hoshi_status kept_list(struct hoshi_store *store, struct hoshi_sha256 *h, const char *count,
                                   const char *rows, int64_t run, struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    enum hoshi_status s = HOSHI_OK;
    for (int i = 0; !s && i < 2; i++) {
        bool row = true;
        s = hoshi_store_prepare(store, &statement, faults, i ? rows : count, "i", run);
        while (!s) {
            s = hoshi_store_step(store, statement, &row, faults);
            if (s || !row)
                break;
            kept_columns(h, statement, 0);
        }
        hoshi_store_finish(store, statement);
    }
    return s;
}

enum hoshi_status hoshi_kept_content(struct hoshi_store *store, const char *case_id,
                                     enum hoshi_kept_kind kind, int64_t number, bool *there,
                                     char out[HOSHI_SHA256_TEXT], struct hoshi_faults *faults)
{
    static const struct {
        const char *what, *sql;
        unsigned may;
    } of[HOSHI_KEPT_KINDS] = {
        {"hoshiwari-version-1",
         "SELECT case_id, version, kept_at, sha256, title, gap_file, gap_sha256 FROM case_version WHERE case_id = ?1 "
         "AND version = ?2",
         1u << 4 | 1u << 5 | 1u << 6},
        {"hoshiwari-run-1",
         "SELECT case_id, version, run, ran_at, verb, program FROM run WHERE case_id = ?1 AND run = ?2", 0}};
    struct hoshi_sha256 h;
    sqlite3_stmt *statement;
    hoshi_chain_begin(&h, of[kind].what);
    *there = false;
    enum hoshi_status s = hoshi_store_prepare(store, &statement, faults, of[kind].sql, "ti", case_id, number);
    if (!s)
        s = hoshi_store_step(store, statement, there, faults);
    if (!s && *there)
        kept_columns(&h, statement, of[kind].may);
    hoshi_store_finish(store, statement);
    if (!s && *there && kind == HOSHI_KEPT_RUN) {
        s = kept_list(store, &h, "SELECT count(*) FROM run_table WHERE run = ?1",
                      "SELECT name, version FROM run_table WHERE run = ?1 ORDER BY name", number, faults);
        if (!s)
            s = kept_list(store, &h, "SELECT count(*) FROM run_figure WHERE run = ?1",
                          "SELECT key, yen FROM run_figure WHERE run = ?1 ORDER BY key", number, faults);
    }
    hoshi_sha256_end(&h, out);
    return s;
}

enum hoshi_status hoshi_kept_head(struct hoshi_store *store, const char *case_id, char out[HOSHI_SHA256_TEXT],
                                  struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = false;
    enum hoshi_status s = hoshi_store_prepare(
        store, &statement, faults, "SELECT hash FROM kept_link WHERE case_id = ?1 ORDER BY n DESC LIMIT 1",
        "t", case_id);
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    hoshi_text_copy(out, HOSHI_SHA256_TEXT, !s && row ? (const char *)sqlite3_column_text(statement, 0) : "");
    hoshi_store_finish(store, statement);
    return s;
}

/* n, log and prev are taken from the tables in the same statement; the trigger recomputes the hash. */
enum hoshi_status hoshi_kept_link(struct hoshi_store *store, const char *case_id, enum hoshi_kept_kind kind,
                                  int64_t number, struct hoshi_faults *faults)
{
    char content[HOSHI_SHA256_TEXT];
    bool there = false;
    enum hoshi_status s = hoshi_kept_content(store, case_id, kind, number, &there, content, faults);
    if (!s && !there)
        s = hoshi_fault_add(faults, HOSHI_E_INTERNAL, hoshi_kept_key(kind), NULL, NULL);
    return s ? s
             : hoshi_store_exec(
                   store, faults,
                   "INSERT INTO kept_link (case_id, n, kind, number, log, content, prev, hash) "
                   "SELECT ?1, n, ?2, ?3, l, ?4, p, hoshi_kept_hash(p, ?2, l, ?4) FROM (SELECT "
                   "coalesce((SELECT max(n) FROM kept_link WHERE case_id = ?1), 0) + 1 AS n, "
                   "coalesce((SELECT hash FROM kept_link WHERE case_id = ?1 ORDER BY n DESC LIMIT 1), hoshi_kept_genesis(?1)) AS p, "
                   "coalesce((SELECT hash FROM log_entry WHERE case_id = ?1 ORDER BY seq DESC LIMIT 1), hoshi_log_genesis(?1)) AS l)",
                   "ttit", case_id, hoshi_kept_key(kind), number, content);
}

enum hoshi_status hoshi_kept_link_all(struct hoshi_store *store, struct hoshi_faults *faults)
{
    static const char *const list[HOSHI_KEPT_KINDS] = {
        "SELECT case_id, version FROM case_version ORDER BY case_id, version",
        "SELECT case_id, run FROM run ORDER BY run"};
    enum hoshi_status s = HOSHI_OK;
    for (int kind = 0; !s && kind < HOSHI_KEPT_KINDS; kind++) {
        sqlite3_stmt *rows;
        bool row = true;
        s = hoshi_store_prepare(store, &rows, faults, list[kind], "");
        while (!s) {
            s = hoshi_store_step(store, rows, &row, faults);
            if (s || !row)
                break;
            s = hoshi_kept_link(store, (const char *)sqlite3_column_text(rows, 0), (enum hoshi_kept_kind)kind,
                                sqlite3_column_int64(rows, 1), faults);
        }
        hoshi_store_finish(store, rows);
    }
    return s;
}
