/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full table behind: one row for each line of a measure, with what level causes it and what each party bears.
 * What star 4 makes unnecessary is taken off where it stands, so no line is there twice. */
#include "own_sheets.h"
#include "table.h"

enum { DETAIL_PARTIES = 12 };

/** A line with the entries it has in the ledger. */
struct detail_line {
    const struct hoshi_measure_line *row;
    size_t first; /* index of its first entry */
};

struct detail_cells {
    int64_t no;
    const char *measure, *line, *unit, *paid;
    struct hoshi_value quantity, cause[HOSHI_CAUSES], annual, horizon, part[DETAIL_PARTIES];
};

static const char *detail_party(struct hoshi_page *p, const void *user, int n)
{
    (void)p;
    return hoshi_own_party(user, (size_t)n - 1);
}

#define AT(member) offsetof(struct detail_cells, member)
#define CAUSE(key, i, ...)                                                                                   \
    {                                                                                                        \
        key, {__VA_ARGS__}, 14, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(cause[i]),                        \
                                                                  .total = HOSHI_TOTAL_SUM                   \
    }
static const struct hoshi_column detail_columns[] = {
    {"no", {"No", "No"}, 6, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(no)},
    {"measure", {WORD(measure)}, 34, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(measure)},
    {"line", {WORD(line)}, 40, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(line)},
    {"quantity", {WORD(quantity)}, 9, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_ANY, .at = AT(quantity)},
    {"unit", {WORD(unit)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(unit)},
    {"paid", {WORD(payment)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(paid)},
    CAUSE("three", HOSHI_CAUSE_LEVEL3, "★3の分（円／年）", "For star 3 (yen a year)"),
    CAUSE("four", HOSHI_CAUSE_LEVEL4, "★4での増減（円／年）", "More or less for star 4 (yen a year)"),
    CAUSE("demanded", HOSHI_CAUSE_BUYER, "取引先の追加要求（円／年）", "Demanded by a customer (yen a year)"),
    CAUSE("own", HOSHI_CAUSE_OWN, "自社の選択（円／年）", "Own choice (yen a year)"),
    {"annual",
     {WORD(yen_a_year)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(annual),
     .total = HOSHI_TOTAL_SUM},
    {"horizon",
     {WORD(whole_period_divided)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(horizon),
     .total = HOSHI_TOTAL_SUM},
    {"part",
     {"{name}", "{name}"},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(part),
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
};

/* ---- sums over the entries of a line ---- */

static bool detail_has(const struct own_book *b, const struct detail_line *x, size_t i)
{
    return b->split->share[i].entry->line.row == x->row;
}

/* "{calc.3:key}+{calc.40:key}", of the entries with that cause or of all; a value without one is empty. */
static struct hoshi_value detail_sum(struct hoshi_page *p, const struct own_book *b,
                                     const struct detail_line *x, const char *key, int cause,
                                     int64_t (*of)(const struct hoshi_share *, size_t), size_t party)
{
    struct hoshi_value v = {.kind = HOSHI_VALUE_INT};
    struct hoshi_buffer f;
    size_t n = 0;
    hoshi_buffer_init(&f, 7000);
    for (size_t i = x->first; i < b->split->shares; i++) {
        const struct hoshi_share *s = &b->split->share[i];
        if (!detail_has(b, x, i) || (cause >= 0 && s->entry->cause != (enum hoshi_cause)cause))
            continue;
        hoshi_buffer_printf(&f, "%s{calc.%zu:%s}", n++ ? "+" : "", i, key);
        v.n += of(s, party);
    }
    v.formula = hoshi_page_keep(p, &f);
    if (!n)
        v = (struct hoshi_value){.kind = HOSHI_VALUE_NONE};
    return v;
}

static int64_t detail_annual(const struct hoshi_share *s, size_t party)
{
    (void)party;
    return s->annual_yen;
}

static int64_t detail_horizon(const struct hoshi_share *s, size_t party)
{
    (void)party;
    return s->horizon_yen;
}

static int64_t detail_part(const struct hoshi_share *s, size_t party)
{
    return s->annual[party];
}

/* Pieces bought, or own days each time it is done. */
static struct hoshi_value detail_quantity(struct hoshi_page *p, const struct own_book *b,
                                          const struct detail_line *x)
{
    struct hoshi_value v = {.kind = HOSHI_VALUE_MICRO};
    struct hoshi_buffer f;
    size_t n = 0;
    hoshi_buffer_init(&f, 7000);
    for (size_t i = x->first; i < b->split->shares; i++) {
        const struct hoshi_entry *e = b->split->share[i].entry;
        if (!detail_has(b, x, i))
            continue;
        if (e->line.effort)
            hoshi_buffer_printf(&f, "%s{calc.%zu:days}", n++ ? "+" : "", i);
        else
            hoshi_buffer_printf(
                &f,
                "%sROUND({lines.%zu:quantity}*{lines.%zu:need},6)-ROUND({lines.%zu:quantity}*{lines.%zu:before},6)",
                n++ ? "+" : "", i, i, i, i);
        int64_t more = 0, less = 0;
        hoshi_money_muldiv(e->line.quantity_micro, e->need_ppm, HOSHI_MICRO, &more);
        hoshi_money_muldiv(e->line.quantity_micro, e->before_ppm, HOSHI_MICRO, &less);
        v.n += e->line.effort ? e->days_micro : more - less;
    }
    const char *sum = hoshi_page_keep(p, &f);
    v.formula = hoshi_page_print(p, "ROUND(%s,6)", sum);
    return v;
}

/* ---- the list ---- */

static void detail_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                       const struct detail_line *x, size_t no)
{
    const struct hoshi_entry *e = b->split->share[x->first].entry;
    struct hoshi_buffer paid;
    hoshi_buffer_init(&paid, 200);
    hoshi_say_recurrence(&paid, p->lang, e->line.every, e->line.months);
    struct detail_cells cells = {.no = (int64_t)no,
                                 .measure = hoshi_words_say(p->lang, e->line.measure->name),
                                 .line = hoshi_own_line_name(b, &e->line),
                                 .unit = e->line.effort ? hoshi_page_say(p, WORD_IN(days_unit))
                                                        : hoshi_say_unit(p->lang, e->line.price->unit),
                                 .paid = hoshi_page_keep(p, &paid),
                                 .quantity = detail_quantity(p, b, x),
                                 .annual = detail_sum(p, b, x, "net_annual", -1, detail_annual, 0),
                                 .horizon = detail_sum(p, b, x, "net", -1, detail_horizon, 0)};
    for (int c = 0; c < HOSHI_CAUSES; c++)
        cells.cause[c] = detail_sum(p, b, x, "net_annual", c, detail_annual, 0);
    for (int k = 0; k < list->times; k++)
        cells.part[k] =
            detail_sum(p, b, x, hoshi_page_print(p, "annual%d", k + 1), -1, detail_part, (size_t)k);
    hoshi_list_row(p, list, &cells);
}

/* The lines in the order they are first met with; NULL when out of memory. */
static struct detail_line *detail_lines(struct hoshi_page *p, const struct own_book *b, size_t *n)
{
    struct detail_line *line = hoshi_arena_array(&p->layout->texts, b->split->shares + 1, sizeof *line);
    *n = 0;
    if (!line)
        hoshi_layout_fail(p->layout, "memory", "");
    for (size_t i = 0; line && i < b->split->shares; i++) {
        const struct hoshi_measure_line *row = b->split->share[i].entry->line.row;
        size_t k = 0;
        while (k < *n && line[k].row != row)
            k++;
        if (k == *n)
            line[(*n)++] = (struct detail_line){row, i};
    }
    return line;
}

void hoshi_own_detail_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    bool many = b->split->parties > DETAIL_PARTIES;
    struct hoshi_list list = {.name = "detail",
                              .column = detail_columns,
                              .columns = sizeof detail_columns / sizeof *detail_columns - many,
                              .times = many ? 0 : (int)b->split->parties,
                              .name_of = detail_party,
                              .user = b};
    size_t n = 0;
    struct detail_line *line = detail_lines(p, b, &n);
    p->roomy = true;
    hoshi_list_begin(p, &list);
    hoshi_page_title(p, hoshi_page_say(p, "明細（対策の中身、年額）", "Lines of the measures, yen a year"),
                     hoshi_page_say(p, PROSE(each_line_once_with_its_level_and_parts)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 3, 1);
    for (size_t i = 0; i < n; i++)
        detail_row(p, &list, b, &line[i], i + 1);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
}
