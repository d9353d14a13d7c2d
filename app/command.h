/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Commands as data: one row, one file, one option table each. Help is printed from the tables, so it cannot
 * differ from what is accepted.
 *
 * To add a command: 1. app/verb_NAME.c with `const struct verb verb_NAME`; 2. its row in app/main.c and
 * app/meson.build;
 * 3. its line in README.md; 4. its case in tests/test_cli.py.
 */
#ifndef HOSHI_COMMAND_H
#define HOSHI_COMMAND_H

#include "estimate_range.h"
#include "message.h"

enum { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3, EXIT_FOUND = 4 };

enum { ARGS_MAX = 1024, OPTIONS_MAX = 60, GIVEN_MAX = 200 };

struct option_row {
    const char *name;    /* "--out" */
    const char *short_;  /* "-o" or NULL */
    const char *value;   /* name of its value ("FILE"), NULL for a switch */
    const char *ja, *en; /* help */
};

/** What the user typed, taken apart. */
struct request {
    const struct verb *verb;
    const char *arg[ARGS_MAX];
    size_t args;
    const char *option[OPTIONS_MAX]; /* by row of the verb's table: value, "" for a switch given, NULL */
    struct {
        size_t row;
        const char *value;
    } given[GIVEN_MAX]; /* every option in the order it was typed, for those that may be repeated */
    size_t givens;
    enum hoshi_lang talk;             /* language of help and errors */
    struct hoshi_range_options range; /* of open_case; {0} is the default engine */
    struct hoshi_faults *faults;
};

struct verb {
    const char *name, *usage;
    const char *ja, *en;           /* one line */
    const char *more_ja, *more_en; /* paragraphs of --help */
    size_t args_min, args_max;
    const struct option_row *option;
    size_t options;
    /** Does it. Puts what is wrong into r->faults and returns an exit code; prints results to standard output
     * only. */
    int (*run)(struct request *r);
    bool tells_out; /* its results say themselves what became of --out; else main tells, on standard error */
};

extern const struct verb verb_new, verb_estimate, verb_worksheet, verb_catalog, verb_prices, verb_share,
    verb_questionnaire, verb_import, verb_simulate, verb_log, verb_dossier, verb_check, verb_rules,
    verb_portfolio, verb_compare, verb_letter, verb_quote_request, verb_page;

/** The option's value by its name ("--lang"); NULL when not given. Asserts that the verb has such a row. */
const char *option_value(const struct request *r, const char *name);

/** The value of the n-th time (0 …) an option was typed; NULL when it was typed less often. */
const char *option_again(const struct request *r, const char *name, size_t n);

/** --engine, --draws, --seed and --threads into *o (which keeps its values where nothing is given). False
 * (recorded) on a bad value. */
bool range_options(struct request *r, struct hoshi_range_options *o);

/** Language of a document: --lang, else Japanese. False (recorded) when it is neither ja nor en. */
bool option_lang(struct request *r, enum hoshi_lang *lang);

/** Write the buffer to standard output and check that it arrived. An exit code. */
int print_out(struct request *r, const struct hoshi_buffer *text);

/** What is to be shown or written, made plain (text_plain.h): the last gate for text that came in by a way
 * that does not ask. JSON gets escapes, so that it keeps its values. False when out of memory, or when the text had failed. */
bool plain_text(struct hoshi_buffer *text);

/** The code of what has been recorded: the exit class of the first fault. */
int fault_exit(const struct request *r);

/**
 * True when `path` may be written: not one of the n inputs (by whatever name or link; NULL ones are passed
 * over), and, if it exists, a regular file (else recorded as HOSHI_E_USAGE_VALUE) and no workbook or letter that
 * was saved since this program wrote it (own_archive.h; HOSHI_E_FILE_FILLED), unless --force was given.
 */
bool output_allowed(struct request *r, const char *path, const char *const *input, size_t n);

/** As output_allowed, for a file that is to be filled in: one that is there already is never replaced without
 * --force (HOSHI_E_FILE_EXISTS). */
bool output_is_new(struct request *r, const char *path);

/** True when a folder may be made and filled: it is not there yet, or is empty. Else recorded; `option` is how it was
 * asked for ("-o DIR"). */
bool folder_is_free(struct request *r, const char *folder, const char *option);

/**
 * An entry of the talk log from the options of `log … add` as JSON, so that it is read and checked like one
 * from a file. Appends to `out`; values are passed on as typed. False (recorded) when one of them is no UTF-8.
 */
bool log_entry_options(struct request *r, struct hoshi_buffer *out);

struct hoshi_log_word;
enum { LOG_WORDS_MAX = 256 };
/** The words that mean values of an entry (log_words.h): those the log prints, and others. Returns how many. */
size_t log_words(struct hoshi_log_word *out /* LOG_WORDS_MAX */);

#define OPTION_DATA                                                                                          \
    {                                                                                                        \
        "--data", NULL, "DIR", "表（価格・対策など）をこのフォルダのもので置き換える",                       \
            "replace tables (prices, measures, …) by those in this folder"                                 \
    }
#define OPTION_DB                                                                                                         \
    {                                                                                                                     \
        "--db", NULL, "FILE",                                                                                             \
            "この保管ファイルにケースの版と計算の記録を残し、協議の記録を使う（default " \
            "で既定の場所）",                                                                                             \
            "keep the case's version and this run in this store, use its log of talks (the word default: "                \
            "its "                                                                                                        \
            "usual place)"                                                                                                \
    }
#define OPTION_LANG                                                                                          \
    {                                                                                                        \
        "--lang", NULL, "ja|en", "文書の言語（既定 ja）", "language of the document (default ja)"            \
    }
#define OPTIONS_RANGE                                                                                        \
    {"--engine", NULL, "auto|cos|grid|mc", "幅の計算の方法（既定 auto）",                                    \
     "engine of the range (default auto)"},                                                                  \
        {"--draws", NULL, "N", "mc の試行回数（既定 100000）", "draws of mc (default 100000)"},              \
        {"--seed", NULL, "N", "mc の種", "seed of mc"},                                                      \
    {                                                                                                        \
        "--threads", NULL, "N", "mc の並列数（結果は変わらない。既定は全て）",                               \
            "threads of mc (same result; default all)"                                                       \
    }
#define OPTION_JSON                                                                                          \
    {                                                                                                        \
        "--json", NULL, NULL, "機械で読める形（JSON）で出す", "machine-readable result (JSON)"               \
    }
#define OPTION_FORCE                                                                                         \
    {                                                                                                        \
        "--force", NULL, NULL, "人が保存し直したファイルも書き換える",                                       \
            "replace a file that somebody has saved, too"                                                    \
    }
#define OPTION_OUT                                                                                           \
    {                                                                                                        \
        "--out", "-o", "FILE", "書き出す先のファイル", "file to write"                                       \
    }

#endif
