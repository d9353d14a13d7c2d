/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The facts about one buyer for the rules, read from case, talk log, estimate and split (check.h). */
#ifndef HOSHI_CHECK_FACTS_H
#define HOSHI_CHECK_FACTS_H

#include "log_facts.h"
#include "split.h"
#include "uplift.h"

/** What the facts are read from; all borrowed. */
struct hoshi_check_input {
    const struct hoshi_tables *tables;
    const struct hoshi_case *c;
    const struct hoshi_split *split; /* with its estimate; NULL: facts of cost and split are unknown */
    const struct hoshi_log_facts *log_facts; /* one per buyer of the case; or NULL */
    const struct hoshi_log *log;             /* of the case; NULL: acts and entries are not looked at */
    struct hoshi_date as_of;                 /* the day of the check */
    const char *capacity; /* of who prepares the papers, as a key of the case; NULL: as the case states it */
};

/** What is known of two parties and their orders where there is no case: a row of a list. */
struct hoshi_scope_parties {
    int64_t buyer_capital_yen, buyer_employees;       /* HOSHI_NONE: not known */
    int64_t supplier_capital_yen, supplier_employees; /* likewise; a stated capital means a corporation */
    const char *transaction; /* key of a kind of transaction; NULL or "": not known */
};

/**
 * Fill in everything but the facts of a transaction and of scope.
 * @param value [out] HOSHI_RULE_FACTS values, all unknown before
 * @return HOSHI_OK or HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_check_facts(const struct hoshi_check_input *input, size_t buyer,
                                    struct hoshi_fact_value *value,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * The order on record whose day stands for a transaction of the buyer that states none: the earliest under the law in force
 * since 2026-01-01, else the earliest. NULL: none, or the buyer has several transactions, and nothing tells which.
 */
const struct hoshi_log_entry *hoshi_order_on_record(const struct hoshi_case_buyer *buyer,
                                                    const struct hoshi_log_entry *const *entry, size_t n);

/** Put a transaction's own facts over the buyer's. @param buyer index in the case */
void hoshi_check_transaction_facts(const struct hoshi_check_input *input, size_t buyer,
                                   const struct hoshi_case_transaction *transaction,
                                   struct hoshi_fact_value *value);

/** The facts of scope for parties without a case; all others stay unknown. */
void hoshi_check_party_facts(const struct hoshi_scope_parties *parties, struct hoshi_date ordered_on,
                             struct hoshi_fact_value *value);

/**
 * Interest of the 取適法 (art. 6): 14.6 % a year on an amount for so many days, rounded down to whole yen.
 * False on overflow.
 */
bool hoshi_late_interest(int64_t yen, int64_t days, int64_t *interest_yen);

#endif
