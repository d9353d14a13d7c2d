/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every criterion of the level with its answer and the measure that closes it. Own use only: it is a map of
 * the holes. */
#include "own_sheets.h"
#include "table.h"

static const enum hoshi_answer_status gap_order[] = {
    HOSHI_MET, HOSHI_PARTIAL, HOSHI_UNMET, HOSHI_NOT_APPLICABLE, HOSHI_UNANSWERED, HOSHI_WITHHELD};
enum { GAP_ORDER = sizeof gap_order / sizeof *gap_order };

/* ---- a criterion ---- */

struct gap_cells {
    const char *id, *level, *summary, *answer, *state, *measure, *note;
    int64_t need_ppm;
};

static const char *gap_state(const struct hoshi_page *p, const struct own_book *b, size_t i)
{
    switch (b->e->need.state[i]) {
    case HOSHI_OPEN:
        return b->e->need.unstated[i]
                   ? hoshi_page_say(p, "対策が必要（残り未記入）", "open (share not stated)")
                   : hoshi_page_say(p, "対策が必要", "open");
    case HOSHI_UNKNOWN_STATE:
        return hoshi_page_say(p, WORD_IN(not_known));
    case HOSHI_INAPPLICABLE:
        return hoshi_page_say(p, "対象外（回答）", "not applicable (answer)");
    case HOSHI_INAPPLICABLE_BY_FACT:
        return hoshi_page_say(p, "対象外（会社の状況）", "not applicable (facts)");
    default:
        return hoshi_page_say(p, "済み", "closed");
    }
}

static const char *gap_closed_by(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 3000);
    for (size_t m = 0; m < b->e->measures; m++)
        for (size_t k = 0; k < b->e->measure[m].closes_n; k++)
            if (b->e->measure[m].closes[k] == i)
                hoshi_buffer_printf(&f, "%s%s%s", f.length ? "\n" : "",
                                    hoshi_words_say(p->lang, b->t->measure[b->e->measure[m].measure].name),
                                    b->e->measure[m].probability < 1
                                        ? hoshi_page_say(p, "（不足の場合）", " (if open)")
                                        : "");
    return hoshi_page_keep(p, &f);
}

static const char *gap_note(struct hoshi_page *p, const struct hoshi_answer *a)
{
    if (a->note && a->evidence)
        return hoshi_page_print(p, "%.1500s\n%.1500s", a->note, a->evidence);
    return a->note ? a->note : a->evidence ? a->evidence : "";
}

static void gap_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    const struct hoshi_criterion *k = &b->t->catalog.criterion[i];
    struct gap_cells cells = {.id = k->id,
                              .level = hoshi_page_print(p, "★%d", k->level),
                              .summary = hoshi_words_say(p->lang, k->summary),
                              .answer = hoshi_say_answer(p->lang, b->e->need.counted[i]),
                              .need_ppm =
                                  b->e->need.state[i] == HOSHI_OPEN ? b->e->need.need_ppm[i] : HOSHI_NONE,
                              .state = gap_state(p, b, i),
                              .measure = gap_closed_by(p, b, i),
                              .note = gap_note(p, &b->c->answers.answer[i])};
    hoshi_list_row(p, list, &cells);
}

#define AT(member) offsetof(struct gap_cells, member)
static const struct hoshi_column gap_columns[] = {
    {"id", {WORD(number)}, 11, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(id)},
    {"level", {"★", "★"}, 7, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(level)},
    {"summary",
     {"要約（当方の言葉）", "Summary in our words"},
     50,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(summary)},
    {"answer", {WORD(answer)}, 13, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(answer)},
    {"need", {WORD(remaining)}, 12, HOSHI_STYLE_DECIMAL, HOSHI_VALUE_MICRO, .at = AT(need_ppm)},
    {"state", {WORD(state)}, 15, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(state)},
    {"measure",
     {"対応する対策", "Closed by"},
     15,
     HOSHI_STYLE_TEXT,
     HOSHI_VALUE_TEXT,
     .at = AT(measure),
     .over = 2},
    {"note", {WORD(remarks)}, 15, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(note), .over = 2},
};

static void gap_list(struct hoshi_page *p, struct hoshi_list *list)
{
    const struct own_book *b = list->user;
    hoshi_page_heading(p, hoshi_page_say(p, "評価基準ごと", "By criterion"));
    hoshi_list_begin(p, list);
    hoshi_list_heads(p, list);
    hoshi_page_repeat(p, 1);
    for (size_t i = 0; i < b->t->catalog.criteria; i++)
        if (b->e->need.state[i] != HOSHI_OUTSIDE)
            gap_row(p, list, b, i);
}

/* ---- how many by category ---- */

struct category_cells {
    const char *name, *formula;
    int64_t count[GAP_ORDER], sum;
};

static const char *category_answer(struct hoshi_page *p, const void *user, int n)
{
    (void)user;
    return hoshi_say_answer(p->lang, gap_order[n - 1]);
}

#undef AT
#define AT(member) offsetof(struct category_cells, member)
static const struct hoshi_column category_columns[] = {
    {"name", {WORD(category)}, 0, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = AT(name), .over = 3},
    {"count",
     {"{name}", "{name}"},
     0,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(count),
     .formula_at = AT(formula),
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
    {"sum",
     {WORD(total)},
     0,
     HOSHI_STYLE_COUNT,
     HOSHI_VALUE_INT,
     .at = AT(sum),
     .formula = "SUM({count*})",
     .total = HOSHI_TOTAL_SUM},
};

static void category_list(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list = {.name = "categories",
                              .column = category_columns,
                              .columns = sizeof category_columns / sizeof *category_columns,
                              .times = GAP_ORDER,
                              .name_of = category_answer};
    hoshi_page_heading(p, hoshi_page_say(p, "区分ごとの件数", "By category"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (int k = 1; k <= HOSHI_CATEGORIES; k++) {
        struct category_cells cells = {
            .name = hoshi_page_print(p, "%d. %s", k, hoshi_words_say(p->lang, b->t->catalog.category[k])),
            .formula =
                hoshi_page_print(p, "COUNTIFS({gap#id},\"%d-*\",{gap#answer},{categories.head:count})", k)};
        for (int s = 0; s < GAP_ORDER; s++)
            cells.sum += cells.count[s] = (int64_t)b->e->need.by_category[k][gap_order[s]];
        hoshi_list_row(p, &list, &cells);
    }
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_skip(p, 1);
}

void hoshi_own_gap_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list list = {
        .name = "gap", .column = gap_columns, .columns = sizeof gap_columns / sizeof *gap_columns, .user = b};
    hoshi_list_widths(p, &list);
    hoshi_page_freeze(p, 1, 0);
    hoshi_page_title(
        p,
        hoshi_page_print(p, hoshi_page_say(p, "ギャップ（★%dの評価基準）", "Gap (criteria of star %d)"),
                         b->e->need.level),
        hoshi_page_say(p, PROSE(own_use_only_a_list)));
    category_list(p, b);
    p->roomy = true;
    gap_list(p, &list);
}
