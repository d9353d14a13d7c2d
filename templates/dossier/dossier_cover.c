/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 表紙: parties, who prepared it and in what capacity, what happened so far, what to do next, contents, the
 * value of the record. */
#include "dossier_sheets.h"
#include "log_text.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 3 };

const char *hoshi_say_capacity(enum hoshi_lang lang, enum hoshi_capacity capacity)
{
    static const struct hoshi_words words[HOSHI_CAPACITIES] = {
        {"申告者本人（当社）", "the reporter itself (the supplier)"},
        {WORD_IN(agent)},
        {WORD_IN(lawyer)},
        {WORD_IN(scrivener)},
        {"その他（支援者など）", "other (adviser)"},
    };
    return hoshi_words_say(lang, words[capacity]);
}

/* ---- who ---- */

static void dossier_cover_parties(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *home = hoshi_dossier_origin(k, 0);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 当事者", "1. Parties"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "申告者（当社）", "Reporter (supplier)"), d->supplier_name,
                       hoshi_buyer_say(b, WORD_IN(company_name)), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(representative)), d->supplier_representative,
                       hoshi_buyer_say(b, WORD(title_name)), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(address)), d->supplier_address,
                       hoshi_buyer_say(b, WORD(registered_address)), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(contact)), d->supplier_contact,
                       hoshi_buyer_say(b, WORD(person_telephone_mail)), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(other_side)),
                       d->buyer->name && d->buyer->department
                           ? hoshi_dossier_print(k, "%s\n%s", d->buyer->name, d->buyer->department)
                           : d->buyer->name,
                       hoshi_buyer_say(b, WORD_IN(company_name)), home);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "事柄", "Matter"),
        d->view->asked
            ? hoshi_dossier_print(k,
                                  hoshi_buyer_say(b, "★%dの取得の要請と、その費用についての価格協議",
                                                  "the request for ★%d and the price talks on its cost"),
                                  d->view->level)
            : hoshi_dossier_print(
                  k, hoshi_buyer_say(b, "★%dに係る費用についての価格協議", "price talks on the cost of ★%d"),
                  d->view->level),
        "", home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(as_of)), hoshi_dossier_day(k, d->view->as_of), "", home);
}

static const char *notice(const struct hoshi_buyer_book *b, enum hoshi_capacity capacity)
{
    static const struct hoshi_words words[HOSHI_CAPACITIES] = {
        {"申告者本人が自社の資料として作成しました。", "Prepared by the reporter as a paper of its own."},
        {PROSE(prepared_by_an_agent_before)},
        {PROSE(prepared_by_a_lawyer_a_legal)},
        {PROSE(prepared_by_a_gyoseishoshi_papers)},
        {PROSE(supporter_other_than_the_reporter_took)},
    };
    return hoshi_words_say(b->book.lang, words[capacity]);
}

static void preparer(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *option = hoshi_buyer_say(b, WORD(as_given));
    bool self = d->o.capacity == HOSHI_CAPACITY_SELF;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "2. 作成者", "2. Prepared by"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(prepared_by)),
                       d->o.prepared_by ? d->o.prepared_by
                       : self           ? d->supplier_name
                                        : NULL,
                       hoshi_buyer_say(b, "作成した人の氏名", "name of who prepared it"),
                       d->o.prepared_by ? option : hoshi_dossier_origin(k, 0));
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "立場・資格", "Capacity"),
                       hoshi_say_capacity(b->book.lang, d->o.capacity), "", option);
    hoshi_buyer_line(g, self ? HOSHI_STYLE_PLAIN : HOSHI_STYLE_WARN, notice(b, d->o.capacity));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(on_the_gyoseishoshi_act_making_papers)));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(on_the_attorneys_act_art_72)));
}

/* ---- what happened ---- */

static const char *dossier_cover_asked(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_case_request *r = &k->d->buyer->request;
    if (!k->d->view->asked)
        return hoshi_buyer_say(b, PROSE(this_side_did_not_ask));
    const char *day = hoshi_dossier_day(k, r->made_on);
    return hoshi_dossier_print(
        k, hoshi_buyer_say(b, "%s、★%dの取得の要請を受けました%s%s%s。", "%s: asked for ★%d%s%s%s."),
        day ? day : hoshi_buyer_say(b, "（日付は未確認）", "(date not confirmed)"), k->d->view->level,
        r->document ? hoshi_buyer_say(b, "（", " (") : "", r->document ? r->document : "",
        r->document ? hoshi_buyer_say(b, "）", ")") : "");
}

static const char *requested(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier_state *s = &k->d->state;
    if (s->requested != HOSHI_YES)
        return hoshi_buyer_say(b, "当社からの価格協議の申入れは、まだありません。",
                               "The supplier has not yet asked for price talks.");
    return hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(supplier_asked_for_price_talks)),
                               hoshi_dossier_day(k, s->requested_on),
                               s->in_writing == HOSHI_UNKNOWN ? hoshi_buyer_say(b, WORD_IN(not_confirmed))
                                                              : hoshi_dossier_truth(k, s->in_writing),
                               s->amount_stated == HOSHI_UNKNOWN ? hoshi_buyer_say(b, WORD_IN(not_confirmed))
                                                                 : hoshi_dossier_truth(k, s->amount_stated));
}

static const struct hoshi_log_entry *entry_of(const struct hoshi_dossier *d, int64_t seq)
{
    for (size_t i = 0; i < d->events; i++)
        if (d->event[i]->seq == seq)
            return d->event[i];
    return NULL;
}

const char *hoshi_dossier_withdrawn(struct hoshi_dossier_book *k)
{
    const struct hoshi_dossier_state *s = &k->d->state;
    if (!s->withdrawn_seq)
        return NULL;
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, PROSE(requests_were_withdrawn)), s->withdrawn_seq,
                               hoshi_dossier_day(k, s->withdrawn_on), s->withdrawal_seq);
}

const char *hoshi_dossier_answered(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier_state *s = &k->d->state;
    const struct hoshi_log_entry *e = entry_of(k->d, s->response_seq);
    if (s->requested != HOSHI_YES)
        return NULL;
    if (s->withdrawn_seq)
        return hoshi_dossier_withdrawn(k);
    if (s->waiting)
        return hoshi_dossier_print(
            k,
            hoshi_buyer_say(
                b, "基準日（%s）現在、%sの申入れから後の回答はなく、その日から%lld日です%s。",
                "As of %s nothing has answered the request of %s or what followed it; %lld days have passed%s."),
            hoshi_dossier_day(k, k->d->view->as_of), hoshi_dossier_day(k, s->round_on),
            (long long)s->silence_days,
            s->postponed > 0 ? hoshi_dossier_print(
                                   k, hoshi_buyer_say(b, "（相手方からの延期 計%lld回）", " (put off: %lld)"),
                                   (long long)s->postponed)
                             : "");
    const char *day = s->responded_on.year ? hoshi_dossier_day(k, s->responded_on)
                                           : hoshi_buyer_say(b, WORD(date_not_confirmed));
    if (e && e->kind == HOSHI_LOG_MEETING)
        return hoshi_dossier_print(
            k,
            hoshi_buyer_say(b, "%s、面談・協議がありました（%sの申入れから%lld日）。",
                            "%s: a meeting was held (the request of %s: %lld days before)."),
            day, hoshi_dossier_day(k, s->round_on), (long long)s->silence_days);
    return hoshi_dossier_print(
        k,
        hoshi_buyer_say(b, "%s、相手方の%sがありました（%sの申入れから%lld日）。",
                        "%s: of the other side: %s (the request of %s: %lld days before)."),
        day, e ? hoshi_say_log_act(b->book.lang, e) : hoshi_buyer_say(b, WORD_IN(reply)),
        hoshi_dossier_day(k, s->round_on), (long long)s->silence_days);
}

/* A refusal, a postponement or a letter is no meeting: said where the log knows of none. */
const char *hoshi_dossier_not_met(struct hoshi_dossier_book *k)
{
    size_t meetings = 0, refusals = 0;
    for (size_t i = 0; i < k->d->events; i++) {
        meetings += k->d->event[i]->kind == HOSHI_LOG_MEETING;
        refusals += k->d->event[i]->kind == HOSHI_LOG_REFUSAL && k->d->event[i]->side == HOSHI_SIDE_BUYER;
    }
    if (!k->d->events || meetings || k->d->state.requested != HOSHI_YES || k->d->state.meetings > 0)
        return NULL;
    return hoshi_dossier_print(
        k,
        hoshi_buyer_say(&k->b, "記録の範囲で、面談・協議は行われていません（相手方の断りの回答 %zu件）。",
                        "No meeting is on record (refusals of the other side: %zu)."),
        refusals);
}

/* The cover shows the beginning of long words; the timeline holds them whole. */
static const char *shorten(struct hoshi_dossier_book *k, const char *text)
{
    enum { MOST = 220 };
    const char *p = text;
    for (int i = 0; *p && i < MOST; i++)
        hoshi_text_next(&p);
    return *p ? hoshi_dossier_print(k, hoshi_buyer_say(&k->b, WORD(s_more_timeline)), (int)(p - text), text)
              : text;
}

/* What happened, by the day it happened: what a reader wants before anything else. */
static void list_events(struct hoshi_buyer_page *g)
{
    enum { MOST = 40 };
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    enum hoshi_lang lang = b->book.lang;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT, HOSHI_STYLE_CENTER};
    const char *const heads[] = {hoshi_buyer_say(b, WORD(day_what_was_done)),
                                 hoshi_buyer_say(b, WORD(content)), hoshi_buyer_say(b, WORD(log))};
    size_t n = 0;
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        if (e->kind == HOSHI_LOG_NOTE || e->kind == HOSHI_LOG_MINUTES || ++n > MOST)
            continue;
        if (n == 1)
            hoshi_buyer_head(g, heads);
        const char *const texts[COLUMNS] = {
            hoshi_dossier_print(k, "%s\n%s%s%s", hoshi_dossier_day(k, e->date),
                                hoshi_say_log_side(lang, e->side), hoshi_buyer_say(b, "：", ": "),
                                hoshi_say_log_act(lang, e)),
            shorten(k, hoshi_dossier_words(k, e)), hoshi_dossier_print(k, "No.%" PRId64, e->seq)};
        hoshi_dossier_row(g, styles, texts);
    }
    if (n > MOST)
        hoshi_buyer_line(
            g, HOSHI_STYLE_NOTE,
            hoshi_dossier_print(k, hoshi_buyer_say(b, "ほか%zu件は経過表", "%zu more: Timeline"), n - MOST));
}

static void cover_course(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[] = {dossier_cover_asked(k), requested(k), hoshi_dossier_answered(k),
                                 hoshi_dossier_not_met(k)};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "3. これまでの経過（出来事の日付の順。詳細は経過表）",
                                           "3. What happened, by its dates (details: Timeline)"));
    list_events(g);
    for (size_t i = 0; i < 4; i++)
        if (texts[i])
            hoshi_buyer_line(g, HOSHI_STYLE_TEXT, texts[i]);
    hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                     hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(cost_the_supplier_wishes_to_talk)),
                                         hoshi_buyer_yen(&k->b, k->d->view->asked_annual_yen),
                                         k->d->view->horizon, hoshi_buyer_yen(&k->b, k->d->view->horizon_yen),
                                         hoshi_buyer_with_estimates(b->book.lang, k->d->view)));
    if (!k->d->has_log)
        hoshi_buyer_line(g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(made_without_a_log)));
}

/* ---- what to do next ---- */

struct steps {
    struct hoshi_buyer_page *g;
    int n;
};

static void step(struct steps *x, enum hoshi_style style, const char *text)
{
    hoshi_buyer_line(x->g, style, hoshi_dossier_print(hoshi_dossier_book(x->g), "%d. %s", ++x->n, text));
}

static void not_done(struct steps *x)
{
    const struct hoshi_buyer_book *b = x->g->b;
    struct hoshi_dossier_book *k = hoshi_dossier_book(x->g);
    const struct hoshi_dossier *d = k->d;
    const struct hoshi_dossier_state *s = &d->state;
    if (s->requested != HOSHI_YES || s->in_writing == HOSHI_NO)
        step(x, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(not_done_yet_a_request)));
    else if (s->in_writing == HOSHI_UNKNOWN)
        step(x, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(confirm_whether_the_request_was)));
    if (s->requested == HOSHI_YES && s->amount_stated != HOSHI_YES)
        step(x, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(no_record_that_an_amount_yen)));
    if (s->requested == HOSHI_YES && s->reply_by_stated != HOSHI_YES)
        step(x, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(no_record_of_a_day)));
    if (s->asked_yen != HOSHI_NONE && s->asked_yen != d->view->asked_annual_yen)
        step(x, HOSHI_STYLE_WARN,
             hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(request_and_estimate_differ)),
                                 hoshi_buyer_yen(&k->b, s->asked_yen),
                                 hoshi_buyer_yen(&k->b, d->view->asked_annual_yen)));
    if (d->raised.settled_seq)
        step(x, HOSHI_STYLE_WARN,
             hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(settled_by_agreement)), d->raised.settled_seq,
                                 hoshi_dossier_day(k, d->raised.settled_on),
                                 hoshi_buyer_yen(&k->b, d->raised.annual_yen),
                                 hoshi_buyer_yen(&k->b, d->view->asked_annual_yen)));
    if (d->unanswered)
        step(x, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(nothing_is_answered_yet)));
    if (s->meetings > 0 && s->minutes != HOSHI_YES)
        step(x, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(there_are_meetings_without_minutes_write)));
}

static size_t gaps(const struct hoshi_dossier_book *k)
{
    size_t n = 0;
    for (int i = 0; i < HOSHI_DOSSIER_SHEETS; i++)
        n += k->gaps[i];
    return n;
}

static void next_steps(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    struct steps x = {g, 0};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "4. 次にすること", "4. What to do next"));
    not_done(&x);
    step(&x, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(fill_in_the_yellow_cells_fill)));
    step(&x, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(collect_the_papers_marked_missing_on)));
    step(&x, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(read_texts_and_enclosed_files_once)));
    step(
        &x, HOSHI_STYLE_PLAIN,
        hoshi_buyer_say(
            b,
            "提出先を先に問い合わせる：取適法は公正取引委員会と中小企業庁で分担があり、独占禁止法は公正取引委員会。話合いの助けは取引かけこみ寺（電話 0120-418-618、無料）。いずれも最新の案内で確かめる。",
            "Ask first where to submit: reports under the 取適法 are divided between JFTC and SME Agency, the Antimonopoly Act is JFTC's. Help with the talks: the trade help desk 取引かけこみ寺 (0120-418-618, free). Check the current information of each."));
    step(&x, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(submit_facts_no_judgement_of_them)));
}

/* ---- contents ---- */

static void contents(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *const heads[] = {hoshi_buyer_say(b, "シート", "Sheet"), hoshi_buyer_say(b, WORD(content)),
                                 hoshi_buyer_say(b, "記入が残る欄", "Left to fill in")};
    const char *const content[HOSHI_DOSSIER_SHEETS] = {
        "",
        hoshi_buyer_say(b, "取引の種類ごとの資本金・従業員数・発注日",
                        "per transaction: capital, headcount, date of order"),
        hoshi_buyer_say(b, "何を、いつ、どの文書で、なぜ求められたか",
                        "what was asked, when, by which paper, why"),
        hoshi_buyer_say(b, "区分別の件数と費用、証拠の一覧", "counts and cost by category, evidence"),
        hoshi_buyer_say(b, "明細ごとの金額と証拠の番号", "amount and evidence number per line"),
        hoshi_buyer_say(b, "配賦基準と割合、分け方", "key, share, rules of division"),
        hoshi_buyer_say(b, "単価の24か月の経過、分からない月",
                        "unit prices over 24 months, months not known"),
        hoshi_buyer_say(b, "記録の全件とハッシュ値", "every entry of the log with its hash"),
        hoshi_buyer_say(b, WORD_IN(meetings_and_minutes)),
        hoshi_buyer_say(b, "事実・確認点・条文や文書・資料の対応",
                        "facts, points, articles and papers, documents"),
        hoshi_buyer_say(b, "当社の利益率への影響（社外秘）", "effect on the supplier's margin (secret)"),
        hoshi_buyer_say(b, "相手方と所管機関に求めること",
                        "what is asked of the other side and the authority"),
        hoshi_buyer_say(b, "添付資料とSHA-256、足りない資料", "enclosures with SHA-256, missing papers"),
        hoshi_buyer_say(b, "独占禁止法の報告・取適法の申告の記入項目", "items of the forms under both Acts")};
    hoshi_buyer_heading(g,
                        hoshi_buyer_say(b, "5. 目次と記入の残り", "5. Contents and what is left to fill in"));
    hoshi_buyer_head(g, heads);
    uint32_t first = g->row;
    for (int i = 0; i < HOSHI_DOSSIER_SHEETS; i++) {
        char area[HOSHI_REF];
        if (!k->used[i] || i == HOSHI_DOSSIER_COVER)
            continue;
        hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL,
                       hoshi_dossier_sheet_name(k, (enum hoshi_dossier_sheet)i));
        hoshi_put_text(&g->s, g->row, 1, HOSHI_STYLE_TEXT, content[i]);
        hoshi_range_on(area, &k->sheet[i], 0, 0, k->rows[i], (uint16_t)(k->columns[i] - 1));
        hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_COUNT, (double)k->gaps[i],
                          hoshi_buyer_say(b, "=SUMPRODUCT(--(LEFT(%s,4)=\"（記入：\"))",
                                          "=SUMPRODUCT(--(LEFT(%s,9)=\"(fill in:\"))"),
                          area);
        hoshi_buyer_lines(g, 1);
        g->row++;
    }
    hoshi_put_merged(&g->s, g->row, 0, g->row, 1, HOSHI_STYLE_TOTAL,
                     hoshi_buyer_say(b, "計（この表紙を除く）", "Total (without this cover)"));
    hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_YEN_TOTAL,
                      (double)(gaps(k) - k->gaps[HOSHI_DOSSIER_COVER]), "=SUM(C%u:C%u)", (unsigned)first + 1,
                      (unsigned)g->row);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

/* ---- the record ---- */

/* What a hash chain shows, and what it does not. */
static void limits(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN, hoshi_buyer_say(b, PROSE(what_this_value_shows_that_nothing)));
    hoshi_buyer_line(g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(what_it_does_not_show)));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(to_check_hoshiwari_log_case_verify)));
}

static void blacked_out(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    if (d->replaced)
        hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                         hoshi_dossier_print(k,
                                             hoshi_buyer_say(b, PROSE(words_that_name_other_customers_are)),
                                             (long long)d->replaced));
}

static void record(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "6. 協議の記録の値（ハッシュ連鎖）", "6. Value of the record (hash chain)"));
    if (!d->has_log) {
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                         hoshi_buyer_say(b, "記録を使っていないため、値はありません。",
                                         "No log was used, so there is none."));
        return;
    }
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "最後の値（SHA-256）", "Head value (SHA-256)"),
                       hoshi_dossier_print(k, "%.32s\n%.32s", d->head, d->head + 32), "",
                       hoshi_buyer_say(b, WORD(log)));
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "記録の件数", "Entries"),
        hoshi_dossier_print(
            k,
            hoshi_buyer_say(b, "全%zu件のうち、この相手方に関するもの%zu件（ほかは伏せています）",
                            "%zu in all, %zu about this side (the others blacked out)"),
            d->entries, d->shown),
        "", hoshi_buyer_say(b, WORD(log)));
    if (d->case_id)
        hoshi_dossier_fact(g, hoshi_buyer_say(b, "ケースの番号・版", "Case id, version"),
                           hoshi_dossier_print(k, "%s / %" PRId64, d->case_id, k->case_version), "",
                           hoshi_buyer_say(b, WORD(log)));
    limits(g);
}

void hoshi_dossier_write_cover(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {26, 60, 16};
    const struct hoshi_buyer_book *b = &k->b;
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_COVER,
                           hoshi_buyer_say(b, "作業用の資料（★対応費用の価格協議）",
                                           "Papers to work with (cost of measures for the star)"),
                           width, COLUMNS);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(this_paper_is_an_ordering)));
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(for_consultation_with_and_submission)));
    dossier_cover_parties(&g);
    preparer(&g);
    cover_course(&g);
    next_steps(&g);
    contents(&g);
    record(&g);
    blacked_out(&g);
    hoshi_buyer_line(
        &g, HOSHI_STYLE_NOTE,
        hoshi_dossier_print(k,
                            hoshi_buyer_say(b, "用いた表の版：評価基準 %s、対策 %s、価格 %s。hoshiwari %s",
                                            "Versions: criteria %s, measures %s, prices %s. hoshiwari %s"),
                            k->d->view->catalog_version, k->d->view->measures_version,
                            k->d->view->prices_version, k->version ? k->version : ""));
    hoshi_dossier_done(&g);
}
