/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Collecting answers from a file: every fault and every place, handed over only when nothing was wrong.
 * Inside the readers of answers only.
 */
#ifndef HOSHI_ANSWER_COLLECT_H
#define HOSHI_ANSWER_COLLECT_H

#include "answers.h"
#include "cell_name.h"

struct hoshi_collector {
    const struct hoshi_catalog *catalog;
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    struct hoshi_answers out;
    const char **answered; /* per criterion: where the answer stands, NULL = none yet */
    const char **listed;   /* per criterion: where it is listed without one */
    size_t note_room;
    enum hoshi_status status;           /* of the first fault */
    bool version_known;                 /* the file states its version */
    bool carry, draft;                  /* carry a draft over; it is one */
    struct hoshi_answer_source *source; /* NULL: not asked for */
};

/** False, with a fault, when out of memory. */
bool hoshi_collect_init(struct hoshi_collector *c, const struct hoshi_catalog *catalog,
                        struct hoshi_arena *arena, struct hoshi_faults *faults);
/** Record a fault; `allowed` may be NULL. Its status. */
enum hoshi_status hoshi_collect_fault(struct hoshi_collector *c, enum hoshi_status status, long row,
                                      const char *path, const char *got, const char *allowed);
enum hoshi_status hoshi_collect_no_memory(struct hoshi_collector *c);
void hoshi_collect_note(struct hoshi_collector *c, enum hoshi_answer_note_kind kind, const char *where,
                        size_t criterion);
/** True when `id` is one of n ids. */
bool hoshi_collect_listed(const char *const *ids, size_t n, const char *id);
/** True for an id that only the draft of 2025-12 has. */
bool hoshi_collect_is_draft(const struct hoshi_catalog *catalog, const char *id);
/** In a draft: an id that is gone or means something else now; recorded, and not taken over. */
bool hoshi_collect_lost(struct hoshi_collector *c, const char *id, size_t criterion, const char *path);
/** Take in what stands at `path` for criterion i; texts of `found` may be borrowed. */
void hoshi_collect(struct hoshi_collector *c, size_t i, const struct hoshi_answer *found, long row,
                   const char *path);
/** Hand over when nothing was wrong; the status of the first fault otherwise. */
enum hoshi_status hoshi_collect_finish(struct hoshi_collector *c, const char *file,
                                       struct hoshi_answers *answers);

#endif
