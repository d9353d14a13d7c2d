/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for people: complete in both languages, nothing user-given read as a format, no template mark left.
 */
#include "support.h"
#include "message.h"
#include "text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_kana(const char *text)
{
    uint32_t c;
    while ((c = hoshi_text_next(&text)))
        if (c >= 0x3041 && c <= 0x30FF)
            return true;
    return false;
}

/* Kana, kanji, brackets and full-width forms. */
static bool has_japanese(const char *text)
{
    uint32_t c;
    while ((c = hoshi_text_next(&text)))
        if (c >= 0x2E80)
            return true;
    return false;
}

static struct hoshi_buffer start(void)
{
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, 100000);
    return b;
}

static void expect_text(struct hoshi_buffer *b, const char *text)
{
    assert_false(b->failed);
    assert_string_equal(hoshi_buffer_text(b), text);
    hoshi_buffer_release(b);
}

/* ---- statuses ---- */

static void every_status_has_a_sentence_and_a_remedy_of_its_own(void **state)
{
    (void)state;
    const enum hoshi_status *list = NULL;
    size_t n = hoshi_status_list(&list);
    const char *internal = hoshi_status_sentence(HOSHI_JA, HOSHI_E_INTERNAL);
    for (size_t i = 0; i < n; i++) {
        const char *ja = hoshi_status_sentence(HOSHI_JA, list[i]),
                   *en = hoshi_status_sentence(HOSHI_EN, list[i]);
        const char *remedy_ja = hoshi_status_remedy(HOSHI_JA, list[i]),
                   *remedy_en = hoshi_status_remedy(HOSHI_EN, list[i]);
        if (!has_kana(ja) || !has_kana(remedy_ja) || !*en || !*remedy_en || has_kana(en) ||
            has_kana(remedy_en))
            fail_msg("%s", hoshi_status_name(list[i]));
        assert_true(list[i] == HOSHI_E_INTERNAL || strcmp(ja, internal) != 0);
        for (size_t k = 0; k < i; k++)
            if (strcmp(hoshi_status_sentence(HOSHI_EN, list[k]), en) == 0 ||
                strcmp(hoshi_status_sentence(HOSHI_JA, list[k]), ja) == 0)
                fail_msg("%s reads as %s", hoshi_status_name(list[i]), hoshi_status_name(list[k]));
    }
    assert_true(*hoshi_status_sentence(HOSHI_EN, (enum hoshi_status)999) != 0);
}

/* ---- faults ---- */

static struct hoshi_fault fault_of(const char *got, const char *allowed, long row)
{
    struct hoshi_fault f = {.status = HOSHI_E_KEY_UNKNOWN, .row = row};
    hoshi_text_copy(f.file, sizeof f.file, "case.json");
    hoshi_text_copy(f.path, sizeof f.path, "buyers[0].capitl_yen");
    hoshi_text_copy(f.got, sizeof f.got, got);
    hoshi_text_copy(f.allowed, sizeof f.allowed, allowed);
    return f;
}

static void fault_shows_code_file_line_path_value_and_what_is_allowed(void **state)
{
    (void)state;
    struct hoshi_fault f = fault_of("capitl_yen", "capital_yen", 1847);
    static const char *const parts[] = {
        "[HW-204]", "case.json", "1847", "buyers[0].capitl_yen", "(found: capitl_yen)", "capital_yen"};
    for (int lang = HOSHI_JA; lang <= HOSHI_EN; lang++) {
        struct hoshi_buffer b = start();
        hoshi_fault_print(&b, (enum hoshi_lang)lang, &f);
        const char *text = hoshi_buffer_text(&b), *from = text;
        for (size_t i = 0; i < SUPPORT_COUNT(parts); i++) {
            const char *part = i == 4 && lang == HOSHI_JA ? "今の値: capitl_yen" : parts[i];
            from = strstr(from, part);
            if (!from)
                fail_msg("%s is not in: %s", part, text);
            from += strlen(part);
        }
        assert_non_null(strstr(text, hoshi_status_sentence((enum hoshi_lang)lang, HOSHI_E_KEY_UNKNOWN)));
        assert_non_null(strstr(text, hoshi_status_remedy((enum hoshi_lang)lang, HOSHI_E_KEY_UNKNOWN)));
        assert_true(b.length > 1 && text[b.length - 1] == '\n');
        hoshi_buffer_release(&b);
    }
}

static void unknown_parts_of_a_fault_are_left_out(void **state)
{
    (void)state;
    struct hoshi_fault f = {.status = HOSHI_E_MEMORY};
    struct hoshi_buffer b = start();
    hoshi_fault_print(&b, HOSHI_EN, &f);
    const char *text = hoshi_buffer_text(&b);
    assert_null(strstr(text, "found"));
    assert_null(strstr(text, "allowed"));
    assert_null(strstr(text, "line 0"));
    assert_null(strstr(text, ": :"));
    assert_true(strncmp(text, "[HW-101] ", 9) == 0);
    hoshi_buffer_release(&b);
}

static void user_text_in_a_fault_is_no_format(void **state)
{
    (void)state;
    struct hoshi_fault f = fault_of("%s%n%d", "%n%s", 0);
    struct hoshi_buffer b = start();
    hoshi_fault_print(&b, HOSHI_JA, &f);
    assert_non_null(strstr(hoshi_buffer_text(&b), "%s%n%d"));
    assert_non_null(strstr(hoshi_buffer_text(&b), "%n%s"));
    hoshi_buffer_release(&b);
}

static void run_of_one_kind_shares_its_remedy(void **state)
{
    (void)state;
    static struct hoshi_faults faults;
    static const enum hoshi_status kinds[] = {HOSHI_E_TYPE, HOSHI_E_TYPE, HOSHI_E_TYPE, HOSHI_E_DATE,
                                              HOSHI_E_TYPE};
    memset(&faults, 0, sizeof faults);
    for (size_t i = 0; i < SUPPORT_COUNT(kinds); i++)
        hoshi_fault_add(&faults, kinds[i], "a.b", "x", NULL);
    faults.dropped = 4711;
    struct hoshi_buffer b = start();
    hoshi_faults_print(&b, HOSHI_EN, &faults);
    size_t faults_n = 0, remedies = 0;
    for (const char *p = hoshi_buffer_text(&b); *p; p++) {
        faults_n += strncmp(p, "[HW-", 4) == 0;
        remedies += strncmp(p, "  -> ", 5) == 0;
    }
    assert_int_equal(faults_n, 5);
    assert_int_equal(remedies, 3);
    assert_non_null(strstr(hoshi_buffer_text(&b), "4711"));
    hoshi_buffer_release(&b);
    faults.n = faults.dropped = 0;
    b = start();
    hoshi_faults_print(&b, HOSHI_JA, &faults);
    expect_text(&b, "");
}

/* ---- cautions ---- */

static void every_caution_is_a_sentence_with_its_figures(void **state)
{
    (void)state;
    static const bool subject[HOSHI_CAUTION_KINDS] = {[HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION] = true,
                                                      [HOSHI_CAUTION_CONTRADICTS_FACT] = true,
                                                      [HOSHI_CAUTION_REQUEST_ABOVE_TARGET] = true,
                                                      [HOSHI_CAUTION_QUOTE_UNUSED] = true,
                                                      [HOSHI_CAUTION_QUOTE_LABOUR] = true,
                                                      [HOSHI_CAUTION_QUOTE_DEARER] = true,
                                                      [HOSHI_CAUTION_QUOTE_NOT_CHOSEN] = true,
                                                      [HOSHI_CAUTION_NO_WAY] = true,
                                                      [HOSHI_CAUTION_NO_PURCHASES] = true,
                                                      [HOSHI_CAUTION_ITEMS_EXCEED] = true,
                                                      [HOSHI_CAUTION_MEASURE_IDLE] = true};
    static const bool number[HOSHI_CAUTION_KINDS] = {[HOSHI_CAUTION_PARTIAL_UNSTATED] = true,
                                                     [HOSHI_CAUTION_ABOVE_LEVEL] = true,
                                                     [HOSHI_CAUTION_REQUEST_ABOVE_TARGET] = true,
                                                     [HOSHI_CAUTION_TAX_UNKNOWN] = true,
                                                     [HOSHI_CAUTION_UNANSWERED] = true};
    static const bool yen[HOSHI_CAUTION_KINDS] = {
        [HOSHI_CAUTION_PARTIAL_UNSTATED] = true,  [HOSHI_CAUTION_FEES_UNPUBLISHED] = true,
        [HOSHI_CAUTION_RENEWAL_UNKNOWN] = true,   [HOSHI_CAUTION_CAPACITY] = true,
        [HOSHI_CAUTION_OWN_CHOICE] = true,        [HOSHI_CAUTION_UNANSWERED] = true,
        [HOSHI_CAUTION_CANNOT_BE_UPDATED] = true, [HOSHI_CAUTION_OWN_DUE] = true,
        [HOSHI_CAUTION_OWN_AFFAIR] = true,        [HOSHI_CAUTION_ITEMS_EXCEED] = true};
    for (int k = 0; k < HOSHI_CAUTION_KINDS; k++)
        for (int lang = HOSHI_JA; lang <= HOSHI_EN; lang++) {
            struct hoshi_caution c = {.kind = (enum hoshi_caution_kind)k,
                                      .subject = "zeta{n}%s",
                                      .number = 4817,
                                      .yen = 1234567,
                                      .all_yen = 7654321};
            struct hoshi_buffer b = start();
            hoshi_caution_print(&b, (enum hoshi_lang)lang, &c);
            const char *text = hoshi_buffer_text(&b);
            if (!*text || has_kana(text) != (lang == HOSHI_JA) || strstr(text, "{id}") ||
                strstr(text, "{yen}") || strstr(text, "{name}") || strstr(text, "{answer}") ||
                (strstr(text, "zeta{n}%s") != NULL) != subject[k] || (number[k] && !strstr(text, "4817")) ||
                (yen[k] && !strstr(text, "1,234,567")))
                fail_msg("kind %d: %s", k, text);
            hoshi_buffer_release(&b);
        }
}

static void lack_of_hands_is_told_in_days(void **state)
{
    (void)state;
    struct hoshi_caution c = {
        .kind = HOSHI_CAUTION_CAPACITY, .subject = "", .number = 73456789, .yen = 1234567, .all_yen = 0};
    for (int lang = HOSHI_JA; lang <= HOSHI_EN; lang++) {
        struct hoshi_buffer b = start();
        hoshi_caution_print(&b, (enum hoshi_lang)lang, &c);
        assert_non_null(strstr(hoshi_buffer_text(&b), "73.5"));
        assert_null(strstr(hoshi_buffer_text(&b), "73.45"));
        assert_non_null(strstr(hoshi_buffer_text(&b), "1,234,567"));
        hoshi_buffer_release(&b);
    }
}

/* The horizon is 1 to 10 years; no sentence may name another. */
static void cautions_do_not_assume_a_horizon(void **state)
{
    (void)state;
    for (int k = 0; k < HOSHI_CAUTION_KINDS; k++) {
        struct hoshi_caution c = {
            .kind = (enum hoshi_caution_kind)k, .subject = "", .number = 7, .yen = 7, .all_yen = 7};
        struct hoshi_buffer b = start();
        hoshi_caution_print(&b, HOSHI_JA, &c);
        if (strstr(hoshi_buffer_text(&b), "3年"))
            fail_msg("%s", hoshi_buffer_text(&b));
        hoshi_buffer_release(&b);
    }
}

/* ---- values of enums ---- */

static void expect_words(const char *what, int value, const char *ja, const char *en)
{
    if (!ja || !en || !*ja || !*en || strcmp(ja, en) == 0 || has_japanese(en) || !has_japanese(ja))
        fail_msg("%s %d: %s, %s", what, value, ja ? ja : "none", en ? en : "none");
}

#define EXPECT_ALL(what, count, type)                                                                        \
    for (int i = 0; i < (int)(count); i++)                                                                   \
    expect_words(#what, i, hoshi_say_##what(HOSHI_JA, (type)i), hoshi_say_##what(HOSHI_EN, (type)i))

static void every_value_has_words_in_both_languages(void **state)
{
    (void)state;
    EXPECT_ALL(answer, HOSHI_ANSWERS, enum hoshi_answer_status);
    EXPECT_ALL(class, HOSHI_CLASSES, enum hoshi_class);
    EXPECT_ALL(nature, HOSHI_NATURES, enum hoshi_nature);
    EXPECT_ALL(role, HOSHI_ROLES, enum hoshi_role);
    EXPECT_ALL(driver, HOSHI_DRIVERS, enum hoshi_driver);
    EXPECT_ALL(key, HOSHI_KEYS, enum hoshi_key);
    EXPECT_ALL(rule, HOSHI_RULE_TABLE + 1, enum hoshi_rule);
    EXPECT_ALL(confidence, HOSHI_CONFIDENCE_HIGH + 1, enum hoshi_confidence);
    EXPECT_ALL(basis, HOSHI_BASIS_ESTIMATE + 1, enum hoshi_basis);
    EXPECT_ALL(funding_status, HOSHI_PAID + 1, enum hoshi_funding_status);
    assert_string_equal(hoshi_say_answer(HOSHI_JA, HOSHI_WITHHELD), "回答を控える");
    assert_string_equal(hoshi_say_class(HOSHI_JA, HOSHI_DIRECT), "直接費（外から買うもの）");
    assert_string_equal(hoshi_say_class(HOSHI_JA, HOSHI_INDIRECT), "間接費（人手・管理・設備更新）");
    static const char *const natures[] = {"労務費", "委託費", "使用料", "減価償却相当", "手数料", "研修費"};
    for (int i = 0; i < HOSHI_NATURES; i++)
        assert_string_equal(hoshi_say_nature(HOSHI_JA, (enum hoshi_nature)i), natures[i]);
}

static void every_unit_of_the_tables_has_words(void **state)
{
    (void)state;
    const struct hoshi_tables *t = support_tables();
    for (size_t i = 0; i < t->prices; i++) {
        const char *unit = t->price[i].unit;
        if (strcmp(unit, "tb") != 0 && strcmp(unit, "public_ip") != 0)
            expect_words("unit", (int)i, hoshi_say_unit(HOSHI_JA, unit), hoshi_say_unit(HOSHI_EN, unit));
    }
    assert_string_equal(hoshi_say_unit(HOSHI_JA, "day"), "人日");
    assert_string_equal(hoshi_say_unit(HOSHI_EN, "furlong"), "furlong");
}

static void language_is_an_argument_and_no_state(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    assert_string_equal(hoshi_say(HOSHI_JA, "合計", "total"), "合計");
    assert_string_equal(hoshi_say(HOSHI_EN, "合計", "total"), "total");
    const struct hoshi_words words = {"対策", "measure"};
    assert_string_equal(hoshi_words_say(HOSHI_JA, words), "対策");
    assert_string_equal(hoshi_words_say(HOSHI_EN, words), "measure");
}

static void recurrence_is_told_as_people_do(void **state)
{
    (void)state;
    static const struct {
        int every, months;
        const char *ja, *en;
    } rows[] = {{0, 1, "一括", "once"},
                {1, 1, "毎年", "yearly"},
                {1, 12, "毎月", "monthly"},
                {3, 1, "3年ごと", "every 3 years"},
                {10, 1, "10年ごと", "every 10 years"}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_buffer b = start();
        hoshi_say_recurrence(&b, HOSHI_JA, rows[i].every, rows[i].months);
        expect_text(&b, rows[i].ja);
        b = start();
        hoshi_say_recurrence(&b, HOSHI_EN, rows[i].every, rows[i].months);
        expect_text(&b, rows[i].en);
    }
}

static void dates_are_written_in_the_language(void **state)
{
    (void)state;
    static const struct {
        struct hoshi_date date;
        const char *ja, *en;
    } rows[] = {{{2026, 11, 22}, "2026年11月22日", "22 November 2026"},
                {{2027, 4, 0}, "2027年4月", "April 2027"},
                {{2031, 1, 3}, "2031年1月3日", "3 January 2031"},
                {{2031, 12, 0}, "2031年12月", "December 2031"},
                {{0, 0, 0}, "", ""}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        struct hoshi_buffer b = start();
        hoshi_say_date(&b, HOSHI_JA, rows[i].date);
        expect_text(&b, rows[i].ja);
        b = start();
        hoshi_say_date(&b, HOSHI_EN, rows[i].date);
        expect_text(&b, rows[i].en);
    }
}

static void causes_name_the_buyers_who_demand(void **state)
{
    (void)state;
    struct hoshi_case_buyer buyers[3] = {
        {.id = "A", .name = "青葉工業"}, {.id = "B"}, {.id = "C", .name = "%s物産"}};
    struct hoshi_case c = {.buyer = buyers, .buyers = 3};
    const bool who[] = {true, false, true}, only[] = {false, true, false};
    struct hoshi_entry x = {.cause = HOSHI_CAUSE_BUYER, .buyer = who};
    struct hoshi_buffer b = start();
    hoshi_say_cause(&b, HOSHI_JA, &x, &c);
    const char *text = hoshi_buffer_text(&b);
    assert_non_null(strstr(text, "青葉工業"));
    assert_non_null(strstr(text, "%s物産"));
    assert_null(strstr(text, "B"));
    hoshi_buffer_release(&b);
    x.buyer = only;
    b = start();
    hoshi_say_cause(&b, HOSHI_EN, &x, &c);
    expect_text(&b, "demanded by B");
    static const enum hoshi_cause plain[] = {HOSHI_CAUSE_LEVEL3, HOSHI_CAUSE_LEVEL4, HOSHI_CAUSE_OWN};
    char seen[6][60];
    for (size_t i = 0; i < 6; i++) {
        x = (struct hoshi_entry){.cause = plain[i / 2]};
        b = start();
        hoshi_say_cause(&b, i % 2 ? HOSHI_EN : HOSHI_JA, &x, &c);
        hoshi_text_copy(seen[i], sizeof seen[i], hoshi_buffer_text(&b));
        assert_true(*seen[i]);
        for (size_t k = i % 2; k < i; k += 2)
            assert_string_not_equal(seen[k], seen[i]);
        hoshi_buffer_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_sentence_and_a_remedy_of_its_own),
        cmocka_unit_test(fault_shows_code_file_line_path_value_and_what_is_allowed),
        cmocka_unit_test(unknown_parts_of_a_fault_are_left_out),
        cmocka_unit_test(user_text_in_a_fault_is_no_format),
        cmocka_unit_test(run_of_one_kind_shares_its_remedy),
        cmocka_unit_test(every_caution_is_a_sentence_with_its_figures),
        cmocka_unit_test(lack_of_hands_is_told_in_days),
        cmocka_unit_test(cautions_do_not_assume_a_horizon),
        cmocka_unit_test(every_value_has_words_in_both_languages),
        cmocka_unit_test(every_unit_of_the_tables_has_words),
        cmocka_unit_test(language_is_an_argument_and_no_state),
        cmocka_unit_test(recurrence_is_told_as_people_do),
        cmocka_unit_test(dates_are_written_in_the_language),
        cmocka_unit_test(causes_name_the_buyers_who_demand),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
