/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "philox.h"
#include "supplier_parts.h"

#include <string.h>

static uint64_t mix(uint64_t hash, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        hash = (hash ^ (value >> 8 * i & 255)) * UINT64_C(1099511628211);
    return hash;
}

/* FNV-1a (Fowler, Noll, Vo) of what is known of the gap: suppliers of whom the same is known are taken to
 * lack the same, whatever they are called and wherever they stand. Criteria that are stated as unanswered or withheld
 * say no more than those that are not counted at all. */
static uint64_t stream_of(const struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                          int level)
{
    uint64_t hash = mix(UINT64_C(14695981039346656037), (uint64_t)level, 1);
    for (int c = 1; c <= HOSHI_CATEGORIES; c++)
        for (int a = 0; a < HOSHI_ANSWERS; a++)
            hash = mix(hash, a == HOSHI_UNANSWERED || a == HOSHI_WITHHELD ? 0 : row->count[c][a], 2);
    for (size_t i = 0; i < k->tables->catalog.facts && i < HOSHI_SUPPLIER_FACTS_MAX; i++)
        hash = mix(hash, row->fact[i], 1);
    return hash;
}

static void complete_words(uint64_t stream, uint32_t category, uint32_t purpose, uint32_t i, uint32_t word[4])
{
    const uint32_t key[2] = {(uint32_t)stream, (uint32_t)(stream >> 32)};
    const uint32_t counter[4] = {i, category, purpose, 0x636f6d70};
    hoshi_philox(counter, key, word);
}

/* A number below n. */
static size_t below(uint32_t word, size_t n)
{
    return (size_t)(((uint64_t)word * n) >> 32);
}

/* An order of n things that depends on the supplier and the category (Fisher and Yates). */
static void shuffle(uint64_t stream, uint32_t category, size_t *x, size_t n)
{
    uint32_t word[4];
    for (size_t i = n; i > 1; i--) {
        if ((n - i) % 4 == 0)
            complete_words(stream, category, 0, (uint32_t)i, word);
        size_t j = below(word[(n - i) % 4], i), swap = x[i - 1];
        x[i - 1] = x[j];
        x[j] = swap;
    }
}

static bool denied(const struct hoshi_case *c, size_t fact)
{
    for (size_t i = 0; fact != SIZE_MAX && i < c->supplier.facts; i++)
        if (c->supplier.fact[i].fact == fact)
            return !c->supplier.fact[i].value;
    return false;
}

/* 0: a fact makes it inapplicable; 1: it has a condition; 2: it always applies. */
static int complete_group_of(const struct hoshi_supplier_kernel *k, const struct hoshi_criterion *x)
{
    return denied(k->frame, x->fact) ? 0 : x->fact != SIZE_MAX ? 1 : 2;
}

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The j-th of n starting points along m things: all n of them, in steps of a width of the category's own that
 * has no divisor in common with n. */
static size_t complete_start_of(uint64_t stream, uint32_t category, int j, int n, size_t m)
{
    uint32_t word[4];
    size_t all = (size_t)n, step;
    complete_words(stream, category, 1, 0, word);
    step = 1 + below(word[0], all);
    while (common_divisor(step, all) != 1)
        step++;
    return (below(word[1], all) + (size_t)j * step) % all * m / all;
}

/* The inapplicable first, group by group, each group from its own starting point. */
static size_t place_inapplicable(const struct hoshi_supplier_kernel *k, size_t *x, size_t n, size_t count,
                                 uint64_t stream, uint32_t category, int j, int all,
                                 struct hoshi_answer *answer)
{
    size_t rest[HOSHI_CRITERIA_MAX], left = 0;
    for (int g = 0; g < 3; g++) {
        size_t member[HOSHI_CRITERIA_MAX], m = 0;
        for (size_t i = 0; i < n; i++)
            if (complete_group_of(k, &k->tables->catalog.criterion[x[i]]) == g)
                member[m++] = x[i];
        size_t start = complete_start_of(stream, category + 100 * (uint32_t)(g + 1), j, all, m);
        for (size_t i = 0; i < m; i++) {
            size_t c = member[(i + start) % m];
            if (count) {
                answer[c].status = HOSHI_NOT_APPLICABLE;
                count--;
            } else {
                rest[left++] = c;
            }
        }
    }
    /* What is left keeps the category's order. */
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < left; r++)
            if (rest[r] == x[i]) {
                x[kept++] = x[i];
                break;
            }
    return kept;
}

static void complete_category(const struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                              uint64_t stream, int level, int category, int j, int all,
                              struct hoshi_answer *answer)
{
    static const enum hoshi_answer_status dealt[] = {HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET};
    const struct hoshi_catalog *c = &k->tables->catalog;
    size_t x[HOSHI_CRITERIA_MAX], n = 0;
    for (size_t i = 0; i < c->criteria; i++)
        if (c->criterion[i].category == category && c->criterion[i].level <= level)
            x[n++] = i;
    shuffle(stream, (uint32_t)category, x, n);
    const uint16_t *count = row->count[category];
    n = place_inapplicable(k, x, n, count[HOSHI_NOT_APPLICABLE], stream, (uint32_t)category, j, all, answer);
    size_t start = complete_start_of(stream, (uint32_t)category, j, all, n), at = 0;
    for (size_t s = 0; s < sizeof dealt / sizeof *dealt; s++)
        for (size_t i = 0; i < count[dealt[s]] && at < n; i++, at++)
            answer[x[(at + start) % n]].status = dealt[s];
}

void hoshi_supplier_complete(const struct hoshi_supplier_kernel *k, const struct hoshi_supplier_row *row,
                             int level, int j, int n, struct hoshi_answer *answer)
{
    uint64_t stream = stream_of(k, row, level);
    for (size_t i = 0; i < k->tables->catalog.criteria; i++)
        answer[i] = (struct hoshi_answer){.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    for (int category = 1; category <= HOSHI_CATEGORIES; category++)
        complete_category(k, row, stream, level, category, j, n, answer);
}
