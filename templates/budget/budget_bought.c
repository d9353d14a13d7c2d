/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 対策・数量: what all suppliers would buy, by price row, and for which measures: where a framework contract
 * would pay. */
#include "budget_sheets.h"

#include <string.h>

/* From so many buyers on a framework contract is worth a talk even without quantity breaks. */
enum { FRAME_SUPPLIERS = 20 };

static const struct hoshi_tables *bought_tables(const struct budget_book *b)
{
    return b->v->options.run->assumptions->tables;
}

static const char *bought_frame(struct budget_book *b, const struct hoshi_joint_bought *x)
{
    if (bought_tables(b)->price[x->price].common_unknown)
        return budget_say(b, "制度の料金（未公表）", "scheme fee (unpublished)");
    if (!x->alone_yen)
        return budget_say(b, "費用なし", "costs nothing");
    if (x->saving_yen)
        return budget_say(b, "数量値引きあり：検討", "quantity breaks: worth it");
    if (x->suppliers >= FRAME_SUPPLIERS)
        return budget_say(b, "数が多い：見積を取る", "many buyers: ask for quotations");
    return "";
}

struct bought_cells {
    const char *name, *unit, *frame, *source;
    int64_t suppliers, quantity_micro, times, alone_yen, together_yen, saving_yen;
    double share;
};

#define AT(member) offsetof(struct bought_cells, member)
static const struct hoshi_column bought_columns[] = {
    {"name",
     {"品目・サービス", "Product or service"},
     38,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(name)},
    {"unit", {WORD(unit)}, 12, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(unit)},
    {"suppliers", {WORD(supplier_count)}, 10, HOSHI_STYLE_COUNT, HOSHI_VALUE_INT, .at = AT(suppliers)},
    {"quantity",
     {"数量（1回）", "Quantity each time"},
     13,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_MICRO,
     .at = AT(quantity_micro)},
    {"times",
     {"期間中の回数", "Times in the horizon"},
     9,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(times)},
    {"alone",
     {"各社が別々に買う（円）", "Each on its own (yen)"},
     16,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(alone_yen),
     .total = HOSHI_TOTAL_SUM},
    {"together",
     {"まとめて買う（円）", "Together (yen)"},
     16,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(together_yen),
     .total = HOSHI_TOTAL_SUM},
    {"saving",
     {"差（円）", "Difference (yen)"},
     15,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(saving_yen),
     .formula = "{alone}-{together}",
     .total = HOSHI_TOTAL_SUM},
    {"share",
     {WORD(difference_percent)},
     10,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_REAL,
     .at = AT(share),
     .formula = "IF({alone}=0,0,{saving}/{alone})"},
    {"frame",
     {"枠契約の目安", "Framework contract"},
     22,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(frame)},
    {"source",
     {"価格の出所", "Source of the price"},
     40,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(source)},
};

static void bought_row(struct hoshi_page *p, struct hoshi_list *list, struct budget_book *b,
                       const struct hoshi_joint_bought *x)
{
    const struct hoshi_price *price = &bought_tables(b)->price[x->price];
    const struct bought_cells cells = {
        .name = hoshi_words_say(p->lang, price->name),
        .unit = hoshi_say_unit(p->lang, price->unit),
        .frame = bought_frame(b, x),
        .source = hoshi_page_print(p, "%s (%s, %s)",
                                   p->lang == HOSHI_JA ? price->from.source_ja : price->from.source,
                                   hoshi_say_source_date(p->lang, &price->from),
                                   hoshi_say_confidence(p->lang, price->from.confidence)),
        .suppliers = x->suppliers,
        .quantity_micro = x->quantity_micro,
        .times = x->times,
        .alone_yen = x->alone_yen,
        .together_yen = x->together_yen,
        .saving_yen = x->saving_yen,
        .share = x->alone_yen ? (double)x->saving_yen / (double)x->alone_yen : 0};
    hoshi_list_row(p, list, &cells);
}

static void bought_measures(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    hoshi_page_heading(
        p, hoshi_page_say(p, "対策ごとの購入（社内工数を除く）", "Bought in by measure (without own work)"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(measure)));
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(supplier_count)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(whole_period_yen)));
    hoshi_page_next(p);
    for (size_t i = 0; i < j->measures; i++) {
        hoshi_page_text(p, HOSHI_STYLE_TEXT,
                        hoshi_words_say(p->lang, bought_tables(b)->measure[j->measure[i].measure].name));
        hoshi_page_over(p, 2);
        hoshi_page_int(p, HOSHI_STYLE_COUNT, j->measure[i].suppliers);
        hoshi_page_over(p, 3);
        hoshi_page_int(p, HOSHI_STYLE_YEN, j->measure[i].yen);
        hoshi_page_next(p);
    }
}

enum { COLUMNS = sizeof bought_columns / sizeof *bought_columns };

/* What is bought together has columns where that saves anything. */
static size_t bought_columns_of(const struct hoshi_joint_purchase *j, struct hoshi_column out[COLUMNS])
{
    size_t n = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *key = bought_columns[i].key;
        bool joint = strcmp(key, "together") == 0 || strcmp(key, "saving") == 0 || strcmp(key, "share") == 0;
        if (!joint || (j && j->saving_yen > 0))
            out[n++] = bought_columns[i];
    }
    return n;
}

void budget_bought_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    const struct hoshi_joint_purchase *j = b->v->joint;
    struct hoshi_column columns[COLUMNS];
    struct hoshi_list list = {.name = "bought", .column = columns, .columns = bought_columns_of(j, columns)};
    hoshi_list_begin(p, &list);
    budget_page_begin(p, hoshi_page_say(p, "取引先全体で買うもの", "What suppliers buy in all"));
    hoshi_page_skip(p, 1);
    hoshi_page_freeze(p, 1, PAGE_FIRST);
    if (!j || !j->rows) {
        hoshi_page_heading_as(p, HOSHI_STYLE_PLAIN,
                              hoshi_page_say(p, "購入する品目はない", "Nothing is bought in"));
        return;
    }
    hoshi_page_heading(p, hoshi_page_say(p, PROSE(quantities_by_price_row_everybody_horizon)));
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < j->rows; i++)
        bought_row(p, &list, b, &j->bought[i]);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(from_answers_alone_quantities_leave_out)));
    hoshi_page_skip(p, 1);
    bought_measures(p, b);
}
