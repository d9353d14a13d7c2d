/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a store: where it lies, what its first bytes tell, whether its form is the one this program makes (before
 * anything in it is run or read), bringing it up, and reading one that cannot be written. Then backup and check. */
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
#include <unistd.h>

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

/* How many of the first bytes there are; -1 (errno) where they cannot be read. */
static ssize_t store_head(int fd, unsigned char *head, size_t n)
{
    size_t have = 0;
    for (ssize_t got = 1; have < n && got; have += (size_t)got) {
        do
            got = read(fd, head + have, n - have);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            return -1;
    }
    return (ssize_t)have;
}

/* What the first bytes tell before SQLite is asked: a file that is plainly somebody else's is left alone. */
static enum hoshi_status store_look(const char *path, bool *empty, bool *wal, struct hoshi_faults *faults)
{
    unsigned char head[100];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_OPEN, path, strerror(errno));
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = regular ? store_head(fd, head, sizeof head) : 0;
    int error = errno;
    close(fd);
    if (n < 0)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_READ, path, strerror(error));
    *empty = regular && n == 0;
    if (*empty)
        return HOSHI_OK;
    if (n != (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, path, NULL);
    *wal = head[18] == 2 || head[19] == 2;
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
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
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
    /* Not hoshi_store_begin: a copy in memory of an older store is brought up as well. */
    enum hoshi_status s = hoshi_store_run(store, "BEGIN IMMEDIATE", faults);
    if (s)
        return s;
    s = store_number_of(store, "PRAGMA user_version", &version, faults);
    if (!s && version == to - 1) {
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 HOSHI_STORE_APPLICATION, to);
        s = hoshi_store_run(store, hoshi_store_migration[to - 1], faults);
        if (!s && to == HOSHI_STORE_CHAINED)
            s = hoshi_kept_link_all(store, faults);
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
    if (version && !store->reading) {
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
        store->entered = store->wal;
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

/* A database as this program makes it, to compare with. */
static enum hoshi_status model(struct hoshi_store *out, int version, struct hoshi_faults *faults)
{
    int rc = sqlite3_open_v2(":memory:", &out->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (!rc)
        rc = hoshi_store_functions(out->db);
    enum hoshi_status s = rc ? hoshi_store_fault(out, rc, faults) : HOSHI_OK;
    for (int i = 0; !s && i < version; i++)
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

/* Tables, indices and triggers are those of the version, each with its very text; nothing else is there. */
static enum hoshi_status check_form(struct hoshi_store *store, int version, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    struct hoshi_store fresh = {.path = store->path};
    if (!mine)
        return HOSHI_E_MEMORY;
    size_t before = mine->n;
    enum hoshi_status s = model(&fresh, version, mine);
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

/* What is ours by its mark has the form this program gives it, or nothing of it is run or read. */
static enum hoshi_status known(struct hoshi_store *store, const struct hoshi_store_options *o,
                               int64_t *version, struct hoshi_faults *faults)
{
    enum hoshi_status s = store_settle(store, o, faults);
    /* One look: another process may be bringing the store up, and version and form are of the same moment. */
    if (!s)
        s = hoshi_store_run(store, "BEGIN", faults);
    if (s)
        return s;
    s = ours(store, version, faults);
    if (!s && *version)
        s = check_form(store, (int)*version, faults);
    return hoshi_store_end(store, s, faults);
}

/* ---- where nothing can be written ---- */

static bool beside(const char *path, const char *suffix, char *out, size_t size)
{
    int n = snprintf(out, size, "%s%s", path, suffix);
    struct stat st;
    return n > 0 && (size_t)n < size && stat(out, &st) == 0;
}

/* SQLite makes files beside the store even to read it. */
static bool cannot_write(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    if (n >= sizeof folder)
        return false;
    hoshi_text_copy(folder, n + 1, path);
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 ||
           faccessat(AT_FDCWD, n ? folder : ".", W_OK, AT_EACCESS) != 0;
}

/* The name as SQLite takes it when it is told to change and lock nothing: no other process writes here either. */
static char *immutable_name(const char *path)
{
    size_t n = 3 * strlen(path) + 32;
    char *out = malloc(n);
    size_t used = out ? (size_t)snprintf(out, n, "file:%s", path[0] == '/' ? "" : "./") : 0;
    for (; out && *path; path++)
        used += (size_t)snprintf(out + used, n - used, strchr("?#%", *path) ? "%%%02X" : "%c",
                                 (unsigned char)*path);
    if (out)
        snprintf(out + used, n - used, "?immutable=1");
    return out;
}

static bool copy_bytes(const char *from, const char *to)
{
    char chunk[65536];
    ssize_t got = -1;
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    while (in >= 0 && out >= 0 && (got = read(in, chunk, sizeof chunk)) > 0)
        if (write(out, chunk, (size_t)got) != got) {
            got = -1;
            break;
        }
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0)
        got = -1;
    return in >= 0 && out >= 0 && got == 0;
}

/* The whole of `from` into memory, where the store's db is from then on. */
static enum hoshi_status into_memory(struct hoshi_store *store, sqlite3 *from, struct hoshi_faults *faults)
{
    int rc = sqlite3_open_v2(":memory:", &store->db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (!rc)
        rc = copy_pages(from, store->db);
    return rc ? hoshi_store_fault(store, rc, faults) : HOSHI_OK;
}

/* With a log beside it the last entries are in that log: both are copied where SQLite may join them. */
static enum hoshi_status from_copy(struct hoshi_store *store, const struct hoshi_store_options *o,
                                   struct hoshi_faults *faults)
{
    static const char *const suffix[] = {"", "-wal", "-journal"};
    char folder[4096], from[4096], to[4200];
    sqlite3 *db = NULL;
    bool whole = snprintf(folder, sizeof folder, "%s/hoshiwari-XXXXXX",
                          o->temporary && *o->temporary ? o->temporary : "/tmp") > 0 &&
                 mkdtemp(folder);
    if (!whole)
        return hoshi_fault_add_file(faults, HOSHI_E_STORE_OPEN, store->path, strerror(errno));
    for (size_t i = 0; whole && i < sizeof suffix / sizeof *suffix; i++) {
        snprintf(to, sizeof to, "%s/s.db%s", folder, suffix[i]);
        whole = !beside(store->path, suffix[i], from, sizeof from) || copy_bytes(from, to);
    }
    snprintf(to, sizeof to, "%s/s.db", folder);
    int rc =
        whole ? sqlite3_open_v2(to, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_CANTOPEN;
    enum hoshi_status s = rc ? hoshi_store_fault(store, rc, faults) : into_memory(store, db, faults);
    sqlite3_close(db);
    for (size_t i = 0; i <= sizeof suffix / sizeof *suffix; i++) {
        snprintf(to, sizeof to, "%s/s.db%s", folder, i < sizeof suffix / sizeof *suffix ? suffix[i] : "-shm");
        unlink(to);
    }
    rmdir(folder);
    return s;
}

/* An older store that is only read stays what it is: a copy in memory is brought up. */
static enum hoshi_status bring_up_copy(struct hoshi_store *store, const struct hoshi_store_options *o,
                                       struct hoshi_faults *faults)
{
    sqlite3 *older = store->db;
    int64_t version = 0;
    hoshi_store_clear(store);
    store->db = NULL;
    store->reading = true;
    enum hoshi_status s = into_memory(store, older, faults);
    sqlite3_close(older);
    if (!s)
        s = known(store, o, &version, faults);
    return s ? s : bring_up(store, version, faults);
}

static enum hoshi_status open_unwritable(struct hoshi_store *store, const struct hoshi_store_options *o,
                                         struct hoshi_faults *faults)
{
    char name[4096];
    int64_t version = 0;
    enum hoshi_status s = HOSHI_OK;
    store->reading = true;
    if (beside(store->path, "-wal", name, sizeof name) ||
        beside(store->path, "-journal", name, sizeof name)) {
        s = from_copy(store, o, faults);
    } else {
        char *uri = immutable_name(store->path);
        int rc = uri ? sqlite3_open_v2(uri, &store->db,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, o->vfs)
                     : SQLITE_NOMEM;
        free(uri);
        s = rc ? hoshi_store_fault(store, rc, faults) : HOSHI_OK;
    }
    if (!s)
        s = known(store, o, &version, faults);
    return s || version == HOSHI_STORE_VERSION ? s : bring_up_copy(store, o, faults);
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
    enum hoshi_status s = rc ? hoshi_store_fault(store, rc, faults) : known(store, o, &version, faults);
    if (!s && o->reading && version && version != HOSHI_STORE_VERSION)
        return bring_up_copy(store, o, faults);
    if (!s)
        s = bring_up(store, version, faults);
    if (!s && !o->reading)
        s = enter_wal(store, o->busy_ms ? o->busy_ms : HOSHI_STORE_BUSY_MS, faults);
    return s;
}

enum hoshi_status hoshi_store_open(const char *path, const struct hoshi_store_options *options,
                                   struct hoshi_store **out, struct hoshi_faults *faults)
{
    static const struct hoshi_store_options none = {0};
    const struct hoshi_store_options *o = options ? options : &none;
    bool empty = false, wal = false;
    char name[4096];
    enum hoshi_status s = o->create ? make_file(path, faults) : HOSHI_OK;
    if (!s)
        s = store_look(path, &empty, &wal, faults);
    if (!s && empty && !o->create)
        s = hoshi_fault_add_file(faults, HOSHI_E_STORE_FOREIGN, path, "0 bytes");
    if (s)
        return s;
    struct hoshi_store *store = calloc(1, sizeof *store);
    if (store)
        store->path = strdup(path);
    if (!store || !store->path)
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else
        store->without_wal = wal && !beside(path, "-wal", name, sizeof name);
    if (!s)
        s = cannot_write(path) ? open_unwritable(store, o, faults) : open_file(store, o, faults);
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
    /* Left as one whole file: what still says WAL without one beside it was copied while it was in use. */
    if (store->entered) {
        sqlite3_busy_timeout(store->db, 0);
        sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
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

bool hoshi_store_is_without_wal(const struct hoshi_store *store)
{
    return store->without_wal;
}

/* ---- backup ---- */

/* With what SQLite leaves beside a file that it could not end. */
static void remove_part(const char *part)
{
    static const char *const suffix[] = {"", "-journal", "-wal", "-shm"};
    char path[4200];
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++)
        if (beside(part, suffix[i], path, sizeof path))
            unlink(path);
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
    hoshi_file_neighbour_begins(part);
    sqlite3 *to = NULL;
    char *plain = plain_path(part);
    int rc =
        plain ? sqlite3_open_v2(plain, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_NOMEM;
    free(plain);
    if (!rc)
        rc = copy_pages(store->db, to);
    if (!rc)
        rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    int end = sqlite3_close(to);
    enum hoshi_status s = !rc && !end ? hoshi_file_commit(part, path, faults) : HOSHI_OK;
    hoshi_file_neighbour_ends(part);
    if (!rc && !end)
        return s;
    remove_part(part);
    struct hoshi_store target = {.path = (char *)(uintptr_t)path};
    return hoshi_store_fault(&target, rc ? rc : end, faults);
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
        bool finding = !said || !fine || strcmp(said, fine) != 0;
        if (finding && !hoshi_store_is_readable(store->path))
            s = hoshi_fault_add_file(faults, HOSHI_E_FILE_READ, store->path, strerror(errno));
        else if (finding)
            hoshi_fault_add_file(faults, HOSHI_E_STORE_CORRUPT, store->path, said);
    }
    hoshi_store_finish(store, statement);
    return s;
}

enum hoshi_status hoshi_store_check(struct hoshi_store *store, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    if (!mine)
        return HOSHI_E_MEMORY;
    size_t before = mine->n;
    enum hoshi_status s = check_form(store, HOSHI_STORE_VERSION, mine);
    if (!s)
        s = integrity(store, "PRAGMA integrity_check(20)", "ok", mine);
    if (!s)
        s = integrity(store, "PRAGMA foreign_key_check", NULL, mine);
    if (!s && mine->n > before)
        s = mine->item[before].status;
    if (mine != faults)
        free(mine);
    return s;
}
