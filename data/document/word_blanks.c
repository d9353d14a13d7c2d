/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "word_blanks.h"
#include "array.h"
#include "word_fill.h"
#include "word_part.h"

#include <zip.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the words of a node ---- */

static void blanks_text(const struct hoshi_word_node *node, bool in_text, struct hoshi_buffer *out)
{
    if (!node->name) {
        if (in_text)
            hoshi_buffer_puts(out, node->text);
        return;
    }
    if (strcmp(node->name, "w:br") == 0 || strcmp(node->name, "w:cr") == 0 ||
        (strcmp(node->name, "w:p") == 0 && out->length))
        hoshi_buffer_puts(out, "\n");
    if (strcmp(node->name, "w:tab") == 0)
        hoshi_buffer_puts(out, " ");
    bool text = strcmp(node->name, "w:t") == 0;
    for (const struct hoshi_word_node *c = node->first; c; c = c->next)
        blanks_text(c, text, out);
}

static size_t blanks_space(const char *p)
{
    return *p && strchr(" \t\r\n", *p) ? 1 : strncmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Without space at its ends, full-width space included. */
static const char *blanks_trimmed(struct hoshi_arena *arena, const char *text)
{
    size_t end = 0, step;
    while ((step = blanks_space(text)))
        text += step;
    for (size_t i = 0; text[i]; i += step ? step : 1)
        if (!(step = blanks_space(text + i)))
            end = i + 1;
    return hoshi_arena_printf(arena, "%.*s", (int)end, text);
}

/* The words of a node (NULL: none), without the first place of `hint`: somebody typed behind it. */
static const char *blanks_words(struct hoshi_arena *arena, const struct hoshi_word_node *node,
                                const char *hint)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, HOSHI_WORD_BYTES_MAX);
    if (node)
        blanks_text(node, false, &text);
    char *at = text.length && *hint ? strstr(text.text, hint) : NULL;
    if (at)
        memmove(at, at + strlen(hint), strlen(at + strlen(hint)) + 1);
    const char *words = text.failed ? NULL : blanks_trimmed(arena, hoshi_buffer_text(&text));
    hoshi_buffer_release(&text);
    return words;
}

/* ---- rows and cells ---- */

static bool blanks_is(const struct hoshi_word_node *node, const char *name)
{
    return node->name && strcmp(node->name, name) == 0;
}

/* A cell of a table, and how its row is known. */
struct blanks_cell {
    struct hoshi_word_node *cell;
    const char *head, *first; /* words of the column's head and of the row's first cell */
    uint32_t row[2]; /* by the first cell's words; by the row's number, for one that is a blank itself */
    unsigned occurrence, column;
};

struct blanks_walk {
    struct hoshi_arena *arena;
    struct hoshi_array seen; /* of uint32_t: keys of rows so far */
    bool (*take)(void *of, const struct blanks_cell *cell);
    void *of;
};

static uint32_t blanks_key(const char *head, const char *row)
{
    uint32_t hash = 2166136261u;
    for (const char *p = head; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    hash = (hash ^ 0x1F) * 16777619u;
    for (const char *p = row; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    return hash;
}

/* Children of that name, through controls and marks of changes but not into other tables. */
static bool blanks_children(struct hoshi_word_node *node, const char *name, struct hoshi_array *out)
{
    for (struct hoshi_word_node *c = node->first; c; c = c->next) {
        if (!c->name || blanks_is(c, "w:del"))
            continue;
        if (!blanks_is(c, name)) {
            if (!blanks_is(c, "w:tbl") && !blanks_is(c, "w:tc") && !blanks_children(c, name, out))
                return false;
            continue;
        }
        struct hoshi_word_node **kept = hoshi_array_add(out);
        if (!kept)
            return false;
        *kept = c;
    }
    return true;
}

/* The words of each cell of a row, as a list of texts. */
static bool blanks_heads(struct blanks_walk *w, struct hoshi_word_node *row, struct hoshi_array *out)
{
    struct hoshi_array cells = HOSHI_ARRAY_IN(w->arena, struct hoshi_word_node *);
    if (!blanks_children(row, "w:tc", &cells))
        return false;
    for (size_t i = 0; i < cells.n; i++) {
        const char **head = hoshi_array_add(out);
        if (!head ||
            !(*head = blanks_words(w->arena, *(struct hoshi_word_node **)hoshi_array_at(&cells, i), "")))
            return false;
    }
    return true;
}

/* How many rows of that key came before. Beyond so many rows all count as the first. */
static bool blanks_before(struct blanks_walk *w, uint32_t key, unsigned *out)
{
    enum { ROWS = 20000 };
    *out = 0;
    if (w->seen.n == ROWS)
        return true;
    for (size_t i = 0; i < w->seen.n; i++)
        *out += *(uint32_t *)hoshi_array_at(&w->seen, i) == key;
    uint32_t *seen = hoshi_array_add(&w->seen);
    if (seen)
        *seen = key;
    return seen != NULL;
}

static bool blanks_row(struct blanks_walk *w, const char *head, const struct hoshi_array *heads,
                       struct hoshi_word_node *row, size_t number)
{
    struct hoshi_array cells = HOSHI_ARRAY_IN(w->arena, struct hoshi_word_node *);
    char count[24];
    if (!blanks_children(row, "w:tc", &cells))
        return false;
    snprintf(count, sizeof count, "\x1E%zu", number);
    const char *first =
        blanks_words(w->arena, cells.n ? *(struct hoshi_word_node **)hoshi_array_at(&cells, 0) : NULL, "");
    if (!first)
        return false;
    struct blanks_cell x = {.first = first, .row = {blanks_key(head, first), blanks_key(head, count)}};
    if (!blanks_before(w, x.row[0], &x.occurrence))
        return false;
    for (size_t i = 0; i < cells.n; i++) {
        x.cell = *(struct hoshi_word_node **)hoshi_array_at(&cells, i);
        x.column = (unsigned)i;
        x.head = number && i < heads->n ? *(const char **)hoshi_array_at(heads, i) : "";
        if (!w->take(w->of, &x))
            return false;
    }
    return true;
}

static bool blanks_table(struct blanks_walk *w, struct hoshi_word_node *table)
{
    struct hoshi_array rows = HOSHI_ARRAY_IN(w->arena, struct hoshi_word_node *),
                       heads = HOSHI_ARRAY_IN(w->arena, const char *);
    if (!blanks_children(table, "w:tr", &rows))
        return false;
    struct hoshi_word_node *top = rows.n ? *(struct hoshi_word_node **)hoshi_array_at(&rows, 0) : NULL;
    /* Only a row that is marked as a head names the columns; the table of pairs has none. */
    bool headed = top && hoshi_word_find(hoshi_word_child(top, "w:trPr"), "w:tblHeader");
    const char *head = blanks_words(w->arena, headed ? top : NULL, "");
    if (!head || (headed && !blanks_heads(w, top, &heads)))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        if (!blanks_row(w, head, &heads, *(struct hoshi_word_node **)hoshi_array_at(&rows, i), i))
            return false;
    return true;
}

static bool blanks_walk_body(struct blanks_walk *w, struct hoshi_word_node *node)
{
    bool ok = !blanks_is(node, "w:tbl") || blanks_table(w, node);
    for (struct hoshi_word_node *c = node->first; c && ok; c = c->next)
        ok = !c->name || blanks_walk_body(w, c);
    return ok;
}

/* The blank whose control stands in the cell; NULL: none. */
static struct hoshi_word_blank *blanks_tagged(struct hoshi_word_node *node,
                                              const struct hoshi_word_blanks *list,
                                              struct hoshi_word_node **control)
{
    const char *tag =
        blanks_is(node, "w:sdt")
            ? hoshi_word_attribute(hoshi_word_child(hoshi_word_child(node, "w:sdtPr"), "w:tag"), "w:val")
            : NULL;
    size_t prefix = strlen(HOSHI_WORD_BLANK_TAG);
    if (tag && strncmp(tag, HOSHI_WORD_BLANK_TAG, prefix) == 0) {
        unsigned long number = strtoul(tag + prefix, NULL, 10);
        *control = node;
        return number && number <= list->n ? &list->blank[number - 1] : NULL;
    }
    struct hoshi_word_blank *found = NULL;
    for (struct hoshi_word_node *c = node->first; c && !found; c = c->next)
        found = c->name && !blanks_is(c, "w:tbl") ? blanks_tagged(c, list, control) : NULL;
    return found;
}

/* ---- writing ---- */

static bool blanks_note(void *of, const struct blanks_cell *x)
{
    struct hoshi_word_blanks *list = of;
    struct hoshi_word_node *control;
    struct hoshi_word_blank *b = blanks_tagged(x->cell, list, &control);
    if (!b)
        return true;
    bool itself = x->column == 0; /* what is typed there changes what the row is known by */
    b->row = x->row[itself || !*x->first];
    b->occurrence = itself || !*x->first ? 0 : x->occurrence;
    b->column = x->column;
    b->placed = true;
    return true;
}

bool hoshi_word_blanks_place(struct hoshi_word_node *body, struct hoshi_word_blanks *list)
{
    struct hoshi_arena arena = {0};
    struct blanks_walk w = {
        .arena = &arena, .seen = HOSHI_ARRAY_IN(&arena, uint32_t), .take = blanks_note, .of = list};
    bool ok = blanks_walk_body(&w, body);
    hoshi_arena_release(&arena);
    return ok;
}

static bool blanks_property(struct hoshi_arena *arena, struct hoshi_word_node *properties, unsigned long pid,
                            const char *name, const char *text)
{
    const char *const given[] = {"fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
                                 "pid",   hoshi_arena_printf(arena, "%lu", pid),
                                 "name",  name,
                                 NULL};
    struct hoshi_word_node *node = hoshi_word_new(arena, "property", NULL),
                           *value = hoshi_word_new(arena, "vt:lpwstr", NULL),
                           *words = hoshi_word_new(arena, NULL, text);
    const char **kept = hoshi_arena_array(arena, sizeof given / sizeof *given, sizeof *kept);
    if (!node || !value || !words || !kept || !given[3] || !name || !text)
        return false;
    memcpy(kept, given, sizeof given);
    node->attribute = kept;
    hoshi_word_append(properties, node);
    hoshi_word_append(node, value);
    hoshi_word_append(value, words);
    return true;
}

bool hoshi_word_blanks_put(struct hoshi_arena *arena, struct hoshi_word_node *properties,
                           const struct hoshi_word_blanks *list)
{
    unsigned long pid = 1;
    for (const struct hoshi_word_node *c = properties->first; c; c = c->next) {
        const char *own = hoshi_word_attribute(c, "pid");
        unsigned long n = own ? strtoul(own, NULL, 10) : 0;
        pid = n > pid && n < 1000000 ? n : pid;
    }
    if (!blanks_property(arena, properties, ++pid, HOSHI_WORD_BLANK_CASE, list->case_id ? list->case_id : ""))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct hoshi_word_blank *b = &list->blank[i];
        const char *text = hoshi_arena_printf(arena, "%08" PRIx32 ".%u.%u\t%s\t%s", b->row, b->occurrence,
                                              b->column, b->hint, b->path);
        if (!text)
            return false;
        if (b->placed && strlen(text) <= HOSHI_WORD_BLANK_BYTES &&
            !blanks_property(arena, properties, ++pid,
                             hoshi_arena_printf(arena, HOSHI_WORD_BLANK_TAG "%zu", i + 1), text))
            return false;
    }
    return true;
}

/* ---- reading ---- */

struct blanks_reader {
    zip_t *zip;
    const char *name;
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    struct hoshi_array blank; /* of struct hoshi_word_blank, by the number of their tag */
    struct hoshi_word_blanks list;
};

static enum hoshi_status blanks_part(struct blanks_reader *r, const char *part, struct hoshi_word_node **root)
{
    zip_int64_t index = zip_name_locate(r->zip, part, 0);
    const char *error = NULL;
    char *text = NULL;
    size_t n = 0;
    if (index < 0)
        return HOSHI_OK;
    enum hoshi_status s =
        hoshi_word_part_read(r->zip, (zip_uint64_t)index, part, r->name, r->arena, &text, &n, r->faults);
    if (!s)
        s = hoshi_word_tree_read(text, n, r->arena, root, &error);
    return s == HOSHI_E_WORD && error ? hoshi_fault_add(r->faults, s, r->name, part, "%s", error) : s;
}

/* "1a2b3c4d.0.1 TAB hint TAB path" */
static bool blanks_line(struct blanks_reader *r, size_t number, const char *text)
{
    const char *hint = strchr(text, '\t'), *path = hint ? strchr(hint + 1, '\t') : NULL;
    char *end;
    if (!path)
        return true;
    while (r->blank.n < number)
        if (!hoshi_array_add(&r->blank))
            return false;
    struct hoshi_word_blank *b = hoshi_array_at(&r->blank, number - 1);
    b->row = (uint32_t)strtoul(text, &end, 16);
    b->occurrence = *end == '.' ? (unsigned)strtoul(end + 1, &end, 10) : 0;
    b->column = *end == '.' ? (unsigned)strtoul(end + 1, &end, 10) : 0;
    b->placed = end == hint;
    b->hint = hoshi_arena_printf(r->arena, "%.*s", (int)(path - hint - 1), hint + 1);
    b->path = path + 1;
    b->where = "";
    return b->hint != NULL;
}

static bool blanks_list(struct blanks_reader *r, const struct hoshi_word_node *properties)
{
    size_t prefix = strlen(HOSHI_WORD_BLANK_TAG);
    for (const struct hoshi_word_node *c = properties ? properties->first : NULL; c; c = c->next) {
        const char *name = hoshi_word_attribute(c, "name");
        const char *text = name ? blanks_words(r->arena, NULL, "") : NULL;
        struct hoshi_word_node *value = name ? hoshi_word_child(c, "vt:lpwstr") : NULL;
        text = value && value->first && value->first->text ? value->first->text : text;
        if (name && !text)
            return false;
        if (name && strcmp(name, HOSHI_WORD_BLANK_CASE) == 0) {
            r->list.found = true;
            r->list.case_id = text;
        }
        unsigned long number =
            name && strncmp(name, HOSHI_WORD_BLANK_TAG, prefix) == 0 ? strtoul(name + prefix, NULL, 10) : 0;
        if (number && number <= HOSHI_WORD_BLANKS_MAX && !blanks_line(r, number, text))
            return false;
    }
    return true;
}

static bool blanks_keep(struct blanks_reader *r, struct hoshi_word_blank *b, const struct blanks_cell *x,
                        const struct hoshi_word_node *control)
{
    if (b->now && *b->now) /* the first of copies that holds something */
        return true;
    const struct hoshi_word_node *pr = control ? hoshi_word_child(control, "w:sdtPr") : NULL,
                                 *content = control ? hoshi_word_child(control, "w:sdtContent") : x->cell;
    bool shows_hint = pr && hoshi_word_child(pr, "w:showingPlcHdr");
    b->now = blanks_words(r->arena, shows_hint ? NULL : content, b->hint ? b->hint : "");
    b->where = *x->head && x->column ? hoshi_arena_printf(r->arena, "%s / %s", x->first, x->head) : x->first;
    return b->now && b->where;
}

static bool blanks_take(void *of, const struct blanks_cell *x)
{
    struct blanks_reader *r = of;
    struct hoshi_word_node *control = NULL;
    struct hoshi_word_blank *b = blanks_tagged(x->cell, &r->list, &control);
    if (b)
        return !b->path || blanks_keep(r, b, x, control);
    for (size_t i = 0; i < r->list.n; i++) {
        b = &r->list.blank[i];
        bool here = b->path && b->placed && b->column == x->column &&
                    ((b->row == x->row[0] && b->occurrence == x->occurrence) || b->row == x->row[1]);
        if (here)
            return blanks_keep(r, b, x, NULL);
    }
    return true;
}

/* Numbers that the list leaves out are no blanks. */
static void blanks_close_up(struct hoshi_word_blanks *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->blank[i].path)
            list->blank[n++] = list->blank[i];
    list->n = n;
}

static enum hoshi_status blanks_read(struct blanks_reader *r)
{
    struct hoshi_word_node *properties = NULL, *body = NULL;
    struct blanks_walk w = {
        .arena = r->arena, .seen = HOSHI_ARRAY_IN(r->arena, uint32_t), .take = blanks_take, .of = r};
    enum hoshi_status s = blanks_part(r, "docProps/custom.xml", &properties);
    if (!s && !blanks_list(r, properties))
        s = HOSHI_E_MEMORY;
    if (s || !r->list.found)
        return s;
    r->list.blank = r->blank.item;
    r->list.n = r->blank.n;
    s = blanks_part(r, "word/document.xml", &body);
    if (!s && !body)
        return hoshi_fault_add(r->faults, HOSHI_E_WORD, r->name, "word/document.xml", NULL);
    if (!s && !blanks_walk_body(&w, body))
        s = HOSHI_E_MEMORY;
    blanks_close_up(&r->list);
    return s;
}

enum hoshi_status hoshi_word_blanks_read(const void *bytes, size_t n, const char *name,
                                         struct hoshi_arena *arena, struct hoshi_word_blanks *out,
                                         struct hoshi_faults *faults)
{
    struct blanks_reader r = {.name = name,
                              .arena = arena,
                              .faults = faults,
                              .blank = HOSHI_ARRAY_IN(arena, struct hoshi_word_blank),
                              .list = {.case_id = ""}};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
    r.zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!r.zip) {
        bool memory = zip_error_code_zip(&error) == ZIP_ER_MEMORY;
        zip_source_free(source);
        enum hoshi_status s =
            memory ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL)
                   : hoshi_fault_add(faults, HOSHI_E_WORD, name, NULL, "%s", zip_error_strerror(&error));
        zip_error_fini(&error);
        return s;
    }
    zip_error_fini(&error);
    enum hoshi_status s = blanks_read(&r);
    zip_discard(r.zip);
    if (s == HOSHI_E_MEMORY)
        hoshi_fault_add(faults, s, NULL, NULL, NULL);
    if (!s)
        *out = r.list;
    return s;
}
