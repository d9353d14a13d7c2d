/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page, where the program was built with it (meson option `page`): the same program in one HTML file. */
#include "opened.h"
#include "embedded.h"
#include "file.h"

#include <string.h>

static const struct option_row options[] = {OPTION_OUT};

static const struct hoshi_embedded *page_carried(void)
{
    for (size_t i = 0; i < hoshi_embedded_n; i++)
        if (strcmp(hoshi_embedded_files[i].name, "hoshiwari.html") == 0)
            return &hoshi_embedded_files[i];
    return NULL;
}

static int page_run(struct request *r)
{
    const char *path = option_value(r, "--out");
    const struct hoshi_embedded *page = page_carried();
    if (!path) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o hoshiwari.html");
        return EXIT_USAGE;
    }
    if (!page) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_OPEN, "page", "hoshiwari.html", "./run page --carry");
        return fault_exit(r);
    }
    if (!output_allowed(r, path, NULL, 0))
        return EXIT_USAGE;
    return hoshi_status_exit(hoshi_file_write(path, (const char *)page->bytes, page->n, r->faults));
}

const struct verb verb_page = {
    .name = "page",
    .usage = "-o hoshiwari.html",
    .ja = "このプログラム全体を一つの HTML ファイルとして書き出す",
    .en = "write this whole program as one HTML file",
    .more_ja =
        "ダブルクリックで開けます。インストールも通信も要りません。./run page で作ったプログラムに入っています。\n",
    .more_en =
        "It opens by a double click, without installing and without a connection. The program that ./run page builds carries it.\n",
    .args_min = 0,
    .args_max = 0,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = page_run,
};
