/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What suppliers sent back: read before the list, met with every supplier of it, then joined while it is computed. And
 * whom to ask again. */
#include "portfolio_job.h"
#include "replies_text.h"

#include <stdlib.h>
#include <string.h>

/* Rows that are no supplier, or one that came before, are met by nobody. */
static bool is_supplier(const struct hoshi_supplier_item *item)
{
    if (item->kind != HOSHI_SUPPLIER_LEFT_OUT)
        return true;
    if (!item->id[0] || !item->faults->n)
        return false;
    enum hoshi_status status = item->faults->item[0].status;
    return !hoshi_supplier_is_no_other(status);
}

static bool meet_one(void *user, const struct hoshi_supplier_item *item)
{
    struct portfolio_job *j = user;
    if (item->kind == HOSHI_SUPPLIER_ROW)
        hoshi_returned_meet(j->returned, item->row_->head.id, item->row_->head.name);
    else if (is_supplier(item))
        hoshi_returned_meet(j->returned, item->id, item->name);
    return true;
}

/* Who is in the list must be known before any row is joined: a name that comes twice tells nobody's file. */
static enum hoshi_status meet_all(struct portfolio_job *j)
{
    struct hoshi_supplier_reading *about = calloc(1, sizeof *about);
    struct hoshi_supplier_ask ask = j->ask;
    ask.odd = NULL;
    ask.returned = NULL;
    ask.stars = NULL;
    const struct hoshi_supplier_read_options o = {.catalog = &j->tables->catalog,
                                                  .sheet = option_value(j->r, "--sheet"),
                                                  .level = j->options.level,
                                                  .ask = &ask};
    if (!about)
        return hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status status = hoshi_suppliers_read(j->r->arg[0], &o, meet_one, j, about, j->r->faults);
    bool rows = about->source == HOSHI_SUPPLIERS_CSV || about->source == HOSHI_SUPPLIERS_XLSX ||
                about->source == HOSHI_SUPPLIERS_ODS;
    free(about);
    if (!status && !rows)
        status =
            hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_VALUE, "--answers", j->r->arg[0], "X.csv, X.xlsx");
    return status;
}

enum hoshi_status hoshi_job_returned(struct portfolio_job *j)
{
    const char *folder = option_value(j->r, "--answers");
    if (!folder)
        return HOSHI_OK;
    if (hoshi_job_merges(j))
        return hoshi_fault_add(j->r->faults, HOSHI_E_USAGE_VALUE, "--answers", folder, "X.csv, X.xlsx");
    enum hoshi_status status = hoshi_returned_open(folder, j->tables, &j->returned, j->r->faults);
    if (!status)
        status = meet_all(j);
    if (status)
        return status;
    hoshi_returned_settle(j->returned);
    j->ask.returned = j->returned;
    return HOSHI_OK;
}

enum hoshi_status hoshi_job_register(struct portfolio_job *j)
{
    enum { MAPS = 64 };
    const char *path = option_value(j->r, "--register"), *map[MAPS];
    size_t n = 0;
    if (!path)
        return HOSHI_OK;
    for (; n < MAPS && option_again(j->r, "--register-map", n); n++)
        map[n] = option_again(j->r, "--register-map", n);
    enum hoshi_status status = hoshi_stars_open(path, &j->tables->catalog, map, n, &j->stars, j->r->faults);
    if (!status)
        j->ask.stars = j->stars;
    return status;
}

int hoshi_job_write_ask_again(struct portfolio_job *j)
{
    const char *path = option_value(j->r, "--ask-again");
    struct hoshi_buffer text;
    if (!path || !j->view)
        return EXIT_DONE;
    if (!output_allowed(j->r, path, j->r->arg, j->r->args))
        return fault_exit(j->r);
    hoshi_buffer_init(&text, 256 << 20);
    if (!hoshi_replies_csv(&text, j->lang, j->view) || !plain_text(&text))
        hoshi_fault_add(j->r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else
        (void)!hoshi_file_write(path, hoshi_buffer_text(&text), text.length, j->r->faults);
    hoshi_buffer_release(&text);
    return fault_exit(j->r);
}
