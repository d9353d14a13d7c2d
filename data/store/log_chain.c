/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_chain.h"

#include <stdio.h>
#include <string.h>

void hoshi_chain_put(struct hoshi_sha256 *h, const char *text, size_t n)
{
    char head[32];
    int digits = snprintf(head, sizeof head, "%zu:", n);
    hoshi_sha256_add(h, head, (size_t)digits);
    hoshi_sha256_add(h, text, n);
    hoshi_sha256_add(h, ",", 1);
}

void hoshi_chain_begin(struct hoshi_sha256 *h, const char *what)
{
    hoshi_sha256_init(h);
    hoshi_chain_put(h, what, strlen(what));
}

const char *hoshi_chain_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    hoshi_chain_begin(&h, "hoshiwari-log-1");
    hoshi_chain_put(&h, case_id, n);
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_content(const struct hoshi_chain_text text[HOSHI_CHAIN_FIELDS],
                                char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    hoshi_chain_begin(&h, "hoshiwari-entry-1");
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        hoshi_chain_put(&h, text[i].text, text[i].n);
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_link(const char *prev, const char *content, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    hoshi_chain_begin(&h, "hoshiwari-link-1");
    hoshi_chain_put(&h, prev, strlen(prev));
    hoshi_chain_put(&h, content, strlen(content));
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_kept_genesis(const char *case_id, size_t n, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    hoshi_chain_begin(&h, "hoshiwari-kept-1");
    hoshi_chain_put(&h, case_id, n);
    return hoshi_sha256_end(&h, out);
}

const char *hoshi_chain_kept_link(const char *prev, const char *kind, const char *log, const char *content,
                                  char out[HOSHI_SHA256_TEXT])
{
    const char *const field[] = {prev, kind, log, content};
    struct hoshi_sha256 h;
    hoshi_chain_begin(&h, "hoshiwari-kept-link-1");
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        hoshi_chain_put(&h, field[i], strlen(field[i]));
    return hoshi_sha256_end(&h, out);
}
