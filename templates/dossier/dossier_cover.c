/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 表紙: parties, who prepared it and in what capacity, what happened so far, what to do next, contents, the
 * value of the record. */
#include "dossier_sheets.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 3 };

const char *hoshi_say_capacity(enum hoshi_lang lang, enum hoshi_capacity capacity)
{
    static const struct hoshi_words words[HOSHI_CAPACITIES] = {
        {"申告者本人（当社）", "the reporter itself (the supplier)"},
        {"代理人", "an agent"},
        {"弁護士", "a lawyer (bengoshi)"},
        {"行政書士", "an administrative scrivener (gyoseishoshi)"},
        {"その他（支援者など）", "other (adviser)"},
    };
    return hoshi_words_say(lang, words[capacity]);
}

/* ---- who ---- */

static void parties(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *home = hoshi_dossier_origin(k, 0);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 当事者", "1. Parties"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "申告者（当社）", "Reporter (supplier)"), d->supplier_name,
                       hoshi_buyer_say(b, "会社名", "name of the company"), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "代表者", "Its representative"), d->supplier_representative,
                       hoshi_buyer_say(b, "役職・氏名", "title, name"), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "所在地", "Its address"), d->supplier_address,
                       hoshi_buyer_say(b, "本店の所在地", "registered address"), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "連絡先", "Contact"), d->supplier_contact,
                       hoshi_buyer_say(b, "担当者・電話・メール", "person, telephone, mail"), home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "相手方", "Other side"),
                       d->buyer->name && d->buyer->department
                           ? hoshi_dossier_print(k, "%s\n%s", d->buyer->name, d->buyer->department)
                           : d->buyer->name,
                       hoshi_buyer_say(b, "会社名", "name of the company"), home);
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "事柄", "Matter"),
        d->view->asked
            ? hoshi_dossier_print(k,
                                  hoshi_buyer_say(b, "★%dの取得の要請と、その費用についての価格協議",
                                                  "the request for ★%d and the price talks on its cost"),
                                  d->view->level)
            : hoshi_dossier_print(
                  k, hoshi_buyer_say(b, "★%dに係る費用についての価格協議", "price talks on the cost of ★%d"),
                  d->view->level),
        "", home);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "基準日", "As of"), hoshi_dossier_day(k, d->view->as_of), "",
                       home);
}

static const char *notice(const struct hoshi_buyer_book *b, enum hoshi_capacity capacity)
{
    static const struct hoshi_words words[HOSHI_CAPACITIES] = {
        {"申告者本人が自社の資料として作成しました。", "Prepared by the reporter as a paper of its own."},
        {"代理人による作成です。報酬を得て官公署に提出する書類を作る、または交渉を代わる場合に資格が要るかを"
         "、提出の前に"
         "資格者（弁護士・行政書士）に確かめてください。",
         "Prepared by an agent. Before it is submitted, confirm with a qualified person (bengoshi, "
         "gyoseishoshi) whether "
         "preparing papers for public offices for pay, or talking in the reporter's place, needs a "
         "qualification."},
        {"弁護士による作成です。法的評価は、本書とは別に作成者の責任で示されるものです。",
         "Prepared by a lawyer. A legal assessment, if any, is given apart from this paper by its author."},
        {"行政書士による作成です。官公署に提出する書類の作成とその手続の範囲であることを確かめてください。相"
         "手方との交渉は"
         "含みません。",
         "Prepared by a gyoseishoshi: papers for public offices and their filing. Talks with the other side "
         "are not part "
         "of it."},
        {"申告者以外の支援者が関わっています。支援者は事実の整理と記入の助けまでとし、提出する書類は申告者本"
         "人が作成・確認"
         "してください。",
         "A supporter other than the reporter took part: let the support end at ordering facts and help with "
         "filling in; "
         "the reporter itself prepares and checks what is submitted."},
    };
    return hoshi_words_say(b->book.lang, words[capacity]);
}

static void preparer(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *option = hoshi_buyer_say(b, "作成時の指定", "as given");
    bool self = d->o.capacity == HOSHI_CAPACITY_SELF;
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "2. 作成者", "2. Prepared by"));
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "作成者", "Prepared by"),
                       d->o.prepared_by ? d->o.prepared_by
                       : self           ? d->supplier_name
                                        : NULL,
                       hoshi_buyer_say(b, "作成した人の氏名", "name of who prepared it"),
                       d->o.prepared_by ? option : hoshi_dossier_origin(k, 0));
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "立場・資格", "Capacity"),
                       hoshi_say_capacity(b->book.lang, d->o.capacity), "", option);
    hoshi_buyer_line(g, self ? HOSHI_STYLE_PLAIN : HOSHI_STYLE_WARN, notice(b, d->o.capacity));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_say(b,
                                     "行政書士法について：他人の依頼を受け報酬を得て官公署に提出する書類を作"
                                     "ることは、ほかの法律に定めがある場合を"
                                     "除き、行政書士・行政書士法人に限られています（第1条の2・第19条。2026年1"
                                     "月1日施行の改正で、報酬は名目を問わないこと"
                                     "が明記されました）。本書は申告者が自社の書類を作る助けです。取適法の申"
                                     "告や独占禁止法の報告がこれに当たるかは、"
                                     "行政書士会または所管の窓口に確かめてください。",
                                     "On the Gyoseishoshi Act: making papers for public offices at another's "
                                     "request and for pay is reserved to "
                                     "gyoseishoshi, unless another law says otherwise (arts. 1-2, 19; since "
                                     "1 January 2026 whatever the pay is "
                                     "called). This paper helps the reporter to make its own. Whether a "
                                     "report of the kinds listed here falls under "
                                     "it: please ask the gyoseishoshi association or the office in charge."));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE,
                     hoshi_buyer_say(b,
                                     "弁護士法について：弁護士でない者が、報酬を得る目的で、争いのある事柄に"
                                     "ついて代理・交渉・法律上の意見を示すことを"
                                     "業とすることには、同法第72条の定めがあります。本書は事実と資料の整理に"
                                     "とどめ、法律上の意見を含みません。",
                                     "On the Attorneys Act: art. 72 concerns persons who are not lawyers and "
                                     "act, for pay and as a business, as "
                                     "agent or negotiator or give legal opinions in a dispute. This paper "
                                     "orders facts and documents and holds no "
                                     "legal opinion."));
}

/* ---- what happened ---- */

static const char *asked(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_case_request *r = &k->d->buyer->request;
    if (!k->d->view->asked)
        return hoshi_buyer_say(b, "この相手方から★の要請は受けていません（費用の相談の対象に含めたもの）。",
                               "This side did not ask for a star; it is included in the talks on cost.");
    const char *day = hoshi_dossier_day(k, r->made_on);
    return hoshi_dossier_print(
        k, hoshi_buyer_say(b, "%s、★%dの取得の要請を受けました%s%s%s。", "%s: asked for ★%d%s%s%s."),
        day ? day : hoshi_buyer_say(b, "（日付は未確認）", "(date not confirmed)"), k->d->view->level,
        r->document ? hoshi_buyer_say(b, "（", " (") : "", r->document ? r->document : "",
        r->document ? hoshi_buyer_say(b, "）", ")") : "");
}

static const char *requested(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier_state *s = &k->d->state;
    if (s->requested != HOSHI_YES)
        return hoshi_buyer_say(b, "当社からの価格協議の申入れは、まだありません。",
                               "The supplier has not yet asked for price talks.");
    return hoshi_dossier_print(
        k,
        hoshi_buyer_say(b, "%s、当社から価格協議を申し入れました（書面・メール等：%s、希望額の提示：%s）。",
                        "%s: the supplier asked for price talks (in writing: %s; amount stated: %s)."),
        hoshi_dossier_day(k, s->requested_on),
        s->in_writing == HOSHI_UNKNOWN ? hoshi_buyer_say(b, "未確認", "not confirmed")
                                       : hoshi_dossier_truth(k, s->in_writing),
        s->amount_stated == HOSHI_UNKNOWN ? hoshi_buyer_say(b, "未確認", "not confirmed")
                                          : hoshi_dossier_truth(k, s->amount_stated));
}

static const char *answered(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier_state *s = &k->d->state;
    if (s->requested != HOSHI_YES)
        return NULL;
    if (s->waiting)
        return hoshi_dossier_print(
            k,
            hoshi_buyer_say(b, "基準日（%s）現在、回答はなく、申入れから%lld日です%s。",
                            "As of %s there is no answer; %lld days have passed%s."),
            hoshi_dossier_day(k, k->d->view->as_of), (long long)s->silence_days,
            s->postponed > 0
                ? hoshi_dossier_print(k, hoshi_buyer_say(b, "（この間の延期 %lld回）", " (put off: %lld)"),
                                      (long long)s->postponed)
                : "");
    return hoshi_dossier_print(k,
                               hoshi_buyer_say(b, "%s、相手方の回答・協議がありました（申入れから%lld日）。",
                                               "%s: the other side answered or met (after %lld days)."),
                               s->responded_on.year ? hoshi_dossier_day(k, s->responded_on)
                                                    : hoshi_buyer_say(b, "日付未確認", "date not confirmed"),
                               (long long)s->silence_days);
}

static void course(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *const texts[] = {asked(k), requested(k), answered(k)};
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "3. これまでの経過（詳細は経過表）", "3. What happened (details: Timeline)"));
    for (size_t i = 0; i < 3; i++)
        if (texts[i])
            hoshi_buyer_line(g, HOSHI_STYLE_TEXT, texts[i]);
    hoshi_buyer_line(
        g, HOSHI_STYLE_TEXT,
        hoshi_dossier_print(
            k,
            hoshi_buyer_say(
                b, "この相手方に相談する費用（当社の提案）：年額 %s、%d年計 %s（税抜、推計を含む）。",
                "Cost the supplier wishes to talk about: %s a year; over %d years %s (before tax, with "
                "estimates)."),
            hoshi_buyer_yen(&k->b, k->d->view->annual_yen), k->d->view->horizon,
            hoshi_buyer_yen(&k->b, k->d->view->horizon_yen)));
    if (!k->d->has_log)
        hoshi_buyer_line(
            g, HOSHI_STYLE_WARN,
            hoshi_buyer_say(
                b,
                "協議の記録（log）を使わずに作成しました。経過表・議事・ハッシュ値はありません。"
                "記録がある場合は --db を付けて作り直してください。",
                "Made without a log of the talks: there is no timeline, no minutes, no hash value. "
                "If there is a log, make it again with --db."));
}

/* ---- what to do next ---- */

struct steps {
    struct hoshi_buyer_page *g;
    int n;
};

static void step(struct steps *x, enum hoshi_style style, const char *text)
{
    hoshi_buyer_line(x->g, style, hoshi_dossier_print(hoshi_dossier_book(x->g), "%d. %s", ++x->n, text));
}

static void not_done(struct steps *x)
{
    const struct hoshi_buyer_book *b = x->g->b;
    const struct hoshi_dossier_state *s = &hoshi_dossier_book(x->g)->d->state;
    if (s->requested != HOSHI_YES || s->in_writing == HOSHI_NO)
        step(x, HOSHI_STYLE_WARN,
             hoshi_buyer_say(
                 b,
                 "まだしていないこと：書面（メールを含む）での協議の申入れ。まず「協議申入書」を送り、控えと"
                 "送信の"
                 "記録を残してから提出を検討してください。",
                 "Not done yet: a request for talks in writing (or by mail). First send the letter of the "
                 "negotiation workbook, keep a copy and the record of sending, then consider submitting."));
    else if (s->in_writing == HOSHI_UNKNOWN)
        step(x, HOSHI_STYLE_WARN,
             hoshi_buyer_say(b, "申入れが書面（メールを含む）だったかを確かめ、控えを添付してください。",
                             "Confirm whether the request was in writing (or by mail) and enclose a copy."));
    if (s->requested == HOSHI_YES && s->amount_stated != HOSHI_YES)
        step(x, HOSHI_STYLE_WARN,
             hoshi_buyer_say(
                 b, "希望額（金額・単価・率）を示した記録がありません。申入れで示したかを確かめてください。",
                 "No record that an amount (yen, unit price or rate) was stated. Confirm whether the request "
                 "stated it."));
    if (s->requested == HOSHI_YES && s->reply_by_stated != HOSHI_YES)
        step(
            x, HOSHI_STYLE_PLAIN,
            hoshi_buyer_say(
                b, "回答希望日を示した記録がありません。次の連絡で希望日を伝えると、経過が明確になります。",
                "No record of a day by which an answer was asked for. Naming one makes the course clearer."));
    if (s->meetings > 0 && s->minutes != HOSHI_YES)
        step(x, HOSHI_STYLE_WARN,
             hoshi_buyer_say(
                 b, "議事録のない面談があります。覚えのあるうちに作り、相手方にも送って確かめてください。",
                 "There are meetings without minutes. Write them while memory is fresh and send them to the "
                 "other "
                 "side to confirm."));
}

static size_t gaps(const struct hoshi_dossier_book *k)
{
    size_t n = 0;
    for (int i = 0; i < HOSHI_DOSSIER_SHEETS; i++)
        n += k->gaps[i];
    return n;
}

static void next_steps(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    struct steps x = {g, 0};
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "4. 次にすること", "4. What to do next"));
    not_done(&x);
    step(&x, HOSHI_STYLE_PLAIN,
         hoshi_buyer_say(b,
                         "黄色の「（記入：…）」の欄を埋める。分からない欄は「不明」と書き、推測で埋めない（残"
                         "りの数は下の表）。",
                         "Fill in the yellow cells \"(fill in: …)\". Write \"not known\" where you do not "
                         "know; do not guess "
                         "(the table below counts what is left)."));
    step(&x, HOSHI_STYLE_PLAIN,
         hoshi_buyer_say(
             b, "「添付一覧」の「未添付」の資料をそろえ、番号を付けて添える。",
             "Collect the papers marked missing on the sheet Enclosures, number and enclose them."));
    step(
        &x, HOSHI_STYLE_PLAIN,
        hoshi_buyer_say(b, "他の取引先の名前や金額が、文章や添付ファイルに残っていないかを読んで確かめる。",
                        "Read texts and enclosed files once more for names and amounts of other customers."));
    step(&x, HOSHI_STYLE_PLAIN,
         hoshi_buyer_say(
             b,
             "提出先を先に問い合わせる：取適法は公正取引委員会と中小企業庁で分担があり、独占禁止法は公正取引"
             "委員会。"
             "話合いの助けは取引かけこみ寺（電話 0120-418-618、無料）。いずれも最新の案内で確かめる。",
             "Ask first where to submit: reports under the 取適法 are divided between JFTC and SME Agency, "
             "the "
             "Antimonopoly Act is JFTC's. Help with the talks: the trade help desk 取引かけこみ寺 "
             "(0120-418-618, free). "
             "Check the "
             "current information of each."));
    step(&x, HOSHI_STYLE_PLAIN,
         hoshi_buyer_say(b, "評価や推測は書かず、事実のまま提出する。判断に迷う点は弁護士に相談する。",
                         "Submit facts, no judgement of them; take doubtful points to a lawyer."));
}

/* ---- contents ---- */

static void contents(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const char *const heads[] = {hoshi_buyer_say(b, "シート", "Sheet"), hoshi_buyer_say(b, "内容", "Content"),
                                 hoshi_buyer_say(b, "記入が残る欄", "Left to fill in")};
    const char *const content[HOSHI_DOSSIER_SHEETS] = {
        "",
        hoshi_buyer_say(b, "取引の種類ごとの資本金・従業員数・発注日",
                        "per transaction: capital, headcount, date of order"),
        hoshi_buyer_say(b, "何を、いつ、どの文書で、なぜ求められたか",
                        "what was asked, when, by which paper, why"),
        hoshi_buyer_say(b, "区分別の件数と費用、証拠の一覧", "counts and cost by category, evidence"),
        hoshi_buyer_say(b, "明細ごとの金額と証拠の番号", "amount and evidence number per line"),
        hoshi_buyer_say(b, "配賦基準と割合、分け方", "key, share, rules of division"),
        hoshi_buyer_say(b, "単価の24か月の経過、分からない月",
                        "unit prices over 24 months, months not known"),
        hoshi_buyer_say(b, "記録の全件とハッシュ値", "every entry of the log with its hash"),
        hoshi_buyer_say(b, "面談と議事録", "meetings and minutes"),
        hoshi_buyer_say(b, "事実・確認点・条文や文書・資料の対応",
                        "facts, points, articles and papers, documents"),
        hoshi_buyer_say(b, "当社の利益率への影響（社外秘）", "effect on the supplier's margin (secret)"),
        hoshi_buyer_say(b, "相手方と所管機関に求めること",
                        "what is asked of the other side and the authority"),
        hoshi_buyer_say(b, "添付資料とSHA-256、足りない資料", "enclosures with SHA-256, missing papers"),
        hoshi_buyer_say(b, "独占禁止法の報告・取適法の申告の記入項目", "items of the report forms")};
    hoshi_buyer_heading(g,
                        hoshi_buyer_say(b, "5. 目次と記入の残り", "5. Contents and what is left to fill in"));
    hoshi_buyer_head(g, heads);
    uint32_t first = g->row;
    for (int i = 0; i < HOSHI_DOSSIER_SHEETS; i++) {
        char area[HOSHI_REF];
        if (!k->used[i] || i == HOSHI_DOSSIER_COVER)
            continue;
        hoshi_put_text(&g->s, g->row, 0, HOSHI_STYLE_LABEL,
                       hoshi_dossier_sheet_name(k, (enum hoshi_dossier_sheet)i));
        hoshi_put_text(&g->s, g->row, 1, HOSHI_STYLE_TEXT, content[i]);
        hoshi_range_on(area, &k->sheet[i], 0, 0, k->rows[i], (uint16_t)(k->columns[i] - 1));
        hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_COUNT, (double)k->gaps[i],
                          hoshi_buyer_say(b, "=SUMPRODUCT(--(LEFT(%s,4)=\"（記入：\"))",
                                          "=SUMPRODUCT(--(LEFT(%s,9)=\"(fill in:\"))"),
                          area);
        hoshi_buyer_lines(g, 1);
        g->row++;
    }
    hoshi_put_merged(&g->s, g->row, 0, g->row, 1, HOSHI_STYLE_TOTAL,
                     hoshi_buyer_say(b, "計（この表紙を除く）", "Total (without this cover)"));
    hoshi_put_formula(&g->s, g->row, 2, HOSHI_STYLE_YEN_TOTAL,
                      (double)(gaps(k) - k->gaps[HOSHI_DOSSIER_COVER]), "=SUM(C%u:C%u)", (unsigned)first + 1,
                      (unsigned)g->row);
    hoshi_buyer_lines(g, 1);
    g->row++;
}

/* ---- the record ---- */

/* What a hash chain shows, and what it does not. */
static void limits(struct hoshi_buyer_page *g)
{
    const struct hoshi_buyer_book *b = g->b;
    hoshi_buyer_line(
        g, HOSHI_STYLE_PLAIN,
        hoshi_buyer_say(
            b, "この値で分かること：値を他の人に渡した後に、それまでの記録が書き換えられていないこと。",
            "What this value shows: that nothing recorded before was changed after the value was handed to "
            "somebody else."));
    hoshi_buyer_line(g, HOSHI_STYLE_WARN,
                     hoshi_buyer_say(b,
                                     "この値だけでは分からないこと：記録した日付が正しいこと、言われたことが"
                                     "正しく書かれていること。値は、"
                                     "議事録とともに当日中に相手方へメールで送ってください。送った控えが、そ"
                                     "の日に記録があったことの裏付けに"
                                     "なります。",
                                     "What it does not show by itself: that the dates are right, or that "
                                     "what was said is written down "
                                     "correctly. Send the value to the other side by mail with the minutes "
                                     "on the same day: the mail then "
                                     "backs that the record existed that day."));
    hoshi_buyer_line(
        g, HOSHI_STYLE_NOTE,
        hoshi_buyer_say(
            b,
            "確かめ方：hoshiwari log ケース verify --head 値。メールで受け取った見積書などの保存には、"
            "電子帳簿保存法の別の定めがあります（税理士に確認）。",
            "To check: hoshiwari log CASE verify --head VALUE. Keeping e-mailed quotations is also "
            "subject to the law on electronic books (ask a tax accountant)."));
}

static void blacked_out(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    if (d->replaced)
        hoshi_buyer_line(
            g, HOSHI_STYLE_NOTE,
            hoshi_dossier_print(
                k,
                hoshi_buyer_say(
                    b,
                    "文章の中で他の取引先を示す言葉%lldか所を ■■■ に置き換えています。ハッシュ値は"
                    "置き換える前の文章の値です。",
                    "%lld words that name other customers are replaced by ■■■ in the texts; hashes "
                    "are those of the texts before."),
                (long long)d->replaced));
}

static void record(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    hoshi_buyer_heading(
        g, hoshi_buyer_say(b, "6. 協議の記録の値（ハッシュ連鎖）", "6. Value of the record (hash chain)"));
    if (!d->has_log) {
        hoshi_buyer_line(g, HOSHI_STYLE_TEXT,
                         hoshi_buyer_say(b, "記録を使っていないため、値はありません。",
                                         "No log was used, so there is none."));
        return;
    }
    hoshi_dossier_fact_head(g);
    hoshi_dossier_fact(g, hoshi_buyer_say(b, "最後の値（SHA-256）", "Head value (SHA-256)"),
                       hoshi_dossier_print(k, "%.32s\n%.32s", d->head, d->head + 32), "",
                       hoshi_buyer_say(b, "記録", "log"));
    hoshi_dossier_fact(
        g, hoshi_buyer_say(b, "記録の件数", "Entries"),
        hoshi_dossier_print(
            k,
            hoshi_buyer_say(b, "全%zu件のうち、この相手方に関するもの%zu件（ほかは伏せています）",
                            "%zu in all, %zu about this side (the others blacked out)"),
            d->entries, d->shown),
        "", hoshi_buyer_say(b, "記録", "log"));
    if (d->case_id)
        hoshi_dossier_fact(g, hoshi_buyer_say(b, "ケースの番号・版", "Case id, version"),
                           hoshi_dossier_print(k, "%s / %" PRId64, d->case_id, k->case_version), "",
                           hoshi_buyer_say(b, "記録", "log"));
    limits(g);
}

void hoshi_dossier_write_cover(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {26, 60, 16};
    const struct hoshi_buyer_book *b = &k->b;
    struct hoshi_buyer_page g =
        hoshi_dossier_page(k, HOSHI_DOSSIER_COVER,
                           hoshi_buyer_say(b, "取引の経過に関する資料（★対応費用の価格協議）",
                                           "Dossier on price talks (cost of measures for the star)"),
                           width, COLUMNS);
    g.row = 1;
    hoshi_buyer_line(
        &g, HOSHI_STYLE_WARN,
        hoshi_buyer_say(
            b,
            "本書は事実の整理です。法的評価は所管機関・弁護士の判断によります。金額には推計を含み、"
            "分担は当社の提案です。",
            "This paper is an ordering of facts. Legal assessment is for the authority or a lawyer. "
            "Amounts include estimates, and the division is the supplier's proposal."));
    hoshi_buyer_line(
        &g, HOSHI_STYLE_NOTE,
        hoshi_buyer_say(
            b,
            "所管機関・弁護士への相談と提出のための資料です。相手方に渡す資料は、worksheet の "
            "--view for:ID で別に作ります。",
            "For consultation with and submission to an authority or a lawyer. The file for the other "
            "side is made apart (worksheet --view for:ID)."));
    parties(&g);
    preparer(&g);
    course(&g);
    next_steps(&g);
    contents(&g);
    record(&g);
    blacked_out(&g);
    hoshi_buyer_line(
        &g, HOSHI_STYLE_NOTE,
        hoshi_dossier_print(k,
                            hoshi_buyer_say(b, "用いた表の版：評価基準 %s、対策 %s、価格 %s。hoshiwari %s",
                                            "Versions: criteria %s, measures %s, prices %s. hoshiwari %s"),
                            k->d->view->catalog_version, k->d->view->measures_version,
                            k->d->view->prices_version, k->version ? k->version : ""));
    hoshi_dossier_done(&g);
}
