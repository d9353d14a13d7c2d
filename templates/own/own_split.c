/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who bears what: the parties with their parts, floors and ceilings, and each rule by itself. */
#include "own_sheets.h"

static const struct own_head heads[SPLIT_COLUMNS] = {
    {"当事者", "Party", 30},
    {"要請の★", "Level asked", 13},
    {"配賦基準の量", "Amount of the key", 15},
    {"配賦割合", "Share", 13},
    {"年額（円）", "Annual (yen)", 14},
    {"期間計（円）", "Horizon (yen)", 14},
    {"うち直接費 年額", "of it direct, annual", 14},
    {"うち間接費 年額", "of it indirect, annual", 14},
    {"目安の下限 年額", "Floor, annual", 14},
    {"目安の上限 年額", "Ceiling, annual", 14},
    {"単独費用の超過 期間計", "Above stand-alone", 14},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_SPLIT];
}

static struct own_ref parts(const struct own_book *b, enum calc_block block, size_t p)
{
    return hoshi_own_column(b, OWN_CALC, hoshi_own_block(b, block, p));
}

static void put_sum(struct own_book *b, uint32_t row, uint16_t c, int64_t value, const char *formula)
{
    hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN, (double)value, "=%s", formula);
}

/* ---- a party ---- */

static void key_cells(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_party *x = &b->split->party[p];
    if (x->kind == HOSHI_PARTY_BUYER && b->split->key_amount[p] != HOSHI_NONE)
        hoshi_put_formula(sheet(b), row, SPLIT_KEY, HOSHI_STYLE_YEN, (double)b->split->key_amount[p], "=%s",
                          hoshi_own_on(b, OWN_INPUTS, b->in_buyer + (uint32_t)p, IN_VALUE).text);
    else
        hoshi_put_blank(sheet(b), row, SPLIT_KEY, HOSHI_STYLE_YEN);
    hoshi_put_formula(sheet(b), row, SPLIT_SHARE, HOSHI_STYLE_PERCENT, hoshi_micro_value(x->share_ppm),
                      "=%s/1000000",
                      hoshi_own_on(b, OWN_CALC, b->calc_share, hoshi_own_block(b, BLOCK_ANNUAL, p)).text);
}

/* What of a column of the calculation belongs to the party's level. */
static const char *base(struct own_book *b, const struct hoshi_party *x, size_t column)
{
    struct own_ref amount = hoshi_own_column(b, OWN_CALC, column);
    struct own_ref cause = hoshi_own_column(b, OWN_CALC, CALC_CAUSE);
    const char *three = hoshi_own_text(b, "SUMIFS(%s,%s,\"level:3\")", amount.text, cause.text);
    if ((x->level ? x->level : 3) < 4)
        return three;
    return hoshi_own_text(b, "(%s+SUMIFS(%s,%s,\"level:4\"))", three, amount.text, cause.text);
}

/* What buyers demanded together counts whole in the stand-alone cost of each of them: by its flags in the
 * rule table. */
static const char *alone(struct own_book *b, size_t p, bool annual)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 3500);
    for (size_t k = 0; k < b->split->weights_n; k++) {
        const struct hoshi_entry *x = NULL;
        for (size_t i = 0; !x && i < b->split->shares; i++)
            x = b->split->share[i].weights == k ? b->split->share[i].entry : NULL;
        if (x && x->cause == HOSHI_CAUSE_BUYER && x->buyer[b->split->party[p].buyer])
            hoshi_buffer_printf(&f, "+SUMIFS(%s,%s,%zu)",
                                hoshi_own_column(b, OWN_CALC, annual ? CALC_NET_ANNUAL : CALC_NET).text,
                                hoshi_own_column(b, OWN_CALC, CALC_RULE).text, k + 1);
    }
    if (f.failed)
        b->book.failed = true;
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static void bounds(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_party *x = &b->split->party[p];
    if (x->kind != HOSHI_PARTY_BUYER) {
        for (uint16_t c = SPLIT_FLOOR; c <= SPLIT_OVER; c++)
            hoshi_put_blank(sheet(b), row, c, HOSHI_STYLE_YEN);
        return;
    }
    const char *demanded = hoshi_own_text(b, "SUMIFS(%s,%s,\"buyer\")", parts(b, BLOCK_ANNUAL, p).text,
                                          hoshi_own_column(b, OWN_CALC, CALC_CAUSE).text);
    put_sum(b, row, SPLIT_FLOOR, x->floor_annual_yen,
            hoshi_own_text(b, "%s+%s", base(b, x, hoshi_own_block(b, BLOCK_KEY, p)), demanded));
    put_sum(b, row, SPLIT_CEILING, x->ceiling_annual_yen,
            hoshi_own_text(b, "%s%s", base(b, x, CALC_NET_ANNUAL), alone(b, p, true)));
    put_sum(b, row, SPLIT_OVER, x->over_yen,
            hoshi_own_text(b, "MAX(0,%s-(%s%s))", hoshi_own_at(row, SPLIT_HORIZON).text, base(b, x, CALC_NET),
                           alone(b, p, false)));
}

static void amounts(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_party *x = &b->split->party[p];
    struct own_ref klass = hoshi_own_column(b, OWN_CALC, CALC_CLASS), annual = parts(b, BLOCK_ANNUAL, p);
    put_sum(b, row, SPLIT_ANNUAL, x->annual_yen, hoshi_own_text(b, "SUM(%s)", annual.text));
    put_sum(b, row, SPLIT_HORIZON, x->horizon_yen,
            hoshi_own_text(b, "SUM(%s)", parts(b, BLOCK_HORIZON, p).text));
    for (int k = 0; k < HOSHI_CLASSES; k++)
        put_sum(b, row, (uint16_t)(SPLIT_DIRECT + k), x->annual_by_class_yen[k],
                hoshi_own_text(b, "SUMIFS(%s,%s,\"%s\")", annual.text, klass.text,
                               hoshi_class_key((enum hoshi_class)k)));
}

static void party_row(struct own_book *b, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    uint32_t row = b->split_first + (uint32_t)p;
    const char *name = hoshi_own_party(b, p);
    hoshi_put_text(sheet(b), row, SPLIT_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_put_text(sheet(b), row, SPLIT_LEVEL, HOSHI_STYLE_CENTER,
                   x->level ? hoshi_own_text(b, "★%d", x->level) : "");
    key_cells(b, p, row);
    amounts(b, p, row);
    bounds(b, p, row);
    hoshi_own_fit(b, OWN_SPLIT, row, SPLIT_NAME, name);
}

static void total_row(struct own_book *b)
{
    int64_t klass[HOSHI_CLASSES] = {0};
    for (size_t p = 0; p < b->split->parties; p++)
        for (int k = 0; k < HOSHI_CLASSES; k++)
            klass[k] += b->split->party[p].annual_by_class_yen[k];
    const int64_t value[] = {b->split->annual_yen, b->split->horizon_yen, klass[0], klass[1]};
    hoshi_put_merged(sheet(b), b->split_total, 0, b->split_total, SPLIT_SHARE, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "合計", "Total"));
    for (uint16_t c = SPLIT_ANNUAL; c <= SPLIT_INDIRECT; c++)
        hoshi_put_formula(sheet(b), b->split_total, c, HOSHI_STYLE_YEN_TOTAL, (double)value[c - SPLIT_ANNUAL],
                          "=SUM(%s)", hoshi_own_span(b->split_first, c, b->split_total - 1, c).text);
    for (uint16_t c = SPLIT_FLOOR; c < SPLIT_COLUMNS; c++)
        hoshi_put_blank(sheet(b), b->split_total, c, HOSHI_STYLE_TOTAL);
}

/* ---- checks ---- */

static void check(struct own_book *b, uint32_t row, const char *label, bool holds, const char *condition)
{
    const char *ok = hoshi_own_say(b, "OK 一致", "OK"), *bad = hoshi_own_say(b, "要確認", "Check this");
    hoshi_put_merged(sheet(b), row, 0, row, SPLIT_FLOOR, HOSHI_STYLE_LABEL, label);
    hoshi_put_formula_text(sheet(b), row, SPLIT_CEILING, HOSHI_STYLE_CENTER, holds ? ok : bad,
                           "=IF(%s,\"%s\",\"%s\")", condition, ok, bad);
}

/* Whether a group of customers bears more than its levels and demands would cost without the others; found by
 * the library, so it holds for the amounts of the day the file was made. */
static void group_row(struct own_book *b, uint32_t row)
{
    const struct hoshi_split *s = b->split;
    struct hoshi_buffer f;
    char yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_init(&f, 3000);
    hoshi_buffer_puts(&f, hoshi_own_say(b, PROSE(no_group_of_customers_bears_more)));
    for (size_t p = 0, n = 0; s->group_over_yen && p < s->parties; p++)
        if (s->group[p])
            hoshi_buffer_printf(&f, "%s%s", n++ ? hoshi_own_say(b, "・", ", ") : hoshi_own_say(b, "：", ": "),
                                hoshi_own_party(b, p));
    if (s->group_over_yen)
        hoshi_buffer_printf(&f,
                            hoshi_own_say(b, "（期間計で%s円の超過）", " (over by %s yen over the horizon)"),
                            hoshi_yen_print(s->group_over_yen, yen));
    hoshi_put_merged(sheet(b), row, 0, row, SPLIT_FLOOR, HOSHI_STYLE_LABEL, hoshi_buffer_text(&f));
    hoshi_put_text(sheet(b), row, SPLIT_CEILING, HOSHI_STYLE_CENTER,
                   s->group_over_yen ? hoshi_own_say(b, "要確認", "Check this")
                                     : hoshi_own_say(b, "OK 一致", "OK"));
    hoshi_buffer_release(&f);
}

static void checks(struct own_book *b)
{
    const struct hoshi_split *s = b->split;
    uint32_t row = b->split_check;
    struct own_ref gross = hoshi_own_on(b, OWN_CALC, b->calc_total, CALC_GROSS),
                   net = hoshi_own_on(b, OWN_CALC, b->calc_total, CALC_NET);
    struct own_ref annual = hoshi_own_at(b->split_total, SPLIT_ANNUAL),
                   horizon = hoshi_own_at(b->split_total, SPLIT_HORIZON);
    int64_t shares = 0, over = 0;
    for (size_t p = 0; p < s->parties; p++) {
        shares += s->party[p].share_ppm;
        over += s->party[p].over_yen;
    }
    check(b, row, hoshi_own_say(b, "各者の年額の計 ＝ 分担する年額", "Parts add up to the annual amount"),
          true,
          hoshi_own_text(b, "%s=%s", annual.text,
                         hoshi_own_on(b, OWN_CALC, b->calc_total, CALC_NET_ANNUAL).text));
    check(b, row + 1,
          hoshi_own_say(b, "各者の期間計の計 ＝ 分担する期間計", "Parts add up to the horizon amount"), true,
          hoshi_own_text(b, "%s=%s", horizon.text, net.text));
    check(b, row + 2,
          hoshi_own_say(b, "各者の期間計 ＋ 補助金等 ＝ 費用の総額（二重の回収なし）",
                        "Parts + funding = cost: nothing is recovered twice"),
          s->horizon_yen + s->funding_yen == s->gross_yen,
          hoshi_own_text(b, "%s+(%s-%s)=%s", horizon.text, gross.text, net.text, gross.text));
    check(b, row + 3, hoshi_own_say(b, "配賦割合の合計が100％を超えない", "Shares do not pass 100 %"),
          shares <= HOSHI_MICRO,
          hoshi_own_text(b, "SUM(%s)<=1.0000005",
                         hoshi_own_span(b->split_first, SPLIT_SHARE, b->split_total - 1, SPLIT_SHARE).text));
    check(b, row + 4,
          hoshi_own_say(b, "どの取引先も単独でその★に対応した場合の費用を超えない",
                        "No customer is asked for more than its level alone costs"),
          over == 0,
          hoshi_own_text(b, "SUM(%s)=0",
                         hoshi_own_span(b->split_first, SPLIT_OVER, b->split_total - 1, SPLIT_OVER).text));
    group_row(b, row + 5);
    hoshi_own_wide(b, OWN_SPLIT, row + 6, 0, SPLIT_OVER, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(floor_the_whole_cost)));
}

/* ---- rule by rule ---- */

/* The rule, by the name of the division or with the key of its own where it has one. */
static void rule_name(struct own_book *b, const struct hoshi_weights *w, struct hoshi_buffer *f)
{
    if (w->division)
        hoshi_buffer_printf(f, hoshi_own_say(b, "\n求めた買い手の間：%s", "\namong those who asked: %s"),
                            hoshi_words_say(b->lang, hoshi_division_rule_find(w->division)->name));
    else
        hoshi_buffer_printf(f, "\n%s", hoshi_say_rule(b->lang, w->rule));
    if (!w->division && w->given && w->rule != HOSHI_RULE_OVERHEADS)
        hoshi_buffer_printf(f, hoshi_own_say(b, "（%s）", " (%s)"), hoshi_say_key(b->lang, w->quantity));
}

static const char *pool_name(struct own_book *b, size_t k)
{
    const struct hoshi_weights *w = &b->split->weights[k];
    const struct hoshi_entry *x = NULL;
    for (size_t i = 0; !x && i < b->split->shares; i++)
        x = b->split->share[i].weights == k ? b->split->share[i].entry : NULL;
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 800);
    hoshi_buffer_printf(&f, "%zu. ", k + 1);
    if (x)
        hoshi_say_cause(&f, b->lang, x, b->c);
    if (x && x->line.row->upgrade && (x->cause == HOSHI_CAUSE_LEVEL3 || x->cause == HOSHI_CAUSE_LEVEL4))
        hoshi_buffer_puts(&f, hoshi_own_say(b, "（設備更新）", " (system upgrades)"));
    else if (w->key[0] == 'd' || w->key[0] == 'i')
        hoshi_buffer_printf(&f, " %s",
                            hoshi_say_class(b->lang, w->key[0] == 'd' ? HOSHI_DIRECT : HOSHI_INDIRECT));
    if (x && x->cause != HOSHI_CAUSE_BUYER && x->cause != HOSHI_CAUSE_OWN)
        rule_name(b, w, &f);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static int64_t pool_part(const struct own_book *b, size_t k, size_t p)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->split->shares; i++)
        sum += b->split->share[i].weights == k ? b->split->share[i].annual[p] : 0;
    return sum;
}

static void pool_column(struct own_book *b, size_t k, uint16_t c)
{
    uint32_t last = b->pool_first + (uint32_t)b->split->parties;
    int64_t total = 0;
    hoshi_put_text(sheet(b), b->pool_first - 1, c, HOSHI_STYLE_HEAD, pool_name(b, k));
    for (size_t p = 0; p < b->split->parties; p++) {
        int64_t value = pool_part(b, k, p);
        total += value;
        hoshi_put_formula(sheet(b), b->pool_first + (uint32_t)p, c, HOSHI_STYLE_YEN, (double)value,
                          "=SUMIFS(%s,%s,%zu)", parts(b, BLOCK_ANNUAL, p).text,
                          hoshi_own_column(b, OWN_CALC, CALC_RULE).text, k + 1);
    }
    hoshi_put_formula(sheet(b), last, c, HOSHI_STYLE_YEN_TOTAL, (double)total, "=SUM(%s)",
                      hoshi_own_span(b->pool_first, c, last - 1, c).text);
}

static void pools(struct own_book *b)
{
    uint32_t last = b->pool_first + (uint32_t)b->split->parties;
    hoshi_put_text(sheet(b), b->pool_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "2. 規則ごとの内訳（年額・円）", "2. Rule by rule (annual, yen)"));
    hoshi_put_text(sheet(b), b->pool_first - 1, 0, HOSHI_STYLE_HEAD, hoshi_own_say(b, "当事者", "Party"));
    worksheet_set_row(sheet(b)->sheet, b->pool_first - 1, 84, NULL);
    for (size_t p = 0; p < b->split->parties; p++)
        hoshi_put_text(sheet(b), b->pool_first + (uint32_t)p, 0, HOSHI_STYLE_LABEL, hoshi_own_party(b, p));
    hoshi_put_text(sheet(b), last, 0, HOSHI_STYLE_TOTAL, hoshi_own_say(b, "合計", "Total"));
    for (size_t k = 0; k < b->split->weights_n; k++)
        pool_column(b, k, (uint16_t)(1 + k));
}

/* ---- funding and statements ---- */

static uint32_t fundings(struct own_book *b, uint32_t row)
{
    if (!b->c->fundings)
        return row;
    const char *head[] = {hoshi_own_say(b, "補助金等", "Funding"), hoshi_own_say(b, "状況", "Status"),
                          hoshi_own_say(b, "額（円）", "Yen"), hoshi_own_say(b, "扱い", "Treatment")};
    hoshi_put_text(sheet(b), row++, 0, HOSHI_STYLE_HEADING, hoshi_own_say(b, "3. 補助金等", "3. Funding"));
    for (uint16_t i = 0; i < 3; i++)
        hoshi_put_text(sheet(b), row, i, HOSHI_STYLE_HEAD, head[i]);
    hoshi_put_merged(sheet(b), row, 3, row, 7, HOSHI_STYLE_HEAD, head[3]);
    row++;
    for (size_t i = 0; i < b->c->fundings; i++, row++) {
        const struct hoshi_case_funding *f = &b->c->funding[i];
        hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_TEXT, f->name ? f->name : "");
        hoshi_put_text(sheet(b), row, 1, HOSHI_STYLE_CENTER, hoshi_say_funding_status(b->lang, f->status));
        hoshi_put_int(sheet(b), row, 2, HOSHI_STYLE_YEN, f->yen);
        hoshi_put_merged(sheet(b), row, 3, row, 7, HOSHI_STYLE_TEXT,
                         hoshi_funding_counts(f)
                             ? hoshi_own_say(b, "対象の明細から按分して控除済み（計算シート）",
                                             "Taken off its lines pro rata (sheet Calculation)")
                             : hoshi_own_say(b, "交付決定前のため控除していない。決まれば控除する",
                                             "Not granted yet: not taken off"));
    }
    return row + 1;
}

static void statements(struct own_book *b, uint32_t row)
{
    static const char *const text[][2] = {
        {PROSE(cost_of_star_3)},
        {PROSE(what_star_4_adds_is_divided)},
        {PROSE(counting_other_customers_and_funding)},
        {PROSE(this_is_a_proposal_to_begin)},
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        hoshi_own_wide(b, OWN_SPLIT, row + (uint32_t)i, 0, SPLIT_OVER, HOSHI_STYLE_PLAIN,
                       hoshi_own_text(b, "%s%s", hoshi_own_say(b, "・", "- "),
                                      hoshi_own_say(b, text[i][0], text[i][1])));
}

void hoshi_own_write_split(struct own_book *b)
{
    hoshi_own_widths(b, OWN_SPLIT, heads, SPLIT_COLUMNS);
    hoshi_own_title(b, OWN_SPLIT, SPLIT_OVER,
                    hoshi_own_say(b, "負担案（社内用：全取引先）", "Split (own view: all customers)"),
                    hoshi_own_say(b, PROSE(to_show_a_customer_its_part)));
    hoshi_put_text(sheet(b), b->split_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_text(b, hoshi_own_say(b, "1. 各者の分担（配賦基準：%s）", "1. Parts (key: %s)"),
                                  hoshi_say_key(b->lang, b->split->key)));
    hoshi_own_heads(b, OWN_SPLIT, b->split_first - 1, heads, SPLIT_COLUMNS);
    for (size_t p = 0; p < b->split->parties; p++)
        party_row(b, p);
    total_row(b);
    checks(b);
    pools(b);
    uint32_t row = b->pool_first + (uint32_t)b->split->parties + 2;
    statements(b, fundings(b, row));
    hoshi_sheet_freeze(sheet(b), b->split_first, 1, b->split_first - 1);
}
