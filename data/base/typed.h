/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Values as people type them into cells: full-width digits, thousands separators, units, Japanese eras.
 *
 * Every function leaves its result untouched when the text means no such value; nothing is guessed.
 *
 * Figures. Digits may be full-width, with a sign, a point, and an exponent as spreadsheets store it. Commas
 * (also full-width), spaces and low lines may part the digits before the point in groups of three behind a
 * first group of one to three that does not begin with 0: "1,250", "12 000 000". Any other grouping is no
 * number, for it is a slip or a decimal comma: "0,2", "0,250", "1,2,3", "12,34", "1,2345" (groups of four are
 * not read: 万 is written out in Japan). Of a number with a fraction 15 digits count, as in a spreadsheet.
 */
#ifndef HOSHI_TYPED_H
#define HOSHI_TYPED_H

#include "date.h"
#include "money.h"

/**
 * A number in millionths: "1,250", "１２", "48台", "¥1,250", "1.0E-2", "0.0000005" rounded half up. A unit of
 * things or of money in whole yen (円 人 名 台 件 社 日 個 時間 人日 本 拠点 TB yen) is dropped, others are
 * no number.
 * @return HOSHI_OK; HOSHI_E_NUMBER; HOSHI_E_RANGE (a number, but beyond ±9.2e12)
 */
enum hoshi_status hoshi_typed_number(const char *text, int64_t *micro) HOSHI_MUST_USE;

/**
 * How many: a whole number, with 千 万 億 or not, and a unit of things (人 名 台 件 社 個 本 機 口 拠点 箇所
 * か所 TB, persons, PCs … ) or none: "20名", "1,000人", "1.2万人". Yen, days and hours are no count.
 * @return HOSHI_OK; HOSHI_E_NUMBER (also with a fraction); HOSHI_E_RANGE (beyond ±9.2e18)
 */
enum hoshi_status hoshi_typed_count(const char *text, int64_t *count) HOSHI_MUST_USE;

/**
 * Yen as written in a list of amounts: a figure with or without 円 yen JPY or a sign of the yen in front, and
 * with 十 百 千 万 億 兆 (thousand million billion) for its size: "1,200千円", "1.2億円", "3千万円",
 * "1億2千5百万円", "4,000万". What the cell says goes before its heading: 「12万円」 is 120,000 under 千円
 * too.
 *
 * @param unit_yen what a number without such a word counts: a power of ten up to 10^9; 1000 under a heading
 * 千円
 * @param yen      [out] whole yen; a fraction of a yen is no amount
 * @return HOSHI_OK; HOSHI_E_NUMBER; HOSHI_E_RANGE (beyond ±9.2e18); HOSHI_E_AMOUNT_UNIT (「3千」 without 円
 * where unit_yen is not 1: 3,000 yen, or 3,000 of the heading's unit)
 */
enum hoshi_status hoshi_typed_yen(const char *text, int64_t unit_yen, int64_t *yen) HOSHI_MUST_USE;

/** A day: "2026-10-01", "2026/10/1", "2026年10月1日", "令和8年10月1日", "R8.10.1"; a time of day behind T
 * or a space is dropped. */
bool hoshi_typed_date(const char *text, struct hoshi_date *date);

/** A day, and behind it whatever else: a time, a weekday ("令和8年12月3日 10時", "2026/12/3（木）10:00〜11:30"). */
bool hoshi_typed_day_first(const char *text, struct hoshi_date *date);

/** A month: as hoshi_typed_date, with or without the day; day 0. */
bool hoshi_typed_month(const char *text, struct hoshi_date *month);

/**
 * A day by which something is to be done: a day (also 20280331, 31.03.2028, 31 Mar 2028, and 46843 as a spreadsheet counts days),
 * the last day of a month ("2027年3月", "Mar 2028", 「2028年3月期」), of a Japanese fiscal year, which begins in April of
 * the year it is called by ("2027年度", "27年度", "令和9年度末", "FY2027": 31 March of the next year), or of its half or
 * quarter ("2027年度上期", "2027上期", "FY27 Q3"). まで, 迄, 頃, 末, 中, 内 behind it change nothing. A quarter of a year
 * that is not said to be fiscal ("2027年4Q") and a year with two digits alone are none.
 */
bool hoshi_typed_deadline(const char *text, struct hoshi_date *date);

#endif
