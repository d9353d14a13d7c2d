/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a file is, when it is not the kind that a verb reads, and which verb reads it. */
#ifndef HOSHI_RIGHT_VERB_H
#define HOSHI_RIGHT_VERB_H

#include "command.h"

/** Kinds of input that a verb may want. */
enum wanted { WANT_CASE, WANT_ANSWERS, WANT_GAME, WANT_LINES };

/**
 * False, with HOSHI_E_WRONG_FILE recorded (what the file is, and the command that reads it), when `path` holds
 * something that this program knows and that is not what is wanted. True otherwise, also when it cannot be read
 * or is nothing known: the reader will say so.
 */
bool right_file(struct request *r, const char *path, enum wanted wanted);

#endif
