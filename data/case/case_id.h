/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The case_id of a case that is made: one rule, whoever makes it.
 */
#ifndef HOSHI_CASE_ID_H
#define HOSHI_CASE_ID_H

#include "case.h"

/**
 * The id of a case from its file's name: files kept in one folder need ids of their own. What an id may not hold
 * becomes a hyphen, once; letters that are lost so leave a number (FNV-1a) that tells names apart.
 * @param path NULL: no file; "new-case", as for a name of which nothing is left
 * @return id
 */
const char *hoshi_case_id_of_file(const char *path, char id[HOSHI_ID_MAX + 1]);

#endif
