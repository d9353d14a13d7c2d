/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Philox4x32-10: random words that are a function of a counter and a key.
 *
 * No state: any word can be had at any time in any thread. Passes BigCrush.
 * @see Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011
 */
#ifndef HOSHI_PHILOX_H
#define HOSHI_PHILOX_H

#include <stddef.h>
#include <stdint.h>

/** Four words of one counter under one key. */
void hoshi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t word[4]);

/**
 * The words of the counters (first + i, low, high, tag) for i = 0 .. n-1.
 *
 * @param n       a multiple of 32
 * @param vectors 0 as compiled, 1 AVX2, 2 AVX-512 (the processor must have it); the words are the same
 * @param word    [out] 4 n words: word j of counter i at j n + i
 */
void hoshi_philox_fill(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                       size_t n, int vectors, uint32_t *word);

/**
 * Add to each sum a triangle made of one word: k1 (U + V) + k2 min(U, V), U and V the word's halves.
 *
 * With width W and mode share c: k1 = W c/65536, k2 = W (1-2c)/65536, plus a constant, gives
 * low + W((1-c) min + c max), which has the triangular law (Stein and Keblis, Math. Comput. Model. 49:1143,
 * 2009) on a lattice of 1/65536 of the width.
 *
 * @param sum 4 n sums in the order of hoshi_philox_fill's words
 */
void hoshi_philox_triangles(uint32_t first, uint32_t low, uint32_t high, uint32_t tag, const uint32_t key[2],
                            size_t n, int vectors, double k1, double k2, double *sum);

#endif
