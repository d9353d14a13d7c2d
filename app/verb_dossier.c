/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dossier about the talks with one buyer. The record is verified first: a paper that carries its head
 * value is not written over a broken chain. */
#include "keeping.h"
#include "redact_notice.h"
#include "dossier.h"
#include "exhibits.h"
#include "filing.h"
#include "file.h"
#include "word_fill.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct option_row options[] = {
    {"--buyer", NULL, "ID", "どの取引先についての資料か（buyers の id）",
     "the buyer it is about (id of buyers)"},
    OPTION_OUT,
    {"--set", NULL, "filing|work",
     "filing 提出用（既定。-o が .docx なら Word、ほかは Excel）、work 作業用（自社の弱み・足りない事実・すること。提出しない）",
     "filing: for the authority (default; Word when -o ends in .docx, else a workbook); work: own weaknesses, open points, to-dos"},
    {"--template", NULL, "T.docx", "提出用の Word のひな形（「story」の入った Word 文書）",
     "a Word template of your own for filing, with a control \"story\""},
    OPTION_FORCE,
    {"--prepared-by", NULL, "NAME", "作成者の名前", "who prepared it"},
    {"--capacity", NULL, "WORD",
     "作成者の立場：self 本人（既定）, agent 代理人, lawyer 弁護士, gyoseishoshi（administrative_scrivener）行政書士, other（consultant）その他",
     "capacity of the preparer: self (default), agent, lawyer, gyoseishoshi (administrative_scrivener), other (consultant)"},
    {"--notify", NULL, "yes|no", WORD_IN(notice_wished)},
    {"--name-told", NULL, "yes|no", WORD_IN(name_told)},
    {"--pending", NULL, "TEXT", "ほかの機関・訴訟への係属（なければ「なし」）",
     "pending before other authorities or courts"},
    {"--ask", NULL, "TEXT", "加えて求めること（繰返し可）", "what else is asked for (may be repeated)"},
    {"--attach", NULL, "FILE", "記録のほかに添えるファイル（繰返し可）。SHA-256 を一覧に載せます",
     "a file to enclose besides those of the log (may be repeated); its SHA-256 is listed"},
    {"--exhibits", NULL, "DIR",
     "添付を号証の番号（甲1、甲2-1 …）付きの写しで、新しいフォルダに書き出す。証拠説明書の表、番号を付けた PDF と一つに綴じた PDF も作る",
     "write the enclosures into a new folder as numbered copies (甲1, 甲2-1 …), with a list of them, PDFs with the number on each page and one bundle"},
    {"--disclose", NULL, "total|category|criteria", "費用を示す細かさ：総額、明細（既定）、数量と単価も",
     "how fine cost is shown: totals, lines (default), quantities and prices as well"},
    {"--with-margin", NULL, NULL, "当社の利益率への影響のシートを加える（決算の数字が入る）",
     "add the sheet on the supplier's margin (shows its accounts)"},
    OPTION_DB,
    OPTION_LANG,
    OPTION_DATA,
};

static bool dossier_choice(struct request *r, const char *name, const char *const *words, size_t n,
                           size_t *out)
{
    const char *value = option_value(r, name);
    char allowed[200] = "";
    for (size_t i = 0; i < n; i++) {
        if (value && strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
        strcat(strcat(allowed, i ? ", " : ""), words[i]);
    }
    if (value)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, value, "%s", allowed);
    return !value;
}

static bool dossier_truth(struct request *r, const char *name, enum hoshi_truth *out)
{
    static const char *const words[] = {"no", "yes"};
    size_t i = SIZE_MAX;
    bool ok = dossier_choice(r, name, words, 2, &i);
    *out = i == SIZE_MAX ? HOSHI_UNKNOWN : i ? HOSHI_YES : HOSHI_NO;
    return ok;
}

/* Text a person typed: printable UTF-8 of a bounded length. */
static bool dossier_typed(struct request *r, const char *name, const char *value)
{
    bool ok = !value || (*value && hoshi_text_is_utf8(value, strlen(value)) &&
                         hoshi_text_length(value) <= HOSHI_DOSSIER_TEXT_MAX);
    for (const char *p = value; ok && p && *p; p++)
        ok = (unsigned char)*p >= 0x20 && *p != 0x7F;
    if (!ok)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, name, value, "UTF-8, 1 … %d", HOSHI_DOSSIER_TEXT_MAX);
    return ok;
}

static bool several(struct request *r, const char *name, const char **list, size_t most, size_t *n)
{
    const char *value;
    for (*n = 0; (value = option_again(r, name, *n)); (*n)++) {
        if (*n == most) {
            hoshi_fault_add(r->faults, HOSHI_E_TOO_MANY, name, NULL, "%zu", most);
            return false;
        }
        list[*n] = value;
    }
    return true;
}

struct texts {
    const char *file[HOSHI_DOSSIER_FILES_MAX], *ask[HOSHI_DOSSIER_ASKS_MAX];
};

static bool options_of(struct request *r, struct texts *t, struct hoshi_dossier_options *o)
{
    static const char *const fine[] = {"total", "category", "criteria"};
    size_t disclose = HOSHI_DISCLOSE_CATEGORY;
    const char *word = option_value(r, "--capacity");
    bool ok = dossier_choice(r, "--disclose", fine, 3, &disclose);
    o->disclosure = (enum hoshi_disclosure)disclose;
    if (word && !hoshi_capacity_find(word, &o->capacity)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--capacity", word,
                        "self, agent, lawyer, gyoseishoshi, other");
        ok = false;
    }
    o->prepared_by = option_value(r, "--prepared-by");
    o->pending = option_value(r, "--pending");
    o->with_margin = option_value(r, "--with-margin") != NULL;
    ok = dossier_truth(r, "--notify", &o->notify) && ok;
    ok = dossier_truth(r, "--name-told", &o->name_told) && ok;
    ok = dossier_typed(r, "--prepared-by", o->prepared_by) && ok;
    ok = dossier_typed(r, "--pending", o->pending) && ok;
    ok = several(r, "--attach", t->file, HOSHI_DOSSIER_FILES_MAX, &o->files) && ok;
    ok = several(r, "--ask", t->ask, HOSHI_DOSSIER_ASKS_MAX, &o->asks) && ok;
    for (size_t i = 0; i < o->asks; i++)
        ok = dossier_typed(r, "--ask", t->ask[i]) && ok;
    o->file = t->file;
    o->ask = t->ask;
    if (ok && o->capacity != HOSHI_CAPACITY_SELF && !o->prepared_by) {
        hoshi_fault_add(r->faults, HOSHI_E_DOSSIER_CAPACITY, "--capacity", word, NULL);
        ok = false;
    }
    return ok;
}

static bool dossier_buyer(struct request *r, const struct hoshi_case *c, size_t *out)
{
    return buyer_named(r, c, "--buyer", option_value(r, "--buyer"), false, out);
}

/* An id where a file belongs: say so, instead of that there is no such file. */
static int check_case(struct request *r)
{
    struct stat st;
    const char *path = r->arg[0];
    if (stat(path, &st) == 0 || strpbrk(path, "/."))
        return EXIT_DONE;
    hoshi_fault_add(r->faults, HOSHI_E_DOSSIER_CASE, "CASE", path, "case.json");
    return fault_exit(r);
}

/* Who prepared the paper is a fact of the checks as well; the command line goes before the case. NULL: as the case says. */
static const char *capacity(const struct hoshi_case *c, struct hoshi_dossier_options *o, bool stated)
{
    static const char *const word[HOSHI_CAPACITIES] = {"self", "agent", "lawyer", "administrative_scrivener",
                                                       "other"};
    const char *of_case = c->prepared_by.capacity;
    if (!stated && of_case && !hoshi_capacity_find(of_case, &o->capacity))
        o->capacity = HOSHI_CAPACITY_OTHER;
    if (!o->prepared_by)
        o->prepared_by = c->prepared_by.name;
    return stated || !of_case ? word[o->capacity] : NULL;
}

static size_t enclosed_files(const struct hoshi_dossier *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->enclosures; i++)
        n += d->enclosure[i].sha256[0] != 0;
    return n;
}

/* The Word document of the filing set, by the user's template or the program's. */
static enum hoshi_status write_word(struct request *r, const struct hoshi_dossier *d, enum hoshi_lang lang,
                                    const char *path)
{
    const char *name = option_value(r, "--template");
    char *template = NULL, *bytes = NULL;
    size_t template_n = 0, n = 0;
    enum hoshi_status s =
        name ? hoshi_file_read(name, HOSHI_WORD_BYTES_MAX, &template, &template_n, r->faults) : HOSHI_OK;
    if (!s)
        s = hoshi_filing_make_word(d, lang, template, template_n, name, &bytes, &n, r->faults);
    if (!s)
        s = hoshi_file_write(path, bytes, n, r->faults);
    free(bytes);
    free(template);
    return s;
}

static bool is_work(const struct request *r)
{
    const char *set = option_value(r, "--set");
    return set && strcmp(set, "work") == 0;
}

static bool dossier_is_word(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && strcmp(path + n - 5, ".docx") == 0;
}

static enum hoshi_status write_set(struct request *r, const struct kept *k, const struct hoshi_dossier *d,
                                   enum hoshi_lang lang, const char *path)
{
    if (is_work(r))
        return hoshi_dossier_write(d, lang, HOSHI_VERSION, k->version, path, r->faults);
    return dossier_is_word(path) ? write_word(r, d, lang, path)
                                 : hoshi_filing_write_book(d, lang, path, r->faults);
}

/* Which set, and whether it can be what the file's name says. */
static bool set_options(struct request *r)
{
    static const char *const sets[] = {"filing", "work"};
    size_t set = 0;
    const char *path = option_value(r, "--out"), *template = option_value(r, "--template");
    if (!dossier_choice(r, "--set", sets, 2, &set))
        return false;
    if (path && dossier_is_word(path) && set)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "-o", path, "X.xlsx");
    else if (path && template && !dossier_is_word(path))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--template", template, "-o X.docx");
    else
        return true;
    return false;
}

static enum hoshi_status write_dossier(struct request *r, const struct opened *o, const struct kept *k,
                                       size_t i, struct hoshi_dossier_options *options_, enum hoshi_lang lang,
                                       const char *path)
{
    struct hoshi_dossier *d = NULL;
    options_->price_step_micro = o->price_step_micro;
    options_->log = k->log;
    options_->facts = k->facts ? &k->facts[i] : NULL;
    enum hoshi_status s = hoshi_dossier_open(o->split, i, options_, &d, r->faults);
    if (!s)
        s = write_set(r, k, d, lang, path);
    if (!s && option_value(r, "--exhibits"))
        s = exhibits_write(r, lang, d, k->store, options_->file, option_value(r, "--exhibits"));
    if (!s)
        redact_notice(r->talk, d->replaced, d->look, d->looks, enclosed_files(d));
    hoshi_dossier_close(d);
    if (s && !r->faults->n)
        hoshi_fault_add(r->faults, s, path, NULL, NULL);
    return s;
}

/* Everything that can be refused is refused before the store keeps a version and a run. */
static int run_opened(struct request *r, struct opened *o, struct hoshi_dossier_options *options_,
                      enum hoshi_lang lang)
{
    struct kept k = {0};
    struct hoshi_check *check = NULL;
    bool refused = false;
    size_t i;
    char gap[4096];
    const char *path = option_value(r, "--out");
    const char *input[5 + HOSHI_DOSSIER_FILES_MAX] = {
        r->arg[0],
        o->c->gap_file && hoshi_file_beside(r->arg[0], o->c->gap_file, gap, sizeof gap) ? gap : NULL,
        option_value(r, "--db"), option_value(r, "--template")};
    for (size_t f = 0; f < options_->files; f++)
        input[4 + f] = options_->file[f];
    if (!output_allowed(r, path, input, 4 + options_->files))
        return fault_exit(r);
    if (!dossier_buyer(r, o->c, &i))
        return fault_exit(r);
    if (!hoshi_buyer_is_party(&o->c->buyer[i])) {
        hoshi_fault_add(r->faults, HOSHI_E_DOSSIER_PARTY, "--buyer", o->c->buyer[i].id,
                        "requested_level, include");
        return fault_exit(r);
    }
    for (size_t f = 0; f < options_->files; f++)
        if (hoshi_dossier_check_file(options_->file[f], r->faults))
            refused = true;
    if (option_value(r, "--exhibits") && !folder_is_free(r, option_value(r, "--exhibits"), "--exhibits DIR"))
        refused = true;
    int code = refused ? fault_exit(r) : EXIT_DONE;
    if (code)
        return code;
    code = open_kept(r, r->arg[0], o, &k);
    k.capacity = capacity(o->c, options_, option_value(r, "--capacity") != NULL);
    if (!code)
        code = open_check(r, o, &k, &check);
    options_->check = check;
    if (!code)
        code = hoshi_status_exit(write_dossier(r, o, &k, i, options_, lang, path));
    hoshi_check_close(check);
    close_kept(&k);
    return code;
}

static int dossier_run(struct request *r)
{
    struct opened o;
    struct texts t;
    struct hoshi_dossier_options d = {0};
    enum hoshi_lang lang;
    bool ok = true;
    if (!option_value(r, "--out"))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o X.xlsx");
    if (!option_value(r, "--buyer"))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "--buyer", NULL, "--buyer ID");
    ok = option_lang(r, &lang) && ok;
    ok = options_of(r, &t, &d) && ok;
    ok = set_options(r) && ok;
    if (!ok || r->faults->n)
        return EXIT_USAGE;
    int code = check_case(r);
    if (!code)
        code = open_case(r, r->arg[0], 0, &o);
    if (code)
        return code;
    code = run_opened(r, &o, &d, lang);
    close_case(&o);
    return code;
}

const struct verb verb_dossier = {
    .name = "dossier",
    .usage =
        "CASE --buyer ID -o X.docx|X.xlsx [--set filing|work] [--db FILE] [--exhibits DIR] [--prepared-by NAME --capacity WORD] [--lang ja|en]",
    .ja = "協議の経過をまとめた、提出用の Word・Excel と作業用の Excel を作る",
    .en = "write the dossier on the talks with one buyer: a set for filing, a set to work with",
    .more_ja =
        "一つの取引先について、二組の資料を作ります。提出用（--set filing、既定）は、何があったかと求めること、経過、申入れとその後、\n"
        "適用範囲、注文・受領・支払、価格の変更、費用と根拠、確認をお願いする点、証拠説明書、独占禁止法と取適法の様式の項目、ハッシュ値です。\n"
        "作業用（--set work）は、自社の弱み、足りない事実、次にすること、設定まで含み、提出しません。\n"
        "分からないことは黄色の記入欄になります。書き込んだ Word・Excel を import で読むと、ケースに戻ります（注文の表、証拠説明書、相手方の住所など）。\n"
        "事実の整理であり、法的評価は所管機関・弁護士の判断によります。ほかの取引先に関する記録は伏せ、名前は ■■■ に置き換えます。\n"
        "--db を付けると協議の記録（log）を使い、先に記録が書き換えられていないことを確かめます。付けなければ記録なしで作ります。\n"
        "この命令は申告者が自社の書類を作るためのものです。他人の依頼を受けて作るときは、行政書士法・弁護士法の定めを確かめてください。\n",
    .more_en =
        "Two sets about one buyer. For filing (--set filing, the default): what happened and what is asked for, course, requests\n"
        "and what followed, scope, orders and payments, changes of prices, cost and sources, points to look at, list of evidence,\n"
        "the items of both report forms, hashes. To work with (--set work), not to be handed out: own weaknesses, missing facts,\n"
        "to-dos, settings. What is not known is a yellow cell; filled in, import reads the paper back into the case\n"
        "(table of orders, list of evidence, address of the other side …). It orders facts; legal assessment is for the\n"
        "authority or a lawyer. Entries about other buyers are blacked out, their names replaced by ■■■.\n"
        "With --db it uses the log of talks and first verifies that nothing in it was changed; without, it says so.\n"
        "It helps a reporter to make its own papers. Making them for others: mind the Gyoseishoshi and Attorneys Acts.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = dossier_run,
};
