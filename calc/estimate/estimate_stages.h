/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/: the chain of plans behind an estimate. */
#ifndef HOSHI_ESTIMATE_STAGES_H
#define HOSHI_ESTIMATE_STAGES_H

#include "estimate.h"

enum { STAGES_MAX = 2 * HOSHI_BUYERS_MAX + 8 };

/** A plan of the chain, and who causes what it adds. */
struct stage {
    bool chosen[HOSHI_MEASURES_MAX];
    int64_t need_ppm[HOSHI_MEASURES_MAX]; /* 0 when not chosen */
    int64_t hands_micro[HOSHI_YEARS_MAX]; /* days bought in */
    enum hoshi_cause cause;
    const bool *buyer; /* HOSHI_CAUSE_BUYER */
    const char *mark;  /* behind the line id; "" for the first stage */
};

struct builder {
    struct hoshi_estimate *e;
    const struct hoshi_tables *t;
    const struct hoshi_case *c;
    struct hoshi_need need3;
    const struct hoshi_need *need; /* at the target: of the estimate, or as it would be */
    struct stage *stage;
    size_t stages;
    struct hoshi_faults *faults;
};

/** Everything one solve needs, per measure. */
struct hoshi_stage_setup {
    enum hoshi_choice choice[HOSHI_MEASURES_MAX];
    int64_t cost[HOSHI_MEASURES_MAX], direct[HOSHI_MEASURES_MAX], own_days[HOSHI_MEASURES_MAX];
    int64_t
        days[HOSHI_MEASURES_MAX * HOSHI_YEARS_MAX]; /* IT days as charged: measure × year of the horizon */
    bool open[HOSHI_CRITERIA_MAX];
    int64_t capacity_micro;              /* IT days a year; HOSHI_NONE: as many as it takes */
    int64_t outside_micro, inside_micro; /* yen of a day bought in, and of the own day it saves */
};

/** Choices and costs of every measure for a plan at this need. *s is written whole. */
enum hoshi_status hoshi_stage_setup(const struct builder *b, struct hoshi_stage_setup *s,
                                    const struct hoshi_need *need) HOSHI_MUST_USE;

/** The least-cost plan of a setup; `next` may be NULL. */
enum hoshi_status hoshi_stage_solve(const struct builder *b, const struct hoshi_stage_setup *s,
                                    struct hoshi_plan *plan, struct hoshi_plan *next) HOSHI_MUST_USE;

/** Solve every stage of the chain into b->stage, and the plans that stand beside it. */
enum hoshi_status hoshi_stages_build(struct builder *b) HOSHI_MUST_USE;

/** Turn the stages into e->entry, e->measure (certain ones). */
enum hoshi_status hoshi_ledger_build(struct builder *b) HOSHI_MUST_USE;

/** Horizon of the chain's last plan if `need` were the need at the target: mean and likely. */
enum hoshi_status hoshi_stages_total(struct builder *b, const struct hoshi_need *need, int64_t *mean_yen,
                                     int64_t *likely_yen) HOSHI_MUST_USE;

/** Extend the plan to the unanswered: uncertain entries and measures, all_unanswered_unmet_yen. `no_way` (of
 * all criteria): unanswered ones that nothing closes which is allowed and goes with the plan. */
enum hoshi_status hoshi_extension_build(struct builder *b, bool *no_way) HOSHI_MUST_USE;

/** Add an entry of what a line costs at draft->need_ppm less draft->before_ppm; nothing when these are equal. Its id
 * is the row's with mark and part behind it. */
enum hoshi_status hoshi_ledger_add(struct builder *b, struct hoshi_entry *draft, const char *mark,
                                   const char *part) HOSHI_MUST_USE;

/** The level at which a measure matters: the lowest among what it closes and is open (with `unknown`: or
 * unknown), else among those that require it; 0 when there is none. */
int hoshi_ledger_level(const struct builder *b, size_t m, bool unknown);

/** Fill e->caution from everything above; last of all. */
enum hoshi_status hoshi_cautions_build(struct builder *b, const bool *no_way) HOSHI_MUST_USE;

/** Need of each measure at a level, 1 for measures chosen without an open criterion. */
int64_t hoshi_stage_need(const struct hoshi_need *need, const struct hoshi_tables *t, size_t m);

enum hoshi_status hoshi_builder_memory(struct builder *b);

#endif
