/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What several unit tests need: the embedded tables, cases from JSON text, reproducible numbers, and memory
 * that runs out on demand.
 */
#ifndef HOSHI_TEST_SUPPORT_H
#define HOSHI_TEST_SUPPORT_H

#include "case.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#define SUPPORT_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/** 2026-11-22: the day every test takes as today. */
extern const struct hoshi_date support_today;

/** The embedded tables, opened once and kept; the test fails when they do not open. */
const struct hoshi_tables *support_tables(void);

/** Index by id in the embedded tables; the test fails when there is none. */
size_t support_measure(const char *id);
size_t support_price(const char *id);
size_t support_criterion(const char *id);

/** Read a case from JSON text through a file of its own; faults are cleared first. */
enum hoshi_status support_case_read(const char *json, struct hoshi_case **out, struct hoshi_faults *faults);
/** As support_case_read; the test fails with the first fault when the text is refused. */
struct hoshi_case *support_case(const char *json);
/** As support_case, from a printf form. */
struct hoshi_case *support_casef(const char *format, ...) HOSHI_PRINTF(1, 2);

/** Set every criterion of the level or below to status, those above to unanswered. */
void support_answer_all(struct hoshi_case *c, int level, enum hoshi_answer_status status);
/** Set one answer; remaining_ppm may be HOSHI_NONE. */
void support_answer(struct hoshi_case *c, const char *id, enum hoshi_answer_status status,
                    int64_t remaining_ppm);

/** The next number of a fixed sequence (splitmix64). */
uint64_t support_random(uint64_t *state);
/** The next number within low … high. */
int64_t support_between(uint64_t *state, int64_t low, int64_t high);
/** True once in n. */
bool support_chance(uint64_t *state, int64_t n);

/** True in a build with sanitizers, which watches memory and arithmetic; that figures agree over many random cases is
 * the other build's to prove. */
bool support_watched(void);
/** n rounds of random cases: a fifth of them in a build with sanitizers. */
int support_rounds(int n);
/** n random pairs of cases: HOSHI_PAIRS times as many where that is set (the long tier), a fifth in a build with
 * sanitizers. */
int support_pairs(int n);

/* ---- memory that runs out: only in a test linked with --wrap=malloc, calloc, realloc ---- */

/** Let the n-th allocation from now (0 = the next) fail, and all later ones too when `all`; n < 0 ends it. */
void support_fail_allocation(long n, bool all);
/** True when an allocation was refused since the last support_fail_allocation. */
bool support_failed_allocation(void);
/** malloc that takes part in this, for libraries with hooks. */
void *support_malloc(size_t n);

/** While true no thread can be started, as where there are none. Needs --wrap=pthread_create. */
extern bool support_no_threads;

void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);

#endif
