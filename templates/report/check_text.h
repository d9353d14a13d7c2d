/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Findings of the fair-trade checks in words, as a report and as JSON (SPEC §5.10). */
#ifndef HOSHI_CHECK_TEXT_H
#define HOSHI_CHECK_TEXT_H

#include "check.h"
#include "json_write.h"
#include "message.h"

/** What is shown. */
struct hoshi_check_page {
    const struct hoshi_check *check;
    const struct hoshi_case *c;
    enum hoshi_check_view view;
    size_t buyer; /* index in the case; SIZE_MAX: all */
    bool all;     /* also what was found to be in order, and what does not apply, with its reasons */
};

/** 「確認した範囲で指摘なし」「注意」「問題の可能性」「事実の不足」「該当しない」. */
const char *hoshi_say_check_result(enum hoshi_lang lang, enum hoshi_check_result result);
/** 「法令」「指針・公表資料」「実務の目安」「この道具の提案」. */
const char *hoshi_say_rule_kind(enum hoshi_lang lang, enum hoshi_rule_kind kind);
/** Whose conduct: 「発注者」「受注者」「双方」. */
const char *hoshi_say_rule_party(enum hoshi_lang lang, enum hoshi_rule_party party);

/** Value of a fact, "記載なし" when not known ("3億円" as 300,000,000円, はい, 2026年10月1日, …). */
void hoshi_fact_value_print(struct hoshi_buffer *out, enum hoshi_lang lang, enum hoshi_rule_fact fact,
                            const struct hoshi_fact_value *value);
/** Where a value is from: 「ケース」「協議の記録 3番」「見積」「ほかの事実から」「記録なし」「仮定」. */
void hoshi_fact_origin_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                             const struct hoshi_fact_value *value);
/** Facts of a finding, one after the other ("発注者の資本金 300,000,000円（ケース）、…"). A buyer's view
 * shows no private fact. */
void hoshi_finding_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_check_buyer *buyer,
                               const struct hoshi_finding *finding, enum hoshi_check_view view);
/** What is missing, with where to state it and who can tell. */
void hoshi_missing_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_fact_set *missing,
                               size_t buyer);
/** Article, paper, what it rests on, confidence, date. */
void hoshi_rule_basis_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                            const struct hoshi_rule_row *rule);
/** Whom to ask: names joined. */
void hoshi_rule_contacts_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_rules *rules, const struct hoshi_rule_row *rule);
/** Scope of one transaction in one sentence, with the facts and what would change it. */
void hoshi_scope_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                       const struct hoshi_check_buyer *buyer, size_t scope);
/** A setting in use ("返答を待つ日数 30日"). */
void hoshi_rule_setting_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_check *check,
                              size_t setting);

/** The notice that stands on everything: facts put in order, no legal finding. */
const char *hoshi_check_notice(enum hoshi_lang lang);

/** Append the report of `check`. */
void hoshi_check_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                              const struct hoshi_check_page *page);
/** Append the JSON document of `check --json`, ended by a newline. */
void hoshi_check_print_json(struct hoshi_buffer *out, const struct hoshi_check_page *page);
/** The counts of all buyers as `{ "ok": n, … }`. */
void hoshi_check_put_counts(struct hoshi_json_writer *w, const char *key,
                            const size_t count[HOSHI_CHECK_RESULTS]);

/** True when the page shows a possible problem. */
bool hoshi_check_page_found(const struct hoshi_check_page *page);

#endif
