/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 要請: what was asked, when, by which paper, and why. */
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>

enum { COLUMNS = 3 };

static void request_truth(struct hoshi_buyer_page *g, const char *label, enum hoshi_truth value)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    hoshi_dossier_fact(g, label, hoshi_dossier_truth(k, value),
                       hoshi_buyer_say(g->b, "はい・いいえ、何で分かるか", "yes or no, and how it is known"),
                       hoshi_dossier_origin(k, 0));
}

static void request_what(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const struct hoshi_case_request *r = &d->buyer->request;
    const char *home = hoshi_dossier_origin(k, 0);
    const struct hoshi_log_fact_value *made = &d->facts.fact[HOSHI_FACT_REQUEST_MADE_ON];
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 要請の内容", "1. What was asked"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "求められた水準", "Level asked for"),
                       hoshi_dossier_print(k, "★%d", d->view->level), "", home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(when)), hoshi_dossier_day(k, r->made_on),
                       hoshi_buyer_say(b, "要請を受けた日。文書やメールの日付で確認",
                                       "day of the request, by paper or mail"),
                       hoshi_dossier_origin(k, made->seq));
    if (made->differs)
        hoshi_buyer_line(g, HOSHI_STYLE_WARN, hoshi_buyer_say(b, PROSE(case_and_log_give_different_days)));
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "どの文書で", "By which paper"), r->document,
        hoshi_buyer_say(b, "文書名・番号、またはメールの件名", "title and number, or subject of the mail"),
        home);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "取得の期限", "To be reached by"), hoshi_dossier_day(k, r->deadline),
        hoshi_buyer_say(b, "示された期限。なければ「示されていない」", "day stated; \"none stated\" if none"),
        home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "要請の文言", "Words of the request"), r->text,
                       hoshi_buyer_say(b, "文書の該当部分を写す", "copy the passage of the paper"), home);
}

static void why(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_case_request *r = &k->d->buyer->request;
    const struct hoshi_case_questions *q = &k->d->buyer->level_questions;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "2. 理由と方法の説明", "2. Reasons and method given"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, WORD(reason_given)), r->necessity_basis,
                       hoshi_buyer_say(b, "相手方の言葉のまま。示されていなければ「示されていない」",
                                       "in their words; \"none given\" if none"),
                       hoshi_dossier_origin(k, 0));
    request_truth(g, hoshi_buyer_say(b, WORD(need_explained)), r->necessity_explained);
    request_truth(g, hoshi_buyer_say(b, "方法の説明を受けた", "Method was explained"), r->method_explained);
    request_truth(g, hoshi_buyer_say(b, "重要な情報を預かっている", "Important data is entrusted"),
                  q->important_data);
    request_truth(
        g, hoshi_buyer_say(b, "当社が止まると相手方が困る", "An outage here would stop the other side"),
        q->outage);
    request_truth(g, hoshi_buyer_say(b, "相手方のシステムに接続する", "Access into the other side's systems"),
                  q->access);
}

static void how(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_case_request *r = &k->d->buyer->request;
    const struct hoshi_tables *t = k->d->view->tables;
    const char *product = r->designated_product == SIZE_MAX
                              ? NULL
                              : hoshi_words_say(b->book.lang, t->measure[r->designated_product].name);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "3. 要請の仕方", "3. How it was asked"));
    hoshi_dossier_fact_head(g);
    request_truth(g, hoshi_buyer_say(b, "同等の方法でもよいとされた", "Equal ways are accepted"),
                  r->equivalent_accepted);
    if (product || r->designated_vendor) {
        hoshi_dossier_fact(g, hoshi_buyer_say(b, "指定された製品・サービス", "Product or service designated"),
                           product, hoshi_buyer_say(b, WORD_IN(product_name)), hoshi_dossier_origin(k, 0));
        hoshi_dossier_fact(g, hoshi_buyer_say(b, "指定された事業者", "Vendor designated"),
                           r->designated_vendor,
                           hoshi_buyer_say(b, "事業者名。なければ「なし」", "name; \"none\" if none"),
                           hoshi_dossier_origin(k, 0));
        request_truth(g,
                      hoshi_buyer_say(b, "指定の必要が説明された", "Need of the designation was explained"),
                      r->designation_necessary);
    }
    request_truth(g, hoshi_buyer_say(b, "★の水準を超える求めがあった", "Asked for more than the star"),
                  r->beyond_level);
    request_truth(g,
                  hoshi_buyer_say(b, "★の取得が取引の条件とされた", "The star was made a condition of trade"),
                  r->cert_as_trade_condition);
    request_truth(g, hoshi_buyer_say(b, "対策状況の調査があった", "State of measures was surveyed"),
                  r->status_survey);
    request_truth(
        g, hoshi_buyer_say(b, "発注後に新たな対策を求められた", "New measures were asked for after ordering"),
        r->new_controls_after_order);
}

static void request_entries(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    static const enum hoshi_style styles[COLUMNS] = {HOSHI_STYLE_CENTER, HOSHI_STYLE_TEXT, HOSHI_STYLE_TEXT};
    const char *const heads[] = {hoshi_buyer_say(b, "記録・日付・方法", "Entry, date, way"),
                                 hoshi_buyer_say(b, WORD(request_said)), hoshi_buyer_say(b, WORD(enclosed))};
    size_t n = 0;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "4. 記録にある相手方の要請", "4. Requests of the other side on record"));
    for (size_t i = 0; i < k->d->entries; i++) {
        const struct hoshi_log_entry *e = &k->d->entry[i].e;
        if (!k->d->entry[i].shown || e->kind != HOSHI_LOG_REQUEST || e->side != HOSHI_SIDE_BUYER)
            continue;
        if (!n++)
            hoshi_buyer_head(g, heads);
        const char *files = hoshi_dossier_files(k, e);
        const char *const texts[] = {
            hoshi_dossier_print(k, "No.%" PRId64 "\n%s\n%s", e->seq, hoshi_dossier_day(k, e->date),
                                hoshi_say_log_medium(b->book.lang, e->medium)),
            hoshi_dossier_words(k, e),
            *files ? files : hoshi_buyer_say(b, "なし（添付一覧へ）", "none (see Enclosures)")};
        hoshi_dossier_row(g, styles, texts);
    }
    if (!n)
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                         k->d->has_log ? hoshi_buyer_say(b, "この相手方の要請は記録にありません。",
                                                         "The log holds no request of this side.")
                                       : hoshi_buyer_say(b, WORD(no_log_was_used)));
}

static void relation_truth(struct hoshi_buyer_page *g, const char *label, enum hoshi_truth value,
                           const char *hint)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    hoshi_dossier_fact(g, label, hoshi_dossier_truth(k, value), hint, hoshi_dossier_origin(k, 0));
}

/* 優越的地位 is relative: what the position rests on is asked for, not judged. */
static void position(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const struct hoshi_case_buyer *x = d->buyer;
    const char *home = hoshi_dossier_origin(k, 0);
    bool by_sales = d->view->key == HOSHI_KEY_SALES && d->view->share_ppm > 0;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "5. 取引関係（双方の立場を示す事実）", "5. The trade between both sides"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, WORD(trading_since)), hoshi_dossier_day(k, x->relation.since),
        hoshi_buyer_say(b, "年月。基本契約書・最初の発注書で確認", "month, by contract or first order"),
        home);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, WORD(yearly_trade)), hoshi_dossier_yen(k, x->annual_purchases_yen),
        hoshi_buyer_say(b, "直近12か月の売上（税抜）", "sales of the last 12 months, before tax"), home);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "取引依存度（当社の売上に占める割合）", "Part of the supplier's sales"),
        by_sales ? hoshi_buyer_percent(&k->b, d->view->share_ppm) : NULL,
        hoshi_buyer_say(b, "決算書と売上台帳から", "from accounts and ledger"),
        hoshi_buyer_say(b, "ケースから計算", "from the case"));
    relation_truth(g, hoshi_buyer_say(b, WORD(the_trade_could_be_replaced)), x->relation.can_switch,
                   hoshi_buyer_say(b, PROSE(other_customers_dedicated_equipment_or)));
    relation_truth(
        g, hoshi_buyer_say(b, WORD(it_holds_a_leading_place_in_its_market)), x->relation.market_leading,
        hoshi_buyer_say(b, "順位・シェアなど公表資料で分かること", "rank, share: what public sources say"));
    relation_truth(
        g, hoshi_buyer_say(b, "ほかに取引を続ける必要がある", "Other reasons to go on trading"),
        x->relation.other_need,
        hoshi_buyer_say(b, "将来の受注、設備投資、評判など", "future orders, investments, reputation"));
}

void hoshi_dossier_write_request(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {30, 56, 16};
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_REQUEST, hoshi_buyer_say(&k->b, "要請と取引関係", "The request, and the trade"),
        width, COLUMNS);
    g.row = 1;
    if (k->d->view->asked) {
        request_what(&g);
        why(&g);
        how(&g);
    } else {
        hoshi_buyer_line(&g, HOSHI_STYLE_WARN, hoshi_buyer_say(&k->b, PROSE(by_the_case_this_side_asked)));
    }
    request_entries(&g);
    position(&g);
    hoshi_dossier_done(&g);
}
