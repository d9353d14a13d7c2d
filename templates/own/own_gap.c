/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every criterion of the level with its answer and the measure that closes it. Own use only: it is a map of
 * the holes. */
#include "own_sheets.h"
#include "text.h"

enum {
    G_ID,
    G_LEVEL,
    G_SUMMARY,
    G_ANSWER,
    G_NEED,
    G_STATE,
    G_MEASURE,
    G_MEASURE2,
    G_NOTE,
    G_NOTE2,
    G_COLUMNS
};
enum { CATEGORY_ROW = 5, LIST_ROW = CATEGORY_ROW + HOSHI_CATEGORIES + 4 };

static const struct own_head heads[G_COLUMNS] = {
    {"番号", "Id", 11},
    {"★", "Level", 7},
    {"要約（当方の言葉）", "Summary in our words", 50},
    {"回答", "Answer", 13},
    {"残り", "Left", 12},
    {"状態", "State", 15},
    {"対応する対策", "Closed by", 15},
    {"", "", 15},
    {"備考", "Note", 15},
    {"", "", 15},
};

static const enum hoshi_answer_status order[] = {
    HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET, HOSHI_NOT_APPLICABLE, HOSHI_UNANSWERED, HOSHI_WITHHELD};
enum { ORDER = sizeof order / sizeof *order };

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_GAP];
}

/* The answer as it is counted: a condition of the firm that does not hold makes the criterion not applicable.
 */
static enum hoshi_answer_status counted(const struct own_book *b, size_t i)
{
    if (b->e->need.state[i] == HOSHI_INAPPLICABLE_BY_FACT)
        return HOSHI_NOT_APPLICABLE;
    return b->c->answers.answer[i].status;
}

static const char *state(const struct own_book *b, size_t i)
{
    switch (b->e->need.state[i]) {
    case HOSHI_OPEN:
        return b->e->need.unstated[i]
                   ? hoshi_own_say(b, "対策が必要（残り未記入）", "open (share not stated)")
                   : hoshi_own_say(b, "対策が必要", "open");
    case HOSHI_UNKNOWN_STATE:
        return hoshi_own_say(b, "不明", "unknown");
    case HOSHI_INAPPLICABLE:
        return hoshi_own_say(b, "対象外（回答）", "not applicable (answer)");
    case HOSHI_INAPPLICABLE_BY_FACT:
        return hoshi_own_say(b, "対象外（会社の状況）", "not applicable (facts)");
    default:
        return hoshi_own_say(b, "済み", "closed");
    }
}

static const char *closed_by(struct own_book *b, size_t i)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 3000);
    for (size_t m = 0; m < b->e->measures; m++)
        for (size_t k = 0; k < b->e->measure[m].closes_n; k++)
            if (b->e->measure[m].closes[k] == i)
                hoshi_buffer_printf(
                    &f, "%s%s%s", f.length ? "\n" : "",
                    hoshi_words_say(b->lang, b->t->measure[b->e->measure[m].measure].name),
                    b->e->measure[m].probability < 1 ? hoshi_own_say(b, "（不足の場合）", " (if open)") : "");
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static const char *note(struct own_book *b, size_t i)
{
    const struct hoshi_answer *a = &b->c->answers.answer[i];
    if (a->note && a->evidence)
        return hoshi_own_text(b, "%.1500s\n%.1500s", a->note, a->evidence);
    return a->note ? a->note : a->evidence ? a->evidence : "";
}

static void criterion_row(struct own_book *b, size_t i, uint32_t row)
{
    const struct hoshi_criterion *k = &b->t->catalog.criterion[i];
    const char *summary = hoshi_words_say(b->lang, k->summary), *measure = closed_by(b, i),
               *more = note(b, i);
    hoshi_put_text(sheet(b), row, G_ID, HOSHI_STYLE_CENTER, k->id);
    hoshi_put_text(sheet(b), row, G_LEVEL, HOSHI_STYLE_CENTER, hoshi_own_text(b, "★%d", k->level));
    hoshi_put_text(sheet(b), row, G_SUMMARY, HOSHI_STYLE_TEXT, summary);
    hoshi_put_text(sheet(b), row, G_ANSWER, HOSHI_STYLE_CENTER, hoshi_say_answer(b->lang, counted(b, i)));
    if (b->e->need.state[i] == HOSHI_OPEN)
        hoshi_put_micro(sheet(b), row, G_NEED, HOSHI_STYLE_DECIMAL, b->e->need.need_ppm[i]);
    else
        hoshi_put_blank(sheet(b), row, G_NEED, HOSHI_STYLE_DECIMAL);
    hoshi_put_text(sheet(b), row, G_STATE, HOSHI_STYLE_CENTER, state(b, i));
    hoshi_put_merged(sheet(b), row, G_MEASURE, row, G_MEASURE2, HOSHI_STYLE_TEXT, measure);
    hoshi_put_merged(sheet(b), row, G_NOTE, row, G_NOTE2, HOSHI_STYLE_TEXT, more);
    const char *text[] = {summary, measure, more, state(b, i)};
    const double width[] = {50, 30, 30, 15};
    size_t best = 0;
    double most = 0;
    for (size_t t = 0; t < 4; t++) {
        double lines = (double)hoshi_text_width(text[t]) / width[t];
        for (const char *p = text[t]; *p; p++)
            lines += *p == '\n' ? 0.7 : 0;
        if (lines > most) {
            most = lines;
            best = t;
        }
    }
    hoshi_sheet_fit(sheet(b), row, text[best], width[best]);
}

static uint32_t list(struct own_book *b)
{
    uint32_t row = LIST_ROW;
    hoshi_put_text(sheet(b), row - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "評価基準ごと", "By criterion"));
    hoshi_own_heads(b, OWN_GAP, row - 1, heads, G_COLUMNS);
    hoshi_put_merged(sheet(b), row - 1, G_MEASURE, row - 1, G_MEASURE2, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, heads[G_MEASURE].ja, heads[G_MEASURE].en));
    hoshi_put_merged(sheet(b), row - 1, G_NOTE, row - 1, G_NOTE2, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, heads[G_NOTE].ja, heads[G_NOTE].en));
    for (size_t i = 0; i < b->t->catalog.criteria; i++)
        if (b->e->need.state[i] != HOSHI_OUTSIDE)
            criterion_row(b, i, row++);
    return row - 1;
}

static void category_heads(struct own_book *b)
{
    hoshi_put_text(sheet(b), CATEGORY_ROW - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "区分ごとの件数", "By category"));
    hoshi_put_merged(sheet(b), CATEGORY_ROW - 1, 0, CATEGORY_ROW - 1, G_SUMMARY, HOSHI_STYLE_HEAD,
                     hoshi_own_say(b, "区分", "Category"));
    for (uint16_t s = 0; s < ORDER; s++)
        hoshi_put_text(sheet(b), CATEGORY_ROW - 1, (uint16_t)(G_ANSWER + s), HOSHI_STYLE_HEAD,
                       hoshi_say_answer(b->lang, order[s]));
    hoshi_put_text(sheet(b), CATEGORY_ROW - 1, G_ANSWER + ORDER, HOSHI_STYLE_HEAD,
                   hoshi_own_say(b, "計", "Total"));
    worksheet_set_row(sheet(b)->sheet, CATEGORY_ROW - 1, 32, NULL);
}

static void category_row(struct own_book *b, int category, uint32_t last)
{
    uint32_t row = CATEGORY_ROW + (uint32_t)category - 1;
    int64_t sum = 0;
    hoshi_put_merged(
        sheet(b), row, 0, row, G_SUMMARY, HOSHI_STYLE_LABEL,
        hoshi_own_text(b, "%d. %s", category, hoshi_words_say(b->lang, b->t->catalog.category[category])));
    for (uint16_t s = 0; s < ORDER; s++) {
        uint16_t c = (uint16_t)(G_ANSWER + s);
        int64_t n = (int64_t)b->e->need.by_category[category][order[s]];
        sum += n;
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)n, "=COUNTIFS(%s,\"%d-*\",%s,%s)",
                          hoshi_own_span(LIST_ROW, G_ID, last, G_ID).text, category,
                          hoshi_own_span(LIST_ROW, G_ANSWER, last, G_ANSWER).text,
                          hoshi_own_at(CATEGORY_ROW - 1, c).text);
    }
    hoshi_put_formula(sheet(b), row, G_ANSWER + ORDER, HOSHI_STYLE_COUNT, (double)sum, "=SUM(%s)",
                      hoshi_own_span(row, G_ANSWER, row, G_ANSWER + ORDER - 1).text);
}

static void category_total(struct own_book *b)
{
    uint32_t row = CATEGORY_ROW + HOSHI_CATEGORIES;
    hoshi_put_merged(sheet(b), row, 0, row, G_SUMMARY, HOSHI_STYLE_TOTAL, hoshi_own_say(b, "計", "Total"));
    for (uint16_t s = 0; s <= ORDER; s++) {
        uint16_t c = (uint16_t)(G_ANSWER + s);
        size_t n = s < ORDER ? b->e->need.by_status[order[s]] : b->e->need.criteria;
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_YEN_TOTAL, (double)n, "=SUM(%s)",
                          hoshi_own_span(CATEGORY_ROW, c, row - 1, c).text);
    }
}

void hoshi_own_write_gap(struct own_book *b)
{
    hoshi_own_widths(b, OWN_GAP, heads, G_COLUMNS);
    hoshi_own_title(b, OWN_GAP, G_NOTE2,
                    hoshi_own_text(b,
                                   hoshi_own_say(b, "ギャップ（★%dの評価基準）", "Gap (criteria of star %d)"),
                                   b->e->need.level),
                    hoshi_own_say(b, PROSE(own_use_only_a_list)));
    uint32_t last = list(b);
    category_heads(b);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++)
        category_row(b, k, last);
    category_total(b);
    hoshi_sheet_freeze(sheet(b), LIST_ROW, 0, LIST_ROW - 1);
    worksheet_freeze_panes(sheet(b)->sheet, 0, 1);
}
