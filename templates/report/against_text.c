/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "against_text.h"

#include "prose.h"
#include "vocabulary.h"
#include "prose_report.def"
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { AGAINST_LABEL = 46, AGAINST_AMOUNT = 19, AGAINST_SHOWN = 20 };

static const struct {
    const char *key;
    struct hoshi_words words;
} against_causes[HOSHI_AGAINST_CAUSES] = {
    [HOSHI_AGAINST_NEW] = {"new", {"新しく加わった先", "new suppliers"}},
    [HOSHI_AGAINST_GONE] = {"gone", {"一覧からなくなった先", "no longer listed"}},
    [HOSHI_AGAINST_LEVEL] = {"level", {"求める★の変更", "level asked changed"}},
    [HOSHI_AGAINST_STAR] = {"star", {"★の取得・失効", "star obtained or run out"}},
    [HOSHI_AGAINST_ANSWERS] = {"answers", {"回答の変化", "answers changed"}},
    [HOSHI_AGAINST_SHARE] = {"share", {"当社の割合の変化", "our share changed"}},
    [HOSHI_AGAINST_SHARE_KNOWN] = {"share_known",
                                   {"当社の割合が分かった・分からなくなった（前回か今回は仮定）",
                                    "our share became known, or is no longer (assumed then or now)"}},
    [HOSHI_AGAINST_SIZE] = {"size", {"従業員数の変化", "employees changed"}},
    [HOSHI_AGAINST_SEVERAL] = {"several", {"二つ以上が変わった先", "several of these"}},
    [HOSHI_AGAINST_TABLES] = {"tables", {"価格の表・設定・基準日の違い", "tables, settings, day"}},
    [HOSHI_AGAINST_LEARNT] = {"learnt",
                              {"回答した先から見込む率の変化（その先のことは同じ）",
                               "what others answered (nothing of theirs changed)"}},
    [HOSHI_AGAINST_OTHER] = {"other",
                             {"そのほか（台数、どの基準かなど）", "other facts (PCs, which criteria …)"}},
    [HOSHI_AGAINST_SAME] = {"same", {"額は同じ", "same amount"}},
};

const char *hoshi_against_say_cause(enum hoshi_lang lang, enum hoshi_against_cause cause)
{
    return hoshi_words_say(lang, against_causes[cause].words);
}

const char *hoshi_against_say_changed(enum hoshi_lang lang, unsigned changed, char *out, size_t size)
{
    static const struct hoshi_words word[] = {
        [HOSHI_AGAINST_LEVEL] = {"★", "level"},
        [HOSHI_AGAINST_STAR] = {"持っている★", "the star it has"},
        [HOSHI_AGAINST_ANSWERS] = {"回答の状況", "answers given"},
        [HOSHI_AGAINST_SHARE] = {"当社の割合", "our share"},
        [HOSHI_AGAINST_SHARE_KNOWN] = {"当社の割合（前回か今回は仮定）", "our share (assumed then or now)"},
        [HOSHI_AGAINST_SIZE] = {"従業員の人数", "number of people"},
    };
    size_t n = 0;
    *out = 0;
    for (int c = HOSHI_AGAINST_LEVEL; c <= HOSHI_AGAINST_SIZE; c++)
        if (changed >> c & 1) {
            int more = snprintf(out + n, size - n, "%s%s", n ? hoshi_say(lang, "、", ", ") : "",
                                hoshi_words_say(lang, word[c]));
            n += more > 0 && (size_t)more < size - n ? (size_t)more : 0;
        }
    return out;
}

/* ---- report ---- */

static void against_amounts(struct hoshi_buffer *out, const char *label, const int64_t *yen, size_t n)
{
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, label, AGAINST_LABEL);
    if (hoshi_text_width(label) > AGAINST_LABEL) {
        hoshi_buffer_puts(out, "\n  ");
        hoshi_buffer_pad(out, "", AGAINST_LABEL);
    }
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_pad_left(out, hoshi_yen_print(yen[i], text), AGAINST_AMOUNT);
    hoshi_buffer_puts(out, "\n");
}

static void against_settings(struct hoshi_buffer *out, enum hoshi_lang lang,
                             const struct hoshi_against_view *v)
{
    for (size_t i = 0; i < v->differs; i++)
        hoshi_buffer_printf(
            out, hoshi_say(lang, "  前提の違い: %s  前回 %s  今回 %s\n", "  differs: %s, then %s, now %s\n"),
            v->differ[i].name, v->differ[i].value, v->differ[i].other);
}

static void against_suppliers(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_against *a)
{
    size_t moved = 0, shown = 0;
    for (size_t i = 0; i < a->rows; i++)
        moved += a->row[i].cause != HOSHI_AGAINST_SAME;
    for (size_t i = 0; i < a->rows && shown < AGAINST_SHOWN; i++) {
        const struct hoshi_against_row *r = &a->row[i];
        char label[HOSHI_SUPPLIER_NAME_BYTES + HOSHI_SUPPLIER_ID_BYTES + 2], changed[160];
        const int64_t yen[] = {r->then_yen, r->now_yen, r->now_yen - r->then_yen};
        if (r->cause == HOSHI_AGAINST_SAME)
            continue;
        hoshi_against_say_changed(lang, r->changed, changed, sizeof changed);
        snprintf(label, sizeof label, "%s %s", r->id, r->name);
        against_amounts(out, label, yen, 3);
        hoshi_buffer_printf(out, "      %s%s%s\n", hoshi_against_say_cause(lang, r->cause),
                            *changed && r->cause == HOSHI_AGAINST_SEVERAL ? hoshi_say(lang, "：", ": ") : "",
                            r->cause == HOSHI_AGAINST_SEVERAL ? changed : "");
        shown++;
    }
    if (moved > shown)
        hoshi_buffer_printf(out, hoshi_say(lang, "  ほか %zu社\n", "  and %zu more\n"), moved - shown);
}

void hoshi_against_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_against_view *v)
{
    const struct hoshi_against *a = v->against;
    const int64_t all[] = {a->then_yen, a->now_yen, a->now_yen - a->then_yen};
    hoshi_buffer_printf(out, hoshi_say(lang, PROSE(against_the_run_of)), v->list);
    against_settings(out, lang, v);
    hoshi_buffer_puts(out, "  ");
    hoshi_buffer_pad(out, "", AGAINST_LABEL);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "前回", "then"), AGAINST_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, "今回", "now"), AGAINST_AMOUNT);
    hoshi_buffer_pad_left(out, hoshi_say(lang, WORD(change_in_yen)), AGAINST_AMOUNT);
    hoshi_buffer_puts(out, "\n");
    against_amounts(out, hoshi_say(lang, "当社分の期待値（期間計）", "our part, mean (horizon)"), all, 3);
    hoshi_buffer_puts(out, hoshi_say(lang, "  差の内訳（社数、円）\n", "  what moved it (suppliers, yen)\n"));
    for (int c = 0; c < HOSHI_AGAINST_CAUSES; c++)
        if (a->cause[c].suppliers) {
            const int64_t cells[] = {(int64_t)a->cause[c].suppliers, a->cause[c].yen};
            char label[160];
            snprintf(label, sizeof label, "  %s", hoshi_against_say_cause(lang, (enum hoshi_against_cause)c));
            against_amounts(out, label, cells, 2);
        }
    hoshi_buffer_puts(out, hoshi_say(lang, "  大きく動いた先\n", "  suppliers that moved most\n"));
    against_suppliers(out, lang, a);
}

/* ---- JSON ---- */

static void against_json_supplier(struct hoshi_json_writer *w, const struct hoshi_against_row *r)
{
    hoshi_json_line(w, 6);
    hoshi_json_object(w, NULL);
    hoshi_json_put(w, "id", r->id);
    hoshi_json_put(w, "name", r->name);
    hoshi_json_put(w, "cause", against_causes[r->cause].key);
    hoshi_json_array(w, "changed");
    for (int c = HOSHI_AGAINST_LEVEL; c <= HOSHI_AGAINST_SIZE; c++)
        if (r->changed >> c & 1)
            hoshi_json_put(w, NULL, against_causes[c].key);
    hoshi_json_end(w);
    hoshi_json_put_whole(w, "then_level", r->then_level);
    hoshi_json_put_whole(w, "now_level", r->now_level);
    hoshi_json_put_whole(w, "then_yen", r->then_yen);
    hoshi_json_put_whole(w, "now_yen", r->now_yen);
    hoshi_json_put_whole(w, "yen", r->now_yen - r->then_yen);
    hoshi_json_put_whole(w, "then_unanswered", r->then_open);
    hoshi_json_put_whole(w, "now_unanswered", r->now_open);
    hoshi_json_end(w);
}

void hoshi_against_put_json(struct hoshi_json_writer *w, const struct hoshi_against_view *v)
{
    const struct hoshi_against *a = v->against;
    hoshi_json_line(w, 2);
    hoshi_json_object(w, "against");
    hoshi_json_put(w, "list", v->list);
    hoshi_json_put_whole(w, "then_yen", a->then_yen);
    hoshi_json_put_whole(w, "now_yen", a->now_yen);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "differs");
    for (size_t i = 0; i < v->differs; i++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "name", v->differ[i].name);
        hoshi_json_put(w, "then", v->differ[i].value);
        hoshi_json_put(w, "now", v->differ[i].other);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "causes");
    for (int c = 0; c < HOSHI_AGAINST_CAUSES; c++) {
        hoshi_json_object(w, NULL);
        hoshi_json_put(w, "cause", against_causes[c].key);
        hoshi_json_put_whole(w, "suppliers", (int64_t)a->cause[c].suppliers);
        hoshi_json_put_whole(w, "yen", a->cause[c].yen);
        hoshi_json_end(w);
    }
    hoshi_json_end(w);
    hoshi_json_line(w, 4);
    hoshi_json_list(w, "suppliers");
    for (size_t i = 0; i < a->rows; i++)
        if (a->row[i].cause != HOSHI_AGAINST_SAME || a->row[i].changed)
            against_json_supplier(w, &a->row[i]);
    hoshi_json_end(w);
    hoshi_json_end(w);
}
