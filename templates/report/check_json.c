/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as JSON: texts in both languages, ids and values as they are. */
#include "check_text.h"
#include "json_write.h"

struct json {
    struct hoshi_json_writer w;
    const struct hoshi_check_page *page;
    const struct hoshi_check_buyer *b;
};

static const char *const verdicts[] = {[HOSHI_SCOPE_COVERED] = "covered",
                                       [HOSHI_SCOPE_NOT_COVERED] = "not_covered",
                                       [HOSHI_SCOPE_UNKNOWN] = "missing_facts",
                                       [HOSHI_SCOPE_OLD_LAW] = "old_law",
                                       [HOSHI_SCOPE_OTHER_LAW] = "other_law"};
static const char *const origins[] = {
    [HOSHI_FROM_CASE] = "case",   [HOSHI_FROM_LOG] = "log",         [HOSHI_FROM_ESTIMATE] = "estimate",
    [HOSHI_FROM_FACTS] = "facts", [HOSHI_FROM_ABSENCE] = "absence", [HOSHI_ASSUMED] = "assumed"};

static void check_json_words(struct json *j, const char *key, struct hoshi_words w)
{
    hoshi_json_object(&j->w, key);
    hoshi_json_put(&j->w, "ja", w.ja);
    hoshi_json_put(&j->w, "en", w.en);
    hoshi_json_end(&j->w);
}

/* A sentence that the report prints, in both languages. */
static void scope_words(struct json *j, size_t scope)
{
    static const char *const key[] = {[HOSHI_JA] = "ja", [HOSHI_EN] = "en"};
    hoshi_json_object(&j->w, "words");
    for (int lang = HOSHI_JA; lang <= HOSHI_EN; lang++) {
        struct hoshi_buffer line;
        hoshi_buffer_init(&line, 16384);
        hoshi_scope_print(&line, (enum hoshi_lang)lang, j->page->check->rules, j->b, scope);
        hoshi_json_put(&j->w, key[lang], hoshi_buffer_text(&line));
        hoshi_buffer_release(&line);
    }
    hoshi_json_end(&j->w);
}

static void check_json_value(struct json *j, enum hoshi_rule_fact fact, const struct hoshi_fact_value *v)
{
    char day[HOSHI_DATE_TEXT];
    if (!v->known) {
        hoshi_json_put_null(&j->w, "value");
        return;
    }
    switch (hoshi_rule_fact_kind(fact)) {
    case HOSHI_FACT_TRUTH:
        hoshi_json_put_truth(&j->w, "value", v->truth == HOSHI_YES);
        break;
    case HOSHI_FACT_COUNT:
    case HOSHI_FACT_YEN:
        hoshi_json_put_whole(&j->w, "value", v->number);
        break;
    case HOSHI_FACT_PPM:
    case HOSHI_FACT_PRICE:
        hoshi_json_put_decimal(&j->w, "value", v->number, 0);
        break;
    case HOSHI_FACT_DATE:
        hoshi_json_put(&j->w, "value", hoshi_date_print(v->date, day));
        break;
    default:
        hoshi_json_put(&j->w, "value", v->text);
    }
}

static void used_fact(struct json *j, const struct hoshi_finding *f, enum hoshi_rule_fact fact)
{
    const struct hoshi_fact_value *v = hoshi_finding_fact(j->b, f, fact);
    hoshi_json_object(&j->w, NULL);
    hoshi_json_put(&j->w, "fact", hoshi_rule_fact_id(fact));
    if (j->page->view != HOSHI_VIEW_OF_BUYER || !hoshi_check_fact_private(fact))
        check_json_value(j, fact, v);
    hoshi_json_put(&j->w, "origin", origins[v->origin]);
    if (v->origin == HOSHI_FROM_LOG)
        hoshi_json_put_whole(&j->w, "seq", v->seq);
    if (v->entries) {
        hoshi_json_array(&j->w, "entries");
        for (size_t i = 0; i < v->entries; i++)
            hoshi_json_put_whole(&j->w, NULL, v->entry[i]);
        hoshi_json_end(&j->w);
    }
    hoshi_json_end(&j->w);
}

static void check_json_facts(struct json *j, const struct hoshi_finding *f)
{
    hoshi_json_array(&j->w, "facts");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(&f->used, (enum hoshi_rule_fact)i))
            used_fact(j, f, (enum hoshi_rule_fact)i);
    hoshi_json_end(&j->w);
}

static void check_json_missing(struct json *j, const struct hoshi_fact_set *set)
{
    hoshi_json_array(&j->w, "missing");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(set, (enum hoshi_rule_fact)i))
            hoshi_json_put(&j->w, NULL, hoshi_rule_fact_id((enum hoshi_rule_fact)i));
    hoshi_json_end(&j->w);
}

static void check_json_finding(struct json *j, const struct hoshi_finding *f)
{
    const struct hoshi_rule_row *r = f->rule;
    const struct hoshi_rules *rules = j->page->check->rules;
    hoshi_json_line(&j->w, 8);
    hoshi_json_object(&j->w, NULL);
    hoshi_json_put(&j->w, "rule", r->id);
    hoshi_json_put(&j->w, "result", hoshi_check_result_key(f->result));
    hoshi_json_put(&j->w, "party", hoshi_rule_party_key(r->party));
    if (f->scope != SIZE_MAX)
        hoshi_json_put_whole(&j->w, "transaction", (int64_t)f->scope);
    const struct hoshi_log_entry *act = hoshi_finding_entry(j->b, f);
    if (act) {
        char day[HOSHI_DATE_TEXT];
        hoshi_json_object(&j->w, "act");
        hoshi_json_put_whole(&j->w, "seq", act->seq);
        hoshi_json_put(&j->w, "kind", hoshi_log_kind_key(act->kind));
        hoshi_json_put(&j->w, "date", hoshi_date_print(act->date, day));
        hoshi_json_end(&j->w);
    }
    hoshi_json_put(&j->w, "kind", hoshi_rule_kind_key(r->kind));
    hoshi_json_put(&j->w, "confidence", hoshi_confidence_key(r->from.confidence));
    hoshi_json_put_truth(&j->w, "inferred", r->inferred);
    check_json_words(j, "name", r->name);
    check_json_words(j, "statute", r->statute);
    check_json_words(j, "paper", r->paper);
    if (f->result == HOSHI_CHECK_ATTENTION || f->result == HOSHI_CHECK_POSSIBLE_PROBLEM) {
        check_json_words(j, "finding", r->finding);
        bool own = j->page->view == HOSHI_VIEW_OF_BUYER && *r->buyer_does.ja;
        check_json_words(j, "confirm", own ? r->buyer_does : r->confirm);
        hoshi_json_array(&j->w, "with");
        for (size_t i = 0; i < (own ? r->houses : r->contacts); i++)
            hoshi_json_put(&j->w, NULL, rules->contact[own ? r->house[i] : r->contact[i]].id);
        hoshi_json_end(&j->w);
    }
    check_json_facts(j, f);
    check_json_missing(j, &f->missing);
    hoshi_json_end(&j->w);
}

static void check_json_scopes(struct json *j)
{
    hoshi_json_line(&j->w, 6);
    hoshi_json_array(&j->w, "scope");
    for (size_t i = 0; i < j->b->scopes; i++) {
        const struct hoshi_check_scope *s = &j->b->scope[i];
        const struct hoshi_fact_value *type = hoshi_check_fact(j->b, i, HOSHI_RF_TXN_TYPE);
        hoshi_json_line(&j->w, 8);
        hoshi_json_object(&j->w, NULL);
        hoshi_json_put_whole(&j->w, "transaction", (int64_t)i);
        if (type->known)
            hoshi_json_put(&j->w, "type", type->text);
        else
            hoshi_json_put_null(&j->w, "type");
        hoshi_json_put(&j->w, "verdict", verdicts[s->verdict]);
        if (s->by)
            hoshi_json_put(&j->w, "by", s->by->id);
        scope_words(j, i);
        check_json_missing(j, &s->missing);
        hoshi_json_end(&j->w);
    }
    hoshi_json_line(&j->w, 6);
    hoshi_json_end(&j->w);
}

static void check_json_buyer(struct json *j)
{
    size_t count[HOSHI_CHECK_RESULTS] = {0};
    hoshi_json_line(&j->w, 4);
    hoshi_json_object(&j->w, NULL);
    hoshi_json_put(&j->w, "buyer", j->page->c->buyer[j->b->buyer].id);
    check_json_scopes(j);
    hoshi_json_line(&j->w, 6);
    hoshi_json_array(&j->w, "findings");
    for (size_t i = 0; i < j->b->findings; i++) {
        const struct hoshi_finding *f = &j->b->finding[i];
        if (!hoshi_check_in_view(f->rule, j->page->view))
            continue;
        count[f->result]++;
        check_json_finding(j, f);
    }
    hoshi_json_line(&j->w, 6);
    hoshi_json_end(&j->w);
    hoshi_json_line(&j->w, 6);
    hoshi_check_put_counts(&j->w, "counts", count);
    hoshi_json_end(&j->w);
}

void hoshi_check_put_counts(struct hoshi_json_writer *w, const char *key,
                            const size_t count[HOSHI_CHECK_RESULTS])
{
    hoshi_json_object(w, key);
    for (size_t i = 0; i < HOSHI_CHECK_RESULTS; i++)
        hoshi_json_put_whole(w, hoshi_check_result_key((enum hoshi_check_result)i), (int64_t)count[i]);
    hoshi_json_end(w);
}

static void check_json_settings(struct json *j)
{
    const struct hoshi_check *c = j->page->check;
    hoshi_json_line(&j->w, 2);
    hoshi_json_object(&j->w, "settings");
    for (size_t i = 0; i < c->rules->settings; i++) {
        bool share = c->rules->setting[i].unit[0] == 's' && c->rules->setting[i].unit[1] == 'h';
        if (share)
            hoshi_json_put_decimal(&j->w, c->rules->setting[i].id, c->setting[i], 0);
        else
            hoshi_json_put_whole(&j->w, c->rules->setting[i].id, c->setting[i]);
    }
    hoshi_json_end(&j->w);
}

/* What the ids of facts and contacts stand for, and where in a case a fact is stated ("" where it is worked out). */
static void check_json_names(struct json *j)
{
    const struct hoshi_rules *rules = j->page->check->rules;
    hoshi_json_line(&j->w, 2);
    hoshi_json_list(&j->w, "contacts");
    for (size_t i = 0; i < rules->contacts; i++) {
        hoshi_json_line(&j->w, 4);
        hoshi_json_object(&j->w, NULL);
        hoshi_json_put(&j->w, "id", rules->contact[i].id);
        check_json_words(j, "name", rules->contact[i].name);
        hoshi_json_end(&j->w);
    }
    hoshi_json_end(&j->w);
    hoshi_json_line(&j->w, 2);
    hoshi_json_list(&j->w, "fact_names");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++) {
        hoshi_json_line(&j->w, 4);
        hoshi_json_object(&j->w, NULL);
        hoshi_json_put(&j->w, "fact", hoshi_rule_fact_id((enum hoshi_rule_fact)i));
        hoshi_json_put(&j->w, "stated_in", hoshi_rule_fact_key((enum hoshi_rule_fact)i));
        check_json_words(j, "name", rules->fact[i]);
        if (rules->fact_contact[i] != SIZE_MAX)
            hoshi_json_put(&j->w, "ask", rules->contact[rules->fact_contact[i]].id);
        hoshi_json_end(&j->w);
    }
    hoshi_json_end(&j->w);
}

void hoshi_check_print_json(struct hoshi_buffer *out, const struct hoshi_check_page *page)
{
    struct json j = {.page = page};
    char day[HOSHI_DATE_TEXT];
    hoshi_json_start(&j.w, out);
    hoshi_json_object(&j.w, NULL);
    hoshi_json_put_whole(&j.w, "hoshiwari_check", 1);
    hoshi_json_put(&j.w, "case_id", page->c->case_id);
    hoshi_json_put(&j.w, "as_of", hoshi_date_print(page->check->as_of, day));
    hoshi_json_put(&j.w, "view", page->view == HOSHI_VIEW_OF_BUYER ? "buyer" : "supplier");
    hoshi_json_put(&j.w, "rules", page->check->rules->version);
    check_json_settings(&j);
    check_json_names(&j);
    hoshi_json_line(&j.w, 2);
    hoshi_json_array(&j.w, "buyers");
    for (size_t i = 0; i < page->check->buyers; i++) {
        if (page->buyer == SIZE_MAX ? !page->check->buyer[i].concerned : page->buyer != i)
            continue;
        j.b = &page->check->buyer[i];
        check_json_buyer(&j);
    }
    hoshi_json_line(&j.w, 2);
    hoshi_json_end(&j.w);
    hoshi_json_line(&j.w, 0);
    hoshi_json_end(&j.w);
    hoshi_buffer_puts(out, "\n");
}
