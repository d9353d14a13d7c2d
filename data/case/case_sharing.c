/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sharing.rules and sharing.overheads: maps whose keys are ids of the case itself, so that buyers must have
 * been read before. */
#include "case_fields.h"

#include <stdio.h>
#include <string.h>

static void *sharing_room(struct case_reader *r, size_t n, size_t size)
{
    void *p = hoshi_arena_array(&r->c->arena, n, size);
    if (!p)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return p;
}

static void sum_to_one(const struct hoshi_json *at, int64_t sum)
{
    char got[HOSHI_DECIMAL_TEXT];
    if (sum != HOSHI_MICRO)
        hoshi_json_fault(at, HOSHI_E_RANGE, hoshi_decimal_print(sum, 0, got), "Σ = 1");
}

static int64_t share_of(const struct hoshi_json *at)
{
    return hoshi_json_decimal(at, 6, 0, HOSHI_MICRO, 0);
}

/* A buyer's index; c->buyers for `last`, the word for whoever stands behind them; SIZE_MAX recorded. */
static size_t buyer_index(const struct case_reader *r, const struct hoshi_json *e, const char *last)
{
    const struct hoshi_case *c = r->c;
    for (size_t i = 0; i < c->buyers; i++)
        if (c->buyer[i].id && strcmp(c->buyer[i].id, e->key) == 0)
            return i;
    if (strcmp(e->key, last) == 0)
        return c->buyers;
    hoshi_json_fault(e, HOSHI_E_BUYER_UNKNOWN, e->key, "buyers[].id, %s", last);
    return SIZE_MAX;
}

/* A share for each buyer and for `last`; they sum to 1. */
static bool read_shares(struct case_reader *r, const struct hoshi_json *at, const char *last, int64_t *share)
{
    int64_t sum = 0;
    struct hoshi_json e;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return false;
    }
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e)) {
        size_t i = buyer_index(r, &e, last);
        if (i == SIZE_MAX)
            continue;
        share[i] = share_of(&e);
        sum += share[i];
    }
    sum_to_one(at, sum);
    return true;
}

/* ---- rules ---- */

static const char *const own_words[] = {"key", "askers", "equal", "supplier", "overheads"};
static const char *const divisions[] = {
    "proportional", "shapley", "nucleolus", "per_capita_nucleolus", "tau", "gately", "scrb", "ensc", "cec",
    "cea",          "cel",     "talmud",    "random_arrival"};
enum { OWN_WORDS = sizeof own_words / sizeof *own_words, DIVISIONS = sizeof divisions / sizeof *divisions };

/* "key:hours", "askers:orders": a key of its own for this pool. */
static bool read_keyed(const char *text, struct hoshi_case_rule *rule)
{
    for (int k = 0; k < HOSHI_KEYS; k++)
        for (int askers = 0; askers < 2; askers++) {
            char word[48];
            snprintf(word, sizeof word, "%s:%s", askers ? "askers" : "key", hoshi_key_key((enum hoshi_key)k));
            if (strcmp(word, text) != 0)
                continue;
            rule->rule = askers ? HOSHI_RULE_ASKERS : HOSHI_RULE_KEY;
            rule->key_stated = true;
            rule->key = (enum hoshi_key)k;
            return true;
        }
    return false;
}

static void read_rule_word(const struct hoshi_json *at, struct hoshi_case_rule *rule)
{
    const char *all[OWN_WORDS + DIVISIONS];
    if (hoshi_json_is_text(at) && read_keyed(hoshi_json_text(at, HOSHI_ID_MAX, false), rule))
        return;
    memcpy(all, own_words, sizeof own_words);
    memcpy(all + OWN_WORDS, divisions, sizeof divisions);
    size_t i = hoshi_json_choice(at, all, OWN_WORDS + DIVISIONS, 0);
    if (i >= OWN_WORDS) {
        rule->rule = HOSHI_RULE_DIVISION;
        rule->division = divisions[i - OWN_WORDS];
    } else {
        rule->rule = i == OWN_WORDS - 1 ? HOSHI_RULE_OVERHEADS : (enum hoshi_rule)i;
    }
}

void hoshi_case_read_rules(struct case_reader *r, const struct hoshi_json *at, void *into)
{
    struct hoshi_case_sharing *s = into;
    const char *pool[HOSHI_POOLS];
    struct hoshi_json e;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    for (size_t i = 0; i < HOSHI_POOLS; i++)
        pool[i] = hoshi_pool_key((enum hoshi_pool)i);
    hoshi_json_keys(at, pool, HOSHI_POOLS);
    for (size_t i = 0; i < HOSHI_POOLS; i++) {
        if (!hoshi_json_get(at, pool[i], &e))
            continue;
        s->rule[i].stated = true;
        if (!hoshi_json_is_object(&e)) {
            read_rule_word(&e, &s->rule[i]);
            continue;
        }
        s->rule[i].rule = HOSHI_RULE_TABLE;
        s->rule[i].share_ppm = sharing_room(r, r->c->buyers + 1, sizeof *s->rule[i].share_ppm);
        if (s->rule[i].share_ppm)
            read_shares(r, &e, "supplier", s->rule[i].share_ppm);
    }
}

/* ---- overheads ---- */

static void read_name(struct case_reader *r, struct hoshi_case_overheads *o, const struct hoshi_json *at,
                      size_t i)
{
    struct hoshi_json m;
    if (hoshi_json_need(at, "id", &m))
        o->id[i] = hoshi_arena_text(&r->c->arena, hoshi_json_text(&m, HOSHI_ID_MAX, false));
    if (hoshi_json_get(at, "name", &m))
        o->name[i] = hoshi_arena_text(&r->c->arena, hoshi_json_text(&m, HOSHI_NAME_MAX, false));
    for (size_t k = 0; k < i && o->id[i]; k++)
        if (*o->id[i] && o->id[k] && strcmp(o->id[k], o->id[i]) == 0)
            hoshi_json_fault(at, HOSHI_E_DUPLICATE, o->id[i], NULL);
}

/* Runs when every id is known: what a department does for the others and for the centres. */
static void read_to(const struct hoshi_json *at, const struct hoshi_case_overheads *o, size_t d)
{
    size_t n = o->departments + o->centres;
    int64_t sum = 0;
    struct hoshi_json e;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e)) {
        size_t i = 0;
        while (i < n && (!o->id[i] || strcmp(o->id[i], e.key) != 0))
            i++;
        if (i == n || i == d) {
            hoshi_json_fault(&e, HOSHI_E_CENTRE_UNKNOWN, e.key, "departments[].id, centres[].id");
            continue;
        }
        o->to_ppm[d * n + i] = share_of(&e);
        sum += o->to_ppm[d * n + i];
    }
    sum_to_one(at, sum);
}

static void read_departments(struct case_reader *r, const struct hoshi_json *at,
                             struct hoshi_case_overheads *o)
{
    static const char *const keys[] = {"id", "name", "enters", "to"};
    struct hoshi_json e, m;
    int64_t sum = 0;
    size_t d = 0;
    (void)r;
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e), d++) {
        hoshi_json_keys(&e, keys, 4);
        if (hoshi_json_need(&e, "enters", &m))
            o->enters_ppm[d] = share_of(&m);
        sum += o->enters_ppm[d];
        if (hoshi_json_need(&e, "to", &m))
            read_to(&m, o, d);
    }
    sum_to_one(at, sum);
}

static void read_centres(struct case_reader *r, const struct hoshi_json *at, struct hoshi_case_overheads *o)
{
    static const char *const keys[] = {"id", "name", "serves"};
    struct hoshi_json e, m;
    size_t k = 0;
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e), k++) {
        hoshi_json_keys(&e, keys, 3);
        if (hoshi_json_need(&e, "serves", &m))
            read_shares(r, &m, "others", o->serves_ppm + k * (r->c->buyers + 1));
    }
}

/* A list of 1 … HOSHI_DEPARTMENTS_MAX; its size, 0 when it is none (recorded). */
static size_t list_size(const struct hoshi_json *at)
{
    size_t n = hoshi_json_is_array(at) ? hoshi_json_size(at) : 0;
    if (n && n <= HOSHI_DEPARTMENTS_MAX)
        return n;
    if (n)
        hoshi_json_fault(at, HOSHI_E_TOO_MANY, "", "%d", HOSHI_DEPARTMENTS_MAX);
    else
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[{…}]");
    return 0;
}

static bool overhead_room(struct case_reader *r, struct hoshi_case_overheads *o)
{
    size_t n = o->departments + o->centres;
    o->id = sharing_room(r, n, sizeof *o->id);
    o->name = sharing_room(r, n, sizeof *o->name);
    o->enters_ppm = sharing_room(r, o->departments, sizeof *o->enters_ppm);
    o->to_ppm = sharing_room(r, o->departments * n, sizeof *o->to_ppm);
    o->serves_ppm = sharing_room(r, o->centres * (r->c->buyers + 1), sizeof *o->serves_ppm);
    return o->id && o->name && o->enters_ppm && o->to_ppm && o->serves_ppm;
}

/* Whether what department d does counts towards i under the method: step-down looks forward only, direct at
 * centres only. */
static bool passes(const struct hoshi_case_overheads *o, size_t d, size_t i)
{
    size_t n = o->departments + o->centres;
    if (!o->to_ppm[d * n + i])
        return false;
    if (i >= o->departments)
        return true;
    return o->method == HOSHI_RECIPROCAL || (o->method == HOSHI_STEP_DOWN && i > d);
}

/* Every department's cost must come to rest in a centre; else it would go round for ever or vanish. */
static void check_rest(const struct hoshi_json *at, const struct hoshi_case_overheads *o)
{
    bool rests[2 * HOSHI_DEPARTMENTS_MAX] = {false};
    size_t n = o->departments + o->centres;
    for (size_t i = o->departments; i < n; i++)
        rests[i] = true;
    for (size_t round = 0; round < o->departments; round++)
        for (size_t d = 0; d < o->departments; d++)
            for (size_t i = 0; i < n && !rests[d]; i++)
                rests[d] = rests[i] && passes(o, d, i);
    for (size_t d = 0; d < o->departments; d++)
        if (!rests[d])
            hoshi_json_fault(at, HOSHI_E_CENTRE_CYCLE, o->id[d] ? o->id[d] : "", "%s",
                             hoshi_overhead_method_key(o->method));
}

void hoshi_case_read_overheads(struct case_reader *r, const struct hoshi_json *at, void *into)
{
    static const char *const keys[] = {"method", "departments", "centres"};
    static const char *const methods[] = {"reciprocal", "step_down", "direct"};
    struct hoshi_case_overheads *o = &((struct hoshi_case_sharing *)into)->overheads;
    struct hoshi_json m, departments, centres, e;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    hoshi_json_keys(at, keys, 3);
    if (hoshi_json_get(at, "method", &m))
        o->method = (enum hoshi_overhead_method)hoshi_json_choice(&m, methods, 3, 0);
    if (!hoshi_json_need(at, "departments", &departments) || !hoshi_json_need(at, "centres", &centres))
        return;
    o->departments = list_size(&departments);
    o->centres = list_size(&centres);
    if (!o->departments || !o->centres || !overhead_room(r, o))
        return;
    size_t i = 0;
    for (bool more = hoshi_json_first(&departments, &e); more; more = hoshi_json_next(&e))
        read_name(r, o, &e, i++);
    for (bool more = hoshi_json_first(&centres, &e); more; more = hoshi_json_next(&e))
        read_name(r, o, &e, i++);
    read_departments(r, &departments, o);
    read_centres(r, &centres, o);
    check_rest(at, o);
    o->stated = true;
}
