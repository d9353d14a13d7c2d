/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sha256.h"

#include <string.h>

static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void compress(uint32_t state[8], const unsigned char *p)
{
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 |
               p[4 * i + 3];
    for (int i = 16; i < 64; i++)
        w[i] = w[i - 16] + w[i - 7] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
               (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
    for (int i = 0; i < 8; i++)
        s[i] = state[i];
    for (int i = 0; i < 64; i += 8) /* eight steps turn the names once round, so nothing is moved */
        for (int j = 0; j < 8; j++) {
            uint32_t *a = &s[(8 - j) & 7], *b = &s[(9 - j) & 7], *c = &s[(10 - j) & 7], *d = &s[(11 - j) & 7];
            uint32_t *e = &s[(12 - j) & 7], *f = &s[(13 - j) & 7], *g = &s[(14 - j) & 7],
                     *h = &s[(15 - j) & 7];
            uint32_t t = *h + (turn(*e, 6) ^ turn(*e, 11) ^ turn(*e, 25)) + ((*e & *f) ^ (~*e & *g)) +
                         k[i + j] + w[i + j];
            *d += t;
            *h = t + (turn(*a, 2) ^ turn(*a, 13) ^ turn(*a, 22)) + ((*a & *b) ^ (*a & *c) ^ (*b & *c));
        }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

void hoshi_sha256_init(struct hoshi_sha256 *h)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(h->state, start, sizeof start);
    h->length = 0;
}

void hoshi_sha256_add(struct hoshi_sha256 *h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    size_t held = (size_t)(h->length % 64);
    h->length += n;
    if (held && n >= 64 - held) {
        memcpy(h->block + held, p, 64 - held);
        compress(h->state, h->block);
        p += 64 - held;
        n -= 64 - held;
        held = 0;
    }
    for (; !held && n >= 64; p += 64, n -= 64)
        compress(h->state, p);
    if (n)
        memcpy(h->block + held, p, n);
}

const char *hoshi_sha256_end(struct hoshi_sha256 *h, char out[HOSHI_SHA256_TEXT])
{
    static const unsigned char pad[64] = {0x80};
    static const char digit[] = "0123456789abcdef";
    uint64_t bits = h->length * 8;
    unsigned char tail[8];
    for (int i = 0; i < 8; i++)
        tail[i] = (unsigned char)(bits >> (56 - 8 * i));
    size_t held = (size_t)(h->length % 64);
    hoshi_sha256_add(h, pad, held < 56 ? 56 - held : 120 - held);
    hoshi_sha256_add(h, tail, sizeof tail);
    for (int i = 0; i < HOSHI_SHA256_BYTES; i++) {
        unsigned byte = h->state[i / 4] >> (24 - 8 * (i % 4)) & 0xff;
        out[2 * i] = digit[byte >> 4];
        out[2 * i + 1] = digit[byte & 15];
    }
    out[64] = 0;
    return out;
}

const char *hoshi_sha256_print(const void *bytes, size_t n, char out[HOSHI_SHA256_TEXT])
{
    struct hoshi_sha256 h;
    hoshi_sha256_init(&h);
    hoshi_sha256_add(&h, bytes, n);
    return hoshi_sha256_end(&h, out);
}
