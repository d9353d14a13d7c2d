/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_join.h"
#include "buffer.h"
#include "log_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether two entries say the very same, whoever recorded them and when. */
static bool join_same(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b)
{
    static const char key[] = ",\"kept\":\"";
    const char *x = strstr(a->body, key), *y = strstr(b->body, key);
    size_t n = x ? (size_t)(x - a->body) : strlen(a->body) - 1,
           m = y ? (size_t)(y - b->body) : strlen(b->body) - 1;
    return a->kind == b->kind && a->side == b->side && a->minute == b->minute &&
           hoshi_date_compare(a->date, b->date) == 0 &&
           strcmp(a->party ? a->party : "", b->party ? b->party : "") == 0 && n == m &&
           memcmp(a->body, b->body, n) == 0;
}

/* The number here of an entry of the other record; 0 = it is not here. */
static int64_t join_here(const struct hoshi_log *own, const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < own->n; i++)
        if (strcmp(own->entry[i].hash, e->hash) == 0 || join_same(&own->entry[i], e))
            return own->entry[i].seq;
    return 0;
}

static int64_t join_seq_of(const struct hoshi_log *other, const int64_t *here, int64_t seq)
{
    for (size_t i = 0; seq && i < other->n; i++)
        if (other->entry[i].seq == seq)
            return here[i];
    return 0;
}

/* An entry as a draft of this record. */
static struct hoshi_log_entry join_draft(const struct hoshi_log_entry *e, int64_t answers, int64_t corrects)
{
    struct hoshi_log_entry d = *e;
    d.seq = d.found = d.corrected_by = 0;
    d.answers = answers;
    d.corrects = corrects;
    d.recorded_at = d.kept = d.body = d.salt = d.prev = d.hash = NULL;
    d.where = "";
    return d;
}

/* The papers of what is added come out of the other store. */
static bool join_papers(struct hoshi_store *from, struct hoshi_log_entry *e, struct hoshi_arena *arena)
{
    struct hoshi_log_attachment *a = hoshi_arena_array(arena, e->attachments + 1, sizeof *a);
    for (size_t i = 0; a && i < e->attachments; i++) {
        a[i] = e->attachment[i];
        a[i].from = from;
    }
    e->attachment = a;
    return a != NULL;
}

/* The note that the other record was joined, with its export. */
static enum hoshi_status join_note(struct request *r, const struct log_join *j, enum hoshi_lang lang,
                                   struct hoshi_date today, struct hoshi_log_drafts *drafts,
                                   struct hoshi_log_entry *note)
{
    struct hoshi_buffer text;
    struct hoshi_log_attachment *a = hoshi_arena_alloc(&drafts->arena, sizeof *a);
    hoshi_buffer_init(&text, (size_t)1 << 30);
    hoshi_log_print_json(&text, j->other, NULL, NULL);
    const char *words = hoshi_arena_printf(
        &drafts->arena,
        hoshi_say(
            lang,
            "別の保管ファイルの記録を合わせました。先方の最後の値 %s、全%zu件のうち%zu件を加えます。先方の記録の全文（JSON）を添えます。",
            "The record of another store is joined. Its head value: %s; %zu of its %zu entries are added. Its whole export (JSON) is enclosed."),
        j->other->head, lang == HOSHI_EN ? j->added : j->other->n, lang == HOSHI_EN ? j->other->n : j->added);
    enum hoshi_status s =
        !a || !words || text.failed ? hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL) : HOSHI_OK;
    if (!s) {
        *a = (struct hoshi_log_attachment){.name = "joined.json", .bytes = (int64_t)text.length};
        hoshi_sha256_print(hoshi_buffer_text(&text), text.length, a->sha256);
        a->content = hoshi_arena_text(&drafts->arena, hoshi_buffer_text(&text));
        s = a->content ? HOSHI_OK : hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        *note = (struct hoshi_log_entry){.kind = HOSHI_LOG_NOTE,
                                         .side = HOSHI_SIDE_SUPPLIER,
                                         .date = today,
                                         .minute = HOSHI_NONE,
                                         .words = words,
                                         .amount_yen = HOSHI_NONE,
                                         .deducted_yen = HOSHI_NONE,
                                         .interest_yen = HOSHI_NONE,
                                         .attachment = a,
                                         .attachments = 1,
                                         .where = ""};
    }
    hoshi_buffer_release(&text);
    return s;
}

static enum hoshi_status join_entries(struct request *r, struct hoshi_store *from, struct log_join *j,
                                      int64_t *here, struct hoshi_log_drafts *drafts)
{
    enum hoshi_status s = HOSHI_OK;
    size_t n = 1;
    for (size_t i = 0; i < j->other->n && !s; i++) {
        const struct hoshi_log_entry *e = &j->other->entry[i];
        if (here[i])
            continue;
        here[i] = (int64_t)(j->own->n + 1 + n);
        drafts->entry[n++] =
            join_draft(e, join_seq_of(j->other, here, e->answers), join_seq_of(j->other, here, e->corrects));
        if (!join_papers(from, &drafts->entry[n - 1], &drafts->arena))
            s = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    drafts->n = n;
    return s;
}

static enum hoshi_status join_open(struct request *r, const char *path, const struct hoshi_case *c,
                                   struct hoshi_store **store, struct log_join *j)
{
    const struct hoshi_store_options options = {.reading = true, .temporary = getenv("TMPDIR")};
    struct hoshi_log_proof proof = {0};
    enum hoshi_status s = hoshi_store_open(path, &options, store, r->faults);
    if (!s)
        s = hoshi_store_supplier(*store, c->case_id, c->supplier.name, NULL, r->faults);
    if (!s)
        s = hoshi_log_verify(*store, c->case_id, NULL, &proof, r->faults);
    return s ? s : hoshi_log_open(*store, c->case_id, &j->other, r->faults);
}

enum hoshi_status log_join_drafts(struct request *r, struct hoshi_store *store, const struct hoshi_case *c,
                                  const char *path, enum hoshi_lang lang, struct hoshi_date today,
                                  struct log_join *join, struct hoshi_log_drafts *drafts)
{
    int64_t *here = NULL;
    enum hoshi_status s = join_open(r, path, c, &join->from, join);
    if (!s)
        s = hoshi_log_open(store, c->case_id, &join->own, r->faults);
    if (!s) {
        here = hoshi_arena_array(&drafts->arena, join->other->n + 1, sizeof *here);
        drafts->entry = hoshi_arena_array(&drafts->arena, join->other->n + 2, sizeof *drafts->entry);
        if (!here || !drafts->entry)
            s = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    for (size_t i = 0; !s && i < join->other->n; i++) {
        here[i] = join_here(join->own, &join->other->entry[i]);
        join->there += here[i] != 0;
    }
    join->added = s ? 0 : join->other->n - join->there;
    if (!s && join->added)
        s = join_note(r, join, lang, today, drafts, &drafts->entry[0]);
    if (!s && join->added)
        s = join_entries(r, join->from, join, here, drafts);
    return s;
}

void log_join_close(struct log_join *join)
{
    hoshi_log_close(join->own);
    hoshi_log_close(join->other);
    hoshi_store_close(join->from);
}
