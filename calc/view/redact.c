/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact.h"
#include "text.h"
#include "sort.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ASCII_MIN = 4, WIDE_MIN = 2, HEAD = 4, BUCKETS = 1 << 16 };

/* What is collected from, and the item codes of the buyer itself in order. */
struct collector {
    struct hoshi_redactor *r;
    const struct hoshi_case *c;
    const struct hoshi_case_buyer *own;
    const char **code;
};

/* ---- which words ---- */

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* A short word would black out half of every sentence. */
static bool long_enough(const char *term)
{
    return strlen(term) >= HEAD && hoshi_text_length(term) >= (is_ascii(term) ? ASCII_MIN : WIDE_MIN);
}

/* Names the document needs: where the other's word is part of one of them, it names nobody else. */
static bool is_own(const struct collector *x, const char *term)
{
    const char *own[] = {x->own->id, x->own->name, x->own->department, x->c->supplier.name,
                         x->c->supplier.representative};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i] && strstr(own[i], term))
            return true;
    return false;
}

static void add(const struct collector *x, const char *term)
{
    struct hoshi_redactor *r = x->r;
    if (!term || !long_enough(term) || is_own(x, term))
        return;
    if (r->n == r->capacity) {
        size_t more = r->capacity ? 2 * r->capacity : 64;
        const char **list = realloc(r->term, more * sizeof *list);
        if (!list) {
            r->failed = true;
            return;
        }
        r->term = list;
        r->capacity = more;
    }
    r->term[r->n] = hoshi_arena_text(&r->arena, term);
    r->failed = r->failed || !r->term[r->n];
    r->n += r->term[r->n] != NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_code(const struct collector *x, const char *code)
{
    if (code && !bsearch(&code, x->code, x->own->items, sizeof *x->code, by_text))
        add(x, code);
}

/* People write 「つきしろ電装」 where the register has 「つきしろ電装株式会社」. */
static void add_name(const struct collector *x, const char *name)
{
    static const char *const form[] = {"株式会社",  "有限会社", "合同会社", "合資会社",   "合名会社",
                                       "（株）",    "（有）",   "(株)",     "(有)",       "㈱",
                                       "㈲",        ", Inc.",   " Inc.",    " Co., Ltd.", " Corporation",
                                       " Co.,Ltd.", " Ltd.",    " K.K.",    " Corp."};
    char bare[HOSHI_NAME_MAX * 4 + 1];
    if (!name)
        return;
    add(x, name);
    hoshi_text_copy(bare, sizeof bare, name);
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        char *at = strstr(bare, form[i]);
        if (at)
            memmove(at, at + strlen(form[i]), strlen(at + strlen(form[i])) + 1);
    }
    char *first = bare + strspn(bare, " ");
    size_t n = strlen(first);
    while (n && first[n - 1] == ' ')
        first[--n] = 0;
    add(x, first);
}

static void add_buyer(const struct collector *x, const struct hoshi_case_buyer *other)
{
    add_name(x, other->name);
    add(x, other->id);
    for (size_t i = 0; i < other->items; i++)
        add_code(x, other->item[i].code);
}

static void add_entry(const struct collector *x, const struct hoshi_log_entry *e)
{
    if (!e->party || strcmp(e->party, x->own->id) == 0)
        return;
    add_name(x, e->party_name);
    for (size_t i = 0; i < e->persons; i++)
        if (e->person[i].side == HOSHI_SIDE_BUYER)
            add(x, e->person[i].name);
    for (size_t i = 0; i < e->items; i++)
        add_code(x, e->item[i].code);
}

static int by_length(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t m = strlen(x), n = strlen(y);
    return m != n ? (m < n) - (m > n) : strcmp(x, y);
}

/* A word has at least HEAD bytes: texts are looked at only where some word begins like them. */
static uint32_t bucket(const char *text)
{
    uint32_t head;
    memcpy(&head, text, HEAD);
    return head * UINT32_C(2654435761) >> 16;
}

static void index_terms(struct hoshi_redactor *r)
{
    size_t kept = 0;
    hoshi_sort(r->term, r->n, sizeof *r->term, by_length);
    for (size_t i = 0; i < r->n; i++)
        if (!kept || strcmp(r->term[kept - 1], r->term[i]) != 0)
            r->term[kept++] = r->term[i];
    r->n = kept;
    r->first = hoshi_arena_array(&r->arena, BUCKETS, sizeof *r->first);
    r->next = hoshi_arena_array(&r->arena, r->n, sizeof *r->next);
    r->failed = r->failed || !r->first || !r->next;
    for (size_t i = r->n; !r->failed && i-- > 0;) {
        uint32_t at = bucket(r->term[i]);
        r->next[i] = r->first[at];
        r->first[at] = (uint32_t)i + 1;
    }
}

enum hoshi_status hoshi_redactor_init(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                                      const struct hoshi_log *log, struct hoshi_faults *faults)
{
    const struct hoshi_case_buyer *own = &c->buyer[buyer];
    *r = (struct hoshi_redactor){0};
    const char **code = hoshi_arena_array(&r->arena, own->items + 1, sizeof *code);
    const struct collector x = {r, c, own, code};
    if (!code)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < own->items; i++)
        code[i] = own->item[i].code;
    if (own->items)
        hoshi_sort(code, own->items, sizeof *code, by_text);
    for (size_t i = 0; i < c->buyers; i++)
        if (i != buyer)
            add_buyer(&x, &c->buyer[i]);
    for (size_t i = 0; log && i < log->n; i++)
        add_entry(&x, &log->entry[i]);
    if (r->n && !r->failed)
        index_terms(r);
    return r->failed ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL) : HOSHI_OK;
}

void hoshi_redactor_release(struct hoshi_redactor *r)
{
    free(r->term);
    hoshi_arena_release(&r->arena);
    *r = (struct hoshi_redactor){0};
}

/* ---- replacing ---- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* The length of the word that begins here, 0 when none does; the longest comes first. */
static size_t found(const struct hoshi_redactor *r, const char *text, const char *at, size_t left)
{
    if (!r->n || left < HEAD)
        return 0;
    for (uint32_t i = r->first[bucket(at)]; i; i = r->next[i - 1]) {
        const char *term = r->term[i - 1];
        size_t n = strlen(term);
        if (n > left || memcmp(at, term, n) != 0)
            continue;
        bool before = at > text && is_word(at[-1]) && is_word(term[0]);
        bool after = is_word(at[n]) && is_word(term[n - 1]);
        if (!before && !after)
            return n;
    }
    return 0;
}

const char *hoshi_redact(struct hoshi_redactor *r, const char *text, struct hoshi_arena *arena)
{
    struct hoshi_buffer out;
    if (!text)
        return NULL;
    hoshi_buffer_init(&out, strlen(text) * 5 + 64);
    hoshi_buffer_add(&out, "", 0);
    const char *end = text + strlen(text);
    for (const char *p = text; *p;) {
        size_t n = found(r, text, p, (size_t)(end - p));
        if (n) {
            hoshi_buffer_puts(&out, HOSHI_REDACTED);
            r->replaced++;
            p += n;
        } else {
            hoshi_buffer_add(&out, p++, 1);
        }
    }
    const char *copy = out.failed ? NULL : hoshi_arena_text(arena, hoshi_buffer_text(&out));
    hoshi_buffer_release(&out);
    r->failed = r->failed || !copy;
    return copy;
}
