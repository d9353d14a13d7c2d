/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory_guard.h"
#include "command.h"
#include "file.h"
#include "text.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is said is made beforehand: when it is needed there is no memory to make it in. */
static struct {
    atomic_bool on;
    int code;
    char text[1024];
} guard;

void memory_guard(enum hoshi_lang talk)
{
    snprintf(guard.text, sizeof guard.text, hoshi_say(talk, "[HW-%d] %s\n  → %s\n", "[HW-%d] %s\n  -> %s\n"),
             (int)HOSHI_E_MEMORY, hoshi_status_sentence(talk, HOSHI_E_MEMORY),
             hoshi_status_remedy(talk, HOSHI_E_MEMORY));
    guard.code = EXIT_ENVIRONMENT;
    atomic_store(&guard.on, true);
}

void memory_guard_recorded(const char *text)
{
    if (!atomic_exchange(&guard.on, false))
        return;
    hoshi_text_copy(guard.text, sizeof guard.text, text);
    guard.code = EXIT_DONE;
    atomic_store(&guard.on, true);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define MEMORY_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY_SANITIZED
#endif

#if defined(__GLIBC__) && !defined(MEMORY_SANITIZED)

#include <dlfcn.h>

static void end_without_memory(void)
{
    /* A second thread that finds no memory either waits for the end that the first one makes. */
    if (!atomic_exchange(&guard.on, false))
        return;
    hoshi_file_remove_unfinished();
    size_t n = strlen(guard.text), done = 0;
    for (ssize_t got; done < n && (got = write(STDERR_FILENO, guard.text + done, n - done)) > 0;)
        done += (size_t)got;
    _exit(guard.code);
}

/* The allocator that stands behind this one: that of the C library, or one that is preloaded. The same in every thread, so
 * it does no harm when two look for it at once. */
static void *guard_behind(_Atomic(void *) *known, const char *name)
{
    void *found = atomic_load_explicit(known, memory_order_relaxed);
    if (!found) {
        found = dlsym(RTLD_NEXT, name);
        atomic_store_explicit(known, found, memory_order_relaxed);
    }
    return found;
}

static void *given(void *p, size_t n)
{
    if (!p && n && atomic_load_explicit(&guard.on, memory_order_relaxed))
        end_without_memory();
    return p;
}

/* A function out of an object pointer, as POSIX has dlsym's. */
#define MEMORY_BEHIND(type, name)                                                                            \
    static _Atomic(void *) known;                                                                            \
    void *found = guard_behind(&known, name);                                                                \
    type call;                                                                                               \
    memcpy(&call, &found, sizeof call)

typedef void *(*malloc_call)(size_t);
typedef void *(*calloc_call)(size_t, size_t);
typedef void *(*realloc_call)(void *, size_t);

void *malloc(size_t n)
{
    MEMORY_BEHIND(malloc_call, "malloc");
    return given(call ? call(n) : NULL, n);
}

void *calloc(size_t count, size_t n)
{
    MEMORY_BEHIND(calloc_call, "calloc");
    return given(call ? call(count, n) : NULL, count && n);
}

void *realloc(void *p, size_t n)
{
    MEMORY_BEHIND(realloc_call, "realloc");
    return given(call ? call(p, n) : NULL, n);
}

#endif
