/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form for a talk: printed and filled in by hand, or typed into. A record, not an agreement. */
#include "own_sheets.h"

enum { R_A, R_B, R_C, R_D, R_COLUMNS };

static const struct own_head heads[R_COLUMNS] = {{"", "", 24}, {"", "", 26}, {"", "", 20}, {"", "", 26}};

static struct hoshi_sheet *own_record_sheet(struct own_book *b)
{
    return &b->sheet[OWN_RECORD];
}

struct field {
    const char *ja, *en;
    double height;
};

static const struct field fields[] = {
    {WORD(date_and_time), 24},
    {"場所・方法（対面・Web・電話・メール）", "Place and means (in person, online, phone, mail)", 34},
    {"出席者：先方（部署・役職・氏名）", "Present: customer (department, post, name)", 44},
    {"出席者：当社（部署・役職・氏名）", "Present: own firm (department, post, name)", 44},
    {"当社の申出（品目・額・率・適用開始）", "What we asked for (items, amount, percent, from when)", 64},
    {"根拠として示した資料", "Papers shown as grounds", 44},
    {"先方の回答とその理由", "The customer's answer and its reasons", 76},
    {"回答の方法（書面・メール・口頭）と日付", "How and when it answered (paper, mail, spoken)", 34},
    {"先方から求められた資料と、出せるかどうか",
     "Papers the customer asked for, and whether they can be given", 54},
    {"先方からの提案（水準・範囲・支援・支払方法）",
     "Proposals of the customer (level, scope, support, payment)", 54},
    {"合意したこと", "Agreed", 54},
    {WORD(open_points), 54},
    {WORD(next_date), 24},
};

static uint32_t record_head(struct own_book *b, uint32_t row)
{
    const char *left[] = {hoshi_own_say(b, WORD(customer)), hoshi_own_say(b, WORD(subject))};
    const char *right[] = {
        "", hoshi_own_text(b, hoshi_own_say(b, "★%d対応の費用と取引価格", "Cost of star %d and prices"),
                           (int)b->c->target_level)};
    for (uint32_t i = 0; i < 2; i++) {
        hoshi_put_text(own_record_sheet(b), row + i, R_A, HOSHI_STYLE_LABEL, left[i]);
        hoshi_back_path(own_record_sheet(b), i ? "record.subject" : "record.party");
        hoshi_put_merged(own_record_sheet(b), row + i, R_B, row + i, R_D, HOSHI_STYLE_TEXT_INPUT, right[i]);
        worksheet_set_row(own_record_sheet(b)->sheet, row + i, 24, NULL);
    }
    return row + 2;
}

/* Room to write by hand, and for the words beside it. */
static void record_height(struct own_book *b, uint32_t row, const char *label, double height)
{
    double words = hoshi_sheet_lines(label, heads[R_A].width) * 17 + 3;
    hoshi_sheet_points(own_record_sheet(b), row, height > words ? height : words);
}

static uint32_t body(struct own_book *b, uint32_t row)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++, row++) {
        hoshi_put_text(own_record_sheet(b), row, R_A, HOSHI_STYLE_LABEL,
                       hoshi_own_say(b, fields[i].ja, fields[i].en));
        hoshi_back_path(own_record_sheet(b), "record.%zu", i);
        hoshi_put_merged(own_record_sheet(b), row, R_B, row, R_D, HOSHI_STYLE_TEXT_INPUT, "");
        record_height(b, row, hoshi_own_say(b, fields[i].ja, fields[i].en), fields[i].height);
    }
    return row;
}

static void record_confirm(struct own_book *b, uint32_t row)
{
    const char *text[] = {hoshi_own_say(b, "確認（先方）", "Confirmed (customer)"), "",
                          hoshi_own_say(b, "確認（当社）", "Confirmed (own firm)"), ""};
    for (uint16_t c = 0; c < R_COLUMNS; c++)
        hoshi_put_text(own_record_sheet(b), row, c, c % 2 ? HOSHI_STYLE_TEXT_INPUT : HOSHI_STYLE_LABEL,
                       text[c]);
    worksheet_set_row(own_record_sheet(b)->sheet, row, 44, NULL);
    hoshi_own_wide(b, OWN_RECORD, row + 1, R_A, R_D, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(instead_of_signatures_send_this)));
}

/* The value that shows later whether the log was rewritten, in groups that can be read out. */
static void record_head_value(struct own_book *b, uint32_t row)
{
    const char *h = b->options->log_head;
    if (!h)
        return;
    hoshi_put_text(
        own_record_sheet(b), row, R_A, HOSHI_STYLE_LABEL,
        hoshi_own_say(b, "協議の記録の値（ヘッド、SHA-256）", "Head value of the log of talks (SHA-256)"));
    hoshi_put_merged(own_record_sheet(b), row, R_B, row, R_D, HOSHI_STYLE_TEXT,
                     hoshi_own_text(b, "%.16s %.16s\n%.16s %.16s", h, h + 16, h + 32, h + 48));
    worksheet_set_row(own_record_sheet(b)->sheet, row, 30, NULL);
    hoshi_own_wide(b, OWN_RECORD, row + 1, R_A, R_D, HOSHI_STYLE_NOTE,
                   hoshi_own_text(b, hoshi_own_say(b, PROSE(value_of_the_entries_recorded_when)),
                                  b->options->log_entries));
}

void hoshi_own_write_record(struct own_book *b)
{
    hoshi_own_widths(b, OWN_RECORD, heads, R_COLUMNS);
    uint32_t row = hoshi_own_title(b, OWN_RECORD, R_D, hoshi_own_say(b, "協議記録票", "Record of a talk"),
                                   hoshi_own_say(b, PROSE(this_is_a_record_not)));
    row = record_head(b, row);
    row = body(b, row);
    record_confirm(b, row);
    record_head_value(b, row + 2);
    worksheet_set_footer(own_record_sheet(b)->sheet, "&L&11&A&R&11&P / &N");
    worksheet_fit_to_pages(own_record_sheet(b)->sheet, 1, 1);
}
