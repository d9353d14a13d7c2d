/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Most overcharged coalition of shared lines by maximum flow; private to calc/game. */
#ifndef HOSHI_GAME_FLOW_H
#define HOSHI_GAME_FLOW_H

#include "game.h"

/** Which players must be in the coalition and which must not. */
enum hoshi_closure_force { HOSHI_CLOSURE_FREE, HOSHI_CLOSURE_IN, HOSHI_CLOSURE_OUT };

struct hoshi_closure;

/**
 * Prepare the network of a game of lines under a division.
 * @param x   amount per player
 * @param out [out] owned until hoshi_closure_close
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_closure_open(const struct hoshi_game *g, const double *x,
                                     struct hoshi_closure **out) HOSHI_MUST_USE;
void hoshi_closure_close(struct hoshi_closure *c);

/**
 * The coalition with the largest x(S) − c(S) that holds `in` and not `out` (SIZE_MAX = no such condition), by
 * one maximum flow.
 * @param taken [out] 1 for each player of it, else 0 (all 0 when the empty coalition is best)
 */
void hoshi_closure_solve(struct hoshi_closure *c, size_t in, size_t out, int64_t *taken);

#endif
