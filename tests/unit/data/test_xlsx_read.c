/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks are made here part by part, so that each trap of the format stands in the test that names it. */
#include "xlsx_read.h"
#include "xlsx_format.h"
#include "buffer.h"
#include "decimal.h"
#include "file_kind.h"

#include <zip.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define DOC "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

struct part {
    const char *name, *text;
    size_t n; /* 0 = strlen(text) */
};

struct bytes {
    unsigned char *at;
    size_t n;
};

/* A zip archive of the parts; later parts replace earlier ones of the same name, text NULL leaves the name
 * out. */
static struct bytes archive(const struct part *part, size_t n, bool stored, const char *password)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(source);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        bool replaced = part[i].text == NULL;
        for (size_t k = i + 1; k < n; k++)
            replaced |= strcmp(part[i].name, part[k].name) == 0;
        if (replaced)
            continue;
        size_t length = part[i].n ? part[i].n : strlen(part[i].text);
        zip_int64_t at = zip_file_add(zip, part[i].name, zip_source_buffer(zip, part[i].text, length, 0), 0);
        assert_true(at >= 0);
        if (stored)
            zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
        if (password)
            assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_128, password), 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(source, &st), 0);
    struct bytes b = {malloc(st.size), st.size};
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, b.at, b.n), b.n);
    zip_source_close(source);
    zip_source_free(source);
    zip_error_fini(&error);
    return b;
}

static const struct part base[] = {
    {"_rels/.rels",
     "<Relationships xmlns='" RELS "'><Relationship Id='rId1' Type='" DOC
     "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
     0},
    {"xl/workbook.xml",
     "<workbook xmlns='" MAIN "' xmlns:r='" DOC
     "'><sheets><sheet name='表' sheetId='1' r:id='rId1'/></sheets></workbook>",
     0},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns='" RELS "'><Relationship Id='rId1' Type='" DOC
     "/worksheet' Target='worksheets/one.xml'/>"
     "<Relationship Id='rId2' Type='" DOC "/sharedStrings' Target='sharedStrings.xml'/>"
     "<Relationship Id='rId3' Type='" DOC "/styles' Target='styles.xml'/></Relationships>",
     0},
    {"xl/sharedStrings.xml",
     "<sst xmlns='" MAIN
     "'><si><t>東京都</t><rPh sb='0' eb='3'><t>トウキョウト</t></rPh><phoneticPr fontId='1'/></si><si><r><rPr><b/></rPr><t>評価</t></r><r><t xml:space='preserve'> 基準</t></r><rPh sb='0' eb='2'><t>ヒョウカ</t></rPh></si><si><t/></si><si><t>a_x000D__x000A_b_x005F_x0041_</t></si><si><t>_xD83D__xDE00__xD800__x0000_</t></si></sst>",
     0},
    {"xl/styles.xml",
     "<styleSheet xmlns='" MAIN
     "'><numFmts count='6'><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\"'/>"
     "<numFmt numFmtId='165' formatCode='0.00E+00'/><numFmt numFmtId='166' formatCode='[Red]\"day\"#,##0_y'/><numFmt numFmtId='167' formatCode='[$-411]ge.m.d'/><numFmt numFmtId='168' formatCode='[h]:mm'/><numFmt numFmtId='169' formatCode='General'/></numFmts><cellStyleXfs><xf numFmtId='14'/><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='167'/><xf numFmtId='168'/><xf numFmtId='169'/><xf numFmtId='31'/><xf numFmtId='49'/><xf numFmtId='57'/></cellXfs></styleSheet>",
     0},
    {"xl/worksheets/one.xml", SHEET("<row r='1'><c r='A1'><v>1</v></c></row>"), 0},
};
enum { BASE = sizeof base / sizeof base[0] };

/* The base workbook with up to three parts replaced or added. */
static struct bytes workbook(const struct part *more, size_t n)
{
    struct part part[BASE + 3];
    memcpy(part, base, sizeof base);
    memcpy(part + BASE, more, n * sizeof *more);
    return archive(part, BASE + n, false, NULL);
}

static const char kinds[] = "tnbed!";

/* "sheet: A1=t東京都 B1=n1 …" for every sheet, or "!STATUS path got". */
static void show(const struct bytes *b, struct hoshi_buffer *out)
{
    struct hoshi_faults *faults = calloc(1, sizeof *faults);
    struct hoshi_xlsx *book = NULL;
    enum hoshi_status status = hoshi_xlsx_open(b->at, b->n, &book, faults);
    hoshi_buffer_init(out, 1 << 26);
    for (size_t i = 0; !status && i < hoshi_xlsx_sheets(book); i++) {
        struct hoshi_grid grid = {0};
        hoshi_buffer_printf(out, "%s%d:", hoshi_xlsx_sheet_name(book, i), hoshi_xlsx_sheet_state(book, i));
        status = hoshi_xlsx_read(book, i, &grid, faults);
        for (size_t k = 0; k < grid.cells; k++)
            hoshi_buffer_printf(out, " %u.%u=%c%s%s", grid.cell[k].row, grid.cell[k].column,
                                kinds[grid.cell[k].kind], grid.cell[k].flags & HOSHI_CELL_FORMULA ? "f" : "",
                                grid.cell[k].text);
        hoshi_grid_release(&grid);
    }
    hoshi_xlsx_close(book);
    assert_int_equal(status, hoshi_faults_status(faults));
    for (size_t i = 0; i < faults->n; i++)
        hoshi_buffer_printf(out, "!%s %s", hoshi_status_name(faults->item[i].status), faults->item[i].path);
    free(faults);
}

static void expect_bytes(const char *name, const struct bytes *b, const char *wanted)
{
    struct hoshi_buffer out;
    show(b, &out);
    if (strcmp(hoshi_buffer_text(&out), wanted) != 0)
        fail_msg("%s: got\n%s\nwanted\n%s", name, hoshi_buffer_text(&out), wanted);
    hoshi_buffer_release(&out);
}

static void expect(const char *name, const struct part *more, size_t n, const char *wanted)
{
    struct bytes b = workbook(more, n);
    expect_bytes(name, &b, wanted);
    free(b.at);
}

static const struct {
    const char *name, *sheet, *out;
} sheets[] = {
    {"no cells", SHEET(""), "表0:"},
    {"shared strings without readings, runs joined",
     SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"),
     "表0: 1.1=t東京都 1.2=t評価 基準"},
    {"empty strings take no cell", SHEET("<row r='1'><c r='A1' t='s'><v>2</v></c><c r='B1' s='1'/></row>"),
     "表0:"},
    {"escapes", SHEET("<row r='1'><c r='A1' t='s'><v>3</v></c><c r='B1' t='s'><v>4</v></c></row>"),
     "表0: 1.1=ta\r\nb_x0041_ 1.2=t😀\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"inline strings without readings",
     SHEET(
         "<row r='2'><c r='B2' t='inlineStr'><is><r><t>京</t></r><r><t>都</t></r><rPh sb='0' eb='1'><t>キョウ</t></rPh></is></c><c r='C2' t='inlineStr'><is><t>x_x0041_</t></is></c></row>"),
     "表0: 2.2=t京都 2.3=txA"},
    {"every type",
     SHEET("<row r='1'><c r='A1'><v>1.0000000000000001E-2</v></c><c r='B1' t='n'><v> 7 </v></c>"
           "<c r='C1' t='b'><v>1</v></c><c r='D1' t='b'><v>0</v></c><c r='E1' t='e'><v>#REF!</v></c>"
           "<c r='F1' t='d'><v>2026-04-01</v></c><c r='G1' t='str'><v> s </v></c></row>"),
     "表0: 1.1=n1.0000000000000001E-2 1.2=n7 1.3=bTRUE 1.4=bFALSE 1.5=e#REF! 1.6=d2026-04-01 1.7=t s "},
    {"cells and rows without r",
     SHEET(
         "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row><row r='9'><c><v>5</v></c></row><row><c><v>6</v></c></row>"),
     "表0: 1.1=n1 1.4=n2 1.5=n3 2.1=n4 9.1=n5 10.1=n6"},
    {"rows in any order",
     SHEET("<row r='3'><c r='A3'><v>3</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>"),
     "表0: 1.1=n1 3.1=n3"},
    {"the same cell twice",
     SHEET("<row r='3'><c r='A3'><v>3</v></c></row><row r='3'><c r='A3'><v>1</v></c></row>"),
     "表0:!E_ARCHIVE 表!A3"},
    {"formulas: value, missing, empty text",
     SHEET(
         "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><f>1+1</f></c><c r='C1'><f>1+1</f><v/></c><c r='D1' t='str'><f>\"\"</f><v></v></c><c r='E1' t='str'><f>T(1)</f><v>x</v></c></row>"),
     "表0: 1.1=nf2 1.2=!f 1.3=!f 1.5=tfx"},
    {"dates by built-in, custom and Japanese formats",
     SHEET("<row r='1'><c s='1'><v>46357</v></c><c s='2'><v>46357.5</v></c><c s='5'><v>46357</v></c>"
           "<c s='6'><v>0.25</v></c><c s='8'><v>1</v></c><c s='10'><v>61</v></c></row>"),
     "表0: 1.1=d2026-12-01 1.2=d2026-12-01T12:00:00 1.3=d2026-12-01 1.4=d06:00:00 1.5=d1900-01-01 1.6=d1900-03-01"},
    {"29 February 1900, last day, beyond it, negative",
     SHEET(
         "<row r='1'><c s='1'><v>60</v></c><c s='1'><v>2958465</v></c><c s='1'><v>2958466</v></c><c s='1'><v>-1</v></c><c s='1'><v>59.9999999</v></c></row>"),
     "表0: 1.1=d1900-02-29 1.2=d9999-12-31 1.3=n2958466 1.4=n-1 1.5=d1900-02-29"},
    {"numbers that look like dates only to the careless",
     SHEET(
         "<row r='1'><c s='0'><v>46357</v></c><c s='3'><v>46357</v></c><c s='4'><v>46357</v></c><c s='7'><v>46357</v></c><c s='9'><v>46357</v></c><c s='99'><v>46357</v></c></row>"),
     "表0: 1.1=n46357 1.2=n46357 1.3=n46357 1.4=n46357 1.5=n46357 1.6=n46357"},
    {"prefix",
     "<x:worksheet xmlns:x='" MAIN
     "'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>",
     "表0: 1.1=n7"},
    {"Strict form",
     "<worksheet xmlns='" STRICT
     "'><sheetData><row r='1'><c r='A1'><v>7</v></c></row></sheetData></worksheet>",
     "表0: 1.1=n7"},
    {"elements of other namespaces say nothing",
     "<worksheet xmlns='" MAIN
     "' xmlns:o='urn:o'><sheetData><row r='1'><o:c r='A1'><v>1</v></o:c><c r='B1'><o:v>2</o:v><v>3</v><o:f/></c></row></sheetData><extLst><ext><row r='2'><c r='A2'><v>9</v></c></row></ext></extLst></worksheet>",
     "表0: 1.2=n3"},
    {"no worksheet", "<chartsheet xmlns='" MAIN "'/>", "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"DOCTYPE", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet xmlns='" MAIN "'><sheetData/></worksheet>",
     "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"entity", SHEET("<row><c t='str'><v>&a;</v></c></row>"), "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"cut off", "<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c>",
     "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"nothing in it", " ", "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"ill-formed UTF-8", SHEET("<row><c t='str'><v>\xFF</v></c></row>"),
     "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"no number", SHEET("<row r='4'><c r='C4'><v>1,5</v></c></row>"), "表0:!E_NUMBER 表!C4"},
    {"no such string", SHEET("<row r='4'><c r='C4' t='s'><v>5</v></c></row>"), "表0:!E_ARCHIVE 表!C4"},
    {"string number out of bounds", SHEET("<row r='4'><c r='C4' t='s'><v>99999999999999999999</v></c></row>"),
     "表0:!E_ARCHIVE 表!C4"},
    {"unknown type", SHEET("<row r='4'><c r='C4' t='z'><v>1</v></c></row>"), "表0:!E_ARCHIVE 表!C4"},
    {"no truth value", SHEET("<row r='4'><c r='C4' t='b'><v>2</v></c></row>"), "表0:!E_ARCHIVE 表!C4"},
    {"a cell in the wrong row", SHEET("<row r='4'><c r='C5'><v>1</v></c></row>"), "表0:!E_ARCHIVE 表"},
    {"cells out of order", SHEET("<row r='4'><c r='C4'><v>1</v></c><c r='B4'><v>1</v></c></row>"),
     "表0:!E_ARCHIVE 表"},
    {"row 0", SHEET("<row r='0'><c><v>1</v></c></row>"), "表0: 1.1=n1"},
    {"empty style", SHEET("<row><c s=''><v>1</v></c></row>"), "表0: 1.1=n1"},
    {"inline text beside a value",
     SHEET("<row><c t='inlineStr'><is><t>x</t></is><v>7</v></c><c t='inlineStr'><v>7</v><is><t>y</t></is></c>"
           "<c><is><t>z</t></is><v>7</v></c></row>"),
     "表0: 1.1=tx 1.2=ty 1.3=n7"},
    {"an encoding named utf8",
     "<?xml version='1.0' encoding=\"utf8\"?>" SHEET("<row><c t='str'><v>表</v></c></row>"), "表0: 1.1=t表"},
    {"whole columns and rows merged",
     "<worksheet xmlns='" MAIN
     "'><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A:A'/>"
     "<mergeCell ref='C:D'/><mergeCell ref='3:4'/></mergeCells></worksheet>",
     "表0: 1.1=n1"},
    {"a merged column without an end",
     "<worksheet xmlns='" MAIN "'><sheetData/><mergeCells><mergeCell ref='A:'/></mergeCells></worksheet>",
     "表0:!E_ARCHIVE 表"},
    {"last row and column", SHEET("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
     "表0: 1048576.16384=n1"},
    {"row too far", SHEET("<row r='1048577'><c><v>1</v></c></row>"), "表0:!E_TOO_MANY 表"},
    {"row behind the last", SHEET("<row r='1048576'/><row><c><v>1</v></c></row>"), "表0:!E_TOO_MANY 表"},
    {"column too far", SHEET("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "表0:!E_ARCHIVE 表"},
    {"column behind the last", SHEET("<row r='1'><c r='XFD1'/><c><v>1</v></c></row>"), "表0:!E_TOO_MANY 表"},
    {"merged range turned round",
     "<worksheet xmlns='" MAIN "'><sheetData/><mergeCells><mergeCell ref='B2:A1'/></mergeCells></worksheet>",
     "表0:!E_ARCHIVE 表"},
};

static void sheets_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        const struct part part = {"xl/worksheets/one.xml", sheets[i].sheet, 0};
        expect(sheets[i].name, &part, 1, sheets[i].out);
    }
}

static void dates_may_count_from_1904(void **state)
{
    static const struct part more[] = {
        {"xl/workbook.xml",
         "<workbook xmlns='" MAIN "' xmlns:r='" DOC "'><workbookPr date1904='1'/><sheets>"
         "<sheet name='表' sheetId='1' r:id='rId1'/></sheets></workbook>",
         0},
        {"xl/worksheets/one.xml", SHEET("<row r='1'><c s='1'><v>0</v></c><c s='1'><v>44895</v></c></row>"),
         0}};
    (void)state;
    expect("1904", more, 2, "表0: 1.1=d1904-01-01 1.2=d2026-12-01");
}

static void sheets_are_found_by_relation_and_hidden_ones_told(void **state)
{
    static const struct part more[] = {
        {"xl/workbook.xml",
         "<b:workbook xmlns:b='" STRICT
         "' xmlns:q='http://purl.oclc.org/ooxml/officeDocument/relationships'><b:sheets>"
         "<b:sheet name='二' sheetId='1' q:id='B'/><b:sheet name='一' sheetId='2' q:id='A' state='hidden'/><b:sheet name='図' sheetId='3' q:id='C'/><b:sheet name='三' sheetId='4' q:id='B' state='veryHidden'/></b:sheets></b:workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships xmlns='" RELS "'><Relationship Id='A' Type='" DOC
         "/worksheet' Target='/xl/worksheets/one.xml'/>"
         "<Relationship Id='B' Type='" DOC
         "/worksheet' Target='..\\xl\\./worksheets/../sheet1.xml'/><Relationship Id='C' Type='" DOC
         "/chartsheet' Target='nowhere.xml'/>"
         "<Relationship Id='D' Type='" DOC
         "/worksheet' Target='http://example.com/x' TargetMode='External'/></Relationships>",
         0},
        {"xl/Sheet1.xml", SHEET("<row r='1'><c><v>2</v></c></row>"), 0}};
    (void)state;
    expect("relations", more, 3, "二0: 1.1=n2一1: 1.1=n1三2: 1.1=n2");
}

static void merged_ranges_give_their_first_value(void **state)
{
    static const struct part part = {
        "xl/worksheets/one.xml",
        "<worksheet xmlns='" MAIN
        "'><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>3</v></c></row><row r='2'><c r='B2'><v>5</v></c></row></sheetData><mergeCells count='3'><mergeCell ref='C1:D9'/><mergeCell ref='A1:A4'/><mergeCell ref='E5'/></mergeCells></worksheet>",
        0};
    (void)state;
    struct bytes b = workbook(&part, 1);
    struct hoshi_xlsx *book = NULL;
    struct hoshi_grid grid = {0};
    assert_int_equal(hoshi_xlsx_open(b.at, b.n, &book, NULL), HOSHI_OK);
    assert_int_equal(hoshi_xlsx_read(book, 0, &grid, NULL), HOSHI_OK);
    assert_int_equal(grid.rows, 2);
    assert_int_equal(grid.columns, 3);
    assert_null(hoshi_grid_at(&grid, 4, 1));
    assert_string_equal(hoshi_grid_merged(&grid, 4, 1)->text, "1");
    assert_string_equal(hoshi_grid_merged(&grid, 9, 4)->text, "3");
    assert_string_equal(hoshi_grid_merged(&grid, 2, 2)->text, "5");
    assert_null(hoshi_grid_merged(&grid, 10, 4));
    assert_null(hoshi_grid_merged(&grid, 5, 1));
    assert_null(hoshi_grid_merged(&grid, 5, 5));
    assert_non_null(hoshi_grid_merge(&grid, 5, 5));
    const struct hoshi_cell *first;
    assert_int_equal(hoshi_grid_row(&grid, 1, &first), 2);
    assert_string_equal(first[1].text, "3");
    assert_int_equal(hoshi_grid_row(&grid, 3, &first), 0);
    hoshi_grid_release(&grid);
    hoshi_grid_release(&grid);
    hoshi_xlsx_close(book);
    free(b.at);
}

static bool stop_at_second(void *user, const struct hoshi_cell *cell, size_t n)
{
    int *rows = user;
    assert_int_equal(n, 1);
    assert_int_equal(cell->row, ++*rows);
    return *rows < 2;
}

static void streaming_stops_when_told(void **state)
{
    static const struct part part = {
        "xl/worksheets/one.xml",
        SHEET("<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>x</v></c></row>"), 0};
    (void)state;
    struct bytes b = workbook(&part, 1);
    struct hoshi_xlsx *book = NULL;
    int rows = 0;
    assert_int_equal(hoshi_xlsx_open(b.at, b.n, &book, NULL), HOSHI_OK);
    assert_int_equal(hoshi_xlsx_stream(book, 0, stop_at_second, &rows, NULL), HOSHI_OK);
    assert_int_equal(rows, 2);
    hoshi_xlsx_close(book);
    free(b.at);
}

static const struct {
    const char *name;
    struct part part;
    const char *out;
} packages[] = {
    {"no relations", {"_rels/.rels", NULL, 0}, "!E_FILE_KIND "},
    {"relations without a document",
     {"_rels/.rels", "<Relationships xmlns='" RELS "'/>", 0},
     "!E_FILE_KIND "},
    {"binary workbook",
     {"_rels/.rels",
      "<Relationships xmlns='" RELS "'><Relationship Id='a' Type='" DOC
      "/officeDocument' Target='xl/workbook.bin'/></Relationships>",
      0},
     "!E_PAGE_SPREADSHEET "},
    {"a letter, not a workbook",
     {"xl/workbook.xml", "<w:document xmlns:w='urn:w'><w:body/></w:document>", 0},
     "!E_FILE_KIND "},
    {"no workbook", {"xl/workbook.xml", NULL, 0}, "!E_ARCHIVE xl/workbook.xml"},
    {"no relations of the workbook",
     {"xl/_rels/workbook.xml.rels", NULL, 0},
     "!E_ARCHIVE xl/_rels/workbook.xml.rels"},
    {"a sheet that leads nowhere",
     {"xl/workbook.xml",
      "<workbook xmlns='" MAIN "' xmlns:r='" DOC
      "'><sheets><sheet name='表' r:id='rId9'/></sheets></workbook>",
      0},
     "!E_ARCHIVE xl/workbook.xml"},
    {"no sheet part", {"xl/worksheets/one.xml", NULL, 0}, "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"no strings part, none needed", {"xl/sharedStrings.xml", NULL, 0}, "表0: 1.1=n1"},
    {"no styles part", {"xl/styles.xml", NULL, 0}, "表0: 1.1=n1"},
    {"strings with DOCTYPE",
     {"xl/sharedStrings.xml", "<!DOCTYPE sst><sst xmlns='" MAIN "'/>", 0},
     "表0:!E_ARCHIVE xl/sharedStrings.xml"},
    {"styles damaged", {"xl/styles.xml", "<styleSheet", 0}, "表0:!E_ARCHIVE xl/styles.xml"},
};

static void packages_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof packages / sizeof packages[0]; i++)
        expect(packages[i].name, &packages[i].part, 1, packages[i].out);
}

/* before, then `middle` n times, then after. */
static char *repeat(const char *before, const char *middle, size_t n, const char *after)
{
    size_t a = strlen(before), m = strlen(middle), z = strlen(after);
    char *text = malloc(a + m * n + z + 1);
    memcpy(text, before, a);
    for (size_t i = 0; i < n; i++)
        memcpy(text + a + i * m, middle, m);
    memcpy(text + a + m * n, after, z + 1);
    return text;
}

static const struct {
    const char *name, *part, *before, *middle, *after;
    size_t n;
    const char *out;
} bombs[] = {
    {"nesting allowed", "xl/worksheets/one.xml", "<worksheet xmlns='" MAIN "'>", "<a>", "",
     HOSHI_XLSX_DEPTH - 1, "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"nested too deep", "xl/worksheets/one.xml", "<worksheet xmlns='" MAIN "'>", "<a>", "", 100000,
     "表0:!E_ARCHIVE xl/worksheets/one.xml"},
    {"ratio over 200 : 1", "xl/worksheets/one.xml", "<worksheet xmlns='" MAIN "'><sheetData/>", "          ",
     "</worksheet>", 1000000, "表0:!E_FILE_TOO_LARGE xl/worksheets/one.xml"},
    {"ratio high but small", "xl/worksheets/one.xml", "<worksheet xmlns='" MAIN "'><sheetData/>",
     "          ", "</worksheet>", 100000, "表0:"},
    {"a text as long as allowed", "xl/sharedStrings.xml", "<sst xmlns='" MAIN "'><si><t>", "_x661F_",
     "</t></si></sst>", HOSHI_CELL_TEXT, "表0: 1.1=n1"},
    {"a text too long", "xl/sharedStrings.xml", "<sst xmlns='" MAIN "'><si><t>", "星", "</t></si></sst>",
     HOSHI_CELL_TEXT + 1, "表0:!E_TEXT_LENGTH xl/sharedStrings.xml"},
    {"a text much too long", "xl/sharedStrings.xml", "<sst xmlns='" MAIN "'><si><t>", "0123456789",
     "</t></si></sst>", 90000, "表0:!E_TEXT_LENGTH xl/sharedStrings.xml"},
    {"a cell too long", "xl/worksheets/one.xml",
     "<worksheet xmlns='" MAIN "'><sheetData><row r='2'><c r='B2' t='str'><v>", "x",
     "</v></c></row></sheetData></worksheet>", HOSHI_CELL_TEXT + 1, "表0:!E_TEXT_LENGTH 表!B2"},
    {"a number too long", "xl/worksheets/one.xml",
     "<worksheet xmlns='" MAIN "'><sheetData><row r='2'><c r='B2'><v>", "1",
     "</v></c></row></sheetData></worksheet>", 300000, "表0:!E_TEXT_LENGTH 表!B2"},
    {"sheets", "xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" DOC "'><sheets>",
     "<sheet name='a' r:id='rId1'/>", "</sheets></workbook>", HOSHI_XLSX_SHEETS + 1,
     "!E_TOO_MANY xl/workbook.xml"},
    {"merged ranges", "xl/worksheets/one.xml", "<worksheet xmlns='" MAIN "'><mergeCells>",
     "<mergeCell ref='A1:B2'/>", "</mergeCells></worksheet>", HOSHI_XLSX_MERGES + 1,
     "表0:!E_FILE_TOO_LARGE xl/worksheets/one.xml"},
    {"cell formats", "xl/styles.xml", "<styleSheet xmlns='" MAIN "'><cellXfs>", "<xf/>",
     "</cellXfs></styleSheet>", HOSHI_XLSX_FORMATS + 1, "表0:!E_TOO_MANY xl/styles.xml"},
};

static void bombs_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bombs / sizeof bombs[0]; i++) {
        char *text = repeat(bombs[i].before, bombs[i].middle, bombs[i].n, bombs[i].after);
        const struct part part = {bombs[i].part, text, 0};
        expect(bombs[i].name, &part, 1, bombs[i].out);
        free(text);
    }
}

/* As stored parts, so that the ratio says nothing. */
static void expect_stored(const char *name, const char *text, const char *out)
{
    struct part part[BASE + 1];
    memcpy(part, base, sizeof base);
    part[BASE] = (struct part){"xl/worksheets/one.xml", text, 0};
    struct bytes b = archive(part, BASE + 1, true, NULL);
    expect_bytes(name, &b, out);
    free(b.at);
}

static void a_tag_or_comment_has_a_limit(void **state)
{
    (void)state;
    char *text = repeat("<worksheet xmlns='" MAIN "'><!-- ", "0123456789", HOSHI_XLSX_TOKEN / 10 * 2,
                        " --></worksheet>");
    expect_stored("comment", text, "表0:!E_ARCHIVE xl/worksheets/one.xml");
    free(text);
    text = repeat("<worksheet xmlns='" MAIN "' a='", "0123456789", HOSHI_XLSX_TOKEN / 10 / 2, "'/>");
    expect_stored("attribute", text, "表0:");
    free(text);
}

static void merged_ranges_have_a_limit(void **state)
{
    (void)state;
    char *text = repeat("<worksheet xmlns='" MAIN "'><mergeCells>", "<mergeCell ref='A1:B2'/>",
                        HOSHI_XLSX_MERGES + 1, "</mergeCells></worksheet>");
    expect_stored("merged ranges", text, "表0:!E_TOO_MANY 表");
    free(text);
}

static void cells_have_a_limit(void **state)
{
    (void)state;
    char *row = repeat("<row>", "<c><v>1</v></c>", 10000, "</row>");
    char *text = repeat("<worksheet xmlns='" MAIN "'><sheetData>", row, HOSHI_GRID_CELLS / 10000 + 1,
                        "</sheetData></worksheet>");
    struct hoshi_faults faults = {0};
    struct part part[BASE + 1];
    memcpy(part, base, sizeof base);
    part[BASE] = (struct part){"xl/worksheets/one.xml", text, 0};
    struct bytes b = archive(part, BASE + 1, true, NULL);
    struct hoshi_xlsx *book = NULL;
    struct hoshi_grid grid = {0};
    assert_int_equal(hoshi_xlsx_open(b.at, b.n, &book, &faults), HOSHI_OK);
    assert_int_equal(hoshi_xlsx_read(book, 0, &grid, &faults), HOSHI_E_TOO_MANY);
    assert_int_equal(faults.n, 1);
    assert_string_equal(faults.item[0].allowed, "2000000");
    assert_null(grid.cell);
    hoshi_xlsx_close(book);
    free(b.at);
    free(text);
    free(row);
}

static void a_part_over_64_megabytes_is_refused(void **state)
{
    (void)state;
    char *text = repeat("<worksheet xmlns='" MAIN "'><sheetData/>", "          ", HOSHI_XLSX_PART / 10 + 1,
                        "</worksheet>");
    expect_stored("64 MB", text, "表0:!E_FILE_TOO_LARGE xl/worksheets/one.xml");
    free(text);
}

static void all_parts_together_have_a_limit(void **state)
{
    char *text = repeat("<worksheet xmlns='" MAIN "'><sheetData/>", "          ", HOSHI_XLSX_PART / 10 - 10,
                        "</worksheet>");
    struct part part[BASE + 1];
    struct hoshi_xlsx *book = NULL;
    struct hoshi_grid grid = {0};
    enum hoshi_status status = HOSHI_OK;
    int times = 0;
    (void)state;
    memcpy(part, base, sizeof base);
    part[BASE] = (struct part){"xl/worksheets/one.xml", text, 0};
    struct bytes b = archive(part, BASE + 1, true, NULL);
    assert_int_equal(hoshi_xlsx_open(b.at, b.n, &book, NULL), HOSHI_OK);
    for (; !status; times++)
        status = hoshi_xlsx_read(book, 0, &grid, NULL);
    assert_int_equal(status, HOSHI_E_FILE_TOO_LARGE);
    assert_int_equal(times, HOSHI_XLSX_TOTAL / HOSHI_XLSX_PART);
    hoshi_xlsx_close(book);
    free(b.at);
    free(text);
}

static void entries_have_a_limit(void **state)
{
    enum { MANY = HOSHI_XLSX_ENTRIES + 1 };
    static struct part part[MANY];
    static char name[MANY][8];
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(name[i], sizeof name[i], "%zu", i);
        part[i] = (struct part){name[i], "x", 0};
    }
    struct bytes b = archive(part, MANY, true, NULL);
    expect_bytes("entries", &b, "!E_TOO_MANY ");
    free(b.at);
}

static void a_directory_too_large_is_refused_before_it_is_read(void **state)
{
    unsigned char b[200] = "PK\3\4";
    unsigned char *end = b + sizeof b - 22, *end64 = b + 100;
    (void)state;
    const struct bytes bytes = {b, sizeof b};
    memcpy(end, "PK\5\6", 4);
    memcpy(end + 12, "\0\0\x20\0", 4);
    expect_bytes("directory", &bytes, "!E_TOO_MANY ");
    memset(end + 12, 0, 4);
    memcpy(end - 20, "PK\6\7", 4);
    end[-12] = 100;
    memcpy(end64, "PK\6\6", 4);
    memcpy(end64 + 40, "\0\0\x20\0\0\0\0\0", 8);
    expect_bytes("directory, 64 bit", &bytes, "!E_TOO_MANY ");
}

/* A compound file: header, and a directory with one entry. */
static void compound(unsigned char out[1024], const char *name)
{
    memset(out, 0, 1024);
    memcpy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    for (size_t i = 0; name[i]; i++)
        out[512 + 128 + 2 * i] = (unsigned char)name[i];
}

static void other_kinds_of_files_are_told_apart(void **state)
{
    static const struct {
        const char *entry, *out;
    } old[] = {{"EncryptedPackage", "!E_ENCRYPTED "}, {"EncryptionInfo", "!E_ENCRYPTED "},
               {"Workbook", "!E_OLD_SPREADSHEET "},   {"Book", "!E_OLD_SPREADSHEET "},
               {"WordDocument", "!E_FILE_KIND "},     {"Workbooks", "!E_FILE_KIND "}};
    static const char *const other[] = {"", "P", "PK\3", "%PDF-1.7", "id,answer\n", "\xD0\xCF\x11\xE0"};
    unsigned char b[1024];
    (void)state;
    for (size_t i = 0; i < sizeof old / sizeof old[0]; i++) {
        compound(b, old[i].entry);
        expect_bytes(old[i].entry, &(struct bytes){b, sizeof b}, old[i].out);
    }
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        struct bytes bytes = {(unsigned char *)(uintptr_t)other[i], strlen(other[i])};
        expect_bytes(other[i], &bytes, "!E_FILE_KIND ");
    }
    expect_bytes("magic only", &(struct bytes){(unsigned char *)(uintptr_t) "PK\3\4", 4}, "!E_ARCHIVE ");
    compound(b, "Workbook");
    expect_bytes("compound, cut", &(struct bytes){b, 600}, "!E_FILE_KIND ");
}

static void members_with_a_password_are_told(void **state)
{
    (void)state;
    struct bytes b = archive(base, BASE, false, "secret");
    expect_bytes("password", &b, "!E_ENCRYPTED _rels/.rels");
    free(b.at);
}

static void a_wrong_checksum_is_found(void **state)
{
    (void)state;
    struct bytes b = archive(base, BASE, true, NULL);
    for (size_t i = 0; i + 9 < b.n; i++)
        if (memcmp(b.at + i, "<v>1</v>", 8) == 0)
            b.at[i + 3] = '2';
    expect_bytes("checksum", &b, "表0:!E_ARCHIVE xl/worksheets/one.xml");
    free(b.at);
}

/* Read whatever it is; only that it ends, and keeps to its statuses, is asked. */
static enum hoshi_status survive(const unsigned char *bytes, size_t n)
{
    struct hoshi_xlsx *book = NULL;
    unsigned char *copy = malloc(n ? n : 1);
    memcpy(copy, bytes, n);
    enum hoshi_status status = hoshi_xlsx_open(copy, n, &book, NULL);
    for (size_t i = 0; !status && i < hoshi_xlsx_sheets(book); i++) {
        struct hoshi_grid grid = {0};
        status = hoshi_xlsx_read(book, i, &grid, NULL);
        hoshi_grid_release(&grid);
    }
    hoshi_xlsx_close(book);
    free(copy);
    return status;
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    struct bytes b = archive(base, BASE, false, NULL);
    assert_int_equal(survive(b.at, b.n), HOSHI_OK);
    for (size_t n = 0; n < b.n; n++) {
        enum hoshi_status status = survive(b.at, n);
        if (status != (n < 4 ? HOSHI_E_FILE_KIND : HOSHI_E_ARCHIVE))
            fail_msg("%zu of %zu bytes: %s", n, b.n, hoshi_status_name(status));
    }
    free(b.at);
}

static void mutations_are_survived(void **state)
{
    uint32_t seed = 20261122;
    (void)state;
    for (int stored = 0; stored < 2; stored++) {
        struct bytes b = archive(base, BASE, stored, NULL);
        unsigned char *copy = malloc(b.n);
        for (int round = 0; round < 4000; round++) {
            memcpy(copy, b.at, b.n);
            for (int k = 0; k < 3; k++) {
                seed = seed * 1664525u + 1013904223u;
                copy[(seed >> 4) % b.n] = (unsigned char)(seed >> 24);
            }
            survive(copy, b.n);
        }
        free(copy);
        free(b.at);
    }
}

/* Mutations of the text before it is packed, so that they get past the checksums. */
static void mutated_parts_are_survived(void **state)
{
    static const char sheet[] =
        "<worksheet xmlns='" MAIN
        "'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>x</t><rPh><t>y</t></rPh></is></c></row><row r='2'><c r='A2' s='1'><f>1</f><v>1.5E-3</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>";
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char text[sizeof sheet];
        memcpy(text, sheet, sizeof sheet);
        for (int k = 0; k < 2; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = 75 + (seed >> 4) % (sizeof sheet - 76);
            text[at] = "<>/='\"0129AZ:_sbrcv "[(seed >> 24) % 20];
        }
        struct part part[BASE + 1];
        memcpy(part, base, sizeof base);
        part[BASE] = (struct part){"xl/worksheets/one.xml", text, sizeof sheet - 1};
        struct bytes b = archive(part, BASE + 1, true, NULL);
        survive(b.at, b.n);
        free(b.at);
    }
}

/* What a format shows beside the number. */
static void numbers_are_shown_as_formatted(void **state)
{
    (void)state;
    static const struct {
        const char *code, *number, *shown; /* NULL: the number as it is */
    } cases[] = {{"0000000", "46973", "0046973"},
                 {"000-0000", "1234567", "123-4567"},
                 {"000-0000", "91234567", "9123-4567"},
                 {"00\"-\"0000", "123", "00-0123"},
                 {"\"K\"000", "7", "K007"},
                 {"0\"名\"", "30", "30名"},
                 {"#,##0\"千円\"", "12000", "12000千円"},
                 {"#,##0,", "12345678", "12345.678"},
                 {"#,##0,,\"百万円\"", "12000000", "12百万円"},
                 {"0%", "0.65", "65%"},
                 {"0.0%", "6.5000000000000002E-2", "6.5%"},
                 {"[$$-409]#,##0.00", "12", "$12"},
                 {"[Red]0000;-0000", "12", "0012"},
                 {"0000000", "-5", "-"},
                 {"General", "5", NULL},
                 {"G/標準", "5", NULL},
                 {"#,##0", "5", NULL},
                 {"\"¥\"#,##0;[Red]-\"¥\"#,##0", "5", NULL},
                 {"_-* #,##0_-", "5", NULL},
                 {"0.00E+00", "5", NULL},
                 {"# ?/?", "5", NULL},
                 {"[>=1000]0\"k\";0", "5", NULL},
                 {"@", "5", NULL},
                 {"\"only words\"", "5", NULL},
                 {"", "5", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hoshi_number_format format;
        char shown[HOSHI_FORMAT_SHOWN] = "-";
        bool more = hoshi_format_read(cases[i].code, &format);
        if (more && !hoshi_format_show(&format, cases[i].number, shown))
            snprintf(shown, sizeof shown, "-");
        if (more != (cases[i].shown != NULL) || (more && strcmp(shown, cases[i].shown) != 0))
            fail_msg("%s of %s: %s", cases[i].code, cases[i].number, more ? shown : "as it is");
    }
}

static void numbers_are_read_without_a_locale(void **state)
{
    static const struct {
        const char *text;
        bool good;
        int64_t micro;
    } numbers[] = {
        {"0", true, 0},
        {"7", true, 7000000},
        {"-0.25", true, -250000},
        {"+1", true, 1000000},
        {".5", true, 500000},
        {"5.", true, 5000000},
        {"1.0000000000000001E-2", true, 10000},
        {"0.30000000000000004", true, 300000},
        {"0.29999999999999999", true, 300000},
        {"4.9999999999999999E-7", true, 0},
        {"5E-7", true, 1},
        {"-5e-7", true, -1},
        {"1E-300", true, 0},
        {"9.99E-8", true, 0},
        {"1.5E+3", true, 1500000000},
        {"12E3", true, 12000000000},
        {"0E99999999", true, 0},
        {"9200000000000", true, INT64_C(9200000000000000000)},
        {"9200000000001", false, 0},
        {"1E+13", false, 0},
        {"1E999999999", false, 0},
        {"", false, 0},
        {".", false, 0},
        {"1,5", false, 0},
        {"1 ", false, 0},
        {"0x1", false, 0},
        {"1e", false, 0},
        {"1e+", false, 0},
        {"--1", false, 0},
        {"INF", false, 0},
        {"NaN", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int64_t micro = 77;
        bool good = hoshi_number_parse(numbers[i].text, &micro);
        if (good != numbers[i].good || micro != (good ? numbers[i].micro : 77))
            fail_msg("%s: %d, %lld", numbers[i].text, good, (long long)micro);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_read),
        cmocka_unit_test(dates_may_count_from_1904),
        cmocka_unit_test(sheets_are_found_by_relation_and_hidden_ones_told),
        cmocka_unit_test(merged_ranges_give_their_first_value),
        cmocka_unit_test(streaming_stops_when_told),
        cmocka_unit_test(packages_are_checked),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(a_tag_or_comment_has_a_limit),
        cmocka_unit_test(merged_ranges_have_a_limit),
        cmocka_unit_test(cells_have_a_limit),
        cmocka_unit_test(a_part_over_64_megabytes_is_refused),
        cmocka_unit_test(all_parts_together_have_a_limit),
        cmocka_unit_test(entries_have_a_limit),
        cmocka_unit_test(a_directory_too_large_is_refused_before_it_is_read),
        cmocka_unit_test(other_kinds_of_files_are_told_apart),
        cmocka_unit_test(members_with_a_password_are_told),
        cmocka_unit_test(a_wrong_checksum_is_found),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(mutations_are_survived),
        cmocka_unit_test(mutated_parts_are_survived),
        cmocka_unit_test(numbers_are_shown_as_formatted),
        cmocka_unit_test(numbers_are_read_without_a_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
