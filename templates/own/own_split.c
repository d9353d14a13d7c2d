/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who bears what: the parties with their parts, floors and ceilings, and each rule by itself. */
#include "own_sheets.h"

#include "table.h"

#include <string.h>

struct split_cells {
    const char *name, *level, *share, *annual, *asked, *horizon, *direct, *indirect;
    int64_t share_ppm, annual_yen, asked_yen, horizon_yen, by_class_yen[HOSHI_CLASSES];
    struct hoshi_value key, step, floor, ceiling, over;
};

/* ---- a party ---- */

/* What of a column of the calculation belongs to the party's level; of a floor, without the star for who asked for
 * none. */
static const char *split_base(struct hoshi_page *p, const struct own_book *b, size_t party, const char *key,
                              bool floor)
{
    const struct hoshi_party *x = &b->split->party[party];
    const char *three = hoshi_page_print(p, "SUMIFS({calc#%s},{calc#cause},\"level:3\")", key);
    for (size_t k = 0; floor && k < b->split->weights_n; k++)
        if (hoshi_split_star_free(b->split, party, k))
            three = hoshi_page_print(p, "%s-SUMIFS({calc#%s},{calc#cause},\"level:3\",{calc#rule},%zu)",
                                     three, key, k + 1);
    if ((x->level ? x->level : 3) < 4)
        return three;
    return hoshi_page_print(p, "(%s+SUMIFS({calc#%s},{calc#cause},\"level:4\"))", three, key);
}

/* What buyers demanded together counts whole in the stand-alone cost of each of them: by its flags in the
 * rule table. */
static const char *split_alone(struct hoshi_page *p, const struct own_book *b, size_t party, const char *key)
{
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 3500);
    for (size_t k = 0; k < b->split->weights_n; k++) {
        const struct hoshi_entry *x = NULL;
        for (size_t i = 0; !x && i < b->split->shares; i++)
            x = b->split->share[i].weights == k ? b->split->share[i].entry : NULL;
        if (x && x->cause == HOSHI_CAUSE_BUYER && x->buyer[b->split->party[party].buyer])
            hoshi_buffer_printf(&f, "+SUMIFS({calc#%s},{calc#rule},%zu)", key, k + 1);
    }
    return hoshi_page_keep(p, &f);
}

static struct hoshi_value split_yen(int64_t yen, const char *formula)
{
    return (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = yen, .formula = formula};
}

static void split_bounds(struct hoshi_page *p, const struct own_book *b, size_t party,
                         struct split_cells *cells)
{
    const struct hoshi_party *x = &b->split->party[party];
    if (x->kind != HOSHI_PARTY_BUYER)
        return;
    const char *key = hoshi_page_print(p, "key%zu", party + 1);
    cells->floor = split_yen(x->floor_annual_yen,
                             hoshi_page_print(p, "%s+SUMIFS({calc#annual%zu},{calc#cause},\"buyer\")",
                                              split_base(p, b, party, key, true), party + 1));
    cells->ceiling = split_yen(x->ceiling_annual_yen,
                               hoshi_page_print(p, "%s%s", split_base(p, b, party, "net_annual", false),
                                                split_alone(p, b, party, "net_annual")));
    cells->over = split_yen(x->over_yen, hoshi_page_print(p, "MAX(0,{horizon}-(%s%s))",
                                                          split_base(p, b, party, "net", false),
                                                          split_alone(p, b, party, "net")));
}

static const char *split_class(struct hoshi_page *p, size_t party, enum hoshi_class k)
{
    return hoshi_page_print(p, "SUMIFS({calc#annual%zu},{calc#class},\"%s\")", party + 1, hoshi_class_key(k));
}

/* A buyer is asked for whole steps a month while its part is an estimate; what that drops is the firm's. */
static const char *split_asked(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    if (b->split->party[i].kind == HOSHI_PARTY_BUYER)
        return "IF(AND(N({step})>1,{annual}>0),INT({annual}/(12*{step}))*12*{step},{annual})";
    if (b->split->party[i].kind == HOSHI_PARTY_SUPPLIER && b->v->buyers)
        return hoshi_page_print(
            p, "{annual}+SUM({split.0:annual..split.%zu:annual})-SUM({split.0:asked..split.%zu:asked})",
            b->v->buyers - 1, b->v->buyers - 1);
    return "{annual}";
}

static void split_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    const struct hoshi_party *x = &b->split->party[i];
    struct split_cells cells = {.name = hoshi_own_party(b, i),
                                .level = x->level ? hoshi_page_print(p, "★%d", x->level) : "",
                                .share_ppm = x->share_ppm,
                                .share = hoshi_page_print(p, "{calc.share:annual%zu}/1000000", i + 1),
                                .annual_yen = x->annual_yen,
                                .annual = hoshi_page_print(p, "SUM({calc#annual%zu})", i + 1),
                                .asked_yen = x->asked_annual_yen,
                                .asked = split_asked(p, b, i),
                                .horizon_yen = x->horizon_yen,
                                .horizon = hoshi_page_print(p, "SUM({calc#horizon%zu})", i + 1),
                                .by_class_yen = {x->annual_by_class_yen[0], x->annual_by_class_yen[1]},
                                .direct = split_class(p, i, HOSHI_DIRECT),
                                .indirect = split_class(p, i, HOSHI_INDIRECT)};
    if (x->kind == HOSHI_PARTY_BUYER && b->split->key_amount[i] != HOSHI_NONE)
        cells.key = split_yen(b->split->key_amount[i],
                              hoshi_page_print(p, "%s", hoshi_own_ref(b, "in.buyer.%zu", i).text));
    if (x->ask_step_yen)
        cells.step = split_yen(x->ask_step_yen, NULL);
    split_bounds(p, b, i, &cells);
    hoshi_list_row(p, list, &cells);
}

#define AT(member) offsetof(struct split_cells, member)
static const struct hoshi_column split_columns[] = {
    {"name", {WORD(party)}, 30, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"level", {WORD(level_asked)}, 13, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = AT(level)},
    {"key", {WORD(amount_of_the_key)}, 15, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(key)},
    {"share",
     {WORD(key_share)},
     13,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_MICRO,
     .at = AT(share_ppm),
     .formula_at = AT(share)},
    {"annual",
     {WORD(yen_a_year)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(annual_yen),
     .formula_at = AT(annual),
     .total = HOSHI_TOTAL_SUM},
    {"step",
     {"協議する月額の刻み", "Step asked, a month"},
     11,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(step),
     .total = HOSHI_TOTAL_BLANK},
    {"asked",
     {WORD(asked_a_year)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(asked_yen),
     .formula_at = AT(asked),
     .total = HOSHI_TOTAL_SUM},
    {"horizon",
     {WORD(whole_period_yen)},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(horizon_yen),
     .formula_at = AT(horizon),
     .total = HOSHI_TOTAL_SUM},
    {"direct",
     {"うち直接費 年額", "of it direct, annual"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(by_class_yen[HOSHI_DIRECT]),
     .formula_at = AT(direct),
     .total = HOSHI_TOTAL_SUM},
    {"indirect",
     {"うち間接費 年額", "of it indirect, annual"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_INT,
     .at = AT(by_class_yen[HOSHI_INDIRECT]),
     .formula_at = AT(indirect),
     .total = HOSHI_TOTAL_SUM},
    {"floor",
     {"目安の下限 年額", "Floor, annual"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(floor),
     .total = HOSHI_TOTAL_BLANK},
    {"ceiling",
     {"目安の上限 年額", "Ceiling, annual"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(ceiling),
     .total = HOSHI_TOTAL_BLANK},
    {"over",
     {"単独費用の超過 期間計", "Above stand-alone"},
     14,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = AT(over),
     .total = HOSHI_TOTAL_BLANK},
};

/* ---- checks ---- */

static void split_check(struct hoshi_page *p, const char *label, bool holds, const char *condition)
{
    const char *ok = hoshi_page_say(p, WORD(ok)), *bad = hoshi_page_say(p, WORD(check_this));
    hoshi_page_wide(p, 9, HOSHI_STYLE_LABEL, label);
    hoshi_page_formula_text(p, HOSHI_STYLE_CENTER, holds ? ok : bad, "IF(%s,\"%s\",\"%s\")", condition, ok,
                            bad);
    hoshi_page_next(p);
}

/* Whether a group of customers bears more than its levels and demands would cost without the others; found by
 * the library, so it holds for the amounts of the day the file was made. */
static void split_group(struct hoshi_page *p, const struct own_book *b)
{
    const struct hoshi_split *s = b->split;
    struct hoshi_buffer f;
    char yen[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_init(&f, 3000);
    hoshi_buffer_puts(&f, hoshi_page_say(p, PROSE(no_group_of_customers_bears_more)));
    for (size_t k = 0, n = 0; s->group_over_yen && k < s->parties; k++)
        if (s->group[k])
            hoshi_buffer_printf(&f, "%s%s",
                                n++ ? hoshi_page_say(p, "・", ", ") : hoshi_page_say(p, "：", ": "),
                                hoshi_own_party(b, k));
    if (s->group_over_yen)
        hoshi_buffer_printf(&f,
                            hoshi_page_say(p, "（期間計で%s円の超過）", " (over by %s yen over the horizon)"),
                            hoshi_yen_print(s->group_over_yen, yen));
    hoshi_page_wide(p, 9, HOSHI_STYLE_LABEL, hoshi_page_keep(p, &f));
    hoshi_page_text(p, HOSHI_STYLE_CENTER,
                    s->group_over_yen ? hoshi_page_say(p, WORD(check_this)) : hoshi_page_say(p, WORD(ok)));
    hoshi_page_next(p);
}

static void split_checks(struct hoshi_page *p, const struct own_book *b)
{
    const struct hoshi_split *s = b->split;
    int64_t shares = 0, over = 0;
    for (size_t k = 0; k < s->parties; k++) {
        shares += s->party[k].share_ppm;
        over += s->party[k].over_yen;
    }
    split_check(p, hoshi_page_say(p, "各者の年額の計 ＝ 分担する年額", "Parts add up to the annual amount"),
                true, "{split.total:annual}={calc.total:net_annual}");
    split_check(p,
                hoshi_page_say(p, "協議する年額（概算の端数は自社）の計 ＝ 分担する年額",
                               "What is asked and what stays add up to the annual amount"),
                true, "{split.total:asked}={split.total:annual}");
    split_check(p,
                hoshi_page_say(p, "各者の期間計の計 ＝ 分担する期間計", "Parts add up to the horizon amount"),
                true, "{split.total:horizon}={calc.total:net}");
    split_check(p,
                hoshi_page_say(p, "各者の期間計 ＋ 補助金等 ＝ 費用の総額（二重の回収なし）",
                               "Parts + funding = cost: nothing is recovered twice"),
                s->horizon_yen + s->funding_yen == s->gross_yen,
                "{split.total:horizon}+({calc.total:gross}-{calc.total:net})={calc.total:gross}");
    split_check(p, hoshi_page_say(p, "配賦割合の合計が100％を超えない", "Shares do not pass 100 %"),
                shares <= HOSHI_MICRO, "SUM({split#share})<=1.0000005");
    split_check(p,
                hoshi_page_say(p, "どの取引先も単独でその★に対応した場合の費用を超えない",
                               "No customer is asked for more than its level alone costs"),
                over == 0, "SUM({split#over})=0");
    split_group(p, b);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(floor_the_whole_cost)));
    if (b->split->supplier_part_ppm > 0)
        hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(floor_before_what_the_firm_keeps)));
    hoshi_page_skip(p, 1);
}

/* ---- rule by rule ---- */

/* The rule, by the name of the division or with the key of its own where it has one. */
static void pool_rule(const struct hoshi_page *p, const struct hoshi_weights *w, struct hoshi_buffer *f)
{
    if (w->division)
        hoshi_buffer_printf(f, hoshi_page_say(p, "\n求めた買い手の間：%s", "\namong those who asked: %s"),
                            hoshi_words_say(p->lang, hoshi_division_rule_find(w->division)->name));
    else
        hoshi_buffer_printf(f, "\n%s", hoshi_say_rule(p->lang, w->rule));
    if (!w->division && w->given && w->rule != HOSHI_RULE_OVERHEADS)
        hoshi_buffer_printf(f, hoshi_page_say(p, "（%s）", " (%s)"), hoshi_say_key(p->lang, w->quantity));
}

static const char *pool_name(struct hoshi_page *p, const void *user, int n)
{
    const struct own_book *b = user;
    size_t k = (size_t)n - 1;
    const struct hoshi_weights *w = &b->split->weights[k];
    const struct hoshi_entry *x = NULL;
    for (size_t i = 0; !x && i < b->split->shares; i++)
        x = b->split->share[i].weights == k ? b->split->share[i].entry : NULL;
    struct hoshi_buffer f;
    hoshi_buffer_init(&f, 800);
    hoshi_buffer_printf(&f, "%zu. ", k + 1);
    if (x)
        hoshi_say_cause(&f, p->lang, x, b->c);
    if (x && x->line.row->upgrade && (x->cause == HOSHI_CAUSE_LEVEL3 || x->cause == HOSHI_CAUSE_LEVEL4))
        hoshi_buffer_puts(&f, hoshi_page_say(p, "（設備更新）", " (system upgrades)"));
    else if (strncmp(w->key, "star:", 5) == 0)
        hoshi_buffer_puts(&f, hoshi_page_say(p, "（★そのもの）", " (the star itself)"));
    else if (w->key[0] == 'd' || w->key[0] == 'i')
        hoshi_buffer_printf(&f, " %s",
                            hoshi_say_class(p->lang, w->key[0] == 'd' ? HOSHI_DIRECT : HOSHI_INDIRECT));
    if (x && x->cause != HOSHI_CAUSE_BUYER && x->cause != HOSHI_CAUSE_OWN)
        pool_rule(p, w, &f);
    return hoshi_page_keep(p, &f);
}

static void pool_party(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    (void)p;
    const struct own_book *b = user;
    v->text = hoshi_own_party(b, (size_t)((const struct hoshi_party *)row - b->split->party));
}

static void pool_value(struct hoshi_page *p, const void *user, const void *row, struct hoshi_value *v)
{
    const struct own_book *b = user;
    size_t party = (size_t)((const struct hoshi_party *)row - b->split->party);
    v->n = b->v->pool_yen[((size_t)p->n - 1) * b->split->parties + party];
    v->formula = hoshi_page_print(p, "SUMIFS({calc#annual%zu},{calc#rule},%d)", party + 1, p->n);
}

static void split_pools(struct hoshi_page *p, const struct own_book *b)
{
    static const struct hoshi_column columns[] = {
        {"party", {WORD(party)}, 0, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .get = pool_party},
        {"rule",
         {"{name}", "{name}"},
         0,
         HOSHI_STYLE_YEN,
         HOSHI_VALUE_INT,
         .get = pool_value,
         .repeated = true,
         .total = HOSHI_TOTAL_SUM}};
    struct hoshi_list list = {.name = "pools",
                              .column = columns,
                              .columns = 2,
                              .times = (int)b->split->weights_n,
                              .name_of = pool_name,
                              .user = b};
    hoshi_page_heading(p,
                       hoshi_page_say(p, "2. 規則ごとの内訳（年額・円）", "2. Rule by rule (annual, yen)"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    hoshi_list_rows(p, &list, b->split->party, b->split->parties, sizeof *b->split->party);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_skip(p, 1);
}

/* ---- funding and statements ---- */

static void split_fundings(struct hoshi_page *p, const struct own_book *b)
{
    if (!b->c->fundings)
        return;
    hoshi_page_heading(p, hoshi_page_say(p, "3. 補助金等", "3. Funding"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(funding)));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, "状況", "Status"));
    hoshi_page_text(p, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(amount_yen)));
    hoshi_page_wide(p, 5, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(handling)));
    hoshi_page_next(p);
    for (size_t i = 0; i < b->c->fundings; i++) {
        const struct hoshi_case_funding *f = &b->c->funding[i];
        hoshi_page_text(p, HOSHI_STYLE_TEXT, f->name ? f->name : "");
        hoshi_page_text(p, HOSHI_STYLE_CENTER, hoshi_say_funding_status(p->lang, f->status));
        hoshi_page_int(p, HOSHI_STYLE_YEN, f->yen);
        hoshi_page_wide(p, 5, HOSHI_STYLE_TEXT,
                        hoshi_funding_counts(f)
                            ? hoshi_page_say(p, "対象の明細から按分して控除済み（計算シート）",
                                             "Taken off its lines pro rata (sheet Calculation)")
                            : hoshi_page_say(p, "交付決定前のため控除していない。決まれば控除する",
                                             "Not granted yet: not taken off"));
        hoshi_page_next(p);
    }
    hoshi_page_skip(p, 1);
}

/* ---- what a payer can compute ---- */

struct infer_cells {
    const char *party, *level, *of_business;
    int64_t share_ppm, business_ppm;
    struct hoshi_value whole, least, most;
};

static struct hoshi_value infer_amount(int64_t amount, const char *unknown)
{
    return amount == HOSHI_NONE ? (struct hoshi_value){.kind = HOSHI_VALUE_TEXT, .text = unknown}
                                : (struct hoshi_value){.kind = HOSHI_VALUE_INT, .n = amount};
}

static const char *infer_among(struct hoshi_page *p, const struct own_book *b,
                               const struct hoshi_split_inference *x)
{
    const char *who = x->level == 4   ? "★4"
                      : x->level == 3 ? hoshi_page_say(p, "★3以上", "★3 or more")
                                      : hoshi_page_say(p, "共通のご要望", "joint demand");
    if (x->key == b->split->key)
        return who;
    return hoshi_page_print(p, hoshi_page_say(p, "%s（%s）", "%s (%s)"), who, hoshi_say_key(p->lang, x->key));
}

static void infer_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b,
                      const struct hoshi_split_inference *x)
{
    bool two = x->fellow != SIZE_MAX;
    struct infer_cells cells = {.party = two ? hoshi_page_print(p, hoshi_page_say(p, "%s と %s", "%s and %s"),
                                                                hoshi_own_party(b, x->party),
                                                                hoshi_own_party(b, x->fellow))
                                             : hoshi_own_party(b, x->party),
                                .level = infer_among(p, b, x),
                                .share_ppm = x->share_ppm,
                                .business_ppm = b->split->party[x->party].share_ppm +
                                                (two ? b->split->party[x->fellow].share_ppm : 0),
                                .whole = infer_amount(b->split->key_whole, ""),
                                .least = infer_amount(x->least, ""),
                                .most = infer_amount(x->most, "")};
    hoshi_list_row(p, list, &cells);
}

#define INFER(member) offsetof(struct infer_cells, member)
static const struct hoshi_column infer_columns[] = {
    {"party", {WORD(party)}, 0, HOSHI_STYLE_LABEL, HOSHI_VALUE_TEXT, .at = INFER(party)},
    {"level", {"分ける客先", "Among askers of"}, 0, HOSHI_STYLE_CENTER, HOSHI_VALUE_TEXT, .at = INFER(level)},
    {"business",
     {"分かる配賦割合", "Share of the business it finds"},
     0,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_MICRO,
     .at = INFER(business_ppm)},
    {"whole",
     {"そこから分かる全体の値", "Whole it finds from it"},
     0,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = INFER(whole)},
    {"share",
     {"分かる★の分の割合", "Share among askers it finds"},
     0,
     HOSHI_STYLE_PERCENT,
     HOSHI_VALUE_MICRO,
     .at = INFER(share_ppm)},
    {"least",
     {"ほかの求めた客先の計 少なくとも", "Other askers together, at least"},
     0,
     HOSHI_STYLE_YEN,
     HOSHI_VALUE_ANY,
     .at = INFER(least)},
    {"most", {"多くとも", "at most"}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = INFER(most)},
};

static void split_inferences(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list = {
        .name = "infer", .column = infer_columns, .columns = sizeof infer_columns / sizeof *infer_columns};
    if (!b->v->inferences)
        return;
    hoshi_page_heading(p, hoshi_page_say(p, "4. 渡した資料から相手が計算できること",
                                         "4. What customers can compute from their files"));
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(a_customer_that_knows_the_whole)));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < b->v->inferences; i++)
        infer_row(p, &list, b, &b->v->inference[i]);
    hoshi_page_line(p, HOSHI_STYLE_NOTE,
                    b->split->askers_grid
                        ? hoshi_page_print(p, hoshi_page_say(p, PROSE(shares_among_askers_on_a_grid)),
                                           (int)b->split->askers_grid)
                        : hoshi_page_say(p, PROSE(shares_among_askers_exact)));
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(yen_left_over_tells)));
    hoshi_page_skip(p, 1);
}

/* ---- statements ---- */

static void statement(struct hoshi_page *p, const char *text)
{
    if (text)
        hoshi_page_line(p, HOSHI_STYLE_PLAIN,
                        hoshi_page_print(p, "%s%s", hoshi_page_say(p, "・", "- "), text));
}

static void split_statements(struct hoshi_page *p, const struct own_book *b)
{
    static const struct hoshi_words of_star[] = {[HOSHI_RULING_NO_LINES] = {NULL, NULL},
                                                 [HOSHI_RULING_BY_SHARE] = {PROSE(star_itself_by_share)},
                                                 [HOSHI_RULING_ASKERS] = {PROSE(star_itself_between_askers)},
                                                 [HOSHI_RULING_SOLE] = {PROSE(star_itself_one_asker)},
                                                 [HOSHI_RULING_BY_RULE] = {PROSE(star_itself_by_table_2)}};
    static const struct hoshi_words of_four[] = {
        [HOSHI_RULING_NO_LINES] = {NULL, NULL},
        [HOSHI_RULING_BY_SHARE] = {PROSE(what_star_4_adds_by_share)},
        [HOSHI_RULING_ASKERS] = {PROSE(what_star_4_adds_is_divided)},
        [HOSHI_RULING_SOLE] = {PROSE(what_star_4_adds_one_asker)},
        [HOSHI_RULING_BY_RULE] = {PROSE(what_star_4_adds_by_table_2)}};
    statement(p, b->v->ruling3 == HOSHI_RULING_BY_SHARE
                     ? hoshi_page_say(p, PROSE(cost_of_star_3))
                     : hoshi_page_say(p, PROSE(cost_of_star_3_by_table_2)));
    if (b->v->ruling3 == HOSHI_RULING_BY_SHARE && b->v->ruling_upgrade4 == HOSHI_RULING_BY_SHARE)
        statement(p, hoshi_page_say(p, PROSE(upgrades_only_star_4_needs)));
    statement(p, hoshi_words_say(p->lang, of_star[b->v->ruling_star]));
    statement(p, hoshi_words_say(p->lang, of_four[b->v->ruling4]));
    statement(p, hoshi_page_say(p, PROSE(counting_other_customers_and_funding)));
    statement(p, hoshi_page_say(p, PROSE(this_is_a_proposal_to_begin)));
}

void hoshi_own_split_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list list = {
        .name = "split", .column = split_columns, .columns = sizeof split_columns / sizeof *split_columns};
    hoshi_list_begin(p, &list);
    hoshi_page_title(p, hoshi_page_say(p, "負担案（社内用：全取引先）", "Split (own view: all customers)"),
                     hoshi_page_say(p, PROSE(to_show_a_customer_its_part)));
    hoshi_page_heading(
        p, hoshi_page_print(p, hoshi_page_say(p, "1. 各者の分担（配賦基準：%s）", "1. Parts (key: %s)"),
                            hoshi_say_key(p->lang, b->split->key)));
    hoshi_list_heads(p, &list);
    hoshi_page_freeze(p, 1, 1);
    for (size_t i = 0; i < b->split->parties; i++)
        split_row(p, &list, b, i);
    hoshi_list_total(p, &list, hoshi_page_say(p, WORD(total)));
    hoshi_page_define(p, "annual_total", "split.total:annual");
    hoshi_page_define(p, "horizon_total", "split.total:horizon");
    hoshi_page_skip(p, 1);
    split_checks(p, b);
    split_pools(p, b);
    split_fundings(p, b);
    split_inferences(p, b);
    split_statements(p, b);
}
