/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Time stamps by RFC 3161, offline: a request for the head value of a log is written to a file, somebody carries it to a
 * time-stamping authority, and the reply is read here. What is stamped is the head itself, as the SHA-256 it is, so
 * anybody can check the reply with other programs as well (openssl ts -verify -digest HEAD -in REPLY -CAfile CA).
 */
#ifndef HOSHI_TIME_STAMP_H
#define HOSHI_TIME_STAMP_H

#include <stdbool.h>
#include <stddef.h>

enum { HOSHI_IMPRINT_BYTES = 32, HOSHI_IMPRINT_TEXT = 65, HOSHI_STAMP_NAME = 256 };

/** The first thing that is wrong with a reply, in this order. */
enum hoshi_stamp_fault {
    HOSHI_STAMP_GOOD,
    HOSHI_STAMP_UNREADABLE, /* no reply of RFC 3161, or stamped by another hash than SHA-256 */
    HOSHI_STAMP_REFUSED,    /* the authority granted nothing */
    HOSHI_STAMP_REQUEST,    /* the request that was given cannot be read */
    HOSHI_STAMP_IMPRINT,    /* it is not for what the request asked for */
    HOSHI_STAMP_NONCE,      /* it answers another request for the same value */
    HOSHI_STAMP_SIGNATURE,  /* its signature is not that of its contents */
    HOSHI_STAMP_CA,         /* the certificates that were given cannot be read */
    HOSHI_STAMP_UNTRUSTED,  /* its signer does not lead to them, or may not stamp */
    HOSHI_STAMP_MEMORY
};

struct hoshi_time_stamp {
    char imprint[HOSHI_IMPRINT_TEXT]; /* what was stamped, in hexadecimal */
    char time[24];                    /* 2026-11-30T05:06:07Z */
    char signer[HOSHI_STAMP_NAME];    /* subject of its certificate; "" where the reply has none */
    bool nonce_checked, signer_checked;
};

struct hoshi_time_stamper {
    /** A request for the imprint with a nonce of chance, asking for the certificate. @param out owned by the caller (free)
     *  @return false without memory or chance */
    bool (*request)(const unsigned char imprint[HOSHI_IMPRINT_BYTES], char **out, size_t *n);

    /**
     * Check a reply. @param request,ca bytes of the request it answers and of trusted certificates (PEM); NULL: not
     * checked. Certificates are judged as of the time that was stamped. @param out filled as far as the reply can be read
     */
    enum hoshi_stamp_fault (*check)(const char *reply, size_t n, const char *request, size_t request_n,
                                    const char *ca, size_t ca_n, struct hoshi_time_stamp *out);
};

/** The name of the calls in the module of the record (record_module.h). */
#define HOSHI_TIME_STAMPER "hoshi_time_stamper"

#endif
