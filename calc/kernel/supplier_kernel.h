/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One supplier of a portfolio: plan, cost, split and range as one record of fixed size (SPEC §5.11).
 *
 * Opened once per thread from the tables and the settings of the run; then a row or a case in, a record out.
 * A record depends on tables, settings and its own row alone, so any order, number of threads or division of
 * the list gives the same bytes.
 *
 * What a record says of a case given in full equals hoshi_estimate_open and hoshi_split_open to the yen; its
 * percentiles lie within HOSHI_SUPPLIER_TOLERANCE of those of hoshi_estimate_range_init (of the mean).
 *
 * One buyer looks: "buyer" is the one whose portfolio this is; "others" are all other customers, those named
 * in a case among them; "supplier" keeps the rest. A row's level is what that buyer asks for, so ★3 is
 * divided by the key of sales (annual_purchases_yen ÷ annual_sales_yen) and what ★4 adds falls on the buyer
 * (SPEC §5.6). Where either of the two figures is missing, settings.unknown_share_ppm stands for the share
 * and HOSHI_SUPPLIER_SHARE_ASSUMED is set.
 *
 * A row that holds the star asked for, or a higher one (★4 contains ★3), does not pay for it again: it is a
 * case with the star in plan.have. And a star that is held says that its criteria were judged met when it was
 * granted: those of them that nobody answered are taken as met (need.h, HOSHI_SUPPLIER_STAR_TAKEN). Answers
 * that are given stand. A star that ran out before settings.as_of is not held (HOSHI_SUPPLIER_STAR_EXPIRED); where no
 * last day is stated, whether it is still valid is not known here. Case files say of each criterion
 * what they mean; in them plan.have makes the star free and nothing else.
 *
 * Range of a supplier: T = M(U + Σ c_k X_k) + L P W, where M (market) and L (labour) are one variable for all
 * suppliers, X_k the price rows that are one unknown for everybody (table flag common_unknown: the scheme's
 * own fees), P the firm's own pace, U and W its own sums of bought-in and effort rows. `own` variance is what
 * is left when M, L and all X_k are known (mean of the conditional variance), `common` the rest.
 */
#ifndef HOSHI_SUPPLIER_KERNEL_H
#define HOSHI_SUPPLIER_KERNEL_H

#include "distribution.h"
#include "estimate.h"
#include "supplier_row.h"

enum {
    HOSHI_COMMONS_MAX = 16,         /* price rows with common_unknown */
    HOSHI_COMPLETIONS_DEFAULT = 12, /* which criteria counts could mean: sets looked at per supplier */
    HOSHI_COMPLETIONS_MAX = 256,
    HOSHI_SUPPLIER_PURCHASES_MAX = 1024, /* priced lines of one supplier */
    HOSHI_OWN_MOMENTS = 14               /* joint cumulants of (U, P W) of order 1 … 4 */
};

/** P50 and P80 of a record: distance from the exact engine as a part of the mean, on random suppliers. Where
 * a single dear uncertain measure leaves the distribution all but flat at a percentile, the two may land on
 * different sides of the gap; the probabilities are then as near. */
#define HOSHI_SUPPLIER_TOLERANCE 0.002

/** Groups in which what nobody answered is judged alike: by level (★3, ★4) and employees (not stated, 1 … 20 as the
 * statute on small enterprises has them, … 100, more). */
enum { HOSHI_GROUP_LEVELS = 2, HOSHI_GROUP_SIZES = 4, HOSHI_GROUPS = HOSHI_GROUP_LEVELS * HOSHI_GROUP_SIZES };
size_t hoshi_supplier_group_size(int64_t employees); /* HOSHI_NONE: not stated */
size_t hoshi_supplier_group(int64_t level, int64_t employees);

/** One for the whole run. hoshi_supplier_settings_init sets every default. */
struct hoshi_supplier_settings {
    struct hoshi_date as_of, start; /* as_of must be stated; start {0}: the next April */
    int horizon;                    /* years, 1 … HOSHI_YEARS_MAX; 0: the tables' */
    enum hoshi_sharing_basis basis; /* what is divided; default mean */
    enum hoshi_spread distribution;
    int64_t factor_ppm[HOSHI_FACTORS][3];     /* HOSHI_NONE in [0]: the tables' */
    int64_t exchange_micro[HOSHI_CURRENCIES]; /* yen per unit; HOSHI_NONE: the tables' */
    int64_t labour_yen_per_day[HOSHI_ROLES];  /* HOSHI_NONE: the tables' */
    int64_t unknown_share_ppm; /* of the business, assumed where a row does not tell; default 1,000,000: all
                                  of it, the most it can be */
    /* Of criteria nobody answered: hoshi_portfolio_run puts what the list taught here; default one each. */
    struct hoshi_open_prior open_prior[HOSHI_GROUPS];
    bool
        own_answers_only; /* nothing is learnt from the list: each supplier as hoshi_estimate_open judges it */
    int completions;      /* 1 … HOSHI_COMPLETIONS_MAX; default HOSHI_COMPLETIONS_DEFAULT */
    bool exact;           /* no fast paths but for counts: estimate, GLPK, the exact range of the whole */
};

void hoshi_supplier_settings_init(struct hoshi_supplier_settings *settings, struct hoshi_date as_of);

/** What a record says about itself; bits of `flags`. */
enum hoshi_supplier_flag {
    HOSHI_SUPPLIER_COUNTS_USED = 1 << 0,      /* gap by counts: the figures are means over completions */
    HOSHI_SUPPLIER_GAP_UNKNOWN = 1 << 1,      /* nothing is answered: the point is the star alone */
    HOSHI_SUPPLIER_LEVEL_DERIVED = 1 << 2,    /* from the three questions */
    HOSHI_SUPPLIER_SHARE_ASSUMED = 1 << 3,    /* settings.unknown_share_ppm used */
    HOSHI_SUPPLIER_UNANSWERED = 1 << 4,       /* some criteria are unanswered: in the range and in what is
                                                 expected, not in the point */
    HOSHI_SUPPLIER_UNSTATED = 1 << 5,         /* partials without a share: the point takes them whole, what is
                                                 expected by half */
    HOSHI_SUPPLIER_OVER_CAPACITY = 1 << 6,    /* a case: own IT days exceed what it states */
    HOSHI_SUPPLIER_FEES_UNPUBLISHED = 1 << 7, /* rests on fees the scheme has not published */
    HOSHI_SUPPLIER_PERIOD_REPLACED = 1 << 8,  /* a case states another horizon or start than the portfolio */
    HOSHI_SUPPLIER_RANGE_REPLACED = 1 << 9, /* a case states another distribution or other factors: its record
                                               follows them, in totals what moves all suppliers together
                                               follows the portfolio's */
    HOSHI_SUPPLIER_LEVEL_UNLIKE = 1 << 10,  /* the level stated is not what the three questions give: 3 with
                                               a yes, 4 with three noes */
    HOSHI_SUPPLIER_SIZES_UNLIKE = 1 << 11,  /* PCs, users and employees do not go together, see below; what is
                                               stated is computed */
    HOSHI_SUPPLIER_STAR_TAKEN = 1 << 12,    /* a row: criteria that nobody answered are taken as met, for the
                                               supplier holds the star they belong to */
    HOSHI_SUPPLIER_STAR_EXPIRED = 1 << 13,  /* the star held ran out before the day of the figures: it counts
                                               as not held */
    HOSHI_SUPPLIER_RETURNED = 1 << 14       /* answers are of a file that the supplier sent back */
};

/** Sizes that look like a slip: at least HOSHI_SUPPLIER_UNLIKE_PCS PCs and more than
 * HOSHI_SUPPLIER_PCS_PER_PERSON of them to a user or to an employee; at least HOSHI_SUPPLIER_UNLIKE_USERS
 * users and more than HOSHI_SUPPLIER_USERS_PER_EMPLOYEE to an employee. */
enum {
    HOSHI_SUPPLIER_UNLIKE_PCS = 100,
    HOSHI_SUPPLIER_PCS_PER_PERSON = 10,
    HOSHI_SUPPLIER_UNLIKE_USERS = 60,
    HOSHI_SUPPLIER_USERS_PER_EMPLOYEE = 3
};

/** Amounts of one party. */
struct hoshi_supplier_part {
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen, direct_yen, indirect_yen;
};

enum hoshi_supplier_party {
    HOSHI_SUPPLIER_BUYER,
    HOSHI_SUPPLIER_OTHERS,
    HOSHI_SUPPLIER_ITSELF,
    HOSHI_SUPPLIER_PARTIES
};

/** Two views of the range: the whole cost, and this buyer's part of it. */
enum hoshi_supplier_view { HOSHI_VIEW_WHOLE, HOSHI_VIEW_BUYER, HOSHI_VIEWS };

/** An amount over the horizon as a random one; yen, variances in yen². */
struct hoshi_supplier_spread {
    double mean_yen, own_variance, common_variance; /* sd² = own + common */
    double p50_yen, p80_yen;
    /* What it moves with, given the means of everything own: yen per unit of the market factor (common rows
     * at their means included) and of the labour factor, and units bought over the horizon of each common
     * price row. mean = market × E M + labour × E L. */
    double market_yen, labour_yen, common_units[HOSHI_COMMONS_MAX];
};

/**
 * The record. No pointers; unused bytes are 0, so that records can be compared and written as bytes.
 *
 * All amounts are yen over the horizon unless the name says annual or by_year, gross of funding, without
 * consumption tax. With HOSHI_SUPPLIER_COUNTS_USED every amount is the mean over the completions, rounded
 * half up member by member; then Σ by_year, direct + indirect and the like can miss the horizon by a few yen,
 * except that by_year, class and party amounts are corrected to add up (largest remainder).
 */
struct hoshi_supplier_result {
    struct hoshi_supplier_head head; /* as given; head.level is the level planned for */
    uint32_t flags;                  /* enum hoshi_supplier_flag */
    int32_t status; /* enum hoshi_status: HOSHI_OK, or why the row is left out (all amounts 0 then) */
    int32_t horizon, completions;    /* completions: 1 unless counts were used */
    int64_t share_ppm;               /* of the business: what the split used */
    int64_t weight_micro;            /* as given, else HOSHI_NONE: whoever chooses derives it */
    int32_t criteria[HOSHI_ANSWERS]; /* of the level by answer; not_applicable includes those by fact */
    int32_t measures;                /* chosen, the star among them */
    uint32_t between;                /* 0, see hoshi_supplier_head.between */
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen;
    int64_t direct_yen, indirect_yen;              /* add up to horizon */
    int64_t by_cause_yen[HOSHI_CAUSES];            /* ★3, ★4, buyer, own; add up to horizon */
    int64_t by_category_yen[HOSHI_CATEGORIES + 1]; /* [0] the star itself; see below */
    int64_t once_yen, recurring_yen;               /* add up to horizon */
    int64_t upgrade_yen;                           /* of indirect: system upgrades */
    int64_t mean_horizon_yen, mean_annual_yen;     /* needs as in the point, prices at their mean */
    int64_t funding_yen;                           /* granted, of the basis; only a case states any */
    int64_t all_unanswered_unmet_yen;              /* horizon if everything unanswered were unmet */
    struct hoshi_supplier_part part[HOSHI_SUPPLIER_PARTIES];    /* on the basis, net of funding */
    int64_t expected_by_year_yen[HOSHI_VIEWS][HOSHI_YEARS_MAX]; /* see below */
    struct hoshi_supplier_spread spread[HOSHI_VIEWS];           /* includes the unanswered, by probability */
    /* Of the buyer's part in each year, as own_variance and common_variance of the horizon are. */
    double own_sd_by_year_yen[HOSHI_YEARS_MAX], common_sd_by_year_yen[HOSHI_YEARS_MAX];
    double completion_error_yen; /* standard error of spread[WHOLE].mean from looking at some completions
                                    only; in own_variance already; 0 without counts */
};

/*
 * expected_by_year_yen: what a budget puts aside, net of funding. Where every answer is known that is what
 * the parties bear, to the yen; else the mean of the range in each year, in which what is unanswered counts
 * by its probability: a supplier that has not answered is not a cheap one. To the nearest yen year by year;
 * of the whole, funding is taken off in proportion to the years, and it is never less than the buyer's part.
 *
 * by_category: a measure counts in the category where it closes most open criteria (the lower number on a
 * tie); one that only others require in that of the first that requires it; the star in [0]. Entries of
 * later stages (own choice, demands) likewise.
 */

/** What would be bought for a measure of a price row, net: what a later stage makes unnecessary is taken off,
 * and nothing is said of what is then not bought at all. */
struct hoshi_supplier_purchase {
    uint16_t measure, price; /* indices of the tables */
    uint32_t between;        /* 0, see hoshi_supplier_head.between */
    int64_t quantity_micro;  /* × need, each time it falls due */
    int64_t times;           /* due within the horizon */
    int64_t first_year;      /* 1 … */
    int64_t horizon_yen;     /* at likely prices */
};

/** What the totals need beside the record; too large for it. */
struct hoshi_supplier_detail {
    size_t purchases;
    struct hoshi_supplier_purchase purchase[HOSHI_SUPPLIER_PURCHASES_MAX];
    /*
     * For [view][0] the horizon and [view][y] year y: joint cumulants of the own parts U and V = P W, in
     * yen^order, ordered (1,0) (0,1) (2,0) (1,1) (0,2) (3,0) (2,1) (1,2) (0,3) (4,0) (3,1) (2,2) (1,3) (0,4);
     * and units bought of each common price row.
     */
    double own[HOSHI_VIEWS][HOSHI_YEARS_MAX + 1][HOSHI_OWN_MOMENTS];
    double common_units[HOSHI_VIEWS][HOSHI_YEARS_MAX + 1][HOSHI_COMMONS_MAX];
    double market_yen[HOSHI_VIEWS][HOSHI_YEARS_MAX + 1]; /* E U + Σ c_k E X_k */
    /* How fast U [0] and V [1] grow with the mean open rate of each category that settings.open_prior states for its group. */
    double by_rate[HOSHI_VIEWS][HOSHI_YEARS_MAX + 1][2 * (HOSHI_CATEGORIES + 1)];
};

struct hoshi_supplier_kernel;

/**
 * Open for one thread.
 * @param tables,settings borrowed until hoshi_supplier_kernel_close
 * @param out    [out] owned; untouched on failure
 * @return HOSHI_OK; HOSHI_E_MEMORY; HOSHI_E_RANGE (a setting out of range, path = its name);
 *         HOSHI_E_ORDER (a factor's low, likely, high); HOSHI_E_TOO_MANY (common price rows)
 */
enum hoshi_status hoshi_supplier_kernel_open(const struct hoshi_tables *tables,
                                             const struct hoshi_supplier_settings *settings,
                                             struct hoshi_supplier_kernel **out,
                                             struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_supplier_kernel_close(struct hoshi_supplier_kernel *kernel);

/**
 * A row.
 *
 * @param result [out] always filled: on failure head, status and zeros
 * @param detail [out] NULL = not wanted; on failure no purchase and zeros
 * @param faults all faults of the row with its number; may be NULL
 * @return HOSHI_OK or result->status: as hoshi_supplier_row_check; HOSHI_E_CRITERION_OPEN,
 *         HOSHI_E_PLAN_INFEASIBLE, HOSHI_E_OVERFLOW, HOSHI_E_SOLVER, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_supplier_kernel_row(struct hoshi_supplier_kernel *kernel,
                                            const struct hoshi_supplier_row *row,
                                            struct hoshi_supplier_result *result,
                                            struct hoshi_supplier_detail *detail,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * A case file. What it states goes before the settings (range, sharing, rates, quotations), but horizon and
 * start are the portfolio's, so that years add up: HOSHI_SUPPLIER_PERIOD_REPLACED where that changes
 * anything. A case without a `range` block takes the settings' factors. A case without buyers, as import makes of a
 * survey, is this buyer's, with the share assumed for those whose share is not known.
 *
 * @param buyer  whose portfolio this is, as of hoshi_case_buyer_find
 * @param row    number for head.row
 * @return as hoshi_supplier_kernel_row and hoshi_case_buyer_find; statuses of hoshi_estimate_open and
 * hoshi_split_open
 */
enum hoshi_status hoshi_supplier_kernel_case(struct hoshi_supplier_kernel *kernel, const struct hoshi_case *c,
                                             const char *buyer, int64_t row,
                                             struct hoshi_supplier_result *result,
                                             struct hoshi_supplier_detail *detail,
                                             struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * A case that stands for a row of a list: what the department decides and keeps of the supplier is the row's (id,
 * name, handling, weight, deadline, conduct, register); what the case does not state of purchases, sales, questions
 * and sizes of the firm is filled in from the row. The figures stay as they are.
 */
void hoshi_supplier_listed(struct hoshi_supplier_result *result, const struct hoshi_supplier_head *row);

/** Add to what is bought of the same price row for the same measure in the same years, or begin an entry; one
 * too many is not noted. */
void hoshi_supplier_detail_buy(struct hoshi_supplier_detail *d, const struct hoshi_supplier_purchase *x);

/** What the kernel takes as given: horizon, start, factors. Borrowed. */
const struct hoshi_assumptions *hoshi_supplier_kernel_assumptions(const struct hoshi_supplier_kernel *kernel);

/** What a unit of the i-th common price row costs: yen, months and currency in it. */
struct hoshi_triple hoshi_supplier_kernel_common_unit(const struct hoshi_supplier_kernel *kernel, size_t i);

/** Moments of what moves all suppliers together. */
struct hoshi_supplier_common_law {
    double market_mean, market_variance, labour_mean, labour_variance;
    double mean[HOSHI_COMMONS_MAX], variance[HOSHI_COMMONS_MAX]; /* of a unit, yen */
    double third[HOSHI_COMMONS_MAX], fourth[HOSHI_COMMONS_MAX];  /* cumulants */
    struct hoshi_distribution x[HOSHI_COMMONS_MAX];
    size_t commons;
};
void hoshi_supplier_kernel_law(const struct hoshi_supplier_kernel *kernel,
                               struct hoshi_supplier_common_law *law);

/** Indices of the common price rows, ascending, in the order of common_units; returns how many. */
size_t hoshi_supplier_kernel_commons(const struct hoshi_supplier_kernel *kernel, const size_t **price);

#endif
