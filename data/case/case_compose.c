/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree is cJSON's, so that what is not touched stays as it is. Types come from the fields of
 * case_schema.c: a cell becomes what the reader of cases expects at its path. */
#include "case_compose.h"
#include "fold.h"
#include "case_fields.h"
#include "json_read.h"
#include "typed.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAIN = 256 };

struct composer {
    const struct hoshi_case_parts *parts;
    struct hoshi_composed *composed;
    struct hoshi_faults *faults;
    cJSON *root;
    char at[PLAIN]; /* path of the element at hand, with its dot: "buyers[A]." */
    enum hoshi_status status;
};

static void compose_fault(struct composer *c, enum hoshi_status status, const char *path, const char *got,
                          const char *allowed)
{
    if (!c->status)
        c->status = status;
    hoshi_fault_add(c->faults, status, path, got, "%s", allowed);
}

static void *checked(struct composer *c, void *made)
{
    if (!made)
        compose_fault(c, HOSHI_E_MEMORY, NULL, NULL, "");
    return made;
}

/* ---- what changed ---- */

static const char *compose_text_of(struct composer *c, const cJSON *value)
{
    if (!value)
        return NULL;
    if (cJSON_IsString(value))
        return checked(c, hoshi_arena_text(&c->composed->arena, value->valuestring));
    char *text = checked(c, cJSON_PrintUnformatted(value));
    const char *kept = text ? checked(c, hoshi_arena_text(&c->composed->arena, text)) : NULL;
    cJSON_free(text);
    return kept;
}

/* An element that is new has no old values to tell of; the older case's own members have. */
static void compose_tell(struct composer *c, const char *path, const char *before, const char *after)
{
    if (!c->parts->old)
        return;
    const char *full = checked(c, hoshi_arena_printf(&c->composed->arena, "%s%s", c->at, path));
    struct hoshi_case_change *change = full ? checked(c, hoshi_array_add(&c->composed->change)) : NULL;
    if (change)
        *change = (struct hoshi_case_change){full, before, after};
}

/* "1250.00" and "1250" are the same amount. */
static bool same_value(const cJSON *a, const cJSON *b)
{
    int64_t x, y;
    if (cJSON_IsString(a) && cJSON_IsString(b) && hoshi_decimal_parse(a->valuestring, 0, &x) &&
        hoshi_decimal_parse(b->valuestring, 0, &y))
        return x == y;
    return cJSON_Compare(a, b, true);
}

/* ---- fields ---- */

/* The field a path names below a list of fields; NULL when there is none (facts are maps of their own). */
static const struct field *find_field(const struct field *f, size_t n, const char *path)
{
    size_t length = strcspn(path, ".");
    for (size_t i = 0; i < n; i++) {
        if (strlen(f[i].key) != length || strncmp(f[i].key, path, length) != 0)
            continue;
        if (!path[length])
            return &f[i];
        return f[i].kind == FIELD_OBJECT ? find_field(f[i].sub, f[i].subs, path + length + 1) : NULL;
    }
    return NULL;
}

/* ---- values ---- */

static int compose_truth(const struct composer *c, const char *text)
{
    const struct hoshi_form *f = c->parts->form;
    enum hoshi_answer_status status;
    if (f && *f->yes && strcmp(text, f->yes) == 0)
        return 1;
    if (f && *f->no && strcmp(text, f->no) == 0)
        return 0;
    if (strcmp(text, "TRUE") == 0 || strcmp(text, "FALSE") == 0)
        return text[0] == 'T';
    if (!hoshi_answer_word(text, &status) || (status != HOSHI_MET && status != HOSHI_UNMET))
        return -1;
    return status == HOSHI_MET;
}

/* By its key, or by the words the program shows for it. */
static cJSON *compose_choice(const struct composer *c, const struct field *f, const char *path,
                             const char *text)
{
    char full[2 * PLAIN];
    size_t n = 0;
    bool inside = false;
    snprintf(full, sizeof full, "%s%s", c->at, path);
    for (const char *p = full; *p; p++) {
        inside = (inside || *p == '[') && *p != ']';
        if (!inside && *p != ']')
            full[n++] = *p;
    }
    full[n] = 0;
    const char *named = hoshi_case_choice_of(full, text);
    text = named ? named : text;
    for (size_t i = 0; i < f->choices_n; i++)
        if (strcmp(f->choices[i], text) == 0)
            return cJSON_CreateString(text);
    return NULL;
}

/* ★4, ★４, 4★, star 4: as the sheets themselves write a level. */
static cJSON *compose_level(const char *text)
{
    static const char *const star[] = {"★", "☆", "star", "Star", "スター", " ", "　"};
    char digits[PLAIN];
    int64_t micro;
    size_t n = 0;
    while (*text && n + 4 < sizeof digits) {
        size_t skip = 0;
        for (size_t i = 0; i < sizeof star / sizeof *star; i++)
            if (strncmp(text, star[i], strlen(star[i])) == 0)
                skip = strlen(star[i]);
        if (skip)
            text += skip;
        else
            digits[n++] = *text++;
    }
    digits[n] = 0;
    if (*text || hoshi_typed_number(digits, &micro) || micro % HOSHI_MICRO)
        return NULL;
    return cJSON_CreateNumber((double)(micro / HOSHI_MICRO));
}

/* What the field expects, from what stands in the cell; NULL when it does not fit. */
/* A number that may stand as a share: 2 %, 8割. */
static bool compose_decimal(const char *typed, int64_t *micro)
{
    static const struct {
        const char *sign;
        int parts;
    } shares[] = {{"%", 100}, {"％", 100}, {"割", 10}};
    char number[64];
    size_t n = strlen(typed);
    int parts = 1;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        size_t sign = strlen(shares[i].sign);
        if (n > sign && strcmp(typed + n - sign, shares[i].sign) == 0) {
            n -= sign;
            parts = shares[i].parts;
            break;
        }
    }
    if (n >= sizeof number)
        return false;
    memcpy(number, typed, n);
    number[n] = 0;
    if (hoshi_typed_number(number, micro) || *micro % parts)
        return false;
    *micro /= parts;
    return true;
}

/* What people write into a cell they cannot fill. */
static bool is_not_known(const char *text)
{
    static const char *const words[] = {"?",          "？",           "不明",         "分からない",
                                        "わからない", "分かりません", "わかりません", "未定",
                                        "unknown",    "not known"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

static cJSON *compose_value_of(const struct composer *c, const struct field *f, const char *path,
                               const struct hoshi_form_cell *cell)
{
    int64_t micro;
    struct hoshi_date day;
    char text[HOSHI_DECIMAL_TEXT];
    enum field_kind kind = f ? f->kind : FIELD_TRUTH; /* company facts */
    switch (kind) {
    case FIELD_INT:
    case FIELD_YEN_MICRO:
        if (!hoshi_typed_number(cell->text, &micro))
            return micro % HOSHI_MICRO ? NULL : cJSON_CreateNumber((double)(micro / HOSHI_MICRO));
        if (hoshi_typed_yen(cell->text, 1, &micro))
            return NULL;
        return cJSON_CreateNumber((double)micro);
    case FIELD_LEVEL:
        return compose_level(cell->text);
    case FIELD_DECIMAL:
        return compose_decimal(cell->text, &micro) ? cJSON_CreateString(hoshi_decimal_print(micro, 0, text))
                                                   : NULL;
    case FIELD_TRUTH:
        return compose_truth(c, cell->text) < 0 ? NULL : cJSON_CreateBool(compose_truth(c, cell->text));
    case FIELD_DATE:
    case FIELD_MONTH:
        return (kind == FIELD_MONTH ? hoshi_typed_month : hoshi_typed_date)(cell->text, &day)
                   ? cJSON_CreateString(hoshi_date_print(day, text))
                   : NULL;
    case FIELD_WORD:
    case FIELD_ENUM:
        return compose_choice(c, f, path, cell->text);
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_MEASURE:
    case FIELD_PRICE:
        return cJSON_CreateString(cell->text);
    default:
        return NULL;
    }
}

static const char *compose_allowed(const struct field *f)
{
    switch (f ? f->kind : FIELD_TRUTH) {
    case FIELD_INT:
    case FIELD_YEN_MICRO:
        return "0, 1, 2 …";
    case FIELD_LEVEL:
        return "3, 4, ★3, ★4";
    case FIELD_DECIMAL:
        return "1250, 0.05, 5%";
    case FIELD_TRUTH:
        return "はい / いいえ, yes / no";
    case FIELD_DATE:
        return "2026-10-01, 2026/10/1, 令和8年10月1日";
    case FIELD_MONTH:
        return "2027-04";
    default:
        return "";
    }
}

/* ---- the tree ---- */

static cJSON *child_object(struct composer *c, cJSON *at, const char *key)
{
    cJSON *child = cJSON_GetObjectItemCaseSensitive(at, key);
    if (child && !cJSON_IsNull(child))
        return child;
    cJSON_DeleteItemFromObjectCaseSensitive(at, key);
    return checked(c, cJSON_AddObjectToObject(at, key));
}

static cJSON *child_array(struct composer *c, cJSON *at, const char *key)
{
    cJSON *child = cJSON_GetObjectItemCaseSensitive(at, key);
    if (cJSON_IsArray(child))
        return child;
    cJSON_DeleteItemFromObjectCaseSensitive(at, key);
    return checked(c, cJSON_AddArrayToObject(at, key));
}

static void compose_put(struct composer *c, cJSON *at, const char *key, cJSON *value)
{
    if (cJSON_GetObjectItemCaseSensitive(at, key)) {
        if (!cJSON_ReplaceItemInObjectCaseSensitive(at, key, value))
            compose_fault(c, HOSHI_E_MEMORY, NULL, NULL, "");
    } else if (!cJSON_AddItemToObject(at, key, value)) {
        cJSON_Delete(value);
        compose_fault(c, HOSHI_E_MEMORY, NULL, NULL, "");
    }
}

/* Set the member a path names below `at`, unless it says the same already. */
static void put_path(struct composer *c, cJSON *at, const char *path, cJSON *value)
{
    char key[PLAIN];
    size_t length;
    const char *whole = path;
    while ((length = strcspn(path, ".")), at && path[length]) {
        snprintf(key, sizeof key, "%.*s", (int)length, path);
        at = child_object(c, at, key);
        path += length + 1;
    }
    const cJSON *old = at ? cJSON_GetObjectItemCaseSensitive(at, path) : NULL;
    if (at && !(old && same_value(old, value))) {
        compose_tell(c, whole, cJSON_IsNull(old) ? NULL : compose_text_of(c, old), compose_text_of(c, value));
        compose_put(c, at, path, value);
    } else {
        cJSON_Delete(value);
    }
}

static void compose_put_text(struct composer *c, const char *key, const char *text)
{
    cJSON *old = cJSON_GetObjectItemCaseSensitive(c->root, key);
    if (text && *text && (!old || cJSON_IsNull(old)))
        compose_put(c, c->root, key, checked(c, cJSON_CreateString(text)));
}

/* A cell into the tree below `at`, typed by the fields. */
static void compose_put_cell(struct composer *c, cJSON *at, const struct field *f, const char *path,
                             const struct hoshi_form_cell *cell)
{
    cJSON *value = compose_value_of(c, f, path, cell);
    if (value)
        put_path(c, at, path, value);
    else if (!is_not_known(cell->text)) /* that is left open, as an empty cell is */
        compose_fault(c, HOSHI_E_FORM_VALUE, cell->where, cell->text, compose_allowed(f));
}

static void fields(struct composer *c)
{
    const struct hoshi_form *form = c->parts->form;
    for (size_t i = 0; i < form->cells; i++) {
        const struct hoshi_form_cell *cell = &form->cell[i];
        if (strcmp(cell->table, HOSHI_FORM_FIELDS) != 0 ||
            strncmp(cell->row, HOSHI_FORM_LETTER, strlen(HOSHI_FORM_LETTER)) == 0)
            continue;
        const struct field *f = find_field(hoshi_case_root, hoshi_case_root_n, cell->row);
        if (f || strncmp(cell->row, "supplier.facts.", 15) == 0)
            compose_put_cell(c, c->root, f, cell->row, cell);
    }
}

/* ---- lists ---- */

static const struct hoshi_form_cell *in_row(const struct hoshi_form *form, const char *table, const char *row,
                                            const char *column)
{
    for (size_t i = 0; i < form->cells; i++)
        if (strcmp(form->cell[i].table, table) == 0 && strcmp(form->cell[i].row, row) == 0 &&
            strcmp(form->cell[i].column, column) == 0)
            return &form->cell[i];
    return NULL;
}

/* The element whose `key` is `value`; a new one when there is none. */
static cJSON *element(struct composer *c, cJSON *list, const char *key, const char *value)
{
    cJSON *e;
    cJSON_ArrayForEach(e, list)
    {
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(e, key);
        if (cJSON_IsString(member) && strcmp(member->valuestring, value) == 0)
            return e;
    }
    e = checked(c, cJSON_CreateObject());
    if (e && (!cJSON_AddStringToObject(e, key, value) || !cJSON_AddItemToArray(list, e))) {
        cJSON_Delete(e);
        return checked(c, NULL);
    }
    return e;
}

static const struct field *list_field(const char *path)
{
    return find_field(hoshi_case_root, hoshi_case_root_n, path);
}

/* First cell of each row of a table, in order: calls back once a row. */
static void each_row(struct composer *c, const char *table,
                     void (*row)(struct composer *c, const struct hoshi_form_cell *first))
{
    const struct hoshi_form *form = c->parts->form;
    for (size_t i = 0; i < form->cells; i++) {
        const struct hoshi_form_cell *x = &form->cell[i];
        bool begins = strcmp(x->table, table) == 0;
        for (size_t k = 0; begins && k < i; k++)
            begins = strcmp(form->cell[k].table, table) != 0 || strcmp(form->cell[k].row, x->row) != 0;
        if (begins)
            row(c, x);
    }
}

static void put_columns(struct composer *c, cJSON *at, const struct field *list,
                        const struct hoshi_form_cell *first, const char *skip)
{
    const struct hoshi_form *form = c->parts->form;
    for (size_t i = 0; i < form->cells; i++) {
        const struct hoshi_form_cell *x = &form->cell[i];
        if (strcmp(x->table, first->table) != 0 || strcmp(x->row, first->row) != 0 ||
            strcmp(x->column, skip) == 0)
            continue;
        const struct field *f = find_field(list->sub, list->subs, x->column);
        if (f && f->kind != FIELD_CUSTOM)
            compose_put_cell(c, at, f, x->column, x);
    }
}

static void compose_buyer_row(struct composer *c, const struct hoshi_form_cell *first)
{
    const struct hoshi_form_cell *id = in_row(c->parts->form, HOSHI_FORM_BUYERS, first->row, "id");
    if (!id) {
        compose_fault(c, HOSHI_E_KEY_MISSING, first->where, first->text, "id");
        return;
    }
    cJSON *list = child_array(c, c->root, "buyers"), *e = list ? element(c, list, "id", id->text) : NULL;
    snprintf(c->at, sizeof c->at, "buyers[%s].", id->text);
    if (e)
        put_columns(c, e, list_field("buyers"), first, "id");
    c->at[0] = 0;
}

/* A row of a list below a buyer: found by its key there, else new. */
static void compose_row_of(struct composer *c, const struct hoshi_form_cell *first, const char *table,
                           const char *name)
{
    const struct hoshi_form *form = c->parts->form;
    const struct hoshi_form_cell *buyer = in_row(form, table, first->row, HOSHI_FORM_BUYER);
    const struct hoshi_form_cell *key = in_row(form, table, first->row, name);
    const struct field *buyers = list_field("buyers"), *rows = find_field(buyers->sub, buyers->subs, table);
    if (!buyer || !key) {
        compose_fault(c, HOSHI_E_KEY_MISSING, first->where, first->text, buyer ? name : "buyer");
        return;
    }
    cJSON *list = child_array(c, c->root, "buyers"), *e;
    cJSON_ArrayForEach(e, list)
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(e, "id");
        if (!cJSON_IsString(id) || strcmp(id->valuestring, buyer->text) != 0)
            continue;
        cJSON *of = child_array(c, e, table), *item = of ? element(c, of, name, key->text) : NULL;
        snprintf(c->at, sizeof c->at, "buyers[%s].%s[%s].", buyer->text, table, key->text);
        if (item)
            put_columns(c, item, rows, first, name);
        c->at[0] = 0;
        return;
    }
    compose_fault(c, HOSHI_E_BUYER_UNKNOWN, buyer->where, buyer->text, "buyers[].id");
}

static void compose_item_row(struct composer *c, const struct hoshi_form_cell *first)
{
    compose_row_of(c, first, HOSHI_FORM_ITEMS, "code");
}

static void compose_order_row(struct composer *c, const struct hoshi_form_cell *first)
{
    compose_row_of(c, first, HOSHI_FORM_ORDERS, "number");
}

static void compose_exhibit_row(struct composer *c, const struct hoshi_form_cell *first)
{
    compose_row_of(c, first, HOSHI_FORM_EXHIBITS, "sha256");
}

/* ---- what is asked of each buyer, field by field ---- */

static void compose_buyer_field(struct composer *c, const struct hoshi_form_cell *cell)
{
    const struct hoshi_form_cell *id = in_row(c->parts->form, HOSHI_FORM_BUYERS, cell->column, "id");
    const struct field *buyers = list_field("buyers"), *f = find_field(buyers->sub, buyers->subs, cell->row);
    if (!f)
        return;
    if (!id) {
        compose_fault(c, HOSHI_E_KEY_MISSING, cell->where, cell->text, "id");
        return;
    }
    cJSON *list = child_array(c, c->root, "buyers"), *e = list ? element(c, list, "id", id->text) : NULL;
    snprintf(c->at, sizeof c->at, "buyers[%s].", id->text);
    if (e)
        compose_put_cell(c, e, f, cell->row, cell);
    c->at[0] = 0;
}

static void compose_buyer_fields(struct composer *c)
{
    const struct hoshi_form *form = c->parts->form;
    for (size_t i = 0; i < form->cells; i++)
        if (strcmp(form->cell[i].table, HOSHI_FORM_BUYER_FIELDS) == 0)
            compose_buyer_field(c, &form->cell[i]);
}

/* The transaction of that type and day; one without a day is the same until it has one. New when there is none. */
static cJSON *transaction_of(struct composer *c, cJSON *list, const char *type, const char *day)
{
    cJSON *e;
    cJSON_ArrayForEach(e, list)
    {
        const cJSON *was = cJSON_GetObjectItemCaseSensitive(e, "type"),
                    *on = cJSON_GetObjectItemCaseSensitive(e, "ordered_on");
        if (cJSON_IsString(was) && strcmp(was->valuestring, type) == 0 &&
            (!cJSON_IsString(on) || (day && strcmp(on->valuestring, day) == 0)))
            return e;
    }
    e = checked(c, cJSON_CreateObject());
    if (e && (!cJSON_AddStringToObject(e, "type", type) || !cJSON_AddItemToArray(list, e))) {
        cJSON_Delete(e);
        return checked(c, NULL);
    }
    return e;
}

static cJSON *buyer_of(struct composer *c, const struct hoshi_form_cell *buyer)
{
    cJSON *list = child_array(c, c->root, "buyers"), *e;
    cJSON_ArrayForEach(e, list)
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(e, "id");
        if (cJSON_IsString(id) && strcmp(id->valuestring, buyer->text) == 0)
            return e;
    }
    compose_fault(c, HOSHI_E_BUYER_UNKNOWN, buyer->where, buyer->text, "buyers[].id");
    return NULL;
}

static void compose_transaction_row(struct composer *c, const struct hoshi_form_cell *first)
{
    const struct hoshi_form *form = c->parts->form;
    const struct field *buyers = list_field("buyers"),
                       *rows = find_field(buyers->sub, buyers->subs, HOSHI_FORM_TRANSACTIONS);
    const struct hoshi_form_cell *buyer = in_row(form, first->table, first->row, HOSHI_FORM_BUYER),
                                 *type = in_row(form, first->table, first->row, "type"),
                                 *day = in_row(form, first->table, first->row, "ordered_on");
    if (!buyer || !type) {
        compose_fault(c, HOSHI_E_KEY_MISSING, first->where, first->text, buyer ? "type" : "buyer");
        return;
    }
    cJSON *of = buyer_of(c, buyer), *list = of ? child_array(c, of, HOSHI_FORM_TRANSACTIONS) : NULL;
    snprintf(c->at, sizeof c->at, "buyers[%s].transactions[%s].", buyer->text, first->row);
    cJSON *key = compose_choice(c, find_field(rows->sub, rows->subs, "type"), "type", type->text);
    struct hoshi_date date;
    char on[HOSHI_DATE_TEXT];
    bool dated = day && hoshi_typed_date(day->text, &date);
    if (!key)
        compose_fault(c, HOSHI_E_FORM_VALUE, type->where, type->text, "製造委託, 修理委託 …");
    cJSON *e = key && list
                   ? transaction_of(c, list, key->valuestring, dated ? hoshi_date_print(date, on) : NULL)
                   : NULL;
    if (e)
        put_columns(c, e, rows, first, HOSHI_FORM_BUYER);
    cJSON_Delete(key);
    c->at[0] = 0;
}

/* ---- subsidies ---- */

/* "all", or the ids of measures that stand there. */
static cJSON *funded_lines(struct composer *c, const char *text)
{
    static const char *const keys[] = {HOSHI_FORM_FUNDED_KEYS}, *const words[][3] = {{HOSHI_FORM_FUNDED_JA},
                                                                                     {HOSHI_FORM_FUNDED_EN}};
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < 3; i++)
            if (strcmp(words[l][i], text) == 0)
                return checked(c, cJSON_CreateString(keys[i]));
    cJSON *list = checked(c, cJSON_CreateArray());
    char id[HOSHI_ID_MAX + 1];
    for (const char *p = text; list && *p;) {
        size_t n = strcspn(p, " ,");
        snprintf(id, sizeof id, "%.*s", (int)(n < HOSHI_ID_MAX ? n : HOSHI_ID_MAX), p);
        if (n && !cJSON_AddItemToArray(list, checked(c, cJSON_CreateString(id))))
            checked(c, NULL);
        p += n + (p[n] != 0);
    }
    return list;
}

static void compose_funding_row(struct composer *c, const struct hoshi_form_cell *first)
{
    const struct hoshi_form *form = c->parts->form;
    const struct hoshi_form_cell *name = in_row(form, first->table, first->row, "name"),
                                 *lines = in_row(form, first->table, first->row, "lines");
    if (!name) {
        compose_fault(c, HOSHI_E_KEY_MISSING, first->where, first->text, "name");
        return;
    }
    cJSON *list = child_array(c, c->root, HOSHI_FORM_FUNDING),
          *e = list ? element(c, list, "name", name->text) : NULL;
    snprintf(c->at, sizeof c->at, "funding[%s].", name->text);
    if (e)
        put_columns(c, e, list_field(HOSHI_FORM_FUNDING), first, "name");
    cJSON *value = e && lines ? funded_lines(c, lines->text) : NULL;
    if (value)
        put_path(c, e, "lines", value);
    c->at[0] = 0;
}

static void compose_quote_row(struct composer *c, const struct hoshi_form_cell *first)
{
    const struct field *quotes = list_field("plan.quotes");
    cJSON *plan = child_object(c, c->root, "plan"), *list = plan ? child_array(c, plan, "quotes") : NULL;
    cJSON *e = list ? element(c, list, "price", first->row) : NULL;
    if (!e)
        return;
    snprintf(c->at, sizeof c->at, "plan.quotes[%s].", first->row);
    put_columns(c, e, quotes, first, "price");
    c->at[0] = 0;
    /* One figure is all three. */
    static const char *const keys[] = {"likely_yen", "low_yen", "high_yen"};
    const cJSON *likely = cJSON_GetObjectItemCaseSensitive(e, "likely_yen");
    for (size_t i = 0; i < 3 && !likely; i++)
        likely = cJSON_GetObjectItemCaseSensitive(e, keys[i]);
    for (size_t i = 0; i < 3 && likely; i++)
        if (!cJSON_GetObjectItemCaseSensitive(e, keys[i]))
            compose_put(c, e, keys[i], checked(c, cJSON_Duplicate(likely, true)));
}

/* ---- measures ---- */

enum measure_state { STATE_HAVE, STATE_AVOID, STATE_USE, MEASURE_STATES };

static bool same_measure(const cJSON *e, const char *id)
{
    const cJSON *member = cJSON_IsObject(e) ? cJSON_GetObjectItemCaseSensitive(e, "measure") : e;
    return cJSON_IsString(member) && strcmp(member->valuestring, id) == 0;
}

static bool has_measure(const cJSON *list, const char *id)
{
    const cJSON *e;
    cJSON_ArrayForEach(e, list) if (same_measure(e, id)) return true;
    return false;
}

static enum measure_state measure_state_of(const char *text)
{
    static const char *const words[][MEASURE_STATES] = {{HOSHI_FORM_STATES_JA}, {HOSHI_FORM_STATES_EN}};
    for (size_t l = 0; l < 2; l++)
        for (int k = 0; k < MEASURE_STATES; k++)
            if (strcmp(words[l][k], text) == 0)
                return (enum measure_state)k;
    return MEASURE_STATES;
}

/* Into the list its word names, and out of the others. */
static void put_measure_state(struct composer *c, cJSON *plan, const struct hoshi_form_cell *cell)
{
    static const char *const key[MEASURE_STATES] = {"have", "avoid", "use"};
    enum measure_state state = measure_state_of(cell->text);
    if (state == MEASURE_STATES) {
        compose_fault(c, HOSHI_E_FORM_VALUE, cell->where, cell->text, "もうある, 使わない, 使いたい");
        return;
    }
    for (int k = 0; k < MEASURE_STATES; k++) {
        cJSON *list = cJSON_GetObjectItemCaseSensitive(plan, key[k]);
        for (int i = cJSON_GetArraySize(list); i-- > 0;)
            if (k != (int)state && same_measure(cJSON_GetArrayItem(list, i), cell->row)) {
                compose_tell(c, key[k], cell->row, NULL);
                cJSON_DeleteItemFromArray(list, i);
            }
    }
    cJSON *list = child_array(c, plan, key[state]);
    if (!list || has_measure(list, cell->row))
        return;
    cJSON *e =
        state == STATE_USE ? checked(c, cJSON_CreateObject()) : checked(c, cJSON_CreateString(cell->row));
    if (e && state == STATE_USE && !cJSON_AddStringToObject(e, "measure", cell->row))
        checked(c, NULL);
    if (e && !cJSON_AddItemToArray(list, e))
        checked(c, NULL);
    compose_tell(c, key[state], NULL, cell->row);
}

static void compose_measure_row(struct composer *c, const struct hoshi_form_cell *first)
{
    const struct hoshi_form *form = c->parts->form;
    const struct hoshi_form_cell *state = in_row(form, HOSHI_FORM_MEASURES, first->row, HOSHI_FORM_STATE);
    cJSON *plan = child_object(c, c->root, "plan"), *list;
    if (plan && state) {
        snprintf(c->at, sizeof c->at, "plan.");
        put_measure_state(c, plan, state);
        c->at[0] = 0;
    }
    bool fee = in_row(form, HOSHI_FORM_MEASURES, first->row, "initial_yen") ||
               in_row(form, HOSHI_FORM_MEASURES, first->row, "monthly_yen") ||
               in_row(form, HOSHI_FORM_MEASURES, first->row, "yearly_yen");
    if (!plan || !fee || !(list = child_array(c, plan, "quotes")))
        return;
    cJSON *e = element(c, list, "measure", first->row);
    snprintf(c->at, sizeof c->at, "plan.quotes[%s].", first->row);
    if (e)
        put_columns(c, e, list_field("plan.quotes"), first, HOSHI_FORM_STATE);
    c->at[0] = 0;
}

/* ---- the gap ---- */

/* An answer as a case states it: a word, or an object when there is more to say. */
static cJSON *answer_node(struct composer *c, const struct hoshi_answer *a)
{
    bool bare = !a->note && !a->evidence && a->remaining_ppm == HOSHI_NONE;
    cJSON *e = bare ? cJSON_CreateString(hoshi_answer_key(a->status)) : cJSON_CreateObject();
    bool made = e && (bare || cJSON_AddStringToObject(e, "status", hoshi_answer_key(a->status)));
    if (made && a->remaining_ppm != HOSHI_NONE)
        made = cJSON_AddNumberToObject(e, "remaining", (double)a->remaining_ppm / (double)HOSHI_MICRO);
    if (made && a->note)
        made = cJSON_AddStringToObject(e, "note", a->note);
    if (made && a->evidence)
        made = cJSON_AddStringToObject(e, "evidence", a->evidence);
    if (made)
        return e;
    cJSON_Delete(e);
    return checked(c, NULL);
}

static const char *member_text(const cJSON *object, const char *key)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* What a node of the older case says; what the reader of cases would refuse counts as not stated. */
static struct hoshi_answer answer_of_node(const cJSON *node)
{
    struct hoshi_answer a = {.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    const char *status = cJSON_IsString(node) ? node->valuestring : member_text(node, "status");
    const cJSON *remaining = cJSON_GetObjectItemCaseSensitive(node, "remaining");
    if (status && !hoshi_answer_find(status, &a.status))
        a.status = HOSHI_UNANSWERED;
    if (cJSON_IsNumber(remaining) && remaining->valuedouble >= 0 && remaining->valuedouble <= 1)
        a.remaining_ppm = (int64_t)(remaining->valuedouble * (double)HOSHI_MICRO + 0.5);
    else if (cJSON_IsString(remaining))
        hoshi_answer_share(remaining->valuestring, &a.remaining_ppm);
    a.note = member_text(node, "note");
    a.evidence = member_text(node, "evidence");
    return a;
}

static const char *answer_said(struct composer *c, const struct hoshi_answer *a)
{
    char share[HOSHI_DECIMAL_TEXT];
    const char *key = hoshi_answer_key(a->status);
    if (a->remaining_ppm == HOSHI_NONE)
        return key;
    return checked(c, hoshi_arena_printf(&c->composed->arena, "%s %s", key,
                                         hoshi_decimal_print(a->remaining_ppm, 0, share)));
}

static void tell_text(struct composer *c, const char *id, const char *key, const char *before,
                      const char *after)
{
    if (!after || (before && strcmp(before, after) == 0))
        return;
    char path[64];
    snprintf(path, sizeof path, "gap.answers.%s.%s", id, key);
    struct hoshi_arena *arena = &c->composed->arena;
    compose_tell(c, path, before ? checked(c, hoshi_arena_text(arena, before)) : NULL,
                 checked(c, hoshi_arena_text(arena, after)));
}

static void tell_answer(struct composer *c, const char *id, const struct hoshi_answer *old,
                        const struct hoshi_answer *now)
{
    char path[64];
    snprintf(path, sizeof path, "gap.answers.%s", id);
    if (old->status != now->status || old->remaining_ppm != now->remaining_ppm)
        compose_tell(c, path, old->status == HOSHI_UNANSWERED ? NULL : answer_said(c, old),
                     answer_said(c, now));
    tell_text(c, id, "note", old->note, now->note);
    tell_text(c, id, "evidence", old->evidence, now->evidence);
}

/* The older answer with what the file states put over it. */
static struct hoshi_answer answer_merged(const struct hoshi_answer *old, const struct hoshi_answer *stated)
{
    struct hoshi_answer now = *old;
    if (stated->status != HOSHI_UNANSWERED) {
        bool same = stated->status == old->status && stated->remaining_ppm == HOSHI_NONE;
        now.status = stated->status;
        now.remaining_ppm = same ? old->remaining_ppm : stated->remaining_ppm;
    }
    now.note = stated->note ? stated->note : old->note;
    now.evidence = stated->evidence ? stated->evidence : old->evidence;
    return now;
}

static void put_answer(struct composer *c, cJSON *answers, const char *id, const struct hoshi_answer *beside,
                       const struct hoshi_answer *stated)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(answers, id);
    struct hoshi_answer old = node || !beside ? answer_of_node(node) : *beside;
    struct hoshi_answer now = answer_merged(&old, stated);
    if (stated->status == HOSHI_UNANSWERED && old.status != HOSHI_UNANSWERED)
        c->composed->kept++;
    bool nothing = now.status == HOSHI_UNANSWERED && !now.note && !now.evidence;
    tell_answer(c, id, &old, &now);
    if (nothing || (node && now.status == old.status && now.remaining_ppm == old.remaining_ppm &&
                    now.note == old.note && now.evidence == old.evidence))
        return;
    cJSON *made = answer_node(c, &now); /* copies the texts of the node it replaces */
    if (made)
        compose_put(c, answers, id, made);
}

/* The gap of the older case; one that names a file becomes answers of the case itself. */
static cJSON *gap_object(struct composer *c)
{
    cJSON *gap = cJSON_GetObjectItemCaseSensitive(c->root, "gap");
    const cJSON *file = cJSON_GetObjectItemCaseSensitive(gap, "file");
    if (cJSON_IsString(file)) {
        compose_tell(c, "gap.file", compose_text_of(c, file), NULL);
        cJSON_DeleteItemFromObjectCaseSensitive(gap, "file");
    }
    if (gap && !cJSON_IsObject(gap)) {
        cJSON_DeleteItemFromObjectCaseSensitive(c->root, "gap");
        gap = NULL;
    }
    return gap ? gap : child_object(c, c->root, "gap");
}

static void compose_gap(struct composer *c, const struct hoshi_catalog *catalog)
{
    cJSON *gap = gap_object(c);
    if (!gap)
        return;
    compose_put(c, gap, "catalog", checked(c, cJSON_CreateString(c->parts->catalog)));
    cJSON *answers = child_object(c, gap, "answers");
    const struct hoshi_answers *beside = c->parts->beside;
    for (size_t i = 0; answers && i < c->parts->answers->n; i++)
        put_answer(c, answers, catalog->criterion[i].id, beside && i < beside->n ? &beside->answer[i] : NULL,
                   &c->parts->answers->answer[i]);
    char *text = checked(c, cJSON_PrintUnformatted(gap));
    hoshi_buffer_puts(&c->composed->gap, text ? text : "");
    cJSON_free(text);
}

/* What the case says no to, asked of nobody again. */
static void compose_denied(struct composer *c, const struct hoshi_catalog *catalog)
{
    const cJSON *facts =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(c->root, "supplier"), "facts");
    bool *denied =
        checked(c, hoshi_arena_array(&c->composed->arena, catalog->facts + 1, sizeof *c->composed->denied));
    for (size_t i = 0; denied && i < catalog->facts; i++)
        denied[i] = cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(facts, catalog->fact[i].id));
    c->composed->denied = denied;
}

/* ---- the whole ---- */

/* As the readers give it: what is kept of the older case compares with what is put in. */
static void compose_texts(cJSON *node)
{
    cJSON *child;
    hoshi_text_compose_all(node->valuestring);
    hoshi_text_compose_all(node->string);
    cJSON_ArrayForEach(child, node) compose_texts(child);
}

static void compose_begin(struct composer *c)
{
    if (!c->parts->old) {
        c->root = checked(c, cJSON_CreateObject());
        if (c->root)
            cJSON_AddNumberToObject(c->root, "hoshiwari_case", 1);
        return;
    }
    const char *file = c->faults ? c->faults->file : NULL;
    if (c->faults)
        c->faults->file = c->parts->file;
    enum hoshi_status status = hoshi_json_check_text(c->parts->old, strlen(c->parts->old), c->faults);
    if (c->faults)
        c->faults->file = file;
    c->status = c->status ? c->status : status;
    c->root = status ? NULL : checked(c, cJSON_Parse(c->parts->old));
    if (!c->root)
        return;
    compose_texts(c->root);
    if (!cJSON_IsObject(c->root) || !cJSON_GetObjectItemCaseSensitive(c->root, "hoshiwari_case"))
        compose_fault(c, HOSHI_E_KEY_MISSING, "hoshiwari_case", "", "1");
}

static void company(struct composer *c)
{
    const struct hoshi_form *form = c->parts->form;
    bool typed = form && (form->found || form->cells);
    if (typed)
        compose_put_text(c, "case_id", form->case_id);
    if (!c->parts->old)
        compose_put_text(c, "case_id", c->parts->id);
    cJSON *supplier = child_object(c, c->root, "supplier");
    if (supplier)
        child_object(c, supplier, "size");
    if (!typed)
        return;
    compose_put_text(c, "title", form->title);
    compose_put_text(c, "as_of", form->as_of);
    compose_put_text(c, "start", form->start);
    fields(c);
    each_row(c, HOSHI_FORM_BUYERS, compose_buyer_row);
    compose_buyer_fields(c);
    each_row(c, HOSHI_FORM_ITEMS, compose_item_row);
    each_row(c, HOSHI_FORM_TRANSACTIONS, compose_transaction_row);
    each_row(c, HOSHI_FORM_FUNDING, compose_funding_row);
    each_row(c, HOSHI_FORM_ORDERS, compose_order_row);
    each_row(c, HOSHI_FORM_EXHIBITS, compose_exhibit_row);
    each_row(c, HOSHI_FORM_QUOTES, compose_quote_row);
    each_row(c, HOSHI_FORM_MEASURES, compose_measure_row);
}

void hoshi_composed_init(struct hoshi_composed *composed)
{
    *composed = (struct hoshi_composed){.change = HOSHI_ARRAY(struct hoshi_case_change)};
    hoshi_buffer_init(&composed->gap, 64 << 20);
}

void hoshi_composed_release(struct hoshi_composed *composed)
{
    hoshi_array_release(&composed->change);
    hoshi_buffer_release(&composed->gap);
    hoshi_arena_release(&composed->arena);
}

enum hoshi_status hoshi_case_compose(const struct hoshi_case_parts *parts,
                                     const struct hoshi_catalog *catalog, struct hoshi_buffer *out,
                                     struct hoshi_composed *composed, struct hoshi_faults *faults)
{
    struct composer c = {.parts = parts, .composed = composed, .faults = faults};
    const char *file = faults ? faults->file : NULL;
    if (faults)
        faults->file = parts->file;
    compose_begin(&c);
    if (!c.status) {
        company(&c);
        if (parts->force_level || !cJSON_GetObjectItemCaseSensitive(c.root, "target_level"))
            put_path(&c, c.root, "target_level", checked(&c, cJSON_CreateNumber(parts->level)));
        compose_gap(&c, catalog);
        compose_denied(&c, catalog);
    }
    char *text = c.status ? NULL : checked(&c, cJSON_Print(c.root));
    if (text) {
        hoshi_buffer_puts(out, text);
        hoshi_buffer_puts(out, "\n");
    }
    cJSON_free(text);
    cJSON_Delete(c.root);
    if (faults)
        faults->file = file;
    return c.status ? c.status : out->failed ? HOSHI_E_MEMORY : HOSHI_OK;
}
