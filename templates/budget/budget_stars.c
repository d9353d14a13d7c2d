/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ★の台帳: who was asked, applied, obtained a star, when it has to be renewed, and what was paid against what the
 * budget allocates. */
#include "budget_sheets.h"

#include <string.h>

enum { STARS_SHOWN = 2000 };

struct star_cells {
    const char *id, *name, *corporate, *state, *number;
    int64_t level, held, allocated_yen, paid_yen, left_yen;
    struct hoshi_date asked, applied, obtained, until;
};

#define AT(member) offsetof(struct star_cells, member)
static const struct hoshi_column star_columns[] = {
    {"id", {"ID", "Id"}, 13, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(id)},
    {"name", {WORD(counterpart_supplier)}, 28, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"corporate", {WORD(corporate_number)}, 16, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(corporate)},
    {"level", {WORD(level_asked)}, 7, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(level)},
    {"state", {WORD(state)}, 16, HOSHI_STYLE_CELL, HOSHI_VALUE_TEXT, .at = AT(state)},
    {"held", {"取得済みの★", "Star held"}, 9, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(held)},
    {"number",
     {"登録番号", "Registration number"},
     16,
     HOSHI_STYLE_FITTED,
     HOSHI_VALUE_TEXT,
     .at = AT(number)},
    {"asked", {WORD(requested_on)}, 11, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(asked)},
    {"applied", {"申請日", "Applied on"}, 11, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(applied)},
    {"obtained", {"取得日", "Obtained on"}, 11, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(obtained)},
    {"until", {"有効期限", "Valid until"}, 11, HOSHI_STYLE_DATE, HOSHI_VALUE_DATE, .at = AT(until)},
    {"allocated",
     {WORD(allocated_sum_yen)},
     16,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(allocated_yen),
     .total = HOSHI_TOTAL_SUM},
    {"paid",
     {"当社の支払実績（円）", "Paid by us so far (yen)"},
     16,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(paid_yen),
     .total = HOSHI_TOTAL_SUM},
    {"left",
     {"配分の残り（円）", "Allocated, not paid (yen)"},
     16,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(left_yen),
     .formula = "{allocated}-{paid}",
     .total = HOSHI_TOTAL_SUM},
};
#undef AT

static const char *star_state(struct hoshi_page *p, enum hoshi_budget_star state)
{
    static const struct hoshi_words words[] = {{"", ""},
                                               {"要請済み", "asked"},
                                               {"申請済み", "applied"},
                                               {"取得", "held"},
                                               {"更新の時期", "renewal due"},
                                               {"期限切れ", "run out"},
                                               {"求める★に足りない", "below the level asked"}};
    return hoshi_words_say(p->lang, words[state]);
}

static void star_row(struct hoshi_page *p, struct budget_book *b, struct hoshi_list *list, size_t index,
                     const struct hoshi_supplier_result *r)
{
    const struct hoshi_supplier_star *s = &r->head.star;
    struct hoshi_supplier_figures f;
    hoshi_supplier_figures_init(&f, b->v, index, r);
    const int64_t allocated = f.allocated_sum_yen;
    const int64_t paid = s->paid_yen == HOSHI_NONE ? 0 : s->paid_yen;
    const struct star_cells cells = {
        .id = hoshi_page_print(p, "%s", r->head.id),
        .name = hoshi_page_print(p, "%s", r->head.name[0] ? r->head.name : r->head.id),
        .corporate = hoshi_page_print(p, "%s", r->head.corporate_number),
        .state = star_state(p, hoshi_budget_star_of(r, b->v->options.run->as_of)),
        .number = hoshi_page_print(p, "%s", s->number),
        .level = r->head.level,
        .held = s->held ? s->held : HOSHI_NONE,
        .allocated_yen = allocated,
        .paid_yen = paid,
        .left_yen = allocated - paid,
        .asked = r->head.conduct.requested_on,
        .applied = s->applied_on,
        .obtained = s->obtained_on,
        .until = s->valid_until};
    hoshi_list_row(p, list, &cells);
}

/* How many are in each state, in a line. */
static void star_counts(struct hoshi_page *p, const struct hoshi_budget_view *v)
{
    char text[400] = "";
    for (int k = HOSHI_BUDGET_STAR_ASKED; k < HOSHI_BUDGET_STARS; k++) {
        size_t n = strlen(text);
        if (v->star[k])
            snprintf(text + n, sizeof text - n, hoshi_page_say(p, "%s%s %zu社", "%s%s %zu"),
                     n ? hoshi_page_say(p, "、", ", ") : "", star_state(p, (enum hoshi_budget_star)k),
                     v->star[k]);
    }
    hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_page_print(p, "%s", text));
}

void budget_stars_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    const struct hoshi_budget_view *v = b->v;
    struct hoshi_list list = {
        .name = "stars", .column = star_columns, .columns = sizeof star_columns / sizeof *star_columns};
    struct hoshi_supplier_result r;
    size_t shown = 0, all = 0;
    hoshi_list_widths(p, &list);
    budget_page_begin(p, hoshi_page_say(p, WORD(register_of_stars)));
    hoshi_page_skip(p, 1);
    star_counts(p, v);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(register_how)));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t k = 0; k < v->source.suppliers && !b->failed; k++) {
        size_t index = v->choice->order[k];
        if (!budget_record(b, index, &r) ||
            hoshi_budget_star_of(&r, v->options.run->as_of) == HOSHI_BUDGET_STAR_NONE)
            continue;
        all++;
        if (shown < STARS_SHOWN) {
            star_row(p, b, &list, index, &r);
            shown++;
        }
    }
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    if (all > shown)
        hoshi_page_line(
            p, HOSHI_STYLE_NOTE,
            hoshi_page_print(p, hoshi_page_say(p, "ほか %zu社", "%zu more suppliers"), all - shown));
}
