/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What prices rose since they were asked about. */
#include "price_raised.h"

#include <string.h>

struct raising {
    struct hoshi_price_raised *r;
    const struct hoshi_case_buyer *buyer;
    int64_t *net_micro; /* of each item of the buyer, since the request */
    bool asked;         /* a request stands before */
    bool fits;
};

static void raised_again(struct raising *x)
{
    *x->r = (struct hoshi_price_raised){0};
    memset(x->net_micro, 0, (x->buyer->items + 1) * sizeof *x->net_micro);
    x->asked = true;
}

/* Rises that the case knows a quantity of go to their item; others are counted. */
static bool raised_item(struct raising *x, const struct hoshi_log_item *item)
{
    if (item->before_micro == HOSHI_NONE || item->after_micro == HOSHI_NONE)
        return false;
    int64_t rise = item->after_micro - item->before_micro;
    for (size_t i = 0; i < x->buyer->items && item->code; i++) {
        const struct hoshi_case_item *own = &x->buyer->item[i];
        if (!own->code || strcmp(own->code, item->code) != 0 || own->units_per_year <= 0)
            continue;
        x->fits = x->fits && !__builtin_add_overflow(x->net_micro[i], rise, &x->net_micro[i]);
        return rise > 0;
    }
    x->r->uncounted += rise > 0;
    return rise > 0;
}

static void raised_by(struct raising *x, const struct hoshi_log_entry *e)
{
    bool rose = false;
    for (size_t i = 0; i < e->items; i++)
        rose = raised_item(x, &e->item[i]) || rose;
    if (rose) {
        x->r->seq = e->seq;
        x->r->on = e->date;
    }
    bool agreed = e->decided == HOSHI_DECIDED_AGREED;
    x->r->settled_seq = agreed ? e->seq : 0;
    x->r->settled_on = agreed ? e->date : (struct hoshi_date){0};
}

static void raised_sum(struct raising *x)
{
    for (size_t i = 0; i < x->buyer->items && x->fits; i++) {
        int64_t yen = 0;
        if (x->net_micro[i] > 0)
            x->fits =
                hoshi_money_muldiv(x->net_micro[i], x->buyer->item[i].units_per_year, HOSHI_MICRO, &yen) &&
                hoshi_money_add(x->r->annual_yen, yen, &x->r->annual_yen);
    }
}

static bool raised_agrees_on(const struct hoshi_log_entry *e, const char *code)
{
    if (e->kind != HOSHI_LOG_PRICE_CHANGE || e->decided != HOSHI_DECIDED_AGREED || e->withdrawn_by)
        return false;
    for (size_t i = 0; i < e->items; i++)
        if (!code || !e->item[i].code || strcmp(e->item[i].code, code) == 0)
            return true;
    return false;
}

bool hoshi_price_cut_stands(const struct hoshi_log_entry *const *event, size_t n, size_t at, size_t item)
{
    const struct hoshi_log_entry *e = event[at];
    const struct hoshi_log_item *x = &e->item[item];
    bool own = e->decided == HOSHI_DECIDED_BUYER ||
               (e->decided == HOSHI_DECIDED_NOT_STATED && e->side == HOSHI_SIDE_BUYER);
    if (e->kind != HOSHI_LOG_PRICE_CHANGE || !own || e->withdrawn_by || x->before_micro == HOSHI_NONE ||
        x->after_micro == HOSHI_NONE || x->after_micro >= x->before_micro)
        return false;
    for (size_t i = at + 1; i < n; i++)
        if (raised_agrees_on(event[i], x->code))
            return false;
    return true;
}

static bool raised_leaves_cut(const struct hoshi_log_entry *const *event, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < event[i]->items; k++)
            if (hoshi_price_cut_stands(event, n, i, k))
                return true;
    return false;
}

enum hoshi_status hoshi_price_raised_read(struct hoshi_price_raised *raised,
                                          const struct hoshi_case_buyer *buyer,
                                          const struct hoshi_log_entry *const *event, size_t n,
                                          struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    struct raising x = {.r = raised, .buyer = buyer, .fits = true};
    *raised = (struct hoshi_price_raised){0};
    x.net_micro = hoshi_arena_array(arena, buyer->items + 1, sizeof *x.net_micro);
    if (!x.net_micro)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_log_entry *e = event[i];
        if (e->kind == HOSHI_LOG_REQUEST && e->side == HOSHI_SIDE_SUPPLIER && !e->withdrawn_by) {
            if (!x.asked || raised->settled_seq)
                raised_again(&x);
        } else if (e->kind == HOSHI_LOG_PRICE_CHANGE && !e->withdrawn_by && x.asked) {
            raised_by(&x, e);
        } else if (e->kind == HOSHI_LOG_OBJECTION && e->side == HOSHI_SIDE_SUPPLIER && !e->withdrawn_by) {
            raised->settled_seq = 0;
        }
    }
    if (raised_leaves_cut(event, n))
        raised->settled_seq = 0;
    raised_sum(&x);
    return x.fits ? HOSHI_OK : hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "log", buyer->id, NULL);
}
