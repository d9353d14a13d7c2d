/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows become answers. A CSV file becomes a grid like a sheet, so that both take the same way. */
#include "answer_sheet.h"
#include "answer_layout.h"
#include "buffer.h"
#include "csv_read.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A cell, or the value of the merged range it lies in when that does not also cover the ids (a
 * title line does). */
static const struct hoshi_cell *value_at(const struct hoshi_layout *l, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, column);
    if (cell)
        return cell;
    const struct hoshi_merge *m = hoshi_grid_merge(&l->grid, row, column);
    if (!m || (column != l->id && m->column <= l->id && m->last_column >= l->id) ||
        (column == l->id && m->column != column))
        return NULL;
    return hoshi_grid_at(&l->grid, m->row, m->column);
}

static enum hoshi_status row_answer(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row,
                                    enum hoshi_answer_status *status)
{
    const struct hoshi_cell *cell = value_at(l, row, l->answer);
    char path[HOSHI_CELL_PLACE];
    *status = HOSHI_UNANSWERED;
    if (!cell)
        return HOSHI_OK;
    hoshi_layout_place(l, row, l->answer, path);
    if (cell->kind == HOSHI_CELL_IS_MISSING)
        return hoshi_collect_fault(c, HOSHI_E_FORMULA_VALUE, (long)row, path, NULL, NULL);
    if (cell->kind == HOSHI_CELL_IS_TEXT && hoshi_answer_word(cell->text, status))
        return HOSHI_OK;
    return hoshi_collect_fault(
        c, HOSHI_E_ANSWER_WORD, (long)row, path, cell->text,
        "対応済み, 一部対応, 未対応, 対象外, ○ △ × －; met, partial, unmet, not_applicable");
}

/* What people write for "not much is left" and the like: half is a share, the others are none. */
static bool row_share_in_words(struct hoshi_collector *c, const char *folded, const char *path,
                               struct hoshi_answer *found)
{
    static const char *const vague[] = {
        "少し",     "あと少し", "もう少し",   "少しだけ",   "わずか", "一部",   "大部分", "大半",
        "ほとんど", "ほぼ",     "わからない", "分からない", "不明",   "little", "some",   "most"};
    if (found->status != HOSHI_PARTIAL)
        return false;
    if (strcmp(folded, "半分") == 0 || strcmp(folded, "half") == 0) {
        found->remaining_ppm = HOSHI_MICRO / 2;
        return true;
    }
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        if (strcmp(folded, vague[i]) == 0) {
            hoshi_collect_note(c, HOSHI_NOTE_SHARE_IN_WORDS, path, SIZE_MAX);
            return true;
        }
    return false;
}

static void row_remaining(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row,
                          struct hoshi_answer *found)
{
    const struct hoshi_cell *cell = l->remaining ? value_at(l, row, l->remaining) : NULL;
    char path[HOSHI_CELL_PLACE], folded[HOSHI_FOLDED];
    if (!cell || (cell->kind == HOSHI_CELL_IS_TEXT && hoshi_fold_is_blank(cell->text)))
        return;
    hoshi_fold(cell->text, strlen(cell->text), folded);
    if (strcmp(folded, "-") == 0)
        return;
    hoshi_layout_place(l, row, l->remaining, path);
    if (cell->kind == HOSHI_CELL_IS_TEXT && row_share_in_words(c, folded, path, found))
        return;
    bool number = cell->kind == HOSHI_CELL_IS_TEXT || cell->kind == HOSHI_CELL_IS_NUMBER;
    if (cell->kind == HOSHI_CELL_IS_MISSING)
        hoshi_collect_fault(c, HOSHI_E_FORMULA_VALUE, (long)row, path, NULL, NULL);
    else if (!number || !hoshi_answer_share(cell->text, &found->remaining_ppm))
        hoshi_collect_fault(c, HOSHI_E_REMAINING, (long)row, path, cell->text, "0 … 1, 0% … 100%, ¼ ½ ¾");
    else if (found->status != HOSHI_PARTIAL)
        hoshi_collect_fault(c, HOSHI_E_REMAINING, (long)row, path, hoshi_answer_key(found->status),
                            "partial");
}

/* The texts of a row in these columns, a line each; NULL when there are none. Owned by the buffer.
 */
static const char *row_text(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row,
                            const struct hoshi_layout_columns *columns, struct hoshi_buffer *b)
{
    char path[HOSHI_CELL_PLACE], limit[24];
    size_t characters = 0;
    for (size_t i = 0; i < columns->n; i++) {
        const struct hoshi_cell *cell = value_at(l, row, columns->column[i]);
        if (!cell || hoshi_fold_is_blank(cell->text))
            continue;
        characters += (characters != 0) + hoshi_text_length(cell->text);
        if (characters > HOSHI_ANSWER_TEXT) {
            snprintf(limit, sizeof limit, "%d", HOSHI_ANSWER_TEXT);
            hoshi_collect_fault(c, HOSHI_E_TEXT_LENGTH, (long)row,
                                hoshi_layout_place(l, row, columns->column[i], path), NULL, limit);
            return NULL;
        }
        hoshi_buffer_puts(b, b->length ? "\n" : "");
        hoshi_buffer_puts(b, cell->text);
    }
    if (b->failed)
        hoshi_collect_no_memory(c);
    return b->length ? b->text : NULL;
}

static void answer_sheet_read_criterion(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row,
                                        size_t criterion)
{
    struct hoshi_answer found = {.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    struct hoshi_buffer note, evidence;
    char path[HOSHI_CELL_PLACE];
    if (row_answer(c, l, row, &found.status))
        return;
    row_remaining(c, l, row, &found);
    hoshi_buffer_init(&note, HOSHI_ANSWER_TEXT * 4);
    hoshi_buffer_init(&evidence, HOSHI_ANSWER_TEXT * 4);
    found.note = row_text(c, l, row, &l->notes, &note);
    found.evidence = row_text(c, l, row, &l->evidence, &evidence);
    hoshi_collect(c, criterion, &found, (long)row, hoshi_layout_place(l, row, l->answer, path));
    const struct hoshi_cell *cell = value_at(l, row, l->answer);
    if (cell && (cell->flags & HOSHI_CELL_FORMULA))
        hoshi_collect_note(c, HOSHI_NOTE_FORMULA, path, criterion);
    hoshi_buffer_release(&note);
    hoshi_buffer_release(&evidence);
}

/* A row without a criterion: a title, a requirement, a repeated heading – unless somebody answered there. */
static void read_other(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row,
                       const struct hoshi_cell *key, int parts)
{
    const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, l->answer);
    enum hoshi_answer_status status = HOSHI_UNANSWERED;
    char path[HOSHI_CELL_PLACE];
    if (!cell || cell->kind != HOSHI_CELL_IS_TEXT || !hoshi_answer_word(cell->text, &status) ||
        status == HOSHI_UNANSWERED)
        return;
    hoshi_layout_place(l, row, l->id, path);
    hoshi_collect_fault(c, parts ? HOSHI_E_CRITERION_UNKNOWN : HOSHI_E_ID, (long)row, path,
                        key ? key->text : "", "1-1-1-1");
}

static void answer_sheet_read_row(struct hoshi_collector *c, const struct hoshi_layout *l, uint32_t row)
{
    char id[32], path[HOSHI_CELL_PLACE];
    if (!hoshi_grid_at(&l->grid, row, l->id) && !hoshi_grid_at(&l->grid, row, l->answer))
        return;
    const struct hoshi_cell *key = value_at(l, row, l->id);
    int parts = key ? hoshi_layout_id_parts(key->text, id) : 0;
    if (key && key->kind == HOSHI_CELL_IS_MISSING)
        hoshi_collect_fault(c, HOSHI_E_FORMULA_VALUE, (long)row, hoshi_layout_place(l, row, l->id, path),
                            NULL, NULL);
    else if (key && key->kind == HOSHI_CELL_IS_ERROR)
        hoshi_collect_fault(c, HOSHI_E_ID, (long)row, hoshi_layout_place(l, row, l->id, path), key->text,
                            "1-1-1-1");
    else if (key && parts < 4 && hoshi_layout_is_date(key))
        hoshi_collect_fault(c, HOSHI_E_ID, (long)row, hoshi_layout_place(l, row, l->id, path), key->text,
                            "1-1-1-1 (text)");
    else if (parts < 4)
        read_other(c, l, row, key, parts);
    else {
        size_t criterion = hoshi_catalog_find(c->catalog, id);
        if (c->draft && hoshi_collect_lost(c, id, criterion, hoshi_layout_place(l, row, l->id, path)))
            return;
        if (criterion == SIZE_MAX)
            hoshi_collect_fault(c, HOSHI_E_CRITERION_UNKNOWN, (long)row,
                                hoshi_layout_place(l, row, l->id, path), id, c->catalog->version);
        else
            answer_sheet_read_criterion(c, l, row, criterion);
    }
}

/* Does this id cell tell the draft: an id that only the draft has, or one whose level moved since? */
static bool tells_draft(const struct hoshi_collector *c, const struct hoshi_layout *l,
                        const struct hoshi_cell *cell, char id[32])
{
    if (hoshi_layout_id_parts(cell->text, id) < 4)
        return false;
    if (hoshi_collect_is_draft(c->catalog, id))
        return true;
    if (!l->level || !hoshi_collect_listed(c->catalog->changed, c->catalog->changeds, id))
        return false;
    size_t criterion = hoshi_catalog_find(c->catalog, id);
    const struct hoshi_cell *level = value_at(l, cell->row, l->level);
    if (criterion == SIZE_MAX || !level)
        return false;
    char folded[HOSHI_FOLDED], stated[16];
    hoshi_fold(level->text, strlen(level->text), folded);
    snprintf(stated, sizeof stated, "★%d", c->catalog->criterion[criterion].level);
    return (strcmp(folded, "★3") == 0 || strcmp(folded, "★4") == 0) && strcmp(folded, stated) != 0;
}

static bool refuse_draft(struct hoshi_collector *c, const struct hoshi_layout *l, size_t n)
{
    char ids[120] = "", first[HOSHI_CELL_PLACE] = "", id[32];
    size_t used = 0;
    long row = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < l[k].grid.cells; i++) {
            const struct hoshi_cell *cell = &l[k].grid.cell[i];
            if (cell->column != l[k].id || cell->row < l[k].first || !tells_draft(c, &l[k], cell, id))
                continue;
            if (!used) {
                hoshi_layout_place(&l[k], cell->row, l[k].id, first);
                row = (long)cell->row;
            }
            if (used < sizeof ids)
                used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", used ? ", " : "", id);
        }
    c->draft = used != 0;
    if (used && !c->carry)
        hoshi_collect_fault(c, HOSHI_E_DRAFT_SHEET, row, first, ids, c->catalog->version);
    return used != 0 && !c->carry;
}

/* The interim report of 2025-04 had 78 criteria at ★3 and 74 more at ★4; no table of ours says which of its
 * ids mean what they mean now, so nothing of it can be carried over. */
static bool refuse_interim(struct hoshi_collector *c, const struct hoshi_layout *l)
{
    size_t three = 0, four = 0;
    char folded[HOSHI_FOLDED], id[32], got[64];
    for (size_t i = 0; l->level && i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != l->id || cell->row < l->first || hoshi_layout_id_parts(cell->text, id) < 4)
            continue;
        const struct hoshi_cell *level = value_at(l, cell->row, l->level);
        hoshi_fold(level ? level->text : "", level ? strlen(level->text) : 0, folded);
        three += strcmp(folded, "★3") == 0;
        four += strcmp(folded, "★4") == 0;
    }
    if (three != 78 || four != 74)
        return false;
    snprintf(got, sizeof got, "★3 %zu, ★4 +%zu", three, four);
    hoshi_collect_fault(c, HOSHI_E_INTERIM_SHEET, 0, l->name, got, c->catalog->version);
    return true;
}

static bool answer_sheet_within(struct hoshi_collector *c, const struct hoshi_layout *l, size_t found,
                                size_t max)
{
    char limit[24];
    if (found <= max)
        return true;
    snprintf(limit, sizeof limit, "%zu", max);
    hoshi_collect_fault(c, HOSHI_E_TOO_MANY, 0, l->name, NULL, limit);
    return false;
}

static const char *columns_text(struct hoshi_collector *c, const size_t *column, size_t n)
{
    char text[HOSHI_ROLE_COLUMNS * 8] = "";
    size_t used = 0;
    for (size_t i = 0; i < n && column[i]; i++) {
        char name[24];
        hoshi_cell_name(1, column[i], name);
        name[strlen(name) - 1] = 0; /* the row */
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? ", " : "", name);
        if (used + 8 > sizeof text)
            break;
    }
    const char *kept = hoshi_arena_text(c->arena, text);
    if (!kept)
        hoshi_collect_no_memory(c);
    return kept ? kept : "";
}

static void tell_source(struct hoshi_collector *c, const struct hoshi_layout *l)
{
    struct hoshi_answer_source *s = c->source;
    if (!s || s->sheets == HOSHI_ANSWER_SHEETS)
        return;
    size_t k = s->sheets++;
    s->sheet[k].name = l->name ? hoshi_arena_text(c->arena, l->name) : NULL;
    s->sheet[k].id = columns_text(c, &l->id, 1);
    s->sheet[k].answer = columns_text(c, &l->answer, 1);
    s->sheet[k].remaining = columns_text(c, &l->remaining, 1);
    s->sheet[k].note = columns_text(c, l->notes.column, l->notes.n);
    s->sheet[k].evidence = columns_text(c, l->evidence.column, l->evidence.n);
    s->sheet[k].rows = l->ids;
}

/* Sheets whose column is headed weakly (状況) are lists about the answers when another sheet has the answers.
 */
static void read_layouts(struct hoshi_collector *c, struct hoshi_layout *l, size_t n)
{
    bool strong = false;
    for (size_t k = 0; k < n; k++) {
        strong |= l[k].answers.n != 0;
        if (!answer_sheet_within(c, &l[k], l[k].ids, HOSHI_ANSWER_ROWS) ||
            !answer_sheet_within(c, &l[k], l[k].grid.merges, HOSHI_ANSWER_MERGES))
            return;
    }
    for (size_t k = 0; k < n; k++)
        if (refuse_interim(c, &l[k]))
            return;
    if (refuse_draft(c, l, n))
        return;
    for (size_t k = 0; k < n; k++)
        if ((l[k].answers.n || !strong) && hoshi_layout_choose(c, &l[k])) {
            tell_source(c, &l[k]);
            for (uint32_t row = l[k].first; row && row <= l[k].last; row++)
                answer_sheet_read_row(c, &l[k], row);
        }
}

static void header_fault(struct hoshi_collector *c, const char *path, const char *got)
{
    hoshi_collect_fault(c, HOSHI_E_SHEET_HEADER, 0, path, got,
                        "評価基準No. + 自己評価 / 評価結果 / 回答; criterion + answer / status");
}

static enum hoshi_status answer_sheet_csv_row(struct hoshi_grid *grid, const struct hoshi_csv_row *row)
{
    struct hoshi_cell cell[HOSHI_CSV_FIELDS];
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        if (!hoshi_fold_is_blank(row->field[i]))
            cell[n++] = (struct hoshi_cell){
                row->field[i], (uint32_t)row->row, (uint16_t)(i + 1), HOSHI_CELL_IS_TEXT, 0, NULL};
    return hoshi_grid_add(grid, cell, n);
}

static bool csv_grid(struct hoshi_collector *c, const char *text, size_t n, struct hoshi_grid *grid)
{
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    enum hoshi_status status = hoshi_csv_open(text, n, &csv, c->faults);
    if (status) {
        c->status = status;
        return false;
    }
    while (!status && hoshi_csv_next(csv, &row, c->faults))
        status = answer_sheet_csv_row(grid, &row);
    if (status)
        hoshi_collect_fault(c, status, row.row, NULL, NULL, NULL);
    else
        c->status = hoshi_csv_status(csv);
    if (c->source)
        c->source->encoding = hoshi_csv_encoding(csv) == HOSHI_CSV_CP932 ? "CP932" : "UTF-8";
    if (hoshi_csv_encoding(csv) == HOSHI_CSV_CP932)
        hoshi_collect_note(c, HOSHI_NOTE_ENCODING_CP932, "", SIZE_MAX);
    hoshi_csv_close(csv);
    return !status;
}

void hoshi_answers_csv(struct hoshi_collector *c, const char *text, size_t n)
{
    struct hoshi_layout l = {.name = NULL};
    if (csv_grid(c, text, n, &l.grid)) {
        if ((hoshi_layout_find(&l) && hoshi_layout_has_answers(&l)) || (!l.id && hoshi_layout_find_bare(&l)))
            read_layouts(c, &l, 1);
        else
            header_fault(c, NULL, l.grid.cells ? l.grid.cell[0].text : NULL);
    }
    hoshi_grid_release(&l.grid);
}

struct sheets {
    struct hoshi_layout item[HOSHI_ANSWER_SHEETS];
    size_t n;
    const char *with_ids; /* a sheet that has ids but nowhere for answers */
};

/* Look at sheet i and take it when it has headings for ids and answers (or, if `bare`, the two columns). The
 * grids belong to the workbook. */
static void take_sheet(struct hoshi_collector *c, struct hoshi_xlsx *book, size_t i, bool bare,
                       struct sheets *s)
{
    struct hoshi_layout l = {.name = hoshi_xlsx_sheet_name(book, i)};
    const struct hoshi_grid *grid = NULL;
    enum hoshi_status status = hoshi_xlsx_grid(book, i, &grid, c->faults);
    if (status) {
        c->status = status;
        return;
    }
    l.grid = *grid;
    bool found = bare ? hoshi_layout_find_bare(&l) : hoshi_layout_find(&l) && hoshi_layout_has_answers(&l);
    if (found && s->n < HOSHI_ANSWER_SHEETS) {
        s->item[s->n++] = l;
        return;
    }
    if (found) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", HOSHI_ANSWER_SHEETS);
        hoshi_collect_fault(c, HOSHI_E_TOO_MANY, 0, l.name, NULL, limit);
    } else if (l.id && !bare && !s->with_ids)
        s->with_ids = l.name;
    hoshi_xlsx_forget(book, i);
}

/* Visible sheets first, hidden ones when no visible one will do, two bare columns last. */
static void find_sheets(struct hoshi_collector *c, struct hoshi_xlsx *book, struct sheets *s)
{
    for (int pass = 0; pass < 3 && !s->n; pass++)
        for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !c->status; i++) {
            bool visible = hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE;
            if (visible == (pass != 1) && !(pass == 2 && s->with_ids))
                take_sheet(c, book, i, pass == 2, s);
        }
    if (!s->n && !c->status)
        header_fault(c, s->with_ids, NULL);
}

void hoshi_answers_book(struct hoshi_collector *c, struct hoshi_xlsx *book)
{
    struct sheets *s = calloc(1, sizeof *s);
    if (!s) {
        hoshi_collect_no_memory(c);
        return;
    }
    find_sheets(c, book, s);
    if (!c->status)
        read_layouts(c, s->item, s->n);
    free(s);
}

void hoshi_answers_xlsx(struct hoshi_collector *c, const char *bytes, size_t n)
{
    struct hoshi_xlsx *book = NULL;
    c->status = hoshi_xlsx_open(bytes, n, &book, c->faults);
    if (!c->status)
        hoshi_answers_book(c, book);
    hoshi_xlsx_close(book);
}
