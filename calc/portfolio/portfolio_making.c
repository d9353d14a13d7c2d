/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_making.h"
#include "portfolio_sound.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_MAX = 1 << 28 }; /* more than all faults that are kept can take */

enum hoshi_status hoshi_making_memory(struct hoshi_faults *faults)
{
    return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

enum hoshi_status hoshi_making_init(struct making *m, const struct hoshi_portfolio_options *o,
                                    struct hoshi_faults *faults)
{
    struct hoshi_supplier_store_label label;
    *m = (struct making){.o = o, .faults = faults, .p = calloc(1, sizeof *m->p)};
    hoshi_buffer_init(&m->pool, POOL_MAX);
    if (!m->p)
        return hoshi_making_memory(faults);
    m->p->total = calloc(1, sizeof *m->p->total);
    m->p->tally = calloc(1, sizeof *m->p->tally);
    m->detail = calloc(HOSHI_JOINT_GROUPS_MAX, sizeof *m->detail);
    if (!m->p->total || !m->p->tally || !m->detail)
        return hoshi_making_memory(faults);
    enum hoshi_status status = hoshi_supplier_kernel_open(o->tables, o->settings, &m->kernel, faults);
    if (status)
        return status;
    hoshi_portfolio_label(o, hoshi_supplier_kernel_assumptions(m->kernel), &label);
    status = hoshi_supplier_store_create(o->out, o->folder, &label, &m->p->store, faults);
    return status ? status : hoshi_supplier_store_section(m->p->store, sizeof(struct stored_record), faults);
}

void hoshi_making_release(struct making *m)
{
    hoshi_supplier_kernel_close(m->kernel);
    free(m->left);
    hoshi_buffer_release(&m->pool);
    free(m->detail);
    hoshi_portfolio_close(m->p);
}

void hoshi_making_count_reason(struct hoshi_portfolio *p, int64_t status, int64_t suppliers)
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

bool hoshi_making_keep_buyer(struct hoshi_buyer_named *list, size_t *n, bool by_name,
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

void hoshi_making_keep_left(struct making *m, const struct hoshi_portfolio_left_out *left)
{
    struct hoshi_portfolio *p = m->p;
    if (p->left_kept == HOSHI_PORTFOLIO_LEFT_MAX)
        return;
    if ((size_t)p->left_kept == m->left_capacity) {
        size_t capacity = m->left_capacity ? 2 * m->left_capacity : 64;
        void *grown = realloc(m->left, capacity * sizeof *m->left);
        if (!grown) {
            m->status = hoshi_making_memory(m->faults);
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
        m->status = hoshi_making_memory(m->faults);
}

void hoshi_making_keep_record(struct making *m, const struct stored_record *record)
{
    m->p->suppliers++;
    count_ours(m, record);
    enum hoshi_status status = hoshi_supplier_store_add(m->p->store, record, m->faults);
    m->status = m->status ? m->status : status;
}

void hoshi_making_keep_detail(struct making *m, const struct stored_detail *detail)
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

static void store_fault(const struct hoshi_fault *f, struct stored_fault *to)
{
    memset(to, 0, sizeof *to);
    to->status = (int32_t)f->status;
    to->row = f->row;
    memcpy(to->file, f->file, sizeof to->file);
    memcpy(to->path, f->path, sizeof to->path);
    memcpy(to->got, f->got, sizeof to->got);
    memcpy(to->allowed, f->allowed, sizeof to->allowed);
}

static void fault_of(const struct stored_fault *f, struct hoshi_fault *to)
{
    memset(to, 0, sizeof *to);
    to->status = (enum hoshi_status)f->status;
    to->row = (long)f->row;
    memcpy(to->file, f->file, sizeof to->file);
    memcpy(to->path, f->path, sizeof to->path);
    memcpy(to->got, f->got, sizeof to->got);
    memcpy(to->allowed, f->allowed, sizeof to->allowed);
}

static enum hoshi_status add_faults(struct making *m)
{
    struct hoshi_fault fault;
    struct stored_fault stored;
    const char *at = m->pooled ? hoshi_buffer_text(&m->pool) : NULL;
    enum hoshi_status status = hoshi_supplier_store_section(m->p->store, sizeof stored, m->faults);
    for (int64_t i = 0; i < m->pooled && !status; i++) {
        at = unpack(at, &fault);
        store_fault(&fault, &stored);
        status = hoshi_supplier_store_add(m->p->store, &stored, m->faults);
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
    r.title_unit_yen = a->title_unit_yen;
    r.hidden_rows = a->hidden_rows;
    r.unknown = a->unknown;
    r.about = a->about_;
    r.merged = a->merged;
    r.notes = a->notes;
    r.other_sheets = (int64_t)a->other_sheets;
    memcpy(r.other_sheet, a->other_sheet, sizeof r.other_sheet);
    hoshi_text_copy(r.encoding, sizeof r.encoding, a->encoding);
    hoshi_text_copy(r.sheet, sizeof r.sheet, a->sheet);
    enum hoshi_status status = add_section(m, sizeof r, &r, 1);
    if (!status)
        status = add_section(m, sizeof *a->column, a->column, (int64_t)a->columns);
    if (!status)
        status = add_section(m, sizeof m->p->buyer[0], m->p->buyer, (int64_t)m->p->buyers);
    return status ? status : add_section(m, sizeof m->p->ours[0], m->p->ours, (int64_t)m->p->our_names);
}

enum hoshi_status hoshi_making_write_end(struct making *m)
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

enum hoshi_status hoshi_making_tally_few(struct making *m)
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

void hoshi_making_check_interrupted(struct making *m)
{
    if (!m->status && interrupted(m))
        m->status = hoshi_fault_add(m->faults, HOSHI_E_INTERRUPTED, NULL, NULL, NULL);
}

bool hoshi_making_read_left(const struct hoshi_supplier_store *s, int64_t index,
                            struct hoshi_portfolio_left_out *out)
{
    struct stored_left left;
    if (!hoshi_supplier_store_read(s, SECTION_LEFT, index, &left) || left.kept < 1 ||
        left.kept > HOSHI_PORTFOLIO_FAULTS || left.kept > left.faults || left.first < 0 ||
        left.first > hoshi_supplier_store_count(s, SECTION_FAULTS) - left.kept)
        return false;
    memset(out, 0, sizeof *out);
    out->place = left.place;
    out->row = left.row;
    out->faults = left.faults;
    out->kept = left.kept;
    memcpy(out->id, left.id, sizeof out->id);
    memcpy(out->name, left.name, sizeof out->name);
    for (int64_t i = 0; i < left.kept; i++) {
        struct stored_fault stored;
        if (!hoshi_supplier_store_read(s, SECTION_FAULTS, left.first + i, &stored))
            return false;
        fault_of(&stored, &out->fault[i]);
    }
    return hoshi_sound_left(out);
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
    return hoshi_making_read_left(p->store, index, out);
}
