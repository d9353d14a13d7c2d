/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The table of rules for people and for machines (verb `rules`). */
#ifndef HOSHI_RULES_TEXT_H
#define HOSHI_RULES_TEXT_H

#include "check_text.h"

/** True when the rule's id, name, article, paper or texts hold the word (any case of ASCII letters). */
bool hoshi_rule_matches(const struct hoshi_rule_row *rule, const char *word);

/** Append the rules that match (word NULL: all), then settings and open points when all are shown. */
void hoshi_rules_print_text(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                            const char *word);
/** As CSV with a byte order mark, a row per rule. */
void hoshi_rules_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                           const char *word);
/** As JSON: rules, facts with their kinds, settings, contacts, open points; texts in both languages. */
void hoshi_rules_print_json(struct hoshi_buffer *out, const struct hoshi_rules *rules, const char *word);

#endif
