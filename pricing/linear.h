/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A small linear program that grows by rows: minimise the last of n free variables. GLPK does the work behind
 * it and does not show.
 */
#ifndef HOSHI_LINEAR_H
#define HOSHI_LINEAR_H

#include "status.h"

enum { HOSHI_LINEAR_COLUMNS_MAX = 32 };

/** Σ coefficient × variable = bound, or <= bound. */
struct hoshi_linear_row {
    double coefficient[HOSHI_LINEAR_COLUMNS_MAX];
    double bound;
    bool equal;
};

struct hoshi_linear;

/**
 * Start a program without rows.
 * @param n   variables, 1 … HOSHI_LINEAR_COLUMNS_MAX
 * @param out [out] owned until hoshi_linear_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_linear_open(int n, struct hoshi_linear **out) HOSHI_MUST_USE;
void hoshi_linear_close(struct hoshi_linear *p);

/**
 * Add rows and solve, going on from the last solution.
 * @param value [out] n variables
 * @param dual  [out] one number per row so far, in the order added: how fast the least value falls as its
 * bound rises; >= 0 for <= rows
 * @return HOSHI_OK; HOSHI_E_SOLVER when there is no solution or the solver gave up. p can only be closed
 * then.
 */
enum hoshi_status hoshi_linear_solve(struct hoshi_linear *p, const struct hoshi_linear_row *row, size_t rows,
                                     double *value, double *dual) HOSHI_MUST_USE;

#endif
