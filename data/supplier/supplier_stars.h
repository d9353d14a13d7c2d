/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A register of stars, laid over a list: a public one, when there is one, or the department's own. A CSV or workbook
 * with a row per star; its columns are found by the headings of lists (supplier_columns.c) and by those of registers
 * (the table in supplier_stars.c: to read another register, add its headings there), or by `map`.
 *
 * A star belongs to the supplier of its corporate number; where the list has none, to the only supplier with its
 * name. Of several stars of one firm the higher counts, then the one that is valid longer. What the register says goes
 * before what the list says; a supplier that is not in it stays as the list has it.
 */
#ifndef HOSHI_SUPPLIER_STARS_H
#define HOSHI_SUPPLIER_STARS_H

#include "supplier_row.h"

enum { HOSHI_STARS_MAX = 1000000 };

struct hoshi_stars;

/**
 * Read a register.
 * @param map "HEADING=COLUMN" as of hoshi_supplier_ask, maps of them
 * @param out [out] owned until hoshi_stars_close
 * @return HOSHI_OK; as hoshi_suppliers_read; HOSHI_E_SUPPLIER_HEADER when no column tells stars
 */
enum hoshi_status hoshi_stars_open(const char *path, const struct hoshi_catalog *catalog,
                                   const char *const *map, size_t maps, struct hoshi_stars **out,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;
void hoshi_stars_close(struct hoshi_stars *stars);

/** A reading of the list begins: no supplier has got one yet. */
void hoshi_stars_begin(struct hoshi_stars *stars);

/** Stars there are, and suppliers that got one in the reading begun last. */
size_t hoshi_stars_count(const struct hoshi_stars *stars);
size_t hoshi_stars_joined(const struct hoshi_stars *stars);
/** SHA-256 of the file and the maps. */
const char *hoshi_stars_digest(const struct hoshi_stars *stars);

/** The register's star into a row: holds_level and head.star but for what was paid. False: it has none. */
bool hoshi_stars_join(struct hoshi_stars *stars, struct hoshi_supplier_row *row);

#endif
