/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proof of a log: first the database's form and soundness, so that nothing is read from one that is not ours; then one
 * pass over the chain of kept versions and runs and one over the entries, with nothing but hashes in memory; then every
 * content the entries and the case's versions name, each once. */
#include "array.h"
#include "log_fields.h"
#include "store_db.h"
#include "text.h"
#include "sort.h"

#include <sqlite3.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct named {
    char sha256[HOSHI_SHA256_TEXT];
    int64_t bytes; /* HOSHI_NONE = not stated */
    int64_t seq;   /* the entry that names it; 0 = a version of the case */
};

/* A value of one of the two chains and its place in it; 0 = the genesis. */
struct linked {
    char hash[HOSHI_SHA256_TEXT];
    char other[HOSHI_SHA256_TEXT]; /* what it names of the other chain */
    int64_t n;
};

struct proving {
    struct hoshi_store *store;
    const char *case_id;
    char head[HOSHI_SHA256_TEXT]; /* looked for; "" = none */
    struct hoshi_log_proof *proof;
    struct hoshi_array names;     /* struct named */
    struct hoshi_array log, kept; /* struct linked */
    char now[32];
    struct hoshi_faults *faults, *scratch;
};

static enum hoshi_status proof_fault_at(struct proving *p, enum hoshi_status status, int64_t seq,
                                        const char *got, const char *allowed)
{
    char where[40] = "";
    if (seq)
        snprintf(where, sizeof where, "No. %lld", (long long)seq);
    return hoshi_fault_add(p->faults, status, where, got, "%s", allowed ? allowed : "");
}

bool hoshi_log_read_head(const char *text, char out[HOSHI_SHA256_TEXT])
{
    size_t n = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-' || *text == '\n' || *text == '\t')
            continue;
        if (!isxdigit((unsigned char)*text) || n == HOSHI_SHA256_TEXT - 1)
            return false;
        out[n++] = (char)tolower((unsigned char)*text);
    }
    out[n] = 0;
    return n == HOSHI_SHA256_TEXT - 1;
}

static bool proof_add_name(struct proving *p, const char *sha256, int64_t bytes, int64_t seq)
{
    struct named *n = hoshi_array_add(&p->names);
    if (!n)
        return false;
    hoshi_text_copy(n->sha256, sizeof n->sha256, sha256);
    n->bytes = bytes;
    n->seq = seq;
    return true;
}

static bool proof_add_link(struct hoshi_array *chain, int64_t n, const char *hash, const char *other)
{
    struct linked *l = hoshi_array_add(chain);
    if (!l)
        return false;
    hoshi_text_copy(l->hash, sizeof l->hash, hash);
    hoshi_text_copy(l->other, sizeof l->other, other);
    l->n = n;
    return true;
}

static struct hoshi_chain_text proof_column(sqlite3_stmt *row, int i)
{
    const char *text = (const char *)sqlite3_column_text(row, i);
    return (struct hoshi_chain_text){text, text ? (size_t)sqlite3_column_bytes(row, i) : 0};
}

static bool equal(struct hoshi_chain_text a, const char *b)
{
    return a.text && a.n == strlen(b) && memcmp(a.text, b, a.n) == 0;
}

/* The clock of a machine can be set: what it says is told, not held for a fault. */
static void prove_clock(struct proving *p, const struct hoshi_log_entry *e)
{
    if (!p->proof->clock_back && strcmp(e->recorded_at, p->proof->recorded_at) < 0)
        p->proof->clock_back = e->seq;
    if (!p->proof->clock_ahead && strcmp(e->recorded_at, p->now) > 0)
        p->proof->clock_ahead = e->seq;
    hoshi_text_copy(p->proof->recorded_at, sizeof p->proof->recorded_at, e->recorded_at);
}

/* One row: its place, its link, its own hash, and that it still reads as an entry. */
static enum hoshi_status prove_row(struct proving *p, sqlite3_stmt *row)
{
    struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS], prev = proof_column(row, HOSHI_CHAIN_FIELDS),
                                                       hash = proof_column(row, HOSHI_CHAIN_FIELDS + 1);
    char content[HOSHI_SHA256_TEXT], mine[HOSHI_SHA256_TEXT];
    int64_t seq = sqlite3_column_int64(row, HOSHI_CHAIN_SEQ);
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        field[i] = proof_column(row, i);
    if (seq != p->proof->entries + 1) {
        char where[64];
        int64_t from = p->proof->entries + 1;
        snprintf(where, sizeof where, seq - 1 > from ? "No. %lld-%lld" : "No. %lld", (long long)from,
                 (long long)seq - 1);
        hoshi_fault_add(p->faults, HOSHI_E_CHAIN_MISSING, where, NULL, NULL);
    } else if (!equal(prev, p->proof->head)) {
        proof_fault_at(p, HOSHI_E_CHAIN_BROKEN, seq, prev.text, p->proof->head);
    }
    hoshi_text_copy(mine, sizeof mine, prev.text);
    hoshi_chain_link(mine, hoshi_chain_content(field, content), mine);
    struct hoshi_arena arena = {0};
    struct hoshi_log_entry e;
    bool full = false, read = hoshi_log_read_row(row, &arena, p->scratch, &e, &full);
    enum hoshi_status s = HOSHI_OK;
    if (full)
        s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (!equal(hash, mine) || prev.n != HOSHI_SHA256_TEXT - 1 || !read)
        proof_fault_at(p, HOSHI_E_CHAIN_CHANGED, seq, mine, hash.text);
    for (size_t i = 0; !s && read && i < e.attachments; i++)
        if (!proof_add_name(p, e.attachment[i].sha256, e.attachment[i].bytes, seq))
            s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s && read) {
        prove_clock(p, &e);
        if (!proof_add_link(&p->log, seq, hash.text, e.kept ? e.kept : ""))
            s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    hoshi_arena_release(&arena);
    p->proof->entries = seq;
    hoshi_text_copy(p->proof->head, sizeof p->proof->head, hash.text);
    if (p->head[0] && equal(hash, p->head))
        p->proof->head_at = seq;
    return s;
}

static enum hoshi_status prove_rows(struct proving *p)
{
    sqlite3_stmt *rows;
    bool row = true;
    hoshi_chain_genesis(p->case_id, strlen(p->case_id), p->proof->head);
    if (!proof_add_link(&p->log, 0, p->proof->head, ""))
        return hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (strcmp(p->head, p->proof->head) == 0)
        p->proof->head_at = -1;
    enum hoshi_status s = hoshi_store_prepare(
        p->store, &rows, p->faults,
        "SELECT " HOSHI_LOG_COLUMNS " FROM log_entry WHERE case_id = ?1 ORDER BY seq", "t", p->case_id);
    while (!s) {
        s = hoshi_store_step(p->store, rows, &row, p->faults);
        if (s || !row)
            break;
        s = prove_row(p, rows);
    }
    hoshi_store_finish(p->store, rows);
    return s;
}

/* ---- kept versions and runs ---- */

static void kept_fault(struct proving *p, enum hoshi_status status, const char *kind, int64_t number,
                       const char *got, const char *allowed)
{
    char where[64];
    snprintf(where, sizeof where, "%s %lld", kind, (long long)number);
    hoshi_fault_add(p->faults, status, where, got, "%s", allowed ? allowed : "");
}

/* One link: its place, what it is linked to, and that the version or run still has the hash it was linked with. */
static enum hoshi_status prove_link(struct proving *p, sqlite3_stmt *row)
{
    const char *text[5]; /* kind, log, content, prev, hash */
    char content[HOSHI_SHA256_TEXT] = "", mine[HOSHI_SHA256_TEXT], place[40];
    int64_t n = sqlite3_column_int64(row, 0), number = sqlite3_column_int64(row, 1);
    const struct linked *last = hoshi_array_at(&p->kept, p->kept.n - 1);
    bool there = false;
    for (int i = 0; i < 5; i++)
        if (!(text[i] = (const char *)sqlite3_column_text(row, 2 + i)))
            return hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_kept_kind kind =
        strcmp(text[0], hoshi_kept_key(HOSHI_KEPT_RUN)) ? HOSHI_KEPT_VERSION : HOSHI_KEPT_RUN;
    if (n != last->n + 1) {
        snprintf(place, sizeof place, "%lld", (long long)last->n + 1);
        kept_fault(p, HOSHI_E_CHAIN_BROKEN, text[0], number, NULL, place);
    } else if (strcmp(text[3], last->hash) != 0) {
        kept_fault(p, HOSHI_E_CHAIN_BROKEN, text[0], number, text[3], last->hash);
    }
    enum hoshi_status s = hoshi_kept_content(p->store, p->case_id, kind, number, &there, content, p->faults);
    hoshi_chain_kept_link(text[3], text[0], text[1], text[2], mine);
    if (!s && !there)
        kept_fault(p, HOSHI_E_CHAIN_BROKEN, text[0], number, NULL, text[2]);
    else if (!s && (strcmp(content, text[2]) != 0 || strcmp(mine, text[4]) != 0))
        kept_fault(p, HOSHI_E_CHAIN_CHANGED, text[0], number, content, text[2]);
    if (!s && !proof_add_link(&p->kept, n, text[4], text[1]))
        s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (p->head[0] && strcmp(p->head, text[4]) == 0)
        p->proof->kept_at = n;
    p->proof->runs += kind == HOSHI_KEPT_RUN;
    hoshi_text_copy(p->proof->kept_head, sizeof p->proof->kept_head, text[4]);
    return s;
}

/* Every row of SQL is a version or run that has no place in the chain. */
static enum hoshi_status prove_unlinked(struct proving *p, const char *kind, const char *sql)
{
    sqlite3_stmt *rows;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(p->store, &rows, p->faults, sql, "t", p->case_id);
    while (!s) {
        s = hoshi_store_step(p->store, rows, &row, p->faults);
        if (s || !row)
            break;
        kept_fault(p, HOSHI_E_CHAIN_BROKEN, kind, sqlite3_column_int64(rows, 0), NULL, NULL);
    }
    hoshi_store_finish(p->store, rows);
    return s;
}

static enum hoshi_status prove_kept(struct proving *p)
{
    sqlite3_stmt *rows;
    bool row = true;
    char genesis[HOSHI_SHA256_TEXT];
    if (!proof_add_link(&p->kept, 0, hoshi_chain_kept_genesis(p->case_id, strlen(p->case_id), genesis), ""))
        return hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = hoshi_store_prepare(
        p->store, &rows, p->faults,
        "SELECT n, number, kind, log, content, prev, hash FROM kept_link WHERE case_id = ?1 ORDER BY n", "t",
        p->case_id);
    while (!s) {
        s = hoshi_store_step(p->store, rows, &row, p->faults);
        if (s || !row)
            break;
        s = prove_link(p, rows);
    }
    hoshi_store_finish(p->store, rows);
    if (!s)
        s = prove_unlinked(
            p, hoshi_kept_key(HOSHI_KEPT_VERSION),
            "SELECT version FROM case_version v WHERE case_id = ?1 AND NOT EXISTS (SELECT 1 FROM kept_link l "
            "WHERE l.case_id = ?1 AND l.kind = 'version' AND l.number = v.version)");
    return s ? s
             : prove_unlinked(
                   p, hoshi_kept_key(HOSHI_KEPT_RUN),
                   "SELECT run FROM run r WHERE case_id = ?1 AND NOT EXISTS (SELECT 1 FROM kept_link l WHERE "
                   "l.case_id = ?1 AND l.kind = 'run' AND l.number = r.run)");
}

/* Each chain names values of the other that are there, and never older ones than it named before. */
static void prove_cross(struct proving *p, const struct hoshi_array *chain, const struct hoshi_array *other,
                        bool log)
{
    const struct linked *of = other->item;
    size_t at = 0;
    for (size_t i = 1; i < chain->n; i++) {
        const struct linked *l = hoshi_array_at(chain, i);
        size_t k = at;
        while (l->other[0] && k < other->n && strcmp(of[k].hash, l->other) != 0)
            k++;
        if (!l->other[0] ? at > 0 : k == other->n) {
            if (log)
                proof_fault_at(p, HOSHI_E_CHAIN_BROKEN, l->n, l->other, NULL);
            else
                kept_fault(p, HOSHI_E_CHAIN_BROKEN, "kept", l->n, l->other, NULL);
            return;
        }
        at = k;
    }
}

/* Contents that the case's versions and its time stamps name. */
static enum hoshi_status name_versions(struct proving *p)
{
    sqlite3_stmt *rows;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        p->store, &rows, p->faults,
        "SELECT sha256, gap_sha256, 1 FROM case_version WHERE case_id = ?1 UNION ALL SELECT reply, request, 0 FROM "
        "stamp WHERE case_id = ?1",
        "t", p->case_id);
    while (!s) {
        s = hoshi_store_step(p->store, rows, &row, p->faults);
        if (s || !row)
            break;
        for (int i = 0; i < 2 && !s; i++)
            if (sqlite3_column_text(rows, i) &&
                !proof_add_name(p, (const char *)sqlite3_column_text(rows, i), HOSHI_NONE, 0))
                s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        p->proof->versions += sqlite3_column_int64(rows, 2);
    }
    hoshi_store_finish(p->store, rows);
    return s;
}

static int by_hash(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->sha256, y->sha256);
    return order ? order : x->seq < y->seq ? -1 : x->seq > y->seq;
}

static enum hoshi_status prove_content(struct proving *p, const struct named *n, int64_t *bytes)
{
    sqlite3_stmt *statement;
    bool row = false;
    char hash[HOSHI_SHA256_TEXT];
    enum hoshi_status s = hoshi_store_prepare(p->store, &statement, p->faults,
                                              "SELECT bytes FROM content WHERE sha256 = ?1", "t", n->sha256);
    if (!s)
        s = hoshi_store_step(p->store, statement, &row, p->faults);
    *bytes = HOSHI_NONE;
    if (!s && !row)
        proof_fault_at(p, HOSHI_E_CONTENT_UNKNOWN, n->seq, NULL, n->sha256);
    if (!s && row) {
        const void *kept = sqlite3_column_blob(statement, 0);
        *bytes = sqlite3_column_bytes(statement, 0);
        hoshi_sha256_print(kept, (size_t)*bytes, hash);
        if (strcmp(hash, n->sha256) != 0)
            proof_fault_at(p, HOSHI_E_CONTENT_CHANGED, n->seq, hash, n->sha256);
    }
    hoshi_store_finish(p->store, statement);
    return s;
}

static enum hoshi_status prove_contents(struct proving *p)
{
    enum hoshi_status s = name_versions(p);
    int64_t bytes = HOSHI_NONE;
    const struct named *name = p->names.item;
    if (p->names.n)
        hoshi_sort(p->names.item, p->names.n, p->names.size, by_hash);
    for (size_t i = 0; !s && i < p->names.n; i++) {
        const struct named *n = &name[i];
        if (!i || strcmp(n->sha256, name[i - 1].sha256) != 0) {
            p->proof->attachments++;
            s = prove_content(p, n, &bytes);
        }
        if (!s && n->bytes != HOSHI_NONE && bytes != HOSHI_NONE && n->bytes != bytes)
            proof_fault_at(p, HOSHI_E_CONTENT_CHANGED, n->seq, NULL, n->sha256);
    }
    return s;
}

enum hoshi_status hoshi_log_verify(struct hoshi_store *store, const char *case_id, const char *head,
                                   struct hoshi_log_proof *proof, struct hoshi_faults *faults)
{
    struct hoshi_faults *mine = faults ? faults : calloc(1, sizeof *mine);
    if (!mine)
        return HOSHI_E_MEMORY;
    size_t before = mine->n;
    struct proving p = {.store = store,
                        .names = HOSHI_ARRAY(struct named),
                        .log = HOSHI_ARRAY(struct linked),
                        .kept = HOSHI_ARRAY(struct linked),
                        .case_id = case_id,
                        .proof = proof,
                        .faults = mine,
                        .scratch = calloc(1, sizeof *p.scratch)};
    *proof = (struct hoshi_log_proof){.without_wal = hoshi_store_is_without_wal(store)};
    hoshi_store_now(p.now);
    bool sound = !head || hoshi_log_read_head(head, p.head);
    /* One snapshot for all of it: entries added meanwhile belong to the next proof. */
    enum hoshi_status s = p.scratch ? hoshi_store_run(store, "BEGIN", mine)
                                    : hoshi_fault_add(mine, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s)
        s = hoshi_store_check(store, mine);
    if (!s)
        s = prove_kept(&p);
    if (!s)
        s = prove_rows(&p);
    if (!s && mine->n == before) {
        prove_cross(&p, &p.log, &p.kept, true);
        prove_cross(&p, &p.kept, &p.log, false);
    }
    if (!s && head && (!sound || (!proof->head_at && !proof->kept_at)))
        proof_fault_at(&p, HOSHI_E_HEAD_UNKNOWN, 0, head, proof->head);
    if (!s)
        s = prove_contents(&p);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    hoshi_array_release(&p.names);
    hoshi_array_release(&p.log);
    hoshi_array_release(&p.kept);
    free(p.scratch);
    if (mine->n > before)
        s = mine->item[before].status;
    if (mine != faults)
        free(mine);
    return s;
}
