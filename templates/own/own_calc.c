/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of the division, kept off the sheets people read: weights of each rule, and per entry the
 * largest remainder in integers. A quotient of doubles may be rounded up to a whole number; then floor × W
 * passes A × w and one is taken off, so floors and remainders are exact below 2^53. */
#include "own_sheets.h"
#include "table.h"

#include <string.h>

__extension__ typedef __int128 calc_wide;

/* Blocks of a column per party, each with one more behind it. */
#define CALC_BLOCK(key, left, ja, en, ...)                                                                   \
    {key, {ja "\n{name}", en "\n{name}"}, 19, .repeated = true},                                             \
    {                                                                                                        \
        left, {__VA_ARGS__}, 19, .over = 1                                                                   \
    }

static const struct hoshi_column calc_columns[] = {
    {"no", {"No", "No"}, 5, .over = 1},
    {"id", {"明細ID", "Line id"}, 34, .over = 1},
    {"cause", {WORD(caused_by)}, 11, .over = 1},
    {"class", {WORD(category)}, 9, .over = 1},
    {"nature", {WORD(nature)}, 13, .over = 1},
    {"measure", {"対策ID", "Measure id"}, 22, .over = 1},
    {"rule", {"規則番号", "Rule no"}, 7, .over = 1},
    {"cash", {"現金支出", "In cash"}, 6, .over = 1},
    {"yearly", {WORD(yearly)}, 6, .over = 1},
    {"quote", {"見積書あり", "With quotation"}, 6, .over = 1},
    {"fee", {"制度料金", "Scheme fee"}, 8, .over = 1},
    {"role", {"役割", "Role"}, 10, .over = 1},
    {"days", {"人日/回", "Days each"}, 9, .over = 1},
    {"mean_due", {"期待値 1回", "Mean each"}, 12, .over = 1},
    {"mean_annual", {"期待値 年額", "Mean annual"}, 12, .over = 1},
    {"mean", {"期待値 期間計", "Mean horizon"}, 13, .over = 1},
    {"gross_annual", {"総額 年額", "Gross annual"}, 12, .over = 1},
    {"gross", {"総額 期間計", "Gross horizon"}, 13, .over = 1},
    {"fund_annual", {"補助金等の控除 年額", "Funding annual"}, 12, .over = 1},
    {"fund", {"補助金等の控除 期間計", "Funding horizon"}, 12, .over = 1},
    {"net_annual", {"分担額 年額", "Divided annual"}, 12, .over = 1},
    {"net", {"分担額 期間計", "Divided horizon"}, 13, .over = 1},
    {"weights", {"重み計", "Sum of weights"}, 12, .over = 1},
    /* What the parties bear, and what the whole is more. */
    CALC_BLOCK("annual", "annual_check", "年額 各自", "Annual, each", WORD(check_sum)),
    CALC_BLOCK("horizon", "horizon_check", "期間計 各自", "Horizon, each", WORD(check_sum)),
    /* |amount| × weight; floors and what is left over; remainders. */
    CALC_BLOCK("annual_product", "annual_sum", "年額×重み", "Annual x weight", "", ""),
    CALC_BLOCK("annual_floor", "annual_left", "年額 切捨て", "Annual, floor", WORD(remaining)),
    CALC_BLOCK("annual_rest", "annual_behind", "年額 余り", "Annual, rest", "", ""),
    CALC_BLOCK("product", "product_sum", "期間計×重み", "Horizon x weight", "", ""),
    CALC_BLOCK("floor", "left", "期間計 切捨て", "Horizon, floor", WORD(remaining)),
    CALC_BLOCK("rest", "behind", "期間計 余り", "Horizon, rest", "", ""),
    /* The annual amount by key alone: the lower end of the zone. */
    CALC_BLOCK("key", "key_check", "年額 基準だけ", "Annual by key", WORD(check_sum)),
    CALC_BLOCK("key_product", "key_sum", "年額×基準", "Annual x key", "計", "Sum"),
    CALC_BLOCK("key_floor", "key_left", "基準 切捨て", "Key, floor", WORD(remaining)),
    CALC_BLOCK("key_rest", "key_behind", "基準 余り", "Key, rest", "", ""),
};
enum { CALC_COLUMNS = sizeof calc_columns / sizeof *calc_columns, CALC_FIXED = 23 };

/* Go to the column of a party (from 1), or of none (0). Names in formulas are of that party then. */
static void calc_to(struct hoshi_page *p, const char *key, size_t party)
{
    p->n = (int)party;
    hoshi_page_to(p, key);
}

static void calc_count(struct hoshi_page *p, const char *key, int64_t value)
{
    calc_to(p, key, 0);
    hoshi_page_int(p, HOSHI_STYLE_COUNT, value);
}

static void calc_text(struct hoshi_page *p, const char *key, const char *text)
{
    calc_to(p, key, 0);
    hoshi_page_text(p, HOSHI_STYLE_TEXT, text);
}

static const char *calc_party(struct hoshi_page *p, const void *user, int n)
{
    (void)p;
    return ((const struct own_book *)user)->split->party[n - 1].id;
}

/* ---- parties ---- */

static void share_cell(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_party *x = &b->split->party[i];
    calc_to(p, "annual", i + 1);
    if (x->kind == HOSHI_PARTY_BUYER)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)x->share_ppm,
                           "IF(N({in.whole})>0,ROUND({in.buyer.%zu}*1000000/{in.whole},0),0)", i);
    else if (x->kind == HOSHI_PARTY_SUPPLIER || !b->v->buyers)
        hoshi_page_int(p, HOSHI_STYLE_COUNT, x->kind == HOSHI_PARTY_SUPPLIER ? 0 : x->share_ppm);
    else
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)x->share_ppm,
                           "MAX(0,1000000-SUM({annual1..annual%zu}))", i);
}

static void calc_parties(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const block[] = {"annual",      "horizon",     "annual_product", "annual_floor",
                                        "annual_rest", "product",     "floor",          "rest",
                                        "key",         "key_product", "key_floor",      "key_rest"};
    size_t n = b->split->parties;
    hoshi_page_columns(p, "calc_parties", calc_columns, CALC_COLUMNS, (int)n);
    calc_to(p, "weights", 0);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(party)));
    for (size_t k = 0; k < sizeof block / sizeof *block; k++)
        for (size_t i = 0; i < n; i++) {
            calc_to(p, block[k], i + 1);
            hoshi_page_text(p, HOSHI_STYLE_HEAD, b->split->party[i].id);
        }
    hoshi_page_next(p);
    calc_to(p, "weights", 0);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, WORD(level_asked)));
    hoshi_page_mark(p, "calc.level");
    for (size_t i = 0; i < n; i++) {
        calc_to(p, "annual", i + 1);
        hoshi_page_int(p, HOSHI_STYLE_COUNT, b->split->party[i].level);
    }
    hoshi_page_next(p);
    calc_to(p, "weights", 0);
    hoshi_page_text(p, HOSHI_STYLE_LABEL, hoshi_page_say(p, "配賦割合（ppm）", "Share (ppm)"));
    hoshi_page_mark(p, "calc.share");
    for (size_t i = 0; i < n; i++)
        share_cell(p, b, i);
    hoshi_page_next(p);
}

/* ---- weights ---- */

/* Which entry a rule was first met with: its cause and demanders. */
static const struct hoshi_entry *rule_first(const struct own_book *b, size_t k)
{
    for (size_t i = 0; i < b->split->shares; i++)
        if (b->split->share[i].weights == k)
            return b->split->share[i].entry;
    return NULL;
}

struct calc_rule {
    enum hoshi_rule rule;
    int level;
    bool fixed, demand, shared, upgrade; /* upgrade: of level 4 only, by key */
    bool given;                          /* weights as input cells, before the supplier's part */
    bool grid;                           /* laid on points of a hundred among those who asked */
    const bool *buyer;
};

static struct calc_rule calc_rule_of(const struct own_book *b, size_t k)
{
    const struct hoshi_entry *x = rule_first(b, k);
    struct calc_rule r = {.rule = b->split->weights[k].rule, .level = 3};
    if (!x || x->cause == HOSHI_CAUSE_OWN || b->split->parties == 2) {
        r.fixed = true;
        return r;
    }
    r.level = x->cause == HOSHI_CAUSE_LEVEL4 ? 4 : 3;
    r.demand = x->cause == HOSHI_CAUSE_BUYER;
    r.buyer = x->buyer;
    r.fixed = !r.demand && (r.rule == HOSHI_RULE_SUPPLIER || r.rule == HOSHI_RULE_TABLE);
    r.shared = !r.demand && !r.fixed;
    r.given = r.shared && b->split->weights[k].given;
    r.upgrade = x->line.row->upgrade && r.level == 4 && r.rule == HOSHI_RULE_KEY && !r.demand && !r.given;
    bool askers = r.shared && !r.given && (r.rule == HOSHI_RULE_ASKERS || r.rule == HOSHI_RULE_EQUAL);
    r.grid = b->split->askers_grid > 0 && (askers || r.demand);
    return r;
}

static int64_t rule_asks(const struct own_book *b, const struct calc_rule *r, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    if (r->demand)
        return x->kind == HOSHI_PARTY_BUYER && r->buyer[x->buyer];
    return x->level >= r->level;
}

/* An upgrade that only star 4 needs is not for those who did not ask for it: their part goes with the other
 * customers'. */
static int64_t rule_upgrade_others(const struct own_book *b, const struct calc_rule *r)
{
    size_t others = b->split->parties - 2;
    int64_t sum = b->split->party[others].share_ppm;
    for (size_t p = 0; p < others; p++)
        sum += rule_asks(b, r, p) ? 0 : b->split->party[p].share_ppm;
    return sum;
}

/* The rule's weights before the supplier's own part, as the library has them. */
static void rule_values(const struct own_book *b, const struct calc_rule *r, size_t k, int64_t *w)
{
    size_t n = b->split->parties;
    int64_t any = 0, key = 0;
    for (size_t p = 0; p < n; p++) {
        any += rule_asks(b, r, p);
        key += rule_asks(b, r, p) ? b->split->party[p].share_ppm : 0;
    }
    for (size_t p = 0; p < n; p++) {
        int64_t share = b->split->party[p].share_ppm, flag = rule_asks(b, r, p);
        if (r->fixed)
            w[p] = b->split->weights[k].weight[p];
        else if (r->given)
            w[p] = b->split->weights[k].raw[p];
        else if (r->upgrade && p < n - 2)
            w[p] = flag * share;
        else if (r->upgrade && p == n - 2)
            w[p] = rule_upgrade_others(b, r);
        else if (r->rule == HOSHI_RULE_KEY && !r->demand)
            w[p] = share;
        else if (!any)
            w[p] = p == n - 1 ? HOSHI_MICRO : 0;
        else
            w[p] = r->rule == HOSHI_RULE_EQUAL && !r->demand ? flag : key ? flag * share : flag;
    }
}

/* The weights of a row before the supplier's part; flags of who asked stand in the products. */
static void rule_raw(struct hoshi_page *p, const struct own_book *b, const struct calc_rule *r, size_t i,
                     int64_t value)
{
    size_t n = b->split->parties;
    calc_to(p, "annual_product", i + 1);
    if (r->fixed || r->given)
        hoshi_page_int(p, HOSHI_STYLE_COUNT_INPUT, value);
    else if (r->upgrade && i < n - 2)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)value, "{product}*{calc.share:annual}");
    else if (r->upgrade && i == n - 2)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)value,
                           "SUM({calc.share:annual*})-SUMPRODUCT({product*},{calc.share:annual*})");
    else if (r->rule == HOSHI_RULE_KEY && !r->demand)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)value, "{calc.share:annual}");
    else if (i == n - 1)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)value, "IF(SUM({product*})=0,1000000,0)");
    else if (r->rule == HOSHI_RULE_EQUAL && !r->demand)
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)value, "{product}");
    else
        hoshi_page_formula(
            p, HOSHI_STYLE_COUNT, (double)value,
            "IF(SUMPRODUCT({product*},{calc.share:annual*})>0,{product}*{calc.share:annual},{product})");
}

static void rule_flags(struct hoshi_page *p, const struct own_book *b, const struct calc_rule *r)
{
    for (size_t i = 0; i < b->split->parties; i++) {
        calc_to(p, "product", i + 1);
        if (r->demand || r->fixed)
            hoshi_page_int(p, HOSHI_STYLE_COUNT, r->demand ? rule_asks(b, r, i) : 0);
        else
            hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)rule_asks(b, r, i),
                               "IF({calc.level:annual}>=%d,1,0)", r->level);
    }
}

/* A division of one row: blocks by key, and |amount| × weight with what its parts become. */
struct division {
    const char *product, *floor, *rest, *left; /* left: column */
    const char *whole, *weights;               /* columns: amount (may be negative), sum of weights */
    int64_t amount, sum;
    const int64_t *weight;
};

static void division_floor(struct hoshi_page *p, const struct division *d, size_t i, int64_t *left)
{
    calc_wide product = (calc_wide)(d->amount < 0 ? -d->amount : d->amount) * d->weight[i];
    int64_t floor = (int64_t)(product / d->sum), rest = (int64_t)(product % d->sum);
    calc_to(p, d->floor, i + 1);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)floor, "INT({%s}/{%s})-IF(INT({%s}/{%s})*{%s}>{%s},1,0)",
                       d->product, d->weights, d->product, d->weights, d->weights, d->product);
    calc_to(p, d->rest, i + 1);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)rest, "{%s}-{%s}*{%s}", d->product, d->floor,
                       d->weights);
    *left -= floor;
}

static void division_left(struct hoshi_page *p, const struct division *d, int64_t left)
{
    calc_to(p, d->left, 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)left, "ABS({%s})-SUM({%s*})", d->whole, d->floor);
}

/* One more for the largest remainders; a tie goes to the party listed first. */
static const char *division_extra(struct hoshi_page *p, const struct division *d, size_t i)
{
    const char *before =
        i ? hoshi_page_print(p, "+COUNTIF({%s1..%s%zu},{%s})", d->rest, d->rest, i, d->rest) : "";
    return hoshi_page_print(p, "{%s}+IF(COUNTIF({%s*},\">\"&{%s})%s<{%s},1,0)", d->floor, d->rest, d->rest,
                            before, d->left);
}

static void rule_final(struct hoshi_page *p, const struct own_book *b, size_t k, bool shared,
                       const struct division *d)
{
    struct own_ref part = hoshi_own_ref(b, "in.part");
    const struct hoshi_weights *w = &b->split->weights[k];
    for (size_t i = 0; i < b->split->parties; i++) {
        const char *own =
            i == b->split->parties - 1 ? hoshi_page_print(p, "+ROUND(%s*1000000,0)", part.text) : "";
        calc_to(p, "annual", i + 1);
        if (shared)
            hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)w->weight[i],
                               "IF({fee}=1,%s%s,{annual_product})", division_extra(p, d, i), own);
        else
            hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)w->weight[i], "{annual_product}");
    }
    calc_to(p, "weights", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)w->sum, "SUM({annual*})");
}

/* What the supplier keeps goes first; the rest keeps its proportions, fixed to ppm by largest remainder. The
 * products stand in the horizon blocks of the row, which a rule does not need otherwise (floor and rest;
 * flags in the product). */
static void rule_keep(struct hoshi_page *p, const struct own_book *b, const int64_t *raw, struct division *d)
{
    struct own_ref part = hoshi_own_ref(b, "in.part");
    size_t n = b->split->parties;
    int64_t keep = HOSHI_MICRO - b->split->supplier_part_ppm, left = keep, sum = 0, any = 0;
    for (size_t i = 0; i < n; i++) {
        sum += raw[i];
        any += i < n - 1 && raw[i];
    }
    calc_to(p, "net_annual", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)keep, "1000000-ROUND(%s*1000000,0)", part.text);
    calc_to(p, "fee", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, any && b->split->supplier_part_ppm > 0 ? 1 : 0,
                       "IF(AND(%s>0,SUM({annual_product*})>{annual_product%zu}),1,0)", part.text, n);
    calc_to(p, "net", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)sum, "SUM({annual_product*})");
    *d = (struct division){"horizon", "floor", "rest", "left", "net_annual", "net", keep, sum ? sum : 1, raw};
    for (size_t i = 0; i < n; i++) {
        calc_to(p, "horizon", i + 1);
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)keep * (double)raw[i],
                           "{net_annual}*{annual_product}");
        division_floor(p, d, i, &left);
    }
    division_left(p, d, left);
}

/* Shares among askers on whole points: the grid's units by largest remainder, in the blocks of the key, which a
 * rule does not need otherwise. `base` are the shares before. */
static void rule_grid(struct hoshi_page *p, const struct own_book *b, const struct calc_rule *r,
                      const int64_t *base, const int64_t *raw)
{
    size_t n = b->split->parties;
    int64_t units = 100 / b->split->askers_grid, sum = 0, left = units;
    for (size_t i = 0; i < n; i++)
        sum += base[i];
    struct division d = {"key_product", "key_floor", "key_rest",    "key_left", "key_check",
                         "key_sum",     units,       sum ? sum : 1, base};
    calc_count(p, "key_check", units);
    calc_to(p, "key_sum", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)sum, "SUM({key_product*})/{key_check}");
    for (size_t i = 0; i < n; i++) {
        calc_to(p, "key_product", i + 1);
        double product = (double)(units * base[i]);
        if (i == n - 1)
            hoshi_page_formula(p, HOSHI_STYLE_COUNT, product, "IF(SUM({product*})=0,1000000*{key_check},0)");
        else if (r->rule == HOSHI_RULE_EQUAL && !r->demand)
            hoshi_page_formula(p, HOSHI_STYLE_COUNT, product, "{key_check}*{product}");
        else
            hoshi_page_formula(
                p, HOSHI_STYLE_COUNT, product,
                "{key_check}*IF(SUMPRODUCT({product*},{calc.share:annual*})>0,{product}*{calc.share:annual},{product})");
        division_floor(p, &d, i, &left);
    }
    division_left(p, &d, left);
    for (size_t i = 0; i < n; i++) {
        calc_to(p, "annual_product", i + 1);
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)raw[i], "%lld*(%s)",
                           (long long)(b->split->askers_grid * (HOSHI_MICRO / 100)),
                           division_extra(p, &d, i));
    }
}

static void rule_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t k)
{
    const struct hoshi_weights *w = &b->split->weights[k];
    struct calc_rule r = calc_rule_of(b, k);
    struct division d = {0};
    int64_t *raw = hoshi_arena_array(&p->layout->texts, 2 * b->split->parties, sizeof *raw),
            *base = raw + b->split->parties;
    if (!raw) {
        hoshi_layout_fail(p->layout, "memory", "");
        return;
    }
    hoshi_list_count(p, list);
    rule_values(b, &r, k, raw);
    memcpy(base, raw, b->split->parties * sizeof *base);
    if (r.grid)
        memcpy(raw, w->raw, b->split->parties * sizeof *raw);
    calc_text(p, "id", w->key);
    calc_text(p, "cause", r.demand ? "" : hoshi_say_rule(p->lang, w->rule));
    calc_count(p, "rule", (int64_t)k + 1);
    rule_flags(p, b, &r);
    if (r.grid)
        rule_grid(p, b, &r, base, raw);
    for (size_t i = 0; !r.grid && i < b->split->parties; i++)
        rule_raw(p, b, &r, i, raw[i]);
    if (r.shared)
        rule_keep(p, b, raw, &d);
    rule_final(p, b, k, r.shared, &d);
    hoshi_page_next(p);
}

/* ---- an entry ---- */

static void entry_marks(struct hoshi_page *p, const struct hoshi_share *s, int64_t no)
{
    const struct hoshi_entry *x = s->entry;
    const struct hoshi_line *l = &x->line;
    calc_count(p, "no", no);
    calc_text(p, "id", x->id);
    calc_text(p, "cause", hoshi_cause_key(x->cause));
    calc_text(p, "class", hoshi_class_key(l->row->cost_class));
    calc_text(p, "nature", hoshi_nature_key(l->row->nature));
    calc_text(p, "measure", l->measure->id);
    calc_count(p, "rule", (int64_t)s->weights + 1);
    calc_count(p, "cash", !l->effort);
    calc_count(p, "yearly", l->every == 1);
    calc_count(p, "quote", l->quote != NULL);
    calc_count(p, "fee", l->price && l->price->common_unknown && !l->quote);
    calc_text(p, "role", l->effort ? hoshi_role_key(l->effort->role) : "");
}

/* Line i stands on the sheet of the lines in row i of its list. */
static void entry_means(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_entry *x = b->v->line[i].entry;
    struct own_ref row = hoshi_own_price_row(b, b->v->line[i].price);
    const char *price = row.text;
    int horizon = b->a->horizon;
    calc_to(p, "days", 0);
    if (x->line.effort)
        hoshi_page_formula(
            p, HOSHI_STYLE_DECIMAL, hoshi_micro_value(x->days_micro),
            "ROUND(ROUND(ROUND({lines.%zu:quantity}*{lines.%zu:need},6)*{%s:inlikely},6)-ROUND(ROUND({lines.%zu:quantity}*{lines.%zu:before},6)*{%s:inlikely},6),6)",
            i, i, price, i, i, price);
    else
        hoshi_page_int(p, HOSHI_STYLE_DECIMAL, 0);
    const char *more =
        hoshi_page_print(p, "ROUND({lines.%zu:quantity}*{lines.%zu:need}*{%s:mean},6),0)", i, i, price);
    const char *less =
        hoshi_page_print(p, "ROUND({lines.%zu:quantity}*{lines.%zu:before}*{%s:mean},6),0)", i, i, price);
    calc_to(p, "mean_due", 0);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)x->mean.due_yen, "ROUND(%s-ROUND(%s", more, less);
    calc_to(p, "mean_annual", 0);
    hoshi_page_formula(
        p, HOSHI_STYLE_YEN, (double)x->mean.annual_yen,
        "IF({lines.%zu:from}>%d,0,ROUND(ROUND(%s/{lines.%zu:step},0)-ROUND(ROUND(%s/{lines.%zu:step},0))", i,
        horizon, more, i, less, i);
    calc_to(p, "mean", 0);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)x->mean.horizon_yen,
                       "IF({lines.%zu:from}>%d,0,{mean_due}*(1+INT((%d-{lines.%zu:from})/{lines.%zu:step})))",
                       i, horizon, horizon, i, i);
}

/* Gross, what funding takes off, and what is left to divide; `annual` or over the horizon. */
static void entry_net(struct hoshi_page *p, const struct own_book *b, size_t i, bool annual)
{
    const struct hoshi_share *s = &b->split->share[i];
    const char *at = annual ? "_annual" : "";
    calc_to(p, annual ? "gross_annual" : "gross", 0);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)(annual ? s->gross_annual_yen : s->gross_yen),
                       "IF(%s=\"%s\",{mean%s},{lines.%zu:%s})", hoshi_own_ref(b, "in.basis").text,
                       hoshi_page_say(p, WORD_IN(mean)), at, i, annual ? "annual" : "horizon");
    calc_to(p, annual ? "fund_annual" : "fund", 0);
    hoshi_page_int(p, HOSHI_STYLE_YEN_INPUT, annual ? s->funding_annual_yen : s->funding_yen);
    calc_to(p, annual ? "net_annual" : "net", 0);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)(annual ? s->annual_yen : s->horizon_yen),
                       "{gross%s}-MIN({fund%s},MAX(0,{gross%s}))", at, at, at);
}

static void entry_divide(struct hoshi_page *p, const struct own_book *b, const struct division *d,
                         const char *part, const char *check, const char *weight, const int64_t *parts)
{
    size_t n = b->split->parties;
    int64_t amount = d->amount < 0 ? -d->amount : d->amount, left = amount;
    for (size_t i = 0; i < n; i++) {
        calc_to(p, d->product, i + 1);
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)amount * (double)d->weight[i], "ABS({%s})*%s",
                           d->whole, weight);
        division_floor(p, d, i, &left);
    }
    division_left(p, d, left);
    for (size_t i = 0; i < n; i++) {
        calc_to(p, part, i + 1);
        hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)parts[i], "IF({%s}<0,-1,1)*(%s)", d->whole,
                           division_extra(p, d, i));
    }
    calc_to(p, check, 0);
    hoshi_page_formula(p, HOSHI_STYLE_YEN, 0, "SUM({%s*})-{%s}", part, d->whole);
}

/* The annual amount by key alone. */
static void entry_by_key(struct hoshi_page *p, const struct own_book *b, size_t share)
{
    const struct hoshi_share *s = &b->split->share[share];
    size_t n = b->split->parties;
    int64_t *weight = hoshi_arena_array(&p->layout->texts, n + 1, sizeof *weight), sum = 0;
    if (!weight) {
        hoshi_layout_fail(p->layout, "memory", "");
        return;
    }
    for (size_t i = 0; i < n; i++)
        sum += weight[i] = b->split->party[i].share_ppm;
    calc_to(p, "key_sum", 0);
    hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)sum, "SUM({calc.share:annual*})");
    struct division key = {"key_product", "key_floor",   "key_rest",    "key_left", "net_annual",
                           "key_sum",     s->annual_yen, sum ? sum : 1, weight};
    entry_divide(p, b, &key, "key", "key_check", "{calc.share:annual}", b->v->key_yen + share * n);
}

static void entry_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    static const char weight[] = "INDEX({weights#annual},{rule})"; /* in the row of the entry's rule */
    const struct hoshi_share *s = &b->split->share[i];
    const struct hoshi_weights *w = &b->split->weights[s->weights];
    hoshi_list_count(p, list);
    entry_marks(p, s, (int64_t)i + 1);
    if (!p->layout->recording) {
        entry_means(p, b, i);
        entry_net(p, b, i, true);
        entry_net(p, b, i, false);
        calc_to(p, "weights", 0);
        hoshi_page_formula(p, HOSHI_STYLE_COUNT, (double)w->sum, "INDEX({weights#weights},{rule})");
        struct division annual = {"annual_product", "annual_floor", "annual_rest",
                                  "annual_left",    "net_annual",   "weights",
                                  s->annual_yen,    w->sum,         w->weight};
        struct division horizon = {"product", "floor",        "rest", "left",   "net",
                                   "weights", s->horizon_yen, w->sum, w->weight};
        entry_divide(p, b, &annual, "annual", "annual_check", weight, s->annual);
        entry_divide(p, b, &horizon, "horizon", "horizon_check", weight, s->horizon);
        entry_by_key(p, b, i);
    }
    hoshi_page_next(p);
}

/* ---- totals ---- */

static void calc_total(struct hoshi_page *p, const struct own_book *b, const char *key, size_t party,
                       int64_t value)
{
    calc_to(p, key, party);
    if (b->v->certain)
        hoshi_page_formula(p, HOSHI_STYLE_YEN_TOTAL, (double)value, "SUM({#%s})", key);
    else
        hoshi_page_int(p, HOSHI_STYLE_YEN_TOTAL, 0);
}

static void calc_totals(struct hoshi_page *p, const struct own_book *b)
{
    static const char *const key[] = {"mean_due",    "mean_annual", "mean",       "gross_annual", "gross",
                                      "fund_annual", "fund",        "net_annual", "net"};
    const struct hoshi_split *s = b->split;
    const int64_t value[] = {b->v->mean_due_yen,
                             b->e->totals.mean_annual_yen,
                             b->e->totals.mean_horizon_yen,
                             s->gross_annual_yen,
                             s->gross_yen,
                             s->funding_annual_yen,
                             s->funding_yen,
                             s->annual_yen,
                             s->horizon_yen};
    p->n = 0;
    hoshi_page_mark(p, "calc.total");
    hoshi_page_wide(p, 13, HOSHI_STYLE_TOTAL, hoshi_page_say(p, WORD(total)));
    for (size_t k = 0; k < sizeof key / sizeof *key; k++)
        calc_total(p, b, key[k], 0, value[k]);
    for (size_t i = 0; i < s->parties; i++) {
        calc_total(p, b, "annual", i + 1, s->party[i].annual_yen);
        calc_total(p, b, "horizon", i + 1, s->party[i].horizon_yen);
    }
    p->n = 0;
    hoshi_page_next(p);
}

/* ---- figures by number of a customer ---- */

struct chosen_cells {
    const char *no, *name;
    struct hoshi_value annual, percent, month, quoted;
};

#define AT(member) offsetof(struct chosen_cells, member)
static const struct hoshi_column chosen_columns[] = {
    {"no", {WORD(number)}, 0, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(no)},
    {"name", {WORD(customer)}, 0, HOSHI_STYLE_TEXT, HOSHI_VALUE_TEXT, .at = AT(name)},
    {"annual", {WORD(annual_charge)}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(annual)},
    {"percent", {"率", "Percent"}, 0, HOSHI_STYLE_PERCENT, HOSHI_VALUE_ANY, .at = AT(percent)},
    {"month", {"月額", "Per month"}, 0, HOSHI_STYLE_YEN, HOSHI_VALUE_ANY, .at = AT(month)},
    {"quoted", {WORD(share_quoted)}, 0, HOSHI_STYLE_PERCENT, HOSHI_VALUE_ANY, .at = AT(quoted)},
};

/* A value that stands on the sheet of prices. */
static struct hoshi_value chosen_copy(struct hoshi_page *p, int64_t micro, struct own_ref from)
{
    return (struct hoshi_value){
        .kind = HOSHI_VALUE_MICRO, .n = micro, .formula = hoshi_page_print(p, "%s", from.text)};
}

/* How much of a customer's annual part rests on quotations, as its own file says it. */
static struct hoshi_value chosen_quoted(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    if (!b->v->certain)
        return (struct hoshi_value){.kind = HOSHI_VALUE_MICRO, .n = 0, .formula = "0"};
    return (struct hoshi_value){
        .kind = HOSHI_VALUE_MICRO,
        .n = b->v->buyer[i].quoted_ppm,
        .formula = hoshi_page_print(
            p,
            "IF({calc.total:annual%zu}>0,ROUND(SUMIFS({calc#annual%zu},{calc#quote},1)/{calc.total:annual%zu},6),0)",
            i + 1, i + 1, i + 1)};
}

static void chosen_row(struct hoshi_page *p, struct hoshi_list *list, const struct own_book *b, size_t i)
{
    const struct hoshi_uplift *u = &b->v->buyer[i].uplift;
    struct chosen_cells cells = {
        .no = hoshi_page_print(p, "%zu", i + 1),
        .name = hoshi_own_party(b, i),
        .annual = chosen_copy(p, u->annual_yen * HOSHI_MICRO, hoshi_own_ref(b, "rise.%zu.annual", i)),
        .percent = {.kind = HOSHI_VALUE_SKIP},
        .month = chosen_copy(p, u->per_month_yen * HOSHI_MICRO, hoshi_own_ref(b, "rise.%zu.per_month", i))};
    if (u->percent_ppm != HOSHI_NONE)
        cells.percent = chosen_copy(p, u->percent_ppm, hoshi_own_ref(b, "rise.%zu.percent", i));
    cells.quoted = chosen_quoted(p, b, i);
    hoshi_list_row(p, list, &cells);
}

/* What the questions to expect find by the number of a customer. */
static void calc_chosen(struct hoshi_page *p, const struct own_book *b)
{
    struct hoshi_list list = {.name = "chosen",
                              .column = chosen_columns,
                              .columns = sizeof chosen_columns / sizeof *chosen_columns};
    if (!b->v->buyers)
        return;
    hoshi_page_skip(p, 2);
    hoshi_page_heading(p, hoshi_page_say(p, "想定問答に差し込む値", "Values of the questions to expect"));
    hoshi_list_begin(p, &list);
    hoshi_list_heads(p, &list);
    for (size_t i = 0; i < b->v->buyers; i++)
        chosen_row(p, &list, b, i);
}

static void calc_widths(struct hoshi_page *p, const struct own_book *b)
{
    double width[CALC_FIXED];
    uint16_t block = (uint16_t)(b->split->parties + 1);
    for (size_t i = 0; i < CALC_FIXED; i++)
        width[i] = calc_columns[i].width;
    hoshi_page_widths(p, width, CALC_FIXED);
    hoshi_page_more_widths(p, CALC_FIXED, (uint16_t)(CALC_FIXED + 2 * block - 1), 13);
    hoshi_page_more_widths(p, (uint16_t)(CALC_FIXED + 2 * block), (uint16_t)(CALC_FIXED + 12 * block - 1),
                           19);
}

void hoshi_own_calc_sheet(struct hoshi_page *p, void *book)
{
    const struct own_book *b = book;
    struct hoshi_list weights = {.name = "weights",
                                 .column = calc_columns,
                                 .columns = CALC_COLUMNS,
                                 .times = (int)b->split->parties,
                                 .name_of = calc_party,
                                 .user = b},
                      entries = weights;
    entries.name = "calc";
    calc_widths(p, b);
    hoshi_page_freeze(p, 2, 0);
    hoshi_page_title(p, hoshi_page_say(p, "計算（印刷不要）", "Calculation (not for printing)"),
                     hoshi_page_say(p, PROSE(behind_the_split_each_line)));
    hoshi_page_print_to(p, CALC_FIXED - 1); /* too wide for paper: a page that says what the sheet is */
    hoshi_page_skip(p, 1);
    calc_parties(p, b);
    hoshi_page_heading(p, hoshi_page_say(p, "規則ごとの重み", "Weights of the rules"));
    hoshi_list_begin(p, &weights);
    hoshi_list_heads(p, &weights);
    for (size_t k = 0; k < b->split->weights_n; k++)
        rule_row(p, &weights, b, k);
    hoshi_page_skip(p, 1);
    hoshi_page_heading(p, hoshi_page_say(p, "明細ごとの分担", "Division of each line"));
    hoshi_list_begin(p, &entries);
    hoshi_list_heads(p, &entries);
    for (size_t i = 0; i < b->split->shares; i++)
        entry_row(p, &entries, b, i);
    calc_totals(p, b);
    calc_chosen(p, b);
}
