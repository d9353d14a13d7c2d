/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of the division, kept off the sheets people read: weights of each rule, and per entry the
 * largest remainder in integers. A quotient of doubles may be rounded up to a whole number; then floor × W
 * passes A × w and one is taken off, so floors and remainders are exact below 2^53. */
#include "own_sheets.h"

#include <string.h>

__extension__ typedef __int128 wide;

static struct hoshi_sheet *sheet(struct own_book *b)
{
    return &b->sheet[OWN_CALC];
}

static const char *const heads_ja[CALC_PARTS] = {
    "No",
    "明細ID",
    "帰属",
    "区分",
    "性質",
    "対策ID",
    "規則番号",
    "現金",
    "毎年",
    "見積",
    "制度料金",
    "役割",
    "人日/回",
    "期待値 1回",
    "期待値 年額",
    "期待値 期間計",
    "総額 年額",
    "総額 期間計",
    "補助金等の控除 年額",
    "補助金等の控除 期間計",
    "分担額 年額",
    "分担額 期間計",
    "重み計",
};
static const char *const heads_en[CALC_PARTS] = {
    "No",
    "Line id",
    "Caused by",
    "Class",
    "Nature",
    "Measure id",
    "Rule no",
    "Cash",
    "Every year",
    "Quoted",
    "Scheme fee",
    "Role",
    "Days each",
    "Mean each",
    "Mean annual",
    "Mean horizon",
    "Gross annual",
    "Gross horizon",
    "Funding annual",
    "Funding horizon",
    "Divided annual",
    "Divided horizon",
    "Sum of weights",
};

static uint16_t column(const struct own_book *b, enum calc_block block, size_t p)
{
    return (uint16_t)hoshi_own_block(b, block, p);
}

static struct own_ref at(const struct own_book *b, uint32_t row, enum calc_block block, size_t p)
{
    return hoshi_own_at(row, column(b, block, p));
}

/* All parties of one row of a block. */
static struct own_ref across(const struct own_book *b, uint32_t row, enum calc_block block)
{
    return hoshi_own_span(row, column(b, block, 0), row, column(b, block, b->split->parties - 1));
}

/* ---- parties ---- */

static void share_cell(struct own_book *b, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    uint16_t c = column(b, BLOCK_ANNUAL, p);
    struct own_ref amount = hoshi_own_on(b, OWN_INPUTS, b->in_buyer + (uint32_t)p, IN_VALUE);
    struct own_ref whole = hoshi_own_on(b, OWN_INPUTS, b->in_whole, IN_VALUE);
    if (x->kind == HOSHI_PARTY_SUPPLIER)
        hoshi_put_int(sheet(b), b->calc_share, c, HOSHI_STYLE_COUNT, 0);
    else if (x->kind == HOSHI_PARTY_BUYER)
        hoshi_put_formula(sheet(b), b->calc_share, c, HOSHI_STYLE_COUNT, (double)x->share_ppm,
                          "=IF(N(%s)>0,ROUND(%s*1000000/%s,0),0)", whole.text, amount.text, whole.text);
    else if (!b->buyers)
        hoshi_put_int(sheet(b), b->calc_share, c, HOSHI_STYLE_COUNT, x->share_ppm);
    else
        hoshi_put_formula(
            sheet(b), b->calc_share, c, HOSHI_STYLE_COUNT, (double)x->share_ppm, "=MAX(0,1000000-SUM(%s))",
            hoshi_own_span(b->calc_share, column(b, BLOCK_ANNUAL, 0), b->calc_share, c - 1u).text);
}

static void parties(struct own_book *b)
{
    const char *label[] = {hoshi_own_say(b, "当事者", "Party"), hoshi_own_say(b, "要請の★", "Level asked"),
                           hoshi_own_say(b, "配賦割合（ppm）", "Share (ppm)")};
    for (uint32_t i = 0; i < 3; i++)
        hoshi_put_text(sheet(b), b->calc_party + i, CALC_W, HOSHI_STYLE_LABEL, label[i]);
    for (size_t p = 0; p < b->split->parties; p++) {
        for (int block = 0; block < BLOCKS; block++)
            hoshi_put_text(sheet(b), b->calc_party, column(b, (enum calc_block)block, p), HOSHI_STYLE_HEAD,
                           b->split->party[p].id);
        hoshi_put_int(sheet(b), b->calc_level, column(b, BLOCK_ANNUAL, p), HOSHI_STYLE_COUNT,
                      b->split->party[p].level);
        share_cell(b, p);
    }
}

/* ---- weights ---- */

/* Which entry a rule was first met with: its cause and demanders. */
static const struct hoshi_entry *first_of(const struct own_book *b, size_t k)
{
    for (size_t i = 0; i < b->split->shares; i++)
        if (b->split->share[i].weights == k)
            return b->split->share[i].entry;
    return NULL;
}

struct rule {
    enum hoshi_rule rule;
    int level;
    bool fixed, demand, shared, upgrade; /* upgrade: of level 4 only, by key */
    bool given;                          /* weights as input cells, before the supplier's part */
    const bool *buyer;
};

static struct rule rule_of(const struct own_book *b, size_t k)
{
    const struct hoshi_entry *x = first_of(b, k);
    struct rule r = {.rule = b->split->weights[k].rule, .level = 3};
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
    return r;
}

static int64_t asked(const struct own_book *b, const struct rule *r, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    if (r->demand)
        return x->kind == HOSHI_PARTY_BUYER && r->buyer[x->buyer];
    return x->level >= r->level;
}

/* An upgrade that only star 4 needs is not for those who did not ask for it: their part goes with the other
 * customers'. */
static int64_t upgrade_others(const struct own_book *b, const struct rule *r)
{
    size_t others = b->split->parties - 2;
    int64_t sum = b->split->party[others].share_ppm;
    for (size_t p = 0; p < others; p++)
        sum += asked(b, r, p) ? 0 : b->split->party[p].share_ppm;
    return sum;
}

/* The rule's weights before the supplier's own part, as the library has them. */
static void raw_values(const struct own_book *b, const struct rule *r, size_t k, int64_t *w)
{
    size_t n = b->split->parties;
    int64_t any = 0, key = 0;
    for (size_t p = 0; p < n; p++) {
        any += asked(b, r, p);
        key += asked(b, r, p) ? b->split->party[p].share_ppm : 0;
    }
    for (size_t p = 0; p < n; p++) {
        int64_t share = b->split->party[p].share_ppm, flag = asked(b, r, p);
        if (r->fixed)
            w[p] = b->split->weights[k].weight[p];
        else if (r->given)
            w[p] = b->split->weights[k].raw[p];
        else if (r->upgrade && p < n - 2)
            w[p] = flag * share;
        else if (r->upgrade && p == n - 2)
            w[p] = upgrade_others(b, r);
        else if (r->rule == HOSHI_RULE_KEY && !r->demand)
            w[p] = share;
        else if (!any)
            w[p] = p == n - 1 ? HOSHI_MICRO : 0;
        else
            w[p] = r->rule == HOSHI_RULE_EQUAL && !r->demand ? flag : key ? flag * share : flag;
    }
}

static void raw_cell(struct own_book *b, const struct rule *r, uint32_t row, size_t p, int64_t value)
{
    uint16_t c = column(b, BLOCK_ANNUAL_PRODUCT, p);
    struct own_ref share = at(b, b->calc_share, BLOCK_ANNUAL, p),
                   shares = across(b, b->calc_share, BLOCK_ANNUAL);
    struct own_ref flag = at(b, row, BLOCK_PRODUCT, p), flags = across(b, row, BLOCK_PRODUCT);
    bool supplier = p == b->split->parties - 1;
    if (r->fixed || r->given)
        hoshi_put_int(sheet(b), row, c, HOSHI_STYLE_COUNT_INPUT, value);
    else if (r->upgrade && p < b->split->parties - 2)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value, "=%s*%s", flag.text,
                          share.text);
    else if (r->upgrade && p == b->split->parties - 2)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value, "=SUM(%s)-SUMPRODUCT(%s,%s)",
                          shares.text, flags.text, shares.text);
    else if (r->rule == HOSHI_RULE_KEY && !r->demand)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value, "=%s", share.text);
    else if (supplier)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value, "=IF(SUM(%s)=0,1000000,0)",
                          flags.text);
    else if (r->rule == HOSHI_RULE_EQUAL && !r->demand)
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value, "=%s", flag.text);
    else
        hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)value,
                          "=IF(SUMPRODUCT(%s,%s)>0,%s*%s,%s)", flags.text, shares.text, flag.text, share.text,
                          flag.text);
}

/* Floor, remainder and the extra yen of |amount| × weight over one row: shared by the entries and the
 * supplier's part. */
struct division {
    uint32_t row;
    enum calc_block product, floor, rest, part;
    struct own_ref whole, weights; /* cells: amount (may be negative), sum of weights */
    int64_t amount, sum;
    const int64_t *weight;
};

static void floor_cells(struct own_book *b, const struct division *d, size_t p, int64_t *left)
{
    wide product = (wide)(d->amount < 0 ? -d->amount : d->amount) * d->weight[p];
    int64_t floor = (int64_t)(product / d->sum), rest = (int64_t)(product % d->sum);
    struct own_ref x = at(b, d->row, d->product, p), f = at(b, d->row, d->floor, p);
    hoshi_put_formula(sheet(b), d->row, column(b, d->floor, p), HOSHI_STYLE_COUNT, (double)floor,
                      "=INT(%s/%s)-IF(INT(%s/%s)*%s>%s,1,0)", x.text, d->weights.text, x.text,
                      d->weights.text, d->weights.text, x.text);
    hoshi_put_formula(sheet(b), d->row, column(b, d->rest, p), HOSHI_STYLE_COUNT, (double)rest, "=%s-%s*%s",
                      x.text, f.text, d->weights.text);
    *left -= floor;
}

static void left_cell(struct own_book *b, const struct division *d, int64_t left)
{
    hoshi_put_formula(sheet(b), d->row, column(b, d->floor, b->split->parties), HOSHI_STYLE_COUNT,
                      (double)left, "=ABS(%s)-SUM(%s)", d->whole.text, across(b, d->row, d->floor).text);
}

/* One more for the largest remainders; a tie goes to the party listed first. */
static const char *extra(struct own_book *b, const struct division *d, size_t p)
{
    struct own_ref rest = at(b, d->row, d->rest, p), left = at(b, d->row, d->floor, b->split->parties);
    const char *before = "";
    if (p)
        before = hoshi_own_text(
            b, "+COUNTIF(%s,%s)",
            hoshi_own_span(d->row, column(b, d->rest, 0), d->row, column(b, d->rest, p - 1)).text, rest.text);
    return hoshi_own_text(b, "%s+IF(COUNTIF(%s,\">\"&%s)%s<%s,1,0)", at(b, d->row, d->floor, p).text,
                          across(b, d->row, d->rest).text, rest.text, before, left.text);
}

/* ---- a rule ---- */

static void flags(struct own_book *b, const struct rule *r, uint32_t row)
{
    for (size_t p = 0; p < b->split->parties; p++) {
        uint16_t c = column(b, BLOCK_PRODUCT, p);
        if (r->demand || r->fixed)
            hoshi_put_int(sheet(b), row, c, HOSHI_STYLE_COUNT, r->demand ? asked(b, r, p) : 0);
        else
            hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)asked(b, r, p), "=IF(%s>=%d,1,0)",
                              at(b, b->calc_level, BLOCK_ANNUAL, p).text, r->level);
    }
}

static void final_cells(struct own_book *b, size_t k, uint32_t row, bool shared, const struct division *d)
{
    struct own_ref part = hoshi_own_on(b, OWN_INPUTS, b->in_part, IN_VALUE),
                   applies = hoshi_own_at(row, CALC_FEE);
    for (size_t p = 0; p < b->split->parties; p++) {
        struct own_ref raw = at(b, row, BLOCK_ANNUAL_PRODUCT, p);
        double value = (double)b->split->weights[k].weight[p];
        uint16_t c = column(b, BLOCK_ANNUAL, p);
        const char *own =
            p == b->split->parties - 1 ? hoshi_own_text(b, "+ROUND(%s*1000000,0)", part.text) : "";
        if (shared)
            hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, value, "=IF(%s=1,%s%s,%s)", applies.text,
                              extra(b, d, p), own, raw.text);
        else
            hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, value, "=%s", raw.text);
    }
    hoshi_put_formula(sheet(b), row, CALC_W, HOSHI_STYLE_COUNT, (double)b->split->weights[k].sum, "=SUM(%s)",
                      across(b, row, BLOCK_ANNUAL).text);
}

/* What the supplier keeps goes first; the rest keeps its proportions, fixed to ppm by largest remainder. The
 * products stand in the horizon blocks of the row, which a rule does not need otherwise (floor and rest;
 * flags in the product). */
static void keep_part(struct own_book *b, uint32_t row, bool shared, const int64_t *raw, struct division *d)
{
    struct own_ref part = hoshi_own_on(b, OWN_INPUTS, b->in_part, IN_VALUE);
    int64_t keep = HOSHI_MICRO - b->split->supplier_part_ppm, left = keep, sum = 0, any = 0;
    for (size_t p = 0; p < b->split->parties; p++) {
        sum += raw[p];
        any += p < b->split->parties - 1 && raw[p];
    }
    hoshi_put_formula(sheet(b), row, CALC_NET_ANNUAL, HOSHI_STYLE_COUNT, (double)keep,
                      "=1000000-ROUND(%s*1000000,0)", part.text);
    hoshi_put_formula(sheet(b), row, CALC_FEE, HOSHI_STYLE_COUNT,
                      shared && any && b->split->supplier_part_ppm > 0 ? 1 : 0,
                      "=IF(AND(%s>0,SUM(%s)>%s),1,0)", part.text, across(b, row, BLOCK_ANNUAL_PRODUCT).text,
                      at(b, row, BLOCK_ANNUAL_PRODUCT, b->split->parties - 1).text);
    hoshi_put_formula(sheet(b), row, CALC_NET, HOSHI_STYLE_COUNT, (double)sum, "=SUM(%s)",
                      across(b, row, BLOCK_ANNUAL_PRODUCT).text);
    *d = (struct division){row,
                           BLOCK_HORIZON,
                           BLOCK_FLOOR,
                           BLOCK_REST,
                           BLOCK_ANNUAL,
                           hoshi_own_at(row, CALC_NET_ANNUAL),
                           hoshi_own_at(row, CALC_NET),
                           keep,
                           sum ? sum : 1,
                           raw};
    for (size_t p = 0; p < b->split->parties; p++) {
        hoshi_put_formula(sheet(b), row, column(b, BLOCK_HORIZON, p), HOSHI_STYLE_COUNT,
                          (double)keep * (double)raw[p], "=%s*%s", d->whole.text,
                          at(b, row, BLOCK_ANNUAL_PRODUCT, p).text);
        floor_cells(b, d, p, &left);
    }
    left_cell(b, d, left);
}

static void weights_row(struct own_book *b, size_t k)
{
    const struct hoshi_weights *w = &b->split->weights[k];
    uint32_t row = b->calc_weights + (uint32_t)k;
    struct rule r = rule_of(b, k);
    struct division d = {0};
    int64_t *raw = hoshi_arena_array(&b->arena, b->split->parties, sizeof *raw);
    if (!raw) {
        b->book.failed = true;
        return;
    }
    raw_values(b, &r, k, raw);
    hoshi_put_text(sheet(b), row, CALC_ID, HOSHI_STYLE_TEXT, w->key);
    hoshi_put_text(sheet(b), row, CALC_CAUSE, HOSHI_STYLE_TEXT,
                   r.demand ? "" : hoshi_say_rule(b->lang, w->rule));
    hoshi_put_int(sheet(b), row, CALC_RULE, HOSHI_STYLE_COUNT, (int64_t)k + 1);
    flags(b, &r, row);
    for (size_t p = 0; p < b->split->parties; p++)
        raw_cell(b, &r, row, p, raw[p]);
    if (r.shared)
        keep_part(b, row, true, raw, &d);
    final_cells(b, k, row, r.shared, &d);
}

/* ---- an entry ---- */

static void marks(struct own_book *b, const struct hoshi_share *s, uint32_t row, int64_t no)
{
    const struct hoshi_entry *x = s->entry;
    const struct hoshi_line *l = &x->line;
    bool fee = l->price && l->price->common_unknown && !l->quote;
    hoshi_put_int(sheet(b), row, CALC_NO, HOSHI_STYLE_COUNT, no);
    hoshi_put_text(sheet(b), row, CALC_ID, HOSHI_STYLE_TEXT, x->id);
    hoshi_put_text(sheet(b), row, CALC_CAUSE, HOSHI_STYLE_TEXT, hoshi_cause_key(x->cause));
    hoshi_put_text(sheet(b), row, CALC_CLASS, HOSHI_STYLE_TEXT, hoshi_class_key(l->row->cost_class));
    hoshi_put_text(sheet(b), row, CALC_NATURE, HOSHI_STYLE_TEXT, hoshi_nature_key(l->row->nature));
    hoshi_put_text(sheet(b), row, CALC_MEASURE, HOSHI_STYLE_TEXT, l->measure->id);
    hoshi_put_int(sheet(b), row, CALC_RULE, HOSHI_STYLE_COUNT, (int64_t)s->weights + 1);
    hoshi_put_int(sheet(b), row, CALC_CASH, HOSHI_STYLE_COUNT, !l->effort);
    hoshi_put_int(sheet(b), row, CALC_YEARLY, HOSHI_STYLE_COUNT, l->every == 1);
    hoshi_put_int(sheet(b), row, CALC_QUOTE, HOSHI_STYLE_COUNT, l->quote != NULL);
    hoshi_put_int(sheet(b), row, CALC_FEE, HOSHI_STYLE_COUNT, fee);
    hoshi_put_text(sheet(b), row, CALC_ROLE, HOSHI_STYLE_TEXT,
                   l->effort ? hoshi_role_key(l->effort->role) : "");
}

static void means(struct own_book *b, const struct own_line *line, uint32_t row)
{
    const struct hoshi_entry *x = line->entry;
    struct own_ref where = hoshi_own_line_row(b, (size_t)(line - b->line));
    struct own_ref q = hoshi_own_ref(b, "%s:quantity", where.text),
                   n = hoshi_own_ref(b, "%s:need", where.text);
    struct own_ref v = hoshi_own_ref(b, "%s:before", where.text),
                   step = hoshi_own_ref(b, "%s:step", where.text);
    struct own_ref from = hoshi_own_ref(b, "%s:from", where.text);
    uint32_t price = b->price[line->price].row;
    struct own_ref p = hoshi_own_on(b, OWN_PRICES, price, PRICE_YEN_MEAN),
                   days = hoshi_own_on(b, OWN_PRICES, price, PRICE_LIKELY);
    if (x->line.effort)
        hoshi_put_formula(sheet(b), row, CALC_DAYS, HOSHI_STYLE_DECIMAL, hoshi_micro_value(x->days_micro),
                          "=ROUND(ROUND(ROUND(%s*%s,6)*%s,6)-ROUND(ROUND(%s*%s,6)*%s,6),6)", q.text, n.text,
                          days.text, q.text, v.text, days.text);
    else
        hoshi_put_int(sheet(b), row, CALC_DAYS, HOSHI_STYLE_DECIMAL, 0);
    hoshi_put_formula(sheet(b), row, CALC_MEAN_DUE, HOSHI_STYLE_YEN, (double)x->mean.due_yen,
                      "=ROUND(ROUND(%s*%s*%s,6),0)-ROUND(ROUND(%s*%s*%s,6),0)", q.text, n.text, p.text,
                      q.text, v.text, p.text);
    hoshi_put_formula(
        sheet(b), row, CALC_MEAN_ANNUAL, HOSHI_STYLE_YEN, (double)x->mean.annual_yen,
        "=IF(%s>%d,0,ROUND(ROUND(ROUND(%s*%s*%s,6),0)/%s,0)-ROUND(ROUND(ROUND(%s*%s*%s,6),0)/%s,0))",
        from.text, b->a->horizon, q.text, n.text, p.text, step.text, q.text, v.text, p.text, step.text);
    hoshi_put_formula(sheet(b), row, CALC_MEAN, HOSHI_STYLE_YEN, (double)x->mean.horizon_yen,
                      "=IF(%s>%d,0,%s*(1+INT((%d-%s)/%s)))", from.text, b->a->horizon,
                      hoshi_own_at(row, CALC_MEAN_DUE).text, b->a->horizon, from.text, step.text);
}

static void net(struct own_book *b, const struct hoshi_share *s, const struct own_line *line, uint32_t row)
{
    struct own_ref basis = hoshi_own_on(b, OWN_INPUTS, b->in_basis, IN_VALUE);
    const char *mean = hoshi_own_say(b, "期待値", "mean");
    const int64_t gross[] = {s->gross_annual_yen, s->gross_yen},
                  fund[] = {s->funding_annual_yen, s->funding_yen};
    const int64_t part[] = {s->annual_yen, s->horizon_yen};
    const char *const point[] = {"annual", "horizon"};
    struct own_ref where = hoshi_own_line_row(b, (size_t)(line - b->line));
    for (uint16_t i = 0; i < 2; i++) {
        struct own_ref g = hoshi_own_at(row, CALC_GROSS_ANNUAL + i),
                       f = hoshi_own_at(row, CALC_FUND_ANNUAL + i);
        hoshi_put_formula(sheet(b), row, (uint16_t)(CALC_GROSS_ANNUAL + i), HOSHI_STYLE_YEN, (double)gross[i],
                          "=IF(%s=\"%s\",%s,%s)", basis.text, mean,
                          hoshi_own_at(row, CALC_MEAN_ANNUAL + i).text,
                          hoshi_own_ref(b, "%s:%s", where.text, point[i]).text);
        hoshi_put_int(sheet(b), row, (uint16_t)(CALC_FUND_ANNUAL + i), HOSHI_STYLE_YEN_INPUT, fund[i]);
        hoshi_put_formula(sheet(b), row, (uint16_t)(CALC_NET_ANNUAL + i), HOSHI_STYLE_YEN, (double)part[i],
                          "=%s-MIN(%s,MAX(0,%s))", g.text, f.text, g.text);
    }
    uint32_t last = b->calc_weights + (uint32_t)b->split->weights_n - 1;
    hoshi_put_formula(sheet(b), row, CALC_W, HOSHI_STYLE_COUNT, (double)b->split->weights[s->weights].sum,
                      "=INDEX(%s,%s)", hoshi_own_span(b->calc_weights, CALC_W, last, CALC_W).text,
                      hoshi_own_at(row, CALC_RULE).text);
}

/* Where the weight of a party stands: in the row of the entry's rule, or the key itself. */
static const char *weight_of(struct own_book *b, const struct division *d, size_t p)
{
    uint16_t w = column(b, BLOCK_ANNUAL, p);
    uint32_t last = b->calc_weights + (uint32_t)b->split->weights_n - 1;
    if (d->part == BLOCK_KEY)
        return hoshi_own_text(b, "%s", at(b, b->calc_share, BLOCK_ANNUAL, p).text);
    return hoshi_own_text(b, "INDEX(%s,%s)", hoshi_own_span(b->calc_weights, w, last, w).text,
                          hoshi_own_at(d->row, CALC_RULE).text);
}

static void divide(struct own_book *b, const struct division *d, const int64_t *part)
{
    size_t n = b->split->parties;
    int64_t left = d->amount < 0 ? -d->amount : d->amount;
    for (size_t p = 0; p < n; p++) {
        double product = (double)(d->amount < 0 ? -d->amount : d->amount) * (double)d->weight[p];
        hoshi_put_formula(sheet(b), d->row, column(b, d->product, p), HOSHI_STYLE_COUNT, product,
                          "=ABS(%s)*%s", d->whole.text, weight_of(b, d, p));
        floor_cells(b, d, p, &left);
    }
    left_cell(b, d, left);
    for (size_t p = 0; p < n; p++)
        hoshi_put_formula(sheet(b), d->row, column(b, d->part, p), HOSHI_STYLE_YEN, (double)part[p],
                          "=IF(%s<0,-1,1)*(%s)", d->whole.text, extra(b, d, p));
    hoshi_put_formula(sheet(b), d->row, column(b, d->part, n), HOSHI_STYLE_YEN, 0, "=SUM(%s)-%s",
                      across(b, d->row, d->part).text, d->whole.text);
}

/* The annual amount by key alone; as hoshi_money_split, all weights 0 does not happen: the shares add up to 1
 * or more. */
static void by_key(struct own_book *b, const struct hoshi_share *s, uint32_t row)
{
    size_t n = b->split->parties;
    int64_t *weight = hoshi_arena_array(&b->arena, 2 * n, sizeof *weight), *part = weight + n, sum = 0;
    if (!weight) {
        b->book.failed = true;
        return;
    }
    for (size_t p = 0; p < n; p++)
        sum += weight[p] = b->split->party[p].share_ppm;
    if (hoshi_money_split(s->annual_yen, weight, n, part) != HOSHI_OK)
        b->book.failed = true;
    uint16_t c = column(b, BLOCK_KEY_PRODUCT, n);
    hoshi_put_formula(sheet(b), row, c, HOSHI_STYLE_COUNT, (double)sum, "=SUM(%s)",
                      across(b, b->calc_share, BLOCK_ANNUAL).text);
    struct division key = {row,
                           BLOCK_KEY_PRODUCT,
                           BLOCK_KEY_FLOOR,
                           BLOCK_KEY_REST,
                           BLOCK_KEY,
                           hoshi_own_at(row, CALC_NET_ANNUAL),
                           hoshi_own_at(row, c),
                           s->annual_yen,
                           sum ? sum : 1,
                           weight};
    divide(b, &key, part);
}

static void entry_row(struct own_book *b, size_t i)
{
    const struct hoshi_share *s = &b->split->share[i];
    const struct hoshi_weights *w = &b->split->weights[s->weights];
    uint32_t row = b->calc_first + (uint32_t)i;
    marks(b, s, row, (int64_t)i + 1);
    means(b, &b->line[i], row);
    net(b, s, &b->line[i], row);
    struct own_ref sum = hoshi_own_at(row, CALC_W);
    struct division annual = {row,
                              BLOCK_ANNUAL_PRODUCT,
                              BLOCK_ANNUAL_FLOOR,
                              BLOCK_ANNUAL_REST,
                              BLOCK_ANNUAL,
                              hoshi_own_at(row, CALC_NET_ANNUAL),
                              sum,
                              s->annual_yen,
                              w->sum,
                              w->weight};
    struct division horizon = {
        row, BLOCK_PRODUCT,  BLOCK_FLOOR, BLOCK_REST, BLOCK_HORIZON, hoshi_own_at(row, CALC_NET),
        sum, s->horizon_yen, w->sum,      w->weight};
    divide(b, &annual, s->annual);
    divide(b, &horizon, s->horizon);
    by_key(b, s, row);
}

/* ---- heads and totals ---- */

static void heads(struct own_book *b, uint32_t row)
{
    static const char *const ja[BLOCKS] = {"年額",          "期間計",      "年額×重み",     "年額 切捨て",
                                           "年額 余り",     "期間計×重み", "期間計 切捨て", "期間計 余り",
                                           "年額 基準だけ", "年額×基準",   "基準 切捨て",   "基準 余り"};
    static const char *const en[BLOCKS] = {"Annual",         "Horizon",       "Annual x weight",
                                           "Annual, floor",  "Annual, rest",  "Horizon x weight",
                                           "Horizon, floor", "Horizon, rest", "Annual by key",
                                           "Annual x key",   "Key, floor",    "Key, rest"};
    static const char *const last_ja[BLOCKS] = {"検算", "検算", "",     "残り", "",     "",
                                                "残り", "",     "検算", "計",   "残り", ""};
    static const char *const last_en[BLOCKS] = {"Check",     "Check", "",      "Left over", "",          "",
                                                "Left over", "",      "Check", "Sum",       "Left over", ""};
    for (uint16_t c = 0; c < CALC_PARTS; c++)
        hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_HEAD, hoshi_own_say(b, heads_ja[c], heads_en[c]));
    for (size_t k = 0; k < BLOCKS; k++) {
        for (size_t p = 0; p < b->split->parties; p++)
            hoshi_put_text(
                sheet(b), row, column(b, (enum calc_block)k, p), HOSHI_STYLE_HEAD,
                hoshi_own_text(b, "%s\n%s", hoshi_own_say(b, ja[k], en[k]), b->split->party[p].id));
        hoshi_put_text(sheet(b), row, column(b, (enum calc_block)k, b->split->parties), HOSHI_STYLE_HEAD,
                       hoshi_own_say(b, last_ja[k], last_en[k]));
    }
    worksheet_set_row(sheet(b)->sheet, row, 36, NULL);
}

static void total_cell(struct own_book *b, uint16_t c, int64_t value)
{
    if (b->certain)
        hoshi_put_formula(sheet(b), b->calc_total, c, HOSHI_STYLE_YEN_TOTAL, (double)value, "=SUM(%s)",
                          hoshi_own_span(b->calc_first, c, b->calc_total - 1, c).text);
    else
        hoshi_put_int(sheet(b), b->calc_total, c, HOSHI_STYLE_YEN_TOTAL, 0);
}

static void totals(struct own_book *b)
{
    const struct hoshi_split *s = b->split;
    int64_t due = 0;
    for (size_t i = 0; i < b->certain; i++)
        due += b->line[i].entry->mean.due_yen;
    const int64_t value[] = {due,
                             b->e->totals.mean_annual_yen,
                             b->e->totals.mean_horizon_yen,
                             s->gross_annual_yen,
                             s->gross_yen,
                             s->funding_annual_yen,
                             s->funding_yen,
                             s->annual_yen,
                             s->horizon_yen};
    hoshi_put_merged(sheet(b), b->calc_total, 0, b->calc_total, CALC_DAYS, HOSHI_STYLE_TOTAL,
                     hoshi_own_say(b, "合計", "Total"));
    for (uint16_t c = CALC_MEAN_DUE; c <= CALC_NET; c++)
        total_cell(b, c, value[c - CALC_MEAN_DUE]);
    for (size_t p = 0; p < s->parties; p++) {
        total_cell(b, column(b, BLOCK_ANNUAL, p), s->party[p].annual_yen);
        total_cell(b, column(b, BLOCK_HORIZON, p), s->party[p].horizon_yen);
    }
}

/* ---- data of the letter ---- */

static void letter_text(struct own_book *b, uint32_t row, uint16_t c, const char *text)
{
    hoshi_put_text(sheet(b), row, c, HOSHI_STYLE_TEXT, text ? text : "");
}

static const char *date_text(struct own_book *b, struct hoshi_date date)
{
    struct hoshi_buffer f;
    if (!date.year)
        return "";
    hoshi_buffer_init(&f, 200);
    hoshi_say_date(&f, b->lang, date);
    const char *text = hoshi_own_text(b, "%s", hoshi_buffer_text(&f));
    hoshi_buffer_release(&f);
    return text;
}

static void copy(struct own_book *b, uint32_t row, uint16_t c, enum hoshi_style style, double value,
                 struct own_ref from)
{
    hoshi_put_formula(sheet(b), row, c, style, value, "=%s", from.text);
}

static void letter_items(struct own_book *b, size_t p, uint32_t row)
{
    const struct hoshi_uplift *u = &b->uplift[p];
    uint32_t first = hoshi_own_rise_row(b, p) + RISE_ROW_ITEM;
    for (size_t i = 0; i < LETTER_ITEMS && i < u->items; i++) {
        const struct hoshi_item_price *x = &u->item[i];
        uint16_t c = (uint16_t)(LETTER_FIELDS + i * LETTER_ITEM_FIELDS);
        uint32_t at_row = first + (uint32_t)i;
        letter_text(b, row, c,
                    hoshi_own_text(b, "%s%s%s", x->item->code, x->item->name ? " " : "",
                                   x->item->name ? x->item->name : ""));
        copy(b, row, c + 1, HOSHI_STYLE_YEN2, hoshi_micro_value(x->item->unit_price_micro),
             hoshi_own_on(b, OWN_UPLIFT, at_row, RISE_PRICE));
        copy(b, row, c + 2, HOSHI_STYLE_YEN2, hoshi_micro_value(x->new_price_micro),
             hoshi_own_on(b, OWN_UPLIFT, at_row, RISE_NEW));
        copy(b, row, c + 3, HOSHI_STYLE_PERCENT, hoshi_micro_value(x->percent_ppm),
             hoshi_own_on(b, OWN_UPLIFT, at_row, RISE_PERCENT));
    }
}

static void letter_row(struct own_book *b, size_t p)
{
    const struct hoshi_party *x = &b->split->party[p];
    const struct hoshi_case_buyer *buyer = &b->c->buyer[x->buyer];
    const struct hoshi_uplift *u = &b->uplift[p];
    uint32_t row = b->letter_first + 1 + (uint32_t)p, block = hoshi_own_rise_row(b, p);
    letter_text(b, row, 0, hoshi_own_text(b, "%zu", p + 1));
    letter_text(b, row, 1, hoshi_own_buyer(buyer));
    letter_text(b, row, 2, buyer->department);
    letter_text(b, row, 3, date_text(b, buyer->request.made_on));
    letter_text(b, row, 4, buyer->request.document);
    letter_text(b, row, 5, x->level ? hoshi_own_text(b, "★%d", x->level) : "");
    copy(b, row, 6, HOSHI_STYLE_YEN, (double)u->annual_yen,
         hoshi_own_on(b, OWN_UPLIFT, block + RISE_ROW_ANNUAL, RISE_PRICE));
    if (u->percent_ppm != HOSHI_NONE)
        copy(b, row, 7, HOSHI_STYLE_PERCENT, hoshi_micro_value(u->percent_ppm),
             hoshi_own_on(b, OWN_UPLIFT, block + RISE_ROW_PERCENT, RISE_PRICE));
    copy(b, row, 8, HOSHI_STYLE_YEN, (double)u->per_month_yen,
         hoshi_own_on(b, OWN_UPLIFT, block + RISE_ROW_PER_MONTH, RISE_PRICE));
    hoshi_put_int(sheet(b), row, 9, HOSHI_STYLE_COUNT, (int64_t)u->items);
    letter_items(b, p, row);
}

static void letter(struct own_book *b)
{
    if (!b->buyers)
        return;
    hoshi_put_text(sheet(b), b->letter_first - 1, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "申入書に差し込む値", "Values of the letter"));
    static const char *const ja[] = {"番号",    "宛名", "部署", "要請日", "文書",
                                     "要請の★", "年額", "率",   "月額",   "品目数"};
    static const char *const en[] = {"No",    "Name",   "Department", "Asked on",  "Document",
                                     "Level", "Annual", "Percent",    "Per month", "Items"};
    for (uint16_t i = 0; i < sizeof ja / sizeof *ja; i++)
        hoshi_put_text(sheet(b), b->letter_first, i, HOSHI_STYLE_HEAD, hoshi_own_say(b, ja[i], en[i]));
    for (size_t p = 0; p < b->buyers; p++)
        letter_row(b, p);
}

static void widths(struct own_book *b)
{
    static const double width[CALC_PARTS] = {5, 34, 11, 9,  13, 22, 7,  6,  6,  6,  8, 10,
                                             9, 12, 12, 13, 12, 13, 12, 12, 12, 13, 12};
    for (size_t i = 0; i < CALC_PARTS; i++)
        b->width[OWN_CALC][i] = width[i];
    hoshi_sheet_widths(sheet(b), width, CALC_PARTS);
    size_t last = hoshi_own_block(b, BLOCK_KEY_REST, b->split->parties);
    worksheet_set_column(sheet(b)->sheet, CALC_PARTS,
                         (lxw_col_t)hoshi_own_block(b, BLOCK_ANNUAL_PRODUCT, 0) - 1, 13, NULL);
    worksheet_set_column(sheet(b)->sheet, (lxw_col_t)hoshi_own_block(b, BLOCK_ANNUAL_PRODUCT, 0),
                         (lxw_col_t)last, 19, NULL);
}

void hoshi_own_write_calc(struct own_book *b)
{
    widths(b);
    hoshi_put_text(sheet(b), 0, 0, HOSHI_STYLE_TITLE,
                   hoshi_own_say(b, "計算（印刷不要）", "Calculation (not for printing)"));
    hoshi_put_merged(sheet(b), 1, 0, 1, CALC_W, HOSHI_STYLE_NOTE,
                     hoshi_own_say(b, PROSE(behind_the_split_each_line)));
    worksheet_set_row(sheet(b)->sheet, 1, 34, NULL);
    parties(b);
    heads(b, b->calc_weights - 1);
    hoshi_put_text(sheet(b), b->calc_weights - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "規則ごとの重み", "Weights of the rules"));
    for (size_t k = 0; k < b->split->weights_n; k++)
        weights_row(b, k);
    hoshi_put_text(sheet(b), b->calc_first - 2, 0, HOSHI_STYLE_HEADING,
                   hoshi_own_say(b, "明細ごとの分担", "Division of each line"));
    heads(b, b->calc_first - 1);
    for (size_t i = 0; i < b->split->shares; i++)
        entry_row(b, i);
    totals(b);
    letter(b);
    worksheet_freeze_panes(sheet(b)->sheet, 0, CALC_ID + 1);
    /* Too wide for paper: printing the workbook gives a page that says what the sheet is. */
    worksheet_print_area(sheet(b)->sheet, 0, 0, 1, CALC_W);
}
