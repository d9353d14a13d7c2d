/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 確認事項: fact → rule → article or paper → document → what to confirm, and with whom. It says what may be
 * the matter and asks; whether it is one is for the authority or a lawyer. */
#include "check_text.h"
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>

enum { P_NO, P_RULE, P_FACTS, P_BASIS, P_PAPERS, P_CONFIRM, COLUMNS };
enum { SECTIONS = 3 }; /* behind a list, with a list */

/* ---- facts in words ---- */

static const char *points_value(struct hoshi_dossier_book *k, const struct hoshi_dossier_fact *x)
{
    struct hoshi_buffer out;
    if (x->hidden)
        return hoshi_buyer_say(&k->b, "（当社全体の数字のため示していません）",
                               "(a figure of the whole firm, not shown)");
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_fact_value_print(&out, k->b.book.lang, x->fact, &x->value);
    return hoshi_dossier_keep(k, &out);
}

static const char *points_origin(struct hoshi_dossier_book *k, const struct hoshi_fact_value *v)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_fact_origin_print(&out, k->b.book.lang, v);
    return hoshi_dossier_keep(k, &out);
}

/* What the finding rests on was taken back since: both days stand beside it. */
static void points_withdrawn(struct hoshi_dossier_book *k, struct hoshi_buffer *out, int64_t seq)
{
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        if (e->seq != seq || !e->withdrawn_by)
            continue;
        hoshi_buffer_puts(out, out->length ? "\n" : "");
        hoshi_buffer_printf(out, hoshi_say(k->b.book.lang, PROSE(entry_was_withdrawn)), e->seq,
                            hoshi_dossier_day(k, e->withdrawn_on), e->withdrawn_by);
    }
}

const char *hoshi_dossier_facts(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    const struct hoshi_rules *rules = k->d->rules;
    enum hoshi_lang lang = k->b.book.lang;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < f->useds; i++)
        hoshi_buffer_printf(&out, hoshi_say(lang, "%s%s：%s（%s）", "%s%s: %s (%s)"), out.length ? "\n" : "",
                            hoshi_words_say(lang, rules->fact[f->used[i].fact]), points_value(k, &f->used[i]),
                            points_origin(k, &f->used[i].value));
    for (size_t i = 0; i < f->seqs; i++)
        points_withdrawn(k, &out, f->seq[i]);
    return hoshi_dossier_keep(k, &out);
}

const char *hoshi_dossier_missing(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    const struct hoshi_rules *rules = k->d->rules;
    enum hoshi_lang lang = k->b.book.lang;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < f->missings; i++) {
        size_t who = rules->fact_contact[f->missing[i]];
        hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "",
                            hoshi_words_say(lang, rules->fact[f->missing[i]]));
        if (who != SIZE_MAX)
            hoshi_buffer_printf(&out, hoshi_say(lang, "（確認先：%s）", " (ask: %s)"),
                                hoshi_words_say(lang, rules->contact[who].name));
    }
    return hoshi_dossier_keep(k, &out);
}

/* ---- a rule in words ---- */

static const char *rule_text(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    enum hoshi_lang lang = k->b.book.lang;
    const struct hoshi_rule_row *r = f->rule;
    const char *about = "";
    if (f->transaction != SIZE_MAX)
        about =
            hoshi_dossier_print(k, hoshi_say(lang, "\n取引 %zu", "\ntransaction %zu"), f->transaction + 1);
    for (size_t i = 0; f->act && i < k->d->entries; i++) {
        const struct hoshi_log_entry *e = &k->d->entry[i].e;
        if (k->d->entry[i].shown && e->seq == f->act)
            about = hoshi_dossier_print(k, "\n%s %s（No.%" PRId64 "）", hoshi_dossier_day(k, e->date),
                                        hoshi_say_log_act(lang, e), e->seq);
    }
    return hoshi_dossier_print(k, hoshi_say(lang, "%s\n%s%s\n%s・確度 %s%s", "%s\n%s%s\n%s, confidence %s%s"),
                               r->id, hoshi_words_say(lang, r->name), about,
                               hoshi_say_rule_kind(lang, r->kind),
                               hoshi_say_confidence(lang, r->from.confidence),
                               r->inferred ? hoshi_say(lang, "（推論）", " (inferred)") : "");
}

const char *hoshi_dossier_rule_basis(struct hoshi_dossier_book *k, const struct hoshi_rule_row *r)
{
    enum hoshi_lang lang = k->b.book.lang;
    const char *statute = hoshi_words_say(lang, r->statute), *paper = hoshi_words_say(lang, r->paper);
    if (!*statute && !*paper)
        return hoshi_dossier_print(k, "%s（%s）", hoshi_say(lang, r->from.source_ja, r->from.source),
                                   hoshi_say_source_date(lang, &r->from));
    return hoshi_dossier_print(k, "%s%s%s", statute, *statute && *paper ? "\n" : "", paper);
}

/* Entries the facts come from, with their files; the case where there are none. */
static const char *papers(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    struct hoshi_buffer out;
    enum hoshi_lang lang = k->b.book.lang;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < f->seqs; i++) {
        const char *files = "";
        for (size_t e = 0; e < k->d->entries; e++)
            if (k->d->entry[e].shown && k->d->entry[e].e.seq == f->seq[i])
                files = hoshi_dossier_files(k, &k->d->entry[e].e);
        hoshi_buffer_printf(&out, "%s%s\n%s", out.length ? "\n" : "", hoshi_dossier_origin(k, f->seq[i]),
                            *files ? files : hoshi_say(lang, "（添付なし）", "(no file)"));
    }
    if (!f->seqs)
        hoshi_buffer_puts(&out, hoshi_say(lang, "記録なし（裏付けの資料を添付一覧へ）",
                                          "no entry (add a paper to Enclosures)"));
    return hoshi_dossier_keep(k, &out);
}

static const char *with_whom(struct hoshi_dossier_book *k, const struct hoshi_rule_row *r)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    hoshi_rule_contacts_print(&out, k->b.book.lang, k->d->rules, r);
    return hoshi_dossier_keep(k, &out);
}

static const char *points_confirm(struct hoshi_dossier_book *k, const struct hoshi_dossier_finding *f)
{
    const struct hoshi_rule_row *r = f->rule;
    enum hoshi_lang lang = k->b.book.lang;
    return hoshi_dossier_print(
        k, hoshi_say(lang, "%s\n確認すること：%s\n確認先：%s", "%s\nTo confirm: %s\nWith: %s"),
        hoshi_words_say(lang, *hoshi_rule_finding(r, f->result)), hoshi_words_say(lang, r->confirm),
        with_whom(k, r));
}

/* ---- sections ---- */

static void points_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {
        hoshi_buyer_say(b, "No.", "No."),
        hoshi_buyer_say(b, "見た点（規則）", "Point (rule)"),
        hoshi_buyer_say(b, "元になる事実（出所）", "Facts (from)"),
        hoshi_buyer_say(b, WORD(article_paper)),
        hoshi_buyer_say(b, "資料", "Documents"),
        hoshi_buyer_say(b, "見立てと確認すること", "What may be the matter, what to confirm")};
    hoshi_buyer_head(g, texts);
}

static void points_row(struct hoshi_buyer_page *g, size_t no, const struct hoshi_dossier_finding *f)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT,
                                                     HOSHI_STYLE_TEXT,   HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT};
    const char *const texts[COLUMNS] = {
        hoshi_dossier_print(k, "%zu", no),    rule_text(k, f), hoshi_dossier_facts(k, f),
        hoshi_dossier_rule_basis(k, f->rule), papers(k, f),    points_confirm(k, f)};
    hoshi_dossier_row(g, styles, texts);
}

static bool points_belongs(const struct hoshi_dossier_finding *f, enum hoshi_check_result result, bool own)
{
    return f->result == result && (f->rule->party == HOSHI_CONDUCT_SUPPLIER) == own &&
           f->rule->defines == HOSHI_RULE_FACTS;
}

/* Points that the rows since the last break take on their last printed page; rows are not cut. */
static double points_filled(const struct hoshi_buyer_page *g, uint32_t from, double page)
{
    double filled = 0;
    for (uint32_t i = from; i < g->row; i++) {
        const lxw_row *row = lxw_worksheet_find_row(g->s.sheet, i);
        double high = row ? row->height : LXW_DEF_ROW_HEIGHT;
        filled = filled + high > page ? high : filled + high;
    }
    return filled;
}

/* A heading begins a page where it would stand at the end of one, without a row of its list. A4 across less the margins
 * of hoshi_sheet_add, blown up as the columns (7 pixels a character and 5 around) are shrunk to fit. */
static void points_turn(struct hoshi_buyer_page *g, uint32_t *turns)
{
    enum { WIDE = 842 - 72, HIGH = 595 - 94, HEADED_ROW = 190 };
    double columns = 0, page = HIGH;
    size_t n = 0;
    for (size_t i = 0; i < g->columns; i++)
        columns += (g->width[i] * 7 + 5) * 0.75;
    if (columns > WIDE)
        page *= columns / WIDE;
    while (n < SECTIONS && turns[n])
        n++;
    if (n < SECTIONS && points_filled(g, n ? turns[n - 1] : 0, page) > page - HEADED_ROW)
        turns[n] = g->row;
}

static void section(struct hoshi_buyer_page *g, const char *title, enum hoshi_check_result result, bool own,
                    const char *none)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    size_t n = 0;
    hoshi_buyer_heading(g, title);
    for (size_t i = 0; i < d->findings; i++) {
        if (!points_belongs(&d->finding[i], result, own))
            continue;
        if (!n)
            points_head(g);
        points_row(g, ++n, &d->finding[i]);
    }
    if (!n)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT, none);
}

/* ---- facts that are missing, each once ---- */

static void missing_head(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[COLUMNS] = {
        hoshi_buyer_say(b, "No.", "No."),
        hoshi_buyer_say(b, "確認先", "Ask"),
        hoshi_buyer_say(b, "足りない事実", "Fact missing"),
        hoshi_buyer_say(b, WORD(found_out)),
        hoshi_buyer_say(b, "裏付け", "Paper"),
        hoshi_buyer_say(b, "この事実を用いる点（規則）", "Points that use it (rules)")};
    hoshi_buyer_head(g, texts);
}

static const char *rules_that_miss(struct hoshi_dossier_book *k, enum hoshi_rule_fact fact)
{
    struct hoshi_buffer out;
    const struct hoshi_rule_row *last = NULL;
    enum hoshi_lang lang = k->b.book.lang;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &k->d->finding[i];
        for (size_t m = 0; f->result == HOSHI_CHECK_MISSING_FACTS && f->rule != last && m < f->missings; m++)
            if (f->missing[m] == fact) {
                hoshi_buffer_printf(&out, "%s%s %s", out.length ? hoshi_say(lang, "、", "; ") : "",
                                    f->rule->id, hoshi_words_say(lang, f->rule->name));
                last = f->rule;
            }
    }
    return hoshi_dossier_keep(k, &out);
}

static void points_missing_row(struct hoshi_buyer_page *g, size_t no, enum hoshi_rule_fact fact,
                               const char *rules)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_CENTER,     HOSHI_STYLE_TEXT,
                                                     HOSHI_STYLE_TEXT,       HOSHI_STYLE_TEXT_INPUT,
                                                     HOSHI_STYLE_TEXT_INPUT, HOSHI_STYLE_TEXT};
    size_t who = k->d->rules->fact_contact[fact];
    const char *key = hoshi_rule_fact_key(fact);
    const char *name = hoshi_words_say(lang, k->d->rules->fact[fact]);
    const char *const texts[COLUMNS] = {
        hoshi_dossier_print(k, "%zu", no),
        who == SIZE_MAX ? "—" : hoshi_words_say(lang, k->d->rules->contact[who].name),
        *key ? hoshi_dossier_print(k, hoshi_say(lang, "%s（ケースの %s）", "%s (%s of the case)"), name, key)
             : name,
        hoshi_dossier_gap(k, hoshi_buyer_say(g->b, "確かめた内容と日付", "what, and the day")),
        "",
        rules};
    hoshi_dossier_row(g, styles, texts);
}

static void points_missing_facts(struct hoshi_buyer_page *g, const char *title, const char *none)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    size_t n = 0;
    hoshi_buyer_heading(g, title);
    for (int i = 0; i < HOSHI_RULE_FACTS; i++) {
        const char *rules = rules_that_miss(k, (enum hoshi_rule_fact)i);
        if (!*rules)
            continue;
        if (!n)
            missing_head(g);
        points_missing_row(g, ++n, (enum hoshi_rule_fact)i, rules);
    }
    if (!n)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT, none);
}

/* Prices an entry raises; NULL: none. */
static const char *points_raised(struct hoshi_dossier_book *k, const struct hoshi_log_entry *e)
{
    struct hoshi_log_entry raised = *e;
    struct hoshi_log_item *item = hoshi_arena_array(&k->b.arena, e->items + 1, sizeof *item);
    struct hoshi_buffer out;
    raised.item = item;
    raised.items = 0;
    k->b.book.failed = k->b.book.failed || !item;
    for (size_t i = 0; item && i < e->items; i++)
        if (e->item[i].before_micro != HOSHI_NONE && e->item[i].after_micro > e->item[i].before_micro)
            item[raised.items++] = e->item[i];
    if (!raised.items)
        return NULL;
    hoshi_buffer_init(&out, 1 << 20);
    hoshi_log_print_items(&out, &raised);
    return hoshi_dossier_keep(k, &out);
}

/* What the record shows against one's own side: taken back, or partly met. How many lines. */
static size_t points_own_record(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    size_t n = 0;
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        const char *act = hoshi_say_log_act(k->b.book.lang, e), *raised = NULL;
        if (e->side == HOSHI_SIDE_SUPPLIER && e->withdrawn_by) {
            hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                             hoshi_dossier_print(k, hoshi_buyer_say(g->b, PROSE(points_own_withdrawn)),
                                                 e->seq, hoshi_dossier_day(k, e->date), act,
                                                 hoshi_dossier_day(k, e->withdrawn_on), e->withdrawn_by));
            n++;
        }
        if (e->side == HOSHI_SIDE_BUYER && e->kind == HOSHI_LOG_PRICE_CHANGE &&
            (raised = points_raised(k, e)) != NULL) {
            hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                             hoshi_dossier_print(k, hoshi_buyer_say(g->b, PROSE(points_own_raised)), e->seq,
                                                 hoshi_dossier_day(k, e->date), act, raised));
            n++;
        }
    }
    return n;
}

/* Own side: attentions and possible problems in one list. */
static void points_own_side(struct hoshi_buyer_page *g, const char *title, const char *none)
{
    const struct hoshi_dossier *d = hoshi_dossier_book(g)->d;
    size_t n = 0, told = 0;
    hoshi_buyer_heading(g, title);
    told = points_own_record(g);
    for (size_t i = 0; i < d->findings; i++) {
        if (!points_belongs(&d->finding[i], HOSHI_CHECK_POSSIBLE_PROBLEM, true) &&
            !points_belongs(&d->finding[i], HOSHI_CHECK_ATTENTION, true))
            continue;
        if (!n)
            points_head(g);
        points_row(g, ++n, &d->finding[i]);
    }
    if (!n && !told)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT, none);
}

static void points_settled(struct hoshi_buyer_page *g, const char *title)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    const struct hoshi_dossier *d = k->d;
    struct hoshi_buffer out;
    size_t not_applicable = 0;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < d->findings; i++) {
        not_applicable += d->finding[i].result == HOSHI_CHECK_NOT_APPLICABLE;
        if (d->finding[i].result == HOSHI_CHECK_OK && (!i || d->finding[i - 1].rule != d->finding[i].rule))
            hoshi_buffer_printf(&out, "%s%s %s", out.length ? hoshi_say(lang, "、", "; ") : "",
                                d->finding[i].rule->id, hoshi_words_say(lang, d->finding[i].rule->name));
    }
    const char *text = hoshi_dossier_keep(k, &out);
    hoshi_buyer_heading(g, title);
    hoshi_buyer_line(g, HOSHI_STYLE_TEXT, *text ? text : hoshi_buyer_say(&k->b, "ありません。", "None."));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_dossier_print(k,
                                         hoshi_buyer_say(&k->b, PROSE(nothing_found_means_within_the_facts)),
                                         not_applicable));
}

static void points_settings(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    enum hoshi_lang lang = k->b.book.lang;
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < k->d->rules->settings; i++) {
        hoshi_buffer_puts(&out, i ? hoshi_say(lang, "、", "; ") : "");
        hoshi_rule_setting_print(&out, lang, &k->d->settings, i);
    }
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_dossier_print(k,
                                         hoshi_buyer_say(g->b, "用いた設定（法律の定めではない）：%s",
                                                         "Settings in use (not law): %s"),
                                         hoshi_dossier_keep(k, &out)));
}

static void open_points(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_rules *rules = k->d->rules;
    hoshi_buyer_heading(g, hoshi_buyer_say(g->b, "6. 規則の表で、まだ確かめられていないこと",
                                           "6. What the table of rules leaves open"));
    for (size_t i = 0; i < rules->open_points; i++)
        hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                         hoshi_dossier_print(k, hoshi_buyer_say(g->b, "・%s", "· %s"),
                                             hoshi_words_say(k->b.book.lang, rules->open_point[i].text)));
    hoshi_buyer_line(
        g, HOSHI_STYLE_NOTE,
        hoshi_dossier_print(k, hoshi_buyer_say(g->b, "規則の表の版：%s", "Version of the table of rules: %s"),
                            rules->version));
}

void hoshi_dossier_write_findings(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {6, 27, 46, 32, 18, 48};
    const struct hoshi_buyer_book *b = &k->b;
    const char *none = hoshi_buyer_say(b, "確認した範囲で、ありません。", "None, within what was looked at.");
    uint32_t turns[SECTIONS + 1] = {0};
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_FINDINGS,
        hoshi_buyer_say(b, "確認事項（事実・規則・条文・資料）", "Points to confirm, with rules"), width,
        COLUMNS);
    g.row = 1;
    hoshi_buyer_line(&g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(facts_set_beside_published_rules)));
    section(&g,
            hoshi_buyer_say(b, "1. 問題になりうるため、確認をお願いする点",
                            "1. What may be a problem: please confirm"),
            HOSHI_CHECK_POSSIBLE_PROBLEM, false, none);
    points_turn(&g, turns);
    section(&g,
            hoshi_buyer_say(b, "2. 注意して確認する点（実務の目安を含む）",
                            "2. To be looked at with care (practice included)"),
            HOSHI_CHECK_ATTENTION, false, none);
    points_turn(&g, turns);
    points_missing_facts(
        &g, hoshi_buyer_say(b, "3. 事実が足りず、見られなかった点", "3. Not seen, because facts are missing"),
        none);
    points_turn(&g, turns);
    points_own_side(
        &g, hoshi_buyer_say(b, "4. 当社の側で整える点", "4. What the supplier has to put in order"), none);
    points_settled(
        &g, hoshi_buyer_say(b, "5. 確認した範囲で指摘なし", "5. Nothing found within what was looked at"));
    points_settings(&g);
    open_points(&g);
    hoshi_sheet_breaks(&g.s, turns);
    hoshi_dossier_done(&g);
}
