/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a payer, or two that compare their files, can compute of the others (SPEC §5.6), for the supplier's own eyes.
 *
 * A buyer that knows the whole of any cost from elsewhere (a fee once it is published, a quotation of its own) can
 * divide its part by it. Of what goes by the share of the business that gives its share, and with its own purchases
 * those of the whole business, as exactly as parts are whole yen. Of what is divided among those who asked it gives
 * units of the grid. The band is what these units leave open to somebody who knows all the rest (how many asked, in what
 * proportion they buy, the whole business): the other askers' amounts together can be anything in it, in unchanged
 * proportion, and every payer's share stays as it is; just outside, one changes. Who knows less learns less. Two
 * together know their own amounts and both shares. Without a grid the others are known exactly.
 *
 * Parts are whole yen by largest remainder, so that a yen a line may fall to another payer as the others' amounts
 * change; that tells something only to who knows every line to the yen.
 */
#ifndef HOSHI_SPLIT_INFER_H
#define HOSHI_SPLIT_INFER_H

#include "split.h"

enum {
    HOSHI_INFER_PAIRS = 6, /* pairs are looked at among up to so many askers */
    HOSHI_INFER_ROWS = 8 * HOSHI_BUYERS_MAX
};

/** Of one party, or two, and one set of askers. Amounts in the unit of the key (yen, hours, …) of the same 12 months. */
struct hoshi_split_inference {
    size_t party, fellow; /* fellow SIZE_MAX: the party alone */
    int level; /* 3: among all who asked, 4: among those who asked for ★4, 0: what they demand together */
    enum hoshi_key key;
    int64_t share_ppm; /* its (their) share among them: on the grid where there is one */
    int64_t own;       /* its (their) own amount of the key */
    int64_t least,
        most; /* of the other askers together, it lies between them; with the whole business as the end */
    int64_t others; /* what they have in truth */
};

/**
 * What buyers could infer of the other askers: by level, key and demand, first each alone, then each two that leave at
 * least one other. A buyer without an amount of the key, and rules that do not look at amounts of the key, give no row.
 * Rows of a custom key give none: it has no amounts.
 * @param out [out] room for `room` rows (HOSHI_INFER_ROWS hold any case of usual size)
 * @return number of rows, at most room
 */
size_t hoshi_split_infer(const struct hoshi_split *split, struct hoshi_split_inference *out, size_t room);

#endif
