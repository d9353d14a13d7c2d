/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "received_read.h"
#include "back_word.h"
#include "answer_fold.h"
#include "cell_name.h"
#include "decimal.h"
#include "file.h"
#include "file_kind.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/** A cell of the workbook found by name. */
struct received_place {
    size_t sheet;
    uint32_t row, column;
};

struct received_reader {
    struct hoshi_xlsx *book;
    struct hoshi_faults *faults;
    enum hoshi_status status;
    struct hoshi_received *in;
};

/* The cell, or NULL; a fault of the sheet stays with the reader. */
static const struct hoshi_cell *received_cell(struct received_reader *r, const struct received_place *at)
{
    const struct hoshi_grid *grid = NULL;
    if (!r->status)
        r->status = hoshi_xlsx_grid(r->book, at->sheet, &grid, r->faults);
    return r->status ? NULL : hoshi_grid_at(grid, at->row, at->column);
}

/* Whole yen, or millionths of a share. */
static bool received_number(const struct hoshi_cell *cell, bool share, int64_t *out)
{
    int64_t micro;
    if (!cell || cell->kind != HOSHI_CELL_IS_NUMBER || !hoshi_number_parse(cell->text, &micro))
        return false;
    *out = micro;
    return share || hoshi_money_muldiv(micro, 1, HOSHI_MICRO, out);
}

static bool received_at(const struct received_reader *r, const char *name, struct received_place *at)
{
    return hoshi_xlsx_named(r->book, name, &at->sheet, &at->row, &at->column);
}

static int64_t received_figure(struct received_reader *r, const char *name, bool share)
{
    struct received_place at;
    int64_t value = HOSHI_NONE;
    if (received_at(r, name, &at) && !received_number(received_cell(r, &at), share, &value))
        value = HOSHI_NONE; /* empty, or a word such as "enter the cost" */
    return value;
}

static void received_where(const struct received_reader *r, const struct received_place *at, char *out)
{
    char place[HOSHI_CELL_PLACE];
    hoshi_text_copy(out, HOSHI_RECEIVED_TEXT,
                    hoshi_cell_place(hoshi_xlsx_sheet_name(r->book, at->sheet), at->row, at->column, place));
}

static void received_label(struct received_reader *r, struct received_place at, char *out)
{
    at.column = 1;
    const struct hoshi_cell *cell = received_cell(r, &at);
    hoshi_text_copy(out, HOSHI_RECEIVED_TEXT, cell ? cell->text : "");
}

/* The name beside the word for it on the first sheet, where the supplier signs. */
static void received_supplier(struct received_reader *r, char *out)
{
    const struct hoshi_grid *grid;
    out[0] = 0;
    if (hoshi_xlsx_grid(r->book, 0, &grid, r->faults))
        return;
    for (size_t i = 0; i + 1 < grid->cells && !out[0]; i++) {
        const struct hoshi_cell *word = &grid->cell[i], *name = &grid->cell[i + 1];
        char folded[HOSHI_FOLDED];
        hoshi_answer_fold(word->text, folded);
        if (name->row == word->row &&
            (strcmp(folded, "会社名") == 0 || strcmp(folded, "nameofthecompany") == 0))
            hoshi_text_copy(out, HOSHI_RECEIVED_TEXT, name->text);
    }
}

/* The rows above a total, up to the first that is no number. */
static void received_table(struct received_reader *r, const char *name, struct hoshi_received_table *t)
{
    struct received_place at;
    *t = (struct hoshi_received_table){.total_yen = HOSHI_NONE, .sum_yen = HOSHI_NONE};
    if (!received_at(r, name, &at) || !received_number(received_cell(r, &at), false, &t->total_yen))
        return;
    received_where(r, &at, t->cell);
    uint32_t last = at.row - 1, first = at.row;
    for (int64_t yen; first > 1 && last - first + 1 < HOSHI_RECEIVED_ROWS; first--) {
        const struct received_place above = {at.sheet, first - 1, at.column};
        if (!received_number(received_cell(r, &above), false, &yen))
            break;
    }
    t->sum_yen = 0;
    for (uint32_t row = first; row <= last && !r->status; row++) {
        struct hoshi_received_row *x = &t->row[t->rows];
        const struct received_place here = {at.sheet, row, at.column};
        if (!received_number(received_cell(r, &here), false, &x->yen))
            continue;
        received_label(r, here, x->label);
        received_where(r, &here, x->cell);
        t->sum_yen += x->yen; /* 64 rows of at most 1e15 */
        t->rows++;
    }
    if (!t->rows)
        t->sum_yen = HOSHI_NONE;
}

/* Totals that the program writes as formulas, and how many of those there are still are. */
static void received_formulas(struct received_reader *r, struct hoshi_received *in)
{
    static const char *const names[] = {"annual_yen",           "cost_subtotal_yen",     "overhead_yen",
                                        "profit_yen",           "sum_by_nature_yen",     "category_total_yen",
                                        "cost_in_period_yen",   "charged_in_period_yen", "purchase_rate",
                                        "estimate_rounding_yen"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct received_place at;
        const struct hoshi_cell *cell = received_at(r, names[i], &at) ? received_cell(r, &at) : NULL;
        if (!cell)
            continue;
        in->totals++;
        in->formulas += (cell->flags & HOSHI_CELL_FORMULA) != 0;
    }
}

static void received_doubt(void *user, const struct hoshi_formula_doubt *doubt)
{
    struct received_reader *r = user;
    struct hoshi_received *in = r->in;
    if (in->wrong++ >= HOSHI_RECEIVED_DOUBTS)
        return;
    struct hoshi_received_doubt *to = &in->doubt[in->wrong - 1];
    const struct received_place at = {doubt->sheet, doubt->row, doubt->column};
    received_where(r, &at, to->cell);
    hoshi_text_copy(to->stored, sizeof to->stored, doubt->stored);
    hoshi_text_copy(to->gives, sizeof to->gives, doubt->gives);
}

static void received_computed(struct received_reader *r, struct hoshi_received *in)
{
    size_t formulas = 0;
    r->in = in;
    if (!r->status)
        r->status = hoshi_xlsx_recalculate(r->book, &formulas, received_doubt, r, r->faults);
    in->computed = (int64_t)formulas;
}

static void received_hidden(struct received_reader *r, struct hoshi_received *in)
{
    for (size_t i = 0; i < hoshi_xlsx_sheets(r->book) && !r->status; i++) {
        struct hoshi_xlsx_survey survey = {0};
        r->status = hoshi_xlsx_look(r->book, i, &survey, r->faults);
        if (r->status)
            return;
        in->hidden += survey.hidden_rows;
        for (size_t k = 0; k < HOSHI_XLSX_SURVEYED; k++)
            in->hidden += survey.hidden_column[k];
        hoshi_xlsx_survey_release(&survey);
    }
}

enum hoshi_status hoshi_received_read(struct hoshi_xlsx *book, bool *found, struct hoshi_received *out,
                                      struct hoshi_faults *faults)
{
    struct received_reader r = {.book = book, .faults = faults};
    struct received_place at;
    *found = received_at(&r, "annual_yen", &at) && received_at(&r, "proposed_annual_yen", &at) &&
             received_at(&r, "quote_target", &at);
    if (!*found)
        return HOSHI_OK;
    struct hoshi_received *in = calloc(1, sizeof *in);
    if (!in)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    const struct {
        const char *name;
        int64_t *to;
        bool share;
    } figures[] = {
        {"annual_yen", &in->annual_yen, false},
        {"cost_subtotal_yen", &in->subtotal_yen, false},
        {"overhead_yen", &in->overhead_yen, false},
        {"profit_yen", &in->profit_yen, false},
        {"demanded_yen", &in->demanded_yen, false},
        {"month_step_yen", &in->month_step_yen, false},
        {"estimate_rounding_yen", &in->rounding_yen, false},
        {"proposed_annual_yen", &in->proposed_yen, false},
        {"key_share", &in->share_ppm, true},
        {"proposed_key_share", &in->proposed_share_ppm, true},
        {"purchases_yen", &in->purchases_yen, false},
        {"purchase_rate", &in->rate_ppm, true},
        {"ceiling_yen", &in->ceiling_yen, false},
        {"unpublished_fees_yen", &in->unpublished_yen, false},
        {"quoted_yen", &in->quoted_yen, false},
        {"cost_in_period_yen", &in->period_yen, false},
        {"charged_in_period_yen", &in->charged_yen, false},
        {"changes_yen", &in->changes_yen, false},
    };
    received_supplier(&r, in->supplier);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        *figures[i].to = received_figure(&r, figures[i].name, figures[i].share);
    received_table(&r, "category_total_yen", &in->category);
    received_table(&r, "sum_by_nature_yen", &in->nature);
    received_table(&r, "cost_in_period_yen", &in->years);
    received_formulas(&r, in);
    received_computed(&r, in);
    received_hidden(&r, in);
    if (!r.status && in->annual_yen == HOSHI_NONE) {
        char where[HOSHI_RECEIVED_TEXT];
        received_at(&r, "annual_yen", &at);
        received_where(&r, &at, where);
        r.status = hoshi_fault_add(faults, HOSHI_E_NUMBER, where, NULL, NULL);
    }
    if (!r.status)
        *out = *in;
    free(in);
    return r.status;
}

enum hoshi_status hoshi_received_read_file(const char *path, bool *found, struct hoshi_received *out,
                                           struct hoshi_faults *faults)
{
    struct hoshi_xlsx *book = NULL;
    char *text = NULL;
    size_t n = 0;
    const char *file = faults ? faults->file : NULL;
    *found = false;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    if (faults)
        faults->file = path;
    if (!status && hoshi_xlsx_kind(text, n) == HOSHI_FILE_ZIP && !hoshi_back_is_word(text, n)) {
        status = hoshi_xlsx_open(text, n, &book, faults);
        if (!status)
            status = hoshi_received_read(book, found, out, faults);
        hoshi_xlsx_close(book);
    }
    if (faults)
        faults->file = file;
    free(text);
    return status;
}

/* ---- what must agree ---- */

static struct hoshi_received_check received_equal(int64_t stated, int64_t computed)
{
    if (stated == HOSHI_NONE || computed == HOSHI_NONE)
        return (struct hoshi_received_check){HOSHI_RECEIVED_NOT_THERE, stated, computed};
    return (struct hoshi_received_check){stated == computed ? HOSHI_RECEIVED_AGREES : HOSHI_RECEIVED_DIFFERS,
                                         stated, computed};
}

static int64_t received_sum(int64_t a, int64_t b)
{
    return a == HOSHI_NONE || b == HOSHI_NONE ? HOSHI_NONE : a + b;
}

/* So much a year in whole steps a month, rounded down. */
static int64_t received_asked(const struct hoshi_received *r, int64_t yen)
{
    int64_t step = r->month_step_yen;
    return yen == HOSHI_NONE || yen < 0 || step <= 1 || step > HOSHI_YEN_MAX / 12 ? yen
                                                                                  : yen - yen % (12 * step);
}

void hoshi_received_verify(const struct hoshi_received *r,
                           struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS])
{
    int64_t rate = HOSHI_NONE;
    if (r->purchases_yen != HOSHI_NONE && r->purchases_yen > 0 &&
        !hoshi_money_muldiv(r->annual_yen, HOSHI_MICRO, r->purchases_yen, &rate))
        rate = HOSHI_NONE;
    check[HOSHI_RECEIVED_CATEGORIES] = received_equal(r->category.total_yen, r->category.sum_yen);
    check[HOSHI_RECEIVED_NATURES] = received_equal(r->nature.total_yen, r->nature.sum_yen);
    check[HOSHI_RECEIVED_YEARS] = received_equal(r->years.total_yen, r->years.sum_yen);
    check[HOSHI_RECEIVED_PARTS] = received_equal(r->category.total_yen, r->subtotal_yen);
    check[HOSHI_RECEIVED_ANNUAL] = received_equal(
        r->annual_yen,
        received_asked(r, received_sum(r->subtotal_yen, received_sum(r->overhead_yen, r->profit_yen))));
    check[HOSHI_RECEIVED_RATE] = received_equal(r->rate_ppm, rate);
    check[HOSHI_RECEIVED_CEILING] = received_equal(r->subtotal_yen, r->ceiling_yen);
    if (check[HOSHI_RECEIVED_CEILING].verdict && r->subtotal_yen <= r->ceiling_yen)
        check[HOSHI_RECEIVED_CEILING].verdict = HOSHI_RECEIVED_AGREES;
    check[HOSHI_RECEIVED_SUBTOTAL] =
        received_equal(r->subtotal_yen, received_sum(r->nature.total_yen, r->changes_yen));
    check[HOSHI_RECEIVED_FORMULAS] = received_equal(r->totals, r->formulas);
    check[HOSHI_RECEIVED_COMPUTED] =
        received_equal(r->computed ? r->computed : HOSHI_NONE, r->computed - r->wrong);
    check[HOSHI_RECEIVED_HIDDEN] = received_equal(r->hidden, 0);
    check[HOSHI_RECEIVED_UNCHANGED] = received_equal(r->annual_yen, received_asked(r, r->proposed_yen));
}
