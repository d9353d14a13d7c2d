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

enum hoshi_status hoshi_funding_take(int64_t yen, int64_t *left, const bool *covers, int64_t *taken, size_t n,
                                     int64_t *used)
{
    int64_t *weight = calloc(n ? 2 * n : 1, sizeof *weight), *part = weight + n, sum = 0;
    if (!weight)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < n; i++) {
        weight[i] = covers[i] && left[i] > 0 ? left[i] : 0;
        sum += weight[i];
    }
    int64_t take = yen < sum ? yen : sum;
    enum hoshi_status s = HOSHI_OK;
    if (take > 0)
        s = hoshi_money_split(take, weight, n, part);
    for (size_t i = 0; !s && i < n; i++) {
        left[i] -= part[i];
        taken[i] += part[i];
    }
    free(weight);
    if (!s)
        *used = take;
    return s;
}
