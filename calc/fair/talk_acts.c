/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "talk_acts.h"
#include "check_facts.h"

#include <math.h>
#include <string.h>

enum { ACT_FACTS_MAX = 24, FREE_DAYS = 60 };

struct reading {
    struct hoshi_record *record;
    const struct hoshi_case_buyer *buyer;
    const struct hoshi_case_negotiation *stated; /* by the case */
    struct hoshi_date made_on;                   /* of the buyer's request */
    struct hoshi_date as_of;
    struct hoshi_arena *arena;
    bool failed, overflow;
};

/* ---- entries ---- */

static bool by_buyer(const struct hoshi_log_entry *e)
{
    return e->side != HOSHI_SIDE_SUPPLIER;
}

static bool is_agreed(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_PRICE_CHANGE && e->decided == HOSHI_DECIDED_AGREED;
}

static bool is_request(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_REQUEST && e->side == HOSHI_SIDE_SUPPLIER;
}

static bool is_refusal(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_REFUSAL && by_buyer(e);
}

/* A price change that is the supplier's own decision is no act of the buyer; a refusal decides no price unless it
 * names one. */
static bool is_decision(const struct hoshi_log_entry *e)
{
    if (e->kind == HOSHI_LOG_PRICE_CHANGE)
        return e->decided != HOSHI_DECIDED_SUPPLIER &&
               (e->decided != HOSHI_DECIDED_NOT_STATED || by_buyer(e));
    return is_refusal(e) && hoshi_log_names_price(e);
}

/* Reasons belong to the last of these before them. */
static bool is_answered_by_reasons(const struct hoshi_log_entry *e)
{
    return is_decision(e) || is_refusal(e);
}

/* One that tells more than its amount and a due date that was kept. */
static bool is_telling_payment(const struct hoshi_log_entry *e)
{
    bool late = e->due_on.year && hoshi_date_compare(e->date, e->due_on) > 0;
    return e->kind == HOSHI_LOG_PAYMENT && by_buyer(e) &&
           (e->received_on.year || e->means || e->deducted_yen > 0 || e->answers || late);
}

static bool acts_names_amount(const struct hoshi_log_entry *e)
{
    return e->amount_yen != HOSHI_NONE || hoshi_log_names_price(e);
}

/* ---- facts of an act ---- */

static struct hoshi_fact_value *acts_put(struct hoshi_act *a, enum hoshi_rule_fact fact)
{
    struct hoshi_act_fact *f = &a->fact[a->facts++];
    *f = (struct hoshi_act_fact){.fact = fact};
    f->value.origin = HOSHI_FROM_LOG;
    f->value.seq = a->entry ? a->entry->seq : 0;
    return &f->value;
}

static void acts_put_truth(struct hoshi_act *a, enum hoshi_rule_fact fact, enum hoshi_truth truth)
{
    struct hoshi_fact_value *v = acts_put(a, fact);
    v->known = truth != HOSHI_UNKNOWN;
    v->truth = truth;
}

static void acts_put_number(struct hoshi_act *a, enum hoshi_rule_fact fact, int64_t number)
{
    struct hoshi_fact_value *v = acts_put(a, fact);
    v->known = number != HOSHI_NONE;
    v->number = number;
}

static void acts_put_date(struct hoshi_act *a, enum hoshi_rule_fact fact, struct hoshi_date date)
{
    struct hoshi_fact_value *v = acts_put(a, fact);
    v->known = date.year != 0;
    v->date = date;
}

/* Which entries of [from, to) bear on a fact. */
typedef bool (*picks)(const struct hoshi_log_entry *);

/* Taken back before the entry at `to`: it was not open any more. */
static bool was_taken_back(const struct hoshi_record *r, const struct hoshi_log_entry *e, size_t to)
{
    for (size_t i = 0; e->withdrawn_by && i < to; i++)
        if (r->entry[i]->seq == e->withdrawn_by)
            return true;
    return false;
}

static size_t acts_count(const struct hoshi_record *r, size_t from, size_t to, picks pick)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += pick(r->entry[i]) && !was_taken_back(r, r->entry[i], to);
    return n;
}

static void acts_cite(struct reading *x, struct hoshi_fact_value *v, size_t from, size_t to, picks pick)
{
    size_t n = acts_count(x->record, from, to, pick);
    int64_t *seq = hoshi_arena_array(x->arena, n + 1, sizeof *seq);
    if (!seq) {
        x->failed = true;
        return;
    }
    v->entry = seq;
    for (size_t i = from; i < to; i++)
        if (pick(x->record->entry[i]) && !was_taken_back(x->record, x->record->entry[i], to))
            seq[v->entries++] = x->record->entry[i]->seq;
    if (n)
        v->seq = seq[0];
}

/* ---- decisions ---- */

/* The matter a decision or refusal belongs to: entries since the last agreement, up to it, and until the next of them;
 * `own` begins behind the one before it. */
struct matter {
    size_t from, own, at, next;
};

static struct matter matter_of(const struct hoshi_record *r, size_t at)
{
    struct matter m = {0, 0, at, r->n};
    for (size_t i = 0; i < at; i++)
        if (is_agreed(r->entry[i]))
            m.from = m.own = i + 1;
        else if (is_answered_by_reasons(r->entry[i]))
            m.own = i + 1;
    for (size_t i = at + 1; i < r->n && m.next == r->n; i++)
        if (is_answered_by_reasons(r->entry[i]))
            m.next = i;
    return m;
}

static bool gives_reason(const struct hoshi_log_entry *e)
{
    return e->reason && by_buyer(e) && e->kind != HOSHI_LOG_REQUEST;
}

static bool gives_written_reason(const struct hoshi_log_entry *e)
{
    return gives_reason(e) && hoshi_log_medium_is_written(e->medium);
}

static bool gives_reason_somehow(const struct hoshi_log_entry *e)
{
    return gives_reason(e) && e->medium == HOSHI_MEDIUM_NOT_STATED;
}

static bool talks(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_MEETING || e->kind == HOSHI_LOG_REPLY ||
           e->kind == HOSHI_LOG_COUNTER_PROPOSAL;
}

static bool is_written_request(const struct hoshi_log_entry *e)
{
    return is_request(e) && hoshi_log_medium_is_written(e->medium);
}

static bool is_request_with_amount(const struct hoshi_log_entry *e)
{
    return is_request(e) && acts_names_amount(e);
}

/* The case's own date counts where the log tells of no request. */
static void asked_before(struct reading *x, struct hoshi_act *a, const struct matter *m)
{
    const struct hoshi_record *r = x->record;
    struct hoshi_date stated = x->stated->requested_on;
    size_t n = acts_count(r, m->from, m->at, is_request);
    struct hoshi_fact_value *v = acts_put(a, HOSHI_RF_NEGO_REQUESTED);
    bool by_case = !n && stated.year && hoshi_date_compare(stated, a->entry->date) <= 0 &&
                   (!m->from || hoshi_date_compare(stated, r->entry[m->from - 1]->date) > 0);
    v->known = true;
    v->truth = n || by_case ? HOSHI_YES : HOSHI_NO;
    v->origin = n ? HOSHI_FROM_LOG : by_case ? HOSHI_FROM_CASE : HOSHI_FROM_ABSENCE;
    acts_cite(x, v, m->from, m->at, is_request);
    v = acts_put(a, HOSHI_RF_NEGO_REQUESTED_ON);
    v->known = n || by_case;
    v->origin = n ? HOSHI_FROM_LOG : HOSHI_FROM_CASE;
    v->date = by_case ? stated : (struct hoshi_date){0};
    for (size_t i = m->from; i < m->at; i++)
        if (is_request(r->entry[i]) && !v->date.year && !was_taken_back(r, r->entry[i], m->at))
            v->date = r->entry[i]->date;
    acts_cite(x, v, m->from, m->at, is_request);
    if (!n)
        return;
    acts_put_truth(a, HOSHI_RF_NEGO_WRITTEN,
                   acts_count(r, m->from, m->at, is_written_request) ? HOSHI_YES
                                                                     : x->stated->request_in_writing);
    acts_cite(x, &a->fact[a->facts - 1].value, m->from, m->at, is_written_request);
    acts_put_truth(a, HOSHI_RF_NEGO_AMOUNT,
                   acts_count(r, m->from, m->at, is_request_with_amount)
                       ? HOSHI_YES
                       : x->stated->amount_stated_by_supplier);
    acts_cite(x, &a->fact[a->facts - 1].value, m->from, m->at, is_request_with_amount);
}

/* Talks on record count; the case's number only where the log knows of none at all. */
static void met_before(struct reading *x, struct hoshi_act *a, const struct matter *m)
{
    const struct hoshi_record *r = x->record;
    size_t n = acts_count(r, m->from, m->at, hoshi_log_is_talk);
    bool by_case = !acts_count(r, 0, r->n, hoshi_log_is_talk) && x->stated->meeting_count != HOSHI_NONE;
    struct hoshi_fact_value *v = acts_put(a, HOSHI_RF_NEGO_MEETINGS);
    v->known = true;
    v->number = by_case ? x->stated->meeting_count : (int64_t)n;
    v->origin = n ? HOSHI_FROM_LOG : by_case ? HOSHI_FROM_CASE : HOSHI_FROM_ABSENCE;
    acts_cite(x, v, m->from, m->at, hoshi_log_is_talk);
    enum hoshi_truth discussed = x->stated->security_cost_discussed_explicitly;
    if (discussed == HOSHI_UNKNOWN && !n && !by_case && !acts_count(r, m->from, m->at, talks)) {
        v = acts_put(a, HOSHI_RF_NEGO_DISCUSSED);
        v->known = true;
        v->truth = HOSHI_NO;
        v->origin = HOSHI_FROM_ABSENCE;
    }
}

static bool acts_cuts(const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < e->items; i++)
        if (e->item[i].before_micro != HOSHI_NONE && e->item[i].after_micro < e->item[i].before_micro)
            return true;
    return false;
}

/* From where reasons are a decision's own: those of refusals in the same matter are reasons for keeping a price as well,
 * or for raising it in part, but none for cutting it. */
static size_t reasons_from(const struct hoshi_record *r, const struct matter *m)
{
    size_t from = m->from;
    if (!is_decision(r->entry[m->at]) || acts_cuts(r->entry[m->at]))
        return m->own;
    for (size_t i = from; i < m->at; i++)
        if (is_decision(r->entry[i]))
            from = i + 1;
    return from;
}

/* The record tells what was explained; that it tells of none does not say that an explanation was asked for. Only the
 * case can say that. */
static void acts_reasons(struct reading *x, struct hoshi_act *a, const struct matter *m)
{
    const struct hoshi_record *r = x->record;
    size_t from = reasons_from(r, m), n = acts_count(r, from, m->next, gives_reason);
    bool written = acts_count(r, from, m->next, gives_written_reason),
         somehow = acts_count(r, from, m->next, gives_reason_somehow);
    acts_put_truth(a, HOSHI_RF_NEGO_EXPLANATION, n ? HOSHI_YES : x->stated->buyer_explanation_given);
    struct hoshi_fact_value *v = &a->fact[a->facts - 1].value;
    if (n)
        acts_cite(x, v, from, m->next, gives_reason);
    else if (v->known)
        *v = (struct hoshi_fact_value){.known = true, .truth = v->truth, .origin = HOSHI_FROM_CASE};
    acts_put_truth(a, HOSHI_RF_NEGO_REASON_WRITTEN, written ? HOSHI_YES : somehow ? HOSHI_UNKNOWN : HOSHI_NO);
    if (written)
        acts_cite(x, &a->fact[a->facts - 1].value, from, m->next, gives_written_reason);
}

/* The last place in which any price of the list is stated: 1, 0.1 or 0.01 yen. */
static int64_t last_place(const struct hoshi_log_item *item, size_t n)
{
    int64_t place = HOSHI_MICRO;
    for (size_t i = 0; i < n; i++) {
        while (place > HOSHI_MICRO / 100 &&
               (item[i].before_micro % place != 0 || item[i].after_micro % place != 0))
            place /= 10;
    }
    return place;
}

/* What a price was cut by, as a part of it; 0 where it was not cut, or a price is not known. */
static double cut_of(const struct hoshi_log_item *item)
{
    bool known =
        item->before_micro != HOSHI_NONE && item->after_micro != HOSHI_NONE && item->before_micro > 0;
    return known ? fmax(0, 1 - (double)item->after_micro / (double)item->before_micro) : 0;
}

enum hoshi_truth hoshi_uniform_cut(const struct hoshi_log_item *item, size_t n, int64_t *rate_ppm)
{
    double half = (double)last_place(item, n) / 2, least = 0, most = 1, low = 1, high = 0;
    for (size_t i = 0; i < n; i++) {
        double cut = cut_of(&item[i]), slack = cut > 0 ? half / (double)item[i].before_micro : 0;
        if (!(cut > 0))
            return HOSHI_NO;
        low = fmin(low, cut);
        high = fmax(high, cut);
        least = fmax(least, cut - slack);
        most = fmin(most, cut + slack);
    }
    if (!n || least > most)
        return HOSHI_NO;
    *rate_ppm = (int64_t)((least + most) / 2 * HOSHI_MICRO + 0.5);
    return high - low <= high / 10 ? HOSHI_YES : HOSHI_UNKNOWN;
}

/* What a price change does to orders that were placed before it. */
static enum hoshi_truth reaches_placed_orders(const struct reading *x, const struct hoshi_log_entry *e)
{
    struct hoshi_date from = e->effective_on.year ? e->effective_on : e->date;
    if (e->applies_by == HOSHI_APPLIES_TO_PLACED_ORDERS || hoshi_date_compare(from, e->date) < 0)
        return HOSHI_YES;
    for (size_t i = 0; i < x->record->n; i++) {
        const struct hoshi_log_entry *o = x->record->entry[i];
        if (o->kind == HOSHI_LOG_ORDER &&
            (o->seq == e->answers ||
             (e->applies_by == HOSHI_APPLIES_BY_DELIVERY && hoshi_date_compare(o->date, e->date) <= 0 &&
              o->deliver_by.year && hoshi_date_compare(o->deliver_by, from) >= 0)))
            return HOSHI_YES;
    }
    return e->applies_by == HOSHI_APPLIES_BY_ORDER ? HOSHI_NO : HOSHI_UNKNOWN;
}

static void acts_prices(struct reading *x, struct hoshi_act *a)
{
    const struct hoshi_log_entry *e = a->entry;
    const struct hoshi_log_item *k = hoshi_log_lowest_item(e);
    int64_t cut = 0, rate = 0;
    enum hoshi_truth uniform = hoshi_uniform_cut(e->item, e->items, &rate);
    for (size_t i = 0; i < e->items; i++)
        cut += e->item[i].before_micro != HOSHI_NONE && e->item[i].after_micro < e->item[i].before_micro;
    acts_put_number(a, HOSHI_RF_NEGO_PRICE_BEFORE, k ? k->before_micro : HOSHI_NONE);
    a->fact[a->facts - 1].value.text = k ? k->code : NULL;
    acts_put_number(a, HOSHI_RF_NEGO_PRICE_AFTER, k ? k->after_micro : HOSHI_NONE);
    a->fact[a->facts - 1].value.text = k ? k->code : NULL;
    acts_put_number(a, HOSHI_RF_NEGO_CUT_ITEMS, cut);
    acts_put_truth(a, HOSHI_RF_NEGO_UNIFORM_CUT, uniform);
    if (uniform == HOSHI_YES)
        acts_put_number(a, HOSHI_RF_NEGO_CUT_RATE, rate);
    acts_put_truth(a, HOSHI_RF_NEGO_TO_PLACED, reaches_placed_orders(x, e));
}

/* How it was decided: as the entry says; else as the case does, if it speaks of this decision. */
static enum hoshi_truth one_sided(const struct reading *x, const struct hoshi_log_entry *e)
{
    struct hoshi_date day = x->stated->decision_date;
    if (e->decided == HOSHI_DECIDED_AGREED || e->decided == HOSHI_DECIDED_BUYER)
        return e->decided == HOSHI_DECIDED_BUYER ? HOSHI_YES : HOSHI_NO;
    return !day.year || hoshi_date_compare(day, e->date) == 0 ? x->stated->decision_unilateral
                                                              : HOSHI_UNKNOWN;
}

/* An agreement from before anything was asked for, of either side, was about something else. */
static bool is_on_the_matter(const struct reading *x, const struct hoshi_log_entry *e, const struct matter *m)
{
    struct hoshi_date since = x->made_on.year ? x->made_on : x->stated->requested_on;
    return !is_agreed(e) || acts_count(x->record, m->from, m->at, is_request) ||
           (since.year && hoshi_date_compare(e->date, since) >= 0);
}

static void acts_decision(struct reading *x, struct hoshi_act *a, size_t at)
{
    const struct hoshi_log_entry *e = a->entry;
    struct matter m = matter_of(x->record, at);
    acts_put_truth(a, HOSHI_RF_NEGO_DECIDED, is_on_the_matter(x, e, &m) ? HOSHI_YES : HOSHI_NO);
    acts_put_truth(a, HOSHI_RF_NEGO_REFUSED, is_refusal(e) ? HOSHI_YES : HOSHI_NO);
    acts_put_date(a, HOSHI_RF_NEGO_DECISION_DATE, e->date);
    acts_put_truth(a, HOSHI_RF_NEGO_UNILATERAL, one_sided(x, e));
    asked_before(x, a, &m);
    met_before(x, a, &m);
    acts_reasons(x, a, &m);
    acts_prices(x, a);
}

static void acts_refusal(struct reading *x, struct hoshi_act *a, size_t at)
{
    struct matter m = matter_of(x->record, at);
    acts_put_truth(a, HOSHI_RF_NEGO_REFUSED, HOSHI_YES);
    asked_before(x, a, &m);
    met_before(x, a, &m);
    acts_reasons(x, a, &m);
}

/* ---- payments ---- */

static const struct hoshi_log_entry *acts_entry_of(const struct hoshi_record *r, int64_t seq)
{
    for (size_t i = 0; seq && i < r->n; i++)
        if (r->entry[i]->seq == seq)
            return r->entry[i];
    return NULL;
}

/* Receipt and due date: of the payment, else of the delivery and the order it names. */
static void dates_of(const struct hoshi_record *r, const struct hoshi_log_entry *e,
                     struct hoshi_date *received, struct hoshi_date *due)
{
    *received = e->received_on;
    *due = e->due_on;
    const struct hoshi_log_entry *on = acts_entry_of(r, e->answers);
    for (int i = 0; on && i < 2; i++) {
        if (on->kind == HOSHI_LOG_DELIVERY && !received->year)
            *received = on->date;
        if (on->kind == HOSHI_LOG_ORDER && !due->year)
            *due = on->due_on;
        on = acts_entry_of(r, on->answers);
    }
}

static bool is_cash(enum hoshi_log_means means)
{
    return means == HOSHI_MEANS_CASH || means == HOSHI_MEANS_BANK_TRANSFER;
}

/* The day the money was there; year 0: not known. A means not stated is taken for money. */
static struct hoshi_date paid_on(const struct hoshi_log_entry *e)
{
    if (e->cash_on.year)
        return e->cash_on;
    bool paper = e->means == HOSHI_MEANS_NOTE || e->means == HOSHI_MEANS_ELECTRONIC_RECORD ||
                 e->means == HOSHI_MEANS_FACTORING || e->means == HOSHI_MEANS_OTHER;
    return paper ? (struct hoshi_date){0} : e->date;
}

static void interest(struct reading *x, struct hoshi_act *a, enum hoshi_rule_fact fact, int64_t yen,
                     int64_t days)
{
    int64_t interest_yen = HOSHI_NONE;
    if (yen != HOSHI_NONE && days != HOSHI_NONE && !hoshi_late_interest(yen, days, &interest_yen))
        x->overflow = true;
    acts_put_number(a, fact, interest_yen);
}

static void lateness(struct reading *x, struct hoshi_act *a, struct hoshi_date received,
                     struct hoshi_date due)
{
    const struct hoshi_log_entry *e = a->entry;
    struct hoshi_date paid = paid_on(e);
    int64_t over = HOSHI_NONE, days = HOSHI_NONE, seen = hoshi_date_days(paid.year ? paid : e->date),
            last = received.year ? hoshi_date_days(received) + FREE_DAYS - 1 : INT64_MAX;
    if (due.year && hoshi_date_days(due) < last)
        last = hoshi_date_days(due);
    /* Without a due date on record only what is beyond the 60th day can be said to be late; while paper has not
     * turned into money, only how late it is already. */
    if (last != INT64_MAX && (seen > last || (due.year && paid.year)))
        over = seen - last;
    /* A maturity after the date of this look is a plan: late is what it is already, and on time is not said of it. */
    if (over != HOSHI_NONE && over > 0 && seen > hoshi_date_days(x->as_of)) {
        over = hoshi_date_days(x->as_of) - last;
        over = over > 0 ? over : HOSHI_NONE;
    }
    /* Kept is said only where the 60th day is known. */
    if (!received.year && over != HOSHI_NONE && over <= 0)
        over = HOSHI_NONE;
    if (received.year && paid.year) {
        int64_t end = hoshi_date_compare(paid, x->as_of) > 0 ? hoshi_date_days(x->as_of) : seen;
        days = over > 0 ? end - hoshi_date_days(received) - FREE_DAYS + 1 : 0;
        days = days > 0 ? days : 0;
    }
    acts_put_number(a, HOSHI_RF_PAYMENT_OVERDUE, over);
    if (over == HOSHI_NONE && !received.year)
        hoshi_fact_set_add(&a->fact[a->facts - 1].value.missing, HOSHI_RF_PAYMENT_RECEIVED_ON);
    if (over == HOSHI_NONE && received.year)
        hoshi_fact_set_add(&a->fact[a->facts - 1].value.missing,
                           paid.year ? HOSHI_RF_PAYMENT_DUE_ON : HOSHI_RF_PAYMENT_PAID_ON);
    acts_put_number(a, HOSHI_RF_PAYMENT_LATE_DAYS, days);
    acts_put_number(a, HOSHI_RF_PAYMENT_LATE_YEN, e->amount_yen);
    interest(x, a, HOSHI_RF_PAYMENT_INTEREST, e->amount_yen, days);
    const struct hoshi_fact_value *owed = &a->fact[a->facts - 1].value;
    if (e->interest_yen != HOSHI_NONE && owed->known)
        acts_put_truth(a, HOSHI_RF_PAYMENT_INTEREST_PAID,
                       e->interest_yen >= owed->number ? HOSHI_YES : HOSHI_NO);
}

/* What was taken off is named after something that is no fault of the supplier (a cut of prices, a fee, a contribution), and
 * not after goods or days either, which may be one: those a person has to judge. */
static bool names_no_fault(const char *name)
{
    static const char *const none[] = {"単価",   "価格",     "引下げ", "引き下げ",    "値下げ", "値引",
                                       "協力金", "協賛",     "負担金", "手数料",      "利用料", "使用料",
                                       "割戻",   "リベート", "歩引",   "システム",    "price",  "discount",
                                       "rebate", "fee",      "charge", "contribution"};
    static const char *const maybe[] = {"不良", "欠陥",     "瑕疵",  "不適合", "返品",   "不足",
                                        "遅",   "やり直し", "違約",  "損害",   "defect", "return",
                                        "late", "delay",    "fault", "missing"};
    bool found = false;
    for (size_t i = 0; name && i < sizeof none / sizeof *none; i++)
        found = found || strstr(name, none[i]);
    for (size_t i = 0; found && i < sizeof maybe / sizeof *maybe; i++)
        found = !strstr(name, maybe[i]);
    return found;
}

/* The entry does not say so: it is concluded from it. */
static void by_its_name(struct reading *x, struct hoshi_act *a)
{
    int64_t *one = hoshi_arena_array(x->arena, 1, sizeof *one);
    acts_put_truth(a, HOSHI_RF_DEDUCTION_FAULT, HOSHI_NO);
    struct hoshi_fact_value *v = &a->fact[a->facts - 1].value;
    v->origin = HOSHI_FROM_FACTS;
    if (!one) {
        x->failed = true;
        return;
    }
    *one = a->entry->seq;
    v->entry = one;
    v->entries = 1;
}

static void taken_off(struct reading *x, struct hoshi_act *a, struct hoshi_date received)
{
    const struct hoshi_log_entry *e = a->entry;
    int64_t days = HOSHI_NONE, from = hoshi_date_days(e->date), to = hoshi_date_days(x->as_of);
    if (received.year) {
        int64_t free_until = hoshi_date_days(received) + FREE_DAYS;
        from = from > free_until ? from : free_until;
        days = to >= from ? to - from + 1 : 0;
    }
    acts_put_number(a, HOSHI_RF_DEDUCTION_YEN, e->deducted_yen == HOSHI_NONE ? 0 : e->deducted_yen);
    if (e->deducted_yen > 0)
        interest(x, a, HOSHI_RF_DEDUCTION_INTEREST, e->deducted_yen, days);
    if (e->deducted_yen > 0 && x->buyer->deduction.supplier_fault == HOSHI_UNKNOWN &&
        names_no_fault(e->deducted_for))
        by_its_name(x, a);
    if (e->deducted_for && (strstr(e->deducted_for, "手数料") || strstr(e->deducted_for, "fee")))
        acts_put_truth(a, HOSHI_RF_PAYMENT_FEE, HOSHI_YES);
}

static void payment(struct reading *x, struct hoshi_act *a)
{
    const struct hoshi_log_entry *e = a->entry;
    struct hoshi_date received, due, paid = paid_on(e);
    dates_of(x->record, e, &received, &due);
    acts_put_date(a, HOSHI_RF_PAYMENT_RECEIVED_ON, received);
    acts_put_date(a, HOSHI_RF_PAYMENT_DUE_ON, due);
    /* A maturity to come is no day on which the money was there. */
    bool there = hoshi_date_compare(paid, x->as_of) <= 0;
    acts_put_date(a, HOSHI_RF_PAYMENT_PAID_ON, there ? paid : (struct hoshi_date){0});
    if (received.year && due.year)
        acts_put_number(a, HOSHI_RF_PAYMENT_DAYS, hoshi_date_days(due) - hoshi_date_days(received));
    if (e->means) {
        struct hoshi_fact_value *v = acts_put(a, HOSHI_RF_PAYMENT_METHOD);
        v->known = true;
        v->text = hoshi_log_means_key(e->means);
        if (!is_cash(e->means) && e->cash_on.year && due.year)
            acts_put_truth(a, HOSHI_RF_PAYMENT_CASH,
                           hoshi_date_compare(e->cash_on, due) <= 0 ? HOSHI_YES : HOSHI_NO);
    }
    lateness(x, a, received, due);
    taken_off(x, a, received);
}

/* ---- all acts ---- */

static struct hoshi_act *new_act(struct reading *x, enum hoshi_rule_per kind,
                                 const struct hoshi_log_entry *entry)
{
    struct hoshi_act *a = &x->record->act[x->record->acts];
    *a = (struct hoshi_act){.kind = kind, .entry = entry};
    a->fact = hoshi_arena_array(x->arena, ACT_FACTS_MAX, sizeof *a->fact);
    x->failed = x->failed || !a->fact;
    if (x->failed)
        return NULL;
    x->record->acts++;
    return a;
}

static void read_acts(struct reading *x)
{
    struct hoshi_record *r = x->record;
    for (size_t i = 0; i < r->n && !x->failed; i++) {
        struct hoshi_act *a = NULL;
        if (is_decision(r->entry[i]) && (a = new_act(x, HOSHI_PER_DECISION, r->entry[i])))
            acts_decision(x, a, i);
        if (is_refusal(r->entry[i]) && (a = new_act(x, HOSHI_PER_REFUSAL, r->entry[i])))
            acts_refusal(x, a, i);
        if (is_telling_payment(r->entry[i]) && (a = new_act(x, HOSHI_PER_PAYMENT, r->entry[i])))
            payment(x, a);
    }
}

static bool states_payment(const struct hoshi_case_buyer *b)
{
    const struct hoshi_case_payment *p = &b->payment;
    return p->method || p->days_after_receipt != HOSHI_NONE || p->full_cash_by_due || p->fee_on_supplier ||
           p->late_yen != HOSHI_NONE || p->late_days != HOSHI_NONE || b->deduction.yen != HOSHI_NONE;
}

/* The day the case gives for a decision, without a price, is that of a refusal on record: one act, and a refusal. */
static bool states_refusal_on_record(const struct reading *x)
{
    const struct hoshi_case_negotiation *s = x->stated;
    for (size_t i = 0; s->price_after_micro == HOSHI_NONE && s->decision_date.year && i < x->record->n; i++)
        if (is_refusal(x->record->entry[i]) &&
            hoshi_date_compare(x->record->entry[i]->date, s->decision_date) == 0)
            return true;
    return false;
}

/* A decision the case states and the log does not. */
static bool states_decision(const struct reading *x)
{
    const struct hoshi_case_negotiation *s = x->stated;
    if ((!s->decision_date.year && s->price_after_micro == HOSHI_NONE) || states_refusal_on_record(x))
        return false;
    for (size_t i = 0; i < x->record->n; i++)
        if (is_decision(x->record->entry[i]))
            return false;
    return true;
}

static size_t acts_of(const struct hoshi_record *r, enum hoshi_rule_per kind)
{
    size_t n = 0;
    for (size_t i = 0; i < r->acts; i++)
        n += r->act[i].kind == kind;
    return n;
}

/* What the case says without the log: also when it says nothing and there is no act, so that every rule has
 * its result. */
static void stated_acts(struct reading *x)
{
    struct hoshi_act *a = NULL;
    if (!acts_of(x->record, HOSHI_PER_DECISION) || states_decision(x))
        a = new_act(x, HOSHI_PER_DECISION, NULL);
    if (a && states_refusal_on_record(x)) {
        acts_put_truth(a, HOSHI_RF_NEGO_DECIDED, HOSHI_NO);
        a->fact[0].value.origin = HOSHI_FROM_ABSENCE;
    }
    if (!acts_of(x->record, HOSHI_PER_REFUSAL))
        new_act(x, HOSHI_PER_REFUSAL, NULL);
    if (!acts_of(x->record, HOSHI_PER_PAYMENT) || states_payment(x->buyer))
        new_act(x, HOSHI_PER_PAYMENT, NULL);
}

enum hoshi_status hoshi_record_init(struct hoshi_record *record, const struct hoshi_log *log,
                                    const struct hoshi_case_buyer *buyer, struct hoshi_date made_on,
                                    struct hoshi_date as_of, struct hoshi_arena *arena,
                                    struct hoshi_faults *faults)
{
    struct reading x = {.record = record,
                        .buyer = buyer,
                        .stated = &buyer->negotiation,
                        .made_on = made_on,
                        .as_of = as_of,
                        .arena = arena};
    size_t most = log ? log->n : 0;
    *record = (struct hoshi_record){.entry = hoshi_arena_array(arena, most + 1, sizeof *record->entry)};
    if (!record->entry)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < most; i++) {
        const struct hoshi_log_entry *e = &log->entry[i];
        if (hoshi_log_stands(e) && e->party && strcmp(e->party, buyer->id) == 0)
            record->entry[record->n++] = e;
    }
    hoshi_log_sort_events(record->entry, record->n);
    /* a refusal that names a price is two acts, and one of each kind may be stated */
    record->act = hoshi_arena_array(arena, 2 * record->n + 3, sizeof *record->act);
    x.failed = !record->act;
    if (!x.failed) {
        read_acts(&x);
        stated_acts(&x);
    }
    if (x.failed)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return x.overflow ? hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "amount_yen", NULL, NULL) : HOSHI_OK;
}

/* ---- which entries bear on which facts ---- */

#define KIND(name) (1u << HOSHI_LOG_##name)

/* Facts, by the beginning of their id, and what records them. The first row that fits is taken. */
static const struct support {
    const char *id;
    unsigned kinds;
    enum hoshi_log_side not_by; /* HOSHI_SIDES: by anybody */
} support[] = {
    {"request.", KIND(REQUEST), HOSHI_SIDE_SUPPLIER},
    {"nego.requested", KIND(REQUEST), HOSHI_SIDE_BUYER},
    {"nego.silence_days", KIND(REQUEST), HOSHI_SIDE_BUYER},
    {"nego.request_in_writing", KIND(REQUEST), HOSHI_SIDE_BUYER},
    {"nego.amount_stated_by_supplier", KIND(REQUEST), HOSHI_SIDE_BUYER},
    {"nego.price_requested", KIND(REQUEST), HOSHI_SIDE_BUYER},
    {"nego.responded", KIND(REPLY) | KIND(REFUSAL) | KIND(COUNTER_PROPOSAL) | KIND(MEETING),
     HOSHI_SIDE_SUPPLIER},
    {"nego.price_", KIND(PRICE_CHANGE), HOSHI_SIDES},
    {"nego.decision", KIND(PRICE_CHANGE) | KIND(REFUSAL), HOSHI_SIDE_SUPPLIER},
    {"nego.refus", KIND(REFUSAL) | KIND(REPLY), HOSHI_SIDE_SUPPLIER},
    {"nego.buyer_explanation_given", KIND(REFUSAL) | KIND(REPLY) | KIND(MEETING), HOSHI_SIDE_SUPPLIER},
    {"nego.postpone", KIND(POSTPONEMENT), HOSHI_SIDE_SUPPLIER},
    {"nego.meeting_count", KIND(MEETING), HOSHI_SIDES},
    {"nego.last_consult_on", KIND(MEETING), HOSHI_SIDES},
    {"nego.minutes", KIND(MINUTES), HOSHI_SIDES},
    {"payment.", KIND(PAYMENT), HOSHI_SIDE_SUPPLIER},
    {"deduction.", KIND(PAYMENT), HOSHI_SIDE_SUPPLIER},
};

static const struct support *support_of(const char *id)
{
    for (size_t i = 0; i < sizeof support / sizeof *support; i++)
        if (strncmp(id, support[i].id, strlen(support[i].id)) == 0)
            return &support[i];
    return NULL;
}

static bool bears(const struct support *s, const struct hoshi_log_entry *e)
{
    return s && s->kinds >> e->kind & 1u && e->side != s->not_by;
}

static bool support_fact(const struct hoshi_record *r, const struct hoshi_case_buyer *b,
                         enum hoshi_rule_fact fact, struct hoshi_fact_value *v, struct hoshi_arena *arena)
{
    const char *id = hoshi_rule_fact_id(fact);
    const struct support *by = support_of(id);
    size_t n = 0, by_kind = 0;
    if (!v->known || v->entries)
        return true;
    int64_t *seq = hoshi_arena_array(arena, b->evidences + r->n + 1, sizeof *seq);
    if (!seq)
        return false;
    for (size_t i = 0; i < b->evidences; i++)
        if (strcmp(b->evidence[i].fact, id) == 0 && acts_entry_of(r, b->evidence[i].entry))
            seq[n++] = b->evidence[i].entry;
    for (size_t i = 0; !n && i < r->n; i++)
        if (bears(by, r->entry[i]))
            seq[n + by_kind++] = r->entry[i]->seq;
    n += by_kind;
    v->entry = n ? seq : NULL;
    v->entries = n;
    return true;
}

enum hoshi_status hoshi_record_support(const struct hoshi_record *record,
                                       const struct hoshi_case_buyer *buyer, struct hoshi_fact_value *value,
                                       struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    for (size_t i = 0; record->n && i < HOSHI_RULE_FACTS; i++)
        if (!support_fact(record, buyer, (enum hoshi_rule_fact)i, &value[i], arena))
            return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return HOSHI_OK;
}
