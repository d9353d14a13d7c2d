/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings, never positions, because people insert columns and sort rows. */
#include "answer_layout.h"
#include "fold.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum {
    HEAD_ROWS = 30,      /* rows in which headings are looked for */
    HEAD_DEPTH = 4,      /* rows of headings, from that of the id */
    HEAD_CANDIDATES = 16 /* headings tried for the id */
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum heading_role {
    ROLE_NONE,
    ROLE_ID,
    ROLE_WEAK_ID,
    ROLE_ANSWER,
    ROLE_WEAK_ANSWER,
    ROLE_REMAINING,
    ROLE_NOTE,
    ROLE_EVIDENCE,
    ROLE_LEVEL
};

/* Folded like the words above. Weak headings count only where no strong one stands. */
static const struct {
    const char *word;
    enum heading_role role;
} headings[] = {
    {"評価基準no", ROLE_ID},
    {"評価基準番号", ROLE_ID},
    {"評価基準id", ROLE_ID},
    {"基準no", ROLE_ID},
    {"基準番号", ROLE_ID},
    {"基準id", ROLE_ID},
    {"criterion", ROLE_ID},
    {"criterionid", ROLE_ID},
    {"criterionno", ROLE_ID},
    {"criteriaid", ROLE_ID},
    {"criteriano", ROLE_ID},
    {"評価基準", ROLE_WEAK_ID},
    {"評価項目no", ROLE_WEAK_ID},
    {"評価項目番号", ROLE_WEAK_ID},
    {"項目no", ROLE_WEAK_ID},
    {"項目番号", ROLE_WEAK_ID},
    {"管理番号", ROLE_WEAK_ID},
    {"項番", ROLE_WEAK_ID},
    {"番号", ROLE_WEAK_ID},
    {"criteria", ROLE_WEAK_ID},
    {"no", ROLE_WEAK_ID},
    {"id", ROLE_WEAK_ID},
    {"自己評価", ROLE_ANSWER},
    {"自己評価結果", ROLE_ANSWER},
    {"自己評価欄", ROLE_ANSWER},
    {"自己判定", ROLE_ANSWER},
    {"自己点検", ROLE_ANSWER},
    {"自己点検結果", ROLE_ANSWER},
    {"自己診断", ROLE_ANSWER},
    {"自己診断結果", ROLE_ANSWER},
    {"評価結果", ROLE_ANSWER},
    {"回答", ROLE_ANSWER},
    {"ご回答", ROLE_ANSWER},
    {"回答欄", ROLE_ANSWER},
    {"回答結果", ROLE_ANSWER},
    {"answer", ROLE_ANSWER},
    {"answers", ROLE_ANSWER},
    {"response", ROLE_ANSWER},
    {"selfassessment", ROLE_ANSWER},
    {"selfevaluation", ROLE_ANSWER},
    {"評価", ROLE_WEAK_ANSWER},
    {"判定", ROLE_WEAK_ANSWER},
    {"判定結果", ROLE_WEAK_ANSWER},
    {"結果", ROLE_WEAK_ANSWER},
    {"状況", ROLE_WEAK_ANSWER},
    {"状態", ROLE_WEAK_ANSWER},
    {"達成状況", ROLE_WEAK_ANSWER},
    {"対応状況", ROLE_WEAK_ANSWER},
    {"実施状況", ROLE_WEAK_ANSWER},
    {"適合状況", ROLE_WEAK_ANSWER},
    {"充足状況", ROLE_WEAK_ANSWER},
    {"ちぇっく", ROLE_WEAK_ANSWER},
    {"ちぇっく結果", ROLE_WEAK_ANSWER},
    {"すてーたす", ROLE_WEAK_ANSWER},
    {"status", ROLE_WEAK_ANSWER},
    {"result", ROLE_WEAK_ANSWER},
    {"assessment", ROLE_WEAK_ANSWER},
    {"compliance", ROLE_WEAK_ANSWER},
    {"残り", ROLE_REMAINING},
    {"残", ROLE_REMAINING},
    {"残り割合", ROLE_REMAINING},
    {"残割合", ROLE_REMAINING},
    {"残作業", ROLE_REMAINING},
    {"残りの割合", ROLE_REMAINING},
    {"残作業割合", ROLE_REMAINING},
    {"残作業の割合", ROLE_REMAINING},
    {"remaining", ROLE_REMAINING},
    {"remainingshare", ROLE_REMAINING},
    {"備考", ROLE_NOTE},
    {"理由", ROLE_NOTE},
    {"こめんと", ROLE_NOTE},
    {"調達先こめんと", ROLE_NOTE},
    {"回答者こめんと", ROLE_NOTE},
    {"補足", ROLE_NOTE},
    {"補足情報", ROLE_NOTE},
    {"補足説明", ROLE_NOTE},
    {"めも", ROLE_NOTE},
    {"note", ROLE_NOTE},
    {"notes", ROLE_NOTE},
    {"comment", ROLE_NOTE},
    {"comments", ROLE_NOTE},
    {"remark", ROLE_NOTE},
    {"remarks", ROLE_NOTE},
    {"reason", ROLE_NOTE},
    {"根拠", ROLE_EVIDENCE},
    {"証跡", ROLE_EVIDENCE},
    {"証拠", ROLE_EVIDENCE},
    {"えびでんす", ROLE_EVIDENCE},
    {"根拠資料", ROLE_EVIDENCE},
    {"確認資料", ROLE_EVIDENCE},
    {"証跡証拠", ROLE_EVIDENCE},
    {"根拠および実施する事", ROLE_EVIDENCE},
    {"根拠及び実施する事", ROLE_EVIDENCE},
    {"根拠証跡", ROLE_EVIDENCE},
    {"evidence", ROLE_EVIDENCE},
    {"★3★4", ROLE_LEVEL},
};

/* A heading counts up to its first bracket, colon, line break or mark: "自己評価（○△×）", "回答(全て必須)".
 */
static size_t heading_length(const char *text)
{
    const char *p = text, *at = text;
    char seen[HOSHI_FOLDED];
    uint32_t c;
    while (p - text < HOSHI_FOLD_MAX && (c = hoshi_text_next(&p))) {
        if (hoshi_fold_in(c, "(（[［【〔「<＜:：\r\n○〇◯△×✖※＊*")) {
            hoshi_fold(text, (size_t)(at - text), seen);
            if (seen[0])
                break;
        }
        at = p;
    }
    return (size_t)(at - text);
}

static enum heading_role role_of(const struct hoshi_cell *cell)
{
    char folded[HOSHI_FOLDED];
    if (!cell || cell->kind != HOSHI_CELL_IS_TEXT)
        return ROLE_NONE;
    hoshi_fold(cell->text, heading_length(cell->text), folded);
    for (size_t i = 0; folded[0] && i < COUNT(headings); i++)
        if (strcmp(headings[i].word, folded) == 0)
            return headings[i].role;
    return ROLE_NONE;
}

const char *hoshi_layout_place(const struct hoshi_layout *l, uint32_t row, size_t column,
                               char out[HOSHI_CELL_PLACE])
{
    return hoshi_cell_place(l->name, row, column, out);
}

/* An id as a person types it, in plain ASCII: full-width digits, any dash, quotes of ="1-1-1-1".
 * Number of its parts, 0 when it is none ("1-1-1-1": 4). */
/* "(★4)", as this program's own sheets write the level behind an id. */
static bool is_level_mark(const char *text)
{
    char folded[HOSHI_FOLDED];
    hoshi_fold(text, strlen(text), folded);
    return strcmp(folded, "★3") == 0 || strcmp(folded, "★4") == 0;
}

int hoshi_layout_id_parts(const char *text, char out[32])
{
    char plain[HOSHI_FOLDED];
    size_t used = 0, digits = 0;
    int parts = 1;
    out[0] = 0;
    if (!hoshi_text_width_fold(text, strlen(text), plain, sizeof plain))
        return 0;
    for (const char *p = plain; *p;) {
        uint32_t c = hoshi_fold_next(&p);
        if (hoshi_fold_is_space(c) || c == '=' || c == '"' || c == '\'')
            continue;
        if (c == '(' && digits && is_level_mark(p))
            break;
        if (c == HOSHI_LONG_VOWEL)
            c = '-';
        bool dash = c == '-';
        if ((!dash && (c < '0' || c > '9')) || (dash && !digits) || digits > 3 || used > 28)
            return 0;
        parts += dash;
        digits = dash ? 0 : digits + 1;
        out[used++] = (char)c;
    }
    out[used] = 0;
    return digits && digits <= 3 && parts > 1 ? parts : 0;
}

/* What a spreadsheet makes of 1-2-3 when it takes it for a date. */
bool hoshi_layout_is_date(const struct hoshi_cell *cell)
{
    if (cell->kind == HOSHI_CELL_IS_DATE)
        return true;
    if (cell->kind != HOSHI_CELL_IS_TEXT)
        return false;
    char plain[HOSHI_FOLDED];
    int digits = 0, breaks = 0;
    if (!hoshi_text_width_fold(cell->text, strlen(cell->text), plain, sizeof plain))
        return false;
    for (const char *p = plain; *p;) {
        uint32_t c = hoshi_fold_next(&p);
        digits += c >= '0' && c <= '9';
        breaks += hoshi_fold_in(c, "/年月日");
        if (!((c >= '0' && c <= '9') || hoshi_fold_in(c, "/年月日")))
            return false;
    }
    return digits >= 2 && digits <= 8 && breaks >= 1;
}

static bool is_id_cell(const struct hoshi_cell *cell)
{
    char id[32];
    return hoshi_layout_id_parts(cell->text, id) >= 4 || hoshi_layout_is_date(cell);
}

/* Rows with ids in column `id` below row `head`. */
static void find_rows(struct hoshi_layout *l)
{
    l->first = l->last = 0;
    l->ids = 0;
    for (size_t i = 0; i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != l->id || cell->row <= l->head || !is_id_cell(cell))
            continue;
        if (!l->first)
            l->first = cell->row;
        l->last = cell->row;
        l->ids++;
    }
}

/* The heading of the ids: the first strong one with ids below, else the first weak one, else a strong one
 * without any. */
static bool find_id_column(struct hoshi_layout *l)
{
    size_t spare = 0, tried = 0;
    uint32_t spare_row = 0;
    for (int weak = 0; weak < 2; weak++)
        for (size_t i = 0; i < l->grid.cells && l->grid.cell[i].row <= HEAD_ROWS; i++) {
            const struct hoshi_cell *cell = &l->grid.cell[i];
            if (role_of(cell) != (weak ? ROLE_WEAK_ID : ROLE_ID) || tried++ >= HEAD_CANDIDATES)
                continue;
            l->id = cell->column;
            l->head = cell->row;
            find_rows(l);
            if (l->ids)
                return true;
            if (!spare && !weak) {
                spare = l->id;
                spare_row = l->head;
            }
        }
    l->id = spare;
    l->head = spare_row;
    return spare != 0;
}

static void layout_add_column(struct hoshi_layout_columns *c, size_t column)
{
    if (c->n < HOSHI_ROLE_COLUMNS)
        c->column[c->n++] = column;
}

static void set_role(struct hoshi_layout *l, enum heading_role role, size_t column)
{
    switch (role) {
    case ROLE_ANSWER:
        layout_add_column(&l->answers, column);
        break;
    case ROLE_WEAK_ANSWER:
        layout_add_column(&l->weak_answers, column);
        break;
    case ROLE_NOTE:
        layout_add_column(&l->notes, column);
        break;
    case ROLE_EVIDENCE:
        layout_add_column(&l->evidence, column);
        break;
    case ROLE_REMAINING:
        l->remaining = l->remaining ? l->remaining : column;
        break;
    case ROLE_LEVEL:
        l->level = l->level ? l->level : column;
        break;
    case ROLE_NONE:
    case ROLE_ID:
    case ROLE_WEAK_ID:
        break;
    }
}

/* Roles of all columns but the id's, from heading rows top … bottom; the lowest heading of a column decides,
 * so that 回答 over 評価 | 理由 gives an answer and a note. */
static void find_roles(struct hoshi_layout *l, uint32_t top, uint32_t bottom)
{
    l->answers.n = l->weak_answers.n = l->notes.n = l->evidence.n = 0;
    l->remaining = l->level = 0;
    for (size_t column = 1; column <= l->grid.columns; column++) {
        enum heading_role role = ROLE_NONE;
        for (uint32_t row = bottom; row >= top && row && role == ROLE_NONE; row--)
            role = role_of(row < l->head ? hoshi_grid_at(&l->grid, row, column)
                                         : hoshi_grid_merged(&l->grid, row, column));
        if (column != l->id)
            set_role(l, role, column);
    }
}

bool hoshi_layout_has_answers(const struct hoshi_layout *l)
{
    return l->answers.n || l->weak_answers.n;
}

/* Headings stand in the row of the id's heading and below it down to the first id; only when they
 * hold no column of answers, in the row above. False when the sheet has no heading for ids at all.
 */
bool hoshi_layout_find(struct hoshi_layout *l)
{
    if (!find_id_column(l))
        return false;
    uint32_t bottom = l->head + HEAD_DEPTH - 1;
    if (l->first && l->first <= bottom)
        bottom = l->first - 1;
    find_roles(l, l->head, bottom);
    if (!hoshi_layout_has_answers(l) && l->head > 1)
        find_roles(l, l->head - 1, bottom);
    return true;
}

/* Ids in the first column from the first row on, and an answer beside the first of them that has
 * one. */
bool hoshi_layout_find_bare(struct hoshi_layout *l)
{
    enum hoshi_answer_status status;
    l->id = 1;
    l->head = 0;
    find_rows(l);
    if (!l->ids || l->grid.cell[0].row != l->first)
        return false;
    for (uint32_t row = l->first; row <= l->last; row++) {
        const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, 2);
        if (!cell)
            continue;
        if (!hoshi_answer_word(cell->text, &status))
            return false;
        layout_add_column(&l->answers, 2);
        for (size_t column = 3; column <= l->grid.columns; column++)
            layout_add_column(&l->notes, column);
        return true;
    }
    return false;
}

static bool column_has_text(const struct hoshi_layout *l, size_t column)
{
    char id[32];
    for (size_t i = 0; i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != column || cell->row < l->first || cell->row > l->last)
            continue;
        const struct hoshi_cell *key = hoshi_grid_at(&l->grid, cell->row, l->id);
        if (key && hoshi_layout_id_parts(key->text, id) >= 4 && !hoshi_fold_is_blank(cell->text))
            return true;
    }
    return false;
}

static void two_answer_columns(struct hoshi_collector *c, const struct hoshi_layout *l, size_t a, size_t b)
{
    char first[HOSHI_CELL_PLACE], second[HOSHI_CELL_PLACE], got[2 * HOSHI_CELL_PLACE + 4];
    hoshi_layout_place(l, l->head ? l->head : 1, b, second);
    snprintf(got, sizeof got, "%s, %s", hoshi_layout_place(l, l->head ? l->head : 1, a, first), second);
    hoshi_collect_fault(c, HOSHI_E_SHEET_HEADER, (long)l->head, second, got, "1");
}

/* Which of the columns headed as answers is read. False after a hoshi_collect_fault. */
bool hoshi_layout_choose(struct hoshi_collector *c, struct hoshi_layout *l)
{
    const struct hoshi_layout_columns *from = l->answers.n ? &l->answers : &l->weak_answers;
    l->answer = from->n ? from->column[0] : 0;
    if (from->n < 2)
        return true;
    size_t filled = 0;
    for (size_t i = 0; i < from->n; i++) {
        if (!column_has_text(l, from->column[i]))
            continue;
        if (filled) {
            two_answer_columns(c, l, filled, from->column[i]);
            return false;
        }
        filled = from->column[i];
    }
    if (filled)
        l->answer = filled;
    return true;
}
