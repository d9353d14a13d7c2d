/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "describe.h"
#include "fold.h"
#include "memory_guard.h"
#include "text.h"
#include "text_key.h"
#include "text_plain.h"
#include "typed.h"

#include <glpk.h>
#include <gsl/gsl_errno.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct verb *const verbs[] = {
    &verb_new,      &verb_estimate,  &verb_worksheet, &verb_catalog, &verb_prices,        &verb_share,
    &verb_simulate, &verb_check,     &verb_rules,     &verb_log,     &verb_dossier,       &verb_questionnaire,
    &verb_import,   &verb_portfolio, &verb_compare,   &verb_letter,  &verb_quote_request, &verb_page};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

/* Talk follows the locale's own variables; documents are Japanese unless asked otherwise. */
static enum hoshi_lang talk_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "ja", 2) == 0 ? HOSHI_JA : HOSHI_EN;
    }
    return HOSHI_EN;
}

static int print_help(struct request *r)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_buffer_puts(
        &out,
        hoshi_say(
            r->talk,
            "hoshiwari（星割）: ★の取得費用を見積もり、買い手と分け、Excel の協議資料にする\n\n使い方: hoshiwari 命令 …\n\n",
            "hoshiwari: what a star costs, who bears it, and the workbook to talk about it\n\n"
            "usage: hoshiwari VERB …\n\n"));
    for (size_t i = 0; i < VERBS; i++) {
        hoshi_buffer_puts(&out, "  ");
        hoshi_buffer_pad(&out, verbs[i]->name, 15);
        hoshi_buffer_printf(&out, "%s\n", hoshi_say(r->talk, verbs[i]->ja, verbs[i]->en));
    }
    hoshi_buffer_puts(
        &out,
        hoshi_say(
            r->talk,
            "\n各命令の使い方: hoshiwari 命令 --help\n終了コード: 0 完了 · 1 入力が使えない · 2 使い方の誤り · 3 環境（ファイルなど）\n",
            "\nhoshiwari VERB --help tells more.\nexit: 0 done, 1 the input cannot be used, 2 wrong usage, 3 environment (file, disk)\n"));
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static int print_verb_help(struct request *r)
{
    const struct verb *v = r->verb;
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_buffer_printf(&out, "%s\n\n%s hoshiwari %s %s\n\n", hoshi_say(r->talk, v->ja, v->en),
                        hoshi_say(r->talk, "使い方:", "usage:"), v->name, v->usage);
    for (size_t i = 0; i < v->options; i++) {
        const struct option_row *o = &v->option[i];
        char head[64];
        snprintf(head, sizeof head, "  %s%s%s%s%s", o->short_ ? o->short_ : "", o->short_ ? ", " : "",
                 o->name, o->value ? " " : "", o->value ? o->value : "");
        hoshi_buffer_pad(&out, head, 34);
        if (hoshi_text_width(head) >= 34)
            hoshi_buffer_pad(&out, "\n", 36);
        hoshi_buffer_printf(&out, "%s\n", hoshi_say(r->talk, o->ja, o->en));
    }
    hoshi_buffer_printf(&out, "\n%s", hoshi_say(r->talk, v->more_ja, v->more_en));
    int code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static int usage(struct request *r, enum hoshi_status status, const char *got)
{
    char list[512] = "";
    if (status == HOSHI_E_USAGE_VERB) {
        for (size_t i = 0, used = 0; i < VERBS; i++)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", verbs[i]->name);
    } else if (status == HOSHI_E_USAGE_OPTION) {
        const char *names[OPTIONS_MAX];
        for (size_t i = 0; i < r->verb->options; i++)
            names[i] = r->verb->option[i].name;
        const char *near = hoshi_text_nearest(got, names, r->verb->options);
        snprintf(list, sizeof list, "%s", near ? near : "--help");
    } else {
        snprintf(list, sizeof list, "hoshiwari %s %s", r->verb->name, r->verb->usage);
    }
    hoshi_fault_add(r->faults, status, NULL, got, "%s", list);
    return EXIT_USAGE;
}

/* The name of a file stays as its folder spells it, whatever bytes it is made of. */
static bool names_file(const struct option_row *o)
{
    static const char *const files[] = {"FILE", "DIR", "CASE", "T.docx"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(o->value, files[i]) == 0)
            return true;
    return false;
}

/* The door of what is typed: a terminal of another encoding, a control character. */
static int option_check_plain(struct request *r, const struct option_row *o, const char *value)
{
    char what[HOSHI_TEXT_WHAT];
    if (!o->value || names_file(o) || hoshi_text_unplain(value, strlen(value), what) == strlen(value))
        return -1;
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, o->name, what, "UTF-8");
    return EXIT_USAGE;
}

/* A value as every reader of files gives it: composed. */
static char *composed(const struct option_row *o, char *value)
{
    if (names_file(o))
        return value;
    if (hoshi_text_is_utf8(value, strlen(value)))
        hoshi_text_compose_all(value);
    return value;
}

/* ---- values as people type them ---- */

enum { TYPED_MAX = 80 };

/* Full-width letters, digits and signs to those of a keyboard, in place; a star in front of a level goes. */
static void typed_fold(char *text, bool level)
{
    const char *from = text;
    char *to = text;
    while (*from) {
        const char *at = from;
        uint32_t c = hoshi_text_next(&from);
        if (level && to == text && (c == 0x2605 || c == 0x2606)) /* ★ ☆ */
            continue;
        if (c >= 0xFF01 && c <= 0xFF5E) {
            *to++ = (char)(c - 0xFF01 + '!');
            continue;
        }
        memmove(to, at, (size_t)(from - at));
        to += from - at;
    }
    *to = 0;
}

/* By what the table says the value is: numbers, levels and times folded, days and months as a calendar writes them.
 * What is none of it stays as typed, for the verb to refuse. */
static const char *typed_value(struct request *r, const struct option_row *o, char *text)
{
    static char kept[GIVEN_MAX][TYPED_MAX];
    static const char *const folded[] = {"N",          "YEN",   "SEQ",     "0…1",   "I/N",
                                         "1|0.1|0.01", "A/B/C", "N|A/B/C", "HH:MM", "3|4"};
    struct hoshi_date date;
    char *to = kept[r->givens % GIVEN_MAX];
    bool month = strcmp(o->value, "YYYY-MM") == 0;
    if (strlen(text) >= TYPED_MAX || !hoshi_text_is_utf8(text, strlen(text)))
        return text;
    if (month || strcmp(o->value, "YYYY-MM-DD") == 0 || strcmp(o->value, "DATE") == 0)
        return (month ? hoshi_typed_month : hoshi_typed_date)(text, &date) ? hoshi_date_print(date, to)
                                                                           : text;
    for (size_t i = 0; i < sizeof folded / sizeof *folded; i++)
        if (strcmp(o->value, folded[i]) == 0)
            typed_fold(text, i + 1 == sizeof folded / sizeof *folded);
    return text;
}

/* One word of the command line; -1 when it was taken, else an exit code. */
static int main_take(struct request *r, char **argv, int argc, int *i)
{
    char *word = argv[*i];
    if (word[0] != '-' || !word[1]) {
        if (r->args == r->verb->args_max)
            return usage(r, HOSHI_E_USAGE_EXTRA, word);
        r->arg[r->args++] = word;
        return -1;
    }
    for (size_t k = 0; k < r->verb->options; k++) {
        const struct option_row *o = &r->verb->option[k];
        size_t n = strlen(o->name);
        bool equals = strncmp(word, o->name, n) == 0 && word[n] == '=' && o->value;
        if (!equals && strcmp(word, o->name) != 0 && !(o->short_ && strcmp(word, o->short_) == 0))
            continue;
        if (!o->value)
            r->option[k] = "";
        else if (equals)
            r->option[k] = typed_value(r, o, composed(o, word + n + 1));
        else if (*i + 1 < argc)
            r->option[k] = typed_value(r, o, composed(o, argv[++*i]));
        else
            return usage(r, HOSHI_E_USAGE_MISSING, word);
        if (r->givens == GIVEN_MAX)
            return usage(r, HOSHI_E_USAGE_EXTRA, word);
        /* Talk follows the language asked for, errors of what stands behind it included. */
        if (strcmp(o->name, "--lang") == 0 && strcmp(r->option[k], "ja") == 0)
            r->talk = HOSHI_JA;
        else if (strcmp(o->name, "--lang") == 0 && strcmp(r->option[k], "en") == 0)
            r->talk = HOSHI_EN;
        memory_guard(r->talk);
        r->given[r->givens].row = k;
        r->given[r->givens++].value = r->option[k];
        return option_check_plain(r, o, r->option[k]);
    }
    return usage(r, HOSHI_E_USAGE_OPTION, word);
}

/* Which file was written: a verb whose result is a file has no other way to say that it is done. */
static void main_tell_out(const struct request *r)
{
    for (size_t i = 0; r->verb && !r->verb->tells_out && i < r->verb->options; i++)
        if (strcmp(r->verb->option[i].name, "--out") == 0 && r->option[i])
            fprintf(stderr, hoshi_say(r->talk, "%s を書き出しました。\n", "wrote %s.\n"), r->option[i]);
}

static int main_run(struct request *r, int argc, char **argv)
{
    if (argc < 2)
        return print_help(r), EXIT_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return print_help(r);
    if (strcmp(argv[1], "--version") == 0)
        return describe_version(r);
    if (strcmp(argv[1], "--describe") == 0)
        return describe_commands(r, verbs, VERBS);
    for (size_t i = 0; i < VERBS && !r->verb; i++)
        if (strcmp(argv[1], verbs[i]->name) == 0)
            r->verb = verbs[i];
    if (!r->verb)
        return usage(r, HOSHI_E_USAGE_VERB, argv[1]);
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return print_verb_help(r);
        int code = main_take(r, argv, argc, &i);
        if (code >= 0)
            return code;
    }
    if (r->args < r->verb->args_min)
        return usage(r, HOSHI_E_USAGE_MISSING, NULL);
    int code = r->verb->run(r);
    if (code == EXIT_DONE && !r->faults->n)
        main_tell_out(r);
    return code;
}

/* A file opened while one of the three is closed would get its number, and be written into. Nothing can be
 * read from or written to what stands in. */
static bool standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    if (!standard_streams())
        return EXIT_ENVIRONMENT;
    struct request r = {.talk = talk_language()};
    memory_guard(r.talk);
    struct hoshi_faults *faults = r.faults = calloc(1, sizeof *faults);
    if (!faults)
        return EXIT_ENVIRONMENT;
    gsl_set_error_handler_off();
    int code = main_run(&r, argc, argv);
    if (faults->n) {
        struct hoshi_buffer talk;
        hoshi_buffer_init(&talk, 1 << 20);
        hoshi_faults_print(&talk, r.talk, faults);
        fprintf(stderr, "%s", hoshi_buffer_text(&talk));
        hoshi_buffer_release(&talk);
    }
    glp_free_env();
    free(faults);
    return code;
}
