/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 配分: budget against allocation by year, what the choice removes and how far it may be from the best, the
 * curve, what more money buys, how weights are made. */
#include "budget_sheets.h"

#include <string.h>

enum { COLUMNS = 12 };

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_ALLOCATION];
}

static const struct hoshi_budget_choice *choice(const struct budget_book *b)
{
    return b->v->choice;
}

/* ---- by year ---- */

static void carried(struct budget_book *b, int y)
{
    char left[HOSHI_REF];
    uint16_t c = (uint16_t)(BY_YEAR + y);
    int64_t value = choice(b)->available_yen[y] - choice(b)->rules.budget_yen[y];
    if (y && choice(b)->rules.carry_over)
        hoshi_put_formula(sheet(b), ALLOC_CARRIED, c, HOSHI_STYLE_YEN, (double)value, "=%s",
                          hoshi_ref(left, ALLOC_LEFT, (uint16_t)(c - 1), false));
    else
        hoshi_put_int(sheet(b), ALLOC_CARRIED, c, HOSHI_STYLE_YEN, 0);
}

typedef void each_year(struct budget_book *b, int y);

static void budget_cell(struct budget_book *b, int y)
{
    hoshi_put_int(sheet(b), ALLOC_BUDGET, (uint16_t)(BY_YEAR + y), HOSHI_STYLE_YEN_INPUT,
                  choice(b)->rules.budget_yen[y]);
}

static void available(struct budget_book *b, int y)
{
    char budget[HOSHI_REF], from[HOSHI_REF];
    uint16_t c = (uint16_t)(BY_YEAR + y);
    hoshi_put_formula(sheet(b), ALLOC_AVAILABLE, c, HOSHI_STYLE_YEN, (double)choice(b)->available_yen[y],
                      "=%s+%s", hoshi_ref(budget, ALLOC_BUDGET, c, false),
                      hoshi_ref(from, ALLOC_CARRIED, c, false));
}

static void spent(struct budget_book *b, int y)
{
    hoshi_put_formula(sheet(b), ALLOC_SPENT, (uint16_t)(BY_YEAR + y), HOSHI_STYLE_YEN_TOTAL,
                      (double)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y], "=SUM(%s)",
                      budget_list_column(b, budget_list_alloc(b, y)));
}

static void difference(struct budget_book *b, int y, uint32_t row, bool over)
{
    char a[HOSHI_REF], s[HOSHI_REF];
    uint16_t c = (uint16_t)(BY_YEAR + y);
    hoshi_ref(a, ALLOC_AVAILABLE, c, false);
    hoshi_ref(s, ALLOC_SPENT, c, false);
    hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN,
                      (double)(over ? choice(b)->short_yen[y] : choice(b)->left_yen[y]), "=MAX(0,%s-%s)",
                      over ? s : a, over ? a : s);
}

static void left(struct budget_book *b, int y)
{
    difference(b, y, ALLOC_LEFT, false);
}

static void lacking(struct budget_book *b, int y)
{
    difference(b, y, ALLOC_SHORT, true);
}

static void level(struct budget_book *b, int y, int k)
{
    hoshi_put_formula(sheet(b), (uint32_t)(ALLOC_LEVEL3 + k), (uint16_t)(BY_YEAR + y), HOSHI_STYLE_YEN,
                      (double)b->v->level[HOSHI_BUDGET_FUNDED][k].buyer_by_year_yen[y], "=SUMIFS(%s,%s,%d)",
                      budget_list_column(b, budget_list_alloc(b, y)), budget_list_column(b, LIST_LEVEL),
                      3 + k);
}

static void level3(struct budget_book *b, int y)
{
    level(b, y, 0);
}

static void level4(struct budget_book *b, int y)
{
    level(b, y, 1);
}

static void starts(struct budget_book *b, int y)
{
    int64_t n = 0;
    for (size_t i = 0; i < choice(b)->suppliers; i++)
        n += choice(b)->start[i] == y + 1;
    hoshi_put_formula(sheet(b), ALLOC_STARTS, (uint16_t)(BY_YEAR + y), HOSHI_STYLE_COUNT, (double)n,
                      "=COUNTIF(%s,%d)", budget_list_column(b, LIST_START), y + 1);
}

struct year_row {
    const char *ja, *en;
    each_year *cell;
    bool total;
};

static const struct year_row rows[] = {
    {"予算（変えられる）", "Budget (can be changed)", budget_cell, false},
    {"前年度からの繰越", "Carried from the year before", carried, false},
    {"使える額", "Available", available, false},
    {WORD(allocation), spent, true},
    {WORD(remaining), left, false},
    {"不足", "Short", lacking, false},
    {"配分のうち★3", "Allocated: ★3", level3, false},
    {"配分のうち★4", "Allocated: ★4", level4, false},
    {WORD(starting_suppliers), starts, false},
};

static int64_t row_sum(const struct budget_book *b, size_t k)
{
    int64_t sum = 0;
    const struct hoshi_budget_choice *c = choice(b);
    for (int y = 0; y < b->v->years; y++)
        switch (k) {
        case 0:
            sum += c->rules.budget_yen[y];
            break;
        case 5:
            sum += c->short_yen[y];
            break;
        default:
            break;
        }
    if (k == 3)
        sum = b->v->sums[HOSHI_BUDGET_FUNDED].buyer_yen;
    if (k == 6 || k == 7)
        sum = b->v->level[HOSHI_BUDGET_FUNDED][k - 6].buyer_yen;
    return k == 8 ? (int64_t)c->funded : sum;
}

static void by_year(struct budget_book *b)
{
    budget_heading(b, BUDGET_ALLOCATION, ALLOC_HEAD - 1,
                   budget_say(b, "年度ごとの予算と配分（当社負担、円、税抜）",
                              "Budget and allocation by year (our part, yen, without tax)"));
    budget_year_heads(b, BUDGET_ALLOCATION, ALLOC_HEAD, budget_say(b, WORD(item)));
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        uint32_t row = (uint32_t)(ALLOC_BUDGET + k);
        budget_row_label(b, BUDGET_ALLOCATION, row, rows[k].total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                         budget_say(b, rows[k].ja, rows[k].en));
        for (int y = 0; y < b->v->years; y++)
            rows[k].cell(b, y);
        if (k != 1 && k != 2 && k != 4) /* what a year leaves may be counted again in the next */
            budget_row_sum(b, BUDGET_ALLOCATION, row, rows[k].total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN,
                           row_sum(b, k));
    }
    const char *word = b->live ? budget_say(b, PROSE(change_a_start_year_on_suppliers))
                               : budget_say(b, PROSE(many_suppliers_starts_are_figures));
    budget_wide_formula(b, BUDGET_ALLOCATION, ALLOC_AFTER, 0, 6, 134, HOSHI_STYLE_NOTE, word,
                        budget_changed(b), budget_if_unchanged(b, word, budget_changed(b)));
    hoshi_warn_when(sheet(b), ALLOC_AFTER, 0, ALLOC_AFTER, 6, "=choice_unchanged=0");
}

/* ---- the choice ---- */

static void result(struct budget_book *b, uint32_t row, const char *label, const char *note)
{
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(sheet(b), row, 2, row, 6, HOSHI_STYLE_TEXT, note);
    hoshi_sheet_fit(sheet(b), row, note, 84);
}

/* A note that may say something else once starts or budgets are changed. */
static void result_live(struct budget_book *b, uint32_t row, const char *label, const char *note,
                        const char *other, const char *formula)
{
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL, label);
    budget_wide_formula(b, BUDGET_ALLOCATION, row, 2, 6, 84, HOSHI_STYLE_TEXT, note, other, formula);
    int lines = hoshi_sheet_lines(label, b->label_width[BUDGET_ALLOCATION]),
        more = hoshi_sheet_lines(strlen(other) > strlen(note) ? other : note, 84);
    hoshi_sheet_height(sheet(b), row, lines > more ? lines : more);
}

static const char *optimal(struct budget_book *b)
{
    const struct hoshi_budget_choice *c = choice(b);
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        return c->short_proven ? budget_text(b, budget_say(b, PROSE(musts_alone_pass_the_budget_whatever)),
                                             budget_yen(b, c->short_least_yen))
                               : budget_say(b, PROSE(musts_alone_pass_the_budget_no));
    return c->optimal ? budget_say(b, "これより多く除く選び方はないことを確かめた。",
                                   "Proven: no choice removes more.")
                      : budget_say(b, "どの選び方もこの値を超えない（計算で確かめた上の境）。",
                                   "No choice removes more than this (a proven bound).");
}

static void figures(struct budget_book *b)
{
    const struct hoshi_budget_choice *c = choice(b);
    char removed[HOSHI_REF], all[HOSHI_REF], bound[HOSHI_REF];
    hoshi_ref(removed, ALLOC_REMOVED, 1, false);
    hoshi_ref(all, ALLOC_ALL, 1, false);
    hoshi_ref(bound, ALLOC_BOUND, 1, false);
    budget_heading(b, BUDGET_ALLOCATION, ALLOC_RESULT, budget_say(b, "選び方の結果", "What the choice does"));
    result(b, ALLOC_FUNDED, budget_say(b, WORD(suppliers_funded)),
           budget_text(
               b,
               budget_say(b, "一覧%zu社のうち。必ず%zu社、対象外%zu社。", "Of %zu; musts %zu, excluded %zu."),
               c->suppliers, c->musts, c->must_nots));
    hoshi_put_formula(sheet(b), ALLOC_FUNDED, 1, HOSHI_STYLE_COUNT, (double)c->funded, "=COUNTIF(%s,\">0\")",
                      budget_list_column(b, LIST_START));
    result(b, ALLOC_REMOVED, budget_say(b, WORD(risk_removed_weight_years)),
           c->rules.late_counts_full
               ? budget_say(b, "重み。いつ始めても同じに数える。", "Weights, whenever the start.")
               : budget_say(b, PROSE(weight_years_from_the_start)));
    hoshi_put_formula(sheet(b), ALLOC_REMOVED, 1, HOSHI_STYLE_YEN2, hoshi_micro_value(c->value_micro),
                      "=SUM(%s)", budget_list_column(b, LIST_REMOVED));
    result(b, ALLOC_ALL, budget_say(b, WORD(all_from_year_1)),
           budget_say(b, "作成時点の値。", "At the time of writing."));
    hoshi_put_micro(sheet(b), ALLOC_ALL, 1, HOSHI_STYLE_YEN2, c->all_micro);
    result(b, ALLOC_SHARE, budget_say(b, WORD(share_removed)),
           budget_say(b, "上の二つの比。", "The ratio of the two."));
    hoshi_put_formula(sheet(b), ALLOC_SHARE, 1, HOSHI_STYLE_TENTH,
                      c->all_micro ? (double)c->value_micro / (double)c->all_micro : 0, "=IF(%s=0,0,%s/%s)",
                      all, removed, all);
    const char *is = optimal(b),
               *was = budget_say(b, "元の予算で除ける上の境。変えた後の予算のものではない。",
                                 "The bound of the first budget, not of a changed one.");
    result_live(b, ALLOC_BOUND, budget_say(b, "この予算で除ける上の境", "Most this budget can remove"), is,
                was, budget_if_unchanged(b, is, was));
    hoshi_put_micro(sheet(b), ALLOC_BOUND, 1, HOSHI_STYLE_YEN2, c->bound_micro);
    is = budget_say(b, "0なら最善。", "0: the best.");
    was = budget_say(b, PROSE(against_the_bound_of_the_first));
    result_live(b, ALLOC_GAP, budget_say(b, "最善との差（最大でも）", "Distance from the best, at most"), is,
                was, budget_if_unchanged(b, is, was));
    hoshi_put_formula(sheet(b), ALLOC_GAP, 1, HOSHI_STYLE_PERCENT,
                      c->bound_micro ? (double)(c->bound_micro - c->value_micro) / (double)c->bound_micro : 0,
                      "=IF(%s=0,0,MAX(0,(%s-%s)/%s))", bound, bound, removed, bound);
}

static const char *name_of(struct budget_book *b, size_t i)
{
    struct hoshi_supplier_result r;
    if (i == SIZE_MAX || !budget_record(b, i, &r))
        return budget_say(b, "―", "-");
    return budget_text(b, "%s", r.head.name[0] ? r.head.name : r.head.id);
}

static void next(struct budget_book *b)
{
    const struct hoshi_budget_choice *c = choice(b);
    const char *note =
        c->next == SIZE_MAX
            ? budget_say(b, PROSE(nobody_is_left_out_but))
            : budget_text(
                  b, budget_say(b, "（%s）。あと%s円あれば加えられる。", " (%s): %s yen more would fund it."),
                  budget_year_start(b, c->next_start - 1), budget_yen(b, c->next_lacks_yen));
    const char *name = c->next == SIZE_MAX ? "" : name_of(b, c->next),
               *was = budget_say(b, "元の案でのもの（変えた後は確かめていない）：",
                                 "Of the first choice, not checked since the change: "),
               *before = budget_if_unchanged(b, "", was);
    result_live(b, ALLOC_NEXT, budget_say(b, "次の取引先", "Next supplier"),
                budget_text(b, "%s%s", name, note), budget_text(b, "%s%s%s", was, name, note),
                c->next == SIZE_MAX ? budget_text(b, "%s&%s", before, budget_quote(b, note))
                                    : budget_text(b, "%s&%s&%s", before, budget_name_operand(b, c->next),
                                                  budget_quote(b, note)));
    hoshi_put_int(sheet(b), ALLOC_NEXT, 1, HOSHI_STYLE_YEN, c->next == SIZE_MAX ? 0 : c->next_lacks_yen);
    hoshi_warn_when(sheet(b), ALLOC_BOUND, 2, ALLOC_NEXT, 6, "=choice_unchanged=0");
}

/* ---- what a change may have broken ---- */

static void warnings(struct budget_book *b)
{
    const char *start = budget_list_column(b, LIST_START), *deadline = budget_list_column(b, LIST_DEADLINE),
               *wish = budget_list_column(b, LIST_WISH);
    struct hoshi_date from = b->v->options.start;
    char value[HOSHI_REF];
    result(b, ALLOC_WAITING, budget_say(b, "「必ず」で開始年がない（社）", "Musts without a start"),
           budget_say(b, PROSE(should_be_0_else_enter_starts)));
    hoshi_put_formula(sheet(b), ALLOC_WAITING, 1, HOSHI_STYLE_COUNT, 0, "=SUMPRODUCT((%s=%s)*(%s=0))", wish,
                      budget_quote(b, budget_must_word(b)), start);
    result(b, ALLOC_LATE, budget_say(b, "期限より後に始まる（社）", "Start after their deadline"),
           budget_say(b, PROSE(should_be_0_the_year)));
    hoshi_put_formula(sheet(b), ALLOC_LATE, 1, HOSHI_STYLE_COUNT, 0,
                      "=SUMPRODUCT((%s<>\"\")*(%s>1)*(DATE(%d+%s,%d,1)>%s))", deadline, start, from.year - 1,
                      start, from.month, deadline);
    result(b, ALLOC_MISSED, budget_say(b, "期限が来ても配分の外（社）", "Deadline passes without a start"),
           budget_say(b, PROSE(deadline_within_the_horizon_and_no)));
    hoshi_put_formula(sheet(b), ALLOC_MISSED, 1, HOSHI_STYLE_COUNT, (double)b->v->after,
                      "=SUMPRODUCT((%s<>\"\")*(%s<DATE(%d,%d,1))*(%s=0)*(%s<>%s))", deadline, deadline,
                      from.year + b->v->years, from.month, start, wish,
                      budget_quote(b, budget_excluded_word(b)));
    for (uint32_t row = ALLOC_WAITING; row <= ALLOC_LATE; row++)
        hoshi_warn_when(sheet(b), row, 0, row, 6, "=%s>0", hoshi_ref(value, row, 1, true));
}

/* Starts by their product with the priority (a swap of two alike shows too), and what hangs on them. */
static void unchanged(struct budget_book *b)
{
    const struct hoshi_budget_choice *c = choice(b);
    char cell[HOSHI_REF], number[HOSHI_DECIMAL_TEXT];
    int64_t starts = 0;
    for (size_t k = 0; k < c->suppliers; k++)
        starts += (int64_t)(k + 1) * c->start[c->order[k]];
    hoshi_decimal_print(c->value_micro, 0, number);
    hoshi_ref(cell, ALLOC_REMOVED, 1, true);
    const char *tests = budget_text(b, "SUMPRODUCT(%s,%s)=%lld,ABS(%s-%s)<=0.000000001*MAX(1,%s)",
                                    budget_list_column(b, LIST_RANK), budget_list_column(b, LIST_START),
                                    (long long)starts, cell, number, number);
    for (int y = 0; y < b->v->years; y++) {
        char budget[HOSHI_REF], allocated[HOSHI_REF];
        uint16_t column = (uint16_t)(BY_YEAR + y);
        tests =
            budget_text(b, "%s,%s=%lld,%s=%lld", tests, hoshi_ref(budget, ALLOC_BUDGET, column, true),
                        (long long)c->rules.budget_yen[y], hoshi_ref(allocated, ALLOC_SPENT, column, true),
                        (long long)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y]);
    }
    const char *is = budget_say(b, "1：開始年と予算は計算したときのまま。",
                                "1: starts and budgets are those of the computation.");
    result_live(b, ALLOC_UNCHANGED,
                budget_say(b, "元の案のまま（1）か（0）", "First choice unchanged (1, 0)"), is,
                budget_changed(b), budget_if_unchanged(b, is, budget_changed(b)));
    hoshi_put_formula(sheet(b), ALLOC_UNCHANGED, 1, HOSHI_STYLE_COUNT, 1, "=IF(AND(%s),1,0)", tests);
    hoshi_warn_when(sheet(b), ALLOC_UNCHANGED, 0, ALLOC_UNCHANGED, 6, "=choice_unchanged=0");
    hoshi_define(sheet(b), "choice_unchanged", ALLOC_UNCHANGED, 1);
}

/* Heading of what is not computed again in the sheet. */
static void heading_of_first(struct budget_book *b, uint32_t row, const char *text)
{
    hoshi_put_formula_text(
        sheet(b), row, 0, HOSHI_STYLE_HEADING, text, "=%s&%s", budget_quote(b, text),
        budget_if_unchanged(b, "",
                            budget_say(b, "　※元の案のもの（開始年か予算が変えられた）",
                                       "  - of the first choice (starts or budgets were changed)")));
}

/* ---- the curve, and what more money buys ---- */

static void curve(struct budget_book *b)
{
    static const char *const head[CURVE_COLUMNS][2] = {{"予算の割合", "Part of the budget"},
                                                       {"予算計（円）", "Budget (yen)"},
                                                       {WORD(allocated_sum_yen)},
                                                       {WORD(supplier_count)},
                                                       {WORD(risk_removed)},
                                                       {WORD(share_removed)},
                                                       {"上の境の割合", "Bound, share"}};
    const struct hoshi_budget_choice *c = choice(b);
    heading_of_first(b, ALLOC_CURVE,
                     budget_say(b, "予算を増減したとき（各年度を同じ割合で）",
                                "With more or less budget (each year alike)"));
    if (!c->has_extras) {
        budget_wide(b, BUDGET_ALLOCATION, ALLOC_CURVE + 1, 0, 6, 100, HOSHI_STYLE_PLAIN,
                    budget_say(b, PROSE(no_budget_was_given_so_there)));
        return;
    }
    for (uint16_t k = 0; k < CURVE_COLUMNS; k++)
        hoshi_put_text(sheet(b), ALLOC_CURVE + 1, k, HOSHI_STYLE_HEAD, budget_say(b, head[k][0], head[k][1]));
    char all[HOSHI_REF], removed[HOSHI_REF], bound[HOSHI_DECIMAL_TEXT];
    hoshi_ref(all, ALLOC_ALL, 1, true);
    for (int k = 0; k < HOSHI_BUDGET_POINTS; k++) {
        const struct hoshi_budget_point *p = &c->curve[k];
        uint32_t row = (uint32_t)(ALLOC_POINTS + k);
        double total = c->all_micro ? (double)c->all_micro : 1;
        hoshi_put_micro(sheet(b), row, CURVE_PART, HOSHI_STYLE_PERCENT,
                        k * (HOSHI_MICRO / HOSHI_BUDGET_FULL));
        hoshi_put_int(sheet(b), row, CURVE_BUDGET, HOSHI_STYLE_YEN, p->budget_yen);
        hoshi_put_int(sheet(b), row, CURVE_SPENT, HOSHI_STYLE_YEN, p->spent_yen);
        hoshi_put_int(sheet(b), row, CURVE_FUNDED, HOSHI_STYLE_COUNT, (int64_t)p->funded);
        hoshi_put_micro(sheet(b), row, CURVE_REMOVED, HOSHI_STYLE_YEN2, p->value_micro);
        hoshi_put_formula(sheet(b), row, CURVE_SHARE, HOSHI_STYLE_TENTH,
                          c->all_micro ? (double)p->value_micro / total : 0, "=IF(%s=0,0,%s/%s)", all,
                          hoshi_ref(removed, row, CURVE_REMOVED, false), all);
        if (p->musts_over)
            hoshi_put_text(sheet(b), row, CURVE_BOUND, HOSHI_STYLE_CENTER,
                           budget_say(b, "必ずの分が不足", "musts over"));
        else
            hoshi_put_formula(sheet(b), row, CURVE_BOUND, HOSHI_STYLE_TENTH,
                              c->all_micro ? (double)p->bound_micro / total : 0, "=IF(%s=0,0,%s/%s)", all,
                              hoshi_decimal_print(p->bound_micro, 0, bound), all);
    }
}

static uint32_t steps(struct budget_book *b, uint32_t row)
{
    const struct hoshi_budget_choice *c = choice(b);
    heading_of_first(b, row++,
                     budget_text(b, budget_say(b, "予算をあと%s円増やすと", "What %s yen more buys"),
                                 budget_yen(b, HOSHI_BUDGET_STEP_YEN)));
    static const char *const head[4][2] = {
        {"増やす年度", "Year of it"},
        {"除かれるリスクの増え方（年度の値段から）", "More risk removed (by the price of the year)"},
        {"選び直した結果の増え方", "More when chosen again"},
        {"新しく加わる・早まる取引先", "First supplier that comes in or starts earlier"}};
    for (uint16_t k = 0; k < 3; k++)
        hoshi_put_text(sheet(b), row, k, HOSHI_STYLE_HEAD, budget_say(b, head[k][0], head[k][1]));
    hoshi_put_merged(sheet(b), row, 3, row, 6, HOSHI_STYLE_HEAD, budget_say(b, head[3][0], head[3][1]));
    worksheet_set_row(sheet(b)->sheet, row++, 52, NULL);
    for (int y = 0; y <= c->rules.years; y++, row++) {
        const struct hoshi_budget_step *s = &c->step[y];
        hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL,
                       y < c->rules.years ? budget_year(b, y) : budget_say(b, "各年度に", "In each year"));
        hoshi_put_micro(sheet(b), row, 1, HOSHI_STYLE_YEN2, s->rate_micro);
        hoshi_put_micro(sheet(b), row, 2, HOSHI_STYLE_YEN2, s->gain_micro);
        hoshi_put_merged(sheet(b), row, 3, row, 6, HOSHI_STYLE_TEXT,
                         s->supplier == SIZE_MAX
                             ? budget_say(b, WORD_IN(none))
                             : budget_text(b, budget_say(b, "%s（%s）", "%s (%s)"), name_of(b, s->supplier),
                                           budget_year(b, s->start - 1)));
    }
    budget_wide(b, BUDGET_ALLOCATION, row, 0, 6, 100, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(price_of_a_year)));
    return row + 2;
}

static void weights(struct budget_book *b, uint32_t row)
{
    const struct hoshi_budget_view *v = b->v;
    budget_heading(b, BUDGET_ALLOCATION, row++, budget_say(b, "重みの決め方", "How weights are made"));
    budget_wide(b, BUDGET_ALLOCATION, row++, 0, 6, 100, HOSHI_STYLE_PLAIN,
                budget_text(b, budget_say(b, PROSE(weight_our_purchases_a_year_million)), v->weight_given,
                            v->weight_unknown));
    for (int k = 0; k <= HOSHI_BUDGET_YES_MAX; k++, row++) {
        hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL,
                       budget_text(b, budget_say(b, "「はい」%dつ：×%d", "%d yes: × %d"), k, k + 1));
        hoshi_put_int(sheet(b), row, 1, HOSHI_STYLE_COUNT, (int64_t)v->by_yes[k]);
        hoshi_put_text(sheet(b), row, 2, HOSHI_STYLE_CELL, budget_say(b, WORD_IN(suppliers_unit)));
    }
}

/* The curve and the weights begin pages where breaks are heeded: Excel flows on in a sheet fitted to a width.
 */
static void page_breaks(struct budget_book *b, uint32_t weights_row)
{
    lxw_row_t breaks[] = {ALLOC_CURVE, weights_row, 0};
    if (worksheet_set_h_pagebreaks(sheet(b)->sheet, breaks))
        b->book.failed = true;
}

void budget_write_allocation(struct budget_book *b)
{
    double width[COLUMNS];
    uint16_t columns = (uint16_t)(b->v->years + 2 > 7 ? b->v->years + 2 : 7);
    width[0] = 36;
    for (uint16_t c = 1; c < columns; c++)
        width[c] = 17;
    budget_page(b, BUDGET_ALLOCATION, width, columns,
                budget_say(b, "予算の中でどこから支えるか（配分案）",
                           "Whom to fund first under the budget (proposal)"),
                0, PAGE_FIRST, 0);
    by_year(b);
    figures(b);
    next(b);
    warnings(b);
    unchanged(b);
    curve(b);
    bool extras = choice(b)->has_extras;
    uint32_t row = extras ? steps(b, ALLOC_POINTS + HOSHI_BUDGET_POINTS + 1) : ALLOC_POINTS + 1;
    weights(b, row);
    if (extras)
        page_breaks(b, row);
    for (int y = 0; y < b->v->years; y++) {
        static const char *const name[HOSHI_YEARS_MAX] = {
            "budget_year_1", "budget_year_2", "budget_year_3", "budget_year_4", "budget_year_5",
            "budget_year_6", "budget_year_7", "budget_year_8", "budget_year_9", "budget_year_10"};
        hoshi_define(sheet(b), name[y], ALLOC_BUDGET, (uint16_t)(BY_YEAR + y));
    }
    hoshi_define(sheet(b), "risk_removed", ALLOC_REMOVED, 1);
    hoshi_define(sheet(b), "suppliers_funded", ALLOC_FUNDED, 1);
}
