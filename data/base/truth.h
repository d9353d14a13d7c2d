/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Yes, no, or not stated. */
#ifndef HOSHI_TRUTH_H
#define HOSHI_TRUTH_H

enum hoshi_truth { HOSHI_UNKNOWN = 0, HOSHI_NO, HOSHI_YES };

#endif
