/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/supplier_*.c: a kernel from inside. */
#ifndef HOSHI_SUPPLIER_PARTS_H
#define HOSHI_SUPPLIER_PARTS_H

#include "cover.h"
#include "supplier_kernel.h"
#include "open_rates.h"
#include "supplier_spread.h"

enum { INPUTS_MAX = 4096 };

/** One random row: a price or effort row at one unit price, with what hangs on it for certain. */
struct input {
    struct hoshi_triple unit;
    struct hoshi_distribution law;
    struct hoshi_cumulants x;
    struct spread_weights weights;
    bool effort;
    int common;  /* place among the common rows, or -1 */
    size_t next; /* another unit price of the same row; SIZE_MAX: none */
};

/** A line as the range sees it: at the need of its measure, and what the buyer bears of it. */
struct range_line {
    const struct hoshi_line *line;
    double buyer; /* part of its quantity × need, in units */
};

/** At which need the range takes a measure. */
struct range_need {
    double probability;
    int64_t need_ppm, before_ppm; /* it adds what need costs more than before */
    int64_t stated_ppm; /* < HOSHI_MICRO: a partial without a share decides, uniform on stated … 1 */
    /* Of probability < 1: the unknown criteria it hangs on. */
    const size_t *hangs_on;
    size_t hangs_on_n;
};

/** A measure of the unanswered: what it hangs on, and what it costs on average when it comes in. */
struct supplier_uncertain {
    struct hoshi_hangs hangs;
    double mean[SPREAD_VIEWS][SPREAD_PERIODS][2];
};

/** What a measure costs at its needs: its lines added up. Members as in the record. */
struct supplier_sums {
    int64_t by_year_yen[HOSHI_YEARS_MAX], horizon_yen, annual_yen, class_yen[HOSHI_CLASSES], once_yen,
        recurring_yen, upgrade_yen, mean_horizon_yen, mean_annual_yen;
    struct hoshi_supplier_part part[HOSHI_SUPPLIER_PARTIES];
    int64_t by_cause_yen[HOSHI_CAUSES], by_category_yen[HOSHI_CATEGORIES + 1];
    int64_t all_unanswered_unmet_yen, measures, criteria[HOSHI_ANSWERS], taken;
};

struct supplier_kept {
    int64_t need_ppm, need3_ppm; /* both 0: nothing kept */
    struct supplier_sums sums;
};

/** What is open at a level, and the plan for it. */
struct supplier_stage {
    struct hoshi_need need;
    int64_t need_ppm[HOSHI_MEASURES_MAX]; /* as hoshi_need_of_measure */
    struct hoshi_plan plan;
};

/** Memory of the fast path, see supplier_fast.c. */
struct supplier_fast {
    struct hoshi_cover *cover;
    struct hoshi_assumptions a;           /* of the row at hand */
    struct supplier_stage target, three;  /* three: ★3 alone, of a ★4 row; else nothing is chosen there */
    struct hoshi_need unmet;              /* as if all unknown were unmet */
    struct hoshi_line *line;              /* every line of every measure, at the sizes of the row */
    size_t *requirer, *required, pairs;   /* who requires whom */
    bool *required_by_default;            /* per measure */
    bool sized[HOSHI_MEASURES_MAX];       /* lines of the measure are at the sizes of the row */
    int64_t full_yen[HOSHI_MEASURES_MAX]; /* at full need on the basis; -1: not computed for this row */
    int64_t cost_yen[HOSHI_MEASURES_MAX];
    enum hoshi_choice choice[HOSHI_MEASURES_MAX];
    struct hoshi_plan extension;
    struct supplier_kept *kept;             /* per measure */
    int64_t *quantity_micro, *quantity_yen; /* per line, over the completions */
    struct spread *part;                    /* per completion */
    int parts;
    int64_t weight[2][HOSHI_SUPPLIER_PARTIES]; /* by key; all to the buyer */
};

struct hoshi_supplier_kernel {
    const struct hoshi_tables *tables;
    struct hoshi_supplier_settings settings;
    struct hoshi_case *frame; /* a case with one buyer; rows are written into it */
    struct hoshi_case_fact fact[HOSHI_SUPPLIER_FACTS_MAX];
    size_t have[1];
    struct hoshi_assumptions a; /* of the frame: horizon, start, factors, prices */
    size_t common[HOSHI_COMMONS_MAX], commons;
    struct hoshi_triple common_unit[HOSHI_COMMONS_MAX];
    struct spread_common common_law[HOSHI_COMMONS_MAX];
    struct spread_factors factors;
    struct hoshi_distribution size_law[HOSHI_DRIVERS]; /* of a default, around 0, as a part of it */
    struct hoshi_cumulants size_cumulants[HOSHI_DRIVERS];
    struct spread_weights size[HOSHI_DRIVERS]; /* mean yen of what rests on it */
    size_t first_line[HOSHI_MEASURES_MAX + 1]; /* lines of all measures counted through */
    size_t lines;
    double *buyer_weight; /* per line: what the buyer bears of quantity × need */
    struct input *input;
    size_t inputs;
    size_t *of_price, *of_effort;         /* first input of a row; SIZE_MAX: none */
    struct hoshi_open_rates rates;        /* of the supplier at hand */
    struct supplier_uncertain *uncertain; /* room for one per measure, twice */
    size_t uncertains;
    double by_rate[SPREAD_VIEWS][SPREAD_PERIODS][2 * (HOSHI_CATEGORIES + 1)]; /* before the pace */
    struct spread spread;
    struct supplier_fast fast;
};

/* ---- supplier_model.c ---- */

/** Memory and the laws of what is common. */
enum hoshi_status hoshi_supplier_model_open(struct hoshi_supplier_kernel *k,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_supplier_model_close(struct hoshi_supplier_kernel *k);

/** Before measures of the unanswered: their joint law. Called for each supplier (or completion) after begin. */
void hoshi_supplier_model_rates(struct hoshi_supplier_kernel *k, const struct hoshi_need *need);

/** Start k->spread: no weights. `fresh`: inputs of an earlier supplier are forgotten too. */
void hoshi_supplier_model_begin(struct hoshi_supplier_kernel *k, int years, bool fresh);

/**
 * Add a measure as calc/estimate_range.c does: what is bought at a fixed need for certain is one variable per
 * row; what an unstated partial leaves open, or the unanswered, has variables of its own.
 * @return HOSHI_OK, HOSHI_E_TOO_MANY
 */
enum hoshi_status hoshi_supplier_model_measure(struct hoshi_supplier_kernel *k,
                                               const struct hoshi_assumptions *a,
                                               const struct range_line *line, size_t n,
                                               const struct range_need *need) HOSHI_MUST_USE;

/** Only the buyer bears (or saves) something of this line: it is in no plan any more. */
enum hoshi_status hoshi_supplier_model_dropped(struct hoshi_supplier_kernel *k,
                                               const struct hoshi_assumptions *a,
                                               const struct range_line *line) HOSHI_MUST_USE;

/** Carry what hangs on the inputs into k->spread. */
void hoshi_supplier_model_end(struct hoshi_supplier_kernel *k);

/** What a unit of each common price row costs as a random amount, under the distribution that `c` states. */
void hoshi_supplier_model_commons(const struct hoshi_supplier_kernel *k, const struct hoshi_case *c,
                                  struct spread_common law[HOSHI_COMMONS_MAX]);

/** The mean of one view and period; yen. `law` of the common price rows here and below. */
double hoshi_supplier_model_mean(const struct hoshi_supplier_kernel *k, const struct spread_factors *f,
                                 const struct spread_common *law, const struct spread_sum *sum);

/** Fill in what is said of the years: expected_by_year_yen and the buyer's spreads; all else stands. */
void hoshi_supplier_model_expect(const struct hoshi_supplier_kernel *k, const struct spread *s,
                                 const struct spread_factors *f, const struct spread_common *law,
                                 struct hoshi_supplier_result *r);

/** Read a spread into a record and what the totals need. */
void hoshi_supplier_model_take(const struct hoshi_supplier_kernel *k, const struct spread *s,
                               const struct spread_factors *f, const struct spread_common *law,
                               struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d);

/* ---- supplier_exact.c ---- */

/**
 * A case as it stands through hoshi_estimate_open and hoshi_split_open into a record that has been begun.
 * @param buyer index of the one whose portfolio this is
 * @param d     may be NULL
 * @return HOSHI_OK or their statuses; *r and *d are unfinished on failure
 */
enum hoshi_status hoshi_supplier_exact_run(struct hoshi_supplier_kernel *k, const struct hoshi_case *c,
                                           size_t buyer, struct hoshi_supplier_result *r,
                                           struct hoshi_supplier_detail *d,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- supplier_fast.c ---- */

enum hoshi_status hoshi_supplier_fast_open(struct hoshi_supplier_kernel *k,
                                           struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_supplier_fast_close(struct hoshi_supplier_kernel *k);

/**
 * A checked row whose case stands in k->frame, answers included unless the gap is by counts.
 * @return as hoshi_supplier_kernel_row
 */
enum hoshi_status hoshi_supplier_fast_row(struct hoshi_supplier_kernel *k,
                                          const struct hoshi_supplier_row *row,
                                          struct hoshi_supplier_result *r, struct hoshi_supplier_detail *d,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- supplier_complete.c ---- */

/**
 * Which criteria counts by category could mean: completion `j` of `n`, written into `answer`.
 *
 * Within a category the criteria are exchangeable, but that what a company fact makes inapplicable, then what
 * has a condition at all, goes first among the inapplicable. Each category has one order of its criteria,
 * drawn by Philox from level, counts and facts: suppliers of whom the same is known are alike; a completion
 * deals the counted answers out along it from a starting point that moves by 1/n of the category each time,
 * in an order of its own, so that over the n completions every criterion has every answer as often as the
 * counts say, as nearly as n allows.
 */
void hoshi_supplier_complete(const struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                             int level, int j, int n, struct hoshi_answer *answer);

#endif
