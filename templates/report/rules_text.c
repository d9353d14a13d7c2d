/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_text.h"
#include "json_write.h"
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

static void rules_text_print_rest(struct hoshi_buffer *out, enum hoshi_lang lang,
                                  const struct hoshi_rules *rules)
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
        rules_text_print_rest(out, lang, rules);
}

/* ---- CSV ---- */

static void rules_text_csv(struct hoshi_buffer *out, const char *text, const char *behind)
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
        rules_text_csv(out, r->id, ",");
        rules_text_csv(out, hoshi_words_say(lang, r->name), ",");
        hoshi_buffer_printf(out, "%s,%s,%s,%s,%s,", hoshi_rule_party_key(r->party),
                            hoshi_rule_kind_key(r->kind), r->inferred ? "yes" : "no",
                            hoshi_confidence_key(r->from.confidence), hoshi_check_result_key(r->otherwise));
        rules_text_csv(out, hoshi_words_say(lang, r->statute), ",");
        rules_text_csv(out, hoshi_words_say(lang, r->paper), ",");
        rules_text_csv(out, hoshi_words_say(lang, r->finding), ",");
        rules_text_csv(out, hoshi_words_say(lang, r->confirm), ",");
        rules_text_csv(out, hoshi_say(lang, r->from.source_ja, r->from.source), ",");
        rules_text_csv(out, r->from.date, "\r\n");
    }
}

/* ---- JSON ---- */

static void json_both(struct hoshi_json_writer *w, const char *key, struct hoshi_words words)
{
    hoshi_json_object(w, key);
    hoshi_json_put(w, "ja", words.ja);
    hoshi_json_put(w, "en", words.en);
    hoshi_json_end(w);
}

static void json_conditions(struct hoshi_json_writer *w, const struct hoshi_rules *rules,
                            const struct hoshi_rule_row *r)
{
    const char *setting[HOSHI_RULE_SETTINGS_MAX];
    for (size_t i = 0; i < rules->settings; i++)
        setting[i] = rules->setting[i].id;
    hoshi_condition_print(hoshi_json_raw(w, "applies"), r->applies, setting);
    hoshi_condition_print(hoshi_json_raw(w, "holds"), r->holds, setting);
    if (r->attention)
        hoshi_condition_print(hoshi_json_raw(w, "attention"), r->attention, setting);
}

static void json_facts(struct hoshi_json_writer *w, const struct hoshi_rule_row *r)
{
    struct hoshi_fact_set set = {{0}};
    hoshi_condition_facts(r->applies, &set);
    hoshi_condition_facts(r->holds, &set);
    hoshi_json_array(w, "facts");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(&set, (enum hoshi_rule_fact)i))
            hoshi_json_put(w, NULL, hoshi_rule_fact_id((enum hoshi_rule_fact)i));
    hoshi_json_end(w);
}

static void rules_text_json_rule(struct hoshi_json_writer *w, const struct hoshi_rules *rules,
                                 const struct hoshi_rule_row *r)
{
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", r->id);
    hoshi_json_put(w, "party", hoshi_rule_party_key(r->party));
    hoshi_json_put(w, "kind", hoshi_rule_kind_key(r->kind));
    hoshi_json_put(w, "otherwise", hoshi_check_result_key(r->otherwise));
    hoshi_json_put_truth(w, "inferred", r->inferred);
    hoshi_json_put(w, "confidence", hoshi_confidence_key(r->from.confidence));
    hoshi_json_put(w, "per", hoshi_rule_per_key(r->per));
    json_both(w, "name", r->name);
    json_both(w, "statute", r->statute);
    json_both(w, "paper", r->paper);
    json_both(w, "finding", r->finding);
    json_both(w, "confirm", r->confirm);
    json_conditions(w, rules, r);
    json_facts(w, r);
    hoshi_json_array(w, "with");
    for (size_t i = 0; i < r->contacts; i++)
        hoshi_json_put(w, NULL, rules->contact[r->contact[i]].id);
    hoshi_json_end(w);
    hoshi_json_put(w, "source", r->from.source);
    hoshi_json_put(w, "date", r->from.date);
    hoshi_json_end(w);
}

static void rules_text_json_settings(struct hoshi_json_writer *w, const struct hoshi_rules *rules)
{
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "settings");
    for (size_t i = 0; i < rules->settings; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", rules->setting[i].id);
        hoshi_json_put_whole(w, "number", rules->setting[i].number);
        hoshi_json_put(w, "unit", rules->setting[i].unit);
        json_both(w, "name", rules->setting[i].name);
        hoshi_json_end(w);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

static void json_open_points(struct hoshi_json_writer *w, const struct hoshi_rules *rules)
{
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "open_points");
    for (size_t i = 0; i < rules->open_points; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", rules->open_point[i].id);
        json_both(w, "text", rules->open_point[i].text);
        hoshi_json_end(w);
    }
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
}

void hoshi_rules_print_json(struct hoshi_buffer *out, const struct hoshi_rules *rules, const char *word)
{
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_rules", 1);
    hoshi_json_put(&w, "version", rules->version);
    hoshi_json_line(&w, 2);
    hoshi_json_array(&w, "rules");
    for (size_t i = 0; i < rules->rows; i++)
        if (hoshi_rule_matches(&rules->row[i], word))
            rules_text_json_rule(&w, rules, &rules->row[i]);
    hoshi_json_line(&w, 2);
    hoshi_json_end(&w);
    rules_text_json_settings(&w, rules);
    json_open_points(&w, rules);
    hoshi_json_line(&w, 0);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
