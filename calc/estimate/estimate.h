/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The estimate of a case: what is open, the plan, the ledger of lines, totals.
 *
 * The ledger is a chain of plans. Each stage adds to the one before: the plan for ★3 alone (when a party
 * asked only for that), the plan for the target, what the supplier's own choice costs more, what each buyer's
 * designated product costs more, what each buyer demands beyond the level. An entry is what one line of one
 * measure costs more (or less) in a stage than in the stage before; entries add up to the last plan exactly.
 */
#ifndef HOSHI_ESTIMATE_H
#define HOSHI_ESTIMATE_H

#include "funding.h"
#include "need.h"

enum hoshi_cause { HOSHI_CAUSE_LEVEL3, HOSHI_CAUSE_LEVEL4, HOSHI_CAUSE_BUYER, HOSHI_CAUSE_OWN, HOSHI_CAUSES };

struct hoshi_entry {
    const char *id; /* line id; with "@4", "@own", "@A" behind it where a later stage changes a line */
    struct hoshi_line line;
    enum hoshi_cause cause;
    const bool *buyer;            /* HOSHI_CAUSE_BUYER: one flag per buyer of the case; else NULL */
    const char *need_key;         /* "level:3", "level:4", "own", "buyer:A", "buyer:A+B" */
    int level;                    /* 3 or 4: the level at which the measure matters */
    int64_t need_ppm, before_ppm; /* amount = amount at need_ppm − amount at before_ppm */
    double probability;           /* 1, or below for what hangs on the unanswered */
    struct hoshi_amounts point, mean;
    int64_t low_yen, high_yen; /* horizon, at low and high prices */
    int64_t days_micro;        /* person-days each time due, signed */
};

/** A measure of the last plan, or (probability < 1) of its extension to the unanswered. */
struct hoshi_planned {
    size_t measure;
    double probability;
    int64_t need_ppm, horizon_yen;
    const size_t *closes; /* the open (or unknown) criteria it closes */
    size_t closes_n;
    const char *reason; /* of plan.use, or NULL */
};

enum hoshi_caution_kind {
    HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION, /* subject: criterion */
    HOSHI_CAUTION_CONTRADICTS_FACT,               /* criterion */
    HOSHI_CAUTION_PARTIAL_UNSTATED,               /* number of criteria, yen that hangs on them */
    HOSHI_CAUTION_ABOVE_LEVEL,                    /* number of answers ignored */
    HOSHI_CAUTION_REQUEST_ABOVE_TARGET,           /* buyer id */
    HOSHI_CAUTION_CAPACITY,                       /* days needed, days there are */
    HOSHI_CAUTION_FEES_UNPUBLISHED,               /* yen of the scheme's own fees */
    HOSHI_CAUTION_TAX_UNKNOWN,                    /* number of price rows in use whose tax is not known */
    HOSHI_CAUTION_RENEWAL_UNKNOWN,                /* yen of replacements, overdue part not stated */
    HOSHI_CAUTION_UNANSWERED,                     /* number, yen if all were unmet */
    HOSHI_CAUTION_SHARES_NEAR_ONE, /* check that purchases and sales are of the same 12 months */
    HOSHI_CAUTION_MEASURE_IDLE,    /* measure id in plan.use that closes nothing open */
    HOSHI_CAUTION_QUOTE_UNUSED,    /* price id of a quotation that no line uses */
    HOSHI_CAUTION_KINDS
};

struct hoshi_caution {
    enum hoshi_caution_kind kind;
    const char *subject; /* id, or "" */
    int64_t number, yen; /* HOSHI_NONE when not used */
};

struct hoshi_totals {
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen;
    int64_t by_class_yen[HOSHI_CLASSES], annual_by_class_yen[HOSHI_CLASSES];
    int64_t by_cause_yen[HOSHI_CAUSES];
    int64_t mean_horizon_yen, mean_annual_yen;
    int64_t cash_yen;   /* horizon without own labour */
    int64_t quoted_yen; /* horizon backed by quotations */
};

/** One way to do the same, beside the chosen one. */
struct hoshi_alternative {
    bool exists;
    int64_t horizon_yen, direct_yen, own_days_micro; /* own days: person-days over the horizon */
    bool chosen[HOSHI_MEASURES_MAX];
};

struct hoshi_estimate {
    struct hoshi_assumptions a;
    struct hoshi_need need; /* at the target */
    bool ledger;            /* two plans: ★3 alone, and what ★4 adds */
    struct hoshi_plan plan, next_best,
        plan3;                       /* plan: the least-cost plan for the target with reasoned choices */
    bool chosen[HOSHI_MEASURES_MAX]; /* the last stage */
    struct hoshi_alternative in_house, outsourced;
    struct hoshi_planned *measure;
    size_t measures;
    struct hoshi_entry *entry; /* probability 1 first … */
    size_t entries, certain;   /* … `certain` of them */
    struct hoshi_totals totals;
    int64_t unstated_yen; /* of the horizon: what hangs on partials without a share */
    int64_t all_unanswered_unmet_yen, all_met_yen; /* all met: the star alone */
    int64_t it_days_micro[HOSHI_YEARS_MAX];        /* own IT days by year */
    int64_t days_micro[HOSHI_ROLES][HOSHI_YEARS_MAX];
    struct hoshi_caution *caution;
    size_t cautions;
    struct hoshi_arena arena;
};

/**
 * Estimate a case.
 *
 * @param today  as_of when the case states none
 * @param out    [out] owned until hoshi_estimate_close; borrows tables and case; untouched on failure
 * @return HOSHI_OK, HOSHI_E_CRITERION_OPEN (a criterion that nothing allowed closes),
 * HOSHI_E_PLAN_INFEASIBLE, HOSHI_E_MEASURE_UNAVAILABLE, HOSHI_E_OVERFLOW, HOSHI_E_SOLVER, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_estimate_open(const struct hoshi_tables *tables, const struct hoshi_case *c,
                                      struct hoshi_date today, struct hoshi_estimate **out,
                                      struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_estimate_close(struct hoshi_estimate *e);

/** True when the buyer is a party: it asked for a level or is included. */
bool hoshi_buyer_is_party(const struct hoshi_case_buyer *b);
/** The level a buyer asked for, not above the target; 0 when it did not ask. */
int hoshi_buyer_level(const struct hoshi_case *c, const struct hoshi_case_buyer *b);

const char *hoshi_cause_key(enum hoshi_cause cause);

#endif
