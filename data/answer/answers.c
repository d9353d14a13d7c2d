/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three parts: what a person's word means (folding and a table of words); how a sheet is laid out (headings,
 * never positions, because people insert columns and sort rows); and how rows become answers (collect, with
 * every fault and every place, then hand over only when nothing was wrong).
 *
 * A CSV file becomes a grid like a sheet, so that both take the same way from there on. */
#include "answers.h"
#include "csv_read.h"
#include "file.h"
#include "xlsx_read.h"
#include "text.h"
#include "text_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD_ROWS = 30,       /* rows in which headings are looked for */
    HEAD_DEPTH = 4,       /* rows of headings, from that of the id */
    HEAD_CANDIDATES = 16, /* headings tried for the id */
    ROLE_COLUMNS = 8,     /* columns of one role */
    FOLDED = HOSHI_FOLDED,
    FOLD_MAX = 512, /* bytes of text looked at for one */
    PLACE = 160
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- keys ---- */

static const char *const status_keys[HOSHI_ANSWERS] = {"unanswered",     "met",     "partial", "unmet",
                                                       "not_applicable", "withheld"};

const char *hoshi_answer_key(enum hoshi_answer_status status)
{
    return status < HOSHI_ANSWERS ? status_keys[status] : "?";
}

bool hoshi_answer_find(const char *key, enum hoshi_answer_status *status)
{
    for (size_t i = 0; i < HOSHI_ANSWERS; i++)
        if (strcmp(key, status_keys[i]) == 0) {
            *status = (enum hoshi_answer_status)i;
            return true;
        }
    return false;
}

/* ---- folding ---- */

enum { CIRCLE = 0x25CB, TRIANGLE = 0x25B3, CROSS = 0x00D7, LONG_VOWEL = 0x30FC };

/* Letters and digits, kana and ideographs: most of what people write, and never one of a set of marks. */
static bool is_letter(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF && c != 0x5E74 && c != 0x6708 && c != 0x65E5) ||
           (c >= 0x3041 && c <= 0x30FA) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

static bool in(uint32_t c, const char *set)
{
    uint32_t member;
    if (is_letter(c))
        return false;
    while ((member = hoshi_text_next(&set)))
        if (member == c)
            return true;
    return false;
}

static bool is_space(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200D) ||
           c == 0xFEFF || c == 0xFE0E || c == 0xFE0F;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 ||
           c == 0x2501 || c == 0xFE63 || c == 0xFF0D;
}

/* One character as it counts for comparison: width, kana and case folded, look-alikes of the marks made one.
 */
static uint32_t fold_next(const char **p)
{
    uint32_t c = hoshi_text_next_folded(p);
    if (c >= 0x30A1 && c <= 0x30F6)
        c -= 0x60; /* katakana to hiragana */
    if (c >= 'A' && c <= 'Z')
        c += 32;
    if (in(c, "○〇◯⭕◎"))
        return CIRCLE;
    if (in(c, "△▲∆Δ"))
        return TRIANGLE;
    if (in(c, "×✕✖✗✘☓❌⨯╳"))
        return CROSS;
    return is_dash(c) ? '-' : c;
}

static bool is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Fold the n bytes at text into out: no spaces, no punctuation, hyphens inside ASCII words dropped
 * ("self-assessment"). A long vowel sign that follows nothing is a dash; any number of dashes alone is one.
 * Too long for any word: "". */
static void fold(const char *text, size_t n, char out[FOLDED])
{
    const char *p = text, *end = text + n;
    size_t used = 0, dashes = 0, characters = 0;
    uint32_t last = 0;
    out[0] = 0;
    if (n > FOLD_MAX)
        return;
    while (p < end) {
        uint32_t c = fold_next(&p);
        if (is_space(c) || in(c, "._,:;!'\"*#/()[]{}<>・、。「」【】〔〕：；"))
            continue;
        if (c == LONG_VOWEL && (!last || last == '-'))
            c = '-';
        if (c == '-' && is_ascii_word(last)) {
            const char *next = p;
            if (next < end && is_ascii_word(fold_next(&next)))
                continue;
        }
        if (c == 0x2116) { /* № */
            out[used++] = 'n';
            c = 'o';
        }
        if (used + 8 > FOLDED) {
            out[0] = 0;
            return;
        }
        used += hoshi_text_put(out + used, c);
        dashes += c == '-';
        characters++;
        last = c;
    }
    out[dashes && dashes == characters ? 1 : used] = 0;
}

const char *hoshi_answer_fold(const char *text, char out[HOSHI_FOLDED])
{
    fold(text, strlen(text), out);
    return out;
}

static bool is_blank(const char *text)
{
    while (*text)
        if (!is_space(hoshi_text_next(&text)))
            return false;
    return true;
}

/* ---- words ---- */

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

static bool look_up(const char folded[FOLDED], enum hoshi_answer_status *status)
{
    for (size_t i = 0; folded[0] && i < COUNT(words); i++)
        if (strcmp(words[i].word, folded) == 0) {
            *status = words[i].status;
            return true;
        }
    return false;
}

/* Two different words known and of one meaning. "○○" is a blank to be filled in, not ○ said twice. */
static bool agree(const char *a, size_t na, const char *b, size_t nb, enum hoshi_answer_status *status)
{
    enum hoshi_answer_status s, t;
    char first[FOLDED], second[FOLDED];
    fold(a, na, first);
    fold(b, nb, second);
    if (strcmp(first, second) == 0 || !look_up(first, &s) || !look_up(second, &t) || s != t)
        return false;
    *status = s;
    return true;
}

bool hoshi_answer_word(const char *word, enum hoshi_answer_status *status)
{
    char folded[FOLDED];
    if (is_blank(word)) {
        *status = HOSHI_UNANSWERED;
        return true;
    }
    fold(word, strlen(word), folded);
    if (!folded[0])
        return false;
    if (look_up(folded, status))
        return true;
    for (const char *p = word; is_space(hoshi_text_next(&p));)
        word = p;
    size_t n = strlen(word);
    const char *p = word, *last = word;
    while (*p) { /* a word with another in brackets, or a mark in front */
        const char *at = p;
        uint32_t c = hoshi_text_next(&p);
        if (at > word && in(c, "(（[［【〔「") &&
            agree(word, (size_t)(at - word), p, n - (size_t)(p - word), status))
            return true;
        if (at == word && agree(word, (size_t)(p - word), p, n - (size_t)(p - word), status))
            return true;
        last = at;
    }
    return agree(word, (size_t)(last - word), last, n - (size_t)(last - word), status);
}

/* ---- shares ---- */

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
    char plain[64];
    size_t used = 0;
    int64_t value;
    while (*text) {
        uint32_t c = fold_next(&text);
        if (is_space(c))
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

/* ---- collecting answers ---- */

struct collector {
    const struct hoshi_catalog *catalog;
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    struct hoshi_answers out;
    const char **answered; /* per criterion: where the answer stands, NULL = none yet */
    const char **listed;   /* per criterion: where it is listed without one */
    size_t note_room;
    enum hoshi_status status;           /* of the first fault */
    bool version_known;                 /* the file states its version */
    bool carry, draft;                  /* carry a draft over; it is one */
    struct hoshi_answer_source *source; /* NULL: not asked for */
};

static enum hoshi_status fault(struct collector *c, enum hoshi_status status, long row, const char *path,
                               const char *got, const char *allowed)
{
    if (!c->status)
        c->status = status;
    if (allowed)
        hoshi_fault_add_row(c->faults, status, row, path, got, "%s", allowed);
    else
        hoshi_fault_add_row(c->faults, status, row, path, got, NULL);
    return status;
}

static enum hoshi_status no_memory(struct collector *c)
{
    return fault(c, HOSHI_E_MEMORY, 0, NULL, NULL, NULL);
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

static bool collector_init(struct collector *c, const struct hoshi_catalog *catalog,
                           struct hoshi_arena *arena, struct hoshi_faults *faults)
{
    *c = (struct collector){.catalog = catalog, .arena = arena, .faults = faults};
    c->answered = hoshi_arena_array(arena, catalog->criteria, sizeof *c->answered);
    c->listed = hoshi_arena_array(arena, catalog->criteria, sizeof *c->listed);
    if (c->answered && c->listed && hoshi_answers_init(&c->out, catalog, arena) == HOSHI_OK)
        return true;
    no_memory(c);
    return false;
}

static void add_note(struct collector *c, enum hoshi_answer_note_kind kind, const char *where,
                     size_t criterion)
{
    if (c->out.notes == c->note_room) {
        size_t room = c->note_room ? c->note_room * 2 : 64;
        struct hoshi_answer_note *more = hoshi_arena_array(c->arena, room, sizeof *more);
        if (!more) {
            no_memory(c);
            return;
        }
        if (c->out.notes)
            memcpy(more, c->out.note, c->out.notes * sizeof *more);
        c->out.note = more;
        c->note_room = room;
    }
    const char *copy = hoshi_arena_text(c->arena, where);
    if (!copy) {
        no_memory(c);
        return;
    }
    c->out.note[c->out.notes++] = (struct hoshi_answer_note){kind, copy, criterion};
}

static bool listed_in(const char *const *ids, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

static bool is_draft_id(const struct hoshi_catalog *catalog, const char *id)
{
    return listed_in(catalog->draft_only, catalog->draft_onlys, id);
}

/* In a draft: an id that is gone or means something else now; recorded, and not taken over. */
static bool lost_in_draft(struct collector *c, const char *id, size_t criterion, const char *path)
{
    char where[PLACE + 40];
    bool gone = is_draft_id(c->catalog, id);
    if (!gone && !listed_in(c->catalog->changed, c->catalog->changeds, id))
        return false;
    snprintf(where, sizeof where, "%s %s", path, id);
    add_note(c, gone ? HOSHI_NOTE_DRAFT_ONLY : HOSHI_NOTE_DRAFT_CHANGED, where, gone ? SIZE_MAX : criterion);
    return true;
}

static const char *describe(const struct hoshi_answer *a, char out[64])
{
    char share[HOSHI_DECIMAL_TEXT];
    if (a->remaining_ppm == HOSHI_NONE)
        snprintf(out, 64, "%s", hoshi_answer_key(a->status));
    else
        snprintf(out, 64, "%s %s", hoshi_answer_key(a->status),
                 hoshi_decimal_print(a->remaining_ppm, 0, share));
    return out;
}

static void conflict(struct collector *c, size_t i, const struct hoshi_answer *found, long row,
                     const char *path)
{
    char first[64], second[64], other[PLACE + 80];
    snprintf(other, sizeof other, "%s: %s", c->answered[i], describe(&c->out.answer[i], first));
    fault(c, HOSHI_E_ANSWER_CONFLICT, row, path, describe(found, second), other);
}

/* Take in what stands at `path` for criterion i; texts of `found` may be borrowed. */
static void collect(struct collector *c, size_t i, const struct hoshi_answer *found, long row,
                    const char *path)
{
    struct hoshi_answer *to = &c->out.answer[i];
    const char *where = hoshi_arena_text(c->arena, path);
    bool blank = found->status == HOSHI_UNANSWERED;
    if (!blank && c->answered[i]) {
        if (to->status != found->status || to->remaining_ppm != found->remaining_ppm) {
            conflict(c, i, found, row, path);
            return;
        }
        add_note(c, HOSHI_NOTE_REPEATED, path, i);
    } else if (!blank) {
        to->status = found->status;
        to->remaining_ppm = found->remaining_ppm;
        c->answered[i] = where;
        if (to->status == HOSHI_PARTIAL && to->remaining_ppm == HOSHI_NONE)
            add_note(c, HOSHI_NOTE_PARTIAL_UNSTATED, path, i);
    } else if (!c->listed[i])
        c->listed[i] = where;
    if (!to->note)
        to->note = hoshi_arena_text(c->arena, found->note);
    if (!to->evidence)
        to->evidence = hoshi_arena_text(c->arena, found->evidence);
    if (!where || (found->note && !to->note) || (found->evidence && !to->evidence))
        no_memory(c);
}

/* Without a stated version and without an id that only the final has, answers to ids that changed their
 * meaning may have been given to the draft's questions. */
static void note_version(struct collector *c)
{
    const struct hoshi_catalog *k = c->catalog;
    const char *where = NULL;
    size_t criterion = SIZE_MAX;
    for (size_t i = 0; i < k->criteria; i++) {
        const char *place = c->answered[i] ? c->answered[i] : c->listed[i];
        if (place && listed_in(k->final_only, k->final_onlys, k->criterion[i].id))
            return;
        if (c->answered[i] && !where && listed_in(k->changed, k->changeds, k->criterion[i].id)) {
            where = place;
            criterion = i;
        }
    }
    if (where)
        add_note(c, HOSHI_NOTE_DRAFT_VERSION, where, criterion);
}

static enum hoshi_status finish(struct collector *c, const char *file, struct hoshi_answers *answers)
{
    for (size_t i = 0; i < c->out.n; i++)
        if (c->listed[i] && !c->answered[i])
            add_note(c, HOSHI_NOTE_BLANK, c->listed[i], i);
    if (!c->version_known)
        note_version(c);
    if (file && !(c->out.file = hoshi_arena_text(c->arena, file)))
        no_memory(c);
    if (!c->status)
        *answers = c->out;
    return c->status;
}

/* ---- JSON ---- */

static const char *optional_text(const struct hoshi_json *at, const char *key)
{
    struct hoshi_json member;
    if (!hoshi_json_get(at, key, &member))
        return NULL;
    const char *text = hoshi_json_text(&member, HOSHI_ANSWER_TEXT, true);
    return text[0] ? text : NULL;
}

static enum hoshi_answer_status json_status(const struct hoshi_json *at)
{
    return (enum hoshi_answer_status)hoshi_json_choice(at, status_keys, HOSHI_ANSWERS, HOSHI_UNANSWERED);
}

static void json_remaining(const struct hoshi_json *at, struct hoshi_answer *found)
{
    found->remaining_ppm = hoshi_json_ratio(at, 0, HOSHI_MICRO, HOSHI_NONE);
    if (found->remaining_ppm != HOSHI_NONE && found->status != HOSHI_PARTIAL)
        hoshi_json_fault(at, HOSHI_E_REMAINING, hoshi_answer_key(found->status), "partial");
}

static void json_answer(struct collector *c, const struct hoshi_json *at)
{
    static const char *const keys[] = {"status", "remaining", "note", "evidence"};
    struct hoshi_answer found = {.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    struct hoshi_json member;
    char path[PLACE];
    size_t i = hoshi_catalog_find(c->catalog, at->key);
    if (c->draft) {
        hoshi_json_path(at, path, sizeof path);
        if (lost_in_draft(c, at->key, i, path))
            return;
    }
    if (i == SIZE_MAX) {
        bool draft = is_draft_id(c->catalog, at->key);
        const char *list[HOSHI_CRITERIA_MAX], *near = NULL;
        for (size_t k = 0; k < c->catalog->criteria; k++)
            list[k] = c->catalog->criterion[k].id;
        if (!draft)
            near = hoshi_text_nearest(at->key, list, c->catalog->criteria);
        hoshi_json_fault(at, draft ? HOSHI_E_CRITERION_DRAFT : HOSHI_E_CRITERION_UNKNOWN, at->key, "%s",
                         near ? near : c->catalog->version);
        return;
    }
    if (hoshi_json_is_object(at)) {
        hoshi_json_keys(at, keys, COUNT(keys));
        if (hoshi_json_need(at, "status", &member))
            found.status = json_status(&member);
        if (hoshi_json_get(at, "remaining", &member))
            json_remaining(&member, &found);
        found.note = optional_text(at, "note");
        found.evidence = optional_text(at, "evidence");
    } else
        found.status = json_status(at);
    hoshi_json_path(at, path, sizeof path);
    collect(c, i, &found, 0, path);
}

static bool same_version(const char *stated, const char *version)
{
    return strncmp(stated, version, 10) == 0 && strlen(stated) >= 10 &&
           (!stated[10] || strcmp(stated, version) == 0);
}

static void json_answers(struct collector *c, const struct hoshi_json *at)
{
    struct hoshi_json member, child;
    if (hoshi_json_get(at, "catalog", &member)) {
        const char *stated = hoshi_json_text(&member, 40, false);
        c->version_known = true;
        if (stated[0] && !same_version(stated, c->catalog->version))
            hoshi_json_fault(&member, HOSHI_E_CATALOG_VERSION, NULL, "%.10s", c->catalog->version);
    }
    if (!hoshi_json_get(at, "answers", &member))
        return;
    if (!hoshi_json_is_object(&member)) {
        hoshi_json_fault(&member, HOSHI_E_TYPE, NULL, "{…}");
        return;
    }
    for (bool more = hoshi_json_first(&member, &child); more; more = hoshi_json_next(&child))
        json_answer(c, &child);
}

/* The getters only record what they find, so the status is told by what came in since (n, dropped): the first
 * of it, or when the list was full the first of all. */
static enum hoshi_status first_since(const struct hoshi_faults *faults, size_t n, size_t dropped)
{
    if (faults->n > n)
        return faults->item[n].status;
    return faults->dropped > dropped ? faults->item[0].status : HOSHI_OK;
}

static enum hoshi_status json_collect(const struct hoshi_json *at, const char *file, bool draft,
                                      const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                      struct hoshi_answers *answers)
{
    struct collector c;
    struct hoshi_faults *faults = at->faults;
    size_t n = faults->n, dropped = faults->dropped;
    if (!collector_init(&c, catalog, arena, faults))
        return c.status;
    c.draft = draft;
    json_answers(&c, at);
    if (!c.status)
        c.status = first_since(faults, n, dropped);
    return finish(&c, file, answers);
}

enum hoshi_status hoshi_answers_json(const struct hoshi_json *at, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers)
{
    if (at->faults)
        return json_collect(at, NULL, false, catalog, arena, answers);
    struct hoshi_json top = *at;
    top.faults = calloc(1, sizeof *top.faults);
    if (!top.faults)
        return HOSHI_E_MEMORY;
    enum hoshi_status status = json_collect(&top, NULL, false, catalog, arena, answers);
    free(top.faults);
    return status;
}

/* The ids of the draft among the keys; true when there were any. Recorded when `refuse`. */
static bool json_draft(const struct hoshi_json *root, const struct hoshi_catalog *catalog, bool refuse)
{
    struct hoshi_json member, child;
    char ids[120] = "";
    size_t used = 0;
    if (!hoshi_json_get(root, "answers", &member) || !hoshi_json_is_object(&member))
        return false;
    for (bool more = hoshi_json_first(&member, &child); more; more = hoshi_json_next(&child))
        if (is_draft_id(catalog, child.key) && used < sizeof ids)
            used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", used ? ", " : "", child.key);
    if (used && refuse)
        hoshi_json_fault(&member, HOSHI_E_DRAFT_SHEET, ids, "%.10s", catalog->version);
    return used != 0;
}

static enum hoshi_status read_json(const char *text, size_t n, const char *path,
                                   const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                   struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                   struct hoshi_faults *faults)
{
    static const char *const keys[] = {"hoshiwari_answers", "catalog", "answers"};
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, member;
    struct hoshi_answers read;
    size_t before = faults->n, dropped = faults->dropped;
    enum hoshi_status status = hoshi_json_parse(text, n, &document, &root, faults);
    if (status)
        return status;
    hoshi_json_keys(&root, keys, COUNT(keys));
    if (hoshi_json_get(&root, "hoshiwari_answers", &member) &&
        hoshi_json_int(&member, INT32_MIN, INT32_MAX, 1) != 1)
        hoshi_json_fault(&member, HOSHI_E_FORMAT_VERSION, NULL, "1");
    hoshi_json_need(&root, "answers", &member);
    bool draft = json_draft(&root, catalog, !source);
    status = draft && !source ? HOSHI_E_DRAFT_SHEET : json_collect(&root, path, draft, catalog, arena, &read);
    if (source)
        *source = (struct hoshi_answer_source){.kind = HOSHI_ANSWERS_JSON, .encoding = "", .draft = draft};
    if (status != HOSHI_E_DRAFT_SHEET && first_since(faults, before, dropped))
        status = first_since(faults, before, dropped);
    if (!status)
        *answers = read;
    hoshi_json_close(document);
    return status;
}

/* ---- layout of a sheet ---- */

enum role {
    ROLE_NONE,
    ROLE_ID,
    ROLE_WEAK_ID,
    ROLE_ANSWER,
    ROLE_WEAK_ANSWER,
    ROLE_REMAINING,
    ROLE_NOTE,
    ROLE_EVIDENCE,
    ROLE_LEVEL
};

/* Folded like the words above. Weak headings count only where no strong one stands. */
static const struct {
    const char *word;
    enum role role;
} headings[] = {
    {"評価基準no", ROLE_ID},
    {"評価基準番号", ROLE_ID},
    {"評価基準id", ROLE_ID},
    {"基準no", ROLE_ID},
    {"基準番号", ROLE_ID},
    {"基準id", ROLE_ID},
    {"criterion", ROLE_ID},
    {"criterionid", ROLE_ID},
    {"criterionno", ROLE_ID},
    {"criteriaid", ROLE_ID},
    {"criteriano", ROLE_ID},
    {"評価基準", ROLE_WEAK_ID},
    {"評価項目no", ROLE_WEAK_ID},
    {"評価項目番号", ROLE_WEAK_ID},
    {"項目no", ROLE_WEAK_ID},
    {"項目番号", ROLE_WEAK_ID},
    {"管理番号", ROLE_WEAK_ID},
    {"項番", ROLE_WEAK_ID},
    {"番号", ROLE_WEAK_ID},
    {"criteria", ROLE_WEAK_ID},
    {"no", ROLE_WEAK_ID},
    {"id", ROLE_WEAK_ID},
    {"自己評価", ROLE_ANSWER},
    {"自己評価結果", ROLE_ANSWER},
    {"自己評価欄", ROLE_ANSWER},
    {"自己判定", ROLE_ANSWER},
    {"自己点検", ROLE_ANSWER},
    {"自己点検結果", ROLE_ANSWER},
    {"自己診断", ROLE_ANSWER},
    {"自己診断結果", ROLE_ANSWER},
    {"評価結果", ROLE_ANSWER},
    {"回答", ROLE_ANSWER},
    {"ご回答", ROLE_ANSWER},
    {"回答欄", ROLE_ANSWER},
    {"回答結果", ROLE_ANSWER},
    {"answer", ROLE_ANSWER},
    {"answers", ROLE_ANSWER},
    {"response", ROLE_ANSWER},
    {"selfassessment", ROLE_ANSWER},
    {"selfevaluation", ROLE_ANSWER},
    {"評価", ROLE_WEAK_ANSWER},
    {"判定", ROLE_WEAK_ANSWER},
    {"判定結果", ROLE_WEAK_ANSWER},
    {"結果", ROLE_WEAK_ANSWER},
    {"状況", ROLE_WEAK_ANSWER},
    {"状態", ROLE_WEAK_ANSWER},
    {"達成状況", ROLE_WEAK_ANSWER},
    {"対応状況", ROLE_WEAK_ANSWER},
    {"実施状況", ROLE_WEAK_ANSWER},
    {"適合状況", ROLE_WEAK_ANSWER},
    {"充足状況", ROLE_WEAK_ANSWER},
    {"ちぇっく", ROLE_WEAK_ANSWER},
    {"ちぇっく結果", ROLE_WEAK_ANSWER},
    {"すてーたす", ROLE_WEAK_ANSWER},
    {"status", ROLE_WEAK_ANSWER},
    {"result", ROLE_WEAK_ANSWER},
    {"assessment", ROLE_WEAK_ANSWER},
    {"compliance", ROLE_WEAK_ANSWER},
    {"残り", ROLE_REMAINING},
    {"残", ROLE_REMAINING},
    {"残り割合", ROLE_REMAINING},
    {"残割合", ROLE_REMAINING},
    {"残作業", ROLE_REMAINING},
    {"残りの割合", ROLE_REMAINING},
    {"残作業割合", ROLE_REMAINING},
    {"残作業の割合", ROLE_REMAINING},
    {"remaining", ROLE_REMAINING},
    {"remainingshare", ROLE_REMAINING},
    {"備考", ROLE_NOTE},
    {"理由", ROLE_NOTE},
    {"こめんと", ROLE_NOTE},
    {"調達先こめんと", ROLE_NOTE},
    {"回答者こめんと", ROLE_NOTE},
    {"補足", ROLE_NOTE},
    {"補足情報", ROLE_NOTE},
    {"補足説明", ROLE_NOTE},
    {"めも", ROLE_NOTE},
    {"note", ROLE_NOTE},
    {"notes", ROLE_NOTE},
    {"comment", ROLE_NOTE},
    {"comments", ROLE_NOTE},
    {"remark", ROLE_NOTE},
    {"remarks", ROLE_NOTE},
    {"reason", ROLE_NOTE},
    {"根拠", ROLE_EVIDENCE},
    {"証跡", ROLE_EVIDENCE},
    {"証拠", ROLE_EVIDENCE},
    {"えびでんす", ROLE_EVIDENCE},
    {"根拠資料", ROLE_EVIDENCE},
    {"確認資料", ROLE_EVIDENCE},
    {"証跡証拠", ROLE_EVIDENCE},
    {"根拠および実施する事", ROLE_EVIDENCE},
    {"根拠及び実施する事", ROLE_EVIDENCE},
    {"根拠証跡", ROLE_EVIDENCE},
    {"evidence", ROLE_EVIDENCE},
    {"★3★4", ROLE_LEVEL},
};

/* A heading counts up to its first bracket, colon, line break or mark: "自己評価（○△×）", "回答(全て必須)".
 */
static size_t heading_length(const char *text)
{
    const char *p = text, *at = text;
    char seen[FOLDED];
    uint32_t c;
    while (p - text < FOLD_MAX && (c = hoshi_text_next(&p))) {
        if (in(c, "(（[［【〔「<＜:：\r\n○〇◯△×✖※＊*")) {
            fold(text, (size_t)(at - text), seen);
            if (seen[0])
                break;
        }
        at = p;
    }
    return (size_t)(at - text);
}

static enum role role_of(const struct hoshi_cell *cell)
{
    char folded[FOLDED];
    if (!cell || cell->kind != HOSHI_CELL_IS_TEXT)
        return ROLE_NONE;
    fold(cell->text, heading_length(cell->text), folded);
    for (size_t i = 0; folded[0] && i < COUNT(headings); i++)
        if (strcmp(headings[i].word, folded) == 0)
            return headings[i].role;
    return ROLE_NONE;
}

struct columns {
    size_t column[ROLE_COLUMNS], n;
};

/* A sheet with what stands where; `name` NULL for a file without sheets. */
struct layout {
    const char *name;
    struct hoshi_grid grid;
    size_t id, answer, remaining, level; /* columns; 0 = none */
    struct columns answers, weak_answers, notes, evidence;
    uint32_t head, first, last; /* row of the id's heading; rows with ids */
    size_t ids;
};

static const char *place(const struct layout *l, uint32_t row, size_t column, char out[PLACE])
{
    char cell[24];
    hoshi_text_copy(out, PLACE - 26, l->name);
    size_t n = strlen(out);
    snprintf(out + n, PLACE - n, "%s%s", l->name ? "!" : "", hoshi_cell_name((long)row, column, cell));
    return out;
}

/* An id as a person types it, in plain ASCII: full-width digits, any dash, quotes of ="1-1-1-1". Number of
 * its parts, 0 when it is none ("1-1-1-1": 4). */
static int id_parts(const char *text, char out[32])
{
    size_t used = 0, digits = 0;
    const char *from = text;
    int parts = 1;
    out[0] = 0;
    while (*text) {
        uint32_t c = fold_next(&text);
        if (text - from > FOLDED)
            return 0;
        if (is_space(c) || c == '=' || c == '"' || c == '\'')
            continue;
        if (c == LONG_VOWEL)
            c = '-';
        bool dash = c == '-';
        if ((!dash && (c < '0' || c > '9')) || (dash && !digits) || digits > 3 || used > 28)
            return 0;
        parts += dash;
        digits = dash ? 0 : digits + 1;
        out[used++] = (char)c;
    }
    out[used] = 0;
    return digits && digits <= 3 && parts > 1 ? parts : 0;
}

/* What a spreadsheet makes of 1-2-3 when it takes it for a date. */
static bool looks_like_date(const struct hoshi_cell *cell)
{
    if (cell->kind == HOSHI_CELL_IS_DATE)
        return true;
    if (cell->kind != HOSHI_CELL_IS_TEXT)
        return false;
    int digits = 0, breaks = 0;
    for (const char *p = cell->text; *p;) {
        uint32_t c = fold_next(&p);
        digits += c >= '0' && c <= '9';
        breaks += in(c, "/年月日");
        if (p - cell->text > FOLDED || !((c >= '0' && c <= '9') || in(c, "/年月日")))
            return false;
    }
    return digits >= 2 && digits <= 8 && breaks >= 1;
}

static bool is_id_cell(const struct hoshi_cell *cell)
{
    char id[32];
    return id_parts(cell->text, id) >= 4 || looks_like_date(cell);
}

/* Rows with ids in column `id` below row `head`. */
static void find_rows(struct layout *l)
{
    l->first = l->last = 0;
    l->ids = 0;
    for (size_t i = 0; i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != l->id || cell->row <= l->head || !is_id_cell(cell))
            continue;
        if (!l->first)
            l->first = cell->row;
        l->last = cell->row;
        l->ids++;
    }
}

/* The heading of the ids: the first strong one with ids below, else the first weak one, else a strong one
 * without any. */
static bool find_id_column(struct layout *l)
{
    size_t spare = 0, tried = 0;
    uint32_t spare_row = 0;
    for (int weak = 0; weak < 2; weak++)
        for (size_t i = 0; i < l->grid.cells && l->grid.cell[i].row <= HEAD_ROWS; i++) {
            const struct hoshi_cell *cell = &l->grid.cell[i];
            if (role_of(cell) != (weak ? ROLE_WEAK_ID : ROLE_ID) || tried++ >= HEAD_CANDIDATES)
                continue;
            l->id = cell->column;
            l->head = cell->row;
            find_rows(l);
            if (l->ids)
                return true;
            if (!spare && !weak) {
                spare = l->id;
                spare_row = l->head;
            }
        }
    l->id = spare;
    l->head = spare_row;
    return spare != 0;
}

static void add_column(struct columns *c, size_t column)
{
    if (c->n < ROLE_COLUMNS)
        c->column[c->n++] = column;
}

static void set_role(struct layout *l, enum role role, size_t column)
{
    switch (role) {
    case ROLE_ANSWER:
        add_column(&l->answers, column);
        break;
    case ROLE_WEAK_ANSWER:
        add_column(&l->weak_answers, column);
        break;
    case ROLE_NOTE:
        add_column(&l->notes, column);
        break;
    case ROLE_EVIDENCE:
        add_column(&l->evidence, column);
        break;
    case ROLE_REMAINING:
        l->remaining = l->remaining ? l->remaining : column;
        break;
    case ROLE_LEVEL:
        l->level = l->level ? l->level : column;
        break;
    case ROLE_NONE:
    case ROLE_ID:
    case ROLE_WEAK_ID:
        break;
    }
}

/* Roles of all columns but the id's, from heading rows top … bottom; the lowest heading of a column decides,
 * so that 回答 over 評価 | 理由 gives an answer and a note. */
static void find_roles(struct layout *l, uint32_t top, uint32_t bottom)
{
    l->answers.n = l->weak_answers.n = l->notes.n = l->evidence.n = 0;
    l->remaining = l->level = 0;
    for (size_t column = 1; column <= l->grid.columns; column++) {
        enum role role = ROLE_NONE;
        for (uint32_t row = bottom; row >= top && row && role == ROLE_NONE; row--)
            role = role_of(row < l->head ? hoshi_grid_at(&l->grid, row, column)
                                         : hoshi_grid_merged(&l->grid, row, column));
        if (column != l->id)
            set_role(l, role, column);
    }
}

static bool has_answer_column(const struct layout *l)
{
    return l->answers.n || l->weak_answers.n;
}

/* Headings stand in the row of the id's heading and below it down to the first id; only when they hold no
 * column of answers, in the row above. False when the sheet has no heading for ids at all. */
static bool find_layout(struct layout *l)
{
    if (!find_id_column(l))
        return false;
    uint32_t bottom = l->head + HEAD_DEPTH - 1;
    if (l->first && l->first <= bottom)
        bottom = l->first - 1;
    find_roles(l, l->head, bottom);
    if (!has_answer_column(l) && l->head > 1)
        find_roles(l, l->head - 1, bottom);
    return true;
}

/* Ids in the first column from the first row on, and an answer beside the first of them that has one. */
static bool find_bare_layout(struct layout *l)
{
    enum hoshi_answer_status status;
    l->id = 1;
    l->head = 0;
    find_rows(l);
    if (!l->ids || l->grid.cell[0].row != l->first)
        return false;
    for (uint32_t row = l->first; row <= l->last; row++) {
        const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, 2);
        if (!cell)
            continue;
        if (!hoshi_answer_word(cell->text, &status))
            return false;
        add_column(&l->answers, 2);
        for (size_t column = 3; column <= l->grid.columns; column++)
            add_column(&l->notes, column);
        return true;
    }
    return false;
}

static bool column_has_text(const struct layout *l, size_t column)
{
    char id[32];
    for (size_t i = 0; i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != column || cell->row < l->first || cell->row > l->last)
            continue;
        const struct hoshi_cell *key = hoshi_grid_at(&l->grid, cell->row, l->id);
        if (key && id_parts(key->text, id) >= 4 && !is_blank(cell->text))
            return true;
    }
    return false;
}

static void two_answer_columns(struct collector *c, const struct layout *l, size_t a, size_t b)
{
    char first[PLACE], second[PLACE], got[2 * PLACE + 4];
    place(l, l->head ? l->head : 1, b, second);
    snprintf(got, sizeof got, "%s, %s", place(l, l->head ? l->head : 1, a, first), second);
    fault(c, HOSHI_E_SHEET_HEADER, (long)l->head, second, got, "1");
}

/* Which of the columns headed as answers is read. False after a fault. */
static bool choose_answer_column(struct collector *c, struct layout *l)
{
    const struct columns *from = l->answers.n ? &l->answers : &l->weak_answers;
    l->answer = from->n ? from->column[0] : 0;
    if (from->n < 2)
        return true;
    size_t filled = 0;
    for (size_t i = 0; i < from->n; i++) {
        if (!column_has_text(l, from->column[i]))
            continue;
        if (filled) {
            two_answer_columns(c, l, filled, from->column[i]);
            return false;
        }
        filled = from->column[i];
    }
    if (filled)
        l->answer = filled;
    return true;
}

/* ---- rows of a sheet ---- */

/* A cell, or the value of the merged range it lies in when that does not also cover the ids (a title line
 * does). */
static const struct hoshi_cell *value_at(const struct layout *l, uint32_t row, size_t column)
{
    const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, column);
    if (cell)
        return cell;
    const struct hoshi_merge *m = hoshi_grid_merge(&l->grid, row, column);
    if (!m || (column != l->id && m->column <= l->id && m->last_column >= l->id) ||
        (column == l->id && m->column != column))
        return NULL;
    return hoshi_grid_at(&l->grid, m->row, m->column);
}

static enum hoshi_status row_answer(struct collector *c, const struct layout *l, uint32_t row,
                                    enum hoshi_answer_status *status)
{
    const struct hoshi_cell *cell = value_at(l, row, l->answer);
    char path[PLACE];
    *status = HOSHI_UNANSWERED;
    if (!cell)
        return HOSHI_OK;
    place(l, row, l->answer, path);
    if (cell->kind == HOSHI_CELL_IS_MISSING)
        return fault(c, HOSHI_E_FORMULA_VALUE, (long)row, path, NULL, NULL);
    if (cell->kind == HOSHI_CELL_IS_TEXT && hoshi_answer_word(cell->text, status))
        return HOSHI_OK;
    return fault(c, HOSHI_E_ANSWER_WORD, (long)row, path, cell->text,
                 "○ △ × －; met, partial, unmet, not_applicable");
}

static void row_remaining(struct collector *c, const struct layout *l, uint32_t row,
                          struct hoshi_answer *found)
{
    const struct hoshi_cell *cell = l->remaining ? value_at(l, row, l->remaining) : NULL;
    char path[PLACE], folded[FOLDED];
    if (!cell || (cell->kind == HOSHI_CELL_IS_TEXT && is_blank(cell->text)))
        return;
    fold(cell->text, strlen(cell->text), folded);
    if (strcmp(folded, "-") == 0)
        return;
    place(l, row, l->remaining, path);
    bool number = cell->kind == HOSHI_CELL_IS_TEXT || cell->kind == HOSHI_CELL_IS_NUMBER;
    if (cell->kind == HOSHI_CELL_IS_MISSING)
        fault(c, HOSHI_E_FORMULA_VALUE, (long)row, path, NULL, NULL);
    else if (!number || !hoshi_answer_share(cell->text, &found->remaining_ppm))
        fault(c, HOSHI_E_REMAINING, (long)row, path, cell->text, "0 … 1, 0% … 100%, ¼ ½ ¾");
    else if (found->status != HOSHI_PARTIAL)
        fault(c, HOSHI_E_REMAINING, (long)row, path, hoshi_answer_key(found->status), "partial");
}

/* The texts of a row in these columns, a line each; NULL when there are none. Owned by the buffer. */
static const char *row_text(struct collector *c, const struct layout *l, uint32_t row,
                            const struct columns *columns, struct hoshi_buffer *b)
{
    char path[PLACE], limit[24];
    size_t characters = 0;
    for (size_t i = 0; i < columns->n; i++) {
        const struct hoshi_cell *cell = value_at(l, row, columns->column[i]);
        if (!cell || is_blank(cell->text))
            continue;
        characters += (characters != 0) + hoshi_text_length(cell->text);
        if (characters > HOSHI_ANSWER_TEXT) {
            snprintf(limit, sizeof limit, "%d", HOSHI_ANSWER_TEXT);
            fault(c, HOSHI_E_TEXT_LENGTH, (long)row, place(l, row, columns->column[i], path), NULL, limit);
            return NULL;
        }
        hoshi_buffer_puts(b, b->length ? "\n" : "");
        hoshi_buffer_puts(b, cell->text);
    }
    if (b->failed)
        no_memory(c);
    return b->length ? b->text : NULL;
}

static void read_criterion(struct collector *c, const struct layout *l, uint32_t row, size_t criterion)
{
    struct hoshi_answer found = {.status = HOSHI_UNANSWERED, .remaining_ppm = HOSHI_NONE};
    struct hoshi_buffer note, evidence;
    char path[PLACE];
    if (row_answer(c, l, row, &found.status))
        return;
    row_remaining(c, l, row, &found);
    hoshi_buffer_init(&note, HOSHI_ANSWER_TEXT * 4);
    hoshi_buffer_init(&evidence, HOSHI_ANSWER_TEXT * 4);
    found.note = row_text(c, l, row, &l->notes, &note);
    found.evidence = row_text(c, l, row, &l->evidence, &evidence);
    collect(c, criterion, &found, (long)row, place(l, row, l->answer, path));
    const struct hoshi_cell *cell = value_at(l, row, l->answer);
    if (cell && (cell->flags & HOSHI_CELL_FORMULA))
        add_note(c, HOSHI_NOTE_FORMULA, path, criterion);
    hoshi_buffer_release(&note);
    hoshi_buffer_release(&evidence);
}

/* A row without a criterion: a title, a requirement, a repeated heading – unless somebody answered there. */
static void read_other(struct collector *c, const struct layout *l, uint32_t row,
                       const struct hoshi_cell *key, int parts)
{
    const struct hoshi_cell *cell = hoshi_grid_at(&l->grid, row, l->answer);
    enum hoshi_answer_status status = HOSHI_UNANSWERED;
    char path[PLACE];
    if (!cell || cell->kind != HOSHI_CELL_IS_TEXT || !hoshi_answer_word(cell->text, &status) ||
        status == HOSHI_UNANSWERED)
        return;
    place(l, row, l->id, path);
    fault(c, parts ? HOSHI_E_CRITERION_UNKNOWN : HOSHI_E_ID, (long)row, path, key ? key->text : "",
          "1-1-1-1");
}

static void read_row(struct collector *c, const struct layout *l, uint32_t row)
{
    char id[32], path[PLACE];
    if (!hoshi_grid_at(&l->grid, row, l->id) && !hoshi_grid_at(&l->grid, row, l->answer))
        return;
    const struct hoshi_cell *key = value_at(l, row, l->id);
    int parts = key ? id_parts(key->text, id) : 0;
    if (key && key->kind == HOSHI_CELL_IS_MISSING)
        fault(c, HOSHI_E_FORMULA_VALUE, (long)row, place(l, row, l->id, path), NULL, NULL);
    else if (key && key->kind == HOSHI_CELL_IS_ERROR)
        fault(c, HOSHI_E_ID, (long)row, place(l, row, l->id, path), key->text, "1-1-1-1");
    else if (key && parts < 4 && looks_like_date(key))
        fault(c, HOSHI_E_ID, (long)row, place(l, row, l->id, path), key->text, "1-1-1-1 (text)");
    else if (parts < 4)
        read_other(c, l, row, key, parts);
    else {
        size_t criterion = hoshi_catalog_find(c->catalog, id);
        if (c->draft && lost_in_draft(c, id, criterion, place(l, row, l->id, path)))
            return;
        if (criterion == SIZE_MAX)
            fault(c, HOSHI_E_CRITERION_UNKNOWN, (long)row, place(l, row, l->id, path), id,
                  c->catalog->version);
        else
            read_criterion(c, l, row, criterion);
    }
}

/* ---- draft sheets ---- */

/* Does this id cell tell the draft: an id that only the draft has, or one whose level moved since? */
static bool tells_draft(const struct collector *c, const struct layout *l, const struct hoshi_cell *cell,
                        char id[32])
{
    if (id_parts(cell->text, id) < 4)
        return false;
    if (is_draft_id(c->catalog, id))
        return true;
    if (!l->level || !listed_in(c->catalog->changed, c->catalog->changeds, id))
        return false;
    size_t criterion = hoshi_catalog_find(c->catalog, id);
    const struct hoshi_cell *level = value_at(l, cell->row, l->level);
    if (criterion == SIZE_MAX || !level)
        return false;
    char folded[FOLDED], stated[16];
    fold(level->text, strlen(level->text), folded);
    snprintf(stated, sizeof stated, "★%d", c->catalog->criterion[criterion].level);
    return (strcmp(folded, "★3") == 0 || strcmp(folded, "★4") == 0) && strcmp(folded, stated) != 0;
}

static bool refuse_draft(struct collector *c, const struct layout *l, size_t n)
{
    char ids[120] = "", first[PLACE] = "", id[32];
    size_t used = 0;
    long row = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < l[k].grid.cells; i++) {
            const struct hoshi_cell *cell = &l[k].grid.cell[i];
            if (cell->column != l[k].id || cell->row < l[k].first || !tells_draft(c, &l[k], cell, id))
                continue;
            if (!used) {
                place(&l[k], cell->row, l[k].id, first);
                row = (long)cell->row;
            }
            if (used < sizeof ids)
                used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", used ? ", " : "", id);
        }
    c->draft = used != 0;
    if (used && !c->carry)
        fault(c, HOSHI_E_DRAFT_SHEET, row, first, ids, c->catalog->version);
    return used != 0 && !c->carry;
}

/* The interim report of 2025-04 had 78 criteria at ★3 and 74 more at ★4; no table of ours says which of its
 * ids mean what they mean now, so nothing of it can be carried over. */
static bool refuse_interim(struct collector *c, const struct layout *l)
{
    size_t three = 0, four = 0;
    char folded[FOLDED], id[32], got[64];
    for (size_t i = 0; l->level && i < l->grid.cells; i++) {
        const struct hoshi_cell *cell = &l->grid.cell[i];
        if (cell->column != l->id || cell->row < l->first || id_parts(cell->text, id) < 4)
            continue;
        const struct hoshi_cell *level = value_at(l, cell->row, l->level);
        fold(level ? level->text : "", level ? strlen(level->text) : 0, folded);
        three += strcmp(folded, "★3") == 0;
        four += strcmp(folded, "★4") == 0;
    }
    if (three != 78 || four != 74)
        return false;
    snprintf(got, sizeof got, "★3 %zu, ★4 +%zu", three, four);
    fault(c, HOSHI_E_INTERIM_SHEET, 0, l->name, got, c->catalog->version);
    return true;
}

/* ---- sheets ---- */

static bool within(struct collector *c, const struct layout *l, size_t found, size_t max)
{
    char limit[24];
    if (found <= max)
        return true;
    snprintf(limit, sizeof limit, "%zu", max);
    fault(c, HOSHI_E_TOO_MANY, 0, l->name, NULL, limit);
    return false;
}

static const char *columns_text(struct collector *c, const size_t *column, size_t n)
{
    char text[ROLE_COLUMNS * 8] = "";
    size_t used = 0;
    for (size_t i = 0; i < n && column[i]; i++) {
        char name[24];
        hoshi_cell_name(1, column[i], name);
        name[strlen(name) - 1] = 0; /* the row */
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? ", " : "", name);
        if (used + 8 > sizeof text)
            break;
    }
    const char *kept = hoshi_arena_text(c->arena, text);
    if (!kept)
        no_memory(c);
    return kept ? kept : "";
}

static void tell_source(struct collector *c, const struct layout *l)
{
    struct hoshi_answer_source *s = c->source;
    if (!s || s->sheets == HOSHI_ANSWER_SHEETS)
        return;
    size_t k = s->sheets++;
    s->sheet[k].name = l->name ? hoshi_arena_text(c->arena, l->name) : NULL;
    s->sheet[k].id = columns_text(c, &l->id, 1);
    s->sheet[k].answer = columns_text(c, &l->answer, 1);
    s->sheet[k].remaining = columns_text(c, &l->remaining, 1);
    s->sheet[k].note = columns_text(c, l->notes.column, l->notes.n);
    s->sheet[k].evidence = columns_text(c, l->evidence.column, l->evidence.n);
    s->sheet[k].rows = l->ids;
}

/* Sheets whose column is headed weakly (状況) are lists about the answers when another sheet has the answers.
 */
static void read_layouts(struct collector *c, struct layout *l, size_t n)
{
    bool strong = false;
    for (size_t k = 0; k < n; k++) {
        strong |= l[k].answers.n != 0;
        if (!within(c, &l[k], l[k].ids, HOSHI_ANSWER_ROWS) ||
            !within(c, &l[k], l[k].grid.merges, HOSHI_ANSWER_MERGES))
            return;
    }
    for (size_t k = 0; k < n; k++)
        if (refuse_interim(c, &l[k]))
            return;
    if (refuse_draft(c, l, n))
        return;
    for (size_t k = 0; k < n; k++)
        if ((l[k].answers.n || !strong) && choose_answer_column(c, &l[k])) {
            tell_source(c, &l[k]);
            for (uint32_t row = l[k].first; row && row <= l[k].last; row++)
                read_row(c, &l[k], row);
        }
}

static void header_fault(struct collector *c, const char *path, const char *got)
{
    fault(c, HOSHI_E_SHEET_HEADER, 0, path, got,
          "評価基準No. + 自己評価 / 評価結果 / 回答; criterion + answer / status");
}

/* ---- CSV ---- */

static enum hoshi_status csv_row(struct hoshi_grid *grid, const struct hoshi_csv_row *row)
{
    struct hoshi_cell cell[HOSHI_CSV_FIELDS];
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        if (!is_blank(row->field[i]))
            cell[n++] = (struct hoshi_cell){row->field[i], (uint32_t)row->row, (uint16_t)(i + 1),
                                            HOSHI_CELL_IS_TEXT, 0};
    return hoshi_grid_add(grid, cell, n);
}

static bool csv_grid(struct collector *c, const char *text, size_t n, struct hoshi_grid *grid)
{
    struct hoshi_csv *csv = NULL;
    struct hoshi_csv_row row;
    enum hoshi_status status = hoshi_csv_open(text, n, &csv, c->faults);
    if (status) {
        c->status = status;
        return false;
    }
    while (!status && hoshi_csv_next(csv, &row, c->faults))
        status = csv_row(grid, &row);
    if (status)
        fault(c, status, row.row, NULL, NULL, NULL);
    else
        c->status = hoshi_csv_status(csv);
    if (c->source)
        c->source->encoding = hoshi_csv_encoding(csv) == HOSHI_CSV_CP932 ? "CP932" : "UTF-8";
    if (hoshi_csv_encoding(csv) == HOSHI_CSV_CP932)
        add_note(c, HOSHI_NOTE_ENCODING_CP932, "", SIZE_MAX);
    hoshi_csv_close(csv);
    return !status;
}

static void read_csv(struct collector *c, const char *text, size_t n)
{
    struct layout l = {.name = NULL};
    if (csv_grid(c, text, n, &l.grid)) {
        if ((find_layout(&l) && has_answer_column(&l)) || (!l.id && find_bare_layout(&l)))
            read_layouts(c, &l, 1);
        else
            header_fault(c, NULL, l.grid.cells ? l.grid.cell[0].text : NULL);
    }
    hoshi_grid_release(&l.grid);
}

/* ---- workbooks ---- */

struct sheets {
    struct layout item[HOSHI_ANSWER_SHEETS];
    size_t n;
    const char *with_ids; /* a sheet that has ids but nowhere for answers */
};

/* Look at sheet i and take it when it has headings for ids and answers (or, if `bare`, the two columns). The
 * grids belong to the workbook. */
static void take_sheet(struct collector *c, struct hoshi_xlsx *book, size_t i, bool bare, struct sheets *s)
{
    struct layout l = {.name = hoshi_xlsx_sheet_name(book, i)};
    const struct hoshi_grid *grid = NULL;
    enum hoshi_status status = hoshi_xlsx_grid(book, i, &grid, c->faults);
    if (status) {
        c->status = status;
        return;
    }
    l.grid = *grid;
    bool found = bare ? find_bare_layout(&l) : find_layout(&l) && has_answer_column(&l);
    if (found && s->n < HOSHI_ANSWER_SHEETS) {
        s->item[s->n++] = l;
        return;
    }
    if (found) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", HOSHI_ANSWER_SHEETS);
        fault(c, HOSHI_E_TOO_MANY, 0, l.name, NULL, limit);
    } else if (l.id && !bare && !s->with_ids)
        s->with_ids = l.name;
    hoshi_xlsx_forget(book, i);
}

/* Visible sheets first, hidden ones when no visible one will do, two bare columns last. */
static void find_sheets(struct collector *c, struct hoshi_xlsx *book, struct sheets *s)
{
    for (int pass = 0; pass < 3 && !s->n; pass++)
        for (size_t i = 0; i < hoshi_xlsx_sheets(book) && !c->status; i++) {
            bool visible = hoshi_xlsx_sheet_state(book, i) == HOSHI_SHEET_VISIBLE;
            if (visible == (pass != 1) && !(pass == 2 && s->with_ids))
                take_sheet(c, book, i, pass == 2, s);
        }
    if (!s->n && !c->status)
        header_fault(c, s->with_ids, NULL);
}

static void read_book(struct collector *c, struct hoshi_xlsx *book)
{
    struct sheets *s = calloc(1, sizeof *s);
    if (!s) {
        no_memory(c);
        return;
    }
    find_sheets(c, book, s);
    if (!c->status)
        read_layouts(c, s->item, s->n);
    free(s);
}

static void read_xlsx(struct collector *c, const char *bytes, size_t n)
{
    struct hoshi_xlsx *book = NULL;
    c->status = hoshi_xlsx_open(bytes, n, &book, c->faults);
    if (!c->status)
        read_book(c, book);
    hoshi_xlsx_close(book);
}

/* ---- files ---- */

enum kind { KIND_JSON, KIND_CSV, KIND_WORKBOOK, KIND_UNKNOWN };

static bool has_extension(const char *path, const char *extension)
{
    size_t n = strlen(path), m = strlen(extension);
    if (n < m)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = path[n - m + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != extension[i])
            return false;
    }
    return true;
}

static enum kind kind_of(const char *path, const char *text, size_t n)
{
    if (hoshi_xlsx_kind(text, n) != HOSHI_FILE_OTHER)
        return KIND_WORKBOOK;
    size_t i = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && strchr(" \t\r\n", text[i]) && text[i])
        i++;
    if (has_extension(path, ".json") || (i < n && text[i] == '{'))
        return KIND_JSON;
    if (has_extension(path, ".xlsx") || has_extension(path, ".xlsm") || has_extension(path, ".xls") ||
        (i < n && text[i] == '<') || (n > 4 && memcmp(text, "%PDF", 4) == 0))
        return KIND_UNKNOWN;
    return KIND_CSV;
}

static enum hoshi_status read_kind(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                                   const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                   struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                   struct hoshi_faults *faults)
{
    struct collector c;
    struct hoshi_answer_source seen = {.encoding = ""};
    enum kind kind = book ? KIND_WORKBOOK : kind_of(path, text, n);
    if (kind == KIND_UNKNOWN)
        return hoshi_fault_add(faults, HOSHI_E_FILE_KIND, NULL, NULL, ".xlsx, .csv, .json");
    if (kind == KIND_JSON)
        return read_json(text, n, path, catalog, arena, answers, source, faults);
    if (!collector_init(&c, catalog, arena, faults))
        return c.status;
    c.carry = source != NULL;
    c.source = source ? &seen : NULL;
    seen.kind = kind == KIND_CSV ? HOSHI_ANSWERS_CSV : HOSHI_ANSWERS_XLSX;
    if (book)
        read_book(&c, book);
    else if (kind == KIND_CSV)
        read_csv(&c, text, n);
    else
        read_xlsx(&c, text, n);
    seen.draft = c.draft;
    enum hoshi_status status = finish(&c, path, answers);
    if (!status && source)
        *source = seen;
    return status;
}

static enum hoshi_status parse(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                               const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                               struct hoshi_answers *answers, struct hoshi_answer_source *source,
                               struct hoshi_faults *faults)
{
    /* The readers of JSON tell success by the list of faults, so there has to be one. */
    struct hoshi_faults *own = faults ? NULL : calloc(1, sizeof *own), *to = faults ? faults : own;
    if (!to)
        return HOSHI_E_MEMORY;
    const char *file = to->file;
    to->file = path;
    enum hoshi_status status = read_kind(text, n, book, path, catalog, arena, answers, source, to);
    to->file = file;
    free(own);
    return status;
}

enum hoshi_status hoshi_answers_parse(const char *text, size_t n, const char *path,
                                      const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                      struct hoshi_answers *answers, struct hoshi_faults *faults)
{
    return parse(text, n, NULL, path, catalog, arena, answers, NULL, faults);
}

enum hoshi_status hoshi_answers_read(const char *path, const struct hoshi_catalog *catalog,
                                     struct hoshi_arena *arena, struct hoshi_answers *answers,
                                     struct hoshi_faults *faults)
{
    char *text = NULL;
    size_t n = 0;
    const char *file = faults ? faults->file : NULL;
    enum hoshi_status status = hoshi_file_read(path, HOSHI_FILE_MAX, &text, &n, faults);
    if (faults)
        faults->file = file;
    if (!status)
        status = hoshi_answers_parse(text, n, path, catalog, arena, answers, faults);
    free(text);
    return status;
}

enum hoshi_status hoshi_answers_import(const char *text, size_t n, struct hoshi_xlsx *book, const char *path,
                                       const struct hoshi_catalog *catalog, struct hoshi_arena *arena,
                                       struct hoshi_answers *answers, struct hoshi_answer_source *source,
                                       struct hoshi_faults *faults)
{
    return parse(text, n, book, path, catalog, arena, answers, source, faults);
}
