/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Everything the budget workbook shows: sums over the suppliers, the choice under the budget, what joint
 * purchasing would save. Records are read through a callback, one at a time and several times over, so memory
 * holds some 250 bytes per supplier and no records.
 *
 * The money of the choice is what the buyer's part is expected to be (record.expected_by_year_yen) by years
 * after the start: what is unanswered counts by its probability, so that a supplier is not funded before
 * others because it has not answered. Amounts "from answers" leave that out.
 * A deadline makes its plan year the latest start; one before the plan begins means year 1 (counted in
 * `late`). No weight given: hoshi_budget_weight of purchases and questions.
 */
#ifndef HOSHI_BUDGET_VIEW_H
#define HOSHI_BUDGET_VIEW_H

#include "budget_choice.h"
#include "check.h"
#include "portfolio_view.h"

/** A fault of a row that is in no figure. */
struct hoshi_budget_left_out {
    int64_t row;
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES]; /* "" = not known */
    struct hoshi_fault fault;
    size_t faults, kept; /* of the row: all, and those that can be read; >= 1 */
};

/** Where records come from. */
struct hoshi_budget_source {
    size_t suppliers; /* with status HOSHI_OK, in the order of the list */
    size_t left_out;  /* rows in no figure */
    size_t notes;     /* of those totals, averages, notes: no suppliers */
    size_t left_kept; /* of those the first, whose faults are known */
    /** Record number `index` (0 …), in any order; false = cannot be read. */
    bool (*read)(void *user, size_t index, struct hoshi_supplier_result *out);
    /** Fault number `fault` (0 … kept − 1) of left-out row number `index` (0 … left_kept − 1); may be NULL
     * when left_kept is 0. */
    bool (*read_left_out)(void *user, size_t index, size_t fault, struct hoshi_budget_left_out *out);
    void *user;
};

/** How a supplier stands to its star on a day. */
enum hoshi_budget_star {
    HOSHI_BUDGET_STAR_NONE,    /* nothing is known */
    HOSHI_BUDGET_STAR_ASKED,   /* asked for, neither applied for nor held */
    HOSHI_BUDGET_STAR_APPLIED, /* applied for, and not held */
    HOSHI_BUDGET_STAR_HELD,
    HOSHI_BUDGET_STAR_RENEW, /* held, and runs out within HOSHI_BUDGET_RENEW_MONTHS */
    HOSHI_BUDGET_STAR_OVER,  /* it ran out */
    HOSHI_BUDGET_STAR_BELOW, /* one is held, a higher one is asked for */
    HOSHI_BUDGET_STARS
};

/** ★3 is renewed every year, and evaluation and registration take months: whoever waits longer falls out. Practice,
 * no rule. */
enum { HOSHI_BUDGET_RENEW_MONTHS = 6 };

enum hoshi_budget_star hoshi_budget_star_of(const struct hoshi_supplier_result *record,
                                            struct hoshi_date day);

/** Who counts in a quota: a level, or a category of purchases. */
struct hoshi_budget_group {
    int level;                                /* 3, 4; 0: by category */
    char category[HOSHI_SUPPLIER_WORD_BYTES]; /* as the user wrote it; compared as hoshi_text_key */
};

struct hoshi_budget_options {
    const struct hoshi_portfolio_view *run; /* what is known of the run whose suppliers these are; borrowed */
    struct hoshi_budget_rules rules;        /* years = horizon of the records */
    struct hoshi_budget_group group[HOSHI_BUDGET_QUOTAS_MAX]; /* of rules.quota */
    int64_t
        minimum_yen; /* whom less than this would be spent on within the horizon is left out, musts apart; 0: none */
    bool budget_stated; /* false: rules.budget_yen is not a wish of the user but what everybody from year 1
                           costs */
    int64_t mark_ppm;   /* suppliers above this part of the purchases are marked; 0: HOSHI_BUDGET_MARK_PPM */
};

/** From this part of the purchases on a supplier is marked when no other mark is set: an annual charge of a
 * twentieth of what is bought is hard to talk about as a price, so level, scope or other support come first.
 * Practice, no rule. */
#define HOSHI_BUDGET_MARK_PPM INT64_C(50000)

/** Sums over some suppliers. Amounts in yen; "buyer" is the part of the buyer whose budget this is. */
struct hoshi_budget_sums {
    size_t suppliers;
    size_t without_cost;   /* of them those that cost the buyer nothing in any year */
    int64_t purchases_yen; /* a year; unknown ones count as 0 */
    int64_t buyer_by_year_yen[HOSHI_YEARS_MAX], buyer_yen, buyer_direct_yen, buyer_indirect_yen;
    /* Of the buyer's part, what is there only because answers are missing; may be negative where partials
     * have no share. */
    int64_t open_by_year_yen[HOSHI_YEARS_MAX], open_yen;
    int64_t buyer_annual_yen;                              /* annual charge */
    int64_t whole_by_year_yen[HOSHI_YEARS_MAX], whole_yen; /* of all parties */
    int64_t others_yen, supplier_yen, funding_yen;         /* over the whole horizon from year 1 */
    size_t flagged[16];                                    /* suppliers by bit of enum hoshi_supplier_flag */
    int64_t once_yen, recurring_yen, upgrade_yen;          /* of the whole, point prices */
    int64_t category_yen[HOSHI_CATEGORIES + 1];            /* of the whole, point prices; [0] the star */
    int64_t criteria[HOSHI_ANSWERS];
    int64_t value_micro; /* risk-years */
};

/** Who is in the sums. The first group starts in year 1; the funded at their starts, cut at the horizon. */
enum hoshi_budget_who { HOSHI_BUDGET_ALL, HOSHI_BUDGET_FUNDED, HOSHI_BUDGET_WHO };

struct hoshi_budget_view {
    struct hoshi_budget_source source;
    struct hoshi_budget_options options; /* what it borrows must live as long as the view */
    int years;
    struct hoshi_budget_choice *choice;
    struct hoshi_joint_purchase *joint; /* NULL without a tally */
    struct hoshi_budget_sums sums[HOSHI_BUDGET_WHO];
    struct hoshi_budget_sums level[HOSHI_BUDGET_WHO][2]; /* ★3, ★4 */
    struct hoshi_budget_sums size[HOSHI_BUDGET_WHO][HOSHI_JOINT_SIZES];
    size_t yes[HOSHI_BUDGET_YES_MAX][3];     /* per level question: no, yes, not known */
    size_t by_yes[HOSHI_BUDGET_YES_MAX + 1]; /* suppliers by number of yes */
    size_t scope[HOSHI_SCOPE_OTHER_LAW + 1]; /* by enum hoshi_scope_verdict */
    size_t marked;                           /* annual charge above options.mark_ppm of the purchases */
    /* What measures of those that answered cost by ★3, ★4 and both: direct, and all; the star itself, whose
     * proportion is that of those that did not answer and have nothing else, is left out where that is known.
     * Both 0: nobody answered. */
    struct hoshi_budget_learnt {
        int64_t direct_yen, yen;
    } learnt[3];
    /* Suppliers that left criteria unanswered (what they withheld is not chased), most yen first: what of this
     * buyer's part hangs on the answers, hoshi_budget_hangs. */
    struct hoshi_budget_ask {
        int64_t yen;
        size_t index;
    } * ask;
    size_t asks,
        asked_before; /* asked_before: suppliers with a day on which they were last asked, or answers back */
    int64_t ask_yen, ask_purchases_yen;
    size_t star[HOSHI_BUDGET_STARS]; /* suppliers by how they stand to their star */
    bool has_register;               /* applied, obtained, valid until, number, or paid is known of anybody */
    size_t below_minimum;            /* left out by options.minimum_yen */
    size_t late;                     /* deadline before the plan begins */
    size_t after;         /* deadline within the horizon or before it, not excluded and without a start */
    int64_t weight_micro; /* of everybody */
    size_t weight_given, weight_unknown; /* unknown: no purchases stated, so without weight */
    /* Conduct as the department states it: per item no, yes, not known. */
    size_t conduct[5][3]; /* requested, necessity, method, talks, refusal reason in writing */
    int64_t reserve_yen;  /* what the funded buyer's part lacks to its P80 (SPEC §5.5), never below 0;
                             HOSHI_NONE:  no range */
    int64_t reserve_by_year_yen[HOSHI_YEARS_MAX];
    /* Compared on the first page. */
    int64_t everybody_yen, musts_yen,
        later_yen; /* buyer's part: all from year 1, musts alone, all from year 2 */
    int64_t everybody_micro, musts_micro, later_micro; /* risk-years */
};

/**
 * Read all records, choose, add up.
 * @param out [out] owned until hoshi_budget_view_close; untouched on failure
 * @return HOSHI_OK; errors of hoshi_budget_choose and hoshi_joint_purchase_open; HOSHI_E_BUDGET_RECORD (a
 *         record cannot be read, has another horizon or is none of a supplier)
 */
enum hoshi_status hoshi_budget_view_open(const struct hoshi_budget_source *source,
                                         const struct hoshi_budget_options *options,
                                         struct hoshi_budget_view **out,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_budget_view_close(struct hoshi_budget_view *view);

/**
 * Whether the 取適法 would cover an order of the day of the figures from this supplier, by the rules table:
 * kind of transaction, capital and headcount of both. UNKNOWN too without assumptions (tables).
 * @param missing [out] facts that could settle it
 */
enum hoshi_scope_verdict hoshi_budget_scope(const struct hoshi_budget_view *view,
                                            const struct hoshi_supplier_head *head,
                                            struct hoshi_fact_set *missing);

/** The latest start for a deadline: its plan year, 1 when it lies before the plan, `years` when {0} or later.
 */
int hoshi_budget_latest_start(struct hoshi_date start, struct hoshi_date deadline, int years);

/** What a supplier is expected to cost the buyer in the years after its start. A year in which ★4 makes more
 * unnecessary than it adds counts as 0. */
int64_t hoshi_budget_cost(const struct hoshi_supplier_result *record, int years_after);

/** What one of those years costs from answers alone. */
int64_t hoshi_budget_cost_answered(const struct hoshi_supplier_result *record, int years_after);

/** Of what a start costs within the horizon, the direct part, half up; 0 for start 0. What the answers say is
 * divided as they say; what is there only because answers are missing as with those of the list that
 * answered, see hoshi_budget_view.learnt. */
int64_t hoshi_budget_direct(const struct hoshi_budget_view *view, const struct hoshi_supplier_result *record,
                            int start);

/** The buyer's annual charge over what it buys from the supplier a year, in millionths, half up; HOSHI_NONE
 * where nothing is known to be bought. It also shows a unit that was read wrongly. */
int64_t hoshi_budget_share(const struct hoshi_supplier_result *record, int years);

/** What of the buyer's part over the horizon hangs on answers that are not there: all unanswered unmet less all of them
 * met, in the proportion of its part, half up. */
int64_t hoshi_budget_hangs(const struct hoshi_supplier_result *record, int years);

/** A supplier from year 1 over the horizon, by who bears it; they add up to whole_yen. */
struct hoshi_budget_bearers {
    int64_t whole_yen, buyer_yen, others_yen, supplier_yen;
    int64_t answered_yen; /* of buyer_yen, from answers alone */
    int64_t annual_yen;   /* the buyer's annual charge, in the proportion of what is expected; where nothing
                             is answered a year's mean, cut to whole yen */
};

/**
 * What is expected, by bearer: the buyer's part and the whole are of the record, what is left goes to the
 * other customers and the supplier in the proportion of their answered parts (half up for the others). Where
 * those are 0, as with a supplier that has not answered, all of it belongs to the other customers: what ★3
 * protects is divided over the whole business, and nothing is known that would be the supplier's own.
 */
void hoshi_budget_bearers(const struct hoshi_supplier_result *record, int years,
                          struct hoshi_budget_bearers *out);

/** The weight of a supplier: as given, else from purchases and questions. */
int64_t hoshi_budget_weight_of(const struct hoshi_supplier_result *record);

/** How many of the three questions are answered yes; a level 4 without any answer counts as one. */
int hoshi_budget_yes(const struct hoshi_supplier_head *head);

#endif
