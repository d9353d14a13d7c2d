/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which buyer of the case an option means: by id, by name, by the beginning of its name. */
#include "opened.h"
#include "split.h"
#include "text_key.h"

#include <string.h>

enum { BUYER_KEY = 1024 };

static bool buyer_matches_id(const char *value, const struct hoshi_case_buyer *b)
{
    char typed[BUYER_KEY], id[BUYER_KEY];
    return hoshi_text_key(value, typed, sizeof typed) && hoshi_text_key(b->id, id, sizeof id) &&
           strcmp(typed, id) == 0;
}

/* The whole name (exact), or its beginning. */
static bool buyer_matches_name(const char *value, const struct hoshi_case_buyer *b, bool exact)
{
    char typed[BUYER_KEY], name[BUYER_KEY];
    if (!b->name || !hoshi_text_company_key(value, typed, sizeof typed) ||
        !hoshi_text_company_key(b->name, name, sizeof name) || !*typed)
        return false;
    return exact ? strcmp(typed, name) == 0 : strncmp(typed, name, strlen(typed)) == 0;
}

static void buyer_list(const struct hoshi_case *c, bool parties, struct hoshi_buffer *list)
{
    for (size_t i = 0; i < c->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        if (parties && !hoshi_buyer_is_party(b))
            continue;
        hoshi_buffer_printf(list, "%s%s", list->length ? ", " : "", b->id);
        if (b->name)
            hoshi_buffer_printf(list, " %s", b->name);
    }
}

bool buyer_named(struct request *r, const struct hoshi_case *c, const char *option, const char *value,
                 bool parties, size_t *out)
{
    struct hoshi_buffer list;
    *out = SIZE_MAX;
    /* An id goes before a name, a whole name before a beginning; what fits two buyers is none. */
    for (int how = 0; value && how < 4 && *out == SIZE_MAX; how++) {
        size_t fits = 0, at = SIZE_MAX;
        for (size_t i = 0; i < c->buyers; i++) {
            const struct hoshi_case_buyer *b = &c->buyer[i];
            bool match = how == 0   ? strcmp(value, b->id) == 0
                         : how == 1 ? buyer_matches_id(value, b)
                                    : buyer_matches_name(value, b, how == 2);
            if (match && (!parties || hoshi_buyer_is_party(b))) {
                fits++;
                at = i;
            }
        }
        if (fits == 1)
            *out = at;
    }
    if (*out != SIZE_MAX)
        return true;
    hoshi_buffer_init(&list, 400);
    buyer_list(c, parties, &list);
    hoshi_fault_add(r->faults, HOSHI_E_BUYER_UNKNOWN, option, value, "%s", hoshi_buffer_text(&list));
    hoshi_buffer_release(&list);
    return false;
}
