/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formula_value.h"
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A column of numbers 1 … 9 in A, B1 a text, B2 empty, B3 an error; on any other sheet 100 × row; "rate" is A5. */
static struct hoshi_formula_value cell_of(void *user, const char *sheet, uint32_t row, uint32_t column)
{
    struct hoshi_formula_value v = {.kind = HOSHI_FORMULA_EMPTY};
    (void)user;
    if (sheet || (column == 1 && row <= 9))
        v = (struct hoshi_formula_value){.kind = HOSHI_FORMULA_NUMBER, .number = sheet ? 100.0 * row : row};
    else if (column == 2 && row == 1)
        v = (struct hoshi_formula_value){.kind = HOSHI_FORMULA_STRING, .text = "円"};
    else if (column == 2 && row == 3)
        v.kind = HOSHI_FORMULA_ERROR;
    return v;
}

static bool bound_of(void *user, struct hoshi_formula_area *area)
{
    (void)user;
    area->last_row = area->last_row < 9 ? area->last_row : 9;
    return area->last_column <= 2;
}

static bool named_of(void *user, const char *name, struct hoshi_formula_area *area)
{
    (void)user;
    *area = (struct hoshi_formula_area){NULL, 5, 5, 1, 1};
    return strcmp(name, "rate") == 0;
}

static const char *gives(const char *formula, int64_t rows, char out[80])
{
    const struct hoshi_formula_cells cells = {NULL, cell_of, bound_of, named_of};
    static const char *const words[] = {"empty", NULL, NULL, NULL, "error", "range", "unknown", "starved"};
    struct hoshi_arena arena = {0};
    struct hoshi_formula_value v = hoshi_formula_value(formula, rows, 0, &cells, &arena);
    char number[HOSHI_REAL_TEXT];
    hoshi_text_copy(out, 80,
                    v.kind == HOSHI_FORMULA_NUMBER   ? hoshi_real_print(v.number, number)
                    : v.kind == HOSHI_FORMULA_STRING ? v.text
                    : v.kind == HOSHI_FORMULA_TRUTH  ? (v.number > 0 ? "TRUE" : "FALSE")
                                                     : words[v.kind]);
    hoshi_arena_release(&arena);
    return out;
}

static void what_formulas_give(void **state)
{
    static const struct {
        const char *formula, *value;
        int64_t rows;
    } all[] = {
        {"1+2*3^2", "19", 0},
        {"-2^2", "4", 0}, /* a sign binds before ^ in Excel */
        {"10-4-3", "3", 0},
        {"((1)+2)*(3)", "9", 0},
        {"(1+2", "unknown", 0},
        {"(1)+2)", "unknown", 0},
        {"50%*4", "2", 0},
        {"A1+A2", "3", 0},
        {"A1+$A$2", "5", 2}, /* two rows further down: A3 + A2 */
        {"SUM(A1:A9)", "45", 0},
        {"SUM($A$1:A1)", "3", 1},
        {"SUM(A1:B2)", "3", 0}, /* texts and empty cells are passed over */
        {"SUM(A1:B3)", "error", 0},
        {"MAX(B1,A2)", "2", 0},
        {"MIN(A3,A2)", "2", 0},
        {"B1+1", "error", 0},
        {"B2+1", "1", 0},
        {"N(B1)", "0", 0},
        {"ISNUMBER(B2)", "FALSE", 0},
        {"1/0", "error", 0},
        {"IFERROR(1/0,7)", "7", 0},
        {"IF(A1=1,\"a\"\"b\",1/0)", "a\"b", 0},
        {"IF(rate>4,rate,0)", "5", 0},
        {"'他の''表'!$C$3+Sheet2!A1", "400", 0},
        {"ROUND(2.5,0)", "3", 0},
        {"ROUND(-2.5,0)", "-3", 0},
        {"ROUND(1.005*100,0)/100", "1.01", 0}, /* 100.49999999999999 is shown, and rounded, as 100.5 */
        {"ROUND(1234567,-3)", "1235000", 0},
        {"ROUNDDOWN(-2.9,0)", "-2", 0},
        {"ROUNDUP(2.1,0)", "3", 0},
        {"INT(-2.5)", "-3", 0},
        {"INT(0.1*3*10)", "3", 0},
        {"MOD(-3,12)", "9", 0},
        {"COUNTIF(A1:A9,\">\"&A5)", "4", 0},
        {"COUNTIF(A1:A9,3)", "1", 0},
        {"COUNTIF(A1:A9,\"<>3\")", "8", 0},
        {"COUNTIF(A1:A9,\"x*\")", "unknown", 0},
        {"AND(A1=1,A2<>2)", "FALSE", 0},
        {"OR(A1=1,A2<>2)", "TRUE", 0},
        {"NOT(A1>=1)", "FALSE", 0},
        {"DATE(2027,4+12,1)-1", "46843", 0}, /* 2028-03-31 */
        {"YEAR(DATE(2028,2,29))*100+MONTH(DATE(2028,2,29))", "202802", 0},
        {"TEXT(1234567.6,\"#,##0\")&B1", "1,234,568円", 0},
        {"TEXT(0.01575,\"0.00%\")", "1.58%", 0},
        {"TEXT(-0.5,\"0.0\")", "-0.5", 0},
        {"TEXT(16000,\"+#,##0;-#,##0\")", "+16,000", 0},
        {"TEXT(-9000.4,\"+#,##0;-#,##0\")", "-9,000", 0},
        {"TEXT(5,\"0;0;\")", "unknown", 0},
        {"TEXT(1,\"yyyy\")", "unknown", 0},
        {"A1&A2", "12", 0},
        {"A1<=A2", "TRUE", 0},
        {"\"a\"=B2", "FALSE", 0},
        {"B2=\"\"", "TRUE", 0},
        {"RAND()", "unknown", 0},
        {"INDIRECT(\"A1\")", "unknown", 0},
        {"[1]Sheet!A1", "unknown", 0},
        {"A1:A9", "unknown", 0},
        {"nothing_named", "unknown", 0},
        {"", "unknown", 0},
        {"\"open", "unknown", 0},
        {"'open", "unknown", 0},
        {"IF(1)", "unknown", 0},
        {"A1 A2", "unknown", 0},
        {"A1", "unknown", -1},
        {"B2", "empty", 0},
    };
    char out[80];
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(gives(all[i].formula, all[i].rows, out), all[i].value) != 0)
            fail_msg("%s gives %s, not %s", all[i].formula, out, all[i].value);
    }
}

static void no_formula_is_too_deep(void **state)
{
    char deep[4096], out[80];
    (void)state;
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = 0;
    assert_string_equal(gives(deep, 0, out), "unknown");
    memset(deep, '-', sizeof deep - 1);
    deep[sizeof deep - 2] = '1';
    assert_string_equal(gives(deep, 0, out), "1");
    /* Texts that double many times stop at a limit. */
    char wide[4096] = "\"0123456789012345678901234567890123456789\"";
    for (int i = 0; i < 40; i++)
        strcat(wide, "&\"0123456789012345678901234567890123456789\"");
    assert_int_equal(strlen(gives(wide, 0, out)), 79);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_formulas_give),
                                       cmocka_unit_test(no_formula_is_too_deep)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
