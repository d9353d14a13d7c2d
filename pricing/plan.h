/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The least-cost set of measures that closes what is open: a weighted set cover with side conditions, solved
 * to proven optimality by GLPK (branch and cut). Costs are recomputed in integers from the chosen set; ties
 * go to fewer measures, then to the lower ids in order.
 *
 * Capacity is a price, not a wall: IT days of the chosen beyond it are bought in at the outside day rate, and
 * the plan is the cheapest with that in it, so its cost moves without jumps with the days there are. Each year's
 * days are rounded to whole yen; plans that the rounding could put before the solver's are looked at one by one, so
 * optimal means: to the yen.
 */
#ifndef HOSHI_PLAN_H
#define HOSHI_PLAN_H

#include "lines.h"

enum hoshi_choice {
    HOSHI_CHOICE_FREE,
    HOSHI_CHOICE_FORCED,    /* chosen and paid for */
    HOSHI_CHOICE_FORBIDDEN, /* avoided, unavailable, or not part of the search */
    HOSHI_CHOICE_HAVE       /* in place already: closes its criteria at no cost */
};

/** What is to be solved. Arrays are borrowed; per measure or per criterion, in table order. */
struct hoshi_plan_problem {
    const struct hoshi_tables *tables;
    const bool *open;                /* per criterion: must be closed */
    const enum hoshi_choice *choice; /* per measure */
    const int64_t *cost_yen;         /* per measure, >= 0 */
    const int64_t *it_days_micro;    /* per measure × years (row-major), or NULL: as many as it takes */
    int years;
    int64_t capacity_days_micro; /* own IT days a year; those beyond are bought in */
    int64_t outside_micro;       /* yen per day bought in, on the basis of cost_yen */
    int64_t inside_micro;        /* yen per own day, which cost_yen holds for every day */
};

struct hoshi_plan {
    bool chosen[HOSHI_MEASURES_MAX]; /* forced ones included, HAVE ones not */
    int64_t cost_yen; /* Σ cost of the chosen, and what their days beyond capacity cost more */
    int64_t hands_micro[HOSHI_YEARS_MAX]; /* days bought in, by year */
    bool optimal;                         /* the solver proved it */
    bool within_capacity;                 /* no day is bought in */
    bool exists;                          /* next best only: there is such a plan */
};

/**
 * What days bought in cost more than the own ones they stand for: each year's days × outside, less × inside,
 * both rounded half up. Negative where an outside day is the cheaper one.
 * @return HOSHI_OK, HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_plan_hands_yen(const struct hoshi_plan_problem *problem,
                                       const int64_t hands_micro[HOSHI_YEARS_MAX],
                                       int64_t *yen) HOSHI_MUST_USE;

/**
 * Solve.
 *
 * @param plan      [out] untouched on failure
 * @param next_best [out] the cheapest plan that leaves out at least one free measure of `plan`; NULL = not
 * wanted
 * @return HOSHI_OK; HOSHI_E_CRITERION_OPEN (each criterion that nothing may close, path = its id);
 *         HOSHI_E_PLAN_INFEASIBLE (excludes and requires contradict); HOSHI_E_SOLVER; HOSHI_E_OVERFLOW
 */
enum hoshi_status hoshi_plan_solve(const struct hoshi_plan_problem *problem, struct hoshi_plan *plan,
                                   struct hoshi_plan *next_best, struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
