/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "status.h"
#include "text_plain.h"

#include <stdio.h>
#include <string.h>

static const enum hoshi_status all[] = {
#define HOSHI_STATUS(name, number, exit_class) HOSHI_##name,
#include "status.def"
#undef HOSHI_STATUS
};

size_t hoshi_status_list(const enum hoshi_status **list)
{
    *list = all;
    return sizeof all / sizeof all[0];
}

int hoshi_status_exit(enum hoshi_status status)
{
    switch (status) {
    case HOSHI_OK:
        return 0;
#define HOSHI_STATUS(name, number, exit_class)                                                               \
    case HOSHI_##name:                                                                                       \
        return exit_class;
#include "status.def"
#undef HOSHI_STATUS
    }
    return 3;
}

const char *hoshi_status_name(enum hoshi_status status)
{
    switch (status) {
    case HOSHI_OK:
        return "OK";
#define HOSHI_STATUS(name, number, exit_class)                                                               \
    case HOSHI_##name:                                                                                       \
        return #name;
#include "status.def"
#undef HOSHI_STATUS
    }
    return "?";
}

/* What is told may be what somebody sent: plain, and on one line. */
static void copy_plain(char *to, size_t size, const char *text)
{
    hoshi_text_clean(text ? text : "", text ? strlen(text) : 0, to, size);
    for (char *p = to; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
}

HOSHI_PRINTF(6, 0)
static enum hoshi_status status_add(struct hoshi_faults *faults, enum hoshi_status status, long row,
                                    const char *path, const char *got, const char *allowed, va_list args)
{
    if (!faults)
        return status;
    if (faults->n == HOSHI_FAULTS_MAX) {
        faults->dropped++;
        return status;
    }
    struct hoshi_fault *f = &faults->item[faults->n++];
    memset(f, 0, sizeof *f);
    f->status = status;
    f->row = row;
    copy_plain(f->file, sizeof f->file, faults->file);
    copy_plain(f->path, sizeof f->path, path);
    copy_plain(f->got, sizeof f->got, got);
    if (allowed) {
        char line[1024];
        vsnprintf(line, sizeof line, allowed, args);
        copy_plain(f->allowed, sizeof f->allowed, line);
    }
    return status;
}

enum hoshi_status hoshi_fault_add(struct hoshi_faults *faults, enum hoshi_status status, const char *path,
                                  const char *got, const char *allowed, ...)
{
    va_list args;
    va_start(args, allowed);
    status_add(faults, status, 0, path, got, allowed, args);
    va_end(args);
    return status;
}

enum hoshi_status hoshi_fault_add_row(struct hoshi_faults *faults, enum hoshi_status status, long row,
                                      const char *path, const char *got, const char *allowed, ...)
{
    va_list args;
    va_start(args, allowed);
    status_add(faults, status, row, path, got, allowed, args);
    va_end(args);
    return status;
}

enum hoshi_status hoshi_fault_add_file(struct hoshi_faults *faults, enum hoshi_status status,
                                       const char *file, const char *got)
{
    const char *before = faults ? faults->file : NULL;
    if (faults)
        faults->file = file;
    hoshi_fault_add(faults, status, NULL, got, NULL);
    if (faults)
        faults->file = before;
    return status;
}

enum hoshi_status hoshi_faults_status(const struct hoshi_faults *faults)
{
    return faults && faults->n ? faults->item[0].status : HOSHI_OK;
}
