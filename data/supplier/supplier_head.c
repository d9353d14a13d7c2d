/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of a list: where they stand, what they mean, and what has to be asked before a row is read. A column is
 * only settled with the first supplier, for a second row of headings may still change what the first says. */
#include "answer_fold.h"
#include "cell_name.h"
#include "fold.h"
#include "supplier_reader.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The heading short enough to be shown, without line breaks. */
static void heading_text(const char *heading, char out[HOSHI_SUPPLIER_HEADING])
{
    heading += strspn(heading, " ");
    hoshi_text_copy(out, HOSHI_SUPPLIER_HEADING, heading);
    for (size_t n = strlen(out); n && out[n - 1] == ' ';)
        out[--n] = 0;
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
}

/* ---- what the user settles ---- */

/* True when `said` names column i: its heading (folded), or its letter. */
static bool head_is_named(const struct reader *r, size_t i, const char *said)
{
    char mine[HOSHI_FOLDED], theirs[HOSHI_FOLDED], letters[24];
    hoshi_cell_name(1, i + 1, letters);
    letters[strlen(letters) - 1] = 0; /* without the row */
    hoshi_answer_fold(r->heading[i], mine);
    hoshi_answer_fold(said, theirs);
    return r->heading[i][0] && ((theirs[0] && strcmp(mine, theirs) == 0) ||
                                strcmp(r->heading[i], said) == 0 || strcasecmp(letters, said) == 0);
}

/* "HEADING=VALUE": the heading into out; the value, NULL without a sign. The last = counts: headings may have one. */
static const char *head_pair(const char *text, char out[HOSHI_SUPPLIER_HEADING * 2])
{
    const char *sign = strrchr(text, '='), *wide = NULL;
    for (const char *p = text; (p = strstr(p, "＝")); p++)
        wide = p;
    if (wide && (!sign || wide > sign)) {
        snprintf(out, HOSHI_SUPPLIER_HEADING * 2, "%.*s", (int)(wide - text), text);
        return wide + strlen("＝");
    }
    snprintf(out, HOSHI_SUPPLIER_HEADING * 2, "%.*s", sign ? (int)(sign - text) : 0, text);
    return sign ? sign + 1 : NULL;
}

static void head_refuse(struct reader *r, const char *option, const char *said)
{
    r->status = hoshi_fault_add_row(r->faults, HOSHI_E_SUPPLIER_COLUMN, r->head_row, option, said, NULL);
}

/* All columns of this name; how many. */
static size_t head_each_named(struct reader *r, const char *name,
                              void (*act)(struct reader *, size_t, const void *), const void *what)
{
    size_t found = 0;
    for (size_t i = 0; i < r->columns; i++)
        if (head_is_named(r, i, name)) {
            act(r, i, what);
            found++;
        }
    return found;
}

static void head_map(struct reader *r, size_t i, const void *what)
{
    struct unit_said said = r->column[i].said;
    struct column_year year = r->column[i].year;
    struct column named = *(const struct column *)what;
    r->column[i] = named;
    if (named.kind == COLUMN_YEN || named.kind == COLUMN_COUNT) { /* units count under another name too */
        if (!said.units && !said.unknown)
            hoshi_supplier_heading_units(r->heading[i], named.kind == COLUMN_YEN, &said);
        r->column[i].said = said;
        r->column[i].unit_yen = named.kind == COLUMN_YEN && said.units == 1 ? said.yen[0] : 1;
    }
    r->column[i].year = year;
    r->column[i].mapped = true;
}

static void head_ignore(struct reader *r, size_t i, const void *what)
{
    (void)what;
    r->column[i] = (struct column){.unread = HOSHI_SUPPLIER_UNREAD_IGNORED};
}

static void head_unit(struct reader *r, size_t i, const void *what)
{
    if (r->column[i].kind != COLUMN_YEN)
        return;
    r->column[i].unit_yen = *(const int64_t *)what;
    r->column[i].said = (struct unit_said){.units = 1, .yen = {r->column[i].unit_yen}};
    r->column[i].unit_settled = true;
}

static void head_apply_maps(struct reader *r)
{
    char heading[HOSHI_SUPPLIER_HEADING * 2];
    for (size_t i = 0; i < r->ask.softs; i++) {
        const char *value = head_pair(r->ask.soft[i], heading);
        struct column named;
        if (value && hoshi_supplier_column_named(r->words, value, &named))
            head_each_named(r, heading, head_map, &named);
    }
    for (size_t i = 0; i < r->ask.maps; i++) {
        const char *value = head_pair(r->ask.map[i], heading);
        struct column named;
        if (!value || !hoshi_supplier_column_named(r->words, value, &named) ||
            !head_each_named(r, heading, head_map, &named))
            head_refuse(r, "--map", r->ask.map[i]);
    }
    for (size_t i = 0; i < r->ask.ignores; i++)
        if (!head_each_named(r, r->ask.ignore[i], head_ignore, NULL))
            head_refuse(r, "--ignore", r->ask.ignore[i]);
}

static void head_apply_units(struct reader *r)
{
    char heading[HOSHI_SUPPLIER_HEADING * 2];
    for (size_t i = 0; i < r->ask.units; i++) {
        const char *value = head_pair(r->ask.unit[i], heading);
        int64_t yen = hoshi_unit_of_word(value ? value : r->ask.unit[i]);
        if (!yen || (value && !head_each_named(r, heading, head_unit, &yen)))
            head_refuse(r, "--unit", r->ask.unit[i]);
        for (size_t k = 0; k < r->columns && yen && !value; k++)
            if (r->column[k].kind == COLUMN_YEN && !r->column[k].said.units)
                head_unit(r, k, &yen);
    }
}

/* ---- columns of one meaning ---- */

static bool same_column(const struct column *a, const struct column *b)
{
    if (a->kind == COLUMN_TALLY && b->kind == COLUMN_TALLY)
        return a->index == b->index && a->status == b->status;
    return a->kind == b->kind && a->kind != COLUMN_NONE && a->kind != COLUMN_TALLY &&
           a->kind != COLUMN_PLANT && strcmp(a->member, b->member) == 0;
}

/* Which of two columns of one meaning is not read: 1 the first, 2 the second, 0 nobody can tell. */
static int head_lesser(const struct column *a, const struct column *b, int *why)
{
    const struct column_year *x = &a->year, *y = &b->year;
    *why = HOSHI_SUPPLIER_UNREAD_OTHER;
    if (a->mapped != b->mapped)
        return a->mapped ? 2 : 1;
    if (a->secondary != b->secondary)
        return a->secondary ? 1 : 2;
    *why = HOSHI_SUPPLIER_UNREAD_OLDER;
    if (a->kind != COLUMN_YEN && a->kind != COLUMN_COUNT)
        return 0;
    if (x->forecast != y->forecast)
        return x->forecast ? 1 : 2;
    if (!x->stated || !y->stated || x->relative != y->relative || x->year == y->year)
        return 0;
    return x->year < y->year ? 1 : 2;
}

static void head_unread(struct reader *r, size_t i, int why)
{
    r->column[i] = (struct column){.unread = why};
}

static void head_twice(struct reader *r, size_t j, size_t i)
{
    char a[24], b[24], both[160], first[40], second[40];
    hoshi_text_copy(first, sizeof first, r->heading[j]);
    hoshi_text_copy(second, sizeof second, r->heading[i]);
    snprintf(both, sizeof both, "%s %s, %s %s", hoshi_cell_name(r->head_row, j + 1, a), first,
             hoshi_cell_name(r->head_row, i + 1, b), second);
    r->status = hoshi_fault_add_row(r->faults, HOSHI_E_DUPLICATE, r->head_row, both, NULL, NULL);
}

/* A column 「仕入先」 beside 「仕入先名」 in a list without ids is the id, as SAP heads it ("Supplier", "Supplier Name"). */
static void head_find_id(struct reader *r)
{
    size_t bare = SIZE_MAX, ids = 0, names = 0;
    for (size_t i = 0; i < r->columns; i++) {
        const struct column *c = &r->column[i];
        char folded[HOSHI_FOLDED];
        ids += c->kind == COLUMN_ID && !c->secondary;
        names += c->kind == COLUMN_NAME;
        if (c->kind == COLUMN_NAME &&
            (c->secondary || strcmp(hoshi_answer_fold(r->heading[i], folded), "supplier") == 0))
            bare = i;
    }
    if (!ids && names == 2 && bare != SIZE_MAX) {
        struct column id;
        if (hoshi_supplier_column_named(r->words, "id", &id))
            r->column[bare] = id;
    }
}

/* Words that say least: beside a fuller one of the same meaning they are a system's own number ("Id" beside "Supplier
 * Number", VENDOR_ID beside SEGMENT1), or, as "Supplier" does, a name that SAP heads so. */
static bool head_is_bare(const struct column *c, const char *heading)
{
    static const char *const ids[] = {"id",       "code",     "no",         "コード",
                                      "管理番号", "vendorid", "supplierid", "accountid"};
    char folded[HOSHI_FOLDED], word[HOSHI_FOLDED];
    hoshi_answer_fold(heading, folded);
    if (c->kind == COLUMN_NAME)
        return strcmp(folded, "supplier") == 0;
    for (size_t i = 0; c->kind == COLUMN_ID && i < sizeof ids / sizeof *ids; i++)
        if (strcmp(folded, hoshi_answer_fold(ids[i], word)) == 0)
            return true;
    return false;
}

static void head_mark_bare(struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++)
        r->column[i].secondary |= head_is_bare(&r->column[i], r->heading[i]);
}

static void head_settle_twice(struct reader *r)
{
    head_find_id(r);
    head_mark_bare(r);
    for (size_t i = 0; i < r->columns; i++)
        for (size_t j = 0; j < i; j++) {
            int why = 0, lesser = same_column(&r->column[i], &r->column[j])
                                      ? head_lesser(&r->column[j], &r->column[i], &why)
                                      : -1;
            if (lesser == 1)
                head_unread(r, j, why);
            else if (lesser == 2)
                head_unread(r, i, why);
            else if (lesser == 0) {
                head_twice(r, j, i);
                break;
            }
        }
}

/* A list with a column of criteria and one of answers is in long form; one alone means nothing. */
static void head_settle_long(struct reader *r)
{
    size_t criteria = 0, replies = 0;
    for (size_t i = 0; i < r->columns; i++) {
        criteria += r->column[i].kind == COLUMN_CRITERION;
        replies += r->column[i].kind == COLUMN_REPLY;
    }
    for (size_t i = 0; i < r->columns && !(criteria && replies); i++)
        if (r->column[i].kind == COLUMN_CRITERION || r->column[i].kind == COLUMN_REPLY)
            r->column[i] = (struct column){0};
    r->grouped = (criteria && replies) || r->ask.sum_duplicates;
}

/* A list without ids of its own knows its suppliers by their corporate number. */
static void head_settle_corporate(struct reader *r)
{
    size_t ids = 0, numbers = 0;
    for (size_t i = 0; i < r->columns; i++) {
        ids += r->column[i].kind == COLUMN_ID;
        numbers += r->column[i].kind == COLUMN_CORPORATE;
    }
    r->id_is_corporate = numbers && !ids;
}

/* ---- units ---- */

static bool unit_is_said(const struct unit_said *said, int64_t yen)
{
    for (int i = 0; i < said->units; i++)
        if (said->yen[i] == yen)
            return true;
    return false;
}

static void head_ask_unit(struct reader *r, size_t i)
{
    const struct unit_said *said =
        r->column[i].said.unknown || r->column[i].said.units ? &r->column[i].said : &r->title;
    char cell[24], path[160], title[HOSHI_UNIT_WORD + 32] = "";
    snprintf(path, sizeof path, "%s %s", hoshi_cell_name(r->head_row, i + 1, cell), r->heading[i]);
    if (r->title.units && r->column[i].said.units)
        snprintf(title, sizeof title, "×%lld, ×%lld", (long long)r->column[i].said.yen[0],
                 (long long)r->title.yen[0]);
    r->status = hoshi_fault_add_row(r->faults, HOSHI_E_SUPPLIER_UNIT, r->head_row, path,
                                    said->unknown ? said->word : title, "円, 千円, 万円, 百万円, 億円");
}

/* Heading and title must not disagree; neither may use a word that is not known. */
static void head_settle_units(struct reader *r)
{
    for (size_t i = 0; i < r->columns; i++) {
        struct column *c = &r->column[i];
        const struct unit_said *said = &c->said;
        if (c->unit_settled || (c->kind != COLUMN_YEN && c->kind != COLUMN_COUNT))
            continue;
        bool own = said->units > 0, ask = said->unknown || said->units > 1;
        if (c->kind == COLUMN_YEN && !ask)
            ask = own ? r->title.units && !unit_is_said(&r->title, said->yen[0])
                      : r->title.unknown || r->title.units > 1;
        if (ask)
            head_ask_unit(r, i);
        else if (c->kind == COLUMN_YEN && !own && r->title.units)
            c->unit_yen = r->title.yen[0];
    }
    r->about->title_unit_yen = r->title.units == 1 ? r->title.yen[0] : 0;
}

/* ---- how figures are written ---- */

static bool head_is_counted(const struct column *c)
{
    return c->kind == COLUMN_YEN || c->kind == COLUMN_COUNT;
}

static void head_european(struct reader *r, size_t i, const void *what)
{
    const bool *european = what;
    r->column[i].european = *european;
    r->column[i].numbers_settled = true;
}

/* --numbers, of one column or of all. */
static void head_apply_numbers(struct reader *r)
{
    char heading[HOSHI_SUPPLIER_HEADING * 2];
    for (size_t i = 0; i < r->ask.numbers; i++) {
        const char *value = head_pair(r->ask.number[i], heading);
        bool european, said = hoshi_number_said(value ? value : r->ask.number[i], &european);
        if (!said || (value && !head_each_named(r, heading, head_european, &european)))
            head_refuse(r, "--numbers", r->ask.number[i]);
        for (size_t k = 0; k < r->columns && said && !value; k++)
            head_european(r, k, &european);
    }
}

/* The cells that contradict each other, or the one that may be read two ways. */
static void head_ask_numbers(struct reader *r, size_t i, enum number_form first, enum number_form second)
{
    const struct numbers_seen *seen = &r->numbers[i];
    char a[24], b[24], path[160], got[120];
    snprintf(path, sizeof path, "%s", r->heading[i]);
    snprintf(got, sizeof got, "%s %s", hoshi_cell_name(seen->row[first], i + 1, a), seen->cell[first]);
    if (second != first)
        snprintf(got + strlen(got), sizeof got - strlen(got), ", %s %s",
                 hoshi_cell_name(seen->row[second], i + 1, b), seen->cell[second]);
    r->status =
        hoshi_fault_add_row(r->faults, HOSHI_E_SUPPLIER_NUMBERS, seen->row[second], path, got,
                            "--numbers '%s=1.234,56', --numbers '%s=1,234.56'", r->heading[i], r->heading[i]);
}

/* A column is European when its own cells say so, or, where they may be either, when those of the other columns do. What
 * contradicts itself, and what nothing tells, is asked: 1.234 is 1 or 1,234. */
static void head_settle_numbers(struct reader *r)
{
    bool european = false, japanese = false;
    for (size_t i = 0; i < r->columns && !r->looking; i++) {
        const long *row = r->numbers[i].row;
        european |= head_is_counted(&r->column[i]) && row[NUMBER_EUROPEAN];
        japanese |= head_is_counted(&r->column[i]) && (row[NUMBER_GROUPED] || row[NUMBER_POINTED]);
    }
    for (size_t i = 0; i < r->columns && !r->looking; i++) {
        struct column *c = &r->column[i];
        const long *row = r->numbers[i].row;
        bool follows = c->kind == COLUMN_WEIGHT || c->kind == COLUMN_RATE;
        if (c->numbers_settled || (!head_is_counted(c) && !follows))
            continue;
        enum number_form japanese_form = row[NUMBER_GROUPED] ? NUMBER_GROUPED : NUMBER_POINTED;
        bool here = row[japanese_form] > 0;
        if (row[NUMBER_EUROPEAN] && here)
            head_ask_numbers(r, i, NUMBER_EUROPEAN, japanese_form);
        else if (row[NUMBER_OPEN] && row[NUMBER_GROUPED] && !row[NUMBER_POINTED])
            head_ask_numbers(r, i, NUMBER_OPEN, NUMBER_GROUPED);
        else if (row[NUMBER_OPEN] && !row[NUMBER_EUROPEAN] && !here && european == japanese)
            head_ask_numbers(r, i, NUMBER_OPEN, NUMBER_OPEN);
        else
            c->european = row[NUMBER_EUROPEAN] || (european && !japanese);
    }
}

/* ---- what is told ---- */

/* 「単位」 beside the amounts, of each row; that of a quantity (個, kg) says nothing of money. */
static void head_find_unit(struct reader *r)
{
    static const char *const words[] = {"単位", "金額単位",   "金額の単位",
                                        "unit", "amountunit", "unitofamount"};
    char folded[HOSHI_FOLDED];
    for (size_t i = 0; i < r->columns && !r->unit_column; i++) {
        if (r->column[i].kind != COLUMN_NONE || r->column[i].unread)
            continue;
        hoshi_answer_fold(r->heading[i], folded);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            r->unit_column = strcmp(folded, words[k]) == 0 ? i + 1 : r->unit_column;
    }
}

/* Microsoft Forms numbers its responses under "ID": that is no supplier's. */
static void head_settle_form(struct reader *r)
{
    char folded[HOSHI_FOLDED];
    size_t id = SIZE_MAX;
    bool form = false, name = false;
    for (size_t i = 0; i < r->columns; i++) {
        hoshi_answer_fold(r->heading[i], folded);
        form |= strcmp(folded, "完了時刻") == 0 || strcmp(folded, "completiontime") == 0;
        name |= r->column[i].kind == COLUMN_NAME;
        id = strcmp(folded, "id") == 0 && r->column[i].kind == COLUMN_ID && !r->column[i].mapped ? i : id;
    }
    if (form && name && id != SIZE_MAX)
        r->column[id] = (struct column){.unread = HOSHI_SUPPLIER_UNREAD_OTHER};
}

static void describe_columns(struct reader *r)
{
    struct hoshi_supplier_reading *a = r->about;
    a->header_row = r->head_row;
    a->columns = 0;
    for (size_t i = 0; i < r->columns; i++) {
        if (!r->heading[i][0])
            continue;
        struct hoshi_supplier_column *c = &a->column[a->columns++];
        memset(c, 0, sizeof *c);
        c->column = i + 1;
        memcpy(c->heading, r->heading[i], sizeof c->heading);
        snprintf(c->member, sizeof c->member, "%s", r->column[i].member);
        c->unread = r->column[i].unread;
        c->marks = (r->hidden[i] ? HOSHI_SUPPLIER_HIDDEN : 0) |
                   (r->column[i].european && head_is_counted(&r->column[i]) && !r->column[i].unread
                        ? HOSHI_SUPPLIER_EUROPEAN
                        : 0);
        bool by_row =
            r->unit_column && !r->column[i].said.units && !r->column[i].unit_settled && !r->title.units;
        c->unit_yen = r->column[i].kind == COLUMN_YEN && !by_row ? r->column[i].unit_yen : 0;
        r->has_id |= r->column[i].kind == COLUMN_ID || r->id_is_corporate;
        char word[HOSHI_FOLDED];
        if (r->column[i].kind == COLUMN_NONE && !c->unread && hoshi_supplier_column_near(c->heading, word))
            hoshi_text_copy(c->near_, sizeof c->near_, word);
    }
}

void hoshi_head_settle(struct reader *r)
{
    r->settled = true;
    head_apply_maps(r);
    head_settle_form(r);
    head_settle_twice(r);
    head_settle_long(r);
    head_settle_corporate(r);
    head_apply_units(r);
    head_settle_units(r);
    head_apply_numbers(r);
    head_settle_numbers(r);
    head_find_unit(r);
    describe_columns(r);
}

/* ---- finding them ---- */

/* `lower` and what stands over it in a row of n headings. */
static bool read_below(struct reader *r, char (*over)[HOSHI_SUPPLIER_HEADING], size_t n, size_t column,
                       const char *lower, struct column *out, char heading[HOSHI_SUPPLIER_HEADING])
{
    char both[2 * HOSHI_SUPPLIER_HEADING], folded[HOSHI_FOLDED];
    size_t upper = column < n ? column : n;
    while (upper > 0 && (upper >= n || !over[upper][0]))
        upper--;
    hoshi_answer_fold(lower, folded);
    if (upper >= n || !over[upper][0] || !folded[0] || !folded[strspn(folded, "0123456789-")])
        return false;
    snprintf(both, sizeof both, "%s %.*s", over[upper], HOSHI_SUPPLIER_HEADING - 1, lower);
    hoshi_supplier_column_find(r->words, both, out);
    heading_text(both, heading);
    return out->kind == COLUMN_TALLY || out->kind == COLUMN_RATE ||
           (out->kind == COLUMN_YEN && (upper == column || out->year.stated));
}

/* Two headings one above the other read as one: "分類4" over several columns, 「未対応」 below. Where the
 * upper cell is blank it is that of the column before, as in a merged cell. A figure below is no heading. Of three rows
 * the first tells what and the second may tell how: 年間購入額 over 実績, 予算 over 2024年度, 2025年度. */
static bool read_together(struct reader *r, size_t column, const char *lower, struct column *out,
                          char heading[HOSHI_SUPPLIER_HEADING])
{
    char both[2 * HOSHI_SUPPLIER_HEADING];
    if (read_below(r, r->heading, r->headings, column, lower, out, heading))
        return true;
    size_t upper = column < r->headings ? column : r->headings;
    while (upper > 0 && (upper >= r->headings || !r->heading[upper][0]))
        upper--;
    if (upper >= r->headings)
        return false;
    snprintf(both, sizeof both, "%s %.*s", r->heading[upper], HOSHI_SUPPLIER_HEADING - 1, lower);
    return read_below(r, r->above, r->aboves, column, both, out, heading);
}

static void keep_headings(struct reader *r, size_t n)
{
    if (r->headings && !r->columns) {
        memcpy(r->above, r->heading, r->headings * sizeof *r->heading);
        r->aboves = r->headings;
    }
    r->headings = n;
    for (size_t i = 0; i < n; i++)
        if (r->cell[i] != r->heading[i])
            heading_text(r->cell[i], r->heading[i]);
}

/* What cell[0 … n) mean, into `column`; how many mean something. */
static size_t understood(struct reader *r, size_t n, struct column *column, bool *names)
{
    size_t known = 0;
    *names = false;
    for (size_t i = 0; i < n; i++) {
        hoshi_supplier_column_find(r->words, r->cell[i], &column[i]);
        known += column[i].kind != COLUMN_NONE;
        *names |= column[i].kind == COLUMN_ID || column[i].kind == COLUMN_NAME ||
                  column[i].kind == COLUMN_CORPORATE;
    }
    return known;
}

void hoshi_head_none(struct reader *r)
{
    r->status = hoshi_fault_add(r->faults, HOSHI_E_SUPPLIER_HEADER, NULL, NULL,
                                "取引先コード, 会社名, 求める★ … / supplier ID, supplier, level …");
}

bool hoshi_head_is_headless(const struct reader *r)
{
    char heading[HOSHI_SUPPLIER_HEADING * 2];
    for (size_t k = 0; k < r->ask.maps; k++) {
        const char *value = head_pair(r->ask.map[k], heading);
        struct column c;
        int from, to;
        size_t letters = strspn(heading, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        bool place = (letters && letters < 3 && !heading[letters]) || hoshi_fixed_range(heading, &from, &to);
        if (value && place && hoshi_supplier_column_named(r->words, value, &c) &&
            (c.kind == COLUMN_ID || c.kind == COLUMN_NAME || c.kind == COLUMN_CORPORATE))
            return true;
    }
    return false;
}

void hoshi_head_letters(struct reader *r, size_t n)
{
    r->columns = r->headings = n;
    for (size_t i = 0; i < n; i++) {
        char *to = r->heading[i], letters[24];
        r->column[i] = (struct column){0};
        hoshi_cell_name(1, i + 1, letters);
        letters[strlen(letters) - 1] = 0; /* without the row */
        if (r->fixed)
            snprintf(to, sizeof r->heading[i], "%d-%d", r->fixed->column[i].from + 1, r->fixed->column[i].to);
        else
            hoshi_text_copy(to, sizeof r->heading[i], letters);
    }
}

/* A heading of two rows with nothing in the lower one: the upper one counts. r->last is what the upper row means. */
static size_t take_upper(struct reader *r, size_t n, bool *names)
{
    size_t wide = n, taken = 0;
    for (size_t i = 0; i < r->headings; i++)
        wide = r->last[i].kind != COLUMN_NONE && r->heading[i][0] && i >= wide ? i + 1 : wide;
    for (size_t i = 0; i < wide && i < r->headings; i++) {
        if ((i < n && r->cell[i][0]) || r->last[i].kind == COLUMN_NONE)
            continue;
        r->column[i] = r->last[i];
        r->cell[i] = r->heading[i]; /* copied onto itself by keep_headings */
        *names |= r->column[i].kind == COLUMN_ID || r->column[i].kind == COLUMN_NAME ||
                  r->column[i].kind == COLUMN_CORPORATE;
        taken++;
    }
    return taken;
}

/* How many cells a map gives a meaning that they have not by themselves; *names: the id or name among them. */
static size_t mapped(struct reader *r, size_t n, bool *names)
{
    char heading[HOSHI_SUPPLIER_HEADING * 2], mine[HOSHI_FOLDED], theirs[HOSHI_FOLDED];
    size_t found = 0;
    for (size_t k = 0; k < r->ask.maps; k++) {
        const char *value = head_pair(r->ask.map[k], heading);
        struct column c;
        if (!value || !hoshi_supplier_column_named(r->words, value, &c))
            continue;
        hoshi_answer_fold(heading, theirs);
        for (size_t i = 0; i < n; i++)
            if (theirs[0] && strcmp(hoshi_answer_fold(r->cell[i], mine), theirs) == 0) {
                found += r->column[i].kind == COLUMN_NONE;
                *names |= c.kind == COLUMN_ID || c.kind == COLUMN_NAME;
            }
    }
    return found;
}

static void take_title(struct reader *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (r->cell[i][0])
            hoshi_unit_of_title(r->cell[i], &r->title);
}

/* A unit said at the end of the row of headings, in a cell that is none. */
static void take_title_beside(struct reader *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (r->column[i].kind == COLUMN_NONE && r->cell[i][0] && strstr(r->cell[i], "単位"))
            hoshi_unit_of_title(r->cell[i], &r->title);
}

/* The columns are those of cell[0 … n), whose meaning is in r->column. */
static void take_headings(struct reader *r, size_t n, long row)
{
    struct column together;
    char heading[HOSHI_SUPPLIER_HEADING];
    for (size_t i = 0; i < n; i++)
        if (r->column[i].kind == COLUMN_NONE && read_together(r, i, r->cell[i], &together, heading))
            r->column[i] = together;
    take_title_beside(r, n);
    keep_headings(r, n);
    r->columns = n;
    r->after_head = true;
    r->head_row = r->about->header_row = row;
}

void hoshi_head_take(struct reader *r, size_t n, long row)
{
    bool names;
    size_t known = understood(r, n, r->column, &names), wide = n;
    if (known && r->headings) {
        known += take_upper(r, n, &names);
        for (size_t i = n; i < r->headings; i++)
            wide = r->last[i].kind != COLUMN_NONE && r->heading[i][0] ? i + 1 : wide;
    }
    known += mapped(r, n, &names);
    if (known < 2 || !names || row < r->head_wanted) {
        take_title(r, n);
        memcpy(r->last, r->column, n * sizeof *r->last);
        keep_headings(r, n);
        if (++r->rows_seen == READER_HEAD_ROWS)
            hoshi_head_none(r);
        return;
    }
    take_headings(r, wide, row);
}

/* True when nothing in the row is a figure: then it may be headings. */
static bool is_words(const struct reader *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (r->cell[i][0] && !r->cell[i][strspn(r->cell[i], "0123456789.,- ")])
            return false;
    return true;
}

/* A row that understands more than the one taken for headings before is the row of headings. */
static bool take_better(struct reader *r, size_t n, long row)
{
    bool names;
    size_t before = 0, known;
    for (size_t i = 0; i < r->columns; i++)
        before += r->column[i].kind != COLUMN_NONE;
    if (!is_words(r, n))
        return false;
    memcpy(r->last, r->column, r->columns * sizeof *r->last);
    known = understood(r, n, r->column, &names);
    if (known <= before || !names) {
        memcpy(r->column, r->last, r->columns * sizeof *r->last);
        return false;
    }
    for (size_t i = 0; i < r->headings; i++)
        hoshi_unit_of_title(r->heading[i], &r->title);
    take_upper(r, n, &names);
    size_t wide = n;
    for (size_t i = n; i < r->headings; i++)
        wide = r->last[i].kind != COLUMN_NONE && r->heading[i][0] ? i + 1 : wide;
    take_headings(r, wide, row);
    return true;
}

/* Where groups of columns stand above the headings (取引先, 年間購入額 over コード, 会社名 …), more rows than one may lie
 * between. */
void hoshi_head_look_below(struct reader *r, long row)
{
    enum { BELOW = 3 };
    size_t before = 0, known = 0;
    bool names = false;
    if (r->rows_begun || r->headless || row > r->head_row + BELOW)
        return;
    r->rows_begun = !is_words(r, r->columns);
    for (size_t i = 0; i < r->columns && !r->rows_begun; i++) {
        struct column c;
        hoshi_supplier_column_find(r->words, r->cell[i], &c);
        before += r->column[i].kind != COLUMN_NONE;
        known += c.kind != COLUMN_NONE;
        names |= c.kind == COLUMN_ID || c.kind == COLUMN_NAME || c.kind == COLUMN_CORPORATE;
    }
    if (!r->head_better && names && known > before)
        r->head_better = row;
}

bool hoshi_head_take_second(struct reader *r, size_t n, long row)
{
    struct column together;
    char heading[HOSHI_SUPPLIER_HEADING];
    size_t found = 0;
    if (take_better(r, n, row))
        return true;
    for (size_t i = 0; i < r->columns && i < n; i++)
        if ((r->column[i].kind == COLUMN_ID || r->column[i].kind == COLUMN_NAME) &&
            !hoshi_supplier_blank(r->cell[i]))
            return false;
    for (size_t i = 0; i < n; i++)
        found += read_together(r, i, r->cell[i], &together, heading);
    if (!found || !is_words(r, n))
        return false;
    for (size_t i = n; i-- > 0;) /* from the right: an upper heading is needed until the last below it */
        if (read_together(r, i, r->cell[i], &together, heading)) {
            r->column[i] = together;
            for (; r->headings <= i; r->headings++)
                r->heading[r->headings][0] = 0;
            memcpy(r->heading[i], heading, sizeof heading);
        }
    r->columns = r->columns > n ? r->columns : n;
    return true;
}

bool hoshi_head_is_found(const struct reader *r)
{
    return r->about->header_row > 0;
}
