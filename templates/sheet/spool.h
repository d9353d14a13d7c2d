/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where the parts of a workbook lie while it is made: in memory, beyond that in a file. */
#ifndef HOSHI_SPOOL_H
#define HOSHI_SPOOL_H

/** Bytes of memory for the parts of all workbooks in the making; a part that does not fit lies in a file
 * without a name, in the folder of the workbook. */
enum { HOSHI_SPOOL_MEMORY = 64 * 1024 * 1024 };

/** errno of the last spool of this thread that could not be opened or take everything; 0 = none since it was
 * last set to 0. Such a spool gives nothing back, so its part is missing in the workbook. */
extern _Thread_local int hoshi_spool_error;

#endif
