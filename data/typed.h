/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Values as people type them into cells: full-width digits, thousands separators, units, Japanese eras.
 *
 * Every function is false, with its result untouched, when the text means no such value; nothing is guessed.
 */
#ifndef HOSHI_TYPED_H
#define HOSHI_TYPED_H

#include "date.h"
#include "money.h"

/**
 * A number in millionths: "1,250", "１２", "48台", "¥1,250", "1.0E-2". Units of things and of money in whole
 * yen (円 人 台 件 社 日 時間 人日 個 拠点 TB yen) are dropped, others are no number.
 */
bool hoshi_typed_number(const char *text, int64_t *micro);

/**
 * Yen as written in a list of amounts: as hoshi_typed_number, or with 千円 万円 百万円 億円 (or 千 万 百万
 * 億) behind.
 * @param unit_yen what a number without such a unit counts: 1, or 1000 under a heading 千円
 * @param yen      [out] whole yen; a fraction of a yen is no amount
 */
bool hoshi_typed_yen(const char *text, int64_t unit_yen, int64_t *yen);

/** A day: "2026-10-01", "2026/10/1", "2026年10月1日", "令和8年10月1日", "R8.10.1"; a time of day behind T is
 * dropped. */
bool hoshi_typed_date(const char *text, struct hoshi_date *date);

/** A month: as hoshi_typed_date, with or without the day; day 0. */
bool hoshi_typed_month(const char *text, struct hoshi_date *month);

/**
 * A day by which something is to be done: a day, the last day of a month ("2027年3月"), or of a Japanese
 * fiscal year ("2027年度", "令和9年度末": 31 March of the next year).
 */
bool hoshi_typed_deadline(const char *text, struct hoshi_date *date);

#endif
