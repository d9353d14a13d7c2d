/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over mails (.eml): what is taken out of one is plain, and its names are those of files. */
#include "mail_read.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

extern const struct hoshi_mail_reader hoshi_mail_reader;

static void plain(const char *text)
{
    for (const char *p = text; p && *p; p++)
        if (((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F)
            abort();
    if (text && !hoshi_text_is_utf8(text, strlen(text)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct hoshi_arena arena = {0};
    struct hoshi_mail mail;
    if (hoshi_mail_reader.read((const char *)bytes, n, &arena, &mail) == HOSHI_MAIL_READ) {
        plain(mail.from.name);
        plain(mail.from.address);
        plain(mail.subject);
        plain(mail.text);
        plain(mail.date_text);
        for (size_t i = 0; i < mail.parts; i++) {
            const char *name = mail.part[i].name;
            plain(name);
            if (!*name || *name == '.' || strpbrk(name, "/\\\n\t"))
                abort();
        }
    }
    hoshi_arena_release(&arena);
    return 0;
}
