/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What every row of a table has: words in both languages, and where it is from. */
#ifndef HOSHI_PROVENANCE_H
#define HOSHI_PROVENANCE_H

/** Text in both languages; never NULL. */
struct hoshi_words {
    const char *ja, *en;
};

enum hoshi_confidence { HOSHI_CONFIDENCE_LOW, HOSHI_CONFIDENCE_MEDIUM, HOSHI_CONFIDENCE_HIGH };
enum hoshi_basis { HOSHI_BASIS_SOURCED, HOSHI_BASIS_DERIVED, HOSHI_BASIS_CONVERTED, HOSHI_BASIS_ESTIMATE };

/** Where a row is from. */
struct hoshi_provenance {
    const char *source, *source_ja; /* source_ja: the source itself when the row has no Japanese one */
    const char *date, *url;         /* url "" when none */
    enum hoshi_confidence confidence;
    enum hoshi_basis basis;
};

#endif
