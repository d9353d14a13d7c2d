/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 取引先一覧: one supplier a row, by priority, and the CSV of the same columns. In a book of few rows the
 * start is an input and what follows from it is live. */
#include "budget_sheets.h"

#include <stdlib.h>
#include <string.h>

/* Where a column stands. */
enum { ON_SHEET = 1, IN_CSV = 2, ON_BOTH = ON_SHEET | IN_CSV };

struct supplier_column {
    unsigned on;
    struct hoshi_column column;
};

#define AT(member) offsetof(struct budget_supplier, member)
#define HEAD(member)                                                                                         \
    (AT(r) + offsetof(struct hoshi_supplier_result, head) + offsetof(struct hoshi_supplier_head, member))
#define PART(party, member)                                                                                  \
    (AT(r) + offsetof(struct hoshi_supplier_result, part) + (party) * sizeof(struct hoshi_supplier_part) +   \
     offsetof(struct hoshi_supplier_part, member))
#define RESULT(member) (AT(r) + offsetof(struct hoshi_supplier_result, member))

static void list_id(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = ((const struct budget_supplier *)row)->r.head.id;
}

static void list_category(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = ((const struct budget_supplier *)row)->r.head.category;
}

static void list_corporate(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = ((const struct budget_supplier *)row)->r.head.corporate_number;
}

static void list_remark(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = ((const struct budget_supplier *)row)->remark;
}

#define ONE(on, key, head, width, style, kind, ...)                                                          \
    {                                                                                                        \
        on,                                                                                                  \
        {                                                                                                    \
            key, head, width, HOSHI_STYLE_##style, HOSHI_VALUE_##kind, __VA_ARGS__                           \
        }                                                                                                    \
    }
#define H(...)                                                                                               \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }
#define SUM .total = HOSHI_TOTAL_SUM

static const struct supplier_column supplier_columns[] = {
    ONE(ON_BOTH, "rank", H(WORD(priority_of_support)), 7, COUNT, INT, .at = AT(f.rank)),
    ONE(ON_BOTH, "name", H(WORD(counterpart_supplier)), 26, FITTED, TEXT, .at = AT(name)),
    ONE(ON_BOTH, "id", H("ID", "Id"), 12, FITTED, TEXT, .get = list_id),
    ONE(ON_BOTH, "row", H(WORD(source_row)), 8, COUNT, INT, .at = AT(row)),
    ONE(ON_BOTH, "level", H("★", "★"), 5, COUNT, INT, .at = AT(level)),
    ONE(ON_BOTH, "data", H("重要な機密", "Key secrets"), 9, CELL, TEXT, .at = AT(data)),
    ONE(ON_BOTH, "outage", H("停止の影響", "Outage"), 9, CELL, TEXT, .at = AT(outage)),
    ONE(ON_BOTH, "access", H("接続", "Access"), 9, CELL, TEXT, .at = AT(access)),
    ONE(ON_BOTH, "purchases", H(WORD(purchases_a_year_yen)), 21, YEN, INT, .at = HEAD(annual_purchases_yen),
        SUM),
    ONE(ON_BOTH, "key", H("売上に占める割合", "Share of its sales"), 10, PERCENT, MICRO,
        .at = RESULT(share_ppm)),
    ONE(ON_BOTH, "employees", H(WORD(regular_employees)), 10, COUNT, INT, .at = HEAD(employees_regular)),
    ONE(ON_BOTH, "capital", H(WORD(capital_yen)), 14, YEN, INT, .at = HEAD(capital_yen)),
    ONE(ON_BOTH, "transaction", H(WORD(transaction_type)), 24, FITTED, TEXT, .at = AT(transaction)),
    ONE(ON_BOTH, "scope", H(WORD(scope_indication)), 22, FITTED, TEXT, .at = AT(scope)),
    ONE(ON_BOTH, "deadline", H(WORD(deadline)), 11, DATE, DATE, .at = AT(deadline)),
    ONE(ON_BOTH, "wish", H(WORD(handling)), 10, CELL, TEXT, .at = AT(wish)),
    ONE(ON_BOTH, "sole", H("代替先なし", "Sole source"), 9, CELL, TEXT, .at = AT(sole)),
    ONE(ON_BOTH, "weight", H("重み", "Weight"), 18, YEN2, MICRO, .at = AT(f.weight_micro), SUM),
    ONE(ON_BOTH, "start", H("開始年（1＝最初の年度、0＝配分外）", "Start (1 = first year, 0 = none)"), 13,
        COUNT, ANY, .at = AT(start)),
    ONE(ON_BOTH, "removed", H(WORD(risk_removed_weight_years)), 18, YEN2, MICRO, .at = AT(f.removed_micro),
        SUM, .live = true, .formula = "IF({start}=0,0,{weight}*({times}+1-{start}))"),
    ONE(ON_BOTH, "cost", H("当社負担 開始から{n}年目", "Our part, year {n} after the start"), 18, YEN, INT,
        .at = AT(f.cost_yen), SUM, .repeated = true),
    ONE(ON_BOTH, "alloc", H("配分 {name}", "Allocated: {name}"), 18, YEN, INT, .at = AT(f.allocated_yen), SUM,
        .repeated = true, .live = true,
        .formula = "IF(OR({start}=0,{start}>{n}),0,INDEX({cost*},1,{n+1}-{start}))"),
    ONE(ON_BOTH, "sum", H(WORD(allocated_sum_yen)), 19, YEN, INT, .at = AT(f.allocated_sum_yen), SUM,
        .live = true, .formula = "SUM({alloc*})"),
    ONE(ON_BOTH, "ours", H(WORD(our_part_horizon_yen)), 19, YEN, INT, .at = AT(f.ours_yen), SUM),
    ONE(ON_BOTH, "open",
        H("当社負担に含む未回答・残り未記入による増減", "Our part: effect of missing answers (contained)"),
        19, YEN, INT, .at = AT(f.open_yen), SUM),
    ONE(ON_BOTH, "annual", H("当社負担の年額（円）", "Our annual charge (yen)"), 19, YEN, INT,
        .at = AT(f.annual_yen), SUM),
    ONE(ON_BOTH, "share", H(WORD(annual_over_purchases)), 12, TENTH, MICRO, .at = AT(f.share_micro)),
    ONE(ON_BOTH, "direct", H("当社負担のうち直接費", "Our part: direct"), 19, YEN, INT,
        .at = AT(f.direct_yen), SUM),
    ONE(ON_BOTH, "indirect", H("当社負担のうち間接費", "Our part: indirect"), 19, YEN, INT,
        .at = AT(f.indirect_yen), SUM),
    ONE(ON_BOTH, "whole", H("費用総額・期間（円）", "Whole cost, horizon (yen)"), 20, YEN, INT,
        .at = AT(f.whole_yen), SUM),
    ONE(ON_BOTH, "others", H("他の取引先分（協議前）", "Other customers (before talks)"), 19, YEN, INT,
        .at = AT(f.others_yen), SUM),
    ONE(ON_BOTH, "itself", H("取引先自身の分", "Supplier itself"), 19, YEN, INT, .at = AT(f.itself_yen), SUM),
    ONE(ON_BOTH, "likely", H("当社負担 P50（期間）", "Our part P50 (horizon)"), 19, YEN, INT,
        .at = AT(f.p50_yen)),
    ONE(ON_BOTH, "high", H("当社負担 P80（期間）", "Our part P80 (horizon)"), 19, YEN, INT,
        .at = AT(f.p80_yen)),
    ONE(ON_BOTH, "criteria", H(WORD(criteria_count)), 13, COUNT, INT, .at = AT(f.criteria), SUM),
    ONE(ON_BOTH, "met", H(WORD(met)), 13, COUNT, INT, .at = AT(f.met), SUM),
    ONE(ON_BOTH, "partial", H("一部", "Partial"), 13, COUNT, INT, .at = AT(f.partial), SUM),
    ONE(ON_BOTH, "unmet", H(WORD(unmet)), 13, COUNT, INT, .at = AT(f.unmet), SUM),
    ONE(ON_BOTH, "unanswered", H("未回答・控え", "Unanswered, withheld"), 13, COUNT, INT,
        .at = AT(f.unanswered), SUM),
    ONE(ON_BOTH, "inapplicable", H(WORD(not_applicable)), 13, COUNT, INT, .at = AT(f.inapplicable), SUM),
    ONE(ON_BOTH, "measures", H(WORD(measure_count)), 8, COUNT, INT, .at = AT(f.measures)),
    ONE(ON_BOTH, "requested", H(WORD(requested_on)), 11, DATE, DATE, .at = AT(requested)),
    ONE(ON_BOTH, "necessity", H(WORD(need_explained)), 10, CELL, TEXT, .at = AT(necessity)),
    ONE(ON_BOTH, "method", H("方法の説明", "Method explained"), 10, CELL, TEXT, .at = AT(method)),
    ONE(ON_BOTH, "talks", H("協議", "Talks held"), 9, CELL, TEXT, .at = AT(talks)),
    ONE(ON_BOTH, "reason", H("理由の書面", "Reasons in writing"), 10, CELL, TEXT, .at = AT(reason)),
    ONE(ON_BOTH, "asked", H("価格協議の申入れ", "Price talk asked on"), 11, DATE, DATE, .at = AT(asked)),
    ONE(ON_BOTH, "category", H(WORD(purchase_category)), 12, FITTED, TEXT, .get = list_category),
    ONE(ON_BOTH, "corporate", H(WORD(corporate_number)), 16, FITTED, TEXT, .get = list_corporate),
    ONE(ON_BOTH, "answered", H(WORD(answered_on)), 11, DATE, DATE, .at = HEAD(answered_on)),
    ONE(ON_BOTH, "asks", H("取引先が求めた年額（円）", "Annual amount the supplier asks for (yen)"), 19, YEN,
        INT, .at = HEAD(asked_annual_yen)),
    ONE(ON_SHEET, "decision", H("決定", "Our decision"), 10, CELL, TEXT, .at = AT(decision)),
    ONE(ON_BOTH, "chosen", H("計算した開始年", "Start as computed"), 10, COUNT, INT, .at = AT(f.chosen)),
    ONE(ON_BOTH, "remark", H(WORD(remarks)), 80, TEXT, TEXT, .get = list_remark),
    ONE(IN_CSV, "allLikely", H("全体・最もありそうな値（円）", "all, likely (yen)"), 0, YEN, INT,
        .at = RESULT(horizon_yen)),
    ONE(IN_CSV, "allMean", H("全体・期待値（円）", "all, mean (yen)"), 0, YEN, INT,
        .at = AT(f.whole_mean_yen)),
    ONE(IN_CSV, "allAnswered", H("全体・回答分の平均（円）", "all, answered, mean (yen)"), 0, YEN, INT,
        .at = RESULT(mean_horizon_yen)),
    ONE(IN_CSV, "allMedian", H("全体・P50（円）", "all, P50 (yen)"), 0, YEN, INT, .at = AT(f.whole_p50_yen)),
    ONE(IN_CSV, "allHigh", H("全体・P80（円）", "all, P80 (yen)"), 0, YEN, INT, .at = AT(f.whole_p80_yen)),
    ONE(IN_CSV, "allDirect", H("直接費（円）", "direct (yen)"), 0, YEN, INT, .at = RESULT(direct_yen)),
    ONE(IN_CSV, "allIndirect", H("間接費（円）", "indirect (yen)"), 0, YEN, INT, .at = RESULT(indirect_yen)),
    ONE(IN_CSV, "oursAnswered", H("当社分・回答分（円）", "this buyer, answered (yen)"), 0, YEN, INT,
        .at = PART(HOSHI_SUPPLIER_BUYER, horizon_yen)),
    ONE(IN_CSV, "annualAnswered",
        H("当社分・回答分の年額（円）", "this buyer, answered, annual charge (yen)"), 0, YEN, INT,
        .at = PART(HOSHI_SUPPLIER_BUYER, annual_yen)),
    ONE(IN_CSV, "othersAnswered", H("ほかの客先・回答分（円）", "other customers, answered (yen)"), 0, YEN,
        INT, .at = PART(HOSHI_SUPPLIER_OTHERS, horizon_yen)),
    ONE(IN_CSV, "itselfAnswered", H("取引先自身・回答分（円）", "supplier itself, answered (yen)"), 0, YEN,
        INT, .at = PART(HOSHI_SUPPLIER_ITSELF, horizon_yen)),
};
enum { COLUMNS = sizeof supplier_columns / sizeof *supplier_columns };

/* Columns that stand there; in the CSV these first, which scripts have read by their place. */
static size_t list_columns(unsigned on, const struct hoshi_budget_view *v, struct hoshi_column out[COLUMNS])
{
    static const char *const first[] = {"row",
                                        "id",
                                        "name",
                                        "level",
                                        "purchases",
                                        "allLikely",
                                        "allMean",
                                        "allAnswered",
                                        "allMedian",
                                        "allHigh",
                                        "allDirect",
                                        "allIndirect",
                                        "oursAnswered",
                                        "high",
                                        "annualAnswered",
                                        "ours",
                                        "othersAnswered",
                                        "itselfAnswered",
                                        "start",
                                        "rank",
                                        "cost"};
    size_t n = 0;
    bool placed[COLUMNS] = {false};
    for (size_t k = 0; on == IN_CSV && k < sizeof first / sizeof *first; k++)
        for (size_t i = 0; i < COLUMNS; i++)
            if (strcmp(supplier_columns[i].column.key, first[k]) == 0) {
                out[n++] = supplier_columns[i].column;
                placed[i] = true;
            }
    for (size_t i = 0; i < COLUMNS; i++)
        if (supplier_columns[i].on & on && !placed[i])
            out[n++] = supplier_columns[i].column;
    for (size_t i = 0; i < n; i++)
        if (v->options.rules.late_counts_full && strcmp(out[i].key, "removed") == 0)
            out[i].formula = "IF({start}=0,0,{weight})";
    return n;
}

static const char *list_year(struct hoshi_page *p, const void *user, int n)
{
    (void)p;
    return budget_year((struct budget_book *)(uintptr_t)user, n - 1);
}

/* ---- the row of sums, above the heads so that it stays in sight ---- */

static double list_sum(struct hoshi_page *p, const void *user, const char *key)
{
    const struct hoshi_budget_view *v = ((const struct budget_book *)user)->v;
    const struct hoshi_budget_sums *all = &v->sums[HOSHI_BUDGET_ALL], *funded = &v->sums[HOSHI_BUDGET_FUNDED];
    int64_t criteria = 0;
    for (int k = 0; k < HOSHI_ANSWERS; k++)
        criteria += all->criteria[k];
    const struct {
        const char *key;
        double value;
    } sums[] = {
        {"purchases", (double)all->purchases_yen},
        {"weight", hoshi_micro_value(v->weight_micro)},
        {"removed", hoshi_micro_value(v->choice->value_micro)},
        {"sum", (double)funded->buyer_yen},
        {"ours", (double)all->buyer_yen},
        {"open", (double)all->open_yen},
        {"annual", (double)all->buyer_annual_yen},
        {"direct", (double)all->buyer_direct_yen},
        {"indirect", (double)all->buyer_indirect_yen},
        {"whole", (double)all->whole_yen},
        {"others", (double)all->others_yen},
        {"itself", (double)all->supplier_yen},
        {"criteria", (double)criteria},
        {"met", (double)all->criteria[HOSHI_MET]},
        {"partial", (double)all->criteria[HOSHI_PARTIAL]},
        {"unmet", (double)all->criteria[HOSHI_UNMET]},
        {"unanswered", (double)(all->criteria[HOSHI_UNANSWERED] + all->criteria[HOSHI_WITHHELD])},
        {"inapplicable", (double)all->criteria[HOSHI_NOT_APPLICABLE]},
    };
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (strcmp(sums[i].key, key) == 0)
            return sums[i].value;
    return (double)(strncmp(key, "cost", 4) == 0 ? all : funded)->buyer_by_year_yen[p->n - 1];
}

/* ---- rows ---- */

/* Of the list in full, printed with the other sheets, the first of the order: one page, not one of heads alone. */
enum { LIST_PRINTED = 30, LIST_PRINTED_COLUMNS = 13 };

static void list_rows(struct hoshi_page *p, struct budget_book *b, struct hoshi_list *list)
{
    size_t n = b->v->source.suppliers;
    struct budget_supplier s = {0};
    if (hoshi_list_known(p, list, n ? n : 1))
        return;
    for (size_t k = 0; k < n && !b->failed; k++) {
        b->failed = !budget_supplier_fill(b->v, b->lang, b->live, b->v->choice->order[k], &s);
        if (!b->failed)
            hoshi_list_row(p, list, &s);
        if (k + 1 == LIST_PRINTED || k + 1 == n)
            hoshi_page_print_to(p, LIST_PRINTED_COLUMNS);
    }
    if (n)
        return;
    hoshi_list_count(p, list);
    hoshi_page_to(p, "name");
    hoshi_page_text(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_supplier_read)));
    hoshi_page_next(p);
}

/* What may be typed, and rows to look at: a must without a start, and a start after the deadline (those that
 * the sheet of the choice counts). */
static void list_inputs(struct hoshi_page *p, struct budget_book *b)
{
    struct hoshi_date from = b->v->options.run->start;
    struct hoshi_area start = hoshi_page_find(p, "list#start"),
                      decision = hoshi_page_find(p, "list#decision"), wish = hoshi_page_find(p, "list#wish");
    const char *const decisions[] = {hoshi_page_say(p, "承認", "approved"),
                                     hoshi_page_say(p, "見送り", "not now")};
    if (start.found)
        hoshi_put_whole_rule(&p->s, start.row, start.column, start.last_row, start.column, 0, b->v->years);
    if (decision.found)
        hoshi_put_choices_range(&p->s, decision.row, decision.column, decision.last_row, decision.column,
                                decisions, 2);
    const char *const handlings[] = {budget_must_word(b), budget_excluded_word(b),
                                     hoshi_page_say(p, WORD(handling_approved))};
    if (wish.found)
        hoshi_put_choices_range(&p->s, wish.row, wish.column, wish.last_row, wish.column, handlings, 3);
    hoshi_page_warn(
        p, "list.first:rank..list.last:start",
        "OR(AND(${~list.first:wish}=%s,${~list.first:start}=0),AND(${~list.first:deadline}<>\"\",${~list.first:start}>1,DATE(%d+${~list.first:start},%d,1)>${~list.first:deadline}))",
        budget_quote(b, budget_must_word(b)), from.year - 1, from.month);
}

void budget_list_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    struct hoshi_column columns[COLUMNS];
    struct hoshi_list list = {.name = "list",
                              .column = columns,
                              .columns = list_columns(ON_SHEET, b->v, columns),
                              .times = b->v->years,
                              .user = b,
                              .name_of = list_year,
                              .live = b->live,
                              .sum = "SUBTOTAL",
                              .total_of = list_sum};
    for (size_t i = 0; b->live && i < list.columns; i++)
        if (strcmp(columns[i].key, "decision") == 0 || strcmp(columns[i].key, "wish") == 0)
            columns[i].style = HOSHI_STYLE_CHOICE_INPUT;
    hoshi_list_begin(p, &list);
    budget_page_begin_at(p, hoshi_page_say(p, "取引先一覧（優先順）", "Suppliers by priority"), 2);
    hoshi_page_to(p, "id");
    hoshi_page_wide(p, 10, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(full_list_for_the_screen)));
    hoshi_page_next(p);
    hoshi_list_total_at(p, &list, "name", hoshi_page_say(p, "表示中の行の計", "Sum of rows shown"));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 2, 2);
    list_rows(p, b, &list);
    hoshi_list_filter(p, &list);
    if (b->live)
        list_inputs(p, b);
}

/* ---- the same as CSV ---- */

struct hoshi_budget_csv {
    struct budget_book book;
    struct hoshi_column columns[COLUMNS];
    struct hoshi_list list;
    struct hoshi_list_csv csv;
    struct budget_supplier supplier;
};

enum hoshi_status hoshi_budget_csv_open(const struct hoshi_budget_view *view, enum hoshi_lang lang,
                                        struct hoshi_budget_csv **out, struct hoshi_faults *faults)
{
    struct hoshi_budget_csv *c = calloc(1, sizeof *c);
    if (!c)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    c->book.v = view;
    c->book.lang = lang;
    c->list = (struct hoshi_list){.name = "list",
                                  .column = c->columns,
                                  .columns = list_columns(IN_CSV, view, c->columns),
                                  .times = view->years,
                                  .user = &c->book,
                                  .name_of = list_year};
    *out = c;
    return HOSHI_OK;
}

void hoshi_budget_csv_head(struct hoshi_budget_csv *csv, struct hoshi_buffer *out)
{
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    hoshi_list_csv_line(&csv->csv, out, csv->book.lang, &csv->list, NULL);
}

bool hoshi_budget_csv_supplier(struct hoshi_budget_csv *csv, size_t index, struct hoshi_buffer *out)
{
    if (!budget_supplier_fill(csv->book.v, csv->book.lang, false, index, &csv->supplier))
        return false;
    hoshi_list_csv_line(&csv->csv, out, csv->book.lang, &csv->list, &csv->supplier);
    return true;
}

void hoshi_budget_csv_close(struct hoshi_budget_csv *csv, struct hoshi_buffer *out)
{
    struct hoshi_buffer none;
    if (!csv)
        return;
    hoshi_buffer_init(&none, 1);
    hoshi_list_csv_end(&csv->csv, out ? out : &none);
    hoshi_buffer_release(&none);
    hoshi_arena_release(&csv->book.arena);
    free(csv);
}
