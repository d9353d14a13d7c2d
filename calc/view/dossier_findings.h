/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to the dossier's view: the findings about one buyer copied out of a check. */
#ifndef HOSHI_DOSSIER_FINDINGS_H
#define HOSHI_DOSSIER_FINDINGS_H

#include "dossier_view.h"
#include "redact.h"

/**
 * Fill d->rules, finding and scope.
 * @param check may be NULL (then nothing is filled in)
 * @param buyer index in the case
 * @return HOSHI_OK or HOSHI_E_MEMORY
 */
enum hoshi_status hoshi_dossier_findings(struct hoshi_dossier *d, const struct hoshi_check *check,
                                         size_t buyer, struct hoshi_redactor *redactor,
                                         struct hoshi_faults *faults) HOSHI_MUST_USE;

#endif
