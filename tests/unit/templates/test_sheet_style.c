/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cells are written from: quoted words of formulas, lines of wrapped text, merges that do not meet. */
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

/* Writes a book with these merges one after the other; the status of closing it. */
static enum hoshi_status merged(uint16_t (*box)[4], size_t n)
{
    char path[] = "sheet_style.xlsx";
    struct hoshi_faults faults = {0};
    struct hoshi_book book;
    assert_int_equal(hoshi_book_open(&book, path, HOSHI_JA, "", "", support_today, "", &faults), HOSHI_OK);
    struct hoshi_sheet other = hoshi_sheet_add(&book, "other", false),
                       s = hoshi_sheet_add(&book, "sheet", false);
    hoshi_put_merged(&other, 0, 0, 50, 50, HOSHI_STYLE_TEXT, "of another sheet");
    for (size_t i = 0; i < n; i++)
        hoshi_put_merged(&s, box[i][0], box[i][1], box[i][2], box[i][3], HOSHI_STYLE_TEXT, "text");
    enum hoshi_status status = hoshi_book_close(&book, path, &faults);
    assert_int_equal(remove(path) == 0, status == HOSHI_OK); /* a refused book leaves nothing behind */
    return status;
}

static void no_two_merges_meet(void **state)
{
    (void)state;
    /* Beside C4:F8: row, column, last row, last column of the second, and whether they share a cell. */
    static const struct {
        uint16_t box[4];
        bool meet;
    } rows[] = {{{3, 2, 7, 5}, true},   {{3, 2, 3, 3}, true},  {{7, 5, 9, 9}, true},  {{0, 0, 3, 2}, true},
                {{4, 3, 5, 4}, true},   {{0, 0, 20, 9}, true}, {{5, 0, 5, 9}, true},  {{0, 4, 20, 4}, true},
                {{5, 3, 5, 3}, true},   {{0, 0, 2, 9}, false}, {{8, 0, 9, 9}, false}, {{0, 0, 20, 1}, false},
                {{0, 6, 20, 9}, false}, {{2, 1, 2, 1}, false}, {{0, 5, 2, 5}, false}, {{8, 2, 8, 5}, false},
                {{3, 0, 7, 1}, false},  {{3, 6, 7, 7}, false}, {{2, 0, 8, 1}, false}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        uint16_t boxes[3][4] = {{0, 20, 1, 21}, {3, 2, 7, 5}};
        memcpy(boxes[2], rows[i].box, sizeof boxes[2]);
        assert_int_equal(merged(boxes, 3), rows[i].meet ? HOSHI_E_WORKBOOK_WRITE : HOSHI_OK);
        assert_int_equal(merged(boxes, 2), HOSHI_OK);
        if (rows[i].box[0] != rows[i].box[2] || rows[i].box[1] != rows[i].box[3]) { /* in the other order */
            memcpy(boxes[2], boxes[1], sizeof boxes[2]);
            memcpy(boxes[1], rows[i].box, sizeof boxes[1]);
            assert_int_equal(merged(boxes, 3), rows[i].meet ? HOSHI_E_WORKBOOK_WRITE : HOSHI_OK);
        }
    }
    assert_int_equal(merged((uint16_t[][4]){{5, 5, 4, 6}}, 1), HOSHI_E_WORKBOOK_WRITE); /* upside down */
    assert_int_equal(merged((uint16_t[][4]){{5, 5, 6, 4}}, 1), HOSHI_E_WORKBOOK_WRITE);
}

/* A list of choices that Excel cannot hold leaves the cell without one and the workbook whole. */
static void choices_beyond_excel_are_left_out(void **state)
{
    (void)state;
    static char text[40][260];
    const char *choice[40];
    static const struct {
        size_t n, characters;
    } rows[] = {{2, 127}, {2, 128}, {3, 85}, {31, 7}, {31, 8}, {32, 2}, {40, 1}, {1, 255}, {1, 256}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char path[] = "choices.xlsx";
        struct hoshi_faults faults = {0};
        struct hoshi_book book;
        for (size_t k = 0; k < rows[i].n; k++) {
            memset(text[k], 'a', rows[i].characters);
            text[k][rows[i].characters] = 0;
            choice[k] = text[k];
        }
        assert_int_equal(hoshi_book_open(&book, path, HOSHI_JA, "", "", support_today, "", &faults),
                         HOSHI_OK);
        struct hoshi_sheet s = hoshi_sheet_add(&book, "sheet", false);
        hoshi_put_choices(&s, 0, 0, choice, rows[i].n);
        hoshi_put_choices_range(&s, 1, 0, 9, 0, (const char *const[]){"one, two", "three"}, 2);
        assert_int_equal(hoshi_book_close(&book, path, &faults), HOSHI_OK);
        assert_int_equal(remove(path), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_of_formulas), cmocka_unit_test(no_room_is_told),
                                       cmocka_unit_test(lines_of_wrapped_text),
                                       cmocka_unit_test(no_two_merges_meet),
                                       cmocka_unit_test(choices_beyond_excel_are_left_out)};
    return cmocka_run_group_tests_name("sheet_style", tests, NULL, NULL);
}
