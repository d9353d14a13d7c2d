/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue. Criteria stand under their requirement in the file and in one array in memory, in order of
 * their numbers (3-1-4-10 follows 3-1-4-9), so that a requirement's criteria are a range of it and the search
 * is binary. */
#include "tables_load.h"
#include "sort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const head_keys[] = {
    HOSHI_HEAD_KEYS, HOSHI_PROVENANCE_KEYS, "note_ja", "note_en", "categories", "facts", "draft"};
static const char *const requirement_keys[] = {HOSHI_ROW_KEYS, "category", "level", "criteria"};
static const char *const criterion_keys[] = {HOSHI_ROW_KEYS, "level",      "recurrence",
                                             "keeps_up",     "applies_if", "ways"};
static const char *const fact_keys[] = {HOSHI_ROW_KEYS};
static const char *const recurrences[] = {"continuous",  "annual",      "monthly",   "periodic",
                                          "on_joining",  "on_leaving",  "on_change", "on_contract",
                                          "on_adoption", "on_disposal", "on_event",  "within_14_days"};

uint32_t hoshi_catalog_number(const char *id, int parts)
{
    uint32_t number = 0;
    for (int i = 0; i < parts; i++) {
        if (i && *id++ != '-')
            return 0;
        if (*id < '1' || *id > '9')
            return 0;
        uint32_t part = (uint32_t)(*id++ - '0');
        if (*id >= '0' && *id <= '9')
            part = part * 10 + (uint32_t)(*id++ - '0');
        number = number << 8 | part;
    }
    return *id ? 0 : number;
}

/* The id of a requirement (parent NULL) or of one of its criteria, "" when it is not of that form. */
static const char *catalog_id(const struct hoshi_json *at, const char *parent)
{
    struct hoshi_json member;
    if (!hoshi_json_need(at, "id", &member))
        return "";
    const char *id = hoshi_json_text(&member, HOSHI_TABLE_ID_MAX, false);
    uint32_t number = hoshi_catalog_number(id, parent ? 4 : 3);
    if (number && (!parent || number >> 8 == hoshi_catalog_number(parent, 3)))
        return id;
    if (id[0])
        hoshi_json_fault(&member, HOSHI_E_ID, NULL, "%s", parent ? parent : "1-1-1");
    return "";
}

/* ---- first pass ---- */

/* The days on which both hold. */
static struct hoshi_validity catalog_both(struct hoshi_validity a, struct hoshi_validity b)
{
    if (!a.from.year || (b.from.year && hoshi_date_compare(b.from, a.from) > 0))
        a.from = b.from;
    if (!a.to.year || (b.to.year && hoshi_date_compare(b.to, a.to) < 0))
        a.to = b.to;
    return a;
}

static size_t count_criteria(const struct hoshi_json *rows)
{
    size_t n = 0;
    struct hoshi_json row, list;
    for (bool more = hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row))
        if (hoshi_json_is_object(&row) && hoshi_json_get(&row, "criteria", &list) &&
            hoshi_json_is_array(&list))
            n += hoshi_json_size(&list);
    return n;
}

static void read_criterion_ids(struct hoshi_load *load, const struct hoshi_json *row,
                               const struct hoshi_id_entry *requirement, struct hoshi_ids *ids)
{
    struct hoshi_json list, at;
    if (!hoshi_load_list(row, "criteria", true, 1, HOSHI_ROWS_MAX, &list))
        return;
    for (bool more = hoshi_json_first(&list, &at); more && ids->n < ids->most; more = hoshi_json_next(&at)) {
        struct hoshi_id_entry entry = {.id = "", .row = row->index, .sub = at.index};
        entry.valid = requirement->valid;
        if (hoshi_load_object(&at)) {
            entry.id = catalog_id(&at, requirement->id[0] ? requirement->id : NULL);
            entry.valid = catalog_both(entry.valid, hoshi_load_validity(&at));
        }
        hoshi_ids_add(load, ids, &entry);
    }
}

static void catalog_read_ids(struct hoshi_load *load, const struct hoshi_json *rows,
                             struct hoshi_ids *requirements, struct hoshi_ids *criteria)
{
    struct hoshi_json row;
    for (bool more = hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row)) {
        struct hoshi_id_entry entry = {.id = "", .row = row.index};
        if (hoshi_load_object(&row)) {
            entry.id = catalog_id(&row, NULL);
            entry.valid = hoshi_load_validity(&row);
            read_criterion_ids(load, &row, &entry, criteria);
        }
        hoshi_ids_add(load, requirements, &entry);
    }
    hoshi_ids_finish(load, requirements, "rows", NULL);
    hoshi_ids_finish(load, criteria, "rows", "criteria");
}

/* ---- second pass ---- */

static void read_ways(struct hoshi_load *load, const struct hoshi_json *at, struct hoshi_criterion *c)
{
    static const char *const keys[] = {"ja", "en"};
    struct hoshi_json list, way;
    if (!hoshi_load_list(at, "ways", false, 1, HOSHI_WAYS_MAX, &list))
        return;
    for (bool more = hoshi_json_first(&list, &way); more; more = hoshi_json_next(&way)) {
        if (!hoshi_load_object(&way))
            continue;
        hoshi_json_keys(&way, keys, HOSHI_COUNT(keys));
        c->way[c->ways++] = hoshi_load_words(load, &way, "ja", "en", true);
    }
}

static int catalog_read_level(const struct hoshi_json *at)
{
    struct hoshi_json member;
    if (!hoshi_json_need(at, "level", &member))
        return HOSHI_LEVEL_MIN;
    return (int)hoshi_json_int(&member, HOSHI_LEVEL_MIN, HOSHI_LEVEL_MAX, HOSHI_LEVEL_MIN);
}

static void catalog_read_criterion(struct hoshi_load *load, const struct hoshi_json *at,
                                   const struct hoshi_requirement *requirement, bool holds,
                                   struct hoshi_criterion *c)
{
    struct hoshi_json member;
    hoshi_json_keys(at, criterion_keys, HOSHI_COUNT(criterion_keys));
    if (hoshi_json_get(at, "id", &member))
        c->id = hoshi_load_keep(load, hoshi_json_text(&member, HOSHI_TABLE_ID_MAX, false));
    c->level = catalog_read_level(at);
    if (c->level < requirement->level && hoshi_json_get(at, "level", &member))
        hoshi_json_fault(&member, HOSHI_E_ORDER, NULL, ">= %d", requirement->level);
    c->category = requirement->category;
    c->summary = hoshi_load_words(load, at, "ja", "en", true);
    c->recurrence = "";
    if (hoshi_json_get(at, "recurrence", &member)) {
        size_t i = hoshi_json_choice(&member, recurrences, HOSHI_COUNT(recurrences), 0);
        c->recurrence = recurrences[i];
    }
    c->keeps_up = "";
    if (hoshi_json_get(at, "keeps_up", &member))
        c->keeps_up = hoshi_load_keep(load, hoshi_json_text(&member, HOSHI_TABLE_ID_MAX, false));
    c->fact = SIZE_MAX;
    if (hoshi_json_get(at, "applies_if", &member))
        c->fact = hoshi_ids_resolve(load->fact_ids, &member, holds);
    read_ways(load, at, c);
    c->from = hoshi_load_provenance(load, at, &requirement->from);
}

static void read_criteria(struct hoshi_load *load, const struct hoshi_json *row,
                          const struct hoshi_requirement *requirement, const size_t *place)
{
    struct hoshi_json list, at;
    if (!hoshi_json_get(row, "criteria", &list) || !hoshi_json_is_array(&list))
        return;
    for (bool more = hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at), place++) {
        struct hoshi_criterion c = {.id = ""};
        if (!hoshi_json_is_object(&at))
            continue;
        catalog_read_criterion(load, &at, requirement, *place != SIZE_MAX, &c);
        if (*place != SIZE_MAX)
            load->tables->catalog.criterion[*place] = c;
    }
}

static void read_category(const struct hoshi_json *row, struct hoshi_requirement *r)
{
    struct hoshi_json member;
    r->category = 1;
    if (!hoshi_json_need(row, "category", &member))
        return;
    r->category = (int)hoshi_json_int(&member, 1, HOSHI_CATEGORIES, 1);
    uint32_t number = hoshi_catalog_number(r->id, 3);
    if (number && number >> 16 != (uint32_t)r->category)
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "%u", (unsigned)(number >> 16));
}

static void read_requirements(struct hoshi_load *load, const struct hoshi_json *rows,
                              const struct hoshi_ids *requirements, const struct hoshi_ids *criteria)
{
    struct hoshi_catalog *catalog = &load->tables->catalog;
    const size_t *place = criteria->place;
    struct hoshi_json row, list;
    for (bool more = hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row)) {
        struct hoshi_requirement r = {.id = ""};
        if (!hoshi_json_is_object(&row))
            continue;
        hoshi_json_keys(&row, requirement_keys, HOSHI_COUNT(requirement_keys));
        r.id = hoshi_load_text(load, &row, "id", false);
        read_category(&row, &r);
        r.level = catalog_read_level(&row);
        r.title = hoshi_load_words(load, &row, "ja", "en", true);
        r.from = hoshi_load_provenance(load, &row, &catalog->from);
        read_criteria(load, &row, &r, place);
        if (hoshi_json_get(&row, "criteria", &list) && hoshi_json_is_array(&list))
            place += hoshi_json_size(&list);
        if (requirements->place[row.index] != SIZE_MAX)
            catalog->requirement[requirements->place[row.index]] = r;
    }
}

static int catalog_by_number(uint32_t x, uint32_t y)
{
    return (x > y) - (x < y);
}

static int requirement_order(const void *a, const void *b)
{
    const struct hoshi_requirement *x = a, *y = b;
    return catalog_by_number(hoshi_catalog_number(x->id, 3), hoshi_catalog_number(y->id, 3));
}

static int criterion_order(const void *a, const void *b)
{
    const struct hoshi_criterion *x = a, *y = b;
    return catalog_by_number(hoshi_catalog_number(x->id, 4), hoshi_catalog_number(y->id, 4));
}

static void put_in_order(struct hoshi_catalog *catalog, struct hoshi_ids *criteria)
{
    hoshi_sort(catalog->requirement, catalog->requirements, sizeof *catalog->requirement, requirement_order);
    hoshi_sort(catalog->criterion, catalog->criteria, sizeof *catalog->criterion, criterion_order);
    for (size_t i = 0; i < catalog->criteria; i++)
        catalog->criterion[i].index = i;
    size_t c = 0;
    for (size_t r = 0; r < catalog->requirements; r++) {
        struct hoshi_requirement *requirement = &catalog->requirement[r];
        uint32_t number = hoshi_catalog_number(requirement->id, 3);
        requirement->first = c;
        for (; c < catalog->criteria && hoshi_catalog_number(catalog->criterion[c].id, 4) >> 8 == number; c++)
            catalog->criterion[c].requirement = r;
        requirement->n = c - requirement->first;
    }
    for (size_t i = 0; i < criteria->n; i++)
        if (criteria->entry[i].place != SIZE_MAX)
            criteria->entry[i].place = hoshi_catalog_find(catalog, criteria->entry[i].id);
}

static void catalog_read_rows(struct hoshi_load *load, const struct hoshi_json *rows)
{
    struct hoshi_catalog *catalog = &load->tables->catalog;
    size_t n = count_criteria(rows);
    if (hoshi_json_size(rows) > HOSHI_ROWS_MAX || n > HOSHI_ROWS_MAX) {
        hoshi_json_fault(rows, HOSHI_E_TOO_MANY, "", "%d", HOSHI_ROWS_MAX);
        return;
    }
    struct hoshi_ids *requirements = hoshi_ids_new(load, hoshi_json_size(rows));
    struct hoshi_ids *criteria = hoshi_ids_new(load, n);
    if (!requirements || !criteria)
        return;
    catalog_read_ids(load, rows, requirements, criteria);
    load->criterion_ids = criteria;
    if (criteria->current > HOSHI_CRITERIA_MAX)
        hoshi_json_fault(rows, HOSHI_E_TOO_MANY, "", "%d", HOSHI_CRITERIA_MAX);
    catalog->requirement = hoshi_load_array(load, requirements->current, sizeof *catalog->requirement);
    catalog->criterion = hoshi_load_array(load, criteria->current, sizeof *catalog->criterion);
    if (!catalog->requirement || !catalog->criterion)
        return;
    catalog->requirements = requirements->current;
    catalog->criteria = criteria->current;
    read_requirements(load, rows, requirements, criteria);
    for (size_t i = 0; i < catalog->requirements; i++)
        if (!catalog->requirement[i].id)
            catalog->requirement[i].id = "";
    for (size_t i = 0; i < catalog->criteria; i++)
        if (!catalog->criterion[i].id)
            catalog->criterion[i].id = "";
    put_in_order(catalog, criteria);
}

/* ---- what stands beside the rows ---- */

static void read_categories(struct hoshi_load *load, const struct hoshi_json *root)
{
    static const char *const keys[] = {"no", "ja", "en"};
    struct hoshi_words *category = load->tables->catalog.category;
    struct hoshi_json list, at, no;
    for (int i = 0; i <= HOSHI_CATEGORIES; i++)
        category[i] = (struct hoshi_words){"", ""};
    if (!hoshi_load_list(root, "categories", true, HOSHI_CATEGORIES, HOSHI_CATEGORIES, &list))
        return;
    for (bool more = hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        if (!hoshi_load_object(&at))
            continue;
        hoshi_json_keys(&at, keys, HOSHI_COUNT(keys));
        struct hoshi_words words = hoshi_load_words(load, &at, "ja", "en", true);
        int64_t i = hoshi_json_need(&at, "no", &no) ? hoshi_json_int(&no, 1, HOSHI_CATEGORIES, 0) : 0;
        if (i && category[i].ja[0])
            hoshi_json_fault(&no, HOSHI_E_DUPLICATE, NULL, NULL);
        category[i] = i ? words : category[0];
    }
}

static void catalog_read_facts(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_catalog *catalog = &load->tables->catalog;
    struct hoshi_json list, at;
    if (!hoshi_load_list(root, "facts", true, 0, HOSHI_TABLE_FACTS_MAX, &list))
        return;
    struct hoshi_ids *ids = hoshi_ids_read(load, &list, HOSHI_TABLE_FACTS_MAX);
    if (ids)
        catalog->fact = hoshi_load_array(load, ids->current, sizeof *catalog->fact);
    if (!ids || !catalog->fact)
        return;
    load->fact_ids = ids;
    catalog->facts = ids->current;
    for (bool more = hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        if (!hoshi_json_is_object(&at))
            continue;
        hoshi_json_keys(&at, fact_keys, HOSHI_COUNT(fact_keys));
        struct hoshi_fact_row fact = {hoshi_load_text(load, &at, "id", false),
                                      hoshi_load_words(load, &at, "ja", "en", true)};
        hoshi_load_provenance(load, &at, &catalog->from);
        if (ids->place[at.index] != SIZE_MAX)
            catalog->fact[ids->place[at.index]] = fact;
    }
}

/* A list of criterion ids; `final` says whether they have to be, or must not be, criteria of this catalogue.
 */
static size_t read_draft_list(struct hoshi_load *load, const struct hoshi_json *draft, const char *key,
                              bool final, const char ***ids)
{
    struct hoshi_json list, at;
    size_t n = 0;
    if (!hoshi_load_list(draft, key, true, 0, HOSHI_CRITERIA_MAX, &list))
        return 0;
    const char **id = hoshi_load_array(load, hoshi_json_size(&list), sizeof *id);
    for (bool more = id && hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        const char *text = hoshi_json_text(&at, HOSHI_TABLE_ID_MAX, false);
        if (final)
            hoshi_ids_resolve(load->criterion_ids, &at, false);
        else if (text[0] && !hoshi_catalog_number(text, 4))
            hoshi_json_fault(&at, HOSHI_E_ID, NULL, "1-1-1-1");
        else if (hoshi_ids_find(load->criterion_ids, text))
            hoshi_json_fault(&at, HOSHI_E_CONTRADICTION, NULL, "rows");
        id[n++] = hoshi_load_keep(load, text);
    }
    *ids = id;
    return n;
}

static void catalog_read_draft(struct hoshi_load *load, const struct hoshi_json *root)
{
    static const char *const keys[] = {"only", "final_only", "changed"};
    struct hoshi_catalog *catalog = &load->tables->catalog;
    struct hoshi_json draft;
    if (!hoshi_json_need(root, "draft", &draft) || !hoshi_load_object(&draft))
        return;
    hoshi_json_keys(&draft, keys, HOSHI_COUNT(keys));
    catalog->draft_onlys = read_draft_list(load, &draft, "only", false, &catalog->draft_only);
    catalog->final_onlys = read_draft_list(load, &draft, "final_only", true, &catalog->final_only);
    catalog->changeds = read_draft_list(load, &draft, "changed", true, &catalog->changed);
}

void hoshi_load_catalog(struct hoshi_load *load, const struct hoshi_json *root)
{
    static const struct hoshi_ids none;
    struct hoshi_catalog *catalog = &load->tables->catalog;
    struct hoshi_json rows;
    load->criterion_ids = load->fact_ids = &none;
    catalog->from = hoshi_load_provenance(load, root, NULL);
    hoshi_load_words(load, root, "note_ja", "note_en", false);
    read_categories(load, root);
    catalog_read_facts(load, root);
    if (hoshi_load_head(load, root, "catalog", head_keys, HOSHI_COUNT(head_keys), &catalog->version, &rows))
        catalog_read_rows(load, &rows);
    catalog_read_draft(load, root);
}

/* ---- lookups ---- */

size_t hoshi_catalog_find(const struct hoshi_catalog *catalog, const char *id)
{
    uint32_t number = hoshi_catalog_number(id, 4);
    size_t low = 0, high = number ? catalog->criteria : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t there = hoshi_catalog_number(catalog->criterion[middle].id, 4);
        if (there == number)
            return middle;
        if (there < number)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

size_t hoshi_catalog_find_fact(const struct hoshi_catalog *catalog, const char *id)
{
    for (size_t i = 0; i < catalog->facts; i++)
        if (strcmp(catalog->fact[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}
