/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Cost-sharing problems from a file: the four shapes of SPEC §7. */
#ifndef HOSHI_SHARE_READ_H
#define HOSHI_SHARE_READ_H

#include "status.h"
#include "game.h"
#include "arena.h"

enum { HOSHI_SHARE_ID_MAX = 200 };

/** A game with the memory it points to. */
struct hoshi_share_game {
    struct hoshi_game game;
    struct hoshi_arena arena;
};

/**
 * Read { "hoshiwari_game": 1 } with "players" and "costs" or "gains" (all coalitions), "players" and "lines",
 * "airport", or "estate" and "claims".
 *
 * Players are ids or { "id", "weight" }; airport parties and claims may have a weight too. Weights are
 * numbers 0 … HOSHI_GAME_AMOUNT_MAX and default to 1 as soon as one is stated; without any there are none.
 * "unit": "yen" asks for whole yen: every amount has to be an integer and the total at most HOSHI_YEN_MAX.
 * Costs, needs and claims are >= 0, gains may be negative. A line nobody needs, an empty coalition and an
 * estate above the sum of claims are refused.
 *
 * @param path the file, at most HOSHI_FILE_MAX
 * @param out  [out] owned until hoshi_share_game_release; untouched on failure
 * @return HOSHI_OK; those of hoshi_file_read and of the strict reader; HOSHI_E_FORMAT_VERSION;
 * HOSHI_E_KEY_MISSING (also for a coalition, named in `got`); HOSHI_E_CONTRADICTION (two shapes in one file);
 * HOSHI_E_DUPLICATE (player, line, coalition, member); HOSHI_E_CHOICE (unknown player or unit);
 * HOSHI_E_RANGE; HOSHI_E_NUMBER; HOSHI_E_TOO_MANY (HOSHI_GAME_GENERAL_MAX players of a game of coalitions,
 * HOSHI_GAME_PLAYERS_MAX of others, HOSHI_GAME_MEMBERSHIPS_MAX); HOSHI_E_OVERFLOW; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_share_read(const char *path, struct hoshi_share_game *out,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

/** As hoshi_share_read, from text in memory. */
enum hoshi_status hoshi_share_parse(const char *text, size_t n, struct hoshi_share_game *out,
                                    struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_share_game_release(struct hoshi_share_game *game);

#endif
