/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Philox on vectors of 64-bit lanes; included once per instruction set with NAME, ATTRIBUTE, VECTOR (the
 * register type), WIDTH (lanes) and the operations of that set. Two vectors in flight hide the latency of the
 * product.
 */
ATTRIBUTE static inline __attribute__((always_inline)) void NAME(rounds)(VECTOR c[2][4],
                                                                         const uint32_t key[2])
{
    const VECTOR m0 = SET1(0xD2511F53), m1 = SET1(0xCD9E8D57), lower = SET1(0xFFFFFFFF);
    uint32_t k0 = key[0], k1 = key[1];
    for (int r = 0; r < 10; r++, k0 += 0x9E3779B9, k1 += 0xBB67AE85) {
        const VECTOR a = SET1(k0), b = SET1(k1);
        for (int v = 0; v < 2; v++) {
            VECTOR p0 = MUL(c[v][0], m0), p1 = MUL(c[v][2], m1);
            VECTOR x0 = XOR(XOR(SHIFT(p1, 32), c[v][1]), a), x2 = XOR(XOR(SHIFT(p0, 32), c[v][3]), b);
            c[v][0] = x0;
            c[v][1] = AND(p1, lower);
            c[v][2] = x2;
            c[v][3] = AND(p0, lower);
        }
    }
}

ATTRIBUTE static inline __attribute__((always_inline)) void
NAME(start)(VECTOR c[2][4], uint32_t first, uint32_t low, uint32_t high, uint32_t tag)
{
    uint64_t lane[2 * WIDTH];
    for (uint32_t i = 0; i < 2 * WIDTH; i++)
        lane[i] = first + i;
    for (int v = 0; v < 2; v++) {
        memcpy(&c[v][0], lane + v * WIDTH, sizeof c[v][0]);
        c[v][1] = SET1(low);
        c[v][2] = SET1(high);
        c[v][3] = SET1(tag);
    }
}

ATTRIBUTE static void NAME(fill)(uint32_t first, const uint32_t counter[3], const uint32_t key[2], size_t n,
                                 uint32_t *word)
{
    for (size_t i = 0; i < n; i += 2 * WIDTH) {
        VECTOR c[2][4];
        uint64_t out[WIDTH];
        NAME(start)(c, first + (uint32_t)i, counter[0], counter[1], counter[2]);
        NAME(rounds)(c, key);
        for (size_t v = 0; v < 2; v++)
            for (size_t j = 0; j < 4; j++) {
                memcpy(out, &c[v][j], sizeof out);
                for (size_t l = 0; l < WIDTH; l++)
                    word[j * n + i + v * WIDTH + l] = (uint32_t)out[l];
            }
    }
}

ATTRIBUTE static void NAME(triangles)(uint32_t first, const uint32_t counter[3], const uint32_t key[2],
                                      size_t n, double k1, double k2, double *sum)
{
    const VECTOR half = SET1(0xFFFF), magic = SET1(0x4330000000000000);
    const REAL offset = REAL_SET1(4503599627370496.0), a = REAL_SET1(k1), b = REAL_SET1(k2);
    for (size_t i = 0; i < n; i += 2 * WIDTH) {
        VECTOR c[2][4];
        NAME(start)(c, first + (uint32_t)i, counter[0], counter[1], counter[2]);
        NAME(rounds)(c, key);
        for (size_t v = 0; v < 2; v++)
            for (size_t j = 0; j < 4; j++) {
                double *to = sum + j * n + i + v * WIDTH;
                REAL x = REAL_SUB(AS_REAL(OR(AND(c[v][j], half), magic)), offset);
                REAL y = REAL_SUB(AS_REAL(OR(SHIFT(c[v][j], 16), magic)), offset);
                REAL t = REAL_ADD(REAL_MUL(REAL_ADD(x, y), a), REAL_MUL(REAL_MIN(x, y), b));
                REAL_STORE(to, REAL_ADD(REAL_LOAD(to), t));
            }
    }
}

#undef NAME
#undef ATTRIBUTE
#undef VECTOR
#undef REAL
#undef WIDTH
#undef SET1
#undef MUL
#undef XOR
#undef AND
#undef OR
#undef SHIFT
#undef AS_REAL
#undef REAL_SET1
#undef REAL_ADD
#undef REAL_SUB
#undef REAL_MUL
#undef REAL_MIN
#undef REAL_LOAD
#undef REAL_STORE
