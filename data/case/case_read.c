/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_json.h"
#include "answer_read.h"
#include "case_fields.h"
#include "case_quotes.h"
#include "file.h"
#include "text_key.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_object(struct case_reader *r, const struct hoshi_json *at, const struct field *f, size_t n,
                        void *into);

/* Numbers start as not stated; texts, dates, truths and lists start as zero. */
static void case_blank(const struct field *f, size_t n, void *into)
{
    for (size_t i = 0; i < n; i++) {
        if (f[i].offset == SIZE_MAX)
            continue;
        char *p = (char *)into + f[i].offset;
        switch (f[i].kind) {
        case FIELD_INT:
        case FIELD_YEN_MICRO:
        case FIELD_DECIMAL:
        case FIELD_LEVEL:
        case FIELD_FACTORS:
            *(int64_t *)(void *)p = HOSHI_NONE;
            break;
        case FIELD_MEASURE:
        case FIELD_PRICE:
            *(size_t *)(void *)p = SIZE_MAX;
            break;
        case FIELD_OBJECT:
            case_blank(f[i].sub, f[i].subs, p);
            break;
        default:
            break;
        }
    }
}

void hoshi_case_buyer_blank(struct hoshi_case_buyer *b)
{
    memset(b, 0, sizeof *b);
    for (size_t i = 0; i < hoshi_case_root_n; i++)
        if (strcmp(hoshi_case_root[i].key, "buyers") == 0)
            case_blank(hoshi_case_root[i].sub, hoshi_case_root[i].subs, b);
}

static char *case_keep(struct case_reader *r, const char *text)
{
    char *copy = hoshi_arena_text(&r->c->arena, text);
    if (!copy)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return copy;
}

static const char *case_read_id(struct case_reader *r, const struct hoshi_json *at, int64_t max)
{
    const char *text = hoshi_json_text(at, (size_t)max, false);
    for (const char *p = text; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
              (p > text && (*p == '-' || *p == '_')))) {
            hoshi_json_fault(at, HOSHI_E_ID, NULL, "A-Z a-z 0-9 - _");
            return NULL;
        }
    return *text ? case_keep(r, text) : NULL;
}

static int64_t case_read_level(const struct hoshi_json *at)
{
    if (!hoshi_json_is_number(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "3, 4");
        return HOSHI_NONE;
    }
    int64_t level = hoshi_json_int(at, 1, 5, HOSHI_NONE);
    if (level == 5)
        hoshi_json_fault(at, HOSHI_E_LEVEL_UNDEFINED, NULL, "3, 4");
    else if (level == 1 || level == 2)
        hoshi_json_fault(at, HOSHI_E_LEVEL_DECLARATION, NULL, "3, 4");
    return level == 3 || level == 4 ? level : HOSHI_NONE;
}

static const char *nearest_measure(const struct hoshi_tables *t, const char *id)
{
    const char *list[HOSHI_MEASURES_MAX];
    size_t n = t->measures < HOSHI_MEASURES_MAX ? t->measures : HOSHI_MEASURES_MAX;
    for (size_t i = 0; i < n; i++)
        list[i] = t->measure[i].id;
    const char *near = hoshi_text_nearest(id, list, n);
    return near ? near : "hoshiwari catalog --measures";
}

size_t hoshi_case_measure(struct case_reader *r, const struct hoshi_json *at)
{
    const char *id = hoshi_json_text(at, HOSHI_ID_MAX, false);
    if (!*id)
        return SIZE_MAX;
    size_t m = hoshi_tables_find_measure(r->tables, id);
    if (m == SIZE_MAX)
        hoshi_json_fault(at, HOSHI_E_MEASURE_UNKNOWN, NULL, "%s", nearest_measure(r->tables, id));
    return m;
}

static size_t case_read_price(struct case_reader *r, const struct hoshi_json *at)
{
    const char *id = hoshi_json_text(at, HOSHI_ID_MAX, false), *list[HOSHI_ROWS_MAX];
    if (!*id)
        return SIZE_MAX;
    size_t p = hoshi_tables_find_price(r->tables, id), n = r->tables->prices;
    if (p != SIZE_MAX)
        return p;
    for (size_t i = 0; i < n; i++)
        list[i] = r->tables->price[i].id;
    const char *near = hoshi_text_nearest(id, list, n);
    hoshi_json_fault(at, HOSHI_E_PRICE_UNKNOWN, NULL, "%s", near ? near : "hoshiwari prices");
    return SIZE_MAX;
}

static size_t case_read_criterion(struct case_reader *r, const struct hoshi_json *at, const char *id)
{
    const struct hoshi_catalog *c = &r->tables->catalog;
    if (!*id)
        return SIZE_MAX; /* recorded as the wrong kind of value */
    size_t k = hoshi_catalog_find(c, id);
    if (k != SIZE_MAX)
        return k;
    for (size_t i = 0; i < c->draft_onlys; i++)
        if (strcmp(c->draft_only[i], id) == 0) {
            hoshi_json_fault(at, HOSHI_E_CRITERION_DRAFT, id, "%s", c->version);
            return SIZE_MAX;
        }
    const char *list[HOSHI_CRITERIA_MAX];
    for (size_t i = 0; i < c->criteria; i++)
        list[i] = c->criterion[i].id;
    const char *near = hoshi_text_nearest(id, list, c->criteria);
    hoshi_json_fault(at, HOSHI_E_CRITERION_UNKNOWN, id, "%s", near ? near : "1-1-1-1 … 7-1-1-2");
    return SIZE_MAX;
}

static void case_read_ids(struct case_reader *r, const struct hoshi_json *at, const struct field *f,
                          char *into)
{
    size_t n = hoshi_json_size(at), k = 0;
    if (n > (size_t)f->max) {
        hoshi_json_fault(at, HOSHI_E_TOO_MANY, "", "%" PRId64, f->max);
        return;
    }
    size_t *list = hoshi_arena_array(&r->c->arena, n, sizeof *list);
    if (!list) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    struct hoshi_json e;
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e)) {
        size_t index = f->kind == FIELD_MEASURES
                           ? hoshi_case_measure(r, &e)
                           : case_read_criterion(r, &e, hoshi_json_text(&e, HOSHI_ID_MAX, false));
        for (size_t i = 0; i < k; i++)
            if (index != SIZE_MAX && list[i] == index) {
                hoshi_json_fault(&e, HOSHI_E_DUPLICATE, NULL, NULL);
                index = SIZE_MAX;
            }
        if (index != SIZE_MAX)
            list[k++] = index;
    }
    *(size_t **)(void *)(into + f->offset) = list;
    *(size_t *)(void *)(into + f->count_offset) = k;
}

static void read_array(struct case_reader *r, const struct hoshi_json *at, const struct field *f, char *into)
{
    if (!hoshi_json_is_array(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[…]");
        return;
    }
    size_t n = hoshi_json_size(at), i = 0;
    if (n > (size_t)f->max) {
        hoshi_json_fault(at, HOSHI_E_TOO_MANY, "", "%" PRId64, f->max);
        return;
    }
    char *list = hoshi_arena_array(&r->c->arena, n, f->item_size);
    if (!list) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    struct hoshi_json e;
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e), i++) {
        case_blank(f->sub, f->subs, list + i * f->item_size);
        read_object(r, &e, f->sub, f->subs, list + i * f->item_size);
    }
    *(void **)(void *)(into + f->offset) = list;
    *(size_t *)(void *)(into + f->count_offset) = n;
}

static void case_read_factors(const struct hoshi_json *at, int64_t out[3])
{
    struct hoshi_json e;
    int64_t value[3] = {0};
    size_t i = 0;
    if (!hoshi_json_is_array(at) || hoshi_json_size(at) != 3) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "[\"0.95\", \"1.00\", \"1.10\"]");
        return;
    }
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e))
        value[i++] = hoshi_json_decimal(&e, 6, 0, 100 * HOSHI_MICRO, HOSHI_MICRO);
    if (value[0] > value[1] || value[1] > value[2])
        hoshi_json_fault(at, HOSHI_E_ORDER, "", NULL);
    memcpy(out, value, sizeof value);
}

/* What is looked up in the tables, and what holds other fields. */
static void case_read_structure(struct case_reader *r, const struct hoshi_json *at, const struct field *f,
                                char *into, void *p)
{
    switch (f->kind) {
    case FIELD_LEVEL:
        *(int64_t *)p = case_read_level(at);
        break;
    case FIELD_MEASURE:
        *(size_t *)p = hoshi_case_measure(r, at);
        break;
    case FIELD_PRICE:
        *(size_t *)p = case_read_price(r, at);
        break;
    case FIELD_MEASURES:
    case FIELD_CRITERIA:
        case_read_ids(r, at, f, into);
        break;
    case FIELD_FACTORS:
        case_read_factors(at, p);
        break;
    case FIELD_OBJECT:
        read_object(r, at, f->sub, f->subs, p);
        break;
    case FIELD_ARRAY:
        read_array(r, at, f, into);
        break;
    case FIELD_CUSTOM:
        f->read(r, at, into);
        break;
    default: /* a plain value: case_read_field */
        break;
    }
}

static void case_read_field(struct case_reader *r, const struct hoshi_json *at, const struct field *f,
                            char *into)
{
    void *p = f->offset == SIZE_MAX ? NULL : into + f->offset;
    int64_t number = HOSHI_NONE;
    switch (f->kind) {
    case FIELD_TEXT:
        *(const char **)p = case_keep(r, hoshi_json_text(at, (size_t)f->max, false));
        break;
    case FIELD_ID:
        *(const char **)p = case_read_id(r, at, f->max);
        break;
    case FIELD_INT:
        number = hoshi_json_int(at, f->min, f->max, HOSHI_NONE);
        if (p)
            *(int64_t *)p = number;
        break;
    case FIELD_YEN_MICRO:
        number = hoshi_json_int(at, f->min, f->max, HOSHI_NONE);
        *(int64_t *)p = number == HOSHI_NONE ? HOSHI_NONE : number * HOSHI_MICRO;
        break;
    case FIELD_DECIMAL:
        *(int64_t *)p = hoshi_json_decimal(at, f->places, f->min, f->max, HOSHI_NONE);
        break;
    case FIELD_TRUTH:
        *(enum hoshi_truth *)p = hoshi_json_bool(at, false) ? HOSHI_YES : HOSHI_NO;
        break;
    case FIELD_DATE:
        *(struct hoshi_date *)p = hoshi_json_date(at);
        break;
    case FIELD_MONTH:
        *(struct hoshi_date *)p = hoshi_json_month(at);
        break;
    case FIELD_WORD:
        *(const char **)p = f->choices[hoshi_json_choice(at, f->choices, f->choices_n, 0)];
        break;
    case FIELD_ENUM:
        *(unsigned *)p = (unsigned)hoshi_json_choice(at, f->choices, f->choices_n, 0);
        break;
    default:
        case_read_structure(r, at, f, into, p);
        break;
    }
}

static void read_object(struct case_reader *r, const struct hoshi_json *at, const struct field *f, size_t n,
                        void *into)
{
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    const char *key[64] = {NULL};
    for (size_t i = 0; i < n; i++)
        key[i] = f[i].key;
    hoshi_json_keys(at, key, n);
    for (size_t i = 0; i < n; i++) {
        struct hoshi_json member;
        bool there =
            f[i].required ? hoshi_json_need(at, f[i].key, &member) : hoshi_json_get(at, f[i].key, &member);
        if (there)
            case_read_field(r, &member, &f[i], into);
    }
}

/* ---- the parts that are maps ---- */

void hoshi_case_read_facts(struct case_reader *r, const struct hoshi_json *at, void *into)
{
    struct hoshi_case_supplier *s = into;
    const struct hoshi_catalog *c = &r->tables->catalog;
    struct hoshi_json e;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    s->fact = hoshi_arena_array(&r->c->arena, hoshi_json_size(at), sizeof *s->fact);
    if (!s->fact) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    for (bool more = hoshi_json_first(at, &e); more; more = hoshi_json_next(&e)) {
        size_t k = hoshi_catalog_find_fact(c, e.key);
        bool value = hoshi_json_bool(&e, false);
        if (k == SIZE_MAX) {
            const char *list[HOSHI_CRITERIA_MAX];
            for (size_t i = 0; i < c->facts; i++)
                list[i] = c->fact[i].id;
            const char *near = hoshi_text_nearest(e.key, list, c->facts);
            hoshi_json_fault(&e, HOSHI_E_FACT_UNKNOWN, e.key, "%s",
                             near ? near : "hoshiwari catalog --facts");
            continue;
        }
        s->fact[s->facts++] = (struct hoshi_case_fact){k, value};
    }
}

static void read_gap_file(struct case_reader *r, const struct hoshi_json *at)
{
    char path[4096];
    const char *name = hoshi_json_text(at, HOSHI_GAP_FILE_MAX, false);
    if (!*name)
        return;
    r->c->gap_file = case_keep(r, name);
    if (!hoshi_file_beside(r->path, name, path, sizeof path)) {
        hoshi_json_fault(at, HOSHI_E_FILE_OPEN, NULL, NULL);
        return;
    }
    const char *file = r->faults->file;
    enum hoshi_status s =
        hoshi_answers_read(path, &r->tables->catalog, &r->c->arena, &r->c->answers, r->faults);
    r->faults->file = file;
    if (s && !r->faults->n)
        hoshi_json_fault(at, s, NULL, NULL);
}

void hoshi_case_read_gap(struct case_reader *r, const struct hoshi_json *at, void *into)
{
    static const char *const inline_keys[] = {"catalog", "answers", "file"};
    struct hoshi_json m, file;
    (void)into;
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    hoshi_json_keys(at, inline_keys, 3);
    if (hoshi_json_get(at, "file", &file)) {
        if (hoshi_json_get(at, "answers", &m) || hoshi_json_get(at, "catalog", &m))
            hoshi_json_fault(&m, HOSHI_E_CONTRADICTION, "", "gap.file");
        read_gap_file(r, &file);
        return;
    }
    if (!hoshi_json_need(at, "answers", &m))
        return;
    /* Its faults are recorded at their own paths; the status of the whole is asked at the end. */
    enum hoshi_status s = hoshi_answers_json(at, &r->tables->catalog, &r->c->arena, &r->c->answers);
    if (s && !r->faults->n)
        hoshi_json_fault(at, s, NULL, NULL);
}

void hoshi_case_read_funding_lines(struct case_reader *r, const struct hoshi_json *at, void *into)
{
    static const char *const words[] = {"all", "direct", "indirect"};
    static const struct field list = {.kind = FIELD_MEASURES,
                                      .offset = offsetof(struct hoshi_case_funding, measure),
                                      .count_offset = offsetof(struct hoshi_case_funding, measures),
                                      .max = HOSHI_LIST_MAX};
    struct hoshi_case_funding *f = into;
    if (hoshi_json_is_array(at)) {
        f->lines = HOSHI_FUND_MEASURES;
        case_read_ids(r, at, &list, into);
    } else {
        f->lines = (enum hoshi_funding_lines)hoshi_json_choice(at, words, 3, 0);
    }
}

/* ---- the whole file ---- */

static enum hoshi_status read_document(const char *path, const struct hoshi_tables *tables, const char *text,
                                       size_t n, struct hoshi_case *c, struct hoshi_faults *faults)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, m;
    enum hoshi_status s = hoshi_json_parse(text, n, &document, &root, faults);
    if (s)
        return s;
    struct case_reader r = {.c = c, .tables = tables, .faults = faults, .path = path};
    case_blank(hoshi_case_root, hoshi_case_root_n, c);
    c->exchange_micro[HOSHI_JPY] = HOSHI_MICRO;
    c->supplier.size[HOSHI_COMPANY] = HOSHI_NONE;
    c->file = case_keep(&r, path);
    s = hoshi_answers_init(&c->answers, &tables->catalog, &c->arena);
    if (s) {
        hoshi_fault_add(faults, s, NULL, NULL, NULL);
    } else {
        read_object(&r, &root, hoshi_case_root, hoshi_case_root_n, c);
        c->sharing.stated = hoshi_json_get(&root, "sharing", &m);
        c->range.stated = hoshi_json_get(&root, "range", &m);
        hoshi_case_check(&r);
        if (!faults->n && !hoshi_case_apply_quotes(c, tables))
            hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    hoshi_json_close(document);
    return hoshi_faults_status(faults);
}

enum hoshi_status hoshi_case_read(const char *path, const struct hoshi_tables *tables,
                                  struct hoshi_case **out, struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    struct hoshi_case *c = calloc(1, sizeof *c);
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (!mine || !c)
        goto out;
    s = hoshi_file_read(path, HOSHI_CASE_FILE_MAX, &text, &n, mine);
    if (s)
        goto out;
    hoshi_sha256_print(text, n, c->sha256);
    const char *file = mine->file;
    mine->file = path;
    s = read_document(path, tables, text, n, c, mine);
    mine->file = file;
    if (!s) {
        *out = c;
        c = NULL;
    }
out:
    free(text);
    hoshi_case_close(c);
    if (mine != faults)
        free(mine);
    return s;
}

enum hoshi_status hoshi_case_parse(const char *text, size_t n, const char *path,
                                   const struct hoshi_tables *tables, struct hoshi_case **out,
                                   struct hoshi_faults *faults)
{
    struct hoshi_case *c = calloc(1, sizeof *c);
    if (!c)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    hoshi_sha256_print(text, n, c->sha256);
    const char *file = faults->file;
    faults->file = path;
    enum hoshi_status s = read_document(path, tables, text, n, c, faults);
    faults->file = file;
    if (!s) {
        *out = c;
        c = NULL;
    }
    hoshi_case_close(c);
    return s;
}

void hoshi_case_close(struct hoshi_case *c)
{
    if (!c)
        return;
    struct hoshi_arena arena = c->arena;
    hoshi_arena_release(&arena);
    free(c);
}
