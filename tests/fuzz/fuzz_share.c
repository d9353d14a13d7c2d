/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over the games that `share` reads: a text is a game, or told why it is none. */
#include "share_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_share_game game;
    char *text = malloc(n + 1);
    if (!text)
        abort();
    if (n)
        memcpy(text, bytes, n);
    text[n] = 0;
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_share_parse(text, n, &game, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0))
        abort();
    if (!status)
        hoshi_share_game_release(&game);
    free(text);
    return 0;
}
