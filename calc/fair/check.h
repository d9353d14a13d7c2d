/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Fair-trade checks: every rule of the table, for every buyer of a case (SPEC §5.10).
 *
 * Nothing here is a legal finding. A rule gives OK (nothing found within what was looked at), an attention, a
 * possible problem, missing facts (named), or does not apply. Whether the 取適法 covers an order is worked
 * out first, per transaction, from the rules that define it (SCOPE-01 … 04: type × capital × headcount, by
 * day of the order); the price and payment rules then look at whether any order is covered.
 *
 * What the case does not state stays unknown, with these exceptions, each shown with its origin:
 * - an event without a date (request for talks, answer, decision) has not happened: HOSHI_FROM_ABSENCE;
 * - a decision dated before the request for talks (without one: before the buyer's request) is not one on it;
 * - a party with a stated capital is a corporation, and not an individual: HOSHI_FROM_FACTS;
 * - an order without a date is one from now on: HOSHI_ASSUMED, as_of;
 * - a paper without a stated preparer is the applicant's own: HOSHI_ASSUMED; no dispute is considered unless
 * one is stated: HOSHI_FROM_ABSENCE;
 * - who asked for talks has asked; a named product or vendor is a designation, an extra demand goes beyond
 * the level: HOSHI_FROM_FACTS.
 */
#ifndef HOSHI_CHECK_H
#define HOSHI_CHECK_H

#include "check_facts.h"
#include "talk_acts.h"

enum hoshi_scope_verdict {
    HOSHI_SCOPE_COVERED,
    HOSHI_SCOPE_NOT_COVERED,
    HOSHI_SCOPE_UNKNOWN,  /* facts are missing */
    HOSHI_SCOPE_OLD_LAW,  /* ordered before 2026-01-01: the former Act, for a person to look at */
    HOSHI_SCOPE_OTHER_LAW /* a type outside the listed commissions */
};

/** The facts that each transaction has of its own stand together in rule_facts.def. */
enum { HOSHI_TRANSACTION_FACTS = HOSHI_RF_SCOPE_COVERED - HOSHI_RF_TXN_TYPE + 1 };

/** One transaction of a buyer. */
struct hoshi_check_scope {
    size_t transaction; /* index in the buyer; SIZE_MAX: the case lists none */
    enum hoshi_scope_verdict verdict;
    const struct hoshi_rule_row *by; /* COVERED: the rule that says so; else NULL */
    struct hoshi_fact_set used, missing;
    const struct hoshi_fact_value *own; /* HOSHI_TRANSACTION_FACTS facts, from HOSHI_RF_TXN_TYPE on */
};

struct hoshi_finding {
    const struct hoshi_rule_row *rule;
    enum hoshi_check_result result;
    size_t scope;               /* of per-transaction rules: index into scope; SIZE_MAX otherwise */
    size_t act;                 /* of rules per act: index into record.act; SIZE_MAX otherwise */
    struct hoshi_fact_set used; /* known facts the result rests on */
    struct hoshi_fact_set
        shown; /* to print: those, and beside numbers of days the known days they are counted from */
    struct hoshi_fact_set missing; /* HOSHI_CHECK_MISSING_FACTS: what is not known */
};

struct hoshi_check_buyer {
    size_t buyer;                         /* index in the case */
    const struct hoshi_fact_value *value; /* HOSHI_RULE_FACTS facts; those of a transaction unknown */
    struct hoshi_check_scope *scope;
    size_t scopes;                 /* at least 1 */
    struct hoshi_record record;    /* what stands in the log about it, and the acts among it */
    struct hoshi_finding *finding; /* in the order of the table, transactions within a rule */
    size_t findings;
    size_t count[HOSHI_CHECK_RESULTS];
    bool
        concerned; /* it asks for something, is included, stands in the log, or a possible problem was found; all are
                     * where none is */
};

/** Through whose eyes: the supplier sees all rules, the buyer those about its own conduct and about both. */
enum hoshi_check_view { HOSHI_VIEW_SUPPLIER, HOSHI_VIEW_OF_BUYER };

struct hoshi_check {
    const struct hoshi_rules *rules;
    struct hoshi_date as_of;
    int64_t *setting;      /* in use, one per setting of the table */
    bool *setting_of_case; /* stated by the case */
    struct hoshi_check_buyer *buyer;
    size_t buyers;
    size_t count[HOSHI_CHECK_RESULTS]; /* Σ buyers that are concerned */
    struct hoshi_arena arena;
};

/**
 * Evaluate all rules.
 * @param out [out] owned until hoshi_check_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_check_open(const struct hoshi_check_input *input, struct hoshi_check **out,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_check_close(struct hoshi_check *check);

/**
 * Whether the 取適法 would cover an order of that day between two parties, by the table's rules and settings.
 * The buyer is taken for a corporation.
 * @param missing [out] on HOSHI_SCOPE_UNKNOWN the facts that could settle it, else empty; NULL = not wanted
 */
enum hoshi_scope_verdict hoshi_scope_of_parties(const struct hoshi_rules *rules,
                                                const struct hoshi_scope_parties *parties,
                                                struct hoshi_date ordered_on, struct hoshi_fact_set *missing);

/** A fact as a finding (or, scope = index, a transaction) saw it. */
const struct hoshi_fact_value *hoshi_check_fact(const struct hoshi_check_buyer *buyer, size_t scope,
                                                enum hoshi_rule_fact fact);

/** The same for a finding of any kind of rule: those about an act see the facts as they were for it. */
const struct hoshi_fact_value *hoshi_finding_fact(const struct hoshi_check_buyer *buyer,
                                                  const struct hoshi_finding *finding,
                                                  enum hoshi_rule_fact fact);
/** The entry a finding is about; NULL: it is about no act, or about what only the case states. */
const struct hoshi_log_entry *hoshi_finding_entry(const struct hoshi_check_buyer *buyer,
                                                  const struct hoshi_finding *finding);

/** What the other side must not see: facts that let total sales or margins be inferred. */
bool hoshi_check_fact_private(enum hoshi_rule_fact fact);

/** Whether a rule is shown in a view. */
bool hoshi_check_in_view(const struct hoshi_rule_row *rule, enum hoshi_check_view view);

/**
 * Evaluate one rule on given facts: the table's condition for it, and the limits of weak rules (see rules.h).
 * `used` and `missing` are added to.
 */
enum hoshi_check_result hoshi_rule_evaluate(const struct hoshi_rule_row *rule,
                                            const struct hoshi_fact_value *value, const int64_t *setting,
                                            struct hoshi_fact_set *used, struct hoshi_fact_set *missing);

#endif
