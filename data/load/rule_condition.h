/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Conditions over facts, in three values: what a rule of data/tables/rules.json asks.
 *
 * A fact that is not known makes a comparison unknown; `all` is false as soon as one part is, `any` true as
 * soon as one part is (Kleene's strong logic), so that a missing fact that cannot change the answer is not
 * asked for. Written as JSON:
 *
 *     condition := true | false | "fact" (of kind TRUTH)
 *                | ["all", condition …] | ["any", condition …] | ["not", condition]
 *                | ["known", "fact" …]                          never unknown
 *                | ["stated", "fact"]                           yes, or unknown
 *                | ["in", "fact" (of kind WORD), "word" …]
 *                | ["<" | "<=" | ">" | ">=" | "=" | "!=", term, term]
 *     term      := whole number | "fact" | "YYYY-MM-DD" | "setting:id"
 *                | ["days", date term, date term]               days from the first to the second
 *                | ["months", date term, date term]             whole months from the first to the second
 *
 * Both sides of a comparison are dates, or both are numbers (yen, counts, millionths for shares and prices).
 */
#ifndef HOSHI_RULE_CONDITION_H
#define HOSHI_RULE_CONDITION_H

#include "date.h"
#include "buffer.h"
#include "truth.h"

#include <stdbool.h>
#include <stdint.h>

enum hoshi_rule_fact {
#define HOSHI_FACT_ROW(name, id, kind, key) HOSHI_RF_##name,
#include "rule_facts.def"
#undef HOSHI_FACT_ROW
    HOSHI_RULE_FACTS
};

/** Of numbers only the unit differs: COUNT, YEN, PPM (a share in millionths), PRICE (yen in millionths). */
enum hoshi_fact_kind {
    HOSHI_FACT_TRUTH,
    HOSHI_FACT_COUNT,
    HOSHI_FACT_YEN,
    HOSHI_FACT_PPM,
    HOSHI_FACT_PRICE,
    HOSHI_FACT_DATE,
    HOSHI_FACT_WORD,
    HOSHI_FACT_TEXT /* only whether it is there */
};

/** A set of facts. */
struct hoshi_fact_set {
    uint64_t bit[(HOSHI_RULE_FACTS + 63) / 64];
};

/** Who says so. */
enum hoshi_fact_origin {
    HOSHI_FROM_CASE,
    HOSHI_FROM_LOG,      /* seq tells the entry */
    HOSHI_FROM_ESTIMATE, /* worked out from estimate, split or prices */
    HOSHI_FROM_FACTS,    /* worked out from other facts */
    HOSHI_FROM_ABSENCE,  /* the case records no such event */
    HOSHI_ASSUMED        /* not stated; the ordinary case is taken */
};

struct hoshi_fact_value {
    bool known;
    enum hoshi_fact_origin origin;
    int64_t seq;            /* HOSHI_FROM_LOG */
    enum hoshi_truth truth; /* TRUTH */
    int64_t number;         /* COUNT, YEN, PPM, PRICE */
    struct hoshi_date date; /* DATE */
    const char *text;       /* WORD, TEXT; of a PRICE the item it is of, or NULL; borrowed */
    const int64_t *entry;   /* entries of the log that bear on it, in the order of events; borrowed */
    size_t entries;
    struct hoshi_fact_set missing; /* not known: the facts it would be worked out from; empty: itself */
};

/** A parsed condition; lives in the tables. */
struct hoshi_condition;

const char *hoshi_rule_fact_id(enum hoshi_rule_fact fact);
enum hoshi_fact_kind hoshi_rule_fact_kind(enum hoshi_rule_fact fact);
/** Where the user states it: a path of the case file, under buyers[] unless it begins with another block; ""
 * when the program works it out. */
const char *hoshi_rule_fact_key(enum hoshi_rule_fact fact);
/** The fact of an id; HOSHI_RULE_FACTS when there is none. */
enum hoshi_rule_fact hoshi_rule_fact_find(const char *id);

void hoshi_fact_set_add(struct hoshi_fact_set *set, enum hoshi_rule_fact fact);
bool hoshi_fact_set_has(const struct hoshi_fact_set *set, enum hoshi_rule_fact fact);
void hoshi_fact_set_join(struct hoshi_fact_set *set, const struct hoshi_fact_set *other);
bool hoshi_fact_set_empty(const struct hoshi_fact_set *set);

/**
 * Evaluate.
 * @param value   one per fact
 * @param setting one per setting of the table
 * @param used    [in,out] facts that the answer rests on are added, those not known only where `known` found
 *                them lacking; NULL = not wanted
 * @param missing [in,out] when the answer is HOSHI_UNKNOWN, the facts it is unknown for are added; NULL = not
 *                wanted
 */
enum hoshi_truth hoshi_condition_evaluate(const struct hoshi_condition *condition,
                                          const struct hoshi_fact_value *value, const int64_t *setting,
                                          struct hoshi_fact_set *used, struct hoshi_fact_set *missing);

/** Append the condition as the JSON it is read from. `setting_id`: one id per setting of the table. */
void hoshi_condition_print(struct hoshi_buffer *out, const struct hoshi_condition *condition,
                           const char *const *setting_id);

/** Every fact the condition names, known or not. */
void hoshi_condition_facts(const struct hoshi_condition *condition, struct hoshi_fact_set *facts);

#endif
