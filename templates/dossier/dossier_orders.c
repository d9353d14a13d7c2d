/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which orders, deliveries and payments belong together: those with the same number, and those of which one is recorded
 * as being on the other. Dates and amounts alone join nothing. */
#include "dossier_sheets.h"

#include <inttypes.h>
#include <string.h>

static bool orders_is_trade(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_ORDER || e->kind == HOSHI_LOG_DELIVERY || e->kind == HOSHI_LOG_PAYMENT;
}

static bool orders_belongs(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b)
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
        group[i] = orders_is_trade(d->event[i]) ? i : SIZE_MAX;
        for (size_t j = 0; group[i] != SIZE_MAX && j < i; j++) {
            if (group[j] == SIZE_MAX || group[j] == group[i] || !orders_belongs(d->event[i], d->event[j]))
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

/* "2026年8月18日（No.5）" */
static const char *with_entry(struct hoshi_dossier_book *k, const char *text, int64_t seq)
{
    return text ? hoshi_dossier_print(
                      k, hoshi_buyer_say(&k->b, "%s（No.%" PRId64 "）", "%s (no. %" PRId64 ")"), text, seq)
                : NULL;
}

/* The first day of receipt, and of payment, among the entries of the order; of all where it is the only one. */
static const char *received_paid(struct hoshi_dossier_book *k, const size_t *group, size_t of, bool only)
{
    const struct hoshi_dossier *d = k->d;
    const char *received = NULL, *paid = NULL;
    for (size_t i = 0; i < d->events; i++) {
        const struct hoshi_log_entry *e = d->event[i];
        if (group[i] == SIZE_MAX || (group[i] != of && !only))
            continue;
        if (!received && (e->kind == HOSHI_LOG_DELIVERY || e->received_on.year))
            received =
                with_entry(k, hoshi_dossier_day(k, e->received_on.year ? e->received_on : e->date), e->seq);
        if (!paid && e->kind == HOSHI_LOG_PAYMENT)
            paid = with_entry(k, hoshi_dossier_cash_day(k, e->cash_on.year ? e->cash_on : e->date), e->seq);
    }
    return received && paid ? hoshi_dossier_print(k, "%s\n%s", received, paid) : received ? received : paid;
}

bool hoshi_dossier_order_on_record(struct hoshi_dossier_book *k, const struct hoshi_case_transaction *x,
                                   struct hoshi_dossier_order *out)
{
    const struct hoshi_dossier *d = k->d;
    const struct hoshi_log_entry *e = x && x->ordered_on.year ? NULL : d->order;
    const size_t *group = e ? hoshi_dossier_orders(k) : NULL;
    size_t orders = 0, of = 0;
    if (!group)
        return false;
    for (size_t i = 0; i < d->events; i++) {
        orders += d->event[i]->kind == HOSHI_LOG_ORDER;
        of = d->event[i] == e ? group[i] : of;
    }
    *out = (struct hoshi_dossier_order){e->seq, with_entry(k, hoshi_dossier_day(k, e->date), e->seq),
                                        with_entry(k, hoshi_dossier_day(k, e->deliver_by), e->seq),
                                        received_paid(k, group, of, orders == 1),
                                        with_entry(k, hoshi_dossier_yen(k, e->amount_yen), e->seq)};
    return true;
}
