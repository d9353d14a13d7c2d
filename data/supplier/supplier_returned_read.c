/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file that came back, as a row of what it says. Questionnaires are put together as a case (case_compose.h) and read
 * as that, so that a survey means here what `import` makes of it. */
#include "answer_json.h"
#include "answer_read.h"
#include "case_compose.h"
#include "file.h"
#include "file_kind.h"
#include "import_read.h"
#include "json_read.h"
#include "received_read.h"
#include "supplier_returned.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct returned_reader {
    const struct hoshi_tables *tables;
    struct hoshi_arena *arena, *kept; /* of this file; of the list */
    struct hoshi_returned *item;
    struct hoshi_supplier_row *row;
    struct hoshi_faults *faults;
};

static enum hoshi_status returned_memory(struct returned_reader *r)
{
    return hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static void take_answers(struct returned_reader *r, const struct hoshi_answers *a)
{
    for (size_t i = 0; i < a->n && i < HOSHI_CRITERIA_MAX; i++) {
        const struct hoshi_answer *x = &a->answer[i];
        if (x->status == HOSHI_UNANSWERED)
            continue;
        r->row->gap = HOSHI_SUPPLIER_GAP_ANSWERS;
        r->row->answer[i] = (uint8_t)x->status;
        r->row->remaining_ppm[i] =
            x->status == HOSHI_PARTIAL && x->remaining_ppm != HOSHI_NONE ? (int32_t)x->remaining_ppm : -1;
        r->item->answered += x->status != HOSHI_WITHHELD;
    }
}

static void take_size(const struct hoshi_json *of, const char *key, int64_t most, int64_t *to)
{
    struct hoshi_json member;
    if (hoshi_json_get(of, key, &member))
        *to = hoshi_json_int(&member, 0, most, HOSHI_NONE);
}

static void take_supplier(struct returned_reader *r, const struct hoshi_json *supplier)
{
    const struct hoshi_catalog *catalog = &r->tables->catalog;
    struct hoshi_json size, facts, member;
    if (hoshi_json_get(supplier, "name", &member))
        hoshi_text_copy(r->item->name, sizeof r->item->name, hoshi_json_text(&member, HOSHI_NAME_MAX, true));
    take_size(supplier, "employees_regular", HOSHI_COUNT_MAX, &r->row->head.employees_regular);
    take_size(supplier, "capital_yen", HOSHI_YEN_MAX, &r->row->head.capital_yen);
    if (hoshi_json_get(supplier, "size", &size) && hoshi_json_is_object(&size))
        for (int d = HOSHI_USERS; d < HOSHI_DRIVERS; d++)
            take_size(&size, hoshi_driver_key((enum hoshi_driver)d), HOSHI_COUNT_MAX, &r->row->size[d]);
    if (!hoshi_json_get(supplier, "facts", &facts) || !hoshi_json_is_object(&facts))
        return;
    for (size_t i = 0; i < catalog->facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++)
        if (hoshi_json_get(&facts, catalog->fact[i].id, &member))
            r->row->fact[i] = hoshi_json_bool(&member, false) ? HOSHI_YES : HOSHI_NO;
}

static enum hoshi_status take_gap(struct returned_reader *r, const struct hoshi_json *gap)
{
    struct hoshi_answers answers = {0};
    struct hoshi_json member;
    char beside[4096];
    enum hoshi_status status = HOSHI_OK;
    if (hoshi_json_get(gap, "file", &member)) {
        const char *name = hoshi_json_text(&member, HOSHI_NAME_MAX, false);
        if (!hoshi_file_beside(r->item->path, name, beside, sizeof beside))
            return hoshi_fault_add(r->faults, HOSHI_E_FILE_OPEN, "gap.file", name, NULL);
        status = hoshi_answers_read(beside, &r->tables->catalog, r->arena, &answers, r->faults);
    } else
        status = hoshi_answers_json(gap, &r->tables->catalog, r->arena, &answers);
    if (!status)
        take_answers(r, &answers);
    return status;
}

/* A case without buyers, or a questionnaire as one. `answers`: not to be read from it. */
static enum hoshi_status returned_case(struct returned_reader *r, const struct hoshi_json *root, bool answers)
{
    struct hoshi_json member;
    if (hoshi_json_get(root, "case_id", &member) && hoshi_json_is_text(&member))
        hoshi_text_copy(r->item->code, sizeof r->item->code, hoshi_json_text(&member, HOSHI_NAME_MAX, true));
    if (hoshi_json_get(root, "as_of", &member) && !r->item->day.year)
        r->item->day = hoshi_json_date(&member);
    if (hoshi_json_get(root, "supplier", &member) && hoshi_json_is_object(&member))
        take_supplier(r, &member);
    if (answers && hoshi_json_get(root, "gap", &member) && hoshi_json_is_object(&member))
        return take_gap(r, &member);
    return hoshi_faults_status(r->faults);
}

/* ---- .json ---- */

static enum hoshi_status read_json(struct returned_reader *r, const char *text, size_t n)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, buyers, first;
    struct hoshi_answers answers = {0};
    enum hoshi_status status = hoshi_json_parse(text, n, &document, &root, r->faults);
    if (status)
        return status;
    if (!hoshi_json_get(&root, "hoshiwari_case", &first)) {
        status =
            hoshi_answers_parse(text, n, r->item->path, &r->tables->catalog, r->arena, &answers, r->faults);
        if (!status)
            take_answers(r, &answers);
    } else if (hoshi_json_get(&root, "buyers", &buyers) && hoshi_json_is_array(&buyers) &&
               hoshi_json_first(&buyers, &first)) {
        r->item->kind = HOSHI_RETURNED_CASE;
        char *copy = hoshi_arena_alloc(r->kept, n + 1);
        if (copy)
            memcpy(copy, text, n + 1);
        r->item->text = copy;
        r->item->text_n = n;
        status = copy ? returned_case(r, &root, false) : returned_memory(r);
    } else
        status = returned_case(r, &root, true);
    hoshi_json_close(document);
    return status;
}

/* ---- workbooks and CSV ---- */

static enum hoshi_status take_form(struct returned_reader *r, const struct hoshi_imported *in)
{
    struct hoshi_case_parts parts = {.file = r->item->path,
                                     .form = &in->form,
                                     .answers = &in->answers,
                                     .catalog = r->tables->catalog.version,
                                     .level = in->form.level ? in->form.level : HOSHI_LEVEL_MIN};
    struct hoshi_composed composed;
    struct hoshi_buffer text;
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root;
    hoshi_buffer_init(&text, HOSHI_FILE_MAX);
    hoshi_composed_init(&composed);
    enum hoshi_status status = hoshi_case_compose(&parts, &r->tables->catalog, &text, &composed, r->faults);
    if (!status)
        status = hoshi_json_parse(hoshi_buffer_text(&text), text.length, &document, &root, r->faults);
    if (!status)
        status = returned_case(r, &root, false);
    r->item->code_stated = strcmp(in->form.edition, "survey") == 0 && r->item->code[0];
    hoshi_json_close(document);
    hoshi_composed_release(&composed);
    hoshi_buffer_release(&text);
    return status;
}

static enum hoshi_status take_amount(struct returned_reader *r, struct hoshi_xlsx *book, bool *found)
{
    struct hoshi_received *received = calloc(1, sizeof *received);
    if (!received)
        return returned_memory(r);
    enum hoshi_status status = hoshi_received_read(book, found, received, r->faults);
    if (!status && *found) {
        r->item->kind = HOSHI_RETURNED_AMOUNT;
        r->item->asked_annual_yen = received->annual_yen;
        hoshi_text_copy(r->item->name, sizeof r->item->name, received->supplier);
    }
    free(received);
    return status;
}

static enum hoshi_status returned_sheet(struct returned_reader *r, const char *text, size_t n)
{
    struct hoshi_imported in = {0};
    struct hoshi_xlsx *book = NULL;
    enum hoshi_status status = HOSHI_OK;
    bool amount = false;
    if (hoshi_xlsx_kind(text, n) == HOSHI_FILE_ZIP) {
        status = hoshi_xlsx_open(text, n, &book, r->faults);
        if (!status) {
            r->item->day = hoshi_xlsx_modified(book);
            status = take_amount(r, book, &amount);
        }
        hoshi_xlsx_close(book);
    }
    if (status)
        return status;
    /* A buyer's copy need not show any answers. */
    status = hoshi_import_read(r->item->path, &r->tables->catalog, r->arena, &in, amount ? NULL : r->faults);
    if (status)
        return amount ? HOSHI_OK : status;
    if (in.back.found)
        return hoshi_fault_add(r->faults, HOSHI_E_FILE_KIND, NULL, NULL, "questionnaire --edition survey");
    if (in.form.found && !amount)
        status = take_form(r, &in);
    take_answers(r, &in.answers);
    return status;
}

static bool returned_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

static enum hoshi_status read_any(struct returned_reader *r)
{
    char *text = NULL;
    size_t n = 0;
    enum hoshi_status status = hoshi_file_read(r->item->path, HOSHI_FILE_MAX, &text, &n, r->faults);
    if (!status)
        status =
            returned_ends_with(r->item->path, ".json") ? read_json(r, text, n) : returned_sheet(r, text, n);
    free(text);
    return status ? status : hoshi_faults_status(r->faults);
}

void hoshi_returned_read(const struct hoshi_tables *tables, struct hoshi_arena *arena,
                         struct hoshi_returned *item)
{
    struct hoshi_arena own = {0};
    struct returned_reader r = {.tables = tables, .arena = &own, .kept = arena, .item = item};
    r.row = hoshi_arena_array(arena, 1, sizeof *r.row);
    r.faults = calloc(1, sizeof *r.faults);
    enum hoshi_status status = r.row && r.faults ? HOSHI_OK : HOSHI_E_MEMORY;
    item->asked_annual_yen = HOSHI_NONE;
    if (!status) {
        hoshi_supplier_row_init(r.row);
        r.faults->file = item->path;
        status = read_any(&r);
    }
    item->said = status || item->kind == HOSHI_RETURNED_CASE ? NULL : r.row;
    if (status) {
        item->state = HOSHI_RETURNED_UNREADABLE;
        item->status = status;
    }
    if (status && r.faults && r.faults->n) {
        item->status = r.faults->item[0].status;
        hoshi_text_copy(item->where, sizeof item->where, r.faults->item[0].path);
        hoshi_text_copy(item->got, sizeof item->got, r.faults->item[0].got);
    }
    hoshi_arena_release(&own);
    free(r.faults);
}
