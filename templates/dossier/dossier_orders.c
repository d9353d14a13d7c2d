/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which orders, deliveries and payments belong together: those with the same number, and those of which one is recorded
 * as being on the other. Dates and amounts alone join nothing. */
#include "dossier_sheets.h"

#include <inttypes.h>
#include <string.h>

static bool is_trade(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_ORDER || e->kind == HOSHI_LOG_DELIVERY || e->kind == HOSHI_LOG_PAYMENT;
}

static bool belongs(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b)
{
    return (a->number && b->number && strcmp(a->number, b->number) == 0) || a->answers == b->seq ||
           b->answers == a->seq;
}

const size_t *hoshi_dossier_orders(struct hoshi_dossier_book *k)
{
    const struct hoshi_dossier *d = k->d;
    size_t *group = hoshi_arena_array(&k->b.arena, d->events + 1, sizeof *group);
    if (!group) {
        k->b.book.failed = true;
        return NULL;
    }
    for (size_t i = 0; i < d->events; i++) {
        group[i] = is_trade(d->event[i]) ? i : SIZE_MAX;
        for (size_t j = 0; group[i] != SIZE_MAX && j < i; j++) {
            if (group[j] == SIZE_MAX || group[j] == group[i] || !belongs(d->event[i], d->event[j]))
                continue;
            size_t low = group[j] < group[i] ? group[j] : group[i],
                   high = group[j] < group[i] ? group[i] : group[j];
            for (size_t m = 0; m <= i; m++)
                group[m] = group[m] == high ? low : group[m];
        }
    }
    return group;
}

static bool has_order(const struct hoshi_dossier *d, const size_t *group, size_t of)
{
    for (size_t i = 0; i < d->events; i++)
        if (group[i] == of && d->event[i]->kind == HOSHI_LOG_ORDER)
            return true;
    return false;
}

/* Whether there is something an entry could be joined with: an order, or another group without one. */
static bool could_join(const struct hoshi_dossier *d, const size_t *group, size_t of)
{
    for (size_t i = 0; i < d->events; i++)
        if (group[i] != SIZE_MAX && group[i] != of)
            return true;
    return false;
}

const char *hoshi_dossier_unjoined(struct hoshi_dossier_book *k)
{
    const struct hoshi_dossier *d = k->d;
    const size_t *group = hoshi_dossier_orders(k);
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; group && i < d->events; i++)
        if (group[i] != SIZE_MAX && !has_order(d, group, group[i]) && could_join(d, group, group[i]))
            hoshi_buffer_printf(&out, hoshi_buyer_say(&k->b, "%sNo.%" PRId64, "%sno. %" PRId64),
                                out.length ? hoshi_buyer_say(&k->b, "、", ", ") : "", d->event[i]->seq);
    return hoshi_dossier_keep(k, &out);
}
