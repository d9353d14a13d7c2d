/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money.h"
#include "sort.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

bool hoshi_money_add(int64_t a, int64_t b, int64_t *sum)
{
    int64_t s;
    if (__builtin_add_overflow(a, b, &s) || s > HOSHI_YEN_MAX || s < -HOSHI_YEN_MAX)
        return false;
    *sum = s;
    return true;
}

/* n / d rounded half away from zero, d > 0. */
static wide round_half_up(wide n, wide d)
{
    wide half = d / 2;
    if (n < 0)
        return -((-n + half) / d);
    return (n + half) / d;
}

bool hoshi_money_muldiv(int64_t a, int64_t b, int64_t c, int64_t *result)
{
    wide r = round_half_up((wide)a * b, c);
    if (r > INT64_MAX || r < INT64_MIN + 1)
        return false;
    *result = (int64_t)r;
    return true;
}

bool hoshi_money_line(int64_t quantity_micro, int64_t need_ppm, int64_t price_micro, int64_t *yen)
{
    wide amount = (wide)quantity_micro * need_ppm;
    wide limit = (wide)HOSHI_YEN_MAX * HOSHI_MICRO * HOSHI_MICRO * HOSHI_MICRO;
    /* 128 bits hold 1.7e38: refuse before the last product can pass the limit of 1e33. */
    if (price_micro && amount > limit / price_micro)
        return false;
    wide y = round_half_up(amount * price_micro, (wide)HOSHI_MICRO * HOSHI_MICRO * HOSHI_MICRO);
    if (y > HOSHI_YEN_MAX)
        return false;
    *yen = (int64_t)y;
    return true;
}

struct remainder {
    int64_t rest;
    size_t index;
};

static int money_by_rest(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

enum hoshi_status hoshi_money_split(int64_t total, const int64_t *weight, size_t n, int64_t *share)
{
    int64_t sum = 0, size = total < 0 ? -total : total;
    if (!n || size > HOSHI_YEN_MAX)
        return HOSHI_E_RANGE;
    for (size_t i = 0; i < n; i++) {
        if (weight[i] < 0)
            return HOSHI_E_RANGE;
        if (__builtin_add_overflow(sum, weight[i], &sum))
            return HOSHI_E_OVERFLOW;
    }
    struct remainder small[64], *rest = n <= 64 ? small : malloc(n * sizeof *rest);
    if (!rest)
        return HOSHI_E_MEMORY;
    bool even = sum == 0;
    if (even)
        sum = (int64_t)n;
    int64_t left = size;
    for (size_t i = 0; i < n; i++) {
        wide product = (wide)size * (even ? 1 : weight[i]);
        share[i] = (int64_t)(product / sum);
        rest[i].rest = (int64_t)(product % sum);
        rest[i].index = i;
        left -= share[i];
    }
    if (left) {
        hoshi_sort(rest, n, sizeof *rest, money_by_rest);
        for (size_t i = 0; i < (size_t)left; i++)
            share[rest[i].index]++;
    }
    if (total < 0)
        for (size_t i = 0; i < n; i++)
            share[i] = -share[i];
    if (rest != small)
        free(rest);
    return HOSHI_OK;
}

bool hoshi_decimal_parse(const char *text, int places, int64_t *micro)
{
    bool negative = *text == '-';
    if (negative)
        text++;
    int64_t value = 0;
    int whole = 0, behind = 0;
    for (; *text >= '0' && *text <= '9'; text++, whole++)
        if (whole > 12 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, *text - '0', &value))
            return false;
    if (!whole)
        return false;
    if (*text == '.') {
        for (text++; *text >= '0' && *text <= '9'; text++, behind++)
            if (behind >= places || __builtin_mul_overflow(value, 10, &value) ||
                __builtin_add_overflow(value, *text - '0', &value))
                return false;
        if (!behind)
            return false;
    }
    if (*text)
        return false;
    for (; behind < 6; behind++)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    *micro = negative ? -value : value;
    return true;
}

const char *hoshi_decimal_print(int64_t micro, int min, char out[HOSHI_DECIMAL_TEXT])
{
    uint64_t size = micro < 0 ? 0 - (uint64_t)micro : (uint64_t)micro;
    char behind[8];
    snprintf(behind, sizeof behind, "%06" PRIu64, size % 1000000);
    int places = 6;
    while (places > min && behind[places - 1] == '0')
        places--;
    behind[places] = 0;
    snprintf(out, HOSHI_DECIMAL_TEXT, "%s%" PRIu64 "%s%s", micro < 0 ? "-" : "", size / 1000000,
             places ? "." : "", behind);
    return out;
}

const char *hoshi_yen_print(int64_t yen, char out[HOSHI_DECIMAL_TEXT])
{
    char digits[24];
    uint64_t size = yen < 0 ? 0 - (uint64_t)yen : (uint64_t)yen;
    int n = snprintf(digits, sizeof digits, "%" PRIu64, size), k = 0;
    if (yen < 0)
        out[k++] = '-';
    for (int i = 0; i < n; i++) {
        out[k++] = digits[i];
        if ((n - i - 1) % 3 == 0 && i + 1 < n)
            out[k++] = ',';
    }
    out[k] = 0;
    return out;
}

int64_t hoshi_yen_about(int64_t yen)
{
    int64_t unit = 1;
    while (yen / unit > 999 || yen / unit < -999)
        unit *= 10;
    int64_t whole = yen / unit, rest = yen % unit;
    if (rest > 0 && whole < INT64_MAX / unit)
        whole++;
    if (rest < 0 && whole > INT64_MIN / unit)
        whole--;
    return whole * unit;
}
