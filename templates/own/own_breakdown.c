/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same amounts as quotations look: by nature, with overhead and profit (0 until somebody enters a rate).
 */
#include "own_sheets.h"
#include "table.h"

/* ---- the whole cost ---- */

static void breakdown_rates(struct hoshi_page *p)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "一般管理費率", "Overhead rate"));
    hoshi_page_mark(p, "breakdown.overhead");
    hoshi_page_int(p, HOSHI_STYLE_PERCENT_INPUT, 0);
    hoshi_page_block(p, 2, 0, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(leave_it_at_0_where_the_rate_holds)));
    hoshi_page_next(p);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "利益率", "Profit rate"));
    hoshi_page_mark(p, "breakdown.profit");
    hoshi_page_int(p, HOSHI_STYLE_PERCENT_INPUT, 0);
    hoshi_page_next(p);
    hoshi_page_define(p, "overhead_rate", "breakdown.overhead");
    hoshi_page_define(p, "profit_rate", "breakdown.profit");
    hoshi_page_skip(p, 1);
}

struct nature_cells {
    const char *name;
    struct hoshi_value value[HOSHI_CLASSES];
    int64_t total;
};

static const char *nature_class(struct hoshi_page *p, const void *user, int n)
{
    (void)user;
    return hoshi_say_class(p->lang, (enum hoshi_class)(n - 1));
}

static void nature_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, int nature)
{
    struct nature_cells cells = {.name = hoshi_say_nature(p->lang, (enum hoshi_nature)nature)};
    for (int k = 0; k < HOSHI_CLASSES; k++) {
        cells.value[k] = (struct hoshi_value){
            .kind = HOSHI_VALUE_INT,
            .n = b->v->nature_yen[nature][k],
            .formula = hoshi_page_print(
                p, "SUMIFS({calc#gross_annual},{calc#nature},\"%s\",{calc#class},\"%s\")",
                hoshi_nature_key((enum hoshi_nature)nature), hoshi_class_key((enum hoshi_class)k))};
        cells.total += cells.value[k].n;
    }
    hoshi_list_row(p, list, &cells);
}

/* Overhead and profit are the sums of the parties' rounded ones, so that this table and the parts below
 * agree. */
static void nature_closing(struct hoshi_page *p, const char *mark, const char *label, int64_t value,
                           const char *formula, bool total)
{
    hoshi_page_text(p, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, label);
    hoshi_page_blanks(p, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_TEXT, HOSHI_CLASSES);
    hoshi_page_mark(p, "breakdown.%s", mark);
    hoshi_page_formula(p, total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN, (double)value, "%s", formula);
    hoshi_page_next(p);
}

static void breakdown_natures(struct hoshi_page *p, const struct own_book *b)
{
    static const struct hoshi_column columns[] = {
        {"name",
         {"性質（年額・円）", "Nature (annual, yen)"},
         0,
         HOSHI_STYLE_LABEL,
         HOSHI_VALUE_TEXT,
         .at = offsetof(struct nature_cells, name)},
        {"class",
         {"{name}", "{name}"},
         0,
         HOSHI_STYLE_YEN,
         HOSHI_VALUE_ANY,
         .at = offsetof(struct nature_cells, value),
         .repeated = true},
        {"total",
         {WORD(total)},
         0,
         HOSHI_STYLE_YEN,
         HOSHI_VALUE_INT,
         .at = offsetof(struct nature_cells, total),
         .formula = "{class1}+{class2}"},
    };
    struct hoshi_list list = {
        .name = "natures", .column = columns, .columns = 3, .times = HOSHI_CLASSES, .name_of = nature_class};
    hoshi_page_heading(p, hoshi_page_say(p, "1. 費用全体", "1. The whole cost"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (int n = 0; n < HOSHI_NATURES; n++)
        nature_row(p, &list, b, n);
    nature_closing(p, "subtotal", hoshi_page_say(p, WORD(subtotal)), b->split->gross_annual_yen,
                   "SUM({natures#total})", true);
    nature_closing(p, "funding", hoshi_page_say(p, WORD(less_funding)), -b->split->funding_annual_yen,
                   "{calc.total:net_annual}-{calc.total:gross_annual}", false);
    nature_closing(p, "added", hoshi_page_say(p, "一般管理費・利益", "Overhead and profit"), 0,
                   "{parts.total:overhead}+{parts.total:profit}", false);
    nature_closing(p, "total", hoshi_page_say(p, WORD(total)), b->split->annual_yen,
                   "SUM({breakdown.subtotal..breakdown.added})", true);
    hoshi_page_skip(p, 1);
}

/* ---- the parties' parts ---- */

struct part_cells {
    const char *name;
    struct hoshi_value nature[HOSHI_NATURES];
    int64_t annual_yen, nothing, rounding_yen, asked_yen;
    const char *rounding;
};

#define AT(member) offsetof(struct part_cells, member)
static const struct hoshi_column part_columns[] = {
    {"name",
     {"当事者（年額・円）", "Party (annual, yen)"},
     32,
     HOSHI_STYLE_LABEL,
     HOSHI_VALUE_TEXT,
     .at = AT(name)},
    {"nature",
     {"{name}", "{name}"},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(nature),
     .repeated = true,
     .total = HOSHI_TOTAL_SUM},
    {"subtotal",
     {WORD(subtotal)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(annual_yen),
     .formula = "SUM({nature*})",
     .total = HOSHI_TOTAL_SUM},
    {"overhead",
     {WORD(overheads)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(nothing),
     .formula = "ROUND({subtotal}*{breakdown.overhead},0)",
     .total = HOSHI_TOTAL_SUM},
    {"profit",
     {WORD(profit)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(nothing),
     .formula = "ROUND(({subtotal}+{overhead})*{breakdown.profit},0)",
     .total = HOSHI_TOTAL_SUM},
    {"rounding",
     {WORD(estimate_rounding)},
     13,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(rounding_yen),
     .formula_at = AT(rounding),
     .total = HOSHI_TOTAL_SUM},
    {"total",
     {WORD(total)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(asked_yen),
     .formula = "{subtotal}+{overhead}+{profit}+{rounding}",
     .total = HOSHI_TOTAL_SUM},
};

static const char *part_nature_name(struct hoshi_page *p, const void *user, int n)
{
    (void)user;
    return hoshi_say_nature(p->lang, (enum hoshi_nature)(n - 1));
}

/* Down to whole steps a month, where the split has a step; what the customers are not asked for is the firm's. */
static const char *part_rounding(struct hoshi_page *p, const struct own_book *b, size_t party)
{
    if (b->split->party[party].kind == HOSHI_PARTY_SUPPLIER && b->v->buyers)
        return hoshi_page_print(p, "-SUM({parts.0:rounding..parts.%zu:rounding})", b->v->buyers - 1);
    if (b->split->party[party].kind != HOSHI_PARTY_BUYER)
        return "0";
    const char *sum = "({subtotal}+{overhead}+{profit})",
               *step = hoshi_page_print(p, "(12*{split.%zu:step})", party);
    return hoshi_page_print(p, "IF(AND(N({split.%zu:step})>1,%s>0),INT(%s/%s)*%s-%s,0)", party, sum, sum,
                            step, step, sum);
}

static void part_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t party)
{
    struct part_cells cells = {.name = hoshi_own_party(b, party),
                               .annual_yen = b->split->party[party].annual_yen,
                               .asked_yen = b->split->party[party].asked_annual_yen,
                               .rounding = part_rounding(p, b, party)};
    cells.rounding_yen = cells.asked_yen - cells.annual_yen;
    for (int n = 0; n < HOSHI_NATURES; n++)
        cells.nature[n] = (struct hoshi_value){
            .kind = HOSHI_VALUE_INT,
            .n = b->v->part_nature_yen[party][n],
            .formula = hoshi_page_print(p, "SUMIFS({calc#annual%zu},{calc#nature},\"%s\")", party + 1,
                                        hoshi_nature_key((enum hoshi_nature)n))};
    hoshi_list_row(p, list, &cells);
}

void hoshi_own_breakdown_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list parts = {.name = "parts",
                               .column = part_columns,
                               .columns = sizeof part_columns / sizeof *part_columns,
                               .times = HOSHI_NATURES,
                               .name_of = part_nature_name};
    hoshi_list_widths(p, &parts);
    hoshi_page_title(p, hoshi_page_say(p, WORD(quotation_view)),
                     hoshi_page_say(p, PROSE(to_copy_into_a_quotation_form)));
    breakdown_rates(p);
    breakdown_natures(p, b);
    hoshi_page_heading(p, hoshi_page_say(p, "2. 各者の分", "2. The parties' parts"));
    hoshi_list_begin(p, &parts);
    hoshi_list_heads(p, &parts);
    for (size_t i = 0; i < b->split->parties; i++)
        part_row(p, &parts, b, i);
    hoshi_list_total(p, &parts, hoshi_page_say(p, WORD(total)));
    hoshi_page_skip(p, 1);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(labour_here_is_the_work)));
}
