/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_facts.h"

#include <stdlib.h>
#include <string.h>

const char *hoshi_log_fact_key(enum hoshi_log_fact fact)
{
    static const char *const keys[HOSHI_LOG_FACTS] = {
        [HOSHI_FACT_REQUESTED_ON] = "negotiation.requested_on",
        [HOSHI_FACT_RESPONDED_ON] = "negotiation.responded_on",
        [HOSHI_FACT_LAST_CONSULT_ON] = "negotiation.last_consult_on",
        [HOSHI_FACT_DECISION_DATE] = "negotiation.decision_date",
        [HOSHI_FACT_REQUEST_MADE_ON] = "request.made_on",
        [HOSHI_FACT_REQUEST_IN_WRITING] = "negotiation.request_in_writing",
        [HOSHI_FACT_AMOUNT_STATED] = "negotiation.amount_stated_by_supplier",
        [HOSHI_FACT_DECISION_UNILATERAL] = "negotiation.decision_unilateral",
        [HOSHI_FACT_EXPLANATION_GIVEN] = "negotiation.buyer_explanation_given",
        [HOSHI_FACT_REFUSAL_REASON_WRITTEN] = "negotiation.refusal_reason_written",
        [HOSHI_FACT_MINUTES] = "negotiation.minutes",
        [HOSHI_FACT_POSTPONED_COUNT] = "negotiation.postponed_count",
        [HOSHI_FACT_MEETING_COUNT] = "negotiation.meeting_count",
        [HOSHI_FACT_PRICE_BEFORE] = "negotiation.price_before_yen",
        [HOSHI_FACT_PRICE_AFTER] = "negotiation.price_after_yen"};
    return keys[fact];
}

static bool stands(const struct hoshi_log_entry *e, const char *party)
{
    return hoshi_log_stands(e) && e->party && strcmp(e->party, party) == 0;
}

static void set_date(struct hoshi_log_facts *f, enum hoshi_log_fact fact, const struct hoshi_log_entry *e)
{
    f->fact[fact] = (struct hoshi_log_fact_value){.seq = e->seq, .date = e->date};
}

static void log_set_truth(struct hoshi_log_facts *f, enum hoshi_log_fact fact,
                          const struct hoshi_log_entry *e, bool yes)
{
    f->fact[fact] = (struct hoshi_log_fact_value){.seq = e->seq, .truth = yes ? HOSHI_YES : HOSHI_NO};
}

static void log_count(struct hoshi_log_facts *f, enum hoshi_log_fact fact, const struct hoshi_log_entry *e)
{
    f->fact[fact].seq = e->seq;
    f->fact[fact].number++;
}

static void silent(struct hoshi_log_facts *f, struct hoshi_date until)
{
    long days = hoshi_date_days(until) - hoshi_date_days(f->round_on);
    f->silence_days = days > 0 ? days : 0;
    if (f->longest_silence_days == HOSHI_NONE || f->silence_days > f->longest_silence_days) {
        f->longest_silence_days = f->silence_days;
        f->longest_silence_seq = f->round_seq;
    }
}

static void answered(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    if (!f->waiting)
        return;
    f->waiting = false;
    set_date(f, HOSHI_FACT_RESPONDED_ON, e);
    silent(f, e->date);
}

bool hoshi_log_is_talk(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_MEETING ||
           (e->kind == HOSHI_LOG_COUNTER_PROPOSAL && e->side != HOSHI_SIDE_SUPPLIER) ||
           (e->kind == HOSHI_LOG_REPLY && e->side != HOSHI_SIDE_SUPPLIER &&
            (e->amount_yen != HOSHI_NONE || hoshi_log_names_price(e)));
}

bool hoshi_log_names_price(const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < e->items; i++)
        if (e->item[i].after_micro != HOSHI_NONE)
            return true;
    return false;
}

static bool log_names_amount(const struct hoshi_log_entry *e)
{
    return e->amount_yen != HOSHI_NONE || hoshi_log_names_price(e);
}

/* The first request of a matter says how it was made; a later one may add what it lacked. */
static void note_request(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    if (!f->fact[HOSHI_FACT_REQUESTED_ON].seq) {
        set_date(f, HOSHI_FACT_REQUESTED_ON, e);
        log_set_truth(f, HOSHI_FACT_AMOUNT_STATED, e, log_names_amount(e));
        f->fact[HOSHI_FACT_REQUEST_IN_WRITING] = (struct hoshi_log_fact_value){0};
        if (e->medium != HOSHI_MEDIUM_NOT_STATED)
            log_set_truth(f, HOSHI_FACT_REQUEST_IN_WRITING, e, hoshi_log_medium_is_written(e->medium));
        return;
    }
    if (log_names_amount(e) && f->fact[HOSHI_FACT_AMOUNT_STATED].truth != HOSHI_YES)
        log_set_truth(f, HOSHI_FACT_AMOUNT_STATED, e, true);
    if (hoshi_log_medium_is_written(e->medium) && f->fact[HOSHI_FACT_REQUEST_IN_WRITING].truth != HOSHI_YES)
        log_set_truth(f, HOSHI_FACT_REQUEST_IN_WRITING, e, true);
}

static void log_requested(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    if (e->side == HOSHI_SIDE_BUYER) {
        if (!f->fact[HOSHI_FACT_REQUEST_MADE_ON].seq)
            set_date(f, HOSHI_FACT_REQUEST_MADE_ON, e);
        return;
    }
    if (f->matter_ended)
        f->fact[HOSHI_FACT_REQUESTED_ON] = (struct hoshi_log_fact_value){0};
    f->matter_ended = false;
    if (!e->withdrawn_by || f->all_withdrawn)
        note_request(f, e);
    if (f->waiting) {
        f->reminders++;
        return;
    }
    f->rounds++;
    f->reminders = 0;
    f->waiting = true;
    f->round_on = e->date;
    f->round_seq = e->seq;
    f->fact[HOSHI_FACT_RESPONDED_ON] = (struct hoshi_log_fact_value){0};
}

static size_t log_place(const struct hoshi_log_entry *const *e, size_t n, int64_t seq)
{
    size_t i = 0;
    while (i < n && e[i]->seq != seq)
        i++;
    return i;
}

/* A request was taken back: the silence of its round ends with that day, or is that of the request that is left. */
static void log_took_back(struct hoshi_log_facts *f, const struct hoshi_log_entry *const *e, size_t n,
                          size_t at)
{
    const struct hoshi_log_entry *left = NULL;
    if (!f->waiting || e[at]->side == HOSHI_SIDE_BUYER)
        return;
    for (size_t i = log_place(e, n, f->round_seq); i < at && !left; i++)
        if (e[i]->kind == HOSHI_LOG_REQUEST && e[i]->side != HOSHI_SIDE_BUYER &&
            (!e[i]->withdrawn_by || log_place(e, n, e[i]->withdrawn_by) > at))
            left = e[i];
    if (left && left->seq == f->round_seq)
        return;
    silent(f, e[at]->date);
    f->waiting = left != NULL;
    if (left) {
        f->round_on = left->date;
        f->round_seq = left->seq;
    }
}

/* A reason is an explanation; that none stands there does not say that one was asked for and not given. */
static void log_explained(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    f->fact[HOSHI_FACT_EXPLANATION_GIVEN] = (struct hoshi_log_fact_value){0};
    if (e->reason)
        log_set_truth(f, HOSHI_FACT_EXPLANATION_GIVEN, e, true);
}

static void refused(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    f->refusals++;
    if (hoshi_log_names_price(e))
        set_date(f, HOSHI_FACT_DECISION_DATE, e);
    log_explained(f, e);
    /* Without a medium it is not known whether a stated reason was in writing. */
    f->fact[HOSHI_FACT_REFUSAL_REASON_WRITTEN] = (struct hoshi_log_fact_value){0};
    if (!e->reason || e->medium != HOSHI_MEDIUM_NOT_STATED)
        log_set_truth(f, HOSHI_FACT_REFUSAL_REASON_WRITTEN, e,
                      e->reason && hoshi_log_medium_is_written(e->medium));
}

/* A reason may follow the refusal. */
static void replied(struct hoshi_log_facts *f, const struct hoshi_log_entry *e, bool after_refusal)
{
    if (!e->reason)
        return;
    log_set_truth(f, HOSHI_FACT_EXPLANATION_GIVEN, e, true);
    if (after_refusal && hoshi_log_medium_is_written(e->medium))
        log_set_truth(f, HOSHI_FACT_REFUSAL_REASON_WRITTEN, e, true);
}

const struct hoshi_log_item *hoshi_log_lowest_item(const struct hoshi_log_entry *e)
{
    const struct hoshi_log_item *best = NULL;
    double least = 0;
    for (size_t i = 0; i < e->items; i++) {
        const struct hoshi_log_item *k = &e->item[i];
        if (k->before_micro == HOSHI_NONE || k->after_micro == HOSHI_NONE)
            continue;
        double ratio = k->before_micro > 0 ? (double)k->after_micro / (double)k->before_micro : 1;
        if (!best || ratio < least) {
            best = k;
            least = ratio;
        }
    }
    return best;
}

/* An agreement ends the matter: the next request begins another. */
static void log_settled(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    answered(f, e);
    f->matter_ended = true;
}

static void price_changed(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    set_date(f, HOSHI_FACT_DECISION_DATE, e);
    f->fact[HOSHI_FACT_DECISION_UNILATERAL] = (struct hoshi_log_fact_value){0};
    if (e->decided == HOSHI_DECIDED_AGREED || e->decided == HOSHI_DECIDED_BUYER)
        log_set_truth(f, HOSHI_FACT_DECISION_UNILATERAL, e, e->decided == HOSHI_DECIDED_BUYER);
    if (e->decided == HOSHI_DECIDED_BUYER)
        log_explained(f, e);
    if (e->decided == HOSHI_DECIDED_AGREED)
        log_settled(f, e);
    const struct hoshi_log_item *k = hoshi_log_lowest_item(e);
    f->fact[HOSHI_FACT_PRICE_BEFORE] = f->fact[HOSHI_FACT_PRICE_AFTER] = (struct hoshi_log_fact_value){0};
    if (k) {
        f->fact[HOSHI_FACT_PRICE_BEFORE] =
            (struct hoshi_log_fact_value){.seq = e->seq, .number = k->before_micro};
        f->fact[HOSHI_FACT_PRICE_AFTER] =
            (struct hoshi_log_fact_value){.seq = e->seq, .number = k->after_micro};
    }
}

/* The entry of that seq; NULL when there is none (a log with a gap is not refused here: verifying is). */
static const struct hoshi_log_entry *log_entry_of(const struct hoshi_log *log, int64_t seq)
{
    bool there = seq >= 1 && (uint64_t)seq <= log->n && log->entry[seq - 1].seq == seq;
    return there ? &log->entry[seq - 1] : NULL;
}

/* Minutes that stand and name this meeting, or one it corrects. */
static const struct hoshi_log_entry *log_minutes_of(const struct hoshi_log_entry *const *e, size_t n,
                                                    const struct hoshi_log *log,
                                                    const struct hoshi_log_entry *meeting)
{
    for (const struct hoshi_log_entry *m = meeting; m;
         m = m->corrects < m->seq ? log_entry_of(log, m->corrects) : NULL)
        for (size_t i = 0; i < n; i++)
            if (e[i]->kind == HOSHI_LOG_MINUTES && hoshi_log_answered(e[i]) == m->seq)
                return e[i];
    return NULL;
}

/* Every meeting has its minutes or there are none; an exchange of letters is its own record. */
static void find_minutes(struct hoshi_log_facts *f, const struct hoshi_log *log,
                         const struct hoshi_log_entry *const *e, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hoshi_log_is_talk(e[i]))
            log_set_truth(f, HOSHI_FACT_MINUTES, e[i], true);
    for (size_t i = 0; i < n; i++) {
        if (e[i]->kind != HOSHI_LOG_MEETING)
            continue;
        const struct hoshi_log_entry *minutes = log_minutes_of(e, n, log, e[i]);
        log_set_truth(f, HOSHI_FACT_MINUTES, minutes ? minutes : e[i], minutes != NULL);
        if (!minutes)
            return;
    }
}

/* Of the supplier's own side: it is no answer, but it is not left out of the record either. */
static void log_own_side(struct hoshi_log_facts *f, const struct hoshi_log_entry *e)
{
    f->own_refusals += e->kind == HOSHI_LOG_REFUSAL;
    f->own_postponed += e->kind == HOSHI_LOG_POSTPONEMENT;
}

static void take_answer(struct hoshi_log_facts *f, const struct hoshi_log_entry *e, bool *after_refusal)
{
    if (e->side == HOSHI_SIDE_SUPPLIER) {
        log_own_side(f, e);
        return;
    }
    switch (e->kind) {
    case HOSHI_LOG_POSTPONEMENT:
        log_count(f, HOSHI_FACT_POSTPONED_COUNT, e);
        break;
    case HOSHI_LOG_REFUSAL:
        answered(f, e);
        refused(f, e);
        *after_refusal = true;
        break;
    default: /* a reply or a counter-proposal */
        answered(f, e);
        if (hoshi_log_is_talk(e)) {
            log_count(f, HOSHI_FACT_MEETING_COUNT, e);
            set_date(f, HOSHI_FACT_LAST_CONSULT_ON, e);
        }
        replied(f, e, *after_refusal);
        f->proposed = f->proposed || e->kind == HOSHI_LOG_COUNTER_PROPOSAL || log_names_amount(e);
        break;
    }
}

static void log_take(struct hoshi_log_facts *f, const struct hoshi_log_entry *const *all, size_t n, size_t at,
                     bool *after_refusal)
{
    const struct hoshi_log_entry *e = all[at];
    switch (e->kind) {
    case HOSHI_LOG_REQUEST:
        log_requested(f, e);
        break;
    case HOSHI_LOG_REPLY:
    case HOSHI_LOG_COUNTER_PROPOSAL:
    case HOSHI_LOG_REFUSAL:
    case HOSHI_LOG_POSTPONEMENT:
        take_answer(f, e, after_refusal);
        break;
    case HOSHI_LOG_MEETING:
        answered(f, e);
        log_count(f, HOSHI_FACT_MEETING_COUNT, e);
        set_date(f, HOSHI_FACT_LAST_CONSULT_ON, e);
        break;
    case HOSHI_LOG_PRICE_CHANGE:
        price_changed(f, e);
        break;
    case HOSHI_LOG_OBJECTION:
        break;
    case HOSHI_LOG_WITHDRAWAL:
        log_took_back(f, all, n, at);
        break;
    default: /* orders, deliveries, payments and notes are no word to the other side */
        return;
    }
    f->last_contact = (struct hoshi_log_fact_value){.seq = e->seq, .date = e->date};
}

/* ---- beside what the case states ---- */

static void log_put_date(struct hoshi_log_facts *f, enum hoshi_log_fact fact, struct hoshi_date *to)
{
    struct hoshi_log_fact_value *v = &f->fact[fact];
    if (!v->seq)
        return;
    v->differs = to->year && hoshi_date_compare(*to, v->date) != 0;
    *to = v->date;
}

static void log_put_truth(struct hoshi_log_facts *f, enum hoshi_log_fact fact, enum hoshi_truth *to)
{
    struct hoshi_log_fact_value *v = &f->fact[fact];
    if (!v->seq)
        return;
    v->differs = *to != HOSHI_UNKNOWN && *to != v->truth;
    *to = v->truth;
}

static void log_put_number(struct hoshi_log_facts *f, enum hoshi_log_fact fact, int64_t *to)
{
    struct hoshi_log_fact_value *v = &f->fact[fact];
    if (!v->seq)
        return;
    v->differs = *to != HOSHI_NONE && *to != v->number;
    *to = v->number;
}

static void log_facts_join(struct hoshi_log_facts *f, const struct hoshi_case_buyer *buyer)
{
    struct hoshi_case_negotiation *n = &f->talks;
    *n = buyer->negotiation;
    f->made_on = buyer->request.made_on;
    log_put_date(f, HOSHI_FACT_REQUESTED_ON, &n->requested_on);
    log_put_date(f, HOSHI_FACT_RESPONDED_ON, &n->responded_on);
    if (f->waiting && n->responded_on.year && hoshi_date_compare(n->responded_on, n->requested_on) < 0) {
        n->responded_on = (struct hoshi_date){0};
        f->fact[HOSHI_FACT_RESPONDED_ON].differs = true;
    }
    log_put_date(f, HOSHI_FACT_LAST_CONSULT_ON, &n->last_consult_on);
    log_put_date(f, HOSHI_FACT_DECISION_DATE, &n->decision_date);
    log_put_date(f, HOSHI_FACT_REQUEST_MADE_ON, &f->made_on);
    log_put_truth(f, HOSHI_FACT_REQUEST_IN_WRITING, &n->request_in_writing);
    log_put_truth(f, HOSHI_FACT_AMOUNT_STATED, &n->amount_stated_by_supplier);
    log_put_truth(f, HOSHI_FACT_DECISION_UNILATERAL, &n->decision_unilateral);
    log_put_truth(f, HOSHI_FACT_EXPLANATION_GIVEN, &n->buyer_explanation_given);
    log_put_truth(f, HOSHI_FACT_REFUSAL_REASON_WRITTEN, &n->refusal_reason_written);
    log_put_truth(f, HOSHI_FACT_MINUTES, &n->minutes);
    log_put_number(f, HOSHI_FACT_POSTPONED_COUNT, &n->postponed_count);
    log_put_number(f, HOSHI_FACT_MEETING_COUNT, &n->meeting_count);
    log_put_number(f, HOSHI_FACT_PRICE_BEFORE, &n->price_before_micro);
    log_put_number(f, HOSHI_FACT_PRICE_AFTER, &n->price_after_micro);
}

/* ---- all of it ---- */

/* `all_withdrawn`: requests that were taken back say what was asked for, for none is left. */
static void log_read_all(struct hoshi_log_facts *f, const struct hoshi_log_entry *const *e, size_t n,
                         bool all_withdrawn)
{
    bool after_refusal = false;
    *f = (struct hoshi_log_facts){.silence_days = HOSHI_NONE,
                                  .longest_silence_days = HOSHI_NONE,
                                  .entries = n,
                                  .all_withdrawn = all_withdrawn};
    for (size_t i = 0; i < n; i++)
        log_take(f, e, n, i, &after_refusal);
}

enum hoshi_status hoshi_log_facts_read(const struct hoshi_log *log, const struct hoshi_case_buyer *buyer,
                                       struct hoshi_date as_of, struct hoshi_log_facts *facts,
                                       struct hoshi_faults *faults)
{
    const struct hoshi_log_entry **e = calloc(log->n + 1, sizeof *e);
    size_t n = 0;
    if (!e)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < log->n; i++)
        if (stands(&log->entry[i], buyer->id))
            e[n++] = &log->entry[i];
    hoshi_log_sort_events(e, n);
    log_read_all(facts, e, n, false);
    if (facts->rounds && !facts->fact[HOSHI_FACT_REQUESTED_ON].seq)
        log_read_all(facts, e, n, true);
    if (facts->waiting)
        silent(facts, as_of);
    find_minutes(facts, log, e, n);
    free(e);
    log_facts_join(facts, buyer);
    return HOSHI_OK;
}
