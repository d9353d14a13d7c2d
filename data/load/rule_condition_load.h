/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a parsed condition is made of; for its reader (rule_condition_load.c) and its evaluation only. */
#ifndef HOSHI_RULE_CONDITION_LOAD_H
#define HOSHI_RULE_CONDITION_LOAD_H

#include "rule_condition.h"
#include "tables_load.h"

enum hoshi_condition_op {
    HOSHI_OP_CONSTANT, /* truth in `number` */
    HOSHI_OP_FACT,     /* as a condition or a term */
    HOSHI_OP_ALL,
    HOSHI_OP_ANY,
    HOSHI_OP_NOT,
    HOSHI_OP_KNOWN,
    HOSHI_OP_STATED,
    HOSHI_OP_IN,
    HOSHI_OP_LESS,
    HOSHI_OP_LESS_EQUAL,
    HOSHI_OP_MORE,
    HOSHI_OP_MORE_EQUAL,
    HOSHI_OP_EQUAL,
    HOSHI_OP_NOT_EQUAL,
    HOSHI_OP_NUMBER, /* terms from here */
    HOSHI_OP_DATE,   /* days in `number` */
    HOSHI_OP_SETTING,
    HOSHI_OP_DAYS,
    HOSHI_OP_MONTHS
};

enum { HOSHI_CONDITION_PARTS = 24 };

struct hoshi_condition {
    enum hoshi_condition_op op;
    bool is_date; /* of a term */
    enum hoshi_rule_fact fact;
    int64_t number;
    struct hoshi_date date; /* HOSHI_OP_DATE */
    size_t setting;
    const struct hoshi_condition **part;
    size_t parts;
    const char **word; /* HOSHI_OP_IN */
    size_t words;
};

/**
 * Read the condition at a place; what is wrong is recorded there as HOSHI_E_RULE_CONDITION or
 * HOSHI_E_TABLE_REFERENCE (an unknown fact or setting).
 * @return NULL when there is something wrong
 */
const struct hoshi_condition *hoshi_condition_load(struct hoshi_load *load, const struct hoshi_json *at,
                                                   const struct hoshi_ids *settings);

#endif
