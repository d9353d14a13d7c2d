/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `portfolio` writes: report, JSON, rows, workbook; in pieces, so that memory does not grow with the
 * list. */
#include "budget_workbook.h"
#include "portfolio_job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void hoshi_pieces_flush(struct pieces *p, size_t least)
{
    if (p->text.length < least)
        return;
    p->failed |= !plain_text(&p->text) ||
                 fwrite(hoshi_buffer_text(&p->text), 1, p->text.length, p->file) != p->text.length;
    p->text.length = 0;
}

/* Year of the start and place in the order, of supplier `index`. */
static int portfolio_output_start_of(const struct portfolio_job *j, size_t index, int64_t *rank)
{
    const struct hoshi_budget_choice *c = j->view ? j->view->choice : NULL;
    *rank = c ? (int64_t)c->rank[index] + 1 : 0;
    return c ? c->start[index] : -1;
}

static bool json_suppliers(struct portfolio_job *j, struct pieces *p, struct hoshi_json_writer *json)
{
    struct hoshi_supplier_result record;
    for (int64_t i = 0; i < j->portfolio->suppliers && !p->failed; i++) {
        int64_t rank;
        int start = portfolio_output_start_of(j, (size_t)i, &rank);
        if (!hoshi_job_record(j, i, &record))
            return false;
        hoshi_json_line(json, 4);
        hoshi_portfolio_put_json_supplier(json, &record, start, rank);
        hoshi_pieces_flush(p, PIECES_FULL);
    }
    return !p->failed;
}

bool hoshi_pieces_open(struct portfolio_job *j, struct pieces *p)
{
    *p = (struct pieces){0};
    if (hoshi_output_open(&p->output, j->out, j->r->faults))
        return false;
    p->file = fdopen(dup(p->output.fd), "wb");
    if (!p->file) {
        hoshi_fault_add(j->r->faults, HOSHI_E_FILE_WRITE, j->out, strerror(errno), NULL);
        hoshi_output_close(&p->output);
        return false;
    }
    hoshi_buffer_init(&p->text, 64 << 20);
    return true;
}

enum hoshi_status hoshi_pieces_close(struct portfolio_job *j, struct pieces *p, bool ok)
{
    struct hoshi_faults *faults = j->r->faults;
    hoshi_pieces_flush(p, 0);
    int error = errno;
    bool written = fclose(p->file) == 0 && !p->failed;
    hoshi_buffer_release(&p->text);
    enum hoshi_status status =
        !written ? hoshi_fault_add(faults, HOSHI_E_FILE_WRITE, j->out, strerror(error), NULL)
        : ok     ? hoshi_output_place(&p->output, j->out, faults)
        : hoshi_faults_status(faults) ? hoshi_faults_status(faults)
                                      : hoshi_fault_add(faults, HOSHI_E_INTERNAL, j->out, NULL, NULL);
    hoshi_output_close(&p->output);
    return status;
}

static enum hoshi_status write_csv(struct portfolio_job *j)
{
    struct hoshi_budget_csv *csv;
    struct pieces p;
    enum hoshi_status status = hoshi_budget_csv_open(j->view, j->lang, &csv, j->r->faults);
    if (status)
        return status;
    if (!hoshi_pieces_open(j, &p)) {
        hoshi_budget_csv_close(csv, NULL);
        return HOSHI_E_FILE_WRITE;
    }
    bool ok = true;
    hoshi_budget_csv_head(csv, &p.text);
    for (int64_t i = 0; i < j->portfolio->suppliers && ok && !p.failed; i++) {
        ok = hoshi_budget_csv_supplier(csv, (size_t)i, &p.text);
        hoshi_pieces_flush(&p, PIECES_FULL);
    }
    hoshi_budget_csv_close(csv, &p.text);
    return hoshi_pieces_close(j, &p, ok && !p.failed);
}

int hoshi_job_print_json(struct portfolio_job *j)
{
    struct pieces p = {.file = stdout};
    struct hoshi_json_writer w;
    hoshi_buffer_init(&p.text, 256 << 20);
    hoshi_json_start(&w, &p.text);
    hoshi_portfolio_put_json(&w, &j->report);
    bool ok = true;
    if (!option_value(j->r, "--totals")) {
        hoshi_json_line(&w, 2);
        hoshi_json_list(&w, "suppliers");
        ok = json_suppliers(j, &p, &w);
        hoshi_json_end(&w);
    }
    hoshi_json_end(&w);
    hoshi_buffer_puts(&p.text, "\n");
    hoshi_pieces_flush(&p, 0);
    ok = fflush(stdout) == 0 && ok && !p.failed;
    hoshi_buffer_release(&p.text);
    if (!ok)
        hoshi_fault_add(j->r->faults, HOSHI_E_FILE_WRITE, "stdout", strerror(errno), NULL);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}

int hoshi_job_print_report(struct portfolio_job *j)
{
    struct hoshi_buffer text;
    hoshi_buffer_init(&text, 64 << 20);
    hoshi_portfolio_print(&text, j->lang, &j->report);
    int code = print_out(j->r, &text);
    hoshi_buffer_release(&text);
    return code;
}

int hoshi_job_write_file(struct portfolio_job *j)
{
    const struct hoshi_portfolio *p = j->portfolio;
    if (!p->suppliers && j->options.shards < 2)
        hoshi_fault_add(j->r->faults, HOSHI_E_PORTFOLIO_EMPTY, NULL, NULL, NULL);
    else if (j->options.strict && p->left_out)
        hoshi_fault_add(j->r->faults, HOSHI_E_PORTFOLIO_LEFT_OUT, j->out, NULL, "--strict");
    else if (j->output == OUTPUT_CSV)
        (void)!write_csv(j);
    else if (j->output == OUTPUT_XLSX)
        (void)!hoshi_budget_workbook_write(j->view, j->lang, j->out, j->r->faults);
    return fault_exit(j->r);
}
