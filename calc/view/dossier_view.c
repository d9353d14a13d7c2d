/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dossier_view.h"

#include <stdlib.h>
#include <string.h>

static const char *const capacities[HOSHI_CAPACITIES] = {"self", "agent", "lawyer", "gyoseishoshi", "other"};

const char *hoshi_capacity_key(enum hoshi_capacity capacity)
{
    return capacities[capacity];
}

bool hoshi_capacity_find(const char *key, enum hoshi_capacity *capacity)
{
    /* The words of the case file mean the same. */
    if (key && strcmp(key, "administrative_scrivener") == 0)
        key = capacities[HOSHI_CAPACITY_GYOSEISHOSHI];
    if (key && strcmp(key, "consultant") == 0)
        key = capacities[HOSHI_CAPACITY_OTHER];
    for (int i = 0; key && i < HOSHI_CAPACITIES; i++)
        if (strcmp(capacities[i], key) == 0) {
            *capacity = (enum hoshi_capacity)i;
            return true;
        }
    return false;
}

void hoshi_dossier_close(struct hoshi_dossier *d)
{
    if (!d)
        return;
    hoshi_buyer_view_close(d->view);
    hoshi_arena_release(&d->arena);
    free(d);
}
