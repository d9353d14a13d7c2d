/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and rows that all sheets of the budget workbook share. */
#include "budget_sheets.h"

#include <stdio.h>
#include <string.h>

const char *budget_say(const struct budget_book *b, const char *ja, const char *en)
{
    return hoshi_say(b->lang, ja, en);
}

const char *budget_text(struct budget_book *b, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *kept = hoshi_arena_text(&b->arena, text);
    b->failed = b->failed || !kept || n < 0 || (size_t)n >= sizeof text; /* half a formula is none */
    return kept ? kept : "";
}

const char *budget_year(struct budget_book *b, int year)
{
    struct hoshi_date start = b->v->options.run->start;
    if (start.month == 4)
        return budget_text(b, budget_say(b, WORD(fiscal_year)), start.year + year);
    return budget_text(b, budget_say(b, "%d年%d月～", "From %d-%02d"), start.year + year, start.month);
}

const char *budget_year_start(struct budget_book *b, int year)
{
    struct hoshi_date start = b->v->options.run->start;
    if (start.month == 4)
        return budget_text(b, budget_say(b, "%d年度開始", "start in FY%d"), start.year + year);
    return budget_text(b, budget_say(b, "%d年%d月開始", "start in %d-%02d"), start.year + year, start.month);
}

const char *budget_month(struct budget_book *b, int months_after_start)
{
    struct hoshi_date d = b->v->options.run->start;
    int month = d.month - 1 + months_after_start;
    return budget_text(b, budget_say(b, "%d年%d月", "%d-%02d"), d.year + month / 12, month % 12 + 1);
}

const char *budget_yen(struct budget_book *b, int64_t yen)
{
    char text[HOSHI_DECIMAL_TEXT];
    return budget_text(b, "%s", hoshi_yen_print(yen, text));
}

const char *budget_size_name(struct budget_book *b, size_t group)
{
    int64_t least, most;
    hoshi_joint_size_bounds(group, &least, &most);
    if (least == HOSHI_NONE)
        return budget_say(b, "従業員数不明", "Employees not known");
    if (most == HOSHI_NONE)
        return budget_text(b, budget_say(b, "従業員%lld人以上", "%lld employees or more"), (long long)least);
    return budget_text(b, budget_say(b, "従業員%lld～%lld人", "%lld to %lld employees"), (long long)least,
                       (long long)most);
}

const char *budget_group_name(struct budget_book *b, size_t group)
{
    struct hoshi_supplier_result r;
    if (!b->v->options.run->tally_by_supplier)
        return budget_size_name(b, group);
    if (group >= b->v->source.suppliers || !budget_record(b, group, &r))
        return budget_text(b, "%zu", group + 1);
    return budget_text(b, "%s", r.head.name[0] ? r.head.name : r.head.id);
}

const char *budget_missing_answers(struct budget_book *b)
{
    const struct hoshi_budget_sums *f = &b->v->sums[HOSHI_BUDGET_FUNDED];
    if (!f->flagged[4])
        return "";
    const char *of =
        f->open_yen > 0
            ? budget_text(b,
                          budget_say(b, "配分額のうち%s円はその見込み。",
                                     " %s yen of the allocation are what those may cost."),
                          budget_yen(b, f->open_yen))
            : budget_say(b, "配分額はその見込みを含む。", " The allocation includes what those may cost.");
    return budget_text(b, budget_say(b, PROSE(funded_have_unanswered_items_answered)), f->flagged[4],
                       f->flagged[1], of);
}

const char *budget_account_name(const struct budget_book *b, int account)
{
    switch (account) {
    case ACCOUNT_PRICE:
        return budget_say(b, "単価改定（材料費・外注加工費）",
                          "Price revision (materials, outside processing)");
    case ACCOUNT_LUMP:
        return budget_say(b, "一時金・協力金", "Lump sum, cooperation money");
    case ACCOUNT_KIND:
        return budget_say(b, "現物・ライセンスの提供", "In kind: products, licences");
    default:
        return budget_say(b, "自社側の支援費（教育・専門家派遣）", "Own support (training, experts sent)");
    }
}

const char *budget_must_word(const struct budget_book *b)
{
    return budget_say(b, WORD(handling_must));
}

const char *budget_excluded_word(const struct budget_book *b)
{
    return budget_say(b, WORD(handling_excluded));
}

const char *budget_quote(struct budget_book *b, const char *text)
{
    char quoted[4096];
    bool fits = hoshi_formula_quote(quoted, sizeof quoted, text);
    b->failed = b->failed || !fits;
    return fits ? budget_text(b, "%s", quoted) : "\"\"";
}

const char *budget_if_unchanged(struct budget_book *b, const char *same, const char *changed)
{
    return budget_text(b, "IF(choice_unchanged=1,%s,%s)", budget_quote(b, same), budget_quote(b, changed));
}

const char *budget_changed(const struct budget_book *b)
{
    return budget_say(b, PROSE(starts_or_budgets_were_changed_whether));
}

const char *budget_name_operand(struct budget_book *b, size_t index)
{
    const uint32_t *order = b->v->choice->order;
    for (size_t k = 0; index != SIZE_MAX && k < b->v->source.suppliers; k++)
        if (order[k] == index)
            return budget_text(b, "INDEX({list#name},MATCH(%zu,{list#rank},0))", k + 1);
    return budget_quote(b, budget_say(b, "―", "-"));
}

void budget_page_begin_at(struct hoshi_page *p, const char *title, uint16_t frozen)
{
    static const struct hoshi_words sentence[] = {{PROSE(budget_priority_is_no_reason_2)},
                                                  {PROSE(amounts_are_the_buyers_estimate_without)}};
    double sum = 0;
    uint16_t first = frozen > 1 ? frozen : 0, n = first;
    /* Sentences run over what fits beside one another on a screen. */
    for (; n < p->columns && sum + p->width[n] < 150; n++)
        sum += p->width[n];
    hoshi_page_heading_as(p, HOSHI_STYLE_TITLE, title);
    hoshi_sheet_points(&p->s, PAGE_TITLE, 26);
    for (int k = 0; k < 2; k++) {
        hoshi_page_to_column(p, first);
        hoshi_page_wide(p, (uint16_t)(n - first), k ? HOSHI_STYLE_NOTE : HOSHI_STYLE_WARN,
                        hoshi_words_say(p->lang, sentence[k]));
        hoshi_page_next(p);
    }
}

void budget_page_begin(struct hoshi_page *p, const char *title)
{
    budget_page_begin_at(p, title, 0);
}

/* ---- tables by year ---- */

static const struct hoshi_column year_columns[] = {
    {"label", {"", ""}, 0, .over = 1},
    {"year", {"", ""}, 0, .repeated = true},
    {"sum", {"", ""}, 0, .over = 1},
};

void budget_year_heads(struct hoshi_page *p, struct budget_book *b, const char *name, const char *label)
{
    hoshi_page_columns(p, name, year_columns, sizeof year_columns / sizeof *year_columns, b->v->years);
    hoshi_page_mark(p, "%s.head", name);
    hoshi_page_text(p, HOSHI_STYLE_HEAD, label);
    for (int y = 0; y < b->v->years; y++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, budget_year(b, y));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(whole_period)));
    hoshi_page_next(p);
}

void budget_year_row(struct hoshi_page *p, const struct budget_book *b, const struct budget_year_row *row)
{
    int64_t sum = 0;
    if (row->mark)
        hoshi_page_mark(p, "%s", row->mark);
    hoshi_page_text(p, row->head, row->label);
    for (int y = 0; y < b->v->years; y++) {
        const char *formula = row->formula_of ? row->formula_of[y] : row->formula;
        p->n = y + 1;
        if (formula)
            hoshi_page_formula(p, row->style, (double)row->yen[y], "%s", formula);
        else
            hoshi_page_int(p, row->style, row->yen[y]);
        sum += row->yen[y];
    }
    p->n = 0;
    if (row->summed) /* inputs add up to no input */
        hoshi_page_formula(p, row->style == HOSHI_STYLE_YEN_INPUT ? HOSHI_STYLE_YEN : row->style, (double)sum,
                           "SUM({year*})");
    hoshi_page_next(p);
}

void budget_warn_changed(struct hoshi_page *p, uint16_t columns)
{
    hoshi_warn_when(&p->s, p->row, 0, p->row, (uint16_t)(columns - 1), "=choice_unchanged=0");
}

bool budget_record(struct budget_book *b, size_t index, struct hoshi_supplier_result *out)
{
    const struct hoshi_budget_source *s = &b->v->source;
    if (!b->failed && s->read(s->user, index, out))
        return true;
    b->failed = true;
    return false;
}
