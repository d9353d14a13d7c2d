/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cells are written from: quoted words of formulas, lines of wrapped text. */
#include "support.h"
#include "sheet_style.h"

#include <string.h>

/* Reads an operand as a spreadsheet does: literals joined by &. Units of the longest literal, UTF-16. */
static size_t unquoted(const char *operand, char *out)
{
    size_t longest = 0;
    const char *p = operand;
    while (*p) {
        size_t units = 0;
        assert_int_equal(*p, '"');
        for (p++; *p != '"' || p[1] == '"'; p++) {
            unsigned char c = (unsigned char)*p;
            assert_true(c);
            p += c == '"';
            units += (c & 0xC0) != 0x80 ? (c >= 0xF0 ? 2 : 1) : 0;
            *out++ = (char)c;
        }
        longest = units > longest ? units : longest;
        p++;
        if (*p) {
            assert_int_equal(*p, '&');
            assert_int_equal(p[1], '"');
            p++;
        }
    }
    *out = 0;
    return longest;
}

static void words_of_formulas(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "\"", "予", "𠮷", "=1+2 & ", "%s"};
    for (size_t piece = 0; piece < SUPPORT_COUNT(pieces); piece++)
        for (size_t n = 0; n < 600; n += n < 120 || n > 260 ? 7 : 1) {
            char text[8000] = "", quoted[12000], back[8000];
            for (size_t k = 0; k < n; k++)
                strcat(text, pieces[k % 5 == 3 ? piece : (piece + k / 200) % SUPPORT_COUNT(pieces)]);
            assert_true(hoshi_formula_quote(quoted, sizeof quoted, text));
            assert_true(unquoted(quoted, back) <= 255);
            assert_string_equal(back, text);
        }
}

static void no_room_is_told(void **state)
{
    (void)state;
    char out[64];
    assert_true(hoshi_formula_quote(out, sizeof out, ""));
    assert_string_equal(out, "\"\"");
    assert_true(hoshi_formula_quote(out, sizeof out, "say \"no\""));
    assert_string_equal(out, "\"say \"\"no\"\"\"");
    for (size_t size = 1; size < 40; size++) {
        memset(out, 'x', sizeof out);
        bool fits = hoshi_formula_quote(out, size, "\"\"\"\"\"\"\"\"\"\"");
        assert_true(fits == (size >= 28)); /* 22 and its end, and room for a joint */
        for (size_t k = size; k < sizeof out; k++)
            assert_int_equal(out[k], 'x');
    }
}

static void lines_of_wrapped_text(void **state)
{
    (void)state;
    assert_int_equal(hoshi_sheet_lines("", 20), 1);
    assert_int_equal(hoshi_sheet_lines("short", 20), 1);
    assert_int_equal(hoshi_sheet_lines("one\ntwo", 20), 2);
    assert_int_equal(hoshi_sheet_lines("十文字の見出しです。", 20), 2);
    assert_true(hoshi_sheet_lines("Price revision (materials, outside processing)", 36) == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_of_formulas), cmocka_unit_test(no_room_is_told),
                                       cmocka_unit_test(lines_of_wrapped_text)};
    return cmocka_run_group_tests_name("sheet_style", tests, NULL, NULL);
}
