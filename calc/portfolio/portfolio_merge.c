/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of shards put together: checked, ordered, then the same making as a run of the whole list. */
#include "portfolio_making.h"
#include "sort.h"
#include "portfolio_sound.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_MAX_SHOWN = 200 };

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
        sizeof(struct stored_fault),          sizeof(struct stored_detail),
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
    known = known && hoshi_sound_text(summary->list, sizeof summary->list);
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

/* Counts of a part are sound; a part's own are added to the whole. */
static bool add_reading_counts(struct hoshi_supplier_reading *a, const struct stored_reading *r)
{
    if (r->hidden_rows < 0 || r->unknown < 0 || r->about < 0 || r->merged < 0 || r->notes < 0 ||
        r->other_sheets < 0 || r->other_sheets > 1000 || r->title_unit_yen < 0 ||
        r->unknown > INT64_MAX / 20000 || r->about > INT64_MAX / 20000 || r->merged > INT64_MAX / 20000 ||
        r->notes > INT64_MAX / 20000)
        return false;
    for (size_t i = 0; i < HOSHI_SUPPLIER_OTHER_SHEETS; i++)
        if (!hoshi_sound_text(r->other_sheet[i], sizeof r->other_sheet[i]))
            return false;
    a->title_unit_yen = r->title_unit_yen;
    a->hidden_rows = r->hidden_rows;
    a->unknown += r->unknown;
    a->about_ += r->about;
    a->merged += r->merged;
    a->notes += r->notes;
    a->other_sheets = (size_t)r->other_sheets;
    memcpy(a->other_sheet, r->other_sheet, sizeof a->other_sheet);
    return true;
}

static void merge_reading_counts(struct making *m, const struct part *p)
{
    struct stored_reading r;
    if (!hoshi_supplier_store_read(p->store, SECTION_READING, 0, &r) ||
        !add_reading_counts(&m->p->reading, &r))
        m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
}

/* All parts understood the list alike. */
static void merge_reading(struct making *m, const struct part *p)
{
    struct hoshi_supplier_reading *a = &m->p->reading;
    struct stored_reading r;
    int64_t n = hoshi_supplier_store_count(p->store, SECTION_COLUMNS);
    if (!hoshi_supplier_store_read(p->store, SECTION_READING, 0, &r) || r.source < HOSHI_SUPPLIERS_CSV ||
        r.source > HOSHI_SUPPLIERS_LIST || r.header_row < 0 || r.other_files < 0 ||
        !hoshi_sound_text(r.encoding, sizeof r.encoding) || !hoshi_sound_text(r.sheet, sizeof r.sheet)) {
        m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
        return;
    }
    a->source = (enum hoshi_supplier_source)r.source;
    a->header_row = (long)r.header_row;
    a->other_files = (size_t)r.other_files;
    memcpy(m->p->encoding, r.encoding, sizeof m->p->encoding);
    a->encoding = m->p->encoding;
    memcpy(a->sheet, r.sheet, sizeof a->sheet);
    for (a->columns = 0; (int64_t)a->columns < n; a->columns++) {
        struct hoshi_supplier_column *c = &a->column[a->columns];
        if (!hoshi_supplier_store_read(p->store, SECTION_COLUMNS, (int64_t)a->columns, c)) {
            m->status = unreadable(m, p);
            return;
        }
        if (!hoshi_sound_text(c->heading, sizeof c->heading) ||
            !hoshi_sound_text(c->member, sizeof c->member) || !hoshi_sound_text(c->near_, sizeof c->near_) ||
            c->unit_yen < 0 || c->unread < 0 || c->unread > HOSHI_SUPPLIER_UNREAD_IGNORED) {
            m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
            return;
        }
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
            if (!hoshi_sound_result(&record.result) || record.match < 0 ||
                record.match >= HOSHI_BUYER_MATCHES) {
                m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
                return;
            }
            if (record.place == place) {
                p->record++;
                hoshi_making_keep_record(m, &record);
                continue;
            }
        }
        if (p->left < hoshi_supplier_store_count(p->store, SECTION_LEFT)) {
            if (!hoshi_making_read_left(p->store, p->left, &left))
                m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
            else if (left.place == place) {
                p->left++;
                hoshi_making_keep_left(m, &left);
            }
        }
        hoshi_making_check_interrupted(m);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct stored_detail *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static bool read_buyer(const struct part *p, size_t section, int64_t i, struct hoshi_buyer_named *out)
{
    return hoshi_supplier_store_read(p->store, section, i, out) && hoshi_sound_buyer(out);
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
        m->p->more_buyers |= read && !hoshi_making_keep_buyer(m->p->buyer, &m->p->buyers, false, &buyer);
    }
    for (int64_t i = 0; i < ours && read; i++) {
        read = read_buyer(p, SECTION_OURS, i, &buyer);
        if (read)
            hoshi_making_keep_buyer(m->p->ours, &m->p->our_names, true, &buyer);
    }
    if (!read)
        m->status = unreadable(m, p);
}

static bool sound_reasons(const struct stored_summary *s)
{
    for (int64_t i = 0; i < s->reasons; i++)
        if (s->reason[i].suppliers < 0 || !hoshi_sound_status(s->reason[i].status))
            return false;
    return s->suppliers >= 0 && s->left_out >= 0;
}

static void merge_sums(struct making *m, const struct part *p)
{
    struct stored_summary summary;
    struct hoshi_portfolio_total *total = malloc(sizeof *total);
    struct hoshi_joint_tally *tally = malloc(sizeof *tally);
    struct stored_detail *detail = malloc(sizeof *detail);
    if (!total || !tally || !detail)
        m->status = hoshi_making_memory(m->faults);
    else if (!hoshi_supplier_store_read(p->store, SECTION_TOTAL, 0, total) ||
             !hoshi_supplier_store_read(p->store, SECTION_TALLY, 0, tally) ||
             !hoshi_supplier_store_read(p->store, SECTION_SUMMARY, 0, &summary) || summary.reasons < 0 ||
             summary.reasons > HOSHI_PORTFOLIO_REASONS)
        m->status = unreadable(m, p);
    else if (!hoshi_sound_tally(tally, m->o->tables) || !hoshi_sound_total(total) ||
             !hoshi_sound_text(summary.list, sizeof summary.list) || !sound_reasons(&summary))
        m->status = part_fault(m->faults, HOSHI_E_RESULT_DAMAGED, p->file, NULL, NULL);
    else {
        if (!m->p->list[0])
            memcpy(m->p->list, summary.list, sizeof m->p->list);
        m->p->left_out += summary.left_out;
        for (int64_t i = 0; i < summary.reasons; i++)
            hoshi_making_count_reason(m->p, summary.reason[i].status, summary.reason[i].suppliers);
        m->status = hoshi_portfolio_total_merge(m->p->total, total);
        /* A tally by supplier means nothing beside others; what they buy does. */
        int64_t details = hoshi_supplier_store_count(p->store, SECTION_DETAILS);
        for (int64_t i = 0; i < details && !m->status; i++) {
            if (!hoshi_supplier_store_read(p->store, SECTION_DETAILS, i, detail) ||
                !hoshi_sound_detail(&detail->detail, m->o->tables) || detail->employees > HOSHI_YEN_MAX)
                m->status = unreadable(m, p);
            else
                hoshi_making_keep_detail(m, detail);
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
        return hoshi_making_memory(m->faults);
    m->status = order_parts(part, n, order, m->faults);
    const struct hoshi_supplier_store_end *end = hoshi_supplier_store_end(part[0].store);
    m->p->items = m->p->reading.items = end->items;
    memcpy(m->p->reading.digest, end->source_sha256, sizeof m->p->reading.digest);
    if (!m->status)
        merge_reading(m, &part[0]);
    for (int64_t i = 0; i < shards && !m->status; i++)
        merge_reading_counts(m, order[i]);
    if (!m->status)
        merge_items(m, order, shards);
    for (int64_t i = 0; i < shards && !m->status; i++)
        merge_buyers(m, order[i]);
    for (int64_t i = 0; i < shards && !m->status; i++)
        merge_sums(m, order[i]);
    free(order);
    hoshi_sort(m->detail, (size_t)m->details, sizeof *m->detail, by_place);
    return m->status;
}

static enum hoshi_status finish_merge(struct making *m)
{
    m->p->total->left_out = m->p->left_out;
    hoshi_portfolio_total_settle(m->p->total);
    enum hoshi_status status = hoshi_making_write_end(m);
    return status ? status : hoshi_making_tally_few(m);
}

enum hoshi_status hoshi_portfolio_merge(const char *const *file, size_t n,
                                        const struct hoshi_portfolio_options *o, struct hoshi_portfolio **out,
                                        struct hoshi_faults *faults)
{
    struct making m;
    struct hoshi_portfolio_options whole = *o;
    whole.shard = whole.shards = 0;
    struct part *part = calloc(n ? n : 1, sizeof *part);
    enum hoshi_status status = hoshi_making_init(&m, &whole, faults);
    if (!part && !status)
        status = hoshi_making_memory(faults);
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
    hoshi_making_release(&m);
    return status;
}
