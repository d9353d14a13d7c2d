/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_MIN = 4, ASCII_MIN = 4, WIDE_MIN = 2 };

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
    return hoshi_text_length(term) >= (is_ascii(term) ? ASCII_MIN : WIDE_MIN);
}

/* Words the document needs: where the other's word is part of one of them, it names nobody. */
static bool is_own(const struct hoshi_case *c, size_t buyer, const char *term)
{
    const struct hoshi_case_buyer *b = &c->buyer[buyer];
    const char *own[] = {b->id, b->name, b->department, c->supplier.name, c->supplier.representative};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i] && strstr(own[i], term))
            return true;
    for (size_t i = 0; i < b->items; i++)
        if (strstr(b->item[i].code, term) || (b->item[i].name && strstr(b->item[i].name, term)))
            return true;
    return false;
}

static void add(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer, const char *term)
{
    if (!term || !long_enough(term) || is_own(c, buyer, term))
        return;
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->term[i], term) == 0)
            return;
    if (r->n == r->capacity) {
        size_t more = r->capacity ? 2 * r->capacity : 64;
        const char **term_ = realloc(r->term, more * sizeof *term_);
        if (!term_) {
            r->failed = true;
            return;
        }
        r->term = term_;
        r->capacity = more;
    }
    r->term[r->n] = hoshi_arena_text(&r->arena, term);
    r->failed = r->failed || !r->term[r->n];
    r->n += r->term[r->n] != NULL;
}

/* People write 「つきしろ電装」 where the register has 「つきしろ電装株式会社」. */
static void add_name(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer, const char *name)
{
    static const char *const form[] = {"株式会社",  "有限会社", "合同会社", "合資会社",   "合名会社",
                                       "（株）",    "（有）",   "(株)",     "(有)",       "㈱",
                                       "㈲",        ", Inc.",   " Inc.",    " Co., Ltd.", " Corporation",
                                       " Co.,Ltd.", " Ltd.",    " K.K.",    " Corp."};
    char bare[HOSHI_NAME_MAX * 4 + 1];
    if (!name)
        return;
    add(r, c, buyer, name);
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
    add(r, c, buyer, first);
}

static void add_buyer(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                      const struct hoshi_case_buyer *other)
{
    add_name(r, c, buyer, other->name);
    add(r, c, buyer, other->id);
    for (size_t i = 0; i < other->items; i++)
        if (strlen(other->item[i].code) >= CODE_MIN)
            add(r, c, buyer, other->item[i].code);
}

static void add_entry(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                      const struct hoshi_log_entry *e)
{
    if (!e->party || strcmp(e->party, c->buyer[buyer].id) == 0)
        return;
    add_name(r, c, buyer, e->party_name);
    for (size_t i = 0; i < e->persons; i++)
        if (e->person[i].side == HOSHI_SIDE_BUYER)
            add(r, c, buyer, e->person[i].name);
    for (size_t i = 0; i < e->items; i++)
        if (e->item[i].code && strlen(e->item[i].code) >= CODE_MIN)
            add(r, c, buyer, e->item[i].code);
}

static int by_length(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t m = strlen(x), n = strlen(y);
    return m != n ? (m < n) - (m > n) : strcmp(x, y);
}

enum hoshi_status hoshi_redactor_init(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                                      const struct hoshi_log *log, struct hoshi_faults *faults)
{
    *r = (struct hoshi_redactor){0};
    for (size_t i = 0; i < c->buyers; i++)
        if (i != buyer)
            add_buyer(r, c, buyer, &c->buyer[i]);
    for (size_t i = 0; log && i < log->n; i++)
        add_entry(r, c, buyer, &log->entry[i]);
    if (r->failed)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (r->n)
        qsort(r->term, r->n, sizeof *r->term, by_length);
    return HOSHI_OK;
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

/* The length of the word that begins here, 0 when none does. */
static size_t found(const struct hoshi_redactor *r, const char *text, const char *at)
{
    for (size_t i = 0; i < r->n; i++) {
        const char *term = r->term[i];
        size_t n = strlen(term);
        if (strncmp(at, term, n) != 0)
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
    for (const char *p = text; *p;) {
        size_t n = found(r, text, p);
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
