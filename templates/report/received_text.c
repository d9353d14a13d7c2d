/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "received_text.h"

#include "prose.h"
#include "vocabulary.h"
#include "prose_report.def"
#include "text.h"
#include "text_key.h"
#include "written_text.h"

#include <stdio.h>
#include <string.h>

enum {
    RECEIVED_LABEL = 52,
    RECEIVED_AMOUNT = 17,
    RECEIVED_LINES = HOSHI_VIEW_GROUPS + HOSHI_YEARS_MAX + HOSHI_RECEIVED_ROWS
};

enum received_unit { RECEIVED_YEN, RECEIVED_PPM, RECEIVED_NUMBER };

static const struct {
    const char *key;
    struct hoshi_words words;
    enum received_unit unit;
} received_checks[HOSHI_RECEIVED_CHECKS] = {
    [HOSHI_RECEIVED_CATEGORIES] = {"categories", {"区分の額の合計", "sum of the categories"}, RECEIVED_YEN},
    [HOSHI_RECEIVED_NATURES] = {"natures", {"費目の額の合計", "sum of the kinds of cost"}, RECEIVED_YEN},
    [HOSHI_RECEIVED_YEARS] = {"years", {"年度の額の合計", "sum of the years"}, RECEIVED_YEN},
    [HOSHI_RECEIVED_PARTS] = {"parts",
                              {"区分の合計と見積内訳の小計", "categories and quotation"},
                              RECEIVED_YEN},
    [HOSHI_RECEIVED_ANNUAL] = {"annual",
                               {"小計＋一般管理費＋利益＋概算の端数＝年額", "subtotal to annual amount"},
                               RECEIVED_YEN},
    [HOSHI_RECEIVED_RATE] = {"rate", {"年額÷年間お取引額", "annual over purchases"}, RECEIVED_PPM},
    [HOSHI_RECEIVED_CEILING] = {"ceiling",
                                {"単独で取得する費用を超えない", "not above the stand-alone cost"},
                                RECEIVED_YEN},
    [HOSHI_RECEIVED_UNCHANGED] = {"unchanged", {"提案時の額のまま", "as proposed"}, RECEIVED_YEN},
    [HOSHI_RECEIVED_SUBTOTAL] = {"subtotal",
                                 {"費目の合計＋変更＝小計", "kinds of cost and changes to subtotal"},
                                 RECEIVED_YEN},
    [HOSHI_RECEIVED_FORMULAS] = {"formulas",
                                 {"合計の式が数字に置き換わっていない", "totals are still formulas"},
                                 RECEIVED_NUMBER},
    [HOSHI_RECEIVED_COMPUTED] = {"computed",
                                 {"式を計算した値が保存された値と同じ", "formulas give the stored values"},
                                 RECEIVED_NUMBER},
    [HOSHI_RECEIVED_HIDDEN] = {"hidden",
                               {"隠れた行・列がない", "no hidden rows or columns"},
                               RECEIVED_NUMBER},
};

size_t hoshi_received_doubts(const struct hoshi_received *received)
{
    struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS];
    size_t n = 0;
    hoshi_received_verify(received, check);
    for (int i = 0; i < HOSHI_RECEIVED_CHECKS; i++)
        n += check[i].verdict == HOSHI_RECEIVED_DIFFERS;
    return n;
}

void hoshi_received_say(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_received *x)
{
    struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS];
    size_t agree = 0, differ = 0;
    hoshi_received_verify(x, check);
    for (int i = 0; i < HOSHI_RECEIVED_CHECKS; i++)
        agree += check[i].verdict == HOSHI_RECEIVED_AGREES;
    hoshi_buffer_printf(out, hoshi_say(lang, "検算: 合う %zu件", "checked: %zu agree"), agree);
    for (int i = 0; i < HOSHI_RECEIVED_CHECKS; i++)
        if (check[i].verdict == HOSHI_RECEIVED_DIFFERS)
            hoshi_buffer_printf(out, "%s%s",
                                differ++ ? hoshi_say(lang, "、", ", ")
                                         : hoshi_say(lang, "、合わない: ", ", differ: "),
                                hoshi_words_say(lang, received_checks[i].words));
    for (int64_t i = 0; i < x->wrong && i < HOSHI_RECEIVED_DOUBTS; i++)
        hoshi_buffer_printf(out, "%s%s",
                            i ? hoshi_say(lang, "、", ", ") : hoshi_say(lang, "（式: ", " (formulas: "),
                            x->doubt[i].cell);
    if (x->wrong)
        hoshi_buffer_puts(out, hoshi_say(lang, "）", ")"));
}

/* ---- beside the own estimate ---- */

struct received_line {
    const char *kind;
    char what[HOSHI_RECEIVED_TEXT];
    int64_t received_yen, own_yen; /* HOSHI_NONE: not there */
};

/* Category of a label: 1 … 7, 0 the star, HOSHI_CATEGORIES + 1 a demand beyond the level. */
static int received_category(const struct hoshi_tables *tables, const char *label)
{
    for (int c = 1; c <= HOSHI_CATEGORIES; c++)
        if (strcmp(label, hoshi_words_say(HOSHI_JA, tables->catalog.category[c])) == 0 ||
            strcmp(label, hoshi_words_say(HOSHI_EN, tables->catalog.category[c])) == 0)
            return c;
    return strstr(label, "★") || strstr(label, "star") || strstr(label, "Star") ? 0 : HOSHI_CATEGORIES + 1;
}

static int64_t received_own_category(const struct hoshi_buyer_view *own, int category)
{
    int64_t yen = 0;
    for (size_t i = 0; i < own->groups; i++)
        if (own->group[i].category == category ||
            (category > HOSHI_CATEGORIES && own->group[i].category > HOSHI_CATEGORIES))
            yen += own->group[i].annual_yen;
    return yen;
}

static size_t received_lines(const struct hoshi_received_report *r, enum hoshi_lang lang,
                             struct received_line line[RECEIVED_LINES])
{
    size_t n = 0;
    bool seen[HOSHI_CATEGORIES + 2] = {false};
    const struct hoshi_received *x = r->received;
    for (size_t i = 0; i < x->category.rows; i++) {
        int category = received_category(r->tables, x->category.row[i].label);
        line[n] = (struct received_line){.kind = "category", .received_yen = x->category.row[i].yen};
        line[n].own_yen = seen[category] ? 0 : received_own_category(r->own, category);
        seen[category] = true;
        hoshi_text_copy(line[n++].what, HOSHI_RECEIVED_TEXT, x->category.row[i].label);
    }
    for (int c = 1; x->category.rows && c <= HOSHI_CATEGORIES; c++)
        if (!seen[c] && received_own_category(r->own, c)) {
            line[n] = (struct received_line){"category", "", HOSHI_NONE, received_own_category(r->own, c)};
            hoshi_text_copy(line[n++].what, HOSHI_RECEIVED_TEXT,
                            hoshi_words_say(lang, r->tables->catalog.category[c]));
        }
    if (x->category.rows && (x->rounding_yen != HOSHI_NONE || r->own->ask_step_yen)) {
        line[n] = (struct received_line){"category", "", x->rounding_yen,
                                         r->own->asked_annual_yen - r->own->annual_yen};
        hoshi_text_copy(line[n++].what, HOSHI_RECEIVED_TEXT, hoshi_say(lang, WORD(estimate_rounding)));
    }
    for (size_t y = 0; y < x->years.rows && y < HOSHI_YEARS_MAX; y++) {
        line[n] = (struct received_line){"year", "", x->years.row[y].yen,
                                         (int)y < r->own->horizon ? r->own->by_year_yen[y] : HOSHI_NONE};
        hoshi_text_copy(line[n++].what, HOSHI_RECEIVED_TEXT, x->years.row[y].label);
    }
    return n;
}

/* ---- report ---- */

static void received_cells(struct hoshi_buffer *out, const char *label, const int64_t *yen, size_t n,
                           const char *end)
{
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, label, RECEIVED_LABEL);
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_pad_left(out, yen[i] == HOSHI_NONE ? "-" : hoshi_yen_print(yen[i], text),
                              RECEIVED_AMOUNT);
    hoshi_buffer_printf(out, "%s\n", end);
}

static void received_yen(struct hoshi_buffer *out, enum hoshi_lang lang, const char *ja, const char *en,
                         int64_t yen)
{
    if (yen != HOSHI_NONE)
        received_cells(out, hoshi_say(lang, ja, en), &yen, 1, "");
}

static void received_share(struct hoshi_buffer *out, const char *label, int64_t ppm)
{
    char text[HOSHI_DECIMAL_TEXT], percent[HOSHI_DECIMAL_TEXT + 2];
    if (ppm == HOSHI_NONE)
        return;
    snprintf(percent, sizeof percent, "%s%%", hoshi_decimal_print(ppm * 100, 2, text));
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, label, RECEIVED_LABEL);
    hoshi_buffer_pad_left(out, percent, RECEIVED_AMOUNT);
    hoshi_buffer_puts(out, "\n");
}

static void received_parts(struct hoshi_buffer *out, const char *title, const struct hoshi_received_table *t)
{
    if (!t->rows)
        return;
    hoshi_buffer_printf(out, "\n%s\n", title);
    for (size_t i = 0; i < t->rows; i++)
        received_cells(out, t->row[i].label, &t->row[i].yen, 1, "");
}

static void received_verified(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_received *x)
{
    struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS];
    hoshi_received_verify(x, check);
    hoshi_buffer_puts(out, hoshi_say(lang, "\n検算\n", "\nChecked\n"));
    for (int i = 0; i < HOSHI_RECEIVED_CHECKS; i++) {
        char a[HOSHI_DECIMAL_TEXT], b[HOSHI_DECIMAL_TEXT];
        const struct hoshi_received_check *c = &check[i];
        hoshi_buffer_puts(out, "  ");
        hoshi_buffer_pad(out, hoshi_words_say(lang, received_checks[i].words), RECEIVED_LABEL);
        if (c->verdict == HOSHI_RECEIVED_NOT_THERE)
            hoshi_buffer_puts(out, hoshi_say(lang, "確かめる数字がない\n", "nothing to check it by\n"));
        else if (c->verdict == HOSHI_RECEIVED_AGREES)
            hoshi_buffer_puts(out, hoshi_say(lang, "合う\n", "agrees\n"));
        else if (received_checks[i].unit == RECEIVED_NUMBER)
            hoshi_buffer_printf(out,
                                hoshi_say(lang, "合わない（%s のうち %s）\n", "differs (%s, expected %s)\n"),
                                hoshi_decimal_print(c->stated, 0, a), hoshi_decimal_print(c->computed, 0, b));
        else if (received_checks[i].unit == RECEIVED_PPM)
            hoshi_buffer_printf(
                out,
                hoshi_say(lang, "合わない（書かれた値 %s、計算 %s）\n", "differs (stated %s, computed %s)\n"),
                hoshi_decimal_print(c->stated, 6, a), hoshi_decimal_print(c->computed, 6, b));
        else
            hoshi_buffer_printf(out,
                                hoshi_say(lang, "合わない（書かれた額 %s円、計算 %s円）\n",
                                          "differs (stated %s yen, computed %s)\n"),
                                hoshi_yen_print(c->stated, a), hoshi_yen_print(c->computed, b));
    }
}

/* The cells whose formula gives another value than a reader of stored values takes. */
static void received_doubts(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_received *x)
{
    for (int64_t i = 0; i < x->wrong && i < HOSHI_RECEIVED_DOUBTS; i++) {
        const struct hoshi_received_doubt *d = &x->doubt[i];
        if (d->gives[0])
            hoshi_buffer_printf(out,
                                hoshi_say(lang, "    %s: 保存された値「%s」、式を計算すると「%s」\n",
                                          "    %s: stored \"%s\", its formula gives \"%s\"\n"),
                                d->cell, d->stored, d->gives);
        else
            hoshi_buffer_printf(out, hoshi_say(lang, PROSE(formula_not_of_this_program)), d->cell, d->stored);
    }
    if (x->wrong > HOSHI_RECEIVED_DOUBTS)
        hoshi_buffer_printf(out, hoshi_say(lang, "    ほか %lld件\n", "    and %lld more\n"),
                            (long long)(x->wrong - HOSHI_RECEIVED_DOUBTS));
    if (x->wrong)
        hoshi_buffer_puts(out, hoshi_say(lang, PROSE(excel_computes_anew)));
}

static void received_compared(struct hoshi_buffer *out, enum hoshi_lang lang,
                              const struct hoshi_received_report *r)
{
    struct received_line line[RECEIVED_LINES];
    const struct hoshi_buyer_view *own = r->own;
    const int64_t all[] = {r->received->annual_yen, own->asked_annual_yen,
                           r->received->annual_yen - own->asked_annual_yen};

    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(beside_the_own_estimate)));
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, "", RECEIVED_LABEL);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "受け取った額", "received"), RECEIVED_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "自社の見積額", "own estimate"), RECEIVED_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, WORD(change_in_yen)), RECEIVED_AMOUNT);
    hoshi_buffer_puts(out, "\n");
    received_cells(out, hoshi_say(lang, WORD(annual_charge)), all, 3, "");
    size_t n = received_lines(r, lang, line);
    for (size_t i = 0; i < n; i++) {
        int64_t a = line[i].received_yen, b = line[i].own_yen;
        const int64_t cells[] = {a, b, (a == HOSHI_NONE ? 0 : a) - (b == HOSHI_NONE ? 0 : b)};
        received_cells(out, line[i].what, cells, 3, "");
    }
    received_share(out, hoshi_say(lang, "割合（受け取った資料）", "share (received)"),
                   r->received->share_ppm);
    received_share(out, hoshi_say(lang, "割合（自社の見積）", "share (own)"), own->share_ppm);
    hoshi_buffer_puts(out, hoshi_say(lang, PROSE(differences_are_to_be_asked)));
}

void hoshi_received_print(struct hoshi_buffer *out, enum hoshi_lang lang,
                          const struct hoshi_received_report *r)
{
    const struct hoshi_received *x = r->received;
    hoshi_buffer_printf(out, hoshi_say(lang, "受け取った協議資料  %s\n", "Received workbook  %s\n"), r->file);
    received_yen(out, lang, "年額（税抜）", "annual (without tax)", x->annual_yen);
    received_yen(out, lang, "提案時点の費用の年額", "annual cost as proposed", x->proposed_yen);
    if (x->rounding_yen != HOSHI_NONE)
        received_yen(out, lang, "概算の端数（年額に反映済み）", "rounding of the estimate, in annual",
                     x->rounding_yen);
    received_share(out, hoshi_say(lang, WORD(key_share)), x->share_ppm);
    received_yen(out, lang, "年間お取引額（先方の値）", "purchases (as they have them)", x->purchases_yen);
    received_share(out, hoshi_say(lang, "単価に直した率", "rise of prices"), x->rate_ppm);
    received_yen(out, lang, "公表前の★の料金など（年額）", "fees not yet published (annual)",
                 x->unpublished_yen);
    received_yen(out, lang, "見積書で裏付けた額（年額）", "backed by quotations (annual)", x->quoted_yen);
    received_parts(out, hoshi_say(lang, "区分別（年額）", "By category (annual)"), &x->category);
    received_parts(out, hoshi_say(lang, "費目別（年額）", "By kind of cost (annual)"), &x->nature);
    received_parts(out, hoshi_say(lang, "年度別（発生額）", "By year (cost)"), &x->years);
    received_verified(out, lang, x);
    received_doubts(out, lang, x);
    if (r->typed)
        hoshi_written_print(out, lang, HOSHI_WRITTEN_RECEIVED, r->typed);
    if (r->own)
        received_compared(out, lang, r);
    if (!r->answers)
        hoshi_buffer_puts(out, hoshi_say(lang, PROSE(no_answers_are_disclosed)));
}

/* ---- JSON ---- */

static void received_json_yen(struct hoshi_json_writer *w, const char *key, int64_t yen)
{
    if (yen == HOSHI_NONE)
        hoshi_json_put_null(w, key);
    else
        hoshi_json_put_whole(w, key, yen);
}

static void received_json_share(struct hoshi_json_writer *w, const char *key, int64_t ppm)
{
    if (ppm == HOSHI_NONE)
        hoshi_json_put_null(w, key);
    else
        hoshi_json_put_decimal(w, key, ppm, 0);
}

static void received_json_table(struct hoshi_json_writer *w, const char *key,
                                const struct hoshi_received_table *t)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, key);
    for (size_t i = 0; i < t->rows; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "label", t->row[i].label);
        hoshi_json_put(w, "cell", t->row[i].cell);
        hoshi_json_put_whole(w, "yen", t->row[i].yen);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void received_json_checks(struct hoshi_json_writer *w, const struct hoshi_received *x)
{
    static const char *const verdict[] = {"not_there", "agrees", "differs"};
    struct hoshi_received_check check[HOSHI_RECEIVED_CHECKS];
    hoshi_received_verify(x, check);
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "checks");
    for (int i = 0; i < HOSHI_RECEIVED_CHECKS; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "check", received_checks[i].key);
        hoshi_json_put(w, "verdict", verdict[check[i].verdict]);
        received_json_yen(w, "stated", check[i].stated);
        received_json_yen(w, "computed", check[i].computed);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void received_json_doubts(struct hoshi_json_writer *w, const struct hoshi_received *x)
{
    hoshi_json_line(w, 2);
    hoshi_json_list(w, "formulas");
    for (int64_t i = 0; i < x->wrong && i < HOSHI_RECEIVED_DOUBTS; i++) {
        hoshi_json_line(w, 4);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "cell", x->doubt[i].cell);
        hoshi_json_put(w, "stored", x->doubt[i].stored);
        if (x->doubt[i].gives[0])
            hoshi_json_put(w, "gives", x->doubt[i].gives);
        else
            hoshi_json_put_null(w, "gives");
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
}

static void received_json_own(struct hoshi_json_writer *w, const struct hoshi_received_report *r)
{
    struct received_line line[RECEIVED_LINES];
    hoshi_json_line(w, 2);
    if (!r->own) {
        hoshi_json_put_null(w, "own");
        return;
    }
    size_t n = received_lines(r, HOSHI_JA, line);
    hoshi_json_object(w, "own");
    hoshi_json_put_whole(w, "annual_yen", r->own->asked_annual_yen);
    hoshi_json_put_whole(w, "rounding_yen", r->own->asked_annual_yen - r->own->annual_yen);
    hoshi_json_put_whole(w, "difference_yen", r->received->annual_yen - r->own->asked_annual_yen);
    hoshi_json_put_whole(w, "share_ppm", r->own->share_ppm);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "lines");
    for (size_t i = 0; i < n; i++) {
        int64_t a = line[i].received_yen, b = line[i].own_yen;
        hoshi_json_line(w, 6);
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "kind", line[i].kind);
        hoshi_json_put(w, "what", line[i].what);
        received_json_yen(w, "received_yen", a);
        received_json_yen(w, "own_yen", b);
        hoshi_json_put_whole(w, "difference_yen", (a == HOSHI_NONE ? 0 : a) - (b == HOSHI_NONE ? 0 : b));
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_end(w);
}

void hoshi_received_print_json(struct hoshi_buffer *out, const struct hoshi_received_report *r)
{
    const struct hoshi_received *x = r->received;
    struct hoshi_json_writer w;
    hoshi_json_start(&w, out);
    hoshi_json_object(&w, NULL);
    hoshi_json_put_whole(&w, "hoshiwari_received", 1);
    hoshi_json_line(&w, 2);
    hoshi_json_put(&w, "file", r->file);
    hoshi_json_put_whole(&w, "annual_yen", x->annual_yen);
    received_json_yen(&w, "proposed_annual_yen", x->proposed_yen);
    received_json_yen(&w, "rounding_yen", x->rounding_yen);
    received_json_share(&w, "key_share", x->share_ppm);
    received_json_yen(&w, "purchases_yen", x->purchases_yen);
    received_json_share(&w, "rise", x->rate_ppm);
    received_json_yen(&w, "ceiling_annual_yen", x->ceiling_yen);
    received_json_yen(&w, "unpublished_annual_yen", x->unpublished_yen);
    received_json_yen(&w, "quoted_annual_yen", x->quoted_yen);
    received_json_table(&w, "categories", &x->category);
    received_json_table(&w, "natures", &x->nature);
    received_json_table(&w, "years", &x->years);
    received_json_checks(&w, x);
    received_json_doubts(&w, x);
    hoshi_json_put_whole(&w, "answers", (int64_t)r->answers);
    received_json_own(&w, r);
    if (r->typed)
        hoshi_written_print_json(&w, r->typed);
    hoshi_json_end(&w);
    hoshi_buffer_puts(out, "\n");
}
