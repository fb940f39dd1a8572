"""Another clock than the system's: a library that stands before it and adds seconds as a file says."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec *told) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(which, told);
    if (!done && which == CLOCK_REALTIME) {
        long ahead = 0;
        FILE *file = fopen(getenv("OTHER_CLOCK"), "r");
        if (file) { if (fscanf(file, "%ld", &ahead) == 1) told->tv_sec += ahead; fclose(file); }
    }
    return done;
}
"""


@dataclass
class Clock:
    """How many seconds the clock is ahead of the system's; what runs under `environment` goes by it."""

    library: Path
    file: Path

    def ahead(self, seconds: int) -> None:
        """Set it; those who run see it at once."""
        before = self.file.with_suffix(".new")
        before.write_text(str(seconds))
        before.replace(self.file)

    @property
    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "OTHER_CLOCK": str(self.file)}


def make_clock(folder: Path) -> Clock:
    """Compile it; skips the test where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler on this machine")
    source, made = folder / "clock.c", folder / "clock.so"
    source.write_text(SOURCE)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    clock = Clock(made, folder / "clock")
    clock.ahead(0)
    return clock
