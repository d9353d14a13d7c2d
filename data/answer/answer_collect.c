/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_collect.h"

#include <stdio.h>
#include <string.h>

enum hoshi_status hoshi_collect_fault(struct hoshi_collector *c, enum hoshi_status status, long row,
                                      const char *path, const char *got, const char *allowed)
{
    if (!c->status)
        c->status = status;
    if (allowed)
        hoshi_fault_add_row(c->faults, status, row, path, got, "%s", allowed);
    else
        hoshi_fault_add_row(c->faults, status, row, path, got, NULL);
    return status;
}

enum hoshi_status hoshi_collect_no_memory(struct hoshi_collector *c)
{
    return hoshi_collect_fault(c, HOSHI_E_MEMORY, 0, NULL, NULL, NULL);
}

bool hoshi_collect_init(struct hoshi_collector *c, const struct hoshi_catalog *catalog,
                        struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    *c = (struct hoshi_collector){.catalog = catalog, .arena = arena, .faults = faults};
    c->answered = hoshi_arena_array(arena, catalog->criteria, sizeof *c->answered);
    c->listed = hoshi_arena_array(arena, catalog->criteria, sizeof *c->listed);
    if (c->answered && c->listed && hoshi_answers_init(&c->out, catalog, arena) == HOSHI_OK)
        return true;
    hoshi_collect_no_memory(c);
    return false;
}

void hoshi_collect_note(struct hoshi_collector *c, enum hoshi_answer_note_kind kind, const char *where,
                        size_t criterion)
{
    if (c->out.notes == c->note_room) {
        size_t room = c->note_room ? c->note_room * 2 : 64;
        struct hoshi_answer_note *more = hoshi_arena_array(c->arena, room, sizeof *more);
        if (!more) {
            hoshi_collect_no_memory(c);
            return;
        }
        if (c->out.notes)
            memcpy(more, c->out.note, c->out.notes * sizeof *more);
        c->out.note = more;
        c->note_room = room;
    }
    const char *copy = hoshi_arena_text(c->arena, where);
    if (!copy) {
        hoshi_collect_no_memory(c);
        return;
    }
    c->out.note[c->out.notes++] = (struct hoshi_answer_note){kind, copy, criterion};
}

bool hoshi_collect_listed(const char *const *ids, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

bool hoshi_collect_is_draft(const struct hoshi_catalog *catalog, const char *id)
{
    return hoshi_collect_listed(catalog->draft_only, catalog->draft_onlys, id);
}

/* In a draft: an id that is gone or means something else now; recorded, and not taken over. */
bool hoshi_collect_lost(struct hoshi_collector *c, const char *id, size_t criterion, const char *path)
{
    char where[HOSHI_CELL_PLACE + 40];
    bool gone = hoshi_collect_is_draft(c->catalog, id);
    if (!gone && !hoshi_collect_listed(c->catalog->changed, c->catalog->changeds, id))
        return false;
    snprintf(where, sizeof where, "%s %s", path, id);
    hoshi_collect_note(c, gone ? HOSHI_NOTE_DRAFT_ONLY : HOSHI_NOTE_DRAFT_CHANGED, where,
                       gone ? SIZE_MAX : criterion);
    return true;
}

static const char *collect_describe(const struct hoshi_answer *a, char out[64])
{
    char share[HOSHI_DECIMAL_TEXT];
    if (a->remaining_ppm == HOSHI_NONE)
        snprintf(out, 64, "%s", hoshi_answer_key(a->status));
    else
        snprintf(out, 64, "%s %s", hoshi_answer_key(a->status),
                 hoshi_decimal_print(a->remaining_ppm, 0, share));
    return out;
}

static void conflict(struct hoshi_collector *c, size_t i, const struct hoshi_answer *found, long row,
                     const char *path)
{
    char first[64], second[64], other[HOSHI_CELL_PLACE + 80];
    snprintf(other, sizeof other, "%s: %s", c->answered[i], collect_describe(&c->out.answer[i], first));
    hoshi_collect_fault(c, HOSHI_E_ANSWER_CONFLICT, row, path, collect_describe(found, second), other);
}

/* Take in what stands at `path` for criterion i; texts of `found` may be borrowed. */
void hoshi_collect(struct hoshi_collector *c, size_t i, const struct hoshi_answer *found, long row,
                   const char *path)
{
    struct hoshi_answer *to = &c->out.answer[i];
    const char *where = hoshi_arena_text(c->arena, path);
    bool blank = found->status == HOSHI_UNANSWERED;
    if (!blank && c->answered[i]) {
        if (to->status != found->status || to->remaining_ppm != found->remaining_ppm) {
            conflict(c, i, found, row, path);
            return;
        }
        hoshi_collect_note(c, HOSHI_NOTE_REPEATED, path, i);
    } else if (!blank) {
        to->status = found->status;
        to->remaining_ppm = found->remaining_ppm;
        c->answered[i] = where;
        if (to->status == HOSHI_PARTIAL && to->remaining_ppm == HOSHI_NONE)
            hoshi_collect_note(c, HOSHI_NOTE_PARTIAL_UNSTATED, path, i);
    } else if (!c->listed[i])
        c->listed[i] = where;
    if (!to->note)
        to->note = hoshi_arena_text(c->arena, found->note);
    if (!to->evidence)
        to->evidence = hoshi_arena_text(c->arena, found->evidence);
    if (!where || (found->note && !to->note) || (found->evidence && !to->evidence))
        hoshi_collect_no_memory(c);
}

/* Without a stated version and without an id that only the final has, answers to ids that changed their
 * meaning may have been given to the draft's questions. */
static void note_version(struct hoshi_collector *c)
{
    const struct hoshi_catalog *k = c->catalog;
    const char *where = NULL;
    size_t criterion = SIZE_MAX;
    for (size_t i = 0; i < k->criteria; i++) {
        const char *hoshi_layout_place = c->answered[i] ? c->answered[i] : c->listed[i];
        if (hoshi_layout_place && hoshi_collect_listed(k->final_only, k->final_onlys, k->criterion[i].id))
            return;
        if (c->answered[i] && !where && hoshi_collect_listed(k->changed, k->changeds, k->criterion[i].id)) {
            where = hoshi_layout_place;
            criterion = i;
        }
    }
    if (where)
        hoshi_collect_note(c, HOSHI_NOTE_DRAFT_VERSION, where, criterion);
}

enum hoshi_status hoshi_collect_finish(struct hoshi_collector *c, const char *file,
                                       struct hoshi_answers *answers)
{
    for (size_t i = 0; i < c->out.n; i++)
        if (c->listed[i] && !c->answered[i])
            hoshi_collect_note(c, HOSHI_NOTE_BLANK, c->listed[i], i);
    if (!c->version_known)
        note_version(c);
    if (file && !(c->out.file = hoshi_arena_text(c->arena, file)))
        hoshi_collect_no_memory(c);
    if (!c->status)
        *answers = c->out;
    return c->status;
}
