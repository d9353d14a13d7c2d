/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The embedded tables are sound, and every way of breaking one is found and named. Faults are provoked by
 * changing one member of an embedded file and loading the result from a folder; all other files stay
 * embedded. */
#include "embedded.h"
#include "file.h"
#include "fold.h"
#include "json_read.h"
#include "tables.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const struct hoshi_date today = {2026, 11, 22};
static const char *const files[] = {"catalog.json", "parameters.json", "prices.json",
                                    "effort.json",  "measures.json",   "rules.json"};
static char folder[64];
static struct hoshi_faults faults;

/* ---- a folder of changed tables ---- */

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/hoshi-tables-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static const char *in_folder(const char *file)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    return path;
}

static void empty_folder(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (unlink(in_folder(files[i])) != 0)
            rmdir(in_folder(files[i]));
}

static int remove_folder(void **state)
{
    (void)state;
    empty_folder();
    return rmdir(folder);
}

static void write_text(const char *file, const char *text)
{
    assert_int_equal(hoshi_file_write(in_folder(file), text, strlen(text), NULL), HOSHI_OK);
}

static cJSON *embedded(const char *file)
{
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, file) == 0)
            return cJSON_Parse((const char *)hoshi_embedded_files[i].bytes);
    fail_msg("%s is not embedded", file);
    return NULL;
}

static void write_tree(const char *file, cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    assert_non_null(text);
    write_text(file, text);
    cJSON_free(text);
    cJSON_Delete(tree);
}

/* The value at a path such as "rows[0].lines"; "" is the whole. */
static cJSON *walk(cJSON *node, const char *path)
{
    while (*path && node) {
        char key[64];
        size_t n = strcspn(path, ".[");
        if (*path == '[') {
            char *end;
            node = cJSON_GetArrayItem(node, (int)strtol(path + 1, &end, 10));
            path = end + 1;
        } else {
            snprintf(key, sizeof key, "%.*s", (int)n, path);
            node = cJSON_GetObjectItemCaseSensitive(node, key);
            path += n;
        }
        path += *path == '.';
    }
    return node;
}

/* Put the value (JSON text; NULL removes) at a member; key NULL appends to an array. */
static void put(cJSON *tree, const char *at, const char *key, const char *value)
{
    cJSON *node = walk(tree, at), *item = value ? cJSON_Parse(value) : NULL;
    assert_non_null(node);
    assert_true(!value || item);
    if (!key)
        cJSON_AddItemToArray(node, item);
    else if (!value)
        cJSON_DeleteItemFromObjectCaseSensitive(node, key);
    else if (cJSON_HasObjectItem(node, key))
        cJSON_ReplaceItemInObjectCaseSensitive(node, key, item);
    else
        cJSON_AddItemToObject(node, key, item);
}

static int row_of(cJSON *tree, const char *id)
{
    int i = 0;
    cJSON *row;
    cJSON_ArrayForEach(row, walk(tree, "rows"))
    {
        if (strcmp(walk(row, "id")->valuestring, id) == 0)
            return i;
        i++;
    }
    fail_msg("no row %s", id);
    return -1;
}

static enum hoshi_status load(const char *from, struct hoshi_date as_of, struct hoshi_tables **tables)
{
    memset(&faults, 0, sizeof faults);
    *tables = NULL;
    return hoshi_tables_open(from, as_of, tables, &faults);
}

static struct hoshi_tables *must_load(const char *from, struct hoshi_date as_of)
{
    struct hoshi_tables *tables;
    enum hoshi_status status = load(from, as_of, &tables);
    if (status)
        fail_msg("%s %s %s got %s, allowed %s", hoshi_status_name(status), faults.item[0].file,
                 faults.item[0].path, faults.item[0].got, faults.item[0].allowed);
    assert_int_equal(faults.n, 0);
    return tables;
}

/* Among the faults is this one, the load failed, and nothing was given. */
static void must_fail(const char *what, const char *file, enum hoshi_status status, const char *path,
                      const char *got)
{
    struct hoshi_tables *tables;
    enum hoshi_status found = load(folder, today, &tables);
    const struct hoshi_fault *f = &faults.item[0];
    if (!found || f->status != status || strcmp(f->path, path) != 0 || (got && strcmp(f->got, got) != 0) ||
        strcmp(f->file, in_folder(file)) != 0)
        fail_msg("%s: %s %s %s got %s, allowed %s", what, hoshi_status_name(found), f->file, f->path, f->got,
                 f->allowed);
    assert_int_equal(found, status);
    assert_null(tables);
    assert_null(faults.file);
}

/* ---- the embedded tables ---- */

static void test_embedded_tables_are_sound(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    size_t level[5] = {0};
    for (size_t i = 0; i < t->catalog.criteria; i++)
        level[t->catalog.criterion[i].level]++;
    assert_int_equal(t->catalog.requirements, 43);
    assert_int_equal(t->catalog.criteria, 153);
    assert_int_equal(level[3], 81);
    assert_int_equal(level[4], 72);
    assert_string_equal(t->catalog.version, "2026-03-27");
    for (int i = 1; i <= HOSHI_CATEGORIES; i++)
        assert_true(t->catalog.category[i].ja[0] && t->catalog.category[i].en[0]);
    hoshi_tables_close(t);
    hoshi_tables_close(NULL);
}

/* The program reads them without the checks of other JSON: so they hold here, the composed form of all text too. */
static void test_embedded_files_pass_every_check(void **state)
{
    (void)state;
    size_t read = 0;
    for (size_t i = 0; i < hoshi_embedded_n; i++) {
        const struct hoshi_embedded *file = &hoshi_embedded_files[i];
        if (!strstr(file->name, ".json"))
            continue;
        struct hoshi_json_document *document;
        struct hoshi_json root;
        faults = (struct hoshi_faults){0};
        assert_int_equal(hoshi_json_parse((const char *)file->bytes, file->n, &document, &root, &faults),
                         HOSHI_OK);
        assert_int_equal(hoshi_faults_status(&faults), HOSHI_OK);
        hoshi_json_close(document);
        char *text = malloc(file->n);
        assert_non_null(text);
        memcpy(text, file->bytes, file->n);
        assert_int_equal(hoshi_text_compose(text, file->n), file->n);
        assert_memory_equal(text, file->bytes, file->n);
        assert_null(strstr((const char *)file->bytes, "\\u")); /* nothing decomposed behind an escape */
        free(text);
        read++;
    }
    assert_true(read >= sizeof files / sizeof *files);
}

/* A Japanese sheet shows sources, so each has Japanese words. */
static void japanese(const char *id, const struct hoshi_provenance *from)
{
    for (const char *p = from->source_ja; *p; p++)
        if (*p & 0x80)
            return;
    fail_msg("%s has no Japanese source: %s", id, from->source_ja);
}

static void test_every_source_has_japanese(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    for (size_t i = 0; i < t->catalog.criteria; i++)
        japanese(t->catalog.criterion[i].id, &t->catalog.criterion[i].from);
    for (size_t i = 0; i < t->prices; i++)
        japanese(t->price[i].id, &t->price[i].from);
    for (size_t i = 0; i < t->efforts; i++)
        japanese(t->effort[i].id, &t->effort[i].from);
    for (size_t i = 0; i < t->measures; i++)
        japanese(t->measure[i].id, &t->measure[i].from);
    for (size_t i = 0; i < t->parameters; i++)
        japanese(t->parameter[i].id, &t->parameter[i].from);
    for (int d = HOSHI_COMPANY + 1; d < HOSHI_DRIVERS; d++)
        japanese(hoshi_driver_key((enum hoshi_driver)d), &t->driver_default[d].from);
    hoshi_tables_close(t);
}

static void test_requirements_hold_their_criteria_in_order(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    size_t next = 0;
    for (size_t r = 0; r < t->catalog.requirements; r++) {
        const struct hoshi_requirement *q = &t->catalog.requirement[r];
        assert_int_equal(q->first, next);
        assert_true(q->n > 0);
        for (; next < q->first + q->n; next++) {
            const struct hoshi_criterion *c = &t->catalog.criterion[next];
            assert_int_equal(c->requirement, r);
            assert_int_equal(c->index, next);
            assert_int_equal(c->category, q->category);
            assert_int_equal(strncmp(c->id, q->id, strlen(q->id)), 0);
            assert_int_equal(hoshi_catalog_find(&t->catalog, c->id), next);
            assert_true(c->fact == SIZE_MAX || c->fact < t->catalog.facts);
            assert_string_equal(c->from.source, t->catalog.from.source);
        }
    }
    assert_int_equal(next, t->catalog.criteria);
    hoshi_tables_close(t);
}

static void test_every_criterion_is_closed_by_a_default_measure_of_its_level(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    for (size_t c = 0; c < t->catalog.criteria; c++) {
        bool closed = false;
        for (size_t m = 0; m < t->measures && !closed; m++)
            for (size_t i = 0; i < t->measure[m].closes_n; i++)
                closed |= t->measure[m].closes[i] == c && t->measure[m].by_default &&
                          t->measure[m].level <= t->catalog.criterion[c].level;
        if (!closed)
            fail_msg("%s", t->catalog.criterion[c].id);
    }
    for (int level = 3; level <= 4; level++)
        assert_int_equal(t->measure[t->star[level]].star, level);
    hoshi_tables_close(t);
}

static void test_lines_point_to_rows_and_have_unique_ids(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *q = &t->measure[m];
        assert_int_equal(q->index, m);
        assert_int_equal(hoshi_tables_find_measure(t, q->id), m);
        for (size_t i = 0; i < q->lines; i++) {
            const struct hoshi_measure_line *l = &q->line[i];
            assert_true((l->price < t->prices) != (l->effort < t->efforts));
            assert_true(l->drivers != 0 && l->factor_micro > 0 && l->from_year >= 1);
            assert_true(l->price == SIZE_MAX || !t->price[l->price].benchmark_only);
            assert_true(!l->upgrade || l->cost_class == HOSHI_INDIRECT);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(q->line[k].id, l->id);
        }
    }
    hoshi_tables_close(t);
}

static void test_lookups_find_each_row_and_nothing_else(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    for (size_t i = 0; i < t->prices; i++)
        assert_int_equal(hoshi_tables_find_price(t, t->price[i].id), i);
    for (size_t i = 0; i < t->efforts; i++)
        assert_int_equal(hoshi_tables_find_effort(t, t->effort[i].id), i);
    for (size_t i = 0; i < t->parameters; i++)
        assert_ptr_equal(hoshi_tables_parameter(t, t->parameter[i].id), &t->parameter[i]);
    for (size_t i = 0; i < t->catalog.facts; i++)
        assert_int_equal(hoshi_catalog_find_fact(&t->catalog, t->catalog.fact[i].id), i);
    for (size_t i = 0; i < HOSHI_ROLES; i++)
        assert_int_equal(strncmp(t->price[t->labour[i]].id, "labour_", 7), 0);
    static const char *const no[] = {"",        "1-1-1",    "1-1-1-01", "1-1-1-1-1",
                                     "9-9-9-9", "1-1-1-1 ", "-1-1-1",   "1-1-1-100"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_true(hoshi_catalog_find(&t->catalog, no[i]) == SIZE_MAX);
    assert_true(hoshi_catalog_find_fact(&t->catalog, "x") == SIZE_MAX);
    assert_true(hoshi_tables_find_price(t, "x") == SIZE_MAX);
    assert_true(hoshi_tables_find_effort(t, "") == SIZE_MAX);
    assert_true(hoshi_tables_find_measure(t, "zzz") == SIZE_MAX);
    assert_null(hoshi_tables_parameter(t, "x"));
    hoshi_tables_close(t);
}

static void test_every_driver_has_a_default(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    for (size_t i = 0; i < HOSHI_DRIVERS; i++) {
        assert_int_equal(t->driver_default[i].driver, i);
        assert_true(t->driver_default[i].per == HOSHI_COMPANY || t->driver_default[i].per == HOSHI_USERS);
        assert_non_null(t->driver_default[i].reason.ja);
    }
    assert_int_equal(t->driver_default[HOSHI_COMPANY].ratio_micro, HOSHI_MICRO);
    hoshi_tables_close(t);
}

static void test_keys_of_enums(void **state)
{
    (void)state;
    enum hoshi_driver d = HOSHI_USERS;
    for (size_t i = 0; i < HOSHI_DRIVERS; i++) {
        assert_true(hoshi_driver_find(hoshi_driver_key((enum hoshi_driver)i), &d));
        assert_int_equal(d, i);
    }
    assert_false(hoshi_driver_find("endpoint", &d));
    assert_string_equal(hoshi_class_key(HOSHI_INDIRECT), "indirect");
    assert_string_equal(hoshi_nature_key(HOSHI_NATURE_TRAINING), "training");
    assert_string_equal(hoshi_role_key(HOSHI_ROLE_EXECUTIVE), "executive");
    assert_string_equal(hoshi_confidence_key(HOSHI_CONFIDENCE_HIGH), "high");
    assert_string_equal(hoshi_basis_key(HOSHI_BASIS_ESTIMATE), "estimate");
}

/* ---- one change, one fault ---- */

#define LINES(line) "rows[0]", "lines", "[" line "]"

static const struct change {
    const char *file, *at, *key, *value; /* put */
    enum hoshi_status status;
    const char *path, *got; /* got NULL: not asked */
} changes[] = {
    /* the head */
    {"prices.json", "", "hoshiwari_table", "\"effort\"", HOSHI_E_FORMAT_VERSION, "hoshiwari_table", "effort"},
    {"prices.json", "", "hoshiwari_table", NULL, HOSHI_E_KEY_MISSING, "hoshiwari_table", NULL},
    {"effort.json", "", "version", NULL, HOSHI_E_KEY_MISSING, "version", NULL},
    {"effort.json", "", "version", "3", HOSHI_E_TYPE, "version", "3"},
    {"measures.json", "", "rows", NULL, HOSHI_E_KEY_MISSING, "rows", NULL},
    {"measures.json", "", "rows", "{}", HOSHI_E_TYPE, "rows", NULL},
    {"parameters.json", "", "driver", "[]", HOSHI_E_KEY_UNKNOWN, "driver", "driver"},
    {"catalog.json", "", "confidence", NULL, HOSHI_E_KEY_MISSING, "confidence", NULL},
    /* every row */
    {"prices.json", "rows[0]", "id", NULL, HOSHI_E_KEY_MISSING, "rows[0].id", NULL},
    {"prices.json", "rows[0]", "id", "\"a/b\"", HOSHI_E_ID, "rows[0].id", "a/b"},
    {"prices.json", "rows[0]", "en", NULL, HOSHI_E_KEY_MISSING, "rows[0].en", NULL},
    {"prices.json", "rows[0]", "source", NULL, HOSHI_E_KEY_MISSING, "rows[0].source", NULL},
    {"prices.json", "rows[0]", "source_ja", "\"\"", HOSHI_E_TEXT_LENGTH, "rows[0].source_ja", NULL},
    {"prices.json", "rows[0]", "date", "\"2026-13\"", HOSHI_E_DATE, "rows[0].date", "2026-13"},
    {"prices.json", "rows[0]", "date", "\"soon\"", HOSHI_E_DATE, "rows[0].date", "soon"},
    {"effort.json", "rows[0]", "confidence", "\"sure\"", HOSHI_E_CHOICE, "rows[0].confidence", "sure"},
    {"effort.json", "rows[0]", "basis", "\"guess\"", HOSHI_E_CHOICE, "rows[0].basis", "guess"},
    {"effort.json", "rows[0]", "note_ja", "\"a\"", HOSHI_E_KEY_MISSING, "rows[0].note_en", NULL},
    {"effort.json", "rows[0]", "valid_from", "\"2026-02-30\"", HOSHI_E_DATE, "rows[0].valid_from", NULL},
    {"effort.json", "", "rows", "[7]", HOSHI_E_TYPE, "rows[0]", "7"},
    /* prices */
    {"prices.json", "rows[0]", "likly", "\"1\"", HOSHI_E_KEY_UNKNOWN, "rows[0].likly", "likly"},
    {"prices.json", "rows[0]", "low", NULL, HOSHI_E_KEY_MISSING, "rows[0].low", NULL},
    {"prices.json", "rows[0]", "low", "5", HOSHI_E_TYPE, "rows[0].low", "5"},
    {"prices.json", "rows[0]", "low", "\"1.234\"", HOSHI_E_DECIMAL, "rows[0].low", "1.234"},
    {"prices.json", "rows[0]", "low", "\"1e3\"", HOSHI_E_DECIMAL, "rows[0].low", "1e3"},
    {"prices.json", "rows[0]", "low", "\"-1\"", HOSHI_E_RANGE, "rows[0].low", "-1"},
    {"prices.json", "rows[0]", "low", "\"999999999\"", HOSHI_E_ORDER, "rows[0].low", "999999999"},
    {"prices.json", "rows[0]", "high", "\"0.01\"", HOSHI_E_ORDER, "rows[0].high", "0.01"},
    {"prices.json", "rows[0]", "high", "\"1000000001\"", HOSHI_E_RANGE, "rows[0].high", NULL},
    {"prices.json", "rows[0]", "unit", "\"laptop\"", HOSHI_E_CHOICE, "rows[0].unit", "laptop"},
    {"prices.json", "rows[0]", "currency", "\"EUR\"", HOSHI_E_CHOICE, "rows[0].currency", "EUR"},
    {"prices.json", "rows[0]", "tax", "\"with\"", HOSHI_E_CHOICE, "rows[0].tax", "with"},
    {"prices.json", "rows[0]", "period", NULL, HOSHI_E_KEY_MISSING, "rows[0].period", NULL},
    {"prices.json", "rows[0]", "class", "\"both\"", HOSHI_E_CHOICE, "rows[0].class", "both"},
    {"prices.json", "rows[0]", "nature", "\"\"", HOSHI_E_CHOICE, "rows[0].nature", ""},
    {"prices.json", "rows[0]", "upgrade", "1", HOSHI_E_TYPE, "rows[0].upgrade", "1"},
    {"prices.json", "rows[0]", "life_years", "\"0\"", HOSHI_E_RANGE, "rows[0].life_years", "0"},
    {"prices.json", "rows[0]", "life_years", "\"2.5\"", HOSHI_E_DECIMAL, "rows[0].life_years", "2.5"},
    {"prices.json", "rows[0]", "breaks", "[]", HOSHI_E_RANGE, "rows[0].breaks", "0"},
    {"prices.json", "rows[0]", "breaks", "[{\"from\":2,\"low\":\"1\",\"likely\":\"1\",\"high\":\"1\"}]",
     HOSHI_E_RANGE, "rows[0].breaks[0].from", "2"},
    {"prices.json", "rows[0]", "breaks",
     "[{\"from\":1,\"low\":\"1\",\"likely\":\"1\",\"high\":\"1\"},{\"from\":1,\"low\":\"1\",\"likely\":\"1\",\"high\":\"1\"}]",
     HOSHI_E_ORDER, "rows[0].breaks[1].from", "1"},
    {"prices.json", "rows[0]", "breaks", "[{\"from\":1,\"low\":\"2\",\"likely\":\"1\",\"high\":\"1\"}]",
     HOSHI_E_ORDER, "rows[0].breaks[0].low", "2"},
    {"prices.json", "rows[0]", "breaks", "[{\"from\":1,\"low\":\"1\",\"likely\":\"1\"}]", HOSHI_E_KEY_MISSING,
     "rows[0].breaks[0].high", NULL},
    {"prices.json", "rows[0]", "breaks", "[3]", HOSHI_E_TYPE, "rows[0].breaks[0]", "3"},
    /* effort */
    {"effort.json", "rows[0]", "driver", "\"endpoint\"", HOSHI_E_CHOICE, "rows[0].driver", "endpoint"},
    {"effort.json", "rows[0]", "role", "\"boss\"", HOSHI_E_CHOICE, "rows[0].role", "boss"},
    {"effort.json", "rows[0]", "days_low", "\"0.00001\"", HOSHI_E_DECIMAL, "rows[0].days_low", "0.00001"},
    {"effort.json", "rows[0]", "days_low", "\"9999\"", HOSHI_E_ORDER, "rows[0].days_low", "9999"},
    {"effort.json", "rows[0]", "days_likely", NULL, HOSHI_E_KEY_MISSING, "rows[0].days_likely", NULL},
    /* parameters */
    {"parameters.json", "rows[0]", "value", NULL, HOSHI_E_KEY_MISSING, "rows[0].value", NULL},
    {"parameters.json", "rows[0]", "value", "3", HOSHI_E_TYPE, "rows[0].value", "3"},
    {"parameters.json", "rows[0]", "value", "\"11\"", HOSHI_E_RANGE, "rows[0].value", "11"},
    {"parameters.json", "rows[0]", "value", "[]", HOSHI_E_RANGE, "rows[0].value", "0"},
    {"parameters.json", "rows[0]", "value", "[\"1\",\"2\"]", HOSHI_E_RANGE, "rows[0].value", "2"},
    {"parameters.json", "drivers[0]", "per", "\"sites\"", HOSHI_E_CHOICE, "drivers[0].per", "sites"},
    {"parameters.json", "drivers[0]", "ratio", "0.5", HOSHI_E_TYPE, "drivers[0].ratio", "0.5"},
    {"parameters.json", "drivers[0]", "min", "-1", HOSHI_E_RANGE, "drivers[0].min", "-1"},
    {"parameters.json", "drivers[0]", "id", "\"user\"", HOSHI_E_CHOICE, "drivers[0].id", "user"},
    {"parameters.json", "", "drivers", "[]", HOSHI_E_PARAMETER_MISSING, "drivers", "users"},
    /* rules */
    {"rules.json", "rows[0]", "applies", NULL, HOSHI_E_KEY_MISSING, "rows[0].applies", NULL},
    {"rules.json", "rows[0]", "applies", "7", HOSHI_E_TYPE, "rows[0].applies", "7"},
    {"rules.json", "rows[0]", "applies", "\"txn.tooled\"", HOSHI_E_TABLE_REFERENCE, "rows[0].applies",
     "txn.tooled"},
    {"rules.json", "rows[0]", "applies", "\"txn.type\"", HOSHI_E_RULE_CONDITION, "rows[0].applies", NULL},
    {"rules.json", "rows[0]", "applies", "[]", HOSHI_E_RULE_CONDITION, "rows[0].applies", NULL},
    {"rules.json", "rows[0]", "applies", "[\"xor\", true]", HOSHI_E_RULE_CONDITION, "rows[0].applies[0]",
     NULL},
    {"rules.json", "rows[0]", "applies", "[\"all\"]", HOSHI_E_RULE_CONDITION, "rows[0].applies", NULL},
    {"rules.json", "rows[0]", "applies", "[\"not\", true, true]", HOSHI_E_RULE_CONDITION, "rows[0].applies",
     NULL},
    {"rules.json", "rows[0]", "applies", "[\"all\", [\"not\", [\"<\", 1]]]", HOSHI_E_RULE_CONDITION,
     "rows[0].applies[1][1]", NULL},
    {"rules.json", "rows[0]", "applies", "[\"<\", \"as_of\", 3]", HOSHI_E_RULE_CONDITION, "rows[0].applies",
     NULL},
    {"rules.json", "rows[0]", "applies", "[\"<\", \"txn.tooling\", 3]", HOSHI_E_RULE_CONDITION,
     "rows[0].applies[1]", NULL},
    {"rules.json", "rows[0]", "applies", "[\"<\", \"setting:patience\", 3]", HOSHI_E_TABLE_REFERENCE,
     "rows[0].applies[1]", "patience"},
    {"rules.json", "rows[0]", "applies", "[\"days\", \"as_of\", \"as_of\"]", HOSHI_E_RULE_CONDITION,
     "rows[0].applies", NULL},
    {"rules.json", "rows[0]", "applies", "[\"<\", [\"days\", \"as_of\", \"buyer.capital_yen\"], 3]",
     HOSHI_E_RULE_CONDITION, "rows[0].applies[1][2]", NULL},
    {"rules.json", "rows[0]", "applies", "[\"in\", \"txn.type\"]", HOSHI_E_RULE_CONDITION, "rows[0].applies",
     NULL},
    {"rules.json", "rows[0]", "applies", "[\"in\", \"as_of\", \"x\"]", HOSHI_E_RULE_CONDITION,
     "rows[0].applies[1]", NULL},
    {"rules.json", "rows[0]", "defines", "\"request.made\"", HOSHI_E_TABLE_REFERENCE, "rows[0].defines",
     "request.made"},
    {"rules.json", "rows[0]", "otherwise", "\"illegal\"", HOSHI_E_CHOICE, "rows[0].otherwise", "illegal"},
    {"rules.json", "rows[0]", "with", "[\"police\"]", HOSHI_E_TABLE_REFERENCE, "rows[0].with[0]", "police"},
    {"rules.json", "rows[0]", "with", "[]", HOSHI_E_RANGE, "rows[0].with", NULL},
    {"rules.json", "rows[10]", "otherwise", "\"possible_problem\"", HOSHI_E_RULE_STRENGTH,
     "rows[10].otherwise", "SCOPE-11"},
    {"rules.json", "facts[0]", "id", "\"as_off\"", HOSHI_E_TABLE_REFERENCE, "facts[0]", "as_off"},
    {"rules.json", "facts[0]", "ask", "\"nobody\"", HOSHI_E_TABLE_REFERENCE, "facts[0].ask", "nobody"},
    {"rules.json", "", "facts", "[]", HOSHI_E_PARAMETER_MISSING, "facts", "as_of"},
    {"rules.json", "settings[0]", "value", "\"1.5\"", HOSHI_E_DECIMAL, "settings[0].value", "1.5"},
    {"rules.json", "settings[0]", "unit", "\"week\"", HOSHI_E_CHOICE, "settings[0].unit", "week"},
    /* the catalogue */
    {"catalog.json", "categories[1]", "no", "1", HOSHI_E_DUPLICATE, "categories[1].no", "1"},
    {"catalog.json", "categories[1]", "no", "8", HOSHI_E_RANGE, "categories[1].no", "8"},
    {"catalog.json", "", "categories", "[]", HOSHI_E_RANGE, "categories", "0"},
    {"catalog.json", "facts[0]", "ja", "\"\"", HOSHI_E_TEXT_LENGTH, "facts[0].ja", ""},
    {"catalog.json", "rows[0]", "id", "\"1-1\"", HOSHI_E_ID, "rows[0].id", "1-1"},
    {"catalog.json", "rows[0]", "category", "2", HOSHI_E_CONTRADICTION, "rows[0].category", "2"},
    {"catalog.json", "rows[0]", "level", "5", HOSHI_E_RANGE, "rows[0].level", "5"},
    {"catalog.json", "rows[0]", "criteria", "[]", HOSHI_E_RANGE, "rows[0].criteria", "0"},
    {"catalog.json", "rows[0]", "criteria", "[4]", HOSHI_E_TYPE, "rows[0].criteria[0]", "4"},
    {"catalog.json", "rows[0].criteria[0]", "id", "\"1-1-2-1\"", HOSHI_E_ID, "rows[0].criteria[0].id",
     "1-1-2-1"},
    {"catalog.json", "rows[0].criteria[1]", "id", "\"1-1-1-1\"", HOSHI_E_DUPLICATE, "rows[0].criteria[1].id",
     "1-1-1-1"},
    {"catalog.json", "rows[1]", "id", "\"1-1-1\"", HOSHI_E_ID, "rows[1].criteria[0].id", NULL},
    {"catalog.json", "rows[0].criteria[0]", "colour", "1", HOSHI_E_KEY_UNKNOWN, "rows[0].criteria[0].colour",
     "colour"},
    {"catalog.json", "rows[0].criteria[0]", "recurrence", "\"anual\"", HOSHI_E_CHOICE,
     "rows[0].criteria[0].recurrence", "anual"},
    {"catalog.json", "rows[0].criteria[0]", "applies_if", "\"remote\"", HOSHI_E_TABLE_REFERENCE,
     "rows[0].criteria[0].applies_if", "remote"},
    {"catalog.json", "rows[0].criteria[0]", "ways", "[{\"ja\":\"a\"}]", HOSHI_E_KEY_MISSING,
     "rows[0].criteria[0].ways[0].en", NULL},
    {"catalog.json", "draft", "changed", "[\"9-1-1-1\"]", HOSHI_E_TABLE_REFERENCE, "draft.changed[0]",
     "9-1-1-1"},
    {"catalog.json", "draft", "only", "[\"1-1-1-1\"]", HOSHI_E_CONTRADICTION, "draft.only[0]", "1-1-1-1"},
    {"catalog.json", "draft", "only", "[\"draft\"]", HOSHI_E_ID, "draft.only[0]", "draft"},
    {"catalog.json", "", "draft", NULL, HOSHI_E_KEY_MISSING, "draft", NULL},
    /* measures */
    {"measures.json", "rows[0]", "level", "2", HOSHI_E_RANGE, "rows[0].level", "2"},
    {"measures.json", "rows[0]", "default", NULL, HOSHI_E_KEY_MISSING, "rows[0].default", NULL},
    {"measures.json", "rows[0]", "why_en", NULL, HOSHI_E_KEY_MISSING, "rows[0].why_en", NULL},
    {"measures.json", "rows[0]", "closes", NULL, HOSHI_E_KEY_MISSING, "rows[0].closes", NULL},
    {"measures.json", "rows[0]", "closes", "[\"1-1-1-77\"]", HOSHI_E_TABLE_REFERENCE, "rows[0].closes[0]",
     "1-1-1-77"},
    {"measures.json", "rows[0]", "closes", "[\"1-1-1-1\",\"1-1-1-1\"]", HOSHI_E_DUPLICATE,
     "rows[0].closes[1]", "1-1-1-1"},
    {"measures.json", "rows[0]", "excludes", "[\"nothing\"]", HOSHI_E_TABLE_REFERENCE, "rows[0].excludes[0]",
     "nothing"},
    {"measures.json", "rows[0]", "requires", "[\"nothing\"]", HOSHI_E_TABLE_REFERENCE, "rows[0].requires[0]",
     "nothing"},
    {"measures.json", "rows[0]", "star", "2", HOSHI_E_RANGE, "rows[0].star", "2"},
    {"measures.json", "rows[0]", "star", "4", HOSHI_E_CONTRADICTION, "rows[0].star", "4"},
    {"measures.json", "rows[0]", "available", "{\"driver\":\"users\"}", HOSHI_E_KEY_MISSING,
     "rows[0].available.min", NULL},
    {"measures.json", "rows[0]", "available", "{\"driver\":\"users\",\"min\":5,\"max\":4}", HOSHI_E_ORDER,
     "rows[0].available.max", "4"},
    {"measures.json", "rows[0]", "available", "{\"driver\":\"persons\",\"min\":5}", HOSHI_E_CHOICE,
     "rows[0].available.driver", "persons"},
    {"measures.json", "rows[0]", "lines", "[]", HOSHI_E_RANGE, "rows[0].lines", "0"},
    {"measures.json", LINES("9"), HOSHI_E_TYPE, "rows[0].lines[0]", "9"},
    {"measures.json", LINES("{\"driver\":\"users\"}"), HOSHI_E_KEY_MISSING, "rows[0].lines[0].price", NULL},
    {"measures.json", LINES("{\"price\":\"labour_itt\",\"driver\":\"users\"}"), HOSHI_E_TABLE_REFERENCE,
     "rows[0].lines[0].price", "labour_itt"},
    {"measures.json", LINES("{\"effort\":\"nobody\",\"recurrence\":\"once\"}"), HOSHI_E_TABLE_REFERENCE,
     "rows[0].lines[0].effort", "nobody"},
    {"measures.json",
     LINES("{\"price\":\"labour_it\",\"effort\":\"x\",\"driver\":\"users\",\"recurrence\":\"once\"}"),
     HOSHI_E_CONTRADICTION, "rows[0].lines[0].effort", "x"},
    {"measures.json", LINES("{\"price\":\"labour_it\"}"), HOSHI_E_KEY_MISSING, "rows[0].lines[0].driver",
     NULL},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"endpoints+server\"}"), HOSHI_E_CHOICE,
     "rows[0].lines[0].driver", "server"},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites+\"}"), HOSHI_E_CHOICE,
     "rows[0].lines[0].driver", ""},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites+sites\"}"), HOSHI_E_DUPLICATE,
     "rows[0].lines[0].driver", "sites"},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"factor\":\"0\"}"), HOSHI_E_RANGE,
     "rows[0].lines[0].factor", "0"},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"factor\":2}"), HOSHI_E_TYPE,
     "rows[0].lines[0].factor", "2"},
    {"measures.json",
     LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"recurrence\":\"every_1_years\"}"), HOSHI_E_CHOICE,
     "rows[0].lines[0].recurrence", "every_1_years"},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"from_year\":11}"), HOSHI_E_RANGE,
     "rows[0].lines[0].from_year", "11"},
    {"measures.json",
     LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"recurrence\":\"yearly\",\"life_years\":\"5\"}"),
     HOSHI_E_CONTRADICTION, "rows[0].lines[0].life_years", "5"},
    {"measures.json",
     LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"class\":\"direct\",\"upgrade\":true}"),
     HOSHI_E_CONTRADICTION, "rows[0].lines[0]", NULL},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"whole\":\"yes\"}"), HOSHI_E_TYPE,
     "rows[0].lines[0].whole", "\"yes\""},
    {"measures.json", LINES("{\"price\":\"labour_it\",\"driver\":\"sites\",\"colour\":\"red\"}"),
     HOSHI_E_KEY_UNKNOWN, "rows[0].lines[0].colour", "colour"},
};

static void test_one_change_one_fault(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const struct change *c = &changes[i];
        cJSON *tree = embedded(c->file);
        char what[300];
        snprintf(what, sizeof what, "%s %s.%s = %s", c->file, c->at, c->key ? c->key : "[]",
                 c->value ? c->value : "(removed)");
        put(tree, c->at, c->key, c->value);
        write_tree(c->file, tree);
        must_fail(what, c->file, c->status, c->path, c->got);
        empty_folder();
    }
}

/* ---- faults that hang together over rows ---- */

static char *path_of(const char *before, int row, const char *after)
{
    static char path[80];
    snprintf(path, sizeof path, "%s[%d]%s", before, row, after);
    return path;
}

static void test_a_wrong_id_names_the_nearest(void **state)
{
    (void)state;
    cJSON *tree = embedded("measures.json");
    put(tree, "rows[0]", "lines", "[{\"price\":\"labour_itt\",\"driver\":\"users\"}]");
    write_tree("measures.json", tree);
    must_fail("nearest", "measures.json", HOSHI_E_TABLE_REFERENCE, "rows[0].lines[0].price", "labour_itt");
    assert_string_equal(faults.item[0].allowed, "labour_it");
    empty_folder();
}

static void test_a_repeated_row_is_refused_in_every_table(void **state)
{
    (void)state;
    static const char *const lists[][2] = {{"prices.json", "rows"},        {"effort.json", "rows"},
                                           {"measures.json", "rows"},      {"parameters.json", "rows"},
                                           {"parameters.json", "drivers"}, {"catalog.json", "facts"},
                                           {"rules.json", "rows"},         {"rules.json", "settings"},
                                           {"rules.json", "contacts"},     {"rules.json", "open_points"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        cJSON *tree = embedded(lists[i][0]), *list = walk(tree, lists[i][1]);
        cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(list, 2), true);
        char id[80];
        snprintf(id, sizeof id, "%s", walk(copy, "id")->valuestring);
        cJSON_AddItemToArray(list, copy);
        const char *path = path_of(lists[i][1], cJSON_GetArraySize(list) - 1, ".id");
        write_tree(lists[i][0], tree);
        must_fail("repeated", lists[i][0], HOSHI_E_DUPLICATE, path, id);
        empty_folder();
    }
}

static void test_a_criterion_no_measure_closes_is_named(void **state)
{
    (void)state;
    cJSON *tree = embedded("measures.json"), *row;
    cJSON_ArrayForEach(row, walk(tree, "rows"))
    {
        cJSON *closes = walk(row, "closes");
        for (int i = cJSON_GetArraySize(closes) - 1; i >= 0; i--)
            if (strcmp(cJSON_GetArrayItem(closes, i)->valuestring, "4-1-3-2") == 0)
                cJSON_DeleteItemFromArray(closes, i);
    }
    write_tree("measures.json", tree);
    must_fail("coverage", "measures.json", HOSHI_E_TABLE_COVERAGE, "rows", "4-1-3-2");
    assert_int_equal(faults.n, 1);
    empty_folder();
}

/* Only `first`, and `second` when given, close 1-1-1-1. */
static void close_by(const char *first, const char *second)
{
    cJSON *tree = embedded("measures.json"), *row;
    cJSON_ArrayForEach(row, walk(tree, "rows"))
    {
        cJSON *closes = walk(row, "closes");
        for (int i = cJSON_GetArraySize(closes) - 1; i >= 0; i--)
            if (strcmp(cJSON_GetArrayItem(closes, i)->valuestring, "1-1-1-1") == 0)
                cJSON_DeleteItemFromArray(closes, i);
    }
    const char *const available[] = {first, second};
    for (int i = 0; i < 2; i++) {
        if (!available[i])
            continue;
        cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(walk(tree, "rows"), 0), true);
        put(copy, "", "id", i ? "\"copy_b\"" : "\"copy_a\"");
        put(copy, "", "closes", "[\"1-1-1-1\"]");
        put(copy, "", "level", "3");
        if (available[i][0] == '{')
            put(copy, "", "available", available[i]);
        else
            put(copy, "", "default", available[i]);
        cJSON_AddItemToArray(walk(tree, "rows"), copy);
    }
    write_tree("measures.json", tree);
}

static void test_coverage_holds_at_every_size(void **state)
{
    (void)state;
    close_by("true", NULL);
    hoshi_tables_close(must_load(folder, today));
    close_by("{\"driver\":\"users\",\"min\":51}", "{\"driver\":\"users\",\"max\":50}");
    hoshi_tables_close(must_load(folder, today));
    static const char *const gaps[][2] = {
        {"false", NULL},
        {"{\"driver\":\"users\",\"min\":1}", NULL},
        {"{\"driver\":\"users\",\"max\":300}", NULL},
        {"{\"driver\":\"users\",\"min\":52}", "{\"driver\":\"users\",\"max\":50}"},
        {"{\"driver\":\"users\",\"min\":51}", "{\"driver\":\"sites\",\"max\":50}"},
    };
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        close_by(gaps[i][0], gaps[i][1]);
        must_fail("coverage by size", "measures.json", HOSHI_E_TABLE_COVERAGE, "rows", "1-1-1-1");
    }
    empty_folder();
}

static void test_rows_the_program_needs_are_missed(void **state)
{
    (void)state;
    static const char *const parameters[] = {"horizon_years",      "discount_rate",   "exchange_USDJPY",
                                             "exchange_GBPJPY",    "consumption_tax", "market_factor",
                                             "labour_factor",      "pace_factor",     "size_factor",
                                             "item_coverage_warn", "uplift_warn"};
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        cJSON *tree = embedded("parameters.json");
        cJSON_DeleteItemFromArray(walk(tree, "rows"), row_of(tree, parameters[i]));
        write_tree("parameters.json", tree);
        must_fail("missing", "parameters.json", HOSHI_E_PARAMETER_MISSING, "rows", parameters[i]);
    }
    empty_folder();
    static const char *const labour[] = {"labour_general", "labour_it", "labour_manager", "labour_executive"};
    for (size_t i = 0; i < sizeof labour / sizeof *labour; i++) {
        cJSON *tree = embedded("prices.json");
        cJSON_DeleteItemFromArray(walk(tree, "rows"), row_of(tree, labour[i]));
        write_tree("prices.json", tree);
        must_fail("missing", "prices.json", HOSHI_E_TABLE_REFERENCE, "rows", labour[i]);
    }
    empty_folder();
}

static void test_a_missing_or_second_star_is_refused(void **state)
{
    (void)state;
    for (int level = 3; level <= 4; level++) {
        struct hoshi_tables *t = must_load(NULL, today);
        int row = (int)t->star[level];
        char star[32];
        hoshi_tables_close(t);
        snprintf(star, sizeof star, "star:%d", level);
        cJSON *tree = embedded("measures.json");
        put(tree, path_of("rows", row, ""), "star", NULL);
        write_tree("measures.json", tree);
        must_fail("no star", "measures.json", HOSHI_E_TABLE_REFERENCE, "rows", star);
    }
    struct hoshi_tables *t = must_load(NULL, today);
    size_t star = t->star[3];
    assert_true(star > 0 && t->measure[0].level == 3);
    hoshi_tables_close(t);
    cJSON *tree = embedded("measures.json");
    put(tree, "rows[0]", "star", "3");
    write_tree("measures.json", tree);
    must_fail("two stars", "measures.json", HOSHI_E_DUPLICATE, path_of("rows", (int)star, ".star"), "3");
    empty_folder();
}

static void test_a_benchmark_price_in_a_line_is_refused(void **state)
{
    (void)state;
    struct hoshi_tables *t = must_load(NULL, today);
    char line[160] = "";
    for (size_t i = 0; i < t->prices; i++)
        if (t->price[i].benchmark_only)
            snprintf(line, sizeof line, "[{\"price\":\"%s\",\"driver\":\"company\"}]", t->price[i].id);
    hoshi_tables_close(t);
    assert_true(line[0]);
    cJSON *tree = embedded("measures.json");
    put(tree, "rows[0]", "lines", line);
    write_tree("measures.json", tree);
    must_fail("benchmark", "measures.json", HOSHI_E_PRICE_BENCHMARK, "rows[0].lines[0].price", NULL);
    empty_folder();
}

static void test_what_a_price_rules_out(void **state)
{
    (void)state;
    static const struct {
        const char *period, *currency, *tax, *class, *upgrade, *life, *path;
    } rows[] = {
        {"\"year\"", "\"JPY\"", "\"excl\"", "\"direct\"", "false", "\"3\"", "rows[0].life_years"},
        {"\"once\"", "\"USD\"", "\"incl\"", "\"direct\"", "false", "\"3\"", "rows[0].tax"},
        {"\"once\"", "\"JPY\"", "\"incl\"", "\"direct\"", "true", "\"3\"", "rows[0].upgrade"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *tree = embedded("prices.json");
        put(tree, "rows[0]", "period", rows[i].period);
        put(tree, "rows[0]", "currency", rows[i].currency);
        put(tree, "rows[0]", "tax", rows[i].tax);
        put(tree, "rows[0]", "class", rows[i].class);
        put(tree, "rows[0]", "upgrade", rows[i].upgrade);
        put(tree, "rows[0]", "life_years", rows[i].life);
        write_tree("prices.json", tree);
        must_fail("price", "prices.json", HOSHI_E_CONTRADICTION, rows[i].path, NULL);
    }
    empty_folder();
}

static void test_parameters_of_three_values_ascend(void **state)
{
    (void)state;
    static const char *const wrong[][3] = {{"market_factor", "[\"1\",\"0.9\",\"1.1\"]", "E_ORDER"},
                                           {"pace_factor", "[\"1\",\"1\"]", "E_RANGE"},
                                           {"size_factor", "[\"10\",\"0.6\",\"10\",\"1.0\"]", "E_ORDER"},
                                           {"size_factor", "[\"10\",\"0.6\",\"50\"]", "E_RANGE"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cJSON *tree = embedded("parameters.json");
        int row = row_of(tree, wrong[i][0]);
        put(tree, path_of("rows", row, ""), "value", wrong[i][1]);
        write_tree("parameters.json", tree);
        enum hoshi_status status = strcmp(wrong[i][2], "E_ORDER") == 0 ? HOSHI_E_ORDER : HOSHI_E_RANGE;
        must_fail(wrong[i][0], "parameters.json", status, path_of("rows", row, ".value"), NULL);
    }
    empty_folder();
}

static void test_every_fault_of_a_folder_is_reported(void **state)
{
    (void)state;
    cJSON *tree = embedded("prices.json");
    put(tree, "rows[1]", "unit", "\"laptop\"");
    put(tree, "rows[2]", "low", "\"x\"");
    write_tree("prices.json", tree);
    tree = embedded("effort.json");
    put(tree, "rows[1]", "role", "\"boss\"");
    write_tree("effort.json", tree);
    must_fail("three", "prices.json", HOSHI_E_CHOICE, "rows[1].unit", "laptop");
    assert_int_equal(faults.n, 3);
    assert_string_equal(faults.item[1].path, "rows[2].low");
    assert_string_equal(faults.item[2].path, "rows[1].role");
    assert_string_equal(faults.item[2].file, in_folder("effort.json"));
    struct hoshi_tables *none = NULL;
    assert_int_equal(hoshi_tables_open(folder, today, &none, NULL), HOSHI_E_CHOICE);
    assert_null(none);
    empty_folder();
}

/* ---- folders ---- */

static void test_a_single_file_in_a_folder_replaces_one_table(void **state)
{
    (void)state;
    cJSON *tree = embedded("parameters.json");
    put(tree, "", "version", "\"mine\"");
    put(tree, path_of("rows", row_of(tree, "discount_rate"), ""), "value", "\"0.0425\"");
    write_tree("parameters.json", tree);
    struct hoshi_tables *ours = must_load(folder, today), *theirs = must_load(NULL, today);
    assert_string_equal(ours->parameters_version, "mine");
    assert_int_equal(hoshi_tables_parameter(ours, "discount_rate")->value_micro[0], 42500);
    assert_string_equal(ours->prices_version, theirs->prices_version);
    assert_int_equal(ours->measures, theirs->measures);
    hoshi_tables_close(ours);
    hoshi_tables_close(theirs);
    empty_folder();
}

static void test_an_empty_folder_changes_nothing(void **state)
{
    (void)state;
    hoshi_tables_close(must_load(folder, today));
}

static void test_a_folder_that_cannot_be_used_is_refused(void **state)
{
    (void)state;
    struct hoshi_tables *t;
    assert_int_equal(load("/nonexistent/tables", today, &t), HOSHI_E_FILE_OPEN);
    assert_string_equal(faults.item[0].file, "/nonexistent/tables");
    assert_int_equal(load("", today, &t), HOSHI_E_FILE_OPEN);
    write_text("prices.json", "{");
    char file[128];
    snprintf(file, sizeof file, "%s", in_folder("prices.json"));
    assert_int_equal(load(file, today, &t), HOSHI_E_FILE_OPEN);
    assert_int_equal(load(folder, today, &t), HOSHI_E_JSON_SYNTAX);
    assert_string_equal(faults.item[0].file, file);
    empty_folder();
    assert_int_equal(mkdir(file, 0700), 0);
    assert_int_equal(load(folder, today, &t), HOSHI_E_FILE_KIND);
    empty_folder();
    write_text("prices.json", "[]");
    assert_int_equal(load(folder, today, &t), HOSHI_E_TYPE);
    assert_null(t);
    empty_folder();
}

/* ---- what the loader makes of rows ---- */

/* labour_it until 2027-04-01 as it is, from then on with another price; `to` and `from` are JSON or NULL. */
static void supersede(const char *to, const char *from)
{
    cJSON *tree = embedded("prices.json"), *list = walk(tree, "rows");
    int row = row_of(tree, "labour_it");
    cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(list, row), true);
    put(tree, path_of("rows", row, ""), "valid_to", to);
    put(copy, "", "valid_from", from);
    put(copy, "", "high", "\"900000\"");
    cJSON_AddItemToArray(list, copy);
    write_tree("prices.json", tree);
}

static int64_t labour_it_on(struct hoshi_date day)
{
    struct hoshi_tables *t = must_load(folder, day);
    size_t place = hoshi_tables_find_price(t, "labour_it");
    assert_int_equal(place, t->labour[HOSHI_ROLE_IT]);
    int64_t high = t->price[place].price.high_micro;
    hoshi_tables_close(t);
    return high;
}

static void test_the_row_that_holds_on_the_day_is_chosen(void **state)
{
    (void)state;
    supersede("\"2027-04-01\"", "\"2027-04-01\"");
    assert_true(labour_it_on((struct hoshi_date){2027, 3, 31}) < 900000 * HOSHI_MICRO);
    assert_int_equal(labour_it_on((struct hoshi_date){2027, 4, 1}), 900000 * HOSHI_MICRO);
    supersede("\"2027-04-02\"", "\"2027-04-01\"");
    struct hoshi_tables *t;
    assert_int_equal(load(folder, today, &t), HOSHI_E_DUPLICATE);
    assert_string_equal(faults.item[0].got, "labour_it");
    supersede(NULL, "\"2030-01-01\"");
    assert_int_equal(load(folder, today, &t), HOSHI_E_DUPLICATE);
    supersede("\"2026-01-01\"", "\"2027-04-01\"");
    assert_int_equal(load(folder, today, &t), HOSHI_E_TABLE_REFERENCE);
    empty_folder();
}

static void test_a_reference_to_a_row_that_does_not_hold_is_refused(void **state)
{
    (void)state;
    cJSON *tree = embedded("effort.json");
    cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(walk(tree, "rows"), 0), true);
    put(copy, "", "id", "\"later\"");
    put(copy, "", "valid_from", "\"2027-01-01\"");
    put(copy, "", "valid_to", "\"2028-01-01\"");
    cJSON_AddItemToArray(walk(tree, "rows"), copy);
    write_tree("effort.json", tree);
    tree = embedded("measures.json");
    put(tree, "rows[0]", "lines", "[{\"effort\":\"later\",\"recurrence\":\"once\"}]");
    write_tree("measures.json", tree);
    must_fail("later", "measures.json", HOSHI_E_TABLE_REFERENCE, "rows[0].lines[0].effort", "later");
    assert_string_equal(faults.item[0].allowed, "2027-01-01 … 2028-01-01");
    hoshi_tables_close(must_load(folder, (struct hoshi_date){2027, 6, 1}));
    struct hoshi_tables *t;
    assert_int_equal(load(folder, (struct hoshi_date){2028, 1, 1}, &t), HOSHI_E_TABLE_REFERENCE);
    empty_folder();
}

static void test_validity_runs_forward(void **state)
{
    (void)state;
    cJSON *tree = embedded("effort.json");
    put(tree, "rows[0]", "valid_from", "\"2026-01-01\"");
    put(tree, "rows[0]", "valid_to", "\"2026-01-01\"");
    write_tree("effort.json", tree);
    must_fail("validity", "effort.json", HOSHI_E_ORDER, "rows[0].valid_to", "2026-01-01");
    empty_folder();
}

static void test_prices_with_tax_lose_it(void **state)
{
    (void)state;
    cJSON *tree = embedded("prices.json");
    put(tree, "rows[0]", "currency", "\"JPY\"");
    put(tree, "rows[0]", "tax", "\"incl\"");
    put(tree, "rows[0]", "low", "\"0.01\"");
    put(tree, "rows[0]", "likely", "\"100\"");
    put(tree, "rows[0]", "high", "\"99000\"");
    put(tree, "rows[0]", "breaks",
        "[{\"from\":1,\"low\":\"110\",\"likely\":\"111\",\"high\":\"1000000000\"},{\"from\":26,\"low\":\"0\",\"likely\":\"0\",\"high\":\"0.05\"}]");
    write_tree("prices.json", tree);
    struct hoshi_tables *t = must_load(folder, today);
    const struct hoshi_price *p = &t->price[0];
    assert_int_equal(p->price.low_micro, 10000);
    assert_int_equal(p->price.likely_micro, 90910000);
    assert_int_equal(p->price.high_micro, INT64_C(90000000000));
    assert_int_equal(p->tax, HOSHI_TAX_INCL);
    assert_int_equal(p->breaks, 2);
    assert_int_equal(p->break_[1].from, 26);
    assert_int_equal(p->break_[0].price.low_micro, 100000000);
    assert_int_equal(p->break_[0].price.likely_micro, 100910000);
    assert_int_equal(p->break_[0].price.high_micro, INT64_C(909090909090000));
    assert_int_equal(p->break_[1].price.high_micro, 50000);
    hoshi_tables_close(t);
    empty_folder();
}

/* rows[0] of prices as a monthly usage price, rows[1] as hardware bought once; then lines that use them. */
static struct hoshi_tables *load_lines(char lines[])
{
    cJSON *tree = embedded("prices.json");
    static const char *const month[][2] = {{"id", "\"p_month\""},   {"period", "\"month\""},
                                           {"class", "\"direct\""}, {"nature", "\"usage\""},
                                           {"upgrade", "false"},    {"life_years", NULL}};
    static const char *const once[][2] = {{"id", "\"p_once\""},      {"period", "\"once\""},
                                          {"class", "\"indirect\""}, {"nature", "\"depreciation\""},
                                          {"upgrade", "true"},       {"life_years", "\"5\""}};
    cJSON *rows = walk(tree, "rows");
    for (int k = 0; k < 2; k++) {
        cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(rows, row_of(tree, "labour_it")), true);
        for (size_t i = 0; i < 6; i++)
            put(copy, "", (k ? once : month)[i][0], (k ? once : month)[i][1]);
        cJSON_AddItemToArray(rows, copy);
    }
    write_tree("prices.json", tree);
    tree = embedded("effort.json");
    cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(walk(tree, "rows"), 0), true);
    put(copy, "", "id", "\"e_company\"");
    put(copy, "", "driver", "\"company\"");
    cJSON_AddItemToArray(walk(tree, "rows"), copy);
    write_tree("effort.json", tree);
    tree = embedded("measures.json");
    put(tree, "rows[0]", "id", "\"m\"");
    put(tree, "rows[0]", "lines", lines);
    write_tree("measures.json", tree);
    return must_load(folder, today);
}

static void test_lines_take_their_defaults_from_the_row(void **state)
{
    (void)state;
    char lines[] =
        "[{\"price\":\"p_month\",\"driver\":\"endpoints+servers\"},{\"price\":\"p_once\",\"driver\":\"company\"},{\"effort\":\"e_company\",\"recurrence\":\"once\"}]";
    struct hoshi_tables *t = load_lines(lines);
    const struct hoshi_measure_line *l = t->measure[0].line;
    assert_string_equal(l[0].id, "m/p_month");
    assert_int_equal(l[0].every, 1);
    assert_int_equal(l[0].life_years, 0);
    assert_int_equal(l[0].from_year, 1);
    assert_int_equal(l[0].factor_micro, HOSHI_MICRO);
    assert_int_equal(l[0].drivers, 1u << HOSHI_ENDPOINTS | 1u << HOSHI_SERVERS);
    assert_int_equal(l[0].cost_class, HOSHI_DIRECT);
    assert_int_equal(l[0].nature, HOSHI_NATURE_USAGE);
    assert_false(l[0].upgrade || l[0].sized || l[0].whole || l[0].indivisible);
    assert_int_equal(l[1].every, 0);
    assert_int_equal(l[1].life_years, 5);
    assert_int_equal(l[1].cost_class, HOSHI_INDIRECT);
    assert_int_equal(l[1].nature, HOSHI_NATURE_DEPRECIATION);
    assert_true(l[1].upgrade && !l[1].sized);
    assert_int_equal(l[2].price == SIZE_MAX, 1);
    assert_int_equal(l[2].drivers, 1u << HOSHI_COMPANY);
    assert_int_equal(l[2].cost_class, HOSHI_INDIRECT);
    assert_int_equal(l[2].nature, HOSHI_NATURE_LABOUR);
    assert_true(l[2].sized && !l[2].upgrade);
    hoshi_tables_close(t);
    empty_folder();
}

static void test_lines_may_state_otherwise(void **state)
{
    (void)state;
    char lines[] =
        "[{\"price\":\"p_once\",\"driver\":\"users\",\"recurrence\":\"every_3_years\",\"factor\":\"0.25\",\"from_year\":2,\"indivisible\":true,\"whole\":true,\"sized\":true,\"upgrade\":false,\"class\":\"direct\",\"nature\":\"fee\"},{\"price\":\"p_once\",\"driver\":\"sites\",\"life_years\":\"7\"},{\"effort\":\"e_company\",\"recurrence\":\"yearly\",\"driver\":\"users\"},{\"effort\":\"e_company\",\"recurrence\":\"yearly\",\"sized\":false},{\"effort\":\"e_company\",\"recurrence\":\"once\"}]";
    struct hoshi_tables *t = load_lines(lines);
    const struct hoshi_measure_line *l = t->measure[0].line;
    assert_int_equal(l[0].every, 3);
    assert_int_equal(l[0].life_years, 0);
    assert_int_equal(l[0].factor_micro, 250000);
    assert_int_equal(l[0].from_year, 2);
    assert_true(l[0].indivisible && l[0].whole && l[0].sized && !l[0].upgrade);
    assert_int_equal(l[0].cost_class, HOSHI_DIRECT);
    assert_int_equal(l[0].nature, HOSHI_NATURE_FEE);
    assert_string_equal(l[1].id, "m/p_once/2");
    assert_int_equal(l[1].life_years, 7);
    assert_false(l[2].sized || l[3].sized);
    assert_true(l[4].sized);
    assert_string_equal(l[4].id, "m/e_company/3");
    hoshi_tables_close(t);
    empty_folder();
}

static void test_a_monthly_price_is_paid_yearly_or_not_at_all(void **state)
{
    (void)state;
    cJSON *tree = embedded("prices.json");
    int row = row_of(tree, "labour_it");
    cJSON *copy = cJSON_Duplicate(cJSON_GetArrayItem(walk(tree, "rows"), row), true);
    put(copy, "", "id", "\"p_month\"");
    put(copy, "", "period", "\"month\"");
    cJSON_AddItemToArray(walk(tree, "rows"), copy);
    write_tree("prices.json", tree);
    tree = embedded("measures.json");
    put(tree, "rows[0]", "lines", "[{\"price\":\"p_month\",\"driver\":\"users\",\"recurrence\":\"once\"}]");
    write_tree("measures.json", tree);
    must_fail("month once", "measures.json", HOSHI_E_CONTRADICTION, "rows[0].lines[0].recurrence", "once");
    tree = embedded("measures.json");
    put(tree, "rows[0]", "lines", "[{\"effort\":\"x\"}]");
    write_tree("measures.json", tree);
    must_fail("effort", "measures.json", HOSHI_E_TABLE_REFERENCE, "rows[0].lines[0].effort", "x");
    assert_string_equal(faults.item[1].path, "rows[0].lines[0].recurrence");
    empty_folder();
}

static void test_criteria_are_in_order_of_their_numbers(void **state)
{
    (void)state;
    cJSON *tree = embedded("catalog.json");
    static const char *const ids[] = {"\"1-1-1-10\"", "\"1-1-1-9\""};
    for (size_t i = 0; i < 2; i++) {
        cJSON *copy = cJSON_Duplicate(walk(tree, "rows[0].criteria[0]"), true);
        put(copy, "", "id", ids[i]);
        cJSON_AddItemToArray(walk(tree, "rows[0].criteria"), copy);
    }
    write_tree("catalog.json", tree);
    tree = embedded("measures.json");
    put(tree, "rows[0].closes", NULL, "\"1-1-1-10\"");
    put(tree, "rows[0].closes", NULL, "\"1-1-1-9\"");
    write_tree("measures.json", tree);
    struct hoshi_tables *t = must_load(folder, today);
    size_t nine = hoshi_catalog_find(&t->catalog, "1-1-1-9");
    assert_string_equal(t->catalog.criterion[nine - 1].id, "1-1-1-3");
    assert_int_equal(hoshi_catalog_find(&t->catalog, "1-1-1-10"), nine + 1);
    assert_int_equal(t->catalog.requirement[0].n, nine + 2);
    for (size_t i = 1; i < t->measure[0].closes_n; i++)
        assert_true(t->measure[0].closes[i - 1] < t->measure[0].closes[i]);
    assert_int_equal(t->measure[0].closes[0], nine);
    hoshi_tables_close(t);
    empty_folder();
}

static void test_a_criterion_may_be_superseded_and_state_its_own_source(void **state)
{
    (void)state;
    cJSON *tree = embedded("catalog.json");
    cJSON *copy = cJSON_Duplicate(walk(tree, "rows[0].criteria[0]"), true);
    put(tree, "rows[0].criteria[0]", "valid_to", "\"2028-04-01\"");
    put(copy, "", "valid_from", "\"2028-04-01\"");
    put(copy, "", "en", "\"The next wording\"");
    put(copy, "", "source", "\"The next edition\"");
    put(copy, "", "confidence", "\"low\"");
    cJSON_AddItemToArray(walk(tree, "rows[0].criteria"), copy);
    write_tree("catalog.json", tree);
    struct hoshi_tables *t = must_load(folder, today);
    assert_int_equal(t->catalog.criteria, 153);
    assert_string_not_equal(t->catalog.criterion[0].summary.en, "The next wording");
    hoshi_tables_close(t);
    t = must_load(folder, (struct hoshi_date){2028, 4, 1});
    assert_int_equal(t->catalog.criteria, 153);
    assert_string_equal(t->catalog.criterion[0].summary.en, "The next wording");
    assert_string_equal(t->catalog.criterion[0].from.source, "The next edition");
    assert_string_equal(t->catalog.criterion[0].from.source_ja, "The next edition");
    assert_int_equal(t->catalog.criterion[0].from.confidence, HOSHI_CONFIDENCE_LOW);
    assert_string_equal(t->catalog.criterion[0].from.date, t->catalog.from.date);
    hoshi_tables_close(t);
    empty_folder();
}

static void test_too_many_rows_are_refused(void **state)
{
    (void)state;
    cJSON *tree = embedded("effort.json"), *list = walk(tree, "rows");
    while (cJSON_GetArraySize(list) <= HOSHI_ROWS_MAX)
        for (int i = 0; i < 100; i++)
            cJSON_AddItemToArray(list, cJSON_CreateObject());
    write_tree("effort.json", tree);
    must_fail("rows", "effort.json", HOSHI_E_TOO_MANY, "rows", NULL);
    empty_folder();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedded_tables_are_sound),
        cmocka_unit_test(test_embedded_files_pass_every_check),
        cmocka_unit_test(test_every_source_has_japanese),
        cmocka_unit_test(test_requirements_hold_their_criteria_in_order),
        cmocka_unit_test(test_every_criterion_is_closed_by_a_default_measure_of_its_level),
        cmocka_unit_test(test_lines_point_to_rows_and_have_unique_ids),
        cmocka_unit_test(test_lookups_find_each_row_and_nothing_else),
        cmocka_unit_test(test_every_driver_has_a_default),
        cmocka_unit_test(test_keys_of_enums),
        cmocka_unit_test(test_one_change_one_fault),
        cmocka_unit_test(test_a_wrong_id_names_the_nearest),
        cmocka_unit_test(test_a_repeated_row_is_refused_in_every_table),
        cmocka_unit_test(test_a_criterion_no_measure_closes_is_named),
        cmocka_unit_test(test_coverage_holds_at_every_size),
        cmocka_unit_test(test_rows_the_program_needs_are_missed),
        cmocka_unit_test(test_a_missing_or_second_star_is_refused),
        cmocka_unit_test(test_a_benchmark_price_in_a_line_is_refused),
        cmocka_unit_test(test_what_a_price_rules_out),
        cmocka_unit_test(test_parameters_of_three_values_ascend),
        cmocka_unit_test(test_every_fault_of_a_folder_is_reported),
        cmocka_unit_test(test_a_single_file_in_a_folder_replaces_one_table),
        cmocka_unit_test(test_an_empty_folder_changes_nothing),
        cmocka_unit_test(test_a_folder_that_cannot_be_used_is_refused),
        cmocka_unit_test(test_the_row_that_holds_on_the_day_is_chosen),
        cmocka_unit_test(test_a_reference_to_a_row_that_does_not_hold_is_refused),
        cmocka_unit_test(test_validity_runs_forward),
        cmocka_unit_test(test_prices_with_tax_lose_it),
        cmocka_unit_test(test_lines_take_their_defaults_from_the_row),
        cmocka_unit_test(test_lines_may_state_otherwise),
        cmocka_unit_test(test_a_monthly_price_is_paid_yearly_or_not_at_all),
        cmocka_unit_test(test_criteria_are_in_order_of_their_numbers),
        cmocka_unit_test(test_a_criterion_may_be_superseded_and_state_its_own_source),
        cmocka_unit_test(test_too_many_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
