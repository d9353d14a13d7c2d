/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"
#include "log_text.h"
#include "prose.h"
#include "prose_report.def"

#include <inttypes.h>
#include <string.h>

struct pair {
    const char *ja, *en;
};

#define N(a) (sizeof(a) / sizeof((a)[0]))

/* ---- words ---- */

const char *hoshi_say_check_result(enum hoshi_lang lang, enum hoshi_check_result result)
{
    static const struct pair words[HOSHI_CHECK_RESULTS] = {
        {"確認した範囲で指摘なし", "nothing found within what was looked at"},
        {WORD_IN(attention)},
        {WORD_IN(possible_problem)},
        {"事実の不足", "facts missing"},
        {"該当しない", "does not apply"}};
    return hoshi_say(lang, words[result].ja, words[result].en);
}

const char *hoshi_say_rule_kind(enum hoshi_lang lang, enum hoshi_rule_kind kind)
{
    static const struct pair words[HOSHI_RESTS_ON_KINDS] = {{"法令", "law"},
                                                            {"指針・公表資料", "guidance"},
                                                            {"実務の目安", "practice"},
                                                            {"この道具の提案", "proposal of this tool"}};
    return hoshi_say(lang, words[kind].ja, words[kind].en);
}

const char *hoshi_say_rule_party(enum hoshi_lang lang, enum hoshi_rule_party party)
{
    static const struct pair words[HOSHI_CONDUCT_PARTIES] = {
        {WORD_IN(buyer)}, {WORD_IN(supplier)}, {WORD(both)}};
    return hoshi_say(lang, words[party].ja, words[party].en);
}

const char *hoshi_check_notice(enum hoshi_lang lang)
{
    return hoshi_say(lang, PROSE(facts_put_in_order_and_questions));
}

/* ---- facts ---- */

static void print_percent(struct hoshi_buffer *out, int64_t ppm)
{
    char t[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(out, "%s%%", hoshi_decimal_print(ppm * 100, 0, t));
}

void hoshi_fact_value_print(struct hoshi_buffer *out, enum hoshi_lang lang, enum hoshi_rule_fact fact,
                            const struct hoshi_fact_value *value)
{
    char t[HOSHI_DECIMAL_TEXT];
    if (!value->known) {
        hoshi_buffer_puts(out, hoshi_say(lang, "記載なし", "not stated"));
        return;
    }
    switch (hoshi_rule_fact_kind(fact)) {
    case HOSHI_FACT_TRUTH:
        hoshi_buffer_puts(out, value->truth == HOSHI_YES ? hoshi_say(lang, WORD_IN(yes))
                                                         : hoshi_say(lang, WORD_IN(no)));
        break;
    case HOSHI_FACT_COUNT:
        hoshi_buffer_puts(out, hoshi_yen_print(value->number, t));
        break;
    case HOSHI_FACT_YEN:
        hoshi_buffer_printf(out, hoshi_say(lang, WORD(n_yen)), hoshi_yen_print(value->number, t));
        break;
    case HOSHI_FACT_PPM:
        print_percent(out, value->number);
        break;
    case HOSHI_FACT_PRICE:
        hoshi_buffer_printf(out, hoshi_say(lang, WORD(n_yen)), hoshi_decimal_print(value->number, 0, t));
        if (value->text)
            hoshi_buffer_printf(out, hoshi_say(lang, "［%s］", " [%s]"), value->text);
        break;
    case HOSHI_FACT_DATE:
        hoshi_say_date(out, lang, value->date);
        break;
    case HOSHI_FACT_WORD:
        hoshi_buffer_puts(out, hoshi_say_case_word(lang, value->text));
        break;
    case HOSHI_FACT_TEXT:
        hoshi_buffer_printf(out, hoshi_say(lang, "「%s」", "“%s”"), value->text);
        break;
    }
}

void hoshi_fact_origin_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                             const struct hoshi_fact_value *value)
{
    static const struct pair words[] = {[HOSHI_FROM_CASE] = {WORD(case)},
                                        [HOSHI_FROM_LOG] = {"協議の記録", "log of talks"},
                                        [HOSHI_FROM_ESTIMATE] = {"見積・負担案", "estimate and split"},
                                        [HOSHI_FROM_FACTS] = {"ほかの事実から", "from other facts"},
                                        [HOSHI_FROM_ABSENCE] = {"記録がない", "nothing on record"},
                                        [HOSHI_ASSUMED] = {"仮定", "assumed"}};
    hoshi_buffer_puts(out, hoshi_say(lang, words[value->origin].ja, words[value->origin].en));
    if (value->origin == HOSHI_FROM_LOG && !value->entries && value->seq)
        hoshi_buffer_printf(out, hoshi_say(lang, " %" PRId64 "番", " no. %" PRId64), value->seq);
    if (value->entries && value->origin != HOSHI_FROM_LOG)
        hoshi_buffer_puts(out, hoshi_say(lang, "、記録", "; log"));
    for (size_t i = 0; i < value->entries; i++)
        hoshi_buffer_printf(out, hoshi_say(lang, "%s%" PRId64 "番", "%s%" PRId64),
                            i ? hoshi_say(lang, "・", ", ") : hoshi_say(lang, " ", " no. "), value->entry[i]);
}

void hoshi_finding_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_check_buyer *buyer,
                               const struct hoshi_finding *finding, enum hoshi_check_view view)
{
    const char *between = "";
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++) {
        enum hoshi_rule_fact fact = (enum hoshi_rule_fact)i;
        if (!hoshi_fact_set_has(&finding->shown, fact))
            continue;
        const struct hoshi_fact_value *v = hoshi_finding_fact(buyer, finding, fact);
        hoshi_buffer_printf(out, "%s%s ", between, hoshi_words_say(lang, rules->fact[fact]));
        if (view == HOSHI_VIEW_OF_BUYER && hoshi_check_fact_private(fact))
            hoshi_buffer_puts(out, hoshi_say(lang, "（受注者側で確認）", "(looked at by the supplier)"));
        else
            hoshi_fact_value_print(out, lang, fact, v);
        hoshi_buffer_puts(out, hoshi_say(lang, "（", " ("));
        hoshi_fact_origin_print(out, lang, v);
        hoshi_buffer_puts(out, hoshi_say(lang, "）", ")"));
        between = hoshi_say(lang, "、", ", ");
    }
}

/* Where the user states a fact, as a path of the case file. */
static void print_key(struct hoshi_buffer *out, enum hoshi_rule_fact fact, size_t buyer)
{
    static const char *const blocks[] = {"as_of", "supplier.", "plan.", "price.", "sharing.", "prepared_by."};
    const char *key = hoshi_rule_fact_key(fact);
    for (size_t i = 0; i < N(blocks); i++)
        if (strncmp(key, blocks[i], strlen(blocks[i])) == 0) {
            hoshi_buffer_puts(out, key);
            return;
        }
    hoshi_buffer_printf(out, "buyers[%zu].%s", buyer, key);
}

static void check_text_print_missing(struct hoshi_buffer *out, enum hoshi_lang lang,
                                     const struct hoshi_rules *rules, enum hoshi_rule_fact fact, size_t buyer)
{
    hoshi_buffer_puts(out, hoshi_words_say(lang, rules->fact[fact]));
    if (*hoshi_rule_fact_key(fact)) {
        hoshi_buffer_puts(out, hoshi_say(lang, "（", " ("));
        print_key(out, fact, buyer);
        hoshi_buffer_puts(out, hoshi_say(lang, "）", ")"));
    }
}

void hoshi_missing_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_fact_set *missing,
                               size_t buyer)
{
    const char *between = "";
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(missing, (enum hoshi_rule_fact)i)) {
            hoshi_buffer_puts(out, between);
            check_text_print_missing(out, lang, rules, (enum hoshi_rule_fact)i, buyer);
            between = hoshi_say(lang, "、", ", ");
        }
}

/* ---- rules ---- */

void hoshi_rule_basis_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rule_row *rule)
{
    const char *statute = hoshi_words_say(lang, rule->statute), *paper = hoshi_words_say(lang, rule->paper);
    const char *between = hoshi_say(lang, "、", "; ");
    if (*statute)
        hoshi_buffer_printf(out, "%s%s", statute, between);
    if (*paper)
        hoshi_buffer_printf(out, "%s%s", paper, between);
    hoshi_buffer_printf(out, hoshi_say(lang, "%s%s、確度 %s、%s", "%s%s, confidence %s, %s"),
                        hoshi_say_rule_kind(lang, rule->kind),
                        rule->inferred ? hoshi_say(lang, "（推論）", " (inferred)") : "",
                        hoshi_say_confidence(lang, rule->from.confidence),
                        hoshi_say_source_date(lang, &rule->from));
}

static void print_contacts(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                           const size_t *contact, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_printf(out, "%s%s", i ? hoshi_say(lang, "、", ", ") : "",
                            hoshi_words_say(lang, rules->contact[contact[i]].name));
}

void hoshi_rule_contacts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_rule_row *rule)
{
    print_contacts(out, lang, rules, rule->contact, rule->contacts);
}

void hoshi_rule_setting_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_check *check,
                              size_t setting)
{
    const struct hoshi_rule_setting *s = &check->rules->setting[setting];
    static const struct {
        const char *unit;
        struct pair say;
    } units[] = {{"day", {"日", " days"}},
                 {"time", {"回", " times"}},
                 {"month", {"か月", " months"}},
                 {"supplier", {"社", " suppliers"}},
                 {"item", {"品目", " items"}}};
    hoshi_buffer_printf(out, "%s ", hoshi_words_say(lang, s->name));
    if (strcmp(s->unit, "share") == 0)
        print_percent(out, check->setting[setting]);
    else
        hoshi_buffer_printf(out, "%" PRId64, check->setting[setting]);
    for (size_t i = 0; i < N(units); i++)
        if (strcmp(units[i].unit, s->unit) == 0)
            hoshi_buffer_puts(out, hoshi_say(lang, units[i].say.ja, units[i].say.en));
    hoshi_buffer_puts(out, check->setting_of_case[setting]
                               ? hoshi_say(lang, "（ケースの設定）", " (set by the case)")
                               : hoshi_say(lang, "（既定）", " (default)"));
}

/* ---- scope ---- */

static const char *verdict_sentence(enum hoshi_lang lang, enum hoshi_scope_verdict verdict)
{
    static const struct pair words[] = {
        [HOSHI_SCOPE_COVERED] = {"取適法の対象とみられる", "looks covered by the 取適法"},
        [HOSHI_SCOPE_NOT_COVERED] = {PROSE(does_not_look_covered_2)},
        [HOSHI_SCOPE_UNKNOWN] = {"事実が足りず、まだ言えない", "cannot be said yet: facts are missing"},
        [HOSHI_SCOPE_OLD_LAW] = {PROSE(ordered_before_1_january_2026_2)},
        [HOSHI_SCOPE_OTHER_LAW] = {PROSE(does_not_look_like_a_commission)}};
    return hoshi_say(lang, words[verdict].ja, words[verdict].en);
}

static void print_size(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_check_buyer *buyer,
                       enum hoshi_rule_fact ours, enum hoshi_rule_fact theirs, const char *what)
{
    const enum hoshi_rule_fact fact[] = {ours, theirs};
    hoshi_buffer_printf(out, "%s ", what);
    for (size_t i = 0; i < 2; i++) {
        const struct hoshi_fact_value *v = &buyer->value[fact[i]];
        if (i)
            hoshi_buffer_puts(out, hoshi_say(lang, " 対 ", " against "));
        if (v->known)
            hoshi_fact_value_print(out, lang, fact[i], v);
        else
            hoshi_buffer_puts(out, hoshi_say(lang, WORD_IN(not_known)));
    }
}

void hoshi_scope_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                       const struct hoshi_check_buyer *buyer, size_t scope)
{
    const struct hoshi_check_scope *s = &buyer->scope[scope];
    const struct hoshi_fact_value *type = hoshi_check_fact(buyer, scope, HOSHI_RF_TXN_TYPE),
                                  *day = hoshi_check_fact(buyer, scope, HOSHI_RF_TXN_ORDERED_ON);
    hoshi_buffer_puts(out, type->known ? hoshi_say_case_word(lang, type->text)
                                       : hoshi_say(lang, "取引の種類が不明", "type not stated"));
    hoshi_buffer_puts(out, hoshi_say(lang, "（", " ("));
    if (day->origin == HOSHI_ASSUMED)
        hoshi_buffer_puts(out, hoshi_say(lang, "これからの発注とみる", "taken as an order from now on"));
    else {
        hoshi_buffer_puts(out, hoshi_say(lang, "発注 ", "ordered "));
        hoshi_say_date(out, lang, day->date);
    }
    hoshi_buffer_printf(out, hoshi_say(lang, "）: %s。", "): %s. "), verdict_sentence(lang, s->verdict));
    print_size(out, lang, buyer, HOSHI_RF_BUYER_CAPITAL, HOSHI_RF_SUPPLIER_CAPITAL,
               hoshi_say(lang, WORD(capital)));
    print_size(out, lang, buyer, HOSHI_RF_BUYER_EMPLOYEES, HOSHI_RF_SUPPLIER_EMPLOYEES,
               hoshi_say(lang, "、常時使用する従業員", ", regular employees"));
    if (s->by)
        hoshi_buffer_printf(out, hoshi_say(lang, "（%s）", " (%s)"), s->by->id);
    if (s->verdict == HOSHI_SCOPE_UNKNOWN) {
        hoshi_buffer_puts(out, hoshi_say(lang, "。足りない事実: ", ". Missing: "));
        hoshi_missing_facts_print(out, lang, rules, &s->missing, buyer->buyer);
    }
}

/* ---- the report ---- */

struct report {
    struct hoshi_buffer *out;
    enum hoshi_lang lang;
    const struct hoshi_check_page *page;
    const struct hoshi_rules *rules;
    const struct hoshi_check_buyer *b;
};

static bool check_text_shown(const struct hoshi_check_page *page, const struct hoshi_finding *f)
{
    return hoshi_check_in_view(f->rule, page->view);
}

static bool buyer_shown(const struct hoshi_check_page *page, size_t buyer)
{
    return page->buyer == SIZE_MAX ? page->check->buyer[buyer].concerned : page->buyer == buyer;
}

/* Who is left out is named, with how to look at it all the same. */
static void check_text_left_out(struct report *p)
{
    size_t n = 0;
    for (size_t i = 0; p->page->buyer == SIZE_MAX && i < p->page->check->buyers; i++) {
        const struct hoshi_case_buyer *b = &p->page->c->buyer[i];
        if (p->page->check->buyer[i].concerned)
            continue;
        hoshi_buffer_puts(p->out, n++ ? hoshi_say(p->lang, "、", ", ")
                                      : hoshi_say(p->lang, PROSE(buyers_that_ask_for_nothing)));
        hoshi_buffer_printf(p->out, "%s (%s)", b->name ? b->name : b->id, b->id);
    }
    if (n)
        hoshi_buffer_puts(p->out, "\n");
}

static size_t check_text_count_of(const struct report *p, enum hoshi_check_result result)
{
    size_t n = 0;
    for (size_t i = 0; i < p->b->findings; i++)
        n += check_text_shown(p->page, &p->b->finding[i]) && p->b->finding[i].result == result;
    return n;
}

/* Which act it is about: "（記録 8番、2026-08-03 価格の変更）". */
static void print_act(struct report *p, const struct hoshi_log_entry *e)
{
    char day[HOSHI_DATE_TEXT];
    if (e)
        hoshi_buffer_printf(
            p->out, hoshi_say(p->lang, "（記録 %" PRId64 "番、%s %s）", " (entry %" PRId64 ", %s %s)"),
            e->seq, hoshi_date_print(e->date, day), hoshi_say_log_act(p->lang, e));
}

static void finding_head(struct report *p, const struct hoshi_finding *f)
{
    hoshi_buffer_printf(p->out, "\n  [%s] %s %s", hoshi_say_check_result(p->lang, f->result), f->rule->id,
                        hoshi_words_say(p->lang, f->rule->name));
    if (f->scope != SIZE_MAX && p->b->scopes > 1)
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "（取引 %zu）", " (transaction %zu)"), f->scope + 1);
    print_act(p, hoshi_finding_entry(p->b, f));
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, "〔%s〕\n", " [%s]\n"),
                        hoshi_say_rule_party(p->lang, f->rule->party));
}

/* The supplier confirms with the buyer; the buyer is told what it can do itself, and whom to ask in its house. */
static void to_do(struct report *p, const struct hoshi_rule_row *rule)
{
    bool own = p->page->view == HOSHI_VIEW_OF_BUYER && *hoshi_words_say(p->lang, rule->buyer_does);
    if (own) {
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang, "    当社ができること: %s（", "    What we can do: %s ("),
                            hoshi_words_say(p->lang, rule->buyer_does));
        print_contacts(p->out, p->lang, p->rules, rule->house, rule->houses);
    } else {
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "    確認すること: %s（", "    Confirm: %s ("),
                            hoshi_words_say(p->lang, rule->confirm));
        hoshi_rule_contacts_print(p->out, p->lang, p->rules, rule);
    }
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "）\n", ")\n"));
}

static void check_text_finding(struct report *p, const struct hoshi_finding *f)
{
    finding_head(p, f);
    if (f->result == HOSHI_CHECK_ATTENTION || f->result == HOSHI_CHECK_POSSIBLE_PROBLEM) {
        hoshi_buffer_printf(p->out, "    %s\n",
                            hoshi_words_say(p->lang, *hoshi_rule_finding(f->rule, f->result)));
        to_do(p, f->rule);
    }
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "    見た事実: ", "    Facts: "));
    hoshi_finding_facts_print(p->out, p->lang, p->rules, p->b, f, p->page->view);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "\n    根拠: ", "\n    Rests on: "));
    hoshi_rule_basis_print(p->out, p->lang, f->rule);
    hoshi_buffer_puts(p->out, "\n");
}

static void findings_of(struct report *p, enum hoshi_check_result result)
{
    for (size_t i = 0; i < p->b->findings; i++)
        if (check_text_shown(p->page, &p->b->finding[i]) && p->b->finding[i].result == result)
            check_text_finding(p, &p->b->finding[i]);
}

/* One line for each missing fact, with the rules that wait for it: what to ask, not what is unknown. */
static void check_text_missing_facts(struct report *p)
{
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++) {
        enum hoshi_rule_fact fact = (enum hoshi_rule_fact)i;
        const char *between = ": ";
        const struct hoshi_rule_row *last = NULL;
        bool any = false;
        for (size_t k = 0; k < p->b->findings; k++) {
            const struct hoshi_finding *f = &p->b->finding[k];
            if (!check_text_shown(p->page, f) || f->result != HOSHI_CHECK_MISSING_FACTS ||
                !hoshi_fact_set_has(&f->missing, fact))
                continue;
            if (!any) {
                hoshi_buffer_puts(p->out, "    - ");
                check_text_print_missing(p->out, p->lang, p->rules, fact, p->b->buyer);
                if (p->rules->fact_contact[fact] != SIZE_MAX)
                    hoshi_buffer_printf(
                        p->out, hoshi_say(p->lang, " → %s", " → %s"),
                        hoshi_words_say(p->lang, p->rules->contact[p->rules->fact_contact[fact]].name));
            }
            if (!any || f->rule != last)
                hoshi_buffer_printf(p->out, "%s%s", between, f->rule->id);
            any = true;
            last = f->rule;
            between = ", ";
        }
        if (any)
            hoshi_buffer_puts(p->out, "\n");
    }
}

static void ids_of(struct report *p, enum hoshi_check_result result)
{
    const char *between = "";
    hoshi_buffer_printf(p->out, "\n  %s: ", hoshi_say_check_result(p->lang, result));
    for (size_t i = 0; i < p->b->findings; i++)
        if (check_text_shown(p->page, &p->b->finding[i]) && p->b->finding[i].result == result) {
            hoshi_buffer_printf(p->out, "%s%s", between, p->b->finding[i].rule->id);
            between = ", ";
        }
    hoshi_buffer_puts(p->out, *between ? "\n" : hoshi_say(p->lang, "なし\n", "none\n"));
}

static void buyer_head(struct report *p)
{
    const struct hoshi_case_buyer *b = &p->page->c->buyer[p->b->buyer];
    static const enum hoshi_check_result order[] = {HOSHI_CHECK_POSSIBLE_PROBLEM, HOSHI_CHECK_ATTENTION,
                                                    HOSHI_CHECK_MISSING_FACTS, HOSHI_CHECK_OK,
                                                    HOSHI_CHECK_NOT_APPLICABLE};
    hoshi_buffer_printf(p->out, "\n%s (%s)\n", b->name ? b->name : b->id, b->id);
    for (size_t i = 0; i < p->b->scopes; i++) {
        hoshi_buffer_puts(p->out, "  ");
        hoshi_scope_print(p->out, p->lang, p->rules, p->b, i);
        hoshi_buffer_puts(p->out, "\n");
    }
    hoshi_buffer_puts(p->out, " ");
    for (size_t i = 0; i < N(order); i++)
        hoshi_buffer_printf(p->out, " %s %zu%s", hoshi_say_check_result(p->lang, order[i]),
                            check_text_count_of(p, order[i]),
                            i + 1 < N(order) ? hoshi_say(p->lang, "、", ",") : "\n");
}

static void check_text_buyer(struct report *p)
{
    buyer_head(p);
    findings_of(p, HOSHI_CHECK_POSSIBLE_PROBLEM);
    findings_of(p, HOSHI_CHECK_ATTENTION);
    if (check_text_count_of(p, HOSHI_CHECK_MISSING_FACTS)) {
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(facts_to_find_out_whom)));
        check_text_missing_facts(p);
    }
    if (p->page->all) {
        findings_of(p, HOSHI_CHECK_OK);
        ids_of(p, HOSHI_CHECK_NOT_APPLICABLE);
    } else {
        ids_of(p, HOSHI_CHECK_OK);
    }
}

static void check_text_foot(struct report *p)
{
    hoshi_buffer_puts(
        p->out, hoshi_say(p->lang, "\n設定（法に数の定めはない）: ", "\nSettings (no law gives them): "));
    for (size_t i = 0; i < p->rules->settings; i++) {
        hoshi_buffer_puts(p->out, i ? hoshi_say(p->lang, "、", ", ") : "");
        hoshi_rule_setting_print(p->out, p->lang, p->page->check, i);
    }
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(rules_of_the_points_that_are)), p->rules->version,
                        p->rules->open_points);
}

void hoshi_check_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                              const struct hoshi_check_page *page)
{
    struct report p = {out, lang, page, page->check->rules, NULL};
    hoshi_buffer_puts(out, page->view == HOSHI_VIEW_OF_BUYER
                               ? hoshi_say(lang, "取引の公正についての確認（発注者の立場から）、",
                                           "Fair-trade checks, from the buyer's side, ")
                               : hoshi_say(lang, "取引の公正についての確認（受注者の立場から）、",
                                           "Fair-trade checks, from the supplier's side, "));
    hoshi_say_date(out, lang, page->check->as_of);
    hoshi_buffer_printf(out, "\n%s\n", hoshi_check_notice(lang));
    for (size_t i = 0; i < page->check->buyers; i++)
        if (buyer_shown(page, i)) {
            p.b = &page->check->buyer[i];
            check_text_buyer(&p);
        }
    if (!page->check->buyers)
        hoshi_buffer_puts(out, hoshi_say(lang, "\n発注者がケースに書かれていません（buyers）。\n",
                                         "\nThe case names no buyer (buyers).\n"));
    check_text_left_out(&p);
    check_text_foot(&p);
}

bool hoshi_check_page_found(const struct hoshi_check_page *page)
{
    for (size_t i = 0; i < page->check->buyers; i++)
        for (size_t k = 0; buyer_shown(page, i) && k < page->check->buyer[i].findings; k++) {
            const struct hoshi_finding *f = &page->check->buyer[i].finding[k];
            if (f->result == HOSHI_CHECK_POSSIBLE_PROBLEM && check_text_shown(page, f))
                return true;
        }
    return false;
}
