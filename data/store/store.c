/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "store_db.h"
#include "text.h"

#include <sqlite3.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static enum hoshi_status store_status_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return HOSHI_E_MEMORY;
    case SQLITE_FULL:
        return HOSHI_E_STORE_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return HOSHI_E_STORE_BUSY;
    case SQLITE_CORRUPT:
        return HOSHI_E_STORE_CORRUPT;
    case SQLITE_NOTADB:
        return HOSHI_E_STORE_FOREIGN;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return HOSHI_E_STORE_OPEN;
    case SQLITE_IOERR:
    case SQLITE_READONLY:
        return HOSHI_E_STORE_WRITE;
    default:
        return HOSHI_E_INTERNAL;
    }
}

bool hoshi_store_is_readable(const char *path)
{
    char piece[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = fd < 0 ? -1 : 1;
    while (got > 0 || (got < 0 && fd >= 0 && errno == EINTR))
        got = read(fd, piece, sizeof piece);
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return got == 0;
}

enum hoshi_status hoshi_store_fault(const struct hoshi_store *store, int rc, struct hoshi_faults *faults)
{
    enum hoshi_status s = store_status_of(rc);
    if ((s == HOSHI_E_STORE_CORRUPT || s == HOSHI_E_STORE_FOREIGN) && !hoshi_store_is_readable(store->path))
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_READ, store->path, strerror(errno));
    const char *said = store->db && s == HOSHI_E_INTERNAL ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc);
    return hoshi_fault_add_file(faults, s, store->path, s == HOSHI_E_MEMORY ? NULL : said);
}

enum hoshi_status hoshi_store_run(struct hoshi_store *store, const char *sql, struct hoshi_faults *faults)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return rc ? hoshi_store_fault(store, rc, faults) : HOSHI_OK;
}

enum hoshi_status hoshi_store_begin(struct hoshi_store *store, struct hoshi_faults *faults)
{
    if (store->reading)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_WRITE, store->path, strerror(EROFS));
    return hoshi_store_run(store, "BEGIN IMMEDIATE", faults);
}

enum hoshi_status hoshi_store_end(struct hoshi_store *store, enum hoshi_status status,
                                  struct hoshi_faults *faults)
{
    if (!status) {
        status = hoshi_store_run(store, "COMMIT", faults);
        /* What is acknowledged stands in the file itself, so that a plain copy of it has it too. Where a reader is in
         * the way for longer than the busy handler waits, it stays in the log beside the file. */
        if (!status && store->wal)
            sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_FULL, NULL, NULL);
    }
    if (status && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static int bind(sqlite3_stmt *statement, const char *kinds, va_list args)
{
    int rc = SQLITE_OK;
    for (int i = 1; !rc && *kinds; i++, kinds++) {
        if (*kinds == 'i') {
            rc = sqlite3_bind_int64(statement, i, va_arg(args, int64_t));
        } else if (*kinds == 't') {
            rc = sqlite3_bind_text(statement, i, va_arg(args, const char *), -1, SQLITE_STATIC);
        } else {
            const void *bytes = va_arg(args, const void *);
            size_t n = va_arg(args, size_t);
            rc = n ? sqlite3_bind_blob64(statement, i, bytes, n, SQLITE_STATIC)
                   : sqlite3_bind_zeroblob(statement, i, 0);
        }
    }
    return rc;
}

static enum hoshi_status store_prepare(struct hoshi_store *store, sqlite3_stmt **statement,
                                       struct hoshi_faults *faults, const char *sql, const char *kinds,
                                       va_list args)
{
    *statement = NULL;
    for (int i = 0; i < HOSHI_STORE_STATEMENTS && !*statement; i++)
        if (store->resting[i] && strcmp(sqlite3_sql(store->resting[i]), sql) == 0) {
            *statement = store->resting[i];
            store->resting[i] = NULL;
        }
    int rc = *statement ? SQLITE_OK
                        : sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
    if (!rc)
        rc = bind(*statement, kinds, args);
    if (!rc)
        return HOSHI_OK;
    enum hoshi_status s = hoshi_store_fault(store, rc, faults);
    sqlite3_finalize(*statement);
    *statement = NULL;
    return s;
}

enum hoshi_status hoshi_store_prepare(struct hoshi_store *store, sqlite3_stmt **statement,
                                      struct hoshi_faults *faults, const char *sql, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    enum hoshi_status s = store_prepare(store, statement, faults, sql, kinds, args);
    va_end(args);
    return s;
}

void hoshi_store_finish(struct hoshi_store *store, sqlite3_stmt *statement)
{
    if (!statement)
        return;
    /* Nothing of the caller's stays bound, and no lock held. */
    bool sound = sqlite3_reset(statement) == SQLITE_OK && sqlite3_clear_bindings(statement) == SQLITE_OK;
    for (int i = 0; sound && i < HOSHI_STORE_STATEMENTS; i++)
        if (!store->resting[i]) {
            store->resting[i] = statement;
            return;
        }
    sqlite3_finalize(statement);
}

void hoshi_store_clear(struct hoshi_store *store)
{
    for (int i = 0; i < HOSHI_STORE_STATEMENTS; i++) {
        sqlite3_finalize(store->resting[i]);
        store->resting[i] = NULL;
    }
}

enum hoshi_status hoshi_store_step(struct hoshi_store *store, sqlite3_stmt *statement, bool *row,
                                   struct hoshi_faults *faults)
{
    int rc = sqlite3_step(statement);
    *row = rc == SQLITE_ROW;
    return *row || rc == SQLITE_DONE ? HOSHI_OK : hoshi_store_fault(store, rc, faults);
}

enum hoshi_status hoshi_store_exec(struct hoshi_store *store, struct hoshi_faults *faults, const char *sql,
                                   const char *kinds, ...)
{
    sqlite3_stmt *statement;
    va_list args;
    va_start(args, kinds);
    enum hoshi_status s = store_prepare(store, &statement, faults, sql, kinds, args);
    va_end(args);
    for (bool row = true; !s && row;)
        s = hoshi_store_step(store, statement, &row, faults);
    hoshi_store_finish(store, statement);
    return s;
}

bool hoshi_store_text(sqlite3_stmt *statement, int column, struct hoshi_arena *arena, const char **out)
{
    *out = NULL;
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return true;
    const unsigned char *text = sqlite3_column_text(statement, column);
    *out = text ? hoshi_arena_text(arena, (const char *)text) : NULL;
    return *out != NULL;
}

const char *hoshi_store_now(char out[32])
{
    time_t now = time(NULL);
    struct tm t;
    gmtime_r(&now, &t);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (t.tm_year + 1900) % 10000, t.tm_mon + 1, t.tm_mday,
             t.tm_hour, t.tm_min, t.tm_sec);
    return out;
}

/* ---- contents and cases ---- */

enum hoshi_status hoshi_store_put(struct hoshi_store *store, const char *sha256, const void *bytes, size_t n,
                                  struct hoshi_faults *faults)
{
    return hoshi_store_exec(store, faults,
                            "INSERT INTO content (sha256, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                            "tb", sha256, bytes, n);
}

enum hoshi_status hoshi_store_content(struct hoshi_store *store, const char *sha256, char **bytes, size_t *n,
                                      struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = false;
    char hash[HOSHI_SHA256_TEXT];
    enum hoshi_status s = hoshi_store_prepare(store, &statement, faults,
                                              "SELECT bytes FROM content WHERE sha256 = ?1", "t", sha256);
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    if (!s && !row)
        s = hoshi_fault_add(faults, HOSHI_E_CONTENT_UNKNOWN, NULL, sha256, NULL);
    if (!s) {
        const void *kept = sqlite3_column_blob(statement, 0);
        size_t size = (size_t)sqlite3_column_bytes(statement, 0);
        char *copy = malloc(size + 1);
        if (strcmp(hoshi_sha256_print(kept, size, hash), sha256) != 0) {
            s = hoshi_fault_add(faults, HOSHI_E_CONTENT_CHANGED, NULL, hash, "%s", sha256);
        } else if (!copy) {
            s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        } else {
            if (size)
                memcpy(copy, kept, size);
            copy[size] = 0;
            *bytes = copy;
            *n = size;
            copy = NULL;
        }
        free(copy);
    }
    hoshi_store_finish(store, statement);
    return s;
}

/* What is to be kept of a case: the file and the gap file it names, with their hashes. */
struct kept {
    char *text, *gap;
    size_t n, gap_n;
    char hash[HOSHI_SHA256_TEXT], gap_hash[HOSHI_SHA256_TEXT];
};

static enum hoshi_status read_kept(const struct hoshi_case *c, const char *path, struct kept *k,
                                   struct hoshi_faults *faults)
{
    char beside[4096];
    enum hoshi_status s = hoshi_file_read(path, HOSHI_CASE_FILE_MAX, &k->text, &k->n, faults);
    if (s)
        return s;
    hoshi_sha256_print(k->text, k->n, k->hash);
    if (strcmp(k->hash, c->sha256) != 0)
        return hoshi_fault_add_file(faults, HOSHI_E_CONTENT_CHANGED, path, k->hash);
    if (!c->gap_file)
        return HOSHI_OK;
    if (!hoshi_file_beside(path, c->gap_file, beside, sizeof beside))
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_OPEN, c->gap_file, NULL);
    s = hoshi_file_read(beside, HOSHI_CONTENT_MAX, &k->gap, &k->gap_n, faults);
    if (!s)
        hoshi_sha256_print(k->gap, k->gap_n, k->gap_hash);
    return s;
}

static bool same_text(const unsigned char *a, const char *b)
{
    return a && b ? strcmp((const char *)a, b) == 0 : !a && !b;
}

static enum hoshi_status store_keep(struct hoshi_store *store, const struct hoshi_case *c,
                                    const struct kept *k, int64_t *version, struct hoshi_faults *faults)
{
    char now[32];
    sqlite3_stmt *last;
    bool row = false;
    const char *gap_hash = k->gap ? k->gap_hash : NULL;
    enum hoshi_status s =
        hoshi_store_prepare(store, &last, faults,
                            "SELECT version, sha256, gap_file, gap_sha256 FROM case_version "
                            "WHERE case_id = ?1 ORDER BY version DESC LIMIT 1",
                            "t", c->case_id);
    if (!s)
        s = hoshi_store_step(store, last, &row, faults);
    int64_t number = row ? sqlite3_column_int64(last, 0) : 0;
    bool same = row && same_text(sqlite3_column_text(last, 1), k->hash) &&
                same_text(sqlite3_column_text(last, 2), c->gap_file) &&
                same_text(sqlite3_column_text(last, 3), gap_hash);
    hoshi_store_finish(store, last);
    if (s || same) {
        *version = s ? *version : number;
        return s;
    }
    s = hoshi_store_put(store, k->hash, k->text, k->n, faults);
    if (!s && k->gap)
        s = hoshi_store_put(store, k->gap_hash, k->gap, k->gap_n, faults);
    if (!s)
        s = hoshi_store_exec(
            store, faults,
            "INSERT INTO case_version (case_id, version, kept_at, sha256, title, gap_file, gap_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            "tittttt", c->case_id, number + 1, hoshi_store_now(now), k->hash, c->title, c->gap_file,
            gap_hash);
    if (!s)
        s = hoshi_kept_link(store, c->case_id, HOSHI_KEPT_VERSION, number + 1, faults);
    if (!s)
        *version = number + 1;
    return s;
}

enum hoshi_status hoshi_store_keep_case(struct hoshi_store *store, const struct hoshi_case *c,
                                        const char *path, int64_t *version, struct hoshi_faults *faults)
{
    struct kept k = {0};
    int64_t number = 0;
    if (!c->case_id)
        return hoshi_fault_add_file(faults, HOSHI_E_CASE_ID_MISSING, path, NULL);
    enum hoshi_status s = read_kept(c, path, &k, faults);
    if (!s)
        s = hoshi_store_begin(store, faults);
    if (!s)
        s = hoshi_store_end(store, store_keep(store, c, &k, &number, faults), faults);
    if (!s)
        *version = number;
    free(k.text);
    free(k.gap);
    return s;
}

static bool read_version(sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_case_version *v)
{
    v->version = sqlite3_column_int64(row, 0);
    v->bytes = sqlite3_column_int64(row, 6);
    return hoshi_store_text(row, 1, arena, &v->kept_at) && hoshi_store_text(row, 2, arena, &v->sha256) &&
           hoshi_store_text(row, 3, arena, &v->title) && hoshi_store_text(row, 4, arena, &v->gap_file) &&
           hoshi_store_text(row, 5, arena, &v->gap_sha256);
}

enum hoshi_status hoshi_store_versions(struct hoshi_store *store, const char *case_id,
                                       struct hoshi_arena *arena, struct hoshi_case_version **list, size_t *n,
                                       struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    size_t used = 0, room = 0;
    struct hoshi_case_version *v = NULL;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults,
        "SELECT version, kept_at, v.sha256, title, gap_file, gap_sha256, length(bytes) FROM "
        "case_version v JOIN content c ON c.sha256 = v.sha256 WHERE case_id = ?1 "
        "ORDER BY version",
        "t", case_id);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        if (used == room) {
            struct hoshi_case_version *more =
                hoshi_arena_array(arena, room = room ? 2 * room : 16, sizeof *more);
            if (more && used)
                memcpy(more, v, used * sizeof *more);
            v = more;
        }
        if (!v || !read_version(rows, arena, &v[used++]))
            s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    hoshi_store_finish(store, rows);
    if (!s) {
        *list = v;
        *n = used;
    }
    return s;
}
