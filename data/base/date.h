/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Dates of the proleptic Gregorian calendar, months, and Japanese fiscal years (April to March). */
#ifndef HOSHI_DATE_H
#define HOSHI_DATE_H

#include "status.h"

/** {0} = not stated. day 0 = a month. */
struct hoshi_date {
    int year, month, day;
};

enum { HOSHI_DATE_TEXT = 16, HOSHI_YEAR_MIN = 1950, HOSHI_YEAR_MAX = 2199 };

/** Read "2026-11-22" (strictly this form, a day that exists, HOSHI_YEAR_MIN … MAX). False otherwise. */
bool hoshi_date_parse(const char *text, struct hoshi_date *date);

/** Read "2027-04" as a month (day 0). */
bool hoshi_month_parse(const char *text, struct hoshi_date *month);

/** Write ISO form; a month as "2027-04"; "" when not stated. */
const char *hoshi_date_print(struct hoshi_date date, char out[HOSHI_DATE_TEXT]);

/** Negative, 0 or positive as a is before, the same as, or after b. */
int hoshi_date_compare(struct hoshi_date a, struct hoshi_date b);

/** Days since 1970-01-01 (day 0 counts as 1). */
long hoshi_date_days(struct hoshi_date date);

/** The month n months later (n may be negative), day 0. */
struct hoshi_date hoshi_month_add(struct hoshi_date month, int n);

/** The first April (as a month) after the date: the default start of a plan. */
struct hoshi_date hoshi_month_next_april(struct hoshi_date date);

/** The Japanese fiscal year the date is in: its April's year. */
int hoshi_fiscal_year(struct hoshi_date date);

#endif
