/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all rows have in common: ids with validity, words, provenance, decimals in order. */
#include "tables_load.h"
#include "text_key.h"
#include "sort.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *hoshi_load_keep(struct hoshi_load *load, const char *text)
{
    if (!text[0])
        return "";
    const char *copy = hoshi_arena_text(&load->tables->arena, text);
    load->no_memory |= !copy;
    return copy ? copy : "";
}

void *hoshi_load_array(struct hoshi_load *load, size_t n, size_t size)
{
    void *array = hoshi_arena_array(&load->tables->arena, n, size);
    load->no_memory |= !array;
    return array;
}

/* ---- ids ---- */

static bool table_row_stated(struct hoshi_date date)
{
    return date.year != 0;
}

static bool holds_on(const struct hoshi_validity *v, struct hoshi_date day)
{
    return (!table_row_stated(v->from) || hoshi_date_compare(v->from, day) <= 0) &&
           (!table_row_stated(v->to) || hoshi_date_compare(day, v->to) < 0);
}

struct hoshi_ids *hoshi_ids_new(struct hoshi_load *load, size_t most)
{
    struct hoshi_ids *ids = hoshi_load_array(load, 1, sizeof *ids);
    if (!ids)
        return NULL;
    ids->entry = hoshi_load_array(load, most, sizeof *ids->entry);
    ids->place = hoshi_load_array(load, most, sizeof *ids->place);
    ids->most = most;
    return ids->entry && ids->place ? ids : NULL;
}

size_t hoshi_ids_add(struct hoshi_load *load, struct hoshi_ids *ids, const struct hoshi_id_entry *entry)
{
    struct hoshi_id_entry *e = &ids->entry[ids->n];
    *e = *entry;
    e->id = hoshi_load_keep(load, entry->id);
    e->place = holds_on(&e->valid, load->as_of) ? ids->current++ : SIZE_MAX;
    ids->place[ids->n++] = e->place;
    return e->place;
}

static int table_row_by_id(const void *a, const void *b)
{
    const struct hoshi_id_entry *x = a, *y = b;
    int c = strcmp(x->id, y->id);
    if (c == 0)
        c = hoshi_date_compare(x->valid.from, y->valid.from);
    if (c == 0)
        c = (x->row > y->row) - (x->row < y->row);
    return c ? c : (x->sub > y->sub) - (x->sub < y->sub);
}

/* a stands before b in the order of by_id. */
static bool overlap(const struct hoshi_id_entry *a, const struct hoshi_id_entry *b)
{
    return !table_row_stated(a->valid.to) || !table_row_stated(b->valid.from) ||
           hoshi_date_compare(b->valid.from, a->valid.to) < 0;
}

void hoshi_ids_finish(struct hoshi_load *load, struct hoshi_ids *ids, const char *list, const char *sublist)
{
    hoshi_sort(ids->entry, ids->n, sizeof *ids->entry, table_row_by_id);
    for (size_t i = 1; i < ids->n; i++) {
        const struct hoshi_id_entry *a = &ids->entry[i - 1], *b = &ids->entry[i];
        if (!b->id[0] || strcmp(a->id, b->id) != 0 || !overlap(a, b))
            continue;
        char path[160];
        if (sublist)
            snprintf(path, sizeof path, "%s[%zu].%s[%zu].id", list, b->row, sublist, b->sub);
        else
            snprintf(path, sizeof path, "%s[%zu].id", list, b->row);
        hoshi_fault_add(load->faults, HOSHI_E_DUPLICATE, path, b->id, "valid_from, valid_to");
    }
}

struct hoshi_ids *hoshi_ids_read(struct hoshi_load *load, const struct hoshi_json *rows, size_t most)
{
    size_t n = hoshi_json_size(rows);
    if (n > most) {
        hoshi_json_fault(rows, HOSHI_E_TOO_MANY, "", "%zu", most);
        return NULL;
    }
    struct hoshi_ids *ids = hoshi_ids_new(load, n);
    struct hoshi_json row;
    for (bool more = ids && hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row)) {
        struct hoshi_id_entry entry = {.id = "", .row = row.index};
        if (hoshi_load_object(&row)) {
            entry.id = hoshi_load_id(&row);
            entry.valid = hoshi_load_validity(&row);
        }
        hoshi_ids_add(load, ids, &entry);
    }
    if (ids)
        hoshi_ids_finish(load, ids, rows->key, NULL);
    return ids;
}

static bool table_row_before(const void *entry, const void *id)
{
    return strcmp(((const struct hoshi_id_entry *)entry)->id, id) < 0;
}

const struct hoshi_id_entry *hoshi_ids_find(const struct hoshi_ids *ids, const char *id)
{
    size_t low = hoshi_sorted_first(ids->entry, ids->n, sizeof *ids->entry, id, table_row_before);
    const struct hoshi_id_entry *found = NULL;
    for (; low < ids->n && strcmp(ids->entry[low].id, id) == 0; low++)
        if (!found || found->place == SIZE_MAX)
            found = &ids->entry[low];
    return found;
}

size_t hoshi_ids_place(const struct hoshi_ids *ids, const char *id)
{
    const struct hoshi_id_entry *entry = hoshi_ids_find(ids, id);
    return entry ? entry->place : SIZE_MAX;
}

static void unknown_id(const struct hoshi_ids *ids, const struct hoshi_json *at, const char *id)
{
    const char **known = calloc(ids->n + 1, sizeof *known);
    for (size_t i = 0; known && i < ids->n; i++)
        known[i] = ids->entry[i].id;
    const char *near = known ? hoshi_text_nearest(id, known, ids->n) : NULL;
    hoshi_json_fault(at, HOSHI_E_TABLE_REFERENCE, id, "%s", near ? near : "");
    free(known);
}

size_t hoshi_ids_resolve(const struct hoshi_ids *ids, const struct hoshi_json *at, bool holds)
{
    const char *id = hoshi_json_text(at, HOSHI_TABLE_ID_MAX, false);
    if (!id[0])
        return SIZE_MAX;
    const struct hoshi_id_entry *entry = hoshi_ids_find(ids, id);
    if (!entry) {
        unknown_id(ids, at, id);
        return SIZE_MAX;
    }
    if (holds && entry->place == SIZE_MAX) {
        char from[HOSHI_DATE_TEXT], to[HOSHI_DATE_TEXT];
        hoshi_json_fault(at, HOSHI_E_TABLE_REFERENCE, id, "%s … %s",
                         hoshi_date_print(entry->valid.from, from), hoshi_date_print(entry->valid.to, to));
    }
    return entry->place;
}

/* ---- members ---- */

bool hoshi_load_object(const struct hoshi_json *at)
{
    if (hoshi_json_is_object(at))
        return true;
    hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
    return false;
}

bool hoshi_load_list(const struct hoshi_json *at, const char *key, bool need, size_t min, size_t max,
                     struct hoshi_json *list)
{
    if (!(need ? hoshi_json_need(at, key, list) : hoshi_json_get(at, key, list)))
        return false;
    if (!hoshi_json_is_array(list)) {
        hoshi_json_fault(list, HOSHI_E_TYPE, NULL, "[…]");
        return false;
    }
    size_t n = hoshi_json_size(list);
    if (n >= min && n <= max)
        return true;
    char got[32];
    snprintf(got, sizeof got, "%zu", n);
    hoshi_json_fault(list, n > max ? HOSHI_E_TOO_MANY : HOSHI_E_RANGE, got, "%zu … %zu", min, max);
    return false;
}

const char *hoshi_load_id(const struct hoshi_json *at)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:.";
    struct hoshi_json member;
    if (!hoshi_json_need(at, "id", &member))
        return "";
    const char *id = hoshi_json_text(&member, HOSHI_TABLE_ID_MAX, false);
    if (id[strspn(id, allowed)]) {
        hoshi_json_fault(&member, HOSHI_E_ID, NULL, "a-z A-Z 0-9 _ - : .");
        return "";
    }
    return id;
}

const char *hoshi_load_text(struct hoshi_load *load, const struct hoshi_json *at, const char *key, bool need)
{
    struct hoshi_json member;
    if (!(need ? hoshi_json_need(at, key, &member) : hoshi_json_get(at, key, &member)))
        return "";
    return hoshi_load_keep(load, hoshi_json_text(&member, HOSHI_TABLE_TEXT_MAX, false));
}

struct hoshi_words hoshi_load_words(struct hoshi_load *load, const struct hoshi_json *at, const char *ja,
                                    const char *en, bool need)
{
    struct hoshi_json member;
    need = need || hoshi_json_get(at, ja, &member) || hoshi_json_get(at, en, &member);
    return (struct hoshi_words){hoshi_load_text(load, at, ja, need), hoshi_load_text(load, at, en, need)};
}

int64_t hoshi_load_int(const struct hoshi_json *at, const char *key, int64_t min, int64_t max,
                       int64_t otherwise)
{
    struct hoshi_json member;
    return hoshi_json_get(at, key, &member) ? hoshi_json_int(&member, min, max, otherwise) : otherwise;
}

bool hoshi_load_bool(const struct hoshi_json *at, const char *key, bool otherwise)
{
    struct hoshi_json member;
    return hoshi_json_get(at, key, &member) ? hoshi_json_bool(&member, otherwise) : otherwise;
}

int hoshi_load_life(const struct hoshi_json *at, int otherwise)
{
    struct hoshi_json member;
    if (!hoshi_json_get(at, "life_years", &member))
        return otherwise;
    int64_t none = otherwise * HOSHI_MICRO;
    return (int)(hoshi_json_decimal(&member, 0, HOSHI_MICRO, HOSHI_TABLE_LIFE_MAX * HOSHI_MICRO, none) /
                 HOSHI_MICRO);
}

size_t hoshi_load_choice(const struct hoshi_json *at, const char *key, const char *const *choices, size_t n)
{
    struct hoshi_json member;
    return hoshi_json_need(at, key, &member) ? hoshi_json_choice(&member, choices, n, 0) : 0;
}

struct hoshi_triple hoshi_load_triple(const struct hoshi_json *at, const char *const key[3], int places,
                                      int64_t max)
{
    struct hoshi_json member[3];
    int64_t value[3] = {0};
    for (int i = 0; i < 3; i++) {
        if (!hoshi_json_need(at, key[i], &member[i]))
            return (struct hoshi_triple){0};
        value[i] = hoshi_json_decimal(&member[i], places, 0, max, HOSHI_NONE);
    }
    if (value[0] == HOSHI_NONE || value[1] == HOSHI_NONE || value[2] == HOSHI_NONE)
        return (struct hoshi_triple){0};
    char likely[HOSHI_DECIMAL_TEXT];
    hoshi_decimal_print(value[1], 0, likely);
    if (value[0] > value[1])
        hoshi_json_fault(&member[0], HOSHI_E_ORDER, NULL, "<= %s", likely);
    if (value[1] > value[2])
        hoshi_json_fault(&member[2], HOSHI_E_ORDER, NULL, ">= %s", likely);
    return (struct hoshi_triple){value[0], value[1], value[2]};
}

struct hoshi_validity hoshi_load_validity(const struct hoshi_json *at)
{
    struct hoshi_validity v = {0};
    struct hoshi_json member;
    if (hoshi_json_get(at, "valid_from", &member))
        v.from = hoshi_json_date(&member);
    if (!hoshi_json_get(at, "valid_to", &member))
        return v;
    v.to = hoshi_json_date(&member);
    char from[HOSHI_DATE_TEXT];
    if (table_row_stated(v.from) && table_row_stated(v.to) && hoshi_date_compare(v.from, v.to) >= 0)
        hoshi_json_fault(&member, HOSHI_E_ORDER, NULL, "> %s", hoshi_date_print(v.from, from));
    return v;
}

/* A date as a source gives it: a day, a month, a year, or "undated". */
static bool source_date(const char *text)
{
    struct hoshi_date date;
    char year[16];
    if (strcmp(text, "undated") == 0 || hoshi_date_parse(text, &date) || hoshi_month_parse(text, &date))
        return true;
    return strlen(text) == 4 && snprintf(year, sizeof year, "%s-01", text) == 7 &&
           hoshi_month_parse(year, &date);
}

struct hoshi_provenance hoshi_load_provenance(struct hoshi_load *load, const struct hoshi_json *at,
                                              const struct hoshi_provenance *inherited)
{
    struct hoshi_provenance from = inherited ? *inherited : (struct hoshi_provenance){.url = ""};
    struct hoshi_json member;
    bool need = !inherited;
    bool ja = hoshi_json_get(at, "source_ja", &member);
    if (need || ja || hoshi_json_get(at, "source", &member)) {
        from.source = hoshi_load_text(load, at, "source", true);
        from.source_ja = ja ? hoshi_load_text(load, at, "source_ja", true) : from.source;
    }
    if (hoshi_json_get(at, "url", &member))
        from.url = hoshi_load_text(load, at, "url", true);
    if (need || hoshi_json_get(at, "date", &member)) {
        from.date = hoshi_load_text(load, at, "date", true);
        if (from.date[0] && !source_date(from.date) && hoshi_json_get(at, "date", &member))
            hoshi_json_fault(&member, HOSHI_E_DATE, NULL, "YYYY-MM-DD, YYYY-MM, YYYY, undated");
    }
    if (need || hoshi_json_get(at, "confidence", &member))
        from.confidence = (enum hoshi_confidence)hoshi_load_choice(at, "confidence", hoshi_confidence_keys,
                                                                   HOSHI_COUNT(hoshi_confidence_keys));
    if (need || hoshi_json_get(at, "basis", &member))
        from.basis =
            (enum hoshi_basis)hoshi_load_choice(at, "basis", hoshi_basis_keys, HOSHI_COUNT(hoshi_basis_keys));
    return from;
}

bool hoshi_load_head(struct hoshi_load *load, const struct hoshi_json *root, const char *table,
                     const char *const *keys, size_t n, const char **version, struct hoshi_json *rows)
{
    struct hoshi_json name;
    if (hoshi_json_need(root, "hoshiwari_table", &name)) {
        const char *text = hoshi_json_text(&name, HOSHI_TABLE_ID_MAX, false);
        if (text[0] && strcmp(text, table) != 0)
            hoshi_json_fault(&name, HOSHI_E_FORMAT_VERSION, NULL, "%s", table);
    }
    hoshi_json_keys(root, keys, n);
    *version = hoshi_load_text(load, root, "version", true);
    return hoshi_load_list(root, "rows", true, 0, SIZE_MAX, rows);
}
