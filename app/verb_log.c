/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The talk log and what else the store keeps of a case. `add` and `keep` need the case file; what only reads
 * takes a case_id as well, so that a record can be proved when the case file is gone. A case_id is looked up
 * in the store and never becomes part of a path. */
#include "log_join.h"
#include "log_mail.h"
#include "log_proof.h"
#include "log_stamp.h"
#include "log_words.h"
#include "memory_guard.h"
#include "opened.h"
#include "redact_notice.h"
#include "file.h"
#include "json_read.h"
#include "log_text.h"
#include "json_write.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct option_row options[] = {
    {"--kind", NULL, "KIND",
     "種類（日本語でも可）: request 申入れ, reply 回答, counter_proposal 対案, refusal 断り, postponement 延期, meeting 面談, minutes 議事録, price_change 価格の変更, objection 異議, order 発注, delivery 納入・受領, payment 支払, note メモ, withdrawal 取消",
     "request, reply, counter_proposal, refusal, postponement, meeting, minutes, price_change, objection, order, delivery, payment, note, withdrawal"},
    {"--date", NULL, "YYYY-MM-DD", "その日付", "the day it happened"},
    {"--time", NULL, "HH:MM", "時刻（分かれば）", "time of day, if known"},
    {"--party", NULL, "ID", "取引先（buyers の id）。list と export では、この取引先の分だけ",
     "buyer's id; with list and export: only this buyer's"},
    {"--by", NULL, "buyer|supplier|both", "した側（既定は種類による）", "who did it (default by kind)"},
    {"--medium", NULL, "WORD",
     "手段: in_person online phone mail email fax web handed（手渡し） paper（書面。届け方は不明） other",
     "in_person, online, phone, mail, email, fax, web, handed, paper (way not known), other"},
    {"--place", NULL, "TEXT", WORD(place)},
    {"--person", NULL, "SIDE:DEPT:ROLE:NAME", "出席・担当（繰返し可）。例 buyer:購買部:課長:山田",
     "a person present (may be repeated): buyer:Purchasing:manager:Yamada"},
    {"--words", NULL, "TEXT", "言われたこと、内容", "content, what was said"},
    {"--reason", NULL, "TEXT", WORD_IN(reason_given)},
    {"--item", NULL, "CODE:BEFORE:AFTER:QUANTITY", "品目と単価（円）、数量（繰返し可）",
     "item, its prices (yen) and quantity (may be repeated)"},
    {"--amount", NULL, "YEN", WORD_IN(amount_yen)},
    {"--answers", NULL, "SEQ", "対象の記録の番号（書かなければ、日付から直近の申入れ・面談・価格の変更など）",
     "entry it is on (else, by the dates, the latest request, meeting, price change …)"},
    {"--corrects", NULL, "SEQ", "この番号の記録を訂正する（元の記録も残る）",
     "corrects this entry (which stays as well)"},
    {"--reply-by", NULL, "YYYY-MM-DD", WORD_IN(reply_asked_by)},
    {"--until", NULL, "YYYY-MM-DD", WORD_IN(put_off_to)},
    {"--effective", NULL, "YYYY-MM-DD", WORD_IN(effective_on)},
    {"--due", NULL, "YYYY-MM-DD", WORD_IN(due_on)},
    {"--decided", NULL, "agreed|buyer|supplier", "価格の決め方", "how a price was decided"},
    {"--applies-by", NULL, "order|delivery|placed_orders",
     "価格の変更: 発注分から、納入分から、発注済みの分にも",
     "price change: new orders, deliveries, placed orders too"},
    {"--offers", NULL, "money|product|other", "対案: 代わりに示したもの", "counter-proposal: what it offers"},
    {"--number", NULL, "TEXT", "注文書・納品書・請求書の番号", "number of order, delivery or invoice"},
    {"--deliver-by", NULL, "YYYY-MM-DD", "発注: 納期", "order: to be delivered by"},
    {"--received", NULL, "YYYY-MM-DD", "支払: 代金の対象を受領した日",
     "payment: day the goods were received"},
    {"--means", NULL, "WORD", "支払: cash bank_transfer electronic_record factoring note other",
     "payment: cash, bank_transfer, electronic_record, factoring, note, other"},
    {"--cash-on", NULL, "YYYY-MM-DD", "支払: 手形などが現金になった日", "payment: day it turned into cash"},
    {"--deducted", NULL, "YEN", "支払: 差し引かれた額", "payment: amount taken off"},
    {"--deducted-for", NULL, "TEXT", "支払: 差引きの名目", "payment: what it was taken off for"},
    {"--interest", NULL, "YEN", "支払: 支払われた遅延利息", "payment: interest paid for delay"},
    {"--attach", NULL, "FILE", "添付ファイル（繰返し可、32MiBまで）。写しを保管します",
     "file to keep with the entry (may be repeated; up to 32 MiB)"},
    {"--outside", NULL, "FILE",
     "add FILE.json: フォルダの外（絶対パスや ../）にある添付を認める（書いてあるとおりに指定、繰返し可）",
     "add FILE.json: allow an attachment outside its folder (absolute or ../), as written there (may be repeated)"},
    {"--all", NULL, NULL, "attachment: 全ての添付を -o のフォルダへ",
     "attachment: every attachment, into the folder -o"},
    {"--head", NULL, "HASH", "verify: 前に相手に渡した値が、この記録の中にあるかも確かめる",
     "verify: also look for a head value handed out earlier"},
    {"--file", NULL, "FILE", "verify: 保管ファイルでなく、書き出した JSON を確かめる",
     "verify: prove an exported JSON instead of a store"},
    {"--request", NULL, "FILE.tsq", "stamp: 時刻認証の要求（--reply と一緒なら、照らし合わせる要求）",
     "stamp: request for a time stamp to write; with --reply: the one it answers"},
    {"--reply", NULL, "FILE.tsr", "stamp: 認証局から返ってきたファイルを確かめる",
     "stamp: check the reply of the authority"},
    {"--ca", NULL, "FILE.pem", "stamp・verify: 信頼する認証局の証明書",
     "stamp, verify: certificates of the authority you trust"},
    {"--format", NULL, "csv|json", "export の形（既定 csv）", "form of export (default csv)"},
    {"--renamed", NULL, NULL, "keep: 同じ会社が社名を変えた。新しい社名の版を保管して記録を続ける",
     "keep: the same company has a new name; keep it under that name and go on"},
    {"--force", NULL, NULL, "backup: 既にあるファイルを書き換える", "backup: replace an existing file"},
    OPTION_OUT,
    OPTION_JSON,
    {"--db", NULL, "FILE", "保管ファイル（既定は利用者のデータフォルダの中）",
     "the store (default: in the user's data folder)"},
    OPTION_LANG,
    OPTION_DATA,
};

/* ---- the case an action is about ---- */

struct subject {
    struct hoshi_tables *tables;
    struct hoshi_case *c; /* NULL when only read */
    struct hoshi_store *store;
    char case_id[HOSHI_ID_MAX + 1];
    char supplier[4 * HOSHI_NAME_MAX + 1]; /* as the case file names it; "" = it does not */
    bool by_file;                          /* a case file is at hand, not a case_id alone */
    enum hoshi_lang lang;
};

static void close_subject(struct subject *s)
{
    hoshi_store_close(s->store);
    hoshi_case_close(s->c);
    hoshi_tables_close(s->tables);
}

static bool is_id(const char *text)
{
    size_t n = strlen(text);
    return n >= 1 && n <= HOSHI_ID_MAX && text[0] != '-' && text[0] != '_' &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == n;
}

static void supplier_of_file(const struct hoshi_json *root, struct subject *s)
{
    struct hoshi_json supplier, at, quiet = *root;
    quiet.faults = NULL;
    if (!hoshi_json_get(&quiet, "supplier", &supplier) || !hoshi_json_is_object(&supplier) ||
        !hoshi_json_get(&supplier, "name", &at) || !hoshi_json_is_text(&at))
        return;
    const char *name = hoshi_json_text(&at, HOSHI_NAME_MAX, false);
    hoshi_text_copy(s->supplier, sizeof s->supplier, name ? name : "");
}

/* The case_id of a case file and its supplier, whatever else is wrong with the file. */
static int id_of_file(struct request *r, const char *path, struct subject *s)
{
    char *id = s->case_id;
    char *text = NULL;
    size_t n = 0;
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, at;
    if (hoshi_file_read(path, HOSHI_CASE_FILE_MAX, &text, &n, r->faults))
        return fault_exit(r);
    r->faults->file = path;
    if (!hoshi_json_parse(text, n, &document, &root, r->faults)) {
        if (!hoshi_json_get(&root, "case_id", &at))
            hoshi_fault_add(r->faults, HOSHI_E_CASE_ID_MISSING, "case_id", NULL, NULL);
        else if (!hoshi_json_is_text(&at) || !is_id(hoshi_json_text(&at, HOSHI_ID_MAX, false)))
            hoshi_json_fault(&at, HOSHI_E_ID, NULL, "A-Z a-z 0-9 - _");
        else
            hoshi_text_copy(id, HOSHI_ID_MAX + 1, hoshi_json_text(&at, HOSHI_ID_MAX, false));
        supplier_of_file(&root, s);
        s->by_file = true;
    }
    r->faults->file = NULL;
    hoshi_json_close(document);
    free(text);
    return fault_exit(r);
}

/* Another firm's record under the same case_id is neither read nor written. */
static int own_record(struct request *r, const struct subject *s)
{
    return !s->by_file || !hoshi_store_supplier(s->store, s->case_id, s->supplier, NULL, r->faults)
               ? EXIT_DONE
               : fault_exit(r);
}

/* For reading: a case file, or a case_id when no such file exists. Nothing is proved yet. */
static int open_unproved(struct request *r, struct subject *s)
{
    struct stat st;
    const char *name = r->arg[0];
    if (!option_lang(r, &s->lang))
        return EXIT_USAGE;
    int code = EXIT_DONE;
    if (stat(name, &st) != 0 && is_id(name))
        hoshi_text_copy(s->case_id, sizeof s->case_id, name);
    else
        code = id_of_file(r, name, s);
    if (!code)
        code = open_store(r, STORE_READ, &s->store);
    return code ? code : own_record(r, s);
}

/* Nothing is read from a store that is not sound. */
static int open_reading(struct request *r, struct subject *s)
{
    int code = open_unproved(r, s);
    return code ? code : prove_store(r, s->store, s->case_id, NULL);
}

static int open_writing(struct request *r, struct subject *s)
{
    if (!option_lang(r, &s->lang))
        return EXIT_USAGE;
    int code = read_case(r, r->arg[0], &s->tables, &s->c);
    if (code)
        return code;
    if (!s->c->case_id) {
        r->faults->file = r->arg[0];
        hoshi_fault_add(r->faults, HOSHI_E_CASE_ID_MISSING, "case_id", NULL, NULL);
        r->faults->file = NULL;
        return EXIT_INPUT;
    }
    hoshi_text_copy(s->case_id, sizeof s->case_id, s->c->case_id);
    hoshi_text_copy(s->supplier, sizeof s->supplier, s->c->supplier.name ? s->c->supplier.name : "");
    s->by_file = true;
    return EXIT_DONE;
}

/* Before anything is written: the record is this firm's, and sound. */
static int prove_own(struct request *r, struct subject *s, struct hoshi_log_proof *proof)
{
    int code = own_record(r, s);
    return code ? code : prove_store(r, s->store, s->case_id, proof);
}

/* The record says whose it is from its first entry on: the case is kept where no version names its supplier. What is
 * recorded stands in any case, so a failure here is none. */
static void keep_name(struct request *r, struct subject *s)
{
    int64_t version;
    bool known = true;
    if (!s->supplier[0] || hoshi_store_supplier(s->store, s->case_id, s->supplier, &known, NULL) || known)
        return;
    if (hoshi_store_keep_case(s->store, s->c, r->arg[0], &version, NULL))
        return;
}

/* ---- output ---- */

static int give(struct request *r, const char *bytes, size_t n)
{
    const char *path = option_value(r, "--out"), *db = option_value(r, "--db");
    const char *const input[] = {r->arg[0], db};
    if (path) {
        if (!output_allowed(r, path, input, 2))
            return fault_exit(r);
        return hoshi_status_exit(hoshi_file_write(path, bytes, n, r->faults));
    }
    if (fwrite(bytes, 1, n, stdout) == n && fflush(stdout) == 0)
        return EXIT_DONE;
    hoshi_fault_add(r->faults, HOSHI_E_FILE_WRITE, "stdout", strerror(errno), NULL);
    return EXIT_ENVIRONMENT;
}

static int give_buffer(struct request *r, struct hoshi_buffer *out)
{
    int code = EXIT_ENVIRONMENT;
    if (!plain_text(out))
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    else
        code = give(r, hoshi_buffer_text(out), out->length);
    hoshi_buffer_release(out);
    return code;
}

static void start(struct hoshi_buffer *out)
{
    hoshi_buffer_init(out, (size_t)1 << 30);
}

/* ---- add ---- */

static bool read_input(struct request *r, const char *path, char **text, size_t *n)
{
    if (strcmp(path, "-") != 0)
        return !hoshi_file_read(path, HOSHI_LOG_FILE_MAX, text, n, r->faults);
    struct hoshi_buffer in;
    char chunk[65536];
    size_t got;
    hoshi_buffer_init(&in, HOSHI_LOG_FILE_MAX);
    while ((got = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        hoshi_buffer_add(&in, chunk, got);
    hoshi_buffer_add(&in, "", 0);
    if (!in.failed && !ferror(stdin)) {
        *text = in.text;
        *n = in.length;
        return true;
    }
    hoshi_fault_add(r->faults, in.failed ? HOSHI_E_FILE_TOO_LARGE : HOSHI_E_FILE_READ, "-", NULL, "%d bytes",
                    HOSHI_LOG_FILE_MAX);
    hoshi_buffer_release(&in);
    return false;
}

/* An entry comes from options, or from a file or standard input; both at once is a mistake. */
static bool input_text(struct request *r, char **text, size_t *n)
{
    static const char *const entry[] = {
        "--kind",     "--date",     "--time",       "--party",    "--by",           "--medium",
        "--place",    "--person",   "--words",      "--reason",   "--item",         "--amount",
        "--answers",  "--corrects", "--reply-by",   "--until",    "--effective",    "--due",
        "--decided",  "--attach",   "--applies-by", "--offers",   "--number",       "--deliver-by",
        "--received", "--means",    "--cash-on",    "--deducted", "--deducted-for", "--interest"};
    const char *given = NULL;
    struct hoshi_buffer out;
    for (size_t i = 0; i < sizeof entry / sizeof *entry && !given; i++)
        given = option_value(r, entry[i]) ? entry[i] : NULL;
    if (r->args > 2) {
        if (given)
            hoshi_fault_add(r->faults, HOSHI_E_USAGE_EXTRA, given, r->arg[2], "add FILE | add --kind …");
        return !given && read_input(r, r->arg[2], text, n);
    }
    if (!given) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, "add", "add FILE | add - | add --kind …");
        return false;
    }
    hoshi_buffer_init(&out, HOSHI_LOG_FILE_MAX);
    bool sound = log_entry_options(r, &out) && !out.failed;
    if (out.failed)
        hoshi_fault_add(r->faults, HOSHI_E_TEXT_LENGTH, NULL, NULL, NULL);
    *text = out.text;
    *n = out.length;
    return sound;
}

static void json_begin(struct hoshi_json_writer *w, struct hoshi_buffer *out, const char *mark,
                       const struct subject *s)
{
    hoshi_json_start(w, out);
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, mark, 1);
    hoshi_json_put(w, "case_id", s->case_id);
}

static void json_finish(struct hoshi_json_writer *w)
{
    hoshi_json_end(w);
    hoshi_buffer_puts(w->out, "\n");
}

enum { RECORDED_TEXT = 1000 };

/* What is recorded is recorded: an output that cannot be written, or memory for it, makes it no failure, or it would be
 * recorded twice. To be called as soon as it is recorded, with the words for give_recorded. */
static void tell_recorded(struct request *r, const struct subject *s, const char *what, int64_t number,
                          char text[RECORDED_TEXT])
{
    snprintf(
        text, RECORDED_TEXT,
        hoshi_say(
            r->talk,
            "記録は済んでいます（%s の%s %" PRId64
            "まで）。結果を表示できなかっただけなので、やり直さないでください。hoshiwari log %s verify で確かめられます。\n",
            "It is recorded (%s, %s %" PRId64
            "). Only its report could not be written: do not repeat it; see hoshiwari log %s verify.\n"),
        s->case_id, what, number, s->case_id);
    memory_guard_recorded(text);
}

static int give_recorded(struct request *r, struct hoshi_buffer *out, const char *text)
{
    if (give_buffer(r, out) == EXIT_DONE)
        return EXIT_DONE;
    r->faults->n = 0;
    fprintf(stderr, "%s", text);
    return EXIT_DONE;
}

/* A clock that goes back between entries is told when it happens, not only when somebody asks. */
static void tell_clock(struct hoshi_buffer *out, const struct subject *s, const struct hoshi_log_drafts *d,
                       const struct hoshi_log_proof *before)
{
    struct hoshi_log_proof now = {.without_wal = before->without_wal};
    if (before->recorded_at[0] && strcmp(d->entry[0].recorded_at, before->recorded_at) < 0)
        now.clock_back = d->entry[0].seq;
    log_proof_cautions(out, s->lang, &now);
}

/* The bytes of a body without the value it has of the other chain, which is last. */
static size_t body_length(const char *body)
{
    static const char key[] = ",\"kept\":\"";
    const char *at = NULL;
    for (const char *p = strstr(body, key); p; p = strstr(p + 1, key))
        at = p;
    return at && strlen(at) == sizeof key - 1 + HOSHI_SHA256_TEXT - 1 + 2 ? (size_t)(at - body)
                                                                          : strlen(body) - 1;
}

/* The earlier entry that says the very same; 0 = none. */
static int64_t same_before(const struct hoshi_log *log, const struct hoshi_log_entry *e)
{
    size_t n = body_length(e->body);
    for (size_t i = 0; i < log->n && log->entry[i].seq < e->seq; i++) {
        const struct hoshi_log_entry *k = &log->entry[i];
        if (k->kind == e->kind && k->side == e->side && k->minute == e->minute &&
            k->corrects == e->corrects && hoshi_date_compare(k->date, e->date) == 0 &&
            strcmp(k->party ? k->party : "", e->party ? e->party : "") == 0 && body_length(k->body) == n &&
            memcmp(k->body, e->body, n) == 0)
            return k->seq;
    }
    return 0;
}

/* Entries that were there already, word for word: a file that was taken in twice, perhaps. */
static void tell_doubled(struct request *r, const struct subject *s, const struct hoshi_log_drafts *d)
{
    struct hoshi_log *log = NULL;
    size_t n = 0;
    if (hoshi_log_open(s->store, s->case_id, &log, NULL))
        return; /* it is recorded all the same */
    for (size_t i = 0; i < d->n; i++) {
        int64_t seq = same_before(log, &d->entry[i]);
        if (seq && n++ < 5)
            fprintf(stderr,
                    hoshi_say(r->talk, "注意: %" PRId64 "番は、%" PRId64 "番と全く同じ内容です。\n",
                              "note: entry %" PRId64 " says the very same as entry %" PRId64 ".\n"),
                    d->entry[i].seq, seq);
    }
    if (n)
        fprintf(
            stderr,
            hoshi_say(
                r->talk,
                "同じ内容の記録が %zu件あります。同じファイルを二度取り込んだのなら、--kind withdrawal --corrects 番号 で取り消してください。\n",
                "%zu entries were there already, word for word. If a file was taken in twice, take them back: --kind withdrawal --corrects SEQ.\n"),
            n);
    hoshi_log_close(log);
}

static int tell_added(struct request *r, const struct subject *s, const struct hoshi_log_drafts *d,
                      const struct hoshi_log_proof *before)
{
    struct hoshi_json_writer w;
    struct hoshi_buffer out;
    char recorded[RECORDED_TEXT];
    tell_recorded(r, s, hoshi_say(r->talk, "記録の番号", "entry number"), d->entry[d->n - 1].seq, recorded);
    start(&out);
    const char *head = d->entry[d->n - 1].hash;
    if (option_value(r, "--json")) {
        json_begin(&w, &out, "hoshiwari_log_added", s);
        hoshi_json_list(&w, "entries");
        for (size_t i = 0; i < d->n; i++) {
            hoshi_json_object(&w, NULL);
            hoshi_json_put_whole(&w, "seq", d->entry[i].seq);
            hoshi_json_put(&w, "hash", d->entry[i].hash);
            hoshi_json_end(&w);
        }
        hoshi_json_end(&w);
        hoshi_json_put(&w, "head", head);
        json_finish(&w);
    } else {
        for (size_t i = 0; i < d->n; i++)
            hoshi_buffer_printf(
                &out, hoshi_say(s->lang, "%" PRId64 " %s を記録しました\n", "%" PRId64 " %s recorded\n"),
                d->entry[i].seq, hoshi_say_log_act(s->lang, &d->entry[i]));
        hoshi_buffer_printf(
            &out,
            hoshi_say(
                s->lang,
                "最後の値（ヘッド） %s\n"
                "この値を議事録と一緒にその日のうちに相手へ送ると、後で書き換えていないことを示せます。\n",
                "head value %s\n"
                "Send it to the other side with the minutes the same day: it shows later that nothing was rewritten.\n"),
            head);
        tell_clock(&out, s, d, before);
    }
    return give_recorded(r, &out, recorded);
}

/* The entries in the words of the log, in place of the text as typed. */
static enum hoshi_status settle_words(struct request *r, const struct subject *s, const char *file,
                                      char **text, size_t *n)
{
    struct hoshi_log_word word[LOG_WORDS_MAX];
    const char *outside[GIVEN_MAX];
    struct hoshi_log_words words = {.c = s->c, .word = word, .outside = outside, .typed = r->args < 3};
    char *out = NULL;
    words.words = log_words(word);
    while (words.outsides < GIVEN_MAX &&
           (outside[words.outsides] = option_again(r, "--outside", words.outsides)))
        words.outsides++;
    r->faults->file = file;
    enum hoshi_status status = hoshi_log_words_settle(*text, *n, &words, &out, r->faults);
    r->faults->file = NULL;
    if (out) {
        free(*text);
        *text = out;
        *n = strlen(out);
    }
    return status;
}

static int add(struct request *r, struct subject *s)
{
    char *text = NULL;
    size_t n = 0;
    struct hoshi_log_drafts drafts = {0};
    struct hoshi_log_proof proof = {0};
    int code = open_writing(r, s);
    if (code)
        return code;
    if (!input_text(r, &text, &n))
        return fault_exit(r);
    const char *file = r->args > 2 && strcmp(r->arg[2], "-") != 0 ? r->arg[2] : NULL;
    enum hoshi_status settled = settle_words(r, s, file, &text, &n);
    enum hoshi_status status = hoshi_log_drafts_parse(text, n, file, s->c, today(), &drafts, r->faults);
    status = settled ? settled : status;
    /* A faulty entry makes no new store; one that is there is asked for the remaining faults. */
    size_t faults = r->faults->n;
    if (open_store(r, status ? STORE_WRITE : STORE_CREATE, &s->store)) {
        if (faults)
            r->faults->n = faults;
    } else if (!(code = prove_own(r, s, &proof))) {
        status = hoshi_log_add(s->store, s->c, &drafts, r->faults);
    }
    code = fault_exit(r);
    if (!status && !code) {
        code = tell_added(r, s, &drafts, &proof);
        keep_name(r, s);
        tell_doubled(r, s, &drafts);
    }
    hoshi_log_drafts_release(&drafts);
    free(text);
    return code;
}

/* ---- join ---- */

static int tell_nothing_to_join(struct request *r, const struct subject *s, const struct log_join *j)
{
    struct hoshi_buffer out;
    start(&out);
    hoshi_buffer_printf(&out,
                        hoshi_say(s->lang, "加える記録はありません（先方の%zu件は全てあります）。\n",
                                  "nothing to add: all %zu entries are here already.\n"),
                        j->other->n);
    return give_buffer(r, &out);
}

/* The record of another machine, from its store: proved, then added to this one. */
static int join_other(struct request *r, struct subject *s)
{
    struct hoshi_log_drafts drafts = {0};
    struct hoshi_log_proof proof = {0};
    struct log_join j = {0};
    int code = open_writing(r, s);
    if (!code)
        code = open_store(r, STORE_CREATE, &s->store);
    if (!code)
        code = prove_own(r, s, &proof);
    if (code)
        return code;
    enum hoshi_status status = log_join_drafts(r, s->store, s->c, r->arg[2], s->lang, today(), &j, &drafts);
    if (!status && drafts.n)
        status = hoshi_log_add(s->store, s->c, &drafts, r->faults);
    if (!status && drafts.n)
        keep_name(r, s);
    code = status     ? fault_exit(r)
           : drafts.n ? tell_added(r, s, &drafts, &proof)
                      : tell_nothing_to_join(r, s, &j);
    log_join_close(&j);
    hoshi_log_drafts_release(&drafts);
    return code;
}

/* ---- mail ---- */

/* A mail as a draft: nothing is recorded, no store is opened. */
static int mail(struct request *r, struct subject *s)
{
    struct hoshi_buffer out;
    const char *folder = option_value(r, "--out");
    if (!folder) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o DIR");
        return EXIT_USAGE;
    }
    int code = open_writing(r, s);
    if (code)
        return code;
    start(&out);
    code = log_mail_draft(r, s->c, s->lang, r->arg[2], folder, &out);
    if (!code)
        code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

/* ---- list, export, verify ---- */

static bool known_party(struct request *r, const struct hoshi_log *log, const char **party)
{
    *party = option_value(r, "--party");
    if (!*party)
        return true;
    for (size_t i = 0; i < log->n; i++)
        if (log->entry[i].party && strcmp(log->entry[i].party, *party) == 0)
            return true;
    hoshi_fault_add(r->faults, HOSHI_E_LOG_PARTY, "--party", *party, NULL);
    return false;
}

static int open_log(struct request *r, struct subject *s, struct hoshi_log **log)
{
    int code = open_reading(r, s);
    if (code)
        return code;
    if (hoshi_log_open(s->store, s->case_id, log, r->faults))
        return fault_exit(r);
    if ((*log)->n)
        return EXIT_DONE;
    hoshi_fault_add(r->faults, HOSHI_E_CASE_NOT_KEPT, hoshi_store_path(s->store), s->case_id, NULL);
    hoshi_log_close(*log);
    *log = NULL;
    return EXIT_INPUT;
}

/* ---- one buyer's entries, without the words that name others ---- */

struct for_party {
    struct hoshi_redactor redactor;
    struct hoshi_log_redacted redacted;
    size_t entries, files; /* of the party: changed ones, attachments */
    bool whole_case;       /* the words come from the case file, not from the log alone */
    struct hoshi_arena arena;
};

static void close_for_party(struct for_party *x)
{
    hoshi_redactor_release(&x->redactor);
    hoshi_arena_release(&x->arena);
}

/* The case whose words are looked for: the file, or, where only a case_id is left, the names the log itself has. */
static const struct hoshi_case *case_of_words(struct request *r, struct subject *s,
                                              const struct hoshi_log *log, struct for_party *x)
{
    struct stat st;
    x->whole_case = stat(r->arg[0], &st) == 0;
    if (x->whole_case)
        return read_case(r, r->arg[0], &s->tables, &s->c) ? NULL : s->c;
    struct hoshi_case *c = hoshi_arena_alloc(&x->arena, sizeof *c);
    struct hoshi_case_buyer *b = hoshi_arena_array(&x->arena, log->n + 1, sizeof *b);
    for (size_t i = 0; c && b && i < log->n; i++) {
        size_t k = 0;
        while (log->entry[i].party && k < c->buyers && strcmp(b[k].id, log->entry[i].party) != 0)
            k++;
        if (log->entry[i].party && k == c->buyers)
            b[c->buyers++] = (struct hoshi_case_buyer){.id = log->entry[i].party,
                                                       .name = log->entry[i].party_name,
                                                       .annual_purchases_yen = HOSHI_NONE,
                                                       .annual_cost_base_yen = HOSHI_NONE};
    }
    if (c && b)
        c->buyer = b;
    else
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return c && b ? c : NULL;
}

/* An exit code. A party the case no longer has is still one of the log's: everybody in the case is another then. */
static int open_for_party(struct request *r, struct subject *s, const struct hoshi_log *log,
                          const char *party, struct for_party *x)
{
    struct hoshi_case_buyer gone = {
        .id = party, .annual_purchases_yen = HOSHI_NONE, .annual_cost_base_yen = HOSHI_NONE};
    struct hoshi_log_entry *entry = hoshi_arena_array(&x->arena, log->n + 1, sizeof *entry);
    bool *changed = hoshi_arena_array(&x->arena, log->n + 1, sizeof *changed);
    const struct hoshi_case *c = case_of_words(r, s, log, x);
    if (!c)
        return fault_exit(r);
    struct hoshi_case with = *c;
    size_t at = 0;
    while (at < c->buyers && strcmp(c->buyer[at].id, party) != 0)
        at++;
    with.buyer = hoshi_arena_array(&x->arena, c->buyers + 1, sizeof *with.buyer);
    bool whole = entry && changed && with.buyer;
    if (whole && c->buyers)
        memcpy(with.buyer, c->buyer, c->buyers * sizeof *with.buyer);
    if (whole && at == c->buyers)
        with.buyer[with.buyers++] = gone;
    if (whole && hoshi_redactor_init(&x->redactor, &with, at, log, r->faults))
        return fault_exit(r);
    for (size_t i = 0; whole && i < log->n; i++) {
        if (!log->entry[i].party || strcmp(log->entry[i].party, party) != 0)
            continue;
        int64_t before = x->redactor.replaced;
        whole = hoshi_redact_entry(&x->redactor, &log->entry[i], &x->arena, &entry[i]);
        changed[i] = x->redactor.replaced > before;
        x->entries += changed[i];
        x->files += log->entry[i].attachments;
    }
    x->redacted = (struct hoshi_log_redacted){entry, changed};
    if (!whole)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return fault_exit(r);
}

static void tell_for_party(const struct request *r, const struct for_party *x)
{
    redact_notice(r->talk, x->redactor.replaced, x->redactor.look.item, x->redactor.look.n, x->files);
    if (!x->whole_case)
        fputs(
            hoshi_say(
                r->talk,
                "ケースファイルがないので、記録に出てくる名前だけを伏せました。品目・部署・額などは、ケースファイルを指定して書き出してください。\n",
                "Without a case file only names in the log were looked for: give the case file for items, departments and amounts.\n"),
            stderr);
}

enum form { FORM_LIST, FORM_CSV, FORM_JSON };

/* Own notes about this party: they are in the export, whole, and whoever hands it over is to know. */
static size_t notes_of(const struct hoshi_log *log, const char *party)
{
    size_t n = 0;
    for (size_t i = 0; party && i < log->n; i++) {
        const struct hoshi_log_entry *e = &log->entry[i];
        n += e->kind == HOSHI_LOG_NOTE && e->side == HOSHI_SIDE_SUPPLIER && e->party &&
             strcmp(e->party, party) == 0;
    }
    return n;
}

static void tell_notes(const struct request *r, size_t notes)
{
    if (notes)
        fprintf(
            stderr,
            hoshi_say(
                r->talk,
                "注意: 当社のメモ %zu件（訂正前のものも）の内容が入っています。相手に渡す前に、渡してよい内容かを確かめてください。\n",
                "note: %zu notes of your own (corrected ones as well) are in it, whole. Make sure they may be handed over before you do.\n"),
            notes);
}

static int show_log(struct request *r, struct subject *s, enum form form)
{
    struct hoshi_log *log = NULL;
    struct hoshi_buffer out;
    struct for_party x = {0};
    const char *party;
    int code = open_log(r, s, &log);
    if (code)
        return code;
    start(&out);
    if (!known_party(r, log, &party))
        code = EXIT_INPUT;
    else if (party)
        code = open_for_party(r, s, log, party, &x);
    const struct hoshi_log_redacted *redacted = party ? &x.redacted : NULL;
    size_t notes = !code && form != FORM_LIST ? notes_of(log, party) : 0;
    if (!code && form == FORM_JSON)
        hoshi_log_print_json(&out, log, party, redacted);
    else if (!code && form == FORM_CSV)
        hoshi_log_print_csv(&out, s->lang, log, party, redacted);
    else if (!code)
        hoshi_log_print_list(&out, s->lang, log, party, redacted);
    hoshi_log_close(log);
    if (code)
        hoshi_buffer_release(&out);
    else if (!(code = give_buffer(r, &out)) && party) {
        tell_for_party(r, &x);
        tell_notes(r, notes);
    }
    close_for_party(&x);
    return code;
}

static int list(struct request *r, struct subject *s)
{
    return show_log(r, s, option_value(r, "--json") ? FORM_JSON : FORM_LIST);
}

static int export(struct request *r, struct subject *s)
{
    const char *format = option_value(r, "--format");
    if (format && strcmp(format, "csv") != 0 && strcmp(format, "json") != 0) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--format", format, "csv, json");
        return EXIT_USAGE;
    }
    bool json = (format && strcmp(format, "json") == 0) || (!format && option_value(r, "--json"));
    return show_log(r, s, json ? FORM_JSON : FORM_CSV);
}

/* The other side has the export and nothing else. */
static int verify_export(struct request *r, const char *path)
{
    struct hoshi_log_proof proof = {0};
    struct hoshi_buffer out;
    enum hoshi_lang lang;
    char *text = NULL;
    size_t n = 0;
    if (!option_lang(r, &lang))
        return EXIT_USAGE;
    if (hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, r->faults))
        return fault_exit(r);
    enum hoshi_status status =
        hoshi_log_export_verify(text, n, path, option_value(r, "--head"), &proof, r->faults);
    start(&out);
    log_proof_print_export(&out, r, lang, &proof, !status);
    int code = give_buffer(r, &out);
    free(text);
    return status ? fault_exit(r) : code;
}

static int verify(struct request *r, struct subject *s)
{
    struct hoshi_log_proof proof;
    struct hoshi_buffer out;
    if (option_value(r, "--file"))
        return verify_export(r, option_value(r, "--file"));
    int code = open_unproved(r, s);
    if (code)
        return code;
    enum hoshi_status status =
        hoshi_log_verify(s->store, s->case_id, option_value(r, "--head"), &proof, r->faults);
    if (!status && !proof.entries && !proof.versions)
        status =
            hoshi_fault_add(r->faults, HOSHI_E_CASE_NOT_KEPT, hoshi_store_path(s->store), s->case_id, NULL);
    struct log_stamps stamps = {0};
    if (!status)
        status = log_stamps_read(r, s->store, s->case_id, &stamps);
    start(&out);
    log_proof_print(&out, r, s->lang, s->case_id, &proof, &stamps, !status);
    code = give_buffer(r, &out);
    hoshi_arena_release(&stamps.arena);
    return status ? fault_exit(r) : code;
}

/* ---- time stamps ---- */

/* A reply that is good is kept with the log; where the store cannot be written that is said, and no fault. */
static int stamp_keep(struct request *r, struct subject *s, const char *imprint, struct hoshi_buffer *out)
{
    hoshi_store_close(s->store);
    s->store = NULL;
    int code = open_store(r, STORE_WRITE, &s->store);
    if (!code)
        code = log_stamp_keep(r, s->lang, s->store, s->case_id, imprint, out);
    if (code && r->faults->n && r->faults->item[0].status == HOSHI_E_STORE_WRITE) {
        r->faults->n = 0;
        hoshi_buffer_puts(out,
                          hoshi_say(s->lang, "保管ファイルに書き込めないため、返事は保管していません。\n",
                                    "The store cannot be written: the reply is not kept.\n"));
        return EXIT_DONE;
    }
    return code;
}

/* The head now, or the entry a reply's value stands at. Prints; an exit code. */
static int stamp_with(struct request *r, enum hoshi_lang lang, const char *head,
                      enum hoshi_status (*look)(struct request *r, struct subject *s, const char *head,
                                                struct hoshi_log_proof *proof),
                      struct subject *s)
{
    struct hoshi_buffer out;
    struct hoshi_log_proof proof = {0};
    char imprint[65];
    int code;
    start(&out);
    if (!option_value(r, "--reply")) {
        code = log_stamp_request(r, lang, head, option_value(r, "--request"), &out);
    } else if (!(code = log_stamp_check(r, lang, imprint, &out))) {
        if (look(r, s, imprint, &proof)) {
            r->faults->n = 0; /* the log itself was proved before: what is missing is the value */
            hoshi_fault_add(r->faults, HOSHI_E_STAMP_OTHER, "--reply", imprint, NULL);
            code = fault_exit(r);
        } else {
            hoshi_buffer_printf(&out,
                                hoshi_say(lang,
                                          "この値は、%" PRId64 "番までの記録（全%" PRId64
                                          "件）の値です。そこまでの記録は、この時刻より前からありました。\n",
                                          "It is the value of the log up to entry %" PRId64 " (of %" PRId64
                                          "): what stands there was there before that time.\n"),
                                proof.head_at, proof.entries);
            code = s ? stamp_keep(r, s, imprint, &out) : EXIT_DONE;
        }
    }
    if (!code)
        code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

static bool stamp_asked(struct request *r)
{
    if (!option_value(r, "--request") && !option_value(r, "--reply"))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, "stamp",
                        "--request FILE.tsq | --reply FILE.tsr");
    return !r->faults->n;
}

static enum hoshi_status look_in_store(struct request *r, struct subject *s, const char *head,
                                       struct hoshi_log_proof *proof)
{
    return hoshi_log_verify(s->store, s->case_id, head, proof, r->faults);
}

/* A store that is not sound is not stamped. */
static int stamp(struct request *r, struct subject *s)
{
    struct hoshi_log_proof proof = {0};
    if (!stamp_asked(r))
        return fault_exit(r);
    int code = open_unproved(r, s);
    if (!code)
        code = prove_store(r, s->store, s->case_id, &proof);
    if (!code && !proof.entries) {
        hoshi_fault_add(r->faults, HOSHI_E_CASE_NOT_KEPT, hoshi_store_path(s->store), s->case_id, NULL);
        code = fault_exit(r);
    }
    return code ? code : stamp_with(r, s->lang, proof.head, look_in_store, s);
}

static enum hoshi_status look_in_export(struct request *r, struct subject *s, const char *head,
                                        struct hoshi_log_proof *proof)
{
    char *text = NULL;
    size_t n = 0;
    const char *path = option_value(r, "--file");
    (void)s;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, r->faults);
    if (!status)
        status = hoshi_log_export_verify(text, n, path, head, proof, r->faults);
    free(text);
    return status;
}

static int stamp_export(struct request *r)
{
    struct hoshi_log_proof proof = {0};
    enum hoshi_lang lang;
    if (!option_lang(r, &lang) || !stamp_asked(r))
        return fault_exit(r);
    if (look_in_export(r, NULL, NULL, &proof))
        return fault_exit(r);
    return stamp_with(r, lang, proof.head, look_in_export, NULL);
}

/* ---- what else is kept ---- */

static int keep(struct request *r, struct subject *s)
{
    int64_t version = 0;
    struct hoshi_buffer out;
    int code = open_writing(r, s);
    if (!code)
        code = open_store(r, STORE_CREATE, &s->store);
    if (!code)
        code =
            option_value(r, "--renamed") ? prove_store(r, s->store, s->case_id, NULL) : prove_own(r, s, NULL);
    if (!code && hoshi_store_keep_case(s->store, s->c, r->arg[0], &version, r->faults))
        code = fault_exit(r);
    if (code)
        return code;
    char recorded[RECORDED_TEXT];
    tell_recorded(r, s, hoshi_say(r->talk, "版", "version"), version, recorded);
    start(&out);
    if (option_value(r, "--json")) {
        struct hoshi_json_writer w;
        json_begin(&w, &out, "hoshiwari_case_kept", s);
        hoshi_json_put_whole(&w, "version", version);
        json_finish(&w);
    } else
        hoshi_buffer_printf(&out,
                            hoshi_say(s->lang, "%s を第%" PRId64 "版として保管しています。\n",
                                      "%s is kept as version %" PRId64 ".\n"),
                            s->case_id, version);
    return give_recorded(r, &out, recorded);
}

static int open_versions(struct request *r, struct subject *s, struct hoshi_arena *arena,
                         struct hoshi_case_version **v, size_t *n)
{
    int code = open_reading(r, s);
    if (!code && hoshi_store_versions(s->store, s->case_id, arena, v, n, r->faults))
        code = fault_exit(r);
    if (code || *n)
        return code;
    hoshi_fault_add(r->faults, HOSHI_E_CASE_NOT_KEPT, hoshi_store_path(s->store), s->case_id, NULL);
    return EXIT_INPUT;
}

/* How one element of a list kept in the store is printed; `at` is the element. */
struct listing {
    const char *mark, *key; /* "hoshiwari_runs", "runs" */
    size_t size;            /* of an element */
    void (*json)(struct hoshi_json_writer *w, const void *at);
    void (*line)(struct hoshi_buffer *out, enum hoshi_lang lang, const void *at);
    bool timed; /* its lines hold a time */
};

/* Print n elements, or pass a code on that came before; releases the arena they live in. */
static int give_list(struct request *r, const struct subject *s, const struct listing *l, const void *list,
                     size_t n, struct hoshi_arena *arena, int code)
{
    struct hoshi_buffer out;
    struct hoshi_json_writer w;
    bool json = option_value(r, "--json");
    start(&out);
    if (json) {
        json_begin(&w, &out, l->mark, s);
        hoshi_json_array(&w, l->key);
    }
    if (!json && l->timed && n)
        hoshi_buffer_puts(&out, hoshi_say(s->lang, "（日時は日本時間）\n", "(times are Japan time)\n"));
    for (size_t i = 0; !code && i < n; i++) {
        const void *at = (const char *)list + i * l->size;
        if (json) {
            hoshi_json_line(&w, 2);
            l->json(&w, at);
        } else {
            l->line(&out, s->lang, at);
        }
    }
    if (json) {
        hoshi_json_line(&w, 0);
        hoshi_json_end(&w);
        json_finish(&w);
    }
    hoshi_arena_release(arena);
    if (code)
        hoshi_buffer_release(&out);
    return code ? code : give_buffer(r, &out);
}

static void version_json(struct hoshi_json_writer *w, const void *at)
{
    const struct hoshi_case_version *v = at;
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "version", v->version);
    hoshi_json_put(w, "kept_at", v->kept_at);
    hoshi_json_put(w, "sha256", v->sha256);
    hoshi_json_put_whole(w, "bytes", v->bytes);
    if (v->title)
        hoshi_json_put(w, "title", v->title);
    if (v->gap_file) {
        hoshi_json_put(w, "gap_file", v->gap_file);
        hoshi_json_put(w, "gap_sha256", v->gap_sha256);
    }
    hoshi_json_end(w);
}

static void version_line(struct hoshi_buffer *out, enum hoshi_lang lang, const void *at)
{
    const struct hoshi_case_version *v = at;
    char kept[HOSHI_LOG_RECORDED_TEXT];
    (void)lang;
    hoshi_buffer_printf(out, "%4" PRId64 " %s %s %s\n", v->version, hoshi_log_japan_time(v->kept_at, kept),
                        v->sha256, v->title ? v->title : "");
}

static int versions(struct request *r, struct subject *s)
{
    static const struct listing l = {"hoshiwari_versions", "versions",   sizeof(struct hoshi_case_version),
                                     version_json,         version_line, true};
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *v = NULL;
    size_t n = 0;
    int code = open_versions(r, s, &arena, &v, &n);
    return give_list(r, s, &l, v, n, &arena, code);
}

/* ---- runs and quotations ---- */

static void run_json(struct hoshi_json_writer *w, const void *at)
{
    const struct hoshi_run *run = at;
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "run", run->run);
    hoshi_json_put(w, "ran_at", run->ran_at);
    hoshi_json_put_whole(w, "version", run->version);
    hoshi_json_put(w, "verb", run->verb);
    hoshi_json_put(w, "program", run->program);
    hoshi_json_object(w, "tables");
    for (size_t i = 0; i < run->tables; i++)
        hoshi_json_put(w, run->table[i].name, run->table[i].version);
    hoshi_json_end(w);
    hoshi_json_object(w, "figures");
    for (size_t i = 0; i < run->figures; i++)
        hoshi_json_put_whole(w, run->figure[i].key, run->figure[i].yen);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

static void run_line(struct hoshi_buffer *out, enum hoshi_lang lang, const void *at)
{
    const struct hoshi_run *run = at;
    char yen[HOSHI_DECIMAL_TEXT], ran[HOSHI_LOG_RECORDED_TEXT];
    hoshi_buffer_printf(
        out, hoshi_say(lang, "%4" PRId64 " %s 第%" PRId64 "版 %s", "%4" PRId64 " %s version %" PRId64 " %s"),
        run->run, hoshi_log_japan_time(run->ran_at, ran), run->version, run->verb);
    for (size_t i = 0; i < run->figures; i++)
        if (strcmp(run->figure[i].key, "totals.horizon_yen") == 0)
            hoshi_buffer_printf(out, hoshi_say(lang, "  期間計 %s円", "  in all %s yen"),
                                hoshi_yen_print(run->figure[i].yen, yen));
    for (size_t i = 0; i < run->tables; i++)
        hoshi_buffer_printf(out, "%s%s %s", i ? ", " : hoshi_say(lang, "  表の版: ", "  tables: "),
                            run->table[i].name, run->table[i].version);
    hoshi_buffer_puts(out, "\n");
}

static int runs(struct request *r, struct subject *s)
{
    static const struct listing l = {"hoshiwari_runs", "runs",   sizeof(struct hoshi_run),
                                     run_json,         run_line, true};
    struct hoshi_arena arena = {0};
    struct hoshi_run *list = NULL;
    size_t n = 0;
    int code = open_reading(r, s);
    if (!code && hoshi_store_runs(s->store, s->case_id, &arena, &list, &n, r->faults))
        code = fault_exit(r);
    return give_list(r, s, &l, list, n, &arena, code);
}

struct quotation_amount {
    const char *key, *ja, *en;
    size_t at;
};

static const struct quotation_amount quotation_amounts[] = {
    {"low_yen", "低い場合", "in the low case", offsetof(struct hoshi_kept_quotation, low_yen)},
    {"likely_yen", "見積額", "quoted", offsetof(struct hoshi_kept_quotation, likely_yen)},
    {"high_yen", "高い場合", "in the high case", offsetof(struct hoshi_kept_quotation, high_yen)},
    {"initial_yen", "初期費用", "initial", offsetof(struct hoshi_kept_quotation, initial_yen)},
    {"monthly_yen", "毎月の料金", "monthly fee", offsetof(struct hoshi_kept_quotation, monthly_yen)},
    {"yearly_yen", "毎年の料金", "yearly fee", offsetof(struct hoshi_kept_quotation, yearly_yen)},
};

static int64_t log_quotation_yen(const struct hoshi_kept_quotation *q, const struct quotation_amount *a)
{
    return *(const int64_t *)((const char *)q + a->at);
}

static void quotation_json(struct hoshi_json_writer *w, const void *at)
{
    const struct hoshi_kept_quotation *q = at;
    const char *const pair[][2] = {{"price", q->price},
                                   {"measures", q->measures},
                                   {"from", q->from},
                                   {"date", q->date},
                                   {"document", q->document}};
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "version", q->version);
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        if (pair[i][1])
            hoshi_json_put(w, pair[i][0], pair[i][1]);
    for (size_t i = 0; i < sizeof quotation_amounts / sizeof *quotation_amounts; i++)
        if (log_quotation_yen(q, &quotation_amounts[i]) != HOSHI_NONE)
            hoshi_json_put_whole(w, quotation_amounts[i].key, log_quotation_yen(q, &quotation_amounts[i]));
    hoshi_json_end(w);
}

/* A price with one amount shows it once. */
static void quotation_line(struct hoshi_buffer *out, enum hoshi_lang lang, const void *at)
{
    const struct hoshi_kept_quotation *q = at;
    char yen[HOSHI_DECIMAL_TEXT];
    bool one = q->low_yen == q->likely_yen && q->high_yen == q->likely_yen;
    hoshi_buffer_printf(out, hoshi_say(lang, "第%" PRId64 "版 %s", "version %" PRId64 " %s"), q->version,
                        q->price      ? q->price
                        : q->measures ? q->measures
                                      : "");
    for (size_t i = 0; i < sizeof quotation_amounts / sizeof *quotation_amounts; i++) {
        const struct quotation_amount *a = &quotation_amounts[i];
        bool shown = log_quotation_yen(q, a) != HOSHI_NONE &&
                     !(one && (a->at == offsetof(struct hoshi_kept_quotation, low_yen) ||
                               a->at == offsetof(struct hoshi_kept_quotation, high_yen)));
        if (shown)
            hoshi_buffer_printf(out, hoshi_say(lang, " %s%s円", " %s %s yen"), hoshi_say(lang, a->ja, a->en),
                                hoshi_yen_print(log_quotation_yen(q, a), yen));
    }
    hoshi_buffer_printf(out, " %s %s %s\n", q->date ? q->date : "", q->from ? q->from : "",
                        q->document ? q->document : "");
}

static int quotations(struct request *r, struct subject *s)
{
    static const struct listing l = {
        "hoshiwari_quotations", "quotations",   sizeof(struct hoshi_kept_quotation),
        quotation_json,         quotation_line, false};
    struct hoshi_arena arena = {0};
    struct hoshi_kept_quotation *q = NULL;
    size_t n = 0;
    int code = open_reading(r, s);
    if (!code && hoshi_store_quotations(s->store, s->case_id, &arena, &q, &n, r->faults))
        code = fault_exit(r);
    return give_list(r, s, &l, q, n, &arena, code);
}

static int give_content(struct request *r, struct subject *s, const char *sha256)
{
    char *bytes = NULL;
    size_t n = 0;
    if (hoshi_store_content(s->store, sha256, &bytes, &n, r->faults))
        return fault_exit(r);
    int code = give(r, bytes, n);
    free(bytes);
    return code;
}

static int version(struct request *r, struct subject *s)
{
    struct hoshi_arena arena = {0};
    struct hoshi_case_version *v = NULL;
    size_t n = 0, found = SIZE_MAX;
    char number[24];
    int code = open_versions(r, s, &arena, &v, &n);
    for (size_t i = 0; !code && i < n; i++) {
        snprintf(number, sizeof number, "%" PRId64, v[i].version);
        if (strcmp(number, r->arg[2]) == 0)
            found = i;
    }
    if (!code && found == SIZE_MAX) {
        hoshi_fault_add(r->faults, HOSHI_E_VERSION_UNKNOWN, s->case_id, r->arg[2], "1 … %zu", n);
        code = EXIT_INPUT;
    }
    if (!code)
        code = give_content(r, s, v[found].sha256);
    hoshi_arena_release(&arena);
    return code;
}

/* A name of the store never becomes a path: what could lead out of the folder is left out of it. */
static void attachment_place(const char *folder, int64_t seq, size_t k, const char *name, char *out,
                             size_t size)
{
    char plain[HOSHI_NAME_MAX * 4 + 1];
    size_t n = 0;
    for (const char *p = name; *p && n + 1 < sizeof plain; p++)
        plain[n++] = *p == '/' || *p == '\\' || (unsigned char)*p < ' ' || *p == 0x7F ? '_' : *p;
    plain[n] = 0;
    snprintf(out, size, "%s/%03" PRId64 "-%zu_%s", folder, seq, k + 1, plain);
}

/* One attachment into the folder; what is there already stays unless --force. */
static int give_attachment(struct request *r, struct subject *s, const char *folder,
                           const struct hoshi_log_entry *e, size_t k, struct hoshi_buffer *out)
{
    char path[4096];
    struct stat st;
    char *bytes = NULL;
    size_t n = 0;
    attachment_place(folder, e->seq, k, e->attachment[k].name, path, sizeof path);
    if (lstat(path, &st) == 0 && !option_value(r, "--force")) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, path, NULL, "--force");
        return EXIT_ENVIRONMENT;
    }
    if (hoshi_store_content(s->store, e->attachment[k].sha256, &bytes, &n, r->faults))
        return fault_exit(r);
    enum hoshi_status status = hoshi_file_write(path, bytes, n, r->faults);
    free(bytes);
    hoshi_buffer_printf(out, "%s  %s\n", e->attachment[k].sha256, path);
    return hoshi_status_exit(status);
}

static int attachments(struct request *r, struct subject *s)
{
    struct hoshi_log *log = NULL;
    struct hoshi_buffer out;
    const char *folder = option_value(r, "--out"), *party;
    if (!folder) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o DIR");
        return EXIT_USAGE;
    }
    int code = open_log(r, s, &log);
    if (code)
        return code;
    start(&out);
    if (!known_party(r, log, &party))
        code = EXIT_INPUT;
    if (!code && mkdir(folder, 0700) != 0 && errno != EEXIST)
        code =
            hoshi_status_exit(hoshi_fault_add_file(r->faults, HOSHI_E_FILE_WRITE, folder, strerror(errno)));
    for (size_t i = 0; !code && i < log->n; i++)
        for (size_t k = 0; !code && k < log->entry[i].attachments; k++)
            if (!party || (log->entry[i].party && strcmp(log->entry[i].party, party) == 0))
                code = give_attachment(r, s, folder, &log->entry[i], k, &out);
    hoshi_log_close(log);
    if (!code)
        code = print_out(r, &out);
    hoshi_buffer_release(&out);
    return code;
}

/* Only what an entry of this case names: the store may hold other cases' files. */
static int attachment(struct request *r, struct subject *s)
{
    struct hoshi_log *log = NULL;
    bool named = false;
    if (option_value(r, "--all"))
        return attachments(r, s);
    int code = open_log(r, s, &log);
    if (code)
        return code;
    for (size_t i = 0; i < log->n; i++)
        for (size_t k = 0; k < log->entry[i].attachments; k++)
            named = named || strcmp(log->entry[i].attachment[k].sha256, r->arg[2]) == 0;
    hoshi_log_close(log);
    if (named)
        return give_content(r, s, r->arg[2]);
    hoshi_fault_add(r->faults, HOSHI_E_CONTENT_UNKNOWN, s->case_id, r->arg[2], NULL);
    return EXIT_INPUT;
}

static int backup(struct request *r, struct subject *s)
{
    const char *path = r->arg[2];
    struct stat st;
    int code = open_unproved(r, s);
    if (code)
        return code;
    const char *const input[] = {hoshi_store_path(s->store), r->arg[0]};
    if (!output_allowed(r, path, input, 2))
        return fault_exit(r);
    if (stat(path, &st) == 0 && !option_value(r, "--force")) {
        hoshi_fault_add(r->faults, HOSHI_E_FILE_EXISTS, path, NULL, "--force");
        return EXIT_ENVIRONMENT;
    }
    return hoshi_store_backup(s->store, path, r->faults) ? fault_exit(r) : EXIT_DONE;
}

static const struct action {
    const char *name;
    bool argument; /* needs a third word */
    int (*run)(struct request *r, struct subject *s);
} actions[] = {{"add", false, add},        {"list", false, list},
               {"verify", false, verify},  {"export", false, export},
               {"join", true, join_other}, {"mail", true, mail},
               {"stamp", false, stamp},    {"attachment", true, attachment},
               {"keep", false, keep},      {"versions", false, versions},
               {"runs", false, runs},      {"quotations", false, quotations},
               {"version", true, version}, {"backup", true, backup}};

static int run(struct request *r)
{
    struct subject s = {0};
    char names[200] = "";
    if (r->args == 1 && strcmp(r->arg[0], "verify") == 0 && option_value(r, "--file"))
        return verify_export(r, option_value(r, "--file"));
    if (r->args == 1 && strcmp(r->arg[0], "stamp") == 0 && option_value(r, "--file"))
        return stamp_export(r);
    if (r->args == 1) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, NULL, "hoshiwari log %s", r->verb->usage);
        return EXIT_USAGE;
    }
    for (size_t i = 0, used = 0; i < sizeof actions / sizeof *actions; i++) {
        const struct action *a = &actions[i];
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", a->name);
        if (strcmp(a->name, r->arg[1]) != 0)
            continue;
        bool argument = a->argument && !(a->run == attachment && option_value(r, "--all"));
        if (argument && r->args < 3) {
            hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, NULL, a->name, "log CASE %s …", a->name);
            return EXIT_USAGE;
        }
        if (r->args > 2 && !argument && a->run != add) {
            hoshi_fault_add(r->faults, HOSHI_E_USAGE_EXTRA, NULL, r->arg[2], "log CASE %s", a->name);
            return EXIT_USAGE;
        }
        int code = a->run(r, &s);
        close_subject(&s);
        return code;
    }
    hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "log CASE …", r->arg[1], "%s", names);
    return EXIT_USAGE;
}

const struct verb verb_log = {
    .name = "log",
    .usage =
        "CASE add|mail|join|list|verify|stamp|export|attachment|keep|versions|version|runs|quotations|backup",
    .ja = "協議の記録（日付付き、後から変えられない）",
    .en = "dated record of the talks that cannot be quietly changed",
    .more_ja =
        "log CASE add --kind … --date … --party … --words …   一件を記録する\n"
        "log CASE add FILE.json（- は標準入力）               まとめて記録する（全部か、何も書かないか）\n"
        "log CASE mail X.eml -o フォルダ                      メールから記録の下書きを作る（記録はしない。種類は人が選ぶ）\n"
        "log CASE join OTHER.db                               別のパソコンの保管ファイルの記録を合わせる（双方の連鎖を残す）\n"
        "log CASE list [--party ID] [--json]                  記録を見る\n"
        "log CASE verify [--head 値]                          今ある記録どうしが合っているか確かめる（違えば終了コード 1）\n"
        "log CASE export [--format csv|json] [--party ID] [-o FILE]\n"
        "log verify --file X.json [--head 値]                 書き出した JSON だけで確かめる（受け取った側もできる）\n"
        "log CASE stamp --request X.tsq                       ヘッドの時刻認証（RFC 3161）の要求を書く（log stamp --file X.json でも）\n"
        "log CASE stamp --reply X.tsr [--request X.tsq] [--ca CA.pem]  返事を確かめ、記録と一緒に保管する（通信はしない。verify も確かめる）\n"
        "log CASE attachment ハッシュ値 -o FILE               添付ファイルを取り出す\n"
        "log CASE attachment --all -o DIR [--party ID]        添付ファイルを全て取り出す（記録の番号を頭に付ける）\n"
        "log CASE keep / versions / version 番号 -o FILE      ケースファイルの版を保管する・見る・取り出す\n"
        "log CASE runs / quotations                           計算の記録（使った表の版、主な額）・見積書の単価\n"
        "log CASE backup FILE                                 保管ファイル全体の控えを作る\n\n"
        "記録は足すだけで、直すときは --corrects で新しい記録を足します。各記録は前の記録のハッシュ値を持つので、途中を変えると verify で分かります。\n"
        "ただし、最後の値（ヘッド）を相手に渡していなければ、末尾を丸ごと作り直したことは分かりません。その日のうちに議事録と一緒に送ってください。日付そのものを証明するものではありません。\n"
        "保管ファイルは、ケースの版にある社名を覚えています（最初の記録のとき、その版も保管します）。社名の違うケースが同じ case_id を使うと、何も読み書きせずに断ります。\n"
        "ケースファイルがなくても、見る・確かめる命令は CASE に case_id を書けます。\n"
        "保管ファイルの既定の場所: $XDG_DATA_HOME/hoshiwari/hoshiwari.db（なければ ~/.local/share の下）\n",
    .more_en =
        "log CASE add --kind … --date … --party … --words …   record one entry\n"
        "log CASE add FILE.json (- is standard input)         record many: all of them or nothing\n"
        "log CASE mail X.eml -o DIR                           make the draft of an entry from a mail (records nothing; a person chooses its kind)\n"
        "log CASE join OTHER.db                               join the record of another machine's store (both chains are kept)\n"
        "log CASE list [--party ID] [--json]                  show the entries\n"
        "log CASE verify [--head HASH]                        prove that what is there fits together (else exit 1)\n"
        "log CASE export [--format csv|json] [--party ID] [-o FILE]\n"
        "log verify --file X.json [--head HASH]               prove an exported JSON by itself (whoever has it can)\n"
        "log CASE stamp --request X.tsq                       write a request for a time stamp (RFC 3161) of the head (log stamp --file X.json as well)\n"
        "log CASE stamp --reply X.tsr [--request X.tsq] [--ca CA.pem]  check the reply and keep it with the log, for verify as well (nothing goes over a network)\n"
        "log CASE attachment HASH -o FILE                     take an attachment out again\n"
        "log CASE attachment --all -o DIR [--party ID]        take all of them out, each with the number of its entry\n"
        "log CASE keep / versions / version N -o FILE         keep, list, take out versions of the case file\n"
        "log CASE runs / quotations                           runs with table versions and key figures; quotations\n"
        "log CASE backup FILE                                 copy of the whole store\n\n"
        "Entries are only added; a correction is a new entry with --corrects. Each carries the hash of the one before, so a change is found by verify.\n"
        "A tail rewritten as a whole shows only against a head value the other side has: send it with the minutes the same day. The chain does not prove the date by itself.\n"
        "The store knows the supplier by the kept versions of the case (with the first entry one is kept). A case of the same case_id that names another company is refused, as is a case without a name; nothing is read or written.\n"
        "What only reads takes a case_id in place of CASE as well.\n"
        "The store's default place: $XDG_DATA_HOME/hoshiwari/hoshiwari.db (else under ~/.local/share)\n",
    .args_min = 1,
    .args_max = 3,
    .option = options,
    .options = sizeof options / sizeof options[0],
    .run = run,
};
