/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each buyer's annual part as a price, in the forms a price can take; one of them is agreed, never several
 * together. */
#include "own_sheets.h"
#include "cash.h"

static const struct own_head heads[RISE_COLUMNS] = {
    {"品番", "Code", 14},
    {"品名", "Name", 26},
    {"現行単価（円）", "Price now", 14},
    {"年間数量", "Units a year", 12},
    {"時間／個", "Hours each", 10},
    {"年間売上（円）", "Sales a year", 14},
    {"受け持つ額（円）", "Carries", 13},
    {"値上げ額（円）", "Rise", 11},
    {"改定単価（円）", "New price", 13},
    {"改定率", "Rise in %", 10},
    {"年間の効果（円）", "Effect a year", 14},
    {"重み（計算用）", "Weight (helper)", 16},
    {"q1", "q1", 12},
    {"r1", "r1", 12},
    {"t", "t", 16},
    {"q0", "q0", 12},
    {"r", "r", 14},
    {"切捨て", "floor", 12},
};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_UPLIFT];
}

/* ---- the rows above the items ---- */

static void label(struct own_book *b, uint32_t row, const char *ja, const char *en, const char *note)
{
    hoshi_put_merged(sheet(b), row, RISE_CODE, row, RISE_NAME, HOSHI_STYLE_LABEL, hoshi_own_say(b, ja, en));
    hoshi_put_merged(sheet(b), row, RISE_UNITS, row, RISE_EFFECT, HOSHI_STYLE_TEXT, note ? note : "");
}

static struct own_ref cell(const struct own_book *b, size_t p, uint32_t row)
{
    return hoshi_own_at(hoshi_own_rise_row(b, p) + row, RISE_PRICE);
}

static void put(struct own_book *b, size_t p, uint32_t row, enum hoshi_style style, int64_t micro,
                const char *formula)
{
    uint32_t at = hoshi_own_rise_row(b, p) + row;
    if (micro == HOSHI_NONE)
        hoshi_put_formula_text(sheet(b), at, RISE_PRICE, style, "-", "=%s", formula);
    else
        hoshi_put_formula(sheet(b), at, RISE_PRICE, style, hoshi_micro_value(micro), "=%s", formula);
}

/* Manufacturing cost of what the customer buys: as stated, or the firm's by the customer's part of the sales.
 */
static void base_row(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    bool stated = u->cost_base_yen != HOSHI_NONE && !u->cost_base_estimated;
    struct own_ref made = hoshi_own_on(b, OWN_TALK, b->talk_account + TALK_MADE, TALK_USED),
                   sales = hoshi_own_on(b, OWN_TALK, b->talk_account + TALK_SALES, TALK_USED);
    const char *note = stated ? hoshi_own_say(b, "入力。社外に出さない", "Input; for own use only")
                              : hoshi_own_say(b, PROSE(estimate_manufacturing_cost_x_purchases));
    label(b, row, "この取引先向けの製造原価", "Manufacturing cost of its goods", note);
    if (stated)
        hoshi_put_int(sheet(b), row, RISE_PRICE, HOSHI_STYLE_YEN_INPUT, u->cost_base_yen);
    else
        hoshi_put_formula(sheet(b), row, RISE_PRICE, HOSHI_STYLE_YEN,
                          u->cost_base_yen == HOSHI_NONE ? 0 : (double)u->cost_base_yen,
                          "=IF(AND(N(%s)>0,N(%s)>0),ROUND(%s*%s/%s,0),0)", made.text, sales.text, made.text,
                          cell(b, p, RISE_ROW_PURCHASES).text, sales.text);
}

static void base_rows(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_case_buyer *buyer = &b->c->buyer[b->uplift[p].buyer];
    int64_t purchases =
        b->split->key == HOSHI_KEY_SALES ? b->split->key_amount[p] : buyer->annual_purchases_yen;
    int64_t hours = buyer->activity.direct_hours_per_year;
    label(b, row + RISE_ROW_ANNUAL, "この取引先の年額（税抜）", "Annual part, without tax",
          hoshi_own_say(b, "見積内訳シートの計（率を入れればそれを含む）",
                        "From the quotation view, with rates where entered"));
    hoshi_put_formula(sheet(b), row + RISE_ROW_ANNUAL, RISE_PRICE, HOSHI_STYLE_YEN_TOTAL,
                      (double)b->uplift[p].annual_yen, "=%s",
                      hoshi_own_on(b, OWN_BREAKDOWN, b->part_first + (uint32_t)p, PART_TOTAL).text);
    label(b, row + RISE_ROW_PURCHASES, "年間購入額", "Purchases a year",
          hoshi_own_say(b, "入力・前提シート", "Sheet Inputs"));
    label(b, row + RISE_ROW_HOURS, "年間直接時間", "Direct hours a year",
          hoshi_own_say(b, "入力・前提シート", "Sheet Inputs"));
    hoshi_put_formula(sheet(b), row + RISE_ROW_PURCHASES, RISE_PRICE, HOSHI_STYLE_YEN,
                      purchases == HOSHI_NONE ? 0 : (double)purchases, "=N(%s)",
                      hoshi_own_on(b, OWN_INPUTS, b->in_buyer + (uint32_t)p, IN_SECOND).text);
    hoshi_put_formula(sheet(b), row + RISE_ROW_HOURS, RISE_PRICE, HOSHI_STYLE_COUNT,
                      hours == HOSHI_NONE ? 0 : (double)hours, "=N(%s)",
                      hoshi_own_on(b, OWN_INPUTS, b->in_buyer + (uint32_t)p, IN_THIRD).text);
    base_row(b, p, row + RISE_ROW_BASE);
}

/* What a row says when its value passes a setting, and otherwise. */
static void warning(struct own_book *b, uint32_t row, bool holds, const char *sign, int64_t limit_ppm,
                    const char *yes, const char *no)
{
    char limit[HOSHI_DECIMAL_TEXT];
    struct own_ref value = hoshi_own_at(row, RISE_PRICE);
    hoshi_decimal_print(limit_ppm, 0, limit);
    hoshi_put_formula_text(sheet(b), row, RISE_UNITS, HOSHI_STYLE_TEXT, holds ? yes : no,
                           "=IF(ISNUMBER(%s),IF(%s%s%s,\"%s\",\"%s\"),\"%s\")", value.text, value.text, sign,
                           limit, yes, no, no);
}

static struct own_ref items(const struct own_book *b, size_t p, size_t column)
{
    uint32_t first = hoshi_own_rise_row(b, p) + RISE_ROW_ITEM;
    return hoshi_own_span(first, column, first + (uint32_t)b->uplift[p].items - 1, column);
}

static const char *const by_ja[] = {"売上", "時間"}, *const by_en[] = {"sales", "hours"};

static const char *by_hours(struct own_book *b, size_t p)
{
    return hoshi_own_text(b, "%s=\"%s\"", cell(b, p, RISE_ROW_KEY).text,
                          hoshi_own_say(b, by_ja[1], by_en[1]));
}

/* Form 1, with what a large rise calls for. */
static void percent_row(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    struct own_ref annual = cell(b, p, RISE_ROW_ANNUAL), bought = cell(b, p, RISE_ROW_PURCHASES);
    label(b, row + RISE_ROW_PERCENT, "① 一律の率で", "(1) as a uniform percentage", "");
    warning(b, row + RISE_ROW_PERCENT, u->large, ">", b->a->uplift_warn_ppm,
            hoshi_own_say(b, "改定率が目安を超える。価格の前に水準・範囲・支援の相談を先に",
                          "A large rise: discuss level, scope or support first"),
            hoshi_own_say(b, "購入額全体に一律に掛ける（品目表がなくてよい）",
                          "On all purchases; needs no list of items"));
    put(b, p, RISE_ROW_PERCENT, HOSHI_STYLE_PERCENT, u->percent_ppm,
        hoshi_own_text(b, "IF(%s>0,ROUND(%s*1000000/%s,0)/1000000,\"-\")", bought.text, annual.text,
                       bought.text));
}

/* Form 2: what the list of items carries of the amount. */
static void items_form(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    label(b, row + RISE_ROW_ITEMS, "② 品目別に（品目表が受け持つ年額）",
          "(2) per item: amount the list carries",
          u->items ? hoshi_own_say(b, "1個当たりの値上げ額は下の品目表", "Yen a piece: table of items below")
                   : hoshi_own_say(b, "品目の登録がないため計算しない", "No items were given"));
    if (!u->items) {
        hoshi_put_text(sheet(b), row + RISE_ROW_ITEMS, RISE_PRICE, HOSHI_STYLE_CENTER, "-");
        return;
    }
    struct own_ref w = items(b, p, RISE_WEIGHT);
    put(b, p, RISE_ROW_ITEMS, HOSHI_STYLE_YEN, u->items_carry_yen * HOSHI_MICRO,
        hoshi_own_text(b, "IF(SUM(%s)>0,ROUND(%s*SUM(%s)/MAX(IF(%s,%s*100,%s),SUM(%s)),0),0)", w.text,
                       cell(b, p, RISE_ROW_ANNUAL).text, w.text, by_hours(b, p),
                       cell(b, p, RISE_ROW_HOURS).text, cell(b, p, RISE_ROW_PURCHASES).text, w.text));
}

/* Forms 3 to 5. */
static void rate_forms(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    struct own_ref annual = cell(b, p, RISE_ROW_ANNUAL), hours = cell(b, p, RISE_ROW_HOURS),
                   base = cell(b, p, RISE_ROW_BASE);
    label(b, row + RISE_ROW_PER_HOUR, "③ アワーレートに（円／時）", "(3) on the hourly rate (yen)",
          hoshi_own_say(b, "加工チャージ・時間単価に加える額", "Added to the charge per hour"));
    put(b, p, RISE_ROW_PER_HOUR, HOSHI_STYLE_YEN2, u->per_hour_micro,
        hoshi_own_text(b, "IF(%s>0,ROUND(%s*100/%s,0)/100,\"-\")", hours.text, annual.text, hours.text));
    label(b, row + RISE_ROW_POINTS, "④ 一般管理費率（間接費率）に", "(4) points on the overhead rate",
          hoshi_own_say(b, PROSE(added_to_the_overhead_rate)));
    hoshi_sheet_fit(
        sheet(b), row + RISE_ROW_POINTS,
        hoshi_own_say(
            b, "",
            "Added to the overhead rate of quotations. It lets the cost be worked out: only where the customer knows the cost already"),
        90);
    put(b, p, RISE_ROW_POINTS, HOSHI_STYLE_PERCENT, u->points_ppm,
        hoshi_own_text(b, "IF(N(%s)>0,ROUND(%s*10000/%s,0)/10000,\"-\")", base.text, annual.text, base.text));
    label(b, row + RISE_ROW_PER_MONTH, "⑤ 月額で（円／月）", "(5) per month (yen)",
          hoshi_own_say(b, "別枠の月額（四捨五入）", "As a monthly amount, rounded"));
    put(b, p, RISE_ROW_PER_MONTH, HOSHI_STYLE_YEN, u->per_month_yen * HOSHI_MICRO,
        hoshi_own_text(b, "ROUND(%s/12,0)", annual.text));
}

static void tax_and_fall(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    struct own_ref annual = cell(b, p, RISE_ROW_ANNUAL);
    label(b, row + RISE_ROW_TAX, "参考：年額にかかる消費税", "For reference: tax on the annual part",
          hoshi_own_say(b, "価格改定額にかかる税（1円未満切捨て）。費用側の税は含まない",
                        "On the price rise, rounded down; costs are without tax"));
    put(b, p, RISE_ROW_TAX, HOSHI_STYLE_YEN, u->tax_yen * HOSHI_MICRO,
        hoshi_own_text(b, "IF(%s>0,ROUNDDOWN(ROUND(%s*%s,6),0),0)", annual.text, annual.text,
                       hoshi_own_on(b, OWN_INPUTS, b->in_tax, IN_VALUE).text));
    label(b, row + RISE_ROW_FALL, "数量が減る割合（見たい割合を入れる）", "Volume falls by (enter)",
          hoshi_own_say(b, PROSE(percent_per_item_and_per_hour)));
    hoshi_put_micro(sheet(b), row + RISE_ROW_FALL, RISE_PRICE, HOSHI_STYLE_PERCENT_INPUT,
                    HOSHI_CASH_FALL_PPM);
    label(b, row + RISE_ROW_FALLEN, "そのとき1年に不足する額", "Missing in such a year",
          hoshi_own_say(b, PROSE(settled_at_the_yearly_review_review)));
    put(b, p, RISE_ROW_FALLEN, HOSHI_STYLE_YEN, u->fallen_yen * HOSHI_MICRO,
        hoshi_own_text(b, "%s-ROUND(ROUND(%s*(1-%s),6),0)", annual.text, annual.text,
                       cell(b, p, RISE_ROW_FALL).text));
}

static void cover_rows(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    struct own_ref w = items(b, p, RISE_WEIGHT);
    label(b, row + RISE_ROW_KEY, "品目への割り振り（売上か時間）", "Divided among items by",
          u->hours_missing ? hoshi_own_say(b, "時間が指定されたが、品目に時間の記載がないので売上で割り振る",
                                           "Hours were asked for, but no item states hours: by sales")
                           : hoshi_own_say(b, "売上か時間を選ぶ。時間は「時間／個」×年間数量",
                                           "Choose sales or hours (hours each x units)"));
    hoshi_put_text(sheet(b), row + RISE_ROW_KEY, RISE_PRICE, HOSHI_STYLE_TEXT_INPUT,
                   hoshi_own_say(b, by_ja[u->by_hours], by_en[u->by_hours]));
    hoshi_put_choices(sheet(b), row + RISE_ROW_KEY, RISE_PRICE, b->lang == HOSHI_JA ? by_ja : by_en, 2);
    label(b, row + RISE_ROW_COVERAGE, "品目表が占める割合", "Part of the purchases the items cover", "");
    warning(b, row + RISE_ROW_COVERAGE, u->covers_little, "<", b->a->item_coverage_warn_ppm,
            hoshi_own_say(b, PROSE(items_cover_little_talk_about)),
            hoshi_own_say(b, "品目は購入額に占める分だけを受け持つ",
                          "Items carry only their part of the purchases"));
    const char *whole = hoshi_own_text(b, "IF(%s,%s*100,%s)", by_hours(b, p), cell(b, p, RISE_ROW_HOURS).text,
                                       cell(b, p, RISE_ROW_PURCHASES).text);
    put(b, p, RISE_ROW_COVERAGE, HOSHI_STYLE_PERCENT, u->coverage_ppm,
        hoshi_own_text(b, "IF(%s>0,MIN(1,ROUND(SUM(%s)*1000000/%s,0)/1000000),\"-\")", whole, w.text, whole));
    label(
        b, row + RISE_ROW_ROUNDING, "単価の丸めによる年間の差", "Yearly effect of rounding prices",
        hoshi_own_say(b, "＋は丸めで多くなる額、−は少なくなる額", "+ more, - less than the amount carried"));
    put(b, p, RISE_ROW_ROUNDING, HOSHI_STYLE_YEN, u->rounding_yen * HOSHI_MICRO,
        hoshi_own_text(b, "SUM(%s)-%s", items(b, p, RISE_EFFECT).text, cell(b, p, RISE_ROW_ITEMS).text));
}

/* "What do 3 yen a piece carry?" */
static void reverse_rows(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    struct hoshi_reverse r = {.share_ppm = HOSHI_NONE};
    int64_t rise = 3 * HOSHI_MICRO;
    if (hoshi_uplift_reverse(u, SIZE_MAX, rise, &r, b->faults))
        b->book.failed = true;
    struct own_ref asked = cell(b, p, RISE_ROW_RISE), which = cell(b, p, RISE_ROW_WHICH),
                   units = items(b, p, RISE_UNITS), annual = cell(b, p, RISE_ROW_ANNUAL),
                   carries = cell(b, p, RISE_ROW_CARRIES);
    label(b, row + RISE_ROW_RISE, "逆算：1個いくらなら（円／個）", "Backwards: yen a piece",
          hoshi_own_say(b, "「1個3円なら」と言われたときに、その額を入れる",
                        "Enter what the customer names (\"3 yen a piece\")"));
    hoshi_put_micro(sheet(b), row + RISE_ROW_RISE, RISE_PRICE, HOSHI_STYLE_YEN2_INPUT, rise);
    label(b, row + RISE_ROW_WHICH, "逆算：品目表の何行目か（0＝全品目）", "Backwards: which item (0: all)",
          hoshi_own_text(b, hoshi_own_say(b, "0〜%zu", "0 to %zu"), u->items));
    hoshi_put_int(sheet(b), row + RISE_ROW_WHICH, RISE_PRICE, HOSHI_STYLE_COUNT_INPUT, 0);
    label(b, row + RISE_ROW_CARRIES, "逆算：1年に受け持つ額", "Backwards: carried in a year", "");
    put(b, p, RISE_ROW_CARRIES, HOSHI_STYLE_YEN, r.carried_yen * HOSHI_MICRO,
        hoshi_own_text(
            b,
            "IF(%s=0,SUMPRODUCT(ROUND(ROUND(%s*%s,6),0)),IF(AND(%s>0,%s<=ROWS(%s)),ROUND(ROUND(%s*INDEX(%s,MAX(1,MIN(%s,ROWS(%s)))),6),0),0))",
            which.text, asked.text, units.text, which.text, which.text, units.text, asked.text, units.text,
            which.text, units.text));
    label(b, row + RISE_ROW_CARRIES_SHARE, "逆算：年額に対する割合", "Backwards: share of the annual part",
          hoshi_own_say(b, PROSE(what_is_short_of_100)));
    put(b, p, RISE_ROW_CARRIES_SHARE, HOSHI_STYLE_PERCENT, r.share_ppm,
        hoshi_own_text(b, "IF(%s>0,ROUND(%s*1000000/%s,0)/1000000,\"-\")", annual.text, carries.text,
                       annual.text));
}

static void form_rows(struct own_book *b, size_t p, uint32_t row)
{
    percent_row(b, p, row);
    items_form(b, p, row);
    rate_forms(b, p, row);
    tax_and_fall(b, p, row);
    if (!b->uplift[p].items)
        return;
    cover_rows(b, p, row);
    reverse_rows(b, p, row);
}

/* ---- items ---- */

/* carried = largest remainder of carry by sales. carry × sales passes 2^53, so carry = a1·100000 + a0 is
 * taken in two steps. */
static void helper(struct own_book *b, size_t p, uint32_t row, const struct hoshi_item_price *x)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    int64_t carry = u->items_carry_yen < 0 ? -u->items_carry_yen : u->items_carry_yen,
            all = u->items_weight ? u->items_weight : 1;
    __extension__ __int128 t1 = (__int128)(carry / 100000) * x->weight;
    int64_t q1 = (int64_t)(t1 / all), r1 = (int64_t)(t1 % all);
    __extension__ __int128 t = (__int128)r1 * 100000 + (__int128)(carry % 100000) * x->weight;
    int64_t q0 = (int64_t)(t / all), r = (int64_t)(t % all);
    struct own_ref w = hoshi_own_at(row, RISE_WEIGHT), c = cell(b, p, RISE_ROW_ITEMS),
                   q1c = hoshi_own_at(row, RISE_Q1), r1c = hoshi_own_at(row, RISE_R1);
    struct own_ref tc = hoshi_own_at(row, RISE_T), q0c = hoshi_own_at(row, RISE_Q0),
                   sum = hoshi_own_at(hoshi_own_rise_row(b, p) + RISE_ROW_ITEM + (uint32_t)u->items,
                                      RISE_WEIGHT);
    hoshi_put_formula(sheet(b), row, RISE_WEIGHT, HOSHI_STYLE_COUNT, (double)x->weight,
                      "=IF(%s,ROUND(ROUND(N(%s)*%s*100,6),0),%s)", by_hours(b, p),
                      hoshi_own_at(row, RISE_HOURS).text, hoshi_own_at(row, RISE_UNITS).text,
                      hoshi_own_at(row, RISE_SALES).text);
    hoshi_put_formula(
        sheet(b), row, RISE_Q1, HOSHI_STYLE_COUNT, (double)q1,
        "=IF(%s>0,INT(INT(ABS(%s)/100000)*%s/%s)-IF(INT(INT(ABS(%s)/100000)*%s/%s)*%s>INT(ABS(%s)/100000)*%s,1,0),0)",
        sum.text, c.text, w.text, sum.text, c.text, w.text, sum.text, sum.text, c.text, w.text);
    hoshi_put_formula(sheet(b), row, RISE_R1, HOSHI_STYLE_COUNT, (double)r1, "=INT(ABS(%s)/100000)*%s-%s*%s",
                      c.text, w.text, q1c.text, sum.text);
    hoshi_put_formula(sheet(b), row, RISE_T, HOSHI_STYLE_COUNT, (double)t,
                      "=%s*100000+(ABS(%s)-INT(ABS(%s)/100000)*100000)*%s", r1c.text, c.text, c.text, w.text);
    hoshi_put_formula(sheet(b), row, RISE_Q0, HOSHI_STYLE_COUNT, (double)q0,
                      "=IF(%s>0,INT(%s/%s)-IF(INT(%s/%s)*%s>%s,1,0),0)", sum.text, tc.text, sum.text, tc.text,
                      sum.text, sum.text, tc.text);
    hoshi_put_formula(sheet(b), row, RISE_R, HOSHI_STYLE_COUNT, (double)r, "=%s-%s*%s", tc.text, q0c.text,
                      sum.text);
    hoshi_put_formula(sheet(b), row, RISE_FLOOR, HOSHI_STYLE_COUNT, (double)(q1 * 100000 + q0),
                      "=%s*100000+%s", q1c.text, q0c.text);
}

static void carried(struct own_book *b, size_t p, uint32_t row, int64_t value)
{
    uint32_t first = hoshi_own_rise_row(b, p) + RISE_ROW_ITEM;
    struct own_ref c = cell(b, p, RISE_ROW_ITEMS), r = hoshi_own_at(row, RISE_R);
    const char *before = row > first
                             ? hoshi_own_text(b, "+COUNTIF(%s,%s)",
                                              hoshi_own_span(first, RISE_R, row - 1, RISE_R).text, r.text)
                             : "";
    hoshi_put_formula(sheet(b), row, RISE_CARRIED, HOSHI_STYLE_YEN, (double)value,
                      "=IF(%s<0,-1,1)*(%s+IF(COUNTIF(%s,\">\"&%s)%s<ABS(%s)-SUM(%s),1,0))", c.text,
                      hoshi_own_at(row, RISE_FLOOR).text, items(b, p, RISE_R).text, r.text, before, c.text,
                      items(b, p, RISE_FLOOR).text);
}

static void item_row(struct own_book *b, size_t p, size_t i, uint32_t row)
{
    const struct hoshi_item_price *x = &b->uplift[p].item[i];
    const struct hoshi_case_item *item = x->item;
    struct own_ref price = hoshi_own_at(row, RISE_PRICE), units = hoshi_own_at(row, RISE_UNITS),
                   rise = hoshi_own_at(row, RISE_UPLIFT);
    struct own_ref step = hoshi_own_at(b->rise_step, RISE_PRICE);
    int64_t sales = 0;
    hoshi_money_muldiv(item->unit_price_micro, item->units_per_year, HOSHI_MICRO, &sales);
    hoshi_put_text(sheet(b), row, RISE_CODE, HOSHI_STYLE_TEXT, item->code);
    hoshi_put_text(sheet(b), row, RISE_NAME, HOSHI_STYLE_TEXT, item->name);
    hoshi_put_micro(sheet(b), row, RISE_PRICE, HOSHI_STYLE_YEN2_INPUT, item->unit_price_micro);
    hoshi_put_int(sheet(b), row, RISE_UNITS, HOSHI_STYLE_COUNT_INPUT, item->units_per_year);
    if (item->hours_per_unit_micro == HOSHI_NONE)
        hoshi_put_blank(sheet(b), row, RISE_HOURS, HOSHI_STYLE_DECIMAL_INPUT);
    else
        hoshi_put_micro(sheet(b), row, RISE_HOURS, HOSHI_STYLE_DECIMAL_INPUT, item->hours_per_unit_micro);
    hoshi_put_formula(sheet(b), row, RISE_SALES, HOSHI_STYLE_YEN, (double)sales, "=ROUND(ROUND(%s*%s,6),0)",
                      price.text, units.text);
    helper(b, p, row, x);
    carried(b, p, row, x->carried_yen);
    hoshi_put_formula(sheet(b), row, RISE_UPLIFT, HOSHI_STYLE_YEN2, hoshi_micro_value(x->uplift_micro),
                      "=IF(OR(%s=0,%s=0),0,ROUND(%s*ROUND(1/%s,0)/%s,0)/ROUND(1/%s,0))", units.text,
                      price.text, hoshi_own_at(row, RISE_CARRIED).text, step.text, units.text, step.text);
    hoshi_put_formula(sheet(b), row, RISE_NEW, HOSHI_STYLE_YEN2, hoshi_micro_value(x->new_price_micro),
                      "=ROUND(%s+%s,2)", price.text, rise.text);
    hoshi_put_formula(sheet(b), row, RISE_PERCENT, HOSHI_STYLE_PERCENT, hoshi_micro_value(x->percent_ppm),
                      "=IF(%s=0,0,ROUND(%s/%s,6))", price.text, rise.text, price.text);
    hoshi_put_formula(sheet(b), row, RISE_EFFECT, HOSHI_STYLE_YEN, (double)x->effect_yen,
                      "=ROUND(ROUND(%s*%s,6),0)", rise.text, units.text);
    hoshi_own_fit(b, OWN_UPLIFT, row, RISE_NAME, item->name ? item->name : "");
}

static void item_total(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    int64_t effect = u->items_carry_yen + u->rounding_yen;
    hoshi_put_merged(sheet(b), row, RISE_CODE, row, RISE_HOURS, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "計", "Total"));
    hoshi_put_formula(sheet(b), row, RISE_WEIGHT, HOSHI_STYLE_YEN_TOTAL, (double)u->items_weight, "=SUM(%s)",
                      items(b, p, RISE_WEIGHT).text);
    hoshi_put_formula(sheet(b), row, RISE_SALES, HOSHI_STYLE_YEN_TOTAL, (double)u->items_sales_yen,
                      "=SUM(%s)", items(b, p, RISE_SALES).text);
    hoshi_put_formula(sheet(b), row, RISE_CARRIED, HOSHI_STYLE_YEN_TOTAL, (double)u->items_carry_yen,
                      "=SUM(%s)", items(b, p, RISE_CARRIED).text);
    for (uint16_t c = RISE_UPLIFT; c < RISE_EFFECT; c++)
        hoshi_put_blank(sheet(b), row, c, HOSHI_STYLE_TOTAL);
    hoshi_put_formula(sheet(b), row, RISE_EFFECT, HOSHI_STYLE_YEN_TOTAL, (double)effect, "=SUM(%s)",
                      items(b, p, RISE_EFFECT).text);
}

static void item_table(struct own_book *b, size_t p, uint32_t row)
{
    size_t n = b->uplift[p].items;
    if (!n)
        return;
    hoshi_own_heads(b, OWN_UPLIFT, row + RISE_ROW_HEAD, heads, RISE_COLUMNS);
    worksheet_set_row(sheet(b)->sheet, row + RISE_ROW_HEAD, 36, NULL);
    for (size_t i = 0; i < n; i++)
        item_row(b, p, i, row + RISE_ROW_ITEM + (uint32_t)i);
    item_total(b, p, row + RISE_ROW_ITEM + (uint32_t)n);
}

static void buyer_block(struct own_book *b, size_t p)
{
    uint32_t row = hoshi_own_rise_row(b, p);
    hoshi_put_text(sheet(b), row, RISE_CODE, HOSHI_STYLE_HEADING,
                   hoshi_own_text(b, "%zu. %s", p + 1, hoshi_own_party(b, p)));
    base_rows(b, p, row);
    form_rows(b, p, row);
    hoshi_own_wide(b, OWN_UPLIFT, row + RISE_ROW_NOTE, RISE_CODE, RISE_EFFECT, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(write_the_same)));
    item_table(b, p, row);
}

static void step_row(struct own_book *b)
{
    static const char *const choice[] = {"1", "0.1", "0.01"};
    hoshi_put_merged(sheet(b), b->rise_step, RISE_CODE, b->rise_step, RISE_NAME, HOSHI_STYLE_LABEL,
                     hoshi_own_say(b, "単価の刻み（円）", "Step of unit prices (yen)"));
    hoshi_put_micro(sheet(b), b->rise_step, RISE_PRICE, HOSHI_STYLE_DECIMAL_INPUT,
                    b->options->price_step_micro);
    hoshi_put_choices(sheet(b), b->rise_step, RISE_PRICE, choice, 3);
    hoshi_put_merged(sheet(b), b->rise_step, RISE_UNITS, b->rise_step, RISE_EFFECT, HOSHI_STYLE_TEXT,
                     hoshi_own_say(b, "1・0.1・0.01から選ぶ（四捨五入）", "1, 0.1 or 0.01; rounded half up"));
}

void hoshi_own_write_uplift(struct own_book *b)
{
    hoshi_own_widths(b, OWN_UPLIFT, heads, RISE_COLUMNS);
    hoshi_own_title(b, OWN_UPLIFT, RISE_EFFECT,
                    hoshi_own_say(b, "価格への反映（社内用：全取引先）", "Prices (own view: all customers)"),
                    hoshi_own_say(b, PROSE(ways_to_write_each_customers_annual)));
    step_row(b);
    for (size_t p = 0; p < b->buyers; p++)
        buyer_block(b, p);
    if (!b->buyers)
        hoshi_put_text(sheet(b), b->rise_first, 0, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, "要請のあった取引先は登録されていない。", "No customer has asked."));
    uint32_t last = hoshi_own_rise_row(b, b->buyers);
    worksheet_print_area(sheet(b)->sheet, 0, 0, last, RISE_EFFECT);
    worksheet_freeze_panes(sheet(b)->sheet, b->rise_step + 1, 0);
}
