/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8, widths, near words, growing buffers and arenas. */
#include "support.h"
#include "arena.h"
#include "buffer.h"
#include "text.h"
#include "text_plain.h"
#include "text_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- UTF-8 ---- */

/* Written from the definition of the encoding, not from its table of well-formed bytes. */
static size_t encode(uint32_t c, char out[5])
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    out[n] = 0;
    return n;
}

static void every_code_point_is_well_formed_and_decodes_to_itself(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char text[5];
        size_t n = encode(c, text);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (hoshi_text_is_utf8(text, n) == surrogate)
            fail_msg("U+%04X", (unsigned)c);
        const char *p = text;
        if (!surrogate && (hoshi_text_next(&p) != c || p != text + n))
            fail_msg("decoding U+%04X", (unsigned)c);
    }
}

/* As many byte strings are well formed as there are code points of that length: nothing overlong, nothing
 * cut. */
static void nothing_but_code_points_is_well_formed(void **state)
{
    (void)state;
    char t[4];
    size_t one = 0, two = 0, three = 0, four = 0;
    for (int a = 0; a < 256; a++) {
        t[0] = (char)a;
        one += hoshi_text_is_utf8(t, 1);
        for (int b = 0; a >= 0x80 && b < 256; b++) {
            t[1] = (char)b;
            two += hoshi_text_is_utf8(t, 2);
            for (int c = 0; a >= 0xC0 && c < 256; c++) {
                t[2] = (char)c;
                three += hoshi_text_is_utf8(t, 3);
                t[3] = '\xBF';
                four += hoshi_text_is_utf8(t, 4);
            }
        }
    }
    assert_int_equal(one, 127);
    assert_int_equal(two, 0x800 - 0x80);
    /* Of three bytes, those of two followed by an ASCII character other than NUL count too. */
    assert_int_equal(three, 0x10000 - 0x800 - 0x800 + (0x800 - 0x80) * 127);
    /* Four bytes ending in BF: those of four, and two of two. */
    assert_int_equal(four, 0x100000 / 64 + (0x800 - 0x80) * 30);
}

static void nul_is_no_text(void **state)
{
    (void)state;
    assert_false(hoshi_text_is_utf8("a\0b", 3));
    assert_false(hoshi_text_is_utf8("\0", 1));
    assert_true(hoshi_text_is_utf8("", 0));
    assert_true(hoshi_text_is_utf8("a\0b", 1));
}

static void lengths_count_characters_and_widths_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, width;
    } rows[] = {
        {"", 0, 0},          {"hoshiwari", 9, 9}, {"星割", 2, 4},           {"★4", 2, 3}, {"ｶﾅ", 2, 2},
        {"カナ", 2, 4},      {"Ｗ８", 2, 4},      {"か\xE3\x82\x99", 2, 2}, /* a combining voiced mark takes
                                                                               no column */
        {"e\xCC\x81", 2, 1}, {"한국", 2, 4},      {"𠮷野", 2, 4},           {"😀", 1, 2},  {"…", 1, 1},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        if (hoshi_text_length(rows[i].text) != rows[i].length)
            fail_msg("length of %s: %zu", rows[i].text, hoshi_text_length(rows[i].text));
        if (hoshi_text_width(rows[i].text) != rows[i].width)
            fail_msg("width of %s: %zu", rows[i].text, hoshi_text_width(rows[i].text));
    }
}

static void copies_hold_as_many_whole_characters_as_fit(void **state)
{
    (void)state;
    static const char text[] = "a星é割😀z契約";
    for (size_t size = 1; size <= sizeof text + 3; size++) {
        char out[64];
        memset(out, '#', sizeof out);
        hoshi_text_copy(out, size, text);
        size_t n = strlen(out);
        assert_true(n < size);
        assert_memory_equal(out, text, n);
        assert_true(hoshi_text_is_utf8(out, n));
        /* One character more would not have fitted. */
        const char *p = text + n;
        if (hoshi_text_next(&p))
            assert_true((size_t)(p - text) >= size);
        assert_int_equal(out[size], '#');
    }
    char none[3] = "##";
    hoshi_text_copy(none, 0, text);
    assert_string_equal(none, "##");
    hoshi_text_copy(none, sizeof none, NULL);
    assert_string_equal(none, "");
}

/* ---- near words ---- */

static size_t slow_distance(const char *a, const char *b)
{
    if (!*a || !*b)
        return strlen(a) + strlen(b);
    size_t best = slow_distance(a + 1, b + 1) + (*a != *b), x = slow_distance(a + 1, b) + 1,
           y = slow_distance(a, b + 1) + 1;
    best = x < best ? x : best;
    return y < best ? y : best;
}

static void distance_equals_its_definition(void **state)
{
    (void)state;
    uint64_t seed = 7741;
    for (int i = 0; i < 1500; i++) {
        char a[8], b[8];
        size_t n = (size_t)support_between(&seed, 0, 6), m = (size_t)support_between(&seed, 0, 6);
        for (size_t k = 0; k < n; k++)
            a[k] = (char)support_between(&seed, 'a', 'c');
        for (size_t k = 0; k < m; k++)
            b[k] = (char)support_between(&seed, 'a', 'c');
        a[n] = b[m] = 0;
        if (hoshi_text_distance(a, b) != slow_distance(a, b))
            fail_msg("%s %s: %zu", a, b, hoshi_text_distance(a, b));
    }
    char x[200], y[200];
    memset(x, 'x', 199);
    memset(y, 'y', 199);
    x[199] = y[199] = 0;
    assert_int_equal(hoshi_text_distance(x, y), 63);
}

static void suggestion_is_the_nearest_within_a_third(void **state)
{
    (void)state;
    static const char *const words[] = {"annual_sales_yen", "annual_cost_yen", "it", "id", "capital_yen"};
    static const struct {
        const char *word, *expected;
    } rows[] = {
        {"anual_sales_yen", "annual_sales_yen"},
        {"annual_cots_yen", "annual_cost_yen"},
        {"ix", "it"},
        {"capitl_yen", "capital_yen"},
        {"capitalisation", NULL},
        {"", NULL},
        {"x", NULL},
        {"captial_yen", "capital_yen"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const char *near = hoshi_text_nearest(rows[i].word, words, SUPPORT_COUNT(words));
        if (!rows[i].expected ? near != NULL : !near || strcmp(near, rows[i].expected) != 0)
            fail_msg("%s: %s", rows[i].word, near ? near : "none");
    }
    assert_null(hoshi_text_nearest("it", NULL, 0));
}

/* ---- buffer ---- */

static void buffer_takes_exactly_its_limit(void **state)
{
    (void)state;
    for (size_t max = 0; max < 700; max += 43) {
        struct hoshi_buffer b;
        hoshi_buffer_init(&b, max);
        assert_string_equal(hoshi_buffer_text(&b), "");
        for (size_t i = 0; i < max; i++)
            hoshi_buffer_add(&b, i % 7 ? "q" : "z", 1);
        assert_false(b.failed);
        assert_int_equal(b.length, max);
        hoshi_buffer_add(&b, "!", 1);
        assert_true(b.failed);
        assert_int_equal(b.length, max);
        for (size_t i = 0; i < max; i++)
            assert_int_equal(b.text[i], i % 7 ? 'q' : 'z');
        hoshi_buffer_release(&b);
        hoshi_buffer_release(&b);
    }
    hoshi_buffer_release(NULL);
}

static void failed_buffer_stays_failed_and_keeps_its_text(void **state)
{
    (void)state;
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 10);
    hoshi_buffer_puts(&b, "abcdef");
    hoshi_buffer_printf(&b, "%05d", 73);
    assert_true(b.failed);
    assert_string_equal(hoshi_buffer_text(&b), "abcdef");
    hoshi_buffer_puts(&b, "g");
    assert_string_equal(hoshi_buffer_text(&b), "abcdef");
    hoshi_buffer_release(&b);
}

static void formatted_text_of_any_length_arrives_whole(void **state)
{
    (void)state;
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 100000);
    char word[3001], expected[40000] = "";
    size_t n = 0;
    for (int i = 0; i < 12; i++) {
        memset(word, 'a' + i, (size_t)(i * 250));
        word[i * 250] = 0;
        hoshi_buffer_printf(&b, "[%d:%s]", i * 7919, word);
        n += (size_t)snprintf(expected + n, sizeof expected - n, "[%d:%s]", i * 7919, word);
    }
    assert_false(b.failed);
    assert_string_equal(hoshi_buffer_text(&b), expected);
    hoshi_buffer_release(&b);
}

static void padding_counts_columns_and_never_cuts(void **state)
{
    (void)state;
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 1000);
    hoshi_buffer_pad(&b, "星割", 7);
    hoshi_buffer_puts(&b, "|");
    hoshi_buffer_pad_left(&b, "¥1", 4);
    hoshi_buffer_puts(&b, "|");
    hoshi_buffer_pad(&b, "対策費", 5);
    hoshi_buffer_puts(&b, "|");
    hoshi_buffer_pad_left(&b, "対策費", 6);
    assert_string_equal(hoshi_buffer_text(&b), "星割   |  ¥1|対策費|対策費");
    hoshi_buffer_release(&b);
}

static void a_csv_field_is_quoted_and_never_a_formula(void **state)
{
    (void)state;
    static const char *const fields[][2] = {{"", "\"\""},          {"対策, \"甲\"", "\"対策, \"\"甲\"\"\""},
                                            {"=1+1", "\"'=1+1\""}, {"-5", "\"'-5\""},
                                            {"@x", "\"'@x\""},     {"a=1", "\"a=1\""},
                                            {"  =1", "\"'  =1\""}, {"\n=1", "\"'\n=1\""},
                                            {"\r", "\"'\r\""},     {"　＝1", "\"'　＝1\""},
                                            {"＋1", "\"'＋1\""},   {"＠x", "\"'＠x\""},
                                            {"－1", "\"'－1\""},   {" x=1", "\" x=1\""}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct hoshi_buffer b;
        hoshi_buffer_init(&b, 1000);
        hoshi_buffer_csv(&b, fields[i][0]);
        assert_string_equal(hoshi_buffer_text(&b), fields[i][1]);
        hoshi_buffer_release(&b);
    }
}

/* ---- arena ---- */

static void arena_memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    uint64_t seed = 90211;
    unsigned char *piece[400];
    size_t size[400];
    for (size_t i = 0; i < 400; i++) {
        size[i] = support_chance(&seed, 20) ? (size_t)support_between(&seed, 60000, 200000)
                                            : (size_t)support_between(&seed, 1, 900);
        piece[i] = hoshi_arena_alloc(&arena, size[i]);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size[i]; k++)
            if (piece[i][k])
                fail_msg("piece %zu is not zero", i);
        memset(piece[i], (int)(i % 251 + 1), size[i]);
    }
    for (size_t i = 0; i < 400; i++)
        for (size_t k = 0; k < size[i]; k++)
            if (piece[i][k] != i % 251 + 1)
                fail_msg("piece %zu was written over", i);
    hoshi_arena_release(&arena);
    assert_null(arena.block);
    hoshi_arena_release(&arena);
    hoshi_arena_release(NULL);
}

static void impossible_sizes_are_refused(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    assert_null(hoshi_arena_alloc(&arena, SIZE_MAX));
    assert_null(hoshi_arena_array(&arena, SIZE_MAX / 8, 16));
    assert_null(hoshi_arena_array(&arena, (size_t)1 << 33, (size_t)1 << 33));
    void *nothing = hoshi_arena_array(&arena, 0, 4096), *other = hoshi_arena_array(&arena, 77, 0);
    assert_non_null(nothing);
    assert_non_null(other);
    assert_ptr_not_equal(nothing, other);
    hoshi_arena_release(&arena);
}

static void arena_texts_are_copies(void **state)
{
    (void)state;
    struct hoshi_arena arena = {0};
    char text[] = "見積 № 3318";
    char *copy = hoshi_arena_text(&arena, text);
    text[0] = '!';
    assert_string_equal(copy, "見積 № 3318");
    assert_null(hoshi_arena_text(&arena, NULL));
    assert_string_equal(hoshi_arena_printf(&arena, "%s/%d", "edr_own", 4451), "edr_own/4451");
    char long_text[6000];
    memset(long_text, 'w', 5999);
    long_text[5999] = 0;
    assert_int_equal(strlen(hoshi_arena_printf(&arena, "%s", long_text)), 4095);
    assert_int_equal(strlen(hoshi_arena_text(&arena, long_text)), 5999);
    hoshi_arena_release(&arena);
}

static void keys_are_what_people_tell_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *key;
    } rows[] = {{"AB社", "ab社"},
                {"ＡＢ社", "ab社"},
                {"ab社", "ab社"},
                {"ｶﾞｽ ﾊﾟｲﾌﾟ", "ガス パイプ"},
                {"　Ａ－１　（株） ", "a-1 (株)"},
                {"A\u22121", "a-1"},
                {"a\t\u3000 b", "a b"},
                {"ア", "ア"},
                {"あ", "あ"},
                {"A-1", "a-1"},
                {"A1", "a1"},
                {"001", "001"},
                {"", ""},
                {" ", ""}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char key[64];
        assert_true(hoshi_text_key(rows[i].text, key, sizeof key));
        assert_string_equal(key, rows[i].key);
    }
    char small[8] = "kept";
    assert_false(hoshi_text_key("abcdefgh", small, sizeof small));
    assert_true(hoshi_text_key("ab", small, sizeof small));
}

static void names_of_one_company(void **state)
{
    (void)state;
    static const struct {
        const char *name, *key;
    } rows[] = {{"あさなぎ重機株式会社", "あさなぎ重機"},
                {"株式会社あさなぎ重機", "あさなぎ重機"},
                {"株式会社 あさなぎ 重機", "あさなぎ重機"},
                {"（株）あさなぎ重機", "あさなぎ重機"},
                {"あさなぎ重機(株)", "あさなぎ重機"},
                {"㈱　あさなぎ重機", "あさなぎ重機"},
                {"合同会社いとぐち", "いとぐち"},
                {"いとぐち(同)", "いとぐち"},
                {"有限会社ＡＢＣ", "abc"},
                {"㈲ Abc", "abc"},
                {"株式会社会社", "会社"},
                {"株式会社", "株式会社"}, /* nothing else: kept */
                {"あさなぎ株式会社重機", "あさなぎ株式会社重機"},
                {"A B", "ab"},
                {"", ""}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char key[64];
        assert_true(hoshi_text_company_key(rows[i].name, key, sizeof key));
        assert_string_equal(key, rows[i].key);
    }
    char small[8];
    assert_false(hoshi_text_company_key("株式会社あ", small, sizeof small));
}

static void what_is_not_plain_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
        const char *what, *clean;
    } cases[] = {
        {"表 é\t\r\n~", 10, "", "表 é\t\r\n~"},
        {"a\x1B[31m", 1, "U+001B", "a\uFFFD[31m"},
        {"a\x7F", 1, "U+007F", "a\uFFFD"},
        {"\xC2\x9B", 0, "U+009B", "\uFFFD"},
        {"\xC2\xA0", 2, "", "\xC2\xA0"},
        {"ab\xE2\x80\xAE", 2, "U+202E", "ab\uFFFD"},
        {"\xE2\x80\x8B", 3, "", "\xE2\x80\x8B"},
        {"\xE2\x81\xA6x", 0, "U+2066", "\uFFFDx"},
        {"\xEF\xBF\xBE", 0, "U+FFFE", "\uFFFD"},
        {"\xEF\xBF\xBF", 0, "U+FFFF", "\uFFFD"},
        {"\xF0\x9F\xBF\xBF", 0, "U+1FFFF", "\uFFFD"},
        {"\xEF\xB7\x90", 0, "U+FDD0", "\uFFFD"},
        {"x\x81\x40y", 1, "0x81", "x\uFFFD@y"},
        {"x\xE8\xA1", 1, "0xE8", "x\uFFFD\uFFFD"},
        {"\xED\xA0\x80", 0, "0xED", "\uFFFD\uFFFD\uFFFD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char what[HOSHI_TEXT_WHAT], clean[64];
        size_t n = strlen(cases[i].text);
        assert_int_equal(hoshi_text_unplain(cases[i].text, n, what), cases[i].at);
        assert_string_equal(what, cases[i].what);
        assert_int_equal(hoshi_text_is_plain(cases[i].text, n), cases[i].at == n);
        hoshi_text_clean(cases[i].text, n, clean, sizeof clean);
        assert_string_equal(clean, cases[i].clean);
        assert_true(hoshi_text_is_plain(clean, strlen(clean)));
        for (size_t size = 1; size < 8; size++) {
            assert_true(hoshi_text_clean(cases[i].text, n, clean, size) < size);
            assert_true(hoshi_text_is_plain(clean, strlen(clean)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_plain_is_named),
        cmocka_unit_test(keys_are_what_people_tell_apart),
        cmocka_unit_test(names_of_one_company),
        cmocka_unit_test(every_code_point_is_well_formed_and_decodes_to_itself),
        cmocka_unit_test(nothing_but_code_points_is_well_formed),
        cmocka_unit_test(nul_is_no_text),
        cmocka_unit_test(lengths_count_characters_and_widths_columns),
        cmocka_unit_test(copies_hold_as_many_whole_characters_as_fit),
        cmocka_unit_test(distance_equals_its_definition),
        cmocka_unit_test(suggestion_is_the_nearest_within_a_third),
        cmocka_unit_test(buffer_takes_exactly_its_limit),
        cmocka_unit_test(failed_buffer_stays_failed_and_keeps_its_text),
        cmocka_unit_test(formatted_text_of_any_length_arrives_whole),
        cmocka_unit_test(padding_counts_columns_and_never_cuts),
        cmocka_unit_test(a_csv_field_is_quoted_and_never_a_formula),
        cmocka_unit_test(arena_memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(impossible_sizes_are_refused),
        cmocka_unit_test(arena_texts_are_copies),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
