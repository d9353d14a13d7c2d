/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_chain.h"

#include <stdio.h>
#include <string.h>

static void chain_field(struct hoshi_sha256 *h, const char *text, size_t n)
{
    char head[32];
    int digits = snprintf(head, sizeof head, "%zu:", n);
    hoshi_sha256_add(h, head, (size_t)digits);
    hoshi_sha256_add(h, text, n);
    hoshi_sha256_add(h, ",", 1);
}

static void chain_begin(struct hoshi_sha256 *h, const char *what)
{
    hoshi_sha256_init(h);
    chain_field(h, what, strlen(what));
}

const char *hoshi_chain_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    chain_begin(&h, "hoshiwari-log-1");
    chain_field(&h, case_id, n);
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_content(const struct hoshi_chain_text text[HOSHI_CHAIN_FIELDS],
                                char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    chain_begin(&h, "hoshiwari-entry-1");
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        chain_field(&h, text[i].text, text[i].n);
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_link(const char *prev, const char *content, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    chain_begin(&h, "hoshiwari-link-1");
    chain_field(&h, prev, strlen(prev));
    chain_field(&h, content, strlen(content));
    return hoshi_sha256_end(&h, out);
}
