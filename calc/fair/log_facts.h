/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Facts for the fair-trade checks, read off the talk log, each with the entry it comes from.
 *
 * Only entries that stand count: a corrected or withdrawn one says nothing. Entries are taken in the order of
 * events (hoshi_log_compare_events): the order of recording decides nothing. A *round* begins with a request of
 * the supplier and is answered by the first reply, counter-proposal, refusal, meeting or agreed price change of
 * that day or later; a postponement is no answer. Another request before the answer is a reminder in the same
 * round, one after it begins a new round. The *matter at hand* is what was asked for since the last price
 * change by agreement. What belongs to one act is in talk_acts.h.
 *
 * | fact | taken from |
 * |---|---|
 * | requested_on, request_in_writing, amount_stated_by_supplier | the first request of the matter at hand; what a
 * later one adds counts too |
 * | responded_on | the answer of the latest round; not known while it is unanswered |
 * | postponed_count, meeting_count | all postponements by the buyer, all meetings; known when not 0 |
 * | last_consult_on | the latest meeting |
 * | minutes | yes when every meeting has minutes that name it, no when one has none |
 * | decision_date | the latest price change, or refusal that names a unit price |
 * | decision_unilateral | how the latest price change was decided; a refusal leaves it open |
 * | buyer_explanation_given | yes where the latest refusal, or price change set by the buyer, states a reason; else not told: nobody may have asked |
 * | refusal_reason_written | whether a reason came by mail, e-mail, fax or web with the latest refusal, or with
 * a reply after it |
 * | price_before, price_after | the latest price change: its item lowered most, or raised least |
 * | request_made_on | the buyer's first request |
 *
 * A request that was taken back (talk_log.h) is open until that day: silence is counted up to it, and what it said
 * stands for the matter at hand only where no other request does (`all_withdrawn`).
 *
 * Days of silence are counted to the answer, or to `as_of` while there is none. The law gives no limit; what
 * counts as long is a setting of the checks.
 */
#ifndef HOSHI_LOG_FACTS_H
#define HOSHI_LOG_FACTS_H

#include "case.h"
#include "talk_log.h"

enum hoshi_log_fact {
    HOSHI_FACT_REQUESTED_ON,
    HOSHI_FACT_RESPONDED_ON,
    HOSHI_FACT_LAST_CONSULT_ON,
    HOSHI_FACT_DECISION_DATE,
    HOSHI_FACT_REQUEST_MADE_ON,
    HOSHI_FACT_REQUEST_IN_WRITING,
    HOSHI_FACT_AMOUNT_STATED,
    HOSHI_FACT_DECISION_UNILATERAL,
    HOSHI_FACT_EXPLANATION_GIVEN,
    HOSHI_FACT_REFUSAL_REASON_WRITTEN,
    HOSHI_FACT_MINUTES,
    HOSHI_FACT_POSTPONED_COUNT,
    HOSHI_FACT_MEETING_COUNT,
    HOSHI_FACT_PRICE_BEFORE,
    HOSHI_FACT_PRICE_AFTER,
    HOSHI_LOG_FACTS
};

/** One fact; which member holds it follows from the fact. seq 0: the log does not tell. */
struct hoshi_log_fact_value {
    int64_t seq; /* the entry it comes from; of a count the last one counted */
    struct hoshi_date date;
    enum hoshi_truth truth;
    int64_t number; /* a count, or yen in millionths */
    bool differs;   /* the case states something else */
};

struct hoshi_log_facts {
    struct hoshi_log_fact_value fact[HOSHI_LOG_FACTS];
    size_t entries;               /* of this party that stand */
    int64_t rounds, reminders;    /* reminders of the latest round */
    bool waiting;                 /* the latest round is unanswered */
    int64_t silence_days;         /* of the latest round; HOSHI_NONE without one */
    int64_t longest_silence_days; /* of all rounds; HOSHI_NONE without one */
    bool all_withdrawn;           /* the requests of the matter at hand were all taken back */
    bool matter_ended;            /* by agreement; the next request begins another */
    int64_t round_seq;            /* the request that began the latest round */
    int64_t longest_silence_seq;  /* the request that began that round */
    struct hoshi_date round_on;   /* of the request that began the latest round */
    int64_t refusals, own_refusals, own_postponed; /* by the buyer; by the supplier */
    struct hoshi_log_fact_value last_contact;      /* the latest word, meeting or letter of either side */
    bool proposed; /* the buyer named a price or an amount, or made a counter-proposal */
    /* What is known of the talks and of the day of the buyer's request: what the log tells goes before what the case
     * states; what it does not tell is as the case states it, except a responded_on that lies before the log's request:
     * it answered an earlier one and is left out. The case stays as it is. */
    struct hoshi_case_negotiation talks;
    struct hoshi_date made_on;
};

/** Whether the entry names a unit price that is to apply (items[].after_yen). */
bool hoshi_log_names_price(const struct hoshi_log_entry *entry);

/** The item of a price change that was lowered most, or raised least, in parts of its price; NULL: none. */
const struct hoshi_log_item *hoshi_log_lowest_item(const struct hoshi_log_entry *entry);

/** Key of the case the fact stands for, under buyers[]: "negotiation.requested_on", "request.made_on" … */
const char *hoshi_log_fact_key(enum hoshi_log_fact fact);

/**
 * Read the facts about one buyer off the log, and join them with what the case states.
 * @param buyer of the case
 * @param as_of the day up to which silence is counted; later entries count as well
 * @return HOSHI_OK or HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_log_facts_read(const struct hoshi_log *log, const struct hoshi_case_buyer *buyer,
                                       struct hoshi_date as_of, struct hoshi_log_facts *facts,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Whether an entry is talks on the amount: a meeting, a counter-proposal of the buyer, or a reply of it that names an amount (an
 * exchange of letters). A refusal, a postponement or a bare answer is none.
 */
bool hoshi_log_is_talk(const struct hoshi_log_entry *e);

#endif
