/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mixture.h"

#include "portable_math.h"

#include <math.h>

double hoshi_mixture_normal(double z, double *density)
{
    double y = fabs(z), tail = 0, e = y > 37 ? 0 : hoshi_portable_exp(-y * y / 2);
    if (y < 7.07106781186547) {
        double a = 3.52624965998911e-02 * y + 0.700383064443688;
        a = ((((a * y + 6.37396220353165) * y + 33.912866078383) * y + 112.079291497871) * y +
             221.213596169931) *
                y +
            220.206867912376;
        double b = 8.83883476483184e-02 * y + 1.75566716318264;
        b = (((((b * y + 16.064177579207) * y + 86.7807322029461) * y + 296.564248779674) * y +
              637.333633378831) *
                 y +
             793.826512519948) *
                y +
            440.413735824752;
        tail = e * a / b;
    } else if (y <= 37) {
        tail = e / (y + 1 / (y + 2 / (y + 3 / (y + 4 / (y + 0.65))))) / 2.506628274631000502;
    }
    *density = e * 0.39894228040143267794;
    return z > 0 ? 1 - tail : tail;
}

double hoshi_mixture_cdf(const struct hoshi_mixture *m, double x, double *density)
{
    double p = 0, d = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct hoshi_branch *b = &m->branch[i];
        if (b->sd <= 0) {
            p += x >= b->mean ? b->weight : 0;
            continue;
        }
        double z = (x - b->mean) / b->sd, f, c = hoshi_mixture_normal(z, &f), q = z * z;
        double h2 = q - 1, h3 = z * (q - 3), h4 = (q - 6) * q + 3, h5 = z * ((q - 10) * q + 15);
        double h6 = ((q - 15) * q + 45) * q - 15;
        p += b->weight * (c - f * (b->g1 * h2 + b->g2 * h3 + b->g11 * h5));
        d += b->weight * f * (1 + b->g1 * h3 + b->g2 * h4 + b->g11 * h6) / b->sd;
    }
    *density = d;
    return p;
}

double hoshi_mixture_quantile(const struct hoshi_mixture *m, double p, double start, double sd)
{
    double low = start - 12 * sd, high = start + 12 * sd, x = start, d;
    for (int i = 0; i < 60; i++) {
        double f = hoshi_mixture_cdf(m, x, &d) - p;
        *(f < 0 ? &low : &high) = x;
        double next = d > 0 ? x - f / d : x;
        if (fabs(next - x) < 1e-7 * sd)
            return next;
        if (!(next > low && next < high) || d <= 0)
            next = (low + high) / 2;
        if (high - low < 1e-9 * sd)
            return next;
        x = next;
    }
    return x;
}

void hoshi_joint_at(double q, const double *k, double out[4])
{
    double q2 = q * q;
    out[0] = k[K10] + q * k[K01];
    out[1] = k[K20] + 2 * q * k[K11] + q2 * k[K02];
    out[2] = k[K30] + 3 * q * k[K21] + 3 * q2 * k[K12] + q2 * q * k[K03];
    out[3] = k[K40] + 4 * q * k[K31] + 6 * q2 * k[K22] + 4 * q2 * q * k[K13] + q2 * q2 * k[K04];
}

struct hoshi_branch hoshi_branch_of_cumulants(const double k[4])
{
    struct hoshi_branch b = {.mean = k[0]};
    if (k[1] <= 0)
        return b;
    b.sd = sqrt(k[1]);
    b.g1 = k[2] / (k[1] * b.sd) / 6;
    b.g2 = k[3] / (k[1] * k[1]) / 24;
    b.g11 = b.g1 * b.g1 / 2;
    return b;
}

struct hoshi_branch hoshi_branch_of(double q, const double *k)
{
    double at[4];
    hoshi_joint_at(q, k, at);
    return hoshi_branch_of_cumulants(at);
}
