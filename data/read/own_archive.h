/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Whether a workbook or a letter is still as this program wrote it. */
#ifndef HOSHI_OWN_ARCHIVE_H
#define HOSHI_OWN_ARCHIVE_H

#include <stdbool.h>

/**
 * True when `path` is an archive (.xlsx, .docx) that was written again since this program made it, or never was
 * its own: somebody may have typed into it. Told by the marks of who packed each part (libxlsxwriter's packer
 * gives no version, libzip gives 6.3, Excel and Word give 4.5, LibreOffice and scripts a date); the values of
 * cells do not count. False for what is no archive or cannot be read.
 */
bool hoshi_archive_was_saved(const char *path);

#endif
