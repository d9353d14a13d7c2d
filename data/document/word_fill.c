/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts are read into a tree, their content controls filled, and written back into a copy of the archive. */
#include "word_fill.h"
#include "word_part.h"
#include "word_story.h"
#include "word_tree.h"

#include <zip.h>

#include <stdlib.h>
#include <string.h>

struct word_filling {
    const struct hoshi_word_values *values;
    const char *where;
    struct hoshi_arena arena;
    bool no_memory;
    bool seen_field[HOSHI_WORD_MISSING_MAX], seen_list[HOSHI_WORD_MISSING_MAX];
    struct hoshi_faults *faults;
};

/* Where a tag is looked up: the record first, when inside a list. */
struct word_scope {
    const struct hoshi_word_field *record;
    size_t columns;
};

/* ---- values ---- */

static const struct hoshi_word_list *filling_list(struct word_filling *f, const char *key)
{
    for (size_t i = 0; i < f->values->lists; i++)
        if (strcmp(f->values->list[i].key, key) == 0) {
            if (i < HOSHI_WORD_MISSING_MAX)
                f->seen_list[i] = true;
            return &f->values->list[i];
        }
    return NULL;
}

/* The value of a field; *known tells whether there is such a field at all. */
static const char *filling_value(struct word_filling *f, const struct word_scope *scope, const char *key,
                                 bool *known)
{
    *known = true;
    for (size_t i = 0; i < scope->columns; i++)
        if (strcmp(scope->record[i].key, key) == 0)
            return scope->record[i].text;
    for (size_t i = 0; i < f->values->fields; i++)
        if (strcmp(f->values->field[i].key, key) == 0) {
            if (i < HOSHI_WORD_MISSING_MAX)
                f->seen_field[i] = true;
            return f->values->field[i].text;
        }
    *known = false;
    return NULL;
}

static bool filling_there(struct word_filling *f, const struct word_scope *scope, const char *key)
{
    bool known;
    const struct hoshi_word_list *list = filling_list(f, key);
    const char *text = list ? NULL : filling_value(f, scope, key, &known);
    return list ? list->rows > 0 : text && *text;
}

/* ---- one control ---- */

static const char *control_tag(const struct hoshi_word_node *sdt)
{
    return hoshi_word_attribute(hoshi_word_child(hoshi_word_child(sdt, "w:sdtPr"), "w:tag"), "w:val");
}

/* The control's id must be its own: a copy goes without (it is optional). */
static void control_is_filled(struct hoshi_word_node *sdt)
{
    struct hoshi_word_node *pr = hoshi_word_child(sdt, "w:sdtPr");
    struct hoshi_word_node *placeholder = hoshi_word_child(pr, "w:showingPlcHdr");
    if (placeholder)
        hoshi_word_remove(placeholder);
}

static struct hoshi_word_node *filling_element(struct word_filling *f, struct hoshi_word_node *parent,
                                               const char *name)
{
    struct hoshi_word_node *node = hoshi_word_new(&f->arena, name, NULL);
    if (node)
        hoshi_word_append(parent, node);
    else
        f->no_memory = true;
    return node;
}

/* The look of a run, without the grey of a blank. */
static struct hoshi_word_node *run_look(struct word_filling *f, struct hoshi_word_node *run)
{
    struct hoshi_word_node *look = hoshi_word_child(run, "w:rPr"), *copy = NULL;
    if (look && !(copy = hoshi_word_copy(&f->arena, look)))
        f->no_memory = true;
    struct hoshi_word_node *style = hoshi_word_child(copy, "w:rStyle");
    const char *name = hoshi_word_attribute(style, "w:val");
    if (name && strcmp(name, "PlaceholderText") == 0)
        hoshi_word_remove(style);
    return copy;
}

/* One line of text as w:t of a run; `from` to the line end. */
static void run_text(struct word_filling *f, struct hoshi_word_node *run, const char *from, size_t n)
{
    static const char *preserve[] = {"xml:space", "preserve", NULL};
    char *line = hoshi_arena_alloc(&f->arena, n + 1);
    struct hoshi_word_node *t = line ? filling_element(f, run, "w:t") : NULL;
    struct hoshi_word_node *text = t ? hoshi_word_new(&f->arena, NULL, line) : NULL;
    if (!text) {
        f->no_memory = true;
        return;
    }
    memcpy(line, from, n);
    line[n] = 0;
    t->attribute = preserve;
    hoshi_word_append(t, text);
}

/* A new run with all lines of the text, line breaks between them. */
static struct hoshi_word_node *run_of(struct word_filling *f, struct hoshi_word_node *look, const char *text)
{
    struct hoshi_word_node *run = hoshi_word_new(&f->arena, "w:r", NULL);
    struct hoshi_word_node *own = run && look ? hoshi_word_copy(&f->arena, look) : NULL;
    if (!run || (look && !own)) {
        f->no_memory = true;
        return NULL;
    }
    if (own)
        hoshi_word_append(run, own);
    for (const char *p = text; !f->no_memory;) {
        size_t n = strcspn(p, "\n");
        run_text(f, run, p, n);
        if (!p[n])
            break;
        filling_element(f, run, "w:br");
        p += n + 1;
    }
    return run;
}

/* Everything but the properties goes; the properties stay first. */
static void keep_only(struct hoshi_word_node *node, const char *properties)
{
    struct hoshi_word_node *next;
    for (struct hoshi_word_node *c = node->first; c; c = next) {
        next = c->next;
        if (!c->name || !properties || strcmp(c->name, properties) != 0)
            hoshi_word_remove(c);
    }
}

/* A paragraph of its own for each line, all with the look of the first. */
static void fill_paragraphs(struct word_filling *f, struct hoshi_word_node *content,
                            struct hoshi_word_node *first, struct hoshi_word_node *look, const char *text)
{
    keep_only(first, "w:pPr");
    struct hoshi_word_node *model = hoshi_word_copy(&f->arena, first);
    keep_only(content, "w:tcPr");
    for (const char *p = text; model && !f->no_memory;) {
        size_t n = strcspn(p, "\n");
        char *line = hoshi_arena_alloc(&f->arena, n + 1);
        struct hoshi_word_node *paragraph = line ? hoshi_word_copy(&f->arena, model) : NULL;
        if (!paragraph) {
            f->no_memory = true;
            return;
        }
        memcpy(line, p, n);
        line[n] = 0;
        struct hoshi_word_node *run = run_of(f, look, line);
        if (run)
            hoshi_word_append(paragraph, run);
        hoshi_word_append(content, paragraph);
        if (!p[n])
            return;
        p += n + 1;
    }
    f->no_memory = f->no_memory || !model;
}

static void fill_field(struct word_filling *f, struct hoshi_word_node *sdt, const char *text)
{
    struct hoshi_word_node *content = hoshi_word_child(sdt, "w:sdtContent");
    if (!content)
        return;
    struct hoshi_word_node *cell = hoshi_word_child(content, "w:tc");
    struct hoshi_word_node *around = cell ? cell : content;
    struct hoshi_word_node *first = hoshi_word_child(around, "w:p");
    struct hoshi_word_node *look = run_look(f, hoshi_word_find(first ? first : content, "w:r"));
    if (first) {
        fill_paragraphs(f, around, first, look, text);
    } else {
        struct hoshi_word_node *run = run_of(f, look, text);
        keep_only(content, NULL);
        if (run)
            hoshi_word_append(content, run);
    }
    control_is_filled(sdt);
}

/* ---- the tree ---- */

static void fill_tree(struct word_filling *f, struct hoshi_word_node *node, const struct word_scope *scope);

/* Ids of controls are unique in a document: copies go without, they are optional. */
static void drop_ids(struct hoshi_word_node *node)
{
    struct hoshi_word_node *id =
        node->name && strcmp(node->name, "w:sdtPr") == 0 ? hoshi_word_child(node, "w:id") : NULL;
    if (id)
        hoshi_word_remove(id);
    for (struct hoshi_word_node *c = node->first; c; c = c->next)
        drop_ids(c);
}

static void fill_list(struct word_filling *f, struct hoshi_word_node *sdt, const struct hoshi_word_list *list)
{
    struct hoshi_word_node *content = hoshi_word_child(sdt, "w:sdtContent");
    struct hoshi_word_node *model = content ? hoshi_word_copy(&f->arena, content) : NULL;
    if (!list->rows || !content) {
        hoshi_word_remove(sdt);
        return;
    }
    keep_only(content, NULL);
    for (size_t row = 0; model && row < list->rows && !f->no_memory; row++) {
        struct word_scope record = {list->field + row * list->columns, list->columns};
        struct hoshi_word_node *copy = hoshi_word_copy(&f->arena, model), *next;
        if (!copy) {
            f->no_memory = true;
            return;
        }
        if (row)
            drop_ids(copy);
        fill_tree(f, copy, &record);
        for (struct hoshi_word_node *c = copy->first; c; c = next) {
            next = c->next;
            hoshi_word_append(content, c);
        }
    }
    f->no_memory = f->no_memory || !model;
}

/* Put what is inside a control in its place: the reader of a letter need not see our conditions. */
static void unwrap_control(struct hoshi_word_node *sdt)
{
    struct hoshi_word_node *content = hoshi_word_child(sdt, "w:sdtContent"), *parent = sdt->parent;
    if (content && content->first) {
        for (struct hoshi_word_node *c = content->first; c; c = c->next)
            c->parent = parent;
        content->last->next = sdt->next;
        sdt->next = content->first;
        if (parent->last == sdt)
            parent->last = content->last;
    }
    hoshi_word_remove(sdt);
}

/* True when the control was a condition: what does not hold is gone, what holds stands without it. */
static bool fill_condition(struct word_filling *f, struct hoshi_word_node *sdt, const char *tag,
                           const struct word_scope *scope)
{
    bool unless = strncmp(tag, "unless:", 7) == 0;
    if (!unless && strncmp(tag, "if:", 3) != 0)
        return false;
    if (filling_there(f, scope, tag + (unless ? 7 : 3)) == unless) {
        hoshi_word_remove(sdt);
    } else {
        fill_tree(f, sdt, scope);
        unwrap_control(sdt);
    }
    return true;
}

static void fill_control(struct word_filling *f, struct hoshi_word_node *sdt, const struct word_scope *scope)
{
    bool known = false;
    const char *tag = control_tag(sdt);
    const struct hoshi_word_list *list = tag ? filling_list(f, tag) : NULL;
    if (tag && fill_condition(f, sdt, tag, scope))
        return;
    const char *text = tag && !list ? filling_value(f, scope, tag, &known) : NULL;
    if (tag && f->values->story && strcmp(tag, f->values->story) == 0) {
        struct hoshi_word_node *content = hoshi_word_child(sdt, "w:sdtContent");
        if (content)
            keep_only(content, NULL);
        if (content && !hoshi_word_story(&f->arena, content, f->values->block, f->values->blocks))
            f->no_memory = true;
        unwrap_control(sdt);
    } else if (list)
        fill_list(f, sdt, list);
    else if (text && *text)
        fill_field(f, sdt, text);
    else if (!known)
        fill_tree(f, sdt, scope); /* the owner's own control; ours may be inside */
}

static void fill_tree(struct word_filling *f, struct hoshi_word_node *node, const struct word_scope *scope)
{
    struct hoshi_word_node *next;
    for (struct hoshi_word_node *c = node->first; c && !f->no_memory; c = next) {
        next = c->next;
        if (c->name && strcmp(c->name, "w:sdt") == 0)
            fill_control(f, c, scope);
        else
            fill_tree(f, c, scope);
    }
}

/* A table cell must end with a paragraph and a body must not be empty: Word calls the file damaged otherwise.
 */
static void mend_cells(struct word_filling *f, struct hoshi_word_node *node)
{
    for (struct hoshi_word_node *c = node->first; c && !f->no_memory; c = c->next)
        mend_cells(f, c);
    bool cell = node->name && strcmp(node->name, "w:tc") == 0;
    if (cell && !(node->last && node->last->name &&
                  (strcmp(node->last->name, "w:p") == 0 || strcmp(node->last->name, "w:sdt") == 0)))
        filling_element(f, node, "w:p");
}

/* ---- parts of the archive ---- */

static enum hoshi_status word_fault(struct word_filling *f, enum hoshi_status s, const char *part,
                                    const char *why)
{
    return hoshi_fault_add(f->faults, s, f->where ? f->where : part, part, "%s", why ? why : "");
}

static bool is_text_part(const char *name)
{
    return strcmp(name, "word/document.xml") == 0 ||
           ((strncmp(name, "word/header", 11) == 0 || strncmp(name, "word/footer", 11) == 0) &&
            strlen(name) > 15 && strcmp(name + strlen(name) - 4, ".xml") == 0);
}

/* Replace a part; the archive owns the bytes from then on. Times are fixed: same values, same bytes. */
static enum hoshi_status part_replace(struct word_filling *f, zip_t *zip, zip_uint64_t index,
                                      struct hoshi_buffer *bytes)
{
    zip_source_t *source = zip_source_buffer(zip, bytes->text, bytes->length, 1);
    if (!source)
        return HOSHI_E_MEMORY;
    bytes->text = NULL;
    if (zip_file_replace(zip, index, source, 0) != 0) {
        zip_source_free(source);
        return HOSHI_E_MEMORY;
    }
    (void)f;
    return zip_file_set_dostime(zip, index, 0, 0x21, 0) == 0 ? HOSHI_OK : HOSHI_E_MEMORY;
}

static enum hoshi_status part_fill(struct word_filling *f, zip_t *zip, zip_uint64_t index, const char *name)
{
    static const struct word_scope top = {NULL, 0};
    struct hoshi_word_node *root = NULL;
    const char *error = NULL;
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status s = hoshi_word_part_read(zip, index, name, f->where, &f->arena, &text, &n, f->faults);
    if (!s && (s = hoshi_word_tree_read(text, n, &f->arena, &root, &error)) == HOSHI_E_WORD)
        word_fault(f, s, name, error);
    if (s)
        return s;
    fill_tree(f, root, &top);
    mend_cells(f, root);
    bool body = strcmp(name, "word/document.xml") == 0;
    if (f->no_memory || (body && f->values->blanks && !hoshi_word_blanks_place(root, f->values->blanks)))
        return HOSHI_E_MEMORY;
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 4 * (size_t)HOSHI_WORD_BYTES_MAX);
    hoshi_word_tree_write(root, &out);
    s = out.failed ? HOSHI_E_MEMORY : part_replace(f, zip, index, &out);
    hoshi_buffer_release(&out);
    return s;
}

static enum hoshi_status parts_fill(struct word_filling *f, zip_t *zip)
{
    zip_int64_t n = zip_get_num_entries(zip, 0);
    bool body = false;
    enum hoshi_status s = HOSHI_OK;
    if (n > HOSHI_WORD_PARTS_MAX)
        return word_fault(f, HOSHI_E_WORD, NULL, "500");
    for (zip_int64_t i = 0; i < n && !s; i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
        if (name && strstr(name, "vbaProject"))
            return word_fault(f, HOSHI_E_WORD_MACRO, name, NULL);
        if (!name || !is_text_part(name))
            continue;
        body = body || strcmp(name, "word/document.xml") == 0;
        char *own = hoshi_arena_text(&f->arena, name);
        s = own ? part_fill(f, zip, (zip_uint64_t)i, own) : HOSHI_E_MEMORY;
    }
    return s || body ? s : word_fault(f, HOSHI_E_WORD, "word/document.xml", NULL);
}

/* ---- the list of blanks ---- */

static enum hoshi_status part_tree(struct word_filling *f, zip_t *zip, zip_int64_t index, const char *part,
                                   struct hoshi_word_node **root)
{
    const char *error = NULL;
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status s =
        hoshi_word_part_read(zip, (zip_uint64_t)index, part, f->where, &f->arena, &text, &n, f->faults);
    if (!s)
        s = hoshi_word_tree_read(text, n, &f->arena, root, &error);
    return s == HOSHI_E_WORD && error ? word_fault(f, s, part, error) : s;
}

/* Write a part, one that is there already or a new one. */
static enum hoshi_status part_write(struct word_filling *f, zip_t *zip, const char *part,
                                    const struct hoshi_word_node *root)
{
    zip_int64_t index = zip_name_locate(zip, part, 0);
    struct hoshi_buffer out;
    enum hoshi_status s = HOSHI_E_MEMORY;
    hoshi_buffer_init(&out, 4 * (size_t)HOSHI_WORD_BYTES_MAX);
    hoshi_word_tree_write(root, &out);
    if (index < 0 && !out.failed) { /* its place in the archive, which is then filled like any other */
        zip_source_t *empty = zip_source_buffer(zip, NULL, 0, 0);
        index = empty ? zip_file_add(zip, part, empty, 0) : -1;
        if (empty && index < 0)
            zip_source_free(empty);
        /* the same mark of who packed it on every system, as the parts of the templates have */
        if (index >= 0 &&
            zip_file_set_external_attributes(zip, (zip_uint64_t)index, 0, ZIP_OPSYS_DOS, 0) != 0)
            index = -1;
    }
    if (index >= 0 && !out.failed)
        s = part_replace(f, zip, (zip_uint64_t)index, &out);
    hoshi_buffer_release(&out);
    return s;
}

/* An element with its attributes, at the end of a part that every document has. */
static enum hoshi_status part_append(struct word_filling *f, zip_t *zip, const char *part, const char *name,
                                     const char **attributes)
{
    struct hoshi_word_node *root = NULL;
    zip_int64_t index = zip_name_locate(zip, part, 0);
    if (index < 0)
        return word_fault(f, HOSHI_E_WORD, part, NULL);
    enum hoshi_status s = part_tree(f, zip, index, part, &root);
    if (s)
        return s;
    struct hoshi_word_node *node = filling_element(f, root, name);
    if (!node)
        return HOSHI_E_MEMORY;
    node->attribute = attributes;
    return part_write(f, zip, part, root);
}

#define PROPERTIES_PART "docProps/custom.xml"

/* A document without properties of its own gets an empty list of them, named where Word looks for it. */
static enum hoshi_status properties_open(struct word_filling *f, zip_t *zip, struct hoshi_word_node **root)
{
    static const char *type[] = {"PartName", "/" PROPERTIES_PART, "ContentType",
                                 "application/vnd.openxmlformats-officedocument.custom-properties+xml", NULL};
    static const char *relation[] = {
        "Id",     "rIdHoshiwari",
        "Type",   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        "Target", PROPERTIES_PART,
        NULL};
    static const char *names[] = {
        "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "xmlns:vt",
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", NULL};
    zip_int64_t index = zip_name_locate(zip, PROPERTIES_PART, 0);
    if (index >= 0)
        return part_tree(f, zip, index, PROPERTIES_PART, root);
    *root = hoshi_word_new(&f->arena, "Properties", NULL);
    if (!*root)
        return HOSHI_E_MEMORY;
    (*root)->attribute = names;
    enum hoshi_status s = part_append(f, zip, "[Content_Types].xml", "Override", type);
    return s ? s : part_append(f, zip, "_rels/.rels", "Relationship", relation);
}

static enum hoshi_status blanks_put(struct word_filling *f, zip_t *zip)
{
    struct hoshi_word_node *properties = NULL;
    enum hoshi_status s = properties_open(f, zip, &properties);
    if (!s && !hoshi_word_blanks_put(&f->arena, properties, f->values->blanks))
        s = HOSHI_E_MEMORY;
    return s ? s : part_write(f, zip, PROPERTIES_PART, properties);
}

/* ---- the archive ---- */

static enum hoshi_status source_bytes(zip_source_t *source, char **out, size_t *n)
{
    zip_stat_t st;
    if (zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
        return HOSHI_E_MEMORY;
    char *bytes = malloc((size_t)st.size + 1);
    zip_int64_t got = bytes ? zip_source_read(source, bytes, st.size) : -1;
    zip_source_close(source);
    if (got < 0 || (zip_uint64_t)got != st.size) {
        free(bytes);
        return HOSHI_E_MEMORY;
    }
    bytes[st.size] = 0;
    *out = bytes;
    *n = (size_t)st.size;
    return HOSHI_OK;
}

static enum hoshi_status fill_archive(struct word_filling *f, zip_source_t *source, char **out, size_t *n)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = zip_open_from_source(source, 0, &error);
    if (!zip) {
        bool memory = zip_error_code_zip(&error) == ZIP_ER_MEMORY;
        enum hoshi_status s =
            memory ? HOSHI_E_MEMORY : word_fault(f, HOSHI_E_WORD, NULL, zip_error_strerror(&error));
        zip_error_fini(&error);
        return s;
    }
    zip_error_fini(&error);
    zip_source_keep(source); /* closing gives the archive's own hold back, not ours */
    enum hoshi_status s = parts_fill(f, zip);
    if (!s && f->values->blanks && f->values->blanks->n)
        s = blanks_put(f, zip);
    if (!s && zip_close(zip) != 0)
        s = HOSHI_E_MEMORY;
    else if (!s)
        return source_bytes(source, out, n);
    zip_discard(zip);
    return s;
}

static void word_tell_missing(const struct word_filling *f, struct hoshi_word_missing *missing)
{
    missing->n = 0;
    for (size_t i = 0; i < f->values->fields && i < HOSHI_WORD_MISSING_MAX; i++)
        if (f->values->field[i].text && *f->values->field[i].text && !f->seen_field[i])
            missing->key[missing->n++] = f->values->field[i].key;
    for (size_t i = 0; i < f->values->lists && missing->n < HOSHI_WORD_MISSING_MAX; i++)
        if (f->values->list[i].rows && !f->seen_list[i])
            missing->key[missing->n++] = f->values->list[i].key;
}

enum hoshi_status hoshi_word_fill(const void *bytes, size_t n, const char *where,
                                  const struct hoshi_word_values *values, char **out, size_t *out_n,
                                  struct hoshi_word_missing *missing, struct hoshi_faults *faults)
{
    struct word_filling f = {.values = values, .where = where, .faults = faults};
    if (!n || n > HOSHI_WORD_BYTES_MAX)
        return word_fault(&f, HOSHI_E_WORD, NULL, "16 MiB");
    void *own = calloc(n, 1); /* the archive writes into a source of its own */
    zip_source_t *source = own ? zip_source_buffer_create(own, n, 1, NULL) : NULL;
    if (!source) {
        free(own);
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    memcpy(own, bytes, n);
    enum hoshi_status s = fill_archive(&f, source, out, out_n);
    zip_source_free(source);
    if (!s && missing)
        word_tell_missing(&f, missing);
    hoshi_arena_release(&f.arena);
    return s == HOSHI_E_MEMORY ? hoshi_fault_add(faults, s, NULL, NULL, NULL) : s;
}
