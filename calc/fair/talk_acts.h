/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What was done, act by act, read off the talk log (SPEC §5.10).
 *
 * Rules that speak of an act are evaluated once for each act of their kind, on the facts as they were for that
 * act. Nothing recorded about a later act, and no later request or objection, takes anything away from an
 * earlier one; the order of recording decides nothing (hoshi_log_compare_events).
 *
 * A *decision* is a price change that the supplier did not set itself, or a refusal by the buyer that names a unit
 * price (items[].after_yen). A *refusal* is every refusal by the buyer; it says nothing of a price unless it names one,
 * and is then both. Each belongs to all requests of the supplier since the last price change by agreement. Talks are
 * the meetings since then; a refusal, a postponement or silence is none. Reasons count from the decision or refusal
 * before it until the next. What the case states beside the log is an act of its own only where the log has none of
 * that kind that says the same (check.h). A price change of several items is seen through the item that was lowered most, or raised least.
 *
 * A *payment* is an entry of that kind that tells more than its amount: receipt, due date, means, something
 * taken off. A promissory note, an electronic record or factoring is money only from the day it turned into
 * cash (art. 5(1)(ii) of the 取適法 counts it as late payment: our reading). Days of interest run, both ends
 * included, from the day after the 60th day, the day of receipt being the first (art. 6(1)); on a reduction
 * from that day or the day of the reduction, whichever is later, to the day of the check (art. 6(2)).
 */
#ifndef HOSHI_TALK_ACTS_H
#define HOSHI_TALK_ACTS_H

#include "case.h"
#include "rules.h"
#include "talk_log.h"

/** One fact as it was for an act. */
struct hoshi_act_fact {
    enum hoshi_rule_fact fact;
    struct hoshi_fact_value value;
};

struct hoshi_act {
    enum hoshi_rule_per kind;            /* HOSHI_PER_DECISION, HOSHI_PER_REFUSAL or HOSHI_PER_PAYMENT */
    const struct hoshi_log_entry *entry; /* borrowed from the log; NULL: what the case states */
    struct hoshi_act_fact *fact;         /* lie over the facts of the buyer */
    size_t facts;
};

/** What stands about one buyer, in the order it happened, and the acts among it. */
struct hoshi_record {
    const struct hoshi_log_entry **entry;
    size_t n;
    struct hoshi_act *act;
    size_t acts;
};

/**
 * Read the record of one buyer.
 * @param log    of the case; NULL: no entries, only what the case states
 * @param buyer  the case's buyer, with what the case states of the talks
 * @param made_on day of the buyer's request, as log and case tell it (log_facts.h)
 * @param record [out] lives in the arena; borrows from log and buyer
 * @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_record_init(struct hoshi_record *record, const struct hoshi_log *log,
                                    const struct hoshi_case_buyer *buyer, struct hoshi_date made_on,
                                    struct hoshi_date as_of, struct hoshi_arena *arena,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Name the entries that bear on each known fact: those the case names (buyers[].evidence), else those of the
 * kind that such a fact is recorded by (the buyer's requests for what was asked for, payments for payment …).
 * @return HOSHI_OK or HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_record_support(const struct hoshi_record *record,
                                       const struct hoshi_case_buyer *buyer, struct hoshi_fact_value *value,
                                       struct hoshi_arena *arena, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * A cut of all items at one rate: HOSHI_YES when some rate gives every new price within half of the last place in which
 * any price of the list is stated, and the rates themselves lie within a tenth of the largest; HOSHI_UNKNOWN when only
 * the rounding of low prices lets one rate fit: that is for the supplier to say. `rate_ppm` gets the rate, in millionths,
 * unless the answer is HOSHI_NO.
 */
enum hoshi_truth hoshi_uniform_cut(const struct hoshi_log_item *item, size_t n, int64_t *rate_ppm);

#endif
