/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same amounts as quotations look: by nature, with overhead and profit (0 until somebody enters a rate).
 */
#include "own_sheets.h"

enum { NATURE_ROW = 8 };

static const struct own_head heads[PART_COLUMNS] = {
    {"", "", 32}, {"", "", 13}, {"", "", 13}, {"", "", 13}, {"", "", 13}, {"", "", 13},
    {"", "", 13}, {"", "", 13}, {"", "", 13}, {"", "", 13}, {"", "", 14},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_BREAKDOWN];
}

static int64_t nature_sum(const struct own_book *b, int nature, int klass)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->split->shares; i++) {
        const struct hoshi_measure_line *l = b->split->share[i].entry->line.row;
        if ((int)l->nature == nature && (int)l->cost_class == klass)
            sum += b->split->share[i].gross_annual_yen;
    }
    return sum;
}

static void rates(struct own_book *b)
{
    hoshi_put_text(sheet(b), b->overhead, 0, HOSHI_STYLE_LABEL,
                   hoshi_own_say(b, "一般管理費率", "Overhead rate"));
    hoshi_put_text(sheet(b), b->profit, 0, HOSHI_STYLE_LABEL, hoshi_own_say(b, "利益率", "Profit rate"));
    hoshi_put_int(sheet(b), b->overhead, 1, HOSHI_STYLE_PERCENT_INPUT, 0);
    hoshi_put_int(sheet(b), b->profit, 1, HOSHI_STYLE_PERCENT_INPUT, 0);
    hoshi_put_merged(sheet(b), b->overhead, 2, b->profit, PART_TOTAL, HOSHI_STYLE_NOTE,
                     hoshi_own_say(b, PROSE(leave_it_at_0_where_the_rate_holds)));
}

static void nature_row(struct own_book *b, int nature)
{
    uint32_t row = NATURE_ROW + (uint32_t)nature;
    int64_t total = 0;
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL, hoshi_say_nature(b->lang, (enum hoshi_nature)nature));
    for (int k = 0; k < HOSHI_CLASSES; k++) {
        int64_t value = nature_sum(b, nature, k);
        total += value;
        hoshi_put_formula(sheet(b), row, (uint16_t)(1 + k), HOSHI_STYLE_YEN, (double)value,
                          "=SUMIFS(%s,%s,\"%s\",%s,\"%s\")", hoshi_own_ref(b, "calc#gross_annual").text,
                          hoshi_own_ref(b, "calc#nature").text, hoshi_nature_key((enum hoshi_nature)nature),
                          hoshi_own_ref(b, "calc#class").text, hoshi_class_key((enum hoshi_class)k));
    }
    hoshi_put_formula(sheet(b), row, 3, HOSHI_STYLE_YEN, (double)total, "=%s+%s", hoshi_own_at(row, 1).text,
                      hoshi_own_at(row, 2).text);
}

/* Overhead and profit are the sums of the parties' rounded ones, so that this table and the parts below
 * agree. */
static void closing_row(struct own_book *b, uint32_t row, const char *label, int64_t value,
                        const char *formula, bool total)
{
    hoshi_put_text(sheet(b), row, 0, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, label);
    for (uint16_t c = 1; c < 3; c++)
        hoshi_put_blank(sheet(b), row, c, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_TEXT);
    hoshi_put_formula(sheet(b), row, 3, total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN, (double)value, "=%s",
                      formula);
}

static void natures(struct own_book *b)
{
    const char *head[] = {hoshi_own_say(b, "性質（年額・円）", "Nature (annual, yen)"),
                          hoshi_say_class(b->lang, HOSHI_DIRECT), hoshi_say_class(b->lang, HOSHI_INDIRECT),
                          hoshi_own_say(b, "計", "Total")};
    hoshi_put_text(sheet(b), NATURE_ROW - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "1. 費用全体", "1. The whole cost"));
    for (uint16_t i = 0; i < 4; i++)
        hoshi_put_text(sheet(b), NATURE_ROW - 1, i, HOSHI_STYLE_HEAD, head[i]);
    worksheet_set_row(sheet(b)->sheet, NATURE_ROW - 1, 36, NULL);
    for (int n = 0; n < HOSHI_NATURES; n++)
        nature_row(b, n);
    uint32_t row = NATURE_ROW + HOSHI_NATURES;
    struct own_ref funding = hoshi_own_ref(b, "calc.total:gross_annual"),
                   net = hoshi_own_ref(b, "calc.total:net_annual");
    closing_row(b, row, hoshi_own_say(b, "小計", "Subtotal"), b->split->gross_annual_yen,
                hoshi_own_text(b, "SUM(%s)", hoshi_own_span(NATURE_ROW, 3, row - 1, 3).text), true);
    closing_row(b, row + 1, hoshi_own_say(b, "補助金等の控除", "Funding"), -b->split->funding_annual_yen,
                hoshi_own_text(b, "%s-%s", net.text, funding.text), false);
    closing_row(b, row + 2, hoshi_own_say(b, "一般管理費・利益", "Overhead and profit"), 0,
                hoshi_own_text(b, "%s+%s", hoshi_own_at(b->part_total, PART_OVERHEAD).text,
                               hoshi_own_at(b->part_total, PART_PROFIT).text),
                false);
    closing_row(b, row + 3, hoshi_own_say(b, "計", "Total"), b->split->annual_yen,
                hoshi_own_text(b, "SUM(%s)", hoshi_own_span(row, 3, row + 2, 3).text), true);
}

/* ---- the parties' parts ---- */

static void part_heads(struct own_book *b)
{
    uint32_t row = b->part_first - 1;
    hoshi_put_text(sheet(b), row, PART_NAME, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "当事者（年額・円）", "Party (annual, yen)"));
    for (uint16_t n = 0; n < HOSHI_NATURES; n++)
        hoshi_put_text(sheet(b), row, (uint16_t)(PART_NATURE + n), HOSHI_STYLE_HEAD,
                       hoshi_say_nature(b->lang, (enum hoshi_nature)n));
    const char *text[] = {hoshi_own_say(b, "小計", "Subtotal"), hoshi_own_say(b, "一般管理費", "Overhead"),
                          hoshi_own_say(b, "利益", "Profit"), hoshi_own_say(b, "計", "Total")};
    for (uint16_t i = 0; i < 4; i++)
        hoshi_put_text(sheet(b), row, (uint16_t)(PART_SUBTOTAL + i), HOSHI_STYLE_HEAD, text[i]);
    worksheet_set_row(sheet(b)->sheet, row, 36, NULL);
}

static int64_t part_nature(const struct own_book *b, size_t p, int nature)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->split->shares; i++)
        sum += (int)b->split->share[i].entry->line.row->nature == nature ? b->split->share[i].annual[p] : 0;
    return sum;
}

static void part_row(struct own_book *b, size_t p)
{
    uint32_t row = b->part_first + (uint32_t)p;
    double annual = (double)b->split->party[p].annual_yen;
    const char *name = hoshi_own_party(b, p);
    hoshi_put_text(sheet(b), row, PART_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_own_fit(b, OWN_BREAKDOWN, row, PART_NAME, name);
    for (int n = 0; n < HOSHI_NATURES; n++)
        hoshi_put_formula(sheet(b), row, (uint16_t)(PART_NATURE + n), HOSHI_STYLE_YEN,
                          (double)part_nature(b, p, n), "=SUMIFS(%s,%s,\"%s\")",
                          hoshi_own_ref(b, "calc#annual%zu", p + 1).text,
                          hoshi_own_ref(b, "calc#nature").text, hoshi_nature_key((enum hoshi_nature)n));
    struct own_ref sub = hoshi_own_at(row, PART_SUBTOTAL), over = hoshi_own_at(row, PART_OVERHEAD),
                   gain = hoshi_own_at(row, PART_PROFIT);
    hoshi_put_formula(sheet(b), row, PART_SUBTOTAL, HOSHI_STYLE_YEN, annual, "=SUM(%s)",
                      hoshi_own_span(row, PART_NATURE, row, PART_SUBTOTAL - 1).text);
    hoshi_put_formula(sheet(b), row, PART_OVERHEAD, HOSHI_STYLE_YEN, 0, "=ROUND(%s*%s,0)", sub.text,
                      hoshi_own_at(b->overhead, 1).text);
    hoshi_put_formula(sheet(b), row, PART_PROFIT, HOSHI_STYLE_YEN, 0, "=ROUND((%s+%s)*%s,0)", sub.text,
                      over.text, hoshi_own_at(b->profit, 1).text);
    hoshi_put_formula(sheet(b), row, PART_TOTAL, HOSHI_STYLE_YEN, annual, "=%s+%s+%s", sub.text, over.text,
                      gain.text);
}

static void part_totals(struct own_book *b)
{
    hoshi_put_text(sheet(b), b->part_total, 0, HOSHI_STYLE_TOTAL, hoshi_own_say(b, "合計", "Total"));
    for (uint16_t c = 1; c < PART_COLUMNS; c++) {
        int64_t value = c >= PART_SUBTOTAL ? b->split->annual_yen : 0;
        for (size_t p = 0; c < PART_SUBTOTAL && p < b->split->parties; p++)
            value += part_nature(b, p, c - PART_NATURE);
        if (c == PART_OVERHEAD || c == PART_PROFIT)
            value = 0;
        hoshi_put_formula(sheet(b), b->part_total, c, HOSHI_STYLE_YEN_TOTAL, (double)value, "=SUM(%s)",
                          hoshi_own_span(b->part_first, c, b->part_total - 1, c).text);
    }
}

void hoshi_own_write_breakdown(struct own_book *b)
{
    hoshi_own_widths(b, OWN_BREAKDOWN, heads, PART_COLUMNS);
    hoshi_own_title(b, OWN_BREAKDOWN, PART_TOTAL, hoshi_own_say(b, "見積内訳", "Quotation view"),
                    hoshi_own_say(b, PROSE(to_copy_into_a_quotation_form)));
    rates(b);
    natures(b);
    hoshi_put_text(sheet(b), b->part_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "2. 各者の分", "2. The parties' parts"));
    part_heads(b);
    for (size_t p = 0; p < b->split->parties; p++)
        part_row(b, p);
    part_totals(b);
    hoshi_own_wide(b, OWN_BREAKDOWN, b->part_total + 2, 0, PART_TOTAL, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(labour_here_is_the_work)));
}
