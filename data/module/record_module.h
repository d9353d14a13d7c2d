/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What few commands need and large libraries do: exhibits (qpdf, Cairo), mails (GMime), time stamps (OpenSSL). It stands in
 * a module of its own, hoshiwari_record.so, which is loaded when it is asked for, so that every other command starts as
 * quickly as without those libraries. A program built without one of them, or installed without the module, says so.
 *
 * The module is looked for beside the program, then where it is installed; one of another version is none.
 */
#ifndef HOSHI_RECORD_MODULE_H
#define HOSHI_RECORD_MODULE_H

/** The calls of that name, a constant of the module; NULL: this program has none. Not for two threads at once. */
const void *hoshi_record_part(const char *name);

#endif
