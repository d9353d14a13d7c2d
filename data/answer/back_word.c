/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "back_word.h"
#include "array.h"
#include "word_blanks.h"

#include <string.h>

/* The names of an archive's parts stand in it as they are. */
bool hoshi_back_is_word(const void *bytes, size_t n)
{
    static const char part[] = "word/document.xml";
    return n > 4 && memcmp(bytes, "PK\3\4", 4) == 0 && memmem(bytes, n, part, strlen(part)) != NULL;
}

enum hoshi_status hoshi_back_read_word(const void *bytes, size_t n, const char *name,
                                       struct hoshi_arena *arena, struct hoshi_back *out,
                                       struct hoshi_faults *faults)
{
    struct hoshi_word_blanks blanks;
    struct hoshi_array typed = HOSHI_ARRAY_IN(arena, struct hoshi_back_typed);
    enum hoshi_status s = hoshi_word_blanks_read(bytes, n, name, arena, &blanks, faults);
    if (s)
        return s;
    struct hoshi_back back = {.found = blanks.found, .word = true, .case_id = blanks.case_id};
    for (size_t i = 0; i < blanks.n; i++) {
        const struct hoshi_word_blank *b = &blanks.blank[i];
        back.blanks++;
        back.lost += !b->now;
        if (!b->now || !*b->now || strcmp(b->now, b->hint) == 0)
            continue;
        struct hoshi_back_typed *x = hoshi_array_add(&typed);
        if (!x)
            return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
        *x = (struct hoshi_back_typed){b->path, b->where, b->hint, b->now};
    }
    back.typed = typed.item;
    back.n = typed.n;
    *out = back;
    return HOSHI_OK;
}
