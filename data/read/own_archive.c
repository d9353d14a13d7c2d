/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own_archive.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    END_BYTES = 22, /* of the end record, without a comment: this program writes none */
    ENTRY_BYTES = 46,
    BY_LIBZIP = 63,       /* "made by" of what libzip packed: version 6.3 */
    BY_TEMPLATE = 20,     /* of parts that a letter's template brings along */
    DAY_ONE = 1 << 5 | 1, /* 1980-01-01, as the packer of this program dates everything */
};

static unsigned archive_two(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

static unsigned long archive_four(const unsigned char *p)
{
    return archive_two(p) | (unsigned long)archive_two(p + 2) << 16;
}

/* Walks the directory of the archive: false as soon as an entry is not packed as this program packs. */
static bool packed_here(FILE *file, unsigned long start, unsigned entries)
{
    unsigned char e[ENTRY_BYTES];
    size_t plain = 0, libzip = 0;
    if (fseek(file, (long)start, SEEK_SET) != 0)
        return false;
    for (unsigned i = 0; i < entries; i++) {
        if (fread(e, 1, sizeof e, file) != sizeof e || memcmp(e, "PK\1\2", 4) != 0)
            return false;
        unsigned made_by = archive_two(e + 4),
                 skip = archive_two(e + 28) + archive_two(e + 30) + archive_two(e + 32);
        if (archive_two(e + 12) != 0 || archive_two(e + 14) != DAY_ONE)
            return false;
        if (made_by != 0 && made_by != BY_LIBZIP && made_by != BY_TEMPLATE)
            return false;
        plain += made_by == 0;
        libzip += made_by == BY_LIBZIP;
        if (fseek(file, (long)skip, SEEK_CUR) != 0)
            return false;
    }
    return plain == entries || (!plain && libzip);
}

bool hoshi_archive_was_saved(const char *path)
{
    unsigned char first[4], end[END_BYTES];
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    bool archive = fread(first, 1, sizeof first, file) == sizeof first && memcmp(first, "PK\3\4", 4) == 0;
    bool ours = archive && fseek(file, -(long)END_BYTES, SEEK_END) == 0 &&
                fread(end, 1, sizeof end, file) == sizeof end && memcmp(end, "PK\5\6", 4) == 0 &&
                packed_here(file, archive_four(end + 16), archive_two(end + 10));
    fclose(file);
    return archive && !ours;
}
