/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and the defaults of the drivers. What the program cannot do without is listed here with its
 * limits, so that nobody above has to doubt a value. */
#include "tables_load.h"

#include <stdio.h>
#include <string.h>

static const char *const head_keys[] = {HOSHI_HEAD_KEYS, "drivers"};
static const char *const row_keys[] = {HOSHI_ROW_KEYS, "value", "unit"};
static const char *const driver_row_keys[] = {HOSHI_ROW_KEYS, "per", "ratio", "min", "spread"};

/* How the values of a parameter hang together. */
enum shape {
    ONE,
    TRIPLE, /* one, or low <= likely <= high */
    STEPS   /* pairs of a size and a factor, sizes ascending */
};

static const struct required {
    const char *id;
    enum shape shape;
    int64_t min, max;
} required[] = {
    {"horizon_years", ONE, HOSHI_MICRO, HOSHI_TABLE_YEARS_MAX *HOSHI_MICRO},
    {"discount_rate", ONE, 0, HOSHI_MICRO},
    {"exchange_USDJPY", TRIPLE, 1, HOSHI_TABLE_VALUE_MAX},
    {"exchange_GBPJPY", TRIPLE, 1, HOSHI_TABLE_VALUE_MAX},
    {"consumption_tax", ONE, 0, HOSHI_MICRO},
    {"market_factor", TRIPLE, 0, HOSHI_TABLE_VALUE_MAX},
    {"labour_factor", TRIPLE, 0, HOSHI_TABLE_VALUE_MAX},
    {"pace_factor", TRIPLE, 0, HOSHI_TABLE_VALUE_MAX},
    {"size_factor", STEPS, 0, HOSHI_TABLE_VALUE_MAX},
    {"item_coverage_warn", ONE, 0, HOSHI_MICRO},
    {"uplift_warn", ONE, 0, HOSHI_TABLE_VALUE_MAX},
    {"growth_wages", ONE, 0, HOSHI_MICRO},
    {"growth_prices", ONE, 0, HOSHI_MICRO},
};

static const struct required *find_required(const char *id)
{
    for (size_t i = 0; i < HOSHI_COUNT(required); i++)
        if (strcmp(required[i].id, id) == 0)
            return &required[i];
    return NULL;
}

static bool parameters_ascending(const struct hoshi_parameter *p, size_t step, bool strictly)
{
    for (size_t i = step; i < p->values; i += step)
        if (p->value_micro[i - step] > p->value_micro[i] ||
            (strictly && p->value_micro[i - step] == p->value_micro[i]))
            return false;
    return true;
}

static void check_shape(const struct hoshi_json *value, const struct hoshi_parameter *p, enum shape shape)
{
    char got[32];
    snprintf(got, sizeof got, "%zu", p->values);
    if (shape == ONE && p->values != 1)
        hoshi_json_fault(value, HOSHI_E_RANGE, got, "1");
    if (shape == TRIPLE && p->values != 1 && p->values != 3)
        hoshi_json_fault(value, HOSHI_E_RANGE, got, "1, 3");
    if (shape == STEPS && p->values % 2)
        hoshi_json_fault(value, HOSHI_E_RANGE, got, "2, 4 … %d", HOSHI_VALUES_MAX);
    if ((shape == TRIPLE && !parameters_ascending(p, 1, false)) ||
        (shape == STEPS && !parameters_ascending(p, 2, true)))
        hoshi_json_fault(value, HOSHI_E_ORDER, NULL, shape == STEPS ? "<" : "<=");
}

static void parameters_read_values(const struct hoshi_json *row, struct hoshi_parameter *p)
{
    const struct required *need = find_required(p->id);
    int64_t min = need ? need->min : -HOSHI_TABLE_VALUE_MAX, max = need ? need->max : HOSHI_TABLE_VALUE_MAX;
    size_t before = row->faults->n;
    struct hoshi_json value, at;
    if (!hoshi_json_need(row, "value", &value))
        return;
    if (hoshi_json_is_array(&value)) {
        if (!hoshi_load_list(row, "value", true, 1, HOSHI_VALUES_MAX, &value))
            return;
        for (bool more = hoshi_json_first(&value, &at); more; more = hoshi_json_next(&at))
            p->value_micro[p->values++] = hoshi_json_decimal(&at, 6, min, max, min);
    } else {
        p->value_micro[p->values++] = hoshi_json_decimal(&value, 6, min, max, min);
    }
    if (need && row->faults->n == before)
        check_shape(&value, p, need->shape);
}

static struct hoshi_parameter read_parameter(struct hoshi_load *load, const struct hoshi_json *row)
{
    struct hoshi_parameter p = {.values = 0};
    hoshi_json_keys(row, row_keys, HOSHI_COUNT(row_keys));
    p.id = hoshi_load_text(load, row, "id", false);
    p.name = hoshi_load_words(load, row, "ja", "en", true);
    p.reason = hoshi_load_words(load, row, "note_ja", "note_en", false);
    p.unit = hoshi_load_text(load, row, "unit", false);
    parameters_read_values(row, &p);
    p.from = hoshi_load_provenance(load, row, NULL);
    return p;
}

static void parameters_read_rows(struct hoshi_load *load, const struct hoshi_json *rows)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_ids *ids = hoshi_ids_read(load, rows, HOSHI_ROWS_MAX);
    struct hoshi_json row;
    if (ids)
        tables->parameter = hoshi_load_array(load, ids->current, sizeof *tables->parameter);
    if (!ids || !tables->parameter)
        return;
    tables->parameter_ids = ids;
    tables->parameters = ids->current;
    for (bool more = hoshi_json_first(rows, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_parameter p = read_parameter(load, &row);
        if (ids->place[row.index] != SIZE_MAX)
            tables->parameter[ids->place[row.index]] = p;
    }
    for (size_t i = 0; i < HOSHI_COUNT(required); i++)
        if (hoshi_ids_place(ids, required[i].id) == SIZE_MAX)
            hoshi_json_fault(rows, HOSHI_E_PARAMETER_MISSING, required[i].id, NULL);
}

/* ---- drivers ---- */

static struct hoshi_driver_default read_driver(struct hoshi_load *load, const struct hoshi_json *row)
{
    static const enum hoshi_driver bases[] = {HOSHI_COMPANY, HOSHI_USERS};
    static const char *const base_keys[] = {"company", "users"};
    struct hoshi_driver_default d = {.ratio_micro = HOSHI_MICRO};
    struct hoshi_json member;
    hoshi_json_keys(row, driver_row_keys, HOSHI_COUNT(driver_row_keys));
    if (hoshi_json_get(row, "id", &member))
        d.driver = (enum hoshi_driver)hoshi_json_choice(&member, hoshi_driver_keys, HOSHI_DRIVERS, 0);
    d.per = bases[hoshi_load_choice(row, "per", base_keys, HOSHI_COUNT(base_keys))];
    if (d.per == d.driver && hoshi_json_get(row, "per", &member))
        hoshi_json_fault(&member, HOSHI_E_CONTRADICTION, NULL, "company");
    if (hoshi_json_need(row, "ratio", &member))
        d.ratio_micro = hoshi_json_decimal(&member, 6, 0, HOSHI_TABLE_VALUE_MAX, 0);
    d.min = hoshi_load_int(row, "min", 0, HOSHI_TABLE_COUNT_MAX, 0);
    if (hoshi_json_get(row, "spread", &member))
        d.spread_micro = hoshi_json_decimal(&member, 6, 0, HOSHI_MICRO, 0);
    d.name = hoshi_load_words(load, row, "ja", "en", true);
    d.reason = hoshi_load_words(load, row, "note_ja", "note_en", false);
    d.from = hoshi_load_provenance(load, row, NULL);
    return d;
}

static void parameters_read_drivers(struct hoshi_load *load, const struct hoshi_json *root)
{
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json list, row;
    if (!hoshi_load_list(root, "drivers", true, 0, HOSHI_ROWS_MAX, &list))
        return;
    struct hoshi_ids *ids = hoshi_ids_read(load, &list, HOSHI_ROWS_MAX);
    if (!ids)
        return;
    for (bool more = hoshi_json_first(&list, &row); more; more = hoshi_json_next(&row)) {
        if (!hoshi_json_is_object(&row))
            continue;
        struct hoshi_driver_default d = read_driver(load, &row);
        if (ids->place[row.index] != SIZE_MAX)
            tables->driver_default[d.driver] = d;
    }
    for (size_t i = HOSHI_COMPANY + 1; i < HOSHI_DRIVERS; i++)
        if (hoshi_ids_place(ids, hoshi_driver_keys[i]) == SIZE_MAX)
            hoshi_json_fault(&list, HOSHI_E_PARAMETER_MISSING, hoshi_driver_keys[i], NULL);
}

void hoshi_load_parameters(struct hoshi_load *load, const struct hoshi_json *root)
{
    static const struct hoshi_words empty = {"", ""};
    struct hoshi_tables *tables = load->tables;
    struct hoshi_json rows;
    for (size_t i = 0; i < HOSHI_DRIVERS; i++)
        tables->driver_default[i] =
            (struct hoshi_driver_default){.driver = (enum hoshi_driver)i,
                                          .per = HOSHI_COMPANY,
                                          .ratio_micro = HOSHI_MICRO,
                                          .min = 1,
                                          .name = empty,
                                          .reason = empty,
                                          .from = {.source = "", .source_ja = "", .date = "", .url = ""}};
    if (hoshi_load_head(load, root, "parameters", head_keys, HOSHI_COUNT(head_keys),
                        &tables->parameters_version, &rows))
        parameters_read_rows(load, &rows);
    parameters_read_drivers(load, root);
}
