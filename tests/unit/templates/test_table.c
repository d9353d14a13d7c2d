/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists from one array of columns: heads, values by place and by getter, formulas by key, repeated columns,
 * sums, live and fixed, CSV. */
#include "support.h"
#include "workbook_text.h"
#include "table.h"

#include <string.h>
#include <unistd.h>

#define BOOK "test_table.xlsx"

struct part {
    int64_t pieces, yen[3];
    const char *name, *price_formula;
    struct hoshi_value price;
    struct hoshi_date since;
    double all;
};

static const struct part parts[] = {
    {12,
     {18, 36, 54},
     "ねじ",
     "1+{times}",
     {.kind = HOSHI_VALUE_MICRO, .n = 1500000, .formula = "{pieces}/8"},
     {2026, 4, 1},
     108.5},
    {5,
     {11, 22, 33},
     "=1+1",
     "{^price}",
     {.kind = HOSHI_VALUE_MICRO, .n = 2250000, .style = HOSHI_STYLE_YEN2_INPUT},
     {0},
     66},
    {HOSHI_NONE, {-7, 0, 9}, NULL, NULL, {.kind = HOSHI_VALUE_NONE}, {2027, 1, 31}, 2}};

static const char *name_of(struct hoshi_page *p, const void *user, int n)
{
    assert_ptr_equal(user, parts);
    return hoshi_page_print(p, hoshi_page_say(p, "%d年度", "FY%d"), 2026 + n);
}

static void double_value(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    assert_int_equal(p->n, 0);
    assert_ptr_equal(user, parts);
    v->n = 2 * ((const struct part *)row)->yen[0];
}

#define AT(member) offsetof(struct part, member)
static const struct hoshi_column columns[] = {
    {"name", {"品目", "Part"}, 24, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name), .over = 2},
    {"pieces", {"個数", "Pieces"}, 9, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(pieces)},
    {"price",
     {"単価", "Price"},
     11,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_ANY,
     .at = AT(price),
     .total = HOSHI_TOTAL_SUM},
    {"yen",
     {"{name}の額", "Yen {n}"},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(yen),
     .repeated = true,
     .formula = "IF({n+1}>1,{pieces}*{n},{yen1})",
     .live = true,
     .total = HOSHI_TOTAL_SUM},
    {"since",
     {"いつから", "Since"},
     11,
     HOSHI_STYLE_DATE,
     HOSHI_VALUE_DATE,
     .at = AT(since),
     .total = HOSHI_TOTAL_BLANK},
    {"all",
     {"計", "All"},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_REAL,
     .at = AT(all),
     .formula = "SUM({yen*})-{^all}+SUM({parts.total:yen*})"},
    {"twice",
     {"倍", "Twice"},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .get = double_value,
     .formula_at = AT(price_formula)},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static bool live;
static size_t rows;

static struct hoshi_list list_of(void)
{
    return (struct hoshi_list){.name = "parts",
                               .column = columns,
                               .columns = COLUMNS,
                               .times = 3,
                               .user = parts,
                               .live = live,
                               .name_of = name_of};
}

static void parts_sheet(struct hoshi_page *p, void *user)
{
    (void)user;
    struct hoshi_list list = list_of();
    hoshi_list_begin(p, &list);
    if (rows)
        hoshi_page_formula(p, HOSHI_STYLE_YEN, 0,
                           "SUM({parts#yen2})+{parts.1:price}+{parts.last:pieces}+{parts.head:name}");
    hoshi_page_next(p);
    hoshi_list_heads(p, &list);
    hoshi_list_rows(p, &list, parts, rows, sizeof *parts);
    hoshi_list_total(p, &list, "計");
    hoshi_list_filter(p, &list);
}

static struct workbook_text *book_read(bool is_live, size_t n)
{
    static const struct hoshi_page_sheet sheet = {{"部品", "Parts"}, 0, NULL, parts_sheet};
    struct hoshi_book book;
    struct hoshi_layout layout = {0};
    live = is_live;
    rows = n;
    assert_int_equal(
        hoshi_book_open(&book, BOOK, HOSHI_JA, "t", "a", (struct hoshi_date){2026, 11, 22}, "", NULL),
        HOSHI_OK);
    assert_int_equal(hoshi_pages_write(&book, &layout, &sheet, 1, NULL, NULL), HOSHI_OK);
    assert_int_equal(hoshi_book_close(&book, BOOK, NULL), HOSHI_OK);
    hoshi_layout_release(&layout);
    return workbook_text_read(BOOK);
}

static void cell_is(struct workbook_text *t, const char *cell, const char *wanted)
{
    assert_string_equal(workbook_text_cell(t, 1, cell), wanted);
}

static void one_array_gives_the_sheet(void **state)
{
    (void)state;
    struct workbook_text *t = book_read(true, 3);
    static const char *const cells[][2] = {
        {"A1", "=SUM($F$3:$F$5)+$D$4+$C$5+$A$2|0"}, /* before the rows */
        {"A2", "品目"},
        {"B2", ""},
        {"C2", "個数"},
        {"E2", "2027年度の額"},
        {"G2", "2029年度の額"},
        {"H2", "いつから"},
        {"A3", "ねじ"},
        {"A4", "=1+1"}, /* a text */
        {"A5", ""},
        {"C3", "12"},
        {"C5", ""},
        {"D3", "=$C$3/8|1.5"},
        {"D4", "2.25"}, /* what the row says */
        {"E3", "=IF(2>1,$C$3*1,$E$3)|18"},
        {"G4", "=IF(4>1,$C$4*3,$E$4)|33"},
        {"I3", "=SUM($E$3:$G$3)-$I$2+SUM($E$6:$G$6)|108.5"},
        {"J3", "=1+3|36"},
        {"J4", "=$D$3|22"}, /* the cell above, in the column named */
        {"J5", "-14"},
        {"A6", "計"},
        {"D6", "=SUM($D$3:$D$5)|3.75"}, /* HOSHI_NONE counts nothing */
        {"E6", "=SUM($E$3:$E$5)|22"},
        {"G6", "=SUM($G$3:$G$5)|96"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(cells); i++)
        cell_is(t, cells[i][0], cells[i][1]);
    assert_non_null(strstr(t->sheet[0], "<mergeCell ref=\"A2:B2\"/>"));
    assert_non_null(strstr(t->sheet[0], "<mergeCell ref=\"A4:B4\"/>"));
    assert_non_null(strstr(t->sheet[0], "<mergeCell ref=\"A6:C6\"/>")); /* up to the first sum */
    assert_non_null(strstr(t->sheet[0], "<autoFilter ref=\"A2:J5\"/>"));
    assert_non_null(strstr(t->sheet[0], "<col min=\"1\" max=\"1\" width=\"24.7"));
    assert_non_null(strstr(t->sheet[0], "<col min=\"9\" max=\"9\" width=\"12.7"));
    workbook_text_release(t);
}

static void fixed_lists_hold_values(void **state)
{
    (void)state;
    struct workbook_text *t = book_read(false, 3);
    cell_is(t, "E3", "18");
    cell_is(t, "F4", "22");
    cell_is(t, "D3", "=$C$3/8|1.5"); /* this one is no live column */
    workbook_text_release(t);
}

static void an_empty_list_sums_to_nothing(void **state)
{
    (void)state;
    struct workbook_text *t = book_read(true, 0);
    cell_is(t, "A3", "計");
    cell_is(t, "E3", "0");
    workbook_text_release(t);
}

static void the_same_list_as_csv(void **state)
{
    (void)state;
    struct hoshi_buffer out;
    live = false;
    struct hoshi_list list = list_of();
    hoshi_buffer_init(&out, 10000);
    hoshi_list_csv(&out, HOSHI_EN, &list, parts, 3, sizeof *parts);
    assert_string_equal(
        hoshi_buffer_text(&out),
        "\"Part\",\"Pieces\",\"Price\",\"Yen 1\",\"Yen 2\",\"Yen 3\",\"Since\",\"All\",\"Twice\"\r\n"
        "\"ねじ\",12,1.5,18,36,54,2026-04-01,108.5,36\r\n"
        "\"'=1+1\",5,2.25,11,22,33,,66,22\r\n"
        "\"\",,,-7,0,9,2027-01-31,2,-14\r\n");
    hoshi_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_array_gives_the_sheet), cmocka_unit_test(fixed_lists_hold_values),
        cmocka_unit_test(an_empty_list_sums_to_nothing), cmocka_unit_test(the_same_list_as_csv)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
