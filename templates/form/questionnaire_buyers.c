/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buyers and items; own edition only. Rows are free: a buyer is whoever has an id. */
#include "questionnaire_sheets.h"

#include <stdio.h>
#include <string.h>

enum {
    ROWS_SPARE = 5,
    ROWS_MIN = 8,
    ITEMS_SPARE = 10,
    ITEMS_MIN = 20,
    MARK_ROW = 2,
    HEAD_ROW = 3,
    LIST_ROW = FORM_BUYERS_LIST
};
enum kind { TEXT, ID, YEN, COUNT, TRUTH, LEVEL, DATE };

struct buyer_column {
    const char *key;
    enum kind kind;
    size_t offset;
    double width;
    struct hoshi_words head;
};

#define AT(m) offsetof(struct hoshi_case_buyer, m)
static const struct buyer_column columns[] = {
    {"id", ID, AT(id), 13, {"記号（英数字）", "Id (letters, digits)"}},
    {"name", TEXT, AT(name), 24, {WORD(company_name)}},
    {"department", TEXT, AT(department), 16, {WORD(department)}},
    {"annual_purchases_yen", YEN, AT(annual_purchases_yen), 16, {WORD(purchases_a_year_yen)}},
    {"requested_level", LEVEL, AT(requested_level), 10, {"求める★", "Star asked"}},
    {"request.made_on", DATE, AT(request.made_on), 13, {WORD(requested_on)}},
    {"is_corporation", TRUTH, AT(is_corporation), 13, {"法人か", "Corporation"}},
    {"capital_yen", YEN, AT(capital_yen), 17, {WORD(capital_yen)}},
    {"employees_regular", COUNT, AT(employees_regular), 11, {"従業員（人）", "Employees"}},
    {"include", TRUTH, AT(include), 11, {"求めがなくても分担に含める", "Include though it did not ask"}},
    {"level_questions.important_data",
     TRUTH,
     AT(level_questions.important_data),
     12,
     {"重要な機密を預かる", "Its important secrets kept here"}},
    {"level_questions.outage",
     TRUTH,
     AT(level_questions.outage),
     12,
     {"止まると先方も止まる", "Our outage stops it"}},
    {"level_questions.access",
     TRUTH,
     AT(level_questions.access),
     12,
     {"先方の社内網に入れる", "We can reach its network"}},
    {"request.necessity_explained", TRUTH, AT(request.necessity_explained), 11, {WORD(need_explained)}},
};
enum { COLUMNS = sizeof columns / sizeof *columns, ITEM_COLUMNS = 7 };

static struct hoshi_sheet *buyers_sheet(struct form *f)
{
    return &f->sheet[FORM_BUYERS];
}

static void level_cell(struct form *f, uint32_t row, uint16_t column, int64_t level)
{
    if (level == HOSHI_NONE)
        hoshi_put_blank(buyers_sheet(f), row, column, HOSHI_STYLE_COUNT_INPUT);
    else
        hoshi_put_int(buyers_sheet(f), row, column, HOSHI_STYLE_COUNT_INPUT, level);
}

static void buyer_cell(struct form *f, uint32_t row, size_t i, const struct hoshi_case_buyer *b)
{
    const char *at = b ? (const char *)b + columns[i].offset : NULL;
    uint16_t c = (uint16_t)(i + 1);
    switch (columns[i].kind) {
    case TEXT:
    case ID:
        form_put_text(f, FORM_BUYERS, row, c, at ? *(const char *const *)(const void *)at : NULL);
        break;
    case TRUTH:
        form_put_truth(f, FORM_BUYERS, row, c,
                       at ? *(const enum hoshi_truth *)(const void *)at : HOSHI_UNKNOWN);
        break;
    case DATE:
        form_put_date(f, FORM_BUYERS, row, c,
                      at ? *(const struct hoshi_date *)(const void *)at : (struct hoshi_date){0});
        break;
    case LEVEL:
        level_cell(f, row, c, at ? *(const int64_t *)(const void *)at : HOSHI_NONE);
        break;
    default:
        form_put_number(f, FORM_BUYERS, row, c, at ? *(const int64_t *)(const void *)at : HOSHI_NONE);
    }
}

static void buyer_rules(struct form *f, uint32_t last)
{
    static const char *const levels[] = {"3", "4"};
    for (size_t i = 0; i < COLUMNS; i++) {
        uint16_t c = (uint16_t)(i + 1);
        switch (columns[i].kind) {
        case TEXT:
        case ID:
            form_allow_length(f, FORM_BUYERS, LIST_ROW, c, last,
                              columns[i].kind == ID ? HOSHI_ID_MAX : HOSHI_NAME_MAX);
            break;
        case TRUTH:
            form_allow_truth(f, FORM_BUYERS, LIST_ROW, c, last);
            break;
        case DATE:
            form_allow_date(f, FORM_BUYERS, LIST_ROW, c, last);
            break;
        case LEVEL:
            form_allow_choices(f, FORM_BUYERS, LIST_ROW, c, last, levels, 2, true,
                               form_say(f, "3 か 4 を選んでください。求められていなければ空欄です。",
                                        "Choose 3 or 4; empty when nothing was asked."));
            break;
        default:
            form_allow_number(f, FORM_BUYERS, LIST_ROW, c, last, true,
                              columns[i].kind == YEN ? (double)HOSHI_YEN_MAX : (double)HOSHI_COUNT_MAX);
        }
    }
}

static uint32_t buyers(struct form *f)
{
    size_t filled = f->c ? f->c->buyers : 0,
           n = filled + ROWS_SPARE < ROWS_MIN ? ROWS_MIN : filled + ROWS_SPARE;
    const char *head[COLUMNS], *key[COLUMNS];
    double width[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        head[i] = hoshi_words_say(f->lang, columns[i].head);
        key[i] = columns[i].key;
        width[i] = columns[i].width;
    }
    form_widths(f, FORM_BUYERS, width, COLUMNS);
    form_table(f, FORM_BUYERS, MARK_ROW, HOSHI_FORM_BUYERS, key, COLUMNS);
    form_heads(f, FORM_BUYERS, HEAD_ROW, head, width, COLUMNS);
    uint32_t row = LIST_ROW;
    for (size_t k = 0; k < n; k++, row++) {
        const struct hoshi_case_buyer *b = k < filled ? &f->c->buyer[k] : NULL;
        const char *const text[] = {b && b->name ? b->name : "", b && b->department ? b->department : ""};
        const double wide[] = {columns[1].width, columns[2].width};
        form_row(f, FORM_BUYERS, row, form_text(f, "%zu", k + 1));
        for (size_t i = 0; i < COLUMNS; i++)
            buyer_cell(f, row, i, b);
        form_fit(f, FORM_BUYERS, row, text, wide, 2);
    }
    buyer_rules(f, row - 1);
    return row + 1;
}

static void item_row(struct form *f, uint32_t row, const struct hoshi_case_buyer *b,
                     const struct hoshi_case_item *x)
{
    form_put_text(f, FORM_BUYERS, row, 1, b ? b->id : NULL);
    form_put_text(f, FORM_BUYERS, row, 2, x ? x->name : NULL);
    form_put_text(f, FORM_BUYERS, row, 3, x ? x->code : NULL);
    form_put_micro(f, FORM_BUYERS, row, 4, x ? x->unit_price_micro : HOSHI_NONE);
    form_put_text(f, FORM_BUYERS, row, 5, x ? x->unit : NULL);
    form_put_number(f, FORM_BUYERS, row, 6, x ? x->units_per_year : HOSHI_NONE);
    form_put_micro(f, FORM_BUYERS, row, 7, x ? x->hours_per_unit_micro : HOSHI_NONE);
    const char *const text[] = {x && x->name ? x->name : "", x && x->code ? x->code : ""};
    const double wide[] = {columns[1].width, columns[2].width};
    form_fit(f, FORM_BUYERS, row, text, wide, 2);
}

static uint32_t item_rows(struct form *f, uint32_t row)
{
    size_t k = 0;
    for (size_t b = 0; f->c && b < f->c->buyers; b++)
        for (size_t i = 0; i < f->c->buyer[b].items; i++, row++) {
            form_row(f, FORM_BUYERS, row, form_text(f, "%zu", ++k));
            item_row(f, row, &f->c->buyer[b], &f->c->buyer[b].item[i]);
        }
    size_t n = k + ITEMS_SPARE < ITEMS_MIN ? ITEMS_MIN : k + ITEMS_SPARE;
    for (; k < n; row++) {
        form_row(f, FORM_BUYERS, row, form_text(f, "%zu", ++k));
        item_row(f, row, NULL, NULL);
    }
    return row;
}

static void buyers_items(struct form *f, uint32_t row)
{
    static const char *const key[ITEM_COLUMNS] = {
        HOSHI_FORM_BUYER, "name", "code", "unit_price_yen", "unit", "units_per_year", "hours_per_unit"};
    const char *const head[ITEM_COLUMNS] = {form_say(f, WORD(buyers_id)),
                                            form_say(f, WORD(item_name)),
                                            form_say(f, WORD(code)),
                                            form_say(f, "現行単価（円、税抜）", "Unit price (yen, no tax)"),
                                            form_say(f, WORD(unit)),
                                            form_say(f, WORD(units_a_year)),
                                            form_say(f, "1個の時間", "Hours per unit")};
    double width[ITEM_COLUMNS];
    for (size_t i = 0; i < ITEM_COLUMNS; i++)
        width[i] = columns[i].width;
    hoshi_put_text(buyers_sheet(f), row, 1, HOSHI_STYLE_HEADING,
                   form_say(f, "品目（多いときは空欄で結構です。購入額に対する率で計算します）",
                            "Items (may stay empty: a rate on purchases is used)"));
    form_table(f, FORM_BUYERS, row + 1, HOSHI_FORM_ITEMS, key, ITEM_COLUMNS);
    form_heads(f, FORM_BUYERS, row + 2, head, width, ITEM_COLUMNS);
    uint32_t first = row + 3, last = item_rows(f, first) - 1;
    form_allow_length(f, FORM_BUYERS, first, 1, last, HOSHI_ID_MAX);
    form_allow_length(f, FORM_BUYERS, first, 2, last, HOSHI_NAME_MAX);
    form_allow_length(f, FORM_BUYERS, first, 3, last, HOSHI_ID_MAX);
    form_allow_number(f, FORM_BUYERS, first, 4, last, false, 1e9);
    form_allow_length(f, FORM_BUYERS, first, 5, last, HOSHI_ID_MAX);
    form_allow_number(f, FORM_BUYERS, first, 6, last, true, 1e11);
    form_allow_number(f, FORM_BUYERS, first, 7, last, false, 1e5);
}

bool form_asks_of_buyers(const char *path)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (strcmp(columns[i].key, path) == 0)
            return true;
    return false;
}

void form_write_buyers(struct form *f)
{
    form_title(f, FORM_BUYERS, COLUMNS, form_say(f, "取引先と品目（社内用）", "Buyers and items (own use)"),
               form_say(f, PROSE(buyers_that_ask_for_a_star)));
    buyers_items(f, buyers(f));
    hoshi_sheet_freeze(buyers_sheet(f), LIST_ROW, 3, HEAD_ROW);
    hoshi_sheet_protect(buyers_sheet(f));
}
