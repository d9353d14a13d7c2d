/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's word means, by a table of words. */
#include "answers.h"
#include "decimal.h"
#include "fold.h"
#include "text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const char *const hoshi_answer_keys[HOSHI_ANSWERS] = {"unanswered",     "met",     "partial", "unmet",
                                                      "not_applicable", "withheld"};

const char *hoshi_answer_key(enum hoshi_answer_status status)
{
    return status < HOSHI_ANSWERS ? hoshi_answer_keys[status] : "?";
}

bool hoshi_answer_find(const char *key, enum hoshi_answer_status *status)
{
    for (size_t i = 0; i < HOSHI_ANSWERS; i++)
        if (strcmp(key, hoshi_answer_keys[i]) == 0) {
            *status = (enum hoshi_answer_status)i;
            return true;
        }
    return false;
}

/* Folded: hiragana for katakana, small letters, no spaces or punctuation. */
static const struct {
    const char *word;
    enum hoshi_answer_status status;
} words[] = {
    {"○", HOSHI_MET},
    {"o", HOSHI_MET},
    {"✓", HOSHI_MET},
    {"✔", HOSHI_MET},
    {"☑", HOSHI_MET},
    {"はい", HOSHI_MET},
    {"達成", HOSHI_MET},
    {"達成済", HOSHI_MET},
    {"達成済み", HOSHI_MET},
    {"達成している", HOSHI_MET},
    {"対応済", HOSHI_MET},
    {"対応済み", HOSHI_MET},
    {"対応している", HOSHI_MET},
    {"実施済", HOSHI_MET},
    {"実施済み", HOSHI_MET},
    {"実施している", HOSHI_MET},
    {"適合", HOSHI_MET},
    {"適合している", HOSHI_MET},
    {"充足", HOSHI_MET},
    {"充足している", HOSHI_MET},
    {"満たす", HOSHI_MET},
    {"満たしている", HOSHI_MET},
    {"できている", HOSHI_MET},
    {"出来ている", HOSHI_MET},
    {"完了", HOSHI_MET},
    {"済", HOSHI_MET},
    {"済み", HOSHI_MET},
    {"yes", HOSHI_MET},
    {"y", HOSHI_MET},
    {"met", HOSHI_MET},
    {"fullymet", HOSHI_MET},
    {"ok", HOSHI_MET},
    {"done", HOSHI_MET},
    {"pass", HOSHI_MET},
    {"compliant", HOSHI_MET},
    {"achieved", HOSHI_MET},
    {"implemented", HOSHI_MET},
    {"fulfilled", HOSHI_MET},
    {"△", HOSHI_PARTIAL},
    {"一部", HOSHI_PARTIAL},
    {"一部達成", HOSHI_PARTIAL},
    {"一部達成済", HOSHI_PARTIAL},
    {"一部達成済み", HOSHI_PARTIAL},
    {"一部達成している", HOSHI_PARTIAL},
    {"一部対応", HOSHI_PARTIAL},
    {"一部対応済", HOSHI_PARTIAL},
    {"一部対応済み", HOSHI_PARTIAL},
    {"一部対応している", HOSHI_PARTIAL},
    {"一部実施", HOSHI_PARTIAL},
    {"一部実施済", HOSHI_PARTIAL},
    {"一部実施済み", HOSHI_PARTIAL},
    {"一部実施している", HOSHI_PARTIAL},
    {"一部適合", HOSHI_PARTIAL},
    {"一部充足", HOSHI_PARTIAL},
    {"一部できている", HOSHI_PARTIAL},
    {"一部未達成", HOSHI_PARTIAL},
    {"一部未対応", HOSHI_PARTIAL},
    {"一部未実施", HOSHI_PARTIAL},
    {"部分達成", HOSHI_PARTIAL},
    {"部分対応", HOSHI_PARTIAL},
    {"部分実施", HOSHI_PARTIAL},
    {"部分適合", HOSHI_PARTIAL},
    {"部分的に達成", HOSHI_PARTIAL},
    {"部分的に対応", HOSHI_PARTIAL},
    {"部分的に実施", HOSHI_PARTIAL},
    {"partial", HOSHI_PARTIAL},
    {"partially", HOSHI_PARTIAL},
    {"partiallymet", HOSHI_PARTIAL},
    {"partlymet", HOSHI_PARTIAL},
    {"partly", HOSHI_PARTIAL},
    {"partiallycompliant", HOSHI_PARTIAL},
    {"partiallyimplemented", HOSHI_PARTIAL},
    {"×", HOSHI_UNMET},
    {"x", HOSHI_UNMET},
    {"いいえ", HOSHI_UNMET},
    {"未達成", HOSHI_UNMET},
    {"未達", HOSHI_UNMET},
    {"未対応", HOSHI_UNMET},
    {"未実施", HOSHI_UNMET},
    {"未充足", HOSHI_UNMET},
    {"未着手", HOSHI_UNMET},
    {"未適合", HOSHI_UNMET},
    {"不適合", HOSHI_UNMET},
    {"非適合", HOSHI_UNMET},
    {"達成していない", HOSHI_UNMET},
    {"対応していない", HOSHI_UNMET},
    {"実施していない", HOSHI_UNMET},
    {"満たしていない", HOSHI_UNMET},
    {"できていない", HOSHI_UNMET},
    {"出来ていない", HOSHI_UNMET},
    {"no", HOSHI_UNMET},
    {"n", HOSHI_UNMET},
    {"ng", HOSHI_UNMET},
    {"unmet", HOSHI_UNMET},
    {"notmet", HOSHI_UNMET},
    {"fail", HOSHI_UNMET},
    {"notcompliant", HOSHI_UNMET},
    {"noncompliant", HOSHI_UNMET},
    {"notimplemented", HOSHI_UNMET},
    {"notachieved", HOSHI_UNMET},
    {"notfulfilled", HOSHI_UNMET},
    {"-", HOSHI_NOT_APPLICABLE},
    {"該当なし", HOSHI_NOT_APPLICABLE},
    {"該当無し", HOSHI_NOT_APPLICABLE},
    {"該当しない", HOSHI_NOT_APPLICABLE},
    {"該当せず", HOSHI_NOT_APPLICABLE},
    {"非該当", HOSHI_NOT_APPLICABLE},
    {"対象外", HOSHI_NOT_APPLICABLE},
    {"対象なし", HOSHI_NOT_APPLICABLE},
    {"適用外", HOSHI_NOT_APPLICABLE},
    {"適用除外", HOSHI_NOT_APPLICABLE},
    {"適用なし", HOSHI_NOT_APPLICABLE},
    {"na", HOSHI_NOT_APPLICABLE},
    {"notapplicable", HOSHI_NOT_APPLICABLE},
    {"未評価", HOSHI_UNANSWERED},
    {"未回答", HOSHI_UNANSWERED},
    {"無回答", HOSHI_UNANSWERED},
    {"未記入", HOSHI_UNANSWERED},
    {"未入力", HOSHI_UNANSWERED},
    {"未確認", HOSHI_UNANSWERED},
    {"未判定", HOSHI_UNANSWERED},
    {"確認中", HOSHI_UNANSWERED},
    {"評価中", HOSHI_UNANSWERED},
    {"不明", HOSHI_UNANSWERED},
    {"わからない", HOSHI_UNANSWERED},
    {"分からない", HOSHI_UNANSWERED},
    {"選択してください", HOSHI_UNANSWERED},
    {"選択して下さい", HOSHI_UNANSWERED},
    {"?", HOSHI_UNANSWERED},
    {"unanswered", HOSHI_UNANSWERED},
    {"unknown", HOSHI_UNANSWERED},
    {"notassessed", HOSHI_UNANSWERED},
    {"notanswered", HOSHI_UNANSWERED},
    {"tbd", HOSHI_UNANSWERED},
    {"回答を控える", HOSHI_WITHHELD},
    {"回答を控えます", HOSHI_WITHHELD},
    {"回答を差し控える", HOSHI_WITHHELD},
    {"回答しない", HOSHI_WITHHELD},
    {"回答拒否", HOSHI_WITHHELD},
    {"非開示", HOSHI_WITHHELD},
    {"非公開", HOSHI_WITHHELD},
    {"withheld", HOSHI_WITHHELD},
    {"withhold", HOSHI_WITHHELD},
    {"declined", HOSHI_WITHHELD},
    {"prefernottosay", HOSHI_WITHHELD},
};

static bool answer_look_up(const char folded[HOSHI_FOLDED], enum hoshi_answer_status *status)
{
    for (size_t i = 0; folded[0] && i < COUNT(words); i++)
        if (strcmp(words[i].word, folded) == 0) {
            *status = words[i].status;
            return true;
        }
    return false;
}

/* Two different words known and of one meaning. "○○" is a blank to be filled in, not ○ said twice.
 */
static bool agree(const char *a, size_t na, const char *b, size_t nb, enum hoshi_answer_status *status)
{
    enum hoshi_answer_status s, t;
    char first[HOSHI_FOLDED], second[HOSHI_FOLDED];
    hoshi_fold(a, na, first);
    hoshi_fold(b, nb, second);
    if (strcmp(first, second) == 0 || !answer_look_up(first, &s) || !answer_look_up(second, &t) || s != t)
        return false;
    *status = s;
    return true;
}

bool hoshi_answer_word(const char *word, enum hoshi_answer_status *status)
{
    char folded[HOSHI_FOLDED];
    if (hoshi_fold_is_blank(word)) {
        *status = HOSHI_UNANSWERED;
        return true;
    }
    hoshi_fold(word, strlen(word), folded);
    if (!folded[0])
        return false;
    if (answer_look_up(folded, status))
        return true;
    for (const char *p = word; hoshi_fold_is_space(hoshi_text_next(&p));)
        word = p;
    size_t n = strlen(word);
    const char *p = word, *last = word;
    while (*p) { /* a word with another in brackets, or a mark in front */
        const char *at = p;
        uint32_t c = hoshi_text_next(&p);
        if (at > word && hoshi_fold_in(c, "(（[［【〔「") &&
            agree(word, (size_t)(at - word), p, n - (size_t)(p - word), status))
            return true;
        if (at == word && agree(word, (size_t)(p - word), p, n - (size_t)(p - word), status))
            return true;
        last = at;
    }
    return agree(word, (size_t)(last - word), last, n - (size_t)(last - word), status);
}

/* "a/b" with a <= b <= 100. */
static bool fraction(const char *text, int64_t *ppm)
{
    int64_t part[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
        const char *from = text;
        for (; *text >= '0' && *text <= '9' && text - from < 3; text++)
            part[k] = part[k] * 10 + (*text - '0');
        if (text == from || (k == 0 && *text++ != '/'))
            return false;
    }
    if (*text || !part[1] || part[0] > part[1] || part[1] > 100)
        return false;
    return hoshi_money_muldiv(HOSHI_MICRO, part[0], part[1], ppm);
}

bool hoshi_answer_share(const char *text, int64_t *ppm)
{
    static const struct {
        const char *sign;
        int64_t ppm;
    } signs[] = {{"¼", 250000}, {"½", 500000}, {"¾", 750000}, {"⅓", 333333}, {"⅔", 666667}};
    char folded[HOSHI_FOLDED], plain[64];
    size_t used = 0;
    int64_t value;
    if (!hoshi_text_width_fold(text, strlen(text), folded, sizeof folded))
        return false;
    for (const char *p = folded; *p;) {
        uint32_t c = hoshi_fold_next(&p);
        if (hoshi_fold_is_space(c))
            continue;
        if (used + 5 > sizeof plain)
            return false;
        used += hoshi_text_put(plain + used, c);
    }
    plain[used] = 0;
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strcmp(plain, signs[i].sign) == 0) {
            *ppm = signs[i].ppm;
            return true;
        }
    bool percent = used && plain[used - 1] == '%';
    if (percent)
        plain[used - 1] = 0;
    else if (fraction(plain, ppm))
        return true;
    if (!hoshi_number_parse(plain, &value) || value < 0 || value > (percent ? 100 : 1) * HOSHI_MICRO)
        return false;
    *ppm = percent ? (value + 50) / 100 : value;
    return true;
}

enum hoshi_status hoshi_answers_init(struct hoshi_answers *answers, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena)
{
    struct hoshi_answer *answer = hoshi_arena_array(arena, catalog->criteria, sizeof *answer);
    if (!answer)
        return HOSHI_E_MEMORY;
    for (size_t i = 0; i < catalog->criteria; i++)
        answer[i].remaining_ppm = HOSHI_NONE;
    *answers = (struct hoshi_answers){.answer = answer, .n = catalog->criteria};
    return HOSHI_OK;
}
