/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 一覧（印刷用）: what a board reads of each supplier, one line and ten columns, by priority; in a live book it
 * follows the starts of the list behind it. */
#include "budget_sheets.h"

enum { PRINT_MOST = HOSHI_BUDGET_LIVE_ROWS };

/* A line: the supplier, and what follows the list's cells. */
struct print_cells {
    const struct budget_supplier *s;
    const char *level, *start, *start_formula, *sum_formula;
    int64_t sum_yen;
};

static const struct budget_supplier *print_supplier(const void *row)
{
    return ((const struct print_cells *)row)->s;
}

static void print_rank(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->n = print_supplier(row)->f.rank;
}

static void print_id(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = print_supplier(row)->r.head.id;
}

static void print_name(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->text = print_supplier(row)->name;
}

static void print_purchases(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->n = print_supplier(row)->r.head.annual_purchases_yen;
}

static void print_ours(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->n = print_supplier(row)->f.ours_yen;
}

static void print_share(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->n = print_supplier(row)->f.share_micro;
}

static void print_deadline(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p, (void)user;
    v->date = print_supplier(row)->deadline;
}

#define AT(member) offsetof(struct print_cells, member)
static const struct hoshi_column print_columns[] = {
    {"rank", {WORD(priority_of_support)}, 6, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .get = print_rank},
    {"id", {"ID", "Id"}, 12, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .get = print_id},
    {"name", {WORD(counterpart_supplier)}, 28, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .get = print_name},
    {"level", {"★と回答", "Level, answers"}, 14, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(level)},
    {"purchases",
     {WORD(purchases_a_year_yen)},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .get = print_purchases,
     .total = HOSHI_TOTAL_SUM},
    {"ours",
     {WORD(our_part_horizon_yen)},
     17,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .get = print_ours,
     .total = HOSHI_TOTAL_SUM},
    {"share",
     {WORD(annual_over_purchases)},
     12,
     HOSHI_STYLE_TENTH,
     HOSHI_VALUE_MICRO,
     .get = print_share,
     .total = HOSHI_TOTAL_BLANK},
    {"deadline",
     {WORD(deadline)},
     11,
     HOSHI_STYLE_DATE,
     HOSHI_VALUE_DATE,
     .get = print_deadline,
     .total = HOSHI_TOTAL_BLANK},
    {"start",
     {"開始", "Start"},
     16,
     HOSHI_STYLE_CENTER,
     HOSHI_VALUE_TEXT,
     .at = AT(start),
     .formula_at = AT(start_formula),
     .total = HOSHI_TOTAL_BLANK},
    {"sum",
     {WORD(allocated_sum_yen)},
     17,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(sum_yen),
     .formula_at = AT(sum_formula),
     .total = HOSHI_TOTAL_SUM},
};

/* "必ず 2027年度", "2028年度", "―", "対象外" */
static const char *print_start(struct budget_book *b, const struct budget_supplier *s)
{
    const char *mark = s->r.head.must ? budget_text(b, "%s ", budget_must_word(b)) : "";
    if (!s->f.chosen)
        return s->r.head.must_not ? budget_excluded_word(b)
                                  : budget_text(b, "%s%s", mark, budget_say(b, "―", "-"));
    return budget_text(b, "%s%s", mark, budget_year(b, (int)s->f.chosen - 1));
}

/* The same from the cell of the list. */
static const char *print_start_formula(struct hoshi_page *p, struct budget_book *b,
                                       const struct budget_supplier *s, size_t k)
{
    const char *mark = s->r.head.must ? budget_must_word(b) : "", *years = "";
    for (int y = 0; y < b->v->years; y++)
        years = hoshi_page_print(p, "%s,%s", years, budget_quote(b, budget_year(b, y)));
    const char *none = s->r.head.must_not ? budget_excluded_word(b) : budget_say(b, "―", "-");
    return hoshi_page_print(p, "%s%sIF({list.%zu:start}=0,%s,CHOOSE({list.%zu:start}%s))",
                            *mark ? budget_quote(b, budget_text(b, "%s ", mark)) : "", *mark ? "&" : "", k,
                            budget_quote(b, none), k, years);
}

static void print_line(struct hoshi_page *p, struct budget_book *b, struct hoshi_list *list,
                       const struct budget_supplier *s, size_t k)
{
    const char *known = budget_supplier_known(s, b->lang);
    const struct print_cells cells = {
        .s = s,
        .level = hoshi_page_print(p, "★%d%s%s", (int)s->level, *known ? " " : "", known),
        .start = print_start(b, s),
        .sum_yen = s->f.allocated_sum_yen,
        .start_formula = b->live ? print_start_formula(p, b, s, k) : NULL,
        .sum_formula = b->live ? hoshi_page_print(p, "{list.%zu:sum}", k) : NULL};
    hoshi_list_row(p, list, &cells);
}

static void budget_print_lines(struct hoshi_page *p, struct budget_book *b, struct hoshi_list *list)
{
    size_t n = b->v->source.suppliers, shown = n < PRINT_MOST ? n : PRINT_MOST;
    struct budget_supplier s = {0};
    if (hoshi_list_known(p, list, shown ? shown : 1))
        return;
    for (size_t k = 0; k < shown && !b->failed; k++) {
        b->failed = !budget_supplier_fill(b->v, b->lang, b->live, b->v->choice->order[k], &s);
        if (!b->failed)
            print_line(p, b, list, &s, k);
    }
    if (n)
        return;
    hoshi_list_count(p, list);
    hoshi_page_to(p, "name");
    hoshi_page_text(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_supplier_read)));
    hoshi_page_next(p);
}

/* Those behind the last line, so that the lines and this row are everybody. */
static void budget_print_rest(struct hoshi_page *p, struct budget_book *b, const struct hoshi_list *list)
{
    const struct hoshi_budget_view *v = b->v;
    if (v->source.suppliers <= PRINT_MOST)
        return;
    hoshi_page_to(p, "name");
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_print(p, hoshi_page_say(p, "ほか %zu社（取引先一覧）", "%zu more (Suppliers)"),
                                     v->source.suppliers - PRINT_MOST));
    hoshi_page_blank(p, HOSHI_STYLE_TEXT);
    hoshi_page_int(p, HOSHI_STYLE_YEN, v->sums[HOSHI_BUDGET_ALL].purchases_yen - list->added[4]);
    hoshi_page_int(p, HOSHI_STYLE_YEN, v->sums[HOSHI_BUDGET_ALL].buyer_yen - list->added[5]);
    hoshi_page_to(p, "sum");
    hoshi_page_int(p, HOSHI_STYLE_YEN, v->sums[HOSHI_BUDGET_FUNDED].buyer_yen - list->added[9]);
    hoshi_page_next(p);
}

/* The line that marks begin at, and how many are above it. */
static void print_mark(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    size_t shown = v->source.suppliers;
    const char *behind = hoshi_page_say(p, PROSE(share_of_purchases_marked));
    hoshi_page_over(p, 6);
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "印を付ける割合（年額の購入額に対する）",
                                   "Mark above (annual charge over purchases)"));
    hoshi_page_mark(p, "print.mark");
    hoshi_page_micro(p, HOSHI_STYLE_PERCENT_INPUT, v->options.mark_ppm);
    hoshi_page_over(p, 3);
    if (shown <= PRINT_MOST)
        hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, hoshi_page_print(p, "%zu%s", v->marked, behind),
                                "COUNTIF({print#share},\">\"&{print.mark})&%s", budget_quote(b, behind));
    else
        hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_page_print(p, "%zu%s", v->marked, behind));
    hoshi_page_next(p);
}

static double print_total(struct hoshi_page *p, const void *user, const char *key)
{
    const struct hoshi_budget_view *v = ((const struct budget_book *)user)->v;
    (void)p;
    return (double)(*key == 'p'   ? v->sums[HOSHI_BUDGET_ALL].purchases_yen
                    : *key == 'o' ? v->sums[HOSHI_BUDGET_ALL].buyer_yen
                                  : v->sums[HOSHI_BUDGET_FUNDED].buyer_yen);
}

void budget_print_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    struct hoshi_list list = {.name = "print",
                              .column = print_columns,
                              .columns = sizeof print_columns / sizeof *print_columns,
                              .user = b};
    hoshi_list_begin(p, &list);
    budget_page_begin(p, hoshi_page_say(p, "取引先ごとの配分（印刷用、優先順）",
                                        "Suppliers, one line each (for print, by priority)"));
    print_mark(p, b);
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 0, 1);
    budget_print_lines(p, b, &list);
    if (b->v->source.suppliers > PRINT_MOST)
        budget_print_rest(p, b, &list);
    else if (b->v->source.suppliers) {
        list.total_of = print_total;
        hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    }
    hoshi_page_warn(p, "print.first:share..print.last:share",
                    "AND(ISNUMBER({~print.first:share}),{~print.first:share}>{$print.mark})");
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(one_line_of_the_list)));
}
