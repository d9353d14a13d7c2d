/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Two runs side by side: which suppliers are new, gone or changed, by how much the buyer's part moved, and what
 * moved it.
 *
 * Suppliers are matched by their code, where there is none by their name (hoshi_text_key). The amount is what
 * the buyer is expected to bear over the horizon from year 1 (hoshi_budget_bearers.buyer_yen). What changed of a
 * supplier is what its records say: level, the star it holds (obtained, or run out; criteria
 * that count as met by it are not answers that changed), answers (how many of each kind), the buyer's share of the business,
 * (SHARE where it was and is known; SHARE_KNOWN where it became known and had been assumed, or the other way
 * round; what is assumed itself is a setting), sizes (regular employees). A supplier of which one of these changed is counted under it, of which several
 * changed under SEVERAL, one whose amount moved though none of them did under TABLES where the runs differ in
 * tables, settings or program (in the day alone: where it is not LEARNT); under LEARNT where it did not answer everything and neither its likely amounts nor what
 * it would cost with everything unmet moved (then only what others answered can have moved what is expected of it);
 * else under OTHER (facts that records do not hold: PCs, which criteria). So the causes add up exactly: now − then = new − gone + Σ causes.
 */
#ifndef HOSHI_BUDGET_AGAINST_H
#define HOSHI_BUDGET_AGAINST_H

#include "budget_view.h"
#include "portfolio.h"

/** What of the runs themselves differs. */
enum hoshi_against_frame {
    HOSHI_AGAINST_FRAME_SAME,
    HOSHI_AGAINST_FRAME_DAY,  /* the day of the figures alone, as from month to month */
    HOSHI_AGAINST_FRAME_OTHER /* tables, settings or program */
};

enum hoshi_against_cause {
    HOSHI_AGAINST_NEW,
    HOSHI_AGAINST_GONE,
    HOSHI_AGAINST_LEVEL,
    HOSHI_AGAINST_STAR,
    HOSHI_AGAINST_ANSWERS,
    HOSHI_AGAINST_SHARE,
    HOSHI_AGAINST_SHARE_KNOWN,
    HOSHI_AGAINST_SIZE,
    HOSHI_AGAINST_SEVERAL,
    HOSHI_AGAINST_TABLES,
    HOSHI_AGAINST_LEARNT,
    HOSHI_AGAINST_OTHER,
    HOSHI_AGAINST_SAME, /* its amount is what it was, to the yen */
    HOSHI_AGAINST_CAUSES
};

/** Records of one run. */
struct hoshi_against_run {
    size_t suppliers;
    int years;
    bool (*read)(void *user, size_t index, struct hoshi_supplier_result *out);
    void *user;
};

struct hoshi_against_row {
    char id[HOSHI_SUPPLIER_ID_BYTES],
        name[HOSHI_SUPPLIER_NAME_BYTES]; /* as now; of one that is gone as then */
    enum hoshi_against_cause cause;
    unsigned changed; /* bit 1 << cause of LEVEL … SIZE: all that changed */
    int64_t then_yen, now_yen;
    int64_t then_open, now_open; /* criteria that nobody answered */
    int32_t then_level, now_level;
};

struct hoshi_against {
    struct hoshi_against_row *row; /* everybody of either run; the largest difference first */
    size_t rows;
    int64_t then_yen, now_yen;
    struct hoshi_against_sum {
        size_t suppliers;
        int64_t yen; /* now − then */
    } cause[HOSHI_AGAINST_CAUSES];
};

/**
 * Compare.
 * @param frame  of hoshi_against_frame
 * @param out    [out] owned until hoshi_against_close; untouched on failure
 * @return HOSHI_OK; HOSHI_E_BUDGET_RECORD (one cannot be read), HOSHI_E_RANGE (path "years": of another
 *         horizon), HOSHI_E_OVERFLOW, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_against_open(const struct hoshi_against_run *then,
                                     const struct hoshi_against_run *now, enum hoshi_against_frame frame,
                                     struct hoshi_against **out, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** What documents show: the comparison, and what of the runs themselves differs. All borrowed. */
enum { HOSHI_AGAINST_DIFFERS = 24 };
struct hoshi_against_view {
    struct hoshi_against *against;
    const char *list;                                                /* the earlier run's, as it was named */
    struct hoshi_portfolio_difference differ[HOSHI_AGAINST_DIFFERS]; /* value then, other now; the first */
    size_t differs;
};
/** Add a difference to a view (a hoshi_portfolio_differs); more than there is room for are not kept. */
void hoshi_against_note(void *view, const struct hoshi_portfolio_difference *difference);

/** What differs by the differences noted in a view; `differ`: as hoshi_portfolio_label_differs told. */
enum hoshi_against_frame hoshi_against_frame(const struct hoshi_against_view *view, bool differ);

/** NULL does nothing. */
void hoshi_against_close(struct hoshi_against *against);

#endif
