/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <stdlib.h>
#include <string.h>

struct work {
    const struct hoshi_check_input *in;
    struct hoshi_check *check;
    struct hoshi_faults *faults;
    struct hoshi_fact_value value[HOSHI_RULE_FACTS]; /* of the buyer, or with a transaction's own over it */
};

static enum hoshi_status no_memory(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* ---- one rule ---- */

enum hoshi_check_result hoshi_rule_evaluate(const struct hoshi_rule_row *rule,
                                            const struct hoshi_fact_value *value, const int64_t *setting,
                                            struct hoshi_fact_set *used, struct hoshi_fact_set *missing)
{
    enum hoshi_truth applies = hoshi_condition_evaluate(rule->applies, value, setting, used, missing);
    if (applies != HOSHI_YES)
        return applies == HOSHI_NO ? HOSHI_CHECK_NOT_APPLICABLE : HOSHI_CHECK_MISSING_FACTS;
    enum hoshi_truth holds = hoshi_condition_evaluate(rule->holds, value, setting, used, missing);
    if (holds != HOSHI_NO)
        return holds == HOSHI_YES ? HOSHI_CHECK_OK : HOSHI_CHECK_MISSING_FACTS;
    enum hoshi_truth milder =
        rule->attention ? hoshi_condition_evaluate(rule->attention, value, setting, used, missing) : HOSHI_NO;
    if (milder == HOSHI_UNKNOWN)
        return HOSHI_CHECK_MISSING_FACTS;
    return milder == HOSHI_YES || hoshi_rule_is_weak(rule) ? HOSHI_CHECK_ATTENTION : rule->otherwise;
}

/* ---- scope ---- */

static enum hoshi_truth either(enum hoshi_truth a, enum hoshi_truth b)
{
    if (a == HOSHI_YES || b == HOSHI_YES)
        return HOSHI_YES;
    return a == HOSHI_UNKNOWN || b == HOSHI_UNKNOWN ? HOSHI_UNKNOWN : HOSHI_NO;
}

static void check_set_truth(struct hoshi_fact_value *v, enum hoshi_truth truth)
{
    v->known = truth != HOSHI_UNKNOWN;
    v->truth = truth;
    v->origin = HOSHI_FROM_FACTS;
    if (v->known)
        v->missing = (struct hoshi_fact_set){0};
}

/* Headcount is looked at where capital fails. Where capital is not known and headcount would cover the order
 * if it failed, the order is covered whichever it is. */
static bool covered_either_way(struct work *w, const struct hoshi_rule_row *rule, struct hoshi_fact_set *used)
{
    struct hoshi_fact_value *capital = &w->value[HOSHI_RF_SCOPE_CAPITAL], kept = *capital;
    if (rule->defines != HOSHI_RF_SCOPE_EMPLOYEES || kept.known)
        return false;
    check_set_truth(capital, HOSHI_NO);
    bool covered =
        hoshi_condition_evaluate(rule->applies, w->value, w->check->setting, used, NULL) == HOSHI_YES;
    *capital = kept;
    return covered;
}

/* What the defining rules say, in the order of the table: one may look at what an earlier one has said. */
static void define_scope(struct work *w, struct hoshi_check_scope *scope)
{
    const struct hoshi_rules *rules = w->check->rules;
    struct hoshi_fact_set missing[2] = {{{0}}, {{0}}};
    check_set_truth(&w->value[HOSHI_RF_SCOPE_CAPITAL], HOSHI_NO);
    check_set_truth(&w->value[HOSHI_RF_SCOPE_EMPLOYEES], HOSHI_NO);
    for (size_t i = 0; i < rules->rows; i++) {
        const struct hoshi_rule_row *rule = &rules->row[i];
        if (rule->defines == HOSHI_RULE_FACTS)
            continue;
        struct hoshi_fact_value *fact = &w->value[rule->defines];
        struct hoshi_fact_set *lacks = &missing[rule->defines == HOSHI_RF_SCOPE_EMPLOYEES], used = {{0}};
        enum hoshi_truth v =
            hoshi_condition_evaluate(rule->applies, w->value, w->check->setting, &used, lacks);
        if (v == HOSHI_UNKNOWN && covered_either_way(w, rule, &used))
            v = HOSHI_YES;
        if (v == HOSHI_YES && !scope->by)
            scope->by = rule;
        if (v != HOSHI_UNKNOWN)
            hoshi_fact_set_join(&scope->used, &used);
        check_set_truth(fact, either(fact->known ? fact->truth : HOSHI_UNKNOWN, v));
        if (!fact->known)
            fact->missing = *lacks;
    }
    const struct hoshi_fact_value *a = &w->value[HOSHI_RF_SCOPE_CAPITAL],
                                  *b = &w->value[HOSHI_RF_SCOPE_EMPLOYEES];
    struct hoshi_fact_value *covered = &w->value[HOSHI_RF_SCOPE_COVERED];
    check_set_truth(covered, either(a->truth, b->truth));
    if (!covered->known) {
        covered->missing = a->missing;
        hoshi_fact_set_join(&covered->missing, &b->missing);
        scope->missing = covered->missing;
    }
}

static enum hoshi_scope_verdict verdict(const struct hoshi_fact_value *value)
{
    static const char *const other[] = {"service_own_use", "construction", "goods_sale"};
    static const struct hoshi_date in_force = {2026, 1, 1};
    const struct hoshi_fact_value *type = &value[HOSHI_RF_TXN_TYPE], *day = &value[HOSHI_RF_TXN_ORDERED_ON];
    for (size_t i = 0; type->known && i < sizeof other / sizeof *other; i++)
        if (strcmp(type->text, other[i]) == 0)
            return HOSHI_SCOPE_OTHER_LAW;
    if (day->known && hoshi_date_compare(day->date, in_force) < 0)
        return HOSHI_SCOPE_OLD_LAW;
    switch (value[HOSHI_RF_SCOPE_COVERED].truth) {
    case HOSHI_YES:
        return HOSHI_SCOPE_COVERED;
    case HOSHI_NO:
        return HOSHI_SCOPE_NOT_COVERED;
    default:
        return HOSHI_SCOPE_UNKNOWN;
    }
}

enum hoshi_scope_verdict hoshi_scope_of_parties(const struct hoshi_rules *rules,
                                                const struct hoshi_scope_parties *parties,
                                                struct hoshi_date ordered_on, struct hoshi_fact_set *missing)
{
    int64_t setting[HOSHI_RULE_SETTINGS_MAX] = {0};
    struct hoshi_check check = {.rules = rules, .setting = setting};
    struct work w = {.check = &check};
    struct hoshi_check_scope scope = {0};
    for (size_t i = 0; i < rules->settings; i++)
        setting[i] = rules->setting[i].number;
    hoshi_check_party_facts(parties, ordered_on, w.value);
    define_scope(&w, &scope);
    enum hoshi_scope_verdict v = verdict(w.value);
    if (missing)
        *missing = v == HOSHI_SCOPE_UNKNOWN ? scope.missing : (struct hoshi_fact_set){{0}};
    return v;
}

/* Scope of one transaction; leaves its facts in w->value. */
static enum hoshi_status judge_scope(struct work *w, size_t buyer, const struct hoshi_case_transaction *t,
                                     struct hoshi_check_scope *scope)
{
    struct hoshi_fact_value *own = hoshi_arena_array(&w->check->arena, HOSHI_TRANSACTION_FACTS, sizeof *own);
    if (!own)
        return no_memory(w->faults);
    hoshi_check_transaction_facts(w->in, buyer, t, w->value);
    define_scope(w, scope);
    scope->verdict = verdict(w->value);
    memcpy(own, &w->value[HOSHI_RF_TXN_TYPE], HOSHI_TRANSACTION_FACTS * sizeof *own);
    scope->own = own;
    return HOSHI_OK;
}

static enum hoshi_status judge_scopes(struct work *w, const struct hoshi_case_buyer *b,
                                      struct hoshi_check_buyer *out)
{
    static const struct hoshi_case_transaction none;
    size_t n = b->transactions ? b->transactions : 1;
    struct hoshi_fact_value any = {.origin = HOSHI_FROM_FACTS};
    enum hoshi_truth answer = HOSHI_NO;
    out->scope = hoshi_arena_array(&w->check->arena, n, sizeof *out->scope);
    if (!out->scope)
        return no_memory(w->faults);
    out->scopes = n;
    for (size_t i = 0; i < n; i++) {
        struct hoshi_check_scope *scope = &out->scope[i];
        scope->transaction = b->transactions ? i : SIZE_MAX;
        enum hoshi_status s = judge_scope(w, out->buyer, b->transactions ? &b->transaction[i] : &none, scope);
        if (s)
            return s;
        answer = either(answer, w->value[HOSHI_RF_SCOPE_COVERED].truth);
        hoshi_fact_set_join(&any.missing, &scope->missing);
    }
    w->value[HOSHI_RF_SCOPE_ANY] = any;
    check_set_truth(&w->value[HOSHI_RF_SCOPE_ANY], answer);
    return HOSHI_OK;
}

/* ---- findings ---- */

/* Beside a number of days the days it is counted from. */
static void show_days(const struct work *w, struct hoshi_finding *f)
{
    static const enum hoshi_rule_fact counted[] = {HOSHI_RF_PAYMENT_OVERDUE, HOSHI_RF_PAYMENT_DAYS,
                                                   HOSHI_RF_PAYMENT_LATE_DAYS},
                                      day[] = {HOSHI_RF_PAYMENT_RECEIVED_ON, HOSHI_RF_PAYMENT_DUE_ON};
    bool days = false;
    f->shown = f->used;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        days = days || hoshi_fact_set_has(&f->used, counted[i]);
    for (size_t i = 0; days && i < sizeof day / sizeof *day; i++)
        if (w->value[day[i]].known)
            hoshi_fact_set_add(&f->shown, day[i]);
}

static void add_finding(struct work *w, struct hoshi_check_buyer *out, const struct hoshi_rule_row *rule,
                        size_t scope, size_t act)
{
    struct hoshi_finding *f = &out->finding[out->findings++];
    *f = (struct hoshi_finding){.rule = rule, .scope = scope, .act = act};
    f->result = hoshi_rule_evaluate(rule, w->value, w->check->setting, &f->used, &f->missing);
    show_days(w, f);
    out->count[f->result]++;
}

/* The facts of one act over those of the buyer. */
static void lay_over(struct work *w, const struct hoshi_fact_value *whole, const struct hoshi_act *act)
{
    memcpy(w->value, whole, sizeof w->value);
    for (size_t i = 0; i < act->facts; i++)
        w->value[act->fact[i].fact] = act->fact[i].value;
}

static bool is_same_value(const struct hoshi_fact_value *a, const struct hoshi_fact_value *b)
{
    bool text = a->text && b->text ? strcmp(a->text, b->text) == 0 : a->text == b->text;
    return a->known == b->known && a->truth == b->truth && a->number == b->number && text &&
           hoshi_date_compare(a->date, b->date) == 0;
}

/* An act on record was judged by this rule on the very facts that the case states. */
static bool is_same_act(const struct hoshi_check_buyer *out, const struct hoshi_finding *stated,
                        const struct hoshi_finding *recorded)
{
    bool same = recorded->result == stated->result;
    for (int i = 0; same && i < HOSHI_RULE_FACTS; i++)
        same = !hoshi_fact_set_has(&stated->used, (enum hoshi_rule_fact)i) ||
               is_same_value(hoshi_finding_fact(out, stated, (enum hoshi_rule_fact)i),
                             hoshi_finding_fact(out, recorded, (enum hoshi_rule_fact)i));
    return same;
}

/* What the case states beside acts on record stands on its own only where it says something they do not: one act is
 * judged once. `first` is the first finding of the rule. */
static void drop_stated_twice(struct hoshi_check_buyer *out, size_t first)
{
    const struct hoshi_finding *stated = &out->finding[out->findings - 1];
    bool twice = stated->result == HOSHI_CHECK_MISSING_FACTS || stated->result == HOSHI_CHECK_NOT_APPLICABLE;
    for (size_t i = first; i + 1 < out->findings && !twice; i++)
        twice = is_same_act(out, stated, &out->finding[i]);
    if (!twice || first + 1 == out->findings)
        return;
    out->count[stated->result]--;
    out->findings--;
}

static void judge_acts(struct work *w, struct hoshi_check_buyer *out, const struct hoshi_rule_row *rule,
                       const struct hoshi_fact_value *whole)
{
    size_t first = out->findings;
    for (size_t k = 0; k < out->record.acts; k++) {
        const struct hoshi_act *act = &out->record.act[k];
        if (act->kind != rule->per)
            continue;
        lay_over(w, whole, act);
        add_finding(w, out, rule, SIZE_MAX, k);
        if (!act->entry)
            drop_stated_twice(out, first);
    }
}

static void judge_rule(struct work *w, struct hoshi_check_buyer *out, const struct hoshi_rule_row *rule,
                       const struct hoshi_fact_value *whole)
{
    switch (rule->per) {
    case HOSHI_PER_TRANSACTION:
        for (size_t k = 0; k < out->scopes; k++) {
            memcpy(w->value, whole, sizeof w->value);
            memcpy(&w->value[HOSHI_RF_TXN_TYPE], out->scope[k].own,
                   HOSHI_TRANSACTION_FACTS * sizeof *w->value);
            add_finding(w, out, rule, k, SIZE_MAX);
        }
        break;
    case HOSHI_PER_DECISION:
    case HOSHI_PER_REFUSAL:
    case HOSHI_PER_PAYMENT:
        judge_acts(w, out, rule, whole);
        break;
    default:
        memcpy(w->value, whole, sizeof w->value);
        add_finding(w, out, rule, SIZE_MAX, SIZE_MAX);
        break;
    }
}

static enum hoshi_status judge(struct work *w, struct hoshi_check_buyer *out)
{
    const struct hoshi_rules *rules = w->check->rules;
    struct hoshi_fact_value *whole = hoshi_arena_array(&w->check->arena, HOSHI_RULE_FACTS, sizeof *whole);
    size_t n = 0, most = out->scopes + out->record.acts + 1;
    for (size_t i = 0; i < rules->rows; i++)
        n += rules->row[i].per == HOSHI_PER_BUYER ? 1 : most;
    out->finding = hoshi_arena_array(&w->check->arena, n ? n : 1, sizeof *out->finding);
    if (!whole || !out->finding)
        return no_memory(w->faults);
    memset(&w->value[HOSHI_RF_TXN_TYPE], 0, HOSHI_TRANSACTION_FACTS * sizeof *w->value);
    memcpy(whole, w->value, sizeof w->value);
    out->value = whole;
    for (size_t i = 0; i < rules->rows; i++)
        judge_rule(w, out, &rules->row[i], whole);
    return HOSHI_OK;
}

static enum hoshi_status check_read_record(struct work *w, struct hoshi_check_buyer *out)
{
    const struct hoshi_case_buyer *b = &w->in->c->buyer[out->buyer];
    const struct hoshi_log_facts *facts = w->in->log_facts ? &w->in->log_facts[out->buyer] : NULL;
    enum hoshi_status s =
        hoshi_record_init(&out->record, w->in->log, b, facts ? facts->made_on : b->request.made_on,
                          w->in->as_of, &w->check->arena, w->faults);
    return s ? s : hoshi_record_support(&out->record, b, w->value, &w->check->arena, w->faults);
}

static enum hoshi_status judge_buyer(struct work *w, size_t buyer)
{
    struct hoshi_check_buyer *out = &w->check->buyer[buyer];
    out->buyer = buyer;
    enum hoshi_status s = hoshi_check_facts(w->in, buyer, w->value, w->faults);
    if (!s)
        s = judge_scopes(w, &w->in->c->buyer[buyer], out);
    if (!s)
        s = check_read_record(w, out);
    return s ? s : judge(w, out);
}

/* ---- settings ---- */

static void set_settings(struct hoshi_check *check, const struct hoshi_case_checks *stated)
{
    const struct {
        const char *id;
        int64_t number;
    } of_case[] = {
        {"response_days", stated->response_days},   {"postponements", stated->postponements},
        {"consult_months", stated->consult_months}, {"unanswered_suppliers", stated->unanswered_suppliers},
        {"marked_rise", stated->marked_rise_ppm},   {"quoted_share", stated->quoted_share_ppm},
        {"dependence", stated->dependence_ppm}};
    for (size_t i = 0; i < check->rules->settings; i++) {
        check->setting[i] = check->rules->setting[i].number;
        for (size_t k = 0; k < sizeof of_case / sizeof *of_case; k++)
            if (of_case[k].number != HOSHI_NONE && strcmp(of_case[k].id, check->rules->setting[i].id) == 0) {
                check->setting[i] = of_case[k].number;
                check->setting_of_case[i] = true;
            }
    }
}

/* A buyer that asks for nothing leaves every fact of a request unknown: nobody is to be asked for those. */
static void find_concerned(struct hoshi_check *check, const struct hoshi_case *c)
{
    bool any = false;
    for (size_t i = 0; i < check->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        struct hoshi_check_buyer *x = &check->buyer[i];
        x->concerned = b->requested_level != HOSHI_NONE || b->include == HOSHI_YES || b->extras ||
                       b->request.made_on.year || x->record.n || x->count[HOSHI_CHECK_POSSIBLE_PROBLEM];
        any = any || x->concerned;
    }
    for (size_t i = 0; i < check->buyers; i++) {
        check->buyer[i].concerned = check->buyer[i].concerned || !any;
        for (size_t r = 0; check->buyer[i].concerned && r < HOSHI_CHECK_RESULTS; r++)
            check->count[r] += check->buyer[i].count[r];
    }
}

static enum hoshi_status check_all(struct work *w)
{
    struct hoshi_check *check = w->check;
    const struct hoshi_case *c = w->in->c;
    size_t settings = check->rules->settings + 1;
    check->setting = hoshi_arena_array(&check->arena, settings, sizeof *check->setting);
    check->setting_of_case = hoshi_arena_array(&check->arena, settings, sizeof *check->setting_of_case);
    check->buyer = hoshi_arena_array(&check->arena, c->buyers + 1, sizeof *check->buyer);
    if (!check->setting || !check->setting_of_case || !check->buyer)
        return no_memory(w->faults);
    set_settings(check, &c->checks);
    check->buyers = c->buyers;
    enum hoshi_status s = HOSHI_OK;
    for (size_t i = 0; !s && i < c->buyers; i++)
        s = judge_buyer(w, i);
    if (!s)
        find_concerned(check, c);
    return s;
}

enum hoshi_status hoshi_check_open(const struct hoshi_check_input *input, struct hoshi_check **out,
                                   struct hoshi_faults *faults)
{
    struct hoshi_check *check = calloc(1, sizeof *check);
    struct work *w = calloc(1, sizeof *w);
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (check && w) {
        w->in = input;
        w->check = check;
        w->faults = faults;
        check->rules = &input->tables->rules;
        check->as_of = input->as_of;
        s = check_all(w);
    } else {
        no_memory(faults);
    }
    free(w);
    if (s)
        hoshi_check_close(check);
    else
        *out = check;
    return s;
}

void hoshi_check_close(struct hoshi_check *check)
{
    if (!check)
        return;
    hoshi_arena_release(&check->arena);
    free(check);
}

/* ---- looking at the result ---- */

const struct hoshi_fact_value *hoshi_check_fact(const struct hoshi_check_buyer *buyer, size_t scope,
                                                enum hoshi_rule_fact fact)
{
    if (scope != SIZE_MAX && fact >= HOSHI_RF_TXN_TYPE && fact <= HOSHI_RF_SCOPE_COVERED)
        return &buyer->scope[scope].own[fact - HOSHI_RF_TXN_TYPE];
    return &buyer->value[fact];
}

const struct hoshi_fact_value *hoshi_finding_fact(const struct hoshi_check_buyer *buyer,
                                                  const struct hoshi_finding *finding,
                                                  enum hoshi_rule_fact fact)
{
    const struct hoshi_act *act = finding->act == SIZE_MAX ? NULL : &buyer->record.act[finding->act];
    for (size_t i = act ? act->facts : 0; i-- > 0;)
        if (act->fact[i].fact == fact)
            return &act->fact[i].value;
    return hoshi_check_fact(buyer, finding->scope, fact);
}

const struct hoshi_log_entry *hoshi_finding_entry(const struct hoshi_check_buyer *buyer,
                                                  const struct hoshi_finding *finding)
{
    return finding->act == SIZE_MAX ? NULL : buyer->record.act[finding->act].entry;
}

bool hoshi_check_fact_private(enum hoshi_rule_fact fact)
{
    static const enum hoshi_rule_fact own[] = {
        HOSHI_RF_RELATION_DEPENDENCE, HOSHI_RF_RELATION_SWITCH,      HOSHI_RF_RELATION_LEADING,
        HOSHI_RF_RELATION_OTHER,      HOSHI_RF_SUPPLIER_REPORTED,    HOSHI_RF_CONTRIBUTION_BENEFIT,
        HOSHI_RF_COST_ANNUAL,         HOSHI_RF_COST_NET_ANNUAL,      HOSHI_RF_COST_INDIRECT,
        HOSHI_RF_COST_LABOUR,         HOSHI_RF_COST_ONE_OFF,         HOSHI_RF_COST_QUOTED,
        HOSHI_RF_ALLOC_RECOVERED,     HOSHI_RF_MARGIN_BEFORE,        HOSHI_RF_MARGIN_AFTER,
        HOSHI_RF_PLAN_DAYS,           HOSHI_RF_REQUEST_SURVEY_HOURS, HOSHI_RF_DISPUTE_CONSIDERED,
        HOSHI_RF_DISPUTE_ROUTE,       HOSHI_RF_DISPUTE_GOAL,         HOSHI_RF_DISPUTE_SIGNED,
        HOSHI_RF_DISPUTE_ASKED,       HOSHI_RF_DISPUTE_DOMESTIC,     HOSHI_RF_PREPARED_CAPACITY,
        HOSHI_RF_PREPARED_PAID,       HOSHI_RF_TEXT_VERDICT,         HOSHI_RF_DISPUTE_ADVICE};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i] == fact)
            return true;
    return false;
}

bool hoshi_check_in_view(const struct hoshi_rule_row *rule, enum hoshi_check_view view)
{
    return view == HOSHI_VIEW_SUPPLIER || (rule->party != HOSHI_CONDUCT_SUPPLIER && !rule->own);
}
