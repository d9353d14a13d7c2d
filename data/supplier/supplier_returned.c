/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of files that came back: whose they are, and which of several counts. Files are few beside the rows of a
 * list, so they are sorted by key and each supplier of the list is looked up among them. */
#include "supplier_returned.h"
#include "array.h"
#include "arena.h"
#include "file.h"
#include "sha256.h"
#include "sort.h"
#include "supplier_case.h"
#include "text.h"
#include "text_key.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { KEY_BYTES = HOSHI_SUPPLIER_NAME_BYTES + 8 };

/* How surely a supplier and a file belong together. */
enum { FIT_NONE, FIT_NAME, FIT_STEM, FIT_CODE };

/* A word by which a file may be found. */
struct returned_key {
    const char *key;
    size_t item;
    int fit;
};

/* What the suppliers met so far say of a file. */
struct returned_fit {
    int fit;
    int64_t times; /* suppliers that fit so well */
};

struct hoshi_returned_list {
    struct hoshi_arena arena;
    struct hoshi_array item; /* struct hoshi_returned */
    struct hoshi_array key;  /* struct returned_key, ascending by key */
    struct returned_fit *fit;
    const struct hoshi_returned **joined; /* those that count, ascending by id */
    size_t joins;
    char digest[HOSHI_SHA256_TEXT];
};

static struct hoshi_returned *item_at(const struct hoshi_returned_list *list, size_t i)
{
    return hoshi_array_at(&list->item, i);
}

size_t hoshi_returned_files(const struct hoshi_returned_list *list)
{
    return list->item.n;
}

const struct hoshi_returned *hoshi_returned_at(const struct hoshi_returned_list *list, size_t index)
{
    return item_at(list, index);
}

const char *hoshi_returned_digest(const struct hoshi_returned_list *list)
{
    return list->digest;
}

/* ---- keys ---- */

/* Codes that are numbers are one with and without zeros before them. */
static void returned_code_key(const char *code, char *out)
{
    if (!hoshi_text_key(code, out, KEY_BYTES - 1))
        out[0] = 0;
    size_t zeros = strspn(out, "0"), n = strlen(out);
    if (zeros && zeros < n && strspn(out, "0123456789") == n)
        memmove(out, out + zeros, n - zeros + 1);
}

/* Names and codes are kept apart by what stands before them. */
static bool add_key(struct hoshi_returned_list *list, size_t item, int fit, const char *text)
{
    char key[KEY_BYTES] = "c";
    if (fit == FIT_NAME) {
        key[0] = 'n';
        if (!hoshi_text_company_key(text, key + 1, KEY_BYTES - 1))
            return true;
    } else
        returned_code_key(text, key + 1);
    if (!key[1])
        return true;
    struct returned_key *to = hoshi_array_add(&list->key);
    if (!to)
        return false;
    *to = (struct returned_key){hoshi_arena_text(&list->arena, key), item, fit};
    return to->key != NULL;
}

/* The name of a file without its ending, and what it begins with: "1023_回答", "1023（記入済）", "1023 - copy". */
static bool add_stems(struct hoshi_returned_list *list, size_t item, const char *file)
{
    static const char *const ends[] = {"_", " ", "　", "(", "（", "-", "【", "［", "＿", "."};
    char stem[256], head[256];
    const char *dot = strrchr(file, '.');
    snprintf(stem, sizeof stem, "%.*s", (int)(dot ? dot - file : (ptrdiff_t)strlen(file)), file);
    if (!add_key(list, item, FIT_STEM, stem))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (const char *p = strstr(stem, ends[i]); p; p = strstr(p + 1, ends[i])) {
            snprintf(head, sizeof head, "%.*s", (int)(p - stem), stem);
            if (!add_key(list, item, FIT_STEM, head))
                return false;
        }
    return true;
}

static bool add_keys(struct hoshi_returned_list *list, size_t i)
{
    const struct hoshi_returned *x = item_at(list, i);
    if (x->code[0] && !add_key(list, i, FIT_CODE, x->code))
        return false;
    if (x->code_stated)
        return true;
    return add_stems(list, i, x->file) && (!x->name[0] || add_key(list, i, FIT_NAME, x->name));
}

static int by_returned_key(const void *a, const void *b)
{
    const struct returned_key *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x->item > y->item) - (x->item < y->item);
}

/* ---- reading the folder ---- */

static bool returned_wanted(const char *name)
{
    static const char *const ends[] = {".json", ".csv", ".xlsx", ".xlsm"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i]);
        if (n > m && strcasecmp(name + n - m, ends[i]) == 0)
            return name[0] != '.' && name[0] != '~';
    }
    return false;
}

static int by_file(const void *a, const void *b)
{
    const struct hoshi_returned *x = a, *y = b;
    return strcmp(x->file, y->file);
}

static enum hoshi_status collect_files(struct hoshi_returned_list *list, const char *folder,
                                       struct hoshi_faults *faults)
{
    DIR *d = opendir(folder);
    if (!d)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_OPEN, folder, strerror(errno));
    enum hoshi_status status = HOSHI_OK;
    for (struct dirent *e; !status && (e = readdir(d));) {
        if (!returned_wanted(e->d_name) || !hoshi_text_is_utf8(e->d_name, strlen(e->d_name)))
            continue;
        struct hoshi_returned *item = hoshi_array_add(&list->item);
        if (item) {
            item->file = hoshi_arena_text(&list->arena, e->d_name);
            item->path = hoshi_arena_printf(&list->arena, "%s/%s", folder, e->d_name);
        }
        if (!item || !item->file || !item->path)
            status = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        else if (list->item.n > HOSHI_RETURNED_FILES)
            status = hoshi_fault_add_file(faults, HOSHI_E_TOO_MANY, folder, "200000");
    }
    closedir(d);
    if (list->item.n)
        hoshi_sort(list->item.item, list->item.n, list->item.size, by_file);
    return status;
}

/* Names and bytes: a case is computed from what is kept of it, its gap file is hashed with it. */
static enum hoshi_status digest_files(struct hoshi_returned_list *list)
{
    struct hoshi_sha256 h;
    enum hoshi_status status = HOSHI_OK;
    hoshi_sha256_init(&h);
    for (size_t i = 0; i < list->item.n && !status; i++) {
        struct hoshi_returned *x = item_at(list, i);
        struct supplier_case c = {0};
        hoshi_sha256_add(&h, x->file, strlen(x->file) + 1);
        status = hoshi_supplier_case_read(x->path, &h, &c);
        hoshi_supplier_case_release(&c);
    }
    hoshi_sha256_end(&h, list->digest);
    return status;
}

static enum hoshi_status read_files(struct hoshi_returned_list *list, const struct hoshi_tables *tables)
{
    for (size_t i = 0; i < list->item.n; i++) {
        hoshi_returned_read(tables, &list->arena, item_at(list, i));
        if (!add_keys(list, i))
            return HOSHI_E_MEMORY;
    }
    if (list->key.n)
        hoshi_sort(list->key.item, list->key.n, list->key.size, by_returned_key);
    list->fit = calloc(list->item.n + 1, sizeof *list->fit);
    list->joined = calloc(list->item.n + 1, sizeof *list->joined);
    return list->fit && list->joined ? digest_files(list) : HOSHI_E_MEMORY;
}

enum hoshi_status hoshi_returned_open(const char *folder, const struct hoshi_tables *tables,
                                      struct hoshi_returned_list **out, struct hoshi_faults *faults)
{
    struct hoshi_returned_list *list = calloc(1, sizeof *list);
    if (!list)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    list->item = HOSHI_ARRAY(struct hoshi_returned);
    list->key = HOSHI_ARRAY(struct returned_key);
    enum hoshi_status status = collect_files(list, folder, faults);
    if (!status && (status = read_files(list, tables)) != HOSHI_OK)
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    if (status)
        hoshi_returned_close(list);
    else
        *out = list;
    return status;
}

void hoshi_returned_close(struct hoshi_returned_list *list)
{
    if (!list)
        return;
    hoshi_array_release(&list->item);
    hoshi_array_release(&list->key);
    hoshi_arena_release(&list->arena);
    free(list->fit);
    free(list->joined);
    free(list);
}

/* ---- whose it is ---- */

static void meet_files(struct hoshi_returned_list *list, const char *key, const char *id)
{
    size_t low = 0, high = list->key.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(((const struct returned_key *)hoshi_array_at(&list->key, middle))->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < list->key.n; low++) {
        const struct returned_key *k = hoshi_array_at(&list->key, low);
        if (strcmp(k->key, key) != 0)
            return;
        struct returned_fit *f = &list->fit[k->item];
        struct hoshi_returned *x = item_at(list, k->item);
        /* Of several codes a name begins with the longest counts: "10-2.xlsx" is of 10-2, not of 10. */
        int fit = 1000 * k->fit + (k->fit == FIT_STEM ? (int)strlen(key) : 0);
        if (fit > f->fit || (fit == f->fit && strcmp(x->id, id) != 0)) {
            f->times = fit > f->fit ? 1 : f->times + 1;
            f->fit = fit;
            hoshi_text_copy(x->id, sizeof x->id, id);
        }
    }
}

void hoshi_returned_meet(struct hoshi_returned_list *list, const char *id, const char *name)
{
    char key[KEY_BYTES] = "c";
    returned_code_key(id, key + 1);
    if (key[1])
        meet_files(list, key, id);
    key[0] = 'n';
    if (hoshi_text_company_key(name, key + 1, KEY_BYTES - 1) && key[1])
        meet_files(list, key, id);
}

/* ---- which counts ---- */

static int by_supplier(const void *a, const void *b)
{
    const struct hoshi_returned *x = *(const struct hoshi_returned *const *)a,
                                *y = *(const struct hoshi_returned *const *)b;
    int order = strcmp(x->id, y->id);
    if (order)
        return order;
    bool amount = x->kind == HOSHI_RETURNED_AMOUNT;
    if (amount != (y->kind == HOSHI_RETURNED_AMOUNT))
        return amount ? 1 : -1;
    return strcmp(x->file, y->file);
}

static bool says_the_same(const struct hoshi_returned *a, const struct hoshi_returned *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == HOSHI_RETURNED_AMOUNT)
        return a->asked_annual_yen == b->asked_annual_yen;
    if (a->kind == HOSHI_RETURNED_CASE)
        return a->text_n == b->text_n && memcmp(a->text, b->text, a->text_n) == 0;
    return memcmp(a->said->answer, b->said->answer, sizeof a->said->answer) == 0 &&
           memcmp(a->said->remaining_ppm, b->said->remaining_ppm, sizeof a->said->remaining_ppm) == 0 &&
           memcmp(a->said->size, b->said->size, sizeof a->said->size) == 0 &&
           memcmp(a->said->fact, b->said->fact, sizeof a->said->fact) == 0;
}

static void set_aside(struct hoshi_returned *x, enum hoshi_returned_state state,
                      const struct hoshi_returned *other)
{
    x->state = state;
    x->status = state == HOSHI_RETURNED_UNLIKE ? HOSHI_E_RETURNED_UNLIKE : HOSHI_OK;
    hoshi_text_copy(x->got, sizeof x->got, other->file);
}

/* One of two files of one supplier steps back; the one that stays. */
static struct hoshi_returned *settle_two(struct hoshi_returned *kept, struct hoshi_returned *x)
{
    int order = hoshi_date_compare(x->day, kept->day);
    if (says_the_same(kept, x)) {
        set_aside(order > 0 ? kept : x, HOSHI_RETURNED_SAME, order > 0 ? x : kept);
        return order > 0 ? x : kept;
    }
    bool known = x->day.year && kept->day.year;
    if (known && order) {
        set_aside(order > 0 ? kept : x, HOSHI_RETURNED_OLDER, order > 0 ? x : kept);
        return order > 0 ? x : kept;
    }
    if (x->kind != kept->kind) {
        struct hoshi_returned *whole = x->kind == HOSHI_RETURNED_CASE ? x : kept;
        set_aside(whole == x ? kept : x, HOSHI_RETURNED_OLDER, whole);
        return whole;
    }
    set_aside(x, HOSHI_RETURNED_UNLIKE, kept);
    set_aside(kept, HOSHI_RETURNED_UNLIKE, x);
    return kept;
}

static bool same_of(const struct hoshi_returned *a, const struct hoshi_returned *b)
{
    return strcmp(a->id, b->id) == 0 &&
           (a->kind == HOSHI_RETURNED_AMOUNT) == (b->kind == HOSHI_RETURNED_AMOUNT);
}

void hoshi_returned_settle(struct hoshi_returned_list *list)
{
    struct hoshi_returned **all = (struct hoshi_returned **)(uintptr_t)list->joined;
    size_t n = 0;
    for (size_t i = 0; i < list->item.n; i++) {
        struct hoshi_returned *x = item_at(list, i);
        if (x->state == HOSHI_RETURNED_UNREADABLE)
            continue;
        if (list->fit[i].times == 1) {
            x->state = HOSHI_RETURNED_JOINED;
            all[n++] = x;
            continue;
        }
        x->id[0] = 0;
        x->status = HOSHI_E_RETURNED_UNLISTED;
        if (list->fit[i].times)
            snprintf(x->got, sizeof x->got, "× %lld", (long long)list->fit[i].times);
    }
    if (n)
        hoshi_sort(all, n, sizeof *all, by_supplier);
    list->joins = 0;
    for (size_t i = 0, k; i < n; i = k) {
        struct hoshi_returned *kept = all[i];
        for (k = i + 1; k < n && same_of(all[i], all[k]); k++)
            kept = settle_two(kept, all[k]);
        if (kept->state == HOSHI_RETURNED_JOINED)
            all[list->joins++] = kept;
    }
}

/* ---- joining ---- */

static void take_number(struct hoshi_returned *x, int64_t said, int64_t *to)
{
    if (said == HOSHI_NONE)
        return;
    x->differs += *to != HOSHI_NONE && *to != said;
    *to = said;
}

static void join_sizes(struct hoshi_returned *x, struct hoshi_supplier_row *row)
{
    const struct hoshi_supplier_row *said = x->said;
    for (int d = HOSHI_USERS; d < HOSHI_DRIVERS; d++)
        take_number(x, said->size[d], &row->size[d]);
    take_number(x, said->head.employees_regular, &row->head.employees_regular);
    take_number(x, said->head.capital_yen, &row->head.capital_yen);
    for (size_t i = 0; i < HOSHI_SUPPLIER_FACTS_MAX; i++) {
        x->differs += said->fact[i] && row->fact[i] && said->fact[i] != row->fact[i];
        row->fact[i] = said->fact[i] ? said->fact[i] : row->fact[i];
    }
}

/* Counts and rates of the list say nothing of single criteria, so answers take their place. */
static void join_answers(struct hoshi_returned *x, struct hoshi_supplier_row *row)
{
    const struct hoshi_supplier_row *said = x->said;
    if (said->gap != HOSHI_SUPPLIER_GAP_ANSWERS)
        return;
    memset(row->count, 0, sizeof row->count);
    for (int k = 0; k <= HOSHI_CATEGORIES; k++)
        row->met_ppm[k] = -1;
    row->gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    for (size_t i = 0; i < HOSHI_CRITERIA_MAX; i++) {
        uint8_t answer = said->answer[i];
        if (answer == HOSHI_UNANSWERED || (answer == HOSHI_WITHHELD && row->answer[i] != HOSHI_UNANSWERED))
            continue;
        x->differs += row->answer[i] != HOSHI_UNANSWERED && row->answer[i] != answer;
        row->answer[i] = answer;
        row->remaining_ppm[i] = said->remaining_ppm[i];
    }
}

static struct hoshi_returned *joined_of(const struct hoshi_returned_list *list, const char *id, bool amount)
{
    size_t low = 0, high = list->joins;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct hoshi_returned *x = list->joined[middle];
        int order = strcmp(x->id, id);
        if (order < 0 || (order == 0 && amount && x->kind != HOSHI_RETURNED_AMOUNT))
            low = middle + 1;
        else
            high = middle;
    }
    const struct hoshi_returned *x = low < list->joins ? list->joined[low] : NULL;
    if (!x || strcmp(x->id, id) != 0 || (x->kind == HOSHI_RETURNED_AMOUNT) != amount)
        return NULL;
    return (struct hoshi_returned *)(uintptr_t)x; /* of the list, which counts in it */
}

const struct hoshi_returned *hoshi_returned_join(struct hoshi_returned_list *list,
                                                 struct hoshi_supplier_row *row)
{
    struct hoshi_returned *asked = joined_of(list, row->head.id, true),
                          *x = joined_of(list, row->head.id, false);
    if (asked)
        row->head.asked_annual_yen = asked->asked_annual_yen;
    if (!x && asked && asked->said->gap == HOSHI_SUPPLIER_GAP_ANSWERS)
        x = asked;
    if (!x)
        return NULL;
    row->returned = true;
    row->head.answered_on = x->day;
    if (x->kind == HOSHI_RETURNED_CASE)
        return x;
    x->differs = 0;
    join_sizes(x, row);
    join_answers(x, row);
    return NULL;
}
