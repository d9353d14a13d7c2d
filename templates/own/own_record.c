/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form for a talk: printed and filled in by hand, or typed into. A record, not an agreement. */
#include "own_sheets.h"

static const double record_width[] = {24, 26, 20, 26};
enum { RECORD_COLUMNS = sizeof record_width / sizeof *record_width };

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

/* A label and room beside it that is `height` points high, for the words of the label at least. */
static void record_row(struct hoshi_page *p, const char *label, enum hoshi_style style, const char *text,
                       double height)
{
    double words = hoshi_sheet_lines_points(HOSHI_JA, hoshi_sheet_lines(label, record_width[0]));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    hoshi_page_wide(p, 0, style, text);
    hoshi_page_next(p);
    hoshi_sheet_points(&p->s, p->row - 1, height > words ? height : words);
}

static void record_fields(struct hoshi_page *p, const struct own_book *b)
{
    const char *subject =
        hoshi_page_print(p, hoshi_page_say(p, "★%d対応の費用と取引価格", "Cost of star %d and prices"),
                         (int)b->c->target_level);
    hoshi_back_path(&p->s, "record.party");
    record_row(p, hoshi_page_say(p, WORD(customer)), HOSHI_STYLE_TEXT_INPUT, "", 24);
    hoshi_back_path(&p->s, "record.subject");
    record_row(p, hoshi_page_say(p, WORD(subject)), HOSHI_STYLE_TEXT_INPUT, subject, 24);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        hoshi_back_path(&p->s, "record.%zu", i);
        record_row(p, hoshi_page_say(p, fields[i].ja, fields[i].en), HOSHI_STYLE_TEXT_INPUT, "",
                   fields[i].height);
    }
}

static void record_confirm(struct hoshi_page *p)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "確認（先方）", "Confirmed (customer)"));
    hoshi_page_blank(p, HOSHI_STYLE_TEXT_INPUT);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "確認（当社）", "Confirmed (own firm)"));
    hoshi_page_blank(p, HOSHI_STYLE_TEXT_INPUT);
    hoshi_page_next(p);
    hoshi_sheet_points(&p->s, p->row - 1, 44);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(instead_of_signatures_send_this)));
}

/* The value that shows later whether the log was rewritten, in groups that can be read out. */
static void record_head_value(struct hoshi_page *p, const struct own_book *b)
{
    const char *h = b->options->log_head;
    if (!h)
        return;
    record_row(
        p, hoshi_page_say(p, "協議の記録の値（ヘッド、SHA-256）", "Head value of the log of talks (SHA-256)"),
        HOSHI_STYLE_TEXT, hoshi_page_print(p, "%.16s %.16s\n%.16s %.16s", h, h + 16, h + 32, h + 48), 37);
    hoshi_page_line(p, HOSHI_STYLE_NOTE,
                    hoshi_page_print(p, hoshi_page_say(p, PROSE(value_of_the_entries_recorded_when)),
                                     b->options->log_entries));
}

void hoshi_own_record_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    hoshi_page_widths(p, record_width, RECORD_COLUMNS);
    hoshi_page_title(p, hoshi_page_say(p, "協議記録票", "Record of a talk"),
                     hoshi_page_say(p, PROSE(this_is_a_record_not)));
    record_fields(p, b);
    record_confirm(p);
    record_head_value(p, b);
    if (p->s.sheet)
        worksheet_set_footer(p->s.sheet, "&L&11&A&R&11&P / &N");
    hoshi_page_fit(p, 1, 1);
}
