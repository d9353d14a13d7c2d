/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 共同購入: what buying together would save and how it could be divided. An offer, nobody's duty. */
#include "budget_sheets.h"

#include <math.h>

enum { G_NAME, G_SUPPLIERS, G_ALONE, G_POOLED, G_UNIFORM, G_SAVING, G_SHARE, G_EACH, COLUMNS };
enum { RULES_MAX = HOSHI_DIVISION_RULES_MAX, WIDTHS = HOSHI_JOINT_GROUPS_MAX + 5 };

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_JOINT];
}

static const char *const words[][2] = {
    {PROSE(taking_part_is_voluntary_nobody)},
    {PROSE(equivalents_chosen_by_the_supplier_are)},
    {PROSE(price_advantage_unit_price_together)},
    {PROSE(suppliers_quantities_and_prices_are_not)},
};

static uint32_t sentences(struct budget_book *b, uint32_t row)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        budget_wide(b, BUDGET_JOINT, row++, 0, 7, 130, HOSHI_STYLE_PLAIN,
                    budget_text(b, "☐ %s", budget_say(b, words[i][0], words[i][1])));
    return row + 1;
}

/* ---- the groups ---- */

static void group_row(struct budget_book *b, uint32_t row, const struct hoshi_joint_group *g)
{
    char n[HOSHI_REF], alone[HOSHI_REF], uniform[HOSHI_REF], saving[HOSHI_REF];
    int64_t gain = g->alone_yen - g->uniform_yen;
    hoshi_put_text(sheet(b), row, G_NAME, HOSHI_STYLE_LABEL, budget_group_name(b, g->group));
    hoshi_put_int(sheet(b), row, G_SUPPLIERS, HOSHI_STYLE_COUNT, g->suppliers);
    hoshi_put_int(sheet(b), row, G_ALONE, HOSHI_STYLE_YEN, g->alone_yen);
    hoshi_put_int(sheet(b), row, G_POOLED, HOSHI_STYLE_YEN, g->pooled_yen);
    hoshi_put_int(sheet(b), row, G_UNIFORM, HOSHI_STYLE_YEN, g->uniform_yen);
    hoshi_put_formula(sheet(b), row, G_SAVING, HOSHI_STYLE_YEN, (double)gain, "=%s-%s",
                      hoshi_ref(alone, row, G_ALONE, false), hoshi_ref(uniform, row, G_UNIFORM, false));
    hoshi_put_formula(sheet(b), row, G_SHARE, HOSHI_STYLE_PERCENT,
                      g->alone_yen ? (double)gain / (double)g->alone_yen : 0, "=IF(%s=0,0,%s/%s)", alone,
                      hoshi_ref(saving, row, G_SAVING, false), alone);
    hoshi_put_formula(sheet(b), row, G_EACH, HOSHI_STYLE_YEN,
                      g->suppliers ? (double)gain / (double)g->suppliers : 0, "=IF(%s=0,0,%s/%s)",
                      hoshi_ref(n, row, G_SUPPLIERS, false), saving, n);
}

static void group_total(struct budget_book *b, uint32_t first, uint32_t row)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    int64_t suppliers = 0, pooled = 0;
    for (size_t k = 0; k < j->groups; k++) {
        suppliers += j->group[k].suppliers;
        pooled += j->group[k].pooled_yen;
    }
    const int64_t sum[] = {suppliers, j->alone_yen, pooled, j->together_yen, j->saving_yen};
    hoshi_put_text(sheet(b), row, G_NAME, HOSHI_STYLE_TOTAL, budget_say(b, WORD(total)));
    for (uint16_t k = 0; k < 5; k++) {
        char a[HOSHI_REF], z[HOSHI_REF];
        hoshi_put_formula(sheet(b), row, (uint16_t)(G_SUPPLIERS + k), HOSHI_STYLE_YEN_TOTAL, (double)sum[k],
                          "=SUM(%s:%s)", hoshi_ref(a, first, (uint16_t)(G_SUPPLIERS + k), false),
                          hoshi_ref(z, row - 1, (uint16_t)(G_SUPPLIERS + k), false));
    }
    hoshi_put_blank(sheet(b), row, G_SHARE, HOSHI_STYLE_TOTAL);
    hoshi_put_blank(sheet(b), row, G_EACH, HOSHI_STYLE_TOTAL);
}

static uint32_t groups(struct budget_book *b, uint32_t row)
{
    static const char *const head[COLUMNS][2] = {{"だれが得をするか", "Who gains"},
                                                 {WORD(supplier_count)},
                                                 {"各社が別々（円）", "Each alone (yen)"},
                                                 {"この組だけでまとめる（円）", "This group together (yen)"},
                                                 {"全員同じ単価（円）", "One unit price for all (yen)"},
                                                 {"別々との差（円）", "Saved against alone (yen)"},
                                                 {WORD(difference_percent)},
                                                 {"1社あたりの差（円）", "Saved per supplier (yen)"}};
    const struct hoshi_joint_purchase *j = b->v->joint;
    budget_heading(b, BUDGET_JOINT, row++, budget_say(b, PROSE(rows_with_quantity_breaks_bought)));
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_HEAD, budget_say(b, head[c][0], head[c][1]));
    worksheet_set_row(sheet(b)->sheet, row++, 36, NULL);
    uint32_t first = row;
    for (size_t k = 0; k < j->groups; k++)
        group_row(b, row++, &j->group[k]);
    group_total(b, first, row++);
    if (j->groups > 1)
        budget_wide(b, BUDGET_JOINT, row++, 0, 7, 130, HOSHI_STYLE_NOTE,
                    j->uniform_in_core ? budget_say(b, PROSE(at_one_unit_price_no_group))
                                       : budget_say(b, PROSE(at_one_unit_price_some_combination)));
    return row + 1;
}

/* ---- the rules side by side ---- */

static void rule_row(struct budget_book *b, uint32_t row, const struct hoshi_division *d)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL, hoshi_words_say(b->lang, d->rule->name));
    for (size_t k = 0; k < j->groups; k++)
        hoshi_put_int(sheet(b), row, (uint16_t)(1 + k), HOSHI_STYLE_YEN, d->whole_yen[k]);
    char a[HOSHI_REF], z[HOSHI_REF];
    hoshi_put_formula(sheet(b), row, (uint16_t)(1 + j->groups), HOSHI_STYLE_YEN_TOTAL,
                      (double)j->together_yen, "=SUM(%s:%s)", hoshi_ref(a, row, 1, false),
                      hoshi_ref(z, row, (uint16_t)j->groups, false));
    hoshi_put_text(sheet(b), row, (uint16_t)(2 + j->groups), HOSHI_STYLE_CENTER,
                   d->in_core ? budget_say(b, "いない", "nobody") : budget_say(b, "いる", "somebody"));
}

static uint32_t rules(struct budget_book *b, uint32_t row)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    if (!j->divisions)
        return row;
    budget_heading(b, BUDGET_JOINT, row++,
                   budget_say(b, "まとめた費用の分け方を並べる（円、期間計）",
                              "Rules that divide the cost together (yen, horizon)"));
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_HEAD, budget_say(b, WORD(division_rule)));
    for (size_t k = 0; k < j->groups; k++)
        hoshi_put_text(sheet(b), row, (uint16_t)(1 + k), HOSHI_STYLE_HEAD,
                       budget_group_name(b, j->group[k].group));
    hoshi_put_text(sheet(b), row, (uint16_t)(1 + j->groups), HOSHI_STYLE_HEAD, budget_say(b, WORD(total)));
    hoshi_put_text(sheet(b), row, (uint16_t)(2 + j->groups), HOSHI_STYLE_HEAD,
                   budget_say(b, "自分たちだけの方が安い組", "Better off by themselves"));
    worksheet_set_row(sheet(b)->sheet, row++, 52, NULL);
    for (size_t d = 0; d < j->divisions->divisions; d++)
        if (j->divisions->division[d].reason == HOSHI_DIVIDED)
            rule_row(b, row++, &j->divisions->division[d]);
    budget_wide(b, BUDGET_JOINT, row++, 0, 7, 130, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(rules_are_material_for_a_proposal)));
    return row + 1;
}

void budget_write_joint(struct budget_book *b)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    double width[WIDTHS] = {34, 16, 18, 18, 18, 18, 16, 18};
    uint16_t columns = COLUMNS;
    for (size_t k = COLUMNS; j && k < j->groups + 3; k++, columns++)
        width[k] = 16;
    budget_page(
        b, BUDGET_JOINT, width, columns,
        budget_say(b, "共同購入（任意、同等品も可）", "Joint purchasing (voluntary, equivalents accepted)"),
        0, PAGE_FIRST, 0);
    uint32_t row = sentences(b, PAGE_FIRST);
    if (!j || !j->saving_yen) {
        budget_wide(b, BUDGET_JOINT, row, 0, 7, 130, HOSHI_STYLE_PLAIN,
                    budget_say(b, PROSE(no_row_with_quantity_breaks)));
        return;
    }
    row = groups(b, row);
    rules(b, row);
}
