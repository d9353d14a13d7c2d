/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 記録票: a form for both sides to keep what was said. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum { COLUMNS = 4 };

static void blank(struct hoshi_buyer_page *g, const char *label, int lines)
{
    hoshi_buyer_pair(g, label, NULL);
    g->row--;
    hoshi_buyer_lines(g, lines);
    g->row++;
}

/* Two labelled inputs in a row. */
static void two(struct hoshi_buyer_page *g, const char *left, const char *right, int lines)
{
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL, left);
    hoshi_put_blank(&g->s, g->row, 1, HOSHI_STYLE_TEXT_INPUT);
    hoshi_put_text(&g->s, g->row, 2, HOSHI_STYLE_LABEL, right);
    hoshi_put_blank(&g->s, g->row, 3, HOSHI_STYLE_TEXT_INPUT);
    hoshi_buyer_lines(g, lines);
    g->row++;
}

static const char *proposal(struct hoshi_buyer_book *b, bool formula)
{
    char yen[HOSHI_DECIMAL_TEXT];
    const char *level = hoshi_buyer_print(b, "★%d", b->v->level), *from = hoshi_buyer_date(b, b->v->start);
    if (formula)
        return hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(text_annual_yen_0_yen)), level, from);
    return hoshi_buyer_print(b, hoshi_buyer_say(b, PROSE(yen_a_year_before_tax_from)), level,
                             hoshi_yen_print(b->v->asked_annual_yen, yen), from);
}

static void talk(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    two(g, hoshi_buyer_say(b, WORD(date_and_time)), hoshi_buyer_say(b, WORD(place_or_way)), 2);
    two(g,
        hoshi_buyer_say(b, "貴社の出席者（部署・役職・氏名）",
                        "Present for the buyer (department, title, name)"),
        hoshi_buyer_say(b, "当社の出席者（部署・役職・氏名）",
                        "Present for the supplier (department, title, name)"),
        3);
    uint16_t column = hoshi_buyer_field(
        g,
        hoshi_buyer_say(b, "当社の申出（品目・額・根拠）", "What the supplier asked (items, amount, basis)"),
        HOSHI_STYLE_TEXT);
    hoshi_put_formula_text(&g->s, g->row, column, HOSHI_STYLE_TEXT, proposal(b, false), "%s",
                           proposal(b, true));
    hoshi_buyer_lines(g, 3);
    g->row++;
    blank(g, hoshi_buyer_say(b, "貴社のご回答と理由", "The buyer's answer and its reasons"), 5);
    blank(g,
          hoshi_buyer_say(b, "ご回答の方法（書面・メール・口頭）", "How it was given (paper, mail, spoken)"),
          2);
    blank(g,
          hoshi_buyer_say(b, "求められた資料と提出の可否", "Papers asked for, and whether they can be given"),
          3);
    blank(g, hoshi_buyer_say(b, "一致したこと", "What both found the same"), 4);
    blank(g, hoshi_buyer_say(b, WORD(open_points)), 4);
    blank(g, hoshi_buyer_say(b, WORD(next_date)), 2);
    blank(g, hoshi_buyer_say(b, WORD(enclosed)), 2);
}

static void confirmation(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "双方の確認（署名、またはメールでの返信による）",
                                           "Confirmed by both (signature or reply by mail)"));
    two(g, hoshi_buyer_say(b, "貴社　署名・日付", "Buyer: signature, date"),
        hoshi_buyer_say(b, "当社　署名・日付", "Supplier: signature, date"), 3);
    two(g, hoshi_buyer_say(b, "貴社　確認メールの日時", "Buyer: date of mail"),
        hoshi_buyer_say(b, "当社　確認メールの日時", "Supplier: date of mail"), 2);
}

/* The head of the log alone: no number of entries, which would tell of talks with others. */
static void head_value(struct hoshi_buyer_page *g)
{
    struct hoshi_buyer_book *b = g->b;
    const char *h = b->o->log_head;
    if (!h)
        return;
    hoshi_buyer_pair(g,
                     hoshi_buyer_say(b, "当社の協議の記録の値（SHA-256）", "Value of our record (SHA-256)"),
                     hoshi_buyer_print(b, "%.16s %.16s\n%.16s %.16s", h, h + 16, h + 32, h + 48));
    g->row--;
    hoshi_buyer_lines(g, 2);
    g->row++;
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(as_of_the_making_of_this)));
}

void hoshi_buyer_write_record(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {27, 24, 27, 24};
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_RECORD, false,
                         hoshi_buyer_say(b, "協議の記録票", "Record of the talk"), width, COLUMNS);
    hoshi_buyer_line(&g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(record_of_the_talk_not)));
    hoshi_buyer_pair(&g, hoshi_buyer_say(b, "貴社", "Your company"), v->buyer->name);
    hoshi_buyer_pair(&g, hoshi_buyer_say(b, WORD(our_company)), v->supplier_name);
    talk(&g);
    confirmation(&g);
    head_value(&g);
    worksheet_fit_to_pages(g.s.sheet, 1, 1);
    hoshi_sheet_protect(&g.s);
}
