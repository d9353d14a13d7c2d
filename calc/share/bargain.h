/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the talk with one buyer can come to (SPEC §5.9). For the own side only: nothing of it belongs in a
 * file for a buyer, and in a buyer's hands it is preparation, never a basis for fixing a price.
 *
 * The talk is about one number: how much of the amount in dispute (the buyer's annual part, yen a year) the
 * buyer pays; the rest stays with the supplier. The supplier wants more, the buyer less. r is the least the
 * supplier accepts, b the most the other side is believed to accept, both within 0 … the amount. Gains are
 * counted in yen, one for one, so:
 *
 *   zone         r … b; none when b < r. It is one point when b = r.
 *   Nash         maximises (x − r)^w (b − x)^(1−w) over the zone: x = r + w (b − r). w = 1/2 is the symmetric
 *                solution, the middle of the zone; w is the supplier's weight ("power"). Nash, "The Bargaining
 *                Problem", Econometrica 18:155, 1950; weighted: Kalai, Int. J. Game Theory 6:129, 1977.
 *   between      the middle between the two opening positions, own target and no rise at all: where "let us
 *                meet in the middle" would end. It says nothing about what either side can accept, so it may
 *                lie outside the zone.
 *   ladder       from target t down to r in RUNGS steps, each half of the one before: t − (t − r) × k/15 with
 *                k = 0, 8, 12, 14, 15. Shrinking concessions tell the other side that the end is near.
 *                Raiffa, The Art and Science of Negotiation, 1982, ch. 4 and 9.
 *
 * Every amount is rounded half up to the yen. Whether this particular split is fair is another question: the
 * split sheet answers it by rules.
 */
#ifndef HOSHI_BARGAIN_H
#define HOSHI_BARGAIN_H

#include "case.h"

enum hoshi_zone {
    HOSHI_ZONE_UNKNOWN, /* one of the two last resorts is not stated */
    HOSHI_ZONE_NONE,    /* the least one side accepts is more than the most the other does */
    HOSHI_ZONE_POINT,   /* exactly one amount suits both */
    HOSHI_ZONE_OPEN
};

enum { HOSHI_LADDER_RUNGS = 5 };

/** What share of the way from target to last resort each rung has gone, in fifteenths. */
extern const int hoshi_ladder_fifteenths[HOSHI_LADDER_RUNGS];

struct hoshi_bargain {
    int64_t amount_yen;                             /* in dispute, >= 0 */
    int64_t target_yen, reservation_yen, other_yen; /* HOSHI_NONE: not stated; other: at most the amount */
    int64_t power_ppm;                              /* 0 … 1,000,000; one half when not stated */
    bool power_stated;
    bool crossed; /* the last resort lies above the target (possible when one is a share and one is yen) */
    enum hoshi_zone zone;
    int64_t surplus_yen; /* b − r: what there is to share, below 0 what is missing; HOSHI_NONE when unknown */
    int64_t nash_yen, weighted_yen;         /* HOSHI_NONE unless there is a zone */
    int64_t between_yen;                    /* HOSHI_NONE without a target */
    bool between_suits;                     /* it lies in the zone */
    bool target_suits;                      /* the target lies in the zone */
    int64_t ladder_yen[HOSHI_LADDER_RUNGS]; /* [0] HOSHI_NONE: target or last resort is missing, or they are
                                               crossed */
    int64_t ladder_ppm[HOSHI_LADDER_RUNGS]; /* of the amount, half up; HOSHI_NONE: as above, or of nothing */
};

/**
 * What can be said with what is stated. A share is taken of amount_yen, half up.
 * @param g values of the case; each may be missing, be a share or be yen
 * @param amount_yen the buyer's annual part, 0 … HOSHI_YEN_MAX; below 0 counts as 0
 */
void hoshi_bargain_init(struct hoshi_bargain *out, const struct hoshi_case_negotiation *g,
                        int64_t amount_yen);

#endif
