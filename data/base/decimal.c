/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal.h"

#include <string.h>

/* sign digits [. digits] [e sign digits] cut into parts; false when malformed. */
struct decimal {
    bool negative;
    const char *whole, *fraction;
    size_t whole_n, fraction_n;
    long exponent;
};

static size_t digits_at(const char *p)
{
    size_t n = 0;
    while (p[n] >= '0' && p[n] <= '9')
        n++;
    return n;
}

static bool cut_decimal(const char *p, struct decimal *d)
{
    memset(d, 0, sizeof *d);
    d->negative = *p == '-';
    p += *p == '-' || *p == '+';
    d->whole = p;
    p += d->whole_n = digits_at(p);
    if (*p == '.') {
        d->fraction = ++p;
        p += d->fraction_n = digits_at(p);
    }
    if (!d->whole_n && !d->fraction_n)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        bool negative = *p == '-';
        p += *p == '-' || *p == '+';
        size_t n = digits_at(p);
        if (!n)
            return false;
        for (; n; n--, p++)
            if (d->exponent < 100000)
                d->exponent = d->exponent * 10 + (*p - '0');
        if (negative)
            d->exponent = -d->exponent;
    }
    return *p == 0;
}

bool hoshi_number_is(const char *text)
{
    struct decimal d;
    return cut_decimal(text, &d);
}

bool hoshi_number_parse(const char *text, int64_t *micro)
{
    static const int64_t limit = INT64_C(9200000000000000000);
    struct decimal d;
    int64_t value = 0;
    if (!cut_decimal(text, &d))
        return false;
    /* Digit i stands for digit × 10^(power - i) millionths. */
    long power = (long)d.whole_n - 1 + d.exponent + 6;
    size_t n = d.whole_n + d.fraction_n;
    for (size_t i = 0; i < n || (value && power >= 0); i++, power--) {
        int digit = i >= n ? 0 : (i < d.whole_n ? d.whole[i] : d.fraction[i - d.whole_n]) - '0';
        if (power < 0) {
            value += power == -1 && digit >= 5;
            break;
        }
        if (value > (limit - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *micro = d.negative ? -value : value;
    return true;
}
