/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dossier about the talks with one buyer. The record is verified first: a paper that carries its head
 * value is not written over a broken chain. */
#include "keeping.h"
#include "redact_notice.h"
#include "dossier.h"
#include "exhibits.h"
#include "file.h"
#include "text.h"

#include <string.h>
#include <sys/stat.h>

static const struct option_row options[] = {
    {"--buyer", NULL, "ID", "どの取引先についての資料か（buyers の id）",
     "the buyer it is about (id of buyers)"},
    OPTION_OUT,
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
     "添付を号証の番号（甲1、甲2-1 …）付きの写しで、新しいフォルダに書き出す。証拠説明書の表も作る",
     "write the enclosures into a new folder as numbered copies (甲1, 甲2-1 …), with a list of them"},
    {"--disclose", NULL, "total|category|criteria", "費用を示す細かさ：総額、明細（既定）、数量と単価も",
     "how fine cost is shown: totals, lines (default), quantities and prices as well"},
    {"--with-margin", NULL, NULL, "当社の利益率への影響のシートを加える（決算の数字が入る）",
     "add the sheet on the supplier's margin (shows its accounts)"},
    OPTION_DB,
    OPTION_LANG,
    OPTION_DATA,
};

static bool choice(struct request *r, const char *name, const char *const *words, size_t n, size_t *out)
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

static bool truth(struct request *r, const char *name, enum hoshi_truth *out)
{
    static const char *const words[] = {"no", "yes"};
    size_t i = SIZE_MAX;
    bool ok = choice(r, name, words, 2, &i);
    *out = i == SIZE_MAX ? HOSHI_UNKNOWN : i ? HOSHI_YES : HOSHI_NO;
    return ok;
}

/* Text a person typed: printable UTF-8 of a bounded length. */
static bool typed(struct request *r, const char *name, const char *value)
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
    bool ok = choice(r, "--disclose", fine, 3, &disclose);
    o->disclosure = (enum hoshi_disclosure)disclose;
    if (word && !hoshi_capacity_find(word, &o->capacity)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--capacity", word,
                        "self, agent, lawyer, gyoseishoshi, other");
        ok = false;
    }
    o->prepared_by = option_value(r, "--prepared-by");
    o->pending = option_value(r, "--pending");
    o->with_margin = option_value(r, "--with-margin") != NULL;
    ok = truth(r, "--notify", &o->notify) && ok;
    ok = truth(r, "--name-told", &o->name_told) && ok;
    ok = typed(r, "--prepared-by", o->prepared_by) && ok;
    ok = typed(r, "--pending", o->pending) && ok;
    ok = several(r, "--attach", t->file, HOSHI_DOSSIER_FILES_MAX, &o->files) && ok;
    ok = several(r, "--ask", t->ask, HOSHI_DOSSIER_ASKS_MAX, &o->asks) && ok;
    for (size_t i = 0; i < o->asks; i++)
        ok = typed(r, "--ask", t->ask[i]) && ok;
    o->file = t->file;
    o->ask = t->ask;
    if (ok && o->capacity != HOSHI_CAPACITY_SELF && !o->prepared_by) {
        hoshi_fault_add(r->faults, HOSHI_E_DOSSIER_CAPACITY, "--capacity", word, NULL);
        ok = false;
    }
    return ok;
}

static bool buyer(struct request *r, const struct hoshi_case *c, size_t *out)
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

/* Who prepared the paper is a fact of the checks as well; the command line goes before the case. */
static void capacity(struct hoshi_case *c, struct hoshi_dossier_options *o, bool stated)
{
    static const char *const word[HOSHI_CAPACITIES] = {"self", "agent", "lawyer", "administrative_scrivener",
                                                       "other"};
    const char *of_case = c->prepared_by.capacity;
    if (!stated && of_case && !hoshi_capacity_find(of_case, &o->capacity))
        o->capacity = HOSHI_CAPACITY_OTHER;
    if (stated || !of_case)
        c->prepared_by.capacity = word[o->capacity];
    if (!o->prepared_by)
        o->prepared_by = c->prepared_by.name;
}

static size_t enclosed_files(const struct hoshi_dossier *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->enclosures; i++)
        n += d->enclosure[i].sha256[0] != 0;
    return n;
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
        s = hoshi_dossier_write(d, lang, HOSHI_VERSION, k->version, path, r->faults);
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
    const char *input[4 + HOSHI_DOSSIER_FILES_MAX] = {
        r->arg[0],
        o->c->gap_file && hoshi_file_beside(r->arg[0], o->c->gap_file, gap, sizeof gap) ? gap : NULL,
        option_value(r, "--db")};
    for (size_t f = 0; f < options_->files; f++)
        input[3 + f] = options_->file[f];
    if (!output_allowed(r, path, input, 3 + options_->files))
        return fault_exit(r);
    if (!buyer(r, o->c, &i))
        return fault_exit(r);
    if (!hoshi_buyer_is_party(&o->c->buyer[i])) {
        hoshi_fault_add(r->faults, HOSHI_E_DOSSIER_PARTY, "--buyer", o->c->buyer[i].id,
                        "requested_level, include");
        return fault_exit(r);
    }
    for (size_t f = 0; f < options_->files; f++)
        if (hoshi_dossier_check_file(options_->file[f], r->faults))
            refused = true;
    if (option_value(r, "--exhibits") && !exhibits_allowed(r, option_value(r, "--exhibits")))
        refused = true;
    int code = refused ? fault_exit(r) : EXIT_DONE;
    if (code)
        return code;
    capacity(o->c, options_, option_value(r, "--capacity") != NULL);
    code = open_kept(r, r->arg[0], o, &k);
    if (!code)
        code = open_check(r, o, &k, &check);
    options_->check = check;
    if (!code)
        code = hoshi_status_exit(write_dossier(r, o, &k, i, options_, lang, path));
    hoshi_check_close(check);
    close_kept(&k);
    return code;
}

static int run(struct request *r)
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
        "CASE --buyer ID -o X.xlsx [--db FILE] [--prepared-by NAME --capacity WORD] [--with-margin] [--lang ja|en]",
    .ja = "協議の経過をまとめた、相談・提出用の Excel ファイルを作る",
    .en = "write the dossier on the talks with one buyer",
    .more_ja =
        "一つの取引先について、要請、費用と証拠、分担、価格の経過、協議の記録、確認すること、求めること、添付、申告様式の項目を整理します。\n"
        "事実の整理であり、法的評価は所管機関・弁護士の判断によります。ほかの取引先に関する記録は伏せ、名前は ■■■ に置き換えます。\n"
        "--db を付けると協議の記録（log）を使い、先に記録が書き換えられていないことを確かめます。付けなければ記録なしで作ります。\n"
        "この命令は申告者が自社の書類を作るためのものです。他人の依頼を受けて作るときは、行政書士法・弁護士法の定めを確かめてください。\n",
    .more_en =
        "Puts in order, for one buyer: the request, cost and evidence, division, prices, the log of talks, points to confirm,\n"
        "what is asked for, enclosures, and the items of the report forms. It orders facts; legal assessment is for the\n"
        "authority or a lawyer. Entries about other buyers are blacked out, their names replaced by ■■■.\n"
        "With --db it uses the log of talks and first verifies that nothing in it was changed; without, it says so.\n"
        "It helps a reporter to make its own papers. Making them for others: mind the Gyoseishoshi and Attorneys Acts.\n",
    .args_min = 1,
    .args_max = 1,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = run,
};
