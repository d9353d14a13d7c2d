/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer_fold.h"
#include "fold.h"
#include "text.h"
#include "text_key.h"

#include <string.h>

/* Letters and digits, kana and ideographs: most of what people write, and never one of a set of marks. */
static bool is_letter(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF && c != 0x5E74 && c != 0x6708 && c != 0x65E5) ||
           (c >= 0x3041 && c <= 0x30FA) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

bool hoshi_fold_in(uint32_t c, const char *set)
{
    uint32_t member;
    if (is_letter(c))
        return false;
    while ((member = hoshi_text_next(&set)))
        if (member == c)
            return true;
    return false;
}

bool hoshi_fold_is_space(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200D) ||
           c == 0xFEFF || c == 0xFE0E || c == 0xFE0F;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 ||
           c == 0x2501 || c == 0xFE63 || c == 0xFF0D;
}

uint32_t hoshi_fold_next(const char **p)
{
    uint32_t c = hoshi_text_next(p);
    if (c >= 0x30A1 && c <= 0x30F6)
        c -= 0x60; /* katakana to hiragana */
    if (c >= 'A' && c <= 'Z')
        c += 32;
    if (hoshi_fold_in(c, "○〇◯⭕◎"))
        return HOSHI_CIRCLE;
    if (hoshi_fold_in(c, "△▲∆Δ"))
        return HOSHI_TRIANGLE;
    if (hoshi_fold_in(c, "×✕✖✗✘☓❌⨯╳"))
        return HOSHI_CROSS;
    return is_dash(c) ? '-' : c;
}

static bool is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Fold the n bytes at text into out: no spaces, no punctuation, hyphens inside ASCII words dropped
 * ("self-assessment"). A long vowel sign that follows nothing is a dash; any number of dashes alone is one.
 * Too long for any word: "". */
void hoshi_fold(const char *text, size_t n, char out[HOSHI_FOLDED])
{
    char plain[4 * HOSHI_FOLD_MAX];
    const char *p = plain;
    size_t used = 0, dashes = 0, characters = 0;
    uint32_t last = 0;
    out[0] = 0;
    if (n > HOSHI_FOLD_MAX || !hoshi_text_fold(text, n, plain, sizeof plain))
        return;
    while (*p) {
        uint32_t c = hoshi_fold_next(&p);
        if (hoshi_fold_is_space(c) || hoshi_fold_in(c, "._,:;!'\"*#/()[]{}<>・、。「」【】〔〕：；"))
            continue;
        if (c == HOSHI_LONG_VOWEL && (!last || last == '-'))
            c = '-';
        if (c == '-' && is_ascii_word(last)) {
            const char *next = p;
            if (*next && is_ascii_word(hoshi_fold_next(&next)))
                continue;
        }
        if (used + 8 > HOSHI_FOLDED) {
            out[0] = 0;
            return;
        }
        used += hoshi_text_put(out + used, c);
        dashes += c == '-';
        characters++;
        last = c;
    }
    out[dashes && dashes == characters ? 1 : used] = 0;
}

const char *hoshi_answer_fold(const char *text, char out[HOSHI_FOLDED])
{
    hoshi_fold(text, strlen(text), out);
    return out;
}

bool hoshi_fold_is_blank(const char *text)
{
    while (*text)
        if (!hoshi_fold_is_space(hoshi_text_next(&text)))
            return false;
    return true;
}
