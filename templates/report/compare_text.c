/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_text.h"

#include "json_write.h"
#include "prose.h"
#include "vocabulary.h"
#include "prose_report.def"
#include "sort.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { COMPARE_LABEL = 52, COMPARE_AMOUNT = 17, COMPARE_MOST = HOSHI_MEASURES_MAX };

struct compare_line {
    const char *id, *name;
    int64_t then_yen, now_yen;
};

struct compare_lines {
    struct compare_line line[COMPARE_MOST];
    size_t n;
};

static struct compare_line *compare_line_of(struct compare_lines *l, const char *id)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->line[i].id, id) == 0)
            return &l->line[i];
    if (l->n == COMPARE_MOST)
        return NULL;
    l->line[l->n] = (struct compare_line){.id = id, .name = id};
    return &l->line[l->n++];
}

static int compare_by_difference(const void *a, const void *b)
{
    const struct compare_line *x = a, *y = b;
    int64_t dx = x->now_yen - x->then_yen, dy = y->now_yen - y->then_yen;
    dx = dx < 0 ? -dx : dx;
    dy = dy < 0 ? -dy : dy;
    return dx < dy ? 1 : dx > dy ? -1 : strcmp(x->id, y->id);
}

static void compare_add(struct compare_lines *l, enum hoshi_lang lang, const struct hoshi_split *s, bool now)
{
    for (size_t i = 0; i < s->shares; i++) {
        const struct hoshi_measure *m = s->share[i].entry->line.measure;
        struct compare_line *x = compare_line_of(l, m->id);
        if (!x)
            continue;
        x->name = hoshi_words_say(lang, m->name);
        *(now ? &x->now_yen : &x->then_yen) += s->share[i].gross_yen;
    }
}

static void compare_measures(struct compare_lines *l, enum hoshi_lang lang, const struct hoshi_compared *c)
{
    l->n = 0;
    compare_add(l, lang, c->then, false);
    compare_add(l, lang, c->now, true);
    hoshi_sort(l->line, l->n, sizeof *l->line, compare_by_difference);
}

static void compare_parties(struct compare_lines *l, const struct hoshi_compared *c)
{
    l->n = 0;
    for (int now = 0; now < 2; now++) {
        const struct hoshi_split *s = now ? c->now : c->then;
        for (size_t i = 0; i < s->parties; i++) {
            struct compare_line *x = compare_line_of(l, s->party[i].id);
            if (x)
                *(now ? &x->now_yen : &x->then_yen) = s->party[i].annual_yen;
        }
    }
}

/* ---- report ---- */

static void compare_row(struct hoshi_buffer *out, const char *label, int64_t then, int64_t now)
{
    char text[HOSHI_DECIMAL_TEXT];
    const int64_t yen[] = {then, now, now - then};
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, label, COMPARE_LABEL);
    if (hoshi_text_width(label) > COMPARE_LABEL) {
        hoshi_buffer_puts(out, "\n  ");
        hoshi_buffer_pad(out, "", COMPARE_LABEL);
    }
    for (size_t i = 0; i < 3; i++)
        hoshi_buffer_pad_left(out, hoshi_yen_print(yen[i], text), COMPARE_AMOUNT);
    hoshi_buffer_puts(out, "\n");
}

static const char *compare_party(enum hoshi_lang lang, const char *id)
{
    return strcmp(id, "others") == 0     ? hoshi_say(lang, WORD(other_customers))
           : strcmp(id, "supplier") == 0 ? hoshi_say(lang, "ケースの会社", "the firm itself")
                                         : id;
}

static int64_t compare_open(const struct hoshi_split *s)
{
    return (int64_t)(s->e->need.by_status[HOSHI_UNANSWERED] + s->e->need.by_status[HOSHI_WITHHELD]);
}

void hoshi_compare_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_compared *c)
{
    struct compare_lines lines;
    hoshi_buffer_printf(out, hoshi_say(lang, PROSE(two_cases_side_by_side)), c->then_file, c->now_file);
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, "", COMPARE_LABEL);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "前のケース", "first case"), COMPARE_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "後のケース", "second case"), COMPARE_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, WORD(change_in_yen)), COMPARE_AMOUNT);
    hoshi_buffer_puts(out, "\n");
    compare_row(out, hoshi_say(lang, "★", "level"), c->then->e->need.level, c->now->e->need.level);
    compare_row(out, hoshi_say(lang, "未回答（件）", "unanswered criteria"), compare_open(c->then),
                compare_open(c->now));
    compare_row(out, hoshi_say(lang, "分ける額（期間計）", "amount divided (horizon)"), c->then->gross_yen,
                c->now->gross_yen);
    compare_row(out, hoshi_say(lang, "分ける額（年額）", "amount divided (annual)"),
                c->then->gross_annual_yen, c->now->gross_annual_yen);
    hoshi_buffer_puts(
        out, hoshi_say(lang, "\n負担（年額、補助金控除後）\n", "\nWho bears it (annual, net of funding)\n"));
    compare_parties(&lines, c);
    for (size_t i = 0; i < lines.n; i++)
        compare_row(out, compare_party(lang, lines.line[i].id), lines.line[i].then_yen,
                    lines.line[i].now_yen);
    hoshi_buffer_puts(out, hoshi_say(lang, "\n動いた対策（期間計）\n", "\nMeasures that moved (horizon)\n"));
    compare_measures(&lines, lang, c);
    size_t shown = 0;
    for (size_t i = 0; i < lines.n; i++)
        if (lines.line[i].then_yen != lines.line[i].now_yen) {
            compare_row(out, lines.line[i].name, lines.line[i].then_yen, lines.line[i].now_yen);
            shown++;
        }
    if (!shown)
        hoshi_buffer_puts(out, hoshi_say(lang, "  ない\n", "  none\n"));
}

/* ---- JSON ---- */

static void compare_json_pair(struct hoshi_json_writer *w, const char *key, int64_t then, int64_t now)
{
    const int64_t pair[] = {then, now};
    hoshi_json_put_wholes(w, key, pair, 2);
}

void hoshi_compare_print_json(struct hoshi_buffer *out, const struct hoshi_compared *c)
{
    struct hoshi_json_writer w;
    struct compare_lines lines;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_compare", 1);
    hoshi_json_put(&w, "then", c->then_file);
    hoshi_json_put(&w, "now", c->now_file);
    compare_json_pair(&w, "level", c->then->e->need.level, c->now->e->need.level);
    compare_json_pair(&w, "unanswered", compare_open(c->then), compare_open(c->now));
    compare_json_pair(&w, "horizon_yen", c->then->gross_yen, c->now->gross_yen);
    compare_json_pair(&w, "annual_yen", c->then->gross_annual_yen, c->now->gross_annual_yen);
    hoshi_json_line(&w, 2);
    hoshi_json_list(&w, "parties");
    compare_parties(&lines, c);
    for (size_t i = 0; i < lines.n; i++) {
        hoshi_json_object(&w, NULL);
        hoshi_json_put(&w, "id", lines.line[i].id);
        hoshi_json_put_whole(&w, "then_annual_yen", lines.line[i].then_yen);
        hoshi_json_put_whole(&w, "now_annual_yen", lines.line[i].now_yen);
        hoshi_json_put_whole(&w, "annual_yen", lines.line[i].now_yen - lines.line[i].then_yen);
        hoshi_json_end(&w);
    }
    hoshi_json_end(&w);
    hoshi_json_line(&w, 2);
    hoshi_json_list(&w, "measures");
    compare_measures(&lines, HOSHI_JA, c);
    for (size_t i = 0; i < lines.n; i++) {
        hoshi_json_line(&w, 4);
        hoshi_json_object(&w, NULL);
        hoshi_json_put(&w, "id", lines.line[i].id);
        hoshi_json_put(&w, "name", lines.line[i].name);
        hoshi_json_put_whole(&w, "then_yen", lines.line[i].then_yen);
        hoshi_json_put_whole(&w, "now_yen", lines.line[i].now_yen);
        hoshi_json_put_whole(&w, "yen", lines.line[i].now_yen - lines.line[i].then_yen);
        hoshi_json_end(&w);
    }
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
