/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Company facts: one row per field of the case, its path in the mark, so that the reader needs no list of its
 * own. A survey has the rows of `fields` that are not `own_only`, and no other. */
#include "questionnaire_sheets.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 1, VALUE = FORM_VALUE, UNIT = 3, DEFAULT = 4, HELP = 5, COLUMNS = 5 };
enum { COMPANY_PAGES = 3 }; /* at most, so that none holds a few rows */
static const double widths[COLUMNS] = {34, 22, 9, 10, 58};

enum kind { TEXT, YEN, COUNT, DATE, TRUTH };

struct form_field {
    const char *path; /* below supplier */
    enum kind kind;
    size_t offset; /* in struct hoshi_case_supplier */
    bool own_only;
    struct hoshi_words label, unit, help;
};

#define AT(m) offsetof(struct hoshi_case_supplier, m)
#define YEN_UNIT                                                                                             \
    {                                                                                                        \
        WORD_IN(yen)                                                                                         \
    }
#define PEOPLE                                                                                               \
    {                                                                                                        \
        WORD_IN(users_unit)                                                                                  \
    }

static const struct form_field firm[] = {
    {"name", TEXT, AT(name), false, {WORD(company_name)}, {"", ""}, {"", ""}},
    {"representative",
     TEXT,
     AT(representative),
     false,
     {WORD(representative)},
     {"", ""},
     {"役職と氏名", "Title and name"}},
    {"address", TEXT, AT(address), false, {WORD(address)}, {"", ""}, {"", ""}},
    {"contact",
     TEXT,
     AT(contact),
     false,
     {"記入した方・連絡先", "Filled in by, contact"},
     {"", ""},
     {"部署・氏名・電話かメール", "Department, name, phone or mail"}},
    {"capital_yen",
     YEN,
     AT(capital_yen),
     false,
     {WORD(capital)},
     YEN_UNIT,
     {"登記簿の額。3,000万円なら 30000000", "As registered; 30 million is 30000000"}},
    {"employees_regular",
     COUNT,
     AT(employees_regular),
     false,
     {WORD(regular_employees)},
     PEOPLE,
     {PROSE(staff_and_lasting_part_timers_on)}},
    {"employees_as_of",
     DATE,
     AT(employees_as_of),
     false,
     {"従業員数の時点", "Employees counted on"},
     {"", ""},
     {"いつの人数か（例 2026/10/1）", "Day of that count (2026-10-01)"}},
};

static const struct form_field money[] = {
    {"annual_sales_yen",
     YEN,
     AT(annual_sales_yen),
     true,
     {WORD(sales_a_year)},
     YEN_UNIT,
     {PROSE(latest_accounts_the_same_twelve_months)}},
    {"annual_cost_yen",
     YEN,
     AT(annual_cost_yen),
     true,
     {"年間総費用", "Costs a year"},
     YEN_UNIT,
     {WORD(selling_and_admin)}},
    {"annual_manufacturing_cost_yen",
     YEN,
     AT(annual_manufacturing_cost_yen),
     true,
     {"うち製造原価", "of which manufacturing"},
     YEN_UNIT,
     {"製造原価報告書の額", "From the cost report"}},
    {"annual_overhead_yen",
     YEN,
     AT(annual_overhead_yen),
     true,
     {"うち販売費及び一般管理費", "of which overhead"},
     YEN_UNIT,
     {"損益計算書の額", "From the profit and loss account"}},
    {"activity.direct_hours_per_year",
     COUNT,
     AT(activity.direct_hours_per_year),
     true,
     {WORD(direct_hours)},
     {WORD(hours)},
     {"現場の加工・組立などの合計。時間で按分するときだけ", "Only to divide by hours"}},
    {"activity.value_added_yen",
     YEN,
     AT(activity.value_added_yen),
     true,
     {"年間加工高", "Value added a year"},
     YEN_UNIT,
     {PROSE(sales_less_material_and_subcontracting)}},
    {"activity.orders_per_year",
     COUNT,
     AT(activity.orders_per_year),
     true,
     {"年間受注件数", "Orders a year"},
     {WORD_IN(orders_unit)},
     {"件数で按分するときだけ", "Only to divide by orders"}},
    {"activity.headcount",
     COUNT,
     AT(activity.headcount),
     true,
     {"按分に使う人数", "Headcount to divide by"},
     PEOPLE,
     {"人数で按分するときだけ", "Only to divide by headcount"}},
    {"capacity.it_days_per_year",
     COUNT,
     AT(it_days_per_year),
     true,
     {"対策に充てられる日数（年）", "Days a year for this work"},
     {WORD_IN(days_unit)},
     {"ITに詳しい人が通常業務のほかに使える日数", "Of people who know IT, beside their usual work"}},
    {"renewal.overdue_endpoints",
     COUNT,
     AT(renewal.overdue_endpoints),
     true,
     {"もともと更新時期のPC", "PCs due for renewal anyway"},
     {WORD(pcs_unit)},
     {"「サポート切れPC」のうち、★と関係なく買い替える台数", "Of the unsupported PCs, star or not"}},
    {"renewal.overdue_servers",
     COUNT,
     AT(renewal.overdue_servers),
     true,
     {"もともと更新時期のサーバ", "Servers due for renewal anyway"},
     {WORD_IN(servers_unit)},
     {"「サポート切れサーバ」のうち、★と関係なく買い替える台数", "Of the unsupported servers, star or not"}},
    {"is_individual",
     TRUTH,
     AT(is_individual),
     true,
     {"個人事業主ですか", "Sole proprietor?"},
     {"", ""},
     {"", ""}},
    {"uses_employees",
     TRUTH,
     AT(uses_employees),
     true,
     {"従業員を雇っていますか", "Any employees?"},
     {"", ""},
     {"個人事業主・一人会社のときだけ", "Sole proprietors and one-person companies only"}},
    {"is_one_person_company",
     TRUTH,
     AT(is_one_person_company),
     true,
     {"役員が一人だけの会社ですか", "Company of one director?"},
     {"", ""},
     {"", ""}},
    {"has_own_subcontractors",
     TRUTH,
     AT(has_own_subcontractors),
     true,
     {"自社から外注していますか", "Do you subcontract?"},
     {"", ""},
     {"", ""}},
    {"disclose_sales",
     TRUTH,
     AT(disclose_sales),
     true,
     {"売上高を取引先に見せてよいですか", "May buyers see your sales?"},
     {"", ""},
     {"空欄なら見せない（割合だけを示す）", "Empty: no, only ratios are shown"}},
};

static const struct form_field rates[HOSHI_ROLES] = {
    {"labour_yen_per_day.general",
     YEN,
     AT(labour_yen_per_day[HOSHI_ROLE_GENERAL]),
     true,
     {WORD(general_staff)},
     {WORD(yen_day)},
     {"給与＋法定福利の年額÷勤務日数。1日あたり", "Pay and social cost a year ÷ days worked"}},
    {"labour_yen_per_day.it",
     YEN,
     AT(labour_yen_per_day[HOSHI_ROLE_IT]),
     true,
     {WORD(it_staff)},
     {WORD(yen_day)},
     {"一人の給与が分かってしまう会社は空欄でよい", "Leave empty if it shows one person's pay"}},
    {"labour_yen_per_day.manager",
     YEN,
     AT(labour_yen_per_day[HOSHI_ROLE_MANAGER]),
     true,
     {WORD(managers)},
     {WORD(yen_day)},
     {"", ""}},
    {"labour_yen_per_day.executive",
     YEN,
     AT(labour_yen_per_day[HOSHI_ROLE_EXECUTIVE]),
     true,
     {WORD(executives)},
     {WORD(yen_day)},
     {"", ""}},
};

/* What to count, driver by driver. */
static const struct {
    struct hoshi_words unit, help;
} drivers[HOSHI_DRIVERS] = {
    [HOSHI_USERS] = {PEOPLE,
                     {"仕事でパソコンかメールを使う人。派遣・出向を含む",
                      "People who work with a PC or mail, agency staff included"}},
    [HOSHI_PEOPLE] = {PEOPLE,
                      {"教育・守秘の対象になる全員。パソコンを使わない人・派遣・出向も",
                       "Everybody to be trained: without a PC and agency staff too"}},
    [HOSHI_ENDPOINTS] = {{WORD(pcs_unit)},
                         {"会社のパソコン全部。現場の共用端末・予備も数える",
                          "All company PCs, shared terminals and spares too"}},
    [HOSHI_SERVERS] = {{WORD_IN(servers_unit)},
                       {"ファイル・会計・生産管理など。仮想とクラウド上も1台ずつ",
                        "File, accounting, production …; virtual and cloud ones count"}},
    [HOSHI_SITES] = {{WORD_IN(places_unit)},
                     {"本社・工場・営業所など、回線のある場所",
                      "Offices and works with a line of their own"}},
    [HOSHI_PUBLIC_IPS] = {{WORD_IN(addresses_unit)}, {PROSE(devices_facing_the_internet_router_vpn)}},
    [HOSHI_WEB_APPS] = {{WORD_IN(sites_unit)},
                        {"自社で運営するホームページ・受発注サイトなど",
                         "Web sites and ordering systems you run"}},
    [HOSHI_MAILBOXES] = {{WORD_IN(mailboxes_unit)},
                         {"会社のメールアドレス。代表・共用も数える", "Company mailboxes, shared ones too"}},
    [HOSHI_ADMINS] = {PEOPLE,
                      {"パソコン・サーバ・クラウドの設定を変えられる人（保守業者を含む）",
                       "People who can change settings (maintenance firm included)"}},
    [HOSHI_MOBILE_DEVICES] = {{WORD_IN(devices_unit)},
                              {"会社のスマートフォンとタブレット", "Company smartphones and tablets"}},
    [HOSHI_PARTNERS] = {{WORD_IN(firms_unit)},
                        {"図面など機密を渡す外注先・委託先",
                         "Subcontractors given drawings or other secrets"}},
    [HOSHI_DATA_TB] = {{"TB", "TB"},
                       {"控え（バックアップ）を取るデータの量。1,000GB＝1TB、切り上げ",
                        "Data to back up; 1,000 GB is 1 TB, rounded up"}},
    [HOSHI_UNSUPPORTED_ENDPOINTS] = {{WORD(pcs_unit)},
                                     {"上のうち、Windows 10以前などメーカーの更新が終わったもの",
                                      "Of the PCs above: Windows 10 and older, without updates"}},
    [HOSHI_FIXED_ENDPOINTS] = {{WORD(pcs_unit)},
                               {"工作機械・検査機などに付属し、入れ替えずに隔離するもの。上の台数に含めない",
                                "Part of a machine, isolated instead of replaced; not in the number above"}},
    [HOSHI_UNSUPPORTED_SERVERS] = {{WORD_IN(servers_unit)}, {PROSE(servers_above_windows_server_2012)}},
    [HOSHI_REMOTE_USERS] = {PEOPLE,
                            {"自宅や出先から会社につなぐ人", "People who connect from home or on the road"}},
    [HOSHI_CLOUD_SERVICES] = {{WORD_IN(services_unit)},
                              {"メール・会計・勤怠・受発注など、ネット上のサービスの種類",
                               "Kinds of online services (mail, accounting, orders …)"}},
    [HOSHI_NETWORK_DEVICES] = {{WORD_IN(devices_unit)},
                               {"ルータ・ハブ（スイッチ）・無線LANの親機",
                                "Routers, switches, wireless access points"}},
    [HOSHI_JOINERS] = {{"人／年", "a year"},
                       {"1年に入社・受入れする人。派遣・出向を含む",
                        "People joining in a year, agency staff included"}},
};

static struct hoshi_sheet *company_sheet(struct form *f)
{
    return &f->sheet[FORM_COMPANY];
}

static const char *company_words(const struct form *f, struct hoshi_words w)
{
    return form_say(f, w.ja ? w.ja : "", w.en ? w.en : "");
}

/* Everything of a row but its value. */
static void around(struct form *f, uint32_t row, const char *path, const char *label, const char *unit,
                   const char *help)
{
    form_row(f, FORM_COMPANY, row, path);
    form_label(f, HOSHI_FORM_FIELDS, path, label);
    hoshi_put_text(company_sheet(f), row, LABEL, HOSHI_STYLE_LABEL, label);
    hoshi_put_text(company_sheet(f), row, UNIT, HOSHI_STYLE_CENTER, unit);
    hoshi_put_blank(company_sheet(f), row, DEFAULT, HOSHI_STYLE_COUNT);
    hoshi_put_text(company_sheet(f), row, HELP, HOSHI_STYLE_TEXT, help);
    const char *const text[] = {label, help};
    const double width[] = {widths[0] * 0.94, widths[4]};
    form_fit(f, FORM_COMPANY, row, text, width, 2);
}

static int64_t company_number_of(const struct form *f, size_t offset)
{
    return f->c ? *(const int64_t *)((const char *)&f->c->supplier + offset) : HOSHI_NONE;
}

static void company_value(struct form *f, uint32_t row, const struct form_field *x)
{
    const char *at = f->c ? (const char *)&f->c->supplier + x->offset : NULL;
    switch (x->kind) {
    case TEXT:
        form_put_text(f, FORM_COMPANY, row, VALUE,
                      at ? *(const char *const *)(const void *)at
                      : x->offset == offsetof(struct hoshi_case_supplier, name) ? f->o->firm
                                                                                : NULL);
        form_allow_length(f, FORM_COMPANY, row, VALUE, row, HOSHI_NAME_MAX);
        break;
    case DATE:
        form_put_date(f, FORM_COMPANY, row, VALUE,
                      at ? *(const struct hoshi_date *)(const void *)at : (struct hoshi_date){0});
        form_allow_date(f, FORM_COMPANY, row, VALUE, row);
        break;
    case TRUTH:
        form_put_truth(f, FORM_COMPANY, row, VALUE,
                       at ? *(const enum hoshi_truth *)(const void *)at : HOSHI_UNKNOWN);
        form_allow_truth(f, FORM_COMPANY, row, VALUE, row);
        break;
    default:
        form_put_number(f, FORM_COMPANY, row, VALUE, company_number_of(f, x->offset));
        form_allow_number(f, FORM_COMPANY, row, VALUE, row, true,
                          x->kind == YEN ? (double)HOSHI_YEN_MAX : (double)HOSHI_COUNT_MAX);
    }
}

static uint32_t company_heading(struct form *f, uint32_t row, const char *text)
{
    hoshi_put_text(company_sheet(f), row, LABEL, HOSHI_STYLE_HEADING, text);
    return row + 1;
}

static uint32_t company_list(struct form *f, uint32_t row, const char *text, const struct form_field *x,
                             size_t n)
{
    row = company_heading(f, row, text);
    for (size_t i = 0; i < n; i++) {
        if (x[i].own_only && !f->own)
            continue;
        around(f, row, form_text(f, "supplier.%s", x[i].path), company_words(f, x[i].label),
               company_words(f, x[i].unit), company_words(f, x[i].help));
        company_value(f, row++, &x[i]);
    }
    return row + 1;
}

/* ---- quantities, with the default that stands in for an empty cell ---- */

/* Users as the estimate takes them when none are stated: employees, else PCs, else the table. */
static int64_t users_default(const struct form *f)
{
    const struct hoshi_driver_default *pc = &f->t->driver_default[HOSHI_ENDPOINTS];
    int64_t people = company_number_of(f, AT(employees_regular)),
            pcs = company_number_of(f, AT(size[HOSHI_ENDPOINTS]));
    int64_t n = people != HOSHI_NONE ? people
                : pcs != HOSHI_NONE && pc->ratio_micro > 0
                    ? pcs * HOSHI_MICRO / pc->ratio_micro
                    : hoshi_assumptions_default(&f->t->driver_default[HOSHI_USERS], 1);
    return n < 1 ? 1 : n;
}

static void users_formula(struct form *f, uint32_t row, uint32_t people)
{
    const struct hoshi_driver_default *pc = &f->t->driver_default[HOSHI_ENDPOINTS];
    char p[HOSHI_REF], e[HOSHI_REF];
    hoshi_ref(p, people, VALUE, true);
    hoshi_ref(e, row + HOSHI_ENDPOINTS - HOSHI_USERS, VALUE, true);
    hoshi_put_formula(company_sheet(f), row, DEFAULT, HOSHI_STYLE_COUNT, (double)users_default(f),
                      "=IF(ISNUMBER(%s),MAX(1,%s),IF(ISNUMBER(%s),MAX(1,INT(%s*1000000/%" PRId64 ")),%" PRId64
                      "))",
                      p, p, e, e, pc->ratio_micro > 0 ? pc->ratio_micro : HOSHI_MICRO,
                      hoshi_assumptions_default(&f->t->driver_default[HOSHI_USERS], 1));
}

static void default_cell(struct form *f, uint32_t row, enum hoshi_driver d, uint32_t users)
{
    const struct hoshi_driver_default *x = &f->t->driver_default[d];
    if (x->per != HOSHI_USERS) {
        hoshi_put_int(company_sheet(f), row, DEFAULT, HOSHI_STYLE_COUNT, hoshi_assumptions_default(x, 1));
        return;
    }
    bool half_up = d == HOSHI_UNSUPPORTED_ENDPOINTS || d == HOSHI_UNSUPPORTED_SERVERS;
    int64_t stated = company_number_of(f, AT(size[HOSHI_USERS]));
    int64_t base = stated != HOSHI_NONE ? stated : users_default(f);
    char v[HOSHI_REF], u[HOSHI_REF];
    hoshi_ref(v, users, VALUE, true);
    hoshi_ref(u, users, DEFAULT, true);
    hoshi_put_formula(company_sheet(f), row, DEFAULT, HOSHI_STYLE_COUNT,
                      (double)hoshi_assumptions_default(x, base),
                      "=MAX(%" PRId64 ",INT((IF(ISNUMBER(%s),%s,%s)*%" PRId64 "+%d)/1000000))",
                      half_up ? 0 : x->min, v, v, u, x->ratio_micro, half_up ? 500000 : 999999);
}

/* Everybody: the larger of users and employees, as the estimate takes it. */
static void people_cell(struct form *f, uint32_t row, uint32_t users, uint32_t employees)
{
    int64_t stated = company_number_of(f, AT(size[HOSHI_USERS])),
            regular = company_number_of(f, AT(employees_regular));
    int64_t base = stated != HOSHI_NONE ? stated : users_default(f);
    char v[HOSHI_REF], u[HOSHI_REF], p[HOSHI_REF];
    hoshi_ref(v, users, VALUE, true);
    hoshi_ref(u, users, DEFAULT, true);
    hoshi_ref(p, employees, VALUE, true);
    hoshi_put_formula(company_sheet(f), row, DEFAULT, HOSHI_STYLE_COUNT,
                      (double)(regular > base ? regular : base),
                      "=MAX(1,IF(ISNUMBER(%s),%s,%s),IF(ISNUMBER(%s),%s,0))", v, v, u, p, p);
}

static uint32_t quantities(struct form *f, uint32_t row, uint32_t people)
{
    row = company_heading(f, row, form_say(f, PROSE(what_to_count_leave_unknown)));
    uint32_t users = row;
    for (int i = HOSHI_USERS; i < HOSHI_DRIVERS; i++, row++) {
        enum hoshi_driver d = (enum hoshi_driver)i;
        around(f, row, form_text(f, "supplier.size.%s", hoshi_driver_key(d)), hoshi_say_driver(f->lang, d),
               company_words(f, drivers[d].unit), company_words(f, drivers[d].help));
        form_put_number(f, FORM_COMPANY, row, VALUE,
                        company_number_of(f, AT(size[0]) + sizeof(int64_t) * (size_t)i));
        form_allow_number(f, FORM_COMPANY, row, VALUE, row, true, (double)HOSHI_COUNT_MAX);
        if (d == HOSHI_USERS)
            users_formula(f, row, people);
        else if (d == HOSHI_PEOPLE)
            people_cell(f, row, users, people);
        else
            default_cell(f, row, d, users);
    }
    return row + 1;
}

/* ---- conditions ---- */

static const char *ruled_by(struct form *f, size_t fact, size_t *n)
{
    const struct hoshi_catalog *c = &f->t->catalog;
    const char *text = "";
    *n = 0;
    for (size_t i = 0; i < c->criteria; i++)
        if (c->criterion[i].fact == fact && form_asks(f, &c->criterion[i]))
            text = form_text(f, "%s%s%s", text, (*n)++ ? ", " : "", c->criterion[i].id);
    return text;
}

static enum hoshi_truth company_stated(const struct form *f, size_t fact)
{
    for (size_t i = 0; f->c && i < f->c->supplier.facts; i++)
        if (f->c->supplier.fact[i].fact == fact)
            return f->c->supplier.fact[i].value ? HOSHI_YES : HOSHI_NO;
    return HOSHI_UNKNOWN;
}

static void condition_row(struct form *f, uint32_t row, size_t fact, const char *ids)
{
    const char *question = hoshi_words_say(f->lang, f->t->catalog.fact[fact].question);
    const char *help = form_text(
        f, form_say(f, "「いいえ」なら答えなくてよい基準：%s", "If no, nothing to answer for: %s"), ids);
    const double width[] = {widths[0] * 0.94, widths[2] + widths[3] + widths[4]};
    const char *const text[] = {question, help};
    f->fact_row[fact] = row;
    const char *path = form_text(f, "supplier.facts.%s", f->t->catalog.fact[fact].id);
    form_row(f, FORM_COMPANY, row, path);
    form_label(f, HOSHI_FORM_FIELDS, path, question);
    hoshi_put_text(company_sheet(f), row, LABEL, HOSHI_STYLE_LABEL, question);
    form_put_truth(f, FORM_COMPANY, row, VALUE, company_stated(f, fact));
    form_allow_truth(f, FORM_COMPANY, row, VALUE, row);
    hoshi_put_merged(company_sheet(f), row, UNIT, row, HELP, HOSHI_STYLE_TEXT, help);
    form_fit(f, FORM_COMPANY, row, text, width, 2);
}

static uint32_t conditions(struct form *f, uint32_t row)
{
    row = company_heading(
        f, row, form_say(f, "3. 当てはまるか（はい・いいえ）", "3. Does it apply to you? (yes or no)"));
    for (size_t i = 0; i < f->t->catalog.facts; i++) {
        size_t n;
        const char *ids = ruled_by(f, i, &n);
        if (n)
            condition_row(f, row++, i, ids);
    }
    return row + 1;
}

static bool form_among(const struct form_field *x, size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(x[i].path, path) == 0)
            return true;
    return false;
}

bool form_asks_of_company(const char *path)
{
    static const char below[] = "supplier.", size[] = "supplier.size.";
    const char *rest = path + sizeof below - 1;
    return strncmp(path, below, sizeof below - 1) == 0 &&
           (strncmp(path, size, sizeof size - 1) == 0 || form_among(firm, sizeof firm / sizeof *firm, rest) ||
            form_among(money, sizeof money / sizeof *money, rest) || form_among(rates, HOSHI_ROLES, rest));
}

void form_write_company(struct form *f)
{
    const char *const head[COLUMNS] = {form_say(f, WORD(item)), form_say(f, WORD(your_entry)),
                                       form_say(f, WORD(unit)),
                                       form_say(f, "空欄のとき使う目安", "Used if left empty"),
                                       form_say(f, "数え方・書き方", "What to count, how to write it")};
    const char *const column[] = {NULL, HOSHI_FORM_VALUE};
    char always[] =
        "=LEN($E5)>0"; /* what stands in for an empty cell is grey, so that nobody takes it for an answer */
    form_widths(f, FORM_COMPANY, widths, COLUMNS);
    lxw_conditional_format faded = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = always, .format = f->faded};
    if (worksheet_conditional_format_range(company_sheet(f)->sheet, 4, DEFAULT, 200, DEFAULT, &faded))
        f->book.failed = true;
    form_title(f, FORM_COMPANY, HELP, form_say(f, WORD(company_facts)),
               form_say(f, PROSE(fill_in_the_yellow_dashed_cells)));
    form_table(f, FORM_COMPANY, 2, HOSHI_FORM_FIELDS, column, 2);
    form_heads(f, FORM_COMPANY, 3, head, widths, COLUMNS);
    uint32_t row =
        company_list(f, 4, form_say(f, "1. 会社", "1. The company"), firm, sizeof firm / sizeof *firm);
    uint32_t people = row - 3;
    row = quantities(f, row, people);
    row = conditions(f, row);
    if (f->own) {
        row = company_list(f, row,
                           form_say(f, "4. 売上・費用・体制（社内用だけの欄）",
                                    "4. Sales, costs, capacity (own sheet only)"),
                           money, sizeof money / sizeof *money);
        company_list(f, row,
                     form_say(f, "5. 社内の人件費（空欄なら公表資料の値を使います）",
                              "5. Own labour (if empty, published rates are used)"),
                     rates, HOSHI_ROLES);
    }
    hoshi_sheet_freeze(company_sheet(f), 4, 0, 3);
    hoshi_sheet_pages(company_sheet(f), 1, COMPANY_PAGES);
    hoshi_sheet_protect(company_sheet(f));
}
