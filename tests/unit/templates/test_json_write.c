/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the JSON writer sets around values, and what of a text it lets through. */
#include "support.h"
#include "json_read.h"
#include "json_write.h"
#include "text.h"

#include <math.h>
#include <string.h>

static void written(const char *expected, void (*write)(struct hoshi_json_writer *w))
{
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_json_start(&w, &out);
    write(&w);
    assert_int_equal(w.depth, 0);
    assert_string_equal(hoshi_buffer_text(&out), expected);
    hoshi_buffer_release(&out);
}

static void nested(struct hoshi_json_writer *w)
{
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "a", 1);
    hoshi_json_array(w, "b");
    hoshi_json_put_whole(w, NULL, -2);
    hoshi_json_put_null(w, NULL);
    hoshi_json_object(w, NULL);
    hoshi_json_end(w);
    hoshi_json_end(w);
    hoshi_json_list(w, "c");
    hoshi_json_put_truth(w, NULL, true);
    hoshi_json_put_truth(w, NULL, false);
    hoshi_json_end(w);
    hoshi_json_array(w, "d");
    hoshi_json_end(w);
    hoshi_json_list(w, "e");
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void lines(struct hoshi_json_writer *w)
{
    hoshi_json_object(w, NULL);
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "a");
    hoshi_json_line(w, 4);
    hoshi_json_put_whole(w, NULL, 1);
    hoshi_json_line(w, 4);
    hoshi_json_put_whole(w, NULL, 2);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
    hoshi_json_put_whole(w, "b", 3);
    hoshi_json_line(w, 0);
    hoshi_json_end(w);
}

static void raw(struct hoshi_json_writer *w)
{
    hoshi_json_object(w, NULL);
    hoshi_buffer_puts(hoshi_json_raw(w, "a"), "{\"x\":1}");
    hoshi_json_put_wholes(w, "b", (const int64_t[]){INT64_MIN, 0, INT64_MAX}, 3);
    hoshi_json_put_wholes(w, "c", NULL, 0);
    hoshi_json_end(w);
}

static void brackets_and_commas(void **state)
{
    (void)state;
    written("{ \"a\": 1, \"b\": [-2, null, { }], \"c\": [ true, false ], \"d\": [], \"e\": [ ] }", nested);
    written("{\n  \"a\": [\n    1,\n    2\n  ], \"b\": 3\n}", lines);
    written("{ \"a\": {\"x\":1}, \"b\": [-9223372036854775808, 0, 9223372036854775807], \"c\": [] }", raw);
}

static void numbers_of(struct hoshi_json_writer *w)
{
    hoshi_json_array(w, NULL);
    hoshi_json_put_decimal(w, NULL, 1500000, 0);
    hoshi_json_put_decimal(w, NULL, 1500000, 2);
    hoshi_json_put_decimal(w, NULL, -1, 0);
    hoshi_json_put_probability(w, NULL, 0.25);
    hoshi_json_put_probability(w, NULL, 1);
    hoshi_json_put_probability(w, NULL, 0.99999999);
    hoshi_json_put_probability(w, NULL, 0.0000004);
    hoshi_json_put_real(w, NULL, 0.1);
    hoshi_json_put_real(w, NULL, -1e300);
    hoshi_json_put_real(w, NULL, (double)NAN);
    hoshi_json_put_real(w, NULL, (double)INFINITY);
    hoshi_json_put_rounded(w, NULL, 2.5);
    hoshi_json_put_rounded(w, NULL, -2.5);
    hoshi_json_put_rounded(w, NULL, 1e19);
    hoshi_json_put_rounded(w, NULL, (double)NAN);
    hoshi_json_end(w);
}

/* In the locale of the run, which may have a decimal comma. */
static void numbers(void **state)
{
    (void)state;
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_json_start(&w, &out);
    numbers_of(&w);
    const char *text = hoshi_buffer_text(&out);
    assert_memory_equal(text, "[\"1.5\", \"1.50\", \"-0.000001\", 0.25, 1, 0.999999, 0, 0.1, -1", 57);
    assert_non_null(strstr(text, ", null, null, 3, -3, null, null]"));
    hoshi_buffer_release(&out);
}

static void says(const char *text, const char *expected)
{
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_json_start(&w, &out);
    hoshi_json_put(&w, NULL, text);
    assert_string_equal(hoshi_buffer_text(&out), expected);
    hoshi_buffer_release(&out);
}

static void texts(void **state)
{
    (void)state;
    says(NULL, "\"\"");
    says("", "\"\"");
    says("価格 𠮷 é", "\"価格 𠮷 é\"");
    says("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
    says("\n\t\r\x01\x1f ~", "\"\\n\\t\\u000d\\u0001\\u001f ~\"");
    /* Both sides of every span: DEL and C1, separators, direction, what is no character. */
    says("\x7e\x7f\xc2\x80\xc2\x9f\xc2\xa0", "\"~\\u007f\\u0080\\u009f\xc2\xa0\"");
    says("\xd8\x9b\xd8\x9c\xd8\x9d", "\"\xd8\x9b\\u061c\xd8\x9d\"");
    says("\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\x90", "\"\xe2\x80\x8d\\u200e\\u200f\xe2\x80\x90\"");
    says("\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf",
         "\"\xe2\x80\xa7\\u2028\\u2029\\u202a\\u202e\xe2\x80\xaf\"");
    says("\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa", "\"\xe2\x81\xa5\\u2066\\u2069\xe2\x81\xaa\"");
    says("\xef\xbf\xbd\xef\xbf\xbe\xef\xbf\xbf\xf0\x90\x80\x80",
         "\"\xef\xbf\xbd\\ufffe\\uffff\xf0\x90\x80\x80\"");
    /* No UTF-8: lone and cut bytes, overlong forms, surrogates, beyond U+10FFFF; what follows stands. */
    says("\xff\xfe"
         "a",
         "\"\xef\xbf\xbd\xef\xbf\xbd"
         "a\"");
    says("\xe2\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    says("\xe2"
         "ab",
         "\"\xef\xbf\xbd"
         "ab\"");
    says("\xc0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    says("\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    says("\xf4\x90\x80\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

/* Whatever bytes go in: what comes out is UTF-8 without a control character, and one JSON text. */
static void any_bytes(void **state)
{
    (void)state;
    uint64_t seed = 20261130;
    for (int round = 0; round < 20000; round++) {
        char text[12];
        size_t n = (size_t)support_between(&seed, 0, 11);
        for (size_t i = 0; i < n; i++)
            text[i] = (char)support_between(&seed, 1, support_chance(&seed, 2) ? 255 : 127);
        text[n] = 0;
        struct hoshi_buffer out;
        struct hoshi_json_writer w;
        struct hoshi_json_document *document = NULL;
        struct hoshi_json root;
        hoshi_buffer_init(&out, 1 << 16);
        hoshi_json_start(&w, &out);
        hoshi_json_object(&w, NULL);
        hoshi_json_put(&w, "t", text);
        hoshi_json_end(&w);
        const char *json = hoshi_buffer_text(&out);
        assert_true(hoshi_text_is_utf8(json, out.length));
        for (size_t i = 0; i < out.length; i++)
            assert_true((unsigned char)json[i] >= 0x20 && json[i] != 0x7f);
        /* What no text of ours may hold, escaped or not, the reader refuses by name; nothing else. */
        enum hoshi_status status = hoshi_json_parse(json, out.length, &document, &root, NULL);
        assert_true(status == HOSHI_OK || (status == HOSHI_E_TEXT_CHARACTER && strstr(json, "\\u")));
        if (!status)
            assert_int_equal(hoshi_json_size(&root), 1);
        hoshi_json_close(document);
        hoshi_buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(brackets_and_commas), cmocka_unit_test(numbers),
                                       cmocka_unit_test(texts), cmocka_unit_test(any_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
