/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proof of an export, from its text alone: whoever has the file needs neither the store nor the case. Every value in it
 * is either hashed, or follows from what is hashed and is compared. */
#include "log_fields.h"
#include "text.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct export_row;

struct export_proving {
    const char *case_id;
    char head[HOSHI_SHA256_TEXT]; /* looked for; "" = none */
    struct hoshi_log_proof *proof;
    int64_t last; /* number of the entry before */
    bool told;    /* that something is missing: what hangs on it is not told again */
    struct export_row *row;
    size_t rows;
};

/* What an entry of the file says of others. */
struct export_row {
    int64_t seq, corrects, corrected_by; /* -1 of one that is blacked out */
};

/* An entry by the number that lists and sheets print. */
static void export_fault(const struct hoshi_json *at, enum hoshi_status status, int64_t from, int64_t to)
{
    char where[64];
    snprintf(where, sizeof where, to > from ? "No. %lld-%lld" : "No. %lld", (long long)from, (long long)to);
    hoshi_fault_add(at->faults, status, where, NULL, NULL);
}

static const char *export_text(const struct hoshi_json *at, const char *key, size_t max)
{
    struct hoshi_json m;
    return hoshi_json_need(at, key, &m) ? hoshi_json_text(&m, max, true) : "";
}

/* A column that is "" where there is nothing: an absent one (null) too. */
static const char *export_column(const struct hoshi_json *at, const char *key, size_t max)
{
    struct hoshi_json m;
    return hoshi_json_get(at, key, &m) ? hoshi_json_text(&m, max, true) : "";
}

static int64_t export_number(const struct hoshi_json *at, const char *key, int64_t min)
{
    struct hoshi_json m;
    return hoshi_json_need(at, key, &m) ? hoshi_json_int(&m, min, INT64_C(1000000000), -1) : -1;
}

/* The object people read is the text that was hashed. */
static bool export_same_body(const struct hoshi_json *at, const char *body)
{
    struct hoshi_json entry;
    cJSON *hashed = cJSON_Parse(body);
    bool same = hashed && hoshi_json_need(at, "entry", &entry) &&
                cJSON_Compare((const cJSON *)entry.node, hashed, true);
    cJSON_Delete(hashed);
    return same;
}

/* The content hash of an entry that is shown, from its fields. */
static bool export_content(struct export_proving *p, const struct hoshi_json *at, struct export_row *x,
                           char out[HOSHI_SHA256_TEXT])
{
    enum { SHORT = 64, BODY = HOSHI_LOG_FILE_MAX };
    char number[3][24];
    int64_t answers = export_number(at, "answers", 0), corrects = export_number(at, "corrects", 0);
    const char *body = export_text(at, "body", BODY);
    snprintf(number[0], sizeof number[0], "%lld", (long long)x->seq);
    snprintf(number[1], sizeof number[1], "%lld", (long long)answers);
    snprintf(number[2], sizeof number[2], "%lld", (long long)corrects);
    const char *text[HOSHI_CHAIN_FIELDS] = {[HOSHI_CHAIN_CASE] = p->case_id,
                                            [HOSHI_CHAIN_SEQ] = number[0],
                                            [HOSHI_CHAIN_RECORDED] = export_text(at, "recorded_at", SHORT),
                                            [HOSHI_CHAIN_KIND] = export_text(at, "kind", SHORT),
                                            [HOSHI_CHAIN_SIDE] = export_text(at, "by", SHORT),
                                            [HOSHI_CHAIN_DATE] = export_text(at, "date", SHORT),
                                            [HOSHI_CHAIN_TIME] = export_column(at, "time", SHORT),
                                            [HOSHI_CHAIN_PARTY] = export_column(at, "party", HOSHI_ID_MAX),
                                            [HOSHI_CHAIN_ANSWERS] = number[1],
                                            [HOSHI_CHAIN_CORRECTS] = number[2],
                                            [HOSHI_CHAIN_BODY] = body,
                                            [HOSHI_CHAIN_SALT] = export_text(at, "salt", SHORT)};
    struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS];
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        field[i] = (struct hoshi_chain_text){text[i], strlen(text[i])};
    hoshi_chain_content(field, out);
    x->corrects = corrects;
    x->corrected_by = export_number(at, "corrected_by", 0);
    return export_same_body(at, body);
}

/* Whether an entry of a number in the range stands somewhere in the file. */
static bool export_has(const struct export_proving *p, int64_t from, int64_t to)
{
    for (size_t i = 0; i < p->rows; i++)
        if (p->row[i].seq >= from && p->row[i].seq <= to)
            return true;
    return false;
}

/* Its place: the number after the one before, linked to it. */
static void export_prove_place(struct export_proving *p, const struct hoshi_json *at, int64_t seq,
                               const char *prev)
{
    if (seq > p->last + 1 && export_has(p, p->last + 1, seq - 1)) {
        export_fault(at, HOSHI_E_CHAIN_ORDER, seq, seq);
    } else if (seq > p->last + 1) {
        export_fault(at, HOSHI_E_CHAIN_MISSING, p->last + 1, seq - 1);
        p->told = true;
    } else if (seq != p->last + 1) {
        export_fault(at, HOSHI_E_CHAIN_ORDER, seq, seq);
    } else if (strcmp(prev, p->proof->head) != 0) {
        export_fault(at, HOSHI_E_CHAIN_BROKEN, seq, seq);
    }
    p->last = seq > p->last ? seq : p->last;
}

static void export_prove_entry(struct export_proving *p, const struct hoshi_json *at)
{
    static const char *const keys[] = {
        "seq",  "content", "prev",    "hash",     "blacked_out",  "recorded_at", "kind", "by",  "date",
        "time", "party",   "answers", "corrects", "corrected_by", "entry",       "body", "salt"};
    enum { BARE = 5, ALL = sizeof keys / sizeof *keys };
    struct hoshi_json m;
    char content[HOSHI_SHA256_TEXT], mine[HOSHI_SHA256_TEXT];
    struct export_row *x = &p->row[p->proof->entries++];
    const char *stated = export_text(at, "content", HOSHI_SHA256_TEXT - 1),
               *prev = export_text(at, "prev", HOSHI_SHA256_TEXT - 1),
               *hash = export_text(at, "hash", HOSHI_SHA256_TEXT - 1);
    bool bare = hoshi_json_get(at, "blacked_out", &m), same = true;
    hoshi_json_keys(at, keys, bare ? BARE : ALL);
    x->corrects = x->corrected_by = -1;
    export_prove_place(p, at, x->seq, prev);
    if (bare) {
        p->proof->blacked_out++;
        same = hoshi_json_bool(&m, false);
    } else {
        same = export_content(p, at, x, content) && strcmp(content, stated) == 0;
    }
    hoshi_chain_link(prev, stated, mine);
    if (!same || strcmp(mine, hash) != 0)
        export_fault(at, HOSHI_E_CHAIN_CHANGED, x->seq, x->seq);
    hoshi_text_copy(p->proof->head, sizeof p->proof->head, hash);
    if (p->head[0] && strcmp(p->head, hash) == 0)
        p->proof->head_at = x->seq;
}

/* "corrected_by" is not hashed with its entry (it comes later): it follows from what the later ones correct. */
static void export_prove_corrections(const struct export_proving *p, const struct hoshi_json *list)
{
    for (size_t i = 0; i < p->rows; i++) {
        int64_t by = 0, stated = p->row[i].corrected_by;
        bool hidden = false; /* the one it names is blacked out, or missing and told already */
        if (stated < 0)
            continue;
        hidden = p->told;
        for (size_t k = i + 1; k < p->rows && !by; k++) {
            by = p->row[k].corrects == p->row[i].seq ? p->row[k].seq : 0;
            hidden = hidden || (p->row[k].seq == stated && p->row[k].corrects == -1);
        }
        if (stated != by && !(hidden && !by && stated > p->row[i].seq))
            export_fault(list, HOSHI_E_CHAIN_CHANGED, p->row[i].seq, p->row[i].seq);
    }
}

/* As many as the file says there are: what was cut off at the end has numbers as well. */
static void export_prove_count(struct export_proving *p, const struct hoshi_json *list, int64_t stated)
{
    if (stated > p->last) {
        export_fault(list, HOSHI_E_CHAIN_MISSING, p->last + 1, stated);
        p->told = true;
    } else if (stated != p->last) {
        char count[32];
        snprintf(count, sizeof count, "%lld", (long long)stated);
        hoshi_fault_add(list->faults, HOSHI_E_CHAIN_CHANGED, "entries", count, "%lld", (long long)p->last);
    }
}

static void export_prove_list(struct export_proving *p, const struct hoshi_json *root,
                              struct hoshi_faults *faults)
{
    struct hoshi_json list, one;
    int64_t stated = export_number(root, "entries", 0);
    if (!hoshi_json_need(root, "log", &list) || !hoshi_json_is_array(&list)) {
        hoshi_fault_add(faults, HOSHI_E_TYPE, "log", NULL, "[…]");
        return;
    }
    p->rows = hoshi_json_size(&list);
    p->row = calloc(p->rows + 1, sizeof *p->row);
    if (!p->row) {
        hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return;
    }
    size_t i = 0;
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one))
        p->row[i++].seq = export_number(&one, "seq", 1);
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one))
        export_prove_entry(p, &one);
    export_prove_count(p, &list, stated);
    export_prove_corrections(p, &list);
}

enum hoshi_status hoshi_log_export_verify(const char *text, size_t n, const char *file, const char *head,
                                          struct hoshi_log_proof *proof, struct hoshi_faults *faults)
{
    static const char *const keys[] = {"hoshiwari_log_export", "case_id", "entries", "head", "log"};
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, m;
    struct export_proving p = {.proof = proof};
    size_t before = faults->n;
    const char *name = faults->file;
    *proof = (struct hoshi_log_proof){0};
    faults->file = file;
    enum hoshi_status s = hoshi_json_parse(text, n, &document, &root, faults);
    if (!s) {
        hoshi_json_keys(&root, keys, sizeof keys / sizeof *keys);
        if (hoshi_json_need(&root, "hoshiwari_log_export", &m))
            hoshi_json_int(&m, 1, 1, 1);
        p.case_id = export_text(&root, "case_id", HOSHI_ID_MAX);
        hoshi_text_copy(proof->case_id, sizeof proof->case_id, p.case_id);
        hoshi_chain_genesis(p.case_id, strlen(p.case_id), proof->head);
        bool sound = !head || hoshi_log_read_head(head, p.head);
        if (head && strcmp(p.head, proof->head) == 0)
            proof->head_at = -1;
        export_prove_list(&p, &root, faults);
        if (strcmp(export_text(&root, "head", HOSHI_SHA256_TEXT - 1), proof->head) != 0 && !p.told &&
            hoshi_json_need(&root, "head", &m))
            hoshi_json_fault(&m, HOSHI_E_CHAIN_CHANGED, NULL, "%s", proof->head);
        if (head && (!sound || !proof->head_at))
            hoshi_fault_add(faults, HOSHI_E_HEAD_UNKNOWN, NULL, head, "%s", proof->head);
    }
    free(p.row);
    hoshi_json_close(document);
    faults->file = name;
    return !s && faults->n > before ? faults->item[before].status : s;
}
