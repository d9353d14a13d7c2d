/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 概要: three figures, three charts, what to do next. */
#include "budget_sheets.h"
#include "chart.h"

enum { COLUMNS = 8, SIDE = 4, CHART_ROWS = 16 }; /* SIDE: where the right half begins */
static const double width[COLUMNS] = {24, 15, 15, 15, 27, 14, 14, 16};

static void summary_figures(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = b->v->choice;
    double share = c->all_micro ? (double)c->value_micro / (double)c->all_micro : 0;
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD,
                    hoshi_page_say(p, "配分する当社負担（期間計、円、税抜）",
                                   "Allocated, our part (horizon, yen, no tax)"));
    hoshi_page_wide(p, 3, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(suppliers_funded)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_HEAD,
                    hoshi_page_say(p, "除かれるリスク（全社を1年目からを100）",
                                   "Risk removed (everybody from year 1 = 100)"));
    hoshi_page_next(p);
    hoshi_page_over(p, 2);
    hoshi_page_formula(p, HOSHI_STYLE_BIG, (double)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_yen,
                       "{funded.buyer:sum}");
    hoshi_page_over(p, 3);
    hoshi_page_formula(p, HOSHI_STYLE_BIG, (double)c->funded, "{alloc.funded}");
    hoshi_page_over(p, 3);
    hoshi_page_formula(p, HOSHI_STYLE_BIG_TENTH, share * 100, "{alloc.share}*100");
    hoshi_page_tall(p, 2);
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

static const char *summary_state(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_budget_choice *c = v->choice;
    char gap[HOSHI_DECIMAL_TEXT];
    if (!v->source.suppliers)
        return hoshi_page_say(p, PROSE(no_supplier_could_be_read_see));
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        return hoshi_page_print(p, hoshi_page_say(p, PROSE(musts_alone_pass_the_budget)),
                                budget_yen(b, c->short_least_yen));
    return hoshi_page_print(
        p,
        hoshi_page_say(p, "選び方は%s（最善との差は最大でも%s%%）。予算は%s。",
                       "The choice is %s (at most %s %% from the best). %s."),
        c->optimal ? hoshi_page_say(p, "最善であることを確かめた", "proven best")
                   : hoshi_page_say(p, "最善に近い", "close to the best"),
        hoshi_decimal_print(c->gap_ppm * 100, 0, gap),
        v->options.budget_stated
            ? hoshi_page_say(p, "指定どおり", "The budget is as given")
            : hoshi_page_say(p, "指定がないため全社を1年目から賄える額とした",
                             "No budget was given: it is what everybody from year 1 costs"));
}

static void summary_sentence(struct hoshi_page *p, struct budget_book *b)
{
    bool plain = b->v->choice->state == HOSHI_BUDGET_WITHIN && b->v->source.suppliers;
    const char *text = hoshi_page_print(p, "%s%s", summary_state(p, b), budget_missing_answers(b));
    budget_warn_changed(p, COLUMNS);
    hoshi_page_need(p, budget_changed(b), 136);
    hoshi_page_over(p, COLUMNS);
    hoshi_page_formula_text(p, plain ? HOSHI_STYLE_PLAIN : HOSHI_STYLE_WARN, text, "%s",
                            budget_if_unchanged(b, text, budget_changed(b)));
    hoshi_page_next(p);
}

/* Suppliers that will not be started in time, in a line of their own. */
static void summary_deadlines(struct hoshi_page *p, struct budget_book *b)
{
    const char *before = hoshi_page_say(p, "求めた期限までに始まらない取引先 ",
                                        "Not started by the deadline we asked for: "),
               *behind = hoshi_page_say(p, PROSE(suppliers_past_their_deadline));
    hoshi_warn_when(&p->s, p->row, 0, p->row, COLUMNS - 1, "=%s+%s>0", hoshi_page_refs(p, "{alloc.missed}"),
                    hoshi_page_refs(p, "{alloc.late}"));
    hoshi_page_over(p, COLUMNS);
    hoshi_page_formula_text(p, HOSHI_STYLE_PLAIN, hoshi_page_print(p, "%s%zu%s", before, b->v->after, behind),
                            "%s&({alloc.missed}+{alloc.late})&%s", budget_quote(b, before),
                            budget_quote(b, behind));
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

/* ---- charts ---- */

/* The band between P50 and P80 hangs on the high-low lines: 1.1 of the library draws no columns with lines.
 */
static void cost_chart(struct hoshi_page *p, struct budget_book *b)
{
    bool known = b->v->options.run->ranged;
    const char *name = hoshi_page_say(p, "当社負担（全社、1年目から）", "Our part (everybody from year 1)");
    const struct hoshi_chart_series columns = {
        .name = name, .categories = "years.head:year*", .values = "years.buyer:year*", .color = 0xA9C4DE};
    struct hoshi_chart_series lines[] = {
        {.name = name, .values = "years.buyer:year*", .color = 0x606060},
        {.name = "P50", .values = "years.median:year*", .color = 0x1F4E79},
        {.name = "P80", .values = "years.high:year*", .color = 0xB35900},
    };
    for (size_t i = 0; i < 3; i++) {
        lines[i].categories = "years.head:year*";
        lines[i].width = 2;
        lines[i].marker = HOSHI_MARKER_DIAMOND;
        lines[i].marker_size = 7;
    }
    const struct hoshi_chart chart = {.kind = known ? HOSHI_CHART_LINE : HOSHI_CHART_COLUMN,
                                      .title =
                                          hoshi_page_say(p, "年度ごとの当社負担とP50・P80（百万円）",
                                                         "Our part by year with P50 and P80 (million yen)"),
                                      .y = {.format = "#,##0,,"},
                                      .series = known ? lines : &columns,
                                      .n = known ? 3 : 1,
                                      .legend = true,
                                      .band_color = known ? 0x7F9DB9 : 0,
                                      .x_scale = 0.93,
                                      .y_scale = 1};
    hoshi_chart_put(p, &chart, 0);
}

static void level_chart(struct hoshi_page *p)
{
    static const struct hoshi_chart_series series[] = {
        {.name = "★3", .categories = "alloc.head:year*", .values = "alloc.star3:year*", .color = 0xA9C4DE},
        {.name = "★4", .categories = "alloc.head:year*", .values = "alloc.star4:year*", .color = 0x1F4E79},
    };
    const struct hoshi_chart chart = {
        .kind = HOSHI_CHART_STACKED,
        .title = hoshi_page_say(p, "配分の★別（百万円）", "Allocated by level (million yen)"),
        .y = {.format = "#,##0,,"},
        .series = series,
        .n = 2,
        .legend = true,
        .x_scale = 0.95,
        .y_scale = 1};
    hoshi_chart_put(p, &chart, 0);
}

/* From the first budget that holds the musts on: what is below is no choice within a budget. */
static void summary_curve_chart(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = b->v->choice;
    int first = 0;
    if (!c->has_extras)
        return;
    while (first < HOSHI_BUDGET_POINTS - 1 && c->curve[first].musts_over)
        first++;
    const bool within = !c->curve[HOSHI_BUDGET_FULL].musts_over;
    const struct hoshi_chart_series series[] = {
        {.name = hoshi_page_say(p, WORD(share_removed)),
         .categories = hoshi_page_print(p, "curve.%d:budget..curve.last:budget", first),
         .values = hoshi_page_print(p, "curve.%d:share..curve.last:share", first),
         .color = 0x1F4E79,
         .width = 2},
        {.name = hoshi_page_say(p, "この予算", "This budget"),
         .categories = hoshi_page_print(p, "curve.%d:budget", HOSHI_BUDGET_FULL),
         .values = hoshi_page_print(p, "curve.%d:share", HOSHI_BUDGET_FULL),
         .color = 0xB35900,
         .marker = HOSHI_MARKER_SQUARE,
         .marker_size = 10},
    };
    const struct hoshi_chart chart = {
        .kind = HOSHI_CHART_SCATTER_MARKED,
        .title = hoshi_page_say(p, "予算（百万円）と除かれるリスク", "Budget (million yen) and risk removed"),
        .x = {.format = "#,##0,,"},
        .y = {.format = "0%", .has_min = true, .has_max = true, .max = 1},
        .series = series,
        .n = within ? 2 : 1,
        .legend = true,
        .x_scale = 0.93,
        .y_scale = 1};
    hoshi_chart_put(p, &chart, 0);
}

/* ---- who ---- */

static void who_row(struct hoshi_page *p, const char *label, const struct hoshi_budget_sums *all,
                    const struct hoshi_budget_sums *funded, const char *const formula[3])
{
    hoshi_page_to_column(p, SIDE);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)all->suppliers, "%s", formula[0]);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)funded->suppliers, "%s", formula[1]);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)funded->buyer_yen, "%s", formula[2]);
    hoshi_page_next(p);
}

/* Those of unknown size are what is left: counting blank cells at the end of a list is not done alike by
 * every spreadsheet. */
static void size_row(struct hoshi_page *p, struct budget_book *b, size_t g)
{
    int64_t least, most;
    hoshi_joint_size_bounds(g, &least, &most);
    const char *formula[3] = {"COUNTIF({list#rank},\">0\")-SUM({size.0:listed..^listed})",
                              "COUNTIF({list#start},\">0\")-SUM({size.0:funded..^funded})",
                              "SUM({list#sum})-SUM({size.0:yen..^yen})"};
    if (least != HOSHI_NONE) {
        const char *where = hoshi_page_print(p, "{list#employees},\">=%lld\"", (long long)least);
        if (most != HOSHI_NONE)
            where = hoshi_page_print(p, "%s,{list#employees},\"<=%lld\"", where, (long long)most);
        formula[0] = hoshi_page_print(p, "COUNTIFS(%s,{list#rank},\">0\")", where);
        formula[1] = hoshi_page_print(p, "COUNTIFS(%s,{list#start},\">0\")", where);
        formula[2] = hoshi_page_print(p, "SUMIFS({list#sum},%s)", where);
    }
    hoshi_page_mark(p, "size.%zu", g);
    who_row(p, budget_size_name(b, g), &b->v->size[HOSHI_BUDGET_ALL][g], &b->v->size[HOSHI_BUDGET_FUNDED][g],
            formula);
}

static uint32_t small_table(struct hoshi_page *p, struct budget_book *b)
{
    static const struct hoshi_words head[] = {
        {"", ""}, {"一覧（社）", "Listed"}, {"配分（社）", "Funded"}, {WORD(allocated_yen)}};
    static const struct hoshi_column columns[] = {{"left", {"", ""}, 0, .over = SIDE},
                                                  {"label", {"", ""}, 0, .over = 1},
                                                  {"listed", {"", ""}, 0, .over = 1},
                                                  {"funded", {"", ""}, 0, .over = 1},
                                                  {"yen", {"", ""}, 0, .over = 1}};
    uint32_t from = p->row;
    hoshi_page_columns(p, "who", columns, sizeof columns / sizeof *columns, 0);
    hoshi_page_to_column(p, SIDE);
    for (size_t c = 0; c < sizeof head / sizeof *head; c++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, head[c]));
    hoshi_page_next(p);
    for (int k = 0; k < 2; k++) {
        const char *const formula[3] = {
            hoshi_page_print(p, "COUNTIF({list#level},%d)", 3 + k),
            hoshi_page_print(p, "COUNTIFS({list#level},%d,{list#start},\">0\")", 3 + k),
            hoshi_page_print(p, "{alloc.star%d:sum}", 3 + k)};
        who_row(p, k ? "★4" : "★3", &b->v->level[HOSHI_BUDGET_ALL][k], &b->v->level[HOSHI_BUDGET_FUNDED][k],
                formula);
    }
    for (size_t g = 0; g < HOSHI_JOINT_SIZES; g++)
        size_row(p, b, g);
    return p->row - from;
}

static const struct hoshi_words next[] = {
    {PROSE(check_starts_and_handling_on)},
    {PROSE(enter_shares_and_tax_rates)},
    {PROSE(on_conduct_begin_with_suppliers)},
    {PROSE(fill_in_the_yellow_cells)},
    {"5. 「除いた行」に行があれば一覧を直し、計算をやり直す。",
     "5. Where rows were left out, mend the list and run again."},
};

void budget_summary_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    hoshi_page_widths(p, width, COLUMNS);
    hoshi_page_fit(p, 1, 1);
    budget_page_begin(p, hoshi_page_print(p,
                                          hoshi_page_say(p, "取引先のセキュリティ対策の予算　%s",
                                                         "Budget for supplier security  %s"),
                                          b->v->options.run->company ? b->v->options.run->company : ""));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    summary_figures(p, b);
    summary_sentence(p, b);
    summary_deadlines(p, b);
    cost_chart(p, b);
    hoshi_page_to_column(p, SIDE);
    level_chart(p);
    hoshi_page_skip(p, CHART_ROWS);
    summary_curve_chart(p, b);
    hoshi_page_skip(p, CHART_ROWS - small_table(p, b));
    hoshi_page_heading(p, hoshi_page_say(p, WORD(what_to_do_next)));
    size_t steps =
        sizeof next / sizeof *next - (b->v->source.left_out ? 0 : 1); /* the last is about rows left out */
    for (size_t i = 0; i < steps; i++)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_words_say(p->lang, next[i]));
}
