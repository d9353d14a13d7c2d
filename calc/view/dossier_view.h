/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a dossier about one buyer is written from (SPEC §6.3): a buyer's view with more of the supplier's own
 * side, and nothing of any other buyer.
 *
 * This struct is the wall, as struct hoshi_buyer_view is for a buyer's file: the dossier's sheets see nothing
 * else. Entries of the log about others, and those of no party, are blacked out: their number and hashes
 * stay, so that the chain can still be followed. Words that name others (redact.h) are replaced wherever a
 * person typed them. Target, reservation and the other values of the talk plan are not in it; the firm's
 * totals only where the disclosure allows (whole of the key: supplier.disclose_sales; accounts: with_margin).
 */
#ifndef HOSHI_DOSSIER_VIEW_H
#define HOSHI_DOSSIER_VIEW_H

#include "buyer_view.h"
#include "check.h"
#include "price_history.h"
#include "price_raised.h"
#include "redact.h"

enum hoshi_capacity {
    HOSHI_CAPACITY_SELF,   /* the reporter itself */
    HOSHI_CAPACITY_AGENT,  /* somebody else in its name */
    HOSHI_CAPACITY_LAWYER, /* 弁護士 */
    HOSHI_CAPACITY_GYOSEISHOSHI,
    HOSHI_CAPACITY_OTHER, /* consultant, 中小企業診断士, chamber of commerce … */
    HOSHI_CAPACITIES
};

enum { HOSHI_DOSSIER_FILES_MAX = 100, HOSHI_DOSSIER_ASKS_MAX = 20, HOSHI_DOSSIER_TEXT_MAX = 500 };

struct hoshi_dossier_options {
    const struct hoshi_log *log;         /* of the case; NULL: without a log */
    const struct hoshi_log_facts *facts; /* of this buyer; NULL without a log */
    const struct hoshi_check *check;     /* with this buyer; NULL: no findings */
    const char *prepared_by;             /* NULL = not stated */
    enum hoshi_capacity capacity;
    enum hoshi_truth notify,
        name_told;       /* notice of the outcome wished; the other side may be told the name */
    const char *pending; /* before other authorities or courts; NULL = not stated */
    bool with_margin;
    enum hoshi_disclosure disclosure; /* total: no lines; criteria: quantities and answers as well */
    int64_t price_step_micro;
    const char *const *file; /* enclosures beside those of the log: paths to read */
    size_t files;
    const char *const *ask; /* what is asked for, in the user's words */
    size_t asks;
};

/** An entry of the log. */
struct hoshi_dossier_entry {
    bool shown;
    struct hoshi_log_entry e; /* words redacted; when not shown only seq */
    char content[HOSHI_SHA256_TEXT], hash[HOSHI_SHA256_TEXT];
};

/** What a line rests on: evidence E-1, E-2 … (index + 1). A quotation, or the source of rows of the tables.
 */
struct hoshi_evidence {
    const struct hoshi_provenance *source; /* of the rows; NULL for a quotation */
    const struct hoshi_price *price;       /* a quotation's row; NULL else */
    const char *from, *document;           /* of a quotation, redacted; NULL = not stated */
    struct hoshi_date date;                /* of a quotation */
    size_t lines;                          /* that rest on it */
    int64_t annual_yen;                    /* Σ of them */
};

struct hoshi_dossier_line {
    const struct hoshi_line *line;
    int category;
    size_t evidence;
    int64_t annual_yen, horizon_yen; /* the buyer's part */
};

enum hoshi_enclosure_kind {
    HOSHI_ENCLOSED_LOG,       /* attachment of a log entry */
    HOSHI_ENCLOSED_FILE,      /* named on the command line */
    HOSHI_MISSING_DEMAND,     /* the paper by which the buyer asked */
    HOSHI_MISSING_REQUEST,    /* the supplier's own request for talks, with proof of sending */
    HOSHI_MISSING_ANSWER,     /* the buyer's answer */
    HOSHI_MISSING_MINUTES,    /* minutes of a meeting */
    HOSHI_MISSING_QUOTATION,  /* a quotation that a line rests on */
    HOSHI_MISSING_ORDER,      /* orders and terms stated at ordering */
    HOSHI_MISSING_STAFF,      /* capital and 常時使用する従業員 of both sides */
    HOSHI_MISSING_ACCOUNTS,   /* accounts, when the effect on the margin is shown */
    HOSHI_MISSING_LOG_EXPORT, /* the log as JSON, so that the chain can be recomputed */
    HOSHI_ENCLOSURE_KINDS
};

struct hoshi_enclosure {
    enum hoshi_enclosure_kind kind;
    const char *name;               /* of a file, a document; NULL = none stated */
    char sha256[HOSHI_SHA256_TEXT]; /* "" when missing */
    int64_t bytes;
    int64_t seq;     /* entry it belongs to, 0 = none */
    size_t evidence; /* HOSHI_MISSING_QUOTATION; SIZE_MAX else */
};

/** A paper with its number among the exhibits: by the date of its entry (甲1, or 甲2-1, 甲2-2 of an entry with several);
 * the files of the options follow, in their order. */
struct hoshi_dossier_exhibit {
    const struct hoshi_enclosure *paper;
    const struct hoshi_log_entry *entry;     /* NULL: a file of the options */
    const struct hoshi_case_exhibit *stated; /* what the case says of it, words redacted; NULL = nothing */
    size_t file;                             /* its index among the files of the options */
    char number[32];
};

/** A fact as a rule saw it. */
struct hoshi_dossier_fact {
    enum hoshi_rule_fact fact;
    bool hidden;                   /* a total of the supplier: it is named, its value is not here */
    struct hoshi_fact_value value; /* texts redacted */
};

/** The check of one rule, or of the scope of one transaction. */
struct hoshi_dossier_finding {
    const struct hoshi_rule_row *rule; /* of a scope: the rule that says so, or NULL */
    enum hoshi_check_result result;
    enum hoshi_scope_verdict verdict; /* of a scope */
    size_t transaction;               /* index in the buyer; SIZE_MAX = none */
    int64_t act;                      /* the entry it is about; 0 = none */
    struct hoshi_dossier_fact *used;
    size_t useds;
    enum hoshi_rule_fact *missing;
    size_t missings;
    int64_t *seq; /* entries of the log that the facts come from, ascending */
    size_t seqs;
};

/** What the supplier has done so far, and how the other side answered. */
struct hoshi_dossier_state {
    enum hoshi_truth requested, in_writing, amount_stated, reply_by_stated, minutes;
    struct hoshi_date requested_on, responded_on, reply_by;
    int64_t request_seq, response_seq; /* entries; 0 = from the case */
    struct hoshi_date
        round_on; /* the request from which silence is counted: later ones before an answer were reminders */
    int64_t silence_days;        /* to the answer or to as_of; HOSHI_NONE without a request */
    int64_t postponed, meetings; /* HOSHI_NONE = not known */
    bool waiting;
    int64_t withdrawn_seq,
        withdrawal_seq; /* the newest request, where all were taken back, and by which entry; 0 else */
    struct hoshi_date withdrawn_on;
    int64_t asked_yen; /* as the latest request that names an amount states it; HOSHI_NONE = none does */
};

/** Accounts; all HOSHI_NONE unless with_margin. */
struct hoshi_dossier_margin {
    int64_t sales_yen, cost_yen, purchases_yen;
    int64_t margin_ppm;      /* now */
    int64_t unrecovered_ppm; /* when the buyer's part is borne by the supplier */
    int64_t keeping_yen;     /* what keeps the margin (uplift.h) */
};

struct hoshi_dossier {
    struct hoshi_buyer_view *view;
    const struct hoshi_case_buyer *buyer; /* words redacted, values of the talk plan taken out */
    const char *supplier_name, *supplier_representative, *supplier_address, *supplier_contact;
    int64_t supplier_capital_yen, supplier_employees;
    struct hoshi_date supplier_employees_as_of;
    enum hoshi_truth supplier_is_individual;
    const char *case_id;            /* NULL = none */
    struct hoshi_dossier_options o; /* texts redacted; log, facts and file NULL */
    struct hoshi_log_facts facts;   /* all 0 without a log */
    bool has_log;
    struct hoshi_dossier_entry *entry;
    size_t entries, shown;                /* all; those about this buyer */
    const struct hoshi_log_entry **event; /* of those shown what stands, in the order it happened */
    size_t events;
    const struct hoshi_log_entry *order; /* whose day stands for a transaction that states none; NULL none */
    char head[HOSHI_SHA256_TEXT];
    size_t answers[HOSHI_CATEGORIES + 1][HOSHI_ANSWERS]; /* criteria of the level by category and answer */
    size_t criteria[HOSHI_CATEGORIES + 1];               /* of the level */
    bool unanswered;                 /* not one of them is answered: the amount rests on averages alone */
    struct hoshi_dossier_line *line; /* none when only totals are disclosed */
    size_t lines;
    struct hoshi_evidence *evidence;
    size_t evidences;
    struct hoshi_price_history history;
    struct hoshi_price_raised raised; /* what is asked now is without it */
    struct hoshi_log_entry
        *cut_left; /* of each event: with those items alone whose cut still applies, often none */
    struct hoshi_enclosure *enclosure;
    size_t enclosures;
    struct hoshi_dossier_exhibit *exhibit;
    size_t exhibits;
    struct hoshi_dossier_state state;
    struct hoshi_dossier_margin margin;
    const struct hoshi_rules *rules; /* NULL without a check */
    struct hoshi_check settings;     /* only rules and the settings in use, borrowed from the check */
    struct hoshi_dossier_finding *finding;
    size_t findings;
    struct hoshi_dossier_finding *scope; /* one per transaction, at least one when there is a check */
    size_t scopes;
    int64_t replaced; /* words blacked out inside shown texts */
    /* Words a person has to look at; for the one who hands it out, never in the paper itself: they are of others. */
    struct hoshi_redact_look *look;
    size_t looks;
    struct hoshi_arena arena;
};

/** Facts that say what the supplier's whole business costs, earns or recovers. */
bool hoshi_dossier_fact_hidden(enum hoshi_rule_fact fact, bool with_margin);

/** Whether a file can be enclosed (regular, 1 … HOSHI_CONTENT_MAX bytes); else HOSHI_E_DOSSIER_FILE. */
enum hoshi_status hoshi_dossier_check_file(const char *path, struct hoshi_faults *faults) HOSHI_MUST_USE;

/** "self" …; NULL-safe lookup the other way: false when there is no such word. */
const char *hoshi_capacity_key(enum hoshi_capacity capacity);
bool hoshi_capacity_find(const char *key, enum hoshi_capacity *capacity);

/**
 * Build it.
 * @param buyer index in the case
 * @param out   [out] owned until hoshi_dossier_close; borrows split, check, tables and the options' texts
 * @return HOSHI_OK; HOSHI_E_DOSSIER_PARTY (the buyer asked for no level and is not included: there is no part
 * of it); HOSHI_E_DOSSIER_FILE (a file of options cannot be read, is empty or too large); HOSHI_E_OVERFLOW;
 * HOSHI_E_MEMORY; all faults of the files are recorded
 */
enum hoshi_status hoshi_dossier_open(const struct hoshi_split *split, size_t buyer,
                                     const struct hoshi_dossier_options *options, struct hoshi_dossier **out,
                                     struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_dossier_close(struct hoshi_dossier *d);

/** Number what is enclosed: fills d->exhibit. @return HOSHI_OK or HOSHI_E_MEMORY */
enum hoshi_status hoshi_dossier_number_exhibits(struct hoshi_dossier *d) HOSHI_MUST_USE;

#endif
