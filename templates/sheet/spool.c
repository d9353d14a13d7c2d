/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where libxlsxwriter keeps the parts of a workbook while it makes them.
 *
 * The library asks its own lxw_tmpfile for a file of the temporary folder for each part, writes by printf and
 * looks at no error: with the folder full, parts end in the middle. Here its streams lie in memory up to
 * HOSHI_SPOOL_MEMORY for all of them, then in a file of the folder the workbook goes to; and a stream that could not take everything gives nothing
 * back. The function of the same name here goes before the library's, which calls it through its table of
 * symbols; where a library is linked otherwise its own is used, and hoshi_xlsx_prove alone stands before the
 * old file. */
#include "spool.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter/utility.h>

enum { SPOOL_BUFFER = 16 * 1024 };

static atomic_size_t spool_used; /* bytes of memory of all spools */

struct spool {
    char *text; /* while in memory */
    size_t capacity;
    off_t length, at;
    int fd; /* once in a file; else -1 */
    char folder[4096];
    bool failed;
};

/* An unnamed file in the folder. */
static int spool_file(const char *folder)
{
    char path[4096];
    int fd = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0)
        return fd;
    int n = snprintf(path, sizeof path, "%s/.hoshiwari-XXXXXX", folder);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static bool spool_put(int fd, const char *text, size_t n, off_t at)
{
    while (n) {
        ssize_t done = pwrite(fd, text, n, at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        text += done;
        n -= (size_t)done;
        at += done;
    }
    return true;
}

static bool spool_to_file(struct spool *s)
{
    s->fd = spool_file(s->folder);
    if (s->fd < 0 || !spool_put(s->fd, s->text ? s->text : "", (size_t)s->length, 0))
        return false;
    atomic_fetch_sub(&spool_used, s->capacity);
    free(s->text);
    s->text = NULL;
    s->capacity = 0;
    return true;
}

/* Room for `length` bytes in memory; false when that is too much for it. */
static bool spool_grow(struct spool *s, size_t length)
{
    if (length <= s->capacity)
        return true;
    size_t capacity = s->capacity ? s->capacity : 2048;
    while (capacity < length)
        capacity *= 2;
    size_t more = capacity - s->capacity;
    if (atomic_fetch_add(&spool_used, more) + more <= HOSHI_SPOOL_MEMORY) {
        char *text = realloc(s->text, capacity);
        if (text) {
            s->text = text;
            s->capacity = capacity;
            return true;
        }
    }
    atomic_fetch_sub(&spool_used, more);
    return false;
}

static ssize_t spool_write(void *cookie, const char *text, size_t n)
{
    struct spool *s = cookie;
    size_t end = (size_t)s->at + n;
    if (!s->failed && s->fd < 0 && !spool_grow(s, end))
        s->failed = !spool_to_file(s);
    if (!s->failed && s->fd >= 0)
        s->failed = !spool_put(s->fd, text, n, s->at);
    else if (!s->failed)
        memcpy(s->text + s->at, text, n);
    if (s->failed) {
        hoshi_spool_error = errno ? errno : EIO;
        return 0;
    }
    s->at += (off_t)n;
    s->length = s->at > s->length ? s->at : s->length;
    return (ssize_t)n;
}

static ssize_t spool_read(void *cookie, char *text, size_t n)
{
    struct spool *s = cookie;
    if (s->failed) {
        errno = EIO;
        return -1;
    }
    off_t left = s->length - s->at;
    size_t take = left > 0 && (size_t)left < n ? (size_t)left : left > 0 ? n : 0;
    ssize_t got = (ssize_t)take;
    if (s->fd >= 0)
        got = pread(s->fd, text, take, s->at);
    else if (take)
        memcpy(text, s->text + s->at, take);
    if (got > 0)
        s->at += got;
    return got;
}

static int spool_seek(void *cookie, off64_t *offset, int from)
{
    struct spool *s = cookie;
    off_t at = *offset + (from == SEEK_SET ? 0 : from == SEEK_CUR ? s->at : s->length);
    if (at < 0 || at > s->length)
        return -1;
    s->at = *offset = at;
    return 0;
}

static int spool_close(void *cookie)
{
    struct spool *s = cookie;
    atomic_fetch_sub(&spool_used, s->capacity);
    free(s->text);
    if (s->fd >= 0)
        close(s->fd);
    free(s);
    return 0;
}

_Thread_local int hoshi_spool_error;

FILE *lxw_tmpfile(char *folder)
{
    static const cookie_io_functions_t functions = {spool_read, spool_write, spool_seek, spool_close};
    struct spool *s = calloc(1, sizeof *s);
    FILE *f = NULL;
    if (s) {
        hoshi_text_copy(s->folder, sizeof s->folder, folder ? folder : ".");
        s->fd = -1;
        f = fopencookie(s, "w+", functions);
    }
    if (!f) {
        hoshi_spool_error = errno;
        free(s);
        return NULL;
    }
    setvbuf(f, NULL, _IOFBF, SPOOL_BUFFER);
    return f;
}
