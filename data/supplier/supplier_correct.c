/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_correct.h"
#include "answer_fold.h"
#include "arena.h"
#include "array.h"
#include "cell_name.h"
#include "csv_read.h"
#include "file.h"
#include "sort.h"
#include "supplier_case.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum correct_field {
    CORRECT_CELL,
    CORRECT_ROW,
    CORRECT_ID,
    CORRECT_NAME,
    CORRECT_HEADING,
    CORRECT_WAS,
    CORRECT_TAKEN,
    CORRECT_REASON,
    CORRECT_VALUE,
    CORRECT_FIELDS
};

static const char *const correct_words[CORRECT_FIELDS][2] = {
    {"セル", "cell"},       {"行", "row"},         {"取引先コード", "supplier ID"},
    {"会社名", "supplier"}, {"見出し", "heading"}, {"今の値", "value now"},
    {"読み方", "read as"},  {"理由", "reason"},    {"正しい値", "correct value"}};

/* A cell that a spreadsheet would take for a formula gets an apostrophe; hoshi_correct_read drops it again. */
static void correct_field(struct hoshi_buffer *out, const char *text, bool first)
{
    char guarded[1024];
    bool risky = *text && strchr("=+-@\t\r", *text);
    hoshi_buffer_puts(out, first ? "" : ",");
    if (risky) {
        snprintf(guarded, sizeof guarded, "'%s", text);
        text = guarded;
    }
    hoshi_csv_print_field(out, text);
}

void hoshi_correct_print_head(struct hoshi_buffer *out, enum hoshi_supplier_language language)
{
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    for (int i = 0; i < CORRECT_FIELDS; i++)
        correct_field(out, correct_words[i][language != HOSHI_SUPPLIER_JA], i == 0);
    hoshi_buffer_puts(out, "\r\n");
}

void hoshi_correct_print(struct hoshi_buffer *out, enum hoshi_supplier_language language,
                         const struct hoshi_supplier_odd *odd, const char *reason)
{
    static const char *const taken[][2] = {
        [HOSHI_SUPPLIER_TAKEN_UNKNOWN] = {"不明として計算", "not known"},
        [HOSHI_SUPPLIER_TAKEN_ABOUT] = {"おおよその値", "about"},
        [HOSHI_SUPPLIER_TAKEN_MERGED] = {"結合セルの値を各社に", "of merged cells, to each"},
        [HOSHI_SUPPLIER_TAKEN_FAULT] = {"取引先を除外", "supplier left out"}};
    char row[24], how[160];
    bool en = language != HOSHI_SUPPLIER_JA;
    snprintf(row, sizeof row, "%" PRId64, odd->row);
    snprintf(how, sizeof how, "%s%s%.60s", taken[odd->taken][en], *odd->value ? " " : "", odd->value);
    const char *field[CORRECT_FIELDS] = {odd->cell, row, odd->id, odd->name, odd->heading,
                                         odd->got,  how, reason,  ""};
    for (int i = 0; i < CORRECT_FIELDS; i++)
        correct_field(out, field[i], i == 0);
    hoshi_buffer_puts(out, "\r\n");
}

/* ---- reading ---- */

struct correct_reader {
    size_t at[CORRECT_FIELDS]; /* column of each, SIZE_MAX none */
    struct hoshi_corrections *out;
    struct hoshi_array item;
    struct hoshi_faults *faults;
};

static bool correct_head(struct correct_reader *c, const struct hoshi_csv_row *row)
{
    char mine[HOSHI_FOLDED], theirs[HOSHI_FOLDED];
    for (int f = 0; f < CORRECT_FIELDS; f++) {
        c->at[f] = SIZE_MAX;
        for (size_t i = 0; i < row->n; i++)
            for (int k = 0; k < 2; k++) {
                hoshi_answer_fold(row->field[i], theirs);
                if (theirs[0] && strcmp(hoshi_answer_fold(correct_words[f][k], mine), theirs) == 0)
                    c->at[f] = i;
            }
    }
    return c->at[CORRECT_CELL] != SIZE_MAX && c->at[CORRECT_WAS] != SIZE_MAX &&
           c->at[CORRECT_VALUE] != SIZE_MAX;
}

static const char *correct_text(const struct correct_reader *c, const struct hoshi_csv_row *row,
                                enum correct_field f)
{
    const char *text = c->at[f] < row->n ? row->field[c->at[f]] : "";
    return text + (text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]));
}

static bool correct_is_blank(const char *text)
{
    char folded[HOSHI_FOLDED];
    hoshi_answer_fold(text, folded);
    return strcmp(folded, "空欄") == 0 || strcmp(folded, "blank") == 0;
}

static enum hoshi_status correct_row(struct correct_reader *c, const struct hoshi_csv_row *row)
{
    uint32_t cell_row, column;
    const char *end, *cell = correct_text(c, row, CORRECT_CELL), *value = correct_text(c, row, CORRECT_VALUE);
    if (!value[strspn(value, " ")])
        return HOSHI_OK;
    if (!hoshi_cell_reference(cell, &cell_row, &column, &end) || *end)
        return hoshi_fault_add_row(c->faults, HOSHI_E_CORRECTION, row->row, correct_words[CORRECT_CELL][0],
                                   cell, "E12");
    if (c->item.n == HOSHI_CORRECTIONS_MAX)
        return hoshi_fault_add(c->faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_CORRECTIONS_MAX);
    struct hoshi_supplier_correction *item = hoshi_array_add(&c->item);
    if (!item)
        return hoshi_fault_add(c->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    item->row = cell_row;
    item->column = column - 1;
    item->was = hoshi_arena_text(c->out->arena, correct_text(c, row, CORRECT_WAS));
    item->value = hoshi_arena_text(c->out->arena, correct_is_blank(value) ? "" : value);
    return item->was && item->value ? HOSHI_OK : hoshi_fault_add(c->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static int correct_by_row(const void *a, const void *b)
{
    const struct hoshi_supplier_correction *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : (x->column > y->column) - (x->column < y->column);
}

static enum hoshi_status correct_rows(struct correct_reader *c, struct hoshi_csv *csv)
{
    struct hoshi_csv_row row;
    bool head = false;
    enum hoshi_status status = HOSHI_OK;
    while (!status && hoshi_csv_next(csv, &row, c->faults)) {
        if (head)
            status = correct_row(c, &row);
        else
            head = correct_head(c, &row);
    }
    if (!status)
        status = hoshi_csv_status(csv);
    if (!status && !head)
        status = hoshi_fault_add(c->faults, HOSHI_E_SUPPLIER_HEADER, NULL, NULL,
                                 "セル, 今の値, 正しい値 / cell, value now, correct value");
    return status;
}

enum hoshi_status hoshi_correct_read(const char *path, struct hoshi_corrections *out,
                                     struct hoshi_faults *faults)
{
    struct correct_reader c = {
        .out = out, .faults = faults, .item = HOSHI_ARRAY(struct hoshi_supplier_correction)};
    struct hoshi_csv *csv = NULL;
    struct hoshi_sha256 h;
    const char *file = faults ? faults->file : NULL;
    memset(out, 0, sizeof *out);
    if (faults)
        faults->file = path;
    out->arena = calloc(1, sizeof *out->arena);
    enum hoshi_status status =
        out->arena ? hoshi_csv_open_file(path, HOSHI_FILE_MAX, HOSHI_CORRECTIONS_MAX + 1, &csv, faults)
                   : hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!status)
        status = correct_rows(&c, csv);
    hoshi_csv_close(csv);
    hoshi_sha256_init(&h);
    if (!status && !hoshi_supplier_file_hash(path, &h))
        status = hoshi_fault_add(faults, HOSHI_E_FILE_READ, NULL, NULL, NULL);
    hoshi_sha256_end(&h, out->digest);
    if (c.item.n > 1)
        hoshi_sort(c.item.item, c.item.n, c.item.size, correct_by_row);
    out->n = c.item.n;
    out->item = hoshi_array_take(&c.item);
    if (faults)
        faults->file = file;
    if (status)
        hoshi_correct_release(out);
    return status;
}

void hoshi_correct_release(struct hoshi_corrections *c)
{
    free(c->item);
    if (c->arena)
        hoshi_arena_release(c->arena);
    free(c->arena);
    memset(c, 0, sizeof *c);
}
