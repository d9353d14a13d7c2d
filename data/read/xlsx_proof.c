/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library that writes workbooks spools its parts through files and looks at few of its own errors; what a
 * full disk or lack of memory made of a part shows here. */
#include "xlsx_proof.h"
#include "array.h"
#include "cell_name.h"
#include "sort.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { CHUNK = 64 * 1024 };

struct proof_range {
    uint32_t row, last_row, column, last_column;
};

struct proof {
    zip_t *zip;
    const char *shown;
    struct hoshi_faults *faults;
    XML_Parser parser;
    const char *wrong;          /* what a handler found; NULL = nothing */
    struct hoshi_array merges;  /* struct proof_range, of the part being read */
    struct hoshi_array reached; /* last row of the merged ranges, by column */
    bool memory;
};

static enum hoshi_status proof_fault(struct proof *p, const char *part, const char *what)
{
    char got[200];
    snprintf(got, sizeof got, "%.100s: %.90s", part, what);
    return hoshi_fault_add(p->faults, HOSHI_E_WORKBOOK_WRITE, p->shown, got, NULL);
}

static enum hoshi_status proof_memory(struct proof *p)
{
    return hoshi_fault_add(p->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
}

static const char *proof_attribute(const char **attribute, const char *name)
{
    for (; attribute[0]; attribute += 2)
        if (strcmp(attribute[0], name) == 0)
            return attribute[1];
    return NULL;
}

static void proof_merge(struct proof *p, const char *text)
{
    struct proof_range r;
    const char *end;
    bool sound = text && hoshi_cell_reference(text, &r.row, &r.column, &end) && *end == ':' &&
                 hoshi_cell_reference(end + 1, &r.last_row, &r.last_column, &end) && !*end;
    struct proof_range *to = sound ? hoshi_array_add(&p->merges) : NULL;
    if (to)
        *to = r;
    else if (sound)
        p->memory = true;
    else
        p->wrong = "mergeCell";
}

static void XMLCALL proof_start(void *user, const XML_Char *name, const XML_Char **attribute)
{
    struct proof *p = user;
    if (strcmp(name, "mergeCell") == 0)
        proof_merge(p, proof_attribute(attribute, "ref"));
    else if (strcmp(name, "Override") == 0) {
        const char *part = proof_attribute(attribute, "PartName");
        if (!part || part[0] != '/' || zip_name_locate(p->zip, part + 1, 0) < 0)
            p->wrong = part ? "a part that is not there" : "PartName";
    }
}

static int proof_by_row(const void *a, const void *b)
{
    const struct proof_range *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* From top to bottom, each column knows how far down it is merged. */
static void proof_overlaps(struct proof *p)
{
    if (p->merges.n > 1)
        hoshi_sort(p->merges.item, p->merges.n, p->merges.size, proof_by_row);
    p->reached.n = 0;
    for (size_t i = 0; i < p->merges.n && !p->wrong; i++) {
        const struct proof_range *r = hoshi_array_at(&p->merges, i);
        while (p->reached.n <= r->last_column) {
            uint32_t *row = hoshi_array_add(&p->reached);
            if (!row) {
                p->memory = true;
                return;
            }
            *row = 0;
        }
        for (uint32_t c = r->column; c <= r->last_column; c++) {
            uint32_t *row = hoshi_array_at(&p->reached, c);
            if (*row >= r->row)
                p->wrong = "cells merged twice";
            *row = r->last_row;
        }
    }
}

static bool is_xml(const char *part)
{
    static const char *const ends[] = {".xml", ".rels", ".vml"};
    size_t n = strlen(part);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n > strlen(ends[i]) && strcmp(part + n - strlen(ends[i]), ends[i]) == 0)
            return true;
    return false;
}

/* Read a part to its end, where the library compares the checksum; through the parser when there is one. */
static enum hoshi_status proof_bytes(struct proof *p, const char *part, zip_file_t *file)
{
    char plain[CHUNK / 16];
    for (;;) {
        char *buffer = p->parser ? XML_GetBuffer(p->parser, CHUNK) : plain;
        if (!buffer)
            return proof_memory(p);
        zip_int64_t n = zip_fread(file, buffer, p->parser ? CHUNK : sizeof plain);
        if (n < 0)
            return proof_fault(p, part, zip_file_strerror(file));
        if (p->parser && XML_ParseBuffer(p->parser, (int)n, n == 0) != XML_STATUS_OK) {
            enum XML_Error error = XML_GetErrorCode(p->parser);
            return error == XML_ERROR_NO_MEMORY ? proof_memory(p)
                                                : proof_fault(p, part, XML_ErrorString(error));
        }
        if (p->wrong || p->memory)
            return p->memory ? proof_memory(p) : proof_fault(p, part, p->wrong);
        if (n == 0)
            return HOSHI_OK;
    }
}

static enum hoshi_status proof_part(struct proof *p, zip_uint64_t i)
{
    const char *part = zip_get_name(p->zip, i, 0);
    zip_file_t *file = part ? zip_fopen_index(p->zip, i, 0) : NULL;
    if (!file)
        return proof_fault(p, part ? part : "?", zip_strerror(p->zip));
    bool xml = is_xml(part);
    p->parser = xml ? XML_ParserCreate(NULL) : NULL;
    enum hoshi_status status = xml && !p->parser ? proof_memory(p) : HOSHI_OK;
    p->merges.n = 0;
    if (p->parser) {
        XML_SetUserData(p->parser, p);
        XML_SetStartElementHandler(p->parser, proof_start);
    }
    if (!status)
        status = proof_bytes(p, part, file);
    if (!status)
        proof_overlaps(p);
    if (!status && (p->wrong || p->memory))
        status = p->memory ? proof_memory(p) : proof_fault(p, part, p->wrong);
    if (p->parser)
        XML_ParserFree(p->parser);
    p->parser = NULL;
    zip_fclose(file);
    return status;
}

enum hoshi_status hoshi_xlsx_prove(const char *path, const char *shown, struct hoshi_faults *faults)
{
    struct proof p = {.shown = shown,
                      .faults = faults,
                      .merges = HOSHI_ARRAY(struct proof_range),
                      .reached = HOSHI_ARRAY(uint32_t)};
    int code = 0;
    p.zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!p.zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        enum hoshi_status status =
            code == ZIP_ER_MEMORY ? proof_memory(&p) : proof_fault(&p, ".xlsx", zip_error_strerror(&error));
        zip_error_fini(&error);
        return status;
    }
    enum hoshi_status status = HOSHI_OK;
    if (zip_name_locate(p.zip, "[Content_Types].xml", 0) < 0)
        status = proof_fault(&p, "[Content_Types].xml", "–");
    for (zip_int64_t i = 0; !status && i < zip_get_num_entries(p.zip, 0); i++)
        status = proof_part(&p, (zip_uint64_t)i);
    hoshi_array_release(&p.merges);
    hoshi_array_release(&p.reached);
    zip_discard(p.zip);
    return status;
}
