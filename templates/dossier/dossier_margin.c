/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 影響額: what the part does to the supplier's margin while it is not in the prices. Only when asked for: it
 * shows the accounts. */
#include "dossier_sheets.h"

#include <inttypes.h>

enum { M_LABEL, M_VALUE, M_NOTE, COLUMNS };

static void margin_figure(struct hoshi_buyer_page *g, const char *label, const char *name, const char *note)
{
    hoshi_put_text(&g->s, g->row, M_LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_text(&g->s, g->row, M_NOTE, HOSHI_STYLE_TEXT, note);
    hoshi_buyer_fit(g, label, g->width[M_LABEL], note, g->width[M_NOTE]);
    if (name)
        hoshi_define(&g->s, name, g->row, M_VALUE);
    g->row++;
}

static void input(struct hoshi_buyer_page *g, int64_t yen)
{
    if (yen == HOSHI_NONE)
        hoshi_put_blank(&g->s, g->row, M_VALUE, HOSHI_STYLE_YEN_INPUT);
    else
        hoshi_put_int(&g->s, g->row, M_VALUE, HOSHI_STYLE_YEN_INPUT, yen);
}

/* A value that follows from the accounts; "?" while they are not there. */
static void margin_result(struct hoshi_buyer_page *g, enum hoshi_style style, bool known, double value,
                          const char *formula)
{
    if (known)
        hoshi_put_formula(&g->s, g->row, M_VALUE, style, value,
                          "=IF(AND(margin_sales>0,margin_cost>0),%s,\"?\")", formula);
    else
        hoshi_put_formula_text(&g->s, g->row, M_VALUE, style, "?",
                               "=IF(AND(margin_sales>0,margin_cost>0),%s,\"?\")", formula);
}

static void accounts(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier_margin *m = &k->d->margin;
    hoshi_buyer_heading(g,
                        hoshi_buyer_say(b, "1. 元になる数字（直近の決算）", "1. Figures (latest accounts)"));
    input(g, m->sales_yen);
    margin_figure(g, hoshi_buyer_say(b, WORD(sales_a_year_yen)), "margin_sales",
                  m->sales_yen == HOSHI_NONE
                      ? hoshi_dossier_gap(k, hoshi_buyer_say(b, "左の欄に決算書の売上高", "sales, at left"))
                      : hoshi_dossier_origin(k, 0));
    input(g, m->cost_yen);
    margin_figure(g, hoshi_buyer_say(b, "年間の費用の計（円）", "All costs of the year, yen"), "margin_cost",
                  m->cost_yen == HOSHI_NONE
                      ? hoshi_dossier_gap(k, hoshi_buyer_say(b, "左の欄に売上原価と販売費・一般管理費の計",
                                                             "all costs, at left"))
                      : hoshi_dossier_origin(k, 0));
    hoshi_put_formula(&g->s, g->row, M_VALUE, HOSHI_STYLE_YEN, (double)k->d->view->asked_annual_yen,
                      "=dossier_annual_yen");
    margin_figure(g,
                  hoshi_buyer_say(b, "この相手方に相談する年額（円）", "The part to talk about, yen a year"),
                  "margin_part",
                  hoshi_dossier_print(k, hoshi_buyer_say(b, "「%s」から", "from sheet %s"),
                                      hoshi_dossier_sheet_name(k, HOSHI_DOSSIER_COST)));
}

static void effect(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier_margin *m = &k->d->margin;
    bool before = m->margin_ppm != HOSHI_NONE, after = m->unrecovered_ppm != HOSHI_NONE;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "2. 価格に反映されない間の影響", "2. Effect while prices stay as they are"));
    margin_result(g, HOSHI_STYLE_PERCENT, before, before ? hoshi_micro_value(m->margin_ppm) : 0,
                  "ROUND((margin_sales-margin_cost)/margin_sales,6)");
    margin_figure(g, hoshi_buyer_say(b, WORD(margin_now)), "margin_now",
                  hoshi_buyer_say(b, "（売上高－費用）÷売上高", "(sales − costs) ÷ sales"));
    margin_result(g, HOSHI_STYLE_PERCENT, after, after ? hoshi_micro_value(m->unrecovered_ppm) : 0,
                  "ROUND((margin_sales-margin_cost-margin_part)/margin_sales,6)");
    margin_figure(
        g,
        hoshi_buyer_say(b, "利益率（この分を当社が負担した場合）", "Margin when the supplier bears the part"),
        "margin_after",
        hoshi_buyer_say(b, "この相手方の分だけを加えた場合。他の取引先分は含みません。",
                        "with this side's part alone; not those of others"));
    margin_result(g, HOSHI_STYLE_PERCENT, before && after,
                  before && after ? hoshi_micro_value(m->unrecovered_ppm) - hoshi_micro_value(m->margin_ppm)
                                  : 0,
                  "margin_after-margin_now");
    margin_figure(g, hoshi_buyer_say(b, "利益率の変化", "Change of the margin"), NULL,
                  hoshi_buyer_say(b, "100を掛けるとポイントになります。", "times 100: percentage points"));
    bool keeping = m->keeping_yen != HOSHI_NONE;
    margin_result(g, HOSHI_STYLE_YEN, keeping, keeping ? (double)m->keeping_yen : 0,
                  "ROUND(margin_part*margin_sales/margin_cost,0)");
    margin_figure(g, hoshi_buyer_say(b, "利益率を保つのに要る年額（円）", "Yen a year that keeps the margin"),
                  NULL, hoshi_buyer_say(b, PROSE(for_reference_the_amount_to_talk)));
}

void hoshi_dossier_write_margin(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {38, 22, 42};
    const struct hoshi_buyer_book *b = &k->b;
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_MARGIN,
        hoshi_buyer_say(b, "影響額（当社の利益率）", "Effect on the supplier's margin"), width, COLUMNS);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_WARN,
                     hoshi_buyer_say(b, PROSE(this_sheet_shows_the_suppliers_accounts)));
    accounts(&g);
    effect(&g);
    hoshi_dossier_done(&g);
}
