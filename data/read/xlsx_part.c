/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libzip inflates and checks sums, expat parses; both see untrusted bytes, so every part goes through
 * hoshi_xml_part(), which counts bytes, nesting and token size, and refuses a DOCTYPE before any entity can
 * be declared. */
#include "xlsx_part.h"

#include <expat.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

enum { CHUNK = 64 * 1024 };

enum hoshi_status hoshi_xml_fail_at(struct hoshi_xml *x, enum hoshi_status status, const char *path,
                                    const char *got, const char *allowed)
{
    if (x->status)
        return x->status;
    x->status = status;
    if (allowed)
        hoshi_fault_add(x->faults, status, path, got, "%s", allowed);
    else
        hoshi_fault_add(x->faults, status, path, got, NULL);
    XML_StopParser(x->parser, XML_FALSE);
    return status;
}

enum hoshi_status hoshi_xml_fail(struct hoshi_xml *x, enum hoshi_status status, const char *got,
                                 const char *allowed)
{
    return hoshi_xml_fail_at(x, status, x->part, got, allowed);
}

enum hoshi_status hoshi_xml_fail_over(struct hoshi_xml *x, enum hoshi_status status, const char *path,
                                      uint64_t limit)
{
    char allowed[40];
    snprintf(allowed, sizeof allowed, "%" PRIu64, limit);
    return hoshi_xml_fail_at(x, status, path, NULL, allowed);
}

/* "uri local" of expat; the spreadsheet namespaces are the transitional and the Strict one. */
static const char *local_name(const struct hoshi_xml *x, const char *name)
{
    static const char transitional[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main ";
    static const char strict[] = "http://purl.oclc.org/ooxml/spreadsheetml/main ";
    if (x->on->whole_names)
        return name;
    if (strncmp(name, transitional, sizeof transitional - 1) == 0)
        return name + sizeof transitional - 1;
    if (strncmp(name, strict, sizeof strict - 1) == 0)
        return name + sizeof strict - 1;
    if (!x->on->any_namespace)
        return "";
    const char *space = strrchr(name, ' ');
    return space ? space + 1 : name;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attribute)
{
    struct hoshi_xml *x = user;
    if (x->status || x->stopped)
        return;
    if (++x->depth > HOSHI_XLSX_DEPTH)
        hoshi_xml_fail_over(x, HOSHI_E_ARCHIVE, x->part, HOSHI_XLSX_DEPTH);
    else
        x->on->start(x, local_name(x, name), attribute);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct hoshi_xml *x = user;
    if (x->status || x->stopped)
        return;
    if (x->on->end)
        x->on->end(x, local_name(x, name));
    x->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int n)
{
    struct hoshi_xml *x = user;
    if (!x->status && !x->stopped && n > 0)
        x->on->text(x, text, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int subset)
{
    (void)name, (void)system, (void)public, (void)subset;
    hoshi_xml_fail(user, HOSHI_E_ARCHIVE, "DOCTYPE", NULL);
}

/* Value of an attribute without prefix, or NULL. */
const char *hoshi_xml_attribute(const char **attribute, const char *name)
{
    for (; attribute[0]; attribute += 2)
        if (strcmp(attribute[0], name) == 0)
            return attribute[1];
    return NULL;
}

/* Digits only, at most max; false otherwise. */
bool hoshi_xml_digits(const char *text, unsigned long max, unsigned long *value)
{
    unsigned long v = 0;
    if (!text || !*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        v = v * 10 + (unsigned long)(*text - '0');
        if (v > max)
            return false;
    }
    *value = v;
    return true;
}

void hoshi_xml_stop(struct hoshi_xml *x)
{
    x->stopped = true;
    XML_StopParser(x->parser, XML_FALSE);
}

static enum hoshi_status parse_error(struct hoshi_xml *x)
{
    if (x->status)
        return x->status;
    enum XML_Error error = XML_GetErrorCode(x->parser);
    x->status = error == XML_ERROR_NO_MEMORY ? HOSHI_E_MEMORY : HOSHI_E_ARCHIVE;
    return hoshi_fault_add_row(x->faults, x->status, (long)XML_GetCurrentLineNumber(x->parser), x->part,
                               XML_ErrorString(error), NULL);
}

/* Count what came out of the archive; headers may lie, so this is the only size believed. */
static enum hoshi_status count_bytes(struct hoshi_xml *x, size_t n, size_t *part, uint64_t packed)
{
    *part += n;
    x->book->inflated += n;
    uint64_t part_max = HOSHI_XLSX_PART * x->book->factor, total_max = HOSHI_XLSX_TOTAL * x->book->factor;
    if (*part > part_max)
        return hoshi_xml_fail_over(x, HOSHI_E_FILE_TOO_LARGE, x->part, part_max);
    if (x->book->inflated > total_max)
        return hoshi_xml_fail_over(x, HOSHI_E_FILE_TOO_LARGE, x->part, total_max);
    if (*part > HOSHI_XLSX_FREE && *part / HOSHI_XLSX_RATIO > packed)
        return hoshi_xml_fail(x, HOSHI_E_FILE_TOO_LARGE, NULL, "200:1");
    return HOSHI_OK;
}

/* Expat keeps an unfinished token and scans it again with every chunk: bounded, or a 64 MB comment takes
 * minutes. */
static bool token_too_long(const struct hoshi_xml *x, size_t fed)
{
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    return at >= 0 && fed - (size_t)at > HOSHI_XLSX_TOKEN;
}

/* "utf8" is no name of an encoding, and meant as one. */
static void name_encoding(struct hoshi_xml *x, const char *text, size_t n)
{
    char head[120];
    size_t k = 0, mark = n > 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    text += mark;
    n -= mark;
    for (; k < n && k + 1 < sizeof head && text[k] && text[k] != '>'; k++)
        head[k] = text[k];
    head[k] = 0;
    if (strncmp(head, "<?xml", 5) == 0 &&
        (strcasestr(head, "encoding=\"utf8\"") || strcasestr(head, "encoding='utf8'")))
        XML_SetEncoding(x->parser, "UTF-8");
}

static enum hoshi_status feed(struct hoshi_xml *x, zip_file_t *file, uint64_t packed)
{
    size_t fed = 0;
    for (;;) {
        void *buffer = XML_GetBuffer(x->parser, CHUNK);
        if (!buffer)
            return hoshi_xml_fail(x, HOSHI_E_MEMORY, NULL, NULL);
        zip_int64_t n = zip_fread(file, buffer, CHUNK);
        if (n < 0)
            return hoshi_xml_fail(x, HOSHI_E_ARCHIVE, zip_file_strerror(file), NULL);
        if (count_bytes(x, (size_t)n, &fed, packed))
            return x->status;
        if (fed == (size_t)n)
            name_encoding(x, buffer, (size_t)n);
        enum XML_Status parsed = XML_ParseBuffer(x->parser, (int)n, n == 0);
        if (x->status || x->stopped)
            return x->status;
        if (parsed != XML_STATUS_OK)
            return parse_error(x);
        if (n == 0)
            return HOSHI_OK;
        if (token_too_long(x, fed))
            return hoshi_xml_fail_over(x, HOSHI_E_ARCHIVE, x->part, HOSHI_XLSX_TOKEN);
    }
}

static enum hoshi_status parse_open(struct hoshi_xml *x, zip_file_t *file, uint64_t packed)
{
    x->parser = XML_ParserCreateNS(NULL, ' ');
    if (!x->parser)
        return hoshi_fault_add(x->faults, HOSHI_E_MEMORY, x->part, NULL, NULL);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    if (x->on->text)
        XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    enum hoshi_status status = feed(x, file, packed);
    XML_ParserFree(x->parser);
    return status;
}

static enum hoshi_status zip_failure(struct hoshi_xlsx *book, const char *part, struct hoshi_faults *faults)
{
    zip_error_t *error = zip_get_error(book->zip);
    int code = zip_error_code_zip(error);
    enum hoshi_status status = code == ZIP_ER_MEMORY                                   ? HOSHI_E_MEMORY
                               : code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD ? HOSHI_E_ENCRYPTED
                                                                                       : HOSHI_E_ARCHIVE;
    return hoshi_fault_add(faults, status, part, zip_error_strerror(error), NULL);
}

/* Some writers put backslashes into the names of parts. */
static zip_int64_t part_index(const struct hoshi_xlsx *book, const char *part)
{
    zip_int64_t index = zip_name_locate(book->zip, part, ZIP_FL_NOCASE);
    for (zip_int64_t i = 0; index < 0 && i < zip_get_num_entries(book->zip, 0); i++) {
        const char *name = zip_get_name(book->zip, (zip_uint64_t)i, 0);
        size_t n = strlen(part), k = 0;
        if (!name || strlen(name) != n || !strchr(name, '\\'))
            continue;
        while (k < n && (name[k] == part[k] || (name[k] == '\\' && part[k] == '/')))
            k++;
        index = k == n ? i : -1;
    }
    return index;
}

bool hoshi_xml_has_part(const struct hoshi_xlsx *book, const char *part)
{
    return part_index(book, part) >= 0;
}

enum hoshi_status hoshi_xml_part(struct hoshi_xlsx *book, const char *part,
                                 const struct hoshi_xml_handlers *on, void *user, struct hoshi_faults *faults)
{
    struct hoshi_xml x = {.on = on, .user = user, .book = book, .part = part, .faults = faults};
    zip_int64_t index = part_index(book, part);
    zip_stat_t st;
    if (index < 0)
        return hoshi_fault_add(faults, HOSHI_E_ARCHIVE, part, "–", NULL);
    if (zip_stat_index(book->zip, (zip_uint64_t)index, 0, &st) != 0)
        return zip_failure(book, part, faults);
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
        return hoshi_fault_add(faults, HOSHI_E_ENCRYPTED, part, NULL, NULL);
    uint64_t packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
    zip_file_t *file = zip_fopen_index(book->zip, (zip_uint64_t)index, 0);
    if (!file)
        return zip_failure(book, part, faults);
    enum hoshi_status status = parse_open(&x, file, packed < book->bytes ? packed : book->bytes);
    zip_fclose(file);
    return status;
}

bool hoshi_xml_truth(const char *text)
{
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}
