/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 協議申入書: one A4 page that asks for a talk. */
#include "buyer_sheets.h"
#include "text.h"

#include <inttypes.h>

enum { COLUMNS = 6, ITEMS_SHOWN = 3 };

/* ---- head ---- */

/* Half a row; what the case does not state is an input with a word for what belongs there. */
static void half(struct hoshi_buyer_page *g, uint16_t first, const char *text, const char *missing)
{
    hoshi_put_merged(&g->s, g->row, first, g->row, (uint16_t)(first + 2),
                     text ? HOSHI_STYLE_PLAIN : HOSHI_STYLE_TEXT_INPUT, text ? text : missing);
}

static void parties(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    const char *buyer =
        v->buyer->name ? hoshi_buyer_print(b, hoshi_buyer_say(b, "%s 御中", "To: %s"), v->buyer->name) : NULL;
    const char *const left[] = {buyer, v->buyer->department ? v->buyer->department : "", "", ""};
    const char *const right[] = {hoshi_buyer_date(b, v->as_of), v->supplier_name, v->supplier_representative,
                                 v->supplier_address};
    const char *const missing[] = {"", hoshi_buyer_say(b, WORD(company_blank)),
                                   hoshi_buyer_say(b, "（役職・氏名）", "(title, name)"),
                                   hoshi_buyer_say(b, "（所在地）", "(address)")};
    for (size_t i = 0; i < 4; i++) {
        half(g, 0, left[i], hoshi_buyer_say(b, WORD(addressee)));
        half(g, 3, right[i], missing[i]);
        const char *l = left[i] ? left[i] : "", *r = right[i] ? right[i] : "";
        hoshi_sheet_fit(&g->s, g->row, hoshi_text_width(l) > hoshi_text_width(r) ? l : r, 46);
        g->row++;
    }
}

static void opening(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    const char *document = v->buyer->request.document;
    const char *reason;
    if (!v->asked)
        reason = hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(for_the_safety_of_our_trade)), v->level);
    else if (v->buyer->request.made_on.year)
        reason = hoshi_buyer_print(
            b, hoshi_buyer_say(b, PROSE(on_you_asked_us_for_star)),
            hoshi_buyer_date(b, v->buyer->request.made_on),
            document ? hoshi_buyer_print(b, hoshi_buyer_say(b, "「%s」", "in \"%s\""), document)
                     : hoshi_buyer_say(b, "のご連絡", "in your message"),
            v->level);
    else
        reason =
            hoshi_buyer_print(b,
                              hoshi_buyer_say(b, "ご要請の★%dに対応するため、対策の費用が生じます。",
                                              "To meet the ★%d you asked for, measures have to be paid for."),
                              v->level);
    hoshi_buyer_line(
        g, HOSHI_STYLE_PLAIN,
        hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(thank_you_for_your_continued_business)), reason));
}

/* ---- the price table ---- */

static void price_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_put_merged(&g->s, g->row, 0, g->row, 1, HOSHI_STYLE_HEAD,
                     hoshi_buyer_say(b, WORD(items_concerned)));
    hoshi_put_text(&g->s, g->row, 2, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(price_now_yen)));
    hoshi_put_text(&g->s, g->row, 3, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(price_asked_yen)));
    hoshi_put_text(&g->s, g->row, 4, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(price_change)));
    hoshi_put_text(&g->s, g->row, 5, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(effective_on)));
    hoshi_buyer_lines(g, 1);
    g->row++;
}

static void price_item(struct hoshi_buyer_page *g, size_t i)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_case_item *x = &b->v->buyer->item[i];
    const struct hoshi_item_price *p = &b->v->uplift.item[i];
    const char *on = hoshi_buyer_sheet_name(b, HOSHI_BUYER_PRICE);
    unsigned row = HOSHI_BUYER_ITEM_ROW + 1 + (unsigned)i;
    const char *label = hoshi_buyer_print(b, "%s %s", x->code, x->name ? x->name : "");
    hoshi_put_merged(&g->s, g->row, 0, g->row, 1, HOSHI_STYLE_TEXT, label);
    hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_YEN2, hoshi_micro_value(x->unit_price_micro), "='%s'!C%u",
                      on, row);
    hoshi_put_formula(&g->s, g->row, 3, HOSHI_STYLE_YEN2,
                      hoshi_micro_value(p->item ? p->new_price_micro : x->unit_price_micro), "='%s'!H%u", on,
                      row);
    hoshi_put_formula(&g->s, g->row, 4, HOSHI_STYLE_PERCENT, hoshi_micro_value(p->percent_ppm), "='%s'!I%u",
                      on, row);
    hoshi_put_text(&g->s, g->row, 5, HOSHI_STYLE_CENTER, hoshi_buyer_date(b, b->v->start));
    hoshi_sheet_fit(&g->s, g->row, label, 2 * 15.5);
    g->row++;
}

static void price_all(struct hoshi_buyer_page *g, const char *name)
{
    struct hoshi_buyer_book *b = g->b;
    hoshi_put_merged(&g->s, g->row, 0, g->row, 1, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(&g->s, g->row, 2, HOSHI_STYLE_CENTER, hoshi_buyer_say(b, "現行の各単価", "each as now"));
    hoshi_put_text(&g->s, g->row, 3, HOSHI_STYLE_CENTER,
                   hoshi_buyer_say(b, "左に改定率を加算", "plus the change"));
    if (b->v->uplift.percent_ppm == HOSHI_NONE)
        hoshi_put_formula_text(&g->s, g->row, 4, HOSHI_STYLE_PERCENT, hoshi_buyer_rate_text(b),
                               "=purchase_rate");
    else
        hoshi_put_formula(&g->s, g->row, 4, HOSHI_STYLE_PERCENT, hoshi_micro_value(b->v->uplift.percent_ppm),
                          "=purchase_rate");
    hoshi_put_text(&g->s, g->row, 5, HOSHI_STYLE_CENTER, hoshi_buyer_date(b, b->v->start));
    hoshi_buyer_lines(g, b->book.lang == HOSHI_JA ? 1 : 2);
    g->row++;
}

static void prices(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_uplift *u = &b->v->uplift;
    static const char *const ja[] = {"発注日を基準", "納入日を基準"}, *const en[] = {"by date of order",
                                                                                     "by date of delivery"};
    bool by_item = u->items && !u->covers_little && u->coverage_ppm != HOSHI_NONE;
    price_head(g);
    for (size_t i = 0; by_item && i < u->items && i < ITEMS_SHOWN; i++)
        price_item(g, i);
    if (by_item && u->items > ITEMS_SHOWN)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                         hoshi_buyer_print(b,
                                           hoshi_buyer_say(b, "ほか%zu品目は「価格」のとおりです。",
                                                           "%zu more items: see sheet Prices."),
                                           u->items - ITEMS_SHOWN));
    if (by_item && u->coverage_ppm < HOSHI_MICRO)
        price_all(g, hoshi_buyer_say(b, "「価格」に記載のない品目（一律）", "Items not on sheet Prices"));
    if (!by_item)
        price_all(g, hoshi_buyer_say(b, "お取引の全品目（一律）", "All items alike"));
    hoshi_put_merged(&g->s, g->row, 0, g->row, 3, HOSHI_STYLE_LABEL,
                     hoshi_buyer_say(b, "適用の基準（発注日か納入日かを選ぶ）",
                                     "Applies by (choose date of order or of delivery)"));
    hoshi_put_merged(&g->s, g->row, 4, g->row, 5, HOSHI_STYLE_TEXT_INPUT,
                     b->book.lang == HOSHI_JA ? ja[b->v->by_delivery] : en[b->v->by_delivery]);
    hoshi_put_choices(&g->s, g->row, 4, b->book.lang == HOSHI_JA ? ja : en, 2);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

/* ---- factors ---- */

static void factors(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const heads[COLUMNS] = {
        hoshi_buyer_say(b, WORD(cost_factor)),         hoshi_buyer_say(b, WORD(labour)),
        hoshi_buyer_say(b, WORD(materials)),           hoshi_buyer_say(b, WORD(energy)),
        hoshi_buyer_say(b, WORD(other_cybersecurity)), hoshi_buyer_say(b, WORD(total))};
    hoshi_buyer_head(g, heads);
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL, hoshi_buyer_say(b, WORD(yen_a_year_no_tax)));
    for (uint16_t c = 1; c <= 3; c++)
        hoshi_put_int(&g->s, g->row, c, HOSHI_STYLE_YEN_INPUT, 0);
    hoshi_put_formula(&g->s, g->row, 4, HOSHI_STYLE_YEN, (double)b->v->annual_yen, "=annual_yen");
    hoshi_put_formula(&g->s, g->row, 5, HOSHI_STYLE_YEN_TOTAL, (double)b->v->annual_yen, "=SUM(B%u:E%u)",
                      (unsigned)g->row + 1, (unsigned)g->row + 1);
    hoshi_buyer_lines(g, b->book.lang == HOSHI_JA ? 2 : 1);
    g->row++;
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_print(g->b, hoshi_buyer_say(b, PROSE(own_time_for_the_measures)),
                                       hoshi_buyer_draft_scheme(b)));
}

/* ---- foot ---- */

static const char *enclosures(struct hoshi_buyer_book *b)
{
    static const enum hoshi_buyer_sheet sheets[] = {
        HOSHI_BUYER_SUMMARY,  HOSHI_BUYER_CATEGORY, HOSHI_BUYER_QUOTATION, HOSHI_BUYER_YEARS,
        HOSHI_BUYER_SHARING,  HOSHI_BUYER_PRICE,    HOSHI_BUYER_OFFERS,    HOSHI_BUYER_MEASURES,
        HOSHI_BUYER_CRITERIA, HOSHI_BUYER_BASIS,    HOSHI_BUYER_RECORD};
    const char *list = "";
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        if ((sheets[i] == HOSHI_BUYER_CATEGORY || sheets[i] == HOSHI_BUYER_OFFERS) &&
            !hoshi_buyer_shows_groups(b))
            continue;
        if ((sheets[i] == HOSHI_BUYER_MEASURES || sheets[i] == HOSHI_BUYER_CRITERIA) &&
            b->v->disclosure != HOSHI_DISCLOSE_CRITERIA)
            continue;
        list = hoshi_buyer_print(b, "%s%s%s", list, *list ? hoshi_buyer_say(b, "、", ", ") : "",
                                 hoshi_buyer_sheet_name(b, sheets[i]));
    }
    return list;
}

static const char *evidence(struct hoshi_buyer_book *b)
{
    int64_t ppm = hoshi_buyer_share_ppm(b, b->v->quoted_annual_yen);
    const char *quoted = "";
    if (ppm > 0)
        quoted = hoshi_buyer_print(
            b, hoshi_buyer_say(b, "、見積書（費用の%sを裏付け）", ", quotations (backing %s of the cost)"),
            hoshi_buyer_percent(b, ppm));
    return hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(requirements_and_criteria_of_the_scs)),
                             b->v->catalog_version, quoted);
}

static void foot(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(grounds)), evidence(b));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "希望の日時・方法", "Wished date and way"), NULL);
    uint16_t column = hoshi_buyer_field(g, hoshi_buyer_say(b, WORD(reply_asked_by)), HOSHI_STYLE_DATE_INPUT);
    hoshi_put_blank(&g->s, g->row, column, HOSHI_STYLE_DATE_INPUT);
    hoshi_buyer_lines(g, 1);
    g->row++;
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(enclosed)), enclosures(b));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(contact)), v->supplier_contact);
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(if_the_date_does_not_suit)));
}

void hoshi_buyer_write_letter(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {15.5, 15.5, 15.5, 15.5, 18, 15.5};
    struct hoshi_buyer_page g = hoshi_buyer_page(b, HOSHI_BUYER_LETTER, false,
                                                 hoshi_buyer_say(b, WORD(letter_request)), width, COLUMNS);
    g.row = 2;
    parties(&g);
    hoshi_buyer_heading(&g,
                        hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(subject_talk_on_prices)), b->v->level));
    opening(&g);
    g.row++;
    prices(&g);
    g.row++;
    factors(&g);
    g.row++;
    foot(&g);
    worksheet_fit_to_pages(g.s.sheet, 1, 1);
    worksheet_print_area(g.s.sheet, 0, 0, g.row - 1, COLUMNS - 1);
    hoshi_sheet_protect(&g.s);
}
