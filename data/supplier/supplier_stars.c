/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_stars.h"
#include "array.h"
#include "sha256.h"
#include "sort.h"
#include "supplier_case.h"
#include "supplier_read.h"
#include "text.h"
#include "text_key.h"

#include <stdlib.h>
#include <string.h>

enum { STAR_KEY = HOSHI_SUPPLIER_NAME_BYTES + 8 };

/* What registers head their columns with, beside the words of lists. */
static const char *const register_words[] = {"事業者名=会社名",
                                             "登録事業者名=会社名",
                                             "取得事業者名=会社名",
                                             "組織名=会社名",
                                             "段階=取得済みの★",
                                             "★段階=取得済みの★",
                                             "取得段階=取得済みの★",
                                             "評価段階=取得済みの★",
                                             "レベル=取得済みの★",
                                             "★=取得済みの★",
                                             "取得レベル=取得済みの★",
                                             "level=holds level",
                                             "star=holds level",
                                             "登録番号=★の登録番号",
                                             "認定番号=★の登録番号",
                                             "登録no=★の登録番号",
                                             "registration number=star registration number",
                                             "registration no=star registration number",
                                             "取得日=★の取得日",
                                             "登録日=★の取得日",
                                             "評価日=★の取得日",
                                             "公表日=★の取得日",
                                             "registered on=star obtained on",
                                             "obtained on=star obtained on",
                                             "有効期限=★の有効期限",
                                             "有効期間満了日=★の有効期限",
                                             "有効期間の満了日=★の有効期限",
                                             "満了日=★の有効期限",
                                             "valid until=star valid until",
                                             "expires on=star valid until"};

struct star {
    char key[STAR_KEY]; /* 'c' and the corporate number, or 'n' and the name */
    struct hoshi_supplier_star star;
    bool several; /* another firm has this name */
};

struct hoshi_stars {
    struct hoshi_array item; /* struct star, ascending by key */
    struct hoshi_faults *faults;
    size_t stars, joined;
    bool full;
    char digest[HOSHI_SHA256_TEXT];
};

static bool star_add(struct hoshi_stars *s, char kind, const char *key,
                     const struct hoshi_supplier_star *star)
{
    struct star *x = hoshi_array_add(&s->item);
    if (!x || s->item.n > 2 * (size_t)HOSHI_STARS_MAX)
        return false;
    memset(x, 0, sizeof *x);
    x->key[0] = kind;
    hoshi_text_copy(x->key + 1, sizeof x->key - 1, key);
    x->star = *star;
    return true;
}

/* A register lacks what a cost needs, so its rows come as left out; they are read all the same. */
static bool star_take(void *user, const struct hoshi_supplier_item *item)
{
    struct hoshi_stars *s = user;
    const struct hoshi_supplier_row *row = item->row_;
    char key[STAR_KEY];
    enum hoshi_status why =
        item->kind == HOSHI_SUPPLIER_LEFT_OUT && item->faults->n ? item->faults->item[0].status : HOSHI_OK;
    if (!row || why == HOSHI_E_SUPPLIER_TOTAL || why == HOSHI_E_SUPPLIER_NOTE || why == HOSHI_E_DUPLICATE ||
        !row->holds_level)
        return true;
    struct hoshi_supplier_star star = row->head.star;
    star.held = row->holds_level;
    star.paid_yen = HOSHI_NONE;
    s->stars++;
    bool fits = true;
    if (row->head.corporate_number[0])
        fits = star_add(s, 'c', row->head.corporate_number, &star);
    if (fits && hoshi_text_company_key(row->head.name, key, sizeof key - 1) && key[0])
        fits = star_add(s, 'n', key, &star);
    s->full |= !fits;
    return fits;
}

static int star_order(const void *a, const void *b)
{
    const struct star *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    if (order)
        return order;
    if (x->star.held != y->star.held)
        return y->star.held - x->star.held;
    return hoshi_date_compare(y->star.valid_until, x->star.valid_until);
}

/* One star of each key: the first. */
static void star_settle(struct hoshi_stars *s)
{
    size_t n = 0;
    if (s->item.n)
        hoshi_sort(s->item.item, s->item.n, s->item.size, star_order);
    for (size_t i = 0; i < s->item.n; i++) {
        struct star *x = hoshi_array_at(&s->item, i), *last = n ? hoshi_array_at(&s->item, n - 1) : NULL;
        if (last && strcmp(last->key, x->key) == 0) {
            last->several |= x->key[0] == 'n' && strcmp(last->star.number, x->star.number) != 0 &&
                             last->star.held == x->star.held;
            continue;
        }
        struct star *to = hoshi_array_at(&s->item, n++);
        if (to != x)
            *to = *x;
    }
    s->item.n = n;
}

enum hoshi_status hoshi_stars_open(const char *path, const struct hoshi_catalog *catalog,
                                   const char *const *map, size_t maps, struct hoshi_stars **out,
                                   struct hoshi_faults *faults)
{
    struct hoshi_stars *s = calloc(1, sizeof *s);
    struct hoshi_supplier_reading *about = calloc(1, sizeof *about);
    const struct hoshi_supplier_ask ask = {.map = map,
                                           .maps = maps,
                                           .soft = register_words,
                                           .softs = sizeof register_words / sizeof *register_words,
                                           .repeats = true};
    const struct hoshi_supplier_read_options o = {.catalog = catalog, .ask = &ask};
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (s && about) {
        s->item = HOSHI_ARRAY(struct star);
        s->faults = faults;
        status = hoshi_suppliers_read(path, &o, star_take, s, about, faults);
        if (!status && s->full)
            status = hoshi_fault_add_file(faults, HOSHI_E_TOO_MANY, path, "1000000");
    } else
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    bool tells = false;
    for (size_t i = 0; !status && i < about->columns; i++)
        tells |= strcmp(about->column[i].member, "holds_level") == 0;
    if (!status && !tells)
        status = hoshi_fault_add_file(faults, HOSHI_E_SUPPLIER_HEADER, path, "取得済みの★ / holds level");
    if (!status) {
        memcpy(s->digest, about->digest, sizeof s->digest);
        star_settle(s);
        *out = s;
    } else
        hoshi_stars_close(s);
    free(about);
    return status;
}

void hoshi_stars_close(struct hoshi_stars *stars)
{
    if (!stars)
        return;
    hoshi_array_release(&stars->item);
    free(stars);
}

size_t hoshi_stars_count(const struct hoshi_stars *stars)
{
    return stars->stars;
}

void hoshi_stars_begin(struct hoshi_stars *stars)
{
    stars->joined = 0;
}

size_t hoshi_stars_joined(const struct hoshi_stars *stars)
{
    return stars->joined;
}

const char *hoshi_stars_digest(const struct hoshi_stars *stars)
{
    return stars->digest;
}

static const struct star *star_of(const struct hoshi_stars *s, char kind, const char *text)
{
    char key[STAR_KEY] = {kind};
    size_t low = 0, high = s->item.n;
    hoshi_text_copy(key + 1, sizeof key - 1, text);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(((const struct star *)hoshi_array_at(&s->item, middle))->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct star *x = low < s->item.n ? hoshi_array_at(&s->item, low) : NULL;
    return x && strcmp(x->key, key) == 0 && !x->several ? x : NULL;
}

bool hoshi_stars_join(struct hoshi_stars *stars, struct hoshi_supplier_row *row)
{
    char key[STAR_KEY];
    const struct star *x = NULL;
    if (row->head.corporate_number[0])
        x = star_of(stars, 'c', row->head.corporate_number);
    else if (hoshi_text_company_key(row->head.name, key, sizeof key - 1) && key[0])
        x = star_of(stars, 'n', key);
    if (!x)
        return false;
    struct hoshi_supplier_star *to = &row->head.star;
    int64_t paid = to->paid_yen;
    struct hoshi_date applied = to->applied_on;
    *to = x->star;
    to->paid_yen = paid;
    to->applied_on = to->applied_on.year ? to->applied_on : applied;
    row->holds_level = x->star.held;
    stars->joined++;
    return true;
}
