/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan by year: what is paid, what prices would bring in, how far apart they are, and the own days it
 * takes. */
#include "own_sheets.h"
#include "table.h"

#include <inttypes.h>

const char *hoshi_own_funding(struct own_book *b, size_t y)
{
    struct own_ref gross = hoshi_own_ref(b, "calc.total:gross"), net = hoshi_own_ref(b, "calc.total:net");
    long long all = b->split->funding_yen;
    if (!all || !b->v->certain)
        return "0";
    return hoshi_own_text(b, "ROUND((%s-%s)*%lld/%lld,0)-ROUND((%s-%s)*%lld/%lld,0)", gross.text, net.text,
                          (long long)b->v->funding_before_yen[y + 1], all, gross.text, net.text,
                          (long long)b->v->funding_before_yen[y], all);
}

/* ---- the table ---- */

/* Formulas by year; "" where it is made below. Mean amounts have no column by year: each time due × whether it
 * is due. */
static const struct {
    const char *mark, *ja, *en, *formula;
    bool total;
} year_rows[HOSHI_OWN_YEARS] = {
    [HOSHI_OWN_YEAR_CASH] = {"cash", "現金支出ベース（外から買うもの。機器の更新を含む）",
                             "Cash basis (bought in, equipment included)",
                             "SUMIFS({lines#year},{calc#cash},1)", false},
    [HOSHI_OWN_YEAR_OWN] = {"own", "社内の工数（人件費相当）", "Own work (labour)",
                            "SUMIFS({lines#year},{calc#cash},0)", false},
    [HOSHI_OWN_YEAR_TOTAL] = {"total", "総コストベース（最もありそうな値）", "Whole cost (likely values)",
                              "{years.cash:year}+{years.own:year}", true},
    [HOSHI_OWN_YEAR_DIRECT] = {"direct", "　うち直接費（外から買うもの。機器の更新を除く）", "  of it direct",
                               "SUMIFS({lines#year},{calc#class},\"direct\")", false},
    [HOSHI_OWN_YEAR_INDIRECT] = {"indirect", "　うち間接費（人手・管理・設備更新）", "  of it indirect",
                                 "SUMIFS({lines#year},{calc#class},\"indirect\")", false},
    [HOSHI_OWN_YEAR_BASIS] = {"basis", WORD(amount_divided), "", true},
    [HOSHI_OWN_YEAR_FUNDING] = {"funding", "補助金等（受け取る年）", "Funding (in the year it is paid)", "",
                                false},
    [HOSHI_OWN_YEAR_RECOVERY] = {"recovery", "価格での回収（負担案どおり合意し、1年目から適用の場合）",
                                 "Recovered in prices (if agreed as proposed from year 1)", "", false},
    [HOSHI_OWN_YEAR_GAP] = {"gap", "当社の持出し（その年）", "Left with the firm (in the year)",
                            "SUM({years.basis:year..years.recovery:year})", true},
    [HOSHI_OWN_YEAR_CUMULATIVE] = {"cumulative", "当社の持出し（累計）", "Left with the firm (cumulative)",
                                   "SUM({years.gap:year1..years.gap:year})", true},
};

static const char *years_year_formula(struct hoshi_page *p, const struct own_book *b, int row)
{
    if (row == HOSHI_OWN_YEAR_FUNDING) {
        struct hoshi_buffer f;
        if (!b->split->funding_yen || !b->v->certain)
            return "0";
        hoshi_buffer_init(&f, 2000);
        hoshi_buffer_puts(&f, "0-ROUND(({calc.total:gross}-{calc.total:net})*CHOOSE({n}");
        for (size_t y = 1; y <= (size_t)b->a->horizon; y++)
            hoshi_buffer_printf(&f, ",%" PRId64, b->v->funding_before_yen[y]);
        hoshi_buffer_printf(&f, ")/%" PRId64 ",0)+ROUND(({calc.total:gross}-{calc.total:net})*CHOOSE({n}",
                            b->split->funding_yen);
        for (size_t y = 0; y < (size_t)b->a->horizon; y++)
            hoshi_buffer_printf(&f, ",%" PRId64, b->v->funding_before_yen[y]);
        hoshi_buffer_printf(&f, ")/%" PRId64 ",0)", b->split->funding_yen);
        return hoshi_page_keep(p, &f);
    }
    if (row == HOSHI_OWN_YEAR_BASIS)
        return hoshi_page_print(
            p,
            "IF({in.basis}=\"%s\",SUMPRODUCT({calc#mean_due}*({n}>={lines#from})*(INT(({n}-{lines#from})/{lines#step})=({n}-{lines#from})/{lines#step})),SUM({lines#year}))",
            hoshi_page_say(p, WORD_IN(mean)));
    if (row == HOSHI_OWN_YEAR_RECOVERY)
        return b->v->buyers ? hoshi_page_print(p, "-SUM({split.0:asked..split.%zu:asked})", b->v->buyers - 1)
                            : "0";
    return year_rows[row].formula;
}

struct year_cells {
    struct hoshi_value label, year[HOSHI_YEARS_MAX], sum;
};

#define AT(member) offsetof(struct year_cells, member)
static const struct hoshi_column year_columns[] = {
    {"label", {WORD(yen)}, 45, HOSHI_STYLE_LABEL, HOSHI_VALUE_ANY, .at = AT(label)},
    {"year", {"{name}", "{name}"}, 17, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(year), .repeated = true},
    {"sum", {WORD(whole_period)}, 16, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(sum)},
};

static const char *year_name(struct hoshi_page *p, const void *user, int n)
{
    (void)p;
    return hoshi_own_year_text((struct own_book *)user, n);
}

static void years_year_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, int row)
{
    bool total = year_rows[row].total;
    enum hoshi_style style = total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    struct year_cells cells = {
        .label = {.kind = HOSHI_VALUE_TEXT,
                  .style = total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                  .text = hoshi_page_say(p, year_rows[row].ja, year_rows[row].en)},
        .sum = {.kind = row == HOSHI_OWN_YEAR_CUMULATIVE ? HOSHI_VALUE_NONE : HOSHI_VALUE_INT,
                .style = style,
                .formula = row == HOSHI_OWN_YEAR_CUMULATIVE ? NULL : "SUM({year*})"}};
    const char *formula = years_year_formula(p, b, row);
    for (int y = 0; y < b->a->horizon; y++) {
        cells.year[y] = (struct hoshi_value){
            .kind = HOSHI_VALUE_INT, .style = style, .n = b->v->year_yen[row][y], .formula = formula};
        cells.sum.n += cells.year[y].n;
    }
    hoshi_page_mark(p, "years.%s", year_rows[row].mark);
    hoshi_list_row(p, list, &cells);
}

/* ---- annual charge against cash ---- */

static void year_pair(struct hoshi_page *p, const char *mark, const char *label, int64_t amount,
                      const char *formula, bool total)
{
    hoshi_page_text(p, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL, label);
    hoshi_page_mark(p, "years.%s", mark);
    hoshi_page_formula(p, total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN, (double)amount, "%s", formula);
    hoshi_page_next(p);
}

static void year_reconcile(struct hoshi_page *p, const struct own_book *b)
{
    int64_t annual = b->e->totals.annual_yen, horizon = b->e->totals.horizon_yen, n = b->a->horizon;
    hoshi_page_heading(p, hoshi_page_say(p, "4. 年額と支出の突き合わせ（最もありそうな値）",
                                         "4. Annual charge against cash (likely values)"));
    year_pair(p, "charge", hoshi_page_say(p, WORD(annual_charge)), annual, "{lines.total:annual}", false);
    year_pair(
        p, "charges",
        hoshi_page_print(p, hoshi_page_say(p, "年額 × %d年", "Annual charge x %d years"), b->a->horizon),
        annual * n, hoshi_page_print(p, "{years.charge}*%d", b->a->horizon), false);
    year_pair(p, "spent",
              hoshi_page_say(p, "期間中の支出（総コスト）", "Spent over the horizon (whole cost)"), horizon,
              "{years.total:sum}", false);
    year_pair(p, "open",
              hoshi_page_say(p, "期間末の未回収残高（支出 − 年額×年数）",
                             "Unrecovered at the end (spent less annual x years)"),
              horizon - annual * n, "{years.spent}-{years.charges}", true);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(balance_is_what_outlives_the_horizon)));
    hoshi_page_skip(p, 1);
}

/* ---- own days ---- */

static void year_role(struct hoshi_page *p, const struct own_book *b, int role)
{
    hoshi_page_mark(p, "years.role.%d", role);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_say_role(p->lang, (enum hoshi_role)role));
    for (int y = 0; y < b->a->horizon; y++) {
        p->n = y + 1;
        if (b->v->certain)
            hoshi_page_formula(
                p, HOSHI_STYLE_YEN2, hoshi_micro_value(b->e->days_micro[role][y]),
                "ROUND(SUMPRODUCT({calc#days}*({calc#role}=\"%s\")*({n}>={lines#from})*(INT(({n}-{lines#from})/{lines#step})=({n}-{lines#from})/{lines#step})),6)",
                hoshi_role_key((enum hoshi_role)role));
        else
            hoshi_page_int(p, HOSHI_STYLE_YEN2, 0);
    }
    p->n = 0;
    hoshi_page_next(p);
}

static void year_work(struct hoshi_page *p, const struct own_book *b)
{
    int64_t working = hoshi_own_parameter(b, "working_days_per_year", 230 * HOSHI_MICRO) / HOSHI_MICRO;
    hoshi_page_heading(p, hoshi_page_say(p, "5. 社内の工数（人日）", "5. Own work (person-days)"));
    for (int r = 0; r < HOSHI_ROLES; r++)
        year_role(p, b, r);
    hoshi_page_mark(p, "years.days");
    hoshi_page_text(p, HOSHI_STYLE_TOTAL, hoshi_page_say(p, "計（人日）", "Total (person-days)"));
    for (p->n = 1; p->n <= b->a->horizon; p->n++)
        hoshi_page_formula(p, HOSHI_STYLE_YEN2_TOTAL, hoshi_micro_value(b->v->days_micro[p->n - 1]),
                           "ROUND(SUM({years.role.0:year..years.role.%d:year}),6)", HOSHI_ROLES - 1);
    hoshi_page_next(p);
    hoshi_page_mark(p, "years.people");
    hoshi_page_text(p, HOSHI_STYLE_LABEL,
                    hoshi_page_print(p,
                                     hoshi_page_say(p, "専任に直すと（人、年%lld日）",
                                                    "Full-time equivalent (%lld days a year)"),
                                     (long long)working));
    for (p->n = 1; p->n <= b->a->horizon; p->n++)
        hoshi_page_formula(p, HOSHI_STYLE_YEN2,
                           hoshi_micro_value(b->v->days_micro[p->n - 1]) / (double)working, "{^}/%lld",
                           (long long)working);
    p->n = 0;
    hoshi_page_next(p);
    hoshi_page_skip(p, 1);
}

void hoshi_own_years_sheet(struct hoshi_page *p, void *book)
{
    struct own_book *b = book;
    struct hoshi_list list = {.name = "years",
                              .column = year_columns,
                              .columns = 3,
                              .times = b->a->horizon,
                              .name_of = year_name,
                              .user = b};
    uint16_t columns = hoshi_list_columns(&list) < 5
                           ? 5
                           : hoshi_list_columns(&list); /* the cash view needs four beside the labels */
    hoshi_list_begin(p, &list);
    if (columns > p->columns)
        hoshi_page_more_widths(p, p->columns, (uint16_t)(columns - 1), 17);
    p->roomy = true;
    hoshi_page_title(p,
                     hoshi_page_say(p, "年度ごとの支出・回収と資金繰り", "Years: spending, recovery, cash"),
                     hoshi_page_say(p, PROSE(without_tax_in_the_year)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 1, 1);
    for (int row = 0; row < HOSHI_OWN_YEARS; row++)
        years_year_row(p, &list, b, row);
    hoshi_page_skip(p, 1);
    /* The page in front ends behind the chart of the cash; what follows is read on the screen. */
    uint32_t cash = p->row;
    p->row += HOSHI_OWN_CASH_PRINTED;
    hoshi_page_print_to(p, (uint16_t)(columns - 1));
    hoshi_page_fit(p, 1, 1);
    p->row = cash + HOSHI_OWN_CASH_ROWS + 1;
    year_reconcile(p, b);
    year_work(p, b);
    if (hoshi_own_old_begin(b, p, OWN_YEARS))
        hoshi_own_write_cash(b, cash, columns);
}
