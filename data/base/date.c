/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "date.h"

#include <stdio.h>
#include <string.h>

static int digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool hoshi_month_parse(const char *text, struct hoshi_date *month)
{
    if (strlen(text) != 7 || text[4] != '-')
        return false;
    int y = digits(text, 4), m = digits(text + 5, 2);
    if (y < HOSHI_YEAR_MIN || y > HOSHI_YEAR_MAX || m < 1 || m > 12)
        return false;
    *month = (struct hoshi_date){y, m, 0};
    return true;
}

bool hoshi_date_parse(const char *text, struct hoshi_date *date)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int y = digits(text, 4), m = digits(text + 5, 2), d = digits(text + 8, 2);
    if (y < HOSHI_YEAR_MIN || y > HOSHI_YEAR_MAX || m < 1 || m > 12 || d < 1 || d > days_in(y, m))
        return false;
    *date = (struct hoshi_date){y, m, d};
    return true;
}

const char *hoshi_date_print(struct hoshi_date date, char out[HOSHI_DATE_TEXT])
{
    if (!date.year)
        out[0] = 0;
    else if (!date.day)
        snprintf(out, HOSHI_DATE_TEXT, "%04d-%02d", date.year % 10000, date.month % 100);
    else
        snprintf(out, HOSHI_DATE_TEXT, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
    return out;
}

int hoshi_date_compare(struct hoshi_date a, struct hoshi_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

/* Days from civil, Howard Hinnant, "chrono-compatible low-level date algorithms". */
long hoshi_date_days(struct hoshi_date date)
{
    int d = date.day ? date.day : 1, y = date.year - (date.month <= 2);
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (long)era * 146097 + doe - 719468;
}

struct hoshi_date hoshi_month_add(struct hoshi_date month, int n)
{
    int index = month.year * 12 + month.month - 1 + n;
    return (struct hoshi_date){index / 12, index % 12 + 1, 0};
}

struct hoshi_date hoshi_month_next_april(struct hoshi_date date)
{
    return (struct hoshi_date){date.month < 4 ? date.year : date.year + 1, 4, 0};
}

int hoshi_fiscal_year(struct hoshi_date date)
{
    return date.month < 4 ? date.year - 1 : date.year;
}
