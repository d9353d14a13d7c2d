/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of status codes and the collection of faults. */
#include "status.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

/* Published numbers: users' scripts and bug reports name them, so none may move. */
static const struct {
    const char *name;
    int number, exit_class;
} published[] = {
    {"E_MEMORY", 101, 3},
    {"E_FILE_OPEN", 102, 3},
    {"E_FILE_READ", 103, 3},
    {"E_FILE_WRITE", 104, 3},
    {"E_FILE_TOO_LARGE", 105, 1},
    {"E_FILE_KIND", 106, 1},
    {"E_FILE_EXISTS", 107, 3},
    {"E_JSON_SYNTAX", 201, 1},
    {"E_JSON_DEPTH", 202, 1},
    {"E_TEXT_ENCODING", 203, 1},
    {"E_KEY_UNKNOWN", 204, 1},
    {"E_KEY_DUPLICATE", 205, 1},
    {"E_KEY_MISSING", 206, 1},
    {"E_TYPE", 207, 1},
    {"E_RANGE", 208, 1},
    {"E_NUMBER", 209, 1},
    {"E_TEXT_LENGTH", 210, 1},
    {"E_DATE", 211, 1},
    {"E_DECIMAL", 212, 1},
    {"E_CHOICE", 213, 1},
    {"E_ID", 214, 1},
    {"E_TOO_MANY", 215, 1},
    {"E_FORMAT_VERSION", 216, 1},
    {"E_CRITERION_UNKNOWN", 301, 1},
    {"E_CRITERION_DRAFT", 302, 1},
    {"E_LEVEL_UNDEFINED", 303, 1},
    {"E_LEVEL_DECLARATION", 304, 1},
    {"E_MEASURE_UNKNOWN", 305, 1},
    {"E_PRICE_UNKNOWN", 306, 1},
    {"E_DUPLICATE", 307, 1},
    {"E_SHARES_OVER_ONE", 308, 1},
    {"E_WHOLE_MISSING", 309, 1},
    {"E_REMAINING", 310, 1},
    {"E_ORDER", 311, 1},
    {"E_CONTRADICTION", 312, 1},
    {"E_SIZE_MISSING", 313, 1},
    {"E_CATALOG_VERSION", 314, 1},
    {"E_REASON_MISSING", 315, 1},
    {"E_BUYER_UNKNOWN", 316, 1},
    {"E_FACT_UNKNOWN", 317, 1},
    {"E_KEY_AMOUNT_MISSING", 318, 1},
    {"E_CRITERION_OPEN", 401, 1},
    {"E_PLAN_INFEASIBLE", 402, 1},
    {"E_SOLVER", 403, 3},
    {"E_OVERFLOW", 404, 1},
    {"E_MEASURE_UNAVAILABLE", 405, 1},
    {"E_TABLE_REFERENCE", 501, 1},
    {"E_TABLE_COVERAGE", 502, 1},
    {"E_PRICE_BENCHMARK", 503, 1},
    {"E_PARAMETER_MISSING", 504, 1},
    {"E_SHEET_HEADER", 601, 1},
    {"E_ANSWER_WORD", 602, 1},
    {"E_ANSWER_CONFLICT", 603, 1},
    {"E_ENCRYPTED", 604, 1},
    {"E_ARCHIVE", 605, 1},
    {"E_CSV_SYNTAX", 606, 1},
    {"E_OLD_SPREADSHEET", 607, 1},
    {"E_DRAFT_SHEET", 608, 1},
    {"E_FORMULA_VALUE", 609, 1},
    {"E_WORKBOOK_WRITE", 701, 3},
    {"E_USAGE_VERB", 801, 2},
    {"E_USAGE_OPTION", 802, 2},
    {"E_USAGE_VALUE", 803, 2},
    {"E_USAGE_MISSING", 804, 2},
    {"E_USAGE_EXTRA", 805, 2},
    {"E_INTERNAL", 901, 3},
};

static void published_numbers_keep_their_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        enum hoshi_status s = (enum hoshi_status)published[i].number;
        assert_string_equal(hoshi_status_name(s), published[i].name);
        assert_int_equal(hoshi_status_exit(s), published[i].exit_class);
    }
}

static void registry_holds_each_number_and_name_once(void **state)
{
    (void)state;
    const enum hoshi_status *list = NULL;
    size_t n = hoshi_status_list(&list);
    assert_true(n >= sizeof published / sizeof published[0]);
    for (size_t i = 0; i < n; i++) {
        assert_true(list[i] >= 100 && list[i] <= 999);
        assert_in_range(hoshi_status_exit(list[i]), 1, 3);
        assert_true(strncmp(hoshi_status_name(list[i]), "E_", 2) == 0);
        for (size_t k = 0; k < i; k++) {
            assert_int_not_equal(list[k], list[i]);
            assert_string_not_equal(hoshi_status_name(list[k]), hoshi_status_name(list[i]));
        }
    }
}

static void success_exits_zero_and_a_stranger_is_no_success(void **state)
{
    (void)state;
    assert_int_equal(hoshi_status_exit(HOSHI_OK), 0);
    assert_string_equal(hoshi_status_name(HOSHI_OK), "OK");
    static const int strangers[] = {1, 100, 199, 319, 999, -1};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        assert_string_equal(hoshi_status_name((enum hoshi_status)strangers[i]), "?");
        assert_int_not_equal(hoshi_status_exit((enum hoshi_status)strangers[i]), 0);
    }
}

static void fault_keeps_status_place_value_and_what_is_allowed(void **state)
{
    (void)state;
    struct hoshi_faults f = {.file = "answers-2027.csv"};
    assert_int_equal(
        hoshi_fault_add_row(&f, HOSHI_E_RANGE, 1847, "buyers[7].capital_yen", "-31", "%d … %s", 0, "9,731"),
        HOSHI_E_RANGE);
    f.file = NULL;
    assert_int_equal(hoshi_fault_add(&f, HOSHI_E_DATE, NULL, NULL, NULL), HOSHI_E_DATE);
    assert_int_equal(f.n, 2);
    assert_int_equal(f.item[0].status, HOSHI_E_RANGE);
    assert_int_equal(f.item[0].row, 1847);
    assert_string_equal(f.item[0].file, "answers-2027.csv");
    assert_string_equal(f.item[0].path, "buyers[7].capital_yen");
    assert_string_equal(f.item[0].got, "-31");
    assert_string_equal(f.item[0].allowed, "0 … 9,731");
    assert_int_equal(f.item[1].row, 0);
    assert_string_equal(f.item[1].file, "");
    assert_string_equal(f.item[1].path, "");
    assert_string_equal(f.item[1].got, "");
    assert_string_equal(f.item[1].allowed, "");
    assert_int_equal(hoshi_faults_status(&f), HOSHI_E_RANGE);
}

static void value_found_is_never_read_as_a_format(void **state)
{
    (void)state;
    struct hoshi_faults f = {0};
    hoshi_fault_add(&f, HOSHI_E_CHOICE, "%s%n[%d]", "%s%s%n", "%s", "%d%n");
    assert_string_equal(f.item[0].path, "%s%n[%d]");
    assert_string_equal(f.item[0].got, "%s%s%n");
    assert_string_equal(f.item[0].allowed, "%d%n");
}

static void nobody_collecting_still_gets_the_status(void **state)
{
    (void)state;
    assert_int_equal(hoshi_fault_add(NULL, HOSHI_E_ID, "p", "g", "a"), HOSHI_E_ID);
    assert_int_equal(hoshi_fault_add_row(NULL, HOSHI_E_ORDER, 3, "p", "g", "a"), HOSHI_E_ORDER);
    assert_int_equal(hoshi_faults_status(NULL), HOSHI_OK);
    struct hoshi_faults none = {0};
    assert_int_equal(hoshi_faults_status(&none), HOSHI_OK);
}

static void faults_beyond_the_limit_are_counted_not_kept(void **state)
{
    (void)state;
    static struct hoshi_faults f;
    char path[16];
    for (int i = 0; i < HOSHI_FAULTS_MAX + 37; i++) {
        snprintf(path, sizeof path, "p[%d]", i);
        assert_int_equal(hoshi_fault_add(&f, HOSHI_E_TYPE, path, NULL, NULL), HOSHI_E_TYPE);
    }
    assert_int_equal(f.n, HOSHI_FAULTS_MAX);
    assert_int_equal(f.dropped, 37);
    assert_string_equal(f.item[0].path, "p[0]");
    assert_string_equal(f.item[HOSHI_FAULTS_MAX - 1].path, "p[99]");
}

/* Each field of a fault, filled with text that does not fit, at every offset of the character boundary. */
static void long_texts_are_cut_at_a_character(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        char text[1000];
        memset(text, 'x', lead);
        size_t n = lead;
        for (; n + 4 < sizeof text; n += 3)
            memcpy(text + n, "鎌", 3);
        text[n] = 0;
        struct hoshi_faults f = {.file = text};
        hoshi_fault_add(&f, HOSHI_E_TEXT_LENGTH, text, text, "%s", text);
        const struct hoshi_fault *x = &f.item[0];
        const struct {
            const char *field;
            size_t size;
        } fields[] = {{x->file, sizeof x->file},
                      {x->path, sizeof x->path},
                      {x->got, sizeof x->got},
                      {x->allowed, sizeof x->allowed}};
        for (size_t i = 0; i < 4; i++) {
            size_t length = strlen(fields[i].field);
            assert_true(hoshi_text_is_utf8(fields[i].field, length));
            assert_true(length < fields[i].size && length + 3 >= fields[i].size);
            assert_memory_equal(fields[i].field, text, length);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_numbers_keep_their_meaning),
        cmocka_unit_test(registry_holds_each_number_and_name_once),
        cmocka_unit_test(success_exits_zero_and_a_stranger_is_no_success),
        cmocka_unit_test(fault_keeps_status_place_value_and_what_is_allowed),
        cmocka_unit_test(value_found_is_never_read_as_a_format),
        cmocka_unit_test(nobody_collecting_still_gets_the_status),
        cmocka_unit_test(faults_beyond_the_limit_are_counted_not_kept),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
