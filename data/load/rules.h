/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The rules of fair dealing (data/tables/rules.json): what is looked at, when, and what follows.
 *
 * A rule is evaluated in two steps: does it apply, and does what it asks hold? It gives at most `otherwise`,
 * and never more than an attention when it is inferred, of low confidence, or practice and proposal rather
 * than law or guidance (the loader refuses a table that says otherwise).
 */
#ifndef HOSHI_RULES_H
#define HOSHI_RULES_H

#include "provenance.h"
#include "rule_condition.h"

enum { HOSHI_RULES_MAX = 300, HOSHI_RULE_SETTINGS_MAX = 40, HOSHI_RULE_CONTACTS_MAX = 4 };

/** Whose conduct a rule looks at. */
enum hoshi_rule_party {
    HOSHI_CONDUCT_BUYER,
    HOSHI_CONDUCT_SUPPLIER,
    HOSHI_CONDUCT_BOTH,
    HOSHI_CONDUCT_PARTIES
};

/** What a rule rests on. */
enum hoshi_rule_kind {
    HOSHI_RESTS_ON_LAW,      /* a statute and its published standards */
    HOSHI_RESTS_ON_GUIDANCE, /* a guideline, a public paper, the papers of the scheme */
    HOSHI_RESTS_ON_PRACTICE, /* 実務の目安 */
    HOSHI_RESTS_ON_PROPOSAL, /* of this project; no public source says so */
    HOSHI_RESTS_ON_KINDS
};

/** For what a rule is evaluated once. */
enum hoshi_rule_per {
    HOSHI_PER_BUYER,
    HOSHI_PER_TRANSACTION,
    HOSHI_PER_DECISION, /* each decision on the price (talk_acts.h) */
    HOSHI_PER_REFUSAL,  /* each refusal by the buyer */
    HOSHI_PER_PAYMENT,  /* each payment on record */
    HOSHI_PERS
};

/** Results in the order of the summary. */
enum hoshi_check_result {
    HOSHI_CHECK_OK, /* nothing was found within what was looked at */
    HOSHI_CHECK_ATTENTION,
    HOSHI_CHECK_POSSIBLE_PROBLEM,
    HOSHI_CHECK_MISSING_FACTS,
    HOSHI_CHECK_NOT_APPLICABLE,
    HOSHI_CHECK_RESULTS
};

struct hoshi_rule_setting {
    const char *id;
    struct hoshi_words name;
    const char *unit; /* "day", "time", "month", "supplier", "item", "share" (millionths) */
    int64_t number;
    struct hoshi_provenance from;
};

/** Someone to ask. */
struct hoshi_rule_contact {
    const char *id;
    struct hoshi_words name;
};

/** What is not settled; shown wherever the rules are. */
struct hoshi_rule_open_point {
    const char *id;
    struct hoshi_words text;
};

struct hoshi_rule_row {
    const char *id;
    size_t index;
    struct hoshi_words name;
    enum hoshi_rule_party party;
    enum hoshi_rule_kind kind;
    enum hoshi_rule_per per;
    bool inferred;
    bool own;                     /* rests on what the supplier keeps to itself: not in a buyer's view */
    enum hoshi_rule_fact defines; /* `applies` makes this scope fact true; HOSHI_RULE_FACTS = none */
    const struct hoshi_condition *applies, *holds, *attention; /* attention: milder than otherwise; or NULL */
    enum hoshi_check_result otherwise;
    struct hoshi_words statute, paper; /* "" when there is none */
    struct hoshi_words finding;        /* what may be the matter when it does not hold */
    struct hoshi_words milder;     /* the same where `attention` holds; "" when `finding` says it as well */
    struct hoshi_words confirm;    /* what to confirm then */
    struct hoshi_words buyer_does; /* what the buyer itself can do then; "" when it is not shown to one */
    size_t house[HOSHI_RULE_CONTACTS_MAX]; /* and whom to ask in its own house */
    size_t houses;
    size_t contact[HOSHI_RULE_CONTACTS_MAX];
    size_t contacts;
    struct hoshi_provenance from;
};

struct hoshi_rules {
    const char *version;
    struct hoshi_rule_row *row;
    size_t rows;
    struct hoshi_rule_setting *setting;
    size_t settings;
    struct hoshi_rule_contact *contact;
    size_t contacts;
    struct hoshi_rule_open_point *open_point;
    size_t open_points;
    struct hoshi_words fact[HOSHI_RULE_FACTS]; /* the fact in words */
    size_t fact_contact[HOSHI_RULE_FACTS];     /* who can tell; SIZE_MAX: nobody, it is worked out */
};

/** Inferred, of low confidence, practice or proposal: gives at most an attention. */
bool hoshi_rule_is_weak(const struct hoshi_rule_row *rule);

/** What may be the matter, in the words for that result: the milder ones where `attention` held and the row has some. */
const struct hoshi_words *hoshi_rule_finding(const struct hoshi_rule_row *rule,
                                             enum hoshi_check_result result);

const char *hoshi_rule_party_key(enum hoshi_rule_party party);
/** "buyer", "transaction", "decision", "payment". */
const char *hoshi_rule_per_key(enum hoshi_rule_per per);
const char *hoshi_rule_kind_key(enum hoshi_rule_kind kind);
/** "ok", "attention", "possible_problem", "missing_facts", "not_applicable": keys of results (SPEC §7). */
const char *hoshi_check_result_key(enum hoshi_check_result result);

#endif
