/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_text.h"
#include "result.h"
#include "prose.h"
#include "prose_report.def"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

static bool holds(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (; *text; text++)
        if (strncasecmp(text, word, n) == 0)
            return true;
    return n == 0;
}

static bool words_hold(struct hoshi_words w, const char *word)
{
    return holds(w.ja, word) || holds(w.en, word);
}

bool hoshi_rule_matches(const struct hoshi_rule_row *rule, const char *word)
{
    return !word || holds(rule->id, word) || words_hold(rule->name, word) ||
           words_hold(rule->statute, word) || words_hold(rule->paper, word) ||
           words_hold(rule->finding, word) || words_hold(rule->confirm, word);
}

/* The facts a rule asks for, in words. */
static void print_facts(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                        const struct hoshi_rule_row *rule)
{
    struct hoshi_fact_set set = {{0}};
    const char *between = "";
    hoshi_condition_facts(rule->applies, &set);
    hoshi_condition_facts(rule->holds, &set);
    if (rule->attention)
        hoshi_condition_facts(rule->attention, &set);
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(&set, (enum hoshi_rule_fact)i)) {
            hoshi_buffer_printf(out, "%s%s", between, hoshi_words_say(lang, rules->fact[i]));
            between = hoshi_say(lang, "、", ", ");
        }
}

static void print_rule(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                       const struct hoshi_rule_row *r)
{
    hoshi_buffer_printf(out, hoshi_say(lang, "%s  %s〔%s〕\n", "%s  %s [%s]\n"), r->id,
                        hoshi_words_say(lang, r->name), hoshi_say_rule_party(lang, r->party));
    hoshi_buffer_printf(out, hoshi_say(lang, "  見る事実: ", "  Facts: "));
    print_facts(out, lang, rules, r);
    hoshi_buffer_printf(out, hoshi_say(lang, "\n  満たさないとき（%s）: %s\n", "\n  Otherwise (%s): %s\n"),
                        hoshi_say_check_result(lang, r->otherwise), hoshi_words_say(lang, r->finding));
    hoshi_buffer_printf(out, hoshi_say(lang, "  確認すること: %s（", "  Confirm: %s ("),
                        hoshi_words_say(lang, r->confirm));
    hoshi_rule_contacts_print(out, lang, rules, r);
    hoshi_buffer_puts(out, hoshi_say(lang, "）\n  根拠: ", ")\n  Rests on: "));
    hoshi_rule_basis_print(out, lang, r);
    hoshi_buffer_printf(out, "\n  %s\n", hoshi_say(lang, r->from.source_ja, r->from.source));
}

static void print_rest(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules)
{
    char t[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(settings_no_law_gives_them)));
    for (size_t i = 0; i < rules->settings; i++) {
        const struct hoshi_rule_setting *s = &rules->setting[i];
        bool share = strcmp(s->unit, "share") == 0;
        hoshi_buffer_printf(out, "  %s  %s: %s  [%s]\n", s->id, hoshi_words_say(lang, s->name),
                            hoshi_decimal_print(share ? s->number : s->number * HOSHI_MICRO, 0, t),
                            hoshi_say(lang, s->from.source_ja, s->from.source));
    }
    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(not_settled_kept_out)));
    for (size_t i = 0; i < rules->open_points; i++)
        hoshi_buffer_printf(out, "  %s  %s\n", rules->open_point[i].id,
                            hoshi_words_say(lang, rules->open_point[i].text));
}

void hoshi_rules_print_text(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                            const char *word)
{
    hoshi_buffer_printf(out, "%s\n\n", hoshi_check_notice(lang));
    for (size_t i = 0; i < rules->rows; i++)
        if (hoshi_rule_matches(&rules->row[i], word))
            print_rule(out, lang, rules, &rules->row[i]);
    if (!word)
        print_rest(out, lang, rules);
}

/* ---- CSV ---- */

static void csv(struct hoshi_buffer *out, const char *text, const char *behind)
{
    hoshi_buffer_csv(out, text);
    hoshi_buffer_puts(out, behind);
}

void hoshi_rules_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_rules *rules,
                           const char *word)
{
    hoshi_buffer_puts(
        out,
        "\xEF\xBB\xBFid,name,party,kind,inferred,confidence,otherwise,statute,paper,finding,confirm,source,date\r\n");
    for (size_t i = 0; i < rules->rows; i++) {
        const struct hoshi_rule_row *r = &rules->row[i];
        if (!hoshi_rule_matches(r, word))
            continue;
        csv(out, r->id, ",");
        csv(out, hoshi_words_say(lang, r->name), ",");
        hoshi_buffer_printf(out, "%s,%s,%s,%s,%s,", hoshi_rule_party_key(r->party),
                            hoshi_rule_kind_key(r->kind), r->inferred ? "yes" : "no",
                            hoshi_confidence_key(r->from.confidence), hoshi_check_result_key(r->otherwise));
        csv(out, hoshi_words_say(lang, r->statute), ",");
        csv(out, hoshi_words_say(lang, r->paper), ",");
        csv(out, hoshi_words_say(lang, r->finding), ",");
        csv(out, hoshi_words_say(lang, r->confirm), ",");
        csv(out, hoshi_say(lang, r->from.source_ja, r->from.source), ",");
        csv(out, r->from.date, "\r\n");
    }
}

/* ---- JSON ---- */

static void text(struct hoshi_buffer *out, const char *key, const char *value)
{
    hoshi_buffer_printf(out, ", \"%s\": ", key);
    hoshi_json_print_text(out, value);
}

static void both(struct hoshi_buffer *out, const char *key, struct hoshi_words w)
{
    hoshi_buffer_printf(out, ", \"%s\": { \"ja\": ", key);
    hoshi_json_print_text(out, w.ja);
    text(out, "en", w.en);
    hoshi_buffer_puts(out, " }");
}

static void conditions(struct hoshi_buffer *out, const struct hoshi_rules *rules,
                       const struct hoshi_rule_row *r)
{
    const char *setting[HOSHI_RULE_SETTINGS_MAX];
    for (size_t i = 0; i < rules->settings; i++)
        setting[i] = rules->setting[i].id;
    hoshi_buffer_puts(out, ", \"applies\": ");
    hoshi_condition_print(out, r->applies, setting);
    hoshi_buffer_puts(out, ", \"holds\": ");
    hoshi_condition_print(out, r->holds, setting);
    if (r->attention) {
        hoshi_buffer_puts(out, ", \"attention\": ");
        hoshi_condition_print(out, r->attention, setting);
    }
}

static void json_rule(struct hoshi_buffer *out, const struct hoshi_rules *rules,
                      const struct hoshi_rule_row *r)
{
    struct hoshi_fact_set set = {{0}};
    const char *between = "";
    hoshi_buffer_printf(
        out,
        "    { \"id\": \"%s\", \"party\": \"%s\", \"kind\": \"%s\", \"otherwise\": \"%s\", \"inferred\": %s, \"confidence\": \"%s\", \"per\": \"%s\"",
        r->id, hoshi_rule_party_key(r->party), hoshi_rule_kind_key(r->kind),
        hoshi_check_result_key(r->otherwise), r->inferred ? "true" : "false",
        hoshi_confidence_key(r->from.confidence), r->per_transaction ? "transaction" : "buyer");
    both(out, "name", r->name);
    both(out, "statute", r->statute);
    both(out, "paper", r->paper);
    both(out, "finding", r->finding);
    both(out, "confirm", r->confirm);
    hoshi_condition_facts(r->applies, &set);
    hoshi_condition_facts(r->holds, &set);
    conditions(out, rules, r);
    hoshi_buffer_puts(out, ", \"facts\": [");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(&set, (enum hoshi_rule_fact)i)) {
            hoshi_buffer_printf(out, "%s\"%s\"", between, hoshi_rule_fact_id((enum hoshi_rule_fact)i));
            between = ", ";
        }
    hoshi_buffer_puts(out, "], \"with\": [");
    for (size_t i = 0; i < r->contacts; i++)
        hoshi_buffer_printf(out, "%s\"%s\"", i ? ", " : "", rules->contact[r->contact[i]].id);
    hoshi_buffer_puts(out, "]");
    text(out, "source", r->from.source);
    text(out, "date", r->from.date);
    hoshi_buffer_puts(out, " }");
}

void hoshi_rules_print_json(struct hoshi_buffer *out, const struct hoshi_rules *rules, const char *word)
{
    const char *between = "";
    hoshi_buffer_puts(out, "{ \"hoshiwari_rules\": 1");
    text(out, "version", rules->version);
    hoshi_buffer_puts(out, ",\n  \"rules\": [\n");
    for (size_t i = 0; i < rules->rows; i++)
        if (hoshi_rule_matches(&rules->row[i], word)) {
            hoshi_buffer_puts(out, between);
            json_rule(out, rules, &rules->row[i]);
            between = ",\n";
        }
    hoshi_buffer_puts(out, "\n  ],\n  \"settings\": [\n");
    for (size_t i = 0; i < rules->settings; i++) {
        hoshi_buffer_printf(out, "%s    { \"id\": \"%s\", \"number\": %" PRId64 ", \"unit\": \"%s\"",
                            i ? ",\n" : "", rules->setting[i].id, rules->setting[i].number,
                            rules->setting[i].unit);
        both(out, "name", rules->setting[i].name);
        hoshi_buffer_puts(out, " }");
    }
    hoshi_buffer_puts(out, "\n  ],\n  \"open_points\": [\n");
    for (size_t i = 0; i < rules->open_points; i++) {
        hoshi_buffer_printf(out, "%s    { \"id\": \"%s\"", i ? ",\n" : "", rules->open_point[i].id);
        both(out, "text", rules->open_point[i].text);
        hoshi_buffer_puts(out, " }");
    }
    hoshi_buffer_puts(out, "\n  ]\n}\n");
}
