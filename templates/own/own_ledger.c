/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two plans, each optimal for its level: the lines of the plan for star 3, and what star 4 adds or makes
 * unnecessary. */
#include "own_sheets.h"
#include "table.h"

struct ledger_cells {
    int64_t no;
    const char *measure, *line;
    struct hoshi_value cause[HOSHI_CAUSES];
    int64_t horizon_yen;
};

static const char *ledger_cause(struct hoshi_page *p, const void *user, int n)
{
    static const struct hoshi_words head[HOSHI_CAUSES] = {{"★3の計画", "Plan for star 3"},
                                                          {"★4による増減", "Added by star 4"},
                                                          {"取引先の追加要求", "Demanded by a customer"},
                                                          {"自社負担", "Borne by us"}};
    (void)user;
    return hoshi_words_say(p->lang, head[n - 1]);
}

#define AT(member) offsetof(struct ledger_cells, member)
static const struct hoshi_column ledger_columns[] = {
    {"no", {"No", "No"}, 6, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"measure", {WORD(measure)}, 36, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(measure)},
    {"line", {WORD(line)}, 44, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(line)},
    {"cause",
     {"{name}", "{name}"},
     15,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(cause),
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
    {"total",
     {WORD(total)},
     15,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(horizon_yen),
     .formula = "SUM({cause*})",
     .total = HOSHI_TOTAL_SUM},
};

static void ledger_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    const struct hoshi_entry *x = b->line[i].entry;
    struct ledger_cells cells = {.no = (int64_t)i + 1,
                                 .measure = hoshi_words_say(p->lang, x->line.measure->name),
                                 .line = hoshi_own_line_name(b, &x->line),
                                 .horizon_yen = x->point.horizon_yen};
    cells.cause[x->cause] =
        (struct hoshi_value){.kind = HOSHI_VALUE_INT,
                             .n = x->point.horizon_yen,
                             .formula = hoshi_page_print(p, "{%s:horizon}", hoshi_own_line_row(b, i).text)};
    hoshi_list_row(p, list, &cells);
}

void hoshi_own_ledger_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list list = {.name = "ledger",
                              .column = ledger_columns,
                              .columns = sizeof ledger_columns / sizeof *ledger_columns,
                              .times = HOSHI_CAUSES,
                              .name_of = ledger_cause};
    p->roomy = true;
    hoshi_list_begin(p, &list);
    hoshi_page_title(p,
                     hoshi_page_say(p, "台帳：★3の計画と★4の計画（期間計・円）",
                                    "Ledger: plan for star 3 and plan for star 4 (horizon, yen)"),
                     hoshi_page_say(p, PROSE(own_use_each_level_has_its)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 2, 1);
    for (size_t i = 0; i < b->certain; i++)
        ledger_row(p, &list, b, i);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
}
