/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The split line by line: what of each line's annual charge each party bears. The arithmetic stands on the
 * sheet of the calculation; this is the page to read and to print. */
#include "own_sheets.h"

enum {
    BY_LINE_NO,
    BY_LINE_NAME,
    BY_LINE_CAUSE,
    BY_LINE_RULE,
    BY_LINE_YEN,
    BY_LINE_PARTY,
    PARTIES_SHOWN = 12
};
enum { FIRST = 4, PARTY_WIDTH = 13 };

static const struct own_head heads[BY_LINE_PARTY + PARTIES_SHOWN] = {
    {"No", "No", 6},
    {"明細", "Line", 40},
    {"帰属", "Caused by", 14},
    {"規則（負担案2の番号）", "Rule (number in 2 of Split)", 12},
    {"分担額 年額（円）", "Divided, annual (yen)", 13},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_SPLIT_LINES];
}

bool hoshi_own_has_split_lines(const struct own_book *b)
{
    return b->split->shares && b->split->parties <= PARTIES_SHOWN;
}

static void put_heads(struct own_book *b)
{
    struct own_head all[BY_LINE_PARTY + PARTIES_SHOWN];
    size_t n = BY_LINE_PARTY + b->split->parties;
    for (size_t i = 0; i < n; i++) {
        all[i] = heads[i];
        if (i >= BY_LINE_PARTY) {
            const char *name = hoshi_own_party(b, i - BY_LINE_PARTY);
            all[i] = (struct own_head){name, name, PARTY_WIDTH};
        }
    }
    hoshi_own_widths(b, OWN_SPLIT_LINES, all, n);
    hoshi_own_heads(b, OWN_SPLIT_LINES, FIRST - 1, all, n);
}

static void line_row(struct own_book *b, size_t i)
{
    const struct hoshi_share *s = &b->split->share[i];
    uint32_t row = FIRST + (uint32_t)i, calc = b->calc_first + (uint32_t)i;
    const char *name = hoshi_own_line_name(b, &s->entry->line);
    struct hoshi_buffer cause;
    hoshi_buffer_init(&cause, 400);
    hoshi_say_cause(&cause, b->lang, s->entry, b->c);
    hoshi_put_int(sheet(b), row, BY_LINE_NO, HOSHI_STYLE_COUNT, (int64_t)i + 1);
    hoshi_put_text(sheet(b), row, BY_LINE_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(sheet(b), row, BY_LINE_CAUSE, HOSHI_STYLE_TEXT, hoshi_buffer_text(&cause));
    hoshi_buffer_release(&cause);
    hoshi_put_formula(sheet(b), row, BY_LINE_RULE, HOSHI_STYLE_COUNT, (double)(s->weights + 1), "=%s",
                      hoshi_own_on(b, OWN_CALC, calc, CALC_RULE).text);
    hoshi_put_formula(sheet(b), row, BY_LINE_YEN, HOSHI_STYLE_YEN, (double)s->annual_yen, "=%s",
                      hoshi_own_on(b, OWN_CALC, calc, CALC_NET_ANNUAL).text);
    for (size_t p = 0; p < b->split->parties; p++)
        hoshi_put_formula(sheet(b), row, (uint16_t)(BY_LINE_PARTY + p), HOSHI_STYLE_YEN, (double)s->annual[p],
                          "=%s", hoshi_own_on(b, OWN_CALC, calc, hoshi_own_block(b, BLOCK_ANNUAL, p)).text);
    hoshi_own_fit(b, OWN_SPLIT_LINES, row, BY_LINE_NAME, name);
}

/* A party's row of the split: floor or ceiling; nothing for other customers and the firm. */
static void bound_row(struct own_book *b, uint32_t row, uint16_t column, const char *label)
{
    hoshi_put_merged(sheet(b), row, 0, row, BY_LINE_YEN, HOSHI_STYLE_LABEL, label);
    for (size_t p = 0; p < b->split->parties; p++) {
        const struct hoshi_party *x = &b->split->party[p];
        uint16_t c = (uint16_t)(BY_LINE_PARTY + p);
        if (x->kind == HOSHI_PARTY_BUYER)
            hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN,
                              (double)(column == SPLIT_FLOOR ? x->floor_annual_yen : x->ceiling_annual_yen),
                              "=%s", hoshi_own_on(b, OWN_SPLIT, b->split_first + (uint32_t)p, column).text);
        else
            hoshi_put_blank(sheet(b), row, c, HOSHI_STYLE_YEN);
    }
}

static void totals(struct own_book *b)
{
    uint32_t last = FIRST + (uint32_t)b->split->shares;
    hoshi_put_merged(sheet(b), last, 0, last, BY_LINE_RULE, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "合計", "Total"));
    for (uint16_t c = BY_LINE_YEN; c < BY_LINE_PARTY + b->split->parties; c++)
        hoshi_put_formula(
            sheet(b), last, c, HOSHI_STYLE_YEN_TOTAL,
            (double)(c == BY_LINE_YEN ? b->split->annual_yen : b->split->party[c - BY_LINE_PARTY].annual_yen),
            "=SUM(%s)", hoshi_own_span(FIRST, c, last - 1, c).text);
    bound_row(b, last + 1, SPLIT_FLOOR,
              hoshi_own_say(b, "目安の下限（全てを配賦割合で分けた場合）", "Floor (everything by key)"));
    bound_row(b, last + 2, SPLIT_CEILING,
              hoshi_own_say(b, "目安の上限（その★だけに対応した場合の費用）",
                            "Ceiling (that level for this customer alone)"));
}

void hoshi_own_write_split_lines(struct own_book *b)
{
    put_heads(b);
    hoshi_own_title(b, OWN_SPLIT_LINES, BY_LINE_PARTY + b->split->parties - 1,
                    hoshi_own_say(b, "明細ごとの分担（社内用：全取引先）",
                                  "Split line by line (own view: all customers)"),
                    hoshi_own_say(b, PROSE(annual_charge_of_each_line_after)));
    for (size_t i = 0; i < b->split->shares; i++)
        line_row(b, i);
    totals(b);
    hoshi_sheet_freeze(sheet(b), FIRST, BY_LINE_CAUSE, FIRST - 1);
}
