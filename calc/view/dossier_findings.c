/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dossier_findings.h"
#include "sort.h"

#include <stdlib.h>

struct copier {
    struct hoshi_dossier *d;
    const struct hoshi_check_buyer *from;
    struct hoshi_redactor *redactor;
    bool failed;
};

bool hoshi_dossier_fact_hidden(enum hoshi_rule_fact fact, bool with_margin)
{
    switch (fact) {
    case HOSHI_RF_MARGIN_BEFORE:
    case HOSHI_RF_MARGIN_AFTER:
        return !with_margin;
    case HOSHI_RF_COST_ANNUAL:
    case HOSHI_RF_COST_NET_ANNUAL:
    case HOSHI_RF_COST_INDIRECT:
    case HOSHI_RF_COST_LABOUR:
    case HOSHI_RF_COST_ONE_OFF:
    case HOSHI_RF_COST_BUYER:
    case HOSHI_RF_ALLOC_SHARES:
    case HOSHI_RF_ALLOC_RECOVERED:
    case HOSHI_RF_ALLOC_MIXED:
    case HOSHI_RF_ALLOC_UPPER:
        return true;
    default:
        return false;
    }
}

static size_t findings_count(const struct hoshi_fact_set *set)
{
    size_t n = 0;
    for (int i = 0; i < HOSHI_RULE_FACTS; i++)
        n += hoshi_fact_set_has(set, (enum hoshi_rule_fact)i);
    return n;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The fact on record behind one that is worked out: its entry is the document. */
static enum hoshi_rule_fact findings_behind(enum hoshi_rule_fact fact)
{
    switch (fact) {
    case HOSHI_RF_NEGO_REQUESTED:
    case HOSHI_RF_NEGO_SILENCE:
        return HOSHI_RF_NEGO_REQUESTED_ON;
    case HOSHI_RF_NEGO_RESPONDED:
        return HOSHI_RF_NEGO_RESPONDED_ON;
    case HOSHI_RF_NEGO_DECIDED:
        return HOSHI_RF_NEGO_DECISION_DATE;
    case HOSHI_RF_REQUEST_MADE:
        return HOSHI_RF_REQUEST_MADE_ON;
    default:
        return fact;
    }
}

/* Entries behind a set of facts, at most. */
static size_t entries_of(const struct copier *c, const struct hoshi_finding *from,
                         const struct hoshi_fact_set *set)
{
    size_t n = 1;
    for (int i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(set, (enum hoshi_rule_fact)i))
            n += 1 + hoshi_finding_fact(c->from, from, (enum hoshi_rule_fact)i)->entries;
    return n;
}

static void findings_cite(struct hoshi_dossier_finding *f, const struct hoshi_fact_value *v)
{
    for (size_t i = 0; i < v->entries; i++)
        f->seq[f->seqs++] = v->entry[i];
    if (!v->entries && v->known && v->origin == HOSHI_FROM_LOG && v->seq)
        f->seq[f->seqs++] = v->seq;
}

/* Of an entry that was taken back since, the withdrawal bears on the finding too. */
static void findings_taken_back(const struct hoshi_dossier *d, struct hoshi_dossier_finding *f)
{
    for (size_t i = 0, n = f->seqs; i < n; i++)
        for (size_t k = 0; k < d->entries; k++)
            if (d->entry[k].shown && d->entry[k].e.seq == f->seq[i] && d->entry[k].e.withdrawn_by)
                f->seq[f->seqs++] = d->entry[k].e.withdrawn_by;
}

/* The facts a finding rests on; beside numbers of days, the days they are counted from. */
static void findings_used(struct copier *c, struct hoshi_dossier_finding *f, const struct hoshi_finding *from,
                          const struct hoshi_fact_set *looked_at)
{
    const struct hoshi_fact_set *set = looked_at;
    size_t n = findings_count(set);
    f->used = hoshi_arena_array(&c->d->arena, n + 1, sizeof *f->used);
    f->seq = hoshi_arena_array(&c->d->arena, 2 * (n + entries_of(c, from, set) + 1), sizeof *f->seq);
    if (!f->used || !f->seq) {
        c->failed = true;
        return;
    }
    for (int i = 0; i < HOSHI_RULE_FACTS; i++) {
        enum hoshi_rule_fact fact = (enum hoshi_rule_fact)i;
        if (!hoshi_fact_set_has(set, fact))
            continue;
        struct hoshi_dossier_fact *x = &f->used[f->useds++];
        *x = (struct hoshi_dossier_fact){.fact = fact,
                                         .hidden = hoshi_dossier_fact_hidden(fact, c->d->o.with_margin)};
        const struct hoshi_fact_value *v = hoshi_finding_fact(c->from, from, fact);
        x->value.origin = v->origin;
        if (x->hidden)
            continue;
        x->value = *v;
        x->value.text = hoshi_redact(c->redactor, v->text, &c->d->arena);
        findings_cite(f, v);
        if (findings_behind(fact) != fact && !v->entries)
            findings_cite(f, hoshi_finding_fact(c->from, from, findings_behind(fact)));
    }
    if (f->act)
        f->seq[f->seqs++] = f->act;
    findings_taken_back(c->d, f);
    if (f->seqs)
        hoshi_sort(f->seq, f->seqs, sizeof *f->seq, by_number);
    size_t kept = 0;
    for (size_t i = 0; i < f->seqs; i++)
        if (!kept || f->seq[kept - 1] != f->seq[i])
            f->seq[kept++] = f->seq[i];
    f->seqs = kept;
}

static void findings_missing(struct copier *c, struct hoshi_dossier_finding *f,
                             const struct hoshi_fact_set *set)
{
    f->missing = hoshi_arena_array(&c->d->arena, findings_count(set) + 1, sizeof *f->missing);
    if (!f->missing) {
        c->failed = true;
        return;
    }
    for (int i = 0; i < HOSHI_RULE_FACTS; i++)
        if (hoshi_fact_set_has(set, (enum hoshi_rule_fact)i))
            f->missing[f->missings++] = (enum hoshi_rule_fact)i;
}

static void dossier_findings_findings(struct copier *c)
{
    for (size_t i = 0; i < c->from->findings && !c->failed; i++) {
        const struct hoshi_finding *x = &c->from->finding[i];
        struct hoshi_dossier_finding *f = &c->d->finding[c->d->findings++];
        *f = (struct hoshi_dossier_finding){
            .rule = x->rule,
            .result = x->result,
            .transaction = x->scope == SIZE_MAX ? SIZE_MAX : c->from->scope[x->scope].transaction};
        const struct hoshi_log_entry *act = hoshi_finding_entry(c->from, x);
        f->act = act ? act->seq : 0;
        findings_used(c, f, x, &x->shown);
        findings_missing(c, f, &x->missing);
    }
}

static void findings_scopes(struct copier *c)
{
    for (size_t i = 0; i < c->from->scopes && !c->failed; i++) {
        const struct hoshi_check_scope *x = &c->from->scope[i];
        struct hoshi_dossier_finding *f = &c->d->scope[c->d->scopes++];
        *f = (struct hoshi_dossier_finding){
            .rule = x->by, .verdict = x->verdict, .transaction = x->transaction};
        findings_used(c, f, &(struct hoshi_finding){.scope = i, .act = SIZE_MAX}, &x->used);
        findings_missing(c, f, &x->missing);
    }
}

enum hoshi_status hoshi_dossier_findings(struct hoshi_dossier *d, const struct hoshi_check *check,
                                         size_t buyer, struct hoshi_redactor *redactor,
                                         struct hoshi_faults *faults)
{
    struct copier c = {.d = d, .redactor = redactor};
    for (size_t i = 0; check && i < check->buyers; i++)
        if (check->buyer[i].buyer == buyer)
            c.from = &check->buyer[i];
    if (!c.from)
        return HOSHI_OK;
    d->rules = check->rules;
    d->settings = (struct hoshi_check){.rules = check->rules,
                                       .as_of = check->as_of,
                                       .setting = check->setting,
                                       .setting_of_case = check->setting_of_case};
    d->finding = hoshi_arena_array(&d->arena, c.from->findings + 1, sizeof *d->finding);
    d->scope = hoshi_arena_array(&d->arena, c.from->scopes + 1, sizeof *d->scope);
    c.failed = !d->finding || !d->scope;
    dossier_findings_findings(&c);
    findings_scopes(&c);
    return c.failed || redactor->failed ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL)
                                        : HOSHI_OK;
}
