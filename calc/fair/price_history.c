/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "price_history.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>

/* Slot 0 is everything before the first month, the last one known there. */
enum { SLOTS = HOSHI_HISTORY_MONTHS + 1, LAST = SLOTS - 1 };

struct slot {
    int64_t micro, seq;
    bool known, changed; /* changed: set by a price change */
};

static int index_of(struct hoshi_date first, struct hoshi_date date)
{
    return (date.year - first.year) * 12 + date.month - first.month;
}

/* Slot of a day; before the window 0, after it SLOTS. */
static int slot_of(const struct hoshi_price_history *h, struct hoshi_date date)
{
    int i = index_of(h->first, date) + 1;
    return i < 0 ? 0 : i > LAST ? SLOTS : i;
}

static struct hoshi_date history_effect(const struct hoshi_log_entry *e)
{
    return e->effective_on.year ? e->effective_on : e->date;
}

static void know(struct slot *slot, int64_t micro, int64_t seq, bool changed)
{
    *slot = (struct slot){micro, seq, true, changed};
}

/* Withdrawn before it came into effect: the former price went on. */
static bool history_never_applied(const struct hoshi_log_entry *e)
{
    return e->withdrawn_by && hoshi_date_compare(e->withdrawn_on, history_effect(e)) <= 0;
}

/* What one item of an entry tells; a change that was withdrawn holds until that day. */
static void history_tell(const struct hoshi_price_history *h, struct hoshi_price_track *t,
                         struct slot slot[SLOTS], const struct hoshi_log_entry *e,
                         const struct hoshi_log_item *x)
{
    bool change = e->kind == HOSHI_LOG_PRICE_CHANGE;
    int at = slot_of(h, change ? history_effect(e) : e->date);
    int before = !change ? at : at == SLOTS ? slot_of(h, e->date) : at - 1;
    if (x->before_micro != HOSHI_NONE && before >= 0 && before <= LAST && !slot[before].known)
        know(&slot[before], x->before_micro, e->seq, false);
    if (!change || x->after_micro == HOSHI_NONE || at == SLOTS || history_never_applied(e))
        return;
    know(&slot[at], x->after_micro, e->seq, true);
    t->changes += at > 0;
    int back = e->withdrawn_by ? slot_of(h, e->withdrawn_on) : SLOTS;
    if (back == SLOTS || x->before_micro == HOSHI_NONE)
        return;
    know(&slot[back], x->before_micro, e->withdrawn_by, true);
    t->changes += back > 0;
}

/* The last change in effect, when what the case holds is the price before it. */
static int64_t change_not_taken_over(const struct hoshi_price_history *h, const struct hoshi_price_track *t,
                                     const struct hoshi_log_entry *const *entry, size_t n, int64_t case_micro)
{
    int64_t seq = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; entry[i]->kind == HOSHI_LOG_PRICE_CHANGE && k < entry[i]->items; k++) {
            const struct hoshi_log_item *x = &entry[i]->item[k];
            if (x->code && strcmp(x->code, t->code) == 0 && x->after_micro != HOSHI_NONE &&
                slot_of(h, history_effect(entry[i])) <= LAST && !entry[i]->withdrawn_by)
                seq = x->before_micro == case_micro && x->after_micro != case_micro ? entry[i]->seq : 0;
        }
    return seq;
}

static void history_fill(struct hoshi_price_track *t, const struct slot slot[SLOTS])
{
    int last = -1;
    for (int i = 0; i < HOSHI_HISTORY_MONTHS; i++)
        t->month[i] = (struct hoshi_price_month){.micro = HOSHI_NONE};
    for (int i = 0; i < SLOTS; i++) {
        if (!slot[i].known)
            continue;
        bool same = last >= 0 && slot[last].micro == slot[i].micro;
        for (int k = last + 1; same && k < i; k++)
            t->month[k - 1] = (struct hoshi_price_month){slot[i].micro, slot[last].seq, true};
        t->differs = t->differs || (last >= 0 && !same && !slot[i].changed);
        if (i)
            t->month[i - 1] = (struct hoshi_price_month){slot[i].micro, slot[i].seq, false};
        last = i;
    }
    for (int i = 0; i < HOSHI_HISTORY_MONTHS; i++)
        t->gaps += t->month[i].micro == HOSHI_NONE;
}

static void read_track(const struct hoshi_price_history *h, struct hoshi_price_track *t,
                       const struct hoshi_case_item *item, const struct hoshi_log_entry *const *entry,
                       size_t n)
{
    struct slot slot[SLOTS] = {{0}};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < entry[i]->items; k++)
            if (entry[i]->item[k].code && strcmp(entry[i]->item[k].code, t->code) == 0)
                history_tell(h, t, slot, entry[i], &entry[i]->item[k]);
    if (item && item->unit_price_micro != HOSHI_NONE &&
        !(slot[LAST].known && slot[LAST].micro == item->unit_price_micro)) {
        t->before_seq = change_not_taken_over(h, t, entry, n, item->unit_price_micro);
        know(&slot[LAST], item->unit_price_micro, 0, false);
    }
    history_fill(t, slot);
}

/* ---- which entries, which items ---- */

static int by_effect(const void *a, const void *b)
{
    const struct hoshi_log_entry *x = *(const struct hoshi_log_entry *const *)a,
                                 *y = *(const struct hoshi_log_entry *const *)b;
    int order = hoshi_date_compare(history_effect(x), history_effect(y));
    return order ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

static bool history_is_listed(const struct hoshi_price_history *h, const char *code)
{
    for (size_t i = 0; i < h->tracks; i++)
        if (strcmp(h->track[i].code, code) == 0)
            return true;
    return false;
}

static int64_t yearly(const struct hoshi_case_item *item)
{
    int64_t yen = 0;
    bool known = item->unit_price_micro > 0 && item->units_per_year > 0 &&
                 hoshi_money_muldiv(item->unit_price_micro, item->units_per_year, HOSHI_MICRO, &yen);
    return known ? yen : 0;
}

static void history_list(struct hoshi_price_history *h, const struct hoshi_case_buyer *buyer,
                         const struct hoshi_log_entry *const *entry, size_t n)
{
    for (size_t i = 0; i < buyer->items; i++) {
        const struct hoshi_case_item *x = &buyer->item[i];
        h->track[h->tracks++] = (struct hoshi_price_track){
            .code = x->code, .name = x->name, .unit = x->unit, .yearly_yen = yearly(x)};
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < entry[i]->items; k++) {
            const struct hoshi_log_item *x = &entry[i]->item[k];
            if (x->code && !history_is_listed(h, x->code))
                h->track[h->tracks++] = (struct hoshi_price_track){.code = x->code, .name = x->name};
        }
}

static int by_weight(const void *a, const void *b)
{
    const struct hoshi_price_track *x = a, *y = b;
    if (!x->changes != !y->changes)
        return !x->changes - !y->changes;
    if (x->yearly_yen != y->yearly_yen)
        return x->yearly_yen < y->yearly_yen ? 1 : -1;
    return strcmp(x->code, y->code);
}

enum hoshi_status hoshi_price_history_init(struct hoshi_price_history *h,
                                           const struct hoshi_case_buyer *buyer,
                                           const struct hoshi_log_entry *entry, size_t n,
                                           struct hoshi_date as_of, struct hoshi_arena *arena,
                                           struct hoshi_faults *faults)
{
    const struct hoshi_log_entry **mine = hoshi_arena_array(arena, n + 1, sizeof *mine);
    size_t most = buyer->items, found = 0;
    *h = (struct hoshi_price_history){
        .first = hoshi_month_add((struct hoshi_date){as_of.year, as_of.month, 0}, 1 - HOSHI_HISTORY_MONTHS)};
    for (size_t i = 0; mine && i < n; i++)
        if (entry[i].items && !entry[i].corrected_by && entry[i].party &&
            strcmp(entry[i].party, buyer->id) == 0) {
            mine[found++] = &entry[i];
            most += entry[i].items;
        }
    h->track = hoshi_arena_array(arena, most + 1, sizeof *h->track);
    if (!mine || !h->track)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (found)
        hoshi_sort(mine, found, sizeof *mine, by_effect);
    history_list(h, buyer, mine, found);
    for (size_t i = 0; i < h->tracks; i++)
        read_track(h, &h->track[i], i < buyer->items ? &buyer->item[i] : NULL, mine, found);
    if (h->tracks)
        hoshi_sort(h->track, h->tracks, sizeof *h->track, by_weight);
    return HOSHI_OK;
}
