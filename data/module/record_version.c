/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version of the module, which the program compares with its own. */
extern const char hoshi_record_version[];
__attribute__((visibility("default"))) const char hoshi_record_version[] = HOSHI_VERSION;
