/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 適用範囲, 価格, 費用: the trade in tables. */
#include "filing_paper.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

#define SAY(ja, en) hoshi_say(p->lang, ja, en)
#define SAYS(pair) hoshi_say(p->lang, pair)

/* ---- scope ---- */

static void scope_side(struct hoshi_filing *p, const char *item, struct hoshi_filing_cell own,
                       struct hoshi_filing_cell other)
{
    hoshi_filing_row(p, (const struct hoshi_filing_cell[]){hoshi_filing_label(item), own, other}, 3);
}

static void scope_sides(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    struct hoshi_dossier_book *k = &p->words;
    const char *const heads[] = {SAYS(WORD(item)), SAYS(WORD(us_supplier)), SAYS(WORD(other_side_buyer))};
    const char *id = d->buyer->id;
    hoshi_filing_heading(p, SAY("双方の規模", "Size of both sides"));
    hoshi_filing_head(p, heads);
    scope_side(p, SAYS(WORD(capital)),
               hoshi_filing_or(p, hoshi_dossier_yen(k, d->supplier_capital_yen), SAYS(WORD_IN(capital)),
                               "supplier.capital_yen"),
               hoshi_filing_or(p, hoshi_dossier_yen(k, d->buyer->capital_yen), SAYS(WORD_IN(capital)),
                               hoshi_filing_path(p, "buyers[%s].capital_yen", id)));
    scope_side(p, SAYS(WORD(regular_employees)),
               hoshi_filing_or(p, hoshi_dossier_people(k, d->supplier_employees),
                               SAYS(WORD(number_when_the_order_was_placed)), "supplier.employees_regular"),
               hoshi_filing_or(p, hoshi_dossier_people(k, d->buyer->employees_regular),
                               SAYS(WORD(number_when_the_order_was_placed)),
                               hoshi_filing_path(p, "buyers[%s].employees_regular", id)));
    scope_side(p, SAYS(WORD(headcount_as_of)),
               hoshi_filing_or(p, hoshi_dossier_day(k, d->supplier_employees_as_of),
                               SAYS(WORD_IN(day_of_headcount)), "supplier.employees_as_of"),
               hoshi_filing_or(p, hoshi_dossier_day(k, d->buyer->employees_as_of),
                               SAYS(WORD_IN(day_of_headcount)),
                               hoshi_filing_path(p, "buyers[%s].employees_as_of", id)));
    scope_side(p, SAY("何で分かるか", "How it is known"),
               hoshi_filing_cell(SAY("申告者の帳簿", "the reporter's books")),
               hoshi_filing_or(p, d->buyer->size_known_by,
                               SAY("登記・有価証券報告書・会社の公表など",
                                   "register, securities report, own publication"),
                               hoshi_filing_path(p, "buyers[%s].size_known_by", id)));
}

static void scope_views(struct hoshi_filing *p)
{
    struct hoshi_dossier_book *k = &p->words;
    const struct hoshi_dossier *d = p->d;
    const char *const heads[] = {SAYS(WORD(transaction)), SAY("種類・発注日", "Type, day of order"),
                                 SAY("見立て", "View")};
    if (!d->scopes)
        return;
    hoshi_filing_heading(p, SAY("取引ごとの見立て", "View of each transaction"));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < d->scopes; i++) {
        const struct hoshi_dossier_finding *f = &d->scope[i];
        const struct hoshi_case_transaction *x =
            f->transaction == SIZE_MAX ? NULL : &d->buyer->transaction[f->transaction];
        const char *type = x ? hoshi_dossier_type(k, x->type) : NULL,
                   *day = x ? hoshi_dossier_day(k, x->ordered_on) : NULL;
        struct hoshi_dossier_order order;
        if (hoshi_dossier_order_on_record(k, x, &order))
            day = hoshi_dossier_print(k, "%s\n%s", order.ordered, hoshi_filing_exhibits(p, order.seq));
        const char *basis = f->rule ? hoshi_dossier_rule_basis(k, f->rule) : "";
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(k, "%zu", i + 1)),
            hoshi_filing_cell(hoshi_dossier_print(k, "%s\n%s", type ? type : "—", day ? day : "—")),
            hoshi_filing_cell(hoshi_dossier_print(k, "%s\n%s", hoshi_dossier_verdict(k, f->verdict), basis))};
        hoshi_filing_row(p, cell, 3);
    }
    hoshi_filing_note(p, SAYS(PROSE(filing_scope_by_type)));
}

static void scope_relation(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    struct hoshi_dossier_book *k = &p->words;
    const char *id = d->buyer->id;
    bool by_sales = d->view->key == HOSHI_KEY_SALES && d->view->share_ppm > 0;
    const struct {
        const char *label, *value, *hint, *path;
    } row[] = {
        {SAYS(WORD(trading_since)), hoshi_dossier_day(k, d->buyer->relation.since),
         SAYS(WORD_IN(day_of_headcount)), hoshi_filing_path(p, "buyers[%s].relation.since", id)},
        {SAYS(WORD(yearly_trade)), hoshi_dossier_yen(k, d->buyer->annual_purchases_yen),
         SAY("直近12か月（税抜）", "last 12 months, before tax"),
         hoshi_filing_path(p, "buyers[%s].annual_purchases_yen", id)},
        {SAY("申告者の売上に占める割合", "Part of the reporter's sales"),
         by_sales ? hoshi_buyer_percent(&k->b, d->view->share_ppm) : "—", "", ""},
        {SAYS(WORD(the_trade_could_be_replaced)), hoshi_dossier_truth(k, d->buyer->relation.can_switch),
         SAYS(WORD(yes_or_no)), hoshi_filing_path(p, "buyers[%s].relation.can_switch", id)},
        {SAYS(WORD(it_holds_a_leading_place_in_its_market)),
         hoshi_dossier_truth(k, d->buyer->relation.market_leading), SAYS(WORD(yes_or_no)),
         hoshi_filing_path(p, "buyers[%s].relation.market_leading", id)},
    };
    hoshi_filing_heading(p, SAY("取引関係（双方の立場を示す事実）", "The trade between both sides"));
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        hoshi_filing_row(
            p,
            (const struct hoshi_filing_cell[]){hoshi_filing_label(row[i].label),
                                               hoshi_filing_or(p, row[i].value, row[i].hint, row[i].path)},
            2);
}

void hoshi_filing_scope(struct hoshi_filing *p)
{
    static const double width[] = {28, 34, 48};
    hoshi_filing_chapter(p, (struct hoshi_words){"適用範囲と取引関係", "Scope and trade"}, width, 3);
    scope_sides(p);
    scope_views(p);
    scope_relation(p);
}

/* ---- prices ---- */

/* "P-100　1250.00 → 1225.00（-2.00%）", an item a line. */
static const char *price_items(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < e->items; i++) {
        const struct hoshi_log_item *x = &e->item[i];
        char before[HOSHI_DECIMAL_TEXT] = "?", after[HOSHI_DECIMAL_TEXT] = "?", rate[HOSHI_DECIMAL_TEXT];
        if (x->before_micro != HOSHI_NONE)
            hoshi_decimal_print(x->before_micro, 2, before);
        if (x->after_micro != HOSHI_NONE)
            hoshi_decimal_print(x->after_micro, 2, after);
        hoshi_buffer_printf(&out, "%s%s%s%s　%s → %s", out.length ? "\n" : "", x->code, x->name ? " " : "",
                            x->name ? x->name : "", before, after);
        if (x->before_micro > 0 && x->after_micro != HOSHI_NONE) {
            /* Percent with two places, half away from nothing. */
            __extension__ const __int128 change = (__int128)(x->after_micro - x->before_micro) * 10000;
            int64_t half = x->before_micro / 2;
            int64_t places = (int64_t)((change + (change < 0 ? -half : half)) / x->before_micro);
            hoshi_buffer_printf(&out, SAY("（%s%s%%）", " (%s%s%%)"), places > 0 ? "+" : "",
                                hoshi_decimal_print(places * (HOSHI_MICRO / 100), 2, rate));
        }
    }
    return hoshi_dossier_keep(&p->words, &out);
}

static const char *price_taken_back(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    return e->withdrawn_by ? hoshi_dossier_print(&p->words, SAYS(PROSE(change_withdrawn_on)),
                                                 hoshi_filing_day(p, e->withdrawn_on), e->withdrawn_by)
                           : "";
}

void hoshi_filing_prices(struct hoshi_filing *p)
{
    static const double width[] = {6, 14, 14, 22, 50, 11};
    const char *const heads[] = {"No.",
                                 SAYS(WORD(date)),
                                 SAYS(WORD(effective_on)),
                                 SAY("決め方・対象", "Decided, applies to"),
                                 SAY("品目・単価", "Items, prices"),
                                 SAYS(WORD(exhibit))};
    struct hoshi_dossier_book *k = &p->words;
    size_t n = 0;
    hoshi_filing_chapter(p, (struct hoshi_words){"価格の変更の表", "Changes of prices"}, width, 6);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (e->kind != HOSHI_LOG_PRICE_CHANGE)
            continue;
        if (!n++) {
            hoshi_filing_note(p, SAYS(PROSE(filing_prices_from_log)));
            hoshi_filing_head(p, heads);
        }
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(k, "%" PRId64, e->seq)),
            hoshi_filing_cell(hoshi_filing_day(p, e->date)),
            hoshi_filing_cell(hoshi_filing_day(p, e->effective_on)),
            hoshi_filing_cell(hoshi_dossier_print(k, "%s\n%s%s", hoshi_say_log_decided(p->lang, e->decided),
                                                  hoshi_say_log_applies_by(p->lang, e->applies_by),
                                                  price_taken_back(p, e))),
            hoshi_filing_cell(price_items(p, e)),
            hoshi_filing_cell(hoshi_filing_exhibits(p, e->seq))};
        hoshi_filing_row(p, cell, 6);
    }
    if (!n)
        hoshi_filing_text(p, SAYS(PROSE(filing_no_prices)));
}

/* ---- cost ---- */

enum { COST_SOURCES = 9 }; /* on the one page; the rest is one row */

/* Before another: a quotation before what was estimated or published, then by yen. */
static int cost_dearer(const struct hoshi_dossier *d, size_t a, size_t b)
{
    bool quoted = !d->evidence[a].source, other = !d->evidence[b].source;
    if (quoted != other)
        return quoted;
    return d->evidence[a].annual_yen > d->evidence[b].annual_yen ||
           (d->evidence[a].annual_yen == d->evidence[b].annual_yen && a < b);
}

/* Whether a source has a row of its own: every quotation, and of the others those of most yen. */
static bool cost_stands(const struct hoshi_dossier *d, size_t e)
{
    size_t dearer = 0;
    for (size_t i = 0; i < d->evidences; i++)
        dearer += i != e && cost_dearer(d, i, e);
    return !d->evidence[e].source || dearer < COST_SOURCES;
}

/* Sources that the lines of a category rest on, by the numbers of their rows; those in the last row by how many. */
static const char *cost_sources(struct hoshi_filing *p, int category)
{
    struct hoshi_buffer out;
    size_t rest = 0;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t e = 0; e < p->d->evidences; e++) {
        bool used = false;
        for (size_t i = 0; i < p->d->lines && !used; i++)
            used = p->d->line[i].category == category && p->d->line[i].evidence == e;
        rest += used && !cost_stands(p->d, e);
        if (used && cost_stands(p->d, e))
            hoshi_buffer_printf(&out, SAY("%s根拠%zu", "%sS%zu"), out.length ? SAY("、", ", ") : "", e + 1);
    }
    if (rest)
        hoshi_buffer_printf(&out, SAY("%sほか%zu件", "%s%zu more"), out.length ? SAY("、", ", ") : "", rest);
    return hoshi_dossier_keep(&p->words, &out);
}

static void cost_total(struct hoshi_filing *p, int64_t annual, int64_t horizon, size_t rows)
{
    const struct hoshi_filing_cell cell[] = {hoshi_filing_label(SAYS(WORD(total))), hoshi_filing_label(""),
                                             hoshi_filing_yen(annual, rows), hoshi_filing_yen(horizon, rows)};
    hoshi_filing_row(p, cell, 4);
}

/* On an estimate: from the total to what is asked. */
static void trade_cost_asked(struct hoshi_filing *p)
{
    const struct hoshi_buyer_view *v = p->d->view;
    const struct hoshi_filing_cell less[] = {
        hoshi_filing_cell(SAYS(WORD(estimate_rounding))), hoshi_filing_cell(""),
        hoshi_filing_yen(v->asked_annual_yen - v->annual_yen, 0), hoshi_filing_cell("")};
    const struct hoshi_filing_cell asked[] = {
        hoshi_filing_label(SAYS(WORD(asked_a_year))), hoshi_filing_label(""),
        hoshi_filing_yen(v->asked_annual_yen, 2), hoshi_filing_label("")};
    if (!v->ask_step_yen)
        return;
    hoshi_filing_row(p, less, 4);
    hoshi_filing_row(p, asked, 4);
}

static void cost_categories(struct hoshi_filing *p)
{
    const struct hoshi_buyer_view *v = p->d->view;
    bool total = p->d->o.disclosure == HOSHI_DISCLOSE_TOTAL;
    const char *const heads[] = {SAYS(WORD(category)), total ? "" : SAYS(WORD(basis)), SAYS(WORD(yen_a_year)),
                                 SAYS(WORD(whole_period_yen))};
    size_t n = 0;
    hoshi_filing_heading(p, SAY("区分別の費用", "Cost by category"));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; !total && i < v->groups; i++) {
        const struct hoshi_view_group *x = &v->group[i];
        if (!x->annual_yen && !x->horizon_yen)
            continue;
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_category(&p->words, x->category)),
            hoshi_filing_cell(cost_sources(p, x->category)), hoshi_filing_yen(x->annual_yen, 0),
            hoshi_filing_yen(x->horizon_yen, 0)};
        hoshi_filing_row(p, cell, 4);
        n++;
    }
    for (int c = 0; total && c < HOSHI_CLASSES; c++, n++) {
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_say_class(p->lang, (enum hoshi_class)c)), hoshi_filing_cell(""),
            hoshi_filing_yen(v->annual_by_class_yen[c], 0), hoshi_filing_yen(v->by_class_yen[c], 0)};
        hoshi_filing_row(p, cell, 4);
    }
    cost_total(p, v->annual_yen, v->horizon_yen, n);
    trade_cost_asked(p);
    if (total)
        hoshi_filing_note(p, SAYS(PROSE(filing_totals_only)));
}

static const char *cost_source(struct hoshi_filing *p, const struct hoshi_evidence *e)
{
    struct hoshi_dossier_book *k = &p->words;
    if (e->source)
        return hoshi_dossier_print(k, SAY("%s（%s・%s）", "%s (%s, %s)"),
                                   hoshi_say(p->lang, e->source->source_ja, e->source->source),
                                   hoshi_say_basis(p->lang, e->source->basis),
                                   hoshi_say_source_date(p->lang, e->source));
    const char *day = hoshi_dossier_day(k, e->date);
    return hoshi_dossier_print(k, SAY("見積書 %s %s %s（%s）", "quotation %s %s %s (%s)"),
                               e->document ? e->document : "", e->from ? e->from : "", day ? day : "",
                               hoshi_words_say(p->lang, e->price->name));
}

static void cost_evidence_row(struct hoshi_filing *p, size_t i)
{
    const struct hoshi_evidence *e = &p->d->evidence[i];
    struct hoshi_dossier_book *k = &p->words;
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(hoshi_dossier_print(k, SAY("根拠%zu", "S%zu"), i + 1)),
        hoshi_filing_cell(cost_source(p, e)), hoshi_filing_yen(e->annual_yen, 0),
        hoshi_filing_cell(hoshi_dossier_print(k, "%zu", e->lines))};
    hoshi_filing_row(p, cell, 4);
}

/* Quotations first: they are papers of somebody else. */
static void cost_evidence(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    const char *const heads[] = {SAYS(WORD(basis)), SAY("出所（種類・日付）", "Source (kind, date)"),
                                 SAYS(WORD(yen_a_year)), SAYS(WORD(line_count))};
    struct hoshi_dossier_book *k = &p->words;
    size_t rest = 0, lines = 0;
    int64_t yen = 0;
    if (!d->evidences)
        return;
    hoshi_filing_heading(p, SAYS(WORD(basis)));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < d->evidences; i++)
        if (!d->evidence[i].source)
            cost_evidence_row(p, i);
    for (size_t i = 0; i < d->evidences; i++) {
        const struct hoshi_evidence *e = &d->evidence[i];
        if (cost_stands(d, i)) {
            if (e->source)
                cost_evidence_row(p, i);
            continue;
        }
        rest++;
        lines += e->lines;
        yen += e->annual_yen;
    }
    if (rest) {
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(k, SAY("ほか%zu件", "%zu more"), rest)),
            hoshi_filing_cell(SAY("金額の小さいもの（一覧は申告者が保管）",
                                  "smaller ones (the list is kept by the reporter)")),
            hoshi_filing_yen(yen, 0), hoshi_filing_cell(hoshi_dossier_print(k, "%zu", lines))};
        hoshi_filing_row(p, cell, 4);
    }
    size_t shown = d->evidences - rest + (rest ? 1 : 0), all = 0;
    for (size_t i = 0; i < d->evidences; i++)
        all += d->evidence[i].lines;
    const struct hoshi_filing_cell cell[] = {hoshi_filing_label(SAYS(WORD(total))), hoshi_filing_label(""),
                                             hoshi_filing_yen(d->view->annual_yen, shown),
                                             hoshi_filing_cell(hoshi_dossier_print(k, "%zu", all))};
    hoshi_filing_row(p, cell, 4);
}

void hoshi_filing_cost(struct hoshi_filing *p)
{
    static const double width[] = {24, 58, 15, 17};
    const struct hoshi_dossier *d = p->d;
    hoshi_filing_chapter(p, (struct hoshi_words){"費用と根拠", "Cost and sources"}, width, 4);
    hoshi_filing_note(p, hoshi_dossier_print(&p->words, SAYS(PROSE(filing_cost_is_a_proposal)),
                                             d->view->level, hoshi_dossier_fees(p->lang, d->view)));
    hoshi_filing_note(
        p, d->state.asked_yen == HOSHI_NONE
               ? SAY("申入れで示した金額の記録はありません。", "No amount stated in a request is on record.")
               : hoshi_dossier_print(&p->words, SAYS(WORD(stated_in_the_request_as_recorded_n)),
                                     hoshi_buyer_yen(&p->words.b, d->state.asked_yen)));
    if (d->unanswered)
        hoshi_filing_note(p, SAYS(PROSE(filing_rests_on_averages)));
    cost_categories(p);
    cost_evidence(p);
}
