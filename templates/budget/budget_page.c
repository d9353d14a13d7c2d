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

const char *budget_at(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t column)
{
    char ref[HOSHI_REF];
    return budget_text(b, "%s", hoshi_ref_on(ref, &b->sheet[s], row, column));
}

const char *budget_range(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t column,
                         uint32_t last_row, uint16_t last_column)
{
    char ref[HOSHI_REF];
    return budget_text(b, "%s", hoshi_range_on(ref, &b->sheet[s], row, column, last_row, last_column));
}

const char *budget_list_column(struct budget_book *b, uint16_t column)
{
    return budget_range(b, BUDGET_LIST, LIST_FIRST, column, b->list_last, column);
}

uint16_t budget_list_alloc(const struct budget_book *b, int year)
{
    return (uint16_t)(LIST_COST + b->v->years + year);
}

uint16_t budget_list_behind(const struct budget_book *b, enum list_behind c)
{
    return (uint16_t)(LIST_COST + 2 * b->v->years + (int)c);
}

const char *budget_year(struct budget_book *b, int year)
{
    struct hoshi_date start = b->v->options.start;
    if (start.month == 4)
        return budget_text(b, budget_say(b, WORD(fiscal_year)), start.year + year);
    return budget_text(b, budget_say(b, "%d年%d月～", "From %d-%02d"), start.year + year, start.month);
}

const char *budget_year_start(struct budget_book *b, int year)
{
    struct hoshi_date start = b->v->options.start;
    if (start.month == 4)
        return budget_text(b, budget_say(b, "%d年度開始", "start in FY%d"), start.year + year);
    return budget_text(b, budget_say(b, "%d年%d月開始", "start in %d-%02d"), start.year + year, start.month);
}

const char *budget_month(struct budget_book *b, int months_after_start)
{
    struct hoshi_date d = b->v->options.start;
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
    if (!b->v->options.tally_by_supplier)
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
    return budget_say(b, "必ず", "must");
}

const char *budget_excluded_word(const struct budget_book *b)
{
    return budget_say(b, "対象外", "excluded");
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
            return budget_text(b, "INDEX(%s,MATCH(%zu,%s,0))", budget_list_column(b, LIST_NAME), k + 1,
                               budget_list_column(b, LIST_RANK));
    return budget_quote(b, budget_say(b, "―", "-"));
}

void budget_wide(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t first, uint16_t last,
                 double width, enum hoshi_style style, const char *text)
{
    hoshi_put_merged(&b->sheet[s], row, first, row, last, style, text);
    hoshi_sheet_fit(&b->sheet[s], row, text, width);
}

void budget_wide_formula(struct budget_book *b, enum budget_sheet s, uint32_t row, uint16_t first,
                         uint16_t last, double width, enum hoshi_style style, const char *text,
                         const char *other, const char *formula)
{
    int lines = hoshi_sheet_lines(text, width), more = hoshi_sheet_lines(other, width);
    hoshi_put_merged(&b->sheet[s], row, first, row, last, style, "");
    hoshi_put_formula_text(&b->sheet[s], row, first, style, text, "=%s", formula);
    hoshi_sheet_height(&b->sheet[s], row, lines > more ? lines : more);
}

void budget_fit_heads(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *const *text,
                      const double *width, size_t n)
{
    int most = 1;
    for (size_t c = 0; c < n; c++) {
        int lines = hoshi_sheet_lines(text[c], width[c]);
        most = lines > most ? lines : most;
    }
    hoshi_sheet_height(&b->sheet[s], row, most);
}

void budget_page(struct budget_book *b, enum budget_sheet s, const double *width, uint16_t columns,
                 const char *title, uint32_t repeat, uint32_t head, uint16_t frozen)
{
    double sum = 0;
    /* Columns repeated on each page would show a piece of a sentence that begins in them. */
    uint16_t first = frozen > 1 ? frozen : 0, last = first;
    hoshi_sheet_widths(&b->sheet[s], width, columns);
    b->label_width[s] = width[0];
    b->year_width[s] = width[1];
    /* Sentences run over what fits beside one another on a screen. */
    for (uint16_t c = first; c < columns && sum + width[c] < 150; c++) {
        sum += width[c];
        last = c;
    }
    hoshi_sheet_freeze(&b->sheet[s], head, frozen, repeat);
    hoshi_put_text(&b->sheet[s], PAGE_TITLE, 0, HOSHI_STYLE_TITLE, title);
    worksheet_set_row(b->sheet[s].sheet, PAGE_TITLE, 26, NULL);
    budget_wide(b, s, PAGE_TALKS, first, last, sum, HOSHI_STYLE_WARN,
                budget_say(b, PROSE(budget_priority_is_no_reason_2)));
    budget_wide(b, s, PAGE_OFFER, first, last, sum, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(amounts_are_the_buyers_estimate_without)));
}

struct budget_book *budget_of_page(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    memcpy(b->sheet, p->layout->handle, sizeof b->sheet);
    return b;
}

void budget_page_begin(struct hoshi_page *p, const char *title)
{
    double sum = 0;
    uint16_t n = 0;
    /* Sentences run over what fits beside one another on a screen. */
    for (; n < p->columns && sum + p->width[n] < 150; n++)
        sum += p->width[n];
    hoshi_page_heading_as(p, HOSHI_STYLE_TITLE, title);
    hoshi_sheet_points(&p->s, PAGE_TITLE, 26);
    hoshi_page_wide(p, n, HOSHI_STYLE_WARN, hoshi_page_say(p, PROSE(budget_priority_is_no_reason_2)));
    hoshi_page_next(p);
    hoshi_page_wide(p, n, HOSHI_STYLE_NOTE,
                    hoshi_page_say(p, PROSE(amounts_are_the_buyers_estimate_without)));
    hoshi_page_next(p);
}

void budget_heading(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *text)
{
    hoshi_put_text(&b->sheet[s], row, 0, HOSHI_STYLE_HEADING, text);
}

void budget_year_heads(struct budget_book *b, enum budget_sheet s, uint32_t row, const char *label)
{
    const char *head[HOSHI_YEARS_MAX + 2] = {label};
    double width[HOSHI_YEARS_MAX + 2] = {b->label_width[s]};
    int n = b->v->years + 2;
    for (int c = 1; c < n; c++) {
        head[c] = c <= b->v->years ? budget_year(b, c - 1) : budget_say(b, WORD(whole_period));
        width[c] = b->year_width[s];
    }
    for (int c = 0; c < n; c++)
        hoshi_put_text(&b->sheet[s], row, (uint16_t)c, HOSHI_STYLE_HEAD, head[c]);
    budget_fit_heads(b, s, row, head, width, (size_t)n);
}

void budget_row_label(struct budget_book *b, enum budget_sheet s, uint32_t row, enum hoshi_style style,
                      const char *label)
{
    hoshi_put_text(&b->sheet[s], row, BY_LABEL, style, label);
    int lines = hoshi_sheet_lines(label, b->label_width[s]);
    if (lines > 1)
        hoshi_sheet_height(&b->sheet[s], row, lines);
}

void budget_row_sum(struct budget_book *b, enum budget_sheet s, uint32_t row, enum hoshi_style style,
                    int64_t sum)
{
    char first[HOSHI_REF], last[HOSHI_REF];
    hoshi_put_formula(&b->sheet[s], row, (uint16_t)(BY_YEAR + b->v->years), style, (double)sum, "=SUM(%s:%s)",
                      hoshi_ref(first, row, BY_YEAR, false),
                      hoshi_ref(last, row, (uint16_t)(BY_YEAR + b->v->years - 1), false));
}

bool budget_record(struct budget_book *b, size_t index, struct hoshi_supplier_result *out)
{
    const struct hoshi_budget_source *s = &b->v->source;
    if (!b->failed && s->read(s->user, index, out))
        return true;
    b->failed = true;
    return false;
}
