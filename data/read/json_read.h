/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Strict JSON reading over cJSON.
 *
 * cJSON accepts duplicate keys, infinities, unknown keys and invalid UTF-8; this reader refuses them. A
 * cursor (struct hoshi_json) knows its way from the root, so each fault names its path. Reading goes on after
 * a fault: typed getters record it and return the default, and the caller asks hoshi_faults_status at the
 * end. null counts as absent. Texts and keys are composed (fold.h).
 */
#ifndef HOSHI_JSON_READ_H
#define HOSHI_JSON_READ_H

#include "status.h"
#include "date.h"
#include "money.h"

enum { HOSHI_JSON_DEPTH = 32, HOSHI_JSON_MEMBERS = 5000 };

struct hoshi_json_document;

/** A place in a document. Copies are cheap; a copy points to its parent, which must outlive it. */
struct hoshi_json {
    const void *node;
    const struct hoshi_json *parent;
    const char *key; /* member of the parent, or NULL for an element */
    size_t index;
    struct hoshi_faults *faults;
};

/**
 * The door of every text that a JSON parser is given, for those who need the parser's own tree: UTF-8 without an escaped
 * NUL, and JSON by RFC 8259 to the letter (json_strict.h), so that no parser reads something else out of it.
 * @return HOSHI_OK, HOSHI_E_TEXT_ENCODING, HOSHI_E_JSON_SYNTAX (with line, character and what stands there),
 * HOSHI_E_JSON_DEPTH
 */
enum hoshi_status hoshi_json_check_text(const char *text, size_t n,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;

/** As hoshi_json_parse, of what this program recorded before text had to be plain (text_plain.h): what is not
 * comes as '?' instead of being refused, so that an old entry does not close a log. */
enum hoshi_status hoshi_json_parse_kept(const char *text, size_t n, struct hoshi_json_document **document,
                                        struct hoshi_json *root, struct hoshi_faults *faults) HOSHI_MUST_USE;

/**
 * Parse text: UTF-8 (a BOM is skipped), one value, nothing behind it, depth and members within limits, no key
 * twice.
 * @param document [out] owned until hoshi_json_close; untouched on failure
 * @param root     [out] the top value, which is an object
 * A repeated key is recorded and reading may go on (with the first of them) so that other faults are found
 * too: the caller asks hoshi_faults_status at the end, as for every fault. Without a collection it is
 * returned.
 * @return HOSHI_OK, HOSHI_E_TEXT_ENCODING, HOSHI_E_JSON_SYNTAX (row = line), HOSHI_E_JSON_DEPTH,
 * HOSHI_E_KEY_DUPLICATE, HOSHI_E_TOO_MANY, HOSHI_E_TYPE, HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_json_parse(const char *text, size_t n, struct hoshi_json_document **document,
                                   struct hoshi_json *root, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** As hoshi_json_parse without its checks: for what is compiled in, which a test reads with all of them (every start
 * of the program would otherwise pay for them again: half of what reading the tables takes).
 * @return HOSHI_OK, HOSHI_E_MEMORY */
enum hoshi_status hoshi_json_parse_embedded(const char *text, size_t n, struct hoshi_json_document **document,
                                            struct hoshi_json *root,
                                            struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_json_close(struct hoshi_json_document *document);

/** Record a fault at this place. `got` NULL shows the value itself. */
enum hoshi_status hoshi_json_fault(const struct hoshi_json *at, enum hoshi_status status, const char *got,
                                   const char *allowed, ...) HOSHI_PRINTF(4, 5);
/** The path from the root ("buyers[0].items[2].code"). */
void hoshi_json_path(const struct hoshi_json *at, char *out, size_t size);

/** The member `key` of an object, false when absent or null (or `at` is no object, which is recorded). */
bool hoshi_json_get(const struct hoshi_json *at, const char *key, struct hoshi_json *member);
/** As hoshi_json_get; absence is recorded as HOSHI_E_KEY_MISSING. */
bool hoshi_json_need(const struct hoshi_json *at, const char *key, struct hoshi_json *member);
/** Record every key of the object that is not among the n allowed (with the nearest allowed one). */
void hoshi_json_keys(const struct hoshi_json *at, const char *const *allowed, size_t n);

bool hoshi_json_is_object(const struct hoshi_json *at);
bool hoshi_json_is_array(const struct hoshi_json *at);
bool hoshi_json_is_text(const struct hoshi_json *at);
bool hoshi_json_is_number(const struct hoshi_json *at);
/** Number of elements or members; something that is neither is recorded as HOSHI_E_TYPE and gives 0. */
size_t hoshi_json_size(const struct hoshi_json *at);
/** The first child, or the next sibling; false at the end. Works for arrays and objects (key set). null
 * members of an object are skipped. */
bool hoshi_json_first(const struct hoshi_json *at, struct hoshi_json *child);
bool hoshi_json_next(struct hoshi_json *child);

/** Typed values: a wrong type or a value out of range is recorded and gives the default. */
int64_t hoshi_json_int(const struct hoshi_json *at, int64_t min, int64_t max, int64_t otherwise);
bool hoshi_json_bool(const struct hoshi_json *at, bool otherwise);
/** Text of 1 (or 0 when `empty`) to max characters; borrowed from the document; "" otherwise. */
const char *hoshi_json_text(const struct hoshi_json *at, size_t max, bool empty);
/** Decimal text with at most `places` places (a JSON number is refused: HOSHI_E_TYPE) as millionths, min …
 * max. */
int64_t hoshi_json_decimal(const struct hoshi_json *at, int places, int64_t min, int64_t max,
                           int64_t otherwise);
/** A JSON number or decimal text, as millionths rounded half up. */
int64_t hoshi_json_ratio(const struct hoshi_json *at, int64_t min, int64_t max, int64_t otherwise);
/** A JSON number as a double, min … max (a number that is not finite does not pass parsing). */
double hoshi_json_real(const struct hoshi_json *at, double min, double max, double otherwise);
struct hoshi_date hoshi_json_date(const struct hoshi_json *at);
struct hoshi_date hoshi_json_month(const struct hoshi_json *at);
/** Index of the text among n choices; otherwise recorded with the list of choices. */
size_t hoshi_json_choice(const struct hoshi_json *at, const char *const *choices, size_t n, size_t otherwise);

#endif
