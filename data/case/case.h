/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The case file: a supplier, its gap, its buyers, and how the parties mean to share.
 *
 * Only supplier.size, target_level and gap are required. A number that is not stated is HOSHI_NONE, a fact
 * not stated HOSHI_UNKNOWN, a date {0}, a text NULL; hoshi_case_read fills in no default, so that whoever
 * uses a value can list the default among the assumptions. The fields are described once, in case_schema.c:
 * the reader and the published JSON Schema (data/case.schema.json) both come from there.
 */
#ifndef HOSHI_CASE_H
#define HOSHI_CASE_H

#include "answers.h"
#include "sha256.h"
#include "truth.h"

enum {
    HOSHI_BUYERS_MAX = 100,
    HOSHI_ITEMS_MAX = 5000,
    HOSHI_LIST_MAX = 500,
    HOSHI_NAME_MAX = 200,      /* characters of a name */
    HOSHI_ID_MAX = 64,         /* characters of an id */
    HOSHI_PROSE_MAX = 2000,    /* characters of a note */
    HOSHI_GAP_FILE_MAX = 1000, /* characters of the name of a gap file */
    HOSHI_CASE_FILE_MAX = 16 * 1024 * 1024
};

#define HOSHI_COUNT_MAX INT64_C(10000000)
/** Largest high_yen/low_yen of a quotation under lognormal90 (HOSHI_LOGNORMAL_RATIO_MAX of calc). */
#define HOSHI_QUOTE_RATIO_MAX INT64_C(1000000)

struct hoshi_texts {
    const char **item;
    size_t n;
};

/* ---- supplier ---- */

struct hoshi_case_activity {
    int64_t direct_hours_per_year, value_added_yen, orders_per_year, headcount;
};

/** What of the replacement of equipment was due anyway (SPEC §5.3): that part stays with the supplier. */
struct hoshi_case_renewal {
    int64_t overdue_endpoints,
        overdue_servers; /* of the unsupported ones, replacement due regardless of the star */
    int64_t early_years_endpoints_micro,
        early_years_servers_micro; /* years by which the others are brought forward */
};

struct hoshi_case_fact {
    size_t fact; /* index in the catalogue */
    bool value;
};

struct hoshi_case_supplier {
    const char *name, *representative, *address, *contact;
    int64_t capital_yen, employees_regular;
    struct hoshi_date employees_as_of;
    int64_t annual_sales_yen, annual_cost_yen;
    int64_t annual_manufacturing_cost_yen, annual_overhead_yen; /* 製造原価, 販売費及び一般管理費 */
    enum hoshi_truth is_individual, uses_employees, is_one_person_company, has_own_subcontractors,
        reported_or_requested, disclose_sales,
        downstream_considered;   /* its own subcontractors are in the amount it asks for */
    int64_t size[HOSHI_DRIVERS]; /* company is HOSHI_NONE */
    struct hoshi_case_fact *fact;
    size_t facts;
    struct hoshi_case_activity activity;
    struct hoshi_case_renewal renewal;
    int64_t it_days_per_year; /* capacity */
    int64_t labour_yen_per_day[HOSHI_ROLES];
};

/* ---- plan ---- */

struct hoshi_case_use {
    size_t measure;
    const char *reason; /* NULL: none given, the difference in cost stays with the supplier */
};

/** Of a price row, or of one or several measures (case_quotes.h). */
struct hoshi_case_quote {
    size_t price;                                /* SIZE_MAX: of measures */
    int64_t low_micro, likely_micro, high_micro; /* yen per unit and period of the price row, without tax */
    size_t measure;                              /* one measure; SIZE_MAX: none or several */
    size_t *measures;                            /* a package; the first carries its fees */
    size_t measures_n;
    int64_t initial_yen, monthly_yen, yearly_yen; /* of measures: fees in place of all their lines */
    const char *from, *document;
    struct hoshi_date date;
};

struct hoshi_case_plan {
    struct hoshi_case_use *use;
    size_t uses;
    size_t *avoid, *have; /* measure indices */
    size_t avoids, haves;
    size_t *own; /* criterion indices: already owed, or the supplier's own wish */
    size_t owns;
    struct hoshi_case_quote *quote; /* of price rows, those of the case's own tables included */
    size_t quotes;
    struct hoshi_case_quote *stated_quote; /* as the case states them */
    size_t stated_quotes;
    int64_t implementation_days;        /* from the request to the star, by the supplier's own plan */
    enum hoshi_truth baseline_reviewed; /* looked through for what law or contract owe already (own) */
    /* Star the supplier holds: what nobody answered up to it is taken as met (calc/need.h). No file states
     * it: a row of a list does (supplier_row.h). 0: none */
    int taken_level;
};

/* ---- funding ---- */

enum hoshi_funding_status { HOSHI_PLANNED, HOSHI_APPLIED, HOSHI_GRANTED, HOSHI_PAID };
enum hoshi_funding_lines { HOSHI_FUND_ALL, HOSHI_FUND_DIRECT, HOSHI_FUND_INDIRECT, HOSHI_FUND_MEASURES };

struct hoshi_case_funding {
    const char *name, *kind;
    int64_t yen;
    enum hoshi_funding_lines lines;
    size_t *measure; /* HOSHI_FUND_MEASURES */
    size_t measures;
    enum hoshi_funding_status status;
    int64_t years; /* HOSHI_NONE: the whole horizon */
};

/* ---- buyers ---- */

struct hoshi_case_item {
    const char *code, *name, *unit;
    int64_t unit_price_micro, units_per_year, hours_per_unit_micro;
};

struct hoshi_case_extra {
    size_t measure;
    const char *reason;
};

struct hoshi_case_transaction {
    const char *type; /* a choice of case_schema.c */
    struct hoshi_date ordered_on;
    enum hoshi_truth intermediary_present;
    enum hoshi_truth
        buyer_decides_terms;  /* behind an intermediary: it fixes specification, supplier, price */
    enum hoshi_truth tooling; /* the object is a mould, die, jig or the like */
    const char *risk_profile;
};

struct hoshi_case_questions {
    enum hoshi_truth important_data, outage, access;
};

struct hoshi_case_request {
    struct hoshi_date made_on, deadline;
    const char *document, *necessity_basis, *text;
    enum hoshi_truth necessity_explained, method_explained, equivalent_accepted, beyond_level,
        designation_necessary, cert_as_trade_condition, self_declaration_forced, status_survey,
        new_controls_after_order, product_designated, vendor_is_affiliate, stated_as_mandatory,
        same_level_for_all, risk_tiering, extra_reasons_given, recommended_service_as_condition,
        pressed_after_refusal, answers_used_for_price_cut, survey_paid, extra_cost_borne;
    int64_t survey_hours;      /* of surveys and audits beyond the order */
    size_t designated_product; /* measure index, SIZE_MAX none */
    const char *designated_vendor;
};

struct hoshi_case_negotiation {
    struct hoshi_date requested_on, responded_on, planned_on, last_consult_on, decision_date;
    enum hoshi_truth request_in_writing, decision_unilateral, buyer_explanation_given, refusal_reason_written,
        amount_stated_by_supplier, buyer_own_cost_model_used, internal_papers_demanded, minutes,
        security_cost_discussed_explicitly, postponement_reasons_given, cost_model_shared,
        public_wage_data_attached, market_price_known, order_terms_restated, trade_cut_after, uniform_cut,
        reaches_placed_orders, buyer_proposed_method;
    int64_t postponed_count, meeting_count;
    int64_t price_before_micro, price_after_micro, price_requested_micro;
    int64_t public_index_rise_ppm; /* of main costs, by public data, since the price was last changed */
    const char *public_index;      /* which data */
    /* Parts of the amount in dispute, or yen a year: each stated one way or the other, never both. */
    int64_t own_target_ppm, own_reservation_ppm, other_reservation_estimated_ppm, power_ppm;
    int64_t own_target_yen, own_reservation_yen, other_reservation_estimated_yen;
};

struct hoshi_case_contribution {
    enum hoshi_truth requested, agreed_in_advance, amount_basis_and_use_disclosed, moulds_kept,
        mould_storage_paid; /* moulds, jigs kept for the buyer at its wish */
    int64_t yen, supplier_direct_benefit_yen;
};

struct hoshi_case_deduction {
    int64_t yen;
    enum hoshi_truth supplier_fault, agreed_in_advance;
};

struct hoshi_case_payment {
    const char *method;
    int64_t days_after_receipt; /* due that many days after receipt, the day of receipt being day 0 */
    enum hoshi_truth full_cash_by_due, fee_on_supplier, interest_paid;
    int64_t records_kept_years;
    int64_t late_yen, late_days; /* paid late or taken off, and the days it bears interest */
};

/** What bears on the position of the parties to each other (no single one decides). */
struct hoshi_case_relation {
    struct hoshi_date since;
    enum hoshi_truth can_switch, market_leading, other_need;
};

/** Where the matter is to be taken, if anywhere. */
struct hoshi_case_dispute {
    enum hoshi_truth considered, facts_signed, office_asked, domestic_trade, advice_sought;
    enum hoshi_truth reported_before; /* this matter, to an authority: nothing else answers that question */
    const char *reported_before_to;   /* desk and day, as the user puts it */
    const char *known_by;             /* how the reporter came to know of what it reports */
    enum hoshi_truth notice_wished, name_may_be_told; /* of the outcome; to the other side */
    const char *pending;       /* before other authorities or courts; "なし" is an answer */
    const char *together_with; /* others who took part on the other side; "なし" is an answer */
    const char *route, *goal;  /* choices of case_schema.c */
};

/** An entry of the talk log that bears on a fact. */
struct hoshi_case_evidence {
    const char *fact; /* id of rule_facts.def */
    int64_t entry;    /* seq */
};

/** An order with what became of it, where the talk log does not tell. Its number is also that of log entries. */
struct hoshi_case_order {
    const char *number;
    struct hoshi_date ordered_on, deliver_by, received_on, due_on, paid_on;
    int64_t amount_yen;
    const char *means;                 /* a choice, as payment.method */
    enum hoshi_truth terms_in_writing; /* stated in writing or electronically at ordering, a copy is here */
};

/** What a list of evidence says of a paper beside its name; what nothing recorded tells. */
struct hoshi_case_exhibit {
    const char *sha256; /* of the paper */
    const char *title, *made_by, *shows;
    const char *form; /* "original" or "copy" */
    struct hoshi_date made_on;
};

struct hoshi_case_buyer {
    const char *id, *name, *department, *representative, *address;
    const char *size_known_by; /* how its capital and headcount are known */
    enum hoshi_truth is_corporation, is_large, partnership_declaration, include, declaration_renewed,
        pass_through_policy, controlled_by_large; /* controlled: by a larger firm that orders through it */
    int64_t unanswered_suppliers; /* suppliers of this buyer with requests unanswered or prices frozen */
    int64_t capital_yen, employees_regular;
    struct hoshi_date employees_as_of;
    int64_t annual_purchases_yen;
    int64_t annual_cost_base_yen; /* manufacturing cost of what it buys: base of the overhead rate */
    int64_t custom_share_ppm;     /* key "custom" */
    int64_t requested_level;      /* HOSHI_NONE: did not ask */
    struct hoshi_case_questions level_questions;
    struct hoshi_case_transaction *transaction;
    size_t transactions;
    struct hoshi_case_request request;
    struct hoshi_case_item *item;
    size_t items;
    struct hoshi_case_extra *extra;
    size_t extras;
    struct hoshi_case_activity activity;
    struct hoshi_case_negotiation negotiation;
    struct hoshi_case_contribution contribution;
    struct hoshi_case_deduction deduction;
    struct hoshi_case_payment payment;
    struct hoshi_case_relation relation;
    struct hoshi_case_dispute dispute;
    struct hoshi_case_evidence *evidence;
    size_t evidences;
    struct hoshi_case_order *order;
    size_t orders;
    struct hoshi_case_exhibit *exhibit;
    size_t exhibits;
};

/* ---- sharing and range ---- */

enum hoshi_key {
    HOSHI_KEY_SALES,
    HOSHI_KEY_HOURS,
    HOSHI_KEY_VALUE_ADDED,
    HOSHI_KEY_HEADCOUNT,
    HOSHI_KEY_ORDERS,
    HOSHI_KEY_CUSTOM,
    HOSHI_KEYS
};
enum hoshi_sharing_basis { HOSHI_BASIS_MEAN, HOSHI_BASIS_POINT };
enum hoshi_rule {
    HOSHI_RULE_KEY,
    HOSHI_RULE_ASKERS,
    HOSHI_RULE_EQUAL,
    HOSHI_RULE_SUPPLIER,
    HOSHI_RULE_TABLE,
    HOSHI_RULE_DIVISION, /* a rule of division (calc/division_rules.h) of the levels as nested costs */
    HOSHI_RULE_OVERHEADS /* by the cost centres that serve each buyer (sharing.overheads) */
};

/** What a rule is set for. A class of its own goes before the general one. */
enum hoshi_pool {
    HOSHI_POOL_LEVEL3,
    HOSHI_POOL_LEVEL4,
    HOSHI_POOL_UPGRADE,
    HOSHI_POOL_STAR, /* evaluation, registration, upkeep of the star itself */
    HOSHI_POOL_DIRECT3,
    HOSHI_POOL_DIRECT4,
    HOSHI_POOL_INDIRECT3,
    HOSHI_POOL_INDIRECT4,
    HOSHI_POOLS
};

struct hoshi_case_rule {
    bool stated;
    enum hoshi_rule rule;
    int64_t *share_ppm;   /* HOSHI_RULE_TABLE: one per buyer, then the supplier; sums to 1,000,000 */
    const char *division; /* HOSHI_RULE_DIVISION: id of the rule; static */
    bool key_stated;      /* HOSHI_RULE_KEY, HOSHI_RULE_ASKERS: "key:hours" names a key of its own */
    enum hoshi_key key;
};

enum { HOSHI_DEPARTMENTS_MAX = 50 };
enum hoshi_overhead_method { HOSHI_RECIPROCAL, HOSHI_STEP_DOWN, HOSHI_DIRECT_ONLY };

/**
 * The firm's own way of passing overheads on: what enters each service department (IT, general affairs), how
 * much of its work each department does for the others and for the cost centres, and which buyers a centre
 * serves. Shares in millionths, indices as listed.
 */
struct hoshi_case_overheads {
    bool stated;
    enum hoshi_overhead_method method;
    const char **id, **name; /* departments, then centres; name may be NULL */
    size_t departments, centres;
    int64_t *enters_ppm; /* per department: part of the pool; sums to 1,000,000 */
    int64_t *to_ppm;     /* departments × (departments + centres); each row sums to 1,000,000, itself 0 */
    int64_t *serves_ppm; /* centres × (buyers + 1): each buyer, then other customers; rows sum to 1,000,000 */
};

struct hoshi_case_sharing {
    bool stated; /* the block stands in the case */
    enum hoshi_key key;
    const char *key_reason;
    struct hoshi_case_rule rule[HOSHI_POOLS];
    struct hoshi_case_overheads overheads;
    int64_t supplier_part_ppm;
    int64_t
        askers_grid; /* points of a hundred on which shares among askers are laid, a divisor of 100; 0 exact;
                            HOSHI_NONE: HOSHI_ASKERS_GRID */
    enum hoshi_sharing_basis basis;
};

enum { HOSHI_ASKERS_GRID = 5 };

/** How a part becomes a price. What is not stated is NULL. */
struct hoshi_case_price {
    const char *step;       /* "1", "0.1", "0.01" */
    const char *items_by;   /* "sales", "hours": what items carry by */
    const char *applies_by; /* "order", "delivery" */
    int64_t surcharge_months;
    int64_t month_step_yen; /* amounts asked on an estimate are multiples of it, a month */
};

/** Who prepares the papers, and in what capacity. */
struct hoshi_case_prepared {
    const char *name, *capacity; /* a choice of case_schema.c */
    enum hoshi_truth paid;
};

/** Settings of the checks that the case states; HOSHI_NONE: the table's. */
struct hoshi_case_checks {
    int64_t response_days, postponements, consult_months, unanswered_suppliers;
    int64_t marked_rise_ppm, quoted_share_ppm, dependence_ppm;
};

/** The law of a price or effort row. The first is the default. */
enum hoshi_spread { HOSHI_SPREAD_PERT, HOSHI_SPREAD_TRIANGULAR, HOSHI_SPREAD_LOGNORMAL90 };

struct hoshi_case_range {
    bool stated;
    enum hoshi_spread distribution;
    int64_t market_micro[3], labour_micro[3], pace_micro[3]; /* HOSHI_NONE in [0]: not stated */
    int64_t draws, seed;
};

/** What is thought of the unanswered criteria of a category before a single answer is counted: as if so many answers had
 * been "open" and "closed". NULL in a case: one each (Laplace's rule). A portfolio learns it from those who answered. */
struct hoshi_open_prior {
    double open[HOSHI_CATEGORIES + 1], closed[HOSHI_CATEGORIES + 1]; /* [0] unused; > 0 */
};

struct hoshi_case {
    const char *file;               /* as named by the user */
    char sha256[HOSHI_SHA256_TEXT]; /* of the file as it was read */
    const char *case_id, *title;
    struct hoshi_date as_of, start; /* start: a month */
    struct hoshi_case_supplier supplier;
    int64_t target_level;
    struct hoshi_answers answers;
    const char *gap_file;
    struct hoshi_case_plan plan;
    int64_t horizon_years, discount_rate_ppm;
    int64_t exchange_micro[HOSHI_CURRENCIES]; /* yen per unit; HOSHI_NONE not stated */
    struct hoshi_case_funding *funding;
    size_t fundings;
    struct hoshi_case_buyer *buyer;
    size_t buyers;
    struct hoshi_case_sharing sharing;
    struct hoshi_case_price price;
    struct hoshi_case_range range;
    struct hoshi_case_prepared prepared_by;
    struct hoshi_case_checks checks;
    /* Tables with the lines of measures that a quotation replaced; NULL: those it was read with hold. Of the arena */
    const struct hoshi_tables *tables;
    const struct hoshi_open_prior *open_prior; /* borrowed; not read from a file */
    struct hoshi_arena arena;
};

/**
 * Read a case file, and the gap file it names (relative to it).
 *
 * Unknown keys, duplicate keys, wrong types, numbers out of range, unknown ids and impossible combinations
 * are faults with file and JSON path; all are reported.
 *
 * @param path   the file, at most HOSHI_CASE_FILE_MAX bytes
 * @param out    [out] owned by the caller until hoshi_case_close; untouched on failure
 * @return HOSHI_OK or the first fault's status
 */
enum hoshi_status hoshi_case_read(const char *path, const struct hoshi_tables *tables,
                                  struct hoshi_case **out, struct hoshi_faults *faults) HOSHI_MUST_USE;
/**
 * As hoshi_case_read, from n bytes in memory; text[n] must be NUL.
 * @param path the name to report, beside which a gap file stands
 * @param faults not NULL
 */
enum hoshi_status hoshi_case_parse(const char *text, size_t n, const char *path,
                                   const struct hoshi_tables *tables, struct hoshi_case **out,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_case_close(struct hoshi_case *c);

/** A buyer of which nothing is stated, as it stands before its object in a file is read. */
void hoshi_case_buyer_blank(struct hoshi_case_buyer *b);

/** Write the JSON Schema (draft 2020-12) of the case file into `out`. */
void hoshi_case_schema_print(struct hoshi_buffer *out);

const char *hoshi_key_key(enum hoshi_key key);
const char *hoshi_rule_key(enum hoshi_rule rule);
const char *hoshi_overhead_method_key(enum hoshi_overhead_method method);
const char *hoshi_pool_key(enum hoshi_pool pool);
const char *hoshi_funding_status_key(enum hoshi_funding_status status);
const char *hoshi_spread_key(enum hoshi_spread spread);
/** True where the plan is the cheapest only within what the case says: measures used for a stated reason (their number
 * in *uses, NULL allowed), avoided, or in place. Those used without a reason are the supplier's own on top of it. */
bool hoshi_case_plan_limits(const struct hoshi_case_plan *plan, size_t *uses);
/** The law in use: as stated, else the default. */
enum hoshi_spread hoshi_case_spread(const struct hoshi_case *c);

#endif
