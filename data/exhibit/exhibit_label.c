/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exhibit_draw.h"

#include <stdio.h>
#include <string.h>

const char *hoshi_exhibit_label(const char *number, bool japanese, char *out, size_t size)
{
    static const char ko[] = "甲";
    const char *n = strncmp(number, ko, sizeof ko - 1) == 0 ? number + sizeof ko - 1 : number;
    const char *part = strchr(n, '-');
    int whole = (int)(part ? part - n : (ptrdiff_t)strlen(n));
    if (!japanese)
        snprintf(out, size, "Ko %s", n);
    else if (part)
        snprintf(out, size, "甲第%.*s号証の%s", whole, n, part + 1);
    else
        snprintf(out, size, "甲第%.*s号証", whole, n);
    return out;
}
