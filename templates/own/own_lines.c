/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row per entry of the estimate: quantity × need × price, by year. Certain entries carry the totals;
 * uncertain ones and the exchange with the next-best plan stand below in lists of their own and enter no
 * total. */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

/* What the cells of a line show. */
struct line_cells {
    int64_t no, need_micro, before_micro, price_micro, from, step;
    const char *measure, *name, *class_, *cause, *unit, *paid, *note, *price;
    struct hoshi_value quantity;
    struct hoshi_amounts point;
};

/* ---- words ---- */

/* Effort rows are named "measure：what is done"; beside the measure the second half is enough. */
static const char *line_name(struct hoshi_page *p, const struct own_book *b, const struct hoshi_line *l)
{
    const char *name = hoshi_own_line_name(b, l), *measure = hoshi_words_say(p->lang, l->measure->name),
               *colon = hoshi_page_say(p, "：", ": ");
    size_t n = strlen(measure), c = strlen(colon);
    return strncmp(name, measure, n) == 0 && strncmp(name + n, colon, c) == 0 && name[n + c] ? name + n + c
                                                                                             : name;
}

static const char *line_cause(struct hoshi_page *p, const struct own_book *b, const struct hoshi_entry *x)
{
    struct hoshi_buffer f;
    if (!*x->need_key)
        return x->need_ppm ? hoshi_page_say(p, "加える", "added") : hoshi_page_say(p, "外す", "left out");
    hoshi_buffer_init(&f, 1000);
    hoshi_say_cause(&f, p->lang, x, b->c);
    return hoshi_page_keep(p, &f);
}

static const char *line_paid(struct hoshi_page *p, const struct hoshi_line *l)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 200);
    hoshi_say_recurrence(&f, p->lang, l->every, l->months);
    return hoshi_page_keep(p, &f);
}

static const char *line_note(struct hoshi_page *p, const struct hoshi_entry *x)
{
    const struct hoshi_line *l = &x->line;
    char q[HOSHI_DECIMAL_TEXT];
    if (x->probability < 1)
        return hoshi_page_print(p,
                                hoshi_page_say(p, "必要になる確率 %.0f%%", "Needed with %.0f%% probability"),
                                x->probability * 100);
    if (l->bought_more_micro > 0)
        return hoshi_page_print(p, hoshi_page_say(p, PROSE(needs_a_larger_quantity_costs_less)),
                                hoshi_decimal_print(l->bought_more_micro, 0, q));
    if (l->quote)
        return hoshi_page_print(p, hoshi_page_say(p, "見積 %s", "Quotation %s"),
                                l->quote->document ? l->quote->document : "");
    if (l->price && l->price->breaks)
        return hoshi_page_say(p, "数量区分の単価。区分を越えたら単価を直す",
                              "Quantity price; adjust when the bracket changes");
    if (l->price && l->price->common_unknown)
        return hoshi_page_say(p, "制度の料金は未公表（推計）", "Scheme fee, not published");
    if (strstr(x->id, "@back"))
        return hoshi_page_say(p, "前の段階で買い足した日数の戻し", "Days bought in before, taken back");
    return strstr(x->id, "@due") ? hoshi_page_say(p, "更新時期に達していた分", "Replacement due anyway") : "";
}

/* ---- numbers ---- */

/* A job quoted for this firm as a whole is not scaled; the cell that names who quoted it decides, as pricing/lines.c does. */
static const char *size_factor(struct hoshi_page *p, const struct own_book *b,
                               const struct hoshi_own_line *line)
{
    struct own_ref factor = hoshi_own_ref(b, "in.factor");
    if (!line->of_firm)
        return hoshi_page_print(p, "%s", factor.text);
    return hoshi_page_print(p, "IF({%s:from}=\"\",%s,1)", hoshi_own_price_row(b, line->price).text,
                            factor.text);
}

/* The sizes it is bought by, times a factor; an input where more is bought because that costs less. */
static struct hoshi_value line_quantity(struct hoshi_page *p, const struct own_book *b,
                                        const struct hoshi_own_line *line)
{
    const struct hoshi_line *x = &line->entry->line;
    const struct hoshi_measure_line *row = x->row;
    struct hoshi_value v = {.kind = HOSHI_VALUE_MICRO, .n = x->quantity_micro};
    char factor[HOSHI_DECIMAL_TEXT];
    struct hoshi_buffer sizes;
    if (x->bought_more_micro > 0 || x->measure->hands) {
        v.style = HOSHI_STYLE_DECIMAL_INPUT;
        return v;
    }
    hoshi_buffer_init(&sizes, 4000);
    for (int d = 0; d < HOSHI_DRIVERS; d++)
        if (row->drivers & (1u << d))
            hoshi_buffer_printf(&sizes, "%s%s", sizes.length ? "+" : "",
                                hoshi_own_ref(b, "in.size.%d", d).text);
    const char *sum = sizes.length ? hoshi_page_keep(p, &sizes) : "0";
    hoshi_buffer_release(&sizes);
    const char *one =
        hoshi_page_print(p, "ROUND((%s)*%s,6)", sum, hoshi_decimal_print(row->factor_micro, 0, factor));
    if (row->sized)
        one = hoshi_page_print(p, "ROUND(%s*%s,6)", one, size_factor(p, b, line));
    v.formula = row->whole ? hoshi_page_print(p, "ROUNDUP(%s,0)", one) : one;
    return v;
}

static struct line_cells line_cells(struct hoshi_page *p, const struct own_book *b,
                                    const struct hoshi_own_line *line, int64_t no)
{
    const struct hoshi_entry *x = line->entry;
    const struct hoshi_line *l = &x->line;
    return (struct line_cells){
        .no = no,
        .measure = hoshi_words_say(p->lang, l->measure->name),
        .name = line_name(p, b, l),
        .class_ = hoshi_page_print(p, "%s\n%s",
                                   l->row->cost_class == HOSHI_DIRECT ? hoshi_page_say(p, "直接", "direct")
                                                                      : hoshi_page_say(p, "間接", "indirect"),
                                   hoshi_say_nature(p->lang, l->row->nature)),
        .cause = line_cause(p, b, x),
        .quantity = line_quantity(p, b, line),
        .unit = l->effort ? hoshi_say_driver(p->lang, l->effort->driver)
                          : hoshi_say_unit(p->lang, l->price->unit),
        .need_micro = x->need_ppm,
        .before_micro = x->before_ppm,
        .price_micro = l->unit.likely_micro,
        .price = hoshi_page_print(p, "{%s:likely}", hoshi_own_price_row(b, line->price).text),
        .paid = line_paid(p, l),
        .from = l->from_year,
        .step = l->every ? l->every : l->life_years,
        .point = x->point,
        .note = line_note(p, x)};
}

#define AT(member) offsetof(struct line_cells, member)
/* Products are rounded at 6 places first: a tie in decimals must be a tie in doubles. */
static const struct hoshi_column line_columns[] = {
    {"no", {"No", "No"}, 5, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"measure", {WORD(measure)}, 25, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(measure)},
    {"name", {WORD(line)}, 29, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"class", {"区分・性質", "Class, nature"}, 13, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(class_)},
    {"cause", {WORD(caused_by)}, 11, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(cause)},
    {"quantity", {WORD(quantity)}, 8, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_ANY, .at = AT(quantity)},
    {"unit", {WORD(unit)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(unit)},
    {"need", {WORD(need)}, 7, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(need_micro)},
    {"before", {"前段階", "Before"}, 7, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(before_micro)},
    {"price",
     {WORD(unit_price_yen)},
     12,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(price_micro),
     .formula_at = AT(price)},
    {"paid", {WORD(payment)}, 8, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(paid)},
    {"from", {"開始年", "From year"}, 6, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(from)},
    {"step", {"周期・按分年", "Cycle or life"}, 8, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(step)},
    {"due",
     {"1回の額", "Each time"},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(point.due_yen),
     .formula = "ROUND(ROUND({quantity}*{need}*{price},6),0)-ROUND(ROUND({quantity}*{before}*{price},6),0)"},
    {"year",
     {"{n}年目", "Year {n}"},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(point.by_year_yen),
     .formula = "IF(AND({n}>={from},INT(({n}-{from})/{step})=({n}-{from})/{step}),{due},0)",
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
    {"horizon",
     {WORD(whole_period_likely)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(point.horizon_yen),
     .formula = "SUM({year*})",
     .total = HOSHI_TOTAL_SUM},
    {"annual",
     {WORD(annual_charge)},
     12,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(point.annual_yen),
     .formula =
         "IF({from}>{times},0,ROUND(ROUND(ROUND({quantity}*{need}*{price},6),0)/{step},0)-ROUND(ROUND(ROUND({quantity}*{before}*{price},6),0)/{step},0))",
     .total = HOSHI_TOTAL_SUM},
    {"note", {WORD(remarks)}, 22, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(note)},
};

/* ---- lists ---- */

static struct hoshi_list line_list(const struct own_book *b, const char *name)
{
    return (struct hoshi_list){.name = name,
                               .column = line_columns,
                               .columns = sizeof line_columns / sizeof *line_columns,
                               .times = b->a->horizon,
                               .user = b};
}

static void lines_put(struct hoshi_page *p, struct hoshi_list *list, size_t from, size_t to,
                      const char *label)
{
    const struct own_book *b = list->user;
    for (size_t i = from; i < to; i++) {
        struct line_cells cells = line_cells(p, b, &b->v->line[i], (int64_t)(i - from) + 1);
        hoshi_list_row(p, list, &cells);
    }
    hoshi_list_total(p, list, label);
}

/* A list below the first: all but the plan itself enters no total. */
static void lines_apart(struct hoshi_page *p, const struct own_book *b, const char *name, const char *heading,
                        size_t from, size_t to, const char *label)
{
    struct hoshi_list list = line_list(b, name);
    if (from == to)
        return;
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, heading);
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    lines_put(p, &list, from, to, label);
}

static const char *lines_note(const struct hoshi_page *p)
{
    return hoshi_page_say(p, PROSE(each_time_quantity_x_need_x));
}

void hoshi_own_lines_sheet(struct hoshi_page *p, void *book)
{
    struct own_book *b = book;
    struct hoshi_list plan = line_list(b, "lines");
    p->roomy = true;
    hoshi_list_begin(p, &plan);
    hoshi_page_title(p, hoshi_page_say(p, "明細（最もありそうな値）", "Lines at likely values"),
                     lines_note(p));
    hoshi_page_heading(p, hoshi_page_say(p, "1. 計画の明細", "1. Lines of the plan"));
    hoshi_list_heads(p, &plan);
    hoshi_page_freeze(p, 3, 1);
    lines_put(p, &plan, 0, b->v->certain, hoshi_page_say(p, WORD(total)));
    hoshi_page_define(p, "lines_total", "lines.total:horizon");
    lines_apart(p, b, "uncertain", hoshi_page_say(p, PROSE(n2_lines_that_join_if_unanswered)), b->v->certain,
                b->e->entries, hoshi_page_say(p, "すべて必要になった場合の追加額", "If all were needed"));
    lines_apart(p, b, "swap",
                hoshi_page_say(p, "3. 次善の計画との入れ替え（合計に入れない）",
                               "3. Exchange with the next-best plan (in no total)"),
                b->e->entries, b->v->lines,
                hoshi_page_say(p, "次善の計画にした場合の増減", "More (less) with the next-best plan"));
}
