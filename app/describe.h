/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the program says of itself beside its help: versions, and every command as data, from which manual pages
 * and completions are made (app/package).
 */
#ifndef HOSHI_DESCRIBE_H
#define HOSHI_DESCRIBE_H

#include "command.h"

/** `--version`: the program's version on the first line, then one line per table with its own. An exit code. */
int describe_version(struct request *r);

/** `--describe`: every verb with its usage, help and options in both languages, as JSON. An exit code. */
int describe_commands(struct request *r, const struct verb *const *verb, size_t n);

#endif
