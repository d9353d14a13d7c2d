/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record_module.h"

#include <stddef.h>

#ifdef HOSHI_RECORD_MODULE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The module in the folder, if it is of this version. It is never closed: its libraries keep what they began. */
static void *module_at(const char *folder, const char *name)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return NULL;
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const char *version = module ? dlsym(module, "hoshi_record_version") : NULL;
    if (module && (!version || strcmp(version, HOSHI_VERSION) != 0)) {
        dlclose(module);
        module = NULL;
    }
    return module;
}

static void *module_open(void)
{
    char folder[4096];
    ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (n <= 0)
        return NULL;
    folder[n] = 0;
    char *slash = strrchr(folder, '/');
    if (!slash)
        return NULL;
    *slash = 0;
    void *module = module_at(folder, "hoshiwari_record.so");
    return module ? module : module_at(folder, HOSHI_RECORD_MODULE);
}

const void *hoshi_record_part(const char *name)
{
    static void *module;
    static int asked;
    if (!asked) {
        asked = 1;
        module = module_open();
    }
    return module ? dlsym(module, name) : NULL;
}

#else

const void *hoshi_record_part(const char *name)
{
    (void)name;
    return NULL;
}

#endif
