/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A text that grows as it is added to, up to a ceiling.
 */
#ifndef HOSHI_BUFFER_H
#define HOSHI_BUFFER_H

#include "status.h"

#include <stdbool.h>
#include <stddef.h>

/** {0} with max set is empty. Appending past max or out of memory sets failed and keeps what is there. */
struct hoshi_buffer {
    char *text; /* NUL-ended once anything was added; owned */
    size_t length, capacity, max;
    bool failed;
};

/** Start an empty buffer that never grows past max bytes. */
void hoshi_buffer_init(struct hoshi_buffer *b, size_t max);
void hoshi_buffer_release(struct hoshi_buffer *b);
void hoshi_buffer_add(struct hoshi_buffer *b, const char *bytes, size_t n);
void hoshi_buffer_puts(struct hoshi_buffer *b, const char *text);
void hoshi_buffer_printf(struct hoshi_buffer *b, const char *format, ...) HOSHI_PRINTF(2, 3);
/** text, then spaces until `columns` of display width are used (none when it is wider). */
void hoshi_buffer_pad(struct hoshi_buffer *b, const char *text, size_t columns);
/** As hoshi_buffer_pad with the spaces first. */
void hoshi_buffer_pad_left(struct hoshi_buffer *b, const char *text, size_t columns);
/** text as a CSV field in quotes; one that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
void hoshi_buffer_csv(struct hoshi_buffer *b, const char *text);
/** The text ("" when nothing was added). Borrowed until the next change. */
const char *hoshi_buffer_text(const struct hoshi_buffer *b);

#endif
