/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 申告様式の項目: the items of a report under art. 45 of the Antimonopoly Act and of the form of the 2026
 * act, answered from the case as far as it goes. */
#include "check_text.h"
#include "dossier_sheets.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

enum { COLUMNS = 3, ONE_PAGE = 60 }; /* rows that are still read on one page */

static void dossier_form_item(struct hoshi_buyer_page *g, const char *label, const char *value,
                              const char *hint, const char *origin)
{
    hoshi_dossier_fact(g, label, value, hint, origin);
}

/* ---- reporter and other side ---- */

static void who(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *home = hoshi_dossier_origin(k, 0);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "1. 申告者と相手方", "1. Reporter and other side"));
    hoshi_dossier_fact_head(g);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(reporter_name)), d->supplier_name,
                      hoshi_buyer_say(b, WORD_IN(company_name)), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(reporter_representative)), d->supplier_representative,
                      hoshi_buyer_say(b, WORD(title_name)), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(reporter_address)), d->supplier_address,
                      hoshi_buyer_say(b, WORD(postal_address)), home);
    dossier_form_item(g, hoshi_buyer_say(b, "申告者：担当者", "Reporter: contact"), d->supplier_contact,
                      hoshi_buyer_say(b, "担当者の所属・氏名", "department, name"), home);
    dossier_form_item(
        g, hoshi_buyer_say(b, "申告者：電話・メール", "Reporter: telephone, mail"), NULL,
        hoshi_buyer_say(b, "日中につながる電話番号とメールアドレス", "number and address by day"), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(other_side_name)), d->buyer->name,
                      hoshi_buyer_say(b, WORD_IN(company_name)), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(other_side_representative)), NULL,
                      hoshi_buyer_say(b, WORD(name_by_register)), home);
    dossier_form_item(
        g, hoshi_buyer_say(b, WORD(other_side_address)), NULL,
        hoshi_buyer_say(b, "本店・取引のある事業所の住所", "head office, and the site you trade with"), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(other_side_department)), d->buyer->department,
                      hoshi_buyer_say(b, WORD_IN(department)), home);
}

/* ---- the facts ---- */

/* The days on record of this side, as they happened, each with its kind. */
const char *hoshi_dossier_form_days(struct hoshi_dossier_book *k)
{
    enum { MOST = 24 };
    struct hoshi_buffer out;
    enum hoshi_lang lang = k->b.book.lang;
    size_t n = 0;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        char day[HOSHI_DATE_TEXT];
        if (e->kind == HOSHI_LOG_NOTE || ++n > MOST)
            continue;
        hoshi_buffer_printf(&out,
                            hoshi_say(lang, "%s%s %s（%s・No.%" PRId64 "）", "%s%s %s (%s, no. %" PRId64 ")"),
                            out.length ? "\n" : "", hoshi_date_print(e->date, day),
                            hoshi_say_log_act(lang, e), hoshi_say_log_side(lang, e->side), e->seq);
    }
    if (n > MOST)
        hoshi_buffer_printf(&out, hoshi_say(lang, "\nほか%zu件は経過表", "\n%zu more: sheet Timeline"),
                            n - MOST);
    if (!n && k->d->buyer->request.made_on.year)
        hoshi_buffer_printf(&out, hoshi_say(lang, "%s 要請", "%s request"),
                            hoshi_dossier_day(k, k->d->buyer->request.made_on));
    return hoshi_dossier_keep(k, &out);
}

/* Whether one of the parts between `between` is this text: a name within a longer one is another name. */
static bool has_part(const char *list, const char *between, const char *part)
{
    size_t n = strlen(part), gap = strlen(between);
    for (const char *at = list; at && *at; at = strstr(at, between), at = at ? at + gap : NULL)
        if (strncmp(at, part, n) == 0 && (!at[n] || strncmp(at + n, between, gap) == 0))
            return true;
    return false;
}

static void add_part(struct hoshi_buffer *out, const char *between, const char *part)
{
    if (*part && (!out->length || !has_part(hoshi_buffer_text(out), between, part)))
        hoshi_buffer_printf(out, "%s%s", out->length ? between : "", part);
}

static bool form_is_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Whether another entry names the same person with more: "Hasegawa" is the manager Hasegawa of another day. */
static bool is_told_fuller(const struct hoshi_dossier *d, const struct hoshi_log_person *x)
{
    for (size_t i = 0; x->name && i < d->events; i++)
        for (size_t p = 0; p < d->event[i]->persons; p++) {
            const struct hoshi_log_person *y = &d->event[i]->person[p];
            if (y->side == x->side && form_is_same(y->name, x->name) &&
                (!x->department || form_is_same(x->department, y->department)) &&
                (!x->role || form_is_same(x->role, y->role)) &&
                ((!x->department && y->department) || (!x->role && y->role)))
                return true;
        }
    return false;
}

/* Departments and roles named on one side of what stands in the log, each person once. */
const char *hoshi_dossier_form_people(struct hoshi_dossier_book *k, enum hoshi_log_side side)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        for (size_t p = 0; p < e->persons; p++) {
            const struct hoshi_log_person *x = &e->person[p];
            if (x->side == side && !is_told_fuller(k->d, x))
                add_part(&out, "\n",
                         hoshi_dossier_print(k, "%s%s%s%s%s", x->department ? x->department : "",
                                             x->department && x->role ? " " : "", x->role ? x->role : "",
                                             x->name && (x->department || x->role) ? " " : "",
                                             x->name ? x->name : ""));
        }
    }
    return hoshi_dossier_keep(k, &out);
}

/* Places and ways on record, each once. */
const char *hoshi_dossier_form_ways(struct hoshi_dossier_book *k)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        if (e->side == HOSHI_SIDE_SUPPLIER) /* it is asked where the other side's conduct took place */
            continue;
        add_part(&out, hoshi_buyer_say(&k->b, "、", ", "),
                 e->place ? e->place : hoshi_say_log_medium(k->b.book.lang, e->medium));
    }
    return hoshi_dossier_keep(k, &out);
}

/* How many of a kind the other side did, or both. */
static long long count_of(const struct hoshi_dossier *d, enum hoshi_log_kind kind)
{
    long long n = 0;
    for (size_t i = 0; i < d->events; i++)
        n += d->event[i]->kind == kind && (d->event[i]->side == HOSHI_SIDE_BUYER ||
                                           kind == HOSHI_LOG_MEETING || kind == HOSHI_LOG_PRICE_CHANGE);
    return n;
}

/* What followed the request, in numbers: a refusal is called one. */
static const char *since_then(struct hoshi_dossier_book *k)
{
    const struct hoshi_dossier *d = k->d;
    if (!d->events)
        return d->state.responded_on.year
                   ? hoshi_dossier_print(k,
                                         hoshi_buyer_say(&k->b, "%sに回答がありました。", " Answered on %s."),
                                         hoshi_dossier_day(k, d->state.responded_on))
                   : "";
    return hoshi_dossier_print(
        k,
        hoshi_buyer_say(
            &k->b,
            "相手方の断りの回答%lld件、回答%lld件、対案%lld件、延期%lld件。価格の変更（合意を含む）%lld件、面談%lld件（経過表）。",
            " Of the other side: refusals %lld, replies %lld, counter-proposals %lld, postponements %lld. Price changes, agreed ones included: %lld; meetings %lld (Timeline)."),
        count_of(d, HOSHI_LOG_REFUSAL), count_of(d, HOSHI_LOG_REPLY), count_of(d, HOSHI_LOG_COUNTER_PROPOSAL),
        count_of(d, HOSHI_LOG_POSTPONEMENT), count_of(d, HOSHI_LOG_PRICE_CHANGE),
        count_of(d, HOSHI_LOG_MEETING));
}

const char *hoshi_dossier_form_what(struct hoshi_dossier_book *k)
{
    const struct hoshi_buyer_book *b = &k->b;
    const struct hoshi_dossier_state *s = &k->d->state;
    const char *amount = hoshi_buyer_yen(&k->b, k->d->view->asked_annual_yen);
    const char *request = s->requested != HOSHI_YES
                              ? hoshi_buyer_say(b, "当社からの価格協議の申入れは、まだありません。",
                                                "The supplier has not yet asked for price talks.")
                              : hoshi_dossier_print(k,
                                                    hoshi_buyer_say(b, "%sに価格協議を申し入れました。",
                                                                    "Price talks were asked for on %s."),
                                                    hoshi_dossier_day(k, s->requested_on));
    const char *answer = s->requested == HOSHI_YES ? since_then(k) : "";
    if (s->requested == HOSHI_YES && s->waiting)
        answer = hoshi_dossier_print(
            k,
            hoshi_buyer_say(b, "%s基準日現在、%sの申入れから後の回答の記録はありません（%lld日）。",
                            "%s No answer on record to the request of %s or what followed it (%lld days)."),
            answer, hoshi_dossier_day(k, s->round_on), (long long)s->silence_days);
    if (s->requested == HOSHI_YES && s->withdrawn_seq)
        answer =
            hoshi_dossier_print(k, "%s%s%s", answer, hoshi_buyer_say(b, "", " "), hoshi_dossier_withdrawn(k));
    if (s->asked_yen != HOSHI_NONE && s->asked_yen != k->d->view->asked_annual_yen)
        return hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(talks_on_what_was_asked)), k->d->view->level,
                                   hoshi_buyer_yen(&k->b, s->asked_yen), amount,
                                   hoshi_buyer_with_estimates(b->book.lang, k->d->view), request, answer);
    return hoshi_dossier_print(k, hoshi_buyer_say(b, PROSE(talks_on_reflecting_in_prices)), k->d->view->level,
                               amount, hoshi_buyer_with_estimates(b->book.lang, k->d->view), request, answer);
}

static bool is_point(const struct hoshi_dossier_finding *f)
{
    return (f->result == HOSHI_CHECK_POSSIBLE_PROBLEM || f->result == HOSHI_CHECK_ATTENTION) &&
           f->rule->party != HOSHI_CONDUCT_SUPPLIER && f->rule->defines == HOSHI_RULE_FACTS;
}

/* Whether an earlier point is about the same articles, word for word. */
static bool form_named_before(const struct hoshi_dossier_book *k, size_t finding, const char *statute)
{
    for (size_t i = 0; i < finding; i++)
        if (is_point(&k->d->finding[i]) &&
            strcmp(hoshi_words_say(k->b.book.lang, k->d->finding[i].rule->statute), statute) == 0)
            return true;
    return false;
}

/* Articles that points to confirm are about, each once: where to look, not what applies. */
const char *hoshi_dossier_form_articles(struct hoshi_dossier_book *k)
{
    struct hoshi_buffer out;
    enum hoshi_lang lang = k->b.book.lang;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &k->d->finding[i];
        const char *statute = hoshi_words_say(lang, f->rule->statute);
        if (!is_point(f) || !*statute)
            continue;
        if (!form_named_before(k, i, statute))
            hoshi_buffer_printf(&out, hoshi_say(lang, "%s%s（%s）", "%s%s (%s)"), out.length ? "\n" : "",
                                statute, f->rule->id);
    }
    if (out.length)
        hoshi_buffer_puts(&out, hoshi_say(lang, PROSE(articles_of_the_points_to_confirm)));
    return hoshi_dossier_keep(k, &out);
}

static void facts(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *log = d->has_log ? hoshi_buyer_say(b, WORD(log)) : hoshi_dossier_origin(k, 0);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, PROSE(facts_after_the_items)));
    hoshi_dossier_fact_head(g);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(when)), hoshi_dossier_form_days(k),
                      hoshi_buyer_say(b, WORD(days_in_order)), log);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(where)), hoshi_dossier_form_ways(k),
                      hoshi_buyer_say(b, WORD(place_or_by_phone_mail)), log);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(who)), hoshi_dossier_form_people(k, HOSHI_SIDE_BUYER),
                      hoshi_buyer_say(b, WORD(department_role_name_on_the_other_side)), log);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(with_whom)), NULL,
                      hoshi_buyer_say(b, WORD(others_taking_part_nobody_if_none)), "");
    dossier_form_item(g, hoshi_buyer_say(b, WORD(to_whom)),
                      d->has_log && *hoshi_dossier_form_people(k, HOSHI_SIDE_SUPPLIER)
                          ? hoshi_dossier_form_people(k, HOSHI_SIDE_SUPPLIER)
                          : d->supplier_name,
                      hoshi_buyer_say(b, WORD(department_role_name_at_the_supplier)), log);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(what)), hoshi_dossier_form_what(k), "", log);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(how)), NULL,
                      hoshi_buyer_say(b, PROSE(course_by_numbers_of_the_timeline)), "");
    dossier_form_item(g, hoshi_buyer_say(b, WORD(why_reasons_given)), d->buyer->request.necessity_basis,
                      hoshi_buyer_say(b, "要請・回答の理由として示されたこと。なければ「示されていない」",
                                      "reasons given; \"none given\" if none"),
                      hoshi_dossier_origin(k, 0));
    dossier_form_item(g, hoshi_buyer_say(b, WORD(articles)), hoshi_dossier_form_articles(k),
                      hoshi_buyer_say(b, "窓口または弁護士と相談して書く。分からなければ空欄でよい",
                                      "with the desk or a lawyer; may be left open"),
                      hoshi_buyer_say(b, WORD(points)));
    dossier_form_item(g, hoshi_buyer_say(b, WORD(enclosed)),
                      hoshi_dossier_print(k, hoshi_buyer_say(b, WORD(see_sheet)),
                                          hoshi_dossier_sheet_name(k, HOSHI_DOSSIER_ENCLOSURES)),
                      "", "—");
}

/* ---- the form of the 取適法 ---- */

const char *hoshi_dossier_form_types(struct hoshi_dossier_book *k)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < k->d->buyer->transactions; i++) {
        const struct hoshi_case_transaction *x = &k->d->buyer->transaction[i];
        const char *type = hoshi_dossier_type(k, x->type), *day = hoshi_dossier_day(k, x->ordered_on);
        struct hoshi_dossier_order order;
        if (hoshi_dossier_order_on_record(k, x, &order))
            day = order.ordered;
        hoshi_buffer_printf(&out, "%s%s%s%s", out.length ? "\n" : "", type ? type : "?", day ? " " : "",
                            day ? day : "");
    }
    return hoshi_dossier_keep(k, &out);
}

static const char *both(struct hoshi_dossier_book *k, const char *own, const char *other)
{
    return own && other ? hoshi_dossier_print(
                              k, hoshi_buyer_say(&k->b, "当社 %s／相手方 %s", "supplier %s / other side %s"),
                              own, other)
                        : NULL;
}

/* Each means of payment on record, with the day due and the entry of the first that tells it. */
static const char *payment_on_record(struct hoshi_dossier_book *k)
{
    struct hoshi_buffer out;
    unsigned told = 0;
    hoshi_buffer_init(&out, 1 << 16);
    for (size_t i = 0; i < k->d->events; i++) {
        const struct hoshi_log_entry *e = k->d->event[i];
        if (e->kind != HOSHI_LOG_PAYMENT || !e->means || (told >> e->means & 1))
            continue;
        told |= 1u << e->means;
        const char *due = hoshi_dossier_day(k, e->due_on);
        hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "",
                            hoshi_say_log_means(k->b.book.lang, e->means));
        if (due)
            hoshi_buffer_printf(&out, hoshi_buyer_say(&k->b, "、支払期日 %s", ", due on %s"), due);
        hoshi_buffer_printf(&out, hoshi_buyer_say(&k->b, "（No.%" PRId64 "）", " (no. %" PRId64 ")"), e->seq);
    }
    return told ? hoshi_dossier_keep(k, &out) : NULL;
}

const char *hoshi_dossier_form_payment(struct hoshi_dossier_book *k)
{
    const struct hoshi_case_payment *p = &k->d->buyer->payment;
    const char *name = p->method ? hoshi_say_case_word(k->b.book.lang, p->method) : NULL;
    if (!name)
        return payment_on_record(k);
    if (p->days_after_receipt == HOSHI_NONE)
        return name;
    return hoshi_dossier_print(k, hoshi_buyer_say(&k->b, "%s、受領から%lld日", "%s, %lld days after receipt"),
                               name, (long long)p->days_after_receipt);
}

static void act(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier *d = k->d;
    const char *home = hoshi_dossier_origin(k, 0);
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "3. 取適法の申告で加わる項目",
                                           "3. Further items of a report under the 取適法"));
    hoshi_dossier_fact_head(g);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(types_and_days)), hoshi_dossier_form_types(k),
                      hoshi_buyer_say(b, WORD_IN(types_and_days)), home);
    dossier_form_item(
        g, hoshi_buyer_say(b, WORD(capital)),
        both(k, hoshi_dossier_yen(k, d->supplier_capital_yen), hoshi_dossier_yen(k, d->buyer->capital_yen)),
        hoshi_buyer_say(b, "双方の資本金", "of both sides"), home);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(regular_employees)),
                      both(k, hoshi_dossier_people(k, d->supplier_employees),
                           hoshi_dossier_people(k, d->buyer->employees_regular)),
                      hoshi_buyer_say(b, "双方の人数（発注の時点）", "of both sides, when ordered"), home);
    dossier_form_item(
        g, hoshi_buyer_say(b, WORD(way_and_day_of_payment)), hoshi_dossier_form_payment(k),
        hoshi_buyer_say(b, "支払方法、受領から支払までの日数", "way, days from receipt to payment"), home);
    dossier_form_item(g, hoshi_buyer_say(b, "どの行為についての相談か", "Head of conduct"), NULL,
                      hoshi_buyer_say(b, PROSE(choose_with_the_desk_receipt_payment)), "");
    dossier_form_item(g, hoshi_buyer_say(b, "価格の経過", "Course of prices"),
                      hoshi_dossier_print(k, hoshi_buyer_say(b, WORD(see_sheet)),
                                          hoshi_dossier_sheet_name(k, HOSHI_DOSSIER_PRICES)),
                      "", "—");
}

/* ---- wishes ---- */

static void wishes(struct hoshi_buyer_page *g)
{
    struct hoshi_dossier_book *k = hoshi_dossier_book(g);
    const struct hoshi_buyer_book *b = g->b;
    const struct hoshi_dossier_options *o = &k->d->o;
    const char *given = hoshi_buyer_say(b, WORD(as_given));
    hoshi_buyer_heading(g, hoshi_buyer_say(b, "4. 申告者の希望と、ほかの手続",
                                           "4. Wishes of the reporter, other proceedings"));
    hoshi_dossier_fact_head(g);
    dossier_form_item(
        g, hoshi_buyer_say(b, WORD(name_told)), hoshi_dossier_truth(k, o->name_told),
        hoshi_buyer_say(b, "はい・いいえ。取引への影響を考えて決める", "yes or no; mind the trade"), given);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(notice_wished)), hoshi_dossier_truth(k, o->notify),
                      hoshi_buyer_say(b, "はい・いいえ。通知には書面・記名・具体的な事実が要る",
                                      "yes or no; it needs writing, name and concrete facts"),
                      given);
    dossier_form_item(g, hoshi_buyer_say(b, WORD(pending_elsewhere)), o->pending,
                      hoshi_buyer_say(b, "相談・申告・調停・訴訟の有無と番号。なければ「なし」",
                                      "reports, mediation, lawsuits; \"none\" if none"),
                      given);
    dossier_form_item(
        g, hoshi_buyer_say(b, "これまでに相談・申告したことがあるか", "Reported or consulted before"),
        k->d->buyer->dispute.reported_before_to && k->d->buyer->dispute.reported_before == HOSHI_YES
            ? hoshi_dossier_print(k, "%s%s%s", hoshi_dossier_truth(k, HOSHI_YES),
                                  hoshi_buyer_say(b, "：", ": "), k->d->buyer->dispute.reported_before_to)
            : hoshi_dossier_truth(k, k->d->buyer->dispute.reported_before),
        hoshi_buyer_say(b, "はい・いいえ、日付と窓口", "yes or no, day and desk"),
        hoshi_dossier_origin(k, 0));
    hoshi_buyer_line(g, HOSHI_STYLE_NOTE, hoshi_buyer_say(b, PROSE(items_sum_up_published_guidance)));
}

void hoshi_dossier_write_form(struct hoshi_dossier_book *k)
{
    static const double width[COLUMNS] = {36, 52, 14};
    struct hoshi_buyer_page g = hoshi_dossier_page(
        k, HOSHI_DOSSIER_FORM, hoshi_buyer_say(&k->b, "申告様式の項目", "Items of the report forms"), width,
        COLUMNS);
    g.row = 1;
    who(&g);
    facts(&g);
    act(&g);
    wishes(&g);
    if (g.row < ONE_PAGE)
        worksheet_fit_to_pages(g.s.sheet, 1, 1);
    hoshi_dossier_done(&g);
}
