/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the talk, for the own side only: own accounts, and for each customer the zone, what it
 * could end at, and the way down from the target. */
#include "own_sheets.h"

enum { BLOCK = 21, LADDER = 14 };
enum { TALK_LABEL, TALK_SHARE, TALK_YEN, TALK_USED, TALK_PERCENT, TALK_NOTE, TALK_COLUMNS };

/* Rows of a customer's block. */
enum {
    T_NAME,
    T_HEAD,
    T_AMOUNT,
    T_TARGET,
    T_OWN,
    T_OTHER,
    T_POWER,
    T_ZONE,
    T_NASH,
    T_WEIGHTED,
    T_BETWEEN,
    T_KEEPING,
    T_LADDER_HEAD = LADDER - 1
};

static const struct own_head heads[TALK_COLUMNS] = {
    {WORD(item), 38},
    {"割合（入力）", "Share (enter)", 14},
    {"円／年（入力）", "Yen a year (enter)", 16},
    {"使う値（円／年）", "In use (yen a year)", 17},
    {WORD(of_purchases), 12},
    {WORD(how_to_read), 52},
};

static struct hoshi_sheet *talk_sheet(struct own_book *b)
{
    return &b->sheet[OWN_TALK];
}

/* ---- own accounts ---- */

static void talk_label(struct hoshi_page *p, const char *name, const char *label)
{
    hoshi_page_wide(p, 3, HOSHI_STYLE_LABEL, label);
    hoshi_page_mark(p, "talk.%s", name);
}

static void talk_account(struct hoshi_page *p, const char *name, const char *label, int64_t yen,
                         const char *note)
{
    talk_label(p, name, label);
    hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, yen);
    hoshi_page_wide(p, 0, HOSHI_STYLE_TEXT, note);
    hoshi_page_next(p);
}

static void talk_ratio(struct hoshi_page *p, const char *name, const char *label, int64_t ppm,
                       const char *formula, const char *note)
{
    talk_label(p, name, label);
    if (ppm != HOSHI_NONE)
        hoshi_page_formula(p, HOSHI_STYLE_PERCENT, hoshi_micro_value(ppm), "%s", formula);
    else
        hoshi_page_formula_text(p, HOSHI_STYLE_PERCENT, "-", "%s", formula);
    hoshi_page_wide(p, 0, HOSHI_STYLE_TEXT, note);
    hoshi_page_next(p);
}

static void talk_accounts(struct hoshi_page *p, const struct hoshi_own_view *v)
{
    const struct hoshi_case_supplier *s = &v->split->e->a.c->supplier;
    hoshi_page_heading(
        p, hoshi_page_say(p, "1. 自社の数字（社外に出さない）", "1. Own accounts (never hand out)"));
    hoshi_page_skip(p, 1);
    talk_account(p, "sales", hoshi_page_say(p, WORD(sales_a_year_yen)), s->annual_sales_yen,
                 hoshi_page_say(p, "直近の決算", "Last accounts"));
    talk_account(p, "cost", hoshi_page_say(p, "年間の総費用（円）", "All costs a year (yen)"),
                 s->annual_cost_yen, hoshi_page_say(p, WORD(selling_and_admin)));
    talk_account(p, "made", hoshi_page_say(p, "うち製造原価（円）", "Of it manufacturing cost (yen)"),
                 s->annual_manufacturing_cost_yen,
                 hoshi_page_say(p, "一般管理費率の分母（価格シート④）",
                                "Base of the overhead rate (sheet Prices, form 4)"));
    talk_account(
        p, "overhead",
        hoshi_page_say(p, "うち販売費及び一般管理費（円）", "Of it selling and administration (yen)"),
        s->annual_overhead_yen, hoshi_page_say(p, "一般管理費率の分子", "Numerator of the overhead rate"));
    talk_ratio(
        p, "margin", hoshi_page_say(p, WORD(margin_now)), v->margin_ppm,
        "IF(AND(N({talk.sales})>0,N({talk.cost})>0),ROUND(({talk.sales}-{talk.cost})*1000000/{talk.sales},0)/1000000,\"-\")",
        hoshi_page_say(p, "（売上−総費用）÷売上", "(sales - costs) / sales"));
    talk_ratio(
        p, "rate", hoshi_page_say(p, "一般管理費率（いま）", "Overhead rate now"), v->overhead_ppm,
        "IF(AND(N({talk.made})>0,ISNUMBER({talk.overhead})),ROUND({talk.overhead}*1000000/{talk.made},0)/1000000,\"-\")",
        hoshi_page_say(p, "これに価格シート④の率を足したものが改定後の率",
                       "Plus the points of form 4: the new rate"));
    hoshi_page_skip(p, 1);
}

/* ---- a customer ---- */

struct talk {
    struct own_book *b;
    size_t p;
    uint32_t row;
    const struct hoshi_bargain *x;
    const char *bought; /* cell */
};

static struct own_ref talk_used(const struct talk *k, uint32_t row)
{
    return hoshi_own_at(k->row + row, TALK_USED);
}

static void own_talk_yen(const struct talk *k, uint32_t row, enum hoshi_style style, int64_t value,
                         const char *formula)
{
    if (value == HOSHI_NONE)
        hoshi_put_formula_text(talk_sheet(k->b), k->row + row, TALK_USED, style, "-", "=%s", formula);
    else
        hoshi_put_formula(talk_sheet(k->b), k->row + row, TALK_USED, style, (double)value, "=%s", formula);
}

static void of_purchases(const struct talk *k, uint32_t row, int64_t value)
{
    struct own_book *b = k->b;
    const struct hoshi_party *party = &b->split->party[k->p];
    int64_t ppm, bought = b->split->key == HOSHI_KEY_SALES ? b->split->key_amount[k->p]
                                                           : b->c->buyer[party->buyer].annual_purchases_yen;
    const char *f =
        hoshi_own_text(b, "IF(AND(ISNUMBER(%s),%s>0),ROUND(N(%s)*1000000/MAX(1,%s),0)/1000000,\"-\")",
                       talk_used(k, row).text, k->bought, talk_used(k, row).text, k->bought);
    if (value != HOSHI_NONE && bought > 0 && hoshi_money_muldiv(value, HOSHI_MICRO, bought, &ppm))
        hoshi_put_formula(talk_sheet(b), k->row + row, TALK_PERCENT, HOSHI_STYLE_PERCENT,
                          hoshi_micro_value(ppm), "=%s", f);
    else
        hoshi_put_formula_text(talk_sheet(b), k->row + row, TALK_PERCENT, HOSHI_STYLE_PERCENT, "-", "=%s", f);
}

static void talk_row_of(const struct talk *k, uint32_t row, const char *label, const char *note)
{
    struct own_book *b = k->b;
    hoshi_put_text(talk_sheet(b), k->row + row, TALK_LABEL, HOSHI_STYLE_LABEL, label);
    for (uint16_t c = TALK_SHARE; c <= TALK_YEN; c++)
        hoshi_put_blank(talk_sheet(b), k->row + row, c, HOSHI_STYLE_TEXT);
    hoshi_put_text(talk_sheet(b), k->row + row, TALK_NOTE, HOSHI_STYLE_TEXT, note);
    hoshi_own_fit(b, OWN_TALK, k->row + row, TALK_NOTE, note);
}

static void talk_value_row(const struct talk *k, uint32_t row, const char *label, int64_t ppm,
                           int64_t stated_yen, int64_t value, const char *note)
{
    struct own_book *b = k->b;
    struct own_ref share = hoshi_own_at(k->row + row, TALK_SHARE),
                   money = hoshi_own_at(k->row + row, TALK_YEN), amount = talk_used(k, T_AMOUNT);
    talk_row_of(k, row, label, note);
    static const char *const key[] = {
        [T_TARGET] = "own_target", [T_OWN] = "own_reservation", [T_OTHER] = "other_reservation_estimated"};
    const char *id = b->c->buyer[b->split->party[k->p].buyer].id;
    hoshi_back_path(talk_sheet(b), "buyers[%s].negotiation.%s", id, key[row]);
    if (ppm == HOSHI_NONE)
        hoshi_put_blank(talk_sheet(b), k->row + row, TALK_SHARE, HOSHI_STYLE_PERCENT_INPUT);
    else
        hoshi_put_micro(talk_sheet(b), k->row + row, TALK_SHARE, HOSHI_STYLE_PERCENT_INPUT, ppm);
    hoshi_back_path(talk_sheet(b), "buyers[%s].negotiation.%s_yen", id, key[row]);
    if (stated_yen == HOSHI_NONE)
        hoshi_put_blank(talk_sheet(b), k->row + row, TALK_YEN, HOSHI_STYLE_YEN_INPUT);
    else
        hoshi_put_int(talk_sheet(b), k->row + row, TALK_YEN, HOSHI_STYLE_YEN_INPUT, stated_yen);
    const char *plain =
        hoshi_own_text(b, "IF(ISNUMBER(%s),%s,IF(ISNUMBER(%s),ROUND(ROUND(%s*%s,6),0),\"-\"))", money.text,
                       money.text, share.text, amount.text, share.text);
    /* MIN passes a text over, so "not stated" has to be asked for. */
    own_talk_yen(k, row, HOSHI_STYLE_YEN, value,
                 row == T_OTHER ? hoshi_own_text(b, "IF(OR(ISNUMBER(%s),ISNUMBER(%s)),MIN(%s,%s),\"-\")",
                                                 money.text, share.text, amount.text, plain)
                                : plain);
    of_purchases(k, row, value);
}

static void talk_stated(const struct talk *k)
{
    struct own_book *b = k->b;
    const struct hoshi_case_negotiation *g = &b->c->buyer[b->split->party[k->p].buyer].negotiation;
    talk_row_of(k, T_AMOUNT,
                hoshi_own_say(b, "話し合う額（この取引先の年額）", "Amount in dispute (annual part)"),
                hoshi_own_say(b, "見積内訳の計。残りは当社の持出し",
                              "Total of the quotation view; the rest stays with the firm"));
    own_talk_yen(k, T_AMOUNT, HOSHI_STYLE_YEN_TOTAL, k->x->amount_yen,
                 hoshi_own_text(b, "MAX(0,%s)", hoshi_own_ref(b, "rise.%zu.annual", k->p).text));
    of_purchases(k, T_AMOUNT, k->x->amount_yen);
    talk_value_row(k, T_TARGET, hoshi_own_say(b, WORD(own_target)), g->own_target_ppm, g->own_target_yen,
                   k->x->target_yen,
                   hoshi_own_say(b, "最初に示す額。円を入れれば円を使う",
                                 "What is asked first; yen go before the share"));
    talk_value_row(k, T_OWN, hoshi_own_say(b, WORD(own_last_resort)), g->own_reservation_ppm,
                   g->own_reservation_yen, k->x->reservation_yen,
                   hoshi_own_say(b, "これを下回るなら決めない。目標以下にする",
                                 "Below it nothing is agreed; at most the target"));
    talk_value_row(k, T_OTHER, hoshi_own_say(b, WORD(other_last_resort)), g->other_reservation_estimated_ppm,
                   g->other_reservation_estimated_yen, k->x->other_yen,
                   hoshi_own_say(b, "推定にすぎない。話すたびに見直す。話し合う額が上限",
                                 "An estimate; at most the amount in dispute"));
    talk_row_of(
        k, T_POWER, hoshi_own_say(b, "当社の力（0〜100％）", "Own power (0 to 100 %)"),
        g->power_ppm == HOSHI_NONE
            ? hoshi_own_say(b, "入力がないため対等（50％）とした", "Not stated: taken as equal (50 %)")
            : hoshi_own_say(b, "代わりの取引先、代わりの供給者、急ぎの度合いなどから",
                            "From alternatives of both sides, urgency and so on"));
    if (g->power_ppm == HOSHI_NONE)
        hoshi_put_blank(talk_sheet(b), k->row + T_POWER, TALK_SHARE, HOSHI_STYLE_PERCENT_INPUT);
    else
        hoshi_put_micro(talk_sheet(b), k->row + T_POWER, TALK_SHARE, HOSHI_STYLE_PERCENT_INPUT, g->power_ppm);
    struct own_ref power = hoshi_own_at(k->row + T_POWER, TALK_SHARE);
    hoshi_put_formula(talk_sheet(b), k->row + T_POWER, TALK_USED, HOSHI_STYLE_PERCENT,
                      hoshi_micro_value(k->x->power_ppm), "=IF(ISNUMBER(%s),MAX(0,MIN(1,%s)),0.5)",
                      power.text, power.text);
    hoshi_put_text(talk_sheet(b), k->row + T_POWER, TALK_PERCENT, HOSHI_STYLE_CENTER, "-");
}

static void talk_zone(const struct talk *k)
{
    struct own_book *b = k->b;
    const char *const say[] = {
        [HOSHI_ZONE_UNKNOWN] = hoshi_own_say(b, "分からない：最低線と相手の上限の両方を入れる",
                                             "Not known: enter both last resorts"),
        [HOSHI_ZONE_NONE] = hoshi_own_say(b, PROSE(no_zone_of_agreement)),
        [HOSHI_ZONE_POINT] =
            hoshi_own_say(b, "一点だけで合意できる（最低線＝相手の上限）", "Only one amount suits both"),
        [HOSHI_ZONE_OPEN] = hoshi_own_say(b, PROSE(there_is_a_zone_from_own))};
    struct own_ref own = talk_used(k, T_OWN), other = talk_used(k, T_OTHER), z = talk_used(k, T_ZONE);
    talk_row_of(
        k, T_ZONE,
        hoshi_own_say(b, "合意の余地（相手の上限−最低線）", "Zone of agreement (their limit less ours)"), "");
    own_talk_yen(k, T_ZONE, HOSHI_STYLE_YEN_TOTAL, k->x->surplus_yen,
                 hoshi_own_text(b, "IF(AND(ISNUMBER(%s),ISNUMBER(%s)),N(%s)-N(%s),\"-\")", own.text,
                                other.text, other.text, own.text));
    of_purchases(k, T_ZONE, k->x->surplus_yen);
    hoshi_put_formula_text(talk_sheet(b), k->row + T_ZONE, TALK_NOTE, HOSHI_STYLE_WARN, say[k->x->zone],
                           "=IF(ISNUMBER(%s),IF(N(%s)<0,\"%s\",IF(N(%s)=0,\"%s\",\"%s\")),\"%s\")", z.text,
                           z.text, say[HOSHI_ZONE_NONE], z.text, say[HOSHI_ZONE_POINT], say[HOSHI_ZONE_OPEN],
                           say[HOSHI_ZONE_UNKNOWN]);
    hoshi_own_fit(b, OWN_TALK, k->row + T_ZONE, TALK_NOTE, say[HOSHI_ZONE_NONE]);
}

static void solution(const struct talk *k, uint32_t row, const char *label, int64_t value, const char *weight,
                     const char *note)
{
    struct own_book *b = k->b;
    struct own_ref z = talk_used(k, T_ZONE);
    talk_row_of(k, row, label, note);
    own_talk_yen(k, row, HOSHI_STYLE_YEN, value,
                 hoshi_own_text(b,
                                "IF(ISNUMBER(%s),IF(N(%s)>=0,N(%s)+ROUND(ROUND(N(%s)*%s,6),0),\"-\"),\"-\")",
                                z.text, z.text, talk_used(k, T_OWN).text, z.text, weight));
    of_purchases(k, row, value);
}

static void talk_between(const struct talk *k)
{
    struct own_book *b = k->b;
    struct own_ref t = talk_used(k, T_TARGET), x = talk_used(k, T_BETWEEN), own = talk_used(k, T_OWN),
                   other = talk_used(k, T_OTHER);
    const char *in = hoshi_own_say(b, "目標と据置き（0円）の真ん中。余地の中にある",
                                   "Middle of target and no rise; lies in the zone"),
               *out = hoshi_own_say(b, PROSE(middle_of_target_and_no_rise));
    talk_row_of(k, T_BETWEEN, hoshi_own_say(b, "言い値の中間", "Middle between the positions"), "");
    own_talk_yen(k, T_BETWEEN, HOSHI_STYLE_YEN, k->x->between_yen,
                 hoshi_own_text(b, "IF(ISNUMBER(%s),ROUND(N(%s)/2,0),\"-\")", t.text, t.text));
    of_purchases(k, T_BETWEEN, k->x->between_yen);
    hoshi_put_formula_text(
        talk_sheet(b), k->row + T_BETWEEN, TALK_NOTE, HOSHI_STYLE_TEXT, k->x->between_suits ? in : out,
        "=IF(AND(ISNUMBER(%s),ISNUMBER(%s),ISNUMBER(%s)),IF(AND(N(%s)>=N(%s),N(%s)<=N(%s)),\"%s\",\"%s\"),\"%s\")",
        x.text, own.text, other.text, x.text, own.text, x.text, other.text, in, out, out);
    hoshi_own_fit(b, OWN_TALK, k->row + T_BETWEEN, TALK_NOTE, out);
}

static void outcomes(const struct talk *k)
{
    struct own_book *b = k->b;
    const struct hoshi_uplift *u = &b->v->buyer[k->p].uplift;
    struct own_ref sales = hoshi_own_ref(b, "talk.sales"), cost = hoshi_own_ref(b, "talk.cost"),
                   amount = talk_used(k, T_AMOUNT);
    solution(k, T_NASH, hoshi_own_say(b, WORD(middle_of_the_zone)), k->x->nash_yen, "0.5",
             hoshi_own_say(b, "対等なら落ち着く額の目安", "Where equals would settle"));
    solution(k, T_WEIGHTED, hoshi_own_say(b, "当社の力に応じた額", "Weighted by power"), k->x->weighted_yen,
             talk_used(k, T_POWER).text, hoshi_own_say(b, "最低線＋力×余地", "Last resort + power x zone"));
    talk_between(k);
    talk_row_of(k, T_KEEPING, hoshi_own_say(b, "利益率を保つ参考額", "Amount that keeps the margin"),
                hoshi_own_say(b, PROSE(from_cost_now_part_1_margin)));
    own_talk_yen(k, T_KEEPING, HOSHI_STYLE_YEN,
                 u->keeping_yen == HOSHI_NONE ? HOSHI_NONE
                 : u->keeping_yen < 0         ? 0
                                              : u->keeping_yen,
                 hoshi_own_text(b, "IF(AND(N(%s)>0,N(%s)>0),ROUND(%s*%s/MAX(1,N(%s)),0),\"-\")", sales.text,
                                cost.text, amount.text, sales.text, cost.text));
    of_purchases(k, T_KEEPING, u->keeping_yen);
}

static void talk_ladder(const struct talk *k)
{
    struct own_book *b = k->b;
    const char *const head[TALK_COLUMNS] = {hoshi_own_say(b, "譲歩のはしご", "Ladder of concessions"),
                                            hoshi_own_say(b, "話し合う額比", "Of the amount"),
                                            hoshi_own_say(b, "下げ幅（円）", "Step down (yen)"),
                                            hoshi_own_say(b, WORD(yen_a_year)),
                                            hoshi_own_say(b, WORD(of_purchases)),
                                            hoshi_own_say(b, "何と引き換えか", "In exchange for")};
    const char *const what[HOSHI_LADDER_RUNGS] = {
        hoshi_own_say(b, "最初の提示。根拠資料を添えて、払い方を選んでもらう",
                      "First proposal, with grounds and ways to pay"),
        hoshi_own_say(b, "一時金か期限付き加算（早い受取り）、または複数年の取決め",
                      "Lump sum or surcharge (earlier money), or a term of years"),
        hoshi_own_say(b, "開始日・書面での明示・年1回の見直しの約束",
                      "First day, statement in orders, yearly review"),
        hoshi_own_say(b, "段階実施・支援（専門家、教育、現物の選択）",
                      "Pace, or support (experts, training, goods by choice)"),
        hoshi_own_say(b, "最低線。ここで止まり、届かなければ持ち帰る",
                      "Last resort: stop here, or take it home")};
    for (uint16_t c = 0; c < TALK_COLUMNS; c++)
        hoshi_put_text(talk_sheet(b), k->row + T_LADDER_HEAD, c, HOSHI_STYLE_HEAD, head[c]);
    struct own_ref t = talk_used(k, T_TARGET), own = talk_used(k, T_OWN), amount = talk_used(k, T_AMOUNT);
    for (uint32_t i = 0; i < HOSHI_LADDER_RUNGS; i++) {
        uint32_t row = LADDER + i;
        struct own_ref x = talk_used(k, row), before = talk_used(k, row - 1);
        int64_t value = k->x->ladder_yen[i], ppm = k->x->ladder_ppm[i];
        bool there = value != HOSHI_NONE;
        talk_row_of(k, row, hoshi_own_text(b, hoshi_own_say(b, "%u段目", "Rung %u"), i + 1), what[i]);
        own_talk_yen(
            k, row, HOSHI_STYLE_YEN, value,
            hoshi_own_text(
                b,
                "IF(AND(ISNUMBER(%s),ISNUMBER(%s)),IF(N(%s)<=N(%s),N(%s)-ROUND((N(%s)-N(%s))*%d/15,0),\"-\"),\"-\")",
                t.text, own.text, own.text, t.text, t.text, t.text, own.text, hoshi_ladder_fifteenths[i]));
        of_purchases(k, row, value);
        const char *share =
            hoshi_own_text(b, "IF(AND(ISNUMBER(%s),%s>0),ROUND(N(%s)*1000000/MAX(1,%s),0)/1000000,\"-\")",
                           x.text, amount.text, x.text, amount.text);
        if (ppm != HOSHI_NONE)
            hoshi_put_formula(talk_sheet(b), k->row + row, TALK_SHARE, HOSHI_STYLE_PERCENT,
                              hoshi_micro_value(ppm), "=%s", share);
        else
            hoshi_put_formula_text(talk_sheet(b), k->row + row, TALK_SHARE, HOSHI_STYLE_PERCENT, "-", "=%s",
                                   share);
        if (!i)
            hoshi_put_text(talk_sheet(b), k->row + row, TALK_YEN, HOSHI_STYLE_CENTER, "-");
        else if (there)
            hoshi_put_formula(talk_sheet(b), k->row + row, TALK_YEN, HOSHI_STYLE_YEN,
                              (double)(k->x->ladder_yen[i - 1] - value),
                              "=IF(ISNUMBER(%s),N(%s)-N(%s),\"-\")", x.text, before.text, x.text);
        else
            hoshi_put_formula_text(talk_sheet(b), k->row + row, TALK_YEN, HOSHI_STYLE_YEN, "-",
                                   "=IF(ISNUMBER(%s),N(%s)-N(%s),\"-\")", x.text, before.text, x.text);
    }
}

static void talk_block(struct own_book *b, size_t p, uint32_t row)
{
    struct talk k = {.b = b, .p = p, .row = row, .x = &b->v->buyer[p].talk};
    k.bought = hoshi_own_text(b, "N(%s)", hoshi_own_ref(b, "rise.%zu.purchases", p).text);
    hoshi_put_text(talk_sheet(b), row + T_NAME, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_text(b, "%zu. %s", p + 2, hoshi_own_party(b, p)));
    hoshi_own_heads(b, OWN_TALK, row + T_HEAD, heads, TALK_COLUMNS);
    talk_stated(&k);
    talk_zone(&k);
    outcomes(&k);
    talk_ladder(&k);
}

/* The customers' blocks, still by rows. */
static void talk_blocks(struct own_book *b, uint32_t row)
{
    lxw_row_t breaks[101] = {0};
    size_t n = 0;
    for (size_t p = 0; p < b->v->buyers; p++) {
        if (p % 2 == 1 && n < 100)
            breaks[n++] = row;
        talk_block(b, p, row);
        row += BLOCK;
    }
    if (!b->v->buyers)
        hoshi_put_text(talk_sheet(b), row++, 0, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, WORD(no_customer_has_asked)));
    if (n)
        worksheet_set_h_pagebreaks(talk_sheet(b)->sheet, breaks);
    hoshi_sheet_print_area(talk_sheet(b), row, TALK_NOTE);
    worksheet_freeze_panes(talk_sheet(b)->sheet, 2, 1);
}

/* Names for what the page of the talk shows. */
static void talk_marks(struct hoshi_page *p, const struct own_book *b)
{
    static const struct {
        uint32_t row;
        const char *name;
    } mark[] = {{T_AMOUNT, "amount"}, {T_TARGET, "target"}, {T_OWN, "own"},
                {T_OTHER, "other"},   {T_ZONE, "zone"},     {T_NASH, "middle"}};
    struct hoshi_page at = *p;
    at.column = TALK_USED;
    for (size_t i = 0; i < b->v->buyers; i++)
        for (size_t k = 0; k < sizeof mark / sizeof *mark; k++) {
            at.row = p->row + BLOCK * (uint32_t)i + mark[k].row;
            hoshi_page_mark(&at, "talk.%zu.%s", i, mark[k].name);
        }
}

void hoshi_own_talk_sheet(struct hoshi_page *p, void *book)
{
    struct own_book *b = book;
    double width[TALK_COLUMNS];
    for (size_t i = 0; i < TALK_COLUMNS; i++)
        width[i] = heads[i].width;
    hoshi_page_widths(p, width, TALK_COLUMNS);
    p->roomy = true;
    hoshi_page_title(
        p, hoshi_page_say(p, "交渉の数字（社内用・取引先へ渡さない）", "Figures of the talk (own use only)"),
        hoshi_page_say(p, PROSE(to_prepare_the_talk_the_other)));
    talk_accounts(p, b->v);
    talk_marks(p, b);
    if (hoshi_own_old_begin(b, p, OWN_TALK))
        talk_blocks(b, p->row);
}
