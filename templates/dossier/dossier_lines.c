/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 費用明細: every line with this buyer's part and the evidence it rests on. Quantity and price are those of
 * the whole firm and shown only when criteria are disclosed. */
#include "dossier_sheets.h"

#include <string.h>

enum {
    L_NO,
    L_NAME,
    L_CATEGORY,
    L_CLASS,
    L_NATURE,
    L_EVIDENCE,
    L_ANNUAL,
    L_HORIZON,
    L_QUANTITY,
    L_PRICE,
    COLUMNS
};

static bool shows_quantities(const struct hoshi_dossier_book *k)
{
    return k->d->o.disclosure == HOSHI_DISCLOSE_CRITERIA;
}

static void lines_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {hoshi_buyer_say(b, "No.", "No."),
                                        hoshi_buyer_say(b, "対策・明細", "Measure, line"),
                                        hoshi_buyer_say(b, "区分の番号", "Category no."),
                                        hoshi_buyer_say(b, WORD(direct_indirect)),
                                        hoshi_buyer_say(b, WORD(nature)),
                                        hoshi_buyer_say(b, WORD(evidence)),
                                        hoshi_buyer_say(b, WORD(yen_a_year)),
                                        hoshi_buyer_say(b, WORD(whole_period_yen)),
                                        hoshi_buyer_say(b, "数量（全体）", "Quantity (whole)"),
                                        hoshi_buyer_say(b, WORD(unit_price_yen))};
    hoshi_buyer_head(g, texts);
}

/* A row of effort mostly bears the name of its measure already. */
static const char *lines_name_of(struct hoshi_dossier_book *k, const struct hoshi_line *x)
{
    enum hoshi_lang lang = k->b.book.lang;
    const char *measure = hoshi_words_say(lang, x->measure->name);
    const char *row = hoshi_words_say(lang, x->effort ? x->effort->name : x->price->name);
    return strstr(row, measure) ? row : hoshi_dossier_print(k, "%s：%s", measure, row);
}

static void lines_line(struct hoshi_buyer_page *g, const struct hoshi_dossier_line *x, size_t no)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    const char *name = lines_name_of(k, x->line), *class_ = hoshi_say_class(lang, x->line->row->cost_class);
    hoshi_put_int(&g->s, g->row, L_NO, HOSHI_STYLE_COUNT, (int64_t)no);
    hoshi_put_text(&g->s, g->row, L_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_int(&g->s, g->row, L_CATEGORY, HOSHI_STYLE_COUNT, x->category);
    hoshi_put_text(&g->s, g->row, L_CLASS, HOSHI_STYLE_CENTER, class_);
    hoshi_put_text(&g->s, g->row, L_NATURE, HOSHI_STYLE_CENTER, hoshi_say_nature(lang, x->line->row->nature));
    hoshi_put_text(&g->s, g->row, L_EVIDENCE, HOSHI_STYLE_CENTER,
                   hoshi_dossier_print(k, "E-%zu", x->evidence + 1));
    hoshi_put_int(&g->s, g->row, L_ANNUAL, HOSHI_STYLE_YEN, x->annual_yen);
    hoshi_put_int(&g->s, g->row, L_HORIZON, HOSHI_STYLE_YEN, x->horizon_yen);
    if (shows_quantities(k)) {
        hoshi_put_micro(&g->s, g->row, L_QUANTITY, HOSHI_STYLE_DECIMAL, x->line->quantity_micro);
        hoshi_put_micro(&g->s, g->row, L_PRICE, HOSHI_STYLE_DECIMAL, x->line->unit.likely_micro);
    }
    hoshi_buyer_fit(g, class_, g->width[L_CLASS], name, g->width[L_NAME]);
    g->row++;
}

static void lines_total(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_view *v = g->b->v;
    unsigned first = HOSHI_DOSSIER_LINE_ROW + 1, last = g->row;
    hoshi_put_merged(&g->s, g->row, L_NO, g->row, L_EVIDENCE, HOSHI_STYLE_TOTAL,
                     hoshi_buyer_say(g->b, WORD(total)));
    hoshi_put_formula(&g->s, g->row, L_ANNUAL, HOSHI_STYLE_YEN_TOTAL, (double)v->annual_yen, "=SUM(G%u:G%u)",
                      first, last);
    hoshi_put_formula(&g->s, g->row, L_HORIZON, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen,
                      "=SUM(H%u:H%u)", first, last);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

static void dossier_lines_note(struct hoshi_buyer_page *g)
{
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     shows_quantities(hoshi_dossier_book(g))
                         ? hoshi_buyer_say(g->b, PROSE(amounts_are_this_sides_part_before))
                         : hoshi_buyer_say(g->b, PROSE(amounts_are_this_sides_part_before_2)));
}

void hoshi_dossier_write_lines(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {6, 53, 9, 20, 14, 9, 14, 14, 12, 14};
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_LINES, hoshi_buyer_say(&k->b, "費用明細", "Cost lines"), width,
                           shows_quantities(k) ? COLUMNS : L_QUANTITY);
    g.row = 1;
    dossier_lines_note(&g);
    g.row = HOSHI_DOSSIER_LINE_ROW - 1;
    lines_head(&g);
    hoshi_sheet_freeze(&g.s, g.row, 2, g.row - 1);
    for (size_t i = 0; i < k->d->lines; i++)
        lines_line(&g, &k->d->line[i], i + 1);
    if (!k->d->lines)
        hoshi_buyer_line(&g, HOSHI_STYLE_TEXT,
                         hoshi_buyer_say(&k->b, "この相手方に相談する費用はありません。",
                                         "There is no cost to talk about with this side."));
    lines_total(&g);
    hoshi_dossier_done(&g);
}
