/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as JSON: texts in both languages, ids and values as they are. */
#include "check_text.h"
#include "result.h"

#include <inttypes.h>

struct json {
    struct hoshi_buffer *out;
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

static void member(struct json *j, const char *key, const char *text)
{
    hoshi_buffer_printf(j->out, "\"%s\": ", key);
    hoshi_json_print_text(j->out, text);
}

static void words(struct json *j, const char *key, struct hoshi_words w)
{
    hoshi_buffer_printf(j->out, ", \"%s\": { ", key);
    member(j, "ja", w.ja);
    hoshi_buffer_puts(j->out, ", ");
    member(j, "en", w.en);
    hoshi_buffer_puts(j->out, " }");
}

static void value(struct json *j, enum hoshi_rule_fact fact, const struct hoshi_fact_value *v)
{
    char t[HOSHI_DECIMAL_TEXT], day[HOSHI_DATE_TEXT];
    if (!v->known) {
        hoshi_buffer_puts(j->out, "null");
        return;
    }
    switch (hoshi_rule_fact_kind(fact)) {
    case HOSHI_FACT_TRUTH:
        hoshi_buffer_puts(j->out, v->truth == HOSHI_YES ? "true" : "false");
        break;
    case HOSHI_FACT_COUNT:
    case HOSHI_FACT_YEN:
        hoshi_buffer_printf(j->out, "%" PRId64, v->number);
        break;
    case HOSHI_FACT_PPM:
    case HOSHI_FACT_PRICE:
        hoshi_buffer_printf(j->out, "\"%s\"", hoshi_decimal_print(v->number, 0, t));
        break;
    case HOSHI_FACT_DATE:
        hoshi_buffer_printf(j->out, "\"%s\"", hoshi_date_print(v->date, day));
        break;
    default:
        hoshi_json_print_text(j->out, v->text);
    }
}

static void used_fact(struct json *j, size_t scope, enum hoshi_rule_fact fact)
{
    const struct hoshi_fact_value *v = hoshi_check_fact(j->b, scope, fact);
    hoshi_buffer_printf(j->out, "{ \"fact\": \"%s\", ", hoshi_rule_fact_id(fact));
    if (j->page->view != HOSHI_VIEW_OF_BUYER || !hoshi_check_fact_private(fact)) {
        hoshi_buffer_puts(j->out, "\"value\": ");
        value(j, fact, v);
        hoshi_buffer_puts(j->out, ", ");
    }
    hoshi_buffer_printf(j->out, "\"origin\": \"%s\"", origins[v->origin]);
    if (v->origin == HOSHI_FROM_LOG)
        hoshi_buffer_printf(j->out, ", \"seq\": %" PRId64, v->seq);
    hoshi_buffer_puts(j->out, " }");
}

static void facts(struct json *j, const struct hoshi_finding *f)
{
    const char *between = "";
    hoshi_buffer_puts(j->out, ", \"facts\": [");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(&f->used, (enum hoshi_rule_fact)i)) {
            hoshi_buffer_puts(j->out, between);
            used_fact(j, f->scope, (enum hoshi_rule_fact)i);
            between = ", ";
        }
    hoshi_buffer_puts(j->out, "]");
}

static void missing(struct json *j, const struct hoshi_fact_set *set)
{
    const char *between = "";
    hoshi_buffer_puts(j->out, ", \"missing\": [");
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(set, (enum hoshi_rule_fact)i)) {
            hoshi_buffer_printf(j->out, "%s\"%s\"", between, hoshi_rule_fact_id((enum hoshi_rule_fact)i));
            between = ", ";
        }
    hoshi_buffer_puts(j->out, "]");
}

static void finding(struct json *j, const struct hoshi_finding *f)
{
    const struct hoshi_rule_row *r = f->rule;
    const struct hoshi_rules *rules = j->page->check->rules;
    hoshi_buffer_printf(j->out, "        { \"rule\": \"%s\", \"result\": \"%s\", \"party\": \"%s\"", r->id,
                        hoshi_check_result_key(f->result), hoshi_rule_party_key(r->party));
    if (f->scope != SIZE_MAX)
        hoshi_buffer_printf(j->out, ", \"transaction\": %zu", f->scope);
    hoshi_buffer_printf(j->out, ", \"kind\": \"%s\", \"confidence\": \"%s\", \"inferred\": %s",
                        hoshi_rule_kind_key(r->kind), hoshi_confidence_key(r->from.confidence),
                        r->inferred ? "true" : "false");
    words(j, "name", r->name);
    words(j, "statute", r->statute);
    words(j, "paper", r->paper);
    if (f->result == HOSHI_CHECK_ATTENTION || f->result == HOSHI_CHECK_POSSIBLE_PROBLEM) {
        words(j, "finding", r->finding);
        words(j, "confirm", r->confirm);
        hoshi_buffer_puts(j->out, ", \"with\": [");
        for (size_t i = 0; i < r->contacts; i++)
            hoshi_buffer_printf(j->out, "%s\"%s\"", i ? ", " : "", rules->contact[r->contact[i]].id);
        hoshi_buffer_puts(j->out, "]");
    }
    facts(j, f);
    missing(j, &f->missing);
    hoshi_buffer_puts(j->out, " }");
}

static void scopes(struct json *j)
{
    hoshi_buffer_puts(j->out, "      \"scope\": [\n");
    for (size_t i = 0; i < j->b->scopes; i++) {
        const struct hoshi_check_scope *s = &j->b->scope[i];
        const struct hoshi_fact_value *type = hoshi_check_fact(j->b, i, HOSHI_RF_TXN_TYPE);
        hoshi_buffer_printf(j->out, "        { \"transaction\": %zu, \"type\": ", i);
        if (type->known)
            hoshi_json_print_text(j->out, type->text);
        else
            hoshi_buffer_puts(j->out, "null");
        hoshi_buffer_printf(j->out, ", \"verdict\": \"%s\"", verdicts[s->verdict]);
        if (s->by)
            hoshi_buffer_printf(j->out, ", \"by\": \"%s\"", s->by->id);
        missing(j, &s->missing);
        hoshi_buffer_printf(j->out, " }%s\n", i + 1 < j->b->scopes ? "," : "");
    }
    hoshi_buffer_puts(j->out, "      ],\n");
}

static void buyer(struct json *j)
{
    size_t count[HOSHI_CHECK_RESULTS] = {0};
    const char *between = "";
    hoshi_buffer_puts(j->out, "    { ");
    member(j, "buyer", j->page->c->buyer[j->b->buyer].id);
    hoshi_buffer_puts(j->out, ",\n");
    scopes(j);
    hoshi_buffer_puts(j->out, "      \"findings\": [\n");
    for (size_t i = 0; i < j->b->findings; i++) {
        const struct hoshi_finding *f = &j->b->finding[i];
        if (!hoshi_check_in_view(f->rule, j->page->view))
            continue;
        count[f->result]++;
        hoshi_buffer_puts(j->out, between);
        finding(j, f);
        between = ",\n";
    }
    hoshi_buffer_puts(j->out, "\n      ],\n      \"counts\": ");
    hoshi_check_print_counts(j->out, count);
    hoshi_buffer_puts(j->out, " }");
}

void hoshi_check_print_counts(struct hoshi_buffer *out, const size_t count[HOSHI_CHECK_RESULTS])
{
    hoshi_buffer_puts(out, "{ ");
    for (size_t i = 0; i < HOSHI_CHECK_RESULTS; i++)
        hoshi_buffer_printf(out, "%s\"%s\": %zu", i ? ", " : "",
                            hoshi_check_result_key((enum hoshi_check_result)i), count[i]);
    hoshi_buffer_puts(out, " }");
}

static void settings(struct json *j)
{
    const struct hoshi_check *c = j->page->check;
    char t[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(j->out, "  \"settings\": { ");
    for (size_t i = 0; i < c->rules->settings; i++) {
        bool share = c->rules->setting[i].unit[0] == 's' && c->rules->setting[i].unit[1] == 'h';
        hoshi_buffer_printf(j->out, "%s\"%s\": ", i ? ", " : "", c->rules->setting[i].id);
        if (share)
            hoshi_buffer_printf(j->out, "\"%s\"", hoshi_decimal_print(c->setting[i], 0, t));
        else
            hoshi_buffer_printf(j->out, "%" PRId64, c->setting[i]);
    }
    hoshi_buffer_puts(j->out, " },\n");
}

void hoshi_check_print_json(struct hoshi_buffer *out, const struct hoshi_check_page *page)
{
    struct json j = {out, page, NULL};
    char day[HOSHI_DATE_TEXT];
    const char *between = "";
    hoshi_buffer_puts(out, "{ \"hoshiwari_check\": 1, ");
    member(&j, "case_id", page->c->case_id ? page->c->case_id : "");
    hoshi_buffer_printf(out, ", \"as_of\": \"%s\", \"view\": \"%s\", ",
                        hoshi_date_print(page->check->as_of, day),
                        page->view == HOSHI_VIEW_OF_BUYER ? "buyer" : "supplier");
    member(&j, "rules", page->check->rules->version);
    hoshi_buffer_puts(out, ",\n");
    settings(&j);
    hoshi_buffer_puts(out, "  \"buyers\": [\n");
    for (size_t i = 0; i < page->check->buyers; i++) {
        if (page->buyer != SIZE_MAX && page->buyer != i)
            continue;
        j.b = &page->check->buyer[i];
        hoshi_buffer_puts(out, between);
        buyer(&j);
        between = ",\n";
    }
    hoshi_buffer_puts(out, "\n  ]\n}\n");
}
