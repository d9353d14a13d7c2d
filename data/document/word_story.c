/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "word_story.h"

#include <stdio.h>
#include <string.h>

enum {
    STORY_WIDTH = 9638, /* between margins of 20 mm on A4, in twentieths of a point */
    STORY_SHORT = 1500, /* bytes of a row that is kept on one page */
    STORY_FEW = 2000    /* bytes of text that leave room for a further chapter on the page */
};

struct story {
    struct hoshi_arena *arena;
    bool failed;
};

/* An element with up to three attributes: name, value, …, NULL. Names and values are literals or of the arena. */
static struct hoshi_word_node *story_put(struct story *s, struct hoshi_word_node *parent, const char *name,
                                         const char *const *attributes)
{
    struct hoshi_word_node *node = s->failed ? NULL : hoshi_word_new(s->arena, name, NULL);
    const char **copy = NULL;
    size_t n = 0;
    while (attributes && attributes[n])
        n++;
    if (n && !(copy = hoshi_arena_array(s->arena, n + 1, sizeof *copy)))
        node = NULL;
    if (!node || !parent) {
        s->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        copy[i] = attributes[i];
    node->attribute = copy;
    hoshi_word_append(parent, node);
    return node;
}

static struct hoshi_word_node *story_value(struct story *s, struct hoshi_word_node *parent, const char *name,
                                           const char *value)
{
    return story_put(s, parent, name, (const char *const[]){"w:val", value, NULL});
}

static const char *story_number(struct story *s, long value)
{
    const char *text = hoshi_arena_printf(s->arena, "%ld", value);
    s->failed = s->failed || !text;
    return text;
}

/* ---- runs and paragraphs ---- */

static void story_line(struct story *s, struct hoshi_word_node *run, const char *text, size_t n)
{
    struct hoshi_word_node *t =
        story_put(s, run, "w:t", (const char *const[]){"xml:space", "preserve", NULL});
    const char *kept = hoshi_arena_printf(s->arena, "%.*s", (int)n, text);
    struct hoshi_word_node *words = kept ? hoshi_word_new(s->arena, NULL, kept) : NULL;
    if (t && words)
        hoshi_word_append(t, words);
    else
        s->failed = true;
}

/* All lines of the text as one run. @param size in half points; NULL: the style's */
static void story_run(struct story *s, struct hoshi_word_node *paragraph, const char *text, const char *size,
                      bool bold)
{
    struct hoshi_word_node *run = story_put(s, paragraph, "w:r", NULL);
    struct hoshi_word_node *look = size || bold ? story_put(s, run, "w:rPr", NULL) : NULL;
    if (bold)
        story_put(s, look, "w:b", NULL);
    if (size)
        story_value(s, look, "w:sz", size);
    for (const char *p = text ? text : ""; !s->failed;) {
        size_t n = strcspn(p, "\n");
        story_line(s, run, p, n);
        if (!p[n])
            return;
        story_put(s, run, "w:br", NULL);
        p += n + 1;
    }
}

static void story_paragraph(struct story *s, struct hoshi_word_node *into, const struct hoshi_word_block *b,
                            bool on_new_page)
{
    struct hoshi_word_node *p = story_put(s, into, "w:p", NULL), *look = story_put(s, p, "w:pPr", NULL);
    bool chapter = b->kind == HOSHI_WORD_CHAPTER, heading = b->kind == HOSHI_WORD_HEADING;
    if (chapter || heading) {
        story_value(s, look, "w:pStyle", chapter ? "Heading1" : "Heading2");
        story_put(s, look, "w:keepNext", NULL);
        if (chapter && on_new_page)
            story_put(s, look, "w:pageBreakBefore", NULL);
    }
    story_put(s, look, "w:spacing",
              (const char *const[]){"w:before",
                                    chapter && !on_new_page ? "360"
                                    : heading               ? "200"
                                                            : "60",
                                    "w:after", "80", NULL});
    story_run(s, p, b->text, b->kind == HOSHI_WORD_NOTE ? "17" : NULL, false);
}

/* ---- tables ---- */

static void story_borders(struct story *s, struct hoshi_word_node *properties)
{
    static const char *const side[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
    struct hoshi_word_node *borders = story_put(s, properties, "w:tblBorders", NULL);
    for (size_t i = 0; i < sizeof side / sizeof *side; i++)
        story_put(
            s, borders, side[i],
            (const char *const[]){"w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "808080", NULL});
}

/* Widths of the columns in twentieths of a point; the last one takes what is left. */
static long story_column(const struct hoshi_word_block *b, size_t column)
{
    double all = 0, before = 0;
    for (size_t i = 0; i < b->columns; i++) {
        all += b->width[i];
        before += i < column ? b->width[i] : 0;
    }
    long from = (long)(before / all * STORY_WIDTH),
         to = (long)((before + b->width[column]) / all * STORY_WIDTH);
    return to - from;
}

static struct hoshi_word_node *story_table(struct story *s, struct hoshi_word_node *into,
                                           const struct hoshi_word_block *b)
{
    struct hoshi_word_node *table = story_put(s, into, "w:tbl", NULL),
                           *properties = story_put(s, table, "w:tblPr", NULL);
    story_put(s, properties, "w:tblW",
              (const char *const[]){"w:w", story_number(s, STORY_WIDTH), "w:type", "dxa", NULL});
    story_borders(s, properties);
    story_put(s, properties, "w:tblLayout", (const char *const[]){"w:type", "fixed", NULL});
    struct hoshi_word_node *margin = story_put(s, properties, "w:tblCellMar", NULL);
    story_put(s, margin, "w:left", (const char *const[]){"w:w", "70", "w:type", "dxa", NULL});
    story_put(s, margin, "w:right", (const char *const[]){"w:w", "70", "w:type", "dxa", NULL});
    struct hoshi_word_node *grid = story_put(s, table, "w:tblGrid", NULL);
    for (size_t i = 0; i < b->columns; i++)
        story_put(s, grid, "w:gridCol",
                  (const char *const[]){"w:w", story_number(s, story_column(b, i)), NULL});
    return table;
}

/* A blank is a control of its own, so that what is typed into it can be told from the paper's words. Of rich text:
 * LibreOffice 7.4 writes one of plain text several times over. */
static struct hoshi_word_node *story_control(struct story *s, struct hoshi_word_node *paragraph,
                                             const struct hoshi_word_cell *x, const char *size)
{
    struct hoshi_word_node *control = story_put(s, paragraph, "w:sdt", NULL),
                           *properties = story_put(s, control, "w:sdtPr", NULL),
                           *look = story_put(s, properties, "w:rPr", NULL);
    story_value(s, look, "w:sz", size);
    story_value(s, properties, "w:tag", x->tag);
    story_put(s, properties, "w:showingPlcHdr", NULL);
    return story_put(s, control, "w:sdtContent", NULL);
}

static void story_cell(struct story *s, struct hoshi_word_node *row, const struct hoshi_word_block *b,
                       size_t i)
{
    const struct hoshi_word_cell *x = &b->cell[i];
    bool head = b->kind == HOSHI_WORD_TABLE_HEAD, last = i + 1 == b->cells;
    size_t end = last ? b->columns : i + 1;
    long width = 0;
    for (size_t c = i; c < end; c++)
        width += story_column(b, c);
    struct hoshi_word_node *cell = story_put(s, row, "w:tc", NULL),
                           *look = story_put(s, cell, "w:tcPr", NULL);
    story_put(s, look, "w:tcW", (const char *const[]){"w:w", story_number(s, width), "w:type", "dxa", NULL});
    if (end - i > 1)
        story_value(s, look, "w:gridSpan", story_number(s, (long)(end - i)));
    if (head || x->label || x->blank)
        story_put(s, look, "w:shd",
                  (const char *const[]){"w:val", "clear", "w:color", "auto", "w:fill",
                                        x->blank && !head ? "FFF2CC" : "EDEDED", NULL});
    struct hoshi_word_node *p = story_put(s, cell, "w:p", NULL), *how = story_put(s, p, "w:pPr", NULL);
    if (head)
        story_put(s, how, "w:keepNext", NULL);
    story_put(s, how, "w:spacing", (const char *const[]){"w:before", "20", "w:after", "20", NULL});
    if (x->right)
        story_value(s, how, "w:jc", "right");
    const char *size = b->columns > 8 ? "14" : b->columns > 6 ? "16" : "17";
    bool control = x->blank && x->tag;
    /* a control of nothing could not be clicked on */
    const char *text = control && !(x->text && *x->text) ? "\u3000\u3000" : x->text;
    story_run(s, control ? story_control(s, p, x, size) : p, text, size, head);
}

static void story_row(struct story *s, struct hoshi_word_node *table, const struct hoshi_word_block *b)
{
    struct hoshi_word_node *row = story_put(s, table, "w:tr", NULL);
    bool head = b->kind == HOSHI_WORD_TABLE_HEAD;
    size_t bytes = 0;
    for (size_t i = 0; i < b->cells; i++)
        bytes += b->cell[i].text ? strlen(b->cell[i].text) : 0;
    if (head || bytes < STORY_SHORT) {
        struct hoshi_word_node *look = story_put(s, row, "w:trPr", NULL);
        story_put(s, look, "w:cantSplit", NULL);
        if (head)
            story_put(s, look, "w:tblHeader", NULL);
    }
    for (size_t i = 0; i < b->cells && !s->failed; i++)
        story_cell(s, row, b, i);
}

/* Bytes of text, each row and line counted as so many at least. */
static size_t story_room(const struct hoshi_word_block *b)
{
    enum { LINE = 120 };
    size_t bytes = b->text ? strlen(b->text) : 0;
    for (size_t i = 0; i < b->cells; i++)
        bytes += b->cell[i].text ? strlen(b->cell[i].text) : 0;
    return bytes > LINE ? bytes : LINE;
}

static bool story_is_row(const struct hoshi_word_block *b)
{
    return b->kind == HOSHI_WORD_TABLE_HEAD || b->kind == HOSHI_WORD_TABLE_ROW;
}

bool hoshi_word_story(struct hoshi_arena *arena, struct hoshi_word_node *into,
                      const struct hoshi_word_block *block, size_t blocks)
{
    struct story s = {arena, false};
    struct hoshi_word_node *table = NULL;
    size_t filled = 0; /* bytes of text on the page, and of all before it */
    for (size_t i = 0; i < blocks && !s.failed; i++) {
        const struct hoshi_word_block *b = &block[i];
        bool turn = b->kind == HOSHI_WORD_CHAPTER && filled >= STORY_FEW;
        filled = turn ? 0 : filled + story_room(b);
        bool goes_on = table && i && story_is_row(b) && block[i - 1].width == b->width &&
                       b->kind != HOSHI_WORD_TABLE_HEAD;
        if (!story_is_row(b)) {
            table = NULL;
            story_paragraph(&s, into, b, turn);
            continue;
        }
        if (table && !goes_on) /* two tables without a paragraph between would be one */
            story_paragraph(&s, into, &(struct hoshi_word_block){.kind = HOSHI_WORD_NOTE}, false);
        if (!goes_on)
            table = story_table(&s, into, b);
        story_row(&s, table, b);
    }
    if (table && !s.failed) /* a body must not end with a table */
        story_paragraph(&s, into, &(struct hoshi_word_block){.kind = HOSHI_WORD_NOTE}, false);
    return !s.failed;
}
