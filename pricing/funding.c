/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funding.h"

#include <stdlib.h>

bool hoshi_funding_counts(const struct hoshi_case_funding *f)
{
    return f->status == HOSHI_GRANTED || f->status == HOSHI_PAID;
}

bool hoshi_funding_covers(const struct hoshi_case_funding *f, const struct hoshi_line *line)
{
    switch (f->lines) {
    case HOSHI_FUND_ALL:
        return true;
    case HOSHI_FUND_DIRECT:
        return line->row->cost_class == HOSHI_DIRECT;
    case HOSHI_FUND_INDIRECT:
        return line->row->cost_class == HOSHI_INDIRECT;
    case HOSHI_FUND_MEASURES:
        for (size_t i = 0; i < f->measures; i++)
            if (f->measure[i] == line->measure->index)
                return true;
        return false;
    }
    return false;
}

/* Positive and negative amounts (what a dearer level makes unnecessary) shrink by the same fraction, so that
 * full funding leaves nothing on either side. */
enum hoshi_status hoshi_funding_take(int64_t yen, int64_t *left, const bool *covers, int64_t *taken, size_t n,
                                     int64_t *used)
{
    int64_t *weight = calloc(n ? 3 * n : 1, sizeof *weight), plus = 0, minus = 0;
    if (!weight)
        return HOSHI_E_MEMORY;
    int64_t *negative = weight + n, *part = weight + 2 * n;
    for (size_t i = 0; i < n; i++) {
        weight[i] = covers[i] && left[i] > 0 ? left[i] : 0;
        negative[i] = covers[i] && left[i] < 0 ? -left[i] : 0;
        plus += weight[i];
        minus += negative[i];
    }
    int64_t net = plus - minus, take = net <= 0 ? 0 : yen < net ? yen : net, off = 0;
    enum hoshi_status s = HOSHI_OK;
    if (take > 0) {
        hoshi_money_muldiv(take, plus, net, &off);
        off = off > plus ? plus : off > minus + take ? minus + take : off;
        s = hoshi_money_split(off, weight, n, part);
    }
    for (size_t i = 0; !s && i < n; i++) {
        left[i] -= part[i];
        taken[i] += part[i];
        part[i] = 0;
    }
    if (!s && off > take)
        s = hoshi_money_split(off - take, negative, n, part);
    for (size_t i = 0; !s && i < n; i++) {
        left[i] += part[i];
        taken[i] -= part[i];
    }
    free(weight);
    if (!s)
        *used = take;
    return s;
}
