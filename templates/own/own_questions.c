/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to expect, with the figure and the place that answer each, on the page of the talk; own side only. The
 * customer is chosen by number. */
#include "own_sheets.h"

/** A question and its figure. */
struct question {
    const char *asked, *answer, *label, *source, *formula;
    enum hoshi_style style;
    double value;
    bool known; /* otherwise "-" */
};

/* A column of the figures by customer at the chosen number; NULL without customers. */
static const char *chosen(struct own_book *b, const char *column)
{
    return hoshi_own_text(b, "INDEX(%s,%s)", hoshi_own_ref(b, "chosen#%s", column).text,
                          hoshi_own_ref(b, "plan.number").text);
}

static struct question of_chosen(struct own_book *b, struct question q, const char *column, bool known,
                                 double value)
{
    q.known = known && b->v->buyers;
    q.value = value;
    q.formula = "\"-\"";
    if (b->v->buyers)
        q.formula = hoshi_own_text(b, "IF(%s=\"\",\"-\",%s)", chosen(b, column), chosen(b, column));
    return q;
}

static void for_whom(struct own_book *b, struct question *q)
{
    size_t last = b->split->parties - 1, n = b->v->buyers;
    int64_t asked = n ? b->split->party[0].asked_annual_yen : 0;
    *q = (struct question){.asked = hoshi_own_say(b, "御社のための対策でしょう", "It is for your own good"),
                           .answer = hoshi_own_say(b, PROSE(what_we_owe_anyway_what_we)),
                           .label = hoshi_own_say(b, "ほかの取引先の分と当社の持出し（円／年）",
                                                  "Left with the others and the firm (yen a year)"),
                           .source = hoshi_own_say(b, WORD(split)),
                           .style = HOSHI_STYLE_YEN,
                           .known = true,
                           .value = (double)(b->split->annual_yen - asked),
                           .formula = hoshi_own_text(
                               b, "SUM(%s)", hoshi_own_ref(b, "split.0:asked..split.%zu:asked", last).text)};
    if (!n)
        q->label = hoshi_own_say(b, "ほかの取引先分と当社の持出し（円／年）",
                                 "Left with others and the firm (yen a year)");
    else
        q->formula = hoshi_own_text(b, "%s-INDEX(%s,%s)", q->formula,
                                    hoshi_own_ref(b, "split.0:asked..split.%zu:asked", n - 1).text,
                                    hoshi_own_ref(b, "plan.number").text);
}

static void own_people(struct own_book *b, struct question *q)
{
    *q = (struct question){
        .asked = hoshi_own_say(b, "社員の人件費はもともと払っている", "Your people are paid anyway"),
        .answer = hoshi_own_say(b, PROSE(time_is_missing_elsewhere_overtime_or)),
        .label =
            hoshi_own_say(b, "社内工数の額（円／年、費用全体の中で）", "Own work (yen a year, of the whole)"),
        .source =
            hoshi_own_say(b, "見積内訳、労務費の価格交渉の指針", "Quotation view; guidance on labour cost"),
        .style = HOSHI_STYLE_YEN,
        .known = true,
        .value = (double)b->v->effort_annual_yen,
        .formula = b->v->certain
                       ? hoshi_own_text(b, "SUMIFS(%s,%s,0)", hoshi_own_ref(b, "calc#gross_annual").text,
                                        hoshi_own_ref(b, "calc#cash").text)
                       : "0"};
}

static void cheaper(struct own_book *b, struct question *q)
{
    *q = (struct question){
        .asked = hoshi_own_say(b, "もっと安いやり方があるはず", "There must be a cheaper way"),
        .answer = hoshi_own_say(b, PROSE(plan_is_the_cheapest_that_closes)),
        .label =
            hoshi_own_say(b, "次に安い組合せとの差（円、期間計）", "Next plan is dearer by (yen, all years)"),
        .source = hoshi_own_say(b, "対策（次善案）", "Sheet Measures (next best)"),
        .style = HOSHI_STYLE_YEN,
        .known = b->v->swaps > 0,
        .value = (double)(b->e->next_best.cost_yen - b->e->plan.cost_yen),
        .formula = "\"-\""};
    if (b->v->swaps)
        q->formula = hoshi_own_text(b, "%lld+%s-%lld", (long long)q->value,
                                    hoshi_own_ref(b, "swap.total:horizon").text, (long long)b->v->swap_yen);
}

/* What the share of the whole business does not divide; NULL where it divides all. */
static const char *apart(const struct own_book *b)
{
    bool star = b->v->ruling_star >= HOSHI_RULING_ASKERS, four = b->v->ruling4 >= HOSHI_RULING_ASKERS;
    if (star && four)
        return hoshi_own_say(b, "★そのもの（評価・登録・維持）の費用と★4で加わる費用",
                             "the star itself (evaluation, registration, upkeep) and what ★4 adds");
    if (four)
        return hoshi_own_say(b, WORD_IN(what_adds_star4));
    return star ? hoshi_own_say(b, "★そのもの（評価・登録・維持）の費用",
                                "the star itself (evaluation, registration, upkeep)")
                : NULL;
}

/* By the rules that govern the lines of this case: a part is one of two figures only where no other rule does. */
static const char *how_divided(struct own_book *b)
{
    enum hoshi_ruling star = b->v->ruling_star, four = b->v->ruling4;
    const char *x = apart(b);
    if (b->v->ruling3 != HOSHI_RULING_BY_SHARE || star == HOSHI_RULING_BY_RULE ||
        four == HOSHI_RULING_BY_RULE)
        return hoshi_own_say(b, PROSE(it_was_divided_by_the_rules));
    if (!x)
        return hoshi_own_say(b, PROSE(it_is_your_part_of_our));
    return hoshi_own_text(b,
                          star != HOSHI_RULING_ASKERS && four != HOSHI_RULING_ASKERS
                              ? hoshi_own_say(b, PROSE(it_is_your_part_but_for_one_asker))
                              : hoshi_own_say(b, PROSE(it_is_your_part_but_for_askers)),
                          x, x);
}

static void why_this_share(struct own_book *b, struct question *q)
{
    bool there = b->v->buyers > 0;
    *q = (struct question){
        .asked = hoshi_own_say(b, "なぜうちがこの割合なのか", "Why this share for us?"),
        .answer = how_divided(b),
        .label = hoshi_own_text(
            b,
            apart(b) ? hoshi_own_say(b, "選んだ取引先の配賦割合（%sには使わない）",
                                     "Key share of the chosen customer (not for %s)")
                     : hoshi_own_say(b, "選んだ取引先の配賦割合%s", "Key share of the chosen customer%s"),
            apart(b) ? apart(b) : ""),
        .source = hoshi_own_say(b, "負担案、発注実績と決算書", "Sheet Split; orders and accounts"),
        .style = HOSHI_STYLE_PERCENT,
        .known = there,
        .value = there ? hoshi_micro_value(b->split->party[0].share_ppm) : 0,
        .formula = "\"-\""};
    if (there)
        q->formula = hoshi_own_text(b, "INDEX(%s,%s)",
                                    hoshi_own_ref(b, "split.0:share..split.%zu:share", b->v->buyers - 1).text,
                                    hoshi_own_ref(b, "plan.number").text);
}

static void no_budget(struct own_book *b, struct question *q)
{
    struct question x = {.asked = hoshi_own_say(b, "今期の予算がない", "There is no budget this year"),
                         .answer = hoshi_own_say(b, PROSE(start_next_year_pay)),
                         .label = hoshi_own_say(b, "月額にすると（円）", "As a monthly amount (yen)"),
                         .source = hoshi_own_say(b, WORD(offers)),
                         .style = HOSHI_STYLE_YEN};
    *q = of_chosen(b, x, "month", true, b->v->buyers ? (double)b->v->buyer[0].uplift.per_month_yen : 0);
}

static void all_details(struct own_book *b, struct question *q)
{
    struct question x = {
        .asked = hoshi_own_say(b, "原価の明細を全部出してほしい", "Show us every detail of your cost"),
        .answer = hoshi_own_say(b, PROSE(we_explain_with_totals_rates)),
        .label =
            hoshi_own_say(b, "選んだ取引先の年額を見積書で裏付けた割合", "Of its part, backed by quotations"),
        .source =
            hoshi_own_say(b, "渡す資料の概要、労務費の指針", "Summary of its file; guidance on labour cost"),
        .style = HOSHI_STYLE_PERCENT};
    *q = of_chosen(b, x, "quoted", true, b->v->buyers ? hoshi_micro_value(b->v->buyer[0].quoted_ppm) : 0);
}

static void subsidies(struct own_book *b, struct question *q)
{
    *q = (struct question){
        .asked = hoshi_own_say(b, "補助金を使えばよい", "Use a subsidy"),
        .answer = hoshi_own_say(b, PROSE(what_is_granted_is_taken_off)),
        .label = hoshi_own_say(b, "差引き済みの補助金等（円／年）", "Funding taken off (yen a year)"),
        .source = hoshi_own_say(b, "負担案、見積内訳", "Sheets Split, Quotation view"),
        .style = HOSHI_STYLE_YEN,
        .known = true,
        .value = (double)b->split->funding_annual_yen,
        .formula = hoshi_own_text(b, "%s", hoshi_own_ref(b, "calc.total:fund_annual").text)};
}

static void flat_percentage(struct own_book *b, struct question *q)
{
    int64_t ppm = b->v->buyers ? b->v->buyer[0].uplift.percent_ppm : HOSHI_NONE;
    struct question x = {.asked = hoshi_own_say(b, "値上げは一律○％までと決まっている",
                                                "Rises are limited to a flat percentage"),
                         .answer = hoshi_own_say(b, PROSE(we_hear_that_let_us_look)),
                         .label = hoshi_own_say(b, "購入額に対する率", "Percent of the purchases"),
                         .source = hoshi_own_say(b, "価格①", "Sheet Prices, form 1"),
                         .style = HOSHI_STYLE_PERCENT};
    *q = of_chosen(b, x, "percent", ppm != HOSHI_NONE, ppm != HOSHI_NONE ? hoshi_micro_value(ppm) : 0);
}

static void volume(struct own_book *b, struct question *q)
{
    struct question x = {
        .asked = hoshi_own_say(b, "数量が増えたら取りすぎではないか", "With more volume you take too much"),
        .answer = hoshi_own_say(b, PROSE(true_so_it_is_reviewed_yearly)),
        .label = hoshi_own_say(b, "数量が2割変わったときの差（円／年）",
                               "Difference at 20 % of volume (yen a year)"),
        .source = hoshi_own_say(b, "支払案（見直し表・型費償却）", "Sheet Offers (review, tooling)"),
        .style = HOSHI_STYLE_YEN};
    *q = of_chosen(b, x, "annual", true, b->v->buyers ? (double)b->v->buyer[0].uplift.fallen_yen : 0);
    if (b->v->buyers)
        q->formula =
            hoshi_own_text(b, "%s-ROUND(ROUND(%s*(1-0.2),6),0)", chosen(b, "annual"), chosen(b, "annual"));
}

static void padding(struct own_book *b, struct question *q)
{
    *q = (struct question){
        .asked = hoshi_own_say(b, "予備費や利益が乗っているのでは", "There must be reserves or profit in it"),
        .answer = hoshi_own_say(b, PROSE(no_reserve_is_in_it_overhead)),
        .label = hoshi_own_say(b, "一般管理費率＋利益率", "Overhead + profit rate"),
        .source = hoshi_own_say(b, "見積内訳、幅", "Sheets Quotation view, Range"),
        .style = HOSHI_STYLE_PERCENT,
        .known = true,
        .value = 0,
        .formula = hoshi_own_text(b, "%s+%s", hoshi_own_ref(b, "breakdown.overhead").text,
                                  hoshi_own_ref(b, "breakdown.profit").text)};
}

static void question_row(struct hoshi_page *p, int64_t no, const struct question *q)
{
    hoshi_page_int(p, HOSHI_STYLE_COUNT, no);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, q->asked);
    hoshi_page_wide(p, 4, HOSHI_STYLE_TEXT, q->answer);
    hoshi_page_text(p, HOSHI_STYLE_TEXT,
                    hoshi_page_print(p, hoshi_page_say(p, "%s〔%s〕", "%s [%s]"), q->label, q->source));
    if (q->known)
        hoshi_page_formula(p, q->style, q->value, "%s", q->formula);
    else
        hoshi_page_formula_text(p, q->style, "-", "%s", q->formula);
    hoshi_page_next(p);
}

static void question_selector(struct hoshi_page *p, struct own_book *b)
{
    hoshi_page_wide(p, 6, HOSHI_STYLE_LABEL, hoshi_page_say(p, PROSE(number_of_the_customer_order)));
    if (b->v->buyers)
        hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, hoshi_own_party(b, 0), "%s&\"\"", chosen(b, "name"));
    else
        hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_page_say(p, WORD(no_customer_has_asked)));
    hoshi_page_mark(p, "plan.number");
    hoshi_page_int(p, HOSHI_STYLE_COUNT_INPUT, 1);
    hoshi_page_next(p);
}

void hoshi_own_write_questions(struct hoshi_page *p, struct own_book *b)
{
    static void (*const ask[])(struct own_book *, struct question *) = {
        for_whom,    own_people, cheaper,         why_this_share, no_budget,
        all_details, subsidies,  flat_percentage, volume,         padding};
    hoshi_page_heading(p, hoshi_page_say(p, "想定問答", "Questions to expect"));
    question_selector(p, b);
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, "言われそうなこと", "What may be said"));
    hoshi_page_wide(p, 4, HOSHI_STYLE_HEAD, hoshi_page_say(p, "答え方", "How to answer"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(figure_used)));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(value)));
    hoshi_page_next(p);
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct question q;
        ask[i](b, &q);
        question_row(p, (int64_t)i + 1, &q);
    }
}
