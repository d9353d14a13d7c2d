/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log_text.h"
#include "json_write.h"
#include "prose.h"
#include "prose_report.def"

#include <inttypes.h>
#include <string.h>

struct pair {
    const char *ja, *en;
};

const char *hoshi_say_log_kind(enum hoshi_lang lang, enum hoshi_log_kind kind)
{
    static const struct pair words[HOSHI_LOG_KINDS] = {
        [HOSHI_LOG_REQUEST] = {"申入れ", "request"},
        [HOSHI_LOG_REPLY] = {WORD_IN(reply)},
        [HOSHI_LOG_COUNTER_PROPOSAL] = {"対案", "counter-proposal"},
        [HOSHI_LOG_REFUSAL] = {"断りの回答", "refusal"},
        [HOSHI_LOG_POSTPONEMENT] = {"延期", "postponement"},
        [HOSHI_LOG_MEETING] = {"面談・協議", "meeting"},
        [HOSHI_LOG_MINUTES] = {WORD_IN(minutes)},
        [HOSHI_LOG_PRICE_CHANGE] = {"価格の変更", "price change"},
        [HOSHI_LOG_OBJECTION] = {"異議", "objection"},
        [HOSHI_LOG_ORDER] = {"発注", "order"},
        [HOSHI_LOG_DELIVERY] = {"納入・受領", "delivery"},
        [HOSHI_LOG_PAYMENT] = {WORD_IN(payment)},
        [HOSHI_LOG_NOTE] = {WORD_IN(note)},
        [HOSHI_LOG_WITHDRAWAL] = {"取消", "cancellation of an entry"}};
    return hoshi_say(lang, words[kind].ja, words[kind].en);
}

const char *hoshi_say_log_act(enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    bool demand = e->kind == HOSHI_LOG_REQUEST && e->side == HOSHI_SIDE_BUYER;
    if (hoshi_log_takes_back(e))
        return hoshi_say(lang, "取下げ", "withdrawal");
    return demand ? hoshi_say(lang, "要請", hoshi_say_log_kind(HOSHI_EN, e->kind))
                  : hoshi_say_log_kind(lang, e->kind);
}

const char *hoshi_say_log_side(enum hoshi_lang lang, enum hoshi_log_side side)
{
    static const struct pair words[HOSHI_SIDES] = {{WORD_IN(customer)}, {WORD_IN(our_company)}, {WORD(both)}};
    return hoshi_say(lang, words[side].ja, words[side].en);
}

const char *hoshi_say_log_medium(enum hoshi_lang lang, enum hoshi_log_medium medium)
{
    static const struct pair words[HOSHI_MEDIUMS] = {{"", ""},
                                                     {"対面", "in person"},
                                                     {"オンライン", "online"},
                                                     {"電話", "phone"},
                                                     {"郵送", "mail"},
                                                     {"メール", "e-mail"},
                                                     {"ファクス", "fax"},
                                                     {"ウェブ", "web"},
                                                     {"手渡し", "handed over"},
                                                     {"書面", "in writing"},
                                                     {WORD(other)}};
    return hoshi_say(lang, words[medium].ja, words[medium].en);
}

const char *hoshi_say_log_decided(enum hoshi_lang lang, enum hoshi_log_decided decided)
{
    static const struct pair words[HOSHI_DECIDEDS] = {{"", ""},
                                                      {"合意による", "by agreement"},
                                                      {"取引先が定めた", "set by the buyer"},
                                                      {"当社が定めた", "set by the supplier"}};
    return hoshi_say(lang, words[decided].ja, words[decided].en);
}

const char *hoshi_say_log_offers(enum hoshi_lang lang, enum hoshi_log_offers offers)
{
    static const struct pair words[HOSHI_OFFERSES] = {
        {"", ""},
        {"金額・価格", "money or a price"},
        {"金銭でなく製品・サービス", "a product or service, not money"},
        {"その他のもの", "something else"}};
    return hoshi_say(lang, words[offers].ja, words[offers].en);
}

const char *hoshi_say_log_applies_by(enum hoshi_lang lang, enum hoshi_log_applies_by applies_by)
{
    static const struct pair words[HOSHI_APPLIES_BYS] = {
        {"", ""},
        {"適用開始日以後の発注分から", "to orders placed from that day on"},
        {"適用開始日以後の納入分から（発注済みの分を含む）",
         "to deliveries from that day on, whenever ordered"},
        {"発注済みの分にも", "to orders already placed as well"}};
    return hoshi_say(lang, words[applies_by].ja, words[applies_by].en);
}

const char *hoshi_say_log_means(enum hoshi_lang lang, enum hoshi_log_means means)
{
    return means ? hoshi_say_case_word(lang, hoshi_log_means_key(means)) : "";
}

void hoshi_log_print_persons(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    for (size_t i = 0; i < e->persons; i++) {
        const struct hoshi_log_person *p = &e->person[i];
        const char *part[] = {p->department, p->role, p->name};
        hoshi_buffer_printf(out, "%s%s", i ? hoshi_say(lang, "、", "; ") : "",
                            hoshi_say_log_side(lang, p->side));
        for (size_t k = 0; k < 3; k++)
            if (part[k])
                hoshi_buffer_printf(out, " %s", part[k]);
    }
}

/* True when the entry is shown in full. A note of no party may well name somebody else: it stays in. */
static bool log_text_shown(const struct hoshi_log_entry *e, const char *party)
{
    return !party || (e->party && strcmp(e->party, party) == 0);
}

void hoshi_log_print_items(struct hoshi_buffer *out, const struct hoshi_log_entry *e)
{
    char before[HOSHI_DECIMAL_TEXT], after[HOSHI_DECIMAL_TEXT];
    bool goods = e->kind == HOSHI_LOG_ORDER || e->kind == HOSHI_LOG_DELIVERY;
    for (size_t i = 0; i < e->items; i++) {
        const struct hoshi_log_item *k = &e->item[i];
        hoshi_buffer_printf(out, "%s%s", i ? "; " : "", k->code ? k->code : "");
        if (!goods || k->before_micro != HOSHI_NONE)
            hoshi_buffer_printf(
                out, " %s →",
                k->before_micro == HOSHI_NONE ? "?" : hoshi_decimal_print(k->before_micro, 2, before));
        if (!goods || k->after_micro != HOSHI_NONE)
            hoshi_buffer_printf(out, " %s",
                                k->after_micro == HOSHI_NONE ? "?"
                                                             : hoshi_decimal_print(k->after_micro, 2, after));
        if (k->quantity != HOSHI_NONE)
            hoshi_buffer_printf(out, " × %" PRId64, k->quantity);
    }
}

/* ---- list ---- */

static void log_text_labelled(struct hoshi_buffer *out, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    hoshi_buffer_printf(out, "     %s: ", label);
    for (const char *p = text; *p; p++)
        hoshi_buffer_add(out, *p == '\n' ? " / " : p, *p == '\n' ? 3 : 1);
    hoshi_buffer_puts(out, "\n");
}

static void labelled_date(struct hoshi_buffer *out, enum hoshi_lang lang, const char *label,
                          struct hoshi_date date)
{
    if (!date.year)
        return;
    hoshi_buffer_printf(out, "     %s: ", label);
    hoshi_say_date(out, lang, date);
    hoshi_buffer_puts(out, "\n");
}

/* Recorded before that day: it was a maturity to come. */
static bool cash_is_to_come(const struct hoshi_log_entry *e)
{
    char recorded[HOSHI_LOG_RECORDED_TEXT], day[HOSHI_DATE_TEXT];
    return *hoshi_log_recorded_print(e, recorded) && e->cash_on.year &&
           strncmp(hoshi_date_print(e->cash_on, day), recorded, 10) > 0;
}

/* What only orders, deliveries, payments, price changes and counter-proposals have. */
static void print_trade(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    char yen[HOSHI_DECIMAL_TEXT];
    log_text_labelled(out, hoshi_say(lang, WORD_IN(applies_to)),
                      hoshi_say_log_applies_by(lang, e->applies_by));
    log_text_labelled(out, hoshi_say(lang, WORD_IN(offered_instead)), hoshi_say_log_offers(lang, e->offers));
    log_text_labelled(out, hoshi_say(lang, "文書の番号", "document number"), e->number);
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(deliver_by)), e->deliver_by);
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(received_on)), e->received_on);
    log_text_labelled(out, hoshi_say(lang, "手段", "means"), hoshi_say_log_means(lang, e->means));
    labelled_date(out, lang,
                  cash_is_to_come(e) ? hoshi_say(lang, WORD_IN(matures_on))
                                     : hoshi_say(lang, WORD_IN(turned_into_cash_on)),
                  e->cash_on);
    if (e->deducted_yen != HOSHI_NONE)
        log_text_labelled(out, hoshi_say(lang, "差し引かれた額（円）", "taken off (yen)"),
                          hoshi_yen_print(e->deducted_yen, yen));
    log_text_labelled(out, hoshi_say(lang, WORD_IN(taken_off_for)), e->deducted_for);
    if (e->interest_yen != HOSHI_NONE)
        log_text_labelled(out, hoshi_say(lang, "支払われた利息（円）", "interest paid (yen)"),
                          hoshi_yen_print(e->interest_yen, yen));
}

static void print_details(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer line;
    char yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_init(&line, 1 << 20);
    hoshi_log_print_persons(&line, lang, e);
    log_text_labelled(out, hoshi_say(lang, WORD_IN(persons)), hoshi_buffer_text(&line));
    hoshi_buffer_release(&line);
    log_text_labelled(out, hoshi_say(lang, WORD(place)), e->place);
    log_text_labelled(out, hoshi_say(lang, WORD_IN(content)), e->words);
    log_text_labelled(out, hoshi_say(lang, WORD_IN(reason)), e->reason);
    hoshi_buffer_init(&line, 1 << 20);
    hoshi_log_print_items(&line, e);
    log_text_labelled(out, hoshi_say(lang, WORD_IN(items_prices)), hoshi_buffer_text(&line));
    hoshi_buffer_release(&line);
    if (e->amount_yen != HOSHI_NONE)
        log_text_labelled(out, hoshi_say(lang, WORD_IN(amount_yen)), hoshi_yen_print(e->amount_yen, yen));
    log_text_labelled(out, hoshi_say(lang, WORD_IN(decided)), hoshi_say_log_decided(lang, e->decided));
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(reply_asked_by)), e->reply_by);
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(put_off_to)), e->postponed_to);
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(effective_on)), e->effective_on);
    labelled_date(out, lang, hoshi_say(lang, WORD_IN(due_on)), e->due_on);
    print_trade(out, lang, e);
    for (size_t i = 0; i < e->attachments; i++)
        hoshi_buffer_printf(out, "     %s: %s  %s\n", hoshi_say(lang, WORD_IN(enclosed)),
                            e->attachment[i].name, e->attachment[i].sha256);
}

/* The entry it is on, as recorded. What only the dates suggest says so; of an objection nothing is suggested, what it objects
 * to stands in its words. */
static void print_target(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    if (e->answers)
        hoshi_buffer_printf(out, hoshi_say(lang, " · %" PRId64 " について", " · on %" PRId64), e->answers);
    else if (e->kind == HOSHI_LOG_OBJECTION)
        hoshi_buffer_puts(out, hoshi_say(lang, " · 対象の番号は記録されていません（--answers）",
                                         " · not linked to an entry (--answers)"));
    else if (e->found)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, " · %" PRId64 " について（日付の順による）",
                                      " · on %" PRId64 " (by the order of dates)"),
                            e->found);
}

static void print_entry(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    char date[HOSHI_DATE_TEXT], time[8];
    hoshi_buffer_printf(out, "%4" PRId64 " %s %-5s ", e->seq, hoshi_date_print(e->date, date),
                        hoshi_log_time_print(e->minute, time));
    hoshi_buffer_puts(out, hoshi_say_log_act(lang, e));
    hoshi_buffer_printf(out, hoshi_say(lang, "（%s）", " (%s)"),
                        hoshi_say_log_side(lang, hoshi_log_actor(e)));
    if (e->party)
        hoshi_buffer_printf(out, " %s %s", e->party, e->party_name ? e->party_name : "");
    if (e->medium)
        hoshi_buffer_printf(out, " · %s", hoshi_say_log_medium(lang, e->medium));
    print_target(out, lang, e);
    if (e->corrects)
        hoshi_buffer_printf(out, hoshi_say(lang, " · %" PRId64 " を訂正", " · corrects %" PRId64),
                            e->corrects);
    if (e->corrected_by)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, " · 【%" PRId64 " で訂正済み】", " · [corrected by %" PRId64 "]"),
                            e->corrected_by);
    if (e->withdrawn_by)
        hoshi_buffer_printf(out,
                            hoshi_say(lang, " · 【%" PRId64 " で取下げ】", " · [withdrawn by %" PRId64 "]"),
                            e->withdrawn_by);
    hoshi_buffer_puts(out, "\n");
    print_details(out, lang, e);
}

void hoshi_log_print_list(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log *log,
                          const char *party, const struct hoshi_log_redacted *redacted)
{
    size_t n = 0;
    for (size_t i = 0; i < log->n; i++)
        n += log_text_shown(&log->entry[i], party);
    hoshi_buffer_printf(out, hoshi_say(lang, "協議の記録 %s: %zu件\n", "log of talks, %s: %zu entries\n"),
                        log->case_id, n);
    for (size_t i = 0; i < log->n; i++)
        if (log_text_shown(&log->entry[i], party))
            print_entry(out, lang, redacted ? &redacted->entry[i] : &log->entry[i]);
    hoshi_buffer_printf(out, hoshi_say(lang, "最後の値（ヘッド） %s\n", "head value %s\n"), log->head);
}

/* ---- CSV ---- */

static void log_text_cell(struct hoshi_buffer *out, const char *text, bool last)
{
    hoshi_buffer_csv(out, text);
    hoshi_buffer_puts(out, last ? "\r\n" : ",");
}

static void number_cell(struct hoshi_buffer *out, int64_t value, int64_t none)
{
    if (value != none)
        hoshi_buffer_printf(out, "%" PRId64, value);
    hoshi_buffer_puts(out, ",");
}

static void date_cell(struct hoshi_buffer *out, struct hoshi_date date)
{
    char text[HOSHI_DATE_TEXT];
    log_text_cell(out, hoshi_date_print(date, text), false);
}

static void text_cell(struct hoshi_buffer *out, const char *text)
{
    log_text_cell(out, text ? text : "", false);
}

static void csv_lists(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer line;
    hoshi_buffer_init(&line, 1 << 20);
    hoshi_log_print_items(&line, e);
    log_text_cell(out, hoshi_buffer_text(&line), false);
    hoshi_buffer_release(&line);
    hoshi_buffer_init(&line, 1 << 20);
    for (size_t i = 0; i < e->attachments; i++)
        hoshi_buffer_printf(&line, "%s%s %s", i ? "; " : "", e->attachment[i].name, e->attachment[i].sha256);
    log_text_cell(out, hoshi_buffer_text(&line), false);
    hoshi_buffer_release(&line);
    (void)lang;
}

static void csv_entry(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log_entry *e,
                      const char *prev)
{
    char time[8], recorded[HOSHI_LOG_RECORDED_TEXT];
    struct hoshi_buffer line;
    number_cell(out, e->seq, 0);
    text_cell(out, hoshi_log_recorded_print(e, recorded));
    date_cell(out, e->date);
    text_cell(out, hoshi_log_time_print(e->minute, time));
    text_cell(out, hoshi_say_log_act(lang, e));
    text_cell(out, hoshi_say_log_side(lang, hoshi_log_actor(e)));
    text_cell(out, e->party);
    text_cell(out, e->party_name);
    text_cell(out, hoshi_say_log_medium(lang, e->medium));
    text_cell(out, e->place);
    hoshi_buffer_init(&line, 1 << 20);
    hoshi_log_print_persons(&line, lang, e);
    text_cell(out, hoshi_buffer_text(&line));
    hoshi_buffer_release(&line);
    text_cell(out, e->words);
    text_cell(out, e->reason);
    number_cell(out, hoshi_log_answered(e), 0);
    number_cell(out, e->corrects, 0);
    number_cell(out, e->corrected_by, 0);
    date_cell(out, e->reply_by);
    date_cell(out, e->postponed_to);
    date_cell(out, e->effective_on);
    date_cell(out, e->due_on);
    text_cell(out, hoshi_say_log_decided(lang, e->decided));
    number_cell(out, e->amount_yen, HOSHI_NONE);
    text_cell(out, hoshi_say_log_applies_by(lang, e->applies_by));
    text_cell(out, hoshi_say_log_offers(lang, e->offers));
    text_cell(out, e->number);
    date_cell(out, e->deliver_by);
    date_cell(out, e->received_on);
    text_cell(out, hoshi_say_log_means(lang, e->means));
    date_cell(out, e->cash_on);
    number_cell(out, e->deducted_yen, HOSHI_NONE);
    text_cell(out, e->deducted_for);
    number_cell(out, e->interest_yen, HOSHI_NONE);
    csv_lists(out, lang, e);
    text_cell(out, prev);
    log_text_cell(out, e->hash, true);
}

enum { CSV_COLUMNS = 36 };

/* A row with a text in its fifth column, and hashes at its end. */
static void csv_bare(struct hoshi_buffer *out, int64_t seq, const char *text, const char *prev,
                     const char *hash)
{
    number_cell(out, seq, 0);
    hoshi_buffer_puts(out, ",,,");
    log_text_cell(out, text, false);
    for (int i = 6; i <= CSV_COLUMNS - 2; i++)
        hoshi_buffer_puts(out, ",");
    log_text_cell(out, prev, false);
    log_text_cell(out, hash, true);
}

void hoshi_log_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_log *log,
                         const char *party, const struct hoshi_log_redacted *redacted)
{
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(seq_recorded_at_utc_date_time)));
    for (size_t i = 0; i < log->n; i++) {
        const struct hoshi_log_entry *e = &log->entry[i];
        if (log_text_shown(e, party))
            csv_entry(out, lang, redacted ? &redacted->entry[i] : e, e->prev);
        else
            csv_bare(out, e->seq,
                     hoshi_say(lang, "（この取引先に関する記録ではないので伏せています）",
                               "(not about this party, blacked out)"),
                     e->prev, e->hash);
    }
    csv_bare(out, 0, hoshi_say(lang, "最後の値（ヘッド）", "head value"), "", log->head);
}

/* ---- JSON ---- */

static void json_entry(struct hoshi_json_writer *w, const struct hoshi_log *log,
                       const struct hoshi_log_entry *e, bool open)
{
    char date[HOSHI_DATE_TEXT], time[8], content[HOSHI_SHA256_TEXT];
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "seq", e->seq);
    if (open) {
        hoshi_json_put(w, "recorded_at", e->recorded_at);
        hoshi_json_put(w, "kind", hoshi_log_kind_key(e->kind));
        hoshi_json_put(w, "by", hoshi_log_side_key(e->side));
        hoshi_json_put(w, "date", hoshi_date_print(e->date, date));
        hoshi_json_put(w, "time", hoshi_log_time_print(e->minute, time));
        hoshi_json_put(w, "party", e->party);
        hoshi_json_put_whole(w, "answers", e->answers);
        hoshi_json_put_whole(w, "corrects", e->corrects);
        hoshi_json_put_whole(w, "corrected_by", e->corrected_by);
        hoshi_json_line(w, 6);
        hoshi_buffer_puts(hoshi_json_raw(w, "entry"), e->body);
        hoshi_json_put(w, "body", e->body);
        hoshi_json_put(w, "salt", e->salt);
    } else {
        hoshi_json_put_truth(w, "blacked_out", true);
    }
    hoshi_json_line(w, 6);
    hoshi_json_put(w, "content", hoshi_log_content_hash(log->case_id, e, content));
    hoshi_json_put(w, "prev", e->prev);
    hoshi_json_put(w, "hash", e->hash);
    hoshi_json_end(w);
}

void hoshi_log_print_json(struct hoshi_buffer *out, const struct hoshi_log *log, const char *party,
                          const struct hoshi_log_redacted *redacted)
{
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_log_export", 1);
    hoshi_json_put(&w, "case_id", log->case_id);
    hoshi_json_put_whole(&w, "entries", (int64_t)log->n);
    hoshi_json_put(&w, "head", log->head);
    hoshi_json_line(&w, 2);
    hoshi_json_array(&w, "log");
    for (size_t i = 0; i < log->n; i++)
        json_entry(&w, log, &log->entry[i],
                   log_text_shown(&log->entry[i], party) && !(redacted && redacted->changed[i]));
    if (log->n)
        hoshi_json_line(&w, 2);
    hoshi_json_end(&w);
    hoshi_json_line(&w, 0);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
