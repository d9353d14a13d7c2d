/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: cells pointed to by name, forward and across sheets; heights found from texts; what is wrong with a
 * name is told and nothing is written. */
#include "support.h"
#include "workbook_text.h"
#include "chart.h"
#include "page.h"
#include "table.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BOOK "test_page.xlsx"

static const struct hoshi_words list_name = {"一覧", "List"}, other_name = {"別", "Other"};

/* What a test writes on the first sheet; the second always holds a marked cell. */
static void (*writes)(struct hoshi_page *p);
static int passes;

static void list_sheet(struct hoshi_page *p, void *user)
{
    (void)user;
    static const double width[] = {20, 12, 12, 30};
    passes++;
    hoshi_page_widths(p, width, 4);
    writes(p);
}

static void other_sheet(struct hoshi_page *p, void *user)
{
    (void)user;
    hoshi_page_skip(p, 4);
    hoshi_page_to_column(p, 2);
    hoshi_page_mark(p, "other.price");
    hoshi_page_int(p, HOSHI_STYLE_YEN, 300);
    hoshi_page_mark(p, "other.last");
    hoshi_page_int(p, HOSHI_STYLE_YEN, 400);
    hoshi_page_next(p);
}

static struct hoshi_page_sheet sheets[2] = {{{0}, 0, NULL, list_sheet}, {{0}, 0, NULL, other_sheet}};

static enum hoshi_status book_write(void (*first)(struct hoshi_page *p), unsigned options, char fault[96])
{
    struct hoshi_book book;
    struct hoshi_layout layout = {0};
    struct hoshi_faults faults = {0};
    unlink(BOOK);
    writes = first;
    passes = 0;
    sheets[0].name = list_name;
    sheets[1].name = other_name;
    sheets[0].options = options;
    assert_int_equal(
        hoshi_book_open(&book, BOOK, HOSHI_JA, "t", "a", (struct hoshi_date){2026, 11, 22}, "", &faults),
        HOSHI_OK);
    enum hoshi_status s = hoshi_pages_write(&book, &layout, sheets, 2, NULL, &faults);
    if (fault)
        strcpy(fault, layout.fault_name);
    if (s)
        hoshi_book_abandon(&book);
    else
        assert_int_equal(hoshi_book_close(&book, BOOK, &faults), HOSHI_OK);
    hoshi_layout_release(&layout);
    return s;
}

/* ---- references ---- */

static void forward_writes(struct hoshi_page *p)
{
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 700, "{list.total}*2");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 300, "{other.price}");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 700, "SUM({other.price..other.last})");
    hoshi_page_next(p);
    hoshi_page_skip(p, 2);
    hoshi_page_to_column(p, 1);
    hoshi_page_mark(p, "list.total");
    hoshi_page_define(p, "the_total", "list.total");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 350, "IF({~list.total}=\"{list.total}\",{&list.total},{^})");
    hoshi_page_next(p);
}

static void names_point_forward_and_across(void **state)
{
    (void)state;
    assert_int_equal(book_write(forward_writes, 0, NULL), HOSHI_OK);
    assert_int_equal(passes, 2);
    struct workbook_text *t = workbook_text_read(BOOK);
    assert_string_equal(workbook_text_cell(t, 1, "A1"), "=$B$4*2|700");
    assert_string_equal(workbook_text_cell(t, 1, "B1"), "='別'!$C$5|300");
    assert_string_equal(workbook_text_cell(t, 1, "C1"), "=SUM('別'!$C$5:$D$5)|700");
    assert_string_equal(workbook_text_cell(t, 1, "B4"), "=IF(B4=\"{list.total}\",'一覧'!$B$4,$B$3)|350");
    assert_true(strstr(t->workbook, "name=\"the_total\">一覧!$B$4<") ||
                strstr(t->workbook, "name=\"the_total\">'一覧'!$B$4<"));
    workbook_text_release(t);
}

static void relative_writes(struct hoshi_page *p)
{
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 1, "{list.b}+{$list.b}+{other.price}");
    hoshi_page_mark(p, "list.b");
    hoshi_page_int(p, HOSHI_STYLE_YEN, 1);
    hoshi_page_next(p);
}

static void a_page_may_be_relative(void **state)
{
    (void)state;
    assert_int_equal(book_write(relative_writes, HOSHI_PAGE_RELATIVE, NULL), HOSHI_OK);
    struct workbook_text *t = workbook_text_read(BOOK);
    assert_string_equal(workbook_text_cell(t, 1, "A1"), "=B1+$B$1+'別'!$C$5|1");
    workbook_text_release(t);
}

static void scope_writes(struct hoshi_page *p)
{
    for (int i = 0; i < 3; i++) {
        hoshi_page_scope(p, "buyer.%d", i);
        hoshi_page_formula(p, HOSHI_STYLE_YEN, i, "{.amount}-{buyer.%d.amount}", 2 - i);
        hoshi_page_mark(p, ".amount");
        hoshi_page_int(p, HOSHI_STYLE_YEN, i);
        hoshi_page_next(p);
    }
}

static void a_scope_stands_in_front(void **state)
{
    (void)state;
    assert_int_equal(book_write(scope_writes, 0, NULL), HOSHI_OK);
    struct workbook_text *t = workbook_text_read(BOOK);
    assert_string_equal(workbook_text_cell(t, 1, "A1"), "=$B$1-$B$3|0");
    assert_string_equal(workbook_text_cell(t, 1, "A2"), "=$B$2-$B$2|1");
    assert_string_equal(workbook_text_cell(t, 1, "A3"), "=$B$3-$B$1|2");
    workbook_text_release(t);
}

/* ---- what is wrong ---- */

static void missing_writes(struct hoshi_page *p)
{
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 1, "{list.nowhere}");
    hoshi_page_next(p);
}

static void twice_writes(struct hoshi_page *p)
{
    hoshi_page_mark(p, "list.twice");
    hoshi_page_next(p);
    hoshi_page_mark(p, "list.twice");
}

static void moving_writes(struct hoshi_page *p)
{
    hoshi_page_skip(p, (uint32_t)passes);
    hoshi_page_mark(p, "list.moving");
}

static void dotless_writes(struct hoshi_page *p)
{
    hoshi_page_mark(p, "dotless");
}

static void keyless_writes(struct hoshi_page *p)
{
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 1, "{key}+1");
}

static void apart_writes(struct hoshi_page *p)
{
    hoshi_page_mark(p, "list.here");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 1, "SUM({list.here..other.price})");
}

static void long_writes(struct hoshi_page *p)
{
    char text[7990];
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = 0;
    hoshi_page_mark(p, "list.long");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 1, "%s+{other.price}", text);
}

static void wrong_names_are_told(void **state)
{
    (void)state;
    static const struct {
        void (*writes)(struct hoshi_page *p);
        const char *name;
    } wrong[] = {{missing_writes, "list.nowhere"},
                 {twice_writes, "list.twice"},
                 {moving_writes, "list.moving"},
                 {dotless_writes, "dotless"},
                 {keyless_writes, "key"},
                 {apart_writes, "list.here..other.price"},
                 {long_writes, NULL}};
    for (size_t i = 0; i < SUPPORT_COUNT(wrong); i++) {
        char name[96];
        assert_int_equal(book_write(wrong[i].writes, 0, name), HOSHI_E_WORKBOOK_LAYOUT);
        if (wrong[i].name)
            assert_string_equal(name, wrong[i].name);
        assert_int_not_equal(access(BOOK, F_OK), 0);
    }
}

/* ---- heights ---- */

/* 20 characters wide, 18.8 without the indent: 17 of display width a line. */
static void height_writes(struct hoshi_page *p)
{
    hoshi_page_text(p, HOSHI_STYLE_TEXT, "短い");
    hoshi_page_next(p);
    hoshi_page_text(p, HOSHI_STYLE_TEXT, "取引先ごとの額は協議の結果によって変わる。"); /* 42 wide: 3 lines */
    hoshi_page_text(p, HOSHI_STYLE_TEXT, "x");
    hoshi_page_next(p);
    hoshi_page_wide(p, 4, HOSHI_STYLE_TEXT, "取引先ごとの額は協議の結果によって変わる。"); /* over 74 */
    hoshi_page_next(p);
    hoshi_page_text(p, HOSHI_STYLE_HEADING, "取引先ごとの額は協議の結果によって変わる。"); /* does not wrap */
    hoshi_page_next(p);
    hoshi_page_over(p, 2);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, "一行目\n二行目", "\"x\"");
    hoshi_page_next(p);
    hoshi_page_tall(p, 4);
    hoshi_page_next(p);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, "短い");
}

static void rows_find_their_height(void **state)
{
    (void)state;
    assert_int_equal(hoshi_sheet_lines("取引先ごとの額は協議の結果によって変わる。", 20), 3);
    assert_int_equal(book_write(height_writes, 0, NULL), HOSHI_OK);
    struct workbook_text *t = workbook_text_read(BOOK);
    static const char *const height[] = {"", "54", "", "", "37", "71", ""};
    for (int row = 0; row < 7; row++)
        assert_string_equal(workbook_text_height(t, 1, row + 1), height[row]);
    workbook_text_release(t);
    assert_int_equal(book_write(height_writes, HOSHI_PAGE_ROOMY, NULL), HOSHI_OK);
    t = workbook_text_read(BOOK);
    static const char *const roomy[] = {"18", "54", "18", "", "37", "71", "18"};
    for (int row = 0; row < 7; row++)
        assert_string_equal(workbook_text_height(t, 1, row + 1), roomy[row]);
    workbook_text_release(t);
}

/* ---- charts ---- */

static void chart_writes(struct hoshi_page *p)
{
    const struct hoshi_chart_series series = {.name = "系列",
                                              .categories = "list.a..list.b",
                                              .values = "other.price..other.last",
                                              .color = 0x1F4E79};
    const struct hoshi_chart chart = {
        .kind = HOSHI_CHART_BAR, .title = "図", .series = &series, .n = 1, .x_scale = 1, .y_scale = 1};
    hoshi_page_skip(p, 45);
    hoshi_chart_put(p, &chart, 15); /* 60 rows do not fit below one another on a page */
    hoshi_page_mark(p, "list.a");
    hoshi_page_int(p, HOSHI_STYLE_YEN, 1);
    hoshi_page_mark(p, "list.b");
    hoshi_page_int(p, HOSHI_STYLE_YEN, 2);
    hoshi_page_next(p);
}

static void charts_point_to_names_and_stand_on_one_page(void **state)
{
    (void)state;
    assert_int_equal(book_write(chart_writes, 0, NULL), HOSHI_OK);
    struct workbook_text *t = workbook_text_read(BOOK);
    assert_non_null(t->chart);
    assert_non_null(strstr(t->chart, ">'一覧'!$A$61:$B$61</c:f>"));
    assert_non_null(strstr(t->chart, ">'別'!$C$5:$D$5</c:f>"));
    assert_non_null(strstr(t->chart, "<c:barDir val=\"bar\"/>"));
    assert_non_null(strstr(t->sheet[0], "<brk id=\"45\"")); /* above the chart */
    workbook_text_release(t);
}

static bool never(const void *user)
{
    (void)user;
    return false;
}

static void an_unwanted_sheet_is_not_there(void **state)
{
    (void)state;
    sheets[1].wanted = never;
    char name[96];
    assert_int_equal(book_write(forward_writes, 0, name), HOSHI_E_WORKBOOK_LAYOUT); /* it points there */
    assert_string_equal(name, "other.price");
    assert_int_equal(book_write(height_writes, 0, name), HOSHI_OK);
    struct workbook_text *t = workbook_text_read(BOOK);
    assert_int_equal(t->sheets, 1);
    workbook_text_release(t);
    sheets[1].wanted = NULL;
}

static void memory_runs_out(void **state)
{
    (void)state;
    for (long n = 0;; n++) {
        struct hoshi_layout layout = {.recording = true};
        struct hoshi_page p = {.layout = &layout};
        support_fail_allocation(n, false);
        for (int i = 0; i < 400; i++) {
            hoshi_page_mark(&p, "x.%d", i);
            hoshi_page_next(&p);
        }
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_int_equal(hoshi_layout_status(&layout, NULL), failed ? HOSHI_E_MEMORY : HOSHI_OK);
        layout.recording = false;
        if (!failed)
            assert_int_equal(hoshi_page_find(&p, "x.399").row, 399);
        hoshi_layout_release(&layout);
        if (!failed)
            return;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_point_forward_and_across),
                                       cmocka_unit_test(a_page_may_be_relative),
                                       cmocka_unit_test(a_scope_stands_in_front),
                                       cmocka_unit_test(wrong_names_are_told),
                                       cmocka_unit_test(charts_point_to_names_and_stand_on_one_page),
                                       cmocka_unit_test(rows_find_their_height),
                                       cmocka_unit_test(an_unwanted_sheet_is_not_there),
                                       cmocka_unit_test(memory_runs_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
