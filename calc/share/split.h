/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who bears what: the entries of an estimate divided between buyers, other customers and supplier (SPEC
 * §5.6).
 *
 * Every entry is divided twice, its annual charge and its horizon amount, each by largest remainder, so parts
 * add to the whole to the yen line by line. What is divided is net of granted funding, on the basis the case
 * states.
 *
 * Funding is taken off what falls due year by year, in proportion: one-off costs whenever they fall due, yearly
 * ones in the years it is paid (funding[].years, default the horizon). A line's annual charge falls by the
 * part of the line that was funded: what is charged over five years is not funded in three.
 *
 * Lines of the star fall on those who asked for one: what ★3's would cost on all askers, what ★4's costs more on
 * those who asked for ★4; so a party that asks for nothing, and the rest of the business, bears none of it.
 * Shares among askers (rules askers, equal and overheads, and what several demand together) lie on a grid of 5 points of
 * a hundred by default, so that nobody can compute from its own part what another one buys. Rules of division look at
 * the costs of the levels alone.
 */
#ifndef HOSHI_SPLIT_H
#define HOSHI_SPLIT_H

#include "division_rules.h"
#include "estimate.h"
#include "overhead.h"

enum hoshi_party_kind { HOSHI_PARTY_BUYER, HOSHI_PARTY_OTHERS, HOSHI_PARTY_SUPPLIER };

struct hoshi_party {
    enum hoshi_party_kind kind;
    const char *id;    /* buyer id, "others", "supplier" */
    size_t buyer;      /* index in the case; SIZE_MAX for the other kinds */
    int level;         /* asked for; 0 = did not */
    int64_t share_ppm; /* of the key; others: the rest of the business; supplier 0 */
    int64_t annual_yen, horizon_yen;
    int64_t by_year_yen[HOSHI_YEARS_MAX]; /* parts of the years, each year divided in proportion to the
                                             horizon parts */
    int64_t annual_by_class_yen[HOSHI_CLASSES], by_class_yen[HOSHI_CLASSES]; /* by_class: horizon */
    int64_t by_cause_yen[HOSHI_CAUSES], annual_by_cause_yen[HOSHI_CAUSES];
    int64_t floor_annual_yen, floor_yen; /* everything of its level by key, and what it alone demands */
    int64_t ceiling_annual_yen,
        ceiling_yen;  /* stand-alone: its level for this supplier alone, and what it demands */
    int64_t over_yen; /* > 0: asked for more than stand-alone, by so much over the horizon */
    /* What is asked of a buyer (hoshi_split_asked): its part, on an estimate rounded down to ask_step_yen a month (0:
     * not rounded). What is dropped stays with the supplier, so that these add up like the parts. */
    int64_t asked_annual_yen, ask_step_yen;
};

/** One rule as weights: the parties' parts of an entry are proportional to them. */
struct hoshi_weights {
    const char
        *key; /* "level:3", "level:4", "upgrade:3", "star:4", "direct:3", "buyer:A+B", "own" … unique */
    enum hoshi_rule rule;
    const char *division;    /* HOSHI_RULE_DIVISION: id of the rule; else NULL */
    enum hoshi_key quantity; /* the key that the rule uses; only of meaning for key and askers */
    bool given;              /* raw does not follow from the shares of the general key */
    const int64_t *raw;      /* one per party, before the supplier's own part; among askers on the grid */
    const int64_t *weight;   /* one per party, not negative, not all 0 */
    int64_t sum;
};

/**
 * The game of the levels: every buyer that asked for ★3 or ★4 needs ★3's cost, those who asked for ★4 what it
 * adds. It is an airport game (calc/game.h), so each rule of division has an answer for it.
 */
struct hoshi_level_game {
    struct hoshi_game game;      /* HOSHI_GAME_AIRPORT; players = askers; arrays live in the split's arena */
    size_t *party;               /* per player: index of its party */
    size_t upper;                /* players that asked for ★4 */
    double lower_yen, upper_yen; /* cost of ★3, and what ★4 adds */
};

/** An entry with its division. */
struct hoshi_share {
    const struct hoshi_entry *entry;
    size_t weights;                          /* index of its rule */
    int64_t gross_annual_yen, gross_yen;     /* on the basis */
    int64_t funding_annual_yen, funding_yen; /* taken off */
    const int64_t *funding_by_year;          /* of the horizon, one per year */
    int64_t annual_yen, horizon_yen;         /* what is divided */
    const int64_t *annual, *horizon;         /* one per party */
};

struct hoshi_split {
    const struct hoshi_estimate *e;
    enum hoshi_sharing_basis basis;
    enum hoshi_key key;
    int64_t
        key_whole; /* the whole-business amount of the key; HOSHI_NONE for custom or when there is no party */
    const int64_t *key_amount; /* per party; HOSHI_NONE for others and supplier */
    int64_t supplier_part_ppm;
    int64_t askers_grid; /* points of a hundred, 0 exact; see hoshi_split_open */
    struct hoshi_party *party;
    size_t parties;
    struct hoshi_weights *weights;
    size_t weights_n;
    struct hoshi_share *share; /* one per certain entry, same order */
    size_t shares;
    int64_t gross_yen, gross_annual_yen;                          /* Σ entries on the basis */
    int64_t funding_yen, funding_annual_yen, funding_pending_yen; /* pending: not granted yet, shown only */
    int64_t horizon_yen, annual_yen;                              /* gross − funding = Σ parties */
    /* Whether any group of buyers bears more over the horizon than what its members need would cost without
     * the others: by how much, and who (one flag per party); 0 and none when there is none. */
    int64_t group_over_yen;
    bool *group;
    double *overhead_full, *overhead_centre; /* sharing.overheads, see hoshi_overhead_shares; NULL without */
    int64_t *overhead_ppm;                   /* per buyer of the case, then other customers; NULL without */
    struct hoshi_arena arena;
};

/**
 * Divide.
 *
 * A rule of division (`sharing.rules`: shapley, nucleolus, scrb …) divides the annual amounts (what enters
 * prices) of all pools it is set for as one game of the levels (hoshi_split_game): its players are the buyers
 * that asked, each alone at the cost of its level; claims rules take those as claims on the cost of everybody
 * together. What a player then pays is laid on the lines so that the cost ★4 adds falls on those who asked
 * for ★4 first, in proportion to their amounts; per level this gives weights fixed to ppm, which divide each
 * line's annual and horizon amount. Where a pool's lines sum to nothing or less, its askers share equally.
 *
 * @param out [out] owned until hoshi_split_close; borrows e; untouched on failure
 * @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY, HOSHI_E_SOLVER, HOSHI_E_CENTRE_CYCLE; HOSHI_E_DIVISION
 *         when a chosen rule of division has no answer for these amounts
 */
enum hoshi_status hoshi_split_open(const struct hoshi_estimate *e, struct hoshi_split **out,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_split_close(struct hoshi_split *split);

/**
 * Amounts asked on an estimate (SPEC §6.1): where quotations back less than quote_target of a buyer's part, it is asked
 * for whole steps a month (assumptions: ask_step_yen; a tenth of the step, and again, while the part is below ten of
 * them a month), rounded down: so nobody is asked for more than its part, and all together never for more than the
 * cost. Part of hoshi_split_open: fills asked_annual_yen and ask_step_yen of every party.
 */
void hoshi_split_asked(struct hoshi_split *split);

/** True when these weights (an index) are those of the star, and the party asked for none and bears none of it: such
 * lines are not in its floor. */
bool hoshi_split_star_free(const struct hoshi_split *split, size_t party, size_t weights);

/**
 * The game of the levels with these amounts.
 * @param lower_yen,upper_yen cost of ★3 and what ★4 adds; negative amounts count as 0
 * @param arena where its arrays live
 * @return HOSHI_OK (players may be 0), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_split_game(const struct hoshi_split *split, double lower_yen, double upper_yen,
                                   struct hoshi_arena *arena, struct hoshi_level_game *out) HOSHI_MUST_USE;

/** The level whose cost an entry is: 3 or 4; 0 for demands and own choices. */
int hoshi_share_level(const struct hoshi_share *share);

/** What is divided of a level (3 or 4: what it adds), net of funding: annual or over the horizon. */
int64_t hoshi_split_level_yen(const struct hoshi_split *split, int level, bool annual);

/** The party of a buyer (index in the case), or NULL when it is none. */
const struct hoshi_party *hoshi_split_party(const struct hoshi_split *split, size_t buyer);

#endif
