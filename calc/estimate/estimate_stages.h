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
    enum hoshi_cause cause;
    bool by_level;     /* the cause is the level at which each measure matters */
    const bool *buyer; /* HOSHI_CAUSE_BUYER */
    const char *mark;  /* behind the line id; "" for the first stage */
};

struct builder {
    struct hoshi_estimate *e;
    const struct hoshi_tables *t;
    const struct hoshi_case *c;
    struct hoshi_need need3;
    struct stage *stage;
    size_t stages;
    struct hoshi_faults *faults;
};

/** Solve every stage of the chain into b->stage, and the plans that stand beside it. */
enum hoshi_status hoshi_stages_build(struct builder *b) HOSHI_MUST_USE;

/** Turn the stages into e->entry, e->measure (certain ones). */
enum hoshi_status hoshi_ledger_build(struct builder *b) HOSHI_MUST_USE;

/** Extend the plan to the unanswered: uncertain entries and measures, all_unanswered_unmet_yen. */
enum hoshi_status hoshi_extension_build(struct builder *b) HOSHI_MUST_USE;

/** Need of each measure at a level, 1 for measures chosen without an open criterion. */
int64_t hoshi_stage_need(const struct hoshi_need *need, const struct hoshi_tables *t, size_t m);

enum hoshi_status hoshi_builder_memory(struct builder *b);

#endif
