/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exhibits.h"
#include "file.h"
#include "json_write.h"
#include "log_text.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A numbered paper and the name of its copy. */
struct exhibit {
    const struct hoshi_dossier_exhibit *of;
    const struct hoshi_enclosure *paper;
    const struct hoshi_log_entry *entry; /* NULL: a file of --attach */
    char name[4 * HOSHI_NAME_MAX + 64];
};

bool exhibits_allowed(struct request *r, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *one;
    bool empty = true;
    if (!dir && errno == ENOENT)
        return true;
    while (dir && empty && (one = readdir(dir)))
        empty = strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0;
    if (dir && !empty)
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, folder, NULL, "--exhibits DIR");
    else if (!dir)
        hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    if (dir)
        closedir(dir);
    return dir && empty;
}

/* A name of the log never becomes a path: what could lead out of the folder is left out of it. */
static void exhibit_name(struct exhibit *x)
{
    size_t n = (size_t)snprintf(x->name, sizeof x->name, "%s_", x->of->number);
    for (const char *p = x->paper->name ? x->paper->name : ""; *p && n + 1 < sizeof x->name; p++)
        x->name[n++] = strchr("/\\:*?\"<>|", *p) || (unsigned char)*p < ' ' || *p == 0x7F ? '_' : *p;
    x->name[n] = 0;
}

static enum hoshi_status exhibit_write(struct request *r, const struct exhibit *x, struct hoshi_store *store,
                                       const char *const *file, const char *folder)
{
    char path[4096], hash[HOSHI_SHA256_TEXT];
    char *bytes = NULL;
    size_t n = 0;
    if (snprintf(path, sizeof path, "%s/%s", folder, x->name) >= (int)sizeof path)
        return hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(ENAMETOOLONG));
    enum hoshi_status s = x->paper->kind == HOSHI_ENCLOSED_LOG
                              ? hoshi_store_content(store, x->paper->sha256, &bytes, &n, r->faults)
                              : hoshi_file_read(file[x->of->file], HOSHI_CONTENT_MAX, &bytes, &n, r->faults);
    /* The list and the dossier give the hash: a file that changed meanwhile is not the one they name. */
    if (!s && strcmp(hoshi_sha256_print(bytes, n, hash), x->paper->sha256) != 0)
        s = hoshi_fault_add_file(r->faults, HOSHI_E_CONTENT_CHANGED, x->name, hash);
    if (!s)
        s = hoshi_file_write(path, bytes, n, r->faults);
    free(bytes);
    return s;
}

static void exhibit_csv_row(struct hoshi_buffer *out, enum hoshi_lang lang, const struct exhibit *x)
{
    char date[HOSHI_DATE_TEXT] = "", seq[24] = "", bytes[24], made[HOSHI_DATE_TEXT] = "";
    static const struct hoshi_case_exhibit nothing;
    const struct hoshi_case_exhibit *s = x->of->stated ? x->of->stated : &nothing;
    if (s->made_on.year)
        hoshi_date_print(s->made_on, made);
    if (x->entry) {
        hoshi_date_print(x->entry->date, date);
        snprintf(seq, sizeof seq, "%" PRId64, x->entry->seq);
    }
    snprintf(bytes, sizeof bytes, "%" PRId64, x->paper->bytes);
    const char *const cell[] = {x->of->number,
                                s->title         ? s->title
                                : x->paper->name ? x->paper->name
                                                 : "",
                                !s->form                           ? ""
                                : strcmp(s->form, "original") == 0 ? hoshi_say(lang, WORD(original))
                                                                   : hoshi_say(lang, WORD(copy)),
                                made,
                                s->made_by ? s->made_by : "",
                                s->shows ? s->shows : "",
                                x->entry ? hoshi_say_log_kind(lang, x->entry->kind) : "",
                                date,
                                seq,
                                x->name,
                                x->paper->sha256,
                                bytes};
    enum { CELLS = sizeof cell / sizeof *cell };
    for (size_t i = 0; i < CELLS; i++) {
        hoshi_buffer_csv(out, cell[i]);
        hoshi_buffer_puts(out, i + 1 < CELLS ? "," : "\r\n");
    }
}

static void exhibit_json_row(struct hoshi_json_writer *w, const struct exhibit *x)
{
    char date[HOSHI_DATE_TEXT];
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "number", x->of->number);
    hoshi_json_put(w, "name", x->paper->name ? x->paper->name : "");
    hoshi_json_put(w, "file", x->name);
    hoshi_json_put(w, "sha256", x->paper->sha256);
    hoshi_json_put_whole(w, "bytes", x->paper->bytes);
    if (x->entry) {
        hoshi_json_put_whole(w, "seq", x->entry->seq);
        hoshi_json_put(w, "date", hoshi_date_print(x->entry->date, date));
        hoshi_json_put(w, "kind", hoshi_log_kind_key(x->entry->kind));
        hoshi_json_put(w, "by", hoshi_log_side_key(x->entry->side));
    }
    hoshi_json_end(w);
}

static enum hoshi_status exhibit_give(struct request *r, struct hoshi_buffer *out, const char *folder,
                                      const char *name)
{
    char path[4096];
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        s = hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(ENAMETOOLONG));
    else if (plain_text(out))
        s = hoshi_file_write(path, hoshi_buffer_text(out), out->length, r->faults);
    else
        hoshi_fault_add(r->faults, s, NULL, NULL, NULL);
    hoshi_buffer_release(out);
    return s;
}

static enum hoshi_status exhibit_lists(struct request *r, enum hoshi_lang lang, const struct exhibit *x,
                                       size_t n, const char *folder)
{
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    hoshi_buffer_init(&out, (size_t)1 << 28);
    hoshi_buffer_puts(&out, "\xEF\xBB\xBF");
    hoshi_buffer_puts(
        &out,
        hoshi_say(
            lang,
            "号証,標目,原本・写しの別,作成年月日,作成者,示す事実,添えた記録,記録の日付,記録の番号,ファイル,SHA-256,バイト数\r\n",
            "number,title,original or copy,made on,made by,what it shows,entry it belongs to,date of the entry,seq,file,SHA-256,bytes\r\n"));
    for (size_t i = 0; i < n; i++)
        exhibit_csv_row(&out, lang, &x[i]);
    enum hoshi_status s = exhibit_give(r, &out, folder, hoshi_say(lang, "証拠説明書.csv", "exhibits.csv"));
    if (s)
        return s;
    hoshi_buffer_init(&out, (size_t)1 << 28);
    hoshi_json_start(&w, &out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_exhibits", 1);
    hoshi_json_list(&w, "exhibits");
    for (size_t i = 0; i < n; i++)
        exhibit_json_row(&w, &x[i]);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(&out, "\n");
    return exhibit_give(r, &out, folder, "exhibits.json");
}

enum hoshi_status exhibits_write(struct request *r, enum hoshi_lang lang, const struct hoshi_dossier *d,
                                 struct hoshi_store *store, const char *const *file, const char *folder)
{
    struct exhibit *x = calloc(d->exhibits + 1, sizeof *x);
    if (!x)
        return hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = HOSHI_OK;
    size_t n = d->exhibits;
    for (size_t i = 0; i < n; i++) {
        x[i] = (struct exhibit){&d->exhibit[i], d->exhibit[i].paper, d->exhibit[i].entry, ""};
        exhibit_name(&x[i]);
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        s = hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno));
    for (size_t i = 0; !s && i < n; i++)
        s = exhibit_write(r, &x[i], store, file, folder);
    if (!s)
        s = exhibit_lists(r, lang, x, n, folder);
    free(x);
    return s;
}
