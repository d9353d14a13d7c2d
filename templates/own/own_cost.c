/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done and what it costs, one row for each measure: the amounts that are divided, net of what star 4 makes
 * unnecessary and of funding, so that the rows add up to the price asked. The lines stand behind. */
#include "own_sheets.h"
#include "table.h"

/* The dearest measures stand in a row each; where there are many more, what is left is one row and named below. */
enum { COST_PARTIES = 8, COST_SHOWN = 24, COST_ALL_SHOWN = 26, COST_FORMULA = 7000 };

struct cost_cells {
    int64_t no, annual_yen, asked_yen, horizon_yen;
    const char *name, *why, *quoted, *annual, *asked, *horizon;
    struct hoshi_value size;
};

#define AT(member) offsetof(struct cost_cells, member)
static const struct hoshi_column cost_columns[] = {
    {"no", {"No", "No"}, 4, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"name", {WORD(measure)}, 32, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"why", {WORD(why_it_is_enough)}, 62, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(why)},
    {"size", {"規模", "Size"}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_ANY, .at = AT(size)},
    {"quoted",
     {"見積の状況", "Quotation status"},
     11,
     HOSHI_STYLE_CENTER,
     HOSHI_VALUE_TEXT,
     .at = AT(quoted)},
    {"annual",
     {WORD(yen_a_year)},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(annual_yen),
     .formula_at = AT(annual),
     .total = HOSHI_TOTAL_SUM},
    {"asked",
     {"うち取引先に協議する額（円／年）", "Of it asked of customers (yen a year)"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(asked_yen),
     .formula_at = AT(asked),
     .total = HOSHI_TOTAL_SUM},
    {"horizon",
     {WORD(whole_period_divided)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(horizon_yen),
     .formula_at = AT(horizon),
     .total = HOSHI_TOTAL_SUM},
};

/* ---- a row ---- */

static const char *cost_why(struct hoshi_page *p, const struct hoshi_own_measure *m)
{
    const char *text = hoshi_words_say(p->lang, m->measure->why);
    if (!m->planned || !m->planned->reason)
        return text;
    return hoshi_page_print(p, hoshi_page_say(p, WORD(with_the_own_reason)), text, m->planned->reason);
}

/* How much of it: pieces of its first line that is bought by the piece, else the own days each time. */
static struct hoshi_value cost_size(struct hoshi_page *p, const struct own_book *b,
                                    const struct hoshi_own_measure *m)
{
    char text[HOSHI_DECIMAL_TEXT];
    int64_t micro = m->days_micro;
    const char *unit = hoshi_page_say(p, "人日", " days"), *sum;
    if (m->counted != SIZE_MAX) {
        const struct hoshi_line *l = &b->split->share[m->counted].entry->line;
        unit = hoshi_page_print(p, hoshi_page_say(p, "%s", " %s"), hoshi_say_unit(p->lang, l->price->unit));
        micro = l->quantity_micro;
        sum = hoshi_page_print(p, "{lines.%zu:quantity}", m->counted);
    } else if (micro > 0) {
        sum = hoshi_page_print(p, "SUMIFS({calc#days},{calc#measure},\"%s\")", m->measure->id);
    } else {
        return (struct hoshi_value){.kind = HOSHI_VALUE_TEXT, .text = hoshi_page_say(p, "一式", "one set")};
    }
    micro = (micro + HOSHI_MICRO / 20) / (HOSHI_MICRO / 10) * (HOSHI_MICRO / 10);
    return (struct hoshi_value){.kind = HOSHI_VALUE_TEXT,
                                .text =
                                    hoshi_page_print(p, "%s%s", hoshi_decimal_print(micro, 0, text), unit),
                                .formula = hoshi_page_print(p, "ROUND(ROUND(%s,6),1)&\"%s\"", sum, unit)};
}

static const char *cost_quoted(const struct hoshi_page *p, const struct hoshi_own_measure *m)
{
    if (!m->bought)
        return hoshi_page_say(p, "社内で行う", "by own people");
    return m->quoted == m->bought ? hoshi_page_say(p, WORD(by_quotation))
           : m->quoted            ? hoshi_page_say(p, "一部見積済み", "quoted in part")
                                  : hoshi_page_say(p, "概算", "not quoted");
}

static const char *own_cost_asked(struct hoshi_page *p, const struct own_book *b, const char *id)
{
    return hoshi_page_print(
        p, "SUMPRODUCT(({calc#measure}=\"%s\")*{calc.first:annual1..calc.last:annual%zu})", id, b->v->buyers);
}

static void cost_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                     const struct hoshi_own_measure *m, size_t no)
{
    const char *id = m->measure->id;
    struct cost_cells cells = {.no = (int64_t)no,
                               .name = hoshi_words_say(p->lang, m->measure->name),
                               .why = cost_why(p, m),
                               .size = cost_size(p, b, m),
                               .quoted = cost_quoted(p, m),
                               .annual_yen = m->annual_yen,
                               .asked_yen = m->asked_yen,
                               .horizon_yen = m->horizon_yen};
    if (b->v->certain) {
        cells.annual = hoshi_page_print(p, "SUMIFS({calc#net_annual},{calc#measure},\"%s\")", id);
        cells.horizon = hoshi_page_print(p, "SUMIFS({calc#net},{calc#measure},\"%s\")", id);
    }
    if (b->v->certain && b->v->buyers)
        cells.asked = own_cost_asked(p, b, id);
    hoshi_list_row(p, list, &cells);
}

/* Several measures in one row: what `column` of the calculation holds of each of them, NULL: what is asked. */
static const char *cost_sum(struct hoshi_page *p, const struct own_book *b,
                            const struct hoshi_own_measure *const *m, size_t n, const char *column)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, COST_FORMULA);
    for (size_t i = 0; i < n; i++) {
        const char *id = m[i]->measure->id;
        hoshi_buffer_printf(&f, "%s%s", i ? "+" : "",
                            column
                                ? hoshi_page_print(p, "SUMIFS({calc#%s},{calc#measure},\"%s\")", column, id)
                                : own_cost_asked(p, b, id));
    }
    return hoshi_page_keep(p, &f);
}

static struct cost_cells cost_several(struct hoshi_page *p, const struct own_book *b,
                                      const struct hoshi_own_measure *const *m, size_t n, size_t no)
{
    struct cost_cells cells = {.no = (int64_t)no,
                               .size = {.kind = HOSHI_VALUE_TEXT, .text = "-"},
                               .quoted = "-",
                               .asked = b->v->buyers ? cost_sum(p, b, m, n, NULL) : NULL};
    for (size_t i = 0; i < n; i++) {
        cells.annual_yen += m[i]->annual_yen;
        cells.asked_yen += m[i]->asked_yen;
        cells.horizon_yen += m[i]->horizon_yen;
    }
    return cells;
}

static void cost_shift_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t no)
{
    size_t n = b->v->shifting;
    struct cost_cells cells = cost_several(p, b, b->v->cost + b->v->costs, n, no);
    cells.annual_yen = cells.horizon_yen = 0; /* what one party bears less another bears more */
    cells.name = hoshi_page_print(p,
                                  hoshi_page_say(p, "★4にすると要らなくなる★3の対策 %zu件",
                                                 "%zu measures of star 3 that star 4 replaces"),
                                  n);
    cells.why = hoshi_page_say(p, PROSE(what_star_4_replaces_moves_between_parties));
    hoshi_list_row(p, list, &cells);
}

static void cost_rest_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b)
{
    const struct hoshi_own_measure *const *m = b->v->cost + COST_SHOWN;
    size_t n = b->v->costs - COST_SHOWN;
    char most[HOSHI_DECIMAL_TEXT];
    struct cost_cells cells = cost_several(p, b, m, n, COST_SHOWN + 1);
    cells.annual = cost_sum(p, b, m, n, "net_annual");
    cells.horizon = cost_sum(p, b, m, n, "net");
    cells.name = hoshi_page_print(p, hoshi_page_say(p, "そのほかの対策 %zu件", "%zu other measures"), n);
    cells.why = hoshi_page_print(p, hoshi_page_say(p, PROSE(other_measures_are_named_below)),
                                 hoshi_yen_print(m[0]->annual_yen, most));
    hoshi_list_row(p, list, &cells);
}

/* The names of what stands in one row. */
static void cost_rest_names(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, COST_FORMULA);
    for (size_t i = COST_SHOWN; i < b->v->costs; i++)
        hoshi_buffer_printf(&f, "%s%s", i > COST_SHOWN ? hoshi_page_say(p, "、", "; ") : "",
                            hoshi_words_say(p->lang, b->v->cost[i]->measure->name));
    const char *names = hoshi_page_keep(p, &f);
    hoshi_page_line(
        p, HOSHI_STYLE_NOTE,
        hoshi_page_print(p, hoshi_page_say(p, "そのほかの対策：%s", "Other measures: %s"), names));
}

/* What is asked on an estimate goes in whole steps a month; the rest is the firm's, and no measure's. */
static void cost_rounding_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                              size_t no)
{
    struct cost_cells cells = {.no = (int64_t)no,
                               .name = hoshi_page_say(p, WORD(estimate_rounding)),
                               .why = hoshi_page_say(p, PROSE(asked_in_whole_steps_a_month)),
                               .size = {.kind = HOSHI_VALUE_TEXT, .text = "-"},
                               .quoted = "-",
                               .asked_yen = -b->v->dropped_annual_yen};
    if (!cells.asked_yen)
        return;
    cells.asked =
        hoshi_page_print(p, "SUM({split.0:asked..split.%zu:asked})-SUM({split.0:annual..split.%zu:annual})",
                         b->v->buyers - 1, b->v->buyers - 1);
    hoshi_list_row(p, list, &cells);
}

/* ---- who bears the total ---- */

static void cost_party(struct hoshi_page *p, const char *name, int64_t yen, int64_t all, const char *formula)
{
    hoshi_page_wide(p, 5, HOSHI_STYLE_LABEL, name);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)yen, "%s", formula);
    hoshi_page_formula(p, HOSHI_STYLE_TENTH, all ? (double)yen / (double)all : 0,
                       "IF({cost.total:annual}=0,0,%s/{cost.total:annual})", formula);
    hoshi_page_next(p);
}

static void cost_parties(struct hoshi_page *p, const struct own_book *b)
{
    size_t last = b->split->parties - 1,
           shown = b->v->buyers <= COST_PARTIES ? b->v->buyers : COST_PARTIES - 1;
    int64_t rest = 0, all = b->split->annual_yen;
    hoshi_page_gap(p);
    hoshi_page_heading(p, hoshi_page_say(p, "この年額をだれが持つか（負担の案）",
                                         "Who bears the annual amount (as proposed)"));
    for (size_t i = 0; i < shown; i++)
        cost_party(p, hoshi_own_party(b, i), b->split->party[i].asked_annual_yen, all,
                   hoshi_page_print(p, "{split.%zu:asked}", i));
    for (size_t i = shown; i < b->v->buyers; i++)
        rest += b->split->party[i].asked_annual_yen;
    if (shown < b->v->buyers)
        cost_party(p,
                   hoshi_page_print(p,
                                    hoshi_page_say(p, "ほか%zu社（「負担案」にある）",
                                                   "%zu other customers (sheet Split)"),
                                    b->v->buyers - shown),
                   rest, all,
                   hoshi_page_print(p, "SUM({split.%zu:asked..split.%zu:asked})", shown, b->v->buyers - 1));
    for (size_t i = b->v->buyers; i <= last; i++)
        cost_party(p, hoshi_own_party(b, i), b->split->party[i].asked_annual_yen, all,
                   hoshi_page_print(p, "{split.%zu:asked}", i));
}

void hoshi_own_cost_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list list = {
        .name = "cost", .column = cost_columns, .columns = sizeof cost_columns / sizeof *cost_columns};
    size_t n = b->v->costs > COST_ALL_SHOWN ? COST_SHOWN : b->v->costs, no = n;
    hoshi_list_begin(p, &list);
    hoshi_page_title(p, hoshi_page_say(p, WORD(measures_and_cost)),
                     n < b->v->costs ? hoshi_page_say(p, PROSE(dearest_measures_once_with_what_is_divided))
                                     : hoshi_page_say(p, PROSE(each_measure_once_with_what_is_divided)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 2, 1);
    for (size_t i = 0; i < n; i++)
        cost_row(p, &list, b, b->v->cost[i], i + 1);
    if (n < b->v->costs) {
        cost_rest_row(p, &list, b);
        no++;
    }
    if (b->v->shifting)
        cost_shift_row(p, &list, b, ++no);
    cost_rounding_row(p, &list, b, ++no);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    if (n < b->v->costs)
        cost_rest_names(p, b);
    cost_parties(p, b);
    hoshi_page_fit(p, 1, hoshi_page_filled(p) > 1 ? 2 : 1);
}
