/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries from JSON and from rows. The body of a kept entry is read by the same code as a draft, so what can
 * be written can be read; a row that does not read is one that was changed from outside. */
#include "log_fields.h"
#include "store_db.h"
#include "sort.h"
#include "text.h"

#include <cjson/cJSON.h>
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const side_keys[] = {"buyer", "supplier", "both"};
static const char *const medium_keys[] = {"",    "in_person", "online", "phone", "mail", "email",
                                          "fax", "web",       "handed", "paper", "other"};
static const char *const decided_keys[] = {"", "agreed", "buyer", "supplier"};

static const char *const offers_keys[] = {"", "money", "product", "other"};
static const char *const applies_by_keys[] = {"", "order", "delivery", "placed_orders"};
static const char *const means_keys[] = {"",          "cash", "bank_transfer", "electronic_record",
                                         "factoring", "note", "other"};

#define KIND(name) (1u << HOSHI_LOG_##name)
#define ASKING (KIND(REQUEST) | KIND(COUNTER_PROPOSAL) | KIND(OBJECTION))

const struct hoshi_log_rule hoshi_log_rule[HOSHI_LOG_KINDS] = {
    [HOSHI_LOG_REQUEST] =
        {.key = "request", .side = HOSHI_SIDE_SUPPLIER, .words = true, .party = true, .answers = 0},
    [HOSHI_LOG_REPLY] = {.key = "reply",
                         .side = HOSHI_SIDE_BUYER,
                         .words = true,
                         .party = true,
                         .answers = ASKING,
                         .other_side = true},
    [HOSHI_LOG_COUNTER_PROPOSAL] = {.key = "counter_proposal",
                                    .side = HOSHI_SIDE_BUYER,
                                    .words = true,
                                    .party = true,
                                    .answers = ASKING,
                                    .other_side = true},
    [HOSHI_LOG_REFUSAL] = {.key = "refusal",
                           .side = HOSHI_SIDE_BUYER,
                           .words = true,
                           .party = true,
                           .answers = ASKING,
                           .other_side = true},
    [HOSHI_LOG_POSTPONEMENT] = {.key = "postponement",
                                .side = HOSHI_SIDE_BUYER,
                                .words_or_day = true,
                                .party = true,
                                .answers = ASKING},
    [HOSHI_LOG_MEETING] =
        {.key = "meeting", .side = HOSHI_SIDE_BOTH, .words = true, .party = true, .answers = 0},
    [HOSHI_LOG_MINUTES] = {.key = "minutes",
                           .side = HOSHI_SIDE_SUPPLIER,
                           .words_or_file = true,
                           .party = true,
                           .answers = KIND(MEETING)},
    [HOSHI_LOG_PRICE_CHANGE] =
        {.key = "price_change", .side = HOSHI_SIDE_BOTH, .items = true, .party = true, .answers = 0},
    [HOSHI_LOG_OBJECTION] = {.key = "objection",
                             .side = HOSHI_SIDE_SUPPLIER,
                             .words = true,
                             .party = true,
                             .answers = KIND(PRICE_CHANGE) | KIND(REFUSAL) | KIND(PAYMENT) | KIND(REPLY) |
                                        KIND(COUNTER_PROPOSAL) | KIND(POSTPONEMENT) | KIND(ORDER) |
                                        KIND(REQUEST),
                             .prefers = KIND(PRICE_CHANGE) | KIND(REFUSAL) | KIND(PAYMENT),
                             .other_side = true},
    [HOSHI_LOG_ORDER] = {.key = "order", .side = HOSHI_SIDE_BUYER, .words_or_goods = true, .party = true},
    [HOSHI_LOG_DELIVERY] =
        {.key = "delivery", .side = HOSHI_SIDE_SUPPLIER, .words_or_goods = true, .party = true, .answers = 0},
    [HOSHI_LOG_PAYMENT] =
        {.key = "payment", .side = HOSHI_SIDE_BUYER, .amount = true, .party = true, .answers = 0},
    [HOSHI_LOG_NOTE] = {.key = "note", .side = HOSHI_SIDE_SUPPLIER, .words = true, .answers = 0},
    [HOSHI_LOG_WITHDRAWAL] = {.key = "withdrawal",
                              .side = HOSHI_SIDE_SUPPLIER,
                              .words = true,
                              .answers = ASKING | KIND(PRICE_CHANGE) | KIND(REFUSAL),
                              .own_side = true},
};

const char *hoshi_log_kind_key(enum hoshi_log_kind kind)
{
    return hoshi_log_rule[kind].key;
}

const char *hoshi_log_side_key(enum hoshi_log_side side)
{
    return side_keys[side];
}

const char *hoshi_log_medium_key(enum hoshi_log_medium medium)
{
    return medium_keys[medium];
}

const char *hoshi_log_decided_key(enum hoshi_log_decided decided)
{
    return decided_keys[decided];
}

const char *hoshi_log_offers_key(enum hoshi_log_offers offers)
{
    return offers_keys[offers];
}

const char *hoshi_log_applies_by_key(enum hoshi_log_applies_by applies_by)
{
    return applies_by_keys[applies_by];
}

const char *hoshi_log_means_key(enum hoshi_log_means means)
{
    return means_keys[means];
}

enum hoshi_log_side hoshi_log_actor(const struct hoshi_log_entry *e)
{
    if (e->kind != HOSHI_LOG_PRICE_CHANGE || e->side != HOSHI_SIDE_BOTH)
        return e->side;
    return e->decided == HOSHI_DECIDED_BUYER      ? HOSHI_SIDE_BUYER
           : e->decided == HOSHI_DECIDED_SUPPLIER ? HOSHI_SIDE_SUPPLIER
                                                  : HOSHI_SIDE_BOTH;
}

bool hoshi_log_takes_back(const struct hoshi_log_entry *e)
{
    return e->kind == HOSHI_LOG_WITHDRAWAL && e->answers && !e->corrects;
}

bool hoshi_log_stands(const struct hoshi_log_entry *e)
{
    return !e->corrected_by && (e->kind != HOSHI_LOG_WITHDRAWAL || hoshi_log_takes_back(e));
}

int64_t hoshi_log_answered(const struct hoshi_log_entry *e)
{
    return e->answers ? e->answers : e->found;
}

bool hoshi_log_medium_is_written(enum hoshi_log_medium medium)
{
    return medium == HOSHI_MEDIUM_MAIL || medium == HOSHI_MEDIUM_EMAIL || medium == HOSHI_MEDIUM_FAX ||
           medium == HOSHI_MEDIUM_WEB || medium == HOSHI_MEDIUM_HANDED || medium == HOSHI_MEDIUM_PAPER;
}

static struct hoshi_date next_day(struct hoshi_date day)
{
    const struct hoshi_date next[] = {{day.year, day.month, day.day + 1}, {day.year, day.month + 1, 1}};
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        char text[HOSHI_DATE_TEXT];
        struct hoshi_date read;
        if (hoshi_date_parse(hoshi_date_print(next[i], text), &read))
            return read;
    }
    return (struct hoshi_date){day.year + 1, 1, 1};
}

const char *hoshi_log_recorded_print(const struct hoshi_log_entry *e, char out[HOSHI_LOG_RECORDED_TEXT])
{
    return hoshi_log_japan_time(e->recorded_at, out);
}

const char *hoshi_log_japan_time(const char *utc, char out[HOSHI_LOG_RECORDED_TEXT])
{
    enum { JAPAN_HOURS = 9 };
    char text[HOSHI_DATE_TEXT];
    struct hoshi_date date;
    int hour, minute, second;
    out[0] = 0;
    if (!utc)
        return out;
    snprintf(text, sizeof text, "%.10s", utc);
    if (!hoshi_date_parse(text, &date) || strlen(utc) < 10 ||
        sscanf(utc + 10, "T%2d:%2d:%2d", &hour, &minute, &second) != 3)
        return out;
    hour += JAPAN_HOURS;
    date = hour < 24 ? date : next_day(date);
    snprintf(out, HOSHI_LOG_RECORDED_TEXT, "%s %02d:%02d:%02d", hoshi_date_print(date, text), hour % 24,
             minute, second);
    return out;
}

const char *hoshi_log_time_print(int64_t minute, char out[8])
{
    out[0] = 0;
    if (minute != HOSHI_NONE)
        snprintf(out, 8, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
    return out;
}

static bool parse_time(const char *text, int64_t *minute)
{
    if (strlen(text) != 5 || text[2] != ':')
        return false;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (text[i] < '0' || text[i] > '9'))
            return false;
    int h = (text[0] - '0') * 10 + text[1] - '0', m = (text[3] - '0') * 10 + text[4] - '0';
    if (h > 23 || m > 59)
        return false;
    *minute = h * 60 + m;
    return true;
}

/* ---- entries from JSON ---- */

struct reader {
    struct hoshi_arena *arena;
    struct hoshi_faults *faults;
    bool kept;
};

static const char *log_keep(struct reader *r, const char *text)
{
    const char *copy = hoshi_arena_text(r->arena, text);
    if (!copy)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return copy;
}

static void *array(struct reader *r, size_t n, size_t size)
{
    void *list = hoshi_arena_array(r->arena, n, size);
    if (!list)
        hoshi_fault_add(r->faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    return list;
}

static const char *text_at(struct reader *r, const struct hoshi_json *at, const char *key, size_t max)
{
    struct hoshi_json m;
    const char *text = hoshi_json_get(at, key, &m) ? hoshi_json_text(&m, max, false) : "";
    return *text ? log_keep(r, text) : NULL;
}

/* Days as people type them were brought to YYYY-MM-DD before (log_words.h); what is none is told what they may type. */
static struct hoshi_date log_read_day(const struct hoshi_json *m)
{
    struct hoshi_date date = {0};
    char text[64];
    if (!hoshi_json_is_text(m))
        return hoshi_json_date(m);
    hoshi_text_copy(text, sizeof text, hoshi_json_text(m, 60, false));
    if (!hoshi_date_parse(text, &date))
        hoshi_json_fault(m, HOSHI_E_DATE, NULL,
                         "YYYY-MM-DD, 2028/3/31, 2028年3月31日, 令和10年3月31日, R10.3.31 (3月末 = 3月31日)");
    return date;
}

static struct hoshi_date date_at(const struct hoshi_json *at, const char *key)
{
    struct hoshi_json m;
    return hoshi_json_get(at, key, &m) ? log_read_day(&m) : (struct hoshi_date){0};
}

static int64_t int_at(const struct hoshi_json *at, const char *key, int64_t min, int64_t max,
                      int64_t otherwise)
{
    struct hoshi_json m;
    return hoshi_json_get(at, key, &m) ? hoshi_json_int(&m, min, max, otherwise) : otherwise;
}

static size_t choice_at(const struct hoshi_json *at, const char *key, const char *const *list, size_t n,
                        size_t otherwise)
{
    struct hoshi_json m;
    return hoshi_json_get(at, key, &m) ? hoshi_json_choice(&m, list, n, otherwise) : otherwise;
}

/* One of the words after the first, which means "not stated". */
static size_t word_at(const struct hoshi_json *at, const char *key, const char *const *list, size_t n)
{
    size_t found = choice_at(at, key, list + 1, n - 1, n);
    return found == n ? 0 : found + 1;
}

/* The list at `key`, with room for its elements; 0 when there is none. */
static size_t list_at(struct reader *r, const struct hoshi_json *at, const char *key, size_t max, size_t size,
                      struct hoshi_json *list, void **out)
{
    if (!hoshi_json_get(at, key, list))
        return 0;
    if (!hoshi_json_is_array(list)) {
        hoshi_json_fault(list, HOSHI_E_TYPE, NULL, "[…]");
        return 0;
    }
    size_t n = hoshi_json_size(list);
    if (n > max) {
        hoshi_json_fault(list, HOSHI_E_TOO_MANY, "", "%zu", max);
        return 0;
    }
    *out = n ? array(r, n, size) : NULL;
    return *out ? n : 0;
}

static bool object(const struct hoshi_json *at, const char *const *keys, size_t n)
{
    if (!hoshi_json_is_object(at)) {
        hoshi_json_fault(at, HOSHI_E_TYPE, NULL, "{…}");
        return false;
    }
    hoshi_json_keys(at, keys, n);
    return true;
}

static void read_persons(struct reader *r, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    static const char *const keys[] = {"side", "name", "department", "role"};
    struct hoshi_json list, one, m;
    void *room = NULL;
    size_t n = list_at(r, at, "persons", HOSHI_LOG_PERSONS_MAX, sizeof *e->person, &list, &room);
    e->person = room;
    if (!n)
        return;
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one)) {
        struct hoshi_log_person *p = &e->person[e->persons++];
        if (!object(&one, keys, 4))
            continue;
        if (hoshi_json_need(&one, "side", &m))
            p->side = (enum hoshi_log_side)hoshi_json_choice(&m, side_keys, 2, 0);
        p->name = text_at(r, &one, "name", HOSHI_NAME_MAX);
        p->department = text_at(r, &one, "department", HOSHI_NAME_MAX);
        p->role = text_at(r, &one, "role", HOSHI_NAME_MAX);
        if (!p->name && !p->department && !p->role)
            hoshi_json_fault(&one, HOSHI_E_KEY_MISSING, "", "name, department, role");
    }
}

static int64_t yen_at(const struct hoshi_json *at, const char *key)
{
    struct hoshi_json m;
    return hoshi_json_get(at, key, &m)
               ? hoshi_json_decimal(&m, 2, 0, INT64_C(1000000000) * HOSHI_MICRO, HOSHI_NONE)
               : HOSHI_NONE;
}

static void read_items(struct reader *r, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    static const char *const keys[] = {"code", "name", "before_yen", "after_yen", "quantity"};
    struct hoshi_json list, one, m;
    void *room = NULL;
    size_t n = list_at(r, at, "items", HOSHI_LOG_ITEMS_MAX, sizeof *e->item, &list, &room);
    e->item = room;
    if (!n)
        return;
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one)) {
        struct hoshi_log_item *i = &e->item[e->items++];
        *i = (struct hoshi_log_item){NULL, NULL, HOSHI_NONE, HOSHI_NONE, HOSHI_NONE};
        if (!object(&one, keys, 5))
            continue;
        if (hoshi_json_need(&one, "code", &m))
            i->code = text_at(r, &one, "code", HOSHI_ID_MAX);
        i->name = text_at(r, &one, "name", HOSHI_NAME_MAX);
        i->before_micro = yen_at(&one, "before_yen");
        i->after_micro = yen_at(&one, "after_yen");
        i->quantity = int_at(&one, "quantity", 0, HOSHI_COUNT_MAX, HOSHI_NONE);
        if (e->kind == HOSHI_LOG_PRICE_CHANGE) {
            hoshi_json_need(&one, "before_yen", &m);
            hoshi_json_need(&one, "after_yen", &m);
        }
    }
}

static void read_hash(const struct hoshi_json *at, char out[HOSHI_SHA256_TEXT])
{
    const char *text = hoshi_json_text(at, 64, false);
    if (!*text)
        return;
    if (strlen(text) != 64 || strspn(text, "0123456789abcdef") != 64)
        hoshi_json_fault(at, HOSHI_E_ID, NULL, "SHA-256 (0-9 a-f, 64)");
    else
        hoshi_text_copy(out, HOSHI_SHA256_TEXT, text);
}

/* The last part of a path: what is kept of it, so that no folder of anybody's machine enters the log. */
static const char *log_last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void read_attachment(struct reader *r, const struct hoshi_json *at, struct hoshi_log_attachment *a)
{
    static const char *const draft_keys[] = {"file", "sha256"}, *const kept_keys[] = {"name", "sha256",
                                                                                      "bytes"};
    struct hoshi_json m;
    if (hoshi_json_is_text(at) && !r->kept) {
        a->file = log_keep(r, hoshi_json_text(at, 1000, false));
    } else if (object(at, r->kept ? kept_keys : draft_keys, r->kept ? 3 : 2)) {
        const char *key = r->kept ? "name" : "file";
        if (hoshi_json_need(at, key, &m))
            *(r->kept ? &a->name : &a->file) = text_at(r, at, key, 1000);
        if (r->kept ? hoshi_json_need(at, "sha256", &m) : hoshi_json_get(at, "sha256", &m))
            read_hash(&m, a->sha256);
        a->bytes = int_at(at, "bytes", 0, HOSHI_CONTENT_MAX, 0);
    }
    if (a->file && *a->file) {
        a->name = log_last_part(a->file);
        if (!*a->name)
            hoshi_json_fault(at, HOSHI_E_ATTACHMENT_MISSING, a->file, NULL);
    } else {
        a->file = NULL;
    }
}

static void read_attachments(struct reader *r, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    struct hoshi_json list, one;
    void *room = NULL;
    size_t n = list_at(r, at, "attachments", HOSHI_LOG_ATTACHMENTS_MAX, sizeof *e->attachment, &list, &room);
    e->attachment = room;
    if (!n)
        return;
    for (bool more = hoshi_json_first(&list, &one); more; more = hoshi_json_next(&one))
        read_attachment(r, &one, &e->attachment[e->attachments++]);
}

static void read_time(const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    struct hoshi_json m;
    if (!hoshi_json_get(at, "time", &m))
        return;
    const char *text = hoshi_json_text(&m, 8, false);
    if (*text && !parse_time(text, &e->minute))
        hoshi_json_fault(&m, HOSHI_E_LOG_TIME, NULL, "HH:MM");
}

/* The columns of a draft; a kept entry has them from its row. */
static void read_columns(struct reader *r, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    const char *kinds[HOSHI_LOG_KINDS];
    struct hoshi_json m;
    for (int i = 0; i < HOSHI_LOG_KINDS; i++)
        kinds[i] = hoshi_log_rule[i].key;
    e->kind = HOSHI_LOG_KINDS;
    if (hoshi_json_need(at, "kind", &m))
        e->kind = (enum hoshi_log_kind)hoshi_json_choice(&m, kinds, HOSHI_LOG_KINDS, HOSHI_LOG_KINDS);
    if (hoshi_json_need(at, "date", &m))
        e->date = log_read_day(&m);
    read_time(at, e);
    e->party = text_at(r, at, "party", HOSHI_ID_MAX);
    e->side = (enum hoshi_log_side)choice_at(at, "by", side_keys, 3,
                                             e->kind < HOSHI_LOG_KINDS ? hoshi_log_rule[e->kind].side
                                                                       : HOSHI_SIDE_SUPPLIER);
    e->answers = int_at(at, "answers", 1, INT64_C(1000000000), 0);
    e->corrects = int_at(at, "corrects", 1, INT64_C(1000000000), 0);
}

/* What an entry may have: first what every one has, then what a kept one has, then what a draft has. */
enum { KEYS_BODY = 23, KEYS_KEPT = 25 };
static const char *const entry_keys[] = {
    "medium",       "place",        "words",        "reason",  "persons", "items",        "amount_yen",
    "reply_by",     "postponed_to", "effective_on", "due_on",  "decided", "applies_by",   "offers",
    "number",       "deliver_by",   "received_on",  "means",   "cash_on", "deducted_yen", "deducted_for",
    "interest_yen", "attachments",  "party_name",   "kept",    "kind",    "date",         "time",
    "party",        "by",           "answers",      "corrects"};
enum { KEYS_ALL = sizeof entry_keys / sizeof *entry_keys };

static bool log_is_entry(const struct hoshi_json *at, bool kept)
{
    const char *allowed[KEYS_ALL];
    size_t n = 0;
    for (size_t i = 0; i < KEYS_ALL; i++)
        if (i < KEYS_BODY || (i < KEYS_KEPT) == kept)
            allowed[n++] = entry_keys[i];
    return object(at, allowed, n);
}

static void log_read_words(const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    e->medium = (enum hoshi_log_medium)word_at(at, "medium", medium_keys, HOSHI_MEDIUMS);
    e->decided = (enum hoshi_log_decided)word_at(at, "decided", decided_keys, HOSHI_DECIDEDS);
    e->applies_by = (enum hoshi_log_applies_by)word_at(at, "applies_by", applies_by_keys, HOSHI_APPLIES_BYS);
    e->offers = (enum hoshi_log_offers)word_at(at, "offers", offers_keys, HOSHI_OFFERSES);
    e->means = (enum hoshi_log_means)word_at(at, "means", means_keys, HOSHI_MEANSES);
}

static void log_read_texts(struct reader *r, const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    e->number = text_at(r, at, "number", HOSHI_NAME_MAX);
    e->deducted_for = text_at(r, at, "deducted_for", HOSHI_NAME_MAX);
    e->place = text_at(r, at, "place", HOSHI_NAME_MAX);
    e->words = text_at(r, at, "words", HOSHI_LOG_WORDS_MAX);
    e->reason = text_at(r, at, "reason", HOSHI_LOG_WORDS_MAX);
}

static void log_read_days(const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    e->deliver_by = date_at(at, "deliver_by");
    e->received_on = date_at(at, "received_on");
    e->cash_on = date_at(at, "cash_on");
    e->reply_by = date_at(at, "reply_by");
    e->postponed_to = date_at(at, "postponed_to");
    e->effective_on = date_at(at, "effective_on");
    e->due_on = date_at(at, "due_on");
}

/* A price that one side decided was not changed by both: said so where a draft does not say who did it. */
static void side_of_decision(const struct hoshi_json *at, struct hoshi_log_entry *e)
{
    struct hoshi_json by;
    if (e->kind != HOSHI_LOG_PRICE_CHANGE || hoshi_json_get(at, "by", &by))
        return;
    e->side = hoshi_log_actor(e);
}

void hoshi_log_read_entry(const struct hoshi_json *at, bool kept, struct hoshi_arena *arena,
                          struct hoshi_log_entry *e)
{
    struct reader r = {arena, at->faults, kept};
    e->amount_yen = e->deducted_yen = e->interest_yen = HOSHI_NONE;
    if (!kept)
        e->minute = HOSHI_NONE;
    if (!log_is_entry(at, kept)) {
        e->kind = kept ? e->kind : HOSHI_LOG_KINDS;
        return;
    }
    if (!kept)
        read_columns(&r, at, e);
    else {
        e->party_name = text_at(&r, at, "party_name", HOSHI_NAME_MAX);
        e->kept = text_at(&r, at, "kept", HOSHI_SHA256_TEXT - 1);
    }
    log_read_words(at, e);
    if (!kept)
        side_of_decision(at, e);
    log_read_texts(&r, at, e);
    log_read_days(at, e);
    e->deducted_yen = int_at(at, "deducted_yen", 0, HOSHI_YEN_MAX, HOSHI_NONE);
    e->interest_yen = int_at(at, "interest_yen", 0, HOSHI_YEN_MAX, HOSHI_NONE);
    e->amount_yen = int_at(at, "amount_yen", 0, HOSHI_YEN_MAX, HOSHI_NONE);
    read_persons(&r, at, e);
    read_items(&r, at, e);
    read_attachments(&r, at, e);
}

/* ---- entries to JSON ---- */

static bool log_add_text(cJSON *to, const char *key, const char *text)
{
    return !text || !*text || cJSON_AddStringToObject(to, key, text);
}

static bool add_date(cJSON *to, const char *key, struct hoshi_date date)
{
    char text[HOSHI_DATE_TEXT];
    return log_add_text(to, key, hoshi_date_print(date, text));
}

static bool log_add_yen(cJSON *to, const char *key, int64_t micro)
{
    char text[HOSHI_DECIMAL_TEXT];
    return micro == HOSHI_NONE || log_add_text(to, key, hoshi_decimal_print(micro, 2, text));
}

static bool log_add_whole(cJSON *to, const char *key, int64_t number)
{
    return number == HOSHI_NONE || cJSON_AddNumberToObject(to, key, (double)number);
}

static cJSON *log_append(cJSON *list)
{
    cJSON *one = list ? cJSON_CreateObject() : NULL;
    if (one && !cJSON_AddItemToArray(list, one)) {
        cJSON_Delete(one);
        one = NULL;
    }
    return one;
}

static bool add_lists(cJSON *to, const struct hoshi_log_entry *e)
{
    cJSON *list = e->persons ? cJSON_AddArrayToObject(to, "persons") : NULL, *one;
    for (size_t i = 0; i < e->persons; i++) {
        const struct hoshi_log_person *p = &e->person[i];
        if (!(one = log_append(list)) || !log_add_text(one, "side", side_keys[p->side]) ||
            !log_add_text(one, "name", p->name) || !log_add_text(one, "department", p->department) ||
            !log_add_text(one, "role", p->role))
            return false;
    }
    list = e->items ? cJSON_AddArrayToObject(to, "items") : NULL;
    for (size_t i = 0; i < e->items; i++) {
        const struct hoshi_log_item *k = &e->item[i];
        if (!(one = log_append(list)) || !log_add_text(one, "code", k->code) ||
            !log_add_text(one, "name", k->name) || !log_add_yen(one, "before_yen", k->before_micro) ||
            !log_add_yen(one, "after_yen", k->after_micro) || !log_add_whole(one, "quantity", k->quantity))
            return false;
    }
    list = e->attachments ? cJSON_AddArrayToObject(to, "attachments") : NULL;
    for (size_t i = 0; i < e->attachments; i++) {
        const struct hoshi_log_attachment *a = &e->attachment[i];
        if (!(one = log_append(list)) || !log_add_text(one, "name", a->name) ||
            !log_add_text(one, "sha256", a->sha256) ||
            !cJSON_AddNumberToObject(one, "bytes", (double)a->bytes))
            return false;
    }
    return true;
}

char *hoshi_log_body(const struct hoshi_log_entry *e)
{
    char *text = NULL;
    cJSON *o = cJSON_CreateObject();
    if (o && log_add_text(o, "party_name", e->party_name) &&
        log_add_text(o, "medium", medium_keys[e->medium]) && log_add_text(o, "place", e->place) &&
        log_add_text(o, "words", e->words) && log_add_text(o, "reason", e->reason) &&
        add_date(o, "reply_by", e->reply_by) && add_date(o, "postponed_to", e->postponed_to) &&
        add_date(o, "effective_on", e->effective_on) && add_date(o, "due_on", e->due_on) &&
        log_add_text(o, "decided", decided_keys[e->decided]) &&
        log_add_text(o, "applies_by", applies_by_keys[e->applies_by]) &&
        log_add_text(o, "offers", offers_keys[e->offers]) && log_add_text(o, "number", e->number) &&
        add_date(o, "deliver_by", e->deliver_by) && add_date(o, "received_on", e->received_on) &&
        log_add_text(o, "means", means_keys[e->means]) && add_date(o, "cash_on", e->cash_on) &&
        log_add_whole(o, "deducted_yen", e->deducted_yen) &&
        log_add_text(o, "deducted_for", e->deducted_for) &&
        log_add_whole(o, "interest_yen", e->interest_yen) && log_add_whole(o, "amount_yen", e->amount_yen) &&
        add_lists(o, e) && log_add_text(o, "kept", e->kept))
        text = cJSON_PrintUnformatted(o);
    cJSON_Delete(o);
    return text;
}

/* ---- entries from rows ---- */

static size_t find_key(const char *key, const char *const *list, size_t n)
{
    for (size_t i = 0; key && i < n; i++)
        if (strcmp(list[i], key) == 0)
            return i;
    return n;
}

static bool read_body(const char *body, struct hoshi_arena *arena, struct hoshi_faults *faults,
                      struct hoshi_log_entry *e, bool *full)
{
    struct hoshi_json_document *document = NULL;
    struct hoshi_json root;
    faults->n = 0;
    if (!hoshi_json_parse_kept(body, strlen(body), &document, &root, faults)) {
        hoshi_log_read_entry(&root, true, arena, e);
        hoshi_json_close(document);
    }
    for (size_t i = 0; i < faults->n; i++)
        *full = *full || faults->item[i].status == HOSHI_E_MEMORY;
    return !faults->n;
}

bool hoshi_log_read_row(sqlite3_stmt *row, struct hoshi_arena *arena, struct hoshi_faults *scratch,
                        struct hoshi_log_entry *e, bool *full)
{
    const char *kind, *side, *date, *time, *kinds[HOSHI_LOG_KINDS];
    *e = (struct hoshi_log_entry){.minute = HOSHI_NONE, .where = ""};
    for (int i = 0; i < HOSHI_LOG_KINDS; i++)
        kinds[i] = hoshi_log_rule[i].key;
    *full = true;
    if (!hoshi_store_text(row, 2, arena, &e->recorded_at) || !hoshi_store_text(row, 3, arena, &kind) ||
        !hoshi_store_text(row, 4, arena, &side) || !hoshi_store_text(row, 5, arena, &date) ||
        !hoshi_store_text(row, 6, arena, &time) || !hoshi_store_text(row, 7, arena, &e->party) ||
        !hoshi_store_text(row, 10, arena, &e->body) || !hoshi_store_text(row, 11, arena, &e->salt) ||
        !hoshi_store_text(row, 12, arena, &e->prev) || !hoshi_store_text(row, 13, arena, &e->hash))
        return false;
    *full = false;
    e->seq = sqlite3_column_int64(row, 1);
    e->answers = sqlite3_column_int64(row, 8);
    e->corrects = sqlite3_column_int64(row, 9);
    if (!e->recorded_at || !kind || !side || !date || !time || !e->party || !e->body || !e->salt ||
        !e->prev || !e->hash)
        return false;
    e->kind = (enum hoshi_log_kind)find_key(kind, kinds, HOSHI_LOG_KINDS);
    e->side = (enum hoshi_log_side)find_key(side, side_keys, HOSHI_SIDES);
    if (!*e->party)
        e->party = NULL;
    if (e->kind == HOSHI_LOG_KINDS || e->side == HOSHI_SIDES || !hoshi_date_parse(date, &e->date) ||
        (*time && !parse_time(time, &e->minute)))
        return false;
    return read_body(e->body, arena, scratch, e, full);
}

/* ---- the log of a case ---- */

static enum hoshi_status changed(int64_t seq, const char *path, struct hoshi_faults *faults)
{
    char where[32];
    snprintf(where, sizeof where, "No. %lld", (long long)seq);
    return hoshi_fault_add(faults, HOSHI_E_CHAIN_CHANGED, where, path, NULL);
}

static enum hoshi_status log_read_rows(struct hoshi_store *store, struct hoshi_log *log,
                                       struct hoshi_faults *faults)
{
    sqlite3_stmt *rows;
    bool row = true, full;
    size_t room = 0;
    struct hoshi_faults *scratch = calloc(1, sizeof *scratch);
    if (!scratch)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    enum hoshi_status s = hoshi_store_prepare(
        store, &rows, faults, "SELECT " HOSHI_LOG_COLUMNS " FROM log_entry WHERE case_id = ?1 ORDER BY seq",
        "t", log->case_id);
    while (!s) {
        s = hoshi_store_step(store, rows, &row, faults);
        if (s || !row)
            break;
        if (log->n == room) {
            struct hoshi_log_entry *more =
                hoshi_arena_array(&log->arena, room = room ? 2 * room : 64, sizeof *more);
            if (!more) {
                s = hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
                break;
            }
            if (log->n)
                memcpy(more, log->entry, log->n * sizeof *more);
            log->entry = more;
        }
        if (!hoshi_log_read_row(rows, &log->arena, scratch, &log->entry[log->n++], &full))
            s = full ? hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL)
                     : changed(sqlite3_column_int64(rows, 1), NULL, faults);
    }
    hoshi_store_finish(store, rows);
    free(scratch);
    return s;
}

/* ---- what happened, in order ---- */

/* The course of a day on which hours are not known. */
static int place_in_day(enum hoshi_log_kind kind)
{
    static const enum hoshi_log_kind course[] = {
        HOSHI_LOG_ORDER,   HOSHI_LOG_DELIVERY,     HOSHI_LOG_REQUEST, HOSHI_LOG_MEETING,
        HOSHI_LOG_MINUTES, HOSHI_LOG_POSTPONEMENT, HOSHI_LOG_REPLY,   HOSHI_LOG_COUNTER_PROPOSAL,
        HOSHI_LOG_REFUSAL, HOSHI_LOG_PRICE_CHANGE, HOSHI_LOG_PAYMENT, HOSHI_LOG_OBJECTION,
        HOSHI_LOG_NOTE,    HOSHI_LOG_WITHDRAWAL};
    int i = 0;
    while (i < HOSHI_LOG_KINDS - 1 && course[i] != kind)
        i++;
    return i;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

int hoshi_log_compare_events(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b)
{
    int order = hoshi_date_compare(a->date, b->date);
    if (!order)
        order = compare_numbers(a->minute == HOSHI_NONE ? -1 : a->minute,
                                b->minute == HOSHI_NONE ? -1 : b->minute);
    if (!order)
        order = place_in_day(a->kind) - place_in_day(b->kind);
    if (!order)
        order = (int)a->side - (int)b->side;
    if (!order)
        order = compare_texts(a->party, b->party);
    if (!order)
        order = compare_texts(a->words, b->words);
    if (!order)
        order = compare_numbers(a->amount_yen, b->amount_yen);
    if (!order)
        order = compare_texts(a->body, b->body);
    return order ? order : compare_numbers(a->seq, b->seq);
}

static int by_event(const void *a, const void *b)
{
    return hoshi_log_compare_events(*(const struct hoshi_log_entry *const *)a,
                                    *(const struct hoshi_log_entry *const *)b);
}

void hoshi_log_sort_events(const struct hoshi_log_entry **list, size_t n)
{
    if (n > 1)
        hoshi_sort(list, n, sizeof *list, by_event);
}

static int by_party(const void *a, const void *b)
{
    const struct hoshi_log_entry *x = *(struct hoshi_log_entry *const *)a,
                                 *y = *(struct hoshi_log_entry *const *)b;
    int order = compare_texts(x->party, y->party);
    return order ? order : hoshi_log_compare_events(x, y);
}

/* The newest so far of each kind and side, of one party. */
struct newest {
    const struct hoshi_log_entry *of[HOSHI_LOG_KINDS][HOSHI_SIDES];
};

/* The newest of these kinds; not of `side`, unless that is HOSHI_SIDES. */
static const struct hoshi_log_entry *newest_of(const struct newest *last, unsigned kinds,
                                               enum hoshi_log_side side)
{
    const struct hoshi_log_entry *best = NULL;
    for (unsigned k = 0; k < HOSHI_LOG_KINDS; k++)
        for (unsigned s = 0; kinds >> k & 1u && s < HOSHI_SIDES; s++) {
            const struct hoshi_log_entry *x = last->of[k][s];
            if (x && s != (unsigned)side && (!best || hoshi_log_compare_events(x, best) > 0))
                best = x;
        }
    return best;
}

static void find_answered(const struct newest *last, struct hoshi_log_entry *e)
{
    const struct hoshi_log_rule *rule = &hoshi_log_rule[e->kind];
    enum hoshi_log_side side = rule->other_side ? e->side : HOSHI_SIDES;
    if (e->answers || !rule->answers || e->corrected_by || e->kind == HOSHI_LOG_WITHDRAWAL)
        return;
    const struct hoshi_log_entry *x = newest_of(last, rule->prefers, side);
    if (!x)
        x = newest_of(last, rule->answers, side);
    e->found = x ? x->seq : 0;
}

/* What was taken back is no open one: the newest of its kind and side before it, that stands, takes its place. */
static void take_back(struct newest *last, struct hoshi_log_entry *const *e, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct hoshi_log_entry *x = e[i], **slot = &last->of[x->kind][x->side];
        if (*slot && (*slot)->withdrawn_by == e[at]->seq)
            *slot = NULL;
        if (!*slot && x->withdrawn_by && compare_texts(x->party, e[at]->party) == 0)
            for (size_t k = 0; k < at; k++)
                if (e[k]->kind == x->kind && e[k]->side == x->side && !e[k]->corrected_by &&
                    !e[k]->withdrawn_by && compare_texts(e[k]->party, e[at]->party) == 0)
                    *slot = e[k];
    }
}

/* What entries without `answers` are on: by dates alone, so that the order of recording decides nothing. */
static enum hoshi_status find_links(struct hoshi_log *log, struct hoshi_faults *faults)
{
    struct hoshi_log_entry **e = calloc(log->n + 1, sizeof *e);
    struct newest last = {{{NULL}}};
    if (!e)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    for (size_t i = 0; i < log->n; i++)
        e[i] = &log->entry[i];
    if (log->n > 1)
        hoshi_sort(e, log->n, sizeof *e, by_party);
    for (size_t i = 0; i < log->n; i++) {
        if (i && compare_texts(e[i - 1]->party, e[i]->party) != 0)
            last = (struct newest){{{NULL}}};
        find_answered(&last, e[i]);
        if (hoshi_log_stands(e[i]) && e[i]->kind == HOSHI_LOG_WITHDRAWAL)
            take_back(&last, e, i);
        if (!e[i]->corrected_by)
            last.of[e[i]->kind][e[i]->side] = e[i];
    }
    free(e);
    return HOSHI_OK;
}

static int by_seq(const void *key, const void *entry)
{
    int64_t a = *(const int64_t *)key, b = ((const struct hoshi_log_entry *)entry)->seq;
    return a < b ? -1 : a > b;
}

static struct hoshi_log_entry *log_find(struct hoshi_log *log, int64_t seq)
{
    return seq ? bsearch(&seq, log->entry, log->n, sizeof *log->entry, by_seq) : NULL;
}

/* Corrections first: a withdrawal is of the newest form of what it takes back. Taken back twice, the earlier day counts. */
static void log_join_entries(struct hoshi_log *log)
{
    for (size_t i = 0; i < log->n; i++) {
        struct hoshi_log_entry *old = log_find(log, log->entry[i].corrects);
        if (old)
            old->corrected_by = log->entry[i].seq;
    }
    for (size_t i = 0; i < log->n; i++) {
        struct hoshi_log_entry *w = &log->entry[i], *x = hoshi_log_takes_back(w) && !w->corrected_by
                                                             ? log_find(log, w->answers)
                                                             : NULL;
        while (x && x->corrected_by > x->seq)
            x = log_find(log, x->corrected_by);
        if (!x || x->kind == HOSHI_LOG_WITHDRAWAL ||
            (x->withdrawn_by && hoshi_date_compare(x->withdrawn_on, w->date) <= 0))
            continue;
        x->withdrawn_by = w->seq;
        x->withdrawn_on = w->date;
    }
}

enum hoshi_status hoshi_log_open(struct hoshi_store *store, const char *case_id, struct hoshi_log **out,
                                 struct hoshi_faults *faults)
{
    struct hoshi_log *log = calloc(1, sizeof *log);
    if (!log)
        return hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    hoshi_chain_genesis(case_id, strlen(case_id), log->head);
    log->case_id = hoshi_arena_text(&log->arena, case_id);
    enum hoshi_status s = log->case_id ? log_read_rows(store, log, faults)
                                       : hoshi_fault_add(faults, HOSHI_E_MEMORY, NULL, NULL, NULL);
    if (!s)
        log_join_entries(log);
    if (!s)
        s = find_links(log, faults);
    if (!s && log->n)
        hoshi_text_copy(log->head, sizeof log->head, log->entry[log->n - 1].hash);
    if (!s)
        *out = log;
    else
        hoshi_log_close(log);
    return s;
}

void hoshi_log_close(struct hoshi_log *log)
{
    if (!log)
        return;
    hoshi_arena_release(&log->arena);
    free(log);
}

const char *hoshi_log_content_hash(const char *case_id, const struct hoshi_log_entry *e,
                                   char out[HOSHI_SHA256_TEXT])
{
    char seq[24], answers[24], corrects[24], date[HOSHI_DATE_TEXT], time[8];
    snprintf(seq, sizeof seq, "%lld", (long long)e->seq);
    snprintf(answers, sizeof answers, "%lld", (long long)e->answers);
    snprintf(corrects, sizeof corrects, "%lld", (long long)e->corrects);
    const char *text[HOSHI_CHAIN_FIELDS] = {[HOSHI_CHAIN_CASE] = case_id,
                                            [HOSHI_CHAIN_SEQ] = seq,
                                            [HOSHI_CHAIN_RECORDED] = e->recorded_at,
                                            [HOSHI_CHAIN_KIND] = hoshi_log_kind_key(e->kind),
                                            [HOSHI_CHAIN_SIDE] = hoshi_log_side_key(e->side),
                                            [HOSHI_CHAIN_DATE] = hoshi_date_print(e->date, date),
                                            [HOSHI_CHAIN_TIME] = hoshi_log_time_print(e->minute, time),
                                            [HOSHI_CHAIN_PARTY] = e->party ? e->party : "",
                                            [HOSHI_CHAIN_ANSWERS] = answers,
                                            [HOSHI_CHAIN_CORRECTS] = corrects,
                                            [HOSHI_CHAIN_BODY] = e->body,
                                            [HOSHI_CHAIN_SALT] = e->salt};
    struct hoshi_chain_text field[HOSHI_CHAIN_FIELDS];
    for (int i = 0; i < HOSHI_CHAIN_FIELDS; i++)
        field[i] = (struct hoshi_chain_text){text[i], strlen(text[i])};
    return hoshi_chain_content(field, out);
}
