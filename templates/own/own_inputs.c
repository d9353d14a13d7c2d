/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells to change: quantities, rates, factors, key amounts. Everything else in the workbook follows them.
 */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

static const struct hoshi_column input_columns[] = {
    {"label", {WORD(item)}, 36, .over = 1},  {"value", {WORD(value)}, 15, .over = 1},
    {"second", {WORD(unit)}, 15, .over = 1}, {"third", {WORD(value_origin)}, 15, .over = 1},
    {"fourth", {"", ""}, 12, .over = 1},     {"reason", {WORD(reason_and_source)}, 50, .over = 1},
};
enum { INPUT_COLUMNS = sizeof input_columns / sizeof *input_columns };

static const char *input_origin(const struct hoshi_page *p, bool stated)
{
    return stated ? hoshi_page_say(p, WORD(stated)) : hoshi_page_say(p, WORD_IN(default_value));
}

/* Unit, origin and reason behind a label and a value. */
static void input_behind(struct hoshi_page *p, const char *unit, const char *from, const char *reason)
{
    hoshi_page_text(p, HOSHI_STYLE_CENTER, unit);
    hoshi_page_text(p, HOSHI_STYLE_CENTER, from);
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT, reason ? reason : "");
    hoshi_page_next(p);
}

static void input_heads(struct hoshi_page *p, const struct hoshi_words head[INPUT_COLUMNS])
{
    for (size_t i = 0; i < INPUT_COLUMNS; i++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, head[i]));
    hoshi_page_next(p);
}

/* ---- quantities ---- */

static void input_quantities(struct hoshi_page *p, const struct own_book *b)
{
    hoshi_page_heading(p, hoshi_page_say(p, "1. 数量（費用の数え方のもと）", "1. Quantities"));
    for (size_t i = 0; i < 4; i++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, input_columns[i].head));
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(reason_and_source)));
    hoshi_page_next(p);
    for (int d = 0; d < HOSHI_DRIVERS; d++) {
        bool company = d == HOSHI_COMPANY, stated = b->a->size_stated[d];
        hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_say_driver(p->lang, (enum hoshi_driver)d));
        hoshi_page_mark(p, "in.size.%d", d);
        if (d == HOSHI_USERS)
            hoshi_page_mark(p, "in.users");
        if (!company)
            hoshi_back_path(&p->s, "supplier.size.%s", hoshi_driver_key((enum hoshi_driver)d));
        hoshi_page_int(p, company ? HOSHI_STYLE_COUNT : HOSHI_STYLE_COUNT_INPUT, b->a->size[d]);
        input_behind(p, "", company ? "" : input_origin(p, stated),
                     company  ? hoshi_page_say(p, "会社ごとに一つの費用。変更しない。",
                                               "One per firm; not to be changed.")
                     : stated ? ""
                              : hoshi_words_say(p->lang, b->t->driver_default[d].reason));
    }
}

/* The table of the parameter as a formula: linear between its points, flat outside, rounded as the library
 * does. */
static const char *factor_table(struct hoshi_page *p, const struct own_book *b)
{
    const struct hoshi_parameter *table = hoshi_tables_parameter(b->t, "size_factor");
    size_t n = table ? table->values / 2 : 0;
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 4000);
    for (size_t i = 0; i < n; i++) {
        char x1[HOSHI_DECIMAL_TEXT], y1[HOSHI_DECIMAL_TEXT], x0[HOSHI_DECIMAL_TEXT], y0[HOSHI_DECIMAL_TEXT];
        hoshi_decimal_print(table->value_micro[2 * i], 0, x1);
        hoshi_decimal_print(table->value_micro[2 * i + 1], 0, y1);
        hoshi_buffer_printf(&f, "IF({in.users}<=%s,", x1);
        if (!i) {
            hoshi_buffer_printf(&f, "%s,", y1);
            continue;
        }
        hoshi_decimal_print(table->value_micro[2 * i - 2], 0, x0);
        hoshi_decimal_print(table->value_micro[2 * i - 1], 0, y0);
        hoshi_buffer_printf(&f, "ROUND(%s+ROUND((%s-%s)*({in.users}-%s)/(%s-%s),6),6),", y0, y1, y0, x0, x1,
                            x0);
    }
    char last[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(&f, hoshi_decimal_print(n ? table->value_micro[2 * n - 1] : HOSHI_MICRO, 0, last));
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_puts(&f, ")");
    return hoshi_page_keep(p, &f);
}

static void input_factor(struct hoshi_page *p, const struct own_book *b)
{
    const struct hoshi_parameter *table = hoshi_tables_parameter(b->t, "size_factor");
    double value = hoshi_micro_value(b->a->size_factor_ppm);
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "規模係数（利用者数から）", "Size factor (from users)"));
    hoshi_page_mark(p, "in.factor_table");
    hoshi_page_formula(p, HOSHI_STYLE_DECIMAL, value, "%s", factor_table(p, b));
    input_behind(p, "", "", table ? hoshi_words_say(p->lang, table->name) : "");
    hoshi_page_text(
        p, HOSHI_STYLE_LABEL,
        hoshi_page_say(p, "規模係数の上書き（空欄可）", "Size factor, own value (may stay empty)"));
    hoshi_page_mark(p, "in.factor_set");
    hoshi_page_blank(p, HOSHI_STYLE_DECIMAL_INPUT);
    input_behind(p, "", "",
                 hoshi_page_say(p, "自社の実情に合わせるときだけ入れる。", "Only if the firm knows better."));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "規模係数（使う値）", "Size factor in use"));
    hoshi_page_mark(p, "in.factor");
    hoshi_page_formula(p, HOSHI_STYLE_DECIMAL, value,
                       "IF(ISNUMBER({in.factor_set}),ROUND({in.factor_set},6),{in.factor_table})");
    input_behind(p, "", "", "");
}

/* ---- rates and factors ---- */

static void input_rates(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const id[HOSHI_CURRENCIES] = {NULL, "exchange_USDJPY", "exchange_GBPJPY"};
    static const struct hoshi_words name[HOSHI_CURRENCIES] = {
        {NULL, NULL}, {"為替 円／米ドル", "Yen per US dollar"}, {"為替 円／英ポンド", "Yen per pound"}};
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "2. 為替", "2. Exchange rates"));
    for (int k = HOSHI_USD; k < HOSHI_CURRENCIES; k++) {
        const struct hoshi_parameter *rate = hoshi_tables_parameter(b->t, id[k]);
        bool stated = b->a->exchange_stated[k];
        hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_words_say(p->lang, name[k]));
        hoshi_page_mark(p, "in.exchange.%d", k);
        hoshi_back_path(&p->s, "exchange.%s", strchr(id[k], '_') + 1);
        hoshi_page_micro(p, HOSHI_STYLE_DECIMAL_INPUT, b->a->exchange_micro[k]);
        input_behind(p, hoshi_page_say(p, WORD_IN(yen)), input_origin(p, stated),
                     stated || !rate ? "" : hoshi_page_say(p, rate->from.source_ja, rate->from.source));
    }
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "3. 社内の人件費（1人日）", "3. Own labour per person-day"));
    for (int r = 0; r < HOSHI_ROLES; r++) {
        const struct hoshi_provenance *from = &b->t->price[b->t->labour[r]].from;
        bool stated = b->a->labour_stated[r];
        hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_say_role(p->lang, (enum hoshi_role)r));
        hoshi_page_mark(p, "in.labour.%d", r);
        hoshi_back_path(&p->s, "supplier.labour_yen_per_day.%s", hoshi_role_key((enum hoshi_role)r));
        hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, b->a->labour_yen[r]);
        input_behind(p, hoshi_page_say(p, WORD(yen_day)), input_origin(p, stated),
                     stated                ? ""
                     : b->a->labour_scaled ? hoshi_page_say(p, PROSE(rate_in_proportion))
                                           : hoshi_page_say(p, from->source_ja, from->source));
    }
}

static int64_t factor_mean(const struct own_book *b, size_t f)
{
    int64_t mean = 0;
    hoshi_money_muldiv(b->a->factor_ppm[f][0] + b->a->factor_ppm[f][1] + b->a->factor_ppm[f][2], 1, 3, &mean);
    return mean;
}

static void input_common(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const id[HOSHI_FACTORS] = {"market_factor", "labour_factor", "pace_factor"};
    static const struct hoshi_words head[INPUT_COLUMNS] = {
        {"4. 共通の係数（平均で割って使う。額は動かず、幅だけが動く）",
         "4. Common factors (divided by their mean: they move the range, not the amounts)"},
        {WORD(low)},
        {WORD(likely)},
        {WORD(high)},
        {WORD(average)},
        {WORD(reason_and_source)}};
    hoshi_page_skip(p, 1);
    input_heads(p, head);
    for (size_t f = 0; f < HOSHI_FACTORS; f++) {
        const struct hoshi_parameter *x = hoshi_tables_parameter(b->t, id[f]);
        hoshi_page_mark(p, "in.common.%zu", f);
        hoshi_page_text(p, HOSHI_STYLE_LABEL, x ? hoshi_words_say(p->lang, x->name) : id[f]);
        for (size_t i = 0; i < 3; i++)
            hoshi_page_micro(p, HOSHI_STYLE_DECIMAL_INPUT, b->a->factor_ppm[f][i]);
        hoshi_page_formula(p, HOSHI_STYLE_DECIMAL, hoshi_micro_value(factor_mean(b, f)),
                           "ROUND(SUM({value..third})/3,6)");
        hoshi_page_text(p, HOSHI_STYLE_TEXT,
                        b->a->factor_stated[f] || !x ? ""
                                                     : hoshi_page_say(p, x->from.source_ja, x->from.source));
        hoshi_page_next(p);
    }
}

/* ---- settings ---- */

static void input_basis(struct hoshi_page *p, const struct own_book *b)
{
    const char *const choice[] = {hoshi_page_say(p, WORD_IN(mean)),
                                  hoshi_page_say(p, "最もありそうな値", "point")};
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(amount_divided)));
    hoshi_page_mark(p, "in.basis");
    hoshi_page_choices(p, choice, 2);
    hoshi_page_text(p, HOSHI_STYLE_TEXT_INPUT, choice[b->split->basis == HOSHI_BASIS_POINT]);
    input_behind(p, "", "", hoshi_page_say(p, PROSE(mean_of_low_likely_high)));
}

static void input_settings(struct hoshi_page *p, const struct own_book *b)
{
    const char *again = hoshi_page_say(p, "変えるときは入力ファイルを直して再実行する。",
                                       "To change it, edit the case and run again.");
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "5. 分担と計画の設定", "5. Settings of sharing and plan"));
    input_basis(p, b);
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_say(p, "当社が先に持つ割合", "Part the firm keeps first"));
    hoshi_page_mark(p, "in.part");
    hoshi_back_path(&p->s, "sharing.supplier_part");
    hoshi_page_micro(p, HOSHI_STYLE_PERCENT_INPUT, b->split->supplier_part_ppm);
    input_behind(p, "", "",
                 hoshi_page_say(p, "配賦する行から先に差し引く割合。",
                                "Taken off shared lines before they are divided."));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(consumption_tax_rate)));
    hoshi_page_mark(p, "in.tax");
    hoshi_page_micro(p, HOSHI_STYLE_PERCENT_INPUT, b->a->tax_ppm);
    input_behind(p, "", "", hoshi_page_say(p, "価格シートでだけ使う。", "Used on the price sheet only."));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "計画の年数", "Years planned"));
    hoshi_page_int(p, HOSHI_STYLE_COUNT, b->a->horizon);
    input_behind(p, hoshi_page_say(p, WORD_IN(years_unit)), input_origin(p, b->a->horizon_stated), again);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "開始月", "First month"));
    hoshi_page_date(p, HOSHI_STYLE_DATE, b->a->start);
    input_behind(p, "", input_origin(p, b->a->start_stated), again);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "ばらつきの形", "Distribution"));
    hoshi_page_text(p, HOSHI_STYLE_CENTER, hoshi_spread_key(hoshi_case_spread(b->c)));
    input_behind(p, "", input_origin(p, b->c->range.stated), again);
}

/* ---- customers ---- */

/* The field of a buyer that holds the amount of the key; "" when the shares are stated one by one. */
static const char *input_key_path(const struct own_book *b)
{
    static const char *const path[] = {[HOSHI_KEY_SALES] = "annual_purchases_yen",
                                       [HOSHI_KEY_HOURS] = "activity.direct_hours_per_year",
                                       [HOSHI_KEY_VALUE_ADDED] = "activity.value_added_yen",
                                       [HOSHI_KEY_HEADCOUNT] = "activity.headcount",
                                       [HOSHI_KEY_ORDERS] = "activity.orders_per_year"};
    size_t key = (size_t)b->split->key;
    return key < sizeof path / sizeof *path && path[key] ? path[key] : "";
}

static void input_buyer(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_party *x = &b->split->party[i];
    const struct hoshi_case_buyer *buyer = &b->c->buyer[x->buyer];
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_own_buyer(buyer));
    hoshi_page_mark(p, "in.buyer.%zu", i);
    if (*input_key_path(b))
        hoshi_back_path(&p->s, "buyers[%s].%s", buyer->id, input_key_path(b));
    else
        hoshi_back_path(&p->s, "%s", "");
    hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, b->split->key_amount[i]);
    if (b->split->key == HOSHI_KEY_SALES)
        hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)b->split->key_amount[i], "{value}");
    else {
        hoshi_back_path(&p->s, "buyers[%s].annual_purchases_yen", buyer->id);
        hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, buyer->annual_purchases_yen);
    }
    hoshi_back_path(&p->s, "buyers[%s].activity.direct_hours_per_year", buyer->id);
    hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, buyer->activity.direct_hours_per_year);
    hoshi_page_text(p, HOSHI_STYLE_CENTER,
                    x->level ? hoshi_page_print(p, "★%d", x->level) : hoshi_page_say(p, WORD_IN(no_request)));
    hoshi_page_text(p, HOSHI_STYLE_TEXT, buyer->name ? buyer->id : "");
    hoshi_page_next(p);
}

static void input_key(struct hoshi_page *p, const struct own_book *b)
{
    static const struct hoshi_words head[INPUT_COLUMNS] = {
        {WORD(customer)},     {WORD(amount_of_the_key)}, {WORD(purchases_a_year)},
        {WORD(direct_hours)}, {WORD(level_asked)},       {WORD(remarks)}};
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "6. 配賦基準と取引先", "6. Key and customers"));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "会社全体の量", "Whole business"));
    hoshi_page_mark(p, "in.whole");
    if (b->split->key == HOSHI_KEY_SALES)
        hoshi_back_path(&p->s, "supplier.annual_sales_yen");
    else if (b->split->key != HOSHI_KEY_CUSTOM)
        hoshi_back_path(&p->s, "supplier.%s", input_key_path(b));
    hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, b->v->buyers ? b->split->key_whole : HOSHI_NONE);
    input_behind(p, "", hoshi_say_key(p->lang, b->split->key),
                 hoshi_page_say(p, "取引先の量と同じ12か月のものを入れる。",
                                "Of the same twelve months as the customers' amounts."));
    hoshi_page_skip(p, 1);
    input_heads(p, head);
    for (size_t i = 0; i < b->v->buyers; i++)
        input_buyer(p, b, i);
    if (!b->v->buyers)
        hoshi_page_text(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_customer_has_asked)));
}

void hoshi_own_inputs_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    p->roomy = true;
    hoshi_page_columns(p, "inputs", input_columns, INPUT_COLUMNS, 1);
    hoshi_page_title(p, hoshi_page_say(p, WORD(inputs)),
                     hoshi_page_say(p, PROSE(dashed_yellow_cells_are_inputs_every)));
    input_quantities(p, b);
    input_factor(p, b);
    input_rates(p, b);
    input_common(p, b);
    input_settings(p, b);
    input_key(p, b);
    hoshi_page_define(p, "supplier_part", "in.part");
}
