/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exhibits.h"
#include "exhibit_bundle.h"
#include "exhibit_text.h"
#include "record_module.h"
#include "file.h"
#include "json_write.h"
#include "log_text.h"
#include "text.h"

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
    struct hoshi_exhibit_text says;      /* as the list of evidence */
    char name[4 * HOSHI_NAME_MAX + 64];
    enum hoshi_stamp stamp;
    char stamped[4 * HOSHI_NAME_MAX + 96]; /* path of the numbered copy inside the folder; "" = none */
};

struct stamping {
    const struct hoshi_stamper *by; /* NULL: the program has none */
    struct hoshi_bundle *b;
};

/* What became of the number, as the lists, the bundle and the talk say it; nothing to say of what carries one. */
static const struct {
    const char *key, *ja, *en;
} stamps[] = {
    [HOSHI_STAMPED] = {"stamped", "", ""},
    [HOSHI_STAMP_KIND] = {"other_kind", "番号を付けていない（PDF・JPEG・PNG でない）",
                          "no number on it: no PDF, JPEG or PNG"},
    [HOSHI_STAMP_ENCRYPTED] = {"encrypted", "番号を付けていない（暗号化・制限のある PDF）",
                               "no number on it: a PDF that is encrypted or restricted"},
    [HOSHI_STAMP_DAMAGED] = {"damaged", "番号を付けていない（壊れている）", "no number on it: damaged"},
    [HOSHI_STAMP_SIZE] = {"too_large", "番号を付けていない（ページ数・画素数が多すぎる）",
                          "no number on it: too many pages or points"},
    [HOSHI_STAMP_NOT_BUILT] = {"not_built", "番号を付けていない（この版のプログラムには qpdf・Cairo がない）",
                               "no number on it: this program is built without qpdf and Cairo"},
};

static const char *stamp_note(enum hoshi_lang lang, enum hoshi_stamp stamp)
{
    return hoshi_say(lang, stamps[stamp].ja, stamps[stamp].en);
}

/* A name of the log never becomes a path: what could lead out of the folder is left out of it. */
static void exhibit_name(struct exhibit *x)
{
    size_t n = (size_t)snprintf(x->name, sizeof x->name, "%s_", x->of->number);
    for (const char *p = x->paper->name ? x->paper->name : ""; *p && n + 1 < sizeof x->name; p++)
        x->name[n++] = strchr("/\\:*?\"<>|", *p) || (unsigned char)*p < ' ' || *p == 0x7F ? '_' : *p;
    x->name[n] = 0;
}

static enum hoshi_status exhibit_put(struct request *r, const char *folder, const char *name,
                                     const char *bytes, size_t n)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(ENAMETOOLONG));
    return hoshi_file_write(path, bytes, n, r->faults);
}

/* A bookmark has the title that is stated, else the name of the file, by which it is found among the copies. */
static const char *exhibit_bookmark(const struct exhibit *x)
{
    return x->of->stated && x->of->stated->title ? x->of->stated->title
           : x->paper->name                      ? x->paper->name
                                                 : "";
}

/* In the bundle a paper without a number on it is a sheet that says which file it is. */
static enum hoshi_status exhibit_sheet(struct stamping *g, enum hoshi_lang lang, const struct exhibit *x)
{
    char hash[96];
    snprintf(hash, sizeof hash, "SHA-256 %s", x->paper->sha256);
    lang = g->by->is_japanese(g->b) ? lang : HOSHI_EN;
    const char *const line[] = {
        hoshi_say(lang, "この号証は、別のファイルで提出します。", "This exhibit is a file of its own."),
        stamp_note(lang, x->stamp), x->name, hash};
    return g->by->add_sheet(g->b, x->of->number, exhibit_bookmark(x), line, sizeof line / sizeof *line);
}

static bool ends_in_pdf(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".pdf") == 0;
}

static const char *stamped_folder(enum hoshi_lang lang)
{
    return hoshi_say(lang, "番号付き", "stamped");
}

/* The copy with its number, beside the very bytes. */
static enum hoshi_status exhibit_stamp(struct request *r, struct exhibit *x, struct stamping *g,
                                       enum hoshi_lang lang, const char *folder, const char *bytes, size_t n)
{
    char *out = NULL;
    size_t out_n = 0;
    x->stamp = HOSHI_STAMP_NOT_BUILT;
    if (!g->b)
        return HOSHI_OK;
    enum hoshi_status s =
        g->by->add(g->b, x->of->number, exhibit_bookmark(x), bytes, n, &out, &out_n, &x->stamp);
    if (!s && x->stamp)
        s = exhibit_sheet(g, lang, x);
    if (s)
        hoshi_fault_add(r->faults, s, NULL, NULL, NULL);
    else if (out) {
        snprintf(x->stamped, sizeof x->stamped, "%s/%s%s", stamped_folder(lang), x->name,
                 ends_in_pdf(x->name) ? "" : ".pdf");
        s = exhibit_put(r, folder, x->stamped, out, out_n);
    }
    free(out);
    return s;
}

static enum hoshi_status exhibit_write(struct request *r, struct exhibit *x, struct hoshi_store *store,
                                       const char *const *file, struct stamping *g, enum hoshi_lang lang,
                                       const char *folder)
{
    char hash[HOSHI_SHA256_TEXT];
    char *bytes = NULL;
    size_t n = 0;
    enum hoshi_status s = x->paper->kind == HOSHI_ENCLOSED_LOG
                              ? hoshi_store_content(store, x->paper->sha256, &bytes, &n, r->faults)
                              : hoshi_file_read(file[x->of->file], HOSHI_CONTENT_MAX, &bytes, &n, r->faults);
    /* The list and the dossier give the hash: a file that changed meanwhile is not the one they name. */
    if (!s && strcmp(hoshi_sha256_print(bytes, n, hash), x->paper->sha256) != 0)
        s = hoshi_fault_add_file(r->faults, HOSHI_E_CONTENT_CHANGED, x->name, hash);
    if (!s)
        s = exhibit_put(r, folder, x->name, bytes, n);
    if (!s)
        s = exhibit_stamp(r, x, g, lang, folder, bytes, n);
    free(bytes);
    return s;
}

static void exhibit_csv_row(struct hoshi_buffer *out, enum hoshi_lang lang, const struct exhibit *x)
{
    char date[HOSHI_DATE_TEXT] = "", seq[24] = "", bytes[24], made[HOSHI_DATE_TEXT] = "";
    if (x->says.made_on.year)
        hoshi_date_print(x->says.made_on, made);
    if (x->entry) {
        hoshi_date_print(x->entry->date, date);
        snprintf(seq, sizeof seq, "%" PRId64, x->entry->seq);
    }
    snprintf(bytes, sizeof bytes, "%" PRId64, x->paper->bytes);
    const char *const cell[] = {x->of->number,
                                x->says.title,
                                x->says.form,
                                made,
                                x->says.made_by ? x->says.made_by : "",
                                x->says.shows ? x->says.shows : "",
                                x->entry ? hoshi_say_log_act(lang, x->entry) : "",
                                date,
                                seq,
                                x->name,
                                x->paper->sha256,
                                bytes,
                                x->stamped,
                                stamp_note(lang, x->stamp)};
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
    hoshi_json_put(w, "number_on_it", stamps[x->stamp].key);
    if (x->stamped[0])
        hoshi_json_put(w, "stamped", x->stamped);
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
    enum hoshi_status s = HOSHI_E_MEMORY;
    if (plain_text(out))
        s = exhibit_put(r, folder, name, hoshi_buffer_text(out), out->length);
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
            "号証,標目,原本・写しの別,作成年月日,作成者,示す事実,添えた記録,記録の日付,記録の番号,ファイル,SHA-256,バイト数,番号付きの写し,番号についての注記\r\n",
            "number,title,original or copy,made on,made by,what it shows,entry it belongs to,date of the entry,seq,file,SHA-256,bytes,numbered copy,remark on the number\r\n"));
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

static enum hoshi_status folder_made(struct request *r, const char *folder, const char *inside)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s%s%s", folder, *inside ? "/" : "", inside) >= (int)sizeof path)
        return hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(ENAMETOOLONG));
    return mkdir(path, 0700) != 0 && errno != EEXIST
               ? hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, path, strerror(errno))
               : HOSHI_OK;
}

static enum hoshi_status bundle_write(struct request *r, enum hoshi_lang lang, struct stamping *g,
                                      size_t papers, const char *folder)
{
    char *bytes = NULL;
    size_t n = 0;
    if (!g->b || !papers)
        return HOSHI_OK;
    enum hoshi_status s = g->by->finish(g->b, &bytes, &n);
    if (s)
        hoshi_fault_add(r->faults, s, NULL, NULL, NULL);
    else
        s = exhibit_put(r, folder, hoshi_say(lang, "号証一括.pdf", "bundle.pdf"), bytes, n);
    free(bytes);
    return s;
}

/* Which papers carry no number, and why; what the numbers look like where the machine has no Japanese font. */
static void tell_stamps(const struct request *r, enum hoshi_lang lang, const struct exhibit *x, size_t n,
                        const struct stamping *g)
{
    if (g->b && lang == HOSHI_JA && !g->by->is_japanese(g->b))
        fputs(
            hoshi_say(
                r->talk,
                "注意: この機械に日本語のフォントがないため、号証の番号を「Ko 1-1」の形で付けました（フォントを入れて作り直せます。例: fonts-noto-cjk）。\n",
                "note: this machine has no Japanese font, so numbers read \"Ko 1-1\" (install one, e.g. fonts-noto-cjk, and write again).\n"),
            stderr);
    for (size_t i = 0; i < n; i++)
        if (x[i].stamp)
            fprintf(stderr, "%s: %s\n", x[i].name, stamp_note(r->talk, x[i].stamp));
}

enum hoshi_status exhibits_write(struct request *r, enum hoshi_lang lang, const struct hoshi_dossier *d,
                                 struct hoshi_store *store, const char *const *file, const char *folder)
{
    size_t n = d->exhibits;
    struct exhibit *x = calloc(n + 1, sizeof *x);
    struct stamping g = {.by = hoshi_record_part(HOSHI_STAMPER)};
    struct hoshi_arena arena = {0};
    g.b = g.by ? g.by->open(lang == HOSHI_JA) : NULL;
    enum hoshi_status s = HOSHI_OK;
    if (!x || (g.by && !g.b))
        s = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; !s && i < n; i++) {
        x[i] = (struct exhibit){
            .of = &d->exhibit[i], .paper = d->exhibit[i].paper, .entry = d->exhibit[i].entry};
        exhibit_name(&x[i]);
        if (!hoshi_exhibit_text(lang, d, x[i].of, &arena, &x[i].says))
            s = hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    }
    if (!s)
        s = folder_made(r, folder, "");
    if (!s && g.b)
        s = folder_made(r, folder, stamped_folder(lang));
    for (size_t i = 0; !s && i < n; i++)
        s = exhibit_write(r, &x[i], store, file, &g, lang, folder);
    if (!s)
        s = bundle_write(r, lang, &g, n, folder);
    if (!s)
        s = exhibit_lists(r, lang, x, n, folder);
    if (!s)
        tell_stamps(r, lang, x, n, &g);
    if (g.b)
        g.by->close(g.b);
    hoshi_arena_release(&arena);
    free(x);
    return s;
}
