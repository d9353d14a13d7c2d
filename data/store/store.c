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
#include <sys/stat.h>
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

enum hoshi_status hoshi_store_fault(const struct hoshi_store *store, int rc, struct hoshi_faults *faults)
{
    enum hoshi_status s = store_status_of(rc);
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
    return hoshi_store_run(store, "BEGIN IMMEDIATE", faults);
}

enum hoshi_status hoshi_store_end(struct hoshi_store *store, enum hoshi_status status,
                                  struct hoshi_faults *faults)
{
    if (!status)
        status = hoshi_store_run(store, "COMMIT", faults);
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

/* ---- the place of the file ---- */

enum hoshi_status hoshi_store_default_path(const char *xdg, const char *home, char *out, size_t size,
                                           struct hoshi_faults *faults)
{
    int n = -1;
    if (xdg && xdg[0] == '/')
        n = snprintf(out, size, "%s/hoshiwari/hoshiwari.db", xdg);
    else if (home && home[0] == '/')
        n = snprintf(out, size, "%s/.local/share/hoshiwari/hoshiwari.db", home);
    if (n > 0 && (size_t)n < size)
        return HOSHI_OK;
    return hoshi_fault_add(faults, HOSHI_E_STORE_FOLDER, "XDG_DATA_HOME", xdg, "--db FILE");
}

enum hoshi_status hoshi_store_make_folder(const char *path, struct hoshi_faults *faults)
{
    char folder[4096];
    if (strlen(path) >= sizeof folder)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOLDER, path, strerror(ENAMETOOLONG));
    hoshi_text_copy(folder, sizeof folder, path);
    for (char *p = folder + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = 0;
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOLDER, folder, strerror(errno));
        *p = '/';
    }
    return HOSHI_OK;
}

/* ---- opening ---- */

/* What the first bytes tell before SQLite is asked: a file that is plainly somebody else's is left alone. */
static enum hoshi_status store_look(const char *path, bool *empty, struct hoshi_faults *faults)
{
    unsigned char head[100];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_OPEN, path, strerror(errno));
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = regular ? read(fd, head, sizeof head) : -1;
    close(fd);
    *empty = n == 0;
    if (n == 0)
        return HOSHI_OK;
    if (n != (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, path, NULL);
    uint32_t application =
        (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 | (uint32_t)head[70] << 8 | head[71];
    if (application != HOSHI_STORE_APPLICATION && application != 0) {
        char got[16];
        snprintf(got, sizeof got, "0x%08X", application);
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, path, got);
    }
    return HOSHI_OK;
}

/* The file itself is made here: SQLite would make it readable by others. */
static enum hoshi_status make_file(const char *path, struct hoshi_faults *faults)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? HOSHI_OK
                               : hoshi_fault_add_file(faults, HOSHI_E_STORE_OPEN, path, strerror(errno));
    close(fd);
    return HOSHI_OK;
}

static enum hoshi_status store_number_of(struct hoshi_store *store, const char *sql, int64_t *out,
                                         struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = false;
    enum hoshi_status s = hoshi_store_prepare(store, &statement, faults, sql, "");
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    *out = !s && row ? sqlite3_column_int64(statement, 0) : 0;
    hoshi_store_finish(store, statement);
    return s;
}

static enum hoshi_status store_settle(struct hoshi_store *store, const struct hoshi_store_options *o,
                                      struct hoshi_faults *faults)
{
    sqlite3 *db = store->db;
    char sql[96];
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, o->busy_ms ? o->busy_ms : HOSHI_STORE_BUSY_MS);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, HOSHI_CONTENT_MAX + 65536);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    int rc = hoshi_store_functions(db);
    if (rc)
        return hoshi_store_fault(store, rc, faults);
    enum hoshi_status s = hoshi_store_run(store,
                                          "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
                                          "PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON",
                                          faults);
    if (!s && o->max_pages) {
        snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld", (long long)o->max_pages);
        s = hoshi_store_run(store, sql, faults);
    }
    return s;
}

/* An existing database without our mark is taken over only when there is nothing in it. */
static enum hoshi_status ours(struct hoshi_store *store, int64_t *version, struct hoshi_faults *faults)
{
    int64_t application, objects;
    enum hoshi_status s = store_number_of(store, "PRAGMA application_id", &application, faults);
    if (!s)
        s = store_number_of(store, "PRAGMA user_version", version, faults);
    if (!s)
        s = store_number_of(store, "SELECT count(*) FROM sqlite_schema", &objects, faults);
    if (s)
        return s;
    char got[64];
    snprintf(got, sizeof got, "application_id 0x%08llX, user_version %lld", (unsigned long long)application,
             (long long)*version);
    if (application != HOSHI_STORE_APPLICATION && (application || *version || objects))
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, store->path, got);
    if (*version < 0 || (!*version && objects))
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_CORRUPT, store->path, got);
    if (*version <= HOSHI_STORE_VERSION)
        return HOSHI_OK;
    hoshi_fault_add(faults, HOSHI_E_STORE_NEWER, store->path, got, "user_version 1 … %d",
                    HOSHI_STORE_VERSION);
    return HOSHI_E_STORE_NEWER;
}

/* One step; nothing is done when another process has done it meanwhile. */
static enum hoshi_status migrate(struct hoshi_store *store, int to, struct hoshi_faults *faults)
{
    int64_t version = 0;
    char mark[128];
    enum hoshi_status s = hoshi_store_begin(store, faults);
    if (s)
        return s;
    s = store_number_of(store, "PRAGMA user_version", &version, faults);
    if (!s && version == to - 1) {
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 HOSHI_STORE_APPLICATION, to);
        s = hoshi_store_run(store, hoshi_store_migration[to - 1], faults);
        if (!s)
            s = hoshi_store_run(store, mark, faults);
    }
    return hoshi_store_end(store, s, faults);
}

static enum hoshi_status bring_up(struct hoshi_store *store, int64_t version, struct hoshi_faults *faults)
{
    char copy[4096];
    enum hoshi_status s = HOSHI_OK;
    if (version == HOSHI_STORE_VERSION)
        return HOSHI_OK;
    if (version) {
        int n = snprintf(copy, sizeof copy, "%s.before-v%d", store->path, HOSHI_STORE_VERSION);
        if (n < 0 || (size_t)n >= sizeof copy)
            return hoshi_fault_add_file(faults, HOSHI_E_STORE_WRITE, store->path, strerror(ENAMETOOLONG));
        s = hoshi_store_backup(store, copy, faults);
    }
    for (int to = (int)version + 1; !s && to <= HOSHI_STORE_VERSION; to++)
        s = migrate(store, to, faults);
    return s;
}

/* WAL where it can be had. Two processes that open a new store at once meet here: SQLite does not call the
 * busy handler for every lock of this change, so it is tried again for as long. */
static enum hoshi_status enter_wal(struct hoshi_store *store, int busy_ms, struct hoshi_faults *faults)
{
    for (int waited = 0;; waited += 10) {
        sqlite3_stmt *statement = NULL;
        int rc = sqlite3_prepare_v2(store->db, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
        if (!rc)
            rc = sqlite3_step(statement);
        const unsigned char *mode = rc == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
        store->wal = mode && strcmp((const char *)mode, "wal") == 0;
        sqlite3_finalize(statement);
        if (rc == SQLITE_ROW || sqlite3_db_readonly(store->db, "main") == 1)
            return HOSHI_OK;
        if ((rc & 0xff) != SQLITE_BUSY || waited >= busy_ms)
            return hoshi_store_fault(store, rc, faults);
        sqlite3_sleep(10);
    }
}

static char *plain_path(const char *path)
{
    /* SQLite gives names that begin with "file:" or ":" a meaning of their own. */
    size_t n = strlen(path) + 3;
    char *out = malloc(n);
    if (out)
        snprintf(out, n, "%s%s", path[0] == '/' ? "" : "./", path);
    return out;
}

static enum hoshi_status open_file(struct hoshi_store *store, const struct hoshi_store_options *o,
                                   struct hoshi_faults *faults)
{
    char *plain = plain_path(store->path);
    if (!plain)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    int rc = sqlite3_open_v2(plain, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, o->vfs);
    free(plain);
    int64_t version = 0;
    enum hoshi_status s = rc ? hoshi_store_fault(store, rc, faults) : store_settle(store, o, faults);
    if (!s)
        s = ours(store, &version, faults);
    if (!s)
        s = bring_up(store, version, faults);
    if (!s)
        s = enter_wal(store, o->busy_ms ? o->busy_ms : HOSHI_STORE_BUSY_MS, faults);
    return s;
}

enum hoshi_status hoshi_store_open(const char *path, const struct hoshi_store_options *options,
                                   struct hoshi_store **out, struct hoshi_faults *faults)
{
    static const struct hoshi_store_options none = {0};
    const struct hoshi_store_options *o = options ? options : &none;
    bool empty = false;
    enum hoshi_status s = o->create ? make_file(path, faults) : HOSHI_OK;
    if (!s)
        s = store_look(path, &empty, faults);
    if (!s && empty && !o->create)
        s = hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, path, "0 bytes");
    if (s)
        return s;
    struct hoshi_store *store = calloc(1, sizeof *store);
    if (store)
        store->path = strdup(path);
    if (!store || !store->path)
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s)
        s = open_file(store, o, faults);
    if (!s)
        *out = store;
    else
        hoshi_store_close(store);
    return s;
}

void hoshi_store_close(struct hoshi_store *store)
{
    if (!store)
        return;
    hoshi_store_clear(store);
    sqlite3_close_v2(store->db);
    free(store->path);
    free(store);
}

const char *hoshi_store_path(const struct hoshi_store *store)
{
    return store->path;
}

bool hoshi_store_is_wal(const struct hoshi_store *store)
{
    return store->wal;
}

/* ---- backup ---- */

static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return sqlite3_errcode(to);
    int rc;
    int waited = 0;
    do {
        rc = sqlite3_backup_step(backup, -1);
        if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
            sqlite3_sleep(10);
    } while (((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED) &&
             (waited += 10) < HOSHI_STORE_BUSY_MS);
    int end = sqlite3_backup_finish(backup);
    return rc == SQLITE_DONE ? end : rc;
}

enum hoshi_status hoshi_store_backup(struct hoshi_store *store, const char *path, struct hoshi_faults *faults)
{
    char part[4096];
    if (!hoshi_file_neighbour(path, part, sizeof part - 2))
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(ENAMETOOLONG));
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(errno));
    close(fd);
    sqlite3 *to = NULL;
    char *plain = plain_path(part);
    int rc =
        plain ? sqlite3_open_v2(plain, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_NOMEM;
    free(plain);
    if (!rc)
        rc = copy_pages(store->db, to);
    int end = sqlite3_close(to);
    if (!rc && !end)
        return hoshi_file_commit(part, path, faults);
    unlink(part);
    return hoshi_fault_add_file(faults, store_status_of(rc ? rc : end), path, sqlite3_errstr(rc ? rc : end));
}

/* ---- check ---- */

enum { FINDINGS_MAX = 20 };

static enum hoshi_status integrity(struct hoshi_store *store, const char *pragma, const char *fine,
                                   struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(store, &statement, faults, pragma, "");
    for (int i = 0; !s && i < FINDINGS_MAX; i++) {
        s = hoshi_store_step(store, statement, &row, faults);
        if (s || !row)
            break;
        const char *said = (const char *)sqlite3_column_text(statement, 0);
        if (!said || !fine || strcmp(said, fine) != 0)
            hoshi_fault_add_file(faults, HOSHI_E_STORE_CORRUPT, store->path, said);
    }
    hoshi_store_finish(store, statement);
    return s;
}

/* A database as this program makes it, to compare with. */
static enum hoshi_status model(struct hoshi_store *out, struct hoshi_faults *faults)
{
    int rc = sqlite3_open_v2(":memory:", &out->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (!rc)
        rc = hoshi_store_functions(out->db);
    enum hoshi_status s = rc ? hoshi_store_fault(out, rc, faults) : HOSHI_OK;
    for (int i = 0; !s && i < HOSHI_STORE_VERSION; i++)
        s = hoshi_store_run(out, hoshi_store_migration[i], faults);
    return s;
}

/* Every object of `a` that is missing or different in `b`. */
static enum hoshi_status differ(struct hoshi_store *a, struct hoshi_store *b, const char *file,
                                const char *allowed, struct hoshi_faults *faults)
{
    sqlite3_stmt *mine, *other;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        a, &mine, faults, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL", "");
    while (!s) {
        s = hoshi_store_step(a, mine, &row, faults);
        if (s || !row)
            break;
        s = hoshi_store_prepare(
            b, &other, faults,
            "SELECT 1 FROM sqlite_schema WHERE type IS ?1 AND name IS ?2 AND tbl_name IS ?3 AND sql IS ?4",
            "tttt", (const char *)sqlite3_column_text(mine, 0), (const char *)sqlite3_column_text(mine, 1),
            (const char *)sqlite3_column_text(mine, 2), (const char *)sqlite3_column_text(mine, 3));
        bool same = false;
        if (!s)
            s = hoshi_store_step(b, other, &same, faults);
        hoshi_store_finish(b, other);
        if (!s && !same) {
            const char *before = faults ? faults->file : NULL;
            if (faults)
                faults->file = file;
            hoshi_fault_add(faults, HOSHI_E_STORE_SCHEMA, (const char *)sqlite3_column_text(mine, 1), NULL,
                            "%s", allowed);
            if (faults)
                faults->file = before;
        }
    }
    hoshi_store_finish(a, mine);
    return s;
}

enum hoshi_status hoshi_store_check(struct hoshi_store *store, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    struct hoshi_store fresh = {.path = store->path};
    if (!mine)
        return HOSHI_E_MEMORY;
    size_t before = mine->n;
    enum hoshi_status s = integrity(store, "PRAGMA integrity_check(20)", "ok", mine);
    if (!s)
        s = integrity(store, "PRAGMA foreign_key_check", NULL, mine);
    if (!s)
        s = model(&fresh, mine);
    if (!s)
        s = differ(&fresh, store, store->path, "", mine);
    if (!s)
        s = differ(store, &fresh, store->path, "", mine);
    hoshi_store_clear(&fresh);
    sqlite3_close_v2(fresh.db);
    if (!s && mine->n > before)
        s = mine->item[before].status;
    if (mine != faults)
        free(mine);
    return s;
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
