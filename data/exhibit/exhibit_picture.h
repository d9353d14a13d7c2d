/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private: what the head of a picture says. */
#ifndef HOSHI_EXHIBIT_PICTURE_H
#define HOSHI_EXHIBIT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct hoshi_picture {
    bool jpeg; /* else PNG */
    unsigned width, height;
    unsigned
        turn; /* 1 … 8 as EXIF counts them: 1 upright, 3 upside down, 6 and 8 lying; 1 where nothing is said */
    bool whole; /* its end is there */
};

/** True when the bytes begin as a JPEG or PNG picture. Width 0: the head cannot be read. */
bool hoshi_picture_read(const char *bytes, size_t n, struct hoshi_picture *out);

#endif
