/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and rows that all sheets of the dossier share. */
#include "dossier_sheets.h"
#include "log_text.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 20 }; /* of text in one row: a row cannot be higher than a page */

/* ---- texts ---- */

const char *hoshi_dossier_sheet_name(const struct hoshi_dossier_book *k, enum hoshi_dossier_sheet sheet)
{
    static const char *const ja[HOSHI_DOSSIER_SHEETS] = {
        "表紙",   "適用範囲", "要請",     "ギャップと費用", "費用明細",   "分担",     "価格の経過",
        "経過表", "議事",     "確認事項", "影響額",         "求めること", "添付一覧", "申告様式の項目"};
    static const char *const en[HOSHI_DOSSIER_SHEETS] = {
        "Cover",      "Scope",      "Request", "Gap and cost",      "Cost lines",       "Division",
        "Prices",     "Timeline",   "Minutes", "Points to confirm", "Effect on margin", "Asked for",
        "Enclosures", "Report form"};
    return hoshi_buyer_say(&k->b, ja[sheet], en[sheet]);
}

const char *hoshi_dossier_print(struct hoshi_dossier_book *k, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = n < 0 ? NULL : hoshi_arena_alloc(&k->b.arena, (size_t)n + 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, again);
    else
        k->b.book.failed = true;
    va_end(again);
    return text ? text : "";
}

const char *hoshi_dossier_keep(struct hoshi_dossier_book *k, struct hoshi_buffer *buffer)
{
    const char *text = buffer->failed ? NULL : hoshi_arena_text(&k->b.arena, hoshi_buffer_text(buffer));
    hoshi_buffer_release(buffer);
    k->b.book.failed = k->b.book.failed || !text;
    return text ? text : "";
}

const char *hoshi_dossier_day(struct hoshi_dossier_book *k, struct hoshi_date date)
{
    return date.year ? hoshi_buyer_date(&k->b, date) : NULL;
}

const char *hoshi_dossier_truth(const struct hoshi_dossier_book *k, enum hoshi_truth truth)
{
    return truth == HOSHI_UNKNOWN ? NULL
           : truth == HOSHI_YES   ? hoshi_buyer_say(&k->b, WORD_IN(yes))
                                  : hoshi_buyer_say(&k->b, WORD_IN(no));
}

const char *hoshi_dossier_yen(struct hoshi_dossier_book *k, int64_t yen)
{
    return yen == HOSHI_NONE ? NULL : hoshi_buyer_yen(&k->b, yen);
}

const char *hoshi_dossier_people(struct hoshi_dossier_book *k, int64_t n)
{
    char text[HOSHI_DECIMAL_TEXT];
    return n == HOSHI_NONE
               ? NULL
               : hoshi_dossier_print(k, hoshi_buyer_say(&k->b, "%s人", "%s"), hoshi_yen_print(n, text));
}

const char *hoshi_dossier_origin(struct hoshi_dossier_book *k, int64_t seq)
{
    if (!seq)
        return hoshi_buyer_say(&k->b, WORD(case));
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, "記録 No.%" PRId64, "log no. %" PRId64), seq);
}

const char *hoshi_dossier_gap(struct hoshi_dossier_book *k, const char *hint)
{
    k->gaps[k->now]++;
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, "（記入：%s）", "(fill in: %s)"), hint);
}

const char *hoshi_dossier_fees(enum hoshi_lang lang, const struct hoshi_buyer_view *v)
{
    return v->fees_annual_yen > 0
               ? hoshi_say(
                     lang, "★の料金は公表されておらず当社の推計です（有効期間は公表資料による見込み）。",
                     "Fees of the star are not published and estimated here (its validity: as published papers expect it). ")
               : "";
}

const char *hoshi_dossier_category(const struct hoshi_dossier_book *k, int category)
{
    if (category == 0)
        return k->d->view->fees_annual_yen > 0 ? hoshi_buyer_say(&k->b, WORD(star_upkeep_estimated))
                                               : hoshi_buyer_say(&k->b, WORD(star_upkeep));
    if (category > HOSHI_CATEGORIES)
        return hoshi_buyer_say(&k->b, "相手方固有の要望・指定", "Demands of the other side's own");
    return hoshi_words_say(k->b.book.lang, k->d->view->tables->catalog.category[category]);
}

const char *hoshi_dossier_hash(struct hoshi_dossier_book *k, const char *h)
{
    return hoshi_dossier_print(k, "%.16s\n%.16s\n%.16s\n%.16s", h, h + 16, h + 32, h + 48);
}

const char *hoshi_dossier_cash_day(struct hoshi_dossier_book *k, struct hoshi_date date)
{
    const char *day = hoshi_dossier_day(k, date);
    return day && hoshi_date_compare(date, k->d->view->as_of) > 0
               ? hoshi_dossier_print(k, "%s %s", hoshi_buyer_say(&k->b, WORD(matures_on)), day)
               : day;
}

/* ---- entries ---- */

static void page_labelled(struct hoshi_buffer *out, const char *label, const char *text)
{
    if (text && *text)
        hoshi_buffer_printf(out, "%s%s%s%s", out->length ? "\n" : "", label, *label ? ": " : "", text);
}

/* What only orders, deliveries, payments, price changes and counter-proposals have. */
static void trade_words(struct hoshi_dossier_book *k, struct hoshi_buffer *out,
                        const struct hoshi_log_entry *e)
{
    const struct hoshi_buyer_book *b = &k->b;
    enum hoshi_lang lang = b->book.lang;
    page_labelled(out, hoshi_buyer_say(b, WORD(applies_to)), hoshi_say_log_applies_by(lang, e->applies_by));
    page_labelled(out, hoshi_buyer_say(b, WORD(offered_instead)), hoshi_say_log_offers(lang, e->offers));
    page_labelled(out, hoshi_buyer_say(b, "注文・納品・請求の番号", "Number of order, delivery, invoice"),
                  e->number);
    page_labelled(out, hoshi_buyer_say(b, WORD(deliver_by)), hoshi_dossier_day(k, e->deliver_by));
    page_labelled(out, hoshi_buyer_say(b, WORD(received_on)), hoshi_dossier_day(k, e->received_on));
    page_labelled(out, hoshi_buyer_say(b, WORD(means_of_payment)), hoshi_say_log_means(lang, e->means));
    page_labelled(out,
                  hoshi_date_compare(e->cash_on, k->d->view->as_of) > 0
                      ? hoshi_buyer_say(b, WORD(matures_on))
                      : hoshi_buyer_say(b, WORD(turned_into_cash_on)),
                  hoshi_dossier_day(k, e->cash_on));
    page_labelled(out, hoshi_buyer_say(b, "差し引かれた額", "Taken off"),
                  hoshi_dossier_yen(k, e->deducted_yen));
    page_labelled(out, hoshi_buyer_say(b, WORD(taken_off_for)), e->deducted_for);
    page_labelled(out, hoshi_buyer_say(b, "支払われた利息", "Interest paid"),
                  hoshi_dossier_yen(k, e->interest_yen));
}

/* The entry it is on, as recorded; what only the dates suggest says so, and of an objection nothing is suggested: what it
 * objects to stands in its words. */
static const char *concerns(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    if (e->answers)
        return hoshi_dossier_print(k, "No.%" PRId64, e->answers);
    if (!e->found || e->kind == HOSHI_LOG_OBJECTION)
        return NULL;
    return hoshi_dossier_print(
        k,
        hoshi_buyer_say(&k->b, "No.%" PRId64 "（日付の順による）", "no. %" PRId64 " (by the order of dates)"),
        e->found);
}

const char *hoshi_dossier_words(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    const struct hoshi_buyer_book *b = &k->b;
    enum hoshi_lang lang = b->book.lang;
    struct hoshi_buffer out, items;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_buffer_init(&items, 1 << 20);
    hoshi_log_print_items(&items, e);
    page_labelled(&out, "", e->words);
    page_labelled(&out, hoshi_buyer_say(b, WORD(reason)), e->reason);
    page_labelled(&out, hoshi_buyer_say(b, WORD(items_prices)), hoshi_dossier_keep(k, &items));
    page_labelled(&out, hoshi_buyer_say(b, WORD(amount)), hoshi_dossier_yen(k, e->amount_yen));
    page_labelled(&out, hoshi_buyer_say(b, WORD(decided)), hoshi_say_log_decided(lang, e->decided));
    page_labelled(&out, hoshi_buyer_say(b, WORD(reply_asked_by)), hoshi_dossier_day(k, e->reply_by));
    page_labelled(&out, hoshi_buyer_say(b, WORD(put_off_to)), hoshi_dossier_day(k, e->postponed_to));
    page_labelled(&out, hoshi_buyer_say(b, WORD(effective_on)), hoshi_dossier_day(k, e->effective_on));
    page_labelled(&out, hoshi_buyer_say(b, WORD(due_on)), hoshi_dossier_day(k, e->due_on));
    trade_words(k, &out, e);
    page_labelled(&out, hoshi_buyer_say(b, WORD(concerns)), concerns(k, e));
    if (e->corrects)
        page_labelled(&out, hoshi_buyer_say(b, "訂正する記録", "Corrects"),
                      hoshi_dossier_print(k, "No.%" PRId64, e->corrects));
    if (e->withdrawn_by)
        page_labelled(&out, hoshi_buyer_say(b, "取り下げた日", "Withdrawn on"),
                      hoshi_dossier_print(k,
                                          hoshi_buyer_say(b, "%s（No.%" PRId64 "）", "%s (no. %" PRId64 ")"),
                                          hoshi_dossier_day(k, e->withdrawn_on), e->withdrawn_by));
    if (e->corrected_by)
        page_labelled(&out, hoshi_buyer_say(b, "【この記録は訂正済み】訂正", "[corrected] by"),
                      hoshi_dossier_print(k, "No.%" PRId64, e->corrected_by));
    return hoshi_dossier_keep(k, &out);
}

const char *hoshi_dossier_files(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < e->attachments; i++)
        hoshi_buffer_printf(&out, "%s%s", i ? "\n" : "", e->attachment[i].name);
    return hoshi_dossier_keep(k, &out);
}

/* ---- pages ---- */

static const char *secret(const struct hoshi_dossier_book *k)
{
    return hoshi_buyer_say(&k->b, PROSE(confidential_for_consultation_with));
}

struct hoshi_buyer_page hoshi_dossier_page(struct hoshi_dossier_book *k, enum hoshi_dossier_sheet sheet,
                                           const char *title, const double *width, size_t columns)
{
    struct hoshi_buyer_page g = {.b = &k->b, .s = k->sheet[sheet], .columns = columns, .labels = 1};
    char head[255];
    k->now = sheet;
    memcpy(g.width, width, columns * sizeof *width);
    hoshi_sheet_widths(&g.s, width, columns);
    snprintf(head, sizeof head, "&L&8%s", secret(k));
    worksheet_set_header(g.s.sheet, head);
    hoshi_put_text(&g.s, 0, 0, HOSHI_STYLE_TITLE, title);
    worksheet_set_row(g.s.sheet, 0, 27, NULL);
    g.row = 2;
    return g;
}

void hoshi_dossier_done(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    k->rows[k->now] = g->row;
    k->columns[k->now] = g->columns;
    hoshi_sheet_protect(&g->s);
}

/* ---- rows ---- */

/* Lines a text takes in a column, as hoshi_sheet_fit counts them; stops at `most` and says where. */
static size_t page_measure(const char *text, double column, size_t most, const char **end)
{
    double width = 0, room = (column > 6 ? column - 1.2 : column) / 1.1;
    size_t lines = 1;
    const char *p = text;
    while (*p) {
        const char *at = p;
        char one[8] = "";
        hoshi_text_next(&p);
        memcpy(one, at, (size_t)(p - at));
        double w = (double)hoshi_text_width(one);
        bool newline = *at == '\n';
        if (newline || width + w > room) {
            if (lines == most) {
                *end = at;
                return lines;
            }
            lines++;
            width = newline ? 0 : w;
        } else {
            width += w;
        }
    }
    *end = p;
    return lines;
}

/* The part of *rest that fits into one row; *rest moves behind it. */
static const char *page_take(struct hoshi_dossier_book *k, const char **rest, double column, size_t *lines)
{
    const char *end, *from = *rest;
    *lines = page_measure(from, column, LINES_MAX, &end);
    *rest = *end == '\n' ? end + 1 : end;
    return *end ? hoshi_dossier_print(k, "%.*s", (int)(end - from), from) : from;
}

void hoshi_dossier_row_spanning(struct hoshi_buyer_page *g, const enum hoshi_style *styles,
                                const char *const *texts, size_t cells)
{
    const char *rest[HOSHI_BUYER_COLUMNS];
    double wide = 0;
    bool more = true;
    for (size_t i = 0; i < cells; i++)
        rest[i] = texts[i] ? texts[i] : "";
    for (size_t i = cells - 1; i < g->columns; i++)
        wide += g->width[i];
    while (more) {
        size_t most = 1;
        more = false;
        for (size_t i = 0; i < cells; i++) {
            bool spans = i + 1 == cells && cells < g->columns;
            size_t lines;
            const char *part =
                page_take(hoshi_dossier_book(g), &rest[i], i + 1 == cells ? wide : g->width[i], &lines);
            if (spans)
                hoshi_put_merged(&g->s, g->row, (uint16_t)i, g->row, (uint16_t)(g->columns - 1), styles[i],
                                 part);
            else
                hoshi_put_text(&g->s, g->row, (uint16_t)i, styles[i], part);
            most = lines > most ? lines : most;
            more = more || *rest[i];
        }
        hoshi_sheet_height(&g->s, g->row, (int)most);
        g->row++;
    }
}

void hoshi_dossier_row(struct hoshi_buyer_page *g, const enum hoshi_style *styles, const char *const *texts)
{
    hoshi_dossier_row_spanning(g, styles, texts, g->columns);
}

void hoshi_dossier_fact_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[] = {hoshi_buyer_say(b, WORD(item)), hoshi_buyer_say(b, WORD(content)),
                                 hoshi_buyer_say(b, WORD(source))};
    hoshi_buyer_head(g, texts);
}

void hoshi_dossier_fact(struct hoshi_buyer_page *g, const char *label, const char *value, const char *hint,
                        const char *origin)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    bool gap = !value || !*value;
    const enum hoshi_style styles[] = {HOSHI_STYLE_LABEL, gap ? HOSHI_STYLE_TEXT_INPUT : HOSHI_STYLE_TEXT,
                                       gap ? HOSHI_STYLE_TEXT_INPUT : HOSHI_STYLE_CENTER};
    const char *const texts[] = {label, gap ? hoshi_dossier_gap(k, hint) : value, gap ? "" : origin};
    hoshi_dossier_row(g, styles, texts);
}
