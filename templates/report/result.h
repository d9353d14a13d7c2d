/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A result as machine-readable JSON (keys binding, never translated) and as a report a person reads. */
#ifndef HOSHI_RESULT_H
#define HOSHI_RESULT_H

#include "check.h"
#include "estimate_range.h"
#include "message.h"
#include "uplift.h"

/** A split with the prices of each buyer that is a party. */
struct hoshi_result {
    const struct hoshi_split *split;
    const struct hoshi_uplift *uplift; /* one per buyer party, in party order */
    size_t uplifts;
    const struct hoshi_estimate_range *range;
    int64_t rise_micro;              /* the question backwards, yen a piece; HOSHI_NONE: not asked */
    const struct hoshi_check *check; /* NULL: not evaluated */
};

/** Append the JSON document of `estimate --json`, ended by a newline. Text is UTF-8; numbers do not depend on
 * the locale. */
void hoshi_result_print_json(struct hoshi_buffer *out, const struct hoshi_result *result);

/** Append the report of `estimate`. */
void hoshi_result_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_result *result);

#endif
