/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "own_archive.h"
#include "text.h"
#include "text_plain.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

/* JSON says the same with an escape in place of what is not plain. */
static void escape_json(struct hoshi_buffer *out, const char *text, size_t n)
{
    char what[HOSHI_TEXT_WHAT];
    while (n) {
        size_t at = hoshi_text_unplain(text, n, what);
        hoshi_buffer_add(out, text, at);
        if (at == n)
            return;
        unsigned c = what[0] == 'U' ? (unsigned)strtoul(what + 2, NULL, 16) : 0xFFFD;
        if (c > 0xFFFF)
            hoshi_buffer_printf(out, "\\u%04X\\u%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF));
        else
            hoshi_buffer_printf(out, "\\u%04X", c);
        size_t bytes = hoshi_text_sequence(text + at, n - at);
        bytes = bytes ? bytes : 1;
        text += at + bytes;
        n -= at + bytes;
    }
}

static bool plain_json(struct hoshi_buffer *text)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, text->max);
    escape_json(&out, text->text, text->length);
    hoshi_buffer_release(text);
    *text = out;
    return !out.failed;
}

bool plain_text(struct hoshi_buffer *text)
{
    if (text->failed || hoshi_text_is_plain(hoshi_buffer_text(text), text->length))
        return !text->failed;
    if (text->text[0] == '{')
        return plain_json(text);
    size_t size = text->length * 3 + 1;
    char *clean = malloc(size);
    if (!clean) {
        text->failed = true;
        return false;
    }
    text->length = hoshi_text_clean(text->text, text->length, clean, size);
    text->capacity = size;
    free(text->text);
    text->text = clean;
    return true;
}

static int print_plain(struct request *r, const struct hoshi_buffer *text)
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

int print_out(struct request *r, const struct hoshi_buffer *text)
{
    if (text->failed || hoshi_text_is_plain(hoshi_buffer_text(text), text->length))
        return print_plain(r, text);
    struct hoshi_buffer copy;
    hoshi_buffer_init(&copy, SIZE_MAX / 4);
    hoshi_buffer_add(&copy, text->text, text->length);
    plain_text(&copy);
    int code = print_plain(r, &copy);
    hoshi_buffer_release(&copy);
    return code;
}

/* --force, of a verb that has it. */
static bool forced(const struct request *r)
{
    for (size_t i = 0; i < r->verb->options; i++)
        if (strcmp(r->verb->option[i].name, "--force") == 0)
            return r->option[i] != NULL;
    return false;
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
    if (clash) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "-o", path, "%s", clash);
        return false;
    }
    if (!forced(r) && hoshi_archive_was_saved(path)) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_FILLED, path, NULL, NULL);
        return false;
    }
    return true;
}

bool output_is_new(struct request *r, const char *path)
{
    if (!output_allowed(r, path, NULL, 0))
        return false;
    if (access(path, F_OK) != 0 || forced(r))
        return true;
    hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, path, NULL, "--force");
    return false;
}

static bool command_number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out)
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
    if (!command_number(r, "--draws", 1, (int64_t)HOSHI_RANGE_DRAWS_MAX, &draws) ||
        !command_number(r, "--seed", 0, INT64_C(4294967295), &seed) ||
        !command_number(r, "--threads", 1, HOSHI_RANGE_THREADS_MAX, &threads))
        return false;
    o->draws = (uint64_t)draws;
    o->seed = (uint64_t)seed;
    o->threads = (unsigned)(threads > HOSHI_RANGE_THREADS_MAX ? HOSHI_RANGE_THREADS_MAX
                            : threads < 1                     ? 1
                                                              : threads);
    return true;
}

bool folder_is_free(struct request *r, const char *folder, const char *option)
{
    DIR *dir = opendir(folder);
    struct dirent *one;
    bool empty = true;
    if (!dir && errno == ENOENT)
        return true;
    while (dir && empty && (one = readdir(dir)))
        empty = strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0;
    if (dir && !empty)
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, folder, NULL, "%s", option);
    else if (!dir)
        hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    if (dir)
        closedir(dir);
    return dir && empty;
}
