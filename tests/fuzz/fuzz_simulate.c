/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entry point for libFuzzer over the lines that `simulate` reads. The reader wants a file: one without a name. */
#include "simulate.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct hoshi_faults faults;
    struct hoshi_simulation lines;
    char path[40];
    int fd = memfd_create("lines", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    memset(&faults, 0, sizeof faults);
    enum hoshi_status status = hoshi_simulation_read(path, &lines, &faults);
    if ((status == HOSHI_OK) != (faults.n == 0))
        abort();
    if (!status)
        hoshi_simulation_release(&lines);
    close(fd);
    return 0;
}
