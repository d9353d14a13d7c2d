/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "word_part.h"
#include "word_fill.h"

#include <zip.h>

enum hoshi_status hoshi_word_part_read(struct zip *zip, uint64_t index, const char *name, const char *where,
                                       struct hoshi_arena *arena, char **text, size_t *n,
                                       struct hoshi_faults *faults)
{
    zip_stat_t st;
    if (zip_stat_index(zip, index, 0, &st) != 0 || st.size > HOSHI_WORD_BYTES_MAX)
        return hoshi_fault_add(faults, HOSHI_E_WORD, where ? where : name, name, "16 MiB");
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    *text = hoshi_arena_alloc(arena, (size_t)st.size + 1);
    zip_int64_t got = file && *text ? zip_fread(file, *text, st.size) : -1;
    if (file)
        zip_fclose(file);
    if (!*text)
        return HOSHI_E_MEMORY;
    if (got < 0 || (zip_uint64_t)got != st.size)
        return hoshi_fault_add(faults, HOSHI_E_WORD, where ? where : name, name, "%s", zip_strerror(zip));
    *n = (size_t)st.size;
    return HOSHI_OK;
}
