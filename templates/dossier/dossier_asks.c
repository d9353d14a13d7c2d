/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 求めること: what is asked of the other side and of the authority, each with the fact it rests on. It asks;
 * it does not say that anybody has to accept. */
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

enum { A_NO, A_ASK, A_FACT, A_PLACE, COLUMNS };

/* Where asks go: into a list, or onto the page. */
struct asks {
    struct hoshi_dossier_book *k;
    struct hoshi_buyer_page *g; /* NULL: into the list */
    struct hoshi_array *list;
    int n;
};

static void head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {hoshi_buyer_say(b, "No.", "No."), hoshi_buyer_say(b, WORD(asked_for)),
                                        hoshi_buyer_say(b, WORD(fact_it_rests_on)),
                                        hoshi_buyer_say(b, "参照", "See")};
    hoshi_buyer_head(g, texts);
}

static void ask_on_page(struct asks *x, const char *what, const char *fact, enum hoshi_dossier_sheet place)
{
    struct hoshi_dossier_book *k = x->k;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT,
                                                     HOSHI_STYLE_CENTER};
    const char *const texts[COLUMNS] = {hoshi_dossier_print(k, "%d", ++x->n), what, fact,
                                        hoshi_dossier_sheet_name(k, place)};
    hoshi_dossier_row(x->g, styles, texts);
}

static void ask_of(struct asks *x, const char *what, const char *fact, enum hoshi_dossier_sheet place,
                   int64_t seq, const struct hoshi_dossier_finding *finding)
{
    if (x->g) {
        ask_on_page(x, what, fact, place);
        return;
    }
    struct hoshi_dossier_ask *one = hoshi_array_add(x->list);
    if (one)
        *one = (struct hoshi_dossier_ask){what, fact, place, seq, finding};
    else
        x->k->b.book.failed = true;
}

static void ask(struct asks *x, const char *what, const char *fact, enum hoshi_dossier_sheet place)
{
    ask_of(x, what, fact, place, 0, NULL);
}

static const char *silence(struct hoshi_dossier_book *k)
{
    const struct hoshi_dossier_state *s = &k->d->state;
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, PROSE(asked_on_no_answer_on_record)),
                               hoshi_dossier_day(k, s->round_on), (long long)s->silence_days);
}

static size_t meetings(const struct hoshi_dossier *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->events; i++)
        n += d->event[i]->kind == HOSHI_LOG_MEETING;
    return n;
}

/* What the other side last said, or the talk it last took part in; NULL when neither is on record. */
static const struct hoshi_log_entry *last_word(const struct hoshi_dossier *d)
{
    static const unsigned kinds = 1u << HOSHI_LOG_REPLY | 1u << HOSHI_LOG_COUNTER_PROPOSAL |
                                  1u << HOSHI_LOG_REFUSAL | 1u << HOSHI_LOG_POSTPONEMENT |
                                  1u << HOSHI_LOG_MEETING | 1u << HOSHI_LOG_PRICE_CHANGE;
    for (size_t i = d->events; i-- > 0;)
        if (d->event[i]->side != HOSHI_SIDE_SUPPLIER && (kinds >> d->event[i]->kind & 1))
            return d->event[i];
    return NULL;
}

static bool put_off_and_past(const struct hoshi_dossier *d, const struct hoshi_log_entry *e)
{
    return e && e->kind == HOSHI_LOG_POSTPONEMENT && e->postponed_to.year &&
           hoshi_date_compare(e->postponed_to, d->view->as_of) < 0;
}

/* Talks that were held or answered: go on, or name the day that passed. */
static void about_going_on(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_log_entry *e = last_word(k->d);
    if (put_off_and_past(k->d, e)) {
        ask_of(x, hoshi_buyer_say(b, PROSE(asks_day_for_put_off_talks)),
               hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(asks_put_off_and_past)), e->seq,
                                   hoshi_dossier_day(k, e->postponed_to)),
               HOSHI_DOSSIER_TIMELINE, e->seq, NULL);
        return;
    }
    const char *day = e                               ? hoshi_dossier_day(k, e->date)
                      : k->d->state.responded_on.year ? hoshi_dossier_day(k, k->d->state.responded_on)
                                                      : hoshi_buyer_say(b, WORD(date_not_confirmed));
    ask(x,
        hoshi_buyer_say(b, "協議を続け、残る点の日程を定めること",
                        "That talks go on, with dates for what is open"),
        hoshi_dossier_print(k,
                            hoshi_buyer_say(b, "直近の回答・面談・価格の変更 %s。",
                                            "Last answer, meeting or change of prices: %s."),
                            day),
        HOSHI_DOSSIER_TIMELINE);
}

/* A decision of the other side that stands: prices it set, or a refusal; the last one. */
static const struct hoshi_log_entry *last_decision(const struct hoshi_dossier *d)
{
    for (size_t i = d->events; i-- > 0;) {
        const struct hoshi_log_entry *e = d->event[i];
        if (e->side == HOSHI_SIDE_BUYER && !e->withdrawn_by &&
            (e->kind == HOSHI_LOG_REFUSAL ||
             (e->kind == HOSHI_LOG_PRICE_CHANGE && e->decided != HOSHI_DECIDED_AGREED)))
            return e;
    }
    return NULL;
}

static bool gave_reason_in_writing(const struct hoshi_dossier *d)
{
    for (size_t i = 0; i < d->events; i++)
        if (d->event[i]->side == HOSHI_SIDE_BUYER && d->event[i]->reason &&
            hoshi_log_medium_is_written(d->event[i]->medium))
            return true;
    return false;
}

/* That no reason is on record is said of the decision it is missing from. */
static void about_reasons(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_log_entry *e = last_decision(k->d);
    if (k->d->buyer->negotiation.refusal_reason_written == HOSHI_YES ||
        (e ? e->reason && hoshi_log_medium_is_written(e->medium) : gave_reason_in_writing(k->d)))
        return;
    ask_of(x, hoshi_buyer_say(b, PROSE(where_prices_stay_or_change)),
           e ? hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(asks_decision_without_reason)), e->seq,
                                   hoshi_dossier_day(k, e->date), hoshi_say_log_act(b->book.lang, e))
             : hoshi_buyer_say(b, "書面による理由の記録は、まだありません。",
                               "No reason in writing is on record so far."),
           HOSHI_DOSSIER_TIMELINE, e ? e->seq : 0, NULL);
}

static void about_talks(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    const struct hoshi_buyer_book *b = &x->k->b;
    const struct hoshi_dossier *d = k->d;
    const struct hoshi_dossier_state *s = &d->state;
    if (d->raised.settled_seq) /* prices were agreed, and nothing was asked for since */
        return;
    if (s->requested != HOSHI_YES || s->withdrawn_seq)
        ask_of(x, hoshi_buyer_say(b, "価格協議の場を設けること", "Talks on prices"),
               s->withdrawn_seq ? hoshi_dossier_withdrawn(k)
                                : hoshi_buyer_say(b, "当社からの申入れは、まだ記録にありません。",
                                                  "No request of the supplier is on record yet."),
               s->withdrawn_seq ? HOSHI_DOSSIER_TIMELINE : HOSHI_DOSSIER_COVER, s->withdrawal_seq, NULL);
    else if (s->waiting)
        ask(x,
            hoshi_buyer_say(b, "協議の日程を定め、申入れについての考えを示すこと",
                            "A date for talks, and its view on the request"),
            silence(k), HOSHI_DOSSIER_TIMELINE);
    else if (d->events && !meetings(d) && !(s->meetings > 0))
        ask(x,
            hoshi_buyer_say(b, "協議の席に着き、日程を示すこと", "To come to the table, with a date for it"),
            hoshi_buyer_say(b, "申入れに対する面談・協議の記録がありません。",
                            "No meeting on the request is on record."),
            HOSHI_DOSSIER_TIMELINE);
    else
        about_going_on(x);
    about_reasons(x);
}

/* ---- what follows from acts ---- */

static bool is_cut(const struct hoshi_log_entry *e)
{
    bool lower = false;
    for (size_t i = 0; i < e->items; i++)
        lower = lower || (e->item[i].before_micro != HOSHI_NONE && e->item[i].after_micro != HOSHI_NONE &&
                          e->item[i].after_micro < e->item[i].before_micro);
    return e->kind == HOSHI_LOG_PRICE_CHANGE && lower &&
           (e->decided == HOSHI_DECIDED_BUYER ||
            (e->decided == HOSHI_DECIDED_NOT_STATED && e->side == HOSHI_SIDE_BUYER));
}

/* The first items of a change; the prices stand whole in the timeline. */
static const char *some_items(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    enum { MOST = 3 };
    struct hoshi_log_entry few = *e;
    struct hoshi_buffer items;
    few.items = e->items > MOST ? MOST : e->items;
    hoshi_buffer_init(&items, 1 << 20);
    hoshi_log_print_items(&items, &few);
    if (few.items < e->items)
        hoshi_buffer_printf(
            &items, hoshi_buyer_say(&k->b, "\nほか%zu品目（全%zu品目）", "\n%zu more items (%zu in all)"),
            e->items - few.items, e->items);
    return hoshi_dossier_keep(k, &items);
}

/* Taken back by the other side: nothing is left to withdraw; what was paid in between is. */
static const char *cut_taken_back(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    return e->withdrawn_by ? hoshi_dossier_print(k, hoshi_buyer_say(&k->b, PROSE(change_withdrawn_on)),
                                                 hoshi_dossier_day(k, e->withdrawn_on), e->withdrawn_by)
                           : "";
}

/* Taken back before its day: nothing was paid at the lower prices. */
static bool cut_never_applied(const struct hoshi_log_entry *e)
{
    return e->withdrawn_by && e->effective_on.year &&
           hoshi_date_compare(e->withdrawn_on, e->effective_on) <= 0;
}

static const char *cut_fact(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    return hoshi_dossier_print(k, "No.%" PRId64 "　%s\n%s%s", e->seq, hoshi_dossier_day(k, e->date),
                               some_items(k, e), cut_taken_back(k, e));
}

static void about_cuts(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    const struct hoshi_buyer_book *b = &x->k->b;
    const struct hoshi_dossier *d = k->d;
    for (size_t i = 0; i < d->events; i++) {
        const struct hoshi_log_entry *e = d->event[i];
        if (!is_cut(e) || cut_never_applied(e))
            continue;
        if (d->cut_left[i].items)
            ask_of(x,
                   hoshi_buyer_say(b, "単価の引下げを取りやめ、引下げ前の単価に戻すこと",
                                   "That the cut be withdrawn and the former unit prices apply again"),
                   cut_fact(k, &d->cut_left[i]), HOSHI_DOSSIER_PRICES, e->seq, NULL);
        ask_of(x,
               hoshi_buyer_say(b, "引下げ後の単価で支払われた分について、引下げ前の単価との差額を支払うこと",
                               "Back payment of the difference for what was paid at the lower prices"),
               cut_fact(k, e), HOSHI_DOSSIER_PRICES, e->seq, NULL);
    }
}

static const struct hoshi_fact_value *fact_of(const struct hoshi_dossier_finding *f,
                                              enum hoshi_rule_fact fact)
{
    for (size_t i = 0; i < f->useds; i++)
        if (f->used[i].fact == fact && f->used[i].value.known && !f->used[i].hidden)
            return &f->used[i].value;
    return NULL;
}

static const char *act_of(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    for (size_t i = 0; f->act && i < k->d->events; i++)
        if (k->d->event[i]->seq == f->act)
            return hoshi_dossier_print(k, "No.%" PRId64 "　%s %s", f->act,
                                       hoshi_dossier_day(k, k->d->event[i]->date),
                                       hoshi_say_log_act(k->b.book.lang, k->d->event[i]));
    return hoshi_dossier_facts(k, f);
}

static bool any_cut(const struct hoshi_dossier *d)
{
    for (size_t i = 0; i < d->events; i++)
        if (is_cut(d->event[i]))
            return true;
    return false;
}

/* The act, and what an amount of interest was worked out from. */
static const char *payment_fact(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    const struct hoshi_fact_value *yen = fact_of(f, HOSHI_RF_PAYMENT_LATE_YEN),
                                  *days = fact_of(f, HOSHI_RF_PAYMENT_LATE_DAYS);
    if (strcmp(f->rule->id, "REC-06") != 0 || !yen || !days)
        return act_of(k, f);
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, PROSE(asks_interest_from)), act_of(k, f),
                               hoshi_dossier_yen(k, yen->number), days->number);
}

/* What an amount was taken off for, as the payment says; NULL: it does not. */
static const char *taken_off_for(const struct hoshi_dossier *d, int64_t seq)
{
    for (size_t i = 0; i < d->events; i++)
        if (d->event[i]->seq == seq)
            return d->event[i]->deducted_for;
    return NULL;
}

/* What is asked with its amount; the difference of prices and what was taken off may be the same money. */
static const char *payment_words(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f,
                                 struct hoshi_words what, int64_t yen)
{
    bool off = strcmp(f->rule->id, "PRICE-09") == 0, twice = off && any_cut(k->d);
    const char *name = off ? taken_off_for(k->d, f->act) : NULL;
    bool open = f->result == HOSHI_CHECK_MISSING_FACTS;
    return hoshi_dossier_print(
        k, hoshi_buyer_say(&k->b, "%s：%s%s", "%s: %s%s"),
        name ? hoshi_dossier_print(k,
                                   open ? hoshi_buyer_say(&k->b, PROSE(asks_taken_off_for))
                                        : hoshi_buyer_say(&k->b, PROSE(asks_taken_off_named)),
                                   name)
             : hoshi_words_say(k->b.book.lang, what),
        hoshi_dossier_yen(k, yen), twice ? hoshi_buyer_say(&k->b, PROSE(asks_once)) : "");
}

struct payment_ask {
    const char *rule;
    enum hoshi_rule_fact yen;
    bool found, open; /* asked for where the rule found its point; where a fact is open */
    struct hoshi_words what;
};

static const struct payment_ask payment_asks[] = {
    {"PRICE-09",
     HOSHI_RF_DEDUCTION_YEN,
     true,
     false,
     {"代金から差し引いた額を返すこと", "That what was taken off be paid back"}},
    {"PRICE-09", HOSHI_RF_DEDUCTION_YEN, false, true, {PROSE(asks_why_taken_off)}},
    {"REC-06",
     HOSHI_RF_PAYMENT_INTEREST,
     true,
     true,
     {"支払の遅れについて年14.6%の利息を、支払われていなければ支払うこと（参考の額）",
      "Interest of 14.6 % on the late payment, if not yet paid (for reference)"}},
    {"REC-11",
     HOSHI_RF_DEDUCTION_INTEREST,
     true,
     true,
     {"差し引いた額について年14.6%の利息を、支払われていなければ支払うこと（基準日までの参考の額）",
      "Interest of 14.6 % on what was taken off, if not yet paid (to the date of this paper, for reference)"}},
};
enum { PAYMENT_ASKS = sizeof payment_asks / sizeof *payment_asks };

/* The amount that is asked for after the finding; NULL = it is not asked for. */
static const struct hoshi_fact_value *asked_amount(const struct payment_ask *a,
                                                   const struct hoshi_dossier_finding *f)
{
    const struct hoshi_fact_value *yen = strcmp(f->rule->id, a->rule) == 0 ? fact_of(f, a->yen) : NULL;
    bool asked = (a->found && f->result == HOSHI_CHECK_POSSIBLE_PROBLEM) ||
                 (a->open && f->result == HOSHI_CHECK_MISSING_FACTS);
    return asked && yen && yen->number > 0 ? yen : NULL;
}

bool hoshi_dossier_is_asked_open(const struct hoshi_dossier_finding *f)
{
    for (size_t r = 0; r < PAYMENT_ASKS; r++)
        if (f->result == HOSHI_CHECK_MISSING_FACTS && asked_amount(&payment_asks[r], f))
            return true;
    return false;
}

/* Asks that a finding about payments gives, once for each act. */
static void about_payments(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    for (size_t r = 0; r < PAYMENT_ASKS; r++)
        for (size_t i = 0; i < k->d->findings; i++) {
            const struct hoshi_dossier_finding *f = &k->d->finding[i];
            const struct hoshi_fact_value *yen = asked_amount(&payment_asks[r], f);
            if (yen)
                ask_of(x, payment_words(k, f, payment_asks[r].what, yen->number), payment_fact(k, f),
                       HOSHI_DOSSIER_FINDINGS, f->act, f);
        }
}

/* Cash within 60 days: once, where a payment or its terms gave reason to. */
static void about_means(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    static const char *const rules[] = {"REC-04", "REC-05", "REC-10"};
    const char *fact = NULL;
    const struct hoshi_dossier_finding *by = NULL;
    for (size_t i = 0; i < k->d->findings && !fact; i++)
        for (size_t r = 0; r < sizeof rules / sizeof *rules && !fact; r++)
            if (k->d->finding[i].result == HOSHI_CHECK_POSSIBLE_PROBLEM &&
                strcmp(k->d->finding[i].rule->id, rules[r]) == 0) {
                fact = act_of(k, &k->d->finding[i]);
                by = &k->d->finding[i];
            }
    if (fact)
        ask_of(x,
               hoshi_buyer_say(
                   &x->k->b,
                   "代金を、受領の日から60日以内に定めた期日までに、手形などによらず満額の現金で支払うこと",
                   "Payment in full, in money and not in notes, by a day within 60 days of receipt"),
               fact, HOSHI_DOSSIER_FINDINGS, by->act, by);
}

/* Fees not taken off again: once; what was taken off is asked back with its amount. */
static void about_fees(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    for (size_t i = 0; i < k->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &k->d->finding[i];
        if (strcmp(f->rule->id, "REC-12") != 0 || f->result != HOSHI_CHECK_POSSIBLE_PROBLEM)
            continue;
        ask_of(x,
               hoshi_buyer_say(&k->b, "代金から振込手数料を差し引かないこと",
                               "No transfer fee taken off what is paid"),
               act_of(k, f), HOSHI_DOSSIER_FINDINGS, f->act, f);
        return;
    }
}

/* Moulds kept for the other side without pay. */
static void about_moulds(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    for (size_t i = 0; i < k->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &k->d->finding[i];
        if (strcmp(f->rule->id, "PRICE-34") == 0 &&
            (f->result == HOSHI_CHECK_POSSIBLE_PROBLEM || f->result == HOSHI_CHECK_ATTENTION))
            ask_of(x, hoshi_buyer_say(&k->b, PROSE(asks_about_moulds)), hoshi_dossier_facts(k, f),
                   HOSHI_DOSSIER_FINDINGS, f->act, f);
    }
}

static bool speaks_of_papers(const char *text)
{
    static const char *const words[] = {"資料", "証憑", "書類", "papers", "documents"};
    for (size_t i = 0; text && i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

/* Papers the other side asked for: as the case states, or as its own words on record speak of. */
static void about_papers(struct asks *x)
{
    const struct hoshi_buyer_book *b = &x->k->b;
    const struct hoshi_dossier *d = x->k->d;
    int64_t seq = 0;
    for (size_t i = 0; i < d->events && !seq; i++)
        if (d->event[i]->side == HOSHI_SIDE_BUYER &&
            (speaks_of_papers(d->event[i]->words) || speaks_of_papers(d->event[i]->reason)))
            seq = d->event[i]->seq;
    if (seq || d->buyer->negotiation.internal_papers_demanded == HOSHI_YES)
        ask_of(x, hoshi_buyer_say(b, PROSE(that_papers_asked)),
               hoshi_buyer_say(b, PROSE(every_line_carries_the_number)), HOSHI_DOSSIER_COST, seq, NULL);
}

/* What the request named, and what prices rose since: that is no longer asked for. */
static const char *amount_fact(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_price_raised *r = &k->d->raised;
    const char *fact =
        k->d->state.asked_yen == HOSHI_NONE
            ? hoshi_buyer_say(b, "申入れで示した金額の記録はありません。",
                              "No amount stated in a request is on record.")
            : hoshi_dossier_print(k, hoshi_buyer_say(b, WORD(stated_in_the_request_as_recorded_n)),
                                  hoshi_buyer_yen(&k->b, k->d->state.asked_yen));
    if (r->annual_yen)
        fact =
            hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(asks_less_what_was_raised)), fact,
                                hoshi_buyer_yen(&k->b, b->v->asked_annual_yen),
                                hoshi_buyer_yen(&k->b, r->annual_yen), r->seq, hoshi_dossier_day(k, r->on));
    if (r->uncounted)
        fact = hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(asks_raised_without_quantity)), fact,
                                   r->uncounted);
    return fact;
}

/* Nothing is asked for that an agreement closed or that prices already bring. */
static void about_amount(struct asks *x)
{
    struct hoshi_dossier_book *k = x->k;
    const struct hoshi_buyer_book *b = &x->k->b;
    const struct hoshi_buyer_view *v = b->v;
    int64_t open_yen = v->asked_annual_yen - k->d->raised.annual_yen;
    if (v->asked_annual_yen <= 0 || open_yen <= 0 || k->d->raised.settled_seq)
        return;
    ask(x,
        hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(star_talks_on_reflecting_a_year)), v->level,
                            hoshi_buyer_yen(&k->b, open_yen), hoshi_buyer_with_estimates(b->book.lang, v)),
        amount_fact(k), HOSHI_DOSSIER_COST);
    about_papers(x);
}

static void about_request(struct asks *x)
{
    const struct hoshi_buyer_book *b = &x->k->b;
    const struct hoshi_case_request *r = &b->v->buyer->request;
    if (!b->v->asked)
        return;
    if (r->necessity_explained != HOSHI_YES)
        ask(x, hoshi_buyer_say(b, "★を求める必要性の説明", "An explanation why the star is needed"),
            hoshi_buyer_say(b, "必要性の説明を受けた記録がありません。",
                            "No explanation of the need is on record."),
            HOSHI_DOSSIER_REQUEST);
    if (r->method_explained != HOSHI_YES)
        ask(x, hoshi_buyer_say(b, PROSE(explanation_of_the_method_or_confirmation)),
            hoshi_buyer_say(b, "方法の説明を受けた記録がありません。",
                            "No explanation of the method is on record."),
            HOSHI_DOSSIER_REQUEST);
    if (r->designated_product != SIZE_MAX || r->designated_vendor)
        ask(x,
            hoshi_buyer_say(b, "指定の製品・サービスと同等のものでよいかの確認",
                            "Whether an equal product or service will do"),
            hoshi_buyer_say(b, "製品・サービスまたは事業者の指定があります。",
                            "A product, service or vendor was designated."),
            HOSHI_DOSSIER_REQUEST);
}

static void blank_rows(struct asks *x, int rows)
{
    for (int i = 0; i < rows; i++) {
        for (uint16_t c = 0; c < COLUMNS; c++)
            hoshi_put_blank(&x->g->s, x->g->row, c, c ? HOSHI_STYLE_TEXT_INPUT : HOSHI_STYLE_CENTER);
        hoshi_buyer_lines(x->g, 2);
        x->g->row++;
    }
}

static void own_words(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    struct asks x = {.k = hoshi_dossier_book(g), .g = g};
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "2. 当社が加えて求めること", "2. What the supplier asks for besides"));
    head(g);
    for (size_t i = 0; i < d->o.asks; i++)
        ask(&x, d->o.ask[i], "", HOSHI_DOSSIER_ASKS);
    blank_rows(&x, 3);
}

static void authority(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    struct asks x = {.k = hoshi_dossier_book(g), .g = g};
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "3. 所管機関・相談窓口に求めること", "3. Asked of authority or advice desk"));
    head(g);
    ask(&x,
        hoshi_buyer_say(b, "この取引が取適法の対象になるかの確認",
                        "Whether this trade is within the scope of the 取適法"),
        hoshi_buyer_say(b, "取引の種類・資本金・従業員数・発注日を整理しています。",
                        "Type, capital, headcount, dates are in order."),
        HOSHI_DOSSIER_SCOPE);
    ask(&x,
        hoshi_buyer_say(b, "事実関係の確認と、必要な場合の助言",
                        "A look at the facts, and advice where needed"),
        hoshi_buyer_say(b, "経過と資料を番号とハッシュ値で示しています。",
                        "Course and papers carry numbers and hashes."),
        HOSHI_DOSSIER_TIMELINE);
    ask(&x,
        hoshi_buyer_say(b, "申告者の名前の扱いと、結果の通知についての確認",
                        "How the reporter's name is treated, and the notice"),
        hoshi_buyer_say(b, "希望は申告様式の項目に記入。", "The wish stands on the report form."),
        HOSHI_DOSSIER_FORM);
    blank_rows(&x, 2);
    hoshi_buyer_line(
        g, HOSHI_STYLE_NOTE,
        hoshi_buyer_say(
            b,
            "申告・報告は調停ではなく、経過の報告がないことがあります。話合いでの解決を望むときは、取引かけこみ寺の相談・調停（無料）が使えます。窓口と様式は最新の案内で確かめてください。",
            "A report is not mediation, and progress may not be told. For a settlement by talks there are advice and mediation of the trade help desk 取引かけこみ寺 (free). Check current information of desks and forms."));
}

/* What the acts give reason to ask the other side for. */
static void of_the_other_side(struct asks *x)
{
    about_cuts(x);
    about_payments(x);
    about_means(x);
    about_fees(x);
    about_moulds(x);
    about_talks(x);
    about_amount(x);
    about_request(x);
}

void hoshi_dossier_asks(struct hoshi_dossier_book *k, struct hoshi_array *list)
{
    of_the_other_side(&(struct asks){.k = k, .list = list});
}

void hoshi_dossier_write_asks(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {6, 46, 36, 16};
    const struct hoshi_buyer_book *b = &k->b;
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_ASKS, hoshi_buyer_say(b, WORD(asked_for)), width, COLUMNS);
    struct asks x = {.k = k, .g = &g};
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(it_asks_both_sides_to_confirm)));
    hoshi_buyer_heading(&g, hoshi_buyer_say(b, "1. 相手方に求めること", "1. Asked of the other side"));
    head(&g);
    of_the_other_side(&x);
    own_words(&g);
    authority(&g);
    hoshi_dossier_done(&g);
}
