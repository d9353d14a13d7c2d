/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 価格の経過: unit prices month by month as far as log and case tell. Months not known are input cells; the
 * table of items follows from them. */
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>

enum { BLOCK = 6, COLUMNS = BLOCK + 2, TRACKS_MAX = 24, SUMMARY_ROW = 4 };

#define UNKNOWN_MARK "?"
#define CHANGE                                                                                               \
    "=IF(AND(ISNUMBER(B%u),ISNUMBER(C%u)),IF(B%u>0,C%u/B%u-1,\"" UNKNOWN_MARK "\"),\"" UNKNOWN_MARK "\")"

static size_t prices_shown(const struct hoshi_dossier *d)
{
    return d->history.tracks < TRACKS_MAX ? d->history.tracks : TRACKS_MAX;
}

/* ---- months ---- */

/* Row of month i of the track (0-based), and its column. */
static uint32_t prices_month_row(uint32_t first, size_t track, size_t month)
{
    return first + (uint32_t)(track / BLOCK) * (HOSHI_HISTORY_MONTHS + 3) + (uint32_t)month;
}

static uint16_t month_column(size_t track)
{
    return (uint16_t)(1 + track % BLOCK);
}

static const char *track_name(struct hoshi_dossier_book *k, const struct hoshi_price_track *t)
{
    return t->name ? hoshi_dossier_print(k, "%s\n%s", t->code, t->name) : t->code;
}

static void block_head(struct hoshi_buyer_page *g, size_t from)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    size_t n = prices_shown(k->d);
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_HEAD, hoshi_buyer_say(g->b, WORD(month)));
    for (size_t i = 0; i < BLOCK && from + i < n; i++)
        hoshi_put_text(&g->s, g->row, (uint16_t)(1 + i), HOSHI_STYLE_HEAD,
                       track_name(k, &k->d->history.track[from + i]));
    hoshi_buyer_lines(g, 2);
    g->row++;
}

static void prices_month_cell(struct hoshi_buyer_page *g, uint16_t column, const struct hoshi_price_month *m)
{
    if (m->micro == HOSHI_NONE)
        hoshi_put_text(&g->s, g->row, column, HOSHI_STYLE_YEN2_INPUT, UNKNOWN_MARK);
    else
        hoshi_put_micro(&g->s, g->row, column, HOSHI_STYLE_YEN2, m->micro);
}

static void prices_block(struct hoshi_buyer_page *g, size_t from)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_price_history *h = &k->d->history;
    size_t n = prices_shown(k->d);
    char month[HOSHI_DATE_TEXT];
    block_head(g, from);
    for (int m = 0; m < HOSHI_HISTORY_MONTHS; m++) {
        hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_CENTER,
                       hoshi_date_print(hoshi_month_add(h->first, m), month));
        for (size_t i = 0; i < BLOCK && from + i < n; i++)
            prices_month_cell(g, (uint16_t)(1 + i), &h->track[from + i].month[m]);
        g->row++;
    }
    g->row += 2;
}

/* ---- items ---- */

static void summary_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {hoshi_buyer_say(b, WORD(item_sold)),
                                        hoshi_buyer_say(b, "24か月前（円）", "24 months ago, yen"),
                                        hoshi_buyer_say(b, "現在（円）", "Now, yen"),
                                        hoshi_buyer_say(b, "変化", "Change"),
                                        hoshi_buyer_say(b, "記録にある改定（回）", "Changes on record"),
                                        hoshi_buyer_say(b, "分からない月", "Months not known"),
                                        hoshi_buyer_say(b, WORD(to_check)),
                                        ""};
    for (uint16_t c = 0; c < 6; c++)
        hoshi_put_text(&g->s, g->row, c, HOSHI_STYLE_HEAD, texts[c]);
    hoshi_put_merged(&g->s, g->row, 6, g->row, COLUMNS - 1, HOSHI_STYLE_HEAD, texts[6]);
    hoshi_buyer_lines(g, 2);
    g->row++;
}

static void endpoint(struct hoshi_buyer_page *g, uint16_t column, const struct hoshi_price_month *m,
                     const char *cell)
{
    if (m->micro == HOSHI_NONE)
        hoshi_put_formula_text(&g->s, g->row, column, HOSHI_STYLE_YEN2, UNKNOWN_MARK, "=%s", cell);
    else
        hoshi_put_formula(&g->s, g->row, column, HOSHI_STYLE_YEN2, hoshi_micro_value(m->micro), "=%s", cell);
}

static void change(struct hoshi_buyer_page *g, const struct hoshi_price_track *t)
{
    const struct hoshi_price_month *a = &t->month[0], *z = &t->month[HOSHI_HISTORY_MONTHS - 1];
    unsigned row = g->row + 1;
    if (a->micro == HOSHI_NONE || z->micro == HOSHI_NONE || a->micro <= 0)
        hoshi_put_formula_text(&g->s, g->row, 3, HOSHI_STYLE_PERCENT, UNKNOWN_MARK, CHANGE, row, row, row,
                               row, row);
    else
        hoshi_put_formula(&g->s, g->row, 3, HOSHI_STYLE_PERCENT,
                          hoshi_micro_value(z->micro) / hoshi_micro_value(a->micro) - 1, CHANGE, row, row,
                          row, row, row);
}

static const char *prices_confirm(struct hoshi_buyer_page *g, const struct hoshi_price_track *t)
{
    const struct hoshi_buyer_book *b = g->b;
    if (t->before_seq)
        return hoshi_dossier_print(hoshi_dossier_book(g), hoshi_buyer_say(b, PROSE(price_is_that_before)),
                                   t->before_seq);
    if (t->differs)
        return hoshi_buyer_say(b, PROSE(price_differs_but_no_change));
    if (t->gaps)
        return hoshi_buyer_say(b, "請求書・納品書で単価を確かめ、下の「?」に記入",
                               "Look up invoices and fill in the \"?\" below");
    return hoshi_buyer_say(b, "記録どおりかを請求書で確かめる", "Compare with invoices");
}

static void summary(struct hoshi_buyer_page *g, uint32_t first)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    for (size_t i = 0; i < prices_shown(k->d); i++) {
        const struct hoshi_price_track *t = &k->d->history.track[i];
        char from[HOSHI_REF], to[HOSHI_REF];
        const char *name = track_name(k, t), *note = prices_confirm(g, t);
        uint16_t column = month_column(i);
        hoshi_ref(from, prices_month_row(first, i, 0), column, false);
        hoshi_ref(to, prices_month_row(first, i, HOSHI_HISTORY_MONTHS - 1), column, false);
        hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL, name);
        endpoint(g, 1, &t->month[0], from);
        endpoint(g, 2, &t->month[HOSHI_HISTORY_MONTHS - 1], to);
        change(g, t);
        hoshi_put_int(&g->s, g->row, 4, HOSHI_STYLE_COUNT, (int64_t)t->changes);
        hoshi_put_formula(&g->s, g->row, 5, HOSHI_STYLE_COUNT, (double)t->gaps, "=%d-COUNT(%s:%s)",
                          (int)HOSHI_HISTORY_MONTHS, from, to);
        hoshi_put_merged(&g->s, g->row, 6, g->row, 7,
                         t->differs || t->before_seq ? HOSHI_STYLE_WARN : HOSHI_STYLE_TEXT, note);
        hoshi_buyer_lines(g, t->before_seq ? 4 : g->b->book.lang == HOSHI_JA ? 2 : 3);
        g->row++;
    }
}

/* ---- changes on record ---- */

static void changes(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *const heads[COLUMNS] = {hoshi_buyer_say(b, "記録・日付", "Entry, date"),
                                        hoshi_buyer_say(b, WORD(effective_on)),
                                        hoshi_buyer_say(b, WORD(decided)), hoshi_buyer_say(b, WORD(way))};
    size_t n = 0;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "3. 記録にある価格の改定", "3. Changes of prices on record"));
    for (size_t i = 0; i < k->d->entries; i++) {
        const struct hoshi_log_entry *e = &k->d->entry[i].e;
        if (!k->d->entry[i].shown || e->kind != HOSHI_LOG_PRICE_CHANGE)
            continue;
        if (!n++) {
            for (uint16_t c = 0; c < 4; c++)
                hoshi_put_text(&g->s, g->row, c, HOSHI_STYLE_HEAD, heads[c]);
            hoshi_put_merged(&g->s, g->row, 4, g->row, 7, HOSHI_STYLE_HEAD,
                             hoshi_buyer_say(b, "品目・単価・内容", "Items, prices, words"));
            hoshi_buyer_lines(g, 1);
            g->row++;
        }
        const char *words = hoshi_dossier_words(k, e), *day = hoshi_dossier_day(k, e->effective_on);
        hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_CENTER,
                       hoshi_dossier_print(k, "No.%" PRId64 "\n%s", e->seq, hoshi_dossier_day(k, e->date)));
        hoshi_put_text(&g->s, g->row, 1, HOSHI_STYLE_CENTER, day);
        hoshi_put_text(&g->s, g->row, 2, HOSHI_STYLE_CENTER, hoshi_say_log_decided(b->book.lang, e->decided));
        hoshi_put_text(&g->s, g->row, 3, HOSHI_STYLE_CENTER, hoshi_say_log_medium(b->book.lang, e->medium));
        hoshi_put_merged(&g->s, g->row, 4, g->row, 7, HOSHI_STYLE_TEXT, words);
        hoshi_sheet_fit(&g->s, g->row, words, g->width[4] + g->width[5] + g->width[6] + g->width[7]);
        g->row++;
    }
    if (!n)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                         k->d->has_log ? hoshi_buyer_say(b, PROSE(log_holds_no_change_of_prices))
                                       : hoshi_buyer_say(b, WORD(no_log_was_used)));
}

void hoshi_dossier_write_prices(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {18, 13, 13, 13, 13, 13, 13, 13};
    const struct hoshi_buyer_book *b = &k->b;
    size_t n = prices_shown(k->d), blocks = (n + BLOCK - 1) / BLOCK;
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_PRICES, hoshi_buyer_say(b, "価格の経過（24か月）", "Course of prices (24 months)"),
        width, COLUMNS);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(from_the_changes_of_prices)));
    if (!n) {
        hoshi_put_merged(&g.s, g.row, 0, g.row, COLUMNS - 1, HOSHI_STYLE_TEXT_INPUT,
                         hoshi_dossier_gap(k, hoshi_buyer_say(b, "主な品目の単価の推移（請求書・納品書から）",
                                                              "prices of the main items, from invoices")));
        g.row++;
    } else {
        hoshi_buyer_heading(&g, hoshi_buyer_say(b, "1. 品目ごとの経過", "1. By item"));
        summary_head(&g);
        /* Behind the items: a note if some are left out, gap, heading, head of the block. */
        bool more = k->d->history.tracks > n;
        uint32_t first = g.row + (uint32_t)n + (more ? 1 : 0) + 2 + 1;
        summary(&g, first);
        if (more)
            hoshi_buyer_line(
                &g, HOSHI_STYLE_NOTE,
                hoshi_dossier_print(
                    k,
                    hoshi_buyer_say(b,
                                    "ほか%zu品目は省いています。必要な品目は請求書の写しで添えてください。",
                                    "%zu more items are left out; enclose invoices where needed."),
                    k->d->history.tracks - n));
        hoshi_buyer_heading(&g, hoshi_buyer_say(b, "2. 月ごとの単価（円・税抜）",
                                                "2. Unit prices by month (yen before tax)"));
        for (size_t i = 0; i < blocks; i++)
            prices_block(&g, i * BLOCK);
    }
    changes(&g);
    hoshi_dossier_done(&g);
}
