/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "split.h"

#include <stdlib.h>

const struct hoshi_party *hoshi_split_party(const struct hoshi_split *split, size_t buyer)
{
    for (size_t i = 0; i < split->parties; i++)
        if (split->party[i].kind == HOSHI_PARTY_BUYER && split->party[i].buyer == buyer)
            return &split->party[i];
    return NULL;
}

int hoshi_share_level(const struct hoshi_share *x)
{
    return x->entry->cause == HOSHI_CAUSE_LEVEL3 ? 3 : x->entry->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 0;
}

int64_t hoshi_split_level_yen(const struct hoshi_split *split, int level, bool annual)
{
    int64_t sum = 0;
    for (size_t i = 0; i < split->shares; i++)
        if (hoshi_share_level(&split->share[i]) == level)
            sum += annual ? split->share[i].annual_yen : split->share[i].horizon_yen;
    return sum;
}

void hoshi_split_close(struct hoshi_split *split)
{
    if (!split)
        return;
    hoshi_arena_release(&split->arena);
    free(split);
}
