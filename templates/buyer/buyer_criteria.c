/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 対策 and 評価基準: only when the supplier chose to disclose criteria. */
#include "buyer_sheets.h"

static void handling(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_pair(g, hoshi_buyer_say(b, WORD(handling_agreed)), hoshi_buyer_confirmation(b));
}

/* ---- measures ---- */

enum { MEASURE_COLUMNS = 4 };

/* Amounts that others' requests made negative would tell of them: then no amount per measure is shown. */
static bool shows_amounts(const struct hoshi_buyer_view *v)
{
    for (size_t i = 0; i < v->measures; i++)
        if (v->measure[i].annual_yen < 0 || v->measure[i].horizon_yen < 0)
            return false;
    return true;
}

static void criteria_measure(struct hoshi_buyer_page *g, const struct hoshi_view_measure *m, bool amounts)
{
    struct hoshi_buyer_book *b = g->b;
    static const enum hoshi_style styles[MEASURE_COLUMNS] = {HOSHI_STYLE_LABEL, HOSHI_STYLE_TEXT,
                                                             HOSHI_STYLE_CENTER, HOSHI_STYLE_CENTER};
    const char *name = hoshi_words_say(b->book.lang, m->measure->name);
    const char *const texts[MEASURE_COLUMNS] = {
        m->measure->star ? hoshi_buyer_print(b, hoshi_buyer_say(b, "%s（%sを含む）", "%s (with %s)"), name,
                                             hoshi_buyer_draft_scheme(b))
                         : name,
        hoshi_words_say(b->book.lang, m->measure->why), "—", "—"};
    hoshi_buyer_row(g, styles, texts);
    if (!amounts)
        return;
    hoshi_put_int(&g->s, g->row - 1, 2, HOSHI_STYLE_YEN, m->annual_yen);
    hoshi_put_int(&g->s, g->row - 1, 3, HOSHI_STYLE_YEN, m->horizon_yen);
}

static void criteria_measure_total(struct hoshi_buyer_page *g, unsigned first)
{
    const struct hoshi_buyer_view *v = g->b->v;
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_TOTAL,
                   hoshi_buyer_say(g->b, "計（提案時）", "Total as proposed"));
    hoshi_put_blank(&g->s, g->row, 1, HOSHI_STYLE_TOTAL);
    hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_YEN_TOTAL, (double)v->annual_yen, "=SUM(C%u:C%u)", first,
                      (unsigned)g->row);
    hoshi_put_formula(&g->s, g->row, 3, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen, "=SUM(D%u:D%u)", first,
                      (unsigned)g->row);
    hoshi_buyer_lines(g, 1);
}

void hoshi_buyer_write_measures(struct hoshi_buyer_book *b)
{
    static const double width[MEASURE_COLUMNS] = {36, 66, 17, 17};
    const struct hoshi_buyer_view *v = b->v;
    bool amounts = shows_amounts(v);
    struct hoshi_buyer_page g = hoshi_buyer_page(
        b, HOSHI_BUYER_MEASURES, true, hoshi_buyer_say(b, "対策と貴社分の額", "Measures and your part"),
        width, MEASURE_COLUMNS);
    handling(&g);
    g.row++;
    const char *const head[MEASURE_COLUMNS] = {
        hoshi_buyer_say(b, WORD(measure)), hoshi_buyer_say(b, WORD(reason)),
        hoshi_buyer_say(b, "年額（円・貴社分）", "Yen a year, your part"),
        hoshi_buyer_say(b, WORD(whole_period_yours))};
    uint32_t top = g.row;
    hoshi_buyer_head(&g, head);
    for (size_t i = 0; i < v->measures; i++)
        if (amounts || (v->measure[i].annual_yen >= 0 && v->measure[i].horizon_yen >= 0))
            criteria_measure(&g, &v->measure[i], amounts);
    if (amounts && v->measures)
        criteria_measure_total(&g, top + 2);
    hoshi_sheet_freeze(&g.s, top + 1, 1, top);
    hoshi_sheet_protect(&g.s);
}

/* ---- criteria ---- */

enum { CRITERION_COLUMNS = 4 };

void hoshi_buyer_write_criteria(struct hoshi_buyer_book *b)
{
    static const double width[CRITERION_COLUMNS] = {16, 78, 26, 16};
    static const enum hoshi_style styles[CRITERION_COLUMNS] = {HOSHI_STYLE_LABEL, HOSHI_STYLE_TEXT,
                                                               HOSHI_STYLE_CENTER, HOSHI_STYLE_CENTER};
    const struct hoshi_catalog *catalog = &b->v->tables->catalog;
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_CRITERIA, true, hoshi_buyer_say(b, WORD(answers_by_criterion)), width,
                         CRITERION_COLUMNS);
    handling(&g);
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(could_help_an_attacker_please_keep)));
    g.row++;
    const char *const head[CRITERION_COLUMNS] = {
        hoshi_buyer_say(b, WORD(criterion)), hoshi_buyer_say(b, WORD(content)),
        hoshi_buyer_say(b, WORD(category)), hoshi_buyer_say(b, WORD(answer))};
    uint32_t top = g.row;
    hoshi_buyer_head(&g, head);
    for (size_t i = 0; i < b->v->criteria; i++) {
        const struct hoshi_criterion *c = b->v->criterion[i].criterion;
        const char *const texts[CRITERION_COLUMNS] = {
            hoshi_buyer_print(b, "%s (★%d)", c->id, c->level), hoshi_words_say(b->book.lang, c->summary),
            hoshi_words_say(b->book.lang, catalog->category[c->category]),
            hoshi_say_answer(b->book.lang, b->v->criterion[i].status)};
        hoshi_buyer_row(&g, styles, texts);
    }
    hoshi_sheet_freeze(&g.s, top + 1, 1, top);
    hoshi_sheet_protect(&g.s);
}
