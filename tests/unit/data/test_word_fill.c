/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates are made here part by part; what a filled one says is read back from its body. */
#include "support.h"
#include "word_fill.h"

#include <zip.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY(x) "<w:document xmlns:w=\"m\"><w:body>" x "</w:body></w:document>"
#define RUN(x) "<w:r><w:rPr><w:b/></w:rPr><w:t>" x "</w:t></w:r>"
#define CONTROL(tag, x)                                                                                      \
    "<w:sdt><w:sdtPr><w:tag w:val=\"" tag                                                                    \
    "\"/><w:id w:val=\"7\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" x "</w:sdtContent></w:sdt>"
#define P(x) "<w:p>" x "</w:p>"

struct made {
    char *at;
    size_t n;
};

/* An archive of up to two parts. */
static struct made word_archive(const char *name, const char *text, const char *second, const char *more)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(zip);
    zip_source_keep(source);
    assert_true(zip_file_add(zip, name, zip_source_buffer(zip, text, strlen(text), 0), 0) >= 0);
    if (second)
        assert_true(zip_file_add(zip, second, zip_source_buffer(zip, more, strlen(more), 0), 0) >= 0);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(source, &st), 0);
    struct made made = {malloc(st.size), st.size};
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, made.at, st.size), (zip_int64_t)st.size);
    zip_source_close(source);
    zip_source_free(source);
    return made;
}

static void word_part(struct made doc, const char *name, char *out, size_t size)
{
    zip_source_t *source = zip_source_buffer_create(doc.at, doc.n, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_non_null(file);
    zip_int64_t n = zip_fread(file, out, size - 1);
    assert_true(n > 0);
    out[n] = 0;
    zip_fclose(file);
    zip_discard(zip);
}

static const struct hoshi_word_field item_field[] = {
    {"item", "軸 <A>"}, {"price", "1,250"}, {"item", "箱"}, {"price", NULL}};
static const struct hoshi_word_field word_field[] = {
    {"date", "2027年4月1日"}, {"lines", "一\n二"}, {"none", NULL}, {"empty", ""}};
static const struct hoshi_word_list word_list[] = {{"items", item_field, 2, 2}, {"nothing", NULL, 0, 2}};
static const struct hoshi_word_values word_values = {
    .field = word_field, .fields = 4, .list = word_list, .lists = 2};

/* The body of the template, filled; "" when refused, the status in *status. */
static const char *word_filled(const char *body, struct hoshi_word_missing *missing,
                               enum hoshi_status *status)
{
    static char out[8192];
    struct made made = word_archive("word/document.xml", body, NULL, NULL), doc = {0};
    struct hoshi_faults faults = {0};
    *status = hoshi_word_fill(made.at, made.n, "t.docx", &word_values, &doc.at, &doc.n, missing, &faults);
    out[0] = 0;
    if (!*status)
        word_part(doc, "word/document.xml", out, sizeof out);
    free(doc.at);
    free(made.at);
    return out;
}

static const char *word_body(const char *body)
{
    enum hoshi_status s;
    const char *out = word_filled(body, NULL, &s);
    assert_int_equal(s, HOSHI_OK);
    return out;
}

static void assert_says(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("not in the document: %s\n%s", wanted, text);
}

static void assert_silent(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("in the document: %s\n%s", unwanted, text);
}

static void a_field_becomes_its_value(void **state)
{
    (void)state;
    const char *out = word_body(BODY(P(CONTROL("date", RUN("blank")))));
    assert_says(out, "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2027年4月1日</w:t>");
    assert_silent(out, "blank");
    assert_silent(out, "showingPlcHdr");
    out = word_body(BODY(P(CONTROL("lines", RUN("blank")))));
    assert_says(out, "一</w:t><w:br/><w:t xml:space=\"preserve\">二</w:t></w:r>");
    out = word_body(
        BODY(CONTROL("lines", P("<w:pPr><w:jc w:val=\"right\"/></w:pPr>" RUN("blank")) P(RUN("more")))));
    assert_says(
        out,
        "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">二");
    assert_silent(out, "more");
}

static void what_is_not_known_stays_a_blank(void **state)
{
    (void)state;
    static const char *const keys[] = {CONTROL("none", RUN("blank")), CONTROL("empty", RUN("blank")),
                                       CONTROL("not ours", RUN("blank"))};
    for (size_t i = 0; i < SUPPORT_COUNT(keys); i++) {
        char body[600];
        snprintf(body, sizeof body, "<w:document><w:body><w:p>%s</w:p></w:body></w:document>", keys[i]);
        const char *out = word_body(body);
        assert_says(out, "<w:t>blank</w:t>");
        assert_says(out, "showingPlcHdr");
    }
}

static void a_list_repeats_its_row(void **state)
{
    (void)state;
    const char *row =
        BODY("<w:tbl>" CONTROL("items", "<w:tr><w:tc>" P(CONTROL("item", RUN("i"))) "</w:tc><w:tc>" P(
                                            CONTROL("price", RUN("-"))) "</w:tc></w:tr>") "</w:tbl>");
    const char *out = word_body(row);
    assert_says(out, "軸 &lt;A&gt;</w:t>");
    assert_says(out, "1,250</w:t>");
    assert_says(out, "箱</w:t>");
    assert_says(out, "<w:t>-</w:t>"); /* the second has no price */
    const char *first = strstr(out, "<w:tr>");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "<w:tr>"));
    assert_null(strstr(strstr(first + 1, "<w:tr>") + 1, "<w:tr>"));
    size_t ids = 0;
    for (const char *p = out; (p = strstr(p, "w:id w:val")); p++)
        ids++;
    assert_int_equal(ids, 3); /* the list's own and the first row's: an id stands once */
    assert_silent(word_body(BODY("<w:tbl>" CONTROL("nothing", "<w:tr/>") "</w:tbl>")), "w:tr");
}

static void a_condition_keeps_or_drops(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        bool kept;
    } rows[] = {{"if:date", true},       {"if:none", false},    {"if:empty", false},
                {"if:unheard", false},   {"if:items", true},    {"if:nothing", false},
                {"unless:date", false},  {"unless:none", true}, {"unless:items", false},
                {"unless:nothing", true}};
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char body[900];
        snprintf(
            body, sizeof body,
            "<w:document><w:body><w:p>before</w:p><w:sdt><w:sdtPr><w:tag w:val=\"%s\"/></w:sdtPr><w:sdtContent><w:p>said</w:p><w:p>%s</w:p></w:sdtContent></w:sdt><w:p>after</w:p></w:body></w:document>",
            rows[i].tag, CONTROL("date", RUN("x")));
        const char *out = word_body(body);
        assert_says(out, "before");
        assert_says(out, "after</w:p></w:body>");
        assert_silent(out, "if:");
        assert_int_equal(strstr(out, "said") != NULL, rows[i].kept);
        assert_int_equal(strstr(out, "2027年4月1日") != NULL, rows[i].kept);
    }
}

static void a_cell_is_never_empty(void **state)
{
    (void)state;
    assert_says(word_body(BODY("<w:tc><w:tcPr/>" CONTROL("if:none", P("x")) "</w:tc>")),
                "<w:tc><w:tcPr/><w:p/></w:tc>");
}

static void text_is_never_markup(void **state)
{
    (void)state;
    const char *out = word_body(BODY("<w:p a=\"&quot;&lt;&#10;\">&amp;&lt;&gt;\"</w:p>"));
    assert_says(out, "a=\"&quot;&lt;&#10;\">&amp;&lt;&gt;\"</w:p>");
}

static void missing_places_are_told(void **state)
{
    (void)state;
    struct hoshi_word_missing missing;
    enum hoshi_status s;
    word_filled(BODY(P(CONTROL("date", RUN("x")))), &missing, &s);
    assert_int_equal(missing.n, 2);
    assert_string_equal(missing.key[0], "lines");
    assert_string_equal(missing.key[1], "items");
}

static void headers_and_footers_are_filled_others_kept(void **state)
{
    (void)state;
    static const char *const part[] = {"word/header1.xml", "word/footer2.xml", "word/styles.xml",
                                       "customXml/item1.xml"};
    for (size_t i = 0; i < SUPPORT_COUNT(part); i++) {
        struct made made = word_archive("word/document.xml", BODY(""), part[i],
                                        BODY(P(CONTROL("date", RUN("x"))))),
                    doc = {0};
        char out[2000];
        assert_int_equal(hoshi_word_fill(made.at, made.n, NULL, &word_values, &doc.at, &doc.n, NULL, NULL),
                         HOSHI_OK);
        word_part(doc, part[i], out, sizeof out);
        assert_int_equal(strstr(out, "2027年4月1日") != NULL, i < 2);
        free(doc.at);
        free(made.at);
    }
}

static void what_is_no_template_is_refused(void **state)
{
    (void)state;
    struct hoshi_faults faults = {0};
    struct made doc = {0};
    enum hoshi_status s;
    static const char *const bad[] = {
        BODY("<w:p>"), "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document>&a;</w:document>", "", "text"};
    for (size_t i = 0; i < SUPPORT_COUNT(bad); i++) {
        word_filled(bad[i], NULL, &s);
        assert_int_equal(s, HOSHI_E_WORD);
    }
    char deep[HOSHI_WORD_DEPTH_MAX * 6 + 60] = "";
    for (int i = 0; i <= HOSHI_WORD_DEPTH_MAX; i++)
        strcat(deep, "<w:p>");
    word_filled(deep, NULL, &s);
    assert_int_equal(s, HOSHI_E_WORD);
    assert_int_equal(hoshi_word_fill("PK no zip", 9, "x.docx", &word_values, &doc.at, &doc.n, NULL, &faults),
                     HOSHI_E_WORD);
    assert_int_equal(hoshi_word_fill("", 0, "x.docx", &word_values, &doc.at, &doc.n, NULL, &faults),
                     HOSHI_E_WORD);
    struct made other = word_archive("xl/workbook.xml", "<a/>", NULL, NULL);
    assert_int_equal(
        hoshi_word_fill(other.at, other.n, "x.xlsx", &word_values, &doc.at, &doc.n, NULL, &faults),
        HOSHI_E_WORD);
    free(other.at);
    other = word_archive("word/document.xml", BODY(""), "word/vbaProject.bin", "x");
    assert_int_equal(
        hoshi_word_fill(other.at, other.n, "x.docm", &word_values, &doc.at, &doc.n, NULL, &faults),
        HOSHI_E_WORD_MACRO);
    free(other.at);
    assert_null(doc.at);
}

static void without_memory_nothing_is_made(void **state)
{
    (void)state;
    struct made made = word_archive(
        "word/document.xml",
        BODY(CONTROL("lines", P(RUN("x"))) "<w:tbl>" CONTROL("items", "<w:tr/>") "</w:tbl>"), NULL, NULL);
    for (long n = 0;; n++) {
        struct made doc = {0};
        support_fail_allocation(n, true);
        enum hoshi_status s =
            hoshi_word_fill(made.at, made.n, NULL, &word_values, &doc.at, &doc.n, NULL, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        if (!failed) {
            assert_int_equal(s, HOSHI_OK);
            free(doc.at);
            break;
        }
        assert_int_equal(s, HOSHI_E_MEMORY);
        assert_null(doc.at);
    }
    free(made.at);
}

/* A document as a template has it: what names the parts is there. */
static struct made blanks_template(void)
{
    static const char *const part[][2] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships/>"},
        {"word/document.xml", BODY("<w:sdt><w:sdtPr><w:tag w:val=\"story\"/></w:sdtPr><w:sdtContent>" P(
                                  "") "</w:sdtContent></w:sdt>")}};
    struct made made = word_archive(part[0][0], part[0][1], part[1][0], part[1][1]);
    zip_source_t *source = zip_source_buffer_create(made.at, made.n, 1, NULL);
    zip_t *zip = zip_open_from_source(source, 0, NULL);
    assert_non_null(zip);
    zip_source_keep(source);
    assert_true(zip_file_add(zip, part[2][0], zip_source_buffer(zip, part[2][1], strlen(part[2][1]), 0), 0) >=
                0);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(source, &st), 0);
    made = (struct made){malloc(st.size), st.size};
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, made.at, st.size), (zip_int64_t)st.size);
    zip_source_close(source);
    zip_source_free(source);
    return made;
}

static enum hoshi_status blanks_fill(struct made made, struct made *doc)
{
    static const double width[] = {1, 1};
    static const struct hoshi_word_cell head[] = {{.text = "item"}, {.text = "content"}},
                                        row[] = {{.text = "address", .label = true},
                                                 {.text = "(fill in: it)", .blank = true, .tag = "hw:1"}},
                                        number[] = {{.text = "", .blank = true, .tag = "hw:2"},
                                                    {.text = "", .blank = true, .tag = "hw:3"}};
    const struct hoshi_word_block block[] = {{HOSHI_WORD_TABLE_HEAD, NULL, head, 2, width, 2},
                                             {HOSHI_WORD_TABLE_ROW, NULL, row, 2, width, 2},
                                             {HOSHI_WORD_TABLE_ROW, NULL, number, 2, width, 2}};
    struct hoshi_word_blank blank[] = {
        {.path = "a.b", .hint = "(fill in: it)"}, {.path = "n", .hint = ""}, {.path = "", .hint = ""}};
    struct hoshi_word_blanks list = {true, "c<1>", blank, 3};
    const struct hoshi_word_values values = {.story = "story", .block = block, .blocks = 3, .blanks = &list};
    return hoshi_word_fill(made.at, made.n, NULL, &values, &doc->at, &doc->n, NULL, NULL);
}

/* The list stands in the document's properties, the blanks are blank, and whoever runs out of memory says so. */
static void blanks_are_listed_and_read(void **state)
{
    (void)state;
    struct made made = blanks_template(), doc = {0};
    char out[4000];
    assert_int_equal(blanks_fill(made, &doc), HOSHI_OK);
    word_part(doc, "docProps/custom.xml", out, sizeof out);
    assert_non_null(strstr(out, "c&lt;1&gt;"));
    word_part(doc, "_rels/.rels", out, sizeof out);
    assert_non_null(strstr(out, "docProps/custom.xml"));
    word_part(doc, "[Content_Types].xml", out, sizeof out);
    assert_non_null(strstr(out, "/docProps/custom.xml"));
    for (long n = 0;; n++) {
        struct hoshi_word_blanks read = {0};
        struct hoshi_arena arena = {0};
        support_fail_allocation(n, true);
        enum hoshi_status s = hoshi_word_blanks_read(doc.at, doc.n, "x.docx", &arena, &read, NULL);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        assert_int_equal(s, failed ? HOSHI_E_MEMORY : HOSHI_OK);
        if (!failed) {
            assert_int_equal(read.n, 3);
            assert_string_equal(read.case_id, "c<1>");
            for (size_t i = 0; i < 3; i++)
                assert_string_equal(read.blank[i].now, "");
            assert_string_equal(read.blank[0].where, "address / content");
        }
        hoshi_arena_release(&arena);
        if (!failed)
            break;
    }
    free(doc.at);
    for (long n = 0;; n++) {
        doc = (struct made){0};
        support_fail_allocation(n, true);
        enum hoshi_status s = blanks_fill(made, &doc);
        bool failed = support_failed_allocation();
        support_fail_allocation(-1, false);
        free(doc.at);
        assert_int_equal(s, failed ? HOSHI_E_MEMORY : HOSHI_OK);
        if (!failed)
            break;
    }
    free(made.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_becomes_its_value),
        cmocka_unit_test(what_is_not_known_stays_a_blank),
        cmocka_unit_test(a_list_repeats_its_row),
        cmocka_unit_test(a_condition_keeps_or_drops),
        cmocka_unit_test(a_cell_is_never_empty),
        cmocka_unit_test(text_is_never_markup),
        cmocka_unit_test(missing_places_are_told),
        cmocka_unit_test(headers_and_footers_are_filled_others_kept),
        cmocka_unit_test(what_is_no_template_is_refused),
        cmocka_unit_test(without_memory_nothing_is_made),
        cmocka_unit_test(blanks_are_listed_and_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
