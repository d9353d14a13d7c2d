/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The plan of pricing/plan.h without the solver: the same least-cost set, ties and all, for whoever asks
 * thousands of times with the same tables.
 *
 * What is forced goes first; then reductions that keep an optimum (a criterion with one measure left makes it
 * essential, a criterion that closes with another is dropped, a measure is dropped for another that closes as
 * much for no more), components that share nothing are searched apart by branch and bound, the bound by dual
 * ascent, measures fixed by their reduced costs (Beasley, "An algorithm for set covering problem", Eur. J.
 * Oper. Res. 31:85, 1987). All in integers: yen × 512 + 1 a measure, so that the fewest measures go first
 * among equal costs; equal ones are compared by ids in order. hoshi_plan_solve remains the oracle, and takes
 * over where a search grows beyond HOSHI_COVER_NODES, days are bought in, or nothing closes everything.
 */
#ifndef HOSHI_COVER_H
#define HOSHI_COVER_H

#include "plan.h"

enum { HOSHI_COVER_NODES = 50000 };

struct hoshi_cover;

/** How the work was done, since opening. */
struct hoshi_cover_counts {
    uint64_t solved, handed_over; /* handed over to hoshi_plan_solve: of all solved */
    uint64_t nodes;
};

/**
 * Prepare for one thread.
 * @param tables borrowed until hoshi_cover_close
 * @param out    [out] owned; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_cover_open(const struct hoshi_tables *tables,
                                   struct hoshi_cover **out) HOSHI_MUST_USE;
void hoshi_cover_close(struct hoshi_cover *cover);

/**
 * Solve, as hoshi_plan_solve without a next best.
 * @param problem of the tables the cover was opened with
 */
enum hoshi_status hoshi_cover_solve(struct hoshi_cover *cover, const struct hoshi_plan_problem *problem,
                                    struct hoshi_plan *plan, struct hoshi_faults *faults) HOSHI_MUST_USE;

struct hoshi_cover_counts hoshi_cover_counts(const struct hoshi_cover *cover);

#endif
