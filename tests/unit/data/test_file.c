/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "support.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char path[] = "test_file.out";

static size_t files_named_like_it(void)
{
    size_t n = 0;
    DIR *d = opendir(".");
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, path, sizeof path - 1) == 0;
    closedir(d);
    return n;
}

static mode_t mode_of(const char *name)
{
    struct stat st;
    assert_int_equal(stat(name, &st), 0);
    return st.st_mode & 07777;
}

static void assert_content(const char *wanted)
{
    char *text = NULL;
    size_t n = 0;
    assert_int_equal(hoshi_file_read(path, 1000, &text, &n, NULL), HOSHI_OK);
    assert_string_equal(text, wanted);
    free(text);
}

/* An older file that everybody can read. */
static void older(const char *text)
{
    FILE *f = fopen(path, "wb");
    fputs(text, f);
    fclose(f);
    assert_int_equal(chmod(path, 0644), 0);
}

static void an_output_is_its_owners_alone(void **state)
{
    (void)state;
    struct hoshi_output o;
    struct stat st;
    const mode_t old = umask(0);
    remove(path);
    for (int i = 0; i < 2; i++) { /* a new file, then in place of an older one */
        assert_int_equal(hoshi_output_open(&o, path, NULL), HOSHI_OK);
        assert_int_equal(fstat(o.fd, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600); /* before a byte is in it */
        assert_int_equal(mode_of(o.part), 0600);
        assert_int_equal(write(o.fd, "new", 3), 3);
        assert_int_equal(hoshi_output_place(&o, path, NULL), HOSHI_OK);
        hoshi_output_close(&o);
        assert_int_equal(mode_of(path), 0600);
        assert_content("new");
        older("old");
    }
    assert_int_equal(hoshi_file_write(path, "text", 4, NULL), HOSHI_OK);
    assert_int_equal(mode_of(path), 0600);
    assert_content("text");
    assert_int_equal(files_named_like_it(), 1);
    umask(old);
    remove(path);
}

static void it_can_be_opened_by_its_name_and_read_when_placed(void **state)
{
    (void)state;
    struct hoshi_output o;
    char got[5] = "";
    older("old");
    assert_int_equal(hoshi_output_open(&o, path, NULL), HOSHI_OK);
    FILE *f = fopen(o.part, "wb"); /* as libxlsxwriter does */
    assert_non_null(f);
    fputs("book", f);
    fclose(f);
    assert_content("old");
    assert_int_equal(hoshi_output_place(&o, path, NULL), HOSHI_OK);
    assert_content("book");
    assert_int_equal(pread(o.fd, got, 4, 0), 4);
    assert_string_equal(got, "book");
    hoshi_output_close(&o);
    hoshi_output_close(&o);
    assert_content("book");
    remove(path);
}

static void what_is_given_up_leaves_the_older_file(void **state)
{
    (void)state;
    struct hoshi_output o;
    older("old");
    assert_int_equal(hoshi_output_open(&o, path, NULL), HOSHI_OK);
    assert_int_equal(write(o.fd, "half", 4), 4);
    hoshi_output_close(&o);
    assert_int_equal(hoshi_output_open(&o, path, NULL), HOSHI_OK);
    hoshi_output_unname(&o);
    assert_int_equal(write(o.fd, "kept", 4), 4);
    hoshi_output_close(&o);
    assert_content("old");
    assert_int_equal(files_named_like_it(), 1);
    remove(path);
}

/* A child is killed with half an output, and its number's leftover is no hindrance. */
static void a_kill_leaves_nothing(void **state)
{
    (void)state;
    char neighbour[200], other[200];
    int status = 0;
    older("old");
    const pid_t child = fork();
    if (child == 0) {
        struct hoshi_output o;
        if (hoshi_output_open(&o, path, NULL) || write(o.fd, "half", 4) != 4)
            _exit(1);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_content("old");
    assert_int_equal(files_named_like_it(), 1);
    /* No two are of one name, so an unfinished one of another machine's process of this number stays its own. */
    assert_true(hoshi_file_neighbour(path, neighbour, sizeof neighbour));
    assert_true(hoshi_file_neighbour(path, other, sizeof other));
    assert_string_not_equal(neighbour, other);
    assert_int_equal(hoshi_file_write(neighbour, "theirs", 6, NULL), HOSHI_OK);
    assert_int_equal(hoshi_file_write(path, "new", 3, NULL), HOSHI_OK);
    assert_content("new");
    assert_int_equal(files_named_like_it(), 2);
    remove(neighbour);
    remove(path);
}

/* A process that has to end at once takes its neighbours with it, and only those it has not finished. */
static void what_is_unfinished_can_be_removed(void **state)
{
    (void)state;
    char begun[200], done[200];
    assert_true(hoshi_file_neighbour(path, begun, sizeof begun));
    assert_true(hoshi_file_neighbour(path, done, sizeof done));
    hoshi_file_neighbour_begins(begun);
    hoshi_file_neighbour_begins(done);
    for (int i = 0; i < 2; i++) {
        FILE *f = fopen(i ? begun : done, "w");
        assert_non_null(f);
        fclose(f);
    }
    hoshi_file_neighbour_ends(done);
    hoshi_file_remove_unfinished();
    assert_int_not_equal(access(begun, F_OK), 0);
    assert_int_equal(access(done, F_OK), 0);
    hoshi_file_neighbour_ends(begun);
    remove(done);
}

static void where_nothing_can_be_written(void **state)
{
    (void)state;
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_output o;
    assert_int_equal(hoshi_output_open(&o, "no/such/folder.csv", faults), HOSHI_E_FILE_WRITE);
    assert_int_equal(hoshi_file_write("no/such/folder.csv", "x", 1, faults), HOSHI_E_FILE_WRITE);
    assert_int_equal(faults->n, 2);
    assert_string_equal(faults->item[0].file, "no/such/folder.csv");
    assert_int_equal(mkdir("test_file.folder", 0700), 0);
    assert_int_equal(hoshi_file_write("test_file.folder", "x", 1, faults), HOSHI_E_FILE_WRITE);
    assert_int_equal(rmdir("test_file.folder"), 0);
    assert_int_equal(files_named_like_it(), 0);
    free(faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_output_is_its_owners_alone),
        cmocka_unit_test(it_can_be_opened_by_its_name_and_read_when_placed),
        cmocka_unit_test(what_is_given_up_leaves_the_older_file),
        cmocka_unit_test(a_kill_leaves_nothing),
        cmocka_unit_test(what_is_unfinished_can_be_removed),
        cmocka_unit_test(where_nothing_can_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
