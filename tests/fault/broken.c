/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded before the program: the n-th call of one kind on files fails, or does half of what it was asked.
 *
 *   BROKEN_CALL   write read sync rename open close truncate
 *   BROKEN_AT     which of them, counted from 1 since the process began
 *   BROKEN_ERROR  number of the error; 0: half is written or read and the call says so
 *   BROKEN_ON     not empty: all after it as well
 *   BROKEN_NOTMP  not empty: the file system has no files without a name (O_TMPFILE)
 *   BROKEN_COUNT  file that takes "call count" lines at the end
 *
 * Standard output and error are left alone, and so is what the loader and the C library do among themselves. */
#undef _FILE_OFFSET_BITS /* both names of a call are replaced */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum call { WRITE, READ, SYNC, RENAME, OPEN, CLOSE, TRUNCATE, CALLS };

static const char *const names[CALLS] = {"write", "read", "sync", "rename", "open", "close", "truncate"};
static long counts[CALLS];

/* 0: goes through · 1: fails, errno is set · 2: half */
static int hit(enum call call)
{
    const char *which = getenv("BROKEN_CALL"), *at = getenv("BROKEN_AT"), *error = getenv("BROKEN_ERROR");
    long n = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
    if (!which || !at || strcmp(which, names[call]) != 0)
        return 0;
    const char *on = getenv("BROKEN_ON");
    if (n != atol(at) && !(on && *on && n > atol(at)))
        return 0;
    int number = error ? atoi(error) : EIO;
    if (!number)
        return 2;
    errno = number;
    return 1;
}

#define NEXT(result, name, ...)                                                                              \
    static result (*next)(__VA_ARGS__);                                                                      \
    if (!next)                                                                                               \
    *(void **)&next = dlsym(RTLD_NEXT, #name)

#define HALF(n) ((n) > 1 ? (n) / 2 : (n))

ssize_t write(int fd, const void *data, size_t n)
{
    NEXT(ssize_t, write, int, const void *, size_t);
    int how = fd > 2 ? hit(WRITE) : 0;
    return how == 1 ? -1 : next(fd, data, how ? HALF(n) : n);
}

#define PWRITE(name, offset)                                                                                 \
    ssize_t name(int fd, const void *data, size_t n, offset at)                                              \
    {                                                                                                        \
        NEXT(ssize_t, name, int, const void *, size_t, offset);                                              \
        int how = hit(WRITE);                                                                                \
        return how == 1 ? -1 : next(fd, data, how ? HALF(n) : n, at);                                        \
    }
PWRITE(pwrite64, off64_t)

ssize_t read(int fd, void *data, size_t n)
{
    NEXT(ssize_t, read, int, void *, size_t);
    int how = fd > 2 ? hit(READ) : 0;
    return how == 1 ? -1 : next(fd, data, how ? HALF(n) : n);
}

ssize_t pread64(int fd, void *data, size_t n, off64_t at)
{
    NEXT(ssize_t, pread64, int, void *, size_t, off64_t);
    return hit(READ) == 1 ? -1 : next(fd, data, n, at);
}

size_t fread(void *data, size_t size, size_t n, FILE *file)
{
    NEXT(size_t, fread, void *, size_t, size_t, FILE *);
    return hit(READ) == 1 ? 0 : next(data, size, n, file);
}

size_t fwrite(const void *data, size_t size, size_t n, FILE *file)
{
    NEXT(size_t, fwrite, const void *, size_t, size_t, FILE *);
    int how = file != stdout && file != stderr ? hit(WRITE) : 0;
    return how == 1 ? 0 : next(data, size, how ? HALF(n) : n, file);
}

int fflush(FILE *file)
{
    NEXT(int, fflush, FILE *);
    return file && file != stdout && file != stderr && hit(WRITE) == 1 ? EOF : next(file);
}

int fsync(int fd)
{
    NEXT(int, fsync, int);
    return hit(SYNC) == 1 ? -1 : next(fd);
}

int fdatasync(int fd)
{
    NEXT(int, fdatasync, int);
    return hit(SYNC) == 1 ? -1 : next(fd);
}

int rename(const char *from, const char *to)
{
    NEXT(int, rename, const char *, const char *);
    return hit(RENAME) == 1 ? -1 : next(from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    NEXT(int, renameat, int, const char *, int, const char *);
    return hit(RENAME) == 1 ? -1 : next(a, from, b, to);
}

int linkat(int a, const char *from, int b, const char *to, int flags)
{
    NEXT(int, linkat, int, const char *, int, const char *, int);
    return hit(RENAME) == 1 ? -1 : next(a, from, b, to, flags);
}

static bool no_name(int flags)
{
    const char *refuse = getenv("BROKEN_NOTMP");
    if (!refuse || !*refuse || (flags & O_TMPFILE) != O_TMPFILE)
        return false;
    errno = EOPNOTSUPP;
    return true;
}

#define MODE(mode, flags)                                                                                    \
    mode_t mode = 0;                                                                                         \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                   \
        va_list more;                                                                                        \
        va_start(more, flags);                                                                               \
        mode = va_arg(more, mode_t);                                                                         \
        va_end(more);                                                                                        \
    }

#define OPENER(name)                                                                                         \
    int name(const char *path, int flags, ...)                                                               \
    {                                                                                                        \
        MODE(mode, flags)                                                                                    \
        NEXT(int, name, const char *, int, ...);                                                             \
        return no_name(flags) || hit(OPEN) == 1 ? -1 : next(path, flags, mode);                              \
    }
OPENER(open)
OPENER(open64)

#define OPENER_AT(name)                                                                                      \
    int name(int folder, const char *path, int flags, ...)                                                   \
    {                                                                                                        \
        MODE(mode, flags)                                                                                    \
        NEXT(int, name, int, const char *, int, ...);                                                        \
        return no_name(flags) || hit(OPEN) == 1 ? -1 : next(folder, path, flags, mode);                      \
    }
OPENER_AT(openat)
OPENER_AT(openat64)

FILE *fopen(const char *path, const char *mode)
{
    NEXT(FILE *, fopen, const char *, const char *);
    return hit(OPEN) == 1 ? NULL : next(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    NEXT(FILE *, fopen64, const char *, const char *);
    return hit(OPEN) == 1 ? NULL : next(path, mode);
}

FILE *fdopen(int fd, const char *mode)
{
    NEXT(FILE *, fdopen, int, const char *);
    return hit(OPEN) == 1 ? NULL : next(fd, mode);
}

int mkostemp64(char *path, int flags)
{
    NEXT(int, mkostemp64, char *, int);
    return hit(OPEN) == 1 ? -1 : next(path, flags);
}

FILE *tmpfile64(void)
{
    NEXT(FILE *, tmpfile64, void);
    return hit(OPEN) == 1 ? NULL : next();
}

/* The file is closed all the same, as the system does it. */
int close(int fd)
{
    NEXT(int, close, int);
    int how = fd > 2 ? hit(CLOSE) : 0, error = errno, done = next(fd);
    if (how != 1)
        return done;
    errno = error;
    return -1;
}

int fclose(FILE *file)
{
    NEXT(int, fclose, FILE *);
    int how = file != stdout && file != stderr ? hit(CLOSE) : 0, error = errno, done = next(file);
    if (how != 1)
        return done;
    errno = error;
    return EOF;
}

#define TRUNCATER(name, offset)                                                                              \
    int name(int fd, offset n)                                                                               \
    {                                                                                                        \
        NEXT(int, name, int, offset);                                                                        \
        return hit(TRUNCATE) == 1 ? -1 : next(fd, n);                                                        \
    }
TRUNCATER(ftruncate64, off64_t)

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("BROKEN_COUNT");
    unsetenv("BROKEN_CALL");
    FILE *out = path ? fopen(path, "w") : NULL;
    for (int k = 0; out && k < CALLS; k++)
        fprintf(out, "%s %ld\n", names[k], counts[k]);
    if (out)
        fclose(out);
}
