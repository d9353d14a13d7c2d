/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

bool hoshi_file_neighbour(const char *path, char *out, size_t size)
{
    int n = snprintf(out, size, "%s.part-%ld", path, (long)getpid());
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

enum hoshi_status hoshi_file_write(const char *path, const char *text, size_t n, struct hoshi_faults *faults)
{
    char part[4096];
    if (!hoshi_file_neighbour(path, part, sizeof part))
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(ENAMETOOLONG));
    FILE *f = fopen(part, "wb");
    if (!f)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(errno));
    bool ok = fwrite(text, 1, n, f) == n;
    ok = fclose(f) == 0 && ok;
    if (!ok) {
        int error = errno;
        unlink(part);
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, path, strerror(error));
    }
    return hoshi_file_commit(part, path, faults);
}

bool hoshi_file_beside(const char *path, const char *name, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    int n = name[0] == '/' || !slash ? snprintf(out, size, "%s", name)
                                     : snprintf(out, size, "%.*s/%s", (int)(slash - path), path, name);
    return n > 0 && (size_t)n < size;
}
