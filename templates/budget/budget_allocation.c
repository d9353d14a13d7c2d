/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 配分: budget against allocation by year, what the choice removes and how far it may be from the best, the
 * curve, what more money buys, how weights are made. */
#include "budget_sheets.h"

#include <string.h>

enum { COLUMNS = 7, NOTE_WIDTH = 84 };

static const struct hoshi_budget_choice *allocation_choice(const struct budget_book *b)
{
    return b->v->choice;
}

/* ---- by year ---- */

static void budget_rows(struct hoshi_page *p, struct budget_book *b)
{
    static const char *const name[HOSHI_YEARS_MAX] = {
        "budget_year_1", "budget_year_2", "budget_year_3", "budget_year_4", "budget_year_5",
        "budget_year_6", "budget_year_7", "budget_year_8", "budget_year_9", "budget_year_10"};
    const struct hoshi_budget_choice *c = allocation_choice(b);
    int64_t carried[HOSHI_YEARS_MAX] = {0};
    const char *from[HOSHI_YEARS_MAX] = {NULL};
    for (int y = 0; y < b->v->years; y++) {
        carried[y] = c->available_yen[y] - c->rules.budget_yen[y];
        if (y && c->rules.carry_over)
            from[y] = hoshi_page_print(p, "{alloc.left:year%d}", y);
    }
    const struct budget_year_row rows[] = {
        {"alloc.budget", hoshi_page_say(p, "予算（変えられる）", "Budget (can be changed)"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN_INPUT, c->rules.budget_yen, NULL, NULL, true},
        {"alloc.carried", hoshi_page_say(p, "前年度からの繰越", "Carried from the year before"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, carried, NULL, from, false},
        {"alloc.available", hoshi_page_say(p, "使える額", "Available"), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN,
         c->available_yen, "{alloc.budget:year}+{alloc.carried:year}", NULL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        budget_year_row(p, b, &rows[i]);
    for (int y = 0; y < b->v->years; y++)
        hoshi_page_define(p, name[y], hoshi_page_print(p, "alloc.budget:year%d", y + 1));
}

/* What a year leaves may be counted again in the next: no sum of it. */
static void allocated_rows(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const struct hoshi_budget_choice *c = allocation_choice(b);
    int64_t starts[HOSHI_YEARS_MAX] = {0};
    for (size_t i = 0; i < c->suppliers; i++)
        if (c->start[i])
            starts[c->start[i] - 1]++;
    const bool talks = c->rules.talk_yen > 0;
    const char *talk_cost =
        hoshi_page_print(p, "COUNTIF({list#start},{n})*%lld", (long long)c->rules.talk_yen);
    const struct budget_year_row rows[] = {
        {"alloc.spent", hoshi_page_say(p, WORD(allocation)), HOSHI_STYLE_TOTAL, HOSHI_STYLE_YEN_TOTAL,
         v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen, "SUM({list#alloc})", NULL, true},
        {"alloc.talks", hoshi_page_say(p, "協議の費用（予算から引く）", "Cost of talks (off the budget)"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, c->talks_yen, talk_cost, NULL, true},
        {"alloc.left", hoshi_page_say(p, WORD(remaining)), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, c->left_yen,
         talks ? "MAX(0,{alloc.available:year}-{alloc.spent:year}-{alloc.talks:year})"
               : "MAX(0,{alloc.available:year}-{alloc.spent:year})",
         NULL, false},
        {"alloc.short", hoshi_page_say(p, "不足", "Short"), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, c->short_yen,
         talks ? "MAX(0,{alloc.spent:year}+{alloc.talks:year}-{alloc.available:year})"
               : "MAX(0,{alloc.spent:year}-{alloc.available:year})",
         NULL, true},
        {"alloc.star3", hoshi_page_say(p, "配分のうち★3", "Allocated: ★3"), HOSHI_STYLE_LABEL,
         HOSHI_STYLE_YEN, v->level[HOSHI_BUDGET_FUNDED][0].buyer_by_year_yen,
         "SUMIFS({list#alloc},{list#level},3)", NULL, true},
        {"alloc.star4", hoshi_page_say(p, "配分のうち★4", "Allocated: ★4"), HOSHI_STYLE_LABEL,
         HOSHI_STYLE_YEN, v->level[HOSHI_BUDGET_FUNDED][1].buyer_by_year_yen,
         "SUMIFS({list#alloc},{list#level},4)", NULL, true},
        {"alloc.starts", hoshi_page_say(p, WORD(starting_suppliers)), HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN,
         starts, "COUNTIF({list#start},{n})", NULL, true},
        {"alloc.talksmost", hoshi_page_say(p, "始められる協議の上限（件）", "Most talks in the year"),
         HOSHI_STYLE_LABEL, HOSHI_STYLE_YEN, c->rules.talks, NULL, NULL, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((talks || rows[i].yen != c->talks_yen) &&
            (c->rules.talks_limited || rows[i].yen != c->rules.talks))
            budget_year_row(p, b, &rows[i]);
}

static void allocation_by_year(struct hoshi_page *p, struct budget_book *b)
{
    const char *word = b->live ? hoshi_page_say(p, PROSE(change_a_start_year_on_suppliers))
                               : hoshi_page_say(p, PROSE(many_suppliers_starts_are_figures));
    hoshi_page_heading(p, hoshi_page_say(p, "年度ごとの予算と配分（当社負担、円、税抜）",
                                         "Budget and allocation by year (our part, yen, without tax)"));
    budget_year_heads(p, b, "alloc", hoshi_page_say(p, WORD(item)));
    budget_rows(p, b);
    allocated_rows(p, b);
    budget_warn_changed(p, COLUMNS);
    hoshi_page_need(p, budget_changed(b), 134);
    hoshi_page_over(p, COLUMNS);
    hoshi_page_formula_text(p, HOSHI_STYLE_NOTE, word, "%s", budget_if_unchanged(b, word, budget_changed(b)));
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

/* ---- the choice ---- */

/* A figure's label; its cell is put next, then result_note. */
static void allocation_result(struct hoshi_page *p, const char *mark, const char *label)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    hoshi_page_mark(p, "alloc.%s", mark);
}

static void result_note(struct hoshi_page *p, const char *note)
{
    hoshi_page_wide(p, 5, HOSHI_STYLE_TEXT, note);
    hoshi_page_next(p);
}

/* A note that may say something else once starts or budgets are changed. */
static void result_live(struct hoshi_page *p, const char *note, const char *other, const char *formula)
{
    budget_warn_changed(p, COLUMNS);
    hoshi_page_need(p, other, NOTE_WIDTH);
    hoshi_page_over(p, 5);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, note, "%s", formula);
    hoshi_page_next(p);
}

static const char *optimal(struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    if (c->state == HOSHI_BUDGET_MUSTS_OVER)
        return c->short_proven ? budget_text(b, budget_say(b, PROSE(musts_alone_pass_the_budget_whatever)),
                                             budget_yen(b, c->short_least_yen))
                               : budget_say(b, PROSE(musts_alone_pass_the_budget_no));
    return c->optimal ? budget_say(b, "これより多く除く選び方はないことを確かめた。",
                                   "Proven: no choice removes more.")
                      : budget_say(b, "どの選び方もこの値を超えない（計算で確かめた上の境）。",
                                   "No choice removes more than this (a proven bound).");
}

static void removed_figures(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    allocation_result(p, "funded", hoshi_page_say(p, WORD(suppliers_funded)));
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)c->funded, "COUNTIF({list#start},\">0\")");
    result_note(p, hoshi_page_print(p,
                                    hoshi_page_say(p, "一覧%zu社のうち。必ず%zu社、対象外%zu社。",
                                                   "Of %zu; musts %zu, excluded %zu."),
                                    c->suppliers, c->musts, c->must_nots));
    allocation_result(p, "removed", hoshi_page_say(p, WORD(risk_removed_weight_years)));
    hoshi_page_formula(p, HOSHI_STYLE_YEN2, hoshi_micro_value(c->value_micro), "SUM({list#removed})");
    result_note(p, c->rules.late_counts_full
                       ? hoshi_page_say(p, "重み。いつ始めても同じに数える。", "Weights, whenever the start.")
                       : hoshi_page_say(p, PROSE(weight_years_from_the_start)));
    allocation_result(p, "all", hoshi_page_say(p, WORD(all_from_year_1)));
    hoshi_page_micro(p, HOSHI_STYLE_YEN2, c->all_micro);
    result_note(p, hoshi_page_say(p, "作成時点の値。", "At the time of writing."));
    allocation_result(p, "share", hoshi_page_say(p, WORD(share_removed)));
    hoshi_page_formula(p, HOSHI_STYLE_TENTH, c->all_micro ? (double)c->value_micro / (double)c->all_micro : 0,
                       "IF({alloc.all}=0,0,{alloc.removed}/{alloc.all})");
    result_note(p, hoshi_page_say(p, "上の二つの比。", "The ratio of the two."));
}

static void bound_figures(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    const char *is = optimal(b),
               *was = hoshi_page_say(p, "元の予算で除ける上の境。変えた後の予算のものではない。",
                                     "The bound of the first budget, not of a changed one.");
    allocation_result(p, "bound", hoshi_page_say(p, "この予算で除ける上の境", "Most this budget can remove"));
    hoshi_page_micro(p, HOSHI_STYLE_YEN2, c->bound_micro);
    result_live(p, is, was, budget_if_unchanged(b, is, was));
    is = hoshi_page_say(p, "0なら最善。", "0: the best.");
    was = hoshi_page_say(p, PROSE(against_the_bound_of_the_first));
    allocation_result(p, "gap",
                      hoshi_page_say(p, "最善との差（最大でも）", "Distance from the best, at most"));
    hoshi_page_formula(p, HOSHI_STYLE_PERCENT,
                       c->bound_micro ? (double)(c->bound_micro - c->value_micro) / (double)c->bound_micro
                                      : 0,
                       "IF({alloc.bound}=0,0,MAX(0,({alloc.bound}-{alloc.removed})/{alloc.bound}))");
    result_live(p, is, was, budget_if_unchanged(b, is, was));
}

static const char *allocation_name_of(struct budget_book *b, size_t i)
{
    struct hoshi_supplier_result r;
    if (i == SIZE_MAX || !budget_record(b, i, &r))
        return budget_say(b, "―", "-");
    return budget_text(b, "%s", r.head.name[0] ? r.head.name : r.head.id);
}

static void next(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    bool none = c->next == SIZE_MAX;
    const bool limited = c->rules.talks_limited || c->rules.quotas;
    const char *note = none && limited ? hoshi_page_say(p, PROSE(money_adds_nobody))
                       : none          ? hoshi_page_say(p, PROSE(nobody_is_left_out_but))
                                       : hoshi_page_print(p,
                                                          hoshi_page_say(p, "（%s）。あと%s円あれば加えられる。",
                                                                         " (%s): %s yen more would fund it."),
                                                          budget_year_start(b, c->next_start - 1),
                                                          budget_yen(b, c->next_lacks_yen)),
               *name = none ? "" : allocation_name_of(b, c->next),
               *was = hoshi_page_say(p, "元の案でのもの（変えた後は確かめていない）：",
                                     "Of the first choice, not checked since the change: "),
               *before = budget_if_unchanged(b, "", was),
               *formula = none ? hoshi_page_print(p, "%s&%s", before, budget_quote(b, note))
                               : hoshi_page_print(p, "%s&%s&%s", before, budget_name_operand(b, c->next),
                                                  budget_quote(b, note));
    allocation_result(p, "next", hoshi_page_say(p, "次の取引先", "Next supplier"));
    hoshi_page_int(p, HOSHI_STYLE_YEN, none ? 0 : c->next_lacks_yen);
    result_live(p, hoshi_page_print(p, "%s%s", name, note), hoshi_page_print(p, "%s%s%s", was, name, note),
                formula);
}

/* ---- what a change may have broken ---- */

static void warn_above_zero(struct hoshi_page *p, const char *mark)
{
    hoshi_warn_when(&p->s, p->row, 0, p->row, COLUMNS - 1, "=%s>0", hoshi_page_refs(p, "{$alloc.%s}", mark));
}

static void warnings(struct hoshi_page *p, struct budget_book *b)
{
    struct hoshi_date from = b->v->options.run->start;
    allocation_result(p, "waiting",
                      hoshi_page_say(p, "「必ず」で開始年がない（社）", "Musts without a start"));
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, 0, "SUMPRODUCT(({list#wish}=%s)*({list#start}=0))",
                       budget_quote(b, budget_must_word(b)));
    warn_above_zero(p, "waiting");
    result_note(p, hoshi_page_say(p, PROSE(should_be_0_else_enter_starts)));
    allocation_result(p, "late", hoshi_page_say(p, "期限より後に始まる（社）", "Start after their deadline"));
    hoshi_page_formula(
        p, HOSHI_STYLE_COUNT, 0,
        "SUMPRODUCT(({list#deadline}<>\"\")*({list#start}>1)*(DATE(%d+{list#start},%d,1)>{list#deadline}))",
        from.year - 1, from.month);
    warn_above_zero(p, "late");
    result_note(p, hoshi_page_say(p, PROSE(should_be_0_the_year)));
    allocation_result(p, "missed",
                      hoshi_page_say(p, "期限が来ても配分の外（社）", "Deadline passes without a start"));
    hoshi_page_formula(
        p, HOSHI_STYLE_COUNT, (double)b->v->after,
        "SUMPRODUCT(({list#deadline}<>\"\")*({list#deadline}<DATE(%d,%d,1))*({list#start}=0)*({list#wish}<>%s))",
        from.year + b->v->years, from.month, budget_quote(b, budget_excluded_word(b)));
    result_note(p, b->v->choice->rules.talks_limited || b->v->choice->rules.quotas
                       ? hoshi_page_say(p, PROSE(deadline_without_a_start_under_limits))
                       : hoshi_page_say(p, PROSE(deadline_within_the_horizon_and_no)));
}

/* Starts by their product with the priority (a swap of two alike shows too), and what hangs on them. */
static void unchanged(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    char number[HOSHI_DECIMAL_TEXT];
    int64_t starts = 0;
    for (size_t k = 0; k < c->suppliers; k++)
        starts += (int64_t)(k + 1) * c->start[c->order[k]];
    hoshi_decimal_print(c->value_micro, 0, number);
    const char *tests = hoshi_page_print(
        p, "SUMPRODUCT({list#rank},{list#start})=%lld,ABS({alloc.removed}-%s)<=0.000000001*MAX(1,%s)",
        (long long)starts, number, number);
    for (int y = 0; y < b->v->years; y++)
        tests = hoshi_page_print(p, "%s,{alloc.budget:year%d}=%lld,{alloc.spent:year%d}=%lld", tests, y + 1,
                                 (long long)c->rules.budget_yen[y], y + 1,
                                 (long long)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[y]);
    const char *is = hoshi_page_say(p, "1：開始年と予算は計算したときのまま。",
                                    "1: starts and budgets are those of the computation.");
    allocation_result(p, "unchanged",
                      hoshi_page_say(p, "元の案のまま（1）か（0）", "First choice unchanged (1, 0)"));
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, 1, "IF(AND(%s),1,0)", tests);
    result_live(p, is, budget_changed(b), budget_if_unchanged(b, is, budget_changed(b)));
    hoshi_page_define(p, "choice_unchanged", "alloc.unchanged");
    hoshi_page_skip(p, 2);
}

/* Heading of what is not computed again in the sheet. */
static void heading_of_first(struct hoshi_page *p, struct budget_book *b, const char *text)
{
    hoshi_page_formula_text(
        p, HOSHI_STYLE_HEADING, text, "%s&%s", budget_quote(b, text),
        budget_if_unchanged(b, "",
                            hoshi_page_say(p, "　※元の案のもの（開始年か予算が変えられた）",
                                           "  - of the first choice (starts or budgets were changed)")));
    hoshi_page_next(p);
}

/* ---- the curve, and what more money buys ---- */

struct curve_cells {
    int64_t part_micro, budget_yen, spent_yen, funded;
    struct hoshi_value removed, share, bound;
};

#define AT(member) offsetof(struct curve_cells, member)
static const struct hoshi_column curve_columns[] = {
    {"part",
     {"予算の割合", "Part of the budget"},
     0,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_MICRO,
     .at = AT(part_micro)},
    {"budget", {"予算計（円）", "Budget (yen)"}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(budget_yen)},
    {"spent", {WORD(allocated_sum_yen)}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(spent_yen)},
    {"funded", {WORD(supplier_count)}, 0, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(funded)},
    {"removed", {WORD(risk_removed)}, 0, HOSHI_STYLE_YEN2, HOSHI_VALUE_ANY, .at = AT(removed)},
    {"share", {WORD(share_removed)}, 0, HOSHI_STYLE_TENTH, HOSHI_VALUE_ANY, .at = AT(share)},
    {"bound", {"上の境の割合", "Bound, share"}, 0, HOSHI_STYLE_TENTH, HOSHI_VALUE_ANY, .at = AT(bound)},
};
#undef AT

/* What the musts alone pass is no point of the curve: the money they lack is not in the budget. */
static struct curve_cells curve_point(struct hoshi_page *p, const struct hoshi_budget_choice *c, int k)
{
    const struct hoshi_budget_point *x = &c->curve[k];
    char bound[HOSHI_DECIMAL_TEXT];
    double total = c->all_micro ? (double)c->all_micro : 1;
    const struct hoshi_value none = {
        .kind = HOSHI_VALUE_TEXT, .style = HOSHI_STYLE_CENTER, .text = hoshi_page_say(p, "―", "-")};
    struct curve_cells cells = {.part_micro = k * (HOSHI_MICRO / HOSHI_BUDGET_FULL),
                                .budget_yen = x->budget_yen,
                                .spent_yen = x->spent_yen,
                                .funded = (int64_t)x->funded,
                                .removed = none,
                                .share = none,
                                .bound = none};
    if (x->musts_over) {
        cells.bound.text = hoshi_page_say(p, "必ずの分が不足", "musts over");
        return cells;
    }
    cells.removed = (struct hoshi_value){.kind = HOSHI_VALUE_MICRO, .n = x->value_micro};
    cells.share = (struct hoshi_value){.kind = HOSHI_VALUE_REAL,
                                       .real = c->all_micro ? (double)x->value_micro / total : 0,
                                       .formula = "IF({$alloc.all}=0,0,{removed}/{$alloc.all})"};
    cells.bound =
        (struct hoshi_value){.kind = HOSHI_VALUE_REAL,
                             .real = c->all_micro ? (double)x->bound_micro / total : 0,
                             .formula = hoshi_page_print(p, "IF({$alloc.all}=0,0,%s/{$alloc.all})",
                                                         hoshi_decimal_print(x->bound_micro, 0, bound))};
    return cells;
}

static void allocation_curve(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    struct hoshi_list list = {
        .name = "curve", .column = curve_columns, .columns = sizeof curve_columns / sizeof *curve_columns};
    heading_of_first(p, b,
                     hoshi_page_say(p, "予算を増減したとき（各年度を同じ割合で）",
                                    "With more or less budget (each year alike)"));
    if (!c->has_extras) {
        hoshi_page_wide(p, COLUMNS, HOSHI_STYLE_PLAIN,
                        hoshi_page_say(p, PROSE(no_budget_was_given_so_there)));
        hoshi_page_next(p);
        return;
    }
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (int k = 0; k < HOSHI_BUDGET_POINTS; k++) {
        const struct curve_cells cells = curve_point(p, c, k);
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_page_skip(p, 1);
}

static void step_row(struct hoshi_page *p, struct budget_book *b, int y)
{
    const struct hoshi_budget_choice *c = allocation_choice(b);
    const struct hoshi_budget_step *s = &c->step[y];
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    y < c->rules.years ? budget_year(b, y) : hoshi_page_say(p, "各年度に", "In each year"));
    hoshi_page_micro(p, HOSHI_STYLE_YEN2, s->rate_micro);
    hoshi_page_micro(p, HOSHI_STYLE_YEN2, s->gain_micro);
    hoshi_page_wide(p, 4, HOSHI_STYLE_TEXT,
                    s->supplier == SIZE_MAX
                        ? hoshi_page_say(p, WORD_IN(none))
                        : hoshi_page_print(p, hoshi_page_say(p, "%s（%s）", "%s (%s)"),
                                           allocation_name_of(b, s->supplier), budget_year(b, s->start - 1)));
    hoshi_page_next(p);
}

static void allocation_steps(struct hoshi_page *p, struct budget_book *b)
{
    static const struct hoshi_words head[] = {
        {"増やす年度", "Year of it"},
        {"除かれるリスクの増え方（年度の値段から）", "More risk removed (by the price of the year)"},
        {"選び直した結果の増え方", "More when chosen again"},
        {"新しく加わる・早まる取引先", "First supplier that comes in or starts earlier"}};
    heading_of_first(p, b,
                     hoshi_page_print(p, hoshi_page_say(p, "予算をあと%s円増やすと", "What %s yen more buys"),
                                      budget_yen(b, HOSHI_BUDGET_STEP_YEN)));
    for (size_t k = 0; k < 4; k++)
        hoshi_page_wide(p, k < 3 ? 1 : 4, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, head[k]));
    hoshi_page_next(p);
    for (int y = 0; y <= allocation_choice(b)->rules.years; y++)
        step_row(p, b, y);
    hoshi_page_wide(p, COLUMNS, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(price_of_a_year)));
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

static void weights(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    hoshi_page_heading(p, hoshi_page_say(p, "重みの決め方", "How weights are made"));
    hoshi_page_wide(p, COLUMNS, HOSHI_STYLE_PLAIN,
                    hoshi_page_print(p, hoshi_page_say(p, PROSE(weight_our_purchases_a_year_million)),
                                     v->weight_given, v->weight_unknown));
    hoshi_page_next(p);
    for (int k = 0; k <= HOSHI_BUDGET_YES_MAX; k++) {
        hoshi_page_text(
            p, HOSHI_STYLE_LABEL,
            hoshi_page_print(p, hoshi_page_say(p, "「はい」%dつ：×%d", "%d yes: × %d"), k, k + 1));
        hoshi_page_int(p, HOSHI_STYLE_COUNT, (int64_t)v->by_yes[k]);
        hoshi_page_text(p, HOSHI_STYLE_CELL, hoshi_page_say(p, WORD_IN(suppliers_unit)));
        hoshi_page_next(p);
    }
}

void budget_allocation_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    double width[HOSHI_YEARS_MAX + 2] = {36};
    uint16_t columns = (uint16_t)(b->v->years + 2 > COLUMNS ? b->v->years + 2 : COLUMNS);
    for (uint16_t c = 1; c < columns; c++)
        width[c] = 17;
    hoshi_page_widths(p, width, columns);
    budget_page_begin(p, hoshi_page_say(p, "予算の中でどこから支えるか（配分案）",
                                        "Whom to fund first under the budget (proposal)"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    allocation_by_year(p, b);
    hoshi_page_heading(p, hoshi_page_say(p, "選び方の結果", "What the choice does"));
    removed_figures(p, b);
    bound_figures(p, b);
    next(p, b);
    warnings(p, b);
    unchanged(p, b);
    /* The curve begins a page where breaks are heeded (Excel flows on in a sheet fitted to a width); the weights, a few
     * rows, go with it. */
    if (allocation_choice(b)->has_extras) {
        hoshi_page_break(p);
        hoshi_page_fit(p, 1, 2);
    }
    allocation_curve(p, b);
    if (allocation_choice(b)->has_extras)
        allocation_steps(p, b);
    weights(p, b);
    hoshi_page_define(p, "risk_removed", "alloc.removed");
    hoshi_page_define(p, "suppliers_funded", "alloc.funded");
}
