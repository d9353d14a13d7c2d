/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 経過表: every entry of the log with its hash; 議事: the meetings among them. Entries about others keep
 * their place and their hashes, so that the chain can be followed, and nothing else. */
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>

enum { T_NO, T_DATE, T_KIND, T_PERSONS, T_WORDS, T_FILES, T_HASH, T_COLUMNS };

static const char *when(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    char day[HOSHI_DATE_TEXT], time[8];
    return hoshi_dossier_print(k, "%s\n%s", hoshi_date_print(e->date, day),
                               hoshi_log_time_print(e->minute, time));
}

static const char *persons(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_log_print_persons(&out, k->b.book.lang, e);
    return hoshi_dossier_keep(k, &out);
}

static void shown_row(struct hoshi_buyer_page *g, const struct hoshi_dossier_entry *x)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    static const enum hoshi_style styles[T_COLUMNS] = {
        HOSHI_STYLE_CENTER, HOSHI_STYLE_CENTER, HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT,
        HOSHI_STYLE_TEXT,   HOSHI_STYLE_TEXT,   HOSHI_STYLE_CENTER};
    const char *const texts[T_COLUMNS] = {hoshi_dossier_print(k, "%" PRId64, x->e.seq),
                                          when(k, &x->e),
                                          hoshi_dossier_print(k, "%s\n%s\n%s", hoshi_say_log_act(lang, &x->e),
                                                              hoshi_say_log_side(lang, x->e.side),
                                                              hoshi_say_log_medium(lang, x->e.medium)),
                                          persons(k, &x->e),
                                          hoshi_dossier_words(k, &x->e),
                                          hoshi_dossier_files(k, &x->e),
                                          hoshi_dossier_hash(k, x->hash)};
    hoshi_dossier_row(g, styles, texts);
}

static void hidden_row(struct hoshi_buyer_page *g, const struct hoshi_dossier_entry *x)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const char *text = hoshi_dossier_print(
        k, hoshi_buyer_say(g->b, PROSE(blacked_out_about_another_customer_or)), x->content);
    hoshi_put_text(&g->s, g->row, T_NO, HOSHI_STYLE_CENTER, hoshi_dossier_print(k, "%" PRId64, x->e.seq));
    hoshi_put_merged(&g->s, g->row, T_DATE, g->row, T_FILES, HOSHI_STYLE_TEXT, text);
    hoshi_put_text(&g->s, g->row, T_HASH, HOSHI_STYLE_CENTER, hoshi_dossier_hash(k, x->hash));
    hoshi_buyer_lines(g, 4);
    g->row++;
}

static const struct hoshi_dossier_entry *entry_at(const struct hoshi_dossier *d, int64_t seq)
{
    size_t i = 0;
    while (i + 1 < d->entries && d->entry[i].e.seq != seq)
        i++;
    return &d->entry[i];
}

/* Corrected, withdrawn and blacked out entries, by their numbers: no events, but links of the chain. */
static void not_standing(struct hoshi_buyer_page *g)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    if (d->events == d->entries)
        return;
    hoshi_buyer_heading(g, hoshi_buyer_say(g->b,
                                           "訂正・取消された記録、伏せた記録（番号順。連鎖を確かめるため）",
                                           "Corrected, withdrawn, blacked out (by number, for the chain)"));
    for (size_t i = 0; i < d->entries; i++) {
        const struct hoshi_dossier_entry *x = &d->entry[i];
        if (!x->shown)
            hidden_row(g, x);
        else if (!hoshi_log_stands(&x->e))
            shown_row(g, x);
    }
}

void hoshi_dossier_write_timeline(struct hoshi_dossier_book *k)
{
    static const double width[T_COLUMNS] = {6, 13, 14, 22, 62, 20, 20};
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier *d = k->d;
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_TIMELINE,
                           hoshi_buyer_say(b, "経過表（出来事の日付の順。記録の全件）",
                                           "Timeline by dates (every entry of the log)"),
                           width, T_COLUMNS);
    const char *const heads[T_COLUMNS] = {hoshi_buyer_say(b, "No.", "No."),
                                          hoshi_buyer_say(b, WORD(date_time)),
                                          hoshi_buyer_say(b, WORD(kind_side_way)),
                                          hoshi_buyer_say(b, WORD(persons)),
                                          hoshi_buyer_say(b, WORD(content)),
                                          hoshi_buyer_say(b, WORD(enclosed)),
                                          hoshi_buyer_say(b, "ハッシュ値（SHA-256）", "Hash (SHA-256)")};
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(numbered_in_the_order_they_were)));
    if (!d->has_log || !d->entries) {
        hoshi_buyer_line(&g, HOSHI_STYLE_WARN,
                         d->has_log ? hoshi_buyer_say(b, PROSE(nothing_is_recorded_yet_begin_with))
                                    : hoshi_buyer_say(b, PROSE(made_without_a_log_to_write)));
        hoshi_buyer_head(&g, heads);
        for (int i = 0; i < 10; i++) {
            for (uint16_t c = 0; c < T_COLUMNS; c++)
                hoshi_put_blank(&g.s, g.row, c, HOSHI_STYLE_TEXT_INPUT);
            hoshi_buyer_lines(&g, 3);
            g.row++;
        }
        hoshi_dossier_done(&g);
        return;
    }
    hoshi_buyer_head(&g, heads);
    hoshi_sheet_freeze(&g.s, g.row, 1, g.row - 1);
    for (size_t i = 0; i < d->events; i++)
        shown_row(&g, entry_at(d, d->event[i]->seq));
    not_standing(&g);
    hoshi_dossier_done(&g);
}

/* ---- minutes ---- */

static bool is_minutes_of(const struct hoshi_dossier_entry *x, int64_t meeting)
{
    return x->shown && x->e.kind == HOSHI_LOG_MINUTES && !x->e.corrected_by &&
           hoshi_log_answered(&x->e) == meeting;
}

static void timeline_minutes_of(struct hoshi_buyer_page *g, int64_t meeting)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_dossier *d = k->d;
    size_t n = 0;
    for (size_t i = 0; i < d->entries; i++) {
        if (!is_minutes_of(&d->entry[i], meeting))
            continue;
        const struct hoshi_log_entry *e = &d->entry[i].e;
        const char *files = hoshi_dossier_files(k, e), *words = hoshi_dossier_words(k, e);
        n++;
        hoshi_dossier_fact(g, hoshi_buyer_say(g->b, WORD(minutes)),
                           *files ? hoshi_dossier_print(k, "%s\n%s", words, files) : words, "",
                           hoshi_dossier_origin(k, e->seq));
    }
    if (!n)
        hoshi_dossier_fact(g, hoshi_buyer_say(g->b, WORD(minutes)), NULL,
                           hoshi_buyer_say(g->b, PROSE(none_write_them_send_them)), "");
}

static void meeting(struct hoshi_buyer_page *g, const struct hoshi_log_entry *e)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *seq = hoshi_dossier_origin(k, e->seq), *files = hoshi_dossier_files(k, e);
    char time[8];
    hoshi_buyer_heading(g,
                        hoshi_dossier_print(k, "No.%" PRId64 "　%s %s", e->seq, hoshi_dossier_day(k, e->date),
                                            hoshi_log_time_print(e->minute, time)));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(place_or_way)),
                       e->place ? e->place : hoshi_say_log_medium(b->book.lang, e->medium),
                       hoshi_buyer_say(b, "場所、またはオンライン・電話の別", "place, or online, by phone"),
                       seq);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "出席者", "Present"), persons(k, e),
        hoshi_buyer_say(b, "双方の部署・役職・氏名", "departments, roles, names of both sides"), seq);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "話したこと", "What was said"), hoshi_dossier_words(k, e),
                       hoshi_buyer_say(b, "双方の発言", "what each side said"), seq);
    if (*files)
        hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(enclosed)), files, "", seq);
    timeline_minutes_of(g, e->seq);
}

void hoshi_dossier_write_minutes(struct hoshi_dossier_book *k)
{
    static const double width[] = {26, 60, 16};
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier *d = k->d;
    size_t n = 0;
    struct hoshi_buyer_page g = hoshi_dossier_page(k, HOSHI_DOSSIER_MINUTES,
                                                   hoshi_buyer_say(b, WORD(meetings_and_minutes)), width, 3);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(guidance_mentions_that_both_sides_keep)));
    for (size_t i = 0; i < d->entries; i++)
        if (d->entry[i].shown && d->entry[i].e.kind == HOSHI_LOG_MEETING && !d->entry[i].e.corrected_by) {
            meeting(&g, &d->entry[i].e);
            n++;
        }
    if (!n) {
        hoshi_buyer_line(&g, HOSHI_STYLE_WARN,
                         d->has_log ? hoshi_buyer_say(b, "この相手方との面談・協議は、記録にありません。",
                                                      "No meeting with this side is on record.")
                                    : hoshi_buyer_say(b, "協議の記録を使っていないため、面談は分かりません。",
                                                      "No log was used, so meetings are not known."));
        hoshi_dossier_fact_head(&g);
        hoshi_dossier_fact(&g, hoshi_buyer_say(b, "面談の有無", "Any meeting"), NULL,
                           hoshi_buyer_say(b, PROSE(if_any_time_place_persons)), "");
    }
    hoshi_dossier_done(&g);
}
