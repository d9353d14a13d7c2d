/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_facts.h"

#include <string.h>

enum { INTEREST_PER_MILLE = 146, PARTS = 1000 * 365 };

struct facts {
    const struct hoshi_check_input *in;
    const struct hoshi_case *c;
    const struct hoshi_case_buyer *b;
    const struct hoshi_log_facts *log; /* NULL: none */
    struct hoshi_fact_value *value;
    const struct hoshi_case_negotiation *talks; /* as log and case tell together */
    struct hoshi_date made_on;                  /* of the buyer's request, likewise */
};

/* ---- putting one fact ---- */

static void facts_put_truth(struct facts *f, enum hoshi_rule_fact fact, enum hoshi_truth truth)
{
    f->value[fact] = (struct hoshi_fact_value){.known = truth != HOSHI_UNKNOWN, .truth = truth};
}

static void facts_put_number(struct facts *f, enum hoshi_rule_fact fact, int64_t number)
{
    f->value[fact] = (struct hoshi_fact_value){.known = number != HOSHI_NONE, .number = number};
}

static void facts_put_date(struct facts *f, enum hoshi_rule_fact fact, struct hoshi_date date)
{
    f->value[fact] = (struct hoshi_fact_value){.known = date.year != 0, .date = date};
}

static void facts_put_text(struct facts *f, enum hoshi_rule_fact fact, const char *text)
{
    bool known = text && *text;
    f->value[fact] = (struct hoshi_fact_value){.known = known, .text = known ? text : NULL};
}

/* A word, or else what is taken for it (NULL: nothing). */
static void facts_put_word(struct facts *f, enum hoshi_rule_fact fact, const char *word,
                           const char *otherwise, enum hoshi_fact_origin origin)
{
    facts_put_text(f, fact, word ? word : otherwise);
    if (!word)
        f->value[fact].origin = origin;
}

static void derive_truth(struct facts *f, enum hoshi_rule_fact fact, bool yes, enum hoshi_fact_origin origin)
{
    f->value[fact] =
        (struct hoshi_fact_value){.known = true, .origin = origin, .truth = yes ? HOSHI_YES : HOSHI_NO};
}

static void derive_number(struct facts *f, enum hoshi_rule_fact fact, int64_t number,
                          enum hoshi_fact_origin origin)
{
    facts_put_number(f, fact, number);
    f->value[fact].origin = origin;
}

/* Not known: it would be worked out from these. */
static void lacks(struct facts *f, enum hoshi_rule_fact fact, enum hoshi_rule_fact from)
{
    if (!f->value[fact].known)
        hoshi_fact_set_add(&f->value[fact].missing, from);
}

/* ---- the parties ---- */

static void buyer_facts(struct facts *f)
{
    const struct hoshi_case_buyer *b = f->b;
    bool above = b->capital_yen > INT64_C(300000000) && b->employees_regular > 300;
    facts_put_text(f, HOSHI_RF_BUYER_NAME, b->name);
    facts_put_truth(f, HOSHI_RF_BUYER_CORPORATION, b->is_corporation);
    if (!b->is_corporation && b->capital_yen != HOSHI_NONE)
        derive_truth(f, HOSHI_RF_BUYER_CORPORATION, true, HOSHI_FROM_FACTS);
    facts_put_truth(f, HOSHI_RF_BUYER_LARGE, b->is_large);
    if (!b->is_large && b->capital_yen != HOSHI_NONE && b->employees_regular != HOSHI_NONE && above)
        derive_truth(f, HOSHI_RF_BUYER_LARGE, true, HOSHI_FROM_FACTS);
    facts_put_number(f, HOSHI_RF_BUYER_CAPITAL, b->capital_yen);
    facts_put_number(f, HOSHI_RF_BUYER_EMPLOYEES, b->employees_regular);
    facts_put_date(f, HOSHI_RF_BUYER_EMPLOYEES_AS_OF, b->employees_as_of);
    facts_put_truth(f, HOSHI_RF_BUYER_CONTROLLED, b->controlled_by_large);
    facts_put_truth(f, HOSHI_RF_BUYER_DECLARATION, b->partnership_declaration);
    facts_put_truth(f, HOSHI_RF_BUYER_RENEWED, b->declaration_renewed);
    facts_put_truth(f, HOSHI_RF_BUYER_POLICY, b->pass_through_policy);
    facts_put_number(f, HOSHI_RF_BUYER_UNANSWERED, b->unanswered_suppliers);
    facts_put_truth(f, HOSHI_RF_RELATION_SWITCH, b->relation.can_switch);
    facts_put_truth(f, HOSHI_RF_RELATION_LEADING, b->relation.market_leading);
    facts_put_truth(f, HOSHI_RF_RELATION_OTHER, b->relation.other_need);
}

static void supplier_facts(struct facts *f)
{
    const struct hoshi_case_supplier *s = &f->c->supplier;
    facts_put_text(f, HOSHI_RF_SUPPLIER_NAME, s->name);
    facts_put_text(f, HOSHI_RF_SUPPLIER_ADDRESS, s->address);
    facts_put_text(f, HOSHI_RF_SUPPLIER_CONTACT, s->contact);
    facts_put_number(f, HOSHI_RF_SUPPLIER_CAPITAL, s->capital_yen);
    facts_put_number(f, HOSHI_RF_SUPPLIER_EMPLOYEES, s->employees_regular);
    facts_put_date(f, HOSHI_RF_SUPPLIER_EMPLOYEES_AS_OF, s->employees_as_of);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_INDIVIDUAL, s->is_individual);
    if (!s->is_individual && s->capital_yen != HOSHI_NONE)
        derive_truth(f, HOSHI_RF_SUPPLIER_INDIVIDUAL, false, HOSHI_FROM_FACTS);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_ONE_PERSON, s->is_one_person_company);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_USES_EMPLOYEES, s->uses_employees);
    if (!s->is_one_person_company && s->employees_regular != HOSHI_NONE && s->employees_regular > 1)
        derive_truth(f, HOSHI_RF_SUPPLIER_ONE_PERSON, false, HOSHI_FROM_FACTS);
    if (!s->uses_employees && s->employees_regular != HOSHI_NONE)
        derive_truth(f, HOSHI_RF_SUPPLIER_USES_EMPLOYEES, s->employees_regular > 0, HOSHI_FROM_FACTS);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_SUBCONTRACTORS, s->has_own_subcontractors);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_DOWNSTREAM, s->downstream_considered);
    facts_put_truth(f, HOSHI_RF_SUPPLIER_REPORTED, s->reported_or_requested);
    if (!s->reported_or_requested && f->talks->requested_on.year)
        derive_truth(f, HOSHI_RF_SUPPLIER_REPORTED, true, HOSHI_FROM_FACTS);
}

static enum hoshi_status relation_facts(struct facts *f, struct hoshi_faults *faults)
{
    int64_t sales = f->c->supplier.annual_sales_yen, bought = f->b->annual_purchases_yen, ppm;
    f->value[HOSHI_RF_RELATION_DEPENDENCE] = (struct hoshi_fact_value){0};
    if (sales == HOSHI_NONE || sales == 0 || bought == HOSHI_NONE)
        return HOSHI_OK;
    if (!hoshi_money_muldiv(bought, HOSHI_MICRO, sales, &ppm))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "annual_purchases_yen", NULL, NULL);
    derive_number(f, HOSHI_RF_RELATION_DEPENDENCE, ppm, HOSHI_FROM_FACTS);
    return HOSHI_OK;
}

/* ---- the request ---- */

static bool holds_word(const char *text, const char *const *word, size_t n)
{
    for (size_t i = 0; text && i < n; i++)
        if (strstr(text, word[i]))
            return true;
    return false;
}

#define HOLDS(text, list) holds_word(text, list, sizeof(list) / sizeof *(list))

static bool begins(const char *text, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, word[i], strlen(word[i])) == 0)
            return true;
    return false;
}

static bool ends(const char *text, const char *end, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(word[i]);
        if ((size_t)(end - text) >= length && strncmp(end - length, word[i], length) == 0)
            return true;
    }
    return false;
}

/* A word that claims something, not denied before or behind it, nor part of another word. */
static bool claims(const char *text, const char *word)
{
    static const char *const before[] = {"秘密保持", "守秘", "not ", "non-", "neither "},
                             *const behind[] = {"ではな", "ではあり", "はな", "はあり", "でな", "と異なり"};
    for (const char *at = text ? strstr(text, word) : NULL; at; at = strstr(at + 1, word))
        if (!ends(text, at, before, sizeof before / sizeof *before) &&
            !begins(at + strlen(word), behind, sizeof behind / sizeof *behind))
            return true;
    return false;
}

static void scheme_wording(struct facts *f)
{
    static const char *const words[] = {"義務",      "法令により",      "法律で",          "法律により",
                                        "mandatory", "required by law", "legally required"};
    enum hoshi_truth stated = f->b->request.stated_as_mandatory;
    facts_put_truth(f, HOSHI_RF_REQUEST_MANDATORY, stated);
    for (size_t i = 0; !stated && i < sizeof words / sizeof *words; i++)
        if (claims(f->b->request.text, words[i]))
            derive_truth(f, HOSHI_RF_REQUEST_MANDATORY, true, HOSHI_FROM_FACTS);
}

static void request_facts(struct facts *f)
{
    const struct hoshi_case_buyer *b = f->b;
    const struct hoshi_case_request *r = &b->request;
    bool made = f->made_on.year || b->requested_level != HOSHI_NONE || (r->document && *r->document);
    derive_truth(f, HOSHI_RF_REQUEST_MADE, made, made ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE);
    facts_put_number(f, HOSHI_RF_REQUEST_LEVEL, b->requested_level);
    facts_put_date(f, HOSHI_RF_REQUEST_MADE_ON, f->made_on);
    facts_put_date(f, HOSHI_RF_REQUEST_DEADLINE, r->deadline);
    facts_put_text(f, HOSHI_RF_REQUEST_DOCUMENT, r->document);
    facts_put_text(f, HOSHI_RF_REQUEST_BASIS, r->necessity_basis);
    facts_put_truth(f, HOSHI_RF_REQUEST_NECESSITY, r->necessity_explained);
    facts_put_truth(f, HOSHI_RF_REQUEST_METHOD, r->method_explained);
    facts_put_truth(f, HOSHI_RF_REQUEST_EQUIVALENT, r->equivalent_accepted);
    facts_put_truth(f, HOSHI_RF_REQUEST_BEYOND, r->beyond_level);
    if (b->extras)
        derive_truth(f, HOSHI_RF_REQUEST_BEYOND, true, HOSHI_FROM_FACTS);
    facts_put_truth(f, HOSHI_RF_REQUEST_EXTRA_REASONS, r->extra_reasons_given);
    facts_put_truth(f, HOSHI_RF_REQUEST_DESIGNATED, r->product_designated);
    if (r->designated_product != SIZE_MAX || (r->designated_vendor && *r->designated_vendor))
        derive_truth(f, HOSHI_RF_REQUEST_DESIGNATED, true, HOSHI_FROM_FACTS);
    facts_put_truth(f, HOSHI_RF_REQUEST_DESIGNATION_NEEDED, r->designation_necessary);
    facts_put_truth(f, HOSHI_RF_REQUEST_AFFILIATE, r->vendor_is_affiliate);
    scheme_wording(f);
    facts_put_truth(f, HOSHI_RF_REQUEST_SAME_LEVEL, r->same_level_for_all);
    facts_put_truth(f, HOSHI_RF_REQUEST_TIERING, r->risk_tiering);
    facts_put_truth(f, HOSHI_RF_REQUEST_CONDITION, r->cert_as_trade_condition);
    facts_put_truth(f, HOSHI_RF_REQUEST_RECOMMENDED, r->recommended_service_as_condition);
    facts_put_truth(f, HOSHI_RF_REQUEST_FORCED_DECLARATION, r->self_declaration_forced);
    facts_put_truth(f, HOSHI_RF_REQUEST_SURVEY, r->status_survey);
    facts_put_truth(f, HOSHI_RF_REQUEST_PRESSED, r->pressed_after_refusal);
    facts_put_truth(f, HOSHI_RF_REQUEST_PRICE_CUT, r->answers_used_for_price_cut);
    facts_put_number(f, HOSHI_RF_REQUEST_SURVEY_HOURS, r->survey_hours);
    facts_put_truth(f, HOSHI_RF_REQUEST_SURVEY_PAID, r->survey_paid);
    facts_put_truth(f, HOSHI_RF_REQUEST_AFTER_ORDER, r->new_controls_after_order);
    facts_put_truth(f, HOSHI_RF_REQUEST_EXTRA_COST, r->extra_cost_borne);
    facts_put_truth(f, HOSHI_RF_QUESTION_DATA, b->level_questions.important_data);
    facts_put_truth(f, HOSHI_RF_QUESTION_OUTAGE, b->level_questions.outage);
    facts_put_truth(f, HOSHI_RF_QUESTION_ACCESS, b->level_questions.access);
    facts_put_number(f, HOSHI_RF_PLAN_DAYS, f->c->plan.implementation_days);
    facts_put_truth(f, HOSHI_RF_PLAN_BASELINE, f->c->plan.baseline_reviewed);
    if (!f->c->plan.baseline_reviewed && f->c->plan.owns)
        derive_truth(f, HOSHI_RF_PLAN_BASELINE, true, HOSHI_FROM_FACTS);
}

/* ---- the talks ---- */

static void log_origin(struct facts *f)
{
    static const struct {
        enum hoshi_log_fact log;
        enum hoshi_rule_fact fact;
    } from_log[] = {{HOSHI_FACT_REQUESTED_ON, HOSHI_RF_NEGO_REQUESTED_ON},
                    {HOSHI_FACT_RESPONDED_ON, HOSHI_RF_NEGO_RESPONDED_ON},
                    {HOSHI_FACT_LAST_CONSULT_ON, HOSHI_RF_NEGO_LAST_CONSULT},
                    {HOSHI_FACT_DECISION_DATE, HOSHI_RF_NEGO_DECISION_DATE},
                    {HOSHI_FACT_REQUEST_MADE_ON, HOSHI_RF_REQUEST_MADE_ON},
                    {HOSHI_FACT_REQUEST_IN_WRITING, HOSHI_RF_NEGO_WRITTEN},
                    {HOSHI_FACT_AMOUNT_STATED, HOSHI_RF_NEGO_AMOUNT},
                    {HOSHI_FACT_DECISION_UNILATERAL, HOSHI_RF_NEGO_UNILATERAL},
                    {HOSHI_FACT_EXPLANATION_GIVEN, HOSHI_RF_NEGO_EXPLANATION},
                    {HOSHI_FACT_REFUSAL_REASON_WRITTEN, HOSHI_RF_NEGO_REASON_WRITTEN},
                    {HOSHI_FACT_MINUTES, HOSHI_RF_NEGO_MINUTES},
                    {HOSHI_FACT_POSTPONED_COUNT, HOSHI_RF_NEGO_POSTPONED},
                    {HOSHI_FACT_MEETING_COUNT, HOSHI_RF_NEGO_MEETINGS},
                    {HOSHI_FACT_PRICE_BEFORE, HOSHI_RF_NEGO_PRICE_BEFORE},
                    {HOSHI_FACT_PRICE_AFTER, HOSHI_RF_NEGO_PRICE_AFTER}};
    for (size_t i = 0; f->log && i < sizeof from_log / sizeof *from_log; i++) {
        struct hoshi_fact_value *v = &f->value[from_log[i].fact];
        if (v->known && f->log->fact[from_log[i].log].seq > 0) {
            v->origin = HOSHI_FROM_LOG;
            v->seq = f->log->fact[from_log[i].log].seq;
        }
    }
}

/* A decision before the talks now at hand (the request for them, or else the buyer's request) was about
 * something else. */
static bool decided_before(const struct facts *f)
{
    struct hoshi_date day = f->talks->decision_date,
                      since = f->talks->requested_on.year ? f->talks->requested_on : f->made_on;
    return day.year && since.year && hoshi_date_compare(day, since) < 0;
}

/* What happened, by its dates: without one it has not. */
static void facts_events(struct facts *f)
{
    const struct hoshi_case_negotiation *g = f->talks;
    bool requested = g->requested_on.year, responded = g->responded_on.year,
         decided = (g->decision_date.year || g->price_after_micro != HOSHI_NONE) && !decided_before(f);
    derive_truth(f, HOSHI_RF_NEGO_REQUESTED, requested, requested ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE);
    derive_truth(f, HOSHI_RF_NEGO_RESPONDED, responded, responded ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE);
    derive_truth(f, HOSHI_RF_NEGO_DECIDED, decided, decided ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE);
    f->value[HOSHI_RF_NEGO_SILENCE] = (struct hoshi_fact_value){0};
    if (f->log && f->log->longest_silence_days != HOSHI_NONE && f->log->rounds) {
        derive_number(f, HOSHI_RF_NEGO_SILENCE, f->log->longest_silence_days, HOSHI_FROM_LOG);
        f->value[HOSHI_RF_NEGO_SILENCE].seq = f->log->longest_silence_seq;
    } else if (requested) {
        derive_number(f, HOSHI_RF_NEGO_SILENCE,
                      hoshi_date_days(responded ? g->responded_on : f->in->as_of) -
                          hoshi_date_days(g->requested_on),
                      HOSHI_FROM_FACTS);
    }
    lacks(f, HOSHI_RF_NEGO_SILENCE, HOSHI_RF_NEGO_REQUESTED_ON);
}

/* A log that is kept for this buyer and tells of none means none. */
static void facts_counts(struct facts *f)
{
    static const enum hoshi_rule_fact counted[] = {HOSHI_RF_NEGO_POSTPONED, HOSHI_RF_NEGO_MEETINGS};
    facts_put_number(f, HOSHI_RF_NEGO_POSTPONED, f->talks->postponed_count);
    facts_put_number(f, HOSHI_RF_NEGO_MEETINGS, f->talks->meeting_count);
    for (size_t i = 0; i < 2; i++)
        if (!f->value[counted[i]].known && f->log && f->log->entries)
            derive_number(f, counted[i], 0, HOSHI_FROM_ABSENCE);
}

/* What the log alone tells; without one there is nothing on record. */
static void record_facts(struct facts *f)
{
    const struct hoshi_log_facts *l = f->log;
    const struct hoshi_case_negotiation *g = f->talks;
    enum hoshi_fact_origin from = l && l->entries ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE;
    derive_truth(f, HOSHI_RF_NEGO_REFUSED, l && l->refusals, from);
    derive_number(f, HOSHI_RF_NEGO_REFUSALS, l ? l->refusals : 0, from);
    derive_number(f, HOSHI_RF_NEGO_OWN_REFUSALS, l ? l->own_refusals : 0, from);
    derive_number(f, HOSHI_RF_NEGO_OWN_POSTPONED, l ? l->own_postponed : 0, from);
    facts_put_truth(f, HOSHI_RF_NEGO_UNIFORM_CUT, g->uniform_cut);
    facts_put_truth(f, HOSHI_RF_NEGO_TO_PLACED, g->reaches_placed_orders);
    facts_put_truth(f, HOSHI_RF_NEGO_PROPOSED, g->buyer_proposed_method);
    if (!g->buyer_proposed_method && l && l->proposed)
        derive_truth(f, HOSHI_RF_NEGO_PROPOSED, true, HOSHI_FROM_FACTS);
    facts_put_date(f, HOSHI_RF_NEGO_LAST_CONTACT, (struct hoshi_date){0});
    if (l && l->last_contact.seq) {
        facts_put_date(f, HOSHI_RF_NEGO_LAST_CONTACT, l->last_contact.date);
        f->value[HOSHI_RF_NEGO_LAST_CONTACT].origin = HOSHI_FROM_LOG;
        f->value[HOSHI_RF_NEGO_LAST_CONTACT].seq = l->last_contact.seq;
        return;
    }
    const struct hoshi_date known[] = {g->requested_on, g->responded_on, g->last_consult_on};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].year && (!f->value[HOSHI_RF_NEGO_LAST_CONTACT].known ||
                              hoshi_date_compare(known[i], f->value[HOSHI_RF_NEGO_LAST_CONTACT].date) > 0)) {
            facts_put_date(f, HOSHI_RF_NEGO_LAST_CONTACT, known[i]);
            f->value[HOSHI_RF_NEGO_LAST_CONTACT].origin = HOSHI_FROM_FACTS;
        }
}

static void talk_facts(struct facts *f)
{
    const struct hoshi_case_negotiation *g = f->talks;
    facts_put_date(f, HOSHI_RF_NEGO_REQUESTED_ON, g->requested_on);
    facts_put_date(f, HOSHI_RF_NEGO_RESPONDED_ON, g->responded_on);
    facts_put_date(f, HOSHI_RF_NEGO_DECISION_DATE, g->decision_date);
    facts_put_date(f, HOSHI_RF_NEGO_PLANNED_ON, g->planned_on);
    facts_put_number(f, HOSHI_RF_NEGO_PLANNED_MONTH, g->planned_on.year ? g->planned_on.month : HOSHI_NONE);
    facts_put_date(f, HOSHI_RF_NEGO_LAST_CONSULT, g->last_consult_on);
    facts_put_truth(f, HOSHI_RF_NEGO_WRITTEN, g->request_in_writing);
    facts_put_truth(f, HOSHI_RF_NEGO_UNILATERAL, g->decision_unilateral);
    facts_put_truth(f, HOSHI_RF_NEGO_EXPLANATION, g->buyer_explanation_given);
    facts_put_truth(f, HOSHI_RF_NEGO_REASON_WRITTEN, g->refusal_reason_written);
    facts_put_truth(f, HOSHI_RF_NEGO_AMOUNT, g->amount_stated_by_supplier);
    facts_put_truth(f, HOSHI_RF_NEGO_MODEL, g->buyer_own_cost_model_used);
    facts_put_truth(f, HOSHI_RF_NEGO_MODEL_SHARED, g->cost_model_shared);
    facts_put_truth(f, HOSHI_RF_NEGO_PAPERS, g->internal_papers_demanded);
    facts_put_truth(f, HOSHI_RF_NEGO_MINUTES, g->minutes);
    facts_put_truth(f, HOSHI_RF_NEGO_DISCUSSED, g->security_cost_discussed_explicitly);
    facts_put_truth(f, HOSHI_RF_NEGO_POSTPONE_REASONS, g->postponement_reasons_given);
    facts_put_number(f, HOSHI_RF_NEGO_PRICE_BEFORE, g->price_before_micro);
    facts_put_number(f, HOSHI_RF_NEGO_PRICE_AFTER, g->price_after_micro);
    facts_put_number(f, HOSHI_RF_NEGO_PRICE_REQUESTED, g->price_requested_micro);
    facts_put_truth(f, HOSHI_RF_NEGO_WAGE_DATA, g->public_wage_data_attached);
    facts_put_truth(f, HOSHI_RF_NEGO_MARKET_PRICE, g->market_price_known);
    facts_put_number(f, HOSHI_RF_NEGO_INDEX_RISE, g->public_index_rise_ppm);
    facts_put_truth(f, HOSHI_RF_NEGO_TERMS, g->order_terms_restated);
    facts_put_truth(f, HOSHI_RF_NEGO_TRADE_CUT, g->trade_cut_after);
    facts_counts(f);
    facts_events(f);
    record_facts(f);
    log_origin(f);
}

/* ---- payment ---- */

bool hoshi_late_interest(int64_t yen, int64_t days, int64_t *interest_yen)
{
    int64_t times, rest;
    if (days < 0 || yen < 0 || days > HOSHI_COUNT_MAX)
        return false;
    times = days * INTEREST_PER_MILLE;
    rest = yen % PARTS * times / PARTS;
    if (!hoshi_money_muldiv(yen / PARTS, times, 1, interest_yen) ||
        !hoshi_money_add(*interest_yen, rest, interest_yen) || *interest_yen > HOSHI_YEN_MAX)
        return false;
    return true;
}

static enum hoshi_status payment_facts(struct facts *f, struct hoshi_faults *faults)
{
    const struct hoshi_case_buyer *b = f->b;
    const struct hoshi_case_payment *p = &b->payment;
    int64_t interest;
    facts_put_truth(f, HOSHI_RF_CONTRIBUTION_REQUESTED, b->contribution.requested);
    facts_put_truth(f, HOSHI_RF_CONTRIBUTION_AGREED, b->contribution.agreed_in_advance);
    facts_put_truth(f, HOSHI_RF_CONTRIBUTION_DISCLOSED, b->contribution.amount_basis_and_use_disclosed);
    facts_put_number(f, HOSHI_RF_CONTRIBUTION_YEN, b->contribution.yen);
    facts_put_number(f, HOSHI_RF_CONTRIBUTION_BENEFIT, b->contribution.supplier_direct_benefit_yen);
    facts_put_number(f, HOSHI_RF_DEDUCTION_YEN, b->deduction.yen);
    facts_put_truth(f, HOSHI_RF_DEDUCTION_FAULT, b->deduction.supplier_fault);
    facts_put_text(f, HOSHI_RF_PAYMENT_METHOD, p->method);
    facts_put_number(f, HOSHI_RF_PAYMENT_DAYS, p->days_after_receipt);
    facts_put_truth(f, HOSHI_RF_PAYMENT_CASH, p->full_cash_by_due);
    facts_put_truth(f, HOSHI_RF_PAYMENT_FEE, p->fee_on_supplier);
    facts_put_number(f, HOSHI_RF_PAYMENT_RECORDS, p->records_kept_years);
    facts_put_number(f, HOSHI_RF_PAYMENT_LATE_YEN, p->late_yen);
    facts_put_number(f, HOSHI_RF_PAYMENT_LATE_DAYS, p->late_days);
    facts_put_truth(f, HOSHI_RF_PAYMENT_INTEREST_PAID, p->interest_paid);
    facts_put_truth(f, HOSHI_RF_MOULDS_KEPT, b->contribution.moulds_kept);
    facts_put_truth(f, HOSHI_RF_MOULDS_PAID, b->contribution.mould_storage_paid);
    facts_put_number(f, HOSHI_RF_PAYMENT_OVERDUE, HOSHI_NONE);
    if (p->late_days != HOSHI_NONE)
        derive_number(f, HOSHI_RF_PAYMENT_OVERDUE, p->late_days, HOSHI_FROM_FACTS);
    if (p->late_yen == HOSHI_NONE || p->late_days == HOSHI_NONE)
        return HOSHI_OK;
    if (!hoshi_late_interest(p->late_yen, p->late_days, &interest))
        return hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "payment.late_yen", NULL, NULL);
    derive_number(f, HOSHI_RF_PAYMENT_INTEREST, interest, HOSHI_FROM_FACTS);
    return HOSHI_OK;
}

/* ---- cost and split ---- */

static void entry_facts(struct facts *f, const struct hoshi_estimate *e)
{
    size_t buyer = (size_t)(f->b - f->c->buyer);
    int64_t once = 0, own = 0;
    for (size_t i = 0; i < e->certain; i++) {
        const struct hoshi_entry *entry = &e->entry[i];
        if (entry->line.every == 0)
            once += entry->point.horizon_yen;
        if (entry->buyer && entry->buyer[buyer])
            own += entry->point.horizon_yen;
    }
    derive_number(f, HOSHI_RF_COST_ONE_OFF, once, HOSHI_FROM_ESTIMATE);
    derive_number(f, HOSHI_RF_COST_BUYER, own, HOSHI_FROM_ESTIMATE);
}

static void cost_facts(struct facts *f, const struct hoshi_split *s)
{
    const struct hoshi_totals *t = &s->e->totals;
    int64_t quoted = 0;
    derive_number(f, HOSHI_RF_COST_ANNUAL, s->gross_annual_yen, HOSHI_FROM_ESTIMATE);
    derive_number(f, HOSHI_RF_COST_NET_ANNUAL, s->annual_yen, HOSHI_FROM_ESTIMATE);
    derive_number(f, HOSHI_RF_COST_INDIRECT, t->annual_by_class_yen[HOSHI_INDIRECT], HOSHI_FROM_ESTIMATE);
    derive_number(f, HOSHI_RF_COST_LABOUR, t->horizon_yen - t->cash_yen, HOSHI_FROM_ESTIMATE);
    entry_facts(f, s->e);
    if (t->horizon_yen > 0 && hoshi_money_muldiv(t->quoted_yen, HOSHI_MICRO, t->horizon_yen, &quoted))
        derive_number(f, HOSHI_RF_COST_QUOTED, quoted, HOSHI_FROM_ESTIMATE);
}

static void share_facts(struct facts *f, const struct hoshi_split *s)
{
    const struct hoshi_party *mine = hoshi_split_party(s, (size_t)(f->b - f->c->buyer));
    int64_t shares = 0, recovered = 0;
    bool level[HOSHI_LEVEL_MAX + 1] = {false};
    for (size_t i = 0; i < s->parties; i++) {
        shares += s->party[i].share_ppm;
        recovered += s->party[i].annual_yen;
        if (s->party[i].kind == HOSHI_PARTY_BUYER && s->party[i].level)
            level[s->party[i].level] = true;
    }
    derive_truth(f, HOSHI_RF_ALLOC_KEY, f->c->sharing.stated, HOSHI_FROM_CASE);
    derive_truth(f, HOSHI_RF_ALLOC_MIXED, level[3] && level[4], HOSHI_FROM_ESTIMATE);
    derive_number(f, HOSHI_RF_ALLOC_RECOVERED, recovered, HOSHI_FROM_ESTIMATE);
    if (mine) {
        derive_number(f, HOSHI_RF_ALLOC_SHARES, shares, HOSHI_FROM_ESTIMATE);
        derive_number(f, HOSHI_RF_ALLOC_UPPER, mine->level == 3 ? mine->by_cause_yen[HOSHI_CAUSE_LEVEL4] : 0,
                      HOSHI_FROM_ESTIMATE);
    }
}

/* Margin when the buyers pay their parts and the cost is there. */
static void margin_facts(struct facts *f, const struct hoshi_split *s)
{
    struct hoshi_case_supplier after = f->c->supplier;
    int64_t before = hoshi_supplier_margin_ppm(&after), paid = 0;
    derive_number(f, HOSHI_RF_MARGIN_BEFORE, before, HOSHI_FROM_FACTS);
    f->value[HOSHI_RF_MARGIN_AFTER] = (struct hoshi_fact_value){0};
    lacks(f, HOSHI_RF_MARGIN_AFTER, HOSHI_RF_MARGIN_BEFORE);
    if (before == HOSHI_NONE)
        return;
    for (size_t i = 0; i < s->parties; i++)
        if (s->party[i].kind == HOSHI_PARTY_BUYER)
            paid += s->party[i].annual_yen;
    if (hoshi_money_add(after.annual_sales_yen, paid, &after.annual_sales_yen) &&
        hoshi_money_add(after.annual_cost_yen, s->annual_yen, &after.annual_cost_yen))
        derive_number(f, HOSHI_RF_MARGIN_AFTER, hoshi_supplier_margin_ppm(&after), HOSHI_FROM_ESTIMATE);
}

/* ---- where it may go ---- */

static bool states_verdict(const struct hoshi_case *c, const struct hoshi_case_buyer *b)
{
    static const char *const verdicts[] = {"違反", "違法", "不法", "illegal", "unlawful", "violat"};
    bool found = HOLDS(c->title, verdicts) || HOLDS(b->request.necessity_basis, verdicts) ||
                 HOLDS(c->sharing.key_reason, verdicts);
    for (size_t i = 0; i < b->extras; i++)
        found = found || HOLDS(b->extra[i].reason, verdicts);
    for (size_t i = 0; i < c->plan.uses; i++)
        found = found || HOLDS(c->plan.use[i].reason, verdicts);
    return found;
}

static void dispute_facts(struct facts *f)
{
    const struct hoshi_case_dispute *d = &f->b->dispute;
    facts_put_truth(f, HOSHI_RF_DISPUTE_CONSIDERED, d->considered);
    if (!d->considered)
        derive_truth(f, HOSHI_RF_DISPUTE_CONSIDERED, d->route && strcmp(d->route, "none") != 0,
                     d->route ? HOSHI_FROM_FACTS : HOSHI_FROM_ABSENCE);
    /* Nobody has to say that there is no dispute; who does consider one has to say where it goes. */
    enum hoshi_truth considered = f->value[HOSHI_RF_DISPUTE_CONSIDERED].truth;
    facts_put_word(f, HOSHI_RF_DISPUTE_ROUTE, d->route, considered == HOSHI_NO ? "none" : NULL,
                   HOSHI_FROM_ABSENCE);
    facts_put_word(f, HOSHI_RF_DISPUTE_GOAL, d->goal, considered == HOSHI_NO ? "none" : NULL,
                   HOSHI_FROM_ABSENCE);
    facts_put_truth(f, HOSHI_RF_DISPUTE_SIGNED, d->facts_signed);
    facts_put_truth(f, HOSHI_RF_DISPUTE_ASKED, d->office_asked);
    facts_put_truth(f, HOSHI_RF_DISPUTE_DOMESTIC, d->domestic_trade);
    facts_put_truth(f, HOSHI_RF_DISPUTE_ADVICE, d->advice_sought);
    facts_put_word(f, HOSHI_RF_PREPARED_CAPACITY,
                   f->in->capacity ? f->in->capacity : f->c->prepared_by.capacity, "self", HOSHI_ASSUMED);
    facts_put_truth(f, HOSHI_RF_PREPARED_PAID, f->c->prepared_by.paid);
    derive_truth(f, HOSHI_RF_TEXT_VERDICT, states_verdict(f->c, f->b), HOSHI_FROM_FACTS);
}

enum hoshi_status hoshi_check_facts(const struct hoshi_check_input *input, size_t buyer,
                                    struct hoshi_fact_value *value, struct hoshi_faults *faults)
{
    const struct hoshi_case_buyer *b = &input->c->buyer[buyer];
    const struct hoshi_log_facts *log = input->log_facts ? &input->log_facts[buyer] : NULL;
    struct facts f = {.in = input,
                      .c = input->c,
                      .b = b,
                      .log = log,
                      .value = value,
                      .talks = log ? &log->talks : &b->negotiation,
                      .made_on = log ? log->made_on : b->request.made_on};
    memset(value, 0, HOSHI_RULE_FACTS * sizeof *value);
    facts_put_date(&f, HOSHI_RF_AS_OF, input->as_of);
    buyer_facts(&f);
    supplier_facts(&f);
    request_facts(&f);
    talk_facts(&f);
    dispute_facts(&f);
    facts_put_number(&f, HOSHI_RF_PRICE_END, f.c->price.surcharge_months);
    if (input->split) {
        cost_facts(&f, input->split);
        share_facts(&f, input->split);
        margin_facts(&f, input->split);
    }
    enum hoshi_status status = relation_facts(&f, faults);
    return status ? status : payment_facts(&f, faults);
}

/* Of two orders the one that bears on the case: under the law in force, then the earlier one. */
static bool bears_more(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b)
{
    static const struct hoshi_date in_force = {2026, 1, 1};
    bool now = hoshi_date_compare(a->date, in_force) >= 0, then = hoshi_date_compare(b->date, in_force) >= 0;
    return now != then ? now : hoshi_log_compare_events(a, b) < 0;
}

const struct hoshi_log_entry *hoshi_order_on_record(const struct hoshi_case_buyer *buyer,
                                                    const struct hoshi_log_entry *const *entry, size_t n)
{
    const struct hoshi_log_entry *best = NULL;
    if (buyer->transactions > 1)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (entry[i]->kind == HOSHI_LOG_ORDER && !entry[i]->corrected_by && entry[i]->party &&
            strcmp(entry[i]->party, buyer->id) == 0 && (!best || bears_more(entry[i], best)))
            best = entry[i];
    return best;
}

/* The day of the order: as stated, else of the order on record, else from now on. */
static void ordered_on(struct facts *f, const struct hoshi_case_transaction *transaction)
{
    struct hoshi_fact_value *v = &f->value[HOSHI_RF_TXN_ORDERED_ON];
    const struct hoshi_log_entry *order = NULL;
    facts_put_date(f, HOSHI_RF_TXN_ORDERED_ON, transaction->ordered_on);
    if (v->known)
        return;
    for (size_t i = 0; f->in->log && i < f->in->log->n; i++) {
        const struct hoshi_log_entry *two[] = {&f->in->log->entry[i], order};
        order = hoshi_order_on_record(f->b, two, order ? 2 : 1); /* the better of both */
    }
    facts_put_date(f, HOSHI_RF_TXN_ORDERED_ON, order ? order->date : f->in->as_of);
    v->origin = order ? HOSHI_FROM_LOG : HOSHI_ASSUMED;
    v->seq = order ? order->seq : 0;
}

void hoshi_check_transaction_facts(const struct hoshi_check_input *input, size_t buyer,
                                   const struct hoshi_case_transaction *transaction,
                                   struct hoshi_fact_value *value)
{
    struct facts f = {.in = input, .b = &input->c->buyer[buyer], .value = value};
    facts_put_text(&f, HOSHI_RF_TXN_TYPE, transaction->type);
    ordered_on(&f, transaction);
    facts_put_truth(&f, HOSHI_RF_TXN_INTERMEDIARY, transaction->intermediary_present);
    facts_put_truth(&f, HOSHI_RF_TXN_BUYER_DECIDES, transaction->buyer_decides_terms);
    facts_put_truth(&f, HOSHI_RF_TXN_TOOLING, transaction->tooling);
}

void hoshi_check_party_facts(const struct hoshi_scope_parties *p, struct hoshi_date ordered_on,
                             struct hoshi_fact_value *value)
{
    struct facts f = {.value = value};
    derive_truth(&f, HOSHI_RF_BUYER_CORPORATION, true, HOSHI_ASSUMED);
    facts_put_number(&f, HOSHI_RF_BUYER_CAPITAL, p->buyer_capital_yen);
    facts_put_number(&f, HOSHI_RF_BUYER_EMPLOYEES, p->buyer_employees);
    facts_put_number(&f, HOSHI_RF_SUPPLIER_CAPITAL, p->supplier_capital_yen);
    facts_put_number(&f, HOSHI_RF_SUPPLIER_EMPLOYEES, p->supplier_employees);
    if (p->supplier_capital_yen != HOSHI_NONE)
        derive_truth(&f, HOSHI_RF_SUPPLIER_INDIVIDUAL, false, HOSHI_FROM_FACTS);
    facts_put_text(&f, HOSHI_RF_TXN_TYPE, p->transaction);
    facts_put_date(&f, HOSHI_RF_TXN_ORDERED_ON, ordered_on);
}
