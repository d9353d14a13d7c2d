/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The tables: catalogue of criteria, measures, prices, effort, parameters.
 *
 * Embedded in the program, replaceable file by file from a folder. Loading checks the schema, every reference
 * between tables and that every criterion can be closed; all faults are reported with file and path. What is
 * loaded is constant and borrowed by everything above until hoshi_tables_close. See data/tables/README.md for
 * the files.
 */
#ifndef HOSHI_TABLES_H
#define HOSHI_TABLES_H

#include "status.h"
#include "date.h"
#include "money.h"
#include "rules.h"
#include "arena.h"

enum {
    HOSHI_LEVEL_MIN = 3,
    HOSHI_LEVEL_MAX = 4,
    HOSHI_CATEGORIES = 7,
    HOSHI_CRITERIA_MAX = 400,
    HOSHI_MEASURES_MAX = 400,
    HOSHI_ROWS_MAX = 2000,
    HOSHI_LINES_MAX = 24,  /* lines of one measure */
    HOSHI_BREAKS_MAX = 12, /* quantity breaks of one price */
    HOSHI_WAYS_MAX = 8,
    HOSHI_VALUES_MAX = 16 /* values of one parameter */
};

/** Cost class of SPEC §2: how a cost is evidenced, not who bears it. */
enum hoshi_class { HOSHI_DIRECT, HOSHI_INDIRECT, HOSHI_CLASSES };

enum hoshi_nature {
    HOSHI_NATURE_LABOUR,
    HOSHI_NATURE_OUTSOURCING,
    HOSHI_NATURE_USAGE,
    HOSHI_NATURE_DEPRECIATION,
    HOSHI_NATURE_FEE,
    HOSHI_NATURE_TRAINING,
    HOSHI_NATURES
};

enum hoshi_role { HOSHI_ROLE_GENERAL, HOSHI_ROLE_IT, HOSHI_ROLE_MANAGER, HOSHI_ROLE_EXECUTIVE, HOSHI_ROLES };

enum hoshi_driver {
    HOSHI_COMPANY,
    HOSHI_USERS,
    HOSHI_PEOPLE, /* everybody, those without a PC too */
    HOSHI_ENDPOINTS,
    HOSHI_SERVERS,
    HOSHI_SITES,
    HOSHI_PUBLIC_IPS,
    HOSHI_WEB_APPS,
    HOSHI_MAILBOXES,
    HOSHI_ADMINS,
    HOSHI_MOBILE_DEVICES,
    HOSHI_PARTNERS,
    HOSHI_DATA_TB,
    HOSHI_UNSUPPORTED_ENDPOINTS,
    HOSHI_FIXED_ENDPOINTS, /* belong to a machine and cannot be updated; not among the unsupported ones */
    HOSHI_UNSUPPORTED_SERVERS,
    HOSHI_REMOTE_USERS,
    HOSHI_CLOUD_SERVICES,
    HOSHI_NETWORK_DEVICES,
    HOSHI_JOINERS,
    HOSHI_DRIVERS
};

/** Key of a driver ("unsupported_endpoints"), the same in tables, cases and sheets. */
const char *hoshi_driver_key(enum hoshi_driver driver);
/** The driver of a key; false when there is none. */
bool hoshi_driver_find(const char *key, enum hoshi_driver *driver);
const char *hoshi_class_key(enum hoshi_class c);
const char *hoshi_nature_key(enum hoshi_nature n);
const char *hoshi_role_key(enum hoshi_role r);
const char *hoshi_confidence_key(enum hoshi_confidence c);
const char *hoshi_basis_key(enum hoshi_basis b);

struct hoshi_fact_row {
    const char *id;
    struct hoshi_words question;
};

struct hoshi_criterion {
    const char *id; /* "4-1-3-2" */
    size_t index;   /* place in catalog.criterion, in order of id */
    size_t requirement;
    int level; /* level at which it enters: 3 or 4 */
    int category;
    struct hoshi_words summary;
    const char *recurrence; /* "annual" …, "" when none */
    const char
        *keeps_up; /* id of the criterion whose outcome it checks, records or announces; "" when none */
    size_t fact;   /* index of the company fact it applies under; SIZE_MAX = always applies */
    struct hoshi_words way[HOSHI_WAYS_MAX];
    size_t ways;
    struct hoshi_provenance from; /* the file's unless the row states its own */
};

struct hoshi_requirement {
    const char *id;
    int category, level;
    struct hoshi_words title;
    size_t first, n; /* its criteria */
    struct hoshi_provenance from;
};

struct hoshi_catalog {
    const char *version;
    struct hoshi_provenance from;
    struct hoshi_words category[HOSHI_CATEGORIES + 1]; /* 1 … 7 */
    struct hoshi_requirement *requirement;
    size_t requirements;
    struct hoshi_criterion *criterion;
    size_t criteria;
    struct hoshi_fact_row *fact;
    size_t facts;
    const char **draft_only, **final_only, **changed; /* ids of the 2025-12 draft (scheme versions) */
    size_t draft_onlys, final_onlys, changeds;
};

enum hoshi_currency { HOSHI_JPY, HOSHI_USD, HOSHI_GBP, HOSHI_CURRENCIES };
enum hoshi_tax { HOSHI_TAX_EXCL, HOSHI_TAX_INCL, HOSHI_TAX_NONE, HOSHI_TAX_UNKNOWN };
enum hoshi_period { HOSHI_ONCE, HOSHI_MONTH, HOSHI_YEAR };

/** low <= likely <= high in millionths of the currency unit, before tax. */
struct hoshi_triple {
    int64_t low_micro, likely_micro, high_micro;
};

struct hoshi_price_break {
    int64_t from; /* quantity from which it holds */
    struct hoshi_triple price;
};

struct hoshi_price {
    const char *id;
    struct hoshi_words name, note;
    const char *unit; /* "endpoint" … */
    enum hoshi_currency currency;
    enum hoshi_tax tax; /* as quoted; amounts here are already without */
    enum hoshi_period period;
    struct hoshi_triple price;
    struct hoshi_price_break break_[HOSHI_BREAKS_MAX];
    size_t breaks;
    enum hoshi_class cost_class;
    enum hoshi_nature nature;
    bool upgrade, benchmark_only, common_unknown;
    int life_years; /* 0 = not stated */
    struct hoshi_provenance from;
};

struct hoshi_effort {
    const char *id;
    struct hoshi_words name;
    enum hoshi_driver driver;
    enum hoshi_role role;
    struct hoshi_triple days; /* person-days per unit of the driver */
    struct hoshi_provenance from;
};

struct hoshi_measure_line {
    const char *id;   /* "measure/row", unique over the table */
    size_t price;     /* index, SIZE_MAX for effort */
    size_t effort;    /* index, SIZE_MAX for a price */
    uint32_t drivers; /* bit per driver: the quantity is their sum */
    int64_t factor_micro;
    int every;      /* 0 once, 1 yearly, k every k years */
    int from_year;  /* 1 … : first year it falls due */
    int life_years; /* once only; 0 = the horizon */
    bool indivisible, whole, sized, upgrade;
    enum hoshi_class cost_class;
    enum hoshi_nature nature;
};

struct hoshi_measure {
    const char *id;
    size_t index;    /* place in measure table, in order of the file */
    int level, star; /* star 3 or 4: mandatory for that level; else 0 */
    struct hoshi_words name, why;
    bool by_default;                    /* false: only when the user or a buyer asks */
    const size_t *closes;               /* criterion indices, ascending */
    const size_t *excludes, *requires_; /* measure indices */
    size_t closes_n, excludes_n, requires_n;
    bool hands;   /* IT days beyond capacity, bought in: a line a year, and one for the own days saved */
    bool bounded; /* available only within driver bounds */
    enum hoshi_driver bound_driver;
    int64_t bound_min, bound_max; /* HOSHI_NONE = open */
    const struct hoshi_measure_line *line;
    size_t lines;
    struct hoshi_provenance from;
};

struct hoshi_parameter {
    const char *id;
    struct hoshi_words name, reason; /* reason "" when the row has no note */
    const char *unit;                /* "" when none */
    int64_t value_micro[HOSHI_VALUES_MAX];
    size_t values;
    struct hoshi_provenance from;
};

struct hoshi_driver_default {
    enum hoshi_driver driver, per;
    int64_t ratio_micro, min;
    int64_t spread_micro; /* how far the truth may lie from a default, up or down, as a part of it: 0 … 1 */
    struct hoshi_words name, reason; /* reason "" when the row has no note */
    struct hoshi_provenance from;
};

/** Ids of a table in order, for the lookups; private to the loader. */
struct hoshi_ids;

struct hoshi_tables {
    struct hoshi_catalog catalog;
    struct hoshi_price *price;
    size_t prices;
    struct hoshi_effort *effort;
    size_t efforts;
    struct hoshi_measure *measure;
    size_t measures;
    struct hoshi_parameter *parameter;
    size_t parameters;
    struct hoshi_driver_default driver_default[HOSHI_DRIVERS];
    struct hoshi_rules rules;
    const char *prices_version, *effort_version, *measures_version, *parameters_version;
    size_t labour[HOSHI_ROLES];       /* price index of labour_general … */
    size_t star[HOSHI_LEVEL_MAX + 1]; /* measure index of star:3, star:4 */
    size_t hands;                     /* of the measure for IT days bought in; SIZE_MAX: none */
    const struct hoshi_ids *price_ids, *effort_ids, *measure_ids, *parameter_ids;
    struct hoshi_arena arena;
};

/**
 * Load and check all tables.
 *
 * A row holds when valid_from <= as_of < valid_to, each end open when not stated; rows that do not hold are
 * checked all the same. A fault names the file as "prices.json", or as the folder's file when it is from
 * there.
 *
 * @param folder  NULL = embedded; else files found there replace the embedded ones
 * @param as_of   the day by which rows are chosen
 * @param out     [out] owned by the caller until hoshi_tables_close; untouched on failure
 * @param faults  [out] all faults; may be NULL
 *
 * @return HOSHI_OK or the first fault: HOSHI_E_MEMORY, HOSHI_E_FILE_*, HOSHI_E_JSON_SYNTAX,
 * HOSHI_E_FORMAT_VERSION (another table) and the other schema statuses, HOSHI_E_ID, HOSHI_E_DUPLICATE (an id
 * twice on one day), HOSHI_E_ORDER (low, likely, high; breaks; validity; levels), HOSHI_E_CONTRADICTION (two
 * keys that exclude each other), HOSHI_E_TABLE_REFERENCE (an id that does not exist or does not hold on that
 * day; also a missing labour_* price or star measure), HOSHI_E_TABLE_COVERAGE (a criterion that no default
 * measure of its level or below closes at every size), HOSHI_E_PRICE_BENCHMARK, HOSHI_E_PARAMETER_MISSING
 */
enum hoshi_status hoshi_tables_open(const char *folder, struct hoshi_date as_of, struct hoshi_tables **out,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_tables_close(struct hoshi_tables *tables);

/** Lookups by id; SIZE_MAX when there is none. */
size_t hoshi_catalog_find(const struct hoshi_catalog *catalog, const char *id);
size_t hoshi_catalog_find_fact(const struct hoshi_catalog *catalog, const char *id);
size_t hoshi_tables_find_measure(const struct hoshi_tables *tables, const char *id);
size_t hoshi_tables_find_price(const struct hoshi_tables *tables, const char *id);
size_t hoshi_tables_find_effort(const struct hoshi_tables *tables, const char *id);
/** The parameter, or NULL. */
const struct hoshi_parameter *hoshi_tables_parameter(const struct hoshi_tables *tables, const char *id);

#endif
