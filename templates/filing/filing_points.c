/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 確認事項, 証拠説明書, ハッシュ値: act, article and exhibit side by side. */
#include "filing_paper.h"
#include "check_text.h"
#include "exhibit_text.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

#define SAY(ja, en) hoshi_say(p->lang, ja, en)
#define SAYS(pair) hoshi_say(p->lang, pair)

enum { POINT_REASON_MOST = 120 };

/* ---- points ---- */

/* Days without an answer: counted from the record, whatever number of days practice looks at. */
static bool is_silence(const struct hoshi_dossier_finding *f)
{
    for (size_t i = 0; i < f->useds; i++)
        if (f->used[i].fact == HOSHI_RF_NEGO_SILENCE && f->used[i].value.known)
            return true;
    return false;
}

/* Acts of the other side by published rules, and what is asked for though a fact is open: other practice, inference and
 * one's own conduct are of the work set. */
bool hoshi_filing_is_point(const struct hoshi_dossier_finding *f)
{
    return (f->result == HOSHI_CHECK_POSSIBLE_PROBLEM ||
            (f->result == HOSHI_CHECK_ATTENTION && (!f->rule->inferred || is_silence(f))) ||
            hoshi_dossier_is_asked_open(f)) &&
           f->rule->party == HOSHI_CONDUCT_BUYER && f->rule->defines == HOSHI_RULE_FACTS;
}

static const char *point_from(struct hoshi_filing *p, const struct hoshi_fact_value *v)
{
    if (v->origin == HOSHI_FROM_LOG)
        return hoshi_dossier_print(&p->words, SAY("（記録 No.%" PRId64 "）", " (entry no. %" PRId64 ")"),
                                   v->seq);
    return v->origin == HOSHI_FROM_CASE       ? SAY("（申告者の説明）", " (the reporter's statement)")
           : v->origin == HOSHI_FROM_ESTIMATE ? SAY("（申告者の計算）", " (the reporter's calculation)")
                                              : "";
}

const char *hoshi_filing_facts(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < f->useds; i++) {
        const struct hoshi_dossier_fact *x = &f->used[i];
        if (x->hidden || !x->value.known)
            continue;
        hoshi_buffer_printf(&out, SAY("%s%s：", "%s%s: "), out.length ? "\n" : "",
                            hoshi_words_say(p->lang, p->d->rules->fact[x->fact]));
        hoshi_fact_value_print(&out, p->lang, x->fact, &x->value);
        hoshi_buffer_puts(&out, point_from(p, &x->value));
    }
    return hoshi_dossier_keep(&p->words, &out);
}

static void point_answer(struct hoshi_filing *p, struct hoshi_buffer *out, const struct hoshi_log_entry *e)
{
    hoshi_buffer_printf(out, SAY("%s%s（No.%" PRId64, "%s%s (no. %" PRId64),
                        out->length ? SAY("、", ", ") : "", hoshi_say_log_act(p->lang, e), e->seq);
    if (e->reason)
        hoshi_buffer_printf(out, SAY("、理由「%s」", ", reason \"%s\""),
                            hoshi_filing_short(p, e->reason, POINT_REASON_MOST));
    hoshi_buffer_puts(out, SAY("）", ")"));
}

/* The reason the decision itself gives. */
static const char *point_own_reason(struct hoshi_filing *p, const struct hoshi_log_entry *act)
{
    return act->reason ? hoshi_dossier_print(&p->words, SAYS(PROSE(filing_reason_of_decision)),
                                             hoshi_filing_short(p, act->reason, POINT_REASON_MOST))
                       : "";
}

/* What the same decision raised: a point about an item that stays does not hide it. */
static const char *point_raised(struct hoshi_filing *p, const struct hoshi_log_entry *act)
{
    struct hoshi_log_entry raised = *act;
    struct hoshi_log_item *item = hoshi_arena_array(&p->words.b.arena, act->items + 1, sizeof *raised.item);
    struct hoshi_buffer out;
    raised.items = 0;
    if (!item) {
        p->words.b.book.failed = true;
        return "";
    }
    for (size_t i = 0; i < act->items; i++)
        if (act->item[i].before_micro != HOSHI_NONE && act->item[i].after_micro > act->item[i].before_micro)
            item[raised.items++] = act->item[i];
    raised.item = item;
    if (!raised.items)
        return "";
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_log_print_items(&out, &raised);
    return hoshi_dossier_print(&p->words, SAYS(PROSE(filing_raised_as_well)),
                               hoshi_dossier_keep(&p->words, &out));
}

/* What the other side answered, and talks that were held, between the request a decision is set against and the decision:
 * it belongs beside the point, whichever way it speaks. NULL where the point is about no such decision. */
static const char *point_exchange(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    static const unsigned kinds = 1u << HOSHI_LOG_REPLY | 1u << HOSHI_LOG_COUNTER_PROPOSAL |
                                  1u << HOSHI_LOG_REFUSAL | 1u << HOSHI_LOG_POSTPONEMENT |
                                  1u << HOSHI_LOG_MEETING;
    const struct hoshi_log_entry *act = f->act ? hoshi_filing_entry(p, f->act) : NULL, *request = NULL;
    struct hoshi_buffer out;
    for (size_t i = 0; i < f->useds; i++)
        if (f->used[i].fact == HOSHI_RF_NEGO_REQUESTED && f->used[i].value.origin == HOSHI_FROM_LOG)
            request = hoshi_filing_entry(p, f->used[i].value.seq);
    if (!act || !request || act->kind != HOSHI_LOG_PRICE_CHANGE)
        return NULL;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (e->side != HOSHI_SIDE_SUPPLIER && (kinds >> e->kind & 1) &&
            hoshi_date_compare(e->date, request->date) >= 0 && hoshi_date_compare(e->date, act->date) <= 0)
            point_answer(p, &out, e);
    }
    const char *list = hoshi_dossier_keep(&p->words, &out);
    list = list && *list ? hoshi_dossier_print(&p->words, SAYS(PROSE(filing_exchange_before)), list)
                         : SAYS(PROSE(filing_no_exchange_before));
    return hoshi_dossier_print(&p->words, "%s%s%s", list, point_own_reason(p, act), point_raised(p, act));
}

/* Exhibits of all entries that bear on the finding, each with its entry, by the dates of what happened. */
const char *hoshi_filing_bearing(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->events; i++)
        for (size_t k = 0; k < f->seqs; k++)
            if (p->d->event[i]->seq == f->seq[k])
                hoshi_buffer_printf(&out, "%sNo.%" PRId64 "\n%s", out.length ? "\n" : "", f->seq[k],
                                    hoshi_filing_exhibits(p, f->seq[k]));
    if (!out.length)
        hoshi_buffer_puts(&out, "—");
    return hoshi_dossier_keep(&p->words, &out);
}

const char *hoshi_filing_act(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    const struct hoshi_log_entry *e = f->act ? hoshi_filing_entry(p, f->act) : NULL;
    if (!e)
        return "";
    return hoshi_dossier_print(&p->words, SAY("%s %s（No.%" PRId64 "）\n", "%s %s (no. %" PRId64 ")\n"),
                               hoshi_dossier_day(&p->words, e->date), hoshi_say_log_act(p->lang, e), e->seq);
}

const char *hoshi_filing_open(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    if (f->result != HOSHI_CHECK_MISSING_FACTS)
        return "";
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < f->missings; i++)
        hoshi_buffer_printf(&out, "%s%s", i ? SAY("、", ", ") : "",
                            hoshi_words_say(p->lang, p->d->rules->fact[f->missing[i]]));
    return hoshi_dossier_print(&p->words, SAYS(PROSE(filing_fact_open)), hoshi_dossier_keep(&p->words, &out));
}

/* What the point is: where a fact is open, that the rule cannot be looked at without it. */
static const char *point_words(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    return f->result == HOSHI_CHECK_MISSING_FACTS
               ? SAYS(PROSE(filing_point_open))
               : hoshi_words_say(p->lang, *hoshi_rule_finding(f->rule, f->result));
}

/* What the point rests on was taken back since: both days stand beside it. */
static const char *point_withdrawn(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        bool bears = false;
        for (size_t k = 0; k < f->seqs; k++)
            bears = bears || f->seq[k] == e->seq;
        if (!bears || !e->withdrawn_by)
            continue;
        hoshi_buffer_puts(&out, "\n");
        hoshi_buffer_printf(&out, SAYS(PROSE(filing_was_withdrawn)), e->seq,
                            hoshi_dossier_day(&p->words, e->withdrawn_on), e->withdrawn_by);
    }
    return hoshi_dossier_keep(&p->words, &out);
}

/* Days without an answer are not days without a word: what was put off stands beside them. */
static const char *point_put_off(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    if (!is_silence(f))
        return "";
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (e->kind == HOSHI_LOG_POSTPONEMENT && e->side == HOSHI_SIDE_BUYER)
            hoshi_buffer_printf(&out, SAY("%sNo.%" PRId64 "、%s", "%sno. %" PRId64 ", %s"),
                                out.length ? SAY("、", "; ") : "", e->seq,
                                hoshi_dossier_day(&p->words, e->date));
    }
    const char *list = hoshi_dossier_keep(&p->words, &out);
    return *list ? hoshi_dossier_print(&p->words, SAYS(PROSE(filing_put_off_meanwhile)), list) : "";
}

/* Talks that were held and prices that were agreed after a refusal or a decision of the other side: it did not end there. */
static const char *point_since(struct hoshi_filing *p, const struct hoshi_dossier_finding *f)
{
    const struct hoshi_log_entry *act = f->act ? hoshi_filing_entry(p, f->act) : NULL;
    struct hoshi_buffer out;
    if (!act || (act->kind != HOSHI_LOG_REFUSAL && act->kind != HOSHI_LOG_PRICE_CHANGE))
        return "";
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        bool agreed = e->kind == HOSHI_LOG_PRICE_CHANGE && e->decided == HOSHI_DECIDED_AGREED;
        if ((e->kind != HOSHI_LOG_MEETING && !agreed) || hoshi_date_compare(e->date, act->date) <= 0)
            continue;
        hoshi_buffer_printf(&out, SAY("%s%s %s%s（No.%" PRId64 "）", "%s%s %s%s (no. %" PRId64 ")"),
                            out.length ? SAY("、", ", ") : "", hoshi_dossier_day(&p->words, e->date),
                            agreed ? SAY("合意による", "agreed ") : "", hoshi_say_log_act(p->lang, e),
                            e->seq);
    }
    const char *list = hoshi_dossier_keep(&p->words, &out);
    return list && *list ? hoshi_dossier_print(&p->words, SAYS(PROSE(filing_exchange_since)), list) : "";
}

static void point_row(struct hoshi_filing *p, size_t no, const struct hoshi_dossier_finding *f)
{
    const char *exchange = point_exchange(p, f), *open = hoshi_filing_open(p, f);
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%zu", no)),
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s%s\n%s", hoshi_filing_act(p, f),
                                              hoshi_words_say(p->lang, f->rule->name), point_words(p, f))),
        hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s%s%s%s%s%s%s%s", hoshi_filing_facts(p, f),
                                              exchange ? "\n" : "", exchange ? exchange : "",
                                              point_since(p, f), *open ? "\n" : "", open, point_put_off(p, f),
                                              point_withdrawn(p, f))),
        hoshi_filing_cell(hoshi_dossier_rule_basis(&p->words, f->rule)),
        hoshi_filing_cell(hoshi_filing_bearing(p, f))};
    hoshi_filing_row(p, cell, 5);
}

static size_t point_section(struct hoshi_filing *p, enum hoshi_check_result result, const char *title,
                            size_t no)
{
    const char *const heads[] = {"No.", SAY("行為と、確認をお願いする点", "Act, and what to look at"),
                                 SAYS(WORD(fact_it_rests_on)), SAYS(WORD(article_paper)),
                                 SAY("記録・号証", "Entry, exhibit")};
    size_t first = no;
    for (size_t i = 0; i < p->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &p->d->finding[i];
        if (f->result != result || !hoshi_filing_is_point(f))
            continue;
        if (no == first) {
            hoshi_filing_heading(p, title);
            hoshi_filing_head(p, heads);
        }
        point_row(p, ++no, f);
    }
    return no;
}

void hoshi_filing_points(struct hoshi_filing *p)
{
    static const double width[] = {6, 41, 36, 26, 10};
    hoshi_filing_chapter(p, (struct hoshi_words){WORD(points)}, width, 5);
    hoshi_filing_note(p, SAYS(PROSE(filing_points_ask)));
    size_t n = point_section(p, HOSHI_CHECK_POSSIBLE_PROBLEM, SAYS(WORD(possible_problem)), 0);
    n = point_section(p, HOSHI_CHECK_MISSING_FACTS,
                      SAY("確かめる事実が残る点", "Points with a fact still open"), n);
    n = point_section(p, HOSHI_CHECK_ATTENTION, SAYS(WORD(attention)), n);
    if (!n)
        hoshi_filing_text(p, SAYS(PROSE(filing_no_points)));
}

/* ---- 証拠説明書 ---- */

static void points_evidence_row(struct hoshi_filing *p, const struct hoshi_dossier_exhibit *x)
{
    const char *id = p->d->buyer->id, *hash = x->paper->sha256;
    struct hoshi_exhibit_text says;
    if (!hoshi_exhibit_text(p->lang, p->d, x, &p->words.b.arena, &says)) {
        p->words.b.book.failed = true;
        return;
    }
    const struct hoshi_filing_cell cell[] = {
        hoshi_filing_cell(x->number),
        hoshi_filing_cell(says.title),
        hoshi_filing_cell(says.form),
        hoshi_filing_or(p, hoshi_dossier_day(&p->words, says.made_on), SAYS(WORD_IN(date)),
                        hoshi_filing_path(p, "buyers[%s].exhibits[%s].made_on", id, hash)),
        hoshi_filing_or(p, says.made_by, SAY("作成した者", "its author"),
                        hoshi_filing_path(p, "buyers[%s].exhibits[%s].made_by", id, hash)),
        hoshi_filing_or(p, says.shows, SAY("この資料が示すこと", "what this paper shows"),
                        hoshi_filing_path(p, "buyers[%s].exhibits[%s].shows", id, hash))};
    hoshi_filing_row(p, cell, 6);
}

void hoshi_filing_evidence(struct hoshi_filing *p)
{
    static const double width[] = {13, 33, 13, 15, 17, 34};
    const char *const heads[] = {
        SAYS(WORD(exhibit)),          SAY("標目", "Title"),    SAY("原本・写し", "Original, copy"),
        SAY("作成年月日", "Made on"), SAYS(WORD(prepared_by)), SAY("示す事実", "What it shows")};
    hoshi_filing_chapter(p, (struct hoshi_words){"証拠説明書", "List of evidence"}, width, 6);
    if (!p->d->exhibits) {
        hoshi_filing_text(p, SAYS(PROSE(filing_no_evidence)));
        return;
    }
    hoshi_filing_note(p, SAYS(PROSE(filing_evidence_copies)));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < p->d->exhibits; i++)
        points_evidence_row(p, &p->d->exhibit[i]);
}

/* ---- hashes ---- */

static const char *hash_state(struct hoshi_filing *p, const struct hoshi_dossier_entry *x)
{
    if (!x->shown)
        return SAY("伏せた記録", "blacked out");
    if (x->e.corrected_by)
        return hoshi_dossier_print(
            &p->words, SAY("No.%" PRId64 "で訂正・取消", "corrected or withdrawn by no. %" PRId64),
            x->e.corrected_by);
    if (hoshi_filing_is_inward(&x->e))
        return SAY("伝えた記録のないメモ", "memo, no way to the other side on record");
    return hoshi_log_stands(&x->e) ? "" : hoshi_say_log_act(p->lang, &x->e);
}

static const char *hash_lines(struct hoshi_filing *p, const char *hash)
{
    return hoshi_dossier_print(&p->words, "%.32s\n%.32s", hash, hash + 32);
}

static void hash_entries(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    const char *const heads[] = {"No.", SAYS(WORD(date)), SAYS(WORD(kind)), SAYS(WORD(state)),
                                 SAY("SHA-256", "SHA-256")};
    hoshi_filing_heading(p, SAY("記録のハッシュ値", "Hashes of the entries"));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_dossier_entry *x = &d->entry[i];
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(hoshi_dossier_print(&p->words, "%" PRId64, x->e.seq)),
            hoshi_filing_cell(x->shown ? hoshi_filing_day(p, x->e.date) : ""),
            hoshi_filing_cell(x->shown ? hoshi_say_log_act(p->lang, &x->e) : ""),
            hoshi_filing_cell(hash_state(p, x)), hoshi_filing_cell(hash_lines(p, x->hash))};
        hoshi_filing_row(p, cell, 5);
    }
    const struct hoshi_filing_cell last[] = {hoshi_filing_label(SAY("最後", "Last")), hoshi_filing_label(""),
                                             hoshi_filing_label(""),
                                             hoshi_filing_label(SAY("この時点の値", "Value at this point")),
                                             hoshi_filing_cell(hash_lines(p, d->head))};
    hoshi_filing_row(p, last, 5);
}

static void hash_papers(struct hoshi_filing *p)
{
    const char *const heads[] = {SAYS(WORD(exhibit)), "No.", SAYS(WORD(file)), SAY("バイト数", "Bytes"),
                                 SAY("SHA-256", "SHA-256")};
    hoshi_filing_heading(p, SAY("資料のハッシュ値", "Hashes of the papers"));
    hoshi_filing_head(p, heads);
    for (size_t i = 0; i < p->d->exhibits; i++) {
        const struct hoshi_dossier_exhibit *x = &p->d->exhibit[i];
        char bytes[HOSHI_DECIMAL_TEXT];
        const struct hoshi_filing_cell cell[] = {
            hoshi_filing_cell(x->number),
            hoshi_filing_cell(x->entry ? hoshi_dossier_print(&p->words, "No.%" PRId64, x->entry->seq) : "—"),
            hoshi_filing_cell(x->paper->name),
            hoshi_filing_cell(hoshi_dossier_print(&p->words, "%s", hoshi_yen_print(x->paper->bytes, bytes))),
            hoshi_filing_cell(hash_lines(p, x->paper->sha256))};
        hoshi_filing_row(p, cell, 5);
    }
}

void hoshi_filing_hashes(struct hoshi_filing *p)
{
    static const double width[] = {12, 16, 26, 16, 51};
    hoshi_filing_chapter(p, (struct hoshi_words){"ハッシュ値", "Hashes"}, width, 5);
    if (!p->d->has_log) {
        hoshi_filing_text(p, SAYS(PROSE(filing_no_log)));
        return;
    }
    hoshi_filing_note(p, SAYS(PROSE(filing_hashes_show)));
    hash_entries(p);
    if (p->d->exhibits)
        hash_papers(p);
}
