/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ギャップと費用: counts and amounts by category, and the evidence the lines rest on. Amounts are this
 * buyer's part and follow from the sheet of lines. */
#include "dossier_sheets.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    C_CODE,
    C_NAME,
    C_SCOPE,
    C_MET,
    C_PARTIAL,
    C_UNMET,
    C_NOT_APPLICABLE,
    C_OPEN,
    C_ANNUAL,
    C_HORIZON,
    COLUMNS
};

static const int order[HOSHI_VIEW_GROUPS] = {1, 2, 3, 4, 5, 6, 7, 0, HOSHI_CATEGORIES + 1};

/* ---- by category ---- */

static void group_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {hoshi_buyer_say(b, WORD(number)),
                                        hoshi_buyer_say(b, WORD(category)),
                                        hoshi_buyer_say(b, WORD(criteria_in_scope)),
                                        hoshi_buyer_say(b, WORD(met)),
                                        hoshi_buyer_say(b, WORD(partly_met)),
                                        hoshi_buyer_say(b, WORD(unmet)),
                                        hoshi_buyer_say(b, WORD(not_applicable)),
                                        hoshi_buyer_say(b, "未回答・控える", "Not answered"),
                                        hoshi_buyer_say(b, WORD(yen_a_year)),
                                        hoshi_buyer_say(b, WORD(whole_period_yen))};
    hoshi_buyer_head(g, texts);
}

static void counts(struct hoshi_buyer_page *g, int category, bool shown)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    const size_t *a = d->answers[category];
    const size_t n[] = {d->criteria[category],   a[HOSHI_MET],
                        a[HOSHI_PARTIAL],        a[HOSHI_UNMET],
                        a[HOSHI_NOT_APPLICABLE], a[HOSHI_UNANSWERED] + a[HOSHI_WITHHELD]};
    for (uint16_t i = 0; i < 6; i++)
        if (shown && category >= 1)
            hoshi_put_int(&g->s, g->row, (uint16_t)(C_SCOPE + i), HOSHI_STYLE_COUNT, (int64_t)n[i]);
        else
            hoshi_put_text(&g->s, g->row, (uint16_t)(C_SCOPE + i), HOSHI_STYLE_CENTER, "—");
}

static const struct hoshi_view_group *group_of(const struct hoshi_buyer_view *v, int category)
{
    for (size_t i = 0; i < v->groups; i++)
        if (v->group[i].category == category)
            return &v->group[i];
    return NULL;
}

/* What the lines of a column add up to where another column says what row's first cell says. */
static void sum_of_lines(struct hoshi_buyer_page *g, uint16_t column, enum hoshi_style style, int64_t yen,
                         uint16_t where, uint16_t what)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_sheet *lines = &k->sheet[HOSHI_DOSSIER_LINES];
    uint32_t first = HOSHI_DOSSIER_LINE_ROW, last = first + (uint32_t)(k->d->lines ? k->d->lines : 1) - 1;
    char a[HOSHI_REF], b[HOSHI_REF];
    hoshi_put_formula(&g->s, g->row, column, style, (double)yen, "=SUMIF(%s,A%u,%s)",
                      hoshi_range_on(a, lines, first, where, last, where), (unsigned)g->row + 1,
                      hoshi_range_on(b, lines, first, what, last, what));
}

static void cost_group(struct hoshi_buyer_page *g, const struct hoshi_view_group *x)
{
    const char *name = hoshi_dossier_category(hoshi_dossier_book(g), x->category);
    hoshi_put_int(&g->s, g->row, C_CODE, HOSHI_STYLE_COUNT, x->category);
    hoshi_put_text(&g->s, g->row, C_NAME, HOSHI_STYLE_LABEL, name);
    counts(g, x->category <= HOSHI_CATEGORIES ? x->category : 0, true);
    sum_of_lines(g, C_ANNUAL, HOSHI_STYLE_YEN, x->annual_yen, HOSHI_DOSSIER_LINE_CATEGORY,
                 HOSHI_DOSSIER_LINE_ANNUAL);
    sum_of_lines(g, C_HORIZON, HOSHI_STYLE_YEN, x->horizon_yen, HOSHI_DOSSIER_LINE_CATEGORY,
                 HOSHI_DOSSIER_LINE_HORIZON);
    hoshi_sheet_fit(&g->s, g->row, name, g->width[C_NAME]);
    g->row++;
}

/* Under the total: what is asked, on an estimate less its rounding. */
static void dossier_cost_asked(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_view *v = g->b->v;
    if (!v->ask_step_yen) {
        hoshi_define(&g->s, "dossier_annual_yen", g->row - 1, C_ANNUAL);
        return;
    }
    hoshi_put_merged(&g->s, g->row, 0, g->row, C_ANNUAL - 1, HOSHI_STYLE_LABEL,
                     hoshi_buyer_say(g->b, WORD(estimate_rounding)));
    hoshi_put_int(&g->s, g->row, C_ANNUAL, HOSHI_STYLE_YEN, v->asked_annual_yen - v->annual_yen);
    hoshi_put_merged(&g->s, g->row + 1, 0, g->row + 1, C_ANNUAL - 1, HOSHI_STYLE_TOTAL,
                     hoshi_buyer_say(g->b, WORD(asked_a_year)));
    hoshi_put_formula(&g->s, g->row + 1, C_ANNUAL, HOSHI_STYLE_YEN_TOTAL, (double)v->asked_annual_yen,
                      "=I%u+I%u", (unsigned)g->row, (unsigned)g->row + 1);
    hoshi_define(&g->s, "dossier_annual_yen", g->row + 1, C_ANNUAL);
    hoshi_buyer_lines(g, 1);
    g->row += 2;
}

static void group_total(struct hoshi_buyer_page *g, unsigned first)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    unsigned last = g->row;
    size_t sum[6] = {0};
    for (int c = 1; c <= HOSHI_CATEGORIES; c++) {
        const size_t *a = d->answers[c];
        const size_t n[] = {d->criteria[c],          a[HOSHI_MET],
                            a[HOSHI_PARTIAL],        a[HOSHI_UNMET],
                            a[HOSHI_NOT_APPLICABLE], a[HOSHI_UNANSWERED] + a[HOSHI_WITHHELD]};
        for (int i = 0; i < 6; i++)
            sum[i] += n[i];
    }
    hoshi_put_merged(&g->s, g->row, C_CODE, g->row, C_NAME, HOSHI_STYLE_TOTAL,
                     hoshi_buyer_say(g->b, WORD(total)));
    for (uint16_t i = C_SCOPE; i < COLUMNS; i++) {
        double value = i == C_ANNUAL    ? (double)d->view->annual_yen
                       : i == C_HORIZON ? (double)d->view->horizon_yen
                                        : (double)sum[i - C_SCOPE];
        hoshi_put_formula(&g->s, g->row, i, HOSHI_STYLE_YEN_TOTAL, value, "=SUM(%c%u:%c%u)", 'A' + i, first,
                          'A' + i, last);
    }
    hoshi_define(&g->s, "dossier_horizon_yen", g->row, C_HORIZON);
    hoshi_buyer_lines(g, 1);
    g->row++;
    dossier_cost_asked(g);
}

static void cost_by_category(struct hoshi_buyer_page *g)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    hoshi_buyer_heading(g, hoshi_buyer_say(g->b, PROSE(counts_and_cost_by_category)));
    group_head(g);
    unsigned first = g->row + 1;
    for (int i = 0; i < HOSHI_VIEW_GROUPS; i++) {
        const struct hoshi_view_group *x = group_of(d->view, order[i]);
        if (x)
            cost_group(g, x);
    }
    group_total(g, first);
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_print(g->b, hoshi_buyer_say(g->b, PROSE(counts_are_criteria_of_the_whole)),
                                       hoshi_dossier_fees(g->b->book.lang, g->b->v)));
}

/* ---- evidence ---- */

static const char *quotation(struct hoshi_buyer_page *g, const struct hoshi_evidence *e)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const char *number =
        e->document ? e->document : hoshi_dossier_gap(k, hoshi_buyer_say(g->b, "見積書の番号", "its number"));
    return hoshi_dossier_print(k, "%s　%s\n%s", number, e->from ? e->from : "",
                               hoshi_words_say(k->b.book.lang, e->price->name));
}

static void evidence_row(struct hoshi_buyer_page *g, size_t i)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    const struct hoshi_evidence *e = &k->d->evidence[i];
    const char *basis =
        e->source ? hoshi_say_basis(lang, e->source->basis) : hoshi_buyer_say(g->b, WORD(quotation));
    const char *source =
        e->source ? hoshi_buyer_say(g->b, e->source->source_ja, e->source->source) : quotation(g, e);
    const char *day = e->source      ? hoshi_say_source_date(lang, e->source)
                      : e->date.year ? hoshi_dossier_day(k, e->date)
                                     : hoshi_dossier_gap(k, hoshi_buyer_say(g->b, WORD_IN(date)));
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_CENTER, hoshi_dossier_print(k, "E-%zu", i + 1));
    hoshi_put_merged(&g->s, g->row, 1, g->row, 3, HOSHI_STYLE_TEXT, source);
    hoshi_put_merged(&g->s, g->row, 4, g->row, 5, HOSHI_STYLE_CENTER, basis);
    hoshi_put_text(&g->s, g->row, 6, HOSHI_STYLE_CENTER, day);
    hoshi_put_text(&g->s, g->row, 7, HOSHI_STYLE_CENTER,
                   e->source ? hoshi_say_confidence(lang, e->source->confidence) : "—");
    hoshi_put_int(&g->s, g->row, 8, HOSHI_STYLE_COUNT, (int64_t)e->lines);
    sum_of_lines(g, 9, HOSHI_STYLE_YEN, e->annual_yen, HOSHI_DOSSIER_LINE_EVIDENCE,
                 HOSHI_DOSSIER_LINE_ANNUAL);
    hoshi_buyer_fit(g, day, g->width[6], source, g->width[1] + g->width[2] + g->width[3]);
    g->row++;
}

static void evidence_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    static const uint16_t from[] = {0, 1, 4, 6, 7, 8, 9}, to[] = {0, 3, 5, 6, 7, 8, 9};
    const char *const texts[] = {
        hoshi_buyer_say(b, WORD(evidence)),
        hoshi_buyer_say(b, "出所（見積書は番号・発行者・品名）", "Source (quotation: number, issuer, item)"),
        hoshi_buyer_say(b, WORD(kind_of_basis)),
        hoshi_buyer_say(b, WORD(date)),
        hoshi_buyer_say(b, WORD(confidence)),
        hoshi_buyer_say(b, WORD(line_count)),
        hoshi_buyer_say(b, WORD(yen_a_year))};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        hoshi_put_merged(&g->s, g->row, from[i], g->row, to[i], HOSHI_STYLE_HEAD, texts[i]);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

static void evidence(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "2. 証拠の一覧（出所・日付・確度）", "2. Evidence (source, date, confidence)"));
    evidence_head(g);
    for (size_t i = 0; i < d->evidences; i++)
        evidence_row(g, i);
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(which_line_rests_on_which_sheet)));
}

/* ---- totals only ---- */

static void totals_only(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    const struct {
        const char *label;
        int64_t annual, horizon;
    } rows[] = {{hoshi_say_class(b->book.lang, HOSHI_DIRECT), v->annual_by_class_yen[HOSHI_DIRECT],
                 v->by_class_yen[HOSHI_DIRECT]},
                {hoshi_say_class(b->book.lang, HOSHI_INDIRECT), v->annual_by_class_yen[HOSHI_INDIRECT],
                 v->by_class_yen[HOSHI_INDIRECT]}};
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(totals_only_disclose_total_categories)));
    hoshi_put_merged(&g->s, g->row, 0, g->row, 7, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(cost)));
    hoshi_put_text(&g->s, g->row, C_ANNUAL, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(yen_a_year)));
    hoshi_put_text(&g->s, g->row, C_HORIZON, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(whole_period_yen)));
    g->row++;
    for (size_t i = 0; i < 2; i++, g->row++) {
        hoshi_put_merged(&g->s, g->row, 0, g->row, 7, HOSHI_STYLE_LABEL, rows[i].label);
        hoshi_put_int(&g->s, g->row, C_ANNUAL, HOSHI_STYLE_YEN, rows[i].annual);
        hoshi_put_int(&g->s, g->row, C_HORIZON, HOSHI_STYLE_YEN, rows[i].horizon);
    }
    hoshi_put_merged(&g->s, g->row, 0, g->row, 7, HOSHI_STYLE_TOTAL, hoshi_buyer_say(b, WORD(total)));
    hoshi_put_formula(&g->s, g->row, C_ANNUAL, HOSHI_STYLE_YEN_TOTAL, (double)v->annual_yen, "=SUM(I%u:I%u)",
                      (unsigned)g->row - 1, (unsigned)g->row);
    hoshi_put_formula(&g->s, g->row, C_HORIZON, HOSHI_STYLE_YEN_TOTAL, (double)v->horizon_yen,
                      "=SUM(J%u:J%u)", (unsigned)g->row - 1, (unsigned)g->row);
    hoshi_define(&g->s, "dossier_horizon_yen", g->row, C_HORIZON);
    g->row++;
    dossier_cost_asked(g);
}

void hoshi_dossier_write_cost(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {9, 40, 11, 11, 11, 11, 17, 12, 14, 14};
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_COST,
        hoshi_dossier_print(k, hoshi_buyer_say(&k->b, "ギャップと費用（★%d）", "Gap and cost (★%d)"),
                            k->d->view->level),
        width, COLUMNS);
    g.row = 1;
    if (k->d->o.disclosure == HOSHI_DISCLOSE_TOTAL) {
        totals_only(&g);
    } else {
        cost_by_category(&g);
        evidence(&g);
    }
    hoshi_dossier_done(&g);
}
