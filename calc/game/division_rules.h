/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rules that divide a cost, a gain or an estate: a table of descriptors, and everything a reader needs to
 * compare them (SPEC §5.7).
 *
 * Amounts are doubles; a game in yen is also divided in whole yen that add up exactly (largest remainder of
 * the unrounded amounts, ties to the party listed first; remainders closer than the noise of a double count
 * as ties).
 */
#ifndef HOSHI_DIVISION_RULES_H
#define HOSHI_DIVISION_RULES_H

#include "game.h"
#include "tables.h"

enum { HOSHI_DIVISION_RULES_MAX = 20, HOSHI_RANDOM_ARRIVAL_MAX = 20 };

/** Why a rule gives no answer; a registry row in division_rules.c holds its code and both texts. */
enum hoshi_division_reason {
    HOSHI_DIVIDED, /* it does give one */
    HOSHI_NO_RULE_FOR_FORM,
    HOSHI_NO_TOO_MANY,
    HOSHI_NO_WEIGHT,
    HOSHI_NO_LINE_WEIGHT,
    HOSHI_NO_STAND_ALONE,
    HOSHI_NO_QUASI_BALANCE,
    HOSHI_NO_SAVING,
    HOSHI_NO_COMMON_SIGN,
    HOSHI_DIVISION_REASONS
};

/** What is worth knowing about an answer. */
enum hoshi_division_note {
    HOSHI_NOTE_NONE,
    HOSHI_NOTE_CLAMPED, /* scrb: somebody adds more than it would pay alone; its remaining benefit is 0 */
    HOSHI_NOTE_PRENUCLEOLUS, /* alone is cheaper in sum than together: no division satisfies every single */
    HOSHI_NOTE_EMPTY_CORE,   /* nucleolus outside the core: no division satisfies every coalition */
    HOSHI_NOTE_NO_REMAINDER, /* scrb: nobody has a remaining benefit; the rest is divided equally */
    HOSHI_DIVISION_NOTES
};

struct hoshi_division;

struct hoshi_division_rule {
    const char *id;
    struct hoshi_words name, explanation;
    const char *source;             /* the paper; not translated */
    size_t limit[HOSHI_GAME_FORMS]; /* most members (airport) or players; 0 = not for this form */
    /** Fills d->amount and d->proven, or sets d->reason; may set d->note. HOSHI_OK, HOSHI_E_MEMORY,
     * HOSHI_E_SOLVER. */
    enum hoshi_status (*divide)(const struct hoshi_game *g, struct hoshi_division *d);
};

/** The answer of one rule; only rule and reason are set when reason is not HOSHI_DIVIDED. */
struct hoshi_division {
    const struct hoshi_division_rule *rule;
    enum hoshi_division_reason reason;
    enum hoshi_division_note note;
    double *amount;     /* per player (airport: per member), before rounding */
    int64_t *whole_yen; /* yen games: per player with all its members; adds up to the total */
    bool proven;        /* the rule is in the core of every game of this form */
    bool in_core;       /* before rounding: no coalition's excess is above hoshi_game_epsilon */
    struct hoshi_coalition worst;
};

struct hoshi_divisions {
    const struct hoshi_game *game;
    struct hoshi_division division[HOSHI_DIVISION_RULES_MAX];
    size_t divisions;
    double total;
    bool monotone;
    double *alone, *marginal; /* per member, see hoshi_game_ends */
    double *least, *most;     /* per member over the rules that apply; NULL when none does */
    struct hoshi_arena arena;
};

/** The rules in the order of the table; static. */
const struct hoshi_division_rule *hoshi_division_rules(size_t *n);
/** By id; NULL when there is none. */
const struct hoshi_division_rule *hoshi_division_rule_find(const char *id);

/** Stable code ("too_many_players") and both texts of a reason or note; both "" for HOSHI_DIVIDED,
 * HOSHI_NOTE_NONE. */
const char *hoshi_division_reason_code(enum hoshi_division_reason reason);
struct hoshi_words hoshi_division_reason_words(enum hoshi_division_reason reason);
const char *hoshi_division_note_code(enum hoshi_division_note note);
struct hoshi_words hoshi_division_note_words(enum hoshi_division_note note);

/**
 * Divide by one rule, or by every one.
 *
 * A rule that does not apply is an answer, not a failure. Sorting is the dearest step of the forms without a
 * limit: O(n log n).
 *
 * @param g    borrowed while out lives; consistent as game.h says (hoshi_share_read sees to that)
 * @param rule NULL for all
 * @param out  [out] owned until hoshi_divisions_close; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_SOLVER (both recorded)
 */
enum hoshi_status hoshi_divisions_open(const struct hoshi_game *g, const struct hoshi_division_rule *rule,
                                       struct hoshi_divisions **out,
                                       struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_divisions_close(struct hoshi_divisions *d);

/**
 * Whole amounts that add up to the total: each is rounded down, what is left over goes one each to the
 * largest remainders, ties to the lower index. A negative total is divided as its absolute value and negated.
 *
 * @param g     its players and counts
 * @param x     amount per member; count × x adds up to total but for noise
 * @param total |total| <= HOSHI_YEN_MAX
 * @param whole [out] one number per player, all its members together; untouched on failure
 * @return HOSHI_OK, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_division_round(const struct hoshi_game *g, const double *x, int64_t total,
                                       int64_t *whole) HOSHI_MUST_USE;

#endif
