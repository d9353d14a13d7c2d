/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_condition_load.h"

#include <inttypes.h>
#include <string.h>

static const struct {
    const char *id, *key;
    enum hoshi_fact_kind kind;
} fact_rows[HOSHI_RULE_FACTS] = {
#define HOSHI_FACT_ROW(name, fact_id, fact_kind, fact_key)                                                   \
    [HOSHI_RF_##name] = {.id = fact_id, .key = fact_key, .kind = HOSHI_FACT_##fact_kind},
#include "rule_facts.def"
#undef HOSHI_FACT_ROW
};

const char *hoshi_rule_fact_id(enum hoshi_rule_fact fact)
{
    return fact_rows[fact].id;
}

enum hoshi_fact_kind hoshi_rule_fact_kind(enum hoshi_rule_fact fact)
{
    return fact_rows[fact].kind;
}

const char *hoshi_rule_fact_key(enum hoshi_rule_fact fact)
{
    return fact_rows[fact].key;
}

enum hoshi_rule_fact hoshi_rule_fact_find(const char *id)
{
    for (size_t i = 0; i < HOSHI_RULE_FACTS; i++)
        if (strcmp(fact_rows[i].id, id) == 0)
            return (enum hoshi_rule_fact)i;
    return HOSHI_RULE_FACTS;
}

/* ---- sets ---- */

void hoshi_fact_set_add(struct hoshi_fact_set *set, enum hoshi_rule_fact fact)
{
    set->bit[fact / 64] |= UINT64_C(1) << (fact % 64);
}

bool hoshi_fact_set_has(const struct hoshi_fact_set *set, enum hoshi_rule_fact fact)
{
    return (set->bit[fact / 64] >> (fact % 64)) & 1;
}

void hoshi_fact_set_join(struct hoshi_fact_set *set, const struct hoshi_fact_set *other)
{
    for (size_t i = 0; i < HOSHI_COUNT(set->bit); i++)
        set->bit[i] |= other->bit[i];
}

bool hoshi_fact_set_empty(const struct hoshi_fact_set *set)
{
    for (size_t i = 0; i < HOSHI_COUNT(set->bit); i++)
        if (set->bit[i])
            return false;
    return true;
}

/* ---- evaluation ---- */

struct look {
    const struct hoshi_fact_value *value;
    const int64_t *setting;
};

/* What an answer rests on, and what it lacks. */
struct trace {
    struct hoshi_fact_set used, missing;
};

static void join(struct trace *to, const struct trace *from)
{
    hoshi_fact_set_join(&to->used, &from->used);
    hoshi_fact_set_join(&to->missing, &from->missing);
}

static void condition_lacks(struct trace *t, const struct look *look, enum hoshi_rule_fact fact)
{
    const struct hoshi_fact_value *v = &look->value[fact];
    if (hoshi_fact_set_empty(&v->missing))
        hoshi_fact_set_add(&t->missing, fact);
    else
        hoshi_fact_set_join(&t->missing, &v->missing);
}

static bool fact_known(const struct look *look, enum hoshi_rule_fact fact, struct trace *t)
{
    if (look->value[fact].known)
        hoshi_fact_set_add(&t->used, fact);
    else
        condition_lacks(t, look, fact);
    return look->value[fact].known;
}

/* Whole months between two days: the day of the month counts. */
static int64_t months_between(struct hoshi_date from, struct hoshi_date to)
{
    return 12 * (int64_t)(to.year - from.year) + to.month - from.month - (to.day < from.day);
}

static bool date_of(const struct hoshi_condition *c, const struct look *look, struct trace *t,
                    struct hoshi_date *date)
{
    if (!fact_known(look, c->fact, t))
        return false;
    *date = look->value[c->fact].date;
    return true;
}

/* The number of a term; false when it is not known. */
static bool condition_term(const struct hoshi_condition *c, const struct look *look, struct trace *t,
                           int64_t *number)
{
    struct hoshi_date from, to;
    switch (c->op) {
    case HOSHI_OP_FACT:
        if (!fact_known(look, c->fact, t))
            return false;
        *number = c->is_date ? hoshi_date_days(look->value[c->fact].date) : look->value[c->fact].number;
        return true;
    case HOSHI_OP_SETTING:
        *number = look->setting[c->setting];
        return true;
    case HOSHI_OP_DAYS:
    case HOSHI_OP_MONTHS: {
        bool first = date_of(c->part[0], look, t, &from), second = date_of(c->part[1], look, t, &to);
        if (!first || !second)
            return false;
        *number =
            c->op == HOSHI_OP_DAYS ? hoshi_date_days(to) - hoshi_date_days(from) : months_between(from, to);
        return true;
    }
    default:
        *number = c->number;
        return true;
    }
}

static enum hoshi_truth truth_of(bool yes)
{
    return yes ? HOSHI_YES : HOSHI_NO;
}

static enum hoshi_truth condition_compare(const struct hoshi_condition *c, const struct look *look,
                                          struct trace *t)
{
    int64_t a = 0, b = 0;
    bool first = condition_term(c->part[0], look, t, &a), second = condition_term(c->part[1], look, t, &b);
    if (!first || !second)
        return HOSHI_UNKNOWN;
    switch (c->op) {
    case HOSHI_OP_LESS:
        return truth_of(a < b);
    case HOSHI_OP_LESS_EQUAL:
        return truth_of(a <= b);
    case HOSHI_OP_MORE:
        return truth_of(a > b);
    case HOSHI_OP_MORE_EQUAL:
        return truth_of(a >= b);
    case HOSHI_OP_EQUAL:
        return truth_of(a == b);
    default:
        return truth_of(a != b);
    }
}

static enum hoshi_truth in_words(const struct hoshi_condition *c, const struct look *look, struct trace *t)
{
    if (!fact_known(look, c->fact, t))
        return HOSHI_UNKNOWN;
    for (size_t i = 0; i < c->words; i++)
        if (strcmp(c->word[i], look->value[c->fact].text) == 0)
            return HOSHI_YES;
    return HOSHI_NO;
}

static enum hoshi_truth condition_evaluate(const struct hoshi_condition *c, const struct look *look,
                                           struct trace *t);

/* all: decided by the first NO, any: by the first YES. The answer rests on the part that decided, else on
 * all. */
static enum hoshi_truth junction(const struct hoshi_condition *c, const struct look *look, struct trace *t)
{
    enum hoshi_truth decisive = c->op == HOSHI_OP_ALL ? HOSHI_NO : HOSHI_YES;
    enum hoshi_truth answer = c->op == HOSHI_OP_ALL ? HOSHI_YES : HOSHI_NO;
    struct trace whole = {0};
    for (size_t i = 0; i < c->parts; i++) {
        struct trace part = {0};
        enum hoshi_truth v = condition_evaluate(c->part[i], look, &part);
        if (v == decisive) {
            hoshi_fact_set_join(&t->used, &part.used);
            return v;
        }
        if (v == HOSHI_UNKNOWN)
            answer = HOSHI_UNKNOWN;
        join(&whole, &part);
    }
    join(t, &whole);
    return answer;
}

static enum hoshi_truth condition_known(const struct hoshi_condition *c, const struct look *look,
                                        struct trace *t)
{
    bool all = true;
    for (size_t i = 0; i < c->parts; i++)
        all = all && look->value[c->part[i]->fact].known;
    /* Either all of them are what it rests on, or those that are not there. */
    for (size_t i = 0; i < c->parts; i++)
        if (all || !look->value[c->part[i]->fact].known)
            hoshi_fact_set_add(&t->used, c->part[i]->fact);
    return truth_of(all);
}

static enum hoshi_truth opposite(enum hoshi_truth v)
{
    return v == HOSHI_UNKNOWN ? v : truth_of(v == HOSHI_NO);
}

static enum hoshi_truth condition_evaluate(const struct hoshi_condition *c, const struct look *look,
                                           struct trace *t)
{
    switch (c->op) {
    case HOSHI_OP_CONSTANT:
        return truth_of(c->number != 0);
    case HOSHI_OP_FACT:
        return fact_known(look, c->fact, t) ? look->value[c->fact].truth : HOSHI_UNKNOWN;
    case HOSHI_OP_ALL:
    case HOSHI_OP_ANY:
        return junction(c, look, t);
    case HOSHI_OP_NOT:
        return opposite(condition_evaluate(c->part[0], look, t));
    case HOSHI_OP_KNOWN:
        return condition_known(c, look, t);
    case HOSHI_OP_STATED:
        return fact_known(look, c->part[0]->fact, t) ? HOSHI_YES : HOSHI_UNKNOWN;
    case HOSHI_OP_IN:
        return in_words(c, look, t);
    default:
        return condition_compare(c, look, t);
    }
}

enum hoshi_truth hoshi_condition_evaluate(const struct hoshi_condition *condition,
                                          const struct hoshi_fact_value *value, const int64_t *setting,
                                          struct hoshi_fact_set *used, struct hoshi_fact_set *missing)
{
    struct look look = {value, setting};
    struct trace trace = {0};
    enum hoshi_truth answer = condition_evaluate(condition, &look, &trace);
    if (used)
        hoshi_fact_set_join(used, &trace.used);
    if (missing && answer == HOSHI_UNKNOWN)
        hoshi_fact_set_join(missing, &trace.missing);
    return answer;
}

void hoshi_condition_facts(const struct hoshi_condition *condition, struct hoshi_fact_set *facts)
{
    if (condition->op == HOSHI_OP_FACT || condition->op == HOSHI_OP_IN)
        hoshi_fact_set_add(facts, condition->fact);
    for (size_t i = 0; i < condition->parts; i++)
        hoshi_condition_facts(condition->part[i], facts);
}

/* ---- back to text ---- */

static const char *operator_word(enum hoshi_condition_op op)
{
    static const char *const words[] = {
        [HOSHI_OP_ALL] = "all",       [HOSHI_OP_ANY] = "any",       [HOSHI_OP_NOT] = "not",
        [HOSHI_OP_KNOWN] = "known",   [HOSHI_OP_STATED] = "stated", [HOSHI_OP_IN] = "in",
        [HOSHI_OP_LESS] = "<",        [HOSHI_OP_LESS_EQUAL] = "<=", [HOSHI_OP_MORE] = ">",
        [HOSHI_OP_MORE_EQUAL] = ">=", [HOSHI_OP_EQUAL] = "=",       [HOSHI_OP_NOT_EQUAL] = "!=",
        [HOSHI_OP_DAYS] = "days",     [HOSHI_OP_MONTHS] = "months"};
    return words[op];
}

static void print_list(struct hoshi_buffer *out, const struct hoshi_condition *c,
                       const char *const *setting_id)
{
    hoshi_buffer_printf(out, "[\"%s\"", operator_word(c->op));
    if (c->op == HOSHI_OP_IN)
        hoshi_buffer_printf(out, ", \"%s\"", fact_rows[c->fact].id);
    for (size_t i = 0; i < c->words; i++)
        hoshi_buffer_printf(out, ", \"%s\"", c->word[i]);
    for (size_t i = 0; i < c->parts; i++) {
        hoshi_buffer_puts(out, ", ");
        hoshi_condition_print(out, c->part[i], setting_id);
    }
    hoshi_buffer_puts(out, "]");
}

void hoshi_condition_print(struct hoshi_buffer *out, const struct hoshi_condition *c,
                           const char *const *setting_id)
{
    char text[HOSHI_DATE_TEXT];
    switch (c->op) {
    case HOSHI_OP_CONSTANT:
        hoshi_buffer_puts(out, c->number ? "true" : "false");
        break;
    case HOSHI_OP_FACT:
        hoshi_buffer_printf(out, "\"%s\"", fact_rows[c->fact].id);
        break;
    case HOSHI_OP_NUMBER:
        hoshi_buffer_printf(out, "%" PRId64, c->number);
        break;
    case HOSHI_OP_DATE:
        hoshi_buffer_printf(out, "\"%s\"", hoshi_date_print(c->date, text));
        break;
    case HOSHI_OP_SETTING:
        hoshi_buffer_printf(out, "\"setting:%s\"", setting_id[c->setting]);
        break;
    default:
        print_list(out, c, setting_id);
    }
}
