/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions: what was typed into a budget workbook (its list of suppliers), or stands in a list of one's own, laid over
 * the suppliers of this run by their code, so that it counts for rows, cases and result files alike. */
#include "portfolio_job.h"
#include "sort.h"
#include "text_key.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DECISIONS_MAX = 1000000 };

static void decision_key(const char *id, char out[PORTFOLIO_KEY])
{
    if (!hoshi_text_key(id, out, PORTFOLIO_KEY))
        out[0] = 0;
    size_t zeros = strspn(out, "0"), n = strlen(out);
    if (zeros && zeros < n && strspn(out, "0123456789") == n)
        memmove(out, out + zeros, n - zeros + 1);
}

/* A row is taken whatever a cost would need of it; what is no supplier is passed over. */
static bool take_decision(void *user, const struct hoshi_supplier_item *item)
{
    struct portfolio_job *j = user;
    const struct hoshi_faults *f = item->faults;
    enum hoshi_status why = item->kind == HOSHI_SUPPLIER_LEFT_OUT && f->n ? f->item[0].status : HOSHI_OK;
    if (!item->row_ || !item->id[0] || hoshi_supplier_is_no_other(why))
        return true;
    for (size_t i = 0; item->kind == HOSHI_SUPPLIER_LEFT_OUT && i < f->n; i++)
        if (f->item[i].status == HOSHI_E_CONTRADICTION || f->item[i].status == HOSHI_E_CHOICE ||
            f->item[i].status == HOSHI_E_DECISION_START)
            hoshi_fault_add_row(j->r->faults, f->item[i].status, f->item[i].row, f->item[i].path,
                                f->item[i].got, "%s", f->item[i].allowed);
    const struct hoshi_supplier_head *h = &item->row_->head;
    struct portfolio_decision *d = hoshi_array_add(&j->decisions);
    if (!d || j->decisions.n > DECISIONS_MAX) {
        hoshi_fault_add(j->r->faults, d ? HOSHI_E_TOO_MANY : HOSHI_E_MEMORY, "--decisions", NULL, NULL);
        return false;
    }
    *d = (struct portfolio_decision){.weight_micro = h->weight_micro,
                                     .start_fixed = h->start_fixed,
                                     .must = h->must,
                                     .must_not = h->must_not,
                                     .said = h->must || h->must_not || h->start_fixed};
    decision_key(item->id, d->key);
    return true;
}

static int by_decision(const void *a, const void *b)
{
    return strcmp(((const struct portfolio_decision *)a)->key, ((const struct portfolio_decision *)b)->key);
}

/* The budget workbook has several sheets with names of suppliers: its list is named. */
static enum hoshi_status read_decisions(struct portfolio_job *j, const char *path, const char *sheet,
                                        struct hoshi_supplier_reading *about, struct hoshi_faults *faults)
{
    const struct hoshi_supplier_read_options o = {.catalog = &j->tables->catalog, .sheet = sheet};
    return hoshi_suppliers_read(path, &o, take_decision, j, about, faults);
}

static bool decides(const struct hoshi_supplier_reading *about)
{
    static const char *const members[] = {"decision", "handling", "start_typed", "start_fixed",
                                          "must",     "must_not", "weight"};
    for (size_t i = 0; i < about->columns; i++)
        for (size_t k = 0; k < sizeof members / sizeof *members; k++)
            if (strcmp(about->column[i].member, members[k]) == 0)
                return true;
    return false;
}

enum hoshi_status hoshi_job_decisions(struct portfolio_job *j)
{
    const char *const sheets[] = {hoshi_say(HOSHI_JA, WORD(supplier_list)),
                                  hoshi_say(HOSHI_EN, WORD(supplier_list)), NULL};
    const char *path = option_value(j->r, "--decisions");
    struct hoshi_supplier_reading *about = path ? calloc(1, sizeof *about) : NULL;
    struct hoshi_faults *quiet = path ? calloc(1, sizeof *quiet) : NULL;
    enum hoshi_status status = HOSHI_E_SUPPLIER_HEADER;
    if (!path)
        return HOSHI_OK;
    j->r->faults->file = path;
    for (size_t i = 0; about && quiet && i < 3 && status == HOSHI_E_SUPPLIER_HEADER; i++) {
        j->decisions.n = 0;
        quiet->n = 0;
        status = read_decisions(j, path, sheets[i], about, sheets[i] ? quiet : j->r->faults);
    }
    if (!about || !quiet)
        status = hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (status && !j->r->faults->n)
        hoshi_fault_add_file(j->r->faults, status, path, "");
    else if (!status && !decides(about))
        status = hoshi_fault_add(j->r->faults, HOSHI_E_SUPPLIER_HEADER, "--decisions", path,
                                 "決定, 扱い, 開始年, 重み / decision, handling, start, weight");
    j->r->faults->file = NULL;
    if (!status)
        status = hoshi_faults_status(j->r->faults);
    if (!status && j->decisions.n)
        hoshi_sort(j->decisions.item, j->decisions.n, j->decisions.size, by_decision);
    free(about);
    free(quiet);
    return status;
}

void hoshi_job_decide(struct portfolio_job *j, struct hoshi_supplier_result *r)
{
    char key[PORTFOLIO_KEY];
    size_t low = 0, high = j->decisions.n;
    if (!high)
        return;
    decision_key(r->head.id, key);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(((struct portfolio_decision *)hoshi_array_at(&j->decisions, middle))->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    struct portfolio_decision *d = low < j->decisions.n ? hoshi_array_at(&j->decisions, low) : NULL;
    if (!d || strcmp(d->key, key) != 0)
        return;
    d->taken = true;
    if (d->said) {
        r->head.must = d->must;
        r->head.must_not = d->must_not;
        r->head.start_fixed = d->start_fixed;
    }
    if (d->weight_micro != HOSHI_NONE)
        r->head.weight_micro = r->weight_micro = d->weight_micro;
}

void hoshi_job_tell_decisions(const struct portfolio_job *j)
{
    size_t said = 0, lost = 0;
    const char *first = "";
    for (size_t i = 0; i < j->decisions.n; i++) {
        const struct portfolio_decision *d = hoshi_array_at(&j->decisions, i);
        bool counts = d->said || d->weight_micro != HOSHI_NONE;
        said += counts && d->taken;
        lost += counts && !d->taken;
        first = counts && !d->taken && !*first ? d->key : first;
    }
    if (!j->decisions.n)
        return;
    fprintf(stderr,
            hoshi_say(j->r->talk, "決定・扱い・重みを当てはめた取引先 %zu社\n",
                      "decisions, handling or weight laid over %zu suppliers\n"),
            said);
    if (lost)
        fprintf(stderr,
                hoshi_say(j->r->talk,
                          "注意: 決定のある取引先のうち %zu社は、今回の一覧にありません（%s など）\n",
                          "CAUTION: %zu suppliers with a decision are not in this list (%s …)\n"),
                lost, first);
}
