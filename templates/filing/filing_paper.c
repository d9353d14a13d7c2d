/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filing_paper.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

static void filing_block(struct hoshi_filing *p, enum hoshi_word_block_kind kind, const char *text,
                         struct hoshi_filing_cell *cell, size_t cells)
{
    struct hoshi_filing_block *b = hoshi_array_add(&p->block);
    if (b)
        *b = (struct hoshi_filing_block){kind, text, cell, cells, p->chapter.n - 1};
    else
        p->words.b.book.failed = true;
}

void hoshi_filing_chapter(struct hoshi_filing *p, struct hoshi_words name, const double *width,
                          size_t columns)
{
    struct hoshi_filing_chapter *c = hoshi_array_add(&p->chapter);
    if (!c) {
        p->words.b.book.failed = true;
        return;
    }
    *c = (struct hoshi_filing_chapter){name, NULL, width, columns};
    c->title = hoshi_filing_title(p->lang);
    if (p->chapter.n == 1) /* the cover: the paper's own title stands there */
        return;
    c->title = hoshi_dossier_print(&p->words, "%zu　%s", p->chapter.n - 1, hoshi_words_say(p->lang, name));
    filing_block(p, HOSHI_WORD_CHAPTER, c->title, NULL, 0);
}

void hoshi_filing_heading(struct hoshi_filing *p, const char *text)
{
    filing_block(p, HOSHI_WORD_HEADING, text, NULL, 0);
}

void hoshi_filing_text(struct hoshi_filing *p, const char *text)
{
    filing_block(p, HOSHI_WORD_TEXT, text, NULL, 0);
}

void hoshi_filing_note(struct hoshi_filing *p, const char *text)
{
    filing_block(p, HOSHI_WORD_NOTE, text, NULL, 0);
}

static void filing_cells(struct hoshi_filing *p, enum hoshi_word_block_kind kind,
                         const struct hoshi_filing_cell *cell, size_t n)
{
    struct hoshi_filing_cell *kept = hoshi_arena_array(&p->words.b.arena, n + 1, sizeof *kept);
    if (!kept) {
        p->words.b.book.failed = true;
        return;
    }
    memcpy(kept, cell, n * sizeof *kept);
    filing_block(p, kind, NULL, kept, n);
}

void hoshi_filing_head(struct hoshi_filing *p, const char *const *texts)
{
    struct hoshi_filing_cell cell[HOSHI_BUYER_COLUMNS];
    const struct hoshi_filing_chapter *c = hoshi_array_at(&p->chapter, p->chapter.n - 1);
    for (size_t i = 0; i < c->columns; i++)
        cell[i] = hoshi_filing_cell(texts[i]);
    filing_cells(p, HOSHI_WORD_TABLE_HEAD, cell, c->columns);
}

void hoshi_filing_row(struct hoshi_filing *p, const struct hoshi_filing_cell *cell, size_t n)
{
    filing_cells(p, HOSHI_WORD_TABLE_ROW, cell, n);
}

struct hoshi_filing_cell hoshi_filing_cell(const char *text)
{
    return (struct hoshi_filing_cell){.text = text ? text : "", .yen = HOSHI_NONE};
}

struct hoshi_filing_cell hoshi_filing_label(const char *text)
{
    struct hoshi_filing_cell x = hoshi_filing_cell(text);
    x.label = true;
    return x;
}

struct hoshi_filing_cell hoshi_filing_blank(struct hoshi_filing *p, const char *hint, const char *path)
{
    struct hoshi_filing_cell x = hoshi_filing_cell(hoshi_dossier_gap(&p->words, hint));
    x.blank = true;
    x.path = path;
    return x;
}

struct hoshi_filing_cell hoshi_filing_yen(int64_t yen, size_t sums)
{
    return (struct hoshi_filing_cell){.text = "", .yen = yen, .sums = sums};
}

struct hoshi_filing_cell hoshi_filing_or(struct hoshi_filing *p, const char *text, const char *hint,
                                         const char *path)
{
    return text && *text ? hoshi_filing_cell(text) : hoshi_filing_blank(p, hint, path);
}

const char *hoshi_filing_path(struct hoshi_filing *p, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return n > 0 && (size_t)n < sizeof text ? hoshi_dossier_print(&p->words, "%s", text) : "";
}

const struct hoshi_log_entry *hoshi_filing_entry(const struct hoshi_filing *p, int64_t seq)
{
    for (size_t i = 0; i < p->d->entries; i++)
        if (p->d->entry[i].shown && p->d->entry[i].e.seq == seq)
            return &p->d->entry[i].e;
    return NULL;
}

bool hoshi_filing_is_inward(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_NOTE && e->side == HOSHI_SIDE_SUPPLIER && !e->attachments &&
           e->medium == HOSHI_MEDIUM_NOT_STATED;
}

const char *hoshi_filing_title(enum hoshi_lang lang)
{
    return hoshi_say(lang, WORD(dossier_title));
}

const char *hoshi_filing_day(struct hoshi_filing *p, struct hoshi_date day)
{
    char text[HOSHI_DATE_TEXT];
    return day.year ? hoshi_dossier_print(&p->words, "%s", hoshi_date_print(day, text)) : NULL;
}

const char *hoshi_filing_short(struct hoshi_filing *p, const char *text, size_t most)
{
    const char *at = text;
    for (size_t i = 0; *at && i < most; i++)
        hoshi_text_next(&at);
    return *at ? hoshi_dossier_print(&p->words, hoshi_say(p->lang, WORD(s_more_timeline)), (int)(at - text),
                                     text)
               : text;
}

const char *hoshi_filing_exhibits(struct hoshi_filing *p, int64_t seq)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < p->d->exhibits; i++)
        if (p->d->exhibit[i].entry && p->d->exhibit[i].entry->seq == seq)
            hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "", p->d->exhibit[i].number);
    if (!out.length)
        hoshi_buffer_puts(&out, "—");
    return hoshi_dossier_keep(&p->words, &out);
}

void hoshi_filing_compose(struct hoshi_filing *p)
{
    static void (*const chapter[])(struct hoshi_filing *) = {
        hoshi_filing_cover,    hoshi_filing_course,   hoshi_filing_rounds,   hoshi_filing_scope,
        hoshi_filing_orders,   hoshi_filing_prices,   hoshi_filing_cost,     hoshi_filing_points,
        hoshi_filing_evidence, hoshi_filing_form_ama, hoshi_filing_form_act, hoshi_filing_hashes};
    for (size_t i = 0; i < sizeof chapter / sizeof *chapter; i++)
        chapter[i](p);
}
