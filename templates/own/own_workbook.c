/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own_sheets.h"
#include "sheet_written.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- small tools ---- */

const char *hoshi_own_say(const struct own_book *b, const char *ja, const char *en)
{
    return hoshi_say(b->lang, ja, en);
}

struct own_ref hoshi_own_ref(const struct own_book *b, const char *name, ...)
{
    struct own_ref r = {""};
    char text[HOSHI_REF];
    va_list args;
    va_start(args, name);
    int n = vsnprintf(text, sizeof text, name, args);
    va_end(args);
    if (n < 0 || n >= HOSHI_REF)
        hoshi_layout_fail(b->layout.now->layout, "name too long", name);
    else
        snprintf(r.text, sizeof r.text, "%.95s", hoshi_page_refs(b->layout.now, "{%s}", text));
    return r;
}

struct own_ref hoshi_own_line_row(const struct own_book *b, size_t line)
{
    struct own_ref r;
    if (line < b->v->certain)
        snprintf(r.text, sizeof r.text, "lines.%zu", line);
    else if (line < b->e->entries)
        snprintf(r.text, sizeof r.text, "uncertain.%zu", line - b->v->certain);
    else
        snprintf(r.text, sizeof r.text, "swap.%zu", line - b->e->entries);
    return r;
}

struct own_ref hoshi_own_price_row(const struct own_book *b, size_t price)
{
    struct own_ref r;
    const struct hoshi_own_price *x = &b->v->price[price];
    snprintf(r.text, sizeof r.text, "%s.%zu", x->line->effort ? "efforts" : "prices", x->place);
    return r;
}

struct own_ref hoshi_own_at(uint32_t row, size_t column)
{
    struct own_ref r;
    hoshi_ref(r.text, row, (uint16_t)column, true);
    return r;
}

struct own_ref hoshi_own_on(const struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column)
{
    struct own_ref r;
    hoshi_ref_on(r.text, &b->sheet[sheet], row, (uint16_t)column);
    return r;
}

struct own_ref hoshi_own_span(uint32_t row, size_t column, uint32_t last_row, size_t last_column)
{
    struct own_ref r, first = hoshi_own_at(row, column), last = hoshi_own_at(last_row, last_column);
    snprintf(r.text, sizeof r.text, "%.40s:%.40s", first.text, last.text);
    return r;
}

struct own_ref hoshi_own_span_on(const struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column,
                                 uint32_t last_row, size_t last_column)
{
    struct own_ref r;
    hoshi_range_on(r.text, &b->sheet[sheet], row, (uint16_t)column, last_row, (uint16_t)last_column);
    return r;
}

void hoshi_own_widths(struct own_book *b, enum own_sheet sheet, const struct own_head *head, size_t n)
{
    for (size_t i = 0; i < n && i < OWN_WIDTHS; i++)
        b->width[sheet][i] = head[i].width;
    hoshi_sheet_widths(&b->sheet[sheet], b->width[sheet], n < OWN_WIDTHS ? n : OWN_WIDTHS);
}

void hoshi_own_heads(struct own_book *b, enum own_sheet sheet, uint32_t row, const struct own_head *head,
                     size_t n)
{
    double most = 1;
    for (size_t i = 0; i < n; i++) {
        const char *text = hoshi_own_say(b, head[i].ja, head[i].en);
        double width = i < OWN_WIDTHS && b->width[sheet][i] > 0 ? b->width[sheet][i] : 9;
        double lines = (double)hoshi_text_width(text) * 1.25 / width + 0.95;
        most = lines > most ? lines : most;
        hoshi_put_text(&b->sheet[sheet], row, (uint16_t)i, HOSHI_STYLE_HEAD, text);
    }
    worksheet_set_row(b->sheet[sheet].sheet, row, (double)(int)most * 16 + 5, NULL);
}

static double width_of(const struct own_book *b, enum own_sheet sheet, size_t first, size_t last)
{
    double sum = 0;
    for (size_t i = first; i <= last; i++)
        sum += i < OWN_WIDTHS && b->width[sheet][i] > 0 ? b->width[sheet][i] : 9;
    return sum;
}

void hoshi_own_wide(struct own_book *b, enum own_sheet sheet, uint32_t row, size_t first, size_t last,
                    enum hoshi_style style, const char *text)
{
    hoshi_put_merged(&b->sheet[sheet], row, (uint16_t)first, row, (uint16_t)last, style, text);
    hoshi_sheet_fit(&b->sheet[sheet], row, text, width_of(b, sheet, first, last));
}

uint32_t hoshi_own_title(struct own_book *b, enum own_sheet sheet, size_t last, const char *title,
                         const char *note)
{
    hoshi_put_text(&b->sheet[sheet], 0, 0, HOSHI_STYLE_TITLE, title);
    worksheet_set_row(b->sheet[sheet].sheet, 0, 26, NULL);
    hoshi_own_wide(b, sheet, 1, 0, last, HOSHI_STYLE_NOTE, note);
    return 3;
}

void hoshi_own_fit(struct own_book *b, enum own_sheet sheet, uint32_t row, size_t column, const char *text)
{
    hoshi_sheet_fit(&b->sheet[sheet], row, text, width_of(b, sheet, column, column));
}

const char *hoshi_own_text(struct own_book *b, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *kept = hoshi_arena_text(&b->arena, text);
    if (!kept)
        b->book.failed = true;
    return kept ? kept : "";
}

const char *hoshi_own_buyer(const struct hoshi_case_buyer *buyer)
{
    return buyer->name ? buyer->name : buyer->id;
}

const char *hoshi_own_party(const struct own_book *b, size_t party)
{
    const struct hoshi_party *p = &b->split->party[party];
    if (p->kind == HOSHI_PARTY_BUYER)
        return hoshi_own_buyer(&b->c->buyer[p->buyer]);
    return p->kind == HOSHI_PARTY_OTHERS ? hoshi_own_say(b, WORD(other_customers))
                                         : hoshi_own_say(b, WORD(our_company));
}

const char *hoshi_own_line_name(const struct own_book *b, const struct hoshi_line *line)
{
    return hoshi_words_say(b->lang, line->effort ? line->effort->name : line->price->name);
}

const char *hoshi_own_year_text(struct own_book *b, int year)
{
    struct hoshi_date from = hoshi_month_add(b->a->start, 12 * (year - 1)), to = hoshi_month_add(from, 11);
    int first = hoshi_fiscal_year(from), last = hoshi_fiscal_year(to);
    const char *fiscal = first == last
                             ? hoshi_own_text(b, hoshi_own_say(b, WORD(fiscal_year)), first)
                             : hoshi_own_text(b, hoshi_own_say(b, "%d〜%d年度", "FY%d-%d"), first, last);
    return hoshi_own_text(b,
                          hoshi_own_say(b, "%d年目\n%d/%02d〜%d/%02d\n%s", "Year %d\n%d/%02d - %d/%02d\n%s"),
                          year, from.year, from.month, to.year, to.month, fiscal);
}

int64_t hoshi_own_parameter(const struct own_book *b, const char *id, int64_t otherwise)
{
    const struct hoshi_parameter *p = hoshi_tables_parameter(b->t, id);
    return p && p->values ? p->value_micro[0] : otherwise;
}

/* ---- the workbook ---- */

bool hoshi_own_old_begin(struct own_book *b, struct hoshi_page *p, enum own_sheet sheet)
{
    if (p->layout->recording)
        return false;
    memcpy(b->sheet, p->layout->handle, sizeof b->sheet);
    memcpy(b->width[sheet], p->width, sizeof b->width[sheet]);
    return true;
}

/* A sheet that is still written cell by cell: only in the second pass. */
static void old_sheet(struct hoshi_page *p, void *book, void (*write)(struct own_book *b))
{
    struct own_book *b = book;
    if (hoshi_own_old_begin(b, p, (enum own_sheet)p->sheet))
        write(b);
}

#define OLD(name)                                                                                            \
    static void name##_sheet(struct hoshi_page *p, void *book)                                               \
    {                                                                                                        \
        old_sheet(p, book, hoshi_own_write_##name);                                                          \
    }
OLD(summary)
OLD(range)
OLD(simulation)
OLD(rules)
OLD(offers)
OLD(checks)
OLD(spread)

static bool wants_range(const void *book)
{
    return ((const struct own_book *)book)->v->range;
}

static bool wants_checks(const void *book)
{
    const struct own_book *b = book;
    return b->options->check && b->options->check->buyers;
}

static bool wants_simulation(const void *book)
{
    return ((const struct own_book *)book)->v->has_trials;
}

static bool wants_rules(const void *book)
{
    return ((const struct own_book *)book)->v->has_rules;
}

enum {
    FRONT_WIDE = HOSHI_PAGE_LANDSCAPE,
    BACK = HOSHI_PAGE_BACK,
    BACK_WIDE = HOSHI_PAGE_BACK | HOSHI_PAGE_LANDSCAPE
};

static const struct hoshi_page_sheet own_sheets[OWN_SHEETS] = {
    [OWN_SUMMARY] = {{WORD(summary)}, 0, NULL, summary_sheet},
    [OWN_COST] = {{WORD(measures_and_cost)}, FRONT_WIDE, NULL, hoshi_own_cost_sheet},
    [OWN_UPLIFT] = {{WORD(sheet_prices)}, FRONT_WIDE, NULL, hoshi_own_uplift_sheet},
    [OWN_YEARS] = {{WORD(years_and_cash)}, 0, NULL, hoshi_own_years_sheet},
    [OWN_RANGE] = {{"幅", "Range"}, FRONT_WIDE, wants_range, range_sheet},
    [OWN_PLAN] = {{WORD(sheet_talk_plan)}, 0, NULL, hoshi_own_plan_sheet},
    [OWN_TODO] = {{WORD(to_check)}, FRONT_WIDE, NULL, hoshi_own_todo_sheet},
    [OWN_RECORD] = {{WORD(sheet_record)}, 0, NULL, hoshi_own_record_sheet},
    [OWN_INPUTS] = {{WORD(inputs)}, BACK, NULL, hoshi_own_inputs_sheet},
    [OWN_GAP] = {{WORD(gap)}, BACK_WIDE, NULL, hoshi_own_gap_sheet},
    [OWN_MEASURES] = {{WORD(measures)}, BACK_WIDE, NULL, hoshi_own_measures_sheet},
    [OWN_DETAIL] = {{WORD(lines)}, BACK_WIDE, NULL, hoshi_own_detail_sheet},
    [OWN_SPLIT] = {{WORD(split)}, BACK_WIDE, NULL, hoshi_own_split_sheet},
    [OWN_RULES] = {{WORD(rules_compared)}, BACK_WIDE, wants_rules, rules_sheet},
    [OWN_BREAKDOWN] = {{WORD(quotation_view)}, BACK_WIDE, NULL, hoshi_own_breakdown_sheet},
    [OWN_OFFERS] = {{WORD(offers)}, BACK, NULL, offers_sheet},
    [OWN_TALK] = {{WORD(sheet_talk_figures)}, BACK, NULL, hoshi_own_talk_sheet},
    [OWN_CHECKS] = {{WORD(checks)}, BACK_WIDE, wants_checks, checks_sheet},
    [OWN_SPREAD] = {{WORD(range_in_detail)}, BACK_WIDE, wants_range, spread_sheet},
    [OWN_PRICES] = {{"単価・工数", "Rates"}, BACK_WIDE, NULL, hoshi_own_prices_sheet},
    [OWN_BASIS] = {{WORD(basis)}, BACK_WIDE, NULL, hoshi_own_basis_sheet},
    [OWN_SIMULATION] = {{"試算", "Live trials"}, BACK_WIDE, wants_simulation, simulation_sheet},
    [OWN_LINES] = {{WORD(line_calculation)}, BACK_WIDE, NULL, hoshi_own_lines_sheet},
    [OWN_CALC] = {{"計算", "Calculation"}, BACK_WIDE, NULL, hoshi_own_calc_sheet},
};

const char *hoshi_own_sheets_behind(struct own_book *b)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 2000);
    for (size_t i = 0; i < OWN_SHEETS; i++) {
        const struct hoshi_page_sheet *s = &own_sheets[i];
        bool behind = s->options & HOSHI_PAGE_BACK || (i == OWN_UPLIFT && !b->v->buyers);
        if (behind && (!s->wanted || s->wanted(b)))
            hoshi_buffer_printf(&f, "%s%s", f.length ? hoshi_own_say(b, "、", ", ") : "",
                                hoshi_words_say(b->lang, s->name));
    }
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static const char *workbook_title(struct own_book *b)
{
    const char *name = b->c->supplier.name ? b->c->supplier.name : hoshi_own_say(b, WORD(our_company));
    return hoshi_own_text(
        b, hoshi_own_say(b, "%s ★%d 費用負担の協議資料（社内用）", "%s - star %d, cost sharing (own use)"),
        name, (int)b->c->target_level);
}

enum hoshi_status hoshi_worksheet_write_own(const struct hoshi_own_view *view,
                                            const struct hoshi_worksheet_options *options, const char *path,
                                            struct hoshi_faults *faults)
{
    struct own_book b = {.lang = options->lang,
                         .layout = {.show_back = options->all},
                         .v = view,
                         .split = view->split,
                         .e = view->split->e,
                         .a = &view->split->e->a,
                         .c = view->split->e->a.c,
                         .t = view->split->e->a.tables,
                         .options = options,
                         .faults = faults};
    const char *head = workbook_title(&b);
    enum hoshi_status s =
        hoshi_book_open(&b.book, path, b.lang, head, b.c->supplier.name, b.a->as_of,
                        hoshi_own_say(&b, "社内用・取引先へ渡さない", "Own use - not for customers"), faults);
    struct hoshi_back_list back = {.cell = HOSHI_ARRAY(struct hoshi_back_cell)};
    struct hoshi_written_list written = {.cell = HOSHI_ARRAY(struct hoshi_written_note)};
    if (!s) {
        b.book.back = &back;
        b.book.written = &written;
        s = hoshi_pages_write(&b.book, &b.layout, own_sheets, OWN_SHEETS, &b, faults);
        if (s)
            hoshi_book_abandon(&b.book);
        else {
            hoshi_back_write(&b.book, b.c->case_id);
            s = hoshi_book_close(&b.book, path, faults);
        }
    }
    hoshi_back_release(&back);
    hoshi_written_release(&written);
    hoshi_layout_release(&b.layout);
    hoshi_arena_release(&b.arena);
    return s;
}
