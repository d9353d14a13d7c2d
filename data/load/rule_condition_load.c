/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_condition_load.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 16 };

struct reader {
    struct hoshi_load *load;
    const struct hoshi_ids *settings;
};

static const struct {
    const char *word;
    enum hoshi_condition_op op;
} operators[] = {{"all", HOSHI_OP_ALL},       {"any", HOSHI_OP_ANY},       {"not", HOSHI_OP_NOT},
                 {"known", HOSHI_OP_KNOWN},   {"stated", HOSHI_OP_STATED}, {"in", HOSHI_OP_IN},
                 {"<", HOSHI_OP_LESS},        {"<=", HOSHI_OP_LESS_EQUAL}, {">", HOSHI_OP_MORE},
                 {">=", HOSHI_OP_MORE_EQUAL}, {"=", HOSHI_OP_EQUAL},       {"!=", HOSHI_OP_NOT_EQUAL},
                 {"days", HOSHI_OP_DAYS},     {"months", HOSHI_OP_MONTHS}};

static const char operator_words[] = "all, any, not, known, stated, in, <, <=, >, >=, =, !=, days, months";

static struct hoshi_condition *node(struct reader *r, enum hoshi_condition_op op)
{
    struct hoshi_condition *c = hoshi_load_array(r->load, 1, sizeof *c);
    if (c)
        c->op = op;
    return c;
}

static struct hoshi_condition *condition_load_refuse(const struct hoshi_json *at, const char *allowed)
{
    hoshi_json_fault(at, HOSHI_E_RULE_CONDITION, NULL, "%s", allowed);
    return NULL;
}

static struct hoshi_condition *read_fact(struct reader *r, const struct hoshi_json *at)
{
    const char *id = hoshi_json_text(at, HOSHI_TABLE_ID_MAX, false);
    enum hoshi_rule_fact fact = hoshi_rule_fact_find(id);
    if (fact == HOSHI_RULE_FACTS) {
        hoshi_json_fault(at, HOSHI_E_TABLE_REFERENCE, id, NULL);
        return NULL;
    }
    struct hoshi_condition *c = node(r, HOSHI_OP_FACT);
    if (c) {
        c->fact = fact;
        c->is_date = hoshi_rule_fact_kind(fact) == HOSHI_FACT_DATE;
    }
    return c;
}

static struct hoshi_condition *read_setting(struct reader *r, const struct hoshi_json *at, const char *id)
{
    size_t place = hoshi_ids_place(r->settings, id);
    if (place == SIZE_MAX) {
        hoshi_json_fault(at, HOSHI_E_TABLE_REFERENCE, id, NULL);
        return NULL;
    }
    struct hoshi_condition *c = node(r, HOSHI_OP_SETTING);
    if (c)
        c->setting = place;
    return c;
}

/* The operator of a list, and its arguments in argument[0 … n-1]. */
static bool condition_load_read_list(const struct hoshi_json *at, enum hoshi_condition_op *op,
                                     struct hoshi_json *argument, size_t most, size_t *n)
{
    struct hoshi_json part;
    *n = 0;
    if (!hoshi_json_is_array(at) || !hoshi_json_first(at, &part) || !hoshi_json_is_text(&part)) {
        condition_load_refuse(at, operator_words);
        return false;
    }
    const char *word = hoshi_json_text(&part, HOSHI_TABLE_ID_MAX, false);
    size_t found = 0;
    while (found < HOSHI_COUNT(operators) && strcmp(operators[found].word, word) != 0)
        found++;
    if (found == HOSHI_COUNT(operators)) {
        condition_load_refuse(&part, operator_words);
        return false;
    }
    *op = operators[found].op;
    while (hoshi_json_next(&part)) {
        if (*n == most) {
            condition_load_refuse(&part, "<= 24");
            return false;
        }
        argument[(*n)++] = part;
    }
    return true;
}

static struct hoshi_condition *with_parts(struct reader *r, enum hoshi_condition_op op,
                                          const struct hoshi_condition *const *part, size_t n)
{
    struct hoshi_condition *c = node(r, op);
    if (!c)
        return NULL;
    c->part = hoshi_load_array(r->load, n ? n : 1, sizeof(const struct hoshi_condition *));
    if (!c->part)
        return NULL;
    for (size_t i = 0; i < n; i++)
        c->part[i] = part[i];
    c->parts = n;
    return c;
}

static struct hoshi_condition *read_span(struct reader *r, const struct hoshi_json *at)
{
    struct hoshi_json argument[HOSHI_CONDITION_PARTS];
    const struct hoshi_condition *part[2];
    enum hoshi_condition_op op;
    size_t n;
    if (!condition_load_read_list(at, &op, argument, HOSHI_CONDITION_PARTS, &n))
        return NULL;
    if ((op != HOSHI_OP_DAYS && op != HOSHI_OP_MONTHS) || n != 2)
        return condition_load_refuse(at, "days, months");
    for (size_t i = 0; i < 2; i++) {
        part[i] = read_fact(r, &argument[i]);
        if (!part[i])
            return NULL;
        if (!part[i]->is_date)
            return condition_load_refuse(&argument[i], "YYYY-MM-DD");
    }
    return with_parts(r, op, part, 2);
}

static bool is_number_kind(enum hoshi_fact_kind kind)
{
    return kind == HOSHI_FACT_COUNT || kind == HOSHI_FACT_YEN || kind == HOSHI_FACT_PPM ||
           kind == HOSHI_FACT_PRICE;
}

static struct hoshi_condition *read_term(struct reader *r, const struct hoshi_json *at)
{
    static const char setting[] = "setting:";
    struct hoshi_date date;
    if (hoshi_json_is_array(at))
        return read_span(r, at);
    if (hoshi_json_is_number(at)) {
        struct hoshi_condition *c = node(r, HOSHI_OP_NUMBER);
        int64_t number = hoshi_json_int(at, -HOSHI_YEN_MAX, HOSHI_YEN_MAX, 0);
        if (c)
            c->number = number;
        return c;
    }
    const char *text = hoshi_json_text(at, HOSHI_TABLE_ID_MAX, false);
    if (strncmp(text, setting, sizeof setting - 1) == 0)
        return read_setting(r, at, text + sizeof setting - 1);
    if (hoshi_date_parse(text, &date)) {
        struct hoshi_condition *c = node(r, HOSHI_OP_DATE);
        if (c) {
            c->number = hoshi_date_days(date);
            c->date = date;
            c->is_date = true;
        }
        return c;
    }
    struct hoshi_condition *c = read_fact(r, at);
    if (c && !c->is_date && !is_number_kind(hoshi_rule_fact_kind(c->fact)))
        return condition_load_refuse(at, "COUNT, YEN, PPM, PRICE, DATE");
    return c;
}

static struct hoshi_condition *read_comparison(struct reader *r, const struct hoshi_json *at,
                                               enum hoshi_condition_op op, const struct hoshi_json *argument,
                                               size_t n)
{
    if (n != 2)
        return condition_load_refuse(at, "2");
    const struct hoshi_condition *a = read_term(r, &argument[0]), *b = read_term(r, &argument[1]);
    if (!a || !b)
        return NULL;
    if (a->is_date != b->is_date)
        return condition_load_refuse(at, "date – date, number – number");
    const struct hoshi_condition *part[2] = {a, b};
    return with_parts(r, op, part, 2);
}

static struct hoshi_condition *read_words(struct reader *r, const struct hoshi_json *at,
                                          const struct hoshi_json *argument, size_t n)
{
    if (n < 2 || n > WORDS_MAX)
        return condition_load_refuse(at, "2 … 16");
    struct hoshi_condition *c = read_fact(r, &argument[0]);
    if (!c)
        return NULL;
    if (hoshi_rule_fact_kind(c->fact) != HOSHI_FACT_WORD)
        return condition_load_refuse(&argument[0], "WORD");
    c->op = HOSHI_OP_IN;
    c->word = hoshi_load_array(r->load, n, sizeof *c->word);
    for (size_t i = 1; c->word && i < n; i++)
        c->word[c->words++] =
            hoshi_load_keep(r->load, hoshi_json_text(&argument[i], HOSHI_TABLE_ID_MAX, false));
    return c->word ? c : NULL;
}

static struct hoshi_condition *condition_load_read_condition(struct reader *r, const struct hoshi_json *at);

static struct hoshi_condition *read_junction(struct reader *r, const struct hoshi_json *at,
                                             enum hoshi_condition_op op, const struct hoshi_json *argument,
                                             size_t n)
{
    const struct hoshi_condition *part[HOSHI_CONDITION_PARTS];
    bool whole = true;
    if (n == 0 || ((op == HOSHI_OP_NOT || op == HOSHI_OP_STATED) && n != 1))
        return condition_load_refuse(at, "1 …");
    for (size_t i = 0; i < n; i++) {
        part[i] = op == HOSHI_OP_KNOWN || op == HOSHI_OP_STATED
                      ? read_fact(r, &argument[i])
                      : condition_load_read_condition(r, &argument[i]);
        whole = whole && part[i];
    }
    return whole ? with_parts(r, op, part, n) : NULL;
}

static struct hoshi_condition *condition_load_read_condition(struct reader *r, const struct hoshi_json *at)
{
    struct hoshi_json argument[HOSHI_CONDITION_PARTS];
    enum hoshi_condition_op op;
    size_t n;
    if (hoshi_json_is_text(at)) {
        struct hoshi_condition *c = read_fact(r, at);
        return c && hoshi_rule_fact_kind(c->fact) != HOSHI_FACT_TRUTH ? condition_load_refuse(at, "TRUTH")
                                                                      : c;
    }
    if (!hoshi_json_is_array(at)) {
        struct hoshi_condition *c = node(r, HOSHI_OP_CONSTANT);
        bool yes = hoshi_json_bool(at, false);
        if (c)
            c->number = yes;
        return c;
    }
    if (!condition_load_read_list(at, &op, argument, HOSHI_CONDITION_PARTS, &n))
        return NULL;
    switch (op) {
    case HOSHI_OP_ALL:
    case HOSHI_OP_ANY:
    case HOSHI_OP_NOT:
    case HOSHI_OP_KNOWN:
    case HOSHI_OP_STATED:
        return read_junction(r, at, op, argument, n);
    case HOSHI_OP_IN:
        return read_words(r, at, argument, n);
    case HOSHI_OP_DAYS:
    case HOSHI_OP_MONTHS:
        return condition_load_refuse(at, "<, <=, >, >=, =, !=");
    default:
        return read_comparison(r, at, op, argument, n);
    }
}

const struct hoshi_condition *hoshi_condition_load(struct hoshi_load *load, const struct hoshi_json *at,
                                                   const struct hoshi_ids *settings)
{
    struct reader r = {load, settings};
    return condition_load_read_condition(&r, at);
}
