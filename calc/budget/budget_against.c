/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget_against.h"
#include "sort.h"
#include "text_key.h"

#include <stdlib.h>
#include <string.h>

/** What is kept of a record. */
struct against_entry {
    char key[HOSHI_SUPPLIER_NAME_BYTES + 2];
    struct hoshi_against_row row; /* the amounts of its own run in now_yen */
    bool share_assumed, taken;    /* criteria count as met by the star it holds */
    int32_t held;
    int64_t share_ppm, employees, likely_yen, all_unmet_yen;
    int32_t criteria[HOSHI_ANSWERS];
};

static int against_by_key(const void *a, const void *b)
{
    return strcmp(((const struct against_entry *)a)->key, ((const struct against_entry *)b)->key);
}

static int against_by_difference(const void *a, const void *b)
{
    const struct hoshi_against_row *x = a, *y = b;
    int64_t dx = x->now_yen - x->then_yen, dy = y->now_yen - y->then_yen;
    dx = dx < 0 ? -dx : dx;
    dy = dy < 0 ? -dy : dy;
    return dx < dy ? 1 : dx > dy ? -1 : strcmp(x->id, y->id);
}

static void against_fill(struct against_entry *e, const struct hoshi_supplier_result *r, int years)
{
    struct hoshi_budget_bearers bearers;
    const struct hoshi_supplier_head *h = &r->head;
    char folded[HOSHI_SUPPLIER_NAME_BYTES];
    hoshi_budget_bearers(r, years, &bearers);
    memset(e, 0, sizeof *e);
    if (!hoshi_text_key(h->id[0] ? h->id : h->name, folded, sizeof folded))
        memcpy(folded, h->id, sizeof h->id);
    e->key[0] = h->id[0] ? 'i' : 'n';
    memcpy(e->key + 1, folded, strlen(folded) + 1);
    memcpy(e->row.id, h->id, sizeof e->row.id);
    memcpy(e->row.name, h->name, sizeof e->row.name);
    e->row.now_yen = bearers.buyer_yen;
    e->row.now_level = h->level;
    e->row.now_open = (int64_t)r->criteria[HOSHI_UNANSWERED] + r->criteria[HOSHI_WITHHELD];
    e->share_ppm = r->share_ppm;
    e->taken = (r->flags & HOSHI_SUPPLIER_STAR_TAKEN) != 0;
    e->held = r->flags & HOSHI_SUPPLIER_STAR_EXPIRED ? 0 : h->star.held;
    e->share_assumed = (r->flags & HOSHI_SUPPLIER_SHARE_ASSUMED) != 0;
    e->employees = h->employees_regular;
    e->likely_yen = r->horizon_yen;
    e->all_unmet_yen = r->all_unanswered_unmet_yen;
    memcpy(e->criteria, r->criteria, sizeof e->criteria);
}

/* All of a run by key; NULL: recorded. */
static struct against_entry *against_read(const struct hoshi_against_run *run, struct hoshi_faults *faults)
{
    struct against_entry *list = calloc(run->suppliers ? run->suppliers : 1, sizeof *list);
    struct hoshi_supplier_result record;
    if (!list)
        hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; list && i < run->suppliers; i++) {
        bool read = run->read(run->user, i, &record);
        if (!read || record.horizon != run->years) {
            hoshi_fault_add(faults, read ? HOSHI_E_RANGE : HOSHI_E_BUDGET_RECORD,
                            read ? "years" : "suppliers", NULL, NULL);
            free(list);
            return NULL;
        }
        against_fill(&list[i], &record, run->years);
    }
    if (list)
        hoshi_sort(list, run->suppliers, sizeof *list, against_by_key);
    return list;
}

static unsigned against_changed(const struct against_entry *then, const struct against_entry *now)
{
    unsigned changed = 0;
    if (then->row.now_level != now->row.now_level)
        changed |= 1u << HOSHI_AGAINST_LEVEL;
    else if (then->taken == now->taken && memcmp(then->criteria, now->criteria, sizeof now->criteria) != 0)
        changed |= 1u << HOSHI_AGAINST_ANSWERS; /* another level counts other criteria */
    if (then->held != now->held)
        changed |= 1u << HOSHI_AGAINST_STAR;
    if (then->share_assumed != now->share_assumed)
        changed |= 1u << HOSHI_AGAINST_SHARE_KNOWN;
    else if (!now->share_assumed && then->share_ppm != now->share_ppm)
        changed |= 1u << HOSHI_AGAINST_SHARE;
    if (then->employees != now->employees)
        changed |= 1u << HOSHI_AGAINST_SIZE;
    return changed;
}

static bool against_is_learnt(const struct against_entry *then, const struct against_entry *now)
{
    return now->row.now_open > 0 && then->likely_yen == now->likely_yen &&
           then->all_unmet_yen == now->all_unmet_yen;
}

static enum hoshi_against_cause against_cause(const struct hoshi_against_row *row,
                                              enum hoshi_against_frame frame, bool learnt)
{
    if (row->now_yen == row->then_yen)
        return HOSHI_AGAINST_SAME;
    for (int c = HOSHI_AGAINST_LEVEL; c <= HOSHI_AGAINST_SIZE; c++)
        if (row->changed == 1u << c)
            return (enum hoshi_against_cause)c;
    return row->changed                         ? HOSHI_AGAINST_SEVERAL
           : frame == HOSHI_AGAINST_FRAME_OTHER ? HOSHI_AGAINST_TABLES
           : learnt                             ? HOSHI_AGAINST_LEARNT
           : frame                              ? HOSHI_AGAINST_TABLES
                                                : HOSHI_AGAINST_OTHER;
}

static struct hoshi_against_row against_row(const struct against_entry *then, const struct against_entry *now,
                                            enum hoshi_against_frame frame)
{
    struct hoshi_against_row row = now ? now->row : then->row;
    if (!now) {
        row.then_yen = row.now_yen;
        row.then_level = row.now_level;
        row.then_open = row.now_open;
        row.now_yen = row.now_open = row.now_level = 0;
        row.cause = HOSHI_AGAINST_GONE;
    } else if (!then) {
        row.cause = HOSHI_AGAINST_NEW;
    } else {
        row.then_yen = then->row.now_yen;
        row.then_level = then->row.now_level;
        row.then_open = then->row.now_open;
        row.changed = against_changed(then, now);
        row.cause = against_cause(&row, frame, against_is_learnt(then, now));
    }
    return row;
}

static bool against_add(struct hoshi_against *a, const struct hoshi_against_row *row)
{
    struct hoshi_against_sum *sum = &a->cause[row->cause];
    sum->suppliers++;
    a->row[a->rows++] = *row;
    return hoshi_money_add(a->then_yen, row->then_yen, &a->then_yen) &&
           hoshi_money_add(a->now_yen, row->now_yen, &a->now_yen) &&
           hoshi_money_add(sum->yen, row->now_yen - row->then_yen, &sum->yen);
}

/* Both lists by key, side by side. */
static bool against_join(struct hoshi_against *a, const struct against_entry *then, size_t thens,
                         const struct against_entry *now, size_t nows, enum hoshi_against_frame frame)
{
    bool fits = true;
    for (size_t i = 0, k = 0; fits && (i < thens || k < nows);) {
        int order = i == thens ? 1 : k == nows ? -1 : strcmp(then[i].key, now[k].key);
        struct hoshi_against_row row =
            against_row(order <= 0 ? &then[i] : NULL, order >= 0 ? &now[k] : NULL, frame);
        i += order <= 0;
        k += order >= 0;
        fits = against_add(a, &row);
    }
    hoshi_sort(a->row, a->rows, sizeof *a->row, against_by_difference);
    return fits;
}

enum hoshi_status hoshi_against_open(const struct hoshi_against_run *then,
                                     const struct hoshi_against_run *now, enum hoshi_against_frame frame,
                                     struct hoshi_against **out, struct hoshi_faults *faults)
{
    if (then->suppliers && now->suppliers && then->years != now->years)
        return hoshi_fault_add(faults, HOSHI_E_RANGE, "years", NULL, "%d", now->years);
    struct against_entry *first = against_read(then, faults),
                         *second = first ? against_read(now, faults) : NULL;
    struct hoshi_against *a = second ? calloc(1, sizeof *a) : NULL;
    enum hoshi_status s = HOSHI_OK;
    if (a)
        a->row = calloc(then->suppliers + now->suppliers + 1, sizeof *a->row);
    if (!first || !second)
        s = hoshi_faults_status(faults);
    else if (!a || !a->row)
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (!against_join(a, first, then->suppliers, second, now->suppliers, frame))
        s = hoshi_fault_add(faults, HOSHI_E_OVERFLOW, "suppliers", NULL, NULL);
    free(first);
    free(second);
    if (s || !a) {
        hoshi_against_close(a);
        return s ? s : HOSHI_E_MEMORY;
    }
    *out = a;
    return HOSHI_OK;
}

enum hoshi_against_frame hoshi_against_frame(const struct hoshi_against_view *view, bool differ)
{
    return !differ                                                            ? HOSHI_AGAINST_FRAME_SAME
           : view->differs == 1 && strcmp(view->differ[0].name, "as-of") == 0 ? HOSHI_AGAINST_FRAME_DAY
                                                                              : HOSHI_AGAINST_FRAME_OTHER;
}

void hoshi_against_note(void *view, const struct hoshi_portfolio_difference *difference)
{
    struct hoshi_against_view *v = view;
    if (v->differs < HOSHI_AGAINST_DIFFERS)
        v->differ[v->differs++] = *difference;
}

void hoshi_against_close(struct hoshi_against *against)
{
    if (!against)
        return;
    free(against->row);
    free(against);
}
