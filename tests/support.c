/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct hoshi_date support_today = {2026, 11, 22};

const struct hoshi_tables *support_tables(void)
{
    static struct hoshi_tables *tables;
    if (!tables) {
        static struct hoshi_faults faults;
        if (hoshi_tables_open(NULL, support_today, &tables, &faults) != HOSHI_OK)
            fail_msg("tables: %s %s", faults.item[0].path, hoshi_status_name(faults.item[0].status));
    }
    return tables;
}

size_t support_measure(const char *id)
{
    size_t m = hoshi_tables_find_measure(support_tables(), id);
    if (m == SIZE_MAX)
        fail_msg("no measure %s", id);
    return m;
}

size_t support_price(const char *id)
{
    size_t p = hoshi_tables_find_price(support_tables(), id);
    if (p == SIZE_MAX)
        fail_msg("no price %s", id);
    return p;
}

size_t support_criterion(const char *id)
{
    size_t c = hoshi_catalog_find(&support_tables()->catalog, id);
    if (c == SIZE_MAX)
        fail_msg("no criterion %s", id);
    return c;
}

enum hoshi_status support_case_read(const char *json, struct hoshi_case **out, struct hoshi_faults *faults)
{
    char path[] = "/tmp/hoshi-case-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    assert_true(fputs(json, f) >= 0);
    assert_int_equal(fclose(f), 0);
    if (faults)
        memset(faults, 0, sizeof *faults);
    enum hoshi_status status = hoshi_case_read(path, support_tables(), out, faults);
    unlink(path);
    return status;
}

#ifndef __has_feature
#define __has_feature(x) 0
#endif

bool support_watched(void)
{
#if __has_feature(address_sanitizer) || defined(__SANITIZE_ADDRESS__)
    return true;
#else
    return false;
#endif
}

int support_rounds(int n)
{
    return support_watched() ? (n + 4) / 5 : n;
}

int support_pairs(int n)
{
    const char *times = getenv("HOSHI_PAIRS");
    return times ? n * atoi(times) : support_rounds(n);
}

struct hoshi_case *support_case(const char *json)
{
    static struct hoshi_faults faults;
    struct hoshi_case *c = NULL;
    if (support_case_read(json, &c, &faults) != HOSHI_OK) {
        const struct hoshi_fault *f = &faults.item[0];
        fail_msg("%s at %s: %s, allowed %s", hoshi_status_name(f->status), f->path, f->got, f->allowed);
    }
    return c;
}

struct hoshi_case *support_casef(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    assert_true(n >= 0);
    struct hoshi_case *c = support_case(text);
    free(text);
    return c;
}

void support_answer_all(struct hoshi_case *c, int level, enum hoshi_answer_status status)
{
    const struct hoshi_catalog *catalog = &support_tables()->catalog;
    for (size_t i = 0; i < catalog->criteria; i++)
        c->answers.answer[i] = (struct hoshi_answer){
            catalog->criterion[i].level <= level ? status : HOSHI_UNANSWERED, HOSHI_NONE, NULL, NULL};
}

void support_answer(struct hoshi_case *c, const char *id, enum hoshi_answer_status status,
                    int64_t remaining_ppm)
{
    c->answers.answer[support_criterion(id)] = (struct hoshi_answer){status, remaining_ppm, NULL, NULL};
}

uint64_t support_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int64_t support_between(uint64_t *state, int64_t low, int64_t high)
{
    uint64_t span = (uint64_t)high - (uint64_t)low + 1;
    return (int64_t)((uint64_t)low + (span ? support_random(state) % span : support_random(state)));
}

bool support_chance(uint64_t *state, int64_t n)
{
    return support_between(state, 1, n) == 1;
}

/* ---- memory ---- */

/* Weak: there are none in a test that is linked without --wrap, and nothing calls the wrappers there. */
void *__real_malloc(size_t n) __attribute__((weak));
void *__real_calloc(size_t count, size_t n) __attribute__((weak));
void *__real_realloc(void *p, size_t n) __attribute__((weak));

static long left = -1;
static bool for_good, refused;

void support_fail_allocation(long n, bool all)
{
    left = n;
    for_good = all;
    refused = false;
}

bool support_failed_allocation(void)
{
    return refused;
}

static bool refuse(void)
{
    if (left < 0)
        return false;
    if (left > 0) {
        left--;
        return false;
    }
    if (!for_good)
        left = -1;
    refused = true;
    return true;
}

void *__wrap_malloc(size_t n)
{
    return refuse() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
    return refuse() ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
    return refuse() ? NULL : __real_realloc(p, n);
}

bool support_no_threads;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *), void *argument)
    __attribute__((weak));
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *),
                          void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *), void *argument)
{
    return support_no_threads ? EAGAIN : __real_pthread_create(thread, with, run, argument);
}

void *support_malloc(size_t n)
{
    return malloc(n);
}
