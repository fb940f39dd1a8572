"""The clock of the server is set to another day while it serves, and back."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import WITHIN, Open

pytestmark = [pytest.mark.browser, pytest.mark.faults]


# What stands before the system's own clock: so many seconds later as a file says; other clocks are left alone.
OTHER_CLOCK = r"""
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


@pytest.fixture
def other_clock(tmp_path: Path) -> Path:
    """A library that stands before the clock of the system."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler on this machine")
    source, made = tmp_path / "clock.c", tmp_path / "clock.so"
    source.write_text(OTHER_CLOCK)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    return made


def test_the_clock_of_the_server_is_set_ahead_and_back(
    office: Open, own: Path, other_clock: Path, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    fake = {"LD_PRELOAD": str(other_clock), "OTHER_CLOCK": str(clock)}
    here = office(f"sqlite:///{own}", fake)
    here.shows(here.load())
    here.was_told(1)
    apart = here.wall.locator("#w-said")
    expect(apart).not_to_contain_text("lệch nhau")

    clock.write_text(str(2 * 3600))  # not enough for a log-in to end
    expect(apart).to_contain_text("lệch nhau", timeout=WITHIN)
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(2)

    clock.write_text(str(400 * 86_400))  # the link of the screen has ended by then
    expect(here.wall.locator("#w-state")).to_contain_text("đã hết hạn", timeout=WITHIN)
    expect(here.wall.locator(".w-scene .w-tile--figure").first).to_be_visible()
    figure = here.load()
    here.was_told(3)  # raised and told in that year

    clock.write_text("0")
    expect(here.wall.locator("#w-state")).to_contain_text("trực tuyến", timeout=WITHIN)
    expect(here.wall.locator(".w-scene")).to_contain_text(figure, timeout=WITHIN)
    expect(apart).not_to_contain_text("lệch nhau", timeout=WITHIN)
    assert here.wall.evaluate("() => window.same")
    here.load()
    here.was_told(4)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])
