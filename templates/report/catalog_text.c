/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog_text.h"
#include "prose.h"
#include "prose_report.def"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void hoshi_catalog_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                         int level)
{
    const struct hoshi_catalog *c = &t->catalog;
    hoshi_buffer_printf(out, hoshi_say(lang, PROSE(criteria_version_summaries_are_ours_not)), c->version);
    for (size_t i = 0; i < c->requirements; i++) {
        const struct hoshi_requirement *r = &c->requirement[i];
        if (r->level > level)
            continue;
        hoshi_buffer_printf(out, "\n%s  %s\n", r->id, hoshi_words_say(lang, r->title));
        for (size_t k = r->first; k < r->first + r->n; k++)
            if (c->criterion[k].level <= level) {
                hoshi_buffer_puts(out, "  ");
                hoshi_buffer_pad(out, c->criterion[k].id, 10);
                hoshi_buffer_printf(out, " ★%d  %s\n", c->criterion[k].level,
                                    hoshi_words_say(lang, c->criterion[k].summary));
            }
    }
}

void hoshi_measures_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t)
{
    for (size_t m = 0; m < t->measures; m++) {
        const struct hoshi_measure *x = &t->measure[m];
        hoshi_buffer_pad(out, x->id, 28);
        hoshi_buffer_printf(out, " ★%d  %s%s\n", x->level, hoshi_words_say(lang, x->name),
                            x->by_default ? ""
                                          : hoshi_say(lang, "（求めがあるときだけ）", " (on request only)"));
    }
}

void hoshi_facts_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t)
{
    for (size_t i = 0; i < t->catalog.facts; i++) {
        hoshi_buffer_pad(out, t->catalog.fact[i].id, 48);
        hoshi_buffer_printf(out, " %s\n", hoshi_words_say(lang, t->catalog.fact[i].question));
    }
}

static const char *say_way(enum hoshi_lang lang, enum hoshi_way_state s)
{
    static const struct {
        const char *ja, *en;
    } words[HOSHI_WAY_STATES] = {
        [HOSHI_WAY_CHOSEN] = {"採用", "chosen"},
        [HOSHI_WAY_IN_PLACE] = {"導入済み", "in place"},
        [HOSHI_WAY_DEARER] = {"不採用: 組合せ全体が高くなる", "passed over: the whole plan would cost more"},
        [HOSHI_WAY_EQUAL] = {"不採用: 同額。対策の数と順で決定",
                             "passed over: same cost, decided by number and order"},
        [HOSHI_WAY_AVOIDED] = {"不採用: 会社の方針で使わない", "passed over: the case avoids it"},
        [HOSHI_WAY_UNAVAILABLE] = {"不採用: この規模では使えない", "passed over: not offered at this size"},
        [HOSHI_WAY_ON_REQUEST] = {"不採用: 求めがあるときだけの選択肢",
                                  "passed over: an option on request only"},
        [HOSHI_WAY_INFEASIBLE] = {"不採用: 採用した対策と両立しない",
                                  "passed over: does not go with what is chosen"},
        [HOSHI_WAY_NOT_NEEDED] = {"不要: 対応済みか該当なし", "not needed: met or not applicable"}};
    return hoshi_say(lang, words[s].ja, words[s].en);
}

static void print_price_line(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                             const struct hoshi_measure_line *x)
{
    char low[HOSHI_DECIMAL_TEXT], likely[HOSHI_DECIMAL_TEXT], high[HOSHI_DECIMAL_TEXT];
    bool effort = x->effort != SIZE_MAX;
    const struct hoshi_price *p = effort ? NULL : &t->price[x->price];
    const struct hoshi_effort *f = effort ? &t->effort[x->effort] : NULL;
    const struct hoshi_provenance *from = effort ? &f->from : &p->from;
    const struct hoshi_triple *v = effort ? &f->days : &p->price;
    static const char *const currency[] = {"JPY", "USD", "GBP"};
    hoshi_buffer_printf(out, "      - %s: %s … %s … %s ", hoshi_words_say(lang, effort ? f->name : p->name),
                        hoshi_decimal_print(v->low_micro, 0, low),
                        hoshi_decimal_print(v->likely_micro, 0, likely),
                        hoshi_decimal_print(v->high_micro, 0, high));
    if (effort)
        hoshi_buffer_printf(out, hoshi_say(lang, "人日（%s）", "person-days (%s)"),
                            hoshi_say_role(lang, f->role));
    else
        hoshi_buffer_puts(out, currency[p->currency]);
    hoshi_buffer_puts(out, " × ");
    const char *plus = "";
    for (int d = 0; d < HOSHI_DRIVERS; d++)
        if (x->drivers & (1u << d)) {
            hoshi_buffer_printf(out, "%s%s", plus, hoshi_say_driver(lang, (enum hoshi_driver)d));
            plus = " + ";
        }
    if (x->factor_micro != HOSHI_MICRO)
        hoshi_buffer_printf(out, " × %s", hoshi_decimal_print(x->factor_micro, 0, low));
    hoshi_buffer_puts(out, ", ");
    hoshi_say_recurrence(out, lang, x->every, p && p->period == HOSHI_MONTH ? 12 : 1);
    hoshi_buffer_printf(out, ", %s  [%s]\n", hoshi_say_class(lang, x->cost_class),
                        hoshi_say(lang, from->source_ja, from->source));
}

static void print_way(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                      const struct hoshi_measure *m, const struct hoshi_way *w)
{
    char yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(out, "  * %s  %s", m->id, hoshi_words_say(lang, m->name));
    if (w) {
        hoshi_buffer_printf(out, hoshi_say(lang, "  … 期間計 %s円  [%s", "  … %s yen in all  [%s"),
                            hoshi_yen_print(w->horizon_yen, yen), say_way(lang, w->state));
        if (w->more_yen != HOSHI_NONE)
            hoshi_buffer_printf(out, " +%s", hoshi_yen_print(w->more_yen, yen));
        hoshi_buffer_puts(out, "]");
    } else if (!m->by_default) {
        hoshi_buffer_puts(out, hoshi_say(lang, "  （求めがあるときだけ）", "  (on request only)"));
    }
    hoshi_buffer_printf(out, "\n      %s\n", hoshi_words_say(lang, m->why));
    for (size_t i = 0; i < m->lines; i++)
        print_price_line(out, lang, t, &m->line[i]);
}

static const struct hoshi_way *find_way(const struct hoshi_audit *a, size_t criterion, size_t measure)
{
    for (size_t i = 0; a && i < a->ways; i++)
        if (a->way[i].criterion == criterion && a->way[i].measure == measure)
            return &a->way[i];
    return NULL;
}

/* How often a criterion asks for something, from its key in the catalogue. */
static const char *say_recurrence(enum hoshi_lang lang, const char *key)
{
    static const struct {
        const char *key, *ja, *en;
    } words[] = {{"continuous", "常時", "continuous"},
                 {"annual", WORD_IN(yearly)},
                 {"monthly", WORD_IN(monthly)},
                 {"periodic", "定期", "periodic"},
                 {"on_joining", "入社時", "on joining"},
                 {"on_leaving", "退職時", "on leaving"},
                 {"on_change", "変更時", "on change"},
                 {"on_contract", "契約時", "on contract"},
                 {"on_adoption", "導入時", "on adoption"},
                 {"on_disposal", "廃棄時", "on disposal"},
                 {"on_event", "発生時", "on event"},
                 {"within_14_days", "14日以内", "within 14 days"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].key, key) == 0)
            return hoshi_say(lang, words[i].ja, words[i].en);
    return key;
}

void hoshi_criterion_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_tables *t,
                           size_t criterion, const struct hoshi_estimate *e, const struct hoshi_audit *audit)
{
    const struct hoshi_criterion *c = &t->catalog.criterion[criterion];
    const struct hoshi_requirement *r = &t->catalog.requirement[c->requirement];
    hoshi_buffer_printf(out, "%s  ★%d  %s › %s\n%s\n", c->id, c->level,
                        hoshi_words_say(lang, t->catalog.category[c->category]),
                        hoshi_words_say(lang, r->title), hoshi_words_say(lang, c->summary));
    hoshi_buffer_puts(out, hoshi_say(lang, "（要約は当方のもので、公式の文言ではありません）\n",
                                     "(our summary, not the official wording)\n"));
    if (*c->recurrence)
        hoshi_buffer_printf(out, "%s%s\n", hoshi_say(lang, "頻度: ", "recurrence: "),
                            say_recurrence(lang, c->recurrence));
    if (c->fact != SIZE_MAX)
        hoshi_buffer_printf(out, "%s%s — %s\n", hoshi_say(lang, "適用の条件: ", "applies if: "),
                            t->catalog.fact[c->fact].id,
                            hoshi_words_say(lang, t->catalog.fact[c->fact].question));
    for (size_t i = 0; i < c->ways; i++)
        hoshi_buffer_printf(out, "%s%s\n", hoshi_say(lang, "認められる方法: ", "accepted way: "),
                            hoshi_words_say(lang, c->way[i]));
    if (e)
        hoshi_buffer_printf(out, "%s%s\n", hoshi_say(lang, "このケースの回答: ", "answer of this case: "),
                            hoshi_say_answer(lang, e->need.counted[criterion]));
    hoshi_buffer_puts(out, hoshi_say(lang, "\n満たし方\n", "\nways to close it\n"));
    for (size_t m = 0; m < t->measures; m++)
        for (size_t i = 0; i < t->measure[m].closes_n; i++)
            if (t->measure[m].closes[i] == criterion)
                print_way(out, lang, t, &t->measure[m], find_way(audit, criterion, m));
}

/* ---- CSV ---- */

static void catalog_text_csv(struct hoshi_buffer *out, const char *text, bool last)
{
    /* A text that a spreadsheet would take for a formula gets an apostrophe in front. */
    hoshi_buffer_puts(out, strchr("=+-@", text[0]) && text[0] ? "\"'" : "\"");
    for (const char *p = text; *p; p++)
        hoshi_buffer_printf(out, "%s%c", *p == '"' ? "\"" : "", *p == '\n' ? ' ' : *p);
    hoshi_buffer_puts(out, last ? "\"\r\n" : "\",");
}

static void csv_way(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_estimate *e,
                    const struct hoshi_way *w)
{
    const struct hoshi_tables *t = e->a.tables;
    const struct hoshi_criterion *c = &t->catalog.criterion[w->criterion];
    const struct hoshi_measure *m = &t->measure[w->measure];
    char text[64], need[HOSHI_DECIMAL_TEXT];
    catalog_text_csv(out, c->id, false);
    snprintf(text, sizeof text, "★%d", c->level);
    catalog_text_csv(out, text, false);
    catalog_text_csv(out, hoshi_words_say(lang, t->catalog.category[c->category]), false);
    catalog_text_csv(out, hoshi_words_say(lang, c->summary), false);
    catalog_text_csv(out, hoshi_say_answer(lang, e->need.counted[w->criterion]), false);
    catalog_text_csv(out,
                     e->need.state[w->criterion] == HOSHI_OPEN
                         ? hoshi_decimal_print(e->need.need_ppm[w->criterion], 0, need)
                         : "",
                     false);
    catalog_text_csv(out, m->id, false);
    catalog_text_csv(out, hoshi_words_say(lang, m->name), false);
    catalog_text_csv(out, say_way(lang, w->state), false);
    hoshi_buffer_printf(out, "%" PRId64 ",", w->horizon_yen);
    if (w->more_yen != HOSHI_NONE)
        hoshi_buffer_printf(out, "%" PRId64, w->more_yen);
    hoshi_buffer_puts(out, ",");
    catalog_text_csv(out, hoshi_words_say(lang, m->why), false);
    catalog_text_csv(out, hoshi_say_confidence(lang, m->from.confidence), false);
    catalog_text_csv(out, "", false);
    catalog_text_csv(out, "", true);
}

void hoshi_audit_print_csv(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_audit *audit,
                           const struct hoshi_estimate *e)
{
    hoshi_buffer_puts(out, "\xEF\xBB\xBF");
    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(criterion_level_category_summary_ours)));
    for (size_t i = 0; i < audit->ways; i++)
        csv_way(out, lang, e, &audit->way[i]);
}
