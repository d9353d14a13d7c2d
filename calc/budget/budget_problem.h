/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Private to the budget choice: the problem as its bound and its search see it.
 *
 * Starts are 0 … years here: 0 = not funded, t = in year t. Costs are stored by years after the start; with
 * carry-over they and the budgets are sums from the start on, which turns the carried budget into an ordinary
 * one.
 */
#ifndef HOSHI_BUDGET_PROBLEM_H
#define HOSHI_BUDGET_PROBLEM_H

#include "assumptions.h"

__extension__ typedef __int128 budget_wide;

/* What is scarce: the money of each year, then what else a department has limits of: talks in a year, quotas. */
enum { BUDGET_QUOTAS = 8, BUDGET_ROWS = 2 * HOSHI_YEARS_MAX + BUDGET_QUOTAS };

/** A row beyond the money of the years. */
struct budget_row {
    int year;   /* starts in this year count one each; 0: a quota */
    int quota;  /* bit of budget_problem.member */
    bool money; /* of a quota: what its starts cost within the horizon, else one each */
};

struct budget_problem {
    size_t n;
    int years;
    int64_t *cost;              /* n × years */
    double *rough;              /* the same × 1/yen_unit */
    int64_t *weight;            /* n */
    uint8_t *earliest, *latest; /* n: 1 … years; equal: a fixed start */
    bool *must, *must_not;
    int64_t factor[HOSHI_YEARS_MAX + 1]; /* by start; [0] is 0 */
    double yen_unit, value_unit;         /* what 1 means in the prices of the bound */
    int64_t most[BUDGET_ROWS];           /* no choice costs more in a row; a budget beyond is as good as it */
    int rows;                            /* years and more[] */
    struct budget_row more[BUDGET_ROWS - 1];
    uint16_t *member;    /* n: quotas it counts in */
    bool sums;           /* cost and budgets of the years are sums from the start on */
    int64_t talk_weight; /* of the musts alone: yen over that a talk over weighs */
};

static inline int64_t budget_value(const struct budget_problem *p, size_t i, int start)
{
    return p->weight[i] * p->factor[start];
}

/** What supplier i costs in year y (0-based) when it starts in `start`. */
static inline int64_t budget_cost(const struct budget_problem *p, size_t i, int start, int y)
{
    return start && y >= start - 1 ? p->cost[i * (size_t)p->years + (size_t)(y - start + 1)] : 0;
}

/** What a start costs within the horizon. */
static inline int64_t budget_whole(const struct budget_problem *p, size_t i, int start)
{
    int64_t sum = 0;
    for (int y = p->sums ? p->years - 1 : start - 1; y < p->years; y++)
        sum += budget_cost(p, i, start, y);
    return sum;
}

/** What supplier i uses of row r when it starts in `start`. */
static inline int64_t budget_use(const struct budget_problem *p, size_t i, int start, int r)
{
    if (r < p->years || !start)
        return r < p->years ? budget_cost(p, i, start, r) : 0;
    const struct budget_row *x = &p->more[r - p->years];
    if (x->year)
        return x->year == start;
    if (!(p->member[i] >> x->quota & 1))
        return 0;
    return x->money ? budget_whole(p, i, start) : 1;
}

/** True of a quota of money: its row counts yen. */
static inline bool budget_is_money(const struct budget_problem *p, int r)
{
    return r < p->years || (!p->more[r - p->years].year && p->more[r - p->years].money);
}

/** What one over in a row weighs among the musts alone, in yen. */
static inline int64_t budget_weight_over(const struct budget_problem *p, int r)
{
    return budget_is_money(p, r) || !p->talk_weight ? 1 : p->talk_weight;
}

/** What 1 means in the price of a row, in its own measure. */
static inline double budget_unit(const struct budget_problem *p, int r)
{
    return budget_is_money(p, r) ? p->yen_unit : (double)(p->n ? p->n : 1);
}

/** A budget and which starts fit into it on their own: bit t of allowed[i]. */
struct budget_limits {
    int64_t budget[BUDGET_ROWS];
    int64_t pool; /* so much more money, divided among the years as one likes; else 0 */
    uint16_t *allowed;
};

/** Starts allowed by flags and deadlines; `fitting` also drops those that pass a budget on their own.
 * @return false when a must has none left */
bool budget_allow(const struct budget_problem *p, struct budget_limits *l, bool fitting);

/* ---- bound ---- */

/** Prices of the rows, in value units per unit of the row, and the Lagrangian there. */
struct budget_prices {
    double price[BUDGET_ROWS];
    double bound; /* in value units */
};

enum { BUDGET_PRICES_KEPT = 6 };

struct budget_dual {
    struct budget_prices best, kept[BUDGET_PRICES_KEPT]; /* kept: other good ones, best first */
    size_t kept_n;
};

/**
 * Prices of least Lagrangian by cutting planes.
 * @param box  highest price, in units
 * @param from prices to begin with, or NULL
 */
enum hoshi_status budget_dual_solve(const struct budget_problem *p, const struct budget_limits *l, double box,
                                    const struct budget_prices *from, struct budget_dual *out) HOSHI_MUST_USE;

/** The Lagrangian at prices, in integers, rounded down: no choice within the limits is worth more. */
int64_t budget_bound_proven(const struct budget_problem *p, const struct budget_limits *l,
                            const double price[BUDGET_ROWS]);

/** Worth of a start of supplier i at prices, in value units. */
double budget_reduced(const struct budget_problem *p, const double price[BUDGET_ROWS], size_t i, int start);

/* ---- plans ---- */

struct budget_plan {
    uint8_t *start; /* n */
    int64_t used[BUDGET_ROWS];
    int64_t value;
};

void budget_plan_clear(const struct budget_problem *p, struct budget_plan *plan);
void budget_plan_copy(const struct budget_problem *p, struct budget_plan *to, const struct budget_plan *from);
/** Give supplier i another start. */
void budget_plan_set(const struct budget_problem *p, struct budget_plan *plan, size_t i, int start);
/** Whether supplier i could change to this start within the budgets. */
bool budget_plan_fits(const struct budget_problem *p, const struct budget_limits *l,
                      const struct budget_plan *plan, size_t i, int start);
/** What passes the budgets: Σ over the years less the pool, and talks and quotas at problem.talk_weight each. */
int64_t budget_plan_over(const struct budget_problem *p, const struct budget_limits *l,
                         const struct budget_plan *plan);

/** Working memory of the search. */
struct budget_search;
enum hoshi_status budget_search_open(const struct budget_problem *p,
                                     struct budget_search **out) HOSHI_MUST_USE;
void budget_search_close(struct budget_search *s);

/**
 * Schedule the musts with the least sum over the budgets that can be found; nobody else.
 * @param plan [in,out] cleared or an earlier schedule; the better of it and what is found
 * @return true when no schedule is over by less
 */
bool budget_search_musts(struct budget_search *s, const struct budget_limits *l,
                         const struct budget_dual *dual, struct budget_plan *plan);

/** A plan from prices, within the limits: taken over when it is better than `plan`. */
void budget_search_round(struct budget_search *s, const struct budget_limits *l, const double *price,
                         struct budget_plan *plan);

/**
 * Divide the problem where it is undecided, and bound the parts.
 * @param dual  of the whole
 * @param limit as budget_search_improve; leaves out what it or the number of suppliers makes too long
 * @param plan  [in,out] improved where a part shows a better one
 * @param bound [in,out] lowered to what is proven; = plan->value when the plan is optimal
 * @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_SOLVER
 */
enum hoshi_status budget_tree_search(const struct budget_problem *p, struct budget_search *search,
                                     const struct budget_limits *l, const struct budget_dual *dual,
                                     int64_t limit, struct budget_plan *plan, int64_t *bound) HOSHI_MUST_USE;

/**
 * Improve a plan that is within the limits.
 * @param limit  most steps of the branch and bound; 0 leaves it out
 * @return true when the plan is proven optimal within the limits
 */
bool budget_search_improve(struct budget_search *s, const struct budget_limits *l,
                           const struct budget_dual *dual, int64_t limit, struct budget_plan *plan);

#endif
