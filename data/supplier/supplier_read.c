/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV and workbook both become rows of texts by column; from there on they take the same way. Ids are kept as
 * hashes only: 64 bits of SHA-256, by which two different ids of a million are taken for one with a chance of
 * one in thirty million. */
#include "supplier_read.h"
#include "array.h"
#include "cell_name.h"
#include "csv_read.h"
#include "decimal.h"
#include "file.h"
#include "file_kind.h"
#include "supplier_case.h"
#include "supplier_columns.h"
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

/* Stands for a formula without a stored value. */
static const char no_value[] = "=";

enum { HEAD_ROWS = 30, PEEK = 65536, SHOWN = 48 };

/* Where ids came first; open addressing. */
struct seen {
    uint64_t *hash; /* 0 = free */
    int64_t *row;
    size_t n, capacity; /* a power of two */
};

struct reader {
    const struct hoshi_supplier_read_options *o;
    hoshi_supplier_take *take;
    void *user;
    struct hoshi_supplier_reading *about;
    struct hoshi_faults *faults; /* of the list */
    struct hoshi_faults *own;    /* of the row */
    struct hoshi_faults *found;  /* of a check, before columns are named */
    struct column *column;       /* by column of the sheet */
    const char **cell;
    size_t columns;
    char (*heading)[HOSHI_SUPPLIER_HEADING]; /* by column: of the headings, or of the row before they are
                                                found */
    size_t headings;
    long rows_seen;  /* before the headings are found */
    bool after_head; /* the next row may be a second row of headings */
    bool has_id, stopped, level_unread, size_unread;
    enum hoshi_status status; /* why reading cannot go on */
    struct seen ids;
    struct seen files;            /* of a list of case files */
    struct hoshi_array known;     /* the case files that came: char *, owned */
    struct hoshi_sha256 contents; /* of the case files */
    const struct supplier_case *case_;
    struct answer_memo memo;
    struct hoshi_supplier_row row;
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES];
};

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

/* The row a key came with before; 0 when this is the first (it is kept then), -1 out of memory. */
static int64_t seen_before(struct seen *s, const char *key, int64_t row)
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

/* As seen_before, of an id or name as people tell them apart. */
static int64_t seen_id(struct seen *s, const char *id, int64_t row)
{
    char key[HOSHI_SUPPLIER_NAME_BYTES + 8];
    return seen_before(s, hoshi_text_key(id, key, sizeof key) ? key : id, row);
}

/* ---- handing over ---- */

/* True when the item at this place is for this shard. */
static bool mine(const struct reader *r, int64_t place)
{
    return r->o->shards < 2 || (place - 1) % r->o->shards == r->o->shard - 1;
}

static void supplier_give(struct reader *r, enum hoshi_supplier_kind kind, int64_t row, const char *path)
{
    struct hoshi_supplier_item item = {.kind = kind,
                                       .place = r->about->items,
                                       .row = row,
                                       .row_ = &r->row,
                                       .path = path,
                                       .text = r->case_ ? r->case_->text : NULL,
                                       .text_n = r->case_ ? r->case_->n : 0,
                                       .id = r->id,
                                       .name = r->name,
                                       .faults = r->own};
    if (mine(r, item.place) && !r->take(r->user, &item))
        r->stopped = true;
}

/* Count an item; false when there are too many. */
static bool count_item(struct reader *r)
{
    if (r->about->items == HOSHI_SUPPLIER_ROWS) {
        r->status = hoshi_fault_add(r->faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_SUPPLIER_ROWS);
        return false;
    }
    r->about->items++;
    return true;
}

static void out_of_memory(struct reader *r)
{
    r->status = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

/* ---- headings ---- */

/* The heading short enough to be shown, without line breaks. */
static void heading_text(const char *heading, char out[HOSHI_SUPPLIER_HEADING])
{
    hoshi_text_copy(out, HOSHI_SUPPLIER_HEADING, heading);
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
}

static bool same_column(const struct column *a, const struct column *b)
{
    return a->kind == b->kind && a->kind != COLUMN_NONE && a->kind != COLUMN_TALLY &&
           strcmp(a->member, b->member) == 0;
}

static bool same_tally(const struct column *a, const struct column *b)
{
    return a->kind == COLUMN_TALLY && b->kind == COLUMN_TALLY && a->index == b->index &&
           a->status == b->status;
}

static void check_columns(struct reader *r, long row)
{
    for (size_t i = 0; i < r->columns; i++)
        for (size_t j = 0; j < i; j++)
            if (same_column(&r->column[i], &r->column[j]) || same_tally(&r->column[i], &r->column[j])) {
                char a[24], b[24], both[160], first[40], second[40];
                hoshi_text_copy(first, sizeof first, r->heading[j]);
                hoshi_text_copy(second, sizeof second, r->heading[i]);
                snprintf(both, sizeof both, "%s %s, %s %s", hoshi_cell_name(row, j + 1, a), first,
                         hoshi_cell_name(row, i + 1, b), second);
                r->status = hoshi_fault_add_row(r->faults, HOSHI_E_DUPLICATE, row, both, NULL, NULL);
                break;
            }
}

static void describe_columns(struct reader *r, long row)
{
    struct hoshi_supplier_reading *a = r->about;
    a->header_row = row;
    a->columns = 0;
    for (size_t i = 0; i < r->columns; i++) {
        if (!r->heading[i][0])
            continue;
        struct hoshi_supplier_column *c = &a->column[a->columns++];
        c->column = i + 1;
        memcpy(c->heading, r->heading[i], sizeof c->heading);
        snprintf(c->member, sizeof c->member, "%s", r->column[i].member);
        r->has_id |= r->column[i].kind == COLUMN_ID;
        char word[HOSHI_FOLDED];
        c->near_[0] = 0;
        if (r->column[i].kind == COLUMN_NONE && hoshi_supplier_column_near(c->heading, word))
            hoshi_text_copy(c->near_, sizeof c->near_, word);
    }
}

/* Two headings one above the other read as one: "分類4" over several columns, 「未対応」 below. Where the
 * upper cell is blank it is that of the column before, as in a merged cell. */
static bool read_together(struct reader *r, size_t column, const char *lower, struct column *out,
                          char heading[HOSHI_SUPPLIER_HEADING])
{
    char both[2 * HOSHI_SUPPLIER_HEADING];
    size_t upper = column < r->headings ? column : r->headings;
    while (upper > 0 && (upper >= r->headings || !r->heading[upper][0]))
        upper--;
    if (upper >= r->headings || !r->heading[upper][0] || !lower[0])
        return false;
    snprintf(both, sizeof both, "%s %.*s", r->heading[upper], HOSHI_SUPPLIER_HEADING - 1, lower);
    hoshi_supplier_column_find(r->o->catalog, both, out);
    heading_text(both, heading);
    return out->kind == COLUMN_TALLY || (out->kind == COLUMN_YEN && upper == column);
}

static void keep_headings(struct reader *r, size_t n)
{
    r->headings = n;
    for (size_t i = 0; i < n; i++)
        heading_text(r->cell[i], r->heading[i]);
}

static size_t understood(struct reader *r, size_t n, bool *names)
{
    size_t known = 0;
    *names = false;
    for (size_t i = 0; i < n; i++) {
        hoshi_supplier_column_find(r->o->catalog, r->cell[i], &r->column[i]);
        known += r->column[i].kind != COLUMN_NONE;
        *names |= r->column[i].kind == COLUMN_ID || r->column[i].kind == COLUMN_NAME;
    }
    return known;
}

static void no_headings(struct reader *r)
{
    r->status = hoshi_fault_add(r->faults, HOSHI_E_SUPPLIER_HEADER, NULL, NULL,
                                "取引先コード, 会社名, 求める★ … / supplier ID, supplier, level …");
}

/* A row before the headings are known: they, or a title. */
static void supplier_take_head(struct reader *r, size_t n, long row)
{
    bool names;
    if (understood(r, n, &names) < 2 || !names) {
        keep_headings(r, n);
        if (++r->rows_seen == HEAD_ROWS)
            no_headings(r);
        return;
    }
    struct column together;
    char heading[HOSHI_SUPPLIER_HEADING];
    for (size_t i = 0; i < n; i++)
        if (r->column[i].kind == COLUMN_NONE && read_together(r, i, r->cell[i], &together, heading))
            r->column[i] = together;
    keep_headings(r, n);
    r->columns = n;
    r->after_head = true;
    describe_columns(r, row);
    check_columns(r, row);
}

/* The row behind the headings when it only tells more of them; false: it is a supplier. cell[0 … n). */
static bool take_second_head(struct reader *r, size_t n, long row)
{
    struct column together;
    char heading[HOSHI_SUPPLIER_HEADING];
    size_t found = 0;
    for (size_t i = 0; i < r->columns && i < n; i++)
        if ((r->column[i].kind == COLUMN_ID || r->column[i].kind == COLUMN_NAME) &&
            !hoshi_supplier_blank(r->cell[i]))
            return false;
    for (size_t i = 0; i < n; i++)
        found += read_together(r, i, r->cell[i], &together, heading);
    if (!found)
        return false;
    for (size_t i = n; i-- > 0;) /* from the right: an upper heading is needed until the last below it */
        if (read_together(r, i, r->cell[i], &together, heading)) {
            r->column[i] = together;
            for (; r->headings <= i; r->headings++)
                r->heading[r->headings][0] = 0;
            memcpy(r->heading[i], heading, sizeof heading);
        }
    r->columns = r->columns > n ? r->columns : n;
    describe_columns(r, r->about->header_row);
    check_columns(r, row);
    return true;
}

/* ---- rows ---- */

static void place_of(const struct reader *r, size_t column, long row, char out[160])
{
    char cell[24], heading[HOSHI_SUPPLIER_HEADING] = "";
    for (size_t i = 0; i < r->about->columns; i++)
        if (r->about->column[i].column == column + 1)
            hoshi_text_copy(heading, sizeof heading, r->about->column[i].heading);
    snprintf(out, 160, "%s%s%s", hoshi_cell_name(row, column + 1, cell), *heading ? " " : "", heading);
}

static void supplier_row_fault(struct reader *r, enum hoshi_status status, size_t column, long row,
                               const char *got, const char *allowed)
{
    char path[160], shown[SHOWN];
    place_of(r, column, row, path);
    hoshi_text_copy(shown, sizeof shown, got);
    hoshi_fault_add_row(r->own, status, row, path, shown, "%s", allowed);
    enum column_kind kind = r->column[column].kind;
    const char *member = r->column[column].member;
    r->level_unread |= kind == COLUMN_LEVEL || strncmp(member, "questions.", 10) == 0;
    r->size_unread |= strcmp(member, "size.users") == 0 || strcmp(member, "size.endpoints") == 0 ||
                      strcmp(member, "employees_regular") == 0;
}

/* Text without the spaces around it, line breaks as spaces. False when it is longer than size. */
static bool clean(const char *text, char *out, size_t size)
{
    size_t used = 0, kept = 0;
    while (*text) {
        const char *from = text;
        uint32_t c = hoshi_text_next(&text);
        size_t n = (size_t)(text - from);
        bool space = c <= ' ' || c == 0x3000 || c == 0xA0 || c == 0x7F;
        if (space && !used)
            continue;
        if (used + n + 1 > size)
            return space && !*text;
        if (c < ' ' || c == 0x7F)
            out[used++] = ' ';
        else {
            memcpy(out + used, from, n);
            used += n;
        }
        kept = space ? kept : used;
    }
    out[kept] = 0;
    return true;
}

/* Id and name, alone needed of a row that belongs to another shard. */
static void read_names(struct reader *r, long row)
{
    r->id[0] = r->name[0] = 0;
    size_t id_at = SIZE_MAX, name_at = SIZE_MAX;
    for (size_t i = 0; i < r->columns; i++) {
        bool is_id = r->column[i].kind == COLUMN_ID;
        if (!is_id && r->column[i].kind != COLUMN_NAME)
            continue;
        *(is_id ? &id_at : &name_at) = i;
        bool fits =
            is_id ? clean(r->cell[i], r->id, sizeof r->id) : clean(r->cell[i], r->name, sizeof r->name);
        if (!fits)
            supplier_row_fault(r, HOSHI_E_TEXT_LENGTH, i, row, r->cell[i], is_id ? "127 bytes" : "255 bytes");
    }
    if (!r->id[0] && !r->has_id)
        hoshi_text_copy(r->id, sizeof r->id, r->name);
    if (!r->name[0])
        hoshi_text_copy(r->name, sizeof r->name, r->id);
    if (!r->id[0] && !r->own->n)
        supplier_row_fault(r, HOSHI_E_KEY_MISSING, id_at != SIZE_MAX ? id_at : name_at, row, "", "");
}

/* The column an id is read from. */
static size_t id_column(const struct reader *r)
{
    size_t name = 0;
    for (size_t i = 0; i < r->columns; i++) {
        if (r->column[i].kind == COLUMN_ID)
            return i;
        name = r->column[i].kind == COLUMN_NAME ? i : name;
    }
    return name;
}

static bool is_total(const struct reader *r)
{
    static const char *const words[] = {"合計",  "総計",     "小計",       "計", "総合計",
                                        "total", "subtotal", "grandtotal", "sum"};
    char folded[HOSHI_FOLDED];
    hoshi_answer_fold(r->name[0] ? r->name : r->id, folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

/* The column a member is read from; its last name is enough ("users"). SIZE_MAX when the list has none. */
static size_t column_of(const struct reader *r, const char *member, size_t n)
{
    for (size_t i = 0; i < r->columns; i++) {
        const char *whole = r->column[i].member, *last = strrchr(whole, '.');
        if (r->column[i].kind == COLUMN_NONE || r->column[i].kind == COLUMN_TALLY)
            continue;
        if ((strncmp(whole, member, n) == 0 && !whole[n]) ||
            (last && strncmp(last + 1, member, n) == 0 && !last[n + 1]))
            return i;
    }
    return SIZE_MAX;
}

/* The names of members in a text, as the cells of this row; of columns that the list has not, as their
 * headings would be. */
static void name_members(const struct reader *r, long row, const char *text, struct hoshi_buffer *out)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
    while (*text) {
        size_t n = strspn(text, letters), other = n ? 0 : 1;
        char name[64], place[160];
        if (n < sizeof name && n) {
            snprintf(name, sizeof name, "%.*s", (int)n, text);
            size_t at = column_of(r, name, n);
            if (at != SIZE_MAX) {
                place_of(r, at, row, place);
                hoshi_buffer_puts(out, place);
            } else if (hoshi_supplier_member_words(name, place))
                hoshi_buffer_puts(out, place);
            else
                hoshi_buffer_puts(out, name);
        } else
            hoshi_buffer_add(out, text, n + other);
        text += n + other;
    }
}

/* The first column that would have told the size. */
static size_t first_size(const struct reader *r)
{
    static const char *const members[] = {"users", "endpoints", "employees_regular"};
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        size_t at = column_of(r, members[i], strlen(members[i]));
        first = at < first ? at : first;
    }
    return first;
}

/* One of the checks of the row itself, told by column instead of by member, and as it was typed. */
static void tell_by_column(struct reader *r, const struct hoshi_fault *f)
{
    char path[160], got[SHOWN];
    struct hoshi_buffer allowed;
    size_t k = 0;
    hoshi_text_copy(path, sizeof path, f->path);
    hoshi_text_copy(got, sizeof got, f->got);
    while (k < r->columns && strcmp(r->column[k].member, f->path) != 0)
        k++;
    if (f->status == HOSHI_E_SIZE_MISSING) { /* one of several columns, if there is any */
        path[0] = 0;
        k = first_size(r);
    }
    if (k < r->columns) {
        place_of(r, k, f->row, path);
        if (f->got[0] && r->column[k].kind != COLUMN_TALLY)
            hoshi_text_copy(got, sizeof got, r->cell[k]);
    }
    hoshi_buffer_init(&allowed, 1000);
    name_members(r, f->row, f->allowed, &allowed);
    hoshi_fault_add_row(r->own, f->status, f->row, path, got, "%s", hoshi_buffer_text(&allowed));
    hoshi_buffer_release(&allowed);
}

static void check_row(struct reader *r)
{
    struct hoshi_faults *found = r->found;
    found->n = found->dropped = 0;
    found->file = r->own->file;
    if (!hoshi_supplier_row_check(&r->row, r->o->catalog, found))
        return;
    for (size_t i = 0; i < found->n; i++) {
        const struct hoshi_fault *f = &found->item[i];
        if ((f->status == HOSHI_E_SUPPLIER_LEVEL && r->level_unread) ||
            (f->status == HOSHI_E_SIZE_MISSING && r->size_unread) ||
            (f->status == HOSHI_E_SUPPLIER_COUNTS && r->level_unread))
            continue;
        tell_by_column(r, f);
    }
}

static void supplier_read_members(struct reader *r, long row)
{
    hoshi_supplier_row_init(&r->row);
    struct hoshi_supplier_head *h = &r->row.head;
    h->row = row;
    memcpy(h->id, r->id, sizeof h->id);
    memcpy(h->name, r->name, sizeof h->name);
    for (size_t i = 0; i < r->columns; i++) {
        const char *allowed = "";
        if (r->column[i].kind == COLUMN_NONE || !r->cell[i][0])
            continue;
        enum hoshi_status status =
            r->cell[i] == no_value
                ? HOSHI_E_FORMULA_VALUE
                : hoshi_supplier_column_read(&r->column[i], r->cell[i], &r->memo, &r->row, &allowed);
        if (status)
            supplier_row_fault(r, status, i, row, r->cell[i], allowed);
    }
    if (!hoshi_supplier_level(h))
        h->level = r->level_unread ? 0 : r->o->level;
}

static bool row_is_blank(const struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++)
        if (r->column[i].kind != COLUMN_NONE && r->cell[i][0])
            return false;
    return true;
}

/* A row of texts: cell[0 … columns). */
static void take_row(struct reader *r, long row)
{
    if (row_is_blank(r) || !count_item(r))
        return;
    r->own->n = r->own->dropped = 0;
    r->level_unread = r->size_unread = false;
    read_names(r, row);
    int64_t first = r->id[0] && !is_total(r) ? seen_id(&r->ids, r->id, row) : 0;
    if (first < 0)
        out_of_memory(r);
    if (first < 0 || !mine(r, r->about->items))
        return;
    if (is_total(r)) {
        r->own->n = 0;
        hoshi_fault_add_row(r->own, HOSHI_E_SUPPLIER_TOTAL, row, NULL, r->name, NULL);
    } else if (first > 0) {
        char path[160];
        place_of(r, id_column(r), row, path);
        hoshi_fault_add_row(r->own, HOSHI_E_DUPLICATE, row, path, r->id, "%lld", (long long)first);
    } else {
        supplier_read_members(r, row);
        check_row(r);
    }
    supplier_give(r, r->own->n ? HOSHI_SUPPLIER_LEFT_OUT : HOSHI_SUPPLIER_ROW, row, NULL);
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
        if (r->about->header_row && count_item(r))
            supplier_give(r, HOSHI_SUPPLIER_LEFT_OUT, row, NULL);
        else if (!r->status)
            r->status = hoshi_fault_add_row(r->faults, r->own->item[0].status, row, r->own->item[0].path,
                                            r->own->item[0].got, "%s", r->own->item[0].allowed);
    }
    for (size_t i = 0; i < bad->dropped && !r->stopped && !r->status && count_item(r); i++) {
        r->own->n = 0; /* more in a row than faults are kept of: only their number is known */
        hoshi_fault_add(r->own, HOSHI_E_CSV_SYNTAX, NULL, NULL, NULL);
        supplier_give(r, HOSHI_SUPPLIER_LEFT_OUT, 0, NULL);
    }
}

/* cell[0 … n) of a row of the sheet, "" up to columns. */
static void take_cells(struct reader *r, size_t n, long row)
{
    bool after_head = r->after_head;
    r->after_head = false;
    if (!r->about->header_row)
        supplier_take_head(r, n, row);
    else if (!after_head || !take_second_head(r, n, row))
        take_row(r, row);
}

static void supplier_csv_row(struct reader *r, const struct hoshi_csv_row *row)
{
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
        out_of_memory(r);
        return;
    }
    r->status =
        hoshi_csv_open_file(path, HOSHI_SUPPLIER_BYTES, HOSHI_SUPPLIER_ROWS + HEAD_ROWS, &csv, r->faults);
    if (!r->status)
        r->about->encoding = encodings[hoshi_csv_encoding(csv)];
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
    if (!r->status && !r->stopped && !r->about->header_row)
        no_headings(r);
    hoshi_csv_close(csv);
    free(bad);
}

/* ---- xlsx ---- */

/* An id as a person would have written it: "100234" where 1.00234E5 is kept. */
static const char *plain_number(const struct hoshi_cell *cell, char out[HOSHI_DECIMAL_TEXT])
{
    int64_t micro;
    if (cell->kind != HOSHI_CELL_IS_NUMBER || !strpbrk(cell->text, ".eE") ||
        !hoshi_number_parse(cell->text, &micro))
        return cell->text;
    return hoshi_decimal_print(micro, 0, out);
}

static bool xlsx_row(void *user, const struct hoshi_cell *cell, size_t n)
{
    struct reader *r = user;
    bool head = !r->about->header_row || r->after_head;
    size_t columns = head ? HOSHI_SUPPLIER_COLUMNS_MAX : r->columns, last = 0;
    char number[HOSHI_DECIMAL_TEXT];
    for (size_t i = 0; i < columns; i++)
        r->cell[i] = "";
    for (size_t i = 0; i < n; i++) {
        size_t at = cell[i].column - 1u;
        if (at >= columns)
            continue;
        bool is_id = at < r->columns && r->column[at].kind == COLUMN_ID;
        r->cell[at] = cell[i].kind == HOSHI_CELL_IS_MISSING ? no_value
                      : is_id                               ? plain_number(&cell[i], number)
                                                            : cell[i].text;
        last = cell[i].column;
    }
    take_cells(r, last, cell[0].row);
    return !r->stopped && !r->status;
}

static void supplier_read_sheet(struct reader *r, struct hoshi_xlsx *book, size_t sheet)
{
    hoshi_text_copy(r->about->sheet, sizeof r->about->sheet, hoshi_xlsx_sheet_name(book, sheet));
    r->rows_seen = 0;
    enum hoshi_status status = hoshi_xlsx_stream(book, sheet, xlsx_row, r, r->faults);
    r->status = r->status ? r->status : status;
    if (!r->status && !r->stopped && !r->about->header_row)
        no_headings(r);
}

/* Forget that a sheet has no headings: the next one may have them. */
static void next_sheet(struct reader *r)
{
    if (r->status == HOSHI_E_SUPPLIER_HEADER) {
        r->status = HOSHI_OK;
        if (r->faults)
            r->faults->n--;
    }
}

static void read_xlsx(struct reader *r, const char *path)
{
    struct hoshi_xlsx *book = NULL;
    char *bytes = NULL;
    size_t n = 0, sheets = 0;
    r->status = hoshi_file_read(path, HOSHI_FILE_MAX, &bytes, &n, r->faults);
    if (!r->status)
        r->status = hoshi_xlsx_open(bytes, n, &book, r->faults);
    if (!r->status)
        hoshi_xlsx_allow_long(book);
    for (size_t i = 0; !r->status && !r->about->header_row && i < hoshi_xlsx_sheets(book); i++) {
        const char *name = hoshi_xlsx_sheet_name(book, i);
        if (r->o->sheet ? strcmp(name, r->o->sheet) != 0
                        : hoshi_xlsx_sheet_state(book, i) != HOSHI_SHEET_VISIBLE)
            continue;
        sheets++;
        supplier_read_sheet(r, book, i);
        next_sheet(r);
    }
    if (!r->status && !r->about->header_row) {
        if (r->o->sheet && !sheets)
            r->status = hoshi_fault_add(r->faults, HOSHI_E_SUPPLIER_HEADER, r->o->sheet, NULL, NULL);
        else
            no_headings(r);
    }
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
    int64_t first = seen_before(&r->files, path, row);
    if (first > 0)
        hoshi_fault_add_row(r->own, HOSHI_E_DUPLICATE, (long)row, NULL, path, "%lld", (long long)first);
    if (first || !*case_id) {
        if (first < 0)
            out_of_memory(r);
        return;
    }
    if (!add_path(&r->known, path)) {
        out_of_memory(r);
        return;
    }
    int64_t place = seen_id(&r->ids, case_id, (int64_t)r->known.n);
    if (place < 0)
        out_of_memory(r);
    else if (place > 0)
        hoshi_fault_add_row(r->own, HOSHI_E_DUPLICATE, (long)row, "case_id", case_id, "%s",
                            path_at(&r->known, (size_t)place - 1));
}

static void take_case(struct reader *r, const char *path, int64_t row)
{
    struct supplier_case c;
    if (!count_item(r))
        return;
    if (hoshi_supplier_case_read(path, &r->contents, &c)) {
        out_of_memory(r);
        return;
    }
    r->own->n = r->own->dropped = 0;
    r->name[0] = 0;
    hoshi_text_clean(path, strlen(path), r->id, sizeof r->id); /* the id of a case is its file's name */
    supplier_check_twice(r, path, row, c.id);
    r->case_ = &c;
    if (!r->status)
        supplier_give(r, r->own->n ? HOSHI_SUPPLIER_LEFT_OUT : HOSHI_SUPPLIER_CASE, row, path);
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
    char *text = malloc(PEEK + 1);
    FILE *f = fopen(path, "rb");
    bool yes = true;
    if (text && f) {
        text[fread(text, 1, PEEK, f)] = 0;
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
                out_of_memory(r);
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
    FILE *f = fopen(list, "rb");
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
    char *head = malloc(PEEK + 1);
    FILE *f = fopen(path, "rb");
    if (!head || !f) {
        enum hoshi_status status = head ? HOSHI_E_FILE_OPEN : HOSHI_E_MEMORY;
        if (f)
            fclose(f);
        free(head);
        return hoshi_fault_add(r->faults, status, NULL, strerror(errno), NULL);
    }
    size_t n = fread(head, 1, PEEK, f);
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

static void read_source(struct reader *r, const char *path)
{
    switch (r->about->source) {
    case HOSHI_SUPPLIERS_CSV:
        read_csv(r, path);
        break;
    case HOSHI_SUPPLIERS_XLSX:
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
    if (r) {
        *r = (struct reader){.o = options, .take = take, .user = user, .about = about, .faults = faults};
        r->own = calloc(1, sizeof *r->own);
        r->found = calloc(1, sizeof *r->found);
        r->column = calloc(HOSHI_SUPPLIER_COLUMNS_MAX, sizeof *r->column);
        r->cell = calloc(HOSHI_SUPPLIER_COLUMNS_MAX, sizeof *r->cell);
        r->heading = calloc(HOSHI_SUPPLIER_COLUMNS_MAX, sizeof *r->heading);
        r->known = HOSHI_ARRAY(char *);
    }
    enum hoshi_status status = HOSHI_E_MEMORY;
    if (!r || !r->own || !r->found || !r->column || !r->cell || !r->heading)
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
        status = status ? status : r->status;
    }
    if (r) {
        free(r->own);
        free(r->found);
        free(r->column);
        free(r->cell);
        free(r->heading);
        free(r->ids.hash);
        free(r->ids.row);
        free(r->files.hash);
        free(r->files.row);
        release_paths(&r->known);
        free(r);
    }
    if (faults)
        faults->file = file;
    return status;
}
