/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The split line by line: what of each line's annual charge each party bears. The arithmetic stands on the
 * sheet of the calculation; this is the page to read and to print. */
#include "own_sheets.h"
#include "table.h"

enum { SPLIT_LINES_PARTIES = 12 };

struct split_line_cells {
    int64_t no, rule, yen;
    const char *name, *cause, *rule_from, *yen_from, *part_from;
    int64_t part[SPLIT_LINES_PARTIES];
};

bool hoshi_own_has_split_lines(const struct own_book *b)
{
    return b->split->shares && b->split->parties <= SPLIT_LINES_PARTIES;
}

static const char *split_line_party(struct hoshi_page *p, const void *user, int n)
{
    (void)p;
    return hoshi_own_party(user, (size_t)n - 1);
}

#define AT(member) offsetof(struct split_line_cells, member)
static const struct hoshi_column split_line_columns[] = {
    {"no", {"No", "No"}, 6, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"name", {WORD(line)}, 40, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"cause", {WORD(caused_by)}, 14, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(cause)},
    {"rule",
     {"規則（負担案2の番号）", "Rule (number in 2 of Split)"},
     12,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(rule),
     .formula_at = AT(rule_from)},
    {"yen",
     {"分担額 年額（円）", "Divided, annual (yen)"},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(yen),
     .formula_at = AT(yen_from),
     .total = HOSHI_TOTAL_SUM},
    {"part",
     {"{name}", "{name}"},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(part),
     .formula_at = AT(part_from),
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
};

static void split_line_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    const struct hoshi_share *s = &b->split->share[i];
    struct hoshi_buffer cause;
    hoshi_buffer_init(&cause, 400);
    hoshi_say_cause(&cause, p->lang, s->entry, b->c);
    struct split_line_cells cells = {.no = (int64_t)i + 1,
                                     .name = hoshi_own_line_name(b, &s->entry->line),
                                     .cause = hoshi_page_keep(p, &cause),
                                     .rule = (int64_t)s->weights + 1,
                                     .yen = s->annual_yen,
                                     .rule_from = hoshi_page_print(p, "{calc.%zu:rule}", i),
                                     .yen_from = hoshi_page_print(p, "{calc.%zu:net_annual}", i),
                                     .part_from = hoshi_page_print(p, "{calc.%zu:annual}", i)};
    for (size_t k = 0; k < b->split->parties; k++)
        cells.part[k] = s->annual[k];
    hoshi_list_row(p, list, &cells);
}

/* A party's bound on the sheet of the split; nothing for other customers and the firm. */
static void split_line_bound(struct hoshi_page *p, const struct own_book *b, bool floor, const char *label)
{
    hoshi_page_wide(p, 5, HOSHI_STYLE_LABEL, label);
    for (size_t k = 0; k < b->split->parties; k++) {
        const struct hoshi_party *x = &b->split->party[k];
        if (x->kind == HOSHI_PARTY_BUYER)
            hoshi_page_formula(p, HOSHI_STYLE_YEN,
                               (double)(floor ? x->floor_annual_yen : x->ceiling_annual_yen),
                               "{split.%zu:%s}", k, floor ? "floor" : "ceiling");
        else
            hoshi_page_blank(p, HOSHI_STYLE_YEN);
    }
    hoshi_page_next(p);
}

void hoshi_own_split_lines_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list list = {.name = "split_lines",
                              .column = split_line_columns,
                              .columns = sizeof split_line_columns / sizeof *split_line_columns,
                              .times = (int)b->split->parties,
                              .name_of = split_line_party,
                              .user = b};
    hoshi_list_begin(p, &list);
    hoshi_page_title(p,
                     hoshi_page_say(p, "明細ごとの分担（社内用：全取引先）",
                                    "Split line by line (own view: all customers)"),
                     hoshi_page_say(p, PROSE(annual_charge_of_each_line_after)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 2, 1);
    p->roomy = true;
    for (size_t i = 0; i < b->split->shares; i++)
        split_line_row(p, &list, b, i);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    split_line_bound(
        p, b, true,
        hoshi_page_say(p, "目安の下限（全てを配賦割合で分けた場合）", "Floor (everything by key)"));
    split_line_bound(p, b, false,
                     hoshi_page_say(p, "目安の上限（その★だけに対応した場合の費用）",
                                    "Ceiling (that level for this customer alone)"));
}
