/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_id.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *hoshi_case_id_of_file(const char *path, char id[HOSHI_ID_MAX + 1])
{
    enum { NUMBER = 9 };
    const char *slash = path ? strrchr(path, '/') : NULL, *name = slash ? slash + 1 : path ? path : "";
    size_t n = 0, end = strlen(name);
    uint32_t hash = 2166136261u;
    bool lost = false;
    end -= end > 5 && strcmp(name + end - 5, ".json") == 0 ? 5 : 0;
    for (size_t i = 0; i < end; i++) {
        unsigned char c = (unsigned char)name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        hash = (hash ^ c) * 16777619u;
        lost = lost || c >= 0x80;
        if (n < HOSHI_ID_MAX - NUMBER && (letter || (n && c == '_')))
            id[n++] = (char)c;
        else if (n && n < HOSHI_ID_MAX - NUMBER && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n && id[n - 1] == '-')
        n--;
    id[n] = 0;
    if (lost)
        snprintf(id + n, NUMBER + 5, n ? "-%08" PRIx32 : "case-%08" PRIx32, hash);
    if (!n && !lost)
        memcpy(id, "new-case", sizeof "new-case");
    return id;
}
