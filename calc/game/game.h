/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cost-sharing problems, apart from how they are written in a file and from how they are divided.
 *
 * Four forms: every coalition's cost or gain (general); lines, each needed by some of the players; airport
 * (one facility, everybody needs its first part, as nested levels do); claims on an estate too small for all.
 * In a game of costs a coalition is dissatisfied by what it pays above its stand-alone cost; in a game of
 * gains (and of claims, where a coalition's worth is what the others' claims leave of the estate) by its
 * worth above what it receives. Amounts are plain numbers; in yen they are whole and doubles hold them
 * exactly.
 *
 * The arrays belong to whoever fills the structure in; nothing here changes them.
 */
#ifndef HOSHI_GAME_H
#define HOSHI_GAME_H

#include "money.h"

enum {
    HOSHI_GAME_GENERAL_MAX = 16,      /* players whose coalitions are listed or enumerated: 65,535 of them */
    HOSHI_GAME_PLAYERS_MAX = 1000000, /* parties of the other forms, and lines */
    HOSHI_GAME_MEMBERSHIPS_MAX = 10000000, /* Σ over lines of who needs them */
    HOSHI_GAME_COUNT_MAX = 1000000000      /* members of one airport party */
};
#define HOSHI_GAME_AMOUNT_MAX 999999999999999.0

/** An excess up to this part of the largest amount of the game counts as none (doubles carry 1e-16 a step).
 */
#define HOSHI_GAME_TOLERANCE 1e-9

enum hoshi_game_form { HOSHI_GAME_GENERAL, HOSHI_GAME_LINES, HOSHI_GAME_AIRPORT, HOSHI_GAME_CLAIMS };
enum { HOSHI_GAME_FORMS = 4 };

struct hoshi_game {
    enum hoshi_game_form form;
    bool gains; /* general: `worth` are gains; claims: true; else false */
    bool yen;   /* amounts are whole yen, and so are the answers */
    size_t players;
    const char *const *id;
    const double *weight; /* >= 0, not all 0; NULL = none stated */
    /* general */
    const double *worth; /* 1 << players amounts by bit mask (bit i: player i); [0] is 0 */
    /* lines: cost[l] is needed by needed_by[first[l]] … needed_by[first[l + 1] - 1], each player once */
    size_t lines;
    const double *cost;  /* >= 0 */
    const size_t *first; /* lines + 1 */
    const uint32_t *needed_by;
    /* airport: per member, and how many members the party has */
    const double *stand_alone; /* >= 0 */
    const int64_t *count;      /* >= 1; NULL = 1 each */
    /* claims */
    double estate;       /* 0 … Σ claim */
    const double *claim; /* >= 0 */
};

/** Members of player i: its count in an airport, else 1. */
int64_t hoshi_game_count(const struct hoshi_game *g, size_t i);
/** Members of all players. */
int64_t hoshi_game_members(const struct hoshi_game *g);
/** What is divided: cost or gain of everybody together, or the estate. */
double hoshi_game_total(const struct hoshi_game *g);
/** What counts as nothing in this game: HOSHI_GAME_TOLERANCE × the largest amount in it. */
double hoshi_game_epsilon(const struct hoshi_game *g);

/**
 * Worth of each player alone, and what the whole changes when it (one member of it) leaves.
 * @param alone,marginal [out] one amount per player. O(players + memberships), no allocation.
 */
void hoshi_game_ends(const struct hoshi_game *g, double *alone, double *marginal);

/** False when some player's joining lowers the worth of a coalition; only a general game can do that. */
bool hoshi_game_is_monotone(const struct hoshi_game *g);

/**
 * The game as costs of all coalitions of single members; gains are negated.
 *
 * The members of an airport party stand side by side, in the order of the parties.
 * @param cost [out] 1 << n amounts, owned by the caller (free); untouched on failure
 * @param n    [out] members
 * @return HOSHI_OK; HOSHI_E_TOO_MANY beyond HOSHI_GAME_GENERAL_MAX members; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_game_expand(const struct hoshi_game *g, double **cost, size_t *n) HOSHI_MUST_USE;

/** A coalition that is neither empty nor everybody. */
struct hoshi_coalition {
    bool exists;     /* false when there is only one member */
    bool exhaustive; /* false: the worst of the candidates below, perhaps not of all */
    double excess;   /* costs: paid − stand-alone cost; gains: worth − received */
    int64_t *taken;  /* one per player: how many of its members are in; borrowed from the caller */
};

/**
 * The most dissatisfied coalition under a division; of several the smallest, then the first in order.
 *
 * General games and lines of up to HOSHI_GAME_GENERAL_MAX players: every coalition. Airport: for each level,
 * those up to it who pay anything; the singles; all but one member (no other coalition can be worse). Claims:
 * the singles, all but one, all but those who receive more than they claim (the worth of the bankruptcy game
 * makes every other coalition a sum of these). More lines: the largest closure (x(S) − c(S) is supermodular)
 * by one maximum flow, which is exact whenever anybody is overcharged; when nobody is, a flow for every
 * player inside and outside up to HOSHI_WORST_WORK, and beyond that the worst of singles, all-but-one and
 * separate components, with exhaustive = false. So it is, too, when one of these is overcharged and the game
 * is beyond HOSHI_WORST_FLOW. Whether anybody is overcharged is exact in every case.
 *
 * @param x       amount per member, efficient: Σ count × x = total
 * @param in_core true when the rule is proven to overcharge nobody: the first flow is left out
 * @param out     [in,out] taken points to room for one number per player; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_game_worst(const struct hoshi_game *g, const double *x, bool in_core,
                                   struct hoshi_coalition *out) HOSHI_MUST_USE;

/** Work of the search among lines: players × memberships for a flow per player; players + memberships for one
 * flow that only says by how much. */
enum { HOSHI_WORST_WORK = 500000, HOSHI_WORST_FLOW = 1000000 };

#endif
