/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters about a price as Word documents, and the text of the mail that carries them. */
#include "opened.h"
#include "file.h"
#include "letter.h"
#include "text.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row letter_options[] = {
    {"--buyer", NULL, "ID", "どの取引先への（回答書では、どの取引先からの）書面か（buyers の id か名前）",
     "the buyer it goes to, or comes from in a reply (id or name)"},
    {"--kind", NULL, "request|reply|memo|notice|mail",
     "協議申入書（既定）・回答書・覚書の案・ほかの取引先へのお知らせ・メールの文面",
     "request for talks (default), reply, draft of a memorandum, notice to other customers, text of a mail"},
    {"--amount", NULL, "YEN",
     "計算した額の代わりに書く年額（合意した額など。税抜、例 2,400,000 や 240万円）。単価もこの額から",
     "the yearly amount to write in place of the computed one (agreed, for example; without tax); prices follow it"},
    {"--template", NULL, "T.docx", "自社のひな形（コンテンツ コントロール入りの Word 文書）",
     "a template of your own: a Word document with content controls"},
    {"--print-template", NULL, NULL, "備えつけのひな形そのものを書き出す（CASE は要らない）",
     "write the program's own template itself (no CASE needed)"},
    {"--dates", NULL, "western|era", "日付を西暦で（既定）か、元号で書く",
     "dates of Japanese letters: western years (default) or eras"},
    OPTION_OUT,
    OPTION_FORCE,
    OPTION_LANG,
    OPTION_DATA,
};

struct letter_job {
    struct hoshi_letter_options o;
    const char *path;
    char *template_bytes;
};

/* ---- options ---- */

/* An amount of one's own: as in a cell of a list, above 0; a notice names none. */
static bool letter_amount(struct request *r, struct letter_job *j)
{
    const char *text = option_value(r, "--amount"), *allowed = "2400000, 2,400,000, 240万円";
    if (!text)
        return true;
    if (j->o.kind != HOSHI_LETTER_NOTICE && hoshi_text_is_utf8(text, strlen(text)) &&
        !hoshi_typed_yen(text, 1, &j->o.amount_yen) && j->o.amount_yen > 0 &&
        j->o.amount_yen <= HOSHI_YEN_MAX)
        return true;
    if (j->o.kind == HOSHI_LETTER_NOTICE)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--kind", "notice", "request, reply, memo, mail");
    else
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--amount", text, "%s", allowed);
    return false;
}

static bool letter_choices(struct request *r, struct letter_job *j)
{
    const char *kind = option_value(r, "--kind"), *dates = option_value(r, "--dates");
    bool ok = true;
    if (kind && !hoshi_letter_kind_find(kind, &j->o.kind)) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--kind", kind, "request, reply, memo, notice, mail");
        ok = false;
    }
    j->o.dates = dates && strcmp(dates, "era") == 0 ? HOSHI_DATES_ERA : HOSHI_DATES_WESTERN;
    if (dates && strcmp(dates, "era") != 0 && strcmp(dates, "western") != 0) {
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--dates", dates, "western, era");
        ok = false;
    }
    ok = letter_amount(r, j) && ok;
    return option_lang(r, &j->o.lang) && ok;
}

static bool letter_needs(struct request *r, struct letter_job *j)
{
    bool own = option_value(r, "--print-template") != NULL;
    j->path = option_value(r, "--out");
    if (!j->path)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "-o", NULL, "-o X.docx");
    if (!own && !r->args)
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "CASE", NULL, "case.json");
    if (!own && j->o.kind != HOSHI_LETTER_NOTICE && !option_value(r, "--buyer"))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_MISSING, "--buyer", NULL, "--buyer ID");
    if (j->o.kind == HOSHI_LETTER_MAIL && (own || option_value(r, "--template")))
        hoshi_fault_add(r->faults, HOSHI_E_USAGE_VALUE, "--kind", "mail", "request, reply, memo, notice");
    return !r->faults->n;
}

static bool letter_template(struct request *r, struct letter_job *j)
{
    j->o.template_name = option_value(r, "--template");
    if (!j->o.template_name)
        return true;
    if (hoshi_file_read(j->o.template_name, HOSHI_WORD_BYTES_MAX, &j->template_bytes, &j->o.template_n,
                        r->faults))
        return false;
    j->o.template_bytes = j->template_bytes;
    return true;
}

/* The buyer by id or name; SIZE_MAX (and true) where none was asked for. */
static bool letter_buyer(struct request *r, const struct hoshi_case *c, size_t *out)
{
    const char *value = option_value(r, "--buyer");
    *out = SIZE_MAX;
    return !value || buyer_named(r, c, "--buyer", value, false, out);
}

/* A notice is for customers that asked for nothing: it names the level the firm aims at, which may be another
 * customer's. */
static bool letter_fits(struct request *r, const struct letter_job *j, const struct hoshi_case *c,
                        size_t buyer)
{
    if (j->o.kind != HOSHI_LETTER_NOTICE || buyer == SIZE_MAX || !hoshi_buyer_level(c, &c->buyer[buyer]))
        return true;
    hoshi_fault_add(
        r->faults, HOSHI_E_USAGE_VALUE, "--kind", "notice", "%s",
        hoshi_say(
            r->talk, "request（この取引先は水準を求めています。notice は求めのない取引先へのお知らせです）",
            "request (this customer asked for a level; a notice goes to those that asked for nothing)"));
    return false;
}

/* ---- the letter ---- */

/* A template that has no place for something is used as it is, and that is said. */
static void letter_tell_missing(const struct request *r, const struct hoshi_word_missing *missing)
{
    if (!missing->n)
        return;
    fprintf(
        stderr, "%s",
        hoshi_say(r->talk, "ひな形に場所がないため書いていない項目: ", "the template has no place for: "));
    for (size_t i = 0; i < missing->n; i++)
        fprintf(stderr, "%s%s", i ? ", " : "", missing->key[i]);
    fprintf(stderr, "\n");
}

/* The stated amount stands in the place of what is asked; everything behind it follows. */
static void letter_put_amount(struct hoshi_split *split, size_t buyer, int64_t amount_yen)
{
    for (size_t p = 0; amount_yen > 0 && p < split->parties; p++)
        if (split->party[p].kind == HOSHI_PARTY_BUYER && split->party[p].buyer == buyer)
            split->party[p].asked_annual_yen = amount_yen;
}

static enum hoshi_status letter_write(struct request *r, const struct opened *o, size_t buyer,
                                      struct letter_job *j)
{
    struct hoshi_buyer_view *v = NULL;
    struct hoshi_word_missing missing = {.n = 0};
    char *bytes = NULL;
    size_t n = 0;
    enum hoshi_status s = HOSHI_OK;
    letter_put_amount(o->split, buyer, j->o.amount_yen);
    if (buyer != SIZE_MAX && hoshi_buyer_is_party(&o->c->buyer[buyer]))
        s = hoshi_buyer_view_open(o->split, buyer, NULL, HOSHI_DISCLOSE_TOTAL, o->price_step_micro, &v,
                                  r->faults);
    j->o.to = buyer != SIZE_MAX ? &o->c->buyer[buyer] : NULL;
    if (!s)
        s = hoshi_letter_make(v, o->c, &j->o, &bytes, &n, &missing, r->faults);
    if (!s)
        s = hoshi_file_write(j->path, bytes, n, r->faults);
    if (!s)
        letter_tell_missing(r, &missing);
    free(bytes);
    hoshi_buyer_view_close(v);
    return s;
}

static int letter_run_case(struct request *r, struct letter_job *j)
{
    struct opened o;
    size_t buyer;
    char gap[4096];
    int code = open_case(r, r->arg[0], 0, &o);
    if (code)
        return code;
    const char *const input[] = {
        r->arg[0], o.c->gap_file && hoshi_file_beside(r->arg[0], o.c->gap_file, gap, sizeof gap) ? gap : NULL,
        j->o.template_name};
    if (!output_allowed(r, j->path, input, 3))
        code = fault_exit(r);
    else if (!letter_buyer(r, o.c, &buyer) || !letter_fits(r, j, o.c, buyer))
        code = fault_exit(r);
    else
        code = hoshi_status_exit(letter_write(r, &o, buyer, j));
    close_case(&o);
    return code;
}

static int letter_print_template(struct request *r, const struct letter_job *j)
{
    size_t n = 0;
    const char *bytes = hoshi_letter_template(j->o.kind, j->o.lang, &n);
    if (!output_allowed(r, j->path, NULL, 0))
        return fault_exit(r);
    return hoshi_status_exit(hoshi_file_write(j->path, bytes, n, r->faults));
}

static int letter_run(struct request *r)
{
    struct letter_job j = {.o = {.kind = HOSHI_LETTER_REQUEST}};
    if (!letter_choices(r, &j) || !letter_needs(r, &j))
        return EXIT_USAGE;
    if (option_value(r, "--print-template"))
        return letter_print_template(r, &j);
    int code = letter_template(r, &j) ? letter_run_case(r, &j) : fault_exit(r);
    free(j.template_bytes);
    return code;
}

const struct verb verb_letter = {
    .name = "letter",
    .usage =
        "CASE --buyer ID -o X.docx [--kind request|reply|memo|notice|mail] [--amount YEN] [--template T.docx]",
    .ja = "協議申入書などの書面を Word で作る",
    .en = "write the letters about a price as Word documents",
    .more_ja =
        "一社に一通、その取引先の分だけから作ります。わからない項目は、記入する空欄のまま残します。\n"
        "--kind reply は買い手側の回答書、memo は覚書の案、notice は求めのない取引先へのお知らせ、mail は添えるメールの文面です。\n"
        "合意した額など、計算と別の額で作るには --amount に年額を書きます。\n"
        "自社の便せんを使うには、--print-template で備えつけのひな形を書き出し、Word で直して --template で渡します。\n",
    .more_en =
        "One letter per buyer, made from that buyer's part alone. What is not known stays a blank to fill.\n"
        "--kind reply is the buyer's answer, memo a draft of the memorandum, notice goes to customers that asked for nothing,\nmail is the text of the mail.\n"
        "For an amount other than the computed one, such as the one agreed, give it a year as --amount.\n"
        "For a letterhead of your own: write the program's template with --print-template, change it in Word, and give it with --template.\n",
    .args_min = 0,
    .args_max = 1,
    .option = letter_options,
    .options = sizeof letter_options / sizeof letter_options[0],
    .run = letter_run,
};
