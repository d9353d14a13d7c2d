/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row per entry of the estimate: quantity × need × price, by year. Certain entries carry the totals;
 * uncertain ones and the exchange with the next-best plan stand below in blocks of their own and enter no
 * total. */
#include "own_sheets.h"
#include "text.h"

#include <string.h>

enum { HEADS_MAX = LINE_YEAR + HOSHI_YEARS_MAX + 3 };

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_LINES];
}

static size_t make_heads(struct own_book *b, struct own_head *h)
{
    static const struct own_head fixed[LINE_YEAR] = {
        {"No", "No", 5},
        {"対策", "Measure", 25},
        {"明細", "Line", 29},
        {"区分・性質", "Class, nature", 13},
        {"帰属", "Caused by", 11},
        {"数量", "Quantity", 8},
        {"単位", "Unit", 12},
        {"必要度", "Need", 7},
        {"前段階", "Before", 7},
        {"単価（円）", "Price (yen)", 12},
        {"支払", "Paid", 8},
        {"開始年", "From year", 6},
        {"周期・按分年", "Cycle or life", 8},
        {"1回の額", "Each time", 12},
    };
    memcpy(h, fixed, sizeof fixed);
    for (int y = 1; y <= b->a->horizon; y++) {
        const char *text = hoshi_own_text(b, hoshi_own_say(b, "%d年目", "Year %d"), y);
        h[hoshi_own_year(b, y)] = (struct own_head){text, text, 12};
    }
    h[hoshi_own_horizon(b)] = (struct own_head){"期間計", "Horizon", 13};
    h[hoshi_own_annual(b)] = (struct own_head){"年額", "Annual charge", 12};
    h[hoshi_own_annual(b) + 1] = (struct own_head){"備考", "Note", 22};
    return hoshi_own_annual(b) + 2;
}

/* ---- one row ---- */

static void quantity(struct own_book *b, const struct hoshi_line *x, uint32_t row)
{
    char factor[HOSHI_DECIMAL_TEXT];
    struct hoshi_buffer f;
    if (x->bought_more_micro > 0) {
        hoshi_put_micro(sheet(b), row, LINE_QUANTITY, HOSHI_STYLE_DECIMAL_INPUT, x->quantity_micro);
        return;
    }
    hoshi_buffer_init(&f, 4000);
    for (int d = 0; d < HOSHI_DRIVERS; d++)
        if (x->row->drivers & (1u << d))
            hoshi_buffer_printf(&f, "%s%s", f.length ? "+" : "",
                                hoshi_own_on(b, OWN_INPUTS, b->in_size + (uint32_t)d, IN_VALUE).text);
    struct own_ref sized = hoshi_own_on(b, OWN_INPUTS, b->in_factor, IN_VALUE);
    hoshi_put_formula(
        sheet(b), row, LINE_QUANTITY, HOSHI_STYLE_DECIMAL, hoshi_micro_value(x->quantity_micro),
        "=%sROUND((%s)*%s,6)%s%s%s%s",
        x->row->whole ? (x->row->sized ? "ROUNDUP(ROUND(" : "ROUNDUP(") : (x->row->sized ? "ROUND(" : ""),
        f.length ? hoshi_buffer_text(&f) : "0", hoshi_decimal_print(x->row->factor_micro, 0, factor),
        x->row->sized ? "*" : "", x->row->sized ? sized.text : "", x->row->sized ? ",6)" : "",
        x->row->whole ? ",0)" : "");
    hoshi_buffer_release(&f);
}

/* Rounded at 6 places first: a tie in decimals must be a tie in doubles. */
static void amounts(struct own_book *b, const struct hoshi_entry *x, uint32_t row)
{
    struct own_ref q = hoshi_own_at(row, LINE_QUANTITY), n = hoshi_own_at(row, LINE_NEED),
                   v = hoshi_own_at(row, LINE_BEFORE);
    struct own_ref p = hoshi_own_at(row, LINE_PRICE), from = hoshi_own_at(row, LINE_FROM),
                   step = hoshi_own_at(row, LINE_STEP);
    uint16_t annual = (uint16_t)hoshi_own_annual(b), horizon = (uint16_t)hoshi_own_horizon(b);
    struct own_ref due = hoshi_own_at(row, LINE_DUE);
    hoshi_put_formula(sheet(b), row, LINE_DUE, HOSHI_STYLE_YEN, (double)x->point.due_yen,
                      "=ROUND(ROUND(%s*%s*%s,6),0)-ROUND(ROUND(%s*%s*%s,6),0)", q.text, n.text, p.text,
                      q.text, v.text, p.text);
    for (int y = 1; y <= b->a->horizon; y++)
        hoshi_put_formula(sheet(b), row, (uint16_t)hoshi_own_year(b, y), HOSHI_STYLE_YEN,
                          (double)x->point.by_year_yen[y - 1],
                          "=IF(AND(%d>=%s,INT((%d-%s)/%s)=(%d-%s)/%s),%s,0)", y, from.text, y, from.text,
                          step.text, y, from.text, step.text, due.text);
    hoshi_put_formula(sheet(b), row, horizon, HOSHI_STYLE_YEN, (double)x->point.horizon_yen, "=SUM(%s)",
                      hoshi_own_span(row, LINE_YEAR, row, horizon - 1u).text);
    hoshi_put_formula(
        sheet(b), row, annual, HOSHI_STYLE_YEN, (double)x->point.annual_yen,
        "=IF(%s>%d,0,ROUND(ROUND(ROUND(%s*%s*%s,6),0)/%s,0)-ROUND(ROUND(ROUND(%s*%s*%s,6),0)/%s,0))",
        from.text, b->a->horizon, q.text, n.text, p.text, step.text, q.text, v.text, p.text, step.text);
}

static const char *note(struct own_book *b, const struct hoshi_entry *x)
{
    const struct hoshi_line *l = &x->line;
    char q[HOSHI_DECIMAL_TEXT];
    if (x->probability < 1)
        return hoshi_own_text(b, hoshi_own_say(b, "必要になる確率 %.0f%%", "Needed with %.0f%% probability"),
                              x->probability * 100);
    if (l->bought_more_micro > 0)
        return hoshi_own_text(
            b,
            hoshi_own_say(b, "必要数は%s。数量区分により多く買う方が安い（数量と単価は入力）",
                          "Needs %s; a larger quantity costs less (quantity and price are inputs)"),
            hoshi_decimal_print(l->bought_more_micro, 0, q));
    if (l->quote)
        return hoshi_own_text(b, hoshi_own_say(b, "見積 %s", "Quotation %s"),
                              l->quote->document ? l->quote->document : "");
    if (l->price && l->price->breaks)
        return hoshi_own_say(b, "数量区分の単価。区分を越えたら単価を直す",
                             "Quantity price; adjust when the bracket changes");
    if (l->price && l->price->common_unknown)
        return hoshi_own_say(b, "制度案段階の情報（料金未公表）", "Scheme fee, not published");
    return strstr(x->id, "@due") ? hoshi_own_say(b, "更新時期に達していた分", "Replacement due anyway") : "";
}

static const char *cause(struct own_book *b, const struct hoshi_entry *x)
{
    struct hoshi_buffer f;
    if (!*x->need_key)
        return x->need_ppm ? hoshi_own_say(b, "加える", "added") : hoshi_own_say(b, "外す", "left out");
    hoshi_buffer_init(&f, 1000);
    hoshi_say_cause(&f, b->lang, x, b->c);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static const char *paid(struct own_book *b, const struct hoshi_line *x)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 200);
    hoshi_say_recurrence(&f, b->lang, x->every, x->months);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

/* The tallest text decides the row. */
static void fit(struct own_book *b, uint32_t row, const char *const *text, const size_t *column, size_t n)
{
    size_t best = 0;
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double lines = (double)hoshi_text_width(text[i]) / b->width[OWN_LINES][column[i]];
        if (strchr(text[i], '\n'))
            lines = lines < 1.5 ? 1.5 : lines + 0.5;
        if (lines > most) {
            most = lines;
            best = i;
        }
    }
    hoshi_own_fit(b, OWN_LINES, row, column[best], text[best]);
}

/* Effort rows are named "measure：what is done"; beside the measure the second half is enough. */
static const char *own_part(struct own_book *b, const struct hoshi_line *l)
{
    const char *name = hoshi_own_line_name(b, l), *measure = hoshi_words_say(b->lang, l->measure->name),
               *colon = b->lang == HOSHI_JA ? "：" : ": ";
    size_t n = strlen(measure), c = strlen(colon);
    return strncmp(name, measure, n) == 0 && strncmp(name + n, colon, c) == 0 && name[n + c] ? name + n + c
                                                                                             : name;
}

static void texts(struct own_book *b, const struct hoshi_entry *x, uint32_t row)
{
    const struct hoshi_line *l = &x->line;
    const char *direct = l->row->cost_class == HOSHI_DIRECT ? hoshi_own_say(b, "直接", "direct")
                                                            : hoshi_own_say(b, "間接", "indirect");
    const char *klass = hoshi_own_text(b, "%s\n%s", direct, hoshi_say_nature(b->lang, l->row->nature));
    const char *unit =
        l->effort ? hoshi_say_driver(b->lang, l->effort->driver) : hoshi_say_unit(b->lang, l->price->unit);
    const char *text[] = {hoshi_words_say(b->lang, l->measure->name),
                          own_part(b, l),
                          klass,
                          cause(b, x),
                          unit,
                          paid(b, l),
                          note(b, x)};
    const size_t column[] = {LINE_MEASURE,           LINE_NAME, LINE_CLASS, LINE_CAUSE, LINE_UNIT, LINE_PAID,
                             hoshi_own_annual(b) + 1};
    size_t n = sizeof text / sizeof *text;
    for (size_t i = 0; i < n; i++)
        hoshi_put_text(sheet(b), row, (uint16_t)column[i],
                       i > 1 && i < 6 ? HOSHI_STYLE_CENTER : HOSHI_STYLE_TEXT, text[i]);
    fit(b, row, text, column, n);
}

static void line_row(struct own_book *b, const struct own_line *l, int64_t no)
{
    const struct hoshi_entry *x = l->entry;
    const struct own_price *p = &b->price[l->price];
    uint32_t row = l->row;
    hoshi_put_int(sheet(b), row, LINE_NO, HOSHI_STYLE_COUNT, no);
    texts(b, x, row);
    quantity(b, &x->line, row);
    hoshi_put_micro(sheet(b), row, LINE_NEED, HOSHI_STYLE_DECIMAL_INPUT, x->need_ppm);
    hoshi_put_micro(sheet(b), row, LINE_BEFORE, HOSHI_STYLE_DECIMAL_INPUT, x->before_ppm);
    hoshi_put_formula(sheet(b), row, LINE_PRICE, HOSHI_STYLE_YEN2,
                      hoshi_micro_value(x->line.unit.likely_micro), "=%s",
                      hoshi_own_on(b, OWN_PRICES, p->row, PRICE_YEN_LIKELY).text);
    hoshi_put_int(sheet(b), row, LINE_FROM, HOSHI_STYLE_COUNT, x->line.from_year);
    hoshi_put_int(sheet(b), row, LINE_STEP, HOSHI_STYLE_COUNT,
                  x->line.every ? x->line.every : x->line.life_years);
    amounts(b, x, row);
}

/* ---- blocks ---- */

static int64_t sum_column(const struct own_book *b, size_t from, size_t to, size_t column)
{
    int64_t sum = 0;
    for (size_t i = from; i < to; i++) {
        const struct hoshi_amounts *x = &b->line[i].entry->point;
        sum += column == LINE_DUE               ? x->due_yen
               : column == hoshi_own_horizon(b) ? x->horizon_yen
               : column == hoshi_own_annual(b)  ? x->annual_yen
                                                : x->by_year_yen[column - LINE_YEAR];
    }
    return sum;
}

static void total_row(struct own_book *b, size_t from, size_t to, uint32_t row, const char *label)
{
    hoshi_put_merged(sheet(b), row, 0, row, LINE_DUE, HOSHI_STYLE_TOTAL, label);
    for (size_t c = LINE_YEAR; c <= hoshi_own_annual(b); c++) {
        double value = (double)sum_column(b, from, to, c);
        if (from == to)
            hoshi_put_int(sheet(b), row, (uint16_t)c, HOSHI_STYLE_YEN_TOTAL, 0);
        else
            hoshi_put_formula(sheet(b), row, (uint16_t)c, HOSHI_STYLE_YEN_TOTAL, value, "=SUM(%s)",
                              hoshi_own_span(b->line[from].row, c, b->line[to - 1].row, c).text);
    }
}

static void block(struct own_book *b, size_t from, size_t to, uint32_t row, const char *label)
{
    for (size_t i = from; i < to; i++)
        line_row(b, &b->line[i], (int64_t)(i - from + 1));
    total_row(b, from, to, row, label);
}

static void block_head(struct own_book *b, uint32_t row, const struct own_head *head, size_t n,
                       const char *title)
{
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_HEADING, title);
    hoshi_own_heads(b, OWN_LINES, row + 1, head, n);
}

static void other_blocks(struct own_book *b, const struct own_head *head, size_t n)
{
    if (b->uncertain) {
        block_head(b, b->uncertain_first - 2, head, n,
                   hoshi_own_say(b, "2. 未回答の項目が不足と分かったときに加わる明細（合計に入れない）",
                                 "2. Lines that join if unanswered criteria turn out open (in no total)"));
        block(b, b->certain, b->e->entries, b->uncertain_total,
              hoshi_own_say(b, "すべて必要になった場合の追加額", "If all were needed"));
    }
    if (b->swaps) {
        block_head(b, b->swap_first - 2, head, n,
                   hoshi_own_say(b, "3. 次善の計画との入れ替え（合計に入れない）",
                                 "3. Exchange with the next-best plan (in no total)"));
        block(b, b->e->entries, b->lines, b->swap_total,
              hoshi_own_say(b, "次善の計画にした場合の増減", "More (less) with the next-best plan"));
    }
}

void hoshi_own_write_lines(struct own_book *b)
{
    struct own_head head[HEADS_MAX];
    size_t n = make_heads(b, head);
    hoshi_own_widths(b, OWN_LINES, head, n);
    hoshi_own_title(
        b, OWN_LINES, n - 1, hoshi_own_say(b, "明細（最も確からしい値）", "Lines at likely values"),
        hoshi_own_say(
            b,
            "1回の額＝数量×必要度×単価（前段階があればその額を差し引く）を円未満四捨五入。年額＝1回の額÷周期・按分年。按分は価格算定のための均等按分であり、会計上の減価償却費と一致しない。直接費・間接費は証憑の別を示し、製品原価の直接費・間接費（製造間接費）とは別の区分で、誰が負担するかを決めるものではない。",
            "Each time = quantity x need x price (less the same at the need before), rounded to the yen. Annual charge = each time / cycle or life: an even spread for pricing, not depreciation in the accounts. Direct and indirect say how a cost is evidenced; they are not the terms of product costing and do not decide who bears it."));
    block_head(b, b->line_first - 2, head, n, hoshi_own_say(b, "1. 計画の明細", "1. Lines of the plan"));
    block(b, 0, b->certain, b->line_total, hoshi_own_say(b, "合計", "Total"));
    other_blocks(b, head, n);
    hoshi_sheet_freeze(sheet(b), b->line_first, LINE_NAME + 1, b->line_first - 1);
}
