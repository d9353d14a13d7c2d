/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished workbooks with one thing wrong each: none of them may take the place of an older file. */
#include "xlsx_proof.h"
#include "file.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define PATH "test_xlsx_proof.xlsx"
#define TYPES                                                                                                \
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "                 \
    "PartName='/xl/a.xml' ContentType='x'/></Types>"

struct member {
    const char *name, *text;
};

static void make(const struct member *member, size_t n)
{
    int error = 0;
    zip_t *zip = zip_open(PATH, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        zip_int64_t at = zip_file_add(zip, member[i].name,
                                      zip_source_buffer(zip, member[i].text, strlen(member[i].text), 0), 0);
        assert_true(at >= 0);
        zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

/* Prove the archive of these two; `wanted` in the fault, or NULL when it is sound. */
static void prove(const char *types, const char *part, const char *wanted)
{
    const struct member two[] = {{"[Content_Types].xml", types}, {"xl/a.xml", part}};
    struct hoshi_faults faults = {0};
    make(two, part ? 2 : 1);
    enum hoshi_status status = hoshi_xlsx_prove(PATH, "shown.xlsx", &faults);
    assert_int_equal(status, wanted ? HOSHI_E_WORKBOOK_WRITE : HOSHI_OK);
    if (wanted) {
        assert_string_equal(faults.item[0].path, "shown.xlsx");
        if (!strstr(faults.item[0].got, wanted))
            fail_msg("%s, not %s", faults.item[0].got, wanted);
    }
}

static void each_fault_is_found(void **state)
{
    (void)state;
    prove(TYPES, "<a>表</a>", NULL);
    prove(TYPES, "<a>表</a", "xl/a.xml");
    prove(TYPES, "", "xl/a.xml");
    prove(TYPES, "<a>\xEF\xBF\xBE</a>", "xl/a.xml");
    prove(TYPES, "<a>\x01</a>", "xl/a.xml");
    prove(TYPES, "<a>\x8B\xDF</a>", "xl/a.xml");
    prove(TYPES, NULL, "not there");
    prove("<Types>", "<a/>", "[Content_Types].xml");
    const struct member nothing[] = {{"xl/a.xml", "<a/>"}};
    make(nothing, 1);
    assert_int_equal(hoshi_xlsx_prove(PATH, "shown.xlsx", NULL), HOSHI_E_WORKBOOK_WRITE);
}

static void cells_merged_twice_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *merges;
        bool sound;
    } cases[] = {
        {"<mergeCell ref='A5:B5'/><mergeCell ref='A6:B6'/><mergeCell ref='C5:D9'/>", true},
        {"<mergeCell ref='A6:B9'/><mergeCell ref='A1:B5'/>", true},
        {"<mergeCell ref='A5:B5'/><mergeCell ref='A5:B5'/>", false},
        {"<mergeCell ref='B2:D4'/><mergeCell ref='A1:B2'/>", false},
        {"<mergeCell ref='A9:C9'/><mergeCell ref='B1:B20'/>", false},
        {"<mergeCell ref='A0:B1'/>", false},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        char text[200];
        snprintf(text, sizeof text, "<w><mergeCells>%s</mergeCells></w>", cases[i].merges);
        prove(TYPES, text, cases[i].sound ? NULL : "xl/a.xml");
    }
}

static void damaged_archives_are_found(void **state)
{
    (void)state;
    static const struct member two[] = {{"[Content_Types].xml", TYPES}, {"xl/a.xml", "<a>0123456789</a>"}};
    char *bytes = NULL;
    size_t n = 0;
    make(two, 2);
    assert_int_equal(hoshi_file_read(PATH, 100000, &bytes, &n, NULL), HOSHI_OK);
    for (size_t keep = 0; keep < n; keep++) {
        assert_int_equal(hoshi_file_write(PATH, bytes, keep, NULL), HOSHI_OK);
        assert_int_equal(hoshi_xlsx_prove(PATH, PATH, NULL), HOSHI_E_WORKBOOK_WRITE);
    }
    char *digit = memmem(bytes, n, "0123456789", 10);
    assert_non_null(digit);
    digit[3] = 'x'; /* still well-formed: only the checksum tells */
    assert_int_equal(hoshi_file_write(PATH, bytes, n, NULL), HOSHI_OK);
    assert_int_equal(hoshi_xlsx_prove(PATH, PATH, NULL), HOSHI_E_WORKBOOK_WRITE);
    free(bytes);
}

static void memory_is_told_as_memory(void **state)
{
    (void)state;
    const struct member two[] = {{"[Content_Types].xml", TYPES},
                                 {"xl/a.xml", "<a><mergeCell ref='A1:B1'/><mergeCell ref='A2:B2'/></a>"}};
    make(two, 2);
    for (long k = 0;; k++) {
        support_fail_allocation(k, false);
        enum hoshi_status status = hoshi_xlsx_prove(PATH, PATH, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        if (!failed) {
            assert_int_equal(status, HOSHI_OK);
            assert_true(k > 0);
            return;
        }
        assert_int_equal(status, HOSHI_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_found),
        cmocka_unit_test(cells_merged_twice_are_found),
        cmocka_unit_test(damaged_archives_are_found),
        cmocka_unit_test(memory_is_told_as_memory),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(PATH);
    return failed;
}
