/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 負担の考え方: the key with its two numbers, the rules in words, and who can check what. */
#include "buyer_sheets.h"

#include <inttypes.h>

enum { COLUMN_LABEL, COLUMN_VALUE, COLUMN_WIDE, COLUMN_NOTE, COLUMNS };

/* ---- figures ---- */

/* The caller fills the value. */
static void figure(struct hoshi_buyer_page *g, const char *label, const char *name, const char *note)
{
    hoshi_put_text(&g->s, g->row, COLUMN_LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_merged(&g->s, g->row, COLUMN_WIDE, g->row, COLUMN_NOTE, HOSHI_STYLE_TEXT, note);
    hoshi_buyer_fit(g, label, g->width[COLUMN_LABEL], note, g->width[COLUMN_WIDE] + g->width[COLUMN_NOTE]);
    if (name)
        hoshi_define(&g->s, name, g->row, COLUMN_VALUE);
    g->row++;
}

static const char *unit(const struct hoshi_buyer_book *b)
{
    static const char *const ja[HOSHI_KEYS] = {"円", "時間", "円", "人", "件", ""};
    static const char *const en[HOSHI_KEYS] = {"yen", "hours", "yen", "people", "orders", ""};
    return hoshi_buyer_say(b, ja[b->v->key], en[b->v->key]);
}

/* Purchases and hours stand on the price sheet: one cell each, so that share and prices move together. */
static void own_number(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    const char *label =
        hoshi_buyer_print(g->b, hoshi_buyer_say(b, "貴社の値（%s）", "Your number (%s)"), unit(b));
    if (v->key == HOSHI_KEY_SALES)
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT, (double)v->key_amount,
                          "=purchases_yen");
    else if (v->key == HOSHI_KEY_HOURS)
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT, (double)v->key_amount,
                          "=hours_per_year");
    else
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT_INPUT, v->key_amount);
    figure(g, label, "key_amount",
           hoshi_buyer_say(b, "直近12か月。貴社の発注実績などで確認いただけます。",
                           "the last 12 months; to be checked with your own records of orders"));
}

static void whole_and_share(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    bool shown = v->key_whole != HOSHI_NONE && v->key != HOSHI_KEY_CUSTOM;
    if (shown) {
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_COUNT_INPUT, v->key_whole);
        figure(g,
               hoshi_buyer_print(g->b, hoshi_buyer_say(b, "当社全体の値（%s）", "Our whole (%s)"), unit(b)),
               "key_whole",
               hoshi_buyer_say(b, "同じ12か月。当社の決算書などで確認いただけます。",
                               "the same 12 months; to be checked with our accounts or records"));
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT, hoshi_micro_value(v->share_ppm),
                          "=IF(key_whole>0,ROUND(key_amount*1000000/key_whole,0)/1000000,0)");
    } else if (v->key != HOSHI_KEY_CUSTOM) {
        hoshi_put_text(s, g->row, COLUMN_VALUE, HOSHI_STYLE_CENTER,
                       hoshi_buyer_say(b, "非開示", "not shown"));
        figure(g, hoshi_buyer_say(b, "当社全体の値", "Our whole"), NULL,
               hoshi_buyer_say(
                   b, "全体の値は示していません。割合の確かめ方は、ご希望に応じて相談させてください。",
                   "The whole is not shown. If you wish to check the share, let us talk about how."));
    }
    if (!shown)
        hoshi_put_micro(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT_INPUT, v->share_ppm);
    figure(g, hoshi_buyer_say(b, "配賦割合", "Key share"), "key_share",
           hoshi_buyer_say(
               b, "変えると、★に係る額が比例して増減する試算になります。正式な額は当社で計算し直します。",
               "Change it and the amounts for the star move in proportion, as a trial; we then calculate "
               "anew."));
    hoshi_put_micro(s, g->row, COLUMN_VALUE, HOSHI_STYLE_PERCENT, v->share_ppm);
    figure(g, hoshi_buyer_say(b, "提案時の配賦割合", "Key share as proposed"), "proposed_key_share", "");
    hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_DECIMAL, 1,
                      "=IF(proposed_key_share=0,1,key_share/proposed_key_share)");
    figure(g, hoshi_buyer_say(b, "提案時に対する比", "Ratio to the proposal"), "key_factor", "");
}

static bool has_demand_row(const struct hoshi_buyer_view *v)
{
    for (size_t i = 0; i < v->groups; i++)
        if (v->group[i].category > HOSHI_CATEGORIES)
            return true;
    return false;
}

static void bounds(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    struct hoshi_sheet *s = &g->s;
    if (hoshi_buyer_shows_groups(b) && has_demand_row(v))
        hoshi_put_formula(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, (double)v->demanded_annual_yen,
                          "=demand_by_category_yen");
    else
        hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, v->demanded_annual_yen);
    figure(
        g,
        hoshi_buyer_say(b, "水準を超えるご要望の年額（円）", "What you ask for beyond the level, yen a year"),
        "demanded_yen",
        hoshi_buyer_say(b, "★の水準を超えて貴社からご要望いただいた分。ない場合は0。",
                        "asked for by you beyond the level; 0 if nothing"));
    if (!hoshi_buyer_shows_bounds(b)) {
        hoshi_put_text(s, g->row, COLUMN_VALUE, HOSHI_STYLE_CENTER,
                       hoshi_buyer_say(b, "非開示", "not shown"));
        figure(g, hoshi_buyer_say(b, "目安の下端と上限", "Lower end and ceiling"), NULL,
               hoshi_buyer_say(b,
                               "数値から第三者の情報が推測されうるため、示していません。年額が上限を超えない"
                               "ことは当社で確かめています。",
                               "Not shown, because third parties' information might be inferred from the "
                               "figures; we check that the "
                               "yearly amount stays below the ceiling."));
        return;
    }
    hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, v->floor_annual_yen);
    figure(g, hoshi_buyer_say(b, "目安の下端（年額・円）", "Lower end, yen a year"), NULL,
           hoshi_buyer_say(b, "対象の水準の費用の全てに、配賦割合だけを掛けた額。",
                           "everything of your level, by the key share alone"));
    hoshi_put_int(s, g->row, COLUMN_VALUE, HOSHI_STYLE_YEN, v->ceiling_annual_yen);
    figure(
        g, hoshi_buyer_say(b, "上限（年額・円）", "Ceiling, yen a year"), "ceiling_yen",
        hoshi_buyer_print(
            g->b,
            hoshi_buyer_say(
                b,
                "当社が★%dだけを単独で取得する場合の費用（%sを含む）。貴社分がこれを超えることはありません。",
                "What it costs us to reach ★%d alone (with %s). Your part never exceeds it."),
            v->level, hoshi_buyer_draft_scheme(b)));
}

/* ---- words ---- */

static const char *rule_words(const struct hoshi_buyer_book *b, enum hoshi_rule rule)
{
    static const struct hoshi_words words[] = {
        [HOSHI_RULE_KEY] =
            {"当社の事業全体に対する貴社の配賦割合でご負担をご相談します。ほかの取引先に係る分は含みません。",
             "By your key share of our whole business. What belongs to other customers is not included."},
        [HOSHI_RULE_ASKERS] =
            {"この水準をご要請いただくことに伴う費用として、配賦割合に応じてご負担をご相談します。",
             "As the cost of asking for this level, in proportion to the key."},
        [HOSHI_RULE_EQUAL] =
            {"この水準をご要請いただくことに伴う費用として、均等な分担でご負担をご相談します。",
             "As the cost of asking for this level, in equal parts."},
        [HOSHI_RULE_SUPPLIER] = {"当社が負担します。", "We bear it."},
        [HOSHI_RULE_TABLE] = {"個別にご相談する割合によります。", "By shares to be discussed."},
        [HOSHI_RULE_DIVISION] =
            {"この水準をご要請いただくことに伴う費用として、費用分担の方法として知られる計算により当社で"
             "分けた額をご相談します。",
             "As the cost of asking for this level, divided by us by an established rule of cost sharing."},
        [HOSHI_RULE_OVERHEADS] =
            {"当社の部門別の配賦（補助部門の費用を、貴社の仕事をする部門へ割り当てる計算）によります。",
             "By our own allocation of overheads: the cost of service departments passed on to the "
             "departments "
             "that work for you."},
    };
    return hoshi_words_say(b->book.lang, words[rule]);
}

/* The rule in words, with its key where that is not the general one. */
static const char *rule_text(struct hoshi_buyer_page *g, enum hoshi_rule rule, enum hoshi_key key)
{
    const struct hoshi_buyer_book *b = g->b;
    bool keyed = rule == HOSHI_RULE_KEY || rule == HOSHI_RULE_ASKERS;
    if (!keyed || key == b->v->key)
        return rule_words(b, rule);
    return hoshi_buyer_print(g->b, hoshi_buyer_say(b, "%s（配賦基準：%s）", "%s (key: %s)"),
                             rule_words(b, rule), hoshi_say_key(b->book.lang, key));
}

static void rules(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "分け方（当社の提案）", "How we propose to divide"));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "★3の費用", "Cost of ★3"), rule_text(g, v->rule3, v->key3));
    if (v->level >= 4)
        hoshi_buyer_pair(g, hoshi_buyer_say(b, "★4で加わる費用", "What ★4 adds"),
                         rule_text(g, v->rule4, v->key4));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "機器の更新に係る費用", "Renewal of equipment"),
                     rule_text(g, v->rule_upgrade, v->key_upgrade));
    hoshi_buyer_pair(
        g, hoshi_buyer_say(b, "水準を超えるご要望", "Beyond the level"),
        hoshi_buyer_say(b, "ご要望により加わる額だけをご相談します。", "Only what your demand adds."));
    hoshi_buyer_pair(g, hoshi_buyer_say(b, "含めていない費用", "What is not included"),
                     hoshi_buyer_say(b,
                                     "水準とかかわりなく当社が行うべき対策、当社の希望による対策、保険などの"
                                     "任意のもの、交付が決まった補助金で賄う分。",
                                     "What we owe regardless of the level, what we wish for ourselves, "
                                     "optional things such as insurance, "
                                     "and what granted subsidies pay for."));
    hoshi_buyer_pair(
        g, hoshi_buyer_say(b, "端数", "Rounding"),
        hoshi_buyer_say(b, "費用の行ごとに円単位で分け、分けた額の合計は費用総額と一致します。",
                        "Each line of cost is divided to the yen; the parts add up to the whole."));
    hoshi_buyer_pair(
        g, hoshi_buyer_say(b, "二重の回収の防止", "Nothing recovered twice"),
        hoshi_buyer_say(b, "他の取引先分を含め、費用総額を超えて回収しません。",
                        "Other customers' parts included, we do not recover more than the total cost."));
}

static void who_checks(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_LABEL, HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT,
                                                     HOSHI_STYLE_TEXT};
    const char *const head[COLUMNS] = {
        hoshi_buyer_say(b, "確かめること", "What"), hoshi_buyer_say(b, "確かめる側", "Who"),
        hoshi_buyer_say(b, "確かめるもの", "Where"), hoshi_buyer_say(b, "備考", "Remark")};
    const char *both = hoshi_buyer_say(b, "双方", "both"), *we = hoshi_buyer_say(b, "当社", "supplier");
    const char *const rows[][COLUMNS] = {
        {hoshi_buyer_say(b, "貴社の値", "Your number"), both,
         hoshi_buyer_say(b, "貴社の発注実績、当社の売上台帳・工数記録",
                         "your records of orders; our ledger and time sheets"),
         hoshi_buyer_say(b, "同じ12か月で比べます", "for the same 12 months")},
        {hoshi_buyer_say(b, "当社全体の値", "Our whole"), we, hoshi_buyer_say(b, "決算書", "annual accounts"),
         hoshi_buyer_say(b, "開示の範囲は当社が決めます", "how much is shown is ours to decide")},
        {hoshi_buyer_say(b, "ご要請の内容", "The request"), both,
         hoshi_buyer_say(b, "要請の文書", "the document of request"), ""},
        {hoshi_buyer_say(b, "外部に支払う費用", "What is bought in"), both,
         hoshi_buyer_say(b, "見積書、公表された価格", "quotations, published prices"),
         hoshi_buyer_say(b, "見積書で裏付けた割合は「根拠」", "share backed by quotations: sheet Basis")},
        {hoshi_buyer_say(b, "★の状況", "State of the star"), both,
         hoshi_buyer_say(b, "制度の公表・登録証", "publication by the scheme, certificate"),
         hoshi_buyer_draft_scheme(b)}};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "誰が何で確かめられるか", "Who can check what, and where"));
    hoshi_buyer_head(g, head);
    /* The third row is about the request. */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (b->v->asked || i != 2)
            hoshi_buyer_row(g, styles, rows[i]);
}

static void notes(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    g->row++;
    hoshi_buyer_line(
        g, HOSHI_STYLE_PLAIN,
        hoshi_buyer_say(
            b,
            "・この分担は、公表されている指針の考え方（必要性の説明・協議・記録）に沿った当社の提案です。"
            "指針が分担の割合を定めているわけではなく、協議のうえで定めるものです。",
            "· This division is our proposal, in line with public guidance as far as it is published: "
            "explain the "
            "need, talk, keep records. The guidance sets no shares; they are settled in the talks."));
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN,
                     hoshi_buyer_say(b,
                                     "・直接費・間接費は費用の示し方の区分です。製造原価の直接費・間接費とは"
                                     "異なり、負担する側を決めるものではありません。",
                                     "· Direct and indirect are a matter of how a cost is evidenced. They "
                                     "are not those of product costing and "
                                     "do not decide who bears."));
    hoshi_buyer_line(
        g, HOSHI_STYLE_PLAIN,
        hoshi_buyer_say(
            b,
            "・示す細かさ（総額・区分別・明細）は当社が選びます。公表資料で足りる範囲で協議するものであり、"
            "明細の提出を協議の条件とすることは、指針の考え方にそぐわないと考えています。",
            "· How fine the figures are (total, category, detail) is for us to choose. Talks rest on public "
            "data; "
            "asking for the detailed level as a condition of talking is, as we read it, not what the "
            "guidance has in "
            "mind."));
    hoshi_buyer_line(g, HOSHI_STYLE_PLAIN,
                     hoshi_buyer_say(b, "・ほかの分け方のご提案があれば、お聞かせください。",
                                     "· If you would rather divide in another way, please tell us."));
}

void hoshi_buyer_write_sharing(struct hoshi_buyer_book *b)
{
    static const double width[COLUMNS] = {27, 18, 36, 24};
    struct hoshi_buyer_page g =
        hoshi_buyer_page(b, HOSHI_BUYER_SHARING, false,
                         hoshi_buyer_say(b, "負担の考え方", "How the burden is divided"), width, COLUMNS);
    const struct hoshi_buyer_view *v = b->v;
    hoshi_buyer_heading(&g, hoshi_buyer_say(b, "配賦の基準と数値", "The key and its numbers"));
    hoshi_buyer_pair(&g, hoshi_buyer_say(b, "配賦基準", "Key"), hoshi_say_key(b->book.lang, v->key));
    if (v->key != HOSHI_KEY_CUSTOM)
        own_number(&g);
    whole_and_share(&g);
    bounds(&g);
    rules(&g);
    who_checks(&g);
    notes(&g);
    hoshi_sheet_protect(&g.s);
}
