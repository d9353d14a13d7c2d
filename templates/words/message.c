/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include "prose.h"
#include "prose_words.def"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

struct pair {
    const char *ja, *en;
};

const char *hoshi_say(enum hoshi_lang lang, const char *ja, const char *en)
{
    return lang == HOSHI_JA ? ja : en;
}

static const char *pick(enum hoshi_lang lang, struct pair p)
{
    return hoshi_say(lang, p.ja, p.en);
}

const char *hoshi_words_say(enum hoshi_lang lang, struct hoshi_words words)
{
    return hoshi_say(lang, words.ja, words.en);
}

static const struct sentence {
    enum hoshi_status status;
    struct pair what, remedy;
} sentences[] = {
#define HOSHI_SENTENCE(status, ja, en, remedy_ja, remedy_en)                                                 \
    {HOSHI_##status, {ja, en}, {remedy_ja, remedy_en}},
#include "message.def"
#undef HOSHI_SENTENCE
};

static const struct sentence *find(enum hoshi_status status)
{
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (sentences[i].status == status)
            return &sentences[i];
    return &sentences[sizeof sentences / sizeof sentences[0] - 1];
}

const char *hoshi_status_sentence(enum hoshi_lang lang, enum hoshi_status status)
{
    return pick(lang, find(status)->what);
}

const char *hoshi_status_remedy(enum hoshi_lang lang, enum hoshi_status status)
{
    return pick(lang, find(status)->remedy);
}

void hoshi_fault_place_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_fault *f)
{
    hoshi_buffer_puts(out, f->file);
    if (f->row) {
        hoshi_buffer_puts(out, f->file[0] ? ": " : "");
        hoshi_buffer_printf(out, hoshi_say(lang, "%ld行目", "line %ld"), f->row);
        if (f->column)
            hoshi_buffer_printf(out, hoshi_say(lang, "%ld文字目", ", character %ld"), f->column);
    }
    hoshi_buffer_puts(out, f->path[0] && (f->file[0] || f->row) ? ": " : "");
    hoshi_buffer_puts(out, f->path);
}

/* What the system says of a file, and the libraries of an archive or its parts: words of theirs, in English. */
static const struct {
    int error;          /* 0: by its words */
    const char *begins; /* of what the library says */
    const char *ja;
} system_words[] = {
    {ENOENT, "", "ファイルかフォルダがありません"},
    {EACCES, "", "開く・書く権限がありません"},
    {EPERM, "", "許されていない操作です"},
    {EISDIR, "", "ファイルではなくフォルダです"},
    {ENOTDIR, "", "フォルダではありません"},
    {EEXIST, "", "すでにあります"},
    {ENOSPC, "", "空き容量がありません"},
    {EDQUOT, "", "割り当てられた容量を超えます"},
    {EROFS, "", "書込みのできない場所です"},
    {EFBIG, "", "ファイルが大きすぎます"},
    {ENAMETOOLONG, "", "名前が長すぎます"},
    {EMFILE, "", "開いているファイルが多すぎます"},
    {ENFILE, "", "開いているファイルが多すぎます（機械全体）"},
    {EIO, "", "読み書きの途中で装置に誤りが出ました"},
    {EPIPE, "", "出力の先が閉じています"},
    {EBADF, "", "出力の先が閉じています"},
    {EINVAL, "", "使えない指定です"},
    {EBUSY, "", "ほかで使用中です"},
    {ETXTBSY, "", "ほかで使用中です"},
    {ELOOP, "", "リンクが輪になっています"},
    {ENOMEM, "", "メモリが足りません"},
    {EXDEV, "", "別の装置の上にあります"},
    {ENXIO, "", "その装置がありません"},
    {ENODEV, "", "その装置がありません"},
    {EAGAIN, "", "いまは使えません"},
    {ESTALE, "", "ネットワーク上のファイルが古くなっています"},
    {0, "Not a zip archive", "Excel・Word のファイル（ZIP）の形をしていません"},
    {0, "Zip archive inconsistent", "ファイルの中のつじつまが合いません（途中で切れたか壊れています）"},
    {0, "Possibly truncated", "途中で切れたファイルのようです"},
    {0, "CRC error", "中身が検査の値と合いません（壊れています）"},
    {0, "Premature end of file", "途中で終わっています"},
    {0, "Unexpected length", "中身の長さが合いません"},
    {0, "Compressed data invalid", "圧縮された中身が壊れています"},
    {0, "Zlib error", "圧縮された中身を読めません"},
    {0, "Read error", "読めません"},
    {0, "Write error", "書けません"},
    {0, "Compression method not supported", "この圧縮の方法は読めません"},
    {0, "Encryption method not supported", "パスワードの付いたファイルは読めません"},
    {0, "No password provided", "パスワードの付いたファイルは読めません"},
    {0, "not well-formed", "XML の書き方が正しくありません"},
    {0, "no element found", "XML の中身がありません"},
    {0, "unclosed token", "XML が途中で切れています"},
    {0, "mismatched tag", "XML の開きと閉じが合いません"},
    {0, "junk after document element", "XML の終わりの後に余分なものがあります"},
};

/* In Japanese where the words are known ones; else as they came. */
static const char *say_system(enum hoshi_lang lang, const char *got)
{
    for (size_t i = 0; lang == HOSHI_JA && i < sizeof system_words / sizeof *system_words; i++) {
        const char *begins = system_words[i].begins;
        if (system_words[i].error ? strcmp(strerror(system_words[i].error), got) == 0
                                  : strncmp(begins, got, strlen(begins)) == 0)
            return system_words[i].ja;
    }
    return got;
}

static void print_what(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_fault *f)
{
    hoshi_buffer_printf(out, "[HW-%d] ", (int)f->status);
    hoshi_fault_place_print(out, lang, f);
    hoshi_buffer_puts(out, f->file[0] || f->row || f->path[0] ? ": " : "");
    hoshi_buffer_puts(out, hoshi_status_sentence(lang, f->status));
    if (f->got[0])
        hoshi_buffer_printf(out, hoshi_say(lang, "（今の値: %s）", " (found: %s)"), say_system(lang, f->got));
    if (f->allowed[0])
        hoshi_buffer_printf(out, hoshi_say(lang, " 使える値: %s", "; allowed: %s"), f->allowed);
    hoshi_buffer_puts(out, "\n");
}

void hoshi_fault_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_fault *fault)
{
    print_what(out, lang, fault);
    hoshi_buffer_printf(out, hoshi_say(lang, "  → %s\n", "  -> %s\n"),
                        hoshi_status_remedy(lang, fault->status));
}

void hoshi_faults_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        /* A run of faults of one kind shares its remedy. */
        if (i + 1 < faults->n && faults->item[i + 1].status == faults->item[i].status)
            print_what(out, lang, &faults->item[i]);
        else
            hoshi_fault_print(out, lang, &faults->item[i]);
    }
    if (faults->dropped)
        hoshi_buffer_printf(out, hoshi_say(lang, "ほかに %zu 件あります\n", "and %zu more\n"),
                            faults->dropped);
}

/* ---- cautions ---- */

static const struct pair caution_words[HOSHI_CAUTION_KINDS] = {
    [HOSHI_CAUTION_INAPPLICABLE_WITHOUT_CONDITION] = {PROSE(criterion_id_is_answered_not_applicable)},
    [HOSHI_CAUTION_CONTRADICTS_FACT] = {PROSE(criterion_id_is_answered_as_open)},
    [HOSHI_CAUTION_PARTIAL_UNSTATED] = {PROSE(criteria_partly_met_without_a_remaining)},
    [HOSHI_CAUTION_ABOVE_LEVEL] =
        {"目標の★より上の回答が{n}件ありました。残しましたが計算には使っていません。",
         "Answers above the target level, kept but not used: {n}."},
    [HOSHI_CAUTION_REQUEST_ABOVE_TARGET] = {PROSE(buyer_id_asks_for_star_n)},
    [HOSHI_CAUTION_CAPACITY] = {PROSE(own_it_work_peaks_at_n)},
    [HOSHI_CAUTION_FEES_UNPUBLISHED] = {PROSE(fees_of_the_scheme_are_not)},
    [HOSHI_CAUTION_TAX_UNKNOWN] = {PROSE(prices_that_do_not_say_whether)},
    [HOSHI_CAUTION_RENEWAL_UNKNOWN] = {PROSE(yen_yen_for_replacing_unsupported)},
    [HOSHI_CAUTION_UNANSWERED] = {PROSE(criteria_unanswered_and_in_no_total)},
    [HOSHI_CAUTION_NO_WAY] = {PROSE(criterion_id_has_no_way)},
    [HOSHI_CAUTION_NO_PURCHASES] = {PROSE(buyer_id_buys_nothing)},
    [HOSHI_CAUTION_NO_SITES] = {PROSE(number_of_sites_is_0)},
    [HOSHI_CAUTION_CANNOT_BE_UPDATED] = {PROSE(are_there_pcs_that_cannot_be_updated)},
    [HOSHI_CAUTION_SHARES_NEAR_ONE] = {PROSE(purchases_of_the_buyers_nearly_equal)},
    [HOSHI_CAUTION_QUOTE_UNUSED] = {PROSE(no_line_uses_the_quotation)},
    [HOSHI_CAUTION_QUOTE_LABOUR] = {PROSE(quotation_of_own_labour)},
    [HOSHI_CAUTION_QUOTE_DEARER] = {PROSE(quoted_measure_is_dearer)},
    [HOSHI_CAUTION_QUOTE_NOT_CHOSEN] = {PROSE(quoted_measure_is_not_chosen)},
    [HOSHI_CAUTION_OWN_CHOICE] = {PROSE(own_choice_is_borne_by_the_firm)},
    [HOSHI_CAUTION_OWN_DUE] = {PROSE(due_anyway_is_borne_by_the_firm)},
    [HOSHI_CAUTION_OWN_AFFAIR] = {PROSE(own_affair_is_borne_by_the_firm)},
    [HOSHI_CAUTION_ITEMS_EXCEED] = {PROSE(items_come_to_more_than_is_bought)},
    [HOSHI_CAUTION_MEASURE_IDLE] = {PROSE(id_in_plan_use_closes_nothing)},
};

static void put_yen(struct hoshi_buffer *out, int64_t yen)
{
    char text[HOSHI_DECIMAL_TEXT];
    hoshi_buffer_puts(out, hoshi_yen_print(yen, text));
}

static void message_put_number(struct hoshi_buffer *out, const struct hoshi_caution *c)
{
    char text[HOSHI_DECIMAL_TEXT];
    if (c->kind == HOSHI_CAUTION_CAPACITY)
        hoshi_buffer_puts(out, hoshi_decimal_print((c->number + 50000) / 100000 * 100000, 0, text));
    else
        hoshi_buffer_printf(out, "%" PRId64, c->number);
}

/* A reader who counts finds fewer blanks than this: what is withheld is among them. */
static void message_put_withheld(struct hoshi_buffer *out, enum hoshi_lang lang,
                                 const struct hoshi_caution *c)
{
    if (c->withheld)
        hoshi_buffer_printf(out, hoshi_say(lang, "（回答を控える%lld件を含む）", " (%lld of them withheld)"),
                            (long long)c->withheld);
}

void hoshi_caution_print(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_caution *caution)
{
    const char *p = pick(lang, caution_words[caution->kind]);
    while (*p) {
        size_t n = strcspn(p, "{");
        hoshi_buffer_add(out, p, n);
        p += n;
        if (strncmp(p, "{id}", 4) == 0) {
            hoshi_buffer_puts(out, caution->subject);
            p += 4;
        } else if (strncmp(p, "{name}", 6) == 0) {
            hoshi_buffer_puts(out, caution->name ? hoshi_words_say(lang, *caution->name) : caution->subject);
            p += 6;
        } else if (strncmp(p, "{answer}", 8) == 0) {
            hoshi_buffer_puts(out, hoshi_say_answer(lang, caution->answer));
            p += 8;
        } else if (strncmp(p, "{n}", 3) == 0) {
            message_put_number(out, caution);
            p += 3;
        } else if (strncmp(p, "{withheld}", 10) == 0) {
            message_put_withheld(out, lang, caution);
            p += 10;
        } else if (strncmp(p, "{yen}", 5) == 0) {
            put_yen(out, caution->yen);
            p += 5;
        } else if (strncmp(p, "{all}", 5) == 0) {
            put_yen(out, caution->all_yen);
            p += 5;
        } else if (*p) {
            hoshi_buffer_add(out, p++, 1);
        }
    }
}

/* ---- values of enums ---- */

const char *hoshi_say_answer(enum hoshi_lang lang, enum hoshi_answer_status status)
{
    static const struct pair words[HOSHI_ANSWERS] = {[HOSHI_UNANSWERED] = {WORD_IN(unanswered)},
                                                     [HOSHI_MET] = {WORD_IN(met)},
                                                     [HOSHI_PARTIAL] = {WORD_IN(partly_met)},
                                                     [HOSHI_UNMET] = {WORD_IN(unmet)},
                                                     [HOSHI_NOT_APPLICABLE] = {WORD_IN(not_applicable)},
                                                     [HOSHI_WITHHELD] = {"回答を控える", "withheld"}};
    return pick(lang, words[status]);
}

const char *hoshi_say_class(enum hoshi_lang lang, enum hoshi_class c)
{
    static const struct pair words[] = {{WORD_IN(direct_bought)}, {WORD_IN(indirect_own)}};
    return pick(lang, words[c]);
}

const char *hoshi_say_nature(enum hoshi_lang lang, enum hoshi_nature n)
{
    static const struct pair words[HOSHI_NATURES] = {{WORD(labour)},
                                                     {"委託費", "Outsourced services"},
                                                     {"使用料", "Licences and fees for use"},
                                                     {"減価償却相当", "Equipment, spread over its use"},
                                                     {"手数料", "Evaluation and registration fees"},
                                                     {"研修費", "Training"}};
    return pick(lang, words[n]);
}

const char *hoshi_say_role(enum hoshi_lang lang, enum hoshi_role r)
{
    static const struct pair words[HOSHI_ROLES] = {
        {WORD_IN(general_staff)}, {WORD(it_staff)}, {WORD_IN(managers)}, {WORD_IN(executives)}};
    return pick(lang, words[r]);
}

const char *hoshi_say_driver(enum hoshi_lang lang, enum hoshi_driver d)
{
    static const struct pair words[HOSHI_DRIVERS] = {
        {WORD_IN(company_driver)},
        {"利用者数", "users"},
        {"全員の人数（PCを使わない人も）", "people, those without a PC too"},
        {WORD(pcs_count)},
        {WORD_IN(servers_count)},
        {WORD_IN(sites_count)},
        {"公開IPアドレス数", "public IP addresses"},
        {"公開Webアプリ数", "web applications"},
        {WORD_IN(mailboxes_count)},
        {"管理者数", "administrators"},
        {"スマートデバイス数", "mobile devices"},
        {"取引先数（機密を渡す先）", "partners given confidential data"},
        {"データ量（TB）", "data (TB)"},
        {"サポート切れPC台数", "unsupported PCs"},
        {"更新できないPC台数（設備付属）", "PCs of machines that cannot be updated"},
        {"サポート切れサーバ台数", "unsupported servers"},
        {"社外から接続する人数", "remote users"},
        {"クラウドサービス数", "cloud services"},
        {"ネットワーク機器数", "network devices"},
        {"年間の入社・受入人数", "joiners a year"}};
    return pick(lang, words[d]);
}

const char *hoshi_say_unit(enum hoshi_lang lang, const char *unit)
{
    static const struct {
        const char *key;
        struct pair words;
    } units[] = {{"company", {"式", "set"}},
                 {"user", {WORD_IN(user_unit)}},
                 {"endpoint", {WORD(pc_unit)}},
                 {"server", {WORD_IN(server_unit)}},
                 {"site", {WORD_IN(site_unit)}},
                 {"public_ip", {"IP", "IP"}},
                 {"web_app", {WORD_IN(application_unit)}},
                 {"mailbox", {WORD_IN(mailbox_unit)}},
                 {"admin", {WORD_IN(administrator_unit)}},
                 {"mobile_device", {WORD_IN(device_unit)}},
                 {"partner", {WORD_IN(partner_unit)}},
                 {"tb", {"TB", "TB"}},
                 {"day", {WORD_IN(day_unit)}},
                 {"person", {WORD_IN(person_unit)}},
                 {"cloud_service", {WORD_IN(service_unit)}},
                 {"network_device", {WORD_IN(device_unit)}},
                 {"item", {WORD_IN(item_unit)}}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].key, unit) == 0)
            return pick(lang, units[i].words);
    return unit;
}

const char *hoshi_say_key(enum hoshi_lang lang, enum hoshi_key k)
{
    static const struct pair words[HOSHI_KEYS] = {
        {"売上（年間購入額 ÷ 年間売上高）", "sales (purchases ÷ all sales)"},
        {"直接作業時間", "direct hours"},
        {"加工高（付加価値）", "value added"},
        {"人数", "headcount"},
        {WORD_IN(orders_count)},
        {WORD_IN(custom_shares)}};
    return pick(lang, words[k]);
}

const char *hoshi_say_rule(enum hoshi_lang lang, enum hoshi_rule r)
{
    static const struct pair words[] = {
        {"配賦基準で会社全体に割り振る", "by key over the whole business"},
        {"求めた買い手で配賦基準により分ける", "among those who asked, by key"},
        {"求めた買い手で等分する", "equally among those who asked"},
        {"自社が負担する", "the supplier bears it"},
        {WORD_IN(custom_shares)},
        {"求めた買い手の間で分担の方法により分ける", "among those who asked, by a rule of division"},
        {"部門への配賦により分ける", "by the cost centres that serve each customer"}};
    return pick(lang, words[r]);
}

const char *hoshi_say_confidence(enum hoshi_lang lang, enum hoshi_confidence c)
{
    static const struct pair words[] = {{WORD_IN(low)}, {WORD_IN(medium)}, {WORD_IN(high)}};
    return pick(lang, words[c]);
}

const char *hoshi_say_basis(enum hoshi_lang lang, enum hoshi_basis b)
{
    static const struct pair words[] = {{"公表資料", "published"},
                                        {"公表資料から算出", "derived"},
                                        {"海外価格を換算", "converted"},
                                        {"推計", "estimate"}};
    return pick(lang, words[b]);
}

const char *hoshi_say_case_word(enum hoshi_lang lang, const char *word)
{
    static const struct {
        const char *word;
        struct pair say;
    } words[] = {
        {"manufacturing", {WORD_IN(manufacturing)}},
        {"repair", {WORD_IN(repair)}},
        {"specified_transport", {WORD_IN(specified_transport)}},
        {"info_program", {WORD_IN(info_program)}},
        {"info_other", {WORD_IN(info_other)}},
        {"service_transport", {WORD_IN(service_transport)}},
        {"service_warehouse", {WORD_IN(service_warehouse)}},
        {"service_infoproc", {WORD_IN(service_infoproc)}},
        {"service_other", {WORD_IN(service_other)}},
        {"service_own_use", {WORD_IN(service_own_use)}},
        {"construction", {WORD_IN(construction)}},
        {"goods_sale", {WORD_IN(goods_sale)}},
        {"cash", {"現金", "cash"}},
        {"bank_transfer", {"振込", "bank transfer"}},
        {"electronic_record", {"電子記録債権", "electronic record"}},
        {"factoring", {"一括決済（ファクタリング）", "factoring"}},
        {"note", {"手形", "promissory note"}},
        {"other", {WORD(other)}},
        {"ama_report", {"独占禁止法の申告", "report under the Antimonopoly Act"}},
        {"toriteki_report", {"取適法の申告", "report under the 取適法"}},
        {"adr", {"調停（取引かけこみ寺）", "mediation"}},
        {"court", {"裁判所", "court"}},
        {"none", {WORD_IN(none)}},
        {"settlement", {"合意・金銭", "settlement"}},
        {"correction", {"是正", "correction"}},
        {"advice", {"助言", "advice"}},
        {"self", {"本人", "the applicant itself"}},
        {"agent", {WORD_IN(agent)}},
        {"lawyer", {WORD_IN(lawyer)}},
        {"administrative_scrivener", {WORD_IN(scrivener)}},
        {"consultant", {"助言者", "consultant"}},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].word, word) == 0)
            return pick(lang, words[i].say);
    return word;
}

const char *hoshi_say_source_date(enum hoshi_lang lang, const struct hoshi_provenance *from)
{
    return strcmp(from->date, "undated") == 0 ? hoshi_say(lang, "日付なし", "undated") : from->date;
}

const char *hoshi_say_funding_status(enum hoshi_lang lang, enum hoshi_funding_status s)
{
    static const struct pair words[] = {
        {"予定", "planned"}, {"申請中", "applied for"}, {"交付決定", "granted"}, {"確定", "paid"}};
    return pick(lang, words[s]);
}

void hoshi_say_recurrence(struct hoshi_buffer *out, enum hoshi_lang lang, int every, int months)
{
    if (every == 0)
        hoshi_buffer_puts(out, hoshi_say(lang, WORD_IN(once)));
    else if (every == 1)
        hoshi_buffer_puts(out, months == 12 ? hoshi_say(lang, WORD_IN(monthly))
                                            : hoshi_say(lang, WORD_IN(yearly)));
    else
        hoshi_buffer_printf(out, hoshi_say(lang, "%d年ごと", "every %d years"), every);
}

void hoshi_say_cause(struct hoshi_buffer *out, enum hoshi_lang lang, const struct hoshi_entry *entry,
                     const struct hoshi_case *c)
{
    switch (entry->cause) {
    case HOSHI_CAUSE_LEVEL3:
        hoshi_buffer_puts(out, "★3");
        return;
    case HOSHI_CAUSE_LEVEL4:
        hoshi_buffer_puts(out, hoshi_say(lang, "★4の追加分", "added by ★4"));
        return;
    case HOSHI_CAUSE_OWN:
        hoshi_buffer_puts(out, hoshi_say(lang, WORD_IN(own_cause)));
        return;
    default:
        break;
    }
    hoshi_buffer_puts(out, hoshi_say(lang, "個別の要求: ", "demanded by "));
    for (size_t i = 0, n = 0; i < c->buyers; i++)
        if (entry->buyer[i])
            hoshi_buffer_printf(out, "%s%s", n++ ? hoshi_say(lang, "・", ", ") : "",
                                c->buyer[i].name ? c->buyer[i].name : c->buyer[i].id);
}

void hoshi_say_date(struct hoshi_buffer *out, enum hoshi_lang lang, struct hoshi_date date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (!date.year)
        return;
    if (lang == HOSHI_JA) {
        hoshi_buffer_printf(out, "%d年%d月", date.year, date.month);
        if (date.day)
            hoshi_buffer_printf(out, "%d日", date.day);
        return;
    }
    if (date.day)
        hoshi_buffer_printf(out, "%d ", date.day);
    hoshi_buffer_printf(out, "%s %d", months[date.month - 1], date.year);
}
