/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of suppliers: the reading thread fills slots in the order of the list and empties them in the same
 * order; computing threads take the next filled one. One mutex guards the three positions and the states; a
 * slot belongs to one thread at a time, so what is in it needs no lock. A supplier takes a thousand times
 * longer than the lock is held. */
#include "portfolio_making.h"
#include "text.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASE_BUYERS = 16 };

enum slot_state { SLOT_FREE, SLOT_READY, SLOT_BUSY, SLOT_DONE };

struct slot {
    enum slot_state state;
    enum hoshi_supplier_kind kind;
    bool listed; /* a case that stands for a row of the list, which is in input */
    int64_t place, row;
    struct hoshi_supplier_row input;
    char path[HOSHI_SUPPLIER_PATH_BYTES];
    char *text; /* owned: the bytes of a case file; NULL when it cannot be read */
    size_t text_n;
    struct hoshi_supplier_result result;
    struct hoshi_supplier_detail detail;
    struct hoshi_portfolio_left_out left;
    struct hoshi_buyer_named buyer[CASE_BUYERS]; /* parties a case names */
    size_t buyers;
    enum hoshi_buyer_match match;
    struct hoshi_buyer_named ours; /* the one it was computed for */
};

struct run;

struct worker {
    struct run *run;
    pthread_t thread;
    bool started;
    struct hoshi_supplier_kernel *kernel;
    struct hoshi_faults *faults;
    struct hoshi_portfolio_total *total;
    struct hoshi_joint_tally *tally;
    enum hoshi_status status; /* why it stopped before the end */
};

struct run {
    struct making m;
    struct hoshi_portfolio_options options;  /* the caller's, with … */
    struct hoshi_supplier_settings settings; /* … what the list taught of the silent */
    struct hoshi_portfolio_learnt learnt;
    struct slot *slot;
    size_t slots, workers;
    size_t head, next,
        tail;           /* head: next to take out; next: to compute; tail: to fill. Counted up for ever */
    bool ended, broken; /* broken: a computing thread cannot go on */
    bool alone;         /* no thread could be started: the reading thread computes as well */
    pthread_mutex_t lock;
    pthread_cond_t filled, computed;
    struct worker *worker;
};

/* ---- computing threads ---- */

/* Of a fault in the list itself the row is known already. */
static void set_left(struct hoshi_portfolio_left_out *left, const char *id, const char *name,
                     const struct hoshi_faults *faults, bool of_list, enum hoshi_status status)
{
    memset(left, 0, sizeof *left);
    hoshi_text_copy(left->id, sizeof left->id, id);
    hoshi_text_copy(left->name, sizeof left->name, name);
    left->faults = (int64_t)(faults->n + faults->dropped);
    for (; (size_t)left->kept < faults->n && left->kept < HOSHI_PORTFOLIO_FAULTS; left->kept++) {
        struct hoshi_fault *f = &left->fault[left->kept];
        *f = faults->item[left->kept];
        f->row = of_list ? 0 : f->row;
        f->file[0] = of_list ? 0 : f->file[0];
    }
    if (!left->faults) {
        left->faults = left->kept = 1;
        left->fault[0].status = status;
    }
}

static enum hoshi_status compute_case(struct worker *w, struct slot *s)
{
    struct hoshi_case *c = NULL;
    const struct hoshi_portfolio_options *o = w->run->m.o;
    w->faults->file = s->path;
    enum hoshi_status status = s->text
                                   ? hoshi_case_parse(s->text, s->text_n, s->path, o->tables, &c, w->faults)
                                   : hoshi_case_read(s->path, o->tables, &c, w->faults);
    free(s->text);
    s->text = NULL;
    if (status)
        return status;
    c->open_prior =
        &o->settings->open_prior[hoshi_supplier_group(c->target_level, c->supplier.employees_regular)];
    for (size_t i = 0; i < c->buyers && s->buyers < CASE_BUYERS; i++)
        if (hoshi_buyer_is_party(&c->buyer[i]))
            hoshi_buyer_named_init(&s->buyer[s->buyers++], &c->buyer[i]);
    status = hoshi_supplier_kernel_case(w->kernel, c, o->buyer, s->row, &s->result, &s->detail, w->faults);
    if (s->listed)
        hoshi_supplier_listed(&s->result, &s->input.head);
    size_t at = 0;
    if (!status && c->buyers) /* a survey without buyers counts as a row */
        status = hoshi_case_buyer_find(c, o->buyer, &at, &s->match, w->faults);
    if (!status && c->buyers)
        hoshi_buyer_named_init(&s->ours, &c->buyer[at]);
    hoshi_case_close(c);
    return status;
}

static void portfolio_run_compute(struct worker *w, struct slot *s)
{
    enum hoshi_status status;
    w->faults->n = w->faults->dropped = 0;
    w->faults->file = NULL;
    memset(&s->result, 0, sizeof s->result);
    s->buyers = 0;
    s->match = HOSHI_BUYER_OF_ROW;
    memset(&s->ours, 0, sizeof s->ours);
    if (s->kind == HOSHI_SUPPLIER_CASE)
        status = compute_case(w, s);
    else
        status = hoshi_supplier_kernel_row(w->kernel, &s->input, &s->result, &s->detail, w->faults);
    if (status == HOSHI_E_MEMORY) {
        w->status = status;
        return;
    }
    if (status) {
        bool of_case = s->kind == HOSHI_SUPPLIER_CASE && !s->listed;
        const char *id = !of_case ? s->input.head.id : s->result.head.id[0] ? s->result.head.id : s->path;
        set_left(&s->left, id, of_case ? s->result.head.name : s->input.head.name, w->faults,
                 s->kind != HOSHI_SUPPLIER_CASE, status);
        s->kind = HOSHI_SUPPLIER_LEFT_OUT;
        return;
    }
    w->status = hoshi_portfolio_total_add(w->total, &s->result, &s->detail);
    if (!w->status)
        w->status =
            hoshi_joint_add(w->tally, hoshi_supplier_kernel_assumptions(w->kernel),
                            hoshi_joint_size(s->result.head.employees_regular), &s->detail, w->faults);
}

/* The next supplier that waits; the lock is held before and after. */
static void compute_next(struct run *r, struct worker *w)
{
    struct slot *s = &r->slot[r->next++ % r->slots];
    s->state = SLOT_BUSY;
    pthread_mutex_unlock(&r->lock);
    if (s->kind != HOSHI_SUPPLIER_LEFT_OUT && !w->status)
        portfolio_run_compute(w, s);
    pthread_mutex_lock(&r->lock);
    r->broken |= w->status != HOSHI_OK;
    s->state = SLOT_DONE;
    pthread_cond_signal(&r->computed);
}

static void *portfolio_work(void *argument)
{
    struct worker *w = argument;
    struct run *r = w->run;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->next == r->tail && !r->ended)
            pthread_cond_wait(&r->filled, &r->lock);
        if (r->next == r->tail)
            break;
        compute_next(r, w);
    }
    pthread_mutex_unlock(&r->lock);
    if (r->m.o->thread_end)
        r->m.o->thread_end();
    return NULL;
}

/* ---- the reading thread ---- */

static void take_out(struct run *r, struct slot *s)
{
    struct making *m = &r->m;
    for (size_t i = 0; i < s->buyers; i++) {
        s->buyer[i].place = s->place;
        m->p->more_buyers |= !hoshi_making_keep_buyer(m->p->buyer, &m->p->buyers, false, &s->buyer[i]);
    }
    if (s->kind == HOSHI_SUPPLIER_LEFT_OUT) {
        s->left.place = s->place;
        s->left.row = s->row;
        m->p->left_out++;
        hoshi_making_count_reason(m->p, s->left.fault[0].status, 1);
        hoshi_making_keep_left(m, &s->left);
        return;
    }
    struct stored_record record;
    memset(&record, 0, sizeof record);
    record.place = s->ours.place = s->place;
    record.match = s->match;
    record.buyer = s->ours.key;
    record.result = s->result;
    if (s->match != HOSHI_BUYER_OF_ROW)
        hoshi_making_keep_buyer(m->p->ours, &m->p->our_names, true, &s->ours);
    hoshi_making_keep_record(m, &record);
    if (m->details < HOSHI_JOINT_GROUPS_MAX) {
        struct stored_detail *d = &m->detail[m->details++];
        d->place = s->place;
        d->employees = s->result.head.employees_regular;
        d->detail = s->detail;
    }
}

/* Take the oldest supplier out, waiting for it when `wait`; false when it is not finished, or there is none.
 */
static bool take_oldest(struct run *r, bool wait)
{
    struct slot *s = &r->slot[r->head % r->slots];
    pthread_mutex_lock(&r->lock);
    while (wait && r->head != r->tail && s->state != SLOT_DONE)
        pthread_cond_wait(&r->computed, &r->lock);
    bool done = r->head != r->tail && s->state == SLOT_DONE, sound = !r->broken && !r->m.status;
    pthread_mutex_unlock(&r->lock);
    if (!done)
        return false;
    if (sound)
        take_out(r, s);
    pthread_mutex_lock(&r->lock);
    s->state = SLOT_FREE;
    r->head++;
    pthread_mutex_unlock(&r->lock);
    const struct hoshi_portfolio *p = r->m.p;
    if (r->m.o->progress && !r->m.status)
        r->m.o->progress(r->m.o->user, p->suppliers + p->left_out, p->reading.total, p->reading.done_ppm);
    return true;
}

/* The bytes of a case file, so that what is computed is what the digest is of. */
static bool keep_text(struct slot *s, const struct hoshi_supplier_item *item)
{
    free(s->text);
    s->text = NULL;
    if (item->kind != HOSHI_SUPPLIER_CASE || !item->text)
        return true;
    s->text_n = item->text_n;
    s->text = malloc(item->text_n + 1);
    if (s->text)
        memcpy(s->text, item->text, item->text_n + 1);
    return s->text != NULL;
}

static void portfolio_fill(struct slot *s, const struct hoshi_supplier_item *item)
{
    s->kind = item->kind;
    s->listed = item->kind == HOSHI_SUPPLIER_CASE && item->row_;
    s->place = item->place;
    s->row = item->row;
    if (item->kind == HOSHI_SUPPLIER_ROW || s->listed)
        s->input = *item->row_;
    if (item->kind == HOSHI_SUPPLIER_CASE)
        hoshi_text_copy(s->path, sizeof s->path, item->path);
    else if (item->kind == HOSHI_SUPPLIER_LEFT_OUT)
        set_left(&s->left, item->id, item->name, item->faults, true, HOSHI_E_INTERNAL);
    s->buyers = 0;
}

static bool portfolio_take(void *user, const struct hoshi_supplier_item *item)
{
    struct run *r = user;
    while (r->tail - r->head == r->slots)
        take_oldest(r, true);
    while (take_oldest(r, false))
        ;
    hoshi_making_check_interrupted(&r->m);
    pthread_mutex_lock(&r->lock);
    bool broken = r->broken;
    pthread_mutex_unlock(&r->lock);
    if (r->m.status || broken) /* what broke is told by the thread it broke in: stop() */
        return false;
    struct slot *s = &r->slot[r->tail % r->slots];
    portfolio_fill(s, item);
    if (!keep_text(s, item)) {
        r->m.status = hoshi_making_memory(r->m.faults);
        return false;
    }
    pthread_mutex_lock(&r->lock);
    s->state = SLOT_READY;
    r->tail++;
    pthread_cond_signal(&r->filled);
    if (r->alone)
        compute_next(r, r->worker);
    pthread_mutex_unlock(&r->lock);
    return true;
}

/* ---- a run ---- */

static size_t processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > HOSHI_PORTFOLIO_THREADS_MAX ? HOSHI_PORTFOLIO_THREADS_MAX : (size_t)n;
}

static enum hoshi_status portfolio_check_options(const struct hoshi_portfolio_options *o,
                                                 struct hoshi_faults *faults)
{
    if (o->threads < 0 || o->threads > HOSHI_PORTFOLIO_THREADS_MAX)
        return hoshi_fault_add(faults, HOSHI_E_RANGE, "threads", NULL, "1 … %d", HOSHI_PORTFOLIO_THREADS_MAX);
    if (o->shards &&
        (o->shards < 1 || o->shards > HOSHI_SUPPLIER_SHARDS_MAX || o->shard < 1 || o->shard > o->shards))
        return hoshi_fault_add(faults, HOSHI_E_RANGE, "shard", NULL, "1/n … n/n, n <= %d",
                               HOSHI_SUPPLIER_SHARDS_MAX);
    return HOSHI_OK;
}

static enum hoshi_status open_worker(struct run *r, struct worker *w)
{
    w->run = r;
    w->faults = calloc(1, sizeof *w->faults);
    w->total = calloc(1, sizeof *w->total);
    w->tally = calloc(1, sizeof *w->tally);
    if (!w->faults || !w->total || !w->tally)
        return hoshi_making_memory(r->m.faults);
    w->total->learnt = r->learnt;
    return hoshi_supplier_kernel_open(r->m.o->tables, r->m.o->settings, &w->kernel, r->m.faults);
}

static enum hoshi_status portfolio_start(struct run *r)
{
    r->workers = r->m.o->threads ? (size_t)r->m.o->threads : processors();
    r->slots = 4 * r->workers + 4;
    r->slot = calloc(r->slots, sizeof *r->slot);
    r->worker = calloc(r->workers, sizeof *r->worker);
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->filled, NULL);
    pthread_cond_init(&r->computed, NULL);
    if (!r->slot || !r->worker)
        return hoshi_making_memory(r->m.faults);
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; i < r->workers && !status; i++)
        status = open_worker(r, &r->worker[i]);
    size_t started = 0;
    for (size_t i = 0; i < r->workers && !status; i++) {
        struct worker *w = &r->worker[i];
        w->started = pthread_create(&w->thread, NULL, portfolio_work, w) == 0;
        started += w->started;
    }
    r->alone = !started;
    return status;
}

/* Let the computing threads finish and put what each added up together. */
static void portfolio_run_stop(struct run *r)
{
    struct making *m = &r->m;
    while (r->slot && r->worker && r->head != r->tail)
        take_oldest(r, true);
    pthread_mutex_lock(&r->lock);
    r->ended = true;
    pthread_cond_broadcast(&r->filled);
    pthread_mutex_unlock(&r->lock);
    for (size_t i = 0; r->worker && i < r->workers; i++) {
        struct worker *w = &r->worker[i];
        if (w->started)
            pthread_join(w->thread, NULL);
        if (!m->status && w->status) {
            m->status = w->status;
            hoshi_fault_add(m->faults, w->status, "totals", NULL, NULL);
        }
        if (!m->status)
            m->status = hoshi_portfolio_total_merge(m->p->total, w->total);
        if (!m->status)
            m->status = hoshi_joint_merge(m->p->tally, w->tally, m->faults);
    }
}

static void portfolio_release(struct run *r)
{
    for (size_t i = 0; r->worker && i < r->workers; i++) {
        hoshi_supplier_kernel_close(r->worker[i].kernel);
        free(r->worker[i].faults);
        free(r->worker[i].total);
        free(r->worker[i].tally);
    }
    free(r->worker);
    for (size_t i = 0; r->slot && i < r->slots; i++)
        free(r->slot[i].text);
    free(r->slot);
    pthread_mutex_destroy(&r->lock);
    pthread_cond_destroy(&r->filled);
    pthread_cond_destroy(&r->computed);
}

static void set_list_name(struct hoshi_portfolio *p, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    size_t from = n;
    while (from > 0 && path[from - 1] != '/')
        from--;
    snprintf(p->list, sizeof p->list, "%.*s", (int)(n - from < 255 ? n - from : 255), path + from);
    for (size_t end = strlen(p->list); end && !hoshi_text_is_utf8(p->list, end);)
        p->list[--end] = 0;
}

static enum hoshi_status read_and_compute(struct run *r, const char *path)
{
    struct making *m = &r->m;
    const struct hoshi_portfolio_options *o = m->o;
    struct hoshi_supplier_read_options read = {.catalog = &o->tables->catalog,
                                               .sheet = o->sheet,
                                               .level = o->level,
                                               .ask = o->ask,
                                               .shard = o->shard,
                                               .shards = o->shards};
    set_list_name(m->p, path);
    m->status = portfolio_start(r);
    enum hoshi_status status = HOSHI_OK;
    if (!m->status)
        status = hoshi_suppliers_read(path, &read, portfolio_take, r, &m->p->reading, m->faults);
    m->status = m->status ? m->status : status;
    portfolio_run_stop(r);
    hoshi_making_check_interrupted(m);
    m->p->items = m->p->reading.items;
    m->p->total->left_out = m->p->left_out;
    hoshi_portfolio_total_settle(m->p->total);
    if (!m->status)
        m->status = hoshi_making_write_end(m);
    return m->status ? m->status : hoshi_making_tally_few(m);
}

enum hoshi_status hoshi_portfolio_run(const char *path, const struct hoshi_portfolio_options *o,
                                      struct hoshi_portfolio **out, struct hoshi_faults *faults)
{
    struct run r = {0};
    enum hoshi_status status = portfolio_check_options(o, faults);
    if (status)
        return status;
    status = hoshi_portfolio_learn(path, o, &r.learnt, faults);
    if (status)
        return status;
    r.options = *o;
    r.settings = *o->settings;
    hoshi_portfolio_prior(&r.learnt, r.settings.open_prior);
    r.options.settings = &r.settings;
    status = hoshi_making_init(&r.m, &r.options, faults);
    if (!status) {
        status = read_and_compute(&r, path);
        portfolio_release(&r);
    }
    if (!status) {
        *out = r.m.p;
        r.m.p = NULL;
    } else if (faults && !faults->n)
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    hoshi_making_release(&r.m);
    return status;
}
