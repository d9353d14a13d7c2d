/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the files of the table loader share; nobody else includes this.
 *
 * Each table is read in two passes: the first collects ids with their validity (so that rows may point
 * forward and a duplicate is found by sorting), the second reads every row, also those that do not hold on
 * the day, and keeps the ones that do. Readers go on after a fault with a harmless default; the caller throws
 * the result away at the end.
 */
#ifndef HOSHI_TABLES_LOAD_H
#define HOSHI_TABLES_LOAD_H

#include "json_read.h"
#include "tables.h"

enum {
    HOSHI_TABLE_ID_MAX = 64,
    HOSHI_TABLE_TEXT_MAX = 2000,
    HOSHI_TABLE_YEARS_MAX = 10, /* longest horizon, latest from_year, widest every_k_years */
    HOSHI_TABLE_LIFE_MAX = 50,
    HOSHI_TABLE_FACTS_MAX = 200,
    HOSHI_TABLE_COUNT_MAX = 1000000000,
    HOSHI_TABLE_FILE_MAX = 8 * 1024 * 1024
};

/** Largest price, ratio, factor or parameter: 10^9 as millionths. */
#define HOSHI_TABLE_VALUE_MAX INT64_C(1000000000000000)
#define HOSHI_TABLE_DAYS_MAX (10000 * HOSHI_MICRO)

#define HOSHI_COUNT(array) (sizeof(array) / sizeof(array)[0])

/** Keys every file and every row may have. */
#define HOSHI_HEAD_KEYS "hoshiwari_table", "version", "rows"
#define HOSHI_PROVENANCE_KEYS "source", "source_ja", "date", "confidence", "basis", "url"
#define HOSHI_ROW_KEYS "id", "ja", "en", HOSHI_PROVENANCE_KEYS, "note_ja", "note_en", "valid_from", "valid_to"

/** Key names, in order of their enums. */
extern const char *const hoshi_driver_keys[HOSHI_DRIVERS];
extern const char *const hoshi_class_keys[HOSHI_CLASSES];
extern const char *const hoshi_nature_keys[HOSHI_NATURES];
extern const char *const hoshi_role_keys[HOSHI_ROLES];
extern const char *const hoshi_confidence_keys[3];
extern const char *const hoshi_basis_keys[4];

/** A day from and a day until (not included), {0} = open. */
struct hoshi_validity {
    struct hoshi_date from, to;
};

struct hoshi_id_entry {
    const char *id;
    struct hoshi_validity valid;
    size_t row, sub; /* place in the file, for faults: rows[row].criteria[sub] */
    size_t place;    /* place in the loaded table; SIZE_MAX when the row does not hold */
};

/** Ids of one table. In order of adding until finished, then by id and validity. */
struct hoshi_ids {
    struct hoshi_id_entry *entry;
    size_t n, most;
    size_t *place;  /* of the i-th id added */
    size_t current; /* how many hold */
};

/** The state of one load. */
struct hoshi_load {
    struct hoshi_tables *tables;
    struct hoshi_faults *faults; /* never NULL */
    struct hoshi_date as_of;
    bool no_memory;
    const struct hoshi_ids *criterion_ids, *fact_ids;
};

/* ---- memory: "" or NULL when there is none, with load->no_memory set ---- */

const char *hoshi_load_keep(struct hoshi_load *load, const char *text);
void *hoshi_load_array(struct hoshi_load *load, size_t n, size_t size);

/* ---- ids ---- */

struct hoshi_ids *hoshi_ids_new(struct hoshi_load *load, size_t most);
/** Add an id (kept) with its place in the file; gives its place in the table, SIZE_MAX when it does not hold.
 */
size_t hoshi_ids_add(struct hoshi_load *load, struct hoshi_ids *ids, const struct hoshi_id_entry *entry);
/** Sort, and record every id that stands twice on one day; list and sublist name the arrays in the path. */
void hoshi_ids_finish(struct hoshi_load *load, struct hoshi_ids *ids, const char *list, const char *sublist);
/** First pass over a flat list of rows; NULL when out of memory or too many. */
struct hoshi_ids *hoshi_ids_read(struct hoshi_load *load, const struct hoshi_json *rows, size_t most);
/** The entry of an id, one that holds if there is one; NULL when the id is not known at all. */
const struct hoshi_id_entry *hoshi_ids_find(const struct hoshi_ids *ids, const char *id);
/** As hoshi_ids_find, the place or SIZE_MAX. */
size_t hoshi_ids_place(const struct hoshi_ids *ids, const char *id);
/** Resolve the text at a place; recorded when unknown, or when `holds` is asked and it does not hold.
 * SIZE_MAX then. */
size_t hoshi_ids_resolve(const struct hoshi_ids *ids, const struct hoshi_json *at, bool holds);
/** A catalogue id ("4-1-3" with 3 parts, "4-1-3-2" with 4; each 1 … 99) as a number that sorts like its
 * parts; 0 = none. */
uint32_t hoshi_catalog_number(const char *id, int parts);

/* ---- members of a row; each records what is wrong and gives the default ---- */

/** True for an object; anything else is recorded. */
bool hoshi_load_object(const struct hoshi_json *at);
/** The member as an array of min … max elements. Absence is recorded when `need`. */
bool hoshi_load_list(const struct hoshi_json *at, const char *key, bool need, size_t min, size_t max,
                     struct hoshi_json *list);
/** An id made of a-z A-Z 0-9 _ - : . and not longer than HOSHI_TABLE_ID_MAX; "" when not. Borrowed. */
const char *hoshi_load_id(const struct hoshi_json *at);
const char *hoshi_load_text(struct hoshi_load *load, const struct hoshi_json *at, const char *key, bool need);
/** Both languages or, unless `need`, neither. */
struct hoshi_words hoshi_load_words(struct hoshi_load *load, const struct hoshi_json *at, const char *ja,
                                    const char *en, bool need);
int64_t hoshi_load_int(const struct hoshi_json *at, const char *key, int64_t min, int64_t max,
                       int64_t otherwise);
bool hoshi_load_bool(const struct hoshi_json *at, const char *key, bool otherwise);
/** Whole years as decimal text ("5"), 1 … HOSHI_TABLE_LIFE_MAX. */
int hoshi_load_life(const struct hoshi_json *at, int otherwise);
/** A needed choice: absence is recorded and gives 0. */
size_t hoshi_load_choice(const struct hoshi_json *at, const char *key, const char *const *choices, size_t n);
/** Three needed decimals, low <= likely <= high, 0 … max. */
struct hoshi_triple hoshi_load_triple(const struct hoshi_json *at, const char *const key[3], int places,
                                      int64_t max);
struct hoshi_validity hoshi_load_validity(const struct hoshi_json *at);
/** What the row does not state comes from `inherited`; NULL = it has to state all but the url. */
struct hoshi_provenance hoshi_load_provenance(struct hoshi_load *load, const struct hoshi_json *at,
                                              const struct hoshi_provenance *inherited);
/** Check the head: keys, the name of the table; gives its version, and its rows if they are an array. */
bool hoshi_load_head(struct hoshi_load *load, const struct hoshi_json *root, const char *table,
                     const char *const *keys, size_t n, const char **version, struct hoshi_json *rows);

/* ---- the tables, in the order they are loaded ---- */

void hoshi_load_catalog(struct hoshi_load *load, const struct hoshi_json *root);
void hoshi_load_parameters(struct hoshi_load *load, const struct hoshi_json *root);
void hoshi_load_prices(struct hoshi_load *load, const struct hoshi_json *root);
void hoshi_load_effort(struct hoshi_load *load, const struct hoshi_json *root);
void hoshi_load_rules(struct hoshi_load *load, const struct hoshi_json *root);
void hoshi_load_measures(struct hoshi_load *load, const struct hoshi_json *root);

#endif
