/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Private to the own view: its parts. Each fills its members of a view whose lines and buyers stand. */
#ifndef HOSHI_OWN_VIEW_PARTS_H
#define HOSHI_OWN_VIEW_PARTS_H

#include "own_view.h"

/** Lines, prices and the exchange with the next-best plan. @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY */
enum hoshi_status hoshi_own_view_lines(struct hoshi_own_view *v, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** The rules of division side by side. @return HOSHI_OK, HOSHI_E_MEMORY, HOSHI_E_SOLVER */
enum hoshi_status hoshi_own_view_rules(struct hoshi_own_view *v, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Sums over lines, years, natures, pools and measures. @return HOSHI_OK, HOSHI_E_OVERFLOW, HOSHI_E_MEMORY */
enum hoshi_status hoshi_own_view_sums(struct hoshi_own_view *v, struct hoshi_faults *faults) HOSHI_MUST_USE;
/** Which rule governs what. */
void hoshi_own_view_rulings(struct hoshi_own_view *v);

#endif
