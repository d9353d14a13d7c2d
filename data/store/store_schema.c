/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the database, step by step, and the functions its triggers call.
 *
 * Triggers rather than the program alone keep what is written from changing: any connection that can write at
 * all has them. recursive_triggers is on, so INSERT OR REPLACE meets the refusal of DELETE too. The functions
 * are registered as innocuous because trusted_schema is off. */
#include "log_chain.h"
#include "store_db.h"

#include <sqlite3.h>

#define KEPT(table)                                                                                          \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, '" table        \
    ": kept rows are never changed'); END;"                                                                  \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, '" table        \
    ": kept rows are never removed'); END;"

static const char first[] =
    "CREATE TABLE content ("
    " sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),"
    " bytes BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER content_named BEFORE INSERT ON content BEGIN"
    " SELECT RAISE(ABORT, 'content: not its hash') WHERE NEW.sha256 IS NOT hoshi_sha256(NEW.bytes);"
    "END;" KEPT("content")
    /* */
    "CREATE TABLE case_version ("
    " case_id TEXT NOT NULL, version INTEGER NOT NULL CHECK (version >= 1), kept_at TEXT NOT NULL,"
    " sha256 TEXT NOT NULL REFERENCES content (sha256), title TEXT,"
    " gap_file TEXT, gap_sha256 TEXT REFERENCES content (sha256),"
    " PRIMARY KEY (case_id, version)) STRICT, WITHOUT ROWID;" KEPT("case_version")
    /* */
    "CREATE TABLE log_entry ("
    " case_id TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq >= 1), recorded_at TEXT NOT NULL,"
    " kind TEXT NOT NULL, side TEXT NOT NULL, date TEXT NOT NULL, time TEXT NOT NULL, party TEXT NOT NULL,"
    " answers INTEGER NOT NULL, corrects INTEGER NOT NULL CHECK (corrects < seq), body TEXT NOT NULL,"
    " salt TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (case_id, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX log_by_party ON log_entry (case_id, party, kind, date, seq);"
    "CREATE UNIQUE INDEX log_by_correction ON log_entry (case_id, corrects) WHERE corrects > 0;"
    "CREATE TRIGGER log_entry_chained BEFORE INSERT ON log_entry BEGIN"
    " SELECT RAISE(ABORT, 'log_entry: seq does not follow') WHERE NEW.seq IS NOT"
    "  1 + coalesce((SELECT max(seq) FROM log_entry WHERE case_id = NEW.case_id), 0);"
    " SELECT RAISE(ABORT, 'log_entry: prev is not the hash before') WHERE NEW.prev IS NOT coalesce("
    "  (SELECT hash FROM log_entry WHERE case_id = NEW.case_id AND seq = NEW.seq - 1),"
    "  hoshi_log_genesis(NEW.case_id));"
    " SELECT RAISE(ABORT, 'log_entry: not its hash') WHERE NEW.hash IS NOT hoshi_log_hash(NEW.case_id, NEW.seq,  NEW.recorded_at, NEW.kind, NEW.side, NEW.date, NEW.time, NEW.party, NEW.answers, NEW.corrects,  NEW.body, NEW.salt, NEW.prev);END;" KEPT(
        "log_entry");

/* Quotations stand in the kept case file and nowhere else, so that the two cannot disagree: a view reads
 * them. */
static const char second[] =
    "CREATE TRIGGER case_version_numbered BEFORE INSERT ON case_version BEGIN"
    " SELECT RAISE(ABORT, 'case_version: number does not follow') WHERE NEW.version IS NOT"
    "  1 + coalesce((SELECT max(version) FROM case_version WHERE case_id = NEW.case_id), 0);"
    "END;"
    /* */
    "CREATE TABLE run ("
    " run INTEGER PRIMARY KEY, case_id TEXT NOT NULL, version INTEGER NOT NULL, ran_at TEXT NOT NULL,"
    " verb TEXT NOT NULL, program TEXT NOT NULL,"
    " FOREIGN KEY (case_id, version) REFERENCES case_version (case_id, version)) STRICT;"
    "CREATE INDEX run_by_case ON run (case_id, run);"
    "CREATE TRIGGER run_numbered BEFORE INSERT ON run BEGIN"
    " SELECT RAISE(ABORT, 'run: number does not follow') WHERE EXISTS (SELECT 1 FROM run WHERE run >= NEW.run);END;" KEPT(
        "run")
    /* */
    "CREATE TABLE run_table ("
    " run INTEGER NOT NULL REFERENCES run (run), name TEXT NOT NULL, version TEXT NOT NULL,"
    " PRIMARY KEY (run, name)) STRICT, WITHOUT ROWID;" KEPT("run_table")
    /* */
    "CREATE TABLE run_figure ("
    " run INTEGER NOT NULL REFERENCES run (run), key TEXT NOT NULL, yen INTEGER NOT NULL,"
    " PRIMARY KEY (run, key)) STRICT, WITHOUT ROWID;" KEPT("run_figure");

/* Versions and runs chained as the entries of the log are; what was kept before is chained in this step. */
static const char third[] =
    "CREATE TABLE kept_link ("
    " case_id TEXT NOT NULL, n INTEGER NOT NULL CHECK (n >= 1), kind TEXT NOT NULL CHECK (kind IN ('version', 'run')),"
    " number INTEGER NOT NULL, log TEXT NOT NULL, content TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,"
    " PRIMARY KEY (case_id, n)) STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX kept_link_by_number ON kept_link (case_id, kind, number);"
    "CREATE TRIGGER kept_link_chained BEFORE INSERT ON kept_link BEGIN"
    " SELECT RAISE(ABORT, 'kept_link: n does not follow') WHERE NEW.n IS NOT"
    "  1 + coalesce((SELECT max(n) FROM kept_link WHERE case_id = NEW.case_id), 0);"
    " SELECT RAISE(ABORT, 'kept_link: prev is not the hash before') WHERE NEW.prev IS NOT coalesce("
    "  (SELECT hash FROM kept_link WHERE case_id = NEW.case_id AND n = NEW.n - 1), hoshi_kept_genesis(NEW.case_id));"
    " SELECT RAISE(ABORT, 'kept_link: not its hash') WHERE NEW.hash IS NOT hoshi_kept_hash(NEW.prev, NEW.kind,"
    "  NEW.log, NEW.content);"
    "END;" KEPT("kept_link");

/* Replies of time-stamping authorities, each once, with the request it answers where that was given. */
static const char fourth[] =
    "CREATE TABLE stamp ("
    " case_id TEXT NOT NULL, n INTEGER NOT NULL CHECK (n >= 1), head TEXT NOT NULL CHECK (length(head) = 64),"
    " kept_at TEXT NOT NULL, reply TEXT NOT NULL REFERENCES content (sha256), request TEXT REFERENCES content (sha256),"
    " PRIMARY KEY (case_id, n)) STRICT, WITHOUT ROWID;"
    "CREATE UNIQUE INDEX stamp_by_reply ON stamp (case_id, reply);" KEPT("stamp");

const char *const hoshi_store_migration[HOSHI_STORE_VERSION] = {first, second, third, fourth};

static struct hoshi_chain_text text_of(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);
    return (struct hoshi_chain_text){text, text ? (size_t)sqlite3_value_bytes(value) : 0};
}

static void sha256_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    char out[HOSHI_SHA256_TEXT];
    (void)n;
    const void *bytes = sqlite3_value_blob(value[0]);
    hoshi_sha256_print(bytes, (size_t)sqlite3_value_bytes(value[0]), out);
    sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

static void genesis_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    char out[HOSHI_SHA256_TEXT];
    (void)n;
    struct hoshi_chain_text id = text_of(value[0]);
    hoshi_chain_genesis(id.text, id.n, out);
    sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

static void schema_hash_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS];
    char content[HOSHI_SHA256_TEXT], out[HOSHI_SHA256_TEXT];
    (void)n;
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        field[i] = text_of(value[i]);
    struct hoshi_chain_text prev = text_of(value[HOSHI_CHAIN_FIELDS]);
    if (!prev.text) {
        sqlite3_result_null(context);
        return;
    }
    hoshi_chain_link(prev.text, hoshi_chain_content(field, content), out);
    sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

static void kept_genesis_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    char out[HOSHI_SHA256_TEXT];
    (void)n;
    struct hoshi_chain_text id = text_of(value[0]);
    hoshi_chain_kept_genesis(id.text, id.n, out);
    sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

static void kept_hash_of(sqlite3_context *context, int n, sqlite3_value **value)
{
    const char *field[4];
    char out[HOSHI_SHA256_TEXT];
    (void)n;
    for (int i = 0; i < 4; i++)
        if (!(field[i] = (const char *)sqlite3_value_text(value[i]))) {
            sqlite3_result_null(context);
            return;
        }
    hoshi_chain_kept_link(field[0], field[1], field[2], field[3], out);
    sqlite3_result_text(context, out, -1, SQLITE_TRANSIENT);
}

int hoshi_store_functions(sqlite3 *db)
{
    enum { PURE = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
    int rc = sqlite3_create_function_v2(db, "hoshi_sha256", 1, PURE, NULL, sha256_of, NULL, NULL, NULL);
    if (!rc)
        rc = sqlite3_create_function_v2(db, "hoshi_log_genesis", 1, PURE, NULL, genesis_of, NULL, NULL, NULL);
    if (!rc)
        rc = sqlite3_create_function_v2(db, "hoshi_log_hash", HOSHI_CHAIN_FIELDS + 1, PURE, NULL,
                                        schema_hash_of, NULL, NULL, NULL);
    if (!rc)
        rc = sqlite3_create_function_v2(db, "hoshi_kept_genesis", 1, PURE, NULL, kept_genesis_of, NULL, NULL,
                                        NULL);
    if (!rc)
        rc = sqlite3_create_function_v2(db, "hoshi_kept_hash", 4, PURE, NULL, kept_hash_of, NULL, NULL, NULL);
    return rc;
}
