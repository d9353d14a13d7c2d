/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate.h"

#include <stdlib.h>

const char *hoshi_cause_key(enum hoshi_cause cause)
{
    static const char *const key[] = {"level:3", "level:4", "buyer", "own"};
    return key[cause];
}

bool hoshi_buyer_is_party(const struct hoshi_case_buyer *b)
{
    return b->requested_level != HOSHI_NONE || b->include == HOSHI_YES;
}

int hoshi_buyer_level(const struct hoshi_case *c, const struct hoshi_case_buyer *b)
{
    if (b->requested_level == HOSHI_NONE)
        return 0;
    return (int)(b->requested_level < c->target_level ? b->requested_level : c->target_level);
}

void hoshi_estimate_close(struct hoshi_estimate *e)
{
    if (!e)
        return;
    hoshi_arena_release(&e->arena);
    free(e);
}
