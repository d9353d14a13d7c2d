/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of division side by side, for what the parties argue about: the yearly cost of the levels, as if
 * those who asked bore all of it. With two levels every closed form fits into a cell, so the table is live;
 * the two rules without one show the library's amounts and say so. */
#include "own_sheets.h"
#include "text.h"

#include <math.h>
#include <string.h>

enum { R_NAME, R_LEVEL, R_ALONE, R_MARGINAL, R_NOW, R_FLOOR, R_LEAST, R_MOST, R_COLUMNS };
enum { RULE_WIDTH = 13, ROW_LOWER = 5, ROW_UPPER, ROW_PLAYERS, ROW_ABOVE, ROW_PARTIES = 12 };

struct page {
    struct own_book *b;
    const struct hoshi_own_rules *r;
    uint32_t first, table, last; /* first party; head and total row of the table of rules */
};

static struct hoshi_sheet *own_rules_sheet(const struct page *p)
{
    return &p->b->sheet[OWN_RULES];
}

/* ---- the pool ---- */

static const char *level_sum(struct own_book *b, const char *column, int level)
{
    return hoshi_own_text(b, "SUMIFS(%s,%s,\"level:%d\")", hoshi_own_ref(b, "calc#%s", column).text,
                          hoshi_own_ref(b, "calc#cause").text, level);
}

static void rules_label(struct page *p, uint32_t row, const char *text)
{
    hoshi_put_merged(own_rules_sheet(p), row, 0, row, 1, HOSHI_STYLE_LABEL, text);
}

static void pool(struct page *p)
{
    struct own_book *b = p->b;
    size_t n = p->r->g.game.players;
    uint32_t last = p->first + (uint32_t)n - 1;
    const char *levels = hoshi_own_text(b, "%s", hoshi_own_span(p->first, R_LEVEL, last, R_LEVEL).text);
    hoshi_put_text(own_rules_sheet(p), ROW_LOWER - 1, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "1. 分ける額（年額・円、補助金等を引いた後）",
                                 "1. What is divided (annual, yen, after funding)"));
    rules_label(p, ROW_LOWER, hoshi_own_say(b, "★3までの費用", "Cost of star 3"));
    rules_label(p, ROW_UPPER, hoshi_own_say(b, WORD(what_adds_star4)));
    rules_label(p, ROW_PLAYERS, hoshi_own_say(b, "求めた取引先の数", "Customers that asked"));
    rules_label(p, ROW_ABOVE, hoshi_own_say(b, "うち★4", "of them for star 4"));
    hoshi_put_formula(own_rules_sheet(p), ROW_LOWER, 2, HOSHI_STYLE_YEN, p->r->g.lower_yen, "=MAX(0,%s)",
                      level_sum(b, "net_annual", 3));
    hoshi_put_formula(own_rules_sheet(p), ROW_UPPER, 2, HOSHI_STYLE_YEN, p->r->g.upper_yen,
                      "=IF($C$%d>0,MAX(0,%s),0)", ROW_ABOVE + 1, level_sum(b, "net_annual", 4));
    hoshi_put_formula(own_rules_sheet(p), ROW_PLAYERS, 2, HOSHI_STYLE_COUNT, (double)n,
                      "=COUNTIF(%s,\">=3\")", levels);
    hoshi_put_formula(own_rules_sheet(p), ROW_ABOVE, 2, HOSHI_STYLE_COUNT, (double)p->r->g.upper,
                      "=COUNTIF(%s,\">=4\")", levels);
}

/* Cells of the formulas. */
#define LOWER "$C$6"
#define TOTAL "($C$6+$C$7)"
#define PLAYERS "$C$8"
#define ABOVE "$C$9"
_Static_assert(ROW_LOWER == 5 && ROW_ABOVE == 8, "the formulas name these cells");

/* ---- parties ---- */

static const struct own_head heads[R_COLUMNS] = {
    {WORD(customer), 26},
    {WORD(level_asked), 13},
    {"単独なら", "Alone", 13},
    {"加わって増える分", "What joining adds", 13},
    {"今の負担案", "This split", 13},
    {"配賦割合どおり（目安の下限）", "By key (floor)", 13},
    {WORD(least_of_rules), 13},
    {WORD(most_of_rules), 13},
};

static const char *rules_borne(struct own_book *b, const char *block, size_t party, int level)
{
    return level_sum(b, hoshi_own_text(b, "%s%zu", block, party + 1), level);
}

static void party_row(struct page *p, size_t i)
{
    struct own_book *b = p->b;
    size_t party = p->r->g.party[i];
    const struct hoshi_party *x = &b->split->party[party];
    uint32_t row = p->first + (uint32_t)i, at = p->table + 1 + (uint32_t)i;
    hoshi_put_text(own_rules_sheet(p), row, R_NAME, HOSHI_STYLE_LABEL, hoshi_own_party(b, party));
    hoshi_own_fit(b, OWN_RULES, row, R_NAME, hoshi_own_party(b, party));
    hoshi_put_formula(own_rules_sheet(p), row, R_LEVEL, HOSHI_STYLE_COUNT, x->level, "=%s",
                      hoshi_own_ref(b, "calc.level:annual%zu", party + 1).text);
    struct own_ref level = hoshi_own_at(row, R_LEVEL);
    hoshi_put_formula(own_rules_sheet(p), row, R_ALONE, HOSHI_STYLE_YEN, p->r->alone[i],
                      "=IF(%s>=4," TOTAL "," LOWER ")", level.text);
    hoshi_put_formula(own_rules_sheet(p), row, R_MARGINAL, HOSHI_STYLE_YEN, p->r->marginal[i],
                      "=IF(AND(%s>=4," ABOVE "=1),$C$7,0)+IF(" PLAYERS "=1," LOWER ",0)", level.text);
    hoshi_put_formula(
        own_rules_sheet(p), row, R_NOW, HOSHI_STYLE_YEN,
        (double)(x->annual_by_cause_yen[HOSHI_CAUSE_LEVEL3] + x->annual_by_cause_yen[HOSHI_CAUSE_LEVEL4]),
        "=%s+%s", rules_borne(b, "annual", party, 3), rules_borne(b, "annual", party, 4));
    hoshi_put_formula(own_rules_sheet(p), row, R_FLOOR, HOSHI_STYLE_YEN,
                      (double)(x->floor_annual_yen - x->annual_by_cause_yen[HOSHI_CAUSE_BUYER]),
                      "=%s+IF(%s>=4,%s,0)", rules_borne(b, "key", party, 3), level.text,
                      rules_borne(b, "key", party, 4));
    const char *all = hoshi_own_text(b, "%s", hoshi_own_span(at, 1, at, p->r->rules).text);
    hoshi_put_formula(own_rules_sheet(p), row, R_LEAST, HOSHI_STYLE_YEN, p->r->least[i], "=MIN(%s)", all);
    hoshi_put_formula(own_rules_sheet(p), row, R_MOST, HOSHI_STYLE_YEN, p->r->most[i], "=MAX(%s)", all);
}

static void rules_parties(struct page *p)
{
    struct own_book *b = p->b;
    hoshi_put_text(
        own_rules_sheet(p), p->first - 2, 0, HOSHI_STYLE_HEADING,
        hoshi_own_say(b, "2. 取引先ごとの目安（年額・円）", "2. Bounds of each customer (annual, yen)"));
    hoshi_own_heads(b, OWN_RULES, p->first - 1, heads, R_COLUMNS);
    for (size_t i = 0; i < p->r->g.game.players; i++)
        party_row(p, i);
}

/* ---- rules ---- */

/* What somebody who asked for ★3 pays, where the rest falls in equal parts on those who asked for ★4. */
static const char *lower_form(struct page *p, const char *id)
{
    struct own_book *b = p->b;
    struct own_ref alone =
        hoshi_own_span(p->first, R_ALONE, p->first + (uint32_t)p->r->g.game.players - 1, R_ALONE);
    const char *loss = hoshi_own_text(b, "(SUM(%s)-" TOTAL ")/" PLAYERS, alone.text);
    if (strcmp(id, "nucleolus") == 0)
        return "MIN(" LOWER "/(" PLAYERS "-" ABOVE "+1)," TOTAL "/" PLAYERS ")";
    if (strcmp(id, "cec") == 0)
        return "MIN(" LOWER "/(" PLAYERS "-" ABOVE ")," TOTAL "/" PLAYERS ")";
    if (strcmp(id, "cea") == 0)
        return "MIN(" LOWER "," TOTAL "/" PLAYERS ")";
    if (strcmp(id, "cel") == 0)
        return hoshi_own_text(b, "MAX(0," LOWER "-%s)", loss);
    if (strcmp(id, "talmud") == 0)
        return hoshi_own_text(b,
                              "IF(" TOTAL "<=SUM(%s)/2,MIN(" LOWER "/2," TOTAL "/" PLAYERS ")," LOWER
                              "-MIN(" LOWER "/2,%s))",
                              alone.text, loss);
    return NULL;
}

/* Formula of a rule for a party; NULL when it has no closed form. */
static const char *rules_formula(struct page *p, const char *id, size_t i)
{
    struct own_book *b = p->b;
    uint32_t row = p->first + (uint32_t)i, last = p->first + (uint32_t)p->r->g.game.players - 1;
    const char *level = hoshi_own_text(b, "%s", hoshi_own_at(row, R_LEVEL).text);
    const char *alone = hoshi_own_text(b, "%s", hoshi_own_at(row, R_ALONE).text);
    const char *mine = hoshi_own_text(b, "%s", hoshi_own_at(row, R_MARGINAL).text);
    const char *all = hoshi_own_text(b, "%s", hoshi_own_span(p->first, R_ALONE, last, R_ALONE).text);
    const char *own = hoshi_own_text(b, "%s", hoshi_own_span(p->first, R_MARGINAL, last, R_MARGINAL).text);
    if (strcmp(id, "equal") == 0)
        return TOTAL "/" PLAYERS;
    if (strcmp(id, "proportional") == 0)
        return hoshi_own_text(b, "IF(SUM(%s)=0,0," TOTAL "*%s/SUM(%s))", all, alone, all);
    if (strcmp(id, "shapley") == 0)
        return hoshi_own_text(b, LOWER "/" PLAYERS "+IF(%s>=4,$C$7/" ABOVE ",0)", level);
    if (strcmp(id, "ensc") == 0)
        return hoshi_own_text(b, "%s+(" TOTAL "-SUM(%s))/" PLAYERS, mine, own);
    if (strcmp(id, "scrb") == 0 || strcmp(id, "tau") == 0 || strcmp(id, "gately") == 0)
        return hoshi_own_text(b,
                              "IF(SUM(%s)=SUM(%s),%s+(" TOTAL "-SUM(%s))/" PLAYERS ",%s+(%s-%s)*(" TOTAL
                              "-SUM(%s))/(SUM(%s)-SUM(%s)))",
                              all, own, mine, own, mine, alone, mine, own, all, own);
    const char *lower = lower_form(p, id);
    if (!lower)
        return NULL;
    return hoshi_own_text(b,
                          "IF(OR(" ABOVE "=0," ABOVE "=" PLAYERS ")," TOTAL "/" PLAYERS ",IF(%s>=4,(" TOTAL
                          "-(" PLAYERS "-" ABOVE ")*%s)/" ABOVE ",%s))",
                          level, lower, lower);
}

static bool live(struct page *p, size_t k)
{
    return rules_formula(p, p->r->rule[k].rule->id, 0) != NULL;
}

static void rule_cell(struct page *p, size_t k, size_t i)
{
    uint32_t row = p->table + 1 + (uint32_t)i;
    const char *f = rules_formula(p, p->r->rule[k].rule->id, i);
    if (f)
        hoshi_put_formula(own_rules_sheet(p), row, (uint16_t)(1 + k), HOSHI_STYLE_YEN,
                          p->r->rule[k].amount[i], "=%s", f);
    else
        hoshi_put_micro(own_rules_sheet(p), row, (uint16_t)(1 + k), HOSHI_STYLE_YEN,
                        llround(p->r->rule[k].amount[i] * 1e6));
}

static void rule_column(struct page *p, size_t k)
{
    struct own_book *b = p->b;
    uint16_t c = (uint16_t)(1 + k);
    hoshi_put_text(own_rules_sheet(p), p->table, c, HOSHI_STYLE_HEAD,
                   hoshi_own_text(b, "%s%s", hoshi_words_say(b->lang, p->r->rule[k].rule->name),
                                  live(p, k) ? "" : hoshi_own_say(b, "※", " *")));
    for (size_t i = 0; i < p->r->g.game.players; i++)
        rule_cell(p, k, i);
    hoshi_put_formula(own_rules_sheet(p), p->last, c, HOSHI_STYLE_YEN_TOTAL, p->r->rule[k].sum, "=SUM(%s)",
                      hoshi_own_span(p->table + 1, c, p->last - 1, c).text);
}

static void own_rules_rules(struct page *p)
{
    struct own_book *b = p->b;
    hoshi_put_text(own_rules_sheet(p), p->table - 1, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "3. 求めた取引先だけで全額を分けるとしたら（年額・円）",
                                 "3. If those who asked bore all of it (annual, yen)"));
    hoshi_put_text(own_rules_sheet(p), p->table, 0, HOSHI_STYLE_HEAD, hoshi_own_say(b, WORD(customer)));
    worksheet_set_row(own_rules_sheet(p)->sheet, p->table, 56, NULL);
    for (size_t i = 0; i < p->r->g.game.players; i++) {
        const char *name = hoshi_own_party(b, p->r->g.party[i]);
        hoshi_put_text(own_rules_sheet(p), p->table + 1 + (uint32_t)i, 0, HOSHI_STYLE_LABEL, name);
        hoshi_own_fit(b, OWN_RULES, p->table + 1 + (uint32_t)i, R_NAME, name);
    }
    hoshi_put_text(own_rules_sheet(p), p->last, 0, HOSHI_STYLE_TOTAL, hoshi_own_say(b, WORD(total)));
    for (size_t k = 0; k < p->r->rules; k++)
        rule_column(p, k);
    hoshi_own_wide(b, OWN_RULES, p->last + 1, 0, p->r->rules, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(amounts_are_shown_without_fractions)));
}

/* ---- explanations ---- */

enum { E_RULE, E_CORE, E_EXCESS, E_GROUP, E_TEXT = 5, E_SOURCE = 10 };

static const char *group_text(struct page *p, const struct hoshi_own_rule *s)
{
    struct hoshi_buffer f;
    size_t n = 0;
    hoshi_buffer_init(&f, 3000);
    for (size_t i = 0; i < p->r->g.game.players; i++) {
        if (!s->taken[i])
            continue;
        if (n == 5)
            hoshi_buffer_puts(&f, hoshi_own_say(p->b, "ほか", " and others"));
        if (n++ < 5)
            hoshi_buffer_printf(&f, "%s%s", n > 1 ? hoshi_own_say(p->b, "・", ", ") : "",
                                hoshi_own_party(p->b, p->r->g.party[i]));
    }
    const char *text = hoshi_own_text(p->b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static void rules_explain(struct page *p, uint32_t row, const struct hoshi_own_rule *s)
{
    struct own_book *b = p->b;
    const char *text = hoshi_words_say(b->lang, s->rule->explanation),
               *name = hoshi_words_say(b->lang, s->rule->name);
    if (s->used)
        name = hoshi_own_text(b, hoshi_own_say(b, "%s（負担案で採用）", "%s (used in the split)"), name);
    hoshi_put_text(own_rules_sheet(p), row, E_RULE, HOSHI_STYLE_LABEL, name);
    hoshi_put_text(own_rules_sheet(p), row, E_CORE, HOSHI_STYLE_CENTER,
                   s->in_core ? hoshi_own_say(b, WORD_IN(yes)) : hoshi_own_say(b, WORD_IN(no)));
    hoshi_put_int(own_rules_sheet(p), row, E_EXCESS, HOSHI_STYLE_YEN,
                  s->worst.exists ? (int64_t)s->worst.excess : 0);
    hoshi_put_merged(own_rules_sheet(p), row, E_GROUP, row, E_TEXT - 1, HOSHI_STYLE_TEXT, group_text(p, s));
    hoshi_put_merged(own_rules_sheet(p), row, E_TEXT, row, E_SOURCE - 1, HOSHI_STYLE_TEXT, text);
    hoshi_put_merged(own_rules_sheet(p), row, E_SOURCE, row, E_SOURCE + 3, HOSHI_STYLE_NOTE, s->rule->source);
    double lines = (double)hoshi_text_width(text) * 1.15 / (5 * RULE_WIDTH) + 0.95,
           from = (double)hoshi_text_width(s->rule->source) / (4 * RULE_WIDTH) + 0.95;
    lines = from > lines ? from : lines;
    worksheet_set_row(own_rules_sheet(p)->sheet, row, (double)(int)(lines < 2 ? 2 : lines) * 16 + 4, NULL);
}

static uint32_t explanations(struct page *p, uint32_t row)
{
    struct own_book *b = p->b;
    hoshi_put_text(own_rules_sheet(p), row++, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, PROSE(what_each_rule_does_judged)));
    hoshi_put_text(own_rules_sheet(p), row, E_RULE, HOSHI_STYLE_HEAD, hoshi_own_say(b, WORD(division_rule)));
    hoshi_put_text(own_rules_sheet(p), row, E_CORE, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "どの組も単独より高くない", "No group pays more than alone"));
    hoshi_put_text(own_rules_sheet(p), row, E_EXCESS, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "最大の不満（円）", "Largest excess (yen)"));
    hoshi_put_merged(own_rules_sheet(p), row, E_GROUP, row, E_TEXT - 1, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, "最も不満な組", "Most dissatisfied group"));
    hoshi_put_merged(own_rules_sheet(p), row, E_TEXT, row, E_SOURCE - 1, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, "説明", "In words"));
    hoshi_put_merged(own_rules_sheet(p), row, E_SOURCE, row, E_SOURCE + 3, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, WORD(reference)));
    worksheet_set_row(own_rules_sheet(p)->sheet, row++, 40, NULL);
    for (size_t k = 0; k < p->r->rules; k++)
        rules_explain(p, row++, &p->r->rule[k]);
    hoshi_own_wide(b, OWN_RULES, row, 0, E_SOURCE + 3, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(excess_what_the_group_pays)));
    return row + 2;
}

/* ---- overheads ---- */

static void overhead_heads(struct page *p, uint32_t row, size_t n)
{
    const struct hoshi_case_overheads *o = &p->b->c->sharing.overheads;
    hoshi_put_text(own_rules_sheet(p), row, 0, HOSHI_STYLE_HEAD,
                   hoshi_own_say(p->b, "補助部門", "Service department"));
    hoshi_put_text(own_rules_sheet(p), row, 1, HOSHI_STYLE_HEAD, hoshi_own_say(p->b, "入る割合", "Enters"));
    hoshi_put_text(own_rules_sheet(p), row, 2, HOSHI_STYLE_HEAD,
                   hoshi_own_say(p->b, "配賦後の総額", "Passes through"));
    for (size_t i = 0; i < n; i++)
        hoshi_put_text(own_rules_sheet(p), row, (uint16_t)(3 + i), HOSHI_STYLE_HEAD,
                       o->name[i] ? o->name[i] : o->id[i]);
    worksheet_set_row(own_rules_sheet(p)->sheet, row, 36, NULL);
}

static uint32_t served(struct page *p, uint32_t row)
{
    struct own_book *b = p->b;
    hoshi_put_text(own_rules_sheet(p), row, 0, HOSHI_STYLE_HEAD, hoshi_own_say(b, WORD(customer)));
    hoshi_put_text(own_rules_sheet(p), row++, 1, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "部門を通じた割合", "Share by centres"));
    for (size_t i = 0; i <= b->c->buyers; i++, row++) {
        const char *name =
            i < b->c->buyers ? hoshi_own_buyer(&b->c->buyer[i]) : hoshi_own_say(b, WORD(other_customers));
        hoshi_put_text(own_rules_sheet(p), row, 0, HOSHI_STYLE_LABEL, name);
        hoshi_own_fit(b, OWN_RULES, row, R_NAME, name);
        hoshi_put_micro(own_rules_sheet(p), row, 1, HOSHI_STYLE_PERCENT, b->split->overhead_ppm[i]);
    }
    return row + 1;
}

static void rules_overheads(struct page *p, uint32_t row)
{
    static const char *const ja[] = {"相互配賦（連立方程式）", "階梯式配賦", "直接配賦"};
    static const char *const en[] = {"reciprocal (simultaneous equations)", "step-down", "direct"};
    struct own_book *b = p->b;
    const struct hoshi_case_overheads *o = &b->c->sharing.overheads;
    size_t n = o->departments + o->centres;
    if (!o->stated)
        return;
    hoshi_put_text(
        own_rules_sheet(p), row++, 0, HOSHI_STYLE_HEADING,
        hoshi_own_text(b, hoshi_own_say(b, "5. 部門への配賦（%s）", "5. Overheads by cost centre (%s)"),
                       b->lang == HOSHI_JA ? ja[o->method] : en[o->method]));
    overhead_heads(p, row++, n);
    for (size_t d = 0; d < o->departments; d++, row++) {
        hoshi_put_text(own_rules_sheet(p), row, 0, HOSHI_STYLE_LABEL, o->name[d] ? o->name[d] : o->id[d]);
        hoshi_put_micro(own_rules_sheet(p), row, 1, HOSHI_STYLE_PERCENT, o->enters_ppm[d]);
        hoshi_put_micro(own_rules_sheet(p), row, 2, HOSHI_STYLE_PERCENT,
                        llround(b->split->overhead_full[d] * 1e6));
        for (size_t i = 0; i < n; i++)
            hoshi_put_micro(own_rules_sheet(p), row, (uint16_t)(3 + i), HOSHI_STYLE_PERCENT,
                            o->to_ppm[d * n + i]);
    }
    hoshi_put_merged(own_rules_sheet(p), row, 0, row, 2, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "部門に残る割合", "Comes to rest"));
    for (size_t i = 0; i < n; i++) {
        double rest = i < o->departments ? 0 : b->split->overhead_centre[i - o->departments];
        hoshi_put_micro(own_rules_sheet(p), row, (uint16_t)(3 + i), HOSHI_STYLE_PERCENT_TOTAL,
                        llround(rest * 1e6));
    }
    served(p, row + 2);
}

/* ---- chart ---- */

static void rules_chart(struct page *p, uint32_t row)
{
    static const uint32_t fill[] = {0x1F4E79, 0x4F81A8, 0xA9C4DE, 0x7F7F7F, 0xBFBFBF, 0xE0A030};
    struct own_book *b = p->b;
    lxw_chart *c = workbook_add_chart(b->book.workbook, LXW_CHART_COLUMN);
    lxw_chart_font font = {.size = 9};
    size_t n = p->r->g.game.players < 6 ? p->r->g.game.players : 6;
    for (size_t i = 0; i < n; i++) {
        lxw_row_t at = p->table + 1 + (uint32_t)i;
        lxw_chart_fill colour = {.color = fill[i]};
        lxw_chart_series *s = chart_add_series(c, NULL, NULL);
        chart_series_set_categories(s, own_rules_sheet(p)->name, p->table, 1, p->table,
                                    (lxw_col_t)p->r->rules);
        chart_series_set_values(s, own_rules_sheet(p)->name, at, 1, at, (lxw_col_t)p->r->rules);
        chart_series_set_name_range(s, own_rules_sheet(p)->name, at, 0);
        chart_series_set_fill(s, &colour);
    }
    chart_title_set_name(c,
                         hoshi_own_say(b, "方法ごとの額（年額・百万円）", "By rule (annual, million yen)"));
    font.size = 11;
    chart_title_set_name_font(c, &font);
    font.size = 8;
    chart_axis_set_num_format(c->y_axis, "#,##0.0,,");
    chart_axis_set_num_font(c->y_axis, &font);
    chart_axis_set_num_font(c->x_axis, &font);
    chart_legend_set_position(c, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_options options = {.x_scale = 2.6, .y_scale = 1.5};
    worksheet_insert_chart_opt(own_rules_sheet(p)->sheet, row, 0, c, &options);
}

static void rules_widths(struct page *p)
{
    struct own_head all[1 + HOSHI_OWN_RULES_MAX] = {{NULL, NULL, 26}};
    for (size_t i = 1; i < sizeof all / sizeof *all; i++)
        all[i].width = RULE_WIDTH;
    hoshi_own_widths(p->b, OWN_RULES, all, 1 + HOSHI_OWN_RULES_MAX);
}

void hoshi_own_write_rules(struct own_book *b)
{
    struct page p = {.b = b, .r = &b->v->rules, .first = ROW_PARTIES};
    rules_widths(&p);
    uint32_t n = (uint32_t)p.r->g.game.players;
    p.table = p.first + n + 2;
    p.last = p.table + 1 + n;
    hoshi_own_title(
        b, OWN_RULES, E_SOURCE + 3,
        hoshi_own_say(b, "分け方の比較（社内用：全取引先）", "Rules of division side by side (own view)"),
        hoshi_own_say(b, PROSE(how_far_rules_of_division_lie)));
    pool(&p);
    rules_parties(&p);
    own_rules_rules(&p);
    rules_chart(&p, p.last + 3);
    rules_overheads(&p, explanations(&p, p.last + 27));
    hoshi_sheet_freeze(own_rules_sheet(&p), 3, 1, 0);
}
