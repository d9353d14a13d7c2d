/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The facts about one buyer for the rules, read from case, talk log, estimate and split (check.h). */
#ifndef HOSHI_CHECK_FACTS_H
#define HOSHI_CHECK_FACTS_H

#include "check.h"

/**
 * Fill in everything but the facts of a transaction and of scope.
 * @param value [out] HOSHI_RULE_FACTS values, all unknown before
 * @return HOSHI_OK or HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_check_facts(const struct hoshi_check_input *input, size_t buyer,
                                    struct hoshi_fact_value *value,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;

/** Put a transaction's own facts over the buyer's. */
void hoshi_check_transaction_facts(const struct hoshi_check_input *input,
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
