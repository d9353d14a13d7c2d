/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to calc/share/split_*.c: the steps of a division, in this order. */
#ifndef HOSHI_SPLIT_PARTS_H
#define HOSHI_SPLIT_PARTS_H

#include "split.h"

/** A division in the making. */
struct split_builder {
    struct hoshi_split *s;
    const struct hoshi_estimate *e;
    const struct hoshi_case *c;
    struct hoshi_faults *faults;
};

/** Add the fault and return it. */
enum hoshi_status hoshi_split_memory(struct split_builder *b);
enum hoshi_status hoshi_split_overflow(struct split_builder *b, const char *what);

/** A buyer's part and the whole business by a key; HOSHI_NONE where not stated. */
int64_t hoshi_split_key_part(const struct hoshi_case_buyer *b, enum hoshi_key key);
int64_t hoshi_split_key_whole(const struct hoshi_case_supplier *s, enum hoshi_key key);

/** s->party, s->key and its amounts. */
enum hoshi_status hoshi_split_parties(struct split_builder *b) HOSHI_MUST_USE;

/** Find or make the weights of an entry: *index into s->weights. A rule of division has equal weights until
 * hoshi_split_games. */
enum hoshi_status hoshi_split_weights(struct split_builder *b, const struct hoshi_entry *x,
                                      size_t *index) HOSHI_MUST_USE;

/** What the supplier keeps of a shared line goes first; the rest keeps its proportions, fixed to ppm. */
enum hoshi_status hoshi_split_keep_part(struct split_builder *b, int64_t *w) HOSHI_MUST_USE;

/** What one asker pays tells it what the others buy; so shares among askers, one per party, are laid on a grid of whole
 * points (s->askers_grid; 0 leaves them), by largest remainder. Only such as add up to something are touched. */
void hoshi_split_lay_on_grid(const struct hoshi_split *s, int64_t *w);

/** out->sum = Σ w, one weight per party. */
int64_t hoshi_split_weights_sum(const struct hoshi_split *s, struct hoshi_weights *out, const int64_t *w);

/** Replace the weights of every rule of division by what its game gives; gross and funding are known. */
enum hoshi_status hoshi_split_games(struct split_builder *b) HOSHI_MUST_USE;

/** Floor, ceiling and what passes it, once every line is divided. */
enum hoshi_status hoshi_split_bounds(struct split_builder *b) HOSHI_MUST_USE;

/** s->group and s->group_over_yen. */
enum hoshi_status hoshi_split_groups(struct split_builder *b) HOSHI_MUST_USE;

#endif
