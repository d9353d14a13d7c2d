/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded before the program: lets the n-th allocation fail, whoever asked for it (the program, SQLite, zlib, expat,
 * cJSON, libxlsxwriter, GLPK, GSL), and tells what came of it. One run of the program stands for many: at each chosen
 * allocation it forks, the child is refused and goes on to its end, the parent waits, writes down how the child ended and
 * goes on as if nothing had been. test_starve.py reads what is written down.
 *
 *   STARVE_REPORT  file that takes one line per child: "n exit|signal code HW-code printed file"
 *   STARVE_FROM, STARVE_STEP, STARVE_TO  which allocations are refused; the count starts with the process
 *   STARVE_HOW     once: that one · on: that one and all after it
 *   STARVE_TARGET  the file the command writes (-o), with an older one in its place beforehand; STARVE_OLDER a copy of it,
 *                  STARVE_MADE what the command makes of it when nothing fails
 *   STARVE_WHOLE   what the command prints when nothing fails
 *
 * Where a fork would share what it must not (a store), STARVE_ALONE=N refuses the N-th allocation of this very process.
 *
 * A child has its own copy of every file that has no name yet, so that it cannot write into its parent's. No thread is
 * started, for a fork takes only one along. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t n);
void *__libc_realloc(void *p, size_t n);

enum { CHILD_SECONDS = 60, COMPARED_MAX = 1 << 26 };

static struct {
    bool ready, child, on, refused;
    long n, from, step, to, alone;
    const char *target, *older, *made, *whole;
    int report;
} starve = {.report = -1};

static long number_of(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

static void begin(void)
{
    const char *how = getenv("STARVE_HOW"), *report = getenv("STARVE_REPORT");
    starve.ready = true;
    starve.from = number_of("STARVE_FROM", 1);
    starve.step = number_of("STARVE_STEP", 1);
    starve.alone = number_of("STARVE_ALONE", 0);
    starve.to = number_of("STARVE_TO", 0);
    starve.on = how && strcmp(how, "on") == 0;
    starve.target = getenv("STARVE_TARGET");
    starve.older = getenv("STARVE_OLDER");
    starve.made = getenv("STARVE_MADE");
    starve.whole = getenv("STARVE_WHOLE");
    if (report)
        starve.report = open(report, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* ---- the child's own files ---- */

static void copy_all(int from, int to)
{
    char chunk[65536];
    off_t at = 0;
    for (ssize_t n; (n = pread(from, chunk, sizeof chunk, at)) > 0; at += n)
        if (pwrite(to, chunk, (size_t)n, at) != n)
            _exit(99);
}

static void own_copy(int fd)
{
    struct stat st;
    char folder[4096], *slash;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 0 || fd == starve.report)
        return;
    snprintf(folder, sizeof folder, "%s", starve.target ? starve.target : "/tmp/x");
    slash = strrchr(folder, '/');
    *(slash ? slash : folder) = 0;
    int copy = open(*folder ? folder : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (copy < 0)
        _exit(99);
    off_t at = lseek(fd, 0, SEEK_CUR);
    copy_all(fd, copy);
    lseek(copy, at, SEEK_SET);
    dup3(copy, fd, O_CLOEXEC);
    close(copy);
}

static void become_child(int out, int err)
{
    starve.child = true;
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    for (int fd = 3; fd < 64; fd++)
        own_copy(fd);
    alarm(CHILD_SECONDS);
}

/* ---- what came of it ---- */

static char *content(int fd, size_t *n)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size > COMPARED_MAX)
        return NULL;
    char *text =
        mmap(NULL, (size_t)st.st_size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (text == MAP_FAILED)
        return NULL;
    *n = 0;
    for (ssize_t got; (got = pread(fd, text + *n, (size_t)st.st_size - *n, (off_t)*n)) > 0;)
        *n += (size_t)got;
    return text;
}

/* '=' the same, '<' a beginning of it, '0' nothing, '!' something else. */
static char beside(int fd, int whole)
{
    size_t n = 0, m = 0;
    char *text = content(fd, &n), *other = content(whole, &m);
    char said = !n ? '0' : !other ? '!' : n == m && memcmp(text, other, n) == 0 ? '=' : '!';
    if (said == '!' && other && n < m && memcmp(text, other, n) == 0)
        said = '<';
    if (text)
        munmap(text, n + 1);
    if (other)
        munmap(other, m + 1);
    return said;
}

static char beside_file(int fd, const char *path)
{
    int other = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    char said = beside(fd, other);
    if (other >= 0)
        close(other);
    return said;
}

/* The older file is still in its place ('='), or that which the command makes ('+'), or another ('!'), or none ('0'); then
 * the older one is put back. '-': the command writes no file. */
static char older_kept(void)
{
    if (!starve.target)
        return '-';
    int fd = open(starve.target, O_RDONLY | O_CLOEXEC);
    char said = fd < 0 ? '0' : beside_file(fd, starve.older);
    if (fd >= 0 && said != '=')
        said = beside_file(fd, starve.made) == '=' ? '+' : '!';
    if (fd >= 0)
        close(fd);
    if (said != '=') {
        int from = open(starve.older, O_RDONLY | O_CLOEXEC), to;
        unlink(starve.target);
        to = open(starve.target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        copy_all(from, to);
        close(from);
        close(to);
    }
    return said;
}

/* The last code of a message on standard error, "-" when there is none. */
static void last_code(int err, char code[16])
{
    size_t n = 0;
    char *text = content(err, &n);
    snprintf(code, 16, "-");
    for (char *p = text; text && (p = strstr(p, "[HW-")); p++)
        snprintf(code, 16, "%.6s", p + 1);
    if (text)
        munmap(text, n + 1);
}

static void tell(long n, int status, int out, int err)
{
    char line[160], code[16];
    last_code(err, code);
    int length =
        snprintf(line, sizeof line, "%ld %s %d %s %c %c\n", n, WIFSIGNALED(status) ? "signal" : "exit",
                 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), code,
                 beside_file(out, starve.whole), older_kept());
    if (write(starve.report, line, (size_t)length) != length)
        _exit(98);
}

/* True in the child, which is to be refused. */
static bool try_here(long n)
{
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC), status = 0;
    pid_t pid = fork();
    if (pid < 0)
        _exit(97);
    if (pid == 0) {
        become_child(out, err);
        return true;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    tell(n, status, out, err);
    close(out);
    close(err);
    return false;
}

/* ---- allocations ---- */

static bool refuse(void)
{
    int before = errno;
    if (!starve.ready)
        begin();
    if (starve.child) {
        if (!starve.on && starve.refused)
            return false;
        starve.refused = true;
        errno = ENOMEM;
        return true;
    }
    long n = ++starve.n;
    if (starve.alone && (n == starve.alone || (starve.on && n > starve.alone))) {
        errno = ENOMEM;
        return true;
    }
    if (starve.report < 0 || n < starve.from || n > starve.to || (n - starve.from) % starve.step != 0)
        return false;
    bool child = try_here(n);
    starve.refused = child;
    errno = child ? ENOMEM : before;
    return child;
}

void *malloc(size_t n)
{
    return refuse() ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t n)
{
    return refuse() ? NULL : __libc_calloc(count, n);
}

void *realloc(void *p, size_t n)
{
    return refuse() ? NULL : __libc_realloc(p, n);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
    (void)thread, (void)attr, (void)run, (void)arg;
    return EAGAIN;
}

/* How many there were: "count N". */
__attribute__((destructor)) static void end(void)
{
    char line[64];
    if (starve.child || starve.report < 0)
        return;
    int n = snprintf(line, sizeof line, "count %ld\n", starve.n);
    if (write(starve.report, line, (size_t)n) != n)
        _exit(98);
}
