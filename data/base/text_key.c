/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_key.h"

#include "fold.h"
#include "text.h"

#include <string.h>

bool hoshi_text_key(const char *text, char *out, size_t size)
{
    char *to = out;
    const char *from = out;
    bool space = false;
    if (!hoshi_text_fold(text, strlen(text), out, size))
        return false;
    while (*from) { /* in place: nothing below is longer than what it comes from */
        uint32_t c = hoshi_text_next(&from);
        if (c <= ' ' || c == 0xA0 || c == 0x3000) {
            space = to > out;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if (c == 0x2010 || c == 0x2011 || c == 0x2212)
            c = '-';
        if (space)
            *to++ = ' ';
        space = false;
        to += hoshi_text_put(to, c);
    }
    *to = 0;
    return true;
}

/* Cut what stands at the beginning or the end of a key, unless it is all of it. */
static void cut_form(char *key, const char *form)
{
    size_t n = strlen(key), m = strlen(form);
    if (n <= m)
        return;
    if (memcmp(key, form, m) == 0)
        memmove(key, key + m, n - m + 1);
    else if (memcmp(key + n - m, form, m) == 0)
        key[n - m] = 0;
}

bool hoshi_text_company_key(const char *name, char *out, size_t size)
{
    static const char *const form[] = {"株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"};
    if (!hoshi_text_key(name, out, size))
        return false;
    size_t used = 0;
    for (const char *p = out; *p; p++)
        if (*p != ' ')
            out[used++] = *p;
    out[used] = 0;
    for (size_t i = 0; i < sizeof form / sizeof *form; i++)
        cut_form(out, form[i]);
    return true;
}

size_t hoshi_text_distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), row[64];
    na = na > 63 ? 63 : na;
    nb = nb > 63 ? 63 : nb;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

const char *hoshi_text_nearest(const char *word, const char *const *candidates, size_t n)
{
    size_t limit = strlen(word) / 3, best = SIZE_MAX;
    const char *found = NULL;
    if (limit < 1)
        limit = 1;
    for (size_t i = 0; i < n; i++) {
        size_t d = hoshi_text_distance(word, candidates[i]);
        if (d <= limit && d < best) {
            best = d;
            found = candidates[i];
        }
    }
    return found;
}
