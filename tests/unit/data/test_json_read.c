/* meson: link_args=-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict JSON: everything the parser beneath lets through is refused here, each fault with its path. */
#include "support.h"
#include "json_read.h"

#include <cjson/cJSON.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hoshi_faults faults;
static struct hoshi_json_document *document;
static struct hoshi_json root;

static enum hoshi_status parse_bytes(const char *text, size_t n)
{
    memset(&faults, 0, sizeof faults);
    document = NULL;
    return hoshi_json_parse(text, n, &document, &root, &faults);
}

static enum hoshi_status parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

static void parsed(const char *text)
{
    enum hoshi_status s = parse(text);
    if (s != HOSHI_OK)
        fail_msg("%s: %s", text, hoshi_status_name(s));
}

static struct hoshi_json member(const char *key)
{
    struct hoshi_json m = {0};
    if (!hoshi_json_get(&root, key, &m))
        fail_msg("no %s", key);
    return m;
}

static void expect_fault(size_t i, enum hoshi_status status, const char *path, const char *got,
                         const char *allowed)
{
    const struct hoshi_fault *f = &faults.item[i];
    if (i >= faults.n || f->status != status || strcmp(f->path, path) != 0 ||
        (got && strcmp(f->got, got) != 0) || (allowed && strcmp(f->allowed, allowed) != 0))
        fail_msg("fault %zu of %zu: %s at %s, found %s, allowed %s", i, faults.n,
                 hoshi_status_name(f->status), f->path, f->got, f->allowed);
}

/* ---- the whole text ---- */

static void broken_texts_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum hoshi_status status;
        long row;
    } rows[] = {
        {"", HOSHI_E_JSON_SYNTAX, 1},
        {"{", HOSHI_E_JSON_SYNTAX, 1},
        {"{\n\"a\": 1,\n\"b\" 2\n}", HOSHI_E_JSON_SYNTAX, 3},
        {"{\"a\": 1} x", HOSHI_E_JSON_SYNTAX, 1},
        {"{\"a\": 1}\n{}", HOSHI_E_JSON_SYNTAX, 2},
        {"{\"a\": 'x'}", HOSHI_E_JSON_SYNTAX, 1},
        {"{\"a\": 1,}", HOSHI_E_JSON_SYNTAX, 1},
        {"{a: 1}", HOSHI_E_JSON_SYNTAX, 1},
        {"// c\n{}", HOSHI_E_JSON_SYNTAX, 1},
        {"{\"a\": NaN}", HOSHI_E_JSON_SYNTAX, 1},
        {"{\"a\": 1e999}", HOSHI_E_NUMBER, 0},
        {"{\"a\": [0, -1e999]}", HOSHI_E_NUMBER, 0},
        {"[1]", HOSHI_E_TYPE, 0},
        {"\"x\"", HOSHI_E_TYPE, 0},
        {"null", HOSHI_E_TYPE, 0},
        {"{\"a\": \"\xC3\x28\"}", HOSHI_E_TEXT_ENCODING, 0},
        {"{\"a\": \"\x8A\x94\"}", HOSHI_E_TEXT_ENCODING, 0},
        {"{\"a\": \"x\\u0000y\"}", HOSHI_E_TEXT_ENCODING, 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        enum hoshi_status s = parse(rows[i].text);
        if (s != rows[i].status || document || !faults.n || faults.item[0].status != s ||
            faults.item[0].row != rows[i].row)
            fail_msg("%s: %s, row %ld", rows[i].text, hoshi_status_name(s), faults.item[0].row);
    }
    assert_int_equal(parse_bytes("{\"a\":\"x\0y\"}", 11), HOSHI_E_TEXT_ENCODING);
}

static void byte_order_mark_is_skipped(void **state)
{
    (void)state;
    parsed("\xEF\xBB\xBF {\"a\": 7} \r\n\t");
    struct hoshi_json a = member("a");
    assert_int_equal(hoshi_json_int(&a, 0, 9, 0), 7);
    hoshi_json_close(document);
    hoshi_json_close(NULL);
}

static void escaped_backslash_before_u0000_is_no_nul(void **state)
{
    (void)state;
    parsed("{\"a\":\"C:\\\\u0000\"}");
    struct hoshi_json a = member("a");
    assert_string_equal(hoshi_json_text(&a, 20, false), "C:\\u0000");
    hoshi_json_close(document);
    assert_int_equal(parse("{\"a\":\"C:\\\\\\u0000\"}"), HOSHI_E_TEXT_ENCODING);
}

static void every_repeated_key_is_named_once(void **state)
{
    (void)state;
    const char *text =
        "{\"x\":{\"b\":1,\"a\":2,\"b\":3,\"b\":4},\"y\":[0,{\"k\":1,\"k\":2}],\"x\":null,\"X\":1}";
    /* Recorded, and the tree stays readable so that its other faults are found too; without a record it is
     * refused. */
    assert_int_equal(parse(text), HOSHI_OK);
    hoshi_json_close(document);
    struct hoshi_json top;
    assert_int_equal(hoshi_json_parse(text, strlen(text), &document, &top, NULL), HOSHI_E_KEY_DUPLICATE);
    assert_int_equal(faults.n, 3);
    expect_fault(0, HOSHI_E_KEY_DUPLICATE, "x", "x", NULL);
    expect_fault(1, HOSHI_E_KEY_DUPLICATE, "x.b", "b", NULL);
    expect_fault(2, HOSHI_E_KEY_DUPLICATE, "y[1].k", "k", NULL);
}

static void nesting_and_members_have_limits(void **state)
{
    (void)state;
    char text[400];
    for (int depth = HOSHI_JSON_DEPTH - 1; depth <= HOSHI_JSON_DEPTH + 1; depth++) {
        int n = 0;
        for (int i = 0; i < depth; i++)
            n += snprintf(text + n, sizeof text - (size_t)n, i % 2 ? "[" : "{\"k\":");
        n += snprintf(text + n, sizeof text - (size_t)n, "1");
        for (int i = depth; i-- > 0;)
            n += snprintf(text + n, sizeof text - (size_t)n, i % 2 ? "]" : "}");
        assert_int_equal(parse(text), depth <= HOSHI_JSON_DEPTH ? HOSHI_OK : HOSHI_E_JSON_DEPTH);
        hoshi_json_close(document);
    }
    for (int count = HOSHI_JSON_MEMBERS; count <= HOSHI_JSON_MEMBERS + 1; count++) {
        struct hoshi_buffer b;
        hoshi_buffer_init(&b, 200000);
        for (int i = 0; i < count; i++)
            hoshi_buffer_printf(&b, "%c\"k%d\":0", i ? ',' : '{', i);
        hoshi_buffer_puts(&b, "}");
        assert_int_equal(parse(hoshi_buffer_text(&b)),
                         count <= HOSHI_JSON_MEMBERS ? HOSHI_OK : HOSHI_E_TOO_MANY);
        hoshi_json_close(document);
        hoshi_buffer_release(&b);
    }
}

static void nobody_collecting_still_gets_a_status(void **state)
{
    (void)state;
    struct hoshi_json r;
    document = NULL;
    assert_int_equal(hoshi_json_parse("{\"a\":1,\"a\":2}", 13, &document, &r, NULL), HOSHI_E_KEY_DUPLICATE);
    assert_int_equal(hoshi_json_parse("{\"a\":", 5, &document, &r, NULL), HOSHI_E_JSON_SYNTAX);
    assert_null(document);
    assert_int_equal(hoshi_json_parse("{\"a\":1}", 7, &document, &r, NULL), HOSHI_OK);
    struct hoshi_json a;
    assert_true(hoshi_json_get(&r, "a", &a));
    assert_int_equal(hoshi_json_int(&a, 5, 9, -3), -3);
    assert_false(hoshi_json_need(&r, "b", &a));
    hoshi_json_close(document);
}

/* ---- places ---- */

static void paths_lead_from_the_root(void **state)
{
    (void)state;
    parsed("{\"buyers\":[{},{\"items\":[0,{\"code\":\"P-7\"}]}]}");
    struct hoshi_json buyers = member("buyers"), buyer, items, item, code;
    char path[64];
    assert_true(hoshi_json_first(&buyers, &buyer) && hoshi_json_next(&buyer));
    assert_true(hoshi_json_get(&buyer, "items", &items));
    assert_true(hoshi_json_first(&items, &item) && hoshi_json_next(&item));
    assert_true(hoshi_json_get(&item, "code", &code));
    hoshi_json_path(&code, path, sizeof path);
    assert_string_equal(path, "buyers[1].items[1].code");
    hoshi_json_path(&root, path, sizeof path);
    assert_string_equal(path, "");
    hoshi_json_path(&code, path, 12);
    assert_true(strlen(path) < 12);
    hoshi_json_fault(&code, HOSHI_E_ID, NULL, "%s%d", "A-Z ", 9);
    expect_fault(0, HOSHI_E_ID, "buyers[1].items[1].code", "P-7", "A-Z 9");
    assert_false(hoshi_json_next(&item));
    assert_false(hoshi_json_next(&buyer));
    hoshi_json_close(document);
}

static void null_counts_as_absent(void **state)
{
    (void)state;
    parsed("{\"a\":null,\"b\":1,\"c\":null,\"d\":2,\"e\":null,\"list\":[null,3],\"none\":{\"x\":null}}");
    struct hoshi_json m;
    assert_false(hoshi_json_get(&root, "a", &m));
    assert_false(hoshi_json_get(&root, "missing", &m));
    assert_int_equal(faults.n, 0);
    assert_false(hoshi_json_need(&root, "a", &m));
    expect_fault(0, HOSHI_E_KEY_MISSING, "a", "", NULL);
    static const char *const seen[] = {"b", "d", "list", "none"};
    size_t n = 0;
    for (bool more = hoshi_json_first(&root, &m); more; more = hoshi_json_next(&m))
        assert_string_equal(m.key, seen[n++]);
    assert_int_equal(n, 4);
    struct hoshi_json none = member("none"), list = member("list");
    assert_false(hoshi_json_first(&none, &m));
    assert_int_equal(hoshi_json_size(&list), 2); /* an element is a place whatever stands there */
    assert_true(hoshi_json_first(&list, &m) && m.index == 0 && hoshi_json_next(&m) && m.index == 1);
    hoshi_json_close(document);
}

static void unknown_keys_come_with_the_nearest_or_all(void **state)
{
    (void)state;
    static const char *const allowed[] = {"capital_yen", "name", "id"};
    parsed("{\"sub\":{\"capitl_yen\":1,\"name\":2,\"zzzzzzzz\":3,\"Name\":4,\"oops\":null}}");
    struct hoshi_json sub = member("sub");
    hoshi_json_keys(&sub, allowed, 3);
    assert_int_equal(faults.n, 4);
    expect_fault(0, HOSHI_E_KEY_UNKNOWN, "sub.capitl_yen", "capitl_yen", "capital_yen");
    expect_fault(1, HOSHI_E_KEY_UNKNOWN, "sub.zzzzzzzz", "zzzzzzzz", "capital_yen, name, id");
    expect_fault(2, HOSHI_E_KEY_UNKNOWN, "sub.Name", "Name", "name");
    expect_fault(3, HOSHI_E_KEY_UNKNOWN, "sub.oops", "oops", NULL);
    hoshi_json_close(document);
}

/* ---- typed values ---- */

static void integers_are_whole_exact_and_within_their_range(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int64_t min, max, expected;
        enum hoshi_status status;
    } rows[] = {
        {"0", 0, 10, 0, HOSHI_OK},
        {"10", 0, 10, 10, HOSHI_OK},
        {"-5", -5, 5, -5, HOSHI_OK},
        {"1e3", 0, 5000, 1000, HOSHI_OK},
        {"999999999999999", 0, HOSHI_YEN_MAX, HOSHI_YEN_MAX, HOSHI_OK},
        {"11", 0, 10, -1, HOSHI_E_RANGE},
        {"-1", 0, 10, -1, HOSHI_E_RANGE},
        {"1000000000000000", 0, HOSHI_YEN_MAX, -1, HOSHI_E_RANGE},
        {"9007199254740993", 0, INT64_MAX, -1, HOSHI_E_RANGE},
        {"1e300", 0, INT64_MAX, -1, HOSHI_E_RANGE},
        {"2.5", 0, 10, -1, HOSHI_E_NUMBER},
        {"\"5\"", 0, 10, -1, HOSHI_E_TYPE},
        {"true", 0, 10, -1, HOSHI_E_TYPE},
        {"[5]", 0, 10, -1, HOSHI_E_TYPE},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"n\":%s}", rows[i].value);
        parsed(text);
        struct hoshi_json n = member("n");
        int64_t value = hoshi_json_int(&n, rows[i].min, rows[i].max, -1);
        if (value != rows[i].expected || hoshi_faults_status(&faults) != rows[i].status)
            fail_msg("%s: %" PRId64 " %s", rows[i].value, value,
                     hoshi_status_name(hoshi_faults_status(&faults)));
        if (rows[i].status) {
            char allowed[64];
            snprintf(allowed, sizeof allowed, "%" PRId64 " … %" PRId64, rows[i].min, rows[i].max);
            expect_fault(0, rows[i].status, "n", NULL, allowed);
        }
        hoshi_json_close(document);
    }
}

static void decimals_are_text_and_ratios_either(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool ratio;
        int64_t expected;
        enum hoshi_status status;
    } rows[] = {
        {"\"0.5\"", false, 500000, HOSHI_OK},    {"\"1\"", false, 1000000, HOSHI_OK},
        {"\"0.25\"", true, 250000, HOSHI_OK},    {"0.4", true, 400000, HOSHI_OK},
        {"0.1234564", true, 123456, HOSHI_OK},   {"0.1234565", true, 123457, HOSHI_OK},
        {"1", true, 1000000, HOSHI_OK},          {"0.5", false, -1, HOSHI_E_TYPE},
        {"true", true, -1, HOSHI_E_TYPE},        {"\"0.505\"", false, -1, HOSHI_E_DECIMAL},
        {"\"half\"", true, -1, HOSHI_E_DECIMAL}, {"\"0,5\"", false, -1, HOSHI_E_DECIMAL},
        {"\"1.01\"", false, -1, HOSHI_E_RANGE},  {"\"-0.01\"", false, -1, HOSHI_E_RANGE},
        {"1.000001", true, -1, HOSHI_E_RANGE},   {"-0.1", true, -1, HOSHI_E_RANGE},
        {"1e30", true, -1, HOSHI_E_RANGE},       {"-1e30", true, -1, HOSHI_E_RANGE},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char text[100];
        snprintf(text, sizeof text, "{\"r\":%s}", rows[i].value);
        parsed(text);
        struct hoshi_json r = member("r");
        int64_t value = rows[i].ratio ? hoshi_json_ratio(&r, 0, HOSHI_MICRO, -1)
                                      : hoshi_json_decimal(&r, 2, 0, HOSHI_MICRO, -1);
        if (value != rows[i].expected || hoshi_faults_status(&faults) != rows[i].status || faults.n > 1)
            fail_msg("%s: %" PRId64 " %s", rows[i].value, value,
                     hoshi_status_name(hoshi_faults_status(&faults)));
        if (rows[i].status)
            expect_fault(0, rows[i].status, "r", NULL, NULL);
        hoshi_json_close(document);
    }
}

static void texts_are_measured_in_characters(void **state)
{
    (void)state;
    parsed("{\"four\":\"鎌倉精密\",\"empty\":\"\",\"lines\":\"a\\nb\\tc\",\"number\":3}");
    struct hoshi_json four = member("four"), empty = member("empty"), lines = member("lines"),
                      number = member("number");
    assert_string_equal(hoshi_json_text(&four, 4, false), "鎌倉精密");
    assert_string_equal(hoshi_json_text(&empty, 4, true), "");
    assert_string_equal(hoshi_json_text(&lines, 5, false), "a\nb\tc");
    assert_int_equal(faults.n, 0);
    assert_string_equal(hoshi_json_text(&four, 3, false), "");
    assert_string_equal(hoshi_json_text(&empty, 4, false), "");
    assert_string_equal(hoshi_json_text(&number, 4, false), "");
    expect_fault(0, HOSHI_E_TEXT_LENGTH, "four", "鎌倉精密", "1 … 3");
    expect_fault(1, HOSHI_E_TEXT_LENGTH, "empty", "", "1 … 4");
    expect_fault(2, HOSHI_E_TYPE, "number", "3", NULL);
    hoshi_json_close(document);
}

static void other_values_are_of_their_type(void **state)
{
    (void)state;
    static const char *const words[] = {"cash", "note", "other"};
    parsed(
        "{\"yes\":true,\"no\":false,\"word\":\"note\",\"bad\":\"Note\",\"day\":\"2026-11-22\",\"feb\":\"2026-02-30\",\"month\":\"2027-04\",\"one\":1,\"list\":[1,2,3],\"object\":{\"a\":1}}");
    struct hoshi_json yes = member("yes"), no = member("no"), word = member("word"), bad = member("bad"),
                      day = member("day"), feb = member("feb"), month = member("month"), one = member("one"),
                      list = member("list"), object = member("object"), m;
    assert_true(hoshi_json_bool(&yes, false));
    assert_false(hoshi_json_bool(&no, true));
    assert_int_equal(hoshi_json_choice(&word, words, 3, 0), 1);
    assert_int_equal(hoshi_json_date(&day).day, 22);
    assert_int_equal(hoshi_json_month(&month).month, 4);
    assert_int_equal(hoshi_json_size(&list), 3);
    assert_int_equal(hoshi_json_size(&object), 1);
    assert_true(hoshi_json_is_array(&list) && hoshi_json_is_object(&object) && hoshi_json_is_text(&word) &&
                hoshi_json_is_number(&one));
    assert_false(hoshi_json_is_array(&object) || hoshi_json_is_object(&list) || hoshi_json_is_text(&one) ||
                 hoshi_json_is_number(&word));
    assert_int_equal(faults.n, 0);
    assert_true(hoshi_json_bool(&one, true));
    assert_int_equal(hoshi_json_choice(&bad, words, 3, 2), 2);
    assert_int_equal(hoshi_json_choice(&one, words, 3, 2), 2);
    assert_int_equal(hoshi_json_date(&feb).year, 0);
    assert_int_equal(hoshi_json_date(&one).year, 0);
    assert_int_equal(hoshi_json_month(&day).year, 0);
    assert_int_equal(hoshi_json_size(&one), 0);
    assert_false(hoshi_json_get(&list, "a", &m));
    assert_false(hoshi_json_first(&one, &m));
    assert_int_equal(faults.n, 8);
    expect_fault(0, HOSHI_E_TYPE, "one", "1", "true, false");
    expect_fault(1, HOSHI_E_CHOICE, "bad", "Note", "cash, note, other");
    expect_fault(2, HOSHI_E_TYPE, "one", "1", "cash, note, other");
    expect_fault(3, HOSHI_E_DATE, "feb", "2026-02-30", "YYYY-MM-DD");
    expect_fault(4, HOSHI_E_TYPE, "one", "1", "\"YYYY-MM-DD\"");
    expect_fault(5, HOSHI_E_DATE, "day", "2026-11-22", "YYYY-MM");
    expect_fault(6, HOSHI_E_TYPE, "one", NULL, NULL);
    expect_fault(7, HOSHI_E_TYPE, "list", NULL, NULL);
    hoshi_json_close(document);
}

/* ---- memory ---- */

static void without_memory_there_is_a_status_and_no_document(void **state)
{
    (void)state;
    /* Large enough for every allocation there is, the one for the keys of a large object included. */
    char text[1000];
    int length = snprintf(text, sizeof text, "{\"a\":[1,\"two\",{\"b\":null,\"c\":true}],\"d\":{\"e\":\"f\"");
    for (int i = 0; i < 60; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, ",\"k%d\":0", i);
    length += snprintf(text + length, sizeof text - (size_t)length, "}}");
    cJSON_Hooks hooks = {support_malloc, free};
    cJSON_InitHooks(&hooks);
    size_t refused = 0, memory = 0;
    for (int collect = 0; collect < 2; collect++)
        for (int all = 0; all < 2; all++)
            for (long n = 0; n < 500; n++) {
                struct hoshi_json r;
                document = NULL;
                memset(&faults, 0, sizeof faults);
                support_fail_allocation(n, all);
                enum hoshi_status s =
                    hoshi_json_parse(text, (size_t)length, &document, &r, collect ? &faults : NULL);
                bool failed = support_failed_allocation();
                support_fail_allocation(-1, false);
                if (!failed) {
                    assert_int_equal(s, HOSHI_OK);
                    hoshi_json_close(document);
                    break;
                }
                refused++;
                memory += s == HOSHI_E_MEMORY;
                if (s == HOSHI_OK || document || (collect && faults.n == 0))
                    fail_msg("allocation %ld refused: %s", n, hoshi_status_name(s));
            }
    cJSON_InitHooks(NULL);
    if (refused < 200 || memory < 9)
        fail_msg("%zu refused, %zu said so", refused, memory);
}

static enum hoshi_status parse_only(const char *text)
{
    struct hoshi_json_document *tree = NULL;
    struct hoshi_json at;
    struct hoshi_faults found = {0};
    enum hoshi_status status = hoshi_json_parse(text, strlen(text), &tree, &at, &found);
    hoshi_json_close(tree);
    return status;
}

/* Each is refused by RFC 8259 and was taken, cut or changed by the parser behind the strict reading. */
static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"01",
                                        "-01",
                                        "1.",
                                        ".5",
                                        "+1",
                                        "1e",
                                        "1e+",
                                        "0x10",
                                        "- 1",
                                        "1.5.2",
                                        "NaN",
                                        "Infinity",
                                        "-",
                                        "True",
                                        "nul",
                                        "'a'",
                                        "\"a",
                                        "\"\\",
                                        "\"\\x\"",
                                        "\"\\u12\"",
                                        "\"\\u12G4\"",
                                        "\"\\uD800\"",
                                        "\"\\uDC00\"",
                                        "\"\\uD800\\n\"",
                                        "\"\\uD800\\uD800\"",
                                        "\"a\nb\"",
                                        "\"a\tb\"",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "[1",
                                        "{\"x\":1,}",
                                        "{\"x\" 1}",
                                        "{x:1}",
                                        "{\"x\"}",
                                        "\v1",
                                        "1 2"};
    static const char *const right[] = {
        "0",   "-0",  "1.50",    "1E+2", "1e-2", "\"\\u00e9\\uD83D\\uDE00\"", "\"\\/\\b\\f\"",
        "[ ]", "{ }", "[[1],{}]"};
    char text[100];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "{\"a\": %s}", wrong[i]);
        if (parse_only(text) != HOSHI_E_JSON_SYNTAX)
            fail_msg("taken: %s", text);
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        if (strstr(right[i], "\\b"))
            continue; /* grammar only: a control character is no plain text */
        snprintf(text, sizeof text, "{\"a\": %s}", right[i]);
        if (parse_only(text) != HOSHI_OK)
            fail_msg("refused: %s", text);
    }
    assert_int_equal(parse_only("{\"a\": 1} x"), HOSHI_E_JSON_SYNTAX);
    assert_int_equal(parse_only("\f{\"a\": 1}"), HOSHI_E_JSON_SYNTAX);
    char deep[4000];
    memset(deep, '[', 2000);
    deep[2000] = 0;
    assert_int_equal(parse_only(deep), HOSHI_E_JSON_DEPTH);
}

/* Whole files: kinds after those of the published JSON test suites, and where each stops being JSON. */
static void where_a_file_stops_being_json(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long row, column;
    } wrong[] = {
        {"", 1, 1},
        {" \n\t", 2, 2},
        {"{", 1, 2},
        {"}", 1, 1},
        {"[", 1, 2},
        {"]", 1, 1},
        {"{]", 1, 2},
        {"[}", 1, 2},
        {"{\"a\":1}]", 1, 8},
        {"{\"a\":1}}", 1, 8},
        {"{\"a\":1}#", 1, 8},
        {"{\"a\":1}//", 1, 8},
        {"{\"a\":1}/**/", 1, 8},
        {"{/* */\"a\":1}", 1, 2},
        {"{\"a\":1,/* */\"b\":2}", 1, 8},
        {"// x\n{}", 1, 1},
        {"# x\n{}", 1, 1},
        {"{\"a\":1}\n{\"b\":2}", 2, 1},
        {"{\"a\":1};", 1, 8},
        {"{\"a\":1}\x01", 1, 8},
        {"{\"a\":1}\xE2\x80\xA8", 1, 8},
        {"\xE2\x81\xA0{}", 1, 1},
        {"\xEF\xBB\xBF\xEF\xBB\xBF{}", 1, 1},
        {"{\xC2\xA0\"a\":1}", 1, 2},
        {"{\xE3\x80\x80\"a\":1}", 1, 2},
        {"{\"a\"\f:1}", 1, 5},
        {"{\"a\":1,,\"b\":2}", 1, 8},
        {"{,\"a\":1}", 1, 2},
        {"{\"a\":1 \"b\":2}", 1, 8},
        {"{\"a\":1;\"b\":2}", 1, 7},
        {"{\"a\"::1}", 1, 6},
        {"{\"a\",1}", 1, 5},
        {"{\"a\"=1}", 1, 5},
        {"{\"a\":}", 1, 6},
        {"{:1}", 1, 2},
        {"{1:1}", 1, 2},
        {"{null:1}", 1, 2},
        {"{'a':1}", 1, 2},
        {"{a:1}", 1, 2},
        {"{\"a\":b}", 1, 6},
        {"{\"a\":1\n,\n}", 3, 1},
        {"{\"\xE6\x98\x9F\xE5\x89\xB2\": tru}", 1, 8},
        {"{\"a\": [1\n, 2\n 3]}", 3, 2},
        {"{\"a\": TRUE}", 1, 7},
        {"{\"a\": true1}", 1, 11},
        {"{\"a\": nullnull}", 1, 11},
        {"{\"a\": -NaN}", 1, 8},
        {"{\"a\": -Infinity}", 1, 8},
        {"{\"a\": \xEF\xBC\x91}", 1, 7},
        {"{\"a\": 1 000}", 1, 9},
        {"{\"a\": 1_000}", 1, 8},
        {"{\"a\": 1.2.3}", 1, 10},
        {"{\"a\": 0e}", 1, 9},
        {"{\"a\": 0e+-1}", 1, 10},
        {"{\"a\": 1e1.5}", 1, 10},
        {"{\"a\": --1}", 1, 8},
        {"{\"a\": -\"1\"}", 1, 8},
        {"{\"a\": 00}", 1, 9},
        {"{\"a\": 0b1}", 1, 8},
        {"{\"a\": 1.5f}", 1, 10},
        {"{\"a\": $1}", 1, 7},
        {"{\"a\": \"\\a\"}", 1, 8},
        {"{\"a\": \"\\'\"}", 1, 8},
        {"{\"a\": \"\\0\"}", 1, 8},
        {"{\"a\": \"\\x41\"}", 1, 8},
        {"{\"a\": \"\\U0041\"}", 1, 8},
        {"{\"a\": \"\\u\"}", 1, 8},
        {"{\"a\": \"\\u004\"}", 1, 8},
        {"{\"a\": \"\\u 041\"}", 1, 8},
        {"{\"a\": \"\\u+041\"}", 1, 8},
        {"{\"a\": \"\\u-041\"}", 1, 8},
        {"{\"a\": \"\\u0x41\"}", 1, 8},
        {"{\"a\": \"\\ud83d\"}", 1, 8},
        {"{\"a\": \"\\ud83dx\"}", 1, 8},
        {"{\"a\": \"\\ud83d\\u0041\"}", 1, 8},
        {"{\"a\": \"\\ud83d\\ude0\"}", 1, 8},
        {"{\"a\": \"\\ude00\\ud83d\"}", 1, 8},
        {"{\"\\ud83d\": 1}", 1, 3},
        {"{\"a\": \"x\\", 1, 9},
        {"{\"a\": \"x\n\"}", 1, 9},
        {"{\"a\": \"x\x1F\"}", 1, 9},
        {"{\"a\n\": 1}", 1, 4},
        {"{\"a\": \"x}", 1, 10},
        {"{\"a\": \"x\"y\"}", 1, 10},
        {"{\"a\": [\"x\" \"y\"]}", 1, 12},
        {"{\"a\": [1:2]}", 1, 9},
        {"{\"a\": (1)}", 1, 7},
        {"<html>", 1, 1},
        {"hoshiwari_case: 1", 1, 1},
        {"PK\x03\x04", 1, 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hoshi_faults found = {0};
        enum hoshi_status status = hoshi_json_check_text(wrong[i].text, strlen(wrong[i].text), &found);
        if (status != HOSHI_E_JSON_SYNTAX || found.n != 1 || found.item[0].row != wrong[i].row ||
            found.item[0].column != wrong[i].column)
            fail_msg("%s: %s, line %ld, character %ld", wrong[i].text, hoshi_status_name(status),
                     found.item[0].row, found.item[0].column);
        assert_int_equal(parse_only(wrong[i].text), HOSHI_E_JSON_SYNTAX);
    }
    /* Bytes that are no text, a text that ends at a NUL, and what no tree is made of. */
    static const struct {
        const char *text;
        size_t n;
        enum hoshi_status status;
    } other[] = {
        {"{\"a\": \"\xFF\"}", 10, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": \"\xC0\xAF\"}", 11, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": \"\xED\xA0\x80\"}", 12, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": \"\xF4\x90\x80\x80\"}", 13, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": \"\xE6\x98\"}", 11, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": \"\\u0000\"}", 15, HOSHI_E_TEXT_ENCODING},
        {"{\"a\": 1}\0{", 10, HOSHI_E_TEXT_ENCODING},
        {"\xFF\xFE{\0}\0", 6, HOSHI_E_TEXT_ENCODING},
        {"[]", 2, HOSHI_E_TYPE},
        {"\"a\"", 3, HOSHI_E_TYPE},
        {"null", 4, HOSHI_E_TYPE},
        {"{\"a\": 1e999}", 12, HOSHI_E_NUMBER},
        {"{\"a\": -1e999}", 13, HOSHI_E_NUMBER},
        {"{\"\": 1, \"\": 2}", 14, HOSHI_OK}, /* told, and read on: a fault all the same */
    };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        struct hoshi_json_document *tree = NULL;
        struct hoshi_json at;
        struct hoshi_faults found = {0};
        enum hoshi_status status = hoshi_json_parse(other[i].text, other[i].n, &tree, &at, &found);
        if (status != other[i].status || !found.n)
            fail_msg("%zu: %s", i, hoshi_status_name(status));
        hoshi_json_close(tree);
    }
}

static void harmful_text_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const text[] = {"\\u001b[2J",   "\x7F",         "\xC2\x9B",
                                       "\xE2\x80\xAE", "\xEF\xBF\xBF", "\\uFFFE"};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        struct hoshi_json_document *tree = NULL;
        struct hoshi_json at, member;
        struct hoshi_faults found = {0};
        char value[100], key[100];
        snprintf(value, sizeof value, "{\"a\": {\"b\": [1, \"x%sy\"]}}", text[i]);
        snprintf(key, sizeof key, "{\"a\": {\"b%s\": 1}}", text[i]);
        assert_int_equal(hoshi_json_parse(value, strlen(value), &tree, &at, &found), HOSHI_E_TEXT_CHARACTER);
        assert_string_equal(found.item[0].path, "a.b[1]");
        assert_memory_equal(found.item[0].got, "U+", 2);
        assert_int_equal(parse_only(key), HOSHI_E_TEXT_CHARACTER);
        /* Recorded before there was a door, it is read on, plain. */
        assert_int_equal(hoshi_json_parse_kept(value, strlen(value), &tree, &at, &found), HOSHI_OK);
        assert_true(hoshi_json_get(&at, "a", &member) && hoshi_json_get(&member, "b", &member));
        assert_true(hoshi_json_first(&member, &member) && hoshi_json_next(&member));
        assert_memory_equal(hoshi_json_text(&member, 100, false), "x?", 2);
        hoshi_json_close(tree);
    }
}

static void lack_of_memory_is_not_told_as_syntax(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [1, 2, {\"b\": \"text\"}], \"c\": 1.5}";
    for (long k = 0;; k++) {
        struct hoshi_json_document *tree = NULL;
        struct hoshi_json at;
        support_fail_allocation(k, false);
        enum hoshi_status status = hoshi_json_parse(text, strlen(text), &tree, &at, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        hoshi_json_close(tree);
        if (!failed)
            return;
        assert_int_equal(status, HOSHI_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(where_a_file_stops_being_json),
        cmocka_unit_test(harmful_text_is_refused_with_its_place),
        cmocka_unit_test(lack_of_memory_is_not_told_as_syntax),
        cmocka_unit_test(broken_texts_are_refused),
        cmocka_unit_test(byte_order_mark_is_skipped),
        cmocka_unit_test(escaped_backslash_before_u0000_is_no_nul),
        cmocka_unit_test(every_repeated_key_is_named_once),
        cmocka_unit_test(nesting_and_members_have_limits),
        cmocka_unit_test(nobody_collecting_still_gets_a_status),
        cmocka_unit_test(paths_lead_from_the_root),
        cmocka_unit_test(null_counts_as_absent),
        cmocka_unit_test(unknown_keys_come_with_the_nearest_or_all),
        cmocka_unit_test(integers_are_whole_exact_and_within_their_range),
        cmocka_unit_test(decimals_are_text_and_ratios_either),
        cmocka_unit_test(texts_are_measured_in_characters),
        cmocka_unit_test(other_values_are_of_their_type),
        cmocka_unit_test(without_memory_there_is_a_status_and_no_document),
    };
    return cmocka_run_group_tests_name("json_read", tests, NULL, NULL);
}
