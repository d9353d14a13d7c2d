/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which buyer of a case a portfolio belongs to, and a buyer as case files name it. */
#ifndef HOSHI_CASE_BUYER_H
#define HOSHI_CASE_BUYER_H

#include "case.h"
#include "supplier_row.h"

/** How the buyer of a case was found. */
enum hoshi_buyer_match {
    HOSHI_BUYER_OF_ROW,  /* a row: its list is one buyer's own */
    HOSHI_BUYER_ALONE,   /* the only party of the case, and none was named */
    HOSHI_BUYER_BY_ID,   /* named by the id in the case */
    HOSHI_BUYER_BY_NAME, /* named by its name */
    HOSHI_BUYER_MATCHES
};

/** A buyer as case files name it. */
struct hoshi_buyer_named {
    int64_t place; /* 1-based of the first case with it */
    int64_t files; /* cases computed for it; 0 where that is not counted */
    uint64_t key;  /* of its name: equal for two spellings of one (hoshi_text_company_key); 0: it has none */
    char id[HOSHI_SUPPLIER_ID_BYTES],
        name[HOSHI_SUPPLIER_NAME_BYTES]; /* of that first case; "": not stated */
};

/** Id, name and key; place and files 0. */
void hoshi_buyer_named_init(struct hoshi_buyer_named *to, const struct hoshi_case_buyer *buyer);

/**
 * The buyer of a case whose portfolio this is, among those that are a party.
 *
 * An id is the supplier's own word: the same id in two cases may be two companies, and one company may have
 * two. So `buyer` may be either: an id (hoshi_text_key), or, where no party has that id, a name
 * (hoshi_text_company_key).
 *
 * @param buyer NULL: the only party, when there is one
 * @param at,match [out] of the case's buyers, and how it was found; untouched on failure
 * @return HOSHI_OK; HOSHI_E_BUYER_NONE (the case has no party), HOSHI_E_BUYER_SEVERAL (`buyer` NULL, or the
 * id or name of several), HOSHI_E_BUYER_UNKNOWN (no such party). `allowed` lists id and name of the parties
 */
enum hoshi_status hoshi_case_buyer_find(const struct hoshi_case *c, const char *buyer, size_t *at,
                                        enum hoshi_buyer_match *match,
                                        struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
