/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 見積内訳: the amount as a quotation. Its last line is annual_yen, from which every price follows. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum { COLUMN_NAME, COLUMN_CONTENT, COLUMN_PROPOSED, COLUMN_ANNUAL, COLUMN_HORIZON, COLUMNS };

static void quotation_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {
        hoshi_buyer_say(b, WORD(nature)), hoshi_buyer_say(b, "含むもの", "What it holds"),
        hoshi_buyer_say(b, "提案時の年額（円）", "A year as proposed, yen"),
        hoshi_buyer_say(b, WORD(yen_a_year)),
        hoshi_buyer_print(g->b, hoshi_buyer_say(b, "期間計（%d年・円）", "Whole period (%d years), yen"),
                          b->v->horizon)};
    hoshi_buyer_head(g, texts);
}

static const char *content(const struct hoshi_buyer_book *b, int nature)
{
    static const char *const ja[HOSHI_NATURES] = {
        "社内の作業・教育・記録や規程の維持に充てる時間（賃上げ分の労務費改定とは別枠であり重複しない）",
        "外部に委託する構築・監視・助言・確認",
        "ライセンス・クラウドなどの利用料",
        "機器などの購入額を使う年数で均等に割った額（会計上の減価償却費とは一致しない）",
        "★の評価・登録などの料金とその他の手数料",
        "教材・講習・訓練の費用"};
    static const char *const en[HOSHI_NATURES] = {
        "own time for work, training, rules and records (apart from any wage rise, not counted twice)",
        "set-up, monitoring, advice and confirmation bought from outside",
        "licences, cloud services",
        "purchases spread evenly over the years of use (not the depreciation of the accounts)",
        "evaluation and registration of the star and other fees",
        "material, courses, exercises"};
    if (nature == HOSHI_NATURE_FEE && b->v->fees_annual_yen > 0)
        return hoshi_buyer_say(
            b, "★の評価・登録などの料金（未公表、推計）とその他の手数料",
            "evaluation and registration of the star (fees not published, estimated) and other fees");
    return hoshi_buyer_say(b, ja[nature], en[nature]);
}

static void amount_row(struct hoshi_buyer_page *g, const char *name, const char *text, int64_t annual,
                       int64_t horizon)
{
    struct hoshi_sheet *s = &g->s;
    hoshi_put_text(s, g->row, COLUMN_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_put_text(s, g->row, COLUMN_CONTENT, HOSHI_STYLE_TEXT, text);
    hoshi_put_int(s, g->row, COLUMN_PROPOSED, HOSHI_STYLE_YEN, annual);
    hoshi_put_int(s, g->row, COLUMN_ANNUAL, HOSHI_STYLE_YEN_INPUT, annual);
    hoshi_put_int(s, g->row, COLUMN_HORIZON, HOSHI_STYLE_YEN, horizon);
    hoshi_buyer_fit(g, name, g->width[COLUMN_NAME], text, g->width[COLUMN_CONTENT]);
    g->row++;
}

static void quotation_amounts(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    unsigned first = g->row + 1;
    if (hoshi_buyer_shows_groups(b)) {
        /* No row of nothing: a labour of 0 yen would be read as a promise. */
        for (int n = 0; n < HOSHI_NATURES; n++)
            if (v->annual_by_nature_yen[n] || v->by_nature_yen[n] ||
                (n + 1 == HOSHI_NATURES && g->row < first))
                amount_row(g, hoshi_say_nature(b->book.lang, (enum hoshi_nature)n), content(b, n),
                           v->annual_by_nature_yen[n], v->by_nature_yen[n]);
    } else {
        amount_row(g, hoshi_buyer_say(b, "対策費用", "Cost of measures"),
                   hoshi_buyer_say(b, PROSE(own_labour_services_licences_equipment)), v->annual_yen,
                   v->horizon_yen);
    }
    hoshi_put_text(&g->s, g->row, COLUMN_NAME, HOSHI_STYLE_TOTAL,
                   hoshi_buyer_say(b, "費用の計", "Sum of costs"));
    hoshi_put_blank(&g->s, g->row, COLUMN_CONTENT, HOSHI_STYLE_TOTAL);
    for (uint16_t c = COLUMN_PROPOSED; c < COLUMNS; c++)
        hoshi_put_formula(&g->s, g->row, c, HOSHI_STYLE_YEN_TOTAL,
                          (double)(c == COLUMN_HORIZON ? v->horizon_yen : v->annual_yen), "=SUM(%c%u:%c%u)",
                          'A' + c, first, 'A' + c, (unsigned)g->row);
    hoshi_define(&g->s, "proposed_annual_yen", g->row, COLUMN_PROPOSED);
    hoshi_define(&g->s, "sum_by_nature_yen", g->row, COLUMN_ANNUAL);
    g->row++;
}

/* A line of the lower part: name, explanation, perhaps an input in the third column, the amount in the
 * fourth. */
static void lower(struct hoshi_buyer_page *g, bool total, const char *name, const char *text, double value,
                  const char *formula)
{
    struct hoshi_sheet *s = &g->s;
    hoshi_put_text(s, g->row, COLUMN_NAME, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, name);
    hoshi_put_text(s, g->row, COLUMN_CONTENT, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_TEXT, text);
    hoshi_put_blank(s, g->row, COLUMN_PROPOSED, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_TEXT);
    hoshi_put_formula(s, g->row, COLUMN_ANNUAL, total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN, value, "%s",
                      formula);
    hoshi_put_blank(s, g->row, COLUMN_HORIZON, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_TEXT);
    hoshi_buyer_fit(g, name, g->width[COLUMN_NAME], text, g->width[COLUMN_CONTENT]);
    g->row++;
}

static void rate(struct hoshi_buyer_page *g, const char *label, const char *name, const char *text,
                 const char *formula)
{
    uint32_t row = g->row;
    lower(g, false, label, text, 0, formula);
    hoshi_put_micro(&g->s, row, COLUMN_PROPOSED, HOSHI_STYLE_PERCENT_INPUT, 0);
    hoshi_define(&g->s, name, row, COLUMN_PROPOSED);
}

/* On an estimate the amount asked goes down to whole steps a month. */
static void rounding(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    uint32_t row = g->row;
    lower(
        g, false, hoshi_buyer_say(b, WORD(estimate_rounding)),
        hoshi_buyer_say(b, "見積書が揃うまで、月額をこの刻み（円）に切り捨てます",
                        "until quotations are there: down to this step, yen a month"),
        (double)(v->asked_annual_yen - v->annual_yen),
        "=IF(AND(N(month_step_yen)>1,cost_subtotal_yen+overhead_yen+profit_yen>0),-MOD(cost_subtotal_yen+overhead_yen+profit_yen,12*month_step_yen),0)");
    hoshi_put_int(&g->s, row, COLUMN_PROPOSED, HOSHI_STYLE_YEN, v->ask_step_yen);
    hoshi_define(&g->s, "month_step_yen", row, COLUMN_PROPOSED);
    hoshi_define(&g->s, "estimate_rounding_yen", row, COLUMN_ANNUAL);
}

static void quotation_totals(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    double annual = (double)b->v->annual_yen;
    lower(g, false, hoshi_buyer_say(b, "変更による増減", "Changes made elsewhere"),
          hoshi_buyer_say(b, PROSE(what_changing_the_key_share_or)), 0,
          hoshi_buyer_shows_groups(b) ? "=category_total_yen-proposed_annual_yen"
                                      : "=ROUND((proposed_annual_yen-demanded_yen)*(key_factor-1),0)");
    hoshi_define(&g->s, "changes_yen", g->row - 1, COLUMN_ANNUAL);
    lower(g, true, hoshi_buyer_say(b, WORD(subtotal)),
          hoshi_buyer_say(b, "費用の計＋増減", "sum of costs and changes"), annual,
          "=sum_by_nature_yen+changes_yen");
    hoshi_define(&g->s, "cost_subtotal_yen", g->row - 1, COLUMN_ANNUAL);
    rate(g, hoshi_buyer_say(b, WORD(overheads)), "overhead_rate",
         hoshi_buyer_say(b, "小計 × 率（既定は0。貴社の見積書式で必要なときだけ）",
                         "subtotal × rate (0 unless your form asks for it)"),
         "=ROUND(cost_subtotal_yen*overhead_rate,0)");
    hoshi_define(&g->s, "overhead_yen", g->row - 1, COLUMN_ANNUAL);
    rate(g, hoshi_buyer_say(b, WORD(profit)), "profit_rate",
         hoshi_buyer_say(b, "（小計＋一般管理費）× 率（既定は0）",
                         "(subtotal + overheads) × rate (0 unless stated)"),
         "=ROUND((cost_subtotal_yen+overhead_yen)*profit_rate,0)");
    hoshi_define(&g->s, "profit_yen", g->row - 1, COLUMN_ANNUAL);
    bool rough = b->v->ask_step_yen != 0;
    if (rough)
        rounding(g);
    lower(g, true, hoshi_buyer_say(b, "計（年額・税抜）", "Total a year, before tax"),
          rough ? hoshi_buyer_say(b, "貴社にご負担をご相談する額（概算）",
                                  "what we ask you to discuss (an estimate)")
                : hoshi_buyer_say(b, "貴社にご負担をご相談する額", "what we ask you to discuss"),
          (double)b->v->asked_annual_yen,
          rough ? "=cost_subtotal_yen+overhead_yen+profit_yen+estimate_rounding_yen"
                : "=cost_subtotal_yen+overhead_yen+profit_yen");
    hoshi_define(&g->s, "annual_yen", g->row - 1, COLUMN_ANNUAL);
}

void hoshi_buyer_write_quotation(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {20, 42, 16, 16, 17};
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_QUOTATION, false,
                         hoshi_buyer_say(b, "見積内訳（貴社分）", "Quotation (your part)"), width, COLUMNS);
    hoshi_buyer_line(&g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(yearly_amount_is_one_off_costs)));
    g.row++;
    uint32_t top = g.row;
    quotation_head(&g);
    quotation_amounts(&g);
    quotation_totals(&g);
    g.row++;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(spreading_over_the_years_of_use)));
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(rate_other_than_0_is_added)));
    hoshi_sheet_freeze(&g.s, top + 1, 1, top);
    hoshi_sheet_protect(&g.s);
}
