/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 適用範囲: what decides which law a transaction may fall under: its type, both sides' capital and regular
 * staff, the day of the order. Facts with how they are known; the assessment is not made here. */
#include "check_text.h"
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>

enum { S_ITEM, S_OWN, S_OTHER, S_HOW, S_EXTRA, S_FIFTH, S_SIXTH, S_SEVENTH, COLUMNS };

/* ---- both sides ---- */

static void sides(struct hoshi_buyer_page *g, const char *item, const char *own, const char *other,
                  const char *hint, const char *how)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const char *gap = own && other ? NULL : hoshi_dossier_gap(k, hint);
    if (!own && !other)
        k->gaps[k->now]++; /* one more cell that says so */
    const char *how_gap = hoshi_dossier_gap(k, how);
    hoshi_put_text(&g->s, g->row, S_ITEM, HOSHI_STYLE_LABEL, item);
    hoshi_put_text(&g->s, g->row, S_OWN, own ? HOSHI_STYLE_TEXT : HOSHI_STYLE_TEXT_INPUT, own ? own : gap);
    hoshi_put_text(&g->s, g->row, S_OTHER, other ? HOSHI_STYLE_TEXT : HOSHI_STYLE_TEXT_INPUT,
                   other ? other : gap);
    hoshi_put_merged(&g->s, g->row, S_HOW, g->row, S_SEVENTH, HOSHI_STYLE_TEXT_INPUT, how_gap);
    double wide = 0;
    for (uint16_t c = S_HOW; c <= S_SEVENTH; c++)
        wide += g->width[c];
    hoshi_buyer_fit(g, gap ? gap : item, gap ? g->width[S_OWN] : g->width[S_ITEM], how_gap, wide);
    g->row++;
}

static const char *form(const struct hoshi_dossier_book *k, enum hoshi_truth corporation)
{
    return corporation == HOSHI_UNKNOWN ? NULL
           : corporation == HOSHI_YES   ? hoshi_buyer_say(&k->b, "法人", "a corporation")
                                        : hoshi_buyer_say(&k->b, "個人", "individual");
}

static void scope_parties(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    enum hoshi_truth own = d->supplier_is_individual == HOSHI_YES  ? HOSHI_NO
                           : d->supplier_is_individual == HOSHI_NO ? HOSHI_YES
                                                                   : HOSHI_UNKNOWN;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 双方の規模", "1. Size of both sides"));
    hoshi_put_text(&g->s, g->row, S_ITEM, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(item)));
    hoshi_put_text(&g->s, g->row, S_OWN, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(us_supplier)));
    hoshi_put_text(&g->s, g->row, S_OTHER, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(other_side_buyer)));
    hoshi_put_merged(&g->s, g->row, S_HOW, g->row, S_SEVENTH, HOSHI_STYLE_HEAD,
                     hoshi_buyer_say(b, "どうやって分かったか（双方）", "How it is known (both)"));
    hoshi_buyer_lines(g, 1);
    g->row++;
    sides(g, hoshi_buyer_say(b, WORD(corporation)), form(k, own), form(k, d->buyer->is_corporation),
          hoshi_buyer_say(b, WORD_IN(corporation)),
          hoshi_buyer_say(b, "登記事項証明書など", "register of companies"));
    sides(g, hoshi_buyer_say(b, WORD(capital)), hoshi_dossier_yen(k, d->supplier_capital_yen),
          hoshi_dossier_yen(k, d->buyer->capital_yen), hoshi_buyer_say(b, WORD_IN(capital)),
          hoshi_buyer_say(b, "登記事項証明書・有価証券報告書・会社の公表",
                          "register, securities report, its own publication"));
    sides(g, hoshi_buyer_say(b, WORD(regular_employees)), hoshi_dossier_people(k, d->supplier_employees),
          hoshi_dossier_people(k, d->buyer->employees_regular),
          hoshi_buyer_say(b, WORD(number_when_the_order_was_placed)),
          hoshi_buyer_say(b, "当社は賃金台帳、相手方は有価証券報告書など",
                          "own wage ledger; securities report of the other side"));
    sides(g, hoshi_buyer_say(b, WORD(headcount_as_of)), hoshi_dossier_day(k, d->supplier_employees_as_of),
          hoshi_dossier_day(k, d->buyer->employees_as_of), hoshi_buyer_say(b, WORD_IN(day_of_headcount)),
          hoshi_buyer_say(b, "資料の日付", "date of the paper"));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(headcount_is_that_of_regular_employees)));
}

/* ---- transactions ---- */

const char *hoshi_dossier_type(const struct hoshi_dossier_book *k, const char *type)
{
    return type ? hoshi_say_case_word(k->b.book.lang, type) : NULL;
}

static void transaction(struct hoshi_buyer_page *g, size_t i, const struct hoshi_case_transaction *x)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *type = x ? hoshi_dossier_type(k, x->type) : NULL,
               *day = x ? hoshi_dossier_day(k, x->ordered_on) : NULL,
               *between = x ? hoshi_dossier_truth(k, x->intermediary_present) : NULL;
    struct hoshi_dossier_order order = {0};
    if (hoshi_dossier_order_on_record(k, x, &order))
        day = order.ordered;
    const struct {
        const char *value, *hint;
    } cell[] = {
        {type, hoshi_buyer_say(b, WORD_IN(transaction_type))},
        {day, hoshi_buyer_say(b, WORD_IN(ordered_on))},
        {between, hoshi_buyer_say(b, "商社などが間に入るか", "whether somebody stands between")},
        {order.deliver_by, hoshi_buyer_say(b, WORD_IN(due))},
        {order.received_paid, hoshi_buyer_say(b, WORD_IN(received_paid))},
        {order.amount, hoshi_buyer_say(b, WORD_IN(amount_due))},
        {NULL, hoshi_buyer_say(b, "発注時の書面・電子の明示と写しの有無", "terms stated at ordering, copy")}};
    const char *texts[COLUMNS];
    enum hoshi_style styles[COLUMNS];
    texts[0] = hoshi_dossier_print(k, "%zu", i + 1);
    styles[0] = HOSHI_STYLE_CENTER;
    for (size_t c = 0; c < 7; c++) {
        texts[c + 1] = cell[c].value ? cell[c].value : hoshi_dossier_gap(k, cell[c].hint);
        styles[c + 1] = cell[c].value ? HOSHI_STYLE_CENTER : HOSHI_STYLE_TEXT_INPUT;
    }
    hoshi_dossier_row(g, styles, texts);
}

static void transactions(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_case_buyer *x = hoshi_dossier_book(g)->d->buyer;
    const char *const heads[COLUMNS] = {
        hoshi_buyer_say(b, WORD(transaction)), hoshi_buyer_say(b, WORD(transaction_type)),
        hoshi_buyer_say(b, WORD(ordered_on)),  hoshi_buyer_say(b, "間に入る者", "Intermediary"),
        hoshi_buyer_say(b, WORD(due)),         hoshi_buyer_say(b, WORD(received_paid)),
        hoshi_buyer_say(b, WORD(amount_due)),  hoshi_buyer_say(b, "発注時の明示", "Terms at ordering")};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "2. 取引ごとの事実", "2. Facts per transaction"));
    hoshi_buyer_head(g, heads);
    for (size_t i = 0; i < x->transactions; i++)
        transaction(g, i, &x->transaction[i]);
    if (!x->transactions)
        transaction(g, 0, NULL);
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(scope_differs_by_type_of_transaction)));
}

/* ---- what the rules say of them ---- */

const char *hoshi_dossier_verdict(const struct hoshi_dossier_book *k, enum hoshi_scope_verdict v)
{
    static const struct hoshi_words words[] = {
        [HOSHI_SCOPE_COVERED] = {"取適法の対象とみられる（窓口で確認）",
                                 "looks covered by the 取適法 (confirm with the desk)"},
        [HOSHI_SCOPE_NOT_COVERED] = {PROSE(does_not_look_covered)},
        [HOSHI_SCOPE_UNKNOWN] = {"事実が足りず、分からない", "not known: facts are missing"},
        [HOSHI_SCOPE_OLD_LAW] = {PROSE(ordered_before_1_january_2026)},
        [HOSHI_SCOPE_OTHER_LAW] = {PROSE(type_outside_the_listed_commissions)},
    };
    return hoshi_words_say(k->b.book.lang, words[v]);
}

static void scope_row(struct hoshi_buyer_page *g, const struct hoshi_dossier_finding *f)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    enum hoshi_lang lang = b->book.lang;
    const struct hoshi_case_transaction *x =
        f->transaction == SIZE_MAX ? NULL : &k->d->buyer->transaction[f->transaction];
    const char *type = x ? hoshi_dossier_type(k, x->type) : NULL, *missing = hoshi_dossier_missing(k, f);
    const char *basis = f->rule ? hoshi_words_say(lang, f->rule->statute) : "";
    const char *facts =
        hoshi_dossier_print(k, "%s%s%s%s", hoshi_dossier_facts(k, f), *missing && f->useds ? "\n" : "",
                            *missing ? hoshi_buyer_say(b, "足りない事実：", "Missing: ") : "", missing);
    const char *result =
        hoshi_dossier_print(k, "%s%s%s", hoshi_dossier_verdict(k, f->verdict), *basis ? "\n" : "", basis);
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL,
                   hoshi_dossier_print(k, "%zu　%s", x ? f->transaction + 1 : 1, type ? type : "—"));
    hoshi_put_merged(&g->s, g->row, 1, g->row, 2, HOSHI_STYLE_TEXT, result);
    hoshi_put_merged(&g->s, g->row, 3, g->row, S_SEVENTH, HOSHI_STYLE_TEXT, facts);
    double wide = 0;
    for (uint16_t c = 3; c <= S_SEVENTH; c++)
        wide += g->width[c];
    hoshi_sheet_fit(&g->s, g->row, facts, wide);
    g->row++;
}

static void scope_scopes(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    if (!d->scopes)
        return;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "3. 取引ごとの適用範囲（確認用）",
                                           "3. Scope per transaction (to be confirmed)"));
    hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_HEAD, hoshi_buyer_say(b, WORD(transaction)));
    hoshi_put_merged(&g->s, g->row, 1, g->row, 2, HOSHI_STYLE_HEAD,
                     hoshi_buyer_say(b, "見立て・条文", "As it looks, article"));
    hoshi_put_merged(&g->s, g->row, 3, g->row, S_SEVENTH, HOSHI_STYLE_HEAD,
                     hoshi_buyer_say(b, "元になる事実（出所）、足りない事実", "Facts (from), facts missing"));
    hoshi_buyer_lines(g, 1);
    g->row++;
    for (size_t i = 0; i < d->scopes; i++)
        scope_row(g, &d->scope[i]);
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(where_capital_does_not_bring)));
}

/* ---- orders, deliveries, payments ---- */

static const char *scope_labelled(struct hoshi_dossier_book *k, const char *label, const char *text)
{
    return text && *text ? hoshi_dossier_print(k, "%s %s", label, text) : "";
}

static const char *lines_of(struct hoshi_dossier_book *k, const char *first, const char *second)
{
    bool both = first && *first && second && *second;
    return hoshi_dossier_print(k, "%s%s%s", first ? first : "", both ? "\n" : "", second ? second : "");
}

static const char *goods(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer items;
    hoshi_buffer_init(&items, 1 << 20);
    hoshi_log_print_items(&items, e);
    return lines_of(k, hoshi_dossier_keep(k, &items), hoshi_dossier_yen(k, e->amount_yen));
}

static void trade_row(struct hoshi_buyer_page *g, const struct hoshi_log_entry *e)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    enum hoshi_lang lang = b->book.lang;
    static const enum hoshi_style styles[COLUMNS] = {
        HOSHI_STYLE_LABEL,  HOSHI_STYLE_TEXT,   HOSHI_STYLE_TEXT, HOSHI_STYLE_CENTER,
        HOSHI_STYLE_CENTER, HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT};
    const char *day = hoshi_dossier_day(k, e->date), *due = hoshi_dossier_day(k, e->due_on);
    const char *received = e->kind == HOSHI_LOG_DELIVERY ? day : hoshi_dossier_day(k, e->received_on);
    const char *written = e->kind == HOSHI_LOG_ORDER ? hoshi_say_log_medium(lang, e->medium) : "";
    const char *const texts[COLUMNS] = {
        lines_of(k, day, hoshi_say_log_act(lang, e)),
        lines_of(k, scope_labelled(k, hoshi_buyer_say(b, WORD(number)), e->number),
                 scope_labelled(k, hoshi_buyer_say(b, "明示の方法", "Stated by"), written)),
        goods(k, e),
        lines_of(k, scope_labelled(k, hoshi_buyer_say(b, WORD(due)), hoshi_dossier_day(k, e->deliver_by)),
                 scope_labelled(k, hoshi_buyer_say(b, WORD_IN(payment)), due)),
        received ? received : "",
        lines_of(k, hoshi_say_log_means(lang, e->means), hoshi_dossier_cash_day(k, e->cash_on)),
        lines_of(k, hoshi_dossier_yen(k, e->deducted_yen), e->deducted_for),
        lines_of(k, hoshi_dossier_print(k, "No.%" PRId64, e->seq),
                 hoshi_log_answered(e)
                     ? hoshi_dossier_print(
                           k, hoshi_buyer_say(b, "（No.%" PRId64 "について）", "(on no. %" PRId64 ")"),
                           hoshi_log_answered(e))
                     : "")};
    hoshi_dossier_row(g, styles, texts);
}

static bool scope_is_trade(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_ORDER || e->kind == HOSHI_LOG_DELIVERY || e->kind == HOSHI_LOG_PAYMENT;
}

/* What was ordered, delivered and paid, by dates: an empty column is a thing the record does not tell. */
static void trade(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    const char *const heads[COLUMNS] = {
        hoshi_buyer_say(b, "日付・種類", "Day, kind"),
        hoshi_buyer_say(b, "番号・書面", "Number, paper"),
        hoshi_buyer_say(b, "品目・単価・数量、額", "Items, prices, quantities, amount"),
        hoshi_buyer_say(b, "期日", "Due days"),
        hoshi_buyer_say(b, WORD(received_on)),
        hoshi_buyer_say(b, "手段・現金になった日", "Means, day of money"),
        hoshi_buyer_say(b, "差引きの額・名目", "What was taken off"),
        hoshi_buyer_say(b, WORD(log))};
    size_t n = 0;
    for (size_t i = 0; i < d->events; i++) {
        if (!scope_is_trade(d->event[i]))
            continue;
        if (!n++) {
            hoshi_buyer_heading(g, hoshi_buyer_say(b, "4. 発注・納入・支払（記録から）",
                                                   "4. Orders, deliveries, payments (from the log)"));
            hoshi_buyer_head(g, heads);
        }
        trade_row(g, d->event[i]);
    }
    const char *apart = hoshi_dossier_unjoined(hoshi_dossier_book(g));
    if (*apart)
        hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                         hoshi_dossier_print(hoshi_dossier_book(g),
                                             hoshi_buyer_say(b, PROSE(orders_to_be_joined)), apart));
}

void hoshi_dossier_write_scope(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {24, 24, 24, 17, 17, 19, 17, 22};
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_SCOPE,
        hoshi_buyer_say(&k->b, "適用範囲に関わる事実", "Facts on the scope of the law"), width, COLUMNS);
    g.row = 1;
    scope_parties(&g);
    transactions(&g);
    scope_scopes(&g);
    trade(&g);
    hoshi_dossier_done(&g);
}
