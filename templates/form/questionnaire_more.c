/* SPDX-License-Identifier: GPL-3.0-or-later */
/* そのほか: every field of a case that no other sheet asks, so that whatever a case holds can be written here; own
 * edition only. A row for each field, written from the case's own table: the firm's in one column, the buyers' with
 * a column for each; below, what a buyer orders and the subsidies. */
#include "case_rows.h"
#include "questionnaire_sheets.h"

#include <string.h>

enum {
    MORE_NAME = 1,
    MORE_HELP,
    MORE_FIRST,
    MORE_LEAST = 5,
    MORE_SPARE = 2,
    MORE_ROWS = 6,
    MORE_COLUMNS = 256
};
static const double more_width[] = {44, 40, 20};

/* What is written at the moment. */
struct more {
    struct form *f;
    const char *table, *list;
    uint32_t row;
    size_t columns; /* input cells of a row */
    const char *group;
};

static struct hoshi_sheet *more_sheet(const struct form *f)
{
    return (struct hoshi_sheet *)&f->sheet[FORM_MORE];
}

/* Asked on another sheet, or told by the hidden one. */
static bool more_elsewhere(const struct more *m, const struct hoshi_case_row *x)
{
    static const char *const told[] = {"hoshiwari_case", "case_id",      "title",
                                       "as_of",          "target_level", "sharing.overheads.method"};
    for (size_t i = 0; !m->list && i < sizeof told / sizeof *told; i++)
        if (strcmp(told[i], x->path) == 0)
            return true;
    return m->list ? form_asks_of_buyers(x->path) : form_asks_of_company(x->path);
}

static size_t more_columns(const struct form *f)
{
    size_t n = (f->c ? f->c->buyers : 0) + MORE_SPARE;
    return n < MORE_LEAST ? MORE_LEAST : n < MORE_COLUMNS - MORE_FIRST ? n : MORE_COLUMNS - MORE_FIRST;
}

/* Whom the column is about; NULL: nobody yet. */
static const void *more_at(const struct more *m, size_t column)
{
    const struct hoshi_case *c = m->f->c;
    if (!m->list)
        return c;
    return c && column < c->buyers ? &c->buyer[column] : NULL;
}

static const char *more_say(const struct form *f, struct hoshi_words w)
{
    return form_say(f, w.ja ? w.ja : "", w.en ? w.en : "");
}

static void more_value(struct form *f, uint32_t row, uint16_t column, const struct hoshi_case_row *x,
                       const struct hoshi_case_row_value *v)
{
    char month[HOSHI_DATE_TEXT];
    switch (x->kind) {
    case HOSHI_ROW_TEXT:
        form_put_text(f, FORM_MORE, row, column, v->stated ? v->text : NULL);
        break;
    case HOSHI_ROW_MONTH:
        form_put_text(f, FORM_MORE, row, column, v->stated ? hoshi_date_print(v->date, month) : NULL);
        break;
    case HOSHI_ROW_WHOLE:
        form_put_number(f, FORM_MORE, row, column, v->stated ? v->number : HOSHI_NONE);
        break;
    case HOSHI_ROW_DECIMAL:
        form_put_micro(f, FORM_MORE, row, column, v->stated ? v->number : HOSHI_NONE);
        break;
    case HOSHI_ROW_TRUTH:
        form_put_truth(f, FORM_MORE, row, column, v->truth);
        break;
    case HOSHI_ROW_DATE:
        form_put_date(f, FORM_MORE, row, column, v->date);
        break;
    case HOSHI_ROW_CHOICE:
        hoshi_put_text(more_sheet(f), row, column, HOSHI_STYLE_CHOICE_INPUT,
                       v->stated ? more_say(f, hoshi_case_row_choice(x, v->choice)) : "");
        break;
    }
}

static void more_choices(struct form *f, uint32_t row, uint16_t column, uint32_t last, const char *path)
{
    const char *word[16];
    size_t n;
    const char *const *key = hoshi_case_choices(path, &n);
    n = n < 16 ? n : 16;
    for (size_t i = 0; i < n; i++)
        word[i] = more_say(f, hoshi_case_choice_words(path, key[i]));
    form_allow_choices(f, FORM_MORE, row, column, last, word, n, true,
                       form_say(f, WORD(choose_or_leave_empty)));
}

static void more_allow(const struct more *m, uint16_t column, const struct hoshi_case_row *x)
{
    struct form *f = m->f;
    switch (x->kind) {
    case HOSHI_ROW_TEXT:
        form_allow_length(f, FORM_MORE, m->row, column, m->row, (int)x->max);
        break;
    case HOSHI_ROW_WHOLE:
        form_allow_number(f, FORM_MORE, m->row, column, m->row, true, (double)x->max);
        break;
    case HOSHI_ROW_DECIMAL:
        form_allow_number(f, FORM_MORE, m->row, column, m->row, false, (double)x->max / (double)HOSHI_MICRO);
        break;
    case HOSHI_ROW_TRUTH:
        form_allow_truth(f, FORM_MORE, m->row, column, m->row);
        break;
    case HOSHI_ROW_DATE:
        form_allow_date(f, FORM_MORE, m->row, column, m->row);
        break;
    case HOSHI_ROW_CHOICE:
        more_choices(f, m->row, column, m->row,
                     form_text(f, "%s%s%s", m->list ? m->list : "", m->list ? "." : "", x->path));
        break;
    case HOSHI_ROW_MONTH:
        break;
    }
}

static void more_heading(struct more *m, const char *text)
{
    hoshi_put_text(more_sheet(m->f), m->row++, MORE_NAME, HOSHI_STYLE_HEADING, text);
}

static void more_row(void *user, const struct hoshi_case_row *x)
{
    struct more *m = user;
    struct form *f = m->f;
    if (more_elsewhere(m, x))
        return;
    const char *group = x->group.ja ? more_say(f, x->group) : "", *name = more_say(f, x->name),
               *help = more_say(f, x->help), *path = form_text(f, "%s", x->path);
    if (*group && strcmp(group, m->group) != 0)
        more_heading(m, group);
    m->group = group;
    if (x->kind == HOSHI_ROW_MONTH && !*help)
        help = form_say(f, "2027-04 のように", "such as 2027-04");
    form_row(f, FORM_MORE, m->row, path);
    form_label(f, m->table, path, name);
    hoshi_put_text(more_sheet(f), m->row, MORE_NAME, HOSHI_STYLE_LABEL, name);
    hoshi_put_text(more_sheet(f), m->row, MORE_HELP, HOSHI_STYLE_TEXT, help);
    const char *longest = "";
    for (size_t i = 0; i < m->columns; i++) {
        const void *at = more_at(m, i);
        struct hoshi_case_row_value v = at ? hoshi_case_row_value(x, at) : (struct hoshi_case_row_value){0};
        more_value(f, m->row, (uint16_t)(MORE_FIRST + i), x, &v);
        longest = v.text && strlen(v.text) > strlen(longest) ? v.text : longest;
    }
    f->across =
        (uint16_t)(m->columns - 1); /* one rule a row: libxlsxwriter counts those of a sheet in eight bits */
    more_allow(m, MORE_FIRST, x);
    f->across = 0;
    const char *const text[] = {name, help, longest};
    form_fit(f, FORM_MORE, m->row++, text, more_width, 3);
}

/* ---- heads ---- */

static void more_table(struct more *m, const char *title, const char *const *column, const char *const *head,
                       size_t n)
{
    double width[MORE_COLUMNS];
    for (size_t i = 0; i < n; i++)
        width[i] = more_width[i < 2 ? i : 2];
    more_heading(m, title);
    form_table(m->f, FORM_MORE, m->row++, m->table, column, n);
    form_heads(m->f, FORM_MORE, m->row++, head, width, n);
    m->group = "";
}

/* Headings of columns that bear the names of the case's fields below a list; `more_table` behind them. */
static void more_field_table(struct more *m, const char *title, const char *list, const char *const *column,
                             size_t n)
{
    struct form *f = m->f;
    const char *head[MORE_COLUMNS];
    for (size_t i = 0; i < n; i++) {
        struct hoshi_words name, help;
        if (strcmp(column[i], HOSHI_FORM_BUYER) == 0) {
            head[i] = form_say(f, WORD(buyers_id));
            continue;
        }
        hoshi_case_words(form_text(f, "%s.%s", list, column[i]), &name, &help);
        head[i] = more_say(f, name);
    }
    more_table(m, title, column, head, n);
}

/* The name that stands in the row of the sheet of buyers. */
static void more_buyer_heads(struct more *m, uint32_t row)
{
    struct form *f = m->f;
    const char *on = form_sheet_name(f, FORM_BUYERS);
    for (size_t i = 0; i < m->columns; i++) {
        const struct hoshi_case_buyer *b = more_at(m, i);
        const char *nobody = form_text(f, form_say(f, "（取引先 %zu行目）", "(customer, row %zu)"), i + 1);
        char name[HOSHI_REF];
        hoshi_ref(name, FORM_BUYERS_LIST + (uint32_t)i, FORM_BUYERS_NAME, true);
        hoshi_put_formula_text(more_sheet(f), row, (uint16_t)(MORE_FIRST + i), HOSHI_STYLE_HEAD,
                               b && b->name ? b->name : nobody, "=IF('%s'!%s=\"\",\"%s\",'%s'!%s)", on, name,
                               nobody, on, name);
    }
}

static void more_fields(struct more *m, const char *list)
{
    struct form *f = m->f;
    const char *column[MORE_COLUMNS] = {NULL, NULL, HOSHI_FORM_VALUE},
               *head[MORE_COLUMNS] = {form_say(f, WORD(item)), form_say(f, WORD(remarks)),
                                      form_say(f, WORD(your_entry))};
    m->list = list;
    m->table = list ? HOSHI_FORM_BUYER_FIELDS : HOSHI_FORM_FIELDS;
    m->columns = list ? more_columns(f) : 1;
    for (size_t i = 0; list && i < m->columns; i++) {
        column[i + 2] = form_text(f, "%zu", i + 1);
        head[i + 2] = "";
    }
    more_table(
        m,
        list ? form_say(f, "2. 取引先ごと（分かるところだけ）", "2. For each customer (what you know)")
             : form_say(f, "1. 計画と自社（空欄なら目安を使います）", "1. Plan and firm (defaults if empty)"),
        column, head, m->columns + 2);
    if (list)
        more_buyer_heads(m, m->row - 1);
    hoshi_case_rows(list, more_row, m);
    m->row++;
}

/* ---- what each buyer orders ---- */

static void more_transaction(struct form *f, uint32_t row, const struct hoshi_case_buyer *b,
                             const struct hoshi_case_transaction *x)
{
    static const char path[] = "buyers.transactions.type", risk[] = "buyers.transactions.risk_profile";
    form_put_text(f, FORM_MORE, row, 1, b ? b->id : NULL);
    hoshi_put_text(more_sheet(f), row, 2, HOSHI_STYLE_CHOICE_INPUT,
                   x && x->type ? more_say(f, hoshi_case_choice_words(path, x->type)) : "");
    form_put_date(f, FORM_MORE, row, 3, x ? x->ordered_on : (struct hoshi_date){0});
    form_put_truth(f, FORM_MORE, row, 4, x ? x->intermediary_present : HOSHI_UNKNOWN);
    form_put_truth(f, FORM_MORE, row, 5, x ? x->buyer_decides_terms : HOSHI_UNKNOWN);
    form_put_truth(f, FORM_MORE, row, 6, x ? x->tooling : HOSHI_UNKNOWN);
    hoshi_put_text(more_sheet(f), row, 7, HOSHI_STYLE_CHOICE_INPUT,
                   x && x->risk_profile ? more_say(f, hoshi_case_choice_words(risk, x->risk_profile)) : "");
}

static void more_transactions(struct more *m)
{
    static const char *const column[] = {
        HOSHI_FORM_BUYER,      "type",    "ordered_on",  "intermediary_present",
        "buyer_decides_terms", "tooling", "risk_profile"};
    enum { N = sizeof column / sizeof *column };
    struct form *f = m->f;
    m->table = HOSHI_FORM_TRANSACTIONS;
    more_field_table(m,
                     form_say(f, "3. 取引の種類（取適法の対象かを見るために使います）",
                              "3. Kinds of transactions (for the scope of the Act)"),
                     "buyers.transactions", column, N);
    uint32_t first = m->row;
    size_t k = 0, spare = MORE_ROWS;
    for (size_t b = 0; f->c && b < f->c->buyers; b++)
        for (size_t i = 0; i < f->c->buyer[b].transactions; i++) {
            form_row(f, FORM_MORE, m->row, form_text(f, "%zu", ++k));
            more_transaction(f, m->row++, &f->c->buyer[b], &f->c->buyer[b].transaction[i]);
        }
    for (; spare--; m->row++) {
        form_row(f, FORM_MORE, m->row, form_text(f, "%zu", ++k));
        more_transaction(f, m->row, NULL, NULL);
    }
    more_choices(f, first, 2, m->row - 1, "buyers.transactions.type");
    form_allow_date(f, FORM_MORE, first, 3, m->row - 1);
    for (uint16_t c = 4; c <= 6; c++)
        form_allow_truth(f, FORM_MORE, first, c, m->row - 1);
    more_choices(f, first, 7, m->row - 1, "buyers.transactions.risk_profile");
    m->row++;
}

/* ---- subsidies ---- */

static const char *more_funded(struct form *f, const struct hoshi_case_funding *x)
{
    static const char *const words[][3] = {{HOSHI_FORM_FUNDED_JA}, {HOSHI_FORM_FUNDED_EN}};
    if (x->lines != HOSHI_FUND_MEASURES)
        return words[f->lang == HOSHI_EN][x->lines];
    const char *text = "";
    for (size_t i = 0; i < x->measures; i++)
        text = form_text(f, "%s%s%s", text, i ? ", " : "", f->t->measure[x->measure[i]].id);
    return text;
}

static void more_funding(struct form *f, uint32_t row, const struct hoshi_case_funding *x)
{
    size_t n;
    const char *const *state = hoshi_case_choices("funding.status", &n);
    form_put_text(f, FORM_MORE, row, 1, x ? x->name : NULL);
    form_put_text(f, FORM_MORE, row, 2, x ? more_funded(f, x) : NULL);
    hoshi_put_text(more_sheet(f), row, 3, HOSHI_STYLE_CHOICE_INPUT,
                   x && x->kind ? more_say(f, hoshi_case_choice_words("funding.kind", x->kind)) : "");
    form_put_number(f, FORM_MORE, row, 4, x ? x->yen : HOSHI_NONE);
    hoshi_put_text(more_sheet(f), row, 5, HOSHI_STYLE_CHOICE_INPUT,
                   x && (size_t)x->status < n
                       ? more_say(f, hoshi_case_choice_words("funding.status", state[x->status]))
                       : "");
    form_put_number(f, FORM_MORE, row, 6, x ? x->years : HOSHI_NONE);
}

static void more_fundings(struct more *m)
{
    static const char *const column[] = {"name", "lines", "kind", "yen", "status", "years"};
    enum { N = sizeof column / sizeof *column };
    struct form *f = m->f;
    m->table = HOSHI_FORM_FUNDING;
    more_field_table(m,
                     form_say(f, "4. 補助金など（差し引くのは交付が決まったものだけ）",
                              "4. Subsidies (only granted ones are taken off)"),
                     "funding", column, N);
    uint32_t first = m->row;
    size_t filled = f->c ? f->c->fundings : 0;
    for (size_t k = 0; k < filled + MORE_ROWS; k++, m->row++) {
        form_row(f, FORM_MORE, m->row, form_text(f, "%zu", k + 1));
        more_funding(f, m->row, k < filled ? &f->c->funding[k] : NULL);
    }
    form_allow_length(f, FORM_MORE, first, 1, m->row - 1, HOSHI_NAME_MAX);
    more_choices(f, first, 3, m->row - 1, "funding.kind");
    form_allow_number(f, FORM_MORE, first, 4, m->row - 1, true, (double)HOSHI_YEN_MAX);
    more_choices(f, first, 5, m->row - 1, "funding.status");
    form_allow_number(f, FORM_MORE, first, 6, m->row - 1, true, 10);
}

void form_write_more(struct form *f)
{
    double width[MORE_COLUMNS];
    size_t n = more_columns(f) + 2;
    for (size_t i = 0; i < n; i++)
        width[i] = more_width[i < 2 ? i : 2];
    struct more m = {.f = f, .row = 2, .group = ""};
    form_widths(f, FORM_MORE, width, n);
    form_title(
        f, FORM_MORE, (uint16_t)(MORE_FIRST + MORE_LEAST - 1),
        form_say(f, "そのほか（社内用。書けるところだけ）", "Other things (own use, whatever you know)"),
        form_say(f, PROSE(everything_else_a_case_can_hold)));
    more_fields(&m, NULL);
    more_fields(&m, "buyers");
    more_transactions(&m);
    more_fundings(&m);
    hoshi_sheet_freeze(more_sheet(f), 2, 2, 2);
    hoshi_sheet_protect(more_sheet(f));
}
