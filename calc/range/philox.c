/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gcc 12 turns the widening 32-bit product into three multiplications when it vectorises by itself, hence the
 * intrinsics (2.7 times faster). Other processors take the plain form, which is also the reference in the
 * tests.
 */
#include "philox.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

void hoshi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t word[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
    for (int r = 0; r < 10; r++, k0 += 0x9E3779B9, k1 += 0xBB67AE85) {
        uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
    }
    word[0] = c0;
    word[1] = c1;
    word[2] = c2;
    word[3] = c3;
}

#if defined(__x86_64__)
#define NAME(x) x##_sse2
#define ATTRIBUTE
#define WIDTH 2
#define VECTOR __m128i
#define REAL __m128d
#define SET1(x) _mm_set1_epi64x((long long)(x))
#define MUL(a, b) _mm_mul_epu32(a, b)
#define XOR(a, b) _mm_xor_si128(a, b)
#define AND(a, b) _mm_and_si128(a, b)
#define OR(a, b) _mm_or_si128(a, b)
#define SHIFT(a, n) _mm_srli_epi64(a, n)
#define AS_REAL(a) _mm_castsi128_pd(a)
#define REAL_SET1(x) _mm_set1_pd(x)
#define REAL_ADD(a, b) _mm_add_pd(a, b)
#define REAL_SUB(a, b) _mm_sub_pd(a, b)
#define REAL_MUL(a, b) _mm_mul_pd(a, b)
#define REAL_MIN(a, b) _mm_min_pd(a, b)
#define REAL_LOAD(p) _mm_loadu_pd(p)
#define REAL_STORE(p, a) _mm_storeu_pd(p, a)
#include "philox_lanes.h"
#define NAME(x) x##_avx2
#define ATTRIBUTE __attribute__((target("avx2")))
#define WIDTH 4
#define VECTOR __m256i
#define REAL __m256d
#define SET1(x) _mm256_set1_epi64x((long long)(x))
#define MUL(a, b) _mm256_mul_epu32(a, b)
#define XOR(a, b) _mm256_xor_si256(a, b)
#define AND(a, b) _mm256_and_si256(a, b)
#define OR(a, b) _mm256_or_si256(a, b)
#define SHIFT(a, n) _mm256_srli_epi64(a, n)
#define AS_REAL(a) _mm256_castsi256_pd(a)
#define REAL_SET1(x) _mm256_set1_pd(x)
#define REAL_ADD(a, b) _mm256_add_pd(a, b)
#define REAL_SUB(a, b) _mm256_sub_pd(a, b)
#define REAL_MUL(a, b) _mm256_mul_pd(a, b)
#define REAL_MIN(a, b) _mm256_min_pd(a, b)
#define REAL_LOAD(p) _mm256_loadu_pd(p)
#define REAL_STORE(p, a) _mm256_storeu_pd(p, a)
#include "philox_lanes.h"
#define NAME(x) x##_avx512
#define ATTRIBUTE __attribute__((target("avx512f,avx512dq")))
#define WIDTH 8
#define VECTOR __m512i
#define REAL __m512d
#define SET1(x) _mm512_set1_epi64((long long)(x))
#define MUL(a, b) _mm512_mul_epu32(a, b)
#define XOR(a, b) _mm512_xor_epi64(a, b)
#define AND(a, b) _mm512_and_epi64(a, b)
#define OR(a, b) _mm512_or_epi64(a, b)
#define SHIFT(a, n) _mm512_srli_epi64(a, n)
#define AS_REAL(a) _mm512_castsi512_pd(a)
#define REAL_SET1(x) _mm512_set1_pd(x)
#define REAL_ADD(a, b) _mm512_add_pd(a, b)
#define REAL_SUB(a, b) _mm512_sub_pd(a, b)
#define REAL_MUL(a, b) _mm512_mul_pd(a, b)
#define REAL_MIN(a, b) _mm512_min_pd(a, b)
#define REAL_LOAD(p) _mm512_loadu_pd(p)
#define REAL_STORE(p, a) _mm512_storeu_pd(p, a)
#include "philox_lanes.h"

typedef void fill_fn(uint32_t, const uint32_t[3], const uint32_t[2], size_t, uint32_t *);
typedef void triangles_fn(uint32_t, const uint32_t[3], const uint32_t[2], size_t, double, double, double *);

static fill_fn *const fills[] = {fill_sse2, fill_avx2, fill_avx512};
static triangles_fn *const triangle_sums[] = {triangles_sse2, triangles_avx2, triangles_avx512};

void hoshi_philox_fill(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                       size_t n, int vectors, uint32_t *word)
{
    fills[vectors](first, (uint32_t[3]){low, high, tag}, key, n, word);
}

void hoshi_philox_triangles(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                            size_t n, int vectors, double k1, double k2, double *sum)
{
    triangle_sums[vectors](first, (uint32_t[3]){low, high, tag}, key, n, k1, k2, sum);
}
#else
void hoshi_philox_fill(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                       size_t n, int vectors, uint32_t *word)
{
    (void)vectors;
    for (size_t i = 0; i < n; i++) {
        uint32_t w[4], c[4] = {first + (uint32_t)i, low, high, tag};
        hoshi_philox(c, key, w);
        for (size_t j = 0; j < 4; j++)
            word[j * n + i] = w[j];
    }
}

void hoshi_philox_triangles(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                            size_t n, int vectors, double k1, double k2, double *sum)
{
    (void)vectors;
    for (size_t i = 0; i < n; i++) {
        uint32_t w[4], c[4] = {first + (uint32_t)i, low, high, tag};
        hoshi_philox(c, key, w);
        for (size_t j = 0; j < 4; j++) {
            double x = w[j] & 0xFFFF, y = w[j] >> 16;
            sum[j * n + i] += (x + y) * k1 + (x < y ? x : y) * k2;
        }
    }
}
#endif
