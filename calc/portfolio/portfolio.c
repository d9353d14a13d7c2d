/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of suppliers: the reading thread fills slots in the order of the list and empties them in the same
 * order; computing threads take the next filled one. One mutex guards the three positions and the states; a
 * slot belongs to one thread at a time, so what is in it needs no lock. A supplier takes a thousand times
 * longer than the lock is held. */
#include "portfolio.h"
#include "text.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SECTION_RECORDS,
    SECTION_LEFT,
    SECTION_FAULTS,
    SECTION_DETAILS,
    SECTION_READING,
    SECTION_COLUMNS,
    SECTION_BUYERS,
    SECTION_OURS,
    SECTION_TOTAL,
    SECTION_TALLY,
    SECTION_SUMMARY
};

enum {
    CASE_BUYERS = 16,
    PATH_MAX_SHOWN = 200,
    POOL_MAX = 1 << 28
}; /* more than all faults that are kept can take */

struct stored_record {
    int64_t place, match; /* enum hoshi_buyer_match */
    uint64_t buyer;       /* a case: key of the buyer's name */
    struct hoshi_supplier_result result;
};

/* One that is left out; its faults are records first … first + kept − 1 of their section. */
struct stored_left {
    int64_t place, row, faults, first, kept;
    char id[HOSHI_SUPPLIER_ID_BYTES], name[HOSHI_SUPPLIER_NAME_BYTES];
};

/* What the first suppliers buy, so that few of them can be players of their own. */
struct stored_detail {
    int64_t place, employees;
    struct hoshi_supplier_detail detail;
};

/* How the list was understood; its columns are a section of their own. */
struct stored_reading {
    int64_t source, header_row, other_files, more_buyers;
    char encoding[16], sheet[256];
};

struct stored_summary {
    char list[256];
    int64_t suppliers, left_out;
    int64_t reasons;
    struct hoshi_portfolio_reason reason[HOSHI_PORTFOLIO_REASONS];
};

enum slot_state { SLOT_FREE, SLOT_READY, SLOT_BUSY, SLOT_DONE };

struct slot {
    enum slot_state state;
    enum hoshi_supplier_kind kind;
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

/* A result in the making: the same for a run and for a merge. */
struct making {
    const struct hoshi_portfolio_options *o;
    struct hoshi_faults *faults;
    struct hoshi_portfolio *p;
    struct hoshi_supplier_kernel *kernel; /* for what is not computed: label, joint purchase */
    struct stored_left *left;             /* left_kept of them */
    size_t left_capacity;
    struct hoshi_buffer pool; /* their faults, packed */
    int64_t pooled;
    struct our_name {
        uint64_t key;
        int64_t files;
    } ours[HOSHI_PORTFOLIO_BUYERS]; /* names the records rest on, in the order they are met */
    size_t our_names;
    struct stored_detail *detail; /* of the first HOSHI_JOINT_GROUPS_MAX suppliers */
    int64_t details;
    enum hoshi_status status;
};

struct run {
    struct making m;
    struct slot *slot;
    size_t slots, workers;
    size_t head, next,
        tail;           /* head: next to take out; next: to compute; tail: to fill. Counted up for ever */
    bool ended, broken; /* broken: a computing thread cannot go on */
    pthread_mutex_t lock;
    pthread_cond_t filled, computed;
    struct worker *worker;
};

/* ---- what both have in common ---- */

static enum hoshi_status out_of_memory(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static enum hoshi_status making_init(struct making *m, const struct hoshi_portfolio_options *o,
                                     struct hoshi_faults *faults)
{
    struct hoshi_supplier_store_label label;
    *m = (struct making){.o = o, .faults = faults, .p = calloc(1, sizeof *m->p)};
    hoshi_buffer_init(&m->pool, POOL_MAX);
    if (!m->p)
        return out_of_memory(faults);
    m->p->total = calloc(1, sizeof *m->p->total);
    m->p->tally = calloc(1, sizeof *m->p->tally);
    m->detail = calloc(HOSHI_JOINT_GROUPS_MAX, sizeof *m->detail);
    if (!m->p->total || !m->p->tally || !m->detail)
        return out_of_memory(faults);
    enum hoshi_status status = hoshi_supplier_kernel_open(o->tables, o->settings, &m->kernel, faults);
    if (status)
        return status;
    hoshi_portfolio_label(o, hoshi_supplier_kernel_assumptions(m->kernel), &label);
    status = hoshi_supplier_store_create(o->out, o->folder, &label, &m->p->store, faults);
    return status ? status : hoshi_supplier_store_section(m->p->store, sizeof(struct stored_record), faults);
}

static void making_release(struct making *m)
{
    hoshi_supplier_kernel_close(m->kernel);
    free(m->left);
    hoshi_buffer_release(&m->pool);
    free(m->detail);
    hoshi_portfolio_close(m->p);
}

static void count_reason(struct hoshi_portfolio *p, int64_t status, int64_t suppliers)
{
    size_t i = 0;
    while (i < p->reasons && p->reason[i].status < status)
        i++;
    if (i == p->reasons || p->reason[i].status != status) {
        if (p->reasons == HOSHI_PORTFOLIO_REASONS) { /* more kinds than there is room: with the last */
            p->reason[p->reasons - 1].suppliers += suppliers;
            return;
        }
        memmove(&p->reason[i + 1], &p->reason[i], (p->reasons - i) * sizeof p->reason[0]);
        p->reason[i] = (struct hoshi_portfolio_reason){status, 0};
        p->reasons++;
    }
    p->reason[i].suppliers += suppliers;
}

/* The buyers first met are kept: that can be told from parts too. They are told apart by name alone, or by id
 * and name. False when there was no room for one. */
static bool keep_buyer(struct hoshi_buyer_named *list, size_t *n, bool by_name,
                       const struct hoshi_buyer_named *buyer)
{
    size_t i = 0, at = 0;
    while (i < *n &&
           !(by_name ? list[i].key == buyer->key
                     : strcmp(list[i].id, buyer->id) == 0 && strcmp(list[i].name, buyer->name) == 0))
        i++;
    if (i < *n) {
        if (list[i].place <= buyer->place)
            return true;
        memmove(&list[i], &list[i + 1], (--*n - i) * sizeof *list);
    }
    while (at < *n && list[at].place <= buyer->place)
        at++;
    bool full = *n == HOSHI_PORTFOLIO_BUYERS;
    if (full && at == *n)
        return false;
    *n -= full;
    memmove(&list[at + 1], &list[at], ((*n)++ - at) * sizeof *list);
    list[at] = *buyer;
    return !full;
}

/* Counted from the records, in their order, so that parts give what a whole run gives. */
static void count_ours(struct making *m, const struct stored_record *record)
{
    size_t i = 0;
    m->p->matched[record->match]++;
    if (record->match == HOSHI_BUYER_OF_ROW)
        return;
    while (i < m->our_names && m->ours[i].key != record->buyer)
        i++;
    if (i == m->our_names) {
        if (i == HOSHI_PORTFOLIO_BUYERS) {
            m->p->our_other_files++;
            return;
        }
        m->ours[m->our_names++] = (struct our_name){record->buyer, 0};
    }
    m->ours[i].files++;
}

static void settle_ours(struct making *m)
{
    for (size_t i = 0; i < m->p->our_names; i++)
        for (size_t k = 0; k < m->our_names; k++)
            if (m->ours[k].key == m->p->ours[i].key)
                m->p->ours[i].files = m->ours[k].files;
}

/* A fault takes 700 bytes and says 100: packed, thousands of them are little. */
static void pack(struct hoshi_buffer *pool, const struct hoshi_fault *f)
{
    const int64_t number[] = {f->status, f->row};
    const char *const text[] = {f->file, f->path, f->got, f->allowed};
    hoshi_buffer_add(pool, (const char *)number, sizeof number);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        hoshi_buffer_add(pool, text[i], strlen(text[i]) + 1);
}

static const char *unpack_text(const char *from, char *to, size_t size)
{
    hoshi_text_copy(to, size, from);
    return from + strlen(from) + 1;
}

/* The fault packed at `from`; returns where the next begins. */
static const char *unpack(const char *from, struct hoshi_fault *f)
{
    int64_t number[2];
    memset(f, 0, sizeof *f);
    memcpy(number, from, sizeof number);
    f->status = (enum hoshi_status)number[0];
    f->row = (long)number[1];
    from = unpack_text(from + sizeof number, f->file, sizeof f->file);
    from = unpack_text(from, f->path, sizeof f->path);
    from = unpack_text(from, f->got, sizeof f->got);
    return unpack_text(from, f->allowed, sizeof f->allowed);
}

/* Keep one that is left out, while there is room; counting is the caller's. */
static void keep_left(struct making *m, const struct hoshi_portfolio_left_out *left)
{
    struct hoshi_portfolio *p = m->p;
    if (p->left_kept == HOSHI_PORTFOLIO_LEFT_MAX)
        return;
    if ((size_t)p->left_kept == m->left_capacity) {
        size_t capacity = m->left_capacity ? 2 * m->left_capacity : 64;
        void *grown = realloc(m->left, capacity * sizeof *m->left);
        if (!grown) {
            m->status = out_of_memory(m->faults);
            return;
        }
        m->left = grown;
        m->left_capacity = capacity;
    }
    struct stored_left *to = &m->left[p->left_kept++];
    memset(to, 0, sizeof *to);
    to->place = left->place;
    to->row = left->row;
    to->faults = left->faults;
    to->first = m->pooled;
    to->kept = left->kept;
    memcpy(to->id, left->id, sizeof to->id);
    memcpy(to->name, left->name, sizeof to->name);
    for (int64_t i = 0; i < left->kept; i++)
        pack(&m->pool, &left->fault[i]);
    m->pooled += left->kept;
    if (m->pool.failed)
        m->status = out_of_memory(m->faults);
}

static void keep_record(struct making *m, const struct stored_record *record)
{
    m->p->suppliers++;
    count_ours(m, record);
    enum hoshi_status status = hoshi_supplier_store_add(m->p->store, record, m->faults);
    m->status = m->status ? m->status : status;
}

static void keep_detail(struct making *m, const struct stored_detail *detail)
{
    if (m->details < HOSHI_JOINT_GROUPS_MAX)
        m->detail[m->details++] = *detail;
}

static enum hoshi_status add_section(struct making *m, size_t bytes, const void *records, int64_t n)
{
    enum hoshi_status status = hoshi_supplier_store_section(m->p->store, bytes, m->faults);
    for (int64_t i = 0; i < n && !status; i++)
        status = hoshi_supplier_store_add(m->p->store, (const char *)records + (size_t)i * bytes, m->faults);
    return status;
}

static enum hoshi_status add_faults(struct making *m)
{
    struct hoshi_fault fault;
    const char *at = m->pooled ? hoshi_buffer_text(&m->pool) : NULL;
    enum hoshi_status status = hoshi_supplier_store_section(m->p->store, sizeof fault, m->faults);
    for (int64_t i = 0; i < m->pooled && !status; i++) {
        at = unpack(at, &fault);
        status = hoshi_supplier_store_add(m->p->store, &fault, m->faults);
    }
    return status;
}

static enum hoshi_status add_reading(struct making *m)
{
    const struct hoshi_supplier_reading *a = &m->p->reading;
    struct stored_reading r;
    memset(&r, 0, sizeof r);
    r.source = a->source;
    r.header_row = a->header_row;
    r.other_files = (int64_t)a->other_files;
    r.more_buyers = m->p->more_buyers;
    hoshi_text_copy(r.encoding, sizeof r.encoding, a->encoding);
    hoshi_text_copy(r.sheet, sizeof r.sheet, a->sheet);
    enum hoshi_status status = add_section(m, sizeof r, &r, 1);
    if (!status)
        status = add_section(m, sizeof *a->column, a->column, (int64_t)a->columns);
    if (!status)
        status = add_section(m, sizeof m->p->buyer[0], m->p->buyer, (int64_t)m->p->buyers);
    return status ? status : add_section(m, sizeof m->p->ours[0], m->p->ours, (int64_t)m->p->our_names);
}

static enum hoshi_status write_end(struct making *m)
{
    struct hoshi_portfolio *p = m->p;
    struct stored_summary summary;
    struct hoshi_supplier_store_end end;
    memset(&summary, 0, sizeof summary);
    memset(&end, 0, sizeof end);
    memcpy(summary.list, p->list, sizeof summary.list);
    summary.suppliers = p->suppliers;
    summary.left_out = p->left_out;
    summary.reasons = (int64_t)p->reasons;
    memcpy(summary.reason, p->reason, sizeof summary.reason);
    end.items = p->items;
    memcpy(end.source_sha256, p->reading.digest, sizeof end.source_sha256);
    if (m->o->strict && p->left_out)
        hoshi_supplier_store_unname(p->store);
    int64_t details = p->suppliers <= HOSHI_JOINT_GROUPS_MAX ? m->details : 0; /* of no use beyond */
    settle_ours(m);
    enum hoshi_status status = add_section(m, sizeof *m->left, m->left, p->left_kept);
    if (!status)
        status = add_faults(m);
    if (!status)
        status = add_section(m, sizeof *m->detail, m->detail, details);
    if (!status)
        status = add_reading(m);
    if (!status)
        status = add_section(m, sizeof *p->total, p->total, 1);
    if (!status)
        status = add_section(m, sizeof *p->tally, p->tally, 1);
    if (!status)
        status = add_section(m, sizeof summary, &summary, 1);
    return status ? status : hoshi_supplier_store_finish(p->store, &end, m->faults);
}

/* With few suppliers each is a player of the joint purchase: its tally made anew from what each buys. The
 * file keeps the tally by size, which can be put together with others. */
static enum hoshi_status tally_few(struct making *m)
{
    const struct hoshi_assumptions *a = hoshi_supplier_kernel_assumptions(m->kernel);
    enum hoshi_status status = HOSHI_OK;
    if (m->p->suppliers > HOSHI_JOINT_GROUPS_MAX || m->p->suppliers != m->details)
        return HOSHI_OK;
    memset(m->p->tally, 0, sizeof *m->p->tally);
    m->p->tally_by_supplier = true;
    for (int64_t i = 0; i < m->details && !status; i++)
        status = hoshi_joint_add(m->p->tally, a, (size_t)i, &m->detail[i].detail, m->faults);
    return status;
}

static bool interrupted(const struct making *m)
{
    return m->o->interrupted && *m->o->interrupted;
}

static void check_interrupted(struct making *m)
{
    if (!m->status && interrupted(m))
        m->status = hoshi_fault_add(m->faults, HOSHI_E_INTERRUPTED, NULL, NULL, NULL);
}

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
    for (size_t i = 0; i < c->buyers && s->buyers < CASE_BUYERS; i++)
        if (hoshi_buyer_is_party(&c->buyer[i]))
            hoshi_buyer_named_init(&s->buyer[s->buyers++], &c->buyer[i]);
    status = hoshi_supplier_kernel_case(w->kernel, c, o->buyer, s->row, &s->result, &s->detail, w->faults);
    size_t at = 0;
    if (!status)
        status = hoshi_case_buyer_find(c, o->buyer, &at, &s->match, w->faults);
    if (!status)
        hoshi_buyer_named_init(&s->ours, &c->buyer[at]);
    hoshi_case_close(c);
    return status;
}

static void compute(struct worker *w, struct slot *s)
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
        const char *id = s->result.head.id[0]             ? s->result.head.id
                         : s->kind == HOSHI_SUPPLIER_CASE ? s->path
                                                          : s->input.head.id;
        set_left(&s->left, id, s->kind == HOSHI_SUPPLIER_CASE ? s->result.head.name : s->input.head.name,
                 w->faults, s->kind != HOSHI_SUPPLIER_CASE, status);
        s->kind = HOSHI_SUPPLIER_LEFT_OUT;
        return;
    }
    w->status = hoshi_portfolio_total_add(w->total, &s->result, &s->detail);
    if (!w->status)
        w->status =
            hoshi_joint_add(w->tally, hoshi_supplier_kernel_assumptions(w->kernel),
                            hoshi_joint_size(s->result.head.employees_regular), &s->detail, w->faults);
}

static void *work(void *argument)
{
    struct worker *w = argument;
    struct run *r = w->run;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->next == r->tail && !r->ended)
            pthread_cond_wait(&r->filled, &r->lock);
        if (r->next == r->tail)
            break;
        struct slot *s = &r->slot[r->next++ % r->slots];
        s->state = SLOT_BUSY;
        pthread_mutex_unlock(&r->lock);
        if (s->kind != HOSHI_SUPPLIER_LEFT_OUT && !w->status)
            compute(w, s);
        pthread_mutex_lock(&r->lock);
        r->broken |= w->status != HOSHI_OK;
        s->state = SLOT_DONE;
        pthread_cond_signal(&r->computed);
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
        m->p->more_buyers |= !keep_buyer(m->p->buyer, &m->p->buyers, false, &s->buyer[i]);
    }
    if (s->kind == HOSHI_SUPPLIER_LEFT_OUT) {
        s->left.place = s->place;
        s->left.row = s->row;
        m->p->left_out++;
        count_reason(m->p, s->left.fault[0].status, 1);
        keep_left(m, &s->left);
        return;
    }
    struct stored_record record;
    memset(&record, 0, sizeof record);
    record.place = s->ours.place = s->place;
    record.match = s->match;
    record.buyer = s->ours.key;
    record.result = s->result;
    if (s->match != HOSHI_BUYER_OF_ROW)
        keep_buyer(m->p->ours, &m->p->our_names, true, &s->ours);
    keep_record(m, &record);
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

static void fill(struct slot *s, const struct hoshi_supplier_item *item)
{
    s->kind = item->kind;
    s->place = item->place;
    s->row = item->row;
    if (item->kind == HOSHI_SUPPLIER_ROW)
        s->input = *item->row_;
    else if (item->kind == HOSHI_SUPPLIER_CASE)
        hoshi_text_copy(s->path, sizeof s->path, item->path);
    else
        set_left(&s->left, item->id, item->name, item->faults, true, HOSHI_E_INTERNAL);
    s->buyers = 0;
}

static bool take(void *user, const struct hoshi_supplier_item *item)
{
    struct run *r = user;
    while (r->tail - r->head == r->slots)
        take_oldest(r, true);
    while (take_oldest(r, false))
        ;
    check_interrupted(&r->m);
    pthread_mutex_lock(&r->lock);
    bool broken = r->broken;
    pthread_mutex_unlock(&r->lock);
    if (r->m.status || broken) /* what broke is told by the thread it broke in: stop() */
        return false;
    struct slot *s = &r->slot[r->tail % r->slots];
    fill(s, item);
    if (!keep_text(s, item)) {
        r->m.status = out_of_memory(r->m.faults);
        return false;
    }
    pthread_mutex_lock(&r->lock);
    s->state = SLOT_READY;
    r->tail++;
    pthread_cond_signal(&r->filled);
    pthread_mutex_unlock(&r->lock);
    return true;
}

/* ---- a run ---- */

static size_t processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > HOSHI_PORTFOLIO_THREADS_MAX ? HOSHI_PORTFOLIO_THREADS_MAX : (size_t)n;
}

static enum hoshi_status check_options(const struct hoshi_portfolio_options *o, struct hoshi_faults *faults)
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
        return out_of_memory(r->m.faults);
    return hoshi_supplier_kernel_open(r->m.o->tables, r->m.o->settings, &w->kernel, r->m.faults);
}

static enum hoshi_status start(struct run *r)
{
    r->workers = r->m.o->threads ? (size_t)r->m.o->threads : processors();
    r->slots = 4 * r->workers + 4;
    r->slot = calloc(r->slots, sizeof *r->slot);
    r->worker = calloc(r->workers, sizeof *r->worker);
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->filled, NULL);
    pthread_cond_init(&r->computed, NULL);
    if (!r->slot || !r->worker)
        return out_of_memory(r->m.faults);
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; i < r->workers && !status; i++)
        status = open_worker(r, &r->worker[i]);
    size_t started = 0;
    for (size_t i = 0; i < r->workers && !status; i++) {
        struct worker *w = &r->worker[i];
        w->started = pthread_create(&w->thread, NULL, work, w) == 0;
        started += w->started;
    }
    return status || started ? status : out_of_memory(r->m.faults);
}

/* Let the computing threads finish and put what each added up together. */
static void stop(struct run *r)
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

static void release(struct run *r)
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
                                               .shard = o->shard,
                                               .shards = o->shards};
    set_list_name(m->p, path);
    m->status = start(r);
    enum hoshi_status status = HOSHI_OK;
    if (!m->status)
        status = hoshi_suppliers_read(path, &read, take, r, &m->p->reading, m->faults);
    m->status = m->status ? m->status : status;
    stop(r);
    check_interrupted(m);
    m->p->items = m->p->reading.items;
    m->p->total->left_out = m->p->left_out;
    hoshi_portfolio_total_settle(m->p->total);
    if (!m->status)
        m->status = write_end(m);
    return m->status ? m->status : tally_few(m);
}

enum hoshi_status hoshi_portfolio_run(const char *path, const struct hoshi_portfolio_options *o,
                                      struct hoshi_portfolio **out, struct hoshi_faults *faults)
{
    struct run r = {0};
    enum hoshi_status status = check_options(o, faults);
    if (status)
        return status;
    status = making_init(&r.m, o, faults);
    if (!status) {
        status = read_and_compute(&r, path);
        release(&r);
    }
    if (!status) {
        *out = r.m.p;
        r.m.p = NULL;
    } else if (faults && !faults->n)
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    making_release(&r.m);
    return status;
}

/* ---- a merge ---- */

struct part {
    const char *file;
    struct hoshi_supplier_store *store;
    int64_t record, left; /* next of each section */
};

static enum hoshi_status part_fault(struct hoshi_faults *faults, enum hoshi_status status, const char *file,
                                    const char *got, const char *allowed)
{
    const char *old = faults ? faults->file : NULL;
    if (faults)
        faults->file = file;
    hoshi_fault_add(faults, status, NULL, got, "%s", allowed ? allowed : "");
    if (faults)
        faults->file = old;
    return status;
}

static bool has_sections(const struct hoshi_supplier_store *s)
{
    static const size_t bytes[HOSHI_PORTFOLIO_SECTIONS] = {
        sizeof(struct stored_record),         sizeof(struct stored_left),
        sizeof(struct hoshi_fault),           sizeof(struct stored_detail),
        sizeof(struct stored_reading),        sizeof(struct hoshi_supplier_column),
        sizeof(struct hoshi_buyer_named),     sizeof(struct hoshi_buyer_named),
        sizeof(struct hoshi_portfolio_total), sizeof(struct hoshi_joint_tally),
        sizeof(struct stored_summary)};
    if (hoshi_supplier_store_sections(s) != HOSHI_PORTFOLIO_SECTIONS)
        return false;
    for (size_t i = 0; i < HOSHI_PORTFOLIO_SECTIONS; i++)
        if (hoshi_supplier_store_record_bytes(s, i) != bytes[i] ||
            ((i == SECTION_READING || i >= SECTION_TOTAL) && hoshi_supplier_store_count(s, i) != 1))
            return false;
    return hoshi_supplier_store_count(s, SECTION_COLUMNS) <= HOSHI_SUPPLIER_COLUMNS_MAX;
}

/* What differs, as a fault of `file`; `beside` names the file it is compared with, NULL: this run. */
struct comparison {
    struct hoshi_faults *faults;
    const char *file, *beside;
};

static void add_difference(void *user, const struct hoshi_portfolio_difference *d)
{
    static const char *const option[] = {"as-of", "start", "years", "unknown-share",
                                         "level", "buyer", "sheet"};
    const struct comparison *c = user;
    const char *old = c->faults ? c->faults->file : NULL, *dashes = "";
    char path[64];
    for (size_t i = 0; i < sizeof option / sizeof *option; i++)
        if (strcmp(d->name, option[i]) == 0)
            dashes = "--";
    snprintf(path, sizeof path, "%s%s", dashes, d->name);
    if (c->faults)
        c->faults->file = c->file;
    if (c->beside)
        hoshi_fault_add(c->faults, HOSHI_E_RESULT_OTHER_RUN, path, d->value, "%s (%s)", d->other, c->beside);
    else
        hoshi_fault_add(c->faults, HOSHI_E_RESULT_THIS_RUN, path, d->other, "%s", d->value);
    if (c->faults)
        c->faults->file = old;
}

static bool of_cases(const struct part *p)
{
    struct stored_reading r = {0};
    return hoshi_supplier_store_read(p->store, SECTION_READING, 0, &r) &&
           (r.source == HOSHI_SUPPLIERS_FOLDER || r.source == HOSHI_SUPPLIERS_LIST);
}

/* "list.csv, 120, SHA-256 1a2b…": enough to tell two lists of one name apart. */
static void describe_list(const struct part *p, char *out, size_t size)
{
    const struct hoshi_supplier_store_end *e = hoshi_supplier_store_end(p->store);
    struct stored_summary *summary = malloc(sizeof *summary);
    bool known = summary && hoshi_supplier_store_read(p->store, SECTION_SUMMARY, 0, summary);
    if (known)
        summary->list[sizeof summary->list - 1] = 0;
    snprintf(out, size, "%.60s, %lld, SHA-256 %.12s…", known ? summary->list : "", (long long)e->items,
             e->source_sha256);
    free(summary);
}

/* Beside `first`, one of those of which there are most. */
static enum hoshi_status check_part(const struct part *p, const struct part *first,
                                    struct hoshi_faults *faults)
{
    const struct hoshi_supplier_store_label *l = hoshi_supplier_store_label(p->store),
                                            *f = hoshi_supplier_store_label(first->store);
    const struct hoshi_supplier_store_end *e = hoshi_supplier_store_end(p->store),
                                          *g = hoshi_supplier_store_end(first->store);
    struct comparison comparison = {faults, p->file, first->file};
    enum hoshi_status status = HOSHI_OK;
    if (hoshi_portfolio_label_differs(l, f, of_cases(p), add_difference, &comparison))
        status = HOSHI_E_RESULT_OTHER_RUN;
    if (strcmp(e->source_sha256, g->source_sha256) != 0 || e->items != g->items) {
        struct hoshi_portfolio_difference d = {.name = "list"};
        describe_list(p, d.value, sizeof d.value);
        describe_list(first, d.other, sizeof d.other);
        add_difference(&comparison, &d);
        status = HOSHI_E_RESULT_OTHER_RUN;
    }
    if (l->shards != f->shards) {
        char got[48], allowed[PATH_MAX_SHOWN];
        snprintf(got, sizeof got, "%lld/%lld", (long long)l->shard, (long long)l->shards);
        snprintf(allowed, sizeof allowed, "%lld/%lld (%s)", (long long)f->shard, (long long)f->shards,
                 first->file);
        part_fault(faults, HOSHI_E_RESULT_SHARDS, p->file, got, allowed);
        status = status ? status : HOSHI_E_RESULT_SHARDS;
    }
    return status;
}

static bool belong_together(const struct part *a, const struct part *b)
{
    return strcmp(hoshi_supplier_store_label(a->store)->settings_sha256,
                  hoshi_supplier_store_label(b->store)->settings_sha256) == 0 &&
           strcmp(hoshi_supplier_store_label(a->store)->tables_sha256,
                  hoshi_supplier_store_label(b->store)->tables_sha256) == 0 &&
           strcmp(hoshi_supplier_store_end(a->store)->source_sha256,
                  hoshi_supplier_store_end(b->store)->source_sha256) == 0 &&
           hoshi_supplier_store_label(a->store)->shards == hoshi_supplier_store_label(b->store)->shards;
}

/* A file of a kind that more than half are of, if there is one (Boyer and Moore's vote); else the first or
 * any other. So one stray file is told as the stray, not all the others. */
static const struct part *most_common(const struct part *part, size_t n)
{
    const struct part *held = &part[0];
    size_t votes = 0;
    for (size_t i = 0; i < n; i++) {
        if (!votes)
            held = &part[i];
        votes = belong_together(held, &part[i]) ? votes + 1 : votes - 1;
    }
    return votes ? held : &part[0];
}

/* The parts among themselves, then with the options; everything that differs is told. */
static enum hoshi_status check_parts(const struct making *m, const struct part *part, size_t n)
{
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; i < n; i++)
        if (!has_sections(part[i].store))
            status = part_fault(m->faults, HOSHI_E_RESULT_FOREIGN, part[i].file, NULL, NULL);
    if (status)
        return status;
    const struct part *first = most_common(part, n);
    for (size_t i = 0; i < n; i++) {
        enum hoshi_status one = check_part(&part[i], first, m->faults);
        status = status ? status : one;
    }
    if (status)
        return status;
    struct hoshi_supplier_store_label wanted;
    struct comparison comparison = {m->faults, part[0].file, NULL};
    hoshi_portfolio_label(m->o, hoshi_supplier_kernel_assumptions(m->kernel), &wanted);
    return hoshi_portfolio_label_differs(hoshi_supplier_store_label(part[0].store), &wanted,
                                         of_cases(&part[0]), add_difference, &comparison)
               ? HOSHI_E_RESULT_THIS_RUN
               : HOSHI_OK;
}

/* "2/8, 5/8, … (+3)": the parts nobody gave. */
static enum hoshi_status tell_missing(struct part *const *order, int64_t shards, struct hoshi_faults *faults)
{
    char list[120] = "";
    size_t used = 0;
    int64_t more = 0, missing = 0;
    for (int64_t i = 0; i < shards; i++) {
        if (order[i])
            continue;
        missing++;
        if (used < sizeof list - 40)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%lld/%lld", used ? ", " : "",
                                     (long long)i + 1, (long long)shards);
        else
            more++;
    }
    if (more)
        snprintf(list + used, sizeof list - used, " … (+%lld)", (long long)more);
    return missing ? hoshi_fault_add(faults, HOSHI_E_RESULT_SHARD, list, NULL, NULL) : HOSHI_OK;
}

/* Each shard once: `order` gets the parts by shard. */
static enum hoshi_status order_parts(struct part *part, size_t n, struct part **order,
                                     struct hoshi_faults *faults)
{
    int64_t shards = hoshi_supplier_store_label(part[0].store)->shards;
    enum hoshi_status status = HOSHI_OK;
    for (size_t i = 0; i < n; i++) {
        struct part **at = &order[hoshi_supplier_store_label(part[i].store)->shard - 1];
        if (*at) {
            char got[48];
            snprintf(got, sizeof got, "%lld/%lld",
                     (long long)hoshi_supplier_store_label(part[i].store)->shard, (long long)shards);
            status = part_fault(faults, HOSHI_E_RESULT_TWICE, part[i].file, got, (*at)->file);
        }
        *at = &part[i];
    }
    enum hoshi_status missing = tell_missing(order, shards, faults);
    return status ? status : missing;
}

static enum hoshi_status unreadable(struct making *m, const struct part *p)
{
    return part_fault(m->faults, HOSHI_E_FILE_READ, p->file, NULL, NULL);
}

/* A file's checksum tells damage, not malice: what would be read beyond its end is checked. */
static bool record_is_sound(const struct hoshi_supplier_result *r)
{
    return memchr(r->head.id, 0, sizeof r->head.id) && memchr(r->head.name, 0, sizeof r->head.name) &&
           memchr(r->head.transaction, 0, sizeof r->head.transaction) && r->status == HOSHI_OK &&
           (r->head.level == 3 || r->head.level == 4) && r->horizon >= 1 && r->horizon <= HOSHI_YEARS_MAX;
}

static bool tally_is_sound(const struct hoshi_joint_tally *t, const struct hoshi_tables *tables)
{
    for (uint32_t i = 0; t->rows <= HOSHI_JOINT_ROWS_MAX && i < t->rows; i++)
        if (t->row[i].price >= tables->prices)
            return false;
    return t->rows <= HOSHI_JOINT_ROWS_MAX;
}

static bool detail_is_sound(const struct hoshi_supplier_detail *d, const struct hoshi_tables *tables)
{
    if (d->purchases > HOSHI_SUPPLIER_PURCHASES_MAX)
        return false;
    for (size_t i = 0; i < d->purchases; i++)
        if (d->purchase[i].price >= tables->prices || d->purchase[i].measure >= tables->measures)
            return false;
    return true;
}

/* Left-out number `index` of a file with its faults; false when it cannot be read or is unsound. */
static bool read_left(const struct hoshi_supplier_store *s, int64_t index,
                      struct hoshi_portfolio_left_out *out)
{
    struct stored_left left;
    if (!hoshi_supplier_store_read(s, SECTION_LEFT, index, &left) || left.kept < 1 ||
        left.kept > HOSHI_PORTFOLIO_FAULTS || left.kept > left.faults || left.first < 0 ||
        left.first > hoshi_supplier_store_count(s, SECTION_FAULTS) - left.kept ||
        !memchr(left.id, 0, sizeof left.id) || !memchr(left.name, 0, sizeof left.name))
        return false;
    memset(out, 0, sizeof *out);
    out->place = left.place;
    out->row = left.row;
    out->faults = left.faults;
    out->kept = left.kept;
    memcpy(out->id, left.id, sizeof out->id);
    memcpy(out->name, left.name, sizeof out->name);
    for (int64_t i = 0; i < left.kept; i++) {
        struct hoshi_fault *f = &out->fault[i];
        if (!hoshi_supplier_store_read(s, SECTION_FAULTS, left.first + i, f))
            return false;
        f->file[sizeof f->file - 1] = f->path[sizeof f->path - 1] = 0;
        f->got[sizeof f->got - 1] = f->allowed[sizeof f->allowed - 1] = 0;
    }
    return true;
}

/* All parts understood the list alike. */
static void merge_reading(struct making *m, const struct part *p)
{
    struct hoshi_supplier_reading *a = &m->p->reading;
    struct stored_reading r;
    int64_t n = hoshi_supplier_store_count(p->store, SECTION_COLUMNS);
    if (!hoshi_supplier_store_read(p->store, SECTION_READING, 0, &r) || r.source < HOSHI_SUPPLIERS_CSV ||
        r.source > HOSHI_SUPPLIERS_LIST) {
        m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
        return;
    }
    a->source = (enum hoshi_supplier_source)r.source;
    a->header_row = (long)r.header_row;
    a->other_files = (size_t)r.other_files;
    r.encoding[sizeof r.encoding - 1] = r.sheet[sizeof r.sheet - 1] = 0;
    memcpy(m->p->encoding, r.encoding, sizeof m->p->encoding);
    a->encoding = m->p->encoding;
    memcpy(a->sheet, r.sheet, sizeof a->sheet);
    for (a->columns = 0; (int64_t)a->columns < n; a->columns++) {
        struct hoshi_supplier_column *c = &a->column[a->columns];
        if (!hoshi_supplier_store_read(p->store, SECTION_COLUMNS, (int64_t)a->columns, c)) {
            m->status = unreadable(m, p);
            return;
        }
        c->heading[sizeof c->heading - 1] = c->member[sizeof c->member - 1] = 0;
        c->near_[sizeof c->near_ - 1] = 0;
    }
}

/* The records, and those left out, in the order of the list: place k is of shard (k − 1) mod shards. */
static void merge_items(struct making *m, struct part **order, int64_t shards)
{
    struct hoshi_portfolio_left_out left;
    struct stored_record record;
    for (int64_t place = 1; place <= m->p->items && !m->status; place++) {
        struct part *p = order[(place - 1) % shards];
        if (p->record < hoshi_supplier_store_count(p->store, SECTION_RECORDS)) {
            if (!hoshi_supplier_store_read(p->store, SECTION_RECORDS, p->record, &record)) {
                m->status = unreadable(m, p);
                return;
            }
            if (!record_is_sound(&record.result) || record.match < 0 || record.match >= HOSHI_BUYER_MATCHES) {
                m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
                return;
            }
            if (record.place == place) {
                p->record++;
                keep_record(m, &record);
                continue;
            }
        }
        if (p->left < hoshi_supplier_store_count(p->store, SECTION_LEFT)) {
            if (!read_left(p->store, p->left, &left))
                m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
            else if (left.place == place) {
                p->left++;
                keep_left(m, &left);
            }
        }
        check_interrupted(m);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct stored_detail *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static bool read_buyer(const struct part *p, size_t section, int64_t i, struct hoshi_buyer_named *out)
{
    return hoshi_supplier_store_read(p->store, section, i, out) && memchr(out->id, 0, sizeof out->id) &&
           memchr(out->name, 0, sizeof out->name);
}

/* Of two buyers first met in one case the order in the case is kept. */
static void merge_buyers(struct making *m, const struct part *p)
{
    struct stored_reading r;
    struct hoshi_buyer_named buyer;
    int64_t n = hoshi_supplier_store_count(p->store, SECTION_BUYERS),
            ours = hoshi_supplier_store_count(p->store, SECTION_OURS);
    bool read = hoshi_supplier_store_read(p->store, SECTION_READING, 0, &r);
    if (read)
        m->p->more_buyers |= r.more_buyers != 0;
    for (int64_t i = 0; i < n && read; i++) {
        read = read_buyer(p, SECTION_BUYERS, i, &buyer);
        m->p->more_buyers |= read && !keep_buyer(m->p->buyer, &m->p->buyers, false, &buyer);
    }
    for (int64_t i = 0; i < ours && read; i++) {
        read = read_buyer(p, SECTION_OURS, i, &buyer);
        if (read)
            keep_buyer(m->p->ours, &m->p->our_names, true, &buyer);
    }
    if (!read)
        m->status = unreadable(m, p);
}

static void merge_sums(struct making *m, const struct part *p)
{
    struct stored_summary summary;
    struct hoshi_portfolio_total *total = malloc(sizeof *total);
    struct hoshi_joint_tally *tally = malloc(sizeof *tally);
    struct stored_detail *detail = malloc(sizeof *detail);
    if (!total || !tally || !detail)
        m->status = out_of_memory(m->faults);
    else if (!hoshi_supplier_store_read(p->store, SECTION_TOTAL, 0, total) ||
             !hoshi_supplier_store_read(p->store, SECTION_TALLY, 0, tally) ||
             !hoshi_supplier_store_read(p->store, SECTION_SUMMARY, 0, &summary) || summary.reasons < 0 ||
             summary.reasons > HOSHI_PORTFOLIO_REASONS)
        m->status = unreadable(m, p);
    else if (!tally_is_sound(tally, m->o->tables))
        m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
    else {
        summary.list[sizeof summary.list - 1] = 0;
        if (!m->p->list[0])
            memcpy(m->p->list, summary.list, sizeof m->p->list);
        m->p->left_out += summary.left_out;
        for (int64_t i = 0; i < summary.reasons; i++)
            count_reason(m->p, summary.reason[i].status, summary.reason[i].suppliers);
        m->status = hoshi_portfolio_total_merge(m->p->total, total);
        /* A tally by supplier means nothing beside others; what they buy does. */
        int64_t details = hoshi_supplier_store_count(p->store, SECTION_DETAILS);
        for (int64_t i = 0; i < details && !m->status; i++) {
            if (!hoshi_supplier_store_read(p->store, SECTION_DETAILS, i, detail) ||
                !detail_is_sound(&detail->detail, m->o->tables))
                m->status = unreadable(m, p);
            else
                keep_detail(m, detail);
        }
        if (!m->status)
            m->status = hoshi_joint_merge(m->p->tally, tally, m->faults);
    }
    free(total);
    free(tally);
    free(detail);
}

static enum hoshi_status merge_parts(struct making *m, struct part *part, size_t n)
{
    enum hoshi_status status = check_parts(m, part, n);
    if (status)
        return status;
    int64_t shards = hoshi_supplier_store_label(part[0].store)->shards;
    struct part **order = calloc((size_t)shards, sizeof(struct part *));
    if (!order)
        return out_of_memory(m->faults);
    m->status = order_parts(part, n, order, m->faults);
    const struct hoshi_supplier_store_end *end = hoshi_supplier_store_end(part[0].store);
    m->p->items = m->p->reading.items = end->items;
    memcpy(m->p->reading.digest, end->source_sha256, sizeof m->p->reading.digest);
    if (!m->status)
        merge_reading(m, &part[0]);
    if (!m->status)
        merge_items(m, order, shards);
    for (int64_t i = 0; i < shards && !m->status; i++)
        merge_buyers(m, order[i]);
    for (int64_t i = 0; i < shards && !m->status; i++)
        merge_sums(m, order[i]);
    free(order);
    qsort(m->detail, (size_t)m->details, sizeof *m->detail, by_place);
    return m->status;
}

static enum hoshi_status finish_merge(struct making *m)
{
    m->p->total->left_out = m->p->left_out;
    hoshi_portfolio_total_settle(m->p->total);
    enum hoshi_status status = write_end(m);
    return status ? status : tally_few(m);
}

enum hoshi_status hoshi_portfolio_merge(const char *const *file, size_t n,
                                        const struct hoshi_portfolio_options *o, struct hoshi_portfolio **out,
                                        struct hoshi_faults *faults)
{
    struct making m;
    struct hoshi_portfolio_options whole = *o;
    whole.shard = whole.shards = 0;
    struct part *part = calloc(n ? n : 1, sizeof *part);
    enum hoshi_status status = making_init(&m, &whole, faults);
    if (!part && !status)
        status = out_of_memory(faults);
    for (size_t i = 0; i < n && part; i++) { /* all of them, so that each that is unsound is told */
        part[i].file = file[i];
        enum hoshi_status one = hoshi_supplier_store_open(file[i], &part[i].store, faults);
        status = status ? status : one;
    }
    if (!status)
        status = merge_parts(&m, part, n);
    if (!status)
        status = finish_merge(&m);
    for (size_t i = 0; i < n && part; i++)
        hoshi_supplier_store_close(part[i].store);
    free(part);
    if (!status) {
        *out = m.p;
        m.p = NULL;
    } else if (faults && !faults->n)
        hoshi_fault_add(faults, status, NULL, NULL, NULL);
    making_release(&m);
    return status;
}

/* ---- the result ---- */

void hoshi_portfolio_close(struct hoshi_portfolio *p)
{
    if (!p)
        return;
    hoshi_supplier_store_close(p->store);
    free(p->total);
    free(p->tally);
    free(p);
}

bool hoshi_portfolio_buyers_differ(const struct hoshi_portfolio *p)
{
    size_t names = 0;
    for (size_t i = 0; i < p->our_names; i++)
        names += p->ours[i].key != 0;
    return names > 1;
}

bool hoshi_portfolio_record(const struct hoshi_portfolio *p, int64_t index, struct hoshi_supplier_result *out)
{
    struct stored_record record;
    if (!hoshi_supplier_store_read(p->store, SECTION_RECORDS, index, &record))
        return false;
    *out = record.result;
    return true;
}

bool hoshi_portfolio_left(const struct hoshi_portfolio *p, int64_t index,
                          struct hoshi_portfolio_left_out *out)
{
    return read_left(p->store, index, out);
}
