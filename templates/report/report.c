/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"
#include "result.h"
#include "text.h"
#include "prose.h"
#include "sort.h"
#include "prose_report.def"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct report {
    struct hoshi_buffer *out;
    enum hoshi_lang lang;
    const struct hoshi_result *r;
    const struct hoshi_estimate *e;
};

enum { LABEL = 56 };

/* A label too long for its column gets a line of its own, so that the figures stay in theirs. */
static void label_column(struct report *p, const char *label)
{
    hoshi_buffer_puts(p->out, "  ");
    hoshi_buffer_pad(p->out, label, LABEL);
    if (hoshi_text_width(label) <= LABEL)
        return;
    hoshi_buffer_puts(p->out, "\n  ");
    hoshi_buffer_pad(p->out, "", LABEL);
}

static void line(struct report *p, const char *label, int64_t yen, const char *behind)
{
    char t[HOSHI_DECIMAL_TEXT];
    label_column(p, label);
    hoshi_buffer_pad_left(p->out, hoshi_yen_print(yen, t), 16);
    hoshi_buffer_printf(p->out, "%s\n", behind);
}

static void title(struct report *p, const char *ja, const char *en)
{
    hoshi_buffer_printf(p->out, "\n%s\n", hoshi_say(p->lang, ja, en));
}

static void report_head(struct report *p)
{
    const struct hoshi_case *c = p->e->a.c;
    const char *name = c->supplier.name ? c->supplier.name : c->case_id ? c->case_id : "";
    hoshi_buffer_printf(
        p->out,
        hoshi_say(p->lang, "%s  ★%d の費用の見積（推計）\n", "%s  cost of reaching star %d (an estimate)\n"),
        name, p->e->need.level);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "基準日 ", "as of "));
    hoshi_say_date(p->out, p->lang, p->e->a.as_of);
    hoshi_buffer_puts(p->out, hoshi_say(p->lang, "、開始 ", ", starting "));
    hoshi_say_date(p->out, p->lang, p->e->a.start);
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, "、%d年計、円・税抜\n", ", %d years, yen without tax\n"),
                        p->e->a.horizon);
}

static void gap(struct report *p)
{
    const struct hoshi_need *n = &p->e->need;
    title(p, WORD(gap));
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  評価基準 %zu件:", "  %zu criteria:"), n->criteria);
    static const enum hoshi_answer_status order[] = {
        HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET, HOSHI_NOT_APPLICABLE, HOSHI_UNANSWERED, HOSHI_WITHHELD};
    for (size_t i = 0; i < 6; i++)
        hoshi_buffer_printf(p->out, "  %s %zu", hoshi_say_answer(p->lang, order[i]), n->by_status[order[i]]);
    hoshi_buffer_puts(p->out, "\n");
}

static int dearer(const void *a, const void *b)
{
    const struct hoshi_planned *x = *(const struct hoshi_planned *const *)a,
                               *y = *(const struct hoshi_planned *const *)b;
    if (x->horizon_yen != y->horizon_yen)
        return x->horizon_yen > y->horizon_yen ? -1 : 1;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

static void measures(struct report *p)
{
    const struct hoshi_tables *t = p->e->a.tables;
    const struct hoshi_planned **list = calloc(p->e->measures + 1, sizeof *list);
    size_t n = 0;
    char percent[96];
    if (!list)
        return;
    for (size_t i = 0; i < p->e->measures; i++)
        list[n++] = &p->e->measure[i];
    hoshi_sort(list, n, sizeof *list, dearer);
    title(p, "対策（金額の大きい順、期間計）", "Measures (dearest first, whole horizon)");
    for (size_t i = 0; i < n; i++) {
        const char *behind = "";
        if (list[i]->probability < 1) {
            snprintf(percent, sizeof percent,
                     hoshi_say(p->lang, "  未回答で加わりうる分（確率%d%%）",
                               "  unanswered, may come on top (p=%d%%)"),
                     (int)fmin(99, list[i]->probability * 100 + 0.5));
            behind = percent;
        }
        line(p, hoshi_words_say(p->lang, t->measure[list[i]->measure].name), list[i]->horizon_yen, behind);
    }
    free(list);
}

static size_t open_criteria(const struct hoshi_need *n)
{
    return n->by_status[HOSHI_UNMET] + n->by_status[HOSHI_PARTIAL];
}

/* Under which limits the plan is the cheapest: what the case forces, rules out or has. */
static void plan_limits(struct report *p)
{
    const struct hoshi_estimate *e = p->e;
    const struct hoshi_case_plan *c = &e->a.c->plan;
    size_t uses = 0;
    if ((hoshi_case_plan_limits(c, &uses) || c->uses) && open_criteria(&e->need))
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(limits_of_the_plan)), uses, c->avoids, c->haves);
    if (c->uses > uses)
        hoshi_buffer_printf(p->out,
                            e->totals.own_by_origin_yen[HOSHI_OWN_CHOICE]
                                ? hoshi_say(p->lang, PROSE(uses_without_a_reason))
                                : hoshi_say(p->lang, PROSE(uses_that_add_nothing)),
                            c->uses - uses);
}

/* One way to do the same: its cost, and the days it takes. */
static void way(struct report *p, const char *label, const struct hoshi_alternative *x)
{
    char own[HOSHI_DECIMAL_TEXT], bought[HOSHI_DECIMAL_TEXT], behind[160];
    if (!x->exists)
        return;
    hoshi_decimal_print((x->it_days_micro + 50000) / 100000 * 100000, 0, own);
    hoshi_decimal_print((x->hands_micro + 50000) / 100000 * 100000, 0, bought);
    snprintf(behind, sizeof behind,
             hoshi_say(p->lang, "  自社のIT担当 最大%s人日/年、外部委託 計%s人日",
                       "  own IT up to %s days a year, %s days bought in"),
             own, bought);
    line(p, label, x->horizon_yen, behind);
}

static void plan_lines(struct report *p)
{
    const struct hoshi_estimate *e = p->e;
    bool mean = p->r->split->basis == HOSHI_BASIS_MEAN;
    title(p, "この組合せについて", "About this plan");
    if (!open_criteria(&e->need))
        hoshi_buffer_printf(p->out, "  %s\n", hoshi_say(p->lang, PROSE(nothing_is_open)));
    else if (e->plan.optimal)
        hoshi_buffer_printf(p->out, "  %s\n",
                            mean ? hoshi_say(p->lang, PROSE(cheapest_set_that_closes_everything_open))
                                 : hoshi_say(p->lang, PROSE(cheapest_set_by_likely_values)));
    if (e->within.exists)
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, PROSE(days_beyond_are_bought_in)));
    plan_limits(p);
    if (e->totals.by_cause_yen[HOSHI_CAUSE_BUYER] || e->totals.by_cause_yen[HOSHI_CAUSE_OWN])
        line(p,
             hoshi_say(p->lang, "この組合せ（個別の要求と、自社の選択・事情を除く）",
                       "This plan (without individual demands and own affair)"),
             e->plan.cost_yen, "");
    if (e->next_best.exists)
        line(p, hoshi_say(p->lang, "次に安い組合せ", "Next best plan"), e->next_best.cost_yen, "");
    if (!e->outsourced.horizon_yen) /* nothing to do, by whomever */
        return;
    way(p, hoshi_say(p->lang, WORD(hands_of_own_people)), &e->in_house);
    way(p, hoshi_say(p->lang, WORD(hands_within_own_days)), &e->within);
    way(p, hoshi_say(p->lang, WORD(hands_all_bought_in)), &e->outsourced);
}

static void own_line(struct report *p, int64_t yen)
{
    if (yen)
        line(p,
             hoshi_say(p->lang, "  うち自社の選択・事情による分（分けず、自社が負担）",
                       "  own affair in it (not divided, borne by the firm)"),
             yen, "");
}

/* From the sum of the most likely values to the mean, and which of the two is divided. */
static void bridge(struct report *p)
{
    const struct hoshi_bridge *b = &p->r->bridge;
    bool mean = p->r->split->basis == HOSHI_BASIS_MEAN;
    int64_t own = p->r->own_choice_yen;
    line(p, hoshi_say(p->lang, PROSE(bridge_skew)), b->skew_yen, "");
    line(p,
         mean && !own
             ? hoshi_say(p->lang, "合計（期待値。分ける対象）", "Total (mean values, what is divided)")
             : hoshi_say(p->lang, "合計（期待値）", "Total (mean values)"),
         b->mean_yen, "");
    if (mean)
        own_line(p, own);
    if (b->unknown_yen)
        line(p, hoshi_say(p->lang, PROSE(bridge_unknown)), b->unknown_yen, "");
    if (!mean)
        line(p, hoshi_say(p->lang, "分ける対象（最もありそうな値）", "What is divided (most likely values)"),
             p->r->split->gross_yen - own, "");
}

static void totals(struct report *p)
{
    const struct hoshi_totals *t = &p->e->totals;
    const struct hoshi_split *s = p->r->split;
    title(p, WORD(cost));
    for (int y = 0; y < p->e->a.horizon; y++) {
        char label[64];
        struct hoshi_date from = hoshi_month_add(p->e->a.start, 12 * y);
        snprintf(label, sizeof label, hoshi_say(p->lang, "%d年目（%d年%d月から）", "Year %d (from %d-%02d)"),
                 y + 1, from.year, from.month);
        line(p, label, t->by_year_yen[y], "");
    }
    line(p, hoshi_say(p->lang, "各明細の最もありそうな値の合計", "Sum of the lines' most likely values"),
         t->horizon_yen, "");
    line(p, hoshi_say(p->lang, "  うち直接費（外部支出）", "  direct (bought in)"),
         t->by_class_yen[HOSHI_DIRECT], "");
    line(p, hoshi_say(p->lang, "  うち間接費（社内費用）", "  indirect (own)"),
         t->by_class_yen[HOSHI_INDIRECT], "");
    bridge(p);
    line(p, hoshi_say(p->lang, "最もありそうな値の年額", "Annual charge at most likely values"),
         t->annual_yen, "");
    if (s->funding_yen)
        line(p, hoshi_say(p->lang, "補助金等（交付決定分）", "Funding granted"), -s->funding_yen, "");
    line(p,
         s->basis == HOSHI_BASIS_MEAN
             ? hoshi_say(p->lang, "年額（期待値、補助金控除後。価格に入る額）",
                         "Annual charge divided (mean, net of funding)")
             : hoshi_say(p->lang, "年額（最もありそうな値、補助金控除後。価格に入る額）",
                         "Annual charge divided (most likely, net of funding)"),
         s->annual_yen, "");
    own_line(p, p->r->own_choice_annual_yen);
    if (p->e->all_unanswered_unmet_yen != t->mean_horizon_yen)
        line(p,
             hoshi_say(p->lang, "未回答が全て未対応だった場合の合計（期待値）",
                       "Mean total if everything unanswered were unmet"),
             p->e->all_unanswered_unmet_yen, "");
}

static void range(struct report *p)
{
    const struct hoshi_estimate_range *x = p->r->range;
    char t[HOSHI_DECIMAL_TEXT];
    title(p, "どのくらい確かか", "How sure this is");
    hoshi_buffer_printf(
        p->out,
        hoshi_say(p->lang, "  五割の確率で%s円以内、", "  even chances that it stays within %s yen, "),
        hoshi_yen_print(llround(x->result.percentile[HOSHI_P50]), t));
    hoshi_buffer_printf(p->out,
                        hoshi_say(p->lang, "八割の確率で%s円以内です。\n", "8 in 10 within %s yen.\n"),
                        hoshi_yen_print(llround(x->result.percentile[HOSHI_P80]), t));
    hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(amount_divided_mean_suffices_with)),
                        (int)lround(x->probability_suffices * 100), hoshi_yen_print(x->contingency_yen, t));
}

static const char *party_name(const struct report *p, const struct hoshi_party *x)
{
    const struct hoshi_case *c = p->e->a.c;
    if (x->kind == HOSHI_PARTY_OTHERS)
        return hoshi_say(p->lang, "他の取引先分（個別に協議）",
                         "other customers (to be discussed with each)");
    if (x->kind == HOSHI_PARTY_SUPPLIER)
        return hoshi_say(p->lang, WORD_IN(supplier_itself));
    return c->buyer[x->buyer].name ? c->buyer[x->buyer].name : x->id;
}

static void row4(struct report *p, const char *name, const char *const cell[4])
{
    label_column(p, name);
    for (size_t i = 0; i < 4; i++)
        hoshi_buffer_pad_left(p->out, cell[i], 16);
    hoshi_buffer_puts(p->out, "\n");
}

static void parties(struct report *p)
{
    const struct hoshi_split *s = p->r->split;
    title(p, "誰がいくら負担するか（提案）", "Who bears what (a proposal)");
    const char *const ja[] = {"年額", "期間計", "下限（年額）", "上限（年額）"}, *const en[] = {
                                                                                     "a year", "in all",
                                                                                     "floor/year",
                                                                                     "ceiling/year"};
    row4(p, "", p->lang == HOSHI_JA ? ja : en);
    for (size_t i = 0; i < s->parties; i++) {
        const struct hoshi_party *x = &s->party[i];
        char t[4][HOSHI_DECIMAL_TEXT] = {"", "", "", ""};
        hoshi_yen_print(x->annual_yen, t[0]);
        hoshi_yen_print(x->horizon_yen, t[1]);
        if (x->kind == HOSHI_PARTY_BUYER) {
            hoshi_yen_print(x->floor_annual_yen, t[2]);
            hoshi_yen_print(x->ceiling_annual_yen, t[3]);
        }
        const char *const cell[] = {t[0], t[1], t[2], t[3]};
        row4(p, party_name(p, x), cell);
    }
}

/* On an estimate what is asked is less than the part above, and says so. */
static void price_asked(struct report *p, const struct hoshi_party *x)
{
    char asked[HOSHI_DECIMAL_TEXT], part[HOSHI_DECIMAL_TEXT];
    if (x->ask_step_yen)
        hoshi_buffer_printf(p->out,
                            hoshi_say(p->lang, "  年額%s円（概算。計算上%s円）",
                                      "  %s yen a year (an estimate; calculated %s)"),
                            hoshi_yen_print(x->asked_annual_yen, asked),
                            hoshi_yen_print(x->annual_yen, part));
}

static void prices(struct report *p)
{
    const struct hoshi_case *c = p->e->a.c;
    if (p->r->uplifts)
        title(p, "価格に直すと（書き方の違いで、併用しない。税抜）",
              "As a price (ways to write one amount; never used together)");
    for (size_t i = 0; i < p->r->uplifts; i++) {
        const struct hoshi_uplift *u = &p->r->uplift[i];
        const struct hoshi_case_buyer *b = &c->buyer[u->buyer];
        char t[HOSHI_DECIMAL_TEXT];
        hoshi_buffer_printf(p->out, "  %s:", b->name ? b->name : b->id);
        price_asked(p, &p->r->split->party[i]); /* buyers that are parties come first, as their prices do */
        if (u->percent_ppm != HOSHI_NONE)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  単価の%s%%", "  %s%% of the price"),
                                hoshi_decimal_print((u->percent_ppm * 100 + 5000) / 10000 * 10000, 2, t));
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  月%s円", "  %s yen a month"),
                            hoshi_yen_print(u->per_month_yen, t));
        if (u->per_hour_micro != HOSHI_NONE)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  チャージ +%s円/時", "  +%s yen an hour"),
                                hoshi_decimal_print(u->per_hour_micro, 2, t));
        if (u->points_ppm != HOSHI_NONE)
            hoshi_buffer_printf(
                p->out, hoshi_say(p->lang, "  一般管理費率 +%sポイント", "  +%s points on the overhead rate"),
                hoshi_decimal_print(u->points_ppm * 100, 2, t));
        for (size_t k = 0; k < u->items; k++)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, "  %s +%s円", "  %s +%s yen"),
                                u->item[k].item->code, hoshi_decimal_print(u->item[k].uplift_micro, 2, t));
        hoshi_buffer_puts(p->out, "\n");
    }
}

static void backwards(struct report *p)
{
    const struct hoshi_case *c = p->e->a.c;
    char rise[HOSHI_DECIMAL_TEXT], yen[HOSHI_DECIMAL_TEXT], missing[HOSHI_DECIMAL_TEXT];
    if (p->r->rise_micro == HOSHI_NONE)
        return;
    hoshi_decimal_print(p->r->rise_micro, 0, rise);
    for (size_t i = 0; i < p->r->uplifts; i++) {
        const struct hoshi_uplift *u = &p->r->uplift[i];
        const struct hoshi_case_buyer *b = &c->buyer[u->buyer];
        const struct hoshi_reverse *x = &p->r->backwards[i];
        if (!p->r->answered[i])
            continue;
        hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(yen_on_every_piece_carry_yen)),
                            b->name ? b->name : b->id, rise, hoshi_yen_print(x->carried_yen, yen),
                            hoshi_yen_print(x->short_yen > 0 ? x->short_yen : 0, missing));
    }
}

static void price_cautions(struct report *p)
{
    const struct hoshi_case *c = p->e->a.c;
    for (size_t i = 0; i < p->r->uplifts; i++) {
        const struct hoshi_uplift *u = &p->r->uplift[i];
        const char *name = c->buyer[u->buyer].name ? c->buyer[u->buyer].name : c->buyer[u->buyer].id;
        if (u->large)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(large_rise_discuss_level_scope_or)), name);
        if (u->covers_little)
            hoshi_buffer_printf(p->out, hoshi_say(p->lang, PROSE(items_listed_are_only_part)), name);
    }
}

static void cautions(struct report *p)
{
    if (p->e->cautions)
        title(p, WORD(to_check));
    for (size_t i = 0; i < p->e->cautions; i++) {
        hoshi_buffer_puts(p->out, hoshi_say(p->lang, "  ・", "  - "));
        hoshi_caution_print(p->out, p->lang, &p->e->caution[i]);
        hoshi_buffer_puts(p->out, "\n");
    }
}

static void checks(struct report *p)
{
    static const enum hoshi_check_result order[] = {HOSHI_CHECK_POSSIBLE_PROBLEM, HOSHI_CHECK_ATTENTION,
                                                    HOSHI_CHECK_MISSING_FACTS, HOSHI_CHECK_OK};
    if (!p->r->check || !p->r->check->buyers)
        return;
    title(p, "取引の公正の確認（求めや記録のある発注者の計。内容は hoshiwari check）",
          "Fair-trade checks (buyers that ask, or stand in the log; details: hoshiwari check)");
    hoshi_buffer_puts(p->out, " ");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        hoshi_buffer_printf(p->out, "%s %s %zu", i ? hoshi_say(p->lang, "、", ",") : "",
                            hoshi_say_check_result(p->lang, order[i]), p->r->check->count[order[i]]);
    hoshi_buffer_puts(p->out, "\n");
}

void hoshi_result_print_report(struct hoshi_buffer *out, enum hoshi_lang lang,
                               const struct hoshi_result *result)
{
    struct report p = {out, lang, result, result->split->e};
    report_head(&p);
    gap(&p);
    measures(&p);
    plan_lines(&p);
    totals(&p);
    range(&p);
    parties(&p);
    prices(&p);
    backwards(&p);
    price_cautions(&p);
    checks(&p);
    cautions(&p);
}
