/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "redact_terms.h"
#include "redact_fold.h"
#include "sort.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TERM_TEXT = 4 * HOSHI_NAME_MAX + 1, AMOUNT_MIN_YEN = 10000 };

/* What is collected from. */
struct collector {
    struct hoshi_redactor *r;
    const struct hoshi_case *c;
    const struct hoshi_case_buyer *own;
    struct hoshi_buffer names;             /* folded, between line breaks: names of the two sides */
    struct hoshi_buffer items;             /* own items and papers: a person may have named others in them */
    struct hoshi_buffer people;            /* the same: people in own entries */
    struct hoshi_buffer departments;       /* the same: departments of people in own entries */
    struct hoshi_array own_yen, own_micro; /* int64_t */
};

/* ---- words that every company may have in its name, folded ---- */

static size_t terms_begins(const char *text, size_t n, const char *const *list, size_t words)
{
    size_t longest = 0;
    for (size_t i = 0; i < words; i++) {
        size_t m = strlen(list[i]);
        if (m > longest && m <= n && memcmp(text, list[i], m) == 0)
            longest = m;
    }
    return longest;
}

size_t hoshi_redact_form(const char *text, size_t n)
{
    static const char *const form[] = {
        "株式会社", "有限会社",    "合同会社",     "合資会社",     "合名会社",       "(株)",   "(有)",
        "(同)",     "(資)",        "(名)",         "株)",          ",inc.",          "inc.",   "inc",
        ",ltd.",    "ltd.",        "co.,ltd.",     "co.ltd.",      ",co.,ltd.",      "co.ltd", "co.,ltd",
        "co.",      "corporation", "corp.",        "corp",         "k.k.",           "kk",     "limited",
        "llc",      "gmbh",        "一般社団法人", "一般財団法人", "kabushikikaisha"};
    return terms_begins(text, n, form, sizeof form / sizeof *form);
}

/* What companies are called after their trade. */
static const char *const trade_words[] = {"重機",
                                          "重工",
                                          "重工業",
                                          "電装",
                                          "工業",
                                          "製作所",
                                          "製作",
                                          "油機",
                                          "産業",
                                          "商事",
                                          "商会",
                                          "商店",
                                          "精密",
                                          "精機",
                                          "精工",
                                          "電機",
                                          "電気",
                                          "電子",
                                          "電工",
                                          "機械",
                                          "機器",
                                          "機工",
                                          "化学",
                                          "化成",
                                          "鉄工",
                                          "鉄工所",
                                          "金属",
                                          "金型",
                                          "鋼業",
                                          "製鋼",
                                          "物流",
                                          "運輸",
                                          "運送",
                                          "倉庫",
                                          "建設",
                                          "製造",
                                          "部品",
                                          "自動車",
                                          "車体",
                                          "樹脂",
                                          "興業",
                                          "技研",
                                          "工機",
                                          "発條",
                                          "軽金属",
                                          "製鋲",
                                          "塗装",
                                          "印刷",
                                          "化粧品",
                                          "書房",
                                          "書店",
                                          "出版",
                                          "製本",
                                          "紙器",
                                          "製紙",
                                          "薬品",
                                          "製薬",
                                          "薬局",
                                          "製菓",
                                          "製粉",
                                          "製麺",
                                          "水産",
                                          "酒造",
                                          "醸造",
                                          "飲料",
                                          "青果",
                                          "農園",
                                          "繊維",
                                          "紡績",
                                          "織物",
                                          "衣料",
                                          "家具",
                                          "木材",
                                          "建材",
                                          "工務店",
                                          "建築",
                                          "設計",
                                          "設備",
                                          "住宅",
                                          "不動産",
                                          "通信",
                                          "情報",
                                          "石油",
                                          "硝子",
                                          "陸運",
                                          "海運",
                                          "交通",
                                          "貿易",
                                          "物産",
                                          "工房",
                                          "ふーず",
                                          "紙業",
                                          "食品",
                                          "しすてむ",
                                          "しすてむず",
                                          "ぐるーぷ",
                                          "ほーるでぃんぐす",
                                          "てくの",
                                          "てっく",
                                          "てくのろじー",
                                          "けみかる",
                                          "もーたー",
                                          "もーたーす",
                                          "えれくとろにくす",
                                          "ぷらすちっく",
                                          "でざいん"};

size_t hoshi_redact_trade(const char *text, size_t n)
{
    return terms_begins(text, n, trade_words, sizeof trade_words / sizeof *trade_words);
}

/* ---- what the letters of a word are ---- */

struct kinds {
    size_t n, ascii, kana, kanji;
};

static struct kinds kinds_of(const char *text)
{
    struct kinds k = {0};
    while (*text) {
        uint32_t c = hoshi_text_next(&text);
        k.n++;
        k.ascii += c < 0x80;
        k.kana += (c >= 0x3041 && c <= 0x309F) || c == 0x30FC;
        k.kanji += c >= 0x4E00 && c <= 0x9FFF;
    }
    return k;
}

/* A short word would black out half of every sentence. */
static bool long_enough(const char *term)
{
    enum { ASCII_MIN = 4, WIDE_MIN = 2 };
    struct kinds k = kinds_of(term);
    return strlen(term) >= HOSHI_REDACT_HEAD && k.n >= (k.ascii == k.n ? ASCII_MIN : WIDE_MIN);
}

/* ---- adding ---- */

/* Folded, as much as fits; false when nothing is left of it, or out of memory (told in the redactor). */
static bool terms_fold(struct collector *x, const char *text, char *out, size_t size)
{
    struct hoshi_folded f;
    out[0] = 0;
    if (!text)
        return false;
    bool whole = hoshi_folded_init(&f, text);
    x->r->failed = x->r->failed || !whole;
    if (whole && f.n < size)
        hoshi_text_copy(out, size, f.text);
    hoshi_folded_release(&f);
    return out[0] != 0;
}

static void add_look(struct collector *x, const char *word, enum hoshi_look_reason reason, bool counted)
{
    struct hoshi_redactor *r = x->r;
    for (size_t i = 0; i < r->look.n; i++)
        if (strcmp(((struct hoshi_redact_look *)hoshi_array_at(&r->look, i))->word, word) == 0)
            return;
    struct hoshi_redact_look *look = hoshi_array_add(&r->look);
    struct hoshi_redact_term *term =
        counted && strlen(word) >= HOSHI_REDACT_HEAD ? hoshi_array_add(&r->term) : NULL;
    const char *copy = hoshi_arena_text(&r->arena, word);
    if (!look || !copy || (counted && strlen(word) >= HOSHI_REDACT_HEAD && !term)) {
        r->failed = true;
        return;
    }
    *look = (struct hoshi_redact_look){copy, reason, 0};
    if (term)
        *term = (struct hoshi_redact_term){copy, HOSHI_TERM_LOOK, r->look.n - 1};
}

/* A folded word. Where it is part of a name the document needs, it names nobody else: a person judges. */
static void terms_add_term(struct collector *x, const char *word, enum hoshi_redact_kind kind)
{
    if (!long_enough(word))
        return;
    if (strstr(hoshi_buffer_text(&x->names), word)) {
        if (kind == HOSHI_TERM_NAME)
            add_look(x, word, HOSHI_LOOK_OWN, false);
        return;
    }
    if (kind != HOSHI_TERM_NAME && strstr(hoshi_buffer_text(&x->items), word))
        return;
    struct hoshi_redact_term *term = hoshi_array_add(&x->r->term);
    const char *copy = hoshi_arena_text(&x->r->arena, word);
    if (term && copy)
        *term = (struct hoshi_redact_term){copy, kind, 0};
    else
        x->r->failed = true;
}

static void redact_add_word(struct collector *x, const char *text)
{
    char word[TERM_TEXT];
    if (terms_fold(x, text, word, sizeof word))
        terms_add_term(x, word, HOSHI_TERM_WORD);
}

/* The family name, or whole name, of a person of the two sides. */
static bool is_own_person(struct collector *x, const char *word)
{
    char line[TERM_TEXT + 2];
    snprintf(line, sizeof line, "\n%s", word);
    return strstr(hoshi_buffer_text(&x->people), line) != NULL;
}

/* A place, or a word that many names begin with, says nothing of whom it is about. */
static bool is_ordinary(struct collector *x, const char *word)
{
    static const char *const ordinary[] = {"北海道", "神奈川", "和歌山", "鹿児島", "名古屋", "北九州",
                                           "四日市", "宇都宮", "相模原", "東大阪", "八王子", "東日本",
                                           "西日本", "中日本", "新日本", "大日本", "全日本", "日本海",
                                           "太平洋", "瀬戸内", "首都圏"};
    for (size_t i = 0; i < sizeof ordinary / sizeof *ordinary; i++)
        if (strcmp(word, ordinary[i]) == 0)
            return true;
    return is_own_person(x, word);
}

/* あさなぎ of あさなぎ重機 names as well as the whole; 東京 of 東京工業 may be a place. */
static void add_short_name(struct collector *x, const char *core)
{
    char word[TERM_TEXT];
    size_t n = strlen(core), cut = 0;
    for (size_t at = 3; at < n && !cut; at++)
        if (hoshi_redact_trade(core + at, n - at) == n - at)
            cut = at;
    if (!cut)
        return;
    hoshi_text_copy(word, cut + 1, core);
    if (kinds_of(word).n >= 3 && !is_ordinary(x, word))
        terms_add_term(x, word, HOSHI_TERM_NAME);
    else if (!strstr(hoshi_buffer_text(&x->names), word))
        add_look(x, word, HOSHI_LOOK_NAME, true);
}

/* 大和田さん, 山辺社: the beginning of a name, whatever its trade is called, as people say it. */
static void add_addressed(struct collector *x, const char *core)
{
    static const char *const behind[] = {"さん", "さま", "様", "殿", "氏", "社"};
    char word[TERM_TEXT], whole[TERM_TEXT + 8];
    const char *end = core;
    size_t characters = 0;
    while (*end) {
        hoshi_text_next(&end);
        hoshi_text_copy(word, (size_t)(end - core) + 1, core);
        if (++characters < 2 || kinds_of(word).ascii)
            continue;
        if (strstr(hoshi_buffer_text(&x->names), word) || is_own_person(x, word)) {
            if (!strstr(hoshi_buffer_text(&x->names), core))
                add_look(x, word, HOSHI_LOOK_NAME, true);
            continue;
        }
        for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
            snprintf(whole, sizeof whole, "%s%s", word, behind[i]);
            terms_add_term(x, whole, HOSHI_TERM_SHORT);
        }
    }
}

static void add_name(struct collector *x, const char *name)
{
    char word[TERM_TEXT], *core = word;
    if (!terms_fold(x, name, word, sizeof word))
        return;
    terms_add_term(x, word, HOSHI_TERM_NAME);
    for (size_t n; (n = hoshi_redact_form(core, strlen(core))) && core[n];)
        core += n;
    for (size_t at = 1; core[at]; at++)
        if (hoshi_redact_form(core + at, strlen(core + at)) == strlen(core + at))
            core[at] = 0;
    terms_add_term(x, core, HOSHI_TERM_NAME);
    add_short_name(x, core);
    add_addressed(x, core);
}

/* A社, 取引先A, buyer A. */
static void add_id(struct collector *x, const char *id)
{
    static const char *const before[] = {"buyer", "customer", "client", "取引先", "買い手",
                                         "買手",  "顧客",     "得意先", "発注者", "発注元"};
    static const char *const behind[] = {"社", "様", "さん"};
    char folded[TERM_TEXT], word[TERM_TEXT + 40];
    if (!terms_fold(x, id, folded, sizeof folded))
        return;
    terms_add_term(x, folded, HOSHI_TERM_WORD);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        snprintf(word, sizeof word, "%s%s", before[i], folded);
        terms_add_term(x, word, HOSHI_TERM_WORD);
    }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        snprintf(word, sizeof word, "%s%s", folded, behind[i]);
        terms_add_term(x, word, HOSHI_TERM_WORD);
    }
    if (!long_enough(folded))
        add_look(x, folded, HOSHI_LOOK_ID, false);
}

static void add_department(struct collector *x, const char *department)
{
    enum { COMMON = 4 }; /* 調達部, 資材課: every company has one */
    char word[TERM_TEXT];
    if (!terms_fold(x, department, word, sizeof word) || strstr(hoshi_buffer_text(&x->names), word))
        return;
    if (kinds_of(word).n <= COMMON || strstr(hoshi_buffer_text(&x->departments), word))
        add_look(x, word, HOSHI_LOOK_DEPARTMENT, true);
    else
        terms_add_term(x, word, HOSHI_TERM_WORD);
}

/* 2026-114号 of 「調達部発 2026-114号」: the whole, and what is a number in it. */
static void add_paper(struct collector *x, const char *paper)
{
    enum { NUMBER_MIN = 5, DIGITS_MIN = 3 };
    char word[TERM_TEXT], number[TERM_TEXT];
    if (!terms_fold(x, paper, word, sizeof word))
        return;
    if (kinds_of(word).n > NUMBER_MIN)
        terms_add_term(x, word, HOSHI_TERM_WORD);
    for (const char *p = word; *p;) {
        size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-/_"), digits = 0;
        for (size_t i = 0; i < n; i++)
            digits += p[i] >= '0' && p[i] <= '9';
        hoshi_text_copy(number, n + 1, p);
        if (n >= NUMBER_MIN && digits >= DIGITS_MIN) {
            static const char *const behind[] = {"号", ""};
            char whole[TERM_TEXT + 8];
            for (size_t i = 0; i < 2; i++) {
                snprintf(whole, sizeof whole, "%s%s", number, behind[i]);
                terms_add_term(x, whole, HOSHI_TERM_WORD);
            }
        }
        p += n ? n : 1;
    }
}

/* A person; the family name too where the name is written in two parts. */
static void add_person(struct collector *x, const char *name)
{
    char family[TERM_TEXT];
    redact_add_word(x, name);
    size_t n = name ? strcspn(name, " ") : 0;
    const char *wide = name ? strstr(name, "\xE3\x80\x80") : NULL;
    if (wide && (size_t)(wide - name) < n)
        n = (size_t)(wide - name);
    if (!name || !name[n] || n >= sizeof family)
        return;
    hoshi_text_copy(family, n + 1, name);
    struct kinds k = kinds_of(family);
    if (k.kanji == k.n)
        redact_add_word(x, family);
}

/* ---- amounts ---- */

static void add_amount(struct collector *x, struct hoshi_array *list, int64_t value)
{
    int64_t *room = value == HOSHI_NONE || value <= 0 ? NULL : hoshi_array_add(list);
    if (room)
        *room = value;
    else if (value != HOSHI_NONE && value > 0)
        x->r->failed = true;
}

static void terms_add_amounts(struct collector *x, const struct hoshi_case_buyer *b, struct hoshi_array *yen,
                              struct hoshi_array *micro)
{
    add_amount(x, yen, b->annual_purchases_yen);
    add_amount(x, yen, b->annual_cost_base_yen);
    for (size_t i = 0; i < b->items; i++)
        add_amount(x, micro, b->item[i].unit_price_micro);
}

static void add_entry_amounts(struct collector *x, const struct hoshi_log_entry *e, struct hoshi_array *yen,
                              struct hoshi_array *micro)
{
    add_amount(x, yen, e->amount_yen);
    for (size_t i = 0; i < e->items; i++) {
        add_amount(x, micro, e->item[i].before_micro);
        add_amount(x, micro, e->item[i].after_micro);
    }
}

static int terms_by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Those of others that are not the buyer's own as well, in order. */
static void settle_amounts(struct hoshi_array *list, struct hoshi_array *own, int64_t least)
{
    size_t kept = 0;
    int64_t *value = list->item;
    if (own->n)
        hoshi_sort(own->item, own->n, own->size, terms_by_value);
    if (list->n)
        hoshi_sort(value, list->n, list->size, terms_by_value);
    for (size_t i = 0; i < list->n; i++)
        if (value[i] >= least &&
            !(own->n && bsearch(&value[i], own->item, own->n, own->size, terms_by_value)))
            value[kept++] = value[i];
    list->n = kept;
}

/* ---- from the case and the log ---- */

static void own_word(struct collector *x, struct hoshi_buffer *to, const char *text)
{
    char word[TERM_TEXT];
    if (terms_fold(x, text, word, sizeof word))
        hoshi_buffer_printf(to, "\n%s", word);
}

static void collect_own(struct collector *x, const struct hoshi_log *log)
{
    const struct hoshi_case_buyer *b = x->own;
    const char *const names[] = {b->id, b->name, b->department, x->c->supplier.name,
                                 x->c->supplier.representative};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        own_word(x, &x->names, names[i]);
    for (size_t i = 0; i < b->items; i++) {
        own_word(x, &x->items, b->item[i].code);
        own_word(x, &x->items, b->item[i].name);
    }
    own_word(x, &x->items, b->request.document);
    terms_add_amounts(x, b, &x->own_yen, &x->own_micro);
    for (size_t i = 0; log && i < log->n; i++) {
        const struct hoshi_log_entry *e = &log->entry[i];
        bool own = e->party && strcmp(e->party, b->id) == 0;
        if (own)
            add_entry_amounts(x, e, &x->own_yen, &x->own_micro);
        for (size_t k = 0; k < e->persons; k++)
            if (own || e->person[k].side == HOSHI_SIDE_SUPPLIER) {
                own_word(x, &x->departments, e->person[k].department);
                own_word(x, &x->people, e->person[k].name);
            }
    }
}

static void collect_buyer(struct collector *x, const struct hoshi_case_buyer *other)
{
    add_name(x, other->name);
    add_id(x, other->id);
    add_department(x, other->department);
    add_paper(x, other->request.document);
    for (size_t i = 0; i < other->items; i++) {
        redact_add_word(x, other->item[i].code);
        redact_add_word(x, other->item[i].name);
    }
    terms_add_amounts(x, other, &x->r->yen, &x->r->micro);
}

static void collect_entry(struct collector *x, const struct hoshi_log_entry *e)
{
    if (!e->party || strcmp(e->party, x->own->id) == 0)
        return;
    add_name(x, e->party_name);
    for (size_t i = 0; i < e->persons; i++)
        if (e->person[i].side == HOSHI_SIDE_BUYER) {
            add_person(x, e->person[i].name);
            add_department(x, e->person[i].department);
        }
    for (size_t i = 0; i < e->items; i++) {
        redact_add_word(x, e->item[i].code);
        redact_add_word(x, e->item[i].name);
    }
    add_entry_amounts(x, e, &x->r->yen, &x->r->micro);
}

bool hoshi_redact_collect(struct hoshi_redactor *r, const struct hoshi_case *c, size_t buyer,
                          const struct hoshi_log *log)
{
    struct collector x = {.r = r,
                          .c = c,
                          .own = &c->buyer[buyer],
                          .own_yen = HOSHI_ARRAY(int64_t),
                          .own_micro = HOSHI_ARRAY(int64_t)};
    hoshi_buffer_init(&x.names, (size_t)1 << 28);
    hoshi_buffer_init(&x.departments, (size_t)1 << 28);
    hoshi_buffer_init(&x.items, (size_t)1 << 28);
    hoshi_buffer_init(&x.people, (size_t)1 << 28);
    hoshi_buffer_add(&x.people, "\n", 1);
    hoshi_buffer_add(&x.names, "\n", 1);
    hoshi_buffer_add(&x.departments, "\n", 1);
    hoshi_buffer_add(&x.items, "\n", 1);
    collect_own(&x, log);
    for (size_t i = 0; !x.names.failed && !x.departments.failed && i < c->buyers; i++)
        if (i != buyer)
            collect_buyer(&x, &c->buyer[i]);
    for (size_t i = 0; !x.names.failed && !x.departments.failed && log && i < log->n; i++)
        collect_entry(&x, &log->entry[i]);
    settle_amounts(&r->yen, &x.own_yen, AMOUNT_MIN_YEN);
    settle_amounts(&r->micro, &x.own_micro, 1);
    bool whole =
        !r->failed && !x.names.failed && !x.departments.failed && !x.items.failed && !x.people.failed;
    hoshi_buffer_release(&x.people);
    hoshi_buffer_release(&x.items);
    hoshi_buffer_release(&x.names);
    hoshi_buffer_release(&x.departments);
    hoshi_array_release(&x.own_yen);
    hoshi_array_release(&x.own_micro);
    return whole;
}
