/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_names.h"

#include <stdio.h>
#include <string.h>

/* ---- anchors: open addressing, at most half full ---- */

static size_t anchor_hash(const char *name, size_t n)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)name[i]) * UINT64_C(0x100000001B3);
    return (size_t)(h ^ (h >> 32));
}

static struct hoshi_anchor *anchor_place(struct hoshi_anchor *anchor, size_t room, const char *name, size_t n)
{
    size_t i = anchor_hash(name, n) & (room - 1);
    while (anchor[i].name && (strncmp(anchor[i].name, name, n) != 0 || anchor[i].name[n]))
        i = (i + 1) & (room - 1);
    return &anchor[i];
}

static const struct hoshi_anchor *anchor_find(const struct hoshi_layout *layout, const char *name, size_t n)
{
    if (!layout->anchor_room)
        return NULL;
    const struct hoshi_anchor *a = anchor_place(layout->anchor, layout->anchor_room, name, n);
    return a->name ? a : NULL;
}

static bool anchor_grow(struct hoshi_layout *layout)
{
    size_t room = layout->anchor_room ? 2 * layout->anchor_room : 256;
    struct hoshi_anchor *anchor = hoshi_arena_array(&layout->names, room, sizeof *anchor);
    for (size_t i = 0; anchor && i < layout->anchor_room; i++) {
        const struct hoshi_anchor *a = &layout->anchor[i];
        if (a->name)
            *anchor_place(anchor, room, a->name, strlen(a->name)) = *a;
    }
    if (!anchor)
        return false;
    layout->anchor = anchor;
    layout->anchor_room = room;
    return true;
}

static void anchor_add(struct hoshi_page *p, const char *name, size_t n)
{
    struct hoshi_layout *layout = p->layout;
    if (2 * (layout->anchors + 1) > layout->anchor_room && !anchor_grow(layout)) {
        hoshi_layout_fail(layout, "memory", "");
        return;
    }
    struct hoshi_anchor *a = anchor_place(layout->anchor, layout->anchor_room, name, n);
    if (a->name) {
        hoshi_layout_fail(layout, "marked twice", name);
        return;
    }
    *a = (struct hoshi_anchor){hoshi_arena_text(&layout->names, name), p->sheet, p->table, p->row, p->column};
    if (a->name)
        layout->anchors++;
    else
        hoshi_layout_fail(layout, "memory", "");
}

/* ".name" with the page's scope in front; `n` becomes the new length. NULL when it is too long. */
static const char *scoped(struct hoshi_page *p, const char *name, size_t *n, char out[2 * HOSHI_PAGE_NAME])
{
    if (!*n || *name != '.')
        return name;
    int length = snprintf(out, (size_t)(2 * HOSHI_PAGE_NAME), "%s%.*s", p->scope, (int)*n, name);
    if (length < 0 || length >= 2 * HOSHI_PAGE_NAME)
        return NULL;
    *n = (size_t)length;
    return out;
}

void hoshi_names_mark(struct hoshi_page *p, const char *name)
{
    char full[2 * HOSHI_PAGE_NAME];
    size_t n = strlen(name);
    const char *at = scoped(p, name, &n, full);
    if (!at || !memchr(at, '.', n) || strpbrk(at, ":#{}*^ ")) {
        hoshi_layout_fail(p->layout, "no name of an anchor", name);
        return;
    }
    if (p->layout->recording) {
        anchor_add(p, at, n);
        return;
    }
    const struct hoshi_anchor *a = anchor_find(p->layout, at, n);
    if (!a || a->sheet != p->sheet || a->row != p->row || a->column != p->column)
        hoshi_layout_fail(p->layout, "elsewhere than in the first pass", at);
}

/* ---- tables ---- */

static struct hoshi_table_place *table_find(const struct hoshi_layout *layout, const char *name, size_t n)
{
    for (size_t i = 0; n && i < layout->tables; i++)
        if (strncmp(layout->table[i].name, name, n) == 0 && !layout->table[i].name[n])
            return &layout->table[i];
    return NULL;
}

static bool table_grow(struct hoshi_layout *layout)
{
    size_t room = layout->table_room ? 2 * layout->table_room : 32;
    struct hoshi_table_place *table = hoshi_arena_array(&layout->names, room, sizeof *table);
    if (!table)
        return false;
    if (layout->tables)
        memcpy(table, layout->table, layout->tables * sizeof *table);
    layout->table = table;
    layout->table_room = room;
    return true;
}

struct hoshi_table_place *hoshi_names_use(struct hoshi_page *p, const char *name)
{
    struct hoshi_layout *layout = p->layout;
    char full[2 * HOSHI_PAGE_NAME];
    size_t n = strlen(name);
    const char *at = scoped(p, name, &n, full), *kept = NULL;
    struct hoshi_table_place *g = at ? table_find(layout, at, n) : NULL;
    if (!at || !n || (g && layout->recording)) {
        hoshi_layout_fail(layout, at && n ? "table named twice" : "no name of a table", name);
        return NULL;
    }
    if (!g && layout->recording && (layout->tables < layout->table_room || table_grow(layout)))
        kept = hoshi_arena_text(&layout->names, at);
    if (!g && !kept) {
        hoshi_layout_fail(layout, layout->recording ? "memory" : "table not in the first pass", at);
        return NULL;
    }
    if (!g) {
        g = &layout->table[layout->tables++];
        *g = (struct hoshi_table_place){.name = kept, .sheet = p->sheet};
    }
    p->table = (size_t)(g - layout->table) + 1;
    return g;
}

/* ---- names in braces ---- */

static const struct hoshi_table_place *table_of(const struct hoshi_layout *layout, size_t number)
{
    return number ? &layout->table[number - 1] : NULL;
}

/* The number in the digits at the end of a key, all of them: 12 of "cost12"; 0 when they are none. */
static int key_number(const char *digits, size_t n)
{
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        if (digits[i] < '0' || digits[i] > '9' || i > 3)
            return 0;
        number = 10 * number + (digits[i] - '0');
    }
    return number;
}

/* Columns of a key: one, or with * at its end the first and last of its places. */
static bool key_columns(const struct hoshi_table_place *g, int n_now, const char *key, size_t n,
                        uint16_t *first, uint16_t *last)
{
    bool all = n && key[n - 1] == '*';
    n -= all;
    for (size_t i = 0; g && i < g->columns; i++) {
        const struct hoshi_table_key *c = &g->column[i];
        bool whole = c->length == n, ends = c->length < n && c->times && key[c->length] <= '9';
        if ((!whole && !ends) || *c->key != *key || memcmp(c->key, key, c->length) != 0)
            continue;
        int number = whole ? n_now : key_number(key + c->length, n - c->length);
        number = c->times && !all ? number : 1;
        if ((all && (!whole || !c->times)) || number < 1 || (c->times && number > c->times))
            continue;
        *first = (uint16_t)(c->column + (number - 1) * c->cells);
        *last = all ? (uint16_t)(c->column + (c->times - 1) * c->cells) : *first;
        return true;
    }
    return false;
}

static struct hoshi_area area_fault(struct hoshi_page *p, const char *what, const char *name, size_t n)
{
    char text[HOSHI_PAGE_NAME];
    snprintf(text, sizeof text, "%.*s", (int)(n < sizeof text - 1 ? n : sizeof text - 1), name);
    if (!p->layout->recording)
        hoshi_layout_fail(p->layout, what, text);
    return (struct hoshi_area){0};
}

/* "table.7", "table.first", "table.last". */
static bool row_of_table(const struct hoshi_layout *layout, const char *name, size_t n,
                         struct hoshi_anchor *out)
{
    size_t dot = n;
    while (dot && name[dot - 1] != '.')
        dot--;
    const char *tail = name + dot;
    size_t length = n - dot;
    const struct hoshi_table_place *g = dot ? table_find(layout, name, dot - 1) : NULL;
    if (!g || !length)
        return false;
    uint32_t row = 0;
    bool number = true;
    for (size_t i = 0; i < length; i++) {
        number = number && tail[i] >= '0' && tail[i] <= '9' && i < 8;
        row = number ? 10 * row + (uint32_t)(tail[i] - '0') : row;
    }
    if (!number && length == 4 && memcmp(tail, "last", 4) == 0)
        row = g->rows ? g->rows - 1 : 0;
    else if (!number && !(length == 5 && memcmp(tail, "first", 5) == 0))
        return false;
    *out = (struct hoshi_anchor){g->name, g->sheet, (size_t)(g - layout->table) + 1, g->first + row, 0};
    return !number || row < g->rows;
}

static bool anchor_of(struct hoshi_page *p, const char *name, size_t n, struct hoshi_anchor *out)
{
    const struct hoshi_anchor *a = anchor_find(p->layout, name, n);
    if (a)
        *out = *a;
    return a || row_of_table(p->layout, name, n, out);
}

/* "anchor:key" or "anchor". */
static struct hoshi_area anchor_area(struct hoshi_page *p, const char *name, size_t n)
{
    const char *colon = memchr(name, ':', n);
    size_t length = colon ? (size_t)(colon - name) : n;
    struct hoshi_anchor a;
    if (!anchor_of(p, name, length, &a))
        return area_fault(p, "no such anchor", name, n);
    struct hoshi_area x = {true, a.sheet, a.row, a.row, a.column, a.column, false};
    if (!colon)
        return x;
    x.range = name[n - 1] == '*';
    if (!key_columns(table_of(p->layout, a.table), p->n, colon + 1, n - length - 1, &x.column,
                     &x.last_column))
        return area_fault(p, "no such column there", name, n);
    return x;
}

/* "table#key". */
static struct hoshi_area rows_area(struct hoshi_page *p, const char *name, size_t n, size_t hash)
{
    const struct hoshi_layout *layout = p->layout;
    const struct hoshi_table_place *g = hash ? table_find(layout, name, hash) : table_of(layout, p->table);
    if (!g)
        return area_fault(p, "no such table", name, n);
    struct hoshi_area x = {true, g->sheet, g->first, g->first + (g->rows ? g->rows - 1 : 0), 0, 0, true};
    if (!key_columns(g, p->n, name + hash + 1, n - hash - 1, &x.column, &x.last_column))
        return area_fault(p, "no such column", name, n);
    return x;
}

/* "key", "^key", "^". */
static struct hoshi_area key_area(struct hoshi_page *p, const char *name, size_t n)
{
    bool above = *name == '^';
    uint32_t row = above && p->row ? p->row - 1 : p->row;
    struct hoshi_area x = {true, p->sheet, row, row, p->column, p->column, name[n - 1] == '*'};
    if ((n > 1 || !above) &&
        !key_columns(table_of(p->layout, p->table), p->n, name + above, n - above, &x.column, &x.last_column))
        return area_fault(p, "no such column", name, n);
    return x;
}

static struct hoshi_area one_area(struct hoshi_page *p, const char *name, size_t n)
{
    char full[2 * HOSHI_PAGE_NAME];
    name = scoped(p, name, &n, full);
    if (!name || !n)
        return area_fault(p, "no name", "", 0);
    const char *hash = memchr(name, '#', n);
    if (hash)
        return rows_area(p, name, n, (size_t)(hash - name));
    return memchr(name, '.', n) ? anchor_area(p, name, n) : key_area(p, name, n);
}

struct hoshi_area hoshi_names_area(struct hoshi_page *p, const char *name, size_t n)
{
    size_t dots = 1;
    while (dots + 2 < n && (name[dots] != '.' || name[dots + 1] != '.'))
        dots++;
    if (dots + 2 >= n)
        return one_area(p, name, n);
    struct hoshi_area x = one_area(p, name, dots), y = one_area(p, name + dots + 2, n - dots - 2);
    if (!x.found || !y.found || x.sheet != y.sheet)
        return x.found && y.found ? area_fault(p, "a range over two sheets", name, n)
                                  : (struct hoshi_area){0};
    return (struct hoshi_area){true, x.sheet, x.row, y.last_row, x.column, y.last_column, true};
}

/* "n", "n+1", "n-12": the number of the repeated column; "times": how many there are. */
static bool names_number_of(const struct hoshi_page *p, const char *name, size_t n, char out[HOSHI_REF])
{
    if (n == 5 && memcmp(name, "times", 5) == 0) {
        snprintf(out, HOSHI_REF, "%d", p->times);
        return true;
    }
    if (!p->n || *name != 'n' || (n > 1 && name[1] != '+' && name[1] != '-'))
        return false;
    int more = 0;
    for (size_t i = 2; i < n; i++) {
        if (name[i] < '0' || name[i] > '9' || i > 4)
            return false;
        more = 10 * more + (name[i] - '0');
    }
    snprintf(out, HOSHI_REF, "%d", p->n + (n > 1 && name[1] == '-' ? -more : more));
    return true;
}

/* A reference in a form of its own; `form` is 0 or one of $ ~ &. */
static bool names_reference(struct hoshi_page *p, const char *name, size_t n, char out[HOSHI_REF])
{
    char form = n && strchr("$~&", *name) ? *name : 0;
    name += form != 0;
    n -= form != 0;
    if (n && names_number_of(p, name, n, out))
        return true;
    struct hoshi_area x = n ? hoshi_names_area(p, name, n) : area_fault(p, "no name", "", 0);
    if (!x.found)
        return false;
    const struct hoshi_sheet *s = &p->layout->handle[x.sheet];
    char last[HOSHI_REF];
    if (x.sheet != p->sheet || form == '&') {
        if (x.range)
            hoshi_range_on(out, s, x.row, x.column, x.last_row, x.last_column);
        else
            hoshi_ref_on(out, s, x.row, x.column);
        return true;
    }
    bool absolute = form == '$' || (!p->relative && form != '~');
    hoshi_ref(out, x.row, x.column, absolute);
    if (x.range)
        snprintf(out + strlen(out), HOSHI_REF - strlen(out), ":%.40s",
                 hoshi_ref(last, x.last_row, x.last_column, absolute));
    return true;
}

static bool append(char *out, size_t size, size_t *used, const char *text, size_t n)
{
    if (*used + n + 1 > size)
        return false;
    memcpy(out + *used, text, n);
    *used += n;
    out[*used] = 0;
    return true;
}

bool hoshi_names_expand(struct hoshi_page *p, const char *text, char *out, size_t size)
{
    size_t used = 0;
    bool quoted = false, fits = append(out, size, &used, "", 0);
    for (const char *c = text; fits && *c;) {
        size_t n = strcspn(c, quoted ? "\"" : "\"{");
        const char *end = c[n] == '{' ? strchr(c + n, '}') : NULL;
        char ref[HOSHI_REF];
        quoted = quoted != (c[n] == '"');
        if (!end) { /* with the quote, or a brace that nothing closes */
            n += c[n] != 0;
            fits = append(out, size, &used, c, n);
            c += n;
            continue;
        }
        if (!names_reference(p, c + n + 1, (size_t)(end - c) - n - 1, ref))
            return false;
        fits = append(out, size, &used, c, n) && append(out, size, &used, ref, strlen(ref));
        c = end + 1;
    }
    if (!fits)
        hoshi_layout_fail(p->layout, "formula too long", text);
    return fits;
}
