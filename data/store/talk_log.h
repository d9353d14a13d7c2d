/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The talk log: what was asked, answered, refused, put off, discussed, changed and paid, entry by entry.
 *
 * Entries of a case are numbered 1, 2, … (seq) in the order they were recorded, whatever their dates, and
 * each is chained to the one before (log_chain.h). Nothing is edited: a correction is a new entry that names
 * the one it replaces (`corrects`), a withdrawal one that names the entry it takes back; the old entry stays
 * and is shown as corrected. Only the newest of a row of corrections can be corrected again.
 *
 * One chain per case, so that an entry about one buyer cannot vanish while those about another stay. A
 * buyer's file shows the head value only: it says nothing about the number of entries or about others.
 *
 * An entry as JSON (hoshi_log_drafts_parse; `body` of a kept entry holds the keys that have no column):
 *
 *     { "kind": "reply", "date": "2026-09-20", "time": "14:30", "party": "A", "by": "buyer",
 *       "medium": "email", "place": "…", "words": "…", "reason": "…", "answers": 1, "corrects": 2,
 *       "persons": [ { "side": "buyer", "name": "…", "department": "購買部", "role": "課長" } ],
 *       "items": [ { "code": "P-100", "before_yen": "1250.00", "after_yen": "1280.00", "quantity": 500 } ],
 *       "amount_yen": 0, "reply_by": "…", "postponed_to": "…", "effective_on": "…", "due_on": "…",
 *       "decided": "agreed", "applies_by": "order", "offers": "product", "number": "PO-118",
 *       "deliver_by": "…", "received_on": "…", "means": "note", "cash_on": "…", "deducted_yen": 0,
 *       "deducted_for": "…", "interest_yen": 0, "attachments": [ { "file": "minutes.pdf", "sha256": "…" } ] }
 *
 * | kind | who, unless `by` says | needs | may have |
 * |---|---|---|---|
 * | request | supplier | words | reply_by, items, amount_yen |
 * | reply, refusal | buyer | words | items, amount_yen |
 * | counter_proposal | buyer | words | offers, items, amount_yen, effective_on |
 * | postponement | buyer | words or postponed_to | postponed_to |
 * | meeting | both | words | reply_by |
 * | minutes | supplier | words or an attachment | |
 * | price_change | both | items | effective_on, decided, applies_by, amount_yen |
 * | objection | supplier | words | reply_by, items, amount_yen |
 * | order | buyer | words, items or amount_yen | number, due_on, deliver_by |
 * | delivery | supplier | words, items or amount_yen | number |
 * | payment | buyer | amount_yen | number, due_on, received_on, means, cash_on, deducted_yen, deducted_for,
 * interest_yen |
 * | note | supplier | words (party may be left out) | |
 * | withdrawal | supplier | corrects or answers, words | |
 *
 * `date` of an order is the day it was placed, of a delivery the day it was received, of a payment the day
 * something was handed over; `cash_on` is the day it turned into cash (a note: its maturity, once paid).
 * `amount_yen` of a payment is what was due before `deducted_yen` was taken off. `applies_by` of a price
 * change: to orders placed from `effective_on` on (`order`), to goods delivered from then on whenever they
 * were ordered (`delivery`), or also to orders already placed (`placed_orders`).
 *
 * A withdrawal that `corrects` takes back an *entry*: what it says did not happen. One that `answers` is an act of its
 * own day: its side takes back a request, counter-proposal, objection, refusal or change of prices that was made; both
 * stay events, and the entry taken back is no open one from that day on (`withdrawn_by`). Prices go back on that day.
 *
 * `answers` is the seq of the entry answered. When it is left out it stays so, and every reader takes the
 * newest entry that stands, of a kind the entry can answer (see hoshi_log_rule), with the same party, not
 * later: `found`. So it does not matter in which order entries were recorded.
 */
#ifndef HOSHI_TALK_LOG_H
#define HOSHI_TALK_LOG_H

#include "store.h"

enum {
    HOSHI_LOG_WORDS_MAX = 10000, /* characters */
    HOSHI_LOG_PERSONS_MAX = 50,
    HOSHI_LOG_ITEMS_MAX = 500,
    HOSHI_LOG_ATTACHMENTS_MAX = 20,
    HOSHI_LOG_ENTRIES_MAX = 1000, /* in one file */
    HOSHI_LOG_FILE_MAX = 16 * 1024 * 1024
};

enum hoshi_log_kind {
    HOSHI_LOG_REQUEST,
    HOSHI_LOG_REPLY,
    HOSHI_LOG_COUNTER_PROPOSAL, /* something else than what was asked for */
    HOSHI_LOG_REFUSAL,
    HOSHI_LOG_POSTPONEMENT,
    HOSHI_LOG_MEETING,
    HOSHI_LOG_MINUTES,
    HOSHI_LOG_PRICE_CHANGE,
    HOSHI_LOG_OBJECTION, /* against something the other side did */
    HOSHI_LOG_ORDER,
    HOSHI_LOG_DELIVERY,
    HOSHI_LOG_PAYMENT,
    HOSHI_LOG_NOTE,
    HOSHI_LOG_WITHDRAWAL,
    HOSHI_LOG_KINDS
};
enum hoshi_log_side { HOSHI_SIDE_BUYER, HOSHI_SIDE_SUPPLIER, HOSHI_SIDE_BOTH, HOSHI_SIDES };
enum hoshi_log_medium {
    HOSHI_MEDIUM_NOT_STATED,
    HOSHI_MEDIUM_IN_PERSON,
    HOSHI_MEDIUM_ONLINE,
    HOSHI_MEDIUM_PHONE,
    HOSHI_MEDIUM_MAIL,
    HOSHI_MEDIUM_EMAIL,
    HOSHI_MEDIUM_FAX,
    HOSHI_MEDIUM_WEB,
    HOSHI_MEDIUM_HANDED, /* a paper handed over in person */
    HOSHI_MEDIUM_PAPER,  /* in writing, the way of delivery not stated */
    HOSHI_MEDIUM_OTHER,
    HOSHI_MEDIUMS
};
enum hoshi_log_decided {
    HOSHI_DECIDED_NOT_STATED,
    HOSHI_DECIDED_AGREED,
    HOSHI_DECIDED_BUYER,
    HOSHI_DECIDED_SUPPLIER,
    HOSHI_DECIDEDS
};

/** What a counter-proposal offers in place of what was asked for. */
enum hoshi_log_offers {
    HOSHI_OFFERS_NOT_STATED,
    HOSHI_OFFERS_MONEY,
    HOSHI_OFFERS_PRODUCT,
    HOSHI_OFFERS_OTHER,
    HOSHI_OFFERSES
};
enum hoshi_log_applies_by {
    HOSHI_APPLIES_NOT_STATED,
    HOSHI_APPLIES_BY_ORDER,
    HOSHI_APPLIES_BY_DELIVERY,
    HOSHI_APPLIES_TO_PLACED_ORDERS,
    HOSHI_APPLIES_BYS
};
/** Means of a payment; keys as of the case's payment.method. */
enum hoshi_log_means {
    HOSHI_MEANS_NOT_STATED,
    HOSHI_MEANS_CASH,
    HOSHI_MEANS_BANK_TRANSFER,
    HOSHI_MEANS_ELECTRONIC_RECORD,
    HOSHI_MEANS_FACTORING,
    HOSHI_MEANS_NOTE,
    HOSHI_MEANS_OTHER,
    HOSHI_MEANSES
};

struct hoshi_log_person {
    enum hoshi_log_side side;             /* buyer or supplier */
    const char *name, *department, *role; /* NULL = not stated; at least one is */
};

struct hoshi_log_item {
    const char *code, *name;           /* name may be NULL */
    int64_t before_micro, after_micro; /* yen per unit; HOSHI_NONE = not stated */
    int64_t quantity;                  /* pieces; HOSHI_NONE = not stated */
};

struct hoshi_log_attachment {
    const char *name; /* last part of the file's path, for people: never opened or made into a path */
    char sha256[HOSHI_SHA256_TEXT];
    int64_t bytes;
    const char *file; /* of a draft: where to read it; NULL of a kept entry */
    /* Of a draft without a file: its bytes, or the other store that keeps them under the hash; else NULL. */
    const char *content;
    struct hoshi_store *from;
};

struct hoshi_log_entry {
    int64_t seq;             /* 1 …; 0 of a draft */
    const char *recorded_at; /* UTC, by the clock of the machine; NULL of a draft */
    enum hoshi_log_kind kind;
    enum hoshi_log_side side; /* who acted */
    struct hoshi_date date;   /* of the event */
    int64_t minute;           /* of the day, 0 … 1439; HOSHI_NONE = not known */
    const char *party;        /* buyer id; NULL = none */
    const char *party_name;   /* the buyer's name at that time; NULL = none */
    int64_t answers;          /* seq as stated, 0 = none */
    int64_t found;            /* of a kept entry without `answers`: the entry it seems to be on, 0 = none */
    int64_t corrects;         /* seq, 0 = none */
    int64_t corrected_by;     /* seq of the entry that replaces or takes back this one, 0 = none */
    int64_t
        withdrawn_by; /* seq of the withdrawal that took back what this one asked for, 0 = it was not taken back */
    struct hoshi_date withdrawn_on; /* its day */
    enum hoshi_log_medium medium;
    const char *place, *words, *reason; /* NULL = not stated */
    struct hoshi_date reply_by, postponed_to, effective_on, due_on;
    enum hoshi_log_decided decided;
    enum hoshi_log_offers offers;
    enum hoshi_log_applies_by applies_by;
    enum hoshi_log_means means;
    struct hoshi_date deliver_by, received_on, cash_on;
    const char *number, *deducted_for; /* of the order, delivery or invoice; NULL = not stated */
    int64_t amount_yen;                /* HOSHI_NONE = not stated, as the two below */
    int64_t deducted_yen, interest_yen;
    struct hoshi_log_person *person;
    size_t persons;
    struct hoshi_log_item *item;
    size_t items;
    struct hoshi_log_attachment *attachment;
    size_t attachments;
    const char *kept; /* head of the chain of kept versions and runs; NULL = nothing was kept */
    const char *body, *salt, *prev, *hash; /* of a kept entry: its exact text and hashes */
    const char *where; /* of a draft: its path in the input ("entries[2]"), "" of a single one */
};

/** Keys as they stand in JSON. */
const char *hoshi_log_kind_key(enum hoshi_log_kind kind);
const char *hoshi_log_side_key(enum hoshi_log_side side);
const char *hoshi_log_medium_key(enum hoshi_log_medium medium);    /* "" = not stated */
const char *hoshi_log_decided_key(enum hoshi_log_decided decided); /* "" = not stated */
const char *hoshi_log_offers_key(enum hoshi_log_offers offers);    /* likewise, as the two below */
const char *hoshi_log_applies_by_key(enum hoshi_log_applies_by applies_by);
const char *hoshi_log_means_key(enum hoshi_log_means means);
/**
 * Who acted: as `side` says, but a price change that one side decided was made by that side, also where an older entry
 * was kept as one of both. `side` itself is what was hashed.
 */
enum hoshi_log_side hoshi_log_actor(const struct hoshi_log_entry *entry);
/** A withdrawal that is an act of its own, not one of an entry. */
bool hoshi_log_takes_back(const struct hoshi_log_entry *entry);
/** It happened as it says: not corrected, not taken back as an entry, and no correction itself. */
bool hoshi_log_stands(const struct hoshi_log_entry *entry);
/** The entry this one is on: as stated, else as found; 0 = none. */
int64_t hoshi_log_answered(const struct hoshi_log_entry *entry);
/**
 * Order of what happened: date, time of day (not known: before), then the natural course of a day (a request
 * before its refusal, a price change before the objection) and the content; seq only between equal entries.
 * So the order of recording decides nothing.
 */
int hoshi_log_compare_events(const struct hoshi_log_entry *a, const struct hoshi_log_entry *b);
/** Sort entries by hoshi_log_compare_events. */
void hoshi_log_sort_events(const struct hoshi_log_entry **list, size_t n);
/** True of mail, e-mail, fax, web and papers handed over: what leaves the words with the other side. */
bool hoshi_log_medium_is_written(enum hoshi_log_medium medium);
enum { HOSHI_LOG_RECORDED_TEXT = 32 };
/** When it was recorded as people in Japan read it (UTC+9 all year), "2026-12-01 08:59:30"; "" of a draft. */
const char *hoshi_log_recorded_print(const struct hoshi_log_entry *entry, char out[HOSHI_LOG_RECORDED_TEXT]);
/** The same of any time the store keeps ("2026-11-30T23:59:30Z"); "" of NULL. */
const char *hoshi_log_japan_time(const char *utc, char out[HOSHI_LOG_RECORDED_TEXT]);
/** "14:30", or "" for HOSHI_NONE. */
const char *hoshi_log_time_print(int64_t minute, char out[8]);
/** The fields of a kept entry as they are hashed (log_chain.h), and its content hash. */
const char *hoshi_log_content_hash(const char *case_id, const struct hoshi_log_entry *entry,
                                   char out[HOSHI_SHA256_TEXT]);

/* ---- writing ---- */

/** Entries to be added. */
struct hoshi_log_drafts {
    struct hoshi_log_entry *entry;
    size_t n;
    struct hoshi_arena arena;
};

/**
 * Read entries from JSON: one entry, or { "hoshiwari_log": 1, "entries": [ … ] }.
 *
 * @param file   named in faults; attachments are relative to its folder; NULL: they are relative to the
 * current folder
 * @param c      its buyers are the parties
 * @param today  an event may not be later than this, nor than the case's as_of if that is later
 * @param drafts [out] to be released by the caller, also on failure; holds what could be read, so that
 * hoshi_log_add finds the remaining faults too
 * @return HOSHI_OK or the first fault: those of hoshi_json_parse and the typed getters, HOSHI_E_LOG_PARTY,
 * HOSHI_E_LOG_FUTURE, HOSHI_E_LOG_ORDER (reply_by or postponed_to before the date), HOSHI_E_LOG_TIME,
 * HOSHI_E_CONTRADICTION (a key that does not belong to the kind), HOSHI_E_FORMAT_VERSION
 */
enum hoshi_status hoshi_log_drafts_parse(const char *text, size_t n, const char *file,
                                         const struct hoshi_case *c, struct hoshi_date today,
                                         struct hoshi_log_drafts *drafts,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_log_drafts_release(struct hoshi_log_drafts *drafts);

/**
 * Add entries to the log of a case, all or none, in one transaction with their attachments.
 *
 * Nothing is written when `faults` holds anything already: the entries are only checked then.
 * On HOSHI_OK everything is on the disk.
 *
 * @param c      its case_id is the log's
 * @param drafts gets seq, recorded_at, prev and hash of each entry, names and hashes of attachments
 * @return HOSHI_OK; HOSHI_E_CASE_ID_MISSING; HOSHI_E_LOG_ENTRY_UNKNOWN (answers, corrects); HOSHI_E_LOG_KIND
 * (answers an entry of the wrong kind, side or party); HOSHI_E_LOG_ORDER (an answer before its request);
 * HOSHI_E_LOG_CORRECTED (corrects an entry that is corrected already);
 * HOSHI_E_ATTACHMENT_MISSING, HOSHI_E_ATTACHMENT_CHANGED (while it was read, or not the stated hash),
 * HOSHI_E_ATTACHMENT_SIZE; HOSHI_E_STORE_*; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_log_add(struct hoshi_store *store, const struct hoshi_case *c,
                                struct hoshi_log_drafts *drafts, struct hoshi_faults *faults) HOSHI_MUST_USE;

/* ---- reading ---- */

/** The log of one case in the order of seq. */
struct hoshi_log {
    const char *case_id;
    struct hoshi_log_entry *entry;
    size_t n;
    char head[HOSHI_SHA256_TEXT]; /* hash of the last entry; the genesis when there is none */
    struct hoshi_arena arena;
};

/**
 * Read the log of a case. It is not verified: see hoshi_log_verify.
 * @param log [out] owned by the caller until hoshi_log_close; n 0 when nothing is recorded
 * @return HOSHI_OK; HOSHI_E_CHAIN_CHANGED when an entry cannot be read any more; HOSHI_E_STORE_*;
 * HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_log_open(struct hoshi_store *store, const char *case_id, struct hoshi_log **log,
                                 struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_log_close(struct hoshi_log *log);

/** What a verification looked at. */
struct hoshi_log_proof {
    int64_t entries, attachments, versions,
        runs; /* attachments and kept case files: each distinct content once */
    char head[HOSHI_SHA256_TEXT];
    char kept_head[HOSHI_SHA256_TEXT]; /* of the chain of versions and runs; "" when nothing is kept */
    int64_t head_at;      /* entry the given head value belongs to; 0 = none given; -1 = the empty log */
    int64_t kept_at;      /* link of the chain of versions and runs the given value belongs to; 0 = none */
    int64_t clock_back;   /* first entry that was recorded earlier than the one before it; 0 = none */
    int64_t clock_ahead;  /* first entry that was recorded later than it is now; 0 = none */
    char recorded_at[32]; /* of the last entry; "" when there is none */
    bool without_wal;     /* hoshi_store_is_without_wal */
    /* of an export */
    char case_id[HOSHI_ID_MAX + 1];
    int64_t blacked_out; /* entries of which only the hash is in it */
};

/**
 * Prove the log: the database is sound (hoshi_store_check), every entry has the hash of its fields, is linked to the one
 * before, none is missing between, every kept version and run is that of its own chain and each of them has its place
 * in it, the two chains name each other's values, and every attachment and kept case file has its hash.
 *
 * What it cannot know: whether everything was made anew, or the end cut off. Only a head value that somebody else has
 * shows that. A clock that went back, or a log file that is missing, is told in the proof and is no fault.
 *
 * @param head  a head value given to the other side earlier, of the log or of the chain of versions and runs (upper case
 * and spaces allowed), or NULL
 * @param proof [out] filled as far as it went, also on failure
 * @return HOSHI_OK or the first fault, all recorded: HOSHI_E_CHAIN_CHANGED (an entry's fields are not those
 * it was hashed with), HOSHI_E_CHAIN_MISSING (a number is not there), HOSHI_E_CHAIN_BROKEN (an entry is not linked to the one before),
 * HOSHI_E_CONTENT_UNKNOWN, HOSHI_E_CONTENT_CHANGED (evidence), HOSHI_E_HEAD_UNKNOWN (the value is in no entry
 * of this log: its tail was rewritten after it was handed out, or it is of another case), HOSHI_E_STORE_*
 */
enum hoshi_status hoshi_log_verify(struct hoshi_store *store, const char *case_id, const char *head,
                                   struct hoshi_log_proof *proof, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Prove an export (`log export --format json`, whole or of one buyer) from its text alone, without store or case: every
 * entry in it has the hash of its fields or is blacked out, each is linked to the one before, and what is in it besides
 * (numbers, head, the object beside the text that was hashed) is the same. Attachments are not in it; their hashes are.
 *
 * @param file  named in faults
 * @param head  as with hoshi_log_verify
 * @param proof [out] entries, blacked_out, case_id, head, head_at
 * @return HOSHI_OK or the first fault, all recorded: those of hoshi_json_parse and the typed getters,
 * HOSHI_E_CHAIN_CHANGED, HOSHI_E_CHAIN_MISSING (once for numbers that follow each other), HOSHI_E_CHAIN_ORDER (a number
 * twice, or out of its place), HOSHI_E_CHAIN_BROKEN, HOSHI_E_HEAD_UNKNOWN, HOSHI_E_MEMORY. An entry is named by the
 * number that lists and sheets print
 */
enum hoshi_status hoshi_log_export_verify(const char *text, size_t n, const char *file, const char *head,
                                          struct hoshi_log_proof *proof,
                                          struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
