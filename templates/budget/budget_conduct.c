/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 進め方の確認: what the department checks in its own conduct, with what the list says of each supplier, and
 * the rows of the rules table that each item rests on. */
#include "budget_sheets.h"
#include "message.h"

#include <string.h>

/** Where the counts come from: columns of the list, or nowhere. */
enum source { FROM_NOWHERE = -1, FROM_REQUESTED, FROM_NECESSITY, FROM_METHOD, FROM_TALKS, FROM_REASON };

static const struct {
    const char *ja, *en, *rules;
    enum source from;
} conduct_items[] = {
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

static const struct hoshi_column conduct_columns[] = {
    {"no", {"", ""}, 6, HOSHI_STYLE_COUNT, .over = 1},
    {"item", {WORD(to_check)}, 56, HOSHI_STYLE_TEXT, .over = 1},
    {"yes", {WORD(yes_suppliers)}, 10, HOSHI_STYLE_COUNT, .over = 1},
    {"not", {WORD(no_suppliers)}, 10, HOSHI_STYLE_COUNT, .over = 1},
    {"unknown", {"記録なし（社）", "No record"}, 10, HOSHI_STYLE_COUNT, .over = 1},
    {"rules", {WORD(rules)}, 18, HOSHI_STYLE_TEXT, .over = 1},
    {"done", {WORD(checked_by)}, 18, HOSHI_STYLE_TEXT_INPUT, .over = 1},
};

static void conduct_counts(struct hoshi_page *p, struct budget_book *b, enum source from)
{
    const size_t *n = b->v->conduct[from];
    static const char *const column[] = {"{list#requested}", "{list#necessity}", "{list#method}",
                                         "{list#talks}", "{list#reason}"};
    const char *cells = column[from];
    if (from == FROM_REQUESTED)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)n[1], "COUNT(%s)", cells);
    else
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)n[1], "COUNTIF(%s,\"%s\")", cells,
                           hoshi_page_say(p, WORD_IN(yes)));
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)n[0], "COUNTIF(%s,\"%s\")", cells,
                       hoshi_page_say(p, WORD_IN(no)));
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)n[2], "COUNT({list#rank})-{yes}-{not}");
}

static void conduct_item(struct hoshi_page *p, struct budget_book *b, size_t i)
{
    hoshi_page_int(p, HOSHI_STYLE_COUNT, (int64_t)i + 1);
    hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_page_say(p, conduct_items[i].ja, conduct_items[i].en));
    if (conduct_items[i].from == FROM_NOWHERE)
        hoshi_page_wide(p, 3, HOSHI_STYLE_TEXT_INPUT, "");
    else
        conduct_counts(p, b, conduct_items[i].from);
    hoshi_page_text(p, HOSHI_STYLE_TEXT, conduct_items[i].rules);
    hoshi_page_blank(p, HOSHI_STYLE_TEXT_INPUT);
    hoshi_page_next(p);
}

/* Whether an item names a rule. */
static bool conduct_names(const char *id)
{
    for (size_t i = 0; i < sizeof conduct_items / sizeof *conduct_items; i++) {
        const char *at = strstr(conduct_items[i].rules, id);
        char after = at ? at[strlen(id)] : 'x';
        if (after == 0 || after == ',')
            return true;
    }
    return false;
}

static void conduct_rule(struct hoshi_page *p, const struct hoshi_rule_row *r)
{
    hoshi_page_blank(p, HOSHI_STYLE_TEXT);
    hoshi_page_text(p, HOSHI_STYLE_TEXT,
                    hoshi_page_print(p, "%s  %s", r->id, hoshi_words_say(p->lang, r->name)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_TEXT, hoshi_words_say(p->lang, r->statute));
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT,
                    hoshi_page_print(p,
                                     hoshi_page_say(p, "%s（%s、確からしさ %s）", "%s (%s, confidence: %s)"),
                                     p->lang == HOSHI_JA ? r->from.source_ja : r->from.source,
                                     hoshi_say_source_date(p->lang, &r->from),
                                     hoshi_say_confidence(p->lang, r->from.confidence)));
    hoshi_page_next(p);
}

static void conduct_rules(struct hoshi_page *p, const struct hoshi_rules *table)
{
    hoshi_page_heading(
        p, hoshi_page_print(p, hoshi_page_say(p, "上の規則（規則の表 %s の行）", "These rules (table of %s)"),
                            table->version));
    hoshi_page_blank(p, HOSHI_STYLE_HEAD);
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(rule)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(articles)));
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD,
                    hoshi_page_say(p, "出所（日付、確からしさ）", "Source (date, confidence)"));
    hoshi_page_next(p);
    for (size_t i = 0; i < table->rows; i++)
        if (conduct_names(table->row[i].id))
            conduct_rule(p, &table->row[i]);
}

void budget_conduct_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    struct hoshi_list list = {.name = "conduct",
                              .column = conduct_columns,
                              .columns = sizeof conduct_columns / sizeof *conduct_columns};
    hoshi_list_begin(p, &list);
    budget_page_begin(
        p, hoshi_page_say(p, "要請と協議の進め方（当社の確認表）", "Requests and talks: our own checklist"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < sizeof conduct_items / sizeof *conduct_items; i++) {
        hoshi_list_count(p, &list);
        conduct_item(p, b, i);
    }
    hoshi_page_skip(p, 1);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(counts_are_what_the_list_states)));
    hoshi_page_skip(p, 1);
    conduct_rules(p, &b->v->options.run->assumptions->tables->rules);
}
