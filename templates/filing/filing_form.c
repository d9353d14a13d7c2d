/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a report under art. 45 of the Antimonopoly Act, and of one under the 取適法, answered one by one. */
#include "filing_paper.h"
#include "log_text.h"

#include <inttypes.h>
#include <string.h>

#define SAY(ja, en) hoshi_say(p->lang, ja, en)
#define SAYS(pair) hoshi_say(p->lang, pair)

static const double form_width[] = {34, 76};

static void form_item(struct hoshi_filing *p, const char *label, const char *value, const char *hint,
                      const char *path)
{
    hoshi_filing_row(
        p,
        (const struct hoshi_filing_cell[]){hoshi_filing_label(label), hoshi_filing_or(p, value, hint, path)},
        2);
}

static void form_head(struct hoshi_filing *p, const char *title)
{
    const char *const heads[] = {SAYS(WORD(item)), SAYS(WORD(content))};
    hoshi_filing_heading(p, title);
    hoshi_filing_head(p, heads);
}

static const char *form_of(struct hoshi_filing *p, const char *key)
{
    return hoshi_filing_path(p, "buyers[%s].%s", p->d->buyer->id, key);
}

static void form_who(struct hoshi_filing *p)
{
    const struct hoshi_dossier *d = p->d;
    form_head(p, SAY("申告者と相手方", "Reporter and other side"));
    form_item(p, SAYS(WORD(reporter_name)), d->supplier_name, SAYS(WORD_IN(company_name)), "supplier.name");
    form_item(p, SAYS(WORD(reporter_representative)), d->supplier_representative, SAYS(WORD(title_name)),
              "supplier.representative");
    form_item(p, SAYS(WORD(reporter_address)), d->supplier_address, SAYS(WORD(postal_address)),
              "supplier.address");
    form_item(p, SAY("申告者：担当者・電話・メール", "Reporter: contact, telephone, mail"),
              d->supplier_contact, SAYS(WORD(person_telephone_mail)), "supplier.contact");
    form_item(p, SAYS(WORD(other_side_name)), d->buyer->name, SAYS(WORD_IN(company_name)), NULL);
    form_item(p, SAYS(WORD(other_side_representative)), d->buyer->representative,
              SAYS(WORD(name_by_register)), form_of(p, "representative"));
    form_item(p, SAYS(WORD(other_side_address)), d->buyer->address, SAYS(WORD(registered_address)),
              form_of(p, "address"));
    form_item(p, SAYS(WORD(other_side_department)), d->buyer->department, SAYS(WORD_IN(department)),
              form_of(p, "department"));
}

/* ---- the facts ---- */

/* Acts of the other side that points speak of, or decisions and refusals as recorded: how it was done. */
static const char *form_how(struct hoshi_filing *p)
{
    struct hoshi_buffer out;
    size_t n = 0;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (e->side == HOSHI_SIDE_SUPPLIER || e->kind == HOSHI_LOG_NOTE || e->kind == HOSHI_LOG_MINUTES)
            continue;
        const char *medium = hoshi_say_log_medium(p->lang, e->medium);
        hoshi_buffer_printf(&out, SAY("%sNo.%" PRId64 " %s%s%s", "%sno. %" PRId64 " %s%s%s"), n++ ? "\n" : "",
                            e->seq, hoshi_say_log_act(p->lang, e), *medium ? SAY("、", ", ") : "", medium);
        if (e->words) /* in the words of the record, in which "we" may be the other side */
            hoshi_buffer_printf(&out, SAY("：「%s」", ": \"%s\""), hoshi_filing_short(p, e->words, 60));
    }
    if (n)
        hoshi_buffer_puts(&out, SAY("\n（「」の中は記録の文言）", "\n(in quotes: the words of the record)"));
    return hoshi_dossier_keep(&p->words, &out);
}

/* Reasons as given, each with its entry; that none is on record is an answer as well. */
static const char *form_why(struct hoshi_filing *p)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    if (p->d->buyer->request.necessity_basis)
        hoshi_buffer_puts(&out, p->d->buyer->request.necessity_basis);
    for (size_t i = 0; i < p->d->events; i++) {
        const struct hoshi_log_entry *e = p->d->event[i];
        if (e->side != HOSHI_SIDE_SUPPLIER && e->reason)
            hoshi_buffer_printf(&out, SAY("%s「%s」（No.%" PRId64 "）", "%s\"%s\" (no. %" PRId64 ")"),
                                out.length ? "\n" : "", e->reason, e->seq);
    }
    if (!out.length && p->d->events)
        hoshi_buffer_puts(&out, SAYS(PROSE(filing_no_reasons)));
    return hoshi_dossier_keep(&p->words, &out);
}

static const char *form_known_by(struct hoshi_filing *p)
{
    if (p->d->buyer->dispute.known_by)
        return p->d->buyer->dispute.known_by;
    for (size_t i = 0; i < p->d->events; i++)
        if (p->d->event[i]->side == HOSHI_SIDE_BUYER)
            return SAYS(PROSE(filing_known_as_party));
    return NULL;
}

/* A point whose provision stands in the form: days that practice looks at are a fact, no article. */
static bool form_has_article(const struct hoshi_dossier_finding *f, const char *law)
{
    return hoshi_filing_is_point(f) && !f->rule->inferred && strstr(f->rule->statute.ja, law);
}

/* Provisions of one law that points are about, each once: where to look, not what applies. */
static const char *form_articles(struct hoshi_filing *p, const char *law)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->findings; i++) {
        const struct hoshi_rule_row *r = p->d->finding[i].rule;
        bool said = !form_has_article(&p->d->finding[i], law);
        for (size_t k = 0; k < i && !said; k++)
            said = form_has_article(&p->d->finding[k], law) &&
                   strcmp(p->d->finding[k].rule->statute.ja, r->statute.ja) == 0;
        if (!said)
            hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "", hoshi_words_say(p->lang, r->statute));
    }
    if (out.length)
        hoshi_buffer_puts(&out, SAYS(PROSE(filing_articles_to_look_at)));
    return hoshi_dossier_keep(&p->words, &out);
}

static void form_facts(struct hoshi_filing *p)
{
    struct hoshi_dossier_book *k = &p->words;
    const char *to = hoshi_dossier_form_people(k, HOSHI_SIDE_SUPPLIER);
    form_head(p, SAY("行為の事実", "The facts"));
    form_item(p, SAYS(WORD(when)), hoshi_dossier_form_days(k), SAYS(WORD(days_in_order)), NULL);
    form_item(p, SAYS(WORD(where)), hoshi_dossier_form_ways(k), SAYS(WORD(place_or_by_phone_mail)), NULL);
    form_item(p, SAYS(WORD(who)), hoshi_dossier_form_people(k, HOSHI_SIDE_BUYER),
              SAYS(WORD(department_role_name_on_the_other_side)), NULL);
    form_item(p, SAYS(WORD(with_whom)), p->d->buyer->dispute.together_with,
              SAYS(WORD(others_taking_part_nobody_if_none)), form_of(p, "dispute.together_with"));
    form_item(p, SAYS(WORD(to_whom)), to && *to ? to : p->d->supplier_name,
              SAYS(WORD(department_role_name_at_the_supplier)), NULL);
    form_item(p, SAYS(WORD(what)), hoshi_dossier_form_what(k), "", NULL);
    form_item(p, SAYS(WORD(how)), form_how(p), SAY("どのような方法か", "in which way"), NULL);
    form_item(p, SAYS(WORD(why_reasons_given)), form_why(p), SAYS(WORD_IN(reason_given)), NULL);
    form_item(p, SAYS(WORD(articles)), form_articles(p, "独占禁止法"),
              SAY("窓口または弁護士と相談して書く。分からなければ空欄でよい",
                  "with the desk or a lawyer; may be left open"),
              NULL);
    form_item(p, SAY("この行為を知ったいきさつ", "How it became known"), form_known_by(p),
              SAY("いつ、どのようにして知ったか", "when and how"), form_of(p, "dispute.known_by"));
    form_item(p, SAYS(WORD(enclosed)),
              hoshi_dossier_print(k, SAY("証拠説明書（%zu件）", "List of evidence (%zu)"), p->d->exhibits),
              "", NULL);
}

static void form_wishes(struct hoshi_filing *p)
{
    const struct hoshi_dossier_options *o = &p->d->o;
    const struct hoshi_case_dispute *x = &p->d->buyer->dispute;
    struct hoshi_dossier_book *k = &p->words;
    const char *before = hoshi_dossier_truth(k, x->reported_before);
    form_head(p, SAY("申告者の希望と、ほかの手続", "Wishes of the reporter, other proceedings"));
    form_item(p, SAYS(WORD(name_told)), hoshi_dossier_truth(k, o->name_told), SAYS(WORD(yes_or_no)),
              form_of(p, "dispute.name_may_be_told"));
    form_item(p, SAYS(WORD(notice_wished)), hoshi_dossier_truth(k, o->notify), SAYS(WORD(yes_or_no)),
              form_of(p, "dispute.notice_wished"));
    form_item(p, SAYS(WORD(pending_elsewhere)), o->pending,
              SAY("相談・申告・調停・訴訟の有無と番号。なければ「なし」",
                  "reports, mediation, lawsuits; \"none\" if none"),
              form_of(p, "dispute.pending"));
    form_item(p,
              SAY("この件をこれまでに官公署に申告したか", "Was this matter reported to an authority before"),
              before && x->reported_before == HOSHI_YES && x->reported_before_to
                  ? hoshi_dossier_print(k, SAY("%s：%s", "%s: %s"), before, x->reported_before_to)
                  : before,
              SAYS(WORD(yes_or_no)), form_of(p, "dispute.reported_before"));
}

void hoshi_filing_form_ama(struct hoshi_filing *p)
{
    hoshi_filing_chapter(p, (struct hoshi_words){"独占禁止法の様式の項目", "Items of the AMA form"},
                         form_width, 2);
    hoshi_filing_note(p, SAYS(PROSE(filing_form_own_words)));
    form_who(p);
    form_facts(p);
    form_wishes(p);
}

/* ---- 取適法 ---- */

static bool form_names_act(const struct hoshi_dossier_finding *f)
{
    return f->result != HOSHI_CHECK_ATTENTION && hoshi_filing_is_point(f) &&
           strstr(f->rule->statute.ja, "取適法");
}

/* Points under the act, each with its day and entry: a view to be confirmed, no head chosen for the desk. */
static const char *form_conduct(struct hoshi_filing *p)
{
    struct hoshi_buffer out;
    hoshi_buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < p->d->findings; i++) {
        const struct hoshi_dossier_finding *f = &p->d->finding[i];
        if (!form_names_act(f))
            continue;
        const struct hoshi_log_entry *e = f->act ? hoshi_filing_entry(p, f->act) : NULL;
        hoshi_buffer_printf(&out, "%s%s", out.length ? "\n" : "", hoshi_words_say(p->lang, f->rule->name));
        if (e)
            hoshi_buffer_printf(&out, SAY("（%s、No.%" PRId64 "）", " (%s, no. %" PRId64 ")"),
                                hoshi_dossier_day(&p->words, e->date), e->seq);
        hoshi_buffer_printf(&out, "%s%s", *hoshi_filing_open(p, f) ? SAY("　", " ") : "",
                            hoshi_filing_open(p, f));
    }
    return hoshi_dossier_keep(&p->words, &out);
}

static void form_trade(struct hoshi_filing *p)
{
    struct hoshi_dossier_book *k = &p->words;
    const struct hoshi_dossier *d = p->d;
    form_head(p, SAY("取引の内容", "The trade"));
    form_item(p, SAYS(WORD(types_and_days)), hoshi_dossier_form_types(k), SAYS(WORD_IN(types_and_days)),
              NULL);
    form_item(p, SAY("資本金（申告者）", "Capital (reporter)"), hoshi_dossier_yen(k, d->supplier_capital_yen),
              SAYS(WORD_IN(capital)), "supplier.capital_yen");
    form_item(p, SAY("資本金（相手方）", "Capital (other side)"), hoshi_dossier_yen(k, d->buyer->capital_yen),
              SAYS(WORD_IN(capital)), form_of(p, "capital_yen"));
    form_item(p, SAY("常時使用する従業員数（申告者）", "Regular employees (reporter)"),
              hoshi_dossier_people(k, d->supplier_employees), SAYS(WORD(number_when_the_order_was_placed)),
              "supplier.employees_regular");
    form_item(p, SAY("常時使用する従業員数（相手方）", "Regular employees (other side)"),
              hoshi_dossier_people(k, d->buyer->employees_regular),
              SAYS(WORD(number_when_the_order_was_placed)), form_of(p, "employees_regular"));
    form_item(p, SAYS(WORD(way_and_day_of_payment)), hoshi_dossier_form_payment(k),
              SAY("支払方法", "way of payment"), form_of(p, "payment.method"));
    form_item(p, SAY("注文・受領・支払、価格の変更", "Orders, payments, changes of prices"),
              SAY("本書の各表のとおり", "see the tables of this paper"), "", NULL);
}

void hoshi_filing_form_act(struct hoshi_filing *p)
{
    hoshi_filing_chapter(p, (struct hoshi_words){"取適法の様式の項目", "Items of the 取適法 form"},
                         form_width, 2);
    hoshi_filing_note(p, SAYS(PROSE(filing_form_own_words)));
    form_who(p);
    form_trade(p);
    form_head(p, SAY("行為", "Acts"));
    form_item(p, SAYS(WORD(articles)), form_articles(p, "取適法"),
              SAY("窓口または弁護士と相談して書く。分からなければ空欄でよい",
                  "with the desk or a lawyer; may be left open"),
              NULL);
    form_item(p, SAY("どの行為についての申告か", "Acts the report is about"), form_conduct(p),
              SAY("窓口と相談して書く", "with the desk"), NULL);
    form_item(p, SAY("行為の経過", "Course"), hoshi_dossier_form_days(&p->words), SAYS(WORD(days_in_order)),
              NULL);
    form_item(p, SAY("相手方の担当者", "Persons of the other side"),
              hoshi_dossier_form_people(&p->words, HOSHI_SIDE_BUYER),
              SAYS(WORD(department_role_name_on_the_other_side)), NULL);
    form_wishes(p);
}
