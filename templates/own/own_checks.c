/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fair-trade checks in the supplier's own workbook: scope first, then what to confirm, then what to find out.
 * The last two columns are for the clerk who goes through the list. */
#include "check_text.h"
#include "own_sheets.h"
#include "text.h"

#include <string.h>

enum { C_ID, C_RESULT, C_NAME, C_FACTS, C_CONFIRM, C_BASIS, C_DONE, C_NOTE, C_COLUMNS };
enum { SUM_NAME = 0, SUM_COUNT = 3, SUM_FIRST = 4 };

static const struct own_head heads[C_COLUMNS] = {
    {WORD(rule), 11},
    {"結果", "Result", 14},
    {"何を見たか", "What was looked at", 30},
    {"見た事実（出所）", "Facts (origin)", 46},
    {WORD(to_confirm_with_whom), 46},
    {"根拠・確度", "Rests on, confidence", 34},
    {WORD(checked), 9},
    {WORD(note), 20},
};

static const enum hoshi_check_result order[] = {HOSHI_CHECK_POSSIBLE_PROBLEM, HOSHI_CHECK_ATTENTION,
                                                HOSHI_CHECK_OK};

enum { LISTED = sizeof order / sizeof *order };

struct page {
    struct own_book *b;
    const struct hoshi_check *check;
    const struct hoshi_check_buyer *buyer;
    uint32_t row;
};

static struct hoshi_sheet *own_checks_sheet(struct own_book *b)
{
    return &b->sheet[OWN_CHECKS];
}

/* Text put together in a buffer, kept as long as the book. */
static const char *checks_kept(struct own_book *b, struct hoshi_buffer *text)
{
    const char *copy = hoshi_arena_text(&b->arena, hoshi_buffer_text(text));
    hoshi_buffer_release(text);
    if (!copy)
        b->book.failed = true;
    return copy ? copy : "";
}

static const char *facts_text(struct page *p, const struct hoshi_finding *f)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_finding_facts_print(&out, p->b->lang, p->check->rules, p->buyer, f, HOSHI_VIEW_SUPPLIER);
    return checks_kept(p->b, &out);
}

static const char *confirm_text(struct page *p, const struct hoshi_finding *f)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    if (f->result == HOSHI_CHECK_OK) {
        hoshi_buffer_puts(&out, "-");
        return checks_kept(p->b, &out);
    }
    hoshi_buffer_printf(&out, "%s\n%s%s",
                        hoshi_words_say(p->b->lang, *hoshi_rule_finding(f->rule, f->result)),
                        hoshi_own_say(p->b, "→ ", "→ "), hoshi_words_say(p->b->lang, f->rule->confirm));
    hoshi_buffer_puts(&out, hoshi_own_say(p->b, "（", " ("));
    hoshi_rule_contacts_print(&out, p->b->lang, p->check->rules, f->rule);
    hoshi_buffer_puts(&out, hoshi_own_say(p->b, "）", ")"));
    return checks_kept(p->b, &out);
}

static const char *checks_basis_text(struct page *p, const struct hoshi_rule_row *rule)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_rule_basis_print(&out, p->b->lang, rule);
    return checks_kept(p->b, &out);
}

static const char *scope_text(struct page *p, size_t scope)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_scope_print(&out, p->b->lang, p->check->rules, p->buyer, scope);
    return checks_kept(p->b, &out);
}

/* ---- the list ---- */

static void finding_row(struct page *p, const struct hoshi_finding *f)
{
    struct own_book *b = p->b;
    static const char *const words[][2] = {{"未", "済"}, {"open", "done"}};
    const char *facts = facts_text(p, f), *confirm = confirm_text(p, f),
               *basis = checks_basis_text(p, f->rule);
    bool open = f->result != HOSHI_CHECK_OK;
    hoshi_put_text(own_checks_sheet(b), p->row, C_ID, HOSHI_STYLE_TEXT, f->rule->id);
    hoshi_put_text(own_checks_sheet(b), p->row, C_RESULT, open ? HOSHI_STYLE_WARN : HOSHI_STYLE_TEXT,
                   hoshi_say_check_result(b->lang, f->result));
    hoshi_put_text(own_checks_sheet(b), p->row, C_NAME, HOSHI_STYLE_TEXT,
                   hoshi_words_say(b->lang, f->rule->name));
    hoshi_put_text(own_checks_sheet(b), p->row, C_FACTS, HOSHI_STYLE_TEXT, facts);
    hoshi_put_text(own_checks_sheet(b), p->row, C_CONFIRM, HOSHI_STYLE_TEXT, confirm);
    hoshi_put_text(own_checks_sheet(b), p->row, C_BASIS, HOSHI_STYLE_TEXT, basis);
    if (open) {
        const char *const *choice = words[b->lang == HOSHI_EN];
        hoshi_put_text(own_checks_sheet(b), p->row, C_DONE, HOSHI_STYLE_CHOICE_INPUT, choice[0]);
        hoshi_put_choices(own_checks_sheet(b), p->row, C_DONE, choice, 2);
        hoshi_put_blank(own_checks_sheet(b), p->row, C_NOTE, HOSHI_STYLE_TEXT_INPUT);
    } else {
        hoshi_put_text(own_checks_sheet(b), p->row, C_DONE, HOSHI_STYLE_CENTER, "-");
        hoshi_put_blank(own_checks_sheet(b), p->row, C_NOTE, HOSHI_STYLE_TEXT);
    }
    size_t wide = hoshi_text_width(confirm) > hoshi_text_width(facts) ? C_CONFIRM : C_FACTS;
    hoshi_own_fit(b, OWN_CHECKS, p->row, wide, wide == C_CONFIRM ? confirm : facts);
    if (hoshi_text_width(basis) * 46 > hoshi_text_width(wide == C_CONFIRM ? confirm : facts) * 34)
        hoshi_own_fit(b, OWN_CHECKS, p->row, C_BASIS, basis);
    p->row++;
}

static void checks_findings(struct page *p)
{
    hoshi_own_heads(p->b, OWN_CHECKS, p->row++, heads, C_COLUMNS);
    for (size_t r = 0; r < LISTED; r++)
        for (size_t i = 0; i < p->buyer->findings; i++)
            if (p->buyer->finding[i].result == order[r])
                finding_row(p, &p->buyer->finding[i]);
}

/* ---- what to find out ---- */

static const char *waiting_rules(struct page *p, enum hoshi_rule_fact fact)
{
    struct hoshi_buffer out;
    const struct hoshi_rule_row *last = NULL;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < p->buyer->findings; i++) {
        const struct hoshi_finding *f = &p->buyer->finding[i];
        if (f->result != HOSHI_CHECK_MISSING_FACTS || !hoshi_fact_set_has(&f->missing, fact) ||
            f->rule == last)
            continue;
        hoshi_buffer_printf(&out, "%s%s", last ? ", " : "", f->rule->id);
        last = f->rule;
    }
    return checks_kept(p->b, &out);
}

/* Where the case states the fact; one of several transactions cannot be told from a single cell. */
static void checks_fact_comes_back(struct page *p, enum hoshi_rule_fact fact)
{
    const char *key = hoshi_rule_fact_key(fact);
    if (!*key || strchr(key, '['))
        return;
    if (strncmp(key, "supplier.", 9) == 0 || strncmp(key, "plan.", 5) == 0 || strcmp(key, "as_of") == 0)
        hoshi_back_path(own_checks_sheet(p->b), "%s", key);
    else
        hoshi_back_path(own_checks_sheet(p->b), "buyers[%s].%s", p->b->c->buyer[p->buyer->buyer].id, key);
}

static void checks_missing_row(struct page *p, enum hoshi_rule_fact fact)
{
    struct own_book *b = p->b;
    const struct hoshi_rules *rules = p->check->rules;
    struct hoshi_fact_set one = {{0}};
    struct hoshi_buffer out;
    const char *rules_waiting = waiting_rules(p, fact);
    size_t contact = rules->fact_contact[fact];
    if (!*rules_waiting)
        return;
    hoshi_fact_set_add(&one, fact);
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_missing_facts_print(&out, b->lang, rules, &one, p->buyer->buyer);
    const char *text = checks_kept(b, &out);
    hoshi_put_merged(own_checks_sheet(b), p->row, C_ID, p->row, C_FACTS, HOSHI_STYLE_TEXT, text);
    hoshi_put_text(own_checks_sheet(b), p->row, C_CONFIRM, HOSHI_STYLE_TEXT,
                   contact == SIZE_MAX ? "-" : hoshi_words_say(b->lang, rules->contact[contact].name));
    hoshi_put_text(own_checks_sheet(b), p->row, C_BASIS, HOSHI_STYLE_TEXT, rules_waiting);
    checks_fact_comes_back(p, fact);
    hoshi_put_merged(own_checks_sheet(b), p->row, C_DONE, p->row, C_NOTE, HOSHI_STYLE_TEXT_INPUT, "");
    hoshi_own_fit(b, OWN_CHECKS, p->row, C_BASIS, rules_waiting);
    p->row++;
}

static void checks_missing_facts(struct page *p)
{
    struct own_book *b = p->b;
    if (!p->buyer->count[HOSHI_CHECK_MISSING_FACTS])
        return;
    hoshi_put_merged(own_checks_sheet(b), p->row, C_ID, p->row, C_FACTS, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, "分かれば判定できる事実（ケースの書き場所）",
                                   "Facts to find out (where to state them in the case)"));
    hoshi_put_text(own_checks_sheet(b), p->row, C_CONFIRM, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "聞く相手", "Whom to ask"));
    hoshi_put_text(own_checks_sheet(b), p->row, C_BASIS, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "待っている規則", "Rules that wait for it"));
    hoshi_put_merged(own_checks_sheet(b), p->row, C_DONE, p->row, C_NOTE, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, WORD(found_out)));
    p->row++;
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        checks_missing_row(p, (enum hoshi_rule_fact)i);
}

/* ---- a customer ---- */

static void buyer_block(struct page *p, uint32_t first[], uint32_t last[])
{
    struct own_book *b = p->b;
    const struct hoshi_case_buyer *buyer = &b->c->buyer[p->buyer->buyer];
    hoshi_own_wide(b, OWN_CHECKS, p->row++, C_ID, C_NOTE, HOSHI_STYLE_HEADING, hoshi_own_buyer(buyer));
    for (size_t i = 0; i < p->buyer->scopes; i++)
        hoshi_own_wide(b, OWN_CHECKS, p->row++, C_ID, C_NOTE, HOSHI_STYLE_TEXT, scope_text(p, i));
    first[p->buyer->buyer] = p->row + 1;
    checks_findings(p);
    last[p->buyer->buyer] = p->row - 1;
    p->row++;
    checks_missing_facts(p);
    p->row += 2;
}

/* Counts of the list, live where the list is; the others as they were found. */
static void summary_row(struct page *p, uint32_t row, uint32_t first, uint32_t last)
{
    struct own_book *b = p->b;
    const size_t *count = p->buyer->count;
    struct own_ref results = hoshi_own_span(first, C_RESULT, last, C_RESULT),
                   done = hoshi_own_span(first, C_DONE, last, C_DONE);
    hoshi_put_merged(own_checks_sheet(b), row, SUM_NAME, row, SUM_COUNT - 1, HOSHI_STYLE_LABEL,
                     hoshi_own_buyer(&b->c->buyer[p->buyer->buyer]));
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 4096);
    hoshi_buffer_printf(
        &out, hoshi_own_say(b, "事実の不足 %zu、該当しない %zu", "facts missing %zu, does not apply %zu"),
        count[HOSHI_CHECK_MISSING_FACTS], count[HOSHI_CHECK_NOT_APPLICABLE]);
    const char *rest = checks_kept(b, &out);
    hoshi_put_formula_text(
        own_checks_sheet(b), row, C_FACTS, HOSHI_STYLE_TEXT,
        hoshi_own_text(b,
                       hoshi_own_say(b, "問題の可能性 %zu、注意 %zu、指摘なし %zu",
                                     "possible problem %zu, attention %zu, nothing found %zu"),
                       count[HOSHI_CHECK_POSSIBLE_PROBLEM], count[HOSHI_CHECK_ATTENTION],
                       count[HOSHI_CHECK_OK]),
        hoshi_own_say(b, PROSE(possible_problem_countif_attention_countif)), results.text,
        hoshi_say_check_result(b->lang, order[0]), results.text, hoshi_say_check_result(b->lang, order[1]),
        results.text, hoshi_say_check_result(b->lang, order[2]));
    hoshi_put_text(own_checks_sheet(b), row, C_CONFIRM, HOSHI_STYLE_TEXT, rest);
    hoshi_put_formula_text(
        own_checks_sheet(b), row, C_BASIS, HOSHI_STYLE_TEXT,
        hoshi_own_text(b, hoshi_own_say(b, "未確認 %zu件", "%zu open"),
                       count[HOSHI_CHECK_POSSIBLE_PROBLEM] + count[HOSHI_CHECK_ATTENTION]),
        hoshi_own_say(b, "=\"未確認 \"&COUNTIF(%s,\"未\")&\"件\"", "=COUNTIF(%s,\"open\")&\" open\""),
        done.text);
}

static void checks_settings(struct page *p)
{
    struct own_book *b = p->b;
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_buffer_puts(&out,
                      hoshi_own_say(b, "設定（法に数の定めはない）: ", "Settings (no law gives them): "));
    for (size_t i = 0; i < p->check->rules->settings; i++) {
        hoshi_buffer_puts(&out, i ? hoshi_own_say(b, "、", ", ") : "");
        hoshi_rule_setting_print(&out, b->lang, p->check, i);
    }
    hoshi_buffer_printf(&out, hoshi_own_say(b, "。規則の表 %s版。", ". Rules of %s."),
                        p->check->rules->version);
    hoshi_own_wide(b, OWN_CHECKS, p->row++, C_ID, C_NOTE, HOSHI_STYLE_NOTE, checks_kept(b, &out));
}

void hoshi_own_write_checks(struct own_book *b)
{
    struct page p = {.b = b, .check = b->options->check};
    size_t n = p.check->buyers;
    uint32_t *first = hoshi_arena_array(&b->arena, n + 1, sizeof *first),
             *last = hoshi_arena_array(&b->arena, n + 1, sizeof *last);
    if (!first || !last) {
        b->book.failed = true;
        return;
    }
    hoshi_own_widths(b, OWN_CHECKS, heads, C_COLUMNS);
    uint32_t row = hoshi_own_title(
        b, OWN_CHECKS, C_NOTE, hoshi_own_say(b, "取引の公正の確認（社内用）", "Fair-trade checks (own use)"),
        hoshi_own_say(b, PROSE(facts_put_in_order_and_questions_2)));
    p.row = row + (uint32_t)n + 2;
    for (size_t i = 0; i < n; i++) {
        p.buyer = &p.check->buyer[i];
        buyer_block(&p, first, last);
    }
    for (size_t i = 0; i < n; i++) {
        p.buyer = &p.check->buyer[i];
        summary_row(&p, row + (uint32_t)i, first[i], last[i]);
    }
    checks_settings(&p);
}
