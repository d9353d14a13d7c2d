/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The rules themselves, one function each, as the table of division_rules.c names them; private to it. */
#ifndef HOSHI_DIVISION_RULE_H
#define HOSHI_DIVISION_RULE_H

#include "division_rules.h"

/* rule_simple.c */
enum hoshi_status hoshi_rule_equal(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_proportional(const struct hoshi_game *g, struct hoshi_division *d);
/* rule_separable.c: rules of stand-alone and marginal costs */
enum hoshi_status hoshi_rule_scrb(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_ensc(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_gately(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_tau(const struct hoshi_game *g, struct hoshi_division *d);
/* rule_shapley.c */
enum hoshi_status hoshi_rule_shapley(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_random_arrival(const struct hoshi_game *g, struct hoshi_division *d);
/* rule_nucleolus.c */
enum hoshi_status hoshi_rule_nucleolus(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_per_capita_nucleolus(const struct hoshi_game *g, struct hoshi_division *d);
/* rule_airport.c */
enum hoshi_status hoshi_rule_airport_shapley(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_airport_nucleolus(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_cec(const struct hoshi_game *g, struct hoshi_division *d);
/* rule_claims.c */
enum hoshi_status hoshi_rule_cea(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_cel(const struct hoshi_game *g, struct hoshi_division *d);
enum hoshi_status hoshi_rule_talmud(const struct hoshi_game *g, struct hoshi_division *d);

/**
 * Nucleolus of a game of costs of coalitions by successive linear programs; see rule_nucleolus.c.
 * @param cost       1 << n amounts, [0] = 0
 * @param n          1 … HOSHI_GAME_GENERAL_MAX
 * @param per_capita excess per member of the coalition
 * @param x          [out] n amounts
 * @param imputation [out] false when no division leaves every single player within its own cost
 */
enum hoshi_status hoshi_nucleolus(const double *cost, size_t n, bool per_capita, double *x,
                                  bool *imputation) HOSHI_MUST_USE;

/**
 * Give the players the amounts of the expanded game: the members of a party get the same, and gains their
 * sign back.
 */
void hoshi_division_collapse(const struct hoshi_game *g, const double *member, double *amount);

#endif
