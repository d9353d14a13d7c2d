/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each buyer's annual part as a price, in the forms a price can take; one of them is agreed, never several
 * together. */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

/* Names of a customer's rows stand under "rise.0", "rise.1" … and mark the cell of the value. */

static const char *const rise_by_ja[] = {"売上", "時間"}, *const rise_by_en[] = {"sales", "hours"};

/* ---- the rows above the items ---- */

static void rise_label(struct hoshi_page *p, const char *name, const char *label)
{
    hoshi_page_wide(p, 2, HOSHI_STYLE_LABEL, label);
    hoshi_page_mark(p, "%s", name);
}

static void rise_note(struct hoshi_page *p, const char *note)
{
    hoshi_page_wide(p, 8, HOSHI_STYLE_TEXT, note);
    hoshi_page_next(p);
}

/* HOSHI_NONE: the formula gives "-". */
static void rise_value(struct hoshi_page *p, enum hoshi_style style, int64_t micro, const char *formula)
{
    if (micro == HOSHI_NONE)
        hoshi_page_formula_text(p, style, "-", "%s", formula);
    else
        hoshi_page_formula(p, style, hoshi_micro_value(micro), "%s", formula);
}

static void rise_row(struct hoshi_page *p, const char *name, const char *label, enum hoshi_style style,
                     int64_t micro, const char *formula, const char *note)
{
    rise_label(p, name, label);
    rise_value(p, style, micro, formula);
    rise_note(p, note);
}

static void rise_input(struct hoshi_page *p, const char *name, const char *label, enum hoshi_style style,
                       int64_t micro, const char *note)
{
    rise_label(p, name, label);
    hoshi_page_micro(p, style, micro);
    rise_note(p, note);
}

/* What the row says when its value passes a setting, and otherwise. */
static void rise_warning(struct hoshi_page *p, bool holds, const char *sign, int64_t limit_ppm,
                         const char *yes, const char *no)
{
    char limit[HOSHI_DECIMAL_TEXT];
    hoshi_decimal_print(limit_ppm, 0, limit);
    hoshi_page_over(p, 8);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, holds ? yes : no,
                            "IF(ISNUMBER({price}),IF({price}%s%s,\"%s\",\"%s\"),\"%s\")", sign, limit, yes,
                            no, no);
    hoshi_page_next(p);
}

/* Manufacturing cost of what the customer buys: as stated, or the firm's by the customer's part of the sales.
 */
static void rise_cost_base(struct hoshi_page *p, const struct hoshi_uplift *u)
{
    const char *label = hoshi_page_say(p, "この取引先向けの製造原価", "Manufacturing cost of its goods");
    if (u->cost_base_yen != HOSHI_NONE && !u->cost_base_estimated)
        rise_input(p, ".base", label, HOSHI_STYLE_YEN_INPUT, u->cost_base_yen * HOSHI_MICRO,
                   hoshi_page_say(p, "入力。社外に出さない", "Input; for own use only"));
    else
        rise_row(
            p, ".base", label, HOSHI_STYLE_YEN,
            u->cost_base_yen == HOSHI_NONE ? 0 : u->cost_base_yen * HOSHI_MICRO,
            "IF(AND(N({talk.made})>0,N({talk.sales})>0),ROUND({talk.made}*{.purchases}/{talk.sales},0),0)",
            hoshi_page_say(p, PROSE(estimate_manufacturing_cost_x_purchases)));
}

static void rise_base(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_uplift *u = &b->v->buyer[i].uplift;
    const struct hoshi_case_buyer *buyer = &b->c->buyer[u->buyer];
    int64_t purchases = b->v->buyer[i].purchases_yen;
    int64_t hours = buyer->activity.direct_hours_per_year;
    const char *from = hoshi_page_say(p, WORD(sheet_inputs));
    rise_row(p, ".annual", hoshi_page_say(p, "この取引先の年額（税抜）", "Annual part, without tax"),
             HOSHI_STYLE_YEN_TOTAL, u->annual_yen * HOSHI_MICRO, hoshi_page_print(p, "{parts.%zu:total}", i),
             b->split->party[i].ask_step_yen
                 ? hoshi_page_say(p, "概算。見積内訳シートの計（率を入れればそれを含む）",
                                  "An estimate. From the quotation view, with rates where entered")
                 : hoshi_page_say(p, "見積内訳シートの計（率を入れればそれを含む）",
                                  "From the quotation view, with rates where entered"));
    rise_row(p, ".purchases", hoshi_page_say(p, WORD(purchases_a_year)), HOSHI_STYLE_YEN,
             purchases == HOSHI_NONE ? 0 : purchases * HOSHI_MICRO,
             hoshi_page_print(p, "N({in.buyer.%zu:second})", i), from);
    rise_row(p, ".hours", hoshi_page_say(p, WORD(direct_hours)), HOSHI_STYLE_COUNT,
             hours == HOSHI_NONE ? 0 : hours * HOSHI_MICRO, hoshi_page_print(p, "N({in.buyer.%zu:third})", i),
             from);
    rise_cost_base(p, u);
}

/* ---- the five forms ---- */

/* The condition that the items are divided by hours. */
static const char *rise_by_hours(struct hoshi_page *p)
{
    return hoshi_page_print(p, "{.key}=\"%s\"", hoshi_page_say(p, rise_by_ja[1], rise_by_en[1]));
}

/* Form 1, with what a large rise calls for. */
static void rise_percent(struct hoshi_page *p, const struct own_book *b, const struct hoshi_uplift *u)
{
    rise_label(p, ".percent", hoshi_page_say(p, "① 一律の率で", "(1) as a uniform percentage"));
    rise_value(p, HOSHI_STYLE_PERCENT, u->percent_ppm,
               "IF({.purchases}>0,ROUND({.annual}*1000000/{.purchases},0)/1000000,\"-\")");
    rise_warning(p, u->large, ">", b->a->uplift_warn_ppm,
                 hoshi_page_say(p, "改定率が目安を超える。価格の前に水準・範囲・支援の相談を先に",
                                "A large rise: discuss level, scope or support first"),
                 hoshi_page_say(p, "購入額全体に一律に掛ける（品目表がなくてよい）",
                                "On all purchases; needs no list of items"));
}

/* Form 2: what the list of items carries of the amount. */
static void rise_items(struct hoshi_page *p, const struct hoshi_uplift *u)
{
    const char *label =
        hoshi_page_say(p, "② 品目別に（品目表が受け持つ年額）", "(2) per item: amount the list carries");
    if (u->items) {
        rise_row(
            p, ".carry", label, HOSHI_STYLE_YEN, u->items_carry_yen * HOSHI_MICRO,
            hoshi_page_print(
                p,
                "IF(SUM({.items#weight})>0,ROUND({.annual}*SUM({.items#weight})/MAX(IF(%s,{.hours}*100,{.purchases}),SUM({.items#weight})),0),0)",
                rise_by_hours(p)),
            hoshi_page_say(p, "1個当たりの値上げ額は下の品目表", "Yen a piece: table of items below"));
        return;
    }
    rise_label(p, ".carry", label);
    hoshi_page_text(p, HOSHI_STYLE_CENTER, "-");
    rise_note(p, hoshi_page_say(p, "品目の登録がないため計算しない", "No items were given"));
}

/* Forms 3 to 5. */
static void rise_rates(struct hoshi_page *p, const struct hoshi_uplift *u)
{
    rise_row(p, ".per_hour", hoshi_page_say(p, "③ アワーレートに（円／時）", "(3) on the hourly rate (yen)"),
             HOSHI_STYLE_YEN2, u->per_hour_micro, "IF({.hours}>0,ROUND({.annual}*100/{.hours},0)/100,\"-\")",
             hoshi_page_say(p, "加工チャージ・時間単価に加える額", "Added to the charge per hour"));
    rise_row(
        p, ".points", hoshi_page_say(p, "④ 一般管理費率（間接費率）に", "(4) points on the overhead rate"),
        HOSHI_STYLE_PERCENT, u->points_ppm, "IF(N({.base})>0,ROUND({.annual}*10000/{.base},0)/10000,\"-\")",
        hoshi_page_say(p, PROSE(added_to_the_overhead_rate)));
    rise_row(p, ".per_month", hoshi_page_say(p, "⑤ 月額で（円／月）", "(5) per month (yen)"), HOSHI_STYLE_YEN,
             u->per_month_yen * HOSHI_MICRO, "ROUND({.annual}/12,0)",
             hoshi_page_say(p, "別枠の月額（四捨五入）", "As a monthly amount, rounded"));
}

static void rise_tax_and_fall(struct hoshi_page *p, const struct hoshi_uplift *u)
{
    rise_row(p, ".tax",
             hoshi_page_say(p, "参考：年額にかかる消費税", "For reference: tax on the annual part"),
             HOSHI_STYLE_YEN, u->tax_yen * HOSHI_MICRO,
             "IF({.annual}>0,ROUNDDOWN(ROUND({.annual}*{in.tax},6),0),0)",
             hoshi_page_say(p, "価格改定額にかかる税（1円未満切捨て）。費用側の税は含まない",
                            "On the price rise, rounded down; costs are without tax"));
    rise_input(p, ".fall",
               hoshi_page_say(p, "数量が減る割合（見たい割合を入れる）", "Volume falls by (enter)"),
               HOSHI_STYLE_PERCENT_INPUT, HOSHI_CASH_FALL_PPM,
               hoshi_page_say(p, PROSE(percent_per_item_and_per_hour)));
    rise_row(p, ".fallen", hoshi_page_say(p, "そのとき1年に不足する額", "Missing in such a year"),
             HOSHI_STYLE_YEN, u->fallen_yen * HOSHI_MICRO,
             "{.annual}-ROUND(ROUND({.annual}*(1-{.fall}),6),0)",
             hoshi_page_say(p, PROSE(settled_at_the_yearly_review_review)));
}

/* ---- what hangs on the items ---- */

/* Too little, or more than the purchases: then one of the two is wrong. */
static void rise_coverage_note(struct hoshi_page *p, const struct own_book *b, const struct hoshi_uplift *u)
{
    const char *little = hoshi_page_say(p, PROSE(items_cover_little_talk_about)),
               *over = hoshi_page_say(p, PROSE(items_are_more_than_the_purchases)),
               *part = hoshi_page_say(p, "品目は購入額に占める分だけを受け持つ",
                                      "Items carry only their part of the purchases");
    char limit[HOSHI_DECIMAL_TEXT], most[HOSHI_DECIMAL_TEXT];
    hoshi_decimal_print(b->a->item_coverage_warn_ppm, 0, limit);
    hoshi_page_over(p, 8);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT,
                            u->covers_little ? little
                            : u->covers_more ? over
                                             : part,
                            "IF(ISNUMBER({price}),IF({price}<%s,\"%s\",IF({price}>%s,\"%s\",\"%s\")),\"%s\")",
                            limit, little, hoshi_decimal_print(HOSHI_ITEMS_OVER_PPM, 0, most), over, part,
                            part);
    hoshi_page_next(p);
}

static void rise_rounding(struct hoshi_page *p, const struct hoshi_uplift *u)
{
    const char *coarse = hoshi_page_say(p, PROSE(rounding_is_large_finer_step)),
               *fine = hoshi_page_say(p, "＋は丸めで多くなる額、−は少なくなる額",
                                      "+ more, - less than the amount carried");
    char limit[HOSHI_DECIMAL_TEXT];
    rise_label(p, ".rounding",
               hoshi_page_say(p, "単価の丸めによる年間の差", "Yearly effect of rounding prices"));
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)u->rounding_yen, "SUM({.items#effect})-{.carry}");
    hoshi_page_over(p, 8);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, u->step_coarse ? coarse : fine,
                            "IF(ABS({price})>%s*{.carry},\"%s\",\"%s\")",
                            hoshi_decimal_print(HOSHI_PRICE_STEP_WARN_PPM, 0, limit), coarse, fine);
    hoshi_page_next(p);
}

static void rise_coverage(struct hoshi_page *p, const struct own_book *b, const struct hoshi_uplift *u)
{
    rise_label(p, ".key", hoshi_page_say(p, WORD(divided_by_sales_or_hours)));
    hoshi_page_choices(p, p->lang == HOSHI_JA ? rise_by_ja : rise_by_en, 2);
    hoshi_page_text(p, HOSHI_STYLE_TEXT_INPUT,
                    hoshi_page_say(p, rise_by_ja[u->by_hours], rise_by_en[u->by_hours]));
    rise_note(p, u->hours_missing
                     ? hoshi_page_say(p, "時間が指定されたが、品目に時間の記載がないので売上で割り振る",
                                      "Hours were asked for, but no item states hours: by sales")
                     : hoshi_page_say(p, "売上か時間を選ぶ。時間は「時間／個」×年間数量",
                                      "Choose sales or hours (hours each x units)"));
    const char *whole = hoshi_page_print(p, "IF(%s,{.hours}*100,{.purchases})", rise_by_hours(p));
    rise_label(p, ".coverage",
               hoshi_page_say(p, "品目表が占める割合", "Part of the purchases the items cover"));
    rise_value(p, HOSHI_STYLE_PERCENT, u->coverage_ppm,
               hoshi_page_print(p,
                                "IF(%s>0,MIN(1000,ROUND(SUM({.items#weight})*1000000/%s,0)/1000000),\"-\")",
                                whole, whole));
    rise_coverage_note(p, b, u);
    rise_rounding(p, u);
}

/* "What do 3 yen a piece carry?" */
static void rise_reverse(struct hoshi_page *p, const struct hoshi_own_buyer *x)
{
    const struct hoshi_reverse *r = &x->backwards;
    rise_input(p, ".rise", hoshi_page_say(p, WORD(backwards_yen_a_piece)), HOSHI_STYLE_YEN2_INPUT,
               HOSHI_OWN_RISE_MICRO,
               hoshi_page_say(p, "「1個3円なら」と言われたときに、その額を入れる",
                              "Enter what the customer names (\"3 yen a piece\")"));
    rise_input(p, ".which",
               hoshi_page_say(p, "逆算：品目表の何行目か（0＝全品目）", "Backwards: which item (0: all)"),
               HOSHI_STYLE_COUNT_INPUT, 0,
               hoshi_page_print(p, hoshi_page_say(p, "0〜%zu", "0 to %zu"), x->uplift.items));
    rise_row(
        p, ".carries", hoshi_page_say(p, "逆算：1年に受け持つ額", "Backwards: carried in a year"),
        HOSHI_STYLE_YEN, r->carried_yen * HOSHI_MICRO,
        "IF({.which}=0,SUMPRODUCT(ROUND(ROUND({.rise}*{.items#units},6),0)),IF(AND({.which}>0,{.which}<=ROWS({.items#units})),ROUND(ROUND({.rise}*INDEX({.items#units},MAX(1,MIN({.which},ROWS({.items#units})))),6),0),0))",
        "");
    rise_label(p, ".carries_share", hoshi_page_say(p, WORD(backwards_share)));
    rise_value(p, HOSHI_STYLE_PERCENT, r->share_ppm,
               "IF({.annual}>0,ROUND({.carries}*1000000/{.annual},0)/1000000,\"-\")");
    rise_warning(p, r->share_ppm != HOSHI_NONE && r->share_ppm < HOSHI_MICRO, "<", HOSHI_MICRO,
                 hoshi_page_say(p, PROSE(what_is_short_of_100)),
                 r->share_ppm == HOSHI_NONE ? "" : hoshi_page_say(p, PROSE(it_carries_the_whole)));
}

/* ---- items ---- */

/* A row of the table of items; its helper columns find carried = largest remainder of carry by sales. carry ×
 * sales passes 2^53, so carry = a1·100000 + a0 is taken in two steps. */
struct rise_cells {
    const char *code, *name, *carried;
    int64_t price_micro, units, hours_micro, sales_yen, carried_yen, uplift_micro, new_micro, percent_ppm,
        effect_yen;
    int64_t weight, q1, r1, q0, r, floor;
    double t;
    const char *weight_from;
};

#define AT(member) offsetof(struct rise_cells, member)
static const struct hoshi_column rise_columns[] = {
    {"code", {WORD(code)}, 14, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(code)},
    {"name", {WORD(item_name)}, 26, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"price", {WORD(price_now_yen)}, 14, HOSHI_STYLE_YEN2_INPUT, HOSHI_VALUE_MICRO, .at = AT(price_micro)},
    {"units", {WORD(units_a_year)}, 12, HOSHI_STYLE_COUNT_INPUT, HOSHI_VALUE_INT, .at = AT(units)},
    {"hours", {WORD(hours_each)}, 10, HOSHI_STYLE_DECIMAL_INPUT, HOSHI_VALUE_MICRO, .at = AT(hours_micro)},
    {"sales",
     {WORD(sales_a_year_yen)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(sales_yen),
     .formula = "ROUND(ROUND({price}*{units},6),0)",
     .total = HOSHI_TOTAL_SUM},
    {"carried",
     {"受け持つ額（円）", "Carries"},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(carried_yen),
     .formula_at = AT(carried),
     .total = HOSHI_TOTAL_SUM},
    {"uplift",
     {WORD(rise_yen)},
     11,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(uplift_micro),
     .formula =
         "IF(OR({units}=0,{price}=0),0,ROUND({carried}*ROUND(1/{uplift.step},0)/{units},0)/ROUND(1/{uplift.step},0))",
     .total = HOSHI_TOTAL_BLANK},
    {"new",
     {"改定単価（円）", "New price"},
     13,
     HOSHI_STYLE_YEN2,
     HOSHI_VALUE_MICRO,
     .at = AT(new_micro),
     .formula = "ROUND({price}+{uplift},2)",
     .total = HOSHI_TOTAL_BLANK},
    {"percent",
     {WORD(price_change)},
     10,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_MICRO,
     .at = AT(percent_ppm),
     .formula = "IF({price}=0,0,ROUND({uplift}/{price},6))",
     .total = HOSHI_TOTAL_BLANK},
    {"effect",
     {WORD(effect_a_year_yen)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(effect_yen),
     .formula = "ROUND(ROUND({uplift}*{units},6),0)",
     .total = HOSHI_TOTAL_SUM},
    {"weight",
     {"重み（計算用）", "Weight (helper)"},
     16,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(weight),
     .formula_at = AT(weight_from),
     .total = HOSHI_TOTAL_SUM},
    {"q1",
     {"q1", "q1"},
     12,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(q1),
     .formula =
         "IF({.items.total:weight}>0,INT(INT(ABS({.carry})/100000)*{weight}/{.items.total:weight})-IF(INT(INT(ABS({.carry})/100000)*{weight}/{.items.total:weight})*{.items.total:weight}>INT(ABS({.carry})/100000)*{weight},1,0),0)"},
    {"r1",
     {"r1", "r1"},
     12,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(r1),
     .formula = "INT(ABS({.carry})/100000)*{weight}-{q1}*{.items.total:weight}"},
    {"t",
     {"t", "t"},
     16,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_REAL,
     .at = AT(t),
     .formula = "{r1}*100000+(ABS({.carry})-INT(ABS({.carry})/100000)*100000)*{weight}"},
    {"q0",
     {"q0", "q0"},
     12,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(q0),
     .formula =
         "IF({.items.total:weight}>0,INT({t}/{.items.total:weight})-IF(INT({t}/{.items.total:weight})*{.items.total:weight}>{t},1,0),0)"},
    {"r",
     {"r", "r"},
     14,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(r),
     .formula = "{t}-{q0}*{.items.total:weight}"},
    {"floor",
     {"切捨て", "floor"},
     12,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(floor),
     .formula = "{q1}*100000+{q0}"},
};
/* Two customers have a page each; more share two pages, and from the fifth on they are read on the screen. */
enum { RISE_PAGES = 2, RISE_BUYERS_PRINTED = 4 };
enum { RISE_COLUMNS = sizeof rise_columns / sizeof *rise_columns, RISE_PRINTED = 11 };

static void rise_helper(const struct hoshi_uplift *u, const struct hoshi_item_price *x,
                        struct rise_cells *cells)
{
    int64_t carry = u->items_carry_yen < 0 ? -u->items_carry_yen : u->items_carry_yen,
            all = u->items_weight ? u->items_weight : 1;
    __extension__ __int128 t1 = (__int128)(carry / 100000) * x->weight;
    cells->q1 = (int64_t)(t1 / all);
    cells->r1 = (int64_t)(t1 % all);
    __extension__ __int128 t = (__int128)cells->r1 * 100000 + (__int128)(carry % 100000) * x->weight;
    cells->t = (double)t;
    cells->q0 = (int64_t)(t / all);
    cells->r = (int64_t)(t % all);
    cells->floor = cells->q1 * 100000 + cells->q0;
}

static void rise_item(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                      const struct hoshi_uplift *u, size_t i)
{
    const struct hoshi_item_price *x = &u->item[i];
    const struct hoshi_case_item *item = x->item;
    struct rise_cells cells = {
        .code = item->code,
        .name = item->name,
        .price_micro = item->unit_price_micro,
        .units = item->units_per_year,
        .hours_micro = item->hours_per_unit_micro,
        .carried_yen = x->carried_yen,
        .carried = hoshi_page_print(
            p,
            "IF({.carry}<0,-1,1)*({floor}+IF(COUNTIF({.items#r},\">\"&{r})%s<ABS({.carry})-SUM({.items#floor}),1,0))",
            i ? "+COUNTIF({.items.first:r..^r},{r})" : ""),
        .uplift_micro = x->uplift_micro,
        .new_micro = x->new_price_micro,
        .percent_ppm = x->percent_ppm,
        .effect_yen = x->effect_yen,
        .weight = x->weight,
        .weight_from =
            hoshi_page_print(p, "IF(%s,ROUND(ROUND(N({hours})*{units}*100,6),0),{sales})", rise_by_hours(p))};
    hoshi_money_muldiv(item->unit_price_micro, item->units_per_year, HOSHI_MICRO, &cells.sales_yen);
    rise_helper(u, x, &cells);
    static const char *const key[] = {"unit_price_yen", "units_per_year", "hours_per_unit"};
    for (size_t k = 0; k < 3; k++)
        hoshi_back_path(&p->s, "buyers[%s].items[%s].%s", b->c->buyer[u->buyer].id, item->code, key[k]);
    hoshi_list_row(p, list, &cells);
}

static void rise_table(struct hoshi_page *p, const struct own_book *b, const struct hoshi_uplift *u)
{
    struct hoshi_list list = {.name = ".items", .column = rise_columns, .columns = RISE_COLUMNS};
    hoshi_page_skip(p, 1);
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < u->items; i++)
        rise_item(p, &list, b, u, i);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_skip(p, 2);
}

/* ---- the sheet ---- */

static void rise_buyer(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_uplift *u = &b->v->buyer[i].uplift;
    hoshi_page_scope(p, "rise.%zu", i);
    hoshi_page_heading(p, hoshi_page_print(p, "%zu. %s", i + 1, hoshi_own_party(b, i)));
    rise_base(p, b, i);
    rise_percent(p, b, u);
    rise_items(p, u);
    rise_rates(p, u);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(write_the_same)));
    rise_tax_and_fall(p, u);
    if (!u->items) {
        hoshi_page_skip(p, 2);
        return;
    }
    rise_coverage(p, b, u);
    rise_reverse(p, &b->v->buyer[i]);
    rise_table(p, b, u);
}

static void rise_step(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const choice[] = {"1", "0.1", "0.01"};
    rise_label(p, "uplift.step", hoshi_page_say(p, WORD(step_of_unit_prices_yen)));
    hoshi_page_choices(p, choice, 3);
    hoshi_back_path(&p->s, "price.step");
    hoshi_page_micro(p, HOSHI_STYLE_DECIMAL_INPUT, b->v->price_step_micro);
    rise_note(p, hoshi_page_say(p, WORD(step_choice)));
    hoshi_page_define(p, "price_step", "uplift.step");
}

void hoshi_own_uplift_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    if (!b->v->buyers && !p->layout->show_back)
        hoshi_sheet_hide(&p->s); /* an empty page otherwise; the step of prices is pointed to */
    hoshi_page_columns(p, "uplift", rise_columns, RISE_COLUMNS, 1);
    p->columns = RISE_PRINTED; /* helper columns stand behind the printed part */
    hoshi_page_title(
        p, hoshi_page_say(p, "価格への反映（社内用：全取引先）", "Prices (own view: all customers)"),
        hoshi_page_say(p, PROSE(ways_to_write_each_customers_annual)));
    if (b->v->buyers > RISE_BUYERS_PRINTED)
        hoshi_page_line(
            p, HOSHI_STYLE_NOTE,
            hoshi_page_print(
                p,
                hoshi_page_say(p, "印刷するのは先の%d社。ほかの取引先は画面で見る。",
                               "The first %d customers are printed; see the others on the screen."),
                RISE_BUYERS_PRINTED));
    rise_step(p, b);
    hoshi_page_freeze(p, 0, 0);
    hoshi_page_skip(p, 2);
    for (size_t i = 0; i < b->v->buyers; i++) {
        if (i && b->v->buyers <= RISE_PAGES)
            hoshi_page_break(p);
        if (i == RISE_BUYERS_PRINTED)
            hoshi_page_print_to(p, RISE_PRINTED - 1);
        rise_buyer(p, b, i);
    }
    if (b->v->buyers > RISE_PAGES)
        hoshi_page_fit(p, 1, RISE_PAGES);
    if (b->v->buyers > RISE_BUYERS_PRINTED)
        return;
    if (!b->v->buyers)
        hoshi_page_heading_as(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_customer_has_asked)));
    hoshi_page_print_to(p, RISE_PRINTED - 1);
}
