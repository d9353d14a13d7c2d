/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of suppliers from any bytes: CSV, workbook or list of files. What is handed over must be whole. */
#include "supplier_read.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct hoshi_tables *tables;
static struct hoshi_supplier_reading about;
static int64_t items;

static void must(bool holds)
{
    if (!holds)
        __builtin_trap();
}

static bool take(void *user, const struct hoshi_supplier_item *item)
{
    (void)user;
    items++;
    if (item->kind == HOSHI_SUPPLIER_ROW) {
        const struct hoshi_supplier_head *h = &item->row_->head;
        must(h->id[0] && memchr(h->id, 0, sizeof h->id) && memchr(h->name, 0, sizeof h->name));
        must(hoshi_text_is_utf8(h->id, strlen(h->id)) && hoshi_text_is_utf8(h->name, strlen(h->name)));
        must(hoshi_supplier_row_check(item->row_, &tables->catalog, NULL) == HOSHI_OK);
    } else if (item->kind == HOSHI_SUPPLIER_LEFT_OUT)
        must(item->faults->n > 0);
    else
        must(item->path[0] != 0);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!tables && hoshi_tables_open(NULL, (struct hoshi_date){2026, 11, 22}, &tables, NULL))
        return 0;
    int fd = memfd_create("list", 0);
    char path[64];
    struct hoshi_supplier_read_options o = {.catalog = &tables->catalog};
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n) {
        close(fd);
        return 0;
    }
    items = 0;
    enum hoshi_status status = hoshi_suppliers_read(path, &o, take, NULL, &about, NULL);
    must(status || about.items == items);
    close(fd);
    return 0;
}
