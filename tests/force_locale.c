/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a process into the locale FORCE_LOCALE names, before main. The program itself never does that; the
 * tests do, so that the libraries are proven to read and write numbers alike under a decimal comma. Linked
 * into the unit tests and, as a module for LD_PRELOAD, used by the tests of the commands. */
#include <locale.h>
#include <stdlib.h>

__attribute__((constructor)) static void force(void)
{
    const char *name = getenv("FORCE_LOCALE");
    if (name && !setlocale(LC_ALL, name))
        abort();
}
