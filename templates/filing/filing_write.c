/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper as a workbook, a sheet for each chapter that has a table, and as a Word document. */
#include "filing_paper.h"
#include "embedded.h"
#include "sheet_back.h"
#include "sheet_written.h"

#include <stdlib.h>
#include <string.h>

static enum hoshi_status filing_open(struct hoshi_filing *p, const struct hoshi_dossier *d,
                                     enum hoshi_lang lang, const struct hoshi_worksheet_buyer_options *o)
{
    *p = (struct hoshi_filing){.words = {.b = {.book = {.lang = lang}, .v = d->view, .o = o}, .d = d},
                               .d = d,
                               .lang = lang,
                               .chapter = HOSHI_ARRAY(struct hoshi_filing_chapter),
                               .block = HOSHI_ARRAY(struct hoshi_filing_block)};
    hoshi_filing_compose(p);
    return p->words.b.book.failed ? HOSHI_E_MEMORY : HOSHI_OK;
}

static void filing_close(struct hoshi_filing *p)
{
    hoshi_array_release(&p->chapter);
    hoshi_array_release(&p->block);
    hoshi_arena_release(&p->words.b.arena);
}

/* ---- the workbook ---- */

static enum hoshi_style filing_style(const struct hoshi_filing_cell *x)
{
    if (x->blank)
        return HOSHI_STYLE_TEXT_INPUT;
    if (x->yen != HOSHI_NONE)
        return x->sums ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    return x->label ? HOSHI_STYLE_LABEL : HOSHI_STYLE_TEXT;
}

static void filing_put_row(struct hoshi_buyer_page *g, const struct hoshi_filing_block *b)
{
    enum hoshi_style styles[HOSHI_BUYER_COLUMNS];
    const char *texts[HOSHI_BUYER_COLUMNS];
    uint32_t row = g->row;
    for (size_t i = 0; i < b->cells; i++) {
        const struct hoshi_filing_cell *x = &b->cell[i];
        styles[i] = b->kind == HOSHI_WORD_TABLE_HEAD ? HOSHI_STYLE_HEAD : filing_style(x);
        texts[i] = x->text;
        if (x->blank)
            hoshi_back_path(&g->s, "%s", x->path ? x->path : "");
    }
    hoshi_dossier_row_spanning(g, styles, texts, b->cells);
    for (size_t i = 0; i < b->cells; i++) {
        const struct hoshi_filing_cell *x = &b->cell[i];
        char letter = (char)('A' + i);
        if (x->yen == HOSHI_NONE)
            continue;
        if (x->sums)
            hoshi_put_formula(&g->s, row, (uint16_t)i, styles[i], (double)x->yen, "=SUM(%c%u:%c%u)", letter,
                              (unsigned)(row - x->sums + 1), letter, (unsigned)row);
        else
            hoshi_put_int(&g->s, row, (uint16_t)i, styles[i], x->yen);
    }
}

static void filing_put_block(struct hoshi_buyer_page *g, const struct hoshi_filing_block *b, bool *headed)
{
    switch (b->kind) {
    case HOSHI_WORD_CHAPTER:
        return;
    case HOSHI_WORD_HEADING:
        hoshi_buyer_heading(g, b->text);
        return;
    case HOSHI_WORD_TEXT:
    case HOSHI_WORD_NOTE:
        hoshi_buyer_line(g, b->kind == HOSHI_WORD_TEXT ? HOSHI_STYLE_TEXT : HOSHI_STYLE_NOTE, b->text);
        return;
    case HOSHI_WORD_TABLE_HEAD:
        filing_put_row(g, b);
        if (!*headed) /* the first table's head stands again on each page */
            hoshi_sheet_repeat(&g->s, g->row - 1, g->row - 1);
        *headed = true;
        return;
    case HOSHI_WORD_TABLE_ROW:
        filing_put_row(g, b);
        return;
    }
}

/* A chapter of one table alone repeats its head; one of several would repeat the wrong one. */
static bool filing_one_table(const struct hoshi_filing *p, size_t chapter)
{
    size_t heads = 0;
    for (size_t i = 0; i < p->block.n; i++) {
        const struct hoshi_filing_block *b = hoshi_array_at(&p->block, i);
        heads += b->chapter == chapter && b->kind == HOSHI_WORD_TABLE_HEAD;
    }
    return heads == 1;
}

/* A chapter with a table has a sheet of its own. What has nothing on record is a sentence: it stands below the chapter
 * before it, not alone on a page. */
static bool filing_has_table(const struct hoshi_filing *p, size_t chapter)
{
    for (size_t i = 0; i < p->block.n; i++) {
        const struct hoshi_filing_block *b = hoshi_array_at(&p->block, i);
        if (b->chapter == chapter && b->kind == HOSHI_WORD_TABLE_ROW)
            return true;
    }
    return false;
}

static struct hoshi_buyer_page filing_new_sheet(const struct hoshi_filing *p, struct hoshi_dossier_book *k,
                                                const struct hoshi_filing_chapter *c)
{
    double all = 0;
    for (size_t i = 0; i < c->columns; i++)
        all += c->width[i];
    struct hoshi_buyer_page g = {.b = &k->b, .columns = c->columns, .labels = 1, .row = 1};
    g.s = hoshi_sheet_add(&k->b.book, hoshi_words_say(p->lang, c->name), all > 125);
    memcpy(g.width, c->width, c->columns * sizeof *c->width);
    hoshi_sheet_widths(&g.s, c->width, c->columns);
    return g;
}

static void filing_put_chapter(const struct hoshi_filing *p, struct hoshi_buyer_page *g, size_t chapter,
                               bool headed)
{
    const struct hoshi_filing_chapter *c = hoshi_array_at(&p->chapter, chapter);
    uint32_t row = g->row - 1;
    hoshi_put_text(&g->s, row, 0, HOSHI_STYLE_TITLE, c->title);
    worksheet_set_row(g->s.sheet, row, 27, NULL);
    for (size_t i = 0; i < p->block.n; i++) {
        const struct hoshi_filing_block *b = hoshi_array_at(&p->block, i);
        if (b->chapter == chapter)
            filing_put_block(g, b, &headed);
    }
}

/* The chapter's sheet, with those after it that have none. Returns the next chapter. */
static size_t filing_put_sheet(struct hoshi_filing *p, struct hoshi_dossier_book *k, size_t chapter)
{
    struct hoshi_buyer_page g = filing_new_sheet(p, k, hoshi_array_at(&p->chapter, chapter));
    bool more = chapter + 1 < p->chapter.n && !filing_has_table(p, chapter + 1);
    filing_put_chapter(p, &g, chapter, more || !filing_one_table(p, chapter));
    for (chapter++; chapter < p->chapter.n && !filing_has_table(p, chapter); chapter++) {
        g.row += 2;
        filing_put_chapter(p, &g, chapter, true);
    }
    hoshi_sheet_protect(&g.s);
    return chapter;
}

enum hoshi_status hoshi_filing_write_book(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                          const char *path, struct hoshi_faults *faults)
{
    const struct hoshi_worksheet_buyer_options options = {.lang = lang};
    struct hoshi_dossier_book k = {.b = {.v = d->view, .o = &options}, .d = d};
    struct hoshi_back_list back = {.cell = HOSHI_ARRAY(struct hoshi_back_cell)};
    struct hoshi_written_list written = {.cell = HOSHI_ARRAY(struct hoshi_written_note)};
    struct hoshi_filing p;
    enum hoshi_status s = filing_open(&p, d, lang, &options);
    if (s)
        hoshi_fault_add(faults, s, NULL, NULL, NULL);
    else
        s = hoshi_book_open(&k.b.book, path, lang, hoshi_filing_title(lang), "", d->view->as_of,
                            hoshi_filing_title(lang), faults);
    if (!s) {
        k.b.book.back = &back;
        k.b.book.written = &written;
        for (size_t i = 0; i < p.chapter.n;)
            i = filing_put_sheet(&p, &k, i);
        hoshi_back_write(&k.b.book, d->case_id);
        s = hoshi_book_close(&k.b.book, path, faults);
    }
    hoshi_back_release(&back);
    hoshi_written_release(&written);
    hoshi_arena_release(&k.b.arena);
    filing_close(&p);
    return s;
}

/* ---- the Word document ---- */

/* The tag of a blank, which joins the list. */
static const char *filing_blank(struct hoshi_filing *p, const struct hoshi_filing_cell *x,
                                struct hoshi_array *blanks)
{
    struct hoshi_word_blank *blank = hoshi_array_add(blanks);
    if (blank)
        *blank = (struct hoshi_word_blank){.path = x->path ? x->path : "", .hint = x->text};
    else
        p->words.b.book.failed = true;
    return hoshi_dossier_print(&p->words, HOSHI_WORD_BLANK_TAG "%zu", blanks->n);
}

static bool filing_words(struct hoshi_filing *p, struct hoshi_word_block *out, struct hoshi_array *blanks)
{
    for (size_t i = 0; i < p->block.n; i++) {
        const struct hoshi_filing_block *b = hoshi_array_at(&p->block, i);
        const struct hoshi_filing_chapter *c = hoshi_array_at(&p->chapter, b->chapter);
        struct hoshi_word_cell *cell = hoshi_arena_array(&p->words.b.arena, b->cells + 1, sizeof *cell);
        if (!cell)
            return false;
        for (size_t n = 0; n < b->cells; n++) {
            const struct hoshi_filing_cell *x = &b->cell[n];
            char yen[HOSHI_DECIMAL_TEXT];
            cell[n] = (struct hoshi_word_cell){
                .text = x->yen == HOSHI_NONE
                            ? x->text
                            : hoshi_dossier_print(&p->words, "%s", hoshi_yen_print(x->yen, yen)),
                .blank = x->blank,
                .tag = x->blank ? filing_blank(p, x, blanks) : NULL,
                .label = x->label,
                .right = x->yen != HOSHI_NONE};
        }
        out[i] = (struct hoshi_word_block){b->kind, b->text, cell, b->cells, c->width, c->columns};
    }
    return !p->words.b.book.failed;
}

static const char *filing_template(enum hoshi_lang lang, size_t *n)
{
    const char *name = lang == HOSHI_EN ? "filing_en.docx" : "filing_ja.docx";
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, name) == 0) {
            *n = hoshi_embedded_files[i].n;
            return (const char *)hoshi_embedded_files[i].bytes;
        }
    return NULL;
}

enum hoshi_status hoshi_filing_make_word(const struct hoshi_dossier *d, enum hoshi_lang lang,
                                         const char *template, size_t template_n, const char *name,
                                         char **out, size_t *n, struct hoshi_faults *faults)
{
    const struct hoshi_worksheet_buyer_options options = {.lang = lang};
    struct hoshi_filing p;
    enum hoshi_status s = filing_open(&p, d, lang, &options);
    struct hoshi_word_block *block =
        s ? NULL : hoshi_arena_array(&p.words.b.arena, p.block.n + 1, sizeof *block);
    struct hoshi_array blanks = HOSHI_ARRAY_IN(&p.words.b.arena, struct hoshi_word_blank);
    if (!block || !filing_words(&p, block, &blanks)) {
        s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    } else {
        const struct hoshi_word_field field[] = {{"date", hoshi_dossier_day(&p.words, d->view->as_of)},
                                                 {"title", hoshi_filing_title(lang)}};
        struct hoshi_word_blanks list = {true, d->case_id, blanks.item, blanks.n};
        const struct hoshi_word_values values = {.field = field,
                                                 .fields = 2,
                                                 .story = "story",
                                                 .block = block,
                                                 .blocks = p.block.n,
                                                 .blanks = &list};
        size_t own_n = 0;
        const char *own = filing_template(lang, &own_n);
        s = hoshi_word_fill(template ? template : own, template ? template_n : own_n, name, &values, out, n,
                            NULL, faults);
    }
    filing_close(&p);
    return s;
}
