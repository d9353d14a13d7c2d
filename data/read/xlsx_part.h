/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One XML part of a workbook, parsed under limits. Inside the xlsx reader only.
 */
#ifndef HOSHI_XLSX_PART_H
#define HOSHI_XLSX_PART_H

#include <stdint.h>

#include "xlsx_format.h"
#include "xlsx_read.h"

struct XML_ParserStruct;
struct hoshi_ods;
struct zip;

struct hoshi_xlsx_sheet {
    const char *name, *part;
    enum hoshi_sheet_state state;
};

struct hoshi_xlsx_name {
    const char *name, *target; /* "annual_yen", "'見積内訳'!$D$18" */
};

struct hoshi_xlsx {
    struct zip *zip;
    size_t bytes;
    /* 64 bits wherever it runs: a long list may inflate to 4 GiB, which a size_t of 32 bits cannot count. */
    uint64_t inflated;
    uint64_t factor; /* on the sizes a part may have while a sheet is streamed; else 1 */
    bool long_sheets;
    struct hoshi_xlsx_sheet *sheet;
    size_t sheets;
    struct hoshi_xlsx_name *name; /* defined names of single cells and ranges, the first HOSHI_XLSX_NAMES */
    size_t names;
    const char *strings_part, *styles_part; /* NULL when there is none */
    const char **string;
    size_t strings;
    bool shared_read;
    bool *date_format;                                /* per cell format */
    const struct hoshi_number_format **number_format; /* per cell format; NULL: shows numbers as they are */
    size_t formats;
    bool date1904;
    struct hoshi_ods *ods;   /* of an OpenDocument (ods_part.h); NULL: .xlsx */
    struct hoshi_grid *grid; /* per sheet: kept by hoshi_xlsx_grid */
    bool *kept;
    struct hoshi_arena arena;
};

struct hoshi_xml;

/** Element names come without prefix; foreign ones come as "", unless a flag below says otherwise. */
struct hoshi_xml_handlers {
    void (*start)(struct hoshi_xml *x, const char *name, const char **attribute);
    void (*end)(struct hoshi_xml *x, const char *name);            /* may be NULL */
    void (*text)(struct hoshi_xml *x, const char *text, size_t n); /* may be NULL */
    bool any_namespace;
    bool whole_names; /* names come as "uri local" */
};

struct hoshi_xml {
    const struct hoshi_xml_handlers *on;
    void *user;
    struct hoshi_xlsx *book;
    const char *part;
    struct hoshi_faults *faults;
    struct XML_ParserStruct *parser;
    enum hoshi_status status;
    int depth;    /* of the element being started or ended; the root has 1 */
    bool stopped; /* on purpose, without a fault */
};

/** Stop with a fault; the first one stays. The status. */
enum hoshi_status hoshi_xml_fail_at(struct hoshi_xml *x, enum hoshi_status status, const char *path,
                                    const char *got, const char *allowed);
/** As hoshi_xml_fail_at, of the whole part. */
enum hoshi_status hoshi_xml_fail(struct hoshi_xml *x, enum hoshi_status status, const char *got,
                                 const char *allowed);
/** As hoshi_xml_fail_at, over a limit. */
enum hoshi_status hoshi_xml_fail_over(struct hoshi_xml *x, enum hoshi_status status, const char *path,
                                      uint64_t limit);

/** Stop on purpose, without a fault. */
void hoshi_xml_stop(struct hoshi_xml *x);

/** Value of an attribute without prefix, or NULL. */
const char *hoshi_xml_attribute(const char **attribute, const char *name);
/** Digits only, at most max; false otherwise. */
bool hoshi_xml_digits(const char *text, unsigned long max, unsigned long *value);
/** "1", "true", "on". */
bool hoshi_xml_truth(const char *text);

/** True when the archive has such a part, whatever the case of its letters. */
bool hoshi_xml_has_part(const struct hoshi_xlsx *book, const char *part);

/**
 * Parse a part of the archive.
 * @return HOSHI_OK, also when a handler stopped on purpose; what a handler failed with; HOSHI_E_ARCHIVE,
 *         _ENCRYPTED, _FILE_TOO_LARGE, _MEMORY
 */
enum hoshi_status hoshi_xml_part(struct hoshi_xlsx *book, const char *part,
                                 const struct hoshi_xml_handlers *on, void *user,
                                 struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
