/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a payer can compute of the others from its own part (SPEC §5.6), for the supplier's own eyes.
 *
 * A buyer that knows the whole of any cost from elsewhere (a fee once it is published, a quotation of its own)
 * can divide its part by it. Of what goes by the share of the business that gives its share, and with its own
 * purchases those of the whole business, as exactly as parts are whole yen. Of what is divided among those who
 * asked it gives the share on the grid, q units of u: largest remainder moves a share by less than a unit, so
 * its true share lies between (q − 1) / u and (q + 1) / u, and what the other askers buy together between
 * own × (u − q − 1) / (q + 1) and own × (u − q + 1) / (q − 1), and what millionths of the business round (shares
 * are fixed to them first). Without a grid it is exact.
 */
#ifndef HOSHI_SPLIT_INFER_H
#define HOSHI_SPLIT_INFER_H

#include "split.h"

/** Of one party and one set of askers. Amounts in the unit of the key (yen, hours, …) of the same 12 months. */
struct hoshi_split_inference {
    size_t party;
    int level;         /* 3: among all who asked, 4: among those who asked for ★4 */
    int64_t share_ppm; /* its share among them: on the grid where there is one */
    int64_t own;       /* its own amount of the key */
    int64_t least,
        most; /* of the other askers together, it lies between them; most HOSHI_NONE: no bound follows */
    int64_t others; /* what they have in truth */
};

/**
 * What each buyer could infer of the other askers, by party and level; a buyer without an amount of the key, and
 * rules that do not look at amounts of the key, give no row. Rows of a custom key give none: it has no amounts.
 * @param out [out] room for 2 × parties
 * @return number of rows
 */
size_t hoshi_split_infer(const struct hoshi_split *split, struct hoshi_split_inference *out);

#endif
