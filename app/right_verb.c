/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "right_verb.h"
#include "file.h"
#include "file_kind.h"
#include "json_read.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

enum found {
    FOUND_UNKNOWN,
    FOUND_CASE,
    FOUND_ANSWERS,
    FOUND_GAME,
    FOUND_LINES,
    FOUND_RESULT,
    FOUND_TALKS,
    FOUND_WORKBOOK,
    FOUND_LETTER,
    FOUND_STORE,
    FOUND_PORTFOLIO,
    FOUND_TABLE,
    FOUND_KINDS
};

static const struct {
    const char *key;       /* member of a JSON object that tells it */
    struct hoshi_words is; /* what it is */
    const char *command;
} kinds[FOUND_KINDS] = {
    [FOUND_CASE] = {"hoshiwari_case",
                    {"ケースファイル", "a case file"},
                    "hoshiwari estimate | worksheet | check FILE"},
    [FOUND_ANSWERS] = {"hoshiwari_answers",
                       {"評価基準の回答", "answers to criteria"},
                       "hoshiwari import FILE -o case.json"},
    [FOUND_GAME] = {"hoshiwari_game", {"費用分担の問題", "a problem of division"}, "hoshiwari share FILE"},
    [FOUND_LINES] = {"hoshiwari_lines",
                     {"低・中・高の行", "lines of low, likely, high"},
                     "hoshiwari simulate FILE"},
    [FOUND_RESULT] = {"hoshiwari_result",
                      {"estimate の結果", "a result of estimate"},
                      "hoshiwari estimate CASE --json"},
    [FOUND_TALKS] = {"hoshiwari_log",
                     {"協議の記録のファイル", "a file of entries for the log"},
                     "hoshiwari log CASE add FILE"},
    [FOUND_WORKBOOK] = {NULL,
                        {"Excel ファイル", "an Excel workbook"},
                        "hoshiwari import FILE -o case.json; hoshiwari portfolio FILE"},
    [FOUND_LETTER] = {NULL, {"Word 文書", "a Word document"}, "hoshiwari letter CASE --template FILE"},
    [FOUND_STORE] = {NULL, {"記録の保管ファイル", "a store of records"}, "hoshiwari log CASE list --db FILE"},
    [FOUND_PORTFOLIO] = {NULL,
                         {"portfolio の結果ファイル", "a result file of portfolio"},
                         "hoshiwari portfolio --merge FILE"},
    [FOUND_TABLE] = {NULL,
                     {"表（CSV）", "a table (CSV)"},
                     "hoshiwari import FILE -o case.json; hoshiwari portfolio FILE"},
};

static enum found found_json(const char *text, size_t n)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, member;
    enum found found = FOUND_UNKNOWN;
    if (hoshi_json_parse(text, n, &document, &root, NULL))
        return FOUND_UNKNOWN;
    root.faults = NULL;
    for (int k = 1; k < FOUND_KINDS && !found && hoshi_json_is_object(&root); k++)
        if (kinds[k].key && hoshi_json_get(&root, kinds[k].key, &member))
            found = (enum found)k;
    hoshi_json_close(document);
    return found;
}

/* The names of an archive's parts stand in it as they are. */
static bool archive_holds(const char *text, size_t n, const char *name)
{
    return memmem(text, n, name, strlen(name)) != NULL;
}

static bool is_table(const char *text, size_t n)
{
    size_t line = 0;
    while (line < n && text[line] != '\n')
        line++;
    return line < n && (memchr(text, ',', line) || memchr(text, '\t', line) || memchr(text, ';', line)) &&
           !memchr(text, '{', line) && !memchr(text, '<', line);
}

static enum found found_in(const char *text, size_t n)
{
    size_t i = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && text[i] && strchr(" \t\r\n", text[i]))
        i++;
    if (i < n && (text[i] == '{' || text[i] == '['))
        return found_json(text, n);
    switch (hoshi_xlsx_kind(text, n)) {
    case HOSHI_FILE_ZIP:
        return archive_holds(text, n, "word/document.xml")                              ? FOUND_LETTER
               : archive_holds(text, n, "xl/") || archive_holds(text, n, "content.xml") ? FOUND_WORKBOOK
                                                                                        : FOUND_UNKNOWN;
    case HOSHI_FILE_OLD_SHEET:
    case HOSHI_FILE_FLAT_SHEET:
    case HOSHI_FILE_PAGE_SHEET:
    case HOSHI_FILE_ENCRYPTED:
        return FOUND_WORKBOOK;
    default:
        break;
    }
    if (n > 16 && memcmp(text, "SQLite format 3", 15) == 0)
        return FOUND_STORE;
    if (n > 8 && memcmp(text, "HOSHISR", 8) == 0)
        return FOUND_PORTFOLIO;
    return is_table(text, n) ? FOUND_TABLE : FOUND_UNKNOWN;
}

static bool right_for(enum found found, enum wanted wanted)
{
    static const enum found own[] = {[WANT_CASE] = FOUND_CASE,
                                     [WANT_ANSWERS] = FOUND_ANSWERS,
                                     [WANT_GAME] = FOUND_GAME,
                                     [WANT_LINES] = FOUND_LINES};
    if (wanted == WANT_ANSWERS && (found == FOUND_WORKBOOK || found == FOUND_TABLE || found == FOUND_LETTER))
        return true;
    return found == FOUND_UNKNOWN || found == own[wanted];
}

bool right_file(struct request *r, const char *path, enum wanted wanted)
{
    char *text = NULL;
    size_t n = 0;
    if (hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, NULL))
        return true;
    enum found found = found_in(text, n);
    free(text);
    if (right_for(found, wanted))
        return true;
    const char *file = r->faults->file;
    r->faults->file = path;
    hoshi_fault_add(r->faults, HOSHI_E_WRONG_FILE, NULL, hoshi_words_say(r->talk, kinds[found].is), "%s",
                    kinds[found].command);
    r->faults->file = file;
    return false;
}
