/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 稟議: one A4 page to decide on. What only the department knows is an input cell with a word for what
 * belongs there. */
#include "budget_sheets.h"

enum { A, B_, C, D, E, F, G, COLUMNS };
static const double width[COLUMNS] = {15, 14, 14, 14, 14, 14, 14};
enum { TEXT_WIDTH = 84 };

struct page {
    struct budget_book *b;
    struct hoshi_sheet *s;
    uint32_t row;
};

static void text_row(struct page *p, const char *label, enum hoshi_style style, const char *text)
{
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(p->s, p->row, B_, p->row, G, style, text);
    hoshi_sheet_fit(p->s, p->row, text, TEXT_WIDTH);
    p->row++;
}

/* A text with live figures; `formula` gives `text` as long as nothing was changed. */
static void live_row(struct page *p, const char *label, const char *text, const char *more,
                     const char *formula)
{
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, label);
    budget_wide_formula(p->b, BUDGET_APPROVAL, p->row++, B_, G, TEXT_WIDTH, HOSHI_STYLE_TEXT, text,
                        budget_text(p->b, "%s%s", text, more), formula);
}

/* ---- head ---- */

static void head(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_options *o = &b->v->options;
    char date[HOSHI_DATE_TEXT];
    bool fiscal = o->start.month == 4;
    hoshi_put_merged(p->s, p->row, A, p->row, D, HOSHI_STYLE_TITLE,
                     budget_say(b, "稟議書（案）", "Request for approval (draft)"));
    hoshi_put_merged(p->s, p->row, E, p->row, G, HOSHI_STYLE_NOTE,
                     budget_text(b, budget_say(b, "作成基準日 %s　社外秘", "As of %s - confidential"),
                                 hoshi_date_print(o->as_of, date)));
    p->row++;
    const char *subject =
        budget_text(b, budget_say(b, PROSE(budget_for_bearing_suppliers_security_cost)),
                    fiscal ? budget_year(b, 0) : budget_month(b, 0),
                    fiscal ? budget_year(b, b->v->years - 1) : budget_month(b, 12 * b->v->years - 1));
    text_row(p, budget_say(b, WORD(subject)), HOSHI_STYLE_TEXT, subject);
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, budget_say(b, WORD(drafting_department)));
    hoshi_put_merged(p->s, p->row, B_, p->row, D, HOSHI_STYLE_TEXT_INPUT,
                     o->department ? o->department : budget_say(b, "（部署名）", "(department)"));
    hoshi_put_text(p->s, p->row, E, HOSHI_STYLE_LABEL, budget_say(b, WORD(drafted_by)));
    hoshi_put_merged(p->s, p->row, F, p->row, G, HOSHI_STYLE_TEXT_INPUT,
                     budget_say(b, "（氏名）　　年　月　日", "(name), (date)"));
    p->row++;
}

static void listed(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    const char *before = budget_text(b, budget_say(b, PROSE(listed_star_3_star_4_purchases)),
                                     v->source.suppliers, v->level[HOSHI_BUDGET_ALL][0].suppliers,
                                     v->level[HOSHI_BUDGET_ALL][1].suppliers,
                                     budget_yen(b, v->sums[HOSHI_BUDGET_ALL].purchases_yen)),
               *behind = budget_text(
                   b, budget_say(b, "社。一覧のうち読み取れず除いた行 %zu。", ". Rows left out: %zu."),
                   v->source.left_out),
               *missing = budget_missing_answers(b),
               *was = *missing ? budget_say(b, "元の案では、", " In the first choice:") : "";
    live_row(p, budget_say(b, WORD(suppliers_covered)),
             budget_text(b, "%s%zu%s%s", before, v->choice->funded, behind, missing), was,
             budget_text(b, "%s&%s&%s&%s&%s", budget_quote(b, before),
                         budget_at(b, BUDGET_ALLOCATION, ALLOC_FUNDED, 1), budget_quote(b, behind),
                         budget_if_unchanged(b, "", was), budget_quote(b, missing)));
}

static void reasons(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    size_t unlike = v->sums[HOSHI_BUDGET_ALL].flagged[10];
    text_row(p, budget_say(b, WORD(purpose)), HOSHI_STYLE_TEXT, budget_say(b, PROSE(to_set_aside_our_part)));
    text_row(p, budget_say(b, "必要性（3問）", "Why we ask (three questions)"), HOSHI_STYLE_TEXT,
             budget_text(b, budget_say(b, PROSE(holds_our_important_secrets_not_known)), v->yes[0][1],
                         v->yes[0][2], v->yes[1][1], v->yes[1][2], v->yes[2][1], v->yes[2][2],
                         unlike
                             ? budget_text(b, budget_say(b, PROSE(level_unlike_the_questions_to_be)), unlike)
                             : ""));
    text_row(p, budget_say(b, "制度・公的文書", "Scheme and papers"), HOSHI_STYLE_TEXT,
             budget_say(b, PROSE(policy_of_the_scs_evaluation)));
    listed(p);
}

/* ---- amounts ---- */

static int64_t gross(const struct budget_book *b, int64_t yen)
{
    int64_t tax = 0;
    hoshi_money_muldiv(yen, b->v->options.tax_ppm, HOSHI_MICRO, &tax);
    return yen + tax;
}

static void amount_row(struct page *p, int y)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    bool total = y == v->years;
    uint16_t c = (uint16_t)(BY_YEAR + y);
    int64_t yen = 0, with = 0, reserve = 0, starts = 0;
    for (int k = 0; k < v->years; k++)
        if (total || k == y) {
            yen += v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[k];
            with += gross(b, v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[k]);
            reserve += v->reserve_by_year_yen[k];
        }
    for (size_t i = 0; i < v->choice->suppliers; i++)
        starts += total ? v->choice->start[i] > 0 : v->choice->start[i] == y + 1;
    enum hoshi_style style = total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    hoshi_put_text(p->s, p->row, A, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                   total ? budget_say(b, WORD(whole_period)) : budget_year(b, y));
    hoshi_put_formula(p->s, p->row, B_, style, (double)yen, "=%s",
                      budget_at(b, BUDGET_ACCOUNTS, ACCOUNT_TOTAL, c));
    hoshi_put_formula(p->s, p->row, C, style, (double)(with - yen), "=%s",
                      budget_at(b, BUDGET_ACCOUNTS, ACCOUNT_TAX, c));
    hoshi_put_formula(p->s, p->row, D, style, (double)with, "=%s",
                      budget_at(b, BUDGET_ACCOUNTS, ACCOUNT_GROSS, c));
    hoshi_put_formula(p->s, p->row, E, style, (double)reserve, "=%s",
                      budget_at(b, BUDGET_YEARS, YEARS_FUNDED_RESERVE, c));
    hoshi_put_formula(p->s, p->row, F, style, (double)starts, "=%s",
                      budget_at(b, BUDGET_ALLOCATION, ALLOC_STARTS, c));
    if (total)
        hoshi_put_blank(p->s, p->row, G, HOSHI_STYLE_TOTAL);
    else
        hoshi_put_formula(p->s, p->row, G, style, (double)(v->choice->left_yen[y] - v->choice->short_yen[y]),
                          "=%s-%s", budget_at(b, BUDGET_ALLOCATION, ALLOC_LEFT, c),
                          budget_at(b, BUDGET_ALLOCATION, ALLOC_SHORT, c));
    p->row++;
}

static void amounts(struct page *p)
{
    static const char *const heads[COLUMNS][2] = {{"年度別金額（円）", "By year (yen)"},
                                                  {"税抜", "Without tax"},
                                                  {WORD(consumption_tax)},
                                                  {"税込", "With tax"},
                                                  {"予備費（別枠）", "Reserve (apart)"},
                                                  {WORD(starting_suppliers)},
                                                  {"予算の残り（－は不足）", "Budget left (minus: short)"}};
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_put_text(p->s, p->row, c, HOSHI_STYLE_HEAD, budget_say(p->b, heads[c][0], heads[c][1]));
    worksheet_set_row(p->s->sheet, p->row++, 36, NULL);
    for (int y = 0; y <= p->b->v->years; y++)
        amount_row(p, y);
}

static void accounts(struct page *p)
{
    struct budget_book *b = p->b;
    uint16_t sum = (uint16_t)(BY_YEAR + b->v->years);
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_HEAD,
                   budget_say(b, "予算科目・支払形態", "Account, way of payment"));
    for (int a = 0; a < ACCOUNTS; a++)
        hoshi_put_text(p->s, p->row, (uint16_t)(B_ + a), HOSHI_STYLE_HEAD, budget_account_name(b, a));
    hoshi_put_merged(p->s, p->row, F, p->row, G, HOSHI_STYLE_HEAD, budget_say(b, WORD(way_to_pay)));
    worksheet_set_row(p->s->sheet, p->row++, 52, NULL);
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, budget_say(b, "期間計（税抜）", "Horizon, no tax"));
    for (int a = 0; a < ACCOUNTS; a++)
        hoshi_put_formula(p->s, p->row, (uint16_t)(B_ + a), HOSHI_STYLE_YEN,
                          a == ACCOUNT_PRICE ? (double)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_yen : 0, "=%s",
                          budget_at(b, BUDGET_ACCOUNTS, (uint32_t)(ACCOUNT_TABLE + a), sum));
    const char *paid =
        budget_say(b, "取引先ごとに協議（内訳は「科目」）", "settled with each supplier (sheet Accounts)");
    hoshi_put_merged(p->s, p->row, F, p->row, G, HOSHI_STYLE_TEXT, paid);
    hoshi_sheet_fit(p->s, p->row++, paid, 28);
}

/* ---- alternatives ---- */

/* With a formula for its amount the word follows the number of suppliers. */
static void alternative(struct page *p, const char *name, const char *formula, int64_t yen, int64_t micro,
                        const char *word)
{
    struct budget_book *b = p->b;
    int64_t all = b->v->choice->all_micro;
    double share = all ? (double)micro / (double)all : 0;
    hoshi_put_merged(p->s, p->row, A, p->row, B_, HOSHI_STYLE_LABEL, name);
    if (formula) {
        hoshi_put_formula(p->s, p->row, C, HOSHI_STYLE_YEN, (double)yen, "=%s", formula);
        hoshi_put_formula(p->s, p->row, D, HOSHI_STYLE_TENTH, share, "=%s",
                          budget_at(b, BUDGET_ALLOCATION, ALLOC_SHARE, 1));
    } else {
        hoshi_put_int(p->s, p->row, C, HOSHI_STYLE_YEN, yen);
        char text[HOSHI_DECIMAL_TEXT];
        const char *whole = budget_at(b, BUDGET_ALLOCATION, ALLOC_ALL, 1);
        hoshi_put_formula(p->s, p->row, D, HOSHI_STYLE_TENTH, share, "=IF(%s=0,0,%s/%s)", whole,
                          hoshi_decimal_print(micro, 0, text), whole);
    }
    if (formula) {
        size_t funded = b->v->choice->funded;
        budget_wide_formula(
            b, BUDGET_APPROVAL, p->row++, E, G, 42, HOSHI_STYLE_TEXT, budget_text(b, "%zu%s", funded, word),
            "",
            budget_text(b, "%s&%s", budget_at(b, BUDGET_ALLOCATION, ALLOC_FUNDED, 1), budget_quote(b, word)));
        return;
    }
    hoshi_put_merged(p->s, p->row, E, p->row, G, HOSHI_STYLE_TEXT, word);
    hoshi_sheet_fit(p->s, p->row++, word, 42);
}

static void alternatives(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    hoshi_put_merged(p->s, p->row, A, p->row, B_, HOSHI_STYLE_HEAD,
                     budget_say(b, "代替案の比較", "Alternatives"));
    hoshi_put_text(p->s, p->row, C, HOSHI_STYLE_HEAD,
                   budget_say(b, "当社負担（期間計）", "Our part (horizon, yen)"));
    hoshi_put_text(p->s, p->row, D, HOSHI_STYLE_HEAD, budget_say(b, WORD(risk_removed)));
    hoshi_put_merged(p->s, p->row, E, p->row, G, HOSHI_STYLE_HEAD, budget_say(b, WORD(how_to_read)));
    worksheet_set_row(p->s->sheet, p->row++, 36, NULL);
    alternative(
        p,
        v->choice->state == HOSHI_BUDGET_MUSTS_OVER
            ? budget_say(b, "本案（不足の補填を含む）", "This proposal (with what is short)")
            : budget_say(b, "本案（予算内で選ぶ）", "This proposal"),
        budget_at(b, BUDGET_ACCOUNTS, ACCOUNT_TOTAL, (uint16_t)(BY_YEAR + v->years)),
        v->sums[HOSHI_BUDGET_FUNDED].buyer_yen, v->choice->value_micro,
        budget_say(b, "社から。残りも申入れがあれば協議する。", " suppliers; talks with the others too."));
    alternative(
        p, budget_say(b, WORD(all_from_year_1)), NULL, v->everybody_yen, v->everybody_micro,
        budget_say(b, "最も多く除くが、初年度に集中する。", "Removes most; falls on the first year."));
    alternative(p, budget_say(b, "全社（同上）を1年遅らせる", "The same a year later"), NULL, v->later_yen,
                v->later_micro,
                budget_say(b, "1年分のリスクが残る。期間後の費用は同じ。",
                           "A year of risk stays; later cost is the same."));
    alternative(p, budget_say(b, "「必ず」の先だけを1年目から", "Musts only, from year 1"), NULL,
                v->musts_yen, v->musts_micro,
                budget_text(b, budget_say(b, "%zu社。", "%zu suppliers."), v->choice->musts));
    alternative(p, budget_say(b, "予算を置かない", "No budget"), NULL, 0, 0,
                budget_say(b, PROSE(cost_stays_with_suppliers_and_talks)));
}

/* ---- effect, reserve, conduct, decision ---- */

/* Share removed and deadlines missed, as they are now. */
static void removed(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    int64_t permille = 0;
    if (v->choice->all_micro > 0)
        hoshi_money_muldiv(v->choice->value_micro, 1000, v->choice->all_micro, &permille);
    const char *before = budget_say(b, "効果：重みで測ったリスク（重み×年）の", "Effect: removes "),
               *middle = budget_say(b, PROSE(weighted_risk_weight_years_risk_amounts)),
               *behind = budget_say(b, "社。", " suppliers.");
    live_row(p, budget_say(b, "効果とリスク", "Effect and risk"),
             budget_text(b, "%s%lld.%lld%%%s%zu%s", before, (long long)(permille / 10),
                         (long long)(permille % 10), middle, v->after, behind),
             "",
             budget_text(b, "%s&TEXT(%s,\"0.0%%\")&%s&(%s+%s)&%s", budget_quote(b, before),
                         budget_at(b, BUDGET_ALLOCATION, ALLOC_SHARE, 1), budget_quote(b, middle),
                         budget_at(b, BUDGET_ALLOCATION, ALLOC_MISSED, 1),
                         budget_at(b, BUDGET_ALLOCATION, ALLOC_LATE, 1), budget_quote(b, behind)));
}

static void reserve(struct page *p)
{
    struct budget_book *b = p->b;
    const struct hoshi_budget_view *v = b->v;
    const char *label = budget_say(b, WORD(reserve));
    if (v->reserve_yen == HOSHI_NONE) {
        text_row(p, label, HOSHI_STYLE_TEXT,
                 budget_say(b, "幅を計算していないため、予備費は示していない。",
                            "No range was computed, so no reserve is shown."));
        return;
    }
    const char *before = budget_say(b, "約", "About "),
               *behind = budget_say(b, PROSE(yen_estimated_p80_of_the_funded)),
               *was = budget_say(b, PROSE(it_is_that_of_the_first));
    live_row(p, label, budget_text(b, "%s%s%s", before, budget_yen(b, v->reserve_yen), behind), was,
             budget_text(b, "%s&TEXT(%s,\"#,##0\")&%s&%s", budget_quote(b, before),
                         budget_at(b, BUDGET_YEARS, YEARS_FUNDED_RESERVE, (uint16_t)(BY_YEAR + v->years)),
                         budget_quote(b, behind), budget_if_unchanged(b, "", was)));
}

static void effect(struct page *p)
{
    struct budget_book *b = p->b;
    removed(p);
    reserve(p);
    text_row(p, budget_say(b, "取引先との進め方", "Towards suppliers"), HOSHI_STYLE_WARN,
             budget_say(b, PROSE(budget_priority_is_no_reason)));
    text_row(
        p, budget_say(b, "実施時期・予実管理", "Timing, monitoring"), HOSHI_STYLE_TEXT,
        budget_text(b, budget_say(b, PROSE(from_each_quarter_talks_agreed_amounts)), budget_month(b, 0)));
}

static void decision(struct page *p)
{
    struct budget_book *b = p->b;
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, budget_say(b, "法務確認", "Legal check"));
    const char *boxes = budget_say(b, PROSE(need_and_method_explained_talks));
    hoshi_put_merged(p->s, p->row, B_, p->row, E, HOSHI_STYLE_TEXT, boxes);
    hoshi_put_merged(p->s, p->row, F, p->row, G, HOSHI_STYLE_TEXT_INPUT,
                     budget_say(b, WORD(checked_by_here)));
    hoshi_sheet_fit(p->s, p->row++, boxes, 56);
    hoshi_put_text(p->s, p->row, A, HOSHI_STYLE_LABEL, budget_say(b, "決裁", "Decision"));
    hoshi_put_merged(p->s, p->row, B_, p->row, C, HOSHI_STYLE_TEXT_INPUT,
                     budget_say(b, "決裁区分：", "Authority:"));
    hoshi_put_merged(
        p->s, p->row, D, p->row, E, HOSHI_STYLE_TEXT,
        budget_say(b, "☐ 承認　☐ 条件付き　☐ 差戻し", "☐ approved  ☐ with conditions  ☐ returned"));
    hoshi_put_merged(p->s, p->row, F, p->row, G, HOSHI_STYLE_TEXT_INPUT,
                     budget_say(b, WORD(decided_by_here)));
    worksheet_set_row(p->s->sheet, p->row++, 34, NULL);
}

void budget_write_approval(struct budget_book *b)
{
    struct page p = {.b = b, .s = &b->sheet[BUDGET_APPROVAL]};
    hoshi_sheet_widths(p.s, width, COLUMNS);
    worksheet_fit_to_pages(p.s->sheet, 1, 1);
    head(&p);
    reasons(&p);
    amounts(&p);
    accounts(&p);
    alternatives(&p);
    effect(&p);
    decision(&p);
}
