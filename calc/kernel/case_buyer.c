/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_buyer.h"

#include "estimate.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <string.h>

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t key_of(const char *name)
{
    char key[4 * HOSHI_NAME_MAX + 8];
    uint64_t hash = UINT64_C(14695981039346656037);
    if (!hoshi_text_company_key(name, key, sizeof key) || !*key)
        return 0;
    for (const char *p = key; *p; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash ? hash : 1;
}

void hoshi_buyer_named_init(struct hoshi_buyer_named *to, const struct hoshi_case_buyer *buyer)
{
    const char *name = buyer->name ? buyer->name : "";
    memset(to, 0, sizeof *to);
    hoshi_text_copy(to->id, sizeof to->id, buyer->id);
    hoshi_text_copy(to->name, sizeof to->name, name);
    to->key = key_of(name);
}

/* "A 甲社, B 乙社, … (+3)" of the buyers that are a party, or of those that are none. */
static void list_buyers(const struct hoshi_case *c, bool parties, char *out, size_t size)
{
    size_t used = 0, more = 0;
    out[0] = 0;
    for (size_t i = 0; i < c->buyers; i++) {
        const char *id = c->buyer[i].id, *name = c->buyer[i].name ? c->buyer[i].name : "";
        if (hoshi_buyer_is_party(&c->buyer[i]) != parties)
            continue;
        if (strcmp(id, name) == 0 || used + strlen(id) + strlen(name) + 21 >= size)
            name = "";
        if (!more && used + strlen(id) + 20 < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s%s%s", used ? ", " : "", id,
                                     *name ? " " : "", name);
        else
            more++;
    }
    if (more)
        snprintf(out + used, size - used, "%s… (+%zu)", used ? ", " : "", more);
}

static bool same_id(const char *a, const char *b)
{
    char x[4 * HOSHI_ID_MAX + 8], y[4 * HOSHI_ID_MAX + 8];
    return hoshi_text_key(a, x, sizeof x) && hoshi_text_key(b, y, sizeof y) && strcmp(x, y) == 0;
}

static bool same_name(const char *a, const char *b)
{
    uint64_t key = key_of(a);
    return key && key == key_of(b);
}

static bool any(const char *a, const char *b)
{
    (void)a;
    (void)b;
    return true;
}

static bool exactly(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* How many parties match by their id or name; *at the last of them. */
static size_t find_buyers(const struct hoshi_case *c, const char *wanted, bool by_name,
                          bool (*same)(const char *a, const char *b), size_t *at)
{
    size_t found = 0;
    for (size_t i = 0; i < c->buyers; i++) {
        const char *word = by_name ? c->buyer[i].name : c->buyer[i].id;
        if (hoshi_buyer_is_party(&c->buyer[i]) && word && same(word, wanted)) {
            *at = i;
            found++;
        }
    }
    return found;
}

enum hoshi_status hoshi_case_buyer_find(const struct hoshi_case *c, const char *buyer, size_t *at,
                                        enum hoshi_buyer_match *match, struct hoshi_faults *faults)
{
    char list[sizeof((struct hoshi_fault *)0)->allowed], others[sizeof((struct hoshi_fault *)0)->got];
    size_t which = 0;
    enum hoshi_buyer_match how = buyer ? HOSHI_BUYER_BY_ID : HOSHI_BUYER_ALONE;
    size_t found = find_buyers(c, buyer, false, buyer ? exactly : any, &which);
    if (buyer && !found)
        found = find_buyers(c, buyer, false, same_id, &which);
    if (buyer && !found) {
        how = HOSHI_BUYER_BY_NAME;
        found = find_buyers(c, buyer, true, same_name, &which);
    }
    if (found == 1) {
        *at = which;
        *match = how;
        return HOSHI_OK;
    }
    list_buyers(c, true, list, sizeof list);
    list_buyers(c, false, others, sizeof others);
    if (!*list)
        return hoshi_fault_add(faults, HOSHI_E_BUYER_NONE, "buyers", others, "requested_level, include");
    return hoshi_fault_add(faults, buyer && !found ? HOSHI_E_BUYER_UNKNOWN : HOSHI_E_BUYER_SEVERAL, "buyers",
                           buyer, "%s", list);
}
