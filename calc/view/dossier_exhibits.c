/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers become exhibits: one order, one number each, the same in every document. */
#include "dossier_view.h"
#include "sort.h"

#include <stdio.h>
#include <string.h>

static const struct hoshi_log_entry *exhibit_entry(const struct hoshi_dossier *d, int64_t seq)
{
    for (size_t i = 0; i < d->entries; i++)
        if (d->entry[i].shown && d->entry[i].e.seq == seq)
            return &d->entry[i].e;
    return NULL;
}

static const struct hoshi_case_exhibit *exhibit_stated(const struct hoshi_case_buyer *b, const char *sha256)
{
    for (size_t i = 0; i < b->exhibits; i++)
        if (strcmp(b->exhibit[i].sha256, sha256) == 0)
            return &b->exhibit[i];
    return NULL;
}

/* By the date of the event, then as recorded; what no entry names comes last, as it was given. */
static int exhibit_order(const void *a, const void *b)
{
    const struct hoshi_dossier_exhibit *x = a, *y = b;
    if (!x->entry != !y->entry)
        return x->entry ? -1 : 1;
    if (!x->entry)
        return (x->file > y->file) - (x->file < y->file);
    int order = hoshi_log_compare_events(x->entry, y->entry);
    if (!order)
        order = (x->entry->seq > y->entry->seq) - (x->entry->seq < y->entry->seq);
    return order ? order : (x->paper > y->paper) - (x->paper < y->paper);
}

static void exhibit_numbers(struct hoshi_dossier_exhibit *x, size_t n)
{
    size_t number = 0;
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && x[i].entry && x[k].entry == x[i].entry; k++)
            continue;
        number++;
        for (size_t at = i; at < k; at++) {
            if (k - i == 1)
                snprintf(x[at].number, sizeof x[at].number, "甲%zu", number);
            else
                snprintf(x[at].number, sizeof x[at].number, "甲%zu-%zu", number, at - i + 1);
        }
    }
}

enum hoshi_status hoshi_dossier_number_exhibits(struct hoshi_dossier *d)
{
    size_t files = 0;
    d->exhibit = hoshi_arena_array(&d->arena, d->enclosures + 1, sizeof *d->exhibit);
    if (!d->exhibit)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < d->enclosures; i++) {
        const struct hoshi_enclosure *p = &d->enclosure[i];
        if (p->kind != HOSHI_ENCLOSED_LOG && p->kind != HOSHI_ENCLOSED_FILE)
            continue;
        d->exhibit[d->exhibits++] =
            (struct hoshi_dossier_exhibit){.paper = p,
                                           .entry = p->seq ? exhibit_entry(d, p->seq) : NULL,
                                           .stated = exhibit_stated(d->buyer, p->sha256),
                                           .file = p->kind == HOSHI_ENCLOSED_FILE ? files++ : 0};
    }
    hoshi_sort(d->exhibit, d->exhibits, sizeof *d->exhibit, exhibit_order);
    exhibit_numbers(d->exhibit, d->exhibits);
    return HOSHI_OK;
}
