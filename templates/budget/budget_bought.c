/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 対策・数量: what all suppliers would buy, by price row, and for which measures: where a framework contract
 * would pay. */
#include "budget_sheets.h"

enum {
    P_NAME,
    P_UNIT,
    P_SUPPLIERS,
    P_QUANTITY,
    P_TIMES,
    P_ALONE,
    P_TOGETHER,
    P_SAVING,
    P_SHARE,
    P_FRAME,
    P_SOURCE,
    COLUMNS
};
static const double width[COLUMNS] = {38, 12, 10, 13, 9, 16, 16, 15, 10, 22, 40};
/* From so many buyers on a framework contract is worth a talk even without quantity breaks. */
enum { FRAME_SUPPLIERS = 20 };

static struct hoshi_sheet *sheet(struct budget_book *b)
{
    return &b->sheet[BUDGET_BOUGHT];
}

static const struct hoshi_tables *tables(const struct budget_book *b)
{
    return b->v->options.assumptions->tables;
}

static const char *frame(struct budget_book *b, const struct hoshi_joint_bought *x)
{
    if (tables(b)->price[x->price].common_unknown)
        return budget_say(b, "制度の料金（未公表）", "scheme fee (unpublished)");
    if (!x->alone_yen)
        return budget_say(b, "費用なし", "costs nothing");
    if (x->saving_yen)
        return budget_say(b, "数量値引きあり：検討", "quantity breaks: worth it");
    if (x->suppliers >= FRAME_SUPPLIERS)
        return budget_say(b, "数が多い：見積を取る", "many buyers: ask for quotations");
    return "";
}

static void bought_row(struct budget_book *b, uint32_t row, const struct hoshi_joint_bought *x)
{
    const struct hoshi_price *p = &tables(b)->price[x->price];
    char alone[HOSHI_REF], together[HOSHI_REF], saving[HOSHI_REF];
    hoshi_put_text(sheet(b), row, P_NAME, HOSHI_STYLE_TEXT, hoshi_words_say(b->lang, p->name));
    hoshi_put_text(sheet(b), row, P_UNIT, HOSHI_STYLE_CENTER, hoshi_say_unit(b->lang, p->unit));
    hoshi_put_int(sheet(b), row, P_SUPPLIERS, HOSHI_STYLE_COUNT, x->suppliers);
    hoshi_put_micro(sheet(b), row, P_QUANTITY, HOSHI_STYLE_DECIMAL, x->quantity_micro);
    hoshi_put_int(sheet(b), row, P_TIMES, HOSHI_STYLE_COUNT, x->times);
    hoshi_put_int(sheet(b), row, P_ALONE, HOSHI_STYLE_YEN, x->alone_yen);
    hoshi_put_int(sheet(b), row, P_TOGETHER, HOSHI_STYLE_YEN, x->together_yen);
    hoshi_put_formula(sheet(b), row, P_SAVING, HOSHI_STYLE_YEN, (double)x->saving_yen, "=%s-%s",
                      hoshi_ref(alone, row, P_ALONE, false), hoshi_ref(together, row, P_TOGETHER, false));
    hoshi_put_formula(sheet(b), row, P_SHARE, HOSHI_STYLE_PERCENT,
                      x->alone_yen ? (double)x->saving_yen / (double)x->alone_yen : 0, "=IF(%s=0,0,%s/%s)",
                      alone, hoshi_ref(saving, row, P_SAVING, false), alone);
    hoshi_put_text(sheet(b), row, P_FRAME, HOSHI_STYLE_TEXT, frame(b, x));
    const char *source = budget_text(
        b, "%s (%s, %s)", b->lang == HOSHI_JA ? p->from.source_ja : p->from.source,
        hoshi_say_source_date(b->lang, &p->from), hoshi_say_confidence(b->lang, p->from.confidence));
    hoshi_put_text(sheet(b), row, P_SOURCE, HOSHI_STYLE_TEXT, source);
    hoshi_sheet_fit(sheet(b), row, source, width[P_SOURCE]);
}

static uint32_t total(struct budget_book *b, uint32_t row, uint32_t first)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    int64_t sum[3] = {0};
    for (size_t i = 0; i < j->rows; i++) {
        sum[0] += j->bought[i].alone_yen;
        sum[1] += j->bought[i].together_yen;
        sum[2] += j->bought[i].saving_yen;
    }
    hoshi_put_merged(sheet(b), row, P_NAME, row, P_TIMES, HOSHI_STYLE_TOTAL, budget_say(b, WORD(total)));
    for (uint16_t k = 0; k < 3; k++) {
        char a[HOSHI_REF], z[HOSHI_REF];
        hoshi_put_formula(sheet(b), row, (uint16_t)(P_ALONE + k), HOSHI_STYLE_YEN_TOTAL, (double)sum[k],
                          "=SUM(%s:%s)", hoshi_ref(a, first, (uint16_t)(P_ALONE + k), false),
                          hoshi_ref(z, row - 1, (uint16_t)(P_ALONE + k), false));
    }
    return row + 1;
}

static uint32_t prices(struct budget_book *b, uint32_t row)
{
    static const char *const head[COLUMNS][2] = {{"品目・サービス", "Product or service"},
                                                 {WORD(unit)},
                                                 {WORD(supplier_count)},
                                                 {"数量（1回）", "Quantity each time"},
                                                 {"期間中の回数", "Times in the horizon"},
                                                 {"各社が別々に買う（円）", "Each on its own (yen)"},
                                                 {"まとめて買う（円）", "Together (yen)"},
                                                 {"差（円）", "Difference (yen)"},
                                                 {WORD(difference_percent)},
                                                 {"枠契約の目安", "Framework contract"},
                                                 {"価格の出所", "Source of the price"}};
    const struct hoshi_joint_purchase *j = b->v->joint;
    budget_heading(b, BUDGET_BOUGHT, row++, budget_say(b, PROSE(quantities_by_price_row_everybody_horizon)));
    const char *words[COLUMNS];
    for (uint16_t c = 0; c < COLUMNS; c++) {
        words[c] = budget_say(b, head[c][0], head[c][1]);
        hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_HEAD, words[c]);
    }
    budget_fit_heads(b, BUDGET_BOUGHT, row++, words, width, COLUMNS);
    uint32_t first = row;
    for (size_t i = 0; i < j->rows; i++)
        bought_row(b, row++, &j->bought[i]);
    row = total(b, row, first);
    budget_wide(b, BUDGET_BOUGHT, row++, 0, COLUMNS - 1, 150, HOSHI_STYLE_NOTE,
                budget_say(b, PROSE(from_answers_alone_quantities_leave_out)));
    return row;
}

static void measures(struct budget_book *b, uint32_t row)
{
    const struct hoshi_joint_purchase *j = b->v->joint;
    budget_heading(
        b, BUDGET_BOUGHT, row++,
        budget_say(b, "対策ごとの購入（社内工数を除く）", "Bought in by measure (without own work)"));
    hoshi_put_text(sheet(b), row, P_NAME, HOSHI_STYLE_HEAD, budget_say(b, WORD(measure)));
    hoshi_put_merged(sheet(b), row, P_UNIT, row, P_SUPPLIERS, HOSHI_STYLE_HEAD,
                     budget_say(b, WORD(supplier_count)));
    hoshi_put_merged(sheet(b), row, P_QUANTITY, row, P_ALONE, HOSHI_STYLE_HEAD,
                     budget_say(b, WORD(whole_period_yen)));
    row++;
    for (size_t i = 0; i < j->measures; i++, row++) {
        const char *name = hoshi_words_say(b->lang, tables(b)->measure[j->measure[i].measure].name);
        hoshi_put_text(sheet(b), row, P_NAME, HOSHI_STYLE_TEXT, name);
        hoshi_put_merged(sheet(b), row, P_UNIT, row, P_SUPPLIERS, HOSHI_STYLE_COUNT, "");
        hoshi_put_merged(sheet(b), row, P_QUANTITY, row, P_ALONE, HOSHI_STYLE_YEN, "");
        hoshi_put_int(sheet(b), row, P_UNIT, HOSHI_STYLE_COUNT, j->measure[i].suppliers);
        hoshi_put_int(sheet(b), row, P_QUANTITY, HOSHI_STYLE_YEN, j->measure[i].yen);
        hoshi_sheet_fit(sheet(b), row, name, width[P_NAME]);
    }
}

void budget_write_bought(struct budget_book *b)
{
    budget_page(b, BUDGET_BOUGHT, width, COLUMNS,
                budget_say(b, "取引先全体で買うもの", "What suppliers buy in all"), 0, PAGE_FIRST, 1);
    if (!b->v->joint || !b->v->joint->rows) {
        hoshi_put_text(sheet(b), PAGE_FIRST, 0, HOSHI_STYLE_PLAIN,
                       budget_say(b, "購入する品目はない", "Nothing is bought in"));
        return;
    }
    uint32_t row = prices(b, PAGE_FIRST);
    measures(b, row + 1);
}
