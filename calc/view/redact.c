/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact.h"
#include "redact_fold.h"
#include "redact_terms.h"
#include "typed.h"
#include "text.h"
#include "sort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = HOSHI_REDACT_HEAD, BUCKETS = 1 << 16 };

/* ---- the words by their first bytes ---- */

static int redact_by_length(const void *a, const void *b)
{
    const struct hoshi_redact_term *x = a, *y = b;
    size_t m = strlen(x->text), n = strlen(y->text);
    if (m != n)
        return (m < n) - (m > n);
    int order = strcmp(x->text, y->text);
    return order ? order : (int)x->kind - (int)y->kind;
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
    struct hoshi_redact_term *term = r->term.item;
    hoshi_sort(term, r->term.n, sizeof *term, redact_by_length);
    for (size_t i = 0; i < r->term.n; i++)
        if (!kept || strcmp(term[kept - 1].text, term[i].text) != 0)
            term[kept++] = term[i];
    r->term.n = kept;
    r->first = hoshi_arena_array(&r->arena, BUCKETS, sizeof *r->first);
    r->next = hoshi_arena_array(&r->arena, kept, sizeof *r->next);
    r->failed = r->failed || !r->first || !r->next;
    for (size_t i = kept; !r->failed && i-- > 0;) {
        uint32_t at = bucket(term[i].text);
        r->next[i] = r->first[at];
        r->first[at] = (uint32_t)i + 1;
    }
}

enum hoshi_status hoshi_redactor_init(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                                      const struct hoshi_log *log, struct hoshi_faults *faults)
{
    *r = (struct hoshi_redactor){.term = HOSHI_ARRAY(struct hoshi_redact_term),
                                 .yen = HOSHI_ARRAY(int64_t),
                                 .micro = HOSHI_ARRAY(int64_t),
                                 .look = HOSHI_ARRAY(struct hoshi_redact_look)};
    if (!hoshi_redact_collect(r, c, buyer, log))
        r->failed = true;
    if (r->term.n && !r->failed)
        index_terms(r);
    return r->failed ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL) : HOSHI_OK;
}

void hoshi_redactor_release(struct hoshi_redactor *r)
{
    hoshi_array_release(&r->term);
    hoshi_array_release(&r->yen);
    hoshi_array_release(&r->micro);
    hoshi_array_release(&r->look);
    hoshi_arena_release(&r->arena);
    *r = (struct hoshi_redactor){0};
}

/* ---- finding ---- */

static bool redact_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A word that ends in letters or digits does not go on in them, unless something stood between. */
static bool stands_alone(const struct hoshi_folded *f, size_t at, size_t n)
{
    bool before = at > 0 && !f->gap[at] && redact_is_word(f->text[at - 1]) && redact_is_word(f->text[at]);
    bool after = at + n < f->n && !f->gap[at + n] && redact_is_word(f->text[at + n]) &&
                 redact_is_word(f->text[at + n - 1]);
    return !before && !after;
}

/* The bytes of a kanji (of three bytes: 4E00 … 9FFF). */
static bool redact_is_kanji(const char *c)
{
    unsigned char head = (unsigned char)*c;
    return head >= 0xE4 && head <= 0xE9;
}

/* 山辺社 and 山辺様, not 中山辺社, 山辺社会, 山辺様式. */
static bool redact_is_addressed(const struct hoshi_folded *f, size_t at, size_t n)
{
    static const char *const goes_on[] = {"会", "員", "長", "内", "外", "名",
                                          "則", "宅", "史", "式", "相", "子"};
    if (at >= 3 && !f->gap[at] && redact_is_kanji(f->text + at - 3))
        return false;
    for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++)
        if (f->n - at - n >= 3 && !f->gap[at + n] && memcmp(f->text + at + n, goes_on[i], 3) == 0)
            return false;
    return true;
}

/* The longest word that begins at a byte of the text. */
static const struct hoshi_redact_term *term_at(const struct hoshi_redactor *r, const struct hoshi_folded *f,
                                               size_t at)
{
    const struct hoshi_redact_term *term = r->term.item;
    if (!r->term.n || f->n - at < HEAD)
        return NULL;
    for (uint32_t i = r->first[bucket(f->text + at)]; i; i = r->next[i - 1]) {
        size_t n = strlen(term[i - 1].text);
        if (n <= f->n - at && memcmp(f->text + at, term[i - 1].text, n) == 0 && stands_alone(f, at, n) &&
            (term[i - 1].kind != HOSHI_TERM_SHORT || redact_is_addressed(f, at, n)))
            return &term[i - 1];
    }
    return NULL;
}

/* The bytes of what belongs to a name behind it (its trade, its legal form), or of its legal form before it. */
static size_t redact_form_behind(const struct hoshi_folded *f, size_t at)
{
    size_t n = 0;
    for (size_t m = 1; m; n += m) {
        m = hoshi_redact_trade(f->text + at + n, f->n - at - n);
        m = m ? m : hoshi_redact_form(f->text + at + n, f->n - at - n);
        if (m && redact_is_word(f->text[at + n + m - 1]) && at + n + m < f->n &&
            redact_is_word(f->text[at + n + m]) && !f->gap[at + n + m])
            m = 0;
    }
    return n;
}

static size_t redact_form_before(const struct hoshi_folded *f, size_t at, size_t least)
{
    for (size_t m = 24; m; m--)
        if (m <= at - least && hoshi_redact_form(f->text + at - m, m) == m)
            return m;
    return 0;
}

static int redact_by_amount(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool among(const struct hoshi_array *list, int64_t value)
{
    return list->n && bsearch(&value, list->item, list->n, list->size, redact_by_amount);
}

/* The bytes of a figure at `at`, its parts as figures and units of size at out; 0 when none begins there. */
static size_t figure_at(const struct hoshi_folded *f, size_t at, char *out, size_t size)
{
    static const char *const kanji[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const unit[] = {"千", "百", "十", "万", "億", "兆"};
    size_t n = 0, used = 0, digits = 0;
    for (bool more = true; more && at + n < f->n && used + 4 < size;) {
        const char *p = f->text + at + n;
        more = false;
        if ((*p >= '0' && *p <= '9') || (n && (*p == ',' || *p == '.') && p[1] >= '0' && p[1] <= '9')) {
            digits += *p >= '0';
            out[used++] = *p;
            n++;
            more = true;
        }
        for (size_t i = 0; !more && f->n - at - n >= 3 && i < 16; i++) {
            const char *word = i < 10 ? kanji[i] : unit[i - 10];
            if (memcmp(p, word, 3) != 0)
                continue;
            more = i < 10 || digits || i > 10;
            if (i < 10)
                out[used++] = (char)('0' + i), digits++;
            else
                memcpy(out + used, p, 3), used += 3;
            n += more ? 3 : 0;
        }
    }
    out[used] = 0;
    return digits ? n : 0;
}

/* The bytes of an amount of another's at `at`; 0 when there is none. */
static size_t redact_amount_at(const struct hoshi_redactor *r, const struct hoshi_folded *f, size_t at)
{
    char figure[80], text[96];
    int64_t yen = 0, micro = 0;
    if (!r->yen.n && !r->micro.n)
        return 0;
    if (at && !f->gap[at] && (redact_is_word(f->text[at - 1]) || strchr(".,-", f->text[at - 1])))
        return 0;
    size_t n = figure_at(f, at, figure, sizeof figure);
    if (!n || (at + n < f->n && !f->gap[at + n] && redact_is_word(f->text[at + n]) &&
               memcmp(f->text + at + n, "yen", 3) != 0))
        return 0;
    bool said = f->n - at - n >= 3 &&
                (memcmp(f->text + at + n, "円", 3) == 0 || memcmp(f->text + at + n, "yen", 3) == 0);
    said = said || (at >= 2 && memcmp(f->text + at - 2, "\xC2\xA5", 2) == 0);
    snprintf(text, sizeof text, "%s円", figure);
    bool found = !hoshi_typed_yen(text, 1, &yen) && among(&r->yen, yen);
    found = found || (!hoshi_typed_number(figure, &micro) && among(&r->micro, micro));
    /* A bare short number may be a day, a count, a page. */
    return found && (said || strlen(figure) >= 5) ? n + (said && f->n - at - n >= 3 ? 3 : 0) : 0;
}

static void redact_look_at(struct hoshi_redactor *r, size_t look)
{
    struct hoshi_redact_look *l = hoshi_array_at(&r->look, look);
    l->times++;
}

/* ---- replacing ---- */

/* From which byte of the folded text to which the place at *at is to be blacked out; false when none is there, with *at
 * behind what needs no more looking. */
static bool place_at(struct hoshi_redactor *r, const struct hoshi_folded *f, size_t done, size_t *at,
                     size_t *end)
{
    const struct hoshi_redact_term *term = term_at(r, f, *at);
    *end = *at + (term ? strlen(term->text) : 0);
    if (term && term->kind == HOSHI_TERM_LOOK) {
        redact_look_at(r, term->look);
        term = NULL;
    }
    if (term && term->kind == HOSHI_TERM_NAME) {
        *end += redact_form_behind(f, *end);
        *at -= redact_form_before(f, *at, done);
    }
    if (term)
        return true;
    size_t n = redact_amount_at(r, f, *at);
    if (!n)
        return false;
    *end = *at + n;
    return true;
}

const char *hoshi_redact(struct hoshi_redactor *r, const char *text, struct hoshi_arena *arena)
{
    struct hoshi_buffer out;
    struct hoshi_folded f;
    if (!text)
        return NULL;
    hoshi_buffer_init(&out, strlen(text) * 10 + 64);
    hoshi_buffer_add(&out, "", 0);
    size_t copied = 0, done = 0;
    r->failed = !hoshi_folded_init(&f, text) || r->failed;
    for (size_t at = 0; !r->failed && at < f.n;) {
        size_t from = at, end = at;
        if (!place_at(r, &f, done, &from, &end)) {
            at++;
            continue;
        }
        hoshi_buffer_add(&out, text + copied, f.from[from] > copied ? f.from[from] - copied : 0);
        hoshi_buffer_puts(&out, HOSHI_REDACTED);
        r->replaced++;
        copied = f.to[end - 1];
        at = done = end;
    }
    hoshi_buffer_puts(&out, text + copied);
    const char *copy = out.failed || r->failed ? NULL : hoshi_arena_text(arena, hoshi_buffer_text(&out));
    hoshi_buffer_release(&out);
    hoshi_folded_release(&f);
    r->failed = r->failed || !copy;
    return copy;
}

static void redact_field(struct hoshi_redactor *r, const char **text, struct hoshi_arena *arena)
{
    *text = hoshi_redact(r, *text, arena);
}

bool hoshi_redact_entry(struct hoshi_redactor *r, const struct hoshi_log_entry *from,
                        struct hoshi_arena *arena, struct hoshi_log_entry *e)
{
    struct hoshi_log_person *person = hoshi_arena_array(arena, from->persons + 1, sizeof *person);
    struct hoshi_log_item *item = hoshi_arena_array(arena, from->items + 1, sizeof *item);
    struct hoshi_log_attachment *file = hoshi_arena_array(arena, from->attachments + 1, sizeof *file);
    if (!person || !item || !file)
        return false;
    *e = *from;
    e->body = e->salt = e->prev = e->where = NULL;
    redact_field(r, &e->place, arena);
    redact_field(r, &e->words, arena);
    redact_field(r, &e->reason, arena);
    redact_field(r, &e->number, arena);
    redact_field(r, &e->deducted_for, arena);
    for (size_t i = 0; i < from->persons; i++) {
        person[i] = from->person[i];
        redact_field(r, &person[i].name, arena);
        redact_field(r, &person[i].department, arena);
        redact_field(r, &person[i].role, arena);
    }
    for (size_t i = 0; i < from->items; i++) {
        item[i] = from->item[i];
        redact_field(r, &item[i].code, arena);
        redact_field(r, &item[i].name, arena);
    }
    for (size_t i = 0; i < from->attachments; i++) {
        file[i] = from->attachment[i];
        file[i].file = NULL;
        redact_field(r, &file[i].name, arena);
    }
    e->person = person;
    e->item = item;
    e->attachment = file;
    return !r->failed;
}
