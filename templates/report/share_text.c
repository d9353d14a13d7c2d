/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A game may have a million parties, so what is written leaves in pieces of about PIECE bytes. */
#include "share_text.h"

#include "json_write.h"
#include "text.h"
#include "prose.h"
#include "prose_report.def"

#include <math.h>
#include <string.h>

enum { PIECE = 1 << 20, COLUMNS = 4, ID_WIDTH = 20, CELL_WIDTH = 22, NAMES_SHOWN = 8 };

struct page {
    struct hoshi_buffer out;
    struct hoshi_json_writer json;
    const struct hoshi_divisions *d;
    const struct hoshi_game *g;
    enum hoshi_lang lang;
    hoshi_share_sink *sink;
    void *context;
    bool stopped;
};

/* Send what has gathered; true while there is somewhere to send it. */
static bool send(struct page *p, size_t at_least)
{
    if (!p->stopped && p->out.length >= at_least && p->out.length) {
        p->stopped = !p->sink(p->context, &p->out);
        hoshi_buffer_release(&p->out);
        hoshi_buffer_init(&p->out, 64 << 20);
    }
    return !p->stopped;
}

/* What each member pays: in yen the smaller of the two whole amounts that occur in its party. */
static double member_amount(const struct page *p, const struct hoshi_division *x, size_t i)
{
    if (!p->g->yen)
        return x->amount[i];
    return floor((double)x->whole_yen[i] / (double)hoshi_game_count(p->g, i));
}

/* ---- JSON ---- */

static void json_share(struct page *p, const struct hoshi_division *x, size_t i)
{
    int64_t count = hoshi_game_count(p->g, i);
    double each = member_amount(p, x, i);
    hoshi_json_object(&p->json, NULL);
    hoshi_json_put(&p->json, "id", p->g->id[i]);
    if (p->g->yen)
        hoshi_json_put_whole(&p->json, "amount", count == 1 ? x->whole_yen[i] : (int64_t)each);
    else
        hoshi_json_put_real(&p->json, "amount", each);
    if (count > 1 && p->g->yen) {
        hoshi_json_put_whole(&p->json, "group_amount", x->whole_yen[i]);
        hoshi_json_put_whole(&p->json, "members_plus_one", x->whole_yen[i] - count * (int64_t)each);
    } else if (count > 1)
        hoshi_json_put_real(&p->json, "group_amount", each * (double)count);
    hoshi_json_end(&p->json);
}

static void json_coalition(struct page *p, const struct hoshi_coalition *c)
{
    bool partial = false;
    hoshi_json_object(&p->json, "worst_coalition");
    hoshi_json_array(&p->json, "members");
    for (size_t i = 0; i < p->g->players && send(p, PIECE); i++) {
        if (!c->taken[i])
            continue;
        hoshi_json_put(&p->json, NULL, p->g->id[i]);
        partial = partial || c->taken[i] != hoshi_game_count(p->g, i);
    }
    hoshi_json_end(&p->json);
    hoshi_json_put_real(&p->json, "excess", c->excess);
    if (partial) { /* some of a party's members only */
        hoshi_json_array(&p->json, "counts");
        for (size_t i = 0; i < p->g->players && send(p, PIECE); i++)
            if (c->taken[i])
                hoshi_json_put_whole(&p->json, NULL, c->taken[i]);
        hoshi_json_end(&p->json);
    }
    if (!c->exhaustive)
        hoshi_json_put_truth(&p->json, "exhaustive", false);
    hoshi_json_end(&p->json);
}

static void share_text_json_rule(struct page *p, const struct hoshi_division *x)
{
    struct hoshi_json_writer *w = &p->json;
    hoshi_json_line(w, 4);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "rule", x->rule->id);
    hoshi_json_put_truth(w, "applicable", !x->reason);
    if (x->reason) {
        struct hoshi_words why = hoshi_division_reason_words(x->reason);
        hoshi_json_put(w, "reason", hoshi_division_reason_code(x->reason));
        if (x->reason == HOSHI_NO_TOO_MANY)
            hoshi_json_put_whole(w, "limit", (int64_t)x->rule->limit[p->g->form]);
        hoshi_json_put(w, "reason_ja", why.ja);
        hoshi_json_put(w, "reason_en", why.en);
        hoshi_json_end(w);
        return;
    }
    hoshi_json_line(w, 6);
    hoshi_json_list(w, "shares");
    for (size_t i = 0; i < p->g->players && send(p, PIECE); i++)
        json_share(p, x, i);
    hoshi_json_end(w);
    hoshi_json_line(w, 6);
    hoshi_json_put_truth(w, "in_core", x->in_core);
    if (x->worst.exists)
        json_coalition(p, &x->worst);
    else
        hoshi_json_put_null(w, "worst_coalition");
    if (x->note) {
        struct hoshi_words note = hoshi_division_note_words(x->note);
        hoshi_json_put(w, "note", hoshi_division_note_code(x->note));
        hoshi_json_put(w, "note_ja", note.ja);
        hoshi_json_put(w, "note_en", note.en);
    }
    hoshi_json_end(w);
}

static void json_party(struct page *p, size_t i)
{
    const struct hoshi_divisions *d = p->d;
    hoshi_json_line(&p->json, 4);
    hoshi_json_object(&p->json, NULL);
    hoshi_json_put(&p->json, "id", p->g->id[i]);
    hoshi_json_put_real(&p->json, "stand_alone", d->alone[i]);
    hoshi_json_put_real(&p->json, "marginal", d->marginal[i]);
    if (d->least) {
        hoshi_json_put_real(&p->json, "least", d->least[i]);
        hoshi_json_put_real(&p->json, "most", d->most[i]);
    }
    hoshi_json_end(&p->json);
}

static void share_text_print_json(struct page *p)
{
    struct hoshi_json_writer *w = &p->json;
    hoshi_json_start(w, &p->out);
    hoshi_json_object(w, NULL);
    hoshi_json_put_whole(w, "hoshiwari_division", 1);
    hoshi_json_put_real(w, "total", p->d->total);
    hoshi_json_put_truth(w, "monotone", p->d->monotone);
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "rules");
    for (size_t k = 0; k < p->d->divisions && send(p, PIECE); k++)
        share_text_json_rule(p, &p->d->division[k]);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_array(w, "parties");
    for (size_t i = 0; i < p->g->players && send(p, PIECE); i++)
        json_party(p, i);
    hoshi_json_line(w, 2);
    hoshi_json_end(w);
    hoshi_json_end(w);
    hoshi_buffer_puts(&p->out, "\n");
}

/* ---- text ---- */

/* Yen whole, other amounts with at most four places; thousands apart when it is whole. */
static void put_amount(struct page *p, double x)
{
    struct hoshi_buffer *out = &p->out;
    char text[HOSHI_DECIMAL_TEXT];
    double rounded = round(x);
    if (p->g->yen || fabs(x - rounded) < 5e-5 || fabs(x) > 9e8)
        hoshi_yen_print(llround(rounded), text);
    else
        hoshi_decimal_print(llround(x * 1e4) * 100, 2, text);
    hoshi_buffer_pad_left(out, text, CELL_WIDTH);
}

static void share_text_head(struct page *p)
{
    static const char *const ja[HOSHI_GAME_FORMS] = {"提携ごとの額", "明細と必要とする人",
                                                     "段階のある共用設備（空港）", "請求"};
    static const char *const en[HOSHI_GAME_FORMS] = {"amounts of coalitions", "lines and who needs them",
                                                     "one facility in steps (airport)", "claims"};
    struct hoshi_buffer *o = &p->out;
    hoshi_buffer_printf(o, "%s: %s\n", hoshi_say(p->lang, "問題の形", "form"),
                        hoshi_say(p->lang, ja[p->g->form], en[p->g->form]));
    hoshi_buffer_pad(o, hoshi_say(p->lang, "分ける額", "to divide"), ID_WIDTH);
    put_amount(p, p->d->total);
    hoshi_buffer_puts(o, "\n");
    if (!p->d->monotone)
        hoshi_buffer_puts(o, hoshi_say(p->lang, "注意: 人が増えると額が減る提携があります。\n",
                                       "note: some coalition's amount falls when somebody joins.\n"));
    if (p->g->form == HOSHI_GAME_AIRPORT && hoshi_game_members(p->g) > (int64_t)p->g->players)
        hoshi_buffer_puts(o, hoshi_say(p->lang, PROSE(amounts_are_per_member_whole_parties)));
}

struct column {
    const char *name;
    const double *value; /* or a division */
    const struct hoshi_division *x;
    bool group; /* all members of a party together */
};

static double share_text_cell(const struct page *p, const struct column *c, size_t i)
{
    if (!c->x)
        return c->value[i];
    if (!c->group)
        return member_amount(p, c->x, i);
    return p->g->yen ? (double)c->x->whole_yen[i] : c->x->amount[i] * (double)hoshi_game_count(p->g, i);
}

/* Below the parties: whether every coalition is content, and the largest excess. */
static void share_text_foot(struct page *p, const struct column *column, size_t n)
{
    hoshi_buffer_pad(&p->out, hoshi_say(p->lang, "コアの中", "in the core"), ID_WIDTH);
    for (size_t k = 0; k < n; k++)
        hoshi_buffer_pad_left(&p->out,
                              column[k].x->in_core ? hoshi_say(p->lang, WORD_IN(yes))
                                                   : hoshi_say(p->lang, WORD_IN(no)),
                              CELL_WIDTH);
    hoshi_buffer_puts(&p->out, "\n");
    hoshi_buffer_pad(&p->out, hoshi_say(p->lang, "最大の不満", "largest excess"), ID_WIDTH);
    for (size_t k = 0; k < n; k++)
        if (column[k].x->worst.exists)
            put_amount(p, column[k].x->worst.excess);
        else
            hoshi_buffer_pad_left(&p->out, "–", CELL_WIDTH);
    hoshi_buffer_puts(&p->out, "\n");
}

static void share_text_table(struct page *p, const struct column *column, size_t n)
{
    hoshi_buffer_puts(&p->out, "\n");
    hoshi_buffer_pad(&p->out, "", ID_WIDTH);
    for (size_t k = 0; k < n; k++)
        hoshi_buffer_pad_left(&p->out, column[k].name, CELL_WIDTH);
    hoshi_buffer_puts(&p->out, "\n");
    for (size_t i = 0; i < p->g->players && send(p, PIECE); i++) {
        hoshi_buffer_pad(&p->out, p->g->id[i], ID_WIDTH);
        for (size_t k = 0; k < n; k++)
            put_amount(p, share_text_cell(p, &column[k], i));
        hoshi_buffer_puts(&p->out, "\n");
    }
    if (column[0].x && !column[0].group)
        share_text_foot(p, column, n);
}

/* The party whose amount depends most on the rule, and by how much. */
static void share_text_spread(struct page *p)
{
    const struct hoshi_divisions *d = p->d;
    size_t widest = 0;
    if (!d->least)
        return;
    for (size_t i = 1; i < p->g->players; i++)
        if (d->most[i] - d->least[i] > d->most[widest] - d->least[widest])
            widest = i;
    hoshi_buffer_printf(&p->out,
                        "%s: ", hoshi_say(p->lang, "方法による開きが最も大きい", "widest between rules"));
    hoshi_buffer_pad(&p->out, p->g->id[widest], ID_WIDTH);
    put_amount(p, d->most[widest] - d->least[widest]);
    hoshi_buffer_puts(&p->out, "\n");
}

static void end_table(struct page *p)
{
    const struct hoshi_divisions *d = p->d;
    struct column c[COLUMNS] = {
        {hoshi_say(p->lang, p->g->form == HOSHI_GAME_CLAIMS ? "他の請求の残り" : "単独",
                   p->g->form == HOSHI_GAME_CLAIMS ? "left by others" : "stand-alone"),
         d->alone, NULL, false},
        {hoshi_say(p->lang, "加わる影響", "marginal"), d->marginal, NULL, false},
        {hoshi_say(p->lang, WORD_IN(least_of_rules)), d->least, NULL, false},
        {hoshi_say(p->lang, WORD_IN(most_of_rules)), d->most, NULL, false},
    };
    share_text_table(p, c, d->least ? COLUMNS : 2);
    share_text_spread(p);
}

static void rule_tables(struct page *p, bool group)
{
    struct column c[COLUMNS];
    size_t n = 0;
    for (size_t k = 0; k < p->d->divisions; k++) {
        const struct hoshi_division *x = &p->d->division[k];
        if (x->reason)
            continue;
        c[n++] = (struct column){x->rule->id, NULL, x, group};
        if (n == COLUMNS) {
            share_text_table(p, c, n);
            n = 0;
        }
    }
    if (n)
        share_text_table(p, c, n);
}

static void name_worst(struct page *p, const struct hoshi_coalition *c)
{
    size_t n = 0;
    hoshi_buffer_puts(&p->out, hoshi_say(p->lang, "  最も不満な提携: ", "  most dissatisfied: "));
    for (size_t i = 0; i < p->g->players; i++) {
        if (!c->taken[i] || n++ >= NAMES_SHOWN)
            continue;
        hoshi_buffer_printf(&p->out, "%s%s", n > 1 ? ", " : "", p->g->id[i]);
        if (hoshi_game_count(p->g, i) > 1)
            hoshi_buffer_printf(&p->out, "×%lld", (long long)c->taken[i]);
    }
    if (n > NAMES_SHOWN)
        hoshi_buffer_printf(&p->out, hoshi_say(p->lang, " ほか%zu", " and %zu more"), n - NAMES_SHOWN);
    hoshi_buffer_puts(&p->out, c->exhaustive ? "\n"
                                             : hoshi_say(p->lang, "（単独・一人抜き・独立した組の中で）\n",
                                                         " (of singles, all-but-one, separate groups)\n"));
}

static void share_text_explain(struct page *p, const struct hoshi_division *x)
{
    struct hoshi_buffer *o = &p->out;
    hoshi_buffer_printf(o, "\n%s — %s\n", x->rule->id, hoshi_words_say(p->lang, x->rule->name));
    hoshi_buffer_printf(o, "  %s\n", hoshi_words_say(p->lang, x->rule->explanation));
    hoshi_buffer_printf(o, "  %s\n", x->rule->source);
    if (x->worst.exists && !x->reason)
        name_worst(p, &x->worst);
    if (x->note)
        hoshi_buffer_printf(o, "  %s\n", hoshi_words_say(p->lang, hoshi_division_note_words(x->note)));
}

static void print_reasons(struct page *p)
{
    bool first = true;
    for (size_t k = 0; k < p->d->divisions; k++) {
        const struct hoshi_division *x = &p->d->division[k];
        if (!x->reason)
            continue;
        if (first)
            hoshi_buffer_puts(&p->out, hoshi_say(p->lang, "\n使えない方法\n", "\nrules that do not apply\n"));
        first = false;
        hoshi_buffer_puts(&p->out, "  ");
        hoshi_buffer_pad(&p->out, x->rule->id, CELL_WIDTH);
        hoshi_buffer_puts(&p->out, hoshi_words_say(p->lang, hoshi_division_reason_words(x->reason)));
        if (x->reason == HOSHI_NO_TOO_MANY)
            hoshi_buffer_printf(&p->out, " (%zu)", x->rule->limit[p->g->form]);
        hoshi_buffer_puts(&p->out, "\n");
    }
}

static void share_text_print_report(struct page *p)
{
    share_text_head(p);
    end_table(p);
    rule_tables(p, false);
    for (size_t k = 0; k < p->d->divisions; k++)
        if (!p->d->division[k].reason)
            share_text_explain(p, &p->d->division[k]);
    print_reasons(p);
    if (hoshi_game_members(p->g) > (int64_t)p->g->players)
        rule_tables(p, true);
    hoshi_buffer_puts(&p->out, p->g->gains ? hoshi_say(p->lang, PROSE(excess_worth_of_the_coalition))
                                           : hoshi_say(p->lang, PROSE(excess_what_the_coalition_pays_its)));
}

bool hoshi_share_write(const struct hoshi_divisions *d, enum hoshi_lang lang, bool json,
                       hoshi_share_sink *sink, void *context)
{
    struct page p = {.d = d, .g = d->game, .lang = lang, .sink = sink, .context = context};
    hoshi_buffer_init(&p.out, 64 << 20);
    if (json)
        share_text_print_json(&p);
    else
        share_text_print_report(&p);
    bool whole = send(&p, 0);
    hoshi_buffer_release(&p.out);
    return whole;
}
