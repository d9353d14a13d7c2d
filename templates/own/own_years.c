/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan by year: what is paid, what prices would bring in, how far apart they are, and the own days it
 * takes. */
#include "own_sheets.h"

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_YEARS];
}

static size_t years(const struct own_book *b)
{
    return (size_t)b->a->horizon;
}

/* ---- values of the library, by row and year ---- */

static int64_t funding_yearly(const struct own_book *b)
{
    return b->split->funding_annual_yen;
}

static int64_t recovery(const struct own_book *b)
{
    int64_t sum = 0;
    for (size_t p = 0; p < b->buyers; p++)
        sum += b->split->party[p].annual_yen;
    return sum;
}

static int64_t line_year(const struct own_book *b, int row, size_t y)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->certain; i++) {
        const struct hoshi_entry *x = b->line[i].entry;
        int64_t v = x->point.by_year_yen[y];
        bool direct = x->line.row->cost_class == HOSHI_DIRECT;
        sum += row == YEAR_CASH       ? (x->line.effort ? 0 : v)
               : row == YEAR_OWN      ? (x->line.effort ? v : 0)
               : row == YEAR_DIRECT   ? (direct ? v : 0)
               : row == YEAR_INDIRECT ? (direct ? 0 : v)
               : row == YEAR_BASIS    ? hoshi_own_basis(b, x)->by_year_yen[y]
                                      : v;
    }
    return sum;
}

static int64_t value(const struct own_book *b, int row, size_t y)
{
    if (row == YEAR_FUNDING)
        return -funding_yearly(b);
    if (row == YEAR_RECOVERY)
        return -recovery(b);
    if (row == YEAR_GAP)
        return line_year(b, YEAR_BASIS, y) - funding_yearly(b) - recovery(b);
    if (row != YEAR_CUMULATIVE)
        return line_year(b, row, y);
    int64_t sum = 0;
    for (size_t i = 0; i <= y; i++)
        sum += value(b, YEAR_GAP, i);
    return sum;
}

/* ---- formulas ---- */

static const char *line_sum(struct own_book *b, size_t y, const char *mark, const char *key)
{
    return hoshi_own_text(b, "SUMIFS(%s,%s,%s)", hoshi_own_ref(b, "lines#year%zu", y + 1).text,
                          hoshi_own_ref(b, "calc#%s", mark).text, key);
}

/* Mean amounts have no column by year: each time due × whether it is due. */
static const char *basis_sum(struct own_book *b, size_t y)
{
    struct own_ref from = hoshi_own_ref(b, "lines#from"), step = hoshi_own_ref(b, "lines#step");
    const char *due = hoshi_own_text(b, "SUMPRODUCT(%s*(%zu>=%s)*(INT((%zu-%s)/%s)=(%zu-%s)/%s))",
                                     hoshi_own_ref(b, "calc#mean_due").text, y + 1, from.text, y + 1,
                                     from.text, step.text, y + 1, from.text, step.text);
    return hoshi_own_text(b, "IF(%s=\"%s\",%s,SUM(%s))", hoshi_own_ref(b, "in.basis").text,
                          hoshi_own_say(b, WORD_IN(mean)), due,
                          hoshi_own_ref(b, "lines#year%zu", y + 1).text);
}

static const char *recovery_sum(struct own_book *b)
{
    if (!b->buyers)
        return "0";
    return hoshi_own_text(b, "-SUM(%s)",
                          hoshi_own_ref(b, "split.0:annual..split.%zu:annual", b->buyers - 1).text);
}

static const char *formula(struct own_book *b, int row, size_t y)
{
    uint32_t first = b->year_first;
    size_t c = y + 1;
    switch (row) {
    case YEAR_CASH:
        return line_sum(b, y, "cash", "1");
    case YEAR_OWN:
        return line_sum(b, y, "cash", "0");
    case YEAR_TOTAL:
        return hoshi_own_text(b, "%s+%s", hoshi_own_at(first + YEAR_CASH, c).text,
                              hoshi_own_at(first + YEAR_OWN, c).text);
    case YEAR_DIRECT:
        return line_sum(b, y, "class", "\"direct\"");
    case YEAR_INDIRECT:
        return line_sum(b, y, "class", "\"indirect\"");
    case YEAR_BASIS:
        return basis_sum(b, y);
    case YEAR_FUNDING:
        return hoshi_own_text(b, "%s-%s", hoshi_own_ref(b, "calc.total:net_annual").text,
                              hoshi_own_ref(b, "calc.total:gross_annual").text);
    case YEAR_RECOVERY:
        return recovery_sum(b);
    case YEAR_GAP:
        return hoshi_own_text(b, "SUM(%s)",
                              hoshi_own_span(first + YEAR_BASIS, c, first + YEAR_RECOVERY, c).text);
    default:
        return hoshi_own_text(b, "SUM(%s)", hoshi_own_span(first + YEAR_GAP, 1, first + YEAR_GAP, c).text);
    }
}

static void year_row(struct own_book *b, int row, const char *label, bool total)
{
    uint32_t at = b->year_first + (uint32_t)row;
    int64_t sum = 0;
    enum hoshi_style style = total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    hoshi_put_text(sheet(b), at, 0, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, label);
    for (size_t y = 0; y < years(b); y++) {
        sum += value(b, row, y);
        hoshi_put_formula(sheet(b), at, (uint16_t)(y + 1), style, (double)value(b, row, y), "=%s",
                          formula(b, row, y));
    }
    if (row == YEAR_CUMULATIVE)
        hoshi_put_blank(sheet(b), at, (uint16_t)(years(b) + 1), style);
    else
        hoshi_put_formula(sheet(b), at, (uint16_t)(years(b) + 1), style, (double)sum, "=SUM(%s)",
                          hoshi_own_span(at, 1, at, years(b)).text);
    hoshi_own_fit(b, OWN_YEARS, at, 0, label);
}

static void cash(struct own_book *b)
{
    year_row(b, YEAR_CASH, hoshi_own_say(b, "現金支出ベース（外から買うもの）", "Cash basis (bought in)"),
             false);
    year_row(b, YEAR_OWN, hoshi_own_say(b, "社内の工数（人件費相当）", "Own work (labour)"), false);
    year_row(b, YEAR_TOTAL,
             hoshi_own_say(b, "総コストベース（最も確からしい値）", "Whole cost (likely values)"), true);
    year_row(b, YEAR_DIRECT, hoshi_own_say(b, "　うち直接費（外部支出）", "  of it direct"), false);
    year_row(b, YEAR_INDIRECT, hoshi_own_say(b, "　うち間接費（社内費用）", "  of it indirect"), false);
    year_row(b, YEAR_BASIS,
             hoshi_own_say(b, "分担の基礎額（期待値または最頻値）", "Amount that is divided (mean or point)"),
             true);
    year_row(b, YEAR_FUNDING, hoshi_own_say(b, "補助金等（年割）", "Funding (spread evenly)"), false);
    year_row(b, YEAR_RECOVERY,
             hoshi_own_say(b, "価格での回収（負担案どおり合意し、1年目から適用の場合）",
                           "Recovered in prices (if agreed as proposed from year 1)"),
             false);
    year_row(b, YEAR_GAP, hoshi_own_say(b, "当社に残る額（その年）", "Left with the firm (in the year)"),
             true);
    year_row(b, YEAR_CUMULATIVE, hoshi_own_say(b, "当社に残る額（累計）", "Left with the firm (cumulative)"),
             true);
}

/* ---- annual charge against cash ---- */

static void pair(struct own_book *b, uint32_t row, const char *label, int64_t amount, const char *text,
                 bool total)
{
    hoshi_put_text(sheet(b), row, 0, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, label);
    hoshi_put_formula(sheet(b), row, 1, total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN, (double)amount,
                      "=%s", text);
    hoshi_own_fit(b, OWN_YEARS, row, 0, label);
}

static uint32_t reconcile(struct own_book *b, uint32_t row)
{
    int64_t annual = b->e->totals.annual_yen, horizon = b->e->totals.horizon_yen, n = (int64_t)years(b);
    hoshi_put_text(sheet(b), row++, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "2. 年額と支出の突き合わせ（最も確からしい値）",
                                 "2. Annual charge against cash (likely values)"));
    pair(b, row, hoshi_own_say(b, WORD(annual_charge)), annual, hoshi_own_ref(b, "lines.total:annual").text,
         false);
    pair(b, row + 1,
         hoshi_own_text(b, hoshi_own_say(b, "年額 × %d年", "Annual charge x %d years"), b->a->horizon),
         annual * n, hoshi_own_text(b, "%s*%d", hoshi_own_at(row, 1).text, b->a->horizon), false);
    pair(b, row + 2, hoshi_own_say(b, "期間中の支出（総コスト）", "Spent over the horizon (whole cost)"),
         horizon, hoshi_own_at(b->year_first + YEAR_TOTAL, years(b) + 1).text, false);
    pair(b, row + 3,
         hoshi_own_say(b, "期間末の未回収残高（支出 − 年額×年数）",
                       "Unrecovered at the end (spent less annual x years)"),
         horizon - annual * n,
         hoshi_own_text(b, "%s-%s", hoshi_own_at(row + 2, 1).text, hoshi_own_at(row + 1, 1).text), true);
    hoshi_own_wide(b, OWN_YEARS, row + 4, 0, years(b) + 1, HOSHI_STYLE_NOTE,
                   hoshi_own_say(b, PROSE(balance_is_what_outlives_the_horizon)));
    return row + 6;
}

/* ---- own days ---- */

static const char *days_formula(struct own_book *b, size_t y, const char *role)
{
    struct own_ref from = hoshi_own_ref(b, "lines#from"), step = hoshi_own_ref(b, "lines#step");
    return hoshi_own_text(b, "ROUND(SUMPRODUCT(%s*(%s=\"%s\")*(%zu>=%s)*(INT((%zu-%s)/%s)=(%zu-%s)/%s)),6)",
                          hoshi_own_ref(b, "calc#days").text, hoshi_own_ref(b, "calc#role").text, role, y + 1,
                          from.text, y + 1, from.text, step.text, y + 1, from.text, step.text);
}

static void days_total(struct own_book *b, uint32_t row)
{
    int64_t working = hoshi_own_parameter(b, "working_days_per_year", 230 * HOSHI_MICRO) / HOSHI_MICRO;
    hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_TOTAL,
                   hoshi_own_say(b, "計（人日）", "Total (person-days)"));
    hoshi_put_text(sheet(b), row + 1, 0, HOSHI_STYLE_LABEL,
                   hoshi_own_text(b,
                                  hoshi_own_say(b, "専任に直すと（人、年%lld日）",
                                                "Full-time equivalent (%lld days a year)"),
                                  (long long)working));
    for (size_t y = 0; y < years(b); y++) {
        int64_t sum = 0;
        for (int r = 0; r < HOSHI_ROLES; r++)
            sum += b->e->days_micro[r][y];
        hoshi_put_formula(sheet(b), row, (uint16_t)(y + 1), HOSHI_STYLE_YEN2_TOTAL, hoshi_micro_value(sum),
                          "=ROUND(SUM(%s),6)", hoshi_own_span(row - HOSHI_ROLES, y + 1, row - 1, y + 1).text);
        hoshi_put_formula(sheet(b), row + 1, (uint16_t)(y + 1), HOSHI_STYLE_YEN2,
                          hoshi_micro_value(sum) / (double)working, "=%s/%lld", hoshi_own_at(row, y + 1).text,
                          (long long)working);
    }
}

static uint32_t days(struct own_book *b, uint32_t row)
{
    hoshi_put_text(sheet(b), row++, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "3. 社内の工数（人日）", "3. Own work (person-days)"));
    for (int r = 0; r < HOSHI_ROLES; r++, row++) {
        hoshi_put_text(sheet(b), row, 0, HOSHI_STYLE_LABEL, hoshi_say_role(b->lang, (enum hoshi_role)r));
        for (size_t y = 0; y < years(b); y++) {
            double v = hoshi_micro_value(b->e->days_micro[r][y]);
            if (b->certain)
                hoshi_put_formula(sheet(b), row, (uint16_t)(y + 1), HOSHI_STYLE_YEN2, v, "=%s",
                                  days_formula(b, y, hoshi_role_key((enum hoshi_role)r)));
            else
                hoshi_put_int(sheet(b), row, (uint16_t)(y + 1), HOSHI_STYLE_YEN2, 0);
        }
    }
    days_total(b, row);
    return row + 3;
}

void hoshi_own_write_years(struct own_book *b)
{
    /* The cash view needs four columns beside the labels. */
    size_t columns = years(b) + 2 < 5 ? 5 : years(b) + 2;
    struct own_head head[HOSHI_YEARS_MAX + 2] = {{WORD(yen), 60}};
    for (size_t i = 1; i < columns; i++)
        head[i] = (struct own_head){"", "", 17};
    for (size_t y = 0; y < years(b); y++) {
        const char *text = hoshi_own_year_text(b, (int)y + 1);
        head[y + 1] = (struct own_head){text, text, 17};
    }
    head[years(b) + 1] = (struct own_head){WORD(whole_period), 16};
    hoshi_own_widths(b, OWN_YEARS, head, columns);
    hoshi_own_title(b, OWN_YEARS, years(b) + 1,
                    hoshi_own_say(b, "年度別の支出と回収", "Years: spending and recovery"),
                    hoshi_own_say(b, PROSE(without_tax_in_the_year)));
    hoshi_own_heads(b, OWN_YEARS, b->year_first, head, years(b) + 2);
    worksheet_set_row(sheet(b)->sheet, b->year_first, 54, NULL);
    cash(b);
    uint32_t row = reconcile(b, b->year_first + YEAR_ROWS + 1);
    row = days(b, row);
    row = hoshi_own_write_cash(b, row, columns);
    worksheet_print_area(sheet(b)->sheet, 0, 0, row, (lxw_col_t)(columns - 1));
    hoshi_sheet_freeze(sheet(b), b->year_first + 1, 1, b->year_first);
}
