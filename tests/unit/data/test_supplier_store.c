/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "supplier_store.h"
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char path[] = "test_supplier_store.hsr";

static struct hoshi_supplier_store_label label(void)
{
    struct hoshi_supplier_store_label l = {.program = "1", .tables = "t", .shard = 2, .shards = 3};
    return l;
}

/* Three records of 12 bytes, none, one of 100,000 bytes. */
static struct hoshi_supplier_store *make(const char *name)
{
    struct hoshi_supplier_store *s = NULL;
    struct hoshi_supplier_store_label l = label();
    struct hoshi_supplier_store_end end = {.items = 77, .source_sha256 = "abc"};
    static char big[100000];
    memset(big, 'z', sizeof big);
    assert_int_equal(hoshi_supplier_store_create(name, ".", &l, &s, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_section(s, 12, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_add(s, "first record", NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_add(s, "secnd record", NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_add(s, "third record", NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_section(s, 5, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_section(s, sizeof big, NULL), HOSHI_OK);
    for (int i = 0; i < 5; i++)
        assert_int_equal(hoshi_supplier_store_add(s, big, NULL), HOSHI_OK);
    char byte;
    assert_false(hoshi_supplier_store_read(s, 1, 0, &byte)); /* not finished */
    assert_int_equal(hoshi_supplier_store_finish(s, &end, NULL), HOSHI_OK);
    return s;
}

static void check_content(const struct hoshi_supplier_store *s)
{
    char text[13] = "";
    static char big[100000];
    assert_int_equal(hoshi_supplier_store_label(s)->shard, 2);
    assert_int_equal(hoshi_supplier_store_end(s)->items, 77);
    assert_string_equal(hoshi_supplier_store_end(s)->source_sha256, "abc");
    assert_int_equal(hoshi_supplier_store_sections(s), 3);
    assert_int_equal(hoshi_supplier_store_count(s, 0), 3);
    assert_int_equal(hoshi_supplier_store_count(s, 1), 0);
    assert_int_equal(hoshi_supplier_store_count(s, 3), 0);
    assert_true(hoshi_supplier_store_read(s, 0, 2, text));
    assert_string_equal(text, "third record");
    assert_true(hoshi_supplier_store_read(s, 0, 0, text));
    assert_string_equal(text, "first record");
    assert_true(hoshi_supplier_store_read(s, 2, 4, big));
    assert_int_equal(big[99999], 'z');
    assert_false(hoshi_supplier_store_read(s, 0, 3, text));
    assert_false(hoshi_supplier_store_read(s, 0, -1, text));
    assert_false(hoshi_supplier_store_read(s, 1, 0, text));
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct hoshi_supplier_store *s = make(path);
    check_content(s);
    hoshi_supplier_store_close(s);
    assert_int_equal(hoshi_supplier_store_open(path, &s, NULL), HOSHI_OK);
    check_content(s);
    hoshi_supplier_store_close(s);
    s = make(NULL);
    check_content(s);
    hoshi_supplier_store_close(s);
}

static size_t files_named_like_it(void)
{
    size_t n = 0;
    DIR *d = opendir(".");
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, path, sizeof path - 1) == 0 || strncmp(e->d_name, "hoshiwari-", 10) == 0;
    closedir(d);
    return n;
}

static void nothing_is_left_of_what_is_not_finished(void **state)
{
    (void)state;
    struct hoshi_supplier_store *s = NULL;
    struct hoshi_supplier_store_label l = label();
    remove(path);
    assert_int_equal(hoshi_supplier_store_create(path, NULL, &l, &s, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_section(s, 3, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_add(s, "abc", NULL), HOSHI_OK);
    hoshi_supplier_store_close(s);
    assert_int_equal(files_named_like_it(), 0);
    assert_int_equal(hoshi_file_write(path, "old", 3, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_create(path, NULL, &l, &s, NULL), HOSHI_OK);
    hoshi_supplier_store_close(s);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 3);
    assert_int_equal(files_named_like_it(), 1);
    s = NULL;
    assert_int_equal(hoshi_supplier_store_create("no/such/folder.hsr", NULL, &l, &s, NULL),
                     HOSHI_E_FILE_WRITE);
    assert_null(s);
}

static enum hoshi_status open_bytes(const char *bytes, size_t n)
{
    struct hoshi_supplier_store *s = NULL;
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    assert_int_equal(hoshi_file_write(path, bytes, n, NULL), HOSHI_OK);
    enum hoshi_status status = hoshi_supplier_store_open(path, &s, faults);
    assert_int_equal(faults->n, status ? 1 : 0);
    if (status)
        assert_string_equal(faults->item[0].file, path);
    hoshi_supplier_store_close(s);
    free(faults);
    return status;
}

static void every_change_is_found(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n = 0;
    uint64_t seed = 7;
    hoshi_supplier_store_close(make(path));
    assert_int_equal(hoshi_file_read(path, 1 << 24, &bytes, &n, NULL), HOSHI_OK);
    assert_int_equal(open_bytes(bytes, n), HOSHI_OK);
    for (int round = 0; round < 200; round++) {
        size_t at = (size_t)support_between(&seed, 0, round % 2 ? (int64_t)n - 1 : 1500);
        bytes[at] ^= (char)(1 << round % 8);
        enum hoshi_status status = open_bytes(bytes, n);
        if (status != HOSHI_E_RESULT_DAMAGED &&
            !(at < 24 && (status == HOSHI_E_RESULT_FOREIGN || status == HOSHI_E_RESULT_VERSION)))
            fail_msg("byte %zu: %s", at, hoshi_status_name(status));
        bytes[at] ^= (char)(1 << round % 8);
    }
    for (int round = 0; round < 60; round++) {
        size_t cut = (size_t)support_between(&seed, 8, (int64_t)n - 1);
        assert_int_equal(open_bytes(bytes, cut), HOSHI_E_RESULT_DAMAGED);
    }
    bytes[n] = 'x';
    assert_int_equal(open_bytes(bytes, n + 1), HOSHI_E_RESULT_DAMAGED);
    assert_int_equal(open_bytes("", 0), HOSHI_E_RESULT_FOREIGN);
    assert_int_equal(open_bytes("PK\3\4 a workbook", 15), HOSHI_E_RESULT_FOREIGN);
    struct hoshi_supplier_store *s = NULL;
    assert_int_equal(hoshi_supplier_store_open("none.hsr", &s, NULL), HOSHI_E_FILE_OPEN);
    assert_int_equal(hoshi_supplier_store_open(".", &s, NULL), HOSHI_E_FILE_KIND);
    free(bytes);
    remove(path);
}

static void sections_have_a_limit(void **state)
{
    (void)state;
    struct hoshi_supplier_store *s = NULL;
    struct hoshi_supplier_store_label l = label();
    assert_int_equal(hoshi_supplier_store_create(NULL, ".", &l, &s, NULL), HOSHI_OK);
    for (int i = 0; i < HOSHI_SUPPLIER_STORE_SECTIONS; i++)
        assert_int_equal(hoshi_supplier_store_section(s, 4, NULL), HOSHI_OK);
    assert_int_equal(hoshi_supplier_store_section(s, 4, NULL), HOSHI_E_INTERNAL);
    hoshi_supplier_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(nothing_is_left_of_what_is_not_finished),
        cmocka_unit_test(every_change_is_found),
        cmocka_unit_test(sections_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
