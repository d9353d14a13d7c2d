/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the silent would answer, learnt from those of the list that did: a first look at the whole of it. */
#include "portfolio_making.h"

#include <stdlib.h>
#include <string.h>

struct look {
    const struct hoshi_portfolio_options *o;
    struct hoshi_portfolio_learnt *learnt;
};

/* One supplier's open share of what it answered, category by category. */
static void learn_note(struct hoshi_portfolio_learnt *learnt, size_t group,
                       const int64_t open[HOSHI_CATEGORIES + 1], const int64_t answered[HOSHI_CATEGORIES + 1])
{
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        if (answered[k] > 0) {
            learnt->suppliers[group][k]++;
            learnt->open_ppm[group][k] += open[k] * HOSHI_MICRO / answered[k];
        }
}

static void note_answer(enum hoshi_answer_status status, bool nothing_left, int64_t n, int64_t *open,
                        int64_t *answered)
{
    if (status == HOSHI_UNANSWERED || status == HOSHI_WITHHELD)
        return;
    *answered += n;
    *open += (status == HOSHI_UNMET || status == HOSHI_PARTIAL) && !nothing_left ? n : 0;
}

static void look_at_row(struct look *x, const struct hoshi_supplier_row *row)
{
    const struct hoshi_catalog *catalog = &x->o->tables->catalog;
    int64_t open[HOSHI_CATEGORIES + 1] = {0}, answered[HOSHI_CATEGORIES + 1] = {0};
    int level = hoshi_supplier_level(&row->head);
    if (row->gap == HOSHI_SUPPLIER_GAP_COUNTS) {
        for (int k = 1; k <= HOSHI_CATEGORIES; k++)
            for (int s = 0; s < HOSHI_ANSWERS; s++)
                note_answer((enum hoshi_answer_status)s, false, row->count[k][s], &open[k], &answered[k]);
    } else {
        for (size_t i = 0; i < catalog->criteria; i++) {
            const struct hoshi_criterion *c = &catalog->criterion[i];
            if (c->level <= level)
                note_answer((enum hoshi_answer_status)row->answer[i], row->remaining_ppm[i] == 0, 1,
                            &open[c->category], &answered[c->category]);
        }
    }
    learn_note(x->learnt, hoshi_supplier_group(level, row->head.employees_regular), open, answered);
}

/* A case that cannot be read is told when it is computed. */
static void look_at_case(struct look *x, const struct hoshi_supplier_item *item)
{
    struct hoshi_case *c = NULL;
    struct hoshi_faults *unheard = calloc(1, sizeof *unheard);
    struct hoshi_need *need = malloc(sizeof *need);
    if (unheard && need && item->text &&
        !hoshi_case_parse(item->text, item->text_n, item->path, x->o->tables, &c, unheard)) {
        int64_t open[HOSHI_CATEGORIES + 1], answered[HOSHI_CATEGORIES + 1];
        hoshi_need_init(need, x->o->tables, c, (int)c->target_level);
        for (int k = 0; k <= HOSHI_CATEGORIES; k++) {
            open[k] = (int64_t)need->open[k];
            answered[k] = (int64_t)need->answered[k];
        }
        learn_note(x->learnt, hoshi_supplier_group(c->target_level, c->supplier.employees_regular), open,
                   answered);
        hoshi_case_close(c);
    }
    free(need);
    free(unheard);
}

static bool learn_look(void *user, const struct hoshi_supplier_item *item)
{
    struct look *x = user;
    if (item->kind == HOSHI_SUPPLIER_ROW)
        look_at_row(x, item->row_);
    else if (item->kind == HOSHI_SUPPLIER_CASE)
        look_at_case(x, item);
    return true;
}

/* A list that is not as it should be teaches nothing, and the run tells why. A machine that fails (a file that cannot be
 * opened this once, memory) would pass unseen if the run then succeeds with other figures. */
static enum hoshi_status learn_told(enum hoshi_status status, const struct hoshi_faults *unheard,
                                    struct hoshi_faults *faults)
{
    if (hoshi_status_exit(status) != 3)
        return HOSHI_OK;
    if (faults && unheard)
        *faults = *unheard;
    return status;
}

enum hoshi_status hoshi_portfolio_learn(const char *path, const struct hoshi_portfolio_options *o,
                                        struct hoshi_portfolio_learnt *learnt, struct hoshi_faults *faults)
{
    struct look x = {.o = o, .learnt = learnt};
    const struct hoshi_supplier_read_options read = {
        .catalog = &o->tables->catalog, .sheet = o->sheet, .level = o->level, .ask = NULL};
    struct hoshi_supplier_ask quiet = o->ask ? *o->ask : (struct hoshi_supplier_ask){0};
    struct hoshi_supplier_read_options with = read;
    memset(learnt, 0, sizeof *learnt);
    learnt->own_answers_only = o->settings->own_answers_only;
    if (learnt->own_answers_only)
        return HOSHI_OK;
    quiet.odd = NULL;
    with.ask = o->ask ? &quiet : NULL;
    struct hoshi_supplier_reading *about = calloc(1, sizeof *about);
    struct hoshi_faults *unheard = calloc(1, sizeof *unheard);
    enum hoshi_status status =
        about && unheard ? hoshi_suppliers_read(path, &with, learn_look, &x, about, unheard) : HOSHI_E_MEMORY;
    if (status)
        memset(learnt, 0, sizeof *learnt);
    status = learn_told(status, unheard, faults);
    free(about);
    free(unheard);
    return status;
}
