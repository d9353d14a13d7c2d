/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio.h"

#include <stdlib.h>

void hoshi_portfolio_close(struct hoshi_portfolio *p)
{
    if (!p)
        return;
    hoshi_supplier_store_close(p->store);
    free(p->total);
    free(p->tally);
    free(p);
}

bool hoshi_portfolio_buyers_differ(const struct hoshi_portfolio *p)
{
    size_t names = 0;
    for (size_t i = 0; i < p->our_names; i++)
        names += p->ours[i].key != 0;
    return names > 1;
}
