/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures and their lines, with the defaults a line takes from the row it names; then the proof that the
 * default measures close every criterion whatever the size of the company. */
#include "tables_load.h"
#include "text_key.h"
#include "sort.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const head_keys[] = {HOSHI_HEAD_KEYS};
static const char *const row_keys[] = {HOSHI_ROW_KEYS, "level",   "closes", "excludes",
                                       "requires",     "default", "star",   "lines",
                                       "available",    "hands",   "why_ja", "why_en"};
static const char *const line_keys[] = {"price",     "effort",     "driver",      "factor", "recurrence",
                                        "from_year", "life_years", "indivisible", "whole",  "sized",
                                        "class",     "upgrade",    "nature"};
static const char *const bound_keys[] = {"driver", "min", "max"};

/* ---- lines ---- */

static void measures_contradicts(const struct hoshi_json *at, const char *key, const char *allowed)
{
    struct hoshi_json member;
    if (hoshi_json_get(at, key, &member))
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "%s", allowed);
}

/* "endpoints+servers" as bits; 0 when a name is unknown or stands twice. */
static uint32_t measures_read_drivers(const struct hoshi_json *at)
{
    const char *text = hoshi_json_text(at, HOSHI_TABLE_TEXT_MAX, false);
    uint32_t bits = 0;
    for (const char *p = text; *text; p++) {
        enum hoshi_driver driver;
        char key[HOSHI_TABLE_ID_MAX] = "";
        size_t n = strcspn(p, "+");
        if (n < sizeof key)
            memcpy(key, p, n);
        if (!hoshi_driver_find(key, &driver)) {
            const char *near = hoshi_text_nearest(key, hoshi_driver_keys, HOSHI_DRIVERS);
            hoshi_json_fault(at, HOSHI_E_CHOICE, key, "%s", near ? near : "");
            return 0;
        }
        if (bits & UINT32_C(1) << driver) {
            hoshi_json_fault(at, HOSHI_E_DUPLICATE, key, NULL);
            return 0;
        }
        bits |= UINT32_C(1) << driver;
        p += n;
        if (!*p)
            break;
    }
    return bits;
}

/* once 0, yearly 1, every_k_years k; -1 when it is none of these. */
static int recurrence(const char *text)
{
    if (strcmp(text, "once") == 0)
        return 0;
    if (strcmp(text, "yearly") == 0)
        return 1;
    for (int k = 2; k <= HOSHI_TABLE_YEARS_MAX; k++) {
        char name[32];
        snprintf(name, sizeof name, "every_%d_years", k);
        if (strcmp(text, name) == 0)
            return k;
    }
    return -1;
}

/* An effort row has no period to take the recurrence from, so its lines state it. */
static void read_recurrence(const struct hoshi_json *at, const struct hoshi_price *price,
                            struct hoshi_measure_line *l)
{
    struct hoshi_json member;
    l->every = price && price->period != HOSHI_ONCE;
    bool effort = hoshi_json_get(at, "effort", &member);
    if (!(effort ? hoshi_json_need(at, "recurrence", &member) : hoshi_json_get(at, "recurrence", &member)))
        return;
    const char *text = hoshi_json_text(&member, HOSHI_TABLE_ID_MAX, false);
    int every = recurrence(text);
    if (text[0] && every < 0)
        hoshi_json_fault(&member, HOSHI_E_CHOICE, NULL, "once, yearly, every_2_years … every_%d_years",
                         HOSHI_TABLE_YEARS_MAX);
    if (every >= 0 && every != 1 && price && price->period == HOSHI_MONTH)
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "yearly");
    l->every = every < 0 ? 0 : every;
}

static void measures_read_kinds(const struct hoshi_json *at, const struct hoshi_price *price,
                                struct hoshi_measure_line *l)
{
    struct hoshi_json member;
    l->cost_class = price ? price->cost_class : HOSHI_INDIRECT;
    l->nature = price ? price->nature : HOSHI_NATURE_LABOUR;
    l->upgrade = hoshi_load_bool(at, "upgrade", price && price->upgrade);
    if (hoshi_json_get(at, "class", &member))
        l->cost_class =
            (enum hoshi_class)hoshi_json_choice(&member, hoshi_class_keys, HOSHI_CLASSES, HOSHI_INDIRECT);
    if (hoshi_json_get(at, "nature", &member))
        l->nature = (enum hoshi_nature)hoshi_json_choice(&member, hoshi_nature_keys, HOSHI_NATURES, 0);
    if (l->upgrade && l->cost_class != HOSHI_INDIRECT)
        hoshi_json_fault(at, HOSHI_E_CONTRADICTION, "upgrade, direct", "upgrade, indirect");
}

static void read_terms(const struct hoshi_json *at, const struct hoshi_price *price,
                       struct hoshi_measure_line *l)
{
    struct hoshi_json member;
    read_recurrence(at, price, l);
    l->factor_micro = HOSHI_MICRO;
    if (hoshi_json_get(at, "factor", &member))
        l->factor_micro = hoshi_json_decimal(&member, 6, 1, HOSHI_TABLE_VALUE_MAX, HOSHI_MICRO);
    l->from_year = (int)hoshi_load_int(at, "from_year", 1, HOSHI_TABLE_YEARS_MAX, 1);
    if (l->every == 0)
        l->life_years = hoshi_load_life(at, price ? price->life_years : 0);
    else
        measures_contradicts(at, "life_years", "once");
    l->indivisible = hoshi_load_bool(at, "indivisible", false);
    l->whole = hoshi_load_bool(at, "whole", false);
}

/* The row a line names: exactly one of price and effort. Both stay SIZE_MAX when it cannot be found. */
static void measures_read_row(struct hoshi_load *load, const struct hoshi_json *at, bool holds,
                              struct hoshi_measure_line *l)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json price, effort;
    bool has_effort = hoshi_json_get(at, "effort", &effort);
    l->price = l->effort = SIZE_MAX;
    if (!has_effort && !hoshi_json_need(at, "price", &price))
        return;
    if (has_effort && hoshi_json_get(at, "price", &price)) {
        hoshi_json_fault(&effort, HOSHI_E_CONTRADICTION, NULL, "price");
        return;
    }
    if (has_effort) {
        l->effort = hoshi_ids_resolve(tables->effort_ids, &effort, holds);
        return;
    }
    l->price = hoshi_ids_resolve(tables->price_ids, &price, holds);
    if (l->price != SIZE_MAX && tables->price[l->price].benchmark_only)
        hoshi_json_fault(&price, HOSHI_E_PRICE_BENCHMARK, NULL, NULL);
}

static void read_quantity(const struct hoshi_json *at, const struct hoshi_effort *effort,
                          struct hoshi_measure_line *l)
{
    struct hoshi_json member;
    bool of_effort = hoshi_json_get(at, "effort", &member);
    if (effort)
        l->drivers = UINT32_C(1) << effort->driver;
    if (of_effort ? hoshi_json_get(at, "driver", &member) : hoshi_json_need(at, "driver", &member))
        l->drivers = measures_read_drivers(&member);
    l->sized = hoshi_load_bool(at, "sized", of_effort && l->drivers == UINT32_C(1) << HOSHI_COMPANY);
}

static struct hoshi_measure_line measures_read_line(struct hoshi_load *load, const struct hoshi_json *at,
                                                    bool holds)
{
    const struct hoshi_tables *tables = load->tables;
    struct hoshi_measure_line l = {.id = ""};
    hoshi_json_keys(at, line_keys, HOSHI_COUNT(line_keys));
    measures_read_row(load, at, holds, &l);
    const struct hoshi_price *price = l.price == SIZE_MAX ? NULL : &tables->price[l.price];
    const struct hoshi_effort *effort = l.effort == SIZE_MAX ? NULL : &tables->effort[l.effort];
    read_quantity(at, effort, &l);
    read_terms(at, price, &l);
    measures_read_kinds(at, price, &l);
    return l;
}

/* "measure/row", and "measure/row/2" when the measure has had that row before. */
static const char *line_id(struct hoshi_load *load, const struct hoshi_measure *m,
                           const struct hoshi_measure_line *l)
{
    const struct hoshi_tables *tables = load->tables;
    const char *row = l->price != SIZE_MAX    ? tables->price[l->price].id
                      : l->effort != SIZE_MAX ? tables->effort[l->effort].id
                                              : "";
    size_t same = 1;
    for (const struct hoshi_measure_line *k = m->line; k < l; k++)
        same += k->price == l->price && k->effort == l->effort;
    const char *id = same > 1 ? hoshi_arena_printf(&load->tables->arena, "%s/%s/%zu", m->id, row, same)
                              : hoshi_arena_printf(&load->tables->arena, "%s/%s", m->id, row);
    load->no_memory |= !id;
    return id ? id : "";
}

static void measures_read_lines(struct hoshi_load *load, const struct hoshi_json *row, bool holds,
                                struct hoshi_measure *m)
{
    struct hoshi_json list, at;
    if (!hoshi_load_list(row, "lines", true, 1, HOSHI_LINES_MAX, &list))
        return;
    struct hoshi_measure_line *line = hoshi_load_array(load, hoshi_json_size(&list), sizeof *line);
    m->line = line;
    for (bool more = line && hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        if (!hoshi_load_object(&at))
            continue;
        line[m->lines] = measures_read_line(load, &at, holds);
        line[m->lines].id = line_id(load, m, &line[m->lines]);
        m->lines++;
    }
}

/* ---- measures ---- */

static int by_index(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A list of ids as ascending indices, each once. */
static const size_t *read_references(struct hoshi_load *load, const struct hoshi_json *row, const char *key,
                                     const struct hoshi_ids *ids, bool holds, size_t *n)
{
    struct hoshi_json list, at;
    bool closes = ids == load->criterion_ids;
    if (!hoshi_load_list(row, key, closes, 0, HOSHI_ROWS_MAX, &list))
        return NULL;
    size_t *index = hoshi_load_array(load, hoshi_json_size(&list), sizeof *index);
    for (bool more = index && hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at)) {
        size_t i = hoshi_ids_resolve(ids, &at, holds), k = 0;
        if (i == SIZE_MAX)
            continue;
        while (k < *n && index[k] != i)
            k++;
        if (k < *n)
            hoshi_json_fault(&at, HOSHI_E_DUPLICATE, NULL, NULL);
        else
            index[(*n)++] = i;
    }
    if (index)
        hoshi_sort(index, *n, sizeof *index, by_index);
    return index;
}

static void read_bounds(const struct hoshi_json *row, struct hoshi_measure *m)
{
    struct hoshi_json at, member;
    m->bound_min = m->bound_max = HOSHI_NONE;
    if (!hoshi_json_get(row, "available", &at) || !hoshi_load_object(&at))
        return;
    hoshi_json_keys(&at, bound_keys, HOSHI_COUNT(bound_keys));
    m->bounded = true;
    m->bound_driver = (enum hoshi_driver)hoshi_load_choice(&at, "driver", hoshi_driver_keys, HOSHI_DRIVERS);
    m->bound_min = hoshi_load_int(&at, "min", 0, HOSHI_TABLE_COUNT_MAX, HOSHI_NONE);
    m->bound_max = hoshi_load_int(&at, "max", 0, HOSHI_TABLE_COUNT_MAX, HOSHI_NONE);
    if (m->bound_max != HOSHI_NONE && m->bound_max < m->bound_min && hoshi_json_get(&at, "max", &member))
        hoshi_json_fault(&member, HOSHI_E_ORDER, NULL, ">= %" PRId64, m->bound_min);
    if (m->bound_min == HOSHI_NONE && m->bound_max == HOSHI_NONE && !hoshi_json_get(&at, "max", &member))
        hoshi_json_need(&at, "min", &member);
}

static void measures_read_star(struct hoshi_load *load, const struct hoshi_json *row, size_t place,
                               struct hoshi_measure *m)
{
    struct hoshi_json member;
    if (!hoshi_json_get(row, "star", &member))
        return;
    m->star = (int)hoshi_json_int(&member, HOSHI_LEVEL_MIN, HOSHI_LEVEL_MAX, 0);
    if (!m->star)
        return;
    if (m->star != m->level)
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "%d", m->level);
    if (place == SIZE_MAX)
        return;
    if (load->tables->star[m->star] != SIZE_MAX)
        hoshi_json_fault(&member, HOSHI_E_DUPLICATE, NULL, NULL);
    load->tables->star[m->star] = place;
}

/* Days bought in: one line for each year a plan may have, and another for the own days it saves then. */
static void read_hands(struct hoshi_load *load, const struct hoshi_json *row, size_t place,
                       struct hoshi_measure *m)
{
    struct hoshi_json member;
    int bought = 0, saved = 0;
    m->hands = hoshi_load_bool(row, "hands", false);
    if (!m->hands || !hoshi_json_get(row, "hands", &member))
        return;
    for (size_t i = 0; i < m->lines; i++) {
        const struct hoshi_measure_line *l = &m->line[i];
        *(l->effort == SIZE_MAX ? &bought : &saved) |= !l->every && !l->sized ? 1 << l->from_year : 0;
    }
    if (bought != (2 << HOSHI_TABLE_YEARS_MAX) - 2 || saved != bought || m->by_default || m->closes_n)
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "price, effort: once, from_year 1 … %d",
                         HOSHI_TABLE_YEARS_MAX);
    if (place == SIZE_MAX)
        return;
    if (load->tables->hands != SIZE_MAX)
        hoshi_json_fault(&member, HOSHI_E_DUPLICATE, NULL, NULL);
    load->tables->hands = place;
}

static void check_self(const struct hoshi_json *row, const char *key, const size_t *index, size_t n,
                       size_t self)
{
    for (size_t i = 0; i < n; i++)
        if (index[i] == self)
            measures_contradicts(row, key, "");
}

static struct hoshi_measure read_measure(struct hoshi_load *load, const struct hoshi_json *row, size_t place)
{
    struct hoshi_measure m = {.index = place};
    struct hoshi_json member;
    bool holds = place != SIZE_MAX;
    const struct hoshi_ids *measures = load->tables->measure_ids;
    hoshi_json_keys(row, row_keys, HOSHI_COUNT(row_keys));
    m.id = hoshi_load_text(load, row, "id", false);
    m.name = hoshi_load_words(load, row, "ja", "en", true);
    m.why = hoshi_load_words(load, row, "why_ja", "why_en", true);
    hoshi_load_words(load, row, "note_ja", "note_en", false);
    m.level = HOSHI_LEVEL_MIN;
    if (hoshi_json_need(row, "level", &member))
        m.level = (int)hoshi_json_int(&member, HOSHI_LEVEL_MIN, HOSHI_LEVEL_MAX, HOSHI_LEVEL_MIN);
    if (hoshi_json_need(row, "default", &member))
        m.by_default = hoshi_json_bool(&member, false);
    measures_read_star(load, row, place, &m);
    m.closes = read_references(load, row, "closes", load->criterion_ids, holds, &m.closes_n);
    m.excludes = read_references(load, row, "excludes", measures, holds, &m.excludes_n);
    m.requires_ = read_references(load, row, "requires", measures, holds, &m.requires_n);
    check_self(row, "excludes", m.excludes, m.excludes_n, place);
    check_self(row, "requires", m.requires_, m.requires_n, place);
    read_bounds(row, &m);
    measures_read_lines(load, row, holds, &m);
    read_hands(load, row, place, &m);
    m.from = hoshi_load_provenance(load, row, NULL);
    return m;
}

/* ---- coverage ---- */

/* The measure closes the criterion at its level or below, unasked. */
static bool may_close(const struct hoshi_measure *m, const struct hoshi_criterion *c)
{
    if (!m->by_default || m->level > c->level)
        return false;
    for (size_t i = 0; i < m->closes_n; i++)
        if (m->closes[i] == c->index)
            return true;
    return false;
}

/* Measures bounded by one driver may share a criterion: do they together leave no quantity out? */
static bool bounds_meet(const struct hoshi_tables *tables, const struct hoshi_criterion *c,
                        enum hoshi_driver driver)
{
    int64_t reached = 0; /* every quantity below is covered */
    for (size_t i = 0; i < tables->measures; i++) {
        const struct hoshi_measure *m = &tables->measure[i];
        if (!m->bounded || m->bound_driver != driver || !may_close(m, c) || m->bound_min > reached)
            continue;
        if (m->bound_max == HOSHI_NONE)
            return true;
        if (m->bound_max >= reached) {
            reached = m->bound_max + 1;
            i = SIZE_MAX; /* from the first again: an earlier one may now join on */
        }
    }
    return false;
}

static bool closable(const struct hoshi_tables *tables, const struct hoshi_criterion *c)
{
    for (size_t i = 0; i < tables->measures; i++)
        if (!tables->measure[i].bounded && may_close(&tables->measure[i], c))
            return true;
    for (size_t driver = 0; driver < HOSHI_DRIVERS; driver++)
        if (bounds_meet(tables, c, (enum hoshi_driver)driver))
            return true;
    return false;
}

static void check_coverage(const struct hoshi_tables *tables, const struct hoshi_json *rows)
{
    for (size_t i = 0; i < tables->catalog.criteria; i++)
        if (!closable(tables, &tables->catalog.criterion[i]))
            hoshi_json_fault(rows, HOSHI_E_TABLE_COVERAGE, tables->catalog.criterion[i].id, NULL);
    for (int level = HOSHI_LEVEL_MIN; level <= HOSHI_LEVEL_MAX; level++) {
        char star[32];
        snprintf(star, sizeof star, "star:%d", level);
        if (tables->star[level] == SIZE_MAX)
            hoshi_json_fault(rows, HOSHI_E_TABLE_REFERENCE, star, NULL);
    }
}

void hoshi_load_measures(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json rows, row;
    for (int level = 0; level <= HOSHI_LEVEL_MAX; level++)
        tables->star[level] = SIZE_MAX;
    tables->hands = SIZE_MAX;
    if (!hoshi_load_head(load, root, "measures", head_keys, HOSHI_COUNT(head_keys), &tables->measures_version,
                         &rows))
        return;
    struct hoshi_ids *ids = hoshi_ids_read(load, &rows, HOSHI_ROWS_MAX);
    if (ids && ids->current > HOSHI_MEASURES_MAX)
        hoshi_json_fault(&rows, HOSHI_E_TOO_MANY, "", "%d", HOSHI_MEASURES_MAX);
    if (ids)
        tables->measure = hoshi_load_array(load, ids->current, sizeof *tables->measure);
    if (!ids || !tables->measure)
        return;
    tables->measure_ids = ids;
    tables->measures = ids->current;
    for (bool more = hoshi_json_first(&rows, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_measure m = read_measure(load, &row, ids->place[row.index]);
        if (m.index != SIZE_MAX)
            tables->measure[m.index] = m;
    }
    if (!load->no_memory)
        check_coverage(tables, &rows);
}
