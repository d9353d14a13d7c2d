/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to do before the talk, one page: whom to ask for a quotation, what to find out by the yen that hang on it, and
 * what to confirm about the dealings. The whole lists stand behind. */
#include "check_text.h"
#include "own_sheets.h"
#include "table.h"

enum { TODO_CAUTIONS = 8, TODO_FINDINGS = 7 };

static const struct hoshi_column todo_columns[] = {
    {"no", {"", ""}, 5, .over = 1},
    {"left", {"", ""}, 16, .over = 1},
    {"what", {"", ""}, 57, .over = 1},
    {"how", {"", ""}, 88, .over = 1},
};

static void todo_heads(struct hoshi_page *p, const char *left, const char *what, const char *how)
{
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, "No", "No"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, left);
    hoshi_page_wide(p, how ? 1 : 2, HOSHI_STYLE_HEAD, what);
    if (how)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, how);
    hoshi_page_next(p);
}

/* Behind the name of a sheet that a reader does not see at first. */
static const char *todo_hidden(const struct hoshi_page *p)
{
    return p->layout->show_back
               ? ""
               : hoshi_page_say(p, "（隠れている。シートの見出しを右クリックして「再表示」）",
                                " (hidden: right-click a sheet's tab, Unhide)");
}

/* ---- quotations ---- */

static void todo_quotations(struct hoshi_page *p, const struct own_book *b)
{
    hoshi_page_heading(p, hoshi_page_say(p, PROSE(quotations_first_and_why)));
    todo_heads(p, hoshi_page_say(p, "動く額（円、期間計）", "Moves by (yen, horizon)"),
               hoshi_page_say(p, WORD(measure)), hoshi_page_say(p, PROSE(where_its_widest_price_comes_from)));
    for (size_t i = 0; i < b->v->quote_first; i++) {
        const struct hoshi_quotable *q = &b->v->quotable[i];
        const struct hoshi_price *price = q->widest->line.price;
        hoshi_page_int(p, HOSHI_STYLE_COUNT, (int64_t)i + 1);
        hoshi_page_int(p, HOSHI_STYLE_YEN, q->high_yen - q->low_yen);
        hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_words_say(p->lang, b->t->measure[q->measure].name));
        hoshi_page_text(p, HOSHI_STYLE_TEXT,
                        hoshi_page_print(p, hoshi_page_say(p, "%s（%s）", "%s (%s)"),
                                         hoshi_words_say(p->lang, price->name),
                                         hoshi_page_say(p, price->from.source_ja, price->from.source)));
        hoshi_page_next(p);
    }
    if (!b->v->quote_first)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_quotation_left)));
    hoshi_page_gap(p);
}

/* ---- what to find out ---- */

/* What hangs on it; -1 none. The caution about the unanswered states the whole amount if all were unmet: what hangs on
 * the answers is what that adds. */
static int64_t todo_yen(const struct hoshi_estimate *e, const struct hoshi_caution *c)
{
    if (c->yen == HOSHI_NONE)
        return -1;
    return c->kind == HOSHI_CAUTION_UNANSWERED ? c->yen - e->totals.mean_horizon_yen : c->yen;
}

/* The next by falling yen behind caution `at` with `below` yen, equals in their order; SIZE_MAX: none. */
static size_t todo_next(const struct hoshi_estimate *e, int64_t below, size_t at)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < e->cautions; i++) {
        int64_t yen = todo_yen(e, &e->caution[i]);
        bool left = yen < below || (yen == below && i > at);
        if (left && (best == SIZE_MAX || yen > todo_yen(e, &e->caution[best])))
            best = i;
    }
    return best;
}

static void todo_cautions(struct hoshi_page *p, const struct own_book *b)
{
    const struct hoshi_estimate *e = b->e;
    int64_t below = INT64_MAX;
    size_t n = 0, at = 0;
    hoshi_page_heading(p, hoshi_page_say(p, "2. 確かめること（掛かる額の大きい順）",
                                         "2. To find out (by what hangs on it)"));
    todo_heads(p, hoshi_page_say(p, "掛かる額（円）", "Hangs on it (yen)"),
               hoshi_page_say(p, "確かめる内容", "What it is about"), NULL);
    while (n < TODO_CAUTIONS && (at = todo_next(e, below, at)) != SIZE_MAX) {
        struct hoshi_buffer f;
        hoshi_buffer_init(&f, 2000);
        hoshi_caution_print(&f, p->lang, &e->caution[at]);
        hoshi_page_int(p, HOSHI_STYLE_COUNT, (int64_t)++n);
        below = todo_yen(e, &e->caution[at]);
        hoshi_page_int(p, HOSHI_STYLE_YEN, below < 0 ? HOSHI_NONE : below);
        hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT, hoshi_page_keep(p, &f));
        hoshi_page_next(p);
    }
    if (!n)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(nothing_special)));
    if (n < e->cautions)
        hoshi_page_line(p, HOSHI_STYLE_NOTE,
                        hoshi_page_print(
                            p,
                            hoshi_page_say(p, "ほか%zu件は「根拠」シート%s", "%zu more on the sheet Basis%s"),
                            e->cautions - n, todo_hidden(p)));
    hoshi_page_gap(p);
}

/* ---- what to confirm about the dealings ---- */

static void todo_finding(struct hoshi_page *p, const struct own_book *b,
                         const struct hoshi_check_buyer *buyer, const struct hoshi_finding *x, int64_t no)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 1 << 14);
    hoshi_buffer_printf(&f, "%s%s", hoshi_words_say(p->lang, x->rule->confirm),
                        hoshi_page_say(p, "（", " ("));
    hoshi_rule_contacts_print(&f, p->lang, b->options->check->rules, x->rule);
    hoshi_buffer_puts(&f, hoshi_page_say(p, "）", ")"));
    hoshi_page_int(p, HOSHI_STYLE_COUNT, no);
    hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_own_buyer(&b->c->buyer[buyer->buyer]));
    hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_words_say(p->lang, x->rule->name));
    hoshi_page_text(p, HOSHI_STYLE_TEXT, hoshi_page_keep(p, &f));
    hoshi_page_next(p);
}

static void todo_findings(struct hoshi_page *p, const struct own_book *b)
{
    static const enum hoshi_check_result order[] = {HOSHI_CHECK_POSSIBLE_PROBLEM, HOSHI_CHECK_ATTENTION};
    const struct hoshi_check *check = b->options->check;
    int64_t n = 0, all = 0;
    if (!check || !check->buyers)
        return;
    hoshi_page_heading(p,
                       hoshi_page_say(p, "3. 取引について確認すること", "3. To confirm about the dealings"));
    todo_heads(p, hoshi_page_say(p, WORD(customer)), hoshi_page_say(p, "何について", "About what"),
               hoshi_page_say(p, WORD(to_confirm_with_whom)));
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < check->buyers; i++)
            for (size_t f = 0; f < check->buyer[i].findings; f++) {
                if (check->buyer[i].finding[f].result != order[k])
                    continue;
                if (all++ < TODO_FINDINGS)
                    todo_finding(p, b, &check->buyer[i], &check->buyer[i].finding[f], ++n);
            }
    if (!n)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(nothing_special)));
    if (all > n)
        hoshi_page_line(
            p, HOSHI_STYLE_NOTE,
            hoshi_page_print(p,
                             hoshi_page_say(p, "ほか%lld件と、足りない事実は「確認」シート%s",
                                            "%lld more, and facts to find out, on the sheet Checks%s"),
                             (long long)(all - n), todo_hidden(p)));
}

void hoshi_own_todo_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    hoshi_page_columns(p, "todo", todo_columns, sizeof todo_columns / sizeof *todo_columns, 1);
    hoshi_page_title(p, hoshi_page_say(p, WORD(to_check)),
                     hoshi_page_say(p, PROSE(what_to_find_out_before_the_talk)));
    todo_quotations(p, b);
    todo_cautions(p, b);
    todo_findings(p, b);
    hoshi_page_fit(p, 1, 1);
}
