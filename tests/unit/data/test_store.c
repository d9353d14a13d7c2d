/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: what it opens and what it refuses, versions of a case, backup, a full disk, memory that runs
 * out. */
#include "support.h"
#include "file.h"
#include "store.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/hoshi-store-XXXXXX";
static struct hoshi_faults faults;
static const struct hoshi_store_options create = {.create = true};

static const char *place(const char *name)
{
    static char path[4][200];
    static int turn;
    char *p = path[turn++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void put(const char *path, const char *text)
{
    assert_int_equal(hoshi_file_write(path, text, strlen(text), NULL), HOSHI_OK);
}

static enum hoshi_status open_it(const char *path, const struct hoshi_store_options *o,
                                 struct hoshi_store **s)
{
    faults = (struct hoshi_faults){0};
    return hoshi_store_open(path, o, s, &faults);
}

static void raw(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static const char json[] =
    "{ \"hoshiwari_case\": 1, \"case_id\": \"made\", \"title\": \"版%d\", \"supplier\": { \"size\": "
    "{ \"users\": 4 } }, \"target_level\": 3, \"gap\": { \"answers\": {} } }";

static struct hoshi_case *case_at(const char *path, int version)
{
    char text[400];
    struct hoshi_case *c = NULL;
    snprintf(text, sizeof text, json, version);
    put(path, text);
    faults = (struct hoshi_faults){0};
    assert_int_equal(hoshi_case_read(path, support_tables(), &c, &faults), HOSHI_OK);
    return c;
}

static void a_new_store_is_private_and_sound(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    struct stat st;
    const char *path = place("new.db");
    assert_int_equal(open_it(path, NULL, &s), HOSHI_E_STORE_OPEN);
    assert_null(s);
    assert_int_equal(open_it(path, &create, &s), HOSHI_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(hoshi_store_is_wal(s));
    assert_int_equal(hoshi_store_check(s, &faults), HOSHI_OK);
    hoshi_store_close(s);
    raw(path, "PRAGMA application_id");
    assert_int_equal(open_it(path, NULL, &s), HOSHI_OK);
    hoshi_store_close(s);
}

static void only_a_store_of_ours_is_opened(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    struct hoshi_faults none = {0};
    (void)none;
    put(place("text.db"),
        "this is no database, and it is longer than the hundred bytes of a header, quite a bit longer "
        "than that indeed");
    put(place("short.db"), "short");
    raw(place("other.db"), "PRAGMA application_id = 77; CREATE TABLE t (a)");
    raw(place("unmarked.db"), "CREATE TABLE t (a)");
    raw(place("marked.db"), "PRAGMA user_version = 3; CREATE TABLE t (a); DROP TABLE t");
    static const char *const names[] = {"text.db", "short.db", "other.db", "unmarked.db", "marked.db", "."};
    for (size_t i = 0; i < SUPPORT_COUNT(names); i++)
        for (int make = 0; make < 2; make++) {
            char *before = NULL, *after = NULL;
            size_t n = 0, m = 0;
            bool file = !hoshi_file_read(place(names[i]), 1 << 20, &before, &n, NULL);
            if (open_it(place(names[i]), make ? &create : NULL, &s) != HOSHI_E_STORE_FOREIGN)
                fail_msg("%s: %s", names[i], hoshi_status_name(hoshi_faults_status(&faults)));
            assert_string_equal(faults.item[0].file, place(names[i]));
            if (file) {
                assert_int_equal(hoshi_file_read(place(names[i]), 1 << 20, &after, &m, NULL), HOSHI_OK);
                assert_int_equal(n, m);
                assert_memory_equal(before, after, n);
            }
            free(before);
            free(after);
        }
}

static void a_newer_store_is_refused_and_left_alone(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    char sql[80];
    assert_int_equal(open_it(place("newer.db"), &create, &s), HOSHI_OK);
    hoshi_store_close(s);
    s = NULL;
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", HOSHI_STORE_VERSION + 1);
    raw(place("newer.db"), sql);
    assert_int_equal(open_it(place("newer.db"), &create, &s), HOSHI_E_STORE_NEWER);
    assert_null(s);
}

static void a_truncated_store_is_called_damaged(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    assert_int_equal(open_it(place("cut.db"), &create, &s), HOSHI_OK);
    hoshi_store_close(s);
    s = NULL;
    assert_int_equal(truncate(place("cut.db"), 3000), 0);
    assert_int_equal(open_it(place("cut.db"), NULL, &s), HOSHI_E_STORE_CORRUPT);
}

static void names_with_a_meaning_to_sqlite_are_plain_files(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    char here[4096];
    static const char *const names[] = {":memory:", "file:x.db?mode=memory"};
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(open_it(names[i], &create, &s), HOSHI_OK);
        hoshi_store_close(s);
        assert_int_equal(access(names[i], F_OK), 0);
    }
    assert_int_equal(chdir(here), 0);
}

static void without_wal_the_rollback_journal_serves(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    const struct hoshi_store_options o = {.create = true, .vfs = "unix-dotfile"};
    struct hoshi_case *c = case_at(place("plain.json"), 1);
    int64_t version = 0;
    assert_int_equal(open_it(place("plain.db"), &o, &s), HOSHI_OK);
    assert_false(hoshi_store_is_wal(s));
    assert_int_equal(hoshi_store_keep_case(s, c, place("plain.json"), &version, &faults), HOSHI_OK);
    assert_int_equal(version, 1);
    hoshi_store_close(s);
    hoshi_case_close(c);
}

static void the_default_place(void **state)
{
    (void)state;
    char out[200];
    assert_int_equal(hoshi_store_default_path("/x", "/h", out, sizeof out, NULL), HOSHI_OK);
    assert_string_equal(out, "/x/hoshiwari/hoshiwari.db");
    assert_int_equal(hoshi_store_default_path("relative", "/h", out, sizeof out, NULL), HOSHI_OK);
    assert_string_equal(out, "/h/.local/share/hoshiwari/hoshiwari.db");
    assert_int_equal(hoshi_store_default_path("", NULL, out, sizeof out, NULL), HOSHI_E_STORE_FOLDER);
    assert_int_equal(hoshi_store_default_path(NULL, "h", out, sizeof out, NULL), HOSHI_E_STORE_FOLDER);
    assert_int_equal(hoshi_store_default_path("/x", NULL, out, 10, NULL), HOSHI_E_STORE_FOLDER);
    struct stat st;
    assert_int_equal(hoshi_store_make_folder(place("a/b/c.db"), NULL), HOSHI_OK);
    assert_int_equal(stat(place("a/b"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    put(place("file"), "x");
    assert_int_equal(hoshi_store_make_folder(place("file/b/c.db"), NULL), HOSHI_E_STORE_FOLDER);
}

static void every_version_of_a_case_is_kept_once(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *v = NULL;
    size_t n = 0;
    char *bytes = NULL;
    const int order[] = {1, 1, 2, 2, 1};
    const int64_t wanted[] = {1, 1, 2, 2, 3};
    assert_int_equal(open_it(place("versions.db"), &create, &s), HOSHI_OK);
    for (size_t i = 0; i < SUPPORT_COUNT(order); i++) {
        int64_t version = 0;
        struct hoshi_case *c = case_at(place("v.json"), order[i]);
        assert_int_equal(hoshi_store_keep_case(s, c, place("v.json"), &version, &faults), HOSHI_OK);
        assert_int_equal(version, wanted[i]);
        hoshi_case_close(c);
    }
    assert_int_equal(hoshi_store_versions(s, "made", &arena, &v, &n, &faults), HOSHI_OK);
    assert_int_equal(n, 3);
    assert_string_equal(v[1].title, "版2");
    assert_string_equal(v[0].sha256, v[2].sha256);
    assert_int_equal(hoshi_store_content(s, v[2].sha256, &bytes, &n, &faults), HOSHI_OK);
    char text[400];
    snprintf(text, sizeof text, json, 1);
    assert_string_equal(bytes, text);
    assert_int_equal(n, strlen(text));
    free(bytes);
    assert_int_equal(hoshi_store_content(s, "00", &bytes, &n, &faults), HOSHI_E_CONTENT_UNKNOWN);
    hoshi_arena_release(&arena);
    hoshi_store_close(s);
}

static void a_case_that_changed_since_it_was_read_is_not_kept(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    int64_t version = -1;
    assert_int_equal(open_it(place("raced.db"), &create, &s), HOSHI_OK);
    struct hoshi_case *c = case_at(place("raced.json"), 1);
    put(place("raced.json"), "{}");
    assert_int_equal(hoshi_store_keep_case(s, c, place("raced.json"), &version, &faults),
                     HOSHI_E_CONTENT_CHANGED);
    assert_int_equal(version, -1);
    const char *id = c->case_id;
    c->case_id = NULL;
    assert_int_equal(hoshi_store_keep_case(s, c, place("raced.json"), &version, &faults),
                     HOSHI_E_CASE_ID_MISSING);
    c->case_id = id;
    hoshi_case_close(c);
    hoshi_store_close(s);
}

static void kept_rows_cannot_be_changed_even_by_hand(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    int64_t version;
    assert_int_equal(open_it(place("hand.db"), &create, &s), HOSHI_OK);
    struct hoshi_case *c = case_at(place("hand.json"), 1);
    assert_int_equal(hoshi_store_keep_case(s, c, place("hand.json"), &version, &faults), HOSHI_OK);
    hoshi_store_close(s);
    hoshi_case_close(c);
    static const char *const tries[] = {
        "UPDATE content SET bytes = x'00'", "DELETE FROM content", "UPDATE case_version SET title = 'x'",
        "DELETE FROM case_version", "INSERT INTO content VALUES ('ab', x'00')",
        /* a plain shell lacks the function the trigger calls */
        "INSERT INTO content VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'')"};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(place("hand.db"), &db), SQLITE_OK);
    for (size_t i = 0; i < SUPPORT_COUNT(tries); i++)
        if (sqlite3_exec(db, tries[i], NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("%s was possible", tries[i]);
    sqlite3_close(db);
}

static void a_changed_form_is_found(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "DROP TRIGGER content_no_update",
        "CREATE TABLE more (a)",
        "DROP INDEX log_by_party",
        "CREATE VIEW endless AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "DROP TABLE run_figure; CREATE VIEW run_figure AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n) SELECT i AS run, 'k' AS key, i AS yen FROM n",
        "CREATE TRIGGER more AFTER INSERT ON run BEGIN SELECT 1; END",
        "ALTER TABLE run ADD COLUMN more TEXT",
        "DROP TRIGGER log_entry_chained; CREATE TRIGGER log_entry_chained BEFORE INSERT "
        "ON log_entry BEGIN SELECT 1; END"};
    for (size_t i = 0; i < SUPPORT_COUNT(changes); i++) {
        struct hoshi_store *s = NULL;
        unlink(place("form.db"));
        assert_int_equal(open_it(place("form.db"), &create, &s), HOSHI_OK);
        hoshi_store_close(s);
        raw(place("form.db"), changes[i]);
        s = NULL;
        for (int reading = 0; reading < 2; reading++) {
            const struct hoshi_store_options o = {.reading = reading};
            if (open_it(place("form.db"), &o, &s) != HOSHI_E_STORE_SCHEMA || s)
                fail_msg("%s was not found", changes[i]);
        }
    }
}

static void runs_are_kept_with_their_tables_and_figures(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    struct hoshi_arena arena = {0};
    struct hoshi_run *list = NULL,
                     run = {.case_id = "made", .version = 1, .verb = "estimate", .program = "0"};
    struct hoshi_run_table table[] = {{"prices", "2026-11-22"}, {"catalog", "2026-03-27"}};
    struct hoshi_run_figure figure[] = {{"totals.horizon_yen", HOSHI_YEN_MAX}, {"a", -HOSHI_YEN_MAX}};
    size_t n = 0;
    int64_t version;
    assert_int_equal(open_it(place("runs.db"), &create, &s), HOSHI_OK);
    struct hoshi_case *c = case_at(place("runs.json"), 1);
    /* a run of a version that is not kept breaks a foreign key and leaves nothing */
    assert_int_not_equal(hoshi_store_keep_run(s, &run, NULL), HOSHI_OK);
    assert_int_equal(run.run, 0);
    assert_int_equal(hoshi_store_keep_case(s, c, place("runs.json"), &version, &faults), HOSHI_OK);
    run.table = table;
    run.tables = 2;
    run.figure = figure;
    run.figures = 2;
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(hoshi_store_keep_run(s, &run, &faults), HOSHI_OK);
        assert_int_equal(run.run, i);
    }
    /* a table named twice: the whole run is refused */
    table[1].name = "prices";
    assert_int_not_equal(hoshi_store_keep_run(s, &run, NULL), HOSHI_OK);
    assert_int_equal(hoshi_store_runs(s, "made", &arena, &list, &n, &faults), HOSHI_OK);
    assert_int_equal(n, 3);
    assert_int_equal(list[2].tables, 2);
    assert_string_equal(list[2].table[0].name, "catalog");
    assert_string_equal(list[2].table[1].version, "2026-11-22");
    assert_int_equal(list[2].figures, 2);
    assert_int_equal(list[2].figure[0].yen, -HOSHI_YEN_MAX);
    assert_int_equal(list[2].figure[1].yen, HOSHI_YEN_MAX);
    assert_int_equal(hoshi_store_runs(s, "other", &arena, &list, &n, &faults), HOSHI_OK);
    assert_int_equal(n, 0);
    assert_int_equal(hoshi_store_check(s, &faults), HOSHI_OK);
    hoshi_arena_release(&arena);
    hoshi_store_close(s);
    hoshi_case_close(c);
}

static void a_backup_is_a_whole_store(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL, *b = NULL;
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *v = NULL;
    struct stat st;
    size_t n = 0;
    int64_t version;
    assert_int_equal(open_it(place("from.db"), &create, &s), HOSHI_OK);
    struct hoshi_case *c = case_at(place("from.json"), 1);
    assert_int_equal(hoshi_store_keep_case(s, c, place("from.json"), &version, &faults), HOSHI_OK);
    assert_int_equal(hoshi_store_backup(s, place("to.db"), &faults), HOSHI_OK);
    assert_int_equal(stat(place("to.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(open_it(place("to.db"), NULL, &b), HOSHI_OK);
    assert_int_equal(hoshi_store_check(b, &faults), HOSHI_OK);
    assert_int_equal(hoshi_store_versions(b, "made", &arena, &v, &n, &faults), HOSHI_OK);
    assert_int_equal(n, 1);
    assert_int_equal(hoshi_store_backup(s, place("no-such-folder/to.db"), &faults), HOSHI_E_FILE_WRITE);
    hoshi_arena_release(&arena);
    hoshi_store_close(b);
    hoshi_store_close(s);
    hoshi_case_close(c);
}

static void a_full_disk_leaves_what_was_there(void **state)
{
    (void)state;
    struct hoshi_store *s = NULL;
    const struct hoshi_store_options small = {.max_pages = 24};
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *v = NULL;
    size_t n = 0;
    int64_t version = 0;
    assert_int_equal(open_it(place("full.db"), &create, &s), HOSHI_OK);
    struct hoshi_case *c = case_at(place("full.json"), 1);
    assert_int_equal(hoshi_store_keep_case(s, c, place("full.json"), &version, &faults), HOSHI_OK);
    hoshi_store_close(s);
    hoshi_case_close(c);
    /* A second version too large for the space that is left. */
    static char large[200000];
    snprintf(large, sizeof large, json, 2);
    size_t end = strlen(large);
    memset(large + end, ' ', sizeof large - end - 1);
    put(place("full.json"), large);
    assert_int_equal(hoshi_case_read(place("full.json"), support_tables(), &c, &faults), HOSHI_OK);
    assert_int_equal(open_it(place("full.db"), &small, &s), HOSHI_OK);
    assert_int_equal(hoshi_store_keep_case(s, c, place("full.json"), &version, &faults), HOSHI_E_STORE_FULL);
    assert_int_equal(version, 1);
    assert_int_equal(hoshi_store_check(s, NULL), HOSHI_OK);
    assert_int_equal(hoshi_store_versions(s, "made", &arena, &v, &n, &faults), HOSHI_OK);
    assert_int_equal(n, 1);
    hoshi_arena_release(&arena);
    hoshi_store_close(s);
    hoshi_case_close(c);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct hoshi_case *c = case_at(place("memory.json"), 1);
    bool done = false;
    for (long n = 0; !done; n++) {
        struct hoshi_store *s = NULL;
        int64_t version = 0;
        unlink(place("memory.db"));
        support_fail_allocation(n, true);
        enum hoshi_status status = open_it(place("memory.db"), &create, &s);
        if (!status)
            status = hoshi_store_keep_case(s, c, place("memory.json"), &version, &faults);
        done = !support_failed_allocation();
        support_fail_allocation(-1, false);
        if (done)
            assert_int_equal(status, HOSHI_OK);
        else
            assert_int_equal(status, HOSHI_E_MEMORY);
        hoshi_store_close(s);
        assert_true(n < 1000);
    }
    hoshi_case_close(c);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_store_is_private_and_sound),
        cmocka_unit_test(only_a_store_of_ours_is_opened),
        cmocka_unit_test(a_newer_store_is_refused_and_left_alone),
        cmocka_unit_test(a_truncated_store_is_called_damaged),
        cmocka_unit_test(names_with_a_meaning_to_sqlite_are_plain_files),
        cmocka_unit_test(without_wal_the_rollback_journal_serves),
        cmocka_unit_test(the_default_place),
        cmocka_unit_test(every_version_of_a_case_is_kept_once),
        cmocka_unit_test(a_case_that_changed_since_it_was_read_is_not_kept),
        cmocka_unit_test(kept_rows_cannot_be_changed_even_by_hand),
        cmocka_unit_test(a_changed_form_is_found),
        cmocka_unit_test(runs_are_kept_with_their_tables_and_figures),
        cmocka_unit_test(a_backup_is_a_whole_store),
        cmocka_unit_test(a_full_disk_leaves_what_was_there),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
