/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cash view, below the years: payments against price income. The columns of the years run on: a row for
 * each quarter of each kind of money. Months stand in columns beside the printed part; every figure shown is
 * found in them. */
#include "chart.h"
#include "own_sheets.h"

/** Columns beside the printed part, from the first of them. */
enum {
    M_INDEX,
    M_MONTH,
    M_BOUGHT,
    M_OWN,
    M_FUNDING,
    M_INCOME,
    M_BALANCE = M_INCOME + HOSHI_CASH_VOLUMES,
    M_COLUMNS = M_BALANCE + HOSHI_CASH_VOLUMES * HOSHI_CASH_BASES
};

/** Rows of one amount a year. */
enum { Y_ONCE, Y_YEARLY, Y_OWN, Y_FUNDING, Y_INCOME, Y_FALLEN, Y_ROWS };

/** Kinds of money by quarter. */
enum { Q_BOUGHT, Q_IN, Q_PAID, Q_OWN, Q_WHOLE, Q_FALLEN, Q_KINDS };

enum { VIEWS = HOSHI_CASH_VOLUMES * HOSHI_CASH_BASES, CHART_ROWS = 12, ROW_HEIGHT = 18 };
_Static_assert(HOSHI_OWN_CASH_PRINTED == 4 + 3 + 5 + 5 + CHART_ROWS &&
                   HOSHI_OWN_CASH_ROWS == HOSHI_OWN_CASH_PRINTED + 1 + Y_ROWS + 1 + 4 * Q_KINDS - 1,
               "rows of hoshi_own_write_cash");

struct view {
    struct own_book *b;
    const struct hoshi_cash *cash;
    size_t columns, side; /* printed; the first beside them */
    uint32_t fall, result, year, quarter, month;
};

static struct hoshi_sheet *cash_sheet(const struct view *v)
{
    return &v->b->sheet[OWN_YEARS];
}

static size_t cash_years(const struct view *v)
{
    return (size_t)v->cash->years;
}

static uint32_t last_month(const struct view *v)
{
    return v->month + (uint32_t)v->cash->months - 1;
}

/* A column of months as a range. */
static struct own_ref months(const struct view *v, size_t column)
{
    return hoshi_own_span(v->month, v->side + column, last_month(v), v->side + column);
}

static size_t balance_column(int volume, int basis)
{
    return M_BALANCE + (size_t)(volume * HOSHI_CASH_BASES + basis);
}

static uint32_t cash_heading(const struct view *v, uint32_t row, const char *text)
{
    hoshi_put_text(cash_sheet(v), row, 0, HOSHI_STYLE_HEADING, text);
    return row + 1;
}

/* ---- months ---- */

static const char *month_text(const struct view *v, int month)
{
    struct hoshi_buffer f;
    if (month < 0)
        return hoshi_own_say(v->b, WORD_IN(none));
    hoshi_buffer_init(&f, 200);
    hoshi_say_date(&f, v->b->lang, hoshi_month_add(v->b->a->start, month));
    const char *text = hoshi_own_text(v->b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

/* The same text from the cell's position in the list of months (from 1). */
static const char *month_formula(const struct view *v, const char *position)
{
    const char *date = hoshi_own_text(v->b, "INDEX(%s,%s)", months(v, M_MONTH).text, position);
    if (v->b->lang == HOSHI_JA)
        return hoshi_own_text(v->b, "YEAR(%s)&\"年\"&MONTH(%s)&\"月\"", date, date);
    return hoshi_own_text(
        v->b,
        "CHOOSE(MONTH(%s),\"January\",\"February\",\"March\",\"April\",\"May\",\"June\",\"July\",\"August\",\"September\",\"October\",\"November\",\"December\")&\" \"&YEAR(%s)",
        date, date);
}

static struct own_ref year_cell(const struct view *v, int kind, int month)
{
    return hoshi_own_at(v->year + (uint32_t)kind, (size_t)month / 12 + 1);
}

/* A twelfth of a year's amount as the difference of rounded running sums. */
static const char *twelfth(const struct view *v, int kind, int month)
{
    struct own_ref x = year_cell(v, kind, month);
    int part = month % 12 + 1;
    return hoshi_own_text(v->b, "ROUND(%s*%d/12,0)-ROUND(%s*%d/12,0)", x.text, part, x.text, part - 1);
}

static void month_cell(const struct view *v, int i, size_t column, int64_t value, const char *formula)
{
    hoshi_put_formula(cash_sheet(v), v->month + (uint32_t)i, (uint16_t)(v->side + column), HOSHI_STYLE_YEN,
                      (double)value, "=%s", formula);
}

static void balance_cell(const struct view *v, int i, int volume, int basis)
{
    uint32_t row = v->month + (uint32_t)i;
    size_t column = balance_column(volume, basis);
    struct own_ref before = hoshi_own_at(row - 1, v->side + column);
    const char *own =
        basis == HOSHI_CASH_WHOLE ? hoshi_own_text(v->b, "-%s", hoshi_own_at(row, v->side + M_OWN).text) : "";
    month_cell(v, i, column, v->cash->month[i].balance_yen[volume][basis],
               hoshi_own_text(v->b, "%s%s%s+%s-%s%s", i ? before.text : "", i ? "+" : "",
                              hoshi_own_at(row, v->side + M_INCOME + (size_t)volume).text,
                              hoshi_own_at(row, v->side + M_FUNDING).text,
                              hoshi_own_at(row, v->side + M_BOUGHT).text, own));
}

static void month_row(const struct view *v, int i)
{
    uint32_t row = v->month + (uint32_t)i;
    const struct hoshi_cash_month *m = &v->cash->month[i];
    struct hoshi_date date = hoshi_month_add(v->b->a->start, i);
    date.day = 1;
    hoshi_put_int(cash_sheet(v), row, (uint16_t)(v->side + M_INDEX), HOSHI_STYLE_COUNT, i + 1);
    hoshi_put_date(cash_sheet(v), row, (uint16_t)(v->side + M_MONTH), HOSHI_STYLE_DATE, date);
    const char *yearly = twelfth(v, Y_YEARLY, i);
    month_cell(v, i, M_BOUGHT, m->bought_yen,
               i % 12 ? yearly : hoshi_own_text(v->b, "%s+%s", yearly, year_cell(v, Y_ONCE, i).text));
    month_cell(v, i, M_OWN, m->own_yen, twelfth(v, Y_OWN, i));
    month_cell(v, i, M_FUNDING, m->funding_yen, i % 12 == 11 ? year_cell(v, Y_FUNDING, i).text : "0");
    for (int k = 0; k < HOSHI_CASH_VOLUMES; k++)
        month_cell(v, i, M_INCOME + (size_t)k, m->income_yen[k], twelfth(v, Y_INCOME + k, i));
    for (int k = 0; k < VIEWS; k++)
        balance_cell(v, i, k / HOSHI_CASH_BASES, k % HOSHI_CASH_BASES);
}

/* Below the months: the last month below zero (0: none), and the month of the lowest balance, from 1. */
static struct own_ref last_below(const struct view *v, int k)
{
    return hoshi_own_at(last_month(v) + 1, v->side + M_BALANCE + (size_t)k);
}

static struct own_ref lowest(const struct view *v, int k)
{
    return hoshi_own_at(last_month(v) + 2, v->side + M_BALANCE + (size_t)k);
}

static void positions(const struct view *v, int k)
{
    const struct hoshi_cash_course *c = &v->cash->course[k / HOSHI_CASH_BASES][k % HOSHI_CASH_BASES];
    uint32_t row = last_month(v) + 1;
    uint16_t column = (uint16_t)(v->side + M_BALANCE + (size_t)k);
    struct own_ref all = months(v, M_BALANCE + (size_t)k);
    hoshi_put_formula(cash_sheet(v), row, column, HOSHI_STYLE_COUNT,
                      c->black < 0 ? v->cash->months : c->black, "=SUMPRODUCT(MAX((%s<0)*%s))", all.text,
                      months(v, M_INDEX).text);
    hoshi_put_formula(cash_sheet(v), row + 1, column, HOSHI_STYLE_COUNT, c->lowest + 1,
                      "=MATCH(MIN(%s),%s,0)", all.text, all.text);
}

static void month_table(const struct view *v)
{
    static const struct {
        const char *ja, *en;
        double width;
    } heads[M_COLUMNS] = {
        {"No", "No", 6},
        {WORD(month), 12},
        {WORD(bought_in), 14},
        {WORD(own_effort), 14},
        {WORD(funding), 14},
        {"価格での収入", "Price income", 14},
        {"同・数量減", "Same, volume down", 14},
        {WORD(balance_cash), 15},
        {WORD(balance_whole), 15},
        {"累計 現金・数量減", "Balance, cash, volume down", 15},
        {"累計 総コスト・数量減", "Balance, whole cost, volume down", 15},
    };
    for (size_t i = 0; i < M_COLUMNS; i++) {
        lxw_col_t c = (lxw_col_t)(v->side + i);
        worksheet_set_column(cash_sheet(v)->sheet, c, c, heads[i].width, NULL);
        hoshi_put_text(cash_sheet(v), v->month - 1, c, HOSHI_STYLE_HEAD,
                       hoshi_own_say(v->b, heads[i].ja, heads[i].en));
    }
    for (int i = 0; i < v->cash->months; i++)
        month_row(v, i);
    for (int k = 0; k < VIEWS; k++)
        positions(v, k);
    const char *label[] = {hoshi_own_say(v->b, "最後に0円を下回る月", "Last month below 0"),
                           hoshi_own_say(v->b, "最も低い月", "Lowest month")};
    for (uint32_t i = 0; i < 2; i++)
        hoshi_put_merged(cash_sheet(v), last_month(v) + 1 + i, (uint16_t)v->side, last_month(v) + 1 + i,
                         (uint16_t)(v->side + M_BALANCE - 1), HOSHI_STYLE_LABEL, label[i]);
}

/* ---- years ---- */

static int64_t year_value(const struct view *v, int kind, size_t y)
{
    const struct hoshi_cash_year *x = &v->cash->year[y];
    switch (kind) {
    case Y_ONCE:
        return x->once_yen;
    case Y_YEARLY:
        return x->yearly_yen;
    case Y_OWN:
        return x->own_yen;
    case Y_FUNDING:
        return x->funding_yen;
    default:
        return v->cash->income_yen[kind - Y_INCOME];
    }
}

/* Each time due × whether it is due in the year, of the lines of a kind, on the basis that is divided. */
static const char *due_sum(const struct view *v, int kind, size_t y)
{
    struct own_book *b = v->b;
    const char *from = hoshi_own_text(b, "%s", hoshi_own_ref(b, "lines#from").text);
    const char *step = hoshi_own_text(b, "%s", hoshi_own_ref(b, "lines#step").text);
    const char *which =
        hoshi_own_text(b, "(%s=%d)", hoshi_own_ref(b, "calc#cash").text, kind == Y_OWN ? 0 : 1);
    if (kind != Y_OWN)
        which = hoshi_own_text(b, "%s*(%s=%d)", which, hoshi_own_ref(b, "calc#yearly").text,
                               kind == Y_YEARLY ? 1 : 0);
    const char *due = hoshi_own_text(b, "%s*(%zu>=%s)*(INT((%zu-%s)/%s)=(%zu-%s)/%s)", which, y, from, y,
                                     from, step, y, from, step);
    return hoshi_own_text(b, "IF(%s=\"%s\",SUMPRODUCT(%s*%s),SUMPRODUCT(%s*%s))",
                          hoshi_own_ref(b, "in.basis").text, hoshi_own_say(b, WORD_IN(mean)),
                          hoshi_own_ref(b, "calc#mean_due").text, due, hoshi_own_ref(b, "lines#due").text,
                          due);
}

static const char *cash_year_formula(const struct view *v, int kind, size_t y)
{
    struct own_book *b = v->b;
    if (kind == Y_INCOME)
        return b->v->buyers
                   ? hoshi_own_text(b, "SUM(%s)",
                                    hoshi_own_ref(b, "split.0:asked..split.%zu:asked", b->v->buyers - 1).text)
                   : "0";
    if (kind == Y_FALLEN)
        return hoshi_own_text(b, "ROUND(ROUND(%s*(1-%s),6),0)", hoshi_own_at(v->year + Y_INCOME, y).text,
                              hoshi_own_at(v->fall, 1).text);
    if (!b->v->certain)
        return "0";
    return kind == Y_FUNDING ? hoshi_own_funding(b, y - 1) : due_sum(v, kind, y);
}

static void cash_year_row(const struct view *v, int kind, const char *label)
{
    uint32_t row = v->year + (uint32_t)kind;
    int64_t sum = 0;
    hoshi_put_text(cash_sheet(v), row, 0, HOSHI_STYLE_LABEL, label);
    for (size_t y = 0; y < cash_years(v); y++) {
        sum += year_value(v, kind, y);
        hoshi_put_formula(cash_sheet(v), row, (uint16_t)(y + 1), HOSHI_STYLE_YEN,
                          (double)year_value(v, kind, y), "=%s", cash_year_formula(v, kind, y + 1));
    }
    hoshi_put_formula(cash_sheet(v), row, (uint16_t)(cash_years(v) + 1), HOSHI_STYLE_YEN, (double)sum,
                      "=SUM(%s)", hoshi_own_span(row, 1, row, cash_years(v)).text);
    hoshi_own_fit(v->b, OWN_YEARS, row, 0, label);
}

static void year_rows(const struct view *v)
{
    struct own_book *b = v->b;
    cash_year_row(v, Y_ONCE,
                  hoshi_own_say(b, "外部支出：一括・数年ごと（年の最初の月）",
                                "Bought in: once, every k years (first month)"));
    cash_year_row(
        v, Y_YEARLY,
        hoshi_own_say(b, "外部支出：毎年（12等分して毎月）", "Bought in: every year (a twelfth a month)"));
    cash_year_row(v, Y_OWN, hoshi_own_say(b, "社内の工数（12等分して毎月）", "Own work (a twelfth a month)"));
    cash_year_row(v, Y_FUNDING,
                  hoshi_own_say(b, "補助金等の入金（年の最後の月）", "Funding received (last month)"));
    cash_year_row(v, Y_INCOME,
                  hoshi_own_say(b, "価格での収入（12等分して毎月）", "Price income (a twelfth a month)"));
    cash_year_row(v, Y_FALLEN,
                  hoshi_own_say(b, "価格での収入：数量が減った場合", "Price income with the lower volume"));
}

/* ---- quarters ---- */

static int64_t quarter_value(const struct view *v, int kind, int quarter)
{
    const struct hoshi_cash_quarter *q = &v->cash->quarter[quarter];
    switch (kind) {
    case Q_BOUGHT:
        return q->bought_yen;
    case Q_OWN:
        return q->own_yen;
    case Q_IN:
        return q->received_yen;
    default:
        return q->balance_yen[kind == Q_FALLEN][kind == Q_WHOLE];
    }
}

static const char *quarter_formula(const struct view *v, int kind, int quarter)
{
    uint32_t first = v->month + 3 * (uint32_t)quarter;
    size_t from = v->side + (kind == Q_BOUGHT ? M_BOUGHT : kind == Q_OWN ? M_OWN : M_FUNDING);
    if (kind == Q_BOUGHT || kind == Q_OWN || kind == Q_IN)
        return hoshi_own_text(
            v->b, "SUM(%s)",
            hoshi_own_span(first, from, first + 2, kind == Q_IN ? v->side + M_INCOME : from).text);
    int volume = kind == Q_FALLEN ? HOSHI_CASH_FALLEN : HOSHI_CASH_PLANNED;
    int basis = kind == Q_WHOLE ? HOSHI_CASH_WHOLE : HOSHI_CASH_PAID;
    return hoshi_own_text(v->b, "%s", hoshi_own_at(first + 2, v->side + balance_column(volume, basis)).text);
}

static void quarter_row(const struct view *v, int kind, int q, const char *name)
{
    bool balance = kind == Q_PAID || kind == Q_WHOLE || kind == Q_FALLEN;
    uint32_t row = v->quarter + 4 * (uint32_t)kind + (uint32_t)q;
    enum hoshi_style style = balance ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    struct hoshi_date from = hoshi_month_add(v->b->a->start, 3 * q), to = hoshi_month_add(from, 2);
    int64_t sum = 0;
    hoshi_put_text(cash_sheet(v), row, 0, balance ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                   hoshi_own_text(v->b, hoshi_own_say(v->b, "%s　%d〜%d月", "%s, months %d-%d"), name,
                                  from.month, to.month));
    for (int y = 0; y < v->cash->years; y++) {
        int64_t value = quarter_value(v, kind, 4 * y + q);
        sum += value;
        hoshi_put_formula(cash_sheet(v), row, (uint16_t)(y + 1), style, (double)value, "=%s",
                          quarter_formula(v, kind, 4 * y + q));
    }
    uint16_t last = (uint16_t)(cash_years(v) + 1);
    if (balance)
        hoshi_put_blank(cash_sheet(v), row, last, style);
    else
        hoshi_put_formula(cash_sheet(v), row, last, style, (double)sum, "=SUM(%s)",
                          hoshi_own_span(row, 1, row, cash_years(v)).text);
}

static void quarter_rows(const struct view *v)
{
    static const struct {
        const char *ja, *en;
    } name[Q_KINDS] = {
        [Q_BOUGHT] = {WORD(bought_in)},
        [Q_IN] = {"入金（価格＋補助金等）", "Received (prices, funding)"},
        [Q_PAID] = {WORD(balance_cash)},
        [Q_OWN] = {WORD(own_effort)},
        [Q_WHOLE] = {WORD(balance_whole)},
        [Q_FALLEN] = {"累計：現金・数量が減った場合", "Balance, cash, lower volume"},
    };
    for (int kind = 0; kind < Q_KINDS; kind++)
        for (int q = 0; q < 4; q++)
            quarter_row(v, kind, q, hoshi_own_say(v->b, name[kind].ja, name[kind].en));
}

/* ---- what it comes to ---- */

static const char *sentence_text(const struct view *v, int k)
{
    const struct hoshi_cash_course *c = &v->cash->course[k / HOSHI_CASH_BASES][k % HOSHI_CASH_BASES];
    char yen[HOSHI_DECIMAL_TEXT];
    const char *black =
        c->black < 0
            ? hoshi_own_say(v->b, "計画の期間内には黒字にならない。", "not in the black within the horizon.")
            : hoshi_own_text(v->b, hoshi_own_say(v->b, "%sに初めて黒字。", "first in the black in %s."),
                             month_text(v, c->black));
    const char *gap = hoshi_own_say(v->b, "不足する月はない。", " There is no gap.");
    if (c->deepest >= 0)
        gap = hoshi_own_text(
            v->b, hoshi_own_say(v->b, "最も深い不足は%s円（%s）。", " The deepest gap is %s yen (%s)."),
            hoshi_yen_print(-c->deepest_yen, yen), month_text(v, c->deepest));
    return hoshi_own_text(v->b, "%s%s", black, gap);
}

static const char *sentence_formula(const struct view *v, int k)
{
    struct own_ref yen = hoshi_own_at(v->result + 1, (size_t)k + 1);
    struct own_ref deepest = hoshi_own_at(v->result + 2, (size_t)k + 1);
    struct own_ref black = hoshi_own_at(v->result, (size_t)k + 1);
    const char *first = hoshi_own_text(v->b, hoshi_own_say(v->b, PROSE(if_first_in_the_black)),
                                       last_below(v, k).text, v->cash->months, black.text);
    return hoshi_own_text(v->b, hoshi_own_say(v->b, PROSE(if_0_the_deepest_gap)), first, yen.text, yen.text,
                          deepest.text);
}

/* A row of a label in the first column, if any, and a text from another on. */
static void cash_height(const struct view *v, uint32_t row, const char *label, const char *text, size_t first)
{
    double wide = 0;
    for (size_t c = first; c < v->columns; c++)
        wide += v->b->width[OWN_YEARS][c];
    int lines = hoshi_sheet_lines(label, v->b->width[OWN_YEARS][0]), more = hoshi_sheet_lines(text, wide);
    hoshi_sheet_height(cash_sheet(v), row, lines > more ? lines : more);
}

static uint32_t sentence(const struct view *v, uint32_t row, int basis)
{
    const char *name = basis == HOSHI_CASH_PAID ? hoshi_own_say(v->b, "現金支出ベース：", "Cash: ")
                                                : hoshi_own_say(v->b, "総コストベース（社内の工数を含む）：",
                                                                "Whole cost (own work included): ");
    const char *text = hoshi_own_text(v->b, "%s%s", name, sentence_text(v, basis));
    hoshi_own_wide(v->b, OWN_YEARS, row, 0, v->columns - 1,
                   basis == HOSHI_CASH_PAID ? HOSHI_STYLE_WARN : HOSHI_STYLE_PLAIN, "");
    hoshi_put_formula_text(cash_sheet(v), row, 0,
                           basis == HOSHI_CASH_PAID ? HOSHI_STYLE_WARN : HOSHI_STYLE_PLAIN, text,
                           "=\"%s\"&%s", name, sentence_formula(v, basis));
    cash_height(v, row, "", text, 0);
    return row + 1;
}

static void result_column(const struct view *v, int k)
{
    const struct hoshi_cash_course *c = &v->cash->course[k / HOSHI_CASH_BASES][k % HOSHI_CASH_BASES];
    uint16_t column = (uint16_t)(k + 1);
    const char *none = hoshi_own_say(v->b, WORD_IN(none));
    struct own_ref all = months(v, M_BALANCE + (size_t)k), below = last_below(v, k),
                   deepest = hoshi_own_at(v->result + 1, column);
    hoshi_put_formula_text(cash_sheet(v), v->result, column, HOSHI_STYLE_CENTER, month_text(v, c->black),
                           "=IF(%s<%d,%s,\"%s\")", below.text, v->cash->months,
                           month_formula(v, hoshi_own_text(v->b, "%s+1", below.text)), none);
    hoshi_put_formula(cash_sheet(v), v->result + 1, column, HOSHI_STYLE_YEN, (double)c->deepest_yen,
                      "=MIN(0,%s)", all.text);
    hoshi_put_formula_text(cash_sheet(v), v->result + 2, column, HOSHI_STYLE_CENTER,
                           month_text(v, c->deepest), "=IF(%s<0,%s,\"%s\")", deepest.text,
                           month_formula(v, lowest(v, k).text), none);
    hoshi_put_formula(cash_sheet(v), v->result + 3, column, HOSHI_STYLE_YEN_TOTAL, (double)c->end_yen, "=%s",
                      hoshi_own_at(last_month(v), v->side + M_BALANCE + (size_t)k).text);
}

static void cash_result(const struct view *v)
{
    const char *head[VIEWS + 1] = {
        hoshi_own_say(v->b, "まとめ", "In short"),
        hoshi_own_say(v->b, "現金支出ベース\n計画どおり", "Cash\nas planned"),
        hoshi_own_say(v->b, "総コストベース\n計画どおり", "Whole cost\nas planned"),
        hoshi_own_say(v->b, "現金支出ベース\n数量が減った場合", "Cash\nlower volume"),
        hoshi_own_say(v->b, "総コストベース\n数量が減った場合", "Whole cost\nlower volume"),
    };
    const char *label[] = {hoshi_own_say(v->b, "初めて黒字になる月（以後、期間末まで続く）",
                                         "First month in the black (and so to the end)"),
                           hoshi_own_say(v->b, "最も深い不足（円）", "Deepest gap (yen)"),
                           hoshi_own_say(v->b, "その月", "In the month"),
                           hoshi_own_say(v->b, "期間末の累計（円）", "Balance at the end (yen)")};
    for (uint16_t i = 0; i <= VIEWS; i++)
        hoshi_put_text(cash_sheet(v), v->result - 1, i, HOSHI_STYLE_HEAD, head[i]);
    worksheet_set_row(cash_sheet(v)->sheet, v->result - 1, 34, NULL);
    for (uint32_t i = 0; i < 4; i++)
        hoshi_put_text(cash_sheet(v), v->result + i, 0, i == 3 ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                       label[i]);
    for (int k = 0; k < VIEWS; k++)
        result_column(v, k);
}

/* ---- what is not recovered ---- */

static void amount(const struct view *v, uint32_t row, const char *label, int64_t yen, const char *formula,
                   const char *text)
{
    hoshi_put_text(cash_sheet(v), row, 0, HOSHI_STYLE_LABEL, label);
    hoshi_put_formula(cash_sheet(v), row, 1, HOSHI_STYLE_YEN, (double)yen, "=%s", formula);
    hoshi_put_merged(cash_sheet(v), row, 2, row, (uint16_t)(v->columns - 1), HOSHI_STYLE_TEXT, text);
    cash_height(v, row, label, text, 2);
}

/* The annual parts of a party over all years. */
static const char *annual_parts(const struct view *v, size_t party)
{
    return hoshi_own_text(v->b, "%zu*%s", cash_years(v), hoshi_own_ref(v->b, "split.%zu:asked", party).text);
}

static uint32_t unrecovered(const struct view *v, uint32_t row)
{
    struct own_book *b = v->b;
    size_t others = b->split->parties - 2;
    amount(v, row,
           hoshi_own_say(b, "期間末の未回収残高（総コストベース）", "Not recovered at the end (whole cost)"),
           v->cash->unrecovered_yen, hoshi_own_text(b, "-%s", hoshi_own_at(v->result + 3, 2).text),
           hoshi_own_say(b, "計画どおりの数量で。マイナスは回収超過。",
                         "At the planned volume; negative: over-recovered."));
    amount(v, row + 1,
           hoshi_own_say(b, "　うち計画の年数を超えて使う分（時期のずれ・端数を含む）",
                         "  outlasts the horizon (with odd years, rounding)"),
           v->cash->beyond_yen,
           hoshi_own_text(b, "%s-%zu*%s", hoshi_own_ref(b, "calc.total:net").text, cash_years(v),
                          hoshi_own_ref(b, "calc.total:net_annual").text),
           hoshi_own_say(b, "年額に未算入。取引終了時の精算を決めておく。",
                         "Not yet charged; agree what happens at the end."));
    amount(v, row + 2,
           hoshi_own_say(b, "　うちその他の取引先分（まだ合意していない）",
                         "  other customers' part (not agreed)"),
           v->cash->others_yen, annual_parts(v, others),
           hoshi_own_say(b, "合意がまだなく、入金に数えていない。", "Not agreed, so not counted as income."));
    amount(v, row + 3, hoshi_own_say(b, "　うち自社で負担する分", "  the firm's own part"),
           v->cash->supplier_yen, annual_parts(v, others + 1),
           hoshi_own_say(b, "負担案で当社が持つ額。価格では回収しない。",
                         "The firm's part of the split; no price pays it."));
    return row + 5;
}

/* ---- the chart ---- */

static void series(const struct view *v, lxw_chart *c, size_t column, const char *name, uint8_t dash)
{
    static const lxw_color_t color[] = {0x1F4E79, 0xC55A11, 0x7F7F7F};
    static const double width[] = {2.5, 2, 1.75};
    lxw_chart_line line = {.color = color[dash], .width = (float)width[dash]};
    line.dash_type = dash == 0   ? LXW_CHART_LINE_DASH_SOLID
                     : dash == 1 ? LXW_CHART_LINE_DASH_DASH
                                 : LXW_CHART_LINE_DASH_ROUND_DOT;
    lxw_chart_series *s = chart_add_series(c, NULL, NULL);
    lxw_col_t at = (lxw_col_t)(v->side + column), month = (lxw_col_t)(v->side + M_MONTH);
    chart_series_set_categories(s, cash_sheet(v)->name, v->month, month, last_month(v), month);
    chart_series_set_values(s, cash_sheet(v)->name, v->month, at, last_month(v), at);
    chart_series_set_name(s, name);
    chart_series_set_line(s, &line);
    chart_series_set_marker_type(s, LXW_CHART_MARKER_NONE);
}

static void cash_chart(const struct view *v, uint32_t row)
{
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};
    lxw_chart *c = workbook_add_chart(v->b->book.workbook, LXW_CHART_LINE);
    series(v, c, balance_column(HOSHI_CASH_PLANNED, HOSHI_CASH_PAID),
           hoshi_own_say(v->b, "現金支出ベース", "Cash basis"), 0);
    series(v, c, balance_column(HOSHI_CASH_PLANNED, HOSHI_CASH_WHOLE),
           hoshi_own_say(v->b, WORD(whole_cost_basis)), 1);
    series(v, c, balance_column(HOSHI_CASH_FALLEN, HOSHI_CASH_PAID),
           hoshi_own_say(v->b, "現金・数量が減った場合", "Cash, lower volume"), 2);
    chart_title_set_name(c, hoshi_own_say(v->b, "収支の累計（月末、百万円）",
                                          "Cumulative balance (end of month, million yen)"));
    chart_title_set_name_font(c, &font);
    chart_axis_set_num_format(c->y_axis, "#,##0.0,,");
    chart_axis_set_num_format(c->x_axis, "yyyy/m");
    chart_axis_set_interval_unit(c->x_axis, v->cash->years > 3 ? 12 : 6);
    chart_axis_set_interval_tick(c->x_axis, v->cash->years > 3 ? 12 : 3);
    chart_axis_set_label_position(c->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_legend_set_position(c, LXW_CHART_LEGEND_BOTTOM);
    hoshi_chart_texts(c);
    lxw_chart_options options = {.x_scale = 1.68, .y_scale = 0.78, .x_offset = 4, .y_offset = 4};
    worksheet_insert_chart_opt(cash_sheet(v)->sheet, row, 0, c, &options);
}

/* ---- all of it ---- */

static void cash_notes(const struct view *v, uint32_t row)
{
    const char *text = hoshi_own_say(v->b, PROSE(assumptions_amounts_are_those_that_are));
    hoshi_own_wide(v->b, OWN_YEARS, row, 0, v->columns - 1, HOSHI_STYLE_NOTE, text);
}

static void fall(const struct view *v)
{
    hoshi_put_text(cash_sheet(v), v->fall, 0, HOSHI_STYLE_LABEL,
                   hoshi_own_say(v->b, "数量の減少（入力）", "Fall of volume (input)"));
    hoshi_put_micro(cash_sheet(v), v->fall, 1, HOSHI_STYLE_PERCENT_INPUT, HOSHI_CASH_FALL_PPM);
    worksheet_set_row(cash_sheet(v)->sheet, v->fall, ROW_HEIGHT, NULL);
    hoshi_put_merged(cash_sheet(v), v->fall, 2, v->fall, (uint16_t)(v->columns - 1), HOSHI_STYLE_TEXT,
                     hoshi_own_say(v->b, "単価が同じなら収入だけが減り、費用は減らない。",
                                   "Income falls by this, the cost does not."));
}

void hoshi_own_write_cash(struct own_book *b, uint32_t row, size_t columns)
{
    struct view v = {.b = b, .cash = &b->v->cash, .columns = columns, .side = columns + 1};
    v.fall = row + 4;
    v.result = v.fall + 3;
    uint32_t rest = v.result + 5, picture = rest + 5;
    v.year = picture + CHART_ROWS + 1;
    v.quarter = v.year + Y_ROWS + 1;
    v.month = row + 2;
    row = cash_heading(&v, row,
                       hoshi_own_say(b, "2. 資金繰り（先に払う額と、価格での回収）",
                                     "2. Cash: what is paid first, what prices bring back"));
    row = sentence(&v, row, HOSHI_CASH_PAID);
    row = sentence(&v, row, HOSHI_CASH_WHOLE);
    cash_notes(&v, row);
    fall(&v);
    cash_result(&v);
    unrecovered(&v, rest);
    cash_chart(&v, picture);
    cash_heading(
        &v, v.year - 1,
        hoshi_own_say(b, "3. 四半期ごとの支払いと入金（円）", "3. Payments and receipts by quarter (yen)"));
    year_rows(&v);
    quarter_rows(&v);
    month_table(&v);
}
