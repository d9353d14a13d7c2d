/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Is a text JSON by RFC 8259, to the letter? */
#ifndef HOSHI_JSON_STRICT_H
#define HOSHI_JSON_STRICT_H

#include <stdbool.h>
#include <stddef.h>

enum { HOSHI_JSON_STRICT_DEPTH = 900 }; /* below what the parser can bear */

/**
 * Where n bytes of UTF-8 stop being JSON: wrong grammar, a control character in a text, an escape that is
 * none, an escaped NUL, half a surrogate pair, text behind the value, or too deep.
 * @param deep [out] true when nesting passes HOSHI_JSON_STRICT_DEPTH there
 * @return a place in text, at most text + n; NULL when all of it is JSON
 */
const char *hoshi_json_malformed(const char *text, size_t n, bool *deep);

#endif
