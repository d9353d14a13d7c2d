/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The estimate of a case: what is open, the plan, the ledger of lines, totals.
 *
 * The ledger is a chain of plans. Each stage adds to the one before: the plan for ★3 alone, the plan for ★4
 * (of a ★4 case, whoever asked), what the supplier's own choice costs more, what each buyer's designated
 * product costs more, what each buyer demands beyond the level. An entry is what one line of one measure costs
 * more (or less) in a stage than in the stage before; entries add up to the last plan exactly.
 *
 * Plans are the cheapest on the basis that is divided (sharing.basis), with the IT days beyond the firm's
 * capacity bought in at the table's outside day rate: the measure `hands`, one line a year for what is bought
 * and one for the own days it saves. Its entries are differences between stages like all others.
 *
 * What nobody answered is in no total. It stands behind the certain entries: measures that would join, and
 * what a chosen measure would cost more if an unanswered criterion raised its need to 1, each with its
 * probability (need.h); days of these beyond capacity are not bought in there.
 */
#ifndef HOSHI_ESTIMATE_H
#define HOSHI_ESTIMATE_H

#include "funding.h"
#include "need.h"

enum hoshi_cause { HOSHI_CAUSE_LEVEL3, HOSHI_CAUSE_LEVEL4, HOSHI_CAUSE_BUYER, HOSHI_CAUSE_OWN, HOSHI_CAUSES };

/** Items that come to more than this part of the purchases are told: below it the purchases may be rounded. */
#define HOSHI_ITEMS_OVER_PPM INT64_C(1005000)

/** Why an entry of HOSHI_CAUSE_OWN is the firm's own to bear. */
enum hoshi_own_origin {
    HOSHI_OWN_NOT,
    HOSHI_OWN_DUE,    /* replacement of what was due anyway (supplier.renewal) */
    HOSHI_OWN_CHOICE, /* what a measure of plan.use without a reason adds */
    HOSHI_OWN_IDLE,   /* a measure of plan.use that closes nothing open */
    HOSHI_OWN_AFFAIR, /* serves criteria of plan.own alone: owed by law or contract, or the firm's own wish */
    HOSHI_OWN_ORIGINS
};

struct hoshi_entry {
    const char
        *id; /* line id; with "@4", "@own", "@A" behind it where a later stage changes a line; then "@due" for
                       what was due anyway, "@back" for days bought in of the stage before */
    struct hoshi_line line;
    enum hoshi_cause cause;
    enum hoshi_own_origin own;    /* HOSHI_OWN_NOT unless cause is HOSHI_CAUSE_OWN */
    const bool *buyer;            /* HOSHI_CAUSE_BUYER: one flag per buyer of the case; else NULL */
    const char *need_key;         /* "level:3", "level:4", "own", "buyer:A", "buyer:A+B" */
    int level;                    /* 3 or 4: the level at which the measure matters */
    int64_t need_ppm, before_ppm; /* amount = amount at need_ppm − amount at before_ppm */
    double probability;           /* 1, or below for what hangs on the unanswered */
    struct hoshi_amounts point, mean;
    int64_t low_yen, high_yen; /* horizon, at low and high prices */
    int64_t days_micro;        /* person-days each time due, signed */
};

/** A measure of the last plan, or (probability < 1) of its extension to the unanswered. A chosen measure whose
 * need the unanswered may raise stands in both. */
struct hoshi_planned {
    size_t measure;
    double probability;
    int64_t need_ppm, before_ppm; /* before: what is certain of it already; 0 but for a raised need */
    int64_t horizon_yen;          /* likely, at need less before */
    const size_t *closes; /* the open criteria it closes; of an uncertain one the unknown it hangs on */
    size_t closes_n;
    const char *reason; /* of plan.use, or NULL */
};

enum hoshi_caution_kind {
    HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION, /* subject: criterion */
    HOSHI_CAUTION_CONTRADICTS_FACT,               /* criterion, and how it was answered */
    HOSHI_CAUTION_PARTIAL_UNSTATED,     /* number of criteria, yen at ½ and all_yen if all is left */
    HOSHI_CAUTION_ABOVE_LEVEL,          /* number of answers ignored */
    HOSHI_CAUTION_REQUEST_ABOVE_TARGET, /* buyer id */
    HOSHI_CAUTION_CAPACITY,             /* IT days of the worst year, yen of those bought in */
    HOSHI_CAUTION_FEES_UNPUBLISHED,     /* yen of the scheme's own fees */
    HOSHI_CAUTION_TAX_UNKNOWN,          /* number of price rows in use whose tax is not known */
    HOSHI_CAUTION_RENEWAL_UNKNOWN,      /* yen of replacements, overdue part not stated */
    HOSHI_CAUTION_UNANSWERED,           /* number, yen if all were unmet */
    HOSHI_CAUTION_NO_WAY,               /* unanswered criterion that nothing allowed closes */
    HOSHI_CAUTION_SHARES_NEAR_ONE,      /* check that purchases and sales are of the same 12 months */
    HOSHI_CAUTION_MEASURE_IDLE,         /* measure id in plan.use that closes nothing open */
    HOSHI_CAUTION_QUOTE_UNUSED,         /* price id and name of a quotation that no line uses */
    HOSHI_CAUTION_QUOTE_LABOUR,         /* the same of a price of own labour, which has a key of its own */
    HOSHI_CAUTION_QUOTE_DEARER,         /* name of a measure with a quotation: another way costs less */
    HOSHI_CAUTION_QUOTE_NOT_CHOSEN,     /* the same for another cause: avoided, not needed, no candidate */
    HOSHI_CAUTION_OWN_CHOICE, /* yen that measures of plan.use without a reason add, the supplier's to bear */
    HOSHI_CAUTION_OWN_DUE,    /* yen of replacing what was due anyway, the supplier's to bear */
    HOSHI_CAUTION_OWN_AFFAIR, /* yen of what serves criteria of plan.own alone, the supplier's to bear */
    HOSHI_CAUTION_ITEMS_EXCEED, /* buyer whose items come to `all_yen` a year, more than its purchases, `yen` */
    HOSHI_CAUTION_NO_PURCHASES, /* id of a buyer that asked for a level but buys nothing */
    HOSHI_CAUTION_NO_SITES,     /* size.sites stated as 0 */
    HOSHI_CAUTION_CANNOT_BE_UPDATED, /* PCs are replaced, and how many of them cannot be is not stated; their yen */
    HOSHI_CAUTION_KINDS
};

struct hoshi_caution {
    enum hoshi_caution_kind kind;
    const char *subject; /* id, or "" */
    int64_t number, yen; /* HOSHI_NONE when not used */
    int64_t all_yen;     /* HOSHI_CAUTION_PARTIAL_UNSTATED, HOSHI_CAUTION_ITEMS_EXCEED only; else 0 */
    int64_t withheld;    /* HOSHI_CAUTION_UNANSWERED: of `number` those that are withheld; else 0 */
    const struct hoshi_words *name;  /* of a price or a measure; NULL when not used */
    enum hoshi_answer_status answer; /* HOSHI_CAUTION_CONTRADICTS_FACT only */
};

struct hoshi_totals {
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen;
    int64_t by_class_yen[HOSHI_CLASSES], annual_by_class_yen[HOSHI_CLASSES];
    int64_t by_cause_yen[HOSHI_CAUSES];
    int64_t mean_horizon_yen, mean_annual_yen;
    int64_t cash_yen;                             /* horizon without own labour */
    int64_t quoted_yen;                           /* horizon backed by quotations */
    int64_t own_by_origin_yen[HOSHI_OWN_ORIGINS]; /* of the horizon on the basis that is divided */
};

/** One way to do the same, beside the chosen one: the least-cost plan where the firm had other days of its own.
 * Yen on the basis that is divided, person-days as they are charged. */
struct hoshi_alternative {
    bool exists;
    int64_t horizon_yen, direct_yen; /* direct: days bought in among it */
    int64_t own_days_micro;          /* of all roles over the horizon, without those bought in */
    int64_t it_days_micro;           /* own IT days in the worst year */
    int64_t hands_micro;             /* IT days bought in over the horizon */
    bool chosen[HOSHI_MEASURES_MAX];
};

struct hoshi_estimate {
    struct hoshi_assumptions a;
    struct hoshi_need need; /* at the target */
    bool ledger;            /* two plans, ★3 alone and what ★4 adds: a ★4 case */
    struct hoshi_plan plan, next_best,
        plan3;                       /* plan: the least-cost plan for the target with reasoned choices */
    bool chosen[HOSHI_MEASURES_MAX]; /* the last stage */
    struct hoshi_alternative in_house, within,
        outsourced; /* as many own IT days as it takes; those stated (none
                                                             exists when they are not); none at all */
    struct hoshi_planned *measure;
    size_t measures;
    struct hoshi_entry *entry; /* probability 1 first … */
    size_t entries, certain;   /* … `certain` of them */
    struct hoshi_totals totals;
    /* Of the mean over the horizon: what partials without a share add as they count (½), and if all of each
     * were left to do. */
    int64_t unstated_yen, unstated_all_yen;
    /* Mean and likely horizon of the plan of the case in which everything unanswered is unmet, as it would be
     * solved; equal to the totals when nothing is. */
    int64_t all_unanswered_unmet_yen, all_unanswered_point_yen;
    int64_t all_met_yen;                              /* the star alone, likely */
    int64_t it_days_micro[HOSHI_YEARS_MAX];           /* IT days by year as charged, bought in or own */
    int64_t days_micro[HOSHI_ROLES][HOSHI_YEARS_MAX]; /* own days, likely */
    struct hoshi_caution *caution;
    size_t cautions;
    struct hoshi_arena arena;
};

/**
 * Estimate a case, by its own tables where its quotations of measures made some (hoshi_case.tables).
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
