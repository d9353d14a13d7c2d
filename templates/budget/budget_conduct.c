/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 進め方の確認: what the department checks in its own conduct, with what the list says of each supplier, and
 * the rows of the rules table that each item rests on. */
#include "budget_sheets.h"
#include "message.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { C_NO, C_ITEM, C_YES, C_NO_, C_UNKNOWN, C_RULES, C_DONE, COLUMNS };
static const double width[COLUMNS] = {6, 56, 10, 10, 10, 18, 18};

/** Where the counts come from: columns of the list, or nowhere. */
enum source { FROM_NOWHERE = -1, FROM_REQUESTED, FROM_NECESSITY, FROM_METHOD, FROM_TALKS, FROM_REASON };

static const struct {
    const char *ja, *en, *rules;
    enum source from;
} items[] = {
    {"要請をした日と内容が分かる（いつ、だれに、どの★を、いつまでに）",
     "It is known when, whom and for which level and date we asked", "REQ-01, REQ-10", FROM_REQUESTED},
    {PROSE(why_that_level_is_needed_was), "REQ-01, REQ-03", FROM_NECESSITY},
    {"どうすれば満たせるかを説明した（範囲、方法、示す証拠）",
     "How it can be met was explained (scope, ways, evidence)", "REQ-02", FROM_METHOD},
    {"全社一律の★にしていない", "Not the same level for everybody", "REQ-04", FROM_NOWHERE},
    {"準備に必要な期間を置いた。間に合わないときは日程を相談する",
     "There is time to prepare; dates are open to discussion", "REQ-10", FROM_NOWHERE},
    {PROSE(cost_was_talked_about_or), "PRICE-01, PRICE-15, PRICE-16", FROM_TALKS},
    {PROSE(where_we_could_not_agree_reasons), "PRICE-02, PRICE-03", FROM_REASON},
    {PROSE(no_amount_is_fixed_from_our), "PRICE-14", FROM_NOWHERE},
    {PROSE(public_data_suffice_cost_breakdowns_or), "PRICE-13, REQ-13", FROM_NOWHERE},
    {PROSE(no_product_is_designated_where_needed), "REQ-06, REQ-07", FROM_NOWHERE},
    {PROSE(nothing_is_deducted_from_payments_or), "PRICE-09, PRICE-10", FROM_NOWHERE},
    {PROSE(nobody_is_told_the_law_makes), "REQ-08", FROM_NOWHERE},
    {PROSE(answers_are_not_used_for_other), "REQ-14", FROM_NOWHERE},
    {PROSE(date_people_offer_answer_and_next), "PRICE-02", FROM_NOWHERE},
    {PROSE(suppliers_outside_the_allocation_get), "PRICE-01", FROM_NOWHERE},
};

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_CONDUCT];
}

static void counts(struct budget_book *b, uint32_t row, enum source from)
{
    const size_t *n = b->v->conduct[from];
    static const enum list_behind column[] = {BEHIND_REQUESTED, BEHIND_NECESSITY, BEHIND_METHOD, BEHIND_TALKS,
                                              BEHIND_REASON};
    const char *cells = budget_list_column(b, budget_list_behind(b, column[from])),
               *rank = budget_list_column(b, LIST_RANK);
    const char *yes = budget_say(b, WORD_IN(yes)), *no = budget_say(b, WORD_IN(no));
    if (from == FROM_REQUESTED)
        hoshi_put_formula(sheet(b), row, C_YES, HOSHI_STYLE_COUNT, (double)n[1], "=COUNT(%s)", cells);
    else
        hoshi_put_formula(sheet(b), row, C_YES, HOSHI_STYLE_COUNT, (double)n[1], "=COUNTIF(%s,\"%s\")", cells,
                          yes);
    hoshi_put_formula(sheet(b), row, C_NO_, HOSHI_STYLE_COUNT, (double)n[0], "=COUNTIF(%s,\"%s\")", cells,
                      no);
    char y[HOSHI_REF], o[HOSHI_REF];
    hoshi_put_formula(sheet(b), row, C_UNKNOWN, HOSHI_STYLE_COUNT, (double)n[2], "=COUNT(%s)-%s-%s", rank,
                      hoshi_ref(y, row, C_YES, false), hoshi_ref(o, row, C_NO_, false));
}

/* Whether an item names a rule. */
static bool named(const char *id)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        const char *at = strstr(items[i].rules, id);
        char after = at ? at[strlen(id)] : 'x';
        if (after == 0 || after == ',')
            return true;
    }
    return false;
}

static void rule(struct budget_book *b, uint32_t row, const struct hoshi_rule_row *r)
{
    const char *name = budget_text(b, "%s  %s", r->id, hoshi_words_say(b->lang, r->name)),
               *statute = hoshi_words_say(b->lang, r->statute);
    const char *from = budget_text(b, budget_say(b, "%s（%s、確からしさ %s）", "%s (%s, confidence: %s)"),
                                   b->lang == HOSHI_JA ? r->from.source_ja : r->from.source,
                                   hoshi_say_source_date(b->lang, &r->from),
                                   hoshi_say_confidence(b->lang, r->from.confidence));
    hoshi_put_blank(sheet(b), row, C_NO, HOSHI_STYLE_TEXT);
    hoshi_put_text(sheet(b), row, C_ITEM, HOSHI_STYLE_TEXT, name);
    hoshi_put_merged(sheet(b), row, C_YES, row, C_UNKNOWN, HOSHI_STYLE_TEXT, statute);
    hoshi_put_merged(sheet(b), row, C_RULES, row, C_DONE, HOSHI_STYLE_TEXT, from);
    double of_statute = width[C_YES] + width[C_NO_] + width[C_UNKNOWN],
           of_source = width[C_RULES] + width[C_DONE];
    bool longer = (double)hoshi_text_width(from) / of_source > (double)hoshi_text_width(statute) / of_statute;
    hoshi_sheet_fit(sheet(b), row, longer ? from : statute, longer ? of_source : of_statute);
}

static void rules(struct budget_book *b, uint32_t row)
{
    const struct hoshi_rules *table = &b->v->options.assumptions->tables->rules;
    budget_heading(b, BUDGET_CONDUCT, row++,
                   budget_text(b, budget_say(b, "上の規則（規則の表 %s の行）", "These rules (table of %s)"),
                               table->version));
    hoshi_put_blank(sheet(b), row, C_NO, HOSHI_STYLE_HEAD);
    hoshi_put_text(sheet(b), row, C_ITEM, HOSHI_STYLE_HEAD, budget_say(b, WORD(rule)));
    hoshi_put_merged(sheet(b), row, C_YES, row, C_UNKNOWN, HOSHI_STYLE_HEAD, budget_say(b, WORD(articles)));
    hoshi_put_merged(sheet(b), row, C_RULES, row, C_DONE, HOSHI_STYLE_HEAD,
                     budget_say(b, "出所（日付、確からしさ）", "Source (date, confidence)"));
    row++;
    for (size_t i = 0; i < table->rows; i++)
        if (named(table->row[i].id))
            rule(b, row++, &table->row[i]);
}

void budget_write_conduct(struct budget_book *b)
{
    static const char *const head[COLUMNS][2] = {{"", ""},
                                                 {WORD(to_check)},
                                                 {WORD(yes_suppliers)},
                                                 {WORD(no_suppliers)},
                                                 {"記録なし（社）", "No record"},
                                                 {WORD(rules)},
                                                 {WORD(checked_by)}};
    budget_page(b, BUDGET_CONDUCT, width, COLUMNS,
                budget_say(b, "要請と協議の進め方（当社の確認表）", "Requests and talks: our own checklist"),
                0, PAGE_FIRST, 0);
    uint32_t row = PAGE_FIRST;
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_HEAD, budget_say(b, head[c][0], head[c][1]));
    worksheet_set_row(sheet(b)->sheet, row++, 34, NULL);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++, row++) {
        const char *text = budget_say(b, items[i].ja, items[i].en);
        hoshi_put_int(sheet(b), row, C_NO, HOSHI_STYLE_COUNT, (int64_t)i + 1);
        hoshi_put_text(sheet(b), row, C_ITEM, HOSHI_STYLE_TEXT, text);
        if (items[i].from == FROM_NOWHERE)
            hoshi_put_merged(sheet(b), row, C_YES, row, C_UNKNOWN, HOSHI_STYLE_TEXT_INPUT, "");
        else
            counts(b, row, items[i].from);
        hoshi_put_text(sheet(b), row, C_RULES, HOSHI_STYLE_TEXT, items[i].rules);
        hoshi_put_blank(sheet(b), row, C_DONE, HOSHI_STYLE_TEXT_INPUT);
        hoshi_sheet_fit(sheet(b), row, text, width[C_ITEM]);
    }
    budget_wide(b, BUDGET_CONDUCT, row + 1, 0, C_DONE, 120, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(counts_are_what_the_list_states)));
    rules(b, row + 3);
}
