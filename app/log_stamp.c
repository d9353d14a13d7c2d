/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_stamp.h"
#include "file.h"
#include "record_module.h"
#include "time_stamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STAMP_FILE_MAX = 1024 * 1024 };

static const struct hoshi_time_stamper *stamper(struct request *r)
{
    const struct hoshi_time_stamper *by = hoshi_record_part(HOSHI_TIME_STAMPER);
    if (!by)
        hoshi_fault_add(r->faults, HOSHI_E_NOT_BUILT, "log stamp", "OpenSSL", NULL);
    return by;
}

static bool head_bytes(const char *head, unsigned char *out)
{
    for (int i = 0; i < HOSHI_IMPRINT_BYTES; i++) {
        unsigned value;
        if (sscanf(head + (size_t)i * 2, "%2x", &value) != 1)
            return false;
        out[i] = (unsigned char)value;
    }
    return true;
}

int log_stamp_request(struct request *r, enum hoshi_lang lang, const char *head, const char *path,
                      struct hoshi_buffer *out)
{
    const struct hoshi_time_stamper *by = stamper(r);
    unsigned char imprint[HOSHI_IMPRINT_BYTES];
    char *bytes = NULL;
    size_t n = 0;
    if (!by || !output_is_new(r, path))
        return fault_exit(r);
    if (!head_bytes(head, imprint) || !by->request(imprint, &bytes, &n))
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else if (!hoshi_file_write(path, bytes, n, r->faults))
        hoshi_buffer_printf(
            out,
            hoshi_say(
                lang,
                "ヘッド %s の時刻認証の要求を %s に書きました。\n"
                "認証局（TSA）に渡し、返ってきたファイルを --reply に、この要求を --request に指定して確かめてください。要求のファイルは取っておいてください。\n",
                "request for a time stamp of head %s written to %s.\n"
                "Give it to a time-stamping authority; check what comes back with --reply, and this file as --request. Keep it.\n"),
            head, path);
    free(bytes);
    return fault_exit(r);
}

/* What is wrong, in words; HOSHI_STAMP_GOOD is none. What was found is the option's value where the stamp does not say it.
 * @param kept of a reply out of the store: which one; NULL: the files of the options */
static void stamp_fault(struct request *r, enum hoshi_stamp_fault fault, const struct hoshi_time_stamp *s,
                        const char *kept)
{
    static const struct {
        enum hoshi_status status;
        const char *option;
    } row[] = {[HOSHI_STAMP_UNREADABLE] = {HOSHI_E_STAMP, "--reply"},
               [HOSHI_STAMP_REFUSED] = {HOSHI_E_STAMP_REFUSED, "--reply"},
               [HOSHI_STAMP_REQUEST] = {HOSHI_E_STAMP, "--request"},
               [HOSHI_STAMP_IMPRINT] = {HOSHI_E_STAMP_OTHER, "--reply"},
               [HOSHI_STAMP_NONCE] = {HOSHI_E_STAMP_NONCE, "--reply"},
               [HOSHI_STAMP_SIGNATURE] = {HOSHI_E_STAMP_SIGNATURE, "--reply"},
               [HOSHI_STAMP_CA] = {HOSHI_E_STAMP, "--ca"},
               [HOSHI_STAMP_UNTRUSTED] = {HOSHI_E_STAMP_UNTRUSTED, "--ca"},
               [HOSHI_STAMP_MEMORY] = {HOSHI_E_MEMORY, NULL}};
    if (fault == HOSHI_STAMP_GOOD)
        return;
    const char *option = row[fault].option, *found = fault == HOSHI_STAMP_IMPRINT     ? s->imprint
                                                     : fault == HOSHI_STAMP_UNTRUSTED ? s->signer
                                                     : option ? option_value(r, option)
                                                              : NULL;
    bool of_store = kept && option && strcmp(option, "--ca") != 0;
    hoshi_fault_add(r->faults, row[fault].status, of_store ? kept : option, found, NULL);
}

static void tell_signer(struct hoshi_buffer *out, enum hoshi_lang lang)
{
    hoshi_buffer_puts(
        out,
        hoshi_say(
            lang,
            "署名が内容のものであることまで確かめました。署名した者が信頼できる認証局かどうかは、--ca にその認証局の証明書（PEM）を指定しないと確かめられません。\n",
            "The signature is that of the contents. Whether the signer is an authority you trust is not checked without --ca (its certificates, PEM).\n"));
}

static void tell_stamp(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_time_stamp *s)
{
    hoshi_buffer_printf(out,
                        hoshi_say(lang, "時刻認証: %s（協定世界時）\n認証された値: %s\n署名した者: %s\n",
                                  "time stamp: %s\nvalue that was stamped: %s\nsigned by: %s\n"),
                        s->time, s->imprint, s->signer);
    if (!s->signer_checked)
        tell_signer(out, lang);
    if (!s->nonce_checked)
        hoshi_buffer_puts(
            out,
            hoshi_say(
                lang,
                "この要求への返事であることは、--request に要求のファイルを指定しないと確かめられません（値と時刻の証明には要りません）。\n",
                "That it answers your own request is not checked without --request (value and time do not depend on it).\n"));
}

static bool read_optional(struct request *r, const char *option, char **bytes, size_t *n)
{
    const char *path = option_value(r, option);
    return !path || !hoshi_file_read(path, STAMP_FILE_MAX, bytes, n, r->faults);
}

int log_stamp_check(struct request *r, enum hoshi_lang lang, char imprint[65], struct hoshi_buffer *out)
{
    const struct hoshi_time_stamper *by = stamper(r);
    struct hoshi_time_stamp stamp = {0};
    char *reply = NULL, *request = NULL, *ca = NULL;
    size_t reply_n = 0, request_n = 0, ca_n = 0;
    if (by && read_optional(r, "--reply", &reply, &reply_n) &&
        read_optional(r, "--request", &request, &request_n) && read_optional(r, "--ca", &ca, &ca_n)) {
        stamp_fault(r, by->check(reply, reply_n, request, request_n, ca, ca_n, &stamp), &stamp, NULL);
        if (!r->faults->n)
            tell_stamp(out, lang, &stamp);
    }
    memcpy(imprint, stamp.imprint, sizeof stamp.imprint);
    free(reply);
    free(request);
    free(ca);
    return fault_exit(r);
}

/* ---- kept with the log ---- */

int log_stamp_keep(struct request *r, enum hoshi_lang lang, struct hoshi_store *store, const char *case_id,
                   const char *imprint, struct hoshi_buffer *out)
{
    char *reply = NULL, *request = NULL;
    struct hoshi_stamp_files files = {0};
    if (read_optional(r, "--reply", &reply, &files.reply_n) &&
        read_optional(r, "--request", &request, &files.request_n)) {
        files.reply = reply;
        files.request = request;
        if (!hoshi_store_keep_stamp(store, case_id, imprint, &files, r->faults))
            hoshi_buffer_puts(
                out,
                hoshi_say(lang, "返事を記録と一緒に保管しました。log verify が記録と一緒に確かめます。\n",
                          "The reply is kept with the log: log verify checks it from now on.\n"));
    }
    free(reply);
    free(request);
    return fault_exit(r);
}

/* One kept reply: good, for the value it is kept under, and that value one of the log. */
static bool kept_stamp_read(struct request *r, struct hoshi_store *store, const struct hoshi_time_stamper *by,
                            const struct hoshi_kept_stamp *x, struct log_stamp_found *found)
{
    char *reply = NULL, *request = NULL, *ca = NULL, where[40];
    size_t reply_n = 0, request_n = 0, ca_n = 0, before = r->faults->n;
    snprintf(where, sizeof where, "stamp %lld", (long long)x->n);
    *found = (struct log_stamp_found){.seq = x->seq};
    if (!hoshi_store_content(store, x->reply, &reply, &reply_n, r->faults) &&
        (!x->request || !hoshi_store_content(store, x->request, &request, &request_n, r->faults)) &&
        read_optional(r, "--ca", &ca, &ca_n))
        stamp_fault(r, by->check(reply, reply_n, request, request_n, ca, ca_n, &found->stamp), &found->stamp,
                    where);
    if (r->faults->n == before && (!x->seq || strcmp(found->stamp.imprint, x->head) != 0))
        hoshi_fault_add(r->faults, HOSHI_E_STAMP_OTHER, where, found->stamp.imprint, NULL);
    free(reply);
    free(request);
    free(ca);
    return r->faults->n == before;
}

enum hoshi_status log_stamps_read(struct request *r, struct hoshi_store *store, const char *case_id,
                                  struct log_stamps *out)
{
    struct hoshi_kept_stamp *list = NULL;
    size_t before = r->faults->n;
    enum hoshi_status s = hoshi_store_stamps(store, case_id, &out->arena, &list, &out->kept, r->faults);
    if (s || !out->kept)
        return s;
    const struct hoshi_time_stamper *by = hoshi_record_part(HOSHI_TIME_STAMPER);
    if (!by) /* nothing here can read them: said, and no fault of the log */
        return HOSHI_OK;
    out->found = hoshi_arena_array(&out->arena, out->kept, sizeof *out->found);
    if (!out->found)
        return hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < out->kept; i++)
        if (kept_stamp_read(r, store, by, &list[i], &out->found[out->n]))
            out->n++;
    return r->faults->n > before ? r->faults->item[before].status : HOSHI_OK;
}

void log_stamps_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct log_stamps *x)
{
    bool signer = true;
    if (x->kept && !x->found)
        hoshi_buffer_printf(
            out,
            hoshi_say(
                lang,
                "時刻認証の返事 %zu件は、このプログラムでは確かめられません（OpenSSL なしで作られています）。\n",
                "%zu kept replies to time stamps cannot be checked by this program (built without OpenSSL).\n"),
            x->kept);
    for (size_t i = 0; i < x->n; i++) {
        const struct log_stamp_found *f = &x->found[i];
        signer = signer && f->stamp.signer_checked;
        hoshi_buffer_printf(
            out,
            hoshi_say(lang,
                      "時刻認証: %" PRId64
                      "番までの記録は、%s（協定世界時）より前からありました（署名した者 %s）。\n",
                      "time stamp: the log up to entry %" PRId64 " was there before %s (signed by %s).\n"),
            f->seq, f->stamp.time, f->stamp.signer);
    }
    if (x->n && !signer)
        tell_signer(out, lang);
}
