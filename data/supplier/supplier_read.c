/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV and workbook both become rows of texts by column; from there on they take the same way. Ids are kept as
 * hashes only: 64 bits of SHA-256, by which two different ids of a million are taken for one with a chance of
 * one in thirty million. */
#include "supplier_read.h"
#include "cell_name.h"
#include "csv_read.h"
#include "decimal.h"
#include "file.h"
#include "file_kind.h"
#include "supplier_reader.h"
#include "text.h"
#include "text_key.h"
#include "text_plain.h"
#include "xlsx_read.h"
#include "sort.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

const char hoshi_reader_no_value[] = "=";

/* ---- ids ---- */

static uint64_t supplier_hash_of(const char *text)
{
    char hex[HOSHI_SHA256_TEXT], head[17];
    hoshi_sha256_print(text, strlen(text), hex);
    memcpy(head, hex, 16);
    head[16] = 0;
    uint64_t hash = strtoull(head, NULL, 16);
    return hash ? hash : 1;
}

static bool seen_grow(struct seen *s)
{
    size_t capacity = s->capacity ? 2 * s->capacity : 1024;
    struct seen bigger = {calloc(capacity, sizeof *s->hash), calloc(capacity, sizeof *s->row), s->n,
                          capacity};
    if (!bigger.hash || !bigger.row) {
        free(bigger.hash);
        free(bigger.row);
        return false;
    }
    for (size_t i = 0; i < s->capacity; i++) {
        size_t at = s->hash[i] & (capacity - 1);
        if (!s->hash[i])
            continue;
        while (bigger.hash[at])
            at = (at + 1) & (capacity - 1);
        bigger.hash[at] = s->hash[i];
        bigger.row[at] = s->row[i];
    }
    free(s->hash);
    free(s->row);
    *s = bigger;
    return true;
}

/* The row a key came with before; 0 none. Nothing is kept. */
static int64_t seen_look(const struct seen *s, const char *key)
{
    uint64_t hash = supplier_hash_of(key);
    if (!s->capacity)
        return 0;
    size_t at = hash & (s->capacity - 1);
    while (s->hash[at] && s->hash[at] != hash)
        at = (at + 1) & (s->capacity - 1);
    return s->hash[at] ? s->row[at] : 0;
}

int64_t hoshi_reader_seen(struct seen *s, const char *key, int64_t row)
{
    if (s->n * 2 >= s->capacity && !seen_grow(s))
        return -1;
    uint64_t hash = supplier_hash_of(key);
    size_t at = hash & (s->capacity - 1);
    while (s->hash[at] && s->hash[at] != hash)
        at = (at + 1) & (s->capacity - 1);
    if (s->hash[at])
        return s->row[at];
    s->hash[at] = hash;
    s->row[at] = row;
    s->n++;
    return 0;
}

/* Digits without the zeros before them; NULL when it is none, or too short for a code that lost them. */
static const char *bare_digits(const char *key)
{
    size_t n = strspn(key, "0123456789");
    if (!n || key[n])
        return NULL;
    key += strspn(key, "0");
    return strlen(key) > 2 ? key : NULL;
}

/* A spreadsheet drops the zeros before a code that it takes for a number: 46973 is 0046973 where only one of them
 * comes in a list, and told as coming twice where both do. 0100234 and 00100234 are two codes: people wrote both. So are 1 and 01: of short ones
 * lists are full. */
int64_t hoshi_reader_seen_id(struct seen *s, const char *id, int64_t row)
{
    char key[HOSHI_SUPPLIER_NAME_BYTES + 8], bare[HOSHI_SUPPLIER_NAME_BYTES + 16];
    bool folds = hoshi_text_key(id, key, sizeof key);
    const char *digits = folds ? bare_digits(key) : NULL;
    int64_t before = hoshi_reader_seen(s, folds ? key : id, row);
    if (before || !digits)
        return before;
    bool padded = digits != key;
    snprintf(bare, sizeof bare, "\x01%c%s", padded ? 'n' : 'p', digits); /* how the other kind is kept */
    before = seen_look(s, bare);
    if (before)
        return before;
    bare[1] = padded ? 'p' : 'n';
    before = hoshi_reader_seen(s, bare, row);
    return before < 0 ? before : 0;
}

/* ---- handing over ---- */

bool hoshi_reader_mine(const struct reader *r, int64_t place)
{
    return r->o->shards < 2 || (place - 1) % r->o->shards == r->o->shard - 1;
}

void hoshi_reader_give(struct reader *r, enum hoshi_supplier_kind kind, int64_t row, const char *path)
{
    struct hoshi_supplier_item item = {.kind = kind,
                                       .place = r->about->items,
                                       .row = row,
                                       .row_ = kind == HOSHI_SUPPLIER_CASE && !r->listed ? NULL : &r->row,
                                       .path = path,
                                       .text = r->listed  ? r->listed->text
                                               : r->case_ ? r->case_->text
                                                          : NULL,
                                       .text_n = r->listed  ? r->listed->text_n
                                                 : r->case_ ? r->case_->n
                                                            : 0,
                                       .id = r->id,
                                       .name = r->name,
                                       .faults = r->own};
    if (hoshi_reader_mine(r, item.place) && !r->take(r->user, &item))
        r->stopped = true;
}

bool hoshi_reader_count(struct reader *r)
{
    if (r->about->items == HOSHI_SUPPLIER_ROWS) {
        r->status = hoshi_fault_add(r->faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_SUPPLIER_ROWS);
        return false;
    }
    r->about->items++;
    return true;
}

void hoshi_reader_memory(struct reader *r)
{
    r->status = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* ---- csv ---- */

/* Rows that the CSV reader could not give, each with its own faults. */
static void give_unreadable(struct reader *r, const struct hoshi_faults *bad)
{
    for (size_t i = 0; i < bad->n && !r->stopped && !r->status;) {
        long row = bad->item[i].row;
        r->own->n = r->own->dropped = 0;
        r->id[0] = r->name[0] = 0;
        for (; i < bad->n && bad->item[i].row == row; i++) {
            const struct hoshi_fault *f = &bad->item[i];
            hoshi_fault_add_row(r->own, f->status, f->row, f->path, f->got, "%s", f->allowed);
        }
        if ((r->about->header_row || r->headless) && !r->looking && hoshi_reader_count(r))
            hoshi_reader_give(r, HOSHI_SUPPLIER_LEFT_OUT, row, NULL);
        else if (!r->status && !r->looking)
            r->status = hoshi_fault_add_row(r->faults, r->own->item[0].status, row, r->own->item[0].path,
                                            r->own->item[0].got, "%s", r->own->item[0].allowed);
    }
    for (size_t i = 0; i < bad->dropped && !r->stopped && !r->status && !r->looking && hoshi_reader_count(r);
         i++) {
        r->own->n = 0; /* more in a row than faults are kept of: only their number is known */
        hoshi_fault_add(r->own, HOSHI_E_CSV_SYNTAX, NULL, NULL, NULL);
        hoshi_reader_give(r, HOSHI_SUPPLIER_LEFT_OUT, 0, NULL);
    }
}

/* ------, ====: what parts headings from rows, and rows from sums. */
static bool is_rule(const struct reader *r, size_t n)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        size_t marks = strspn(r->cell[i], "-=_+|");
        if (r->cell[i][marks + strspn(r->cell[i] + marks, " ")])
            return false;
        longest = marks > longest ? marks : longest;
    }
    return longest > 3;
}

/* cell[0 … n) of a row of the sheet, "" up to columns. */
static void take_cells(struct reader *r, size_t n, long row)
{
    bool after_head = r->after_head;
    if (is_rule(r, n))
        return;
    r->after_head = false;
    if (r->headless && !r->columns)
        hoshi_head_letters(r, n);
    if (!r->about->header_row && !r->headless)
        hoshi_head_take(r, n, row);
    else if (!after_head || !hoshi_head_take_second(r, n, row))
        hoshi_rows_take(r, row);
}

/* A line of fixed width. */
static void fixed_row(struct reader *r, const char *line, long row)
{
    size_t n = 0;
    if (hoshi_fixed_is_rule(line))
        return;
    if (hoshi_fixed_is_title(r->fixed, line, row))
        hoshi_rows_take_note(r, line, row);
    else if (hoshi_fixed_split(r->fixed, line, row, r->cell, &n)) {
        for (size_t i = n; i < r->columns; i++)
            r->cell[i] = "";
        take_cells(r, n, row);
    } else if (hoshi_fixed_is_beside(line))
        hoshi_rows_take_note(r, line, row);
    else
        hoshi_rows_take_unsplit(r, line, row);
}

static void supplier_csv_row(struct reader *r, const struct hoshi_csv_row *row)
{
    if (r->fixed) {
        fixed_row(r, row->field[0], row->row);
        return;
    }
    size_t n = row->n > r->columns ? row->n : r->columns;
    for (size_t i = 0; i < n; i++)
        r->cell[i] = i < row->n ? row->field[i] : "";
    take_cells(r, row->n, row->row);
}

static void read_csv(struct reader *r, const char *path)
{
    static const char *const encodings[] = {"UTF-8", "UTF-16", "CP932"};
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    struct hoshi_faults *bad = calloc(1, sizeof *bad);
    if (!bad) {
        hoshi_reader_memory(r);
        return;
    }
    r->status = hoshi_csv_open_file(path, HOSHI_SUPPLIER_BYTES, HOSHI_SUPPLIER_ROWS + READER_HEAD_ROWS, &csv,
                                    r->faults);
    if (!r->status)
        r->about->encoding = encodings[hoshi_csv_encoding(csv)];
    if (!r->status && r->fixed)
        hoshi_csv_take_lines(csv);
    bool more = !r->status;
    while (more && !r->stopped && !r->status) {
        bad->n = bad->dropped = 0;
        more = hoshi_csv_next(csv, &row, bad);
        bool over = !more && hoshi_csv_stopped(csv) && bad->n;
        struct hoshi_fault last = bad->item[bad->n ? bad->n - 1 : 0];
        bad->n -= over;
        give_unreadable(r, bad);
        if (over && !r->status)
            r->status = hoshi_fault_add_row(r->faults, last.status, last.row, last.path, last.got, "%s",
                                            last.allowed);
        r->about->done_ppm = hoshi_csv_done_ppm(csv);
        if (more && !r->stopped && !r->status)
            supplier_csv_row(r, &row);
    }
    if (!r->status && !r->stopped && !r->about->header_row && !r->headless)
        hoshi_head_none(r);
    if (!r->status)
        hoshi_rows_end(r);
    hoshi_csv_close(csv);
    free(bad);
}

/* ---- xlsx ---- */

/* A merged range of several rows or columns that the rows read so far reached: what stands in its first cell. */
struct merged_value {
    const struct hoshi_merge *merge;
    char *text; /* owned; NULL: nothing stands there */
    bool scaled;
};

struct sheet_rows {
    struct reader *r;
    struct hoshi_xlsx_survey survey;
    size_t next;              /* merge that begins next */
    struct hoshi_array value; /* struct merged_value */
};

/* What a cell says: as it is shown where that is more than the number; a number as a person writes it ("100234" where
 * 1.00234E5 is kept). */
static const char *list_cell_text(const struct hoshi_cell *cell, char out[HOSHI_DECIMAL_TEXT])
{
    int64_t micro;
    if (cell->kind == HOSHI_CELL_IS_MISSING)
        return hoshi_reader_no_value;
    if (cell->shown)
        return cell->shown;
    if (cell->kind != HOSHI_CELL_IS_NUMBER || !strpbrk(cell->text, ".eE") ||
        !hoshi_number_parse(cell->text, &micro))
        return cell->text;
    return hoshi_decimal_print(micro, 0, out);
}

static void end_values(struct sheet_rows *s, uint32_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->value.n; i++) {
        struct merged_value *v = hoshi_array_at(&s->value, i);
        if (v->merge->last_row >= row) {
            struct merged_value *to = hoshi_array_at(&s->value, kept++);
            if (to != v)
                *to = *v;
        } else
            free(v->text);
    }
    s->value.n = kept;
}

/* The ranges that begin in this row or before it, with their values. */
static void begin_values(struct sheet_rows *s, uint32_t row)
{
    struct reader *r = s->r;
    for (; s->next < s->survey.merges && s->survey.merge[s->next].row <= row; s->next++) {
        const struct hoshi_merge *m = &s->survey.merge[s->next];
        if (m->row != row || m->column > HOSHI_SUPPLIER_COLUMNS_MAX)
            continue;
        const char *text = r->cell[m->column - 1];
        if (!text[0])
            continue;
        struct merged_value *v = hoshi_array_add(&s->value);
        if (!v || !(v->text = strdup(text))) {
            s->value.n -= v != NULL;
            hoshi_reader_memory(r);
            return;
        }
        v->merge = m;
        v->scaled = r->scaled[m->column - 1];
    }
}

/* The empty cells of merged ranges get what stands in their first cell. Headings that lie over several columns are no
 * headings of each. Gives the last column that holds something. */
static size_t fill_merged(struct sheet_rows *s, uint32_t row, size_t columns, size_t last)
{
    struct reader *r = s->r;
    begin_values(s, row);
    for (size_t i = 0; i < s->value.n; i++) {
        const struct merged_value *v = hoshi_array_at(&s->value, i);
        size_t to = v->merge->last_column < columns ? v->merge->last_column : columns;
        if (!r->about->header_row || r->after_head)
            to = v->merge->column; /* a range of headings is one heading, and of its first column */
        for (size_t c = v->merge->column; c <= to; c++)
            if (!r->cell[c - 1][0] && (row > v->merge->row || c > v->merge->column)) {
                r->cell[c - 1] =
                    strcmp(v->text, hoshi_reader_no_value) == 0 ? hoshi_reader_no_value : v->text;
                r->scaled[c - 1] = v->scaled;
                r->merged[c - 1] = true;
                last = c > last ? c : last;
            }
    }
    return last;
}

static bool xlsx_row(void *user, const struct hoshi_cell *cell, size_t n)
{
    struct sheet_rows *s = user;
    struct reader *r = s->r;
    bool head = (!r->about->header_row && !r->headless) || r->after_head || !r->columns;
    size_t columns = head ? HOSHI_SUPPLIER_COLUMNS_MAX : r->columns, last = 0;
    char(*number)[HOSHI_DECIMAL_TEXT] = r->number;
    for (size_t i = 0; i < columns; i++) {
        r->cell[i] = "";
        r->scaled[i] = r->merged[i] = r->figure[i] = false;
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = cell[i].column - 1u;
        if (at >= columns)
            continue;
        r->cell[at] = list_cell_text(&cell[i], number[at]);
        r->scaled[at] = cell[i].flags & HOSHI_CELL_SCALED;
        r->figure[at] = cell[i].kind == HOSHI_CELL_IS_NUMBER;
        last = cell[i].column;
    }
    end_values(s, cell[0].row);
    last = fill_merged(s, cell[0].row, columns, last);
    take_cells(r, last < HOSHI_SUPPLIER_COLUMNS_MAX ? last : HOSHI_SUPPLIER_COLUMNS_MAX, cell[0].row);
    return !r->stopped && !r->status;
}

static void release_values(struct sheet_rows *s)
{
    for (size_t i = 0; i < s->value.n; i++)
        free(((struct merged_value *)hoshi_array_at(&s->value, i))->text);
    hoshi_array_release(&s->value);
    hoshi_xlsx_survey_release(&s->survey);
}

static void read_sheet(struct reader *r, struct hoshi_xlsx *book, size_t sheet)
{
    struct sheet_rows s = {.r = r, .value = HOSHI_ARRAY(struct merged_value)};
    hoshi_text_copy(r->about->sheet, sizeof r->about->sheet, hoshi_xlsx_sheet_name(book, sheet));
    enum hoshi_status status = hoshi_xlsx_look(book, sheet, &s.survey, r->faults);
    if (!status) {
        r->about->hidden_rows = s.survey.hidden_rows;
        memcpy(r->hidden, s.survey.hidden_column, sizeof s.survey.hidden_column);
        status = hoshi_xlsx_stream(book, sheet, xlsx_row, &s, r->faults);
    }
    release_values(&s);
    r->status = r->status ? r->status : status;
    if (!r->status && !r->stopped && !r->about->header_row && !r->headless)
        hoshi_head_none(r);
}

/* Looks for headings only: what is found is forgotten. */
static bool look_row(void *user, const struct hoshi_cell *cell, size_t n)
{
    struct reader *r = user;
    size_t last = 0;
    for (size_t i = 0; i < HOSHI_SUPPLIER_COLUMNS_MAX; i++)
        r->cell[i] = "";
    for (size_t i = 0; i < n; i++)
        if (cell[i].column <= HOSHI_SUPPLIER_COLUMNS_MAX) {
            r->cell[cell[i].column - 1] = cell[i].text;
            last = cell[i].column;
        }
    hoshi_head_take(r, last, cell[0].row);
    return !r->status && !r->about->header_row;
}

/* As if nothing had been read. */
static void forget_headings(struct reader *r)
{
    r->about->header_row = 0;
    r->head_row = r->rows_seen = 0;
    r->headings = r->columns = r->aboves = 0;
    r->after_head = false;
    r->title = (struct unit_said){0};
    if (r->status == HOSHI_E_SUPPLIER_HEADER) {
        r->status = HOSHI_OK;
        if (r->faults)
            r->faults->n--;
    }
}

static bool sheet_has_headings(struct reader *r, struct hoshi_xlsx *book, size_t i)
{
    enum hoshi_status status = hoshi_xlsx_stream(book, i, look_row, r, r->faults);
    bool found = r->about->header_row > 0;
    if (!r->status)
        r->status = status;
    forget_headings(r);
    return found;
}

static void other_sheet(struct reader *r, const char *name)
{
    struct hoshi_supplier_reading *a = r->about;
    if (a->other_sheets < HOSHI_SUPPLIER_OTHER_SHEETS)
        hoshi_text_copy(a->other_sheet[a->other_sheets], sizeof a->other_sheet[0], name);
    a->other_sheets++;
}

/* The sheet to read: the one named, else the first visible one with headings; the others that have some are told.
 * SIZE_MAX none. */
static size_t choose_sheet(struct reader *r, struct hoshi_xlsx *book)
{
    size_t chosen = SIZE_MAX;
    for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !r->status; i++) {
        const char *name = hoshi_xlsx_sheet_name(book, i);
        if (r->o->sheet && strcmp(name, r->o->sheet) == 0)
            chosen = i;
        else if (hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE && sheet_has_headings(r, book, i)) {
            if (chosen == SIZE_MAX && !r->o->sheet)
                chosen = i;
            else
                other_sheet(r, name);
        }
    }
    return chosen;
}

static void read_xlsx(struct reader *r, const char *path)
{
    struct hoshi_xlsx *book = NULL;
    char *bytes = NULL;
    size_t n = 0, sheet = SIZE_MAX;
    r->status = hoshi_file_read(path, HOSHI_FILE_MAX, &bytes, &n, r->faults);
    if (!r->status)
        r->status = hoshi_xlsx_open_long(bytes, n, &book, r->faults);
    if (!r->status)
        sheet = choose_sheet(r, book);
    if (!r->status && hoshi_xlsx_is_ods(book))
        r->about->source = HOSHI_SUPPLIERS_ODS;
    if (!r->status && sheet != SIZE_MAX)
        read_sheet(r, book, sheet);
    else if (!r->status && r->o->sheet)
        r->status = hoshi_fault_add(r->faults, HOSHI_E_SUPPLIER_HEADER, r->o->sheet, NULL, NULL);
    else if (!r->status)
        hoshi_head_none(r);
    if (!r->status)
        hoshi_rows_end(r);
    hoshi_xlsx_close(book);
    free(bytes);
}

/* ---- case files ---- */

static char *path_at(const struct hoshi_array *paths, size_t i)
{
    return *(char **)hoshi_array_at(paths, i);
}

static bool add_path(struct hoshi_array *paths, const char *path)
{
    char **at = hoshi_array_add(paths);
    return at && (*at = strdup(path));
}

static void release_paths(struct hoshi_array *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        free(path_at(paths, i));
    hoshi_array_release(paths);
}

/* A case file that came before by its name (told with the row), or whose case_id did (told with the file). */
static void supplier_check_twice(struct reader *r, const char *path, int64_t row, const char *case_id)
{
    int64_t first = hoshi_reader_seen(&r->files, path, row);
    if (first > 0)
        hoshi_fault_add_row(r->own, HOSHI_E_DUPLICATE, (long)row, NULL, path, "%lld", (long long)first);
    if (first || !*case_id) {
        if (first < 0)
            hoshi_reader_memory(r);
        return;
    }
    if (!add_path(&r->known, path)) {
        hoshi_reader_memory(r);
        return;
    }
    int64_t place = hoshi_reader_seen_id(&r->ids, case_id, (int64_t)r->known.n);
    if (place < 0)
        hoshi_reader_memory(r);
    else if (place > 0)
        hoshi_fault_add_row(r->own, HOSHI_E_DUPLICATE, (long)row, "case_id", case_id, "%s",
                            path_at(&r->known, (size_t)place - 1));
}

static void take_case(struct reader *r, const char *path, int64_t row)
{
    struct supplier_case c;
    if (!hoshi_reader_count(r))
        return;
    if (hoshi_supplier_case_read(path, &r->contents, &c)) {
        hoshi_reader_memory(r);
        return;
    }
    r->own->n = r->own->dropped = 0;
    r->name[0] = 0;
    hoshi_text_clean(path, strlen(path), r->id, sizeof r->id); /* the id of a case is its file's name */
    supplier_check_twice(r, path, row, c.id);
    r->case_ = &c;
    if (!r->status)
        hoshi_reader_give(r, r->own->n ? HOSHI_SUPPLIER_LEFT_OUT : HOSHI_SUPPLIER_CASE, row, path);
    r->case_ = NULL;
    hoshi_supplier_case_release(&c);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool supplier_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcasecmp(text + n - m, end) == 0;
}

/* A .json whose beginning names the format; a fault to open counts as one, so that it is reported later. */
static bool is_case_file(const char *path)
{
    static char head[] = "\"hoshiwari_case\"";
    char *text = malloc(READER_PEEK + 1);
    FILE *f = hoshi_file_stream(path);
    bool yes = true;
    if (text && f) {
        text[fread(text, 1, READER_PEEK, f)] = 0;
        yes = strstr(text, head) != NULL;
    }
    if (f)
        fclose(f);
    free(text);
    return yes;
}

static void supplier_collect(struct reader *r, const char *folder, int depth, struct hoshi_array *out)
{
    DIR *d = opendir(folder);
    if (!d) {
        r->status = hoshi_fault_add(r->faults, HOSHI_E_FILE_OPEN, folder, strerror(errno), NULL);
        return;
    }
    for (struct dirent *e; !r->status && (e = readdir(d));) {
        char path[HOSHI_SUPPLIER_PATH_BYTES];
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= sizeof path ||
            lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < HOSHI_SUPPLIER_DEPTH)
            supplier_collect(r, path, depth + 1, out);
        else if (!S_ISDIR(st.st_mode) && supplier_ends_with(path, ".json")) {
            if (!is_case_file(path))
                r->about->other_files++;
            else if (out->n == HOSHI_SUPPLIER_ROWS)
                r->status =
                    hoshi_fault_add(r->faults, HOSHI_E_TOO_MANY, folder, NULL, "%d", HOSHI_SUPPLIER_ROWS);
            else if (!add_path(out, path))
                hoshi_reader_memory(r);
        }
    }
    closedir(d);
}

static void read_folder(struct reader *r, const char *folder)
{
    struct hoshi_array paths = HOSHI_ARRAY(char *);
    char top[HOSHI_SUPPLIER_PATH_BYTES];
    hoshi_text_copy(top, sizeof top, folder);
    for (size_t n = strlen(top); n > 1 && top[n - 1] == '/';)
        top[--n] = 0;
    supplier_collect(r, top, 0, &paths);
    if (paths.n)
        hoshi_sort(paths.item, paths.n, paths.size, by_name);
    r->about->total = (int64_t)paths.n;
    for (size_t i = 0; i < paths.n && !r->status && !r->stopped; i++) {
        const char *name = path_at(&paths, i) + strlen(top);
        hoshi_sha256_add(&r->contents, name, strlen(name) + 1);
        take_case(r, path_at(&paths, i), (int64_t)i + 1);
    }
    release_paths(&paths);
}

static void supplier_read_list(struct reader *r, const char *list)
{
    FILE *f = hoshi_file_stream(list);
    char line[HOSHI_SUPPLIER_PATH_BYTES], path[HOSHI_SUPPLIER_PATH_BYTES];
    int64_t row = 0;
    if (!f) {
        r->status = hoshi_fault_add(r->faults, HOSHI_E_FILE_OPEN, NULL, strerror(errno), NULL);
        return;
    }
    while (!r->status && !r->stopped && fgets(line, sizeof line, f)) {
        size_t n = strlen(line);
        row++;
        if (n + 1 == sizeof line && line[n - 1] != '\n')
            r->status = hoshi_fault_add_row(r->faults, HOSHI_E_TEXT_LENGTH, (long)row, NULL, NULL, "%d",
                                            HOSHI_SUPPLIER_PATH_BYTES - 2);
        while (n && (unsigned char)line[n - 1] <= ' ')
            line[--n] = 0;
        const char *name = line + (memcmp(line, "\xEF\xBB\xBF", n < 3 ? 1 : 3) == 0 && n >= 3 ? 3 : 0);
        if (r->status || !*name || *name == '#')
            continue;
        if (hoshi_file_beside(list, name, path, sizeof path))
            take_case(r, path, row);
        else
            r->status = hoshi_fault_add_row(r->faults, HOSHI_E_TEXT_LENGTH, (long)row, NULL, name, NULL);
    }
    if (ferror(f))
        r->status = hoshi_fault_add(r->faults, HOSHI_E_FILE_READ, NULL, strerror(errno), NULL);
    fclose(f);
}

/* ---- which of them ---- */

/* The first line that is not blank and no comment names a case file. */
static bool lists_cases(const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\r\n"), used = n;
        while (used && (unsigned char)text[used - 1] <= ' ')
            used--;
        if (used && text[0] != '#')
            return used > 5 && strncasecmp(text + used - 5, ".json", 5) == 0 && !memchr(text, ',', used);
        text += n + (text[n] != 0);
    }
    return false;
}

static enum hoshi_status find_source(struct reader *r, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return hoshi_fault_add(r->faults, HOSHI_E_FILE_OPEN, NULL, strerror(errno), NULL);
    if (S_ISDIR(st.st_mode)) {
        r->about->source = HOSHI_SUPPLIERS_FOLDER;
        return HOSHI_OK;
    }
    if (!S_ISREG(st.st_mode))
        return hoshi_fault_add(r->faults, HOSHI_E_FILE_KIND, NULL, NULL, NULL);
    char *head = malloc(READER_PEEK + 1);
    FILE *f = hoshi_file_stream(path);
    if (!head || !f) {
        enum hoshi_status status = head ? HOSHI_E_FILE_OPEN : HOSHI_E_MEMORY;
        if (f)
            fclose(f);
        free(head);
        return hoshi_fault_add(r->faults, status, NULL, strerror(errno), NULL);
    }
    size_t n = fread(head, 1, READER_PEEK, f);
    head[n] = 0;
    fclose(f);
    r->about->source = hoshi_xlsx_kind(head, n) != HOSHI_FILE_OTHER             ? HOSHI_SUPPLIERS_XLSX
                       : lists_cases(head) || supplier_ends_with(path, ".json") ? HOSHI_SUPPLIERS_LIST
                                                                                : HOSHI_SUPPLIERS_CSV;
    free(head);
    return HOSHI_OK;
}

/* The hash of a list's bytes, which are also the first of what is hashed of a list of case files. */
static enum hoshi_status digest_file(struct reader *r, const char *path)
{
    struct hoshi_sha256 h;
    hoshi_sha256_init(&h);
    if (!hoshi_supplier_file_hash(path, &h))
        return hoshi_fault_add(r->faults, HOSHI_E_FILE_READ, NULL, strerror(errno), NULL);
    hoshi_sha256_end(&h, r->about->digest);
    hoshi_sha256_add(&r->contents, r->about->digest, HOSHI_SHA256_TEXT);
    return HOSHI_OK;
}

static void digest_words(struct hoshi_sha256 *h, const char *option, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hoshi_sha256_add(h, option, strlen(option) + 1);
        hoshi_sha256_add(h, word[i], strlen(word[i]) + 1);
    }
}

/* What the user settles about a list is part of what figures hang on. */
static void digest_ask(struct reader *r)
{
    const struct hoshi_supplier_ask *a = &r->ask;
    struct hoshi_sha256 h;
    if (!a->maps && !a->ignores && !a->units && !a->numbers && !a->sum_duplicates && !a->corrections &&
        !a->returned && !a->stars && !a->softs)
        return;
    hoshi_sha256_init(&h);
    hoshi_sha256_add(&h, r->about->digest, HOSHI_SHA256_TEXT);
    digest_words(&h, "map", a->map, a->maps);
    digest_words(&h, "ignore", a->ignore, a->ignores);
    digest_words(&h, "unit", a->unit, a->units);
    digest_words(&h, "numbers", a->number, a->numbers);
    if (a->sum_duplicates)
        hoshi_sha256_add(&h, "sum", 4);
    if (a->corrections_digest)
        hoshi_sha256_add(&h, a->corrections_digest, strlen(a->corrections_digest) + 1);
    if (a->stars)
        hoshi_sha256_add(&h, hoshi_stars_digest(a->stars), HOSHI_SHA256_TEXT);
    if (a->returned)
        hoshi_sha256_add(&h, hoshi_returned_digest(a->returned), HOSHI_SHA256_TEXT);
    hoshi_sha256_end(&h, r->about->digest);
}

/* False without memory. */
static bool reader_open(struct reader *r, const struct hoshi_supplier_read_options *options,
                        hoshi_supplier_take *take, void *user, struct hoshi_supplier_reading *about,
                        struct hoshi_faults *faults)
{
    enum { N = HOSHI_SUPPLIER_COLUMNS_MAX };
    *r = (struct reader){.o = options, .take = take, .user = user, .about = about, .faults = faults};
    if (options->ask)
        r->ask = *options->ask;
    r->own = calloc(1, sizeof *r->own);
    r->found = calloc(1, sizeof *r->found);
    r->column = calloc(N, sizeof *r->column);
    r->last = calloc(N, sizeof *r->last);
    r->cell = calloc(N, sizeof *r->cell);
    r->scaled = calloc(N, sizeof *r->scaled);
    r->merged = calloc(N, sizeof *r->merged);
    r->hidden = calloc(N, sizeof *r->hidden);
    r->figure = calloc(N, sizeof *r->figure);
    r->numbers = calloc(N, sizeof *r->numbers);
    r->number = calloc(N, sizeof *r->number);
    r->heading = calloc(N, sizeof *r->heading);
    r->above = calloc(N, sizeof *r->above);
    r->words = hoshi_supplier_words(options->catalog);
    r->known = HOSHI_ARRAY(char *);
    r->group = HOSHI_ARRAY(struct supplier_group *);
    return r->own && r->found && r->column && r->last && r->cell && r->scaled && r->merged && r->hidden &&
           r->figure && r->numbers && r->number && r->heading && r->above && r->words;
}

static void reader_close(struct reader *r)
{
    if (!r)
        return;
    hoshi_rows_release(r);
    free(r->own);
    free(r->found);
    free(r->column);
    free(r->last);
    free(r->cell);
    free(r->scaled);
    free(r->merged);
    free(r->hidden);
    free(r->figure);
    free(r->numbers);
    free(r->fixed);
    free(r->number);
    free(r->heading);
    free(r->above);
    free(r->words);
    free(r->ids.hash);
    free(r->ids.row);
    free(r->files.hash);
    free(r->files.row);
    release_paths(&r->known);
    free(r);
}

static void read_source(struct reader *r, const char *path);

/* ---- before the rows: how columns lie and figures are written ---- */

/* A text whose lines are rows of fixed width: where no separator makes headings of a line, or the user says so. */
static void look_for_fixed(struct reader *r, const char *path)
{
    struct hoshi_csv *csv = NULL;
    struct fixed_hint hint;
    r->fixed = calloc(1, sizeof *r->fixed);
    if (!r->fixed ||
        hoshi_csv_open_file(path, HOSHI_SUPPLIER_BYTES, HOSHI_SUPPLIER_ROWS + READER_HEAD_ROWS, &csv, NULL))
        return; /* told when the rows are read */
    bool narrow = hoshi_csv_encoding(csv) != HOSHI_CSV_CP932;
    enum fixed_found found = FIXED_HEADED;
    if (hoshi_fixed_stated(r->ask.map, r->ask.maps, r->fixed))
        r->fixed->latin_narrow = narrow;
    else
        found = hoshi_fixed_find(csv, r->words, r->fixed, &hint);
    hoshi_csv_close(csv);
    if (found == FIXED_BARE)
        r->status =
            hoshi_fault_add_row(r->faults, HOSHI_E_SUPPLIER_FIXED, 0, NULL, hint.sample, "%s", hint.ranges);
    if (found != FIXED_HEADED) {
        free(r->fixed);
        r->fixed = NULL;
    }
}

/* A reader like this one reads every row for how figures are written, and keeps nothing else. Its faults are those the
 * reader itself will meet. */
static enum hoshi_status look_numbers(struct reader *r, const char *path)
{
    struct hoshi_supplier_reading *about = calloc(1, sizeof *about);
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct reader *look = calloc(1, sizeof *look);
    struct hoshi_supplier_read_options o = *r->o;
    struct hoshi_supplier_ask ask = r->ask;
    enum hoshi_status status = HOSHI_E_MEMORY;
    long better = 0;
    ask.odd = NULL;
    o.ask = &ask;
    if (about && faults && look && reader_open(look, &o, NULL, NULL, about, faults)) {
        look->looking = true;
        look->headless = r->headless;
        look->head_wanted = r->head_wanted;
        look->look_all = r->look_all;
        look->own->file = path;
        about->source = r->about->source;
        if (r->fixed && (look->fixed = malloc(sizeof *look->fixed)))
            *look->fixed = *r->fixed;
        read_source(look, path);
        memcpy(r->numbers, look->numbers, HOSHI_SUPPLIER_COLUMNS_MAX * sizeof *r->numbers);
        status = look->status;
        better = look->head_better;
    }
    reader_close(look);
    free(about);
    free(faults);
    if (!better || r->head_wanted)
        return status;
    r->head_wanted = better;
    return look_numbers(r, path);
}

/* Reads the list once for what has to be known before its first row is. */
static void look_before(struct reader *r, const char *path)
{
    struct supplier_fixed stated;
    bool text = r->about->source == HOSHI_SUPPLIERS_CSV,
         sheet = r->about->source == HOSHI_SUPPLIERS_XLSX || r->about->source == HOSHI_SUPPLIERS_ODS;
    if (!text && !sheet)
        return;
    r->look_all = sheet || hoshi_numbers_may_tell(path);
    if (look_numbers(r, path) != HOSHI_E_SUPPLIER_HEADER)
        return;
    if (text && hoshi_fixed_stated(r->ask.map, r->ask.maps, &stated)) {
        look_for_fixed(r, path);
        r->headless = r->fixed != NULL;
    } else
        r->headless = hoshi_head_is_headless(r);
    if (text && !r->headless && !r->status)
        look_for_fixed(r, path);
    if (r->headless || r->fixed)
        look_numbers(r, path);
}

static void read_source(struct reader *r, const char *path)
{
    if (!r->looking)
        look_before(r, path);
    if (r->status)
        return;
    switch (r->about->source) {
    case HOSHI_SUPPLIERS_CSV:
        read_csv(r, path);
        break;
    case HOSHI_SUPPLIERS_XLSX:
    case HOSHI_SUPPLIERS_ODS:
        read_xlsx(r, path);
        break;
    case HOSHI_SUPPLIERS_FOLDER:
        read_folder(r, path);
        break;
    case HOSHI_SUPPLIERS_LIST:
        if (supplier_ends_with(path, ".json"))
            take_case(r, path, 1);
        else
            supplier_read_list(r, path);
    }
}

enum hoshi_status hoshi_suppliers_read(const char *path, const struct hoshi_supplier_read_options *options,
                                       hoshi_supplier_take *take, void *user,
                                       struct hoshi_supplier_reading *about, struct hoshi_faults *faults)
{
    struct reader *r = calloc(1, sizeof *r);
    const char *file = faults ? faults->file : NULL;
    memset(about, 0, sizeof *about);
    about->encoding = "";
    about->total = about->done_ppm = -1;
    if (faults)
        faults->file = path;
    if (options->ask && options->ask->stars)
        hoshi_stars_begin(options->ask->stars);
    bool ready = r && reader_open(r, options, take, user, about, faults);
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (!ready)
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    else {
        r->own->file = path;
        hoshi_sha256_init(&r->contents);
        status = find_source(r, path);
        if (!status && about->source != HOSHI_SUPPLIERS_FOLDER)
            status = digest_file(r, path);
        if (!status)
            read_source(r, path);
        if (about->source == HOSHI_SUPPLIERS_FOLDER || about->source == HOSHI_SUPPLIERS_LIST)
            hoshi_sha256_end(&r->contents, about->digest);
        else
            digest_ask(r);
        status = status ? status : r->status;
    }
    reader_close(r);
    if (faults)
        faults->file = file;
    return status;
}
