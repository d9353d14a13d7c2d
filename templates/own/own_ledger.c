/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two plans, each optimal for its level: the lines of the plan for star 3, and what star 4 adds or makes
 * unnecessary. */
#include "own_sheets.h"
#include "text.h"

enum { D_NO, D_MEASURE, D_LINE, D_CAUSE, D_TOTAL = D_CAUSE + HOSHI_CAUSES, D_COLUMNS };

static const struct own_head heads[D_COLUMNS] = {
    {"No", "No", 6},
    {"対策", "Measure", 36},
    {"明細", "Line", 44},
    {"★3の計画", "Plan for star 3", 15},
    {"★4による増減", "Added by star 4", 15},
    {"取引先の追加要求", "Demanded by a customer", 15},
    {"自社負担", "Own", 15},
    {"計", "Total", 15},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_LEDGER];
}

static void entry_row(struct own_book *b, size_t i, uint32_t row)
{
    const struct hoshi_entry *x = b->line[i].entry;
    const char *name = hoshi_own_line_name(b, &x->line),
               *measure = hoshi_words_say(b->lang, x->line.measure->name);
    struct own_ref amount = hoshi_own_ref(b, "%s:horizon", hoshi_own_line_row(b, i).text);
    hoshi_put_int(sheet(b), row, D_NO, HOSHI_STYLE_COUNT, (int64_t)i + 1);
    hoshi_put_text(sheet(b), row, D_MEASURE, HOSHI_STYLE_TEXT, measure);
    hoshi_put_text(sheet(b), row, D_LINE, HOSHI_STYLE_TEXT, name);
    for (int k = 0; k < HOSHI_CAUSES; k++) {
        if ((int)x->cause == k)
            hoshi_put_formula(sheet(b), row, (uint16_t)(D_CAUSE + k), HOSHI_STYLE_YEN,
                              (double)x->point.horizon_yen, "=%s", amount.text);
        else
            hoshi_put_blank(sheet(b), row, (uint16_t)(D_CAUSE + k), HOSHI_STYLE_YEN);
    }
    hoshi_put_formula(sheet(b), row, D_TOTAL, HOSHI_STYLE_YEN, (double)x->point.horizon_yen, "=SUM(%s)",
                      hoshi_own_span(row, D_CAUSE, row, D_TOTAL - 1).text);
    bool longer = hoshi_text_width(name) * 36 > hoshi_text_width(measure) * 44;
    hoshi_own_fit(b, OWN_LEDGER, row, longer ? D_LINE : D_MEASURE, longer ? name : measure);
}

void hoshi_own_write_ledger(struct own_book *b)
{
    enum { FIRST = 4 };
    uint32_t last = FIRST + (uint32_t)b->certain;
    hoshi_own_widths(b, OWN_LEDGER, heads, D_COLUMNS);
    hoshi_own_title(b, OWN_LEDGER, D_TOTAL,
                    hoshi_own_say(b, "台帳：★3の計画と★4の計画（期間計・円）",
                                  "Ledger: plan for star 3 and plan for star 4 (horizon, yen)"),
                    hoshi_own_say(b, PROSE(own_use_each_level_has_its)));
    hoshi_own_heads(b, OWN_LEDGER, FIRST - 1, heads, D_COLUMNS);
    for (size_t i = 0; i < b->certain; i++)
        entry_row(b, i, FIRST + (uint32_t)i);
    hoshi_put_merged(sheet(b), last, 0, last, D_LINE, HOSHI_STYLE_TOTAL, hoshi_own_say(b, "合計", "Total"));
    for (uint16_t c = D_CAUSE; b->certain && c <= D_TOTAL; c++) {
        int64_t value = c == D_TOTAL ? b->e->totals.horizon_yen : b->e->totals.by_cause_yen[c - D_CAUSE];
        hoshi_put_formula(sheet(b), last, c, HOSHI_STYLE_YEN_TOTAL, (double)value, "=SUM(%s)",
                          hoshi_own_span(FIRST, c, last - 1, c).text);
    }
    hoshi_sheet_freeze(sheet(b), FIRST, D_LINE, FIRST - 1);
}
