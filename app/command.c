/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *option_value(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->verb->options; i++)
        if (strcmp(r->verb->option[i].name, name) == 0)
            return r->option[i];
    assert(false && "no such option row");
    return NULL;
}

const char *option_again(const struct request *r, const char *name, size_t n)
{
    for (size_t i = 0; i < r->givens; i++)
        if (strcmp(r->verb->option[r->given[i].row].name, name) == 0 && n-- == 0)
            return r->given[i].value;
    return NULL;
}

bool option_lang(struct request *r, enum hoshi_lang *lang)
{
    const char *value = option_value(r, "--lang");
    *lang = value && strcmp(value, "en") == 0 ? HOSHI_EN : HOSHI_JA;
    if (!value || strcmp(value, "en") == 0 || strcmp(value, "ja") == 0)
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--lang", value, "ja, en");
    return false;
}

int fault_exit(const struct request *r)
{
    return hoshi_status_exit(hoshi_faults_status(r->faults));
}

int print_out(struct request *r, const struct hoshi_buffer *text)
{
    if (text->failed) {
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        return EXIT_ENVIRONMENT;
    }
    bool ok = fwrite(hoshi_buffer_text(text), 1, text->length, stdout) == text->length;
    if (fflush(stdout) == 0 && ok)
        return EXIT_DONE;
    hoshi_fault_add(r->faults, HOSHI_E_FILE_WRITE, "stdout", strerror(errno), NULL);
    return EXIT_ENVIRONMENT;
}

bool output_allowed(struct request *r, const char *path, const char *const *input, size_t n)
{
    struct stat out, in;
    if (stat(path, &out) != 0)
        return true;
    /* A folder fails by itself when it is written to. */
    const char *clash = S_ISREG(out.st_mode) || S_ISDIR(out.st_mode)
                            ? NULL
                            : hoshi_say(r->talk, "普通のファイル", "a regular file");
    for (size_t i = 0; i < n && !clash; i++)
        if (input[i] && stat(input[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
            clash = hoshi_say(r->talk, "入力とは別のファイル", "another file than the input");
    if (!clash)
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "-o", path, "%s", clash);
    return false;
}

static bool number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out)
{
    const char *value = option_value(r, name);
    int64_t micro;
    if (!value)
        return true;
    if (hoshi_decimal_parse(value, 0, &micro) && micro / HOSHI_MICRO >= min && micro / HOSHI_MICRO <= max) {
        *out = micro / HOSHI_MICRO;
        return true;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, value, "%lld … %lld", (long long)min,
                    (long long)max);
    return false;
}

bool range_options(struct request *r, struct hoshi_range_options *o)
{
    const char *engine = option_value(r, "--engine");
    int64_t draws = 0, seed = 0, threads = sysconf(_SC_NPROCESSORS_ONLN);
    if (engine && hoshi_range_engine_parse(engine, &o->engine)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--engine", engine, "auto, cos, grid, mc");
        return false;
    }
    if (!number(r, "--draws", 1, (int64_t)HOSHI_RANGE_DRAWS_MAX, &draws) ||
        !number(r, "--seed", 0, INT64_C(4294967295), &seed) ||
        !number(r, "--threads", 1, HOSHI_RANGE_THREADS_MAX, &threads))
        return false;
    o->draws = (uint64_t)draws;
    o->seed = (uint64_t)seed;
    o->threads = (unsigned)(threads > HOSHI_RANGE_THREADS_MAX ? HOSHI_RANGE_THREADS_MAX
                            : threads < 1                     ? 1
                                                              : threads);
    return true;
}
