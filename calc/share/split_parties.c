/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who shares, and by which quantity. */
#include "split_parts.h"

enum hoshi_status hoshi_split_memory(struct split_builder *b)
{
    return hoshi_fault_add(b->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

enum hoshi_status hoshi_split_overflow(struct split_builder *b, const char *what)
{
    return hoshi_fault_add(b->faults, HOSHI_E_OVERFLOW, what, NULL, NULL);
}

int64_t hoshi_split_key_part(const struct hoshi_case_buyer *b, enum hoshi_key key)
{
    switch (key) {
    case HOSHI_KEY_HOURS:
        return b->activity.direct_hours_per_year;
    case HOSHI_KEY_VALUE_ADDED:
        return b->activity.value_added_yen;
    case HOSHI_KEY_HEADCOUNT:
        return b->activity.headcount;
    case HOSHI_KEY_ORDERS:
        return b->activity.orders_per_year;
    case HOSHI_KEY_CUSTOM:
        return b->custom_share_ppm;
    default:
        return b->annual_purchases_yen;
    }
}

int64_t hoshi_split_key_whole(const struct hoshi_case_supplier *s, enum hoshi_key key)
{
    switch (key) {
    case HOSHI_KEY_HOURS:
        return s->activity.direct_hours_per_year;
    case HOSHI_KEY_VALUE_ADDED:
        return s->activity.value_added_yen;
    case HOSHI_KEY_HEADCOUNT:
        return s->activity.headcount;
    case HOSHI_KEY_ORDERS:
        return s->activity.orders_per_year;
    case HOSHI_KEY_CUSTOM:
        return HOSHI_MICRO;
    default:
        return s->annual_sales_yen;
    }
}

enum hoshi_status hoshi_split_parties(struct split_builder *b)
{
    struct hoshi_split *s = b->s;
    const struct hoshi_case *c = b->c;
    s->party = hoshi_arena_array(&s->arena, c->buyers + 2, sizeof *s->party);
    int64_t *amount = hoshi_arena_array(&s->arena, c->buyers + 2, sizeof *amount), rest = HOSHI_MICRO;
    if (!s->party || !amount)
        return hoshi_split_memory(b);
    s->key = c->sharing.key;
    s->key_whole = hoshi_split_key_whole(&c->supplier, s->key);
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *x = &c->buyer[i];
        if (!hoshi_buyer_is_party(x))
            continue;
        struct hoshi_party *p = &s->party[s->parties];
        *p = (struct hoshi_party){
            .kind = HOSHI_PARTY_BUYER, .id = x->id, .buyer = i, .level = hoshi_buyer_level(c, x)};
        amount[s->parties] = hoshi_split_key_part(x, s->key);
        if (!hoshi_money_muldiv(amount[s->parties], HOSHI_MICRO, s->key_whole, &p->share_ppm))
            return hoshi_split_overflow(b, x->id);
        rest -= p->share_ppm;
        s->parties++;
    }
    amount[s->parties] = amount[s->parties + 1] = HOSHI_NONE;
    s->party[s->parties++] = (struct hoshi_party){
        .kind = HOSHI_PARTY_OTHERS, .id = "others", .buyer = SIZE_MAX, .share_ppm = rest > 0 ? rest : 0};
    s->party[s->parties++] =
        (struct hoshi_party){.kind = HOSHI_PARTY_SUPPLIER, .id = "supplier", .buyer = SIZE_MAX};
    s->key_amount = amount;
    return HOSHI_OK;
}
