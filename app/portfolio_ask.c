/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user settles about a list, and the list to correct, which is written beside the result. */
#include "portfolio_job.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CORRECTIONS_BYTES = 1 << 26, CORRECTIONS_FILES = 99 };

/* Every value of an option that may be repeated; false without memory. */
static bool ask_all(struct request *r, const char *name, const char *const **list, size_t *n)
{
    const char **all = NULL;
    *n = 0;
    while (option_again(r, name, *n))
        ++*n;
    if (*n && !(all = calloc(*n, sizeof *all))) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return false;
    }
    for (size_t i = 0; i < *n; i++)
        all[i] = option_again(r, name, i);
    *list = all;
    return true;
}

static void ask_odd(void *user, const struct hoshi_supplier_odd *odd)
{
    struct portfolio_job *j = user;
    struct odd_cells *o = &j->odd;
    enum hoshi_supplier_language language = j->lang == HOSHI_JA ? HOSHI_SUPPLIER_JA : HOSHI_SUPPLIER_EN;
    o->cells++;
    if (o->text.length + 8192 > CORRECTIONS_BYTES)
        return;
    if (!o->text.length)
        hoshi_correct_print_head(&o->text, language);
    hoshi_correct_print(&o->text, language, odd,
                        odd->status ? hoshi_status_sentence(j->lang, odd->status) : "");
    o->kept++;
}

bool hoshi_job_ask(struct portfolio_job *j)
{
    struct request *r = j->r;
    struct hoshi_supplier_ask *ask = &j->ask;
    const char *corrections = option_value(r, "--corrections");
    hoshi_buffer_init(&j->odd.text, CORRECTIONS_BYTES);
    if (!ask_all(r, "--map", &ask->map, &ask->maps) || !ask_all(r, "--ignore", &ask->ignore, &ask->ignores) ||
        !ask_all(r, "--unit", &ask->unit, &ask->units) ||
        !ask_all(r, "--numbers", &ask->number, &ask->numbers) ||
        (corrections && hoshi_correct_read(corrections, &j->corrections, r->faults)))
        return false;
    ask->sum_duplicates = option_value(r, "--sum-duplicates") != NULL;
    ask->correction = j->corrections.item;
    ask->corrections = j->corrections.n;
    ask->corrections_digest = corrections ? j->corrections.digest : NULL;
    ask->odd = ask_odd;
    ask->odd_user = j;
    j->options.ask = ask;
    return true;
}

void hoshi_job_ask_release(struct portfolio_job *j)
{
    free((void *)(uintptr_t)j->ask.map);
    free((void *)(uintptr_t)j->ask.ignore);
    free((void *)(uintptr_t)j->ask.unit);
    free((void *)(uintptr_t)j->ask.number);
    hoshi_correct_release(&j->corrections);
    hoshi_buffer_release(&j->odd.text);
}

/* X.xlsx: X.corrections.csv, or the first of X.corrections-2.csv … that is not there: a filled list is nobody's to
 * overwrite. */
static bool ask_free_name(const char *out, char *path, size_t size)
{
    struct stat st;
    const char *dot = strrchr(out, '.'), *slash = strrchr(out, '/');
    int stem = (int)(dot && (!slash || dot > slash) ? (size_t)(dot - out) : strlen(out));
    for (int i = 1; i <= CORRECTIONS_FILES; i++) {
        int n = i == 1 ? snprintf(path, size, "%.*s.corrections.csv", stem, out)
                       : snprintf(path, size, "%.*s.corrections-%d.csv", stem, out, i);
        if (n < 0 || (size_t)n >= size)
            return false;
        if (lstat(path, &st) != 0)
            return true;
    }
    return false;
}

int hoshi_job_write_corrections(struct portfolio_job *j)
{
    char path[4096];
    struct odd_cells *o = &j->odd;
    if (!o->cells || !j->out)
        return EXIT_DONE;
    if (o->text.failed || !ask_free_name(j->out, path, sizeof path)) {
        hoshi_fault_add(j->r->faults, o->text.failed ? HOSHI_E_MEMORY : HOSHI_E_FILE_WRITE, j->out, NULL,
                        NULL);
        return fault_exit(j->r);
    }
    if (!plain_text(&o->text) ||
        hoshi_file_write(path, hoshi_buffer_text(&o->text), o->text.length, j->r->faults))
        return fault_exit(j->r);
    fprintf(
        stderr,
        hoshi_say(
            j->r->talk,
            "訂正表（%" PRId64
            "欄）を %s に書きました。「正しい値」を書き込み、--corrections で渡してください。\n",
            "%" PRId64
            " cells to correct are in %s. Fill in \"correct value\" and give it back by --corrections.\n"),
        o->kept, path);
    return EXIT_DONE;
}
