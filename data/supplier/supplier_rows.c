/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a list behind its headings: who it is, whether it is a supplier at all, its cells into the row, and the
 * rows of one supplier put together. */
#include "answer_fold.h"
#include "cell_name.h"
#include "supplier_reader.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A supplier whose rows are put together. */
struct supplier_group {
    struct hoshi_supplier_row row;
    struct hoshi_faults *faults; /* NULL: none so far */
    int64_t plants;              /* rows that name one */
};

enum { GROUPS_MAX = 200000 };

static void place_of(const struct reader *r, size_t column, long row, char out[160])
{
    char cell[24], heading[HOSHI_SUPPLIER_HEADING] = "";
    for (size_t i = 0; i < r->about->columns; i++)
        if (r->about->column[i].column == column + 1)
            hoshi_text_copy(heading, sizeof heading, r->about->column[i].heading);
    snprintf(out, 160, "%s%s%s", hoshi_cell_name(row, column + 1, cell), *heading ? " " : "", heading);
}

/* What stands in the list itself where a correction was applied to the cell, which a further correction must name. */
static const char *stands_in_list(const struct reader *r, size_t column, long row, const char *got)
{
    const struct hoshi_supplier_ask *ask = &r->ask;
    for (size_t k = r->correction; k < ask->corrections && ask->correction[k].row == row; k++)
        if (ask->correction[k].column == column && ask->correction[k].used)
            return ask->correction[k].was;
    return got;
}

/* Tell whoever wants to correct the list. */
static void tell_odd(struct reader *r, enum hoshi_supplier_taken taken, enum hoshi_status status,
                     size_t column, long row, const char *got, const char *value, const char *allowed)
{
    struct hoshi_supplier_odd odd = {.taken = taken,
                                     .status = status,
                                     .row = row,
                                     .id = r->id,
                                     .name = r->name,
                                     .heading = column < r->columns ? r->heading[column] : "",
                                     .got = stands_in_list(r, column, row, got),
                                     .value = value,
                                     .allowed = allowed};
    if (column < r->columns)
        hoshi_cell_name(row, column + 1, odd.cell);
    if (r->ask.odd)
        r->ask.odd(r->ask.odd_user, &odd);
}

static void supplier_row_fault(struct reader *r, enum hoshi_status status, size_t column, long row,
                               const char *got, const char *allowed)
{
    char path[160], shown[READER_SHOWN];
    place_of(r, column, row, path);
    hoshi_text_copy(shown, sizeof shown, got);
    hoshi_fault_add_row(r->own, status, row, path, shown, "%s", allowed);
    enum column_kind kind = r->column[column].kind;
    const char *member = r->column[column].member;
    r->level_unread |= kind == COLUMN_LEVEL || strncmp(member, "questions.", 10) == 0;
    r->size_unread |= strcmp(member, "size.users") == 0 || strcmp(member, "size.endpoints") == 0 ||
                      strcmp(member, "employees_regular") == 0;
    tell_odd(r, HOSHI_SUPPLIER_TAKEN_FAULT, status, column, row, got == hoshi_reader_no_value ? "" : got, "",
             allowed);
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
        bool is_id =
            r->column[i].kind == COLUMN_ID || (r->id_is_corporate && r->column[i].kind == COLUMN_CORPORATE);
        if (!is_id && r->column[i].kind != COLUMN_NAME)
            continue;
        *(is_id ? &id_at : &name_at) = i;
        if (hoshi_supplier_error_cell(r->cell[i])) {
            supplier_row_fault(r, HOSHI_E_CELL_ERROR, i, row, r->cell[i], "");
            continue;
        }
        bool fits =
            is_id ? clean(r->cell[i], r->id, sizeof r->id) : clean(r->cell[i], r->name, sizeof r->name);
        char number[HOSHI_SUPPLIER_CORPORATE];
        if (is_id && r->id_is_corporate && !hoshi_corporate_number(r->id, number))
            memcpy(r->id, number, sizeof number);
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
        if (r->column[i].kind == COLUMN_ID || (r->id_is_corporate && r->column[i].kind == COLUMN_CORPORATE))
            return i;
        name = r->column[i].kind == COLUMN_NAME ? i : name;
    }
    return name;
}

/* ---- what is no supplier ---- */

static bool among_words(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

static bool ends_in_words(const char *text, const char *const *words, size_t n)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(words[i]);
        if (length > m && strcmp(text + length - m, words[i]) == 0)
            return true;
    }
    return false;
}

/* 合計, 東日本 小計, 平均値, grand total: sums and the like, alone or behind what they are of. Folded. */
static bool is_total_word(const char *folded)
{
    static const char *const words[] = {
        "合計",     "総計",   "小計",   "計",     "総合計",   "累計",       "中計",        "頁計",
        "ぺーじ計", "平均",   "平均値", "中央値", "最大",     "最大値",     "最小",        "最小値",
        "標準偏差", "件数",   "社数",   "構成比", "前年比",   "前期比",     "増減",        "合計金額",
        "合計件数", "総件数", "total",  "totals", "subtotal", "grandtotal", "sum",         "average",
        "avg",      "mean",   "median", "min",    "max",      "count",      "overalltotal"};
    static const char *const ends[] = {"合計",   "総計",   "小計",     "累計",     "平均",
                                       "平均値", "合計額", "合計金額", "subtotal", "grandtotal"};
    static const char *const heads[] = {"合計", "総合計", "小計",     "総計",
                                        "平均", "total",  "subtotal", "average"};
    char tail[HOSHI_FOLDED];
    if (among_words(folded, words, sizeof words / sizeof *words) ||
        ends_in_words(folded, ends, sizeof ends / sizeof *ends))
        return true;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) { /* 合計12社, 平均（全社） */
        size_t m = strlen(heads[i]);
        if (strncmp(folded, heads[i], m) != 0)
            continue;
        hoshi_text_copy(tail, sizeof tail, folded + m);
        size_t digits = strspn(tail, "0123456789");
        if (digits && (!tail[digits] || strcmp(tail + digits, "社") == 0 || strcmp(tail + digits, "件") == 0))
            return true;
        if (strcmp(tail, "全社") == 0 || strcmp(tail, "全体") == 0 || strcmp(tail, "以上") == 0)
            return true;
    }
    return false;
}

/* 東日本計: 計 is also the end of names (設計, 時計, 会計), so only where nothing but figures stands beside it. */
static bool is_total_of_part(const struct reader *r, const char *folded)
{
    static const char *const end[] = {"計"};
    static const char *const names[] = {"設計", "時計",   "会計",   "家計",  "統計",
                                        "測計", "温度計", "流量計", "圧力計"};
    if (!ends_in_words(folded, end, 1) || ends_in_words(folded, names, sizeof names / sizeof *names))
        return false;
    for (size_t i = 0; i < r->columns; i++) {
        enum column_kind kind = r->column[i].kind;
        bool id = kind == COLUMN_ID && r->has_id;
        if ((id || kind == COLUMN_LEVEL || kind == COLUMN_TRUTH || kind == COLUMN_DEADLINE) && r->cell[i][0])
            return false;
    }
    return true;
}

/* "*", "**": how SAP marks sums. */
static bool is_stars(const char *text)
{
    return text[0] && !text[strspn(text, "*")];
}

/* ※, 注）, 【注】, (注1), Note: at the head of a text. */
static bool is_note_text(const char *text)
{
    static const char *const heads[] = {
        "※",     "注)",        "注）",          "注:",         "注：",
        "【注",  "(注",        "（注",          "[注",         "*注",
        "＊",    "(備考",      "（備考",        "備考:",       "備考：",
        "注記",  "Note:",      "NOTE:",         "note:",       "*)",
        "©",     "Copyright ", "Generated by ", "Filtered By", "Grand Totals (",
        "出所:", "出所：",     "出典:",         "出典："};
    static const char *const whole[] = {"以上", "以下余白",    "以上です", "end",
                                        "eof",  "endofreport", "***end***"};
    char folded[HOSHI_FOLDED];
    text += strspn(text, " \t");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(text, heads[i], strlen(heads[i])) == 0)
            return true;
    hoshi_answer_fold(text, folded);
    return among_words(folded, whole, sizeof whole / sizeof *whole);
}

/* The same headings in another language. */
static bool is_heading_of(const struct reader *r, size_t i)
{
    struct column c;
    hoshi_supplier_column_find(r->words, r->cell[i], &c);
    return c.kind == r->column[i].kind && strcmp(c.member, r->column[i].member) == 0 &&
           (c.kind != COLUMN_YEN || !c.said.units || c.said.yen[0] == r->column[i].unit_yen);
}

/* The headings of another table: its columns stand otherwise, or amounts count otherwise. Three words of headings
 * without a figure, an id or a name among them. */
static bool is_other_headings(const struct reader *r)
{
    size_t words = 0, filled = 0;
    bool who = false;
    /* First what costs nothing: nearly every row of a list has a figure somewhere, in a text file as digits. */
    for (size_t i = 0; i < r->columns; i++)
        if (r->cell[i][0] && (r->figure[i] || !r->cell[i][strspn(r->cell[i], "0123456789,")]))
            return false;
    for (size_t i = 0; i < r->columns; i++) {
        struct column c;
        if (!r->cell[i][0])
            continue;
        filled++;
        hoshi_supplier_column_find(r->words, r->cell[i], &c);
        words += c.kind != COLUMN_NONE && c.kind != COLUMN_ANSWER;
        who |= c.kind == COLUMN_ID || c.kind == COLUMN_NAME;
    }
    return who && words >= 3 && words * 2 > filled;
}

/* The headings once more, as reports print them on every page, or in a second language. */
static bool is_headings_again(const struct reader *r)
{
    size_t same = 0, other = 0;
    for (size_t i = 0; i < r->columns && !other; i++) {
        char text[HOSHI_SUPPLIER_HEADING];
        if (!r->cell[i][0] || r->column[i].kind == COLUMN_NONE)
            continue;
        hoshi_text_copy(text, sizeof text, r->cell[i]);
        bool again = strcmp(text, r->heading[i]) == 0 || is_heading_of(r, i);
        same += again;
        other += !again;
    }
    return same > 1 && !other;
}

/* The only text of a row without id and name, or NULL. */
static const char *label_beside(const struct reader *r)
{
    const char *label = NULL;
    for (size_t i = 0; i < r->columns; i++) {
        const char *cell = r->cell[i];
        bool figure = !cell[strspn(cell, "0123456789.,-+% ¥\\")];
        if (figure || cell == hoshi_reader_no_value)
            continue;
        if (label && strcmp(label, cell) != 0)
            return NULL;
        label = cell;
    }
    return label;
}

/* A sentence that stands alone in its row, where suppliers have several cells filled: "Confidential – do not distribute"
 * below an export. */
static bool is_lone_sentence(const struct reader *r)
{
    enum { WORDS = 4, LONG = 90 }; /* longer than names are: bytes, 30 kanji */
    size_t known = 0, filled = 0, spaces = 0;
    const char *text = "";
    for (size_t i = 0; i < r->columns; i++) {
        known += r->column[i].kind != COLUMN_NONE;
        filled += r->cell[i][0] != 0;
        text = r->cell[i][0] ? r->cell[i] : text;
    }
    for (const char *p = text; *p; p++)
        spaces += *p == ' ';
    return known > 3 && filled == 1 && (spaces + 1 > WORDS || strlen(text) > LONG);
}

/* HOSHI_E_SUPPLIER_TOTAL, _NOTE, or HOSHI_OK for what may be a supplier. */
static enum hoshi_status row_is_none(const struct reader *r)
{
    char folded[HOSHI_FOLDED];
    bool nameless = !r->id[0] && !r->name[0];
    const char *label = nameless || !r->name[0] || (r->has_id && !r->id[0]) ? label_beside(r) : NULL;
    const char *texts[] = {r->name, r->id, label ? label : ""};
    if (is_headings_again(r) || is_lone_sentence(r))
        return HOSHI_E_SUPPLIER_NOTE;
    for (size_t i = 0; i < 3; i++) {
        hoshi_answer_fold(texts[i], folded);
        if (is_stars(texts[i]) || (folded[0] && is_total_word(folded)) ||
            (folded[0] && i < 1 && is_total_of_part(r, folded)))
            return HOSHI_E_SUPPLIER_TOTAL;
        if (texts[i][0] && is_note_text(texts[i]))
            return HOSHI_E_SUPPLIER_NOTE;
    }
    return HOSHI_OK;
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
    char path[160], got[READER_SHOWN];
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
        if (f->got[0] && r->column[k].kind != COLUMN_TALLY && !r->grouped)
            hoshi_text_copy(got, sizeof got, r->cell[k]);
    }
    hoshi_buffer_init(&allowed, 1000);
    name_members(r, f->row, f->allowed, &allowed);
    hoshi_fault_add_row(r->own, f->status, f->row, path, got, "%s", hoshi_buffer_text(&allowed));
    if (k < r->columns && !r->grouped) /* the cells of a supplier of several rows are gone by now */
        tell_odd(r, HOSHI_SUPPLIER_TAKEN_FAULT, f->status, k, f->row,
                 r->cell[k] == hoshi_reader_no_value ? "" : r->cell[k], "", hoshi_buffer_text(&allowed));
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

/* ---- cells ---- */

/* No figure hangs on it: an odd cell counts as not known, and is told. A weight that is a number is meant as one. */
static bool may_be_unknown(const struct column *c, enum hoshi_status status)
{
    if (c->kind == COLUMN_WEIGHT)
        return status != HOSHI_E_RANGE;
    return c->kind == COLUMN_DATE || c->kind == COLUMN_DEADLINE || c->kind == COLUMN_TRANSACTION ||
           c->kind == COLUMN_WORD || c->kind == COLUMN_CORPORATE || strcmp(c->member, "star.paid_yen") == 0 ||
           strcmp(c->member, "capital_yen") == 0 || strncmp(c->member, "conduct.", 8) == 0 ||
           strcmp(c->member, "sole_source") == 0;
}

/* The value of a cell that is about right, to be shown. */
static void taken_value(const struct reader *r, const struct column *c, char out[64])
{
    const char *member = (const char *)&r->row + c->offset;
    out[0] = 0;
    if (c->kind == COLUMN_TRANSACTION)
        snprintf(out, 64, "%s", r->row.head.transaction);
    else if (c->kind == COLUMN_LEVEL || c->kind == COLUMN_HOLDS)
        snprintf(out, 64, "%d", c->kind == COLUMN_LEVEL ? r->row.head.level : r->row.holds_level);
    else if (c->kind == COLUMN_YEN || c->kind == COLUMN_COUNT)
        snprintf(out, 64, "%lld", (long long)*(const int64_t *)(const void *)member);
}

static void take_about(struct reader *r, size_t i, long row, bool about)
{
    char value[64];
    const struct column *c = &r->column[i];
    bool merged = r->merged[i] && c->kind == COLUMN_YEN;
    if (!about && !merged)
        return;
    taken_value(r, c, value);
    r->about->about_ += about;
    r->about->merged += merged;
    tell_odd(r, about ? HOSHI_SUPPLIER_TAKEN_ABOUT : HOSHI_SUPPLIER_TAKEN_MERGED, HOSHI_OK, i, row,
             r->cell[i], value, "");
}

static void take_unknown(struct reader *r, enum hoshi_status status, size_t i, long row, const char *allowed)
{
    r->about->unknown++;
    tell_odd(r, HOSHI_SUPPLIER_TAKEN_UNKNOWN, status, i, row, r->cell[i], "", allowed);
}

/* One cell; the status of its fault. */
static enum hoshi_status read_cell(struct reader *r, size_t i, const char **allowed, bool *about)
{
    const struct column *c = &r->column[i];
    char plain[256], signed_[256];
    const char *cell = r->cell[i];
    *allowed = "";
    *about = false;
    if (r->cell[i] == hoshi_reader_no_value)
        return HOSHI_E_FORMULA_VALUE;
    if (c->kind == COLUMN_YEN && r->scaled[i] && !c->said.units && !r->title.units) {
        *allowed = "--unit '見出し=千円'";
        return HOSHI_E_SUPPLIER_UNIT;
    }
    if (c->european && !r->figure[i] && hoshi_number_form(cell) == NUMBER_GROUPED) {
        *allowed = "980.000, 980,00";
        return HOSHI_E_SUPPLIER_NUMBERS; /* 980,000: no yen has three decimals */
    }
    if (c->european && !r->figure[i])
        cell = hoshi_number_from_european(cell, plain, sizeof plain);
    if (c->kind == COLUMN_YEN || c->kind == COLUMN_COUNT)
        cell = hoshi_number_sign_first(cell, signed_, sizeof signed_);
    return hoshi_supplier_column_read(c, cell, &r->memo, &r->row, allowed, about);
}

/* The number of employees decides nothing where PCs or users are known. */
static void read_employees_again(struct reader *r, enum hoshi_status status, size_t i, long row,
                                 const char *allowed)
{
    if (!status)
        return;
    if (r->row.size[HOSHI_USERS] != HOSHI_NONE || r->row.size[HOSHI_ENDPOINTS] != HOSHI_NONE)
        take_unknown(r, status, i, row, allowed);
    else
        supplier_row_fault(r, status, i, row, r->cell[i], allowed);
}

/* Long form: the criterion of this row and the answer to it. */
static void read_reply(struct reader *r, long row)
{
    size_t at = SIZE_MAX, reply = SIZE_MAX;
    struct column criterion;
    for (size_t i = 0; i < r->columns; i++) {
        at = r->column[i].kind == COLUMN_CRITERION ? i : at;
        reply = r->column[i].kind == COLUMN_REPLY ? i : reply;
    }
    if (at == SIZE_MAX || reply == SIZE_MAX || !r->cell[at][0])
        return;
    hoshi_supplier_column_find(r->words, r->cell[at], &criterion);
    if (criterion.kind != COLUMN_ANSWER) {
        supplier_row_fault(r, HOSHI_E_CRITERION_UNKNOWN, at, row, r->cell[at], "1-1-1-1 …");
        return;
    }
    const char *allowed;
    bool about;
    enum hoshi_status status =
        r->cell[reply] == hoshi_reader_no_value
            ? HOSHI_E_FORMULA_VALUE
            : hoshi_supplier_column_read(&criterion, r->cell[reply], &r->memo, &r->row, &allowed, &about);
    if (status)
        supplier_row_fault(r, status, reply, row, r->cell[reply], allowed);
}

/* What 「単位」 says of amounts in this row; 0: nothing, or of something else than money. */
static int64_t rows_unit(const struct reader *r)
{
    char folded[HOSHI_FOLDED];
    if (!r->unit_column || !r->cell[r->unit_column - 1][0])
        return 0;
    hoshi_answer_fold(r->cell[r->unit_column - 1], folded);
    bool money =
        strstr(folded, "円") || strstr(folded, "yen") || strstr(folded, "jpy") || strstr(folded, "¥");
    return money ? hoshi_unit_of_word(r->cell[r->unit_column - 1]) : 0;
}

/* As read_cell; an amount without a unit of its column counts by that of its row, and the two must not disagree. */
static enum hoshi_status read_by_unit(struct reader *r, size_t i, int64_t unit, const char **allowed,
                                      bool *about)
{
    struct column *c = &r->column[i];
    if (c->kind != COLUMN_YEN || !unit || c->unit_settled)
        return read_cell(r, i, allowed, about);
    if ((c->said.units || r->title.units) && c->unit_yen != unit) {
        *allowed = r->cell[r->unit_column - 1];
        return HOSHI_E_SUPPLIER_UNIT;
    }
    int64_t own = c->unit_yen;
    c->unit_yen = unit;
    enum hoshi_status status = read_cell(r, i, allowed, about);
    c->unit_yen = own;
    return status;
}

static void rows_read_members(struct reader *r, long row)
{
    hoshi_supplier_row_init(&r->row);
    struct hoshi_supplier_head *h = &r->row.head;
    size_t employees = SIZE_MAX;
    enum hoshi_status employees_status = HOSHI_OK;
    const char *allowed, *employees_allowed = "";
    bool about;
    const int64_t unit = rows_unit(r);
    h->row = row;
    memcpy(h->id, r->id, sizeof h->id);
    memcpy(h->name, r->name, sizeof h->name);
    for (size_t i = 0; i < r->columns; i++) {
        const struct column *c = &r->column[i];
        if (c->kind == COLUMN_NONE || !r->cell[i][0])
            continue;
        enum hoshi_status status = read_by_unit(r, i, unit, &allowed, &about);
        if (!status)
            take_about(r, i, row, about);
        else if (strcmp(c->member, "employees_regular") == 0) {
            employees = i;
            employees_status = status;
            employees_allowed = allowed;
        } else if (may_be_unknown(c, status))
            take_unknown(r, status, i, row, allowed);
        else
            supplier_row_fault(r, status, i, row, r->cell[i], allowed);
    }
    read_employees_again(r, employees_status, employees, row, employees_allowed);
    read_reply(r, row);
}

/* What needs the whole row. */
static void settle_members(struct reader *r)
{
    hoshi_supplier_row_decide(&r->row);
    if (r->ask.stars)
        hoshi_stars_join(r->ask.stars, &r->row);
    r->listed = r->ask.returned ? hoshi_returned_join(r->ask.returned, &r->row) : NULL;
    if (!hoshi_supplier_level(&r->row.head))
        r->row.head.level = r->level_unread ? 0 : r->o->level;
    hoshi_supplier_row_rates(&r->row, r->o->catalog);
}

/* ---- rows of one supplier ---- */

static void group_unlike(struct reader *r, size_t i, long row, int64_t first)
{
    char path[160];
    place_of(r, i, row, path);
    hoshi_fault_add_row(r->own, HOSHI_E_SUPPLIER_UNLIKE, row, path, r->cell[i], "%lld", (long long)first);
    tell_odd(r, HOSHI_SUPPLIER_TAKEN_FAULT, HOSHI_E_SUPPLIER_UNLIKE, i, row, r->cell[i], "", "");
}

/* True when the row names a plant (拠点, 工場) of its supplier. */
static bool row_of_plant(const struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++)
        if (r->column[i].kind == COLUMN_PLANT && hoshi_supplier_is_plant(r->cell[i]))
            return true;
    return false;
}

/* What is added up: purchases; of plants also what each has of its own, and employees where the rows differ (where all
 * say the same it is the firm's number on every row). */
static bool number_adds(const struct reader *r, const struct column *c, bool differ)
{
    if (!r->ask.sum_duplicates)
        return false;
    if (strcmp(c->member, "annual_purchases_yen") == 0)
        return true;
    bool own = strncmp(c->member, "size.", 5) == 0 && strcmp(c->member, "size.sites") != 0;
    return row_of_plant(r) && (own || (differ && strcmp(c->member, "employees_regular") == 0));
}

/* A number of the new row into the group's. */
static void join_number(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row)
{
    const struct column *c = &r->column[i];
    const int64_t *new_ = (const int64_t *)(const void *)((const char *)&r->row + c->offset);
    int64_t *old = (int64_t *)(void *)((char *)to + c->offset);
    bool sum = number_adds(r, c, *old != *new_);
    if (*new_ == HOSHI_NONE)
        return;
    if (*old == HOSHI_NONE)
        *old = *new_;
    else if (sum && *old <= HOSHI_YEN_MAX - *new_)
        *old += *new_;
    else if (*old != *new_)
        group_unlike(r, i, row, to->head.row);
}

static void join_bytes(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row, size_t offset,
                       size_t size)
{
    static const char none[64] = {0};
    const char *new_ = (const char *)&r->row + offset;
    char *old = (char *)to + offset;
    if (size > sizeof none || memcmp(new_, none, size) == 0)
        return;
    if (memcmp(old, none, size) == 0)
        memcpy(old, new_, size);
    else if (memcmp(old, new_, size) != 0)
        group_unlike(r, i, row, to->head.row);
}

/* A year of the plan, or a decision; 0 and −1 say nothing. */
static void join_year(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row)
{
    const int32_t *new_ = (const int32_t *)(const void *)((const char *)&r->row + r->column[i].offset);
    int32_t *old = (int32_t *)(void *)((char *)to + r->column[i].offset);
    if (*old <= 0)
        *old = *new_;
    else if (*new_ > 0 && *new_ != *old)
        group_unlike(r, i, row, to->head.row);
}

static void join_answer(struct reader *r, struct hoshi_supplier_row *to, size_t criterion, size_t i, long row)
{
    if (r->row.answer[criterion] == HOSHI_UNANSWERED)
        return;
    to->gap = HOSHI_SUPPLIER_GAP_ANSWERS;
    if (to->answer[criterion] == HOSHI_UNANSWERED) {
        to->answer[criterion] = r->row.answer[criterion];
        to->remaining_ppm[criterion] = r->row.remaining_ppm[criterion];
    } else if (to->answer[criterion] != r->row.answer[criterion] ||
               to->remaining_ppm[criterion] != r->row.remaining_ppm[criterion])
        group_unlike(r, i, row, to->head.row);
}

static void join_counts(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row)
{
    const struct column *c = &r->column[i];
    uint16_t *old = &to->count[c->index][c->status], new_ = r->row.count[c->index][c->status];
    if (to->gap == HOSHI_SUPPLIER_GAP_NONE && r->row.gap == HOSHI_SUPPLIER_GAP_COUNTS)
        to->gap = HOSHI_SUPPLIER_GAP_COUNTS;
    if (new_ && !*old)
        *old = new_;
    else if (new_ && new_ != *old)
        group_unlike(r, i, row, to->head.row);
}

/* What the department keeps of a supplier. */
static void join_kept(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row)
{
    const struct column *c = &r->column[i];
    switch (c->kind) {
    case COLUMN_WORD: /* of several categories the first counts */
        if (!((char *)to)[c->offset])
            memcpy((char *)to + c->offset, (const char *)&r->row + c->offset, c->index);
        break;
    case COLUMN_CORPORATE:
        join_bytes(r, to, i, row, c->offset, HOSHI_SUPPLIER_CORPORATE);
        break;
    case COLUMN_YEAR:
    case COLUMN_DECISION:
        join_year(r, to, i, row);
        break;
    default:
        break;
    }
}

static void join_cell(struct reader *r, struct hoshi_supplier_row *to, size_t i, long row)
{
    const struct column *c = &r->column[i];
    switch (c->kind) {
    case COLUMN_YEN:
    case COLUMN_COUNT:
    case COLUMN_WEIGHT:
        join_number(r, to, i, row);
        break;
    case COLUMN_LEVEL:
        join_bytes(r, to, i, row, offsetof(struct hoshi_supplier_row, head.level), sizeof(int));
        break;
    case COLUMN_HOLDS:
        join_bytes(r, to, i, row, offsetof(struct hoshi_supplier_row, holds_level), sizeof(int));
        break;
    case COLUMN_TRUTH:
        join_bytes(r, to, i, row, c->offset, sizeof(enum hoshi_truth));
        break;
    case COLUMN_FLAG: /* said in one of the rows */
        *(bool *)(void *)((char *)to + c->offset) |=
            *(const bool *)(const void *)((const char *)&r->row + c->offset);
        break;
    case COLUMN_DATE:
    case COLUMN_DEADLINE:
        join_bytes(r, to, i, row, c->offset, sizeof(struct hoshi_date));
        break;
    case COLUMN_TRANSACTION: /* several kinds are no contradiction: the first counts */
        if (!to->head.transaction[0])
            memcpy(to->head.transaction, r->row.head.transaction, sizeof to->head.transaction);
        break;
    case COLUMN_FACT:
        join_bytes(r, to, i, row, offsetof(struct hoshi_supplier_row, fact) + c->index, 1);
        break;
    case COLUMN_ANSWER:
        join_answer(r, to, c->index, i, row);
        break;
    case COLUMN_REPLY:
        for (size_t k = 0; k < r->o->catalog->criteria; k++)
            join_answer(r, to, k, i, row);
        break;
    case COLUMN_TALLY:
        join_counts(r, to, i, row);
        break;
    case COLUMN_RATE:
        if (to->met_ppm[c->index] < 0)
            to->met_ppm[c->index] = r->row.met_ppm[c->index];
        else if (r->row.met_ppm[c->index] >= 0 && r->row.met_ppm[c->index] != to->met_ppm[c->index])
            group_unlike(r, i, row, to->head.row);
        break;
    default:
        join_kept(r, to, i, row);
        break;
    }
}

/* Faults of this row to those of its supplier. */
static void keep_faults(struct reader *r, struct supplier_group *g)
{
    if (!r->own->n)
        return;
    if (!g->faults && !(g->faults = calloc(1, sizeof *g->faults))) {
        hoshi_reader_memory(r);
        return;
    }
    g->faults->file = r->own->file;
    for (size_t i = 0; i < r->own->n; i++) {
        const struct hoshi_fault *f = &r->own->item[i];
        hoshi_fault_add_row(g->faults, f->status, f->row, f->path, f->got, "%s", f->allowed);
    }
}

static struct supplier_group *new_group(struct reader *r)
{
    if (r->group.n == GROUPS_MAX) {
        r->status = hoshi_fault_add(r->faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", GROUPS_MAX);
        return NULL;
    }
    struct supplier_group *g = calloc(1, sizeof *g), **at = g ? hoshi_array_add(&r->group) : NULL;
    if (!at) {
        free(g);
        hoshi_reader_memory(r);
        return NULL;
    }
    *at = g;
    g->row = r->row;
    return g;
}

static struct supplier_group *group_at(const struct reader *r, size_t i)
{
    return *(struct supplier_group **)hoshi_array_at(&r->group, i);
}

static void take_grouped(struct reader *r, long row)
{
    rows_read_members(r, row);
    int64_t before = r->id[0] ? hoshi_reader_seen_id(&r->ids, r->id, (int64_t)r->group.n + 1) : 0;
    if (before < 0) {
        hoshi_reader_memory(r);
        return;
    }
    struct supplier_group *g = before > 0 ? group_at(r, (size_t)before - 1) : new_group(r);
    if (!g)
        return;
    g->plants += row_of_plant(r);
    for (size_t i = 0; i < r->columns && before > 0; i++)
        if (r->cell[i][0])
            join_cell(r, &g->row, i, row);
    keep_faults(r, g);
}

/* A supplier that is understood, or left out; a case that it sent stands for its row. */
static void give_settled(struct reader *r, int64_t row)
{
    if (r->own->n)
        hoshi_reader_give(r, HOSHI_SUPPLIER_LEFT_OUT, row, NULL);
    else if (r->listed)
        hoshi_reader_give(r, HOSHI_SUPPLIER_CASE, row, r->listed->path);
    else
        hoshi_reader_give(r, HOSHI_SUPPLIER_ROW, row, NULL);
    r->listed = NULL;
}

static void give_groups(struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++)
        r->cell[i] = "";
    for (size_t i = 0; i < r->group.n && !r->stopped && !r->status; i++) {
        struct supplier_group *g = group_at(r, i);
        if (!hoshi_reader_count(r))
            return;
        if (!hoshi_reader_mine(r, r->about->items))
            continue;
        r->row = g->row;
        if (g->plants > 1 && r->row.size[HOSHI_SITES] == HOSHI_NONE)
            r->row.size[HOSHI_SITES] = g->plants;
        memcpy(r->id, g->row.head.id, sizeof r->id);
        memcpy(r->name, g->row.head.name, sizeof r->name);
        r->own->n = r->own->dropped = 0;
        r->level_unread = r->size_unread = g->faults != NULL;
        settle_members(r);
        for (size_t k = 0; g->faults && k < g->faults->n; k++) {
            const struct hoshi_fault *f = &g->faults->item[k];
            hoshi_fault_add_row(r->own, f->status, f->row, f->path, f->got, "%s", f->allowed);
        }
        if (!r->listed)
            check_row(r);
        give_settled(r, g->row.head.row);
    }
}

/* ---- corrections ---- */

/* The cells of this row that are to read otherwise. */
static void rows_correct(struct reader *r, long row)
{
    struct hoshi_supplier_ask *ask = &r->ask;
    while (r->correction < ask->corrections && ask->correction[r->correction].row < row)
        r->correction++;
    for (size_t k = r->correction; k < ask->corrections && ask->correction[k].row == row; k++) {
        struct hoshi_supplier_correction *c = &ask->correction[k];
        char was[READER_SHOWN * 8];
        if (c->column >= r->columns)
            continue;
        const char *cell = r->cell[c->column] == hoshi_reader_no_value ? "" : r->cell[c->column];
        if (strcmp(cell, c->was) != 0 && (!clean(cell, was, sizeof was) || strcmp(was, c->was) != 0))
            continue;
        r->cell[c->column] = c->value;
        r->scaled[c->column] = false;
        c->used = true;
    }
}

static void tell_unused(struct reader *r)
{
    for (size_t k = 0; k < r->ask.corrections && !r->status; k++) {
        const struct hoshi_supplier_correction *c = &r->ask.correction[k];
        char cell[24];
        if (!c->used)
            r->status = hoshi_fault_add_row(r->faults, HOSHI_E_CORRECTION, (long)c->row,
                                            hoshi_cell_name((long)c->row, c->column + 1, cell), c->was, "%s",
                                            c->value);
    }
}

/* ---- rows ---- */

static bool row_is_blank(const struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++)
        if (r->column[i].kind != COLUMN_NONE && r->cell[i][0])
            return false;
    return true;
}

static void give_note(struct reader *r, enum hoshi_status status, long row)
{
    const char *label = r->name[0] ? r->name : label_beside(r);
    char shown[READER_SHOWN];
    hoshi_text_copy(shown, sizeof shown, label ? label : "");
    r->about->notes++;
    r->own->n = 0;
    hoshi_fault_add_row(r->own, status, row, NULL, shown, NULL);
    hoshi_reader_give(r, HOSHI_SUPPLIER_LEFT_OUT, row, NULL);
}

static void rows_take_single(struct reader *r, long row)
{
    int64_t first = r->id[0] && !r->ask.repeats ? hoshi_reader_seen_id(&r->ids, r->id, row) : 0;
    if (first < 0)
        hoshi_reader_memory(r);
    if (first < 0 || !hoshi_reader_mine(r, r->about->items))
        return;
    if (first > 0) {
        char path[160];
        place_of(r, id_column(r), row, path);
        enum hoshi_status why = row_of_plant(r) ? HOSHI_E_SUPPLIER_PLANT : HOSHI_E_DUPLICATE;
        hoshi_fault_add_row(r->own, why, row, path, r->id, "%lld", (long long)first);
        tell_odd(r, HOSHI_SUPPLIER_TAKEN_FAULT, why, id_column(r), row, r->cell[id_column(r)], "", "");
    } else {
        rows_read_members(r, row);
        settle_members(r);
        if (!r->listed)
            check_row(r);
    }
    give_settled(r, row);
}

void hoshi_rows_take_note(struct reader *r, const char *text, long row)
{
    r->id[0] = 0;
    hoshi_text_copy(r->name, sizeof r->name, text);
    if (!r->looking && hoshi_reader_count(r) && hoshi_reader_mine(r, r->about->items))
        give_note(r, HOSHI_E_SUPPLIER_NOTE, row);
}

void hoshi_rows_take_unsplit(struct reader *r, const char *text, long row)
{
    char shown[READER_SHOWN];
    if (r->looking || !hoshi_reader_count(r) || !hoshi_reader_mine(r, r->about->items))
        return;
    r->own->n = r->own->dropped = 0;
    r->id[0] = r->name[0] = 0;
    hoshi_text_copy(shown, sizeof shown, text);
    hoshi_fault_add_row(r->own, HOSHI_E_SUPPLIER_FIXED, row, NULL, shown, NULL);
    hoshi_reader_give(r, HOSHI_SUPPLIER_LEFT_OUT, row, NULL);
}

/* Only how its figures are written. */
static void rows_look(struct reader *r, long row)
{
    enum { AROUND = 8 }; /* rows below the headings that may still be headings, and more */
    hoshi_head_look_below(r, row);
    if (!r->look_all && row > r->head_row + AROUND)
        r->stopped = true;
    for (size_t i = 0; i < r->columns; i++)
        if ((r->column[i].kind == COLUMN_YEN || r->column[i].kind == COLUMN_COUNT) && !r->figure[i] &&
            r->cell[i][0])
            hoshi_numbers_see(&r->numbers[i], r->cell[i], row);
}

void hoshi_rows_take(struct reader *r, long row)
{
    if (!r->settled)
        hoshi_head_settle(r);
    if (r->status)
        return;
    if (r->looking) {
        rows_look(r, row);
        return;
    }
    rows_correct(r, row);
    if (row_is_blank(r))
        return;
    r->own->n = r->own->dropped = 0;
    r->level_unread = r->size_unread = false;
    struct hoshi_supplier_ask quiet = r->ask; /* what is no supplier has nothing to correct */
    r->ask.odd = NULL;
    read_names(r, row);
    r->ask.odd = quiet.odd;
    enum hoshi_status none = row_is_none(r);
    if (!none && is_other_headings(r)) {
        char place[24];
        r->status = hoshi_fault_add_row(r->faults, HOSHI_E_SUPPLIER_TABLES, row,
                                        hoshi_cell_name(row, 1, place), r->cell[0], NULL);
        return;
    }
    if (!none && r->own->n) { /* told again, to whoever corrects */
        r->own->n = 0;
        read_names(r, row);
    }
    if (r->grouped && !none) {
        take_grouped(r, row);
        return;
    }
    if (!hoshi_reader_count(r))
        return;
    if (!none)
        rows_take_single(r, row);
    else if (hoshi_reader_mine(r, r->about->items))
        give_note(r, none, row);
}

void hoshi_rows_end(struct reader *r)
{
    if (r->looking)
        return;
    if (!r->settled && !r->status && r->head_row)
        hoshi_head_settle(r);
    if (r->status || r->stopped)
        return;
    tell_unused(r);
    give_groups(r);
}

void hoshi_rows_release(struct reader *r)
{
    for (size_t i = 0; i < r->group.n; i++) {
        free(group_at(r, i)->faults);
        free(group_at(r, i));
    }
    hoshi_array_release(&r->group);
}
