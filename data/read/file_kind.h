/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a file is, told by its content and not by its name. */
#ifndef HOSHI_FILE_KIND_H
#define HOSHI_FILE_KIND_H

#include "status.h"

/** What a file is, told by its first bytes (and, for the old compound files, by what they contain). */
enum hoshi_file_kind {
    HOSHI_FILE_OTHER,
    HOSHI_FILE_ZIP,        /* .xlsx, .ods, or another archive */
    HOSHI_FILE_FLAT_SHEET, /* .fods: an OpenDocument spreadsheet of one XML file */
    HOSHI_FILE_ENCRYPTED,  /* a package protected by a password */
    HOSHI_FILE_OLD_SHEET,  /* .xls */
    HOSHI_FILE_OLD_OTHER,  /* another compound file: .doc, .msg … */
    HOSHI_FILE_PAGE_SHEET, /* what Excel opens and this program does not: a page or XML saved as .xls, .xlsb, .slk … */
    HOSHI_FILE_FOREIGN /* known, and no table: PDF, a picture, another archive */
};
enum hoshi_file_kind hoshi_xlsx_kind(const void *bytes, size_t n);

/**
 * HOSHI_OK for an archive whose directory is not too large to be opened; else, with a fault,
 * HOSHI_E_ENCRYPTED, HOSHI_E_OLD_SPREADSHEET, HOSHI_E_FLAT_SPREADSHEET, HOSHI_E_PAGE_SPREADSHEET, HOSHI_E_FILE_KIND (with the
 * name of the form, where it is known), HOSHI_E_TOO_MANY.
 */
enum hoshi_status hoshi_xlsx_check_kind(const void *bytes, size_t n,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
