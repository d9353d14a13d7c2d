/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 価格: one amount in the five forms of a price; live from annual_yen and the inputs. */
#include "buyer_sheets.h"
#include "sort.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    COLUMN_CODE,
    COLUMN_NAME,
    COLUMN_PRICE,
    COLUMN_UNITS,
    COLUMN_SALES,
    COLUMN_CARRIED,
    COLUMN_UPLIFT,
    COLUMN_NEW,
    COLUMN_PERCENT,
    COLUMN_EFFECT,
    COLUMN_GAP,
    COLUMN_HIGH, /* working columns, beside the printed area: exact largest remainder in pieces that a cell
                    holds */
    COLUMN_LOW,
    COLUMN_QUOTIENT,
    COLUMN_REST,
    COLUMN_RANK,
    COLUMN_HOURS, /* only when items carry by hours */
    COLUMN_WEIGHT,
    COLUMNS
};

enum { PRINTED = COLUMN_EFFECT + 1, VALUE = 4, LIMB = 10000 };

/* ---- figures above the items ---- */

/* Label over A:D, value in E, remark over F:J; the caller fills the value. */
/* More items than these make further pages. */
enum { ITEMS_ON_A_PAGE = 25 };

static void price_figure(struct hoshi_buyer_page *g, const char *label, const char *name, const char *note)
{
    hoshi_put_merged(&g->s, g->row, 0, g->row, VALUE - 1, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(&g->s, g->row, VALUE + 1, g->row, PRINTED - 1, HOSHI_STYLE_TEXT, note);
    hoshi_buyer_fit(g, label, 60, note, 65);
    if (name)
        hoshi_define(&g->s, name, g->row, VALUE);
    g->row++;
}

static void put_count(struct hoshi_buyer_page *g, int64_t value)
{
    if (value == HOSHI_NONE)
        hoshi_put_blank(&g->s, g->row, VALUE, HOSHI_STYLE_COUNT_INPUT);
    else
        hoshi_put_int(&g->s, g->row, VALUE, HOSHI_STYLE_COUNT_INPUT, value);
}

static void inputs(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    static const char *const steps[] = {"1", "0.1", "0.01"};
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN_TOTAL, (double)v->asked_annual_yen,
                      "=annual_yen");
    price_figure(g, hoshi_buyer_say(b, WORD(yen_a_year_no_tax)), NULL,
                 hoshi_buyer_print(g->b,
                                   hoshi_buyer_say(b, "「見積内訳」の計%s", "total of sheet Quotation%s"),
                                   hoshi_buyer_with_fees(g->b)));
    put_count(g, v->buyer->annual_purchases_yen);
    price_figure(g, hoshi_buyer_say(b, "年間お取引額（円）", "Your purchases, yen a year"), "purchases_yen",
                 hoshi_buyer_say(b, "直近12か月。見込みの数量が変わるときは書き換えます。",
                                 "last 12 months; change it when quantities will differ"));
    put_count(g, v->buyer->activity.direct_hours_per_year);
    price_figure(g, hoshi_buyer_say(b, "貴社向けの直接作業時間（時間／年）", "Direct hours for you, a year"),
                 "hours_per_year",
                 hoshi_buyer_say(b, "チャージ（アワーレート）で書く場合だけ使います。",
                                 "only used to write it as an hourly rate"));
    hoshi_put_blank(&g->s, g->row, VALUE, HOSHI_STYLE_YEN_INPUT);
    price_figure(g,
                 hoshi_buyer_say(b, "一般管理費率の基礎となる原価（円／年）",
                                 "Cost base of the overhead rate, yen a year"),
                 "overhead_base_yen",
                 hoshi_buyer_say(b, "見積書の原価の年間計が双方に分かっている場合だけ入れます。",
                                 "only where both know the cost total of the quotations"));
    hoshi_put_micro(&g->s, g->row, VALUE, HOSHI_STYLE_YEN2_INPUT, v->uplift.step_micro);
    hoshi_put_choices(&g->s, g->row, VALUE, steps, 3);
    price_figure(g, hoshi_buyer_say(b, "単価の端数の単位（円）", "Rounding step of unit prices, yen"),
                 "rounding_step", hoshi_buyer_say(b, WORD(step_choice)));
    hoshi_put_micro(&g->s, g->row, VALUE, HOSHI_STYLE_PERCENT_INPUT, v->tax_ppm);
    price_figure(g, hoshi_buyer_say(b, WORD(consumption_tax_rate)), "tax_rate",
                 hoshi_buyer_say(b, "価格改定額にだけ掛けます。ほかの金額は全て税抜です。",
                                 "on the price rise only; every other figure is before tax"));
}

static void optional_value(struct hoshi_buyer_page *g, enum hoshi_style style, int64_t micro,
                           const char *missing, const char *formula)
{
    if (micro == HOSHI_NONE)
        hoshi_put_formula_text(&g->s, g->row, VALUE, style, missing, "%s", formula);
    else
        hoshi_put_formula(&g->s, g->row, VALUE, style, hoshi_micro_value(micro), "%s", formula);
}

static void price_ways(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_uplift *u = &b->v->uplift;
    const char *no_purchases = hoshi_buyer_say(b, WORD(enter_purchases));
    const char *no_hours = hoshi_buyer_say(b, "時間を入力", "enter hours");
    hoshi_buyer_heading(g, hoshi_buyer_say(b, PROSE(ways_to_write_the_same_amount)));
    optional_value(
        g, HOSHI_STYLE_PERCENT, u->percent_ppm, no_purchases,
        hoshi_buyer_print(g->b,
                          "=IF(N(purchases_yen)>0,ROUND(annual_yen*1000000/purchases_yen,0)/1000000,\"%s\")",
                          no_purchases));
    price_figure(g, hoshi_buyer_say(b, "1. 単価の一律改定（％）", "1. All unit prices, percent"),
                 "purchase_rate",
                 hoshi_buyer_say(b, "年額 ÷ 年間お取引額。品目が多いときの既定です。",
                                 "yearly amount ÷ purchases; the default when items are many"));
    hoshi_put_text(&g->s, g->row, VALUE, HOSHI_STYLE_CENTER,
                   u->items ? hoshi_buyer_say(b, "下の表", "table below")
                            : hoshi_buyer_say(b, "品目の記載なし", "no items listed"));
    price_figure(g, hoshi_buyer_say(b, "2. 品目ごとの値上げ額（円／個）", "2. Per item, yen each"), NULL,
                 hoshi_buyer_say(b, PROSE(listed_items_carry_what_their_sales)));
    optional_value(
        g, HOSHI_STYLE_YEN2, u->per_hour_micro, no_hours,
        hoshi_buyer_print(g->b, "=IF(N(hours_per_year)>0,ROUND(annual_yen*100/hours_per_year,0)/100,\"%s\")",
                          no_hours));
    price_figure(g, hoshi_buyer_say(b, "3. チャージへの加算（円／時間）", "3. On the hourly rate, yen"), NULL,
                 hoshi_buyer_say(b, "年額 ÷ 貴社向けの直接作業時間", "yearly amount ÷ direct hours for you"));
    const char *no_base = hoshi_buyer_say(b, "原価を入力", "enter the base");
    hoshi_put_formula_text(
        &g->s, g->row, VALUE, HOSHI_STYLE_PERCENT, no_base,
        "=IF(N(overhead_base_yen)>0,ROUND(annual_yen*10000/overhead_base_yen,0)/10000,\"%s\")", no_base);
    price_figure(
        g, hoshi_buyer_say(b, "4. 一般管理費率（間接費率）への加算", "4. Points on the overhead rate"), NULL,
        hoshi_buyer_say(b, "年額 ÷ 原価の年間計。見積書の率に加えます。",
                        "yearly amount ÷ cost base, added to the rate of quotations"));
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->per_month_yen,
                      "=ROUND(annual_yen/12,0)");
    price_figure(g, hoshi_buyer_say(b, "5. 月額（円／月）", "5. Yen a month"), NULL,
                 hoshi_buyer_say(b, "年額 ÷ 12。単価を変えずに別建てで示す場合です。",
                                 "yearly amount ÷ 12, apart from unit prices"));
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->tax_yen,
                      "=IF(annual_yen>0,INT(ROUND(annual_yen*tax_rate,6)),0)");
    price_figure(
        g, hoshi_buyer_say(b, "消費税（年額に対して・円）", "Consumption tax on the yearly amount, yen"),
        "tax_yen",
        hoshi_buyer_say(b, "価格改定額（税抜）＋消費税。円未満は切り捨て。",
                        "price rise before tax + tax; fractions of a yen dropped"));
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)(u->annual_yen + u->tax_yen),
                      "=annual_yen+tax_yen");
    price_figure(g, hoshi_buyer_say(b, "年額（税込・円）", "Yearly amount with tax, yen"), NULL, "");
    hoshi_put_micro(&g->s, g->row, VALUE, HOSHI_STYLE_PERCENT_INPUT, HOSHI_CASH_FALL_PPM);
    price_figure(g, hoshi_buyer_say(b, "数量が減る割合", "Volume falls by"), "volume_fall",
                 hoshi_buyer_say(b, "1〜3の書き方では、数量が減ると受け取る額も減ります。",
                                 "in ways 1 to 3 the income falls with the volume"));
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->fallen_yen,
                      "=annual_yen-ROUND(ROUND(annual_yen*(1-volume_fall),6),0)");
    price_figure(g, hoshi_buyer_say(b, "そのとき1年に不足する額（円）", "Missing in such a year, yen"), NULL,
                 hoshi_buyer_say(b, "年1回の見直しで精算します。", "settled at the yearly review"));
}

/* ---- items ---- */

/* Hours give away how the work is done: they stand in the file only when the supplier chose them as the key.
 */
static bool by_hours(const struct hoshi_buyer_page *g)
{
    return g->b->v->uplift.by_hours;
}

/* Whole numbers of the working columns, as the formulas compute them. */
struct piece {
    int64_t sales, quotient, rest;
    double high, low;
    size_t rank;
};

/* Larger remainder first, then the order of the list. */
static int compare(const void *a, const void *b)
{
    const struct piece *x = *(const struct piece *const *)a, *y = *(const struct piece *const *)b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x < y ? -1 : 1;
}

/* The cached values of the working columns; NULL when out of memory. */
static struct piece *pieces(struct hoshi_buyer_book *b)
{
    const struct hoshi_buyer_view *v = b->v;
    size_t n = v->uplift.items;
    int64_t carry = v->uplift.items_carry_yen, all = v->uplift.items_weight;
    struct piece *x = hoshi_arena_array(&b->arena, n, sizeof *x),
                 **order = hoshi_arena_array(&b->arena, n, sizeof *order);
    if (!x || !order)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const struct hoshi_case_item *item = &v->buyer->item[i];
        int64_t weight = v->uplift.item[i].weight;
        order[i] = &x[i];
        if (!hoshi_money_muldiv(item->unit_price_micro, item->units_per_year, HOSHI_MICRO, &x[i].sales) ||
            !all)
            continue;
        __extension__ __int128 high = (__int128)carry * (weight / LIMB);
        __extension__ __int128 low = (high % all) * LIMB + (__int128)carry * (weight % LIMB);
        x[i].high = (double)(high / all);
        x[i].low = (double)low;
        x[i].quotient = (int64_t)(high / all * LIMB + low / all);
        x[i].rest = (int64_t)(low % all);
    }
    hoshi_sort(order, n, sizeof *order, compare);
    for (size_t i = 0; i < n; i++)
        order[i]->rank = i + 1;
    return x;
}

static void item_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {
        hoshi_buyer_say(b, WORD(code)),
        hoshi_buyer_say(b, WORD(item_name)),
        hoshi_buyer_say(b, WORD(price_now_yen)),
        hoshi_buyer_say(b, WORD(units_a_year)),
        hoshi_buyer_say(b, WORD(sales_a_year_yen)),
        hoshi_buyer_say(b, "受け持つ年額（円）", "Carries a year, yen"),
        hoshi_buyer_say(b, "値上げ額（円／個）", "Rise each, yen"),
        hoshi_buyer_say(b, "改定後の単価（円）", "New price, yen"),
        hoshi_buyer_say(b, WORD(price_change)),
        hoshi_buyer_say(b, WORD(effect_a_year_yen)),
        "",
        hoshi_buyer_say(b, "計算欄：上位の商", "Working: high quotient"),
        hoshi_buyer_say(b, "下位の被除数", "Low dividend"),
        hoshi_buyer_say(b, "切捨て額", "Rounded down"),
        hoshi_buyer_say(b, "余り", "Remainder"),
        hoshi_buyer_say(b, "余りの順位", "Rank"),
        by_hours(g) ? hoshi_buyer_say(b, WORD(hours_each)) : "",
        by_hours(g) ? hoshi_buyer_say(b, "年間時間の100倍", "100 x hours a year") : ""};
    hoshi_buyer_head(g, texts);
    hoshi_put_blank(&g->s, g->row - 1, COLUMN_GAP, HOSHI_STYLE_PLAIN);
}

/* How the formulas of an item begin. LibreOffice 7.4 computes long columns of one and the same formula in
 * threads and now and then crashes doing so; written in turns with and without a sign, neighbours are not the
 * same formula. */
static const char *lead(const struct hoshi_buyer_page *g)
{
    return g->row % 2 ? "=" : "=+";
}

static void working(struct hoshi_buyer_page *g, const struct piece *x, unsigned first, unsigned last)
{
    struct hoshi_sheet *s = &g->s;
    unsigned r = g->row + 1;
    char w = by_hours(g) ? 'A' + COLUMN_WEIGHT : 'A' + COLUMN_SALES;
    hoshi_put_formula(s, g->row, COLUMN_HIGH, HOSHI_STYLE_COUNT, x->high,
                      "%sIF(items_weight=0,0,INT(items_carry_yen*INT(%c%u/10000)/items_weight))", lead(g), w,
                      r);
    hoshi_put_formula(
        s, g->row, COLUMN_LOW, HOSHI_STYLE_COUNT, x->low,
        "%s(items_carry_yen*INT(%c%u/10000)-L%u*items_weight)*10000+items_carry_yen*(%c%u-INT(%c%u/10000)*10000)",
        lead(g), w, r, r, w, r, w, r);
    hoshi_put_formula(s, g->row, COLUMN_QUOTIENT, HOSHI_STYLE_COUNT, (double)x->quotient,
                      "%sIF(items_weight=0,0,L%u*10000+INT(M%u/items_weight))", lead(g), r, r);
    hoshi_put_formula(s, g->row, COLUMN_REST, HOSHI_STYLE_COUNT, (double)x->rest,
                      "%sIF(items_weight=0,0,M%u-INT(M%u/items_weight)*items_weight)", lead(g), r, r);
    hoshi_put_formula(s, g->row, COLUMN_RANK, HOSHI_STYLE_COUNT, (double)x->rank,
                      "%sCOUNTIF(O$%u:O$%u,\">\"&O%u)+COUNTIF(O$%u:O%u,O%u)", lead(g), first, last, r, first,
                      r, r);
}

static void buyer_price_item(struct hoshi_buyer_page *g, const struct hoshi_case_item *x,
                             const struct hoshi_item_price *p, const struct piece *piece, unsigned first,
                             unsigned last)
{
    struct hoshi_sheet *s = &g->s;
    unsigned r = g->row + 1;
    const char *name = x->name ? x->name : "";
    const char *text =
        !x->unit ? name
        : *name ? hoshi_buyer_print(g->b, hoshi_buyer_say(g->b, "%s（単位：%s）", "%s (%s)"), name, x->unit)
                : hoshi_buyer_print(g->b, hoshi_buyer_say(g->b, "単位：%s", "per %s"), x->unit);
    hoshi_put_text(s, g->row, COLUMN_CODE, HOSHI_STYLE_TEXT, x->code);
    hoshi_put_text(s, g->row, COLUMN_NAME, HOSHI_STYLE_TEXT, text);
    hoshi_put_micro(s, g->row, COLUMN_PRICE, HOSHI_STYLE_YEN2_INPUT, x->unit_price_micro);
    hoshi_put_int(s, g->row, COLUMN_UNITS, HOSHI_STYLE_COUNT_INPUT, x->units_per_year);
    hoshi_put_formula(s, g->row, COLUMN_SALES, HOSHI_STYLE_YEN, (double)piece->sales,
                      "%sROUND(ROUND(C%u*100,0)*D%u/100,0)", lead(g), r, r);
    hoshi_put_formula(s, g->row, COLUMN_CARRIED, HOSHI_STYLE_YEN, (double)p->carried_yen,
                      "%sN%u+IF(P%u<=items_left_yen,1,0)", lead(g), r, r);
    hoshi_put_formula(s, g->row, COLUMN_UPLIFT, HOSHI_STYLE_YEN2, hoshi_micro_value(p->uplift_micro),
                      "%sIF(OR(C%u=0,D%u=0),0,INT((2*F%u*steps_per_yen+D%u)/(2*D%u))/steps_per_yen)", lead(g),
                      r, r, r, r, r);
    hoshi_put_formula(s, g->row, COLUMN_NEW, HOSHI_STYLE_YEN2,
                      hoshi_micro_value(p->item ? p->new_price_micro : x->unit_price_micro),
                      "%sROUND(C%u+G%u,2)", lead(g), r, r);
    hoshi_put_formula(s, g->row, COLUMN_PERCENT, HOSHI_STYLE_PERCENT, hoshi_micro_value(p->percent_ppm),
                      "%sIF(C%u=0,0,ROUND(G%u*1000000/C%u,0)/1000000)", lead(g), r, r, r);
    hoshi_put_formula(s, g->row, COLUMN_EFFECT, HOSHI_STYLE_YEN, (double)p->effect_yen,
                      "%sROUND(ROUND(G%u*steps_per_yen,0)*D%u/steps_per_yen,0)", lead(g), r, r);
    if (by_hours(g)) {
        if (x->hours_per_unit_micro == HOSHI_NONE)
            hoshi_put_blank(s, g->row, COLUMN_HOURS, HOSHI_STYLE_DECIMAL_INPUT);
        else
            hoshi_put_micro(s, g->row, COLUMN_HOURS, HOSHI_STYLE_DECIMAL_INPUT, x->hours_per_unit_micro);
        hoshi_put_formula(s, g->row, COLUMN_WEIGHT, HOSHI_STYLE_COUNT, (double)p->weight,
                          "%sROUND(ROUND(N(Q%u)*D%u*100,6),0)", lead(g), r, r);
    }
    working(g, piece, first, last);
    hoshi_buyer_fit(g, x->code, g->width[COLUMN_CODE], text, g->width[COLUMN_NAME]);
    g->row++;
}

static void item_totals(struct hoshi_buyer_page *g, unsigned first, unsigned last)
{
    const struct hoshi_uplift *u = &g->b->v->uplift;
    struct hoshi_sheet *s = &g->s;
    static const uint16_t columns[] = {COLUMN_SALES, COLUMN_CARRIED, COLUMN_EFFECT};
    const int64_t values[] = {u->items_sales_yen, u->items_carry_yen, u->items_carry_yen + u->rounding_yen};
    for (uint16_t c = 0; c < PRINTED; c++)
        hoshi_put_text(s, g->row, c, HOSHI_STYLE_TOTAL, c ? "" : hoshi_buyer_say(g->b, WORD(total)));
    for (size_t i = 0; i < 3; i++)
        hoshi_put_formula(s, g->row, columns[i], HOSHI_STYLE_YEN_TOTAL, (double)values[i], "=SUM(%c%u:%c%u)",
                          'A' + columns[i], first, 'A' + columns[i], last);
    hoshi_define(s, "items_effect_yen", g->row, COLUMN_EFFECT);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

/* Name of a figure beside the printed area, `up` rows above; the caller fills the last column. */
static void working_figure(struct hoshi_buyer_page *g, uint32_t up, const char *label, const char *name)
{
    hoshi_put_merged(&g->s, g->row - up, COLUMN_HIGH, g->row - up, COLUMN_REST, HOSHI_STYLE_LABEL, label);
    hoshi_define(&g->s, name, g->row - up, COLUMN_RANK);
}

/* What the item formulas take from above the table. */
static void item_figures(struct hoshi_buyer_page *g, const struct piece *x, unsigned first, unsigned last)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_uplift *u = &b->v->uplift;
    int64_t left = u->items_carry_yen;
    for (size_t i = 0; i < u->items; i++)
        left -= x[i].quotient;
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->items_sales_yen, "=SUM(E%u:E%u)",
                      first, last);
    price_figure(g,
                 hoshi_buyer_say(b, "記載した品目の年間売上（円）", "Sales of the listed items, yen a year"),
                 "items_sales_yen", "");
    optional_value(g, HOSHI_STYLE_PERCENT, u->coverage_ppm, "",
                   "=IF(items_base>0,MIN(1000,ROUND(items_weight*1000000/items_base,0)/1000000),\"\")");
    price_figure(
        g,
        hoshi_buyer_say(b, "年間お取引額のうち品目が占める割合", "Share of the purchases that the items are"),
        "items_coverage",
        hoshi_buyer_say(b, "記載のない品目の分は、下の表の値上げ額に含みません。",
                        "what belongs to items not listed is not in the table below"));
    hoshi_put_formula(
        &g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->items_carry_yen,
        "=IF(MAX(items_base,items_weight)=0,0,ROUND(annual_yen*items_weight/MAX(items_base,items_weight),0))");
    price_figure(g, hoshi_buyer_say(b, "品目が受け持つ年額（円）", "What the items carry, yen a year"),
                 "items_carry_yen", "");
    hoshi_put_formula(&g->s, g->row, VALUE, HOSHI_STYLE_YEN, (double)u->rounding_yen,
                      "=items_effect_yen-items_carry_yen");
    price_figure(g,
                 hoshi_buyer_say(b, "単価の端数処理による差（円／年）",
                                 "What rounding of unit prices adds, yen a year"),
                 "items_rounding_yen", hoshi_buyer_say(b, PROSE(positive_too_much_negative_too_little)));
    working_figure(g, 2,
                   hoshi_buyer_say(b, "計算欄：余りの大きい順に1円ずつ配る額", "Working: yen given one each"),
                   "items_left_yen");
    hoshi_put_formula(&g->s, g->row - 2, COLUMN_RANK, HOSHI_STYLE_COUNT, (double)left,
                      "=items_carry_yen-SUM(N%u:N%u)", first, last);
    working_figure(g, 1, hoshi_buyer_say(b, "計算欄：1円あたりの端数の段数", "Working: steps in one yen"),
                   "steps_per_yen");
    hoshi_put_formula(&g->s, g->row - 1, COLUMN_RANK, HOSHI_STYLE_COUNT,
                      (double)(u->step_micro > 0 ? HOSHI_MICRO / u->step_micro : 1),
                      "=ROUND(1/rounding_step,0)");
    working_figure(g, 4, hoshi_buyer_say(b, "計算欄：品目の重みの計", "Working: weights of the items"),
                   "items_weight");
    hoshi_put_formula(&g->s, g->row - 4, COLUMN_RANK, HOSHI_STYLE_COUNT, (double)u->items_weight,
                      "=SUM(%c%u:%c%u)", by_hours(g) ? 'R' : 'E', first, by_hours(g) ? 'R' : 'E', last);
    working_figure(g, 3, hoshi_buyer_say(b, "計算欄：全体の重み", "Working: weight of the whole"),
                   "items_base");
    hoshi_put_formula(&g->s, g->row - 3, COLUMN_RANK, HOSHI_STYLE_COUNT, (double)u->base_weight, "=%s",
                      by_hours(g) ? "N(hours_per_year)*100" : "N(purchases_yen)");
}

static void coverage_caution(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    char decimal[HOSHI_DECIMAL_TEXT], most[HOSHI_DECIMAL_TEXT];
    const char *text = hoshi_buyer_say(b, PROSE(caution_the_items_are_only_part));
    const char *over = hoshi_buyer_say(b, PROSE(caution_the_items_are_more));
    hoshi_buyer_merge(g, 0, PRINTED - 1, HOSHI_STYLE_NOTE);
    hoshi_put_formula_text(
        &g->s, g->row, 0, HOSHI_STYLE_NOTE,
        b->v->uplift.covers_little ? text : (b->v->uplift.covers_more ? over : ""),
        "=IF(ISNUMBER(items_coverage),IF(items_coverage<%s,\"%s\",IF(items_coverage>%s,\"%s\",\"\")),\"\")",
        hoshi_decimal_print(hoshi_buyer_parameter(b, "item_coverage_warn"), 0, decimal), text,
        hoshi_decimal_print(HOSHI_ITEMS_OVER_PPM, 0, most), over);
    g->row++;
}

static void buyer_price_items(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_view *v = g->b->v;
    unsigned first = HOSHI_BUYER_ITEM_ROW + 1, last = HOSHI_BUYER_ITEM_ROW + (unsigned)v->uplift.items;
    const struct piece *x = pieces(g->b);
    if (!x) {
        g->b->book.failed = true;
        return;
    }
    hoshi_buyer_heading(g, hoshi_buyer_say(g->b, "品目ごとの価格（2の書き方）", "Prices per item (way 2)"));
    item_figures(g, x, first, last);
    coverage_caution(g);
    g->row = HOSHI_BUYER_ITEM_ROW - 1;
    item_head(g);
    for (size_t i = 0; i < v->uplift.items; i++)
        buyer_price_item(g, &v->buyer->item[i], &v->uplift.item[i], &x[i], first, last);
    item_totals(g, first, last);
    char range[HOSHI_REF];
    snprintf(range, sizeof range, "E%u:R%u", first, last);
    worksheet_ignore_errors(g->s.sheet, LXW_IGNORE_FORMULA_DIFFERS, range);
    worksheet_repeat_rows(g->s.sheet, HOSHI_BUYER_ITEM_ROW - 1, HOSHI_BUYER_ITEM_ROW - 1);
}

/* The ways are one amount only where the items carry all of it: what they leave stands by itself. */
static void ways_note(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *same = hoshi_buyer_say(b, PROSE(five_ways_stand_for_the_same)),
               *before = hoshi_buyer_say(b, PROSE(items_leave_a_rest_before)),
               *after = hoshi_buyer_say(b, PROSE(items_leave_a_rest_after));
    int64_t rest = b->v->asked_annual_yen - b->v->uplift.items_carry_yen;
    char yen[HOSHI_DECIMAL_TEXT];
    if (!b->v->uplift.items) {
        hoshi_buyer_line(g, HOSHI_STYLE_NOTE, same);
        return;
    }
    hoshi_buyer_line_formula(
        g, HOSHI_STYLE_NOTE,
        rest > 0 ? hoshi_buyer_print(g->b, "%s%s%s", before, hoshi_yen_print(rest, yen), after) : same,
        hoshi_buyer_print(
            g->b,
            "=IF(annual_yen>items_carry_yen,\"%s\"&TEXT(annual_yen-items_carry_yen,\"#,##0\")&\"%s\",\"%s\")",
            before, after, same));
}

/* What rounding of unit prices does to the way that goes by item, and a finer step where it does much. */
static void rounding_note(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_uplift *u = &b->v->uplift;
    const char *before = hoshi_buyer_say(b, PROSE(rounding_of_item_prices_before)),
               *after = hoshi_buyer_say(b, PROSE(rounding_of_item_prices_after)),
               *finer = hoshi_buyer_say(b, PROSE(rounding_wants_a_finer_step)), *now = "";
    char yen[HOSHI_DECIMAL_TEXT], limit[HOSHI_DECIMAL_TEXT];
    if (u->rounding_yen)
        now = hoshi_buyer_print(g->b, "%s%s%s%s%s", before, u->rounding_yen > 0 ? "+" : "",
                                hoshi_yen_print(u->rounding_yen, yen), after, u->step_coarse ? finer : "");
    hoshi_buyer_line_formula(
        g, HOSHI_STYLE_NOTE, now,
        hoshi_buyer_print(
            g->b,
            "=IF(items_rounding_yen=0,\"\",\"%s\"&TEXT(items_rounding_yen,\"+#,##0;-#,##0\")&\"%s\"&IF(ABS(items_rounding_yen)>%s*items_carry_yen,\"%s\",\"\"))",
            before, after, hoshi_decimal_print(HOSHI_PRICE_STEP_WARN_PPM, 0, limit), finer));
}

void hoshi_buyer_write_price(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {13, 24, 13, 12, 16, 14, 13, 14, 10,
                                          14, 3,  14, 18, 14, 16, 10, 12, 16};
    struct hoshi_buyer_page g = hoshi_buyer_page(
        b, HOSHI_BUYER_PRICE, true, hoshi_buyer_say(b, "価格への反映", "As a price"), width, PRINTED);
    size_t working = b->v->uplift.by_hours ? COLUMNS : COLUMN_HOURS;
    hoshi_sheet_widths(&g.s, width, b->v->uplift.items ? working : PRINTED);
    inputs(&g);
    price_ways(&g);
    if (b->v->uplift.items) {
        for (size_t i = PRINTED; i < working; i++)
            g.width[i] = width[i];
        g.columns = working;
        buyer_price_items(&g);
        g.columns = PRINTED;
    }
    g.row++;
    ways_note(&g);
    if (b->v->uplift.items)
        rounding_note(&g);
    hoshi_sheet_print_area(&g.s, g.row - 1, PRINTED - 1);
    if (b->v->uplift.items <= ITEMS_ON_A_PAGE)
        hoshi_sheet_pages(&g.s, 1, 1);
    hoshi_sheet_protect(&g.s);
    b->price = g.s;
}
