/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"
#include "buffer.h"
#include "fold.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum hoshi_status read_all(int fd, const char *path, size_t max, char **text, size_t *n,
                                  struct hoshi_faults *faults)
{
    struct hoshi_buffer b;
    hoshi_buffer_init(&b, max);
    char chunk[65536];
    ssize_t got;
    while ((got = read(fd, chunk, sizeof chunk)) > 0) {
        if ((size_t)got > max - b.length) {
            hoshi_buffer_release(&b);
            char limit[64];
            snprintf(limit, sizeof limit, "> %zu bytes", max);
            return hoshi_fault_add_file(faults, HOSHI_E_FILE_TOO_LARGE, path, limit);
        }
        hoshi_buffer_add(&b, chunk, (size_t)got);
    }
    hoshi_buffer_add(&b, "", 0);
    if (got < 0 || b.failed) {
        enum hoshi_status s = b.failed ? HOSHI_E_MEMORY : HOSHI_E_FILE_READ;
        hoshi_fault_add_file(faults, s, path, got < 0 ? strerror(errno) : NULL);
        hoshi_buffer_release(&b);
        return s;
    }
    *text = b.text;
    *n = b.length;
    return HOSHI_OK;
}

enum hoshi_status hoshi_file_read(const char *path, size_t max, char **text, size_t *n,
                                  struct hoshi_faults *faults)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_OPEN, path, strerror(errno));
    enum hoshi_status s;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
        s = hoshi_fault_add_file(faults, HOSHI_E_FILE_KIND, path, NULL);
    else
        s = read_all(fd, path, max, text, n, faults);
    close(fd);
    return s;
}

FILE *hoshi_file_stream(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    FILE *f = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? fdopen(fd, "rb") : NULL;
    if (!f) {
        int error = fstat(fd, &st) == 0 && !S_ISREG(st.st_mode) ? EINVAL : errno;
        close(fd);
        errno = error;
    }
    return f;
}

bool hoshi_file_neighbour(const char *path, char *out, size_t size)
{
    /* Two containers may have a process of one number at work on one folder: the time tells them apart, and
     * whoever comes second is refused by O_EXCL or link. */
    static atomic_uint count;
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    unsigned unlike =
        (unsigned)now.tv_nsec ^ ((unsigned)now.tv_sec << 8) ^ (atomic_fetch_add(&count, 1) << 30);
    int n = snprintf(out, size, "%s.part-%lx-%08x", path, (long)getpid(), unlike);
    return n > 0 && (size_t)n < size;
}

enum hoshi_status hoshi_file_commit(const char *neighbour, const char *path, struct hoshi_faults *faults)
{
    int fd = open(neighbour, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    if (ok && rename(neighbour, path) == 0)
        return HOSHI_OK;
    int error = errno;
    unlink(neighbour);
    return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(error));
}

/* ---- outputs ---- */

/* Neighbours that this process is writing: all it can hold at once, for hoshi_file_remove_unfinished. */
static _Atomic(const char *) unfinished[16];
enum { UNFINISHED = sizeof unfinished / sizeof *unfinished };

/* `was` gives way to `is` in one place of the list: NULL and a name, or a name and NULL. */
static void keep_unfinished(const char *was, const char *is)
{
    for (size_t i = 0; i < UNFINISHED; i++) {
        const char *found = was;
        if (atomic_compare_exchange_strong(&unfinished[i], &found, is))
            return;
    }
}

void hoshi_file_neighbour_begins(const char *neighbour)
{
    keep_unfinished(NULL, neighbour);
}

void hoshi_file_neighbour_ends(const char *neighbour)
{
    keep_unfinished(neighbour, NULL);
}

void hoshi_file_remove_unfinished(void)
{
    for (size_t i = 0; i < UNFINISHED; i++) {
        const char *name = atomic_load(&unfinished[i]);
        if (name)
            unlink(name);
    }
}

static enum hoshi_status not_written(const char *path, int error, struct hoshi_faults *faults)
{
    return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(error));
}

/* An unnamed file in the folder of path; false where there are none, or none could be named later. */
static bool open_unnamed(struct hoshi_output *o, const char *path)
{
    const char *slash = strrchr(path, '/');
    int n = slash == path ? snprintf(o->part, sizeof o->part, "/")
                          : snprintf(o->part, sizeof o->part, "%.*s", slash ? (int)(slash - path) : 1,
                                     slash ? path : ".");
    if (n < 0 || (size_t)n >= sizeof o->part)
        return false;
    o->fd = open(o->part, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (o->fd < 0)
        return false;
    snprintf(o->part, sizeof o->part, "/proc/self/fd/%d", o->fd);
    if (access(o->part, F_OK) == 0)
        return true;
    close(o->fd);
    o->fd = -1;
    return false;
}

static bool open_neighbour(struct hoshi_output *o, const char *path)
{
    if (!hoshi_file_neighbour(path, o->part, sizeof o->part)) {
        errno = ENAMETOOLONG;
        return false;
    }
    o->fd = open(o->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    o->named = o->fd >= 0;
    if (o->named)
        hoshi_file_neighbour_begins(o->part);
    return o->named;
}

enum hoshi_status hoshi_output_open(struct hoshi_output *o, const char *path, struct hoshi_faults *faults)
{
    *o = (struct hoshi_output){.fd = -1};
    return open_unnamed(o, path) || open_neighbour(o, path) ? HOSHI_OK : not_written(path, errno, faults);
}

/* Give an unnamed file a name: that of its place, or when that is taken a neighbour's. */
static bool take_name(struct hoshi_output *o, const char *path, bool *placed)
{
    char neighbour[sizeof o->part];
    *placed = linkat(AT_FDCWD, o->part, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
    if (*placed || errno != EEXIST)
        return *placed;
    if (!hoshi_file_neighbour(path, neighbour, sizeof neighbour)) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (linkat(AT_FDCWD, o->part, AT_FDCWD, neighbour, AT_SYMLINK_FOLLOW) != 0)
        return false;
    memcpy(o->part, neighbour, sizeof neighbour);
    o->named = true;
    hoshi_file_neighbour_begins(o->part);
    return true;
}

enum hoshi_status hoshi_output_place(struct hoshi_output *o, const char *path, struct hoshi_faults *faults)
{
    bool placed = false;
    if (fsync(o->fd) != 0 || (!o->named && !take_name(o, path, &placed)) ||
        (!placed && rename(o->part, path) != 0)) {
        int error = errno;
        hoshi_output_unname(o);
        return not_written(path, error, faults);
    }
    hoshi_file_neighbour_ends(o->part);
    o->named = false;
    return HOSHI_OK;
}

void hoshi_output_unname(struct hoshi_output *o)
{
    if (o->named) {
        unlink(o->part);
        hoshi_file_neighbour_ends(o->part);
    }
    o->named = false;
}

void hoshi_output_close(struct hoshi_output *o)
{
    hoshi_output_unname(o);
    if (o->fd >= 0)
        close(o->fd);
    o->fd = -1;
}

enum hoshi_status hoshi_file_write(const char *path, const char *text, size_t n, struct hoshi_faults *faults)
{
    struct hoshi_output o;
    enum hoshi_status status = hoshi_output_open(&o, path, faults);
    if (status)
        return status;
    for (size_t done = 0; done < n && !status;) {
        ssize_t got = write(o.fd, text + done, n - done);
        if (got < 0 && errno != EINTR)
            status = not_written(path, errno, faults);
        done += got > 0 ? (size_t)got : 0;
    }
    if (!status)
        status = hoshi_output_place(&o, path, faults);
    hoshi_output_close(&o);
    return status;
}

/* The entry of a folder that is `name` once both are composed; "" when there is none. */
static void find_spelled(const char *folder, const char *name, char out[NAME_MAX + 1])
{
    char wanted[NAME_MAX + 1], entry[NAME_MAX + 1];
    DIR *d = opendir(folder);
    snprintf(wanted, sizeof wanted, "%s", name);
    hoshi_text_compose_all(wanted);
    out[0] = 0;
    for (struct dirent *e; d && !out[0] && (e = readdir(d));) {
        snprintf(entry, sizeof entry, "%s", e->d_name);
        if (hoshi_text_is_utf8(entry, strlen(entry)))
            hoshi_text_compose_all(entry);
        if (strcmp(entry, wanted) == 0)
            snprintf(out, NAME_MAX + 1, "%s", e->d_name);
    }
    if (d)
        closedir(d);
}

/* A path of which some part is spelled otherwise, as the folders spell it; left as it is when there is none. */
static void respell(char *path, size_t size)
{
    char folder[PATH_MAX], name[NAME_MAX + 1], spelled[NAME_MAX + 1];
    const char *slash = strrchr(path, '/');
    if (access(path, F_OK) == 0 || errno != ENOENT || strlen(path) >= sizeof folder ||
        strlen(slash ? slash + 1 : path) > NAME_MAX || !hoshi_text_is_utf8(path, strlen(path)))
        return;
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : path);
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 0, path);
    if (slash && slash > path)
        respell(folder, sizeof folder);
    find_spelled(!slash ? "." : slash == path ? "/" : folder, name, spelled);
    if (spelled[0] && strlen(folder) + strlen(spelled) + 2 <= size)
        snprintf(path, size, "%s%s%s", folder, slash ? "/" : "", spelled);
}

bool hoshi_file_beside(const char *path, const char *name, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    int n = name[0] == '/' || !slash ? snprintf(out, size, "%s", name)
                                     : snprintf(out, size, "%.*s/%s", (int)(slash - path), path, name);
    if (n <= 0 || (size_t)n >= size)
        return false;
    respell(out, size);
    return true;
}
