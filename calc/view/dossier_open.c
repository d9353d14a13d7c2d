/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a split, its checks and its talk log to what a dossier about one buyer may show. */
#include "check_facts.h"
#include "dossier_findings.h"
#include "file.h"
#include "text.h"
#include "sort.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct maker {
    struct hoshi_dossier *d;
    const struct hoshi_split *s;
    const struct hoshi_case *c;
    size_t buyer;
    const struct hoshi_dossier_options *o;
    struct hoshi_redactor redactor;
    struct hoshi_faults *faults;
};

static enum hoshi_status dossier_memory(struct maker *m)
{
    return hoshi_fault_add(m->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void redact(struct maker *m, const char **text)
{
    *text = hoshi_redact(&m->redactor, *text, &m->d->arena);
}

/* ---- the parties ---- */

/* What the buyer's file must not hold of its own talks either: the supplier's aims. */
static void hide_aims(struct hoshi_case_negotiation *n)
{
    n->own_target_ppm = n->own_reservation_ppm = n->other_reservation_estimated_ppm = n->power_ppm =
        HOSHI_NONE;
    n->own_target_yen = n->own_reservation_yen = n->other_reservation_estimated_yen = HOSHI_NONE;
}

/* Rows that a person filled in: what they say is typed, too. */
static bool stated_by_hand(struct maker *m, struct hoshi_case_buyer *b)
{
    struct hoshi_case_exhibit *x = hoshi_arena_array(&m->d->arena, b->exhibits + 1, sizeof *x);
    struct hoshi_case_order *o = hoshi_arena_array(&m->d->arena, b->orders + 1, sizeof *o);
    if (!x || !o)
        return false;
    for (size_t i = 0; i < b->exhibits; i++) {
        x[i] = b->exhibit[i];
        redact(m, &x[i].title);
        redact(m, &x[i].made_by);
        redact(m, &x[i].shows);
    }
    for (size_t i = 0; i < b->orders; i++) {
        o[i] = b->order[i];
        redact(m, &o[i].number);
    }
    b->exhibit = x;
    b->order = o;
    return true;
}

static enum hoshi_status dossier_parties(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    const struct hoshi_case_supplier *x = &m->c->supplier;
    struct hoshi_case_buyer *b = hoshi_arena_alloc(&d->arena, sizeof *b);
    if (!b)
        return dossier_memory(m);
    *b = m->c->buyer[m->buyer];
    if (m->o->facts) { /* of the talks the log goes before the case */
        b->negotiation = m->o->facts->talks;
        b->request.made_on = m->o->facts->made_on;
    }
    b->item = hoshi_arena_array(&d->arena, b->items + 1, sizeof *b->item);
    if (!b->item)
        return dossier_memory(m);
    for (size_t i = 0; i < b->items; i++) {
        b->item[i] = m->c->buyer[m->buyer].item[i];
        redact(m, &b->item[i].code);
        redact(m, &b->item[i].name);
    }
    redact(m, &b->request.document);
    redact(m, &b->request.necessity_basis);
    redact(m, &b->request.text);
    redact(m, &b->request.designated_vendor);
    redact(m, &b->dispute.reported_before_to);
    redact(m, &b->dispute.known_by);
    redact(m, &b->dispute.together_with);
    redact(m, &b->size_known_by);
    if (!stated_by_hand(m, b))
        return dossier_memory(m);
    hide_aims(&b->negotiation);
    b->extra = NULL;
    b->extras = 0;
    b->annual_cost_base_yen = HOSHI_NONE;
    d->buyer = b;
    d->supplier_name = x->name;
    d->supplier_representative = x->representative;
    d->supplier_address = x->address;
    d->supplier_contact = x->contact;
    d->supplier_capital_yen = x->capital_yen;
    d->supplier_employees = x->employees_regular;
    d->supplier_employees_as_of = x->employees_as_of;
    d->supplier_is_individual = x->is_individual;
    d->case_id = m->c->case_id;
    return HOSHI_OK;
}

static enum hoshi_status typed(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    const char **ask = hoshi_arena_array(&d->arena, m->o->asks + 1, sizeof *ask);
    if (!ask)
        return dossier_memory(m);
    d->o = *m->o;
    d->o.log = NULL;
    d->o.facts = NULL;
    d->o.check = NULL;
    d->o.file = NULL;
    for (size_t i = 0; i < m->o->asks; i++) {
        ask[i] = m->o->ask[i];
        redact(m, &ask[i]);
    }
    d->o.ask = ask;
    /* What is stated for this run goes before what the case says. */
    if (d->o.notify == HOSHI_UNKNOWN)
        d->o.notify = d->buyer->dispute.notice_wished;
    if (d->o.name_told == HOSHI_UNKNOWN)
        d->o.name_told = d->buyer->dispute.name_may_be_told;
    if (!d->o.pending)
        d->o.pending = d->buyer->dispute.pending;
    redact(m, &d->o.pending);
    return HOSHI_OK;
}

/* ---- the log ---- */

static enum hoshi_status log_entries(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    const struct hoshi_log *log = m->o->log;
    if (!log)
        return HOSHI_OK;
    d->has_log = true;
    memcpy(d->head, log->head, sizeof d->head);
    if (m->o->facts)
        d->facts = *m->o->facts;
    d->entry = hoshi_arena_array(&d->arena, log->n + 1, sizeof *d->entry);
    if (!d->entry)
        return dossier_memory(m);
    for (size_t i = 0; i < log->n; i++) {
        const struct hoshi_log_entry *e = &log->entry[i];
        struct hoshi_dossier_entry *x = &d->entry[d->entries++];
        x->shown = e->party && strcmp(e->party, d->buyer->id) == 0;
        x->e = (struct hoshi_log_entry){.seq = e->seq, .amount_yen = HOSHI_NONE, .minute = HOSHI_NONE};
        hoshi_log_content_hash(log->case_id, e, x->content);
        hoshi_text_copy(x->hash, sizeof x->hash, e->hash);
        if (x->shown && !hoshi_redact_entry(&m->redactor, e, &d->arena, &x->e))
            return dossier_memory(m);
        if (x->shown)
            x->e.side = hoshi_log_actor(&x->e); /* the hashes above are of what was kept */
        d->shown += x->shown;
    }
    return HOSHI_OK;
}

/* What of each event is a cut that neither its side took back nor an agreement replaced. */
static bool cuts_left(struct hoshi_dossier *d)
{
    d->cut_left = hoshi_arena_array(&d->arena, d->events + 1, sizeof *d->cut_left);
    for (size_t i = 0; d->cut_left && i < d->events; i++) {
        struct hoshi_log_entry *left = &d->cut_left[i];
        struct hoshi_log_item *item = hoshi_arena_array(&d->arena, d->event[i]->items + 1, sizeof *item);
        if (!item)
            return false;
        *left = *d->event[i];
        left->items = 0;
        for (size_t k = 0; k < d->event[i]->items; k++)
            if (hoshi_price_cut_stands(d->event, d->events, i, k))
                item[left->items++] = d->event[i]->item[k];
        left->item = item;
    }
    return d->cut_left;
}

/* Corrected entries did not happen as they say. */
static enum hoshi_status events(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    d->event = hoshi_arena_array(&d->arena, d->shown + 1, sizeof *d->event);
    if (!d->event)
        return dossier_memory(m);
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_log_entry *e = &d->entry[i].e;
        if (d->entry[i].shown && hoshi_log_stands(e))
            d->event[d->events++] = e;
    }
    hoshi_log_sort_events(d->event, d->events);
    d->order = hoshi_order_on_record(d->buyer, d->event, d->events);
    if (!cuts_left(d))
        return dossier_memory(m);
    return hoshi_price_raised_read(&d->raised, d->buyer, d->event, d->events, &d->arena, m->faults);
}

static enum hoshi_status history(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    struct hoshi_log_entry *e = hoshi_arena_array(&d->arena, d->shown + 1, sizeof *e);
    size_t n = 0;
    if (!e)
        return dossier_memory(m);
    for (size_t i = 0; i < d->entries; i++)
        if (d->entry[i].shown)
            e[n++] = d->entry[i].e;
    return hoshi_price_history_init(&d->history, d->buyer, e, n, d->view->as_of, &d->arena, m->faults);
}

/* ---- gap and cost ---- */

static void dossier_gap(struct maker *m)
{
    const struct hoshi_catalog *c = &m->d->view->tables->catalog;
    m->d->unanswered = true;
    for (size_t i = 0; i < c->criteria; i++) {
        const struct hoshi_criterion *k = &c->criterion[i];
        if (k->level > m->d->view->level)
            continue;
        enum hoshi_answer_status status = m->s->e->need.counted[i];
        m->d->unanswered = m->d->unanswered && (status == HOSHI_UNANSWERED || status == HOSHI_WITHHELD);
        m->d->criteria[k->category]++;
        if (m->o->disclosure != HOSHI_DISCLOSE_TOTAL)
            m->d->answers[k->category][status]++;
    }
}

static bool dossier_is_same(const struct hoshi_evidence *e, const struct hoshi_provenance *source,
                            const struct hoshi_price *quoted)
{
    if (quoted || !e->source)
        return quoted && e->price == quoted;
    return e->source->basis == source->basis && e->source->confidence == source->confidence &&
           strcmp(e->source->date, source->date) == 0 && strcmp(e->source->source, source->source) == 0;
}

/* Rows of one source, date and confidence are one piece of evidence; each quotation is one of its own. */
static size_t evidence_of(struct maker *m, const struct hoshi_line *line)
{
    struct hoshi_dossier *d = m->d;
    const struct hoshi_provenance *source = line->effort ? &line->effort->from : &line->price->from;
    const struct hoshi_price *quoted = line->quote ? line->price : NULL;
    for (size_t i = 0; i < d->evidences; i++)
        if (dossier_is_same(&d->evidence[i], source, quoted))
            return i;
    struct hoshi_evidence e = {.source = quoted ? NULL : source, .price = quoted};
    if (quoted) {
        e.from = line->quote->from;
        e.document = line->quote->document;
        e.date = line->quote->date;
        redact(m, &e.from);
        redact(m, &e.document);
    }
    d->evidence[d->evidences] = e;
    return d->evidences++;
}

static int dossier_by_category(const void *a, const void *b)
{
    const struct hoshi_view_line *x = a, *y = b;
    int p = x->category ? x->category : HOSHI_CATEGORIES, q = y->category ? y->category : HOSHI_CATEGORIES;
    if (p != q)
        return p - q;
    if (!x->category != !y->category)
        return !x->category - !y->category;
    if (x->annual_yen != y->annual_yen)
        return x->annual_yen < y->annual_yen ? 1 : -1;
    return strcmp(x->line->row->id, y->line->row->id);
}

static enum hoshi_status dossier_lines(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    struct hoshi_view_line *from = NULL;
    size_t n = 0;
    if (m->o->disclosure == HOSHI_DISCLOSE_TOTAL)
        return HOSHI_OK;
    enum hoshi_status s = hoshi_buyer_view_lines(m->s, m->buyer, &d->arena, &from, &n, m->faults);
    if (s)
        return s;
    d->line = hoshi_arena_array(&d->arena, n + 1, sizeof *d->line);
    d->evidence = hoshi_arena_array(&d->arena, n + 1, sizeof *d->evidence);
    if (!d->line || !d->evidence)
        return dossier_memory(m);
    if (n)
        hoshi_sort(from, n, sizeof *from, dossier_by_category);
    for (size_t i = 0; i < n; i++) {
        size_t e = evidence_of(m, from[i].line);
        d->evidence[e].lines++;
        d->evidence[e].annual_yen += from[i].annual_yen;
        d->line[d->lines++] = (struct hoshi_dossier_line){from[i].line, from[i].category, e,
                                                          from[i].annual_yen, from[i].horizon_yen};
    }
    return HOSHI_OK;
}

static enum hoshi_status margin(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    const struct hoshi_case_supplier *x = &m->c->supplier;
    struct hoshi_case_supplier bearing = *x;
    struct hoshi_uplift u;
    d->margin =
        (struct hoshi_dossier_margin){HOSHI_NONE, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE};
    if (!m->o->with_margin)
        return HOSHI_OK;
    enum hoshi_status s = hoshi_uplift_init(&u, m->s, hoshi_split_party(m->s, m->buyer),
                                            m->o->price_step_micro, &d->arena, m->faults);
    if (s)
        return s;
    d->margin = (struct hoshi_dossier_margin){.sales_yen = x->annual_sales_yen,
                                              .cost_yen = x->annual_cost_yen,
                                              .purchases_yen = d->buyer->annual_purchases_yen,
                                              .margin_ppm = u.margin_ppm,
                                              .unrecovered_ppm = HOSHI_NONE,
                                              .keeping_yen = u.keeping_yen};
    if (x->annual_cost_yen != HOSHI_NONE) {
        bearing.annual_cost_yen += d->view->asked_annual_yen;
        d->margin.unrecovered_ppm = hoshi_supplier_margin_ppm(&bearing);
    }
    return HOSHI_OK;
}

/* ---- what was done ---- */

/* The newest request of the supplier that stands: of those that were not taken back, if there is one. */
static const struct hoshi_log_entry *own_request(const struct hoshi_dossier *d)
{
    const struct hoshi_log_entry *best = NULL;
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_log_entry *e = &d->entry[i].e;
        if (!d->entry[i].shown || e->corrected_by || e->kind != HOSHI_LOG_REQUEST ||
            e->side != HOSHI_SIDE_SUPPLIER)
            continue;
        if (!best || (!e->withdrawn_by && best->withdrawn_by) ||
            (!e->withdrawn_by == !best->withdrawn_by && hoshi_date_compare(e->date, best->date) >= 0))
            best = e;
    }
    return best;
}

static void dossier_silence(struct hoshi_dossier *d)
{
    struct hoshi_dossier_state *x = &d->state;
    x->silence_days = HOSHI_NONE;
    x->round_on = x->requested_on;
    if (d->facts.silence_days != HOSHI_NONE && d->facts.rounds > 0) {
        x->silence_days = d->facts.silence_days;
        x->round_on = d->facts.round_on;
        x->waiting = d->facts.waiting;
    } else if (x->requested_on.year) {
        struct hoshi_date end = x->responded_on.year ? x->responded_on : d->view->as_of;
        long days = hoshi_date_days(end) - hoshi_date_days(x->requested_on);
        x->silence_days = days < 0 ? 0 : days;
        x->waiting = !x->responded_on.year;
    }
}

static void state(struct hoshi_dossier *d)
{
    struct hoshi_dossier_state *x = &d->state;
    const struct hoshi_case_negotiation *n = &d->buyer->negotiation;
    const struct hoshi_log_entry *request = own_request(d);
    x->requested_on = n->requested_on;
    x->responded_on = n->responded_on;
    x->request_seq = d->facts.fact[HOSHI_FACT_REQUESTED_ON].seq;
    x->response_seq = d->facts.fact[HOSHI_FACT_RESPONDED_ON].seq;
    x->requested = n->requested_on.year ? HOSHI_YES : HOSHI_NO;
    x->in_writing = x->requested == HOSHI_YES ? n->request_in_writing : HOSHI_NO;
    x->amount_stated = x->requested == HOSHI_YES ? n->amount_stated_by_supplier : HOSHI_NO;
    x->minutes = n->minutes;
    x->postponed = n->postponed_count;
    x->meetings = n->meeting_count;
    x->asked_yen = HOSHI_NONE;
    if (request) {
        x->reply_by = request->reply_by;
        x->reply_by_stated = request->reply_by.year ? HOSHI_YES : HOSHI_NO;
        x->asked_yen = request->withdrawn_by ? HOSHI_NONE : request->amount_yen;
    }
    if (request && d->facts.all_withdrawn) {
        x->withdrawn_seq = request->seq;
        x->withdrawal_seq = request->withdrawn_by;
        x->withdrawn_on = request->withdrawn_on;
    }
    /* A reminder without an amount takes nothing away from the letter that named it. */
    for (size_t i = d->events; x->asked_yen == HOSHI_NONE && i-- > 0;)
        if (d->event[i]->kind == HOSHI_LOG_REQUEST && d->event[i]->side == HOSHI_SIDE_SUPPLIER &&
            !d->event[i]->withdrawn_by)
            x->asked_yen = d->event[i]->amount_yen;
    dossier_silence(d);
}

/* ---- enclosures ---- */

static struct hoshi_enclosure *enclose(struct maker *m, enum hoshi_enclosure_kind kind, const char *name,
                                       int64_t seq)
{
    struct hoshi_enclosure *x = &m->d->enclosure[m->d->enclosures++];
    *x = (struct hoshi_enclosure){.kind = kind, .name = name, .seq = seq, .evidence = SIZE_MAX};
    return x;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

enum hoshi_status hoshi_dossier_check_file(const char *path, struct hoshi_faults *faults)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 1 && st.st_size <= HOSHI_CONTENT_MAX)
        return HOSHI_OK;
    return hoshi_fault_add(faults, HOSHI_E_DOSSIER_FILE, "--attach", path, "1 … %d bytes", HOSHI_CONTENT_MAX);
}

static void enclose_file(struct maker *m, const char *path)
{
    char *bytes = NULL;
    size_t n = 0;
    if (hoshi_dossier_check_file(path, m->faults))
        return;
    enum hoshi_status s = hoshi_file_read(path, HOSHI_CONTENT_MAX, &bytes, &n, NULL);
    if (s) {
        hoshi_fault_add(m->faults, s == HOSHI_E_MEMORY ? s : HOSHI_E_DOSSIER_FILE, "--attach", path, NULL);
        return;
    }
    const char *name = last_part(path);
    redact(m, &name);
    struct hoshi_enclosure *x = enclose(m, HOSHI_ENCLOSED_FILE, name, 0);
    hoshi_sha256_print(bytes, n, x->sha256);
    x->bytes = (int64_t)n;
    free(bytes);
}

/* A file of an entry that was taken back or put right stands with the entry that holds now, if it is there too. */
static bool stands_elsewhere(const struct hoshi_dossier *d, const struct hoshi_log_entry *e,
                             const char *sha256)
{
    for (size_t i = 0; !hoshi_log_stands(e) && i < d->entries; i++) {
        const struct hoshi_log_entry *other = &d->entry[i].e;
        for (size_t k = 0; d->entry[i].shown && hoshi_log_stands(other) && k < other->attachments; k++)
            if (strcmp(other->attachment[k].sha256, sha256) == 0)
                return true;
    }
    return false;
}

static void enclose_entry(struct maker *m, const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < e->attachments; i++) {
        if (stands_elsewhere(m->d, e, e->attachment[i].sha256))
            continue;
        struct hoshi_enclosure *x = enclose(m, HOSHI_ENCLOSED_LOG, e->attachment[i].name, e->seq);
        hoshi_text_copy(x->sha256, sizeof x->sha256, e->attachment[i].sha256);
        x->bytes = e->attachment[i].bytes;
    }
}

/* True when minutes that stand, with a file, name the meeting. */
static bool has_minutes_file(const struct hoshi_dossier *d, int64_t meeting)
{
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_log_entry *e = &d->entry[i].e;
        if (d->entry[i].shown && e->kind == HOSHI_LOG_MINUTES && !e->corrected_by && e->attachments &&
            hoshi_log_answered(e) == meeting)
            return true;
    }
    return false;
}

/* A paper the entry speaks of that is not kept with it. */
static void miss_entry(struct maker *m, const struct hoshi_log_entry *e, bool *demand)
{
    if (e->corrected_by)
        return;
    if (e->kind == HOSHI_LOG_REQUEST && e->side == HOSHI_SIDE_BUYER) {
        *demand = true;
        if (!e->attachments)
            enclose(m, HOSHI_MISSING_DEMAND, m->d->buyer->request.document, e->seq);
    } else if (e->kind == HOSHI_LOG_REQUEST && !e->attachments) {
        enclose(m, HOSHI_MISSING_REQUEST, NULL, e->seq);
    } else if ((e->kind == HOSHI_LOG_REPLY || e->kind == HOSHI_LOG_REFUSAL) && e->side == HOSHI_SIDE_BUYER &&
               hoshi_log_medium_is_written(e->medium) && !e->attachments) {
        enclose(m, HOSHI_MISSING_ANSWER, NULL, e->seq);
    } else if (e->kind == HOSHI_LOG_MEETING && !e->attachments && !has_minutes_file(m->d, e->seq)) {
        enclose(m, HOSHI_MISSING_MINUTES, NULL, e->seq);
    }
}

static bool is_enclosed(const struct hoshi_dossier *d, const char *document)
{
    for (size_t i = 0; document && i < d->enclosures; i++)
        if (d->enclosure[i].name && *d->enclosure[i].sha256 && strstr(d->enclosure[i].name, document))
            return true;
    return false;
}

/* Of each order on record its paper, where it is not kept with it; where none is on record, papers of orders. */
static void miss_orders(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    size_t orders = 0;
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_log_entry *e = &d->entry[i].e;
        if (!d->entry[i].shown || e->kind != HOSHI_LOG_ORDER || !hoshi_log_stands(e))
            continue;
        orders++;
        if (!e->attachments)
            enclose(m, HOSHI_MISSING_ORDER, e->number, e->seq);
    }
    if (!orders)
        enclose(m, HOSHI_MISSING_ORDER, NULL, 0);
}

static void miss_papers(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    bool demand = false;
    for (size_t i = 0; i < d->entries; i++)
        if (d->entry[i].shown)
            miss_entry(m, &d->entry[i].e, &demand);
    if (!demand && d->view->asked && !is_enclosed(d, d->buyer->request.document))
        enclose(m, HOSHI_MISSING_DEMAND, d->buyer->request.document, 0);
    if (!own_request(d))
        enclose(m, HOSHI_MISSING_REQUEST, NULL, 0);
    for (size_t i = 0; i < d->evidences; i++)
        if (d->evidence[i].price && !is_enclosed(d, d->evidence[i].document))
            enclose(m, HOSHI_MISSING_QUOTATION, d->evidence[i].document, 0)->evidence = i;
    miss_orders(m);
    enclose(m, HOSHI_MISSING_STAFF, NULL, 0);
    if (m->o->with_margin)
        enclose(m, HOSHI_MISSING_ACCOUNTS, NULL, 0);
    if (d->has_log && d->entries)
        enclose(m, HOSHI_MISSING_LOG_EXPORT, NULL, 0);
}

static enum hoshi_status enclosures(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    size_t most = m->o->files + d->evidences + d->shown + 16, before = m->faults ? m->faults->n : 0;
    for (size_t i = 0; i < d->entries; i++)
        most += d->entry[i].e.attachments;
    d->enclosure = hoshi_arena_array(&d->arena, most, sizeof *d->enclosure);
    if (!d->enclosure)
        return dossier_memory(m);
    for (size_t i = 0; i < d->entries; i++)
        enclose_entry(m, &d->entry[i].e);
    for (size_t i = 0; i < m->o->files; i++)
        enclose_file(m, m->o->file[i]);
    if (m->faults && m->faults->n > before)
        return m->faults->item[before].status;
    miss_papers(m);
    return hoshi_dossier_number_exhibits(d) ? dossier_memory(m) : HOSHI_OK;
}

/* ---- all of it ---- */

static enum hoshi_status keep_looks(struct maker *m)
{
    struct hoshi_dossier *d = m->d;
    d->looks = m->redactor.look.n;
    d->look = hoshi_arena_array(&d->arena, d->looks + 1, sizeof *d->look);
    if (!d->look)
        return dossier_memory(m);
    for (size_t i = 0; i < d->looks; i++) {
        d->look[i] = *(const struct hoshi_redact_look *)hoshi_array_at(&m->redactor.look, i);
        d->look[i].word = hoshi_arena_text(&d->arena, d->look[i].word);
        if (!d->look[i].word)
            return dossier_memory(m);
    }
    return HOSHI_OK;
}

static enum hoshi_status dossier_fill(struct maker *m)
{
    enum hoshi_status s = hoshi_buyer_view_open(
        m->s, m->buyer, m->o->facts,
        m->o->disclosure == HOSHI_DISCLOSE_TOTAL ? HOSHI_DISCLOSE_TOTAL : HOSHI_DISCLOSE_CATEGORY,
        m->o->price_step_micro, &m->d->view, m->faults);
    if (!s)
        s = hoshi_redactor_init(&m->redactor, m->c, m->buyer, m->o->log, m->faults);
    if (!s)
        s = dossier_parties(m);
    if (!s)
        s = typed(m);
    if (!s)
        s = log_entries(m);
    if (!s)
        s = events(m);
    if (!s)
        s = history(m);
    if (!s) {
        dossier_gap(m);
        s = dossier_lines(m);
    }
    if (!s)
        s = margin(m);
    if (!s)
        s = hoshi_dossier_findings(m->d, m->o->check, m->buyer, &m->redactor, m->faults);
    if (!s) {
        state(m->d);
        s = enclosures(m);
    }
    if (!s && m->redactor.failed)
        s = dossier_memory(m);
    m->d->replaced = m->redactor.replaced;
    if (!s)
        s = keep_looks(m);
    if (m->d->view)
        m->d->view->buyer = m->d->buyer; /* from here on nothing sees the words as typed */
    return s;
}

enum hoshi_status hoshi_dossier_open(const struct hoshi_split *split, size_t buyer,
                                     const struct hoshi_dossier_options *options, struct hoshi_dossier **out,
                                     struct hoshi_faults *faults)
{
    const struct hoshi_case *c = split->e->a.c;
    if (!hoshi_buyer_is_party(&c->buyer[buyer]))
        return hoshi_fault_add(faults, HOSHI_E_DOSSIER_PARTY, "--buyer", c->buyer[buyer].id,
                               "requested_level, include");
    struct hoshi_dossier *d = calloc(1, sizeof *d);
    struct maker m = {.d = d, .s = split, .c = c, .buyer = buyer, .o = options, .faults = faults};
    if (!d)
        return dossier_memory(&m);
    enum hoshi_status s = dossier_fill(&m);
    hoshi_redactor_release(&m.redactor);
    if (s) {
        hoshi_dossier_close(d);
        return s;
    }
    *out = d;
    return HOSHI_OK;
}
