/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Per criterion: the way the plan closes it, the ways it passed over, what each would cost, and why (an
 * expert's check list). */
#ifndef HOSHI_AUDIT_H
#define HOSHI_AUDIT_H

#include "estimate.h"

enum hoshi_way_state {
    HOSHI_WAY_CHOSEN,
    HOSHI_WAY_IN_PLACE,    /* plan.have */
    HOSHI_WAY_DEARER,      /* the plan with it costs more */
    HOSHI_WAY_EQUAL,       /* costs the same; the tie rule decided */
    HOSHI_WAY_AVOIDED,     /* plan.avoid */
    HOSHI_WAY_UNAVAILABLE, /* not offered to a firm of this size */
    HOSHI_WAY_ON_REQUEST,  /* only when somebody asks for it */
    HOSHI_WAY_INFEASIBLE,  /* contradicts what is chosen with a reason */
    HOSHI_WAY_NOT_NEEDED,  /* the criterion is closed or not applicable */
    HOSHI_WAY_STATES
};

struct hoshi_way {
    size_t criterion, measure;
    enum hoshi_way_state state;
    int64_t horizon_yen; /* of the measure itself, at its need */
    int64_t more_yen;    /* HOSHI_WAY_DEARER: the best plan with it costs so much more over the horizon; else
                            HOSHI_NONE */
};

struct hoshi_audit {
    struct hoshi_way *way; /* by criterion, then chosen first, then by cost */
    size_t ways;
    struct hoshi_arena arena;
};

/** Cost over the horizon of the best plan with `measure` forced in; HOSHI_E_PLAN_INFEASIBLE when there is
 * none. */
enum hoshi_status hoshi_estimate_forced(const struct hoshi_estimate *e, size_t measure,
                                        int64_t *horizon_yen) HOSHI_MUST_USE;

/** Every way of every criterion of the level. HOSHI_OK, HOSHI_E_MEMORY or HOSHI_E_OVERFLOW. */
enum hoshi_status hoshi_audit_init(struct hoshi_audit *audit, const struct hoshi_estimate *e,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_audit_release(struct hoshi_audit *audit);

#endif
