/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Any list of low/likely/high lines as a range model: what `simulate` reads and answers (SPEC §7). */
#ifndef HOSHI_SIMULATE_H
#define HOSHI_SIMULATE_H

#include "json_read.h"
#include "range.h"
#include "arena.h"

struct hoshi_simulation {
    struct hoshi_range_model model;
    const char **line; /* ids in the order of the file */
    size_t *group;     /* of each line */
    size_t lines;
    const char **factor; /* ids */
    struct hoshi_arena arena;
};

/**
 * Read { "hoshiwari_lines": 1, "distribution", "lines": [ { "id", "low", "likely", "high", "quantity",
 * "probability", "factor" } ], "factors": { id: [low, likely, high] } }. Quantity and probability default to
 * 1, factor to none; each line is a variable of its own.
 * @param out [out] owned until hoshi_simulation_release; untouched on failure
 * @return HOSHI_OK, the statuses of the strict reader, HOSHI_E_ORDER, HOSHI_E_DUPLICATE (an id twice),
 * HOSHI_E_TOO_MANY, HOSHI_E_FORMAT_VERSION, HOSHI_E_CHOICE (unknown distribution or factor), HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_simulation_read(const char *path, struct hoshi_simulation *out,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_simulation_release(struct hoshi_simulation *s);

#endif
