/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time_stamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the request ---- */

static bool request_imprint(TS_REQ *r, const unsigned char *imprint)
{
    TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
    X509_ALGOR *a = X509_ALGOR_new();
    bool good = m && a && X509_ALGOR_set0(a, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) &&
                TS_MSG_IMPRINT_set_algo(m, a) &&
                TS_MSG_IMPRINT_set_msg(m, (unsigned char *)(size_t)imprint, HOSHI_IMPRINT_BYTES) &&
                TS_REQ_set_msg_imprint(r, m);
    X509_ALGOR_free(a);
    TS_MSG_IMPRINT_free(m);
    return good;
}

static bool request_nonce(TS_REQ *r)
{
    unsigned char bytes[8];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] = (unsigned char)((bytes[0] & 0x7F) | 0x40); /* positive, and always as long */
    BIGNUM *n = BN_bin2bn(bytes, sizeof bytes, NULL);
    ASN1_INTEGER *nonce = n ? BN_to_ASN1_INTEGER(n, NULL) : NULL;
    bool good = nonce && TS_REQ_set_nonce(r, nonce);
    ASN1_INTEGER_free(nonce);
    BN_free(n);
    return good;
}

static bool stamp_request(const unsigned char imprint[HOSHI_IMPRINT_BYTES], char **out, size_t *n)
{
    TS_REQ *r = TS_REQ_new();
    unsigned char *der = NULL;
    int length = -1;
    *out = NULL;
    if (r && TS_REQ_set_version(r, 1) && request_imprint(r, imprint) && request_nonce(r) &&
        TS_REQ_set_cert_req(r, 1))
        length = i2d_TS_REQ(r, &der);
    if (length > 0 && (*out = malloc((size_t)length))) {
        memcpy(*out, der, (size_t)length);
        *n = (size_t)length;
    }
    OPENSSL_free(der);
    TS_REQ_free(r);
    ERR_clear_error();
    return *out != NULL;
}

/* ---- the reply ---- */

struct checking {
    TS_RESP *reply;
    TS_REQ *request;
    PKCS7 *token;
    TS_TST_INFO *info;
    struct hoshi_time_stamp *out;
};

static void checking_end(struct checking *c)
{
    TS_RESP_free(c->reply);
    TS_REQ_free(c->request);
    ERR_clear_error();
}

/* The stamped value in hexadecimal; false: another hash. */
static bool imprint_text(TS_MSG_IMPRINT *m, char *out)
{
    const ASN1_OBJECT *hash = NULL;
    X509_ALGOR_get0(&hash, NULL, NULL, TS_MSG_IMPRINT_get_algo(m));
    const ASN1_OCTET_STRING *msg = TS_MSG_IMPRINT_get_msg(m);
    if (OBJ_obj2nid(hash) != NID_sha256 || ASN1_STRING_length(msg) != HOSHI_IMPRINT_BYTES)
        return false;
    for (int i = 0; i < HOSHI_IMPRINT_BYTES; i++)
        snprintf(out + 2 * i, 3, "%02x", ASN1_STRING_get0_data(msg)[i]);
    return true;
}

static bool time_text(const ASN1_GENERALIZEDTIME *t, char *out, size_t size, time_t *seconds)
{
    struct tm at;
    if (!ASN1_TIME_to_tm(t, &at))
        return false;
    *seconds = timegm(&at);
    return strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &at) > 0;
}

static X509 *signer_of(PKCS7 *token)
{
    STACK_OF(X509) *all = PKCS7_get0_signers(token, NULL, 0);
    X509 *one = all && sk_X509_num(all) == 1 ? sk_X509_value(all, 0) : NULL;
    sk_X509_free(all);
    return one;
}

static enum hoshi_stamp_fault reply_read(struct checking *c, const char *bytes, size_t n, time_t *at)
{
    const unsigned char *p = (const unsigned char *)bytes;
    c->reply = n <= 1 << 20 ? d2i_TS_RESP(NULL, &p, (long)n) : NULL;
    if (!c->reply || p != (const unsigned char *)bytes + n)
        return HOSHI_STAMP_UNREADABLE;
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(c->reply)));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS)
        return HOSHI_STAMP_REFUSED;
    c->token = TS_RESP_get_token(c->reply);
    c->info = TS_RESP_get_tst_info(c->reply);
    if (!c->token || !c->info || !imprint_text(TS_TST_INFO_get_msg_imprint(c->info), c->out->imprint) ||
        !time_text(TS_TST_INFO_get_time(c->info), c->out->time, sizeof c->out->time, at))
        return HOSHI_STAMP_UNREADABLE;
    X509 *signer = signer_of(c->token);
    if (signer)
        X509_NAME_oneline(X509_get_subject_name(signer), c->out->signer, sizeof c->out->signer);
    return HOSHI_STAMP_GOOD;
}

static enum hoshi_stamp_fault reply_answers(struct checking *c, const char *bytes, size_t n)
{
    char asked[HOSHI_IMPRINT_TEXT];
    const unsigned char *p = (const unsigned char *)bytes;
    c->request = n <= 1 << 20 ? d2i_TS_REQ(NULL, &p, (long)n) : NULL;
    if (!c->request || !imprint_text(TS_REQ_get_msg_imprint(c->request), asked))
        return HOSHI_STAMP_REQUEST;
    if (strcmp(asked, c->out->imprint) != 0)
        return HOSHI_STAMP_IMPRINT;
    const ASN1_INTEGER *nonce = TS_REQ_get_nonce(c->request), *back = TS_TST_INFO_get_nonce(c->info);
    if (nonce && (!back || ASN1_INTEGER_cmp(nonce, back) != 0))
        return HOSHI_STAMP_NONCE;
    c->out->nonce_checked = nonce != NULL;
    return HOSHI_STAMP_GOOD;
}

static X509_STORE *store_of(const char *pem, size_t n, time_t at)
{
    X509_STORE *store = X509_STORE_new();
    BIO *from = n <= 1 << 24 ? BIO_new_mem_buf(pem, (int)n) : NULL;
    int added = 0;
    for (X509 *one; store && from && (one = PEM_read_bio_X509(from, NULL, NULL, NULL)); X509_free(one))
        added += X509_STORE_add_cert(store, one);
    BIO_free(from);
    if (store && added) {
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), at);
        return store;
    }
    X509_STORE_free(store);
    return NULL;
}

/* That the signature is over these contents is asked apart from who signed, so that the two can be told apart. */
static enum hoshi_stamp_fault reply_signed(struct checking *c, X509_STORE *store)
{
    X509_STORE *any = store ? NULL : X509_STORE_new();
    BIO *none = BIO_new(BIO_s_null());
    bool whole = none && PKCS7_verify(c->token, NULL, NULL, NULL, none, PKCS7_NOVERIFY) == 1;
    BIO_free(none);
    X509_STORE_free(any);
    if (!whole)
        return HOSHI_STAMP_SIGNATURE;
    if (!store)
        return HOSHI_STAMP_GOOD;
    X509 *signer = NULL;
    if (TS_RESP_verify_signature(c->token, NULL, store, &signer) != 1)
        return HOSHI_STAMP_UNTRUSTED;
    X509_free(signer);
    c->out->signer_checked = true;
    return HOSHI_STAMP_GOOD;
}

static enum hoshi_stamp_fault stamp_check(const char *reply, size_t n, const char *request, size_t request_n,
                                          const char *ca, size_t ca_n, struct hoshi_time_stamp *out)
{
    struct checking c = {.out = out};
    time_t at = 0;
    *out = (struct hoshi_time_stamp){0};
    enum hoshi_stamp_fault fault = reply_read(&c, reply, n, &at);
    if (!fault && request)
        fault = reply_answers(&c, request, request_n);
    X509_STORE *store = !fault && ca ? store_of(ca, ca_n, at) : NULL;
    if (!fault)
        fault = reply_signed(&c, store);
    if (!fault && ca && !store)
        fault = HOSHI_STAMP_CA;
    X509_STORE_free(store);
    checking_end(&c);
    return fault;
}

extern const struct hoshi_time_stamper hoshi_time_stamper;
__attribute__((visibility("default")))
const struct hoshi_time_stamper hoshi_time_stamper = {stamp_request, stamp_check};
