/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplier_case.h"
#include "file.h"
#include "json_read.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 16384 };

bool hoshi_supplier_file_hash(const char *path, struct hoshi_sha256 *h)
{
    char piece[PIECE];
    FILE *f = hoshi_file_stream(path);
    if (!f)
        return false;
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        hoshi_sha256_add(h, piece, n);
    bool whole = !ferror(f);
    fclose(f);
    return whole;
}

/* A hash, or a word that is none, and its end. */
static void add_word(struct hoshi_sha256 *contents, const char *word)
{
    hoshi_sha256_add(contents, word, strlen(word) + 1);
}

static void add_gap_file(const char *path, const char *name, struct hoshi_sha256 *contents)
{
    char beside[4096], hex[HOSHI_SHA256_TEXT];
    struct hoshi_sha256 h;
    hoshi_sha256_init(&h);
    bool read = hoshi_file_beside(path, name, beside, sizeof beside) && hoshi_supplier_file_hash(beside, &h);
    hoshi_sha256_end(&h, hex);
    add_word(contents, read ? hex : "unreadable");
}

/* The id, and what the case hangs on; of a text that is no case nothing is known, and it is left out by
 * whoever computes it. */
static void look_into(const char *path, struct hoshi_sha256 *contents, struct supplier_case *c)
{
    struct hoshi_json_document *document;
    struct hoshi_json root, id, gap, file;
    if (hoshi_json_parse(c->text, c->n, &document, &root, NULL))
        return;
    if (hoshi_json_get(&root, "case_id", &id) && hoshi_json_is_text(&id))
        hoshi_text_copy(c->id, sizeof c->id, hoshi_json_text(&id, HOSHI_ID_MAX, false));
    if (hoshi_json_get(&root, "gap", &gap) && hoshi_json_is_object(&gap) &&
        hoshi_json_get(&gap, "file", &file) && hoshi_json_is_text(&file))
        add_gap_file(path, hoshi_json_text(&file, HOSHI_GAP_FILE_MAX, false), contents);
    hoshi_json_close(document);
}

enum hoshi_status hoshi_supplier_case_read(const char *path, struct hoshi_sha256 *contents,
                                           struct supplier_case *c)
{
    char hex[HOSHI_SHA256_TEXT];
    *c = (struct supplier_case){0};
    enum hoshi_status status = hoshi_file_read(path, HOSHI_CASE_FILE_MAX, &c->text, &c->n, NULL);
    if (status == HOSHI_E_MEMORY)
        return status;
    if (status) {
        add_word(contents, hoshi_status_name(status));
        return HOSHI_OK;
    }
    add_word(contents, hoshi_sha256_print(c->text, c->n, hex));
    look_into(path, contents, c);
    return HOSHI_OK;
}

void hoshi_supplier_case_release(struct supplier_case *c)
{
    free(c->text);
    c->text = NULL;
}
