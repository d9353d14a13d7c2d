/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file_kind.h"
#include "xlsx_read.h"

#include <string.h>

enum { DIRECTORY_MAX = 1024 * 1024, FLAT_HEAD = 16384, TEXT_HEAD = 2048 };

static uint64_t little(const unsigned char *p, int n)
{
    uint64_t v = 0;
    while (n--)
        v = v << 8 | p[n];
    return v;
}

/* Bytes of the central directory stated by the end record at `at`. */
static uint64_t directory_size(const unsigned char *b, size_t n, size_t at)
{
    if (at >= 20 && memcmp(b + at - 20, "PK\6\7", 4) == 0) {
        uint64_t end = little(b + at - 12, 8);
        if (n >= 56 && end <= n - 56 && memcmp(b + end, "PK\6\6", 4) == 0)
            return little(b + end + 40, 8);
    }
    return little(b + at + 12, 4);
}

/* libzip makes an entry of every record of the directory when it opens the archive: bound it before. */
static bool directory_too_large(const unsigned char *b, size_t n)
{
    for (size_t back = 22; back <= 22 + 65535 && back <= n; back++)
        if (memcmp(b + n - back, "PK\5\6", 4) == 0 && directory_size(b, n, n - back) > DIRECTORY_MAX)
            return true;
    return false;
}

/* Entries of the directory of a compound file are 128 bytes, aligned, and begin with the name in UTF-16. */
static bool compound_has(const unsigned char *b, size_t n, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 512; at + 128 <= n; at += 128) {
        size_t i = 0;
        while (i <= length && b[at + 2 * i] == (unsigned char)name[i] && b[at + 2 * i + 1] == 0)
            i++;
        if (i > length)
            return true;
    }
    return false;
}

/* The element that begins a flat OpenDocument stands among its first bytes, with its kind. */
static bool is_flat_sheet(const unsigned char *b, size_t n)
{
    size_t from = n >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    return n > from + 5 && memcmp(b + from, "<?xml", 5) == 0 &&
           memmem(b, n < FLAT_HEAD ? n : FLAT_HEAD, "opendocument.spreadsheet", 24) &&
           memmem(b, n < FLAT_HEAD ? n : FLAT_HEAD, "<office:document", 16);
}

/* Forms known by their first bytes. */
static const struct {
    const char *begin;
    size_t n;
    enum hoshi_file_kind kind;
    const char *name;
} signature[] = {
    {"\x09\x00\x04\x00", 4, HOSHI_FILE_OLD_SHEET, ".xls"}, /* Excel 2 to 4, and 5 without a compound file */
    {"\x09\x02\x06\x00", 4, HOSHI_FILE_OLD_SHEET, ".xls"},
    {"\x09\x04\x06\x00", 4, HOSHI_FILE_OLD_SHEET, ".xls"},
    {"\x09\x08", 2, HOSHI_FILE_OLD_SHEET, ".xls"},
    {"ID;P", 4, HOSHI_FILE_PAGE_SHEET, "SYLK (.slk)"},
    {"TABLE\r\n0,1", 10, HOSHI_FILE_PAGE_SHEET, "DIF (.dif)"},
    {"%PDF-", 5, HOSHI_FILE_FOREIGN, "PDF"},
    {"{\\rtf", 5, HOSHI_FILE_FOREIGN, "RTF"},
    {"\x89PNG", 4, HOSHI_FILE_FOREIGN, "PNG"},
    {"\xFF\xD8\xFF", 3, HOSHI_FILE_FOREIGN, "JPEG"},
    {"GIF8", 4, HOSHI_FILE_FOREIGN, "GIF"},
    {"7z\xBC\xAF", 4, HOSHI_FILE_FOREIGN, "7-Zip"},
    {"Rar!", 4, HOSHI_FILE_FOREIGN, "RAR"},
    {"\x1F\x8B", 2, HOSHI_FILE_FOREIGN, "gzip"},
    {"\0\1\0\0Standard", 12, HOSHI_FILE_FOREIGN, "Access"},
};

/* Forms known by what stands among their first words, in small letters. */
static const struct {
    const char *begin, *holds;
    enum hoshi_file_kind kind;
    const char *name;
} wording[] = {
    {"<", "urn:schemas-microsoft-com:office:spreadsheet", HOSHI_FILE_PAGE_SHEET, "XML Spreadsheet 2003"},
    {"<", "<!doctype html", HOSHI_FILE_PAGE_SHEET, "HTML"},
    {"<", "<html", HOSHI_FILE_PAGE_SHEET, "HTML"},
    {"<", "<table", HOSHI_FILE_PAGE_SHEET, "HTML"},
    {"<", "<meta", HOSHI_FILE_PAGE_SHEET, "HTML"},
    {"<?xml", "", HOSHI_FILE_FOREIGN, "XML"},
    {"mime-version:", "multipart/related", HOSHI_FILE_PAGE_SHEET, "MHTML"},
};

/* The first words in small letters, without mark and blanks before them; of UTF-16 every byte that is not 0. */
static void first_words(const unsigned char *b, size_t n, char out[TEXT_HEAD + 1])
{
    size_t length = 0, at = 0;
    if (n >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    bool wide = n >= 2 && (memcmp(b, "\xFF\xFE", 2) == 0 || memcmp(b, "\xFE\xFF", 2) == 0);
    for (at = wide ? 2 : at; at < n && length < TEXT_HEAD; at++) {
        if (b[at] == 0 && !wide)
            break;
        if (b[at] == 0 || (!length && b[at] <= ' '))
            continue;
        out[length++] = (char)(b[at] >= 'A' && b[at] <= 'Z' ? b[at] + 32 : b[at]);
    }
    out[length] = 0;
}

static enum hoshi_file_kind known_form(const unsigned char *b, size_t n, const char **name)
{
    char head[TEXT_HEAD + 1];
    for (size_t i = 0; i < sizeof signature / sizeof *signature; i++)
        if (n >= signature[i].n && memcmp(b, signature[i].begin, signature[i].n) == 0) {
            *name = signature[i].name;
            return signature[i].kind;
        }
    first_words(b, n, head);
    for (size_t i = 0; i < sizeof wording / sizeof *wording; i++)
        if (strncmp(head, wording[i].begin, strlen(wording[i].begin)) == 0 &&
            strstr(head, wording[i].holds)) {
            *name = wording[i].name;
            return wording[i].kind;
        }
    return HOSHI_FILE_OTHER;
}

static enum hoshi_file_kind kind_and_name(const unsigned char *b, size_t n, const char **name)
{
    if (n >= 4 && (memcmp(b, "PK\3\4", 4) == 0 || memcmp(b, "PK\5\6", 4) == 0))
        return HOSHI_FILE_ZIP;
    if (is_flat_sheet(b, n))
        return HOSHI_FILE_FLAT_SHEET;
    if (n < 8 || memcmp(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0)
        return known_form(b, n, name);
    if (compound_has(b, n, "EncryptedPackage") || compound_has(b, n, "EncryptionInfo"))
        return HOSHI_FILE_ENCRYPTED;
    if (compound_has(b, n, "Workbook") || compound_has(b, n, "Book"))
        return HOSHI_FILE_OLD_SHEET;
    return HOSHI_FILE_OLD_OTHER;
}

enum hoshi_file_kind hoshi_xlsx_kind(const void *bytes, size_t n)
{
    const char *name;
    return kind_and_name(bytes, n, &name);
}

enum hoshi_status hoshi_xlsx_check_kind(const void *bytes, size_t n, struct hoshi_faults *faults)
{
    const char *name = NULL;
    switch (kind_and_name(bytes, n, &name)) {
    case HOSHI_FILE_ZIP:
        if (directory_too_large(bytes, n))
            return hoshi_fault_add(faults, HOSHI_E_TOO_MANY, NULL, NULL, "%d", HOSHI_XLSX_ENTRIES);
        return HOSHI_OK;
    case HOSHI_FILE_ENCRYPTED:
        return hoshi_fault_add(faults, HOSHI_E_ENCRYPTED, NULL, NULL, NULL);
    case HOSHI_FILE_OLD_SHEET:
        return hoshi_fault_add(faults, HOSHI_E_OLD_SPREADSHEET, NULL, ".xls", ".xlsx");
    case HOSHI_FILE_FLAT_SHEET:
        return hoshi_fault_add(faults, HOSHI_E_FLAT_SPREADSHEET, NULL, ".fods", ".ods, .xlsx");
    case HOSHI_FILE_PAGE_SHEET:
        return hoshi_fault_add(faults, HOSHI_E_PAGE_SPREADSHEET, NULL, name, ".xlsx");
    case HOSHI_FILE_FOREIGN:
    case HOSHI_FILE_OLD_OTHER:
    case HOSHI_FILE_OTHER:
        break;
    }
    return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, name, ".xlsx, .ods");
}
