/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 取引先一覧: one supplier a row, by priority. In a book of few rows the start is an input and what follows
 * from it is live. */
#include "budget_sheets.h"

#include <math.h>
#include <string.h>

enum { MOST = LIST_COST + 2 * HOSHI_YEARS_MAX + BEHIND_COLUMNS };

struct column {
    const char *ja, *en;
    double width;
};

static const struct column front[LIST_COST] = {
    [LIST_RANK] = {"順位", "Priority", 7},
    [LIST_NAME] = {WORD(counterpart_supplier), 26},
    [LIST_ID] = {"ID", "Id", 12},
    [LIST_ROW] = {WORD(source_row), 8},
    [LIST_LEVEL] = {"★", "★", 5},
    [LIST_DATA] = {"重要な機密", "Key secrets", 9},
    [LIST_OUTAGE] = {"停止の影響", "Outage", 9},
    [LIST_ACCESS] = {"接続", "Access", 9},
    [LIST_PURCHASES] = {WORD(purchases_a_year_yen), 21},
    [LIST_KEY] = {"売上に占める割合", "Share of its sales", 10},
    [LIST_EMPLOYEES] = {WORD(regular_employees), 10},
    [LIST_CAPITAL] = {WORD(capital_yen), 14},
    [LIST_TRANSACTION] = {WORD(transaction_type), 24},
    [LIST_SCOPE] = {WORD(scope_indication), 22},
    [LIST_DEADLINE] = {WORD(deadline), 11},
    [LIST_WISH] = {WORD(handling), 10},
    [LIST_SOLE] = {"代替先なし", "Sole source", 9},
    [LIST_WEIGHT] = {"重み", "Weight", 18},
    [LIST_START] = {"開始年（1＝最初の年度、0＝配分外）", "Start (1 = first year, 0 = none)", 13},
    [LIST_REMOVED] = {WORD(risk_removed_weight_years), 18},
};

static const struct column behind[BEHIND_COLUMNS] = {
    [BEHIND_SUM] = {WORD(allocated_sum_yen), 19},
    [BEHIND_OPEN] = {"当社負担に含む未回答・残り未記入による増減",
                     "Our part: effect of missing answers (contained)", 19},
    [BEHIND_ANNUAL] = {"当社負担の年額（円）", "Our annual charge (yen)", 19},
    [BEHIND_DIRECT] = {"当社負担のうち直接費", "Our part: direct", 19},
    [BEHIND_INDIRECT] = {"当社負担のうち間接費", "Our part: indirect", 19},
    [BEHIND_WHOLE] = {"費用総額・期間（円）", "Whole cost, horizon (yen)", 20},
    [BEHIND_OTHERS] = {"他の取引先分（協議前）", "Other customers (before talks)", 19},
    [BEHIND_ITSELF] = {"取引先自身の分", "Supplier itself", 19},
    [BEHIND_P50] = {"当社負担 P50（期間）", "Our part P50 (horizon)", 19},
    [BEHIND_P80] = {"当社負担 P80（期間）", "Our part P80 (horizon)", 19},
    [BEHIND_CRITERIA] = {WORD(criteria_count), 13},
    [BEHIND_MET] = {WORD(met), 13},
    [BEHIND_PARTIAL] = {"一部", "Partial", 13},
    [BEHIND_UNMET] = {WORD(unmet), 13},
    [BEHIND_UNANSWERED] = {"未回答・控え", "Unanswered, withheld", 13},
    [BEHIND_INAPPLICABLE] = {WORD(not_applicable), 13},
    [BEHIND_MEASURES] = {WORD(measure_count), 8},
    [BEHIND_REQUESTED] = {WORD(requested_on), 11},
    [BEHIND_NECESSITY] = {WORD(need_explained), 10},
    [BEHIND_METHOD] = {"方法の説明", "Method explained", 10},
    [BEHIND_TALKS] = {"協議", "Talks held", 9},
    [BEHIND_REASON] = {"理由の書面", "Reasons in writing", 10},
    [BEHIND_ASKED] = {"価格協議の申入れ", "Price talk asked on", 11},
    [BEHIND_REMARK] = {WORD(remarks), 80},
};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_LIST];
}

static uint16_t at(const struct budget_book *b, enum list_behind c)
{
    return budget_list_behind(b, c);
}

static void heads(struct budget_book *b)
{
    double width[MOST];
    int years = b->v->years;
    uint16_t columns = at(b, BEHIND_COLUMNS);
    for (int c = 0; c < LIST_COST; c++)
        width[c] = front[c].width;
    for (int y = 0; y < 2 * years; y++)
        width[LIST_COST + y] = 18;
    for (int c = 0; c < BEHIND_COLUMNS; c++)
        width[LIST_COST + 2 * years + c] = behind[c].width;
    budget_page(b, BUDGET_LIST, width, columns,
                budget_say(b, "取引先一覧（優先順）", "Suppliers by priority"), LIST_SUM, LIST_FIRST,
                LIST_ID);
    hoshi_sheet_wide(sheet(b), 5, LIST_ID);
}

static void head_row(struct budget_book *b)
{
    for (uint16_t c = 0; c < LIST_COST; c++)
        hoshi_put_text(sheet(b), LIST_HEAD, c, HOSHI_STYLE_HEAD, budget_say(b, front[c].ja, front[c].en));
    for (int y = 0; y < b->v->years; y++)
        hoshi_put_text(
            sheet(b), LIST_HEAD, (uint16_t)(LIST_COST + y), HOSHI_STYLE_HEAD,
            budget_text(b, budget_say(b, "当社負担 開始から%d年目", "Our part, year %d after the start"),
                        y + 1));
    for (int y = 0; y < b->v->years; y++)
        hoshi_put_text(sheet(b), LIST_HEAD, budget_list_alloc(b, y), HOSHI_STYLE_HEAD,
                       budget_text(b, budget_say(b, "配分 %s", "Allocated: %s"), budget_year(b, y)));
    for (int c = 0; c < BEHIND_COLUMNS; c++)
        hoshi_put_text(sheet(b), LIST_HEAD, at(b, (enum list_behind)c), HOSHI_STYLE_HEAD,
                       budget_say(b, behind[c].ja, behind[c].en));
    worksheet_set_row(sheet(b)->sheet, LIST_HEAD, 66, NULL);
}

/* ---- the row of sums, above the heads so that it stays in sight ---- */

static void sum(struct budget_book *b, uint16_t column, enum hoshi_style style, double value)
{
    char first[HOSHI_REF], last[HOSHI_REF];
    hoshi_put_formula(sheet(b), LIST_SUM, column, style, value, "=SUBTOTAL(109,%s:%s)",
                      hoshi_ref(first, LIST_FIRST, column, false),
                      hoshi_ref(last, b->list_last, column, false));
}

static void sums(struct budget_book *b)
{
    const struct hoshi_budget_sums *all = &b->v->sums[HOSHI_BUDGET_ALL],
                                   *funded = &b->v->sums[HOSHI_BUDGET_FUNDED];
    const enum hoshi_style yen = HOSHI_STYLE_YEN_TOTAL;
    hoshi_put_text(sheet(b), LIST_SUM, LIST_NAME, HOSHI_STYLE_TOTAL,
                   budget_say(b, "表示中の行の計", "Sum of rows shown"));
    sum(b, LIST_PURCHASES, yen, (double)all->purchases_yen);
    sum(b, LIST_WEIGHT, HOSHI_STYLE_YEN2_TOTAL, hoshi_micro_value(b->v->weight_micro));
    sum(b, LIST_REMOVED, HOSHI_STYLE_YEN2_TOTAL, hoshi_micro_value(b->v->choice->value_micro));
    for (int y = 0; y < b->v->years; y++)
        sum(b, (uint16_t)(LIST_COST + y), yen, (double)all->buyer_by_year_yen[y]);
    for (int y = 0; y < b->v->years; y++)
        sum(b, budget_list_alloc(b, y), yen, (double)funded->buyer_by_year_yen[y]);
    const int64_t amount[] = {funded->buyer_yen,     all->open_yen,           all->buyer_annual_yen,
                              all->buyer_direct_yen, all->buyer_indirect_yen, all->whole_yen,
                              all->others_yen,       all->supplier_yen};
    for (int c = 0; c < BEHIND_P50; c++)
        sum(b, at(b, (enum list_behind)c), yen, (double)amount[c]);
    int64_t criteria = 0;
    for (int k = 0; k < HOSHI_ANSWERS; k++)
        criteria += all->criteria[k];
    const int64_t count[] = {criteria,
                             all->criteria[HOSHI_MET],
                             all->criteria[HOSHI_PARTIAL],
                             all->criteria[HOSHI_UNMET],
                             all->criteria[HOSHI_UNANSWERED] + all->criteria[HOSHI_WITHHELD],
                             all->criteria[HOSHI_NOT_APPLICABLE]};
    for (int c = 0; c < 6; c++)
        sum(b, at(b, (enum list_behind)(BEHIND_CRITERIA + c)), yen, (double)count[c]);
}

/* ---- a supplier ---- */

static const char *truth(const struct budget_book *b, enum hoshi_truth t)
{
    return t == HOSHI_YES ? budget_say(b, WORD_IN(yes)) : t == HOSHI_NO ? budget_say(b, WORD_IN(no)) : "";
}

static void number(struct budget_book *b, uint32_t row, uint16_t column, enum hoshi_style style,
                   int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_put_blank(sheet(b), row, column, style);
    else
        hoshi_put_int(sheet(b), row, column, style, value);
}

static const char *handling(const struct budget_book *b, const struct hoshi_supplier_head *h)
{
    return h->must ? budget_must_word(b) : h->must_not ? budget_excluded_word(b) : "";
}

/* Whose side lacks a fact. */
static const char *lacking(const struct budget_book *b, const struct hoshi_fact_set *missing)
{
    bool ours = hoshi_fact_set_has(missing, HOSHI_RF_BUYER_CAPITAL) ||
                hoshi_fact_set_has(missing, HOSHI_RF_BUYER_EMPLOYEES),
         theirs = hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_CAPITAL) ||
                  hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_EMPLOYEES);
    if (hoshi_fact_set_has(missing, HOSHI_RF_TXN_TYPE))
        return budget_say(b, "不明（取引の種類）", "unknown (transaction)");
    if (ours && theirs)
        return budget_say(b, "不明（双方の規模）", "unknown (size of both)");
    return ours ? budget_say(b, "不明（当社の規模）", "unknown (our size)")
                : budget_say(b, "不明（取引先の規模）", "unknown (its size)");
}

static const char *scope(const struct budget_book *b, const struct hoshi_supplier_head *h)
{
    struct hoshi_fact_set missing;
    switch (hoshi_budget_scope(b->v, h, &missing)) {
    case HOSHI_SCOPE_COVERED:
        return budget_say(b, "対象の見込み", "likely in scope");
    case HOSHI_SCOPE_NOT_COVERED:
        return budget_say(b, "対象外の見込み", "likely out of scope");
    case HOSHI_SCOPE_OTHER_LAW:
    case HOSHI_SCOPE_OLD_LAW:
        return budget_say(b, "ほかの法律で見る", "under other acts");
    default:
        return lacking(b, &missing);
    }
}

static void who(struct budget_book *b, uint32_t row, uint32_t rank, const struct hoshi_supplier_result *r)
{
    const struct hoshi_supplier_head *h = &r->head;
    struct hoshi_sheet *s = sheet(b);
    hoshi_put_int(s, row, LIST_RANK, HOSHI_STYLE_COUNT, rank);
    hoshi_put_text(s, row, LIST_NAME, HOSHI_STYLE_FITTED, h->name[0] ? h->name : h->id);
    hoshi_put_text(s, row, LIST_ID, HOSHI_STYLE_FITTED, h->id);
    hoshi_put_int(s, row, LIST_ROW, HOSHI_STYLE_COUNT, h->row);
    hoshi_put_int(s, row, LIST_LEVEL, HOSHI_STYLE_COUNT, h->level);
    hoshi_put_text(s, row, LIST_DATA, HOSHI_STYLE_CELL, truth(b, h->questions.important_data));
    hoshi_put_text(s, row, LIST_OUTAGE, HOSHI_STYLE_CELL, truth(b, h->questions.outage));
    hoshi_put_text(s, row, LIST_ACCESS, HOSHI_STYLE_CELL, truth(b, h->questions.access));
    number(b, row, LIST_PURCHASES, HOSHI_STYLE_YEN, h->annual_purchases_yen);
    hoshi_put_micro(s, row, LIST_KEY, HOSHI_STYLE_PERCENT, r->share_ppm);
    number(b, row, LIST_EMPLOYEES, HOSHI_STYLE_COUNT, h->employees_regular);
    number(b, row, LIST_CAPITAL, HOSHI_STYLE_YEN, h->capital_yen);
    hoshi_put_text(s, row, LIST_TRANSACTION, HOSHI_STYLE_FITTED,
                   hoshi_say_case_word(b->lang, h->transaction));
    hoshi_put_text(s, row, LIST_SCOPE, HOSHI_STYLE_FITTED, scope(b, h));
    hoshi_put_date(s, row, LIST_DEADLINE, HOSHI_STYLE_DATE, h->deadline);
    hoshi_put_text(s, row, LIST_WISH, HOSHI_STYLE_CELL, handling(b, h));
    hoshi_put_text(s, row, LIST_SOLE, HOSHI_STYLE_CELL, h->sole_source ? truth(b, HOSHI_YES) : "");
}

static void live_years(struct budget_book *b, uint32_t row, const struct hoshi_supplier_result *r, int start,
                       int64_t removed)
{
    char weight[HOSHI_REF], when[HOSHI_REF], first[HOSHI_REF], last[HOSHI_REF];
    int years = b->v->years;
    hoshi_ref(weight, row, LIST_WEIGHT, false);
    hoshi_ref(when, row, LIST_START, false);
    hoshi_ref(first, row, LIST_COST, false);
    hoshi_ref(last, row, (uint16_t)(LIST_COST + years - 1), false);
    if (b->v->options.rules.late_counts_full)
        hoshi_put_formula(sheet(b), row, LIST_REMOVED, HOSHI_STYLE_YEN2, hoshi_micro_value(removed),
                          "=IF(%s=0,0,%s)", when, weight);
    else
        hoshi_put_formula(sheet(b), row, LIST_REMOVED, HOSHI_STYLE_YEN2, hoshi_micro_value(removed),
                          "=IF(%s=0,0,%s*(%d-%s))", when, weight, years + 1, when);
    for (int y = 0; y < years; y++)
        hoshi_put_int(sheet(b), row, (uint16_t)(LIST_COST + y), HOSHI_STYLE_YEN, hoshi_budget_cost(r, y));
    for (int y = 0; y < years; y++)
        hoshi_put_formula(sheet(b), row, budget_list_alloc(b, y), HOSHI_STYLE_YEN,
                          start && y + 1 >= start ? (double)hoshi_budget_cost(r, y + 1 - start) : 0,
                          "=IF(OR(%s=0,%s>%d),0,INDEX(%s:%s,1,%d-%s))", when, when, y + 1, first, last, y + 2,
                          when);
}

static void fixed_years(struct budget_book *b, uint32_t row, const struct hoshi_supplier_result *r, int start,
                        int64_t removed)
{
    hoshi_put_micro(sheet(b), row, LIST_REMOVED, HOSHI_STYLE_YEN2, removed);
    for (int y = 0; y < b->v->years; y++)
        hoshi_put_int(sheet(b), row, (uint16_t)(LIST_COST + y), HOSHI_STYLE_YEN, hoshi_budget_cost(r, y));
    for (int y = 0; y < b->v->years; y++)
        hoshi_put_int(sheet(b), row, budget_list_alloc(b, y), HOSHI_STYLE_YEN,
                      start && y + 1 >= start ? hoshi_budget_cost(r, y + 1 - start) : 0);
}

static void amounts(struct budget_book *b, uint32_t row, const struct hoshi_supplier_result *r, int start)
{
    struct hoshi_sheet *s = sheet(b);
    struct hoshi_budget_bearers who_bears;
    int64_t allocated = 0, direct = hoshi_budget_direct(r, 1, b->v->years);
    hoshi_budget_bearers(r, b->v->years, &who_bears);
    for (int y = start; start && y <= b->v->years; y++)
        allocated += hoshi_budget_cost(r, y - start);
    if (b->live) {
        char first[HOSHI_REF], last[HOSHI_REF];
        hoshi_put_formula(s, row, at(b, BEHIND_SUM), HOSHI_STYLE_YEN, (double)allocated, "=SUM(%s:%s)",
                          hoshi_ref(first, row, budget_list_alloc(b, 0), false),
                          hoshi_ref(last, row, budget_list_alloc(b, b->v->years - 1), false));
    } else {
        hoshi_put_int(s, row, at(b, BEHIND_SUM), HOSHI_STYLE_YEN, allocated);
    }
    const int64_t yen[] = {who_bears.buyer_yen - who_bears.answered_yen,
                           who_bears.annual_yen,
                           direct,
                           who_bears.buyer_yen - direct,
                           who_bears.whole_yen,
                           who_bears.others_yen,
                           who_bears.supplier_yen,
                           llround(r->spread[HOSHI_VIEW_BUYER].p50_yen),
                           llround(r->spread[HOSHI_VIEW_BUYER].p80_yen)};
    for (int k = 0; BEHIND_OPEN + k <= BEHIND_P80; k++)
        hoshi_put_int(s, row, at(b, (enum list_behind)(BEHIND_OPEN + k)), HOSHI_STYLE_YEN, yen[k]);
}

static void gap(struct budget_book *b, uint32_t row, const struct hoshi_supplier_result *r)
{
    struct hoshi_sheet *s = sheet(b);
    int64_t all = 0;
    for (int k = 0; k < HOSHI_ANSWERS; k++)
        all += r->criteria[k];
    hoshi_put_int(s, row, at(b, BEHIND_CRITERIA), HOSHI_STYLE_COUNT, all);
    hoshi_put_int(s, row, at(b, BEHIND_MET), HOSHI_STYLE_COUNT, r->criteria[HOSHI_MET]);
    hoshi_put_int(s, row, at(b, BEHIND_PARTIAL), HOSHI_STYLE_COUNT, r->criteria[HOSHI_PARTIAL]);
    hoshi_put_int(s, row, at(b, BEHIND_UNMET), HOSHI_STYLE_COUNT, r->criteria[HOSHI_UNMET]);
    hoshi_put_int(s, row, at(b, BEHIND_UNANSWERED), HOSHI_STYLE_COUNT,
                  r->criteria[HOSHI_UNANSWERED] + r->criteria[HOSHI_WITHHELD]);
    hoshi_put_int(s, row, at(b, BEHIND_INAPPLICABLE), HOSHI_STYLE_COUNT, r->criteria[HOSHI_NOT_APPLICABLE]);
    hoshi_put_int(s, row, at(b, BEHIND_MEASURES), HOSHI_STYLE_COUNT, r->measures);
}

static const struct {
    uint32_t flag;
    const char *ja, *en;
} remarks[] = {
    {HOSHI_SUPPLIER_LEVEL_UNLIKE, "★と3問の答えが合わない（要確認）", "level unlike the questions (check)"},
    {HOSHI_SUPPLIER_SIZES_UNLIKE, "人数とPC台数が合わない（要確認）", "PCs, users, employees unlike (check)"},
    {HOSHI_SUPPLIER_STAR_TAKEN, WORD_IN(held_unanswered_met)},
    {HOSHI_SUPPLIER_COUNTS_USED, WORD_IN(from_counts)},
    {HOSHI_SUPPLIER_GAP_UNKNOWN, "回答なし（額はほぼ見込み）", "no answers (mostly expected)"},
    {HOSHI_SUPPLIER_LEVEL_DERIVED, WORD_IN(level_from_questions)},
    {HOSHI_SUPPLIER_SHARE_ASSUMED, "当社の割合は仮定", "share assumed"},
    {HOSHI_SUPPLIER_UNANSWERED, "未回答あり（見込みを含む）", "unanswered (by probability)"},
    {HOSHI_SUPPLIER_UNSTATED, "一部対応の残りが未記入（半分とみる）", "partials without a share (by half)"},
    {HOSHI_SUPPLIER_OVER_CAPACITY, "社内工数が足りない見込み", "own IT days may not suffice"},
    {HOSHI_SUPPLIER_PERIOD_REPLACED, "期間を一覧に合わせた", "period replaced"},
    {HOSHI_SUPPLIER_RANGE_REPLACED, "幅の前提が一覧と違う", "range of its own"},
};

/* One more behind those there are, if it fits. */
static void remark(const struct budget_book *b, char *text, size_t size, const char *word)
{
    size_t n = strlen(text);
    const char *mark = n ? budget_say(b, "、", "; ") : "";
    if (n + strlen(mark) + strlen(word) < size)
        snprintf(text + n, size - n, "%s%s", mark, word);
}

static void conduct(struct budget_book *b, uint32_t row, const struct hoshi_supplier_result *r)
{
    const struct hoshi_supplier_conduct *c = &r->head.conduct;
    struct hoshi_sheet *s = sheet(b);
    char text[400] = "";
    hoshi_put_date(s, row, at(b, BEHIND_REQUESTED), HOSHI_STYLE_DATE, c->requested_on);
    hoshi_put_text(s, row, at(b, BEHIND_NECESSITY), HOSHI_STYLE_CELL, truth(b, c->necessity_explained));
    hoshi_put_text(s, row, at(b, BEHIND_METHOD), HOSHI_STYLE_CELL, truth(b, c->method_explained));
    hoshi_put_text(s, row, at(b, BEHIND_TALKS), HOSHI_STYLE_CELL, truth(b, c->talks_held));
    hoshi_put_text(s, row, at(b, BEHIND_REASON), HOSHI_STYLE_CELL, truth(b, c->refusal_reason_written));
    hoshi_put_date(s, row, at(b, BEHIND_ASKED), HOSHI_STYLE_DATE, c->price_requested_on);
    struct hoshi_budget_bearers bearers;
    hoshi_budget_bearers(r, b->v->years, &bearers);
    if (!bearers.buyer_yen)
        remark(b, text, sizeof text,
               budget_say(b, "当社分 0円（予算を使わない）", "costs us nothing (no budget used)"));
    for (size_t k = 0; k < sizeof remarks / sizeof *remarks; k++)
        if (r->flags & remarks[k].flag)
            remark(b, text, sizeof text, budget_say(b, remarks[k].ja, remarks[k].en));
    int lines = hoshi_sheet_lines(text, behind[BEHIND_REMARK].width);
    hoshi_put_text(s, row, at(b, BEHIND_REMARK), HOSHI_STYLE_TEXT, text);
    if (lines > 1)
        hoshi_sheet_height(s, row, lines);
}

static void supplier(struct budget_book *b, uint32_t row, uint32_t rank, size_t i)
{
    struct hoshi_supplier_result r;
    if (!budget_record(b, i, &r))
        return;
    int start = b->v->choice->start[i];
    int64_t weight = hoshi_budget_weight_of(&r),
            removed = hoshi_budget_value(&b->v->options.rules, weight, start);
    who(b, row, rank, &r);
    hoshi_put_micro(sheet(b), row, LIST_WEIGHT, HOSHI_STYLE_YEN2, weight);
    hoshi_put_int(sheet(b), row, LIST_START, b->live ? HOSHI_STYLE_COUNT_INPUT : HOSHI_STYLE_COUNT, start);
    (b->live ? live_years : fixed_years)(b, row, &r, start, removed);
    amounts(b, row, &r, start);
    gap(b, row, &r);
    conduct(b, row, &r);
}

/* A must without a start, and a start after the deadline (the rows that the sheet of the choice counts). */
static void warn_rows(struct budget_book *b)
{
    char start[HOSHI_REF], deadline[HOSHI_REF], wish[HOSHI_REF];
    struct hoshi_date from = b->v->options.start;
    hoshi_ref(start, LIST_FIRST, LIST_START, false);
    hoshi_ref(deadline, LIST_FIRST, LIST_DEADLINE, false);
    hoshi_ref(wish, LIST_FIRST, LIST_WISH, false);
    hoshi_warn_when(sheet(b), LIST_FIRST, 0, b->list_last, LIST_START,
                    "=OR(AND($%s=%s,$%s=0),AND($%s<>\"\",$%s>1,DATE(%d+$%s,%d,1)>$%s))", wish,
                    budget_quote(b, budget_must_word(b)), start, deadline, start, from.year - 1, start,
                    from.month, deadline);
}

void budget_write_list(struct budget_book *b)
{
    size_t n = b->v->source.suppliers;
    heads(b);
    sums(b);
    head_row(b);
    for (size_t k = 0; k < n && !b->failed; k++)
        supplier(b, LIST_FIRST + (uint32_t)k, (uint32_t)k + 1, b->v->choice->order[k]);
    if (!n)
        hoshi_put_text(sheet(b), LIST_FIRST, LIST_NAME, HOSHI_STYLE_PLAIN,
                       budget_say(b, "読み取れた取引先がない", "No supplier could be read"));
    hoshi_sheet_filter(sheet(b), LIST_HEAD, 0, b->list_last, (uint16_t)(at(b, BEHIND_COLUMNS) - 1));
    if (b->live) {
        hoshi_put_whole_rule(sheet(b), LIST_FIRST, LIST_START, b->list_last, LIST_START, 0, b->v->years);
        warn_rows(b);
    }
}
