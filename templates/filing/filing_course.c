/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 表紙, 経過, 申入れとその後: what happened by its dates, what is asked for following it, what the other side did
 * after each request. */
#include "filing_paper.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

#define SAY(ja, en) hoshi_say(p->lang, ja, en)
#define SAYS(pair) hoshi_say(p->lang, pair)

/* ---- the cover ---- */

static void cover_pair(struct hoshi_filing *p, const char *label, struct hoshi_filing_cell value)
{
    hoshi_filing_row(p, (const struct hoshi_filing_cell[]){hoshi_filing_label(label), value}, 2);
}

static void cover_parties(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    const char *id = d->buyer->id;
    cover_pair(p, SAY("申告者", "Reporter"),
               hoshi_filing_or(p, d->supplier_name, SAYS(WORD_IN(company_name)), "supplier.name"));
    cover_pair(p, SAY("申告者の所在地・代表者", "Its address, representative"),
               hoshi_filing_cell(
                   hoshi_dossier_print(&p->words, "%s\n%s", d->supplier_address ? d->supplier_address : "",
                                       d->supplier_representative ? d->supplier_representative : "")));
    cover_pair(p, SAYS(WORD(other_side)),
               hoshi_filing_or(p, d->buyer->name, SAYS(WORD_IN(company_name)), NULL));
    cover_pair(p, SAY("相手方の所在地", "Its address"),
               hoshi_filing_or(p, d->buyer->address, SAYS(WORD(registered_address)),
                               hoshi_filing_path(p, "buyers[%s].address", id)));
    cover_pair(p, SAYS(WORD(prepared_by)),
               hoshi_filing_cell(hoshi_dossier_print(&p->words, SAY("%s（%s）", "%s (%s)"),
                                                     d->o.prepared_by   ? d->o.prepared_by
                                                     : d->supplier_name ? d->supplier_name
                                                                        : "",
                                                     hoshi_say_capacity(p->lang, d->o.capacity))));
    cover_pair(p, SAYS(WORD(as_of)), hoshi_filing_cell(hoshi_dossier_day(&p->words, d->view->as_of)));
}

/* What an act came to in a line or two; the timeline holds all of it. */
static const char *cover_words(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    enum { MOST = 120 };
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    if (e->words)
        hoshi_buffer_puts(&out, hoshi_filing_short(p, e->words, MOST));
    else
        hoshi_log_print_items(&out, e);
    if (e->reason) /* of whoever gave it: a reason is part of what happened */
        hoshi_buffer_printf(&out, SAY("%s理由：「%s」", "%sreason: \"%s\""), out.length ? "\n" : "",
                            hoshi_filing_short(p, e->reason, MOST));
    if (e->amount_yen != HOSHI_NONE)
        hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "",
                            hoshi_dossier_yen(&p->words, e->amount_yen));
    return hoshi_dossier_keep(&p->words, &out);
}

/* A memo that nothing went out with, and minutes of a meeting that is listed, are no acts. */
static bool cover_shows(const struct hoshi_log_entry *e)
{
    return e->kind != HOSHI_LOG_MINUTES && !hoshi_filing_is_inward(e);
}

/* Exhibits of an act; of a meeting those of its minutes as well, which have no row of their own. */
static const char *cover_exhibits(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    const char *own = hoshi_filing_exhibits(p, e->seq);
    struct hoshi_buffer out;
    if (e->kind != HOSHI_LOG_MEETING)
        return own;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *m = p->d->event[i];
        const char *more = m->kind == HOSHI_LOG_MINUTES && hoshi_log_answered(m) == e->seq
                               ? hoshi_filing_exhibits(p, m->seq)
                               : "—";
        if (strcmp(more, "—") != 0)
            hoshi_buffer_printf(&out,
                                SAY("%s%s（議事録、No.%" PRId64 "）", "%s%s (minutes, no. %" PRId64 ")"),
                                out.length ? "\n" : "", more, m->seq);
    }
    if (!out.length)
        return own;
    return strcmp(own, "—") == 0
               ? hoshi_dossier_keep(&p->words, &out)
               : hoshi_dossier_print(&p->words, "%s\n%s", own, hoshi_dossier_keep(&p->words, &out));
}

static void cover_events(struct hoshi_filing *p)
{
    const char *const heads[] = {SAYS(WORD(day_what_was_done)), SAYS(WORD(content)), SAYS(WORD(exhibit))};
    hoshi_filing_heading(p, SAY("何があったか", "What happened"));
    if (!p->d->has_log || !p->d->events) {
        hoshi_filing_text(p, p->d->has_log ? SAYS(PROSE(filing_no_events)) : SAYS(PROSE(filing_no_log)));
        return;
    }
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (!cover_shows(e))
            continue;
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(
                &p->words, SAY("%s\n%s：%s", "%s\n%s: %s"), hoshi_dossier_day(&p->words, e->date),
                hoshi_say_log_side(p->lang, e->side), hoshi_say_log_act(p->lang, e))),
            hoshi_filing_cell(cover_words(p, e)), hoshi_filing_cell(cover_exhibits(p, e))};
        hoshi_filing_row(p, cell, 3);
    }
    const char *const state[] = {hoshi_dossier_answered(&p->words), hoshi_dossier_not_met(&p->words)};
    for (size_t i = 0; i < 2; i++)
        if (state[i])
            hoshi_filing_text(p, state[i]);
}

static void cover_ask(struct hoshi_filing *p, size_t no, const struct hoshi_dossier_ask *x)
{
    const char *fact = x->fact, *exhibits = x->seq ? hoshi_filing_exhibits(p, x->seq) : "—";
    if (x->finding && !x->seq) { /* stated by the case: no act on record to name */
        fact = hoshi_filing_facts(p, x->finding);
        exhibits = hoshi_filing_bearing(p, x->finding);
    }
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(fact), hoshi_filing_cell(hoshi_dossier_print(&p->words, "%zu. %s", no, x->what)),
        hoshi_filing_cell(exhibits)};
    hoshi_filing_row(p, cell, 3);
}

static void cover_asks(struct hoshi_filing *p)
{
    struct hoshi_array list = HOSHI_ARRAY_IN(&p->words.b.arena, struct hoshi_dossier_ask);
    const char *const heads[] = {SAYS(WORD(fact_it_rests_on)), SAYS(WORD(asked_for)), SAYS(WORD(exhibit))};
    hoshi_dossier_asks(&p->words, &list);
    hoshi_filing_heading(p, SAY("相手方に求めること", "What is asked of the other side"));
    if (!(list.n + p->d->o.asks)) {
        hoshi_filing_note(p, SAYS(PROSE(no_ask_left)));
        return;
    }
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < list.n + p->d->o.asks; i++) {
        const struct hoshi_dossier_ask own = {i < list.n ? "" : p->d->o.ask[i - list.n], "—",
                                              HOSHI_DOSSIER_ASKS, 0, NULL};
        cover_ask(p, i + 1, i < list.n ? hoshi_array_at(&list, i) : &own);
    }
    hoshi_filing_note(p, SAYS(PROSE(filing_asks_do_not_presuppose)));
}

void hoshi_filing_cover(struct hoshi_filing *p)
{
    static const double width[] = {26, 62, 11};
    hoshi_filing_chapter(p, (struct hoshi_words){WORD(cover)}, width, 3);
    cover_parties(p);
    hoshi_filing_note(p, SAYS(PROSE(filing_orders_facts)));
    cover_events(p);
    cover_asks(p);
}

/* ---- the course ---- */

static const char *course_persons(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_log_print_persons(&out, p->lang, e);
    return hoshi_dossier_keep(&p->words, &out);
}

static void course_row(struct hoshi_filing *p, const struct hoshi_log_entry *e)
{
    char time[8], recorded[HOSHI_LOG_RECORDED_TEXT];
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%" PRId64, e->seq)),
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s%s%s", hoshi_filing_day(p, e->date),
                                              e->minute == HOSHI_NONE ? "" : "\n",
                                              hoshi_log_time_print(e->minute, time))),
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s\n%s\n%s", hoshi_say_log_act(p->lang, e),
                                              hoshi_say_log_side(p->lang, e->side),
                                              hoshi_say_log_medium(p->lang, e->medium))),
        hoshi_filing_cell(course_persons(p, e)),
        hoshi_filing_cell(hoshi_dossier_words(&p->words, e)),
        hoshi_filing_cell(hoshi_filing_exhibits(p, e->seq)),
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%.10s", hoshi_log_recorded_print(e, recorded)))};
    hoshi_filing_row(p, cell, 7);
}

void hoshi_filing_course(struct hoshi_filing *p)
{
    static const double width[] = {6, 14, 13, 18, 44, 10, 14};
    const char *const heads[] = {"No.",
                                 SAYS(WORD(date_time)),
                                 SAYS(WORD(kind_side_way)),
                                 SAYS(WORD(persons)),
                                 SAYS(WORD(content)),
                                 SAYS(WORD(exhibit)),
                                 SAY("記録した日", "Recorded on")};
    hoshi_filing_chapter(p, (struct hoshi_words){"経過表", "Timeline"}, width, 7);
    if (!p->d->events) {
        hoshi_filing_text(p, p->d->has_log ? SAYS(PROSE(filing_no_events)) : SAYS(PROSE(filing_no_log)));
        return;
    }
    hoshi_filing_note(p, SAYS(PROSE(filing_course_by_dates)));
    hoshi_filing_head(p, heads);
    size_t left_out = 0;
    for (size_t i = 0; i < p->d->events; i++)
        if (hoshi_filing_is_inward(p->d->event[i]))
            left_out++;
        else
            course_row(p, p->d->event[i]);
    if (left_out)
        hoshi_filing_note(p, hoshi_dossier_print(&p->words, SAYS(PROSE(filing_memos_left_out)), left_out));
}

/* ---- requests and what followed ---- */

static bool round_begins(const struct hoshi_log_entry *e)
{
    return e->side == HOSHI_SIDE_SUPPLIER && (e->kind == HOSHI_LOG_REQUEST || e->kind == HOSHI_LOG_OBJECTION);
}

/* All that the other side did, payments and orders too; minutes and notes are about what else is listed. */
static bool round_holds(const struct hoshi_log_entry *e)
{
    return e->side != HOSHI_SIDE_SUPPLIER && e->kind != HOSHI_LOG_MINUTES && e->kind != HOSHI_LOG_NOTE;
}

/* What may be an answer: a word, a talk, a decision; trade that goes on is none. */
static bool round_answers(const struct hoshi_log_entry *e)
{
    return e->kind != HOSHI_LOG_ORDER && e->kind != HOSHI_LOG_DELIVERY && e->kind != HOSHI_LOG_PAYMENT;
}

/* A request or objection that was taken back later ends no row: what follows it would stand under none. */
static bool round_ends(const struct hoshi_log_entry *e)
{
    return round_begins(e) && !e->withdrawn_by;
}

/* A line for an act of the other side; whether it may be an answer. */
static bool round_act(struct hoshi_filing *p, struct hoshi_buffer *out, const struct hoshi_log_entry *from,
                      const struct hoshi_log_entry *e)
{
    if (!round_holds(e))
        return false;
    hoshi_buffer_printf(
        out, SAY("%s%s %s（No.%" PRId64 "、%ld日後）", "%s%s %s (no. %" PRId64 ", after %ld days)"),
        out->length ? "\n" : "", hoshi_dossier_day(&p->words, e->date), hoshi_say_log_act(p->lang, e), e->seq,
        (long)(hoshi_date_days(e->date) - hoshi_date_days(from->date)));
    return round_answers(e);
}

static const char *round_after(struct hoshi_filing *p, size_t first)
{
    const struct hoshi_dossier *d = p->d;
    const struct hoshi_log_entry *from = d->event[first];
    struct hoshi_buffer out;
    size_t i = first + 1;
    bool answered = false;
    hoshi_buffer_init(&out, 1 << 20);
    for (; i < d->events && !round_ends(d->event[i]) && d->event[i]->seq != from->withdrawn_by; i++)
        answered = round_act(p, &out, from, d->event[i]) || answered;
    for (size_t k = i; k < d->events; k++) /* later ones that name it */
        if (d->event[k]->answers == from->seq)
            answered = round_act(p, &out, from, d->event[k]) || answered;
    bool last = i == d->events, back = !last && d->event[i]->seq == from->withdrawn_by;
    long days =
        (long)(hoshi_date_days(last ? d->view->as_of : d->event[i]->date) - hoshi_date_days(from->date));
    if (!answered)
        hoshi_buffer_printf(&out, "%s", out.length ? "\n" : "");
    if (!answered)
        hoshi_buffer_printf(&out,
                            back   ? SAYS(PROSE(filing_nothing_until_withdrawn))
                            : last ? SAYS(PROSE(filing_nothing_until_now))
                                   : SAYS(PROSE(filing_nothing_until_next)),
                            days < 0 ? 0 : days);
    return hoshi_dossier_keep(&p->words, &out);
}

void hoshi_filing_rounds(struct hoshi_filing *p)
{
    static const double width[] = {6, 15, 44, 41, 10};
    const char *const heads[] = {
        "No.", SAYS(WORD(date)), SAY("当社が求めたこと", "What the reporter asked for"),
        SAY("その後の相手方の行為・双方の協議", "Acts of the other side and talks after it"),
        SAYS(WORD(exhibit))};
    size_t n = 0;
    hoshi_filing_chapter(p, (struct hoshi_words){"申入れとその後", "Requests and after"}, width, 5);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (!round_begins(e))
            continue;
        if (!n++) {
            hoshi_filing_note(p, SAYS(PROSE(filing_rounds_by_dates)));
            hoshi_filing_head(p, heads);
        }
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(&p->words, "%" PRId64, e->seq)),
            hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s\n%s", hoshi_filing_day(p, e->date),
                                                  hoshi_say_log_act(p->lang, e))),
            hoshi_filing_cell(hoshi_dossier_words(&p->words, e)), hoshi_filing_cell(round_after(p, i)),
            hoshi_filing_cell(hoshi_filing_exhibits(p, e->seq))};
        hoshi_filing_row(p, cell, 5);
    }
    if (!n)
        hoshi_filing_text(p, SAYS(PROSE(filing_no_requests)));
}
