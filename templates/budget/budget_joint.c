/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 共同購入: what buying together would save and how it could be divided. An offer, nobody's duty. */
#include "budget_sheets.h"

enum { JOINT_COLUMNS = 8, JOINT_WIDTHS = HOSHI_JOINT_GROUPS_MAX + JOINT_COLUMNS };

/* A row over the columns of the groups. */
static void joint_line(struct hoshi_page *p, enum hoshi_style style, const char *text)
{
    hoshi_page_wide(p, JOINT_COLUMNS, style, text);
    hoshi_page_next(p);
}

static void joint_sentences(struct hoshi_page *p)
{
    static const struct hoshi_words words[] = {
        {PROSE(taking_part_is_voluntary_nobody)},
        {PROSE(equivalents_chosen_by_the_supplier_are)},
        {PROSE(price_advantage_unit_price_together)},
        {PROSE(suppliers_quantities_and_prices_are_not)},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        joint_line(p, HOSHI_STYLE_PLAIN, hoshi_page_print(p, "☐ %s", hoshi_words_say(p->lang, words[i])));
    hoshi_page_skip(p, 1);
}

/* ---- the groups ---- */

struct group_cells {
    const char *name;
    int64_t suppliers, alone_yen, pooled_yen, uniform_yen, saving_yen;
    double share, each_yen;
};

#define AT(member) offsetof(struct group_cells, member)
static const struct hoshi_column group_columns[] = {
    {"name", {"だれが得をするか", "Who gains"}, 34, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"suppliers",
     {WORD(supplier_count)},
     16,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(suppliers),
     .total = HOSHI_TOTAL_SUM},
    {"alone",
     {"各社が別々（円）", "Each alone (yen)"},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(alone_yen),
     .total = HOSHI_TOTAL_SUM},
    {"pooled",
     {"この組だけでまとめる（円）", "This group together (yen)"},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(pooled_yen),
     .total = HOSHI_TOTAL_SUM},
    {"uniform",
     {"全員同じ単価（円）", "One unit price for all (yen)"},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(uniform_yen),
     .total = HOSHI_TOTAL_SUM},
    {"saving",
     {"別々との差（円）", "Saved against alone (yen)"},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(saving_yen),
     .formula = "{alone}-{uniform}",
     .total = HOSHI_TOTAL_SUM},
    {"share",
     {WORD(difference_percent)},
     16,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_REAL,
     .at = AT(share),
     .formula = "IF({alone}=0,0,{saving}/{alone})",
     .total = HOSHI_TOTAL_BLANK},
    {"each",
     {"1社あたりの差（円）", "Saved per supplier (yen)"},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_REAL,
     .at = AT(each_yen),
     .formula = "IF({suppliers}=0,0,{saving}/{suppliers})",
     .total = HOSHI_TOTAL_BLANK},
};

static void group_list(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    struct hoshi_list list = {
        .name = "groups", .column = group_columns, .columns = sizeof group_columns / sizeof *group_columns};
    hoshi_page_heading(p, hoshi_page_say(p, PROSE(rows_with_quantity_breaks_bought)));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t k = 0; k < j->groups; k++) {
        const struct hoshi_joint_group *g = &j->group[k];
        int64_t gain = g->alone_yen - g->uniform_yen;
        const struct group_cells cells = {.name = budget_group_name(b, g->group),
                                          .suppliers = g->suppliers,
                                          .alone_yen = g->alone_yen,
                                          .pooled_yen = g->pooled_yen,
                                          .uniform_yen = g->uniform_yen,
                                          .saving_yen = gain,
                                          .share = g->alone_yen ? (double)gain / (double)g->alone_yen : 0,
                                          .each_yen = g->suppliers ? (double)gain / (double)g->suppliers : 0};
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    if (j->groups > 1)
        joint_line(p, HOSHI_STYLE_NOTE,
                   j->uniform_in_core ? hoshi_page_say(p, PROSE(at_one_unit_price_no_group))
                                      : hoshi_page_say(p, PROSE(at_one_unit_price_some_combination)));
    hoshi_page_skip(p, 1);
}

/* ---- the rules side by side ---- */

struct division_cells {
    const char *name, *apart;
    int64_t sum_yen, part_yen[HOSHI_JOINT_GROUPS_MAX];
};

static const char *division_group(struct hoshi_page *p, const void *user, int n)
{
    struct budget_book *b = (struct budget_book *)(uintptr_t)user;
    (void)p;
    return budget_group_name(b, b->v->joint->group[n - 1].group);
}

#undef AT
#define AT(member) offsetof(struct division_cells, member)
static const struct hoshi_column division_columns[] = {
    {"name", {WORD(division_rule)}, 0, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"part", {"{name}", "{name}"}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(part_yen), .repeated = true},
    {"sum",
     {WORD(total)},
     0,
     HOSHI_STYLE_YEN_TOTAL,
     HOSHI_VALUE_INT,
     .at = AT(sum_yen),
     .formula = "SUM({part*})"},
    {"apart",
     {"自分たちだけの方が安い組", "Better off by themselves"},
     0,
     HOSHI_STYLE_CENTER,
     HOSHI_VALUE_TEXT,
     .at = AT(apart)},
};

static void division_list(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    if (!j->divisions)
        return;
    struct hoshi_list list = {.name = "divisions",
                              .column = division_columns,
                              .columns = sizeof division_columns / sizeof *division_columns,
                              .times = (int)j->groups,
                              .user = b,
                              .name_of = division_group};
    hoshi_page_heading(p, hoshi_page_say(p, "まとめた費用の分け方を並べる（円、期間計）",
                                         "Rules that divide the cost together (yen, horizon)"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < j->divisions->divisions; i++) {
        const struct hoshi_division *d = &j->divisions->division[i];
        if (d->reason != HOSHI_DIVIDED)
            continue;
        struct division_cells cells = {.name = hoshi_words_say(p->lang, d->rule->name),
                                       .apart = d->in_core ? hoshi_page_say(p, "いない", "nobody")
                                                           : hoshi_page_say(p, "いる", "somebody"),
                                       .sum_yen = j->together_yen};
        for (size_t k = 0; k < j->groups; k++)
            cells.part_yen[k] = d->whole_yen[k];
        hoshi_list_row(p, &list, &cells);
    }
    joint_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(rules_are_material_for_a_proposal)));
}

void budget_joint_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    const struct hoshi_joint_purchase *j = b->v->joint;
    double width[JOINT_WIDTHS] = {34, 16, 18, 18, 18, 18, 16, 18};
    size_t columns = JOINT_COLUMNS;
    for (; j && columns < j->groups + 3; columns++)
        width[columns] = 16;
    hoshi_page_widths(p, width, columns);
    budget_page_begin(p, hoshi_page_say(p, "共同購入（任意、同等品も可）",
                                        "Joint purchasing (voluntary, equivalents accepted)"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    joint_sentences(p);
    if (!j || !j->saving_yen) {
        joint_line(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, PROSE(no_row_with_quantity_breaks)));
        return;
    }
    group_list(p, b);
    division_list(p, b);
}
