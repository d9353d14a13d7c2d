/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A supplier as the lists show it: the same figures and words in the list, its print, and the CSV. */
#include "budget_sheets.h"

#include <stdio.h>
#include <string.h>

static const char *supplier_truth(enum hoshi_lang lang, enum hoshi_truth t)
{
    return t == HOSHI_YES ? hoshi_say(lang, WORD_IN(yes)) : t == HOSHI_NO ? hoshi_say(lang, WORD_IN(no)) : "";
}

/* Whose side lacks a fact. */
static const char *scope_lacks(enum hoshi_lang lang, const struct hoshi_fact_set *missing)
{
    bool ours = hoshi_fact_set_has(missing, HOSHI_RF_BUYER_CAPITAL) ||
                hoshi_fact_set_has(missing, HOSHI_RF_BUYER_EMPLOYEES),
         theirs = hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_CAPITAL) ||
                  hoshi_fact_set_has(missing, HOSHI_RF_SUPPLIER_EMPLOYEES);
    if (hoshi_fact_set_has(missing, HOSHI_RF_TXN_TYPE))
        return hoshi_say(lang, "不明（取引の種類）", "unknown (transaction)");
    if (ours && theirs)
        return hoshi_say(lang, "不明（双方の規模）", "unknown (size of both)");
    return ours ? hoshi_say(lang, "不明（当社の規模）", "unknown (our size)")
                : hoshi_say(lang, "不明（取引先の規模）", "unknown (its size)");
}

static const char *supplier_scope(enum hoshi_lang lang, const struct hoshi_supplier_figures *f)
{
    switch (f->scope) {
    case HOSHI_SCOPE_COVERED:
        return hoshi_say(lang, "対象の見込み", "likely in scope");
    case HOSHI_SCOPE_NOT_COVERED:
        return hoshi_say(lang, "対象外の見込み", "likely out of scope");
    case HOSHI_SCOPE_OTHER_LAW:
    case HOSHI_SCOPE_OLD_LAW:
        return hoshi_say(lang, "ほかの法律で見る", "under other acts");
    default:
        return scope_lacks(lang, &f->missing);
    }
}

static const struct {
    uint32_t flag;
    const char *ja, *en;
} remarks[] = {
    {HOSHI_SUPPLIER_LEVEL_UNLIKE, "★と3問の答えが合わない（要確認）", "level unlike the questions (check)"},
    {HOSHI_SUPPLIER_SIZES_UNLIKE, "人数とPC台数が合わない（要確認）", "PCs, users, employees unlike (check)"},
    {HOSHI_SUPPLIER_STAR_TAKEN, WORD_IN(held_unanswered_met)},
    {HOSHI_SUPPLIER_STAR_EXPIRED, "★の有効期限が過ぎている（取得済みとみなさない）",
     "its star has run out (counts as not held)"},
    {HOSHI_SUPPLIER_RETURNED, "本人の回答", "its own answers"},
    {HOSHI_SUPPLIER_COUNTS_USED, WORD_IN(from_counts)},
    {HOSHI_SUPPLIER_GAP_UNKNOWN, "回答なし（額はほぼ見込み）", "no answers (mostly expected)"},
    {HOSHI_SUPPLIER_LEVEL_DERIVED, WORD_IN(level_from_questions)},
    {HOSHI_SUPPLIER_SHARE_ASSUMED, "当社の割合は仮定", "share assumed"},
    {HOSHI_SUPPLIER_UNANSWERED, "未回答あり（見込みを含む）", "unanswered (by probability)"},
    {HOSHI_SUPPLIER_UNSTATED, "一部対応の残りが未記入（半分とみる）", "partials without a share (by half)"},
    {HOSHI_SUPPLIER_OVER_CAPACITY, "社内工数が足りない見込み", "own IT days may not suffice"},
    {HOSHI_SUPPLIER_PERIOD_REPLACED, "期間を一覧に合わせた", "period replaced"},
    {HOSHI_SUPPLIER_RANGE_REPLACED, "幅の前提が一覧と違う", "range of its own"},
};

/* One more behind those there are, if it fits. */
static void remark_add(enum hoshi_lang lang, char *text, const char *word)
{
    size_t n = strlen(text);
    const char *mark = n ? hoshi_say(lang, "、", "; ") : "";
    if (n + strlen(mark) + strlen(word) < BUDGET_REMARK)
        snprintf(text + n, BUDGET_REMARK - n, "%s%s", mark, word);
}

static void fill_remark(enum hoshi_lang lang, struct budget_supplier *s)
{
    s->remark[0] = 0;
    if (!s->f.ours_yen)
        remark_add(lang, s->remark,
                   hoshi_say(lang, "当社分 0円（予算を使わない）", "costs us nothing (no budget used)"));
    if (s->f.large)
        remark_add(
            lang, s->remark,
            hoshi_say(lang, "購入額に対して大きい（範囲・★・支援の方法を先に相談、単位も確かめる）",
                      "large against purchases (talk about scope, level, support first; check units)"));
    if (s->f.below_minimum)
        remark_add(lang, s->remark, hoshi_say(lang, "最少額に満たない", "below the least amount"));
    for (size_t k = 0; k < sizeof remarks / sizeof *remarks; k++)
        if (s->r.flags & remarks[k].flag)
            remark_add(lang, s->remark, hoshi_say(lang, remarks[k].ja, remarks[k].en));
}

static void fill_head(enum hoshi_lang lang, bool live, struct budget_supplier *s)
{
    const struct hoshi_supplier_head *h = &s->r.head;
    const struct hoshi_supplier_conduct *c = &h->conduct;
    s->name = h->name[0] ? h->name : h->id;
    s->row = h->row;
    s->level = h->level;
    s->data = supplier_truth(lang, h->questions.important_data);
    s->outage = supplier_truth(lang, h->questions.outage);
    s->access = supplier_truth(lang, h->questions.access);
    s->transaction = hoshi_say_case_word(lang, h->transaction);
    s->scope = supplier_scope(lang, &s->f);
    s->deadline = h->deadline;
    s->wish = h->start_fixed ? hoshi_say(lang, WORD(handling_approved))
              : h->must      ? hoshi_say(lang, WORD(handling_must))
              : h->must_not  ? hoshi_say(lang, WORD(handling_excluded))
                             : "";
    s->start = (struct hoshi_value){.kind = HOSHI_VALUE_INT,
                                    .style = live ? HOSHI_STYLE_COUNT_INPUT : HOSHI_STYLE_COUNT,
                                    .n = s->f.chosen};
    s->decision = "";
    s->sole = h->sole_source ? supplier_truth(lang, HOSHI_YES) : "";
    s->requested = c->requested_on;
    s->asked = c->price_requested_on;
    s->necessity = supplier_truth(lang, c->necessity_explained);
    s->method = supplier_truth(lang, c->method_explained);
    s->talks = supplier_truth(lang, c->talks_held);
    s->reason = supplier_truth(lang, c->refusal_reason_written);
}

bool budget_supplier_fill(const struct hoshi_budget_view *view, enum hoshi_lang lang, bool live, size_t index,
                          struct budget_supplier *out)
{
    if (!view->source.read(view->source.user, index, &out->r))
        return false;
    hoshi_supplier_figures_init(&out->f, view, index, &out->r);
    fill_head(lang, live, out);
    fill_remark(lang, out);
    return true;
}

const char *budget_supplier_known(const struct budget_supplier *s, enum hoshi_lang lang)
{
    if (s->r.flags & HOSHI_SUPPLIER_GAP_UNKNOWN)
        return hoshi_say(lang, WORD_IN(nothing_answered));
    if (s->r.flags & HOSHI_SUPPLIER_COUNTS_USED)
        return hoshi_say(lang, "件数のみ", "counts only");
    return s->r.flags & HOSHI_SUPPLIER_UNANSWERED ? hoshi_say(lang, WORD_IN(some_open)) : "";
}
