/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices and effort: what one unit costs, in money or in person-days. Amounts quoted with tax lose it here,
 * once, so that every amount above is without. */
#include "tables_load.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const head_keys[] = {HOSHI_HEAD_KEYS};
static const char *const price_keys[] = {
    HOSHI_ROW_KEYS, "unit",    "period", "currency",   "low",    "likely",         "high",          "tax",
    "class",        "upgrade", "nature", "life_years", "breaks", "benchmark_only", "common_unknown"};
static const char *const effort_keys[] = {HOSHI_ROW_KEYS, "driver",      "role",
                                          "days_low",     "days_likely", "days_high"};
static const char *const break_keys[] = {"from", "low", "likely", "high"};
static const char *const triple_keys[3] = {"low", "likely", "high"};
static const char *const days_keys[3] = {"days_low", "days_likely", "days_high"};

static const char *const units[] = {"company",        "user",    "endpoint", "server", "site",
                                    "public_ip",      "web_app", "mailbox",  "admin",  "mobile_device",
                                    "partner",        "tb",      "day",      "person", "cloud_service",
                                    "network_device", "item"};
static const char *const currencies[HOSHI_CURRENCIES] = {"JPY", "USD", "GBP"};
static const char *const taxes[] = {"excl", "incl", "none", "unknown"};
static const char *const periods[] = {"once", "month", "year"};

enum { CENT = 10000 }; /* 0.01 of a currency unit, the most places a price has */

/* ---- prices ---- */

/* The amount without tax, rounded half up once to 0.01 of the currency unit. */
static int64_t without_tax(const struct hoshi_load *load, int64_t with_tax)
{
    const struct hoshi_parameter *tax = hoshi_tables_parameter(load->tables, "consumption_tax");
    int64_t rate = tax && tax->values ? tax->value_micro[0] : 0, cents = 0;
    /* 10^15 at most, so that neither product can overflow. */
    if (!hoshi_money_muldiv(with_tax, HOSHI_MICRO, (HOSHI_MICRO + rate) * CENT, &cents))
        return with_tax;
    return cents * CENT;
}

static struct hoshi_triple read_amounts(const struct hoshi_load *load, const struct hoshi_json *at,
                                        enum hoshi_tax tax)
{
    struct hoshi_triple t = hoshi_load_triple(at, triple_keys, 2, HOSHI_TABLE_VALUE_MAX);
    if (tax == HOSHI_TAX_INCL) {
        t.low_micro = without_tax(load, t.low_micro);
        t.likely_micro = without_tax(load, t.likely_micro);
        t.high_micro = without_tax(load, t.high_micro);
    }
    return t;
}

static void read_break(const struct hoshi_load *load, const struct hoshi_json *at, struct hoshi_price *p)
{
    struct hoshi_price_break *b = &p->break_[p->breaks];
    struct hoshi_json from;
    if (!hoshi_load_object(at))
        return;
    hoshi_json_keys(at, break_keys, HOSHI_COUNT(break_keys));
    b->price = read_amounts(load, at, p->tax);
    if (!hoshi_json_need(at, "from", &from))
        return;
    b->from = hoshi_json_int(&from, 1, HOSHI_TABLE_COUNT_MAX, HOSHI_NONE);
    if (b->from == HOSHI_NONE)
        return;
    if (p->breaks == 0 && b->from != 1)
        hoshi_json_fault(&from, HOSHI_E_RANGE, NULL, "1");
    if (p->breaks && b->from <= b[-1].from)
        hoshi_json_fault(&from, HOSHI_E_ORDER, NULL, "> %" PRId64, b[-1].from);
    p->breaks++;
}

static void read_breaks(const struct hoshi_load *load, const struct hoshi_json *row, struct hoshi_price *p)
{
    struct hoshi_json list, at;
    if (!hoshi_load_list(row, "breaks", false, 1, HOSHI_BREAKS_MAX, &list))
        return;
    for (bool more = hoshi_json_first(&list, &at); more; more = hoshi_json_next(&at))
        read_break(load, &at, p);
}

static void prices_contradicts(const struct hoshi_json *row, const char *key, const char *allowed)
{
    struct hoshi_json member;
    if (hoshi_json_get(row, key, &member))
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "%s", allowed);
}

/* The kinds of a price, and what they rule out together. */
static void prices_read_kinds(const struct hoshi_json *row, struct hoshi_price *p)
{
    p->unit = units[hoshi_load_choice(row, "unit", units, HOSHI_COUNT(units))];
    p->currency =
        (enum hoshi_currency)hoshi_load_choice(row, "currency", currencies, HOSHI_COUNT(currencies));
    p->tax = (enum hoshi_tax)hoshi_load_choice(row, "tax", taxes, HOSHI_COUNT(taxes));
    p->period = (enum hoshi_period)hoshi_load_choice(row, "period", periods, HOSHI_COUNT(periods));
    p->cost_class = (enum hoshi_class)hoshi_load_choice(row, "class", hoshi_class_keys, HOSHI_CLASSES);
    p->nature = (enum hoshi_nature)hoshi_load_choice(row, "nature", hoshi_nature_keys, HOSHI_NATURES);
    p->upgrade = hoshi_load_bool(row, "upgrade", false);
    p->benchmark_only = hoshi_load_bool(row, "benchmark_only", false);
    p->common_unknown = hoshi_load_bool(row, "common_unknown", false);
    p->life_years = hoshi_load_life(row, 0);
    if (p->tax == HOSHI_TAX_INCL && p->currency != HOSHI_JPY)
        prices_contradicts(row, "tax", "JPY");
    if (p->life_years && p->period != HOSHI_ONCE)
        prices_contradicts(row, "life_years", "once");
    if (p->upgrade && p->cost_class != HOSHI_INDIRECT)
        prices_contradicts(row, "upgrade", "indirect");
}

static struct hoshi_price prices_read_price(struct hoshi_load *load, const struct hoshi_json *row)
{
    struct hoshi_price p = {.breaks = 0};
    hoshi_json_keys(row, price_keys, HOSHI_COUNT(price_keys));
    p.id = hoshi_load_text(load, row, "id", false);
    p.name = hoshi_load_words(load, row, "ja", "en", true);
    p.note = hoshi_load_words(load, row, "note_ja", "note_en", false);
    prices_read_kinds(row, &p);
    p.price = read_amounts(load, row, p.tax);
    read_breaks(load, row, &p);
    p.from = hoshi_load_provenance(load, row, NULL);
    return p;
}

/* A day of every role has a price, or no effort could be turned into yen. */
static void find_labour(struct hoshi_load *load, const struct hoshi_json *rows)
{
    struct hoshi_tables *tables = load->tables;
    for (size_t i = 0; i < HOSHI_ROLES; i++) {
        char id[HOSHI_TABLE_ID_MAX];
        snprintf(id, sizeof id, "labour_%s", hoshi_role_keys[i]);
        tables->labour[i] = hoshi_ids_place(tables->price_ids, id);
        if (tables->labour[i] == SIZE_MAX)
            hoshi_json_fault(rows, HOSHI_E_TABLE_REFERENCE, id, NULL);
        else if (tables->price[tables->labour[i]].unit &&
                 strcmp(tables->price[tables->labour[i]].unit, "day") != 0)
            hoshi_json_fault(rows, HOSHI_E_CONTRADICTION, id, "day");
    }
}

void hoshi_load_prices(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json rows, row;
    if (!hoshi_load_head(load, root, "prices", head_keys, HOSHI_COUNT(head_keys), &tables->prices_version,
                         &rows))
        return;
    struct hoshi_ids *ids = hoshi_ids_read(load, &rows, HOSHI_ROWS_MAX);
    if (ids)
        tables->price = hoshi_load_array(load, ids->current, sizeof *tables->price);
    if (!ids || !tables->price)
        return;
    tables->price_ids = ids;
    tables->prices = ids->current;
    for (bool more = hoshi_json_first(&rows, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_price p = prices_read_price(load, &row);
        if (ids->place[row.index] != SIZE_MAX)
            tables->price[ids->place[row.index]] = p;
    }
    find_labour(load, &rows);
}

/* ---- effort ---- */

static struct hoshi_effort read_effort(struct hoshi_load *load, const struct hoshi_json *row)
{
    struct hoshi_effort e = {.id = ""};
    hoshi_json_keys(row, effort_keys, HOSHI_COUNT(effort_keys));
    e.id = hoshi_load_text(load, row, "id", false);
    e.name = hoshi_load_words(load, row, "ja", "en", true);
    hoshi_load_words(load, row, "note_ja", "note_en", false);
    e.driver = (enum hoshi_driver)hoshi_load_choice(row, "driver", hoshi_driver_keys, HOSHI_DRIVERS);
    e.role = (enum hoshi_role)hoshi_load_choice(row, "role", hoshi_role_keys, HOSHI_ROLES);
    e.days = hoshi_load_triple(row, days_keys, 4, HOSHI_TABLE_DAYS_MAX);
    e.from = hoshi_load_provenance(load, row, NULL);
    return e;
}

void hoshi_load_effort(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json rows, row;
    if (!hoshi_load_head(load, root, "effort", head_keys, HOSHI_COUNT(head_keys), &tables->effort_version,
                         &rows))
        return;
    struct hoshi_ids *ids = hoshi_ids_read(load, &rows, HOSHI_ROWS_MAX);
    if (ids)
        tables->effort = hoshi_load_array(load, ids->current, sizeof *tables->effort);
    if (!ids || !tables->effort)
        return;
    tables->effort_ids = ids;
    tables->efforts = ids->current;
    for (bool more = hoshi_json_first(&rows, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_effort e = read_effort(load, &row);
        if (ids->place[row.index] != SIZE_MAX)
            tables->effort[ids->place[row.index]] = e;
    }
}
