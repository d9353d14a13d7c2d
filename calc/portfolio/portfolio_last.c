/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio_last.h"
#include "portfolio_making.h"
#include "portfolio_sound.h"

#include <stdlib.h>
#include <string.h>

struct hoshi_portfolio_last {
    struct hoshi_supplier_store *store;
    char list[256];
};

static enum hoshi_status last_check(struct hoshi_portfolio_last *last, const char *path,
                                    struct hoshi_faults *faults)
{
    const struct hoshi_supplier_store *s = last->store;
    struct stored_summary summary;
    if (hoshi_supplier_store_sections(s) <= SECTION_SUMMARY)
        return hoshi_fault_add(faults, HOSHI_E_RESULT_FOREIGN, path, NULL, NULL);
    if (hoshi_supplier_store_record_bytes(s, SECTION_RECORDS) != sizeof(struct stored_record) ||
        hoshi_supplier_store_record_bytes(s, SECTION_SUMMARY) != sizeof summary)
        return hoshi_fault_add(faults, HOSHI_E_RESULT_VERSION, path, hoshi_supplier_store_label(s)->program,
                               NULL);
    if (hoshi_supplier_store_label(s)->shards > 1)
        return hoshi_fault_add(faults, HOSHI_E_RESULT_SHARD, path, NULL, "--merge");
    if (!hoshi_supplier_store_read(s, SECTION_SUMMARY, 0, &summary) ||
        !hoshi_sound_text(summary.list, sizeof summary.list))
        return hoshi_fault_add(faults, HOSHI_E_RESULT_DAMAGED, path, NULL, NULL);
    memcpy(last->list, summary.list, sizeof last->list);
    return HOSHI_OK;
}

enum hoshi_status hoshi_portfolio_last_open(const char *path, struct hoshi_portfolio_last **out,
                                            struct hoshi_faults *faults)
{
    struct hoshi_portfolio_last *last = calloc(1, sizeof *last);
    if (!last)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = hoshi_supplier_store_open(path, &last->store, faults);
    if (!s)
        s = last_check(last, path, faults);
    if (s) {
        hoshi_portfolio_last_close(last);
        return s;
    }
    *out = last;
    return HOSHI_OK;
}

void hoshi_portfolio_last_close(struct hoshi_portfolio_last *last)
{
    if (!last)
        return;
    hoshi_supplier_store_close(last->store);
    free(last);
}

int64_t hoshi_portfolio_last_suppliers(const struct hoshi_portfolio_last *last)
{
    return hoshi_supplier_store_count(last->store, SECTION_RECORDS);
}

bool hoshi_portfolio_last_record(const struct hoshi_portfolio_last *last, int64_t index,
                                 struct hoshi_supplier_result *out)
{
    struct stored_record record;
    if (!hoshi_supplier_store_read(last->store, SECTION_RECORDS, index, &record) ||
        !hoshi_sound_result(&record.result))
        return false;
    *out = record.result;
    return true;
}

const struct hoshi_supplier_store_label *hoshi_portfolio_last_label(const struct hoshi_portfolio_last *last)
{
    return hoshi_supplier_store_label(last->store);
}

const char *hoshi_portfolio_last_list(const struct hoshi_portfolio_last *last)
{
    return last->list;
}
