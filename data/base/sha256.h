/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * SHA-256 (FIPS 180-4).
 *
 * None of the packages this project stands on offers it, and one function of eighty lines with published test
 * vectors is less to trust and to install than a cryptographic library of which nothing else would be used.
 * Used for the chain of the talk log and to name kept contents; nothing here is a secret.
 */
#ifndef HOSHI_SHA256_H
#define HOSHI_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { HOSHI_SHA256_BYTES = 32, HOSHI_SHA256_TEXT = 65 };

/** A hash in the making. */
struct hoshi_sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes added so far */
    unsigned char block[64];
};

void hoshi_sha256_init(struct hoshi_sha256 *h);
/** Add n bytes; bytes may be NULL when n is 0. */
void hoshi_sha256_add(struct hoshi_sha256 *h, const void *bytes, size_t n);
/** The hash of all that was added, as 64 lower-case hexadecimal digits. `h` is spent. */
const char *hoshi_sha256_end(struct hoshi_sha256 *h, char out[HOSHI_SHA256_TEXT]);

/** The hash of n bytes at once. */
const char *hoshi_sha256_print(const void *bytes, size_t n, char out[HOSHI_SHA256_TEXT]);

#endif
