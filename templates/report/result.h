/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A result as machine-readable JSON (keys binding, never translated) and as a report a person reads. */
#ifndef HOSHI_RESULT_H
#define HOSHI_RESULT_H

#include "message.h"
#include "result_view.h"

/** Append the JSON document of `estimate --json`, ended by a newline. Text is UTF-8; numbers do not depend on
 * the locale. */
void hoshi_result_print_json(struct hoshi_buffer *out, const struct hoshi_result *result);

/** Append the report of `estimate`. */
void hoshi_result_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_result *result);

#endif
