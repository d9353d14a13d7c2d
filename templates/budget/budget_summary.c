/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 概要: three figures, three charts, what to do next. */
#include "budget_sheets.h"

enum { COLUMNS = 8 };
static const double width[COLUMNS] = {24, 15, 15, 15, 27, 14, 14, 16};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_SUMMARY];
}

static void figure(struct budget_book *b, uint32_t row, uint16_t c, uint16_t last, const char *label)
{
    hoshi_put_merged(sheet(b), row, c, row, last, HOSHI_STYLE_HEAD, label);
    hoshi_put_merged(sheet(b), row + 1, c, row + 1, last, HOSHI_STYLE_BIG, "");
}

static void figures(struct budget_book *b, uint32_t row)
{
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_budget_choice *c = v->choice;
    figure(
        b, row, 0, 1,
        budget_say(b, "配分する当社負担（期間計、円、税抜）", "Allocated, our part (horizon, yen, no tax)"));
    figure(b, row, 2, 4, budget_say(b, WORD(suppliers_funded)));
    figure(b, row, 5, 7,
           budget_say(b, "除かれるリスク（全社を1年目からを100）",
                      "Risk removed (everybody from year 1 = 100)"));
    hoshi_put_formula(sheet(b), row + 1, 0, HOSHI_STYLE_BIG, (double)v->sums[HOSHI_BUDGET_FUNDED].buyer_yen,
                      "=%s", budget_at(b, BUDGET_YEARS, YEARS_FUNDED_BUYER, (uint16_t)(BY_YEAR + v->years)));
    hoshi_put_formula(sheet(b), row + 1, 2, HOSHI_STYLE_BIG, (double)c->funded, "=%s",
                      budget_at(b, BUDGET_ALLOCATION, ALLOC_FUNDED, 1));
    double share = c->all_micro ? (double)c->value_micro / (double)c->all_micro : 0;
    hoshi_put_formula(sheet(b), row + 1, 5, HOSHI_STYLE_BIG_TENTH, share * 100, "=%s*100",
                      budget_at(b, BUDGET_ALLOCATION, ALLOC_SHARE, 1));
    worksheet_set_row(sheet(b)->sheet, row + 1, 36, NULL);
}

static const char *state(struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_budget_choice *c = v->choice;
    if (!v->source.suppliers)
        return budget_say(b, PROSE(no_supplier_could_be_read_see));
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        return budget_text(b, budget_say(b, PROSE(musts_alone_pass_the_budget)),
                           budget_yen(b, c->short_least_yen));
    char gap[HOSHI_DECIMAL_TEXT];
    return budget_text(b,
                       budget_say(b, "選び方は%s（最善との差は最大でも%s%%）。予算は%s。",
                                  "The choice is %s (at most %s %% from the best). %s."),
                       c->optimal ? budget_say(b, "最善であることを確かめた", "proven best")
                                  : budget_say(b, "最善に近い", "close to the best"),
                       hoshi_decimal_print(c->gap_ppm * 100, 0, gap),
                       v->options.budget_stated
                           ? budget_say(b, "指定どおり", "The budget is as given")
                           : budget_say(b, "指定がないため全社を1年目から賄える額とした",
                                        "No budget was given: it is what everybody from year 1 costs"));
}

static void sentence(struct budget_book *b, uint32_t row)
{
    bool plain = b->v->choice->state == HOSHI_BUDGET_WITHIN && b->v->source.suppliers;
    const char *text = budget_text(b, "%s%s", state(b), budget_missing_answers(b));
    budget_wide_formula(b, BUDGET_SUMMARY, row, 0, COLUMNS - 1, 136,
                        plain ? HOSHI_STYLE_PLAIN : HOSHI_STYLE_WARN, text, budget_changed(b),
                        budget_if_unchanged(b, text, budget_changed(b)));
    hoshi_warn_when(sheet(b), row, 0, row, COLUMNS - 1, "=choice_unchanged=0");
}

/* ---- charts ---- */

static void title(lxw_chart *c, const char *text)
{
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};
    chart_title_set_name(c, text);
    chart_title_set_name_font(c, &font);
    chart_legend_set_position(c, LXW_CHART_LEGEND_BOTTOM);
}

static void in_millions(lxw_chart_axis *axis)
{
    lxw_chart_font font = {.size = 9};
    chart_axis_set_num_format(axis, "#,##0,,");
    chart_axis_set_num_font(axis, &font);
}

static lxw_chart_series *by_year(struct budget_book *b, lxw_chart *c, enum budget_sheet s, uint32_t head,
                                 uint32_t row, const char *name)
{
    lxw_chart_series *x = chart_add_series(c, NULL, NULL);
    lxw_col_t last = (lxw_col_t)(BY_YEAR + b->v->years - 1);
    chart_series_set_categories(x, b->sheet[s].name, head, BY_YEAR, head, last);
    chart_series_set_values(x, b->sheet[s].name, row, BY_YEAR, row, last);
    chart_series_set_name(x, name);
    return x;
}

static void place(struct budget_book *b, lxw_chart *c, uint32_t row, uint16_t column, double x_scale)
{
    lxw_chart_options options = {.x_scale = x_scale, .y_scale = 1.0};
    worksheet_insert_chart_opt(sheet(b)->sheet, row, column, c, &options);
}

static void band_line(struct budget_book *b, lxw_chart *lines, uint32_t row, const char *name,
                      lxw_color_t color)
{
    lxw_chart_series *s = by_year(b, lines, BUDGET_YEARS, YEARS_ALL_HEAD, row, name);
    lxw_chart_line line = {.color = color, .width = 2};
    lxw_chart_fill fill = {.color = color};
    chart_series_set_line(s, &line);
    chart_series_set_marker_type(s, LXW_CHART_MARKER_DIAMOND);
    chart_series_set_marker_size(s, 7);
    chart_series_set_marker_fill(s, &fill);
}

/* The band between P50 and P80 hangs on the high-low lines: 1.1 of the library draws no columns with lines.
 */
static void cost_chart(struct budget_book *b, uint32_t row)
{
    bool known = b->v->options.range[HOSHI_VIEW_BUYER][1].known;
    lxw_chart *c = workbook_add_chart(b->book.workbook, known ? LXW_CHART_LINE : LXW_CHART_COLUMN);
    const char *name = budget_say(b, "当社負担（全社、1年目から）", "Our part (everybody from year 1)");
    if (known) {
        lxw_chart_line line = {.color = 0x7F9DB9, .width = 6, .transparency = 60};
        band_line(b, c, YEARS_ALL_BUYER, name, 0x606060);
        band_line(b, c, YEARS_ALL_P50, "P50", 0x1F4E79);
        band_line(b, c, YEARS_ALL_P80, "P80", 0xB35900);
        chart_set_high_low_lines(c, &line);
    } else {
        lxw_chart_fill fill = {.color = 0xA9C4DE};
        chart_series_set_fill(by_year(b, c, BUDGET_YEARS, YEARS_ALL_HEAD, YEARS_ALL_BUYER, name), &fill);
    }
    title(c, budget_say(b, "年度ごとの当社負担とP50・P80（百万円）",
                        "Our part by year with P50 and P80 (million yen)"));
    in_millions(c->y_axis);
    place(b, c, row, 0, 0.93);
}

static void level_chart(struct budget_book *b, uint32_t row)
{
    lxw_chart *c = workbook_add_chart(b->book.workbook, LXW_CHART_COLUMN_STACKED);
    lxw_chart_fill fill[] = {{.color = 0xA9C4DE}, {.color = 0x1F4E79}};
    for (int k = 0; k < 2; k++)
        chart_series_set_fill(
            by_year(b, c, BUDGET_ALLOCATION, ALLOC_HEAD, (uint32_t)(ALLOC_LEVEL3 + k), k ? "★4" : "★3"),
            &fill[k]);
    title(c, budget_say(b, "配分の★別（百万円）", "Allocated by level (million yen)"));
    in_millions(c->y_axis);
    place(b, c, row, 4, 0.95);
}

static void curve_chart(struct budget_book *b, uint32_t row)
{
    if (!b->v->choice->has_extras)
        return;
    lxw_chart *c = workbook_add_chart(b->book.workbook, LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS);
    const char *name = b->sheet[BUDGET_ALLOCATION].name;
    lxw_chart_series *s = chart_add_series(c, NULL, NULL);
    lxw_chart_line line = {.color = 0x1F4E79, .width = 2};
    chart_series_set_categories(s, name, ALLOC_POINTS, CURVE_BUDGET, ALLOC_POINTS + HOSHI_BUDGET_POINTS - 1,
                                CURVE_BUDGET);
    chart_series_set_values(s, name, ALLOC_POINTS, CURVE_SHARE, ALLOC_POINTS + HOSHI_BUDGET_POINTS - 1,
                            CURVE_SHARE);
    chart_series_set_line(s, &line);
    chart_series_set_name(s, budget_say(b, WORD(share_removed)));
    lxw_chart_series *now = chart_add_series(c, NULL, NULL);
    uint32_t at = ALLOC_POINTS + HOSHI_BUDGET_FULL;
    lxw_chart_fill mark = {.color = 0xB35900};
    chart_series_set_categories(now, name, at, CURVE_BUDGET, at, CURVE_BUDGET);
    chart_series_set_values(now, name, at, CURVE_SHARE, at, CURVE_SHARE);
    chart_series_set_marker_type(now, LXW_CHART_MARKER_SQUARE);
    chart_series_set_marker_size(now, 10);
    chart_series_set_marker_fill(now, &mark);
    chart_series_set_name(now, budget_say(b, "この予算", "This budget"));
    title(c, budget_say(b, "予算（百万円）と除かれるリスク", "Budget (million yen) and risk removed"));
    in_millions(c->x_axis);
    chart_axis_set_num_format(c->y_axis, "0%");
    chart_axis_set_min(c->y_axis, 0);
    chart_axis_set_max(c->y_axis, 1);
    place(b, c, row, 0, 0.93);
}

/* ---- who, and what next ---- */

/* Those of unknown size are what is left: counting blank cells at the end of a list is not done alike by
 * every spreadsheet. */
static void rest_of(struct budget_book *b, uint32_t row, uint16_t c, enum hoshi_style style, double value,
                    const char *all)
{
    char first[HOSHI_REF], last[HOSHI_REF];
    hoshi_put_formula(sheet(b), row, c, style, value, "=%s-SUM(%s:%s)", all,
                      hoshi_ref(first, row - (HOSHI_JOINT_SIZES - 1), c, false),
                      hoshi_ref(last, row - 1, c, false));
}

static void size_rows(struct budget_book *b, uint32_t row)
{
    const char *const employees = budget_list_column(b, LIST_EMPLOYEES),
                      *rank = budget_list_column(b, LIST_RANK), *start = budget_list_column(b, LIST_START),
                      *sum = budget_list_column(b, budget_list_behind(b, BEHIND_SUM));
    for (size_t g = 0; g < HOSHI_JOINT_SIZES; g++, row++) {
        const struct hoshi_budget_sums *all = &b->v->size[HOSHI_BUDGET_ALL][g],
                                       *f = &b->v->size[HOSHI_BUDGET_FUNDED][g];
        int64_t least, most;
        hoshi_joint_size_bounds(g, &least, &most);
        hoshi_put_text(sheet(b), row, 4, HOSHI_STYLE_LABEL, budget_size_name(b, g));
        if (least == HOSHI_NONE) {
            rest_of(b, row, 5, HOSHI_STYLE_COUNT, (double)all->suppliers,
                    budget_text(b, "COUNTIF(%s,\">0\")", rank));
            rest_of(b, row, 6, HOSHI_STYLE_COUNT, (double)f->suppliers,
                    budget_text(b, "COUNTIF(%s,\">0\")", start));
            rest_of(b, row, 7, HOSHI_STYLE_YEN, (double)f->buyer_yen, budget_text(b, "SUM(%s)", sum));
            continue;
        }
        const char *where = most == HOSHI_NONE ? budget_text(b, "%s,\">=%lld\"", employees, (long long)least)
                                               : budget_text(b, "%s,\">=%lld\",%s,\"<=%lld\"", employees,
                                                             (long long)least, employees, (long long)most);
        hoshi_put_formula(sheet(b), row, 5, HOSHI_STYLE_COUNT, (double)all->suppliers,
                          "=COUNTIFS(%s,%s,\">0\")", where, rank);
        hoshi_put_formula(sheet(b), row, 6, HOSHI_STYLE_COUNT, (double)f->suppliers,
                          "=COUNTIFS(%s,%s,\">0\")", where, start);
        hoshi_put_formula(sheet(b), row, 7, HOSHI_STYLE_YEN, (double)f->buyer_yen, "=SUMIFS(%s,%s)", sum,
                          where);
    }
}

static void small_table(struct budget_book *b, uint32_t row)
{
    static const char *const head[4][2] = {
        {"", ""}, {"一覧（社）", "Listed"}, {"配分（社）", "Funded"}, {WORD(allocated_yen)}};
    for (uint16_t c = 0; c < 4; c++) /* beside the curve */
        hoshi_put_text(sheet(b), row, (uint16_t)(4 + c), HOSHI_STYLE_HEAD,
                       budget_say(b, head[c][0], head[c][1]));
    row++;
    for (int k = 0; k < 2; k++, row++) {
        const struct hoshi_budget_sums *all = &b->v->level[HOSHI_BUDGET_ALL][k],
                                       *f = &b->v->level[HOSHI_BUDGET_FUNDED][k];
        const char *level = budget_list_column(b, LIST_LEVEL), *start = budget_list_column(b, LIST_START);
        hoshi_put_text(sheet(b), row, 4, HOSHI_STYLE_LABEL, k ? "★4" : "★3");
        hoshi_put_formula(sheet(b), row, 5, HOSHI_STYLE_COUNT, (double)all->suppliers, "=COUNTIF(%s,%d)",
                          level, 3 + k);
        hoshi_put_formula(sheet(b), row, 6, HOSHI_STYLE_COUNT, (double)f->suppliers,
                          "=COUNTIFS(%s,%d,%s,\">0\")", level, 3 + k, start);
        hoshi_put_formula(
            sheet(b), row, 7, HOSHI_STYLE_YEN, (double)f->buyer_yen, "=%s",
            budget_at(b, BUDGET_ALLOCATION, (uint32_t)(ALLOC_LEVEL3 + k), (uint16_t)(BY_YEAR + b->v->years)));
    }
    size_rows(b, row);
}

static const char *const next[][2] = {
    {PROSE(check_starts_and_handling_on)},
    {PROSE(enter_shares_and_tax_rates)},
    {PROSE(on_conduct_begin_with_suppliers)},
    {PROSE(fill_in_the_yellow_cells)},
    {"5. 「除いた行」に行があれば一覧を直し、計算をやり直す。",
     "5. Where rows were left out, mend the list and run again."},
};

void budget_write_summary(struct budget_book *b)
{
    budget_page(
        b, BUDGET_SUMMARY, width, COLUMNS,
        budget_text(b,
                    budget_say(b, "取引先のセキュリティ対策の予算　%s", "Budget for supplier security  %s"),
                    b->v->options.buyer ? b->v->options.buyer : ""),
        0, PAGE_FIRST, 0);
    worksheet_fit_to_pages(sheet(b)->sheet, 1, 1);
    uint32_t row = PAGE_FIRST;
    figures(b, row);
    row += 3;
    sentence(b, row++);
    row++;
    cost_chart(b, row);
    level_chart(b, row);
    row += 16;
    curve_chart(b, row);
    small_table(b, row);
    row += 16;
    budget_heading(b, BUDGET_SUMMARY, row++, budget_say(b, WORD(what_to_do_next)));
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        budget_wide(b, BUDGET_SUMMARY, row++, 0, 7, 136, HOSHI_STYLE_PLAIN,
                    budget_say(b, next[i][0], next[i][1]));
}
