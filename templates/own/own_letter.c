/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page asking a customer for talks. The number of the customer is an input beside the page; all follows
 * by INDEX. */
#include "own_sheets.h"

#include <string.h>

enum { L_A, L_B, L_C, L_D, L_E, L_F, L_GAP, L_NUMBER, L_COLUMNS };

static const struct own_head heads[L_COLUMNS] = {{"", "", 17}, {"", "", 17}, {"", "", 16}, {"", "", 16},
                                                 {"", "", 13}, {"", "", 13}, {"", "", 3},  {"", "", 34}};

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_LETTER];
}

/* INDEX into one column of the letter data by the chosen number. */
static const char *pick(struct own_book *b, const char *column)
{
    return hoshi_own_text(b, "INDEX(%s,%s)", hoshi_own_ref(b, "letter#%s", column).text,
                          hoshi_own_at(1, L_NUMBER).text);
}

static const char *date_text(struct own_book *b, struct hoshi_date date)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 200);
    if (date.year)
        hoshi_say_date(&f, b->lang, date);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static void merged_formula(struct own_book *b, uint32_t row, uint16_t first, uint16_t last,
                           enum hoshi_style style, const char *value, const char *formula)
{
    hoshi_put_merged(sheet(b), row, first, row, last, style, "");
    hoshi_put_formula_text(sheet(b), row, first, style, value, "=%s", formula);
}

/* ---- head ---- */

static void selector(struct own_book *b)
{
    hoshi_put_text(sheet(b), 0, L_NUMBER, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "宛先番号（印刷されない）", "Number of the customer (not printed)"));
    hoshi_put_int(sheet(b), 1, L_NUMBER, HOSHI_STYLE_COUNT_INPUT, 1);
    for (size_t p = 0; p < b->buyers; p++)
        hoshi_put_text(sheet(b), 2 + (uint32_t)p, L_NUMBER, HOSHI_STYLE_NOTE,
                       hoshi_own_text(b, "%zu: %s", p + 1, hoshi_own_party(b, p)));
}

static void addresses(struct own_book *b)
{
    const struct hoshi_case_buyer *buyer = &b->c->buyer[b->uplift[0].buyer];
    const struct hoshi_case_supplier *s = &b->c->supplier;
    const char *from[] = {s->name, s->address, s->representative, s->contact};
    const char *honour = hoshi_own_say(b, " 御中", "");
    hoshi_put_merged(sheet(b), 0, L_E, 0, L_F, HOSHI_STYLE_DATE_INPUT, "");
    hoshi_put_date(sheet(b), 0, L_E, HOSHI_STYLE_DATE_INPUT, b->a->as_of);
    merged_formula(b, 1, L_A, L_C, HOSHI_STYLE_HEADING,
                   hoshi_own_text(b, "%s%s", hoshi_own_buyer(buyer), honour),
                   hoshi_own_text(b, "%s&\"%s\"", pick(b, "name"), honour));
    merged_formula(b, 2, L_A, L_C, HOSHI_STYLE_PLAIN, buyer->department ? buyer->department : "",
                   hoshi_own_text(b, "%s&\"\"", pick(b, "department")));
    for (uint32_t i = 0; i < 4; i++) {
        hoshi_put_merged(sheet(b), 3 + i, L_D, 3 + i, L_F, HOSHI_STYLE_TEXT_INPUT, from[i] ? from[i] : "");
        hoshi_sheet_fit(sheet(b), 3 + i, from[i] ? from[i] : "", 42);
    }
}

/* ---- body ---- */

static const char *opening_value(struct own_book *b)
{
    const struct hoshi_case_buyer *buyer = &b->c->buyer[b->uplift[0].buyer];
    int level = b->split->party[0].level;
    const char *asked = date_text(b, buyer->request.made_on),
               *paper = buyer->request.document ? buyer->request.document : "";
    if (!level)
        return hoshi_own_say(b, PROSE(we_thank_you_for_your_custom));
    if (b->lang == HOSHI_EN)
        return hoshi_own_text(
            b, "We thank you for your custom. This concerns your request%s%s%s%s%s for ★%d.",
            *asked ? " of " : "", asked, *paper ? " (" : "", paper, *paper ? ")" : "", level);
    return hoshi_own_text(
        b,
        "平素よりお引き立てを賜り、厚く御礼申し上げます。貴社より%s%s%s%s%sいただきました★%dのご要請につきまして、ご連絡申し上げます。",
        asked, *asked ? "に" : "", *paper ? "「" : "", paper, *paper ? "」にて" : "", level);
}

static const char *opening_formula(struct own_book *b)
{
    const char *asked = pick(b, "asked"), *paper = pick(b, "document"), *level = pick(b, "level");
    if (b->lang == HOSHI_EN)
        return hoshi_own_text(
            b,
            "IF(%s=\"\",\"We thank you for your custom. We are raising the level of our cybersecurity.\",\"We thank you for your custom. This concerns your request\"&IF(%s=\"\",\"\",\" of \"&%s)&IF(%s=\"\",\"\",\" (\"&%s&\")\")&\" for \"&%s&\".\")",
            level, asked, asked, paper, paper, level);
    return hoshi_own_text(
        b,
        "IF(%s=\"\",\"平素よりお引き立てを賜り、厚く御礼申し上げます。当社ではサイバーセキュリティの水準を高める取組みを進めております。\",\"平素よりお引き立てを賜り、厚く御礼申し上げます。貴社より\"&IF(%s=\"\",\"\",%s&\"に\")&IF(%s=\"\",\"\",\"「\"&%s&\"」にて\")&\"いただきました\"&%s&\"のご要請につきまして、ご連絡申し上げます。\")",
        level, asked, asked, paper, paper, level);
}

static void body(struct own_book *b)
{
    const char *purpose = hoshi_own_say(b, PROSE(we_have_put_together));
    hoshi_put_merged(sheet(b), 7, L_A, 7, L_F, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, PROSE(request_for_talks_on_the_cost)));
    worksheet_set_row(sheet(b)->sheet, 7, 26, NULL);
    merged_formula(b, 8, L_A, L_F, HOSHI_STYLE_PLAIN, opening_value(b), opening_formula(b));
    worksheet_set_row(sheet(b)->sheet, 8, 50, NULL);
    hoshi_own_wide(b, OWN_LETTER, 9, L_A, L_F, HOSHI_STYLE_PLAIN, purpose);
}

static void wish(struct own_book *b, uint32_t row, const char *label, enum hoshi_style style, double value,
                 const char *formula, const char *note)
{
    hoshi_put_merged(sheet(b), row, L_A, row, L_B, HOSHI_STYLE_LABEL, label);
    if (formula)
        hoshi_put_formula(sheet(b), row, L_C, style, value, "=%s", formula);
    hoshi_put_merged(sheet(b), row, L_D, row, L_F, HOSHI_STYLE_TEXT, note);
}

static void wishes(struct own_book *b)
{
    static const char *const on_ja[] = {"発注日から", "納入日から"}, *const on_en[] = {"by order date",
                                                                                       "by delivery date"};
    const struct hoshi_uplift *u = &b->uplift[0];
    const char *percent = pick(b, "percent");
    hoshi_put_text(sheet(b), 11, L_A, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "1. ご相談したい内容", "1. What we would like to talk about"));
    wish(b, 12, hoshi_own_say(b, "ご相談額（年額、税抜）", "Amount a year, without tax"), HOSHI_STYLE_YEN,
         (double)u->annual_yen, pick(b, "annual"),
         hoshi_own_say(b, "円。年1回、実績で見直し", "yen; reviewed yearly with actual figures"));
    wish(
        b, 13, hoshi_own_say(b, "現在のお取引額に対する率", "In percent of your purchases"),
        HOSHI_STYLE_PERCENT, 0, NULL,
        hoshi_own_say(b, "品目ごとの単価か、月額などの形もご相談", "or as unit prices, or a monthly amount"));
    if (u->percent_ppm != HOSHI_NONE)
        hoshi_put_formula(sheet(b), 13, L_C, HOSHI_STYLE_PERCENT, hoshi_micro_value(u->percent_ppm),
                          "=IF(%s=\"\",\"-\",%s)", percent, percent);
    else
        hoshi_put_formula_text(sheet(b), 13, L_C, HOSHI_STYLE_PERCENT, "-", "=IF(%s=\"\",\"-\",%s)", percent,
                               percent);
    wish(b, 14, hoshi_own_say(b, "適用開始の希望", "From when"), HOSHI_STYLE_DATE_INPUT, 0, NULL, "");
    hoshi_put_date(sheet(b), 14, L_C, HOSHI_STYLE_DATE_INPUT, b->a->start);
    const char *by = b->c->price.applies_by;
    bool delivery = by && strcmp(by, "delivery") == 0;
    hoshi_put_text(sheet(b), 14, L_D, HOSHI_STYLE_TEXT_INPUT,
                   hoshi_own_say(b, on_ja[delivery], on_en[delivery]));
    hoshi_put_choices(sheet(b), 14, L_D, b->lang == HOSHI_JA ? on_ja : on_en, 2);
    worksheet_set_row(sheet(b)->sheet, 13, 32, NULL);
}

/* ---- items ---- */

static void item_cell(struct own_book *b, uint32_t row, uint16_t c, enum hoshi_style style, bool there,
                      double value, const char *text, const char *from)
{
    if (there && !text)
        hoshi_put_formula(sheet(b), row, c, style, value, "=IF(%s=\"\",\"\",%s)", from, from);
    else
        hoshi_put_formula_text(sheet(b), row, c, style, there ? text : "", "=IF(%s=\"\",\"\",%s)", from,
                               from);
}

static void item_row(struct own_book *b, uint32_t row, size_t i)
{
    const struct hoshi_uplift *u = &b->uplift[0];
    bool there = i < u->items;
    const struct hoshi_item_price *x = there ? &u->item[i] : NULL;
    const char *key = hoshi_own_text(b, "item%zu", i + 1);
    const char *name = there ? hoshi_own_text(b, "%s%s%s", x->item->code, x->item->name ? " " : "",
                                              x->item->name ? x->item->name : "")
                             : "";
    hoshi_put_merged(sheet(b), row, L_A, row, L_B, HOSHI_STYLE_TEXT, "");
    if (i) {
        item_cell(b, row, L_A, HOSHI_STYLE_TEXT, there, 0, name, pick(b, key));
    } else {
        const char *all =
            hoshi_own_say(b, "全品目（上記の率を一律に）", "all items, at the percentage above");
        hoshi_put_formula_text(sheet(b), row, L_A, HOSHI_STYLE_TEXT, there ? name : all,
                               "=IF(%s=\"\",\"%s\",%s)", pick(b, key), all, pick(b, key));
    }
    item_cell(b, row, L_C, HOSHI_STYLE_YEN2, there, there ? hoshi_micro_value(x->item->unit_price_micro) : 0,
              NULL, pick(b, hoshi_own_text(b, "now%zu", i + 1)));
    item_cell(b, row, L_D, HOSHI_STYLE_YEN2, there, there ? hoshi_micro_value(x->new_price_micro) : 0, NULL,
              pick(b, hoshi_own_text(b, "wished%zu", i + 1)));
    item_cell(b, row, L_E, HOSHI_STYLE_PERCENT, there, there ? hoshi_micro_value(x->percent_ppm) : 0, NULL,
              pick(b, hoshi_own_text(b, "rise%zu", i + 1)));
    hoshi_put_blank(sheet(b), row, L_F, HOSHI_STYLE_TEXT_INPUT);
}

static void item_table(struct own_book *b)
{
    const char *head[] = {hoshi_own_say(b, WORD(items_concerned)), hoshi_own_say(b, WORD(price_now_yen)),
                          hoshi_own_say(b, WORD(price_asked_yen)), hoshi_own_say(b, WORD(price_change)),
                          hoshi_own_say(b, WORD(remarks))};
    hoshi_put_text(sheet(b), 16, L_A, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "2. 対象品目と単価（税抜、8品目まで。ほかは別紙）",
                                 "2. Items and prices without tax (first 8)"));
    hoshi_put_merged(sheet(b), 17, L_A, 17, L_B, HOSHI_STYLE_HEAD, head[0]);
    for (uint16_t i = 1; i < 5; i++)
        hoshi_put_text(sheet(b), 17, (uint16_t)(L_B + i), HOSHI_STYLE_HEAD, head[i]);
    for (size_t i = 0; i < OWN_LETTER_ITEMS; i++)
        item_row(b, 18 + (uint32_t)i, i);
}

/* ---- reasons, wishes, enclosures ---- */

static void reasons(struct own_book *b)
{
    const char *label[] = {hoshi_own_say(b, WORD(labour)), hoshi_own_say(b, WORD(materials)),
                           hoshi_own_say(b, WORD(energy)), hoshi_own_say(b, WORD(other_cybersecurity))};
    hoshi_put_text(sheet(b), 27, L_A, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "3. 要因別の内訳（年額・円）", "3. By cause (yen a year)"));
    for (uint32_t i = 0; i < 4; i++) {
        hoshi_put_merged(sheet(b), 28 + i, L_A, 28 + i, L_B, HOSHI_STYLE_LABEL, label[i]);
        if (i < 3)
            hoshi_put_blank(sheet(b), 28 + i, L_C, HOSHI_STYLE_YEN_INPUT);
        else
            hoshi_put_formula(sheet(b), 28 + i, L_C, HOSHI_STYLE_YEN, (double)b->uplift[0].annual_yen, "=%s",
                              pick(b, "annual"));
        hoshi_put_merged(
            sheet(b), 28 + i, L_D, 28 + i, L_F, HOSHI_STYLE_TEXT,
            i < 3 ? hoshi_own_say(b, "今回の申入れに含める場合に記入", "only if part of this request")
                  : hoshi_own_say(b, "ご要請への対応に係る分", "for your request"));
    }
    worksheet_set_row(sheet(b)->sheet, 31, 32, NULL);
}

static void closing(struct own_book *b)
{
    const char *label[] = {hoshi_own_say(b, "協議の希望日時・方法", "Date and means wished"),
                           hoshi_own_say(b, WORD(reply_asked_by)), hoshi_own_say(b, WORD(grounds)),
                           hoshi_own_say(b, WORD(enclosed))};
    const char *text[] = {"", "", hoshi_own_say(b, PROSE(published_papers_of_the_scheme_public)),
                          hoshi_own_say(b, "貴社向け費用資料（区分別）、実施時期の予定",
                                        "Cost paper for your company (by category), schedule")};
    hoshi_put_text(sheet(b), 33, L_A, HOSHI_STYLE_HEADING, hoshi_own_say(b, "4. お願い", "4. Our request"));
    for (uint32_t i = 0; i < 4; i++) {
        hoshi_put_merged(sheet(b), 34 + i, L_A, 34 + i, L_B, HOSHI_STYLE_LABEL, label[i]);
        hoshi_put_merged(sheet(b), 34 + i, L_C, 34 + i, L_F, HOSHI_STYLE_TEXT_INPUT, text[i]);
        hoshi_sheet_fit(sheet(b), 34 + i, text[i], 56);
    }
    hoshi_own_wide(b, OWN_LETTER, 39, L_A, L_F, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(counting_all_customers_and_funding_we)));
}

void hoshi_own_write_letter(struct own_book *b)
{
    hoshi_own_widths(b, OWN_LETTER, heads, L_COLUMNS);
    if (!b->buyers) {
        hoshi_put_text(sheet(b), 0, 0, HOSHI_STYLE_PLAIN,
                       hoshi_own_say(b, "要請のあった取引先が登録されていないため、申入書はありません。",
                                     "No customer has asked, so there is no letter."));
        return;
    }
    selector(b);
    addresses(b);
    body(b);
    wishes(b);
    item_table(b);
    reasons(b);
    closing(b);
    worksheet_set_footer(sheet(b)->sheet, "&C ");
    worksheet_print_area(sheet(b)->sheet, 0, 0, 39, L_F);
    worksheet_fit_to_pages(sheet(b)->sheet, 1, 1);
}
