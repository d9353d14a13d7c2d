/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The one place where an allocation fails.
 *
 * The library reports HOSHI_E_MEMORY and frees what it holds; but some of what it stands on does not look at what
 * malloc gives (libxlsxwriter writes behind NULL), ends the process (GLPK), or carries on without what did not fit. So in the
 * program every allocation of this process, in whatever library, goes through memory_guard.c, and the first that fails ends
 * the program: the sentence of HOSHI_E_MEMORY on standard error, exit code 3. Outputs have no name before they are
 * complete, neighbours are removed, a transaction of the store that is not committed is none: nothing is half
 * written, no older file is replaced, and no other answer is given.
 *
 * Where malloc cannot be replaced (another C library than glibc, a sanitizer), nothing is guarded and what the library
 * reports is all there is.
 */
#ifndef HOSHI_MEMORY_GUARD_H
#define HOSHI_MEMORY_GUARD_H

#include "message.h"

#include <stdint.h>

/** From now on: an allocation that fails ends the program, told in this language. Again: in another language. */
void memory_guard(enum hoshi_lang talk);

/** From now on something is recorded for good: the end is told in these words (copied, at most 1,000 bytes), and is no
 * failure, for it must not be done twice. */
void memory_guard_recorded(const char *text);

#endif
