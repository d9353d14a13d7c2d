/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding entries: what one entry alone shows to be wrong is found while reading, what only the log shows
 * inside the transaction that would write it, so that two writers cannot pass each other. All faults are
 * collected before anything is decided; with one of them the transaction is rolled back. */
#include "file.h"
#include "log_fields.h"
#include "store_db.h"
#include "text.h"

#include <sqlite3.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

/* ---- reading drafts ---- */

struct drafting {
    const struct hoshi_case *c;
    struct hoshi_date last; /* the last day an event may have */
    const char *file;
    struct hoshi_log_drafts *drafts;
    struct hoshi_faults *faults;
};

static void log_add_fault_at(const struct hoshi_json *at, const char *key, enum hoshi_status status,
                             const char *got, const char *allowed)
{
    struct hoshi_json m;
    if (!hoshi_json_get(at, key, &m))
        m = (struct hoshi_json){NULL, at, key, 0, at->faults};
    if (status == HOSHI_E_KEY_MISSING)
        hoshi_json_fault(&m, status, "", "%s", allowed);
    else
        hoshi_json_fault(&m, status, got, "%s", allowed);
}

static void check_party(struct drafting *d, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    char list[160] = "";
    if (!e->party) {
        struct hoshi_json m;
        if (hoshi_log_rule[e->kind].party && !hoshi_json_get(at, "party", &m))
            log_add_fault_at(at, "party", HOSHI_E_KEY_MISSING, NULL, "buyers[].id");
        return;
    }
    for (size_t i = 0, used = 0; i < d->c->buyers; i++) {
        if (strcmp(d->c->buyer[i].id, e->party) == 0) {
            e->party_name = d->c->buyer[i].name;
            return;
        }
        if (used < sizeof list)
            used +=
                (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", d->c->buyer[i].id);
    }
    log_add_fault_at(at, "party", HOSHI_E_LOG_PARTY, NULL, list);
}

static void check_days(struct drafting *d, const struct hoshi_json *at, const struct hoshi_log_entry *e)
{
    char day[HOSHI_DATE_TEXT];
    if (!e->date.year)
        return;
    if (hoshi_date_compare(e->date, d->last) > 0)
        log_add_fault_at(at, "date", HOSHI_E_LOG_FUTURE, NULL, hoshi_date_print(d->last, day));
    hoshi_date_print(e->date, day);
    if (e->reply_by.year && hoshi_date_compare(e->reply_by, e->date) < 0)
        log_add_fault_at(at, "reply_by", HOSHI_E_LOG_ORDER, NULL, day);
    if (e->postponed_to.year && hoshi_date_compare(e->postponed_to, e->date) < 0)
        log_add_fault_at(at, "postponed_to", HOSHI_E_LOG_ORDER, NULL, day);
    if (e->deliver_by.year && hoshi_date_compare(e->deliver_by, e->date) < 0)
        log_add_fault_at(at, "deliver_by", HOSHI_E_LOG_ORDER, NULL, day);
    if (e->cash_on.year && hoshi_date_compare(e->cash_on, e->date) < 0)
        log_add_fault_at(at, "cash_on", HOSHI_E_LOG_ORDER, NULL, day);
    if (e->deducted_yen != HOSHI_NONE && e->amount_yen != HOSHI_NONE && e->deducted_yen > e->amount_yen)
        log_add_fault_at(at, "deducted_yen", HOSHI_E_RANGE, NULL, "0 … amount_yen");
}

/* "kind: request, objection" */
static void list_kinds(unsigned kinds, char *out, size_t size)
{
    size_t used = 0;
    for (unsigned k = 0; k < HOSHI_LOG_KINDS && used < size; k++)
        if (kinds >> k & 1u)
            used += (size_t)snprintf(out + used, size - used, "%s%s",
                                     used ? ", " : "kind: ", hoshi_log_kind_key((enum hoshi_log_kind)k));
}

#define KIND(name) (1u << HOSHI_LOG_##name)
#define TALKING (KIND(REQUEST) | KIND(REPLY) | KIND(COUNTER_PROPOSAL) | KIND(REFUSAL) | KIND(OBJECTION))

/* Keys that belong to certain kinds only. */
static void check_belonging(const struct hoshi_json *at, enum hoshi_log_kind kind)
{
    static const struct {
        const char *key;
        unsigned kinds;
    } only[] = {{"reply_by", KIND(REQUEST) | KIND(MEETING) | KIND(OBJECTION)},
                {"postponed_to", KIND(POSTPONEMENT)},
                {"effective_on", KIND(PRICE_CHANGE) | KIND(REQUEST) | KIND(REPLY) | KIND(COUNTER_PROPOSAL)},
                {"decided", KIND(PRICE_CHANGE)},
                {"applies_by", KIND(PRICE_CHANGE)},
                {"offers", KIND(COUNTER_PROPOSAL)},
                {"number", KIND(ORDER) | KIND(DELIVERY) | KIND(PAYMENT)},
                {"deliver_by", KIND(ORDER)},
                {"due_on", KIND(PAYMENT) | KIND(ORDER)},
                {"received_on", KIND(PAYMENT)},
                {"means", KIND(PAYMENT)},
                {"cash_on", KIND(PAYMENT)},
                {"deducted_yen", KIND(PAYMENT)},
                {"deducted_for", KIND(PAYMENT)},
                {"interest_yen", KIND(PAYMENT)},
                {"items", TALKING | KIND(PRICE_CHANGE) | KIND(ORDER) | KIND(DELIVERY)},
                {"amount_yen", TALKING | KIND(PRICE_CHANGE) | KIND(ORDER) | KIND(DELIVERY) | KIND(PAYMENT)}};
    struct hoshi_json m;
    for (size_t i = 0; i < sizeof only / sizeof *only; i++) {
        if (only[i].kinds >> kind & 1u || !hoshi_json_get(at, only[i].key, &m))
            continue;
        char list[160] = "";
        list_kinds(only[i].kinds, list, sizeof list);
        hoshi_json_fault(&m, HOSHI_E_CONTRADICTION, hoshi_log_kind_key(kind), "%s", list);
    }
}

static void check_needs(const struct hoshi_json *at, const struct hoshi_log_entry *e)
{
    const struct hoshi_log_rule *rule = &hoshi_log_rule[e->kind];
    struct hoshi_json m;
    if (rule->words)
        hoshi_json_need(at, "words", &m);
    if (rule->words_or_file && !hoshi_json_get(at, "words", &m) && !hoshi_json_get(at, "attachments", &m))
        log_add_fault_at(at, "words", HOSHI_E_KEY_MISSING, NULL, "words, attachments");
    if (rule->words_or_day && !hoshi_json_get(at, "words", &m) && !hoshi_json_get(at, "postponed_to", &m))
        log_add_fault_at(at, "words", HOSHI_E_KEY_MISSING, NULL, "words, postponed_to");
    if (rule->words_or_goods && !hoshi_json_get(at, "words", &m) && !hoshi_json_get(at, "items", &m) &&
        !hoshi_json_get(at, "amount_yen", &m))
        log_add_fault_at(at, "words", HOSHI_E_KEY_MISSING, NULL, "words, items, amount_yen");
    if (rule->items && hoshi_json_need(at, "items", &m) && hoshi_json_is_array(&m) && !hoshi_json_size(&m))
        hoshi_json_fault(&m, HOSHI_E_KEY_MISSING, "", "[ { code, before_yen, after_yen } ]");
    if (rule->amount)
        hoshi_json_need(at, "amount_yen", &m);
    if (e->kind != HOSHI_LOG_WITHDRAWAL)
        return;
    if (!hoshi_json_get(at, "corrects", &m) && !hoshi_json_get(at, "answers", &m))
        log_add_fault_at(at, "corrects", HOSHI_E_KEY_MISSING, NULL, "corrects, answers");
    else if (e->corrects && e->answers)
        log_add_fault_at(at, "answers", HOSHI_E_CONTRADICTION, "corrects", "corrects | answers");
}

/* Attachments are named relative to the file that names them. */
static void settle_files(struct drafting *d, struct hoshi_log_entry *e)
{
    char beside[4096];
    for (size_t i = 0; i < e->attachments; i++) {
        struct hoshi_log_attachment *a = &e->attachment[i];
        if (!a->file || !d->file)
            continue;
        const char *full = hoshi_file_beside(d->file, a->file, beside, sizeof beside)
                               ? hoshi_arena_text(&d->drafts->arena, beside)
                               : NULL;
        if (full)
            a->file = full;
        else
            hoshi_fault_add(d->faults, HOSHI_E_ATTACHMENT_MISSING, NULL, a->file, NULL);
    }
}

static void log_add_read_draft(struct drafting *d, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    char where[160];
    hoshi_json_path(at, where, sizeof where);
    e->where = hoshi_arena_text(&d->drafts->arena, where);
    if (!e->where)
        hoshi_fault_add(d->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    hoshi_log_read_entry(at, false, &d->drafts->arena, e);
    settle_files(d, e);
    check_days(d, at, e);
    if (e->kind == HOSHI_LOG_KINDS)
        return;
    check_party(d, at, e);
    check_belonging(at, e->kind);
    check_needs(at, e);
}

static void log_add_read_list(struct drafting *d, const struct hoshi_json *root)
{
    static const char *const keys[] = {"hoshiwari_log", "entries"};
    struct hoshi_json version, list, one;
    hoshi_json_keys(root, keys, 2);
    if (hoshi_json_need(root, "hoshiwari_log", &version) && hoshi_json_int(&version, 1, 1, 1) != 1)
        return;
    if (!hoshi_json_get(root, "entries", &list) || !hoshi_json_is_array(&list)) {
        log_add_fault_at(root, "entries", HOSHI_E_TYPE, NULL, "[…]");
        return;
    }
    size_t n = hoshi_json_size(&list);
    if (n < 1 || n > HOSHI_LOG_ENTRIES_MAX) {
        hoshi_json_fault(&list, HOSHI_E_TOO_MANY, "", "1 … %d", HOSHI_LOG_ENTRIES_MAX);
        return;
    }
    d->drafts->entry = hoshi_arena_array(&d->drafts->arena, n, sizeof *d->drafts->entry);
    if (!d->drafts->entry) {
        hoshi_fault_add(d->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one))
        log_add_read_draft(d, &one, &d->drafts->entry[d->drafts->n++]);
}

enum hoshi_status hoshi_log_drafts_parse(const char *text, size_t n, const char *file,
                                         const struct hoshi_case *c, struct hoshi_date today,
                                         struct hoshi_log_drafts *drafts, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, m;
    *drafts = (struct hoshi_log_drafts){0};
    if (!mine)
        return HOSHI_E_MEMORY;
    size_t before = mine->n;
    const char *name = mine->file;
    mine->file = file;
    struct drafting d = {c, hoshi_date_compare(c->as_of, today) > 0 ? c->as_of : today, file, drafts, mine};
    enum hoshi_status s = hoshi_json_parse(text, n, &document, &root, mine);
    if (!s && (hoshi_json_get(&root, "entries", &m) || hoshi_json_get(&root, "hoshiwari_log", &m))) {
        log_add_read_list(&d, &root);
    } else if (!s) {
        drafts->entry = hoshi_arena_array(&drafts->arena, 1, sizeof *drafts->entry);
        if (drafts->entry)
            log_add_read_draft(&d, &root, &drafts->entry[drafts->n++]);
        else
            hoshi_fault_add(mine, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    hoshi_json_close(document);
    mine->file = name;
    if (!s && mine->n > before)
        s = mine->item[before].status;
    if (mine != faults)
        free(mine);
    return s;
}

void hoshi_log_drafts_release(struct hoshi_log_drafts *drafts)
{
    hoshi_arena_release(&drafts->arena);
    *drafts = (struct hoshi_log_drafts){0};
}

/* ---- attachments ---- */

static enum hoshi_status file_fault(struct hoshi_faults *faults, enum hoshi_status status,
                                    const struct hoshi_log_entry *e, const char *path, const char *got,
                                    const char *allowed)
{
    const char *before = faults->file;
    faults->file = path;
    hoshi_fault_add(faults, status, e->where, got, "%s", allowed ? allowed : "");
    faults->file = before;
    return status;
}

/* Read an attachment whole; what it was before and after reading must be the same. */
static enum hoshi_status read_file(const struct hoshi_log_entry *e, struct hoshi_log_attachment *a,
                                   char **bytes, struct hoshi_faults *faults)
{
    struct stat before, after;
    size_t n = 0;
    char hash[HOSHI_SHA256_TEXT], limit[64];
    snprintf(limit, sizeof limit, "1 … %d bytes", HOSHI_CONTENT_MAX);
    if (stat(a->file, &before) != 0)
        return file_fault(faults, HOSHI_E_ATTACHMENT_MISSING, e, a->file, strerror(errno), NULL);
    if (!S_ISREG(before.st_mode))
        return file_fault(faults, HOSHI_E_ATTACHMENT_MISSING, e, a->file, NULL, NULL);
    if (before.st_size < 1 || before.st_size > HOSHI_CONTENT_MAX) {
        char got[32];
        snprintf(got, sizeof got, "%lld bytes", (long long)before.st_size);
        return file_fault(faults, HOSHI_E_ATTACHMENT_SIZE, e, a->file, got, limit);
    }
    enum hoshi_status s = hoshi_file_read(a->file, HOSHI_CONTENT_MAX, bytes, &n, NULL);
    if (s == HOSHI_E_MEMORY)
        return hoshi_fault_add(faults, s, NULL, NULL, NULL);
    if (s)
        return file_fault(faults, HOSHI_E_ATTACHMENT_MISSING, e, a->file, NULL, NULL);
    bool same = stat(a->file, &after) == 0 && after.st_size == before.st_size &&
                after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
                after.st_mtim.tv_nsec == before.st_mtim.tv_nsec && after.st_ino == before.st_ino &&
                (size_t)after.st_size == n;
    hoshi_sha256_print(*bytes, n, hash);
    if (!same || (a->sha256[0] && strcmp(a->sha256, hash) != 0)) {
        free(*bytes);
        *bytes = NULL;
        return file_fault(faults, HOSHI_E_ATTACHMENT_CHANGED, e, a->file, same ? hash : NULL,
                          same ? a->sha256 : NULL);
    }
    memcpy(a->sha256, hash, sizeof hash);
    a->bytes = (int64_t)n;
    return HOSHI_OK;
}

/* Bytes in memory, or out of another store, under the hash they are named by. */
static void put_content(struct hoshi_store *store, const struct hoshi_log_attachment *a,
                        struct hoshi_faults *faults)
{
    char *bytes = NULL, hash[HOSHI_SHA256_TEXT];
    size_t n = (size_t)a->bytes;
    if (n < 1 || n > HOSHI_CONTENT_MAX) {
        hoshi_fault_add(faults, HOSHI_E_ATTACHMENT_SIZE, a->name, NULL, "1 … %d bytes", HOSHI_CONTENT_MAX);
        return;
    }
    if (a->from && hoshi_store_content(a->from, a->sha256, &bytes, &n, faults))
        return;
    const char *content = a->from ? bytes : a->content;
    if (strcmp(hoshi_sha256_print(content, n, hash), a->sha256) != 0)
        hoshi_fault_add(faults, HOSHI_E_CONTENT_CHANGED, a->name, hash, "%s", a->sha256);
    else if (hoshi_store_put(store, a->sha256, content, n, faults) && !faults->n)
        hoshi_fault_add(faults, HOSHI_E_INTERNAL, NULL, NULL, NULL);
    free(bytes);
}

static void put_files(struct hoshi_store *store, struct hoshi_log_entry *e, struct hoshi_faults *faults)
{
    for (size_t i = 0; i < e->attachments; i++) {
        char *bytes = NULL;
        struct hoshi_log_attachment *a = &e->attachment[i];
        if ((a->content || a->from) && !faults->n)
            put_content(store, a, faults);
        else if (a->file && !read_file(e, a, &bytes, faults) && !faults->n &&
                 hoshi_store_put(store, a->sha256, bytes, (size_t)a->bytes, faults) && !faults->n)
            hoshi_fault_add(faults, HOSHI_E_INTERNAL, NULL, NULL, NULL);
        free(bytes);
    }
}

/* ---- what only the log shows ---- */

struct known {
    bool there, corrected;
    enum hoshi_log_kind kind;
    enum hoshi_log_side side;
    struct hoshi_date date;
    char time[8];
    char party[HOSHI_ID_MAX + 1];
    int64_t seq, answers;
};

static void read_known(sqlite3_stmt *row, struct known *k)
{
    *k = (struct known){.there = true, .kind = HOSHI_LOG_KINDS, .side = HOSHI_SIDES};
    k->seq = sqlite3_column_int64(row, 0);
    const char *kind = (const char *)sqlite3_column_text(row, 1),
               *side = (const char *)sqlite3_column_text(row, 2);
    for (int i = 0; kind && i < HOSHI_LOG_KINDS; i++)
        if (strcmp(kind, hoshi_log_kind_key((enum hoshi_log_kind)i)) == 0)
            k->kind = (enum hoshi_log_kind)i;
    for (int i = 0; side && i < HOSHI_SIDES; i++)
        if (strcmp(side, hoshi_log_side_key((enum hoshi_log_side)i)) == 0)
            k->side = (enum hoshi_log_side)i;
    const char *date = (const char *)sqlite3_column_text(row, 3);
    if (!date || !hoshi_date_parse(date, &k->date))
        k->date = (struct hoshi_date){0};
    hoshi_text_copy(k->time, sizeof k->time, (const char *)sqlite3_column_text(row, 4));
    hoshi_text_copy(k->party, sizeof k->party, (const char *)sqlite3_column_text(row, 5));
    k->corrected = sqlite3_column_int64(row, 6) != 0;
    k->answers = sqlite3_column_int64(row, 7);
}

#define KNOWN                                                                                                \
    "SELECT e.seq, e.kind, e.side, e.date, e.time, e.party, EXISTS (SELECT 1 FROM log_entry c WHERE "        \
    "c.case_id = e.case_id AND c.corrects = e.seq AND c.corrects > 0), e.answers FROM log_entry e WHERE "    \
    "e.case_id = ?1 "

static enum hoshi_status log_add_look_up(struct hoshi_store *store, const char *case_id, int64_t seq,
                                         struct known *k, struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = false;
    *k = (struct known){0};
    enum hoshi_status s =
        hoshi_store_prepare(store, &statement, faults, KNOWN "AND e.seq = ?2", "ti", case_id, seq);
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    if (!s && row)
        read_known(statement, k);
    hoshi_store_finish(store, statement);
    return s;
}

static void fault_in(struct hoshi_faults *faults, enum hoshi_status status, const struct hoshi_log_entry *e,
                     const char *key, int64_t got, const char *allowed)
{
    char path[160], text[32] = "";
    snprintf(path, sizeof path, "%s%s%s", e->where, *e->where ? "." : "", key);
    if (got)
        snprintf(text, sizeof text, "%lld", (long long)got);
    hoshi_fault_add(faults, status, path, text, "%s", allowed);
}

static bool before(const struct hoshi_log_entry *e, const struct known *k)
{
    char time[8];
    int order = hoshi_date_compare(e->date, k->date);
    hoshi_log_time_print(e->minute, time);
    return order < 0 || (order == 0 && *time && *k->time && strcmp(time, k->time) < 0);
}

/* A withdrawal is of the party of what it takes back. */
static void take_party(const struct hoshi_case *c, const struct known *k, struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < c->buyers; i++)
        if (strcmp(c->buyer[i].id, k->party) == 0) {
            e->party = c->buyer[i].id;
            e->party_name = c->buyer[i].name;
        }
}

/* The other side answers; its own side takes back. */
static bool is_of_wrong_side(const struct hoshi_log_rule *rule, const struct known *k,
                             const struct hoshi_log_entry *e)
{
    return (rule->other_side && k->side == e->side) || (rule->own_side && k->side != e->side);
}

static enum hoshi_status log_add_check_answers(struct hoshi_store *store, const struct hoshi_case *c,
                                               struct hoshi_log_entry *e, struct hoshi_faults *faults)
{
    const struct hoshi_log_rule *rule = &hoshi_log_rule[e->kind];
    struct known k;
    char text[160], date[HOSHI_DATE_TEXT];
    if (!e->answers)
        return HOSHI_OK;
    enum hoshi_status s = log_add_look_up(store, c->case_id, e->answers, &k, faults);
    if (s)
        return s;
    if (e->kind == HOSHI_LOG_WITHDRAWAL && !e->party && k.party[0])
        take_party(c, &k, e);
    if (!k.there) {
        fault_in(faults, HOSHI_E_LOG_ENTRY_UNKNOWN, e, "answers", e->answers, "hoshiwari log CASE list");
    } else if (strcmp(k.party, e->party ? e->party : "") != 0) {
        snprintf(text, sizeof text, "party: %s", k.party);
        fault_in(faults, HOSHI_E_LOG_KIND, e, "answers", e->answers, text);
    } else if (rule->answers && (k.kind == HOSHI_LOG_KINDS || !(rule->answers >> k.kind & 1u) ||
                                 is_of_wrong_side(rule, &k, e))) {
        bool side = k.kind < HOSHI_LOG_KINDS && rule->answers >> k.kind & 1u && rule->own_side;
        if (side)
            snprintf(text, sizeof text, "by: %s", hoshi_log_side_key(k.side));
        else
            list_kinds(rule->answers, text, sizeof text);
        fault_in(faults, HOSHI_E_LOG_KIND, e, "answers", e->answers, text);
    } else if (e->date.year && before(e, &k)) {
        snprintf(text, sizeof text, ">= %s %s", hoshi_date_print(k.date, date), k.time);
        fault_in(faults, HOSHI_E_LOG_ORDER, e, "date", 0, text);
    }
    return HOSHI_OK;
}

/* A corrected date must not come after what answers the entry. */
static enum hoshi_status check_corrected_day(struct hoshi_store *store, const char *case_id,
                                             const struct hoshi_log_entry *e, struct hoshi_faults *faults)
{
    sqlite3_stmt *statement;
    bool row = false;
    char date[HOSHI_DATE_TEXT];
    enum hoshi_status s = hoshi_store_prepare(
        store, &statement, faults,
        "SELECT e.date FROM log_entry e WHERE case_id = ?1 AND answers = ?2 AND date < ?3 AND NOT EXISTS (SELECT 1 FROM log_entry c WHERE c.case_id = e.case_id AND c.corrects = e.seq AND c.corrects > 0) ORDER BY date LIMIT 1",
        "tit", case_id, e->corrects, hoshi_date_print(e->date, date));
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    if (!s && row) {
        char text[32];
        snprintf(text, sizeof text, "<= %s", (const char *)sqlite3_column_text(statement, 0));
        fault_in(faults, HOSHI_E_LOG_ORDER, e, "date", 0, text);
    }
    hoshi_store_finish(store, statement);
    return s;
}

static enum hoshi_status check_corrects(struct hoshi_store *store, const struct hoshi_case *c,
                                        struct hoshi_log_entry *e, struct hoshi_faults *faults)
{
    struct known k;
    char text[80];
    if (!e->corrects)
        return HOSHI_OK;
    enum hoshi_status s = log_add_look_up(store, c->case_id, e->corrects, &k, faults);
    if (s)
        return s;
    if (!k.there) {
        fault_in(faults, HOSHI_E_LOG_ENTRY_UNKNOWN, e, "corrects", e->corrects, "hoshiwari log CASE list");
        return HOSHI_OK;
    }
    if (e->kind == HOSHI_LOG_WITHDRAWAL && !e->party && k.party[0])
        take_party(c, &k, e);
    if (k.corrected || (k.kind == HOSHI_LOG_WITHDRAWAL && !k.answers)) {
        fault_in(faults, HOSHI_E_LOG_CORRECTED, e, "corrects", e->corrects, "hoshiwari log CASE list");
    } else if (strcmp(k.party, e->party ? e->party : "") != 0) {
        snprintf(text, sizeof text, "party: %s", k.party);
        fault_in(faults, HOSHI_E_LOG_KIND, e, "corrects", e->corrects, text);
    } else if (e->kind != HOSHI_LOG_WITHDRAWAL && e->kind != k.kind) {
        snprintf(text, sizeof text, "kind: %s", hoshi_log_kind_key(k.kind));
        fault_in(faults, HOSHI_E_LOG_KIND, e, "corrects", e->corrects, text);
    } else if (e->kind != HOSHI_LOG_WITHDRAWAL && e->date.year) {
        s = check_corrected_day(store, c->case_id, e, faults);
    }
    return s;
}

/* ---- writing ---- */

static bool make_salt(char out[33])
{
    unsigned char bytes[16];
    if (getentropy(bytes, sizeof bytes) != 0)
        return false;
    for (int i = 0; i < 16; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static enum hoshi_status keep_row(sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_log_entry *e,
                                  struct hoshi_faults *faults)
{
    e->seq = sqlite3_column_int64(row, 0);
    if (hoshi_store_text(row, 1, arena, &e->prev) && hoshi_store_text(row, 2, arena, &e->hash) && e->prev &&
        e->hash)
        return HOSHI_OK;
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* seq and prev are taken from the table in the same statement; the trigger recomputes and compares all three.
 */
static enum hoshi_status write_entry(struct hoshi_store *store, const char *case_id,
                                     struct hoshi_arena *arena, struct hoshi_log_entry *e,
                                     struct hoshi_faults *faults)
{
    char now[32], date[HOSHI_DATE_TEXT], time[8], salt[33] = "";
    char kept[HOSHI_SHA256_TEXT];
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum hoshi_status s = hoshi_kept_head(store, case_id, kept, faults);
    if (s)
        return s;
    e->kept = *kept ? hoshi_arena_text(arena, kept) : NULL;
    char *body = *kept && !e->kept ? NULL : hoshi_log_body(e);
    if (!body || !make_salt(salt)) {
        free(body);
        return hoshi_fault_add(faults, body ? HOSHI_E_INTERNAL : HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    e->recorded_at = hoshi_arena_text(arena, hoshi_store_now(now));
    e->body = hoshi_arena_text(arena, body);
    e->salt = hoshi_arena_text(arena, salt);
    free(body);
    if (!e->recorded_at || !e->body || !e->salt)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    s = hoshi_store_prepare(
        store, &statement, faults,
        "INSERT INTO log_entry (" HOSHI_LOG_COLUMNS
        ") SELECT ?1, n, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, p, "
        "hoshi_log_hash(?1, n, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, p) FROM (SELECT coalesce(max(seq), 0) + 1 AS n, coalesce((SELECT hash FROM log_entry WHERE case_id = ?1 ORDER BY seq DESC LIMIT 1), hoshi_log_genesis(?1)) AS p FROM log_entry WHERE case_id = ?1) RETURNING seq, prev, hash",
        "tttttttiitt", case_id, e->recorded_at, hoshi_log_kind_key(e->kind), hoshi_log_side_key(e->side),
        hoshi_date_print(e->date, date), hoshi_log_time_print(e->minute, time), e->party ? e->party : "",
        e->answers, e->corrects, e->body, e->salt);
    if (!s)
        s = hoshi_store_step(store, statement, &row, faults);
    if (!s && row)
        s = keep_row(statement, arena, e, faults);
    while (!s && row)
        s = hoshi_store_step(store, statement, &row, faults);
    hoshi_store_finish(store, statement);
    return s;
}

static enum hoshi_status log_add_entry(struct hoshi_store *store, const struct hoshi_case *c,
                                       struct hoshi_log_drafts *drafts, struct hoshi_log_entry *e,
                                       struct hoshi_faults *faults)
{
    if (e->kind == HOSHI_LOG_KINDS)
        return HOSHI_OK;
    enum hoshi_status s = check_corrects(store, c, e, faults);
    if (!s)
        s = log_add_check_answers(store, c, e, faults);
    if (!s)
        put_files(store, e, faults);
    /* With a fault the entry is written nowhere, but later ones of the file may name it: they are still
     * checked against the log, and the whole is rolled back. */
    if (!s && !faults->n)
        s = write_entry(store, c->case_id, &drafts->arena, e, faults);
    return s;
}

enum hoshi_status hoshi_log_add(struct hoshi_store *store, const struct hoshi_case *c,
                                struct hoshi_log_drafts *drafts, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    if (!mine)
        return HOSHI_E_MEMORY;
    enum hoshi_status s = HOSHI_OK;
    if (!c->case_id)
        s = hoshi_fault_add(mine, HOSHI_E_CASE_ID_MISSING, "case_id", NULL, NULL);
    if (!s)
        s = hoshi_store_begin(store, mine);
    if (!s) {
        for (size_t i = 0; !s && i < drafts->n; i++)
            s = log_add_entry(store, c, drafts, &drafts->entry[i], mine);
        s = hoshi_store_end(store, s ? s : hoshi_faults_status(mine), mine);
    }
    if (mine != faults)
        free(mine);
    return s;
}
