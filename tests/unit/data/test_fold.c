/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding against utf8proc asked the long way: every character there is, and texts of letters and marks. */
#include "fold.h"
#include "support.h"
#include "text.h"
#include "text_key.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
    NFC = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
    NFD = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
    NFKC = NFC | UTF8PROC_COMPAT
};

static void map(const char *text, int options, char out[4096])
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text), &made,
                                      (utf8proc_option_t)options);
    assert_in_range(n, 0, 4095);
    memcpy(out, made, (size_t)n);
    out[n] = 0;
    free(made);
}

static bool is_surrogate(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

static void every_character_folds_to_its_nfkc(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char text[8] = "", mine[256], theirs[4096];
        if (is_surrogate(c))
            continue;
        hoshi_text_put(text, c);
        map(text, NFKC, theirs);
        if (!hoshi_text_fold(text, strlen(text), mine, sizeof mine) || strcmp(mine, theirs) != 0)
            fail_msg("U+%04X: %s, not %s", c, mine, theirs);
    }
}

/* か before it: what joins must not be passed by. */
static void every_character_behind_another_folds_and_composes(void **state)
{
    (void)state;
    static const char *const before[] = {"か", "ハ", "e", "ᄒ", "하"};
    for (uint32_t c = 1; c <= 0x10FFFF; c++)
        for (size_t i = 0; i < SUPPORT_COUNT(before) && !is_surrogate(c); i++) {
            char text[16], mine[256], theirs[4096], apart[4096];
            size_t n = strlen(strcpy(text, before[i]));
            text[n + hoshi_text_put(text + n, c)] = 0;
            map(text, NFKC, theirs);
            if (!hoshi_text_fold(text, strlen(text), mine, sizeof mine) || strcmp(mine, theirs) != 0)
                fail_msg("%s U+%04X: %s, not %s", before[i], c, mine, theirs);
            map(text, NFD, apart);
            map(text, NFC, theirs);
            char both[4096];
            strcpy(both, apart);
            hoshi_text_compose_all(both);
            if (strcmp(both, theirs) != 0 && strlen(both) >= strlen(theirs))
                fail_msg("%s U+%04X in parts: %s, not %s", before[i], c, both, theirs);
        }
}

/* What a person sees stays: nothing but marks that join a letter goes. */
static void a_character_alone_is_never_changed_by_composing(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char text[8] = "", same[8];
        if (is_surrogate(c))
            continue;
        hoshi_text_put(text, c);
        memcpy(same, text, sizeof same);
        hoshi_text_compose_all(text);
        if (strcmp(text, same) != 0)
            fail_msg("U+%04X became %s", c, text);
    }
}

static void names_stay_as_their_owners_write_them(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"㈱ﾎｼﾞﾙｼ １号店 ㍻", "㈱ﾎｼﾞﾙｼ １号店 ㍻"},
        {"神谷㈱ ½ ② 髙﨑", "神谷㈱ ½ ② 髙﨑"},
        {"か\u3099とハ\u309Aン", "がとパン"},
        {"Re\u0301sume\u0301 A\u030Angstro\u0308m", "Résumé Ångström"},
        {"か\u3099か\u309A\u3099", "がか\u309A\u3099"}, /* no such letter: the marks stay */
        {"\u3099が", "\u3099が"},
        {"", ""},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(names); i++) {
        char text[256];
        strcpy(text, names[i][0]);
        hoshi_text_compose_all(text);
        assert_string_equal(text, names[i][1]);
    }
    hoshi_text_compose_all(NULL);
}

static void random_texts_in_parts_become_one_again(void **state)
{
    (void)state;
    static const char *const pool[] = {"が", "ぎ", "パ", "ヴ", "ヾ", "ﾊ",  "ﾞ",  "é",  "ạ̈",
                                       "한", "글", "a",  "漢", "㈱", "１", "・", "ー", " "};
    uint64_t seed = 20261130;
    for (int round = 0; round < 20000; round++) {
        char text[512] = "", apart[4096], whole[4096], mine[600];
        for (int64_t n = support_between(&seed, 0, 24); n > 0; n--)
            strcat(text, pool[support_between(&seed, 0, SUPPORT_COUNT(pool) - 1)]);
        map(text, NFD, apart);
        map(text, NFC, whole);
        assert_true(hoshi_text_fold(apart, strlen(apart), mine, sizeof mine));
        char folded[4096];
        map(text, NFKC, folded);
        assert_string_equal(mine, folded);
        size_t n = hoshi_text_compose(apart, strlen(apart));
        assert_int_equal(n, strlen(whole));
        assert_memory_equal(apart, whole, n);
    }
}

static void width_is_made_one_and_nothing_else(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"１，２００　円", "1,200 円"},
        {"ｱｲﾊﾟｶﾞﾋﾞｯ", "アイパガビッ"},
        {"￥１０", "¥10"},
        {"10²", "10²"},
        {"½ ① ㈱ ㎡ …", "½ ① ㈱ ㎡ …"},
        {"（Ａ）｢ｂ｣", "(A)「b」"},
        {"1\u00A0000\u202F000\u2009000", "1 000 000 000"},
        {"か\u3099", "が"},
        {"", ""},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
        char out[128];
        assert_true(hoshi_text_width_fold(texts[i][0], strlen(texts[i][0]), out, sizeof out));
        assert_string_equal(out, texts[i][1]);
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    char text[8192], out[16] = "x";
    assert_true(hoshi_text_fold("㍿", 3, out, 13)); /* 株式会社: 12 bytes and NUL */
    assert_string_equal(out, "株式会社");
    assert_false(hoshi_text_fold("㍿", 3, out, 12));
    assert_string_equal(out, "");
    assert_true(hoshi_text_fold("漢字", 6, out, 7));
    assert_false(hoshi_text_fold("漢字", 6, out, 6));
    assert_true(hoshi_text_width_fold("ｶﾞ", 6, out, 7));
    assert_string_equal(out, "ガ");
    assert_false(hoshi_text_width_fold("Ａ１", 6, out, 2));
    memset(text, 0, sizeof text);
    for (size_t i = 0; i < 2000; i++)
        memcpy(text + 3 * i, "㈱", 3);
    assert_false(hoshi_text_fold(text, 6000, text + 6001, 2000));
    /* One letter with more marks than any name has: left as it is. */
    char marks[1024] = "e";
    for (size_t i = 0; i < 200; i++)
        memcpy(marks + 1 + 2 * i, "\xCC\x81", 3);
    size_t n = strlen(marks);
    assert_int_equal(hoshi_text_compose(marks, n), n);
}

static void keys_are_one_for_every_spelling(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"ホシワリ", "ﾎｼﾜﾘ"}, {"ガス", "ｶﾞｽ"}, {"ガス", "カ\u3099ス"},
        {"Ａ－１", "a-1"},    {"①号", "1号"},  {"  Ａ　 Ｂ ", "a b"},
    };
    char a[64], b[64];
    for (size_t i = 0; i < SUPPORT_COUNT(same); i++) {
        assert_true(hoshi_text_key(same[i][0], a, sizeof a) && hoshi_text_key(same[i][1], b, sizeof b));
        assert_string_equal(a, b);
    }
    static const char *const company[] = {"株式会社ホシワリ", "㈱ﾎｼﾜﾘ", "ホシワリ（株）", "(株)ホシワリ",
                                          "㍿ホシワリ"};
    for (size_t i = 0; i < SUPPORT_COUNT(company); i++) {
        assert_true(hoshi_text_company_key(company[i], a, sizeof a));
        assert_string_equal(a, "ホシワリ");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_folds_to_its_nfkc),
        cmocka_unit_test(every_character_behind_another_folds_and_composes),
        cmocka_unit_test(a_character_alone_is_never_changed_by_composing),
        cmocka_unit_test(names_stay_as_their_owners_write_them),
        cmocka_unit_test(random_texts_in_parts_become_one_again),
        cmocka_unit_test(width_is_made_one_and_nothing_else),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(keys_are_one_for_every_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
