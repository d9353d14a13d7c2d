/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet an owner reads in three minutes: three figures, what hangs in the air, who bears what, what to do
 * next. */
#include "chart.h"
#include "own_sheets.h"

#include <math.h>

enum { S_A, S_B, S_C, S_D, S_E, S_F, S_COLUMNS };

static const struct own_head heads[S_COLUMNS] = {{"", "", 24}, {"", "", 16}, {"", "", 16},
                                                 {"", "", 16}, {"", "", 16}, {"", "", 24}};

static struct hoshi_sheet *own_summary_sheet(struct own_book *b)
{
    return &b->sheet[OWN_SUMMARY];
}

static void summary_heading(struct own_book *b, uint32_t row, const char *ja, const char *en)
{
    hoshi_put_text(own_summary_sheet(b), row, S_A, HOSHI_STYLE_HEADING, hoshi_own_say(b, ja, en));
}

/* An empty row between two parts, lower than one that is written into. */
static uint32_t summary_gap(struct own_book *b, uint32_t row)
{
    hoshi_sheet_points(own_summary_sheet(b), row, 8);
    return row + 1;
}

/* ---- the three figures ---- */

static const char *buyers_sum(struct own_book *b)
{
    if (!b->v->buyers)
        return "0";
    return hoshi_own_text(b, "SUM(%s)",
                          hoshi_own_ref(b, "split.0:asked..split.%zu:asked", b->v->buyers - 1).text);
}

static void summary_figure(struct own_book *b, uint32_t row, uint16_t c, const char *label)
{
    hoshi_put_merged(own_summary_sheet(b), row, c, row, (uint16_t)(c + 1), HOSHI_STYLE_HEAD, label);
    /* The merge writes a blank; the caller writes the value over its first cell. */
    hoshi_put_merged(own_summary_sheet(b), row + 1, c, row + 1, (uint16_t)(c + 1), HOSHI_STYLE_BIG, "");
}

static void own_summary_figures(struct own_book *b, uint32_t row)
{
    int64_t all = b->split->annual_yen, asked = b->v->asked_annual_yen, days = b->v->days_micro[0];
    struct own_ref total = hoshi_own_ref(b, "split.total:annual"), big = hoshi_own_at(row + 1, S_C);
    summary_figure(
        b, row, S_A,
        hoshi_own_say(b, "年額（円、税抜、補助金等控除後）", "Annual amount (yen, after funding)"));
    summary_figure(b, row, S_C,
                   hoshi_own_say(b, "取引先に協議する額（円／年）", "Asked of customers (yen a year)"));
    summary_figure(b, row, S_E,
                   hoshi_own_say(b, "1年目の社内工数（人日）", "Own work in year 1 (person-days)"));
    hoshi_put_formula(own_summary_sheet(b), row + 1, S_A, HOSHI_STYLE_BIG, (double)all, "=%s", total.text);
    hoshi_put_formula(own_summary_sheet(b), row + 1, S_C, HOSHI_STYLE_BIG, (double)asked, "=%s",
                      buyers_sum(b));
    hoshi_put_formula(own_summary_sheet(b), row + 1, S_E, HOSHI_STYLE_BIG, hoshi_micro_value(days), "=%s",
                      hoshi_own_ref(b, "years.days:year1").text);
    worksheet_set_row(own_summary_sheet(b)->sheet, row + 1, 36, NULL);
    hoshi_put_text(own_summary_sheet(b), row + 2, S_A, HOSHI_STYLE_LABEL,
                   hoshi_own_text(b, hoshi_own_say(b, "%d年間の計（同）", "Over %d years"), b->a->horizon));
    hoshi_put_formula(own_summary_sheet(b), row + 2, S_B, HOSHI_STYLE_YEN, (double)b->split->horizon_yen,
                      "=%s", hoshi_own_ref(b, "split.total:horizon").text);
    hoshi_put_text(own_summary_sheet(b), row + 2, S_C, HOSHI_STYLE_LABEL,
                   hoshi_own_say(b, WORD(share_of_all)));
    hoshi_put_formula(own_summary_sheet(b), row + 2, S_D, HOSHI_STYLE_PERCENT,
                      all ? (double)asked / (double)all : 0, "=IF(%s=0,0,%s/%s)", total.text, big.text,
                      total.text);
    hoshi_put_text(own_summary_sheet(b), row + 2, S_E, HOSHI_STYLE_LABEL,
                   hoshi_own_say(b, "専任に直すと（人）", "FTE"));
    int64_t working = hoshi_own_parameter(b, "working_days_per_year", 230 * HOSHI_MICRO) / HOSHI_MICRO;
    hoshi_sheet_fit(own_summary_sheet(b), row + 2, hoshi_own_say(b, WORD(share_of_all)), heads[S_C].width);
    hoshi_put_formula(own_summary_sheet(b), row + 2, S_F, HOSHI_STYLE_YEN2,
                      hoshi_micro_value(days) / (double)working, "=%s",
                      hoshi_own_ref(b, "years.people:year1").text);
}

/* ---- how firm the figures are ---- */

static void value_row(struct own_book *b, uint32_t row, const char *label, const char *note)
{
    hoshi_put_merged(own_summary_sheet(b), row, S_A, row, S_B, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(own_summary_sheet(b), row, S_D, row, S_F, HOSHI_STYLE_TEXT, note);
    hoshi_sheet_fit(own_summary_sheet(b), row, note, 56);
}

static uint32_t status(struct own_book *b, uint32_t row)
{
    int64_t target = hoshi_own_parameter(b, "quote_target", 700000);
    char goal[HOSHI_DECIMAL_TEXT];
    hoshi_decimal_print(target, 0, goal);
    struct own_ref total = hoshi_own_ref(b, "lines.total:horizon"), share = hoshi_own_at(row, S_C);
    const char *firm = hoshi_own_say(b, WORD(edition_quoted)), *rough = hoshi_own_say(b, WORD(edition_rough));
    bool backed = b->v->quoted_share >= hoshi_micro_value(target);
    value_row(b, row, hoshi_own_say(b, "見積裏付け率（金額）", "Backed by quotations (by amount)"),
              hoshi_own_text(b,
                             hoshi_own_say(b, "%lld%%以上で「見積裏付け版」と表示する",
                                           "\"Backed by quotations\" from %lld %%"),
                             (long long)(target / 10000)));
    hoshi_put_formula(own_summary_sheet(b), row, S_C, HOSHI_STYLE_PERCENT, b->v->quoted_share,
                      "=IF(%s=0,0,SUMIFS(%s,%s,1)/%s)", total.text, hoshi_own_ref(b, "lines#horizon").text,
                      hoshi_own_ref(b, "calc#quote").text, total.text);
    value_row(
        b, row + 1, hoshi_own_say(b, "この資料の位置づけ", "Status of this paper"),
        hoshi_own_say(b, "見積を取る順は「確かめること」", "Which quotations to get first: sheet To check"));
    hoshi_put_formula_text(own_summary_sheet(b), row + 1, S_C, HOSHI_STYLE_WARN, backed ? firm : rough,
                           "=IF(%s>=%s,\"%s\",\"%s\")", share.text, goal, firm, rough);
    return row + 2;
}

/* What makes a part the firm's own, each reason where it carries yen, joined. */
static const char *summary_own_causes(struct own_book *b)
{
    const int64_t *yen = b->e->totals.own_by_origin_yen;
    const char *const reason[HOSHI_OWN_ORIGINS] = {
        [HOSHI_OWN_DUE] =
            hoshi_own_say(b, "もともと更新時期が来ていた機器", "equipment due for renewal anyway"),
        [HOSHI_OWN_CHOICE] =
            hoshi_own_say(b, "理由を書かずに使うとした対策", "measures used without a stated reason"),
        [HOSHI_OWN_IDLE] =
            hoshi_own_say(b, "未対応の評価基準を満たさない対策", "measures that close nothing open"),
        [HOSHI_OWN_AFFAIR] =
            hoshi_own_say(b, "自社が別に負うとした評価基準", "criteria that are its own affair")};
    const char *all = "";
    for (int k = HOSHI_OWN_DUE; k < HOSHI_OWN_ORIGINS; k++)
        if (yen[k])
            all = *all ? hoshi_own_text(b, hoshi_own_say(b, "%s、%s", "%s, %s"), all, reason[k]) : reason[k];
    return *all ? hoshi_own_text(b, hoshi_own_say(b, "（%s）", " (%s)"), all) : "";
}

/* What stands behind the total; where a part of it is the firm's own choice, how much no customer is asked for. */
static const char *divided_note(struct own_book *b)
{
    const char *note =
        hoshi_own_say(b, "「対策と費用」の期間計の合計", "Total of the horizon on Measures and cost");
    char yen[HOSHI_DECIMAL_TEXT];
    if (!b->v->own_choice_yen)
        return note;
    return hoshi_own_text(b, hoshi_own_say(b, PROSE(own_choice_in_the_total)), note,
                          hoshi_yen_print(b->v->own_choice_yen, yen), summary_own_causes(b));
}

/* From the likely values to the amount that is divided: three steps that add up. */
static uint32_t summary_bridge(struct own_book *b, uint32_t row)
{
    const struct {
        const char *label, *note, *formula;
        int64_t yen;
    } step[] = {
        {hoshi_own_say(b, "明細の最もありそうな値の合計（期間計）", "Sum of the likely values (horizon)"),
         hoshi_own_say(b, "「明細の計算」シートの合計", "Total of the sheet Line calculation"),
         "{lines.total:horizon}", b->e->totals.horizon_yen},
        {hoshi_own_say(b, "＋ 高い方へ外れる余地の分", "+ more room upwards than downwards"),
         b->split->basis == HOSHI_BASIS_MEAN ? hoshi_own_say(b, PROSE(what_is_divided_counts_means))
                                             : hoshi_own_say(b, PROSE(what_is_divided_counts_likely_values)),
         "{calc.total:gross}-{lines.total:horizon}", b->split->gross_yen - b->e->totals.horizon_yen},
        {hoshi_own_say(b, "− 交付が決まった補助金等", "- funding granted"),
         hoshi_own_say(b, "対象の明細から差し引く", "Taken off the lines it is for"),
         "-({calc.total:gross}-{calc.total:net})", -b->split->funding_yen},
        {hoshi_own_say(b, "＝ 分担する額（期間計）", "= amount divided (horizon)"), divided_note(b),
         "{split.total:horizon}", b->split->horizon_yen},
    };
    for (size_t i = 0; i < sizeof step / sizeof *step; i++, row++) {
        value_row(b, row, step[i].label, step[i].note);
        hoshi_put_formula(own_summary_sheet(b), row, S_C, i == 3 ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN,
                          (double)step[i].yen, "=%s", hoshi_page_refs(b->layout.now, "%s", step[i].formula));
    }
    return row;
}

static uint32_t hanging(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate *e = b->e;
    size_t unknown = e->need.by_status[HOSHI_UNANSWERED] + e->need.by_status[HOSHI_WITHHELD];
    int64_t more = e->all_unanswered_unmet_yen - e->totals.mean_horizon_yen;
    if (!unknown)
        return row;
    value_row(
        b, row,
        hoshi_own_say(b, "未回答がすべて不足だった場合の期間計", "Horizon if all unanswered were unmet"),
        hoshi_own_text(b,
                       hoshi_own_say(b, "未回答・回答を控えた項目 %zu件。合計には入れていない",
                                     "%zu unanswered or withheld; in no total"),
                       unknown));
    hoshi_put_formula(own_summary_sheet(b), row, S_C, HOSHI_STYLE_YEN, (double)e->all_unanswered_unmet_yen,
                      "=%s+%lld", hoshi_own_ref(b, "calc.total:mean").text, (long long)more);
    return row + 1;
}

static uint32_t classes(struct own_book *b, uint32_t row)
{
    for (int k = 0; k < HOSHI_CLASSES; k++, row++) {
        value_row(b, row,
                  hoshi_own_text(b, hoshi_own_say(b, "年額のうち%s", "Of the annual amount: %s"),
                                 hoshi_say_class(b->lang, (enum hoshi_class)k)),
                  k ? hoshi_own_say(b, PROSE(not_the_terms_of_product_costing))
                    : hoshi_own_say(b, "外から買う製品・サービス・評価など",
                                    "Products, services, evaluation bought in"));
        int64_t value = 0;
        for (size_t p = 0; p < b->split->parties; p++)
            value += b->split->party[p].annual_by_class_yen[k];
        hoshi_put_formula(own_summary_sheet(b), row, S_C, HOSHI_STYLE_YEN, (double)value, "=%s",
                          hoshi_own_ref(b, "split.total:%s", k ? "indirect" : "direct").text);
    }
    return row;
}

/* ---- parties, cautions, steps ---- */

enum { PARTIES_SHOWN = 8 };

static uint32_t bearers(struct own_book *b, uint32_t row)
{
    summary_heading(b, row++, "だれがいくら持つか（年額）", "Who bears what (annual)");
    size_t n = b->split->parties;
    for (size_t p = 0; p < n; p++) {
        if (n > PARTIES_SHOWN && p >= PARTIES_SHOWN - 2 && p < n - 2)
            continue;
        struct own_ref whole = hoshi_own_ref(b, "split.total:annual"),
                       part = hoshi_own_ref(b, "split.%zu:asked", p);
        int64_t yen = b->split->party[p].asked_annual_yen, all = b->split->annual_yen;
        hoshi_put_merged(own_summary_sheet(b), row, S_A, row, S_B, HOSHI_STYLE_LABEL, hoshi_own_party(b, p));
        hoshi_put_formula(own_summary_sheet(b), row, S_C, HOSHI_STYLE_YEN, (double)yen, "=%s", part.text);
        hoshi_put_formula(own_summary_sheet(b), row, S_D, HOSHI_STYLE_PERCENT,
                          all ? (double)yen / (double)all : 0, "=IF(%s=0,0,%s/%s)", whole.text, part.text,
                          whole.text);
        row++;
    }
    if (b->v->dropped_annual_yen)
        hoshi_put_merged(own_summary_sheet(b), row, S_A, row, S_F, HOSHI_STYLE_NOTE,
                         hoshi_own_say(b, PROSE(asked_on_an_estimate))),
            row++;
    if (n > PARTIES_SHOWN)
        hoshi_put_text(own_summary_sheet(b), row++, S_A, HOSHI_STYLE_NOTE,
                       hoshi_own_say(b, "ほかの取引先は負担案シートにある。",
                                     "The other customers are on the sheet Split."));
    return summary_gap(b, row);
}

static uint32_t summary_way(struct own_book *b, uint32_t row, const char *label,
                            const struct hoshi_alternative *x, bool now)
{
    char own[HOSHI_DECIMAL_TEXT], bought[HOSHI_DECIMAL_TEXT];
    if (!x->exists)
        return row;
    hoshi_decimal_print((x->it_days_micro + 50000) / 100000 * 100000, 0, own);
    hoshi_decimal_print((x->hands_micro + 50000) / 100000 * 100000, 0, bought);
    value_row(b, row, label,
              hoshi_own_text(b,
                             hoshi_own_say(b, "自社のIT担当 最大%s人日/年、買い足す日数 計%s人日%s",
                                           "Own IT up to %s days a year, %s days bought in%s"),
                             own, bought,
                             now ? hoshi_own_say(b, "（この資料の計画）", " (the plan of this paper)") : ""));
    hoshi_put_int(own_summary_sheet(b), row, S_C, HOSHI_STYLE_YEN, x->horizon_yen);
    return row + 1;
}

/* The same closed with other hands, where that makes a difference. */
static uint32_t summary_ways(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate *e = b->e;
    if (!e->outsourced.exists ||
        (e->in_house.horizon_yen == e->outsourced.horizon_yen && !e->outsourced.hands_micro))
        return row;
    summary_heading(
        b, row++, "だれの手で行うか（作成時点の期間計。個別の要求・自社の選択、補助金等を除く）",
        "By whose hands (horizon as written; without individual demands, own choices and funding)");
    row = summary_way(b, row, hoshi_own_say(b, WORD(hands_of_own_people)), &e->in_house, !e->within.exists);
    row = summary_way(b, row, hoshi_own_say(b, WORD(hands_within_own_days)), &e->within, true);
    row = summary_way(b, row, hoshi_own_say(b, WORD(hands_all_bought_in)), &e->outsourced, false);
    return summary_gap(b, row);
}

/* One sentence on how sure the asked amount is; the sheet 幅 has the rest. */
static uint32_t sure(struct own_book *b, uint32_t row)
{
    const struct hoshi_estimate_range *r = b->v->range;
    char basis[HOSHI_DECIMAL_TEXT], p80[HOSHI_DECIMAL_TEXT];
    if (!r)
        return row;
    summary_heading(b, row++, "どのくらい確かか（作成時点、補助金等の控除前）",
                    "How sure (at the time of writing, before funding)");
    hoshi_yen_print(r->basis_yen, basis);
    hoshi_yen_print(hoshi_yen_about(llround(r->result.percentile[HOSHI_P80])), p80);
    int percent = (int)lround(r->probability_suffices * 100);
    const char *text =
        r->contingency_yen > 0
            ? hoshi_own_text(b, hoshi_own_say(b, PROSE(yen_divided_suffice_with_a_probability)), basis,
                             percent, p80)
            : hoshi_own_text(b, hoshi_own_say(b, PROSE(yen_divided_suffice_eight_times_in_ten)), basis,
                             percent, p80);
    hoshi_own_wide(b, OWN_SUMMARY, row++, S_A, S_F, HOSHI_STYLE_TEXT, text);
    return summary_gap(b, row);
}

static uint32_t guide(struct own_book *b, uint32_t row, const char *title, const char *const (*text)[2],
                      size_t n)
{
    hoshi_put_text(own_summary_sheet(b), row++, S_A, HOSHI_STYLE_HEADING, title);
    for (size_t i = 0; i < n; i++, row++)
        hoshi_own_wide(b, OWN_SUMMARY, row, S_A, S_F, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, text[i][0], text[i][1]));
    return summary_gap(b, row);
}

static const char *const steps[][2] = {
    {PROSE(check_quantities_labour_rates)},
    {PROSE(get_the_quotations_named_on)},
    {PROSE(see_each_customers_amount_on)},
    {PROSE(make_the_file)},
    {"5. 話し合ったら「記録票」に書き、相手に確認してもらう。",
     "5. After the talk fill in Record and have it confirmed."},
};

/* How to show the sheets behind; what each of them holds is told by the pages that point to them. */
static const char *const contents[][2] = {
    {PROSE(sheets_behind_and_how_to_show_them)},
};

/* ---- charts ---- */

/* A chart beside the cells that are still written by rows. */
static void chart_at(struct own_book *b, uint32_t row, uint16_t column, const struct hoshi_chart *chart)
{
    struct hoshi_page p = *b->layout.now;
    p.row = row;
    p.column = column;
    hoshi_chart_put(&p, chart, 0);
}

static void year_chart(struct own_book *b, uint32_t row)
{
    const struct hoshi_chart_series series[] = {{.name = hoshi_say_class(b->lang, HOSHI_DIRECT),
                                                 .categories = "years.head:year*",
                                                 .values = "years.direct:year*",
                                                 .color = 0x1F4E79},
                                                {.name = hoshi_say_class(b->lang, HOSHI_INDIRECT),
                                                 .categories = "years.head:year*",
                                                 .values = "years.indirect:year*",
                                                 .color = 0xA9C4DE}};
    const struct hoshi_chart chart = {
        .kind = HOSHI_CHART_STACKED,
        .title = hoshi_own_say(b, "年ごとの支出（百万円）", "Spending by year (million yen)"),
        .y = {.format = HOSHI_CHART_MILLIONS},
        .series = series,
        .n = 2,
        .legend = true,
        .x_scale = 0.83,
        .y_scale = 0.98};
    chart_at(b, row, S_A, &chart);
}

static void party_chart(struct own_book *b, uint32_t row)
{
    const struct hoshi_chart_series series = {
        .categories = "split#name", .values = "split#annual", .color = 0x4F81A8};
    const struct hoshi_chart chart = {
        .kind = HOSHI_CHART_BAR,
        .title = hoshi_own_say(b, "だれが持つか（年額・百万円）", "Who bears what (annual, million yen)"),
        .x = {.format = HOSHI_CHART_MILLIONS},
        .y = {.reverse = true},
        .series = &series,
        .n = 1,
        .x_scale = 0.83,
        .y_scale = 0.98};
    chart_at(b, row, S_D, &chart);
}

static const char *summary_title(struct own_book *b)
{
    const char *name = b->c->supplier.name ? b->c->supplier.name : hoshi_own_say(b, WORD(our_company));
    return hoshi_own_text(
        b, hoshi_own_say(b, "★%d対応の費用と分担案　%s", "Star %d: cost and proposed split - %s"),
        (int)b->c->target_level, name);
}

void hoshi_own_write_summary(struct own_book *b)
{
    hoshi_own_widths(b, OWN_SUMMARY, heads, S_COLUMNS);
    char date[HOSHI_DATE_TEXT];
    hoshi_own_title(b, OWN_SUMMARY, S_F, summary_title(b),
                    hoshi_own_text(b, hoshi_own_say(b, PROSE(own_use_not_for_customers_as)),
                                   hoshi_date_print(b->a->as_of, date)));
    own_summary_figures(b, 3);
    summary_gap(b, 6);
    uint32_t row = status(b, 7);
    row = summary_bridge(b, row);
    row = hanging(b, row);
    row = summary_gap(b, classes(b, row));
    year_chart(b, row);
    party_chart(b, row);
    row = bearers(b, row + 15);
    row = guide(b, row, hoshi_own_say(b, WORD(what_to_do_next)), steps, sizeof steps / sizeof *steps);
    row = summary_ways(b, row);
    row = sure(b, row);
    hoshi_sheet_pages(own_summary_sheet(b), 1, 1);
    row = guide(b, row, hoshi_own_say(b, "後ろのシート（計算の中身）", "The sheets behind"), contents,
                sizeof contents / sizeof *contents);
    hoshi_own_wide(b, OWN_SUMMARY, row - 1, S_A, S_F, HOSHI_STYLE_PLAIN, hoshi_own_sheets_behind(b));
}
