/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Gap answers in sheets: CSV and workbooks. Inside the readers of answers only; what is wrong is recorded in
 * the collector. */
#ifndef HOSHI_ANSWER_SHEET_H
#define HOSHI_ANSWER_SHEET_H

#include "answer_collect.h"
#include "xlsx_read.h"

void hoshi_answers_csv(struct hoshi_collector *c, const char *text, size_t n);
void hoshi_answers_book(struct hoshi_collector *c, struct hoshi_xlsx *book);
void hoshi_answers_xlsx(struct hoshi_collector *c, const char *bytes, size_t n);

#endif
