/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The catalogue and an audit for people: text for a terminal, CSV for an expert to sign off. */
#ifndef HOSHI_CATALOG_TEXT_H
#define HOSHI_CATALOG_TEXT_H

#include "audit.h"
#include "message.h"

/** All criteria up to `level` (3 or 4), one line each under their requirement. */
void hoshi_catalog_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                         int level);

/** One criterion: what it asks, the choices it leaves, the measures that close it with their lines and
 * prices. With an estimate (may be NULL) also their cost for that case and what the plan chose. */
void hoshi_criterion_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                           size_t criterion, const struct hoshi_estimate *e, const struct hoshi_audit *audit);

/** All measures, one line each. */
void hoshi_measures_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t);
/** All company facts with their questions. */
void hoshi_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t);

/** What ids in results stand for, as JSON: criteria up to `level`, company facts, measures, prices, effort. */
void hoshi_catalog_print_json(struct hoshi_buffer *out, const struct hoshi_tables *t, int level);

/** The audit as CSV (UTF-8 with BOM, CRLF): one row per criterion and way, with empty columns to confirm and
 * remark. */
void hoshi_audit_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_audit *audit,
                           const struct hoshi_estimate *e);

#endif
