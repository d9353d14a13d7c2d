/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_condition_load.h"
#include "rules.h"

#include <string.h>

static const char *const head_keys[] = {HOSHI_HEAD_KEYS, "facts", "settings", "contacts", "open_points"};
static const char *const row_keys[] = {HOSHI_ROW_KEYS, "party",      "kind",      "per",        "defines",
                                       "applies",      "holds",      "attention", "otherwise",  "statute_ja",
                                       "statute_en",   "paper_ja",   "paper_en",  "finding_ja", "finding_en",
                                       "confirm_ja",   "confirm_en", "with",      "inferred",   "own",
                                       "buyer_ja",     "buyer_en",   "house",     "milder_ja",  "milder_en"};
static const char *const fact_keys[] = {"id", "ja", "en", "ask"};
static const char *const word_keys[] = {"id", "ja", "en"};
static const char *const setting_keys[] = {HOSHI_ROW_KEYS, "value", "unit"};
static const char *const parties[] = {"buyer", "supplier", "both"};
static const char *const kinds[] = {"law", "guidance", "practice", "proposal"};
static const char *const results[] = {"ok", "attention", "possible_problem", "missing_facts",
                                      "not_applicable"};
static const char *const pers[HOSHI_PERS] = {"buyer", "transaction", "decision", "refusal", "payment"};
static const char *const units[] = {"day", "time", "month", "supplier", "item", "share"};

const char *hoshi_rule_party_key(enum hoshi_rule_party party)
{
    return parties[party];
}

const struct hoshi_words *hoshi_rule_finding(const struct hoshi_rule_row *rule,
                                             enum hoshi_check_result result)
{
    bool milder = result == HOSHI_CHECK_ATTENTION && rule->milder.ja && *rule->milder.ja;
    return milder ? &rule->milder : &rule->finding;
}

const char *hoshi_rule_per_key(enum hoshi_rule_per per)
{
    return pers[per];
}

const char *hoshi_rule_kind_key(enum hoshi_rule_kind kind)
{
    return kinds[kind];
}

const char *hoshi_check_result_key(enum hoshi_check_result result)
{
    return results[result];
}

bool hoshi_rule_is_weak(const struct hoshi_rule_row *rule)
{
    return rule->inferred || rule->from.confidence == HOSHI_CONFIDENCE_LOW ||
           rule->kind == HOSHI_RESTS_ON_PRACTICE || rule->kind == HOSHI_RESTS_ON_PROPOSAL;
}

struct rules_load {
    struct hoshi_load *load;
    const struct hoshi_ids *settings, *contacts;
};

/* ---- words around the rules ---- */

/* A plain list of id and words into an array of `size`d elements, read by one(). NULL when it cannot be. */
static const struct hoshi_ids *rules_read_list(struct hoshi_load *load, const struct hoshi_json *root,
                                               const char *key, size_t most, struct hoshi_json *list)
{
    return hoshi_load_list(root, key, true, 0, most, list) ? hoshi_ids_read(load, list, most) : NULL;
}

static const struct hoshi_ids *read_contacts(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_rules *rules = &load->tables->rules;
    struct hoshi_json list, row;
    const struct hoshi_ids *ids = rules_read_list(load, root, "contacts", HOSHI_ROWS_MAX, &list);
    if (!ids)
        return NULL;
    rules->contact = hoshi_load_array(load, ids->n, sizeof *rules->contact);
    for (bool more = rules->contact && hoshi_json_first(&list, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        hoshi_json_keys(&row, word_keys, HOSHI_COUNT(word_keys));
        struct hoshi_rule_contact *c = &rules->contact[rules->contacts++];
        c->id = hoshi_load_text(load, &row, "id", false);
        c->name = hoshi_load_words(load, &row, "ja", "en", true);
    }
    return ids;
}

static void read_open_points(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_rules *rules = &load->tables->rules;
    struct hoshi_json list, row;
    const struct hoshi_ids *ids = rules_read_list(load, root, "open_points", HOSHI_ROWS_MAX, &list);
    if (!ids)
        return;
    rules->open_point = hoshi_load_array(load, ids->n, sizeof *rules->open_point);
    for (bool more = rules->open_point && hoshi_json_first(&list, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        hoshi_json_keys(&row, word_keys, HOSHI_COUNT(word_keys));
        struct hoshi_rule_open_point *p = &rules->open_point[rules->open_points++];
        p->id = hoshi_load_text(load, &row, "id", false);
        p->text = hoshi_load_words(load, &row, "ja", "en", true);
    }
}

static const struct hoshi_ids *read_settings(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_rules *rules = &load->tables->rules;
    struct hoshi_json list, row;
    const struct hoshi_ids *ids = rules_read_list(load, root, "settings", HOSHI_RULE_SETTINGS_MAX, &list);
    if (!ids)
        return NULL;
    rules->settings = ids->current;
    rules->setting = hoshi_load_array(load, ids->current, sizeof *rules->setting);
    for (bool more = rules->setting && hoshi_json_first(&list, &row); more; more = hoshi_json_next(&row)) {
        struct hoshi_rule_setting s = {0};
        struct hoshi_json value;
        if (!hoshi_json_is_object(&row))
            continue;
        hoshi_json_keys(&row, setting_keys, HOSHI_COUNT(setting_keys));
        s.id = hoshi_load_text(load, &row, "id", false);
        s.name = hoshi_load_words(load, &row, "ja", "en", true);
        s.unit = units[hoshi_load_choice(&row, "unit", units, HOSHI_COUNT(units))];
        bool share = strcmp(s.unit, "share") == 0;
        if (hoshi_json_need(&row, "value", &value))
            s.number = hoshi_json_decimal(&value, share ? 6 : 0, 0, HOSHI_TABLE_VALUE_MAX, 0) /
                       (share ? 1 : HOSHI_MICRO);
        s.from = hoshi_load_provenance(load, &row, NULL);
        if (ids->place[row.index] != SIZE_MAX)
            rules->setting[ids->place[row.index]] = s;
    }
    return ids;
}

static size_t read_contact(const struct rules_load *r, const struct hoshi_json *at)
{
    return r->contacts ? hoshi_ids_resolve(r->contacts, at, false) : SIZE_MAX;
}

/* Every fact needs its words; one that is stated by someone needs to say by whom. */
static void rules_read_facts(const struct rules_load *r, const struct hoshi_json *root)
{
    struct hoshi_rules *rules = &r->load->tables->rules;
    struct hoshi_json list, row, at;
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        rules->fact_contact[i] = SIZE_MAX;
    if (!rules_read_list(r->load, root, "facts", HOSHI_ROWS_MAX, &list))
        return;
    for (bool more = hoshi_json_first(&list, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        hoshi_json_keys(&row, fact_keys, HOSHI_COUNT(fact_keys));
        const char *id = hoshi_load_text(r->load, &row, "id", false);
        enum hoshi_rule_fact fact = hoshi_rule_fact_find(id);
        if (fact == HOSHI_RULE_FACTS) {
            hoshi_json_fault(&row, HOSHI_E_TABLE_REFERENCE, id, NULL);
            continue;
        }
        rules->fact[fact] = hoshi_load_words(r->load, &row, "ja", "en", true);
        if (hoshi_json_get(&row, "ask", &at))
            rules->fact_contact[fact] = read_contact(r, &at);
    }
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (!rules->fact[i].ja) {
            rules->fact[i] = (struct hoshi_words){"", ""};
            hoshi_json_fault(&list, HOSHI_E_PARAMETER_MISSING, hoshi_rule_fact_id((enum hoshi_rule_fact)i),
                             NULL);
        }
}

/* ---- a rule ---- */

static const struct hoshi_condition *
rules_read_condition(const struct rules_load *r, const struct hoshi_json *row, const char *key, bool need)
{
    struct hoshi_json at;
    if (!(need ? hoshi_json_need(row, key, &at) : hoshi_json_get(row, key, &at)) || !r->settings)
        return NULL;
    return hoshi_condition_load(r->load, &at, r->settings);
}

static size_t read_contacts_of(const struct rules_load *r, const struct hoshi_json *row, const char *key,
                               bool need, size_t contact[HOSHI_RULE_CONTACTS_MAX])
{
    struct hoshi_json list, at;
    size_t n = 0;
    if (!hoshi_load_list(row, key, need, need, HOSHI_RULE_CONTACTS_MAX, &list))
        return 0;
    for (bool more = hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        size_t one = read_contact(r, &at);
        if (one != SIZE_MAX)
            contact[n++] = one;
    }
    return n;
}

static enum hoshi_rule_fact read_defines(const struct hoshi_json *row)
{
    struct hoshi_json at;
    if (!hoshi_json_get(row, "defines", &at))
        return HOSHI_RULE_FACTS;
    const char *id = hoshi_json_text(&at, HOSHI_TABLE_ID_MAX, false);
    enum hoshi_rule_fact fact = hoshi_rule_fact_find(id);
    if (fact == HOSHI_RF_SCOPE_CAPITAL || fact == HOSHI_RF_SCOPE_EMPLOYEES)
        return fact;
    hoshi_json_fault(&at, HOSHI_E_TABLE_REFERENCE, id, "scope.by_capital, scope.by_employees");
    return HOSHI_RULE_FACTS;
}

/* What is only inferred, weakly sourced or practice must not look like a finding under the law. */
static void check_strength(const struct hoshi_json *row, const struct hoshi_rule_row *rule)
{
    struct hoshi_json at;
    if (hoshi_rule_is_weak(rule) && rule->otherwise == HOSHI_CHECK_POSSIBLE_PROBLEM &&
        hoshi_json_get(row, "otherwise", &at))
        hoshi_json_fault(&at, HOSHI_E_RULE_STRENGTH, rule->id, "attention");
}

static struct hoshi_rule_row read_rule(const struct rules_load *r, const struct hoshi_json *row)
{
    struct hoshi_load *load = r->load;
    struct hoshi_rule_row rule = {.contacts = 0};
    struct hoshi_json at;
    hoshi_json_keys(row, row_keys, HOSHI_COUNT(row_keys));
    rule.id = hoshi_load_text(load, row, "id", false);
    rule.name = hoshi_load_words(load, row, "ja", "en", true);
    rule.party = (enum hoshi_rule_party)hoshi_load_choice(row, "party", parties, HOSHI_COUNT(parties));
    rule.kind = (enum hoshi_rule_kind)hoshi_load_choice(row, "kind", kinds, HOSHI_COUNT(kinds));
    if (hoshi_json_get(row, "per", &at))
        rule.per = (enum hoshi_rule_per)hoshi_json_choice(&at, pers, HOSHI_PERS, HOSHI_PER_BUYER);
    rule.inferred = hoshi_load_bool(row, "inferred", false);
    rule.own = hoshi_load_bool(row, "own", false);
    rule.defines = read_defines(row);
    rule.applies = rules_read_condition(r, row, "applies", true);
    rule.holds = rules_read_condition(r, row, "holds", true);
    rule.attention = rules_read_condition(r, row, "attention", false);
    rule.otherwise = hoshi_load_choice(row, "otherwise", results + 1, 2) ? HOSHI_CHECK_POSSIBLE_PROBLEM
                                                                         : HOSHI_CHECK_ATTENTION;
    rule.statute = hoshi_load_words(load, row, "statute_ja", "statute_en", false);
    rule.paper = hoshi_load_words(load, row, "paper_ja", "paper_en", false);
    rule.finding = hoshi_load_words(load, row, "finding_ja", "finding_en", true);
    rule.milder = hoshi_load_words(load, row, "milder_ja", "milder_en", false);
    rule.confirm = hoshi_load_words(load, row, "confirm_ja", "confirm_en", true);
    rule.contacts = read_contacts_of(r, row, "with", true, rule.contact);
    rule.buyer_does = hoshi_load_words(load, row, "buyer_ja", "buyer_en", false);
    rule.houses = read_contacts_of(r, row, "house", false, rule.house);
    rule.from = hoshi_load_provenance(load, row, NULL);
    check_strength(row, &rule);
    return rule;
}

static void rules_read_rows(const struct rules_load *r, const struct hoshi_json *rows)
{
    struct hoshi_rules *rules = &r->load->tables->rules;
    struct hoshi_ids *ids = hoshi_ids_read(r->load, rows, HOSHI_RULES_MAX);
    struct hoshi_json row;
    if (ids)
        rules->row = hoshi_load_array(r->load, ids->current, sizeof *rules->row);
    if (!ids || !rules->row)
        return;
    rules->rows = ids->current;
    for (bool more = hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_rule_row rule = read_rule(r, &row);
        rule.index = ids->place[row.index];
        if (rule.index != SIZE_MAX)
            rules->row[rule.index] = rule;
    }
}

void hoshi_load_rules(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_json rows;
    struct rules_load r = {.load = load};
    if (!hoshi_load_head(load, root, "rules", head_keys, HOSHI_COUNT(head_keys), &load->tables->rules.version,
                         &rows))
        return;
    r.contacts = read_contacts(load, root);
    r.settings = read_settings(load, root);
    rules_read_facts(&r, root);
    read_open_points(load, root);
    rules_read_rows(&r, &rows);
}
