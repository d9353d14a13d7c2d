/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 稟議: one A4 page to decide on. What only the department knows is an input cell with a word for what
 * belongs there. */
#include "budget_sheets.h"

enum { A, B_, C, D, E, F, G, COLUMNS };
static const double width[COLUMNS] = {15, 14, 14, 14, 14, 14, 14};
enum { TEXT_WIDTH = 84, REST = COLUMNS - 1 };

static void text_row(struct hoshi_page *p, const char *label, enum hoshi_style style, const char *text)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    hoshi_page_wide(p, REST, style, text);
    hoshi_page_next(p);
}

/* A text with live figures; `formula` gives `text` as long as nothing was changed. */
static void live_row(struct hoshi_page *p, const char *label, const char *text, const char *more,
                     const char *formula)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, label);
    hoshi_page_need(p, hoshi_page_print(p, "%s%s", text, more), TEXT_WIDTH);
    hoshi_page_over(p, REST);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, text, "%s", formula);
    hoshi_page_next(p);
}

/* ---- head ---- */

static void approval_head(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_portfolio_view *o = b->v->options.run;
    char date[HOSHI_DATE_TEXT];
    bool fiscal = o->start.month == 4;
    hoshi_page_wide(p, 4, HOSHI_STYLE_TITLE,
                    hoshi_page_say(p, "稟議書（案）", "Request for approval (draft)"));
    hoshi_page_wide(p, 3, HOSHI_STYLE_NOTE,
                    hoshi_page_print(p, hoshi_page_say(p, "作成基準日 %s　社外秘", "As of %s - confidential"),
                                     hoshi_date_print(o->as_of, date)));
    hoshi_page_next(p);
    text_row(
        p, hoshi_page_say(p, WORD(subject)), HOSHI_STYLE_TEXT,
        hoshi_page_print(p, hoshi_page_say(p, PROSE(budget_for_bearing_suppliers_security_cost)),
                         fiscal ? budget_year(b, 0) : budget_month(b, 0),
                         fiscal ? budget_year(b, b->v->years - 1) : budget_month(b, 12 * b->v->years - 1)));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(drafting_department)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_TEXT_INPUT,
                    o->department ? o->department : hoshi_page_say(p, "（部署名）", "(department)"));
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(drafted_by)));
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT_INPUT,
                    hoshi_page_say(p, "（氏名）　　年　月　日", "(name), (date)"));
    hoshi_page_next(p);
}

/* Why rows are left out (a code given twice, a fault, a total) stands on their own sheet. */
static const char *approval_left_out(struct hoshi_page *p, const struct hoshi_budget_view *v)
{
    if (!v->source.notes)
        return hoshi_page_print(p, hoshi_page_say(p, "社。一覧のうち除いた行 %zu。", ". Rows left out: %zu."),
                                v->source.left_out);
    return hoshi_page_print(p,
                            hoshi_page_say(p, "社。一覧のうち除いた行 %zu（うち合計・注記などの行 %zu）。",
                                           ". Rows left out: %zu, of them totals, notes and the like: %zu."),
                            v->source.left_out, v->source.notes);
}

static void approval_listed(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const char *before = hoshi_page_print(p, hoshi_page_say(p, PROSE(listed_star_3_star_4_purchases)),
                                          v->source.suppliers, v->level[HOSHI_BUDGET_ALL][0].suppliers,
                                          v->level[HOSHI_BUDGET_ALL][1].suppliers,
                                          budget_yen(b, v->sums[HOSHI_BUDGET_ALL].purchases_yen)),
               *behind = approval_left_out(p, v), *missing = budget_missing_answers(b),
               *was = *missing ? hoshi_page_say(p, "元の案では、", " In the first choice:") : "";
    live_row(p, hoshi_page_say(p, WORD(suppliers_covered)),
             hoshi_page_print(p, "%s%zu%s%s", before, v->choice->funded, behind, missing), was,
             hoshi_page_print(p, "%s&{alloc.funded}&%s&%s&%s", budget_quote(b, before),
                              budget_quote(b, behind), budget_if_unchanged(b, "", was),
                              budget_quote(b, missing)));
}

static void approval_reasons(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    size_t unlike = v->sums[HOSHI_BUDGET_ALL].flagged[10];
    text_row(p, hoshi_page_say(p, WORD(purpose)), HOSHI_STYLE_TEXT,
             hoshi_page_say(p, PROSE(to_set_aside_our_part)));
    text_row(p, hoshi_page_say(p, "必要性（3問）", "Why we ask (three questions)"), HOSHI_STYLE_TEXT,
             hoshi_page_print(
                 p, hoshi_page_say(p, PROSE(holds_our_important_secrets_not_known)), v->yes[0][1],
                 v->yes[0][2], v->yes[1][1], v->yes[1][2], v->yes[2][1], v->yes[2][2],
                 unlike
                     ? hoshi_page_print(p, hoshi_page_say(p, PROSE(level_unlike_the_questions_to_be)), unlike)
                     : ""));
    text_row(p, hoshi_page_say(p, "制度・公的文書", "Scheme and papers"), HOSHI_STYLE_TEXT,
             hoshi_page_say(p, PROSE(policy_of_the_scs_evaluation)));
    approval_listed(p, b);
}

/* ---- amounts ---- */

static int64_t approval_tax_of(const struct budget_book *b, int64_t yen)
{
    int64_t tax = 0;
    hoshi_money_muldiv(yen, b->v->options.run->tax_ppm, HOSHI_MICRO, &tax);
    return tax;
}

/* Year y, or all of them. */
static void approval_amount_row(struct hoshi_page *p, struct budget_book *b, int y)
{
    const struct hoshi_budget_view *v = b->v;
    bool total = y == v->years;
    int64_t yen = 0, tax = 0, reserve = 0, starts = 0;
    for (int k = 0; k < v->years; k++)
        if (total || k == y) {
            yen += v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[k];
            tax += approval_tax_of(b, v->sums[HOSHI_BUDGET_FUNDED].buyer_by_year_yen[k]);
            reserve += v->reserve_by_year_yen[k];
        }
    for (size_t i = 0; i < v->choice->suppliers; i++)
        starts += total ? v->choice->start[i] > 0 : v->choice->start[i] == y + 1;
    enum hoshi_style style = total ? HOSHI_STYLE_YEN_TOTAL : HOSHI_STYLE_YEN;
    const char *at = total ? "sum" : hoshi_page_print(p, "year%d", y + 1);
    hoshi_page_text(p, total ? HOSHI_STYLE_TOTAL : HOSHI_STYLE_LABEL,
                    total ? hoshi_page_say(p, WORD(whole_period)) : budget_year(b, y));
    hoshi_page_formula(p, style, (double)yen, "{accounts.total:%s}", at);
    hoshi_page_formula(p, style, (double)tax, "{accounts.tax:%s}", at);
    hoshi_page_formula(p, style, (double)(yen + tax), "{accounts.gross:%s}", at);
    hoshi_page_formula(p, style, (double)reserve, "{funded.reserve:%s}", at);
    hoshi_page_formula(p, style, (double)starts, "{alloc.starts:%s}", at);
    if (total)
        hoshi_page_blank(p, HOSHI_STYLE_TOTAL);
    else
        hoshi_page_formula(p, style, (double)(v->choice->left_yen[y] - v->choice->short_yen[y]),
                           "{alloc.left:%s}-{alloc.short:%s}", at, at);
    hoshi_page_next(p);
}

static void approval_amounts(struct hoshi_page *p, struct budget_book *b)
{
    static const struct hoshi_words heads[COLUMNS] = {
        {"年度別金額（円）", "By year (yen)"},
        {"税抜", "Without tax"},
        {WORD(consumption_tax)},
        {"税込", "With tax"},
        {"予備費（別枠）", "Reserve (apart)"},
        {WORD(starting_suppliers)},
        {"予算の残り（－は不足）", "Budget left (minus: short)"}};
    for (uint16_t c = 0; c < COLUMNS; c++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, heads[c]));
    hoshi_page_next(p);
    for (int y = 0; y <= b->v->years; y++)
        approval_amount_row(p, b, y);
}

static void approval_accounts(struct hoshi_page *p, struct budget_book *b)
{
    static const char *const mark[ACCOUNTS] = {"price", "lump", "kind", "support"};
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, "予算科目・支払形態", "Account, way of payment"));
    for (int a = 0; a < ACCOUNTS; a++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, budget_account_name(b, a));
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(way_to_pay)));
    hoshi_page_next(p);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "期間計（税抜）", "Horizon, no tax"));
    for (int a = 0; a < ACCOUNTS; a++)
        hoshi_page_formula(p, HOSHI_STYLE_YEN,
                           a == ACCOUNT_PRICE ? (double)b->v->sums[HOSHI_BUDGET_FUNDED].buyer_yen : 0,
                           "{accounts.%s:sum}", mark[a]);
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT,
                    hoshi_page_say(p, "取引先ごとに協議（内訳は「科目」）",
                                   "settled with each supplier (sheet Accounts)"));
    hoshi_page_next(p);
}

/* ---- alternatives ---- */

static void alternative(struct hoshi_page *p, const struct budget_book *b, const char *name, int64_t yen,
                        int64_t micro, const char *word)
{
    int64_t all = b->v->choice->all_micro;
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_page_wide(p, 2, HOSHI_STYLE_LABEL, name);
    hoshi_page_int(p, HOSHI_STYLE_YEN, yen);
    hoshi_page_formula(p, HOSHI_STYLE_TENTH, all ? (double)micro / (double)all : 0,
                       "IF({alloc.all}=0,0,%s/{alloc.all})", hoshi_decimal_print(micro, 0, text));
    hoshi_page_wide(p, 3, HOSHI_STYLE_TEXT, word);
    hoshi_page_next(p);
}

/* This proposal: its figures and the number of suppliers follow the starts. */
static void approval_proposal(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const char *word =
        hoshi_page_say(p, "社から。残りも申入れがあれば協議する。", " suppliers; talks with the others too.");
    int64_t all = v->choice->all_micro;
    hoshi_page_wide(p, 2, HOSHI_STYLE_LABEL,
                    v->choice->state == HOSHI_BUDGET_MUSTS_OVER
                        ? hoshi_page_say(p, "本案（不足の補填を含む）", "This proposal (with what is short)")
                        : hoshi_page_say(p, "本案（予算内で選ぶ）", "This proposal"));
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)v->sums[HOSHI_BUDGET_FUNDED].buyer_yen,
                       "{accounts.total:sum}");
    hoshi_page_formula(p, HOSHI_STYLE_TENTH, all ? (double)v->choice->value_micro / (double)all : 0,
                       "{alloc.share}");
    hoshi_page_over(p, 3);
    hoshi_page_formula_text(p, HOSHI_STYLE_TEXT, hoshi_page_print(p, "%zu%s", v->choice->funded, word),
                            "{alloc.funded}&%s", budget_quote(b, word));
    hoshi_page_next(p);
}

static void approval_alternatives(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, "代替案の比較", "Alternatives"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(our_part_horizon_yen)));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(risk_removed)));
    hoshi_page_wide(p, 3, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(how_to_read)));
    hoshi_page_next(p);
    approval_proposal(p, b);
    alternative(
        p, b, hoshi_page_say(p, WORD(all_from_year_1)), v->everybody_yen, v->everybody_micro,
        hoshi_page_say(p, "最も多く除くが、初年度に集中する。", "Removes most; falls on the first year."));
    alternative(p, b, hoshi_page_say(p, "全社（同上）を1年遅らせる", "The same a year later"), v->later_yen,
                v->later_micro,
                hoshi_page_say(p, "1年分のリスクが残る。期間後の費用は同じ。",
                               "A year of risk stays; later cost is the same."));
    alternative(p, b, hoshi_page_say(p, "「必ず」の先だけを1年目から", "Musts only, from year 1"),
                v->musts_yen, v->musts_micro,
                hoshi_page_print(p, hoshi_page_say(p, "%zu社。", "%zu suppliers."), v->choice->musts));
    alternative(p, b, hoshi_page_say(p, "予算を置かない", "No budget"), 0, 0,
                hoshi_page_say(p, PROSE(cost_stays_with_suppliers_and_talks)));
}

/* ---- effect, deadlines, reserve, conduct, decision ---- */

/* Share removed, as it is now. */
static void removed(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_choice *c = b->v->choice;
    int64_t permille = 0;
    if (c->all_micro > 0)
        hoshi_money_muldiv(c->value_micro, 1000, c->all_micro, &permille);
    const char *before = hoshi_page_say(p, "効果：重みで測ったリスク（重み×年）の", "Effect: removes "),
               *behind = hoshi_page_say(p, PROSE(weighted_risk_weight_years_risk_amounts));
    live_row(p, hoshi_page_say(p, "効果とリスク", "Effect and risk"),
             hoshi_page_print(p, "%s%lld.%lld%%%s", before, (long long)(permille / 10),
                              (long long)(permille % 10), behind),
             "",
             hoshi_page_print(p, "%s&TEXT({alloc.share},\"0.0%%\")&%s", budget_quote(b, before),
                              budget_quote(b, behind)));
}

/* Deadlines that pass: those without a start, and starts behind them. */
static void approval_deadlines(struct hoshi_page *p, struct budget_book *b)
{
    const char *before = hoshi_page_say(p, "求めた期限までに始まらない取引先 ",
                                        "Not started by the deadline we asked for: "),
               *behind = hoshi_page_say(p, PROSE(suppliers_past_their_deadline));
    live_row(p, hoshi_page_say(p, "期限に遅れる先", "Deadlines missed"),
             hoshi_page_print(p, "%s%zu%s", before, b->v->after, behind), "",
             hoshi_page_print(p, "%s&({alloc.missed}+{alloc.late})&%s", budget_quote(b, before),
                              budget_quote(b, behind)));
}

static void approval_reserve(struct hoshi_page *p, struct budget_book *b)
{
    const struct hoshi_budget_view *v = b->v;
    const char *label = hoshi_page_say(p, WORD(reserve));
    if (v->reserve_yen == HOSHI_NONE) {
        text_row(p, label, HOSHI_STYLE_TEXT,
                 hoshi_page_say(p, "幅を計算していないため、予備費は示していない。",
                                "No range was computed, so no reserve is shown."));
        return;
    }
    const char *before = hoshi_page_say(p, "約", "About "),
               *behind = hoshi_page_say(p, PROSE(yen_estimated_p80_of_the_funded)),
               *was = hoshi_page_say(p, PROSE(it_is_that_of_the_first));
    live_row(p, label, hoshi_page_print(p, "%s%s%s", before, budget_yen(b, v->reserve_yen), behind), was,
             hoshi_page_print(p, "%s&TEXT({funded.reserve:sum},\"#,##0\")&%s&%s", budget_quote(b, before),
                              budget_quote(b, behind), budget_if_unchanged(b, "", was)));
}

static void approval_effect(struct hoshi_page *p, struct budget_book *b)
{
    removed(p, b);
    approval_deadlines(p, b);
    approval_reserve(p, b);
    text_row(p, hoshi_page_say(p, "取引先との進め方", "Towards suppliers"), HOSHI_STYLE_WARN,
             hoshi_page_say(p, PROSE(budget_priority_is_no_reason)));
    text_row(p, hoshi_page_say(p, "実施時期・予実管理", "Timing, monitoring"), HOSHI_STYLE_TEXT,
             hoshi_page_print(p, hoshi_page_say(p, PROSE(from_each_quarter_talks_agreed_amounts)),
                              budget_month(b, 0)));
}

static void approval_decision(struct hoshi_page *p)
{
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "法務確認", "Legal check"));
    hoshi_page_wide(p, 4, HOSHI_STYLE_TEXT, hoshi_page_say(p, PROSE(need_and_method_explained_talks)));
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT_INPUT, hoshi_page_say(p, WORD(checked_by_here)));
    hoshi_page_next(p);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "決裁", "Decision"));
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT_INPUT, hoshi_page_say(p, "決裁区分：", "Authority:"));
    hoshi_page_wide(
        p, 2, HOSHI_STYLE_TEXT,
        hoshi_page_say(p, "☐ 承認　☐ 条件付き　☐ 差戻し", "☐ approved  ☐ with conditions  ☐ returned"));
    hoshi_page_wide(p, 2, HOSHI_STYLE_TEXT_INPUT, hoshi_page_say(p, WORD(decided_by_here)));
    hoshi_page_tall(p, 2);
    hoshi_page_next(p);
}

/* Boxes for seals or signatures, in the order in which a paper goes up. */
static void seals(struct hoshi_page *p)
{
    static const struct hoshi_words box[COLUMNS] = {
        {"起案", "Drafted"}, {"課長", "Section head"}, {"部長", "Department head"}, {"経理", "Accounting"},
        {"法務", "Legal"},   {"担当役員", "Officer"},  {"決裁者", "Approver"}};
    for (int c = 0; c < COLUMNS; c++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_words_say(p->lang, box[c]));
    hoshi_page_next(p);
    hoshi_page_blanks(p, HOSHI_STYLE_TEXT_INPUT, COLUMNS);
    hoshi_page_tall(p, 3);
    hoshi_page_next(p);
    for (int c = 0; c < COLUMNS; c++)
        hoshi_page_text(p, HOSHI_STYLE_TEXT_INPUT, hoshi_page_say(p, "　　／　　", "  /  "));
    hoshi_page_next(p);
}

void budget_approval_sheet(struct hoshi_page *p, void *book)
{
    struct budget_book *b = book;
    hoshi_page_widths(p, width, COLUMNS);
    hoshi_page_fit(p, 1, 1);
    approval_head(p, b);
    approval_reasons(p, b);
    approval_amounts(p, b);
    approval_accounts(p, b);
    approval_alternatives(p, b);
    approval_effect(p, b);
    approval_decision(p);
    seals(p);
}
