/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arithmetic of range_cos.c on WIDTH doubles side by side. Included once per width: NAME(x) gives each
 * its own names, ATTRIBUTE the instruction set. Every lane does the same operations in every width, hence the
 * same bits.
 */
typedef double NAME(vec) __attribute__((vector_size(WIDTH * 8)));
typedef int64_t NAME(mask) __attribute__((vector_size(WIDTH * 8)));

INLINE void NAME(choose)(NAME(vec) * out, const NAME(mask) * m, const NAME(vec) * a, const NAME(vec) * b)
{
    *out = (NAME(vec))((*m & (NAME(mask)) * a) | (~*m & (NAME(mask)) * b));
}

/* Cody-Waite reduction and the polynomials of fdlibm (Sun Microsystems, 1993); good to 1e-15 for |x| < 1e6.
 */
INLINE void NAME(v_sincos)(const NAME(vec) * x, NAME(vec) * sine, NAME(vec) * cosine)
{
    const double magic = 6755399441055744.0;
    NAME(vec) shifted = *x * 0.63661977236758138 + magic, n = shifted - magic;
    NAME(vec)
    r = ((*x - n * 1.57079632673412561417e+00) - n * 6.07710050630396597660e-11) -
        n * 2.02226624879595063154e-21;
    NAME(vec) z = r * r;
    NAME(vec)
    s = r + r * z *
                (-1.66666666666666324348e-01 +
                 z * (8.33333333332248946124e-03 +
                      z * (-1.98412698298579493134e-04 +
                           z * (2.75573137070700676789e-06 +
                                z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))));
    NAME(vec)
    c = 1 - 0.5 * z +
        z * z *
            (4.16666666666666019037e-02 +
             z * (-1.38888888888741095749e-03 +
                  z * (2.48015872894767294178e-05 +
                       z * (-2.75573143513906633035e-07 +
                            z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
    NAME(mask) q = (NAME(mask))shifted, odd = -(q & 1);
    NAME(choose)(sine, &odd, &c, &s);
    NAME(choose)(cosine, &odd, &s, &c);
    *sine = (NAME(vec))((NAME(mask)) * sine ^ ((q & 2) << 62));
    *cosine = (NAME(vec))((NAME(mask)) * cosine ^ (((q + 1) & 2) << 62));
}

INLINE void NAME(multiply)(NAME(vec) * re, NAME(vec) * im, const NAME(vec) * a, const NAME(vec) * b)
{
    NAME(vec) x = *re * *a - *im * *b;
    *im = *re * *b + *im * *a;
    *re = x;
}

INLINE void NAME(turn)(NAME(vec) * re, NAME(vec) * im, const NAME(vec) * u, double by)
{
    NAME(vec) s, c, angle = *u * by;
    NAME(v_sincos)(&angle, &s, &c);
    NAME(multiply)(re, im, &c, &s);
}

/* h(s) = 2(1 + is - exp(is))/s^2: series up to 2, closed form beyond. */
INLINE void NAME(half_triangle)(const NAME(vec) * s, double largest, NAME(vec) * re, NAME(vec) * im)
{
    NAME(vec) z = *s * *s, a = half_re[SERIES - 1] + 0 * z, b = half_im[SERIES - 1] + 0 * z;
#pragma GCC unroll 11
    for (int k = SERIES - 2; k >= 0; k--) {
        a = a * z + half_re[k];
        b = b * z + half_im[k];
    }
    *re = a;
    *im = b * *s;
    if (largest <= 2)
        return;
    NAME(vec) half = *s * 0.5, si, co;
    NAME(v_sincos)(&half, &si, &co);
    NAME(mask) small = *s <= 2.0 + 0 * z;
    NAME(vec) safe, two = 2.0 + 0 * z;
    NAME(choose)(&safe, &small, &two, s);
    NAME(vec) inverse = 1 / safe, q = 2 * si * inverse, x = q * q;
    NAME(vec) y = 2 * (safe - 2 * si * co) * inverse * inverse;
    NAME(choose)(re, &small, re, &x);
    NAME(choose)(im, &small, im, &y);
}

INLINE void NAME(triangles)(const struct tri *tri, size_t n, const NAME(vec) * u, double largest,
                            NAME(vec) * re, NAME(vec) * im)
{
    for (size_t i = 0; i < n; i++) {
        NAME(vec) l = *u * tri[i].l, r = *u * tri[i].r, lr, li, rr, ri;
        double c = tri[i].c;
        NAME(half_triangle)(&l, largest * tri[i].l, &lr, &li);
        NAME(half_triangle)(&r, largest * tri[i].r, &rr, &ri);
        NAME(vec) a = c * lr + (1 - c) * rr, b = (1 - c) * ri - c * li;
        NAME(multiply)(re, im, &a, &b);
    }
}

/* u >= 0 */
INLINE void NAME(bundle_cf)(const struct bundle *b, const NAME(vec) * u, NAME(vec) * re, NAME(vec) * im)
{
    double largest = 0;
    for (int i = 0; i < WIDTH; i++)
        largest = (*u)[i] > largest ? (*u)[i] : largest;
    NAME(vec) x = 1 + 0 * *u, y = 0 * *u;
    NAME(triangles)(b->tri, b->n_tri, u, largest, &x, &y);
    for (size_t i = 0; i < b->n_nodes; i++) {
        NAME(vec) p = 0 * x, q = 0 * x, s, c;
        for (size_t k = 0; k < b->nodes[i].n; k++) {
            NAME(vec) angle = *u * b->nodes[i].x[k];
            NAME(v_sincos)(&angle, &s, &c);
            p += c * b->nodes[i].w[k];
            q += s * b->nodes[i].w[k];
        }
        NAME(multiply)(&x, &y, &p, &q);
    }
    for (size_t i = 0; i < b->n_uniform; i++) {
        NAME(vec) a = *u * b->uniform[i] + 1e-200, s, c;
        NAME(v_sincos)(&a, &s, &c);
        x *= s / a;
        y *= s / a;
    }
    if (b->tilt != 0)
        NAME(turn)(&x, &y, u, b->tilt);
    *re = x;
    *im = y;
}

INLINE void NAME(piece_cf)(const struct piece *g, const NAME(vec) * u, NAME(vec) * re, NAME(vec) * im)
{
    NAME(vec) p = 0 * *u, q = p;
    for (size_t k = 0; k < g->n; k++) {
        NAME(vec) v = *u * g->need[k], x, y;
        NAME(bundle_cf)(&g->y, &v, &x, &y);
        NAME(turn)(&x, &y, &v, g->y.mean);
        p += x * g->w[k];
        q += y * g->w[k];
    }
    p = (1 - g->p) + g->p * p;
    q = g->p * q;
    NAME(turn)(&p, &q, u, -g->mean);
    *re = p;
    *im = q;
}

INLINE void NAME(class_cf_body)(const struct class *c, const double *u, size_t n, double *re, double *im)
{
    for (size_t i = 0; i < n; i += WIDTH) {
        NAME(vec) v, x, y, a, b;
        memcpy(&v, u + i, sizeof v);
        NAME(bundle_cf)(&c->certain, &v, &x, &y);
        for (size_t k = 0; k < c->n_pieces; k++) {
            NAME(piece_cf)(&c->piece[k], &v, &a, &b);
            NAME(multiply)(&x, &y, &a, &b);
        }
        memcpy(re + i, &x, sizeof x);
        memcpy(im + i, &y, sizeof y);
    }
}

/* F and its density at eight x given as theta = pi (x-A)/(B-A); wave[k] = F_k (B-A)/pi for k = 1 .. n. */
INLINE void NAME(invert_body)(const double *wave, size_t n, const double *theta, double *cdf, double *density)
{
    NAME(vec) t, s1, c1, sum = {0}, slope = {0};
    memcpy(&t, theta, sizeof t);
    NAME(v_sincos)(&t, &s1, &c1);
    NAME(vec) s = s1, c = c1;
    for (size_t k = 1; k <= n; k++) {
        sum += s * (wave[k] / (double)k);
        slope += c * wave[k];
        NAME(vec) next = c * c1 - s * s1;
        s = s * c1 + c * s1;
        c = next;
    }
    t = t * (1 / PI) + sum;
    slope += 1 / PI;
    memcpy(cdf, &t, sizeof t);
    memcpy(density, &slope, sizeof slope);
}

/* psi at eight u by Lagrange's formula through the POINTS nodes around each. */
INLINE void NAME(table_body)(const struct table *t, const double *u, double *re, double *im)
{
    NAME(vec) v, before[POINTS], after = {0}, at = {0};
    double w[POINTS][WIDTH];
    size_t below[WIDTH];
    memcpy(&v, u, sizeof v);
    v *= 1 / t->h;
    for (int i = 0; i < WIDTH; i++) {
        double most = (double)t->n - POINTS - 1; /* beyond is quiet */
        below[i] = (size_t)(v[i] < most ? v[i] : most);
        at[i] = v[i] < most ? v[i] - (double)below[i] : 0;
    }
    after += 1;
    before[0] = after;
    for (int j = 1; j < POINTS; j++)
        before[j] = before[j - 1] * (at - (j - 6));
    for (int j = POINTS - 1; j >= 0; j--) {
        NAME(vec) each = before[j] * after * lagrange[j];
        memcpy(w[j], &each, sizeof each);
        after *= at - (j - 5);
    }
    for (int i = 0; i < WIDTH; i++) {
        const double *yr = t->re + POINTS + below[i] - 5, *yi = t->im + POINTS + below[i] - 5;
        double a = 0, b = 0;
        for (int j = 0; j < POINTS; j++) {
            a += w[j][i] * yr[j];
            b += w[j][i] * yi[j];
        }
        re[i] = a;
        im[i] = b;
    }
}

/* w exp(it((f - mean) c)) psi(tf) at node m for eight t. */
INLINE void NAME(node_body)(const struct average *v, const struct class *c, size_t m, const double *t,
                            NAME(vec) * x, NAME(vec) * y)
{
    NAME(vec) tv;
    memcpy(&tv, t, sizeof tv);
    *x = *y = 0 * tv;
    if (c->empty) {
        *x += 1;
    } else {
        NAME(vec) u = tv * v->f[m];
        double in[WIDTH], re[WIDTH], im[WIDTH];
        memcpy(in, &u, sizeof in);
        NAME(table_body)(&v->table, in, re, im);
        memcpy(x, re, sizeof re);
        memcpy(y, im, sizeof im);
    }
    NAME(turn)(x, y, &tv, (v->f[m] - v->mean) * c->mean);
    *x *= v->w[m];
    *y *= v->w[m];
}

INLINE void NAME(average_body)(const struct average *v, const struct class *c, const double *t, double *re,
                               double *im)
{
    NAME(vec) p = {0}, q = {0}, x, y;
    for (size_t m = 0; m < v->n; m++) {
        NAME(node_body)(v, c, m, t, &x, &y);
        p += x;
        q += y;
    }
    memcpy(&x, re, sizeof x);
    memcpy(&y, im, sizeof y);
    NAME(multiply)(&x, &y, &p, &q);
    memcpy(re, &x, sizeof x);
    memcpy(im, &y, sizeof y);
}

ATTRIBUTE static void NAME(class_cf)(const struct class *c, const double *u, size_t n, double *re, double *im)
{
    NAME(class_cf_body)(c, u, n, re, im);
}

ATTRIBUTE static void NAME(invert)(const double *wave, size_t n, const double *theta, double *cdf,
                                   double *density)
{
    for (size_t i = 0; i < LANES; i += WIDTH)
        NAME(invert_body)(wave, n, theta + i, cdf + i, density + i);
}

ATTRIBUTE static void NAME(average)(const struct average *v, const struct class *c, const double *t,
                                    double *re, double *im)
{
    for (size_t i = 0; i < LANES; i += WIDTH)
        NAME(average_body)(v, c, t + i, re + i, im + i);
}

/* The term of one node of a linked factor. */
ATTRIBUTE static void NAME(node)(const struct average *v, const struct class *c, size_t m, const double *t,
                                 double *re, double *im)
{
    for (size_t i = 0; i < LANES; i += WIDTH) {
        NAME(vec) x, y;
        NAME(node_body)(v, c, m, t + i, &x, &y);
        memcpy(re + i, &x, sizeof x);
        memcpy(im + i, &y, sizeof y);
    }
}

/* (re, im) times exp(i u by). */
ATTRIBUTE static void NAME(rotate)(const double *u, double by, double *re, double *im)
{
    for (size_t i = 0; i < LANES; i += WIDTH) {
        NAME(vec) v, x, y;
        memcpy(&v, u + i, sizeof v);
        memcpy(&x, re + i, sizeof x);
        memcpy(&y, im + i, sizeof y);
        NAME(turn)(&x, &y, &v, by);
        memcpy(re + i, &x, sizeof x);
        memcpy(im + i, &y, sizeof y);
    }
}

/* a[i] *= (re, im) where i / stride % n == m, for complex numbers of LANES each, re first. */
ATTRIBUTE static void NAME(spread)(double *a, size_t count, size_t stride, size_t n, size_t m,
                                   const double *re, const double *im)
{
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < LANES && k / stride % n == m; i += WIDTH) {
            NAME(vec) x, y, p, q;
            memcpy(&x, a + 2 * LANES * k + i, sizeof x);
            memcpy(&y, a + 2 * LANES * k + LANES + i, sizeof y);
            memcpy(&p, re + i, sizeof p);
            memcpy(&q, im + i, sizeof q);
            NAME(multiply)(&x, &y, &p, &q);
            memcpy(a + 2 * LANES * k + i, &x, sizeof x);
            memcpy(a + 2 * LANES * k + LANES + i, &y, sizeof y);
        }
}

/* a *= (1-p) + p sum_k w_k prod_j value[at[j] + k], for one combination; values as in spread. */
ATTRIBUTE static void NAME(occur)(double *a, const double *value, const size_t *at, size_t parts,
                                  const double *w, size_t needs, double p)
{
    for (size_t i = 0; i < LANES; i += WIDTH) {
        NAME(vec) re = {0}, im = {0}, x, y, u, v;
        for (size_t k = 0; k < needs; k++) {
            x = w[k] + 0 * re;
            y = 0 * re;
            for (size_t j = 0; j < parts; j++) {
                memcpy(&u, value + 2 * LANES * (at[j] + k) + i, sizeof u);
                memcpy(&v, value + 2 * LANES * (at[j] + k) + LANES + i, sizeof v);
                NAME(multiply)(&x, &y, &u, &v);
            }
            re += x;
            im += y;
        }
        re = (1 - p) + p * re;
        im = p * im;
        memcpy(&x, a + i, sizeof x);
        memcpy(&y, a + LANES + i, sizeof y);
        NAME(multiply)(&x, &y, &re, &im);
        memcpy(a + i, &x, sizeof x);
        memcpy(a + LANES + i, &y, sizeof y);
    }
}

#undef WIDTH
#undef NAME
#undef ATTRIBUTE
