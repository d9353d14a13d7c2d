/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Proof that a workbook just written is whole, before it takes the place of an older one. */
#ifndef HOSHI_XLSX_PROOF_H
#define HOSHI_XLSX_PROOF_H

#include "status.h"

/**
 * Read a finished workbook back: a sound archive, each part with the checksum stated for it, each part of XML
 * well-formed (so of characters that XML has), each part that [Content_Types].xml names there, no cell of a
 * sheet merged twice. Constant memory; O(bytes of its parts).
 *
 * @param path  the file as it can be opened now
 * @param shown the name it will have, for the fault
 * @return HOSHI_OK; HOSHI_E_WORKBOOK_WRITE, with the part and what is wrong with it; HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_xlsx_prove(const char *path, const char *shown,
                                   struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
