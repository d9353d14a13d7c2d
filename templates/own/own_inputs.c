/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells to change: quantities, rates, factors, key amounts. Everything else in the workbook follows them.
 */
#include "own_sheets.h"

static const struct own_head heads[IN_COLUMNS] = {
    {"項目", "Item", 36},   {"値", "Value", 15},  {"単位", "Unit", 15},
    {"区分", "Origin", 15}, {"平均", "Mean", 12}, {"理由・出所", "Reason and source", 50},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_INPUTS];
}

static const char *origin(const struct own_book *b, bool stated)
{
    return stated ? hoshi_own_say(b, "申告値", "stated") : hoshi_own_say(b, "既定値", "default");
}

/* Label, unit, origin and reason around a value that the caller writes. */
static void around(struct own_book *b, uint32_t row, const char *label, const char *unit, const char *from,
                   const char *reason)
{
    hoshi_put_text(sheet(b), row, IN_LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_text(sheet(b), row, IN_SECOND, HOSHI_STYLE_CENTER, unit);
    hoshi_put_text(sheet(b), row, IN_THIRD, HOSHI_STYLE_CENTER, from);
    hoshi_own_wide(b, OWN_INPUTS, row, IN_FOURTH, IN_REASON, HOSHI_STYLE_TEXT, reason ? reason : "");
}

static void heading(struct own_book *b, uint32_t row, const char *ja, const char *en)
{
    hoshi_put_text(sheet(b), row, IN_LABEL, HOSHI_STYLE_HEADING, hoshi_own_say(b, ja, en));
}

static void head_row(struct own_book *b, uint32_t row)
{
    for (uint16_t i = 0; i < IN_FOURTH; i++)
        hoshi_put_text(sheet(b), row, i, HOSHI_STYLE_HEAD, hoshi_own_say(b, heads[i].ja, heads[i].en));
    hoshi_put_merged(sheet(b), row, IN_FOURTH, row, IN_REASON, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, heads[IN_REASON].ja, heads[IN_REASON].en));
}

static void quantities(struct own_book *b)
{
    heading(b, b->in_size - 2, "1. 数量（費用の数え方のもと）", "1. Quantities");
    head_row(b, b->in_size - 1);
    for (int d = 0; d < HOSHI_DRIVERS; d++) {
        const struct hoshi_driver_default *row = &b->t->driver_default[d];
        bool company = d == HOSHI_COMPANY, stated = b->a->size_stated[d];
        const char *reason = company ? hoshi_own_say(b, "会社ごとに一つの費用。変更しない。",
                                                     "One per firm; not to be changed.")
                             : stated ? ""
                                      : hoshi_words_say(b->lang, row->reason);
        around(b, b->in_size + (uint32_t)d, hoshi_say_driver(b->lang, (enum hoshi_driver)d), "",
               company ? "" : origin(b, stated), reason);
        hoshi_put_int(sheet(b), b->in_size + (uint32_t)d, IN_VALUE,
                      company ? HOSHI_STYLE_COUNT : HOSHI_STYLE_COUNT_INPUT, b->a->size[d]);
    }
}

/* The table of the parameter as a formula: linear between its points, flat outside, rounded as the library
 * does. */
static void factor_formula(struct own_book *b, uint32_t row)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, "size_factor");
    size_t n = p ? p->values / 2 : 0;
    struct own_ref u = hoshi_own_at(b->in_size + HOSHI_USERS, IN_VALUE);
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    hoshi_buffer_puts(&f, "=");
    for (size_t i = 0; i < n; i++) {
        char x1[HOSHI_DECIMAL_TEXT], y1[HOSHI_DECIMAL_TEXT], x0[HOSHI_DECIMAL_TEXT], y0[HOSHI_DECIMAL_TEXT];
        hoshi_decimal_print(p->value_micro[2 * i], 0, x1);
        hoshi_decimal_print(p->value_micro[2 * i + 1], 0, y1);
        hoshi_buffer_printf(&f, "IF(%s<=%s,", u.text, x1);
        if (!i) {
            hoshi_buffer_printf(&f, "%s,", y1);
            continue;
        }
        hoshi_decimal_print(p->value_micro[2 * i - 2], 0, x0);
        hoshi_decimal_print(p->value_micro[2 * i - 1], 0, y0);
        hoshi_buffer_printf(&f, "ROUND(%s+ROUND((%s-%s)*(%s-%s)/(%s-%s),6),6),", y0, y1, y0, u.text, x0, x1,
                            x0);
    }
    char last[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(&f, hoshi_decimal_print(n ? p->value_micro[2 * n - 1] : HOSHI_MICRO, 0, last));
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_puts(&f, ")");
    hoshi_put_formula(sheet(b), row, IN_VALUE, HOSHI_STYLE_DECIMAL, hoshi_micro_value(b->a->size_factor_ppm),
                      "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
}

static void size_factor(struct own_book *b)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, "size_factor");
    around(b, b->in_factor_table, hoshi_own_say(b, "規模係数（利用者数から）", "Size factor (from users)"),
           "", "", p ? hoshi_words_say(b->lang, p->name) : "");
    factor_formula(b, b->in_factor_table);
    around(b, b->in_factor_set,
           hoshi_own_say(b, "規模係数の上書き（空欄可）", "Size factor, own value (may stay empty)"), "", "",
           hoshi_own_say(b, "自社の実情に合わせるときだけ入れる。", "Only if the firm knows better."));
    hoshi_put_blank(sheet(b), b->in_factor_set, IN_VALUE, HOSHI_STYLE_DECIMAL_INPUT);
    around(b, b->in_factor, hoshi_own_say(b, "規模係数（使う値）", "Size factor in use"), "", "", "");
    struct own_ref set = hoshi_own_at(b->in_factor_set, IN_VALUE),
                   table = hoshi_own_at(b->in_factor_table, IN_VALUE);
    hoshi_put_formula(sheet(b), b->in_factor, IN_VALUE, HOSHI_STYLE_DECIMAL,
                      hoshi_micro_value(b->a->size_factor_ppm), "=IF(ISNUMBER(%s),ROUND(%s,6),%s)", set.text,
                      set.text, table.text);
}

static void rates(struct own_book *b)
{
    static const char *const id[HOSHI_CURRENCIES] = {NULL, "exchange_USDJPY", "exchange_GBPJPY"};
    static const char *const ja[HOSHI_CURRENCIES] = {NULL, "為替 円／米ドル", "為替 円／英ポンド"};
    static const char *const en[HOSHI_CURRENCIES] = {NULL, "Yen per US dollar", "Yen per pound"};
    heading(b, b->in_exchange - 1, "2. 為替", "2. Exchange rates");
    for (uint32_t k = HOSHI_USD; k < HOSHI_CURRENCIES; k++) {
        const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, id[k]);
        uint32_t row = b->in_exchange + k - 1;
        around(b, row, hoshi_own_say(b, ja[k], en[k]), hoshi_own_say(b, "円", "yen"),
               origin(b, b->a->exchange_stated[k]),
               b->a->exchange_stated[k] || !p ? "" : hoshi_own_say(b, p->from.source_ja, p->from.source));
        hoshi_put_micro(sheet(b), row, IN_VALUE, HOSHI_STYLE_DECIMAL_INPUT, b->a->exchange_micro[k]);
    }
    heading(b, b->in_labour - 1, "3. 社内の人件費（1人日）", "3. Own labour per person-day");
    for (uint32_t r = 0; r < HOSHI_ROLES; r++) {
        const struct hoshi_provenance *from = &b->t->price[b->t->labour[r]].from;
        around(b, b->in_labour + r, hoshi_say_role(b->lang, (enum hoshi_role)r),
               hoshi_own_say(b, "円／人日", "yen/day"), origin(b, b->a->labour_stated[r]),
               b->a->labour_stated[r] ? "" : hoshi_own_say(b, from->source_ja, from->source));
        hoshi_put_int(sheet(b), b->in_labour + r, IN_VALUE, HOSHI_STYLE_YEN_INPUT, b->a->labour_yen[r]);
    }
}

static int64_t factor_mean(const struct own_book *b, size_t f)
{
    int64_t mean = 0;
    hoshi_money_muldiv(b->a->factor_ppm[f][0] + b->a->factor_ppm[f][1] + b->a->factor_ppm[f][2], 1, 3, &mean);
    return mean;
}

static void factor_heads(struct own_book *b, uint32_t row)
{
    const char *text[] = {hoshi_own_say(b, "4. 共通の係数（低・中・高）", "4. Common factors"),
                          hoshi_own_say(b, "低", "Low"),
                          hoshi_own_say(b, "中", "Likely"),
                          hoshi_own_say(b, "高", "High"),
                          hoshi_own_say(b, "平均", "Mean"),
                          hoshi_own_say(b, "理由・出所", "Reason and source")};
    for (uint16_t i = 0; i < IN_COLUMNS; i++)
        hoshi_put_text(sheet(b), row, i, HOSHI_STYLE_HEAD, text[i]);
}

static void factors(struct own_book *b)
{
    static const char *const id[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    factor_heads(b, b->in_common - 1);
    for (uint32_t f = 0; f < HOSHI_FACTORS; f++) {
        const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, id[f]);
        uint32_t row = b->in_common + f;
        hoshi_put_text(sheet(b), row, IN_LABEL, HOSHI_STYLE_LABEL,
                       p ? hoshi_words_say(b->lang, p->name) : id[f]);
        for (uint16_t i = 0; i < 3; i++)
            hoshi_put_micro(sheet(b), row, (uint16_t)(IN_VALUE + i), HOSHI_STYLE_DECIMAL_INPUT,
                            b->a->factor_ppm[f][i]);
        hoshi_put_formula(sheet(b), row, IN_FOURTH, HOSHI_STYLE_DECIMAL, hoshi_micro_value(factor_mean(b, f)),
                          "=ROUND(SUM(%s)/3,6)", hoshi_own_span(row, IN_VALUE, row, IN_THIRD).text);
        const char *reason =
            b->a->factor_stated[f] || !p ? "" : hoshi_own_say(b, p->from.source_ja, p->from.source);
        hoshi_put_text(sheet(b), row, IN_REASON, HOSHI_STYLE_TEXT, reason);
        hoshi_own_fit(b, OWN_INPUTS, row, IN_REASON, reason);
    }
    hoshi_put_text(
        sheet(b), b->in_mean_effort, IN_LABEL, HOSHI_STYLE_LABEL,
        hoshi_own_say(b, "工数に掛ける平均（人件費×速さ）", "Mean for own labour (labour x pace)"));
    hoshi_put_formula(sheet(b), b->in_mean_effort, IN_FOURTH, HOSHI_STYLE_DECIMAL,
                      hoshi_micro_value(hoshi_assumptions_factor_mean(b->a, true)), "=ROUND(%s*%s,6)",
                      hoshi_own_at(b->in_common + HOSHI_FACTOR_LABOUR, IN_FOURTH).text,
                      hoshi_own_at(b->in_common + HOSHI_FACTOR_PACE, IN_FOURTH).text);
}

static void basis_cell(struct own_book *b)
{
    const char *const choice[] = {hoshi_own_say(b, "期待値", "mean"), hoshi_own_say(b, "最頻値", "point")};
    around(b, b->in_basis, hoshi_own_say(b, "分担する額", "Amount that is divided"), "", "",
           hoshi_own_say(b, PROSE(mean_of_low_likely_high)));
    hoshi_put_text(sheet(b), b->in_basis, IN_VALUE, HOSHI_STYLE_TEXT_INPUT,
                   choice[b->split->basis == HOSHI_BASIS_POINT]);
    hoshi_put_choices(sheet(b), b->in_basis, IN_VALUE, choice, 2);
}

static void settings(struct own_book *b)
{
    heading(b, b->in_basis - 1, "5. 分担と計画の設定", "5. Settings of sharing and plan");
    basis_cell(b);
    around(b, b->in_part, hoshi_own_say(b, "当社が先に持つ割合", "Part the firm keeps first"), "", "",
           hoshi_own_say(b, "配賦する行から先に差し引く割合。",
                         "Taken off shared lines before they are divided."));
    hoshi_put_micro(sheet(b), b->in_part, IN_VALUE, HOSHI_STYLE_PERCENT_INPUT, b->split->supplier_part_ppm);
    around(b, b->in_tax, hoshi_own_say(b, "消費税率", "Consumption tax"), "", "",
           hoshi_own_say(b, "価格シートでだけ使う。", "Used on the price sheet only."));
    hoshi_put_micro(sheet(b), b->in_tax, IN_VALUE, HOSHI_STYLE_PERCENT_INPUT, b->a->tax_ppm);
    const char *again = hoshi_own_say(b, "変えるときは入力ファイルを直して再実行する。",
                                      "To change it, edit the case and run again.");
    around(b, b->in_tax + 1, hoshi_own_say(b, "計画の年数", "Years planned"), hoshi_own_say(b, "年", "years"),
           origin(b, b->a->horizon_stated), again);
    hoshi_put_int(sheet(b), b->in_tax + 1, IN_VALUE, HOSHI_STYLE_COUNT, b->a->horizon);
    around(b, b->in_tax + 2, hoshi_own_say(b, "開始月", "First month"), "", origin(b, b->a->start_stated),
           again);
    hoshi_put_date(sheet(b), b->in_tax + 2, IN_VALUE, HOSHI_STYLE_DATE, b->a->start);
    around(b, b->in_tax + 3, hoshi_own_say(b, "ばらつきの形", "Distribution"), "",
           origin(b, b->c->range.stated), again);
    hoshi_put_text(sheet(b), b->in_tax + 3, IN_VALUE, HOSHI_STYLE_CENTER,
                   hoshi_spread_key(b->c->range.stated ? b->c->range.distribution : HOSHI_SPREAD_TRIANGULAR));
}

static void key_heads(struct own_book *b, uint32_t row)
{
    const char *text[] = {hoshi_own_say(b, "取引先", "Customer"),
                          hoshi_own_say(b, "配賦基準の量", "Amount of the key"),
                          hoshi_own_say(b, "年間購入額", "Purchases a year"),
                          hoshi_own_say(b, "年間直接時間", "Direct hours a year"),
                          hoshi_own_say(b, "要請の★", "Level asked"),
                          hoshi_own_say(b, "備考", "Note")};
    for (uint16_t i = 0; i < IN_COLUMNS; i++)
        hoshi_put_text(sheet(b), row, i, HOSHI_STYLE_HEAD, text[i]);
}

static void optional(struct own_book *b, uint32_t row, uint16_t column, int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_put_blank(sheet(b), row, column, HOSHI_STYLE_YEN_INPUT);
    else
        hoshi_put_int(sheet(b), row, column, HOSHI_STYLE_YEN_INPUT, value);
}

static void buyer_row(struct own_book *b, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    const struct hoshi_case_buyer *buyer = &b->c->buyer[x->buyer];
    uint32_t row = b->in_buyer + (uint32_t)p;
    hoshi_put_text(sheet(b), row, IN_LABEL, HOSHI_STYLE_LABEL, hoshi_own_buyer(buyer));
    optional(b, row, IN_VALUE, b->split->key_amount[p]);
    if (b->split->key == HOSHI_KEY_SALES)
        hoshi_put_formula(sheet(b), row, IN_SECOND, HOSHI_STYLE_YEN, (double)b->split->key_amount[p], "=%s",
                          hoshi_own_at(row, IN_VALUE).text);
    else
        optional(b, row, IN_SECOND, buyer->annual_purchases_yen);
    optional(b, row, IN_THIRD, buyer->activity.direct_hours_per_year);
    hoshi_put_text(sheet(b), row, IN_FOURTH, HOSHI_STYLE_CENTER,
                   x->level ? hoshi_own_text(b, "★%d", x->level) : hoshi_own_say(b, "要請なし", "none"));
    hoshi_put_text(sheet(b), row, IN_REASON, HOSHI_STYLE_TEXT, buyer->name ? buyer->id : "");
}

static void key(struct own_book *b)
{
    heading(b, b->in_whole - 1, "6. 配賦基準と取引先", "6. Key and customers");
    around(b, b->in_whole, hoshi_own_say(b, "会社全体の量", "Whole business"), "",
           hoshi_say_key(b->lang, b->split->key),
           hoshi_own_say(b, "取引先の量と同じ12か月のものを入れる。",
                         "Of the same twelve months as the customers' amounts."));
    hoshi_own_fit(b, OWN_INPUTS, b->in_whole, IN_THIRD, hoshi_say_key(b->lang, b->split->key));
    if (b->buyers)
        optional(b, b->in_whole, IN_VALUE, b->split->key_whole);
    else
        hoshi_put_blank(sheet(b), b->in_whole, IN_VALUE, HOSHI_STYLE_YEN_INPUT);
    key_heads(b, b->in_buyer - 1);
    for (size_t p = 0; p < b->buyers; p++)
        buyer_row(b, p);
    if (!b->buyers)
        hoshi_put_text(sheet(b), b->in_buyer, IN_LABEL, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, "要請のあった取引先は登録されていない。", "No customer has asked."));
}

void hoshi_own_write_inputs(struct own_book *b)
{
    hoshi_own_widths(b, OWN_INPUTS, heads, IN_COLUMNS);
    hoshi_own_title(b, OWN_INPUTS, IN_REASON, hoshi_own_say(b, "入力・前提", "Inputs and assumptions"),
                    hoshi_own_say(b, PROSE(dashed_yellow_cells_are_inputs_every)));
    quantities(b);
    size_factor(b);
    rates(b);
    factors(b);
    settings(b);
    key(b);
}
