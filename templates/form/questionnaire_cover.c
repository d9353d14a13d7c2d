/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cover: what this is, that nobody has to answer, how to fill it in, when and to whom it goes. */
#include "questionnaire_sheets.h"

#include <stdio.h>

enum { NUMBER = 1, TEXT_FROM = 2, LAST = 3, COLUMNS = 3 };
static const double widths[COLUMNS] = {22, 30, 56};

static struct hoshi_sheet *cover_sheet(struct form *f)
{
    return &f->sheet[FORM_COVER];
}

static uint32_t cover_paragraph(struct form *f, uint32_t row, const char *text)
{
    const double width[] = {widths[0] + widths[1] + widths[2]};
    hoshi_put_merged(cover_sheet(f), row, NUMBER, row, LAST, HOSHI_STYLE_PLAIN, text);
    form_fit(f, FORM_COVER, row, &text, width, 1);
    return row + 1;
}

static uint32_t pair(struct form *f, uint32_t row, const char *label, const char *text)
{
    const char *const both[] = {label, text};
    const double width[] = {widths[0] * 0.92, widths[1] + widths[2]};
    hoshi_put_text(cover_sheet(f), row, NUMBER, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(cover_sheet(f), row, TEXT_FROM, row, LAST, HOSHI_STYLE_TEXT, text);
    form_fit(f, FORM_COVER, row, both, width, 2);
    return row + 1;
}

/* A cell to write in that is no field of the case. */
static uint32_t field(struct form *f, uint32_t row, const char *key, const char *label, const char *value,
                      const struct hoshi_date *date)
{
    key = form_text(f, HOSHI_FORM_LETTER "%s", key);
    form_row(f, FORM_COVER, row, key);
    form_label(f, HOSHI_FORM_FIELDS, key, label);
    hoshi_put_text(cover_sheet(f), row, NUMBER, HOSHI_STYLE_LABEL, label);
    if (date)
        form_put_date(f, FORM_COVER, row, TEXT_FROM, *date);
    else
        form_put_text(f, FORM_COVER, row, TEXT_FROM, value);
    if (date)
        form_allow_date(f, FORM_COVER, row, TEXT_FROM, row);
    else
        form_allow_length(f, FORM_COVER, row, TEXT_FROM, row, HOSHI_NAME_MAX);
    const double width[] = {widths[1]};
    form_fit(f, FORM_COVER, row, &value, width, 1);
    return row + 1;
}

static uint32_t cover_heading(struct form *f, uint32_t row, const char *text)
{
    hoshi_put_text(cover_sheet(f), row, NUMBER, HOSHI_STYLE_HEADING, text);
    return row + 1;
}

static uint32_t questionnaire_cover_parties(struct form *f, uint32_t row)
{
    const struct hoshi_case_buyer *b = f->c && f->o->buyer < f->c->buyers ? &f->c->buyer[f->o->buyer] : NULL;
    const char *const column[] = {NULL, HOSHI_FORM_VALUE};
    form_table(f, FORM_COVER, row++, HOSHI_FORM_FIELDS, column, 2);
    if (f->own) {
        row = field(f, row, "contact", form_say(f, "社内の取りまとめ", "Person in charge"), "", NULL);
        return field(f, row, "due", form_say(f, "記入の期日", "To be done by"), "", &f->o->due) + 1;
    }
    const struct hoshi_questionnaire_options *o = f->o;
    const char *name = b ? b->name : o->sender, *department = b ? b->department : o->department;
    row = field(f, row, "sender", form_say(f, "依頼元の会社", "Sent by"), name ? name : "", NULL);
    row =
        field(f, row, "department", form_say(f, WORD(asking_department)), department ? department : "", NULL);
    row = field(f, row, "contact", form_say(f, "問い合わせ・返送先", "Questions and return to"),
                o->contact ? o->contact : "", NULL);
    row = field(f, row, "due", form_say(f, "返送の希望日", "Reply hoped for by"), "", &o->due);
    if (o->code)
        row = pair(f, row, form_say(f, WORD(supplier_code)), o->code);
    return field(f, row, "use", form_say(f, "使いみち（補足）", "Purpose (more)"), "", NULL) + 1;
}

static size_t cover_asked(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->t->catalog.criteria; i++)
        n += form_asks(f, &f->t->catalog.criterion[i]);
    return n;
}

static uint32_t purpose_own(struct form *f, uint32_t row)
{
    row = cover_heading(f, row, form_say(f, "このシートについて", "About this sheet"));
    row = cover_paragraph(
        f, row,
        form_text(f, form_say(f, PROSE(star_of_japans_scs_evaluation_scheme)), f->o->level, cover_asked(f)));
    return cover_paragraph(f, row, form_say(f, PROSE(star_is_voluntary_and_so)));
}

static uint32_t purpose_survey(struct form *f, uint32_t row)
{
    row = cover_heading(f, row, form_say(f, "この調査について", "About this survey"));
    row =
        pair(f, row, form_say(f, WORD(purpose)),
             form_text(f, form_say(f, PROSE(to_learn_how_matters_stand_with)), f->o->level, cover_asked(f)));
    row = pair(f, row, form_say(f, "回答は任意", "Voluntary"),
               form_say(f, PROSE(both_the_star_and_this_survey)));
    row = pair(f, row, form_say(f, "秘密の扱い", "Confidentiality"),
               form_say(f, PROSE(answers_are_handled_only)));
    return pair(f, row, form_say(f, "うかがわないこと", "Not asked"),
                form_say(f, PROSE(trade_with_others_sales_costs_prices)));
}

static uint32_t cover_steps(struct form *f, uint32_t row)
{
    row = cover_heading(f, row, form_say(f, "書き方", "How to fill it in"));
    row = pair(f, row, form_say(f, "1. 会社情報", "1. Company"),
               form_say(f, PROSE(write_numbers_of_people_and_machines)));
    row = pair(f, row, form_say(f, "2. 評価基準", "2. Criteria"),
               form_say(f, PROSE(choose_an_answer_for_each_from)));
    if (f->own)
        row = pair(f, row, form_say(f, "3. 見積・取引先", "3. Quotations, buyers"),
                   form_say(f, PROSE(quotations_you_hold_go_to_quotations)));
    return pair(f, row, f->own ? form_say(f, "4. 保存", "4. Save") : form_say(f, "3. 返送", "3. Return"),
                f->own ? form_say(f, PROSE(save_as_xlsx_it_may_be))
                       : form_say(f, PROSE(save_as_xlsx_and_send)));
}

static uint32_t answers(struct form *f, uint32_t row)
{
    static const struct hoshi_words meaning[HOSHI_ANSWERS] = {
        [HOSHI_MET] = {"書いてあることを、今している（記録や書類で示せるとなおよい）",
                       "It is done today (best if a paper or record shows it)"},
        [HOSHI_PARTIAL] = {PROSE(done_in_part_under_remaining_choose)},
        [HOSHI_UNMET] = {"まだしていない", "Not done yet"},
        [HOSHI_NOT_APPLICABLE] = {PROSE(there_is_nothing_here_it_could)},
        [HOSHI_WITHHELD] = {"答えたくない（理由は要らない）", "You prefer not to say (no reason needed)"},
        [HOSHI_UNANSWERED] = {"分からない・あとで答える。「している」とも「していない」とも数えない",
                              "Not known, or later. Counts neither as done nor as not done"}};
    row = cover_heading(f, row, form_say(f, "回答の言葉", "The answers"));
    for (int a = HOSHI_MET; a < HOSHI_ANSWERS; a++)
        row = pair(f, row, hoshi_say_answer(f->lang, (enum hoshi_answer_status)a),
                   hoshi_words_say(f->lang, meaning[a]));
    return pair(f, row, form_say(f, WORD(blank)), hoshi_words_say(f->lang, meaning[HOSHI_UNANSWERED]));
}

/* About a minute a criterion, half an hour of counting, an hour more for money matters; to half hours. */
static const char *time_needed(struct form *f)
{
    size_t minutes = cover_asked(f) + 30 + (f->own ? 60 : 0), halves = (minutes + 29) / 30;
    return form_text(f,
                     halves % 2
                         ? form_say(f, "およそ%zu時間半（目安）", "about %zu and a half hours (estimate)")
                         : form_say(f, "およそ%zu時間（目安）", "about %zu hours (estimate)"),
                     halves / 2);
}

void form_write_cover(struct form *f)
{
    struct hoshi_buffer date;
    form_widths(f, FORM_COVER, widths, COLUMNS);
    hoshi_buffer_init(&date, 100);
    hoshi_say_date(&date, f->lang, f->o->made);
    form_title(f, FORM_COVER, LAST,
               form_text(f,
                         f->own ? form_say(f, WORD(cybersecurity_check_sheet_star))
                                : form_say(f, WORD(cybersecurity_survey_star)),
                         f->o->level),
               form_text(f,
                         form_say(f, "作成日 %s　評価基準の版 %s　かかる時間 %s",
                                  "Made %s · criteria of %s · time %s"),
                         hoshi_buffer_text(&date), f->t->catalog.version, time_needed(f)));
    hoshi_buffer_release(&date);
    uint32_t row = questionnaire_cover_parties(f, 2);
    row = f->own ? purpose_own(f, row) : purpose_survey(f, row);
    row = cover_steps(f, row + 1);
    answers(f, row + 1);
    hoshi_sheet_protect(cover_sheet(f));
    worksheet_activate(cover_sheet(f)->sheet);
}
