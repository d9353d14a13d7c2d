/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page for the talk: its order, what each customer's talk can end at, and answers to what is often said. The way
 * down from the target and the own accounts stand behind, on the sheet of the talk. Own side only. */
#include "own_sheets.h"
#include "table.h"

enum { PLAN_CUSTOMERS = 4 };

static const struct hoshi_column plan_columns[] = {
    {"no", {"", ""}, 4, .over = 1},     {"said", {"", ""}, 19, .over = 1},    {"a", {"", ""}, 14, .over = 1},
    {"b", {"", ""}, 14, .over = 1},     {"c", {"", ""}, 14, .over = 1},       {"d", {"", ""}, 14, .over = 1},
    {"label", {"", ""}, 23, .over = 1}, {"value", {"", ""}, 10.5, .over = 1},
};
enum { PLAN_COLUMNS = sizeof plan_columns / sizeof *plan_columns };

/* ---- order of the talk ---- */

static void plan_steps(struct hoshi_page *p)
{
    const char *const step[] = {
        hoshi_page_say(p, PROSE(confirm_the_request_paper_date)),
        hoshi_page_say(p, PROSE(talk_first_about_what_level)),
        hoshi_page_say(p, PROSE(show_the_whole_cost)),
        hoshi_page_say(p, PROSE(explain_the_key_and_its)),
        hoshi_page_say(p, PROSE(state_the_target_let)),
        hoshi_page_say(p, PROSE(give_only_in_exchange_each)),
        hoshi_page_say(p, PROSE(below_the_last_resort_decide)),
        hoshi_page_say(p, PROSE(put_amount_form_first_day)),
    };
    hoshi_page_heading(p, hoshi_page_say(p, "話の順序", "Order of the talk"));
    /* In two columns, read downwards. */
    for (size_t i = 0, half = sizeof step / sizeof *step / 2; i < half; i++) {
        hoshi_page_wide(p, 4, HOSHI_STYLE_TEXT, step[i]);
        hoshi_page_wide(p, 0, HOSHI_STYLE_TEXT, step[i + half]);
        hoshi_page_next(p);
    }
    hoshi_page_gap(p);
}

/* ---- customers ---- */

/* A cell of the sheet of the talk: yen, or "-" where it is not known. */
static void plan_copy(struct hoshi_page *p, size_t customer, const char *name, int64_t yen)
{
    if (yen == HOSHI_NONE)
        hoshi_page_formula_text(p, HOSHI_STYLE_YEN, "-", "{talk.%zu.%s}", customer, name);
    else
        hoshi_page_formula(p, HOSHI_STYLE_YEN, (double)yen, "{talk.%zu.%s}", customer, name);
}

static void plan_customer(struct hoshi_page *p, const struct own_book *b, size_t i)
{
    const struct hoshi_bargain *x = &b->v->buyer[i].talk;
    hoshi_page_wide(p, 2, HOSHI_STYLE_LABEL, hoshi_own_party(b, i));
    plan_copy(p, i, "amount", x->amount_yen);
    plan_copy(p, i, "target", x->target_yen);
    plan_copy(p, i, "own", x->reservation_yen);
    plan_copy(p, i, "other", x->other_yen);
    plan_copy(p, i, "zone", x->surplus_yen);
    plan_copy(p, i, "middle", x->nash_yen);
    hoshi_page_next(p);
}

static void plan_customers(struct hoshi_page *p, const struct own_book *b)
{
    const char *const head[] = {hoshi_page_say(p, "話し合う額（円／年）", "In dispute (yen a year)"),
                                hoshi_page_say(p, WORD(own_target)),
                                hoshi_page_say(p, WORD(own_last_resort)),
                                hoshi_page_say(p, WORD(other_last_resort)),
                                hoshi_page_say(p, "合意の余地", "Zone of agreement"),
                                hoshi_page_say(p, WORD(middle_of_the_zone))};
    hoshi_page_heading(p, hoshi_page_say(p, "取引先ごとの見通し", "Each customer"));
    if (!b->v->buyers) {
        hoshi_page_line(p, HOSHI_STYLE_PLAIN, hoshi_page_say(p, WORD(no_customer_has_asked)));
        hoshi_page_gap(p);
        return;
    }
    hoshi_page_wide(p, 2, HOSHI_STYLE_HEAD, hoshi_page_say(p, WORD(customer)));
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        hoshi_page_text(p, HOSHI_STYLE_HEAD, head[i]);
    hoshi_page_next(p);
    for (size_t i = 0; i < b->v->buyers && i < PLAN_CUSTOMERS; i++)
        plan_customer(p, b, i);
    hoshi_page_line(p, HOSHI_STYLE_NOTE, hoshi_page_say(p, PROSE(targets_are_entered_on_the_talk_sheet)));
    hoshi_page_gap(p);
}

void hoshi_own_plan_sheet(struct hoshi_page *p, void *book)
{
    struct own_book *b = book;
    hoshi_page_columns(p, "plan", plan_columns, PLAN_COLUMNS, 1);
    hoshi_page_title(
        p, hoshi_page_say(p, "交渉計画と想定問答（社内用・取引先へ渡さない）", "Talk plan (own use only)"),
        hoshi_page_say(p, PROSE(to_prepare_the_talk_the_other)));
    plan_steps(p);
    plan_customers(p, b);
    hoshi_own_write_questions(p, b);
    hoshi_page_fit(p, 1, 1);
}
