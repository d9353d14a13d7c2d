/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The criteria of the level, and the counters. Each row checks itself: what is worth a second look stands in
 * its last column as a word, and the counters count those words, so both follow what is typed. */
#include "questionnaire_sheets.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 8, MARK_ROW = 2, HEAD_ROW = 3, LIST_ROW = 4 };
static const double widths[COLUMNS] = {11, 20, 54, 15, 11, 30, 26, 25};

static const struct hoshi_words checks[FORM_CHECKS] = {
    [FORM_CHECK_NONE] = {"", ""},
    [FORM_CHECK_BY_FACT] = {"回答不要（会社情報から該当なし）", "no answer needed (company sheet)"},
    [FORM_CHECK_SHARE] = {"残りを選んでください", "choose what remains"},
    [FORM_CHECK_SHARE_BAD] = {"残りは ¼ ½ ¾ か 0〜1 の小数で", "remaining: ¼ ½ ¾ or 0 to 1"},
    [FORM_CHECK_SHARE_ALONE] = {"残りは「一部対応」のときだけ", "remaining goes with partly met only"},
    [FORM_CHECK_NO_CONDITION] = {"該当なしの理由を備考に", "say in the note why it does not apply"},
    [FORM_CHECK_FACT_YES] = {"会社情報では「はい」。どちらかを確認", "company sheet says yes: check"},
    [FORM_CHECK_FACT_BLANK] = {"会社情報の条件も記入を", "please fill in the company sheet too"},
    [FORM_CHECK_WORD] = {"回答を一覧から選び直してください", "choose the answer from the list"},
};

static struct hoshi_sheet *criteria_sheet(struct form *f)
{
    return &f->sheet[FORM_CRITERIA];
}

static const char *answer_word(const struct form *f, enum hoshi_answer_status s)
{
    return s == HOSHI_UNANSWERED ? "" : hoshi_say_answer(f->lang, s);
}

static enum hoshi_truth criteria_fact_of(const struct form *f, size_t fact)
{
    for (size_t i = 0; f->c && i < f->c->supplier.facts; i++)
        if (f->c->supplier.fact[i].fact == fact)
            return f->c->supplier.fact[i].value ? HOSHI_YES : HOSHI_NO;
    return HOSHI_UNKNOWN;
}

/* What the formula of the row gives for what is filled in. */
static enum form_check check_of(const struct form *f, const struct hoshi_criterion *k,
                                const struct hoshi_answer *a)
{
    bool conditional = k->fact != SIZE_MAX;
    enum hoshi_truth fact = conditional ? criteria_fact_of(f, k->fact) : HOSHI_UNKNOWN;
    if (fact == HOSHI_NO)
        return FORM_CHECK_BY_FACT;
    if (a->status == HOSHI_PARTIAL)
        return a->remaining_ppm == HOSHI_NONE ? FORM_CHECK_SHARE : FORM_CHECK_NONE;
    if (a->status != HOSHI_NOT_APPLICABLE)
        return FORM_CHECK_NONE;
    if (!conditional)
        return FORM_CHECK_NO_CONDITION;
    return fact == HOSHI_YES ? FORM_CHECK_FACT_YES : FORM_CHECK_FACT_BLANK;
}

static const char *check_word(const struct form *f, enum form_check c)
{
    return hoshi_words_say(f->lang, checks[c]);
}

/* Not applicable: whether the company sheet bears it out. */
static const char *not_applicable_formula(struct form *f, const char *fact)
{
    if (!fact)
        return form_text(f, "\"%s\"", check_word(f, FORM_CHECK_NO_CONDITION));
    return form_text(f, "IF(%s=\"%s\",\"%s\",\"%s\")", fact, form_truth(f, true),
                     check_word(f, FORM_CHECK_FACT_YES), check_word(f, FORM_CHECK_FACT_BLANK));
}

static const char *check_formula(struct form *f, const char *e, const char *r, const char *fact)
{
    const char *share = form_text(
        f,
        "IF(%s=\"\",\"%s\",IF(OR(%s=\"¼\",%s=\"½\",%s=\"¾\"),\"\",IF(IFERROR(AND(VALUE(%s)>=0,VALUE(%s)<=1),FALSE),\"\",\"%s\")))",
        r, check_word(f, FORM_CHECK_SHARE), r, r, r, r, r, check_word(f, FORM_CHECK_SHARE_BAD));
    const char *rest = form_text(
        f, "IF(%s<>\"\",\"%s\",IF(%s=\"%s\",%s,IF(OR(%s=\"\",%s=\"%s\",%s=\"%s\",%s=\"%s\"),\"\",\"%s\")))",
        r, check_word(f, FORM_CHECK_SHARE_ALONE), e, answer_word(f, HOSHI_NOT_APPLICABLE),
        not_applicable_formula(f, fact), e, e, answer_word(f, HOSHI_MET), e, answer_word(f, HOSHI_UNMET), e,
        answer_word(f, HOSHI_WITHHELD), check_word(f, FORM_CHECK_WORD));
    const char *all = form_text(f, "IF(%s=\"%s\",%s,%s)", e, answer_word(f, HOSHI_PARTIAL), share, rest);
    return fact ? form_text(f, "=IF(%s=\"%s\",\"%s\",%s)", fact, form_truth(f, false),
                            check_word(f, FORM_CHECK_BY_FACT), all)
                : form_text(f, "=%s", all);
}

static void remaining_cell(struct form *f, uint32_t row, int64_t ppm)
{
    const char *quarter = ppm == 250000 ? "¼" : ppm == 500000 ? "½" : ppm == 750000 ? "¾" : NULL;
    if (ppm != HOSHI_NONE && !quarter)
        hoshi_put_micro(criteria_sheet(f), row, FORM_REMAINING, HOSHI_STYLE_CHOICE_INPUT, ppm);
    else
        hoshi_put_text(criteria_sheet(f), row, FORM_REMAINING, HOSHI_STYLE_CHOICE_INPUT, quarter);
}

static void questionnaire_criteria_count(struct form *f, const struct hoshi_criterion *k,
                                         enum hoshi_answer_status s, enum form_check c)
{
    if (c == FORM_CHECK_BY_FACT) {
        f->by_fact[k->category]++;
        return;
    }
    f->count[k->category][s]++;
    f->to_check[k->category] += c != FORM_CHECK_NONE;
}

static void criterion_row(struct form *f, uint32_t row, const struct hoshi_criterion *k)
{
    static const struct hoshi_answer none = {.remaining_ppm = HOSHI_NONE};
    const struct hoshi_answer *a =
        f->c && k->index < f->c->answers.n ? &f->c->answers.answer[k->index] : &none;
    const struct hoshi_requirement *q = &f->t->catalog.requirement[k->requirement];
    enum form_check check = check_of(f, k, a);
    const char *text[COLUMNS] = {k->id,
                                 hoshi_words_say(f->lang, q->title),
                                 hoshi_words_say(f->lang, k->summary),
                                 "",
                                 "",
                                 a->note ? a->note : "",
                                 a->evidence ? a->evidence : "",
                                 check_word(f, check)};
    char e[HOSHI_REF], r[HOSHI_REF], fact[HOSHI_REF];
    hoshi_ref(e, row, FORM_ANSWER, false);
    hoshi_ref(r, row, FORM_REMAINING, false);
    if (k->fact != SIZE_MAX)
        hoshi_ref_on(fact, &f->sheet[FORM_COMPANY], f->fact_row[k->fact], FORM_VALUE);
    form_row(f, FORM_CRITERIA, row, k->id);
    hoshi_put_text(criteria_sheet(f), row, FORM_ID, HOSHI_STYLE_CENTER, k->id);
    hoshi_put_text(criteria_sheet(f), row, FORM_REQUIREMENT, HOSHI_STYLE_TEXT, text[1]);
    hoshi_put_text(criteria_sheet(f), row, FORM_SUMMARY, HOSHI_STYLE_TEXT, text[2]);
    hoshi_put_text(criteria_sheet(f), row, FORM_ANSWER, HOSHI_STYLE_CHOICE_INPUT, answer_word(f, a->status));
    remaining_cell(f, row, a->remaining_ppm);
    form_put_text(f, FORM_CRITERIA, row, FORM_NOTE, a->note);
    form_put_text(f, FORM_CRITERIA, row, FORM_EVIDENCE, a->evidence);
    hoshi_put_formula_text(criteria_sheet(f), row, FORM_CHECK, HOSHI_STYLE_TEXT, check_word(f, check), "%s",
                           check_formula(f, e, r, k->fact != SIZE_MAX ? fact : NULL));
    form_fit(f, FORM_CRITERIA, row, text, widths, COLUMNS);
    questionnaire_criteria_count(f, k, a->status, check);
}

static void block_row(struct form *f, uint32_t row, const char *number, const char *name)
{
    hoshi_put_text(criteria_sheet(f), row, FORM_ID, HOSHI_STYLE_TOTAL, number);
    for (uint16_t c = FORM_REQUIREMENT; c <= FORM_CHECK; c++)
        hoshi_put_blank(criteria_sheet(f), row, c, HOSHI_STYLE_TOTAL);
    hoshi_put_text(criteria_sheet(f), row, FORM_SUMMARY, HOSHI_STYLE_TOTAL, name);
    worksheet_set_row(criteria_sheet(f)->sheet, row, 22, NULL);
}

static void criteria_paint(struct form *f, uint16_t first, uint16_t last, lxw_format *format,
                           const char *formula)
{
    char text[512];
    hoshi_text_copy(text, sizeof text, formula);
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text, .format = format};
    if (worksheet_conditional_format_range(criteria_sheet(f)->sheet, f->first, first, f->last, last, &rule))
        f->book.failed = true;
}

/* Grey what needs no answer, orange what is to be looked at; both also stand as words in the last column. */
static void highlights(struct form *f)
{
    uint32_t r = f->first + 1;
    const char *by_fact = check_word(f, FORM_CHECK_BY_FACT);
    criteria_paint(f, FORM_ANSWER, FORM_REMAINING, f->faded, form_text(f, "=$I%u=\"%s\"", r, by_fact));
    criteria_paint(f, FORM_REMAINING, FORM_REMAINING, f->alert,
                   form_text(f, "=OR($I%u=\"%s\",$I%u=\"%s\",$I%u=\"%s\")", r,
                             check_word(f, FORM_CHECK_SHARE), r, check_word(f, FORM_CHECK_SHARE_BAD), r,
                             check_word(f, FORM_CHECK_SHARE_ALONE)));
    criteria_paint(f, FORM_CHECK, FORM_CHECK, f->alert,
                   form_text(f, "=AND($I%u<>\"\",$I%u<>\"%s\")", r, r, by_fact));
}

static void criteria_rules(struct form *f)
{
    const char *answer[HOSHI_ANSWERS];
    static const char *const share[] = {"¼", "½", "¾"};
    for (int a = HOSHI_MET; a < HOSHI_ANSWERS; a++)
        answer[a - 1] = answer_word(f, (enum hoshi_answer_status)a);
    form_allow_choices(f, FORM_CRITERIA, f->first, FORM_ANSWER, f->last, answer, HOSHI_ANSWERS - 1, true,
                       form_say(f, PROSE(choose_from_the_list_arrow_on)));
    form_allow_choices(f, FORM_CRITERIA, f->first, FORM_REMAINING, f->last, share, 3, false,
                       form_say(f, PROSE(usually_one_of_to_be_more)));
}

static bool list_first(const struct form *f, size_t criterion)
{
    for (size_t i = 0; i < f->o->firsts; i++)
        if (f->o->first[i] == criterion)
            return true;
    return false;
}

/* What a company fact rules out needs no answer and stands at the end. */
static bool list_excused(const struct form *f, const struct hoshi_criterion *k)
{
    return k->fact != SIZE_MAX && criteria_fact_of(f, k->fact) == HOSHI_NO;
}

static uint32_t list_firsts(struct form *f, uint32_t row)
{
    const struct hoshi_catalog *c = &f->t->catalog;
    bool headed = false;
    for (size_t i = 0; i < f->o->firsts; i++) {
        const struct hoshi_criterion *k = &c->criterion[f->o->first[i]];
        if (!form_asks(f, k) || list_excused(f, k))
            continue;
        if (!headed)
            block_row(f, row++, "", form_say(f, PROSE(first_those_that_matter_most)));
        headed = true;
        criterion_row(f, row++, k);
    }
    return row;
}

static uint32_t list_rest(struct form *f, uint32_t row, bool excused)
{
    const struct hoshi_catalog *c = &f->t->catalog;
    int category = 0;
    for (size_t i = 0; i < c->criteria; i++) {
        const struct hoshi_criterion *k = &c->criterion[i];
        if (!form_asks(f, k) || list_excused(f, k) != excused || (!excused && list_first(f, i)))
            continue;
        if (!excused && k->category != category)
            block_row(f, row++, form_text(f, "%d", k->category),
                      hoshi_words_say(f->lang, c->category[k->category]));
        else if (excused && !category)
            block_row(f, row++, "", form_say(f, PROSE(no_answer_needed_by_the_company_sheet)));
        category = k->category;
        criterion_row(f, row++, k);
    }
    return row;
}

static void criteria_list(struct form *f)
{
    uint32_t row = list_firsts(f, LIST_ROW);
    row = list_rest(f, row, false);
    row = list_rest(f, row, true);
    f->first = LIST_ROW;
    f->last = row - 1;
}

void form_write_criteria(struct form *f)
{
    const char *const head[COLUMNS] = {form_say(f, "評価基準No.", "Criterion No."),
                                       form_say(f, "要求事項", "Requirement"),
                                       form_say(f, "評価基準（要約）", "Criterion (summary)"),
                                       form_say(f, WORD(answer)),
                                       form_say(f, WORD(remaining)),
                                       form_say(f, WORD(remarks)),
                                       form_say(f, "根拠（書類名など）", "Evidence (name of the paper)"),
                                       form_say(f, WORD(check))};
    static const char *const column[COLUMNS] = {
        HOSHI_FORM_ID,       NULL, NULL, HOSHI_FORM_ANSWER, HOSHI_FORM_REMAINING, HOSHI_FORM_NOTE,
        HOSHI_FORM_EVIDENCE, NULL};
    form_widths(f, FORM_CRITERIA, widths, COLUMNS);
    form_title(f, FORM_CRITERIA, FORM_CHECK,
               form_text(f, form_say(f, "評価基準（★%d）", "Criteria (star %d)"), f->o->level),
               form_say(f, PROSE(choose_the_answer_nearest_to_todays)));
    form_table(f, FORM_CRITERIA, MARK_ROW, HOSHI_FORM_GAP, column, COLUMNS);
    form_heads(f, FORM_CRITERIA, HEAD_ROW, head, widths, COLUMNS);
    criteria_list(f);
    criteria_rules(f);
    highlights(f);
    worksheet_autofilter(criteria_sheet(f)->sheet, HEAD_ROW, FORM_ID, f->last, FORM_CHECK);
    worksheet_freeze_panes(criteria_sheet(f)->sheet, LIST_ROW, FORM_REQUIREMENT);
    worksheet_repeat_rows(criteria_sheet(f)->sheet, HEAD_ROW, HEAD_ROW);
    lxw_protection free_to = {.format_cells = 1, .format_columns = 1, .format_rows = 1, .autofilter = 1};
    worksheet_protect(criteria_sheet(f)->sheet, NULL, &free_to);
}

/* ---- counters ---- */

enum {
    P_LABEL = 1,
    P_FIRST,
    P_BY_FACT = P_FIRST + 5,
    P_BLANK,
    P_TOTAL,
    P_SHARE,
    P_CHECK,
    P_COLUMNS = P_CHECK
};
enum { P_HEAD = 3, P_ROW = 4 };
static const double p_widths[P_COLUMNS] = {26, 11, 11, 11, 11, 11, 15, 11, 9, 11, 11};

static struct hoshi_sheet *progress(struct form *f)
{
    return &f->sheet[FORM_PROGRESS];
}

static void counter_row(struct form *f, int k)
{
    uint32_t row = P_ROW + (uint32_t)k - 1;
    char id[HOSHI_REF], answer[HOSHI_REF], check[HOSHI_REF], a[HOSHI_REF], b[HOSHI_REF], t[HOSHI_REF];
    size_t total = f->by_fact[k], answered = f->by_fact[k];
    hoshi_range_on(id, criteria_sheet(f), f->first, FORM_ID, f->last, FORM_ID);
    hoshi_range_on(answer, criteria_sheet(f), f->first, FORM_ANSWER, f->last, FORM_ANSWER);
    hoshi_range_on(check, criteria_sheet(f), f->first, FORM_CHECK, f->last, FORM_CHECK);
    const char *by_fact = check_word(f, FORM_CHECK_BY_FACT);
    hoshi_put_text(progress(f), row, P_LABEL, HOSHI_STYLE_LABEL,
                   form_text(f, "%d. %s", k, hoshi_words_say(f->lang, f->t->catalog.category[k])));
    for (int s = HOSHI_MET; s < HOSHI_ANSWERS; s++) {
        hoshi_put_formula(progress(f), row, (uint16_t)(P_FIRST + s - 1), HOSHI_STYLE_COUNT,
                          (double)f->count[k][s], "=COUNTIFS(%s,\"%d-*\",%s,\"%s\",%s,\"<>%s\")", id, k,
                          answer, answer_word(f, (enum hoshi_answer_status)s), check, by_fact);
        answered += f->count[k][s];
    }
    total = answered + f->count[k][HOSHI_UNANSWERED];
    hoshi_put_formula(progress(f), row, P_BY_FACT, HOSHI_STYLE_COUNT, (double)f->by_fact[k],
                      "=COUNTIFS(%s,\"%d-*\",%s,\"%s\")", id, k, check, by_fact);
    hoshi_put_formula(progress(f), row, P_TOTAL, HOSHI_STYLE_COUNT, (double)total, "=COUNTIFS(%s,\"%d-*\")",
                      id, k);
    hoshi_ref(a, row, P_FIRST, false);
    hoshi_ref(b, row, P_BY_FACT, false);
    hoshi_ref(t, row, P_TOTAL, false);
    hoshi_put_formula(progress(f), row, P_BLANK, HOSHI_STYLE_COUNT, (double)(total - answered),
                      "=%s-SUM(%s:%s)", t, a, b);
    hoshi_put_formula(progress(f), row, P_SHARE, HOSHI_STYLE_PERCENT,
                      total ? (double)answered / (double)total : 0, "=IF(%s=0,0,SUM(%s:%s)/%s)", t, a, b, t);
    hoshi_put_formula(progress(f), row, P_CHECK, HOSHI_STYLE_COUNT, (double)f->to_check[k],
                      "=COUNTIFS(%s,\"%d-*\",%s,\"?*\")-%s", id, k, check, b);
}

static void counter_total(struct form *f)
{
    uint32_t row = P_ROW + HOSHI_CATEGORIES;
    double sum[P_COLUMNS + 1] = {0};
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        for (int s = HOSHI_MET; s < HOSHI_ANSWERS; s++)
            sum[P_FIRST + s - 1] += (double)f->count[k][s];
        sum[P_BY_FACT] += (double)f->by_fact[k];
        sum[P_BLANK] += (double)f->count[k][HOSHI_UNANSWERED];
        sum[P_CHECK] += (double)f->to_check[k];
    }
    for (int c = P_FIRST; c <= P_BLANK; c++)
        sum[P_TOTAL] += sum[c];
    hoshi_put_text(progress(f), row, P_LABEL, HOSHI_STYLE_TOTAL, form_say(f, WORD(total)));
    char a[HOSHI_REF], b[HOSHI_REF];
    for (uint16_t c = P_FIRST; c <= P_CHECK; c++)
        if (c != P_SHARE)
            hoshi_put_formula(progress(f), row, c, HOSHI_STYLE_YEN_TOTAL, sum[c], "=SUM(%s:%s)",
                              hoshi_ref(a, P_ROW, c, false), hoshi_ref(b, row - 1, c, false));
    hoshi_ref(a, row, P_BLANK, false);
    hoshi_ref(b, row, P_TOTAL, false);
    hoshi_put_formula(progress(f), row, P_SHARE, HOSHI_STYLE_PERCENT_TOTAL,
                      sum[P_TOTAL] > 0 ? (sum[P_TOTAL] - sum[P_BLANK]) / sum[P_TOTAL] : 0,
                      "=IF(%s=0,0,(%s-%s)/%s)", b, b, a, b);
}

void form_write_progress(struct form *f)
{
    const char *head[P_COLUMNS] = {form_say(f, WORD(category))};
    for (int s = HOSHI_MET; s < HOSHI_ANSWERS; s++)
        head[s] = hoshi_say_answer(f->lang, (enum hoshi_answer_status)s);
    head[P_BY_FACT - 1] = form_say(f, "回答不要（会社情報から）", "no answer needed");
    head[P_BLANK - 1] = form_say(f, WORD_IN(unanswered));
    head[P_TOTAL - 1] = form_say(f, WORD(total));
    head[P_SHARE - 1] = form_say(f, "記入済み", "Filled in");
    head[P_CHECK - 1] = form_say(f, WORD(check_this));
    form_widths(f, FORM_PROGRESS, p_widths, P_COLUMNS);
    form_title(f, FORM_PROGRESS, P_CHECK, form_say(f, WORD(progress)),
               form_say(f, PROSE(follows_what_is_typed_to_check)));
    form_heads(f, FORM_PROGRESS, P_HEAD, head, p_widths, P_COLUMNS);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        counter_row(f, k);
    for (uint32_t row = P_ROW; row <= P_ROW + HOSHI_CATEGORIES; row++)
        worksheet_set_row(progress(f)->sheet, row, 22, NULL);
    counter_total(f);
    hoshi_sheet_protect(progress(f));
}
