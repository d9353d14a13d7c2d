/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_store.h"
#include "file.h"
#include "text_plain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, BUFFER = 1 << 18 };

struct head {
    char magic[8];
    uint32_t order, format, bytes;
    uint32_t unused;
    struct hoshi_supplier_store_label label;
};

struct section {
    uint64_t record_bytes, count, offset;
};

struct end {
    char magic[8];
    uint64_t sections;
    struct section section[HOSHI_SUPPLIER_STORE_SECTIONS];
    struct hoshi_supplier_store_end end;
};

struct hoshi_supplier_store {
    struct hoshi_output file;
    char *path; /* NULL: never gets a name */
    struct head head;
    struct end end;
    bool finished, failed;
    uint64_t length; /* bytes written, the buffered ones included */
    struct hoshi_sha256 hash;
    size_t buffered;
    char buffer[BUFFER];
};

static const char head_magic[8] = "HOSHISR", end_magic[8] = "HOSHIEN";
static const uint32_t order_mark = 0x01020304;

/* ---- writing ---- */

static bool results_flush(struct hoshi_supplier_store *s)
{
    size_t done = 0;
    while (done < s->buffered && !s->failed) {
        ssize_t n = write(s->file.fd, s->buffer + done, s->buffered - done);
        if (n < 0 && errno != EINTR)
            s->failed = true;
        done += n > 0 ? (size_t)n : 0;
    }
    s->buffered = 0;
    return !s->failed;
}

static bool results_put(struct hoshi_supplier_store *s, const void *bytes, size_t n)
{
    const char *from = bytes;
    hoshi_sha256_add(&s->hash, bytes, n);
    s->length += n;
    while (n) {
        size_t room = sizeof s->buffer - s->buffered, take = n < room ? n : room;
        memcpy(s->buffer + s->buffered, from, take);
        s->buffered += take;
        from += take;
        n -= take;
        if (s->buffered == sizeof s->buffer && !results_flush(s))
            return false;
    }
    return !s->failed;
}

static enum hoshi_status no_space(const struct hoshi_supplier_store *s, struct hoshi_faults *faults)
{
    return hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, s->path, strerror(errno));
}

/* A file that never gets a name, in `folder`. */
static enum hoshi_status open_spool(struct hoshi_supplier_store *s, const char *folder,
                                    struct hoshi_faults *faults)
{
    char place[PATH_BYTES];
    s->file.fd = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (s->file.fd >= 0)
        return HOSHI_OK;
    if (snprintf(place, sizeof place, "%s/hoshiwari-XXXXXX", folder) < (int)sizeof place)
        s->file.fd = mkstemp(place); /* 0600 */
    else
        errno = ENAMETOOLONG;
    return s->file.fd >= 0 && unlink(place) == 0
               ? HOSHI_OK
               : hoshi_fault_add_file(faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
}

enum hoshi_status hoshi_supplier_store_create(const char *path, const char *folder,
                                              const struct hoshi_supplier_store_label *label,
                                              struct hoshi_supplier_store **out, struct hoshi_faults *faults)
{
    struct hoshi_supplier_store *s = calloc(1, sizeof *s);
    if (!s)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    s->file.fd = -1;
    s->path = path ? strdup(path) : NULL;
    enum hoshi_status status = path && !s->path ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL)
                               : path           ? hoshi_output_open(&s->file, path, faults)
                                                : open_spool(s, folder, faults);
    if (status) {
        hoshi_supplier_store_close(s);
        return status;
    }
    memcpy(s->head.magic, head_magic, sizeof head_magic);
    s->head.order = order_mark;
    s->head.format = HOSHI_SUPPLIER_STORE_FORMAT;
    s->head.bytes = sizeof s->head;
    s->head.label = *label;
    hoshi_sha256_init(&s->hash);
    results_put(s, &s->head, sizeof s->head);
    *out = s;
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_store_section(struct hoshi_supplier_store *s, size_t record_bytes,
                                               struct hoshi_faults *faults)
{
    if (s->finished || s->end.sections == HOSHI_SUPPLIER_STORE_SECTIONS || !record_bytes)
        return hoshi_fault_add(faults, HOSHI_E_INTERNAL, "section", NULL, NULL);
    s->end.section[s->end.sections++] = (struct section){record_bytes, 0, s->length};
    return HOSHI_OK;
}

enum hoshi_status hoshi_supplier_store_add(struct hoshi_supplier_store *s, const void *record,
                                           struct hoshi_faults *faults)
{
    struct section *section = &s->end.section[s->end.sections - 1];
    section->count++;
    return results_put(s, record, section->record_bytes) ? HOSHI_OK : no_space(s, faults);
}

void hoshi_supplier_store_unname(struct hoshi_supplier_store *s)
{
    free(s->path);
    s->path = NULL;
    hoshi_output_unname(&s->file);
}

enum hoshi_status hoshi_supplier_store_finish(struct hoshi_supplier_store *s,
                                              const struct hoshi_supplier_store_end *end,
                                              struct hoshi_faults *faults)
{
    char hex[HOSHI_SHA256_TEXT];
    memcpy(s->end.magic, end_magic, sizeof end_magic);
    s->end.end = *end;
    bool ok = results_put(s, &s->end, sizeof s->end);
    struct hoshi_sha256 hash = s->hash;
    hoshi_sha256_end(&hash, hex);
    ok = ok && results_put(s, hex, sizeof hex - 1) && results_flush(s);
    if (!ok)
        return no_space(s, faults);
    enum hoshi_status status = s->path ? hoshi_output_place(&s->file, s->path, faults) : HOSHI_OK;
    s->finished = !status;
    return status;
}

/* ---- reading ---- */

/* False: the file ends before (errno 0), or cannot be read (errno). */
static bool read_at(int fd, uint64_t offset, void *to, size_t n)
{
    char *at = to;
    while (n) {
        errno = 0;
        ssize_t got = pread(fd, at, n, (off_t)offset);
        if (got <= 0 && !(got < 0 && errno == EINTR))
            return false;
        if (got > 0) {
            at += got;
            offset += (uint64_t)got;
            n -= (size_t)got;
        }
    }
    return true;
}

/* Ended within size, and plain. */
static bool results_ends(const char *text, size_t size)
{
    const char *end = memchr(text, 0, size);
    return end && hoshi_text_is_plain(text, (size_t)(end - text));
}

static bool label_is_sound(const struct hoshi_supplier_store_label *l)
{
    return results_ends(l->program, sizeof l->program) && results_ends(l->tables, sizeof l->tables) &&
           results_ends(l->tables_sha256, sizeof l->tables_sha256) &&
           results_ends(l->settings, sizeof l->settings) &&
           results_ends(l->settings_sha256, sizeof l->settings_sha256) && l->shards >= 1 &&
           l->shards <= HOSHI_SUPPLIER_SHARDS_MAX && l->shard >= 1 && l->shard <= l->shards;
}

/* Sections lie one behind the other between head and end. */
static bool sections_are_sound(const struct end *e, uint64_t end_at)
{
    uint64_t at = sizeof(struct head);
    if (e->sections > HOSHI_SUPPLIER_STORE_SECTIONS ||
        !results_ends(e->end.source_sha256, sizeof e->end.source_sha256))
        return false;
    for (size_t i = 0; i < e->sections; i++) {
        const struct section *s = &e->section[i];
        if (s->offset != at || !s->record_bytes || s->count > (end_at - at) / s->record_bytes)
            return false;
        at += s->count * s->record_bytes;
    }
    return at == end_at;
}

static bool checksum_holds(struct hoshi_supplier_store *s, uint64_t length)
{
    char hex[HOSHI_SHA256_TEXT], stored[HOSHI_SHA256_TEXT] = "";
    struct hoshi_sha256 hash;
    hoshi_sha256_init(&hash);
    for (uint64_t at = 0; at < length;) {
        size_t n = length - at < sizeof s->buffer ? (size_t)(length - at) : sizeof s->buffer;
        if (!read_at(s->file.fd, at, s->buffer, n))
            return false;
        hoshi_sha256_add(&hash, s->buffer, n);
        at += n;
    }
    return read_at(s->file.fd, length, stored, HOSHI_SHA256_TEXT - 1) &&
           strcmp(hoshi_sha256_end(&hash, hex), stored) == 0;
}

/* What is wrong with the file, unless it could not even be read. */
static enum hoshi_status results_fault(enum hoshi_status otherwise, bool read, const char *path,
                                       struct hoshi_faults *faults)
{
    if (!read && errno)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_READ, path, strerror(errno));
    return hoshi_fault_add_file(faults, otherwise, path, NULL);
}

static enum hoshi_status results_check(struct hoshi_supplier_store *s, const char *path,
                                       struct hoshi_faults *faults)
{
    struct stat st;
    if (fstat(s->file.fd, &st) != 0)
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_READ, path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return hoshi_fault_add_file(faults, HOSHI_E_FILE_KIND, path, NULL);
    uint64_t size = (uint64_t)st.st_size, least = sizeof s->head + sizeof s->end + HOSHI_SHA256_TEXT - 1;
    errno = 0;
    bool read = size >= sizeof head_magic && read_at(s->file.fd, 0, s->head.magic, sizeof head_magic);
    if (!read || memcmp(s->head.magic, head_magic, sizeof head_magic) != 0)
        return results_fault(HOSHI_E_RESULT_FOREIGN, read, path, faults);
    read = size >= least && read_at(s->file.fd, 0, &s->head, sizeof s->head);
    if (!read)
        return results_fault(HOSHI_E_RESULT_DAMAGED, read, path, faults);
    if (s->head.order != order_mark)
        return hoshi_fault_add_file(faults, HOSHI_E_RESULT_FOREIGN, path, NULL);
    if (s->head.format != HOSHI_SUPPLIER_STORE_FORMAT || s->head.bytes != sizeof s->head) {
        char got[40];
        snprintf(got, sizeof got, "%u != %d", (unsigned)s->head.format, HOSHI_SUPPLIER_STORE_FORMAT);
        return hoshi_fault_add_file(faults, HOSHI_E_RESULT_VERSION, path, got);
    }
    uint64_t end_at = size - (HOSHI_SHA256_TEXT - 1) - sizeof s->end;
    read = read_at(s->file.fd, end_at, &s->end, sizeof s->end);
    if (!read || memcmp(s->end.magic, end_magic, sizeof end_magic) != 0 || !label_is_sound(&s->head.label) ||
        !sections_are_sound(&s->end, end_at))
        return results_fault(HOSHI_E_RESULT_DAMAGED, read, path, faults);
    errno = 0; /* whether it is the checksum or the reading of it */
    return checksum_holds(s, end_at + sizeof s->end)
               ? HOSHI_OK
               : results_fault(HOSHI_E_RESULT_DAMAGED, false, path, faults);
}

enum hoshi_status hoshi_supplier_store_open(const char *path, struct hoshi_supplier_store **out,
                                            struct hoshi_faults *faults)
{
    struct hoshi_supplier_store *s = calloc(1, sizeof *s);
    if (!s)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    s->file.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum hoshi_status status = s->file.fd < 0
                                   ? hoshi_fault_add_file(faults, HOSHI_E_FILE_OPEN, path, strerror(errno))
                                   : results_check(s, path, faults);
    if (status) {
        hoshi_supplier_store_close(s);
        return status;
    }
    s->finished = true;
    *out = s;
    return HOSHI_OK;
}

void hoshi_supplier_store_close(struct hoshi_supplier_store *s)
{
    if (!s)
        return;
    hoshi_output_close(&s->file);
    free(s->path);
    free(s);
}

const struct hoshi_supplier_store_label *hoshi_supplier_store_label(const struct hoshi_supplier_store *s)
{
    return &s->head.label;
}

const struct hoshi_supplier_store_end *hoshi_supplier_store_end(const struct hoshi_supplier_store *s)
{
    return &s->end.end;
}

size_t hoshi_supplier_store_sections(const struct hoshi_supplier_store *s)
{
    return s->end.sections;
}

int64_t hoshi_supplier_store_count(const struct hoshi_supplier_store *s, size_t section)
{
    return section < s->end.sections ? (int64_t)s->end.section[section].count : 0;
}

size_t hoshi_supplier_store_record_bytes(const struct hoshi_supplier_store *s, size_t section)
{
    return section < s->end.sections ? s->end.section[section].record_bytes : 0;
}

bool hoshi_supplier_store_read(const struct hoshi_supplier_store *s, size_t section, int64_t index,
                               void *record)
{
    if (!s->finished || index < 0 || index >= hoshi_supplier_store_count(s, section))
        return false;
    const struct section *of = &s->end.section[section];
    return read_at(s->file.fd, of->offset + (uint64_t)index * of->record_bytes, record, of->record_bytes);
}
