/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotations the firm holds, one row per price the plan may use; own edition only. */
#include "questionnaire_sheets.h"

#include <stdio.h>

enum {
    Q_NAME = 1,
    Q_UNIT,
    Q_TABLE,
    Q_LOW,
    Q_LIKELY,
    Q_HIGH,
    Q_FROM,
    Q_DATE,
    Q_DOCUMENT,
    Q_CHECK,
    COLUMNS = Q_CHECK
};
enum { MARK_ROW = 2, HEAD_ROW = 3, LIST_ROW = 4 };
enum { QUOTE_PAGES = 6 }; /* at most, so that none is nearly empty */
static const double widths[COLUMNS] = {46, 17, 19, 14, 14, 14, 24, 13, 18, 22};

static struct hoshi_sheet *quotes_sheet(struct form *f)
{
    return &f->sheet[FORM_QUOTES];
}

static const struct hoshi_case_quote *quote_of(const struct form *f, size_t price)
{
    for (size_t i = 0; f->c && i < f->c->plan.quotes; i++)
        if (f->c->plan.quote[i].price == price)
            return &f->c->plan.quote[i];
    return NULL;
}

/* A price of a default measure of the level, bought in; or one the case has a quotation for. */
static bool quotes_listed(const struct form *f, size_t price)
{
    const struct hoshi_price *p = &f->t->price[price];
    if (quote_of(f, price))
        return true;
    if (p->benchmark_only || p->nature == HOSHI_NATURE_LABOUR)
        return false;
    for (size_t m = 0; m < f->t->measures; m++) {
        const struct hoshi_measure *x = &f->t->measure[m];
        if (!x->by_default || x->level > f->o->level || (x->star && x->star != f->o->level))
            continue;
        for (size_t l = 0; l < x->lines; l++)
            if (x->line[l].price == price)
                return true;
    }
    return false;
}

static const char *quotes_unit(struct form *f, const struct hoshi_price *p)
{
    const char *period = p->period == HOSHI_MONTH  ? form_say(f, "・月", ", month")
                         : p->period == HOSHI_YEAR ? form_say(f, "・年", ", year")
                                                   : form_say(f, "（一回）", " (once)");
    return form_text(f, form_say(f, "円／%s%s", "yen per %s%s"), hoshi_say_unit(f->lang, p->unit), period);
}

/* The table's price before tax, as it is quoted. */
static void quotes_reference(struct form *f, uint32_t row, const struct hoshi_price *p)
{
    static const char *const sign[HOSHI_CURRENCIES] = {"", "US$", "£"};
    char text[HOSHI_DECIMAL_TEXT];
    if (p->currency == HOSHI_JPY)
        hoshi_put_micro(quotes_sheet(f), row, Q_TABLE, HOSHI_STYLE_YEN, p->price.likely_micro);
    else
        hoshi_put_text(
            quotes_sheet(f), row, Q_TABLE, HOSHI_STYLE_CENTER,
            form_text(f, "%s %s", sign[p->currency], hoshi_decimal_print(p->price.likely_micro, 0, text)));
}

static void quotes_check(struct form *f, uint32_t row, const struct hoshi_case_quote *q)
{
    char l[HOSHI_REF], m[HOSHI_REF], h[HOSHI_REF];
    hoshi_ref(l, row, Q_LOW, false);
    hoshi_ref(m, row, Q_LIKELY, false);
    hoshi_ref(h, row, Q_HIGH, false);
    (void)q; /* a case that was read has its three values in order */
    hoshi_put_formula_text(
        quotes_sheet(f), row, Q_CHECK, HOSHI_STYLE_TEXT, "",
        "=IF(COUNT(%s:%s)=0,\"\",IF(COUNT(%s:%s)<3,\"%s\",IF(AND(%s<=%s,%s<=%s),\"\",\"%s\")))", l, h, l, h,
        form_say(f, "三つとも書く（同じ額でもよい）", "fill in all three (may be equal)"), l, m, m, h,
        form_say(f, "低≦中≦高の順に", "low ≤ likely ≤ high"));
}

static void quote_row(struct form *f, uint32_t row, size_t price)
{
    const struct hoshi_price *p = &f->t->price[price];
    const struct hoshi_case_quote *q = quote_of(f, price);
    const char *text[COLUMNS] = {hoshi_words_say(f->lang, p->name),
                                 quotes_unit(f, p),
                                 "",
                                 "",
                                 "",
                                 "",
                                 q && q->from ? q->from : "",
                                 "",
                                 q && q->document ? q->document : "",
                                 ""};
    form_row(f, FORM_QUOTES, row, p->id);
    form_label(f, HOSHI_FORM_QUOTES, p->id, text[0]);
    hoshi_put_text(quotes_sheet(f), row, Q_NAME, HOSHI_STYLE_TEXT, text[0]);
    hoshi_put_text(quotes_sheet(f), row, Q_UNIT, HOSHI_STYLE_CENTER, text[1]);
    quotes_reference(f, row, p);
    form_put_number(f, FORM_QUOTES, row, Q_LOW, q ? q->low_micro / HOSHI_MICRO : HOSHI_NONE);
    form_put_number(f, FORM_QUOTES, row, Q_LIKELY, q ? q->likely_micro / HOSHI_MICRO : HOSHI_NONE);
    form_put_number(f, FORM_QUOTES, row, Q_HIGH, q ? q->high_micro / HOSHI_MICRO : HOSHI_NONE);
    form_put_text(f, FORM_QUOTES, row, Q_FROM, q ? q->from : NULL);
    form_put_date(f, FORM_QUOTES, row, Q_DATE, q ? q->date : (struct hoshi_date){0});
    form_put_text(f, FORM_QUOTES, row, Q_DOCUMENT, q ? q->document : NULL);
    quotes_check(f, row, q);
    form_fit(f, FORM_QUOTES, row, text, widths, COLUMNS);
}

/* ---- what is there already, and quotations of whole measures ---- */

/* Columns of the table above, so that both share their widths. */
static const uint16_t fee_column[] = {Q_LOW, Q_LIKELY, Q_HIGH};

static bool measure_listed(const struct form *f, const struct hoshi_measure *m)
{
    return m->by_default && m->level <= f->o->level && !m->star && !m->hands;
}

static const struct hoshi_case_quote *measure_quote(const struct form *f, size_t measure)
{
    for (size_t i = 0; f->c && i < f->c->plan.stated_quotes; i++)
        if (f->c->plan.stated_quote[i].measure == measure)
            return &f->c->plan.stated_quote[i];
    return NULL;
}

static const char *measure_state(const struct form *f, size_t measure)
{
    static const char *const words[][3] = {{HOSHI_FORM_STATES_JA}, {HOSHI_FORM_STATES_EN}};
    const char *const *word = words[f->lang == HOSHI_EN];
    for (size_t i = 0; f->c && i < f->c->plan.haves; i++)
        if (f->c->plan.have[i] == measure)
            return word[0];
    for (size_t i = 0; f->c && i < f->c->plan.avoids; i++)
        if (f->c->plan.avoid[i] == measure)
            return word[1];
    for (size_t i = 0; f->c && i < f->c->plan.uses; i++)
        if (f->c->plan.use[i].measure == measure)
            return word[2];
    return NULL;
}

static void measure_row(struct form *f, uint32_t row, size_t measure)
{
    const struct hoshi_measure *m = &f->t->measure[measure];
    const struct hoshi_case_quote *q = measure_quote(f, measure);
    const char *name = hoshi_words_say(f->lang, m->name);
    const int64_t fee[] = {q ? q->initial_yen : HOSHI_NONE, q ? q->monthly_yen : HOSHI_NONE,
                           q ? q->yearly_yen : HOSHI_NONE};
    form_row(f, FORM_QUOTES, row, m->id);
    form_label(f, HOSHI_FORM_MEASURES, m->id, name);
    hoshi_put_text(quotes_sheet(f), row, Q_NAME, HOSHI_STYLE_TEXT, name);
    hoshi_put_text(quotes_sheet(f), row, Q_UNIT, HOSHI_STYLE_CHOICE_INPUT, measure_state(f, measure));
    for (size_t i = 0; i < 3; i++)
        form_put_number(f, FORM_QUOTES, row, fee_column[i], fee[i]);
    form_put_text(f, FORM_QUOTES, row, Q_FROM, q ? q->from : NULL);
    form_put_date(f, FORM_QUOTES, row, Q_DATE, q ? q->date : (struct hoshi_date){0});
    form_put_text(f, FORM_QUOTES, row, Q_DOCUMENT, q ? q->document : NULL);
    const double width[] = {widths[Q_NAME - 1]};
    form_fit(f, FORM_QUOTES, row, &name, width, 1);
}

static void measure_table(struct form *f, uint32_t row)
{
    static const char *const column[COLUMNS] = {
        NULL,         HOSHI_FORM_STATE, NULL,   "initial_yen", "monthly_yen",
        "yearly_yen", "from",           "date", "document",    NULL};
    static const char *const words[][3] = {{HOSHI_FORM_STATES_JA}, {HOSHI_FORM_STATES_EN}};
    const char *const head[COLUMNS] = {form_say(f, WORD(measure)),
                                       form_say(f, "今の状態・希望", "There, or wanted"),
                                       "",
                                       form_say(f, "初期費用（円、税抜）", "Initial fee, no tax"),
                                       form_say(f, "月額（円、税抜）", "Monthly fee, no tax"),
                                       form_say(f, "年額（円、税抜）", "Yearly fee, no tax"),
                                       form_say(f, WORD(quoted_by)),
                                       form_say(f, WORD(quoted_on)),
                                       form_say(f, WORD(quotation_no)),
                                       ""};
    hoshi_put_text(quotes_sheet(f), row, Q_NAME, HOSHI_STYLE_HEADING,
                   form_say(f, PROSE(measures_there_or_quoted_whole)));
    form_table(f, FORM_QUOTES, row + 1, HOSHI_FORM_MEASURES, column, COLUMNS);
    form_heads(f, FORM_QUOTES, row + 2, head, widths, COLUMNS);
    uint32_t first = row + 3, last = first;
    for (size_t i = 0; i < f->t->measures; i++)
        if (measure_listed(f, &f->t->measure[i]))
            measure_row(f, last++, i);
    if (last == first)
        return;
    form_allow_choices(f, FORM_QUOTES, first, Q_UNIT, last - 1, words[f->lang == HOSHI_EN], 3, true,
                       form_say(f, WORD(choose_or_leave_empty)));
    for (size_t i = 0; i < 3; i++)
        form_allow_number(f, FORM_QUOTES, first, fee_column[i], last - 1, true, 1e9);
    form_allow_date(f, FORM_QUOTES, first, Q_DATE, last - 1);
    form_allow_length(f, FORM_QUOTES, first, Q_FROM, last - 1, HOSHI_NAME_MAX);
    form_allow_length(f, FORM_QUOTES, first, Q_DOCUMENT, last - 1, HOSHI_NAME_MAX);
}

void form_write_quotes(struct form *f)
{
    static const char *const column[COLUMNS] = {NULL,       NULL,   NULL,   "low_yen",  "likely_yen",
                                                "high_yen", "from", "date", "document", NULL};
    const char *const head[COLUMNS] = {
        form_say(f, WORD(item)),
        form_say(f, WORD(unit)),
        form_say(f, "参考：表の単価（税抜）", "For reference: table price, no tax"),
        form_say(f, "低（税抜）", "Low, no tax"),
        form_say(f, "中（税抜）", "Likely, no tax"),
        form_say(f, "高（税抜）", "High, no tax"),
        form_say(f, WORD(quoted_by)),
        form_say(f, WORD(quoted_on)),
        form_say(f, WORD(quotation_no)),
        form_say(f, WORD(check))};
    uint32_t row = LIST_ROW;
    form_widths(f, FORM_QUOTES, widths, COLUMNS);
    form_title(f, FORM_QUOTES, COLUMNS, form_say(f, "見積（社内用）", "Quotations (own use)"),
               form_say(f, PROSE(only_quotations_you_hold_if_there)));
    form_table(f, FORM_QUOTES, MARK_ROW, HOSHI_FORM_QUOTES, column, COLUMNS);
    form_heads(f, FORM_QUOTES, HEAD_ROW, head, widths, COLUMNS);
    for (size_t i = 0; i < f->t->prices; i++)
        if (quotes_listed(f, i))
            quote_row(f, row++, i);
    for (uint16_t c = Q_LOW; c <= Q_HIGH; c++)
        form_allow_number(f, FORM_QUOTES, LIST_ROW, c, row - 1, true, 1e9);
    form_allow_date(f, FORM_QUOTES, LIST_ROW, Q_DATE, row - 1);
    form_allow_length(f, FORM_QUOTES, LIST_ROW, Q_FROM, row - 1, HOSHI_NAME_MAX);
    form_allow_length(f, FORM_QUOTES, LIST_ROW, Q_DOCUMENT, row - 1, HOSHI_NAME_MAX);
    measure_table(f, row + 1);
    hoshi_sheet_freeze(quotes_sheet(f), LIST_ROW, 0, HEAD_ROW);
    hoshi_sheet_pages(quotes_sheet(f), 1, QUOTE_PAGES);
    hoshi_sheet_protect(quotes_sheet(f));
}
