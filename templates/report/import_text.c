/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_text.h"

#include "case_field_text.h"
#include "json_write.h"
#include "prose.h"
#include "prose_report.def"
#include "questionnaire_layout.h"
#include "text_key.h"
#include "typed.h"
#include "written_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 30, NAME_WIDTH = 26, CELL_WIDTH = 10 };

static const char *const kind_keys[] = {"json", "csv", "xlsx"};
static const char *const note_keys[] = {"partial_without_share", "repeated", "version_unclear", "blank",
                                        "encoding_cp932",        "formula",  "draft_changed",   "draft_only",
                                        "share_in_words"};
static const char *const doubt_keys[HOSHI_DOUBT_KINDS] = {
    "higher_without_base", "upkeep_without_base", "inapplicable_without_condition", "contradicts_fact"};

/* ---- what counts ---- */

static bool import_text_of_level(const struct hoshi_import *m, const struct hoshi_answer_note *n)
{
    return n->criterion == SIZE_MAX || m->tables->catalog.criterion[n->criterion].level <= m->review->level;
}

static bool is_doubt(const struct hoshi_import *m, const struct hoshi_answer_note *n)
{
    return n->kind != HOSHI_NOTE_ENCODING_CP932 && n->kind != HOSHI_NOTE_BLANK && import_text_of_level(m, n);
}

size_t hoshi_import_doubts(const struct hoshi_import *m)
{
    size_t n = m->review->doubts + m->review->count[0][HOSHI_UNANSWERED];
    for (size_t i = 0; i < m->answers->notes; i++)
        n += is_doubt(m, &m->answers->note[i]);
    return n + m->review->againsts + m->written_over->n + m->written_over->more;
}

/* ---- text ---- */

static const char *file_kind(const struct hoshi_import *m, enum hoshi_lang lang)
{
    if (m->back->word)
        return hoshi_say(lang, "提出用の Word 文書", "the paper for filing as a Word document");
    if (m->back->found)
        return hoshi_say(lang, "このプログラムのワークブック", "a workbook of this program");
    if (m->form->found)
        return hoshi_say(lang, "このプログラムの質問票", "a questionnaire of this program");
    switch (m->source->kind) {
    case HOSHI_ANSWERS_JSON:
        return hoshi_say(lang, "回答の JSON", "answers as JSON");
    case HOSHI_ANSWERS_CSV:
        return hoshi_say(lang, "回答の CSV", "answers as CSV");
    default:
        return hoshi_say(lang, "回答のある Excel ファイル", "a workbook with answers");
    }
}

static void print_source(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    const struct hoshi_answer_source *s = m->source;
    hoshi_buffer_printf(o, "%s: %s", m->file, file_kind(m, lang));
    if (*s->encoding)
        hoshi_buffer_printf(o, " (%s)", s->encoding);
    hoshi_buffer_puts(o, "\n");
    if (m->form->level)
        hoshi_buffer_printf(o, hoshi_say(lang, "  版 %s、%s、★%d\n", "  edition %s, %s, star %d\n"),
                            m->form->edition, m->form->language, m->form->level);
    if (!m->back->found)
        hoshi_buffer_printf(o, hoshi_say(lang, "  評価基準の版 %s%s\n", "  criteria of %s%s\n"),
                            m->tables->catalog.version,
                            s->draft ? hoshi_say(lang, PROSE(file_is_the_draft_of_december)) : "");
    for (size_t k = 0; k < s->sheets; k++) {
        hoshi_buffer_printf(
            o, hoshi_say(lang, "  %s 番号 %s列、回答 %s列", "  %s ids in column %s, answers in %s"),
            s->sheet[k].name ? s->sheet[k].name : "", s->sheet[k].id, s->sheet[k].answer);
        if (*s->sheet[k].remaining)
            hoshi_buffer_printf(o, hoshi_say(lang, "、残り %s列", ", remaining in %s"),
                                s->sheet[k].remaining);
        if (*s->sheet[k].note)
            hoshi_buffer_printf(o, hoshi_say(lang, "、備考 %s列", ", notes in %s"), s->sheet[k].note);
        if (*s->sheet[k].evidence)
            hoshi_buffer_printf(o, hoshi_say(lang, "、根拠 %s列", ", evidence in %s"), s->sheet[k].evidence);
        hoshi_buffer_printf(o, hoshi_say(lang, "、%zu行\n", ", %zu rows\n"), s->sheet[k].rows);
    }
}

static void print_counts(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    static const enum hoshi_answer_status order[] = {
        HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET, HOSHI_NOT_APPLICABLE, HOSHI_WITHHELD, HOSHI_UNANSWERED};
    hoshi_buffer_printf(o,
                        hoshi_say(lang, "\n★%d の評価基準の回答\n", "\nanswers to the criteria of star %d\n"),
                        m->review->level);
    hoshi_buffer_pad(o, "", NAME_WIDTH);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        hoshi_buffer_pad_left(o, hoshi_say_answer(lang, order[k]), CELL_WIDTH + 6);
    hoshi_buffer_puts(o, "\n");
    for (size_t c = 1; c <= HOSHI_CATEGORIES + 1; c++) {
        size_t row = c <= HOSHI_CATEGORIES ? c : 0;
        hoshi_buffer_pad(o,
                         row ? hoshi_words_say(lang, m->tables->catalog.category[row])
                             : hoshi_say(lang, WORD_IN(total)),
                         NAME_WIDTH);
        for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
            char text[24];
            snprintf(text, sizeof text, "%zu", m->review->count[row][order[k]]);
            hoshi_buffer_pad_left(o, text, CELL_WIDTH + 6);
        }
        hoshi_buffer_puts(o, "\n");
    }
}

static const char *note_words(enum hoshi_lang lang, enum hoshi_answer_note_kind kind)
{
    switch (kind) {
    case HOSHI_NOTE_PARTIAL_UNSTATED:
        return hoshi_say(lang, "一部対応だが、残りの割合がない（半分残っているとみなして見積もる）",
                         "partly met without a share (estimated as half remaining)");
    case HOSHI_NOTE_SHARE_IN_WORDS:
        return hoshi_say(lang, PROSE(share_left_is_told_in_words));
    case HOSHI_NOTE_REPEATED:
        return hoshi_say(lang, "同じ評価基準が二度ある（回答は同じ）",
                         "the same criterion twice (same answer)");
    case HOSHI_NOTE_DRAFT_VERSION:
        return hoshi_say(lang, PROSE(id_that_means_something_else));
    case HOSHI_NOTE_FORMULA:
        return hoshi_say(lang, "回答が数式（保存されている値を読んだ）",
                         "the answer is a formula (its stored value was read)");
    case HOSHI_NOTE_DRAFT_CHANGED:
        return hoshi_say(lang, PROSE(not_carried_over_from_the_draft));
    case HOSHI_NOTE_DRAFT_ONLY:
        return hoshi_say(lang, "案の回答を引き継げない（番号がなくなった）",
                         "not carried over from the draft (the id is gone)");
    case HOSHI_NOTE_ENCODING_CP932:
        return hoshi_say(lang, "文字コードは CP932 とみなした", "read as CP932");
    case HOSHI_NOTE_BLANK:
        return hoshi_say(lang, WORD_IN(blank));
    }
    return "";
}

/* The cell of a questionnaire that states it; NULL: the file is none, or the case said it before. */
static const char *import_text_cell(const struct hoshi_import *m, const char *table, const char *row,
                                    const char *column)
{
    for (size_t i = 0; m->form->found && i < m->form->cells; i++) {
        const struct hoshi_form_cell *x = &m->form->cell[i];
        if (strcmp(x->table, table) == 0 && strcmp(x->row, row) == 0 && strcmp(x->column, column) == 0)
            return x->where;
    }
    return NULL;
}

static struct hoshi_case_field_words import_text_words(const struct hoshi_import *m, bool counted)
{
    return (struct hoshi_case_field_words){.tables = m->tables, .c = m->c, .counted = counted};
}

/* The length of the key of a case that a text begins with; 0: none. */
static size_t import_text_key(const char *text)
{
    static const char *const groups[] = {"supplier.", "plan.", "sharing.", "price.", "buyers["};
    size_t n = 0;
    for (size_t i = 0; i < sizeof groups / sizeof *groups && !n; i++)
        if (strncmp(text, groups[i], strlen(groups[i])) == 0)
            n = strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789.[]");
    return n;
}

void hoshi_import_print_fault(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m,
                              const char *text)
{
    const struct hoshi_case_field_words words = import_text_words(m, true);
    char key[160];
    while (*text) {
        size_t n = import_text_key(text);
        if (!n) {
            hoshi_buffer_add(o, text++, 1);
            continue;
        }
        snprintf(key, sizeof key, "%.*s", (int)n, text);
        const char *where = import_text_cell(m, HOSHI_FORM_FIELDS, key, HOSHI_FORM_VALUE);
        hoshi_buffer_printf(o, "%s%s", where ? where : "", where ? " " : "");
        hoshi_case_field_print(o, lang, &words, key);
        text += n;
    }
}

/* Where the answer stands, where the company fact, and which of the two was taken. */
static void print_contradiction(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m,
                                const struct hoshi_criterion *c)
{
    const struct hoshi_fact_row *fact = &m->tables->catalog.fact[c->fact];
    enum hoshi_answer_status said = m->review->answers->answer[c->index].status;
    char row[160];
    snprintf(row, sizeof row, "supplier.facts.%s", fact->id);
    const char *answer = import_text_cell(m, HOSHI_FORM_GAP, c->id, HOSHI_FORM_ANSWER),
               *no = import_text_cell(m, HOSHI_FORM_FIELDS, row, HOSHI_FORM_VALUE),
               *before = hoshi_say(lang, WORD(case));
    hoshi_buffer_printf(o, hoshi_say(lang, PROSE(answer_contradicts_a_company_fact)), c->id,
                        hoshi_say_answer(lang, said), answer ? answer : before,
                        hoshi_words_say(lang, fact->question), no ? no : before,
                        hoshi_say_answer(lang, said == HOSHI_MET ? HOSHI_MET : HOSHI_NOT_APPLICABLE));
}

/* Both places, and which of the two went where. */
static void print_against(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m,
                          const struct hoshi_fact_against_size *x)
{
    const struct hoshi_fact_row *fact = &m->tables->catalog.fact[x->fact];
    const struct hoshi_case_field_words words = {.tables = m->tables, .c = m->c};
    struct hoshi_buffer name;
    char fact_row[160], size_row[160];
    snprintf(fact_row, sizeof fact_row, "supplier.facts.%s", fact->id);
    snprintf(size_row, sizeof size_row, "supplier.size.%s", hoshi_driver_key(x->driver));
    const char *said = import_text_cell(m, HOSHI_FORM_FIELDS, fact_row, HOSHI_FORM_VALUE),
               *number = import_text_cell(m, HOSHI_FORM_FIELDS, size_row, HOSHI_FORM_VALUE),
               *before = hoshi_say(lang, WORD(case));
    hoshi_buffer_init(&name, 1 << 12);
    hoshi_case_field_print(&name, lang, &words, size_row);
    hoshi_buffer_printf(o,
                        x->value ? hoshi_say(lang, PROSE(yes_contradicts_a_quantity))
                                 : hoshi_say(lang, PROSE(no_contradicts_a_quantity)),
                        hoshi_words_say(lang, fact->question), said ? said : before, hoshi_buffer_text(&name),
                        (long long)x->number, number ? number : before, (long long)x->number);
    hoshi_buffer_release(&name);
}

static void print_doubts(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    const struct hoshi_catalog *c = &m->tables->catalog;
    size_t facts = m->review->againsts, shown = facts, all = facts;
    for (size_t i = 0; i < m->answers->notes; i++)
        all += is_doubt(m, &m->answers->note[i]);
    all += m->review->doubts;
    if (!all)
        return;
    hoshi_buffer_printf(o, hoshi_say(lang, "\n確かめてください（%zu件）\n", "\nplease confirm (%zu)\n"), all);
    for (size_t i = 0; i < facts; i++)
        print_against(o, lang, m, &m->review->against[i]);
    for (size_t i = 0; i < m->answers->notes && shown < SHOWN; i++) {
        const struct hoshi_answer_note *n = &m->answers->note[i];
        if (!is_doubt(m, n))
            continue;
        hoshi_buffer_printf(o, "  %s  %s: %s\n", n->where,
                            n->criterion == SIZE_MAX ? "" : c->criterion[n->criterion].id,
                            note_words(lang, n->kind));
        shown++;
    }
    for (size_t i = 0; i < m->review->doubts && shown < SHOWN; i++, shown++) {
        const struct hoshi_doubt *d = &m->review->doubt[i];
        const char *id = c->criterion[d->criterion].id,
                   *other = d->other == SIZE_MAX ? "" : c->criterion[d->other].id;
        if (d->kind == HOSHI_DOUBT_HIGHER_WITHOUT_BASE)
            hoshi_buffer_printf(o, hoshi_say(lang, PROSE(is_met_while_the_star_3)), id, other);
        else if (d->kind == HOSHI_DOUBT_UPKEEP_WITHOUT_BASE)
            hoshi_buffer_printf(o, hoshi_say(lang, PROSE(recurring_duty_is_met_while_which)), id, other);
        else if (d->kind == HOSHI_DOUBT_CONTRADICTS_FACT)
            print_contradiction(o, lang, m, &c->criterion[d->criterion]);
        else
            hoshi_buffer_printf(o, hoshi_say(lang, PROSE(is_not_applicable_but_no_company)), id);
    }
    if (shown < all)
        hoshi_buffer_printf(
            o, hoshi_say(lang, "  ほか %zu件（--json で全て）\n", "  and %zu more (all with --json)\n"),
            all - shown);
}

static void print_question(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m,
                           const struct hoshi_question *q)
{
    const struct hoshi_criterion *c = &m->tables->catalog.criterion[q->criterion];
    char yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_printf(o, "  %s  %s  %s", c->id,
                        q->share ? hoshi_say(lang, "残りはどれくらい（¼ ½ ¾）", "how much is left (¼ ½ ¾)")
                                 : hoshi_say(lang, "できているか", "is it in place"),
                        hoshi_words_say(lang, c->summary));
    if (q->horizon_yen > 0)
        hoshi_buffer_printf(
            o, hoshi_say(lang, "（期間計 %s円の対策に関わる）", " (a measure of %s yen hangs on it)"),
            hoshi_yen_print(q->horizon_yen, yen));
    hoshi_buffer_puts(o, "\n");
}

/* Dearest first; what no amount hangs on is counted and not listed. Without an estimate no effect is known, and all
 * stand in the order of the catalogue. */
static void print_questions(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    const struct hoshi_answer_review *r = m->review;
    size_t listed = 0;
    if (!r->questions)
        return;
    bool known = r->question[0].horizon_yen != HOSHI_NONE;
    while (listed < r->questions && (!known || r->question[listed].horizon_yen > 0))
        listed++;
    hoshi_buffer_printf(o,
                        known ? hoshi_say(lang, PROSE(ask_next_by_effect))
                              : hoshi_say(lang, PROSE(ask_next_in_order_of_the_catalogue)),
                        r->questions);
    for (size_t i = 0; i < listed && i < SHOWN; i++)
        print_question(o, lang, m, &r->question[i]);
    if (listed > SHOWN)
        hoshi_buffer_printf(
            o, hoshi_say(lang, "  ほか %zu件（--json で全て）\n", "  and %zu more (all with --json)\n"),
            listed - SHOWN);
    if (listed < r->questions)
        hoshi_buffer_printf(o, hoshi_say(lang, PROSE(questions_no_amount_hangs_on)), r->questions - listed);
}

static void print_change(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m,
                         const struct hoshi_case_change *x)
{
    const struct hoshi_case_field_words words = import_text_words(m, false);
    const char *none = hoshi_say(lang, "（なし）", "(none)");
    hoshi_buffer_puts(o, "  ");
    hoshi_case_field_print(o, lang, &words, x->path);
    hoshi_buffer_puts(o, ": ");
    hoshi_case_value_print(o, lang, &words, x->path, x->before ? x->before : none);
    hoshi_buffer_puts(o, " → ");
    hoshi_case_value_print(o, lang, &words, x->path, x->after ? x->after : none);
    hoshi_buffer_puts(o, "\n");
}

/* What stands in place of what; a value that was not there has no "before". */
static void print_changes(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    const struct hoshi_composed *c = m->composed;
    if (!m->existing)
        return;
    hoshi_buffer_printf(o,
                        c->change.n ? hoshi_say(lang, PROSE(changed_in_the_case))
                                    : hoshi_say(lang, PROSE(nothing_changed)),
                        c->change.n);
    for (size_t i = 0; i < c->change.n && i < SHOWN; i++)
        print_change(o, lang, m, hoshi_array_at(&c->change, i));
    if (c->change.n > SHOWN)
        hoshi_buffer_printf(
            o, hoshi_say(lang, "  ほか %zu件（--json で全て）\n", "  and %zu more (all with --json)\n"),
            c->change.n - SHOWN);
    if (c->kept && !m->back->found)
        hoshi_buffer_printf(o, hoshi_say(lang, PROSE(answers_kept_that_the_file_leaves_blank)), c->kept);
    if (m->lost_gap)
        hoshi_buffer_printf(o, hoshi_say(lang, PROSE(gap_file_of_the_case_not_read)), m->lost_gap);
}

/* What was typed where the case has no place for it: never lost without a word. */
static void print_not_back(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    size_t n = 0, record = 0;
    for (size_t i = 0; i < m->back->n; i++) {
        const struct hoshi_back_typed *x = &m->back->typed[i];
        bool talk = strncmp(x->path, HOSHI_BACK_RECORD, strlen(HOSHI_BACK_RECORD)) == 0;
        record += talk;
        if (talk || (*x->path && *x->now))
            continue;
        if (!n++)
            hoshi_buffer_puts(o, hoshi_say(lang, PROSE(typed_that_does_not_come_back)));
        hoshi_buffer_printf(o, "  %s: %s → %s\n", x->where, x->before, x->now);
    }
    if (m->back->lost)
        hoshi_buffer_printf(o, hoshi_say(lang, PROSE(blanks_whose_control_is_gone)), m->back->lost,
                            m->back->blanks);
    if (record)
        hoshi_buffer_puts(o, hoshi_say(lang, PROSE(record_of_a_talk_was_typed)));
}

static void import_text_print_missing(struct hoshi_buffer *o, enum hoshi_lang lang,
                                      const struct hoshi_import *m)
{
    if (m->missing->n) {
        hoshi_buffer_puts(o, hoshi_say(lang, "\n見積に足りないもの\n", "\nstill needed for an estimate\n"));
        const struct hoshi_case_field_words words = import_text_words(m, true);
        for (size_t i = 0; i < m->missing->n; i++) {
            hoshi_buffer_puts(o, "  ");
            hoshi_case_field_print(o, lang, &words, m->missing->item[i].path);
            hoshi_buffer_puts(o, "\n");
        }
    }
    if (!m->out)
        return;
    if (!m->written)
        hoshi_buffer_printf(o, hoshi_say(lang, "\n%s は書き出していません。\n", "\n%s was not written.\n"),
                            m->out);
    else if (m->existing)
        hoshi_buffer_printf(o,
                            m->composed->change.n ? hoshi_say(lang, PROSE(put_into_the_case_the_rest_stays))
                                                  : hoshi_say(lang, PROSE(the_case_stays_as_it_is)),
                            m->out);
    else
        hoshi_buffer_printf(o, hoshi_say(lang, "\n%s を書き出しました。\n", "\nwrote %s.\n"), m->out);
}

void hoshi_import_print(struct hoshi_buffer *o, enum hoshi_lang lang, const struct hoshi_import *m)
{
    print_source(o, lang, m);
    if (!m->back->found) { /* a workbook or paper of ours holds no answers */
        print_counts(o, lang, m);
        print_doubts(o, lang, m);
        print_questions(o, lang, m);
    }
    print_changes(o, lang, m);
    print_not_back(o, lang, m);
    hoshi_written_print(o, lang,
                        m->form->found ? HOSHI_WRITTEN_FORM
                        : m->back->own ? HOSHI_WRITTEN_OWN
                                       : HOSHI_WRITTEN_FILING,
                        m->written_over);
    import_text_print_missing(o, lang, m);
}

/* ---- JSON ---- */

static void put_or_null(struct hoshi_json_writer *w, const char *key, const char *value)
{
    if (value)
        hoshi_json_put(w, key, value);
    else
        hoshi_json_put_null(w, key);
}

static void json_counts(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "counts");
    for (size_t c = 0; c <= HOSHI_CATEGORIES; c++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put_whole(w, "category", (int64_t)c);
        for (int s = 0; s < HOSHI_ANSWERS; s++)
            hoshi_json_put_whole(w, hoshi_answer_key((enum hoshi_answer_status)s),
                                 (int64_t)m->review->count[c][s]);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static const char *id_of(const struct hoshi_import *m, size_t criterion)
{
    return criterion == SIZE_MAX ? NULL : m->tables->catalog.criterion[criterion].id;
}

static void json_against(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    const struct hoshi_fact_against_size *against = m->review->against;
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "facts_against_quantities");
    for (size_t i = 0; i < m->review->againsts; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "fact", m->tables->catalog.fact[against[i].fact].id);
        hoshi_json_put(w, "answer", against[i].value ? "yes" : "no");
        hoshi_json_put(w, "quantity", hoshi_driver_key(against[i].driver));
        hoshi_json_put_whole(w, "number", against[i].number);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_notes(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "notes");
    for (size_t i = 0; i < m->answers->notes; i++) {
        const struct hoshi_answer_note *n = &m->answers->note[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "kind", note_keys[n->kind]);
        put_or_null(w, "where", n->where);
        put_or_null(w, "criterion", id_of(m, n->criterion));
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "contradictions");
    for (size_t i = 0; i < m->review->doubts; i++) {
        const struct hoshi_doubt *d = &m->review->doubt[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "kind", doubt_keys[d->kind]);
        put_or_null(w, "criterion", id_of(m, d->criterion));
        put_or_null(w, "base", id_of(m, d->other));
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    json_against(w, m);
}

static void json_questions(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "questions");
    for (size_t i = 0; i < m->review->questions; i++) {
        const struct hoshi_question *q = &m->review->question[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "criterion", id_of(m, q->criterion));
        hoshi_json_put(w, "ask", q->share ? "remaining" : "answer");
        if (q->horizon_yen == HOSHI_NONE)
            hoshi_json_put_null(w, "horizon_yen");
        else
            hoshi_json_put_whole(w, "horizon_yen", q->horizon_yen);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "missing");
    for (size_t i = 0; i < m->missing->n; i++) {
        hoshi_json_object(w, NULL);
        put_or_null(w, "path", m->missing->item[i].path);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_changes(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    const struct hoshi_composed *c = m->composed;
    hoshi_json_line(w, 2);
    hoshi_json_put_whole(w, "kept_answers", (int64_t)c->kept);
    put_or_null(w, "unread_gap_file", m->lost_gap);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "changes");
    for (size_t i = 0; i < c->change.n; i++) {
        const struct hoshi_case_change *x = hoshi_array_at(&c->change, i);
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "path", x->path);
        put_or_null(w, "before", x->before);
        put_or_null(w, "after", x->after);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_typed(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "typed");
    for (size_t i = 0; i < m->back->n; i++) {
        const struct hoshi_back_typed *x = &m->back->typed[i];
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "cell", x->where);
        put_or_null(w, "path", *x->path ? x->path : NULL);
        hoshi_json_put(w, "before", x->before);
        hoshi_json_put(w, "now", x->now);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void json_sheet(struct hoshi_json_writer *w, const struct hoshi_answer_source *s, size_t k)
{
    hoshi_json_object(w, NULL);
    put_or_null(w, "name", s->sheet[k].name);
    put_or_null(w, "id", s->sheet[k].id);
    put_or_null(w, "answer", s->sheet[k].answer);
    put_or_null(w, "remaining", s->sheet[k].remaining);
    put_or_null(w, "note", s->sheet[k].note);
    put_or_null(w, "evidence", s->sheet[k].evidence);
    hoshi_json_put_whole(w, "rows", (int64_t)s->sheet[k].rows);
    hoshi_json_end(w);
}

static void json_source(struct hoshi_json_writer *w, const struct hoshi_import *m)
{
    const struct hoshi_answer_source *s = m->source;
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "source");
    hoshi_json_put(w, "kind",
                   m->back->word    ? "filing_document"
                   : m->back->found ? "own_workbook"
                   : m->form->found ? "questionnaire"
                                    : kind_keys[s->kind]);
    put_or_null(w, "encoding", *s->encoding ? s->encoding : NULL);
    hoshi_json_put_truth(w, "draft", s->draft);
    hoshi_json_list(w, "sheets");
    for (size_t k = 0; k < s->sheets; k++)
        json_sheet(w, s, k);
    hoshi_json_end(w);
    hoshi_json_end(w);
}

void hoshi_import_print_json(struct hoshi_buffer *o, const struct hoshi_import *m)
{
    struct hoshi_json_writer w;
    hoshi_json_start(&w, o);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_import", 1);
    put_or_null(&w, "file", m->file);
    put_or_null(&w, "out", m->written ? m->out : NULL);
    hoshi_json_put_truth(&w, "kept_existing", m->existing);
    hoshi_json_put_whole(&w, "level", m->review->level);
    hoshi_json_put(&w, "catalog", m->tables->catalog.version);
    hoshi_json_put_whole(&w, "doubts", (int64_t)hoshi_import_doubts(m));
    json_source(&w, m);
    json_counts(&w, m);
    json_notes(&w, m);
    json_questions(&w, m);
    json_changes(&w, m);
    json_typed(&w, m);
    hoshi_written_print_json(&w, m->written_over);
    hoshi_json_line(&w, 2);
    hoshi_json_put_truth(&w, "end", true);
    hoshi_json_end(&w);
    hoshi_buffer_puts(o, "\n");
}

/* ---- the record of a talk ---- */

static const struct hoshi_back_typed *talk_cell(const struct hoshi_back *back, const char *row)
{
    for (size_t i = 0; i < back->n; i++)
        if (strncmp(back->typed[i].path, HOSHI_BACK_RECORD, strlen(HOSHI_BACK_RECORD)) == 0 &&
            strcmp(back->typed[i].path + strlen(HOSHI_BACK_RECORD), row) == 0)
            return &back->typed[i];
    return NULL;
}

static const char *talk_typed(const struct hoshi_back *back, const char *row)
{
    const struct hoshi_back_typed *cell = talk_cell(back, row);
    return cell ? cell->now : "";
}

/* "記録票!B6"; the words of the sheet where nothing was typed there. */
static const char *talk_where(const struct hoshi_back *back, const char *row, const char *sheet)
{
    const struct hoshi_back_typed *cell = talk_cell(back, row);
    return cell ? cell->where : sheet;
}

/* The buyer whose id or name stands in the record; the only one when there is one alone. */
static const char *talk_party(const struct hoshi_case *c, const char *name)
{
    char typed[1024], known[1024];
    for (size_t i = 0; c && i < c->buyers; i++) {
        const struct hoshi_case_buyer *b = &c->buyer[i];
        if (strcmp(name, b->id) == 0)
            return b->id;
        if (*name && b->name && hoshi_text_company_key(name, typed, sizeof typed) &&
            hoshi_text_company_key(b->name, known, sizeof known) && strcmp(typed, known) == 0)
            return b->id;
    }
    return c && c->buyers == 1 && !*name ? c->buyer[0].id : NULL;
}

/* The rows of the record in their order, each with its heading, as the words of the entry. */
static void talk_words(struct hoshi_buffer *words, enum hoshi_lang lang, const struct hoshi_back *back)
{
    static const struct hoshi_words head[] = {{WORD(date_and_time)},
                                              {"話した場所と方法", "Where and how"},
                                              {"出席（先方）", "Present (customer)"},
                                              {"出席（当社）", "Present (own firm)"},
                                              {"当社の申出", "What we asked for"},
                                              {"示した資料", "Papers shown"},
                                              {"先方の回答と理由", "Answer and reasons"},
                                              {"回答の方法と日付", "How and when answered"},
                                              {"求められた資料", "Papers asked for"},
                                              {"先方からの提案", "Proposals of the customer"},
                                              {"合意の内容", "What was settled"},
                                              {"残った点", "What stays open"},
                                              {"次回", "Next time"}};
    bool others = false;
    for (size_t i = 1; i < sizeof head / sizeof *head; i++) {
        char row[8];
        snprintf(row, sizeof row, "%zu", i);
        others = others || *talk_typed(back, row);
    }
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        char row[8];
        struct hoshi_date day;
        snprintf(row, sizeof row, "%zu", i);
        const char *text = talk_typed(back, row);
        if (*text &&
            (i || (others && !hoshi_typed_date(text, &day)))) /* the day alone has a field of its own */
            hoshi_buffer_printf(words, "%s%s: %s", words->length ? "\n" : "", hoshi_words_say(lang, head[i]),
                                text);
    }
}

static void talk_entry(struct hoshi_buffer *out, const char *party, struct hoshi_date day, const char *words)
{
    struct hoshi_json_writer w;
    char date[HOSHI_DATE_TEXT];
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_log", 1);
    hoshi_json_list(&w, "entries");
    hoshi_json_line(&w, 2);
    hoshi_json_object(&w, NULL);
    hoshi_json_put(&w, "kind", "meeting");
    hoshi_json_put(&w, "date", hoshi_date_print(day, date));
    hoshi_json_put(&w, "party", party);
    hoshi_json_put(&w, "words", words);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}

enum hoshi_status hoshi_import_talk(struct hoshi_buffer *out, enum hoshi_lang lang,
                                    const struct hoshi_back *back, const struct hoshi_case *c,
                                    struct hoshi_faults *faults)
{
    const char *when = talk_typed(back, "0"), *party = talk_party(c, talk_typed(back, "party"));
    const char *sheet = hoshi_say(lang, "記録票の記入", "entries of the record");
    struct hoshi_date day = {0};
    struct hoshi_buffer words;
    enum hoshi_status s = HOSHI_OK;
    hoshi_buffer_init(&words, 1 << 18);
    talk_words(&words, lang, back);
    if (!words.length)
        s = hoshi_fault_add(faults, HOSHI_E_KEY_MISSING, sheet, NULL, NULL);
    if (!party)
        s = hoshi_fault_add(faults, HOSHI_E_BUYER_UNKNOWN, talk_where(back, "party", sheet),
                            talk_typed(back, "party"), "buyers[].id, buyers[].name");
    if (!hoshi_typed_day_first(when, &day))
        s = hoshi_fault_add(faults, HOSHI_E_DATE, talk_where(back, "0", sheet), when,
                            "2026-10-01, 令和8年10月1日 10時");
    if (!s)
        talk_entry(out, party, day, hoshi_buffer_text(&words));
    s = !s && (words.failed || out->failed) ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL) : s;
    hoshi_buffer_release(&words);
    return s;
}
