/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue here is a small invented one; sheets are written as CSV text, or as rows of an .xlsx made on
 * the spot. */
#include "answer_json.h"
#include "answer_read.h"
#include "answers.h"
#include "file.h"

#include <zip.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct hoshi_criterion criterion[] = {
    {.id = "1-1-1-1", .index = 0, .level = 4, .category = 1},
    {.id = "1-2-1-1", .index = 1, .level = 3, .category = 1},
    {.id = "3-1-5-2", .index = 2, .level = 4, .category = 3},
    {.id = "4-1-3-2", .index = 3, .level = 3, .category = 4},
    {.id = "4-1-5-5", .index = 4, .level = 3, .category = 4},
    {.id = "4-4-4-3", .index = 5, .level = 4, .category = 4},
    {.id = "7-1-1-2", .index = 6, .level = 4, .category = 7},
};
static const char *draft_only[] = {"4-1-4-3", "4-5-2-1"}, *final_only[] = {"4-1-5-5"},
                  *changed[] = {"3-1-5-2", "4-4-4-3"};
static const struct hoshi_catalog catalog = {.version = "2026-03-27",
                                             .criterion = criterion,
                                             .criteria = sizeof criterion / sizeof criterion[0],
                                             .draft_only = draft_only,
                                             .final_only = final_only,
                                             .changed = changed,
                                             .draft_onlys = 2,
                                             .final_onlys = 1,
                                             .changeds = 2};

static char folder[] = "/tmp/hoshi-answers-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* ---- words ---- */

static const struct {
    enum hoshi_answer_status status;
    const char *list; /* words, separated by '|' */
} words[] = {
    {HOSHI_MET,
     "○|〇|◯|◎|⭕|○ | ○|　○　|o|O|Ｏ|はい|ハイ|ﾊｲ|達成|達成済み|対応済み|対応済|実施済み|済み|Yes|ＹＥＳ|y|met|Met|OK|✓|○（対応済）|○(はい)|○：達成|○ 達成|達成○|はい（○）|達成（達成済み）|○\n対応済み|対応している|適合|○\xEF\xB8\x8F"},
    {HOSHI_PARTIAL,
     "△|▲|一部達成|一部対応|一部対応済み|部分的に達成|partial|Partially met|△（一部達成）|△ 一部対応|一部達成(△)"},
    {HOSHI_UNMET,
     "×|✕|✖|✗|✘|❌|x|X|Ｘ|ｘ|いいえ|ｲｲｴ|未達成|未対応|未実施|不適合|No|N|NG|not met|not-met|unmet|×（未対応）|× 未達成"},
    {HOSHI_NOT_APPLICABLE,
     "－|ー|-|―|–|—|−|ｰ|──|該当なし|該当無し|非該当|対象外|N/A|n.a.|na|Not applicable|not_applicable|－（該当なし）|－ 該当なし"},
    {HOSHI_UNANSWERED, "| |　|\n|未評価|未回答|未確認|不明|？|?|unanswered|TBD|選択してください"},
    {HOSHI_WITHHELD, "回答を控える|回答しない|withheld|非開示"},
};

static const char *const unknown_words[] = {
    "○（一部）",  "○（来年4月）", "○（来年対応）", "○×",           "○△",   "×○", "達成（未達成）",
    "はい、一部", "対応",         "対応中",        "maybe",        "1",    "0",  "/",
    ".",          "（）",         "○達成見込み",   "未",           "TRUE", "●",  "○○",
    "-達成",      "- 達成",       "サーバー",      "△（残り50%）",
};

static void words_are_understood(void **state)
{
    char word[200];
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (const char *p = words[i].list; p;) {
            const char *end = strchr(p, '|');
            size_t n = end ? (size_t)(end - p) : strlen(p);
            enum hoshi_answer_status status = HOSHI_ANSWERS;
            memcpy(word, p, n);
            word[n] = 0;
            if (!hoshi_answer_word(word, &status) || status != words[i].status)
                fail_msg("%s: %s", word, hoshi_answer_key(status));
            p = end ? end + 1 : NULL;
        }
}

static void words_are_never_guessed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof unknown_words / sizeof unknown_words[0]; i++) {
        enum hoshi_answer_status status = HOSHI_ANSWERS;
        if (hoshi_answer_word(unknown_words[i], &status))
            fail_msg("%s: %s", unknown_words[i], hoshi_answer_key(status));
    }
    char *longer = calloc(1, 40000);
    enum hoshi_answer_status status;
    memset(longer, 'x', 39999);
    assert_false(hoshi_answer_word(longer, &status));
    memset(longer, '(', 39999);
    assert_false(hoshi_answer_word(longer, &status));
    free(longer);
}

static void keys_come_back(void **state)
{
    (void)state;
    for (int i = 0; i < HOSHI_ANSWERS; i++) {
        enum hoshi_answer_status status = HOSHI_ANSWERS;
        assert_true(hoshi_answer_find(hoshi_answer_key((enum hoshi_answer_status)i), &status));
        assert_int_equal(status, i);
        assert_true(hoshi_answer_word(hoshi_answer_key((enum hoshi_answer_status)i), &status));
        assert_int_equal(status, i);
    }
    enum hoshi_answer_status status;
    assert_false(hoshi_answer_find("○", &status));
}

static void shares_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t ppm; /* HOSHI_NONE = none */
    } shares[] = {{"0.25", 250000},
                  {"25%", 250000},
                  {"２５％", 250000},
                  {"¼", 250000},
                  {"1/4", 250000},
                  {"１／４", 250000},
                  {" ½ ", 500000},
                  {"¾", 750000},
                  {"⅔", 666667},
                  {"2/3", 666667},
                  {"0", 0},
                  {"1", 1000000},
                  {"100 %", 1000000},
                  {"12.34567%", 123457},
                  {"2.5E-1", 250000},
                  {"０．４", 400000},
                  {"25", HOSHI_NONE},
                  {"101%", HOSHI_NONE},
                  {"-0.1", HOSHI_NONE},
                  {"4/1", HOSHI_NONE},
                  {"1/0", HOSHI_NONE},
                  {"半分", HOSHI_NONE},
                  {"", HOSHI_NONE},
                  {"%", HOSHI_NONE},
                  {"0,4", HOSHI_NONE},
                  {"1/4/5", HOSHI_NONE},
                  {"/", HOSHI_NONE}};
    (void)state;
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        int64_t ppm = HOSHI_NONE;
        bool good = hoshi_answer_share(shares[i].text, &ppm);
        if (good != (shares[i].ppm != HOSHI_NONE) || ppm != shares[i].ppm)
            fail_msg("%s: %lld", shares[i].text, (long long)ppm);
    }
}

/* ---- reading ---- */

static const char *const note_names[] = {"partial", "repeated", "draft", "blank", "cp932"};

/* "id=key:share(note)[evidence]" of all that are answered or have texts, "~note where", or "!STATUS path got"
 * each. */
static void show(const char *name, const char *bytes, size_t n, struct hoshi_buffer *out)
{
    char path[200], share[HOSHI_DECIMAL_TEXT];
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_arena arena = {0};
    struct hoshi_answers answers = {0};
    hoshi_buffer_init(out, 1 << 20);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(hoshi_file_write(path, bytes, n, faults), HOSHI_OK);
    enum hoshi_status status = hoshi_answers_read(path, &catalog, &arena, &answers, faults);
    assert_int_equal(status, hoshi_faults_status(faults));
    struct hoshi_answers again = {0};
    assert_int_equal(hoshi_answers_read(path, &catalog, &arena, &again, NULL), status);
    assert_int_equal(status == HOSHI_OK, answers.answer != NULL);
    for (size_t i = 0; i < answers.n; i++) {
        const struct hoshi_answer *a = &answers.answer[i];
        if (a->status == HOSHI_UNANSWERED && !a->note && !a->evidence)
            continue;
        hoshi_buffer_printf(out, "%s=%s", catalog.criterion[i].id, hoshi_answer_key(a->status));
        if (a->remaining_ppm != HOSHI_NONE)
            hoshi_buffer_printf(out, ":%s", hoshi_decimal_print(a->remaining_ppm, 0, share));
        if (a->note)
            hoshi_buffer_printf(out, "(%s)", a->note);
        if (a->evidence)
            hoshi_buffer_printf(out, "[%s]", a->evidence);
        hoshi_buffer_puts(out, " ");
    }
    for (size_t i = 0; i < answers.notes; i++)
        hoshi_buffer_printf(out, "~%s %s ", note_names[answers.note[i].kind], answers.note[i].where);
    if (!status)
        assert_string_equal(answers.file, path);
    for (size_t i = 0; i < faults->n; i++) {
        assert_string_equal(faults->item[i].file, path);
        hoshi_buffer_printf(out, "!%s %s %s ", hoshi_status_name(faults->item[i].status),
                            faults->item[i].path, faults->item[i].got);
    }
    unlink(path);
    hoshi_arena_release(&arena);
    free(faults);
}

static void expect(const char *what, const char *name, const char *bytes, size_t n, const char *wanted)
{
    struct hoshi_buffer out;
    show(name, bytes, n, &out);
    if (strcmp(hoshi_buffer_text(&out), wanted) != 0)
        fail_msg("%s: got\n%s\nwanted\n%s", what, hoshi_buffer_text(&out), wanted);
    hoshi_buffer_release(&out);
}

#define FINAL "4-1-5-5,○\n" /* an id that only the final version has */

static const struct {
    const char *name, *in, *out;
} sheets[] = {
    {"heading and answers", "評価基準No.,自己評価\n1-1-1-1,○\n1-2-1-1,×\n" FINAL,
     "1-1-1-1=met 1-2-1-1=unmet 4-1-5-5=met "},
    {"English headings", "Criterion ID;Status;Remaining;Comment;Evidence\n1-1-1-1;partial;40%;why;doc\n",
     "1-1-1-1=partial:0.4(why)[doc] "},
    {"columns inserted, rows reordered, all texts",
     "会社,回答(全て必須),メモ,調達先コメント,criterion,根拠および実施する事,残り（¼ ½ ¾）\n"
     "x,△,m,c,7-1-1-2,e,½\nx,はい,,,1-2-1-1,,\nx,－,対象外です,,1-1-1-1,,－\n",
     "1-1-1-1=not_applicable(対象外です) 1-2-1-1=met 7-1-1-2=partial:0.5(m\nc)[e] "},
    {"the tool's fourteen columns",
     "大分類No.,大分類,中分類No.,中分類,要求事項No.,★3,★4,要求事項名,要求事項,★3/★4,評価基準No.,評価基準,評価結果,備考\n"
     "1,a,1-1,b,1-1-1,,○,n,s,★4,1-1-1-1,t,未達成,後日\n1,a,1-2,b,1-2-1,○,○,n,s,★3,1-2-1-1,t,未評価,\n"
     "4,a,4-1,b,4-1-5,○,○,n,s,★3,4-1-5-5,t,一部達成,\n",
     "1-1-1-1=unmet(後日) 4-1-5-5=partial ~partial M4 ~blank M3 "},
    {"title lines before, legend behind",
     "自己評価表,,\n作成日,2026/10/01,\n\nNo.,項目,回答\n1-1-1-1,a,○\n1-2-1-1,b,△\n4-1-5-5,c,\n\n凡例,,\n○,,できている\n",
     "1-1-1-1=met 1-2-1-1=partial ~partial C6 ~blank C7 "},
    {"headings over two rows", "評価基準,回答,回答,回答\nNo.,評価,理由,根拠\n1-1-1-1,×,r,e\n" FINAL,
     "1-1-1-1=unmet(r)[e] 4-1-5-5=met "},
    {"answer heading one row above", ",自己評価\n評価基準No.,\n1-1-1-1,○\n", "1-1-1-1=met "},
    {"no headings", "1-1-1-1,○\n1-2-1-1,未対応,なぜ\n" FINAL, "1-1-1-1=met 1-2-1-1=unmet(なぜ) 4-1-5-5=met "},
    {"ids in full width, with other dashes, as text formulas",
     "評価基準No.,回答\n１－１－１－１,○\n1ー2ー1ー1,○\n=\"4-1-5-5\",○\n 7‐1−1–2 ,○\n",
     "1-1-1-1=met 1-2-1-1=met 4-1-5-5=met 7-1-1-2=met "},
    {"rows of requirements and repeated headings say nothing",
     "評価基準No.,自己評価\n1-1-1-1,○\n1-2-1,\n1-2-1-1,×\n評価基準No.,自己評価\n小計,2件\n4-1-5-5,○\n",
     "1-1-1-1=met 1-2-1-1=unmet 4-1-5-5=met "},
    {"the same answer twice", "criterion,answer\n1-1-1-1,○\n1-1-1-1,達成\n1-1-1-1,\n" FINAL,
     "1-1-1-1=met 4-1-5-5=met ~repeated B3 "},
    {"different answers", "criterion,answer\n1-1-1-1,○\n1-1-1-1,×\n", "!E_ANSWER_CONFLICT B3 unmet "},
    {"different shares", "criterion,answer,remaining\n1-1-1-1,△,½\n1-1-1-1,△,¼\n",
     "!E_ANSWER_CONFLICT B3 partial 0.25 "},
    {"all faults together",
     "criterion,answer,remaining\n1-1-1-1,対応中,\n9-9-9-9,○,\n1-2-1-1,○,0.5\n4-1-3-2,△,25\n2003/1/2,○,\n不明な行,×,\n1-2-1,○,\n"
     "7-1-1-2,○,\n",
     "!E_ANSWER_WORD B2 対応中 !E_CRITERION_UNKNOWN A3 9-9-9-9 !E_REMAINING C4 met !E_REMAINING C5 25 !E_ID A6 2003/1/2 !E_ID A7 不明な行 !E_CRITERION_UNKNOWN A8 1-2-1 "},
    {"ids of the draft", "criterion,answer\n1-1-1-1,対応中\n4-5-2-1,○\n4-1-4-3,\n",
     "!E_DRAFT_SHEET A3 4-5-2-1, 4-1-4-3 "},
    {"a level that moved since the draft", "★3/★4,評価基準No.,自己評価\n★4,1-1-1-1,○\n★3,4-4-4-3,○\n",
     "!E_DRAFT_SHEET B3 4-4-4-3 "},
    {"the level of the final version", "★3/★4,評価基準No.,自己評価\n★4,4-4-4-3,○\n★3,4-1-5-5,○\n",
     "4-1-5-5=met 4-4-4-3=met "},
    {"a version that cannot be told", "criterion,answer\n1-1-1-1,○\n3-1-5-2,○\n",
     "1-1-1-1=met 3-1-5-2=met ~draft B3 "},
    {"two columns of answers", "criterion,自己評価,評価結果\n1-1-1-1,○,×\n", "!E_SHEET_HEADER C1 B1, C1 "},
    {"two columns of answers, one empty", "criterion,評価結果,自己評価\n1-1-1-1,,×\n", "1-1-1-1=unmet "},
    {"strong before weak", "criterion,対応状況,自己評価\n1-1-1-1,検討,×\n", "1-1-1-1=unmet "},
    {"no column of answers", "評価基準No.,★3,★4\n1-1-1-1,○,○\n", "!E_SHEET_HEADER  評価基準No. "},
    {"no ids", "a,b\nc,d\n", "!E_SHEET_HEADER  a "},
    {"nothing", "", "!E_SHEET_HEADER   "},
    {"headings without rows", "criterion,answer\n", ""},
    {"row faults and answer faults", "criterion,answer\n1-1-1-1,\"○\"x\n1-2-1-1,？？\n",
     "!E_CSV_SYNTAX B2 x !E_ANSWER_WORD B3 ？？ "},
    {"withheld", "criterion,answer,note\n1-1-1-1,回答を控える,\n1-2-1-1,,未定です\n",
     "1-1-1-1=withheld 1-2-1-1=unanswered(未定です) ~blank B3 "},
};

static void csv_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        expect(sheets[i].name, "a.csv", sheets[i].in, strlen(sheets[i].in), sheets[i].out);
}

static void cp932_is_reported(void **state)
{
    static const char text[] =
        "\x95\x5D\x89\xBF\x8A\xEE\x8F\x80No.,\x89\xF1\x93\x9A\r\n1-1-1-1,\x81\x9B\r\n1-2-1-1,\x81\x7E\r\n";
    (void)state;
    expect("CP932", "a.csv", text, sizeof text - 1, "1-1-1-1=met 1-2-1-1=unmet ~cp932  ");
}

static const struct {
    const char *name, *in, *out;
} documents[] = {
    {"short and long form",
     "{\"hoshiwari_answers\":1,\"catalog\":\"2026-03-27\",\"answers\":{\"1-1-1-1\":\"met\",\"3-1-5-2\":{\"status\":\"partial\",\"remaining\":0.4,\"note\":\"n\",\"evidence\":\"e\"},\"7-1-1-2\":{\"status\":\"partial\",\"remaining\":\"0.25\"},\"1-2-1-1\":\"partial\"}}",
     "1-1-1-1=met 1-2-1-1=partial 3-1-5-2=partial:0.4(n)[e] 7-1-1-2=partial:0.25 ~partial answers.1-2-1-1 "},
    {"bare",
     "\xEF\xBB\xBF {\"answers\":{\"1-1-1-1\":\"withheld\",\"1-2-1-1\":\"unanswered\",\"7-1-1-2\":null}}",
     "1-1-1-1=withheld ~blank answers.1-2-1-1 "},
    {"empty", "{\"answers\":{}}", ""},
    {"version not stated", "{\"answers\":{\"3-1-5-2\":\"met\"}}", "3-1-5-2=met ~draft answers.3-1-5-2 "},
    {"another version", "{\"catalog\":\"2025-12-26\",\"answers\":{}}",
     "!E_CATALOG_VERSION catalog 2025-12-26 "},
    {"another format", "{\"hoshiwari_answers\":2,\"answers\":{}}", "!E_FORMAT_VERSION hoshiwari_answers 2 "},
    {"no answers", "{\"catalog\":\"2026-03-27\"}", "!E_KEY_MISSING answers  "},
    {"draft", "{\"answers\":{\"4-5-2-1\":\"met\",\"1-1-1-1\":\"what\"}}", "!E_DRAFT_SHEET answers 4-5-2-1 "},
    {"all faults together",
     "{\"x\":1,\"answers\":{\"1-1-1-1\":\"○\",\"9-9-9-9\":\"met\",\"1-2-1-1\":{\"status\":\"met\",\"remaining\":0.5},\"4-1-3-2\":{\"remaining\":2,\"why\":1},\"4-1-5-5\":true,\"4-4-4-3\":{\"status\":\"partial\",\"remaining\":1.5}}}",
     "!E_KEY_UNKNOWN x x !E_CHOICE answers.1-1-1-1 ○ !E_CRITERION_UNKNOWN answers.9-9-9-9 9-9-9-9 !E_REMAINING answers.1-2-1-1.remaining met !E_KEY_UNKNOWN answers.4-1-3-2.why why !E_KEY_MISSING answers.4-1-3-2.status  !E_RANGE answers.4-1-3-2.remaining 2 !E_TYPE answers.4-1-5-5 true !E_RANGE answers.4-4-4-3.remaining 1.5 "},
    {"answers are no object", "{\"answers\":[]}", "!E_TYPE answers […] "},
};

static void json_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
        expect(documents[i].name, "a.json", documents[i].in, strlen(documents[i].in), documents[i].out);
}

static void the_kind_is_told_by_content(void **state)
{
    static const struct {
        const char *file, *in, *out;
    } kinds[] = {{"a.txt", "{\"answers\":{\"1-1-1-1\":\"met\"}}", "1-1-1-1=met "},
                 {"a.xlsx", "{\"answers\":{\"1-1-1-1\":\"met\"}}", "1-1-1-1=met "},
                 {"answers", "criterion,answer\n1-1-1-1,○\n", "1-1-1-1=met "},
                 {"a.XLSX", "criterion,answer\n1-1-1-1,○\n", "!E_FILE_KIND   "},
                 {"a.csv", "<html>", "!E_PAGE_SPREADSHEET  HTML "},
                 {"a.csv", "%PDF-1.7", "!E_FILE_KIND  PDF "},
                 {"a.csv", "PK\3\4", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].out)
            expect(kinds[i].file, kinds[i].file, kinds[i].in, strlen(kinds[i].in), kinds[i].out);
    struct hoshi_faults faults = {0};
    struct hoshi_arena arena = {0};
    struct hoshi_answers answers = {.n = 77};
    assert_int_equal(hoshi_answers_read("/nowhere/a.csv", &catalog, &arena, &answers, &faults),
                     HOSHI_E_FILE_OPEN);
    assert_int_equal(answers.n, 77);
    assert_int_equal(faults.n, 1);
    hoshi_arena_release(&arena);
}

/* ---- workbooks ---- */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define DOC "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct tab {
    const char *name, *state, *rows, *merges;
};

static void add_part(zip_t *zip, const char *name, struct hoshi_buffer *b)
{
    zip_source_t *source = zip_source_buffer(zip, b->text, b->length, 1); /* takes the text */
    assert_true(zip_file_add(zip, name, source, 0) >= 0);
    memset(b, 0, sizeof *b);
    hoshi_buffer_init(b, 1 << 20);
}

static void add_tabs(zip_t *zip, const struct tab *tab, size_t n)
{
    struct hoshi_buffer b;
    char name[40];
    hoshi_buffer_init(&b, 1 << 20);
    hoshi_buffer_puts(&b, "<Relationships xmlns='" RELS "'><Relationship Id='r' Type='" DOC
                          "/officeDocument' Target='wb.xml'/></Relationships>");
    add_part(zip, "_rels/.rels", &b);
    hoshi_buffer_puts(&b, "<workbook xmlns='" MAIN "' xmlns:r='" DOC "'><sheets>");
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_printf(&b, "<sheet name='%s' state='%s' r:id='s%zu'/>", tab[i].name, tab[i].state, i);
    hoshi_buffer_puts(&b, "</sheets></workbook>");
    add_part(zip, "wb.xml", &b);
    hoshi_buffer_puts(&b, "<Relationships xmlns='" RELS "'><Relationship Id='st' Type='" DOC
                          "/styles' Target='st.xml'/>");
    for (size_t i = 0; i < n; i++)
        hoshi_buffer_printf(&b, "<Relationship Id='s%zu' Type='" DOC "/worksheet' Target='s%zu.xml'/>", i, i);
    hoshi_buffer_puts(&b, "</Relationships>");
    add_part(zip, "_rels/wb.xml.rels", &b);
    hoshi_buffer_puts(&b, "<styleSheet xmlns='" MAIN
                          "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>");
    add_part(zip, "st.xml", &b);
    for (size_t i = 0; i < n; i++) {
        hoshi_buffer_printf(&b,
                            "<worksheet xmlns='" MAIN
                            "'><sheetData>%s</sheetData><mergeCells>%s</mergeCells></worksheet>",
                            tab[i].rows, tab[i].merges);
        snprintf(name, sizeof name, "s%zu.xml", i);
        add_part(zip, name, &b);
    }
    hoshi_buffer_release(&b);
}

static char *make_book(const struct tab *tab, size_t n, size_t *size)
{
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    assert_non_null(zip);
    add_tabs(zip, tab, n);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(source, &st), 0);
    char *bytes = malloc(st.size);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, bytes, st.size), st.size);
    zip_source_close(source);
    zip_source_free(source);
    *size = st.size;
    return bytes;
}

static void expect_book(const char *what, const struct tab *tab, size_t n, const char *wanted)
{
    size_t size = 0;
    char *bytes = make_book(tab, n, &size);
    expect(what, "a.xlsx", bytes, size, wanted);
    free(bytes);
}

#define T(ref, text) "<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"
#define N(ref, value) "<c r='" ref "'><v>" value "</v></c>"
#define ROW(n, cells) "<row r='" n "'>" cells "</row>"
#define HEAD ROW("1", T("A1", "評価基準No.") T("B1", "自己評価") T("C1", "残り") T("D1", "備考"))

static const struct {
    const char *name;
    struct tab tab[2];
    size_t n;
    const char *out;
} books[] = {
    {"the official workbook with answers beside it",
     {{"★3・★4要求事項・評価基準", "visible",
       ROW("1",
           T("B1", "大分類No.") T("F1", "要求事項No.") T("G1", "★3") T("H1", "★4") T("K1", "★3/★4")
               T("L1", "評価基準No.") T("M1", "評価基準") T("O1", "自己評価&#10;○:できている △:不明 ✖:不足")
                   T("P1", "理由") T("Q1", "根拠および実施する事") T("R1", "補足情報"))
           ROW("3", T("B3", "1") T("F3", "1-1-1") T("H3", "○") T("K3", "★4") T("L3", "1-1-1-1") T("M3", "文")
                        T("O3", "✖") T("P3", "なし") T("R3", "補")) "<row r='4' hidden='1'>" T("G4", "○")
               T("H4", "○") T("L4", "1-2-1-1") T("O4", "○")
                   T("Q4", "規程") "</row>" ROW("5", T("G5", "○") T("K5", "★3") T("L5", "4-1-5-5"))
                       ROW("6", T("K6", "★4") T("L6", "4-4-4-3") T("O6", "△")) ROW("7", T("L7", "7-1-1-2")),
       "<mergeCell ref='B3:B4'/><mergeCell ref='L1:L2'/><mergeCell ref='O1:O2'/><mergeCell ref='K3:K4'/><mergeCell ref='O6:O7'/>"}},
     1,
     "1-1-1-1=unmet(なし\n補) 1-2-1-1=met[規程] 4-4-4-3=partial 7-1-1-2=partial ~partial ★3・★4要求事項・評価基準!O6 ~partial ★3・★4要求事項・評価基準!O7 ~blank ★3・★4要求事項・評価基準!O5 "},
    {"the official workbook untouched",
     {{"一", "visible",
       ROW("1", T("G1", "★3") T("L1", "評価基準No.")) ROW("3", T("G3", "○") T("L3", "1-1-1-1")), ""}},
     1,
     "!E_SHEET_HEADER 一  "},
    {"shares as numbers and texts",
     {{"一", "visible",
       HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "△") N("C2", "2.5000000000000001E-2") N("D2", "7"))
           ROW("3", T("A3", "1-2-1-1") T("B3", "△") T("C3", "¾")),
       ""}},
     1,
     "1-1-1-1=partial:0.025(7) 1-2-1-1=partial:0.75 "},
    {"what a spreadsheet makes of ids and shares",
     {{"一", "visible",
       HEAD ROW("2", "<c r='A2' s='1'><v>37258</v></c>" T("B2", "○"))
           ROW("3", T("A3", "1-2-1-1") T("B3", "△") "<c r='C3' s='1'><v>46391</v></c>")
               ROW("4", T("A4", "1-1-1-1") N("B4", "1"))
                   ROW("5", T("A5", "7-1-1-2") "<c r='B5' t='b'><v>1</v></c>")
                       ROW("6", T("A6", "4-1-3-2") "<c r='B6' t='e'><v>#REF!</v></c>")
                           ROW("7", "<c r='A7' t='e'><v>#NAME?</v></c>") ROW("8", T("A8", "4-1-5-5")),
       ""}},
     1,
     "!E_ID 一!A2 2002-01-02 !E_REMAINING 一!C3 2027-01-04 !E_ANSWER_WORD 一!B4 1 !E_ANSWER_WORD 一!B5 TRUE !E_ANSWER_WORD 一!B6 #REF! !E_ID 一!A7 #NAME? "},
    {"formulas with and without values",
     {{"一", "visible",
       HEAD ROW("2",
                "<c r='A2' t='str'><f>T(X1)</f><v>1-1-1-1</v></c><c r='B2' t='str'><f>T(X2)</f><v>○</v></c>")
           ROW("3", T("A3", "1-2-1-1") "<c r='B3'><f>T(X2)</f></c>")
               ROW("4", T("A4", "7-1-1-2") T("B4", "△") "<c r='C4'><f>1/2</f></c>")
                   ROW("5", T("A5", "4-1-3-2") "<c r='B5' t='str'><f>\"\"</f><v></v></c>"),
       ""}},
     1,
     "!E_FORMULA_VALUE 一!B3  !E_FORMULA_VALUE 一!C4  "},
    {"two sheets that agree",
     {{"一", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "○")) ROW("3", T("A3", "4-1-5-5")), ""},
      {"二", "visible", HEAD ROW("2", T("A2", "1-1-1-1")) ROW("3", T("A3", "4-1-5-5") T("B3", "×")), ""}},
     2,
     "1-1-1-1=met 4-1-5-5=unmet "},
    {"two sheets that do not",
     {{"一", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "○")), ""},
      {"二", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")), ""}},
     2,
     "!E_ANSWER_CONFLICT 二!B2 unmet "},
    {"a draft on the second sheet",
     {{"一", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "○")), ""},
      {"二", "visible", HEAD ROW("2", T("A2", "4-1-4-3") T("B2", "×")), ""}},
     2,
     "!E_DRAFT_SHEET 二!A2 4-1-4-3 "},
    {"hidden sheets stay out while a visible one has answers",
     {{"旧", "hidden", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")), ""},
      {"新", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "○")), ""}},
     2,
     "1-1-1-1=met "},
    {"hidden sheets are read when no other has answers",
     {{"旧", "veryHidden", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")), ""},
      {"新", "visible", ROW("2", T("A2", "表紙")), ""}},
     2,
     "1-1-1-1=unmet "},
    {"a list of actions is no answer sheet",
     {{"計画", "visible",
       ROW("1", T("A1", "No.") T("B1", "状況")) ROW("2", T("A2", "1-1-1-1") T("B2", "検討中")), ""},
      {"評価", "visible", HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")), ""}},
     2,
     "1-1-1-1=unmet "},
    {"two bare columns",
     {{"一", "visible", ROW("2", T("A2", "1-1-1-1") T("B2", "×")), ""}},
     1,
     "1-1-1-1=unmet "},
    {"a title across the table is no answer",
     {{"一", "visible",
       HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")) ROW("3", T("A3", "達成"))
           ROW("4", T("A4", "1-2-1-1") T("B4", "○")),
       "<mergeCell ref='A3:D3'/>"}},
     1,
     "1-1-1-1=unmet 1-2-1-1=met "},
    {"an answer without an id",
     {{"一", "visible",
       HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")) ROW("3", T("B3", "達成"))
           ROW("4", T("A4", "1-2-1-1") T("B4", "○")),
       ""}},
     1,
     "!E_ID 一!A3  "},
    {"one id over two rows of answers",
     {{"一", "visible",
       HEAD ROW("2", T("A2", "1-1-1-1") T("B2", "×")) ROW("3", T("B3", "×")) ROW("4", T("A4", "1-2-1-1")),
       "<mergeCell ref='A2:A3'/>"}},
     1,
     "1-1-1-1=unmet ~repeated 一!B3 ~blank 一!B4 "},
    {"no sheets", {{"", "", "", ""}}, 0, "!E_SHEET_HEADER   "},
};

static void workbooks_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++)
        expect_book(books[i].name, books[i].tab, books[i].n, books[i].out);
}

static void unreadable_workbooks_are_told_apart(void **state)
{
    char old[1024] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    (void)state;
    expect("compound file", "a.xlsx", old, sizeof old, "!E_FILE_KIND   ");
    memcpy(old + 512, "W\0o\0r\0k\0b\0o\0o\0k", 15);
    expect(".xls", "a.xls", old, sizeof old, "!E_OLD_SPREADSHEET  .xls ");
    memcpy(old + 512, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31);
    expect("password", "a.xlsx", old, sizeof old, "!E_ENCRYPTED   ");
    size_t size = 0;
    char *bytes = make_book(books[0].tab, 1, &size);
    struct hoshi_buffer out;
    show("a.xlsx", bytes, size / 2, &out);
    assert_non_null(strstr(out.text, "!E_ARCHIVE"));
    hoshi_buffer_release(&out);
    free(bytes);
}

static void rows_with_ids_have_a_limit(void **state)
{
    struct hoshi_buffer b;
    (void)state;
    hoshi_buffer_init(&b, 1 << 24);
    hoshi_buffer_puts(&b, "criterion,answer\n");
    for (int i = 0; i < HOSHI_ANSWER_ROWS; i++)
        hoshi_buffer_puts(&b, "1-1-1-1,\n");
    expect("rows", "a.csv", b.text, b.length, "~blank B2 ");
    hoshi_buffer_puts(&b, "1-1-1-1,\n");
    expect("rows", "a.csv", b.text, b.length, "!E_TOO_MANY   ");
    hoshi_buffer_release(&b);
}

static void notes_have_a_limit(void **state)
{
    struct hoshi_buffer b;
    (void)state;
    hoshi_buffer_init(&b, 1 << 24);
    hoshi_buffer_puts(&b, "criterion,answer,note,備考\n1-1-1-1,○,");
    for (int i = 0; i < HOSHI_ANSWER_TEXT; i++)
        hoshi_buffer_puts(&b, "n");
    hoshi_buffer_puts(&b, ",n\n");
    expect("note", "a.csv", b.text, b.length, "!E_TEXT_LENGTH D2  ");
    hoshi_buffer_release(&b);
}

static void many_faults_are_counted(void **state)
{
    struct hoshi_buffer b;
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_arena arena = {0};
    struct hoshi_answers answers = {0};
    char path[200];
    (void)state;
    hoshi_buffer_init(&b, 1 << 24);
    hoshi_buffer_puts(&b, "criterion,answer\n");
    for (int i = 0; i < 250; i++)
        hoshi_buffer_puts(&b, "1-1-1-1,?!x\n1-2-1-1,??\n");
    snprintf(path, sizeof path, "%s/a.csv", folder);
    assert_int_equal(hoshi_file_write(path, b.text, b.length, NULL), HOSHI_OK);
    assert_int_equal(hoshi_answers_read(path, &catalog, &arena, &answers, faults), HOSHI_E_ANSWER_WORD);
    assert_int_equal(faults->n, HOSHI_FAULTS_MAX);
    assert_true(faults->dropped >= 150);
    unlink(path);
    hoshi_buffer_release(&b);
    hoshi_arena_release(&arena);
    free(faults);
}

static void answers_inside_a_case_keep_their_path(void **state)
{
    static const char text[] =
        "{\"gap\":{\"file\":\"x\",\"answers\":{\"4-1-4-3\":\"met\",\"1-1-1-1\":\"met\"}}}";
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root, gap;
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_arena arena = {0};
    struct hoshi_answers answers = {0};
    (void)state;
    assert_int_equal(hoshi_json_parse(text, sizeof text - 1, &document, &root, faults), HOSHI_OK);
    assert_true(hoshi_json_get(&root, "gap", &gap));
    assert_int_equal(hoshi_answers_json(&gap, &catalog, &arena, &answers), HOSHI_E_CRITERION_DRAFT);
    assert_string_equal(faults->item[0].path, "gap.answers.4-1-4-3");
    assert_null(answers.answer);
    gap.faults = NULL;
    assert_int_equal(hoshi_answers_json(&gap, &catalog, &arena, &answers), HOSHI_E_CRITERION_DRAFT);
    hoshi_json_close(document);
    hoshi_arena_release(&arena);
    free(faults);
}

/* Whatever happens to the bytes of a file, reading ends with a status. */
static void mutations_are_survived(void **state)
{
    static const char base[] =
        "評価基準No.,自己評価,残り,備考\n1-1-1-1,○,,x\n1-2-1-1,△（一部達成）,¼,\"y\"\n4-1-5-5,×,,\n";
    char path[200];
    uint32_t seed = 5;
    (void)state;
    snprintf(path, sizeof path, "%s/m", folder);
    for (int round = 0; round < 3000; round++) {
        char text[sizeof base];
        struct hoshi_arena arena = {0};
        struct hoshi_answers answers = {0};
        memcpy(text, base, sizeof base);
        for (int k = 0; k < 3; k++) {
            seed = seed * 1664525u + 1013904223u;
            text[(seed >> 4) % (sizeof base - 1)] = (char)(seed >> 24);
        }
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(text, 1, sizeof base - 1, f), sizeof base - 1);
        fclose(f);
        enum hoshi_status status = hoshi_answers_read(path, &catalog, &arena, &answers, NULL);
        assert_int_equal(status == HOSHI_OK, answers.answer != NULL);
        hoshi_arena_release(&arena);
    }
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_understood),
        cmocka_unit_test(words_are_never_guessed),
        cmocka_unit_test(keys_come_back),
        cmocka_unit_test(shares_are_read),
        cmocka_unit_test(csv_files_are_read),
        cmocka_unit_test(cp932_is_reported),
        cmocka_unit_test(json_files_are_read),
        cmocka_unit_test(the_kind_is_told_by_content),
        cmocka_unit_test(workbooks_are_read),
        cmocka_unit_test(unreadable_workbooks_are_told_apart),
        cmocka_unit_test(rows_with_ids_have_a_limit),
        cmocka_unit_test(notes_have_a_limit),
        cmocka_unit_test(many_faults_are_counted),
        cmocka_unit_test(answers_inside_a_case_keep_their_path),
        cmocka_unit_test(mutations_are_survived),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
