/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "replies_text.h"
#include "supplier_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPLIES_SHOWN = 12, REPLIES_JSON = 1000 };

static const struct {
    const char *key, *ja, *en;
} reply_states[HOSHI_RETURNED_STATES] = {
    [HOSHI_RETURNED_UNLISTED] = {"unlisted", "一覧にない", "not in the list"},
    [HOSHI_RETURNED_JOINED] = {"joined", "一覧に当てはめた", "joined"},
    [HOSHI_RETURNED_OLDER] = {"older", "ほかのファイルのほうが新しい", "another file is newer"},
    [HOSHI_RETURNED_SAME] = {"same", "ほかのファイルと同じ内容", "says the same as another"},
    [HOSHI_RETURNED_UNLIKE] = {"unlike", "ほかのファイルと食い違う（どちらも使わない）",
                               "contradicts another (neither is used)"},
    [HOSHI_RETURNED_UNREADABLE] = {"unreadable", "読めない", "cannot be read"}};

const char *hoshi_replies_say_state(enum hoshi_lang lang, enum hoshi_returned_state state)
{
    return hoshi_say(lang, reply_states[state].ja, reply_states[state].en);
}

const char *hoshi_replies_say_known(enum hoshi_lang lang, const struct hoshi_supplier_result *r)
{
    if (r->flags & HOSHI_SUPPLIER_GAP_UNKNOWN)
        return hoshi_say(lang, WORD_IN(nothing_answered));
    return r->criteria[HOSHI_UNANSWERED] ? hoshi_say(lang, WORD_IN(some_open))
                                         : hoshi_say(lang, "回答あり", "answered");
}

bool hoshi_replies_known(const struct hoshi_budget_view *view, const struct hoshi_returned_list *returned)
{
    return returned || view->asked_before;
}

/* ---- the report ---- */

static void replies_count(const struct hoshi_returned_list *list, size_t n[HOSHI_RETURNED_STATES])
{
    memset(n, 0, HOSHI_RETURNED_STATES * sizeof *n);
    for (size_t i = 0; i < hoshi_returned_files(list); i++)
        n[hoshi_returned_at(list, i)->state]++;
}

static void replies_file(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_returned *x)
{
    hoshi_buffer_printf(out, "    %s: %s", x->file, hoshi_replies_say_state(lang, x->state));
    if (x->state == HOSHI_RETURNED_UNREADABLE)
        hoshi_buffer_printf(out, "  [HW-%d] %s%s%s", (int)x->status, x->where, x->where[0] ? ": " : "",
                            hoshi_status_sentence(lang, x->status));
    if (x->got[0])
        hoshi_buffer_printf(out, hoshi_say(lang, "（%s）", " (%s)"), x->got);
    hoshi_buffer_puts(out, "\n");
}

static void replies_files(struct hoshi_buffer *out, enum hoshi_lang lang,
                          const struct hoshi_returned_list *list)
{
    size_t n[HOSHI_RETURNED_STATES], shown = 0, other, differs = 0;
    replies_count(list, n);
    other = hoshi_returned_files(list) - n[HOSHI_RETURNED_JOINED];
    hoshi_buffer_printf(out, hoshi_say(lang, "\n届いた回答\n", "\nWhat came back\n"));
    hoshi_buffer_printf(out,
                        hoshi_say(lang, "  %zu ファイルのうち、一覧に当てはめたもの %zu、ほか %zu\n",
                                  "  of %zu files %zu joined to the list, %zu not\n"),
                        hoshi_returned_files(list), n[HOSHI_RETURNED_JOINED], other);
    for (size_t i = 0; i < hoshi_returned_files(list); i++) {
        const struct hoshi_returned *x = hoshi_returned_at(list, i);
        differs += x->state == HOSHI_RETURNED_JOINED && x->differs;
        if (x->state != HOSHI_RETURNED_JOINED && shown++ < REPLIES_SHOWN)
            replies_file(out, lang, x);
    }
    if (!hoshi_returned_files(list))
        hoshi_buffer_puts(
            out,
            hoshi_say(lang,
                      "    このフォルダーには、回答として読めるファイル（.xlsx、.json、.csv）がありません\n",
                      "    the folder holds no file to read as an answer (.xlsx, .json, .csv)\n"));
    if (shown > REPLIES_SHOWN)
        hoshi_buffer_printf(
            out, hoshi_say(lang, "    ほか %zu（--json に全て）\n", "    and %zu more (see --json)\n"),
            shown - REPLIES_SHOWN);
    if (differs)
        hoshi_buffer_printf(
            out,
            hoshi_say(lang, "  一覧と違うことを答えた取引先 %zu社（回答のほうで計算した）\n",
                      "  %zu suppliers say otherwise than the list (their answers are computed)\n"),
            differs);
}

static void replies_ask(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_budget_view *v)
{
    struct hoshi_supplier_result *r = malloc(sizeof *r);
    char yen[HOSHI_DECIMAL_TEXT], purchases[HOSHI_DECIMAL_TEXT], day[HOSHI_DATE_TEXT];
    hoshi_buffer_puts(out, hoshi_say(lang, "\n尋ね直す先\n", "\nWhom to ask again\n"));
    hoshi_buffer_printf(
        out,
        hoshi_say(lang, "  %zu社（年間購入額の計 %s円、回答で動き得る当社分 %s円）\n",
                  "  %zu suppliers (purchases a year %s yen, our part that hangs on them %s yen)\n"),
        v->asks, hoshi_yen_print(v->ask_purchases_yen, purchases), hoshi_yen_print(v->ask_yen, yen));
    for (size_t i = 0; r && i < v->asks && i < REPLIES_SHOWN; i++) {
        if (!v->source.read(v->source.user, v->ask[i].index, r))
            break;
        hoshi_buffer_printf(
            out, hoshi_say(lang, "    %s %s  ★%d  %s  %s円", "    %s %s  star %d  %s  %s yen"), r->head.id,
            strcmp(r->head.id, r->head.name) == 0 ? "" : r->head.name, r->head.level,
            hoshi_replies_say_known(lang, r), hoshi_yen_print(v->ask[i].yen, yen));
        if (r->head.last_asked_on.year)
            hoshi_buffer_printf(out, hoshi_say(lang, "  最後に尋ねた日 %s", "  last asked on %s"),
                                hoshi_date_print(r->head.last_asked_on, day));
        hoshi_buffer_puts(out, "\n");
    }
    if (v->asks > REPLIES_SHOWN)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, "    ほか %zu社（全ては --ask-again FILE.csv）\n",
                                      "    and %zu more (all of them: --ask-again FILE.csv)\n"),
                            v->asks - REPLIES_SHOWN);
    free(r);
}

void hoshi_replies_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_budget_view *view,
                         const struct hoshi_returned_list *returned)
{
    if (returned)
        replies_files(out, lang, returned);
    if (view)
        replies_ask(out, lang, view);
}

/* ---- JSON ---- */

static void replies_date(struct hoshi_json_writer *w, const char *key, struct hoshi_date day)
{
    char text[HOSHI_DATE_TEXT];
    if (day.year)
        hoshi_json_put(w, key, hoshi_date_print(day, text));
    else
        hoshi_json_put_null(w, key);
}

static void replies_yen(struct hoshi_json_writer *w, const char *key, int64_t yen)
{
    if (yen != HOSHI_NONE)
        hoshi_json_put_whole(w, key, yen);
    else
        hoshi_json_put_null(w, key);
}

static void replies_json_file(struct hoshi_json_writer *w, const struct hoshi_returned *x)
{
    static const char *const kinds[] = {"answers", "case", "amount"};
    char code[24];
    hoshi_json_line(w, 6);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "name", x->file);
    hoshi_json_put(w, "state", reply_states[x->state].key);
    hoshi_json_put(w, "kind", kinds[x->kind]);
    hoshi_json_put(w, "code", x->code);
    hoshi_json_put(w, "supplier", x->id);
    replies_date(w, "day", x->day);
    hoshi_json_put_whole(w, "answered", x->answered);
    hoshi_json_put_whole(w, "differs", x->differs);
    replies_yen(w, "asked_annual_yen", x->asked_annual_yen);
    if (x->status) {
        snprintf(code, sizeof code, "HW-%d", (int)x->status);
        hoshi_json_put(w, "code_of_fault", code);
        hoshi_json_put(w, "where", x->where);
    }
    if (x->got[0])
        hoshi_json_put(w, "found", x->got);
    hoshi_json_end(w);
}

static void replies_json_ask(struct hoshi_json_writer *w, const struct hoshi_budget_view *v)
{
    struct hoshi_supplier_result *r = malloc(sizeof *r);
    hoshi_json_line(w, 4);
    hoshi_json_object(w, "ask_again");
    hoshi_json_put_whole(w, "suppliers", (int64_t)v->asks);
    hoshi_json_put_whole(w, "hangs_yen", v->ask_yen);
    hoshi_json_put_whole(w, "annual_purchases_yen", v->ask_purchases_yen);
    hoshi_json_list(w, "supplier");
    for (size_t i = 0; r && i < v->asks && i < REPLIES_JSON; i++) {
        if (!v->source.read(v->source.user, v->ask[i].index, r))
            break;
        hoshi_json_line(w, 6);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "id", r->head.id);
        hoshi_json_put(w, "name", r->head.name);
        hoshi_json_put_whole(w, "level", r->head.level);
        hoshi_json_put_whole(w, "unanswered", r->criteria[HOSHI_UNANSWERED]);
        hoshi_json_put_whole(w, "hangs_yen", v->ask[i].yen);
        replies_yen(w, "annual_purchases_yen", r->head.annual_purchases_yen);
        replies_date(w, "last_asked_on", r->head.last_asked_on);
        replies_date(w, "answered_on", r->head.answered_on);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_end(w);
    free(r);
}

void hoshi_replies_put_json(struct hoshi_json_writer *w, const struct hoshi_budget_view *view,
                            const struct hoshi_returned_list *returned)
{
    size_t n[HOSHI_RETURNED_STATES], files = returned ? hoshi_returned_files(returned) : 0;
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "answers");
    hoshi_json_put_whole(w, "files", (int64_t)files);
    if (returned)
        replies_count(returned, n);
    for (int s = 0; s < HOSHI_RETURNED_STATES && returned; s++)
        hoshi_json_put_whole(w, reply_states[s].key, (int64_t)n[s]);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "file");
    for (size_t i = 0; i < files; i++)
        replies_json_file(w, hoshi_returned_at(returned, i));
    hoshi_json_end(w);
    if (view)
        replies_json_ask(w, view);
    hoshi_json_end(w);
}

/* ---- CSV ---- */

static const struct hoshi_words ask_heads[] = {{WORD_IN(supplier_code)},
                                               {WORD_IN(company_name)},
                                               {WORD(level_asked)},
                                               {WORD(purchases_a_year_yen)},
                                               {WORD_IN(last_asked_on)},
                                               {WORD_IN(answered_on)},
                                               {WORD_IN(answers_back)},
                                               {WORD_IN(unanswered)},
                                               {WORD_IN(hangs_on_answers_yen)},
                                               {WORD(deadline)}};

bool hoshi_replies_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_budget_view *v)
{
    struct hoshi_supplier_result *r = malloc(sizeof *r);
    char day[HOSHI_DATE_TEXT];
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    for (size_t k = 0; k < sizeof ask_heads / sizeof *ask_heads; k++)
        hoshi_buffer_printf(out, "%s%s", k ? "," : "", hoshi_words_say(lang, ask_heads[k]));
    hoshi_buffer_puts(out, "\r\n");
    size_t i = 0;
    for (; r && i < v->asks && v->source.read(v->source.user, v->ask[i].index, r); i++) {
        hoshi_csv_print_field(out, r->head.id);
        hoshi_buffer_puts(out, ",");
        hoshi_csv_print_field(out, r->head.name);
        hoshi_buffer_printf(out, ",%d,", r->head.level);
        if (r->head.annual_purchases_yen != HOSHI_NONE)
            hoshi_buffer_printf(out, "%" PRId64, r->head.annual_purchases_yen);
        hoshi_buffer_printf(out, ",%s,", hoshi_date_print(r->head.last_asked_on, day));
        hoshi_buffer_printf(out, "%s,%s,", hoshi_date_print(r->head.answered_on, day),
                            hoshi_replies_say_known(lang, r));
        hoshi_buffer_printf(out, "%d,%" PRId64 ",", (int)r->criteria[HOSHI_UNANSWERED], v->ask[i].yen);
        hoshi_buffer_printf(out, "%s\r\n", hoshi_date_print(r->head.deadline, day));
    }
    free(r);
    return i == v->asks;
}
