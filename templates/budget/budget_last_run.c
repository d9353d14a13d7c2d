/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 前回との差: what moved the buyer's part since the last run, by cause and by supplier. */
#include "against_text.h"
#include "budget_sheets.h"

enum { SHOWN = 300 };

struct cause_cells {
    const char *name;
    int64_t suppliers, yen;
};

#define AT(member) offsetof(struct cause_cells, member)
static const struct hoshi_column cause_columns[] = {
    {"name",
     {"差の内訳", "What moved it"},
     12,
     HOSHI_STYLE_LABEL,
     HOSHI_VALUE_TEXT,
     .at = AT(name),
     .over = 2},
    {"suppliers",
     {WORD(supplier_count)},
     14,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(suppliers),
     .total = HOSHI_TOTAL_SUM},
    {"yen",
     {WORD(change_of_our_part_yen)},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(yen),
     .total = HOSHI_TOTAL_SUM},
};
#undef AT

struct moved_cells {
    const char *id, *name, *cause, *level;
    int64_t then_yen, now_yen, difference_yen, unanswered;
};

#define AT(member) offsetof(struct moved_cells, member)
static const struct hoshi_column moved_columns[] = {
    {"id", {"ID", "Id"}, 12, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(id)},
    {"name", {WORD(counterpart_supplier)}, 30, HOSHI_STYLE_FITTED, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"level",
     {"★（前回→今回）", "Level, then - now"},
     14,
     HOSHI_STYLE_CENTER,
     HOSHI_VALUE_TEXT,
     .at = AT(level)},
    {"before", {"前回（円）", "Then (yen)"}, 18, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(then_yen)},
    {"after", {"今回（円）", "Now (yen)"}, 18, HOSHI_STYLE_YEN, HOSHI_VALUE_INT, .at = AT(now_yen)},
    {"difference",
     {WORD(change_of_our_part_yen)},
     18,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(difference_yen),
     .formula = "{after}-{before}"},
    {"unanswered",
     {"今回の未回答", "Unanswered now"},
     11,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(unanswered)},
    {"cause", {"変わったこと", "What changed"}, 40, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(cause)},
};

static void last_causes(struct hoshi_page *p, const struct hoshi_against *a)
{
    struct hoshi_list list = {
        .name = "causes", .column = cause_columns, .columns = sizeof cause_columns / sizeof *cause_columns};
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (int c = 0; c < HOSHI_AGAINST_CAUSES; c++) {
        const struct cause_cells cells = {hoshi_against_say_cause(p->lang, (enum hoshi_against_cause)c),
                                          (int64_t)a->cause[c].suppliers, a->cause[c].yen};
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_skip(p, 1);
}

static void last_row(struct hoshi_page *p, struct hoshi_list *list, const struct hoshi_against_row *r)
{
    char changed[160];
    hoshi_against_say_changed(p->lang, r->changed, changed, sizeof changed);
    bool more = *changed && r->cause == HOSHI_AGAINST_SEVERAL;
    const struct moved_cells cells = {
        .id = r->id,
        .name = r->name[0] ? r->name : r->id,
        .level = !r->now_level    ? hoshi_page_print(p, "★%d → ―", (int)r->then_level)
                 : !r->then_level ? hoshi_page_print(p, "― → ★%d", (int)r->now_level)
                 : r->then_level == r->now_level
                     ? hoshi_page_print(p, "★%d", (int)r->now_level)
                     : hoshi_page_print(p, "★%d → ★%d", (int)r->then_level, (int)r->now_level),
        .cause = hoshi_page_print(p, "%s%s%s", hoshi_against_say_cause(p->lang, r->cause),
                                  more ? hoshi_page_say(p, "：", ": ") : "", more ? changed : ""),
        .then_yen = r->then_yen,
        .now_yen = r->now_yen,
        .difference_yen = r->now_yen - r->then_yen,
        .unanswered = r->now_open};
    hoshi_list_row(p, list, &cells);
}

static void last_settings(struct hoshi_page *p, const struct hoshi_against_view *v)
{
    hoshi_page_line(p, HOSHI_STYLE_PLAIN,
                    hoshi_page_print(p, hoshi_page_say(p, PROSE(against_the_last_run)), v->list));
    for (size_t i = 0; i < v->differs; i++)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN,
                        hoshi_page_print(p,
                                         hoshi_page_say(p, "前提の違い：%s　前回 %s　今回 %s",
                                                        "Differs: %s, then %s, now %s"),
                                         v->differ[i].name, v->differ[i].value, v->differ[i].other));
    hoshi_page_skip(p, 1);
}

void budget_last_run_sheet(struct hoshi_page *p, void *book)
{
    const struct budget_book *b = book;
    const struct hoshi_against_view *v = b->v->options.run->against;
    const struct hoshi_against *a = v->against;
    struct hoshi_list list = {
        .name = "moved", .column = moved_columns, .columns = sizeof moved_columns / sizeof *moved_columns};
    size_t moved = 0, shown = 0;
    hoshi_list_widths(p, &list);
    budget_page_begin(p, hoshi_page_say(p, "前回の計算との差", "Against the last run"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 0, PAGE_FIRST);
    last_settings(p, v);
    last_causes(p, a);
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < a->rows; i++) {
        bool moves = a->row[i].cause != HOSHI_AGAINST_SAME;
        moved += moves;
        if (moves && shown < SHOWN) {
            last_row(p, &list, &a->row[i]);
            shown++;
        }
    }
    if (moved > shown)
        hoshi_page_line(p, HOSHI_STYLE_NOTE,
                        hoshi_page_print(p,
                                         hoshi_page_say(p, "ほか %zu社（compare の --json に全て）",
                                                        "and %zu more (all in compare --json)"),
                                         moved - shown));
}
