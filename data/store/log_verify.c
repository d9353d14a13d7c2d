/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proof of a log: one pass over its rows, entry by entry, with nothing but the hashes in memory; then every
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

struct proving {
    struct hoshi_store *store;
    const char *case_id;
    char head[HOSHI_SHA256_TEXT]; /* looked for; "" = none */
    struct hoshi_log_proof *proof;
    struct hoshi_array names; /* struct named */
    struct hoshi_faults *faults, *scratch;
};

static enum hoshi_status proof_fault_at(struct proving *p, enum hoshi_status status, int64_t seq,
                                        const char *got, const char *allowed)
{
    char where[40] = "";
    if (seq)
        snprintf(where, sizeof where, "seq %lld", (long long)seq);
    return hoshi_fault_add(p->faults, status, where, got, "%s", allowed ? allowed : "");
}

/* A value as people copy it: upper case, blanks and hyphens between the digits. */
static bool read_head(const char *text, char out[HOSHI_SHA256_TEXT])
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

static struct hoshi_chain_text proof_column(sqlite3_stmt *row, int i)
{
    const char *text = (const char *)sqlite3_column_text(row, i);
    return (struct hoshi_chain_text){text, text ? (size_t)sqlite3_column_bytes(row, i) : 0};
}

static bool equal(struct hoshi_chain_text a, const char *b)
{
    return a.text && a.n == strlen(b) && memcmp(a.text, b, a.n) == 0;
}

/* One row: its place, its link, its own hash, and that it still reads as an entry. */
static enum hoshi_status prove_row(struct proving *p, sqlite3_stmt *row)
{
    struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS], prev = proof_column(row, HOSHI_CHAIN_FIELDS),
                                                       hash = proof_column(row, HOSHI_CHAIN_FIELDS + 1);
    char content[HOSHI_SHA256_TEXT], mine[HOSHI_SHA256_TEXT], text[80];
    int64_t seq = sqlite3_column_int64(row, HOSHI_CHAIN_SEQ);
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        field[i] = proof_column(row, i);
    if (seq != p->proof->entries + 1) {
        snprintf(text, sizeof text, "seq %lld", (long long)p->proof->entries + 1);
        proof_fault_at(p, HOSHI_E_CHAIN_BROKEN, seq, NULL, text);
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

static enum hoshi_status name_versions(struct proving *p)
{
    sqlite3_stmt *rows;
    bool row = true;
    enum hoshi_status s = hoshi_store_prepare(
        p->store, &rows, p->faults, "SELECT sha256, gap_sha256 FROM case_version WHERE case_id = ?1", "t",
        p->case_id);
    while (!s) {
        s = hoshi_store_step(p->store, rows, &row, p->faults);
        if (s || !row)
            break;
        for (int i = 0; i < 2 && !s; i++)
            if (sqlite3_column_text(rows, i) &&
                !proof_add_name(p, (const char *)sqlite3_column_text(rows, i), HOSHI_NONE, 0))
                s = hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        p->proof->versions++;
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
                        .case_id = case_id,
                        .proof = proof,
                        .faults = mine,
                        .scratch = calloc(1, sizeof *p.scratch)};
    *proof = (struct hoshi_log_proof){0};
    bool sound = !head || read_head(head, p.head);
    /* One snapshot for all of it: entries added meanwhile belong to the next proof. */
    enum hoshi_status s = p.scratch ? hoshi_store_run(store, "BEGIN", mine)
                                    : hoshi_fault_add(mine, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s)
        s = prove_rows(&p);
    if (!s && head && (!sound || !proof->head_at))
        proof_fault_at(&p, HOSHI_E_HEAD_UNKNOWN, 0, head, proof->head);
    if (!s)
        s = prove_contents(&p);
    if (!s)
        s = hoshi_store_check(store, mine);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    hoshi_array_release(&p.names);
    free(p.scratch);
    if (mine->n > before)
        s = mine->item[before].status;
    if (mine != faults)
        free(mine);
    return s;
}
