/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen measures: what each closes, why it is enough, what it costs; and what the next-best plan would
 * cost. */
#include "own_sheets.h"
#include "text.h"

enum { M_NO, M_NAME, M_CLOSES, M_NEED, M_HORIZON, M_ANNUAL, M_WHY, M_COLUMNS };

static const struct own_head heads[M_COLUMNS] = {
    {"No", "No", 5},
    {WORD(measure), 34},
    {"充たす評価基準", "Closes", 24},
    {WORD(need), 8},
    {WORD(whole_period_yen), 13},
    {WORD(yen_a_year), 13},
    {"これで足りると考える理由・選んだ理由", "Why it is enough, why it was chosen", 56},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_MEASURES];
}

static const char *closes(struct own_book *b, const struct hoshi_planned *p)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    for (size_t i = 0; i < p->closes_n; i++)
        hoshi_buffer_printf(&f, "%s%s", i ? ", " : "", b->t->catalog.criterion[p->closes[i]].id);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static const char *why(struct own_book *b, const struct hoshi_planned *p)
{
    const char *text = hoshi_words_say(b->lang, b->t->measure[p->measure].why);
    if (!p->reason)
        return text;
    return hoshi_own_text(b, hoshi_own_say(b, "%s\n【自社の選択理由】%s", "%s\n[Own reason] %s"), text,
                          p->reason);
}

static void live(struct own_book *b, const struct hoshi_planned *p, uint32_t row)
{
    const char *id = b->t->measure[p->measure].id;
    int64_t horizon = 0, annual = 0;
    for (size_t i = 0; i < b->certain; i++)
        if (b->line[i].entry->line.measure->index == p->measure) {
            horizon += b->line[i].entry->point.horizon_yen;
            annual += b->line[i].entry->point.annual_yen;
        }
    struct own_ref key = hoshi_own_ref(b, "calc#measure");
    hoshi_put_formula(sheet(b), row, M_HORIZON, HOSHI_STYLE_YEN, (double)horizon, "=SUMIFS(%s,%s,\"%s\")",
                      hoshi_own_ref(b, "lines#horizon").text, key.text, id);
    hoshi_put_formula(sheet(b), row, M_ANNUAL, HOSHI_STYLE_YEN, (double)annual, "=SUMIFS(%s,%s,\"%s\")",
                      hoshi_own_ref(b, "lines#annual").text, key.text, id);
}

static void measure_row(struct own_book *b, const struct hoshi_planned *p, uint32_t row, bool certain)
{
    const char *ids = closes(b, p), *reason = why(b, p),
               *name = hoshi_words_say(b->lang, b->t->measure[p->measure].name);
    hoshi_put_text(sheet(b), row, M_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(sheet(b), row, M_CLOSES, HOSHI_STYLE_TEXT, ids);
    hoshi_put_text(sheet(b), row, M_WHY, HOSHI_STYLE_TEXT, reason);
    hoshi_put_micro(sheet(b), row, M_NEED, HOSHI_STYLE_DECIMAL, p->need_ppm);
    if (certain)
        live(b, p, row);
    const char *text[] = {name, ids, reason};
    const size_t column[] = {M_NAME, M_CLOSES, M_WHY};
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if ((double)hoshi_text_width(text[i]) / heads[column[i]].width >
            (double)hoshi_text_width(text[best]) / heads[column[best]].width)
            best = i;
    hoshi_own_fit(b, OWN_MEASURES, row, column[best], text[best]);
}

static void total(struct own_book *b)
{
    uint32_t row = b->measure_total;
    bool any = row > b->measure_first;
    hoshi_put_merged(sheet(b), row, 0, row, M_NEED, HOSHI_STYLE_TOTAL, hoshi_own_say(b, WORD(total)));
    for (uint16_t c = M_HORIZON; c <= M_ANNUAL; c++) {
        double value = (double)(c == M_HORIZON ? b->e->totals.horizon_yen : b->e->totals.annual_yen);
        if (any)
            hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN_TOTAL, value, "=SUM(%s)",
                              hoshi_own_span(b->measure_first, c, row - 1, c).text);
        else
            hoshi_put_int(sheet(b), row, c, HOSHI_STYLE_YEN_TOTAL, 0);
    }
    struct own_ref lines = hoshi_own_ref(b, "lines.total:horizon");
    hoshi_put_formula_text(sheet(b), row, M_WHY, HOSHI_STYLE_TOTAL,
                           hoshi_own_say(b, WORD(ok_equals_the_lines)), "=IF(%s=%s,\"%s\",\"%s\")",
                           hoshi_own_at(row, M_HORIZON).text, lines.text,
                           hoshi_own_say(b, WORD(ok_equals_the_lines)),
                           hoshi_own_say(b, "明細の合計と不一致", "Differs from the lines"));
}

static void value_row(struct own_book *b, uint32_t row, const char *label)
{
    hoshi_put_merged(sheet(b), row, 0, row, M_NEED, HOSHI_STYLE_LABEL, label);
}

static void next_best(struct own_book *b)
{
    uint32_t row = b->next_best;
    int64_t now = b->e->totals.horizon_yen;
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "次善の計画", "The next-best plan"));
    if (!b->swaps) {
        hoshi_own_wide(b, OWN_MEASURES, row + 1, 0, M_WHY, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, "選んだ対策のどれかを外して成り立つ別の計画はない。",
                                     "No other plan leaves out one of the chosen measures."));
        return;
    }
    value_row(b, row + 1, hoshi_own_say(b, "この計画の期間計", "This plan"));
    value_row(b, row + 2, hoshi_own_say(b, "次善の計画にした場合の期間計", "With the next-best plan"));
    value_row(b, row + 3, hoshi_own_say(b, "差（明細シート3の合計）", "Difference (block 3 of the lines)"));
    struct own_ref plan = hoshi_own_at(row + 1, M_HORIZON), diff = hoshi_own_at(row + 3, M_HORIZON);
    hoshi_put_formula(sheet(b), row + 1, M_HORIZON, HOSHI_STYLE_YEN, (double)now, "=%s",
                      hoshi_own_ref(b, "lines.total:horizon").text);
    hoshi_put_formula(sheet(b), row + 2, M_HORIZON, HOSHI_STYLE_YEN, (double)(now + b->swap_yen), "=%s+%s",
                      plan.text, diff.text);
    hoshi_put_formula(sheet(b), row + 3, M_HORIZON, HOSHI_STYLE_YEN, (double)b->swap_yen, "=%s",
                      hoshi_own_ref(b, "swap.total:horizon").text);
    const char *fine = hoshi_own_say(b, "選んだ計画が安いまま", "The chosen plan is still the cheaper one");
    const char *again = hoshi_own_say(b, "次善の計画の方が安くなった。再実行してください",
                                      "The next-best plan is now cheaper: run again");
    hoshi_put_formula_text(sheet(b), row + 3, M_WHY, HOSHI_STYLE_WARN, b->swap_yen < 0 ? again : fine,
                           "=IF(%s<0,\"%s\",\"%s\")", diff.text, again, fine);
}

/* The rows of one measure follow each other in the block of uncertain lines. */
static void uncertain_cost(struct own_book *b, const struct hoshi_planned *p, uint32_t row)
{
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = b->certain; i < b->e->entries; i++)
        if (b->line[i].entry->line.measure->index == p->measure) {
            first = first == SIZE_MAX ? i : first;
            last = i;
        }
    if (first != SIZE_MAX)
        hoshi_put_formula(sheet(b), row, M_HORIZON, HOSHI_STYLE_YEN, (double)p->horizon_yen, "=SUM(%s)",
                          hoshi_own_ref(b, "%s:horizon..%s:horizon", hoshi_own_line_row(b, first).text,
                                        hoshi_own_line_row(b, last).text)
                              .text);
    else
        hoshi_put_int(sheet(b), row, M_HORIZON, HOSHI_STYLE_YEN, p->horizon_yen);
}

static void uncertain(struct own_book *b)
{
    uint32_t row = b->next_best + 6;
    size_t first = b->measure_total - b->measure_first;
    if (first == b->e->measures)
        return;
    hoshi_put_text(sheet(b), row++, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, PROSE(measures_that_join_if_unanswered_criteria)));
    hoshi_own_heads(b, OWN_MEASURES, row++, heads, M_COLUMNS);
    for (size_t i = first; i < b->e->measures; i++, row++) {
        const struct hoshi_planned *p = &b->e->measure[i];
        hoshi_put_int(sheet(b), row, M_NO, HOSHI_STYLE_COUNT, (int64_t)(i - first + 1));
        measure_row(b, p, row, false);
        uncertain_cost(b, p, row);
        hoshi_put_text(
            sheet(b), row, M_ANNUAL, HOSHI_STYLE_CENTER,
            hoshi_own_text(b, hoshi_own_say(b, "確率 %.0f%%", "p = %.0f%%"), p->probability * 100));
    }
}

void hoshi_own_write_measures(struct own_book *b)
{
    hoshi_own_widths(b, OWN_MEASURES, heads, M_COLUMNS);
    hoshi_own_title(b, OWN_MEASURES, M_WHY, hoshi_own_say(b, WORD(measures)),
                    hoshi_own_say(b, PROSE(all_sets_of_measures_that_close_2)));
    hoshi_put_text(sheet(b), b->measure_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "選んだ対策", "Chosen measures"));
    hoshi_own_heads(b, OWN_MEASURES, b->measure_first - 1, heads, M_COLUMNS);
    for (uint32_t row = b->measure_first; row < b->measure_total; row++) {
        hoshi_put_int(sheet(b), row, M_NO, HOSHI_STYLE_COUNT, row - b->measure_first + 1);
        measure_row(b, &b->e->measure[row - b->measure_first], row, true);
    }
    total(b);
    next_best(b);
    uncertain(b);
    hoshi_sheet_freeze(sheet(b), b->measure_first, M_NAME + 1, b->measure_first - 1);
}
