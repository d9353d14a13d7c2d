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
    int64_t most[HOSHI_YEARS_MAX]; /* no choice costs more in a year; a budget beyond is as good as it */
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

/** A budget and which starts fit into it on their own: bit t of allowed[i]. */
struct budget_limits {
    int64_t budget[HOSHI_YEARS_MAX];
    int64_t pool; /* bounds alone: so much more, divided among the years as one likes; else 0 */
    uint16_t *allowed;
};

/** Starts allowed by flags and deadlines; `fitting` also drops those that pass a budget on their own.
 * @return false when a must has none left */
bool budget_allow(const struct budget_problem *p, struct budget_limits *l, bool fitting);

/* ---- bound ---- */

/** Prices of the years, in value units per yen unit, and the Lagrangian there. */
struct budget_prices {
    double price[HOSHI_YEARS_MAX];
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
                            const double price[HOSHI_YEARS_MAX]);

/** Worth of a start of supplier i at prices, in value units. */
double budget_reduced(const struct budget_problem *p, const double price[HOSHI_YEARS_MAX], size_t i,
                      int start);

/* ---- plans ---- */

struct budget_plan {
    uint8_t *start; /* n */
    int64_t used[HOSHI_YEARS_MAX];
    int64_t value;
};

void budget_plan_clear(const struct budget_problem *p, struct budget_plan *plan);
void budget_plan_copy(const struct budget_problem *p, struct budget_plan *to, const struct budget_plan *from);
/** Give supplier i another start. */
void budget_plan_set(const struct budget_problem *p, struct budget_plan *plan, size_t i, int start);
/** Whether supplier i could change to this start within the budgets. */
bool budget_plan_fits(const struct budget_problem *p, const struct budget_limits *l,
                      const struct budget_plan *plan, size_t i, int start);
/** Σ over the years of what passes the budget. */
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
