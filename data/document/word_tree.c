/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "word_tree.h"
#include "word_fill.h"

#include <expat.h>

#include <string.h>

/* ---- nodes ---- */

struct hoshi_word_node *hoshi_word_new(struct hoshi_arena *arena, const char *name, const char *text)
{
    struct hoshi_word_node *node = hoshi_arena_alloc(arena, sizeof *node);
    if (node)
        *node = (struct hoshi_word_node){.name = name, .text = text};
    return node;
}

void hoshi_word_append(struct hoshi_word_node *parent, struct hoshi_word_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void hoshi_word_remove(struct hoshi_word_node *node)
{
    struct hoshi_word_node *parent = node->parent, *before = NULL;
    if (!parent)
        return;
    for (struct hoshi_word_node *c = parent->first; c != node; c = c->next)
        before = c;
    if (before)
        before->next = node->next;
    else
        parent->first = node->next;
    if (parent->last == node)
        parent->last = before;
    node->parent = node->next = NULL;
}

struct hoshi_word_node *hoshi_word_copy(struct hoshi_arena *arena, const struct hoshi_word_node *node)
{
    struct hoshi_word_node *copy = hoshi_word_new(arena, node->name, node->text);
    if (!copy)
        return NULL;
    copy->attribute = node->attribute;
    for (const struct hoshi_word_node *c = node->first; c; c = c->next) {
        struct hoshi_word_node *child = hoshi_word_copy(arena, c); /* as deep as reading allowed */
        if (!child)
            return NULL;
        hoshi_word_append(copy, child);
    }
    return copy;
}

struct hoshi_word_node *hoshi_word_child(const struct hoshi_word_node *node, const char *name)
{
    for (struct hoshi_word_node *c = node ? node->first : NULL; c; c = c->next)
        if (c->name && strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

struct hoshi_word_node *hoshi_word_find(struct hoshi_word_node *node, const char *name)
{
    if (node && node->name && strcmp(node->name, name) == 0)
        return node;
    for (struct hoshi_word_node *c = node ? node->first : NULL; c; c = c->next) {
        struct hoshi_word_node *found = hoshi_word_find(c, name);
        if (found)
            return found;
    }
    return NULL;
}

const char *hoshi_word_attribute(const struct hoshi_word_node *node, const char *name)
{
    for (const char **a = node ? node->attribute : NULL; a && *a; a += 2)
        if (strcmp(a[0], name) == 0)
            return a[1];
    return NULL;
}

/* ---- reading ---- */

struct word_reading {
    XML_Parser parser;
    struct hoshi_arena *arena;
    struct hoshi_word_node *root, *at;
    struct hoshi_buffer text; /* of the piece of text being read */
    size_t depth;
    const char *refused; /* why reading was stopped here */
    bool no_memory;
};

static void reading_stop(struct word_reading *r, const char *why)
{
    r->refused = r->refused ? r->refused : why;
    r->no_memory = r->no_memory || !why;
    XML_StopParser(r->parser, XML_FALSE);
}

static void reading_end_text(struct word_reading *r)
{
    if (!r->text.length)
        return;
    const char *text = r->text.failed ? NULL : hoshi_arena_text(r->arena, hoshi_buffer_text(&r->text));
    struct hoshi_word_node *node = text ? hoshi_word_new(r->arena, NULL, text) : NULL;
    if (!node) {
        reading_stop(r, NULL);
        return;
    }
    if (r->at)
        hoshi_word_append(r->at, node);
    r->text.length = 0;
    r->text.text[0] = 0;
}

static const char **reading_attributes(struct word_reading *r, const XML_Char **given)
{
    size_t n = 0;
    while (given[n])
        n++;
    const char **list = hoshi_arena_array(r->arena, n + 1, sizeof *list);
    for (size_t i = 0; list && i < n; i++)
        if (!(list[i] = hoshi_arena_text(r->arena, given[i])))
            return NULL;
    if (list)
        list[n] = NULL;
    return list;
}

static void XMLCALL reading_start(void *data, const XML_Char *name, const XML_Char **attribute)
{
    struct word_reading *r = data;
    reading_end_text(r);
    if (++r->depth > HOSHI_WORD_DEPTH_MAX) {
        reading_stop(r, "nested too deep");
        return;
    }
    const char *own = hoshi_arena_text(r->arena, name);
    struct hoshi_word_node *node = own ? hoshi_word_new(r->arena, own, NULL) : NULL;
    if (!node || !(node->attribute = reading_attributes(r, attribute))) {
        reading_stop(r, NULL);
        return;
    }
    if (r->at)
        hoshi_word_append(r->at, node);
    else
        r->root = node;
    r->at = node;
}

static void XMLCALL reading_end(void *data, const XML_Char *name)
{
    struct word_reading *r = data;
    (void)name;
    reading_end_text(r);
    r->depth--;
    if (r->at)
        r->at = r->at->parent;
}

static void XMLCALL reading_text(void *data, const XML_Char *text, int n)
{
    struct word_reading *r = data;
    hoshi_buffer_add(&r->text, text, (size_t)n);
}

static void XMLCALL reading_doctype(void *data, const XML_Char *name, const XML_Char *system,
                                    const XML_Char *public_, int internal)
{
    (void)name, (void)system, (void)public_, (void)internal;
    reading_stop(data, "DOCTYPE");
}

static enum hoshi_status reading_result(struct word_reading *r, const char **error)
{
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (r->no_memory || r->text.failed || code == XML_ERROR_NO_MEMORY)
        return HOSHI_E_MEMORY;
    *error = hoshi_arena_printf(r->arena, "%lu:%lu: %s", (unsigned long)XML_GetCurrentLineNumber(r->parser),
                                (unsigned long)XML_GetCurrentColumnNumber(r->parser) + 1,
                                r->refused ? r->refused : XML_ErrorString(code));
    return *error ? HOSHI_E_WORD : HOSHI_E_MEMORY;
}

enum hoshi_status hoshi_word_tree_read(const char *xml, size_t n, struct hoshi_arena *arena,
                                       struct hoshi_word_node **root, const char **error)
{
    struct word_reading r = {.arena = arena, .parser = XML_ParserCreate(NULL)};
    if (!r.parser)
        return HOSHI_E_MEMORY;
    hoshi_buffer_init(&r.text, HOSHI_WORD_BYTES_MAX);
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, reading_start, reading_end);
    XML_SetCharacterDataHandler(r.parser, reading_text);
    XML_SetStartDoctypeDeclHandler(r.parser, reading_doctype);
    bool read =
        XML_Parse(r.parser, xml, (int)n, 1) == XML_STATUS_OK && !r.no_memory && !r.refused && !r.text.failed;
    enum hoshi_status s = read ? HOSHI_OK : reading_result(&r, error);
    hoshi_buffer_release(&r.text);
    XML_ParserFree(r.parser);
    if (!s)
        *root = r.root;
    return s;
}

/* ---- writing ---- */

static void writing_text(const char *text, bool attribute, struct hoshi_buffer *out)
{
    for (const char *p = text; *p; p++) {
        const char *as = *p == '&'                 ? "&amp;"
                         : *p == '<'               ? "&lt;"
                         : *p == '>'               ? "&gt;"
                         : *p == '"' && attribute  ? "&quot;"
                         : *p == '\n' && attribute ? "&#10;"
                         : *p == '\t' && attribute ? "&#9;"
                         : *p == '\r'              ? "&#13;"
                                                   : NULL;
        if (as)
            hoshi_buffer_puts(out, as);
        else
            hoshi_buffer_add(out, p, 1);
    }
}

static void writing_node(const struct hoshi_word_node *node, struct hoshi_buffer *out)
{
    if (!node->name) {
        writing_text(node->text, false, out);
        return;
    }
    hoshi_buffer_printf(out, "<%s", node->name);
    for (const char **a = node->attribute; a && *a; a += 2) {
        hoshi_buffer_printf(out, " %s=\"", a[0]);
        writing_text(a[1], true, out);
        hoshi_buffer_puts(out, "\"");
    }
    hoshi_buffer_puts(out, node->first ? ">" : "/>");
    for (const struct hoshi_word_node *c = node->first; c; c = c->next)
        writing_node(c, out);
    if (node->first)
        hoshi_buffer_printf(out, "</%s>", node->name);
}

void hoshi_word_tree_write(const struct hoshi_word_node *root, struct hoshi_buffer *out)
{
    hoshi_buffer_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    writing_node(root, out);
}
