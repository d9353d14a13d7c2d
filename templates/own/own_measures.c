/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen measures: what each closes, why it is enough, what it costs; and what the next-best plan would
 * cost. */
#include "own_sheets.h"
#include "table.h"

struct measure_cells {
    int64_t no, need_ppm;
    const char *name, *closes, *why;
    struct hoshi_value horizon, annual;
};

#define AT(member) offsetof(struct measure_cells, member)
static const struct hoshi_column measure_columns[] = {
    {"no", {"No", "No"}, 5, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"name", {WORD(measure)}, 34, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"closes", {"充たす評価基準", "Closes"}, 24, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(closes)},
    {"need", {WORD(need)}, 8, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_MICRO, .at = AT(need_ppm)},
    {"horizon", {WORD(whole_period_likely)}, 13, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(horizon)},
    {"annual", {WORD(yen_a_year)}, 13, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(annual)},
    {"why", {WORD(why_it_is_enough)}, 56, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(why)},
};

static const char *measure_closes(struct hoshi_page *p, const struct own_book *b,
                                  const struct hoshi_planned *m)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    for (size_t i = 0; i < m->closes_n; i++)
        hoshi_buffer_printf(&f, "%s%s", i ? ", " : "", b->t->catalog.criterion[m->closes[i]].id);
    return hoshi_page_keep(p, &f);
}

static const char *measure_why(struct hoshi_page *p, const struct own_book *b, const struct hoshi_planned *m)
{
    const char *text = hoshi_words_say(p->lang, b->t->measure[m->measure].why);
    if (!m->reason)
        return text;
    return hoshi_page_print(p, hoshi_page_say(p, WORD(with_the_own_reason)), text, m->reason);
}

/* What a chosen measure costs: the sum of its lines. */
static void measure_live(struct hoshi_page *p, const struct own_book *b, const struct hoshi_planned *m,
                         struct measure_cells *cells)
{
    const char *id = b->t->measure[m->measure].id;
    const struct hoshi_own_measure *x = &b->v->measure[m->measure];
    cells->horizon = (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = x->likely_horizon_yen};
    cells->annual = (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = x->likely_annual_yen};
    cells->horizon.formula = hoshi_page_print(p, "SUMIFS({lines#horizon},{calc#measure},\"%s\")", id);
    cells->annual.formula = hoshi_page_print(p, "SUMIFS({lines#annual},{calc#measure},\"%s\")", id);
}

/* The rows of one measure follow each other in the list of uncertain lines. */
static void measure_uncertain(struct hoshi_page *p, const struct own_book *b, const struct hoshi_planned *m,
                              struct measure_cells *cells)
{
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = b->v->certain; i < b->e->entries; i++)
        if (b->v->line[i].entry->line.measure->index == m->measure) {
            first = first == SIZE_MAX ? i : first;
            last = i;
        }
    cells->horizon = (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = m->horizon_yen};
    if (first != SIZE_MAX)
        cells->horizon.formula =
            hoshi_page_print(p, "SUM({%s:horizon..%s:horizon})", hoshi_own_line_row(b, first).text,
                             hoshi_own_line_row(b, last).text);
    cells->annual = (struct hoshi_value){
        .kind = HOSHI_VALUE_TEXT,
        .style = HOSHI_STYLE_CENTER,
        .text = hoshi_page_print(p, hoshi_page_say(p, "確率 %.0f%%", "p = %.0f%%"), m->probability * 100)};
}

static void measure_rows(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t from,
                         size_t to)
{
    hoshi_list_begin(p, list);
    hoshi_list_heads(p, list);
    if (!from)
        hoshi_page_freeze(p, 2, 1);
    for (size_t i = from; i < to; i++) {
        const struct hoshi_planned *m = &b->e->measure[i];
        struct measure_cells cells = {.no = (int64_t)(i - from) + 1,
                                      .name = hoshi_words_say(p->lang, b->t->measure[m->measure].name),
                                      .closes = measure_closes(p, b, m),
                                      .need_ppm = m->need_ppm,
                                      .why = measure_why(p, b, m)};
        (m->probability >= 1 ? measure_live : measure_uncertain)(p, b, m, &cells);
        hoshi_list_row(p, list, &cells);
    }
}

static void measure_sum(struct hoshi_page *p, const char *key, bool any, int64_t value)
{
    if (any)
        hoshi_page_formula(p, HOSHI_STYLE_YEN_TOTAL, (double)value, "SUM({#%s})", key);
    else
        hoshi_page_int(p, HOSHI_STYLE_YEN_TOTAL, 0);
}

static void measures_measure_total(struct hoshi_page *p, const struct own_book *b, bool any)
{
    const char *same = hoshi_page_say(p, WORD(ok_equals_the_lines)),
               *other = hoshi_page_say(p, "明細の合計と不一致", "Differs from the lines");
    hoshi_page_wide(p, 4, HOSHI_STYLE_TOTAL, hoshi_page_say(p, WORD(total)));
    measure_sum(p, "horizon", any, b->e->totals.horizon_yen);
    measure_sum(p, "annual", any, b->e->totals.annual_yen);
    hoshi_page_formula_text(p, HOSHI_STYLE_TOTAL, same, "IF({horizon}={lines.total:horizon},\"%s\",\"%s\")",
                            same, other);
    hoshi_page_next(p);
    hoshi_page_skip(p, 2);
}

static void measure_swap(struct hoshi_page *p, const struct own_book *b)
{
    /* On the basis that is divided, as the plan was chosen; what changes since follows the lines. */
    int64_t now = b->e->plan.cost_yen, more = b->e->next_best.cost_yen - now;
    const char *fine = hoshi_page_say(p, "選んだ計画が安いまま", "The chosen plan is still the cheaper one");
    const char *again = hoshi_page_say(p, "次善の計画の方が安くなった。再実行してください",
                                       "The next-best plan is now cheaper: run again");
    hoshi_page_wide(p, 4, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "この計画の期間計（分ける額）", "This plan (the amount divided)"));
    hoshi_page_mark(p, "measures.plan");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)now, "%lld+{lines.total:horizon}-%lld", (long long)now,
                       (long long)b->e->totals.horizon_yen);
    hoshi_page_next(p);
    hoshi_page_wide(p, 4, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "次善の計画にした場合の期間計", "With the next-best plan"));
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)(now + more), "{measures.plan}+{measures.more}");
    hoshi_page_next(p);
    hoshi_page_wide(
        p, 4, HOSHI_STYLE_LABEL,
        hoshi_page_say(p, "差（作成時の差に、明細の計算シート3の変化を足したもの）",
                       "Difference (as written, and what block 3 of Line calculation changed since)"));
    hoshi_page_mark(p, "measures.more");
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)more, "%lld+{swap.total:horizon}-%lld", (long long)more,
                       (long long)b->v->swap_yen);
    hoshi_page_to(p, "why");
    hoshi_page_formula_text(p, HOSHI_STYLE_WARN, more < 0 ? again : fine,
                            "IF({measures.more}<0,\"%s\",\"%s\")", again, fine);
    hoshi_page_next(p);
    hoshi_page_skip(p, 2);
}

void hoshi_own_measures_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list chosen = {.name = "measures",
                                .column = measure_columns,
                                .columns = sizeof measure_columns / sizeof *measure_columns},
                      joining = chosen;
    size_t n = 0;
    joining.name = "joining";
    while (n < b->e->measures && b->e->measure[n].probability >= 1)
        n++;
    p->roomy = true;
    hoshi_list_widths(p, &chosen);
    hoshi_page_title(p, hoshi_page_say(p, WORD(measures)),
                     hoshi_page_say(p, PROSE(all_sets_of_measures_that_close_2)));
    hoshi_page_heading(p, hoshi_page_say(p, "選んだ対策", "Chosen measures"));
    measure_rows(p, &chosen, b, 0, n);
    measures_measure_total(p, b, n > 0);
    hoshi_page_heading(p, hoshi_page_say(p, "次善の計画", "The next-best plan"));
    if (b->v->swaps) {
        measure_swap(p, b);
    } else {
        hoshi_page_line(p, HOSHI_STYLE_PLAIN,
                        hoshi_page_say(p, "選んだ対策のどれかを外して成り立つ別の計画はない。",
                                       "No other plan leaves out one of the chosen measures."));
        hoshi_page_skip(p, 4);
    }
    if (n == b->e->measures)
        return;
    hoshi_page_heading(p, hoshi_page_say(p, PROSE(measures_that_join_if_unanswered_criteria)));
    measure_rows(p, &joining, b, n, b->e->measures);
}
