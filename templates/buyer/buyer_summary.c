/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 概要: three figures, what is asked, how the amount is made, what the supplier states, when it is reviewed.
 */
#include "buyer_sheets.h"
#include "chart.h"

#include <inttypes.h>

enum { COLUMNS = 6 };

/* ---- the three figures ---- */

static void buyer_summary_figures(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    struct hoshi_sheet *s = &g->s;
    const char *const labels[] = {
        b->v->ask_step_yen ? hoshi_buyer_say(b, "年額（円・税抜・概算）", "Yen a year, before tax, estimate")
                           : hoshi_buyer_say(b, WORD(yen_a_year_no_tax)),
        hoshi_buyer_say(b, "年間お取引額に対する割合", "Percent of your purchases"),
        hoshi_buyer_say(b, WORD(effective_wished))};
    for (uint16_t i = 0; i < 3; i++)
        hoshi_put_merged(s, g->row, (uint16_t)(2 * i), g->row, (uint16_t)(2 * i + 1), HOSHI_STYLE_HEAD,
                         labels[i]);
    hoshi_buyer_lines(g, 1);
    g->row++;
    for (uint16_t i = 0; i < 3; i++)
        hoshi_buyer_merge(g, (uint16_t)(2 * i), (uint16_t)(2 * i + 1), HOSHI_STYLE_BIG);
    hoshi_put_formula(s, g->row, 0, HOSHI_STYLE_BIG, (double)b->v->asked_annual_yen, "=annual_yen");
    hoshi_put_formula_text(
        s, g->row, 2, HOSHI_STYLE_BIG, hoshi_buyer_rate_text(g->b),
        "=IF(ISNUMBER(purchase_rate),TEXT(ROUND(purchase_rate,4),\"0.00%%\"),purchase_rate)");
    hoshi_put_text(s, g->row, 4, HOSHI_STYLE_BIG, hoshi_buyer_date(g->b, b->v->start));
    hoshi_buyer_lines(g, 2);
    g->row++;
    if (b->v->fees_annual_yen <= 0)
        return;
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_print(g->b, hoshi_buyer_say(b, PROSE(yearly_amount_is_an_estimate)),
                                       hoshi_buyer_yen(g->b, b->v->fees_annual_yen),
                                       hoshi_buyer_draft_scheme(b)));
}

static void summary_asked(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    char yen[HOSHI_DECIMAL_TEXT];
    const char *from = hoshi_buyer_date(b, b->v->start);
    const char *head =
        b->v->asked
            ? hoshi_buyer_print(b,
                                hoshi_buyer_say(b, "ご要請の★%dに対応するための費用について、年額 ",
                                                "To meet the ★%d you asked for, we ask you to talk about "),
                                b->v->level)
            : hoshi_buyer_print(b,
                                hoshi_buyer_say(b, "★%dの水準の対策に要する費用について、年額 ",
                                                "For measures of the level ★%d, we ask you to talk about "),
                                b->v->level);
    const char *tail = hoshi_buyer_print(
        b,
        b->v->ask_step_yen
            ? hoshi_buyer_say(b, " 円（概算・税抜）を%sから取引価格に反映することの協議をお願いします。",
                              " yen a year (an estimate, before tax) in the price from %s on.")
            : hoshi_buyer_say(b, " 円（税抜）を%sから取引価格に反映することの協議をお願いします。",
                              " yen a year (before tax) in the price from %s on."),
        from);
    const char *none = hoshi_buyer_say(b, PROSE(no_amount_is_asked));
    const char *value =
        b->v->asked_annual_yen > 0
            ? hoshi_buyer_print(b, "%s%s%s", head, hoshi_yen_print(b->v->asked_annual_yen, yen), tail)
            : none;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "ご相談の内容", "What we ask"));
    hoshi_buyer_line_formula(
        g, HOSHI_STYLE_TEXT, value,
        hoshi_buyer_print(b, "=IF(annual_yen>0,\"%s\"&TEXT(annual_yen,\"#,##0\")&\"%s\",\"%s\")", head, tail,
                          none));
}

/* ---- the request ---- */

static const char *truth(const struct hoshi_buyer_book *b, enum hoshi_truth t)
{
    return t == HOSHI_YES  ? hoshi_buyer_say(b, WORD_IN(yes))
           : t == HOSHI_NO ? hoshi_buyer_say(b, WORD_IN(no))
                           : hoshi_buyer_say(b, WORD_IN(not_confirmed));
}

static const char *questions(struct hoshi_buyer_book *b)
{
    const struct hoshi_case_questions *q = &b->v->buyer->level_questions;
    return hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(we_hold_your_important_confidential)),
                             truth(b, q->important_data), truth(b, q->outage), truth(b, q->access));
}

static void request(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "水準と本資料の状態", "The level and the state of this paper"));
    if (v->asked) {
        hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(requested_on)),
                         hoshi_buyer_date(b, v->buyer->request.made_on));
        hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(paper_of_request)), v->buyer->request.document);
    }
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(level)), hoshi_buyer_print(b, "★%d", v->level));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "水準を選ぶ三つの問い", "Three questions of the level"),
                     questions(b));
    uint16_t column = hoshi_buyer_field(g, hoshi_buyer_say(b, WORD(edition)), HOSHI_STYLE_TEXT);
    hoshi_put_formula_text(&g->s, g->row, column, HOSHI_STYLE_TEXT,
                           hoshi_buyer_is_quoted(b) ? hoshi_buyer_say(b, WORD_IN(edition_quoted))
                                                    : hoshi_buyer_say(b, WORD_IN(edition_rough)),
                           "=edition");
    g->row++;
    column = hoshi_buyer_field(g, hoshi_buyer_say(b, WORD(share_quoted)), HOSHI_STYLE_PERCENT);
    hoshi_put_formula(&g->s, g->row, column, HOSHI_STYLE_PERCENT,
                      hoshi_micro_value(hoshi_buyer_share_ppm(b, v->quoted_annual_yen)), "=quoted_share");
    g->row++;
    if (v->disclosure == HOSHI_DISCLOSE_CRITERIA)
        hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(handling_agreed)), hoshi_buyer_confirmation(b));
}

/* ---- how the amount is made ---- */

static void number(struct hoshi_buyer_page *g, const char *label, enum hoshi_style style, double value,
                   const char *formula)
{
    uint16_t column = hoshi_buyer_field(g, label, style);
    hoshi_put_formula(&g->s, g->row, column, style, value, "%s", formula);
    g->row++;
}

static void whole_yen(struct hoshi_buyer_page *g, const char *label, int64_t yen)
{
    uint16_t column = hoshi_buyer_field(g, label, HOSHI_STYLE_YEN);
    hoshi_put_int(&g->s, g->row++, column, HOSHI_STYLE_YEN, yen);
}

static void key_numbers(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(key)), hoshi_say_key(b->book.lang, v->key));
    if (v->key != HOSHI_KEY_CUSTOM) {
        number(g, hoshi_buyer_say(b, WORD(your_number)), HOSHI_STYLE_COUNT, (double)v->key_amount,
               "=key_amount");
        if (v->key_whole != HOSHI_NONE)
            number(g, hoshi_buyer_say(b, WORD(our_whole)), HOSHI_STYLE_COUNT, (double)v->key_whole,
                   "=key_whole");
    }
    if (hoshi_buyer_shows_share(b))
        number(g, hoshi_buyer_say(b, WORD(key_share)), HOSHI_STYLE_PERCENT, hoshi_micro_value(v->share_ppm),
               "=key_share");
    if (v->supplier_part_ppm) {
        hoshi_buyer_pair(g, hoshi_buyer_say(b, "先に当社が負担する割合", "Kept by us before dividing"),
                         hoshi_buyer_percent(b, v->supplier_part_ppm));
    }
}

/* Only ★3's cost by key, and the star itself: then the two figures and the share give the part. */
static bool multiplies_out(const struct hoshi_buyer_book *b)
{
    return hoshi_buyer_shows_bounds(b) && !b->v->supplier_part_ppm && b->v->level < 4;
}

static const char *made_of(const struct hoshi_buyer_book *b)
{
    const struct hoshi_buyer_view *v = b->v;
    if (!hoshi_buyer_shows_bounds(b) || v->supplier_part_ppm || v->rules_by_class)
        return hoshi_buyer_say(b, "分け方は「負担の考え方」のとおりです。",
                               "Divided as the sheet Sharing says.");
    if (multiplies_out(b))
        return v->ask_step_yen ? hoshi_buyer_say(b, PROSE(cost_of_star_3_a_year_rough))
                               : hoshi_buyer_say(b, PROSE(cost_of_star_3_a_year));
    return hoshi_buyer_say(b, PROSE(cost_of_star_3_a_year_2));
}

static void made(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "年額の成り立ち", "How the yearly amount is made"));
    key_numbers(g);
    if (v->demanded_annual_yen) {
        number(g, hoshi_buyer_say(b, "★に係る額（円）", "For the star, yen"), HOSHI_STYLE_YEN,
               (double)(v->annual_yen - v->demanded_annual_yen),
               v->ask_step_yen ? "=annual_yen-estimate_rounding_yen-demanded_yen"
                               : "=annual_yen-demanded_yen");
        number(
            g,
            hoshi_buyer_say(b, "水準を超えるご要望に係る額（円）", "For what you ask beyond the level, yen"),
            HOSHI_STYLE_YEN, (double)v->demanded_annual_yen, "=demanded_yen");
    }
    if (multiplies_out(b)) {
        whole_yen(g, hoshi_buyer_say(b, PROSE(star_3_without_the_star_itself)), v->shared3_annual_yen);
        whole_yen(g, hoshi_buyer_say(b, PROSE(your_part_of_the_star_itself)), v->star_annual_yen);
    }
    if (v->ask_step_yen) {
        number(g, hoshi_buyer_say(b, "計算上の年額（円）", "As calculated, yen a year"), HOSHI_STYLE_YEN,
               (double)v->annual_yen, "=annual_yen-estimate_rounding_yen");
        number(g, hoshi_buyer_say(b, WORD(estimate_rounding)), HOSHI_STYLE_YEN,
               (double)(v->asked_annual_yen - v->annual_yen), "=estimate_rounding_yen");
    }
    number(g,
           v->ask_step_yen ? hoshi_buyer_say(b, WORD(asked_a_year_estimate))
                           : hoshi_buyer_say(b, WORD(yen_a_year)),
           HOSHI_STYLE_YEN_TOTAL, (double)v->asked_annual_yen, "=annual_yen");
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, made_of(b));
}

/* ---- statements ---- */

/* Only where it holds: a file for a buyer does not argue against who sends it (the own view tells the supplier). */
static void ceiling(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    char yen[HOSHI_DECIMAL_TEXT];
    if (v->annual_yen > v->ceiling_annual_yen)
        return;
    if (!hoshi_buyer_shows_bounds(b)) {
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT, hoshi_buyer_say(b, PROSE(yearly_amount_does_not_exceed)));
        return;
    }
    const char *head = hoshi_buyer_say(b, PROSE(yearly_amount_does_not_exceed_2));
    const char *tail =
        hoshi_buyer_print(b, hoshi_buyer_say(b, " 円、%sを含む）を超えません。", " yen a year, with %s)."),
                          hoshi_buyer_draft_scheme(b));
    const char *full =
        hoshi_buyer_print(b, "%s%s%s", head, hoshi_yen_print(v->ceiling_annual_yen, yen), tail);
    hoshi_buyer_line_formula(
        g, HOSHI_STYLE_TEXT, full,
        hoshi_buyer_print(
            b, "=IF(cost_subtotal_yen<=ceiling_yen,\"%s\"&TEXT(ceiling_yen,\"#,##0\")&\"%s\",\"\")", head,
            tail));
}

static void statements(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "当社の表明", "What we state"));
    ceiling(g);
    hoshi_buyer_line(g, HOSHI_STYLE_TEXT, hoshi_buyer_say(b, PROSE(other_customers_parts_included_we_do_2)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(company_name)), b->v->supplier_name);
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "表明する者", "On behalf of the company"),
                     b->v->supplier_representative);
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "日付・署名", "Date and signature"), NULL);
    g->row--;
    hoshi_buyer_lines(g, 2);
    g->row++;
}

static void review(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, WORD(review)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "年1回", "Once a year"),
                     hoshi_buyer_say(b, PROSE(with_actual_quantities_and_costs)));
    hoshi_buyer_pair(
        g, hoshi_buyer_say(b, "★が失効したとき・取得しないとき", "The star lapses or is not reached"),
        hoshi_buyer_say(b, PROSE(we_tell_you_at_once)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "補助金などが決まったとき", "A subsidy is granted"),
                     hoshi_buyer_say(b, PROSE(it_is_taken_off_the_costs)));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "取引の終了・数量の変動", "Trade ends or quantities move"),
                     hoshi_buyer_say(b, PROSE(we_talk_about_what_is_not)));
}

/* ---- picture ---- */

static void paint(lxw_chart_series *series, lxw_color_t color)
{
    lxw_chart_fill fill = {.color = color};
    lxw_chart_line line = {.color = 0x303030, .width = 0.75};
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
}

static void add_series(struct hoshi_buyer_book *b, lxw_chart *chart, enum hoshi_buyer_sheet sheet,
                       char column, unsigned first, unsigned last, const char *name, lxw_color_t color)
{
    const char *on = hoshi_buyer_sheet_name(b, sheet);
    const char *names = hoshi_buyer_print(b, "='%s'!$A$%u:$A$%u", on, first, last);
    const char *values = hoshi_buyer_print(b, "='%s'!$%c$%u:$%c$%u", on, column, first, column, last);
    lxw_chart_series *series = chart_add_series(chart, names, values);
    if (!series)
        return;
    chart_series_set_name(series, name);
    paint(series, color);
}

/* Dark and light, so that it can be told apart in grey. */
static void summary_chart(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    bool groups = hoshi_buyer_shows_groups(b);
    lxw_chart *c = workbook_add_chart(b->book.workbook, groups ? LXW_CHART_BAR_STACKED : LXW_CHART_COLUMN);
    if (!c) {
        b->book.failed = true;
        return;
    }
    if (groups) {
        unsigned first = HOSHI_BUYER_GROUP_ROW + 1, last = HOSHI_BUYER_GROUP_ROW + (unsigned)b->v->groups;
        add_series(b, c, HOSHI_BUYER_CATEGORY, 'D', first, last, hoshi_say_class(b->book.lang, HOSHI_DIRECT),
                   0x3B5B7A);
        add_series(b, c, HOSHI_BUYER_CATEGORY, 'E', first, last,
                   hoshi_say_class(b->book.lang, HOSHI_INDIRECT), 0xD5DEE8);
        /* The first category on top, the scale at the foot. */
        chart_axis_set_reverse(c->y_axis);
        chart_axis_set_crossing_max(c->y_axis);
        chart_axis_set_interval_unit(c->y_axis, 1);
    } else {
        unsigned first = HOSHI_BUYER_YEAR_ROW + 1, last = HOSHI_BUYER_YEAR_ROW + (unsigned)b->v->horizon;
        add_series(b, c, HOSHI_BUYER_YEARS, 'D', first, last, hoshi_buyer_say(b, WORD(cost_of_the_year)),
                   0x3B5B7A);
        add_series(b, c, HOSHI_BUYER_YEARS, 'F', first, last, hoshi_buyer_say(b, WORD(in_price_a_year)),
                   0xD5DEE8);
    }
    chart_title_set_name(c, groups ? hoshi_buyer_say(b, "区分別の年額（百万円・貴社分）",
                                                     "Million yen a year by category (your part)")
                                   : hoshi_buyer_say(b, "年別の費用と価格に含む年額（円・貴社分）",
                                                     "Cost and amount in the price by year, yen"));
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    chart_title_set_name_font(c, &font);
    chart_axis_set_num_format(groups ? c->x_axis : c->y_axis, groups ? "#,##0.00,," : "#,##0");
    chart_legend_set_position(c, LXW_CHART_LEGEND_BOTTOM);
    hoshi_chart_texts(c);
    lxw_chart_options where = {.x_offset = 4, .y_offset = 6, .x_scale = 1.6, .y_scale = groups ? 1.34 : 0.9};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "図", "Picture"));
    if (worksheet_insert_chart_opt(g->s.sheet, g->row, 0, c, &where) != LXW_NO_ERROR)
        b->book.failed = true;
    g->row += groups ? 20 : 14;
}

void hoshi_buyer_write_summary(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {18.5, 18.5, 18.5, 18.5, 18.5, 18.5};
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_SUMMARY, false,
                         hoshi_buyer_say(b, "サイバーセキュリティ対策費用のご相談（概要）",
                                         "Cost of cybersecurity measures: summary"),
                         width, COLUMNS);
    g.labels = 2;
    g.row = 2;
    hoshi_buyer_line(&g, HOSHI_STYLE_PLAIN,
                     hoshi_buyer_print(b, hoshi_buyer_say(b, "%s 御中　　%s　　%s", "To %s    From %s    %s"),
                                       v->buyer->name ? v->buyer->name : hoshi_buyer_say(b, WORD(addressee)),
                                       v->supplier_name ? v->supplier_name
                                                        : hoshi_buyer_say(b, "（当社名）", "(our name)"),
                                       hoshi_buyer_date(b, v->as_of)));
    buyer_summary_figures(&g);
    summary_asked(&g);
    request(&g);
    made(&g);
    summary_chart(&g);
    statements(&g);
    review(&g);
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(sheets_behind_the_buyers_five)));
    hoshi_sheet_print_area(&g.s, g.row - 1, COLUMNS - 1);
    hoshi_sheet_pages(&g.s, 1, 1);
    hoshi_sheet_protect(&g.s);
}
